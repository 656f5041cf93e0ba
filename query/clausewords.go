package query

import (
	"strings"
	"sync"

	"wenxiang/data/vocabulary"
)

// clauseWords are the tables by which clauses are read for answers in words.
type clauseWords struct {
	// near holds, for a word of a question, the words that a report may use for it.
	near map[string][]string
	// verbs are the words of the groups of which one must stand in the sentence that answers.
	verbs     map[string]bool
	nearWords *vocabulary.Lexicon
	evidence  map[string]evidenceKind
	about     *vocabulary.Lexicon
	surnames  map[rune]bool
}

var clauseTables = sync.OnceValue(func() *clauseWords {
	w := &clauseWords{near: map[string][]string{}, verbs: map[string]bool{}, evidence: map[string]evidenceKind{}}
	for _, row := range wordRows("relations.tsv", 3) {
		group := bothColumns(row)
		for _, x := range group {
			w.near[x] = append(w.near[x], group...)
			if !strings.HasSuffix(row[0], "*") {
				w.verbs[x] = true
			}
		}
	}
	w.nearWords = lexiconOf(w.near)
	for _, row := range wordRows("evidence.tsv", 3) {
		keys := map[string]string{}
		for _, x := range bothColumns(row) {
			keys[x] = x
		}
		w.evidence[row[0]] = evidenceKind{len(w.evidence), vocabulary.NewLexicon(keys)}
	}
	w.about = keyedLexicon("about.tsv")
	w.surnames = map[rune]bool{}
	for _, row := range wordRows("surnames.tsv", 1) {
		for _, r := range strings.ReplaceAll(row[0], " ", "") {
			w.surnames[r] = true
		}
	}
	return w
})

// bothColumns gives the Chinese and the English words of a row.
func bothColumns(row []string) []string {
	out := strings.Fields(row[1])
	for _, e := range strings.Split(row[2], ";") {
		if e = strings.TrimSpace(e); e != "" {
			out = append(out, e)
		}
	}
	return out
}

// says finds the words of one kind of evidence in a folded text.
func (w *clauseWords) says(kind, folded string) []vocabulary.Hit {
	k, ok := w.evidence[kind]
	if !ok {
		return nil
	}
	return k.words.Find(folded)
}

// An evidenceKind is one row of evidence.tsv with its number.
type evidenceKind struct {
	number int
	words  *vocabulary.Lexicon
}

// maxEvidence is how many kinds of evidence a clause keeps; more are looked for each time.
const maxEvidence = 20

// says counts the words of one kind of evidence in a clause.
func (c *clause) says(kind string) int {
	k, ok := clauseTables().evidence[kind]
	if !ok {
		return 0
	}
	if k.number >= maxEvidence {
		return len(k.words.Find(c.folded))
	}
	if n := c.said[k.number].Load(); n > 0 {
		return int(n) - 1
	}
	n := len(k.words.Find(c.folded))
	c.said[k.number].Store(int32(n + 1))
	return n
}
