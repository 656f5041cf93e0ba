package query

import (
	"strings"
	"unicode/utf8"

	"wenxiang/data/extract"
	"wenxiang/data/vocabulary"
)

// pulls is the measure of the points by which a part moves the growth of the whole.
const pulls = "contribution"

// pullAsked asks for that.
var pullAsked = newPattern(`拉高|拉低|上拉|下拉|拉升|拖累|拖低|抬高|拉动|拉下`)

// pulled answers by how many points a part moved the whole. Neither its own growth nor its amount is an answer, nor what
// another part did; done tells that the question asks for it.
func (e *Engine) pulled(ix *index, q *question) (direct *entry, done bool) {
	if q.lang == "en" || !q.has(pullAsked) || !q.asks["points"] {
		return nil, false
	}
	m := &matcher{ix: ix}
	longest := 0
	for _, f := range ix.entries {
		if f.Metric != pulls || f.Kind != extract.QuantityFact {
			continue
		}
		n := q.namesPart(f)
		if _, placed := q.placeFits(ix, m, f); !placed || n == 0 {
			continue
		}
		if _, then := q.periodFits(ix, m, f); then && n > longest {
			direct, longest = f, n
		}
	}
	return direct, true
}

// namesPart is how many characters of the question name the part that a figure is of, 0 where it names another or none.
func (q *question) namesPart(f *entry) int {
	part := f.label
	if m, ok := vocabulary.MeasureByKey(f.Metric); ok {
		for _, w := range m.ZH {
			part = strings.TrimSuffix(part, w)
		}
	}
	bare := strings.TrimSuffix(strings.TrimSuffix(part, "投资"), "完成")
	for _, form := range []string{part, bare + "投资", bare, sectorShort[bare]} {
		if n := utf8.RuneCountInString(form); n > 1 && strings.Contains(q.text, form) {
			return n
		}
	}
	if q.inherited && len(q.anchors) > 0 && len(q.strong())+len(q.measureWords) == 0 {
		if a := strings.TrimSuffix(strings.TrimSuffix(q.anchors[0].label, "投资"), "完成"); a != "" && bare == a {
			return utf8.RuneCountInString(a)
		}
	}
	return 0
}

// sectorShort are the three sectors as people call them.
var sectorShort = map[string]string{"第一产业": "一产", "第二产业": "二产", "第三产业": "三产"}
