package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
)

// inclusive asks for a total with something more taken in: 把铁路公路也算进去, 加上配套锚地, 连专用线算上.
var inclusive = newPattern(`算进去|算进来|算上|加上|加进去|连同|计算在内|包括在内|计入|including|if .{1,40} (?:is|are) (?:included|added|counted)`)

// takenIn stands in a clause that takes something more into the amount that the next one gives: 如果加上港区疏港公路.
var takenIn = regexp.MustCompile(`(?:如果?|若)?(?:加上|算上|计入|连同)|一并(?:计算|计入|考虑)|(?:计算|包括|考虑)在内|(?i)if .* (?:included|added|counted)|including`)

// included finds the amount that a report gives for a whole with more taken in, where the question asks for just that: it
// stands behind the clause that names what is taken in. Such an amount is no part of a sum.
func (e *Engine) included(ix *index, q *question) *entry {
	at := inclusive.FindStringIndex(q.text)
	if at == nil || len(q.measures) == 0 && !q.inherited {
		return nil
	}
	words := q.withinReach(at)
	if len(words) == 0 {
		return nil
	}
	p := *q
	p.ops, p.terms = map[string]bool{}, nil
	if q.inherited && len(q.places) == 0 && len(p.measures) == 0 {
		return nil
	}
	m := &matcher{ix: ix}
	for _, f := range p.find(ix, m) {
		if f.Role != extract.Level || len(f.carried) == 0 {
			continue
		}
		clause := ix.texts[f.carried[0]]
		if !takenIn.MatchString(clause) {
			continue
		}
		all := true
		for _, t := range words {
			all = all && ones(t.in(clause))*2 > ones(t.all())
		}
		if all {
			return f.entry
		}
	}
	return nil
}

// withinReach gives the terms that the words of taking in are said of: those after 加上, those between 把 or 连 and 算上.
func (q *question) withinReach(at []int) []*term {
	from, to := at[1], len(q.text)
	for _, w := range []string{"把", "将", "连"} {
		if i := strings.LastIndex(q.text[:at[0]], w); i >= 0 {
			from, to = i, at[0]
		}
	}
	if i := strings.IndexAny(q.text[from:to], ",，"); i > 0 {
		to = from + i
	}
	var out []*term
	for _, t := range q.terms {
		if !t.weak && !t.optional && t.start >= from && t.end <= to && strings.Contains(q.text[from:to], t.text) {
			out = append(out, t)
		}
	}
	return out
}
