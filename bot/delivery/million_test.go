package delivery

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

// long has a million letters wait: go test ./bot/delivery -run Million -timeout 1h -v -args -long
var long = flag.Bool("long", false, "run the test with a million letters in its full size")

// counting takes letters as fast as they come and remembers when those of people did.
type counting struct {
	n       atomic.Int64
	replied chan struct{}
}

func (c *counting) Do(_ context.Context, l state.Letter, _ Post, _ int64) (int64, error) {
	if l.Kind == Reply {
		c.replied <- struct{}{}
	}
	return c.n.Add(1), nil
}

// With a million letters waiting, in many short queues and in one long one, memory stays what it was, taking the next
// letters takes no longer than with a few, and people who ask do not wait.
func TestAMillionLettersWaiting(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	n := 20_000
	if *long {
		n = 1_000_000
	}
	statetest.Each(t, func(t *testing.T, dsn string) {
		n := n
		if *long && strings.HasPrefix(dsn, "postgres") {
			n /= 5 // to put them there takes longer than all the rest
		}
		s := statetest.Open(t, dsn)
		few := takes(t, s, 200, 0) // of a few hundred
		began := time.Now()
		enqueueMany(t, s, n)
		t.Logf("%d letters enqueued in %.1f s", n, time.Since(began).Seconds())
		before, _, err := s.Waiting(t.Context())
		if err != nil || before < n {
			t.Fatalf("%d wait, %v", before, err)
		}
		runtime.GC()
		used := inUse()

		// A minute of sending at Telegram's rates, on a clock that is moved from one letter to the next.
		many := takes(t, s, 1775, n)
		t.Logf("to take the next letter takes %v (99 of 100 less than %v) while few wait, %v (%v) while %d do", middle(few, 50), middle(few, 99), middle(many, 50), middle(many, 99), n)
		if m := middle(many, 50); m > 5*middle(few, 50)+5*time.Millisecond {
			t.Errorf("to take the next letter takes %v while %d wait, %v while few do", m, n, middle(few, 50))
		}

		// As fast as it goes, with eight requests at once, and with people who ask.
		client := &counting{replied: make(chan struct{}, 100)}
		sender := NewSender(Options{Store: s, Client: client, Rates: &state.Rates{}})
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan struct{})
		go func() { sender.Run(ctx); close(done) }()
		var waited []time.Duration
		most := used
		for i := range 40 {
			asked := time.Now()
			err := s.Update(t.Context(), func(tx *state.Tx) error {
				_, err := Put(tx, state.Letter{ID: fmt.Sprint("reply", i), ChatID: int64(5 + i%3), Lane: state.Interactive, Kind: Reply, CreatedAt: asked.UnixMilli()}, Post{Do: Send, HTML: "答"})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			sender.Nudge()
			select {
			case <-client.replied:
			case <-time.After(30 * time.Second):
				t.Fatal("a reply does not come")
			}
			waited = append(waited, time.Since(asked))
			most = max(most, inUse())
		}
		cancel()
		<-done
		slices.Sort(waited)
		t.Logf("%d letters sent meanwhile; replies: median %v, longest %v; memory in use: %d MB before, %d MB at the most; resident %s",
			client.n.Load(), middle(waited, 50), waited[len(waited)-1], used>>20, most>>20, resident())
		if middle(waited, 50) > time.Second {
			t.Errorf("a reply takes %v", middle(waited, 50))
		}
		if most > used+32<<20 {
			t.Errorf("%d MB are in use, %d MB before", most>>20, used>>20)
		}
		if after, _, err := s.Waiting(t.Context()); err != nil || after >= before {
			t.Errorf("%d wait, %d before; %v", after, before, err)
		}
	})
}

// enqueueMany puts letters into queues of ten, and a tenth of all into one.
func enqueueMany(t *testing.T, s *state.Store, n int) {
	t.Helper()
	const group = 5000
	text := strings.Repeat("今日总投资没有变化。", 10)
	for first := 0; first < n; first += group {
		err := s.Update(t.Context(), func(tx *state.Tx) error {
			for i := first; i < min(first+group, n); i++ {
				chat := int64(1000 + i/10)
				if i%10 == 9 {
					chat = 999
				}
				_, err := Put(tx, state.Letter{ID: fmt.Sprint("many", i), ChatID: chat, Lane: state.Scheduled, Kind: Digest, CreatedAt: start}, Post{Do: Send, HTML: text})
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// takes claims and finishes letters at Telegram's rates and tells how long each claim took, sorted.
func takes(t *testing.T, s *state.Store, n, seed int) (took []time.Duration) {
	t.Helper()
	if seed == 0 {
		for i := range n {
			err := s.Update(t.Context(), func(tx *state.Tx) error {
				_, err := Put(tx, state.Letter{ID: fmt.Sprint("few", i), ChatID: int64(1 + i%90), Lane: state.Scheduled, Kind: Digest, CreatedAt: start}, Post{Do: Send})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	now := start + int64(seed)
	empty := 0
	for len(took) < n && empty < 100 {
		due, err := s.Due(t.Context(), now, state.TelegramRates)
		if err != nil {
			t.Fatal(err)
		}
		now = max(now+1, due)
		began := time.Now()
		letters, err := s.Claim(t.Context(), 8, now, now+10_000, fmt.Sprint("w", seed, now), true, state.TelegramRates)
		if err != nil {
			t.Fatal(err)
		}
		took = append(took, time.Since(began))
		if len(letters) == 0 {
			empty++
		}
		for _, l := range letters {
			err := s.Update(t.Context(), func(tx *state.Tx) error {
				_, err := tx.Finish(l, "sent", 1, now)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	slices.Sort(took)
	return took
}

func middle(sorted []time.Duration, percent int) time.Duration {
	return sorted[min(len(sorted)*percent/100, len(sorted)-1)].Round(10 * time.Microsecond)
}

func inUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}

// resident is the most memory that this process has had, as the system counts it.
func resident() string {
	text, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(text), "\n") {
		if v, found := strings.CutPrefix(line, "VmHWM:"); found {
			return strings.TrimSpace(v)
		}
	}
	return "not known"
}
