package localapi_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"wenxiang/bot/localapi"
)

// BenchmarkSendMessage sends to 100,000 chats in turn, without the network.
func BenchmarkSendMessage(b *testing.B) {
	s := localapi.New(localapi.Options{})
	h := s.Handler()
	var people []int64
	for range 100_000 {
		people = append(people, s.AddUser(localapi.User{}).ID)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; b.Loop(); i++ {
		body := fmt.Sprintf(`{"chat_id":%d,"parse_mode":"HTML","text":"<b>844.6亿元</b>\n<blockquote>截至10月末，总投资达到844.6亿元。</blockquote>"}`, people[i%len(people)])
		r := httptest.NewRequest("POST", "/bot"+s.Token()+"/sendMessage", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != 200 {
			b.Fatal(w.Body)
		}
	}
}

// BenchmarkUpdate has a person write and the bot fetch it.
func BenchmarkUpdate(b *testing.B) {
	s := localapi.New(localapi.Options{})
	h := s.Handler()
	lin := s.AddUser(localapi.User{}).ID
	b.ReportAllocs()
	for b.Loop() {
		id := s.SendText(lin, lin, "总投资多少？")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", fmt.Sprintf("/bot%s/getUpdates?offset=%d", s.Token(), id), nil))
		if w.Code != 200 {
			b.Fatal(w.Body)
		}
	}
}
