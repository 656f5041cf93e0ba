package query

import (
	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

var yesNoAsked = newPattern(`吗|了没$|了没有$|没有$|是否|是不是|有没有|有无|到没到|过没过|超没超|^(?:is|are|was|were|do|does|did|has|have|will|can) `)

// overOrUnder answers whether an amount is over or under another: 总投资超过20亿元吗, with the figure that decides it.
func (e *Engine) overOrUnder(ix *index, q *question) (Answer, []*entry, bool) {
	if q.bounds == nil || !q.has(yesNoAsked) || q.asksAmount() {
		return Answer{}, nil, false
	}
	p := *q
	p.bounds = nil
	if len(p.measures) == 0 {
		p.dims = []quantity.Dimension{q.bounds.dim}
		if q.bounds.dim == quantity.Bare {
			p.dims = []quantity.Dimension{quantity.Money}
		}
	}
	found := p.find(ix, &matcher{ix: ix})
	if len(found) == 0 || q.bounds.dim != quantity.Bare && found[0].Unit != q.bounds.unit || q.bounds.dim == quantity.Bare && (found[0].Dim != quantity.Money || found[0].Role != extract.Level) || found[0].cover < 0.8 {
		return Answer{}, nil, false
	}
	f := found[0].entry
	yes := q.within(f)
	a := e.figureAnswer(ix, &p, f)
	switch {
	case q.lang == "en" && yes:
		a.Headline = "Yes. " + a.Headline
	case q.lang == "en":
		a.Headline = "No. " + a.Headline
	case yes:
		a.Headline = "是：" + a.Headline
	default:
		a.Headline = "不是：" + a.Headline
	}
	return a, []*entry{f}, true
}
