package extract

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// gapsApart reads by how many points something lies above or below each of several things: 分别高于全国、全省1.2、0.8个百分点,
// 分别比全国和全省高1.2个和2个百分点.
var gapsApart = regexp.MustCompile(`分别(?:较|比)?(高于|低于|快于|慢于|高出|超出|超过|领先|落后|比|较)(\p{Han}{2,12}?(?:[、和与及]\p{Han}{2,12}?)+)(高出?|低|快|慢)?(\d+(?:\.\d+)?个?(?:百分点)?(?:[、和与及]\d+(?:\.\d+)?个?(?:百分点)?)+)`)

// listed gives the items of a short list.
func listed(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、和与及", r) })
}

// bindGapsApart binds each of the points of gapsApart with what it is measured against.
func (rd *reader) bindGapsApart(p *part) bool {
	m := gapsApart.FindStringSubmatchIndex(p.text)
	if m == nil || !strings.HasSuffix(p.text[m[8]:m[9]], "百分点") {
		return false
	}
	verb := p.text[m[2]:m[3]]
	bases := listed(p.text[m[4]:m[5]])
	if m[6] >= 0 {
		verb = p.text[m[6]:m[7]]
	} else if verb == "比" || verb == "较" {
		return false
	}
	values := listed(p.text[m[8]:m[9]])
	first, last := -1, -1
	for i, q := range p.qs {
		if q.Start >= m[8] && q.Start < m[9] {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if len(values) != len(bases) || first < 0 || p.spent[first] {
		return false
	}
	rd.walkTo(p, m[0])
	r, ok := rd.ratedBefore(p, first, m[0])
	for i := first; i <= last; i++ {
		p.spent[i] = true
	}
	if !ok {
		return true
	}
	below := strings.HasPrefix(verb, "低") || strings.HasPrefix(verb, "慢") || verb == "落后"
	for k, word := range values {
		v, err := decimal.NewFromString(strings.TrimSuffix(strings.TrimSuffix(word, "百分点"), "个"))
		if err != nil {
			continue
		}
		if below {
			v = v.Neg()
		}
		q := p.qs[last]
		q.Value, q.Max, q.Dim, q.Unit, q.Printed = v, nil, quantity.Points, "pp", word
		f := rd.newFact(r.owner, q)
		f.Metric, f.Label, f.Role, f.Base = r.metric, r.label, Gap, bases[k]
		for _, b := range vocabulary.FindBases(bases[k]) {
			if b.Key == "nation" || b.Key == "province" || b.Key == "city" || b.Key == "yoy" {
				f.Base = b.Key
			}
		}
		rd.finishRate(p, last, f, r)
	}
	return true
}

// bindAlike gives a place in an order that several growths before it have in common to each of them: 生产总值增长6%，工业增加值
// 增长9%，增速均居全省第一.
func (rd *reader) bindAlike(p *part) {
	m := allRanked.FindStringIndex(p.text)
	if m == nil || len(p.qs) == 0 || p.qs[0].Dim != quantity.Rank || p.spent[0] {
		return
	}
	var grown []int
	for k := len(rd.s.facts) - 1; k >= 0; k-- {
		if f := &rd.facts[rd.s.facts[k]]; f.Kind == QuantityFact && f.Role == Growth && f.Dim == quantity.Percent && f.Metric != "" {
			grown = append([]int{rd.s.facts[k]}, grown...)
		} else if f.Kind == QuantityFact && (f.Role == Rank || f.Role == Gap) {
			break // said of those before it
		}
	}
	if len(grown) < 2 {
		return
	}
	p.spent[0] = true
	for _, k := range grown {
		g := rd.facts[k]
		f := rd.newFact(ownerOf(g), p.qs[0])
		f.Metric, f.Label, f.Role, f.Period, f.Base = g.Metric, g.Label+"增速", Rank, g.Period, rankBase(p.text)
		rd.add(p, f)
	}
}

// allRanked begins what the growths before it have in common.
var allRanked = regexp.MustCompile(`^(?:增速|增幅)(?:均|都|全部)(?:位)?(?:居|列|排|位)`)
