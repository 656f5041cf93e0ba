package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/vocabulary"
)

// labelNamed tells whether the question names at least half of a figure's label, where it names no measure.
func (q *question) labelNamed(e *entry) bool {
	label := []rune(e.label)
	if len(label) == 0 {
		return false
	}
	if m, ok := vocabulary.MeasureByKey(e.Metric); ok && !countable[e.Metric] && !q.asks["what"] {
		// A well-known measure is asked for by one of its names.
		for _, w := range append(append([]string{}, m.ZH...), m.EN...) {
			if strings.Contains(q.text, fold(w)) {
				return true
			}
		}
		return len(label) > 2 && q.named(label) == len(label)
	}
	if 2*q.named(label) >= len(label) {
		return true
	}
	for _, t := range q.strong() {
		if 2*ones(t.in(e.label)) > ones(t.all()) && (len(t.alts) > 0 || !hasHan(t.text)) {
			return true
		}
	}
	return false
}

// named counts the characters of a label that stand in the question together with a neighbour.
func (q *question) named(label []rune) int {
	named := 0
	for i, r := range label {
		if strings.ContainsRune(q.text, r) && (i > 0 && strings.Contains(q.text, string(label[i-1:i+1])) || i+1 < len(label) && strings.Contains(q.text, string(label[i:i+2]))) {
			named++
		}
	}
	return named
}

// countedLabel begins a label that only counts what was named before.
var countedLabel = regexp.MustCompile(`^[两二三四五六七八九十0-9]+(?:个大?|大)项目`)

// prominence favours the totals that a report is about, for a question that names nothing: a stated scope, projects begun.
func prominence(e *entry) float64 {
	p := 0.0
	if e.Scope.Min != nil && e.Role != extract.Part {
		p += scopeUnasked + 0.2
	}
	if e.Scope.Status == "started" {
		p += scopeUnasked/2 + 0.2
	}
	return p
}

// A hint is what patterns find in a question; they are looked for once, not for every figure.
type hint struct {
	target, negates, projects, firms, years, occasion, cumulative bool
	side                                                          string // the side of a venture that is named (日方)
	along                                                         int    // where what is built along with the rest begins; 0 for none
	placePays                                                     bool   // what a place itself pays is asked for
}

func (q *question) hints() *hint {
	if q.hinted == nil {
		q.hinted = &hint{q.has(targetWords), q.has(negation), q.has(countsProjects),
			q.has(countsFirms), q.has(comparesYears), q.has(occasionWords), q.has(sinceBegin), sideWord.FindString(q.text), 0, false}
		if m := builtAlong.FindStringIndex(q.text); m != nil {
			q.hinted.along = m[1]
		}
		for _, p := range q.places {
			if p.End <= len(q.text) && q.text[p.Start:p.End] == p.Word && paysItself.MatchString(q.text[p.End:]) {
				q.hinted.placePays = true
			}
		}
	}
	return q.hinted
}

// bareLabel is what a figure's label says beyond its measure, place, scope, owner and period.
func bareLabel(e *entry) string {
	label := e.label
	if !hasHan(label) {
		return ""
	}
	if m, ok := vocabulary.MeasureByKey(e.Metric); ok {
		longest := ""
		for _, w := range m.ZH {
			if w = fold(w); len(w) > len(longest) && strings.Contains(label, w) {
				longest = w
			}
		}
		label = strings.Replace(label, longest, "", 1)
	}
	for _, cut := range []string{fold(e.Place), strings.TrimRight(fold(e.Place), "省市县区"), fold(e.Scope.Words), fold(e.Project), fold(e.Company), fold(e.Period.Words)} {
		if cut != "" {
			label = strings.Replace(label, cut, "", 1)
		}
	}
	return strings.Map(func(r rune) rune {
		if !isHan(r) || strings.ContainsRune(particleRunes+"全省市县区额亿万元", r) {
			return -1
		}
		return r
	}, plainQualifier.ReplaceAllString(label, ""))
}

// labelExtra counts the characters of a label that neither the measure's own words nor the question explain.
func (q *question) labelExtra(e *entry) int {
	n := 0
	for _, r := range e.rest {
		if !strings.ContainsRune(q.text, r) {
			n++
		}
	}
	if q.lang == "en" && e.report.Lang != "en" {
		n = 0
		for _, r := range e.rest {
			if !strings.ContainsRune(q.text, r) && !q.translated(r) {
				n++
			}
		}
		return (n + 1) / 2 // a dictionary never brings over all of a label
	}
	return n
}

// translated tells whether a character stands in the words that those of a question are in Chinese.
func (q *question) translated(r rune) bool {
	for _, t := range q.terms {
		for _, a := range t.alts {
			if strings.ContainsRune(a, r) {
				return true
			}
		}
	}
	return false
}

// sharesLabel tells whether a fact is of the same measure as one that was just spoken of.
func (q *question) sharesLabel(e *entry) bool {
	for _, a := range q.anchors {
		if a.Label == e.Label || a.Metric != "" && a.Metric == e.Metric {
			return true
		}
	}
	return false
}
