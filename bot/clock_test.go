package bot

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"wenxiang/bot/localapi"
	"wenxiang/bot/localapi/localapitest"
	"wenxiang/bot/state/statetest"
	"wenxiang/query"
)

// a clerk is an Asker whose figures can be changed.
type clerk struct {
	mu      sync.Mutex
	figures map[string]int64 // in 亿元, by question
	asked   map[string]int
}

func newClerk() *clerk { return &clerk{figures: map[string]int64{}, asked: map[string]int{}} }

func (c *clerk) set(question string, figure int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.figures[question] = figure
}

func (c *clerk) Ask(_ context.Context, talk *query.Conversation, q string) query.Answer {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked[q]++
	full := q
	if strings.HasPrefix(q, "那") && len(talk.Turns) > 0 {
		full = talk.Turns[len(talk.Turns)-1].Question + q
	}
	talk.Turns = append(talk.Turns, query.Turn{Question: q})
	figure, known := c.figures[full]
	switch {
	case strings.Contains(q, "听不懂"):
		return query.Answer{Lang: "zh", Status: query.Unclear, Headline: "没有看懂这个问题。"}
	case strings.Contains(q, "很长"):
		return query.Answer{Lang: "zh", Status: query.Answered, Headline: strings.Repeat("第一个项目总投资十亿元，位于开发区。\n", 70) + q}
	case !known:
		return query.Answer{Lang: "zh", Status: query.Absent, Headline: "报告没有说。"}
	}
	said := fmt.Sprintf("%s共%d亿元", strings.Trim(full, "？"), figure)
	return query.Answer{Lang: "zh", Status: query.Answered, Headline: said,
		Values:  []query.Value{{Value: decimal.NewFromInt(figure * 1e8), Unit: "CNY", Metric: "total_investment"}},
		Sources: []query.Source{{Report: "四平市项目报告", Quote: "报告原句：" + said + "。"}}}
}

// A clockStage is a stage on a clock that stands until it is moved.
type clockStage struct {
	*stage
	clerk *clerk
	o     Options
	stop  func()
}

func newClockStage(t *testing.T, start string, o Options, l localapi.Options) *clockStage {
	t.Helper()
	server, address := localapitest.Serve(t, l)
	begin := utc(t, start)
	server.Now = func() time.Time { return begin }
	s := &clockStage{stage: &stage{t: t, server: server, log: &safeBuffer{}}, clerk: newClerk()}
	o.Token, o.Server, o.Now, o.Rates = Token(server.Token()), address, server.Time, &fast
	if o.State == "" {
		o.State = statetest.SQLite(t)
	}
	if o.Asker == nil {
		o.Asker = s.clerk
	}
	o.Log = slog.New(slog.NewTextHandler(io.MultiWriter(s.log, t.Output()), nil))
	s.o = o
	s.up()
	t.Cleanup(func() { s.down() })
	s.lin = server.AddUser(localapi.User{FirstName: "林夏", LanguageCode: "zh-hans"})
	return s
}

// up starts the process, down ends it.
func (s *clockStage) up() {
	s.t.Helper()
	b, err := New(context.Background(), s.o)
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	select {
	case <-b.Ready():
	case <-time.After(soon):
		s.t.Fatal("the bot is not ready")
	}
	s.bot = b
	s.stop = func() {
		cancel()
		if err := <-done; err != nil {
			s.t.Errorf("the bot ended: %v", err)
		}
		b.Close()
	}
}

func (s *clockStage) down() {
	if s.stop != nil {
		s.stop()
		s.stop, s.bot = nil, nil
	}
}

// to moves the clock to a time in UTC.
func (s *clockStage) to(when string) {
	s.t.Helper()
	if s.bot != nil {
		s.landed()
	}
	s.server.Advance(utc(s.t, when).Sub(s.server.Time()))
	if s.bot != nil {
		s.bot.Nudge()
	}
}

// landed waits until nothing is under way, and what is due is taken unless it may not go yet: a letter that is being
// sent while the clock jumps is taken for left behind, and since the clock stands still then, its second lease would
// never end.
func (s *clockStage) landed() {
	s.t.Helper()
	stuck := time.Now().Add(time.Second)
	s.until("landed", func() bool {
		s.bot.sender.Nudge()
		due, err := s.bot.store.Due(s.t.Context(), s.server.Time().UnixMilli(), fast)
		if err != nil {
			s.t.Fatal(err)
		}
		if s.bot.sender.Busy() {
			stuck = time.Now().Add(time.Second)
			return false
		}
		return due == 0 || due > s.server.Time().UnixMilli() || time.Now().After(stuck)
	})
}

// settled waits until everything that is due has been put out and sent.
func (s *clockStage) settled() {
	s.t.Helper()
	s.until("settled", func() bool {
		s.bot.Nudge()
		next, err := s.bot.store.NextDue(s.t.Context())
		if err != nil {
			s.t.Fatal(err)
		}
		n, _, err := s.bot.store.Waiting(s.t.Context())
		if err != nil {
			s.t.Fatal(err)
		}
		return n == 0 && (next == 0 || next > s.server.Time().UnixMilli())
	})
}

func utc(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// follow subscribes to a question.
func (s *clockStage) follow(question string) {
	s.t.Helper()
	before := len(s.replies(s.lin.ID))
	s.say("/subscribe " + question)
	got, err := s.server.WaitReplies(s.lin.ID, before+1, soon)
	if err != nil || !strings.Contains(got[before].Text, "已关注") {
		s.t.Fatalf("not followed: %v", err)
	}
	s.settled()
}

// digests are the digests in a chat so far.
func (s *clockStage) digests(chat int64) (all []string) {
	for _, m := range s.replies(chat) {
		if strings.HasPrefix(m.Text, "问项摘要") {
			all = append(all, m.Text)
		}
	}
	return all
}
