package query

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

func decimalOf(n int) decimal.Decimal { return decimal.NewFromInt(int64(n)) }

// askedKinds are the measures of word and date facts that answer each kind of question, by the words that narrow it.
var askedKinds = map[string][]string{
	"place":    {"location", "place"},
	"who":      {"company", "parent", "investor", "builder", "speaker", "participants", "signed", "person", "holder"},
	"status":   {"status", "progress"},
	"document": {"document"},
}

// dateKinds are the measures of date facts, by the status that a question names.
var dateKinds = map[string][]string{
	"started": {"start", "period"}, "new_start": {"start", "period"}, "concentrated_start": {"start", "event"}, "under_construction": {"start"},
	"completed": {"end", "completion", "operation"}, "in_production": {"operation", "end", "completion"}, "signed": {"signed", "event"},
	"concentrated_signing": {"signed", "event"}, "approved": {"approved", "event"}, "planned": {"start", "period"}, "attracted": {"signed"}, "resumed": {"start"},
}

// answerWords answers who, where, when, which and what: from the facts that are words or dates, else with the clause
// of a sentence that holds all that the question names and the kind of thing that it asks for.
func (e *Engine) answerWords(ix *index, q *question) (Answer, bool) {
	m := &matcher{ix: ix, memo: map[[2]int]uint64{}}
	if f := q.bestWords(ix, m); f != nil {
		return e.wordAnswer(q, f), true
	}
	return e.clauseAnswer(ix, q, m)
}

func (q *question) kinds() (kinds []string, strict bool) {
	switch {
	case q.asks["date"]:
		kinds = append(kinds, q.dateKinds...)
		for _, s := range q.statuses {
			kinds = append(kinds, dateKinds[s.key]...)
		}
		if len(kinds) == 0 {
			return []string{"start", "end", "completion", "operation", "signed", "event", "period", "founded", "approved"}, true
		}
		return kinds, true
	case q.asks["place"]:
		return askedKinds["place"], true
	case q.asks["status"]:
		return askedKinds["status"], true
	case q.asks["document"]:
		return askedKinds["document"], false
	case q.asks["who"]:
		return askedKinds["who"], false
	}
	return nil, false
}

func (q *question) says(word string) bool { return strings.Contains(q.text, word) }

func (q *question) bestWords(ix *index, m *matcher) *entry {
	kinds, strict := q.kinds()
	type scored struct {
		e *entry
		s float64
	}
	var found []scored
	for _, f := range ix.entries {
		if f.Kind == extract.QuantityFact {
			continue
		}
		s := 0.0
		if kinds != nil {
			at := -1
			for i, k := range kinds {
				if f.Metric == k {
					at = i
					break
				}
			}
			if at < 0 {
				if strict {
					continue
				}
				s -= 2
			} else {
				s += 1.5 - 0.1*float64(at)
			}
		}
		if q.asks["list"] && len(f.Items) > 1 {
			s += 1
		}
		if q.asks["date"] && f.Kind != extract.DateFact && f.Metric != "event" {
			continue
		}
		ok := true
		for _, check := range []func(*index, *matcher, *entry) (float64, bool){q.phaseFits, q.placeFits, q.relationFits} {
			x, fits := check(ix, m, f)
			if !fits {
				ok = false
				break
			}
			s += x
		}
		if !ok {
			continue
		}
		if !q.asks["date"] && len(q.periods) > 0 {
			x, fits := q.periodFits(ix, m, f)
			if !fits {
				continue
			}
			s += x
		}
		cover, fits := q.termsFit(m, f)
		if !fits || len(q.strong()) == 0 && !q.inherited && len(q.places) == 0 {
			continue
		}
		if kinds == nil && (cover < 0.7 || q.measuresUnsaid(ix, f)) {
			continue
		}
		found = append(found, scored{f, s + coverWeight*cover})
	}
	if len(found) == 0 {
		return nil
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].s > found[j].s })
	return found[0].e
}

// measuresUnsaid tells whether the question names a measure that the fact's surroundings do not.
func (q *question) measuresUnsaid(ix *index, f *entry) bool {
	for _, w := range q.measureWords {
		if !q.holdsWide(ix, f, w) {
			return true
		}
	}
	return false
}

func (e *Engine) wordAnswer(q *question, f *entry) Answer {
	a := Answer{Status: Answered, Sources: []Source{sourceOf(f)}, Project: f.Project}
	who := owner(f)
	label := f.Label
	value := f.Text
	if len(f.Items) > 1 {
		value = strings.Join(f.Items, "、")
		if q.lang == "en" && !hasHan(value) {
			value = strings.Join(f.Items, ", ")
		}
		for _, i := range f.Items {
			src := sourceOf(f)
			a.Items = append(a.Items, Item{Name: i, Values: []Value{}, Source: &src})
		}
	}
	sep := "："
	if q.lang == "en" {
		sep = ": "
	}
	if strings.Contains(label, who) {
		who = ""
	}
	if who != "" && label != "" && q.lang == "en" {
		who += ", "
	}
	a.Headline = clip(who+label+sep+value, maxHeadline)
	if !strings.Contains(f.Quote, value) || f.Kind == extract.DateFact {
		a.Detail = clip(f.Clause, 120)
	}
	return a
}

// clauseAnswer finds the sentence that holds all that the question names, and shows its clause.
func (e *Engine) clauseAnswer(ix *index, q *question, m *matcher) (Answer, bool) {
	if len(q.strong()) == 0 && !q.inherited {
		return Answer{}, false
	}
	if q.asks["date"] || q.asks["place"] || q.asks["status"] {
		// These have facts of their own; a sentence that merely mentions a date is no answer.
		if !q.asks["date"] || len(q.statuses) > 0 && len(q.strong()) < 1 {
			if q.asks["status"] {
				return Answer{}, false
			}
		}
	}
	var best *sentence
	top := 0.0
	for _, s := range ix.sentences {
		if !q.typeStands(s) {
			continue
		}
		if ok := q.sentencePlace(ix, s); !ok {
			continue
		}
		total, got := 0.0, 0.0
		fits := true
		for _, t := range q.terms {
			mask := m.mask(t, s.folded)
			near := mask
			for _, id := range s.context {
				near |= m.mask(t, id)
			}
			n := float64(ones(t.all()))
			cover := (float64(ones(mask)) + 0.6*float64(ones(near&^mask))) / n
			if !t.weak && !t.optional && float64(ones(near))/n < 0.6 {
				fits = false
				break
			}
			total += t.weight()
			got += t.weight() * cover
		}
		if !fits {
			continue
		}
		for _, w := range q.measureWords {
			total += 2
			if holds(ix.texts[s.folded], w) {
				got += 2
			} else {
				fits = false
			}
		}
		for _, w := range q.statuses {
			total += 2
			if q.sentenceSays(ix, s, w) {
				got += 2
			}
		}
		for _, p := range q.phases {
			if phaseName(s.text) != p {
				fits = false
			}
		}
		for _, p := range q.periods {
			if !strings.Contains(ix.texts[s.folded], fold(p.Words)) && !p.YearKnown {
				fits = false
			}
		}
		if q.inherited && len(q.strong()) == 0 {
			related := false
			for _, a := range q.anchors {
				related = related || a.sentence >= 0 && ix.sentences[a.sentence].passage == s.passage && ix.sentences[a.sentence].report == s.report
			}
			fits = fits && related
		}
		if !fits || total == 0 {
			continue
		}
		if score := got / total; score > top {
			top, best = score, s
		}
	}
	if best == nil || top < 0.75 {
		return Answer{}, false
	}
	a := Answer{Status: Answered, Headline: clip(bestClause(ix, q, m, best), maxHeadline),
		Sources: []Source{{Report: reportName(best.report), Section: best.section, Passage: best.passage, Quote: best.text}}}
	return a, true
}

func (q *question) sentenceSays(ix *index, s *sentence, w statusWord) bool {
	if holds(ix.texts[s.folded], w.word) {
		return true
	}
	st, _ := vocabulary.StatusByKey(w.key)
	for _, x := range append(append([]string{}, st.ZH...), st.EN...) {
		if holds(ix.texts[s.folded], strings.ToLower(x)) {
			return true
		}
	}
	return false
}

func (q *question) sentencePlace(ix *index, s *sentence) bool {
	for _, p := range q.places {
		place, _ := vocabulary.PlaceByName(p.Key)
		found := false
		for _, n := range append(append([]string{p.Key, p.Word}, place.Short...), place.EN...) {
			n = fold(n)
			if holds(ix.texts[s.folded], n) || holds(fold(s.report.Place+" "+s.report.Title), n) {
				found = true
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// typeStands tells whether a sentence holds the kind of thing that the question asks for.
func (q *question) typeStands(s *sentence) bool {
	switch {
	case q.asks["date"]:
		return len(quantity.FindPeriods(s.text, s.report.Date)) > 0
	case q.asks["place"]:
		return strings.ContainsAny(s.text, "在位于县市区镇") || strings.Contains(s.text, " in ") || strings.Contains(s.text, " at ")
	}
	return true
}

// bestClause shows the part of a sentence that answers: the whole where it is short.
func bestClause(ix *index, q *question, m *matcher, s *sentence) string {
	if utf8.RuneCountInString(s.text) <= 140 {
		return s.text
	}
	clauses := strings.FieldsFunc(s.text, func(r rune) bool { return r == '；' || r == ';' || r == '。' })
	if len(clauses) < 2 {
		clauses = splitEven(s.text)
	}
	best, top := s.text, -1.0
	for _, c := range clauses {
		score := 0.0
		folded := fold(c)
		for _, t := range q.terms {
			score += t.weight() * float64(ones(t.in(folded))) / float64(ones(t.all()))
		}
		if score > top {
			top, best = score, c
		}
	}
	return strings.TrimSpace(best)
}

func splitEven(s string) []string {
	parts := strings.SplitAfter(s, "，")
	var out []string
	cur := ""
	for _, p := range parts {
		cur += p
		if utf8.RuneCountInString(cur) > 80 {
			out = append(out, cur)
			cur = ""
		}
	}
	return append(out, cur)
}
