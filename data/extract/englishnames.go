package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// An englishMention is a name in an English sentence, or words that stand for one.
type englishMention struct {
	start, end int
	kind       mentionKind
	name       string   // as printed, without determiners and dull adjectives
	words      []string // of a project's name, in lower case
	phase      string
	definite   bool // the, this, its
	plural     bool
	proper     bool // has capitalised words of its own
	money      int  // index of the amount inside (a 290 mln dlr plant), -1 for none
	site       bool // one of several projects named together: "the larger, at Babhnan"
	place      string
	also       []string // other words for it
	size       int      // one more than the index of the size inside (a 488-km railway), 0 for none
	firm       *englishFirm
}

// findMentions finds the names of a sentence from left to right.
func (er *englishReader) findMentions(text string, words []englishWord, qs []quantity.Quantity) []englishMention {
	var out []englishMention
	taken := 0
	for i := 0; i < len(words); i++ {
		w := words[i]
		if w.start < taken {
			continue
		}
		if m, ok := er.firmAt(text, words, i); ok {
			out, taken = append(out, m), m.end
			continue
		}
		if m, ok := siteAt(text, words, i, er.kind); ok {
			out, taken = append(out, m), m.end
			continue
		}
		if m, ok := phaseAt(text, words, i); ok {
			out, taken = append(out, m), m.end
			continue
		}
		floor := taken
		for k := len(out) - 1; k >= 0 && out[k].kind == placeMention; k-- { // a place may begin a project's name
			floor = 0
			if k > 0 {
				floor = out[k-1].end
			}
		}
		if m, ok := headAt(text, words, i, qs, floor); ok {
			m = er.sited(text, words, m)
			for len(out) > 0 && out[len(out)-1].kind == placeMention && out[len(out)-1].end > m.start {
				out = out[:len(out)-1]
			}
			out, taken = append(out, m), m.end
			continue
		}
		switch {
		case w.low == "it":
			out = append(out, englishMention{start: w.start, end: w.end, kind: backMention, name: "it", money: -1})
		case i > 0 && determiner(words[i-1].low) && firmBack[possessor(w.low)] && !isProjectHead(possessor(w.low)):
			out = append(out, englishMention{start: words[i-1].start, end: w.end, kind: companyMention, name: "", money: -1})
		case w.capital:
			end, ok := placeAt(text, words, i)
			for k := 0; k < len(er.places) && !ok; k++ {
				if strings.HasPrefix(text[w.start:], er.places[k]) && !letterAt(text, w.start+len(er.places[k])) {
					end, ok = w.start+len(er.places[k]), true
				}
			}
			if ok {
				out = append(out, englishMention{start: w.start, end: end, kind: placeMention, name: text[w.start:end], money: -1})
				taken = end
			}
		}
	}
	return out
}

// possessor takes the possessive ending off a word.
func possessor(w string) string {
	return strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
}

func determiner(w string) bool {
	switch w {
	case "the", "this", "that", "its", "their":
		return true
	}
	return false
}

// firmAt reads a firm's name at word i: capitalised words up to Ltd, Corp, Group …, a name in
// angle brackets, or a short name known from elsewhere.
func (er *englishReader) firmAt(text string, words []englishWord, i int) (englishMention, bool) {
	w := words[i]
	m := englishMention{start: w.start, kind: companyMention, money: -1}
	if w.start > 0 && text[w.start-1] == '<' {
		if end := strings.IndexByte(text[w.start:], '>'); end > 0 && end < 80 {
			m.start, m.end, m.name = w.start-1, w.start+end+1, text[w.start:w.start+end]
			m.name = strings.TrimSuffix(m.name, ".O")
			m.firm = er.firmByName(m.name)
			return m, true
		}
	}
	if !w.capital || possessor(w.low) != w.low && (i > 0 || verbFirm(text, words, i) == "") {
		return m, false
	}
	for _, f := range er.firms {
		for _, a := range append([]string{f.name}, f.aliases...) {
			if strings.HasPrefix(text[w.start:], a) && !letterAt(text, w.start+len(a)) {
				m.end, m.name, m.firm = w.start+len(a), f.name, f
				return m, true
			}
		}
	}
	if notName[w.low] {
		return m, false
	}
	if f, end := er.shortFirm(text, words, i); f != nil {
		m.end, m.name, m.firm = end, f.name, f
		return m, true
	}
	if name := verbFirm(text, words, i); name != "" {
		m.end, m.name = w.start+len(name), name
		m.firm = er.firmByName(name)
		return m, true
	}
	last := -1
	for j := i; j < len(words) && j-i < 12; j++ {
		x := words[j]
		if j > i {
			gap := text[words[j-1].end:x.start]
			comma := strings.TrimSpace(gap) == "," && firmSuffix[x.low] && x.capital
			point := strings.TrimSpace(gap) == "." && firmSuffix[words[j-1].low] && firmSuffix[x.low]
			both := strings.TrimSpace(gap) == ".," && firmSuffix[x.low]
			bracket := (strings.TrimSpace(gap) == "(" || strings.TrimSpace(gap) == ")") && x.capital
			if strings.TrimSpace(gap) != "" && !comma && !point && !both && !bracket {
				break
			}
		}
		if x.low == "and" && j == i+1 && er.standsAlone(text[w.start:w.end]) {
			break // two parties, not one name
		}
		if !x.capital && !(firmInside[x.low] && j > i && j+1 < len(words) && words[j+1].capital) {
			break
		}
		if firmSuffix[x.low] && j > i {
			last = j
		}
	}
	if last < 0 || officeSuffix[words[last].low] {
		return m, false
	}
	if len(words[last].low) > 4 { // the Delmar Steel mill, the Scarth Bank offshore wind farm
		for j := last + 1; j < len(words) && j < last+5 && text[words[j-1].end:words[j].start] == " " && !englishNameStop[words[j].low]; j++ {
			if isProjectHead(words[j].low) && (!words[j].capital || j == last+1) {
				return m, false
			}
		}
	}
	m.end = words[last].end
	if m.end < len(text) && text[m.end] == '.' && len(words[last].low) <= 4 {
		m.end++
	}
	m.name = text[m.start:m.end]
	m.firm = er.firmByName(m.name)
	return m, true
}

// shortFirm finds the firm whose name begins with the capitalised words at i: Siam Northern for
// Siam Northern Cement Co.
func (er *englishReader) shortFirm(text string, words []englishWord, i int) (*englishFirm, int) {
	end := words[i].end
	n := 1
	for j := i + 1; j < len(words) && words[j].capital && text[words[j-1].end:words[j].start] == " "; j++ {
		end = words[j].end
		n++
	}
	for _, short := range []string{text[words[i].start:end], possessor(text[words[i].start:end])} {
		if n == 1 && (len(short) < 5 || isPlaceWord(text, words, i) || projectHeads[strings.ToLower(short)]) {
			continue
		}
		var found *englishFirm
		for _, f := range er.firms {
			if strings.HasPrefix(f.name, short+" ") {
				if found != nil {
					return nil, 0
				}
				found = f
			}
		}
		if found != nil && short == text[words[i].start:end] && namesProject(text, words, i, n) {
			return nil, 0
		}
		if found != nil {
			return found, words[i].start + len(short)
		}
	}
	return nil, 0
}

// namesProject tells whether a project's noun follows n capitalised words at i, so that they are its name: the Kelvar
// copper mine, though a Kelvar Mining Company owns it.
func namesProject(text string, words []englishWord, i, n int) bool {
	if i == 0 || words[i-1].low != "the" {
		return false
	}
	for k := i + n; k < len(words) && k < i+n+4; k++ {
		if text[words[k-1].end:words[k].start] != " " || words[k].capital || englishNameStop[words[k].low] && words[k].low != "and" {
			return false
		}
		if isProjectHead(words[k].low) {
			return true
		}
	}
	return false
}

// standsAlone tells whether the report uses a capitalised word by itself, too.
func (er *englishReader) standsAlone(word string) bool {
	return strings.Count(er.corpus, word) > strings.Count(er.corpus, word+" and ")
}

func letterAt(s string, i int) bool { return i < len(s) && latin(s[i]) }

func (er *englishReader) firmByName(name string) *englishFirm {
	for _, f := range er.firms {
		if f.name == name {
			return f
		}
		for _, a := range f.aliases {
			if a == name {
				return f
			}
		}
	}
	return nil
}

// placeAt reads a place's name at word i: one of the tables, with province, city … behind it.
func placeAt(text string, words []englishWord, i int) (end int, ok bool) {
	if strings.HasPrefix(text[words[i].end:], "$") { // US$
		return 0, false
	}
	for n := 3; n > 0 && !ok; n-- { // Inner Mongolia before Inner
		if i+n > len(words) || n > 1 && !words[i+1].capital {
			continue
		}
		from, to := words[i].start, words[i+n-1].end
		name := possessor(text[from:to])
		_, known := vocabulary.PlaceByName(name)
		if known || englishCountries[strings.ToLower(name)] {
			end, ok = from+len(name), true
		}
	}
	if !ok {
		return unknownPlace(text, words, i)
	}
	if englishCountries[strings.ToLower(text[words[i].start:end])] { // the mainland China city
		return end, true
	}
	for k := i + 1; k < len(words); k++ {
		if words[k].start < end {
			continue
		}
		if placeNouns[words[k].low] && strings.TrimSpace(text[end:words[k].start]) == "" {
			return words[k].end, true
		}
		break
	}
	return end, true
}

// unknownPlace reads a place that no table has: Hai Duong after "the province of", Tupelo County.
func unknownPlace(text string, words []englishWord, i int) (end int, ok bool) {
	if notName[words[i].low] || possessor(words[i].low) != words[i].low {
		return 0, false
	}
	n := i
	for n+1 < len(words) && n-i < 3 && words[n+1].capital && text[words[n].end:words[n+1].start] == " " && !placeNouns[words[n+1].low] && possessor(words[n].low) == words[n].low {
		n++
	}
	if n+1 < len(words) && placeNouns[words[n+1].low] && text[words[n].end:words[n+1].start] == " " && words[n+1].low != "department" &&
		!(n+2 < len(words) && (words[n+2].capital || words[n+2].low == "of" || words[n+2].low == "government" || isProjectHead(words[n+2].low)) && text[words[n+1].end:words[n+2].start] == " ") {
		return words[n+1].end, true
	}
	if i > 1 && words[i-1].low == "of" && placeNouns[words[i-2].low] {
		return words[i].start + len(strings.TrimSuffix(strings.TrimSuffix(text[words[i].start:words[n].end], "'s"), "’s")), true
	}
	return 0, false
}

func firstBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return s[:n]
}

// placePhrase reads the place that stands at an offset, after "in" or "located in": capitalised
// words with province, coast … between and behind them, and the country after a comma.
func placePhrase(text string, words []englishWord, offset int) (start, end int, ok bool) {
	i := 0
	for i < len(words) && words[i].start < offset {
		i++
	}
	if i >= len(words) || strings.TrimSpace(text[offset:words[i].start]) != "" {
		return 0, 0, false
	}
	start = words[i].start
	capital := false
	for k := i; k < len(words) && k-i < 9; k++ {
		w := words[k]
		if k > i {
			gap := strings.TrimSpace(text[words[k-1].end:w.start])
			if gap != "" && !(gap == "," && w.capital && (isPlaceWord(text, words, k) || usStates[w.low])) {
				break
			}
		}
		if w.capital && (w.low == "the" || !notName[w.low] || k > i && usStates[w.low]) {
			capital, end = true, w.end
			continue
		}
		if !placeWords[w.low] {
			break
		}
		if w.low != "of" && w.low != "the" {
			end = w.end
		}
	}
	if !capital || end <= start {
		return 0, 0, false
	}
	if strings.HasPrefix(text[start:end], "the ") && !strings.Contains(text[start:end], "coast") {
		start += len("the ")
	}
	return start, end, end > start
}

func isPlaceWord(text string, words []englishWord, k int) bool {
	_, ok := placeAt(text, words, k)
	return ok
}
