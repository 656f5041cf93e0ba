package extract

import (
	"strings"

	"wenxiang/data/vocabulary"
)

// statements reads what a sentence says besides figures and dates: where, who, what was signed, what
// has become of a project.
func (s *englishScene) statements() {
	s.locations()
	s.headedPlace()
	s.kin()
	s.signing()
	s.status()
}

// words adds a fact whose value is words.
func (s *englishScene) textFact(o englishOwner, metric, label string, from, to int) {
	text := strings.TrimRight(strings.TrimSpace(s.text[from:to]), ".,")
	if o.name == "" || text == "" {
		return
	}
	f := s.fact(o, from, to)
	f.Kind, f.Role = TextFact, Level
	f.Metric, f.Label, f.Text = metric, label, text
	f.Modality = s.modality(from)
	if metric == "location" {
		f.Place = placeName(text)
		if o.project != nil && o.phase == "" || o.project != nil && o.project.place == "" && len(s.projects) == 1 && !s.phases() {
			if o.project.place == "" || len(vocabulary.FindPlaces(o.project.place)) == 0 && len(text) > len(o.project.place) {
				o.project.place = text
			}
		}
	}
	s.facts = append(s.facts, f)
}

// phases tells whether the sentence tells phases apart by their places.
func (s *englishScene) phases() bool {
	n := 0
	for _, m := range s.mentions {
		if m.kind == phaseMention {
			n++
		}
	}
	return n > 1
}

// firmFact is a fact whose value is a firm.
func (s *englishScene) firmFact(o englishOwner, metric, label string, m englishMention) {
	n := len(s.facts)
	s.textFact(o, metric, label, m.start, m.end)
	names := []string{s.firmOwner(m.name).name}
	for _, x := range s.mentions { // by A and B
		if x.kind == companyMention && x.name != "" && x.start > m.end {
			if gap := strings.TrimSpace(s.text[m.end:x.start]); gap == "and" || gap == "," || gap == ", and" {
				names = append(names, s.firmOwner(x.name).name)
				m = x
			}
		}
	}
	for ; n < len(s.facts); n++ {
		s.facts[n].Text = strings.Join(names, " and ")
		if len(names) > 1 {
			s.facts[n].Items = names
		}
	}
}

// locations reads "located in X", "build a plant in X".
func (s *englishScene) locations() {
	for _, w := range s.words {
		switch w.low {
		case "sought", "dropped", "abandoned", "originally", "instead":
			return // where it is not to be built
		}
	}
	done := map[int]bool{}
	for _, h := range locatedWords.Find(s.text) {
		from, to, ok := placePhrase(s.text, s.words, h.End)
		if !ok {
			continue
		}
		o := s.locatedOwner(h.Start)
		if strings.HasPrefix(h.Word, "registered") || strings.HasPrefix(h.Word, "based") || strings.HasPrefix(h.Word, "headquartered") {
			if c := s.subjectOwner(h.Start); c.kind == CompanySubject {
				o = c
			} else if c := s.nearFirm(h.Start); c.name != "" {
				o = c
			}
		}
		s.textFact(o, "location", h.Word, from, to)
		done[from] = true
	}
	s.begunAt(done)
	for k, m := range s.mentions { // a plant in X, on the northeast coast
		if m.kind != projectMention && m.kind != phaseMention && m.kind != backMention || m.name == "it" || !s.owns(k) || others(s.text, m) || s.onlyOne(m) {
			continue
		}
		w := s.after(m.end, 1)
		if strings.HasPrefix(s.text[m.end:], ", in ") || strings.HasPrefix(s.text[m.end:], ", at ") || strings.HasPrefix(s.text[m.end:], ", near ") { // stage one, in Amata City, covers
			w = s.after(m.end+1, 1)
		} else if len(w) > 0 && strings.TrimSpace(s.text[m.end:w[0].start]) != "" {
			continue
		}
		if len(w) == 0 || w[0].low != "in" && w[0].low != "at" && w[0].low != "near" && w[0].low != "on" {
			continue
		}
		from, to, ok := placePhrase(s.text, s.words, w[0].end)
		if !ok || done[from] || w[0].low == "on" && !strings.Contains(s.text[from:to], "coast") && !strings.Contains(s.text[from:to], "sland") {
			continue
		}
		o := s.ownerOf(k)
		if o.project != nil && !s.known(o.project) { // the firm that builds it may tell the project
			if s.main == nil || len(s.projects) > 1 || len(m.words) > 1 && !subset(m.words[:len(m.words)-1], s.main.words) {
				continue
			}
			o = s.ofProject(s.main, "")
		}
		s.textFact(o, "location", "located "+w[0].low, from, to)
	}
}

// onlyOne tells whether a mention says what a project is the first or the largest of: "the first such plant in
// Kenya" lies in all of Kenya.
func (s *englishScene) onlyOne(m englishMention) bool {
	for _, w := range s.words {
		if w.end <= m.end && w.end > m.start-30 && (w.low == "first" || w.low == "largest" || w.low == "biggest" || w.low == "only" || strings.HasSuffix(w.low, "est-ever")) {
			return true
		}
	}
	return false
}

// begunAt reads where what was begun or opened stands: "construction of a power station started
// Wednesday in Zhangye", "the plant went into operation in Urumqi".
func (s *englishScene) begunAt(done map[int]bool) {
	for _, h := range englishDates.Find(s.text) {
		if h.Key != "start_verb" && h.Key != "operation_verb" && h.Key != "end_verb" {
			continue
		}
		w := s.after(h.End, 4)
		n := 0
		for n < len(w) && (w[n].low == "on" || strings.HasSuffix(w[n].low, "day") || s.inPeriod(w[n])) {
			n++
		}
		if n+1 >= len(w) || w[n].low != "in" && w[n].low != "at" && w[n].low != "near" || !w[n+1].capital || s.inPeriod(w[n+1]) {
			continue
		}
		from, to, ok := placePhrase(s.text, s.words, w[n].end)
		if !ok || done[from] || !isPlaceWord(s.text, s.words, s.wordAt(from)) {
			continue
		}
		for k := len(s.mentions) - 1; k >= 0; k-- {
			if m := s.mentions[k]; m.end <= h.Start && (m.kind == projectMention || m.kind == phaseMention || m.kind == backMention) && s.owns(k) && !m.plural {
				if o := s.ownerOf(k); o.project != nil && s.known(o.project) {
					s.textFact(o, "location", "located "+w[n].low, from, to)
					done[from] = true
				}
				break
			}
		}
	}
}

func (s *englishScene) nearFirm(offset int) englishOwner {
	for k := len(s.mentions) - 1; k >= 0; k-- {
		if m := s.mentions[k]; m.kind == companyMention && m.start < offset {
			return s.firmOwner(m.name)
		}
	}
	if s.projectBefore(offset) {
		return englishOwner{}
	}
	return s.firmOwner("")
}

func (s *englishScene) locatedOwner(offset int) englishOwner {
	at := -1
	for k, m := range s.mentions {
		if m.start < offset && (s.owns(k) || m.kind == companyMention) {
			at = k
		}
	}
	if at < 0 {
		return s.inMind()
	}
	if s.mentions[at].kind == companyMention {
		return s.firmOwner(s.mentions[at].name)
	}
	return s.ownerOf(at)
}

// kin reads a firm's parent and a project's builder.
func (s *englishScene) kin() {
	for _, h := range englishKin.Find(s.text) {
		for _, m := range s.mentions {
			if strings.HasSuffix(h.Word, "nanced by") || strings.HasSuffix(h.Word, "unded by") { // a bank builds nothing
				if strings.Contains(m.name, "Bank") || strings.Contains(m.name, "Fund") {
					continue
				}
			}
			if m.kind != companyMention || m.name == "" || m.start < h.End || len(englishWords(s.text[h.End:m.start])) > 2 {
				continue
			}
			if h.Key == "builder" {
				o := s.locatedOwner(h.Start)
				if o.kind != ProjectSubject {
					o = s.inMind()
				}
				if o.project != nil && o.project.company == "" {
					o.project.company = m.name
				}
				s.firmFact(o, "company", h.Word, m)
			} else if c := s.nearFirm(h.Start); c.name != "" && c.name != m.name {
				s.firmFact(c, "parent", h.Word, m)
			}
			h.Key = ""
			break
		}
		if h.Key != "builder" || strings.HasSuffix(h.Word, "nanced by") || strings.HasSuffix(h.Word, "unded by") {
			continue
		}
		i := s.wordAt(h.End) // operated by Oceanline Terminals, which has no legal form
		if i < len(s.words) && determiner(s.words[i].low) {
			i++
		}
		n := i
		for n < len(s.words) && n-i < 5 && s.words[n].capital && !notName[s.words[n].low] && (n == i || s.text[s.words[n-1].end:s.words[n].start] == " ") {
			n++
		}
		if n == i || strings.TrimSpace(s.text[h.End:s.words[i].start]) != "" && s.words[i-1].low != "the" || isPlaceWord(s.text, s.words, i) && n-i < 2 {
			continue
		}
		o := s.locatedOwner(h.Start)
		if o.kind == ProjectSubject {
			s.firmFact(o, "company", h.Word, englishMention{start: s.words[i].start, end: s.words[n-1].end, kind: companyMention, name: s.text[s.words[i].start:s.words[n-1].end]})
		}
	}
	for i, w := range s.words { // X operates a cement plant
		if !keepVerbs[w.low] && w.low != "build" && w.low != "building" && w.low != "builds" || i == 0 {
			continue
		}
		subject := s.subjectOwner(w.start)
		if subject.kind != CompanySubject || s.hasVerb(s.clauseStart(w.start), s.words[i-1].start-1) && w.low != "building" && w.low != "build" {
			continue
		}
		for k, m := range s.mentions {
			if m.start < w.end || m.kind != projectMention {
				continue
			}
			if len(englishWords(s.text[w.end:m.start])) <= 2 {
				if o := s.ownerOf(k); o.project != nil && o.project.company == "" && s.known(o.project) {
					o.project.company = subject.company
				}
			}
			break
		}
	}
	for k, m := range s.mentions { // the Yuheng project of Shaanbei Energy
		rest, ok := strings.CutPrefix(s.text[m.end:], " of ")
		if m.kind != projectMention || m.plural || !ok || !s.owns(k) {
			continue
		}
		i := s.wordAt(m.end + len(" of "))
		n := i
		for n < len(s.words) && n-i < 5 && s.words[n].capital && (n == i || s.text[s.words[n-1].end:s.words[n].start] == " ") {
			n++
		}
		if n-i < 2 || rest == "" || noFirm[s.words[n-1].low] || isPlaceWord(s.text, s.words, i) && n-i < 3 || placeNouns[s.words[n-1].low] || isProjectHead(s.words[n-1].low) {
			continue
		}
		if o := s.ownerOf(k); o.project != nil && s.known(o.project) && o.project.company == "" {
			o.project.company = s.text[s.words[i].start:s.words[n-1].end]
		}
	}
	s.builderWords()
	for _, m := range s.mentions { // <X Ltd>, the company to build the mill
		if m.kind != companyMention || m.name == "" {
			continue
		}
		rest := s.text[m.end:]
		if strings.HasPrefix(rest, ", the company to build") || strings.HasPrefix(rest, ", which will build") || strings.HasPrefix(rest, ", the builder of") || strings.HasPrefix(rest, ", which is building") || strings.HasPrefix(rest, " will build") || strings.HasPrefix(rest, " is building") {
			o := s.inMind()
			for k, n := range s.mentions {
				if n.start > m.end && n.kind == projectMention {
					if p := s.resolve(n); p != nil {
						o = s.ofProject(p, "")
					} else if len(s.projects) != 1 || k < 0 {
						o = s.ownerOf(k)
					}
					break
				}
			}
			if o.project != nil && o.project.company == "" {
				o.project.company = m.name
				o.company = m.name
			}
			s.firmFact(o, "company", "builder", m)
		}
	}
}

// signing reads what was signed.
func (s *englishScene) signing() {
	for _, h := range englishDates.Find(s.text) {
		if h.Key != "sign_verb" {
			continue
		}
		w := s.after(h.End, 12)
		n := 0
		for n < len(w) && (w[n].low == "a" || w[n].low == "an" || w[n].low == "the") {
			n++
		}
		from := n
		for n < len(w) && w[n].low != "for" && w[n].low != "with" && w[n].low != "to" && w[n].low != "on" && w[n].low != "in" && w[n].low != "that" && w[n].low != "worth" {
			n++
		}
		if n == from {
			continue
		}
		what := s.text[w[from].start:w[n-1].end]
		if !strings.Contains(what, "contract") && !strings.Contains(what, "agreement") && !strings.Contains(what, "memorand") && !strings.Contains(what, "letter") && !strings.Contains(what, "deal") && !strings.Contains(what, "protocol") && !strings.Contains(what, "pact") {
			continue
		}
		o := s.inMind()
		for k, m := range s.mentions {
			if m.start > h.End && (m.kind == projectMention || m.kind == phaseMention) {
				o = s.ownerOf(k)
				break
			}
		}
		if o.kind != ProjectSubject {
			o = s.subjectOwner(h.Start)
		}
		s.textFact(o, "signed", "signed", w[from].start, w[n-1].end)
		s.statusFact(o, "signed", h.Start, w[n-1].end)
		return
	}
}

func (s *englishScene) statusFact(o englishOwner, key string, from, to int) {
	before := len(s.facts)
	s.textFact(o, "status", "status", from, to)
	for i := before; i < len(s.facts); i++ {
		s.facts[i].Scope.Status = key
	}
}

// status reads what has become of the project that a sentence is about.
func (s *englishScene) status() {
	for _, phrase := range englishStatuses {
		k := strings.Index(s.text, phrase.words)
		if k < 0 {
			continue
		}
		o := englishOwner{}
		for n, m := range s.mentions {
			if m.start < k && s.owns(n) {
				o = s.ownerOf(n)
			}
		}
		if o.name == "" {
			for n, m := range s.mentions {
				if m.start > k && m.kind == projectMention {
					o = s.ownerOf(n)
					break
				}
			}
		}
		if o.name == "" && !s.counted() {
			o = s.inMind()
		}
		if o.kind == ProjectSubject && !(s.modality(k) != Actual && phrase.key != "planned") { // what is expected to go into operation is not in operation
			s.statusFact(o, phrase.key, k, k+len(phrase.words))
		}
		return
	}
}
