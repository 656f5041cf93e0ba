package report

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// docxLists knows the automatic numbers of a Word document, so that a heading
// keeps the 一、 that its reader sees.
type docxLists struct {
	abstract map[string]map[int]*listLevel // abstractNumId → level
	num      map[string]string             // numId → abstractNumId
	counts   map[string][]int              // abstractNumId → how far each level has counted
}

type listLevel struct {
	format, text string
	start        int
}

func (l *docxLists) token() func(xml.Token) error {
	l.abstract, l.num, l.counts = map[string]map[int]*listLevel{}, map[string]string{}, map[string][]int{}
	var abstract, num string
	var level *listLevel
	return func(t xml.Token) error {
		s, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		v := attr(s, "val")
		switch s.Name.Local {
		case "abstractNum":
			abstract, level = attr(s, "abstractNumId"), nil
			if len(l.abstract) < 10_000 {
				l.abstract[abstract] = map[int]*listLevel{}
			}
		case "lvl":
			n, err := strconv.Atoi(attr(s, "ilvl"))
			level = nil
			if levels := l.abstract[abstract]; err == nil && n >= 0 && n < 9 && levels != nil && num == "" {
				level = &listLevel{start: 1}
				levels[n] = level
			}
		case "num":
			num, level = attr(s, "numId"), nil
		case "abstractNumId":
			if num != "" && len(l.num) < 10_000 {
				l.num[num] = v
			}
		case "start":
			if n, err := strconv.Atoi(v); err == nil && level != nil {
				level.start = n
			}
		case "numFmt":
			if level != nil {
				level.format = v
			}
		case "lvlText":
			if level != nil {
				level.text = v
			}
		}
		return nil
	}
}

// heads tells whether a list's numbers are those of headings (一、 （一） 第一章).
func (l *docxLists) heads(num string, level int) bool {
	lv := l.level(num, level)
	return lv != nil && (strings.HasPrefix(lv.format, "chinese") || strings.HasPrefix(lv.format, "japanese") || strings.HasPrefix(lv.format, "ideograph"))
}

func (l *docxLists) level(num string, level int) *listLevel {
	return l.abstract[l.num[num]][level]
}

var placeholder = regexp.MustCompile(`%([1-9])`)

// label counts the list on by one and returns the number as shown, "" for
// bullets, and whether there is such a list.
func (l *docxLists) label(num string, level int) (string, bool) {
	lv := l.level(num, level)
	if lv == nil {
		return "", l.num[num] != ""
	}
	id := l.num[num]
	counts := l.counts[id]
	for len(counts) <= level {
		counts = append(counts, 0)
	}
	counts[level]++
	counts = counts[:level+1]
	l.counts[id] = counts
	if lv.format == "bullet" || lv.format == "none" {
		return "", true
	}
	return placeholder.ReplaceAllStringFunc(lv.text, func(p string) string {
		n := int(p[1] - '1')
		if n >= len(counts) {
			return ""
		}
		shown := l.level(num, n)
		if shown == nil {
			return strconv.Itoa(max(counts[n], 1))
		}
		return numeral(shown.format, max(counts[n], 1)+shown.start-1)
	}), true
}

func numeral(format string, n int) string {
	if n < 1 {
		return strconv.Itoa(n)
	}
	switch {
	case strings.HasPrefix(format, "chinese"), strings.HasPrefix(format, "japanese"), strings.HasPrefix(format, "ideographDigital"):
		return hanCount(n)
	case format == "decimalEnclosedCircle" && n <= 20:
		return string(rune('①' + n - 1))
	case format == "upperLetter" && n <= 26:
		return string(rune('A' + n - 1))
	case format == "lowerLetter" && n <= 26:
		return string(rune('a' + n - 1))
	}
	return strconv.Itoa(n)
}

// hanCount writes 1 to 99 in Chinese.
func hanCount(n int) string {
	const digits = "〇一二三四五六七八九"
	digit := func(i int) string { return string([]rune(digits)[i]) }
	switch {
	case n < 10:
		return digit(n)
	case n > 99:
		return strconv.Itoa(n)
	}
	s := "十"
	if n >= 20 {
		s = digit(n/10) + s
	}
	if n%10 > 0 {
		s += digit(n % 10)
	}
	return s
}
