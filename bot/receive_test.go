package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"wenxiang/bot/localapi"
	"wenxiang/query"
)

// interrupter breaks a context off while it answers a certain question.
type interrupter struct {
	parrot
	at   string
	stop func()
}

func (i *interrupter) Ask(ctx context.Context, c *query.Conversation, q string) query.Answer {
	if i.stop != nil && strings.Contains(q, i.at) {
		i.stop()
		i.stop = nil
	}
	return i.parrot.Ask(ctx, c, q)
}

// Updates that come together are made durable together, and still each of them counts for itself: in order, once, and
// with its own apology.
func TestUpdatesThatComeTogetherAreTakenEachForItself(t *testing.T) {
	asker := &interrupter{at: "丁"}
	s := newStage(t, Options{Asker: asker}, localapi.Options{})
	raw := func(id int, chat, text string) json.RawMessage {
		return json.RawMessage(fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1,"chat":%s,"from":{"id":%d,"first_name":"林夏","language_code":"zh-hans"},"text":%q}}`,
			id, id, chat, s.lin.ID, text))
	}
	private := fmt.Sprintf(`{"id":%d,"type":"private","first_name":"林夏"}`, s.lin.ID)
	group := `{"id":-5,"type":"group","title":"群"}`
	batch := []json.RawMessage{
		raw(1, private, "甲？"), raw(2, private, "坏？"), raw(3, group, "乙？"), raw(4, private, "丙？"), json.RawMessage(`{"update_id":5}`),
		json.RawMessage(`{"message":1}`), raw(1, private, "甲？"), raw(6, private, "丁？"), raw(7, private, "戊？"),
	}
	ctx, stop := context.WithCancel(t.Context())
	asker.stop = stop
	done, err := s.bot.take(ctx, batch)
	if err == nil || !slices.Equal(done, []int64{1, 2, 3, 4, 5}) {
		t.Errorf("broken off after %v: %v", done, err)
	}
	if done, err = s.bot.take(t.Context(), batch); err != nil || !slices.Equal(done, []int64{1, 2, 3, 4, 5, 1, 6, 7}) {
		t.Errorf("done are %v: %v", done, err)
	}
	s.hear(s.lin.ID, "戊？")
	var heard []string
	for _, m := range s.replies(s.lin.ID) {
		first, _, _ := strings.Cut(m.Text, "\n")
		heard = append(heard, first)
	}
	if len(heard) != 5 || heard[0] != "答：甲？" || !strings.Contains(heard[1], "E1-2") || heard[2] != "答：丙？" || heard[3] != "答：丁？" || heard[4] != "答：戊？" {
		t.Errorf("heard %q", heard)
	}
}
