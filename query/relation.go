package query

import (
	"strings"

	"wenxiang/data/extract"
)

// relationFits ties a follow-up to what was spoken of before.
func (q *question) relationFits(ix *index, m *matcher, e *entry) (float64, bool) {
	if !q.inherited || len(q.anchors) == 0 {
		return 0, true
	}
	if q.groupOfItsOwn(ix, e) {
		return 0, true
	}
	best := -10.0
	for _, a := range q.anchors {
		if r := relation(a, e); r > best {
			best = r
		}
	}
	if q.bare() {
		if a := q.anchors[0]; best < minimalRelation && len(q.statuses) > 0 && a.SubjectKind == extract.GroupSubject && e.SubjectKind == extract.GroupSubject && a.report == e.report && a.Metric == e.Metric && a.Place == e.Place {
			best = minimalRelation // 签约的呢, after the investment of those that were started
		}
		return best, best >= minimalRelation
	}
	if best < 0 {
		best = 0
	}
	return best * 0.4, true
}

// groupOfItsOwn tells whether the question names a kind of projects that what was spoken of is not: 全年安排的重点项目, after
// those that were started. Nothing ties a figure of theirs to it, nor one of the others.
func (q *question) groupOfItsOwn(ix *index, e *entry) bool {
	a := q.anchors[0]
	if e.report != a.report || a.Group == "" || q.pronoun || len(q.statuses) > 0 {
		return false
	}
	for _, t := range q.terms {
		if !strings.HasSuffix(t.text, "项目") || len(t.runes) < 4 || strings.Contains(fold(a.Group), t.text) || strings.Contains(fold(a.Subject), t.text) {
			continue
		}
		for _, x := range ix.of(a.report).entries {
			if x.Group != "" && strings.HasSuffix(fold(x.Group), t.text) {
				return true
			}
		}
	}
	return false
}

// relation is how closely two facts belong together, negative where they belong to different owners.
func relation(a, e *entry) float64 {
	if a.report != e.report {
		return -5
	}
	r := 0.0
	switch {
	case a.Project != "" && e.Project == a.Project:
		r += 3
	case a.Project != "" && e.Project != "":
		return -5
	case a.Project != "" || e.Project != "":
		r -= 1
	}
	if a.Phase != "" && phaseName(a.Phase) == phaseName(e.Phase) {
		r += 0.5
	}
	if a.Company != "" && a.Company == e.Company {
		r += 1.5
	}
	if a.Event != "" {
		if e.Event == a.Event {
			r += 1.5
		} else if e.Event != "" {
			r -= 0.5
		}
	}
	switch {
	case a.Subject != "" && a.Subject == e.Subject && a.SubjectKind != extract.PlaceSubject:
		r += 1.5
	case e.SubjectKind == extract.GroupSubject && e.Subject != "" && fold(e.Subject) == a.label,
		a.SubjectKind == extract.GroupSubject && a.Subject != "" && fold(a.Subject) == e.label:
		r += 2.5 // 26 projects got bonds; the bonds of those projects
	}
	if a.Scope.Status != "" || a.Scope.Min != nil {
		switch {
		case a.Scope.Status == e.Scope.Status && sameScope(a, e):
			r += 2.5
		case a.Scope.Status == e.Scope.Status:
			r += 1.5
		case e.Scope.Status != "":
			r -= 1
		}
	}
	if a.Place != "" && a.Place == e.Place {
		r += 0.6
	}
	if a.sentence >= 0 && a.sentence == e.sentence {
		r += 1.2
	} else if a.Passage == e.Passage {
		r += 0.7
	} else if a.Project == "" && e.Project == "" && abs(a.Passage-e.Passage) == 1 && a.Place != "" && a.Place == e.Place {
		r += 0.15 // the next paragraph goes on about the place
	}
	if a.Metric != "" && a.Metric == e.Metric && a.Label == e.Label {
		r += 0.4
	}
	if a.Period.Words != "" && a.Period.Words == e.Period.Words {
		r += 0.3
	}
	return r
}

// spokenOf tells whether a term names what a fact of the same sentence, spoken of just before, is about.
func (q *question) spokenOf(m *matcher, t *term, e *entry) bool {
	for _, a := range q.anchors {
		if a.sentence >= 0 && a.sentence == e.sentence && (a.Project == e.Project || e.Project == "") && m.beside(t, a) && !m.another(t, e) {
			return true
		}
	}
	return false
}
