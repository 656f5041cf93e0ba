package quantity

import (
	_ "embed"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

//go:embed units.tsv
var unitTable string

//go:embed numerals.tsv
var numeralTable string

//go:embed approx.tsv
var approxTable string

// A unit is a row of units.tsv.
type unit struct {
	word    []rune
	printed string
	dim     Dimension
	base    string
	num     decimal.Decimal // the factor to the base unit is num/den
	den     decimal.Decimal
	plain   bool // the factor is 1
	lang    string
	bars    string // characters that may not follow
	flag    string
}

// An approxWord is a row of approx.tsv.
type approxWord struct {
	word  []rune
	canon string
	lang  string
}

// A numeralWord is a row of numerals.tsv.
type numeralWord struct {
	kind  string
	value decimal.Decimal
}

var (
	// units by their first rune in lower case, longest first.
	units = map[rune][]*unit{}
	// unitByWord finds a unit by its whole word (lower case for English).
	unitByWord = map[string]*unit{}
	// approxBefore is keyed by the last rune of the word, approxAfter by its first.
	approxBefore = map[rune][]approxWord{}
	approxAfter  = map[rune][]approxWord{}
	numerals     = map[string]numeralWord{}
)

func init() {
	for _, f := range rows(unitTable, 7) {
		u := &unit{word: []rune(f[0]), printed: f[0], dim: Dimension(f[1]), base: f[2], lang: f[4], bars: f[5], flag: f[6]}
		if u.base == "" {
			u.base = f[0]
		}
		num, den, ok := strings.Cut(f[3], "/")
		if !ok {
			den = "1"
		}
		u.num, u.den = decimal.RequireFromString(num), decimal.RequireFromString(den)
		u.plain = f[3] == "1"
		if u.flag == "noun" {
			singular[f[0]] = u.base
			continue
		}
		first := lower(u.word[0])
		units[first] = append(units[first], u)
		key := f[0]
		if u.lang == "en" {
			key = strings.ToLower(key)
		}
		if unitByWord[key] == nil {
			unitByWord[key] = u
		}
	}
	for _, list := range units {
		sort.SliceStable(list, func(i, j int) bool { return len(list[i].word) > len(list[j].word) })
	}
	for _, f := range rows(approxTable, 4) {
		w := approxWord{word: []rune(f[0]), canon: f[1], lang: f[3]}
		if f[2] == "before" {
			last, _ := utf8.DecodeLastRuneInString(f[0])
			approxBefore[last] = append(approxBefore[last], w)
		} else {
			approxAfter[w.word[0]] = append(approxAfter[w.word[0]], w)
		}
	}
	for _, m := range []map[rune][]approxWord{approxBefore, approxAfter} {
		for _, list := range m {
			sort.SliceStable(list, func(i, j int) bool { return len(list[i].word) > len(list[j].word) })
		}
	}
	for _, f := range rows(numeralTable, 3) {
		numerals[f[0]] = numeralWord{f[1], decimal.RequireFromString(f[2])}
	}
}

// rows splits a table of tab-separated rows, each padded to n fields.
func rows(table string, n int) (out [][]string) {
	for _, line := range strings.Split(table, "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		for len(f) < n {
			f = append(f, "")
		}
		out = append(out, f)
	}
	return out
}

// matchWord tells where word ends when it stands at i; blanks in it stand for
// any white space or a hyphen. Letters compare in lower case when anyCase is set.
func (s *scan) matchWord(i int, word []rune, anyCase bool) (int, bool) {
	for _, w := range word {
		if w == ' ' {
			j := s.blanks(i)
			if j == i && s.get(i) == '-' {
				j++
			}
			if j == i {
				return 0, false
			}
			i = j
			continue
		}
		c := s.get(i)
		if anyCase {
			c = lower(c)
		}
		if c != w {
			return 0, false
		}
		i++
	}
	return i, true
}

// unitAt finds the longest unit at i.
func (s *scan) unitAt(i int) (u *unit, end int) {
	for _, u := range units[lower(s.get(i))] {
		end, ok := s.matchWord(i, u.word, u.lang == "en")
		if !ok {
			continue
		}
		next := s.get(end)
		if u.lang != "zh" {
			last := u.word[len(u.word)-1]
			if (isLetter(last) || isDigit(last)) && (isLetter(next) || isDigit(next)) {
				continue
			}
		}
		if u.bars != "" && next != 0 && strings.ContainsRune(u.bars, next) {
			continue
		}
		return u, end
	}
	return nil, i
}
