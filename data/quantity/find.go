package quantity

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// Find returns every amount that text states, in order and without overlaps:
// Chinese and English, with ranges, approximation words and rates. Numbers that
// belong to dates, names, documents and series (第七届, 一期, G102, phase two) are
// not amounts. A standing (第四位, ranked fourth) has the dimension Rank.
//
// 数百 and 几十 say no more than a lower bound: such a Quantity has that bound as
// its Value and 数 for Approx.
func Find(text string) []Quantity {
	s := newScan(text)
	return s.find(s.periods(time.Time{}))
}

// FindAll returns what Find and FindPeriods return, in one reading of the text.
func FindAll(text string, ref time.Time) ([]Quantity, []Period) {
	s := newScan(text)
	periods := s.periods(ref)
	return s.find(periods), periods
}

func (s *scan) find(skip []Period) []Quantity {
	var out []Quantity
	floor := 0 // where the previous amount ended
	for i, p := 0, 0; i < len(s.r); {
		for p < len(skip) && skip[p].To <= s.at[i] {
			p++
		}
		if p < len(skip) && skip[p].From <= s.at[i] {
			for i < len(s.r) && s.at[i] < skip[p].To {
				i++
			}
			floor = i
			continue
		}
		c := s.r[i]
		switch {
		case isDigit(c):
		case isLetter(c):
			if prev := s.get(i - 1); isLetter(prev) || isDigit(prev) {
				i++
				continue
			}
		case c < 0x80 || !isHan(c) && c != '〇':
			i++
			continue
		case hanDigit(c) >= 0 || hanUnit(c) > 0 || c == '数' || c == '几' || c == '半' || c == '第' || c == '首' || c == '榜':
		default:
			i++
			continue
		}
		q, end, ok := s.quantityAt(i, floor)
		if ok {
			out = append(out, q...)
			floor = end
		}
		if end <= i {
			end = i + 1
		}
		i = end
	}
	return out
}

// quantityAt reads the amount whose number begins at i. Words before floor
// belong to something else.
func (s *scan) quantityAt(i, floor int) (qs []Quantity, end int, ok bool) {
	c := s.r[i]
	switch {
	case c == '第' || c == '首' || c == '榜':
		return s.rankAt(i, floor)
	case isLetter(c):
		if w, e := s.word(i); strings.HasPrefix(w, "rank") {
			return s.englishRank(i, e, floor)
		}
		n, ok, skip := s.englishNumber(i)
		if !ok {
			return nil, s.pastWord(i, skip), false
		}
		if s.ordinalBefore(i) || s.properNoun(i, n.end) {
			return nil, n.end, false
		}
		return s.amount(n, "", i, floor)
	case c == '百' || c == '千':
		if s.has(i+1, "分之") {
			n, ok, skip := s.numberAt(i+3, false)
			if !ok {
				return nil, skip, false
			}
			if c == '千' {
				n.lo = n.lo.Div(ten)
			}
			return s.percentWords(n, i, floor)
		}
	case isDigit(c):
		if end, bad := s.codeAt(i, floor); bad {
			return nil, end, false
		}
	}
	cur, curFrom := "", i
	if isDigit(c) {
		cur, curFrom = s.currencyBefore(i, floor)
	}
	n, ok, skip := s.numberAt(i, cur != "")
	if !ok {
		return nil, skip, false
	}
	return s.amount(n, cur, curFrom, floor)
}

// pastWord is the end of the word at i, or end when that is further.
func (s *scan) pastWord(i, end int) int {
	for i < len(s.r) && isLetter(s.r[i]) {
		i++
	}
	return max(i, end)
}

// currencyBefore reads a currency that stands before the number at i: US$5m,
// RMB 500 million, 人民币10亿元.
func (s *scan) currencyBefore(i, floor int) (code string, from int) {
	j := i
	if b := s.blanksBack(i); b < i && b > floor {
		j = b
	}
	for _, p := range currencyPrefixes {
		k := j - len(p.word)
		if k < floor {
			continue
		}
		match := true
		for x, c := range p.word {
			if s.r[k+x] != c {
				match = false
				break
			}
		}
		if !match || isLetter(p.word[0]) && isLetter(s.get(k-1)) {
			continue
		}
		return p.code, k
	}
	return "", i
}

// percentWords finishes 百分之三十.
func (s *scan) percentWords(n number, from, floor int) ([]Quantity, int, bool) {
	q := Quantity{Value: n.lo, Unit: "%", Dim: Percent}
	q.Printed = s.slice(from, n.end)
	end := n.end
	n.start, n.approx = from, canonOr(n.approx, "")
	return s.finish(q, n, from, from, end, floor)
}

func canonOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// amount reads on from the number n: its unit, the rest of a range or product,
// and the words before and after it.
func (s *scan) amount(n number, cur string, curFrom, floor int) ([]Quantity, int, bool) {
	if q, end, ok := s.product(n); ok {
		q.Printed = s.slice(n.start, end)
		return s.finish(q, n, n.start, n.start, end, floor)
	}
	if q, end, ok := s.measured(n); ok {
		q.Printed = s.slice(curFrom, end)
		return s.finish(q, n, curFrom, n.start, end, floor)
	}
	u, uEnd := s.unitAfter(n)
	if u == nil && cur == "" {
		_, word := s.wordBefore(curFrom)
		if q, end, ok := s.countRange(n); ok && (word == curFrom || !isUpper(s.get(word))) { // Boeing 737-800
			return s.finish(q, n, n.start, n.start, end, floor)
		}
	}
	if second, u2, end, isRange := s.rangeAfter(n, u, uEnd, cur, curFrom); isRange {
		if u2 == nil && cur == "" { // 138-1234: a code
			return nil, end, false
		}
		return s.rangeAmount(n, second, u, u2, cur, curFrom, end, floor)
	}
	if u == nil && s.get(n.end) == '-' && isDigit(s.get(n.end+1)) {
		return nil, s.pastCode(n.end), false
	}
	if u == nil {
		if qs, end, ok := s.fromTo(n, cur, curFrom, floor); ok {
			return qs, end, true
		}
		return s.unitless(n, cur, curFrom, floor)
	}
	if !s.unitFits(n, u, uEnd) {
		return nil, n.end, false
	}
	q := Quantity{Value: n.lo, Max: n.hi, Unit: u.base, Dim: u.dim}
	scale(&q, u)
	if cur != "" {
		if u.dim != Money {
			return s.unitless(n, cur, curFrom, floor)
		}
		if u.base == "CNY" || cur != "CNY" && u.base == "USD" {
			q.Unit = cur
			if u.base == "CNY" && u.printed != "元" {
				q.Unit = u.base
			}
		}
	}
	end := uEnd
	if u.dim == Duration && s.get(end) == '半' && n.hi == nil { // 4年半
		q.Value = q.Value.Add(decimal.New(5, -1))
		end++
	}
	if u.dim == Money && u.base == "CNY" && u.lang == "zh" {
		if s.has(end, "人民币") {
			end += 3
		} else if s.has(end, "(人民币)") {
			end += 5
		}
	}
	q.Printed = s.printed(n, curFrom, end)
	return s.finish(q, n, curFrom, n.start, end, floor)
}

// hoursMinutes reads 1小时10分钟 in minutes.
func (s *scan) hoursMinutes(n number) (q Quantity, end int, ok bool) {
	j := n.end
	if s.get(j) == '个' {
		j++
	}
	if !s.has(j, "小时") || n.hi != nil || n.approx != "" {
		return q, 0, false
	}
	j += len([]rune("小时"))
	if s.get(j) == '零' {
		j++
	}
	if !isDigit(s.get(j)) && hanDigit(s.get(j)) < 0 && s.get(j) != '十' {
		return q, 0, false
	}
	more, got, _ := s.numberAt(j, false)
	if !got || more.hi != nil || s.get(more.end) != '分' || isHan(s.get(more.end+1)) && s.get(more.end+1) != '钟' && s.get(more.end+1) != '左' {
		return q, 0, false
	}
	end = more.end + 1
	if s.get(end) == '钟' {
		end++
	}
	return Quantity{Value: n.lo.Mul(decimal.NewFromInt(60)).Add(more.lo), Unit: "分钟", Dim: Duration}, end, true
}

// measured reads what speech counts with 个 between the number and its unit: 4个多小时, 1个半月, 两个多亿.
func (s *scan) measured(n number) (q Quantity, end int, ok bool) {
	if q, end, ok := s.hoursMinutes(n); ok {
		return q, end, true
	}
	j := n.end
	if s.get(j) != '个' || n.hi != nil || n.approx != "" {
		return q, 0, false
	}
	j++
	half, more := s.get(j) == '半', s.get(j) == '多' || s.get(j) == '余'
	if half || more {
		j++
	}
	v := n.lo
	if half {
		v = v.Add(decimal.New(5, -1))
	}
	q = Quantity{Value: v, Dim: Duration}
	if more {
		q.Approx = "余"
	}
	switch {
	case (half || more) && s.get(j) == '月' && s.get(j+1) != '份':
		q.Unit, end = "个月", j+1
	case s.get(j) == '亿' && (s.has(j+1, "元以上") || s.has(j+1, "元级") || s.has(j+1, "元及以上") || s.has(j+1, "元项目") || s.has(j+1, "元重")):
		return q, 0, false // 87个亿元以上项目: 87 of them
	case s.get(j) == '亿':
		q.Value, q.Dim, q.Unit, end = v.Mul(yi), Money, "CNY", j+1
		if u, e := s.unitAt(j + 1); u != nil {
			if u.dim != Money {
				return q, 0, false
			}
			q.Unit, end = u.base, e
		}
	case half || more:
		u, e := s.unitAt(j)
		if u == nil || u.dim != Duration {
			return q, 0, false
		}
		q.Unit, end = u.base, e
		scale(&q, u)
	default:
		return q, 0, false
	}
	return q, end, true
}

// scale brings q to u's base unit. Areas are rounded to four decimals, where
// the factor of 亩 does not end.
func scale(q *Quantity, u *unit) {
	if u.plain {
		return
	}
	conv := func(v decimal.Decimal) decimal.Decimal {
		v = v.Mul(u.num)
		if !u.den.Equal(one) {
			v = v.DivRound(u.den, 4)
		}
		return v
	}
	q.Value = conv(q.Value)
	if q.Max != nil {
		m := conv(*q.Max)
		q.Max = &m
	}
}

// printed is the number with its unit as it stands, without 多 and 余.
func (s *scan) printed(n number, from, end int) string {
	if n.midFrom == n.midTo {
		return s.slice(from, end)
	}
	return s.slice(from, n.midFrom) + s.slice(n.midTo, end)
}

// unitAfter finds the unit of n, over blanks or an English hyphen.
func (s *scan) unitAfter(n number) (*unit, int) {
	j := s.blanks(n.end)
	if s.get(j) == '-' && j == n.end && isLetter(s.get(j+1)) {
		j++
	}
	if n.approx == "数" { // hundreds of tonnes
		if w, e := s.word(j); w == "of" {
			j = s.blanks(e)
		}
	}
	u, end := s.unitAt(j)
	if u == nil {
		return nil, n.end
	}
	if j > n.end && u.lang == "zh" && !n.arabic && !isHan(s.get(j)) {
		return nil, n.end
	}
	return u, end
}

// finish adds what stands around an amount: words before and after, the sign,
// and the period of a rate.
func (s *scan) finish(q Quantity, n number, from, num, end, floor int) ([]Quantity, int, bool) {
	from, before := s.approxBefore(from, floor, n)
	q.Approx = canonOr(before, canonOr(q.Approx, n.approx))
	if c, e := s.approxAfter(end); e > end {
		end = e
		if q.Approx == "" || q.Approx == "余" && c == "以上" {
			q.Approx = c
		}
	} else if canon, e := s.midApprox(end); e > end && canon == "余" && s.get(end) != '几' && q.Dim != Bare && q.Approx == "" && s.afterUnitMore(e) {
		q.Approx, end = canon, e // 3年多, 五公里余
	}
	if sign := s.get(num - 1); sign == '-' || sign == '负' {
		if prev := s.get(num - 2); num-1 >= floor && num-1 >= from-1 && !isDigit(prev) && !isLetter(prev) && prev != '%' && prev != ')' && prev != '-' {
			q.Value = q.Value.Neg()
			from = min(from, num-1)
			num--
			q.Printed = s.slice(num, num+1) + q.Printed
		}
	}
	if per, e := s.perAfter(end); per != "" {
		q.Per, end = per, e
		if c, e := s.approxAfter(end); e > end && q.Approx == "" {
			q.Approx, end = c, e
		}
	} else if per, f := s.perBefore(from, floor); per != "" {
		q.Per, from = per, f
	}
	q.Start, q.End, q.NumStart = s.at[from], s.at[end], s.at[num]
	return []Quantity{q}, end, true
}
