package query

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// ofNumber asks of how many of a counted group something holds, or whether of all: 6个新开工项目开工了几个, 那8个项目都投产了吗.
var ofNumber = newPattern(`([0-9]+)[个项]([\p{Han}]{0,10}?(?:项目|工程))(?:中|里|里面|当中)?[,，]?(都|全部|全都|全)?(?:已经|已|有)?(?:全部)?(开工|动工|投产|竣工|完工|建成|签约|落地|复工|投用)(?:建设)?(?:了)?(几个|多少个?|多少项|吗|没有|没|么)`)

// ofCounted answers such a question from the count that the same sentence gives of those for which it holds.
func (e *Engine) ofCounted(ix *index, q *question) (Answer, []*entry, bool) {
	m := ofNumber.FindStringSubmatch(q.text)
	if m == nil || m[3] == "" && !strings.ContainsAny(m[5], "几多") {
		return Answer{}, nil, false
	}
	n, err := decimal.NewFromString(m[1])
	if err != nil {
		return Answer{}, nil, false
	}
	status := ""
	for _, h := range vocabulary.FindStatuses(m[4]) {
		status = h.Key
	}
	kind := strings.TrimSuffix(strings.TrimSuffix(m[2], "项目"), "工程")
	for _, whole := range ix.entries {
		if whole.Kind != extract.QuantityFact || whole.Dim != quantity.Count || !whole.Value.Equal(n) || whole.sentence < 0 || kind != "" && !strings.Contains(whole.label, kind) {
			continue
		}
		if _, ok := q.placeFits(ix, &matcher{ix: ix}, whole); !ok {
			continue
		}
		for _, part := range ix.sentences[whole.sentence].entries {
			if part.order <= whole.order || part.Kind != extract.QuantityFact || part.Dim != quantity.Count || part.Unit != whole.Unit || part.Value.GreaterThan(n) || part.Scope.Status != status {
				continue
			}
			a := e.figureAnswer(ix, q, part)
			if m[3] != "" && !strings.ContainsAny(m[5], "几多") {
				if part.Value.Equal(n) {
					a.Headline = "是：" + a.Headline
				} else {
					a.Headline = "没有全部" + m[4] + "：" + a.Headline
				}
			}
			return a, []*entry{part}, true
		}
	}
	return Answer{}, nil, allStarted.MatchString(m[3])
}

// allStarted asks whether something holds of all: where the report does not count for how many, it does not say.
var allStarted = regexp.MustCompile(`都|全`)
