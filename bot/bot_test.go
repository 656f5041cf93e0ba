package bot

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"wenxiang/bot/delivery"
	"wenxiang/bot/localapi"
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

// soon is how long the tests wait for something that should happen at once.
const soon = 10 * time.Second

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
	server := localapi.New(l)
	address, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
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
	s.t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			s.t.Errorf("the bot ended: %v", err)
		}
		b.Close()
	})
	select {
	case <-b.Ready():
	case <-time.After(soon):
		s.t.Fatal("the bot is not ready")
	}
	s.bot = b
}

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

func TestAQuestionIsAnsweredWithItsSourceAndButtons(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("总投资多少？")
	m := s.hear(s.lin.ID, "答：总投资多少？")
	if got := m.Marked("bold"); len(got) != 1 || got[0] != "答：总投资多少？" {
		t.Errorf("bold is %q", got)
	}
	if got := m.Marked("blockquote"); len(got) != 1 || got[0] != "句子：总投资多少？\n——《四平市项目报告》·总体情况" {
		t.Errorf("quoted is %q", got)
	}
	if !strings.Contains(m.Text, "\n2022年1-10月\n") {
		t.Errorf("no scope and period in %q", m.Text)
	}
	if a := s.press(m, "去年呢"); a.Text != "" {
		t.Errorf("the press was answered with %q", a.Text)
	}
	m = s.hear(s.lin.ID, "答：去年的总投资多少？")
	if !strings.HasPrefix(m.Text, "▸ 去年的总投资多少？\n") {
		t.Errorf("the pressed question is not repeated: %q", m.Text)
	}
}

func TestTheConversationIsRemembered(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("甲？")
	s.hear(s.lin.ID, "答：甲")
	s.say("乙？")
	s.hear(s.lin.ID, "答：乙")
	s.say("前面呢")
	s.hear(s.lin.ID, "前面：甲？、乙？")
}

func TestStartGreetsWithThreeQuestions(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("/start")
	m := s.hear(s.lin.ID, "问项")
	if n := len(m.Buttons()); n != 3 {
		t.Fatalf("%d buttons", n)
	}
	s.press(m, "总投资多少？")
	s.hear(s.lin.ID, "答：总投资多少？")
}

func TestCommands(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	john := s.server.AddUser(localapi.User{FirstName: "John", LanguageCode: "en"})
	for _, c := range []struct {
		user       localapi.User
		text, want string
	}{
		{s.lin, "/help", "怎么问"},
		{s.lin, "/HELP@Wenxiang_Bot", "怎么问"},
		{s.lin, "你好😀 /privacy", "90天"},
		{s.lin, "/nosuch thing", "没有 /nosuch 这个命令"},
		{s.lin, "/ask 总投资多少？", "答：总投资多少？"},
		{s.lin, "/ask", "写在 /ask 后面"},
		{s.lin, "/settings", "跟随 Telegram"},
		{john, "/start", "Hello"},
		{john, "/help", "What to ask"},
		{john, "/nosuch", "no command /nosuch"},
		{john, "How many projects?", "Answer: How many projects?"},
	} {
		before := len(s.replies(c.user.ID))
		s.server.SendText(c.user.ID, c.user.ID, c.text)
		got, err := s.server.WaitReplies(c.user.ID, before+1, soon)
		if err != nil {
			t.Fatalf("%q: %v", c.text, err)
		}
		if last := got[len(got)-1].Text; !strings.Contains(last, c.want) {
			t.Errorf("%q: got %q, want %q in it", c.text, last, c.want)
		}
	}
	before := len(s.replies(s.lin.ID))
	s.say("/help@other_bot")
	s.say("之后？")
	s.hear(s.lin.ID, "答：之后")
	if got := len(s.replies(s.lin.ID)); got != before+1 {
		t.Errorf("another bot's command was answered")
	}
}

// replies are the bot's messages in a chat so far.
func (s *stage) replies(chat int64) []localapi.Message {
	got, _ := s.server.WaitReplies(chat, 0, soon)
	return got
}

func TestTheLanguageCanBeChosen(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("/settings")
	m := s.hear(s.lin.ID, "语言")
	if a := s.press(m, "English"); a.Text != "Set to: English" {
		t.Errorf("answer %q", a.Text)
	}
	s.say("/help")
	s.hear(s.lin.ID, "What to ask")
	s.press(m, "跟随 Telegram")
	s.say("/help")
	s.hear(s.lin.ID, "怎么问")
}

func TestAnEditedQuestionIsAnsweredAgainInPlace(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("先问？")
	s.hear(s.lin.ID, "答：先问")
	id := s.say("甲？")
	first := s.hear(s.lin.ID, "答：甲")
	if _, err := s.server.Edit(s.lin.ID, s.lin.ID, int(id), "乙？前面呢？"); err != nil {
		t.Fatal(err)
	}
	m := s.hear(s.lin.ID, "答：乙")
	if m.MessageID != first.MessageID || m.EditDate == 0 {
		t.Errorf("answered in message %d, not %d", m.MessageID, first.MessageID)
	}
	if !strings.Contains(m.Text, "前面：先问？、乙？") || strings.Contains(m.Text, "甲") {
		t.Errorf("the edited message counts in the conversation as it was: %q", m.Text)
	}
	// A longer answer needs more messages; when it gets shorter again, those that are too many go.
	edit := func(text string) {
		t.Helper()
		if _, err := s.server.Edit(s.lin.ID, s.lin.ID, int(id), text); err != nil {
			t.Fatal(err)
		}
	}
	edit("很长？")
	s.until("split", func() bool { return len(s.replies(s.lin.ID)) > 2 })
	edit("短？")
	m = s.hear(s.lin.ID, "答：短")
	s.until("shortened", func() bool { return len(s.replies(s.lin.ID)) == 2 })
	if m.MessageID != first.MessageID {
		t.Errorf("answered in message %d, not %d", m.MessageID, first.MessageID)
	}
	// An edit of what was said long before does not change what the conversation is about now.
	s.say("后来？")
	s.hear(s.lin.ID, "答：后来")
	edit("改？")
	s.hear(s.lin.ID, "答：改")
	s.say("前面呢")
	if m := s.hear(s.lin.ID, "前面："); !strings.HasSuffix(m.Text[:strings.Index(m.Text, "\n")], "后来？") {
		t.Errorf("the conversation is %q", m.Text)
	}
}

func TestSeveralQuestionsInOneMessage(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("总投资多少？最大的项目呢？")
	m := s.hear(s.lin.ID, "答：最大的项目呢？")
	if !strings.Contains(m.Text, "▸ 总投资多少？\n答：总投资多少？") {
		t.Errorf("got %q", m.Text)
	}
}

func TestThanksAfterAQuestionNeedNoAnswer(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("总投资多少？谢谢，哪种都行")
	if m := s.hear(s.lin.ID, "答："); strings.Contains(m.Text, "▸ ") && strings.Contains(m.Text, "哪一个") {
		t.Errorf("got %q", m.Text)
	}
	s.say("总投资多少？换成万元")
	s.hear(s.lin.ID, "答：换成万元")
}

func TestChoicesBecomeButtons(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("哪种总投资")
	m := s.hear(s.lin.ID, "你问的是哪一个")
	s.press(m, "完成")
	s.hear(s.lin.ID, "答：完成投资？")
}

func TestMarkupInAnswersIsText(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("尖括号？")
	m := s.hear(s.lin.ID, `a<b>&"c"`)
	if got := m.Marked("blockquote"); len(got) != 1 || !strings.HasPrefix(got[0], "<script>&amp;</script>") {
		t.Errorf("quoted is %q", got)
	}
}

func TestALongAnswerIsSplitAtLines(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("很长？")
	got, err := s.server.WaitReplies(s.lin.ID, 2, soon)
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for i, m := range got {
		lines += strings.Count(m.Text, "第一个项目总投资十亿元，位于开发区。")
		if i == 0 && !strings.HasSuffix(m.Text, "。") {
			t.Errorf("cut at %q", m.Text[len(m.Text)-30:])
		}
	}
	if lines != 400 {
		t.Errorf("%d of 400 lines arrived", lines)
	}
}

func TestAPanicCostsItsUpdateAnApologyAndNothingElse(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("坏问题？")
	m := s.hear(s.lin.ID, "抱歉")
	if !strings.Contains(m.Text, "E1-") || strings.Contains(m.Text, "secret") {
		t.Errorf("the apology is %q", m.Text)
	}
	s.say("好问题？")
	s.hear(s.lin.ID, "答：好问题")
	if log := s.log.String(); !strings.Contains(log, "a handler broke") || strings.Contains(log, "secret words") || strings.Contains(log, "坏问题") {
		t.Errorf("the log is\n%s", log)
	}
}

func TestOldAndForgedButtonsAreAnsweredPolitely(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("甲？")
	m := s.hear(s.lin.ID, "答：甲")
	other := s.server.AddUser(localapi.User{FirstName: "另一位"})
	s.server.SendText(other.ID, other.ID, "乙？")
	theirs := s.hear(other.ID, "答：乙")
	for _, data := range []string{"b:forged", "x", "b:" + strings.Repeat("9", 60), "l:xx", theirs.Buttons()[0].CallbackData} {
		id := s.server.Forge(s.lin.ID, s.lin.ID, m.MessageID, data)
		a, err := s.server.WaitAnswer(id, soon)
		if err != nil || !strings.Contains(a.Text, "已失效") {
			t.Errorf("%q: %+v, %v", data, a, err)
		}
	}
	id := s.server.Forge(s.lin.ID, s.lin.ID, 99999, "b:gone")
	if a, err := s.server.WaitAnswer(id, soon); err != nil || a.Text == "" {
		t.Errorf("a message that is gone: %+v, %v", a, err)
	}
}

func TestButtonsWorkAfterARestart(t *testing.T) {
	dsn := statetest.SQLite(t)
	s := newStage(t, Options{State: dsn}, localapi.Options{})
	s.say("甲？")
	m := s.hear(s.lin.ID, "答：甲")
	data := m.Buttons()[0].CallbackData
	if len(data) > 64 {
		t.Errorf("%d bytes of callback data", len(data))
	}
	second := statetest.Open(t, dsn)
	if err := second.Update(t.Context(), func(tx *state.Tx) error {
		q, err := tx.Button(s.lin.ID, strings.TrimPrefix(data, pressAsk))
		if q != "去年的甲？" {
			t.Errorf("the row has %q", q)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}

func TestForgetDeletesAndSaysSo(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("甲？")
	old := s.hear(s.lin.ID, "答：甲")
	s.say("/forget")
	s.hear(s.lin.ID, "已删除")
	if a := s.press(old, "去年呢"); !strings.Contains(a.Text, "已失效") {
		t.Errorf("the old button says %q", a.Text)
	}
	s.say("前面呢")
	m := s.hear(s.lin.ID, "前面：")
	if strings.Contains(m.Text, "甲") {
		t.Errorf("it remembers: %q", m.Text)
	}
}

func TestOddMessages(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say(strings.Repeat("长", 600))
	s.hear(s.lin.ID, "600 个字")
	s.say("🙂")
	s.hear(s.lin.ID, "我只读文字")
	s.server.PushRaw(s.lin.ID, fmt.Sprintf(`"message":{"message_id":900,"date":1,"chat":{"id":%d,"type":"private"},"from":{"id":%d,"first_name":"x"},"sticker":{"file_id":"x"}}`, s.lin.ID, s.lin.ID))
	if _, err := s.server.WaitReplies(s.lin.ID, 3, soon); err != nil {
		t.Error(err)
	}
	s.say("\u202e\u200b总投资\u200b多少？")
	s.hear(s.lin.ID, "答：总投资多少？")
}

func TestUnknownAndUnreadableUpdatesDoNotStopTheRest(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	for _, fields := range []string{
		`"brand_new_kind":{"a":1}`,
		`"message":{"message_id":"not a number","chat":{"id":5}}`,
		`"my_chat_member":{"chat":{"id":7,"type":"private"},"new_chat_member":{"status":"levitating"}}`,
		fmt.Sprintf(`"message":{"message_id":901,"date":1,"chat":{"id":%d,"type":"private"},"from":{"id":%d},"text":"带新类型？","external_reply":{"origin":{"type":"unheard_of"}}}`, s.lin.ID, s.lin.ID),
		`"message":[]`,
	} {
		s.server.PushRaw(0, fields)
	}
	s.hear(s.lin.ID, "答：带新类型")
	s.say("之后？")
	s.hear(s.lin.ID, "答：之后")
	parked, err := s.bot.store.Parked(t.Context())
	if err != nil || len(parked) != 2 {
		t.Errorf("parked %+v, %v", parked, err)
	}
	if log := s.log.String(); strings.Contains(log, "not a number") {
		t.Errorf("the log holds what was sent:\n%s", log)
	}
}

func TestFaultsOfTheServerAreOutlived(t *testing.T) {
	for name, fault := range map[string]localapi.Fault{
		"429":                      {Method: "sendMessage", Code: 429, RetryAfter: 1},
		"500":                      {Method: "sendMessage", Code: 500},
		"502 in HTML":              {Method: "sendMessage", Code: 502, HTML: true},
		"dropped before":           {Method: "sendMessage", Drop: localapi.DropBefore},
		"getUpdates 500":           {Method: "getUpdates", Code: 500, Times: 2},
		"getUpdates 502 in HTML":   {Method: "getUpdates", Code: 502, HTML: true, Times: 2},
		"getUpdates dropped":       {Method: "getUpdates", Drop: localapi.DropAfter, Times: 2},
		"getUpdates conflict":      {Method: "getUpdates", Code: 409, Text: "Conflict: terminated by other getUpdates request"},
		"markup refused":           {Method: "sendMessage", Code: 400, Text: "Bad Request: can't parse entities: no reason"},
		"message to reply to gone": {Method: "sendMessage", Code: 400, Text: "Bad Request: message to be replied not found"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, Options{}, localapi.Options{})
			s.server.Fail(fault)
			s.say("甲？")
			s.say("乙？")
			s.hear(s.lin.ID, "答：乙")
			got := s.replies(s.lin.ID)
			if len(got) != 2 || !strings.Contains(got[0].Text, "甲") {
				t.Errorf("%d replies, the first %q", len(got), got[0].Text)
			}
		})
	}
}

func TestAReplyWhoseFateIsUnknownIsSentAgain(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.server.Fail(localapi.Fault{Method: "sendMessage", Drop: localapi.DropAfter})
	s.say("甲？")
	s.say("乙？")
	s.hear(s.lin.ID, "答：乙")
	if got := s.replies(s.lin.ID); len(got) != 3 || !strings.Contains(got[1].Text, "甲") {
		t.Errorf("%d replies", len(got))
	}
}

func TestAPersonWhoBlocksTheBotIsLeftAloneUntilTheyComeBack(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("甲？")
	s.hear(s.lin.ID, "答：甲")
	if err := s.server.Block(s.lin.ID, true); err != nil {
		t.Fatal(err)
	}
	s.until("paused", func() bool { return s.paused() != "" })
	s.say("乙？") // writing unblocks
	s.hear(s.lin.ID, "答：乙")
	if s.paused() != "" {
		t.Error("still paused")
	}
	s.server.Fail(localapi.Fault{Method: "sendMessage", Code: 403})
	s.say("丙？")
	s.until("paused", func() bool { return s.paused() != "" })
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

func TestTypingIsShownWhenAnAnswerTakesLong(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.say("慢？")
	s.until("typing", func() bool { return len(s.server.Requests(0, "sendChatAction", s.lin.ID)) > 0 })
	close(s.parrot.wait)
	s.hear(s.lin.ID, "答：慢")
}

func TestGroups(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{PrivacyOff: true})
	g, err := s.server.AddChat(localapi.NewChat{Title: "项目群", Type: localapi.Supergroup, Members: []int64{s.lin.ID}, BotStatus: localapi.StatusMember})
	if err != nil {
		t.Fatal(err)
	}
	say := func(text string, replyTo int) int {
		t.Helper()
		p, err := s.server.Say(localapi.Post{From: s.lin.ID, Chat: g.ID, Text: text, ReplyTo: replyTo})
		if err != nil {
			t.Fatal(err)
		}
		return p.Message.MessageID
	}
	say("大家好", 0)
	say("总投资多少？", 0)
	say("/nosuch", 0)
	asked := say("@Wenxiang_Bot 总投资多少？", 0)
	m := s.hear(g.ID, "答：总投资多少？")
	if m.ReplyToMessage == nil || m.ReplyToMessage.MessageID != asked {
		t.Errorf("it does not reply to the question: %+v", m.ReplyToMessage)
	}
	say("那去年呢？", m.MessageID)
	s.hear(g.ID, "答：那去年呢？")
	say("/ask@wenxiang_bot 利税？", 0)
	s.hear(g.ID, "答：利税？")
	if got := len(s.replies(g.ID)); got != 3 {
		t.Errorf("%d messages in the group, 3 were asked for", got)
	}
}

func TestAGroupThatBecomesASupergroupGoesOn(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	g, err := s.server.AddChat(localapi.NewChat{Title: "小群", Type: localapi.Group, Members: []int64{s.lin.ID}, BotStatus: localapi.StatusMember})
	if err != nil {
		t.Fatal(err)
	}
	s.server.Say(localapi.Post{From: s.lin.ID, Chat: g.ID, Text: "/ask 甲？"})
	s.hear(g.ID, "答：甲")
	super, err := s.server.Migrate(g.ID)
	if err != nil {
		t.Fatal(err)
	}
	s.server.Say(localapi.Post{From: s.lin.ID, Chat: super.ID, Text: "/ask 前面？"})
	s.hear(super.ID, "前面：甲？")
}

func TestAWrongTokenEndsTheRun(t *testing.T) {
	server := localapi.New(localapi.Options{})
	address, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	const secret = "123456:not-the-token-of-this-server"
	var log safeBuffer
	b, err := New(t.Context(), Options{
		Token: secret, Server: address, State: statetest.SQLite(t), Asker: &parrot{}, Log: slog.New(slog.NewTextHandler(&log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if err := b.Run(t.Context()); err != ErrToken {
		t.Errorf("got %v", err)
	}
	if strings.Contains(log.String(), secret) {
		t.Error("the log holds the token")
	}
}

func TestATokenNeverShows(t *testing.T) {
	const secret = "123456:secret"
	token := Token(secret)
	var log bytes.Buffer
	l := slog.New(slog.NewJSONHandler(&log, nil))
	l.Info("x", "token", token, "options", fmt.Sprintf("%v %+v %#v %s", token, Options{Token: token}, Options{Token: token}, token))
	l.Info("x", "error", token.hide(fmt.Errorf("Post \"https://api.telegram.org/bot%s/getMe\": dial: %w", secret, io.EOF)))
	if strings.Contains(log.String(), secret) {
		t.Errorf("%s", log.String())
	}
}

// TestThreeWorkersShareOneState sends with three senders beside each other; each reply goes out once.
func TestThreeWorkersShareOneState(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := newStage(t, Options{State: dsn}, localapi.Options{})
		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		defer wg.Wait()
		defer cancel()
		for range 2 {
			sender := delivery.NewSender(delivery.Options{
				Store: statetest.Open(t, dsn), Client: delivery.Telegram{Bot: s.bot.client}, Rates: &fast,
			})
			wg.Go(func() { sender.Run(ctx) })
		}
		const people, each = 20, 5
		var users []localapi.User
		for i := range people {
			users = append(users, s.server.AddUser(localapi.User{FirstName: fmt.Sprint(i)}))
		}
		for n := range each {
			for _, u := range users {
				s.server.SendText(u.ID, u.ID, fmt.Sprintf("第%d问？", n))
			}
		}
		for _, u := range users {
			s.hear(u.ID, fmt.Sprintf("第%d问", each-1))
			got := s.replies(u.ID)
			if len(got) != each {
				t.Errorf("%d replies", len(got))
			}
			for n, m := range got {
				if !strings.Contains(m.Text, fmt.Sprintf("第%d问", n)) {
					t.Errorf("reply %d is %q", n, m.Text)
				}
			}
		}
		cancel()
		wg.Wait()
	})
}
