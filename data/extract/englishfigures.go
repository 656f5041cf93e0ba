package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// read reads the sentence: its figures from left to right, then its dates and what else it says.
func (s *englishScene) read() {
	s.occasion()
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

var numbersOrder = map[string]bool{"first": true, "second": true, "third": true, "fourth": true, "fifth": true, "sixth": true, "seventh": true, "eighth": true, "ninth": true, "tenth": true, "eleventh": true, "twelfth": true, "annual": true}

// figure binds one amount.
func (s *englishScene) figure(i int) {
	q := s.qs[i]
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
	for _, w := range strings.Fields("is are was were will would has have had can could may must should reached hit totaled totalled stood amounted came rose grew fell increased declined dropped began started opened completed signed said agreed plans planned includes covers employs produces cost costs invested built produced exported imported accounted received attracted created") {
		m[w] = true
	}
	for _, list := range []string{"start_verb", "own_verb"} {
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

var aimVerbs = map[string]bool{"aim": true, "aims": true, "aiming": true, "strive": true, "strives": true, "striving": true, "target": true, "targets": true, "targeting": true}

// periodOf is the time of figure i: the period that follows it in its clause, the one before, or the
// one that the sentence begins with.
func (s *englishScene) periodOf(i int, o englishOwner) Period {
	q := s.qs[i]
	next := len(s.text)
	if i+1 < len(s.qs) {
		next = s.qs[i+1].Start
	}
	for _, p := range s.ps {
		if p.From >= q.End && p.To <= next && !strings.ContainsAny(s.text[q.End:p.From], ";") && !s.dated(p) && !s.compared(p) {
			return Period{Period: p}
		}
	}
	for k := len(s.ps) - 1; k >= 0; k-- {
		p := s.ps[k]
		if p.To <= q.Start && !s.dated(p) && !s.compared(p) && !strings.Contains(s.text[p.To:q.Start], ";") {
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

// projectOwner is what a figure of a project belongs to: the group counted in this sentence, the
// nearest project named before the figure, the next one after "to build", or the one in mind.
func (s *englishScene) projectOwner(offset int) englishOwner {
	if s.group != nil {
		return *s.group
	}
	at := -1
	for k, m := range s.mentions {
		if m.start >= offset {
			break
		}
		if s.owns(k) {
			at = k
		}
	}
	if at < 0 {
		for k, m := range s.mentions {
			if m.start >= offset && (m.kind == projectMention || m.kind == phaseMention) && s.leadsTo(offset, m.start) {
				at = k
				break
			}
		}
	}
	if at >= 0 {
		return s.ownerOf(at)
	}
	return s.inMind()
}

// leadsTo tells whether the words between an amount and a project make the amount its cost: "to
// build", "in building", "for", "on", "in".
func (s *englishScene) leadsTo(offset, start int) bool {
	for _, w := range s.words {
		if w.start < offset || w.end > start {
			continue
		}
		if buildVerbs[w.low] || w.low == "in" || w.low == "into" {
			return true
		}
	}
	return false
}

// inMind is the project that the report has spoken of last, or is about.
func (s *englishScene) inMind() englishOwner {
	if s.project.name != "" {
		return s.project
	}
	if s.main != nil {
		return s.ofProject(s.main, "")
	}
	if s.subject.name != "" {
		return s.subject
	}
	return s.firmOwner("")
}

func (er *englishReader) ofProject(p *englishProject, phase string) englishOwner {
	o := englishOwner{kind: ProjectSubject, name: p.name, project: p, phase: phase, company: p.company}
	if phase != "" {
		o.name = p.name + " " + phase
	}
	return o
}

// owns tells whether a mention can own figures that follow: not one that something is only compared
// with or sent to.
func (s *englishScene) owns(k int) bool {
	m := s.mentions[k]
	switch m.kind {
	case projectMention, phaseMention, backMention:
	default:
		return false
	}
	if m.kind == projectMention && m.plural && m.money < 0 {
		return s.resolve(m) != nil
	}
	w := s.before(m.start, 3)
	for n := len(w) - 1; n >= 0; n-- {
		switch w[n].low {
		case "than", "like", "as", "unlike":
			return false
		case "to":
			return n < len(w)-1 // "plant to X" compares, "to build X" does not
		case "capacity", "half", "twice":
			if n < len(w)-1 && w[len(w)-1].low == "of" {
				return false
			}
		}
	}
	return true
}

// ownerOf resolves a project, a phase or a word that points back.
func (s *englishScene) ownerOf(k int) englishOwner {
	m := s.mentions[k]
	switch m.kind {
	case phaseMention:
		p := s.main
		if s.project.project != nil {
			p = s.project.project
		}
		// the first phase of the plant
		if k+1 < len(s.mentions) {
			n := s.mentions[k+1]
			if strings.TrimSpace(s.text[m.end:n.start]) == "of" {
				if q := s.resolve(n); q != nil {
					p = q
				}
			}
		}
		if p == nil {
			return englishOwner{kind: ProjectSubject, name: m.phase, phase: m.phase, company: s.owner}
		}
		return s.ofProject(p, m.phase)
	case projectMention:
		phase := ""
		if k > 0 && s.mentions[k-1].kind == phaseMention && strings.TrimSpace(s.text[s.mentions[k-1].end:m.start]) == "of" {
			phase = s.mentions[k-1].phase
		}
		if p := s.resolve(m); p != nil {
			return s.ofProject(p, phase)
		}
		return englishOwner{kind: ProjectSubject, name: m.name, project: &englishProject{name: m.name, words: m.words}, phase: phase}
	}
	// it, the plant, the project
	if m.name == "it" && s.project.project != nil {
		return s.project
	}
	phase := ""
	if k > 0 && s.mentions[k-1].kind == phaseMention && strings.TrimSpace(s.text[s.mentions[k-1].end:m.start]) == "of" {
		phase = s.mentions[k-1].phase
	}
	if p := s.resolve(m); p != nil {
		return s.ofProject(p, phase)
	}
	o := s.inMind()
	if phase != "" {
		o.phase, o.name = phase, o.name+" "+phase
	}
	return o
}

// resolve finds the project that a mention means.
func (s *englishScene) resolve(m englishMention) *englishProject {
	switch m.kind {
	case projectMention:
		if p := s.match(m); p != nil {
			return p
		}
		// "the ceramics plant" of a report on one factory
		if m.definite && !m.proper && len(s.projects) == 1 && sameHead(last(m.words), last(s.projects[0].words)) {
			for _, w := range m.words[:len(m.words)-1] {
				if subset([]string{w}, s.projects[0].words) {
					return s.projects[0]
				}
			}
		}
		return nil
	case backMention:
		if m.name != "it" {
			var fit *englishProject
			for _, p := range s.projects {
				if sameHead(last(m.words), last(p.words)) {
					if fit != nil && p != s.project.project {
						continue
					}
					fit = p
				}
			}
			if s.project.project != nil && sameHead(last(m.words), last(s.project.project.words)) {
				return s.project.project
			}
			return fit
		}
		if s.project.project != nil {
			return s.project.project
		}
		return s.main
	}
	return nil
}

// remember keeps what the next sentence can point back to.
func (s *englishScene) remember() {
	for k, m := range s.mentions {
		switch m.kind {
		case projectMention, phaseMention:
			if !s.owns(k) {
				continue
			}
			if o := s.ownerOf(k); o.project != nil && s.known(o.project) {
				s.project = o
			}
		case backMention:
			if m.name != "it" && s.project.phase != "" && m.definite && k == 0 {
				s.project = s.ofProject2(s.project, "")
			}
		case companyMention:
			if m.name != "" {
				s.firm = m.name
			}
		}
	}
	s.subject = s.subjectOwner(len(s.text))
	if s.subject.kind == CompanySubject {
		s.firm = s.subject.company
	}
	for _, f := range s.facts { // the time that a paragraph's results are about
		if f.Quote == s.quote && f.Kind == QuantityFact && (f.SubjectKind == PlaceSubject || f.SubjectKind == GroupSubject) && f.Role == Level && !f.Period.Implied && f.Period.Words != "" && f.Period.Grain != quantity.Day {
			p := f.Period
			p.Implied = true
			s.era = &p
			break
		}
	}
}

func (er *englishReader) ofProject2(o englishOwner, phase string) englishOwner {
	if o.project == nil {
		return o
	}
	return er.ofProject(o.project, phase)
}

func (s *englishScene) known(p *englishProject) bool {
	for _, x := range s.projects {
		if x == p {
			return true
		}
	}
	return false
}
