package query

import (
	"strings"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// change is how far a level moved: the difference to the level before it in 由…提高到….
func (e *Engine) change(ix *index, q *question) *result {
	p := *q
	p.role, p.ops, p.dims = "", map[string]bool{}, nil
	if q.unit != "" {
		p.dims = []quantity.Dimension{quantity.Count}
	}
	var level *entry
	m := &matcher{ix: ix}
	candidates := p.find(ix, m)
	if p.bare() && len(q.anchors) > 0 {
		candidates = append([]match{{entry: q.anchors[0]}}, candidates...)
	}
	var prior *entry
	for _, f := range candidates {
		if f.Role != extract.Level && f.Role != extract.Share {
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
	return q.movement(level, prior)
}

// movement says how far a level is from the one before it.
func (q *question) movement(level, prior *entry) *result {
	unit, dim := level.Unit, level.Dim
	if dim == quantity.Percent {
		unit, dim = "pp", quantity.Points
	}
	v := Value{Value: level.Value.Sub(prior.Value), Unit: unit, Metric: level.Metric, Label: level.Label, Approx: orApprox(level, prior)}
	fallen := v.Value.IsNegative()
	said := q.amount(Value{Value: v.Value.Abs(), Unit: v.Unit, Approx: v.Approx}, dim)
	r := &result{value: v, from: []*entry{level, prior}, more: []Value{valueOf(level), valueOf(prior)}}
	r.formula = q.figure(level) + " − " + q.figure(prior) + " = " + quantity.Format(v.Value, nil, unit, "", v.Approx, q.lang)
	word := "提高"
	if fallen && q.has(fallAsked) {
		r.value.Value = v.Value.Abs() // by how much it fell
	}
	if fallen {
		word = "下降"
	}
	if q.lang == "en" {
		r.said = q.sentenceOf(level) + ", from " + q.figure(prior) + ": a change of " + said
	} else {
		r.said = ownerOrLabel(q, level) + "由" + q.figure(prior) + "到" + q.figure(level) + "，" + word + said
	}
	return r
}

// fallAsked asks by how much something went down: the amount of the fall has no sign.
var fallAsked = newPattern(`(?:降|跌|减|少|缩短|压缩|下调)(?:了|低|少|幅)?(?:多少|几)|\b(?:fall|drop|decline|decrease|cut|shrink)\b`)

// priorOf finds the earlier level that a sentence gives with a later one.
func priorOf(ix *index, level *entry) *entry {
	for _, x := range ix.of(level.report).entries {
		if x.Role == extract.Prior && x.sentence == level.sentence && x.Unit == level.Unit && x.Passage == level.Passage &&
			(x.Metric == level.Metric && x.Label == level.Label || x.Label == level.Label) {
			return x
		}
	}
	return nil
}

// before works back from a level and its growth, or from a rate and its gap to last year's, to the year before.
func (e *Engine) before(ix *index, q *question) *result {
	return e.beforeIf(ix, q, func(*entry) bool { return true })
}

// beforeIf works back from the figures that are accepted.
func (e *Engine) beforeIf(ix *index, q *question, accept func(*entry) bool) *result {
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
	m := &matcher{ix: ix}
	for _, f := range p.find(ix, m) {
		candidates = append(candidates, f.entry)
	}
	for _, level := range candidates {
		if level.Role != extract.Level && level.Role != extract.Part && level.Role != extract.Share || !accept(level) {
			continue
		}
		if wholeYear.MatchString(q.text) && level.Period.Words != "" && level.Period.Grain != quantity.Year && !level.Period.Implied && level.Dim != quantity.Percent {
			continue // a whole year is not worked back from some months
		}
		if prior := priorOf(ix, level); prior != nil {
			v := valueOf(prior)
			return &result{value: v, from: []*entry{prior}, said: q.sentenceOf(prior), formula: ""}
		}
		for _, g := range ix.of(level.report).entries {
			if g.Passage != level.Passage || g.sentence != level.sentence || !sameMeasure(g, level) ||
				g.label != level.label && !strings.Contains(g.label, level.label) && !strings.Contains(level.label, g.label) {
				continue
			}
			switch {
			case g.Role == extract.Growth && g.Dim == level.Dim && g.Dim != quantity.Percent && g.Unit == level.Unit && g.Max == nil:
				return earlier(q, level, g)
			case g.Role == extract.Growth && g.Dim == quantity.Percent && (g.Base == "yoy" || g.Base == "") && level.Dim != quantity.Percent:
				return backwards(q, level, g)
			case g.Role == extract.Gap && (g.Base == "last_year" || g.Base == "yoy") && level.Dim == quantity.Percent && g.Unit == "pp":
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
	if q.ops["difference"] {
		// 比上年多了几家 asks for the increase itself.
		return &result{value: valueOf(rise), from: []*entry{rise}, said: q.sentenceOf(rise)}
	}
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
	m := &matcher{ix: ix}
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
		for _, rate := range ix.of(gap.report).entries {
			if rate.Passage == gap.Passage && rate.sentence == gap.sentence && sameMeasure(rate, gap) &&
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
		r.said = q.bounds.words + "：" + q.amount(r.value, a.Dim) + q.bothSaid(a, b)
	}
	return r
}
