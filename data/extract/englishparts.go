package extract

import (
	"regexp"
	"sort"
	"strings"

	"github.com/shopspring/decimal"

	"wenxiang/data/quantity"
)

var (
	fractionWords = regexp.MustCompile(`(?i)\b(?:(a|one|two|three|four)[ -])?(half|thirds?|quarters?|fifths?|tenths?)\b`)
	fractionTail  = regexp.MustCompile(`^(?: of (?:the|its|their|this|that|which|them|all|total|output|production)\b| (?:complete|completed|finished|built|done)\b)`)
	shareOfWhich  = regexp.MustCompile(`^(?:the |an? |its )?([^,;]{3,60}?) (?:accounts for|accounted for|accounting for|will account for|makes up|made up|takes|took|will take|cost|costs|will cost|absorbs|absorbed) (?:about |around |some |nearly |over |more than )?$`)
	goesOfWhich   = regexp.MustCompile(`^ (?:was|were|is|are|will be|had been|has been|would be)? ?(?:spent on|for|earmarked for|set aside for|used for|go to|goes to|went to|going to|to go to|go into|went into|will go to|would go to) (?:the |an? |its )?([a-zA-Z][^,;.]{2,50})`)
)

// withFractions adds the parts that words tell, "half of its output", "two-thirds complete", as
// percentages; a third has no exact one and is kept as about 33.3.
func withFractions(text string, qs []quantity.Quantity) []quantity.Quantity {
	for _, m := range fractionWords.FindAllStringSubmatchIndex(text, -1) {
		start, end := m[0], m[1]
		number, part := "", strings.TrimSuffix(strings.ToLower(text[m[4]:m[5]]), "s")
		if m[2] >= 0 {
			number = strings.ToLower(text[m[2]:m[3]])
		}
		if number == "" && part != "half" || !fractionTail.MatchString(text[end:]) {
			continue
		}
		before := englishWords(text[:start])
		approx := ""
		if n := len(before); n > 0 && text[before[n-1].end:start] == " " {
			switch before[n-1].low {
			case "first", "second", "last", "latter", "a":
				continue
			case "than":
				if n < 2 || before[n-2].low != "more" {
					continue
				}
				approx = "超"
				start = before[n-2].start
			case "about", "around", "roughly", "some", "approximately":
				approx, start = "约", before[n-1].start
			case "nearly", "almost":
				approx, start = "近", before[n-1].start
			case "over":
				approx, start = "超", before[n-1].start
			}
		}
		times := map[string]int64{"": 1, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4}[number]
		value := decimal.NewFromInt(times*100).DivRound(decimal.NewFromInt(map[string]int64{"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}[part]), 1)
		if value.GreaterThan(decimal.NewFromInt(100)) {
			continue
		}
		if part == "third" && approx == "" {
			approx = "约"
		}
		inside := false
		for _, q := range qs {
			inside = inside || q.Start < end && start < q.End
		}
		if !inside {
			qs = append(qs, quantity.Quantity{Value: value, Unit: "%", Dim: quantity.Percent, Approx: approx, Printed: text[m[0]:end], Start: start, End: end, NumStart: m[0]})
		}
	}
	sort.SliceStable(qs, func(a, b int) bool { return qs[a].Start < qs[b].Start })
	return qs
}

// ofWhich reads a part of the sum just told: "cost 2 billion yuan, of which the battery station
// accounted for 260 million yuan", "of which 30 million was spent on roads".
func (s *englishScene) ofWhich(i int) bool {
	q := s.qs[i]
	k := strings.LastIndex(s.text[:q.Start], ", of which ")
	if k < 0 || len(s.levels) == 0 {
		return false
	}
	whole := s.facts[s.levels[len(s.levels)-1]]
	if whole.Quote != s.quote || whole.Unit != q.Unit || whole.Value.LessThan(q.Value) {
		return false
	}
	lead := s.text[k+len(", of which ") : q.Start]
	what := ""
	if m := shareOfWhich.FindStringSubmatch(lead); m != nil {
		what = m[1]
	} else if m := goesOfWhich.FindStringSubmatch(s.text[q.End:]); m != nil && strings.TrimSpace(lead) == "" {
		what = strings.TrimSpace(m[1])
	}
	if what == "" || strings.ContainsAny(what, "0123456789$") {
		return false
	}
	f := s.base(i, englishOwner{kind: whole.SubjectKind, name: whole.Subject})
	v := f
	f = whole
	f.Compare, f.Role = nil, Part
	f.Value, f.Max, f.Approx, f.Printed, f.Clause = v.Value, v.Max, v.Approx, v.Printed, v.Clause
	f.Metric, f.Label = "", what
	if w := englishWords(what); len(w) > 1 && isProjectHead(w[len(w)-1].low) && whole.SubjectKind == ProjectSubject && (whole.Metric == "total_investment" || whole.Metric == "investment") {
		f.Subject, f.Project, f.Phase = what, what, ""
		f.Metric, f.Label = "total_investment", "cost"
	}
	s.emit(f)
	return true
}

var includedFor = regexp.MustCompile(`^ (?:for|to|in|on|towards?) ((?:the |its |an? )?[a-zA-Z][^,;.]{2,45}?)(?:,|;|\.| and | while |$)`)

// included reads the parts of a sum that "including" lists: "82 million dollars in incentives, including
// 45 million for site work and 12 million for training".
func (s *englishScene) included(i int) bool {
	q := s.qs[i]
	k := strings.LastIndex(s.text[:q.Start], ", including ")
	if k < 0 || len(s.levels) == 0 || strings.ContainsAny(s.text[k+2:q.Start], ";") || s.hasVerb(k, q.Start) {
		return false
	}
	m := includedFor.FindStringSubmatch(s.text[q.End:])
	if m == nil {
		return false
	}
	for _, n := range s.levels {
		whole := s.facts[n]
		if whole.Quote != s.quote || whole.Unit != q.Unit || whole.Role == Part || whole.Value.LessThan(q.Value) || strings.LastIndex(s.text[:k], whole.Printed) < 0 {
			continue
		}
		f := whole
		v := s.base(i, englishOwner{kind: whole.SubjectKind, name: whole.Subject})
		f.Compare, f.Role, f.Metric = nil, Part, ""
		if whole.Metric == "financing" {
			f.Metric = whole.Metric
		}
		f.Value, f.Max, f.Approx, f.Printed, f.Clause = v.Value, v.Max, v.Approx, v.Printed, v.Clause
		f.Label = whole.Label + " for " + m[1]
		s.emit(f)
		return true
	}
	return false
}

// ofWhom reads how many of the people just counted are of a kind: "employs 560 people, of whom 480 are
// local".
func (s *englishScene) ofWhom(i int) bool {
	q := s.qs[i]
	w := s.before(q.Start, 3)
	if len(w) < 2 || w[len(w)-2].low != "of" || w[len(w)-1].low != "whom" && w[len(w)-1].low != "them" && w[len(w)-1].low != "which" || len(s.levels) == 0 {
		return false
	}
	whole := s.facts[s.levels[len(s.levels)-1]]
	if whole.Quote != s.quote || whole.Dim != quantity.Count || whole.Value.LessThan(q.Value) {
		return false
	}
	x := s.after(q.End, 6)
	n := 0
	for n < len(x) && (finite[x[n].low] || x[n].low == "be" || x[n].low == "come" || x[n].low == "from" || x[n].low == "in") {
		n++
	}
	if n == len(x) {
		return false
	}
	end := n
	for end < len(x) && end-n < 3 && x[end].low != "and" && !finite[x[end].low] {
		end++
	}
	f := whole
	f.Compare, f.Role = nil, Part
	f.Value, f.Max, f.Approx, f.Printed = q.Value, q.Max, q.Approx, q.Printed
	f.Label = s.text[x[n].start:x[max(end-1, n)].end] + " " + whole.Label
	s.emit(f)
	return true
}

// moreThanBefore reads how many more or fewer of what was counted there are: "512 new projects were
// started, 37 more than in the same period last year".
func (s *englishScene) moreThanBefore(i int) bool {
	q := s.qs[i]
	w := s.after(q.End, 2)
	if len(w) < 2 || w[1].low != "than" || w[0].low != "more" && w[0].low != "fewer" && w[0].low != "less" || len(s.levels) == 0 {
		return false
	}
	n := s.levels[len(s.levels)-1]
	f := s.facts[n]
	if f.Quote != s.quote || f.Dim != quantity.Count || f.Value.LessThan(q.Value) {
		return false
	}
	f.Compare, f.Role, f.Base = nil, Growth, s.baseAfter(i)
	f.Value, f.Max, f.Approx, f.Printed = q.Value, nil, q.Approx, q.Printed
	if w[0].low != "more" {
		f.Value = f.Value.Neg()
	}
	s.facts[n].Compare = append(s.facts[n].Compare, Comparison{Kind: f.Base, Value: f.Value, Unit: f.Unit, Words: strings.TrimSpace(s.text[q.Start:w[1].end])})
	s.facts = append(s.facts, f)
	return true
}

// phaseMoney reads what each phase costs when only its number is told: "1.9 billion yuan in the first
// and 1.3 billion yuan in the second", "600 mln for phase one".
func (s *englishScene) phaseMoney(i int) bool {
	q := s.qs[i]
	w := s.after(q.End, 5)
	if len(w) < 3 || w[0].low != "in" && w[0].low != "for" && w[0].low != "on" || !determiner(w[1].low) {
		return false
	}
	phase, ok := phaseNumbers[w[2].low]
	if !ok || len(w[2].low) < 5 {
		return false
	}
	if len(w) > 3 && s.text[w[2].end:w[3].start] == " " && w[3].low != "phase" && w[3].low != "stage" && w[3].low != "and" {
		return false
	}
	low := strings.ToLower(s.text)
	if !strings.Contains(low, "phase") && !strings.Contains(low, "stage") {
		return false
	}
	o := s.inMind()
	if o.project == nil {
		if s.main == nil {
			return false
		}
		o = s.ofProject(s.main, "")
	}
	f := s.base(i, s.ofProject(o.project, "phase "+phase))
	f.Metric, f.Label, f.Period = "total_investment", "investment", Period{}
	s.emit(f)
	return true
}
