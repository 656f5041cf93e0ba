package bot

import (
	"slices"
	"strings"
	"testing"
	"time"

	"wenxiang/bot/localapi"
)

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

// answerTo is what the bot says next to what a person writes.
func (s *clockStage) answerTo(text string) localapi.Message {
	s.t.Helper()
	before := len(s.replies(s.lin.ID))
	s.say(text)
	got, err := s.server.WaitReplies(s.lin.ID, before+1, soon)
	if err != nil {
		s.t.Fatalf("%q: %v", text, err)
	}
	s.settled()
	return got[before]
}

func TestReadyMadeDigestsAndTimesAreTyped(t *testing.T) {
	s := newClockStage(t, "2023-07-01 03:00", Options{Reports: reports(t, edition1)}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	for _, c := range []struct{ typed, want string }{
		{"周调度", "周调度：本周变化\n每周一 09:00"},
		{"旬预警", "旬预警：应开未开、应完未完\n每旬（1、11、21日） 09:00"},
		{"月通报，每月5号上午10点", "月通报：投资排行\n每月5日 10:00"},
		{"總體數字", "总体数字\n每天 08:00"},
		{"weekly review", "这个已经关注了。"},
		{"monthly report on the 6th at 10am", "月通报：投资排行\n每月6日 10:00"},
		{"Milestones", "节点：30天内到期和逾期\n每天 08:00"},
		{"新增和变化的项目", "新增和变化的项目\n每天 08:00"},
		{"１０ 亿以上的项目", "10亿元以上的项目\n每天 08:00"},
		{"总投资超过1000000000元的项目", "这个已经关注了。"},
		{"projects over 500 million yuan", "5亿元以上的项目\n每天 08:00"},
		{"地区：青山", "地区：青山\n每天 08:00"},
		{"长春", "现有的报告里还没有“地区：长春”的内容；一有就会列在变化里。\n\n地区：长春"},
		{"听不懂 每天9点", "没看懂“听不懂”，所以没有关注"},
		{"企业：远航", "企业：远航\n每天 08:00"},
		{"地区生产总值多少？", "地区生产总值多少？\n每天 08:00"},
		{"总投资多少？ 每周一9点", "今天的答案：总投资多少共844亿元\n\n总投资多少？\n每周一 09:00"},
		{"工作日早上8点 利税多少？", "报告现在没有说；一有就会列在变化里。\n\n利税多少？\n工作日 08:00"},
		{"总投资多少？ 每周八9点", "没看懂“每周八9点”"},
	} {
		if got := s.answerTo("/subscribe " + c.typed); !strings.Contains(got.Text, c.want) {
			t.Errorf("%s: %q, want %q", c.typed, got.Text, c.want)
		}
	}
}

func TestSeveralQuestionsAreFollowedEachForItself(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.clerk.set("利税多少？", 3)
	s.clerk.set("总投资多少？那亿元以上的呢？", 772)
	if got := s.answerTo("/subscribe 总投资多少？利税多少？谢谢"); !strings.Contains(got.Text, "订阅（2 项）") {
		t.Errorf("two questions make %q", got.Text)
	}
	// What was said before counts for a question that is not answered by itself.
	s.say("总投资多少？")
	s.hear(s.lin.ID, "共844亿元")
	if got := s.answerTo("/subscribe 那亿元以上的呢？"); !strings.Contains(got.Text, "今天的答案：总投资多少？那亿元以上的呢共772亿元") {
		t.Errorf("a leading-on question makes %q", got.Text)
	}
	s.to("2022-11-22 00:00")
	s.settled()
	got := s.digests(s.lin.ID)
	if len(got) != 1 || !strings.Contains(got[0], "共844亿元") || !strings.Contains(got[0], "共3亿元") || !strings.Contains(got[0], "共772亿元") {
		t.Errorf("the digest is %q", got)
	}
}

func TestSubscribingInASentence(t *testing.T) {
	s := newClockStage(t, "2023-07-01 03:00", Options{Reports: reports(t, edition1)}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	for _, c := range []struct{ typed, want string }{
		{"订阅周调度", "已关注。到点把今天的答案和变化发到这里。\n\n周调度：本周变化"},
		{"帮我订阅：总投资多少？ 每周五下午5点", "总投资多少？\n每周五 17:00"},
		{"Subscribe to milestones", "节点：30天内到期和逾期"},
		{"我的订阅", "订阅（3 项）"},
		{"退订", "订阅（3 项）"},
		{"订阅", "报告没有说"}, // a word of which nothing follows
	} {
		got := s.answerTo(c.typed)
		if !strings.Contains(got.Text, c.want) {
			t.Errorf("%s: %q, want %q", c.typed, got.Text, c.want)
		}
	}
}

func TestAnEditedSubscriptionTakesThePlaceOfTheFirst(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.clerk.set("利税多少？", 3)
	s.answerTo("/subscribe 总投资多少？")
	s.server.Advance(time.Minute)
	id := s.say("/subscribe 利水多少？")
	s.hear(s.lin.ID, "利水多少？\n每天")
	s.settled()
	if _, err := s.server.Edit(s.lin.ID, s.lin.ID, int(id), "/subscribe 利税多少？ 每周一9点"); err != nil {
		t.Fatal(err)
	}
	s.hear(s.lin.ID, "利税多少？\n每周一 09:00")
	s.settled()
	if got := s.answerTo("/digest"); !strings.Contains(got.Text, "订阅（2 项）") || strings.Contains(got.Text, "利水") {
		t.Errorf("the list says %q", got.Text)
	}
}

func TestWhatIsTypedForADigestMayBeAQuestionInstead(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{Reports: reports(t, edition1)}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	for _, label := range []string{"…以上的项目", "地区：…", "企业：…"} {
		s.press(s.answerTo("/subscribe"), label)
		s.hear(s.lin.ID, "请发来")
		if got := s.answerTo("总投资多少？"); !strings.Contains(got.Text, "共844亿元") {
			t.Errorf("%s: a question is taken for a subject: %q", label, got.Text)
		}
	}
	// A button or a command in between, and what is typed then is a question.
	s.press(s.answerTo("/subscribe"), "✏️ 任意一个问题")
	s.press(s.hear(s.lin.ID, "请发来要关注的问题"), "« 返回")
	if got := s.answerTo("总投资多少？"); strings.Contains(got.Text, "已关注") || !strings.Contains(got.Text, "共844亿元") {
		t.Errorf("after going back: %q", got.Text)
	}
	s.answerTo("/digest zone")
	s.answerTo("/help")
	if got := s.answerTo("总投资多少？"); !strings.Contains(got.Text, "共844亿元") {
		t.Errorf("after another command: %q", got.Text)
	}
	// A question without a mark, while something else is waited for.
	s.clerk.set("利税", 3)
	s.answerTo("/digest quiet")
	if got := s.answerTo("利税"); !strings.Contains(got.Text, "利税共3亿元") {
		t.Errorf("in place of quiet hours: %q", got.Text)
	}
	// What is no amount may be typed again.
	s.press(s.answerTo("/subscribe"), "…以上的项目")
	s.hear(s.lin.ID, "请发来金额")
	for typed, want := range map[string]string{"10": "“10”不是金额", "10-20亿": "不是金额", "很大": "不是金额"} {
		if got := s.answerTo(typed); !strings.Contains(got.Text, want) {
			t.Errorf("%s: %q", typed, got.Text)
		}
	}
	if got := s.answerTo("10亿"); !strings.Contains(got.Text, "10亿元以上的项目\n每天") {
		t.Errorf("at last %q", got.Text)
	}
}

func TestSubscriptionsAreChangedByAWord(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	for i, q := range []string{"甲多少？", "乙多少？", "丙多少？"} {
		s.clerk.set(q, int64(i+1))
		s.follow(q)
	}
	for _, c := range []struct{ typed, want string }{
		{"/digest pause 2", "2. 乙多少？\n每天 08:00 · 已暂停"},
		{"/digest now 1", "甲多少共1亿元"},
		{"/digest 2 恢复", "2. 乙多少？\n每天 08:00 · 下次"},
		{"/digest 暂停", "3. 丙多少？\n每天 08:00 · 已暂停"},
		{"/digest now", "这里的订阅都暂停了"},
		{"/digest resume", "3. 丙多少？\n每天 08:00 · 下次"},
		{"/digest 3", "丙多少？\n每天 08:00"},
		{"/digest 3 有变化才发", "3. 丙多少？\n每天 08:00，有变化才发"},
		{"/digest always 3", "3. 丙多少？\n每天 08:00 · 下次"},
		{"/digest 删除 1", "订阅（2 项）"},
		{"/digest 删除", "请写明第几项"},
		{"/digest 9", "请写明第几项"},
		{"/digest 2 每月31号", "每月最后一天 08:00"},
		{"/unsubscribe", "订阅（2 项）"},
		{"/unsubscribe 2", "订阅（1 项）"},
		{"/digest 暂停", "乙多少？\n每天 08:00 · 已暂停"},
		{"/digest 9", "乙多少？\n每天 09:00"},
	} {
		if got := s.answerTo(c.typed); !strings.Contains(got.Text, c.want) {
			t.Errorf("%s: %q, want %q", c.typed, got.Text, c.want)
		}
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

func TestWordsForTimesAndOutcomes(t *testing.T) {
	for text, want := range map[string]string{
		"Forbidden: bot was blocked by the user":                              "机器人被拉黑了",
		"the bot was blocked or removed":                                      "机器人被拉黑了",
		"refused: Bad Request: need administrator rights in the channel chat": "Telegram 拒绝：机器人不再是管理员，或没有发言权",
		"Forbidden: bot was kicked from the supergroup chat":                  "机器人被移出了",
		"refused: Bad Request: TOPIC_CLOSED":                                  "这个话题已关闭或删除",
		"given up: the connection was lost":                                   "网络或 Telegram 暂时不通",
		"held: the bot was removed":                                           "机器人被移出了",
		"held: the bot was blocked":                                           "机器人被拉黑了",
		"held: the bot may not post in the channel":                           "Telegram 拒绝：机器人不再是管理员，或没有发言权",
		"dropped: the channel is unlinked":                                    "频道已取消关联",
		"refused: Bad Request: PEER_ID_INVALID":                               "这个对话已不存在",
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
