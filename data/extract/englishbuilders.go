package extract

import (
	"regexp"
	"strings"
)

var (
	builderIs  = regexp.MustCompile(`(?i)\b(implementing agency|developer|owner|main contractor|contractor|operator|builder|investor|executing agency) (?:of the (?:project|scheme|plant) )?(?:is|was|will be) (?:the )?`)
	contractTo = regexp.MustCompile(`(?i)\b(?:the|a) ((?:[a-z-]+ ){0,3}contract)(?: [^,;]{0,40}?)? (?:was|has been|will be) (?:awarded|given|let) to (?:the )?<?`)
	builderHas = regexp.MustCompile(`(?:will go to|goes to|went to|was awarded to|has been awarded to|will be awarded to|was given to) (?:the )?(?:[a-z-]+ )?<?`)
	licensedTo = regexp.MustCompile(`(?:licen[cs]e|permit|permission|approval|concession|certificate) to <?`)
	dealWith   = regexp.MustCompile(`(?:deal|agreement|contract|accord|memorandum|pact)(?: [a-z]+ [A-Z][a-z]+day)?(?: on [A-Z][a-z]+)? with <?`)
)

// builderWords reads who builds or runs a project from the words that say so: "the implementing agency
// is X", "the other plant will go to X", "a licence to X for a factory", "a deal with X to build".
func (s *englishScene) builderWords() {
	if at := contractTo.FindStringSubmatchIndex(s.text); at != nil { // the pipeline contract was awarded to X
		if from, to, ok := s.nameAt(at[1]); ok {
			if o := s.inMind(); o.project != nil {
				s.firmFact(o, "company", s.text[at[2]:at[3]]+" awarded to", englishMention{start: from, end: to, kind: companyMention, name: strings.Trim(s.text[from:to], "<> ")})
			}
		}
	}
	for _, r := range []*regexp.Regexp{builderIs, builderHas, licensedTo, dealWith} {
		at := r.FindStringIndex(s.text)
		if at == nil {
			continue
		}
		from, to, ok := s.nameAt(at[1])
		if !ok {
			continue
		}
		name := strings.Trim(s.text[from:to], "<> ")
		if end, is := placeAt(s.text, s.words, s.wordAt(from)); is && end >= to {
			continue
		}
		o := englishOwner{}
		switch r {
		case builderIs:
			o = s.inMind()
			if s.main != nil && s.page {
				o = s.ofProject(s.main, "")
			}
		case builderHas:
			for k, m := range s.mentions {
				if m.kind == projectMention && m.end <= at[0] && s.owns(k) {
					o = s.ownerOf(k)
				}
			}
		default: // the plant stands behind it
			if r == dealWith && !strings.Contains(s.text[to:], " to build ") && !strings.Contains(s.text[to:], " to develop ") && !strings.Contains(s.text[to:], " to construct ") && !strings.Contains(s.text[to:], " to set up ") {
				continue
			}
			for k, m := range s.mentions {
				if m.kind == projectMention && m.start >= to && s.owns(k) {
					o = s.ownerOf(k)
					break
				}
			}
		}
		if o.project == nil || o.project.company != "" && o.project.company != name && r != builderIs {
			continue
		}
		if o.project.company == "" {
			o.project.company = name
		}
		o.company = name
		s.firmFact(o, "company", strings.TrimSuffix(strings.Trim(s.text[at[0]:at[1]], " <"), " the"), englishMention{start: from, end: to, kind: companyMention, name: name})
	}
}

// nameAt is the stretch of capitalised words at an offset that name a firm or an office.
func (s *englishScene) nameAt(offset int) (from, to int, ok bool) {
	for _, m := range s.mentions {
		if m.kind == companyMention && m.name != "" && m.start <= offset && offset < m.end {
			return m.start, m.end, true
		}
	}
	i := s.wordAt(offset)
	if i >= len(s.words) || s.words[i].start != offset || !s.words[i].capital || notName[s.words[i].low] {
		return 0, 0, false
	}
	n := i
	for n+1 < len(s.words) && s.text[s.words[n].end:s.words[n+1].start] == " " {
		w := s.words[n+1]
		if s.inAmount(w) || !w.capital && !(firmInside[w.low] && w.low != "for" && n+2 < len(s.words) && s.words[n+2].capital) {
			break
		}
		n++
	}
	return offset, s.words[n].end, true
}
