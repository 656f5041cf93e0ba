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
			if end, ok := placeAt(text, words, i); ok {
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

func isProjectHead(w string) bool { return projectHeads[w] || projectHeads[singularOf(w)] }

// singularOf takes the plural ending off a regular noun.
func singularOf(w string) string {
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "sses"), strings.HasSuffix(w, "xes"), strings.HasSuffix(w, "ches"), strings.HasSuffix(w, "shes"):
		return w[:len(w)-2]
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && len(w) > 3:
		return w[:len(w)-1]
	}
	return w
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
	if !w.capital || possessor(w.low) != w.low {
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
		if found != nil {
			return found, words[i].start + len(short)
		}
	}
	return nil, 0
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

var phaseNumbers = map[string]string{"one": "one", "two": "two", "three": "three", "four": "four", "five": "five", "i": "one", "ii": "two", "iii": "three", "iv": "four",
	"1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "first": "one", "second": "two", "third": "three", "fourth": "four", "fifth": "five", "initial": "one"}

// phaseAt reads "phase one", "phase II", "the first phase" at word i.
func phaseAt(text string, words []englishWord, i int) (englishMention, bool) {
	m := englishMention{start: words[i].start, kind: phaseMention, money: -1}
	if words[i].low == "phase" || words[i].low == "stage" {
		rest := strings.TrimLeft(text[words[i].end:], " -")
		n := 0
		for n < len(rest) && (latin(rest[n]) || isDigit(rest[n])) {
			n++
		}
		if p, ok := phaseNumbers[strings.ToLower(rest[:n])]; ok && !strings.HasPrefix(rest[n:], ",0") {
			m.phase, m.end = "phase "+p, len(text)-len(rest)+n
			return m, true
		}
		return m, false
	}
	j := i
	if determiner(words[j].low) && j+1 < len(words) {
		j++
	}
	if p, ok := phaseNumbers[words[j].low]; ok && j+1 < len(words) && (words[j+1].low == "phase" || words[j+1].low == "stage") && len(words[j].low) > 3 {
		m.phase, m.end = "phase "+p, words[j+1].end
		return m, true
	}
	return m, false
}

// headAt reads the noun phrase of a project whose noun is word i.
func headAt(text string, words []englishWord, i int, qs []quantity.Quantity, floor int) (englishMention, bool) {
	w := words[i]
	head := w.low
	first := i // of the noun itself, which may be two words
	m := englishMention{kind: projectMention, end: w.end, money: -1}
	if i > 0 && text[words[i-1].end:w.start] == " " {
		two := words[i-1].low + " " + head
		if projectHeads[two] || projectHeads[singularOf(two)] {
			first, head = i-1, two
		}
	}
	if !isProjectHead(head) && first == i {
		return m, false
	}
	if !projectHeads[head] {
		m.plural, head = true, singularOf(head)
	}
	// a longer noun phrase goes on: "plant managers", "project contracts"; its head comes later
	if i+1 < len(words) && text[w.end:words[i+1].start] == " " {
		next := words[i+1].low
		if isProjectHead(next) && !m.plural {
			return m, false
		}
		if w.capital && words[i+1].capital && !notName[next] && !firmSuffix[next] && !m.plural {
			return m, false
		}
	}
	var name []englishWord
	for k := i; k >= first; k-- {
		name = append([]englishWord{words[k]}, name...)
	}
	left := first
	edge := words[first].start
scan:
	for left > 0 {
		x := words[left-1]
		if x.start < floor || left-1 < i-9 || x.end > edge {
			break
		}
		gap := text[x.end:edge]
		if q := amountIn(qs, x.end, edge); q >= 0 {
			if qs[q].Dim != quantity.Money && qs[q].Dim != quantity.Count || strings.TrimSpace(text[x.end:qs[q].Start]) != "" && x.end < qs[q].Start {
				break
			}
		}
		for q := range qs { // a 290 mln dlr plant: the amount is inside
			if qs[q].Start <= x.start && x.end <= qs[q].End && qs[q].End > edge { // two large ceramic factories: the phrase is the count's
				if isNumberWord(x.low) {
					break scan
				}
				continue
			}
			if qs[q].Start <= x.start && x.end <= qs[q].End {
				if strings.Trim(text[qs[q].End:edge], " -") != "" {
					break scan
				}
				if qs[q].Dim == quantity.Money {
					m.money = q
				} else if qs[q].Dim == quantity.Count || qs[q].Dim == quantity.Bare {
					break scan
				}
				edge = qs[q].Start
				for left > 0 && words[left-1].start >= edge {
					left--
				}
				continue scan
			}
		}
		if strings.Trim(gap, " -") != "" && amountIn(qs, x.end, edge) < 0 {
			break
		}
		if determiner(x.low) {
			m.definite = true
			edge = x.start
			break
		}
		if englishNameStop[x.low] && !(x.capital && left-1 > 0 && !notName[x.low] && x.low != "and") && !dullWords[x.low] {
			if x.low == "a" || x.low == "an" {
				edge = x.start
			}
			break
		}
		if strings.HasSuffix(x.low, "'s") || strings.HasSuffix(x.low, "’s") {
			edge = x.start
			if !dullWords[x.low] && !placeWords[x.low] {
				name = append([]englishWord{x}, name...)
			} else {
				m.definite = true
			}
			break
		}
		if !dullWords[x.low] || x.capital && left-1 > 0 && !strings.Contains(x.low, "-") {
			name = append([]englishWord{x}, name...)
		}
		edge = x.start
		left--
	}
	for q := range qs { // $290-million joint venture: a figure without a word before the noun
		if qs[q].Dim == quantity.Money && qs[q].End <= words[first].start && qs[q].End >= edge-2 && strings.Trim(text[qs[q].End:max(edge, qs[q].End)], " -") == "" {
			m.money = q
			edge = min(edge, qs[q].Start)
		}
	}
	m.start = min(edge, words[first].start)
	var printed []string
	proper := false
	for k, x := range name {
		form := text[x.start:x.end]
		if k == len(name)-1 && m.plural {
			form = singularOf(form)
		}
		printed = append(printed, strings.TrimSuffix(strings.TrimSuffix(form, "'s"), "’s"))
		m.words = append(m.words, strings.TrimSuffix(strings.TrimSuffix(singularOf(x.low), "'s"), "’s"))
		proper = proper || x.capital && x.start > 0
	}
	m.proper = proper
	m.name = strings.Join(printed, " ")
	specific := len(name) > i-first+1
	if weakHeads[head] && !specific && m.money < 0 && !m.definite {
		return m, false
	}
	if weakHeads[head] && !proper && m.money < 0 && !m.definite && !specific {
		return m, false
	}
	if !specific {
		m.kind = backMention
	}
	if m.plural && m.money < 0 && !specific {
		return m, false
	}
	return m, true
}

// amountIn is the index of the amount that lies between two offsets, or -1.
func amountIn(qs []quantity.Quantity, from, to int) int {
	for i, q := range qs {
		if q.Start >= from && q.End <= to {
			return i
		}
	}
	return -1
}

// placeAt reads a place's name at word i: one of the tables, with province, city … behind it.
func placeAt(text string, words []englishWord, i int) (end int, ok bool) {
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
		return 0, false
	}
	for k := i + 1; k < len(words); k++ {
		if words[k].start < end {
			continue
		}
		switch words[k].low {
		case "province", "city", "county", "state", "prefecture", "municipality":
			if strings.TrimSpace(text[end:words[k].start]) == "" {
				return words[k].end, true
			}
		}
		break
	}
	return end, true
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
			if gap != "" && !(gap == "," && w.capital && isPlaceWord(text, words, k)) {
				break
			}
		}
		if w.capital && (w.low == "the" || !notName[w.low]) {
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
