package quantity

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed traditional.txt
var traditionalPairs string

// hanBase and hanSpan bound the CJK block that the fold table covers.
const (
	hanBase = 0x4e00
	hanSpan = 0x5200
)

// simplified maps the traditional characters that occur in numbers, units and
// dates to their simplified forms; 0 leaves a character as it is.
var simplified = func() (t [hanSpan]uint16) {
	for _, line := range strings.Split(traditionalPairs, "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		pair := []rune(strings.TrimSpace(line))
		if len(pair) == 2 && pair[0] >= hanBase && pair[0] < hanBase+hanSpan {
			t[pair[0]-hanBase] = uint16(pair[1])
		}
	}
	return t
}()

// A scan is a text as the finders read it: one rune a place, widths and
// traditional characters folded, with the byte offset that each came from.
type scan struct {
	text string
	r    []rune
	at   []int // at[i] is the byte offset of r[i]; at[len(r)] is len(text)
}

func newScan(text string) *scan {
	n := utf8.RuneCountInString(text)
	s := &scan{text: text, r: make([]rune, 0, n), at: make([]int, 0, n+1)}
	for i, c := range text {
		s.r = append(s.r, fold(c))
		s.at = append(s.at, i)
	}
	s.at = append(s.at, len(text))
	s.mendDigits()
	return s
}

// mendDigits reads the letters that a scanned page shows for digits inside a date: 20l5年, 2010年l1月.
func (s *scan) mendDigits() {
	for i, c := range s.r {
		if c != 'l' && c != 'I' && c != 'O' && c != 'o' {
			continue
		}
		before, after := s.get(i-1), s.get(i+1)
		if !(isDigit(before) || before == '年' || before == '月') || !(isDigit(after) || (after == '年' || after == '月' || after == '日') && isDigit(before)) {
			continue
		}
		j, k := i, i+1
		for j > 0 && isDigit(s.r[j-1]) {
			j--
		}
		for k < len(s.r) && isDigit(s.r[k]) {
			k++
		}
		if unit := s.get(k); k-j > 4 || unit != '年' && unit != '月' && unit != '日' && unit != '号' {
			continue
		}
		if c == 'l' || c == 'I' {
			s.r[i] = '1'
		} else if isDigit(before) {
			s.r[i] = '0'
		}
	}
}

func fold(c rune) rune {
	switch {
	case c < 0x80:
		return c
	case c >= hanBase && c < hanBase+hanSpan:
		if t := simplified[c-hanBase]; t != 0 {
			return rune(t)
		}
	case c == '，': // a pause, never the comma inside a number
		return c
	case c >= 0xff01 && c <= 0xff5e:
		return c - 0xfee0
	case c == 0x3000, c == 0xa0, c == 0x2009, c == 0x202f:
		return ' '
	case c == '￥':
		return '¥'
	case c == '〜', c == '∼', c == '～':
		return '~'
	case c == '‐', c == '‑', c == '–', c == '−', c == '﹣':
		return '-'
	}
	return c
}

// get is the rune at i, or 0 outside the text.
func (s *scan) get(i int) rune {
	if i < 0 || i >= len(s.r) {
		return 0
	}
	return s.r[i]
}

// has tells whether the folded runes from i on spell word.
func (s *scan) has(i int, word string) bool {
	if i < 0 {
		return false
	}
	for _, c := range word {
		if i >= len(s.r) || s.r[i] != c {
			return false
		}
		i++
	}
	return true
}

// endsWith tells whether the runes before i spell word.
func (s *scan) endsWith(i int, word string) bool {
	return s.has(i-utf8.RuneCountInString(word), word)
}

// maxBlank bounds how much white space may stand inside one expression: a
// wrapped line with its indent.
const maxBlank = 16

// blanks skips white space from i on.
func (s *scan) blanks(i int) int {
	for n := 0; n < maxBlank && i < len(s.r) && isBlank(s.r[i]); n++ {
		i++
	}
	return i
}

// blanksBack is the place after the last rune before i that is no white space.
func (s *scan) blanksBack(i int) int {
	for n := 0; n < maxBlank && i > 0 && isBlank(s.r[i-1]); n++ {
		i--
	}
	return i
}

// word reads the ASCII word at i in lower case, with its end.
func (s *scan) word(i int) (string, int) {
	j := i
	var buf [24]byte
	n := 0
	for j < len(s.r) && n < len(buf) && isLetter(s.r[j]) {
		buf[n] = byte(lower(s.r[j]))
		n++
		j++
	}
	if j < len(s.r) && isLetter(s.r[j]) { // longer than any word we know
		for j < len(s.r) && isLetter(s.r[j]) {
			j++
		}
		return "", j
	}
	return string(buf[:n]), j
}

// wordBefore reads the ASCII word that ends at i (white space before i is
// skipped) in lower case, with its start.
func (s *scan) wordBefore(i int) (string, int) {
	i = s.blanksBack(i)
	j := i
	for j > 0 && i-j < 24 && isLetter(s.r[j-1]) {
		j--
	}
	if j == i {
		return "", i
	}
	return strings.ToLower(string(s.r[j:i])), j
}

// slice is the text between two rune places, as printed.
func (s *scan) slice(i, j int) string { return s.text[s.at[i]:s.at[j]] }

func isBlank(c rune) bool  { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }
func isDigit(c rune) bool  { return c >= '0' && c <= '9' }
func isLetter(c rune) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isHan(c rune) bool    { return c >= 0x3400 && c <= 0x9fff }
func lower(c rune) rune {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
