package localapi_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"wenxiang/bot/localapi"
)

func TestFaultsOnRequest(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	b := newClient(t, s, address)
	lin := s.AddUser(localapi.User{FirstName: "林夏"}).ID
	alex := s.AddUser(localapi.User{FirstName: "Alex"}).ID
	send := func(to int64) error {
		_, err := b.SendMessage(t.Context(), &tg.SendMessageParams{ChatID: to, Text: "x"})
		return err
	}
	count := func() int { return len(s.FromBot(lin)) }

	s.Fail(localapi.Fault{Method: "sendMessage", RetryAfter: 7})
	var many *tg.TooManyRequestsError
	if err := send(lin); !errors.As(err, &many) || many.RetryAfter != 7 || count() != 0 {
		t.Errorf("429: %v, %d sent", err, count())
	}
	if err := send(lin); err != nil {
		t.Errorf("a fault is met once: %v", err)
	}

	s.Fail(localapi.Fault{Chat: lin, Code: 403, Skip: 1})
	if err := send(alex); err != nil {
		t.Errorf("another chat: %v", err)
	}
	if err := send(lin); err != nil {
		t.Errorf("the first passes: %v", err)
	}
	if err := send(lin); !errors.Is(err, tg.ErrorForbidden) {
		t.Errorf("403: %v", err)
	}

	s.Fail(localapi.Fault{Code: 400, Text: "Bad Request: TOPIC_CLOSED"})
	if err := send(lin); err == nil || !strings.Contains(err.Error(), "TOPIC_CLOSED") {
		t.Errorf("400: %v", err)
	}
	s.Fail(localapi.Fault{Code: 500})
	if err := send(lin); err == nil || !strings.Contains(err.Error(), "500 Internal Server Error") {
		t.Errorf("500: %v", err)
	}
	s.Fail(localapi.Fault{Code: 502, HTML: true})
	if err := send(lin); err == nil || !strings.Contains(err.Error(), "<h1>502 Bad Gateway</h1>") {
		t.Errorf("502: %v", err)
	}

	before := count()
	s.Fail(localapi.Fault{Drop: localapi.DropBefore})
	if err := send(lin); err == nil || count() != before {
		t.Errorf("dropped before: %v, %d sent", err, count()-before)
	}
	s.Fail(localapi.Fault{Drop: localapi.DropAfter})
	if err := send(lin); err == nil || count() != before+1 {
		t.Errorf("dropped after: %v, %d sent", err, count()-before)
	}

	every := s.Fail(localapi.Fault{Code: 500, Every: 3, Times: -1})
	failed := 0
	for range 9 {
		if send(lin) != nil {
			failed++
		}
	}
	if failed != 3 || s.Met(every) != 3 {
		t.Errorf("each third of 9: %d failed, %d met", failed, s.Met(every))
	}
	s.Heal()
	if err := send(lin); err != nil {
		t.Errorf("healed: %v", err)
	}
	var faults []string
	for _, r := range s.Requests(0, "sendMessage", lin) {
		if r.Fault != "" {
			faults = append(faults, fmt.Sprintf("%s %d", r.Fault, r.Code))
		}
	}
	if got := strings.Join(faults, ", "); got != "fault 429, fault 403, fault 400, fault 500, fault 502, dropped before 502, dropped after 200, fault 500, fault 500, fault 500" {
		t.Errorf("the log has the faults %s", got)
	}
}

func TestRateLimits(t *testing.T) {
	s := localapi.New(localapi.Options{Limits: localapi.TelegramLimits()})
	var now atomic.Int64
	now.Store(1_700_000_000_000)
	s.Now = func() time.Time { return time.UnixMilli(now.Load()) }
	address, err := s.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c := caller{t, address + "/bot" + s.Token() + "/"}
	send := func(chat int64) string {
		return c.call("sendMessage", map[string]any{"chat_id": chat, "text": "x"}).said()
	}
	wait := func(ms int64) { now.Add(ms) }
	lin := s.AddUser(localapi.User{}).ID
	g, err := s.AddChat(localapi.NewChat{Type: localapi.Supergroup, Title: "群", BotStatus: localapi.StatusMember})
	if err != nil {
		t.Fatal(err)
	}

	if got := send(lin) + ", " + send(lin); got != "ok, 429 Too Many Requests: retry after 1" {
		t.Errorf("two at once to a chat: %s", got)
	}
	wait(990)
	if got := send(lin); got != "ok" {
		t.Errorf("after a second: %s", got)
	}
	wait(1000)
	for i := range 20 {
		if got := send(g.ID); got != "ok" {
			t.Fatalf("message %d to a group: %s", i+1, got)
		}
		wait(1000)
	}
	if got := send(g.ID); got != "429 Too Many Requests: retry after 40" {
		t.Errorf("the 21st in a minute: %s", got)
	}
	wait(39_990)
	if got := send(g.ID); got != "ok" {
		t.Errorf("when the first is a minute old: %s", got)
	}

	wait(5000)
	ok, refused := 0, 0
	for range 40 {
		if got := send(s.AddUser(localapi.User{}).ID); got == "ok" {
			ok++
		} else if strings.HasPrefix(got, "429") {
			refused++
		}
	}
	if ok != 30 || refused != 10 {
		t.Errorf("of 40 at once to 40 chats, %d passed and %d were refused", ok, refused)
	}
	wait(1000)
	if got := send(lin); got != "ok" {
		t.Errorf("after another second: %s", got)
	}
}

// TestManyChatsInParallel has 200 people ask 5 questions each, the next when the
// last is answered.
func TestManyChatsInParallel(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	b := newClient(t, s, address, tg.WithWorkers(8), tg.WithDefaultHandler(func(ctx context.Context, b *tg.Bot, u *models.Update) {
		b.SendMessage(ctx, &tg.SendMessageParams{ChatID: u.Message.Chat.ID, Text: "答" + u.Message.Text})
	}))
	run(t, b)
	var people []int64
	for range 200 {
		people = append(people, s.AddUser(localapi.User{}).ID)
	}
	var wg sync.WaitGroup
	for _, id := range people {
		wg.Go(func() {
			for i := range 5 {
				s.SendText(id, id, fmt.Sprintf("%d-%d", id, i))
				list, err := s.WaitReplies(id, i+1, 20*time.Second)
				if err != nil {
					t.Error(err)
					return
				}
				if want := fmt.Sprintf("答%d-%d", id, i); list[i].Text != want {
					t.Errorf("%s in place of %s", list[i].Text, want)
				}
			}
		})
	}
	wg.Wait()
	if st := s.Stats(); st.Messages != 1000 || st.Updates != 1000 {
		t.Errorf("%d messages to %d updates", st.Messages, st.Updates)
	}
}

func TestMemoryIsBounded(t *testing.T) {
	s, address := serve(t, localapi.Options{MessagesPerChat: 10, MessagesKept: 100, RequestsKept: 50, FileBytesKept: 1000})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	var people []int64
	for range 40 {
		people = append(people, s.AddUser(localapi.User{}).ID)
	}
	for range 12 {
		for _, id := range people {
			if a := c.call("sendMessage", map[string]any{"chat_id": id, "text": "x"}); !a.OK {
				t.Fatal(a.said())
			}
		}
	}
	total := 0
	for _, id := range people {
		n := len(s.Messages(id))
		if total += n; n > 10 {
			t.Errorf("chat %d keeps %d messages", id, n)
		}
	}
	if total > 115 || total < 90 {
		t.Errorf("%d messages are kept in all", total)
	}
	if n := len(s.Requests(0, "", 0)); n != 50 {
		t.Errorf("%d requests are kept", n)
	}
	var first, last string
	for range 5 {
		p, err := s.Say(localapi.Post{From: people[0], Chat: people[0], Document: &localapi.Upload{Name: "a.txt", Data: make([]byte, 400)}})
		if err != nil {
			t.Fatal(err)
		}
		if last = p.Message.Document.FileID; first == "" {
			first = last
		}
	}
	if _, _, ok := s.File(first); ok {
		t.Error("the first file is still kept")
	}
	if _, _, ok := s.File(last); !ok {
		t.Error("the last file is gone")
	}
}

// TestControlFromAnotherProcess uses nothing but HTTP, as a test does whose
// server runs by itself.
func TestControlFromAnotherProcess(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	run(t, newClient(t, s, address, tg.WithDefaultHandler(echo)))
	ask := func(method, path string, in, out any) int {
		t.Helper()
		body, _ := json.Marshal(in)
		req, _ := http.NewRequest(method, address+"/control/"+path, bytes.NewReader(body))
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		data, _ := io.ReadAll(res.Body)
		if out != nil {
			if err := json.Unmarshal(data, out); err != nil {
				t.Fatalf("%s: %q: %v", path, data, err)
			}
		}
		return res.StatusCode
	}
	type fields = map[string]any
	var u localapi.User
	ask("POST", "users", localapi.User{FirstName: "林夏"}, &u)

	events, err := http.Get(address + "/control/events")
	if err != nil {
		t.Fatal(err)
	}
	defer events.Body.Close()
	seen := make(chan localapi.Event, 100)
	go func() {
		lines := bufio.NewScanner(events.Body)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var e localapi.Event
				json.Unmarshal([]byte(data), &e)
				seen <- e
			}
		}
	}()
	next := func(kind string, byBot bool) localapi.Event {
		t.Helper()
		for {
			select {
			case e := <-seen:
				if e.Kind == kind && (e.Message == nil || (e.Message.From.ID == s.Bot().ID) == byBot) {
					return e
				}
			case <-time.After(soon):
				t.Fatalf("no event %s", kind)
			}
		}
	}

	var sent struct {
		UpdateID int64 `json:"update_id"`
	}
	ask("POST", "send", fields{"user": u.ID, "chat": u.ID, "text": "利税？"}, &sent)
	if sent.UpdateID == 0 {
		t.Error("no update for the message")
	}
	reply := next("message", true).Message
	var list []localapi.Message
	ask("GET", fmt.Sprintf("messages?chat=%d", u.ID), nil, &list)
	if len(list) != 2 || list[1].MessageID != reply.MessageID || list[1].ReplyToMessage == nil {
		t.Errorf("the chat has %+v", list)
	}
	var pressed struct{ Callback string }
	ask("POST", "press", fields{"user": u.ID, "chat": u.ID, "message_id": reply.MessageID, "data": "again:利税？"}, &pressed)
	if e := next("answer", false); e.Text != "好的" || e.Callback != pressed.Callback {
		t.Errorf("the answer is %+v", e)
	}
	if code := ask("POST", "press", fields{"user": u.ID, "chat": u.ID, "message_id": reply.MessageID, "data": "other"}, nil); code != 400 {
		t.Errorf("pressing a button that is not there: %d", code)
	}
	next("message", true)

	var fault struct{ ID int }
	ask("POST", "faults", fields{"method": "sendMessage", "code": 500}, &fault)
	ask("POST", "send", fields{"user": u.ID, "chat": u.ID, "text": "又来"}, nil)
	if !eventually(func() bool { return s.Met(fault.ID) == 1 }) {
		t.Error("the fault was not met")
	}
	ask("DELETE", fmt.Sprintf("faults?id=%d", fault.ID), nil, nil)
	var requests []localapi.Request
	ask("GET", fmt.Sprintf("requests?method=sendMessage&chat=%d", u.ID), nil, &requests)
	if len(requests) != 3 || requests[0].Fields["parse_mode"] != "HTML" || requests[2].Code != 500 {
		t.Errorf("the log has %+v", requests)
	}
	var clock struct{ Time int64 }
	ask("POST", "clock", fields{"advance": 3600}, &clock)
	if d := time.Until(time.UnixMilli(clock.Time)); d < 59*time.Minute || d > 61*time.Minute {
		t.Errorf("the clock is %v ahead", d)
	}
	var state struct {
		Chats []struct{ Count int }
		Time  int64
	}
	ask("GET", "state", nil, &state)
	if len(state.Chats) != 1 || state.Chats[0].Count < 4 || state.Time < clock.Time {
		t.Errorf("the state is %+v", state)
	}
}

func eventually(cond func() bool) bool {
	for end := time.Now().Add(soon); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if cond() {
			return true
		}
	}
	return false
}

func TestInlineQueries(t *testing.T) {
	s, address := serve(t, localapi.Options{InlineFeedback: true})
	run(t, newClient(t, s, address, tg.WithDefaultHandler(func(ctx context.Context, b *tg.Bot, u *models.Update) {
		if u.InlineQuery == nil {
			return
		}
		b.AnswerInlineQuery(ctx, &tg.AnswerInlineQueryParams{InlineQueryID: u.InlineQuery.ID, Results: []models.InlineQueryResult{
			&models.InlineQueryResultArticle{ID: "1", Title: "总投资", Description: "844.6亿元", InputMessageContent: &models.InputTextMessageContent{MessageText: "总投资 <b>844.6亿元</b>", ParseMode: models.ParseModeHTML}},
		}})
	})))
	lin := s.AddUser(localapi.User{FirstName: "林夏"}).ID
	id, err := s.Inline(lin, lin, "总投资", "")
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.WaitInline(id, soon)
	if err != nil || len(a.Results) != 1 || a.Results[0].Title != "总投资" {
		t.Fatalf("%+v, %v", a, err)
	}
	p, err := s.ChooseInline(id, "1", lin)
	if err != nil || p.Message.Text != "总投资 844.6亿元" || p.Message.ViaBot == nil || len(p.Message.Marked("bold")) != 1 {
		t.Errorf("%+v, %v", p.Message, err)
	}
}

func TestCallbacksGrowOld(t *testing.T) {
	s, address := serve(t, localapi.Options{CallbackTimeout: time.Minute})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	lin := s.AddUser(localapi.User{FirstName: "林夏"}).ID
	answer := func(id string) string {
		return c.call("answerCallbackQuery", map[string]any{"callback_query_id": id}).said()
	}
	old := "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
	id := s.Forge(lin, lin, 77, "v1:old")
	if got := answer(id) + ", " + answer(id); got != "ok, "+old {
		t.Errorf("answered twice: %s", got)
	}
	id = s.Forge(lin, lin, 77, "v1:old")
	s.Advance(61 * time.Second)
	if got := answer(id); got != old {
		t.Errorf("after a minute: %s", got)
	}
	_, list := c.poll(nil)
	if len(list) != 2 || list[1].Callback.Data != "v1:old" || list[1].Callback.Message.Date != 0 {
		t.Errorf("the updates are %+v", list)
	}
}
