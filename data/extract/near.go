package extract

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// A pairIndex finds the texts that can hold a name, by pairs of neighbouring characters: it is what
// keeps the reading of a register of thousands of projects from comparing each name with each other.
type pairIndex struct {
	texts []string
	at    map[[2]rune][]int32 // pair → the texts that hold it, in order
}

func newPairIndex(texts []string) *pairIndex {
	x := &pairIndex{texts: texts, at: map[[2]rune][]int32{}}
	for i, s := range texts {
		pairs(s, func(p [2]rune) {
			list := x.at[p]
			if n := len(list); n == 0 || list[n-1] != int32(i) {
				x.at[p] = append(list, int32(i))
			}
		})
	}
	return x
}

func pairs(s string, each func([2]rune)) {
	before := rune(-1)
	for _, r := range s {
		if before >= 0 {
			each([2]rune{before, r})
		}
		before = r
	}
}

// holding returns, in order, the texts that can hold the whole of s.
func (x *pairIndex) holding(s string) []int32 {
	best, some := []int32(nil), false
	pairs(s, func(p [2]rune) {
		if list := x.at[p]; !some || len(list) < len(best) {
			best, some = list, true
		}
	})
	return best
}

// pieced returns, in order, the texts that can hold s in at most three pieces of two characters and
// more (see chunked): they hold its first pair and its last, and at most two of its pairs are broken,
// so that they hold one of any three.
func (x *pairIndex) pieced(s string) []int32 {
	var lists [][]int32
	pairs(s, func(p [2]rune) { lists = append(lists, x.at[p]) })
	if len(lists) == 0 {
		return nil
	}
	best := lists[0]
	if last := lists[len(lists)-1]; len(last) < len(best) {
		best = last
	}
	if len(lists) < 3 {
		return best
	}
	sort.SliceStable(lists, func(i, j int) bool { return len(lists[i]) < len(lists[j]) })
	if len(lists[0])+len(lists[1])+len(lists[2]) >= len(best) {
		return best
	}
	seen := map[int32]bool{}
	var out []int32
	for _, list := range lists[:3] {
		for _, i := range list {
			if !seen[i] {
				seen[i] = true
				out = append(out, i)
			}
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

// occurrences counts how often each word stands in a text, in one pass over it.
func occurrences(text string, words map[string]int) {
	lengths := map[[2]rune][]int{} // first pair → the lengths in bytes of the words that begin with it
	for w := range words {
		words[w] = 0
		p, ok := firstPair(w)
		if !ok {
			continue
		}
		known := false
		for _, n := range lengths[p] {
			known = known || n == len(w)
		}
		if !known {
			lengths[p] = append(lengths[p], len(w))
		}
	}
	for i := 0; i < len(text); {
		if p, ok := firstPair(text[i:]); ok {
			for _, n := range lengths[p] {
				if i+n > len(text) {
					continue
				}
				if k, ok := words[text[i:i+n]]; ok {
					words[text[i:i+n]] = k + 1
				}
			}
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		i += n
	}
}

func firstPair(s string) ([2]rune, bool) {
	a, n := utf8.DecodeRuneInString(s)
	if n == 0 || n == len(s) {
		return [2]rune{}, false
	}
	b, _ := utf8.DecodeRuneInString(s[n:])
	return [2]rune{a, b}, true
}

// stem is a project's name without its general ending.
func stem(name string) string {
	for _, s := range []string{"建设工程项目", "建设项目", "工程项目", "建设工程", "项目", "工程"} {
		if t := strings.TrimSuffix(name, s); t != name && t != "" {
			return unquote(t)
		}
	}
	return unquote(name)
}

var unquoted = strings.NewReplacer("“", "", "”", "")

func unquote(s string) string {
	if !strings.Contains(s, "“") && !strings.Contains(s, "”") {
		return s
	}
	return unquoted.Replace(s)
}

// chunked tells whether short is made of pieces of long, in order, each of at least two characters,
// so that 铜棒, or 比耐+锂电池, is found in a full name.
func chunked(short, long string) bool {
	if short == "" {
		return false
	}
	pieces := 0
	for short != "" {
		n, end := 0, 0
		for i := range long { // the longest beginning of short that stands in long
			if long[i] != short[0] {
				continue
			}
			k := common(short, long[i:])
			if k > n {
				n, end = k, i+k
			}
		}
		if utf8.RuneCountInString(short[:n]) < 2 && !(pieces == 0 && n == len(short)) {
			return false
		}
		if rest := short[n:]; rest != "" && isDigit(rest[0]) != isDigitAt(long, end) && isDigitAt(short[:n], n-1) {
			return false
		}
		short, long = short[n:], long[end:]
		pieces++
		if pieces > 3 {
			return false
		}
	}
	return true
}

func isDigitAt(s string, i int) bool { return i >= 0 && i < len(s) && isDigit(s[i]) }

// common is the length in bytes of the common beginning of a and b, in whole characters.
func common(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && !utf8.RuneStart(a[n]) || n < len(b) && !utf8.RuneStart(b[n])) {
		n--
	}
	return n
}
