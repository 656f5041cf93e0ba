package bot

import (
	"strings"
	"testing"
	"time"

	"wenxiang/bot/digest"
	"wenxiang/bot/schedule"
)

// What has changed must not be read as another change.
func TestChangesAreSaidOfWhatChanged(t *testing.T) {
	for _, c := range []struct {
		name          string
		kind          digest.Kind
		before, after digest.Entry
		want          string
	}{
		{"a figure", digest.Question, digest.Entry{Figure: "844亿元"}, digest.Entry{Figure: "900亿元"}, "变化：844亿元 → <b>900亿元</b>"},
		{"a project's figure", digest.Changes, digest.Entry{Name: "甲项目", Figure: "12亿元"}, digest.Entry{Name: "甲项目", Figure: "15亿元"},
			"变化：甲项目：12亿元 → <b>15亿元</b>"},
		{"another project is the largest", digest.Question, digest.Entry{Name: "甲项目", Figure: "10.85亿元"}, digest.Entry{Name: "乙项目", Figure: "12亿元"},
			"变化：甲项目：10.85亿元 → <b>乙项目：12亿元</b>"},
		{"a figure at last", digest.Question, digest.Entry{Figure: "报告没有说。"}, digest.Entry{Name: "利税", Figure: "3亿元"}, "变化：报告没有说。 → <b>利税：3亿元</b>"},
		{"a month later", digest.Totals, digest.Entry{Name: "固定资产投资", Figure: "120亿元", Period: "1-5月"}, digest.Entry{Name: "固定资产投资", Figure: "150亿元", Period: "1-6月"},
			"变化：固定资产投资：120亿元（1-5月） → <b>150亿元（1-6月）</b>"},
		{"the same months", digest.Totals, digest.Entry{Name: "固定资产投资", Figure: "120亿元", Period: "1-5月"}, digest.Entry{Name: "固定资产投资", Figure: "121亿元", Period: "1-5月"},
			"变化：固定资产投资（1-5月）：120亿元 → <b>121亿元</b>"},
		{"a place in a ranking", digest.Month, digest.Entry{Name: "甲项目", Figure: "9亿元", Value: "0"}, digest.Entry{Name: "甲项目", Figure: "9亿元", Value: "1"},
			"变化：甲项目：第 1 名 → <b>第 2 名</b>"},
		{"due, then overdue", digest.Milestones, digest.Entry{Name: "甲项目", Figure: "2023年9月", Stage: digest.StartSoon}, digest.Entry{Name: "甲项目", Figure: "2023年9月", Stage: digest.StartOverdue},
			"变化：甲项目：将于2023年9月开工 → <b>应于2023年9月开工，未见开工报告</b>"},
	} {
		parts := changeParts("zh", c.kind, digest.Difference{Changed: []digest.Pair{{Before: c.before, After: c.after}}})
		if len(parts) != 1 || parts[0].html != c.want {
			t.Errorf("%s: %+v, want %q", c.name, parts, c.want)
		}
	}
}

func TestNothingIsSaidOnce(t *testing.T) {
	for _, c := range []struct {
		kind digest.Kind
		has  bool
		want string
	}{
		{digest.Milestones, false, "目前没有。"}, {digest.Milestones, true, "没有变化。"}, {digest.Week, false, "这一周没有变化。"}, {digest.Changes, false, "没有变化。"},
	} {
		s := section{}
		s.sub.Kind, s.sub.Lang = string(c.kind), "zh"
		if c.has {
			s.now.Entries = []digest.Entry{{Name: "甲项目", Figure: "2023年9月"}}
		}
		var said []string
		for _, p := range (&Bot{}).sectionParts(s)[1:] {
			said = append(said, p.html+p.text)
		}
		text := strings.Join(said, "\n")
		if !strings.Contains(text, c.want) || strings.Contains(text, "目前没有") && strings.Contains(text, "没有变化") {
			t.Errorf("%s: %q, want %q", c.kind, text, c.want)
		}
	}
}

func TestDatesThatADigestMakesUpFor(t *testing.T) {
	days := func(first string, n int) (runs []schedule.Run) {
		day, err := time.Parse(time.DateOnly, first)
		if err != nil {
			t.Fatal(err)
		}
		for i := range n {
			runs = append(runs, schedule.Run{Date: day.AddDate(0, 0, i)})
		}
		return runs
	}
	for _, c := range []struct {
		runs []schedule.Run
		lang string
		want string
	}{
		{days("2022-11-22", 1), "zh", "补发：11月22日"},
		{days("2022-11-22", 3), "zh", "补发：11月22日、11月23日、11月24日"},
		{days("2022-12-31", 2), "zh", "补发：2022年12月31日、2023年1月1日"},
		{days("2022-11-22", 9), "zh", "补发：11月22日至11月30日，共9期"},
		{days("2022-12-22", 40), "en", "Sent late, for 40 days from 22 Dec 2022 to 30 Jan 2023"},
		{days("2024-02-28", 2), "en", "Sent late, for: 28 Feb, 29 Feb"},
	} {
		s := section{runs: c.runs, late: true}
		s.sub.Lang = c.lang
		if got := lateWords(s); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
