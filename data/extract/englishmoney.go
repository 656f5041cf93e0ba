package extract

import (
	"strings"

	"wenxiang/data/quantity"
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
	if s.ofWhich(i) || s.included(i) || s.phaseMoney(i) || s.lends(i) || s.loanOf(i) || s.partFrom(i) || s.remaining(i) || s.beforeName(i) || s.invests(i) || s.expansion(i) || s.ofGoods(i) || s.builtAt(i) || s.ofTotal(i) || s.contract(i) {
		return
	}
	if s.inKind(i) || s.ofSubject(i) {
		return
	}
	h, ok := s.measureBefore(i)
	if !ok {
		h, ok = s.measureAfter(i)
	}
	cost, isCost := s.costBefore(i)
	if ok && (!isCost || h.End >= cost.End) && h.Key != "investment" && h.Key != "project_count" {
		if h.Key == "financing" { // signed a 180 mln dlr loan agreement with the African Development Bank
			for _, x := range s.after(h.End, 6) {
				if x.low == "with" || x.low == "from" {
					end := len(s.text)
					if y := s.after(x.end, 7); len(y) > 0 {
						end = y[0].end
						for n := 1; n < len(y) && (y[n].capital || y[n].low == "of" || !y[0].capital && n == 1); n++ {
							end = y[n].end
						}
					}
					if o, ok := s.lenders(x.end); ok {
						s.financing(i, o, s.label(h))
						return
					}
					if o, ok := s.partyBefore(x.end, end); ok {
						s.financing(i, o, s.label(h))
						return
					}
				}
			}
		}
		f := s.base(i, s.ownerFor(h.Key, q.Start))
		f.Metric, f.Label = h.Key, s.label(h)
		if field := s.fieldSubject(q.Start); field != "" && partnerMeasures[h.Key] && !strings.Contains(f.Label, " in ") {
			f.Label += " in " + field
		}
		if from := s.investor(q.Start); from != "" && h.Key == "utilized_fdi" && f.Subject != from {
			f.Label += " from " + from
		}
		s.level(i, f)
		return
	}
	if isCost || ok && h.Key == "investment" {
		o := s.ownerFor("total_investment", q.Start)
		if o.name == "" && s.place != "" { // capital expenditure in the region
			o = s.placeSubject()
		}
		f := s.base(i, o)
		f.Metric, f.Label = "total_investment", "total investment"
		switch {
		case isCost && ok && takes(h.Key, quantity.Money) && (h.Key == "total_investment" || h.End == cost.End): // total investment is put at
			f.Label = s.label(h)
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
	if s.doneWith(i) || s.headedAmount(i) {
		return
	}
	if o := s.projectOwner(q.Start); s.further(i) && o.kind == ProjectSubject && o.phase != "" && s.projectBefore(q.Start) { // to be completed by 2028 with a further 260 million
		if w := s.before(q.Start, 4); len(w) > 0 {
			for _, x := range w {
				if x.low == "with" || x.low == "for" || x.low == "at" {
					f := s.base(i, o)
					f.Metric, f.Label, f.Period = "total_investment", "further investment", Period{}
					s.emit(f)
					return
				}
			}
		}
	}
	// an open measure: the words that lead to the amount
	if label := s.openLabel(i); label != "" {
		o := s.subjectOwner(q.Start)
		if low := strings.ToLower(label); (o.kind == CompanySubject || o.kind == PlaceSubject) && s.modality(q.Start) == Planned && !s.named(q.Start) && (strings.Contains(low, "average pay") || strings.Contains(low, "wage") || strings.Contains(low, "salar")) && s.inMind().kind == ProjectSubject {
			o = s.inMind() // what those who will work there are paid
		}
		f := s.base(i, o)
		f.Label = label
		if f.Subject != "" {
			s.level(i, f)
		}
	}
}

// lends reads who gives which sum to a project: "the World Bank will lend 310 mln dlrs and the Asian
// Development Bank 150 mln dlrs".
func (s *englishScene) lends(i int) bool {
	q := s.qs[i]
	if o, ok := s.bracketed(q.Start); ok { // financed by the European Investment Bank (EUR 120 million)
		for _, w := range s.words {
			if w.end <= q.Start && (w.low == "financed" || w.low == "funded" || w.low == "loans" || w.low == "financing" || w.low == "provided" || w.low == "contributions" || w.low == "lenders") {
				s.financing(i, o, "financing")
				return true
			}
		}
	}
	verb := -1
	w := s.before(q.Start, 4)
	label := "loan"
	for n := range w {
		up := n+1 < len(w) && w[n+1].low == "up" && (w[n].low == "put" || w[n].low == "puts" || w[n].low == "putting")
		if lendVerbs[w[n].low] || up {
			verb = w[n].start
			switch {
			case up:
				label = "funds put up"
			case strings.HasPrefix(w[n].low, "grant"):
				label = "grant"
			case !strings.HasPrefix(w[n].low, "le") && !strings.HasPrefix(w[n].low, "loan") && !strings.HasPrefix(w[n].low, "exten"):
				label = "funds provided"
			}
			for _, x := range w[n+1:] { // credits worth 60 mln dlrs
				if x.low == "credits" || x.low == "loans" || x.low == "grants" || x.low == "funds" {
					label = x.low
				}
			}
		}
	}
	if verb < 0 { // the next party of the list
		if i == 0 || len(s.facts) == 0 || s.facts[len(s.facts)-1].Metric != "financing" || s.facts[len(s.facts)-1].Printed != s.qs[i-1].Printed || s.facts[len(s.facts)-1].SubjectKind == ProjectSubject {
			return false
		}
		o, ok := s.partyBefore(s.qs[i-1].End, q.Start)
		if !ok {
			return false
		}
		if w := s.after(s.qs[i-1].End, 4); len(w) > 1 { // 300 mln in loans to the mining company and a 110 mln guarantee: of one lender
			for _, x := range w[1:] {
				if x.low == "to" {
					f := s.facts[len(s.facts)-1]
					v := s.base(i, o)
					f.Compare, f.Value, f.Max, f.Unit, f.Approx, f.Printed, f.Clause = nil, v.Value, v.Max, v.Unit, v.Approx, v.Printed, v.Clause
					f.Label = "funds provided"
					if y := s.after(q.End, 4); len(y) > 0 {
						for _, z := range y {
							if z.low == "loan" || z.low == "grant" || z.low == "guarantee" || z.low == "credit" {
								f.Label = z.low
							}
						}
					}
					s.emit(f)
					return true
				}
			}
		}
		f := s.facts[len(s.facts)-1]
		f.Compare = nil
		f.Subject, f.SubjectKind, f.Company = o.name, o.kind, o.company
		f.Value, f.Max, f.Unit, f.Approx, f.Printed = q.Value, q.Max, q.Unit, q.Approx, q.Printed
		s.emit(f)
		return true
	}
	o, ok := s.partyBefore(s.clauseStart(verb), verb)
	if l, is := s.lenders(s.npStart(verb)); is {
		o, ok = l, true
	}
	if !ok {
		return false
	}
	for _, x := range s.after(q.End, 4) {
		switch x.low {
		case "loan", "loans", "credit", "credits", "grant", "grants", "incentives", "subsidies", "subsidy", "equity", "funds", "aid":
			label = x.low
		}
	}
	s.financing(i, o, label)
	return true
}

// financing emits what a party gives to the project in mind.
func (s *englishScene) financing(i int, o englishOwner, label string) {
	f := s.base(i, o)
	f.Metric, f.Label, f.Period = "financing", label, Period{}
	if p := s.inMind(); p.project != nil {
		f.Project = p.project.name
		if f.Place == "" || f.Place == s.place {
			f.Place = placeName(p.project.place)
		}
	}
	s.emit(f)
}

// doneWith reads what has been done with a sum: "121 million dollars had been disbursed".
func (s *englishScene) doneWith(i int) bool {
	q := s.qs[i]
	w := s.after(q.End, 6)
	n := 0
	for n < len(w) && (w[n].low == "has" || w[n].low == "had" || w[n].low == "have" || w[n].low == "been" || w[n].low == "was" || w[n].low == "were" || w[n].low == "already") {
		n++
	}
	if n == 0 || n == len(w) || !strings.HasSuffix(w[n].low, "ed") && !strings.HasSuffix(w[n].low, "id") && w[n].low != "spent" {
		return false
	}
	end := n + 1
	for end < len(w) && end-n < 3 && (w[end].low == "to" || w[end].low == "date" || w[end].low == "so" || w[end].low == "far") {
		end++
	}
	f := s.base(i, s.inMind())
	f.Label = s.text[w[n].start:w[end-1].end]
	s.emit(f)
	return true
}

// headedAmount reads a line of a fact sheet: "Government contribution: US$38 million".
func (s *englishScene) headedAmount(i int) bool {
	q := s.qs[i]
	head, ok := strings.CutSuffix(strings.TrimRight(s.text[:q.Start], " "), ":")
	if !ok {
		return false
	}
	if k := strings.LastIndexAny(head, ".;,"); k >= 0 {
		head = head[k+1:]
	}
	head = strings.TrimSpace(head)
	if n := len(englishWords(head)); n == 0 || n > 5 || strings.ContainsAny(head, "0123456789") {
		return false
	}
	f := s.base(i, s.inMind())
	f.Label = head
	f.Period = Period{}
	s.emit(f)
	return true
}

// partyBefore is the firm, bank or government whose name stands last between two offsets.
func (s *englishScene) partyBefore(from, to int) (englishOwner, bool) {
	i := len(s.words) - 1
	for i >= 0 && (s.words[i].end > to || !s.words[i].capital && s.words[i].low != "government" && s.words[i].low != "state" && s.words[i].low != "city" && s.words[i].low != "county" && s.words[i].low != "province") {
		i--
	}
	if i < 0 || s.words[i].start < from {
		return englishOwner{}, false
	}
	first := i
	for first > 0 && s.words[first-1].start >= from && strings.TrimSpace(s.text[s.words[first-1].end:s.words[first].start]) == "" &&
		(s.words[first-1].capital && !(first > 1 && notName[s.words[first-1].low] && !s.words[first].capital) || s.words[first-1].low == "of" && first > 1 && s.words[first-2].capital) && s.words[first-1].low != "the" {
		first--
	}
	if len(s.words[first].low) < 2 || notName[s.words[first].low] && first == i {
		return englishOwner{}, false
	}
	for k := range s.mentions {
		m := s.mentions[k]
		if m.kind == companyMention && m.name != "" && m.start <= s.words[i].start && s.words[i].end <= m.end && m.start >= s.words[first].start-1 {
			return s.firmOwner(m.name), true
		}
	}
	for first > 0 && s.words[first].low == "government" && s.text[s.words[first-1].end:s.words[first].start] == " " && governments[s.words[first-1].low] { // the provincial government
		first--
	}
	name := s.text[s.words[first].start:s.words[i].end]
	return englishOwner{kind: CompanySubject, name: name, company: name}, true
}

// lenders is the group of lenders without a name of its own that a phrase at an offset tells: "a
// Japanese bank consortium", "a group of European banks".
func (s *englishScene) lenders(offset int) (englishOwner, bool) {
	w := s.after(offset, 7)
	from := 0
	if len(w) == 0 || w[0].low != "a" && w[0].low != "the" && !demonyms0(w) {
		return englishOwner{}, false
	}
	if w[0].low == "a" || w[0].low == "the" {
		from++
	}
	to := -1
	for n := from; n < len(w) && !finite[w[n].low] && !lendVerbs[w[n].low] && w[n].low != "for" && w[n].low != "and"; n++ {
		if lenderNouns[w[n].low] {
			to = n
		}
	}
	if to < from {
		return englishOwner{}, false
	}
	for _, m := range s.mentions { // it has a name
		if m.kind == companyMention && m.name != "" && m.start < w[to].end && m.end > w[from].start {
			return englishOwner{}, false
		}
	}
	name := s.text[w[from].start:w[to].end]
	return englishOwner{kind: CompanySubject, name: name, company: name}, true
}

// demonyms0 tells whether a phrase begins with the people of a country: "Japanese banks".
func demonyms0(w []englishWord) bool { return demonyms[w[0].low] != "" }

// npStart is where the phrase before a verb begins: behind the last conjunction or the clause's start.
func (s *englishScene) npStart(verb int) int {
	from := s.clauseStart(verb)
	for _, mark := range []string{" and ", ", "} {
		if k := strings.LastIndex(s.text[:verb], mark); k >= from {
			from = k + len(mark)
		}
	}
	return from
}

// ofGoods reads what things are worth that are no project: "equipment worth 18 mln dlrs", "closure costs
// of 9 mln".
func (s *englishScene) ofGoods(i int) bool {
	cost, ok := s.costBefore(i)
	if !ok {
		return false
	}
	w := s.before(cost.Start, 1)
	if len(w) == 0 || strings.TrimSpace(s.text[w[0].end:cost.Start]) != "" {
		return false
	}
	x := w[0]
	if (cost.Word == "worth" || cost.Word == "valued at") && kindNouns[x.low] { // a tax credit worth 2 million dollars
		f := s.base(i, s.inMind())
		f.Label, f.Period = x.low, Period{}
		if y := s.before(x.start, 1); len(y) > 0 && s.text[y[0].end:x.start] == " " && !englishNameStop[y[0].low] {
			f.Label = y[0].low + " " + x.low
		}
		return s.emit(f) >= 0
	}
	if cost.Word == "costing" && i > 0 && s.qs[i-1].Dim == quantity.Count && s.qs[i-1].Unit != "projects" && strings.TrimSpace(s.text[s.qs[i-1].End:cost.Start]) == "" && !isProjectHead(x.low) || cost.Word == "costing" && i > 0 && s.qs[i-1].Unit == "lines" {
		f := s.base(i, s.inMind())
		f.Label, f.Period = "cost of "+s.nounPhrase(i-1), Period{}
		return s.emit(f) >= 0
	}
	if finite[x.low] || determiner(x.low) || englishLinks[x.low] || englishNameStop[x.low] || costAdjectives[x.low] || isProjectHead(x.low) || s.inPeriod(x) || s.inAmount(x) || x.capital && x.start > 0 || firmBack[x.low] || englishEvents[x.low] {
		return false
	}
	for _, m := range s.mentions {
		if m.start <= x.start && x.end <= m.end {
			return false
		}
	}
	for _, h := range s.measures {
		if h.Start <= x.start && x.end <= h.End {
			return false
		}
	}
	label := ""
	switch cost.Word {
	case "worth", "valued at":
		label = x.low + " " + cost.Word
	case "cost", "costs":
		label = x.low + " " + cost.Word
		if y := s.after(cost.End, 1); len(y) > 0 && y[0].low != "of" && y[0].low != "at" && !finite[y[0].low] { // the cement plants cost
			return false
		}
		if y := s.after(cost.End, 1); len(y) == 0 {
			return false
		}
	default:
		return false
	}
	if y := s.before(x.start, 1); len(y) > 0 && strings.TrimSpace(s.text[y[0].end:x.start]) == "" && !finite[y[0].low] && !englishNameStop[y[0].low] && !produceVerbs[y[0].low] && !y[0].capital {
		label = y[0].low + " " + label
	}
	f := s.base(i, s.subjectOwner(s.qs[i].Start))
	f.Label = label
	if f.Subject == "" {
		if o := s.inMind(); o.name != "" {
			f = s.base(i, o)
			f.Label = label
		}
	}
	s.emit(f)
	return true
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
	if strings.HasPrefix(s.text[q.Start:], "estimated at") {
		return vocabulary.Hit{Start: q.Start, End: q.Start + len("estimated at"), Word: "estimated at", Key: "cost_word"}, true
	}
	if n := len(hits); n > 0 && s.plainGap(hits[n-1].End, q.Start) {
		if strings.HasSuffix(hits[n-1].Word, "ed at") && strings.TrimSpace(s.text[hits[n-1].End:q.Start]) != "" && amountIn(s.qs, hits[n-1].End, q.Start) >= 0 {
			return vocabulary.Hit{}, false // estimated at one sum, of which another
		}
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
		if !englishLinks[w[n].low] && !s.inPeriod(w[n]) && w[n].low != "further" && w[n].low != "additional" && w[n].low != "another" && w[n].low != "extra" {
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
	next := len(s.text) // what a later sum is for is not what this one is for
	for _, x := range s.qs[i+1:] {
		if x.Dim == quantity.Money && !s.inBracket(x.Start) {
			next = x.Start
			break
		}
	}
	for k, m := range s.mentions { // to build a paper mill
		if m.start < q.End || m.start > next || m.kind != projectMention && m.kind != phaseMention && !(m.kind == backMention && !m.definite && m.name != "it") || !s.leadsTo(q.End, m.start) || strings.ContainsAny(s.text[q.End:m.start], ";") {
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
			if work := s.workOn(q.End, m.start); work != "" && o.project != nil { // on expanding its mill
				if o.company == "" {
					o.company = subject.company
				}
				f = s.base(i, o)
				f.Phase, f.Subject = work, o.project.name+" "+work
				f.Metric, f.Label = "total_investment", "investment"
			}
		}
		if s.further(i) {
			f.Metric, f.Label = "investment", "further "+f.Label
		}
		if w := s.before(next, 1); next < len(s.text) && len(w) > 0 && (w[0].low == "remaining" || w[0].low == "rest") {
			f.Role = Part // of a sum told before
		}
		s.emit(f)
		return true
	}
	if subject.name == "" {
		return false
	}
	if o := s.inMind(); o.project != nil && s.inPhases(q.End) { // what is to be invested in two phases is the project's
		if o.company == "" && subject.kind == CompanySubject {
			o.company = subject.company
			if o.project.company == "" {
				o.project.company = subject.company
			}
		}
		f := s.base(i, s.ofProject2(o, ""))
		f.Metric, f.Label, f.Period = "total_investment", "investment", Period{}
		s.emit(f)
		return true
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

// inPhases tells whether "in two phases" stands behind an amount.
func (s *englishScene) inPhases(offset int) bool {
	w := s.after(offset, 3)
	return len(w) > 2 && (w[0].low == "in" || w[0].low == "over") && (w[2].low == "phases" || w[2].low == "stages")
}

// workOn is what is done to a project that stands already, by the verb between two offsets: "expansion"
// for "on expanding its mill"; "" for none.
func (s *englishScene) workOn(from, to int) string {
	for _, w := range s.words {
		if w.start >= from && w.end <= to && worksVerbs[w.low] != "" {
			return worksVerbs[w.low]
		}
	}
	return ""
}

// named tells whether the clause of an offset names its subject before it.
func (s *englishScene) named(offset int) bool {
	for _, m := range s.mentions {
		if m.start >= s.clauseStart(offset) && m.start < offset && m.kind != placeMention {
			return true
		}
	}
	return false
}

// further tells whether a sum comes on top of an earlier one.
func (s *englishScene) further(i int) bool {
	for _, w := range s.before(s.qs[i].Start, 2) {
		switch w.low {
		case "further", "additional", "another", "extra":
			return true
		}
	}
	return false
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
	for from < n && (w[from].low == "in" || w[from].low == "of" || w[from].low == "for" || w[from].low == "on" || w[from].low == "with" || w[from].low == "by") {
		from++
	}
	for n > from && (w[n-1].low == "of" || w[n-1].low == "between" || w[n-1].low == "in" || w[n-1].low == "for") {
		n--
	}
	for _, x := range w[from:n] {
		if len(x.low) > 2 && !englishNameStop[x.low] && !finite[x.low] {
			return s.text[w[from].start:w[n-1].end]
		}
	}
	return ""
}

// beforeName reads the cost of a project whose name follows it and a bracket: "its C$2.4 billion ($1.8 billion)
// Red Spruce mine".
func (s *englishScene) beforeName(i int) bool {
	rest := s.text[s.qs[i].End:]
	if !strings.HasPrefix(rest, " (") {
		return false
	}
	end := strings.Index(rest, ") ")
	if end < 0 || end > 40 {
		return false
	}
	at := s.qs[i].End + end + len(") ")
	for k, m := range s.mentions {
		if m.start == at && (m.kind == projectMention || m.kind == backMention) && m.name != "it" && !m.plural {
			f := s.base(i, s.ownerOf(k))
			f.Metric, f.Label, f.Period = "total_investment", "total investment", Period{}
			return s.emit(f) >= 0
		}
	}
	return false
}
