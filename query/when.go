package query

import (
	"regexp"
	"strings"
	"time"

	"wenxiang/data"
	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// comparesYears sets this year beside the one before.
var comparesYears = newPattern(`(?:^|[^占])(?:比|较|跟|与|和|同)(?:去年|上年|上一年|前一年|去年同期|上年同期|同期)|(?:than|over|on|from|against|compared with) (?:the )?(?:previous year|last year|year before|same period|a year (?:earlier|ago))`)

func (q *question) periodFits(ix *index, m *matcher, e *entry) (float64, bool) {
	if len(q.periods) == 0 {
		if e.Period.Words == "" || e.Period.Implied || e.Period.Grain == quantity.Year {
			return 0, true
		}
		if e.Period.Grain == quantity.Day || e.Period.Grain == quantity.Quarter {
			return -periodUnasked, true
		}
		return 0, true
	}
	score := 0.0
	for _, p := range q.periods {
		if e.Period.Words != "" && strings.EqualFold(e.Period.Words, p.Words) {
			score += 0.8
			continue
		}
		if len(ix.order) > 1 && relativePeriod.MatchString(p.Words) {
			// 今年 in a question about one of several reports counts from that report's date.
			p = q.countedFrom(p, e.report)
		}
		if e.Role == extract.Growth && e.Base != "" && strings.HasPrefix(e.Base, p.Words) {
			continue // 是2019年的3倍: the year is what it is compared with
		}
		s, ok := q.onePeriodFits(ix, e, p)
		if !ok {
			return 0, false
		}
		score += s
	}
	return score, true
}

// A countedPeriod is a period in words, as a report counts it.
type countedPeriod struct {
	report *data.StoredReport
	words  string
}

// countedFrom counts a period from the date of a report.
func (q *question) countedFrom(p quantity.Period, r *data.StoredReport) quantity.Period {
	key := countedPeriod{r, p.Words}
	if got, ok := q.counted[key]; ok {
		return got
	}
	if q.counted == nil {
		q.counted = map[countedPeriod]quantity.Period{}
	}
	if again := quantity.FindPeriods(p.Words, r.Date); len(again) == 1 {
		p = again[0]
	}
	q.counted[key] = p
	return p
}

var relativePeriod = regexp.MustCompile(`[今去上本前近当]|同期|来$|(?i)last|this|past|previous`)

func (q *question) onePeriodFits(ix *index, e *entry, p quantity.Period) (float64, bool) {
	words := fold(p.Words)
	f := e.Period.Period
	if wholeYear.MatchString(words) && f.Words != "" && f.Grain != quantity.Year && (!e.Period.Implied || f.Grain == quantity.Span || f.Grain == quantity.Quarter || f.Grain == quantity.Half) && e.SubjectKind != extract.ProjectSubject {
		return 0, false
	}
	if p.Grain == quantity.Year && p.YearKnown && (f.Words == "" || e.Period.Implied) && e.sentence >= 0 && len(q.strong()) > 1 &&
		strings.Contains(ix.texts[ix.sentences[e.sentence].folded], p.Start.Format("2006年第")) {
		return 0.3, true // 申报2023年第一批: the year belongs to what is aimed at
	}
	if words != "" && p.Grain != quantity.Year && q.saysPeriod(ix, e, words, p) && (!p.YearKnown || !f.YearKnown || f.End.Year() == p.End.Year()) {
		return 0.6, true
	}
	if p.Grain == quantity.Day && p.Relation == "" && (f.Words == "" || e.Period.Implied || sameDays(p, f)) && (!p.YearKnown || !f.YearKnown || f.End.Year() == p.End.Year()) {
		for _, form := range []string{p.Start.Format("1月2日"), p.Start.Format("January 2"), p.Start.Format("2 January")} {
			if q.holdsNear(ix, e, fold(form)) {
				return 0.6, true
			}
		}
	}
	if p.Grain == quantity.Day && p.Relation == "" && (f.Words == "" || e.Period.Implied || f.Grain == quantity.Year || around(f, p)) &&
		(!p.YearKnown || !f.YearKnown || f.End.Year() == p.End.Year()) && q.dayTold(ix, e, p) {
		return 0.4, true // 3月28日开工的项目: the report may date what it tells of once, at its head
	}
	if f.Grain == quantity.Day && f.Relation == "" && (!p.YearKnown || !f.YearKnown || f.End.Year() == p.End.Year()) {
		if from, to, ok := daysMeant(p, f); ok {
			if at := yearDay(f.Start); at < from || at > to {
				return 0, false
			}
			return 0.5, true
		}
	}
	if e.Event != "" && f.Grain == quantity.Day && (p.Grain == quantity.Month || p.Grain == quantity.Quarter || p.Grain == quantity.Half) && yearDay(p.Start) <= yearDay(f.Start) && yearDay(f.Start) <= yearDay(p.End) &&
		(!yearSaid.MatchString(p.Words) || !f.YearKnown || p.End.Year() == f.End.Year()) {
		return 0.3, true // 一季度签约 of what was signed on a day in March
	}
	switch p.Grain {
	case quantity.Year, quantity.Span:
		if !p.YearKnown {
			if thisYear.MatchString(p.Words) && lastYear.MatchString(f.Words) || lastYear.MatchString(p.Words) && thisYear.MatchString(f.Words) {
				return 0, false
			}
			// 前年 of a text without a date is only what the text calls so.
			return 0, !beforeLast.MatchString(p.Words) || q.holdsWide(ix, e, words)
		}
		if p.Grain == quantity.Span && p.Start.Year() == p.End.Year() {
			break
		}
		from, to := p.Start.Year(), p.End.Year()
		if to < from {
			to = from
		}
		switch {
		case f.YearKnown && f.Words != "":
			if f.End.Year() >= from && f.Start.Year() <= to || f.Start.IsZero() && f.End.Year() >= from && f.End.Year() <= to {
				return 0.5, true
			}
			// A figure of a longer time holds no answer for one year of it, nor the other way round.
			return 0, false
		case !e.report.Date.IsZero():
			return 0.2, e.report.Date.Year() >= from && e.report.Date.Year() <= to
		}
		for _, ids := range [][]int{e.near, e.carried, e.wide} {
			for _, id := range ids {
				if strings.Contains(ix.texts[id], p.Start.Format("2006")) {
					return 0.2, true
				}
			}
		}
		return -0.3, !ix.dated[e.report]
	}
	if f.Words != "" && sameDays(p, f) && (!p.YearKnown || !f.YearKnown || f.End.Year() == p.End.Year()) {
		return 0.6, true // 前三季度 asked of what a report says of 1—9月
	}
	if f.Words == "" || e.Period.Implied {
		if f.Words != "" && f.YearKnown && f.Grain != quantity.Year && f.Grain != quantity.Day && p.YearKnown {
			// The paragraph is about another stretch of the year: this one has to be named, and not only set against it.
			return 0.2, saidOutright(ix, words, e.own, e.near, e.carried, e.wide)
		}
		if q.holdsWide(ix, e, words) {
			return 0.2, true
		}
		// The report as a whole may be about that time.
		said := q.having(ix, words)
		for _, s := range ix.of(e.report).sentences {
			if said.at(s.folded) != 0 && (s.passage <= 2 || s.passage == e.Passage) {
				return 0.1, true
			}
		}
		return 0.1, holds(fold(e.report.Title), words)
	}
	if p.YearKnown && f.YearKnown && f.End.Year() != p.End.Year() && !f.Start.IsZero() {
		// 前8个月 says no year: any year's will do that the report does not call the last.
		return 0.5, !yearSaid.MatchString(p.Words) && !lastYear.MatchString(f.Words) && len(ix.order) == 1 && sameDays(p, f)
	}
	if sameDays(p, f) {
		return 0.8, true
	}
	return 0, false
}

// partOfMonth finds the part of a month by which a day in it may be asked for.
var partOfMonth = regexp.MustCompile(`月(底|末|初|中旬|中|上旬|下旬)`)

// shortlyBefore is how many days before a day that it names a question can mean by 前.
const shortlyBefore = 31

// daysMeant gives the first and the last day of the year, as yearDay numbers them, that a question means by a part of a
// month (4月底) or by the time just before a day (5月1日前); ok is false where it names neither.
func daysMeant(p, f quantity.Period) (from, to int, ok bool) {
	month := 100 * int(p.End.Month())
	m := partOfMonth.FindStringSubmatch(p.Words)
	switch {
	case m != nil && (m[1] == "底" || m[1] == "末" || m[1] == "下旬"):
		return month + 21, month + 31, true
	case m != nil && (m[1] == "初" || m[1] == "上旬"):
		return month + 1, month + 10, true
	case m != nil:
		return month + 11, month + 20, true
	case p.Grain == quantity.Day && p.Relation == "until" && strings.HasSuffix(p.Words, "前") && f.YearKnown:
		last := time.Date(f.End.Year(), p.End.Month(), p.End.Day(), 0, 0, 0, 0, time.UTC)
		return yearDay(last.AddDate(0, 0, -shortlyBefore)), yearDay(last), true
	}
	return 0, 0, false
}

// dayTold tells whether the sentences before a figure, in its passage or the one before, name a day on which the status that is
// asked for came about, and no other day stands between it and the figure.
func (q *question) dayTold(ix *index, e *entry, p quantity.Period) bool {
	if e.sentence < 0 || e.Project != "" || len(q.statuses) == 0 && !(q.inherited && len(q.anchors) > 0 && e.Scope.Status != "" && q.anchors[0].Scope.Status == e.Scope.Status) {
		return false
	}
	for _, s := range q.statuses {
		if s.key != e.Scope.Status && !(e.Scope.Status == "" && q.saidBefore(ix, e, s.word)) {
			return false
		}
	}
	words := []string{fold(p.Start.Format("1月2日")), fold(p.Start.Format("January 2")), fold(p.Start.Format("2 January"))}
	for i := e.sentence; i >= 0 && ix.sentences[i].report == e.report && ix.sentences[i].passage >= e.Passage-1; i-- {
		text := ix.texts[ix.sentences[i].folded]
		if i == e.sentence {
			if at := strings.Index(text, fold(e.Clause)); at > 0 {
				text = text[:at]
			}
			if days := otherDay.FindAllString(text, -1); len(days) > 1 {
				text = days[len(days)-1] // the day that stands nearest
			}
		}
		for _, w := range words {
			if holds(text, w) {
				return true
			}
		}
		if otherDay.MatchString(text) {
			return false
		}
	}
	return false
}

// around tells whether a month, a quarter or a half-year holds a day.
func around(f, day quantity.Period) bool {
	return (f.Grain == quantity.Month || f.Grain == quantity.Quarter || f.Grain == quantity.Half) && yearDay(f.Start) <= yearDay(day.Start) && yearDay(day.Start) <= yearDay(f.End)
}

// otherDay finds a day that a sentence names.
var otherDay = regexp.MustCompile(`[0-9]{1,2}月[0-9]{1,2}日`)

// yearDay numbers the days of any year in their order.
func yearDay(t time.Time) int { return int(t.Month())*100 + t.Day() }

// thisYear names the year of the report.
var thisYear = regexp.MustCompile(`今年|本年|(?i)this year`)

// beforeLast names the year before the last.
var beforeLast = regexp.MustCompile(`前年|(?i)year before last`)

// yearSaid tells a period that names its year from one of any year.
var yearSaid = regexp.MustCompile(`\d{4}|年[^初中底末]|年$|[今去上本前当同]|(?i)year|last|this`)

// saysPeriod tells whether the words around a figure say a period of it. A figure with a time of its own has no other from
// the clauses before, nor from what it is set against (比上半年回落).
func (q *question) saysPeriod(ix *index, e *entry, words string, p quantity.Period) bool {
	f := e.Period
	if q.ofYear && f.Grain == quantity.Year {
		return q.holdsNear(ix, e, words)
	}
	if f.Words == "" || f.Implied || sameDays(p, f.Period) {
		return q.holdsNear(ix, e, words) && (f.Words == "" || sameDays(p, f.Period) || saidOutright(ix, words, e.own, e.near, e.carried))
	}
	return saidOutright(ix, words, e.own, e.near)
}

// saidOutright tells whether one of the texts names a period as its own and not only as what it sets something against:
// 较1-2月加快 says nothing of January and February.
func saidOutright(ix *index, words string, texts ...[]int) bool {
	for _, ids := range texts {
		for _, id := range ids {
			t := ix.texts[id]
			if i := strings.Index(t, words); i >= 0 && holds(t, words) && !comparing.MatchString(t[:i]) {
				return true
			}
		}
	}
	return false
}

// comparing ends with a word that sets something against what follows.
var comparing = regexp.MustCompile(`(?:比|较|由|从|自|与|和|than|from|against) ?$`)

// wholeYear asks for twelve months, which no shorter time answers for.
var wholeYear = regexp.MustCompile(`全年|整年|whole year|full year|full-year`)

func (q *question) holdsWide(ix *index, e *entry, word string) bool {
	if q.holdsNear(ix, e, word) {
		return true
	}
	return len(e.wide) > 0 && q.having(ix, word).at(e.wide[0]) != 0
}

// sameDays tells whether two periods are the same stretch of a year.
func sameDays(a, b quantity.Period) bool {
	if sameDay(a.Start, b.Start) && sameDay(a.End, b.End) {
		return true
	}
	if a.Grain == quantity.Day && b.Start.IsZero() && sameDay(a.End, b.End) {
		return true // 年底 asked of 截至年底
	}
	// 2月28日 asked of a fact that happened that day; 2月 asked of a day in it.
	if a.Grain == quantity.Month && b.Grain == quantity.Day {
		return a.Start.Month() == b.Start.Month()
	}
	if a.Relation == "until" && b.End.Month() == a.End.Month() && b.Start.Month() == 1 {
		return true // 到10月底 asked of 1-10月
	}
	return a.Relation == "until" && b.Relation == "until" && sameDay(a.End, b.End)
}

// sameDay tells whether two dates are the same day of a year.
func sameDay(a, b time.Time) bool { return a.Month() == b.Month() && a.Day() == b.Day() }
