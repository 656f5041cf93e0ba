package state_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

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
