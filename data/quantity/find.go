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
		if s.ordinalBefore(i) {
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

// codeAt tells whether the digits at i belong to a name, a code, a document
// number or a time of day, and where that ends.
func (s *scan) codeAt(i, floor int) (end int, bad bool) {
	j := i
	for j < len(s.r) && isDigit(s.r[j]) {
		j++
	}
	prev := s.get(i - 1)
	switch {
	case isLetter(prev): // G102, Q3; but RMB500
		if cur, _ := s.currencyBefore(i, floor); cur == "" {
			return s.pastCode(j), true
		}
	case prev == '.' && isDigit(s.get(i-2)), prev == '/' && (isLetter(s.get(i-2)) || isDigit(s.get(i-2))), prev == '_', prev == '\'', prev == '’':
		return s.pastCode(j), true
	case prev == '-' && (isLetter(s.get(i-2)) || isDigit(s.get(i-2))):
		return s.pastCode(j), true
	case prev == '+' && isLetter(s.get(i-2)):
		return s.pastCode(j), true
	case prev == '#':
		return j, true
	}
	switch next := s.get(j); {
	case next == ':' && isDigit(s.get(j+1)): // 9:30
		j++
		for j < len(s.r) && (isDigit(s.r[j]) || s.r[j] == ':') {
			j++
		}
		return j, true
	case next == '号' && !s.has(j, "号文"), next == '号':
		return j + 1, true
	case next == '时' && isDigit(s.get(j+1)), next == '点' && (isDigit(s.get(j+1)) || s.get(j+1) == '半' || s.get(j+1) == '整'):
		return j + 1, true
	case next == '+' && isLetter(s.get(j+1)): // 9+X
		return s.pastCode(j + 1), true
	}
	if s.ordinalBefore(i) {
		return j, true
	}
	return i, false
}

// pastCode is the end of the letters, digits and dashes from i on.
func (s *scan) pastCode(i int) int {
	for i < len(s.r) && (isDigit(s.r[i]) || isLetter(s.r[i]) || s.r[i] == '-' && (isDigit(s.get(i+1)) || isLetter(s.get(i+1)))) {
		i++
	}
	return i
}

// ordinalBefore tells whether the English word before i makes the number at i
// a name's: phase one, No. 4, Article 5.
func (s *scan) ordinalBefore(i int) bool {
	j := s.blanksBack(i)
	if j < i && s.get(j-1) == '.' {
		w, _ := s.wordBefore(j - 1)
		return w == "no" || w == "nos" || w == "vol" || w == "art" || w == "fig"
	}
	if j == i {
		return false
	}
	w, _ := s.wordBefore(j)
	return w != "" && numbered[w]
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
	u, uEnd := s.unitAfter(n)
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
	u, end := s.unitAt(j)
	if u == nil {
		return nil, n.end
	}
	if j > n.end && u.lang == "zh" && !n.arabic && !isHan(s.get(j)) {
		return nil, n.end
	}
	return u, end
}

// rangeAfter reads the second half of a range: -15亿元, 至15亿元, to 15 billion yuan.
func (s *scan) rangeAfter(n number, u *unit, uEnd int, cur string, curFrom int) (second number, u2 *unit, end int, ok bool) {
	j := n.end
	if u != nil {
		j = uEnd
	}
	k := s.rangeMark(j)
	if k == j {
		if w, _ := s.wordBefore(curFrom); w == "between" {
			if and, e := s.word(s.blanks(j)); and == "and" {
				k = s.blanks(e)
			}
		}
	}
	if k == j || n.hi != nil {
		return second, nil, 0, false
	}
	// 从600万提高到…, 从10%到20% and "from 30 to 300" are two amounts
	if w, _ := s.wordBefore(n.start); w == "from" && isLetter(s.get(s.blanks(j))) {
		return second, nil, 0, false
	}
	if c := s.get(n.start - 1); (c == '从' || c == '由' || c == '自') && isHan(s.get(j)) {
		return second, nil, 0, false
	}
	c := s.get(k)
	if cur != "" {
		for _, p := range currencyPrefixes {
			if p.code == cur && s.has(k, string(p.word)) {
				k += len(p.word)
				k = s.blanks(k)
				c = s.get(k)
				break
			}
		}
	}
	var got bool
	switch {
	case isDigit(c):
		second, got, _ = s.numberAt(k, cur != "")
	case hanDigit(c) > 0 || hanUnit(c) > 0:
		second, got, _ = s.hanNumber(k)
		if second.bare {
			got = false
		}
	case isLetter(c):
		second, got, _ = s.englishNumber(k)
	}
	if !got || second.hi != nil {
		return second, nil, 0, false
	}
	u2, end = s.unitAfter(second)
	if u2 == nil && cur == "" {
		if u == nil && s.get(j) == '-' { // a code or a score
			return second, nil, s.pastCode(second.end), n.arabic && second.arabic
		}
		return second, nil, 0, false
	}
	if u2 == nil {
		end = second.end
	}
	if u != nil && (u2 == nil || u.base != u2.base) {
		return second, nil, 0, false
	}
	if u2 != nil && !s.unitFits(second, u2, end) {
		return second, nil, 0, false
	}
	lo := n.lo
	if n.mult.Equal(one) && u == nil {
		lo = lo.Mul(second.mult)
	}
	if !lo.LessThan(second.lo) && !(n.lo.LessThan(second.lo) && u == nil) {
		return second, nil, 0, false
	}
	return second, u2, end, true
}

// fromTo reads "from 30 to 300 workers": two amounts that share the unit.
func (s *scan) fromTo(n number, cur string, curFrom, floor int) ([]Quantity, int, bool) {
	if w, _ := s.wordBefore(curFrom); w != "from" || cur != "" {
		return nil, 0, false
	}
	j := s.blanks(n.end)
	w, e := s.word(j)
	k := s.blanks(e)
	if w != "to" || j == n.end || !isDigit(s.get(k)) {
		return nil, 0, false
	}
	second, ok, _ := s.numberAt(k, false)
	if !ok {
		return nil, 0, false
	}
	qs, end, ok := s.amount(second, "", k, j)
	if !ok || len(qs) != 1 || qs[0].Dim == Bare || qs[0].Max != nil {
		return nil, 0, false
	}
	ratio := one
	if n.mult.Equal(one) && n.lo.Mul(second.mult).LessThan(qs[0].Value.Mul(ten)) {
		ratio = second.mult // from 1.2 to 1.5 million
	}
	q := Quantity{Value: n.lo.Mul(ratio), Unit: qs[0].Unit, Dim: qs[0].Dim, Approx: n.approx, Printed: s.printed(n, n.start, n.end),
		Start: s.at[n.start], End: s.at[n.end], NumStart: s.at[n.start]}
	if u, _ := s.unitAfter(second); u != nil {
		scale(&q, u)
	}
	from, approx := s.approxBefore(n.start, floor, n)
	q.Start, q.Approx = s.at[from], canonOr(approx, q.Approx)
	return []Quantity{q, qs[0]}, end, true
}

// rangeMark is the end of the sign or word between the ends of a range at i, or i.
func (s *scan) rangeMark(i int) int {
	switch c := s.get(i); c {
	case '-', '~', '至', '到', '―':
		if c == '-' && s.get(i+1) == '-' {
			return i
		}
		return s.blanks(i + 1)
	case '—':
		if s.get(i+1) == '—' {
			return i
		}
		return i + 1
	}
	j := s.blanks(i)
	if j > i {
		if w, e := s.word(j); w == "to" {
			return s.blanks(e)
		}
		if c := s.get(j); c == '-' || c == '~' || c == '—' {
			if k := s.blanks(j + 1); k > j+1 && isDigit(s.get(k)) {
				return k
			}
		}
	}
	return i
}

func (s *scan) rangeAmount(n, second number, u, u2 *unit, cur string, curFrom, end, floor int) ([]Quantity, int, bool) {
	lo := n.lo
	if n.mult.Equal(one) && u == nil {
		if scaled := lo.Mul(second.mult); scaled.LessThan(second.lo) {
			lo = scaled
		}
	}
	hi := second.lo
	q := Quantity{Value: lo, Max: &hi, Unit: cur, Dim: Money}
	if u2 != nil {
		q.Unit, q.Dim = u2.base, u2.dim
		scale(&q, u2)
		if cur != "" && u2.dim == Money && (u2.base == "USD" || u2.printed == "元") {
			q.Unit = cur
		}
		if u2.dim == Money && u2.base == "CNY" && s.has(end, "人民币") {
			end += 3
		}
	}
	q.Printed = s.slice(curFrom, end)
	if n.approx == "" {
		n.approx = second.approx
	}
	return s.finish(q, n, curFrom, n.start, end, floor)
}

// product reads 2×350兆瓦: machines times the size of each.
func (s *scan) product(n number) (q Quantity, end int, ok bool) {
	j := n.end
	if s.get(j) == '台' || s.get(j) == '套' {
		j++
	}
	j = s.blanks(j)
	switch s.get(j) {
	case '×', 'x', 'X', '*', '✕', '╳':
	default:
		return q, 0, false
	}
	j = s.blanks(j + 1)
	if !isDigit(s.get(j)) || !n.arabic || n.decimals {
		return q, 0, false
	}
	each, got, _ := s.numberAt(j, false)
	if !got {
		return q, 0, false
	}
	u, end := s.unitAfter(each)
	if u == nil {
		return q, 0, false
	}
	switch u.dim {
	case Power, Mass, Volume, Energy:
	default:
		return q, 0, false
	}
	q = Quantity{Value: n.lo.Mul(each.lo), Unit: u.base, Dim: u.dim}
	scale(&q, u)
	return q, end, true
}

// finish adds what stands around an amount: words before and after, the sign,
// and the period of a rate.
func (s *scan) finish(q Quantity, n number, from, num, end, floor int) ([]Quantity, int, bool) {
	from, before := s.approxBefore(from, floor, n)
	q.Approx = canonOr(before, n.approx)
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

// afterUnitMore tells whether 多 before i ends an amount rather than begins a word.
func (s *scan) afterUnitMore(i int) bool {
	c := s.get(i)
	return c == 0 || !isHan(c) || strings.ContainsRune("的来前后、，。；了", c)
}

// unitFits rules out numbers that only look like amounts of u.
func (s *scan) unitFits(n number, u *unit, uEnd int) bool {
	han := !n.arabic && n.digits > 0 && isHan(s.get(n.start))
	small := han && n.lo.LessThan(ten) && n.mult.Equal(one)
	prev := s.get(n.start - 1)
	switch u.flag {
	case "arabic":
		if !n.arabic {
			return false
		}
	case "plain2":
		if n.bare || han && n.lo.LessThan(decimal.NewFromInt(2)) {
			return false
		}
	case "ordinal":
		return false
	case "major":
		return n.arabic && isHan(s.get(uEnd)) && n.lo.LessThan(hundred) && n.mult.Equal(one)
	case "large":
		if n.mult.LessThan(wan) {
			return false
		}
	case "tenths":
		return s.tenths(n, u, uEnd)
	case "phase":
		if prev == '第' {
			return false
		}
		if small && s.get(n.start) != '两' || n.arabic && n.lo.LessThan(ten) {
			return prev == '分' || prev == '共' || prev == '为' || prev == '成' || prev == '发'
		}
	case "batch":
		if small && s.get(n.start) == '一' {
			return false
		}
	}
	if n.bare && !s.bareFits(n, u, uEnd) {
		return false
	}
	if han && u.lang == "zh" && (u.dim == Count || u.dim == Duration || u.dim == Times) {
		if s.quotedName(n.start) {
			return false
		}
		if n.lo.Equal(one) {
			if s.get(uEnd) == u.word[0] || s.get(uEnd+1) == '一' && s.has(uEnd+2, u.printed) || s.get(n.start-2) == u.word[0] && s.get(n.start-3) == '一' || strings.ContainsRune("统唯之单逐专同某每任这那哪万不另首进近第哪何是", prev) {
				return false
			}
		}
	}
	if han && small && u.dim == Money && u.printed == "元" && isHan(s.get(uEnd)) {
		return false
	}
	if n.decimals && u.dim == Count && n.mult.Equal(one) && u.lang == "zh" {
		return false // 4.0 is a version
	}
	return true
}

// tenths tells whether 成 or 折 after n means tenths: 六成, 打八折.
func (s *scan) tenths(n number, u *unit, uEnd int) bool {
	if n.bare || n.mult.GreaterThan(one) || n.lo.GreaterThanOrEqual(ten) || n.lo.LessThan(one) {
		return false
	}
	next := s.get(uEnd)
	return !isHan(next) || strings.ContainsRune("以左的是在来多为和", next) || s.has(uEnd, "上下") || s.has(uEnd, "五")
}

// bareFits tells whether a multiplier without digits states an amount of u:
// 百亿元的项目, 近千家, 亿元以上; not 单位：亿元, 百家姓, 万元GDP.
func (s *scan) bareFits(n number, u *unit, uEnd int) bool {
	if _, approx := s.approxBefore(n.start, 0, n); approx != "" {
		return true
	}
	if c, e := s.approxAfter(uEnd); e > uEnd && c != "" {
		return true
	}
	next := s.get(uEnd)
	if next == '级' || s.has(uEnd, "大关") {
		return true
	}
	if u.dim != Money {
		return false
	}
	prev := s.get(n.start - 1)
	if prev == '(' || prev == ':' || prev == '：' || next == ')' || prev == '位' {
		return false
	}
	if n.lo.Equal(wan) {
		return false
	}
	if n.lo.Equal(yi) {
		return next != 0 && strings.ContainsRune("项工企产大园村镇县", next)
	}
	return true
}

// quotedName tells whether the Chinese numeral at i stands in a short quoted
// name: “四个一批”, “一窑两线”.
func (s *scan) quotedName(i int) bool {
	for k := 1; k <= 10; k++ {
		switch s.get(i - k) {
		case '“', '「', '《', '‘':
			for e := 0; e <= 10; e++ {
				switch s.get(i + e) {
				case '”', '」', '》', '’':
					return true
				case '，', '。', 0:
					return false
				}
			}
			return false
		case '”', '」', '》', '’', '，', '。', 0:
			return false
		}
	}
	return false
}

// unitless decides about a number that no known unit follows: an amount in a
// currency before it, an English count with its noun, a bare number, or nothing.
func (s *scan) unitless(n number, cur string, curFrom, floor int) ([]Quantity, int, bool) {
	q := Quantity{Value: n.lo, Max: n.hi, Dim: Bare}
	end := n.end
	if cur != "" {
		q.Unit, q.Dim = cur, Money
		q.Printed = s.printed(n, curFrom, end)
		return s.finish(q, n, curFrom, n.start, end, floor)
	}
	q.Printed = s.printed(n, n.start, end)
	if s.get(end) == '级' && n.mult.GreaterThanOrEqual(yi) { // 千亿级产业集群
		q.Unit, q.Dim = "CNY", Money
		return s.finish(q, n, n.start, n.start, end, floor)
	}
	if n.bare {
		return nil, end, false
	}
	if noun, e := s.nounAfter(n); noun != "" {
		q.Unit, q.Dim = noun, Count
		q.Printed = s.printed(n, n.start, e)
		return s.finish(q, n, n.start, n.start, e, floor)
	}
	next := s.get(end)
	if isLetter(next) || next == '-' && isLetter(s.get(end+1)) { // 5G, 4A级, 30th
		return nil, s.pastCode(end), false
	}
	if !isHan(s.get(n.start)) && !n.arabic && n.mult.LessThan(thousand) {
		return nil, end, false // an English numeral without its noun
	}
	_, approx := s.approxBefore(n.start, floor, n)
	_, afterEnd := s.approxAfter(end)
	if n.mult.GreaterThanOrEqual(wan) || approx != "" && n.arabic || afterEnd > end || n.approx != "" && n.arabic {
		return s.finish(q, n, n.start, n.start, end, floor)
	}
	if n.arabic && s.alone(n) {
		return s.finish(q, n, n.start, n.start, end, floor)
	}
	return nil, end, false
}

// alone tells whether a number without a unit stands as a statement of its own.
func (s *scan) alone(n number) bool {
	if n.digits >= 7 && !n.decimals && s.get(n.end) != ',' && !strings.Contains(s.slice(n.start, n.end), ",") {
		return false // a telephone or account number
	}
	prev, next := s.get(n.start-1), s.get(n.end)
	if isHan(next) || isLetter(next) {
		return false
	}
	if next == '-' || next == '/' || next == '+' || next == '〕' || next == ']' {
		return false
	}
	if prev == 0 || strings.ContainsRune("为是达至到共计有约 :：,，;；\n\t-负", prev) {
		return true
	}
	return false
}
