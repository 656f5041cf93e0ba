package report

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode/utf8"
)

//go:embed words.tsv
var wordsTSV string

//go:embed joints.tsv
var jointsTSV string

//go:embed openings.tsv
var openingsTSV string

// reportWords holds words of report prose with their length in characters.
var reportWords = func() map[string]int {
	m := map[string]int{}
	add := func(w string) {
		if n := utf8.RuneCountInString(w); n > 1 {
			m[w] = n
		}
	}
	for _, w := range dataLines(wordsTSV) {
		add(w)
	}
	for last, first := range joints {
		add(last)
		for _, w := range first {
			add(w)
		}
	}
	return m
}()

// joints holds what the last words of a broken paragraph commonly go on with.
var joints = func() map[string][]string {
	m := map[string][]string{}
	for _, l := range dataLines(jointsTSV) {
		if last, first, ok := strings.Cut(l, "\t"); ok {
			m[last] = strings.Fields(first)
		}
	}
	return m
}()

// openings holds the words with which paragraphs commonly begin.
var openings = func() map[string]bool {
	m := map[string]bool{}
	for _, l := range dataLines(openingsTSV) {
		m[l] = true
	}
	return m
}()

func dataLines(tsv string) []string {
	var out []string
	for _, l := range strings.Split(tsv, "\n") {
		if l = strings.TrimRight(l, "\r "); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	return out
}

var endsAmount = regexp.MustCompile(`\d\s?(亿元|万元|元|%|％|个百分点|亩|平方米|万平方米|公里|吨|万吨|人|万人|家|个|项|倍|年|月|日)$`)
