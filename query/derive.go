package query

import (
	"regexp"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// derive works out what no sentence states but two figures give, where the words of the question ask for it: what is left
// of a whole, the part of a share, the rate of an earlier time, what there was before it doubled. done tells that the
// question asks for such a figure, so that a stated one is no answer.
func (e *Engine) derive(ix *index, q *question, c *Conversation, direct *entry) (r *result, done bool) {
	if q.asksWords() && !q.asksOnlyWhat() {
		return nil, false
	}
	if r, done := e.balance(ix, q, direct); r != nil || done {
		return r, true
	}
	if direct == nil {
		if r := e.tradeSide(ix, q); r != nil {
			return r, true
		}
	}
	if r, done := e.fromStart(ix, q, direct); r != nil || done {
		return r, true
	}
	if r := e.rests(ix, q, direct); r != nil {
		return r, true
	}
	switch {
	case q.has(beforeDoubling):
		return e.halved(ix, q), true
	case q.numeric() && q.role == "" && len(q.phases) == 0 && (direct == nil || !takenOff.MatchString(direct.Clause)) && (q.has(minusWord) || q.has(minusFirst)):
		if r := e.subtract(ix, q); r != nil {
			return r, true
		}
		if !q.inherited || !q.has(leftOver) {
			return nil, true
		}
		fallthrough
	case q.has(leftOver) && (q.inherited || q.has(takenAway)):
		if r := e.remainder(ix, q, c); r != nil {
			return r, true
		}
		return nil, direct == nil || direct.Role == extract.Level && !leftOver.MatchString(direct.Clause)
	case q.has(outside):
		return e.complement(ix, q, direct), false
	}
	if len(q.addends) > 1 && q.role == "" {
		return e.measuresTogether(ix, q), true
	}
	if q.has(namedTogether) && q.role == "" {
		if parts := namedBeside(ix, q, direct); parts != nil {
			if r := q.total(parts); r != nil {
				return r, true
			}
		}
	}
	if r := e.elsewhen(ix, q, direct); r != nil {
		return r, true
	}
	if r, done := e.rose(ix, q, c); r != nil || done {
		return r, true
	}
	if r := e.moved(ix, q, c); r != nil && (direct == nil || direct.Role != extract.Growth) {
		return r, true
	}
	if r, done := e.risen(ix, q, direct); r != nil || done {
		return r, true
	}
	if direct == nil || q.has(reckoned) {
		if r := e.portion(ix, q); r != nil {
			return r, true
		}
	}
	if direct == nil {
		if r := e.setBeside(ix, q); r != nil {
			return r, true
		}
		if r := e.phaseLeft(ix, q); r != nil {
			return r, true
		}
		if r := e.otherSide(ix, q); r != nil {
			return r, true
		}
		if r := e.takenInItself(ix, q); r != nil {
			return r, true
		}
		return e.yearBefore(ix, q), false
	}
	return nil, false
}

// beforeDoubling asks for what a figure was before it doubled.
var beforeDoubling = newPattern(`翻(?:了?一|了?两)?番(?:之|以)?前|before (?:it|they) doubled|before doubling`)

var doubledTwice = regexp.MustCompile(`翻(?:了)?两番`)

var doubledOnce = regexp.MustCompile(`翻(?:了)?一?番|doubl`)

// setBeside works out the growth of a measure that a report only sets another beside: 工业投资增长8%，高出固定资产投资增速3个百分点.
func (e *Engine) setBeside(ix *index, q *question) *result {
	if q.role != extract.Growth || len(q.measures) == 0 || q.base != "" || len(q.periods) > 0 && !q.inherited {
		return nil
	}
	m, ok := vocabulary.MeasureByKey(q.measures[0])
	if !ok {
		return nil
	}
	fits := &matcher{ix: ix}
	for _, gap := range ix.entries {
		if gap.Role != extract.Gap || gap.Unit != "pp" || gap.Metric == m.Key || gap.Max != nil || !containsAny(fold(gap.Clause), m.ZH) || !strings.Contains(gap.Clause, "增速") {
			continue
		}
		if _, placed := q.placeFits(ix, fits, gap); !placed {
			continue
		}
		if _, there := q.termsFit(fits, gap); !there {
			continue
		}
		for _, rate := range ix.of(gap.report).entries {
			if rate.sentence == gap.sentence && rate.Role == extract.Growth && rate.Unit == "%" && rate.Metric == gap.Metric && rate.Label == gap.Label && rate.Max == nil {
				r := minus(q, rate, gap, m.ZH[0]+"增速", m.EN[0])
				r.value.Metric, r.value.Label = m.Key, m.ZH[0]
				if q.lang != "en" {
					r.said = "推算" + m.ZH[0] + "增速" + quantity.Format(r.value.Value, nil, r.value.Unit, "", "", q.lang) + "（" + q.sentenceOf(gap) + "）"
				}
				return r
			}
		}
	}
	return nil
}

// halved divides a figure that the report calls doubled.
func (e *Engine) halved(ix *index, q *question) *result {
	p := *q
	p.ops = map[string]bool{}
	p.terms = without(q.terms, doubledOnce)
	m := &matcher{ix: ix}
	for _, f := range p.find(ix, m) {
		if f.Role != extract.Level || f.Max != nil || f.sentence < 0 || !doubledOnce.MatchString(ix.sentences[f.sentence].text) && !doubledOnce.MatchString(f.Quote) {
			continue
		}
		by := decimal.NewFromInt(2)
		if doubledTwice.MatchString(f.Quote) {
			by = decimal.NewFromInt(4)
		}
		v := Value{Value: f.Value.Div(by), Unit: f.Unit, Metric: f.Metric, Label: f.Label, Approx: "约"}
		said := q.amount(v, f.Dim)
		r := &result{value: v, from: []*entry{f.entry}, more: []Value{valueOf(f.entry)}}
		r.formula = q.figure(f.entry) + " ÷ " + by.String() + " = " + said
		r.said = "翻番前" + q.labelOf(f.entry) + said + "（" + q.sentenceOf(f.entry) + "）"
		if q.lang == "en" {
			r.said = "Before it doubled: " + said + " (" + q.sentenceOf(f.entry) + ")"
		}
		return r
	}
	return nil
}

// leftOver asks for the rest of a whole; takenAway names what is taken from it.
var (
	leftOver  = newPattern(`还剩|剩下|剩余|余下|其余|扣掉|扣除|减掉|减去|刨去|刨掉|刨除|除去|去掉|is left|remaining|remainder|\bthe rest\b|\bminus\b|still to `)
	takenAway = newPattern(`(?:扣掉|扣除|减掉|减去|刨去|刨掉|刨除|除去|去掉)([^,，]+)|\bminus (.+)`)
)

// remainder takes a part from its whole: the other phase of a project, or what was spoken of last from what was spoken
// of before it.
func (e *Engine) remainder(ix *index, q *question, c *Conversation) *result {
	if len(q.anchors) == 0 {
		return nil
	}
	taken := []string{}
	if m := takenAway.FindStringSubmatch(q.text); m != nil {
		if p := phaseName(m[1] + m[2]); p != "" {
			taken = append(taken, p)
		}
	}
	for _, a := range q.anchors {
		if r := e.otherPhase(ix, q, a, taken); r != nil {
			return r
		}
	}
	if len(taken) > 0 || c == nil || len(q.phases) > 0 {
		return nil
	}
	last := c.recent(ix, 2)
	if len(last) < 2 {
		return nil
	}
	whole, part := last[0], last[1]
	if whole.Unit != part.Unit || whole.report != part.report || !whole.Value.GreaterThan(part.Value) || whole.Max != nil || part.Max != nil || relation(whole, part) < 0.5 ||
		len(q.strong()) > 0 && q.lang == "zh" {
		return nil
	}
	return less(q, whole, part)
}

// otherPhase gives what a project's whole leaves beside the phases named, for a project of two phases.
func (e *Engine) otherPhase(ix *index, q *question, a *entry, taken []string) *result {
	if a.Project == "" || a.Kind != extract.QuantityFact || a.Dim != quantity.Money {
		return nil
	}
	var whole *entry
	parts := map[string]*entry{}
	for _, x := range ix.of(a.report).entries {
		if x.Project != a.Project || x.Kind != extract.QuantityFact || x.Unit != a.Unit || x.Role != extract.Level && x.Role != extract.Part ||
			x.Metric != "total_investment" && x.Metric != "investment" || x.Max != nil {
			continue
		}
		p := phaseName(x.Phase)
		switch {
		case p == "" && (whole == nil || x.Metric == "total_investment" && whole.Metric != "total_investment"):
			whole = x
		case p != "" && parts[p] == nil:
			parts[p] = x
		}
	}
	if whole == nil || len(parts) != 1 {
		return nil
	}
	for p, part := range parts {
		wanted := len(taken) == 1 && taken[0] == p || len(taken) == 0 && len(q.phases) == 1 && q.phases[0] != p
		if wanted && whole.Value.GreaterThan(part.Value) {
			return less(q, whole, part)
		}
	}
	return nil
}

// less says a whole without its part.
func less(q *question, whole, part *entry) *result {
	v := Value{Value: whole.Value.Sub(part.Value), Unit: whole.Unit, Metric: whole.Metric, Label: whole.Label, Approx: orApprox(whole, part)}
	said := q.amount(v, whole.Dim)
	r := &result{value: v, from: []*entry{whole, part}, more: []Value{valueOf(whole), valueOf(part)}}
	r.formula = q.figure(whole) + " − " + q.figure(part) + " = " + said
	r.said = "剩余" + said + q.bothSaid(whole, part)
	if q.lang == "en" {
		r.said = "Remaining: " + said + q.bothSaid(whole, part)
	}
	return r
}

// outside asks for all but one: 对东盟以外的进出口.
var outside = newPattern(`([\p{Han}]{2,10}?)(?:以外|之外)的?([\p{Han}].*)`)

// complement takes the figure of what is left out from the figure of all.
func (e *Engine) complement(ix *index, q *question, direct *entry) *result {
	m := outside.FindStringSubmatch(q.text)
	if direct != nil || m == nil || q.role != "" {
		return nil
	}
	part, whole := parse(ix, m[1]+m[2], e.refDate(ix)), parse(ix, m[2], e.refDate(ix))
	for _, x := range []*question{part, whole} {
		x.lang, x.display, x.ops, x.places = q.lang, q.display, map[string]bool{}, q.places
		x.anchors, x.inherited = q.anchors, q.inherited
		if len(x.measures) == 0 {
			return nil
		}
	}
	a, b := e.bestLevel(ix, whole), e.bestLevel(ix, part)
	if a == nil || b == nil || a == b || a.Unit != b.Unit || a.report != b.report || a.Metric != b.Metric || !a.Value.GreaterThan(b.Value) || a.Max != nil || b.Max != nil {
		return nil
	}
	return less(q, a, b)
}

// elsewhen works out the rate of another time that the report sets a rate against: 增长9.4%，比上半年回落1.9个百分点.
func (e *Engine) elsewhen(ix *index, q *question, direct *entry) *result {
	if len(q.periods) != 1 || q.role != extract.Growth && q.role != extract.Share && !q.rateMeasure() {
		return nil
	}
	asked := q.periods[0]
	if direct != nil && direct.Period.Words != "" && !direct.Period.Implied && sameDays(asked, direct.Period.Period) {
		return nil
	}
	p := *q
	p.periods, p.ops, p.role, p.dims, p.base = nil, map[string]bool{}, extract.Gap, nil, ""
	m := &matcher{ix: ix}
	for _, g := range p.find(ix, m) {
		at := quantity.FindPeriods(g.Base, g.report.Date)
		if g.Unit != "pp" || len(at) != 1 || !sameDays(at[0], asked) || at[0].Grain == quantity.Year && at[0].End.Year() != asked.End.Year() {
			continue
		}
		for _, rate := range ix.of(g.report).entries {
			if rate.sentence == g.sentence && rate.Passage == g.Passage && rate.Dim == quantity.Percent && sameMeasure(rate, g.entry) &&
				(rate.Role == extract.Growth || rate.Role == extract.Level || rate.Role == extract.Share) {
				return minus(q, rate, g.entry, g.Base, g.Base)
			}
		}
	}
	return nil
}

// movedBy asks how far a figure that was just spoken of has moved.
var movedBy = newPattern(`比(?:原来|以前|之前|原先|过去|扩建前|扩产前|改造前)|^(?:一共|总共|共|这)?(?:增加|提高|提升|上升|升|增|涨|扩大|多|降|降低|下降|减少|少)了?(?:多少|几)|increase of how much|how much more|how much of an increase|how big an increase|^up by how much|^by how much`)

// moved is how far the figure of the turn before moved from the one that its sentence gives as the earlier, or from the
// figure of the turn before that.
func (e *Engine) moved(ix *index, q *question, c *Conversation) *result {
	if !q.inherited || len(q.strong()) > 0 || len(q.anchors) == 0 || c == nil || q.asks["percent"] || !q.has(movedBy) {
		return nil
	}
	level := q.anchors[0]
	if level.Kind != extract.QuantityFact {
		return nil
	}
	if prior := priorOf(ix, level); prior != nil {
		return q.movement(level, prior)
	}
	last := c.recent(ix, 2)
	if len(last) < 2 {
		return nil
	}
	from, to := last[0], last[1]
	if from == to || from.Unit != to.Unit || from.Metric != to.Metric || from.report != to.report || from.Max != nil || to.Max != nil || from.Role != extract.Level || to.Role != extract.Level ||
		relation(from, to) < 0.5 {
		return nil
	}
	return q.movement(to, from)
}

// reckoned asks to take a share of a named whole: 按注册资本算，日方出了多少.
var reckoned = newPattern(`(?:按照?|照|以)([^,，]{2,12}?)(?:来)?(?:算|计算|折算|推算|计)`)

// portion multiplies a share that the report states by its whole, where an amount is asked for.
func (e *Engine) portion(ix *index, q *question) *result {
	if q.role != "" && q.role != extract.Share || q.asks["percent"] || q.asks["points"] || q.ops["difference"] || q.ops["compare"] || q.ops["sum"] || q.ops["before"] || q.ops["average"] || q.unit != "" {
		return nil
	}
	if q.display == "" && !q.asks["money"] && !(len(q.dims) == 1 && q.dims[0] == quantity.Money) {
		return nil
	}
	if n, _, ok := unitAfter(q.display); q.display != "" && ok && n.Dim != quantity.Money && n.Dim != quantity.Bare {
		return nil // no share of money is so many mu
	}
	p := *q
	p.role, p.dims, p.unit, p.display, p.ops, p.asks, p.presumed = extract.Share, nil, "", "", map[string]bool{}, map[string]bool{}, false
	by := reckoned.FindStringSubmatch(q.text)
	tries := [][]string{q.measures, nil}
	if by != nil || q.presumed {
		tries = tries[1:]
	}
	var share *entry
	for _, measures := range tries {
		p.measures = measures
		if p.bare() {
			if len(measures) > 0 {
				m := &matcher{ix: ix}
				for _, f := range p.find(ix, m) {
					if f.Unit == "%" && share == nil && f.Metric == measures[0] {
						share = f.entry
					}
				}
			} else if len(q.anchors) > 0 && q.anchors[0].Unit == "%" && (q.anchors[0].Role == extract.Share || q.anchors[0].Metric == "equity_share") && q.inherited {
				share = q.anchors[0]
			}
		} else {
			share = e.best(ix, &p)
		}
		if share != nil {
			break
		}
	}
	if share == nil || share.Unit != "%" || share.Max != nil || share.Role == extract.Share && share.Base == "plan" {
		return nil // how much of a plan is done is no part of what is done
	}
	whole := e.wholeOfShare(ix, q, share, by)
	if whole == nil {
		return nil
	}
	v := Value{Value: whole.Value.Mul(share.Value).Div(hundred), Unit: whole.Unit, Metric: share.Metric, Label: share.Label, Approx: "约"}
	if orApprox(whole, share) == "" && share.Metric == "equity_share" {
		v.Approx = ""
	}
	said := q.amount(v, whole.Dim)
	r := &result{value: v, from: []*entry{whole, share}, more: []Value{valueOf(whole), valueOf(share)}}
	r.formula = q.figure(whole) + " × " + trimZeros(share.Value) + "% = " + said
	r.said = said + q.bothSaid(whole, share)
	return r
}

// wholeOfShare finds what a share is of: the measure that the question reckons by, or the amount that stands before the
// share in its own sentence.
func (e *Engine) wholeOfShare(ix *index, q *question, share *entry, by []string) *entry {
	if by != nil {
		w := parse(ix, by[1], e.refDate(ix))
		w.lang, w.ops, w.anchors, w.inherited, w.noSums = q.lang, map[string]bool{}, []*entry{share}, true, true
		if len(w.measures) == 0 {
			return nil
		}
		whole := e.bestLevel(ix, w)
		if whole == nil || whole.report != share.report || whole.Max != nil || relation(share, whole) < 0 {
			return nil
		}
		return whole
	}
	if share.Metric == "equity_share" || share.sentence < 0 {
		return nil
	}
	var whole *entry
	for _, x := range ix.sentences[share.sentence].entries {
		if x.Kind != extract.QuantityFact || x.order > share.order || x.Dim != quantity.Money || x.Role != extract.Level && x.Role != extract.Part || x.Max != nil {
			continue
		}
		whole = x
	}
	if whole == nil || relation(share, whole) < 0.5 {
		return nil
	}
	return whole
}

// yearBefore works back to a year of which the report gives no figure from the figure and the growth of the year after it.
func (e *Engine) yearBefore(ix *index, q *question) *result {
	if len(q.periods) != 1 || q.role != "" || q.ops["before"] {
		return nil
	}
	asked := q.periods[0]
	p := *q
	p.periods = nil
	switch {
	case strings.Contains(asked.Words, "前年"):
		return e.beforeIf(ix, &p, func(f *entry) bool {
			return strings.Contains(f.Period.Words, "去年") || strings.Contains(f.Period.Words, "上年")
		})
	case (asked.Grain == quantity.Year || asked.Grain == quantity.Day && asked.End.Month() == time.December && asked.End.Day() == 31) && asked.YearKnown && asked.Start.Year() == asked.End.Year():
		return e.beforeIf(ix, &p, func(f *entry) bool {
			// A whole year is not worked back from the months of the one after it.
			return f.Period.YearKnown && f.Period.Words != "" && f.Period.End.Year() == asked.End.Year()+1 && (f.Period.Grain == quantity.Year || f.Period.Implied || asked.Grain == quantity.Day)
		})
	}
	return nil
}

// minusWord takes one named amount from another; minusFirst names what is taken away before what it is taken from.
var (
	minusWord  = newPattern(`^(.*?)[,，]?(?:里面|里头|里|中|当中)?(?:的)?(?:减去|减掉|刨去|刨掉|刨除|刨开|扣掉|扣除|扣去|扣了|除去|除掉|去掉|去除|剔除|剔掉|抛开|抛去|抛掉|撇开|撇去|拿掉|不算|不含|不包括|排除)(.+)$|^(.+) (?:minus|without|excluding|leaving out|not counting) (.+)$`)
	minusFirst = newPattern(`^(?:要是|如果|假如|若)?(?:减去|减掉|刨去|刨掉|刨除|刨开|扣掉|扣除|扣去|除了|除开|除去|除掉|去掉|去除|剔除|剔掉|抛开|抛去|抛掉|撇开|撇去|不算|不含|不包括|排除)(.+?)(?:的话|之外|以外|外|之后|以后|后|不算|[,，])+(.*)$`)
	// takenOff stands where a report itself says a figure without a part.
	takenOff = regexp.MustCompile(`扣除|剔除|除去|不含|不包括|excluding|without`)
	// minusTail asks for what is left.
	minusTail = regexp.MustCompile(`(?:之外|以外|外|之后|以后|后)?[,，]?(?:一共|总共|总的|就|那|那么|现在)?(?:还)?(?:剩下|剩余|剩|余下|余|有|是|留下|多出|能剩)?(?:的)?(?:还有)?(?:多少|几)[\p{Han}]{0,4}[?]?$`)
)

// subtract takes the second of two named amounts from the first, or from what was just spoken of.
func (e *Engine) subtract(ix *index, q *question) *result {
	var left, right string
	if m := minusFirst.FindStringSubmatch(q.text); m != nil {
		left, right = minusTail.ReplaceAllString(m[2], ""), m[1]
	} else if m := minusWord.FindStringSubmatch(q.text); m != nil {
		left, right = m[1]+m[3], minusTail.ReplaceAllString(m[2]+m[4], "")
	}
	a, b := parse(ix, left, e.refDate(ix)), parse(ix, right, e.refDate(ix))
	spoken := left == "" || a.bare() && len(a.measures)+len(a.statuses)+len(a.phases) == 0 && a.bounds == nil
	for _, x := range []*question{a, b} {
		if len(x.measures) == 0 {
			x.measures, x.measureWords, x.dims, x.unit = q.measures, q.measureWords, q.dims, q.unit
		}
		x.lang, x.display, x.ops, x.role, x.noSums = q.lang, q.display, map[string]bool{}, "", true
		if len(x.strong())+len(x.statuses)+len(x.phases)+len(x.measures) == 0 && x.bounds == nil && !(x == a && spoken && len(q.anchors) > 0) {
			return nil
		}
	}
	var x *entry
	if spoken && len(q.anchors) > 0 {
		x = q.anchors[0]
		b.anchors, b.inherited, b.dims, b.measures = q.anchors, true, []quantity.Dimension{x.Dim}, nil
	} else {
		x = e.bestLevel(ix, a)
	}
	if x == nil || x.Kind != extract.QuantityFact || x.Max != nil {
		return nil
	}
	y := e.bestLevel(ix, b)
	if y == nil || x == y || x.Unit != y.Unit || y.Max != nil || x.Value.LessThan(y.Value) || x.report != y.report || spoken && (relation(x, y) < 0 || relation(x, y) < 0.5 && !sameScope(x, y)) {
		return nil
	}
	return less(q, x, y)
}
