package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
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

// withAnother stands in a clause that takes a named thing into the amount that it or the next one gives: 如果把铁路、公路
// 一并计算, 加上疏港公路. What is named is the first group, or the second.
var withAnother = regexp.MustCompile(`(?:把|将|连)([^，,。；;]{2,24}?)(?:也|都)?(?:一并|一起|一块儿?)?(?:计算在内|包括在内|考虑在内|算进去|算进来|加进去|计算|算上|计入|算入|纳入|考虑)|(?:加上|算上|连同)([^，,。；;]{2,24})`)

// takenInItself works out what is taken into a total from the amounts that one sentence gives without it and with it:
// 码头投资12亿元，加上疏港公路，总投资15亿元 leaves 3亿元 for the road.
func (e *Engine) takenInItself(ix *index, q *question) *result {
	if q.role != "" && q.role != extract.Share || q.display == "" && !q.asks["money"] && !q.wants(quantity.Money) || len(q.strong()) == 0 || q.asks["percent"] || q.asks["points"] {
		return nil
	}
	for _, s := range ix.sentences {
		var before, with *entry
		at := s.taken
		if at == nil || !q.namesAll(s.text, at) {
			continue
		}
		for _, x := range s.entries {
			if x.Kind != extract.QuantityFact || x.Dim != quantity.Money || x.Role != extract.Level || x.Max != nil || x.Metric != "total_investment" && x.Metric != "investment" {
				continue
			}
			switch where := strings.Index(s.text, x.Printed); {
			case where < 0:
			case where < at[0]:
				before = x
			case where >= at[1] && with == nil:
				with = x
			}
		}
		if before == nil || with == nil || before.Unit != with.Unit || before.Project != with.Project || !with.Value.GreaterThan(before.Value) {
			continue
		}
		r := less(q, with, before)
		if q.lang != "en" {
			r.said = strings.TrimSpace(named(s.text, at)) + q.amount(r.value, with.Dim) + q.bothSaid(with, before)
		}
		return r
	}
	return nil
}

// named gives what withAnother found.
func named(text string, at []int) string {
	if at[2] >= 0 {
		return text[at[2]:at[3]]
	}
	return text[at[4]:at[5]]
}

// namesAll tells whether a question names just the things that are taken in: each of them, and nothing that is not one.
func (q *question) namesAll(text string, at []int) bool {
	what := fold(named(text, at))
	for _, one := range strings.FieldsFunc(what, func(r rune) bool { return strings.ContainsRune("、和与及", r) }) {
		if !sharesPair(q.text, one) {
			return false
		}
	}
	plain := strings.NewReplacer("、", "", "和", "", "与", "", "及", "").Replace(what)
	for _, t := range q.strong() {
		if covers(t, plain) < 0.9 {
			return false
		}
	}
	return true
}

// takenFits tells whether an investment is of what the question names: what a report only takes into a total (加上疏港公路，总
// 投资15亿元) has neither that total for its own nor the amount before it.
func (q *question) takenFits(m *matcher, e *entry) bool {
	if e.Dim != quantity.Money || e.Metric != "total_investment" && e.Metric != "investment" || e.Max != nil || e.sentence < 0 {
		return true
	}
	at := m.ix.sentences[e.sentence].taken
	if at == nil || q.has(inclusive) {
		return true
	}
	what := fold(named(e.Quote, at))
	for _, t := range q.strong() {
		if covers(t, what) >= 0.9 && !m.beside(t, e) {
			return false
		}
	}
	return true
}
