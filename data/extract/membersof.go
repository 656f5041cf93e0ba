package extract

import (
	"slices"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// listsNames tells the parts of a list that only names its members, whatever capacities their names hold: 分别为甲项目、乙公司年产
// 3万吨涂料项目和丙项目，总投资17.8亿元. What follows such a list is said of all of them.
func (rd *reader) listsNames(p *part) {
	if !startsWithAny(p.text, "分别是", "分别为", "即", "包括") || p.item || p.listed {
		return
	}
	list := []*part{p}
	for _, next := range rd.s.parts[rd.s.at+1:] {
		if !next.item {
			break
		}
		list = append(list, next)
	}
	if len(list) < 2 && !strings.Contains(p.text, "和") {
		return
	}
	for _, x := range list {
		if !slices.ContainsFunc(x.mentions, func(m mention) bool { return m.kind == projectMention }) {
			return
		}
		for i := range x.qs {
			if !insideMention(x, i) {
				return
			}
		}
	}
	for _, x := range list {
		x.listed = true
	}
}

// headsPart tells a clause that is only the name of one part of the works, which the clauses after it measure, up to a
// semicolon or full stop: 古镇商业街区，占地150亩，投资6亿元；千亩花海观光园，投资3.5亿元.
func (rd *reader) headsPart(p *part) bool {
	if rd.topic.kind != ProjectSubject || rd.held != nil || !onlyBroad(p) || len(p.ps) > 0 || p.before != '；' && rd.s.at > 0 || p.after != '，' || rd.s.at+1 >= len(rd.s.parts) {
		return false
	}
	name := strings.Trim(p.text, "“” ")
	if n := runes(name); n < 4 || n > 16 || !facility(name) && !endsWithAny(name, "街", "街区", "区", "城", "酒店", "小镇", "营地", "牧场", "基地") || strings.HasSuffix(rd.topic.project, name) || strings.HasPrefix(name, rd.topic.project) || isGeneric(name) || endsWithAny(name, "项目", "工程", "期") ||
		edge(name, 0, len(name), nil) != 0 && len(p.qs) == 0 || strings.ContainsAny(name, "、的") || len(vocabulary.FindStatuses(name)) > 0 || rd.names.resolve(name) != nil {
		return false
	}
	if rd.s.at == 0 && !slices.ContainsFunc(rd.s.parts, func(x *part) bool { return x.before == '；' }) {
		return false // one alone is no list
	}
	next := rd.s.parts[rd.s.at+1]
	h, ok := first(next.measures)
	return ok && (timeless(h.Key) || h.Key == "investment") && h.Start <= len("流转") && slices.ContainsFunc(next.qs, func(q quantity.Quantity) bool { return q.Start >= h.End && onlyLinks(next.text[h.End:q.Start]) })
}

// onlyBroad tells whether a clause holds no figure but one that its name begins with: 千亩花海观光园.
func onlyBroad(p *part) bool {
	return !slices.ContainsFunc(p.qs, func(q quantity.Quantity) bool {
		return q.Start > 0 || q.Dim != quantity.Area || !endsWithAny(q.Printed, "亩")
	})
}
