package query_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"wenxiang/query"
)

// FuzzAsk holds two turns, the second in the conversation that the first began. Whatever is typed: no panic, an answer
// within 100 ms, valid UTF-8, and a reply of bounded size. Run it with go test ./query -fuzz FuzzAsk.
func FuzzAsk(f *testing.F) {
	for _, seed := range [][2]string{
		{"已开工5000万元以上项目总投资多少？", "那亿元以上的呢？"}, {"What is the total investment?", "and its floor area in mu"}, {"利税？", "換成萬元"}, {"", ""},
		{"\xff\xfe总投资", "\x00"}, {"１２３４５６７８９０亿元以上", "-1e999%"}, {strings.Repeat("总投资多少？", 200), strings.Repeat("（", 500)}, {"去年", "去年的去年"},
		{"总投资10-15亿元~20亿元以上2022年1-10月至2024年12月", "1/0 ÷ 0"}, {"比比比多多多少少少", "其中其中其中"}, {"﷽🏗️👷‍♀️", "é́́́"}, {"前99999999999999999999名", "第0名"},
		{"总投资超过99999999999999999999999999999999亿元的项目", "00000000000000000000000000001%"}, {"the of and in", "， ， ，；；\n\n"}, {"迎新波璃", "力税"},
	} {
		f.Add(seed[0], seed[1])
	}
	l, err := seedLibrary()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, first, second string) {
		if len(first)+len(second) > 8<<10 {
			t.Skip("longer than any message")
		}
		c := &query.Conversation{}
		for _, q := range []string{first, second} {
			var a query.Answer
			if took := workTime(func() { a = l.engine.Ask(context.Background(), c, q) }); took > 100*time.Millisecond && !raceDetector {
				t.Errorf("%q took %s", q, took)
			}
			b, err := json.Marshal(a)
			if err != nil {
				t.Fatalf("%q: %v", q, err)
			}
			for _, s := range []string{a.Headline, a.Text, a.Computed, a.Understood, a.Detail, a.Question} {
				if !utf8.ValidString(s) {
					t.Errorf("%q: not UTF-8: %q", q, s)
				}
			}
			// Eight questions at most are answered in one message, each with a few sentences.
			if n := len(a.Text) + len(a.Headline); n > 64<<10 {
				t.Errorf("%q: a reply of %d bytes", q, n)
			}
			if len(b) > 256<<10 {
				t.Errorf("%q: an answer of %d bytes", q, len(b))
			}
			if a.Status != query.Answered && len(a.Values) > 0 {
				t.Errorf("%q: %s with values", q, a.Status)
			}
		}
		if b, err := json.Marshal(c); err != nil || len(b) > 64<<10 {
			t.Errorf("a conversation of %d bytes, %v", len(b), err)
		}
	})
}
