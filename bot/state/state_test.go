package state_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

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

func enqueue(t *testing.T, s *state.Store, l state.Letter) bool {
	t.Helper()
	var fresh bool
	update(t, s, func(tx *state.Tx) (err error) {
		fresh, err = tx.Enqueue(l)
		return err
	})
	return fresh
}

func claim(t *testing.T, s *state.Store, n int, now int64, lease string, r state.Rates) []state.Letter {
	t.Helper()
	got, err := s.Claim(ctx, n, now, now+30_000, lease, true, r)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func ids(letters []state.Letter) string {
	var all []string
	for _, l := range letters {
		all = append(all, l.ID)
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

func finish(t *testing.T, s *state.Store, l state.Letter, now int64) bool {
	t.Helper()
	var mine bool
	update(t, s, func(tx *state.Tx) (err error) {
		mine, err = tx.Finish(l, "sent", 77, now)
		return err
	})
	return mine
}

func reply(id string, chat int64) state.Letter {
	return state.Letter{ID: id, ChatID: chat, Lane: state.Interactive, Kind: "reply", Body: "{}", CreatedAt: start}
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

func TestQueuesKeepTheirOrder(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		for _, l := range []state.Letter{reply("a1", 1), reply("a2", 1), reply("b1", 2), reply("a3", 1)} {
			enqueue(t, s, l)
		}
		var order []string
		for now := start; ; now++ {
			got := claim(t, s, 10, now, "w", state.Rates{})
			if len(got) == 0 {
				break
			}
			for _, l := range got {
				order = append(order, l.ID)
				if !finish(t, s, l, now) {
					t.Errorf("%s was not ours", l.ID)
				}
			}
		}
		slices.Sort(order[:2]) // a1 and b1 are claimed together
		if got := strings.Join(order, " "); got != "a1 b1 a2 a3" {
			t.Errorf("order %q", got)
		}
	})
}

func TestALetterThatWaitsForARetryHoldsItsChatOnly(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		enqueue(t, s, reply("a1", 1))
		enqueue(t, s, reply("a2", 1))
		enqueue(t, s, reply("b1", 2))
		for _, l := range claim(t, s, 10, start, "w", state.Rates{}) {
			if l.ID == "a1" {
				update(t, s, func(tx *state.Tx) error {
					mine, err := tx.Retry(l, "502", start+5000, false)
					if !mine {
						t.Error("not ours")
					}
					return err
				})
			}
		}
		if got := ids(claim(t, s, 10, start+4999, "w", state.Rates{})); got != "" {
			t.Errorf("too early: %q", got)
		}
		got := claim(t, s, 10, start+5000, "w", state.Rates{})
		if ids(got) != "a1" || got[0].Tries != 2 || got[0].Unsure != 0 {
			t.Errorf("claimed %+v", got)
		}
	})
}

func TestALostLeaseIsTakenAgainAndFencesTheLateWorker(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		enqueue(t, s, reply("a", 1))
		first := claim(t, s, 1, start, "one", state.Rates{})
		if got := claim(t, s, 1, start+29_999, "two", state.Rates{}); len(got) != 0 {
			t.Fatal("claimed twice")
		}
		got, err := s.Claim(ctx, 1, start+30_000, start+60_000, "two", false, state.Rates{})
		if err != nil || len(got) != 0 {
			t.Fatalf("a lost letter was taken unasked: %v, %v", got, err)
		}
		second := claim(t, s, 1, start+30_000, "two", state.Rates{})
		if len(second) != 1 || second[0].Unsure != 1 || second[0].Tries != 2 {
			t.Fatalf("got %+v", second)
		}
		if finish(t, s, first[0], start+30_001) {
			t.Error("the late worker wrote an outcome")
		}
		if !finish(t, s, second[0], start+30_002) {
			t.Error("the second worker could not")
		}
		if id, err := s.MessageID(ctx, "a"); id != 77 || err != nil {
			t.Errorf("message %d, %v", id, err)
		}
	})
}

func TestAnIDIsSentOnce(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		if !enqueue(t, s, reply("digest:7:20230101", 1)) {
			t.Error("the first is not fresh")
		}
		if enqueue(t, s, reply("digest:7:20230101", 1)) {
			t.Error("the second is fresh")
		}
		finish(t, s, claim(t, s, 1, start, "w", state.Rates{})[0], start)
		if enqueue(t, s, reply("digest:7:20230101", 1)) {
			t.Error("fresh after it was sent")
		}
	})
}

func TestAReplyPassesDigestsAndAPressPassesAll(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		digest := reply("digest", 1)
		digest.Lane = state.Scheduled
		press := reply("press", 1)
		press.Lane = state.Instant
		enqueue(t, s, digest)
		enqueue(t, s, reply("reply", 1))
		enqueue(t, s, press)
		got := claim(t, s, 9, start, "w", state.Rates{})
		if len(got) != 2 || got[0].ID != "press" || got[1].ID != "reply" {
			t.Fatalf("claimed %q", ids(got))
		}
		if got := ids(claim(t, s, 9, start, "w", state.Rates{})); got != "" {
			t.Errorf("%q while the reply is on its way", got)
		}
		finish(t, s, got[1], start)
		if got := ids(claim(t, s, 9, start, "w", state.Rates{})); got != "digest" {
			t.Errorf("then claimed %q", got)
		}
	})
}

// TestRates plays a minute of sending as fast as the budgets allow and counts.
func TestRates(t *testing.T) {
	rates := state.Rates{
		Bot:   state.Rate{Every: 100 * time.Millisecond, Burst: 1},
		Chat:  state.Rate{Every: time.Second, Burst: 1},
		Group: state.Rate{Every: 4 * time.Second, Burst: 5},
	}
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		for i := range 30 {
			enqueue(t, s, reply(fmt.Sprintf("group-%d", i), -5))
			enqueue(t, s, reply(fmt.Sprintf("alone-%d", i), 5))
		}
		sent := map[int64][]int64{}
		for now := start; now < start+60_000; {
			for _, l := range claim(t, s, 10, now, "w", rates) {
				sent[l.ChatID] = append(sent[l.ChatID], now)
				finish(t, s, l, now)
			}
			due, err := s.Due(ctx, now, rates)
			if err != nil {
				t.Fatal(err)
			}
			if due == 0 {
				break
			}
			now = max(due, now+1)
		}
		if n := len(sent[5]); n != 30 {
			t.Errorf("%d to the private chat within a minute, there were 30", n)
		}
		// 5 at once are a burst, but one a second holds as well; then one in four seconds.
		if n := len(sent[-5]); n < 17 || n > 20 {
			t.Errorf("%d to the group within a minute, 20 are allowed", n)
		}
		for chat, times := range sent {
			for i := 1; i < len(times); i++ {
				if times[i]-times[i-1] < 1000 {
					t.Errorf("chat %d: two within %d ms", chat, times[i]-times[i-1])
				}
			}
		}
	})
}

func TestHeldChatsWaitAndTheOthersDoNot(t *testing.T) {
	rates := state.TelegramRates
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		enqueue(t, s, reply("a", 1))
		enqueue(t, s, reply("b", 2))
		update(t, s, func(tx *state.Tx) error { return tx.HoldChat(1, start+20_000, rates) })
		if got := ids(claim(t, s, 9, start, "w", rates)); got != "b" {
			t.Errorf("claimed %q", got)
		}
		if due, err := s.Due(ctx, start, rates); err != nil || due < start+1 {
			t.Errorf("due %d, %v", due-start, err)
		}
		if got := ids(claim(t, s, 9, start+19_999, "w", rates)); got != "" {
			t.Errorf("claimed %q before its time", got)
		}
		if got := ids(claim(t, s, 9, start+20_000, "w", rates)); got != "a" {
			t.Errorf("claimed %q", got)
		}
		update(t, s, func(tx *state.Tx) error { return tx.HoldAll(start+60_000, rates) })
		enqueue(t, s, reply("c", 3))
		if got := ids(claim(t, s, 9, start+59_999, "w", rates)); got != "" {
			t.Errorf("claimed %q while all is held", got)
		}
		if got := ids(claim(t, s, 9, start+60_000, "w", rates)); got != "c" {
			t.Errorf("claimed %q", got)
		}
	})
}

func TestManyWorkersClaimEachLetterOnceAndInOrder(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		const chats, each, workers = 12, 8, 4
		first := statetest.Open(t, dsn)
		for i := range each {
			for c := range chats {
				enqueue(t, first, reply(fmt.Sprintf("%02d-%02d", c, i), int64(c+1)))
			}
		}
		var mu sync.Mutex
		got := map[int64][]string{}
		var wg sync.WaitGroup
		for w := range workers {
			s := statetest.Open(t, dsn)
			wg.Go(func() {
				for n := 0; ; n++ {
					letters, err := s.Claim(ctx, 3, start, start+1_000_000, fmt.Sprintf("w%d-%d", w, n), true, state.Rates{})
					if err != nil {
						t.Error(err)
						return
					}
					for _, l := range letters {
						mu.Lock()
						got[l.ChatID] = append(got[l.ChatID], l.ID)
						mu.Unlock()
						if err := s.Update(ctx, func(tx *state.Tx) error {
							mine, err := tx.Finish(l, "sent", 1, start)
							if !mine {
								t.Errorf("%s was lost", l.ID)
							}
							return err
						}); err != nil {
							t.Error(err)
						}
					}
					left, _, err := s.Waiting(ctx)
					if err != nil {
						t.Error(err)
						return
					}
					if left == 0 {
						return
					}
				}
			})
		}
		wg.Wait()
		for c, letters := range got {
			if len(letters) != each || !slices.IsSorted(letters) {
				t.Errorf("chat %d got %v", c, letters)
			}
		}
		if len(got) != chats {
			t.Errorf("%d chats", len(got))
		}
	})
}

func TestAPauseDropsWhatWaitsThere(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		inTopic := reply("topic", -9)
		inTopic.TopicID = 4
		enqueue(t, s, inTopic)
		enqueue(t, s, reply("general", -9))
		update(t, s, func(tx *state.Tx) error { return tx.Pause(-9, 4, "TOPIC_CLOSED", start) })
		update(t, s, func(tx *state.Tx) error {
			for topic, want := range map[int64]string{4: "TOPIC_CLOSED", 0: "", 5: ""} {
				if got, err := tx.Paused(-9, topic); got != want || err != nil {
					t.Errorf("topic %d: %q, %v", topic, got, err)
				}
			}
			return nil
		})
		if got := ids(claim(t, s, 9, start, "w", state.Rates{})); got != "general" {
			t.Errorf("claimed %q", got)
		}
		update(t, s, func(tx *state.Tx) error { return tx.Pause(-9, 0, "bot was kicked", start) })
		update(t, s, func(tx *state.Tx) error {
			if got, err := tx.Paused(-9, 5); got != "bot was kicked" || err != nil {
				t.Errorf("%q, %v", got, err)
			}
			if err := tx.Resume(-9, 0); err != nil {
				return err
			}
			if got, err := tx.Paused(-9, 5); got != "" || err != nil {
				t.Errorf("after resuming %q, %v", got, err)
			}
			return nil
		})
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
