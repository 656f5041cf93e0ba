package schedule

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// A word of words.tsv.
type word struct{ word, value string }

var wordLists = sync.OnceValue(func() map[string][]word {
	lists := map[string][]word{}
	for _, row := range rows("words.tsv", 3) {
		for text := range strings.SplitSeq(row[2], ";") {
			w := strings.TrimSpace(text)
			if row[0] != "same" {
				w = strings.ToLower(w)
			}
			lists[row[0]] = append(lists[row[0]], word{w, row[1]})
		}
	}
	for kind := range lists {
		slices.SortStableFunc(lists[kind], func(a, b word) int { return len(b.word) - len(a.word) })
	}
	return lists
})

// words are those of a kind, the longest first.
func words(kind string) []word { return wordLists()[kind] }

var same = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	for _, w := range words("same") {
		if pair := []rune(w.word); len(pair) == 2 {
			m[pair[0]] = pair[1]
		}
	}
	return m
})

// fold writes a text in lower case, half width and simplified characters, as far as schedules need it.
func fold(text string) string {
	text = strings.ToValidUTF8(text, " ")
	return strings.Map(func(r rune) rune {
		if t, found := same()[r]; found {
			r = t
		}
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case unicode.IsSpace(r):
			r = ' '
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r):
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

// gap takes the place of what was cut out, so that its neighbours do not become one word.
const gap = " "

func cut(text string, from, to int) string { return text[:from] + gap + text[to:] }

// indexWord finds a word. A Latin word must not be a part of a longer one.
func indexWord(text, w string) int {
	for from := 0; ; {
		at := strings.Index(text[from:], w)
		if at < 0 {
			return -1
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(w):])
		first, _ := utf8.DecodeRuneInString(w)
		last, _ := utf8.DecodeLastRuneInString(w)
		if !(isLatin(first) && isLatin(before)) && !(isLatin(last) && isLatin(after)) {
			return at
		}
		from = at + 1
	}
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// cutFillers takes out the words that say nothing.
func cutFillers(text string) string {
	return strings.Join(strings.FieldsFunc(cutWords(text, "filler"), blank), " ")
}

// cutWords takes out all words of a kind.
func cutWords(text, kind string) string {
	for _, w := range words(kind) {
		for at := indexWord(text, w.word); at >= 0; at = indexWord(text, w.word) {
			text = cut(text, at, at+len(w.word))
		}
	}
	return text
}

// blank tells whether a character only separates.
func blank(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(",.;:!?()（）【】[]\"'-/", r)
}

func digits(text string) bool {
	return text != "" && strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }) < 0
}
