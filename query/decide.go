package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/vocabulary"
)

// answer tries the ways to answer in the order in which a person would: arithmetic where it is asked for, lists, words,
// and the one figure that fits.
func (e *Engine) answer(ix *index, q *question, c *Conversation) (Answer, []*entry) {
	if a, ok := e.aboutReport(ix, q); ok {
		return a, nil
	}
	if q.hopeless(ix) && !(len(q.anchors) > 0 && q.asksWords()) {
		return e.notUnderstood(ix, q), nil
	}
	if q.onlyWords() {
		if a, f, ok := e.clauseAnswer(ix, q); ok {
			return q.withFigure(a, f), f
		}
	}
	m := &matcher{ix: ix}
	if q.ops["convert"] && q.inherited && q.display != "" && q.bare() && (len(q.measures) == 0 || q.presumed) && len(q.anchors) > 0 && q.wants(q.anchors[0].Dim) {
		return e.figureAnswer(q, q.anchors[0]), q.anchors[:1]
	}
	// A figure that stands in a report is better than one worked out.
	direct := e.direct(ix, q, m)
	if q.asksOfBase(ix) {
		// 全国平均增速是多少: the region's own rate is no answer.
		if r := e.inferBase(ix, q); r != nil && (q.role == extract.Growth || q.ops["infer"]) {
			return r.answer(q), r.from
		}
		if direct != nil && !q.holdsNear(ix, direct, "全国") && !q.holdsNear(ix, direct, "全省") && !q.holdsNear(ix, direct, "national") && !q.holdsNear(ix, direct, "provincial") {
			direct = nil
		}
		if direct == nil {
			return e.absent(ix, q), nil
		}
	}
	if q.ops["before"] && !(direct != nil && q.role == extract.Growth && direct.Role == extract.Growth) && (direct == nil || !q.periodMatched(direct)) {
		if r := e.before(ix, q); r != nil {
			return r.answer(q), r.from
		}
		return e.absent(ix, q), nil
	}
	if direct == nil {
		if r := e.between(ix, q); r != nil {
			return r.answer(q), r.from
		}
	}
	divides := q.ops["average"] && q.role == "" && !q.rateMeasure() || q.has(perUnit)
	if divides && (direct == nil || direct.Per == "" && !strings.Contains(direct.Label, "平均") && !strings.Contains(direct.Clause, "每")) {
		// A whole is no answer to a question for an average.
		if r := e.average(ix, q); r != nil {
			return r.answer(q), r.from
		}
		return e.absent(ix, q), nil
	}
	if r, done := e.derive(ix, q, c, direct); r != nil {
		return r.answer(q), r.from
	} else if done {
		return e.absent(ix, q), nil
	}
	if direct == nil || q.ops["difference"] || q.ops["compare"] || q.ops["sum"] || q.ops["average"] || q.ops["infer"] {
		if r := e.compute(ix, q, c); r != nil {
			return r.answer(q), r.from
		}
		if direct != nil && !q.worked(direct) {
			// What was to be worked out cannot be: one operand alone is no answer.
			return e.absent(ix, q), nil
		}
	}
	if q.listing() {
		if a, ok := e.rank(ix, q); ok {
			return a, nil
		}
	}
	if q.wordsWanted() {
		if a, f, ok := e.words(ix, q, direct); ok {
			return q.withFigure(a, f), f
		}
	}
	if direct != nil && q.numeric() {
		if a, f, ok := e.byReport(ix, q, direct); ok {
			return a, f
		}
		if other := e.otherReading(ix, q, m, direct); other != nil {
			return e.askBack(q, []*entry{direct, other}), nil
		}
		return e.figureAnswer(q, direct), []*entry{direct}
	}
	if r := e.between(ix, q); r != nil {
		return r.answer(q), r.from
	}
	if a, ok := e.countWithin(ix, q); ok {
		return a, nil
	}
	if !q.asksAmount() && !q.wordsWanted() && direct == nil && len(q.measures) == 0 && len(q.periods) == 0 && (!q.inherited || len(q.strong()) > 0) {
		if a, f, ok := e.words(ix, q, nil); ok {
			return q.withFigure(a, f), f
		}
	}
	return e.absent(ix, q), nil
}

// asksOfBase tells whether the question is for the rate of the nation or the province that the report's place is only
// compared with.
func (q *question) asksOfBase(ix *index) bool {
	if q.base != "nation" && q.base != "province" || q.role != extract.Growth && (q.role != "" || len(q.measures) == 0) {
		return false
	}
	if q.base == "province" {
		for _, r := range ix.order {
			if p, ok := vocabulary.PlaceByName(r.Place); ok && p.Level == "province" && len(ix.order) == 1 {
				return false // 全省 is the report's own place
			}
		}
	}
	return !q.ops["gap"]
}

// periodMatched tells whether a fact is of the year that the question names.
func (q *question) periodMatched(e *entry) bool {
	for _, p := range q.periods {
		if strings.Contains(p.Words, "同期") && e.Period.Words != "" && !lastYear.MatchString(e.Period.Words) && !yearDigits.MatchString(e.Period.Words) {
			continue
		}
		if strings.EqualFold(p.Words, e.Period.Words) || p.YearKnown && e.Period.YearKnown && e.Period.End.Year() == p.End.Year() {
			return true
		}
	}
	return false
}

var yearDigits = regexp.MustCompile(`\d{4}`)

// asksOnlyWhat tells a question that only says what (What was the capital expenditure?) from one for a person, a date, a place.
func (q *question) asksOnlyWhat() bool {
	if !q.asks["what"] {
		return false
	}
	for _, other := range []string{"date", "place", "who", "document", "list", "name", "status"} {
		if q.asks[other] {
			return false
		}
	}
	return true
}

// withFigure gives an answer in words the one figure that its clause states, where only 什么 was asked.
func (q *question) withFigure(a Answer, facts []*entry) Answer {
	if !q.asksOnlyWhat() || len(a.Values) > 0 {
		return a
	}
	var one *entry
	for _, f := range facts {
		if f.Kind != extract.QuantityFact || f.Printed == "" || !strings.Contains(a.Headline, f.Printed) || f.Role == extract.Rank {
			continue
		}
		if one != nil {
			return a
		}
		one = f
	}
	if one != nil {
		a.Values = []Value{valueOf(one)}
	}
	return a
}

// worked tells whether a figure is by itself what an operation would give: a gap, a growth, a stated sum.
func (q *question) worked(e *entry) bool {
	switch {
	case q.ops["difference"]:
		return e.Role == extract.Gap || e.Role == extract.Growth || workedWords.MatchString(e.Clause)
	case q.ops["compare"]:
		return false
	case q.ops["sum"]:
		return e.Project == "" || e.SubjectKind == extract.GroupSubject || sumWords.MatchString(e.Clause)
	}
	return true
}

// workedWords stand where a report itself sets one figure against another.
var workedWords = regexp.MustCompile(`比|较|多于|少于|高于|低于|差|超出|than|against|additional|extra`)

// numeric tells whether a figure can answer the question at all.
func (q *question) numeric() bool {
	return !q.asksWords() || q.asksAmount() || len(q.measures) > 0 && !q.asks["date"] && !q.asks["place"] && !q.asks["who"] && !q.asks["document"] || q.role != "" || q.display != "" && q.asksOnlyWhat()
}

// hopeless tells whether nothing in the question was understood.
func (q *question) hopeless(ix *index) bool {
	if q.ops["largest"] || q.ops["smallest"] || q.ops["top"] {
		return false
	}
	if q.empty() && !q.inherited && len(q.places) == 0 && q.role == "" {
		return true
	}
	// Nothing to measure, and no word that any report holds: talk of something else.
	if len(q.measures) > 0 || q.unit != "" || len(q.dims) > 0 || q.role != "" || len(q.statuses) > 0 || q.bounds != nil || len(q.periods) > 0 && q.asksAmount() || q.inherited || len(q.places) > 0 {
		return false
	}
	for _, t := range q.strong() {
		if ix.holdsAny(t) {
			return false
		}
	}
	return len(q.strong()) > 0
}

// direct finds the one figure that fits best; nil when none does.
func (e *Engine) direct(ix *index, q *question, m *matcher) *entry {
	if q.asks["date"] || q.asks["place"] {
		return nil
	}
	if len(q.measures) == 0 && q.unit == "" && len(q.dims) == 0 && q.role == "" && !q.asksAmount() && len(q.strong()) == 0 && q.bounds == nil && len(q.statuses) == 0 && !q.inherited {
		return nil
	}
	q.found = q.find(ix, m)
	if len(q.found) == 0 {
		return nil
	}
	return q.found[0].entry
}

// standsAlone tells whether a question that names no owner is whole by itself: it has a measure of its own, leads on from
// nothing by its words, and what was spoken of before is no single project or company.
func (q *question) standsAlone() bool {
	if !q.inherited || q.follows || q.pronoun || len(q.measures) == 0 || q.presumed || q.soft || len(q.measureWords) == 0 {
		return false
	}
	for _, a := range q.anchors {
		if a.Project != "" || a.Company != "" || a.Event != "" {
			return false
		}
	}
	return len(q.anchors) > 0
}
