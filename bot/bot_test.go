package bot

import (
	"fmt"
	"strings"
	"testing"

	"wenxiang/bot/localapi"
	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

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
