package query

import (
	"regexp"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// insideMeasure follows a measure of which a part is asked for: 总投资里财政出多少.
var insideMeasure = regexp.MustCompile(`^(?:里面?|里边|当中|之中|中)(?:[^央心国标间小期]|$)`)

// insideFits tells whether a figure can be the part that is looked for in a whole: the whole itself is not, unless its own
// label says what was asked for.
func (q *question) insideFits(m *matcher, e *entry) bool {
	if q.part && e.Role == extract.Level && wholeLabel.MatchString(e.Label) {
		for _, t := range q.strong() {
			if !m.beside(t, e) {
				return false // what something takes of a whole is not the whole
			}
		}
	}
	if q.inside == nil || e.Metric != q.inside.key || e.Role != extract.Level {
		return true
	}
	for _, t := range q.strong() {
		if t.start >= q.inside.end && covers(t, e.label) < strongTermCover {
			return false
		}
	}
	return true
}

// partAmount asks how much of a whole something takes, as an amount: 工程投资占多少亿, 工业项目占几个.
var partAmount = newPattern(`占(?:了|到|其中的?)?(?:多少|几)(?:[十百千]*[万亿]+|个|家|项|元)`)

// settlePart reads 占多少亿 as a question for an amount: the unit says that no percentage is meant.
func (q *question) settlePart() {
	if !q.has(partAmount) || q.asks["percent"] {
		return
	}
	delete(q.ops, "share")
	q.part, q.asks["amount"] = true, true
	if q.unit == "" {
		q.addDim(quantity.Money)
	}
}

// partAsked weighs a part against its whole where a part is asked for.
func (q *question) partAsked(e *entry) float64 {
	switch {
	case !q.part:
		return 0
	case e.Role == extract.Part:
		return 2 * partUnasked
	}
	return -partUnasked
}

// yearsPlan are the words of an investment planned that, right after a year, mean what that year's plan is.
var yearsPlan = map[string]string{"计划投资": "annual_planned_investment", "投资计划": "annual_planned_investment"}

var wholeYearSaid = regexp.MustCompile(`年度?$`)
