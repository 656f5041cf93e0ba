package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// groups reads counts of projects with the sums that bound them: "279 projects of 50 million yuan
// or more".
func (s *englishScene) groups() {
	for i, q := range s.qs {
		if q.Dim != quantity.Count || q.Unit != "projects" {
			continue
		}
		o := englishOwner{kind: GroupSubject}
		subject := s.subjectOwner(q.Start)
		if subject.kind == PlaceSubject || subject.kind == CompanySubject {
			o.place, o.company = subject.place, subject.company
		}
		end := q.End
		for k := i + 1; k < len(s.qs) && k <= i+2; k++ { // of 50 million yuan or more; worth over 100 million yuan each
			b := s.qs[k]
			gap := s.text[end:b.Start]
			if b.Dim != quantity.Money || strings.Contains(gap, ";") {
				break
			}
			each := strings.HasPrefix(strings.TrimSpace(s.text[b.End:]), "each")
			lead := strings.TrimSpace(strings.Trim(gap, ","))
			bound := b.Approx == "以上" || b.Approx == "超" || b.Max != nil || b.Approx == "以下"
			first := strings.Fields(lead)
			if each || bound && len(first) > 0 && len(first) < 9 && !strings.Contains(lead, "total") && !strings.Contains(lead, "combined") &&
				(first[0] == "of" || first[0] == "exceed" || first[0] == "worth" || first[0] == "with" || first[0] == "each" || first[0] == "involving" || first[0] == "over" || first[0] == "valued" || first[0] == "above") &&
				(first[0] == "of" || each || strings.Contains(gap, "each")) {
				v := b.Value
				if b.Approx == "以下" {
					o.scope.Max = &v
				} else {
					o.scope.Min = &v
				}
				if b.Max != nil {
					o.scope.Max = b.Max
				}
				o.scope.Words = strings.TrimSpace(s.text[b.Start:b.End])
				s.used[k] = true
				end = b.End
			}
			break
		}
		if o.scope.Min == nil { // 279 projects, each worth …; or 50-million-yuan-plus projects
			if k := i - 1; k >= 0 && s.qs[k].Dim == quantity.Money && s.qs[k].End <= q.Start && strings.TrimSpace(s.text[s.qs[k].End:q.Start]) == "" {
				v := s.qs[k].Value
				o.scope.Min, o.scope.Words, s.used[k] = &v, s.qs[k].Printed, true
			}
		}
		o.scope.Status = s.statusBefore(q.Start, q.End)
		o.group = strings.TrimSpace(s.nounPhrase(i))
		if o.scope.Words != "" {
			o.group += " of " + strings.NewReplacer("exceeding ", "over ", "exceed ", "over ", "exceeds ", "over ").Replace(o.scope.Words)
		}
		if from := s.investor(q.Start); from != "" {
			o.group += " from " + from
			o.place = ""
		}
		o.name = o.group
		s.used[i] = true
		lead := s.before(q.Start, 3)
		part := false
		for _, w := range lead {
			part = part || w.low == "including" || w.low == "which" || w.low == "them" || w.low == "among"
		}
		f := s.base(i, o)
		f.Metric, f.Label = "project_count", o.group
		if part {
			f.Role = Part
			if s.group != nil && f.Scope.Status == "" {
				o.scope.Status = s.group.scope.Status
				f.Scope.Status = o.scope.Status
			}
		}
		s.emit(f)
		g := o
		s.group = &g
		if !part {
			s.wholes = &g
		}
		s.moneyOfGroup(i, end, part)
	}
	s.group = nil
}

// partOfGroup reads the parts of the projects that the sentence before counted: "Of them, 22 are in
// manufacturing, worth 28.3 billion yuan".
func (s *englishScene) partOfGroup() {
	whole := s.wholes
	s.wholes = nil
	if whole == nil {
		return
	}
	lead := ""
	for _, w := range []string{"Of them, ", "Among them, ", "Of these, ", "Among these, ", "Of the total, ", "Of the projects, ", "Of those, "} {
		if strings.HasPrefix(strings.TrimLeft(s.text, " "), w) {
			lead = w
		}
	}
	if lead == "" {
		return
	}
	at := strings.Index(s.text, lead) + len(lead)
	for at < len(s.text) {
		rest := s.text[at:]
		number, after, _ := strings.Cut(rest, " ")
		q, err := quantity.Parse(number + " projects")
		if err != nil || q.Dim != quantity.Count {
			return
		}
		kindAt := -1 // where the words begin that tell the part: "manufacturing" of "are in manufacturing"
		for _, verb := range []string{"are in ", "were in ", "are for ", "are ", "were ", "in "} {
			if tail, ok := strings.CutPrefix(after, verb); ok {
				kindAt = len(s.text) - len(tail)
				break
			}
		}
		if kindAt < 0 {
			return
		}
		kindEnd := len(s.text)
		for _, mark := range []string{",", ".", ";", " with ", " worth ", " and "} {
			if k := strings.Index(s.text[kindAt:], mark); k >= 0 {
				kindEnd = min(kindEnd, kindAt+k)
			}
		}
		kind := s.text[kindAt:kindEnd]
		if strings.HasSuffix(s.text[:kindAt], "in ") {
			kind = "in " + kind
		}
		o := *whole
		o.group = whole.group + " " + kind
		o.name = o.group
		f := s.fact(o, at, at+len(number))
		f.Kind, f.Role, f.Metric, f.Label = QuantityFact, Part, "project_count", o.group
		f.Value, f.Unit, f.Dim, f.Printed = q.Value, "projects", quantity.Count, number
		s.emit(f)
		next := len(s.text) // a sum that follows is theirs
		for i := range s.qs {
			b := s.qs[i]
			if s.used[i] || b.Dim != quantity.Money || b.Start < at || s.inMention(i) {
				continue
			}
			lead := strings.Trim(s.text[min(kindEnd, b.Start):b.Start], ", ")
			switch lead {
			case "worth", "with a total investment of", "with a combined investment of", "with total investment of", "with an investment of", "involving", "costing", "with investment of", "valued at", "totaling", "totalling":
				g := s.base(i, o)
				g.Role, g.Metric, g.Label = Part, "total_investment", "investment"
				s.used[i] = true
				s.emit(g)
				next = b.End
			}
			break
		}
		if next == len(s.text) {
			return
		}
		rest = s.text[next:]
		k := strings.Index(rest, ", and ")
		if k < 0 || k > 40 {
			if k = strings.Index(rest, "and "); k < 0 || k > 3 {
				return
			}
			at = next + k + len("and ")
			continue
		}
		at = next + k + len(", and ")
	}
}

// investor is the country whose projects are counted at an offset: "South Korea was the largest
// investor with 19 projects".
func (s *englishScene) investor(offset int) string {
	if !strings.Contains(s.text, "investor") && !strings.Contains(s.text, "source of") && !strings.Contains(s.text, "followed by") {
		return ""
	}
	name := ""
	for _, m := range s.mentions {
		if m.kind == placeMention && m.end <= offset {
			name = m.name
		}
	}
	return name
}

// moneyOfGroup binds the money between a group's count and the next count to the group.
func (s *englishScene) moneyOfGroup(i, from int, part bool) {
	for k := i + 1; k < len(s.qs); k++ {
		q := s.qs[k]
		if q.Dim == quantity.Count && q.Unit == "projects" {
			return
		}
		if q.Dim != quantity.Money || s.used[k] || q.Start < from {
			continue
		}
		if s.priorOf(k) || s.inMention(k) {
			continue
		}
		cost, ok := s.costBefore(k)
		h, measured := s.measureBefore(k)
		if !ok || measured && h.End >= cost.End && h.Key != "total_investment" && h.Key != "investment" {
			continue
		}
		f := s.base(k, *s.group)
		f.Metric, f.Label = "total_investment", s.label(cost)
		if part {
			f.Role = Part
		}
		s.used[k] = true
		s.emit(f)
		return
	}
}

func (s *englishScene) inMention(i int) bool {
	for _, m := range s.mentions {
		if m.money == i {
			return true
		}
	}
	return false
}

// nounPhrase is what figure i counts, in the sentence's words without the number.
func (s *englishScene) nounPhrase(i int) string {
	q := s.qs[i]
	text := s.text[q.NumStart:q.End]
	w := englishWords(text)
	for n := range w { // number words are no part of the noun
		if _, err := quantity.Parse(text[w[n].start:]); err == nil && n+1 < len(w) {
			continue
		}
		if k := strings.IndexFunc(text, func(r rune) bool { return r >= '0' && r <= '9' }); k >= 0 && w[n].start < k {
			continue
		}
		switch w[n].low {
		case "million", "billion", "thousand", "hundred", "dozen", "mln", "bln", "a", "of", "or", "more":
			continue
		}
		if isNumberWord(w[n].low) {
			continue
		}
		phrase := text[w[n].start:]
		for _, tail := range []string{" or more", " a year", " per year", " annually"} {
			phrase = strings.TrimSuffix(phrase, tail)
		}
		return phrase
	}
	return q.Unit
}

func isNumberWord(w string) bool {
	q, err := quantity.Parse(w + " jobs")
	return err == nil && q.Unit == "jobs" && q.Printed != "jobs"
}

// statusBefore is the status that a group's verb or adjective gives it: "started 279 projects",
// "279 projects were signed".
func (s *englishScene) statusBefore(start, end int) string {
	status := ""
	from := s.clauseStart(start)
	for _, h := range vocabulary.FindStatuses(s.text[from:end]) {
		status = h.Key
	}
	if status != "" {
		return status
	}
	for _, w := range s.before(start, 4) {
		if w.low == "launched" || w.low == "launch" {
			return "started"
		}
	}
	rest := s.text[end:]
	if w := englishWords(firstBytes(rest, 20)); len(w) == 0 || !beVerbs[w[0].low] {
		return ""
	}
	if hits := vocabulary.FindStatuses(firstBytes(rest, 60)); len(hits) > 0 && !strings.ContainsAny(rest[:hits[0].Start], ",;") {
		return hits[0].Key
	}
	return ""
}

// count binds a count of things.
func (s *englishScene) count(i int) {
	q := s.qs[i]
	noun := s.nounPhrase(i)
	if q.Unit == "ones" && i > 0 && s.qs[i-1].Dim == quantity.Count { // 640 jobs and 130 new ones
		s.qs[i].Unit = s.qs[i-1].Unit
		q.Unit = s.qs[i].Unit
		noun = strings.TrimSuffix(noun, "ones") + s.qs[i-1].Unit
	}
	if strings.HasSuffix(noun, "jobs") {
		for _, w := range s.before(q.Start, 3) {
			if keptWords[w.low] { // will keep 640 jobs
				f := s.base(i, s.countOwner("jobs", q.Start))
				f.Metric, f.Label = "jobs", "jobs kept"
				s.emit(f)
				return
			}
		}
	}
	if workers[q.Unit] {
		building := false // construction would employ 1,500 people
		for n, w := range s.before(q.Start, 4) {
			building = building || n < 3 && w.low == "construction" && s.speaksOfPosts(w.end, q.Start)
		}
		if building {
			f := s.base(i, s.countOwner("jobs", q.Start))
			f.Metric, f.Label = "jobs", noun+" during construction"
			s.emit(f)
			return
		}
	}
	metric := ""
	employ, lost := false, false
	for _, w := range s.before(q.Start, 6) {
		employ = employ || employVerbs[w.low]
		lost = lost || lossWords[w.low]
	}
	people := workers[q.Unit]
	if s.ofWhom(i) {
		return
	}
	placed := false // some 3,200 people will be employed there
	for _, w := range s.after(q.End, 5) {
		placed = placed || people && (w.low == "employed" || w.low == "hired" || w.low == "recruited")
	}
	employ = employ || placed
	if w := s.before(q.Start, 1); len(w) > 0 && strings.HasPrefix(w[0].low, "employ") && !strings.HasSuffix(w[0].low, "ees") { // employs 9,500 Nigerians
		people = true
	}
	if strings.HasSuffix(noun, "jobs") || workers[q.Unit] && lost {
		for _, w := range s.after(q.End, 3) {
			lost = lost || w.low == "lost" || w.low == "losses"
		}
		if lost {
			f := s.base(i, s.countOwner("jobs", q.Start))
			f.Metric, f.Label = "jobs", "jobs lost"
			s.emit(f)
			return
		}
	}
	if workers[q.Unit] || strings.HasSuffix(noun, "jobs") {
		if rest := s.text[q.End:s.nextAmount(i)]; strings.Contains(rest, "during construction") || strings.Contains(rest, "construction jobs") || strings.HasPrefix(noun, "construction ") || strings.Contains(rest, "during the construction") {
			f := s.base(i, s.countOwner("jobs", q.Start))
			f.Metric, f.Label = "jobs", noun+" during construction"
			s.emit(f)
			return
		}
	}
	switch {
	case strings.HasSuffix(noun, "jobs") || employ && people:
		metric = "jobs"
	default:
		for _, h := range vocabulary.FindMeasures(noun) {
			if h.End == len(noun) && takes(h.Key, quantity.Count) && h.Key != "project_count" {
				metric = h.Key
			}
		}
	}
	if metric == "production_lines" && !strings.Contains(noun, "production") && !strings.Contains(noun, "assembly") { // the country's eight main lines
		for _, w := range s.words {
			if strings.HasPrefix(w.low, "rail") || w.low == "metro" || w.low == "subway" {
				metric = ""
			}
		}
	}
	label := noun
	if of := s.objectOf(i); of != "" && (q.Unit == "person-times" || !strings.Contains(noun, " ") && metric == "") {
		label += " of " + of
	}
	for _, w := range s.before(q.Start, 3) {
		switch w.low {
		case "imported", "imports", "import":
			metric, label = "imports", label+" imported"
		case "exported", "exports", "export":
			metric, label = "exports", label+" exported"
		}
	}
	if metric == "imports" || metric == "exports" {
		if o := s.ownerFor(metric, q.Start); o.name != "" {
			f := s.base(i, o)
			f.Metric, f.Label = metric, label
			s.level(i, f)
		}
		return
	}
	if h, ok := s.measureBefore(i); ok { // capacity of 300,000 vehicles
		if h.Key == "capacity" && metric != "jobs" {
			metric, label = h.Key, s.label(h)+" of "+label
		}
	}
	if metric == "" && s.produces(q.Start) {
		metric, label = s.capacityOr(i), noun
		if metric == "" {
			label = "output of " + noun
		}
	}
	if w := s.before(q.Start, 1); len(w) > 0 && (determiner(w[0].low) || w[0].low == "these" || w[0].low == "both" || w[0].low == "those") && q.Value.IntPart() <= 10 {
		return // "the two cities" are known already
	}
	o := s.countOwner(metric, q.Start)
	if site, ok := s.siteOfWorkers(i); ok && o.kind == CompanySubject && workers[q.Unit] {
		o = site
	}
	if metric == "jobs" { // 2,400 people at its dishwasher plant
		for k, m := range s.mentions {
			if m.kind == projectMention && m.start >= q.End {
				if lead := strings.TrimSpace(s.text[q.End:m.start]); (lead == "at" || lead == "in" || lead == "at the" || lead == "at its") && m.proper {
					o = s.ownerOf(k)
				}
				break
			}
		}
	}
	if o.name == "" {
		return
	}
	if q.Unit == "phases" || q.Unit == "stages" {
		if p := s.inMind(); p.project != nil && o.kind != ProjectSubject {
			o = p
		}
	}
	f := s.base(i, o)
	f.Metric, f.Label = metric, label
	// "Two production lines began trial operations" counts some of them only
	if w := s.after(q.End, 6); len(w) > 1 && !placed && s.startsClause(q.Start) && finite[w[0].low] && w[0].low != "are" && w[0].low != "is" {
		f.Metric, f.Role = "", Part
		f.Label = noun + " that " + s.text[w[0].start:w[min(len(w), 4)-1].end]
		for _, p := range s.ps {
			if p.From >= q.End {
				f.Period = Period{Period: p}
				f.Label = strings.TrimSpace(noun + " that " + strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s.text[w[0].start:min(p.From, w[min(len(w), 4)-1].end)]), " in")))
				break
			}
		}
	}
	s.level(i, f)
}

// siteOfWorkers is the plant that the workers of figure i belong to: the one named nearest before it with
// no other number of workers between, as in "will close its mill at A, idling 200 workers, and its mill at
// B, with 150 workers".
func (s *englishScene) siteOfWorkers(i int) (englishOwner, bool) {
	from := 0
	for k := 0; k < i; k++ {
		if s.qs[k].Dim == quantity.Count && workers[s.qs[k].Unit] {
			from = s.qs[k].End
		}
	}
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.start >= s.qs[i].Start || m.start < from || m.kind == placeMention || m.kind == companyMention {
			continue
		}
		if m.kind != projectMention && m.kind != backMention || m.name == "it" || m.plural || !s.owns(k) {
			return englishOwner{}, false
		}
		gap := s.text[m.end:s.qs[i].Start]
		if s.hasVerb(m.end, s.qs[i].Start) && !strings.HasPrefix(gap, ",") || strings.Contains(gap, "company") {
			return englishOwner{}, false
		}
		return s.ownerOf(k), true
	}
	return englishOwner{}, false
}

// speaksOfPosts tells whether a verb of employing stands between two offsets.
func (s *englishScene) speaksOfPosts(from, to int) bool {
	for _, w := range s.words {
		if w.start >= from && w.end <= to && (employVerbs[w.low] || w.low == "require" || w.low == "need" || w.low == "requires" || w.low == "needs") {
			return true
		}
	}
	return false
}

// startsClause tells whether a clause begins at an offset.
func (s *englishScene) startsClause(offset int) bool {
	return strings.TrimSpace(s.text[s.clauseStart(offset):offset]) == ""
}

func (s *englishScene) countOwner(metric string, offset int) englishOwner {
	if metric != "" {
		return s.ownerFor(metric, offset)
	}
	subject := s.subjectOwner(offset)
	if subject.kind == ProjectSubject || subject.kind == CompanySubject {
		return subject
	}
	if s.projectBefore(offset) {
		return s.projectOwner(offset)
	}
	if subject.name == "" || s.startsClause(offset) && s.inMind().kind == ProjectSubject {
		return s.inMind()
	}
	return subject
}
