package query

import (
	"regexp"
	"strings"
	"sync"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// A sideTable tells the sides of joint ventures by the names that people give them.
type sideTable struct {
	named *regexp.Regexp
	word  map[string]string
}

var sides = sync.OnceValue(func() sideTable {
	t := sideTable{word: map[string]string{}}
	var names []string
	for _, row := range wordRows("sides.tsv", 2) {
		for _, n := range strings.Fields(row[1]) {
			t.word[n] = row[0]
			names = append(names, regexp.QuoteMeta(n))
		}
	}
	t.named = regexp.MustCompile("(" + strings.Join(names, "|") + ")(?:[那这一]?(?:方面?|边儿?)|那[个家](?:股东|公司|企业)?)(?:的?股东)?")
	return t
})

// sidesNamed puts the word of reports for a side of a venture that a question names by its country: 日本那边 → 日方.
func sidesNamed(text string) string {
	if !strings.ContainsAny(text, "占股投持出") || !strings.ContainsAny(text, "方边那") {
		return text
	}
	t := sides()
	return t.named.ReplaceAllStringFunc(text, func(s string) string {
		return t.word[t.named.FindStringSubmatch(s)[1]]
	})
}

// sideWord finds the word of a side of a venture.
var sideWord = regexp.MustCompile(`[中日韩美英法德新泰俄意澳加荷瑞马越印港台外]方`)

// isSide tells whether an owner of a stake is named as a side only: 日方, 桂方.
func isSide(owner string) bool {
	return len([]rune(owner)) == 2 && strings.HasSuffix(owner, "方")
}

// foreignSide tells whether a side is one from abroad.
func foreignSide(side string) bool {
	for _, row := range sides().word {
		if row == side {
			return side != "中方"
		}
	}
	return false
}

// sameSide tells whether two words name one side: a province stands for 中方, any country for 外方.
func sameSide(asked, have string) bool {
	return asked == have || asked == "中方" && !foreignSide(have) || asked == "外方" && foreignSide(have)
}

// otherSide gives the share of a side of a venture of two from the share of the other.
func (e *Engine) otherSide(ix *index, q *question) *result {
	side := q.hints().side
	if side == "" || q.role != extract.Share && !q.asks["percent"] && !(len(q.measures) > 0 && q.measures[0] == "equity_share") {
		return nil
	}
	p := *q
	p.ops, p.measures, p.role, p.dims, p.terms, p.hinted = map[string]bool{}, []string{"equity_share"}, "", []quantity.Dimension{quantity.Percent}, nil, &hint{}
	for _, t := range q.terms {
		if !strings.HasSuffix(t.text, side) {
			p.terms = append(p.terms, t)
		} else if rest := strings.TrimSuffix(t.text, side); len([]rune(rest)) > 1 {
			n := newTerm(t.id, rest)
			p.terms = append(p.terms, n)
		}
	}
	if p.bare() && len(q.anchors) == 0 {
		return nil
	}
	var one *entry
	for _, f := range p.find(ix, &matcher{ix: ix}) {
		if !isSide(f.Subject) || f.Unit != "%" || f.Max != nil || p.bare() && f.entry != q.anchors[0] {
			continue
		}
		if one != nil && (one.Subject != f.Subject || !one.Value.Equal(f.Value)) {
			return nil
		}
		one = f.entry
	}
	if one == nil || foreignSide(one.Subject) == foreignSide(side) {
		return nil
	}
	v := Value{Value: hundred.Sub(one.Value), Unit: "%", Metric: one.Metric, Label: side, Approx: one.Approx}
	said := trimZeros(v.Value) + "%"
	r := &result{value: v, from: []*entry{one}, more: []Value{valueOf(one)}, formula: "100% − " + trimZeros(one.Value) + "% = " + said}
	r.said = side + "占" + said + "（" + q.sentenceOf(one) + "）"
	return r
}
