package extract

import (
	"strings"

	"wenxiang/data/quantity"
)

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
	if first, stage, ok := strings.Cut(words[i].low, "-"); ok && (stage == "phase" || stage == "stage") { // the second-phase project
		p, known := phaseNumbers[first]
		if !known || i > 0 && (words[i-1].low == "a" || beVerbs[words[i-1].low]) || i > 1 && words[i-1].low == "the" && beVerbs[words[i-2].low] {
			return m, false
		}
		m.phase, m.end = "phase "+p, words[i].end
		if i+1 < len(words) && text[words[i].end:words[i+1].start] == " " && (isProjectHead(words[i+1].low) || worksNouns[words[i+1].low] || words[i+1].low == "construction") {
			m.end = words[i+1].end
			if i+2 < len(words) && words[i+1].low == "construction" && words[i+2].low == "project" {
				m.end = words[i+2].end
			}
		}
		return m, true
	}
	j := i
	if (determiner(words[j].low) || words[j].low == "a") && j+1 < len(words) {
		j++
	}
	if _, ok := phaseNumbers[words[j].low]; ok && len(words[j].low) > 3 { // a fourth line, the second production line
		k := j + 1
		for k < len(words) && stageAdjectives[words[k].low] && text[words[k-1].end:words[k].start] == " " {
			k++
		}
		if k < len(words) && stageNouns[words[k].low] && text[words[k-1].end:words[k].start] == " " {
			m.phase, m.end, m.start = text[words[j].start:words[k].end], words[k].end, words[j].start
			m.phase = strings.ToLower(m.phase[:1]) + m.phase[1:]
			return m, true
		}
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
		ownArea := next == "area" && i+2 < len(words) && (finite[words[i+2].low] || words[i+2].low == "to") // the Sandvik port area will have
		if headFollows[next] && !ownArea && !(next == "authority" && !w.capital) && !m.plural {             // the port city of Hai Phong, the park operator
			return m, false
		}
		if w.capital && words[i+1].capital && !notName[next] && !firmSuffix[next] && !m.plural {
			return m, false
		}
		for k := i + 1; m.plural && w.capital && k < len(words) && k < i+4 && words[k].capital && text[words[k-1].end:words[k].start] == " "; k++ {
			if isProjectHead(words[k].low) { // the Lumbini Rural Roads Improvement Project
				return m, false
			}
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
				} else if sizes[qs[q].Dim] {
					m.size = q + 1
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
		if n, place := townBefore(text, words, left-1, name); n >= 0 { // its Elmira, N.Y., plant
			if usStates[name[0].low] {
				name = name[1:]
			}
			name = append([]englishWord{words[n]}, name...)
			m.place, edge, left = place, words[n].start, n
			continue
		}
		if open := shortInBrackets(text[:edge]); open > 0 && x.end > open { // the titanium dioxide (TiO2) plant
			edge = open
			for left > 0 && words[left-1].start >= open {
				left--
			}
			continue
		}
		if strings.Trim(gap, " -") != "" && amountIn(qs, x.end, edge) < 0 {
			break
		}
		if determiner(x.low) {
			m.definite = true
			edge = x.start
			break
		}
		if x.low == "and" && left-1 > 0 && words[left-2].capital && words[left].capital && w.capital && !notName[words[left-2].low] && text[words[left-2].end:x.start] == " " {
			name = append([]englishWord{x}, name...) // the Upper Ruvu Water and Irrigation Project
			edge = x.start
			left--
			continue
		}
		if x.low == "and" && left-2 >= 0 && len(name) > 0 && joinsModifiers(text, words, left-1, qs) { // a 145 mln dlr pulp and paper mill
			name = append([]englishWord{words[left-2], x}, name...)
			left -= 2
			edge = words[left].start
			continue
		}
		if headlineVerbs[x.low] { // Acme Announces Data Center
			break
		}
		if englishNameStop[x.low] && !(x.low == "construction" && head == "project" && left == i && left > 1 && text[words[left-2].end:x.start] == " " && !englishNameStop[words[left-2].low] && !dullWords[words[left-2].low]) && !(x.capital && left-1 > 0 && !notName[x.low] && x.low != "and") && !dullWords[x.low] {
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
		if !dullWords[x.low] || x.capital && left-1 > 0 && !strings.Contains(x.low, "-") || secondOf(text, words, left-1) {
			name = append([]englishWord{x}, name...)
		}
		edge = x.start
		left--
	}
	for q := range qs { // the 95-metre high dam
		if m.size == 0 && sizes[qs[q].Dim] && qs[q].End <= words[first].start && qs[q].End <= edge && qs[q].End >= edge-2 && strings.Trim(text[qs[q].End:edge], " -") == "" {
			m.size = q + 1
			edge = qs[q].Start
		}
	}
	for q := range qs { // $290-million joint venture: a figure without a word before the noun
		if qs[q].Dim == quantity.Money && qs[q].End <= words[first].start && qs[q].End >= edge-2 && strings.Trim(text[qs[q].End:max(edge, qs[q].End)], " -") == "" {
			m.money = q
			edge = min(edge, qs[q].Start)
		}
	}
	if m.money < 0 && !m.definite && !m.plural { // a factory worth 375 million dollars
		for q := range qs {
			if qs[q].Dim == quantity.Money && qs[q].Start > w.end {
				switch strings.TrimSpace(text[w.end:qs[q].Start]) {
				case "worth", "costing", "valued at", "to cost", "with an investment of", "with a total investment of":
					m.money = q
				}
				break
			}
		}
	}
	m.start = min(edge, words[first].start)
	if end := routeEnd(text, words, i, head); end > 0 && !m.definite { // a railway linking Hotan and Ruoqiang
		m.end = end
	}
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
	if w.capital && len(name) == 1 && i+2 < len(words) && words[i+1].low == "of" && words[i+2].capital && text[w.end:words[i+2].start] == " of " { // the Port of Lavanga
		n := i + 2
		for n+1 < len(words) && words[n+1].capital && text[words[n].end:words[n+1].start] == " " {
			n++
		}
		m.end = words[n].end
		for k := n; k > i+1; k-- {
			m.words = append([]string{words[k].low}, m.words...)
		}
		m.proper = true
		m.name += text[w.end:m.end]
		return m, true
	}
	if m.end > w.end {
		m.name += text[w.end:m.end]
	}
	if len(name) == 1 && m.money >= 0 && !m.definite && !m.plural && m.end == w.end {
		if firm := fundedBehind(text, words, m.end); firm != "" {
			var own []string
			for _, x := range englishWords(firm) {
				own = append(own, x.low)
			}
			m.name, m.words, m.proper = firm+" "+m.name, append(own, m.words...), true
			return m, true
		}
	}
	if len(name) == 2 && m.name == strings.ToLower(m.name) && head == "project" && worksNouns[name[0].low] && !m.plural {
		if whole := worksOn(text, words, m.start, floor); whole != "" { // the airport …, when an expansion project is completed
			var own []string
			for _, x := range englishWords(whole) {
				own = append(own, x.low)
			}
			m.name, m.words, m.proper = whole+" "+m.name, append(own, m.words...), true
			return m, true
		}
	}
	specific := len(name) > i-first+1
	if head == "line" && (specific || !m.definite) { // a production line is no project, "the line" may be a railway
		return m, false
	}
	if weakHeads[head] && !specific && m.money < 0 && !m.definite {
		return m, false
	}
	if weakHeads[head] && !proper && m.money < 0 && !m.definite && !specific {
		return m, false
	}
	if !specific && (m.definite || m.money < 0 && m.size == 0) {
		m.kind = backMention
	}
	if m.plural && m.money < 0 && !specific {
		return m, false
	}
	return m, true
}

// shortInBrackets is where a bracket opens with one short word in it that ends a text: "(TiO2) "; 0 for none.
func shortInBrackets(text string) int {
	text = strings.TrimRight(text, " ")
	open := strings.LastIndexByte(text, '(')
	if open < 1 || !strings.HasSuffix(text, ")") || len(text)-open > 12 || strings.ContainsAny(text[open:], " ,$%") || text[open-1] != ' ' {
		return 0
	}
	return open - 1
}

// worksOn is the named place of work that a sentence begins with before an expansion or renovation project is spoken of: "The
// International Airport in Jinan will change when an expansion project is completed"; "" for none.
func worksOn(text string, words []englishWord, end, floor int) string {
	if strings.ContainsAny(text[:end], ";:") {
		return ""
	}
	for n, w := range words {
		if w.end > end || n > 7 {
			return ""
		}
		if !isProjectHead(w.low) || w.low == "project" {
			continue
		}
		from := n
		for from > 0 && words[from-1].capital && !notName[words[from-1].low] && text[words[from-1].end:words[from].start] == " " {
			from--
		}
		if from == n || !w.capital {
			return ""
		}
		return text[words[from].start:w.end]
	}
	return ""
}

// fundedBehind is the firm behind an indefinite project that has no name but for what it costs: "a 250-million-yuan
// project funded by Haiyi Metal Co"; "" for none.
func fundedBehind(text string, words []englishWord, end int) string {
	for _, lead := range []string{" funded by ", " financed by ", " invested by ", " invested in by ", " built by ", " to be built by ", " run by ", " initiated by "} {
		if !strings.HasPrefix(text[end:], lead) {
			continue
		}
		i := 0
		for i < len(words) && words[i].start < end+len(lead) {
			i++
		}
		n := i
		for n < len(words) && n-i < 7 && words[n].capital && (n == i || text[words[n-1].end:words[n].start] == " ") {
			n++
		}
		if n == i || notName[words[i].low] {
			return ""
		}
		name := text[words[i].start:words[n-1].end]
		if stem := firmStem(name); stem != "" {
			return stem
		}
		return name
	}
	return ""
}

// secondOf tells whether word i is an ordinal that tells a project from another: "a second complex",
// "Thailand's first complex".
func secondOf(text string, words []englishWord, i int) bool {
	switch words[i].low {
	case "first", "second", "third", "fourth", "fifth":
	default:
		return false
	}
	if i == 0 || words[i].capital || text[words[i-1].end:words[i].start] != " " {
		return false
	}
	w := words[i-1].low
	return w == "a" && words[i].low != "first" || possessor(w) != w && !dullWords[w] && words[i-1].capital
}

// joinsModifiers tells whether the "and" that is word i stands between two modifiers of the noun that
// follows, which has an article or an amount before the first: "a pulp and paper mill", not "a road and
// power station".
func joinsModifiers(text string, words []englishWord, i int, qs []quantity.Quantity) bool {
	x := words[i-1]
	if x.capital || isProjectHead(x.low) || englishNameStop[x.low] && !strings.HasSuffix(x.low, "ing") || text[x.end:words[i].start] != " " || text[words[i].end:words[i+1].start] != " " || words[i+1].capital {
		return false
	}
	for k := i - 2; k >= 0 && k > i-5; k-- {
		gap := text[words[k].end:words[k+1].start]
		for _, q := range qs {
			if q.Dim == quantity.Money && q.Start <= words[k].start && words[k].end <= q.End {
				return strings.TrimSpace(gap) == ""
			}
		}
		if strings.TrimSpace(gap) != "" {
			return amountIn(qs, words[k].end, words[k+1].start) >= 0
		}
		switch words[k].low {
		case "a", "an":
			return true
		}
		if determiner(words[k].low) {
			return true
		}
		if englishNameStop[words[k].low] || isProjectHead(words[k].low) || finite[words[k].low] {
			return false
		}
	}
	return false
}

// townBefore finds a town and its state that stand between commas before a project's noun: "its Elmira,
// N.Y., plant", "the Salina, Kansas flour mill"; k is the word before name. n is the town's word, -1 for none.
func townBefore(text string, words []englishWord, k int, name []englishWord) (n int, place string) {
	town := func(n int, state englishWord) (int, string) {
		if n < 0 || !words[n].capital || notName[words[n].low] || strings.TrimSpace(text[words[n].end:state.start]) != "," {
			return -1, ""
		}
		from := n
		for from > 0 && words[from-1].capital && !notName[words[from-1].low] && text[words[from-1].end:words[from].start] == " " {
			from--
		}
		return n, text[words[from].start:state.end]
	}
	if usStates[name[0].low] && name[0].capital && len(name) > 1 {
		return town(k, name[0])
	}
	if gap := strings.TrimSpace(text[words[k].end:name[0].start]); usStates[words[k].low] && words[k].capital && (gap == "," || gap == ".,") {
		return town(k-1, words[k])
	}
	return -1, ""
}

// routeEnd is the end of the route that follows a railway's or a road's noun: "linking Hotan and
// Ruoqiang", "from Almaty to Khorgos"; 0 when none does.
func routeEnd(text string, words []englishWord, i int, head string) int {
	if !strings.HasSuffix(head, "way") && !strings.HasSuffix(head, "road") && !strings.HasSuffix(head, "line") && head != "canal" && head != "bridge" && head != "tunnel" {
		return 0
	}
	if i+2 >= len(words) || text[words[i].end:words[i+1].start] != " " {
		return 0
	}
	switch words[i+1].low {
	case "linking", "connecting", "between", "from":
	default:
		return 0
	}
	end, places := 0, 0
	for k := i + 2; k < len(words) && k < i+9; k++ {
		if strings.Trim(text[words[k-1].end:words[k].start], " ") != "" {
			break
		}
		if words[k].capital {
			end = words[k].end
			places++
			continue
		}
		if places == 0 || words[k].low != "and" && words[k].low != "to" && words[k].low != "with" {
			break
		}
	}
	if places < 2 {
		return 0
	}
	return end
}

// sizes are the dimensions that a project's name can have before it.
var sizes = map[quantity.Dimension]bool{quantity.Power: true, quantity.Length: true, quantity.Area: true, quantity.Mass: true, quantity.Volume: true, quantity.Energy: true}

// amountIn is the index of the amount that lies between two offsets, or -1.
func amountIn(qs []quantity.Quantity, from, to int) int {
	for i, q := range qs {
		if q.Start >= from && q.End <= to {
			return i
		}
	}
	return -1
}
