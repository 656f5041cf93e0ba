package extract

import (
	"strings"
)

// ofTotal reads a part of a project's cost: "Of the total cost, 18 mln dlrs will be equity".
func (s *englishScene) ofTotal(i int) bool {
	q := s.qs[i]
	if w := s.after(q.End, 9); len(w) > 3 && w[0].low == "of" && determiner(w[1].low) && wholeSums[w[2].low] { // about 9 mln of the cost is a grant
		end := 3
		for end < len(w) && (finite[w[end].low] || w[end].low == "come" || w[end].low == "from" || w[end].low == "by" || w[end].low == "be" || w[end].low == "been" || w[end].low == "a" || payVerbs[w[end].low]) {
			end++
		}
		to := end
		for to < len(w) && to-end < 4 && !finite[w[to].low] && !englishNameStop[w[to].low] {
			to++
		}
		if to == end || end == 3 {
			return false
		}
		f := s.base(i, s.projectOwner(q.Start))
		f.Role, f.Label, f.Period = Part, s.text[w[end].start:w[to-1].end], Period{}
		for _, x := range w[end:to] {
			if loanNouns[x.low] {
				f.Metric = "financing"
			}
		}
		return s.emit(f) >= 0
	}
	lead := strings.TrimSpace(s.text[s.clauseStart(q.Start):q.Start])
	if !strings.HasPrefix(lead, "Of the ") && !strings.HasPrefix(lead, "Of this") && !strings.HasPrefix(lead, "Of that") && !strings.HasPrefix(lead, "of which") || len(englishWords(lead)) > 6 {
		return false
	}
	w := s.after(q.End, 8)
	n := 0
	for n < len(w) {
		switch w[n].low {
		case "will", "would", "be", "is", "was", "are", "were", "come", "comes", "came", "from", "in", "as", "provided", "financed", "by", "the", "a", "form", "of", "to", "for", "met", "through":
			n++
			continue
		}
		break
	}
	end := n
	for end < len(w) && end-n < 4 && w[end].low != "and" && !finite[w[end].low] {
		end++
	}
	if end == n {
		return true // a part of something that is not said
	}
	f := s.base(i, s.projectOwner(q.Start))
	f.Role, f.Label, f.Period = Part, s.text[w[n].start:w[end-1].end], Period{}
	s.emit(f)
	return true
}

// wholeSums are nouns of a sum of which a part is told.
var wholeSums = map[string]bool{"investment": true, "cost": true, "costs": true, "total": true, "sum": true, "money": true, "budget": true, "funds": true, "funding": true, "outlay": true}

// contract reads what a contract is worth: "the pipeline contract was awarded to X for 52 mln dlrs".
func (s *englishScene) contract(i int) bool {
	q := s.qs[i]
	w := s.before(q.Start, 1)
	if len(w) == 0 || w[0].low != "for" && w[0].low != "at" || strings.TrimSpace(s.text[w[0].end:q.Start]) != "" {
		return false
	}
	from := s.clauseStart(q.Start)
	for n, x := range s.words {
		if x.start < from || x.end > w[0].start {
			continue
		}
		if w[0].low == "for" && (x.low == "sold" || x.low == "bought" || x.low == "acquired" || x.low == "purchased") {
			f := s.base(i, s.projectOwner(q.Start))
			f.Label = "price for which it was " + x.low
			s.emit(f)
			return true
		}
		if singularOf(x.low) != "contract" {
			continue
		}
		label := x.low
		if n > 0 && !englishNameStop[s.words[n-1].low] && !determiner(s.words[n-1].low) && s.text[s.words[n-1].end:x.start] == " " {
			label = s.words[n-1].low + " " + label
		}
		o := s.inMind()
		if o.project == nil {
			o = s.subjectOwner(q.Start)
		}
		f := s.base(i, o)
		f.Label = label
		s.emit(f)
		return true
	}
	return false
}

// builtAt reads "will be built by X at 8.7 billion rupees".
func (s *englishScene) builtAt(i int) bool {
	q := s.qs[i]
	w := s.before(q.Start, 1)
	if len(w) == 0 || w[0].low != "at" || strings.TrimSpace(s.text[w[0].end:q.Start]) != "" {
		return false
	}
	from := s.clauseStart(q.Start)
	for _, x := range s.words {
		if x.start >= from && x.end <= w[0].start && (x.low == "built" || x.low == "constructed" || x.low == "developed" || x.low == "implemented") {
			o := s.projectOwner(q.Start)
			if o.kind != ProjectSubject && o.kind != GroupSubject {
				return false
			}
			f := s.base(i, o)
			f.Metric, f.Label, f.Period = "total_investment", "cost", Period{}
			s.emit(f)
			return true
		}
	}
	return false
}
