package query

import (
	"regexp"
	"strings"
)

var endsAsked = newPattern(`起点|终点|起止|两端|两头|从哪.*到哪`)

var enumeration = regexp.MustCompile(`[^，。；、：:]{1,40}(?:、[^，。；、]{1,40})+`)

var englishEnumeration = regexp.MustCompile(`(?:[\w’' -]+, )+(?:and )?[\w’' -]+|[\w-]+ and [\w-]+`)

// itemCount counts the entries of the longest enumeration of a clause.
func (c *clause) itemCount() int { return c.items.get(func() int { return itemsIn(c.text) }) }

// enumerations gives the folded entries of each enumeration of a clause.
func (c *clause) enumerations() [][]string {
	return c.listed.get(func() [][]string {
		var out [][]string
		for _, m := range enumeration.FindAllString(c.text, -1) {
			out = append(out, strings.FieldsFunc(fold(m), func(r rune) bool { return r == '、' || r == '和' || r == '与' || r == '及' }))
		}
		return out
	})
}

// itemsIn counts the entries of the longest enumeration of a text.
func itemsIn(text string) int {
	most := 0
	for _, m := range enumeration.FindAllString(text, -1) {
		n := strings.Count(m, "、") + 1
		if i := strings.LastIndex(m, "、"); strings.ContainsAny(m[i:], "和与及") {
			n++
		}
		most = max(most, n)
	}
	if most == 0 && hasHan(text) && strings.ContainsAny(text, "和与") {
		most = 2
	}
	if !hasHan(text) {
		for _, m := range englishEnumeration.FindAllString(text, -1) {
			n := strings.Count(m, ",") + 1
			if strings.Contains(m, " and ") {
				n++
			}
			most = max(most, n)
		}
	}
	return most
}

// span finds two ends with a dash between: 一经街—平大路.
var span = newPattern(`\p{Han}(?:[—–]{1,2}|至)\p{Han}`)

var itemCount = newPattern(`哪([两二三四五六七八九十])|which (two|three|four|five|six|seven|eight|nine|ten)\b`)

// placesAsked asks for several places of one rank: 哪六个市.
var placesAsked = newPattern(`哪[两二三四五六七八九十几]个?(?:市|省|县|区|州|国家|国|城市)(?:$|[?]|[^场级直政长])`)

// countAsked reads the number in 哪三项; 0 where none is named.
func (q *question) countAsked() int {
	if !q.has(itemCount) {
		return 0
	}
	m := itemCount.FindStringSubmatch(q.text)
	return map[string]int{"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
		"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}[m[1]+m[2]]
}
