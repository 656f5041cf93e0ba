package query

import "strings"

// productFits tells whether a figure is of the product that the question names, where its sentence gives several: "1,350
// tonnes of ammonia and 2,200 tonnes of urea".
func (q *question) productFits(ix *index, _ *matcher, e *entry) (float64, bool) {
	if q.lang != "en" || e.Metric == "" || !strings.Contains(e.label, " of ") || len(q.strong()) == 0 {
		return 0, true
	}
	_, product, _ := strings.Cut(e.label, " of ")
	for _, x := range ix.of(e.report).entries {
		if x == e || x.Metric != e.Metric || x.sentence != e.sentence || x.Passage != e.Passage || x.Subject != e.Subject || x.Role != e.Role || !strings.Contains(x.label, " of ") {
			continue
		}
		_, other, _ := strings.Cut(x.label, " of ")
		for _, t := range q.strong() {
			if len(t.text) > 2 && strings.Contains(other, t.text) && !strings.Contains(product, t.text) {
				return 0, false
			}
		}
	}
	return 0, true
}
