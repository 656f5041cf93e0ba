package query

import (
	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// stage is the later step of a project that a figure is of (引入配套企业), "" where it is of the project as such.
func (e *entry) stage() string {
	if e.Project == "" || e.Phase != "" || e.Scope.Words == "" || e.Scope.Min != nil || e.Scope.Max != nil || e.Scope.Status != "" || e.Role != extract.Level {
		return ""
	}
	return fold(e.Scope.Words)
}

// anchoredStage tells whether the step of a figure is what was just spoken of.
func (q *question) anchoredStage(e *entry) bool {
	for _, a := range q.anchors {
		if a.Project == e.Project && a.stage() == e.stage() {
			return true
		}
	}
	return false
}

// otherProject tells whether the question's words are the name of one project of a report that the figure, which is of no
// single project, does not speak of: what several others cost is no answer.
func (q *question) otherProject(m *matcher, e *entry) bool {
	if e.Project != "" || e.Company != "" || e.report.Lang == "en" || e.Dim != quantity.Money || len(q.strong()) < 2 || q.inherited {
		return false
	}
	if e.sentence < 0 {
		return false
	}
	outside := false
	for _, t := range q.strong() {
		if m.beside(t, e) {
			return false
		}
		outside = outside || 2*ones(m.mask(t, m.ix.sentences[e.sentence].folded)) < ones(t.all())
	}
	for _, p := range m.ix.projects().all {
		if outside && p.report == e.report && q.names(p) {
			return true
		}
	}
	return false
}

// names tells whether a project is called by all of the question's words.
func (q *question) names(p *projectEntry) bool {
	for _, t := range q.strong() {
		if 10*ones(t.in(p.named)) < 7*ones(t.all()) {
			return false
		}
	}
	return true
}
