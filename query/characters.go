package query

import (
	"regexp"
	"strconv"
	"strings"
)

// inCharacters asks for a saying by the number of its characters: 是哪八个字.
var inCharacters = newPattern(`(?:哪|什么|啥)([两二三四五六七八九十]|十[二四六]|[0-9]{1,2})个?字`)

// charactersAsked is the number of characters of the saying that is asked for, 0 where none is.
func (q *question) charactersAsked() int {
	if !q.has(inCharacters) {
		return 0
	}
	m := inCharacters.FindStringSubmatch(q.text)[1]
	if n, err := strconv.Atoi(m); err == nil {
		return n
	}
	if rest, teens := strings.CutPrefix(m, "十"); teens {
		return 10 + numerals[rest]
	}
	return numerals[m]
}

// saying finds what a text puts in quotation marks.
var saying = regexp.MustCompile(`[“"「]([^“”"」]{2,60})[”"」]`)

// quotesCharacters tells whether a text has a saying of n Chinese characters in quotation marks.
func quotesCharacters(text string, n int) bool {
	for _, m := range saying.FindAllStringSubmatch(text, -1) {
		count := 0
		for _, r := range m[1] {
			if isHan(r) {
				count++
			}
		}
		if count == n {
			return true
		}
	}
	return false
}
