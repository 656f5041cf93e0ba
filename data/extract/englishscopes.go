package extract

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// partnerMeasures are measures of a place that are told for one field or partner at a time: investment in
// railways, exports of furniture, trade with Chile.
var partnerMeasures = englishSet("partner_measure")

// scopedLabel is a measure of a place with what narrows it: "state-owned investment", "exports of furniture
// and toys"; "" where nothing does.
func (s *englishScene) scopedLabel(h vocabulary.Hit) string {
	if !partnerMeasures[h.Key] {
		return ""
	}
	for _, m := range s.mentions {
		if (m.kind == projectMention || m.kind == phaseMention || m.kind == backMention) && m.start < h.End+30 {
			return ""
		}
	}
	start, end := h.Start, h.End
	w := s.before(h.Start, 5)
	for n := len(w) - 1; n >= 0; n-- {
		x := w[n]
		joined := x.low == "and" && n > 0 && strings.Contains(w[n-1].low, "-")
		if strings.TrimSpace(s.text[x.end:start]) != "" || !joined && (englishNameStop[x.low] && x.low != "new" || finite[x.low] || determiner(x.low) || x.low != possessor(x.low) || s.inPeriod(x) || s.inAmount(x) || englishUp[x.low] || englishDown[x.low] || s.inPlace(x)) {
			break
		}
		start = x.start
	}
	y := s.after(h.End, 9)
	if len(y) > 1 && (y[0].low == "in" || y[0].low == "of" || y[0].low == "to" || y[0].low == "from" || y[0].low == "by" || y[0].low == "with") && !s.inPeriod(y[1]) && !s.inAmount(y[1]) {
		n := 1
		for n < len(y) && !finite[y[n].low] && !englishUp[y[n].low] && !englishDown[y[n].low] && !s.inPeriod(y[n]) && !s.inAmount(y[n]) && y[n].low != "will" && y[n].low != "during" && !(n > 1 && (y[n].low == "in" || y[n].low == "by") && n+1 < len(y) && s.inPeriod(y[n+1])) {
			n++
		}
		for n > 1 && (y[n-1].low == "in" || y[n-1].low == "by" || y[n-1].low == "of" || y[n-1].low == "to" || y[n-1].low == "the" || y[n-1].low == "and" || y[n-1].low == "from") {
			n--
		}
		if n > 1 && !(s.inPlace(y[1]) && y[0].low == "in") {
			end = y[n-1].end
		}
	}
	if start == h.Start && end == h.End {
		return ""
	}
	return s.text[start:end]
}

// inPlace tells whether a word is part of a place's name.
func (s *englishScene) inPlace(w englishWord) bool {
	for _, m := range s.mentions {
		if m.kind == placeMention && m.start <= w.start && w.end <= m.end {
			return true
		}
	}
	return false
}

// ofSubject reads a measure that begins a clause with a long list of what it is of: "Exports of wool, hides,
// shoes and toys hit 52 billion yuan", "Chile's trade with members of the pact reached 9 bln dlrs".
func (s *englishScene) ofSubject(i int) bool {
	q := s.qs[i]
	from := s.clauseStart(q.Start)
	verb := -1
	for n, w := range s.words {
		if w.start >= from && w.end <= q.Start && (finite[w.low] || englishUp[w.low] || englishDown[w.low]) {
			verb = n
			break
		}
	}
	if verb < 0 || !s.plainGap(s.words[verb].end, q.Start) {
		return false
	}
	for n := verb - 1; n > 0 && s.words[n].start >= from; n-- {
		w, of := s.words[n-1], s.words[n]
		if of.low != "of" && of.low != "with" && of.low != "in" && of.low != "to" && of.low != "from" || s.text[w.end:of.start] != " " {
			continue
		}
		key, start := "", w.start
		if w.low == "trade" {
			key = "trade_total"
		}
		for _, h := range s.measures {
			if h.End == w.end {
				key, start = h.Key, h.Start
			}
		}
		if !partnerMeasures[key] {
			continue
		}
		if !takes(key, q.Dim) || n+1 < len(s.words) && s.inPeriod(s.words[n+1]) {
			return false
		}
		for _, m := range s.mentions { // investment in the plant
			if (m.kind == projectMention || m.kind == phaseMention || m.kind == backMention) && m.start >= w.end && m.start < q.Start {
				return false
			}
		}
		f := s.base(i, s.ownerFor(key, q.Start))
		f.Metric, f.Label = key, strings.TrimSpace(s.text[start:s.words[verb-1].end])
		s.level(i, f)
		return f.Subject != ""
	}
	return false
}

var nextFieldLead = regexp.MustCompile(`(?:,| and|, and|, while| while) (in|of|to|from|on|for) ([^,;0-9]{2,60}?) by (?:about |nearly |over )?$`)

// nextField reads the next field of a list of growths whose measure is told once: "Investment in railways
// rose by 21 percent to 290 billion yuan, in oil and gas by 8 percent to 128 billion yuan".
func (s *englishScene) nextField(i int) bool {
	q := s.qs[i]
	m := nextFieldLead.FindStringSubmatch(s.text[:q.Start])
	g, ok := s.lastChange()
	if m == nil || !ok || !partnerMeasures[g.Metric] && g.Metric != "" {
		return false
	}
	head, _, found := strings.Cut(g.Label, " "+m[1]+" ")
	if !found {
		return false
	}
	for k := len(s.facts) - 1; k >= 0 && s.facts[k].Quote == s.quote; k-- {
		if s.facts[k].Role == Growth {
			g = s.facts[k]
			break
		}
	}
	if g.Role != Growth {
		return false
	}
	v := s.base(i, englishOwner{kind: g.SubjectKind, name: g.Subject})
	g.Compare, g.Label = nil, head+" "+m[1]+" "+m[2]
	g.Value, g.Max, g.Approx, g.Printed, g.Clause, g.Period = v.Value, v.Max, v.Approx, v.Printed, v.Clause, v.Period
	s.used[i] = true
	s.facts = append(s.facts, g)
	if i+1 < len(s.qs) && s.toward(i+1) && (g.Metric == "" || takes(g.Metric, s.qs[i+1].Dim)) {
		l := s.base(i+1, englishOwner{kind: g.SubjectKind, name: g.Subject, place: g.Place})
		l.Metric, l.Label, l.Place = g.Metric, g.Label, g.Place
		s.used[i+1] = true
		s.emit(l)
	}
	return true
}

// partLying is what a part of a size is that lies somewhere or is of a kind: "of which 170 km lie in Shaanxi".
func (s *englishScene) partLying(i int) string {
	w := s.before(s.qs[i].Start, 3)
	if len(w) < 2 || w[len(w)-1].low != "which" && w[len(w)-1].low != "them" || w[len(w)-2].low != "of" {
		return ""
	}
	x := s.after(s.qs[i].End, 6)
	if len(x) < 2 {
		return ""
	}
	what := "length "
	switch s.qs[i].Dim {
	case quantity.Area:
		what = "area "
	case quantity.Length:
	default:
		what = "part "
	}
	return what + s.text[x[0].start:x[len(x)-1].end]
}

// inKind reads what a sum consists of behind it: "18 million dollars in tax incentives".
func (s *englishScene) inKind(i int) bool {
	w := s.after(s.qs[i].End, 5)
	if len(w) < 2 || w[0].low != "in" {
		return false
	}
	n := 1
	for n < len(w) && !w[n].capital && !englishNameStop[w[n].low] && !finite[w[n].low] && !s.inPeriod(w[n]) && !s.inAmount(w[n]) {
		n++
	}
	if n == 1 || !kindNouns[singularOf(w[n-1].low)] && !kindNouns[w[n-1].low] {
		return false
	}
	o := s.subjectOwner(s.qs[i].Start)
	if o.name == "" {
		o = s.inMind()
	}
	f := s.base(i, o)
	f.Label, f.Period = s.text[w[1].start:w[n-1].end], Period{}
	return s.emit(f) >= 0
}

// kindNouns end what a sum of money can consist of.
var kindNouns = englishSet("kind_noun")

// shareOfBefore reads what part of a whole the figure of the sentence before makes up: "The amount accounted
// for 34 percent of the total".
func (s *englishScene) shareOfBefore() (Fact, bool) {
	if len(s.words) < 2 || len(s.levels) > 0 {
		return Fact{}, false
	}
	first, second := s.words[0].low, s.words[1].low
	back := first == "it" || first == "this" || first == "that" || determiner(first) && (second == "amount" || second == "figure" || second == "sum" || second == "total" || second == "volume" || second == "value" || second == "number")
	if !back {
		return Fact{}, false
	}
	for k := len(s.facts) - 1; k >= 0; k-- {
		if f := s.facts[k]; f.Role == Level && f.Kind == QuantityFact && f.Quote != s.quote && (f.Dim == quantity.Money || f.Dim == quantity.Count || f.Dim == quantity.Mass || f.Dim == quantity.Volume) {
			return f, true
		}
	}
	return Fact{}, false
}
