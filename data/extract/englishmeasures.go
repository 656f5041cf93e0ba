package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// plainGap tells whether only linking words, periods and settled figures stand between two offsets.
func (s *englishScene) plainGap(from, to int) bool {
	if to < from {
		return false
	}
	gap := s.text[from:to]
	if strings.TrimSpace(gap) == ":" { // Total project cost: USD 276 million
		return true
	}
	if strings.ContainsAny(gap, ";:()\"") || strings.Contains(gap, " and ") {
		return false
	}
	other := 0
	for _, w := range s.words {
		if w.start < from || w.end > to || englishLinks[w.low] || s.inPeriod(w) || s.inUsed(w) {
			continue
		}
		if finite[w.low] {
			return false
		}
		other++
	}
	for k, q := range s.qs {
		if q.Start >= from && q.End <= to && !s.used[k] {
			return false
		}
	}
	return other <= 5 && strings.Count(gap, ",") <= 1
}

func (s *englishScene) inAmount(w englishWord) bool {
	for _, q := range s.qs {
		if q.Start <= w.start && w.end <= q.End {
			return true
		}
	}
	return false
}

func (s *englishScene) inUsed(w englishWord) bool {
	for k, q := range s.qs {
		if s.used[k] && q.Start <= w.start && w.end <= q.End {
			return true
		}
	}
	return false
}

func (s *englishScene) inPeriod(w englishWord) bool {
	for _, p := range s.ps {
		if p.From <= w.start && w.end <= p.To {
			return true
		}
	}
	return false
}

// measureBefore is the measure that leads to figure i.
func (s *englishScene) measureBefore(i int) (vocabulary.Hit, bool) {
	q := s.qs[i]
	for k := len(s.measures) - 1; k >= 0; k-- {
		h := s.measures[k]
		if h.End > q.Start || !takes(h.Key, q.Dim) || h.Word == "interest" {
			continue
		}
		if s.plainGap(h.End, q.Start) {
			return h, true
		}
		return vocabulary.Hit{}, false
	}
	return vocabulary.Hit{}, false
}

// measureAfter is the measure that follows figure i: "3 billion yuan in annual sales revenue".
func (s *englishScene) measureAfter(i int) (vocabulary.Hit, bool) {
	q := s.qs[i]
	for _, h := range s.measures {
		if h.Start < q.End || !takes(h.Key, q.Dim) {
			continue
		}
		gap := s.text[q.End:h.Start]
		w := englishWords(gap)
		if strings.ContainsAny(gap, ",;:()") || len(w) > 4 || len(w) == 0 && h.Start > q.End+1 {
			return vocabulary.Hit{}, false
		}
		if len(w) > 0 && w[0].low != "in" && w[0].low != "of" && w[0].low != "annual" && w[0].low != "total" && w[0].low != "new" && w[0].low != "net" {
			return vocabulary.Hit{}, false
		}
		for _, x := range w {
			if finite[x.low] || x.low == "and" || x.low == "to" || x.low == "for" {
				return vocabulary.Hit{}, false
			}
		}
		return h, true
	}
	return vocabulary.Hit{}, false
}

func takes(key string, d quantity.Dimension) bool {
	m, ok := vocabulary.MeasureByKey(key)
	return ok && m.Takes(d)
}

// projectMeasures belong to a project wherever one is spoken of.
var projectMeasures = map[string]bool{"total_investment": true, "investment": true, "capacity": true, "installed_capacity": true, "land_area": true, "floor_area": true, "production_lines": true,
	"jobs": true, "buildings": true, "output_value": true, "duration": true, "road_length": true, "storage_capacity": true, "construction_cost": true, "financing": true}

// ownerFor is what a figure of a measure belongs to.
func (s *englishScene) ownerFor(key string, offset int) englishOwner {
	subject := s.subjectOwner(offset)
	if s.group != nil && (key == "total_investment" || key == "investment") {
		return *s.group
	}
	if projectMeasures[key] {
		if subject.kind == PlaceSubject && s.explicit(subject, offset) && !s.projectBefore(offset) && key != "total_investment" && key != "investment" {
			return subject // India produced 8 mln tonnes
		}
		if key == "jobs" && s.startsClause(offset) && s.inMind().kind == ProjectSubject { // 650 people will be employed
			return s.inMind()
		}
		if subject.kind == CompanySubject && (key == "jobs" || key == "investment" || key == "financing" || key == "output_value") && !s.projectBefore(offset) {
			return subject
		}
		if o := s.projectOwner(offset); o.name != "" {
			if subject.kind == CompanySubject && o.kind == PlaceSubject {
				return subject // building the works of Delmora Ltd will cost
			}
			if o.company == "" && subject.kind == CompanySubject {
				o.company = subject.company
			}
			return o
		}
	}
	if placeMeasure(key) || key == "exports" || key == "imports" {
		switch subject.kind {
		case PlaceSubject, OtherSubject:
		case CompanySubject:
			if placeMeasure(key) {
				return englishOwner{}
			}
		default: // who exports is not said
			if s.place == "" {
				return englishOwner{}
			}
			return s.placeSubject()
		}
	}
	if (key == "revenue" || key == "profit" || key == "tax" || key == "profit_tax" || key == "sales" || key == "tax_revenue") && subject.kind == PlaceSubject && s.modality(offset) == Planned && s.inMind().kind == ProjectSubject {
		return s.projectOwner(offset)
	}
	return subject
}

// explicit tells whether the clause of an offset names a place as its subject.
func (s *englishScene) explicit(subject englishOwner, offset int) bool {
	from := s.clauseStart(offset)
	for _, m := range s.mentions {
		if m.kind == placeMention && m.start >= from && m.start < offset && m.name == subject.name {
			return !s.hasVerb(from, m.start)
		}
	}
	return false
}

func (s *englishScene) projectBefore(offset int) bool {
	for k, m := range s.mentions {
		if m.start < offset && s.owns(k) {
			return true
		}
	}
	return false
}

// label is a measure in the sentence's own words, with the adjectives before it.
func (s *englishScene) label(h vocabulary.Hit) string {
	if l := s.scopedLabel(h); l != "" {
		return l
	}
	start := h.Start
	for _, w := range reversed(s.before(h.Start, 2)) {
		switch w.low {
		case "annual", "yearly", "daily", "monthly", "total", "planned", "installed", "designed", "design", "combined", "estimated", "registered", "gross", "net", "new", "retail", "industrial", "fixed-asset", "public", "government", "business", "foreign":
			start = w.start
			continue
		}
		break
	}
	if h.Key == "financing" { // IDA credit
		for _, w := range reversed(s.before(start, 4)) {
			if !w.capital || notName[w.low] {
				break
			}
			start = w.start
		}
	}
	label := s.text[start:h.End]
	for _, lead := range []string{"at a ", "an ", "a "} {
		label = strings.TrimPrefix(label, lead)
	}
	return strings.TrimSuffix(strings.TrimSuffix(label, " of"), " at")
}

func reversed(w []englishWord) []englishWord {
	out := make([]englishWord, 0, len(w))
	for i := len(w) - 1; i >= 0; i-- {
		out = append(out, w[i])
	}
	return out
}

// level emits a level and what an earlier "from" said of it.
func (s *englishScene) level(i int, f Fact) {
	if i > 0 && s.used[i-1] && s.priorOf(i-1) && s.toward(i) {
		p := s.qs[i-1]
		f.Compare = append(f.Compare, Comparison{Kind: "from", Value: p.Value, Unit: f.Unit, Words: "from " + p.Printed})
		s.emit(f)
		g := f
		g.Compare, g.Role = nil, Prior
		g.Value, g.Max, g.Approx, g.Printed = p.Value, p.Max, p.Approx, p.Printed
		g.Period = Period{}
		s.facts = append(s.facts, g)
		return
	}
	s.emit(f)
}

// priorOf tells whether figure i stands after "from".
func (s *englishScene) priorOf(i int) bool {
	if s.against(i) || s.yearBefore(i) != nil {
		return true
	}
	if s.fromEstimate(i) >= 0 {
		return true
	}
	w := s.before(s.qs[i].Start, 2)
	return len(w) > 0 && (w[len(w)-1].low == "from" || len(w) > 1 && w[len(w)-2].low == "from" && englishLinks[w[len(w)-1].low])
}

// fromEstimate is where "from" stands when figure i is an earlier estimate, "up from an original estimate
// of 13 billion"; -1 when it is none.
func (s *englishScene) fromEstimate(i int) int {
	w := s.before(s.qs[i].Start, 6)
	for n := len(w) - 1; n >= 0; n-- {
		switch w[n].low {
		case "of", "estimate", "original", "initial", "earlier", "previous", "budget", "figure", "forecast", "a", "an", "its", "the":
			continue
		case "from":
			return w[n].start
		}
		break
	}
	return -1
}

// yearBefore is the year that stands before figure i in a bracket of its own: "(2023: NOK 760 million)".
func (s *englishScene) yearBefore(i int) *quantity.Period {
	for k := range s.ps {
		p := &s.ps[k]
		if p.To <= s.qs[i].Start && s.bracketedYear(*p) && strings.TrimSpace(s.text[p.To:s.qs[i].Start]) == ":" {
			return p
		}
	}
	return nil
}

// bracketedYear tells whether a period only heads an earlier figure in a bracket.
func (s *englishScene) bracketedYear(p quantity.Period) bool {
	return strings.HasSuffix(strings.TrimRight(s.text[:p.From], " "), "(") && strings.HasPrefix(s.text[p.To:], ":")
}

// against tells whether figure i is what another is held against: "against 26.9 mln a year earlier",
// "compared with 228 mln".
func (s *englishScene) against(i int) bool {
	w := s.before(s.qs[i].Start, 2)
	if len(w) == 0 {
		return false
	}
	switch w[len(w)-1].low {
	case "against", "versus", "vs":
		return true
	case "with", "to":
		return len(w) > 1 && w[0].low == "compared"
	}
	return false
}

// toward tells whether figure i stands after "to".
func (s *englishScene) toward(i int) bool {
	w := s.before(s.qs[i].Start, 2)
	if len(w) == 2 && w[0].low == "to" && (w[1].low == "reach" || w[1].low == "hit" || w[1].low == "about" || w[1].low == "some") {
		return true
	}
	return len(w) > 0 && w[len(w)-1].low == "to"
}

// prior reads an earlier level: "down from 487,862 in 1985", "from 30 to 300 workers".
func (s *englishScene) prior(i int) bool {
	if !s.priorOf(i) {
		return false
	}
	q := s.qs[i]
	if i+1 < len(s.qs) && s.toward(i+1) && s.qs[i+1].Start-q.End < 12 {
		s.used[i] = true
		return true
	}
	if len(s.levels) == 0 {
		return false
	}
	at := s.levels[len(s.levels)-1]
	f := s.facts[at]
	if q.Dim != quantity.Bare && q.Unit != f.Unit {
		return false
	}
	from := strings.LastIndex(s.text[:q.Start], f.Printed)
	if !s.against(i) && s.yearBefore(i) == nil && !s.moved(q.Start) && !s.moved(max(0, s.fromEstimate(i))) && !s.changed() && !(from > 3 && s.text[from-3:from] == "to ") {
		return false
	}
	s.facts[at].Compare = append(s.facts[at].Compare, Comparison{Kind: "from", Value: q.Value, Unit: f.Unit, Words: "from " + q.Printed})
	f.Compare, f.Role = nil, Prior
	f.Value, f.Max, f.Approx, f.Printed = q.Value, q.Max, q.Approx, q.Printed
	f.Period = Period{}
	for _, p := range s.ps {
		if p.From < q.End || p.From-q.End >= 8 {
			continue
		}
		if p.Relation == "until" && f.Modality != Actual { // raised to 19 from 11 by 1989
			if s.facts[at].Period.Words == "" {
				s.facts[at].Period = Period{Period: p}
			}
			continue
		}
		f.Period = Period{Period: p}
	}
	if p := s.yearBefore(i); p != nil {
		f.Period = Period{Period: *p}
	}
	s.facts = append(s.facts, f)
	return true
}

// changed tells whether the sentence has stated a growth.
func (s *englishScene) changed() bool {
	for _, f := range s.facts {
		if f.Quote == s.quote && f.Role == Growth {
			return true
		}
	}
	return false
}

// moved tells whether a word of rising or falling stands within a few words before an offset.
func (s *englishScene) moved(offset int) bool {
	for _, w := range s.before(offset, 5) {
		if englishUp[w.low] || englishDown[w.low] || w.low == "compared" {
			return true
		}
	}
	return false
}
