package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// risenBy asks by how much a figure has moved, in its own unit: 五年增加多少公里, 比上年多了几家.
var risenBy = newPattern(`(?:^|[^新])(?:增加|增长|增|提高|提升|上升|扩大|多|减少|下降|降低|缩短|少)(?:了)?(?:约)?(?:多少|几)(?:个|家|万|亿|千|公里|千米|米|吨|人|辆|台|户|座|条|项|元|平方|亩|公顷|千瓦|兆瓦|张|所|套)|(?:增加|增长|增|提高|提升|上升|多|减少|下降|降低)(?:了)?(?:多少|几)$`)

// overTime sets a figure against an earlier one.
var overTime = newPattern(`比|较|[两三四五六七八九十0-9]+年(?:间|来|里|中|共|累计|总共|一共)*(?:增|提|上升|扩|多|减|下降|降|少)|期间|以来|从`)

// risen gives how far a figure moved where a question asks for that and not for the figure: the distance to the level
// that its sentence gives as the earlier one, or the increase that it states. done tells that the level is no answer.
func (e *Engine) risen(ix *index, q *question, direct *entry) (r *result, done bool) {
	if direct == nil || direct.Kind != extract.QuantityFact || q.asks["percent"] || !q.has(risenBy) || q.role == extract.Growth && !q.wantsUnit() {
		return nil, false
	}
	if direct.Role != extract.Level && direct.Role != extract.Part || (q.ops["difference"] || q.ops["compare"]) && !q.hints().years {
		return nil, false
	}
	if upLabel.MatchString(direct.Label) || upLabel.MatchString(direct.Clause) && !direct.movesTo() {
		return nil, false // 新增就业300人 is itself what was added
	}
	if prior := priorOf(ix, direct); prior != nil {
		return q.movement(direct, prior), true
	}
	for _, g := range ix.of(direct.report).entries {
		if g.Role == extract.Growth && g.sentence == direct.sentence && g.Passage == direct.Passage && g.Dim == direct.Dim && g.Unit == direct.Unit && sameMeasure(g, direct) {
			v := valueOf(g)
			return &result{value: v, from: []*entry{g}, said: q.sentenceOf(g)}, true
		}
	}
	return nil, q.has(overTime) || q.inherited && len(q.anchors) > 0 && q.anchors[0] == direct
}

// wantsUnit tells whether an amount in a unit of its own is asked for, so that a rate is no answer.
func (q *question) wantsUnit() bool { return q.unit != "" || q.display != "" && q.display != "%" }

// upLabel marks a figure that is itself an addition.
var upLabel = regexp.MustCompile(`新增|增加|净增|增收|扩建|增产|减少|节约|节省|扩种|increase|additional`)

// movesTo tells whether a figure's clause says where it got to, not by how much.
func (e *entry) movesTo() bool {
	i := strings.Index(e.Clause, e.Printed)
	return i > 0 && (strings.HasSuffix(e.Clause[:i], "到") || strings.HasSuffix(e.Clause[:i], "至"))
}

// atStart asks for a figure as it was when the time that the report tells of began.
var atStart = newPattern(`(?:十[一二三四五]五|[两三四五六七八九十]年|规划|这?期间)(?:时期|期间|规划)?[”"]?(?:之初|初期?|期初|开局|开始(?:时|前|之前)|之前|以前|前)|期初|提高之?前|增加之?前|提升之?前|原来|原先|当初`)

// fromStart works back to the beginning of that time from a figure and how far it has moved. done tells that the
// figure itself, which is of its end, is no answer.
func (e *Engine) fromStart(ix *index, q *question, direct *entry) (r *result, done bool) {
	if direct == nil || direct.Kind != extract.QuantityFact || q.role != "" || !q.has(atStart) || direct.Role == extract.Prior || direct.Phase != "" {
		return nil, false
	}
	if direct.Role != extract.Level && direct.Role != extract.Part && direct.Role != extract.Share {
		return nil, false
	}
	if prior := priorOf(ix, direct); prior != nil {
		return &result{value: valueOf(prior), from: []*entry{prior}, said: q.sentenceOf(prior)}, true
	}
	for _, g := range ix.of(direct.report).entries {
		if g.Passage != direct.Passage || g.sentence != direct.sentence || !sameMeasure(g, direct) || g.Max != nil {
			continue
		}
		switch {
		case g.Role == extract.Growth && g.Dim == direct.Dim && g.Unit == direct.Unit && g.Dim != quantity.Percent:
			r = earlier(q, direct, g)
			r.said = "此前" + q.labelOf(direct) + q.amount(r.value, direct.Dim) + "（由" + q.figure(direct) + "推算）"
			return r, true
		case g.Role == extract.Gap && g.Unit == "pp" && direct.Dim == quantity.Percent && g.Base != "nation" && g.Base != "province":
			return minus(q, direct, g, "此前", "at the start"), true
		}
	}
	return nil, strings.Contains(q.text, "初") || strings.Contains(q.text, "前")
}

// balanceAsked asks for the difference of exports and imports.
var balanceAsked = newPattern(`([顺逆])差|trade (surplus|deficit)`)

// balance takes imports from exports of one place and time where the report does not state the balance. done tells that
// nothing but a balance answers.
func (e *Engine) balance(ix *index, q *question, direct *entry) (r *result, done bool) {
	m := balanceAsked.FindStringSubmatch(q.text)
	if m == nil || q.role != "" || q.asks["percent"] {
		return nil, false
	}
	if direct != nil && (strings.Contains(direct.Clause, "差") || strings.Contains(direct.Clause, "surplus") || strings.Contains(direct.Clause, "deficit")) {
		return nil, false
	}
	side := func(key string) *entry {
		p := *q
		p.ops, p.measures, p.measureWords, p.presumed, p.noSums = map[string]bool{}, []string{key}, nil, false, true
		p.terms = without(q.terms, balanceWords)
		return e.bestLevel(ix, &p)
	}
	out, in := side("exports"), side("imports")
	if out == nil || in == nil || out.Metric != "exports" || in.Metric != "imports" || out.Unit != in.Unit || out.report != in.report || out.Max != nil || in.Max != nil || out.Place != in.Place ||
		out.rest != in.rest && !sameRest(out.rest, in.rest) || !sameDays(out.Period.Period, in.Period.Period) {
		return nil, true
	}
	word, en := "顺差", "surplus"
	if out.Value.LessThan(in.Value) {
		word, en = "逆差", "deficit"
	}
	v := Value{Value: out.Value.Sub(in.Value).Abs(), Unit: out.Unit, Metric: "", Label: "贸易" + word, Approx: orApprox(out, in)}
	said := q.amount(v, out.Dim)
	r = &result{value: v, from: []*entry{out, in}, more: []Value{valueOf(out), valueOf(in)}}
	if word == "顺差" {
		r.formula = q.figure(out) + " − " + q.figure(in) + " = " + said
	} else {
		r.formula = q.figure(in) + " − " + q.figure(out) + " = " + said
	}
	r.said = "贸易" + word + said + q.bothSaid(out, in)
	if q.lang == "en" {
		r.said = "Trade " + en + ": " + said + q.bothSaid(out, in)
	}
	return r, true
}

var balanceWords = regexp.MustCompile(`[顺逆]差?$|^(?:对?外?贸易?|进出口|货物)+[顺逆]?差?$|surplus|deficit|trade`)

// sameRest tells whether exports and imports are of the same partner or kind: 对韩出口, 对韩进口.
func sameRest(a, b string) bool {
	return strings.Trim(a, "出进口") == strings.Trim(b, "出进口")
}

// tradeSide takes exports from all of a place's trade where imports are asked for and the report does not state them, and
// the other way round.
func (e *Engine) tradeSide(ix *index, q *question) *result {
	if q.role != "" || q.asks["percent"] || len(q.measures) != 1 || q.ops["difference"] || q.ops["compare"] {
		return nil
	}
	other := map[string]string{"imports": "exports", "exports": "imports"}[q.measures[0]]
	if other == "" {
		return nil
	}
	side := func(key string) *entry {
		p := *q
		p.ops, p.measures, p.measureWords, p.presumed, p.noSums = map[string]bool{}, []string{key}, nil, false, true
		if f := e.bestLevel(ix, &p); f != nil && f.Metric == key && f.Max == nil && f.Dim == quantity.Money {
			return f
		}
		return nil
	}
	all, one := side("trade_total"), side(other)
	if all == nil || one == nil || all.report != one.report || all.Unit != one.Unit || all.Place != one.Place || all.Subject != one.Subject || all.Scope.Words != one.Scope.Words ||
		!sameDays(all.Period.Period, one.Period.Period) || all.Passage != one.Passage || !all.Value.GreaterThan(one.Value) || all.Modality != one.Modality {
		return nil
	}
	m, _ := vocabulary.MeasureByKey(q.measures[0])
	v := Value{Value: all.Value.Sub(one.Value), Unit: all.Unit, Metric: m.Key, Label: m.ZH[0], Approx: orApprox(all, one)}
	if q.lang == "en" {
		v.Label = m.EN[0]
	}
	said := q.amount(v, all.Dim)
	r := &result{value: v, from: []*entry{all, one}, more: []Value{valueOf(all), valueOf(one)}, formula: q.figure(all) + " − " + q.figure(one) + " = " + said}
	r.said = v.Label + said + q.bothSaid(all, one)
	return r
}
