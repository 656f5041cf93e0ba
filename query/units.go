package query

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// askingWords are the words that stand where the answer's number will stand; a digit put in their place shows the
// unit that follows (多少万千瓦, how many production lines).
var askingWords = newPattern(`多少|好多|几(?:十|百|千)?|how many|how much|哪`)

// unitTags finds the units that a question asks for: after the asking word (多少万元), and after a word of
// conversion (换成亿元, in million yuan).
func (q *question) unitTags() []tag {
	var out []tag
	for _, m := range askingWords.FindAllStringIndex(q.text, -1) {
		if q.text[m[0]:m[1]] == "哪" {
			continue
		}
		n, length, ok := unitAfter(q.text[m[1]:])
		if !ok {
			// 跑了几趟: a measure word that the table of units does not know by itself.
			if r, size := utf8.DecodeRuneInString(q.text[m[1]:]); isHan(r) && words().unitGroups[string(r)] != nil {
				n, length, ok = quantity.Quantity{Unit: string(r), Dim: quantity.Count}, size, true
			}
		}
		if ok {
			t := tag{m[1], m[1] + length, tagUnit, n.Unit, q.text[m[1] : m[1]+length]}
			out = append(out, t.withoutQualifiers(n))
		}
	}
	for _, m := range conversionWords.FindAllStringIndex(q.text, -1) {
		if n, length, ok := unitAfter(q.text[m[1]:]); ok && n.Dim != quantity.Count && n.Dim != quantity.Bare && n.Dim != quantity.Duration {
			out = append(out, tag{m[1], m[1] + length, tagUnit, n.Unit, q.text[m[1] : m[1]+length]})
		}
	}
	return out
}

// withoutQualifiers leaves the noun of an English unit of counting and what says which ones are counted to be read by
// itself: planned of how many planned projects.
func (t tag) withoutQualifiers(n quantity.Quantity) tag {
	word := strings.TrimRight(t.word, " ")
	i := strings.LastIndexByte(word, ' ')
	if n.Dim != quantity.Count || !isASCII(word) || i <= 0 || strings.TrimSpace(word[:i]) == "" {
		return t
	}
	for _, h := range vocabulary.FindMeasures(strings.TrimSpace(word)) {
		if h.End == len(strings.TrimSpace(word)) && h.End-h.Start > len(word)-i {
			return t // production lines
		}
	}
	if !countedNoun.MatchString(word[i+1:]) {
		return t
	}
	t.start += i + 1
	t.word = word[i+1:]
	return t
}

// countedNoun are the nouns of what reports count most, which take qualifiers.
var countedNoun = regexp.MustCompile(`^(?:projects?|companies|firms|enterprises|agreements|contracts)$`)

var conversionWords = newPattern(`换成|折合成?|折算成|换算成|折成|单位换成|换作|合|按|用|以|\bin |\binto |\bto `)

// unitAfter reads the unit at the beginning of a text as if a number stood before it.
func unitAfter(rest string) (quantity.Quantity, int, bool) {
	if len(rest) > 40 {
		rest = rest[:40]
		for !utf8.ValidString(rest) {
			rest = rest[:len(rest)-1]
		}
	}
	found := quantity.Find("3" + rest)
	if len(found) == 0 {
		return quantity.Quantity{}, 0, false
	}
	n := found[0]
	length := len(strings.TrimSpace(n.Printed)) - 1
	if n.NumStart != 0 || n.End <= 1 || length <= 0 || length > len(rest) || n.Dim == quantity.Rank {
		return quantity.Quantity{}, 0, false
	}
	return n, length, true
}

func (q *question) takeUnit(n quantity.Quantity, words string) {
	words = strings.TrimSpace(words)
	switch n.Dim {
	case quantity.Count:
		if q.unit == "" {
			q.unit = n.Unit
			if m := administrative.FindStringSubmatch(q.text); m != nil && n.Unit == "个" {
				q.unit = m[1]
			}
		}
	case quantity.Bare:
		q.display = words // 多少亿: the unit follows from the measure
		return
	case quantity.Duration, quantity.Percent, quantity.Points, quantity.Times:
	default:
		q.display = words
	}
	q.addDim(n.Dim)
}

// administrative finds the unit in 几个省, 多少个县.
var administrative = newPattern(`(?:几|多少)个(省|地市|市|县|区|州|乡镇|镇|乡|村|国家)(?:$|[^级本属])`)

func (q *question) addDim(d quantity.Dimension) {
	for _, x := range q.dims {
		if x == d {
			return
		}
	}
	q.dims = append(q.dims, d)
}
