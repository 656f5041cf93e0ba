package bot

import (
	"fmt"
	"strings"
	"testing"

	"wenxiang/bot/localapi"
)

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
