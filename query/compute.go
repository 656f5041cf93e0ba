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
var joints = regexp.MustCompile(`和|与|跟|及|、|以及|加上|加|比|较|占|相比| and | plus | than | versus | vs\.? | as a (?:share|percentage|proportion) of `)

// operands splits a question into two that can be answered by themselves; what one side leaves out it has from the other.
func (e *Engine) operands(ix *index, q *question, c *Conversation) [][2]*question {
	var out [][2]*question
	for _, j := range joints.FindAllStringIndex(q.text, -1) {
		left, right := q.text[:j[0]], q.text[j[1]:]
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
			if x.role != extract.Growth {
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
	return len(q.terms) == 0 && len(q.measures) == 0 && len(q.statuses) == 0 && len(q.phases) == 0 && len(q.periods) == 0 && q.bounds == nil
}

// share gives to the question that leaves it out what the other says.
func share(to, from *question) {
	if len(to.measures) == 0 {
		to.measures, to.measureWords = from.measures, from.measureWords
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
	m := &matcher{ix: ix, memo: map[[2]int]uint64{}}
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
			mm := &matcher{ix: ix, memo: map[[2]int]uint64{}}
			for _, f := range b.find(ix, mm) {
				if f.entry != a && f.Unit == a.Unit && f.Role != extract.Growth && f.Role != extract.Gap {
					return a, f.entry, true
				}
			}
		}
	}
	return nil, nil, false
}

// pairDepth is how many candidates of each operand are looked at for the pair that belongs together best.
const pairDepth = 8

// bestPair picks the two figures that fit their operands and each other: of one unit, best of one report and sentence.
func bestPair(ix *index, left, right *question) (a, b *entry) {
	m := &matcher{ix: ix, memo: map[[2]int]uint64{}}
	as := left.find(ix, m)
	m = &matcher{ix: ix, memo: map[[2]int]uint64{}}
	bs := right.find(ix, m)
	top := -1e9
	for i := 0; i < len(as) && i < pairDepth; i++ {
		for j := 0; j < len(bs) && j < pairDepth; j++ {
			x, y := as[i], bs[j]
			if x.entry == y.entry || x.Unit != y.Unit {
				continue
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

// timesWords ask how many times as large one figure is as another.
var timesWords = regexp.MustCompile(`^(.+?)(?:大约|大概|约)?(?:是|相当于|为)(.+?)的?(?:多少|几)倍|^how many times (?:larger|bigger|greater|higher) (?:is|are|was|were) (.+?) than (.+)`)

// times divides one named figure by another: 谋划的总投资相当于已开工的几倍.
func (e *Engine) times(ix *index, q *question, c *Conversation) *result {
	m := timesWords.FindStringSubmatch(q.text)
	if m == nil {
		return nil
	}
	left, right := m[1]+m[3], m[2]+m[4]
	a, b := parse(ix, left, e.refDate(ix)), parse(ix, right, e.refDate(ix))
	share(a, b)
	share(b, a)
	for _, x := range []*question{a, b} {
		x.lang, x.ops, x.noSums, x.role = q.lang, map[string]bool{}, true, ""
		x.resolve(ix, c)
		if len(x.dims) == 0 && len(x.measures) == 0 {
			return nil
		}
	}
	x, y := e.bestLevel(ix, a), e.bestLevel(ix, b)
	if x == nil || y == nil || x == y || x.Unit != y.Unit || y.Value.IsZero() {
		return nil
	}
	v := Value{Value: x.Value.DivRound(y.Value, 4), Unit: "倍", Metric: x.Metric, Label: x.Label, Approx: "约"}
	said := "约" + trimZeros(v.Value.Round(2)) + "倍"
	r := &result{value: v, from: []*entry{x, y}, more: []Value{valueOf(x), valueOf(y)}}
	if q.lang == "en" {
		said = "about " + trimZeros(v.Value.Round(2)) + " times"
		r.said = said + ": " + q.sentenceOf(x) + "; " + q.sentenceOf(y)
	} else {
		r.said = said + "（" + q.sentenceOf(x) + "，" + q.sentenceOf(y) + "）"
	}
	r.formula = q.figure(x) + " ÷ " + q.figure(y) + " = " + said
	return r
}

// compute answers questions that need arithmetic; nil where none is asked for or the operands are not there.
func (e *Engine) compute(ix *index, q *question, c *Conversation) *result {
	if r := e.times(ix, q, c); r != nil {
		return r
	}
	switch {
	case comparesYears.MatchString(q.text) && q.ops["difference"] && q.role == "":
		return e.before(ix, q)
	case q.ops["infer"]:
		return e.inferBase(ix, q)
	case q.ops["difference"] || q.ops["compare"]:
		if a, b, ok := e.pairs(ix, q, c); ok {
			return difference(q, a, b)
		}
	case q.ops["sum"]:
		if r := e.sum(ix, q, c); r != nil {
			return r
		}
	case q.ops["average"] || perUnit.MatchString(q.text):
		return e.average(ix, q)
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
	return nil
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

// plusWord begins a follow-up that adds something to what was just said.
var plusWord = regexp.MustCompile(`^(?:再)?(?:加上|算上|连同)|^(?:plus|with|adding) `)

// sum adds two operands, the phases of a project, or what the last turns spoke of.
func (e *Engine) sum(ix *index, q *question, c *Conversation) *result {
	var parts []*entry
	if a, b, ok := e.pairs(ix, q, c); ok {
		parts = []*entry{a, b}
	} else if m := plusWord.FindStringIndex(q.text); m != nil && len(q.anchors) > 0 && q.anchors[0].Kind == extract.QuantityFact {
		p := *q
		p.ops, p.anchors, p.inherited = map[string]bool{}, q.anchors, true
		p.dims = []quantity.Dimension{q.anchors[0].Dim}
		if b := e.best(ix, &p); b != nil && b != q.anchors[0] && b.Unit == q.anchors[0].Unit {
			parts = []*entry{q.anchors[0], b}
		}
	} else if q.pronoun && len(q.strong()) == 0 && c != nil {
		parts = c.recent(ix, 2)
	} else if strings.Contains(q.text, "两期") || strings.Contains(q.text, "一二期") || strings.Contains(q.text, "各期") || strings.Contains(q.text, "三期合") || strings.Contains(q.text, "both phases") || strings.Contains(q.text, "two phases") || strings.Contains(q.text, "all phases") {
		parts = e.phases(ix, q)
	}
	if n := partsNamed(q.text); n > 0 && len(parts) != n {
		parts = e.parts(ix, q, n)
	}
	if len(parts) < 2 {
		return nil
	}
	total := decimal.Zero
	var said []string
	for _, p := range parts {
		if p.Unit != parts[0].Unit || p.Max != nil || p.Role != extract.Level && p.Role != extract.Part {
			return nil
		}
		total = total.Add(p.Value)
		said = append(said, q.figure(p))
	}
	v := Value{Value: total, Unit: parts[0].Unit, Metric: parts[0].Metric, Label: parts[0].Label, Approx: orApprox(parts...)}
	r := &result{value: v, from: parts}
	for _, p := range parts {
		r.more = append(r.more, valueOf(p))
	}
	amount := q.amount(v, parts[0].Dim)
	r.formula = strings.Join(said, " + ") + " = " + amount
	var names []string
	for _, p := range parts {
		names = append(names, q.sentenceOf(p))
	}
	if q.lang == "en" {
		r.said = "Together " + amount + ": " + strings.Join(names, "; ")
	} else {
		r.said = "合计" + amount + "：" + strings.Join(names, "，")
	}
	return r
}

var partCounts = []struct {
	words *regexp.Regexp
	n     int
}{
	{regexp.MustCompile(`两个|两期|两次|两项|两家|两者|俩|both|two`), 2}, {regexp.MustCompile(`三个|三次|三期|三项|三家|三者|three`), 3}, {regexp.MustCompile(`四个|四期|四项|四家|四次|four`), 4},
	{regexp.MustCompile(`五个|五项|五家|five`), 5}, {regexp.MustCompile(`六个|六项|六家|six`), 6},
}

// partsNamed is how many parts a question says it adds, 0 where it does not say.
func partsNamed(text string) int {
	for _, c := range partCounts {
		if c.words.MatchString(text) {
			return c.n
		}
	}
	return 0
}

// parts finds the n figures of one measure that different owners in one report have; nil unless there are exactly n.
func (e *Engine) parts(ix *index, q *question, n int) []*entry {
	p := *q
	p.ops, p.unit, p.asks = map[string]bool{}, "", map[string]bool{}
	m := &matcher{ix: ix, memo: map[[2]int]uint64{}}
	var out []*entry
	seen := map[string]bool{}
	for _, f := range p.find(ix, m) {
		if f.Role != extract.Level && f.Role != extract.Part || f.SubjectKind == extract.GroupSubject || len(out) > 0 && (f.report != out[0].report || f.Unit != out[0].Unit) {
			continue
		}
		if key := owner(f.entry) + "|" + f.Metric; !seen[key] {
			seen[key] = true
			out = append(out, f.entry)
		}
	}
	if len(out) != n {
		return nil
	}
	return out
}

// recent gives the first fact of each of the last n turns that found one, the oldest first.
func (c *Conversation) recent(ix *index, n int) []*entry {
	var out []*entry
	for i := len(c.Turns) - 1; i >= 0 && len(out) < n; i-- {
		for _, r := range c.Turns[i].Refs {
			if e := ix.byID[r.ID]; e != nil && sumOf(e) == r.Sum {
				out = append([]*entry{e}, out...)
				break
			}
		}
	}
	return out
}

// phases finds the same measure for each phase of one project.
func (e *Engine) phases(ix *index, q *question) []*entry {
	all := *q
	all.ops = map[string]bool{}
	firstTwo := strings.Contains(q.text, "前两期") || strings.Contains(q.text, "一二期") || strings.Contains(q.text, "头两期")
	m := &matcher{ix: ix, memo: map[[2]int]uint64{}}
	var out []*entry
	seen := map[string]bool{}
	for _, f := range all.find(ix, m) {
		if f.Phase == "" || len(out) > 0 && (f.Project != out[0].Project || f.Metric != out[0].Metric) {
			continue
		}
		if p := phaseName(f.Phase); !seen[p] && (!firstTwo || p == "一期" || p == "二期") {
			seen[p] = true
			out = append(out, f.entry)
		}
	}
	return out
}

// perUnit finds by what a question divides: 每平方米, 人均, per project.
var perUnit = regexp.MustCompile(`每(?:一)?(平方米|平米|亩|公顷|人|户|家|公里|千瓦|吨|人次)|(人均|亩均|户均)|per (person|head|household|square metre|square meter|hectare|kilometre|kilometer|tonne|mw|kw)`)

var perDims = map[string]quantity.Dimension{"平方米": quantity.Area, "平米": quantity.Area, "亩": quantity.Area, "公顷": quantity.Area, "亩均": quantity.Area,
	"square metre": quantity.Area, "square meter": quantity.Area, "hectare": quantity.Area, "公里": quantity.Length, "kilometre": quantity.Length, "kilometer": quantity.Length,
	"千瓦": quantity.Power, "mw": quantity.Power, "kw": quantity.Power, "吨": quantity.Mass, "tonne": quantity.Mass}

// average divides a group's total by its count, or one figure of a project by another (总投资摊到建筑面积上).
func (e *Engine) average(ix *index, q *question) *result {
	dim, per := quantity.Count, ""
	if m := perUnit.FindStringSubmatch(q.text); m != nil {
		per = m[1] + m[2] + m[3]
		if d, ok := perDims[per]; ok {
			dim = d
		}
	}
	total := e.dividend(ix, q)
	if total == nil {
		return nil
	}
	var count *entry
	best := 0.0
	for _, x := range ix.entries {
		if x.Kind != extract.QuantityFact || x.Dim != dim || x.report != total.report || x == total || x.Role != extract.Level && x.Role != extract.Part || x.Value.IsZero() {
			continue
		}
		r := relation(total, x)
		switch {
		case dim == quantity.Count && per == "" && (x.sentence != total.sentence || x.order > total.order || x.Metric != "project_count" && x.Metric != "enterprises" && x.Metric != "signed_count"):
			continue
		case dim == quantity.Count && per != "" && !sameUnit(strings.TrimSuffix(strings.TrimSuffix(per, "均"), "次"), strings.TrimSuffix(x.Unit, "次")):
			continue
		}
		for _, w := range q.measureWords {
			if holds(x.label, w) {
				r += 2
			}
		}
		if r > best {
			best, count = r, x
		}
	}
	if count == nil {
		return nil
	}
	return q.quotient(total, count, per)
}

// dividend finds the figure that is to be divided: the measure asked for, or what was just spoken of.
func (e *Engine) dividend(ix *index, q *question) *entry {
	p := *q
	p.ops, p.unit, p.dims, p.asks = map[string]bool{}, "", []quantity.Dimension{quantity.Money}, map[string]bool{}
	kept := p.measures[:0:0]
	for _, k := range p.measures {
		if m, ok := vocabulary.MeasureByKey(k); ok && m.Takes(quantity.Money) && k != "investment" {
			kept = append(kept, k)
		}
	}
	p.measures = kept
	if len(kept) == 0 && p.bare() {
		for _, a := range q.anchors {
			if a.Dim == quantity.Money {
				return a
			}
		}
	}
	if len(kept) == 0 {
		p.measures = []string{"total_investment", "investment", "sales"}
	}
	var terms []*term
	for _, t := range p.terms {
		if !t.weak {
			terms = append(terms, t)
		}
	}
	p.terms = terms
	return e.best(ix, &p)
}

func (q *question) quotient(total, count *entry, per string) *result {
	v := Value{Value: total.Value.DivRound(count.Value, 4), Unit: total.Unit, Metric: total.Metric, Label: "平均" + total.Label, Approx: "约"}
	unit := count.Unit
	if count.Dim != quantity.Count && per != "" {
		unit = per
		if n, _, ok := unitAfter(per); ok && n.Unit == count.Unit {
			v.Value = v.Value.Mul(n.Value.Div(decimal.NewFromInt(3)))
		}
	}
	v.Per = unit
	said := q.amount(Value{Value: roundMoney(v.Value), Unit: v.Unit, Approx: "约"}, total.Dim)
	r := &result{value: v, from: []*entry{total, count}, more: []Value{valueOf(total), valueOf(count)}}
	r.formula = q.figure(total) + " ÷ " + q.figure(count) + " = " + said
	if q.lang == "en" {
		r.said = "On average " + said + " each: " + q.sentenceOf(total) + "; " + q.sentenceOf(count)
	} else {
		r.said = "平均每" + unit + said + "：" + q.sentenceOf(total) + "，" + q.sentenceOf(count)
	}
	return r
}

// roundMoney rounds a computed amount to four leading digits or to the yuan, whichever is finer.
func roundMoney(d decimal.Decimal) decimal.Decimal {
	digits := len(d.Abs().Truncate(0).String())
	places := int32(5 - digits)
	if places > 2 {
		places = 2
	}
	return d.Round(places)
}

// share divides a part by its whole: both named (A占B), or the whole being what the part was counted among.
func (e *Engine) share(ix *index, q *question, c *Conversation) *result {
	if q.base == "nation" || q.base == "province" || q.rateMeasure() {
		return nil
	}
	var part, whole *entry
	if i := strings.Index(q.text, "占"); i >= 0 && q.ops["share"] {
		part, whole = e.shareSides(ix, q, c, q.text[:i], strings.TrimPrefix(q.text[i+len("占"):], "全部"))
	} else if m := shareOf.FindStringSubmatch(q.text); m != nil {
		part, whole = e.shareSides(ix, q, c, m[1], m[2])
	}
	if part == nil {
		p := *q
		p.role, p.ops, p.dims, p.asks = "", map[string]bool{}, nil, map[string]bool{"amount": true}
		if p.bare() && len(q.anchors) > 0 {
			part = q.anchors[0]
		} else {
			part = e.bestLevel(ix, &p)
		}
	}
	if part == nil {
		return nil
	}
	if whole == nil || whole == part {
		whole = wholeOf(ix, part, q.anchors)
	}
	if whole == nil || whole == part || whole.Unit != part.Unit || whole.Value.IsZero() || part.Value.GreaterThan(whole.Value) {
		return nil
	}
	if relation(part, whole) < 0.5 {
		return nil
	}
	v := Value{Value: part.Value.Mul(hundred).DivRound(whole.Value, 2), Unit: "%", Metric: part.Metric, Label: part.Label + "占比", Approx: "约"}
	if v.Value.Mul(whole.Value).Equal(part.Value.Mul(hundred)) && orApprox(part, whole) == "" {
		v.Approx = ""
	}
	said := v.Approx + trimZeros(v.Value) + "%"
	if q.lang == "en" {
		said = trimZeros(v.Value) + "%"
	}
	r := &result{value: v, from: []*entry{part, whole}, more: []Value{valueOf(part), valueOf(whole)}}
	r.formula = q.figure(part) + " ÷ " + q.figure(whole) + " = " + said
	if q.lang == "en" {
		r.said = said + ": " + q.sentenceOf(part) + " out of " + q.sentenceOf(whole)
	} else {
		r.said = "占比" + said + "（" + q.sentenceOf(part) + "，" + q.sentenceOf(whole) + "）"
	}
	return r
}

var shareOf = regexp.MustCompile(`(?:what|which) (?:share|percentage|proportion|percent) of (.+?) (?:is|are|was|were|comes from|do|does) (.+)`)

// shareSides finds part and whole from the two sides of 占; a side that names nothing is left to be found otherwise.
func (e *Engine) shareSides(ix *index, q *question, c *Conversation, left, right string) (part, whole *entry) {
	a := parse(ix, left, e.refDate(ix))
	b := parse(ix, right, e.refDate(ix))
	for _, x := range []*question{a, b} {
		x.lang, x.role, x.ops, x.asks = q.lang, "", map[string]bool{}, map[string]bool{"amount": true}
		x.dims = nil
		if len(x.places) == 0 {
			x.places = q.places
		}
	}
	a.resolve(ix, c)
	if !a.empty() {
		part = e.bestLevel(ix, a)
	}
	if part == nil && len(q.anchors) > 0 && (a.empty() || a.pronoun && len(a.measures) == 0) {
		part = q.anchors[0]
	}
	if part == nil {
		return nil, nil
	}
	if b.empty() || len(b.measures) == 0 && len(b.strong()) == 0 && len(b.statuses) == 0 {
		return part, nil
	}
	b.anchors, b.inherited = []*entry{part}, true
	if len(b.measures) == 0 {
		b.dims = []quantity.Dimension{part.Dim}
	}
	m := &matcher{ix: ix, memo: map[[2]int]uint64{}}
	for _, f := range b.find(ix, m) {
		if f.Unit == part.Unit && f.entry != part && !f.Value.LessThan(part.Value) && (f.Role == extract.Level || f.Role == extract.Part) {
			return part, f.entry
		}
	}
	return part, nil
}

// bestLevel finds the best amount (no rate) that fits.
func (e *Engine) bestLevel(ix *index, q *question) *entry {
	m := &matcher{ix: ix, memo: map[[2]int]uint64{}}
	for _, f := range q.find(ix, m) {
		if f.Dim != quantity.Percent && f.Dim != quantity.Points && (f.Role == extract.Level || f.Role == extract.Part) {
			return f.entry
		}
	}
	return nil
}

// wholeOf finds what a part was counted among: the nearest larger figure of the same unit and kind before it in its
// sentence or passage, or the one that the conversation was about.
func wholeOf(ix *index, part *entry, anchors []*entry) *entry {
	for _, a := range anchors {
		if a != part && a.Unit == part.Unit && a.report == part.report && a.Role == extract.Level && a.Value.GreaterThan(part.Value) {
			return a
		}
	}
	for _, near := range []func(*entry) bool{
		func(x *entry) bool { return x.sentence == part.sentence && x.sentence >= 0 },
		func(x *entry) bool { return x.Passage == part.Passage },
	} {
		var found *entry
		for _, x := range ix.entries {
			if x.report != part.report || x == part || !near(x) || x.Kind != extract.QuantityFact || x.Unit != part.Unit || x.Role != extract.Level ||
				!x.Value.GreaterThan(part.Value) || x.order > part.order || x.Dim != part.Dim {
				continue
			}
			if part.Dim == quantity.Money && x.Metric != part.Metric {
				continue
			}
			found = x
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// change is how far a level moved: the difference to the level before it in 由…提高到….
func (e *Engine) change(ix *index, q *question) *result {
	p := *q
	p.role, p.ops, p.dims = "", map[string]bool{}, nil
	if q.unit != "" {
		p.dims = []quantity.Dimension{quantity.Count}
	}
	var level *entry
	m := &matcher{ix: ix, memo: map[[2]int]uint64{}}
	candidates := p.find(ix, m)
	if p.bare() && len(q.anchors) > 0 {
		candidates = append([]match{{entry: q.anchors[0]}}, candidates...)
	}
	var prior *entry
	for _, f := range candidates {
		if f.Role != extract.Level {
			continue
		}
		if prior = priorOf(ix, f.entry); prior != nil {
			level = f.entry
			break
		}
	}
	if level == nil {
		return nil
	}
	unit, dim := level.Unit, level.Dim
	if dim == quantity.Percent {
		unit, dim = "pp", quantity.Points
	}
	v := Value{Value: level.Value.Sub(prior.Value), Unit: unit, Metric: level.Metric, Label: level.Label, Approx: orApprox(level, prior)}
	said := q.amount(Value{Value: v.Value.Abs(), Unit: v.Unit, Approx: v.Approx}, dim)
	r := &result{value: v, from: []*entry{level, prior}, more: []Value{valueOf(level), valueOf(prior)}}
	r.formula = q.figure(level) + " − " + q.figure(prior) + " = " + quantity.Format(v.Value, nil, unit, "", v.Approx, q.lang)
	word := "提高"
	if v.Value.IsNegative() {
		word = "下降"
	}
	if q.lang == "en" {
		r.said = q.sentenceOf(level) + ", from " + q.figure(prior) + ": a change of " + said
	} else {
		r.said = ownerOrLabel(q, level) + "由" + q.figure(prior) + "到" + q.figure(level) + "，" + word + said
	}
	return r
}

// priorOf finds the earlier level that a sentence gives with a later one.
func priorOf(ix *index, level *entry) *entry {
	for _, x := range ix.entries {
		if x.Role == extract.Prior && x.sentence == level.sentence && x.report == level.report && x.Unit == level.Unit && x.Passage == level.Passage &&
			(x.Metric == level.Metric && x.Label == level.Label || x.Label == level.Label) {
			return x
		}
	}
	return nil
}

// before works back from a level and its growth, or from a rate and its gap to last year's, to the year before.
func (e *Engine) before(ix *index, q *question) *result {
	p := *q
	p.ops = map[string]bool{}
	if p.role != extract.Share {
		p.role = ""
	}
	kept := p.periods[:0:0]
	for _, x := range p.periods {
		if !strings.ContainsAny(x.Words, "去上前同") {
			kept = append(kept, x)
		}
	}
	p.periods, p.base = kept, ""
	candidates := []*entry{}
	if p.bare() {
		candidates = append(candidates, q.anchors...)
	}
	m := &matcher{ix: ix, memo: map[[2]int]uint64{}}
	for _, f := range p.find(ix, m) {
		candidates = append(candidates, f.entry)
	}
	for _, level := range candidates {
		if level.Role != extract.Level && level.Role != extract.Part && level.Role != extract.Share {
			continue
		}
		if prior := priorOf(ix, level); prior != nil {
			v := valueOf(prior)
			return &result{value: v, from: []*entry{prior}, said: q.sentenceOf(prior), formula: ""}
		}
		for _, g := range ix.entries {
			if g.report != level.report || g.Passage != level.Passage || g.sentence != level.sentence || !sameMeasure(g, level) {
				continue
			}
			switch {
			case g.Role == extract.Growth && g.Dim == level.Dim && g.Unit == level.Unit && g.Max == nil:
				return earlier(q, level, g)
			case g.Role == extract.Growth && g.Dim == quantity.Percent && (g.Base == "yoy" || g.Base == "") && level.Dim != quantity.Percent:
				return backwards(q, level, g)
			case g.Role == extract.Gap && (g.Base == "last_year" || g.Base == "yoy") && level.Dim == quantity.Percent:
				return minus(q, level, g, "去年同期", "a year earlier")
			}
		}
	}
	return nil
}

// earlier takes an increase in amount from a level: 612个, 比上年增加47个.
func earlier(q *question, level, rise *entry) *result {
	v := Value{Value: level.Value.Sub(rise.Value), Unit: level.Unit, Metric: level.Metric, Label: level.Label, Approx: orApprox(level, rise)}
	said := q.amount(v, level.Dim)
	r := &result{value: v, from: []*entry{level, rise}, more: []Value{valueOf(level), valueOf(rise)}}
	sign, abs := " − ", rise.Value
	if abs.IsNegative() {
		sign, abs = " + ", abs.Neg()
	}
	r.formula = q.figure(level) + sign + quantity.Format(abs, nil, rise.Unit, "", rise.Approx, q.lang) + " = " + said
	if q.lang == "en" {
		r.said = "A year earlier: " + said + " (worked back from " + q.sentenceOf(level) + ")"
	} else {
		r.said = "上年" + q.labelOf(level) + said + "（由" + q.figure(level) + "推算）"
	}
	return r
}

func sameMeasure(a, b *entry) bool {
	if a.Metric != "" || b.Metric != "" {
		return a.Metric == b.Metric && (a.Subject == b.Subject || a.Label == b.Label)
	}
	return a.Label == b.Label || strings.Contains(a.Label, b.Label) || strings.Contains(b.Label, a.Label)
}

func backwards(q *question, level, growth *entry) *result {
	factor := decimal.NewFromInt(1).Add(growth.Value.Div(hundred))
	if !factor.IsPositive() {
		return nil
	}
	v := Value{Value: level.Value.DivRound(factor, 2), Unit: level.Unit, Metric: level.Metric, Label: level.Label, Approx: "约"}
	if q.ops["difference"] {
		v.Value = level.Value.Sub(v.Value)
		said := q.amount(Value{Value: roundMoney(v.Value), Unit: v.Unit, Approx: "约"}, level.Dim)
		r := &result{value: v, from: []*entry{level, growth}, more: []Value{valueOf(level), valueOf(growth)}}
		r.formula = q.figure(level) + " − " + q.figure(level) + " ÷ (1 + " + trimZeros(growth.Value) + "%) = " + said
		r.said = "比上年多" + said + "（由" + q.figure(level) + "、" + roleZH(growth) + "推算）"
		if q.lang == "en" {
			r.said = said + " more than a year earlier (worked back from " + q.sentenceOf(level) + ")"
		}
		return r
	}
	said := q.amount(Value{Value: roundMoney(v.Value), Unit: v.Unit, Approx: "约"}, level.Dim)
	r := &result{value: v, from: []*entry{level, growth}, more: []Value{valueOf(level), valueOf(growth)}}
	sign := "+"
	if growth.Value.IsNegative() {
		sign = "−"
	}
	r.formula = q.figure(level) + " ÷ (1 " + sign + " " + trimZeros(growth.Value.Abs()) + "%) = " + said
	if q.lang == "en" {
		r.said = "A year earlier: " + said + " (worked back from " + q.sentenceOf(level) + " and its growth of " + trimZeros(growth.Value) + "%)"
	} else {
		r.said = "上年" + q.labelOf(level) + said + "（由" + q.figure(level) + "、" + roleZH(growth) + "推算）"
	}
	return r
}

// minus takes a gap from a rate: the rate of the province, the nation, or the year before.
func minus(q *question, rate, gap *entry, whoZH, whoEN string) *result {
	v := Value{Value: rate.Value.Sub(gap.Value), Unit: rate.Unit, Metric: rate.Metric, Label: rate.Label}
	said := quantity.Format(v.Value, nil, v.Unit, "", "", q.lang)
	r := &result{value: v, from: []*entry{rate, gap}, more: []Value{valueOf(rate), valueOf(gap)}}
	sign, abs := " − ", gap.Value
	if abs.IsNegative() {
		sign, abs = " + ", abs.Neg()
	}
	r.formula = trimZeros(rate.Value) + "%" + sign + trimZeros(abs) + "pp = " + said
	if q.lang == "en" {
		r.said = "By that reckoning " + whoEN + ": " + said
	} else {
		r.said = "推算" + whoZH + ownerless(q, rate) + said
	}
	return r
}

func ownerless(q *question, e *entry) string {
	if e.Role == extract.Growth {
		return q.labelOf(e) + "增速"
	}
	return q.labelOf(e)
}

// inferBase works out the nation's or the province's rate from the own rate and the gap to it.
func (e *Engine) inferBase(ix *index, q *question) *result {
	if q.ops["before"] || q.base == "last_year" {
		if r := e.before(ix, q); r != nil {
			return r
		}
	}
	p := *q
	p.role, p.dims, p.ops, p.unit = extract.Gap, nil, map[string]bool{}, ""
	m := &matcher{ix: ix, memo: map[[2]int]uint64{}}
	candidates := []*entry{}
	if p.bare() || p.inherited {
		candidates = append(candidates, q.anchors...)
	}
	// The base itself (全国, 全省) is no place that the figure must be about.
	p.places = nil
	for _, f := range p.find(ix, m) {
		candidates = append(candidates, f.entry)
	}
	for _, gap := range candidates {
		if gap.Role != extract.Gap || q.base != "" && gap.Base != q.base && (q.base == "nation" || q.base == "province") {
			continue
		}
		for _, rate := range ix.entries {
			if rate.report == gap.report && rate.Passage == gap.Passage && rate.sentence == gap.sentence && sameMeasure(rate, gap) &&
				rate.Dim == quantity.Percent && (rate.Role == extract.Growth || rate.Role == extract.Level || rate.Role == extract.Share) {
				zh, en := strings.TrimSuffix(baseZH[gap.Base], "平均水平"), baseEN[gap.Base]
				if gap.Base == "last_year" || gap.Base == "yoy" {
					zh = "去年同期"
				}
				return minus(q, rate, gap, zh, en)
			}
		}
	}
	return nil
}

// between subtracts the larger scope's figure from the smaller's: projects from 50 to 100 million.
func (e *Engine) between(ix *index, q *question) *result {
	if q.bounds == nil || q.bounds.min == nil || q.bounds.max == nil {
		return nil
	}
	low, high := *q, *q
	low.bounds = &bounds{min: q.bounds.min, unit: q.bounds.unit, dim: q.bounds.dim}
	high.bounds = &bounds{min: q.bounds.max, unit: q.bounds.unit, dim: q.bounds.dim}
	a, b := e.best(ix, &low), e.best(ix, &high)
	if a == nil || b == nil || a.Unit != b.Unit || a.report != b.report || a.Scope.Status != b.Scope.Status || a.Value.LessThan(b.Value) {
		return nil
	}
	r := difference(q, a, b)
	if q.lang == "en" {
		r.said = q.bounds.words + ": " + q.amount(r.value, a.Dim)
	} else {
		r.said = q.bounds.words + "：" + q.amount(r.value, a.Dim) + "（" + q.sentenceOf(a) + "，" + q.sentenceOf(b) + "）"
	}
	return r
}

// measureLabel is a measure's name in the question's language.
func (q *question) measureLabel(key string) string {
	m, ok := vocabulary.MeasureByKey(key)
	if !ok {
		return ""
	}
	if q.lang == "en" && len(m.EN) > 0 {
		return m.EN[0]
	}
	return m.ZH[0]
}
