package extract

import (
	"bufio"
	"encoding/json"
	"flag"
	"os"
	"sort"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"wenxiang/data/quantity"
	"wenxiang/data/report"
	"wenxiang/data/vocabulary"
)

var (
	factsFlag   = flag.String("facts", "", "what a careful reader finds, one JSON object a report")
	reportsFlag = flag.String("reports", "", "the reports, one JSON object a line")
	showFlag    = flag.Bool("show", false, "print each fact that is missing or bound wrong")
	langFlag    = flag.String("lang", "", "only reports in this language: zh or en")
)

type goldReport struct {
	ID         string
	Projects   []map[string]any
	Indicators []goldIndicator
}

type goldIndicator struct {
	Subject, Metric, Unit, Scope, Period, Approx string
	Value                                        any
	Comparison                                   []struct {
		Kind, Unit string
		Value      any
	}
}

// TestFactScore measures recall and wrong bindings against facts found by hand. It needs two files,
// which are no part of the project:
//
//	go test ./data/extract -run TestFactScore -v -facts facts.jsonl -reports reports.jsonl [-show] [-lang zh]
func TestFactScore(t *testing.T) {
	if *factsFlag == "" || *reportsFlag == "" {
		t.Skip("NOT MEASURED: give -facts and -reports, two JSON-lines files of reports and of the facts in them")
	}
	texts := map[string]*report.Report{}
	readLines(t, *reportsFlag, func(line []byte) {
		var d struct{ ID, Lang, Title, Text string }
		if err := json.Unmarshal(line, &d); err != nil {
			t.Fatal(err)
		}
		if *langFlag != "" && d.Lang != *langFlag {
			return
		}
		r, err := report.ReadBytes(d.ID+".txt", []byte(d.Title+"\n\n"+d.Text+"\n"))
		if err != nil {
			t.Fatalf("%s: %v", d.ID, err)
		}
		texts[d.ID] = r
	})
	total := &tally{t: t}
	readLines(t, *factsFlag, func(line []byte) {
		var g goldReport
		if err := json.Unmarshal(line, &g); err != nil {
			t.Fatal(err)
		}
		r := texts[g.ID]
		if r == nil {
			return
		}
		total.report(g, Extract(r))
	})
	if total.all == 0 {
		t.Fatal("no fact was compared")
	}
	t.Logf("%d facts: found %d (recall %.1f %%), wrong %d (%.1f %%), missing %d", total.all, total.found,
		100*float64(total.found)/float64(total.all), total.wrong, 100*float64(total.wrong)/float64(total.all), total.all-total.found-total.wrong)
	var kinds []string
	for k := range total.by {
		kinds = append(kinds, k)
	}
	sort.Strings(kinds)
	for _, k := range kinds {
		b := total.by[k]
		t.Logf("  %-24s %3d of %3d, wrong %d", k, b[0], b[1], b[2])
	}
}

func readLines(t *testing.T, path string, each func([]byte)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<22)
	for s.Scan() {
		if len(strings.TrimSpace(s.Text())) > 0 {
			each(s.Bytes())
		}
	}
}

type tally struct {
	t                 *testing.T
	all, found, wrong int
	by                map[string][3]int
}

func (c *tally) count(id, kind, what string, found, wrong bool) {
	if c.by == nil {
		c.by = map[string][3]int{}
	}
	b := c.by[kind]
	b[1]++
	c.all++
	switch {
	case found:
		c.found++
		b[0]++
	case wrong:
		c.wrong++
		b[2]++
		if *showFlag {
			c.t.Logf("WRONG   %s %s", id, what)
		}
	default:
		if *showFlag {
			c.t.Logf("missing %s %s", id, what)
		}
	}
	c.by[kind] = b
}

// attributes of projects: the key in the gold file and the measures that may hold it.
var goldAttributes = map[string][]string{
	"total_investment_yuan": {"total_investment"}, "area_m2": {"land_area"}, "floor_area_m2": {"floor_area", "buildings"},
	"annual_output_yuan": {"output_value", "revenue", "sales"}, "profit_tax_yuan": {"profit_tax"}, "jobs": {"jobs", "workers"},
	"total_investment_other": {"total_investment"},
}

func (c *tally) report(g goldReport, facts []Fact) {
	for _, p := range g.Projects {
		name, _ := p["name"].(string)
		var keys []string
		for k := range p {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		for _, k := range keys {
			v := p[k]
			switch k {
			case "name", "approx", "area_text":
				continue
			case "company", "place", "status", "start", "end":
				found, wrong := projectText(facts, name, k, v.(string))
				c.count(g.ID, k, name+" "+k+" "+v.(string), found, wrong)
				continue
			}
			metrics, ok := goldAttributes[k]
			if !ok {
				continue
			}
			want, unit := goldValue(v)
			found, wrong := projectAmount(facts, name, metrics, want, unit)
			c.count(g.ID, k, name+" "+k+" "+want.String(), found, wrong)
		}
	}
	for _, in := range g.Indicators {
		if in.Value != nil {
			want, unit := goldAmount(in.Value, in.Unit)
			found, wrong := indicator(facts, in, want, unit, in.Unit == "%")
			c.count(g.ID, "indicator", in.Subject+" "+in.Scope+" "+in.Metric+" "+want.String()+unit, found, wrong)
		}
		for _, cmp := range in.Comparison {
			if cmp.Value == nil {
				continue
			}
			want, unit := goldAmount(cmp.Value, cmp.Unit)
			found, wrong := comparison(facts, in, cmp.Kind, want, unit)
			c.count(g.ID, "comparison", in.Subject+" "+in.Metric+" "+cmp.Kind+" "+want.String()+unit, found, wrong)
		}
	}
}

func goldValue(v any) (decimal.Decimal, string) {
	switch x := v.(type) {
	case float64:
		return decimal.NewFromFloat(x), ""
	case []any:
		d, _ := goldValue(x[0])
		return d, ""
	case map[string]any:
		d, _ := goldValue(x["value"])
		cur, _ := x["currency"].(string)
		return d, cur
	}
	return decimal.Zero, ""
}

// goldAmount brings a figure and its unit word to base units by reading them as a text.
func goldAmount(v any, unit string) (decimal.Decimal, string) {
	d, _ := goldValue(v)
	if unit == "pp" {
		return d, "pp"
	}
	qs := quantity.Find(d.Abs().String() + " " + unit)
	switch {
	case len(qs) == 0:
		return d, unit
	case d.IsNegative():
		return qs[0].Value.Neg(), qs[0].Unit
	}
	return qs[0].Value, qs[0].Unit
}

func same(a, b decimal.Decimal) bool {
	diff := a.Sub(b).Abs()
	return diff.LessThanOrEqual(b.Abs().Mul(decimal.New(1, -3)))
}

var squashNames = strings.NewReplacer("“", "", "”", "", "（", "", "）", "", "(", "", ")", "", " ", "", "项目", "", "工程", "", "建设", "", "·", "", "省", "", "市", "", "县", "", "自治区", "", "区", "")

// akin tells whether two names can mean one thing: the longer holds most of the shorter.
func akin(a, b string) bool {
	a, b = strings.ToLower(squashNames.Replace(a)), strings.ToLower(squashNames.Replace(b))
	if a == "" || b == "" {
		return false
	}
	if runes(a) > runes(b) {
		a, b = b, a
	}
	if strings.Contains(b, a) {
		return true
	}
	n := lcs([]rune(a), []rune(b))
	return n*10 >= len([]rune(a))*6 && n >= 2
}

// lcs is the length of the longest common subsequence.
func lcs(a, b []rune) int {
	row := make([]int, len(b)+1)
	for i := range a {
		prev := 0
		for j := range b {
			keep := row[j+1]
			if a[i] == b[j] {
				row[j+1] = prev + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			prev = keep
		}
	}
	return row[len(b)]
}

// phaseNames are the ways to name a phase; those in one line mean the same.
var phaseNames = [][]string{{"一期"}, {"二期"}, {"三期"}, {"四期"},
	{"phase one", "first phase", "stage one", "first stage", "initial phase", "phase 1", "phase i"},
	{"phase two", "second phase", "stage two", "second stage", "phase 2", "phase ii"},
	{"phase three", "third phase", "stage three", "third stage", "phase 3", "phase iii"}}

// phaseIn gives the phase that a name holds and the name without it.
func phaseIn(name string) (phase, rest string) {
	low := strings.ToLower(name)
	for _, same := range phaseNames {
		for _, p := range same {
			if k := strings.Index(low+" ", p); k >= 0 && (p[0] >= 0x80 || !latin((low + " ")[k+len(p)])) {
				rest = strings.TrimSpace(low[:k] + low[k+len(p):])
				return same[0], strings.TrimPrefix(rest, "of the ")
			}
		}
	}
	return "", low
}

func ofProject(f Fact, name string) bool {
	if f.Phase != "" && akin(f.Phase, name) { // a component with a name of its own
		return true
	}
	phase, base := phaseIn(name)
	if ofFact, _ := phaseIn(f.Phase + " " + f.Project); phase != ofFact {
		if ofFact, _ = phaseIn(f.Subject); phase != ofFact {
			return false
		}
	}
	if phase != "" && (base == "" || strings.Contains(strings.ToLower(f.Quote), base)) { // one project with phases; what the phase is
		return true
	}
	return f.Project != "" && (akin(f.Project, base) || akin(f.Company+f.Project, base)) || f.Project == "" && akin(f.Subject, base)
}

func projectAmount(facts []Fact, name string, metrics []string, want decimal.Decimal, unit string) (found, wrong bool) {
	for _, f := range facts {
		if f.Kind != QuantityFact || f.Role == Growth || f.Role == Gap || f.Role == Prior || unit != "" && f.Unit != unit {
			continue
		}
		right := false
		for _, m := range metrics {
			right = right || f.Metric == m
		}
		hit := same(f.Value, want)
		mine := ofProject(f, name)
		switch {
		case right && hit && mine:
			return true, false
		case hit && (f.Dim == quantity.Money || f.Dim == quantity.Area || f.Dim == quantity.Count && f.Unit == "人"):
			wrong = true // its figure, under another owner or measure
		case right && mine && f.Role == Level && f.Modality == Actual && metrics[0] == "total_investment" && !hit:
			wrong = true
		}
	}
	return false, wrong
}

func projectText(facts []Fact, name, key, want string) (found, wrong bool) {
	for _, f := range facts {
		if !ofProject(f, name) && !strings.Contains(f.Text, name) && !strings.Contains(strings.Join(f.Items, "、"), name) {
			continue
		}
		switch key {
		case "company":
			if akin(f.Company, want) || f.Metric == "company" && akin(f.Text, want) {
				return true, false
			}
			if f.Company != "" {
				wrong = true
			}
		case "place":
			if akin(f.Place, want) || samePlace(f.Place, want) || f.Metric == "location" && akin(f.Text, want) || strings.Contains(want, strings.Trim(f.Place, "省市县区")) && f.Place != "" {
				return true, false
			}
			if p, ok := vocabulary.PlaceByName(f.Place); ok && p.In != "" && strings.Contains(want, provinceName(p.In)) {
				return true, false
			}
		case "status":
			if (f.Metric == "status" || f.Metric == "start" || f.Metric == "end" || f.Metric == "operation" || f.Metric == "signed" || f.Metric == "standing") &&
				(lcs([]rune(f.Text+f.Label+f.Quote), []rune(want)) >= 2) || strings.Contains(f.Quote, want) || want == "在建" && f.Metric == "status" {
				return true, false
			}
		case "start", "end":
			if f.Kind == DateFact && f.Metric == "period" && (key == "start" && strings.HasPrefix(f.Period.Start.Format("2006-01-02"), want) ||
				key == "end" && strings.HasPrefix(f.Period.End.Format("2006-01-02"), want)) {
				return true, false
			}
			if f.Kind == DateFact && (f.Metric == key || key == "end" && (f.Metric == "operation" || f.Metric == "completion")) {
				if dateIs(f, want) {
					return true, false
				}
				if f.Metric == key {
					wrong = true
				}
			}
		}
	}
	return false, wrong
}

// dateIs tells whether a date fact has the gold's date, 2017-10-16, 2022-10, 2031 or 09-16.
func dateIs(f Fact, want string) bool {
	day := f.Period.Start
	if day.IsZero() || f.Metric != "start" && !f.Period.End.IsZero() {
		day = f.Period.End
	}
	switch {
	case len(want) == 2:
		return day.Format("01") == want || f.Period.Start.Format("01") == want
	case len(want) == 5:
		return day.Format("01-02") == want
	case len(want) == 10 && !f.Period.YearKnown:
		return day.Format("01-02") == want[5:]
	}
	return strings.HasPrefix(day.Format("2006-01-02"), want) || strings.HasPrefix(f.Period.Start.Format("2006-01-02"), want)
}

// samePlace tells whether words hold the English name of a place.
func samePlace(place, words string) bool {
	for _, h := range vocabulary.FindPlaces(words) {
		if h.Key == place {
			return true
		}
	}
	return false
}

func provinceName(full string) string {
	p, _ := vocabulary.PlaceByName(full)
	return p.Says()
}

func ofSubject(f Fact, subject string) bool {
	if s := squashNames.Replace(subject); runes(s) >= 3 && strings.Contains(squashNames.Replace(f.Label), s) {
		return true // 平塘运河累计完成投资: the owner is in the label
	}
	if f.Project != "" && ofProject(f, subject) {
		return true
	}
	return akin(f.Subject, subject) || akin(f.Place, subject) || samePlace(f.Place, subject) || f.Project != "" && akin(f.Project+f.Phase, subject) || akin(f.Company, subject) ||
		strings.Contains(f.Place, strings.TrimSuffix(subject, "区")) || strings.Contains(subject, strings.Trim(f.Place, "省市县区")) && f.Place != ""
}

// saysMeasure tells whether a fact's measure can be the one that the gold names.
func saysMeasure(f Fact, in goldIndicator) bool {
	words := f.Label + f.Group + f.Scope.Words + f.Clause
	if m, ok := vocabulary.MeasureByKey(f.Metric); ok {
		words += strings.Join(m.ZH, "") + strings.Join(m.EN, " ")
	}
	a, b := []rune(strings.ToLower(in.Metric)), []rune(strings.ToLower(words))
	return lcs(a, b)*2 >= len(a)
}

func indicator(facts []Fact, in goldIndicator, want decimal.Decimal, unit string, _ bool) (found, wrong bool) {
	for _, f := range facts {
		if f.Kind != QuantityFact || f.Role == Growth && f.Dim != quantity.Times || f.Role == Gap || !same(f.Value, want) {
			continue
		}
		if unit != "" && f.Unit != unit && f.Dim != quantity.Count && f.Dim != quantity.Duration {
			continue
		}
		if ofSubject(f, in.Subject) && saysMeasure(f, in) {
			return true, false
		}
		wrong = true
	}
	return false, wrong
}

var goldBases = map[string][]string{"yoy": {"yoy"}, "annual_avg": {"annual_avg"}, "vs_nation": {"nation"}, "vs_province": {"province"}}

func comparison(facts []Fact, in goldIndicator, kind string, want decimal.Decimal, unit string) (found, wrong bool) {
	for _, f := range facts {
		if f.Kind != QuantityFact || !same(f.Value, want) && !(kind == "rank" && f.Role == Rank && same(f.Value, want)) {
			continue
		}
		if f.Role == Level && kind != "from" && kind != "target" {
			continue
		}
		right := true
		if bases, ok := goldBases[kind]; ok {
			right = false
			for _, b := range bases {
				right = right || f.Base == b
			}
		}
		if kind == "from" && f.Role != Prior {
			right = false
		}
		if right && ofSubject(f, in.Subject) && saysMeasure(f, in) {
			return true, false
		}
		wrong = true
	}
	return false, wrong
}
