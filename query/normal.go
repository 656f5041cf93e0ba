package query

import (
	"maps"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"

	"wenxiang/data/vocabulary"
)

// simplified maps each traditional or variant character to its simplified form.
var simplified = sync.OnceValue(func() map[rune]rune {
	out := maps.Clone(vocabulary.Traditional())
	for _, row := range wordRows("lookalikes.tsv", 1) {
		if from, to, ok := strings.Cut(row[0], "→"); ok {
			a, b := []rune(from), []rune(to)
			if len(a) == 1 && len(b) == 1 {
				out[a[0]] = b[0]
			}
		}
	}
	return out
})

// fold brings a text to the form in which questions and reports are compared: compatibility forms composed (full
// width to half), traditional characters simplified, letters lowered, invisible characters dropped.
func fold(s string) string {
	table := foldedRunes()
	// Nearly every text is of characters that stay by themselves, and many are folded already.
	for i, r := range s {
		if r >= plainRunes || table[r] == 0 {
			return foldAny(s)
		}
		if rune(table[r]) != r {
			return foldFrom(table, s, i)
		}
	}
	return s
}

// foldFrom folds a text whose first i bytes stay as they are.
func foldFrom(table []uint16, s string, i int) string {
	b := make([]byte, i, len(s))
	copy(b, s)
	for _, r := range s[i:] {
		if r >= plainRunes || table[r] == 0 {
			return foldAny(s)
		}
		b = utf8.AppendRune(b, rune(table[r]))
	}
	return string(b)
}

// plainRunes bounds the table of characters that are folded one by one.
const plainRunes = 0x10000

// foldedRunes holds, for each character that composes with no other, what it is folded to; 0 for all others.
var foldedRunes = sync.OnceValue(func() []uint16 {
	table := make([]uint16, plainRunes)
	for r := rune(0x3400); r <= 0x9FFF; r++ {
		table[r] = uint16(r)
		if t := simplified()[r]; t != 0 {
			table[r] = 0
			if t < plainRunes {
				table[r] = uint16(t)
			}
		}
	}
	// Letters, dashes and quotation marks, Chinese punctuation, and the full-width forms of ASCII.
	for _, span := range [][2]rune{{1, 0x7F}, {0xB7, 0xB7}, {0x2010, 0x2026}, {0x3000, 0x3029}, {0xFF01, 0xFF5E}} {
		for r := span[0]; r <= span[1]; r++ {
			if one := []rune(foldAny(string(r))); len(one) == 1 && one[0] > 0 && one[0] < plainRunes {
				table[r] = uint16(one[0])
			}
		}
	}
	return table
})

// foldAny folds a text of any characters.
func foldAny(s string) string {
	table := simplified()
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKC.String(s) {
		switch {
		case r < 0x80:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
		case unicode.Is(unicode.Cf, r), r == 0xFE0F:
			continue
		case r >= 0x3400 && r <= 0x9FFF:
			if t, ok := table[r]; ok {
				r = t
			}
		default:
			r = unicode.ToLower(r)
		}
		switch r {
		case '“', '”', '「', '」', '『', '』', '"', '‘', '’', '《', '》', '<', '>':
			if r == '’' || r == '‘' {
				r = '\''
			} else {
				r = '"'
			}
		case '—', '–', '−', '―':
			r = '-'
		case '～':
			r = '~'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isHan tells whether r is a Chinese character.
func isHan(r rune) bool { return r >= 0x3400 && r <= 0x9FFF || r == '〇' }

// hasHan tells whether s holds a Chinese character.
func hasHan(s string) bool { return strings.IndexFunc(s, isHan) >= 0 }

var pinyinArgs = func() pinyin.Args {
	a := pinyin.NewArgs()
	a.Style = pinyin.Normal
	return a
}()

var soundCache sync.Map // rune → string

// sound is a character's pinyin without its tone, with the pairs folded that many speakers do not tell apart (zh/z,
// ch/c, sh/s, final n/ng, initial l/n); "" for anything but a Chinese character.
func sound(r rune) string {
	if !isHan(r) {
		return ""
	}
	if s, ok := soundCache.Load(r); ok {
		return s.(string)
	}
	s := plainPinyin(r)
	for _, pair := range [][2]string{{"zh", "z"}, {"ch", "c"}, {"sh", "s"}} {
		if strings.HasPrefix(s, pair[0]) {
			s = pair[1] + s[len(pair[0]):]
		}
	}
	s = strings.TrimSuffix(s, "g")
	soundCache.Store(r, s)
	return s
}

// readings keeps the reading of each Chinese character that was asked for.
var readings [0xA000 - 0x3400]kept[string]

// plainPinyin is a character's most usual reading without tone.
func plainPinyin(r rune) string {
	if r < 0x3400 || r > 0x9FFF {
		return lookedUp(r)
	}
	return readings[r-0x3400].get(func() string { return lookedUp(r) })
}

// lookedUp is a character's reading from the table of readings.
func lookedUp(r rune) string {
	p := pinyin.SinglePinyin(r, pinyinArgs)
	if len(p) == 0 {
		return ""
	}
	return p[0]
}

// soundOf joins the sounds of a run of Chinese characters; "" when one has none.
func soundOf(run []rune) string {
	var b strings.Builder
	for _, r := range run {
		s := sound(r)
		if s == "" {
			return ""
		}
		b.WriteString(s)
		b.WriteByte(' ')
	}
	return b.String()
}
