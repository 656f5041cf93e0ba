package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
)

// What of a measure a rank is of: how much it is, or how fast it grows.
var (
	growthAspect = newPattern(`增速|增幅|涨幅|增长|增量|growth|rate`)
	amountAspect = newPattern(`总量|规模|总额|绝对|额度|多少排|total|volume`)
	growthSaid   = regexp.MustCompile(`增速|增幅|涨幅|增长|下降|(?i)growth`)
	amountSaid   = regexp.MustCompile(`总量|规模|总额|绝对|(?i)total`)
)

// aspectFits tells whether a rank is of what the question asks it of: where a place stands by its total is no answer to
// where it stands by its growth.
func (q *question) aspectFits(e *entry) bool {
	if q.role != extract.Rank || e.Role != extract.Rank {
		return true
	}
	growth, amount := q.has(growthAspect), q.has(amountAspect)
	if growth == amount {
		return true
	}
	before, _, _ := strings.Cut(e.Clause, e.Printed)
	for _, text := range []string{e.Label, before} {
		g, a := growthSaid.MatchString(text), amountSaid.MatchString(text)
		if g != a {
			return g == growth
		}
	}
	if len(e.Carried) > 0 && growthSaid.MatchString(e.Carried[0]) {
		return growth // 增长8%，居全省第二位
	}
	return amount
}

// belowAsked and aboveAsked say on which side of what it is compared with a figure is thought to lie.
var (
	belowAsked = newPattern(`[慢低少][了于出]?(?:多少|几)|落后|欠|below|lower|behind|slower`)
	aboveAsked = newPattern(`[快高多超][了于出过]?(?:多少|几)|领先|above|higher|ahead|faster`)
)

// sideAsked weighs a gap by whether it lies on the side that the question takes it to lie on.
func (q *question) sideAsked(e *entry) float64 {
	if q.role != extract.Gap || e.Role != extract.Gap {
		return 0
	}
	if below, above := q.has(belowAsked), q.has(aboveAsked); below != above && below == e.Value.IsNegative() {
		return 0.5
	}
	return 0
}
