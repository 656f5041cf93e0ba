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
	evidence  map[string]*vocabulary.Lexicon
	about     *vocabulary.Lexicon
	surnames  map[rune]bool
}

var clauseTables = sync.OnceValue(func() *clauseWords {
	w := &clauseWords{near: map[string][]string{}, verbs: map[string]bool{}, evidence: map[string]*vocabulary.Lexicon{}}
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
		w.evidence[row[0]] = vocabulary.NewLexicon(keys)
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
	l := w.evidence[kind]
	if l == nil {
		return nil
	}
	return l.Find(folded)
}
