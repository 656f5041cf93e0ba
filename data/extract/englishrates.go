package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

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
	if y := s.before(q.Start, 9); len(y) > 3 && (y[len(y)-1].low == "of" || y[len(y)-1].low == "between") { // growth in exports of 5 pct
		for n := 0; n+2 < len(y); n++ {
			if (y[n].low == "growth" || y[n].low == "increase" || y[n].low == "rise") && y[n+1].low == "in" && !s.inAmount(y[n]) {
				return 1, true
			}
		}
	}
	for n := len(w) - 1; n >= 0; n-- {
		switch {
		case w[n].low == "up" && n > 0 && (strings.HasPrefix(w[n-1].low, "put") || w[n-1].low == "made" || strings.HasPrefix(w[n-1].low, "mak")): // put up 430 mln yuan, makes up 30 percent of the total
			return 0, false
		case englishUp[w[n].low]:
			return 1, true
		case englishDown[w[n].low]:
			return -1, true
		case w[n].low == "by", w[n].low == "of", w[n].low == "a", w[n].low == "an", w[n].low == "about", w[n].low == "nearly", w[n].low == "over", w[n].low == "rate", w[n].low == "some", w[n].low == "at", w[n].low == "another", w[n].low == "further", w[n].low == "around", s.inPeriod(w[n]):
			continue
		}
		break
	}
	if x := s.after(q.End, 2); len(x) > 1 && x[1].low == "than" { // 18% more than in 2022
		switch x[0].low {
		case "more", "higher", "greater", "faster", "above":
			return 1, true
		case "less", "lower", "fewer", "below":
			return -1, true
		}
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
	if s.nextField(i) {
		return
	}
	sign, _ := s.direction(i)
	if sign != 0 && !s.toward(i) {
		s.used[i] = true // a level may follow: "rose 8 pct to 420,000 tonnes"
		s.growth(i, sign)
		return
	}
	if h, ok := s.measureBefore(i); ok && !s.shareOf(i) && h.Key != "project_count" && !takes(h.Key, quantity.Money) {
		f := s.base(i, s.ownerFor(h.Key, q.Start))
		f.Metric, f.Label = h.Key, s.label(h)
		if f.Subject != "" {
			s.level(i, f)
		}
		return
	}
	if s.goesAway(i) || s.fundedBy(i) {
		return
	}
	if w := s.after(q.End, 1); len(w) > 0 && (w[0].low == "complete" || w[0].low == "completed" || w[0].low == "finished") {
		o := s.inMind()
		if s.projectBefore(q.Start) {
			o = s.projectOwner(q.Start)
		}
		if name := s.numberedPart(q.Start); name != "" && s.main != nil { // Component 1 is 55 per cent complete
			f := s.base(i, s.ofProject(s.main, name))
			f.Metric, f.Label, f.Period = "progress_rate", w[0].low, Period{}
			s.emit(f)
			return
		}
		f := s.base(i, o)
		f.Label = strings.TrimSpace(s.text[s.clauseStart(q.Start):q.Start])
		if k := strings.LastIndex(f.Label, " is"); k > 0 && k == len(f.Label)-3 {
			f.Label = f.Label[:k]
		}
		f.Label += " " + w[0].low
		s.emit(f)
		return
	}
	label := s.openLabel(i)
	if np := s.beforeWhich(i); np != "" {
		label = np
	}
	if s.shareOf(i) {
		f := s.base(i, s.subjectOwner(q.Start))
		f.Role, f.Base, f.Label = Share, "whole", label
		if bases := vocabulary.FindBases(s.text[q.End:s.nextAmount(i)]); len(bases) > 0 {
			switch bases[0].Key {
			case "plan", "nation", "province":
				f.Base = bases[0].Key
			}
		}
		if f.Base == "plan" {
			label = ""
		}
		if g, ok := s.lastChange(); ok && len(s.levels) == 0 && g.Role == Growth && (label == "" || strings.HasPrefix(label, "account")) { // rose 6 pct and accounted for 58 pct of the total
			o := f
			f = g
			f.Compare, f.Role, f.Base = nil, Share, o.Base
			f.Value, f.Max, f.Unit, f.Dim, f.Approx, f.Printed, f.Per = o.Value, o.Max, o.Unit, o.Dim, o.Approx, o.Printed, ""
		}
		if l, ok := s.lastField(); ok && s.beforeWhich(i) != "" { // of all foreign investment, which the sentence before told
			f.Metric, f.Label = l.Metric, l.Label+" in "+label
		}
		if l, ok := s.shareOfBefore(); ok && len(englishWords(label)) < 4 {
			o := f
			f = l
			f.Compare, f.Role, f.Base, f.Quote, f.Clause, f.Carried = nil, Share, o.Base, o.Quote, o.Clause, o.Carried
			f.Value, f.Max, f.Unit, f.Dim, f.Approx, f.Printed, f.Per = o.Value, o.Max, o.Unit, o.Dim, o.Approx, o.Printed, ""
		}
		if len(s.levels) > 0 && (label == "" || strings.HasPrefix(label, "account") || label == "equal" || label == "or" || label == "equivalent") {
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

// fieldSubject is the field that a clause is about: "the service sector saw …"; "" for none.
func (s *englishScene) fieldSubject(offset int) string {
	from := s.clauseStart(offset)
	text, found := "", false
	for _, verb := range []string{" saw ", " absorbed ", " attracted ", " received ", " drew ", " recorded ", " accounted ", " took "} {
		if before, _, ok := strings.Cut(s.text[from:offset], verb); ok {
			text, found = before, true
			break
		}
	}
	if !found {
		text = s.subjectPhrase(offset)
	}
	np := englishWords(text)
	if len(np) > 0 && determiner(np[0].low) {
		np = np[1:]
	}
	if len(np) == 0 || len(np) > 5 {
		return ""
	}
	switch singularOf(np[len(np)-1].low) {
	case "sector", "industry", "field":
		return text[np[0].start:np[len(np)-1].end]
	}
	return ""
}

// lastField is the last level told of a measure that is told for one field at a time.
func (s *englishScene) lastField() (Fact, bool) {
	for k := len(s.facts) - 1; k >= 0; k-- {
		if f := s.facts[k]; f.Role == Level && f.Kind == QuantityFact {
			return f, partnerMeasures[f.Metric] && f.SubjectKind == PlaceSubject && !strings.Contains(f.Label, " in ")
		}
	}
	return Fact{}, false
}

// beforeWhich is what a share is of whose clause begins with "which": "the textile sector, which garnered 40 percent of
// the total"; "" for none.
func (s *englishScene) beforeWhich(i int) string {
	w := s.before(s.qs[i].Start, 4)
	if len(w) < 2 || w[0].low != "which" || w[0].start < 3 || s.text[w[0].start-2:w[0].start] != ", " {
		return ""
	}
	y := s.before(w[0].start-2, 5)
	n := len(y)
	for n > 0 && !determiner(y[n-1].low) && !englishNameStop[y[n-1].low] && !finite[y[n-1].low] {
		n--
	}
	if n == len(y) {
		return ""
	}
	return s.text[y[n].start:y[len(y)-1].end]
}

// numberedPart is the part of the main project that "component 2" before an offset means; "" for none.
func (s *englishScene) numberedPart(offset int) string {
	from := s.clauseStart(offset)
	low := strings.ToLower(s.text[from:offset])
	k := strings.Index(low, "component ")
	if k < 0 {
		return ""
	}
	n := 0
	for _, c := range low[k+len("component "):] {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int(c-'0')
	}
	if n < 1 || n > len(s.components) {
		return ""
	}
	return s.components[n-1]
}

// goesAway binds the part of an output that is exported or sold: "of which 40 pct will be exported".
func (s *englishScene) goesAway(i int) bool {
	w := s.after(s.qs[i].End, 6)
	n := 0
	for n < len(w) && (w[n].low == "will" || w[n].low == "would" || w[n].low == "to" || w[n].low == "be" || w[n].low == "is" || w[n].low == "are" || w[n].low == "was" || w[n].low == "were" || w[n].low == "of" || w[n].low == "its" || w[n].low == "the" || w[n].low == "output" || w[n].low == "production" || w[n].low == "for") {
		n++
	}
	if n == len(w) {
		return false
	}
	label := ""
	switch w[n].low {
	case "exported", "export":
		label = "share exported"
	case "sold":
		label = "share sold"
	case "go", "goes", "going", "went", "shipped":
		label = "share that " + s.text[w[n].start:w[len(w)-1].end]
	default:
		return false
	}
	f := s.base(i, s.ownerFor("capacity", s.qs[i].Start))
	f.Role, f.Base, f.Label = Share, "whole", label
	if f.Modality == Actual {
		f.Modality = s.modality(w[n].end)
	}
	if f.Subject != "" {
		s.facts = append(s.facts, f)
	}
	return true
}

// fundedBy binds the part of a cost that somebody pays: "of which 20 per cent will be funded by internal
// resources and 80 per cent by bank loans".
func (s *englishScene) fundedBy(i int) bool {
	paid := false
	for _, x := range s.after(s.qs[i].End, 9) {
		paid = paid || payVerbs[x.low]
	}
	if !paid && !strings.Contains(s.text, "funded") && !strings.Contains(s.text, "financed") && !strings.Contains(s.text, "covered by") {
		return false
	}
	w := s.after(s.qs[i].End, 9)
	n := 0
	for n < len(w) {
		switch w[n].low {
		case "will", "would", "is", "are", "to", "be", "was", "were", "funded", "financed", "covered", "met", "provided", "come", "of", "the", "cost", "total", "investment":
			n++
			continue
		}
		if payVerbs[w[n].low] {
			n++
			continue
		}
		break
	}
	if n+1 >= len(w) || w[n].low != "by" && w[n].low != "from" && w[n].low != "through" && w[n].low != "with" {
		return false
	}
	end := n + 1
	for end < len(w) && end-n < 5 && w[end].low != "and" && !finite[w[end].low] {
		end++
	}
	if end == n+1 {
		return false
	}
	f := s.base(i, s.projectOwner(s.qs[i].Start))
	f.Role, f.Base, f.Label = Share, "whole", "share funded "+s.text[w[n].start:w[end-1].end]
	if f.Subject != "" {
		s.facts = append(s.facts, f)
	}
	return true
}

// nextAmount is where the amount after figure i begins, or the sentence's end.
func (s *englishScene) nextAmount(i int) int {
	if i+1 < len(s.qs) {
		return max(s.qs[i+1].Start, s.qs[i].End)
	}
	return len(s.text)
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
		o := s.ownerFor(h.Key, q.Start)
		if o.kind == ProjectSubject && strings.Contains(h.Key, "investment") && !s.projectBefore(q.Start) {
			o = s.homeOwner() // no plant's investment rises by so much a year
			for k := len(s.facts) - 1; k >= 0 && s.facts[k].Quote == s.quote; k-- {
				if x := s.facts[k]; x.SubjectKind == PlaceSubject {
					o = englishOwner{kind: PlaceSubject, name: x.Subject, place: x.Place}
					break
				}
			}
		}
		f = s.base(i, o)
		f.Metric, f.Label = h.Key, s.label(h)
		if field := s.fieldSubject(q.Start); field != "" && partnerMeasures[h.Key] && !strings.Contains(f.Label, " in ") {
			f.Label += " in " + field
		}
	case len(s.levels) > 0:
		l := s.facts[s.levels[len(s.levels)-1]]
		f = s.base(i, englishOwner{})
		v := f
		f = l
		f.Compare = nil
		f.Value, f.Max, f.Unit, f.Dim, f.Approx, f.Printed, f.Per, f.Clause = v.Value, v.Max, v.Unit, v.Dim, v.Approx, v.Printed, v.Per, v.Clause
	default:
		label, metric := s.growthLabel(i), ""
		if n := len(s.facts) - 1; n >= 0 && s.facts[n].Quote == s.quote && s.facts[n].Role == Share && (label == "" || label == "despite") { // despite a fall of 4 percent in the amount
			label, metric = s.facts[n].Label, s.facts[n].Metric
		}
		if label == "" || label == "despite" {
			return false
		}
		f = s.base(i, s.subjectOwner(q.Start))
		f.Metric, f.Label = metric, label
		if low := strings.ToLower(label); f.SubjectKind == PlaceSubject && (strings.HasPrefix(low, "spending on ") || strings.HasPrefix(low, "expenditure on ")) {
			f.Metric = "investment"
		}
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
	if s.qs[i].Per == "year" { // growing by nine pct a year
		return "annual_avg"
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
	if l := s.facts[s.levels[len(s.levels)-1]]; l.Dim != q.Dim && !(q.Dim == quantity.Bare && l.Dim == quantity.Count && l.Value.GreaterThan(q.Value)) {
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
