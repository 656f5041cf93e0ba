package query

import (
	"strings"
	"unicode/utf8"
)

// related tells how closely a clause belongs to what the turn before rested on, 0 where it is about another thing.
func (r *reading) related(c *clause) float64 {
	best := 0.0
	for _, a := range r.q.anchors {
		s := r.sentenceOf(a)
		if s == nil || a.report != c.sentence.report {
			continue
		}
		score := 0.0
		switch {
		case s == c.sentence:
			score = 1
		case s.passage == c.sentence.passage:
			score = 0.85
		case s.section == c.sentence.section && abs(s.passage-c.sentence.passage) <= 3:
			score = 0.6
		default:
			for _, o := range r.owners {
				if utf8.RuneCountInString(distinct(o)) > 2 && strings.Contains(c.folded, o) {
					score = 0.6
				}
			}
		}
		if score > 0 && r.otherBetween(s, c) {
			score = 0
		}
		for _, o := range r.owners {
			if score > 0 && utf8.RuneCountInString(distinct(o)) > 1 && strings.Contains(c.folded, o) {
				score += 0.1
			}
		}
		best = max(best, score)
	}
	return min(best, 1)
}

// sentenceOf is the sentence of a fact, or the first of its passage where the sentence cannot be told.
func (r *reading) sentenceOf(f *entry) *sentence {
	if f.sentence >= 0 {
		return r.m.ix.sentences[f.sentence]
	}
	for _, s := range r.m.ix.of(f.report).sentences {
		if s.passage == f.Passage {
			return s
		}
	}
	return nil
}

// otherBetween tells whether between a sentence and a clause the text turns to something else.
func (r *reading) otherBetween(s *sentence, c *clause) bool {
	if r.aboutOther(c) {
		return true
	}
	for _, h := range c.heads {
		for _, o := range r.owners {
			if d := distinct(h); utf8.RuneCountInString(d) > 2 && strings.Contains(distinct(o), d) {
				return false // the text comes back to what was spoken of
			}
		}
	}
	if c.sentence.at > s.at || c.sentence == s {
		for _, b := range r.stretchTo(s, c) {
			if r.aboutOther(b) {
				return true
			}
		}
		return false
	}
	// Before the anchor: what stood there is the same topic if nothing turned away from it since.
	turned := false
	for i := c.sentence.at; i <= s.at; i++ {
		for _, b := range r.m.ix.sentences[i].clauses {
			if (i > c.sentence.at || b.from > c.from) && (i < s.at) && r.aboutOther(b) {
				turned = true
			}
		}
	}
	return turned
}

// stretchTo gives the clauses after the first of sentence s that come before c.
func (r *reading) stretchTo(s *sentence, c *clause) []*clause {
	var out []*clause
	for i := s.at; i <= c.sentence.at; i++ {
		for _, b := range r.m.ix.sentences[i].clauses {
			if i == c.sentence.at && b.from >= c.from {
				break
			}
			if i > s.at {
				out = append(out, b)
			}
		}
	}
	return out
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// aboutOther tells whether a clause begins with the name of something that the question does not name.
func (r *reading) aboutOther(c *clause) bool {
	if len(c.heads) == 0 {
		return false
	}
	if r.others == nil {
		r.others = make([]int8, r.m.ix.clauses)
	}
	if r.others[c.number] == 0 {
		r.others[c.number] = -1
		if r.namesOther(c) {
			r.others[c.number] = 1
		}
	}
	return r.others[c.number] > 0
}

func (r *reading) namesOther(c *clause) bool {
	for _, t := range r.must {
		if k := r.covers(t, c.id); k >= 0.67 || k >= 0.5 && (len(t.runes) < 4 || !hasHan(t.text) || r.mask(t.head(), c.id) != 0) {
			return false
		}
	}
	for _, f := range c.firms {
		if r.linked(f) {
			return false
		}
	}
	for _, h := range c.heads {
		if d := distinct(h); utf8.RuneCountInString(d) > 1 && strings.Contains(r.q.text, d) {
			return false // a part of what is named: 场道 of 机场场道工程
		}
		for _, o := range r.owners {
			if kin(h, o) {
				return false
			}
		}
		for _, p := range r.q.places {
			if strings.Contains(h, fold(p.Word)) {
				return false
			}
		}
	}
	return len(r.must) > 0 || len(r.owners) > 0
}

// linked tells whether a company is named in one breath with what the question names: it is part of the same matter.
func (r *reading) linked(firm string) bool {
	if got, ok := r.links[firm]; ok {
		return got
	}
	yes := false
	for _, s := range r.m.ix.sentences {
		for _, t := range r.must {
			yes = yes || r.covers(t, s.folded) >= 0.67 && strings.Contains(r.m.ix.texts[s.folded], firm)
		}
	}
	r.links[firm] = yes
	return yes
}

// kin tells whether two names share what tells them from others.
func kin(a, b string) bool {
	x, y := distinct(a), distinct(b)
	if x == "" || y == "" || strings.Contains(x, y) || strings.Contains(y, x) {
		return true
	}
	t := newTerm(0, x)
	return hasHan(x) && covers(t, y) >= 0.5
}

// contextReach is how many clauses back a topic is carried at most.
const contextReach = 24

// topicPassages is how many passages back a topic is carried at most.
const topicPassages = 8

// stretch gives the clauses before c that still speak of the same thing, the nearest first: back to the one that
// begins a new matter, and through the passages just before it in the same section.
func (r *reading) stretch(c *clause) []*clause {
	var out []*clause
	s := c.sentence
	all := r.m.ix.sentences
	if r.aboutOther(c) {
		return nil
	}
	started := c.opens && c.han && c.has(ordinalHead)
	for i := s.at; i >= 0 && len(out) < contextReach && !started; i-- {
		x := all[i]
		if x.report != s.report || x.section != s.section || s.passage-x.passage > topicPassages || x.passage != s.passage && r.m.ix.sectioned[s.report.ID] {
			break
		}
		for k := len(x.clauses) - 1; k >= 0; k-- {
			b := x.clauses[k]
			if i == s.at && b.from >= c.from {
				continue
			}
			out = append(out, b)
			if r.aboutOther(b) {
				return out[:len(out)-1]
			}
			if b.opens && b.han && b.has(ordinalHead) {
				return out
			}
		}
	}
	return out
}
