package query

import (
	"strings"
	"sync"
	"unicode/utf8"

	"wenxiang/data/vocabulary"
)

// pinyinWords are the words that questions are made of by their pinyin written together: those of pinyin.tsv, which hold
// the readings that people mean most, then all words of asking, of measures and of statuses.
var pinyinWords = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, row := range wordRows("pinyin.tsv", 2) {
		for _, spelled := range strings.Fields(row[1]) {
			out[spelled] = row[0]
		}
	}
	add := func(word string) {
		if n := utf8.RuneCountInString(word); n < 2 || n > maxPinyinWord || strings.IndexFunc(word, func(r rune) bool { return !isHan(r) }) >= 0 {
			return
		}
		spelled := spelledOut(word)
		if _, taken := out[spelled]; !taken && len(spelled) > 3 {
			out[spelled] = word
		}
	}
	for _, name := range []string{"asks.tsv", "about.tsv", "operations.tsv", "colloquial.tsv"} {
		for _, row := range wordRows(name, 3) {
			for _, w := range strings.Fields(row[1]) {
				add(w)
			}
		}
	}
	for _, m := range vocabulary.Measures() {
		for _, w := range m.ZH {
			add(w)
		}
	}
	for _, s := range vocabulary.Statuses() {
		for _, w := range s.ZH {
			add(w)
		}
	}
	return out
})

// maxPinyinWord is how many characters a word has at most that is looked for by its pinyin, and how many pieces of a question
// are tried as one word.
const maxPinyinWord = 6

// spelledOut is the pinyin of a word without tones or spaces.
func spelledOut(word string) string {
	var b strings.Builder
	for _, r := range word {
		b.WriteString(plainPinyin(r))
	}
	return b.String()
}

// fromPinyin turns a question written in pinyin without tones into characters, by the words that the reports and the
// vocabulary hold; ok is false where it is not pinyin.
func (s *slipIndex) fromPinyin(text string) (string, bool) {
	fields := strings.Fields(strings.Map(func(r rune) rune {
		if strings.ContainsRune("?!.,;:'\"", r) {
			return ' '
		}
		return r
	}, text))
	var out strings.Builder
	words, turned, sure, missed := 0, 0, 0, 0
	for i := 0; i < len(fields); i++ {
		if hasDigit(fields[i]) {
			out.WriteString(fields[i])
			continue
		}
		words++
		best, used := "", 0
		joined := ""
		for j := i; j < len(fields) && j < i+maxPinyinWord && !hasDigit(fields[j]); j++ {
			joined += fields[j]
			if w := s.spelled(joined, j > i || len(fields[j]) > 5); w != "" {
				best, used = w, j-i+1
			}
		}
		if used == 0 {
			best = s.pieces(fields[i])
			if best != "" {
				used = 1
			}
		}
		if used == 0 {
			out.WriteString(fields[i])
			if missed++; missed*5 > len(fields) {
				return "", false
			}
			continue
		}
		if utf8.RuneCountInString(best) > 1 {
			sure++
		}
		out.WriteString(best)
		turned++
		words += used - 1
		turned += used - 1
		i += used - 1
	}
	return out.String(), sure > 0 && words > 1 && turned*5 >= words*4
}

// spelled gives the word that a pinyin spells: one that questions are made of, else one that the reports hold; whole tells
// that it has several syllables.
func (s *slipIndex) spelled(pinyin string, whole bool) string {
	if w, ok := pinyinWords()[pinyin]; ok {
		return w
	}
	if whole {
		return s.pickName(pinyin)
	}
	return ""
}

// pieces cuts pinyin that is written without spaces into words, the longest first; "" where some of it is none.
func (s *slipIndex) pieces(pinyin string) string {
	if len(pinyin) < 5 || len(pinyin) > 60 {
		return s.spelled(pinyin, true)
	}
	// from holds, for each place that words lead to, the words up to it.
	from := map[int]string{0: ""}
	fewest := map[int]int{0: 0}
	for i := 0; i < len(pinyin); i++ {
		if _, ok := from[i]; !ok {
			continue
		}
		for j := len(pinyin); j > i; j-- {
			w := s.spelled(pinyin[i:j], j-i > 4)
			if w == "" {
				continue
			}
			if n, ok := fewest[j]; !ok || fewest[i]+1 < n {
				from[j], fewest[j] = from[i]+w, fewest[i]+1
			}
		}
	}
	if n := fewest[len(pinyin)]; n == 0 || n > len(pinyin)/4 {
		return ""
	}
	return from[len(pinyin)]
}

// pickName picks the run of characters that a pinyin spells: the most usual among several is the first that was read.
func (s *slipIndex) pickName(spelled string) string {
	if len(spelled) < 4 {
		return ""
	}
	if runs := s.byName[spelled]; len(runs) > 0 {
		return runs[0]
	}
	return ""
}
