package query

import (
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// shareOfStated works out a share whose whole the question gives as a figure: 它们的投资占这844.6亿的比重, what percentage of
// the 193 projects is that. stated tells that it gives one; the share is then of that figure or of none.
func (e *Engine) shareOfStated(ix *index, q *question, c *Conversation) (r *result, stated bool) {
	given := q.wholeGiven()
	if given == nil {
		return nil, false
	}
	var recent []*entry
	if c != nil {
		recent = c.recent(ix, maxTurns)
	}
	fits := func(x *entry) bool {
		return x.Kind == extract.QuantityFact && x.Max == nil && x.Value.Equal(given.Value) && (x.Dim == given.Dim || given.Dim == quantity.Bare) && (x.Role == extract.Level || x.Role == extract.Part)
	}
	var whole *entry
	for i := len(recent) - 1; i >= 0 && whole == nil; i-- {
		if fits(recent[i]) {
			whole = recent[i]
		}
	}
	for _, x := range ix.entries {
		if whole == nil && fits(x) {
			whole = x
		}
	}
	if whole == nil {
		return nil, true
	}
	at := given.Start
	left := q.text[:at]
	if i := strings.LastIndex(left, "占"); i >= 0 {
		left = left[:i]
	} else if q.lang == "en" {
		left = q.text[given.End:]
	}
	part := e.partOfStated(ix, q, left, whole)
	if part == nil || part == whole || part.Unit != whole.Unit || part.report != whole.report || part.Max != nil || part.Value.GreaterThan(whole.Value) || whole.Value.IsZero() {
		return nil, true
	}
	return q.ratio(part, whole), true
}

// wholeGiven is the figure that a question for a share gives as the whole, nil where it gives none.
func (q *question) wholeGiven() *quantity.Quantity {
	if !q.ops["share"] && q.role != extract.Share {
		return nil
	}
	for i := range q.numbers {
		n := &q.numbers[i]
		if n.Max != nil || q.bounding[n.Start] || n.Dim == quantity.Percent || n.Dim == quantity.Rank || !n.Value.GreaterThan(two) || n.Dim == quantity.Duration {
			continue
		}
		before := strings.TrimRight(q.text[:n.Start], " ")
		for _, w := range []string{"占", "占了", "占这", "占那", "占这个", "占全部", "占全部的", "占总共", "占总的", "占上面", "占上述", "占全部这"} {
			if strings.HasSuffix(before, w) {
				return n
			}
		}
		if q.lang == "en" && (strings.HasSuffix(before, " of the") || strings.HasSuffix(before, " of those") || strings.HasSuffix(before, " of these") || strings.HasSuffix(before, " of all")) {
			return n
		}
	}
	return nil
}

// partOfStated finds the part of a whole that is given by its figure: what the words name, or what was just spoken of, or
// what is of the same measure and of the things that were.
func (e *Engine) partOfStated(ix *index, q *question, words string, whole *entry) *entry {
	p := parse(ix, words, e.refDate(ix))
	p.lang, p.role, p.ops, p.asks = q.lang, "", map[string]bool{}, map[string]bool{"amount": true}
	p.dims, p.unit = []quantity.Dimension{whole.Dim}, ""
	if whole.Dim == quantity.Money && (len(p.measures) == 0 || p.measures[0] == "investment") && whole.Metric != "" {
		p.measures, p.measureWords, p.measureKeys = []string{whole.Metric}, nil, nil
	}
	bare := len(p.strong())+len(p.statuses)+len(p.places)+len(p.phases) == 0 && p.bounds == nil
	if !bare {
		return e.bestLevel(ix, p)
	}
	if len(q.anchors) == 0 {
		return nil
	}
	a := q.anchors[0]
	if a.Dim == whole.Dim && a != whole && (a.Metric == whole.Metric || whole.Dim == quantity.Count) {
		return a
	}
	p.anchors, p.inherited = q.anchors[:1], true
	for _, f := range p.find(ix, &matcher{ix: ix}) {
		if f.entry != whole && f.Unit == whole.Unit && f.Metric == whole.Metric && (f.Role == extract.Level || f.Role == extract.Part) && sameScope(f.entry, a) {
			return f.entry
		}
	}
	return nil
}
