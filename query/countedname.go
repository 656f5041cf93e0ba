package query

import (
	"regexp"
	"strings"
)

// countedName asks what a name by number stands for: “四高”是哪四高.
var countedName = newPattern(`([两二三四五六七八九十])(\p{Han})["'”’]?(?:态势|局面|特点|目标|要求|格局)?(?:是|指|为|包括|分别|指的是|都有|有)*(?:哪|什么|啥)`)

// numerals are the counts that such names begin with.
var numerals = map[string]int{"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}

// countedParts answers with the parts of a name by number where the text gives each a paragraph of its own under its
// name and a dash: 呈现“四高”态势：开工率高——…。投资增幅高——…. All must be there.
func (e *Engine) countedParts(ix *index, q *question) (Answer, bool) {
	m := countedName.FindStringSubmatch(q.text)
	if m == nil {
		return Answer{}, false
	}
	part := regexp.MustCompile(`(?:^|[。：:；;，,\s])(\p{Han}{1,12}` + regexp.QuoteMeta(m[2]) + `)——`)
	for i, s := range ix.sentences {
		if !strings.Contains(s.text, m[1]+m[2]) {
			continue
		}
		a := Answer{Status: Answered}
		var names []string
		for j := i; j < len(ix.sentences) && ix.sentences[j].report == s.report && ix.sentences[j].section == s.section && ix.sentences[j].passage <= s.passage+numerals[m[1]]; j++ {
			x := ix.sentences[j]
			if !strings.Contains(x.text, "——") {
				continue
			}
			found := part.FindAllStringSubmatch(x.text, -1)
			for _, f := range found {
				names = append(names, f[1])
			}
			if len(found) > 0 {
				a.Sources = append(a.Sources, Source{Report: reportName(x.report), Section: x.section, Passage: x.passage, Quote: x.text})
			}
		}
		if len(names) != numerals[m[1]] {
			continue
		}
		for _, n := range names {
			a.Items = append(a.Items, Item{Name: n})
		}
		a.Headline = "“" + m[1] + m[2] + "”：" + strings.Join(names, "、")
		return a, true
	}
	return Answer{}, false
}
