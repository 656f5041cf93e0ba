package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// placeItem binds an item of a list that gives one rate for each place: 开工率分别为：甲县93.5%、乙区80%.
func (rd *reader) placeItem(p *part, i int) bool {
	if i != 0 || len(p.qs) != 1 || p.qs[0].Dim != quantity.Percent || !p.item && p.before != '：' || strings.TrimSpace(p.text[p.qs[0].End:]) != "" {
		return false
	}
	name := strings.TrimSpace(p.text[:p.qs[0].NumStart])
	if n := runes(name); n < 2 || n > 8 || !endsWithAny(name, "县", "区", "市", "旗", "镇", "乡", "州", "街道") || strings.Contains(name, "、") {
		return false
	}
	head := rd.listHead()
	if head == nil {
		return false
	}
	q := p.qs[i]
	o := rd.placeOwner(fullPlace(name))
	if _, known := vocabulary.PlaceByName(name); !known {
		o = owner{kind: PlaceSubject, name: name, place: name}
	}
	f := rd.newFact(o, q)
	for _, h := range head.measures {
		if m, ok := vocabulary.MeasureByKey(h.Key); ok && len(m.Dims) > 0 && m.Dims[0] == quantity.Percent {
			f.Metric, f.Label = h.Key, head.text[h.Start:h.End]
		}
	}
	if f.Metric == "" {
		return false
	}
	f.Period = rd.periodOf(p, i, o, f)
	f.Role = Level
	rd.add(p, f)
	return true
}

// listHead is the clause that opens the list which a part belongs to: …分别为：.
func (rd *reader) listHead() *part {
	for k := rd.s.at; k > 0; k-- {
		if p := rd.s.parts[k]; p.before == '：' {
			if head := rd.s.parts[k-1]; endsWithAny(head.text, "分别为", "分别是", "分别", "其中", "依次为", "依次是") {
				return head
			}
			return nil
		}
		if !rd.s.parts[k].item {
			return nil
		}
	}
	return nil
}
