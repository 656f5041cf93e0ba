package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// read reads the sentence: its figures from left to right, then its dates and what else it says.
func (s *englishScene) read() {
	s.occasion()
	s.respective()
	s.partOfGroup()
	s.groups()
	s.equity()
	for i := range s.qs {
		if !s.used[i] {
			before := len(s.facts)
			s.figure(i)
			for _, f := range s.facts[before:] { // a level may follow its growth: "rose 8 pct to 420,000 tonnes"
				if f.Role == Growth || f.Role == Gap {
					s.used[i] = true
				}
			}
		}
	}
	s.dates()
	s.statements()
	s.remember()
}

// occasion reads the event that a sentence takes place at; the next sentences of the paragraph keep
// it as long as they speak of it.
func (s *englishScene) occasion() {
	keep := false
	for i, w := range s.words {
		if !englishEvents[w.low] {
			continue
		}
		if !w.capital {
			keep = keep || i > 0 && determiner(s.words[i-1].low)
			continue
		}
		from := i
		for from > 0 && (s.words[from-1].capital || numbersOrder[s.words[from-1].low] || firmInside[s.words[from-1].low] && from > 1 && s.words[from-2].capital) &&
			strings.TrimSpace(s.text[s.words[from-1].end:s.words[from].start]) == "" {
			from--
		}
		for from < i && (notName[s.words[from].low] && !numbersOrder[s.words[from].low] || firmInside[s.words[from].low]) {
			from++
		}
		if from < i {
			s.event = s.text[s.words[from].start:w.end]
			return
		}
	}
	if !keep {
		s.event = ""
	}
}

// figure binds one amount.
func (s *englishScene) figure(i int) {
	q := s.qs[i]
	if s.listed(i) || s.afterGrowth(i) || s.later(i) {
		return
	}
	switch q.Dim {
	case quantity.Percent, quantity.Points, quantity.Times:
		s.rate(i)
		return
	case quantity.Rank:
		s.rank(i)
		return
	case quantity.Bare:
		if !s.prior(i) {
			s.bare(i)
		}
		return
	}
	if s.prior(i) || s.change(i) {
		return
	}
	switch q.Dim {
	case quantity.Money:
		s.money(i)
	case quantity.Count:
		s.count(i)
	case quantity.Duration:
		s.duration(i)
	default:
		s.size(i)
	}
}

// afterGrowth reads the level that an open measure has grown to: "consumption rose 6 pct to 11.8 mln
// tonnes in 1986".
func (s *englishScene) afterGrowth(i int) bool {
	if i == 0 || !s.used[i-1] || !s.toward(i) || len(s.facts) == 0 {
		return false
	}
	n := len(s.facts) - 1
	g := s.facts[n]
	if g.Role != Growth || g.Metric != "" && !strings.Contains(strings.ToLower(g.Label), "ing on ") || g.Quote != s.quote || g.Printed != s.qs[i-1].Printed {
		return false
	}
	f := s.base(i, englishOwner{kind: g.SubjectKind, name: g.Subject})
	v := f
	f = g
	f.Compare, f.Role, f.Base = []Comparison{{Kind: g.Base, Value: g.Value, Unit: g.Unit, Words: g.Printed}}, Level, ""
	f.Value, f.Max, f.Unit, f.Dim, f.Per, f.Approx, f.Printed, f.Clause = v.Value, v.Max, v.Unit, v.Dim, v.Per, v.Approx, v.Printed, v.Clause
	if f.Dim == quantity.Bare {
		f.Dim = quantity.Count
	}
	f.Period = v.Period
	s.facts[n].Period = v.Period
	s.emit(f)
	return true
}

// later reads what a level is to become: "will produce 3.6 mln tonnes a year, rising to 5.0 mln by 1992".
func (s *englishScene) later(i int) bool {
	q := s.qs[i]
	w := s.before(q.Start, 2)
	if len(w) < 2 || len(s.levels) == 0 || w[1].low != "to" {
		return false
	}
	switch w[0].low {
	case "rising", "increasing", "growing", "expanding", "climbing", "falling", "declining":
	default:
		return false
	}
	l := s.facts[s.levels[len(s.levels)-1]]
	if q.Dim != l.Dim && q.Dim != quantity.Bare {
		return false
	}
	f := l
	f.Compare = nil
	f.Value, f.Max, f.Approx, f.Printed, f.Modality = q.Value, q.Max, q.Approx, q.Printed, Planned
	f.Period = s.periodOf(i, englishOwner{kind: l.SubjectKind, name: l.Subject})
	f.Label = strings.TrimSpace("later " + l.Label)
	s.facts = append(s.facts, f)
	return true
}

// base is a fact of figure i with what all figures have.
func (s *englishScene) base(i int, o englishOwner) Fact {
	q := s.qs[i]
	f := s.fact(o, q.Start, q.End)
	f.Kind, f.Role = QuantityFact, Level
	f.Value, f.Max, f.Unit, f.Dim, f.Per, f.Approx, f.Printed = q.Value, q.Max, q.Unit, q.Dim, q.Per, q.Approx, q.Printed
	f.Period = s.periodOf(i, o)
	f.Modality = s.modality(q.Start)
	if s.part {
		f.Role = Part
	}
	return f
}

// fact is a fact about o in the clause around two offsets.
func (s *englishScene) fact(o englishOwner, start, end int) Fact {
	f := Fact{Subject: o.name, SubjectKind: o.kind, Phase: o.phase, Company: o.company, Group: o.group, Scope: o.scope,
		Section: s.section, Passage: s.passage, Quote: s.quote, Clause: s.clause(start, end), Carried: s.carried}
	f.Event = s.event
	if o.project != nil {
		f.Project = o.project.name
		if f.Company == "" {
			f.Company = o.project.company
		}
		for _, a := range o.project.also { // other words that a question may use
			f.Carried = append(f.Carried[:len(f.Carried):len(f.Carried)], strings.Join(a, " "))
		}
		if o.project.place != "" {
			f.Place = placeName(o.project.place)
		}
	}
	if o.place != "" {
		f.Place = placeName(o.place)
	}
	if f.Place == "" {
		f.Place = s.place
	}
	return f
}

// clause is what stands around two offsets between semicolons, "while" and "but".
func (s *englishScene) clause(start, end int) string {
	from, to := 0, len(s.text)
	for _, mark := range []string{"; ", ", while ", ", but ", ", whereas ", ", and "} {
		if k := strings.LastIndex(s.text[:start], mark); k >= 0 && (mark != ", and " || s.hasVerb(k+len(mark), start)) {
			from = max(from, k+len(mark))
		}
		if k := strings.Index(s.text[end:], mark); k >= 0 && mark != ", and " {
			to = min(to, end+k)
		}
	}
	return strings.TrimRight(strings.TrimSpace(s.text[from:to]), ".")
}

func (s *englishScene) hasVerb(from, to int) bool {
	for _, w := range s.words {
		if w.start >= from && w.end <= to && finite[w.low] {
			return true
		}
	}
	return false
}

// finite are the words that show that a clause has its verb.
var finite = func() map[string]bool {
	m := map[string]bool{}
	for _, list := range []string{"finite", "start_verb", "own_verb"} {
		for _, w := range englishLists[list] {
			m[w] = true
		}
	}
	return m
}()

// emit adds a fact and returns its index.
func (s *englishScene) emit(f Fact) int {
	if f.Subject == "" { // whose it is cannot be told
		return -1
	}
	if f.SubjectKind == ProjectSubject && (f.Metric == "industrial_output" || f.Metric == "agricultural_output") { // of a park, not of a place
		f.Metric = "output_value"
	}
	s.facts = append(s.facts, f)
	if f.Role == Level || f.Role == Part {
		s.levels = append(s.levels, len(s.facts)-1)
	}
	return len(s.facts) - 1
}

// modality is the intention that stands nearest before an offset in its clause.
func (s *englishScene) modality(offset int) Modality {
	from := 0
	for _, mark := range []string{"; ", ", but ", ", while "} {
		if k := strings.LastIndex(s.text[:offset], mark); k >= 0 {
			from = max(from, k)
		}
	}
	m := Actual
	for _, w := range s.words {
		if w.start >= from && w.end <= offset && aimVerbs[w.low] {
			m = Target
		}
	}
	for _, h := range vocabulary.FindModalities(s.text[from:offset]) {
		switch h.Word {
		case "planned", "estimated", "designed", "proposed", "due": // adjectives of the measure
			continue
		}
		if h.Key == "target" {
			m = Target
		} else if m != Target {
			m = Planned
		}
	}
	return m
}

// periodOf is the time of figure i: the period that follows it in its clause, the one before, or the
// one that the sentence begins with.
func (s *englishScene) periodOf(i int, o englishOwner) Period {
	q := s.qs[i]
	next := len(s.text)
	for k := i + 1; k < len(s.qs); k++ {
		if !s.inBracket(s.qs[k].Start) { // 10.4 billion yuan ($1.5 billion) in the first half
			next = s.qs[k].Start
			break
		}
	}
	for _, p := range s.ps {
		if p.From >= q.End && p.To <= next && !strings.ContainsAny(s.text[q.End:p.From], ";") && (o.kind == GroupSubject || !s.dated(p)) && !s.compared(p) {
			return Period{Period: p}
		}
	}
	for k := len(s.ps) - 1; k >= 0; k-- {
		p := s.ps[k]
		if p.To <= q.Start && (o.kind == GroupSubject || !s.dated(p)) && !s.compared(p) && !strings.Contains(s.text[p.To:q.Start], ";") {
			if j := s.lastAmountBefore(p.From); j >= 0 && o.kind != GroupSubject && strings.Contains(s.text[p.To:q.Start], ",") && s.hasVerb(p.To, q.Start) && !(o.kind == PlaceSubject && s.sharesSubject(p.To, q.Start)) {
				continue // revenue of 7 billion last year, already employs 2,400
			}
			if j := s.lastAmountBefore(p.From); j >= 0 && o.kind == ProjectSubject && p.From > s.qs[j].End && strings.Contains(s.text[p.To:q.Start], ",") {
				continue
			}
			return Period{Period: p}
		}
	}
	if o.kind == PlaceSubject || o.kind == GroupSubject && o.project == nil {
		if s.era != nil {
			return *s.era
		}
		return s.implied
	}
	return Period{}
}

// sharesSubject tells whether the last verb between two offsets follows ", and" at once, so that it has
// the subject and the time of the one before: "consumed 8 mln tonnes last year, and imported 2 mln".
func (s *englishScene) sharesSubject(from, to int) bool {
	k := strings.LastIndex(s.text[from:to], ", and ")
	if k < 0 {
		return false
	}
	w := s.after(from+k+len(", and "), 1)
	return len(w) > 0 && finite[w[0].low]
}

func (s *englishScene) lastAmountBefore(offset int) int {
	for i := len(s.qs) - 1; i >= 0; i-- {
		if s.qs[i].End <= offset {
			return i
		}
	}
	return -1
}

// compared tells whether a period belongs to what a figure is compared with: "from 1985", "a year
// earlier", "487,862 in 1985" after "from".
func (s *englishScene) compared(p quantity.Period) bool {
	if s.bracketedYear(p) {
		return true
	}
	w := s.before(p.From, 2)
	if len(w) > 0 && (w[len(w)-1].low == "from" || w[len(w)-1].low == "than") {
		return true
	}
	for _, b := range vocabulary.FindBases(s.text) {
		if b.Start <= p.From && p.To <= b.End && (b.Key == "yoy" || b.Key == "period_start") {
			return true
		}
	}
	return strings.HasPrefix(p.Words, "last year") && strings.Contains(s.text[max(0, p.From-30):p.From], "same period")
}

// dated tells whether a verb of beginning, opening or founding claims a period.
func (s *englishScene) dated(p quantity.Period) bool {
	_, ok := s.dateVerb(p)
	return ok
}
