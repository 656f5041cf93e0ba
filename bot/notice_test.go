package bot

import (
	"fmt"
	"strings"
	"testing"

	"wenxiang/bot/localapi"
	"wenxiang/data"
)

// told waits until everybody has been told of the reports that are loaded.
func (s *clockStage) told(db *data.DB) {
	s.t.Helper()
	s.until("told", func() bool {
		s.bot.Nudge()
		g, err := db.Generation(s.t.Context())
		if err != nil {
			s.t.Fatal(err)
		}
		n, err := s.bot.store.OpenNotices(s.t.Context())
		if err != nil {
			s.t.Fatal(err)
		}
		s.bot.desk.mu.Lock()
		defer s.bot.desk.mu.Unlock()
		return n == 0 && s.bot.desk.book != nil && s.bot.desk.book.Generation == g && s.bot.desk.noticed == g
	})
	s.settled()
}

// A group's topics and a channel are told of what each of them follows, once a report, and without a sound at night.
func TestNoticesToTopicsAndChannels(t *testing.T) {
	db := reports(t, edition1)
	s := newClockStage(t, "2023-07-01 03:00", Options{Reports: db}, localapi.Options{})
	s.say("/help")
	s.hear(s.lin.ID, "怎么问")
	c := s.newsroom()
	s.answerTo("/subscribe @yunxi_digest 10亿元以上的项目")
	g, err := s.server.AddChat(localapi.NewChat{Title: "项目群", Type: localapi.Supergroup, Forum: true, Owner: s.lin.ID, BotStatus: localapi.StatusMember})
	if err != nil {
		t.Fatal(err)
	}
	topics := map[string]int{}
	for _, follows := range []string{"地区：青山", "地区：绿水"} {
		topic, err := s.server.OpenTopic(g.ID, s.lin.ID, follows)
		if err != nil {
			t.Fatal(err)
		}
		topics[follows] = topic
		for _, text := range []string{"/subscribe " + follows, "/digest quiet 22-7"} {
			before := len(s.replies(g.ID))
			if _, err := s.server.Say(localapi.Post{From: s.lin.ID, Chat: g.ID, Topic: topic, Text: text}); err != nil {
				t.Fatal(err)
			}
			if _, err := s.server.WaitReplies(g.ID, before+1, soon); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.told(db)
	notices := func(chat int64) (all []localapi.Message) {
		for _, m := range s.replies(chat) {
			if strings.Contains(m.Text, "有新版") || strings.HasPrefix(m.Text, "新报告") {
				all = append(all, m)
			}
		}
		return all
	}
	s.to("2023-07-01 15:30") // half past eleven at night
	s.settled()
	loadReport(t, db, edition2)
	s.told(db)
	got := notices(g.ID)
	if len(got) != 1 || got[0].MessageThreadID != topics["地区：青山"] || !strings.Contains(got[0].Text, "120亿元（2023年1-5月） → 150亿元（2023年1-6月）") {
		t.Errorf("the group is told %d times: %+v", len(got), got)
	}
	if got := notices(c.ID); len(got) != 1 || !strings.Contains(got[0].Text, "12亿元 → 15亿元") || strings.Contains(got[0].Text, "晨光") || strings.Contains(got[0].Text, "150亿元") {
		t.Errorf("the channel is told %d times: %+v", len(got), got)
	}
	for chat, silent := range map[int64]bool{g.ID: true, c.ID: false} {
		for _, r := range s.server.Requests(0, "sendMessage", chat) {
			if said := fmt.Sprint(r); strings.Contains(said, "有新版") && strings.Contains(said, "disable_notification") != silent {
				t.Errorf("in %d the notice is silent: %v", chat, !silent)
			}
		}
	}
	loadReport(t, db, otherCity)
	s.told(db)
	if got := notices(g.ID); len(got) != 2 || got[1].MessageThreadID != topics["地区：绿水"] || !strings.HasPrefix(got[1].Text, "新报告《绿水市2023年项目建设情况》") {
		t.Errorf("of another city the group is told: %+v", got)
	}
	if got := notices(c.ID); len(got) != 2 || !strings.Contains(got[1].Text, "星河光电显示屏项目：30亿元") {
		t.Errorf("of another city the channel is told: %+v", got)
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
		s.told(db)
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
	for _, want := range []string{"《青山市2023年项目建设情况》有新版", "120亿元（2023年1-5月） → 150亿元（2023年1-6月）", "新增：晨光智能装备制造项目：8亿元"} {
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
