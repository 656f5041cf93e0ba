package bot

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"wenxiang/bot/delivery"
	"wenxiang/bot/localapi"
	"wenxiang/bot/localapi/localapitest"
	"wenxiang/bot/state/statetest"
)

func TestAPanicCostsItsUpdateAnApologyAndNothingElse(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("坏问题？")
	m := s.hear(s.lin.ID, "抱歉")
	if !strings.Contains(m.Text, "E1-") || strings.Contains(m.Text, "secret") {
		t.Errorf("the apology is %q", m.Text)
	}
	s.say("好问题？")
	s.hear(s.lin.ID, "答：好问题")
	if log := s.log.String(); !strings.Contains(log, "a handler broke") || strings.Contains(log, "secret words") || strings.Contains(log, "坏问题") {
		t.Errorf("the log is\n%s", log)
	}
}

func TestUnknownAndUnreadableUpdatesDoNotStopTheRest(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	for _, fields := range []string{
		`"brand_new_kind":{"a":1}`,
		`"message":{"message_id":"not a number","chat":{"id":5}}`,
		`"my_chat_member":{"chat":{"id":7,"type":"private"},"new_chat_member":{"status":"levitating"}}`,
		fmt.Sprintf(`"message":{"message_id":901,"date":1,"chat":{"id":%d,"type":"private"},"from":{"id":%d},"text":"带新类型？","external_reply":{"origin":{"type":"unheard_of"}}}`, s.lin.ID, s.lin.ID),
		`"message":[]`,
	} {
		s.server.PushRaw(0, fields)
	}
	s.hear(s.lin.ID, "答：带新类型")
	s.say("之后？")
	s.hear(s.lin.ID, "答：之后")
	parked, err := s.bot.store.Parked(t.Context())
	if err != nil || len(parked) != 2 {
		t.Errorf("parked %+v, %v", parked, err)
	}
	if log := s.log.String(); strings.Contains(log, "not a number") {
		t.Errorf("the log holds what was sent:\n%s", log)
	}
}

func TestFaultsOfTheServerAreOutlived(t *testing.T) {
	for name, fault := range map[string]localapi.Fault{
		"429":                      {Method: "sendMessage", Code: 429, RetryAfter: 1},
		"500":                      {Method: "sendMessage", Code: 500},
		"502 in HTML":              {Method: "sendMessage", Code: 502, HTML: true},
		"dropped before":           {Method: "sendMessage", Drop: localapi.DropBefore},
		"getUpdates 500":           {Method: "getUpdates", Code: 500, Times: 2},
		"getUpdates 502 in HTML":   {Method: "getUpdates", Code: 502, HTML: true, Times: 2},
		"getUpdates dropped":       {Method: "getUpdates", Drop: localapi.DropAfter, Times: 2},
		"getUpdates conflict":      {Method: "getUpdates", Code: 409, Text: "Conflict: terminated by other getUpdates request"},
		"markup refused":           {Method: "sendMessage", Code: 400, Text: "Bad Request: can't parse entities: no reason"},
		"message to reply to gone": {Method: "sendMessage", Code: 400, Text: "Bad Request: message to be replied not found"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, Options{}, localapi.Options{})
			s.server.Fail(fault)
			s.say("甲？")
			s.say("乙？")
			s.hear(s.lin.ID, "答：乙")
			got := s.replies(s.lin.ID)
			if len(got) != 2 || !strings.Contains(got[0].Text, "甲") {
				t.Errorf("%d replies, the first %q", len(got), got[0].Text)
			}
		})
	}
}

func TestAReplyWhoseFateIsUnknownIsSentAgain(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.server.Fail(localapi.Fault{Method: "sendMessage", Drop: localapi.DropAfter})
	s.say("甲？")
	s.say("乙？")
	s.hear(s.lin.ID, "答：乙")
	if got := s.replies(s.lin.ID); len(got) != 3 || !strings.Contains(got[1].Text, "甲") {
		t.Errorf("%d replies", len(got))
	}
}

func TestAPersonWhoBlocksTheBotIsLeftAloneUntilTheyComeBack(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("甲？")
	s.hear(s.lin.ID, "答：甲")
	if err := s.server.Block(s.lin.ID, true); err != nil {
		t.Fatal(err)
	}
	s.until("paused", func() bool { return s.paused() != "" })
	s.say("乙？") // writing unblocks
	s.hear(s.lin.ID, "答：乙")
	if s.paused() != "" {
		t.Error("still paused")
	}
	s.server.Fail(localapi.Fault{Method: "sendMessage", Code: 403})
	s.say("丙？")
	s.until("paused", func() bool { return s.paused() != "" })
}

func TestAWrongTokenEndsTheRun(t *testing.T) {
	_, address := localapitest.Serve(t, localapi.Options{})
	const secret = "123456:not-the-token-of-this-server"
	var log safeBuffer
	b, err := New(t.Context(), Options{
		Token: secret, Server: address, State: statetest.SQLite(t), Asker: &parrot{}, Log: slog.New(slog.NewTextHandler(&log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := b.Run(t.Context()); err != ErrToken {
		t.Errorf("got %v", err)
	}
	if strings.Contains(log.String(), secret) {
		t.Error("the log holds the token")
	}
}

func TestATokenNeverShows(t *testing.T) {
	const secret = "123456:secret"
	token := Token(secret)
	var log bytes.Buffer
	l := slog.New(slog.NewJSONHandler(&log, nil))
	l.Info("x", "token", token, "options", fmt.Sprintf("%v %+v %#v %s", token, Options{Token: token}, Options{Token: token}, token))
	l.Info("x", "error", token.hide(fmt.Errorf("Post \"https://api.telegram.org/bot%s/getMe\": dial: %w", secret, io.EOF)))
	if strings.Contains(log.String(), secret) {
		t.Errorf("%s", log.String())
	}
}

// TestThreeWorkersShareOneState sends with three senders beside each other; each reply goes out once.
func TestThreeWorkersShareOneState(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := newStage(t, Options{State: dsn}, localapi.Options{})
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()
		for range 2 {
			sender := delivery.NewSender(delivery.Options{
				Store: statetest.Open(t, dsn), Client: delivery.Telegram{Bot: s.bot.client}, Rates: &fast,
			})
			wg.Go(func() { sender.Run(ctx) })
		}
		const people, each = 20, 5
		var users []localapi.User
		for i := range people {
			users = append(users, s.server.AddUser(localapi.User{FirstName: fmt.Sprint(i)}))
		}
		for n := range each {
			for _, u := range users {
				s.server.SendText(u.ID, u.ID, fmt.Sprintf("第%d问？", n))
			}
		}
		for _, u := range users {
			s.hear(u.ID, fmt.Sprintf("第%d问", each-1))
			got := s.replies(u.ID)
			if len(got) != each {
				t.Errorf("%d replies", len(got))
			}
			for n, m := range got {
				if !strings.Contains(m.Text, fmt.Sprintf("第%d问", n)) {
					t.Errorf("reply %d is %q", n, m.Text)
				}
			}
		}
		cancel()
		wg.Wait()
	})
}
