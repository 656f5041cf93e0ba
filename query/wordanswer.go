package query

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

func decimalOf(n int) decimal.Decimal { return decimal.NewFromInt(int64(n)) }

// onlyWords tells whether no figure can answer, whatever else stands in the question.
func (q *question) onlyWords() bool {
	switch q.wantsWords() {
	case wantFrequency, wantEither, wantStanding, wantPhoto, wantSpeaker, wantCompared:
		return true
	}
	return false
}

var whichOne = newPattern(`哪一?[个家种类条座项部所份支位款门级届]`)

// wordsWanted tells whether the question asks for words rather than for an amount.
func (q *question) wordsWanted() bool {
	if q.onlyWords() {
		return true
	}
	if q.asksAmount() {
		return false
	}
	if q.bounds != nil && q.has(yesNoAsked) {
		return true
	}
	return q.asksWords() || len(q.measures) == 0 && (q.asks["yesno"] || q.has(whichOne) && !q.ops["compare"])
}

// words answers with words; a figure that fits as well wins where the question only says 什么 or 哪个.
func (e *Engine) words(ix *index, q *question, direct *entry) (Answer, []*entry, bool) {
	if a, f, ok := e.overOrUnder(ix, q); ok {
		return a, f, true
	}
	if a, f, ok := e.cellAnswer(ix, q); ok {
		return a, f, true
	}
	if direct != nil && q.asks["what"] && (len(q.measures) > 0 || q.display != "") {
		return Answer{}, nil, false
	}
	if a, ok := e.countedParts(ix, q); ok {
		return a, nil, true
	}
	return e.clauseAnswer(ix, q)
}

// clauseAnswer finds the clause that holds what the question names, or goes on about it, and the kind of thing that it
// asks for, and shows it as it stands. A question in which slips were mended is tried as it was typed as well.
func (e *Engine) clauseAnswer(ix *index, q *question) (Answer, []*entry, bool) {
	a, f, ok := e.clauseFor(ix, q)
	if ok || len(q.mended) == 0 {
		return a, f, ok
	}
	typed := parseAs(ix, q.raw, e.refDate(ix), false)
	typed.inherited, typed.anchors = q.inherited, q.anchors
	if len(typed.places) == 0 {
		typed.places = q.places
	}
	if len(typed.phases) == 0 {
		typed.phases = q.phases
	}
	return e.clauseFor(ix, typed)
}

func (e *Engine) clauseFor(ix *index, q *question) (Answer, []*entry, bool) {
	r := q.read(ix)
	if len(r.must) == 0 && !r.follows && len(q.places) == 0 && len(q.statuses) == 0 && len(q.periods) == 0 && len(r.may) < 2 && !r.oneTopic() {
		return Answer{}, nil, false
	}
	if (len(q.measureWords) > 0 && len(q.measures) > 0 || q.ops["largest"] || q.ops["smallest"] || q.ops["top"]) && r.want == wantText && !(q.asks["what"] && q.has(productAsked)) && !q.asks["name"] && !q.asks["list"] {
		return Answer{}, nil, false // a figure was asked for, and none was found
	}
	best := r.best()
	if best == nil {
		return Answer{}, nil, false
	}
	s := best.c.sentence
	shown := best.shown()
	if r.want == wantDate {
		shown = sameDaySaid(ix, best.c) + shown
	}
	a := Answer{Status: Answered, Headline: clip(shown, maxHeadline),
		Sources: []Source{{Report: reportName(s.report), Section: s.section, Passage: s.passage, Quote: s.text}}}
	facts := best.said
	for _, f := range facts {
		if a.Project == "" {
			a.Project = f.Project
		}
	}
	return a, append(append([]*entry{}, facts...), r.nearFacts(best.c)...), true
}

// oneTopic tells whether a question that names nothing can only mean the one report there is: 一期什么时候投产.
func (r *reading) oneTopic() bool {
	if len(r.m.ix.order) != 1 {
		return false
	}
	switch r.want {
	case wantText, wantList, wantBody:
		return len(r.q.phases) > 0
	}
	return true
}

// nearFacts are what a question that leads on may refer to: the facts of the clause's sentence, else of the nearest one
// of its passage.
func (r *reading) nearFacts(c *clause) []*entry {
	if len(c.sentence.entries) > 0 {
		return c.sentence.entries
	}
	all := r.m.ix.sentences
	for d := 1; d < 6; d++ {
		for _, i := range []int{c.sentence.at - d, c.sentence.at + d} {
			if i >= 0 && i < len(all) && all[i].report == c.sentence.report && all[i].passage == c.sentence.passage && len(all[i].entries) > 0 {
				return all[i].entries
			}
		}
	}
	return nil
}

// shownSentence is how many characters of a sentence are shown whole.
const shownSentence = 170

// shownPart is how far a part of a long sentence goes on after the clause that answers.
const shownPart = 110

// shown is the part of its sentence that a candidate shows: the whole where it is short, else from the clause that
// names the matter to the one that answers.
func (x *candidate) shown() string {
	s := x.c.sentence
	if n := utf8.RuneCountInString(s.text); n <= shownSentence || n < maxHeadline && !hasHan(s.text) {
		return s.text
	}
	end := x.c.to
	for _, c := range s.clauses {
		if c.from >= end && !c.opens && utf8.RuneCountInString(s.text[x.from.from:c.to]) <= shownPart {
			end = c.to
		}
	}
	text := strings.TrimSpace(s.text[x.from.from:end])
	if utf8.RuneCountInString(text) > maxHeadline {
		text = x.c.text
	}
	return strings.TrimRight(text, "，,；;、 ")
}

// thatDay refers to the day of the sentence before.
var thatDay = newPattern(`同日|当日|当天|同一天|the same day|that day`)

var exactDay = regexp.MustCompile(`(?:\d{4}年)?\d{1,2}月\d{1,2}日`)

// sameDaySaid gives the day to which 同日 of a clause refers, to be said before it.
func sameDaySaid(ix *index, c *clause) string {
	if !c.has(thatDay) && !thatDay.MatchString(c.sentence.text) || exactDay.MatchString(c.sentence.text) {
		return ""
	}
	for i := c.sentence.at - 1; i >= 0 && ix.sentences[i].passage == c.sentence.passage && ix.sentences[i].report == c.sentence.report; i-- {
		if days := exactDay.FindAllString(ix.sentences[i].text, -1); len(days) > 0 {
			return "（" + days[len(days)-1] + "）"
		}
	}
	return ""
}
