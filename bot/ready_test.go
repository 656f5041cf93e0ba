package bot

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wenxiang/bot/localapi"
	"wenxiang/data"
)

func TestReadyMadeDigests(t *testing.T) {
	db := reports(t, edition1)
	s := newClockStage(t, "2023-07-01 03:00", Options{Reports: db}, localapi.Options{})
	s.say("/subscribe")
	menu := s.hear(s.lin.ID, "关注什么？")
	for _, c := range []struct{ label, typed, title string }{
		{"总体数字", "", "总体数字\n每天 08:00"},
		{"新增和变化的项目", "", "新增和变化的项目\n每天 08:00"},
		{"节点：30天内到期和逾期", "", "节点：30天内到期和逾期\n每天 08:00"},
		{"周调度：本周变化", "", "周调度：本周变化\n每周一 09:00"},
		{"旬预警：应开未开、应完未完", "", "旬预警：应开未开、应完未完\n每旬（1、11、21日） 09:00"},
		{"月通报：投资排行", "", "月通报：投资排行\n每月1日 09:00"},
		{"…以上的项目", "10亿元", "10亿元以上的项目\n每天 08:00"},
		{"地区：…", "青山", "地区：青山\n每天 08:00"},
		{"企业：…", "远航", "企业：远航\n每天 08:00"},
		{"项目：…", "远航电池", "项目：远航电池\n每天 08:00"},
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
		"变化：固定资产投资：120亿元（2023年1-5月） → 150亿元（2023年1-6月）",
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

// What changes far down a long list is told all the same.
func TestALongListTellsAllItsChanges(t *testing.T) {
	text := strings.Builder{}
	text.WriteString(reportHead)
	for i := range 60 {
		fmt.Fprintf(&text, "第%d水泥厂技术改造项目总投资%d亿元。\n\n", i+1, 100-i)
	}
	db := reports(t, text.String())
	s := newClockStage(t, "2023-07-01 03:00", Options{Reports: db}, localapi.Options{})
	s.answerTo("/subscribe 10亿元以上的项目")
	loadReport(t, db, strings.Replace(text.String(), "第58水泥厂技术改造项目总投资43亿元", "第58水泥厂技术改造项目总投资43.5亿元", 1))
	s.to("2023-07-02 00:00")
	if got := s.hear(s.lin.ID, "问项摘要"); !strings.Contains(got.Text, "第58水泥厂技术改造项目 总投资：43亿元 → 43.5亿元") || !strings.Contains(got.Text, "…… 另有 45 项") {
		t.Errorf("the digest says %q", got.Text)
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
