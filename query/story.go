package query

import (
	"regexp"
	"strings"

	"wenxiang/data"
	"wenxiang/data/extract"
)

// A story is what an English report says as a whole: it tells of one matter in many sentences, each of which names it in
// another way, and a question picks the name that it likes.
type story struct {
	// names are the words that stand in it with a capital where no sentence begins, folded.
	names map[string]bool
	// initials are the names of several words by their first letters: ADB, Asian Development Bank.
	initials map[string]string
}

var (
	capitalRun  = regexp.MustCompile(`[A-Z][\p{L}'’]+(?:(?: (?:of|for|and|the) | |-)[A-Z][\p{L}'’]+)*`)
	capitalWord = regexp.MustCompile(`\b[A-Z][\p{L}0-9]+`)
)

// tellStory gathers the names of an English report.
func tellStory(sentences []*sentence) *story {
	s := &story{names: map[string]bool{}, initials: map[string]string{}}
	for _, x := range sentences {
		for _, at := range capitalWord.FindAllStringIndex(x.text, -1) {
			word := x.text[at[0]:at[1]]
			if before := strings.TrimRight(x.text[:at[0]], " \n\"“(<"); before != "" && !strings.HasSuffix(before, "--") {
				s.names[fold(word)] = true
			}
		}
		for _, run := range capitalRun.FindAllString(x.text, -1) {
			run = strings.TrimPrefix(run, "The ")
			short := ""
			words := strings.FieldsFunc(run, func(r rune) bool { return r == ' ' || r == '-' })
			for _, w := range words {
				if w[0] >= 'A' && w[0] <= 'Z' {
					short += w[:1]
				}
			}
			if len(short) > 1 && len(short) < 7 {
				s.initials[strings.ToLower(short)] = fold(run)
			}
		}
	}
	return s
}

// initialsOf gives the names of English reports whose first letters a word is.
func (ix *index) initialsOf(word string) []string {
	var out []string
	for _, s := range ix.stories {
		if full := s.initials[word]; full != "" {
			out = append(out, full)
		}
	}
	return out
}

// storyOf gives the names of an English report; nil for another.
func (ix *index) storyOf(r *data.StoredReport) *story { return ix.stories[r] }

// isName tells whether a term, or another word for it, is a name in the story.
func (s *story) isName(t *term) bool {
	if s.names[t.text] {
		return true
	}
	for _, a := range t.alts {
		if first, _, _ := strings.Cut(a, " "); s.names[first] {
			return true
		}
	}
	return false
}

// toldOf tells whether a term of the question is what an English report calls the owner of a figure elsewhere: a name in
// another sentence about the same project or firm, in the title or the first sentences of a report on one project, or another noun for the project (mill, plant).
func (q *question) toldOf(m *matcher, t *term, e *entry) bool {
	s := m.ix.storyOf(e.report)
	if s == nil || e.Project == "" && e.Company == "" && e.SubjectKind != extract.CompanySubject || m.another(t, e) {
		return false
	}
	if e.Project != "" && !writtenAsName(q.raw, t.text) && m.otherNoun(t, e) {
		return true
	}
	if !s.isName(t) {
		return false
	}
	for _, name := range []string{e.Project, e.Company} {
		if name == "" {
			continue
		}
		for _, id := range m.ix.about[owned{e.report, name}] {
			if m.mask(t, id) == t.all() && !otherThing(m.ix.texts[id], t, e) {
				return true
			}
		}
	}
	if m.ix.alone[e.report] != e.Project || e.Project == "" {
		return false
	}
	for i, x := range m.ix.of(e.report).sentences {
		if m.mask(t, x.folded) == t.all() && !otherThing(m.ix.texts[x.folded], t, e) || m.mask(t, x.context[1]) == t.all() {
			return true
		}
		if i == leadSentences-1 {
			break
		}
	}
	return false
}

var thingAt = regexp.MustCompile(`\b(?:an?|another|its|their|existing|other) (?:[a-z-]+ ){0,3}?([a-z]+) (?:in|at|near|outside|of) (?:the )?$`)

// otherThing tells whether a name stands in a text only as the place of another thing than the project of a figure: its
// warehouse in Mombasa, of a hub elsewhere.
func otherThing(text string, t *term, e *entry) bool {
	for _, name := range append([]string{t.text}, t.alts...) {
		at := strings.Index(text, name)
		if at < 0 {
			continue
		}
		m := thingAt.FindStringSubmatch(text[:at])
		if m == nil || !extract.SameNoun(m[1], "project") || holds(fold(e.Project), m[1]) {
			return false
		}
		return true
	}
	return false
}

// leadSentences is how many sentences at the beginning of a story say what all of it is about.
const leadSentences = 3

// otherNoun tells whether a term is a noun for projects that stands for the one of a figure's: the works, of a plant. Where
// another project of the report is called so, that one is meant.
func (m *matcher) otherNoun(t *term, e *entry) bool {
	noun := lastWord(fold(e.Project))
	if noun == "" {
		return false
	}
	fits := extract.SameNoun(t.text, noun)
	for _, a := range t.alts {
		fits = fits || extract.SameNoun(a, noun)
	}
	if !fits {
		return false
	}
	for _, x := range m.ix.of(e.report).sentences {
		if t.in(m.ix.texts[x.folded]) == t.all() {
			return false // the report itself calls another thing so
		}
	}
	for _, id := range m.ix.of(e.report).names {
		if name := m.ix.texts[id]; name != fold(e.Project) && t.in(lastWord(name)) == t.all() {
			return false
		}
	}
	return true
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }
