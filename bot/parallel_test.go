package bot

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"wenxiang/bot/localapi"
	"wenxiang/data"
	"wenxiang/query"
)

// signed asks the engine what stands behind the first space of a question and puts what stands before it in front of the
// answer, so that an answer shows whose question it is for.
type signed struct{ engine query.Asker }

func (m signed) Ask(ctx context.Context, c *query.Conversation, q string) query.Answer {
	mark, question, _ := strings.Cut(q, " ")
	a := m.engine.Ask(ctx, c, question)
	a.Headline = mark + " " + a.Headline
	return a
}

// Two hundred people ask five questions each at the quickest pace at which Telegram lets a bot answer in a chat, one a
// second. Of a hundred answers ninety-nine must be on their way to Telegram within promptly of the question.
const (
	crowd    = 200
	pace     = time.Second
	promptly = 150 * time.Millisecond
	// busy is the share of the processors' time that other programs may take before a round does not count.
	busy = 0.2
)

var crowdAsks = []string{"总投资多少？", "那亿元以上的呢？", "最大的项目是哪个？", "新开工项目多少个？", "固定资产投资增长多少？"}

func TestTwoHundredChatsAreAnsweredPromptlyAndInOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	db, err := data.Open(t.Context(), t.TempDir()+"/facts.db", data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	engine, err := query.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	const rounds = 3
	for round := 1; ; round++ {
		watch := newProcessorWatch()
		waited := askInParallel(t, engine)
		others, known := watch.others()
		p99 := waited[len(waited)*99/100]
		t.Logf("%d chats, %d answers on %d processors: half within %v, 99 of 100 within %v, the slowest %v; other programs took %.0f %% of the processors",
			crowd, len(waited), runtime.GOMAXPROCS(0), waited[len(waited)/2].Round(time.Millisecond), p99.Round(time.Millisecond),
			waited[len(waited)-1].Round(time.Millisecond), 100*others)
		switch {
		case p99 < promptly, t.Failed():
			return
		case round < rounds:
		case known && others > busy:
			t.Logf("NOT JUDGED: the machine is busy with other programs; run this test alone")
			return
		default:
			t.Errorf("of 100 answers one took %v or longer, in each of %d rounds", p99, rounds)
			return
		}
	}
}

// askInParallel runs a round and returns, sorted, how long each question waited for the request with its answer.
func askInParallel(t *testing.T, engine *query.Engine) []time.Duration {
	t.Helper()
	s := newStage(t, Options{Asker: signed{engine}, Library: engine}, localapi.Options{})
	defer s.halt()
	var people [crowd]int64
	var asked [crowd][]time.Time
	for i := range people {
		people[i] = s.server.AddUser(localapi.User{FirstName: fmt.Sprint("第", i+1, "人"), LanguageCode: "zh-hans"}).ID
	}
	var all sync.WaitGroup
	for i, person := range people {
		all.Go(func() {
			ticks := time.NewTimer(pace * time.Duration(i) / crowd) // they do not begin at the same moment
			for k, q := range crowdAsks {
				<-ticks.C
				ticks.Reset(pace)
				asked[i] = append(asked[i], time.Now())
				if _, err := s.server.Say(localapi.Post{From: person, Chat: person, Text: fmt.Sprintf("%d-%d %s", i, k, q)}); err != nil {
					t.Error(err)
				}
				if _, err := s.server.WaitReplies(person, k+1, soon); err != nil {
					t.Errorf("person %d, question %d: %v", i, k, err)
					return
				}
			}
		})
	}
	all.Wait()
	var waited []time.Duration
	for i, person := range people {
		for k, r := range s.server.Requests(0, "sendMessage", person) {
			if !strings.Contains(r.Fields["text"], fmt.Sprintf("%d-%d ", i, k)) || k >= len(asked[i]) {
				t.Fatalf("answer %d to person %d is %q", k, i, r.Fields["text"])
			}
			waited = append(waited, r.Time.Add(-r.Elapsed).Sub(asked[i][k]))
		}
	}
	if len(waited) != crowd*len(crowdAsks) {
		t.Fatalf("%d answers, not %d", len(waited), crowd*len(crowdAsks))
	}
	slices.Sort(waited)
	return waited
}

// A processorWatch tells how much of the processors' time other programs take.
type processorWatch struct{ total, idle, mine float64 } // seconds since the machine's start, and of this program

func newProcessorWatch() processorWatch {
	var w processorWatch
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return w // not a Linux
	}
	line, _, _ := strings.Cut(string(text), "\n")
	for i, field := range strings.Fields(line)[1:] {
		ticks, _ := strconv.ParseFloat(field, 64)
		if i < 8 { // guests are counted with their hosts
			w.total += ticks / 100
		}
		if i == 3 || i == 4 { // idle, or waiting for the disk
			w.idle += ticks / 100
		}
	}
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) == nil {
		w.mine = float64(u.Utime.Sec+u.Stime.Sec) + float64(u.Utime.Usec+u.Stime.Usec)/1e6
	}
	return w
}

// others is the share of other programs since the watch was made; known is false where the system does not tell.
func (w processorWatch) others() (share float64, known bool) {
	now := newProcessorWatch()
	total := now.total - w.total
	if total <= 0 {
		return 0, false
	}
	return max(0, (total-(now.idle-w.idle)-(now.mine-w.mine))/total), true
}
