package query

import (
	"strings"
	"unicode/utf8"

	"wenxiang/data/extract"
	"wenxiang/data/vocabulary"
)

// placeFits tells whether a fact is about the places that the question names. A province does not answer for its
// city, nor a city for its province, but a project in a city is also one of its province.
func (q *question) placeFits(ix *index, m *matcher, e *entry) (float64, bool) {
	score := 0.0
	for _, p := range q.places {
		s, ok := q.onePlaceFits(ix, e, p.Key, q.placeNames(p), q.innermost(p))
		if !ok {
			return 0, false
		}
		score += s
	}
	return score, true
}

// innermost tells whether a place is named as one in another (庆阳环县): the figure has to be its own, not that of the other.
func (q *question) innermost(p vocabulary.Hit) bool {
	for _, x := range q.places {
		if x.Key != p.Key && vocabulary.Within(p.Key, x.Key) {
			return true
		}
	}
	return false
}

// placeNames gives the folded names of a place that the question names.
func (q *question) placeNames(p vocabulary.Hit) []string {
	if names := q.nearPlaces[p.Key+p.Word]; names != nil {
		return names
	}
	if q.nearPlaces == nil {
		q.nearPlaces = map[string][]string{}
	}
	names := []string{fold(p.Key), fold(p.Word)}
	if place, known := vocabulary.PlaceByName(p.Key); known {
		for _, n := range append(append([]string{}, place.Short...), place.EN...) {
			names = append(names, fold(n))
		}
	}
	q.nearPlaces[p.Key+p.Word] = names
	return names
}

func (q *question) onePlaceFits(ix *index, e *entry, key string, names []string, inner bool) (float64, bool) {
	about, several := e.place, len(q.places) > 1 && !inner
	if strings.HasSuffix(key, "新区") && strings.TrimSuffix(key, "新区")+"区" == e.Place {
		return 0.4, true // what was called a new area at first
	}
	for _, n := range names {
		if about != "" && (about == n || strings.HasPrefix(about, n) && !several) {
			return 0.4, true
		}
		if q.having(ix, n).any(e.own) {
			if len(q.strong()) == 0 && e.onlyInName(n) {
				return 0, false
			}
			return 0.4, true
		}
	}
	single := e.SubjectKind == extract.ProjectSubject || e.SubjectKind == extract.CompanySubject || e.SubjectKind == extract.EventSubject || e.Project != "" || e.Company != "" || e.Event != ""
	home := e.report.Place
	if home == "" {
		home = e.report.Title
	}
	for _, n := range names {
		if about == "" || single || several {
			if holds(fold(home), n) || holds(fold(e.report.Title), n) || holds(about, n) || q.holdsNear(ix, e, n) || q.having(ix, n).at(e.wide[0]) != 0 {
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
			if q.having(ix, n).any(ix.about[owned{e.report, e.Project}]) || q.having(ix, n).any(ix.about[owned{e.report, e.Company}]) {
				return 0.1, true
			}
		}
		if ix.alone[e.report] == e.Project && e.Project != "" {
			for _, s := range ix.of(e.report).sentences {
				for _, n := range names {
					if q.having(ix, n).at(s.folded) != 0 {
						return 0.05, true
					}
				}
			}
		}
	}
	for _, h := range e.placesNamed() {
		if vocabulary.Within(h.Key, key) && (single || several) {
			return 0.1, true
		}
	}
	return 0, false
}

// onlyInName tells whether a place stands near a figure only at the beginning of a firm's name: what 玉环昕君 builds elsewhere
// is no investment of 玉环.
func (e *entry) onlyInName(place string) bool {
	company := fold(e.Company)
	if company == "" && e.SubjectKind == extract.CompanySubject {
		company = e.subject
	}
	rest, begins := strings.CutPrefix(company, place)
	next, _ := utf8.DecodeRuneInString(rest)
	if !begins || !isHan(next) || strings.ContainsRune("省市县区州", next) {
		return false
	}
	firm := strings.TrimRight(company, "有限责任公司股份集团")
	near := strings.ReplaceAll(fold(strings.Join([]string{e.Project, e.Label, e.Scope.Words, e.Clause, e.Place}, "\x00")), firm, "")
	return !strings.Contains(near, place)
}

// placesNamed gives the known places that a fact's own words and its report's name.
func (e *entry) placesNamed() []vocabulary.Hit {
	return e.places.get(func() []vocabulary.Hit {
		return vocabulary.FindPlaces(e.Place + " " + e.report.Place + " " + e.report.Title + " " + e.owner)
	})
}
