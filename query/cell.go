package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/vocabulary"
)

// cellKinds are the kinds of ledger cells that answer a question in words, by what it asks for.
var cellKinds = map[string][]string{"place": {"location"}, "who": {"company"}, "status": {"status"}}

// cellDates are the kinds of date cells, by the date that a question means.
var cellDates = map[string][]string{"start": {"start"}, "end": {"end", "operation"}, "operation": {"operation", "end"}, "signed": {"signed"}, "approved": {"approved"},
	"founded": {"founded"}}

// asksIf begins the header of a column whose cells say yes or no.
const asksIf = "是否"

// ofRow tells whether a fact is one cell of a ledger's row (建设单位：市水务集团).
func ofRow(e *entry) bool {
	return strings.Contains(e.Clause, "：") && strings.Count(e.Quote, "；") > 1 && (strings.HasSuffix(e.Clause, e.Text) || strings.HasPrefix(e.Label, asksIf)) && e.Text != ""
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
	role := q.personAsked()
	p := *q
	if role != "" {
		// Who answers for it is not who builds it.
		kinds, p.terms = []string{"person"}, nil
		for _, t := range q.terms {
			if !strings.Contains(role, t.text) {
				p.terms = append(p.terms, t)
			}
		}
	}
	if role == "" && q.asks["who"] {
		p.terms = without(q.terms, builds)
	}
	if len(kinds) == 0 && len(q.statuses) > 0 && !q.asksAmount() && len(q.measures) == 0 && (q.asks["yesno"] || q.has(whether)) {
		kinds = []string{"status"}
	}
	if len(kinds) == 0 {
		return Answer{}, nil, false
	}
	m := &matcher{ix: ix}
	p.statuses = nil
	var best *entry
	top := 0.0
	for _, f := range ix.entries {
		if f.Kind == extract.QuantityFact || !ofRow(f) || !among(kinds, f.Metric) || f.Metric == "person" && !strings.Contains(fold(f.Label), role) {
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
		if q.has(whether) && f.Metric == "status" && strings.HasPrefix(f.Label, asksIf) {
			score++ // the cell that says yes or no
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
	said := owner(best) + best.Label + "：" + best.Text
	if strings.HasPrefix(best.Label, asksIf) {
		said = owner(best) + best.Text // 某项目未开工, and not 是否开工：未开工
	}
	if q.lang == "en" {
		said = best.Label + " of " + owner(best) + ": " + best.Text
	}
	return Answer{Status: Answered, Headline: clip(said, maxHeadline), Sources: []Source{sourceOf(best)}, Project: best.Project}, []*entry{best}, true
}

// personAsked is the office of the person that the question asks for, as headers of ledgers call it, "" for none: 包保领导是谁.
func (q *question) personAsked() string {
	role := ""
	for _, w := range vocabulary.Cues("column_person") {
		if w = fold(w); q.asks["who"] && holds(q.text, w) && len(w) > len(role) {
			role = w
		}
	}
	return role
}

// builds says what the firm does that is asked for.
var builds = regexp.MustCompile(`^(?:builds?|building|builder|develop(?:s|ing|er)?|own(?:s|ed|er)?|invest(?:s|ing|or)?|behind|建设|投建|承建|投资)$`)

// whether asks if something has come to pass: 开工没有, 投产了吗.
var whether = newPattern(`(?:没有?|了吗|了没有?|吗)$`)

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
		for _, f := range ix.ofProject[owned{project.report, project.Project}] {
			if phaseName(f.Phase) != phaseName(project.Phase) {
				continue
			}
			if f.Scope.Status == s.key || f.Metric == "status" && f.Kind != extract.QuantityFact && saysOneOf(f.Text, s) {
				return true
			}
		}
	}
	return false
}

func saysOneOf(text string, s statusWord) bool {
	text = fold(text)
	if statusClash(text, s) {
		return false
	}
	if strings.Contains(text, s.word) {
		return true
	}
	for _, w := range statusWords(s.key) {
		if holds(text, strings.ToLower(w)) {
			return true
		}
	}
	return false
}
