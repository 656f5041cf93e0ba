package extract

import (
	"regexp"
	"strings"
)

// kindAtHead reads the kind of projects with which an item of a list of kinds begins: 生态环保项目完成投资92亿元.
var kindAtHead = regexp.MustCompile(`^(\p{Han}{2,12}?(?:类)?项目)(?:累计|已|共|实际|年度)*(?:完成投资|完成年度投资|投资|总投资|到位资金)`)

// kindApart makes the kind of projects that an item of a list of kinds begins with what the item is about. One such clause
// can name a project; three of one form, or those that a division into kinds opens, are kinds.
func (rd *reader) kindApart(p *part) {
	if len(p.qs) == 0 || rd.s.at > 0 && p.before != '；' && !(p.before == '，' && opensKinds(rd.s.parts[rd.s.at-1])) {
		return
	}
	m := kindAtHead.FindStringSubmatch(p.text)
	if m == nil || rd.kindsInSentence() < 3 {
		return
	}
	o := owner{kind: GroupSubject, name: m[1], group: m[1], place: rd.here.place}
	o.scope.Words = strings.TrimSuffix(m[1], "项目")
	rd.topic, rd.lastGroup = o, o
	kept := p.mentions[:0:0]
	for _, x := range p.mentions {
		if x.start >= len(m[1]) {
			kept = append(kept, x)
		}
	}
	p.mentions = append(kept, mention{end: len(m[1]), kind: phaseMention})
	sortMentions(p.mentions)
}

// opensKinds tells whether a clause without a figure divides projects into kinds: 按行业分, 在各类项目中.
func opensKinds(p *part) bool {
	return len(p.qs) == 0 && (startsWithAny(p.text, "按", "分", "从") || endsWithAny(p.text, "中", "看", "分"))
}

// kindsInSentence counts the clauses of the sentence that begin with a kind of projects and its money.
func (rd *reader) kindsInSentence() int {
	n := 0
	for k, p := range rd.s.parts {
		if len(p.qs) > 0 && (k == 0 || p.before == '；' || opensKinds(rd.s.parts[k-1])) && kindAtHead.MatchString(p.text) {
			n++
		}
	}
	return n
}

// stateOfGroup reads how many of a group have come to a state, where the group is named again without its number, and makes
// the group the topic: 省重点项目已开工17个.
func (rd *reader) stateOfGroup(p *part, i int) string {
	if !isProjectUnit(p.qs[i].Unit) || rd.topic.kind != PlaceSubject || p.nounAfter(i) != "" {
		return ""
	}
	for _, h := range p.statuses {
		if h.Start < p.prevEnd(i) || h.End > p.qs[i].NumStart || !onlyLinks(p.gap(h.End, p.qs[i].NumStart)) {
			continue
		}
		for mi, m := range p.mentions {
			if m.kind != groupMention || m.end > h.Start || !strings.HasSuffix(m.name, "项目") || runes(m.name) < 4 || !startsClause(p, m) || !onlyLinks(p.gap(m.end, h.Start)) {
				continue
			}
			o := rd.groupOwner(p, mi, p.links(), false)
			if o.scope.Status != "" && strings.HasPrefix(o.group, h.Word) {
				o.group, o.scope.Status = strings.TrimPrefix(o.group, h.Word), ""
			}
			o.name = o.group
			rd.topic, rd.lastGroup = o, o
			return h.Word + strings.TrimSuffix(o.group, "项目")
		}
	}
	return ""
}
