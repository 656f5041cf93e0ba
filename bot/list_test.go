package bot

import (
	"bytes"
	"encoding/csv"
	"image/png"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"wenxiang/bot/localapi"
	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

func TestProjectsPageByPageAndTheirCards(t *testing.T) {
	s := newReading(t, Options{})
	s.say("/projects")
	m := s.hear(s.lin.ID, "共 12 个")
	if !strings.Contains(m.Text, "1. 青禾饲料加工项目\n    总投资：3.2亿元") || strings.Contains(m.Text, "9. ") {
		t.Errorf("the first page is %q", m.Text)
	}
	m = s.hit(m, "›", "9. 金谷冷链物流园项目")
	if got := labels(m); !strings.HasPrefix(got, "9|10|11|12|‹|2/2|·") {
		t.Errorf("the buttons are %s", got)
	}
	if a := s.press(m, "2/2"); a.Text != "" {
		t.Errorf("the page's number answers %q", a.Text)
	}
	m = s.hit(m, "‹", "1. 青禾饲料加工项目")
	m = s.hit(m, "1", "占地面积：5万平方米")
	if got := m.Marked("blockquote"); len(got) != 1 || !strings.HasPrefix(got[0], "青禾饲料加工项目总投资3.2亿元") {
		t.Errorf("the card quotes %q", got)
	}
	m = s.hit(m, "时间", "青禾饲料加工项目 · 云溪县\n\n建设起止时间：2023年3月至2024年10月")
	if strings.Contains(m.Text, "占地面积：") {
		t.Errorf("the timetable also shows %q", m.Text)
	}
	m = s.hit(m, "投资", "总投资：3.2亿元")
	m = s.hit(m, "全部", "占地面积：5万平方米")
	m = s.hit(m, "‹ 返回", "1. 青禾饲料加工项目")
	s.say("/top 3")
	m = s.hear(s.lin.ID, "最大的 3 个")
	at := 0
	for _, name := range []string{"1. 岭南风电项目", "2. 北辰智能仓储项目", "3. 红星制药厂搬迁项目"} {
		i := strings.Index(m.Text, name)
		if i < at {
			t.Errorf("%q is not in its place in %q", name, m.Text)
		}
		at = max(i, at)
	}
	s.say("/top 0")
	s.hear(s.lin.ID, "1 到 20 之间")
	s.say("/top 很多")
	s.say("/top ９")
	s.hear(s.lin.ID, "最大的 9 个")
}

func TestWhatACardIsAboutIsRemembered(t *testing.T) {
	s := newReading(t, Options{})
	s.say("/search 风电")
	m := s.hear(s.lin.ID, "与“风电”有关的项目，共 1 个")
	s.hit(m, "1", "总投资：21亿元")
	s.say("建设起止时间是什么？")
	s.hear(s.lin.ID, "2022年6月至2025年6月")
}

func TestTwoProjectsAreCompared(t *testing.T) {
	s := newReading(t, Options{})
	s.say("/search 青禾饲料")
	m := s.hear(s.lin.ID, "青禾饲料加工项目")
	m = s.hit(m, "1", "占地面积：5万平方米")
	m = s.hit(m, "比较", "和哪个项目比较")
	m = s.hit(m, "石门口水库加固项目", "② 2.7亿元")
	if !strings.Contains(m.Text, "① 3.2亿元") {
		t.Errorf("compared: %q", m.Text)
	}
	if got := m.Marked("blockquote"); len(got) != 2 {
		t.Errorf("quotes %q", got)
	}
	m = s.hit(m, "①", "占地面积：5万平方米")
	if strings.Contains(labels(m), "返回") {
		t.Errorf("a card from no list leads back: %s", labels(m))
	}
}

func TestSearchAlsoFindsSentences(t *testing.T) {
	s := newReading(t, Options{})
	s.say("/search 固定资产")
	m := s.hear(s.lin.ID, "没有名为“固定资产”的项目")
	if got := m.Marked("blockquote"); len(got) != 1 || !strings.Contains(got[0], "42.3亿元") {
		t.Errorf("quotes %q", got)
	}
	s.say("/search 核电站")
	s.hear(s.lin.ID, "报告里没有“核电站”")
	s.say("/search")
	s.hear(s.lin.ID, "/search 玻璃")
}

func TestTotalsWithTheirSentences(t *testing.T) {
	s := newReading(t, Options{})
	s.say("/total")
	m := s.hear(s.lin.ID, "总体数字")
	for _, want := range []string{"已开工亿元以上项目总投资：96.5亿元（12个", "固定资产投资：42.3亿元"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("no %q in %q", want, m.Text)
		}
	}
	if len(m.Marked("blockquote")) == 0 {
		t.Error("no sentence is quoted")
	}
	s.say("/total 岭南风电项目")
	s.hear(s.lin.ID, "21亿元")
}

// lanting is a second report, of another place.
const lanting = `兰亭市2022年项目建设情况

2022年，兰亭市已开工亿元以上项目共30个，总投资为310亿元。
越秀纺织园项目总投资15亿元。
`

func TestOneReportIsChosenForTheConversation(t *testing.T) {
	s := newReading(t, Options{}, lanting)
	s.say("/reports")
	m := s.hear(s.lin.ID, "已有报告 2 份")
	if a := s.press(m, "兰亭市2022年项目建设情况"); !strings.Contains(a.Text, "兰亭市2022年项目建设情况") {
		t.Errorf("the answer is %q", a.Text)
	}
	m = s.shown(m, "已有报告")
	s.until("marked", func() bool {
		m, _ = s.server.Message(s.lin.ID, m.MessageID)
		return strings.Contains(labels(m), "✓ 兰亭市")
	})
	s.say("/projects")
	if m := s.hear(s.lin.ID, "共 1 个"); !strings.Contains(m.Text, "越秀纺织园项目") {
		t.Errorf("got %q", m.Text)
	}
	s.say("已开工亿元以上项目总投资多少？")
	s.hear(s.lin.ID, "310亿元")
	m = s.hear(s.lin.ID, "已有报告 2 份")
	s.press(m, "全部报告")
	s.say("/projects")
	s.hear(s.lin.ID, "共 13 个")
}

func TestDeepLinksOpenAQuestionOrAProject(t *testing.T) {
	s := newReading(t, Options{})
	key := s.engine.Search(t.Context(), "岭南风电", "", "zh")[0].Key
	s.say("/start p_" + key)
	s.hear(s.lin.ID, "总投资：21亿元")
	for _, question := range []string{"岭南风电项目总投资？", "请问岭南风电项目的总投资到底是多少，麻烦说一下具体的数字？"} {
		var payload string
		err := s.bot.store.Update(t.Context(), func(tx *state.Tx) (err error) {
			payload, err = questionLink(tx, s.lin.ID, question, 1)
			return err
		})
		if err != nil || len(payload) > 64 {
			t.Fatalf("payload %q, %v", payload, err)
		}
		s.say("/start " + payload)
		s.hear(s.lin.ID, "▸ "+question)
	}
	for _, payload := range []string{"p_nosuchproje", "q_AAAA", "q_" + strings.Repeat("A", 22), "whatever", "<b>", strings.Repeat("x", 100)} {
		before := len(s.replies(s.lin.ID))
		s.say("/start " + payload)
		s.until("greeted", func() bool {
			all := s.replies(s.lin.ID)
			return len(all) > before && strings.Contains(all[len(all)-1].Text, "你好，我是问项")
		})
	}
}

func TestListsAndCardsWorkAfterARestart(t *testing.T) {
	dsn := statetest.SQLite(t)
	s := newReading(t, Options{State: dsn})
	s.say("/search 项目")
	m := s.hear(s.lin.ID, "与“项目”有关")
	o := s.bot.o
	s.halt()
	s.start(o)
	m = s.hit(m, "›", "9. ")
	m = s.hit(m, "9", "——《云溪县")
	s.hit(m, "‹ 返回", "9. ")
}

func TestTheListIsExported(t *testing.T) {
	s := newReading(t, Options{})
	s.say("/search 水")
	s.hear(s.lin.ID, "与“水”有关的项目，共 2 个")
	n := len(s.server.FromBot(s.lin.ID))
	s.say("/export")
	sheet, err := excelize.OpenReader(bytes.NewReader(s.file(s.lin.ID, n, ".xlsx")))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := sheet.GetRows("Sheet1")
	if err != nil || len(rows) < 3 || rows[0][0] != "项目" {
		t.Fatalf("rows %q, %v", rows, err)
	}
	table := s.file(s.lin.ID, n, ".csv")
	records, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(table, []byte("\ufeff")))).ReadAll()
	if err != nil || len(records) != len(rows) {
		t.Fatalf("%d records and %d rows, %v", len(records), len(rows), err)
	}
	found := false
	for _, r := range records {
		found = found || r[0] == "石门口水库加固项目" && r[3] == "总投资" && r[5] == "270000000" && r[7] == "CNY" && r[10] == "石门口水库加固项目总投资2.7亿元。"
	}
	if !found {
		t.Errorf("records %q", records)
	}
	s.say("/export pdf")
	s.hear(s.lin.ID, "xlsx 或 csv")
}

func TestChartsArePictures(t *testing.T) {
	s := newReading(t, Options{})
	for _, c := range []string{"/chart", "/chart 总额", "/chart 增速", "/chart 工期", "/chart 岭南风电"} {
		n := len(s.server.FromBot(s.lin.ID))
		s.say(c)
		picture := s.file(s.lin.ID, n, ".png")
		if _, err := png.Decode(bytes.NewReader(picture)); err != nil || len(picture) > 200<<10 {
			t.Errorf("%s: %d bytes, %v", c, len(picture), err)
		}
	}
	all := s.server.FromBot(s.lin.ID)
	m := all[len(all)-1]
	if !strings.Contains(m.Caption, "来源：《云溪县2023年重点项目进展》") {
		t.Errorf("the caption is %q", m.Caption)
	}
	s.press(m, "🌙 深色")
	s.file(s.lin.ID, len(all), ".png")
	s.say("/chart 火星")
	s.hear(s.lin.ID, "不知道画什么")
}

func TestMenusForEachScopeAndLanguage(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	want := len(menuScopes) * len(languages)
	s.until("set", func() bool { return len(s.server.Requests(0, "setMyCommands", 0)) == want })
	scopes := map[string]string{}
	for _, r := range s.server.Requests(0, "setMyCommands", 0) {
		if r.Code != 200 {
			t.Errorf("refused: %s", r.Text)
		}
		scopes[r.Fields["scope"]+r.Fields["language_code"]] = r.Fields["commands"]
	}
	if len(scopes) != want {
		t.Errorf("%d menus", len(scopes))
	}
	for scope, commands := range scopes {
		group := strings.Contains(scope, "all_group_chats")
		if group == strings.Contains(commands, `"settings"`) {
			t.Errorf("%s shows %s", scope, commands)
		}
	}
}
