package localapi

import (
	"fmt"
	"math"
	"time"
)

// Rate allows N messages within any span of Per; the zero Rate allows all.
type Rate struct {
	N   int
	Per time.Duration
}

// Limits are the rates that the server enforces, on its own clock, for sending
// and editing. What goes beyond is refused with 429 and retry_after.
type Limits struct {
	All     Rate // the whole bot
	Chat    Rate // each chat
	Group   Rate // each group and supergroup, beside Chat
	Private Rate // each private chat, beside Chat
	// Slack shortens each span, for jitter between a caller's clock and this
	// one: a message this much too early passes.
	Slack time.Duration
}

// TelegramLimits are the rates that Telegram's documentation names: 30 a second
// in all, one a second to a chat, 20 a minute to a group.
func TelegramLimits() Limits {
	return Limits{
		All:   Rate{30, time.Second},
		Chat:  Rate{1, time.Second},
		Group: Rate{20, time.Minute},
		Slack: 20 * time.Millisecond,
	}
}

// window remembers when the last N messages passed.
type window struct {
	rate Rate
	at   []int64 // ring of Unix nanoseconds
	next int
}

func newWindow(r Rate) window { return window{rate: r} }

// wait is how long n further messages must wait at now.
func (w *window) wait(now time.Time, n int, slack time.Duration) time.Duration {
	if w.rate.N <= 0 || len(w.at)+n <= w.rate.N {
		return 0
	}
	n = min(n, w.rate.N)
	// The message that must have left the window is the one that the n-th new
	// one replaces.
	leaving := len(w.at) + n - w.rate.N - 1
	if len(w.at) == w.rate.N {
		leaving = (w.next + n - 1) % w.rate.N
	}
	oldest := w.at[leaving]
	free := time.Unix(0, oldest).Add(w.rate.Per - slack)
	return max(free.Sub(now), 0)
}

func (w *window) take(now time.Time, n int) {
	for range min(n, w.rate.N) {
		if len(w.at) < w.rate.N {
			w.at = append(w.at, now.UnixNano())
			continue
		}
		w.at[w.next] = now.UnixNano()
		w.next = (w.next + 1) % w.rate.N
	}
}

// admit counts n messages to the chat, or refuses them with 429.
func (s *Server) admit(c *chat, n int) error {
	l := s.opts.Limits
	if l == (Limits{}) {
		return nil
	}
	if c.windows == nil {
		c.windows = append(c.windows, newWindow(l.Chat))
		switch c.Type {
		case Group, Supergroup:
			c.windows = append(c.windows, newWindow(l.Group))
		case Private:
			c.windows = append(c.windows, newWindow(l.Private))
		}
	}
	now := s.now()
	wait := s.budget.wait(now, n, l.Slack)
	for i := range c.windows {
		wait = max(wait, c.windows[i].wait(now, n, l.Slack))
	}
	if wait > 0 {
		return tooMany(wait)
	}
	s.budget.take(now, n)
	for i := range c.windows {
		c.windows[i].take(now, n)
	}
	return nil
}

func tooMany(wait time.Duration) *refusal {
	seconds := max(int(math.Ceil(wait.Seconds())), 1)
	return &refusal{code: 429, text: fmt.Sprintf("Too Many Requests: retry after %d", seconds), retryAfter: seconds}
}
