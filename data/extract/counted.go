package extract

import "strings"

// countedState binds how many of the firms counted before have got to a state: 已引进企业86家，其中已投产54家、在建21家;
// 62家企业入驻，其中44家已投产.
func (rd *reader) countedState(p *part, o owner, after string) bool {
	q := p.qs[0]
	if after != "" || len(rd.s.facts) == 0 || !rd.s.part && !p.item {
		return false
	}
	head := strings.TrimPrefix(trimLinks(p.text[:q.Start]), "其中")
	state := ""
	for _, h := range p.statuses {
		if word := p.text[h.Start:h.End]; h.End <= q.Start && strings.TrimPrefix(head, "已") == strings.TrimPrefix(word, "已") {
			state = head
		}
	}
	if head == "" {
		tail := strings.TrimLeft(p.text[q.End:], " ")
		for _, h := range p.statuses {
			if h.Start >= q.End && state == "" && edge(tail, 0, h.Start-q.End, nil) == 0 || h.Start >= q.End && startsWithAny(tail, "已", "正在", "实现", "均已", "建成") {
				state = strings.Trim(p.text[q.End:h.End], " ")
			}
		}
	}
	if state == "" || runes(state) > 14 {
		return false
	}
	for k := len(rd.s.facts) - 1; k >= 0; k-- {
		f := rd.facts[rd.s.facts[k]]
		if f.Unit == q.Unit && f.Metric == "enterprises" && f.Role == Level && f.Value.GreaterThan(q.Value) {
			n := rd.emit(p, 0, o, "enterprises", state+"企业", "")
			rd.facts[n].Role = Part
			return true
		}
	}
	return false
}
