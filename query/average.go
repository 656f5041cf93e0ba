package query

import (
	"strings"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// perUnit finds by what a question divides: 每平方米, 人均, per project.
var perUnit = newPattern(`每(?:一)?个?(?:就业)?(平方米|平米|亩|公顷|人|岗位|员工|户|家|公里|千瓦|吨|人次)|(人均|亩均|户均)|per (job|worker|employee|bed|person|head|household|square metre|square meter|hectare|kilometre|kilometer|tonne|mw|kw)`)

// perPlace asks for an average over places.
var perPlace = newPattern(`(?:平均每|每|平均)(?:一)?个?(?:县区|县市区|县|区|市|乡镇|乡|镇|村)(?:平均|有|大约|约|摊|能|投|新|完成|$)|平均(?:到|下来)?每(?:一)?个?(?:县区|县市区|县|区|市|乡镇|乡|镇|村)`)

var perDims = map[string]quantity.Dimension{"平方米": quantity.Area, "平米": quantity.Area, "亩": quantity.Area, "公顷": quantity.Area, "亩均": quantity.Area,
	"square metre": quantity.Area, "square meter": quantity.Area, "hectare": quantity.Area, "公里": quantity.Length, "kilometre": quantity.Length, "kilometer": quantity.Length,
	"千瓦": quantity.Power, "mw": quantity.Power, "kw": quantity.Power, "吨": quantity.Mass, "tonne": quantity.Mass}

// average divides a group's total by its count, or one figure of a project by another (总投资摊到建筑面积上).
func (e *Engine) average(ix *index, q *question) *result {
	return e.averageOver(ix, q, perUnit.FindStringSubmatch(q.text))
}

// averageOver divides by what perUnit found; nil for the things that are counted.
func (e *Engine) averageOver(ix *index, q *question, by []string) *result {
	dim, per := quantity.Count, ""
	if by != nil {
		per = by[1] + by[2] + by[3]
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
	for _, x := range ix.of(total.report).entries {
		if x.Kind != extract.QuantityFact || x.Dim != dim || x == total || x.Role != extract.Level && x.Role != extract.Part || x.Value.IsZero() {
			continue
		}
		r := relation(total, x)
		switch {
		case dim == quantity.Count && per == "" && (x.sentence != total.sentence || x.order > total.order || x.Metric != "project_count" && x.Metric != "enterprises" && x.Metric != "signed_count"):
			continue
		case dim == quantity.Count && per != "" && !sameUnit(strings.TrimSuffix(strings.TrimSuffix(per, "均"), "次"), strings.TrimSuffix(x.Unit, "次")) && !sameUnit(per+"s", x.Unit):
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

// averagesApart takes one average from another, each worked out of its own total and count; nil unless both can be.
func (e *Engine) averagesApart(ix *index, q *question, c *Conversation) *result {
	by := perUnit.FindStringSubmatch(q.text)
	for _, sides := range e.operands(ix, q, c) {
		a, b := e.averageOver(ix, sides[0], by), e.averageOver(ix, sides[1], by)
		if a == nil || b == nil || a.value.Unit != b.value.Unit || a.value.Per != b.value.Per || a.value.Metric != b.value.Metric || a.from[0] == b.from[0] || a.from[0].report != b.from[0].report {
			continue
		}
		large, small := a, b
		if a.value.Value.LessThan(b.value.Value) {
			large, small = b, a
		}
		// The averages are taken as they are shown, so that a reader who checks the formula finds the same.
		v := large.value
		v.Value = roundMoney(large.value.Value).Sub(roundMoney(small.value.Value))
		dim := a.from[0].Dim
		average := func(r *result) string {
			return q.amount(Value{Value: roundMoney(r.value.Value), Unit: v.Unit, Approx: "约"}, dim)
		}
		said := q.amount(Value{Value: v.Value, Unit: v.Unit, Approx: "约"}, dim)
		r := &result{value: v, from: append(append([]*entry{}, a.from...), b.from...), more: append(append([]Value{}, a.more...), b.more...)}
		r.formula = a.formula + "; " + b.formula + "; " + average(large) + " − " + average(small) + " = " + said
		if q.lang == "en" {
			r.said = "The averages are " + said + " apart. " + large.said + ". " + small.said
		} else {
			r.said = "平均数相差" + said + "。" + large.said + "；" + small.said
		}
		return r
	}
	return nil
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
	if len(kept) == 0 && p.bare() && q.bounds == nil && len(q.statuses) == 0 {
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
	per := perUnit.FindStringIndex(q.text)
	for _, t := range p.terms {
		if per != nil && t.start >= per[0] && t.end <= per[1] && t.end > t.start && perDims[t.text] == "" {
			continue // 岗位 of 每个岗位 is what is divided by
		}
		if !t.weak {
			terms = append(terms, t)
		}
	}
	p.terms = terms
	if f := e.best(ix, &p); f != nil || len(kept) > 0 || len(p.strong()) == 0 {
		return f
	}
	p.measures, p.measureWords = nil, nil // 平均一个融到多少
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

// eachThing asks for what falls to every single one of something.
var eachThing = newPattern(`每(?:一)?(?:个|家|条|座|台|套|户|间|栋)(?:[\p{Han}]{1,6})?(?:对应|分摊|摊到|分到|合|平均|大约合)|\b(?:for each|per each)\b`)
