package extract

import (
	"cmp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// bindFromTo binds 由3000吨提高到8000吨: the earlier level and the level.
func (rd *reader) bindFromTo(p *part) bool {
	done := false
	for i := 0; i+1 < len(p.qs); i++ {
		a, b := p.qs[i], p.qs[i+1]
		if p.spent[i] || p.spent[i+1] || a.Dim != b.Dim || insideMention(p, i) || insideMention(p, i+1) {
			continue
		}
		pre := p.text[p.prevEnd(i):a.Start]
		mid := p.gap(a.End, b.Start)
		from := max(strings.LastIndex(pre, "由"), strings.LastIndex(pre, "从"))
		if from < 0 || runes(pre[from:]) > 12 || !hasAny(mid, "到", "至", "为", "达") || !risesTo(mid) {
			continue
		}
		rd.walkTo(p, a.Start)
		p.spent[i], p.spent[i+1] = true, true
		start := p.prevEnd(i)
		var metric, label string
		for j := len(p.measures) - 1; j >= 0; j-- {
			h := p.measures[j]
			m, _ := vocabulary.MeasureByKey(h.Key)
			if h.Start >= start && h.End <= start+from && !covered(h.Start, h.End, p.mentions) && (m.Takes(a.Dim) || a.Dim == quantity.Percent) {
				qual := p.qualifier(rd.qualifierFrom(p, i, h), h)
				metric, label = h.Key, qual+p.text[h.Start:start+from]
				if tail := trimLinks(p.text[h.End : start+from]); tail != "" && !endsWithAny(tail, "占比", "比重", "增速", "总数", "总量", "数量", "能力", "总额") {
					metric = "" // 外贸依存度 is no trade
				}
				if strings.Contains(p.text[start:h.Start], "占") {
					metric, label = "", "" // 费用占价格的比重 is no price
					break
				}
				break
			}
		}
		if head := trimTail(trimVerbs(strings.Trim(trimLinks(p.text[start:start+from]), "，、 "))); label == "" && endsWithAny(head, "占比", "比重") && runes(head) <= 20 {
			if label = head[edge(head, 0, len(head), nil):]; strings.Contains(head, "占") && runes(label) <= 4 {
				label = head // 物流费用占商品价格的比重
			}
		}
		if label == "" {
			label = rd.openLabel(p, start, start+from)
		}
		if label == "" && p.item || label == "" && len(rd.s.facts) > 0 {
			last := rd.facts[rd.s.facts[len(rd.s.facts)-1]]
			if last.Dim == a.Dim {
				metric, label = last.Metric, last.Label
			}
		}
		if label == "" {
			continue
		}
		label = trimLinks(label)
		o := rd.topic
		if placeMeasure(metric) && o.kind != PlaceSubject {
			o = rd.here
		}
		if a.Dim == quantity.Count && isProjectUnit(a.Unit) { // 亿元以上项目由312个增加到498个
			l := p.links()
			for mi, m := range p.mentions {
				if m.end == start+from && (m.kind == groupMention || m.kind == projectMention && !m.weak) {
					g := rd.groupOwner(p, mi, l, false)
					o = owner{kind: PlaceSubject, name: g.place, place: g.place, scope: g.scope, group: g.group}
					metric, label = "project_count", g.group
				}
			}
		}
		earlier := rd.newFact(o, a)
		earlier.Metric, earlier.Label, earlier.Role, earlier.Modality = metric, label, Prior, Actual
		for _, d := range p.ps {
			if d.From >= start+from && d.To <= a.Start {
				earlier.Period = Period{Period: d} // 由2020年的86亿元
			}
		}
		earlier.Per = cmp.Or(earlier.Per, perBefore(pre[from:]))
		level := rd.newFact(o, b)
		level.Metric, level.Label = metric, label
		level.Per = cmp.Or(level.Per, perBefore(mid))
		if endsWithAny(label, "占比", "比重") {
			level.Role, level.Base = Share, "whole"
		}
		level.Modality = rd.s.planned
		level.Period = rd.periodWithout(p, i+1, o, level, span{start + from, a.Start})
		level.Compare = []Comparison{{Kind: "from", Value: a.Value, Unit: a.Unit, Words: strings.TrimSpace(pre[from:] + p.text[a.Start:a.End])}}
		n := rd.add(p, earlier)
		rd.facts[n].Modality = Actual // what was is no intention, though what is to come is
		rd.add(p, level)
		done = true
	}
	return done
}

// periodWithout is the period of a figure when the dates inside a stretch are not its own: 由2021年的923家增加到1187家.
func (rd *reader) periodWithout(p *part, i int, o owner, f Fact, stretch span) Period {
	all := p.ps
	p.ps = nil
	for _, d := range all {
		if d.From < stretch.start || d.To > stretch.end {
			p.ps = append(p.ps, d)
		}
	}
	period := rd.periodOf(p, i, o, f)
	p.ps = all
	return period
}

func risesTo(mid string) bool {
	return hasAny(mid, "提高", "提升", "增加", "扩展", "扩大", "增", "升", "降", "减", "缩", "发展", "增长", "变", "到", "至", "压")
}
