package quantity

import (
	"strings"

	"github.com/shopspring/decimal"
)

// rankAt reads a standing at i: 第四位, 首位, 全国第一.
func (s *scan) rankAt(i, floor int) ([]Quantity, int, bool) {
	emit := func(v decimal.Decimal, end int) ([]Quantity, int, bool) {
		return []Quantity{{Value: v, Unit: "位", Dim: Rank, Printed: s.slice(i, end),
			Start: s.at[i], End: s.at[end], NumStart: s.at[i]}}, end, true
	}
	switch s.r[i] {
	case '首':
		prev := s.get(i - 1)
		if s.get(i+1) == '位' && s.get(i+2) != '度' && prev != '在' && prev != '于' && (isHan(prev) || prev == '）' || prev == ')') {
			return emit(one, i+2)
		}
		if prev == '之' && !isHan(s.get(i+1)) { // 居五县之首
			return emit(one, i+1)
		}
		return nil, i + 1, false
	case '榜':
		if s.get(i+1) == '首' && s.standingBefore(i) {
			return emit(one, i+2)
		}
		return nil, i + 1, false
	}
	n, ok, skip := s.numberAt(i+1, false)
	if !ok || n.bare && n.lo.GreaterThan(ten) {
		return nil, max(skip, i+1), false
	}
	next := s.get(n.end)
	switch {
	case (next == '位' || next == '名') && !s.has(n.end, "位于") && !s.has(n.end, "位置"):
		return emit(n.lo, n.end+1)
	case s.standingBefore(i) && (!isHan(next) || strings.ContainsRune("的，。；、和与；）)", next)):
		return emit(n.lo, n.end)
	}
	// a series: 第七届, 第26届, 第一批; its measure word is passed over
	end := n.end
	if u, e := s.unitAt(end); u != nil {
		end = e
	}
	return nil, end, false
}

// standingBefore tells whether the words before i speak of an order.
func (s *scan) standingBefore(i int) bool {
	for _, w := range standingWords {
		if s.endsWith(i, w) {
			return true
		}
	}
	return false
}

// englishRank reads "ranked fourth", "ranks 4th", "ranking No. 4" at i; e is
// where the verb ends.
func (s *scan) englishRank(i, e, floor int) ([]Quantity, int, bool) {
	j := s.blanks(e)
	for range 3 {
		w, e2 := s.word(j)
		if w == "no" && s.get(e2) == '.' {
			e2++
		}
		switch w {
		case "as", "at", "in", "the", "number", "no", "joint", "among", "place":
			j = s.blanks(e2)
			continue
		}
		break
	}
	if isDigit(s.get(j)) {
		n, ok, _ := s.arabicAt(j)
		if !ok || n.decimals {
			return nil, e, false
		}
		end := n.end
		if w, e2 := s.word(end); w == "st" || w == "nd" || w == "rd" || w == "th" {
			end = e2
		} else if w != "" {
			return nil, e, false
		}
		return []Quantity{{Value: n.lo, Unit: "位", Dim: Rank, Printed: s.slice(j, end), Start: s.at[i], End: s.at[end], NumStart: s.at[j]}}, end, true
	}
	w, e2 := s.word(j)
	k := numerals[w]
	if k.kind != "ordinal" && !(k.kind == "unit" && j > s.blanks(e)) {
		return nil, e, false
	}
	return []Quantity{{Value: k.value, Unit: "位", Dim: Rank, Printed: s.slice(j, e2), Start: s.at[i], End: s.at[e2], NumStart: s.at[j]}}, e2, true
}
