package extract

import (
	"strings"
	"time"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// dateVerb finds the verb that a period dates: began, completed, opens, founded, signed.
func (s *englishScene) dateVerb(p quantity.Period) (vocabulary.Hit, bool) {
	from := 0
	for _, mark := range []string{"; ", ", while ", ", but ", ", and "} {
		if k := strings.LastIndex(s.text[:p.From], mark); k >= 0 {
			from = max(from, k+len(mark))
		}
	}
	var best vocabulary.Hit
	found := false
	for _, h := range englishDates.Find(s.text[from:p.From]) {
		gap := s.text[from+h.End : p.From]
		between := false
		for _, q := range s.qs {
			between = between || q.Start >= from+h.End && q.End <= p.From && q.Dim != quantity.Count
		}
		for _, x := range s.ps { // one verb has one date
			between = between || x.From >= from+h.End && x.To <= p.From-1 && x != p && strings.Trim(s.text[x.To:p.From], " ,") != "and"
		}
		if between || len(englishWords(gap)) > 14 {
			continue
		}
		h.Start, h.End = h.Start+from, h.End+from
		best, found = h, true
	}
	if h, ok := s.due(from, p.From); ok && (!found || h.Start > best.Start) {
		return h, true
	}
	if found {
		return best, true
	}
	// In July 2018, the company was founded: the verb follows, and no figure does
	rest := s.text[p.To:]
	if end := strings.IndexAny(rest, ";"); end >= 0 {
		rest = rest[:end]
	}
	if len(s.qs) > 0 && s.qs[len(s.qs)-1].Start >= p.To || !strings.HasPrefix(rest, ",") {
		return best, false
	}
	for _, h := range englishDates.Find(firstBytes(rest, 120)) {
		h.Start, h.End = h.Start+p.To, h.End+p.To
		return h, true
	}
	return best, false
}

// due reads what "is due" at a date: "with production of the first line due in early 2027".
func (s *englishScene) due(from, to int) (h vocabulary.Hit, ok bool) {
	if w := s.before(to, 2); len(w) == 0 || w[len(w)-1].low != "due" && (len(w) < 2 || w[0].low != "due" && w[0].low != "scheduled" && w[0].low != "expected" && w[0].low != "set" && w[0].low != "planned") {
		return h, false
	}
	for _, w := range s.words {
		if w.start < from || w.end > to {
			continue
		}
		for _, due := range [][2]string{{"due_operation", "operation_verb"}, {"due_end", "end_verb"}} {
			for _, noun := range englishLists[due[0]] {
				if w.low == noun && len(englishWords(s.text[w.end:to])) < 9 {
					h, ok = vocabulary.Hit{Start: w.start, End: w.end, Key: due[1], Word: w.low}, true
				}
			}
		}
	}
	return h, ok
}

// fiscal widens the end of a business year to the time that it ends: "the six months to September", "the
// year ended March 31, 1987".
func (s *englishScene) fiscal() {
	for k := range s.ps {
		p := &s.ps[k]
		w := s.before(p.From, 5)
		n := len(w) - 1
		if n < 1 || w[n].low != "to" && w[n].low != "ended" && w[n].low != "ending" && w[n].low != "till" || p.Grain != quantity.Day && p.Grain != quantity.Month {
			continue
		}
		n--
		months := 0
		switch w[n].low {
		case "year":
			months = 12
		case "half", "half-year":
			months = 6
		case "quarter":
			months = 3
		case "months":
			for _, q := range s.qs {
				if q.Dim == quantity.Duration && q.End == w[n].end {
					months = int(q.Value.IntPart())
				}
			}
		}
		if months == 0 || months > 36 {
			continue
		}
		p.Words, p.From, p.Grain, p.Relation = s.text[w[n].start:p.To], w[n].start, quantity.Span, ""
		if w[n].low == "months" {
			for _, q := range s.qs {
				if q.Dim == quantity.Duration && q.End == w[n].end {
					p.From, p.Words = q.Start, s.text[q.Start:p.To]
				}
			}
		}
		if !p.YearKnown {
			p.Start, p.End = time.Time{}, time.Time{}
			continue
		}
		next := p.End.AddDate(0, 0, 1)
		p.Start = next.AddDate(0, -months, 0)
	}
}

var dateMetrics = map[string]string{"start_verb": "start", "end_verb": "end", "operation_verb": "operation", "found_verb": "founded", "sign_verb": "signed", "approve_verb": "approved"}

// dates reads when something begins, is finished, opens, is founded or signed.
func (s *englishScene) dates() {
	for _, p := range append(s.ps[:len(s.ps):len(s.ps)], s.weekdayDates()...) {
		h, ok := s.dateVerb(p)
		if !ok || s.compared(p) {
			continue
		}
		o := s.dateOwner(h, p)
		if s.counted() && o.kind == ProjectSubject && !s.projectBefore(p.From) { // what several projects have in common
			continue
		}
		if w := s.after(h.End, 2); h.Key == "start_verb" && len(w) > 0 && (noStarts[w[0].low] || len(w) > 1 && noStarts[w[1].low]) { // began talks, began a study
			continue
		}
		if o.name == "" || o.kind == PlaceSubject && h.Key != "sign_verb" && h.Key != "approve_verb" {
			continue
		}
		f := s.fact(o, min(h.Start, p.From), max(h.End, p.To))
		f.Kind, f.Role = DateFact, Level
		f.Metric, f.Text = dateMetrics[h.Key], p.Words
		f.Period = Period{Period: p}
		f.Label = s.dateLabel(h)
		f.Modality = s.modality(h.End)
		if h.Key == "start_verb" && s.subjectIsWork(h) {
			f.Label = "construction " + s.text[h.Start:h.End]
		}
		if p.Relation == "between" && (h.Key == "start_verb" || h.Key == "end_verb") {
			f.Metric = "period"
		}
		if f.Metric == "start" && !s.subjectIsWork(h) && s.subjectIsOutput(h) {
			f.Metric = "operation"
		}
		s.facts = append(s.facts, f)
		for _, e := range englishDates.Find(s.text[:h.Start]) { // was completed and put into operation
			if dateMetrics[e.Key] != f.Metric && strings.TrimSpace(s.text[e.End:h.Start]) == "and" {
				g := f
				g.Metric, g.Label = dateMetrics[e.Key], s.text[e.Start:e.End]
				s.facts = append(s.facts, g)
			}
		}
	}
	s.headedDates()
	s.ellipticDates()
	for _, p := range s.ps { // Construction runs from April 2022 to December 2024
		if p.Relation != "between" || s.dated(p) {
			continue
		}
		from := s.clauseStart(p.From)
		for _, w := range s.words {
			if w.start < from || w.end > p.From || w.low != "construction" && w.low != "built" && w.low != "work" && w.low != "implemented" {
				continue
			}
			o := s.inMind()
			for k := range s.mentions {
				if s.mentions[k].start < p.From && s.owns(k) {
					o = s.ownerOf(k)
				}
			}
			if o.kind != ProjectSubject {
				break
			}
			f := s.fact(o, w.start, p.To)
			f.Kind, f.Role, f.Metric, f.Label, f.Text = DateFact, Level, "period", "construction period", p.Words
			f.Period = Period{Period: p}
			s.facts = append(s.facts, f)
			break
		}
	}
}

// headedDates reads the dates of a fact sheet: "Closing date: 31 December 2026".
func (s *englishScene) headedDates() {
	for _, p := range s.ps {
		head := strings.TrimRight(s.text[:p.From], " ")
		if !strings.HasSuffix(head, ":") || s.dated(p) {
			continue
		}
		head = strings.TrimSpace(head[:len(head)-1])
		if k := strings.LastIndexAny(head, ".;,"); k >= 0 {
			head = strings.TrimSpace(head[k+1:])
		}
		low := strings.ToLower(head)
		if len(englishWords(head)) > 4 || head == "" {
			continue
		}
		metric := ""
		for _, h := range [][2]string{{"approval", "approved"}, {"approved", "approved"}, {"closing", "end"}, {"completion", "end"}, {"completed", "end"}, {"signing", "signed"}, {"start", "start"}, {"groundbreaking", "start"},
			{"commission", "operation"}, {"opening", "operation"}, {"opened", "operation"}, {"operation", "operation"}, {"established", "founded"}, {"founded", "founded"}} {
			if strings.Contains(low, h[0]) {
				metric = h[1]
				break
			}
		}
		o := s.inMind()
		if metric == "" || o.name == "" {
			continue
		}
		f := s.fact(o, p.From-len(head)-1, p.To)
		f.Kind, f.Role, f.Metric, f.Label, f.Text, f.Period = DateFact, Level, metric, head, p.Words, Period{Period: p}
		s.facts = append(s.facts, f)
	}
}

// ellipticDates reads the dates of a list whose verb stands once: "phase one went into operation in 2014,
// phase two (70,000 tons) in August 2016".
func (s *englishScene) ellipticDates() {
	for _, p := range s.ps {
		if s.dated(p) || len(s.facts) == 0 {
			continue
		}
		at := -1
		for k, m := range s.mentions {
			if m.end <= p.From && (m.kind == phaseMention || m.kind == projectMention && s.owns(k)) {
				at = k
			}
		}
		if at < 0 {
			continue
		}
		gap := s.text[s.mentions[at].end:p.From]
		if open := strings.Index(gap, "("); open >= 0 {
			if end := strings.Index(gap, ")"); end > open {
				gap = gap[:open] + gap[end+1:]
			}
		}
		switch strings.TrimSpace(gap) {
		case "in", "by", "on", "at", "during", "followed in":
		default:
			continue
		}
		o := s.ownerOf(at)
		for k := len(s.facts) - 1; k >= 0 && s.facts[k].Quote == s.quote; k-- {
			if f := s.facts[k]; f.Kind == DateFact && f.Subject != o.name {
				g := s.fact(o, s.mentions[at].start, p.To)
				g.Kind, g.Role, g.Metric, g.Label, g.Modality = DateFact, Level, f.Metric, f.Label, f.Modality
				g.Text, g.Period = p.Words, Period{Period: p}
				s.facts = append(s.facts, g)
				break
			}
		}
	}
}

// counted tells whether the sentence counts projects.
func (s *englishScene) counted() bool {
	for _, q := range s.qs {
		if q.Dim == quantity.Count && q.Unit == "projects" {
			return true
		}
	}
	return false
}

// dateLabel is the verb with its object, up to four words: "open the first phase".
func (s *englishScene) dateLabel(h vocabulary.Hit) string {
	end := h.End
	for n, w := range s.after(h.End, 4) {
		if n > 2 || w.low == "in" || w.low == "on" || w.low == "by" || w.low == "at" || s.inPeriod(w) || w.low == "as" || w.low == "with" {
			break
		}
		end = w.end
	}
	return strings.TrimSpace(s.text[h.Start:end])
}

// subjectIsWork tells whether what begins is construction rather than production.
func (s *englishScene) subjectIsWork(h vocabulary.Hit) bool {
	from := s.clauseStart(h.Start)
	low := strings.ToLower(s.text[from:h.Start])
	return strings.Contains(low, "construction") || strings.Contains(low, "work ") || strings.Contains(low, "building")
}

// subjectIsOutput tells whether what begins is production.
func (s *englishScene) subjectIsOutput(h vocabulary.Hit) bool {
	low := strings.ToLower(s.text[s.clauseStart(h.Start):h.Start])
	return strings.Contains(low, "production") || strings.Contains(low, "operation") || strings.Contains(low, "output") || strings.Contains(low, "deliveries") || strings.Contains(low, "exports")
}

// dateOwner is what a date belongs to: a firm for its founding, else a project.
func (s *englishScene) dateOwner(h vocabulary.Hit, p quantity.Period) englishOwner {
	subject := s.subjectOwner(h.Start)
	if h.Key == "found_verb" {
		if subject.kind == CompanySubject {
			return subject
		}
		for k, m := range s.mentions { // it was founded: the park, not its developer
			if m.start < h.Start && s.owns(k) {
				if o := s.ownerOf(k); o.kind == ProjectSubject {
					return o
				}
			}
		}
		if s.main != nil && s.main.headed && s.met && s.owner == "" && (subject.name == "" || subject.kind == ProjectSubject || s.startsClause(h.Start)) {
			return s.ofProject(s.main, "")
		}
		if s.owner != "" && (subject.name == "" || subject.kind == PlaceSubject) {
			return s.firmOwner("")
		}
		if subject.kind == ProjectSubject && subject.company != "" {
			return s.firmOwner(subject.company)
		}
		return subject
	}
	// the nearest project before the verb, or its object
	at := -1
	for k, m := range s.mentions {
		if !s.owns(k) {
			continue
		}
		if m.start < p.From {
			at = k
		}
	}
	if at >= 0 {
		return s.ownerOf(at)
	}
	if subject.kind == ProjectSubject {
		return subject
	}
	if subject.kind == PlaceSubject && !s.subjectIsWork(h) && h.Key == "start_verb" {
		return englishOwner{}
	}
	return s.inMind()
}
