// Package vocabulary holds the words of the field: what reports measure, what becomes of projects,
// the names of places, and the turns of phrase by which a reader tells one thing from another. The
// words stand in tab-separated files beside this one, which somebody who does not program can extend.
package vocabulary

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"wenxiang/data/quantity"
)

//go:embed *.tsv
var files embed.FS

// A Measure is something that reports give figures for.
type Measure struct {
	// Key is the program's name for it (total_investment).
	Key string
	// ZH and EN are its words; the first Chinese one is its label.
	ZH, EN []string
	// Dims are the dimensions its amounts can have.
	Dims []quantity.Dimension
}

// Takes tells whether an amount of dimension d can be one of this measure. A growth rate, a
// multiple or a rank can be said of any measure and is not asked here.
func (m Measure) Takes(d quantity.Dimension) bool {
	for _, x := range m.Dims {
		if x == d {
			return true
		}
	}
	return false
}

// A Status is what has become of a project.
type Status struct {
	// Key is the program's name for it (started).
	Key string
	// ZH and EN are its words; the first Chinese one is its label.
	ZH, EN []string
}

type tables struct {
	measures      []Measure
	measureByKey  map[string]Measure
	measureWords  *lexicon
	statuses      []Status
	statusByKey   map[string]Status
	statusWords   *lexicon
	places        placeTable
	cues          map[string][]string
	cueLexicons   map[string]*lexicon
	baseWords     *lexicon
	modalityWords *lexicon
}

var loaded = sync.OnceValue(load)

// Measures returns all measures in the order of their file.
func Measures() []Measure { return loaded().measures }

// MeasureByKey returns the measure that key names.
func MeasureByKey(key string) (Measure, bool) {
	m, ok := loaded().measureByKey[key]
	return m, ok
}

// FindMeasures finds the words of measures in a text, Chinese and English, the longest at each
// place and none overlapping. Case does not matter in English.
func FindMeasures(text string) []Hit { return loaded().measureWords.find(text) }

// Statuses returns all statuses in the order of their file.
func Statuses() []Status { return loaded().statuses }

// StatusByKey returns the status that key names.
func StatusByKey(key string) (Status, bool) {
	s, ok := loaded().statusByKey[key]
	return s, ok
}

// FindStatuses finds the words of statuses as FindMeasures finds those of measures.
func FindStatuses(text string) []Hit { return loaded().statusWords.find(text) }

// FindBases finds what growth, gaps and shares are relative to (同比, 高于全国, 占比): Key is yoy, mom,
// annual_avg, nation, province, last_year, plan, whole …
func FindBases(text string) []Hit { return loaded().baseWords.find(text) }

// FindModalities finds the words that tell intentions from results; Key is planned or target.
func FindModalities(text string) []Hit { return loaded().modalityWords.find(text) }

// Cues returns the words of one list of cues.tsv, in the order of the file.
func Cues(list string) []string { return loaded().cues[list] }

// FindCues finds the words of one list of cues.tsv in a text.
func FindCues(list, text string) []Hit {
	if l := loaded().cueLexicons[list]; l != nil {
		return l.find(text)
	}
	return nil
}

// CueLists returns the names of all lists of cues.tsv.
func CueLists() []string {
	var out []string
	for _, row := range rows("cues.tsv", 2) {
		out = append(out, row[0])
	}
	return out
}

// rows reads one of the embedded files: lines that are not empty and do not begin with '#', each
// with exactly n columns. The files are part of the program, so a malformed one is a fault of the
// build, as a malformed regular expression would be.
func rows(name string, n int) [][]string {
	data, err := files.ReadFile(name)
	if err != nil {
		panic("vocabulary: " + err.Error())
	}
	var out [][]string
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != n {
			panic(fmt.Sprintf("vocabulary: %s, line %d: %d columns instead of %d", name, i+1, len(cols), n))
		}
		out = append(out, cols)
	}
	return out
}

func semicolons(s string) []string {
	var out []string
	for _, w := range strings.Split(s, ";") {
		if w = strings.TrimSpace(w); w != "" {
			out = append(out, w)
		}
	}
	return out
}

func load() *tables {
	t := &tables{
		measureByKey: map[string]Measure{}, measureWords: newLexicon(),
		statusByKey: map[string]Status{}, statusWords: newLexicon(),
		cues: map[string][]string{}, cueLexicons: map[string]*lexicon{},
		baseWords: newLexicon(), modalityWords: newLexicon(),
	}
	for _, row := range rows("measures.tsv", 4) {
		m := Measure{Key: row[0], ZH: strings.Fields(row[1]), EN: semicolons(row[2])}
		for _, d := range strings.Fields(row[3]) {
			m.Dims = append(m.Dims, quantity.Dimension(d))
		}
		t.measures = append(t.measures, m)
		t.measureByKey[m.Key] = m
		addAll(t.measureWords, m.Key, m.ZH, m.EN)
	}
	for _, row := range rows("statuses.tsv", 3) {
		s := Status{Key: row[0], ZH: strings.Fields(row[1]), EN: semicolons(row[2])}
		t.statuses = append(t.statuses, s)
		t.statusByKey[s.Key] = s
		addAll(t.statusWords, s.Key, s.ZH, s.EN)
	}
	for _, row := range rows("bases.tsv", 3) {
		addAll(t.baseWords, row[0], strings.Fields(row[1]), semicolons(row[2]))
	}
	for _, row := range rows("modality.tsv", 3) {
		addAll(t.modalityWords, row[0], strings.Fields(row[1]), semicolons(row[2]))
	}
	for _, row := range rows("cues.tsv", 2) {
		words := strings.Fields(row[1])
		for i, w := range words {
			words[i] = strings.ReplaceAll(w, "_", " ")
		}
		t.cues[row[0]] = words
		l := newLexicon()
		addAll(l, row[0], words, nil)
		t.cueLexicons[row[0]] = l.ready()
	}
	t.places = loadPlaces()
	t.measureWords.ready()
	t.statusWords.ready()
	t.baseWords.ready()
	t.modalityWords.ready()
	return t
}

func addAll(l *lexicon, key string, zh, en []string) {
	for _, w := range zh {
		l.add(w, key)
	}
	for _, w := range en {
		l.add(w, key)
	}
}
