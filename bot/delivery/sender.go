package delivery

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"wenxiang/bot/state"
)

// Options set up a Sender. Store and Client are needed; the rest has values that fit Telegram.
type Options struct {
	Store  *state.Store
	Client Client
	// Rates are the budgets; nil for state.TelegramRates. All replicas must use the same.
	Rates *state.Rates
	// AtOnce is how many requests run at the same time; 0 for 8.
	AtOnce int
	// Lease is how long a letter belongs to a worker that does not report; 0 for 10 s. One request may
	// take four fifths of it.
	Lease time.Duration
	// GiveUp is the age at which a letter that fails is given up; 0 for a day.
	GiveUp time.Duration
	// Seed starts the jitter of retries; 0 for one by chance.
	Seed uint64
	// Now is the clock; nil for time.Now.
	Now func() time.Time
	Log *slog.Logger
	// Done is called after each attempt, with its outcome in one word and how long it took; it may be nil.
	Done func(l state.Letter, outcome string, took time.Duration)
	// Unauthorized is called when Telegram refuses the token; it may be nil.
	Unauthorized func()
}

// A Sender is one worker of the outbox. Any number of them, in any number of processes, may share a store.
type Sender struct {
	o      Options
	name   string // makes this worker's leases its own
	leases atomic.Int64
	since  int64 // when Run began, or the clock was put back
	last   int64 // when the outbox was last looked at, on the clock
	wake   chan struct{}
	looked atomic.Pointer[time.Time] // when the outbox was last looked at; nil while Run does not run
	taking sync.Mutex                // held while letters are claimed and taken in hand

	mu     sync.Mutex
	jitter *rand.Rand
	// hand holds the letters that are being sent or whose outcome is not yet written, by ID.
	hand     map[string]state.Letter
	claiming bool     // there may be more in a moment
	flood    struct { // the last 429
		chatID int64
		until  int64
	}
}

// NewSender makes a Sender; Run starts it.
func NewSender(o Options) *Sender {
	if o.Rates == nil {
		r := state.TelegramRates
		o.Rates = &r
	}
	o.AtOnce = orDefault(o.AtOnce, 8)
	o.Lease = orDefault(o.Lease, 10*time.Second)
	o.GiveUp = orDefault(o.GiveUp, 24*time.Hour)
	o.Seed = orDefault(o.Seed, rand.Uint64())
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Sender{
		o:      o,
		name:   fmt.Sprintf("%016x", rand.Uint64()),
		wake:   make(chan struct{}, 1),
		jitter: rand.New(rand.NewPCG(o.Seed, 1)),
		hand:   map[string]state.Letter{},
	}
}

func orDefault[T comparable](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

// Nudge tells the sender that there may be something to send, or that the clock was moved.
func (s *Sender) Nudge() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Idle tells how long ago the outbox was last looked at, whatever the sender's own clock says; ok is false
// while Run does not run.
func (s *Sender) Idle() (idle time.Duration, ok bool) {
	at := s.looked.Load()
	if at == nil {
		return 0, false
	}
	return time.Since(*at), true
}

const (
	// look is how often the outbox is looked at unasked, for letters that another process put there.
	look = time.Second
	// settle is the shortest pause after a look that found due letters, but none that may go yet.
	settle = 40 * time.Millisecond
	// patience is how long an outcome is tried to be written while the database is away.
	patience = 5 * time.Minute
)

// Run sends until the context ends, then waits for the requests that are under way.
func (s *Sender) Run(ctx context.Context) {
	var running sync.WaitGroup
	defer running.Wait()
	slots := make(chan struct{}, s.o.AtOnce)
	failures := 0
	s.since = s.o.Now().UnixMilli()
	defer s.looked.Store(nil)
	for ctx.Err() == nil {
		wait := look
		if failures == 0 {
			at := time.Now()
			s.looked.Store(&at)
		}
		if room := cap(slots) - len(slots); room > 0 {
			letters, pause, err := s.next(ctx, room)
			switch {
			case ctx.Err() != nil:
				return
			case err != nil:
				failures++
				wait = min(100*time.Millisecond<<min(failures, 6), 5*time.Second)
				s.o.Log.Error("the outbox cannot be read", "error", err, "failures", failures)
			default:
				failures, wait = 0, pause
			}
			for _, l := range letters {
				slots <- struct{}{}
				running.Go(func() {
					s.deliver(ctx, l)
					<-slots
					s.Nudge()
				})
			}
			if len(letters) > 0 {
				continue
			}
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-s.wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// next claims up to room letters, or tells how long to wait before looking again.
func (s *Sender) next(ctx context.Context, room int) ([]state.Letter, time.Duration, error) {
	now := s.o.Now().UnixMilli()
	if s.last == 0 || now < s.last {
		by, err := s.o.Store.PutBack(ctx, now)
		if err != nil {
			return nil, look, err
		}
		if by > 0 {
			s.since = min(s.since, now)
			s.o.Log.Warn("the clock was put back", "seconds", by/1000)
		}
	}
	s.last = now
	due, err := s.o.Store.Due(ctx, now, *s.o.Rates)
	if err != nil || due == 0 {
		return nil, look, err
	}
	if due > now {
		return nil, min(time.Duration(due-now)*time.Millisecond, look), nil
	}
	s.taking.Lock()
	defer s.taking.Unlock()
	s.claims(true)
	defer s.claims(false)
	lease := fmt.Sprintf("%s-%d", s.name, s.leases.Add(1))
	// Letters that a crash left in doubt are for a worker that has shown that it lives: one that is
	// killed again and again would send the same letter each time.
	length := s.o.Lease.Milliseconds()
	letters, err := s.o.Store.Claim(ctx, room, now, now+length, lease, now-s.since >= length/2, *s.o.Rates)
	return s.hold(letters), settle, err
}

// hold takes letters in hand and returns those that were not. A letter whose lease ran out while its
// outcome could not be written is not sent again by the worker that knows the outcome.
func (s *Sender) hold(letters []state.Letter) []state.Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	var fresh []state.Letter
	for _, l := range letters {
		if _, held := s.hand[l.ID]; !held {
			fresh = append(fresh, l)
		}
		s.hand[l.ID] = l // with the lease that holds now
	}
	return fresh
}

func (s *Sender) claims(now bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.claiming = now
}

// Busy tells that letters are being taken, sent, or their outcomes written down.
func (s *Sender) Busy() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.claiming || len(s.hand) > 0
}

func (s *Sender) held(l state.Letter) state.Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hand[l.ID]
}

func (s *Sender) letGo(l state.Letter) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.hand, l.ID)
}

// deliver makes one attempt at a letter and records how it ended, also when the context ends meanwhile.
func (s *Sender) deliver(run context.Context, l state.Letter) {
	defer s.letGo(l)
	ctx := context.WithoutCancel(run)
	var p Post
	var result outcome
	began := time.Now()
	switch err := json.Unmarshal([]byte(l.Body), &p); {
	case err != nil:
		result = outcome{verdict: refused, reason: "the letter cannot be read"}
	case l.Unsure > repeats(l.Kind):
		result = outcome{verdict: refused, reason: "unsure: Telegram may have it, and it is not sent twice"}
	default:
		result = s.attempt(ctx, l, p)
	}
	if s.o.Done != nil {
		s.o.Done(l, result.verdict.String(), time.Since(began))
	}
	s.record(run, l, p, result)
}

func (s *Sender) attempt(ctx context.Context, l state.Letter, p Post) outcome {
	ctx, cancel := context.WithTimeout(ctx, s.o.Lease*4/5)
	defer cancel()
	var target int64
	if l.Edits != "" {
		var err error
		if target, err = s.o.Store.MessageID(ctx, l.Edits); err != nil {
			return outcome{verdict: again, reason: "the database did not answer"}
		}
	}
	id, err := s.o.Client.Do(ctx, l, p, target)
	result := judge(err)
	if result.verdict == sent {
		result.chatID = id
	}
	return result
}

// record writes an outcome down. It is patient, since a sent letter whose outcome is not written is sent
// again; when the sender is to stop, it is patient for the time of a lease only.
func (s *Sender) record(run context.Context, l state.Letter, p Post, result outcome) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(run), patience)
	defer cancel()
	stop := context.AfterFunc(run, func() { time.AfterFunc(s.o.Lease, cancel) })
	defer stop()
	for pause := 20 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		now := s.o.Now().UnixMilli()
		held := s.held(l)
		var mine bool
		err := s.o.Store.Update(ctx, func(tx *state.Tx) (err error) {
			mine, err = s.write(tx, held, p, result, now)
			return err
		})
		if err == nil && !mine {
			// Perhaps this worker itself has just claimed it anew, because its lease ran out meanwhile.
			s.taking.Lock()
			again := s.held(l) != held
			s.taking.Unlock()
			if again {
				continue
			}
		}
		if err == nil {
			break
		}
		select {
		case <-ctx.Done():
			s.o.Log.Error("an outcome is not written down", "letter", l.ID, "error", err)
			return
		case <-time.After(pause):
		}
	}
	switch result.verdict {
	case sent:
		s.o.Log.Debug("sent", "letter", l.ID, "tries", l.Tries)
	case unauthorized:
		if s.o.Unauthorized != nil {
			s.o.Unauthorized()
		}
		fallthrough
	default:
		s.o.Log.Warn("not sent", "letter", l.ID, "kind", l.Kind, "tries", l.Tries, "unsure", l.Unsure, "reason", result.reason)
	}
}

// write does nothing to a letter whose lease has gone to another worker: it is not mine then.
func (s *Sender) write(tx *state.Tx, l state.Letter, p Post, result outcome, now int64) (mine bool, err error) {
	end := func(result string, messageID int64) (bool, error) { return tx.Finish(l, result, messageID, now) }
	retry := func(at int64, change func(*Post)) (bool, error) {
		if change != nil {
			change(&p)
			body, err := json.Marshal(p)
			if err != nil {
				return false, err
			}
			l.Body = string(body)
		}
		return tx.Retry(l, result.reason, at, result.unsure)
	}
	switch result.verdict {
	case sent:
		return end("sent", result.chatID)
	case flooded:
		until := now + result.pause.Milliseconds() + s.random(200)
		if err := tx.HoldChat(l.ChatID, until, *s.o.Rates); err != nil {
			return false, err
		}
		if s.everywhere(l.ChatID, now, until) {
			if err := tx.HoldAll(until, *s.o.Rates); err != nil {
				return false, err
			}
		}
		return retry(until, nil)
	case moved:
		if err := tx.Move(l.ChatID, result.chatID); err != nil {
			return false, err
		}
		return retry(now, nil)
	case askPlain:
		if p.Plain {
			return end("refused: "+result.reason, 0)
		}
		return retry(now, func(p *Post) { p.Plain = true })
	case askNew:
		return retry(now, func(p *Post) { p.Do = Send })
	case askAlone:
		return retry(now, func(p *Post) { p.ReplyTo = 0 })
	case closedChat, closedTopic:
		if mine, err = end("refused: "+result.reason, 0); err != nil {
			return mine, err
		}
		topic := int64(0)
		if result.verdict == closedTopic {
			topic = l.TopicID
		}
		return mine, tx.Pause(l.ChatID, topic, result.reason, now)
	case again, unauthorized:
		if now-l.CreatedAt > s.o.GiveUp.Milliseconds() {
			return end("given up: "+result.reason, 0)
		}
		return retry(now+s.backoff(l.Tries), nil)
	}
	return end("refused: "+result.reason, 0)
}

// everywhere tells whether a 429 is about the whole bot: a second chat is told to wait while a first is.
func (s *Sender) everywhere(chatID, now, until int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.flood.until > now && s.flood.chatID != chatID
	s.flood.chatID, s.flood.until = chatID, until
	return all
}

// backoff is the pause in milliseconds before the next attempt: half a second, doubled each time up to
// five minutes, with half of it left to chance so that replicas do not come back together.
func (s *Sender) backoff(tries int) int64 {
	full := min(int64(500)<<min(max(tries-1, 0), 20), 5*60*1000)
	return full/2 + s.random(full/2)
}

func (s *Sender) random(below int64) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.jitter.Int64N(below + 1)
}
