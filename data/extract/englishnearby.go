package extract

import (
	"strings"

	"wenxiang/data/quantity"
)

// raises tells whether a verb of raising what there is stands before an offset.
func (s *englishScene) raises(offset int) bool {
	for _, w := range s.before(offset, 6) {
		switch w.low {
		case "lift", "raise", "boost", "increase", "bring", "expand", "lifting", "raising", "boosting", "increasing", "bringing":
			return true
		}
	}
	return false
}

// doneAfter is what has been done to a length: "41 km have been laid".
func (s *englishScene) doneAfter(i int) string {
	w := s.after(s.qs[i].End, 3)
	n := 0
	for n < len(w) && (w[n].low == "have" || w[n].low == "has" || w[n].low == "had" || w[n].low == "been" || w[n].low == "was" || w[n].low == "were") {
		n++
	}
	if n == 0 || n == len(w) {
		return ""
	}
	return w[n].low
}

// thingAfter is what a length that no project's noun follows is the length of: "a 48 km rail spur".
func (s *englishScene) thingAfter(i int) string {
	w := s.after(s.qs[i].End, 3)
	n := 0
	for n < len(w) && !finite[w[n].low] && !englishLinks[w[n].low] && !englishNameStop[w[n].low] && strings.Trim(s.text[max(s.qs[i].End, prevEnd(w, n)):w[n].start], " -.") == "" {
		n++
	}
	if n == 0 || w[n-1].low == "long" || w[0].low == "long" || w[0].low == "high" || w[0].low == "wide" {
		return ""
	}
	for _, m := range s.mentions {
		if m.start < w[n-1].end && m.end > w[0].start {
			return ""
		}
	}
	return s.text[w[0].start:w[n-1].end]
}

// countedBefore is what several counted things are that an area covers: "14 industrial parks covering
// 3,200 hectares".
func (s *englishScene) countedBefore(i int) string {
	if i == 0 || s.qs[i-1].Dim != quantity.Count || s.qs[i-1].Value.IntPart() < 2 {
		return ""
	}
	switch strings.TrimSpace(strings.Trim(s.text[s.qs[i-1].End:s.qs[i].Start], ", ")) {
	case "covering", "with a total area of", "with an area of", "covering a total area of", "covering an area of", "spanning", "occupying":
		return s.nounPhrase(i - 1)
	}
	return ""
}

// altogether tells whether a participle sums up what a sentence has told before an offset: "bringing
// annual capacity to".
func (s *englishScene) altogether(offset int) bool {
	for _, w := range s.before(offset, 6) {
		switch w.low {
		case "bringing", "taking", "raising", "lifting", "boosting":
			return true
		}
	}
	return false
}

// nextInvestor reads "followed by Japan with 11" after a count of projects.
func (s *englishScene) nextInvestor(i int) bool {
	w := s.before(s.qs[i].Start, 1)
	if len(w) == 0 || w[0].low != "with" || len(s.levels) == 0 {
		return false
	}
	var f Fact
	at := -1
	for k := len(s.levels) - 1; k >= 0 && at < 0; k-- {
		if f = s.facts[s.levels[k]]; f.Metric == "project_count" {
			at = strings.LastIndex(f.Label, " from ")
		}
	}
	if at < 0 {
		return false
	}
	for _, m := range s.mentions {
		if m.kind == placeMention && strings.TrimSpace(s.text[m.end:max(w[0].start, m.end)]) == "" && m.end <= w[0].start {
			g := s.base(i, englishOwner{kind: GroupSubject, group: f.Label[:at] + " from " + m.name, name: f.Label[:at] + " from " + m.name})
			g.Metric, g.Label, g.Unit, g.Dim = f.Metric, g.Group, f.Unit, f.Dim
			g.Place = f.Place
			s.emit(g)
			return true
		}
	}
	return false
}

// moreOfThem reads a number that shares the noun of the count before it: "650 people during
// construction and 380 when the mine is in full operation", "reach full capacity of 1.5 mln".
func (s *englishScene) moreOfThem(i int) bool {
	q := s.qs[i]
	for k := i - 1; k >= 0; k-- {
		c := s.qs[k]
		if c.Dim != quantity.Count || c.Unit == "projects" {
			continue
		}
		w := s.before(q.Start, 3)
		if len(w) == 0 {
			return false
		}
		o := s.countOwner("jobs", c.Start)
		f := s.base(i, o)
		f.Unit, f.Dim = c.Unit, quantity.Count
		tail := s.after(q.End, 7)
		switch {
		case w[len(w)-1].low == "and" && workers[c.Unit] && len(tail) > 0 && (tail[0].low == "when" || tail[0].low == "once" || tail[0].low == "in" || tail[0].low == "after" || tail[0].low == "during"):
			f.Metric, f.Label = "jobs", "jobs "+s.text[tail[0].start:tail[len(tail)-1].end]
		case w[len(w)-1].low == "of" && len(w) > 1 && w[len(w)-2].low == "capacity" && q.Value.GreaterThan(c.Value):
			f.Metric, f.Label, f.Per = "capacity", "full capacity", c.Per
		default:
			return false
		}
		s.emit(f)
		return true
	}
	return false
}
