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
				(first[0] == "of" || first[0] == "worth" || first[0] == "with" || first[0] == "each" || first[0] == "involving" || first[0] == "over" || first[0] == "valued" || first[0] == "above") &&
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
			o.group += " of " + o.scope.Words
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
		s.moneyOfGroup(i, end, part)
	}
	s.group = nil
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
	for _, h := range vocabulary.FindStatuses(firstBytes(rest, 60)) {
		if strings.ContainsAny(rest[:h.Start], ",;") {
			break
		}
		return h.Key
	}
	return ""
}

var beVerbs = map[string]bool{"were": true, "was": true, "are": true, "is": true, "have": true, "has": true, "had": true, "under": true, "started": true, "signed": true, "completed": true, "approved": true}

var employVerbs = map[string]bool{"employ": true, "employs": true, "employing": true, "employed": true, "hire": true, "hires": true, "hired": true, "create": true, "creates": true, "created": true, "creating": true,
	"provide": true, "providing": true, "recruit": true, "recruits": true, "workforce": true, "employees": true}

var workers = map[string]bool{"people": true, "workers": true, "employees": true, "jobs": true, "staff": true, "positions": true, "posts": true, "residents": true, "villagers": true, "farmers": true, "persons": true, "labourers": true}

// count binds a count of things.
func (s *englishScene) count(i int) {
	q := s.qs[i]
	noun := s.nounPhrase(i)
	metric := ""
	employ := false
	for _, w := range s.before(q.Start, 6) {
		employ = employ || employVerbs[w.low]
	}
	switch {
	case strings.HasSuffix(noun, "jobs") || employ && workers[q.Unit]:
		metric = "jobs"
	default:
		for _, h := range vocabulary.FindMeasures(noun) {
			if h.End == len(noun) && takes(h.Key, quantity.Count) && h.Key != "project_count" {
				metric = h.Key
			}
		}
	}
	label := noun
	if of := s.objectOf(i); of != "" && q.Unit == "person-times" {
		label += " of " + of
	}
	if h, ok := s.measureBefore(i); ok { // capacity of 300,000 vehicles
		if h.Key == "capacity" && metric != "jobs" {
			metric, label = h.Key, s.label(h)+" of "+noun
		}
	}
	if metric == "" && s.produces(q.Start) {
		metric, label = s.capacityOr(i), noun
		if metric == "" {
			label = "output of " + noun
		}
	}
	o := s.countOwner(metric, q.Start)
	if o.name == "" {
		return
	}
	f := s.base(i, o)
	f.Metric, f.Label = metric, label
	// "Two production lines began trial operations" counts some of them only
	if w := s.after(q.End, 6); len(w) > 1 && s.startsClause(q.Start) && finite[w[0].low] && w[0].low != "are" && w[0].low != "is" {
		f.Metric = ""
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

// produces tells whether a verb of producing governs the amount at an offset.
func (s *englishScene) produces(offset int) bool {
	w := s.before(offset, 5)
	for n := len(w) - 1; n >= 0; n-- {
		if produceVerbs[w[n].low] || n > 0 && produceVerbs[w[n-1].low+" "+w[n].low] {
			return true
		}
		if !englishLinks[w[n].low] {
			return false
		}
	}
	return false
}

// capacityOr tells whether figure i, which is produced, is a capacity (it has a rate, or is an
// intention without a date) or one period's output, which has no key.
func (s *englishScene) capacityOr(i int) string {
	q := s.qs[i]
	if q.Per != "" || s.rateOf(i) != "" {
		return "capacity"
	}
	for _, p := range s.ps {
		if p.From >= q.End && !s.dated(p) {
			return ""
		}
	}
	if s.modality(q.Start) != Actual {
		return "capacity"
	}
	return ""
}

// rateOf is the period of a rate that stands away from figure i: "200,000 tonnes of paper daily".
func (s *englishScene) rateOf(i int) string {
	q := s.qs[i]
	end := len(s.text)
	if i+1 < len(s.qs) {
		end = s.qs[i+1].Start
	}
	rest := s.text[q.End:end]
	if k := strings.IndexAny(rest, ";,"); k >= 0 {
		rest = rest[:k]
	}
	for _, h := range englishRates.Find(rest) {
		return h.Key
	}
	return ""
}

// size binds a weight, volume, area, length, power or energy.
func (s *englishScene) size(i int) {
	q := s.qs[i]
	metric, label := "", ""
	h, ok := s.measureBefore(i)
	if !ok {
		h, ok = s.measureAfter(i)
	}
	trade := ""
	for _, w := range s.before(q.Start, 4) {
		switch w.low {
		case "imported", "imports", "import":
			trade = "imports"
		case "exported", "exports", "export":
			trade = "exports"
		}
	}
	switch {
	case trade != "":
		metric, label = trade, trade
		if of := s.objectOf(i); of != "" {
			label = of + " " + trade
		}
	case s.produces(q.Start):
		metric = s.capacityOr(i)
		if metric == "capacity" && q.Dim == quantity.Energy {
			metric = "power_generation"
		}
		label = "output"
		if metric != "" {
			label = "production"
			if per := s.rateOf(i); per == "day" {
				label = "daily production"
			} else if per == "year" {
				label = "annual production"
			}
		}
		if of := s.objectOf(i); of != "" {
			label += " of " + of
		}
	case q.Dim == quantity.Power && s.eachOf(i) != "": // four 180-MW units
		label = "size of each " + s.eachOf(i)
	case ok && h.Key != "project_count":
		metric, label = h.Key, s.label(h)
		if metric == "capacity" && q.Dim == quantity.Energy {
			metric = "power_generation"
		}
		if metric == "capacity" {
			if of := s.objectOf(i); of != "" {
				label += " of " + of
			}
		}
		if q.Dim == quantity.Power {
			metric = "installed_capacity"
		}
	case q.Dim == quantity.Power:
		metric, label = "installed_capacity", "capacity"

	case q.Dim == quantity.Area && s.coversBefore(q.Start):
		metric, label = "land_area", "area"
	case q.Dim == quantity.Length:
		label = "length"
		if takes("road_length", quantity.Length) {
			metric = "road_length"
		}
	case s.rising(i):
		l := s.facts[s.levels[len(s.levels)-1]]
		metric, label = l.Metric, l.Label
	case q.Per != "" && (q.Dim == quantity.Mass || q.Dim == quantity.Volume) && s.speaksOf("production", "output", "plant", "it"):
		metric, label = "capacity", "production"
	default:
		label = s.openLabel(i)
		for _, h := range vocabulary.FindMeasures(q.Printed) { // tonnes of standard coal
			if takes(h.Key, q.Dim) {
				metric = h.Key
				label = strings.TrimSpace(label + " " + h.Word)
			}
		}
		if label == "" {
			return
		}
	}
	var o englishOwner
	if metric == "imports" || metric == "exports" {
		o = s.ownerFor(metric, q.Start)
	} else {
		o = s.ownerFor("capacity", q.Start)
	}
	if o.name == "" {
		return
	}
	f := s.base(i, o)
	f.Metric, f.Label = metric, label
	if f.Per == "" && (metric == "capacity" || metric == "power_generation") {
		f.Per = s.rateOf(i)
	}
	s.level(i, f)
}

var unitNouns = map[string]bool{"unit": true, "turbine": true, "generator": true, "set": true, "reactor": true, "machine": true}

// eachOf is the machine whose own size figure i is, "" for none.
func (s *englishScene) eachOf(i int) string {
	if w := s.after(s.qs[i].End, 1); len(w) > 0 && unitNouns[singularOf(w[0].low)] && w[0].low != singularOf(w[0].low) {
		return singularOf(w[0].low)
	}
	return ""
}

// bare binds a number without a unit to the measure that leads to it: "arrivals reached 26.9 million".
func (s *englishScene) bare(i int) {
	q := s.qs[i]
	for k := len(s.measures) - 1; k >= 0; k-- {
		h := s.measures[k]
		if h.End > q.Start || !takes(h.Key, quantity.Count) || h.Key == "project_count" {
			continue
		}
		if s.plainGap(h.End, q.Start) {
			f := s.base(i, s.ownerFor(h.Key, q.Start))
			f.Metric, f.Label, f.Dim = h.Key, s.label(h), quantity.Count
			s.level(i, f)
		}
		return
	}
}

// rising tells whether figure i is what the last level rises or falls to.
func (s *englishScene) rising(i int) bool {
	if len(s.levels) == 0 || !s.toward(i) || !s.moved(s.qs[i].Start) {
		return false
	}
	return s.facts[s.levels[len(s.levels)-1]].Unit == s.qs[i].Unit
}

// speaksOf tells whether the sentence begins with one of some subjects.
func (s *englishScene) speaksOf(words ...string) bool {
	for i := 0; i < len(s.words) && i < 4; i++ {
		for _, w := range words {
			if s.words[i].low == w {
				return true
			}
		}
	}
	return false
}

// objectOf is what an amount is of: "100,000 tonnes of ingots".
func (s *englishScene) objectOf(i int) string {
	w := s.after(s.qs[i].End, 7)
	if len(w) < 2 || w[0].low != "of" {
		return ""
	}
	n := 1
	for n < len(w) && !finite[w[n].low] && !s.inPeriod(w[n]) {
		switch w[n].low {
		case "in", "at", "a", "per", "for", "by", "to", "from", "daily", "annually", "yearly", "with", "which", "that", "on", "during", "each", "every":
			goto done
		case "various":
			if n == 1 {
				w = append(w[:1:1], w[2:]...)
				continue
			}
		}
		n++
	}
done:
	if n == 1 {
		return ""
	}
	return s.text[w[1].start:w[n-1].end]
}

func (s *englishScene) coversBefore(offset int) bool {
	for _, w := range s.before(offset, 4) {
		switch w.low {
		case "cover", "covers", "covering", "covered", "occupy", "occupies", "occupying", "spans", "spanning", "spread", "site", "area":
			return true
		}
	}
	return false
}

// duration binds a length of time that a project takes.
func (s *englishScene) duration(i int) {
	q := s.qs[i]
	w := s.before(q.Start, 4)
	ok := false
	for _, x := range w {
		switch x.low {
		case "take", "takes", "took", "taking", "period", "in", "within", "just", "only":
			ok = true
		}
	}
	if !ok {
		return
	}
	o := s.ownerFor("duration", q.Start)
	if o.name == "" {
		return
	}
	f := s.base(i, o)
	f.Metric, f.Label = "duration", s.subjectPhrase(q.Start)
	if f.Label == "" {
		f.Label = "duration"
	}
	s.emit(f)
}
