package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// listed binds a figure that stands in a bracket or after a colon right behind a project or a phase:
// "phase two (70,000 tons, 40 million dollars)", "opened a plant at Kirkbeg: 14,500 square metres, 260 jobs".
func (s *englishScene) listed(i int) bool {
	q := s.qs[i]
	if q.Dim == quantity.Percent || q.Dim == quantity.Bare || q.Dim == quantity.Duration {
		return false
	}
	open := strings.LastIndexAny(s.text[:q.Start], "(:")
	if open > 0 && s.component != "" && s.main != nil && q.Dim == quantity.Money && s.text[open] == '(' && strings.TrimSpace(s.text[open+1:q.Start]) == "" && strings.Trim(s.text[q.End:], " ).") == "" {
		f := s.base(i, s.ofProject(s.main, s.component))
		f.Metric, f.Label, f.Period = "total_investment", "cost", Period{}
		s.emit(f)
		return true
	}
	if open < 0 || strings.ContainsAny(s.text[open:q.Start], ");.") && strings.Contains(s.text[open:q.Start], ")") {
		return false
	}
	colon := s.text[open] == ':'
	for _, w := range s.words { // figures and commas only
		if w.start > open && w.end <= q.Start && !s.inAmount(w) && w.low != "and" && w.low != "with" && w.low != "total" && w.low != "investment" && w.low != "of" && !s.inPeriod(w) {
			return false
		}
	}
	at := -1
	for k, m := range s.mentions {
		if m.end <= open && (m.kind == projectMention || m.kind == phaseMention) && (s.owns(k) || m.kind == phaseMention) {
			at = k
		}
	}
	if at < 0 {
		return false
	}
	gap := englishWords(s.text[s.mentions[at].end:open])
	if len(gap) > 0 && !colon || len(gap) > 5 {
		return false
	}
	if len(gap) > 0 && gap[0].low != "in" && gap[0].low != "at" && gap[0].low != "near" {
		return false
	}
	m := s.mentions[at]
	f := s.base(i, s.ownerOf(at))
	f.Period = Period{}
	noun := ""
	if len(m.words) > 0 {
		noun = last(m.words)
	}
	switch q.Dim {
	case quantity.Money:
		f.Metric, f.Label = "total_investment", "investment"
	case quantity.Count:
		what := s.nounPhrase(i)
		f.Label = what
		if strings.HasSuffix(what, "jobs") || workers[q.Unit] {
			f.Metric = "jobs"
		} else {
			for _, h := range vocabulary.FindMeasures(what) {
				if h.End == len(what) && takes(h.Key, quantity.Count) && h.Key != "project_count" {
					f.Metric = h.Key
				}
			}
		}
	default:
		if !sizes[q.Dim] || s.eachSize(i) != "" {
			return false
		}
		f.Metric, f.Label, _ = sizeMetric(q, noun, s.text[q.End:])
		if q.Dim == quantity.Mass || q.Dim == quantity.Volume || q.Dim == quantity.Energy {
			f.Label = "capacity"
		}
	}
	s.emit(f)
	return true
}

// componentOf is the name of the part of a project that a numbered sentence describes: "(2)
// Transmission: 74 km of pipeline", "" for none.
func componentOf(text string) string {
	rest := strings.TrimLeft(text, " ")
	numbered := strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(rest, "Components. "), "Component "), "(")
	n := 0
	for n < len(numbered) && isDigit(numbered[n]) {
		n++
	}
	if n == 0 || n > 2 {
		return ""
	}
	after := strings.TrimLeft(numbered[n:], ").:")
	if len(after) == len(numbered)-n || !strings.HasPrefix(after, " ") {
		return ""
	}
	name, _, ok := strings.Cut(strings.TrimSpace(after), ":")
	if !ok || len(name) > 60 || name == "" || name[0] < 'A' || name[0] > 'Z' {
		if name, _, ok = strings.Cut(strings.TrimSpace(after), " ("); !ok || len(name) > 60 || name == "" || name[0] < 'A' || name[0] > 'Z' {
			return ""
		}
	}
	return name
}

// eachSize is the thing whose own size figure i is: "48 turbines of 8 MW each", "" for none.
func (s *englishScene) eachSize(i int) string {
	w := s.after(s.qs[i].End, 1)
	if len(w) == 0 || w[0].low != "each" {
		return ""
	}
	if i > 0 && s.qs[i-1].Dim == quantity.Count {
		return singularOf(s.nounPhrase(i - 1))
	}
	return "unit"
}

// respective binds a list of figures to a list of things: "investment in the primary, secondary and
// tertiary sectors rose 6, 13 and 2 percent respectively". What cannot be paired is left out.
func (s *englishScene) respective() {
	end := strings.Index(s.text, "respectively")
	if end < 0 {
		return
	}
	to := -1
	for i := range s.qs {
		if s.qs[i].End <= end {
			to = i
		}
	}
	from := to
	for from > 0 {
		gap := strings.TrimSpace(s.text[s.qs[from-1].End:s.qs[from].Start])
		gap = strings.TrimSuffix(gap, " by")
		if gap != "," && gap != "and" && gap != ", and" || s.qs[from-1].Dim != s.qs[to].Dim && s.qs[from-1].Dim != quantity.Bare {
			break
		}
		from--
	}
	n := to - from + 1
	if to < 0 || n < 2 {
		return
	}
	for i := from; i <= to; i++ {
		s.used[i] = true
	}
	start := s.clauseStart(s.qs[from].Start)
	stop := s.qs[from].Start
	for _, w := range s.words {
		if w.start > start && w.end < stop && (finite[w.low] || englishUp[w.low] || englishDown[w.low] || w.low == "went" || w.low == "totaled") {
			stop = w.start
		}
	}
	if comma := strings.Index(s.text[start:stop], ", "); comma >= 0 && s.aside(start, start+comma-1) {
		start += comma + 2
	}
	items := listItems(s.text[start:stop])
	if len(items) != n {
		return
	}
	lead, tail := "", ""
	if head, rest, ok := strings.Cut(items[0], " of "); ok && !strings.Contains(strings.Join(items[1:], " "), " of ") { // imports of ore, grain and coal
		if hits := vocabulary.FindMeasures(head); len(hits) > 0 && hits[len(hits)-1].End == len(head) {
			lead, items[0] = head+" of ", rest
		}
	}
	if k := strings.LastIndexAny(items[0], " "); k >= 0 && lead == "" {
		before := strings.Fields(items[0][:k])
		switch w := strings.ToLower(before[len(before)-1]); {
		case determiner(w), w == "in", w == "of", w == "for", w == "by":
			lead, items[0] = items[0][:k+1], items[0][k+1:]
		}
	}
	if w := strings.Fields(items[n-1]); len(w) > 1 && !strings.Contains(items[0], " ") {
		tail, items[n-1] = " "+strings.Join(w[1:], " "), w[0]
	}
	sign, _ := s.direction(from)
	base := s.qs[to]
	for k, item := range items {
		q := s.qs[from+k]
		if q.Dim == quantity.Bare {
			scaled, ok := sameScale(q, base)
			if !ok {
				continue
			}
			q = scaled
		}
		label := strings.TrimSpace(lead + item + tail)
		o := s.subjectOwner(s.qs[from].Start)
		metric := ""
		if hits := vocabulary.FindMeasures(label); len(hits) > 0 && takes(hits[len(hits)-1].Key, q.Dim) {
			metric = hits[len(hits)-1].Key
			if len(hits) == 1 && hits[0].End-hits[0].Start < len(label)-3 && (metric == "investment" || metric == "output_value") {
				metric = "" // investment in one sector is not all investment
			}
		}
		if p, ok := phaseNumbers[strings.ToLower(item)]; ok && strings.Contains(tail, "phase") {
			if m := s.inMind(); m.project != nil {
				o, metric, label = s.ofProject(m.project, "phase "+p), "", ""
				if q.Dim == quantity.Money {
					metric, label = "total_investment", "investment"
				} else if q.Dim == quantity.Mass || q.Dim == quantity.Volume {
					metric, label = "capacity", "capacity"
				}
			}
		}
		if o.kind == ProjectSubject && o.phase == "" && !s.projectBefore(s.qs[from].Start) {
			o = s.homeOwner()
		}
		f := s.base(from+k, o)
		f.Value, f.Unit, f.Dim = q.Value, q.Unit, q.Dim
		f.Metric, f.Label = metric, label
		if sign != 0 && q.Dim == quantity.Percent {
			f.Role, f.Base = Growth, s.baseAfter(to)
			if sign < 0 {
				f.Value = f.Value.Neg()
			}
		}
		if f.Label != "" {
			s.emit(f)
		}
	}
}

// sameScale gives a bare number the unit of the amount that ends its list: "3.5 and 2.1 mln tonnes".
func sameScale(q, base quantity.Quantity) (quantity.Quantity, bool) {
	switch base.Dim {
	case quantity.Mass, quantity.Money, quantity.Count, quantity.Percent:
	default:
		return q, false
	}
	q.Dim, q.Unit = base.Dim, base.Unit
	for _, w := range englishWords(base.Printed) {
		if factor, err := quantity.Parse("1 " + w.low + " jobs"); err == nil && factor.Value.IntPart() > 1 && len(q.Printed) < 6 {
			q.Value = q.Value.Mul(factor.Value)
		}
	}
	return q, true
}

// listItems cuts "A, B and C" into its items.
func listItems(text string) []string {
	var out []string
	for _, part := range strings.Split(text, ",") {
		for _, item := range strings.Split(part, " and ") {
			item = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(item), "and "))
			if item != "" {
				out = append(out, item)
			}
		}
	}
	return out
}

// homeOwner is the place that the report is about or begins with.
func (s *englishScene) homeOwner() englishOwner {
	if s.place != "" {
		return s.placeSubject()
	}
	if s.home != "" {
		return englishOwner{kind: PlaceSubject, name: s.home, place: s.home}
	}
	return englishOwner{}
}
