package extract

import (
	"strings"

	"wenxiang/data/quantity"
)

// siteAt reads the words that pick one of the several projects a report has named together: "the
// largest, in Central Java,", "the other plant, at Shahpur,", "the first"; kind is what they are.
func siteAt(text string, words []englishWord, i int, kind []string) (m englishMention, ok bool) {
	if len(kind) == 0 {
		return m, false
	}
	m = englishMention{start: words[i].start, kind: projectMention, money: -1, definite: true, proper: true, site: true}
	k := i
	if determiner(words[k].low) && k+1 < len(words) {
		k++
	}
	if !pickWords[words[k].low] || k == i && words[k].low != "one" && words[k].low != "another" {
		return m, false
	}
	if words[k].low == "one" && (k > i || !words[k].capital && !joins(text[:words[k].start])) {
		return m, false
	}
	if i > 0 && beVerbs[words[i-1].low] || i > 0 && (words[i-1].low == "be" || words[i-1].low == "become") {
		return m, false // will be the largest
	}
	order := words[k].low
	m.end = words[k].end
	number := 0
	next := func() bool { return k+1 < len(words) && text[words[k].end:words[k+1].start] == " " }
	if next() && isNumberWord(words[k+1].low) && words[k+1].low != "one" {
		k++
		m.end, number, m.plural = words[k].end, 1, true
	}
	noun := ""
	if next() {
		w := words[k+1].low
		switch {
		case w == "one" || w == "ones":
			k++
			m.end, m.plural = words[k].end, m.plural || w == "ones"
		case isProjectHead(w) && sameHead(singularOf(w), kind[len(kind)-1]):
			k++
			noun, m.end, m.plural = w, words[k].end, m.plural || w != singularOf(w)
		}
	}
	rest := strings.TrimLeft(text[m.end:], " ")
	rest = strings.TrimLeft(strings.TrimPrefix(rest, ","), " ")
	at := len(text) - len(rest)
	place := ""
	for _, lead := range []string{"in ", "at ", "near ", "on ", "to be built in ", "to be built at ", "located in ", "located at "} {
		if strings.HasPrefix(rest, lead) {
			if from, to, found := placePhrase(text, words, at+len(lead)-1); found {
				place = text[from:to]
				m.place = place
				if number == 0 && !m.plural {
					m.end = to
				}
			}
		}
	}
	if place == "" && noun == "" { // "the first will cost", "the larger is to"
		w := englishWords(firstBytes(rest, 20))
		if len(w) == 0 || !finite[w[0].low] && w[0].low != "costing" && w[0].low != "with" || strings.HasPrefix(strings.TrimLeft(text[m.end:], " "), ",") && w[0].low != "with" && w[0].low != "costing" {
			return m, false
		}
		switch order {
		case "other", "main", "one", "another", "third", "fourth", "fifth":
			if order != "other" || !m.definite {
				return m, false
			}
		}
	}
	if place == "" && noun != "" && (order == "main" || order == "one" || order == "another" || order == "latest") {
		return m, false
	}
	name := order
	if short, _, _ := strings.Cut(place, ","); short != "" && !m.plural {
		name = strings.TrimPrefix(short, "the ")
	}
	m.also = append([]string{order}, kind...)
	m.name = name + " " + strings.Join(kind, " ")
	for _, w := range englishWords(m.name) {
		m.words = append(m.words, w.low)
	}
	return m, true
}

// sited names "a plant in Durban" by its place where the report calls it "the Durban plant" elsewhere, or
// tells it in one sentence from "its plant in Oran".
func (er *englishReader) sited(text string, words []englishWord, m englishMention) englishMention {
	if m.kind != backMention || m.plural || len(m.words) != 1 || m.name == "it" {
		return m
	}
	place := func(head int) string {
		if head+2 >= len(words) || words[head+1].low != "in" && words[head+1].low != "at" && words[head+1].low != "near" || text[words[head].end:words[head+1].start] != " " {
			return ""
		}
		from, to, ok := placePhrase(text, words, words[head+1].end)
		if !ok || months[strings.ToLower(text[from:to])] {
			return ""
		}
		return text[from:to]
	}
	at, others := "", 0
	for k, w := range words {
		if w.low != m.words[0] {
			continue
		}
		switch pl := place(k); {
		case pl == "":
		case w.end == m.end:
			at = pl
		case k > 0 && words[k-1].low != "the":
			others++
		}
	}
	short, _, _ := strings.Cut(at, ",")
	short = strings.TrimPrefix(short, "the ")
	i := wordEnding(words, m.end) - 1
	theOne := i >= 0 && words[i].low == "the"
	if short == "" || !strings.Contains(er.corpus, short+" "+m.words[0]) && (others == 0 || theOne) {
		return m
	}
	m.kind, m.definite, m.proper, m.place = projectMention, theOne, true, at
	m.name = short + " " + m.words[0]
	var name []string
	for _, w := range englishWords(short) {
		name = append(name, w.low)
	}
	m.words = append(name, m.words[0])
	return m
}

// others tells whether a plural names what there is already elsewhere: "existing plants in Lyon".
func others(text string, m englishMention) bool {
	before := text[max(0, m.start-30):m.end]
	return m.plural && (strings.Contains(before, "existing") || strings.Contains(before, "other "))
}

// wordEnding is the index of the word that ends at an offset.
func wordEnding(words []englishWord, end int) int {
	for i, w := range words {
		if w.end == end {
			return i
		}
	}
	return 0
}

// joins tells whether a list is open before a word: "a mill in Kedah and one in Perak".
func joins(before string) bool {
	before = strings.TrimRight(before, " ")
	return strings.HasSuffix(before, " and") || strings.HasSuffix(before, ",")
}

// apposed tells whether mention k only says what the phase before it is: "phase two, a stainless
// steel plant", "phase one is a spinning mill".
func apposed(text string, mentions []englishMention, k int) bool {
	if k == 0 || mentions[k].kind != projectMention || mentions[k].definite || mentions[k].start < mentions[k-1].end {
		return false
	}
	if mentions[k-1].kind == projectMention { // the Lima plant, a frozen meals factory, cost; X Works is a steel plant
		if !mentions[k-1].proper || mentions[k-1].plural || mentions[k].plural {
			return false
		}
		switch gap := strings.TrimSpace(text[mentions[k-1].end:mentions[k].start]); gap {
		case "is", "is a", "is an", "was", "was a", "was an":
			return true
		case ",", ", a", ", an":
			rest := text[mentions[k].end:]
			return strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, " with") || strings.HasPrefix(rest, " in ")
		}
		return false
	}
	if mentions[k-1].kind != phaseMention {
		return false
	}
	gap := strings.TrimSpace(text[mentions[k-1].end:mentions[k].start])
	if rest, ok := strings.CutSuffix(gap, " and"); ok { // phase two, a weaving and dyeing factory
		if w := strings.Fields(rest); len(w) > 1 && (w[len(w)-2] == "a" || w[len(w)-2] == "an") {
			gap = strings.TrimSpace(strings.TrimSuffix(rest, w[len(w)-1]))
		}
	}
	for _, article := range []string{"a", "an"} {
		if gap == article {
			return false
		}
		gap = strings.TrimSpace(strings.TrimSuffix(gap, " "+article))
	}
	switch gap {
	case ",", "is", "was", "will be", "would be", "comprises", "consists of", "includes", "is to be", ":", ", comprising", ", including":
		return true
	}
	if q := quantity.Find(gap); len(q) == 1 && q[0].Dim == quantity.Count && strings.HasPrefix(gap, ",") { // , six production lines
		return strings.Trim(gap[:q[0].Start], ", ") == ""
	}
	return false
}

// inZone tells whether a mention names the zone or park where something stands: "in the Suez
// Economic Zone".
func inZone(text string, words []englishWord, m englishMention) bool {
	if m.kind != projectMention || !m.proper || m.plural || m.money >= 0 || !zoneHeads[last(m.words)] {
		return false
	}
	i := 0
	for i < len(words) && words[i].start < m.start {
		i++
	}
	for i > 0 && (determiner(words[i-1].low) || words[i-1].start >= m.start) {
		i--
	}
	if i == 0 || strings.TrimSpace(text[words[i-1].end:m.start]) != "" && !determiner(strings.ToLower(strings.TrimSpace(text[words[i-1].end:m.start]))) {
		return false
	}
	switch words[i-1].low {
	case "in", "at", "within", "inside", "near", "outside":
	default:
		return false
	}
	for k := i - 2; k >= 0 && k > i-9; k-- { // invested 2 billion in the park
		if investVerbs[words[k].low] || words[k].low == "investment" || words[k].low == "stake" || words[k].low == "interest" || words[k].low == "shares" {
			return false
		}
	}
	return true
}

// verbFirm reads the name of a firm that has no legal form from what it does: "Brightwell Appliances
// will invest"; "" where the words are a place's, an office's or a person's.
func verbFirm(text string, words []englishWord, i int) string {
	if !words[i].capital || notName[words[i].low] {
		return ""
	}
	if i > 0 && text[words[i-1].end:words[i].start] == " " {
		if words[i-1].low == "of" && (i < 2 || words[i-2].capital || placeNouns[words[i-2].low]) { // Prairie Coal Corp of Calgary, the city of Calgary
			return ""
		}
		switch words[i-1].low {
		case "by", "of", "and", "while", "that", "said", "but":
		default:
			if !firmKinds[words[i-1].low] { // the US conglomerate Delmora announced
				return ""
			}
		}
	}
	n := i
	for n+1 < len(words) && n-i < 4 && text[words[n].end:words[n+1].start] == " " {
		if w := words[n+1]; !w.capital && !(firmInside[w.low] && n+2 < len(words) && words[n+2].capital) {
			break
		}
		n++
	}
	for k := i; k <= n; k++ {
		if k == i && i == 0 && n > i && possessor(words[k].low) != words[k].low && !isPlaceWord(text, words, k) {
			continue // Donnelly's Bakeries
		}
		if noFirm[words[k].low] || strings.HasSuffix(words[k].low, "'s") || strings.HasSuffix(words[k].low, "’s") || isProjectHead(words[k].low) {
			return ""
		}
	}
	if end, ok := placeAt(text, words, i); ok && end >= words[n].end {
		return ""
	}
	if englishDates.Find(text[words[i].start:words[n].end]) != nil && n == i {
		return ""
	}
	rest := text[words[n].end:]
	if kind, _, found := strings.Cut(strings.TrimPrefix(rest, ", "), ", "); found && i == 0 && strings.HasPrefix(rest, ", ") { // Flavora, a maker of sauces, opened
		w := englishWords(kind)
		if len(w) > 1 && len(w) < 12 && (w[0].low == "a" || w[0].low == "an" || w[0].low == "the") {
			for _, x := range w[1:] {
				if firmKinds[x.low] {
					return text[words[i].start:words[n].end]
				}
				if englishNameStop[x.low] {
					break
				}
			}
		}
	}
	rest = strings.TrimPrefix(rest, ", which ")
	if at := dashAside.FindStringIndex(rest); at != nil && at[0] == 0 {
		rest = rest[at[1]:]
	}
	rest = strings.TrimLeft(rest, " ")
	for _, adverb := range []string{"today ", "also ", "has today ", "yesterday ", "recently ", "now ", "already "} {
		rest = strings.TrimPrefix(rest, adverb)
	}
	for _, verb := range englishLists["firm_verb"] {
		if strings.HasPrefix(rest, verb+" ") {
			return text[words[i].start:words[n].end]
		}
	}
	return ""
}
