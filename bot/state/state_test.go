package state_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

func TestMain(m *testing.M) { os.Exit(statetest.Main(m)) }

var ctx = context.Background()

// start is an arbitrary time.
const start = int64(1_700_000_000_000)

func update(t *testing.T, s *state.Store, f func(*state.Tx) error) {
	t.Helper()
	if err := s.Update(ctx, f); err != nil {
		t.Fatal(err)
	}
}

func TestAnUpdateIsFreshOnce(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		for i, want := range []bool{true, false, false} {
			update(t, s, func(tx *state.Tx) error {
				fresh, err := tx.See(42, start)
				if fresh != want {
					t.Errorf("time %d: fresh is %v", i+1, fresh)
				}
				return err
			})
		}
	})
}

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		boom := errors.New("boom")
		err := s.Update(ctx, func(tx *state.Tx) error {
			if _, err := tx.See(1, start); err != nil {
				return err
			}
			if _, err := tx.Enqueue(reply("a", 1)); err != nil {
				return err
			}
			return boom
		})
		if !errors.Is(err, boom) {
			t.Fatalf("got %v", err)
		}
		if n, _, err := s.Waiting(ctx); err != nil || n != 0 {
			t.Errorf("%d letters wait, %v", n, err)
		}
		update(t, s, func(tx *state.Tx) error {
			fresh, err := tx.See(1, start)
			if !fresh {
				t.Error("the update counts as seen")
			}
			return err
		})
	})
}

func TestTryUndoesItsOwnPartOnly(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		update(t, s, func(tx *state.Tx) error {
			if _, err := tx.Enqueue(reply("before", 1)); err != nil {
				return err
			}
			err := tx.Try(func() error {
				if _, err := tx.Enqueue(reply("inside", 1)); err != nil {
					return err
				}
				panic("handler broke")
			})
			var p *state.Panic
			if !errors.As(err, &p) || p.Value != "handler broke" {
				t.Errorf("Try returned %v", err)
			}
			if err := tx.Try(func() error {
				_, err := tx.See(1<<40, start)
				if err != nil {
					return err
				}
				return errors.New("refused")
			}); err == nil || err.Error() != "refused" {
				t.Errorf("Try returned %v", err)
			}
			_, err = tx.Enqueue(reply("after", 2))
			return err
		})
		if got := ids(claim(t, s, 10, start, "w", state.Rates{})); got != "after before" {
			t.Errorf("claimed %q", got)
		}
	})
}

func TestAMovedGroupKeepsEverything(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		const old, now = int64(-10), int64(-10010)
		talk := state.Talk{ChatID: old, PersonID: 3}
		var button string
		update(t, s, func(tx *state.Tx) error {
			if _, err := tx.Meet(old, "group", "zh"); err != nil {
				return err
			}
			if err := tx.SetLanguage(old, "en"); err != nil {
				return err
			}
			if err := tx.Remember(talk, state.Memory{At: start, MessageID: 8, Context: "{}"}); err != nil {
				return err
			}
			var err error
			button, err = tx.KeepButton(old, 3, "总投资多少？", start)
			return err
		})
		enqueue(t, s, reply("old-1", old))
		enqueue(t, s, reply("old-2", old))
		enqueue(t, s, reply("new-1", now))
		for range 2 { // the error and the service message both tell of it
			update(t, s, func(tx *state.Tx) error { return tx.Move(old, now) })
		}
		enqueue(t, s, reply("new-2", now))
		update(t, s, func(tx *state.Tx) error {
			c, err := tx.Meet(now, "supergroup", "")
			if err != nil {
				return err
			}
			// The new chat had a row already, made by its first message, and it has no language of its own.
			if c.TelegramLang != "" && c.TelegramLang != "zh" {
				t.Errorf("chat %+v", c)
			}
			talk.ChatID = now
			m, err := tx.Recall(talk)
			if m.MessageID != 8 {
				t.Errorf("memory %+v", m)
			}
			if q, err := tx.Button(now, button); q != "总投资多少？" || err != nil {
				t.Errorf("button %q, %v", q, err)
			}
			return err
		})
		var order []string
		for {
			got := claim(t, s, 9, start, "w", state.Rates{})
			if len(got) == 0 {
				break
			}
			for _, l := range got {
				if l.ChatID != now {
					t.Errorf("%s still goes to %d", l.ID, l.ChatID)
				}
				order = append(order, l.ID)
				finish(t, s, l, start)
			}
		}
		if got := strings.Join(order, " "); got != "new-1 old-1 old-2 new-2" {
			t.Errorf("order %q", got)
		}
	})
}

func TestButtonsBelongToTheirChat(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		update(t, s, func(tx *state.Tx) error {
			a, err := tx.KeepButton(1, 1, "利税多少？", start)
			if err != nil {
				return err
			}
			again, err := tx.KeepButton(1, 1, "利税多少？", start+5)
			if err != nil {
				return err
			}
			b, err := tx.KeepButton(2, 2, "利税多少？", start)
			if err != nil {
				return err
			}
			if a != again || a == b || len(a) != 22 {
				t.Errorf("ids %q %q %q", a, again, b)
			}
			for _, c := range []struct {
				chat int64
				id   string
				want string
			}{{1, a, "利税多少？"}, {2, a, ""}, {2, b, "利税多少？"}, {1, "forged", ""}, {1, "x\x00y", ""}} {
				if got, err := tx.Button(c.chat, c.id); got != c.want || err != nil {
					t.Errorf("chat %d button %q: %q, %v", c.chat, c.id, got, err)
				}
			}
			return nil
		})
	})
}

func TestForgettingLeavesNoWord(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		const me, group = int64(11), int64(-20)
		mine := state.Talk{ChatID: group, PersonID: me}
		other := state.Talk{ChatID: group, PersonID: 12}
		update(t, s, func(tx *state.Tx) error {
			for _, step := range []func() error{
				func() error { _, err := tx.Meet(me, "private", "zh"); return err },
				func() error { return tx.SetLanguage(me, "en") },
				func() error {
					return tx.Remember(state.Talk{ChatID: me, PersonID: me}, state.Memory{Context: "secret"})
				},
				func() error { return tx.Remember(mine, state.Memory{Context: "secret"}) },
				func() error { return tx.Remember(other, state.Memory{Context: "kept"}) },
				func() error { _, err := tx.KeepButton(me, me, "secret?", start); return err },
				func() error { return tx.Park(state.Parked{ID: 1, ChatID: me, Body: "secret"}) },
				func() error { _, err := tx.Enqueue(reply("r", me)); return err },
				func() error { return tx.Forget(me, me) },
			} {
				if err := step(); err != nil {
					return err
				}
			}
			for talk, want := range map[state.Talk]string{{ChatID: me, PersonID: me}: "", mine: "", other: "kept"} {
				if m, err := tx.Recall(talk); m.Context != want || err != nil {
					t.Errorf("%+v: %q, %v", talk, m.Context, err)
				}
			}
			c, err := tx.Meet(me, "private", "")
			if c.Lang != "" || c.TelegramLang != "" || c.Turn != 1 {
				t.Errorf("chat %+v", c)
			}
			return err
		})
		if parked, err := s.Parked(ctx); len(parked) != 0 || err != nil {
			t.Errorf("%v, %v", parked, err)
		}
		if n, _, err := s.Waiting(ctx); n != 0 || err != nil {
			t.Errorf("%d waiting, %v", n, err)
		}
		if !enqueue(t, s, reply("bye", me)) {
			t.Error("the confirmation cannot be queued")
		}
	})
}

func TestPurgeKeepsWhatIsYoung(t *testing.T) {
	const day = 24 * 60 * 60 * 1000
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		update(t, s, func(tx *state.Tx) error {
			for i, at := range []int64{start, start + 20*day} {
				if _, err := tx.See(int64(i), at); err != nil {
					return err
				}
				if err := tx.Park(state.Parked{ID: int64(i), At: at}); err != nil {
					return err
				}
			}
			return nil
		})
		if err := s.Purge(ctx, start+21*day); err != nil {
			t.Fatal(err)
		}
		update(t, s, func(tx *state.Tx) error {
			for id, want := range map[int64]bool{0: true, 1: false} {
				if fresh, err := tx.See(id, start+21*day); fresh != want || err != nil {
					t.Errorf("update %d fresh: %v, %v", id, fresh, err)
				}
			}
			return nil
		})
		if parked, err := s.Parked(ctx); len(parked) != 2 || err != nil {
			t.Errorf("%v, %v", parked, err)
		}
		if err := s.Purge(ctx, start+31*day); err != nil {
			t.Fatal(err)
		}
		if parked, err := s.Parked(ctx); len(parked) != 1 || err != nil {
			t.Errorf("%v, %v", parked, err)
		}
	})
}

func TestPurgeGoesOnUntilNothingOldIsLeft(t *testing.T) {
	const day, many = 24 * 60 * 60 * 1000, 2500
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		see := func(at int64) (fresh int) {
			update(t, s, func(tx *state.Tx) error {
				for id := range int64(many) {
					first, err := tx.See(id, at)
					if err != nil {
						return err
					}
					if first {
						fresh++
					}
				}
				return nil
			})
			return fresh
		}
		see(start)
		if n := see(start); n != 0 {
			t.Errorf("%d are fresh twice", n)
		}
		if err := s.Purge(ctx, start+9*day); err != nil {
			t.Fatal(err)
		}
		if n := see(start + 9*day); n != many {
			t.Errorf("%d of %d old ones are gone", n, many)
		}
	})
}

func TestTextThatADatabaseCannotHoldIsMended(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		l := reply("odd", 1)
		l.Body = "a\x00b\xffc"
		enqueue(t, s, l)
		if got := claim(t, s, 1, start, "w", state.Rates{})[0].Body; got != "ab\uFFFDc" {
			t.Errorf("body %q", got)
		}
	})
}
