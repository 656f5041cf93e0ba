package query

import (
	"strings"
	"sync"
)

// A body is a part that a firm or an office can have in a project: the words by which it is asked for, and those of which
// a sentence on it has one.
type body struct{ asked, said []string }

var bodies = sync.OnceValue(func() []body {
	var out []body
	for _, row := range wordRows("bodies.tsv", 2) {
		out = append(out, body{strings.Fields(row[0]), strings.Fields(row[1])})
	}
	return out
})

// bodyFits tells whether a clause is about the part in the project that the question asks for: who ordered the works is no
// answer to who won the bid.
func (r *reading) bodyFits(c *clause, said []*entry) bool {
	if !r.q.asks["who"] {
		return true
	}
	for _, b := range bodies() {
		if !containsWord(r.q.text, b.asked) {
			continue
		}
		fits := containsWord(c.folded, b.said)
		for _, f := range said {
			fits = fits || containsWord(f.label, b.said)
		}
		if !fits {
			return false
		}
	}
	return true
}

func containsWord(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}
