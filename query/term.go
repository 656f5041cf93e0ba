package query

import (
	"strings"
	"unicode/utf8"
)

// A term is one word or run of words of a question that the answer's surroundings must hold.
type term struct {
	id    int
	text  string // folded
	runes []rune
	alts  []string // other words for the same: synonyms, translations
	// pieces are the term's pairs of characters, the units in which a Chinese run is looked for.
	pieces []string
	// weak terms say little (项目, company): they help to rank and never decide.
	weak bool
	// optional terms may be missing (a Latin name beside its Chinese one).
	optional bool
	// name terms are written like a name and must be held in any language.
	name  bool
	start int // byte offset in the folded question
	end   int
	// run is the whole run of characters that this piece was cut out of, only because its word has an English name: in a
	// Chinese report the run is one name. nil for a term that is whole.
	run    *term
	entire int8 // see wholeSomewhere
	// found and stood are where it stands in an index, begins its first two characters, once looked for.
	found, stood *spots
	begins       *term
}

// maxTermRunes is how many characters of a term are looked at: one bit each in a mask.
const maxTermRunes = 60

func newTerm(id int, text string) *term {
	t := &term{id: id, text: text, runes: []rune(text)}
	if len(t.runes) > maxTermRunes {
		t.runes = t.runes[:maxTermRunes]
	}
	if hasHan(text) && !(hasDigit(text) && len(t.runes) <= 6) {
		for i := 0; i+1 < len(t.runes); i++ {
			t.pieces = append(t.pieces, string(t.runes[i:i+2]))
		}
	}
	return t
}

// all is the mask of a whole term.
func (t *term) all() uint64 { return 1<<uint(len(t.runes)) - 1 }

// weight is how much the term counts among the others of its question.
func (t *term) weight() float64 {
	n := float64(len(t.runes))
	if !hasHan(t.text) {
		n = 2.5
	}
	if t.weak {
		return 0.25 * n
	}
	if t.optional {
		return 0.5 * n
	}
	return n
}

// in gives the mask of the term's characters that stand in a folded text.
func (t *term) in(text string) uint64 {
	if holds(text, t.text) {
		return t.all()
	}
	for _, a := range t.alts {
		if holds(text, a) {
			return t.all()
		}
	}
	var mask uint64
	for i, p := range t.pieces {
		if strings.Contains(text, p) {
			mask |= 3 << uint(i)
		}
	}
	return mask
}

// holds tells whether a folded text has a word; a Latin word must stand whole, but for an ending (s, es, ed, ing).
func holds(text, word string) bool {
	if word == "" {
		return false
	}
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		i += from
		if !isLetter(word[0]) || i == 0 || !isLetter(text[i-1]) {
			if end := i + len(word); !isLetter(word[len(word)-1]) || wordEnds(text[end:]) {
				return true
			}
		}
		from = i + 1
		for from < len(text) && !utf8.RuneStart(text[from]) {
			from++
		}
	}
}

func isLetter(b byte) bool { return 'a' <= b && b <= 'z' }

func wordEnds(rest string) bool {
	for _, ending := range []string{"", "s", "es", "ed", "d", "ing", "'s"} {
		if strings.HasPrefix(rest, ending) && (len(rest) == len(ending) || !isLetter(rest[len(ending)])) {
			return true
		}
	}
	return false
}
