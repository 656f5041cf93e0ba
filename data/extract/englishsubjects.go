package extract

import (
	"strings"

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
	if k := strings.LastIndex(s.text[:offset], ", and "); k > from && s.hasVerb(k, offset) && !s.lastOfList(from, k) {
		from = k + len(", and ")
	}
	return from
}

// lastOfList tells whether ", and" at an offset comes before the last of three or more things, none of which has a verb:
// "Imports of ore, grain, and coal".
func (s *englishScene) lastOfList(from, k int) bool {
	list := s.text[from:k]
	if c := strings.Index(list, ", "); c < 0 || s.hasVerb(from, k) || len(englishWords(list[c:])) > 5 {
		return false
	}
	i := s.wordAt(from)
	return i < len(s.words) && !s.aside(from, k) && len(englishWords(list)) < 14
}

// subjectOwner is the subject of the clause at an offset.
func (s *englishScene) subjectOwner(offset int) englishOwner {
	if s.component != "" && s.main != nil {
		return s.ofProject(s.main, s.component)
	}
	from := s.clauseStart(offset)
	passed := -1 // the place that was passed over last, which others may follow in a list
	for k, m := range s.mentions {
		if m.start < from || m.start >= offset {
			continue
		}
		if s.hasVerb(from, m.start) {
			break
		}
		if passed >= 0 && passed == k-1 && m.kind == placeMention {
			if gap := strings.TrimSpace(s.text[s.mentions[k-1].end:m.start]); gap == "," || gap == "and" || gap == ", and" {
				passed = k
				continue
			}
		}
		if s.aside(from, m.start) {
			continue
		}
		w := s.before(m.start, 1)
		if len(w) > 0 && strings.TrimSpace(s.text[w[0].end:m.start]) == "" {
			switch w[0].low {
			case "in", "at", "by", "from", "during", "with", "to", "on":
				if y := s.before(w[0].start, 1); w[0].low == "in" && m.kind == placeMention && len(y) > 0 && homeWords[y[0].low] { // authorities in Ningbo
					break
				}
				passed = k
				continue
			case "of": // Kanda Metals of Japan
				if y := s.before(w[0].start, 2); m.kind == placeMention && len(y) > 1 && y[0].capital && y[1].capital && !placeNouns[y[1].low] {
					continue
				}
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
			rest := s.text[m.end:]
			if strings.HasPrefix(rest, "'s ") && k+1 < len(s.mentions) && s.mentions[k+1].kind == companyMention && s.mentions[k+1].start-m.end < 5 {
				continue // Japan's <Tosei Steel Corp>
			}
			if strings.HasPrefix(rest, "'s ") && k+1 < len(s.mentions) && s.mentions[k+1].kind == placeMention && s.mentions[k+1].start-m.end < 4 {
				continue // northwest China's Shaanxi Province
			}
			if k+1 < len(s.mentions) && s.mentions[k+1].kind == companyMention && s.firmOfPlace(m.end, s.mentions[k+1].start) {
				continue // Danish brewer Halsted
			}
			if strings.HasPrefix(rest, "-") || len(w) > 0 && strings.HasSuffix(w[0].low, "-") {
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
		if w.start >= offset || finite[w.low] {
			break
		}
		np = append(np, w)
	}
	if o, ok := s.homeSubject(np); ok {
		return o
	}
	if len(np) > 1 && len(np) < 4 && np[len(np)-1].low == "governments" { // State governments spent …
		return englishOwner{kind: OtherSubject, name: s.text[np[0].start:np[len(np)-1].end]}
	}
	if len(np) > 1 && determiner(np[0].low) && worksNouns[np[1].low] { // the expansion will add 120 jobs
		if o := s.inMind(); o.project != nil {
			return s.ofProject(o.project, np[1].low)
		}
	}
	if len(np) == 0 && from > 2 && strings.HasSuffix(s.text[:from], ", and ") { // India consumed 8 mln tonnes, and imported 2 mln
		return s.subjectOwner(from - len(", and ") - 1)
	}
	if len(np) > 1 && (np[0].low == "a" || np[0].low == "an") && np[1].low != "total" && np[1].low != "further" { // something new
		return englishOwner{}
	}
	for n, w := range np {
		if poss := strings.TrimSuffix(strings.TrimSuffix(w.low, "'s"), "’s"); poss != w.low && n < 5 {
			first := 0
			for first < n && (determiner(np[first].low) || np[first].low == "a" || np[first].low == "an") {
				first++
			}
			name := s.text[np[first].start : np[n].start+len(poss)]
			if strings.ContainsAny(name, ",;") || poss == "region" || poss == "state" || poss == "nation" || poss == "prefecture" || poss == "municipality" || poss == "district" || poss == "city" || poss == "county" || poss == "province" || poss == "country" || poss == "company" {
				break
			}
			return englishOwner{kind: OtherSubject, name: name}
		}
	}
	if s.page && s.main != nil { // the report is the project's own page
		if s.subject.kind == ProjectSubject {
			return s.subject
		}
		return s.ofProject(s.main, "")
	}
	if s.place != "" && (s.subject.kind != ProjectSubject && s.subject.kind != CompanySubject || len(np) == 0) {
		return s.placeSubject()
	}
	if s.subject.name == "" && s.place != "" {
		return s.placeSubject()
	}
	return s.subject
}

// firmOfPlace tells whether only words that say what a firm is stand between a place and the firm's name: "US
// conglomerate Delmora", "Hong Kong tycoon Lam Wai's Sunhing Ltd".
func (s *englishScene) firmOfPlace(from, to int) bool {
	if from > to || strings.ContainsAny(s.text[from:to], ",;:()") {
		return false
	}
	var w []englishWord
	for _, x := range s.words {
		if x.start >= from && x.end <= to {
			w = append(w, x)
		}
	}
	if len(w) == 0 || len(w) > 5 {
		return false
	}
	for _, x := range w {
		if finite[x.low] || determiner(x.low) || x.low == "and" || x.low == "in" || x.low == "with" {
			return false
		}
	}
	end := w[len(w)-1].low
	return firmKinds[end] || possessor(end) != end
}

// homeSubject is the place that "the department" and "domestic consumption" are about: the one that
// the report is about or begins with. ok is false for other phrases.
func (s *englishScene) homeSubject(np []englishWord) (o englishOwner, ok bool) {
	if len(np) == 0 {
		return o, false
	}
	first := np[0].low
	n := 1
	for n < len(np) && len(np) > 1 && n < 3 && !homeWords[np[n].low] {
		n++
	}
	home := determiner(first) && n < len(np) && n < 3 && homeWords[np[n].low] && !strings.HasSuffix(np[n].low, "'s")
	market := first == "domestic" || first == "national"
	for _, w := range np {
		market = market || marketMeasures[w.low]
	}
	if nation := nationOf(np); nation != "" && market { // Chinese imports of fertiliser
		return englishOwner{kind: PlaceSubject, name: nation, place: nation}, true
	}
	if market { // demand for electricity in Pakistan
		for _, m := range s.mentions {
			if m.kind == placeMention && m.start > np[0].start && m.end <= np[len(np)-1].end {
				if w := s.before(m.start, 1); len(w) > 0 && w[0].low == "in" {
					return englishOwner{kind: PlaceSubject, name: m.name, place: m.name}, true
				}
			}
		}
	}
	if market && s.subject.kind != ProjectSubject && s.subject.kind != GroupSubject && first != "domestic" && first != "national" {
		return o, false
	}
	if !home && !market {
		return o, false
	}
	if s.place != "" {
		return s.placeSubject(), true
	}
	if s.home != "" {
		return englishOwner{kind: PlaceSubject, name: s.home, place: s.home}, true
	}
	return o, true
}

// nationOf is the country after which a noun phrase is called: China for "Chinese imports"; "" for none.
func nationOf(np []englishWord) string {
	for n := 0; n < len(np) && n < 2; n++ {
		if c := demonyms[np[n].low]; c != "" {
			return c
		}
		if n+1 < len(np) {
			if c := demonyms[np[n].low+" "+np[n+1].low]; c != "" {
				return c
			}
		}
		if !determiner(np[n].low) && !notName[np[n].low] {
			break
		}
	}
	return ""
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

// placeSubject is the place that the report is about, called as English calls it.
func (er *englishReader) placeSubject() englishOwner {
	name := er.place
	if p, ok := vocabulary.PlaceByName(name); ok && len(p.EN) > 0 {
		name = p.EN[0]
	}
	return englishOwner{kind: PlaceSubject, name: name, place: er.place}
}

// firmOwner is a firm by its name, or the one in mind for "the company".
func (s *englishScene) firmOwner(name string) englishOwner {
	if name == "" {
		name = s.firm
		if name == "" || s.defined {
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
