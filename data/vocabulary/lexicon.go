package vocabulary

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// A Hit is one word of the vocabulary found in a text.
type Hit struct {
	// Key names what was found: a measure's key, a status's key, a place's full name …
	Key string
	// Word is the word as the vocabulary spells it.
	Word string
	// Start and End are byte offsets in the text.
	Start, End int
}

// A lexicon finds the longest of its words at each position of a text.
type lexicon struct {
	byFirst map[rune][]lexeme
}

type lexeme struct {
	word, folded, key string
	latin             bool // begins or ends with a Latin letter, so needs word boundaries
}

func newLexicon() *lexicon { return &lexicon{byFirst: map[rune][]lexeme{}} }

func (l *lexicon) add(word, key string) {
	if word == "" {
		return
	}
	f := foldASCII(word)
	r, _ := utf8.DecodeRuneInString(f)
	l.byFirst[r] = append(l.byFirst[r], lexeme{word, f, key, isLatin(f[0]) || isLatin(f[len(f)-1])})
}

// ready sorts each bucket so that the first that fits is the longest.
func (l *lexicon) ready() *lexicon {
	for _, b := range l.byFirst {
		sort.SliceStable(b, func(i, j int) bool { return len(b[i].word) > len(b[j].word) })
	}
	return l
}

// at returns the longest word that begins at byte i of the folded text.
func (l *lexicon) at(folded string, i int) (lexeme, bool) {
	r := rune(folded[i])
	if r >= utf8.RuneSelf {
		r, _ = utf8.DecodeRuneInString(folded[i:])
	}
	for _, e := range l.byFirst[r] {
		if strings.HasPrefix(folded[i:], e.folded) && (!e.latin || bounded(folded, i, i+len(e.folded))) {
			return e, true
		}
	}
	return lexeme{}, false
}

// find returns all words from left to right, the longest at each place, none overlapping.
func (l *lexicon) find(text string) []Hit {
	folded := foldASCII(text)
	var hits []Hit
	for i := 0; i < len(folded); {
		if i > 0 && isLatin(folded[i]) && isLatin(folded[i-1]) { // inside a Latin word no word begins
			i++
			continue
		}
		if e, ok := l.at(folded, i); ok {
			hits = append(hits, Hit{e.key, e.word, i, i + len(e.folded)})
			i += len(e.folded)
			continue
		}
		i += runeLen(folded[i])
	}
	return hits
}

func runeLen(b byte) int {
	switch {
	case b < 0xC0:
		return 1
	case b < 0xE0:
		return 2
	case b < 0xF0:
		return 3
	}
	return 4
}

func isLatin(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' }

// bounded tells whether a Latin word at [i, j) is not part of a longer one; an English plural or
// possessive ending does not count.
func bounded(s string, i, j int) bool {
	if i > 0 && isLatin(s[i]) && isLatin(s[i-1]) {
		return false
	}
	return j >= len(s) || !isLatin(s[j-1]) || !isLatin(s[j])
}

// foldASCII lowers ASCII letters only, so that byte offsets stay those of the text.
func foldASCII(s string) string {
	for i := 0; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if 'A' <= b[i] && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
