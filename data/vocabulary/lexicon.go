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
	// byFirst holds the words by their first two characters, those of one character with 0 for the second.
	byFirst map[[2]rune][]lexeme
	// begins tells which characters begin a word; several share a bit.
	begins [256]uint64
}

type lexeme struct {
	word, folded, key string
	latin             bool // begins or ends with a Latin letter, so needs word boundaries
}

func newLexicon() *lexicon { return &lexicon{byFirst: map[[2]rune][]lexeme{}} }

func (l *lexicon) add(word, key string) {
	if word == "" {
		return
	}
	f := foldASCII(word)
	first, n := utf8.DecodeRuneInString(f)
	second := rune(0)
	if n < len(f) {
		second, _ = utf8.DecodeRuneInString(f[n:])
	}
	l.begins[first>>6&255] |= 1 << uint(first&63)
	at := [2]rune{first, second}
	l.byFirst[at] = append(l.byFirst[at], lexeme{word, f, key, isLatin(f[0]) || isLatin(f[len(f)-1])})
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
	first, n := rune(folded[i]), 1
	if first >= utf8.RuneSelf {
		first, n = utf8.DecodeRuneInString(folded[i:])
	}
	if l.begins[first>>6&255]&(1<<uint(first&63)) == 0 {
		return lexeme{}, false
	}
	if i+n < len(folded) {
		second, _ := utf8.DecodeRuneInString(folded[i+n:])
		for _, e := range l.byFirst[[2]rune{first, second}] {
			if strings.HasPrefix(folded[i:], e.folded) && (!e.latin || bounded(folded, i, i+len(e.folded))) {
				return e, true
			}
		}
	}
	for _, e := range l.byFirst[[2]rune{first, 0}] {
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
