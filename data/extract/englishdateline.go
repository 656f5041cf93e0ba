package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"wenxiang/data/quantity"
	"wenxiang/data/report"
)

var (
	agencyDay = regexp.MustCompile(`^[A-Z][A-Za-z'’., -]{2,40}?,? (Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? (\d{1,2})(?: \([A-Z][A-Za-z ]+\))? ?(?:--|—|-|–) `)
	weekdays  = regexp.MustCompile(`\b(?:on )?(Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\b`)
	headedSay = regexp.MustCompile(`^\s*(Country|Location|Site|Place|Province|State|Region):\s*([A-Z][^.;:]{2,60})`)
)

var monthOf = map[string]time.Month{"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6, "June": 6, "Jul": 7, "July": 7, "Aug": 8, "Sep": 9, "Sept": 9, "Oct": 10, "Nov": 11, "Dec": 12}

// filed tells on which day an agency report was written whose dateline has no year: the year is that of
// the latest stretch of time about which it reports results (or the next, when that stretch is a whole
// year), provided that the stretch was over not more than seven months before. A weekday named in the
// first sentence must fit. The zero time when the year cannot be told so.
func filed(r *report.Report) time.Time {
	opening := ""
	var latest quantity.Period
	for _, s := range r.Sections {
		for _, p := range s.Passages {
			if p.Row != nil || chinese(p.Text) {
				continue
			}
			if opening == "" {
				opening = strings.Join(strings.Fields(p.Text), " ")
			}
			for _, sentence := range englishSentences(p.Text) {
				if strings.Contains(sentence, " will ") || strings.Contains(sentence, "expected") || strings.Contains(sentence, " to be ") || strings.Contains(sentence, "plan") {
					continue
				}
				for _, q := range quantity.FindPeriods(sentence, time.Time{}) {
					if q.YearKnown && !q.End.IsZero() && q.End.After(latest.End) {
						latest = q
					}
				}
			}
		}
	}
	m := agencyDay.FindStringSubmatch(opening)
	if m == nil || latest.End.IsZero() {
		return time.Time{}
	}
	day, _ := strconv.Atoi(m[2])
	for _, year := range []int{latest.End.Year(), latest.End.Year() + 1} {
		at := time.Date(year, monthOf[m[1]], day, 0, 0, 0, 0, time.UTC)
		if at.Day() != day || !at.After(latest.End) || at.Sub(latest.End) > 215*24*time.Hour {
			continue
		}
		if w := weekdays.FindStringSubmatch(firstBytes(opening, 400)); w != nil {
			if back := (int(at.Weekday()) - int(weekdayOf(w[1])) + 7) % 7; back > 1 {
				continue
			}
		}
		return at
	}
	return time.Time{}
}

// toldYear is the end of the part of a year about which an undated report begins to tell: after "the first six months of
// 2020" in its title or its first two sentences, "this year" is 2020. The zero time where a later year is told of as past.
func toldYear(r *report.Report) time.Time {
	texts := []string{r.Title}
	for _, s := range r.Sections {
		for _, p := range s.Passages {
			if p.Row == nil && !chinese(p.Text) {
				texts = append(texts, englishSentences(p.Text)...)
			}
		}
	}
	var at time.Time
	for i, t := range texts {
		if strings.Contains(t, " will ") || strings.Contains(t, "expected") || strings.Contains(t, " by ") && i > 2 {
			continue
		}
		for _, q := range quantity.FindPeriods(t, time.Time{}) {
			switch {
			case !q.YearKnown || q.End.IsZero():
			case i < 3 && at.IsZero() && (q.Grain == quantity.Half || q.Grain == quantity.Quarter || q.Grain == quantity.Span) && q.Start.Year() == q.End.Year():
				at = q.End
			case !at.IsZero() && q.Start.Year() > at.Year():
				return time.Time{}
			}
		}
	}
	return at
}

func weekdayOf(name string) time.Weekday {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if d.String() == name {
			return d
		}
	}
	return 0
}

// weekdayDates are the weekdays of a sentence as days, counted back from the day of the report.
func (s *englishScene) weekdayDates() (out []quantity.Period) {
	if s.filed.IsZero() {
		return nil
	}
	for _, m := range weekdays.FindAllStringSubmatchIndex(s.text, -1) {
		day := s.filed.AddDate(0, 0, -((int(s.filed.Weekday()) - int(weekdayOf(s.text[m[2]:m[3]])) + 7) % 7))
		inside := false
		for _, p := range s.ps {
			inside = inside || p.From < m[3] && m[2] < p.To
		}
		if w := s.before(m[2], 1); inside || len(w) > 0 && (w[0].low == "next" || w[0].low == "this" || w[0].low == "said" || w[0].low == "announced" || w[0].low == "reported") {
			continue
		}
		if w := s.before(m[0], 1); len(w) > 0 && (w[0].low == "said" || w[0].low == "announced" || w[0].low == "reported" || w[0].low == "told") {
			continue
		}
		out = append(out, quantity.Period{Start: day, End: day, Words: s.text[m[2]:m[3]] + ", " + day.Format("January 2, 2006"), Grain: quantity.Day, YearKnown: true, From: m[2], To: m[3]})
	}
	return out
}

// headedPlace reads where a project is from a line of a fact sheet: "Country: Tanzania".
func (s *englishScene) headedPlace() {
	m := headedSay.FindStringSubmatchIndex(s.text)
	o := s.inMind()
	if s.main != nil && s.page {
		o = s.ofProject(s.main, "")
	}
	if m == nil || o.project == nil {
		return
	}
	s.textFact(o, "location", s.text[m[2]:m[3]], m[4], m[5])
}
