package query

import (
	"path/filepath"
	"strings"
	"testing"

	"wenxiang/data"
	"wenxiang/data/report"
)

// openOn lays out reports of the tests' own.
func openOn(t *testing.T, texts ...string) (*Engine, *data.DB) {
	t.Helper()
	db, err := data.Open(t.Context(), filepath.Join(t.TempDir(), "facts.db"), data.Options{Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, text := range texts {
		load(t, db, text)
	}
	e, err := Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return e, db
}

func load(t *testing.T, db *data.DB, text string) {
	t.Helper()
	title, _, _ := strings.Cut(text, "\n")
	r, err := report.ReadBytes(title+".txt", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.LoadReport(t.Context(), r); err != nil {
		t.Fatal(err)
	}
}

const moyang = `墨阳县2023年项目建设情况

2023年，墨阳县已开工亿元以上项目共9个，总投资为58亿元。全年固定资产投资完成31.4亿元，同比增长5.2%，比全省平均水平高1.4个百分点。
双塔陶瓷园项目总投资4.5亿元，占地面积12万平方米，建设起止时间是2023年4月至2024年9月。
落雁湖抽水蓄能项目总投资36亿元。
望江生物质发电项目由望江能源有限公司建设，总投资2.8亿元。
`

const heping = `和平区2023年重点项目

2023年，和平区已开工亿元以上项目共20个，总投资为140亿元。
双塔数据中心项目总投资16亿元。
`

func names(all []Project) string {
	var out []string
	for _, p := range all {
		out = append(out, p.Name)
	}
	return strings.Join(out, " ")
}

func TestProjectsInOrderOfAppearanceAndOfSize(t *testing.T) {
	e, _ := openOn(t, moyang, heping)
	ctx := t.Context()
	if got, want := names(e.Projects(ctx, "", "zh")), "双塔陶瓷园项目 落雁湖抽水蓄能项目 望江生物质发电项目 双塔数据中心项目"; got != want {
		t.Errorf("all: %s", got)
	}
	if got, want := names(e.Largest(ctx, "", "zh", 3)), "落雁湖抽水蓄能项目 双塔数据中心项目 双塔陶瓷园项目"; got != want {
		t.Errorf("the largest: %s", got)
	}
	reports := e.Reports(ctx)
	if len(reports) != 2 || reports[0].Projects != 3 || reports[1].Name != "和平区2023年重点项目" || len(reports[0].Key) != ReportKeyLength {
		t.Fatalf("reports %+v", reports)
	}
	if got := names(e.Projects(ctx, reports[1].Key, "zh")); got != "双塔数据中心项目" {
		t.Errorf("of one report: %s", got)
	}
}

func TestACardHasEveryAttributeWithItsSentence(t *testing.T) {
	e, _ := openOn(t, moyang)
	p := e.Projects(t.Context(), "", "zh")[0]
	c, found := e.Card(t.Context(), p.Key, "zh")
	if !found || len(p.Key) != KeyLength {
		t.Fatalf("no card for %q", p.Key)
	}
	got := map[string]string{}
	for _, a := range c.Attributes {
		got[a.Label] = a.Text
		if a.Source.Quote != "双塔陶瓷园项目总投资4.5亿元，占地面积12万平方米，建设起止时间是2023年4月至2024年9月。" {
			t.Errorf("%s stands in %q", a.Label, a.Source.Quote)
		}
	}
	for label, text := range map[string]string{"总投资": "4.5亿元", "占地面积": "12万平方米", "建设起止时间": "2023年4月至2024年9月"} {
		if got[label] != text {
			t.Errorf("%s is %q", label, got[label])
		}
	}
	if c.Investment == nil || c.Investment.Aspect != Money || c.Investment.Value.Value.String() != "450000000" {
		t.Errorf("investment %+v", c.Investment)
	}
	en, _ := e.Card(t.Context(), p.Key, "en")
	if en.Investment.Text != "450 million yuan" {
		t.Errorf("in English %q", en.Investment.Text)
	}
	if _, found := e.Card(t.Context(), "nosuchkey123", "zh"); found {
		t.Error("a card of nothing")
	}
}

func TestTheKeyOutlivesANewEdition(t *testing.T) {
	e, db := openOn(t, moyang)
	before := e.Search(t.Context(), "落雁湖", "", "zh")[0]
	load(t, db, strings.Replace(moyang, "总投资36亿元", "总投资38.5亿元", 1))
	if err := e.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	c, found := e.Card(t.Context(), before.Key, "zh")
	if !found || c.Investment.Text != "38.5亿元" {
		t.Errorf("found %v, %+v", found, c.Investment)
	}
}

func TestSearch(t *testing.T) {
	e, _ := openOn(t, moyang, heping)
	key := e.Reports(t.Context())[0].Key
	for _, c := range []struct{ words, report, want string }{
		{"双塔", "", "双塔陶瓷园项目 双塔数据中心项目"},
		{"双塔", key, "双塔陶瓷园项目"},
		{"双塔 数据", "", "双塔数据中心项目"},
		{"望江能源", "", "望江生物质发电项目"},
		{"雙塔陶瓷", "", "双塔陶瓷园项目"}, // traditional characters
		{"落雁湖蓄能", "", "落雁湖抽水蓄能项目"},
		{"地铁", "", ""},
		{" ", "", ""},
	} {
		if got := names(e.Search(t.Context(), c.words, c.report, "zh")); got != c.want {
			t.Errorf("%q: %s, want %s", c.words, got, c.want)
		}
	}
	if got := e.Passages(t.Context(), "固定资产投资", ""); len(got) != 1 || !strings.Contains(got[0].Quote, "31.4亿元") {
		t.Errorf("sentences %+v", got)
	}
}

func TestTotalsAndGrowth(t *testing.T) {
	e, _ := openOn(t, moyang)
	var got []string
	for _, x := range e.Totals(t.Context(), "", "zh") {
		got = append(got, x.Label+x.Text+x.Count)
	}
	if want := "已开工亿元以上项目总投资58亿元9个 固定资产投资31.4亿元"; strings.Join(got, " ") != want {
		t.Errorf("totals %q", got)
	}
	g := e.Growths(t.Context(), "", "zh")
	if len(g) != 1 || g[0].Value.String() != "5.2" || g[0].Base == nil || g[0].Base.String() != "3.8" || g[0].BaseName != "全省" {
		t.Errorf("growth %+v", g)
	}
}

func TestAConversationAboutOneReport(t *testing.T) {
	e, _ := openOn(t, moyang, heping)
	for i, want := range []string{"58亿元", "140亿元"} {
		c := &Conversation{Report: e.Reports(t.Context())[i].Key}
		if a := e.Ask(t.Context(), c, "已开工亿元以上项目总投资多少？"); !strings.Contains(a.Headline, want) {
			t.Errorf("report %d: %s", i+1, a.Headline)
		}
	}
	c := &Conversation{}
	e.Mention(t.Context(), c, e.Search(t.Context(), "双塔陶瓷", "", "zh")[0].Key)
	if a := e.Ask(t.Context(), c, "占地面积多少？"); !strings.Contains(a.Headline, "12万平方米") {
		t.Errorf("after a card: %s", a.Headline)
	}
}

func TestAPreviewIsWhatLoadingWouldDo(t *testing.T) {
	e, db := openOn(t, moyang)
	newer := strings.Replace(moyang, "总投资36亿元", "总投资38.5亿元", 1) + "石桥枢纽项目总投资7亿元。\n今年还完成技改资金投放1.2亿元和3.4亿元。\n"
	p, err := db.Preview(t.Context(), "墨阳县2023年项目建设情况.txt", []byte(newer))
	if err != nil {
		t.Fatal(err)
	}
	if p.Older == nil || p.Report.Edition != 2 || p.Unchanged {
		t.Fatalf("older %v, edition %d", p.Older, p.Report.Edition)
	}
	draft := Preview(p)
	if got := names(draft.Projects(t.Context(), "", "zh")); !strings.Contains(got, "石桥枢纽项目") {
		t.Errorf("projects of the draft: %s", got)
	}
	if got := names(e.Projects(t.Context(), "", "zh")); strings.Contains(got, "石桥枢纽项目") {
		t.Error("the preview was loaded")
	}
	said := false
	for _, d := range Differences(p.Changes, p.Report, "zh") {
		said = said || d.Label == "落雁湖抽水蓄能项目总投资" && d.Before == "36亿元" && d.After == "38.5亿元"
	}
	if !said {
		t.Errorf("differences %+v", Differences(p.Changes, p.Report, "zh"))
	}
	if p, err = db.Preview(t.Context(), "墨阳县2023年项目建设情况.txt", []byte(moyang)); err != nil || !p.Unchanged {
		t.Errorf("the same file: unchanged %v, %v", p.Unchanged, err)
	}
}
