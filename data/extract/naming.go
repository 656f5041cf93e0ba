package extract

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// namesOpen opens a list of the names of projects: 20个重点项目包括A、B等.
var namesOpen = regexp.MustCompile(`(?:项目|工程)(?:主要|分别|具体)?(?:包括|包含|涵盖|囊括|有|为|是)`)

// oneOfSeveral is what follows a size in the name of one of several projects: 30万只皮带轮|等16个项目, 5GW硅片|等一批重大项目.
var oneOfSeveral = regexp.MustCompile(`^[^，。；、]{2,20}(?:项目)?等(?:\d+(?:多|余)?(?:个|项)|一批|一大批|多个|多项|数个|[一二两三四五六七八九十]+(?:大|个|项))`)

// inName tells whether a size only stands in the name of one of several projects that a list gives.
func (rd *reader) inName(p *part, i int) bool {
	q := p.qs[i]
	switch q.Dim {
	case quantity.Money, quantity.Percent, quantity.Points, quantity.Duration, quantity.Bare, quantity.Times, quantity.Rank:
		return false
	case quantity.Count:
		if isProjectUnit(q.Unit) || timesUnit(q.Unit) {
			return false
		}
	}
	if rd.topic.kind != ProjectSubject && oneOfSeveral.MatchString(p.text[q.End:]) {
		h, ok := p.measureBefore(i)
		return !ok || h.Key == "capacity" && endsWithAny(p.text[:q.Start], "年产", "年加工", "年处理", "年生产", "日产")
	}
	if !rd.s.naming || p.item && p.before != '、' {
		return false
	}
	if _, ok := p.measureBefore(i); ok {
		return false
	}
	rest := p.gap(q.End, p.nextStart(i))
	return rest != "" && !startsWithAny(rest, "，", "、", "；", "的") && runes(rest) >= 2
}

// describesOne tells whether a size, in a clause on a part of what was counted, is that of a work named behind it:
// 其中在新区建设占地40公顷、建筑面积16万平方米的教育新城.
func (rd *reader) describesOne(p *part, i int) bool {
	if !rd.s.part {
		return false
	}
	for k := rd.s.at; k < len(rd.s.parts); k++ {
		x := rd.s.parts[k]
		if k > rd.s.at && !x.item {
			return false
		}
		for j := range x.qs {
			if (k > rd.s.at || j >= i) && strings.HasPrefix(x.text[x.qs[j].End:], "的") {
				return true
			}
		}
	}
	return false
}

// setNaming notes that a part opens, or goes on with, a list of the names of projects.
func (rd *reader) setNaming(p *part) {
	rd.s.naming = rd.s.naming && p.item || strings.Contains(p.text, "、") && namesOpen.MatchString(p.text) ||
		p.item && rd.s.at > 0 && namesOpen.MatchString(rd.s.parts[rd.s.at-1].text)
}

// rankedPlaces opens a list of the places that come first by a measure: 开工项目个数靠前的是甲县36个、乙县24个.
var rankedPlaces = regexp.MustCompile(`^(\p{Han}{2,14}?)(?:排名)?(?:靠前|居前列|居前|位居前列|位居前三|排前三|前三|较多|较大|最多|最大|较快|较高)的(?:县市区|县区|县市|地区|区县|乡镇)?(?:分别|依次|主要)?(?:是|为|有)`)

// ranking takes the words that open a list of places off its first item and keeps what they measure for all of them.
func (rd *reader) ranking(p *part) *part {
	if !p.item {
		rd.s.ranked = ""
	}
	if len(p.qs) == 0 {
		return p
	}
	m := rankedPlaces.FindStringSubmatchIndex(p.text)
	if m == nil || m[1] > p.qs[0].NumStart {
		return p
	}
	label := p.text[m[2]:m[3]]
	if h := measureAtEnd(afterProjects(label)); h.Key == "" && !endsWithAny(label, "个数", "数量", "数") {
		return p
	}
	rest := p.slice(m[1], len(p.text))
	rest.before, rest.after, rest.item = p.before, p.after, p.item
	rd.s.ranked = label
	return rest
}

// afterProjects is what is measured of projects: 开工项目|投资额.
func afterProjects(label string) string {
	if _, rest, ok := strings.Cut(label, "项目"); ok && runes(rest) >= 2 {
		return rest
	}
	return label
}

// rankedMeasure is what a list of the first places gives, for a figure that can be one of it.
func (rd *reader) rankedMeasure(q quantity.Quantity) (metric, label string, ok bool) {
	label = rd.s.ranked
	if label == "" {
		return "", "", false
	}
	if strings.Contains(label, "项目") && q.Dim == quantity.Count {
		return "project_count", trimLead(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(label, "个数"), "数量"), "数"), "其中"), true
	}
	h := measureAtEnd(afterProjects(label))
	if m, known := vocabulary.MeasureByKey(h.Key); known && m.Takes(q.Dim) {
		return h.Key, label, true
	}
	return "", "", false
}
