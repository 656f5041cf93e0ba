package extract

import (
	"os"
	"strings"
	"testing"

	"wenxiang/data/vocabulary"
)

// TestEveryListOfCuesIsUsed keeps the vocabulary free of lists that no rule reads, and the rules free
// of lists that the vocabulary lacks.
func TestEveryListOfCuesIsUsed(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".go") && !strings.HasSuffix(e.Name(), "_test.go") {
			b, err := os.ReadFile(e.Name())
			if err != nil {
				t.Fatal(err)
			}
			code.Write(b)
		}
	}
	for _, list := range vocabulary.CueLists() {
		if !strings.Contains(code.String(), `"`+list+`"`) {
			t.Errorf("no rule reads the list %s of cues.tsv", list)
		}
		if len(vocabulary.Cues(list)) == 0 {
			t.Errorf("the list %s is empty", list)
		}
	}
	for _, key := range append(vocabulary.Cues("place_measure"), vocabulary.Cues("group_measure")...) {
		if _, ok := vocabulary.MeasureByKey(strings.ReplaceAll(key, " ", "_")); !ok {
			t.Errorf("cues.tsv names the measure %s, which measures.tsv lacks", key)
		}
	}
}
