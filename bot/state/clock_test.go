package state_test

import (
	"testing"

	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

// A clock that is an hour ahead for a while, and is put right, must not keep the outbox waiting for that hour.
func TestAClockThatIsPutBackHoldsNothingUp(t *testing.T) {
	const hour = 60 * 60 * 1000
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		put := func(id string, chat, at int64) {
			t.Helper()
			update(t, s, func(tx *state.Tx) error {
				_, err := tx.Enqueue(state.Letter{ID: id, ChatID: chat, Lane: state.Interactive, Kind: "reply", Body: "{}", CreatedAt: at})
				return err
			})
		}
		claim := func(at int64) []state.Letter {
			t.Helper()
			got, err := s.Claim(t.Context(), 10, at, at+10_000, "w", true, state.TelegramRates)
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		ahead := start + hour
		put("a", 1, ahead)
		put("b", 1, ahead)
		put("held", 2, ahead)
		got := claim(ahead)
		if len(got) != 1 || got[0].ID != "a" {
			t.Fatalf("claimed %+v", got)
		}
		update(t, s, func(tx *state.Tx) error {
			if _, err := tx.Finish(got[0], "sent", 1, ahead); err != nil {
				return err
			}
			return tx.HoldChat(2, ahead+30_000, state.TelegramRates) // a 429 with 30 seconds
		})
		put("job", 3, ahead) // a letter written while the clock was wrong
		now := ahead + 500 - hour
		if by, err := s.PutBack(t.Context(), now); err != nil || by < hour-1000 || by > hour {
			t.Fatalf("put back by %d, %v", by, err)
		}
		if by, err := s.PutBack(t.Context(), now); err != nil || by != 0 {
			t.Errorf("put back again by %d, %v", by, err)
		}
		met := map[string]int64{}
		for at := now; at < now+40_000; at += 50 {
			for _, l := range claim(at) {
				met[l.ID] = at - now
				update(t, s, func(tx *state.Tx) error { _, err := tx.Finish(l, "sent", 1, at); return err })
			}
		}
		for id, most := range map[string]int64{"b": 2000, "job": 2000, "held": 32_000} {
			if at, sent := met[id]; !sent || at > most {
				t.Errorf("%s goes out after %d ms (%v), of at most %d", id, at, sent, most)
			}
		}
		if met["held"] < 29_000 {
			t.Errorf("what Telegram held for 30 s goes out after %d ms", met["held"])
		}
	})
}
