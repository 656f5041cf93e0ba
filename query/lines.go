package query

import (
	"regexp"
	"strings"
)

// lineByEnds finds the ends of a line in its name: 甲州至乙江铁路.
var lineByEnds = regexp.MustCompile(`(?:^|新建|改建|扩建|在建|[省市县区、“])(\p{Han}{2,5})[至到—-](\p{Han}{2,5}?)(?:市|县|区)?((?:城际|高速|普速|快速|客运|货运|跨海)?(?:铁路|公路|高铁|高速公路|高速|城际|客专|专线|管道|航道|通道|隧道|大桥))`)

// lineInShort is how people call a line that a report names by its two ends: 甲乙铁路 for 甲州至乙江铁路, "" for other names.
func lineInShort(name string) string {
	m := lineByEnds.FindStringSubmatch(name)
	if m == nil {
		return ""
	}
	return string([]rune(m[1])[:1]) + string([]rune(m[2])[:1]) + m[3]
}

// shortLine is the form of a line's name that is made of two characters and the kind of line.
var shortLine = regexp.MustCompile(`^(\p{Han}{2})(?:城际|高速|客运)?(?:铁路|高铁|高速公路|高速|公路|城际|客专|专线|航道|大桥)$`)

// otherLine tells whether a term names a line by two characters that stand together nowhere around a figure: 海沛铁路 is not
// 北沛铁路.
func (m *matcher) otherLine(t *term, e *entry) bool {
	if len(t.runes) < 4 || len(t.runes) > 6 {
		return false
	}
	s := shortLine.FindStringSubmatch(t.text)
	if s == nil {
		return false
	}
	for _, tier := range [][]int{e.own, e.near, e.carried, e.wide} {
		for _, id := range tier {
			if strings.Contains(m.ix.texts[id], s[1]) {
				return false
			}
		}
	}
	return true
}
