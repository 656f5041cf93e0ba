package query

import (
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/vocabulary"
)

// placeFits tells whether a fact is about the places that the question names. A province does not answer for its
// city, nor a city for its province, but a project in a city is also one of its province.
func (q *question) placeFits(ix *index, m *matcher, e *entry) (float64, bool) {
	score := 0.0
	for _, p := range q.places {
		place, known := vocabulary.PlaceByName(p.Key)
		names := []string{fold(p.Key), fold(p.Word)}
		if known {
			for _, n := range append(append([]string{}, place.Short...), place.EN...) {
				names = append(names, fold(n))
			}
		}
		s, ok := q.onePlaceFits(ix, e, p.Key, names)
		if !ok {
			return 0, false
		}
		score += s
	}
	return score, true
}

func (q *question) onePlaceFits(ix *index, e *entry, key string, names []string) (float64, bool) {
	about := e.place
	for _, n := range names {
		if about != "" && (about == n || strings.HasPrefix(about, n) && len(q.places) < 2) {
			return 0.4, true
		}
		for _, id := range e.own {
			if holds(ix.texts[id], n) {
				return 0.4, true
			}
		}
	}
	single := e.SubjectKind == extract.ProjectSubject || e.SubjectKind == extract.CompanySubject || e.SubjectKind == extract.EventSubject || e.Project != "" || e.Company != "" || e.Event != ""
	home := e.report.Place
	if home == "" {
		home = e.report.Title
	}
	for _, n := range names {
		if about == "" || single || len(q.places) > 1 {
			if holds(fold(home), n) || holds(fold(e.report.Title), n) || holds(about, n) || q.holdsNear(ix, e, n) || holds(ix.texts[e.wide[0]], n) {
				return 0.2, true
			}
		} else if q.holdsNear(ix, e, n) && !vocabulary.Within(e.Place, key) {
			return 0.1, true
		} else if holds(about, n) {
			return 0.2, true
		}
	}
	if single && len(q.strong()) > 0 {
		// Another sentence on the same project may say where it is.
		for _, n := range names {
			if anyHolds(ix, ix.about[owned{e.report, e.Project}], n) || anyHolds(ix, ix.about[owned{e.report, e.Company}], n) {
				return 0.1, true
			}
		}
		if ix.alone[e.report] == e.Project && e.Project != "" {
			for _, s := range ix.sentences {
				for _, n := range names {
					if s.report == e.report && holds(ix.texts[s.folded], n) {
						return 0.05, true
					}
				}
			}
		}
	}
	for _, h := range vocabulary.FindPlaces(e.Place + " " + e.report.Place + " " + e.report.Title + " " + e.owner) {
		if vocabulary.Within(h.Key, key) && (single || len(q.places) > 1) {
			return 0.1, true
		}
	}
	return 0, false
}
