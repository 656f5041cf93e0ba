package query_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"wenxiang/data/vocabulary"
)

// wordFiles are all the files of words that a question is read by: their columns, and what the first one names.
var wordFiles = map[string]struct {
	columns int
	// kinds is true where the first column names something that the program knows by that name.
	kinds bool
	// measures is true where it is a measure of the vocabulary.
	measures bool
	// once is true where a word may stand in one line only: a second one would never be reached.
	once bool
}{
	"about.tsv": {columns: 3, kinds: true, once: true}, "asks.tsv": {columns: 3, kinds: true, once: true}, "operations.tsv": {columns: 3, kinds: true, once: true},
	"dates.tsv": {columns: 3, kinds: true, once: true}, "evidence.tsv": {columns: 3, kinds: true}, "fillers.tsv": {columns: 3},
	"colloquial.tsv": {columns: 3, measures: true, once: true}, "families.tsv": {columns: 2, measures: true}, "aspects.tsv": {columns: 4},
	"relations.tsv": {columns: 3}, "english.tsv": {columns: 2}, "abroad.tsv": {columns: 2}, "synonyms.tsv": {columns: 2}, "units.tsv": {columns: 1}, "lookalikes.tsv": {columns: 1},
	"surnames.tsv": {columns: 1}, "bodies.tsv": {columns: 2},
}

// wordSources are the package's own program texts.
func wordSources(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
	}
	return b.String()
}

func TestEveryWordFileIsReadAndWellFormed(t *testing.T) {
	program := wordSources(t)
	files, err := os.ReadDir("words")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		form, known := wordFiles[f.Name()]
		if !strings.Contains(program, `"`+f.Name()+`"`) {
			t.Errorf("words/%s is read by nobody", f.Name())
		}
		for _, line := range wordLines(t, f.Name()) {
			n := strings.Count(line.text, "\t") + 1
			if !known {
				form.columns, known = n, true // as many in each line at least
			}
			if n != form.columns {
				t.Errorf("%s:%d: %d columns, want %d", f.Name(), line.number, n, form.columns)
			}
		}
	}
	if len(files) < len(wordFiles) {
		t.Errorf("%d files, want %d", len(files), len(wordFiles))
	}
}

// A keyedWord is a word of one of the files with a key, Chinese words and English words.
type keyedWord struct {
	key, word string
	line      int
}

// keyedWords reads such a file.
func keyedWords(t *testing.T, name string) []keyedWord {
	t.Helper()
	var out []keyedWord
	for _, line := range wordLines(t, name) {
		columns := strings.Split(line.text, "\t")
		if len(columns) != 3 {
			continue // said elsewhere
		}
		for _, w := range strings.Split(columns[1], " ") {
			out = append(out, keyedWord{columns[0], w, line.number})
		}
		for _, w := range strings.Split(columns[2], ";") {
			if columns[2] == "" {
				break // no English word
			}
			out = append(out, keyedWord{columns[0], strings.TrimPrefix(w, " "), line.number})
		}
	}
	return out
}

// A word is compared with a question in small letters, simplified characters and half width; one that is written otherwise
// would never be met.
func TestWordsAreWrittenAsQuestionsAreFolded(t *testing.T) {
	isSimplified := simplified(t)
	for name, form := range wordFiles {
		if form.columns != 3 {
			continue
		}
		seen := map[string]keyedWord{}
		for _, w := range keyedWords(t, name) {
			switch {
			case w.word == "" || w.word != strings.TrimSpace(w.word):
				t.Errorf("%s:%d: an empty word, or blanks around %q", name, w.line, w.word)
			case w.word != strings.ToLower(w.word):
				t.Errorf("%s:%d: %q is not in small letters", name, w.line, w.word)
			case !isSimplified(w.word):
				t.Errorf("%s:%d: %s is not simplified", name, w.line, w.word)
			case strings.IndexFunc(w.word, func(r rune) bool { return r >= '！' && r <= '～' || r == '\u3000' }) >= 0:
				t.Errorf("%s:%d: %q is of full width", name, w.line, w.word)
			case strings.Contains(w.word, "  "):
				t.Errorf("%s:%d: two blanks in %q", name, w.line, w.word)
			}
			before, again := seen[w.word]
			if again && (form.once || before.line == w.line) && (name != "fillers.tsv") {
				t.Errorf("%s:%d: %q stands in line %d already (%s, %s)", name, w.line, w.word, before.line, before.key, w.key)
			}
			seen[w.word] = w
		}
	}
}

// What a file calls a kind is what the program calls it, and measures are the vocabulary's.
func TestKeysOfWordFilesAreKnown(t *testing.T) {
	program := wordSources(t)
	for name, form := range wordFiles {
		keys := map[string]int{}
		for _, line := range wordLines(t, name) {
			key, _, _ := strings.Cut(line.text, "\t")
			if form.columns > 1 && name != "relations.tsv" {
				if before, again := keys[key]; again {
					t.Errorf("%s:%d: the key %s stands in line %d already", name, line.number, key, before)
				}
				keys[key] = line.number
			}
			if form.kinds && !strings.Contains(program, `"`+key+`"`) {
				t.Errorf("%s:%d: no part of the program knows the kind %q", name, line.number, key)
			}
			if _, ok := vocabulary.MeasureByKey(key); form.measures && !ok {
				t.Errorf("%s:%d: there is no measure %q", name, line.number, key)
			}
		}
	}
	for _, line := range wordLines(t, "families.tsv") {
		key, rest, _ := strings.Cut(line.text, "\t")
		seen := map[string]bool{key: true}
		for _, m := range strings.Fields(rest) {
			if _, ok := vocabulary.MeasureByKey(m); !ok {
				t.Errorf("families.tsv:%d: there is no measure %q", line.number, m)
			}
			if seen[m] {
				t.Errorf("families.tsv:%d: %q stands twice", line.number, m)
			}
			seen[m] = true
		}
	}
	// What is no measure in aspects.tsv is what a text or a date tells, and the extraction knows it by that name.
	extraction := packageText(t, filepath.Join("..", "data", "extract"))
	aspects := map[string]bool{"money": true, "time": true, "who": true, "-": true, "": true}
	for _, line := range wordLines(t, "aspects.tsv") {
		columns := strings.Split(line.text, "\t")
		if _, ok := vocabulary.MeasureByKey(columns[0]); !ok && !strings.Contains(extraction, columns[0]) {
			t.Errorf("aspects.tsv:%d: neither a measure nor what a text or date tells: %q", line.number, columns[0])
		}
		if !aspects[columns[1]] {
			t.Errorf("aspects.tsv:%d: there is no aspect %q", line.number, columns[1])
		}
	}
}

// packageText is all that stands in a package's program texts and tables.
func packageText(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range entries {
		if e.IsDir() || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
	}
	return b.String()
}

// No special measure stands for another special one: a figure of the other would be a wrong answer.
func TestFamiliesKeepSpecialMeasuresApart(t *testing.T) {
	apart := [][2]string{{"profit", "profit_tax"}, {"output_value", "added_value"}, {"land_area", "floor_area"}, {"tax", "profit_tax"}, {"funds_in_place", "total_investment"},
		{"contract_value", "funds_in_place"}, {"fixed_asset_investment", "total_investment"}, {"output_value", "revenue"}, {"jobs", "enterprises"}}
	for _, line := range wordLines(t, "families.tsv") {
		key, rest, _ := strings.Cut(line.text, "\t")
		for _, pair := range apart {
			for _, m := range strings.Fields(rest) {
				if key == pair[0] && m == pair[1] || key == pair[1] && m == pair[0] {
					t.Errorf("families.tsv:%d: %s answers for %s", line.number, m, key)
				}
			}
		}
	}
}

func TestUnitsAreGroupsOfMeasureWords(t *testing.T) {
	groups := map[string]int{}
	for _, line := range wordLines(t, "units.tsv") {
		seen := map[string]bool{}
		words := strings.Split(line.text, " ")
		if len(words) < 2 {
			t.Errorf("units.tsv:%d: a group of one: %q", line.number, line.text)
		}
		for _, w := range words {
			if w == "" || seen[w] {
				t.Errorf("units.tsv:%d: %q is empty or stands twice", line.number, w)
			}
			seen[w] = true
		}
		if before, again := groups[line.text]; again {
			t.Errorf("units.tsv:%d: the same group as line %d", line.number, before)
		}
		groups[line.text] = line.number
		// People and things are never counted with one another's words.
		if seen["人"] && (seen["个"] || seen["家"] || seen["辆"]) {
			t.Errorf("units.tsv:%d: people and things in one group", line.number)
		}
	}
}

func TestSurnamesAreSingleCharacters(t *testing.T) {
	seen := map[rune]int{}
	for _, line := range wordLines(t, "surnames.tsv") {
		for _, r := range strings.ReplaceAll(line.text, " ", "") {
			if !unicode.Is(unicode.Han, r) {
				t.Errorf("surnames.tsv:%d: %q is no Chinese character", line.number, r)
			}
			seen[r]++
		}
	}
	for _, r := range "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗" {
		if seen[r] == 0 {
			t.Errorf("the surname %c is missing", r)
		}
	}
}
