package bot

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"wenxiang/bot/localapi"
	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

// newer is the next edition of yunxi: one figure changed, a project new, one gone.
var newer = strings.NewReplacer(
	"岭南风电项目总投资21亿元", "岭南风电项目总投资23.5亿元",
	"春晖小学迁建项目总投资1.3亿元。\n", "",
	"红星制药厂搬迁项目", "长桥码头改造项目总投资5.2亿元。\n红星制药厂搬迁项目",
).Replace(yunxi)

const me = 700

func newEditing(t *testing.T) *reading {
	t.Helper()
	s := newReading(t, Options{Editors: []int64{me}})
	s.lin = s.server.AddUser(localapi.User{ID: me, FirstName: "林夏", LanguageCode: "zh-hans"})
	return s
}

func (s *reading) sendFileAs(who localapi.User, name, text string) {
	s.t.Helper()
	s.post(localapi.Post{From: who.ID, Chat: who.ID, Document: &localapi.Upload{Name: name, Data: []byte(text)}})
}

func (s *reading) editions() (edition, reports int) {
	s.t.Helper()
	all, err := s.db.Reports(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	return all[len(all)-1].Edition, len(all)
}

func TestAnEditorsReportIsTakenOverOnlyWhenConfirmed(t *testing.T) {
	s := newEditing(t)
	s.sendFileAs(s.lin, "云溪.txt", newer)
	m := s.hear(s.lin.ID, "与已载入的第 1 版相比")
	for _, want := range []string{"《云溪县2023年重点项目进展》", "已开工亿元以上项目总投资：96.5亿元", "岭南风电项目总投资：21亿元 → 23.5亿元", "长桥码头改造项目", "春晖小学迁建项目"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("no %q in %q", want, m.Text)
		}
	}
	s.say("岭南风电项目总投资多少？")
	s.hear(s.lin.ID, "21亿元（")
	if edition, _ := s.editions(); edition != 1 {
		t.Fatalf("edition %d before the word", edition)
	}
	if a := s.press(m, "确认载入"); a.Text != "" {
		t.Errorf("the answer is %q", a.Text)
	}
	s.shown(m, "已载入《云溪县2023年重点项目进展》（第 2 版）")
	s.say("岭南风电项目总投资？")
	s.hear(s.lin.ID, "23.5亿元")
	if edition, n := s.editions(); edition != 2 || n != 1 {
		t.Errorf("edition %d of %d reports", edition, n)
	}
	// The same file once more changes nothing.
	s.sendFileAs(s.lin, "云溪.txt", newer)
	s.hear(s.lin.ID, "已经载入过")
}

func TestACancelledReportLeavesTheDataAsTheyAre(t *testing.T) {
	s := newEditing(t)
	s.sendFileAs(s.lin, "云溪.txt", newer)
	m := s.hear(s.lin.ID, "与已载入的第 1 版相比")
	take := m.Buttons()[0].CallbackData
	s.press(m, "取消")
	s.shown(m, "数据没有变")
	// The button that is gone from the message can be forged; it comes too late.
	id := s.server.Forge(s.lin.ID, s.lin.ID, m.MessageID, take)
	if a, err := s.server.WaitAnswer(id, soon); err != nil || !strings.Contains(a.Text, "已经处理过") {
		t.Errorf("the answer is %q, %v", a.Text, err)
	}
	s.say("岭南风电项目总投资多少？")
	s.hear(s.lin.ID, "21亿元（")
	if edition, _ := s.editions(); edition != 1 {
		t.Errorf("edition %d", edition)
	}
}

func TestAForwardedTextIsAReport(t *testing.T) {
	s := newEditing(t)
	c := s.channel(s.lin, "")
	p := s.post(localapi.Post{From: s.lin.ID, Chat: c.ID, Text: lanting + strings.Repeat("各县区正在抓紧推进项目前期工作，确保按时开工。\n", 5)})
	if _, err := s.server.Forward(s.lin.ID, c.ID, p.MessageID, s.lin.ID); err != nil {
		t.Fatal(err)
	}
	m := s.hear(s.lin.ID, "这是一份新报告")
	if !strings.Contains(m.Text, "越秀纺织园项目：15亿元") {
		t.Errorf("the preview is %q", m.Text)
	}
	s.press(m, "确认载入")
	s.shown(m, "已载入《兰亭市2022年项目建设情况》")
	s.say("越秀纺织园项目总投资多少？")
	s.hear(s.lin.ID, "15亿元")
	// A short forwarded text is a question like any other.
	p = s.post(localapi.Post{From: s.lin.ID, Chat: c.ID, Text: "青禾饲料加工项目总投资多少？"})
	if _, err := s.server.Forward(s.lin.ID, c.ID, p.MessageID, s.lin.ID); err != nil {
		t.Fatal(err)
	}
	s.hear(s.lin.ID, "3.2亿元")
}

func TestOnlyEditorsSendReports(t *testing.T) {
	s := newEditing(t)
	stranger := s.server.AddUser(localapi.User{FirstName: "旁人", LanguageCode: "zh-hans"})
	s.sendFileAs(stranger, "云溪.txt", newer)
	if m := s.hear(stranger.ID, "报告由编辑上传"); !strings.Contains(m.Text, strconv.FormatInt(stranger.ID, 10)) {
		t.Errorf("%q does not say who asks", m.Text)
	}
	s.sendFileAs(s.lin, "云溪.txt", newer)
	m := s.hear(s.lin.ID, "与已载入的第 1 版相比")
	for _, chat := range []int64{stranger.ID, s.lin.ID} {
		id := s.server.Forge(stranger.ID, chat, m.MessageID, m.Buttons()[0].CallbackData)
		if a, err := s.server.WaitAnswer(id, soon); err != nil || a.Text == "" {
			t.Errorf("the answer is %q, %v", a.Text, err)
		}
	}
	s.say("岭南风电项目总投资多少？")
	s.hear(s.lin.ID, "21亿元（")
	if edition, _ := s.editions(); edition != 1 {
		t.Errorf("edition %d", edition)
	}
	if n := len(s.server.Requests(0, "getFile", 0)); n != 1 {
		t.Errorf("%d files were fetched, one was an editor's", n)
	}
}

func TestFilesThatAreNoReportsAreRefusedInAWord(t *testing.T) {
	s := newEditing(t)
	for _, c := range []struct{ name, text, want string }{
		{"空.txt", " \n", "没有读成"},
		{"图.bin", "\x00\x01\x02\x03\x04\x05" + strings.Repeat("\x00\xff", 500), "没有读成"},
		{"坏.pdf", "%PDF-1.7\nnothing else", "没有读成"},
		{"坏.xlsx", "PK\x03\x04 not a zip", "没有读成"},
		{"诗.txt", "床前明月光\n疑是地上霜\n", "没有从中读到"},
		{"=cmd|'/c calc'!A1.csv", "项目名称,总投资\n<b>甲</b>项目,=1+1\n", ""},
		{strings.Repeat("长", 120) + ".txt", "没有数字的一段话。", "没有从中读到"},
	} {
		before := len(s.server.FromBot(s.lin.ID))
		s.sendFileAs(s.lin, c.name, c.text)
		var m localapi.Message
		s.until("answered "+c.name, func() bool {
			all := s.server.FromBot(s.lin.ID)
			if len(all) > before {
				m = all[before]
			}
			return len(all) > before
		})
		if !strings.Contains(m.Text, c.want) {
			t.Errorf("%s: %q", c.name, m.Text)
		}
	}
}

func TestAFileOf19MBIsReadAndALargerOneRefused(t *testing.T) {
	s := newEditing(t)
	line := "各乡镇召开会议部署秋收工作。\n"
	long := "云溪县秋收简报\n" + strings.Repeat(line, 19<<20/len(line))
	start := time.Now()
	s.post(localapi.Post{From: s.lin.ID, Chat: s.lin.ID, Document: &localapi.Upload{Name: "秋收.txt", Data: []byte(long)}})
	s.say("岭南风电项目总投资多少？") // others need not wait
	s.hear(s.lin.ID, "21亿元（")
	waited := time.Since(start)
	if _, err := s.server.WaitMessage(s.lin.ID, 6*soon, func(m localapi.Message) bool { return strings.Contains(m.Text, "没有读成") }); err != nil {
		t.Fatal(err) // reading takes seconds, and longer where the machine is busy
	}
	t.Logf("answered after %v, the file after %v", waited, time.Since(start))
	s.post(localapi.Post{From: s.lin.ID, Chat: s.lin.ID, Document: &localapi.Upload{Name: "更长.txt", Data: bytes.Repeat([]byte("长"), 7<<20)}})
	s.hear(s.lin.ID, "20 MB")
}

func TestAReportThatWasBeingReadIsReadAfterARestart(t *testing.T) {
	dsn := statetest.SQLite(t)
	s := newReading(t, Options{State: dsn, Editors: []int64{me}})
	s.lin = s.server.AddUser(localapi.User{ID: me, FirstName: "林夏", LanguageCode: "zh-hans"})
	s.say("/help")
	s.hear(s.lin.ID, "怎么问")
	o := s.bot.o
	s.halt()
	store := statetest.Open(t, dsn)
	err := store.Update(t.Context(), func(tx *state.Tx) error {
		body, err := json.Marshal(upload{Name: "云溪.txt", Text: newer})
		if err != nil {
			return err
		}
		return tx.PutJob(state.Job{ID: "u1:read", ChatID: me, PersonID: me, Kind: jobRead, Lang: "zh", Body: string(body), CreatedAt: 1})
	})
	if err != nil {
		t.Fatal(err)
	}
	s.start(o)
	m := s.hear(s.lin.ID, "与已载入的第 1 版相比")
	o = s.bot.o
	s.halt()
	s.start(o)
	s.press(m, "确认载入")
	s.shown(m, "已载入《云溪县2023年重点项目进展》")
}
