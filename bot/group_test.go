package bot

import (
	"strings"
	"testing"

	"wenxiang/bot/localapi"
	"wenxiang/bot/state"
)

// club is a forum with two topics, its boss, Lin as a member, and the bot.
func (s *stage) club() (g localapi.Chat, boss localapi.User, topics [2]int) {
	s.t.Helper()
	boss = s.server.AddUser(localapi.User{FirstName: "周岚", LanguageCode: "zh-hans"})
	g, err := s.server.AddChat(localapi.NewChat{Title: "项目群", Type: localapi.Supergroup, Forum: true, Owner: boss.ID, Members: []int64{s.lin.ID}, BotStatus: localapi.StatusMember})
	if err != nil {
		s.t.Fatal(err)
	}
	for i, name := range []string{"新开工", "竣工"} {
		if topics[i], err = s.server.OpenTopic(g.ID, boss.ID, name); err != nil {
			s.t.Fatal(err)
		}
	}
	return g, boss, topics
}

func (s *stage) post(p localapi.Post) localapi.Message {
	s.t.Helper()
	posted, err := s.server.Say(p)
	if err != nil {
		s.t.Fatal(err)
	}
	return posted.Message
}

func TestInTopicsEachPersonHasAConversationOfTheirOwn(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{PrivacyOff: true})
	g, boss, topics := s.club()
	ask := func(who localapi.User, topic int, text, want string) localapi.Message {
		t.Helper()
		q := s.post(localapi.Post{From: who.ID, Chat: g.ID, Topic: topic, Text: text})
		m := s.hear(g.ID, want)
		if m.MessageThreadID != topic || m.ReplyToMessage == nil || m.ReplyToMessage.MessageID != q.MessageID {
			t.Errorf("%q is answered in topic %d, in reply to %v", text, m.MessageThreadID, m.ReplyToMessage)
		}
		return m
	}
	ask(s.lin, topics[0], "/ask 甲一？", "答：甲一")
	ask(s.lin, topics[1], "@Wenxiang_Bot 乙二？", "答：乙二")
	ask(boss, topics[0], "/ask@wenxiang_bot 丙三？", "答：丙三")
	m := ask(s.lin, topics[0], "/ask 前面呢", "前面：甲一？")
	if strings.Contains(m.Text, "乙二") || strings.Contains(m.Text, "丙三") {
		t.Errorf("conversations are mixed: %q", m.Text)
	}
	// A reply to the bot is for it; what is said beside it is not.
	before := len(s.server.FromBot(g.ID))
	s.post(localapi.Post{From: boss.ID, Chat: g.ID, Topic: topics[0], Text: "总投资多少？"})
	s.post(localapi.Post{From: boss.ID, Chat: g.ID, Topic: topics[0], Text: "/ask@other_bot 总投资？"})
	s.post(localapi.Post{From: boss.ID, Chat: g.ID, Topic: topics[0], Text: "/unknown"})
	r := s.post(localapi.Post{From: boss.ID, Chat: g.ID, Topic: topics[0], ReplyTo: m.MessageID, Text: "丁四？"})
	got := s.hear(g.ID, "答：丁四")
	if got.ReplyToMessage == nil || got.ReplyToMessage.MessageID != r.MessageID || got.MessageThreadID != topics[0] {
		t.Errorf("the reply is answered elsewhere")
	}
	if n := len(s.server.FromBot(g.ID)) - before; n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
}

func TestSettingsOfAGroupAreForItsAdmins(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	g, boss, topics := s.club()
	s.post(localapi.Post{From: s.lin.ID, Chat: g.ID, Topic: topics[0], Text: "/settings"})
	s.hear(g.ID, "只有管理员")
	s.post(localapi.Post{From: boss.ID, Chat: g.ID, Topic: topics[0], Text: "/settings@Wenxiang_Bot"})
	m := s.hear(g.ID, "命令和提示的语言")
	if a := s.press(m, "English"); !strings.Contains(a.Text, "只有管理员") {
		t.Errorf("a member may press: %q", a.Text)
	}
	boss, s.lin = s.lin, boss
	if a := s.press(m, "English"); a.Text != "Set to: English" {
		t.Errorf("the boss may not press: %q", a.Text)
	}
	boss, s.lin = s.lin, boss
	// The answers are cached: of one person, one question to Telegram.
	asked := map[string]int{}
	for _, r := range s.server.Requests(0, "getChatMember", 0) {
		asked[r.Fields["user_id"]]++
	}
	for who, n := range asked {
		if n != 1 {
			t.Errorf("asked %d times about %s", n, who)
		}
	}
	// An anonymous admin speaks as the group.
	s.post(localapi.Post{From: boss.ID, Chat: g.ID, Topic: topics[0], Text: "/settings", Anonymous: true})
	s.hear(g.ID, "Language")
}

func TestWhenTelegramDoesNotSayWhoIsAnAdminNobodyIs(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	g, boss, topics := s.club()
	s.server.Fail(localapi.Fault{Method: "getChatMember", Code: 500})
	s.post(localapi.Post{From: boss.ID, Chat: g.ID, Topic: topics[0], Text: "/settings"})
	s.hear(g.ID, "过一会儿再试")
}

// standing is what keeps a chat silent, "" for nothing.
func (s *stage) standing(chat int64) (reason string) {
	s.t.Helper()
	if err := s.bot.store.Update(s.t.Context(), func(tx *state.Tx) (err error) {
		reason, err = tx.Paused(chat, 0)
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
	return reason
}

func (s *stage) linked(chat int64) (found bool) {
	s.t.Helper()
	if err := s.bot.store.Update(s.t.Context(), func(tx *state.Tx) (err error) {
		_, found, err = tx.Channel(chat)
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
	return found
}

func (s *stage) linkedBy(chat int64) (person int64) {
	s.t.Helper()
	if err := s.bot.store.Update(s.t.Context(), func(tx *state.Tx) error {
		c, _, err := tx.Channel(chat)
		person = c.LinkedBy
		return err
	}); err != nil {
		s.t.Fatal(err)
	}
	return person
}

func TestTheBotsStandingInAllItsTurns(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	me := s.server.Bot()
	g, boss, _ := s.club()
	set := func(chat int64, m localapi.Member) {
		t.Helper()
		m.User = me
		if err := s.server.SetMember(chat, boss.ID, m); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		name   string
		m      localapi.Member
		silent bool
	}{
		{"removed", localapi.Member{Status: localapi.StatusKicked}, true},
		{"added", localapi.Member{Status: localapi.StatusMember}, false},
		{"muted", localapi.Member{Status: localapi.StatusRestricted}, true},
		{"heard again", localapi.Member{Status: localapi.StatusRestricted, CanSendMessages: true}, false},
		{"admin", localapi.Member{Status: localapi.StatusAdmin}, false},
		{"left", localapi.Member{Status: localapi.StatusLeft}, true},
	} {
		set(g.ID, step.m)
		s.until(step.name, func() bool { return (s.standing(g.ID) != "") == step.silent })
	}
	if err := s.server.Block(s.lin.ID, true); err != nil {
		t.Fatal(err)
	}
	s.until("blocked", func() bool { return s.standing(s.lin.ID) != "" })
	if err := s.server.Block(s.lin.ID, false); err != nil {
		t.Fatal(err)
	}
	s.until("unblocked", func() bool { return s.standing(s.lin.ID) == "" })
	if n := len(s.server.FromBot(g.ID)) + len(s.server.FromBot(s.lin.ID)) + len(s.server.FromBot(boss.ID)); n != 0 {
		t.Errorf("%d messages that nobody asked for", n)
	}
}

func (s *stage) channel(owner localapi.User, username string) localapi.Chat {
	s.t.Helper()
	c, err := s.server.AddChat(localapi.NewChat{Title: "项目通报", Type: localapi.Channel, Username: username, Owner: owner.ID})
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

func TestAChannelIsLinkedByMakingTheBotAnAdmin(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	c := s.channel(s.lin, "")
	s.say("/help")
	s.hear(s.lin.ID, "怎么问")
	me := s.server.Bot()
	set := func(m localapi.Member) {
		t.Helper()
		m.User = me
		if err := s.server.SetMember(c.ID, s.lin.ID, m); err != nil {
			t.Fatal(err)
		}
	}
	set(localapi.Member{Status: localapi.StatusAdmin})
	m := s.hear(s.lin.ID, "频道“项目通报”已关联")
	if !s.linked(c.ID) {
		t.Error("the channel is not linked")
	}
	s.press(m, "📢 项目通报")
	m = s.hear(s.lin.ID, "在频道里用的语言：简体中文")
	if a := s.press(m, "English"); !strings.Contains(a.Text, "English") {
		t.Errorf("the answer is %q", a.Text)
	}
	s.hear(s.lin.ID, "在频道里用的语言：English")
	set(localapi.Member{Status: localapi.StatusAdmin, CanManageChat: true}) // may not post
	s.until("silent", func() bool { return s.standing(c.ID) != "" })
	if !s.linked(c.ID) {
		t.Error("the link is lost with the right")
	}
	set(localapi.Member{Status: localapi.StatusAdmin})
	s.until("heard", func() bool { return s.standing(c.ID) == "" })
	set(localapi.Member{Status: localapi.StatusLeft})
	s.until("silent again", func() bool { return s.standing(c.ID) == noAdmin })
	if !s.linked(c.ID) {
		t.Error("who linked the channel cannot see any more why nothing comes")
	}
	// Who brings the bot back is whose channel it is then.
	other := s.server.AddUser(localapi.User{FirstName: "林岚", LanguageCode: "zh-hans"})
	if err := s.server.SetMember(c.ID, s.lin.ID, localapi.Member{User: other, Status: localapi.StatusAdmin}); err != nil {
		t.Fatal(err)
	}
	if err := s.server.SetMember(c.ID, other.ID, localapi.Member{User: me, Status: localapi.StatusAdmin}); err != nil {
		t.Fatal(err)
	}
	s.until("back", func() bool { return s.standing(c.ID) == "" })
	if by := s.linkedBy(c.ID); by != other.ID {
		t.Errorf("linked by %d, not by %d who brought the bot back", by, other.ID)
	}
	if n := len(s.server.FromBot(c.ID)); n != 0 {
		t.Errorf("%d messages in the channel", n)
	}
}

func TestAChannelIsLinkedFromAPrivateChat(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	other := s.server.AddUser(localapi.User{FirstName: "旁人", LanguageCode: "zh-hans"})
	c := s.channel(s.lin, "yunxi_news")
	s.say("/channel @yunxi_news")
	s.hear(s.lin.ID, "我看不到这个频道")
	s.say("/channel 云溪 通报")
	s.hear(s.lin.ID, "不像频道名")
	if err := s.server.SetMember(c.ID, s.lin.ID, localapi.Member{User: s.server.Bot(), Status: localapi.StatusAdmin}); err != nil {
		t.Fatal(err)
	}
	m := s.hear(s.lin.ID, "已关联")
	s.press(m, "📢 项目通报")
	m = s.hear(s.lin.ID, "在频道里用的语言")
	s.press(m, "取消关联")
	s.until("unlinked", func() bool { return !s.linked(c.ID) })
	s.server.SendText(other.ID, other.ID, "/channel t.me/yunxi_news")
	s.hear(other.ID, "只有频道的管理员")
	if s.linked(c.ID) {
		t.Error("a stranger linked the channel")
	}
	before := len(s.server.FromBot(s.lin.ID))
	s.say("/channel @yunxi_news")
	s.until("linked", func() bool { return s.linked(c.ID) })
	s.until("told", func() bool { return len(s.server.FromBot(s.lin.ID)) > before })
	// By a forwarded post, when the bot waits for one.
	s.until("unlinked again", func() bool {
		return s.bot.store.Update(t.Context(), func(tx *state.Tx) error { return tx.UnlinkChannel(c.ID) }) == nil
	})
	s.say("/channel")
	s.hear(s.lin.ID, "把频道里的一条消息转发给我")
	p := s.post(localapi.Post{From: s.lin.ID, Chat: c.ID, Text: "本周新开工三个项目"})
	if _, err := s.server.Forward(s.lin.ID, c.ID, p.MessageID, s.lin.ID); err != nil {
		t.Fatal(err)
	}
	s.until("linked by a post", func() bool { return s.linked(c.ID) })
}

func TestAButtonOfSomebodyElsesChannelDoesNothing(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	boss := s.server.AddUser(localapi.User{FirstName: "周岚"})
	c := s.channel(boss, "")
	if err := s.server.SetMember(c.ID, boss.ID, localapi.Member{User: s.server.Bot(), Status: localapi.StatusAdmin}); err != nil {
		t.Fatal(err)
	}
	s.until("linked", func() bool { return s.linked(c.ID) })
	s.say("/help")
	m := s.hear(s.lin.ID, "怎么问")
	for _, data := range []string{"u", "l:en", ""} {
		id := s.server.Forge(s.lin.ID, s.lin.ID, m.MessageID, pressChannel+itoa(c.ID)+":"+data)
		a, err := s.server.WaitAnswer(id, soon)
		if err != nil || a.Text == "" {
			t.Errorf("%q: %q, %v", data, a.Text, err)
		}
	}
	if !s.linked(c.ID) {
		t.Error("a stranger unlinked the channel")
	}
}
