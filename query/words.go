package query

import (
	"embed"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"wenxiang/data/vocabulary"
)

//go:embed words/*.tsv
var wordFiles embed.FS

// wordTables are the words by which a question is understood. They stand in tab-separated files that somebody who
// does not program can extend.
type wordTables struct {
	asks, operations, fillers *vocabulary.Lexicon
	colloquial, dates         *vocabulary.Lexicon
	families                  map[string][]string // measure → measures that answer for it, nearest first
	synonyms                  map[string][]string // question word → report words
	synonymWords              *vocabulary.Lexicon
	english                   map[string][]string // English phrase → Chinese words
	proper                    map[string]bool     // names that must stand in what answers a question
	englishWords              *vocabulary.Lexicon
	chinese                   map[string][]string // Chinese word → English phrases
	chineseWords              *vocabulary.Lexicon
	lookalikes                map[rune][]rune
	unitGroups                map[string]map[int]bool // measure word → the groups of words that count the same things
	aspects                   map[string]string       // measure → what of a project it is about
	countries                 *vocabulary.Lexicon
	tellings                  map[string][2]string // what a text or date tells → its label in Chinese and English
}

var words = sync.OnceValue(loadWords)

func loadWords() *wordTables {
	w := &wordTables{
		asks: keyedLexicon("asks.tsv"), operations: keyedLexicon("operations.tsv"), fillers: keyedLexicon("fillers.tsv"),
		colloquial: keyedLexicon("colloquial.tsv"), dates: keyedLexicon("dates.tsv"),
		families: map[string][]string{}, synonyms: map[string][]string{}, english: map[string][]string{}, proper: map[string]bool{},
		chinese: map[string][]string{}, lookalikes: map[rune][]rune{}, unitGroups: map[string]map[int]bool{},
		aspects: map[string]string{}, tellings: map[string][2]string{},
	}
	for _, row := range wordRows("aspects.tsv", 4) {
		w.aspects[row[0]] = strings.Trim(row[1], "-")
		w.tellings[row[0]] = [2]string{strings.Trim(row[2], "-"), strings.Trim(row[3], "-")}
	}
	countries := map[string]string{}
	for _, row := range wordRows("countries.tsv", 1) {
		for _, c := range strings.Fields(row[0]) {
			countries[c] = c
		}
	}
	w.countries = vocabulary.NewLexicon(countries)
	for _, row := range wordRows("families.tsv", 2) {
		w.families[row[0]] = strings.Fields(row[1])
	}
	for _, row := range wordRows("synonyms.tsv", 2) {
		w.synonyms[row[0]] = strings.Split(row[1], "|")
	}
	names := wordRows("abroad.tsv", 2)
	for _, row := range names {
		w.proper[strings.ToLower(row[0])] = true
		for _, z := range strings.Split(row[1], "|") {
			w.proper[z] = true
		}
	}
	for _, row := range append(wordRows("english.tsv", 2), names...) {
		zh := strings.Split(row[1], "|")
		en := strings.ToLower(row[0])
		w.english[en] = append(w.english[en], zh...)
		for _, z := range zh {
			w.chinese[z] = append(w.chinese[z], en)
		}
	}
	for _, row := range wordRows("lookalikes.tsv", 1) {
		if strings.Contains(row[0], "→") {
			continue // a variant: see simplified
		}
		group := []rune(strings.ReplaceAll(row[0], " ", ""))
		for _, a := range group {
			for _, b := range group {
				if a != b {
					w.lookalikes[a] = append(w.lookalikes[a], b)
				}
			}
		}
	}
	for i, row := range wordRows("units.tsv", 1) {
		for _, u := range strings.Split(row[0], " ") {
			u = strings.ReplaceAll(u, "_", " ")
			if w.unitGroups[u] == nil {
				w.unitGroups[u] = map[int]bool{}
			}
			w.unitGroups[u][i] = true
		}
	}
	w.synonymWords = lexiconOf(w.synonyms)
	plurals := make(map[string]string, 2*len(w.english))
	for k := range w.english {
		plurals[k] = k
		if _, ok := w.english[k+"s"]; !ok {
			plurals[k+"s"] = k
		}
	}
	w.englishWords = vocabulary.NewLexicon(plurals)
	w.chineseWords = lexiconOf(w.chinese)
	return w
}

func lexiconOf(table map[string][]string) *vocabulary.Lexicon {
	keys := make(map[string]string, len(table))
	for k := range table {
		keys[k] = k
	}
	return vocabulary.NewLexicon(keys)
}

// keyedLexicon reads a file of three columns: a key, Chinese words, English words.
func keyedLexicon(name string) *vocabulary.Lexicon {
	keys := map[string]string{}
	for _, row := range wordRows(name, 3) {
		for _, z := range strings.Fields(row[1]) {
			keys[z] = row[0]
		}
		for _, e := range strings.Split(row[2], ";") {
			if e = strings.TrimSpace(e); e != "" {
				keys[e] = row[0]
			}
		}
	}
	return vocabulary.NewLexicon(keys)
}

// wordRows reads an embedded file: lines that are neither empty nor comments, each with n columns. The files are part
// of the program; a malformed one is a fault of the build.
func wordRows(name string, n int) [][]string {
	b, err := wordFiles.ReadFile("words/" + name)
	if err != nil {
		panic("query: " + err.Error())
	}
	var out [][]string
	for i, line := range strings.Split(string(b), "\n") {
		if line = strings.TrimRight(line, "\r"); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != n {
			panic(fmt.Sprintf("query: words/%s, line %d: %d columns instead of %d", name, i+1, len(cols), n))
		}
		out = append(out, cols)
	}
	return out
}

// splitsWord tells whether a filler of one character stands inside a longer word that reports have another word for: 到 in
// 融到钱.
func (w *wordTables) splitsWord(text string, h vocabulary.Hit) bool {
	if utf8.RuneCountInString(h.Word) != 1 || !hasHan(h.Word) || h.Start == 0 {
		return false
	}
	_, before := utf8.DecodeLastRuneInString(text[:h.Start])
	for end := h.End; ; {
		if _, ok := w.synonyms[text[h.Start-before:end]]; ok {
			return true
		}
		if end == len(text) || end-h.Start > 6 {
			return false
		}
		_, n := utf8.DecodeRuneInString(text[end:])
		end += n
	}
}
