package bot

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"wenxiang/bot/localapi"
	"wenxiang/bot/localapi/localapitest"
	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
	"wenxiang/query"
)

func TestMain(m *testing.M) {
	if os.Getenv(childServer) != "" {
		child()
		return
	}
	os.Exit(statetest.Main(m))
}

// soon is how long the tests wait for something that should happen at once. It is long, since on a machine that
// is busy, and under the race detector, at once takes a while.
const soon = time.Minute

// fast are rates that do not slow tests down.
var fast = state.Rates{}

// parrot is an Asker whose answers repeat the question, with some questions that mean something to it.
type parrot struct{ wait chan struct{} }

func (p *parrot) Ask(ctx context.Context, c *query.Conversation, q string) query.Answer {
	a := query.Answer{
		Question: q, Lang: "zh", Status: query.Answered, Headline: "答：" + q, Detail: "2022年1-10月",
		Values:  []query.Value{{Value: decimal.NewFromInt(1), Unit: "个"}},
		Sources: []query.Source{{Report: "四平市项目报告", Section: "总体情况", Quote: "句子：" + q}},
		Choices: []query.Choice{{Label: "去年呢", Question: "去年的" + strings.TrimSuffix(q, "？") + "？"}},
	}
	if q[0] < 0x80 {
		a.Lang, a.Headline = "en", "Answer: "+q
	}
	switch {
	case strings.Contains(q, "坏"):
		panic("secret words: " + q)
	case strings.Contains(q, "慢"):
		<-p.wait
	case strings.Contains(q, "前面"):
		var said []string
		for _, t := range c.Turns {
			said = append(said, t.Question)
		}
		a.Headline = "前面：" + strings.Join(said, "、")
	case strings.Contains(q, "尖括号"):
		a.Headline, a.Sources[0].Quote = "a<b>&\"c\"", "<script>&amp;</script>"
	case strings.Contains(q, "很长"):
		a.Headline = "清单\n" + strings.Repeat("第一个项目总投资十亿元，位于开发区。\n", 400)
	case strings.Contains(q, "哪种"):
		a.Status, a.Headline, a.Sources = query.Unclear, "你问的是哪一个？", nil
		a.Choices = []query.Choice{{Label: "计划", Question: "计划总投资？"}, {Label: "完成", Question: "完成投资？"}}
	}
	c.Turns = append(c.Turns, query.Turn{Question: q})
	return a
}

// stage is a bot that talks to a local server, and a person.
type stage struct {
	t      *testing.T
	server *localapi.Server
	bot    *Bot
	lin    localapi.User
	log    *safeBuffer
	parrot *parrot
	stop   func() // ends the bot that runs
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

func newStage(t *testing.T, o Options, l localapi.Options) *stage {
	t.Helper()
	server, address := localapitest.Serve(t, l)
	s := &stage{t: t, server: server, log: &safeBuffer{}, parrot: &parrot{wait: make(chan struct{})}}
	o.Token, o.Server = Token(server.Token()), address
	if o.State == "" {
		o.State = statetest.SQLite(t)
	}
	if o.Asker == nil {
		o.Asker = s.parrot
	}
	if o.Rates == nil {
		o.Rates = &fast
	}
	o.Log = slog.New(slog.NewTextHandler(io.MultiWriter(s.log, t.Output()), nil))
	s.start(o)
	s.lin = server.AddUser(localapi.User{FirstName: "林夏", LanguageCode: "zh-hans"})
	return s
}

// start runs a bot until the test ends.
func (s *stage) start(o Options) {
	s.t.Helper()
	b, err := New(s.t.Context(), o)
	if err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	s.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			s.t.Errorf("the bot ended: %v", err)
		}
		b.Close()
	})
	s.t.Cleanup(s.stop)
	select {
	case <-b.Ready():
	case <-time.After(soon):
		s.t.Fatal("the bot is not ready")
	}
	s.bot = b
}

// halt ends the bot, for instance so that another takes its place.
func (s *stage) halt() { s.stop() }

func (s *stage) say(text string) int64 {
	s.t.Helper()
	p, err := s.server.Say(localapi.Post{From: s.lin.ID, Chat: s.lin.ID, Text: text})
	if err != nil {
		s.t.Fatal(err)
	}
	return int64(p.Message.MessageID)
}

// hear waits for a message of the bot that contains a text.
func (s *stage) hear(chat int64, part string) localapi.Message {
	s.t.Helper()
	m, err := s.server.WaitMessage(chat, soon, func(m localapi.Message) bool { return strings.Contains(m.Text, part) })
	if err != nil {
		s.t.Fatalf("%q: %v", part, err)
	}
	return m
}

func (s *stage) press(m localapi.Message, label string) localapi.Answer {
	s.t.Helper()
	for _, b := range m.Buttons() {
		if b.Text == label {
			id, err := s.server.Press(s.lin.ID, m.Chat.ID, m.MessageID, b.CallbackData)
			if err != nil {
				s.t.Fatal(err)
			}
			a, err := s.server.WaitAnswer(id, soon)
			if err != nil {
				s.t.Fatal(err)
			}
			return a
		}
	}
	s.t.Fatalf("no button %q under %q", label, m.Text)
	return localapi.Answer{}
}

// replies are the bot's messages in a chat so far.
func (s *stage) replies(chat int64) []localapi.Message {
	got, _ := s.server.WaitReplies(chat, 0, soon)
	return got
}

func (s *stage) paused() (reason string) {
	s.t.Helper()
	if err := s.bot.store.Update(s.t.Context(), func(tx *state.Tx) (err error) {
		reason, err = tx.Paused(s.lin.ID, 0)
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
	return reason
}

// until waits for a condition that no event tells of.
func (s *stage) until(what string, f func() bool) {
	s.t.Helper()
	for end := time.Now().Add(soon); !f(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("never %s", what)
		}
	}
}
