package digest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"wenxiang/data"
	"wenxiang/query"
)

func on(t *testing.T, date string) time.Time {
	t.Helper()
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// load writes reports to files and loads them one after another into an empty database.
func load(t *testing.T, db *data.DB, reports ...string) {
	t.Helper()
	for i, text := range reports {
		file := filepath.Join(t.TempDir(), fmt.Sprintf("report%d.md", i))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Load(context.Background(), file); err != nil {
			t.Fatal(err)
		}
	}
}

func empty(t *testing.T) *data.DB {
	t.Helper()
	db, err := data.Open(t.Context(), filepath.Join(t.TempDir(), "facts.db"), data.Options{Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func read(t *testing.T, db *data.DB) *Book {
	t.Helper()
	b, err := Read(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const head = "---\ntitle: 青山市2023年项目建设情况\nplace: 青山市\ndate: 2023-06\n---\n\n# 青山市2023年项目建设情况\n\n## 进展\n\n"

const (
	first = head + "2023年1-5月，青山市固定资产投资完成120亿元，同比增长5.2%。\n\n" +
		"青山市已开工亿元以上项目共80个，总投资为300亿元。\n\n" +
		"远航电池材料产业园项目总投资12亿元，由远航新能源有限公司建设，计划2023年9月开工。\n\n" +
		"青山市滨河东路改造项目总投资2.4亿元，计划2023年12月完工。\n"
	second = head + "2023年1-6月，青山市固定资产投资完成150亿元，同比增长6.1%。\n\n" +
		"青山市已开工亿元以上项目共86个，总投资为330亿元。\n\n" +
		"远航电池材料产业园项目总投资15亿元，由远航新能源有限公司建设，计划2023年9月开工。\n\n" +
		"青山市滨河东路改造项目总投资2.4亿元，计划2023年12月完工。\n\n" +
		"晨光智能装备制造项目总投资8亿元，由晨光机械有限公司建设。\n"
)

// figures lists entries as name=figure.
func figures(entries []Entry) (all []string) {
	for _, e := range entries {
		period := ""
		if e.Period != "" {
			period = "（" + e.Period + "）"
		}
		all = append(all, e.Name+period+"="+e.Figure)
	}
	return all
}

func has(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !slices.ContainsFunc(got, func(g string) bool { return strings.Contains(g, w) }) {
			t.Errorf("%s: no %q in %q", what, w, got)
		}
	}
}

func TestHeadlineTotals(t *testing.T) {
	db := empty(t)
	load(t, db, first)
	got := read(t, db).Now(Totals, "", on(t, "2023-07-01"), "zh")
	has(t, "totals", figures(got.Entries), "固定资产投资（2023年1-5月）=120亿元", "固定资产投资同比（2023年1-5月）=+5.2%",
		"已开工亿元以上项目", "=80个", "=300亿元")
	for _, e := range got.Entries {
		if e.Quote == "" || e.Report != "青山市2023年项目建设情况" {
			t.Errorf("%s has no source: %+v", e.Name, e)
		}
		if strings.Contains(e.Name, "远航") {
			t.Errorf("a single project is no total: %+v", e)
		}
	}
}

func TestWhatANewEditionChanges(t *testing.T) {
	db := empty(t)
	load(t, db, first)
	before := read(t, db)
	was := before.Now(Totals, "", on(t, "2023-07-01"), "zh")
	load(t, db, second)
	after := read(t, db)
	d := Compare(was, after.Now(Totals, "", on(t, "2023-07-02"), "zh"))
	var pairs []string
	for _, p := range d.Changed {
		pairs = append(pairs, p.Before.Figure+"→"+p.After.Figure)
		if p.Before.Quote == p.After.Quote || p.Before.Quote == "" || p.After.Quote == "" {
			t.Errorf("the sources of %s are %q and %q", p.After.Name, p.Before.Quote, p.After.Quote)
		}
	}
	has(t, "totals", pairs, "120亿元→150亿元", "+5.2%→+6.1%", "80个→86个", "300亿元→330亿元")
	if len(d.Added) > 0 || len(d.Gone) > 0 {
		t.Errorf("added %q, gone %q", figures(d.Added), figures(d.Gone))
	}

	news, err := after.News(t.Context(), db, was.Editions)
	if err != nil || len(news) != 1 || news[0].First {
		t.Fatalf("news %+v, %v", news, err)
	}
	changes := after.Of(news, Changes, "", "zh")
	has(t, "new projects", figures(changes.Added), "晨光智能装备制造项目=8亿元")
	if len(changes.Changed) != 1 || changes.Changed[0].Before.Figure != "12亿元" || changes.Changed[0].After.Figure != "15亿元" {
		t.Errorf("changed are %+v", changes.Changed)
	}
	for _, c := range []struct {
		kind    Kind
		subject string
		changed string // of the projects
		added   bool
	}{
		{Above, "10亿", "12亿元", false},
		{Above, "5亿元", "12亿元", true},
		{Company, "晨光", "", true},
		{Company, "远航", "12亿元", false},
		{Place, "青山", "120亿元", true},
		{Place, "绿水", "", false},
		{Week, "", "80个", true},
	} {
		d := after.Of(news, c.kind, c.subject, "zh")
		var were []string
		for _, p := range d.Changed {
			were = append(were, p.Before.Figure)
		}
		if c.changed != "" && !slices.Contains(were, c.changed) || c.changed == "" && len(were) > 0 {
			t.Errorf("%s %s: changed %q", c.kind, c.subject, were)
		}
		if got := slices.ContainsFunc(d.Added, func(e Entry) bool { return e.Name == "晨光智能装备制造项目" }); got != c.added {
			t.Errorf("%s %s: added %q", c.kind, c.subject, figures(d.Added))
		}
	}
	if again, err := after.News(t.Context(), db, after.Editions()); err != nil || len(again) != 0 {
		t.Errorf("news that is known: %+v, %v", again, err)
	}
}

func TestANewReportIsNewsAsAWhole(t *testing.T) {
	db := empty(t)
	load(t, db, first)
	b := read(t, db)
	news, err := b.News(t.Context(), db, map[string]int{})
	if err != nil || len(news) != 1 || !news[0].First {
		t.Fatalf("news %+v, %v", news, err)
	}
	has(t, "new report", figures(b.Of(news, Week, "", "zh").Added), "远航电池材料产业园项目=12亿元", "=300亿元")
}

func TestWhatIsDue(t *testing.T) {
	db := empty(t)
	load(t, db, first)
	b := read(t, db)
	for _, c := range []struct {
		day  string
		kind Kind
		want []Stage
	}{
		{"2023-07-01", Milestones, nil},
		{"2023-09-05", Milestones, []Stage{StartSoon}},
		{"2023-09-05", Lagging, nil},
		{"2023-10-01", Milestones, []Stage{StartOverdue}},
		{"2023-12-05", Milestones, []Stage{StartOverdue, EndSoon}},
		{"2024-01-01", Milestones, []Stage{StartOverdue, EndOverdue}},
		{"2024-01-01", Lagging, []Stage{StartOverdue, EndOverdue}},
	} {
		var got []Stage
		for _, e := range b.Now(c.kind, "", on(t, c.day), "zh").Entries {
			got = append(got, e.Stage)
			if e.Quote == "" || e.Figure == "" {
				t.Errorf("%s: %+v", c.day, e)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s on %s: %v, want %v", c.kind, c.day, got, c.want)
		}
	}
	load(t, db, strings.Replace(first, "计划2023年9月开工", "已于2023年9月开工", 1))
	for _, e := range read(t, db).Now(Lagging, "", on(t, "2023-11-01"), "zh").Entries {
		t.Errorf("reported as started, and still %+v", e)
	}
}

func TestTheRankingShowsWhoMoved(t *testing.T) {
	db := empty(t)
	load(t, db, first)
	was := read(t, db).Now(Month, "", on(t, "2023-07-01"), "zh")
	load(t, db, second+"\n鼎新光伏组件项目总投资20亿元，由鼎新电力有限公司建设。\n")
	now := read(t, db).Now(Month, "", on(t, "2023-08-01"), "zh")
	if got := figures(now.Entries); len(got) != 4 || !strings.HasPrefix(got[0], "鼎新") || !strings.HasPrefix(got[1], "远航") || !strings.HasPrefix(got[2], "晨光") {
		t.Errorf("ranking %q", got)
	}
	d := Compare(was, now)
	if len(d.Added) != 2 || len(d.Changed) != 2 {
		t.Errorf("added %q, changed %+v", figures(d.Added), d.Changed)
	}
}

func TestAmount(t *testing.T) {
	for text, want := range map[string]string{
		"10亿": "10亿元", "10 亿元": "10亿元", "１０亿": "10亿元", "一百亿": "100亿元", "1000000000元": "10亿元", "5000万元以上": "5000万元",
		"超过5000万": "5000万元", "≥10亿": "10亿元", "约10亿元": "10亿元", "1 billion yuan": "10亿元", "over 500 million yuan": "5亿元", "1亿美元": "1亿美元",
		// No amount, or not one: a number alone may be meant in any unit.
		"10": "", "10-20亿": "", "10亿 20亿": "", "10亿元/年": "", "10亿元以下": "", "-3亿": "", "0元": "", "亿元": "", "很多": "", "": "",
		"总投资10亿元的项目有哪些？": "",
	} {
		_, _, ok := Amount(text)
		if ok != (want != "") {
			t.Errorf("%q: an amount is %v", text, ok)
		}
		if got := AmountWords(text, "zh"); ok && got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := AmountWords("10亿", "en"); got != "1 billion yuan" {
		t.Errorf("in English %q", got)
	}
}

func TestAPlaceIsMetUnderAnyOfItsNamesAndWithWhatLiesInIt(t *testing.T) {
	db := empty(t)
	load(t, db, strings.ReplaceAll(first, "青山市", "延吉市"), strings.ReplaceAll(strings.ReplaceAll(first, "青山市", "德州市"), "远航", "远洋"))
	b := read(t, db)
	for _, place := range []string{"延吉", "延吉市", "Yanji", "yanji", "吉林省", "吉林", "Jilin"} {
		got := figures(b.Now(Place, place, on(t, "2023-07-01"), "zh").Entries)
		has(t, place, got, "固定资产投资（2023年1-5月）=120亿元", "远航电池材料产业园项目=12亿元")
		for _, g := range got {
			if strings.Contains(g, "远洋") {
				t.Errorf("%s lists %s, which is elsewhere", place, g)
			}
		}
	}
	for _, place := range []string{"辽宁省", "火星", ""} {
		if got := b.Now(Place, place, on(t, "2023-07-01"), "zh").Entries; len(got) != 0 {
			t.Errorf("%s: %q", place, figures(got))
		}
	}
}

// Of two editions that come close together, each has its own news.
func TestNewsUpToAnEdition(t *testing.T) {
	db := empty(t)
	load(t, db, first, second, strings.Replace(second, "150亿元", "151亿元", 1))
	b := read(t, db)
	key := b.Reports[0].Key
	for _, c := range []struct {
		since, last int
		has, lacks  string
	}{
		{1, 2, "120亿元→150亿元", "151亿元"}, {2, 3, "150亿元→151亿元", "120亿元"}, {2, 0, "150亿元→151亿元", "120亿元"},
	} {
		news, err := b.NewsOf(t.Context(), db, key, c.since, c.last)
		if err != nil {
			t.Fatal(err)
		}
		var pairs []string
		for _, p := range b.Of(news, Totals, "", "zh").Changed {
			pairs = append(pairs, p.Before.Figure+"→"+p.After.Figure)
		}
		has(t, fmt.Sprintf("editions %d to %d", c.since, c.last), pairs, c.has)
		if strings.Contains(strings.Join(pairs, " "), c.lacks) {
			t.Errorf("editions %d to %d: %q", c.since, c.last, pairs)
		}
	}
}

func TestADateThatIsPutOffIsAChange(t *testing.T) {
	db := empty(t)
	load(t, db, first)
	was := read(t, db).Editions()
	load(t, db, strings.Replace(first, "计划2023年9月开工", "计划2023年11月开工", 1))
	b := read(t, db)
	news, err := b.News(t.Context(), db, was)
	if err != nil {
		t.Fatal(err)
	}
	d := b.Of(news, Changes, "", "zh")
	if len(d.Changed) != 1 || d.Changed[0].Before.Figure != "2023年9月" || d.Changed[0].After.Figure != "2023年11月" {
		t.Errorf("changed are %+v", d.Changed)
	}
}

func TestAProjectFactByFact(t *testing.T) {
	db := empty(t)
	load(t, db, first)
	b := read(t, db)
	was := b.Now(Project, "远航电池材料产业园项目", on(t, "2023-07-01"), "zh")
	has(t, "a project", figures(was.Entries), "总投资=12亿元", "=远航新能源有限公司", "开工=2023年9月")
	if part := b.Now(Project, "远航", on(t, "2023-07-01"), "zh"); len(part.Entries) != len(was.Entries) {
		t.Errorf("by a part of its name it has %q", figures(part.Entries))
	}
	for _, e := range was.Entries {
		if e.Quote == "" || strings.Contains(e.Name, "滨河") {
			t.Errorf("%+v", e)
		}
	}
	load(t, db, strings.NewReplacer("总投资12亿元", "总投资15亿元", "计划2023年9月开工", "已于2023年8月开工").Replace(first))
	d := Compare(was, read(t, db).Now(Project, "远航电池材料产业园项目", on(t, "2023-09-01"), "zh"))
	var pairs []string
	for _, p := range d.Changed {
		pairs = append(pairs, p.Before.Figure+"→"+p.After.Figure)
	}
	has(t, "what changed", pairs, "12亿元→15亿元", "2023年9月→2023年8月")
	if got := b.Now(Project, "没有的项目", on(t, "2023-07-01"), "zh").Entries; len(got) != 0 {
		t.Errorf("no project has %q", figures(got))
	}
}

func TestAnEventIsNamedOnce(t *testing.T) {
	db := empty(t)
	load(t, db, head+"2023年2月20日，青山市举行集中开工，集中开工5000万元以上项目64个，总投资90亿元。\n")
	for _, e := range read(t, db).Now(Totals, "", on(t, "2023-07-01"), "zh").Entries {
		if strings.Count(e.Name, "集中开工") > 1 || strings.Count(e.Name, "2月20日") > 1 {
			t.Errorf("%s=%s", e.Name, e.Figure)
		}
	}
}

func TestAnswersBeforeAndAfter(t *testing.T) {
	answer := func(value int64, quote string) query.Answer {
		return query.Answer{Lang: "zh", Status: query.Answered, Headline: "总投资", Values: []query.Value{{Value: decimal.NewFromInt(value), Unit: "CNY", Metric: "total_investment"}},
			Sources: []query.Source{{Report: "青山市", Quote: quote}}}
	}
	absent := query.Answer{Lang: "zh", Status: query.Absent, Headline: "报告没有说。"}
	list := func(names ...string) query.Answer {
		a := query.Answer{Lang: "zh", Status: query.Answered, Headline: "清单"}
		for _, n := range names {
			a.Items = append(a.Items, query.Item{Name: n, Values: []query.Value{{Value: decimal.NewFromInt(1e8), Unit: "CNY"}}})
		}
		return a
	}
	listOf := func(name1 string, value1 int64, quote1, name2 string, value2 int64, quote2 string) query.Answer {
		item := func(name string, value int64, quote string) query.Item {
			return query.Item{Name: name, Values: []query.Value{{Value: decimal.NewFromInt(value), Unit: "CNY", Metric: "total_investment"}},
				Source: &query.Source{Report: name, Quote: quote}}
		}
		return query.Answer{Lang: "zh", Status: query.Answered, Headline: "清单", Items: []query.Item{item(name1, value1, quote1), item(name2, value2, quote2)}}
	}
	words := func(text string) query.Answer {
		return query.Answer{Lang: "zh", Status: query.Answered, Headline: text}
	}
	for _, c := range []struct {
		name          string
		before, after query.Answer
		want          string
	}{
		{"the same", answer(3e8, "甲"), answer(3e8, "乙"), ""},
		{"another figure", answer(3e8, "甲"), answer(4e8, "乙"), "3亿元→4亿元"},
		{"a figure at last", absent, answer(4e8, "乙"), "报告没有说。→4亿元"},
		{"no figure any more", answer(4e8, "乙"), absent, "4亿元→报告没有说。"},
		{"still none", absent, absent, ""},
		{"a list grows", list("甲", "乙"), list("甲", "乙", "丙"), "+丙"},
		{"a list changes", list("甲", "乙"), list("丙", "乙"), "+丙-甲"},
		{"one figure becomes one of two", answer(3e8, "甲"), listOf("甲报告", 3e8, "甲", "乙报告", 4e8, "乙"), "+乙报告"},
		{"other words", words("李四"), words("张三"), "李四→张三"},
	} {
		before, ok := Decode(OfAnswer(c.before).Encode())
		if !ok {
			t.Fatalf("%s: what was kept cannot be read", c.name)
		}
		d := Compare(before, OfAnswer(c.after))
		got := ""
		for _, p := range d.Changed {
			got += p.Before.Figure + "→" + p.After.Figure
		}
		for _, e := range d.Added {
			got += "+" + e.Name
		}
		for _, e := range d.Gone {
			got += "-" + e.Name
		}
		if got != c.want || d.Empty() != (c.want == "") {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if _, ok := Decode(""); ok {
		t.Error("nothing counts as something")
	}
	if _, ok := Decode("[1]"); ok {
		t.Error("what cannot be read counts as known")
	}
}

func TestEveryKindHasARuleThatRuns(t *testing.T) {
	for _, k := range append([]Kind{Question}, Kinds...) {
		if !k.Rule().Valid() || !k.Known() {
			t.Errorf("%s: %v", k, k.Rule())
		}
	}
	if Kind("nonsense").Known() {
		t.Error("nonsense is known")
	}
}
