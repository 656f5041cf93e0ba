package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// clauseStart is where the clause of an offset begins.
func (s *englishScene) clauseStart(offset int) int {
	from := 0
	for _, mark := range []string{"; ", ", while ", ", but ", ", whereas ", "while ", " said ", "\"", "“"} {
		if k := strings.LastIndex(s.text[:offset], mark); k >= 0 {
			from = max(from, k+len(mark))
		}
	}
	if k := strings.LastIndex(s.text[:offset], ", and "); k > from && s.hasVerb(k, offset) {
		from = k + len(", and ")
	}
	return from
}

// subjectOwner is the subject of the clause at an offset.
func (s *englishScene) subjectOwner(offset int) englishOwner {
	from := s.clauseStart(offset)
	for k, m := range s.mentions {
		if m.start < from || m.start >= offset {
			continue
		}
		if s.hasVerb(from, m.start) {
			break
		}
		if s.aside(from, m.start) {
			continue
		}
		w := s.before(m.start, 1)
		if len(w) > 0 && strings.TrimSpace(s.text[w[0].end:m.start]) == "" {
			switch w[0].low {
			case "in", "at", "by", "from", "during", "with", "to", "on":
				continue
			}
		}
		if m.kind == backMention && m.name == "it" { // X said it will …
			for _, n := range s.mentions {
				if n.start < m.start && n.kind == companyMention {
					if o := s.firmOwner(n.name); o.name != "" {
						return o
					}
				}
			}
		}
		switch m.kind {
		case companyMention:
			if o := s.firmOwner(m.name); o.name != "" {
				return o
			}
		case placeMention:
			if rest := s.text[m.end:]; strings.HasPrefix(rest, "-") || len(w) > 0 && strings.HasSuffix(w[0].low, "-") {
				continue
			}
			return englishOwner{kind: PlaceSubject, name: m.name, place: m.name}
		case projectMention, phaseMention, backMention:
			if m.kind == backMention && m.name == "it" && s.subject.name != "" && s.subject.kind != ProjectSubject {
				return s.subject
			}
			if o := s.ownerOf(k); o.name != "" {
				return o
			}
		}
	}
	// a subject that is no known name: "The Australian side's investment"
	var np []englishWord
	for _, w := range s.words {
		if w.start < from {
			continue
		}
		if w.start >= offset || finite[w.low] || strings.ContainsAny(s.text[from:w.start], ",") && len(np) == 0 && false {
			break
		}
		np = append(np, w)
	}
	for n, w := range np {
		if poss := strings.TrimSuffix(strings.TrimSuffix(w.low, "'s"), "’s"); poss != w.low && n < 5 {
			first := 0
			for first < n && (determiner(np[first].low) || np[first].low == "a" || np[first].low == "an") {
				first++
			}
			name := s.text[np[first].start : np[n].start+len(poss)]
			if strings.ContainsAny(name, ",;") || poss == "city" || poss == "county" || poss == "province" || poss == "country" || poss == "company" {
				break
			}
			return englishOwner{kind: OtherSubject, name: name}
		}
	}
	if s.place != "" && (s.subject.kind != ProjectSubject && s.subject.kind != CompanySubject || len(np) == 0) {
		return englishOwner{kind: PlaceSubject, name: s.place, place: s.place}
	}
	if s.subject.name == "" && s.place != "" {
		return englishOwner{kind: PlaceSubject, name: s.place, place: s.place}
	}
	return s.subject
}

// subjectPhrase is the noun phrase before the verb of the clause at an offset.
func (s *englishScene) subjectPhrase(offset int) string {
	var np []englishWord
	from := s.clauseStart(offset)
	for _, w := range s.words {
		if w.start < from || len(np) == 0 && (determiner(w.low) || w.low == "a" || w.low == "an" || s.inPeriod(w)) {
			continue
		}
		if w.start >= offset || finite[w.low] || len(np) > 0 && strings.ContainsAny(s.text[np[len(np)-1].end:w.start], ",;:") {
			break
		}
		np = append(np, w)
	}
	if len(np) == 0 || len(np) > 7 {
		return ""
	}
	return s.text[np[0].start:np[len(np)-1].end]
}

// aside tells whether a mention at an offset is part of the adverbial that a clause begins with:
// "At the seventh trade fair, …".
func (s *englishScene) aside(from, offset int) bool {
	i := s.wordAt(from)
	if i >= len(s.words) {
		return false
	}
	switch s.words[i].low {
	case "in", "at", "on", "during", "by", "after", "under", "for", "since", "through", "with", "upon", "once", "when", "founded", "established":
		comma := strings.Index(s.text[from:], ",")
		return comma >= 0 && !s.hasVerb(s.words[i].end, from+comma) && offset < from+comma && s.words[i].start < offset
	}
	return false
}

// firmOwner is a firm by its name, or the one in mind for "the company".
func (s *englishScene) firmOwner(name string) englishOwner {
	if name == "" {
		name = s.firm
		if name == "" {
			name = s.owner
		}
	}
	if name == "" {
		return englishOwner{}
	}
	if f := s.firmByName(name); f != nil {
		name = f.says()
	}
	return englishOwner{kind: CompanySubject, name: name, company: name}
}

// plainGap tells whether only linking words, periods and settled figures stand between two offsets.
func (s *englishScene) plainGap(from, to int) bool {
	if to < from {
		return false
	}
	gap := s.text[from:to]
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
		if h.End > q.Start || !takes(h.Key, q.Dim) {
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
		if subject.kind == CompanySubject && (key == "jobs" || key == "investment" || key == "financing" || key == "output_value") && !s.projectBefore(offset) {
			return subject
		}
		if o := s.projectOwner(offset); o.name != "" {
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
			return englishOwner{kind: PlaceSubject, name: s.place, place: s.place}
		}
	}
	if (key == "revenue" || key == "profit" || key == "tax" || key == "profit_tax" || key == "sales") && subject.kind == PlaceSubject && s.modality(offset) == Planned && s.inMind().kind == ProjectSubject {
		return s.projectOwner(offset)
	}
	return subject
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
	start := h.Start
	for _, w := range reversed(s.before(h.Start, 2)) {
		switch w.low {
		case "annual", "yearly", "daily", "monthly", "total", "planned", "installed", "designed", "design", "combined", "estimated", "registered", "gross", "net", "new", "retail", "industrial", "fixed-asset":
			start = w.start
			continue
		}
		break
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

var worksNouns = map[string]bool{"expansion": true, "upgrade": true, "extension": true, "modernisation": true, "modernization": true, "renovation": true, "overhaul": true, "reconstruction": true, "upgrading": true}

// costBefore is the word of cost that leads to amount i.
func (s *englishScene) costBefore(i int) (vocabulary.Hit, bool) {
	q := s.qs[i]
	hits := englishCosts.Find(s.text[:q.Start])
	for k := len(hits) - 1; k >= 0; k-- {
		h := hits[k]
		if s.plainGap(h.End, q.Start) {
			return h, true
		}
		break
	}
	return vocabulary.Hit{}, false
}

var investVerbs = map[string]bool{"invest": true, "invests": true, "invested": true, "investing": true, "inject": true, "injected": true, "spend": true, "spent": true, "spending": true,
	"contribute": true, "contributed": true, "pour": true, "poured": true, "put": true, "provide": true, "provided": true}

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
	if subject.kind == ProjectSubject && subject.company != "" {
		subject = s.firmOwner(subject.company)
	}
	for k, m := range s.mentions { // to build a paper mill
		if m.start < q.End || m.kind != projectMention && m.kind != phaseMention || !s.leadsTo(q.End, m.start) || strings.ContainsAny(s.text[q.End:m.start], ";") {
			continue
		}
		building := false
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
	w := s.before(s.qs[i].Start, 2)
	return len(w) > 0 && (w[len(w)-1].low == "from" || len(w) > 1 && w[len(w)-2].low == "from" && englishLinks[w[len(w)-1].low])
}

// toward tells whether figure i stands after "to".
func (s *englishScene) toward(i int) bool {
	w := s.before(s.qs[i].Start, 1)
	return len(w) > 0 && w[0].low == "to"
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
	if !s.moved(q.Start) && !s.changed() && !(from > 3 && s.text[from-3:from] == "to ") {
		return false
	}
	s.facts[at].Compare = append(s.facts[at].Compare, Comparison{Kind: "from", Value: q.Value, Unit: f.Unit, Words: "from " + q.Printed})
	f.Compare, f.Role = nil, Prior
	f.Value, f.Max, f.Approx, f.Printed = q.Value, q.Max, q.Approx, q.Printed
	f.Period = Period{}
	for _, p := range s.ps {
		if p.From >= q.End && p.From-q.End < 8 {
			f.Period = Period{Period: p}
		}
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
