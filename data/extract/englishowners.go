package extract

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
)

// projectOwner is what a figure of a project belongs to: the group counted in this sentence, the
// nearest project named before the figure, the next one after "to build", or the one in mind.
func (s *englishScene) projectOwner(offset int) englishOwner {
	if s.group != nil {
		return *s.group
	}
	if s.component != "" && s.main != nil {
		return s.ofProject(s.main, s.component)
	}
	at := -1
	asides := s.asides()
	for k, m := range s.mentions {
		if m.start >= offset {
			break
		}
		if s.owns(k) && !left(asides, m.start, offset) {
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

// asides are the clauses between two commas that only add something, after which the sentence goes on
// about its subject: ", of which the station took 2 million yuan, and occupies".
func (s *englishScene) asides() (out [][2]int) {
	for _, open := range []string{", of which ", ", which ", ", of whom ", ", where ", ", including "} {
		from := strings.Index(s.text, open)
		if from < 0 {
			continue
		}
		for at := from + len(open); at < len(s.text); {
			k := strings.Index(s.text[at:], ", ")
			if k < 0 {
				break
			}
			at += k + 2
			rest := strings.TrimPrefix(s.text[at:], "and ")
			if w := englishWords(firstBytes(rest, 24)); len(w) > 0 && w[0].start == 0 && (finite[w[0].low] || goesOn[w[0].low]) {
				out = append(out, [2]int{from, at - 2})
				break
			}
		}
	}
	return out
}

// left tells whether an offset stands behind an aside that a mention stands in.
func left(asides [][2]int, mention, offset int) bool {
	for _, a := range asides {
		if a[0] < mention && mention < a[1] && offset > a[1] {
			return true
		}
	}
	return false
}

// leadsTo tells whether the words between an amount and a project make the amount its cost: "to
// build", "in building", "for", "on", "in".
func (s *englishScene) leadsTo(offset, start int) bool {
	if strings.Contains(s.text[offset:start], " of which ") {
		return false
	}
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
	if s.main != nil && s.met {
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
	if m.name == "it" { // "The group's sales rose and it employs …"
		firm := false
		for n := 0; n < k; n++ {
			firm = firm || s.mentions[n].kind == companyMention
			if x := s.mentions[n].kind; x == projectMention || x == phaseMention {
				firm = false
			}
		}
		if firm {
			return false
		}
	}
	if inZone(s.text, s.words, m) && !(s.main != nil && s.main.headed && s.resolve(m) == s.main) {
		return false
	}
	if m.kind == projectMention && m.plural && m.money < 0 {
		return m.site || s.resolve(m) != nil || s.isKind(m)
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

// isPart tells whether mention k is only a part of what the sentence names before: "the first phase,
// including a gas power station".
func (s *englishScene) isPart(k int) bool {
	whole := -1
	for n := 0; n < k; n++ {
		if x := s.mentions[n].kind; (x == projectMention || x == phaseMention || x == backMention) && s.mentions[n].name != "it" && s.owns(n) {
			whole = s.mentions[n].end
			break
		}
	}
	if whole < 0 && s.component == "" {
		return false
	}
	for _, w := range s.words {
		if w.start < max(whole, 0) || w.end > s.mentions[k].start {
			continue
		}
		switch w.low {
		case "including", "includes", "include", "comprising", "comprises", "consisting", "consists", "contains", "containing":
			return true
		}
	}
	return s.component != ""
}

// isOneOf tells whether mention k is a piece that what the sentence is about has: "The wind farm will have
// 36 turbines and one booster station".
func (s *englishScene) isOneOf(k int) bool {
	w := s.before(s.mentions[k].start, 1)
	if len(w) == 0 || w[0].low != "one" && s.words[s.wordAt(s.mentions[k].start)].low != "one" {
		return false
	}
	has := false
	for _, x := range s.words {
		if x.end <= s.mentions[k].start && (x.low == "have" || x.low == "has" || x.low == "with") {
			has = true
		}
	}
	for n := 0; n < k; n++ {
		if x := s.mentions[n]; has && (x.kind == projectMention || x.kind == backMention) && s.owns(n) {
			return true
		}
	}
	return false
}

// isKind tells whether a plural names the several projects that the report tells apart.
func (s *englishScene) isKind(m englishMention) bool {
	return m.plural && len(s.kind) > 0 && strings.Join(m.words, " ") == strings.Join(s.kind, " ")
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
		for n := k - 1; n >= 0; n-- { // another project of this sentence
			if x := s.mentions[n]; x.kind == projectMention && !x.plural && s.owns(n) && !s.isPart(n) {
				if q := s.resolve(x); q != nil {
					p = q
				}
				break
			}
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
		if m.plural && m.money < 0 && s.resolve(m) == nil && (m.site || s.isKind(m)) {
			return englishOwner{kind: GroupSubject, name: m.name + "s", group: m.name + "s"}
		}
		if apposed(s.text, s.mentions, k) {
			return s.ownerOf(k - 1)
		}
		phase := ""
		if k > 0 && s.mentions[k-1].kind == phaseMention && strings.TrimSpace(s.text[s.mentions[k-1].end:m.start]) == "of" {
			phase = s.mentions[k-1].phase
		}
		if m.money >= 0 && len(m.words) == 1 && !m.definite { // One 3-billion-yuan project: one of several
			one := s.words[s.wordAt(m.start)].low
			if w := s.before(m.start, 1); one != "one" && one != "another" && len(w) > 0 {
				one = w[0].low
			}
			if one == "one" || one == "another" {
				name := s.qs[m.money].Printed + " " + m.words[0]
				return englishOwner{kind: ProjectSubject, name: name, project: &englishProject{name: name, words: m.words}}
			}
		}
		if p := s.resolve(m); p != nil {
			return s.ofProject(p, phase)
		}
		return englishOwner{kind: ProjectSubject, name: m.name, project: &englishProject{name: m.name, words: m.words, place: m.place}, phase: phase}
	}
	// it, the plant, the project
	if m.name == "it" {
		if k == 0 && s.aside0.name != "" {
			return s.aside0
		}
		for n := 0; n < k; n++ { // the subject of the clause before: "phase one is a mill; it began …"
			if x := s.mentions[n]; (x.kind == projectMention && !x.plural || x.kind == phaseMention) && s.owns(n) && s.clauseStart(x.start) < s.clauseStart(m.start) {
				return s.ownerOf(n)
			}
		}
		if s.project.project != nil {
			return s.project
		}
	}
	phase := ""
	if k > 0 && s.mentions[k-1].kind == phaseMention && strings.TrimSpace(s.text[s.mentions[k-1].end:m.start]) == "of" {
		phase = s.mentions[k-1].phase
	}
	if p := s.resolve(m); p != nil {
		return s.ofProject(p, phase)
	}
	o := s.inMind()
	if len(m.words) > 0 && !generalHeads[last(m.words)] && o.project != nil && len(o.project.words) > 0 && !sameHead(last(m.words), last(o.project.words)) { // the railway line is not the tunnel
		known := false
		for _, a := range o.project.also {
			known = known || sameHead(last(m.words), last(a))
		}
		if !known {
			name := strings.Join(m.words, " ")
			for _, z := range s.zones {
				if w := englishWords(z); len(w) > 0 && w[len(w)-1].low == last(m.words) {
					name = z
				}
			}
			return englishOwner{kind: ProjectSubject, name: name, project: &englishProject{name: name, words: m.words}, phase: phase}
		}
	}
	if phase != "" {
		o.phase, o.name = phase, o.name+" "+phase
	}
	return o
}

// resolve finds the project that a mention means.
func (s *englishScene) resolve(m englishMention) *englishProject {
	switch m.kind {
	case projectMention:
		if s.isKind(m) {
			return nil
		}
		if p := s.match(m); p != nil {
			return p
		}
		if len(m.words) == 1 { // a 310,000-square-foot factory: the plant that is spoken of
			if p := s.project.project; p != nil && sameHead(m.words[0], last(p.words)) {
				return p
			}
			if p := s.main; p != nil && s.met && sameHead(m.words[0], last(p.words)) {
				return p
			}
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
			exact := false
			for _, p := range s.projects { // "the plant" is the cement plant rather than the power station
				if p.story != s.story {
					continue
				}
				same := last(m.words) == last(p.words)
				if worksProject(p.words) && !same { // the airport is not its expansion
					continue
				}
				if exact && !same || !sameHead(last(m.words), last(p.words)) {
					continue
				}
				if fit != nil && same == exact && p != s.project.project {
					continue
				}
				fit, exact = p, same
			}
			if exact && fit != s.project.project && last(fit.words) != "project" {
				return fit
			}
			if s.project.project != nil && sameHead(last(m.words), last(s.project.project.words)) && !(worksProject(s.project.project.words) && len(s.project.project.words) > 2 && last(m.words) != "project") {
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

// attribution finds who said what a sentence has told, at its end: ", the ministry said on Saturday."
var attribution = regexp.MustCompile(`, [^,;0-9]{3,60} (?:said|says|reported|announced|added)(?: (?:on|in|here|today|yesterday|this|last)\b[^,;]{0,30})?\.?$|,["”]? (?:said|says|added|according to) [A-Z][^;0-9]*$`)

// remember keeps what the next sentence can point back to.
func (s *englishScene) remember() {
	if s.component != "" && s.main != nil {
		s.project, s.subject, s.met = s.ofProject(s.main, ""), s.ofProject(s.main, ""), true
		return
	}
	end := len(s.text)
	if at := attribution.FindStringIndex(s.text); at != nil {
		end = at[0]
	}
	subject := s.subjectOwner(end)
	for k, m := range s.mentions {
		switch m.kind {
		case projectMention, phaseMention:
			if !s.owns(k) || m.kind == projectMention && (s.isPart(k) || s.isOneOf(k)) {
				continue
			}
			if o := s.ownerOf(k); o.project != nil && s.known(o.project) {
				s.project = o
				s.met = s.met || o.project == s.main
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
	if !s.shares || s.subject.kind != ProjectSubject && s.subject.kind != CompanySubject { // those who hold the shares are not what a report goes on about
		s.subject = subject
	}
	if s.subject.kind == CompanySubject {
		s.firm = s.subject.company
	}
	for k, m := range s.mentions { // Thailand's first complex …: "it" of the next sentence
		if m.kind == placeMention && k == 0 {
			continue
		}
		if m.kind == projectMention && !m.plural && s.owns(k) && !s.hasVerb(0, m.start) {
			if o := s.ownerOf(k); o.project != nil && !s.known(o.project) && o.project.name != "" {
				s.other = o
			}
		}
		break
	}
	if s.phases() { // several phases: what follows is about the whole again
		s.project = s.ofProject2(s.project, "")
		if s.subject.kind == ProjectSubject && s.subject.phase != "" {
			s.subject = s.ofProject2(s.subject, "")
		}
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
