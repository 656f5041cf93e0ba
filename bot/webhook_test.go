package bot

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"wenxiang/bot/localapi"
)

// bring posts an update to a handler as Telegram does and returns the status.
func bring(h http.Handler, secret, body string) int {
	r := httptest.NewRequest(http.MethodPost, "/hook", strings.NewReader(body))
	r.Header.Set(secretHeader, secret)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code
}

func TestTheWebhookTakesWhatTelegramBringsOnly(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	h := s.bot.WebhookHandler("s3cret")
	question := fmt.Sprintf(`{"update_id":77,"message":{"message_id":5,"date":1,"chat":{"id":%d,"type":"private"},"from":{"id":%d},"text":"总投资？"}}`, s.lin.ID, s.lin.ID)
	for _, c := range []struct {
		name, secret, body string
		want               int
	}{
		{"no secret", "", question, 401},
		{"a wrong secret", "s3cre", question, 401},
		{"no JSON", "s3cret", "{", 400},
		{"no update", "s3cret", "{}", 400},
		{"too large", "s3cret", `{"update_id":1,"x":"` + strings.Repeat("x", maxUpdate) + `"}`, 413},
		{"a question", "s3cret", question, 200},
		{"again", "s3cret", question, 200},
		{"a new kind", "s3cret", `{"update_id":78,"something_new":{}}`, 200},
		{"unreadable", "s3cret", `{"update_id":79,"message":{"message_id":"x"}}`, 200},
	} {
		if got := bring(h, c.secret, c.body); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	s.hear(s.lin.ID, "答：总投资？")
	s.say("之后？")
	s.hear(s.lin.ID, "答：之后")
	if got := len(s.replies(s.lin.ID)); got != 2 {
		t.Errorf("%d replies", got)
	}
	if got := bring(s.bot.WebhookHandler(""), "", question); got != 401 {
		t.Errorf("an empty secret opens the door: %d", got)
	}
}

func TestADatabaseThatFailsIsNoReasonToAcknowledge(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.bot.store.Close()
	id := s.server.SendText(s.lin.ID, s.lin.ID, "总投资？")
	if got := bring(s.bot.WebhookHandler("x"), "x", `{"update_id":80,"message":{"message_id":1,"chat":{"id":1,"type":"private"},"from":{"id":1},"text":"x"}}`); got != 503 {
		t.Errorf("status %d", got)
	}
	s.until("polled in vain", func() bool { return strings.Count(s.log.String(), "an update is not taken") > 2 })
	if err := s.server.WaitAcknowledged(id, time.Millisecond); err == nil {
		t.Error("the update is acknowledged")
	}
}

func TestUpdatesByWebhook(t *testing.T) {
	// The server must know where to call before the bot listens, so a port is found first.
	l := httptest.NewServer(nil)
	address := l.Listener.Addr().String()
	l.Close()
	s := newStage(t, Options{Webhook: &Webhook{URL: "http://" + address + "/hook", Listen: address}}, localapi.Options{})
	s.say("总投资？")
	s.hear(s.lin.ID, "答：总投资？")
}
