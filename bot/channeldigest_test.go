package bot

import (
	"fmt"
	"strings"
	"testing"

	"wenxiang/bot/localapi"
)

// newsroom is a channel that lin has linked, and that may be searched for by name.
func (s *clockStage) newsroom() localapi.Chat {
	s.t.Helper()
	c, err := s.server.AddChat(localapi.NewChat{Title: "项目快讯", Type: localapi.Channel, Username: "yunxi_digest", Owner: s.lin.ID})
	if err != nil {
		s.t.Fatal(err)
	}
	s.standing(c.ID, localapi.Member{Status: localapi.StatusAdmin})
	s.hear(s.lin.ID, "频道“项目快讯”已关联")
	return c
}

// standing sets what the bot is in a chat.
func (s *clockStage) standing(chat int64, m localapi.Member) {
	s.t.Helper()
	m.User = s.server.Bot()
	if err := s.server.SetMember(chat, s.lin.ID, m); err != nil {
		s.t.Fatal(err)
	}
}

func TestAChannelsDigestsAreManagedFromThePrivateChat(t *testing.T) {
	s := newClockStage(t, "2023-07-01 03:00", Options{Reports: reports(t, edition1)}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.say("/help")
	s.hear(s.lin.ID, "怎么问")
	c := s.newsroom()
	if got := s.answerTo("/subscribe @yunxi_digest 周调度"); !strings.Contains(got.Text, "到点把今天的答案和变化发到频道“项目快讯”。\n\n📢 项目快讯\n周调度：本周变化") {
		t.Errorf("followed for the channel: %q", got.Text)
	}
	// By buttons too, with what has to be typed.
	s.press(s.answerTo("/subscribe @yunxi_digest"), "…以上的项目")
	s.hear(s.lin.ID, "请发来金额")
	if got := s.answerTo("5亿"); !strings.Contains(got.Text, "📢 项目快讯\n5亿元以上的项目") {
		t.Errorf("typed for the channel: %q", got.Text)
	}
	s.press(s.answerTo("/digest @yunxi_digest"), "时区")
	s.hear(s.lin.ID, "按哪里的时间")
	if got := s.answerTo("伦敦"); !strings.Contains(got.Text, "📢 项目快讯\n订阅（2 项）\n时区：伦敦时间") {
		t.Errorf("the zone for the channel: %q", got.Text)
	}
	if got := s.answerTo("/digest"); !strings.Contains(got.Text, "这里还没有订阅") {
		t.Errorf("the private chat follows %q", got.Text)
	}
	s.to("2023-07-02 07:00")
	s.hear(c.ID, "5亿元以上的项目")
	// In the language that is chosen for the channel.
	s.press(s.answerTo("/channel"), "📢 项目快讯")
	s.press(s.hear(s.lin.ID, "在频道里用的语言"), "English")
	s.hear(s.lin.ID, "在频道里用的语言：English")
	s.to("2023-07-03 07:00")
	s.hear(c.ID, "远航电池材料产业园项目: 1.2 billion yuan")
}

func TestAChannelThatTheBotIsRemovedFromSaysSoAndGoesOnLater(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.say("/help")
	s.hear(s.lin.ID, "怎么问")
	c := s.newsroom()
	s.answerTo("/subscribe @yunxi_digest 总投资多少？")
	s.standing(c.ID, localapi.Member{Status: localapi.StatusLeft})
	s.until("silent", func() bool { return s.stage.standing(c.ID) != "" })
	s.to("2022-11-22 00:00")
	s.settled()
	list := s.answerTo("/digest")
	s.press(list, "📢 项目快讯")
	m := s.hear(s.lin.ID, "⚠️ 现在发不到这里：Telegram 拒绝：机器人不再是管理员，或没有发言权")
	if !strings.Contains(m.Text, "未送达：Telegram 拒绝") {
		t.Errorf("the status is %q", m.Text)
	}
	mend := false
	for _, b := range m.Buttons() {
		mend = mend || b.Text == "🔧 重新设为管理员" && strings.Contains(b.URL, "startchannel")
	}
	if !mend {
		t.Error("no button mends it")
	}
	s.clerk.set("总投资多少？", 850)
	s.standing(c.ID, localapi.Member{Status: localapi.StatusAdmin})
	s.until("heard", func() bool { return s.stage.standing(c.ID) == "" })
	s.to("2022-11-23 00:00")
	s.hear(c.ID, "844亿元 → 850亿元")
	if n := len(s.replies(c.ID)); n != 1 {
		t.Errorf("%d messages in the channel", n)
	}
}

func TestAnUnlinkedChannelGetsNothingUntilItIsLinkedAgain(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.say("/help")
	s.hear(s.lin.ID, "怎么问")
	c := s.newsroom()
	s.answerTo("/subscribe @yunxi_digest 总投资多少？")
	s.press(s.answerTo("/channel"), "📢 项目快讯")
	s.press(s.hear(s.lin.ID, "在频道里用的语言"), "取消关联")
	s.until("unlinked", func() bool { return !s.linked(c.ID) })
	s.to("2022-11-22 00:00")
	s.settled()
	if n := len(s.replies(c.ID)); n != 0 {
		t.Errorf("%d messages in a channel that nobody manages", n)
	}
	s.say("/channel @yunxi_digest")
	s.until("linked", func() bool { return s.linked(c.ID) })
	s.to("2022-11-23 00:00")
	s.hear(c.ID, "问项摘要 · 2022年11月23日")
}

// Who linked a channel and is no admin of it any more manages it no longer, by button or by command.
func TestWhoIsNoAdminAnyMoreManagesNothing(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.say("/help")
	s.hear(s.lin.ID, "怎么问")
	boss := s.server.AddUser(localapi.User{FirstName: "周岚", LanguageCode: "zh"})
	c, err := s.server.AddChat(localapi.NewChat{Title: "项目快讯", Type: localapi.Channel, Username: "yunxi_digest", Owner: boss.ID, BotStatus: localapi.StatusMember})
	if err != nil {
		t.Fatal(err)
	}
	set := func(m localapi.Member) {
		t.Helper()
		if err := s.server.SetMember(c.ID, boss.ID, m); err != nil {
			t.Fatal(err)
		}
	}
	set(localapi.Member{User: s.lin, Status: localapi.StatusAdmin})
	if err := s.server.SetMember(c.ID, s.lin.ID, localapi.Member{User: s.server.Bot(), Status: localapi.StatusAdmin}); err != nil {
		t.Fatal(err)
	}
	s.hear(s.lin.ID, "频道“项目快讯”已关联")
	card := s.answerTo("/subscribe @yunxi_digest 总投资多少？")
	set(localapi.Member{User: s.lin, Status: localapi.StatusMember})
	s.server.Advance(rightsFor + 1e9)
	if a := s.press(card, "删除"); !strings.Contains(a.Text, "已失效") {
		t.Errorf("the press says %q", a.Text)
	}
	for _, typed := range []string{"/subscribe @yunxi_digest 利税多少？", "/digest @yunxi_digest now"} {
		if got := s.answerTo(typed); !strings.Contains(got.Text, "只有管理员能更改") {
			t.Errorf("%s: %q", typed, got.Text)
		}
	}
	if n := len(s.replies(c.ID)); n != 0 {
		t.Errorf("%d messages in the channel", n)
	}
}

func TestATopicThatIsReopenedGetsItsDigestsAgain(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	g, err := s.server.AddChat(localapi.NewChat{Title: "项目群", Type: localapi.Supergroup, Forum: true, Owner: s.lin.ID, BotStatus: localapi.StatusMember})
	if err != nil {
		t.Fatal(err)
	}
	topic, err := s.server.OpenTopic(g.ID, s.lin.ID, "投资")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.server.Say(localapi.Post{From: s.lin.ID, Chat: g.ID, Topic: topic, Text: "/subscribe 总投资多少？"}); err != nil {
		t.Fatal(err)
	}
	s.hear(g.ID, "已关注")
	s.settled()
	s.server.Fail(localapi.Fault{Method: "sendMessage", Chat: g.ID, Code: 400, Text: "Bad Request: TOPIC_CLOSED"})
	s.to("2022-11-22 00:00")
	s.settled()
	s.to("2022-11-23 00:00")
	s.settled()
	if n := len(s.digests(g.ID)); n != 0 {
		t.Fatalf("%d digests in a closed topic", n)
	}
	reopened := fmt.Sprintf(`{"update_id":900001,"message":{"message_id":9001,"date":1,"message_thread_id":%d,"is_topic_message":true,`+
		`"chat":{"id":%d,"type":"supergroup"},"from":{"id":%d},"forum_topic_reopened":{}}}`, topic, g.ID, s.lin.ID)
	if got := bring(s.bot.WebhookHandler("s3cret"), "s3cret", reopened); got != 200 {
		t.Fatalf("the update is answered %d", got)
	}
	s.to("2022-11-24 00:00")
	s.settled()
	if got := s.digests(g.ID); len(got) != 1 || !strings.Contains(got[0], "2022年11月24日") {
		t.Errorf("after it was reopened: %q", got)
	}
}
