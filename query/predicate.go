package query

import (
	"strings"
	"unicode/utf8"
)

// predicateStands tells whether the sentence of a clause says what the question asks about its subject. Where the kind of
// thing asked for does not show itself, a sentence that only names the subject is no answer.
func (r *reading) predicateStands(c *clause, said []*entry) bool {
	switch r.want {
	case wantText, wantBody, wantList:
	default:
		return true
	}
	if len(said) > 0 {
		return true
	}
	asked := false
	for _, t := range r.may {
		if t.weak || t.optional || len(t.alts) == 0 || clauseTables().near[t.text] != nil && !clauseTables().verbs[t.text] || r.kindWord(t) {
			continue
		}
		asked = true
		if r.covers(t, c.sentence.folded) >= 0.9 {
			return true
		}
	}
	if !asked {
		for _, t := range r.must {
			if r.covers(t, c.sentence.folded) >= 0.33 {
				return true
			}
		}
		for _, t := range r.may {
			if !t.weak && len(t.alts) > 0 && r.covers(t, c.id) >= 0.9 {
				return true // the noun of what is asked for: 哪几家客户
			}
		}
		return r.echo(c) >= 0.2 || len(r.must) == 0 && len(r.pairs) == 0
	}
	return r.echo(c) >= 0.4
}

// echo is how much of the question's own wording outside names stands in a clause, in pairs of characters.
func (r *reading) echo(c *clause) float64 {
	if !hasHan(r.q.text) {
		return 0
	}
	if r.pairs == nil {
		r.pairs = r.pairsAsked()
	}
	if len(r.pairs) == 0 {
		return 0
	}
	n := 0
	for _, p := range r.pairs {
		if strings.Contains(c.folded, p) {
			n++
		}
	}
	return float64(n) / float64(len(r.pairs))
}

// pairsAsked gives the pairs of characters of a question outside its names and its asking words.
func (r *reading) pairsAsked() []string {
	out := []string{}
	runes := []rune(r.q.text)
	at := 0
	for i := 0; i+1 < len(runes); i++ {
		from := at
		at += utf8.RuneLen(runes[i])
		pair := string(runes[i : i+2])
		if !isHan(runes[i]) || !isHan(runes[i+1]) || !r.m.ix.slips.known[pair] || strings.ContainsAny(pair, "的了吗呢是哪什么谁啥几多少有在和与这那个") {
			continue
		}
		inName := false
		for _, t := range r.must {
			inName = inName || t.start <= from && from+len(pair) <= t.end
		}
		for _, p := range r.q.places {
			inName = inName || p.Start <= from && from+len(pair) <= p.End
		}
		if !inName {
			out = append(out, pair)
		}
	}
	return out
}

// newsIn counts the characters of a clause that the question does not hold already: what only repeats the question is
// no answer.
func (r *reading) newsIn(c *clause) int {
	for _, h := range c.heads {
		if len(h)+9 >= len(c.folded) {
			return 0 // a heading
		}
	}
	n := 0
	runes := c.news.get(func() []rune { return []rune(general.Replace(c.folded)) })
	for i, x := range runes {
		if !isHan(x) && !isWordRune(x) && (x >= utf8.RuneSelf || !isLetter(byte(x)) && (x < '0' || x > '9')) {
			continue
		}
		said := strings.ContainsRune(r.q.text, x)
		if said && !isHan(x) {
			said = i > 0 && i+1 < len(runes) && strings.Contains(r.q.text, string(runes[i-1:i+2]))
		}
		if !said {
			n++
		}
	}
	return n
}
