package extract

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
)

// poweredBy is the plant of works that a power right before it is of: 9000千瓦余热发电系统; "" where a name ends in it or
// something else is measured.
func (p *part) poweredBy(i int) string {
	q := p.qs[i]
	if q.Dim != quantity.Power || i > 0 && p.gap(p.prevEnd(i), q.Start) == "" {
		return ""
	}
	before := p.text[p.prevEnd(i):q.Start]
	if before != "" && !endsWithAny(before, "和", "及", "以及", "、", "配套", "配套建设", "建设", "建有", "新建", "建成", "并", "安装") {
		return ""
	}
	noun := powered.FindString(p.text[q.End:p.nextStart(i)])
	if noun == "" {
		return ""
	}
	for _, w := range []string{"发电系统", "发电机组", "发电装置", "发电站", "电站"} {
		if rest := strings.TrimSuffix(noun, w); rest != noun {
			return rest + strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(w, "系统"), "机组"), "装置"), "站")
		}
	}
	return noun
}

// sidePlant tells whether the i-th figure begins the name of a plant that the works of the topic have beside the rest:
// 配套12兆瓦屋顶光伏电站.
func (rd *reader) sidePlant(p *part, i int) bool {
	if rd.topic.kind != ProjectSubject || p.poweredBy(i) == "" || !endsWithAny(p.text[:p.qs[i].Start], "配套", "配套建设", "配建", "和", "及", "以及", "、") {
		return false
	}
	for _, m := range p.mentions {
		if m.start <= p.qs[i].Start && p.qs[i].End <= m.end {
			return m.kind == projectMention && m.weak && (rd.names.main == nil || rd.names.resolve(m.name) != rd.names.main)
		}
	}
	return false
}

// powered begins behind a power with the plant that has it.
var powered = regexp.MustCompile(`^的?\p{Han}{0,6}?(?:发电系统|发电机组|发电装置|发电站|光伏电站|光伏)`)
