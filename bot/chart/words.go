package chart

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"
)

//go:embed words.tsv
var wordFile string

// words are the texts that a picture says of itself, by key, in one language.
type words map[string]string

var catalogue = sync.OnceValues(func() (map[string]words, error) {
	lines := strings.Split(strings.TrimSpace(wordFile), "\n")
	langs := strings.Split(lines[0], "\t")[1:]
	all := map[string]words{}
	for _, lang := range langs {
		all[lang] = words{}
	}
	for n, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != len(langs)+1 {
			return nil, fmt.Errorf("words.tsv, line %d: has %d cells, not %d", n+2, len(cells), len(langs)+1)
		}
		for i, lang := range langs {
			all[lang][cells[0]] = cells[i+1]
		}
	}
	return all, nil
})

func wordsOf(lang string) (words, error) {
	all, err := catalogue()
	if err != nil {
		return nil, err
	}
	if w, found := all[lang]; found {
		return w, nil
	}
	return all["zh"], nil
}

// say fills the placeholder {} of a text.
func (w words) say(key, fill string) string { return strings.Replace(w[key], "{}", fill, 1) }

// date writes a day in the layout that stands under key.
func (w words) date(key string, day time.Time) string { return day.Format(w[key]) }
