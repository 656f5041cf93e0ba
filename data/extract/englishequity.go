package extract

import (
	"strings"

	"wenxiang/data/quantity"
)

// equity reads who holds which share: "X would have 75 pct of the equity in Y", "X 75 pct and Z 25
// pct", "51 pct owned by X".
func (s *englishScene) equity() {
	spoken := false
	for _, w := range s.words {
		spoken = spoken || ownNouns[w.low] && w.low != "capital" && w.low != "holding" || w.low == "owned" || w.low == "owns" || w.low == "own" || w.low == "hold" || w.low == "holds" || w.low == "holding" || w.low == "joint-venture"
	}
	for i, w := range s.words {
		spoken = spoken || s.shares && ownVerbs[w.low]
		if w.low == "of" && i+2 < len(s.words) && i > 0 && (s.words[i-1].low == "pct" || s.words[i-1].low == "percent" || s.words[i-1].low == "cent" || s.text[w.start-2] == '%') && determiner(s.words[i+1].low) && generalHeads[s.words[i+2].low] {
			spoken = true // 60 pct of the venture
		}
	}
	s.holders = s.shares
	s.shares = false
	if s.holders {
		spoken = spoken || strings.Contains(s.text, "remaining") || strings.Contains(s.text, "the rest")
	}
	if !spoken && !strings.Contains(s.text, "joint venture") && !strings.Contains(s.text, "consortium") && !strings.Contains(s.text, "shareholders") {
		return
	}
	venture := s.ventureOf()
	any := false
	for i, q := range s.qs {
		if q.Dim != quantity.Percent || s.used[i] || s.ofSomethingElse(i) || s.moved(q.Start) && !ownedBy(s.text[q.End:]) {
			continue
		}
		holder, ok := s.holderOf(i, any)
		if !ok {
			continue
		}
		any, s.shares = true, true
		s.used[i] = true
		if all := s.eachHolder(i); len(all) > 1 {
			holder = all[0]
			defer func(from int) { // the others hold as much
				for _, o := range all[1:] {
					for _, f := range s.facts[from:] {
						if f.Metric == "equity_share" && f.Subject == all[0].name && f.Printed == q.Printed {
							f.Subject, f.SubjectKind = o.name, o.kind
							s.emit(f)
							break
						}
					}
				}
			}(len(s.facts))
		}
		f := s.base(i, holder)
		f.Metric, f.Label, f.Role = "equity_share", "equity stake", Share
		f.Base = "whole"
		f.Period = Period{}
		f.Project = venture.Project
		f.Company = venture.Company
		if f.Company == "" || f.Company == holder.name {
			f.Company = holder.company
		}
		f.Place = venture.Place
		if v := venture.Company; v != "" && v != holder.name {
			f.Label = "equity stake in " + v
		} else if f.Project != "" {
			f.Label = "equity stake in the " + f.Project
		}
		f.Carried = append([]string{venture.Company, venture.Project}, s.carried...)
		s.emit(f)
	}
}

// ofSomethingElse tells whether percentage i is of what nobody holds shares in: 35 pct of the cost.
func (s *englishScene) ofSomethingElse(i int) bool {
	w := s.after(s.qs[i].End, 5)
	if len(w) == 0 || w[0].low != "of" {
		return false
	}
	for _, x := range w[1:] {
		if ownNouns[x.low] {
			return false
		}
		if notEquity[x.low] {
			return true
		}
	}
	return false
}

// eachHolder are the parties of which each holds percentage i: "A and B will each own 25 pct".
func (s *englishScene) eachHolder(i int) (out []englishOwner) {
	each := -1
	for _, w := range s.before(s.qs[i].Start, 5) {
		if w.low == "each" {
			each = w.start
		}
	}
	if each < 0 {
		return nil
	}
	from := s.clauseStart(each)
	if i > 0 && s.qs[i-1].End < each {
		from = max(from, s.qs[i-1].End)
	}
	for n := 0; n < len(s.words); n++ {
		if w := s.words[n]; w.start < from || w.end > each || !w.capital {
			continue
		}
		m := n
		for m+1 < len(s.words) && s.words[m+1].capital && s.words[m+1].end <= each && s.text[s.words[m].end:s.words[m+1].start] == " " {
			m++
		}
		name := s.text[s.words[n].start:s.words[m].end]
		if !notName[s.words[n].low] || m > n {
			if f := s.firmByName(name); f != nil {
				name = f.says()
			}
			out = append(out, englishOwner{kind: CompanySubject, name: name, company: name})
		}
		n = m
	}
	return out
}

func ownedBy(rest string) bool {
	w := englishWords(firstBytes(rest, 20))
	return len(w) > 1 && (w[0].low == "owned" || w[0].low == "held") && w[1].low == "by"
}

// ventureOf is the firm or project whose shares a sentence speaks of.
func (s *englishScene) ventureOf() Fact {
	f := Fact{}
	o := s.inMind()
	if o.project != nil {
		f = s.fact(o, 0, 0)
		f.Phase = ""
	}
	for _, m := range s.mentions {
		if m.kind != companyMention || m.name == "" {
			continue
		}
		if rest := s.text[m.end:]; strings.HasPrefix(rest, " is ") && len(s.qs) > 0 && s.qs[0].Start < m.end+12 && ownedBy(s.text[s.qs[0].End:]) {
			f.Company = s.firmOwner(m.name).name // X is 32 pct owned by Y
			continue
		}
		w := s.before(m.start, 2)
		if len(w) == 0 && strings.HasSuffix(strings.TrimRight(s.text[:m.start], " <"), "venture,") || len(w) > 0 && (w[len(w)-1].low == "in" || w[len(w)-1].low == "of" && len(w) > 1 && ownNouns[w[0].low]) {
			f.Company = m.name
			if s.main != nil && s.main.company == "" && len(s.projects) <= 1 {
				s.main.company = m.name
			}
		}
	}
	if f.Company == "" && s.main != nil {
		f.Company = s.main.company
	}
	return f
}

// holderOf is who holds percentage i.
func (s *englishScene) holderOf(i int, listed bool) (englishOwner, bool) {
	q := s.qs[i]
	// 51 pct owned by X; X 75 pct
	if rest := s.text[q.End:]; ownedBy(rest) {
		for _, m := range s.mentions {
			if m.start >= q.End && (m.kind == companyMention || m.kind == placeMention && !strings.HasPrefix(s.text[m.end:], "'s") && !strings.HasPrefix(s.text[m.end:], "’s")) {
				return s.partyOwner(m), true
			}
		}
		return s.partyByWords(q.End + strings.Index(rest, "by") + 2)
	}
	if o, ok := s.bracketed(q.Start); ok {
		return o, true
	}
	if o, ok := s.goesTo(q.End); ok && listed || ok && s.holders {
		return o, true
	}
	prev := 0
	if i > 0 {
		prev = s.qs[i-1].End
	}
	own := false
	for _, w := range s.words {
		if w.start >= prev && w.end <= q.Start && ownVerbs[w.low] || w.start >= q.End && w.start-q.End < 40 && ownNouns[w.low] {
			own = true
		}
	}
	for k := len(s.mentions) - 1; k >= 0; k-- {
		m := s.mentions[k]
		if m.end > q.Start || m.start < prev || m.kind != companyMention && m.kind != placeMention {
			continue
		}
		w := s.before(m.start, 2)
		if len(w) > 0 && (w[len(w)-1].low == "in" || w[len(w)-1].low == "from") {
			continue
		}
		if m.kind == placeMention && k > 0 && s.mentions[k-1].kind == companyMention && strings.TrimSpace(s.text[s.mentions[k-1].end:m.start]) == "of" { // <Prairie Coal Corp> of Calgary
			return s.partyOwner(s.mentions[k-1]), true
		}
		if rest := s.text[m.end:]; m.kind == placeMention && (strings.HasPrefix(rest, "'s ") || strings.HasPrefix(rest, "’s ")) { // Japan's Sumida Metals
			if o, ok := s.partyByWords(m.end + strings.Index(rest, " ")); ok {
				return o, true
			}
		}
		if m.kind == placeMention && len(w) > 1 && w[1].low == "of" && w[0].capital { // Kanda Metals of Japan
			if o, ok := s.partyByWords(w[0].start); ok {
				return o, true
			}
		}
		gap := strings.Trim(s.text[m.end:q.Start], " ,(:")
		direct := gap == "" || gap == "with" || gap == "about" || strings.HasPrefix(gap, "the remaining") || gap == "the other"
		if direct || own {
			if m.kind == placeMention && !direct && s.hasFirmIn(prev, q.Start) {
				continue
			}
			return s.partyOwner(m), true
		}
	}
	if own || listed {
		// a party without a legal form: "the Thai partner 30 pct"
		from := prev
		for _, w := range reversed(s.before(q.Start, 7)) {
			if finite[w.low] || ownVerbs[w.low] || w.low == "will" || w.low == "would" {
				continue
			}
			if w.start < from {
				break
			}
			if o, ok := s.partyByWords(w.start); ok && w.capital {
				for _, m := range s.mentions { // <Prairie Coal Corp> of Calgary
					if m.kind == companyMention && m.end <= w.start && strings.TrimSpace(s.text[m.end:w.start]) == "of" {
						return s.partyOwner(m), true
					}
				}
				return o, true
			}
		}
	}
	return englishOwner{}, false
}

// goesTo is the party to which a share goes: "the remaining 10 pct will go to the bank's trust arm".
func (s *englishScene) goesTo(offset int) (englishOwner, bool) {
	w := s.after(offset, 4)
	n := 0
	for n < len(w) && (w[n].low == "will" || w[n].low == "would" || w[n].low == "is" || w[n].low == "to") {
		n++
	}
	if n+1 >= len(w) || w[n].low != "go" && w[n].low != "goes" && w[n].low != "belong" && w[n].low != "belongs" && w[n].low != "going" || w[n+1].low != "to" {
		return englishOwner{}, false
	}
	for _, m := range s.mentions {
		if m.kind == companyMention && m.name != "" && m.start >= w[n+1].end && m.start-w[n+1].end < 6 {
			return s.partyOwner(m), true
		}
	}
	y := s.after(w[n+1].end, 8)
	from := 0
	for from < len(y) && determiner(y[from].low) {
		from++
	}
	to := from
	for to < len(y) && !finite[y[to].low] && y[to].low != "and" && y[to].low != "for" && y[to].low != "at" {
		to++
	}
	if to == from || to-from > 5 || !y[from].capital && !lenderNouns[y[to-1].low] && !firmBack[y[to-1].low] && y[to-1].low != "arm" && y[to-1].low != "bank" && y[to-1].low != "partner" && y[to-1].low != "government" && y[to-1].low != "shareholders" {
		return englishOwner{}, false
	}
	name := s.text[y[from].start:y[to-1].end]
	return englishOwner{kind: CompanySubject, name: name, company: name}, true
}

// bracketed is the party whose share stands in a bracket behind its name: "Ogun State Government (18%)".
func (s *englishScene) bracketed(offset int) (englishOwner, bool) {
	before := strings.TrimRight(s.text[:offset], " ")
	if !strings.HasSuffix(before, "(") {
		return englishOwner{}, false
	}
	open := len(strings.TrimRight(strings.TrimSuffix(before, "("), " >"))
	for _, m := range s.mentions {
		if m.kind == companyMention && m.name != "" && m.end >= open && m.end <= open+2 {
			return s.firmOwner(m.name), true
		}
	}
	i := len(s.words) - 1
	for i >= 0 && s.words[i].end > open {
		i--
	}
	if i >= 0 && s.words[i].end == open && s.words[i].low == "government" {
		return englishOwner{kind: CompanySubject, name: "government", company: "government"}, true
	}
	if i < 0 || s.words[i].end != open || !s.words[i].capital {
		return englishOwner{}, false
	}
	first := i
	for first > 0 && strings.TrimSpace(s.text[s.words[first-1].end:s.words[first].start]) == "" &&
		(s.words[first-1].capital || s.words[first-1].low == "of" && first > 1 && s.words[first-2].capital) {
		first--
	}
	name := s.text[s.words[first].start:s.words[i].end]
	return englishOwner{kind: CompanySubject, name: name, company: name}, true
}

func (s *englishScene) hasFirmIn(from, to int) bool {
	for _, m := range s.mentions {
		if m.kind == companyMention && m.start >= from && m.end <= to {
			return true
		}
	}
	return false
}

func (s *englishScene) partyOwner(m englishMention) englishOwner {
	if m.kind == placeMention {
		return englishOwner{kind: PlaceSubject, name: m.name, place: m.name}
	}
	return s.firmOwner(m.name)
}

// partyByWords takes the capitalised words around an offset for a party's name.
func (s *englishScene) partyByWords(offset int) (englishOwner, bool) {
	i := s.wordAt(offset)
	if i < len(s.words) && determiner(s.words[i].low) {
		i++
	}
	if i >= len(s.words) || !s.words[i].capital || notName[s.words[i].low] {
		return englishOwner{}, false
	}
	for i > 0 && s.words[i-1].capital && !notName[s.words[i-1].low] && strings.TrimSpace(s.text[s.words[i-1].end:s.words[i].start]) == "" {
		i--
	}
	j := i
	for j+1 < len(s.words) && (s.words[j+1].capital || s.words[j+1].low == "partner" || s.words[j+1].low == "side" || s.words[j+1].low == "government") && strings.TrimSpace(s.text[s.words[j].end:s.words[j+1].start]) == "" {
		j++
	}
	name := s.text[s.words[i].start:s.words[j].end]
	return englishOwner{kind: CompanySubject, name: name, company: name}, true
}
