package bot

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os/exec"
	"slices"
	"strconv"
	"strings"
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

// long has the crash and load tests run in their full size: go test ./bot -run 'Killed|Subscribers' -timeout 3h -v -args -long
var long = flag.Bool("long", false, "run the crash and load tests in their full size")

// A workload is what three workers have to send while they are killed.
type workload struct {
	messages, chats int
	// pause is between two kills at the most; a third of it at the least.
	pause time.Duration
	// flood is the share of requests that are answered with 429 and one second's wait.
	flood float64
	// every is the time between two messages of all workers together.
	every time.Duration
	// kills is how many there are at the most once all is enqueued: on a slow machine nothing gets done
	// between two of them.
	kills int
	// half is called when half of the messages are enqueued; it may be nil.
	half func()
}

// TestThreeWorkersKilledAllTheTimeSendAllInOrder has three senders in processes of their own, one of which is killed
// with SIGKILL every 100 to 300 ms, while the server answers some requests with 429, some with 502, and drops some.
func TestThreeWorkersKilledAllTheTimeSendAllInOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	w := workload{messages: 400, chats: 40, pause: 300 * time.Millisecond, flood: .003, every: 8 * time.Millisecond, kills: 50}
	if *long {
		w.messages, w.chats, w.every, w.kills = 5000, 300, state.TelegramRates.Bot.Every, 5000
	}
	statetest.Each(t, func(t *testing.T, dsn string) { killSenders(t, dsn, w) })
	t.Run("postgres that fails over", func(t *testing.T) {
		// The primary is killed too, and its synchronous standby takes its place.
		pair := statetest.NewPair(t)
		w := w
		w.half = func() {
			began := time.Now()
			pair.Fail(t)
			t.Logf("the primary is killed and the standby promoted in %d ms", time.Since(began).Milliseconds())
		}
		killSenders(t, pair.DSN, w)
	})
}

func killSenders(t *testing.T, dsn string, w workload) {
	const workers = 3
	server, address := localapitest.Serve(t, localapi.Options{RequestsKept: 100})
	faults := map[string]int{
		"429":            server.Fail(localapi.Fault{Method: "sendMessage", RetryAfter: 1, Chance: w.flood, Times: -1}),
		"502":            server.Fail(localapi.Fault{Method: "sendMessage", Code: 502, HTML: true, Chance: .02, Times: -1}),
		"dropped before": server.Fail(localapi.Fault{Method: "sendMessage", Drop: localapi.DropBefore, Chance: .01, Times: -1}),
		"dropped after":  server.Fail(localapi.Fault{Method: "sendMessage", Drop: localapi.DropAfter, Chance: .01, Times: -1}),
	}
	// Sending takes a while, as it does at Telegram's, so that kills meet letters under way.
	server.Fail(localapi.Fault{Method: "sendMessage", Delay: 30 * time.Millisecond, Times: -1})
	var chats []int64
	for i := range w.chats {
		chats = append(chats, server.AddUser(localapi.User{FirstName: fmt.Sprint("第", i, "人")}).ID)
	}
	store := statetest.Open(t, dsn)
	// Each chat gets two kinds of messages, which need not keep the order between each other.
	lanes := []state.Lane{state.Interactive, state.Scheduled}
	enqueue := func(first, last int) {
		patiently(t, func() error {
			return store.Update(t.Context(), func(tx *state.Tx) error {
				for i := first; i < last; i++ {
					n, chat, lane := i/w.chats, chats[i%w.chats], lanes[i/w.chats%2]
					l := state.Letter{ID: fmt.Sprintf("m%d", i), ChatID: chat, Lane: lane, Kind: delivery.Reply, CreatedAt: time.Now().UnixMilli()}
					if _, err := delivery.Put(tx, l, delivery.Post{Do: delivery.Send, HTML: fmt.Sprintf("%d %d", lane, n)}); err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
	var sends [workers]*exec.Cmd
	start := func(i int) { sends[i] = launch(t, server, address, dsn, childSender+"="+w.every.String()) }
	stop := func(i int) {
		sends[i].Process.Kill()
		sends[i].Wait()
	}
	for i := range sends {
		start(i)
		defer stop(i)
	}
	began := time.Now()
	chance := rand.New(rand.NewPCG(5, 5000))
	enqueued, kills := 0, 0
	group := max(w.messages/40, w.chats)
	for enqueued < w.messages || waiting(t, store) > w.messages/20 && kills < w.kills {
		time.Sleep(w.pause/3 + time.Duration(chance.Int64N(int64(w.pause*2/3))))
		i := chance.IntN(workers)
		stop(i)
		start(i)
		kills++
		if enqueued < w.messages {
			next := min(enqueued+group, w.messages)
			enqueue(enqueued, next)
			if w.half != nil && enqueued < w.messages/2 && next >= w.messages/2 {
				w.half()
			}
			enqueued = next
		}
	}
	killed := time.Since(began)
	for end := time.Now().Add(2 * time.Minute); waiting(t, store) > 0; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%d letters are left two minutes after the last kill", waiting(t, store))
		}
	}
	took := time.Since(began)
	twice, disorder, missing := 0, 0, 0
	doubtful := map[string]bool{} // what nobody recorded the outcome of, by chat and text
	receipts, err := store.Receipts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range receipts {
		i, _ := strconv.Atoi(strings.TrimPrefix(r.ID, "m"))
		if r.Result != "sent" {
			t.Errorf("%s ended with %q", r.ID, r.Result)
		}
		if r.Unsure > 0 {
			doubtful[fmt.Sprintf("%d %d %d", r.ChatID, lanes[i/w.chats%2], i/w.chats)] = true
		}
	}
	for _, chat := range chats {
		count := map[string]int{}
		last := map[string]int{}
		for _, m := range server.FromBot(chat) {
			lane, number, _ := strings.Cut(m.Text, " ")
			n, err := strconv.Atoi(number)
			if err != nil {
				t.Fatalf("chat %d got %q", chat, m.Text)
			}
			if count[m.Text]++; count[m.Text] > 1 {
				twice++
				if !doubtful[fmt.Sprintf("%d %s", chat, m.Text)] {
					t.Errorf("chat %d got %q twice, though its outcome was known", chat, m.Text)
				}
				continue
			}
			if before, seen := last[lane]; seen && n <= before {
				disorder++
			}
			last[lane] = n
		}
		for i := slices.Index(chats, chat); i < w.messages; i += w.chats {
			if count[fmt.Sprintf("%d %d", lanes[i/w.chats%2], i/w.chats)] == 0 {
				missing++
			}
		}
	}
	unheard := server.Met(faults["dropped after"])
	t.Logf("%d messages to %d chats in %.1f s; %d kills in %.1f s; %d × 429, %d × 502, %d dropped before, %d dropped after being carried out; %d undelivered, %d out of order, %d sent twice",
		w.messages, w.chats, took.Seconds(), kills, killed.Seconds(), server.Met(faults["429"]), server.Met(faults["502"]),
		server.Met(faults["dropped before"]), unheard, missing, disorder, twice)
	if missing > 0 || disorder > 0 {
		t.Errorf("%d are undelivered, %d out of order", missing, disorder)
	}
	if twice > 2*kills+unheard {
		t.Errorf("%d were sent twice, more than two a kill beside the %d whose answer was dropped", twice, unheard)
	}
}

func waiting(t *testing.T, s *state.Store) (n int) {
	t.Helper()
	patiently(t, func() (err error) {
		n, _, err = s.Waiting(t.Context())
		return err
	})
	return n
}

// patiently does what a database that is failing over may refuse for a moment.
func patiently(t *testing.T, f func() error) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		err := f()
		if err == nil {
			return
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
}

// A balancing hands calls to replicas in turn, to the next one where nobody answers.
type balancing struct {
	*httptest.Server
	moved atomic.Int64 // calls that a second replica got
}

func balance(t *testing.T, replicas ...string) *balancing {
	b := &balancing{}
	var turn atomic.Int64
	b.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		to := replicas[turn.Add(1)%int64(len(replicas))]
		proxy := &httputil.ReverseProxy{
			Rewrite: func(p *httputil.ProxyRequest) { p.SetURL(&url.URL{Scheme: "http", Host: to}) },
			ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) {
				b.moved.Add(1)
				w.WriteHeader(http.StatusBadGateway)
			},
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(b.Close)
	return b
}

// TestTwoReplicasOneOfWhichIsKilledLoseNothing has two bots behind a balancer with one PostgreSQL. Questions come and
// digests are due while one of the bots is killed and started again.
func TestTwoReplicasOneOfWhichIsKilledLoseNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	people, each, followers, kills, every := 20, 10, 50, 2, 15*time.Millisecond
	if *long {
		people, each, followers, kills = 100, 20, 500, 5
	}
	dsn := statetest.Postgres(t)
	server, address := localapitest.Serve(t, localapi.Options{WebhookRetry: 50 * time.Millisecond})
	length := time.Duration(people*each) * every
	store := statetest.Open(t, dsn)
	readers := followAll(t, server, store, followers, length)
	doors := []string{freeAddress(t), freeAddress(t)}
	balancer := balance(t, doors...)
	start := func(i int) *exec.Cmd {
		return launch(t, server, address, dsn, childHook+"="+balancer.URL+"/hook "+doors[i])
	}
	var bots [2]*exec.Cmd
	for i := range bots {
		bots[i] = start(i)
		defer func() {
			bots[i].Process.Kill()
			bots[i].Wait()
		}()
	}
	s := stage{t: t}
	for _, d := range doors {
		s.until("well", func() bool { code, _ := get(t, "http://"+d+healthPath); return code == 200 })
	}
	var users []localapi.User
	for i := range people {
		users = append(users, server.AddUser(localapi.User{FirstName: fmt.Sprint("第", i, "人")}))
	}
	began := time.Now()
	killed := 0
	for asked := range people * each {
		u := users[asked%people]
		server.SendText(u.ID, u.ID, fmt.Sprintf("问%d？", asked/people))
		if killed < kills && asked*(kills+1) >= people*each*(killed+1) {
			bots[0].Process.Kill()
			bots[0].Wait()
			killed++
			time.Sleep(length / 20)
			bots[0] = start(0)
		}
		time.Sleep(every)
	}
	for _, u := range users {
		last := fmt.Sprintf("答：问%d？", each-1)
		if _, err := server.WaitMessage(u.ID, time.Minute, func(m localapi.Message) bool { return strings.Contains(m.Text, last) }); err != nil {
			t.Fatalf("%s has no answer to the last question: %v", u.FirstName, err)
		}
	}
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		due, err := store.NextDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		// A digest that a killed replica had taken is due again when its lease is over.
		put, err := store.Receipts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		reached := map[int64]bool{}
		for _, r := range put {
			if strings.HasPrefix(r.ID, "digest:") {
				reached[r.ChatID] = true
			}
		}
		if waiting(t, store) == 0 && due > time.Now().UnixMilli() && len(reached) >= followers {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("%d letters are left, and a digest is due at %d", waiting(t, store), due)
		}
	}
	took := time.Since(began)

	receipts, err := store.Receipts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	doubtful := map[int64]int{} // letters by chat of which an outcome was not recorded
	digests := map[int64]int{}
	for _, r := range receipts {
		if r.Unsure > 0 {
			doubtful[r.ChatID]++
		}
		if strings.HasPrefix(r.ID, "digest:") {
			digests[r.ChatID]++
		}
		if r.Result != "sent" {
			t.Errorf("%s ended with %q", r.ID, r.Result)
		}
	}
	twice := 0
	look := func(id int64, want []string, count map[string]int) {
		var got []string
		more := 0
		for _, m := range server.FromBot(id) {
			for _, w := range want {
				if strings.Contains(m.Text, w) {
					if count[w]++; count[w] == 1 {
						got = append(got, w)
					} else {
						more++
					}
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("chat %d got %q", id, got)
		}
		if more > doubtful[id] {
			t.Errorf("chat %d got %d messages twice, with %d in doubt", id, more, doubtful[id])
		}
		twice += more
	}
	var want []string
	for i := range each {
		want = append(want, fmt.Sprintf("答：问%d？", i))
	}
	for _, u := range users {
		look(u.ID, want, map[string]int{})
	}
	answersTwice := twice
	for _, id := range readers {
		look(id, []string{"答：总投资多少？"}, map[string]int{})
		if digests[id] != 1 {
			t.Errorf("chat %d was put out %d digests", id, digests[id])
		}
	}
	t.Logf("%d questions and %d digests in %.1f s, one replica killed %d times, %d calls met no replica; nothing lost; %d answers and %d digests arrived twice",
		people*each, followers, took.Seconds(), killed, balancer.moved.Load(), answersTwice, twice-answersTwice)
	if twice > 8*killed { // a replica has eight requests under way at the most
		t.Errorf("%d arrived twice", twice)
	}
}

// followAll subscribes new people to a daily digest that was missed and is made up for within a time from now.
func followAll(t *testing.T, server *localapi.Server, store *state.Store, n int, within time.Duration) (readers []int64) {
	t.Helper()
	now := time.Now()
	// Half a day away from the time of the test, so that the next one is not due in it.
	clock := now.In(time.FixedZone("CST", 8*60*60)).Add(12 * time.Hour)
	daily, err := schedule.Default().With("每天 " + clock.Format("15:04"))
	if err != nil {
		t.Fatal(err)
	}
	err = store.Update(t.Context(), func(tx *state.Tx) error {
		for i := range n {
			id := server.AddUser(localapi.User{FirstName: fmt.Sprint("读者", i)}).ID
			readers = append(readers, id)
			if err := tx.Follow(state.Follower{ChatID: id, Zone: daily.Zone}); err != nil {
				return err
			}
			_, err := tx.Subscribe(state.Subscription{ChatID: id, PersonID: id, Kind: string(digest.Question), Subject: "总投资多少？", Lang: "zh",
				Rule: daily.Rule.String(), CreatedAt: now.UnixMilli(), LastDue: now.Add(-24 * time.Hour).UnixMilli(),
				NextAt: now.Add(time.Second + within*time.Duration(i)/time.Duration(n)).UnixMilli()})
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
	return readers
}
