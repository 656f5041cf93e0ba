package extract

import (
	"strings"

	"wenxiang/data/vocabulary"
)

// money binds an amount of money.
func (s *englishScene) money(i int) {
	q := s.qs[i]
	for k, m := range s.mentions {
		if m.money == i { // a 290 mln dlr plant
			f := s.base(i, s.ownerOf(k))
			f.Metric, f.Label, f.Period = "total_investment", "total investment", Period{}
			s.emit(f)
			return
		}
	}
	if s.invests(i) || s.expansion(i) {
		return
	}
	h, ok := s.measureBefore(i)
	if !ok {
		h, ok = s.measureAfter(i)
	}
	cost, isCost := s.costBefore(i)
	if ok && (!isCost || h.End >= cost.End) && h.Key != "investment" && h.Key != "project_count" {
		f := s.base(i, s.ownerFor(h.Key, q.Start))
		f.Metric, f.Label = h.Key, s.label(h)
		s.level(i, f)
		return
	}
	if isCost || ok && h.Key == "investment" {
		o := s.ownerFor("total_investment", q.Start)
		f := s.base(i, o)
		f.Metric, f.Label = "total_investment", "total investment"
		switch {
		case isCost:
			f.Label = s.label(cost)
		case ok:
			f.Label = s.label(h)
		}
		if subject := s.subjectOwner(q.Start); subject.kind == OtherSubject { // the Australian side's investment
			f = s.base(i, subject)
			f.Metric, f.Label = "investment", "investment"
		} else if o.kind != ProjectSubject && o.kind != GroupSubject {
			f.Metric = "investment"
		} else {
			f.Period = Period{}
		}
		s.level(i, f)
		return
	}
	// an open measure: the words that lead to the amount
	if label := s.openLabel(i); label != "" {
		f := s.base(i, s.subjectOwner(q.Start))
		f.Label = label
		if f.Subject != "" {
			s.level(i, f)
		}
	}
}

// expansion reads "a 95 mln dlr expansion of the smelter".
func (s *englishScene) expansion(i int) bool {
	q := s.qs[i]
	w := s.after(q.End, 3)
	for n := range w {
		if !worksNouns[w[n].low] {
			continue
		}
		for k, m := range s.mentions {
			if m.start > w[n].end && (m.kind == projectMention || m.kind == backMention || m.kind == phaseMention) && m.start-w[n].end < 30 {
				f := s.base(i, s.ownerOf(k))
				f.Metric, f.Label, f.Period = "total_investment", w[n].low, Period{}
				s.emit(f)
				return true
			}
		}
	}
	return false
}

// costBefore is the word of cost that leads to amount i.
func (s *englishScene) costBefore(i int) (vocabulary.Hit, bool) {
	q := s.qs[i]
	hits := englishCosts.Find(s.text[:q.Start])
	if n := len(hits); n > 0 && s.plainGap(hits[n-1].End, q.Start) {
		return hits[n-1], true
	}
	return vocabulary.Hit{}, false
}

// invests reads "X agreed to invest 80 mln dlrs in Y" and "X will invest 2 billion yuan to build Z".
func (s *englishScene) invests(i int) bool {
	q := s.qs[i]
	w := s.before(q.Start, 5)
	verb := -1
	for n := len(w) - 1; n >= 0; n-- {
		if investVerbs[w[n].low] {
			verb = n
			break
		}
		if !englishLinks[w[n].low] && !s.inPeriod(w[n]) {
			break
		}
	}
	if verb < 0 {
		return false
	}
	subject := s.subjectOwner(w[verb].start)
	for n := verb - 1; n >= 0; n-- { // with the government providing 110 mln dlrs
		if w[n].low == "with" && n < verb-1 {
			from := n + 1
			for from < verb-1 && determiner(w[from].low) {
				from++
			}
			subject = englishOwner{kind: OtherSubject, name: s.text[w[from].start:w[verb-1].end]}
		}
	}
	if subject.kind == ProjectSubject && subject.company != "" {
		subject = s.firmOwner(subject.company)
	}
	for k, m := range s.mentions { // to build a paper mill
		if m.start < q.End || m.kind != projectMention && m.kind != phaseMention || !s.leadsTo(q.End, m.start) || strings.ContainsAny(s.text[q.End:m.start], ";") {
			continue
		}
		building := !m.definite && m.kind == projectMention && m.name != "" // 2 bln dlrs on an ethylene complex
		for _, x := range s.words {
			building = building || x.start >= q.End && x.end <= m.start && buildVerbs[x.low] && x.low != "of" && x.low != "for" && x.low != "on"
		}
		if !building && s.resolve(m) == nil {
			continue
		}
		o := s.ownerOf(k)
		if subject.kind == CompanySubject && o.company == "" {
			o.company = subject.company
			if o.project != nil && o.project.company == "" {
				o.project.company = subject.company
			}
		}
		f := s.base(i, o)
		f.Metric, f.Label = "total_investment", "investment"
		if !building { // a part of what the project costs
			f = s.base(i, subject)
			f.Metric, f.Label, f.Project = "investment", "investment in "+o.name, o.name
		}
		s.emit(f)
		return true
	}
	if subject.name == "" {
		return false
	}
	f := s.base(i, subject)
	f.Metric, f.Label = "investment", "investment"
	if x := s.after(q.End, 6); len(x) > 1 && (x[0].low == "in" || x[0].low == "into") {
		if from, to, ok := placePhrase(s.text, s.words, x[0].end); ok {
			f.Label = "investment in " + s.text[from:to]
		}
	}
	if subject.kind == PlaceSubject && s.modality(q.Start) == Actual && !strings.Contains(f.Label, " in ") {
		f.Label = "investment"
	}
	s.emit(f)
	return true
}

// openLabel is up to five words of the noun phrase that leads to figure i.
func (s *englishScene) openLabel(i int) string {
	q := s.qs[i]
	w := s.before(q.Start, 9)
	n := len(w)
	for n > 0 && (englishLinks[w[n-1].low] || s.inPeriod(w[n-1]) || finite[w[n-1].low]) {
		n--
	}
	from := n
	for from > 0 && n-from < 5 && !s.inAmount(w[from-1]) && !finite[w[from-1].low] && !determiner(w[from-1].low) && w[from-1].low != "a" && w[from-1].low != "an" && w[from-1].low != "and" {
		from--
	}
	for _, x := range w[from:n] {
		if len(x.low) > 2 && !englishNameStop[x.low] && !finite[x.low] {
			return s.text[w[from].start:w[n-1].end]
		}
	}
	return ""
}
