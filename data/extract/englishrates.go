package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// equity reads who holds which share: "X would have 75 pct of the equity in Y", "X 75 pct and Z 25
// pct", "51 pct owned by X".
func (s *englishScene) equity() {
	spoken := false
	for _, w := range s.words {
		spoken = spoken || ownNouns[w.low] && w.low != "capital" && w.low != "holding" || w.low == "owned" || w.low == "owns" || w.low == "own" || w.low == "hold" || w.low == "holds" || w.low == "holding" || w.low == "joint-venture"
	}
	if !spoken && !strings.Contains(s.text, "joint venture") {
		return
	}
	venture := s.ventureOf()
	any := false
	for i, q := range s.qs {
		if q.Dim != quantity.Percent || s.used[i] || s.moved(q.Start) && !ownedBy(s.text[q.End:]) {
			continue
		}
		holder, ok := s.holderOf(i, any)
		if !ok {
			continue
		}
		any = true
		s.used[i] = true
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
		w := s.before(m.start, 1)
		if len(w) > 0 && (w[0].low == "in" || w[0].low == "from") {
			continue
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
				return o, true
			}
		}
	}
	return englishOwner{}, false
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

// direction is the word of rising or falling that makes figure i a change, with its sign: "up 5.2
// percent", "grew by 8 pct", "a 12 pct rise".
func (s *englishScene) direction(i int) (sign int, before bool) {
	q := s.qs[i]
	w := s.before(q.Start, 4)
	if len(w) > 0 && w[len(w)-1].low == "by" || len(w) > 1 && w[len(w)-2].low == "by" { // raise GDP by 6 percent
		w = s.before(q.Start, 7)
		for n := len(w) - 1; n >= 0 && w[len(w)-1].low != "to"; n-- {
			if englishUp[w[n].low] {
				return 1, true
			}
			if englishDown[w[n].low] {
				return -1, true
			}
		}
	}
	for n := len(w) - 1; n >= 0; n-- {
		switch {
		case englishUp[w[n].low]:
			return 1, true
		case englishDown[w[n].low]:
			return -1, true
		case w[n].low == "by", w[n].low == "of", w[n].low == "a", w[n].low == "an", w[n].low == "about", w[n].low == "nearly", w[n].low == "over", w[n].low == "rate", w[n].low == "some", w[n].low == "at", w[n].low == "another", w[n].low == "further", w[n].low == "around", s.inPeriod(w[n]):
			continue
		}
		break
	}
	for _, x := range s.after(q.End, 2) {
		switch {
		case englishUp[x.low] && x.low != "up":
			return 1, false
		case englishDown[x.low] && x.low != "down":
			return -1, false
		case x.low == "year-on-year" || x.low == "annual":
			continue
		}
		break
	}
	return 0, false
}

// rate binds a percentage, a difference of percentages or a multiple.
func (s *englishScene) rate(i int) {
	q := s.qs[i]
	if s.prior(i) {
		return
	}
	if q.Dim == quantity.Points {
		if s.gap(i) {
			return
		}
	}
	sign, _ := s.direction(i)
	if sign != 0 && !s.toward(i) {
		s.used[i] = true // a level may follow: "rose 8 pct to 420,000 tonnes"
		s.growth(i, sign)
		return
	}
	if h, ok := s.measureBefore(i); ok && !s.shareOf(i) && h.Key != "project_count" {
		f := s.base(i, s.ownerFor(h.Key, q.Start))
		f.Metric, f.Label = h.Key, s.label(h)
		if f.Subject != "" {
			s.level(i, f)
		}
		return
	}
	label := s.openLabel(i)
	if s.shareOf(i) {
		f := s.base(i, s.subjectOwner(q.Start))
		f.Role, f.Base, f.Label = Share, "whole", label
		if i+1 == len(s.qs) || s.qs[i+1].Start > q.End {
			end := len(s.text)
			if i+1 < len(s.qs) {
				end = s.qs[i+1].Start
			}
			for _, b := range vocabulary.FindBases(s.text[q.End:end]) {
				if b.Key == "plan" || b.Key == "nation" || b.Key == "province" {
					f.Base = b.Key
				}
				break
			}
		}
		if f.Base == "plan" {
			label = ""
		}
		if len(s.levels) > 0 && (label == "" || strings.HasPrefix(label, "account")) {
			l := s.facts[s.levels[len(s.levels)-1]]
			o := f
			f = l
			f.Compare, f.Role, f.Base = nil, Share, o.Base
			f.Value, f.Max, f.Unit, f.Dim, f.Approx, f.Printed, f.Per = o.Value, o.Max, o.Unit, o.Dim, o.Approx, o.Printed, ""
		}
		if f.Subject != "" && f.Label != "" {
			s.facts = append(s.facts, f)
		}
		return
	}
	if label == "" {
		return
	}
	f := s.base(i, s.countOwner("", q.Start))
	f.Label = label
	if f.Subject != "" {
		s.level(i, f)
	}
}

// shareOf tells whether percentage i is a part of a whole.
func (s *englishScene) shareOf(i int) bool {
	q := s.qs[i]
	w := s.after(q.End, 3)
	if len(w) > 1 && w[0].low == "of" {
		return true
	}
	for _, x := range s.before(q.Start, 4) {
		if strings.HasPrefix(x.low, "account") || x.low == "share" || x.low == "proportion" || x.low == "representing" {
			return true
		}
	}
	return false
}

// gap binds points above or below an average.
func (s *englishScene) gap(i int) bool {
	q := s.qs[i]
	rest := s.text[q.End:]
	if i+1 < len(s.qs) {
		rest = s.text[q.End:s.qs[i+1].Start]
	}
	hits := englishGaps.Find(rest)
	if len(hits) == 0 || len(englishWords(rest[:hits[0].Start])) > 1 {
		return false
	}
	target, ok := s.lastChange()
	if !ok {
		return false
	}
	f := target
	f.Compare = nil
	f.Role = Gap
	f.Value, f.Max, f.Unit, f.Dim, f.Approx, f.Printed, f.Per = q.Value, q.Max, q.Unit, q.Dim, q.Approx, q.Printed, ""
	if hits[0].Key == "below" {
		f.Value = f.Value.Neg()
	}
	f.Base = strings.TrimSpace(strings.Trim(rest[hits[0].End:], " .,"))
	for _, b := range vocabulary.FindBases(rest) {
		f.Base = b.Key
		break
	}
	if len(s.facts) > 0 {
		n := len(s.facts) - 1
		s.facts[n].Compare = append(s.facts[n].Compare, Comparison{Kind: f.Base, Value: f.Value, Unit: f.Unit, Words: strings.TrimSpace(s.text[q.Start:q.End] + firstBytes(rest, 40))})
	}
	s.facts = append(s.facts, f)
	return true
}

// lastChange is the fact of this sentence that a gap is about: the last growth, else the last level.
func (s *englishScene) lastChange() (Fact, bool) {
	for k := len(s.facts) - 1; k >= 0; k-- {
		if s.facts[k].Quote != s.quote {
			break
		}
		if s.facts[k].Role == Growth || s.facts[k].Role == Level || s.facts[k].Role == Share {
			return s.facts[k], true
		}
	}
	return Fact{}, false
}

// growth binds a change to the level before it, or to the measure that rises.
func (s *englishScene) growth(i, sign int) bool {
	q := s.qs[i]
	var f Fact
	h, measured := s.measureForGrowth(i)
	switch {
	case measured && (len(s.levels) == 0 || h.Start > s.levelEnd()):
		f = s.base(i, s.ownerFor(h.Key, q.Start))
		f.Metric, f.Label = h.Key, s.label(h)
	case len(s.levels) > 0:
		l := s.facts[s.levels[len(s.levels)-1]]
		f = s.base(i, englishOwner{})
		v := f
		f = l
		f.Compare = nil
		f.Value, f.Max, f.Unit, f.Dim, f.Approx, f.Printed, f.Per, f.Clause = v.Value, v.Max, v.Unit, v.Dim, v.Approx, v.Printed, v.Per, v.Clause
	default:
		label := s.growthLabel(i)
		if label == "" {
			return false
		}
		f = s.base(i, s.subjectOwner(q.Start))
		f.Label = label
	}
	f.Role = Growth
	if sign < 0 && f.Value.Sign() > 0 {
		f.Value = f.Value.Neg()
		if f.Max != nil {
			m := f.Max.Neg()
			f.Value, f.Max = m, nil
		}
	}
	f.Base = s.baseAfter(i)
	if f.Subject == "" {
		return false
	}
	if len(s.levels) > 0 {
		n := s.levels[len(s.levels)-1]
		if s.facts[n].Metric == f.Metric && s.facts[n].Label == f.Label {
			s.facts[n].Compare = append(s.facts[n].Compare, Comparison{Kind: f.Base, Value: f.Value, Unit: f.Unit, Words: strings.TrimSpace(s.text[s.qs[i].Start:s.qs[i].End])})
		}
	}
	s.facts = append(s.facts, f)
	return true
}

// levelEnd is where the last level's figure stands.
func (s *englishScene) levelEnd() int {
	if len(s.levels) == 0 {
		return 0
	}
	return strings.Index(s.text, s.facts[s.levels[len(s.levels)-1]].Printed)
}

// measureForGrowth is the measure that figure i says has changed: before the verb, or after "rise in".
func (s *englishScene) measureForGrowth(i int) (vocabulary.Hit, bool) {
	q := s.qs[i]
	prev := 0
	if i > 0 {
		prev = s.qs[i-1].End
	}
	for k := len(s.measures) - 1; k >= 0; k-- {
		h := s.measures[k]
		if h.End <= q.Start && h.Start >= prev && h.Key != "project_count" {
			return h, true
		}
	}
	for _, h := range s.measures {
		if h.Start >= q.End && h.Start-q.End < 40 && strings.Contains(s.text[q.End:h.Start], " in ") {
			return h, true
		}
	}
	return vocabulary.Hit{}, false
}

// growthLabel is the subject of the verb of rising or falling, up to five words.
func (s *englishScene) growthLabel(i int) string {
	w := s.before(s.qs[i].Start, 12)
	n := len(w)
	for n > 0 && !(englishUp[w[n-1].low] || englishDown[w[n-1].low]) {
		n--
	}
	n--
	for n > 0 && (finite[w[n-1].low] || englishLinks[w[n-1].low] || s.inPeriod(w[n-1])) {
		n--
	}
	from := n
	for from > 0 && n-from < 5 && !finite[w[from-1].low] && !determiner(w[from-1].low) && !s.inPeriod(w[from-1]) {
		from--
	}
	if n <= from || n < 0 {
		return ""
	}
	return s.text[w[from].start:w[n-1].end]
}

// baseAfter is what a change is relative to; a change that says nothing is from the year before.
func (s *englishScene) baseAfter(i int) string {
	end := len(s.text)
	if i+1 < len(s.qs) {
		end = s.qs[i+1].Start
	}
	for _, b := range vocabulary.FindBases(s.text[s.qs[i].End:end]) {
		if b.Key == "yoy" || b.Key == "mom" || b.Key == "annual_avg" || b.Key == "period_start" || b.Key == "last_year" {
			if b.Key == "last_year" {
				return "yoy"
			}
			return b.Key
		}
	}
	for _, b := range vocabulary.FindBases(s.text[:s.qs[i].Start]) {
		if b.Key == "annual_avg" || b.Key == "mom" {
			return b.Key
		}
	}
	return "yoy"
}

// change binds an amount by which something has changed: "an increase of 2 billion yuan".
func (s *englishScene) change(i int) bool {
	q := s.qs[i]
	sign, before := s.direction(i)
	if sign == 0 || !before || s.toward(i) || len(s.levels) == 0 {
		return false
	}
	if s.facts[s.levels[len(s.levels)-1]].Dim != q.Dim {
		return false
	}
	return s.growth(i, sign)
}

// rank binds a standing to the level or growth that it ranks.
func (s *englishScene) rank(i int) {
	q := s.qs[i]
	f, ok := s.lastChange()
	if ok {
		f.Compare = nil
	} else {
		f = s.base(i, s.subjectOwner(q.Start))
		f.Label = s.growthLabel(i)
		if hits := vocabulary.FindMeasures(s.text); len(hits) > 0 {
			f.Metric, f.Label = hits[0].Key, hits[0].Word
		}
	}
	f.Role = Rank
	f.Value, f.Max, f.Unit, f.Dim, f.Approx, f.Printed, f.Per = q.Value, q.Max, q.Unit, q.Dim, q.Approx, q.Printed, ""
	w := s.after(q.End, 6)
	f.Base = ""
	if len(w) > 0 {
		f.Base = s.text[w[0].start:w[len(w)-1].end]
	}
	if f.Label != "" && f.Subject != "" {
		s.facts = append(s.facts, f)
	}
}
