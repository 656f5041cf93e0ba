package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

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
	if i > 0 && s.qs[i-1].Dim == q.Dim && strings.TrimSpace(s.text[s.qs[i-1].End:q.Start]) == "(" { // the 122-mile (195-km) pipeline: said once more
		return
	}
	h, ok := s.measureBefore(i)
	if !ok {
		h, ok = s.measureAfter(i)
	}
	for k, m := range s.mentions {
		if m.size == i+1 && m.kind == backMention && m.definite && s.ownerOf(k).project != nil { // The 30,000-square-meter plant
			f := s.base(i, s.ownerOf(k))
			f.Metric, f.Label, f.Period = sizeMetric(q, last(m.words), s.text[q.End:m.end])
			s.emit(f)
			return
		}
		if m.size == i+1 && m.kind == projectMention { // a 150 MW power station, a 488-km railway
			o := s.ownerOf(k)
			part := s.isPart(k) && (o.project == nil || !s.known(o.project) || s.component != "")
			if part {
				if s.component != "" && s.main != nil {
					o = s.ofProject(s.main, s.component)
				} else {
					o = s.projectOwner(m.start)
				}
			}
			f := s.base(i, o)
			f.Metric, f.Label, f.Period = sizeMetric(q, last(m.words), s.text[q.End:m.end])
			if part {
				f.Label += " of " + m.name
			}
			s.emit(f)
			return
		}
	}
	for k, m := range s.mentions { // a 110-km first section
		if m.kind == phaseMention && m.start >= q.End && strings.Trim(s.text[q.End:m.start], " -") == "" {
			f := s.base(i, s.ownerOf(k))
			head := ""
			if f.Project != "" {
				head = strings.ToLower(f.Project[strings.LastIndex(f.Project, " ")+1:])
			}
			f.Metric, f.Label, f.Period = sizeMetric(q, head, s.text[q.End:])
			s.emit(f)
			return
		}
	}
	if s.coordinated(i) {
		return
	}
	if q.Dim == quantity.Length {
		if w := s.after(q.End, 5); len(w) > 0 && distanceWords[w[0].low] {
			f := s.base(i, s.projectOwner(q.Start))
			f.Label, f.Period = "distance "+s.text[w[0].start:w[len(w)-1].end], Period{}
			s.emit(f)
			return
		}
	}
	if q.Dim == quantity.Power && s.perUnit(q.Start) {
		f := s.base(i, s.ownerFor("capacity", q.Start))
		f.Label, f.Period = "size of each unit", Period{}
		s.emit(f)
		return
	}
	if each := s.eachSize(i); each != "" {
		f := s.base(i, s.ownerFor("capacity", q.Start))
		f.Label, f.Period = "size of each "+each, Period{}
		s.emit(f)
		return
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
	case q.Per == "hectare" || q.Per == "acre":
		label = s.openLabel(i)
		if np := s.subjectPhrase(q.Start); np != "" {
			label = np
		}
		if label == "" {
			return
		}
	case s.produces(q.Start):
		metric = s.capacityOr(i)
		if metric == "capacity" && q.Dim == quantity.Energy {
			metric = "power_generation"
		}
		if q.Dim == quantity.Power { // will generate 30 megawatts of electricity
			metric, label = "installed_capacity", "capacity"
			break
		}
		label = "output"
		if adj := s.adjective(q.Start); adj != "" {
			label = adj + " output"
			if metric == "" {
				metric = "capacity"
			}
		} else if metric != "" {
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
	case ok && h.Key != "project_count" && !(q.Dim == quantity.Area && s.countedBefore(i) != ""):
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

	case q.Dim == quantity.Area && s.countedBefore(i) != "":
		label = "area of " + s.countedBefore(i)
	case q.Dim == quantity.Area && (s.thingAfter(i) != "" || s.objectOf(i) != "") && !s.coversBefore(q.Start):
		thing := s.thingAfter(i)
		if thing == "" {
			thing = s.objectOf(i)
		}
		metric, label = "", "area of "+thing
		if m, _, _ := sizeMetric(q, "plant", ""); m == "floor_area" || strings.Contains(q.Printed, "ft") {
			metric = "floor_area"
		}
	case q.Dim == quantity.Area && s.coversBefore(q.Start):
		metric, label = "land_area", "area"
	case s.partLying(i) != "":
		label, s.part = s.partLying(i), true
		defer func() { s.part = false }()
	case q.Dim == quantity.Length && s.doneAfter(i) != "":
		label = "length " + s.doneAfter(i)
	case q.Dim == quantity.Length && s.objectOf(i) != "":
		metric, label = "road_length", "length of "+s.objectOf(i)
	case q.Dim == quantity.Length && s.thingAfter(i) != "":
		label = "length of " + s.thingAfter(i)
		if strings.Contains(q.Printed, "k") || strings.Contains(q.Printed, "mile") {
			metric = "road_length"
		}
	case q.Dim == quantity.Length:
		head := ""
		if o := s.projectOwner(q.Start); o.project != nil {
			head = last(o.project.words)
		}
		metric, label, _ = sizeMetric(q, head, s.text[q.End:])
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
	if q.Dim == quantity.Area && s.countedBefore(i) != "" {
		o = s.subjectOwner(q.Start)
	} else if metric == "imports" || metric == "exports" {
		o = s.ownerFor(metric, q.Start)
	} else {
		o = s.ownerFor("capacity", q.Start)
	}
	if o.kind == GroupSubject && s.raises(q.Start) { // "to lift annual capacity to 24 mln tonnes": not that of the plants
		o = s.subjectOwner(q.Start)
		metric = "capacity"
	}
	if o.name == "" {
		return
	}
	f := s.base(i, o)
	f.Metric, f.Label = metric, label
	if k := s.lastAmountBefore(q.Start); k >= 0 && strings.Contains(s.text[s.qs[k].End:q.Start], "each ") {
		f.Label += " of each"
		if s.qs[k].Dim == quantity.Count {
			f.Label += " " + singularOf(s.nounPhrase(k))
		}
	}
	if f.Per == "" && (metric == "capacity" || metric == "power_generation") {
		f.Per = s.rateOf(i)
	}
	if f.Per == "" && metric == "capacity" && strings.HasPrefix(label, "daily ") {
		f.Per = "day"
	}
	if metric == "capacity" && s.altogether(q.Start) && o.project != nil && f.Phase != "" { // …, bringing annual capacity to 190,000 tons
		f.Phase, f.Subject = "", o.project.name
	}
	s.level(i, f)
}

// perUnit tells whether a power is that of one machine: "a per-unit capacity of 6.7 megawatts".
func (s *englishScene) perUnit(offset int) bool {
	for _, w := range s.words {
		if w.end <= offset && w.end > offset-60 && (w.low == "per-unit" || w.low == "single-unit" || w.low == "unit-capacity" || w.low == "per-turbine") {
			return true
		}
	}
	return false
}

func prevEnd(w []englishWord, n int) int {
	if n == 0 {
		return 0
	}
	return w[n-1].end
}

// sizeMetric is what a size before a project's noun measures.
func sizeMetric(q quantity.Quantity, head, rest string) (metric, label string, p Period) {
	switch q.Dim {
	case quantity.Power:
		return "installed_capacity", "capacity", p
	case quantity.Area:
		low := strings.ToLower(q.Printed)
		if floorHeads[head] && (strings.Contains(low, "feet") || strings.Contains(low, "foot") || strings.Contains(low, "metre") || strings.Contains(low, "meter") || strings.Contains(low, "m2") || strings.Contains(low, "sq m")) {
			return "floor_area", "floor area", p
		}
		return "land_area", "area", p
	case quantity.Length:
		low := strings.ToLower(q.Printed)
		if head == "pipeline" && (strings.Contains(low, "inch") || strings.Contains(low, "mm") || strings.Contains(low, "cm") || strings.Contains(low, "centimet")) {
			return "", "diameter", p
		}
		switch w := englishWords(firstBytes(rest, 20)); {
		case len(w) > 0 && (w[0].low == "high" || w[0].low == "tall"):
			return "depth_height", "height", p
		case strings.HasSuffix(head, "railway") || strings.HasSuffix(head, "road") || strings.HasSuffix(head, "way") || strings.HasSuffix(head, "line"):
			return "road_length", "length", p
		}
		return "", "length", p
	}
	return "capacity", "capacity", p
}

// coordinated binds "and 1.6 million tonnes of cement a year" like the amount before it.
func (s *englishScene) coordinated(i int) bool {
	if i == 0 || len(s.levels) == 0 {
		return false
	}
	q, prev := s.qs[i], s.qs[i-1]
	f := s.facts[s.levels[len(s.levels)-1]]
	if prev.Dim != q.Dim && (f.Metric != "capacity" || s.objectOf(i) == "") || f.Printed != prev.Printed {
		return false
	}
	if w := s.before(q.Start, 1); len(w) == 0 || w[0].low != "and" {
		return false
	}
	f.Value, f.Max, f.Unit, f.Dim, f.Per, f.Approx, f.Printed, f.Compare = q.Value, q.Max, q.Unit, q.Dim, q.Per, q.Approx, q.Printed, nil
	if f.Per == "" && s.facts[s.levels[len(s.levels)-1]].Per != "" && s.rateOf(i) == "" {
		f.Per = s.facts[s.levels[len(s.levels)-1]].Per
	}
	if of := s.objectOf(i); of != "" {
		if k := strings.Index(f.Label, " of "); k >= 0 {
			f.Label = f.Label[:k]
		}
		f.Label = strings.TrimPrefix(f.Label, "daily ")
		f.Label += " of " + of
	}
	if f.Per == "" {
		f.Per = s.rateOf(i)
	}
	s.emit(f)
	return true
}

// adjective is annual, daily … before the noun of producing that leads to an offset.
func (s *englishScene) adjective(offset int) string {
	for _, w := range s.before(offset, 5) {
		switch w.low {
		case "annual", "yearly", "daily", "monthly":
			return w.low
		}
	}
	return ""
}

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
	if s.moreOfThem(i) || s.nextInvestor(i) || s.ofWhom(i) || s.moreThanBefore(i) || s.change(i) || s.partOfNext(i) || s.partFrom(i) {
		return
	}
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
		if n > 1 && (amountIn(s.qs, w[n-1].end, w[n].start) >= 0 || s.inAmount(w[n])) {
			break
		}
		switch w[n].low {
		case "and":
			if n+1 < len(w) && (w[n+1].low == "the" || w[n+1].low == "another") {
				goto done
			}
		case "in", "at", "a", "per", "for", "by", "to", "from", "daily", "annually", "yearly", "with", "which", "that", "on", "during", "each", "every", "when", "once", "after", "before", "until", "if", "while", "as":
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
	for n > 1 && w[n-1].low == "and" {
		n--
	}
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

// term is what a length of time is of when it is not the building of a project: the contract that "runs
// for 15 years", the payback of what "will pay for itself in six years".
func (s *englishScene) term(i int) string {
	from := s.clauseStart(s.qs[i].Start)
	low := strings.ToLower(s.text[from:s.qs[i].Start])
	switch {
	case strings.Contains(low, "pay for itself"), strings.Contains(low, "pay back"), strings.Contains(low, "payback"), strings.Contains(low, "recover"), strings.Contains(low, "recoup"):
		return "payback period"
	}
	for _, w := range s.words {
		if w.start < from || w.end > s.qs[i].Start {
			continue
		}
		switch w.low {
		case "contract", "concession", "lease", "licence", "license", "agreement", "loan", "tenancy", "guarantee":
			return w.low + " term"
		}
	}
	for _, w := range s.before(s.qs[i].Start, 2) {
		if w.low == "for" || w.low == "run" || w.low == "runs" || w.low == "last" || w.low == "lasts" {
			return "duration of " + strings.TrimSpace(s.subjectPhrase(s.qs[i].Start))
		}
	}
	return ""
}

// sinceLong tells whether a length of time says how rare something is or how long it has been: "the first
// smelter in the country in 25 years", "has been in operation for ten years".
func (s *englishScene) sinceLong(i int) bool {
	for _, w := range s.before(s.qs[i].Start, 14) {
		switch w.low {
		case "first", "largest", "biggest", "highest", "lowest", "worst", "best":
			return true
		}
	}
	w := s.before(s.qs[i].Start, 5)
	for n := 0; n+1 < len(w); n++ {
		if (w[n].low == "has" || w[n].low == "have") && w[n+1].low == "been" {
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
		case "take", "takes", "took", "taking", "period", "in", "within", "just", "only", "run", "runs", "for", "last", "lasts":
			ok = true
		}
	}
	for _, x := range s.after(q.End, 1) { // in the six months to September, ten years ago
		switch x.low {
		case "to", "ended", "ending", "ago", "earlier", "later", "old", "through", "of":
			return
		}
	}
	if !ok || s.text[max(0, q.Start-4):q.Start] == "the " || len(w) > 0 && (w[len(w)-1].low == "first" || w[len(w)-1].low == "last" || w[len(w)-1].low == "past" || w[len(w)-1].low == "next") {
		return
	}
	if s.sinceLong(i) {
		return
	}
	if label := s.term(i); label != "" {
		o := s.inMind()
		if o.name == "" {
			return
		}
		f := s.base(i, o)
		f.Label, f.Period = label, Period{}
		s.emit(f)
		return
	}
	o := s.ownerFor("duration", q.Start)
	if o.name == "" {
		return
	}
	f := s.base(i, o)
	f.Metric, f.Label = "duration", s.subjectPhrase(q.Start)
	if l := s.openLabel(i); strings.HasSuffix(l, "period") {
		f.Label = l
	}
	if f.Label == "" {
		f.Label = "duration"
	}
	s.emit(f)
}
