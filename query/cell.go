package query

import (
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/vocabulary"
)

// cellKinds are the kinds of ledger cells that answer a question in words, by what it asks for.
var cellKinds = map[string][]string{"place": {"location"}, "who": {"company"}, "status": {"status"}}

// cellDates are the kinds of date cells, by the date that a question means.
var cellDates = map[string][]string{"start": {"start"}, "end": {"end", "operation"}, "operation": {"operation", "end"}, "signed": {"signed"}, "approved": {"approved"},
	"founded": {"founded"}}

// ofRow tells whether a fact is one cell of a ledger's row (建设单位：市水务集团).
func ofRow(e *entry) bool {
	return strings.Contains(e.Clause, "：") && strings.Count(e.Quote, "；") > 1 && strings.HasSuffix(e.Clause, e.Text) && e.Text != ""
}

// cellAnswer answers who, where, when and how far from the cell of a ledger's row, which says it in so many words.
func (e *Engine) cellAnswer(ix *index, q *question) (Answer, []*entry, bool) {
	var kinds []string
	if q.asks["date"] {
		for _, k := range q.dateKinds {
			kinds = append(kinds, cellDates[k]...)
		}
	}
	for ask, k := range cellKinds {
		if q.asks[ask] {
			kinds = append(kinds, k...)
		}
	}
	if len(kinds) == 0 {
		return Answer{}, nil, false
	}
	m := &matcher{ix: ix}
	p := *q
	p.statuses = nil
	var best *entry
	top := 0.0
	for _, f := range ix.entries {
		if f.Kind == extract.QuantityFact || !ofRow(f) || !among(kinds, f.Metric) {
			continue
		}
		score, ok := 0.0, true
		for _, check := range []func(*index, *matcher, *entry) (float64, bool){p.phaseFits, p.placeFits, p.relationFits} {
			s, fits := check(ix, m, f)
			if ok = ok && fits; !ok {
				break
			}
			score += s
		}
		if !ok {
			continue
		}
		cover, fits := p.termsFit(m, f)
		if score += coverWeight * cover; fits && (len(p.strong()) > 0 || p.inherited) && score > top {
			top, best = score, f
		}
	}
	if best == nil {
		return Answer{}, nil, false
	}
	sep := "："
	if q.lang == "en" {
		sep = ": "
	}
	return Answer{Status: Answered, Headline: clip(owner(best)+best.Label+sep+best.Text, maxHeadline), Sources: []Source{sourceOf(best)}, Project: best.Project}, []*entry{best}, true
}

func among(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// inStatus tells whether a report gives a project one of the statuses that the question names.
func (q *question) inStatus(ix *index, project *entry) bool {
	for _, s := range q.statuses {
		st, _ := vocabulary.StatusByKey(s.key)
		for _, f := range ix.ofProject[owned{project.report, project.Project}] {
			if phaseName(f.Phase) != phaseName(project.Phase) {
				continue
			}
			if f.Scope.Status == s.key || f.Metric == "status" && f.Kind != extract.QuantityFact && saysOneOf(f.Text, s, st) {
				return true
			}
		}
	}
	return false
}

func saysOneOf(text string, s statusWord, st vocabulary.Status) bool {
	text = fold(text)
	if statusClash(text, s) {
		return false
	}
	if strings.Contains(text, s.word) {
		return true
	}
	for _, w := range append(append([]string{}, st.ZH...), st.EN...) {
		if holds(text, strings.ToLower(w)) {
			return true
		}
	}
	return false
}
