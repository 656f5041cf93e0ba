package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// answer tries the ways to answer in the order in which a person would: arithmetic where it is asked for, lists, words,
// and the one figure that fits.
func (e *Engine) answer(ix *index, q *question, c *Conversation) (Answer, []*entry) {
	if a, ok := e.aboutReport(ix, q); ok {
		return a, nil
	}
	if !worded.MatchString(q.text) {
		return e.notUnderstood(ix, q), nil
	}
	if q.hopeless(ix) && !(len(q.anchors) > 0 && q.asksWords()) {
		return e.notUnderstood(ix, q), nil
	}
	if a, f, ok := e.rowsAnswer(ix, q); ok {
		return a, f
	}
	if a, f, ok := e.ownerOf(ix, q); ok {
		return a, f
	}
	if a, f, ok := e.ofCounted(ix, q); ok && len(f) > 0 {
		return a, f
	} else if ok {
		return e.absent(ix, q), nil
	}
	if a, f, ok := e.ofDate(ix, q); ok {
		return a, f
	}
	if q.lang == "en" && q.has(comparedAsked) && (q.base == "province" || q.base == "nation") {
		p := *q
		p.role, p.dims, p.asks = extract.Gap, nil, map[string]bool{"points": true}
		if d := e.direct(ix, &p, &matcher{ix: ix}); d != nil && d.Base == q.base {
			return e.figureAnswer(ix, &p, d), []*entry{d}
		}
	}
	for _, work := range []func(*index, *question) *result{e.ratesApart, e.othersLeft} {
		if r := work(ix, q); r != nil {
			return r.answer(q), r.from
		}
	}
	if a, f, done := e.official(ix, q); done {
		if a.Status == Absent {
			if r := e.undone(ix, q); r != nil {
				return r.answer(q), r.from
			}
		}
		return a, f
	}
	if q.onlyWords() {
		if a, f, ok := e.clauseAnswer(ix, q); ok {
			return q.withFigure(a, f), f
		}
	}
	if a, f, ok := e.membersOf(ix, q); ok {
		return a, f
	}
	if q.pointsNowhere(ix, c) {
		return e.askWhich(ix, q), nil
	}
	m := &matcher{ix: ix}
	if q.ops["convert"] && q.inherited && q.display != "" && q.bare() && (len(q.measures) == 0 || q.presumed) && len(q.anchors) > 0 && q.wants(q.anchors[0].Dim) {
		return e.figureAnswer(ix, q, q.anchors[0]), q.anchors[:1]
	}
	if q.unsaid {
		return e.absent(ix, q), nil // nothing was said that could be put in another unit
	}
	if f := e.included(ix, q); f != nil {
		return e.figureAnswer(ix, q, f), []*entry{f}
	}
	// A figure that stands in a report is better than one worked out.
	direct := e.direct(ix, q, m)
	if direct == nil && q.has(planDone) {
		if r := e.doneShare(ix, q); r != nil {
			return r.answer(q), r.from
		}
		return e.absent(ix, q), nil
	}
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
	if q.hints().years && q.has(risenBy) && direct != nil {
		if direct.Role == extract.Growth && direct.Dim != quantity.Percent {
			return e.figureAnswer(ix, q, direct), []*entry{direct}
		}
		if r, _ := e.risen(ix, q, direct); r != nil {
			return r.answer(q), r.from // how many more than a year before, not how many then
		}
	}
	if q.ops["before"] && !(direct != nil && q.role == extract.Growth && direct.Role == extract.Growth) && (direct == nil || !q.periodMatched(direct) || q.setAgainst()) {
		if r := e.elsewhen(ix, q, direct); r != nil {
			return r.answer(q), r.from // 去年全年, which a rate of this year's months is set against
		}
		if r := e.before(ix, q); r != nil {
			return r.answer(q), r.from
		}
		return e.absent(ix, q), nil
	}
	if r, asked := e.restOfShares(ix, q); r != nil {
		return r.answer(q), r.from
	} else if asked && (direct == nil || direct.Metric != "financing") {
		return e.absent(ix, q), nil
	}
	if direct == nil {
		for _, work := range []func(*index, *question) *result{e.between, e.below, e.undone} {
			if r := work(ix, q); r != nil {
				return r.answer(q), r.from
			}
		}
		if r := e.rest(ix, q, c); r != nil {
			return r.answer(q), r.from
		}
	}
	if r := e.perPiece(ix, q); r != nil && (direct == nil || !eachLabel.MatchString(direct.label)) {
		return r.answer(q), r.from
	}
	if r := e.wholeOfPart(ix, q); r != nil && (direct == nil || direct == r.from[0] || fieldOf.MatchString(direct.label)) {
		return r.answer(q), r.from
	}
	if r, asked := e.restOfShares(ix, q); r != nil {
		return r.answer(q), r.from
	} else if asked && (direct == nil || direct.Metric != "financing") {
		return e.absent(ix, q), nil
	}
	if q.has(perPlace) && (direct == nil || !strings.Contains(direct.Clause, "每") && !strings.Contains(direct.Clause, "平均")) {
		return e.absent(ix, q), nil // into how many places a total is to be shared no report says
	}
	divides := q.ops["average"] && q.role == "" && !q.rateMeasure() || q.has(perUnit) || (q.has(perMonth) || q.has(eachThing)) && q.numeric() && q.role == "" && !q.rateMeasure() && !q.asks["duration"]
	if divides && q.ops["difference"] {
		if r := e.averagesApart(ix, q, c); r != nil {
			return r.answer(q), r.from
		}
		return e.absent(ix, q), nil // a total is no answer where two averages are set against each other
	}
	if divides && (direct == nil || direct.Per == "" && !strings.Contains(direct.Label, "均") && !strings.Contains(direct.Clause, "每")) {
		// A whole is no answer to a question for an average.
		if r := e.monthly(ix, q); r != nil {
			return r.answer(q), r.from
		}
		if r := e.average(ix, q); r != nil {
			return r.answer(q), r.from
		}
		return e.absent(ix, q), nil
	}
	if r := e.product(ix, q, direct); r != nil {
		return r.answer(q), r.from
	}
	if r, done := e.derive(ix, q, c, direct); r != nil {
		return r.answer(q), r.from
	} else if done {
		return e.absent(ix, q), nil
	}
	// 比全省高多少, where the report itself says how far apart the two are.
	stated := direct != nil && direct.Role == extract.Gap && q.role == extract.Gap && q.base != "" && direct.Base == q.base && !q.ops["compare"] && !q.ops["sum"] && !q.ops["average"] && !q.ops["infer"]
	if !stated && (direct == nil || q.ops["difference"] || q.ops["compare"] || q.ops["sum"] && !q.countsSame(ix, direct) || q.ops["average"] || q.ops["infer"]) {
		if r := e.compute(ix, q, c); r != nil {
			return r.answer(q), r.from
		}
		if direct != nil && !q.worked(direct) {
			// What was to be worked out cannot be: one operand alone is no answer.
			return e.absent(ix, q), nil
		}
	}
	if a, ok := e.relatedProjects(ix, q); ok {
		return a, nil
	}
	// 10亿元以上的项目, with no word that asks for anything: those that are named, where no figure is of all of them.
	named := direct == nil && !q.inherited && q.bounds != nil && q.bounds.min != nil && strings.HasSuffix(strings.TrimRight(q.text, "？?。 "), "项目") && !q.asksAmount() && len(q.strong()) == 0
	if a, f, ok := e.rankInRow(ix, q); ok {
		return a, f
	}
	if q.listing() || named {
		if a, f, ok := e.rankNamed(q); ok {
			return a, f
		}
		if a, f, ok := e.rank(ix, q); ok {
			return a, f
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
		if r, phases := q.wholeOfPhases(ix, direct); r != nil {
			return r.answer(q), r.from
		} else if len(phases) > 1 {
			return e.askBack(q, phases), nil
		}
		if other := e.otherReading(ix, q, m, direct); other != nil && q.besideSpoken(direct, other) != nil {
			direct = q.besideSpoken(direct, other)
		} else if other != nil {
			return e.askBack(q, []*entry{direct, other}), nil
		}
		return e.figureAnswer(ix, q, direct), []*entry{direct}
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

// besideSpoken gives the one of two readings that stands in the sentence of what has just been spoken of, nil where both
// or neither do.
func (q *question) besideSpoken(a, b *entry) *entry {
	if len(q.anchors) == 0 || q.anchors[0].sentence < 0 || q.anchors[0].SubjectKind != extract.GroupSubject {
		return nil
	}
	near, far := a.sentence == q.anchors[0].sentence, b.sentence == q.anchors[0].sentence
	switch {
	case near && !far:
		return a
	case far && !near:
		return b
	}
	return nil
}

// setAgainst tells whether what was spoken of before is how far a figure is from the year before it: that year is then
// what 上年 means.
func (q *question) setAgainst() bool {
	if q.inherited && len(q.anchors) > 0 && len(q.measureWords) == 0 && q.bare() && !q.ops["difference"] && !q.ops["growth"] && !q.ops["change"] && q.anchors[0].Role == extract.Level && q.periodMatched(q.anchors[0]) {
		return true // the figure of that very year has just been given: the one before it is meant
	}
	return q.inherited && len(q.anchors) > 0 && (q.anchors[0].Role == extract.Gap || q.anchors[0].Role == extract.Growth) && (q.anchors[0].Base == "yoy" || q.anchors[0].Base == "last_year")
}

// worded finds a letter or a digit: a text without any asks nothing.
var worded = regexp.MustCompile(`[\p{L}\p{N}]`)

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

// withFigure gives an answer in words the one figure that its clause states, where only 什么 was asked or nothing but the
// name of an amount.
func (q *question) withFigure(a Answer, facts []*entry) Answer {
	if len(a.Values) > 0 || q.asksWords() && !q.asksOnlyWhat() || q.asks["yesno"] && len(q.measures) == 0 {
		return a
	}
	var one *entry
	for _, f := range facts {
		if f.Kind != extract.QuantityFact || f.Printed == "" || !strings.Contains(a.Headline, f.Printed) || f.Role == extract.Rank {
			continue
		}
		if one != nil {
			one = nil
			break
		}
		one = f
	}
	if one == nil && q.asksTarget() {
		for _, f := range facts {
			if f.Kind == extract.QuantityFact && f.Modality == extract.Target && f.Printed != "" && strings.Contains(a.Headline, f.Printed) {
				one = f
			}
		}
	}
	if one != nil && q.asksOnlyWhat() {
		a.Values = []Value{valueOf(one)}
		return a
	}
	if v, ok := q.figureIn(a.Headline); ok {
		a.Values = []Value{v}
	}
	return a
}

// figureIn reads the one amount of an English clause that can be what was asked for: the only one of its kind, or the
// share right behind the name that the question gives.
func (q *question) figureIn(text string) (Value, bool) {
	if hasHan(text) || len(q.measures) == 0 && q.role != extract.Share && q.role != extract.Growth {
		return Value{}, false
	}
	folded := fold(text)
	if len(folded) != len(text) {
		text = folded
	}
	v := Value{}
	switch {
	case q.role == extract.Growth:
		if !grows.MatchString(folded) {
			return v, false
		}
	case q.role == "":
		m, ok := vocabulary.MeasureByKey(q.measures[0])
		if !ok || !containsAny(folded, m.EN) {
			return v, false
		}
	}
	if len(q.measures) > 0 {
		v.Metric = q.measures[0]
	}
	v.Label = string(q.role)
	if m, ok := vocabulary.MeasureByKey(v.Metric); ok && len(m.EN) > 0 {
		v.Label = m.EN[0]
	}
	var fit []quantity.Quantity
	for _, n := range quantity.Find(text) {
		if n.End <= n.Start || n.Dim == quantity.Rank || n.Dim == quantity.Bare || !q.wants(n.Dim) || q.role == extract.Share && n.Dim != quantity.Percent || q.role == "" && len(q.measures) > 0 && !q.measureTakes(n.Dim) {
			continue
		}
		fit = append(fit, n)
	}
	pick := -1
	if len(fit) == 1 {
		pick = 0
	}
	if len(fit) > 1 && q.role == extract.Share {
		for _, t := range q.strong() {
			at := strings.Index(folded, t.text)
			for i, n := range fit {
				if at >= 0 && n.Start > at && n.Start-at-len(t.text) < 30 {
					pick = i
					break
				}
			}
			if pick >= 0 {
				break
			}
		}
	}
	if pick < 0 {
		return Value{}, false
	}
	n := fit[pick]
	v.Value, v.Max, v.Unit, v.Per, v.Approx = n.Value, n.Max, n.Unit, n.Per, n.Approx
	return v, true
}

// grows tells whether an English clause speaks of a rise or fall.
var grows = regexp.MustCompile(`\b(?:grow\w*|grew|r[io]se[sn]?|up|down|f[ea]ll\w*|increas\w+|declin\w+|surg\w+|climb\w*|drop\w*)\b`)

func containsAny(folded string, words []string) bool {
	for _, w := range words {
		if holds(folded, fold(w)) {
			return true
		}
	}
	return false
}

// measureTakes tells whether a measure that was asked for can be an amount of a dimension.
func (q *question) measureTakes(d quantity.Dimension) bool {
	for _, key := range q.measures {
		if m, ok := vocabulary.MeasureByKey(key); !ok || m.Takes(d) {
			return d != quantity.Percent || q.rateMeasure()
		}
	}
	return false
}

// worked tells whether a figure is by itself what an operation would give: a gap, a growth, a stated sum.
func (q *question) worked(e *entry) bool {
	switch {
	case q.ops["difference"]:
		return e.Role == extract.Gap || e.Role == extract.Growth || workedWords.MatchString(e.Clause)
	case q.ops["compare"]:
		return false
	case q.ops["sum"]:
		if n := partsNamed(q.text); n > 0 && e.Dim == quantity.Count && !sumWords.MatchString(e.Clause) {
			return false // one of two figures is not both together
		}
		return e.Project == "" || e.SubjectKind == extract.GroupSubject || sumWords.MatchString(e.Clause)
	}
	return true
}

// workedWords stand where a report itself sets one figure against another.
var workedWords = regexp.MustCompile(`比|较|多于|少于|高于|低于|差|超出|than|against|additional|extra`)

// numeric tells whether a figure can answer the question at all.
func (q *question) numeric() bool {
	if q.has(whyAsked) && !q.asks["amount"] {
		return false // how fast it grew is no reason for it
	}
	return !q.asksWords() || q.asksAmount() || len(q.measures) > 0 && !q.asks["date"] && !q.asks["place"] && !q.asks["who"] && !q.asks["document"] || q.role != "" || q.display != "" && q.asksOnlyWhat()
}

// hopeless tells whether nothing in the question was understood.
func (q *question) hopeless(ix *index) bool {
	if q.ops["largest"] || q.ops["smallest"] || q.ops["top"] {
		return false
	}
	if q.empty() && !q.inherited && len(q.places) == 0 && q.role == "" && !(q.lang == "en" && (q.unit != "" || len(q.dims) == 1 && len(ix.order) == 1)) {
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
	return q.rarestFirst(ix, q.spokenFirst(q.found)).entry
}

// rarestFirst gives, of several figures that fit alike, the one whose own words hold the question's rarest word: of a reserve
// pool of serviced projects the pool says more than the service, of which every sentence speaks.
func (q *question) rarestFirst(ix *index, best match) match {
	if len(q.strong()) < 2 || len(q.found) < 2 || best.entry != q.found[0].entry {
		return best
	}
	weigh := func(e *entry) (w float64) {
		for _, t := range q.strong() {
			for _, id := range e.own {
				if s := t.spots(ix); s.at(id) == t.all() {
					w += 1 / float64(1+len(s.texts))
					break
				}
			}
		}
		return w
	}
	first, most, second, margin := best, weigh(best.entry), 0.0, readingMargin
	if q.lang == "en" && best.report.Lang != "en" {
		margin *= 4 // what a label says beyond the question counts for little in another language
	}
	for _, f := range q.found[1:] {
		if q.found[0].score-f.score > margin {
			break
		}
		switch w := weigh(f.entry); {
		case w > most:
			first, most, second = f, w, most
		case w > second:
			second = w
		}
	}
	if most <= 1.5*second || second == 0 {
		return best
	}
	if first.entry != best.entry {
		for i, f := range q.found { // no other reading is left
			if f.entry == first.entry {
				copy(q.found[1:i+1], q.found[:i])
				q.found[0] = f
				break
			}
		}
	}
	q.found[0].score = best.score + 2*readingMargin
	return q.found[0]
}

// spokenFirst gives the best figure; of several that fit alike, that of the sentence that was just spoken of.
func (q *question) spokenFirst(found []match) match {
	if q.inherited || len(q.anchors) == 0 || q.anchors[0].sentence < 0 || len(q.places)+len(q.periods)+len(q.statuses) > 0 {
		return found[0]
	}
	for _, f := range found {
		if found[0].score-f.score > readingMargin {
			break
		}
		if f.sentence == q.anchors[0].sentence {
			return f
		}
	}
	return found[0]
}

// standsAlone tells whether a question that names no owner is whole by itself: it has a measure of its own, leads on from
// nothing by its words, and what was spoken of before is no single project or company.
func (q *question) standsAlone() bool {
	if !q.inherited || q.follows || q.pronoun || q.presumed || q.soft {
		return false
	}
	// A status with the projects that are counted, or with a distance asked for, is whole as well as a measure.
	whole := len(q.statuses) > 0 && (q.has(countsProjects) || q.asks["points"])
	if !whole && (len(q.measures) == 0 || len(q.measureWords) == 0) {
		return false
	}
	for _, a := range q.anchors {
		if a.Project != "" || a.Company != "" || a.Event != "" {
			return false
		}
	}
	return len(q.anchors) > 0
}
