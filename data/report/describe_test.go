package report

import (
	"strings"
	"testing"
	"time"
)

func replaceAll(s, from, to string) string { return strings.ReplaceAll(s, from, to) }

func TestDate(t *testing.T) {
	for _, tt := range []struct{ name, file, text, want, words string }{
		{"day in the title", "a.txt", "快报 2025-02-27\n\n今天开工。", "2025-02-27", "2025-02-27"},
		{"year in the title", "a.txt", "2026年柳源县政府工作报告\n\n去年增长5%。", "2026-01-01", "2026年"},
		{"month in the title", "a.txt", "柳源县2024年9月项目进展\n\n开工3个。", "2024-09-01", "2024年9月"},
		{"line under the title", "a.txt", "柳源县开工\n来源：柳源日报 发布时间：2023-11-05 09:30\n\n开工3个。", "2023-11-05", "2023-11-05"},
		{"signature at the end", "a.txt", "关于柳源县项目的报告\n\n开工3个。\n柳源县发展和改革局\n2022年6月8日", "2022-06-08", "2022年6月8日"},
		{"year of the title, day of today", "a.txt", "新闻2021年\n\n今天（3月9日），项目开工。", "2021-03-09", "2021年3月9日"},
		{"file name", "柳源2022.txt", "\n\n全县开工3个项目，总投资12亿元。", "2022-01-01", "2022"},
		{"file name of digits", "ledger-20240315.txt", "\n\n全县开工3个项目，总投资12亿元。", "2024-03-15", "20240315"},
		{"latest as-of date", "a.txt", "柳源见闻\n\n截至2022年9月，开工30个。截至2022年11月，开工40个。2024年12月完工。", "2022-11-01", "2022年11月"},
		{"running period", "a.txt", "柳源见闻\n\n2022年一季度，开工10个。计划2025年建成。", "2022-01-01", "2022年"},
		{"a year in passing is no date", "a.txt", "柳源见闻\n\n公司成立于2006年7月，2012年11月投产。", "", ""},
		{"no date", "a.txt", "柳源见闻\n\n10月16日，项目开工。", "", ""},
		{"Chinese numerals", "a.txt", "关于项目的报告\n二〇二三年十月二十一日\n\n开工3个。", "2023-10-21", "二〇二三年十月二十一日"},
		{"English", "a.txt", "Project update, March 4, 2021\n\nWork began.\n", "2021-03-04", "March 4, 2021"},
		{"a number that is no year", "a.txt", "柳源见闻\n\n预计20012年下半年交付，投资20235万元。", "", ""},
		{"no such day", "a.txt", "快报 2025-02-30\n\n今天开工。", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := mustRead(t, tt.file, tt.text)
			got := ""
			if !r.Date.IsZero() {
				got = r.Date.Format(time.DateOnly)
			}
			if got != tt.want || r.DateWords != tt.words {
				t.Errorf("%s %q, want %s %q", got, r.DateWords, tt.want, tt.words)
			}
		})
	}
}

func TestPlaceOfATitle(t *testing.T) {
	for title, want := range map[string]string{
		"柳源县10月份新项目集中开工":             "柳源县",
		"2026年江西省政府工作报告":             "江西省",
		"2012年大庆市国民经济统计公报":           "大庆市",
		"2025年内蒙古自治区政府工作报告":          "内蒙古自治区",
		"吉林省四平市项目建设情况":               "吉林省四平市",
		"新春序曲——四平市推动项目建设纪实":          "四平市",
		"发改委批准重庆两港物流规划":              "重庆市",
		"桂林集中开工18个项目":                "桂林市",
		"海南自贸港建设顺利开局":                "海南省",
		"关于云溪县重点项目进展情况的报告":           "云溪县",
		"为高质量发展注入动能":                 "",
		"推进县域经济高质量发展":                "",
		"全市重点项目进展情况":                 "",
		"棚户区改造项目情况":                  "",
		"城市更新项目台账":                   "",
		"Annual report of the group": "",
	} {
		if got := placeIn(title); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
}

func TestKeyIsSharedByEditionsOnly(t *testing.T) {
	same := [][]string{
		{"柳源县重点项目进展", "柳源县重点项目进展（修订版）", "柳源县重点项目进展(第二版)", "柳源县 重点项目进展 v2", "柳源县重点项目进展（终稿）"},
		{"2023年柳源县统计公报", "２０２３年柳源县统计公报"},
		{"Annual Report 2023", "annual report 2023 (final)", "Annual Report 2023 rev 2"},
	}
	seen := map[string]int{}
	for i, group := range same {
		for _, title := range group {
			k := key(title, "x.txt")
			if k != key(group[0], "y.docx") {
				t.Errorf("%q and %q: %q, %q", title, group[0], k, key(group[0], "y.docx"))
			}
			if j, ok := seen[k]; ok && j != i {
				t.Errorf("%q has the key of group %d", title, j)
			}
			seen[k] = i
		}
	}
	for _, pair := range [][2]string{{"柳源县5月项目进展", "柳源县6月项目进展"}, {"2022年统计公报", "2023年统计公报"}, {"Annual Report 2022", "Annual Report 2023"}} {
		if key(pair[0], "") == key(pair[1], "") {
			t.Errorf("%q and %q have one key", pair[0], pair[1])
		}
	}
	if r := mustRead(t, "a.txt", "[视频]今日快报 2024-05-06\n\n一批新项目在柳州河东区开工\n今天（5月6日），3个项目开工。"); r.Place != "柳州河东区" {
		t.Errorf("place of a headline: %q", r.Place)
	}
	// Two items of one day's news are two reports; a figure in the headline is no other report.
	item := func(headline string) string {
		return mustRead(t, "a.txt", "[视频]今日快报 2024-05-06\n\n"+headline+"\n今天（5月6日），青禾市三条铁路通车，总投资310亿元。").Key
	}
	if item("青禾市3条铁路同日通车") == item("柳源县8座大桥今日开工") || item("青禾市3条铁路同日通车") != item("青禾市4条铁路同日通车") {
		t.Errorf("keys of news items: %q", item("青禾市3条铁路同日通车"))
	}
	if key("", "台账 (1).xlsx") != key("", "台账.xlsx") {
		t.Errorf("a copy's name: %q", key("", "台账 (1).xlsx"))
	}
}

func TestHeaderLines(t *testing.T) {
	r := mustRead(t, "a.txt", "柳源县开工\n来源：柳源日报　作者：丁一　发布时间：2023年11月5日　浏览次数：120\n本报记者 王小二 通讯员 李四\n\n开工3个。")
	if r.Source != "柳源日报" || r.Authors != "丁一" {
		t.Errorf("source %q, authors %q", r.Source, r.Authors)
	}
	checkShape(t, r, "开工3个。")
	r = mustRead(t, "a.txt", "百日攻坚见成效\n文/图：本报记者 丁一、王小二\n\n新华社长春11月5日电 全省开工300个项目。")
	if r.Authors != "丁一 王小二" || r.Place != "长春市" {
		t.Errorf("authors %q, place %q", r.Authors, r.Place)
	}
	// The title once more above the text is no heading.
	checkShape(t, mustRead(t, "a.txt", "百日攻坚见成效\n\n百日攻坚见成效\n全省开工300个项目。"), "全省开工300个项目。")
	// A line of text that has a colon stays.
	r = mustRead(t, "a.txt", "柳源县开工\n时间：3月8日，地点：县体育场，总投资12亿元的项目开工。\n\n开工3个。")
	checkShape(t, r, "时间：3月8日，地点：县体育场，总投资12亿元的项目开工。\n开工3个。")
}

func TestLanguage(t *testing.T) {
	for text, want := range map[string]string{
		"柳源县开工。":                           "zh",
		"The plant costs 30 million yuan.": "en",
		"KCC2019-1号地块，由Alpha Beta Industries建设。项目总投资12亿元，占地面积三百亩。":         "zh",
		"The plant of Liuyuan (柳源) costs 30 million yuan, officials said.": "en",
	} {
		if r := mustRead(t, "a.txt", text); r.Lang != want {
			t.Errorf("%s: %s, want %s", text, r.Lang, want)
		}
	}
}
