package vocabulary

import "strings"

// A Place is a province, a prefecture-level city or a county-level place.
type Place struct {
	// Name is the full Chinese name (四平市).
	Name string
	// Short holds other Chinese names (四平), EN the English ones (Siping).
	Short, EN []string
	// In is the full name of the province it lies in, "" for a province.
	In string
	// Level is province, prefecture or county.
	Level string
}

// Says returns the shortest usual Chinese name.
func (p Place) Says() string {
	if len(p.Short) > 0 {
		return p.Short[0]
	}
	return p.Name
}

type placeTable struct {
	all    []Place
	byWord map[string]int
	words  *lexicon
}

func loadPlaces() placeTable {
	t := placeTable{byWord: map[string]int{}, words: newLexicon()}
	for i, row := range rows("places.tsv", 5) {
		p := Place{Name: row[0], Short: strings.Fields(row[1]), EN: semicolons(row[2]), In: row[3], Level: row[4]}
		t.all = append(t.all, p)
		for _, w := range append(append([]string{p.Name}, p.Short...), p.EN...) {
			t.byWord[foldASCII(w)] = i
			t.words.add(w, p.Name)
		}
	}
	t.words.ready()
	return t
}

// Places returns all places in the order of their file: provinces, prefectures, counties.
func Places() []Place { return loaded().places.all }

// PlaceByName returns the place that a full, short or English name names.
func PlaceByName(word string) (Place, bool) {
	t := loaded().places
	i, ok := t.byWord[foldASCII(word)]
	if !ok {
		return Place{}, false
	}
	return t.all[i], true
}

// FindPlaces finds the names of known places in a text; Key is the full name.
func FindPlaces(text string) []Hit { return loaded().places.words.find(text) }

// Within tells whether the place a lies in the place b, or is b itself. Both are full names.
func Within(a, b string) bool {
	if a == b {
		return true
	}
	p, ok := PlaceByName(a)
	return ok && p.In == b
}
