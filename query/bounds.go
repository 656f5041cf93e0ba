package query

import (
	"strconv"

	"github.com/shopspring/decimal"

	"wenxiang/data/quantity"
)

// betweenWords hold two amounts that bound a scope.
var betweenWords = newPattern(`之间|介于|\bbetween\b`)

var overWords = newPattern(`(超过|超|大于|高于|多于|不低于|不少于|至少|过|逾|突破|达到|在|over|above|exceed\w*|more than|larger than|greater than|at least|bigger than|worth over|upwards of)\s*$`)

var underWords = newPattern(`(低于|小于|少于|不到|不足|不超过|至多|未达|under|below|less than|smaller than|at most|up to|fewer than)\s*$`)

// strictlyUnder excludes the bound itself.
var strictlyUnder = newPattern(`(低于|小于|少于|不到|不足|未达|under|below|less than|smaller than|fewer than)\s*$`)

var overAfter = newPattern(`^\s*(以上|及以上|起|级|or more|and above|or above|\+|and over|or over|and up|or up|and upwards?|upwards?|plus\b|and more|or over|or higher|and higher|or greater|及其以上|量级|的)`)

var underAfter = newPattern(`^\s*(以下|以内|之内|or less|and below|or below|及以下)`)

// readBounds takes an amount with 以上, over, 以下 … as a condition; other amounts stay words to be found.
func (q *question) readBounds(tags []tag, at int) {
	t := tags[at]
	i, _ := strconv.Atoi(t.key)
	n := q.numbers[i]
	before, after := q.text[:n.NumStart], q.text[n.End:]
	inside := q.text[n.Start:n.NumStart]
	b := &bounds{unit: n.Unit, dim: n.Dim, words: q.text[n.Start:n.End]}
	value := n.Value
	switch {
	case n.Max != nil:
		b.min, b.max = &value, n.Max
	case q.has(betweenWords) && n.Dim == quantity.Money || q.has(betweenWords) && n.Dim == quantity.Bare && n.Value.GreaterThan(decimal.NewFromInt(10000)):
		if q.bounds == nil {
			b.min = &value
		} else {
			b.max = &value
		}
	case n.Approx == "以下" || underAfter.MatchString(after) || underWords.MatchString(before) || underWords.MatchString(inside):
		b.max = &value
		b.under = strictlyUnder.MatchString(before) || strictlyUnder.MatchString(inside)
	case n.Approx == "以上":
		b.min = &value
	case n.Approx == "超" || overWords.MatchString(before) || overWords.MatchString(inside):
		b.min, b.strict = &value, true
	case overAfter.MatchString(after) && n.Dim == quantity.Money:
		b.min = &value
	default:
		return
	}
	if n.Dim != quantity.Money && n.Dim != quantity.Area && n.Dim != quantity.Power && n.Dim != quantity.Bare && n.Dim != quantity.Count && n.Dim != quantity.Mass && n.Dim != quantity.Percent {
		return
	}
	if q.bounding == nil {
		q.bounding = map[int]bool{}
	}
	q.bounding[t.start] = true
	if q.bounds != nil {
		// 5000万元以上1亿元以下, between 50 and 100 million
		if b.min != nil && q.bounds.min == nil {
			q.bounds.min = b.min
		} else if b.max != nil && q.bounds.max == nil {
			q.bounds.max, q.bounds.under = b.max, b.under
		}
		q.bounds.words += "、" + b.words
		return
	}
	q.bounds = b
}
