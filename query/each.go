package query

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// perMonth asks for an average over the months or quarters of a period.
var perMonth = newPattern(`(?:平均|均摊|摊到)?每(?:一)?个?(月|季度)|(月|季)均|平均(?:下来)?一?个?(月|季度)|per (month|quarter)|(?:a|each|every) (month|quarter) on average|average (?:a|each|every|per) (month|quarter)|(monthly|quarterly) average|average (monthly|quarterly)`)

// monthly divides a figure by the months of its period, which must be known.
func (e *Engine) monthly(ix *index, q *question) *result {
	m := perMonth.FindStringSubmatch(q.text)
	if m == nil || q.role != "" || q.rateMeasure() {
		return nil
	}
	length, word, english := 1, "个月", "month"
	if strings.ContainsAny(strings.Join(m[1:], ""), "季q") {
		length, word, english = 3, "个季度", "quarter"
	}
	p := *q
	p.ops = map[string]bool{}
	var terms []*term
	for _, t := range q.terms {
		if !t.weak && !unitOfTime.MatchString(t.text) {
			terms = append(terms, t)
		}
	}
	p.terms = terms
	var level *entry
	if p.bare() && len(p.measures) == 0 || p.inherited && p.bare() {
		for _, a := range q.anchors {
			if a.Kind == extract.QuantityFact && a.Role == extract.Level && (level == nil) {
				level = a
			}
		}
	}
	if level == nil {
		level = e.bestLevel(ix, &p)
	}
	if level == nil || level.Max != nil || level.Per != "" || level.Dim == quantity.Percent {
		return nil
	}
	months := monthsOf(level.Period.Period)
	if months <= length || months%length != 0 {
		return nil
	}
	n := decimal.NewFromInt(int64(months / length))
	v := Value{Value: level.Value.DivRound(n, 4), Unit: level.Unit, Metric: level.Metric, Label: "平均" + level.Label, Approx: "约", Per: strings.TrimPrefix(word, "个")}
	if v.Value.Mul(n).Equal(level.Value) {
		v.Approx = level.Approx
	}
	said := q.amount(Value{Value: roundMoney(v.Value), Unit: v.Unit, Approx: v.Approx}, level.Dim)
	r := &result{value: v, from: []*entry{level}, more: []Value{valueOf(level)}}
	r.formula = q.figure(level) + " ÷ " + n.String() + " = " + said
	if q.lang == "en" {
		r.said = "On average " + said + " a " + english + ": " + q.sentenceOf(level) + q.circumstances(level, "")
	} else {
		r.said = "平均每" + word + said + "：" + q.sentenceOf(level) + q.circumstances(level, "")
	}
	return r
}

// unitOfTime are the words of months and quarters, which the figure itself need not hold.
var unitOfTime = regexp.MustCompile(`^(?:每|每个|个|一个)*(?:月|季度|季)均?$|^(?:month|quarter|monthly|quarterly)s?$`)

// monthsOf counts the whole months of a period, 0 where it has no known start and end or does not consist of whole ones.
func monthsOf(p quantity.Period) int {
	if p.Start.IsZero() || p.End.IsZero() || p.End.Before(p.Start) || p.Start.Day() != 1 || p.End.AddDate(0, 0, 1).Day() != 1 {
		return 0
	}
	return (p.End.Year()-p.Start.Year())*12 + int(p.End.Month()) - int(p.Start.Month()) + 1
}

// allOfThem asks for the amount of several that each have the same.
var allOfThem = newPattern(`合起来|加起来|加在一起|合计|总共|一共|共计|总计|累计|拢共|in total|altogether|in all|together`)

// eachSaid is said of what every single one has.
var eachSaid = regexp.MustCompile(`每(?:一)?(?:个|家|条|座|项|台|户|栋|亩|期|次|人)|each|every|\bper\b|apiece`)

// reckonedEach takes what each of them takes as given: 按每个省10万算, 一共省多少.
var reckonedEach = newPattern(`按(?:照)?(?:每|一[个家户])[^,]{1,14}(?:来)?(?:算|计)`)

// product multiplies what each of a group has by how many they are: 30个项目, 每个节约10万元.
func (e *Engine) product(ix *index, q *question, direct *entry) *result {
	if !q.has(allOfThem) && !q.ops["sum"] || q.has(eachAsked) && !q.has(reckonedEach) || q.role != "" {
		return nil
	}
	single := direct
	if single == nil || single.Kind != extract.QuantityFact {
		return nil
	}
	if single.Dim != quantity.Money && single.Dim != quantity.Mass && single.Dim != quantity.Area && single.Dim != quantity.Count && single.Dim != quantity.Volume && single.Dim != quantity.Energy ||
		single.Max != nil || single.Role != extract.Level || !single.ofEach() {
		return nil
	}
	var count *entry
	for _, x := range ix.of(single.report).entries {
		if x.Passage != single.Passage || x == single || x.Dim != quantity.Count || x.Role != extract.Level || x.Max != nil || x.order > single.order || x.Project != single.Project {
			continue
		}
		if single.SubjectKind == extract.GroupSubject && fold(single.Subject) == x.label || x.sentence == single.sentence && single.SubjectKind == extract.GroupSubject {
			count = x
		}
	}
	if count == nil {
		return nil
	}
	for _, n := range q.numbers {
		if n.Dim == quantity.Count && !n.Value.Equal(count.Value) && n.Value.GreaterThan(decimal.NewFromInt(2)) {
			return nil
		}
	}
	approx := orApprox(single, count)
	if leastSaid.MatchString(single.Clause) {
		approx = "以上"
	}
	v := Value{Value: single.Value.Mul(count.Value), Unit: single.Unit, Metric: single.Metric, Label: single.Label, Approx: approx}
	said := q.amount(v, single.Dim)
	r := &result{value: v, from: []*entry{single, count}, more: []Value{valueOf(single), valueOf(count)}}
	one := valueOf(single)
	r.formula = q.amount(Value{Value: one.Value, Unit: one.Unit}, single.Dim) + " × " + trimZeros(count.Value) + " = " + q.amount(Value{Value: v.Value, Unit: v.Unit}, single.Dim)
	if q.lang == "en" {
		r.said = "Together " + said + ": " + q.sentenceOf(count) + "; each " + q.figure(single)
	} else {
		r.said = "合计" + said + "：" + q.sentenceOf(count) + "，每" + count.Unit + q.labelOf(single) + q.figure(single)
	}
	return r
}

// ofEach tells whether the words beside an amount say that every single one has it, and not that all have it together.
func (e *entry) ofEach() bool {
	at := strings.Index(e.Clause, e.Printed)
	if at < 0 || e.Printed == "" || hasHan(e.Clause) {
		return eachSaid.MatchString(e.Clause)
	}
	before, after := e.Clause[:at], e.Clause[at+len(e.Printed):]
	if i := strings.LastIndexAny(before, "0123456789"); i >= 0 {
		before = before[i+1:]
	}
	if i := strings.IndexAny(after, "0123456789"); i >= 0 {
		after = after[:i]
	}
	return !togetherSaid.MatchString(before) && (eachSaid.MatchString(before) || eachSaid.MatchString(after))
}

// togetherSaid stands before what several have all together.
var togetherSaid = regexp.MustCompile(`combined|total|altogether|\bin all\b|together|aggregate`)

var (
	eachAsked = newPattern(`每|各|平均|\beach\b|\bper\b|average`)
	leastSaid = regexp.MustCompile(`至少|不少于|不低于|at least`)
)
