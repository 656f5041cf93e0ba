package report

import (
	_ "embed"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

//go:embed radicals.tsv
var radicalsTSV string

// radicals maps the code points of radicals (Kangxi and supplement) and of
// compatibility characters to the characters they stand for. Unicode's own
// mapping knows the Kangxi radicals only.
var radicals = func() map[rune]rune {
	m := map[rune]rune{}
	for r := rune(0x2f00); r <= 0x2fd5; r++ {
		if c, n := utf8.DecodeRuneInString(norm.NFKC.String(string(r))); n > 0 {
			m[r] = c
		}
	}
	for r := rune(0xf900); r <= 0xfad9; r++ {
		if c, n := utf8.DecodeRuneInString(norm.NFC.String(string(r))); n > 0 && c != r {
			m[r] = c
		}
	}
	for _, l := range strings.Split(radicalsTSV, "\n") {
		from, to, ok := strings.Cut(strings.TrimRight(l, "\r "), "\t")
		if !ok || strings.HasPrefix(l, "#") {
			continue
		}
		r, _ := utf8.DecodeRuneInString(from)
		m[r], _ = utf8.DecodeRuneInString(to)
	}
	return m
}()

// mendRadicals puts the character for each radical.
func mendRadicals(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x2e80 {
			return r
		}
		if c, ok := radicals[r]; ok {
			return c
		}
		return r
	}, s)
}
