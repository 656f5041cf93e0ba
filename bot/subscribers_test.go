package bot

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wenxiang/bot/delivery"
	"wenxiang/bot/digest"
	"wenxiang/bot/localapi"
	"wenxiang/bot/localapi/localapitest"
	"wenxiang/bot/schedule"
	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

// A latencies collects how long people waited.
type latencies struct {
	mu       sync.Mutex
	attempts int           // at letters of any kind
	changed  chan struct{} // an attempt is over
	floods   int
	again    int             // failed and to be tried again for another reason
	last     int64           // when the newest letter was sent
	waited   []time.Duration // for replies, on the bot's clock
}

func (l *latencies) done(clock func() time.Time) func(state.Letter, string, time.Duration) {
	return func(letter state.Letter, outcome string, _ time.Duration) {
		now := clock().UnixMilli()
		l.mu.Lock()
		l.attempts++
		switch {
		case outcome == "flood":
			l.floods++
		case outcome == "retry":
			l.again++
		case outcome == "sent":
			l.last = max(l.last, now)
			if letter.Kind == delivery.Reply {
				l.waited = append(l.waited, time.Duration(now-letter.CreatedAt)*time.Millisecond)
			}
		}
		l.mu.Unlock()
		select {
		case l.changed <- struct{}{}:
		default:
		}
	}
}

func (l *latencies) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.attempts
}

// TestSubscribersAllDueAtEight has the digests of many chats, private ones and groups, due at the same moment, with
// Telegram's limits enforced by the server, while people ask. The clock stands while the bot works and then moves on
// to the next moment at which anything may be sent, so what is measured is how well the limits are used.
func TestSubscribersAllDueAtEight(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	n, every := 600, 40 // chats, and messages between two questions
	if *long {
		n, every = 100_000, 100
	}
	due := utc(t, "2022-11-22 00:00") // 8:00 in Shanghai
	server, address := localapitest.Serve(t, localapi.Options{Limits: localapi.TelegramLimits(), MessagesKept: 2000, MessagesPerChat: 20, RequestsKept: 100})
	begin := due.Add(-time.Minute)
	server.Now = func() time.Time { return begin }
	var asking []int64
	for i := range 40 {
		asking = append(asking, server.AddUser(localapi.User{FirstName: fmt.Sprint("问者", i), LanguageCode: "zh-hans"}).ID)
	}
	b, err := New(t.Context(), Options{Token: Token(server.Token()), Server: address, State: statetest.SQLite(t), Asker: &parrot{},
		Now: server.Time, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	subscribeMany(t, server, b.store, n, due)
	u := &underway{Client: delivery.Telegram{Bot: b.client, Make: b.make}}
	l := &latencies{changed: make(chan struct{}, 1)}
	b.sender = delivery.NewSender(delivery.Options{Store: b.store, Client: u,
		Now: server.Time, Log: b.o.Log, Done: l.done(server.Time)})
	server.OnClock(func(time.Time) { b.Nudge() })
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)

	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	defer func() {
		cancel()
		<-ended
	}()
	<-b.Ready()
	began := time.Now()
	server.Advance(due.Sub(server.Time()))
	asked := 0
	var most uint64
	for l.count() < n+asked {
		if done := l.count(); done >= (asked+1)*every && asked < n/every {
			server.SendText(asking[asked%len(asking)], asking[asked%len(asking)], fmt.Sprintf("问%d？", asked))
			asked++
			if asked%50 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapInuse+m.StackInuse)
			}
		}
		step(t, b, server, l, u)
		if time.Since(began) > time.Hour {
			t.Fatalf("%d of %d are sent after an hour", l.count(), n+asked)
		}
	}
	waited := l.waited
	slices.Sort(waited)
	took := time.UnixMilli(l.last).Sub(due)
	least := time.Duration(n+asked) * time.Second / 30
	ratio := took.Seconds() / least.Seconds()
	var after runtime.MemStats
	runtime.ReadMemStats(&after)
	most = max(most, after.HeapInuse+after.StackInuse)
	t.Logf("%d digests and %d replies in %.1f s on the bot's clock, %.3f × the least (%.1f s); %d × 429, %d tried again; replies: median %v, p99 %v, longest %v; "+
		"%.1f s of work, %.2f ms a message; memory %d MB in use with the server's, %d MB of it before the start; resident %s at the most",
		n, asked, took.Seconds(), ratio, least.Seconds(), l.floods, l.again, waited[len(waited)/2], waited[len(waited)*99/100], waited[len(waited)-1],
		time.Since(began).Seconds(), time.Since(began).Seconds()*1000/float64(n+asked), most>>20, (before.HeapInuse+before.StackInuse)>>20, resident())
	if left := waiting(t, b.store); left > 8 { // the outcomes of the last ones may not be written yet
		t.Errorf("%d letters are left", left)
	}
	if l.floods > 0 {
		t.Errorf("%d requests were answered with 429", l.floods)
	}
	if ratio > 1.03 {
		t.Errorf("it took %.3f × the least time that the limits allow", ratio)
	}
	if p99 := waited[len(waited)*99/100]; p99 >= time.Second {
		t.Errorf("of 100 replies, one took %v", p99)
	}
	if most > 200<<20 {
		t.Errorf("%d MB are in use", most>>20)
	}
	receipts, err := b.store.Receipts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	digests := map[int64]int{}
	for _, r := range receipts {
		if strings.HasPrefix(r.ID, "digest:") && r.Result == "sent" {
			digests[r.ChatID]++
		}
	}
	if len(digests) < n-8 {
		t.Errorf("%d chats have a digest", len(digests))
	}
	for chat, got := range digests {
		if got != 1 {
			t.Errorf("chat %d has %d digests", chat, got)
		}
	}
}

// underway counts the requests that are under way.
type underway struct {
	delivery.Client
	n atomic.Int64
}

func (u *underway) Do(ctx context.Context, l state.Letter, p delivery.Post, target int64) (int64, error) {
	u.n.Add(1)
	defer u.n.Add(-1)
	return u.Client.Do(ctx, l, p, target)
}

// step moves the clock on to when something can be sent, and waits until one message more was sent. While a request is
// under way the clock stands, else the message would arrive later on it than it was sent.
func step(t *testing.T, b *Bot, server *localapi.Server, l *latencies, u *underway) {
	t.Helper()
	done := l.count()
	due := func() time.Duration {
		now := server.Time().UnixMilli()
		next, err := b.store.Due(t.Context(), now, state.TelegramRates)
		if err != nil {
			t.Fatal(err)
		}
		return time.Duration(next-now) * time.Millisecond // negative too where nothing waits
	}
	if wait := due(); wait > 0 {
		server.Advance(wait)
	}
	b.Nudge()
	const patience = 50 // looks, 20 ms apart, at what is due and not taken
	for idle := 0; l.count() == done && idle < patience; {
		select {
		case <-l.changed:
		case <-time.After(20 * time.Millisecond):
			switch {
			case u.n.Load() > 0:
				idle = 0
			case due() > 0:
				idle += patience / 2 // nothing is due any more; what was taken may be about to be sent
			default:
				idle++
				b.Nudge()
			}
		}
	}
}

// subscribeMany makes chats, three of four private and one a group, that follow a question every day at eight.
func subscribeMany(t *testing.T, server *localapi.Server, store *state.Store, n int, due time.Time) {
	t.Helper()
	daily := schedule.Default()
	const group = 2000
	for first := 0; first < n; first += group {
		err := store.Update(t.Context(), func(tx *state.Tx) error {
			for i := first; i < min(first+group, n); i++ {
				var id int64
				if i%4 == 3 {
					c, err := server.AddChat(localapi.NewChat{Type: localapi.Group, Title: fmt.Sprint("群", i), BotStatus: localapi.StatusMember})
					if err != nil {
						return err
					}
					id = c.ID
				} else {
					id = server.AddUser(localapi.User{FirstName: fmt.Sprint("读者", i)}).ID
				}
				if err := tx.Follow(state.Follower{ChatID: id, Zone: daily.Zone}); err != nil {
					return err
				}
				_, err := tx.Subscribe(state.Subscription{ChatID: id, PersonID: id, Kind: string(digest.Question), Subject: fmt.Sprintf("第%d类总投资多少？", i%50),
					Lang: "zh", Rule: daily.Rule.String(), CreatedAt: due.Add(-24 * time.Hour).UnixMilli(), LastDue: due.Add(-24 * time.Hour).UnixMilli(), NextAt: due.UnixMilli()})
				if err != nil {
					return err
				}
				if err := tx.Reckon(id, 0); err != nil {
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

// resident is the most memory that this process has had, as the system counts it.
func resident() string {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "not known"
	}
	for _, line := range strings.Split(string(text), "\n") {
		if v, found := strings.CutPrefix(line, "VmHWM:"); found {
			return strings.TrimSpace(v)
		}
	}
	return "not known"
}
