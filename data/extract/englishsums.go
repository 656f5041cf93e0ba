package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// englishRateKeys are the times of rates by their words.
var englishRateKeys = englishPairs("rate_word")

// partOfNext reads a number that is a part of the count behind it or shares its noun: "about 195 of the
// plant's 425 employees", "15 large and seven small berths".
func (s *englishScene) partOfNext(i int) bool {
	if i+1 >= len(s.qs) || s.qs[i+1].Dim != quantity.Count || s.qs[i+1].Unit == "projects" {
		return false
	}
	q, next := s.qs[i], s.qs[i+1]
	gap := englishWords(s.text[q.End:next.Start])
	if len(gap) == 0 || strings.ContainsAny(s.text[q.End:next.Start], ",;:().") {
		return false
	}
	noun := s.nounPhrase(i + 1)
	label := ""
	switch {
	case gap[0].low == "of" && len(gap) < 7 && q.Value.LessThan(next.Value) && (len(gap) == 1 || determiner(gap[1].low) || gap[1].low == "a" || possessor(lastWord(gap)) != lastWord(gap)):
		label = noun
		if w := s.before(q.Start, 1); len(w) > 0 && !finite[w[0].low] && !englishNameStop[w[0].low] {
			label = w[0].low + " " + noun // affecting employees
		} else if w := s.after(next.End, 4); len(w) > 1 && (beVerbs[w[0].low] || w[0].low == "will" || w[0].low == "would") {
			label = noun + " that " + s.text[w[0].start:w[len(w)-1].end]
		}
	case lastWord(gap) == "and" && len(gap) <= 3 && !strings.Contains(noun, " and ") && len(englishWords(noun)) > 1:
		label = strings.TrimSuffix(s.text[q.End+gap[0].start:q.End+gap[len(gap)-1].start], " ")
		label = strings.TrimSpace(label) + " " + noun[englishWords(noun)[1].start:]
	default:
		return false
	}
	o := s.countOwner("", q.Start)
	if site, ok := s.siteOfWorkers(i); ok && workers[next.Unit] {
		o = site
	}
	f := s.base(i, o)
	f.Label, f.Unit, f.Dim = label, next.Unit, quantity.Count
	if lastWord(gap) == "and" && q.Per != "" { // 880 hourly and 130 salaried employees: the first word says which
		for _, w := range englishWords(s.text[q.NumStart:next.Start]) {
			if englishRateKeys[w.low] == q.Per {
				f.Per, f.Label = "", w.low+" "+strings.TrimSpace(label)
			}
		}
		if f.Per != "" {
			return false
		}
	}
	if gap[0].low == "of" {
		f.Role = Part
	}
	if strings.HasSuffix(noun, "jobs") || workers[next.Unit] && gap[0].low != "of" && s.speaksOfPosts(s.clauseStart(q.Start), q.Start) {
		f.Metric = "jobs"
	} else if gap[0].low == "of" {
		for _, h := range vocabulary.FindMeasures(noun) {
			if h.End == len(noun) && takes(h.Key, quantity.Count) && h.Key != "project_count" {
				f.Metric = h.Key
			}
		}
	}
	return s.emit(f) >= 0
}

func lastWord(w []englishWord) string { return w[len(w)-1].low }

// remaining reads what of a sum goes into another thing: "will spend 4.7 billion yuan to build a mill and the
// remaining 900 million yuan to build a power station".
func (s *englishScene) remaining(i int) bool {
	q := s.qs[i]
	w := s.before(q.Start, 2)
	if len(w) == 0 {
		return false
	}
	switch w[len(w)-1].low {
	case "remaining", "rest", "other":
	default:
		return false
	}
	next := len(s.text)
	for _, x := range s.qs[i+1:] {
		if x.Dim == quantity.Money && !s.inBracket(x.Start) {
			next = x.Start
			break
		}
	}
	for k, m := range s.mentions {
		if m.start < q.End || m.start > next || m.kind != projectMention && m.kind != backMention || !s.leadsTo(q.End, m.start) {
			continue
		}
		f := s.base(i, s.ownerOf(k))
		f.Metric, f.Label, f.Period = "total_investment", "investment", Period{}
		s.emit(f)
		return true
	}
	return false
}

// inBracket tells whether an offset stands inside round brackets.
func (s *englishScene) inBracket(offset int) bool {
	return strings.LastIndexByte(s.text[:offset], '(') > strings.LastIndexByte(s.text[:offset], ')')
}

// loanOf reads a sum with its lender and its kind behind it: "a 130 mln dlr World Bank loan", "a 45 mln dlr
// credit from Kuwait"; and what is received from several: "loans totalling 390 mln dlrs from A and B".
func (s *englishScene) loanOf(i int) bool {
	q := s.qs[i]
	w := s.after(q.End, 8)
	n := 0
	for n < len(w) && n < 6 && (w[n].capital || w[n].low == "of" || w[n].low == "low-interest" || w[n].low == "soft" || w[n].low == "syndicated" || w[n].low == "concessional" || w[n].low == "in") && !loanNouns[w[n].low] {
		n++
	}
	if n < len(w) && loanNouns[w[n].low] {
		label := w[n].low
		if n > 0 && w[0].capital {
			if o, ok := s.partyBefore(w[0].start-1, w[n-1].end); ok {
				s.financing(i, o, label)
				return true
			}
		}
		if n+1 < len(w) && (w[n+1].low == "from" || w[n+1].low == "by") {
			return s.lentBy(i, w[n+1].end, label)
		}
		return false
	}
	if len(w) > 0 && w[0].low == "from" { // loans totalling 390 mln dlrs from A
		for _, x := range s.before(q.Start, 4) {
			if loanNouns[x.low] {
				return s.lentBy(i, w[0].end, x.low)
			}
		}
	}
	return false
}

// lentBy emits a sum that parties give whose names begin at an offset: one party lends it, of several the one
// who receives it is the owner.
func (s *englishScene) lentBy(i, offset int, label string) bool {
	at := s.wordAt(offset)
	if at < len(s.words) && determiner(s.words[at].low) {
		at++
	}
	end := at
	several := false
	for end < len(s.words) && end-at < 9 {
		x := s.words[end]
		if end > at && strings.TrimSpace(s.text[s.words[end-1].end:x.start]) != "" {
			break
		}
		if x.low == "and" && end+1 < len(s.words) && (s.words[end+1].capital || s.words[end+1].low == "the") {
			several = true
			end++
			continue
		}
		if !x.capital && x.low != "of" && x.low != "for" && x.low != "the" {
			break
		}
		end++
	}
	for end > at && !s.words[end-1].capital {
		end--
	}
	if end == at || !s.words[at].capital {
		return false
	}
	if several {
		o := s.subjectOwner(s.qs[i].Start)
		if o.name == "" {
			return false
		}
		f := s.base(i, o)
		f.Metric, f.Label, f.Period = "financing", label+" from "+s.text[s.words[at].start:s.words[end-1].end], Period{}
		s.emit(f)
		return true
	}
	o, ok := s.partyBefore(s.words[at].start-1, s.words[end-1].end)
	if !ok {
		return false
	}
	s.financing(i, o, label)
	return true
}

// partFrom reads who gives a part of a sum: "70 mln dlrs of the total would come from the World Bank and 45
// mln from the IFC".
func (s *englishScene) partFrom(i int) bool {
	w := s.after(s.qs[i].End, 10)
	n := 0
	if len(w) > 3 && w[0].low == "of" && determiner(w[1].low) {
		n = 3
	} else if i == 0 || len(s.facts) == 0 || s.facts[len(s.facts)-1].Metric != "financing" || s.facts[len(s.facts)-1].Quote != s.quote {
		return false
	}
	for n < len(w) && (w[n].low == "would" || w[n].low == "will" || w[n].low == "come" || w[n].low == "comes" || w[n].low == "be" || w[n].low == "is" || payVerbs[w[n].low]) {
		n++
	}
	if n >= len(w) || w[n].low != "from" && w[n].low != "by" {
		return false
	}
	before := len(s.facts)
	if !s.lentBy(i, w[n].end, "funds") || len(s.facts) == before {
		return false
	}
	f := &s.facts[len(s.facts)-1]
	if f.Dim == quantity.Bare {
		for k := i - 1; k >= 0; k-- {
			if s.qs[k].Dim == quantity.Money {
				f.Dim, f.Unit = quantity.Money, s.qs[k].Unit
				break
			}
		}
	}
	return true
}
