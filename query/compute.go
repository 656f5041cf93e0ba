package query

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A result is a computed figure with its operands.
type result struct {
	value   Value
	formula string
	said    string // the statement in the question's language
	from    []*entry
	more    []Value // the operands' own figures
}

var hundred = decimal.NewFromInt(100)

// joints are the words between two operands. 比 and than set the first against the second.
var joints = newPattern(`和|与|跟|及|、|以及|加上|加|比|较|占|相比| and | plus | than | versus | vs\.? | as a (?:share|percentage|proportion) of `)

// notPlus goes on from 加 to a word that joins nothing: 加起来, 加工.
var notPlus = regexp.MustCompile(`^(?:起来|在一|一起|一块|总|到一|工|快|大|强|入|速|油|气)`)

// operands splits a question into two that can be answered by themselves; what one side leaves out it has from the other.
func (e *Engine) operands(ix *index, q *question, c *Conversation) [][2]*question {
	var out [][2]*question
	for _, j := range joints.FindAllStringIndex(q.text, -1) {
		left, right := q.text[:j[0]], q.text[j[1]:]
		if q.text[j[0]:j[1]] == "加" && notPlus.MatchString(right) {
			continue
		}
		if strings.TrimSpace(left) == "" || strings.TrimSpace(right) == "" || q.insideTerm(j[0], j[1]) {
			continue
		}
		a, b := parse(ix, left, e.refDate(ix)), parse(ix, right, e.refDate(ix))
		a.lang, b.lang, a.display, b.display = q.lang, q.lang, q.display, q.display
		if a.empty() || b.empty() {
			continue
		}
		share(a, b)
		share(b, a)
		for _, x := range []*question{a, b} {
			x.ops = map[string]bool{}
			x.resolve(ix, c)
			if len(x.measures) == 0 && len(x.dims) == 0 {
				x.measures, x.dims, x.unit = q.measures, q.dims, q.unit
			}
			if x.role == extract.Gap && a.role == extract.Growth {
				x.role = extract.Growth // 增幅比全年预计的高几个百分点: two rates of growth
			} else if q.role == extract.Share && q.ops["sum"] {
				x.role = extract.Share // the stakes of two holders together
			} else if x.role != extract.Growth {
				x.role = ""
			}
			x.withoutPoints()
			x.noSums = true
		}
		out = append(out, [2]*question{a, b})
	}
	return out
}

// withoutPoints drops the dimension that only the result has.
func (q *question) withoutPoints() {
	kept := q.dims[:0:0]
	for _, d := range q.dims {
		if d != quantity.Points {
			kept = append(kept, d)
		}
	}
	q.dims = kept
}

// insideTerm tells whether a joint is part of a name (和 in 共和, 比 in 比耐).
func (q *question) insideTerm(from, to int) bool {
	for _, t := range q.terms {
		if t.start < from && to < t.end || t.start == from && t.end > to && len(t.runes) > 1 || t.end == to && t.start < from {
			if !strings.ContainsAny(q.text[from:to], "、 ") {
				return true
			}
		}
	}
	return false
}

// empty tells whether a part names nothing: no words, measure, status, phase or period.
func (q *question) empty() bool {
	return len(q.terms) == 0 && len(q.measures) == 0 && len(q.statuses) == 0 && len(q.phases) == 0 && len(q.periods) == 0 && len(q.places) == 0 && q.bounds == nil
}

// share gives to the question that leaves it out what the other says.
func share(to, from *question) {
	if len(to.measures) == 0 || to.presumed && len(from.measures) > 0 && !from.presumed {
		to.measures, to.measureWords, to.presumed = from.measures, from.measureWords, from.presumed
	}
	if len(to.dims) == 0 {
		to.dims, to.unit = from.dims, from.unit
	}
	if len(to.places) == 0 {
		to.places = from.places
	}
	if to.role == "" && from.role == extract.Growth {
		to.role = from.role
	}
	if len(to.periods) == 0 {
		to.periods = from.periods
	}
	if len(to.strong()) == 0 && len(to.phases) == 0 {
		if len(to.statuses) == 0 {
			to.statuses = from.statuses
		}
		if to.bounds == nil {
			to.bounds = from.bounds
		}
	}
	if len(to.phases) > 0 && len(to.strong()) == 0 {
		to.terms = append(to.terms, from.strong()...)
	}
	for i, t := range to.terms {
		c := *t
		c.id = i
		to.terms[i] = &c
	}
}

func (e *Engine) best(ix *index, q *question) *entry {
	m := &matcher{ix: ix}
	found := q.find(ix, m)
	if len(found) == 0 {
		return nil
	}
	return found[0].entry
}

// pairs finds the two facts that a computation over two operands needs.
func (e *Engine) pairs(ix *index, q *question, c *Conversation) (a, b *entry, ok bool) {
	for _, o := range e.operands(ix, q, c) {
		if a, b := bestPair(ix, o[0], o[1]); a != nil {
			return a, b, true
		}
	}
	if m := thanThat.FindStringSubmatch(q.text); m != nil && len(q.anchors) > 0 && q.anchors[0].Kind == extract.QuantityFact {
		a := parse(ix, m[1], e.refDate(ix))
		one := q.anchors[0]
		a.lang, a.display, a.ops, a.role, a.noSums, a.anchors, a.inherited = q.lang, q.display, map[string]bool{}, "", true, q.anchors, true
		a.dims, a.unit = []quantity.Dimension{one.Dim}, ""
		for _, f := range a.find(ix, &matcher{ix: ix}) {
			if f.entry != one && f.Unit == one.Unit && f.Metric == one.Metric && f.Role == one.Role && f.Max == nil && f.Scope.Status == one.Scope.Status {
				return f.entry, one, true
			}
		}
	}
	if m := joints.FindStringIndex(q.text); m != nil && strings.TrimSpace(q.text[:m[0]]) == "" && len(q.anchors) > 0 {
		// 比政府投资的少几个: the first operand is what was just spoken of.
		a := q.anchors[0]
		b := parse(ix, q.text[m[1]:], e.refDate(ix))
		b.lang, b.display, b.ops, b.role, b.noSums = q.lang, q.display, map[string]bool{}, "", true
		b.anchors, b.inherited, b.dims, b.unit = q.anchors, true, []quantity.Dimension{a.Dim}, ""
		if len(b.measures) > 0 {
			if m, ok := vocabulary.MeasureByKey(b.measures[0]); ok && !m.Takes(a.Dim) {
				b.measures = nil
			}
		}
		if len(b.strong())+len(b.statuses)+len(b.phases)+len(b.periods) > 0 {
			mm := &matcher{ix: ix}
			for _, f := range b.find(ix, mm) {
				if f.entry != a && f.Unit == a.Unit && f.Role != extract.Growth && f.Role != extract.Gap {
					return a, f.entry, true
				}
			}
		}
	}
	return nil, nil, false
}

// thanThat sets what it names against what was just spoken of.
var thanThat = newPattern(`^(.+?)比(?:这次|那次|它|前者|这个|那个|这一次|上次|刚才那次)(?:还|要)?[多少高低大小]`)

// pairDepth is how many candidates of each operand are looked at for the pair that belongs together best.
const pairDepth = 8

// bestPair picks the two figures that fit their operands and each other: of one unit, best of one report and sentence.
func bestPair(ix *index, left, right *question) (a, b *entry) {
	m := &matcher{ix: ix}
	as := left.find(ix, m)
	m = &matcher{ix: ix}
	bs := right.find(ix, m)
	top := -1e9
	for i := 0; i < len(as) && i < pairDepth; i++ {
		for j := 0; j < len(bs) && j < pairDepth; j++ {
			x, y := as[i], bs[j]
			if x.entry == y.entry || x.Unit != y.Unit && !samePeople(x.entry, y.entry) {
				continue
			}
			if x.report != y.report && len(left.places)+len(right.places)+len(left.strong())+len(right.strong()) == 0 {
				continue // two reports are set against each other only where the question tells them apart
			}
			s := x.score + y.score
			if x.report == y.report {
				s += 1.5
				if x.sentence == y.sentence {
					s += 0.5
				}
			}
			if x.Metric == y.Metric {
				s += 0.3
			}
			if s > top {
				top, a, b = s, x.entry, y.entry
			}
		}
	}
	return a, b
}

// compute answers questions that need arithmetic; nil where none is asked for or the operands are not there.
func (e *Engine) compute(ix *index, q *question, c *Conversation) *result {
	if r := e.times(ix, q, c); r != nil {
		return r
	}
	switch {
	case q.has(comparesYears) && q.ops["difference"] && q.role == "":
		return e.before(ix, q)
	case q.ops["infer"]:
		return e.inferBase(ix, q)
	case q.ops["difference"] || q.ops["compare"]:
		if r := e.rankedPair(ix, q); r != nil {
			return r
		}
		if a, b, ok := e.pairs(ix, q, c); ok {
			return difference(q, a, b)
		}
		if a, b := q.lastTwo(ix, c); a != nil {
			return difference(q, a, b)
		}
	case q.role == extract.Gap && q.base == "":
		if r := e.apart(ix, q); r != nil {
			return r
		}
		if a, b, ok := e.pairs(ix, q, c); ok && a.Unit == "%" && a.Role == b.Role && sameMeasure(a, b) {
			return difference(q, a, b)
		}
	case q.ops["sum"]:
		if r := e.sum(ix, q, c); r != nil {
			return r
		}
	case q.general && q.role == "":
		// A和B一共多少: two things that each have a figure.
		if a, b, ok := e.pairs(ix, q, c); ok && a.Project != "" && b.Project != "" && a.Project != b.Project && a.Metric == b.Metric {
			return e.sum(ix, q, c)
		}
	case q.ops["average"] || q.has(perUnit):
		return e.average(ix, q)
	}
	if r := e.doneShare(ix, q); r != nil {
		return r
	}
	if q.ops["share"] || q.asks["percent"] {
		return e.share(ix, q, c)
	}
	if q.ops["change"] && q.role == "" {
		if r := e.change(ix, q); r != nil {
			return r
		}
	}
	if q.ops["before"] {
		return e.before(ix, q)
	}
	if q.asks["points"] && q.base == "" && (q.role == "" || q.role == extract.Share || q.role == extract.Growth) {
		return e.stated(ix, q)
	}
	return nil
}

// stated gives the distance to a year earlier that the report itself states, where a question for points names no base.
func (e *Engine) stated(ix *index, q *question) *result {
	p := *q
	p.role, p.dims, p.ops, p.unit, p.base = extract.Gap, nil, map[string]bool{}, "", ""
	if p.bare() && !p.inherited && len(p.measures) == 0 && len(p.statuses) == 0 {
		return nil
	}
	found := p.find(ix, &matcher{ix: ix})
	if len(found) == 0 || found[0].Unit != "pp" || found[0].Base != "yoy" && found[0].Base != "last_year" {
		return nil
	}
	f := found[0].entry
	return &result{value: valueOf(f), from: []*entry{f}, said: q.sentenceOf(f)}
}

func difference(q *question, a, b *entry) *result {
	d := a.Value.Sub(b.Value)
	large, small := a, b
	if d.IsNegative() {
		large, small = b, a
	}
	unit, dim := a.Unit, a.Dim
	if dim == quantity.Percent {
		unit, dim = "pp", quantity.Points
	}
	v := Value{Value: large.Value.Sub(small.Value), Unit: unit, Metric: a.Metric, Label: a.Label, Approx: orApprox(a, b)}
	r := &result{value: v, from: []*entry{a, b}, more: []Value{valueOf(a), valueOf(b)}}
	said := q.amount(v, dim)
	r.formula = q.figure(large) + " − " + q.figure(small) + " = " + said
	if q.lang == "en" {
		r.said = q.sentenceOf(large) + "; more than " + q.sentenceOf(small) + " by " + said
	} else {
		r.said = q.sentenceOf(large) + "，比" + ownerOrLabel(q, small) + "（" + q.figure(small) + "）多" + said
	}
	return r
}

func ownerOrLabel(q *question, e *entry) string {
	if o := owner(e); o != "" {
		return o
	}
	return q.labelOf(e)
}

func orApprox(all ...*entry) string {
	for _, e := range all {
		if e.Approx != "" {
			return "约"
		}
	}
	return ""
}

// amount says a computed value in words.
func (q *question) amount(v Value, dim quantity.Dimension) string {
	if q.display != "" {
		if s, ok := q.inAskedUnit(v.Value, v.Max, v.Unit, v.Approx, dim); ok {
			return s
		}
	}
	return quantity.Format(v.Value, v.Max, v.Unit, v.Per, v.Approx, q.lang)
}

// twoOfThem points at the two figures that were spoken of last.
var twoOfThem = newPattern(`^(?:[这那])?(?:两|二|俩)(?:次|个|者|项|家|期|年|地|笔|批)?(?:之间|一共|相)*[差多少]|^(?:它们|两者)?(?:之间)?(?:相差|差了?(?:多少|几))|^(?:and )?(?:what is |what's )?the difference`)

// lastTwo gives the figures of the last two turns, where the question asks how far they are apart and names nothing else.
func (q *question) lastTwo(ix *index, c *Conversation) (a, b *entry) {
	if c == nil || !q.inherited || len(q.strong())+len(q.places)+len(q.statuses)+len(q.periods) > 0 || !q.has(twoOfThem) {
		return nil, nil
	}
	last := c.recent(ix, 2)
	if len(last) < 2 || last[0].Kind != extract.QuantityFact || last[1].Kind != extract.QuantityFact || last[0] == last[1] || last[0].Unit != last[1].Unit || last[0].report != last[1].report || last[0].Max != nil || last[1].Max != nil || last[0].Dim == quantity.Points {
		return nil, nil
	}
	return last[1], last[0]
}

// apartFrom sets a rate of a time that it names against the one just spoken of, on either side.
var apartFrom = newPattern(`^比(.+?)(?:还|要|又)?(?:高|低|快|慢|多|少|大|小)|^(.+?)(?:已经|还|又)?(?:(?:高|低)出?(?:了|于|过)?(?:它|这个|前者|目标|预期)|比它)`)

// apart is how many percentage points lie between the rate just spoken of and that of another time.
func (e *Engine) apart(ix *index, q *question) *result {
	m := apartFrom.FindStringSubmatch(q.text)
	if m == nil || len(q.anchors) == 0 || len(q.periods) != 1 {
		return nil
	}
	a := q.anchors[0]
	if a.Kind != extract.QuantityFact || a.Unit != "%" || a.Role != extract.Growth && a.Role != extract.Level && a.Role != extract.Share || a.Max != nil {
		return nil
	}
	b := parse(ix, m[1]+m[2], e.refDate(ix))
	b.lang, b.ops, b.role, b.noSums, b.anchors, b.inherited = q.lang, map[string]bool{}, a.Role, true, q.anchors, true
	b.dims, b.unit = []quantity.Dimension{quantity.Percent}, ""
	if len(b.measures) == 0 && a.Metric != "" {
		b.measures = []string{a.Metric}
	}
	for _, f := range b.find(ix, &matcher{ix: ix}) {
		if f.entry != a && f.Unit == "%" && f.Role == a.Role && sameMeasure(a, f.entry) && f.Max == nil {
			return difference(q, a, f.entry)
		}
	}
	return nil
}
