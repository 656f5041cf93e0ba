package bot

import (
	"strings"
	"testing"

	"wenxiang/bot/localapi"
	"wenxiang/bot/state"
	"wenxiang/query"
)

// TestADigestOfRealReports asks the real engine, over an edition and the next one.
func TestADigestOfRealReports(t *testing.T) {
	db := reports(t, strings.ReplaceAll(edition1, "青山市", "白山市"))
	engine, err := query.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	s := newClockStage(t, "2023-07-01 03:00", Options{Reports: db, Asker: engine}, localapi.Options{})
	john := s.server.AddUser(localapi.User{FirstName: "John", LanguageCode: "en"})
	s.say("白山市固定资产投资完成多少？")
	m := s.hear(s.lin.ID, "120亿元")
	s.press(m, "🔔 关注")
	s.hear(s.lin.ID, "已关注")
	s.say("/subscribe 总投资超过10亿元的项目有哪些？")
	s.hear(s.lin.ID, "总投资超过10亿元的项目有哪些？\n每天")
	s.server.SendText(john.ID, john.ID, "/subscribe What is the total investment of the Yuanhang project 远航电池材料产业园项目?")
	s.hear(john.ID, "Followed.")
	s.server.SendText(john.ID, john.ID, "/digest every Saturday 9am New York")
	s.hear(john.ID, "every Saturday 09:00")
	s.settled()
	loadReport(t, db, strings.ReplaceAll(edition2, "青山市", "白山市"))
	s.to("2023-07-02 00:00")
	got := s.hear(s.lin.ID, "问项摘要")
	for _, want := range []string{
		"120亿元 → 150亿元",
		"2023年1-5月，白山市固定资产投资完成120亿元，同比增长5.2%。",
		"2023年1-6月，白山市固定资产投资完成150亿元，同比增长6.1%。",
		"远航电池材料产业园项目：12亿元 → 15亿元",
	} {
		if !strings.Contains(got.Text, want) {
			t.Errorf("no %q in %q", want, got.Text)
		}
	}
	// For him it is still Saturday, 8 in the evening: his digest was due at nine.
	d := s.hear(john.ID, "Wenxiang digest · Saturday 1 July 2023")
	if !strings.Contains(d.Text, "Sent late, for: 1 Jul") || !strings.Contains(d.Text, "1.2 billion yuan → 1.5 billion yuan") {
		t.Errorf("the English digest says %q", d.Text)
	}
}

func TestAChannelIsManagedByWhoLinkedIt(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	other := s.server.AddUser(localapi.User{FirstName: "另一位", LanguageCode: "zh"})
	c, err := s.server.AddChat(localapi.NewChat{Title: "项目快讯", Type: localapi.Channel, Username: "siping_news", Owner: s.lin.ID, BotStatus: localapi.StatusAdmin})
	if err != nil {
		t.Fatal(err)
	}
	s.say("/subscribe @siping_news 总投资多少？")
	s.hear(s.lin.ID, "没有关联名为 @siping_news 的频道")
	if err := s.bot.store.Update(t.Context(), func(tx *state.Tx) error {
		return tx.LinkChannel(state.Channel{ID: c.ID, Title: "项目快讯", Username: "siping_news", LinkedBy: s.lin.ID})
	}); err != nil {
		t.Fatal(err)
	}
	s.say("/subscribe @Siping_News 总投资多少？")
	card := s.hear(s.lin.ID, "已关注")
	s.to("2022-11-22 00:00")
	s.hear(c.ID, "问项摘要 · 2022年11月22日")
	s.landed() // what became of it is written after it came
	s.say("/digest")
	list := s.hear(s.lin.ID, "这里还没有订阅")
	s.press(list, "📢 项目快讯")
	s.hear(s.lin.ID, "2022年11月22日 周二 08:00:00 已发送")
	for _, data := range []string{card.Buttons()[0].CallbackData, spotData(c.ID, "l"), spotData(c.ID, "a"), spotData(c.ID, "x")} {
		s.server.SendText(other.ID, other.ID, "/help")
		m := s.hear(other.ID, "怎么问")
		a, err := s.server.WaitAnswer(s.server.Forge(other.ID, other.ID, m.MessageID, data), soon)
		if err != nil || !strings.Contains(a.Text, "已失效") {
			t.Errorf("another's press of %s: %+v, %v", data, a, err)
		}
	}
	s.press(card, "立即发送")
	s.until("sent now", func() bool { return len(s.replies(c.ID)) == 2 })
	s.press(card, "⏸ 暂停")
	s.to("2022-11-23 00:00")
	s.settled()
	if n := len(s.replies(c.ID)); n != 2 {
		t.Errorf("%d messages in the channel", n)
	}
}

func spotData(chat int64, action string) string { return subData(action, chat, "") }

func TestTheLimitOfSubscriptions(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	for i := range maxSubscriptions {
		s.follow(strings.Repeat("很", i+1) + "长的？")
	}
	s.say("/subscribe 再一个？")
	s.hear(s.lin.ID, "最多关注 30 项")
	s.say("/subscribe 听不懂")
	s.hear(s.lin.ID, "没有关注")
	s.say("/digest")
	if m := s.hear(s.lin.ID, "订阅（30 项）"); units(m.Text) > maxUnits {
		t.Errorf("a list of %d units", units(m.Text))
	}
	s.say("/forget")
	s.hear(s.lin.ID, "已删除")
	s.say("/digest")
	s.hear(s.lin.ID, "这里还没有订阅")
}
