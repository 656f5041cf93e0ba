package vocabulary

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Traditional maps each traditional character to its simplified form.
func Traditional() map[rune]rune { return traditional() }

var traditional = sync.OnceValue(func() map[rune]rune {
	out := map[rune]rune{}
	for _, row := range rows("traditional.tsv", 1) {
		for _, pair := range strings.Fields(row[0]) {
			from, n := utf8.DecodeRuneInString(pair)
			to, _ := utf8.DecodeRuneInString(pair[n:])
			out[from] = to
		}
	}
	return out
})

// Simplified brings a text in traditional characters to simplified ones, byte for byte: what stands at an offset of the
// one stands at the same offset of the other.
func Simplified(text string) string {
	table := traditional()
	return strings.Map(func(r rune) rune {
		if to, ok := table[r]; ok && utf8.RuneLen(to) == utf8.RuneLen(r) {
			return to
		}
		return r
	}, text)
}

// traditionalShare is how many of a hundred Chinese characters are traditional in the least in a text that is written in
// them; a simplified text has hardly any (著, 於 in a name).
const traditionalShare = 8

// IsTraditional tells whether a text is written in traditional characters.
func IsTraditional(text string) bool {
	table := traditional()
	han, old := 0, 0
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			han++
			if _, ok := table[r]; ok {
				old++
			}
		}
	}
	return old*100 > han*traditionalShare
}
