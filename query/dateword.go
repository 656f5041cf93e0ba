package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// kinDates are kinds of date that answer for each other: what is finished in 2027 opens in 2027.
var kinDates = map[string]string{"end": "operation", "operation": "end"}

func (r *reading) dateEvidence(c *clause) (float64, []dated, bool) {
	all := c.dates.get(c.datesOf)
	best := 0.0
	var kept []dated
	for _, d := range all {
		score := 0.0
		if len(r.kinds) == 0 {
			score = 0.6
		}
		for k := range r.kinds {
			switch {
			case d.kinds[k] && d.near:
				score = max(score, 1)
			case d.kinds[k]:
				score = max(score, 0.8)
			case d.kinds[kinDates[k]] && !d.kinds["start"]:
				score = max(score, 0.45)
			}
		}
		if score > 0 {
			kept = append(kept, d)
			best = max(best, score)
		}
	}
	if len(all) == 0 && c.has(leftOpen) {
		for k := range kindsIn(c.text) {
			if r.kinds[k] {
				return 0.8, nil, true
			}
		}
	}
	return best, kept, best > 0
}

// leftOpen are the words with which a report leaves a date open.
var leftOpen = newPattern(`适时|择机|视.{0,8}情况|待定|尚未确定|条件成熟|to be (?:decided|determined)|depending on`)

// A dated is one date of a clause with the kinds of it that the words beside say.
type dated struct {
	period quantity.Period
	kinds  map[string]bool
	near   bool // the kinds stand beside it, not in another clause of the sentence
}

var spanOfWork = newPattern(`起止|工期|年限|建设周期|建设时间|建设期|construction period`)

var cutDates = regexp.MustCompile(`、| and |并(?:于|在|计划)|，| while `)

// upToNow begins the day up to which a state is told: nothing happened on it.
var upToNow = regexp.MustCompile(`^(?:截至|截止)|^(?i)as of`)

// datesOf gives the dates of a clause; where the clause has no word of its own for what happened then, the nearest
// clause of the sentence lends its.
func (c *clause) datesOf() []dated {
	r := c.sentence.report
	if len(c.when()) == 0 {
		return nil
	}
	var out []dated
	at := 0
	var parts []string
	for _, m := range cutDates.FindAllStringIndex(c.text, -1) {
		if len(quantity.FindPeriods(c.text[at:m[0]], r.Date)) > 0 && len(quantity.FindPeriods(c.text[m[1]:], r.Date)) > 0 {
			parts = append(parts, c.text[at:m[0]])
			at = m[1]
		}
	}
	parts = append(parts, c.text[at:])
	var lent map[string]bool
	for _, p := range parts {
		periods := quantity.FindPeriods(p, r.Date)
		if len(periods) == 0 || upToNow.MatchString(periods[0].Words) {
			continue
		}
		d := dated{period: periods[0], kinds: kindsIn(p), near: true}
		if len(d.kinds) == 0 {
			d.near = false
			if d.kinds = lent; d.kinds == nil {
				d.kinds = c.lentKinds()
			}
		} else {
			lent = d.kinds
		}
		if c.has(spanOfWork) {
			d.kinds["start"], d.kinds["end"] = true, true
		}
		out = append(out, d)
	}
	return out
}

func (c *clause) lentKinds() map[string]bool {
	at := -1
	all := c.sentence.clauses
	for i, x := range all {
		if x == c {
			at = i
		}
	}
	for i := at - 1; i >= 0 && i >= at-2; i-- {
		if k := kindsIn(all[i].text); len(k) > 0 {
			return k
		}
	}
	if at >= 0 && at+1 < len(all) && len(all[at+1].when()) == 0 && !all[at+1].opens {
		return kindsIn(all[at+1].text)
	}
	return map[string]bool{}
}

// kindsIn gives the kinds of dates that the words of a text speak of.
func kindsIn(text string) map[string]bool {
	out := map[string]bool{}
	folded := fold(text)
	for _, h := range words().dates.Find(folded) {
		out[h.Key] = true
	}
	for _, h := range vocabulary.FindStatuses(folded) {
		for _, k := range statusDates[h.Key] {
			out[k] = true
		}
	}
	return out
}

// statusDates are the kinds of date that a status speaks of.
var statusDates = map[string][]string{
	"started": {"start"}, "new_start": {"start"}, "concentrated_start": {"start"}, "completed": {"end"}, "in_production": {"operation"},
	"signed": {"signed"}, "concentrated_signing": {"signed"}, "approved": {"approved"}, "resumed": {"start"},
}

// periodStands tells whether a clause speaks of a period of the question: 1 where it does, -1 where it speaks of another
// year, 0 where it speaks of none.
func periodStands(p quantity.Period, c *clause) int {
	if strings.Contains(c.folded, fold(p.Words)) {
		return 1
	}
	wide := p.Grain == quantity.Year || p.Grain == quantity.Span
	other := 0
	for _, f := range c.when() {
		if sameDays(p, f) && (!p.YearKnown || !f.YearKnown || p.Start.Year() == f.Start.Year()) {
			return 1
		}
		if !wide && f.Grain == p.Grain && (p.Grain == quantity.Day || p.Grain == quantity.Month) {
			other = -1
		}
		if f.YearKnown && wide && p.YearKnown {
			if !f.End.IsZero() && f.End.Year() >= p.Start.Year() && (f.Start.IsZero() || f.Start.Year() <= max(p.Start.Year(), p.End.Year())) {
				return 1
			}
			other = -1
		}
	}
	return other
}

// periodOfReport tells whether a year of the question is the one that the report is about.
func periodOfReport(p quantity.Period, s *sentence) bool {
	if p.Grain != quantity.Year && p.Grain != quantity.Span || !p.YearKnown {
		return p.Words == ""
	}
	return !s.report.Date.IsZero() && s.report.Date.Year() >= p.Start.Year() && s.report.Date.Year() <= max(p.Start.Year(), p.End.Year())
}

// dateStates are the states that an event which a question dates leads to, by the kind of date.
var dateStates = map[string][]string{"start": {"started", "new_start", "concentrated_start"}, "end": {"completed", "in_production"}, "operation": {"in_production", "completed"}, "signed": {"signed"}}

// spanWords say when something is built without a word for its start or its end.
var spanWords = newPattern(`工期|建设(?:时间|期|周期|年限)|起止|期限|历时|建成|力争|争取|预计|计划于|schedul|expect|will|due|plan|complet|finish|open`)

// datesNothing tells whether an answer in words to a question for the date of an event says nothing of such an event:
// the day on which a story was written is not the day on which work began.
func (q *question) datesNothing(a Answer, facts []*entry) bool {
	if !q.asks["date"] || len(q.dateKinds) == 0 || len(a.Values) > 0 || len(a.Items) > 0 {
		return false
	}
	for _, f := range facts {
		if f.Kind != extract.TextFact {
			return false
		}
	}
	text := strings.ReplaceAll(fold(a.Headline), "新建", "") // a new line is not yet begun
	if q.lang != "zh" || !hasHan(text) || q.has(spanWords) || spanWords.MatchString(text) {
		return false
	}
	for _, k := range q.dateKinds {
		states := dateStates[k]
		if states == nil {
			return false
		}
		for _, s := range states {
			if containsAny(text, statusWords(s)) {
				return false
			}
		}
	}
	return true
}
