package extract

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// projectCalled reads the name that a sentence gives to what the report is about.
var projectCalled = regexp.MustCompile(`\b(?:[Pp]roject|[Pp]lant|[Ss]tation|[Ff]actory|[Ff]acility|[Mm]ine|[Cc]omplex|[Ff]arm|[Dd]evelopment),? (?:is|was|will be|has been|is to be|to be) (?:called|named|known as|dubbed|codenamed|code-named) (?:the )?["“]?([A-Z][\w-]*(?: (?:[A-Z]|\d)[\w-]*){0,4})`)

// survey reads the names of all English passages once: firms with their short names, the projects
// that the report describes, and the one that it is mostly about.
func (er *englishReader) survey() {
	var texts []string
	stories := map[int]int{} // the passage of each text
	if er.report.Title != "" && !chinese(er.report.Title) {
		texts = append(texts, er.report.Title)
	}
	for _, s := range er.report.Sections {
		if s.Title != "" && !chinese(s.Title) {
			texts = append(texts, s.Title)
		}
		for _, p := range s.Passages {
			if p.Row == nil && !chinese(p.Text) {
				for _, t := range englishSentences(p.Text) {
					stories[len(texts)] = p.Number
					texts = append(texts, t)
				}
			}
		}
	}
	er.corpus = strings.Join(texts, "\n")
	for _, t := range texts {
		er.surveyFirms(t)
	}
	for _, t := range texts {
		if m := projectCalled.FindStringSubmatch(t); m != nil && er.called == "" {
			er.called = m[1]
		}
	}
	if len(texts) > 0 && len(er.firms) > 0 && ownPage(strings.TrimSpace(texts[0]), er.firms[0].name) {
		er.owner = er.firms[0].name // the report is the firm's own page
	}
	er.surveyDigest()
	for _, t := range texts {
		er.surveyPlaces(t)
	}
	for _, t := range texts {
		if er.surveyKinds(t) {
			break
		}
	}
	for _, t := range texts {
		if name := componentOf(t); name != "" {
			er.components = append(er.components, name)
		}
	}
	er.spoken = map[string]bool{}
	for i, t := range texts {
		title := i == 0 && t == er.report.Title
		if title && capitals(t) {
			t = strings.ToLower(t)
		}
		if er.digest != nil {
			if er.story = stories[i]; er.digest[er.story] == "" {
				continue
			}
		}
		er.surveyProjects(t, title)
	}
	er.settle()
	if er.digest != nil {
		er.surveyStories()
	}
}

// ownPage tells whether a line is a firm's name and no more than its legal form.
func ownPage(line, name string) bool {
	rest, ok := strings.CutPrefix(line, name)
	if !ok {
		return false
	}
	for _, w := range englishWords(rest) {
		known := firmSuffix[w.low]
		for _, form := range englishLists["legal_form"] {
			known = known || form == w.low
		}
		if !known {
			return false
		}
	}
	return true
}

// surveyPlaces takes in the places that no table has: "the province of Bac Lam" names Bac Lam.
func (er *englishReader) surveyPlaces(text string) {
	if capitals(text) {
		return
	}
	words := englishWords(text)
	for i := range words {
		if i < 2 || words[i-1].low != "of" || !placeNouns[words[i-2].low] || !words[i].capital || notName[words[i].low] {
			continue
		}
		if end, ok := unknownPlace(text, words, i); ok && !strings.Contains(strings.Join(er.places, "|"), text[words[i].start:end]) {
			er.places = append(er.places, text[words[i].start:end])
		}
	}
}

// surveyKinds takes in what several projects are that a sentence names together and others pick from:
// "four new cement plants … the largest, in Central Java, …". It tells whether the search is over: a
// complex that has two crackers is one project.
func (er *englishReader) surveyKinds(text string) bool {
	if capitals(text) {
		return false
	}
	words, qs := englishWords(text), quantity.Find(text)
	for _, m := range er.findMentions(text, words, qs) {
		if m.kind != projectMention || inZone(text, words, m) {
			continue
		}
		if m.plural && !m.definite && m.money < 0 && len(m.words) > 1 && last(m.words) != "project" {
			for _, q := range qs {
				if q.Dim == quantity.Count && q.Start <= m.start && q.End >= m.end && q.Value.IntPart() > 1 {
					er.kind = m.words
					return true
				}
			}
		}
		if !m.plural && text != er.report.Title {
			return true
		}
	}
	return false
}

// surveyFirms takes in the firms of a sentence with the acronyms that brackets give them.
func (er *englishReader) surveyFirms(text string) {
	if capitals(text) {
		return
	}
	words := englishWords(text)
	for i := 0; i < len(words); i++ {
		m, ok := er.firmAt(text, words, i)
		if !ok {
			continue
		}
		f := m.firm
		if f == nil {
			f = &englishFirm{name: m.name}
			if stem := firmStem(m.name); stem != "" && er.firmByName(stem) == nil {
				f.aliases = append(f.aliases, stem)
			}
			er.firms = append(er.firms, f)
		}
		rest := text[m.end:]
		for _, word := range []string{"Company", "Group", "Issuer"} { // Jinwan Holdings Limited (the "Company")
			if strings.HasPrefix(rest, ` (the "`+word+`"`) || strings.HasPrefix(rest, " (the “"+word+"”") {
				er.owner, er.defined = f.name, true
			}
		}
		for _, open := range []string{" (", " (\"", " (“", ", or "} {
			if strings.HasPrefix(rest, open) {
				alias := rest[len(open):]
				alias = strings.TrimPrefix(alias, "hereinafter ")
				if end := strings.IndexAny(alias, "),\"”"); end > 1 && end < 30 && alias[0] >= 'A' && alias[0] <= 'Z' && !strings.ContainsAny(alias[:end], "0123456789") {
					f.acronym = strings.TrimSpace(alias[:end])
					f.aliases = append(f.aliases, f.acronym)
				}
			}
		}
		for i+1 < len(words) && words[i+1].start < m.end {
			i++
		}
	}
}

// firmStem is a firm's name without its legal form, when what is left is a name of its own.
func firmStem(name string) string {
	words := englishWords(name)
	n := len(words)
	for n > 1 && firmSuffix[words[n-1].low] && (len(words[n-1].low) <= 4 || words[n-1].low == "corporation" || words[n-1].low == "company" || words[n-1].low == "limited" || words[n-1].low == "group") {
		n--
	}
	if n == 0 || n == len(words) {
		return ""
	}
	stem := name[:words[n-1].end]
	if n == 1 && (len(stem) < 4 || isPlaceWord(name, words, 0)) {
		return ""
	}
	return stem
}

// capitals tells a headline in capitals, whose words say nothing about names.
func capitals(text string) bool { return strings.ToUpper(text) == text }

// surveyProjects takes in the projects of a sentence and how much speaks for their being its subject.
func (er *englishReader) surveyProjects(text string, title bool) {
	words := englishWords(text)
	qs := quantity.Find(text)
	mentions := er.findMentions(text, words, qs)
	er.sentence++
	for k, m := range mentions {
		if m.kind == backMention && m.definite && len(m.words) > 0 && !title {
			er.spoken[last(m.words)] = true
		}
		if k == 0 && er.namesLast(text, m) {
			p := er.last
			p.also = append(p.also, p.words)
			p.name, p.words = m.name, m.words
		}
		if m.kind == backMention && m.definite && k == 0 && er.last != nil && m.start <= 4 && len(m.words) > 0 && sameHead(last(m.words), last(er.last.words)) {
			er.last.score += 2 // the next sentence goes on about it
			er.last = nil
		}
		if m.kind == placeMention && er.home == "" {
			er.home = m.name
		}
		if m.kind == projectMention && apposed(text, mentions, k) && mentions[k-1].kind == projectMention {
			if p := er.match(mentions[k-1]); p != nil {
				p.also = append(p.also, m.words)
				p.score += 2
				if pl := er.placeOfProject(text, words, m); pl != "" && p.place == "" {
					p.place = pl
				}
			}
			continue
		}
		if m.kind != projectMention || apposed(text, mentions, k) || m.site && m.plural {
			continue
		}
		if inZone(text, words, m) {
			er.zones = append(er.zones, m.name)
			continue
		}
		score := 0
		if m.site {
			score = 3
		} else if m.place != "" {
			score = 2
		}
		named := title && m.proper && !m.plural && m.start == 0 && capitalised(text[m.start:m.end]) // the title is the project's name
		if named {
			score += 4
			er.page = er.page || k == 0
		}
		if k > 0 && m.proper && !m.plural && mentions[k-1].kind == backMention && mentions[k-1].definite && last(mentions[k-1].words) == "project" {
			if gap := strings.TrimSpace(text[mentions[k-1].end:m.start]); gap == "is" || gap == "is the" || gap == "was the" { // the largest project is the Lindt Industrial Park
				score += 4
			}
		}
		var prev string
		for i := len(words) - 1; i >= 0; i-- {
			if w := words[i].low; words[i].end <= m.start && !isNumberWord(w) && !dullWords[w] && w != "a" && w != "an" && w != "the" {
				prev = w
				break
			}
		}
		if m.money >= 0 {
			score += 3
		}
		if m.size > 0 {
			score++
		}
		if keepVerbs[prev] {
			score += 2
		}
		if !m.definite && (prev == "in" || prev == "on" || prev == "into") { // will spend 2 mln dlrs on a complex
			for i := range words {
				if investVerbs[words[i].low] && words[i].end <= m.start && m.start-words[i].end < 60 {
					score += 2
					break
				}
			}
		}
		if buildVerbs[prev] {
			score++
		}
		if buildVerbs[prev] && prev != "of" && prev != "for" && prev != "on" {
			score++
		}
		rest := text[m.end:]
		for _, h := range locatedWords.Find(rest) {
			if strings.TrimSpace(strings.Trim(rest[:h.Start], ",")) == "" || strings.TrimSpace(rest[:h.Start]) == "is" || strings.TrimSpace(rest[:h.Start]) == "will be" {
				score += 2
			}
			break
		}
		if w := englishWords(firstBytes(rest, 20)); len(w) > 0 && strings.TrimSpace(rest[:w[0].start]) == "" {
			switch w[0].low {
			case "will", "is", "has", "covers", "includes", "would", "project", "was":
				score++
			}
		}
		if !title && strings.IndexFunc(m.name, func(r rune) bool { return r >= 'A' && r <= 'Z' }) >= 0 && !m.plural {
			score++
		}
		if title || m.proper && !m.plural && strings.TrimSpace(strings.TrimPrefix(text[:m.start], "The")) == "" {
			score++
		}
		if prev == "to" || prev == "than" || prev == "as" || prev == "like" {
			score -= 3
		}
		if m.plural {
			score--
		}
		name := m.name
		p := er.match(m)
		if p == nil && m.definite && !m.proper { // "the rolling mill" of the one plant that was introduced before
			if q := er.introduced(); q != nil && sameHead(last(m.words), last(q.words)) {
				q.also = append(q.also, m.words)
				continue
			}
		}
		if p == nil {
			p = &englishProject{name: name, words: m.words, titled: title && !named, several: m.plural, story: er.story}
			p.late = !title && m.proper && er.spoken[last(m.words)] && strings.HasSuffix(strings.TrimRight(strings.ToLower(text[:m.start]), " "), " its") || !title && m.proper && er.spoken[last(m.words)] && strings.HasPrefix(strings.ToLower(text[m.start:]), "its ")
			if m.site {
				p.also = append(p.also, m.also)
			}
			p.place = m.place
			er.projects = append(er.projects, p)
		} else if len(m.words) > len(p.words) && !title {
			p.name, p.words = name, m.words
		} else if !title && strings.EqualFold(p.name, name) {
			p.name = name
		}
		p.score += score
		p.several = p.several && m.plural
		if !m.plural && !m.definite {
			er.last, er.lastAt = p, er.sentence
		}
		p.titled = p.titled && title && !named
		p.headed = p.headed || title
		if pl := er.placeOfProject(text, words, m); pl != "" && p.place == "" && !others(text, m) {
			p.place = pl
		}
	}
}

// namesLast tells whether a sentence begins with the name of the project that the one before has only
// described: "a coal mine in Inner Mongolia. The Hulin River mine will have …".
func (er *englishReader) namesLast(text string, m englishMention) bool {
	p := er.last
	if p == nil || er.lastAt != er.sentence-1 || m.kind != projectMention || !m.proper || !m.definite || m.plural || m.site || m.start > 4 || er.match(m) != nil || len(m.words) < 2 {
		return false
	}
	if strings.ToLower(p.name) != p.name || last(p.words) != last(m.words) {
		return false
	}
	for _, next := range []string{" will ", " would ", " is to ", ", which will ", ", in the ", ", on the ", ", located "} {
		if strings.HasPrefix(text[m.end:], next) {
			return true
		}
	}
	return false
}

// capitalised tells whether a name of three words or more is written in capitals throughout, as names are.
func capitalised(name string) bool {
	w := englishWords(name)
	for _, x := range w {
		if !x.capital && !firmInside[x.low] {
			return false
		}
	}
	return len(w) > 2
}

// introduced is the one project that much speaks for so far.
func (er *englishReader) introduced() *englishProject {
	var found *englishProject
	for _, p := range er.projects {
		if p.score >= 3 && p.story == er.story {
			if found != nil {
				return nil
			}
			found = p
		}
	}
	return found
}

// match finds the known project that a mention names: the same noun, and no word that the other
// contradicts.
func (er *englishReader) match(m englishMention) *englishProject {
	var found *englishProject
	for _, p := range er.projects {
		if !sameHead(last(m.words), last(p.words)) || p.story != er.story || worksProject(p.words) != worksProject(m.words) && last(m.words) != last(p.words) {
			continue
		}
		fits := subset(m.words[:len(m.words)-1], p.words) || subset(p.words[:len(p.words)-1], m.words)
		for _, a := range p.also {
			fits = fits || strings.Join(a, " ") == strings.Join(m.words, " ")
		}
		if fits {
			if found != nil {
				return nil
			}
			found = p
		}
	}
	return found
}

// workedOn tells whether another project is work on one.
func (er *englishReader) workedOn(p *englishProject) bool {
	for _, q := range er.projects {
		if worksProject(q.words) && len(q.words) > 2 && strings.Join(q.words[:len(q.words)-2], " ") == strings.Join(p.words, " ") {
			return true
		}
	}
	return false
}

// worksProject tells whether a name is that of work on something that stands: the airport's expansion project.
func worksProject(words []string) bool {
	n := len(words)
	return n > 1 && words[n-1] == "project" && worksNouns[words[n-2]]
}

func last(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// subset tells whether all of a's words begin like one of b's (ceramic, ceramics).
func subset(a, b []string) bool {
	for _, x := range a {
		ok := false
		for _, y := range b {
			n := min(len(x), len(y))
			ok = ok || x == y || n >= 5 && x[:n] == y[:n]
		}
		if !ok {
			return false
		}
	}
	return true
}

// headGroups are the nouns that can stand for each other.
var headGroups = func() (out []map[string]bool) {
	for _, g := range englishLists["same_head"] {
		m := map[string]bool{}
		for _, w := range strings.Split(g, ",") {
			m[w] = true
		}
		out = append(out, m)
	}
	return out
}()

func sameHead(a, b string) bool {
	if a == b {
		return true
	}
	for _, g := range headGroups {
		if g[a] && g[b] {
			return true
		}
	}
	return a == "project" || b == "project"
}

// SameNoun tells whether two English nouns may name one project, as mill and plant do. Words that name no projects never do.
func SameNoun(a, b string) bool {
	a, b = singularOf(a), singularOf(b)
	return a != b && projectHeads[a] && projectHeads[b] && sameHead(a, b)
}

// settle chooses the main project and gives each its firm.
func (er *englishReader) settle() {
	var kept []*englishProject
	for _, p := range er.projects { // a headline's words for a project that the text names
		var named *englishProject
		for _, q := range er.projects {
			if p.titled && !q.titled && p != q && q.score >= 1 && sameHead(last(p.words), last(q.words)) && !(q.late && !subset(p.words[:len(p.words)-1], q.words)) {
				if named == nil || last(q.words) == last(p.words) && last(named.words) != last(p.words) {
					named = q
				}
			}
		}
		if named != nil {
			named.also = append(named.also, p.words)
			named.score += 2
			named.headed, p.score = true, 0
		}
	}
	sites := 0
	for _, p := range er.projects {
		if len(p.also) > 0 && len(er.kind) > 0 && last(p.also[0]) == last(er.kind) && pickWords[p.also[0][0]] {
			sites++
		}
	}
	single := false // one project is told of by itself
	for _, p := range er.projects {
		single = single || !p.several && p.score >= 2
	}
	for _, p := range er.projects {
		if single && p.several && er.digest == nil && last(p.words) == "project" { // fourteen projects are not the one that is described
			continue
		}
		if sites > 0 && p.several { // each of the four plants is one, the four are none
			continue
		}
		if p.score >= 2 || er.workedOn(p) || p.late && p.score == 1 && er.digest == nil || er.digest != nil && p.score >= 0 && !p.several {
			kept = append(kept, p)
		}
		if p.score >= 1 && er.digest == nil && (er.main == nil || p.score > er.main.score) {
			er.main = p
		}
	}
	if er.main != nil && er.called != "" { // the project is called Tern 4
		er.main.also = append(er.main.also, strings.Fields(strings.ToLower(er.called)))
	}
	if er.main != nil && er.main.score < 2 {
		kept = append(kept, er.main)
	}
	er.projects = kept
	for _, p := range er.projects {
		if p.place == "" {
			p.place = er.placeInName(p)
		}
	}
	if er.owner != "" && er.main == nil && strings.Contains(strings.ToLower(er.corpus), "project") { // a firm's page that speaks of "the project"
		name := firmStem(er.owner)
		if name == "" {
			name = er.owner
		}
		er.main = &englishProject{name: name + " project", words: []string{"project"}, headed: true}
		er.projects = append(er.projects, er.main)
	}
	if er.owner != "" {
		for _, p := range er.projects {
			if p.company == "" {
				p.company = er.owner
			}
		}
	}
}

// placeOfProject is the place that stands in a project's name or right behind it.
func (er *englishReader) placeOfProject(text string, words []englishWord, m englishMention) string {
	rest := strings.TrimLeft(text[m.end:], " ,")
	at := len(text) - len(rest)
	for _, lead := range append([]string{"in ", "at ", "near "}, englishLists["located"]...) {
		if strings.HasPrefix(rest, lead) {
			if from, to, ok := placePhrase(text, words, at+len(strings.TrimRight(lead, " "))); ok {
				return text[from:to]
			}
		}
	}
	return ""
}

// placeInName is the place that a project's name holds, for one that is said to stand nowhere else.
func (er *englishReader) placeInName(p *englishProject) string {
	hits := vocabulary.FindPlaces(p.name)
	if len(hits) == 0 || er.place != "" && !vocabulary.Within(hits[0].Key, er.place) {
		return "" // or a street or a firm that sounds like another city
	}
	return p.name[hits[0].Start:hits[0].End]
}
