package bot

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"wenxiang/bot/localapi"
	"wenxiang/bot/localapi/localapitest"
	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
	"wenxiang/data"
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
	s.server.Advance(utc(s.t, when).Sub(s.server.Time()))
	if s.bot != nil {
		s.bot.Nudge()
	}
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

func TestAQuestionIsFollowedWithTheButtonUnderItsAnswer(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{}) // 11:00 in Shanghai
	s.clerk.set("总投资多少？", 844)
	s.say("总投资多少？")
	m := s.hear(s.lin.ID, "共844亿元")
	s.press(m, "🔔 关注")
	card := s.hear(s.lin.ID, "已关注")
	if !strings.Contains(card.Text, "总投资多少？\n每天 08:00 · 下次 2022年11月22日 周二 08:00\n上次：还没有发过") {
		t.Errorf("the card says %q", card.Text)
	}
	s.to("2022-11-21 23:59")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 0 {
		t.Fatalf("too early: %q", got)
	}
	s.to("2022-11-22 00:00")
	first := s.hear(s.lin.ID, "问项摘要 · 2022年11月22日 周二")
	for _, want := range []string{"总投资多少？\n总投资多少共844亿元\n没有变化。", "报告原句：总投资多少共844亿元。\n——《四平市项目报告》"} {
		if !strings.Contains(first.Text, want) {
			t.Errorf("the first digest lacks %q: %q", want, first.Text)
		}
	}
	s.clerk.set("总投资多少？", 900)
	s.to("2022-11-23 00:00")
	second := s.hear(s.lin.ID, "2022年11月23日 周三")
	if !strings.Contains(second.Text, "变化：844亿元 → 900亿元") {
		t.Errorf("the change is not said: %q", second.Text)
	}
	if got := second.Marked("blockquote"); len(got) != 2 || !strings.Contains(got[0], "共844亿元") || !strings.Contains(got[1], "共900亿元") {
		t.Errorf("the sources before and after are %q", got)
	}
	s.settled()
	s.say("/digest")
	list := s.hear(s.lin.ID, "订阅（1 项）")
	if !strings.Contains(list.Text, "上次：2022年11月23日 周三 08:00:00 已发送") || !strings.Contains(list.Text, "下次 2022年11月24日 周四 08:00") {
		t.Errorf("the list says %q", list.Text)
	}
}

func TestAFollowedLeadingOnQuestionKeepsWhatItLeadsOnFrom(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.clerk.set("总投资多少？那亿元以上的呢？", 772)
	s.say("总投资多少？")
	s.hear(s.lin.ID, "共844亿元")
	s.say("那亿元以上的呢？")
	m := s.hear(s.lin.ID, "共772亿元")
	s.press(m, "🔔 关注")
	s.hear(s.lin.ID, "已关注")
	s.say("别的？")
	s.hear(s.lin.ID, "没有说")
	s.to("2022-11-22 00:00")
	if d := s.hear(s.lin.ID, "问项摘要"); !strings.Contains(d.Text, "共772亿元") {
		t.Errorf("the digest says %q", d.Text)
	}
}

// TestDigestsThroughAYearWithDowntimes moves the clock through a year with both changes of New York's
// clocks, with the process down now and then, and looks at what arrived: each day's digest, once.
func TestDigestsThroughAYearWithDowntimes(t *testing.T) {
	s := newClockStage(t, "2023-01-01 00:00", Options{}, localapi.Options{MessagesPerChat: 5000})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	s.say("/digest 每天 2:30 纽约")
	s.hear(s.lin.ID, "每天 02:30")
	s.settled()
	now := s.server.Time()
	for day := 1; day < 365; day++ {
		// Now and then the process sleeps over one to three days.
		asleep := day%23 < day%4
		if asleep {
			s.down()
		}
		now = now.Add(24 * time.Hour)
		s.server.Advance(now.Sub(s.server.Time()))
		if asleep && (day+1)%23 < (day+1)%4 {
			continue
		}
		if s.bot == nil {
			s.up()
		}
		s.settled()
	}
	s.down()
	s.up()
	s.settled()
	met := map[string]int{}
	late := 0
	for _, text := range s.digests(s.lin.ID) {
		head, rest, _ := strings.Cut(text, "\n")
		_, head, _ = strings.Cut(head, "年")
		head, _, _ = strings.Cut(head, " ")
		dates := []string{head}
		if _, list, found := strings.Cut(rest, "补发："); found {
			list, _, _ = strings.Cut(list, "\n")
			dates = strings.Split(list, "、")
			late++
		}
		for _, d := range dates {
			met[d]++
		}
	}
	loc, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	begin, end := utc(t, "2023-01-01 00:00").In(loc), s.server.Time().In(loc)
	days := 0
	for d := begin; !d.After(end); d = d.AddDate(0, 0, 1) {
		due := time.Date(d.Year(), d.Month(), d.Day(), 3, 0, 0, 0, loc)
		if due.Before(utc(t, "2023-01-01 00:00")) || due.After(end) {
			continue
		}
		days++
		if n := met[d.Format("1月2日")]; n != 1 {
			t.Errorf("%s came %d times", d.Format("1月2日"), n)
		}
	}
	if len(met) != days || days < 360 || late == 0 {
		t.Errorf("%d dates arrived, of %d; %d messages were late", len(met), days, late)
	}
}

func TestWhatIsDueTogetherIsOneMessage(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	for i := range 3 {
		q := fmt.Sprintf("第%d个总投资多少？", i+1)
		s.clerk.set(q, int64(100+i))
		s.follow(q)
	}
	s.say("/digest 3 9:00")
	s.hear(s.lin.ID, "每天 09:00")
	s.to("2022-11-22 00:00")
	s.settled()
	got := s.digests(s.lin.ID)
	if len(got) != 1 || !strings.Contains(got[0], "第1个总投资多少？") || !strings.Contains(got[0], "第2个总投资多少？") || strings.Contains(got[0], "第3个") {
		t.Errorf("at eight: %q", got)
	}
	s.to("2022-11-22 01:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 2 || !strings.Contains(got[1], "第3个总投资多少？") {
		t.Errorf("at nine: %q", got)
	}
}

func TestALongDigestIsSplit(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	for i := range 4 {
		s.follow(fmt.Sprintf("很长的第%d个？", i+1))
	}
	s.to("2022-11-22 00:00")
	s.settled()
	var all []localapi.Message
	for _, m := range s.replies(s.lin.ID) {
		if strings.Contains(m.Text, "第一个项目总投资") || strings.HasPrefix(m.Text, "问项摘要") {
			all = append(all, m)
			if units(m.Text) > maxUnits {
				t.Errorf("a message of %d units", units(m.Text))
			}
		}
	}
	if len(all) < 2 {
		t.Fatalf("%d messages", len(all))
	}
	text := ""
	for i, m := range all {
		text += m.Text
		if last := i == len(all)-1; last != (len(m.Buttons()) > 0) {
			t.Errorf("message %d of %d has %d buttons", i+1, len(all), len(m.Buttons()))
		}
	}
	for i := range 4 {
		if !strings.Contains(text, fmt.Sprintf("很长的第%d个？", i+1)) {
			t.Errorf("the %d. is missing", i+1)
		}
	}
}

func TestOnlyWhenSomethingChanged(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	s.press(s.hear(s.lin.ID, "已关注"), "有变化才发")
	s.to("2022-11-22 00:00")
	s.settled()
	s.say("/digest")
	if m := s.hear(s.lin.ID, "没有变化，未发"); !strings.Contains(m.Text, "每天 08:00，有变化才发") {
		t.Errorf("the list says %q", m.Text)
	}
	s.clerk.set("总投资多少？", 845)
	s.to("2022-11-23 00:00")
	s.settled()
	s.to("2022-11-24 00:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 1 || !strings.Contains(got[0], "844亿元 → 845亿元") {
		t.Errorf("got %q", got)
	}
}

func TestPauseResumeAndDelete(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	card := s.hear(s.lin.ID, "已关注")
	if a := s.press(card, "⏸ 暂停"); a.Text != "已暂停" {
		t.Errorf("the press says %q", a.Text)
	}
	paused := s.hear(s.lin.ID, "每天 08:00 · 已暂停")
	if paused.MessageID != card.MessageID {
		t.Errorf("the card was not changed in its place")
	}
	s.to("2022-11-25 00:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 0 {
		t.Errorf("paused, and still %q", got)
	}
	s.press(paused, "▶️ 恢复")
	resumed := s.hear(s.lin.ID, "下次 2022年11月26日 周六 08:00")
	s.to("2022-11-26 00:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 1 || strings.Contains(got[0], "补发") {
		t.Errorf("after the pause %q", got)
	}
	s.press(resumed, "删除")
	s.hear(s.lin.ID, "还没有订阅")
	if a, err := s.server.WaitAnswer(s.server.Forge(s.lin.ID, s.lin.ID, resumed.MessageID, "sub:n:1:"), soon); err != nil || a.Text != "这一项已经不在了。" {
		t.Errorf("a button of what was deleted says %q", a.Text)
	}
	s.to("2022-11-27 00:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 1 {
		t.Errorf("deleted, and still %q", got)
	}
}

func TestDigestNow(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	s.say("/digest now")
	if m := s.hear(s.lin.ID, "问项摘要 · 现在"); !strings.Contains(m.Text, "共844亿元") {
		t.Errorf("got %q", m.Text)
	}
	s.clerk.set("总投资多少？", 850)
	s.to("2022-11-22 00:00")
	if m := s.hear(s.lin.ID, "问项摘要 · 2022年11月22日"); !strings.Contains(m.Text, "844亿元 → 850亿元") {
		t.Errorf("the next one says %q", m.Text)
	}
}

func TestQuietHoursHoldDigestsBack(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	s.say("/digest 1 6:30")
	s.hear(s.lin.ID, "每天 06:30")
	s.say("/digest quiet 晚上10点到早上7点")
	if m := s.hear(s.lin.ID, "免打扰：22:00-07:00"); !strings.Contains(m.Text, "下次 2022年11月22日 周二 07:00") {
		t.Errorf("the list says %q", m.Text)
	}
	s.settled()
	s.to("2022-11-21 22:59") // 6:59
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 0 {
		t.Errorf("in the quiet hours: %q", got)
	}
	s.to("2022-11-21 23:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 1 || strings.Contains(got[0], "补发") {
		t.Errorf("at seven: %q", got)
	}
	// A process that comes back in the night does not wake anyone up with what it missed.
	s.down()
	s.to("2022-11-22 23:30")
	s.to("2022-11-23 16:00") // midnight, 6:30 and 7:00 passed
	s.up()
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 1 {
		t.Errorf("at midnight: %q", got)
	}
	s.to("2022-11-23 23:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 2 || !strings.Contains(got[1], "补发：11月23日、11月24日") {
		t.Errorf("in the morning: %q", got)
	}
}

func TestAChatThatBlocksTheBotIsPausedNotForgotten(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	if err := s.server.Block(s.lin.ID, true); err != nil {
		t.Fatal(err)
	}
	s.until("paused", func() bool { return s.paused() != "" })
	s.to("2022-11-22 00:00")
	s.settled()
	s.clerk.set("总投资多少？", 850)
	s.to("2022-11-23 00:00")
	s.settled()
	if err := s.server.Block(s.lin.ID, false); err != nil {
		t.Fatal(err)
	}
	s.until("resumed", func() bool { return s.paused() == "" })
	s.say("/digest")
	if m := s.hear(s.lin.ID, "未送达：机器人被拉黑了"); !strings.Contains(m.Text, "下次 2022年11月24日") {
		t.Errorf("the list says %q", m.Text)
	}
	s.to("2022-11-24 00:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 1 || !strings.Contains(got[0], "844亿元 → 850亿元") {
		t.Errorf("after coming back: %q", got)
	}
}

func TestARefusedDigestIsShownInWordsAndDoesNotCountAsRead(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	s.clerk.set("总投资多少？", 850)
	s.server.Fail(localapi.Fault{Method: "sendMessage", Chat: s.lin.ID, Code: 400, Text: "Bad Request: need administrator rights in the channel chat"})
	s.to("2022-11-22 00:00")
	s.settled()
	s.say("/digest")
	s.hear(s.lin.ID, "未送达：Telegram 拒绝：机器人不再是管理员，或没有发言权")
	s.to("2022-11-23 00:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 1 || !strings.Contains(got[0], "844亿元 → 850亿元") {
		t.Errorf("the next one: %q", got)
	}
}

func TestTimesAreTypedOrPressed(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.clerk.set("利税多少？", 3)
	s.follow("总投资多少？")
	for _, c := range []struct{ typed, want string }{
		{"/digest 25:00", "“25:00”不是一天里的时间"},
		{"/digest 8:00 火星时间", "不认识时区“火星”"},
		{"/digest 每月32号", "“32号”不是一个月里的日子"},
		{"/digest zone 亚特兰蒂斯", "不认识时区“亚特兰蒂斯”"},
		{"/digest quiet 8点", "不是免打扰时段"},
		{"/digest 随便什么时候", "没看懂“随便什么时候”"},
		{"/digest 工作日 7:45", "工作日 07:45 · 下次 2022年11月22日 周二 07:45"},
		{"/digest 每月底18点", "每月最后一天 18:00 · 下次 2022年11月30日 周三 18:00"},
		{"/digest zone London", "时区：伦敦时间"},
	} {
		s.say(c.typed)
		s.hear(s.lin.ID, c.want)
	}
	s.say("/digest zone 上海")
	s.hear(s.lin.ID, "时区：北京时间")
	card := s.hear(s.lin.ID, "已关注")
	s.press(card, "改时间")
	menu := s.hear(s.lin.ID, "什么时候发？")
	s.press(menu, "每旬（1、11、21日）")
	s.hear(s.lin.ID, "每旬（1、11、21日） 18:00 · 下次 2022年11月21日 周一 18:00")
	// What is typed after that is a time, and a question is still a question.
	press := func() {
		s.press(s.hear(s.lin.ID, "下次 2022年11月21日 周一 18:00"), "改时间")
		s.hear(s.lin.ID, "什么时候发？")
	}
	press()
	s.say("25:00")
	s.hear(s.lin.ID, "“25:00”不是一天里的时间")
	s.say("每周一9点")
	s.hear(s.lin.ID, "每周一 09:00 · 下次 2022年11月28日 周一 09:00")
	s.say("利税多少？")
	s.hear(s.lin.ID, "利税多少共3亿元")
}

func TestReadyMadeDigests(t *testing.T) {
	db := reports(t, edition1)
	s := newClockStage(t, "2023-07-01 03:00", Options{Reports: db}, localapi.Options{})
	s.say("/subscribe")
	menu := s.hear(s.lin.ID, "关注什么？")
	for _, c := range []struct{ label, typed, title string }{
		{"全部主要总数", "", "全部主要总数\n每天 08:00"},
		{"新增和变化的项目", "", "新增和变化的项目\n每天 08:00"},
		{"节点：30天内到期和逾期", "", "节点：30天内到期和逾期\n每天 08:00"},
		{"周调度：本周变化", "", "周调度：本周变化\n每周一 09:00"},
		{"旬预警：应开未开、应完未完", "", "旬预警：应开未开、应完未完\n每旬（1、11、21日） 09:00"},
		{"月通报：投资排行", "", "月通报：投资排行\n每月1日 09:00"},
		{"…以上的项目", "10亿元", "10亿元以上的项目\n每天 08:00"},
		{"地区：…", "青山", "地区：青山\n每天 08:00"},
		{"企业：…", "远航", "企业：远航\n每天 08:00"},
	} {
		s.say("/subscribe")
		s.until("asked", func() bool {
			got := s.replies(s.lin.ID)
			last := got[len(got)-1]
			menu = last
			return strings.Contains(last.Text, "关注什么？")
		})
		s.press(menu, c.label)
		if c.typed != "" {
			s.hear(s.lin.ID, "请发来")
			s.say(c.typed)
		}
		s.hear(s.lin.ID, c.title)
	}
	s.settled()
	s.to("2023-07-02 00:00")
	s.settled()
	got := strings.Join(s.digests(s.lin.ID), "\n")
	for _, want := range []string{"固定资产投资（2023年1-5月）：120亿元", "· 远航电池材料产业园项目：12亿元", "出处：《青山市2023年项目建设情况》"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
	for _, later := range []string{"周调度", "旬预警", "月通报"} {
		if strings.Contains(got, later) {
			t.Errorf("%s came on a Sunday the 2nd", later)
		}
	}
	// The second edition comes on Saturday the 8th: the daily ones say so on the 9th, the weekly on Monday.
	s.to("2023-07-08 04:00")
	s.settled()
	loadReport(t, db, edition2)
	for _, when := range []string{"2023-07-09 00:00", "2023-07-10 00:00", "2023-07-10 01:00"} {
		s.to(when)
		s.settled()
	}
	all := strings.Join(s.digests(s.lin.ID), "\n")
	for _, want := range []string{
		"变化：青山市固定资产投资（2023年1-6月）：120亿元 → 150亿元",
		"变化：远航电池材料产业园项目 总投资：12亿元 → 15亿元",
		"新增：晨光智能装备制造项目：8亿元",
		"周调度：本周变化\n变化：",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in what came until the 10th: %q", want, all)
		}
	}
	s.to("2023-10-11 02:00")
	s.settled()
	s.until("ten days", func() bool {
		return strings.Contains(strings.Join(s.digests(s.lin.ID), "\n"), "月通报：投资排行")
	})
	all = strings.Join(s.digests(s.lin.ID), "\n")
	for _, want := range []string{"1. 远航电池材料产业园项目：15亿元", "远航电池材料产业园项目：应于2023年9月开工，未见开工报告"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q until October", want)
		}
	}
}

const reportHead = "---\ntitle: 青山市2023年项目建设情况\nplace: 青山市\ndate: 2023-06\n---\n\n# 青山市2023年项目建设情况\n\n## 进展\n\n"

const (
	edition1 = reportHead + "2023年1-5月，青山市固定资产投资完成120亿元，同比增长5.2%。\n\n" +
		"远航电池材料产业园项目总投资12亿元，由远航新能源有限公司建设，计划2023年9月开工。\n"
	edition2 = reportHead + "2023年1-6月，青山市固定资产投资完成150亿元，同比增长6.1%。\n\n" +
		"远航电池材料产业园项目总投资15亿元，由远航新能源有限公司建设，计划2023年9月开工。\n\n" +
		"晨光智能装备制造项目总投资8亿元，由晨光机械有限公司建设。\n"
	otherCity = "---\ntitle: 绿水市2023年项目建设情况\nplace: 绿水市\ndate: 2023-07\n---\n\n# 绿水市2023年项目建设情况\n\n## 进展\n\n" +
		"绿水市已开工亿元以上项目共20个，总投资为60亿元。\n\n星河光电显示屏项目总投资30亿元，由星河光电有限公司建设。\n"
)

func reports(t *testing.T, texts ...string) *data.DB {
	t.Helper()
	db, err := data.Open(t.Context(), filepath.Join(t.TempDir(), "facts.db"), data.Options{Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, text := range texts {
		loadReport(t, db, text)
	}
	return db
}

func loadReport(t *testing.T, db *data.DB, text string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.md")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Load(t.Context(), file); err != nil {
		t.Fatal(err)
	}
}

func TestNotices(t *testing.T) {
	db := reports(t, edition1)
	s := newClockStage(t, "2023-07-01 03:00", Options{Reports: db}, localapi.Options{})
	s.clerk.set("总投资多少？", 12)
	s.follow("总投资多少？")
	follows := func(kind, typed string) {
		t.Helper()
		s.say("/subscribe")
		var menu localapi.Message
		s.until("asked", func() bool {
			got := s.replies(s.lin.ID)
			menu = got[len(got)-1]
			return strings.Contains(menu.Text, "关注什么？")
		})
		s.press(menu, kind)
		s.hear(s.lin.ID, "请发来")
		s.say(typed)
		s.settled()
	}
	follows("地区：…", "青山")
	zhao := s.server.AddUser(localapi.User{FirstName: "赵云", LanguageCode: "zh"})
	s.server.SendText(zhao.ID, zhao.ID, "/subscribe 别的？")
	s.hear(zhao.ID, "已关注")
	notices := func(chat int64) (all []localapi.Message) {
		for _, m := range s.replies(chat) {
			if strings.Contains(m.Text, "有新版") || strings.HasPrefix(m.Text, "新报告") {
				all = append(all, m)
			}
		}
		return all
	}
	quiet := func() {
		t.Helper()
		s.until("told", func() bool {
			s.bot.Nudge()
			var g int64
			g, err := db.Generation(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			n, err := s.bot.store.OpenNotices(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			s.bot.desk.mu.Lock()
			defer s.bot.desk.mu.Unlock()
			return n == 0 && s.bot.desk.book != nil && s.bot.desk.book.Generation == g && s.bot.desk.noticed == g
		})
		s.settled()
	}
	quiet()
	if got := notices(s.lin.ID); len(got) != 0 {
		t.Errorf("what was there at the start is no news: %q", got[0].Text)
	}
	loadReport(t, db, edition2)
	quiet()
	got := notices(s.lin.ID)
	if len(got) != 1 {
		t.Fatalf("%d notices of the new edition", len(got))
	}
	for _, want := range []string{"《青山市2023年项目建设情况》 有新版", "120亿元 → 150亿元", "新增：晨光智能装备制造项目：8亿元"} {
		if !strings.Contains(got[0].Text, want) {
			t.Errorf("no %q in %q", want, got[0].Text)
		}
	}
	s.press(got[0], "查看全部")
	s.until("all shown", func() bool { return len(notices(s.lin.ID)) == 2 })
	if n := len(notices(zhao.ID)); n != 0 {
		t.Errorf("who follows something else got %d notices", n)
	}
	// Another city is no news to who follows this one. Loading the same again is none to anybody.
	loadReport(t, db, otherCity)
	loadReport(t, db, edition2)
	quiet()
	if got := notices(s.lin.ID); len(got) != 2 {
		t.Errorf("another city: %q", got[len(got)-1].Text)
	}
	// With quiet hours it comes at night all the same, without a sound; a process that was down finds out later.
	s.say("/digest quiet 22-7")
	s.hear(s.lin.ID, "22:00-07:00")
	s.to("2023-07-01 16:00")
	s.down()
	loadReport(t, db, strings.Replace(edition2, "150亿元", "151亿元", 1))
	s.up()
	quiet()
	if got := notices(s.lin.ID); len(got) != 3 || !strings.Contains(got[2].Text, "150亿元 → 151亿元") {
		t.Errorf("at night: %d", len(got))
	}
	silent := false
	for _, r := range s.server.Requests(0, "sendMessage", s.lin.ID) {
		silent = silent || strings.Contains(fmt.Sprint(r), "151亿元") && strings.Contains(fmt.Sprint(r), "disable_notification")
	}
	if !silent {
		t.Error("it rang at night")
	}
	// Notices can be turned off.
	s.say("/digest")
	list := s.hear(s.lin.ID, "订阅（2 项）")
	s.press(list, "新报告通知：开")
	loadReport(t, db, strings.Replace(edition2, "150亿元", "152亿元", 1))
	quiet()
	if got := notices(s.lin.ID); len(got) != 3 {
		t.Errorf("turned off, and still %d", len(got))
	}
}

func TestAClockThatJumpsSendsNothingTwice(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	for _, when := range []string{"2022-11-22 00:00", "2022-11-21 22:00", "2022-11-22 00:01", "2022-11-21 03:00", "2022-11-22 00:00"} {
		s.to(when)
		s.settled()
	}
	if got := s.digests(s.lin.ID); len(got) != 1 {
		t.Errorf("%d digests of one day", len(got))
	}
	// A year ahead by mistake, and back: the days go on, none of them twice.
	s.to("2023-11-22 00:00")
	s.settled()
	s.down()
	s.to("2022-11-22 03:00")
	s.up()
	s.until("set right", func() bool {
		next, err := s.bot.store.NextDue(t.Context())
		return err == nil && next == utc(t, "2022-11-23 00:00").UnixMilli()
	})
	s.to("2022-11-23 00:00")
	s.settled()
	got := s.digests(s.lin.ID)
	if last := got[len(got)-1]; !strings.Contains(last, "2022年11月23日") {
		t.Errorf("after the mistake: %q", last)
	}
}

func TestInGroupsOnlyAdminsChangeWhatIsFollowed(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	boss := s.server.AddUser(localapi.User{FirstName: "周局", LanguageCode: "zh"})
	g, err := s.server.AddChat(localapi.NewChat{Title: "项目群", Type: localapi.Supergroup, Forum: true, Owner: boss.ID, Members: []int64{s.lin.ID}, BotStatus: localapi.StatusMember})
	if err != nil {
		t.Fatal(err)
	}
	topic, err := s.server.OpenTopic(g.ID, boss.ID, "投资")
	if err != nil {
		t.Fatal(err)
	}
	say := func(user int64, text string) {
		t.Helper()
		if _, err := s.server.Say(localapi.Post{From: user, Chat: g.ID, Topic: topic, Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	say(s.lin.ID, "/subscribe 总投资多少？")
	s.hear(g.ID, "只有管理员能更改")
	say(boss.ID, "/subscribe 总投资多少？")
	card := s.hear(g.ID, "已关注")
	press := func(user int64, chat int64, message int, label string) localapi.Answer {
		t.Helper()
		for _, b := range card.Buttons() {
			if b.Text == label {
				a, err := s.server.WaitAnswer(s.server.Forge(user, chat, message, b.CallbackData), soon)
				if err != nil {
					t.Fatal(err)
				}
				return a
			}
		}
		t.Fatalf("no button %q", label)
		return localapi.Answer{}
	}
	if a := press(s.lin.ID, g.ID, card.MessageID, "删除"); a.Text != "只有管理员能更改这里关注的内容。" {
		t.Errorf("a member's press says %q", a.Text)
	}
	// The same data sent from a private chat is a forgery.
	s.say("/help")
	mine := s.hear(s.lin.ID, "怎么问")
	if a := press(s.lin.ID, s.lin.ID, mine.MessageID, "删除"); !strings.Contains(a.Text, "已失效") {
		t.Errorf("from a private chat it says %q", a.Text)
	}
	s.to("2022-11-22 00:00")
	m := s.hear(g.ID, "问项摘要")
	if m.MessageThreadID != topic {
		t.Errorf("the digest went to topic %d, not %d", m.MessageThreadID, topic)
	}
	if a := press(boss.ID, g.ID, card.MessageID, "删除"); a.Text != "已删除" {
		t.Errorf("the admin's press says %q", a.Text)
	}
}

// TestManyReplicasPutEachDigestOutOnce lets several bots on one state put out what is due at the same moment.
func TestManyReplicasPutEachDigestOutOnce(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		const chats = 120
		start := utc(t, "2022-11-21 03:00")
		var mu sync.Mutex
		now := start
		clock := func() time.Time {
			mu.Lock()
			defer mu.Unlock()
			return now
		}
		var bots []*Bot
		for range 3 {
			c := newClerk()
			c.set("总投资多少？", 844)
			b, err := New(t.Context(), Options{Token: "1:x", State: dsn, Asker: c, Now: clock, Rates: &fast})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { b.Close() })
			bots = append(bots, b)
		}
		store := bots[0].store
		for c := int64(1); c <= chats; c++ {
			err := store.Update(t.Context(), func(tx *state.Tx) error {
				turn := &turn{tx: tx, now: start.UnixMilli(), talk: state.Talk{ChatID: c, PersonID: c}, kind: "private"}
				for _, q := range []string{"总投资多少？", "别的？"} {
					if _, _, err := bots[0].subscribe(t.Context(), turn, turn.here(), state.Subscription{Kind: "question", Subject: q, Lang: "zh"}); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for day := 1; day <= 2; day++ {
			mu.Lock()
			now = start.Add(time.Duration(day) * 24 * time.Hour)
			mu.Unlock()
			var running sync.WaitGroup
			for _, b := range bots {
				running.Go(func() {
					for idle := 0; idle < 2; {
						n, err := b.putOut(t.Context())
						if err != nil {
							t.Error(err)
							return
						}
						if n == 0 {
							idle++
						}
					}
				})
			}
			running.Wait()
			if n, _, err := store.Waiting(t.Context()); err != nil || n != day*chats {
				t.Errorf("day %d: %d messages wait, %v; %d chats have one a day", day, n, err, chats)
			}
		}
	})
}

func TestWordsForTimesAndOutcomes(t *testing.T) {
	for text, want := range map[string]string{
		"Forbidden: bot was blocked by the user":                              "机器人被拉黑了",
		"the bot was blocked or removed":                                      "机器人被拉黑了",
		"refused: Bad Request: need administrator rights in the channel chat": "Telegram 拒绝：机器人不再是管理员，或没有发言权",
		"Forbidden: bot was kicked from the supergroup chat":                  "机器人被移出了",
		"refused: Bad Request: TOPIC_CLOSED":                                  "这个话题已关闭或删除",
		"given up: the connection was lost":                                   "网络或 Telegram 暂时不通",
		"something new":                                                       "something new",
	} {
		if got := reasonWords("zh", text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	days := strings.Fields(say("en", "date.weekdays"))
	if len(days) != 7 || slices.Index(days, "Sunday") != 0 {
		t.Errorf("weekdays %q", days)
	}
}
