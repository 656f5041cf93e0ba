package delivery

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	telegram "github.com/go-telegram/bot"

	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

func TestMain(m *testing.M) { os.Exit(statetest.Main(m)) }

// clock is a clock that stands until it is moved.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(ms int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = time.UnixMilli(ms)
}

const start = int64(1_700_000_000_000)

// attempt is one call that the fake Telegram got.
type attempt struct {
	at     int64 // milliseconds after the start
	chat   int64
	letter string
	post   Post
	target int64
}

// fake answers each letter's attempts with the errors scripted for it, then accepts it.
type fake struct {
	clock  *clock
	mu     sync.Mutex
	script map[string][]error
	calls  []attempt
}

func (f *fake) Do(_ context.Context, l state.Letter, p Post, target int64) (int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, attempt{f.clock.now().UnixMilli() - start, l.ChatID, l.ID, p, target})
	if errs := f.script[l.ID]; len(errs) > 0 {
		f.script[l.ID] = errs[1:]
		if errs[0] != nil {
			return 0, errs[0]
		}
	}
	return int64(100 + len(f.calls)), nil
}

// stage is a sender with a fake Telegram and a clock that jumps to the next moment at which there is work.
type stage struct {
	t      *testing.T
	store  *state.Store
	sender *Sender
	clock  *clock
	fake   *fake
}

func newStage(t *testing.T, dsn string, script map[string][]error) *stage {
	c := &clock{at: time.UnixMilli(start)}
	f := &fake{clock: c, script: script}
	store := statetest.Open(t, dsn)
	return &stage{t, store, NewSender(Options{Store: store, Client: f, Now: c.now, Seed: 1}), c, f}
}

func (s *stage) put(chat int64, kind string, id string) {
	s.putPost(chat, kind, id, "", Post{Do: Send, HTML: id})
}

func (s *stage) putPost(chat int64, kind, id, edits string, p Post) {
	s.t.Helper()
	l := state.Letter{ID: id, ChatID: chat, Kind: kind, Edits: edits, Lane: state.Interactive, CreatedAt: s.clock.now().UnixMilli()}
	if kind == Digest || kind == Notice {
		l.Lane = state.Scheduled
	}
	if err := s.store.Update(s.t.Context(), func(tx *state.Tx) error { _, err := Put(tx, l, p); return err }); err != nil {
		s.t.Fatal(err)
	}
}

// play works the outbox off until nothing waits.
func (s *stage) play() {
	s.t.Helper()
	for range 10_000 {
		letters, _, err := s.sender.next(s.t.Context(), 100)
		if err != nil {
			s.t.Fatal(err)
		}
		for _, l := range letters {
			s.sender.deliver(s.t.Context(), l)
		}
		if len(letters) > 0 {
			continue
		}
		if n, _, err := s.store.Waiting(s.t.Context()); n == 0 || err != nil {
			return
		}
		now := s.clock.now().UnixMilli()
		due, err := s.store.Due(s.t.Context(), now, *s.sender.o.Rates)
		if err != nil {
			s.t.Fatal(err)
		}
		s.clock.set(max(due, now+1))
	}
	s.t.Fatal("it does not end")
}

// log tells the attempts as "letter@milliseconds".
func (s *stage) log() string {
	var b strings.Builder
	for _, c := range s.fake.calls {
		fmt.Fprintf(&b, "%s@%d ", c.letter, c.at)
	}
	return strings.TrimSpace(b.String())
}

func (s *stage) results() map[string]string {
	s.t.Helper()
	got, err := s.store.Receipts(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	m := map[string]string{}
	for _, r := range got {
		m[r.ID] = r.Result
	}
	return m
}

func bad(text string) error {
	return fmt.Errorf("wrapped: %w", fmt.Errorf("%w, Bad Request: %s", telegram.ErrorBadRequest, text))
}

func flood(seconds int) error {
	return fmt.Errorf("wrapped: %w", &telegram.TooManyRequestsError{Message: "too many", RetryAfter: seconds})
}

var (
	errForbidden = fmt.Errorf("%w, Forbidden: bot was blocked by the user", telegram.ErrorForbidden)
	errDropped   = fmt.Errorf("error do request: %w", io.ErrUnexpectedEOF)
	errRefusedTC = fmt.Errorf("error do request: %w", &net.OpError{Op: "dial", Err: errors.New("connection refused")})
)

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		err    error
		want   verdict
		unsure bool
	}{
		{nil, sent, false},
		{flood(3), flooded, false},
		{fmt.Errorf("w: %w", &telegram.MigrateError{MigrateToChatID: -100123}), moved, false},
		{errForbidden, closedChat, false},
		{bad("chat not found"), closedChat, false},
		{bad("CHAT_WRITE_FORBIDDEN"), closedChat, false},
		{bad("not enough rights to send text messages to the chat"), closedChat, false},
		{bad("TOPIC_CLOSED"), closedTopic, false},
		{bad("message thread not found"), closedTopic, false},
		{bad("message is not modified: specified new message content is exactly the same"), sent, false},
		{bad("query is too old and response timeout expired or query ID is invalid"), sent, false},
		{bad("can't parse entities: Unsupported start tag \"x\" at byte offset 3"), askPlain, false},
		{bad("message to edit not found"), askNew, false},
		{bad("message to be replied not found"), askAlone, false},
		{bad("message is too long"), refused, false},
		{fmt.Errorf("%w, Not Found", telegram.ErrorNotFound), refused, false},
		{fmt.Errorf("%w, Unauthorized", telegram.ErrorUnauthorized), unauthorized, false},
		{fmt.Errorf("w: %w", &APIError{Code: 500, Text: "Internal Server Error"}), again, false},
		{&APIError{Code: 502}, again, false},
		{&APIError{Code: 200}, again, true},
		{&APIError{Code: 413, Text: "Request Entity Too Large"}, refused, false},
		{errDropped, again, true},
		{errRefusedTC, again, false},
		{context.DeadlineExceeded, again, true},
	} {
		got := judge(c.err)
		if got.verdict != c.want || got.unsure != c.unsure {
			t.Errorf("%v: verdict %d unsure %v, want %d %v", c.err, got.verdict, got.unsure, c.want, c.unsure)
		}
		if strings.Contains(got.reason, "wrapped") {
			t.Errorf("the reason keeps the library's words: %q", got.reason)
		}
	}
}

func TestMessagesOfAChatGoOutASecondApartAndInOrder(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := newStage(t, dsn, nil)
		for _, id := range []string{"a1", "a2", "a3"} {
			s.put(1, Reply, id)
		}
		s.put(2, Reply, "b1")
		s.play()
		if got := s.log(); got != "a1@0 b1@26 a2@1010 a3@2020" {
			t.Errorf("sent %s", got)
		}
	})
}

func TestAFailureIsTriedAgainWithGrowingPausesAndTheChatWaits(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := newStage(t, dsn, map[string][]error{"a1": {&APIError{Code: 502}, &APIError{Code: 500, Text: "x"}, errRefusedTC}})
		s.put(1, Reply, "a1")
		s.put(1, Reply, "a2")
		s.put(2, Reply, "b1")
		s.play()
		var times []int64
		for _, c := range s.fake.calls {
			if c.chat == 1 {
				times = append(times, c.at)
			}
			if c.letter == "b1" && c.at > 100 {
				t.Errorf("another chat waited %d ms", c.at)
			}
		}
		if len(times) != 5 || s.fake.calls[len(s.fake.calls)-1].letter != "a2" {
			t.Fatalf("sent %s", s.log())
		}
		// The fourth attempt comes after the third pause, which is between one and two seconds.
		if gap := times[3] - times[2]; gap < 1000 || gap > 2100 {
			t.Errorf("third pause %d ms", gap)
		}
		for id, r := range s.results() {
			if r != "sent" {
				t.Errorf("%s: %s", id, r)
			}
		}
	})
}

func TestRetryAfterIsObeyed(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := newStage(t, dsn, map[string][]error{"a1": {flood(7)}})
		s.put(1, Reply, "a1")
		s.put(1, Reply, "a2")
		s.put(2, Reply, "b1")
		s.play()
		for i, c := range s.fake.calls {
			if i > 0 && c.chat == 1 && c.at < 7000 {
				t.Errorf("chat 1 was written to after %d ms", c.at)
			}
			if c.chat == 2 && c.at > 100 {
				t.Errorf("chat 2 waited %d ms for chat 1's limit", c.at)
			}
		}
		if len(s.fake.calls) != 4 {
			t.Errorf("sent %s", s.log())
		}
	})
}

func TestTwoChatsToldToWaitHoldTheWholeBot(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := newStage(t, dsn, map[string][]error{"a": {flood(5)}, "b": {flood(5)}})
		for i, id := range []string{"a", "b", "c", "d"} {
			s.put(int64(i+1), Reply, id)
		}
		s.play()
		for _, c := range s.fake.calls {
			if (c.letter == "c" || c.letter == "d") && c.at < 5000 {
				t.Errorf("%s went out after %d ms", c.letter, c.at)
			}
		}
	})
}

func TestPermanentFailuresAreRecordedAndTheChatIsPaused(t *testing.T) {
	for _, c := range []struct {
		err   error
		topic bool
	}{
		{errForbidden, false}, {bad("chat not found"), false}, {bad("CHAT_WRITE_FORBIDDEN"), false},
		{bad("TOPIC_CLOSED"), true}, {bad("message thread not found"), true},
	} {
		s := newStage(t, statetest.SQLite(t), map[string][]error{"a": {c.err}})
		l := state.Letter{ID: "a", ChatID: -7, TopicID: 3, Kind: Reply, Lane: state.Interactive, CreatedAt: start}
		if err := s.store.Update(t.Context(), func(tx *state.Tx) error { _, err := Put(tx, l, Post{Do: Send}); return err }); err != nil {
			t.Fatal(err)
		}
		s.put(-7, Reply, "general")
		s.put(8, Reply, "other")
		s.play()
		got := s.results()
		general := "sent"
		if !c.topic {
			general = "dropped"
		}
		if !strings.HasPrefix(got["a"], "refused: ") || !strings.HasPrefix(got["general"], general) || got["other"] != "sent" {
			t.Errorf("%v: %v", c.err, got)
		}
		if len(s.fake.calls) > 3 || s.fake.calls[0].letter != "a" {
			t.Errorf("%v: sent %s", c.err, s.log())
		}
		s.store.Update(t.Context(), func(tx *state.Tx) error {
			if reason, err := tx.Paused(-7, 3); reason == "" || err != nil {
				t.Errorf("%v: not paused, %v", c.err, err)
			}
			return nil
		})
	}
}

func TestOtherRefusalsConcernOneLetterOnly(t *testing.T) {
	s := newStage(t, statetest.SQLite(t), map[string][]error{"a1": {bad("message is too long")}})
	s.put(1, Reply, "a1")
	s.put(1, Reply, "a2")
	s.play()
	if got := s.results(); got["a1"] != "refused: Bad Request: message is too long" || got["a2"] != "sent" {
		t.Errorf("%v", got)
	}
}

func TestAGroupThatBecameASupergroupIsFollowed(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := newStage(t, dsn, map[string][]error{"a1": {&telegram.MigrateError{MigrateToChatID: -1009}}})
		s.put(-9, Reply, "a1")
		s.put(-9, Reply, "a2")
		s.play()
		var to []string
		for _, c := range s.fake.calls {
			to = append(to, fmt.Sprintf("%s:%d", c.letter, c.chat))
		}
		if got := strings.Join(to, " "); got != "a1:-9 a1:-1009 a2:-1009" {
			t.Errorf("sent %s", got)
		}
	})
}

// What happens after the connection broke is a choice for each kind.
func TestAnUnknownOutcomeIsRepeatedByKind(t *testing.T) {
	for kind, want := range map[string]int{Reply: 4, Digest: 2, Notice: 1} {
		s := newStage(t, statetest.SQLite(t), map[string][]error{"x": {errDropped, errDropped, errDropped}})
		s.put(1, kind, "x")
		s.play()
		if len(s.fake.calls) != want {
			t.Errorf("a %s was attempted %d times, want %d", kind, len(s.fake.calls), want)
		}
		result := s.results()["x"]
		if kind == Reply && result != "sent" || kind != Reply && !strings.Contains(result, "unsure") {
			t.Errorf("%s: %q", kind, result)
		}
	}
}

// A worker that crashes again and again must not send the same letter each time.
func TestALetterInDoubtWaitsForAWorkerThatLives(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := newStage(t, dsn, nil)
		s.put(1, Reply, "x")
		lease := s.sender.o.Lease.Milliseconds()
		s.sender.since = start
		if got, _, err := s.sender.next(t.Context(), 9); len(got) != 1 || err != nil { // and now it crashes
			t.Fatalf("%v, %v", got, err)
		}
		reborn := NewSender(s.sender.o)
		reborn.since = start + lease
		s.clock.set(start + lease + lease/2 - 1)
		if got, _, err := reborn.next(t.Context(), 9); len(got) != 0 || err != nil {
			t.Errorf("taken at once: %v, %v", got, err)
		}
		s.clock.set(start + lease + lease/2)
		if got, _, err := reborn.next(t.Context(), 9); len(got) != 1 || got[0].Unsure != 1 || err != nil {
			t.Errorf("not taken: %v, %v", got, err)
		}
	})
}

// While an outcome cannot be written down the lease may end; the worker that knows it does not send again.
func TestALetterInHandIsNotSentAgain(t *testing.T) {
	s := newStage(t, statetest.SQLite(t), nil)
	s.put(1, Reply, "x")
	got, _, err := s.sender.next(t.Context(), 9)
	if len(got) != 1 || err != nil {
		t.Fatalf("%v, %v", got, err)
	}
	s.clock.set(start + s.sender.o.Lease.Milliseconds() + 1)
	if again, _, err := s.sender.next(t.Context(), 9); len(again) != 0 || err != nil {
		t.Errorf("%v, %v", again, err)
	}
	s.sender.deliver(t.Context(), got[0])
	if s.results()["x"] != "sent" || len(s.fake.calls) != 1 {
		t.Errorf("%v, sent %s", s.results(), s.log())
	}
}

// The outcome of a letter whose lease ran out is written down also at the very moment at which the same worker claims
// it again, else it would be sent twice.
func TestAnOutcomeMeetsTheSecondClaim(t *testing.T) {
	s := newStage(t, statetest.SQLite(t), nil)
	s.put(1, Reply, "x")
	got, _, err := s.sender.next(t.Context(), 9)
	if len(got) != 1 || err != nil {
		t.Fatalf("%v, %v", got, err)
	}
	s.clock.set(start + s.sender.o.Lease.Milliseconds() + 1)
	s.sender.taking.Lock() // as in the midst of next
	now := s.clock.now().UnixMilli()
	again, err := s.sender.o.Store.Claim(t.Context(), 9, now, now+10_000, "another lease of the same worker", true, state.Rates{})
	if len(again) != 1 || err != nil {
		t.Fatalf("%v, %v", again, err)
	}
	done := make(chan struct{})
	go func() {
		s.sender.deliver(t.Context(), got[0])
		close(done)
	}()
	select {
	case <-done:
		t.Error("the outcome is lost")
	case <-time.After(200 * time.Millisecond):
	}
	if fresh := s.sender.hold(again); len(fresh) != 0 {
		t.Errorf("it would be sent again: %v", fresh)
	}
	s.sender.taking.Unlock()
	<-done
	if s.results()["x"] != "sent" || len(s.fake.calls) != 1 {
		t.Errorf("%v, sent %s", s.results(), s.log())
	}
}

func TestALetterIsGivenUpAfterADay(t *testing.T) {
	var fails []error
	for range 2000 {
		fails = append(fails, errRefusedTC)
	}
	s := newStage(t, statetest.SQLite(t), map[string][]error{"x": fails})
	s.put(1, Reply, "x")
	s.play()
	if r := s.results()["x"]; r != "given up: no connection" {
		t.Errorf("%q after %d attempts", r, len(s.fake.calls))
	}
	if n := len(s.fake.calls); n < 280 || n > 700 {
		t.Errorf("%d attempts in a day", n)
	}
}

func TestBadMarkupIsSentWithoutIt(t *testing.T) {
	s := newStage(t, statetest.SQLite(t), map[string][]error{"x": {bad("can't parse entities: whatever")}, "y": {bad("can't parse entities"), bad("can't parse entities")}})
	s.putPost(1, Reply, "x", "", Post{Do: Send, HTML: "<b>1 &lt; 2"})
	s.putPost(2, Reply, "y", "", Post{Do: Send, HTML: "<b>"})
	s.play()
	var plain []string
	for _, c := range s.fake.calls {
		if c.post.Plain {
			plain = append(plain, Bare(c.post.HTML))
		}
	}
	if len(plain) != 2 || plain[0] != "1 < 2" {
		t.Errorf("plain attempts: %q", plain)
	}
	if got := s.results(); got["x"] != "sent" || !strings.HasPrefix(got["y"], "refused") {
		t.Errorf("%v", got)
	}
}

func TestAnEditFindsItsMessageAndComesAnewWhenItIsGone(t *testing.T) {
	s := newStage(t, statetest.SQLite(t), map[string][]error{"edit2": {bad("message to edit not found")}})
	s.put(1, Reply, "first")
	s.putPost(1, Reply, "edit1", "first", Post{Do: Edit, HTML: "new"})
	s.putPost(1, Reply, "edit2", "first", Post{Do: Edit, HTML: "newer"})
	s.putPost(1, Reply, "edit3", "never", Post{Do: Edit, HTML: "of a message that was not sent"})
	s.play()
	var got []string
	for _, c := range s.fake.calls {
		got = append(got, fmt.Sprintf("%s %s %d", c.letter, c.post.Do, c.target))
	}
	want := "first send 0, edit1 edit 101, edit2 edit 101, edit2 send 101, edit3 edit 0"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestARefusedTokenIsTold(t *testing.T) {
	s := newStage(t, statetest.SQLite(t), map[string][]error{"x": {fmt.Errorf("%w, Unauthorized", telegram.ErrorUnauthorized)}})
	told := 0
	s.sender.o.Unauthorized = func() { told++ }
	s.put(1, Reply, "x")
	s.play()
	if told != 1 || s.results()["x"] != "sent" {
		t.Errorf("told %d times, %v", told, s.results())
	}
}

func TestAnUnreadableLetterDoesNotBlockItsChat(t *testing.T) {
	s := newStage(t, statetest.SQLite(t), nil)
	if err := s.store.Update(t.Context(), func(tx *state.Tx) error {
		_, err := tx.Enqueue(state.Letter{ID: "x", ChatID: 1, Lane: state.Interactive, Kind: Reply, Body: "{", CreatedAt: start})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	s.put(1, Reply, "y")
	s.play()
	if got := s.results(); !strings.HasPrefix(got["x"], "refused") || got["y"] != "sent" {
		t.Errorf("%v", got)
	}
}

func TestRunStopsAfterWhatIsUnderWay(t *testing.T) {
	store := statetest.Open(t, statetest.SQLite(t))
	entered, leave := make(chan struct{}), make(chan struct{})
	client := clientFunc(func(ctx context.Context) (int64, error) {
		close(entered)
		<-leave
		return 5, ctx.Err()
	})
	s := NewSender(Options{Store: store, Client: client})
	l := state.Letter{ID: "x", ChatID: 1, Lane: state.Interactive, Kind: Reply, CreatedAt: time.Now().UnixMilli()}
	if err := store.Update(t.Context(), func(tx *state.Tx) error { _, err := Put(tx, l, Post{Do: Send}); return err }); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { s.Run(ctx); close(done) }()
	<-entered
	cancel()
	close(leave)
	<-done
	if id, err := store.MessageID(t.Context(), "x"); id != 5 || err != nil {
		t.Errorf("the outcome was not written: %d, %v", id, err)
	}
}

type clientFunc func(context.Context) (int64, error)

func (f clientFunc) Do(ctx context.Context, _ state.Letter, _ Post, _ int64) (int64, error) {
	return f(ctx)
}
