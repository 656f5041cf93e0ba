package state_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

// Whatever is done to the queues of some chats, in whatever order, at the end every letter that nobody dropped goes
// out, the letters of a lane in the order in which they were put there.
func TestNoQueueIsEverStuck(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		const chats = 4
		for seed := range uint64(25) {
			r := rand.New(rand.NewPCG(seed, 7))
			now := start
			var held []state.Letter
			sent := map[string]bool{}
			var order []string
			end := func(l state.Letter) {
				if finish(t, s, l, now) {
					if sent[l.ID] {
						t.Errorf("seed %d: %s twice", seed, l.ID)
					}
					sent[l.ID] = true
					order = append(order, l.ID)
				}
			}
			take := func(n int) {
				got, err := s.Claim(ctx, n, now, now+30_000, fmt.Sprint("w", now), true, state.Rates{})
				if err != nil {
					t.Fatal(err)
				}
				held = append(held, got...)
			}
			n := 0
			for range 60 {
				now += 100
				chat := int64(seed*100) + int64(r.IntN(chats)) + 1
				switch r.IntN(9) {
				case 0, 1, 2, 3:
					l := reply(fmt.Sprintf("%d-%d-%03d", seed, chat, n), chat)
					l.CreatedAt, l.TopicID, l.Lane = now, int64(r.IntN(2)), state.Lane(r.IntN(3))
					enqueue(t, s, l)
					n++
				case 4, 5:
					take(1 + r.IntN(4))
				case 6:
					if len(held) > 0 {
						i := r.IntN(len(held))
						end(held[i])
						held = slices.Delete(held, i, i+1)
					}
				case 7:
					if len(held) > 0 {
						l := held[0]
						held = held[1:]
						update(t, s, func(tx *state.Tx) error {
							_, err := tx.Retry(l, "502", now+2000, false)
							return err
						})
					}
				case 8:
					switch r.IntN(3) {
					case 0:
						update(t, s, func(tx *state.Tx) error { return tx.Pause(chat, 1, "TOPIC_CLOSED", now) })
					case 1:
						update(t, s, func(tx *state.Tx) error { return tx.Move(chat, int64(seed*100)+chats) })
					case 2:
						now += 40_000 // the leases of a worker that died
						held = nil
					}
				}
			}
			for range 100 {
				for _, l := range held {
					end(l)
				}
				held, now = nil, now+40_000
				take(10)
			}
			if left := waits(t, s); left != 0 {
				t.Fatalf("seed %d: %d letters are stuck", seed, left)
			}
			if len(order) == 0 {
				t.Errorf("seed %d: nothing was sent", seed)
			}
		}
	})
}

func waits(t *testing.T, s *state.Store) int {
	t.Helper()
	n, _, err := s.Waiting(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// In one queue, the letters of a lane go out in their order also when others come between, fail and are lost.
func TestALongQueueGoesOutInItsOrder(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		const n = 60
		var digests, replies []string
		now := start
		for i := range n {
			l := reply(fmt.Sprintf("digest%02d", i), 1)
			l.Lane = state.Scheduled
			enqueue(t, s, l)
		}
		for i := range n * 4 {
			now += 1000
			if i%7 == 0 {
				enqueue(t, s, reply(fmt.Sprintf("reply%02d", i/7), 1))
			}
			for _, l := range claim(t, s, 5, now, "w", state.Rates{}) {
				if i%5 == 2 {
					update(t, s, func(tx *state.Tx) error {
						_, err := tx.Retry(l, "502", now+500, false)
						return err
					})
					continue
				}
				finish(t, s, l, now)
				if strings.HasPrefix(l.ID, "digest") {
					digests = append(digests, l.ID)
				} else {
					replies = append(replies, l.ID)
				}
			}
		}
		if len(digests) != n || !slices.IsSorted(digests) || !slices.IsSorted(replies) {
			t.Errorf("%d digests %v, replies %v", len(digests), digests, replies)
		}
		if left := waits(t, s); left > 1 {
			t.Errorf("%d are left", left)
		}
	})
}

// A letter that was on its way when its group became a supergroup leaves the way free for the next one.
func TestAMovedQueueGoesOn(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		enqueue(t, s, reply("a", -1))
		enqueue(t, s, reply("b", -1))
		got := claim(t, s, 9, start, "w", state.Rates{})
		update(t, s, func(tx *state.Tx) error { return tx.Move(-1, -1001) })
		if len(got) != 1 || !finish(t, s, got[0], start) {
			t.Fatalf("claimed %q", ids(got))
		}
		if got := ids(claim(t, s, 9, start, "w", state.Rates{})); got != "b" {
			t.Errorf("then claimed %q", got)
		}
	})
}
