package query

import (
	"regexp"
	"strings"
	"sync"
)

// A sideTable tells the sides of joint ventures by the names that people give them.
type sideTable struct {
	named *regexp.Regexp
	word  map[string]string
}

var sides = sync.OnceValue(func() sideTable {
	t := sideTable{word: map[string]string{}}
	var names []string
	for _, row := range wordRows("sides.tsv", 2) {
		for _, n := range strings.Fields(row[1]) {
			t.word[n] = row[0]
			names = append(names, regexp.QuoteMeta(n))
		}
	}
	t.named = regexp.MustCompile("(" + strings.Join(names, "|") + ")(?:[那这一]?(?:方面?|边儿?)|那[个家](?:股东|公司|企业)?)(?:的?股东)?")
	return t
})

// sidesNamed puts the word of reports for a side of a venture that a question names by its country: 日本那边 → 日方.
func sidesNamed(text string) string {
	if !strings.ContainsAny(text, "占股投持出") || !strings.ContainsAny(text, "方边那") {
		return text
	}
	t := sides()
	return t.named.ReplaceAllStringFunc(text, func(s string) string {
		return t.word[t.named.FindStringSubmatch(s)[1]]
	})
}
