package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// divides reads the measure that a clause opens its division with: 到位资金中，工业项目….
func (rd *reader) divides() (metric, label string, ok bool) {
	for k := rd.s.at - 1; k >= 0; k-- {
		p := rd.s.parts[k]
		if len(p.qs) > 0 || !endsWithAny(p.text, "中", "里", "当中") {
			continue
		}
		head := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(p.text, "当中"), "中"), "里")
		if h := measureAtEnd(head); h.Key != "" && h.Key != "project_count" {
			return h.Key, h.Word, true
		}
		return "", "", false
	}
	return "", "", false
}

// bindDivided binds the part of a measure that a kind of its members has, where the measure stands once for all of
// them: 到位资金中，工业项目198亿元，…；农业项目16亿元.
func (rd *reader) bindDivided(p *part, i int, o owner) bool {
	metric, label, ok := rd.divides()
	m, known := vocabulary.MeasureByKey(metric)
	if !ok || !known || !m.Takes(p.qs[i].Dim) || o.kind == ProjectSubject {
		return false
	}
	kind := p.nounBefore(p.prevEnd(i), p.qs[i].Start)
	if kind == "" || tooLoose(kind) || len(vocabulary.FindMeasures(strings.TrimSuffix(kind, "项目"))) > 0 && measureAtEnd(strings.TrimSuffix(kind, "项目")).Key != "" {
		return false
	}
	if o.kind == GroupSubject {
		o = rd.here
	}
	n := rd.emit(p, i, o, metric, kind+label, "")
	f := &rd.facts[n]
	f.Role = Part
	f.Scope.Words = strings.TrimSpace(kind)
	if f.Period.Implied || f.Period.Words == "" {
		for k := n - 1; k >= 0 && rd.facts[k].Passage == f.Passage; k-- {
			if g := rd.facts[k]; g.Metric == metric && g.Role == Level && g.Dim == f.Dim {
				f.Period = g.Period
				break
			}
		}
	}
	return true
}

// goesOn completes a word that is no measure by itself from the figure before it: 新增市场主体52万户，总数突破660万户;
// 规上企业突破2万家、净增4680家.
func (rd *reader) goesOn(word string, q quantity.Quantity) (label, metric string, ok bool) {
	if !isCue("goes_on", word) {
		return "", "", false
	}
	for k := len(rd.s.facts) - 1; k >= 0; k-- {
		f := rd.facts[rd.s.facts[k]]
		if f.Kind != QuantityFact || f.Role == Growth || f.Role == Gap || f.Role == Share || f.Role == Rank {
			continue
		}
		if f.Unit != q.Unit && !(hasAny("家户", f.Unit) && hasAny("家户", q.Unit)) || f.Dim != q.Dim || f.Metric == "project_count" {
			return "", "", false
		}
		base := f.Label
		for _, w := range []string{"新增", "净增", "新登记", "新设", "新设立", "新注册"} {
			base = strings.TrimPrefix(base, w)
		}
		if runes(base) < 2 {
			return "", "", false
		}
		if word == "净增" || word == "新增" {
			return base + word, "", true
		}
		return base + word, f.Metric, true
	}
	return "", "", false
}
