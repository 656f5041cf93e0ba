package quantity

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

// countRange reads a range of things that an English noun names: 25,000 to 30,000 jobs.
func (s *scan) countRange(n number) (q Quantity, end int, ok bool) {
	k := s.rangeMark(n.end)
	w, _ := s.wordBefore(n.start)
	if k == n.end && w == "between" {
		if and, e := s.word(s.blanks(n.end)); and == "and" {
			k = s.blanks(e)
		}
	}
	words := isLetter(s.get(n.start)) && isLetter(s.get(k)) // eight to ten permanent jobs
	if k == n.end || w == "from" || n.hi != nil || !words && (!n.arabic || !isDigit(s.get(k))) {
		return q, 0, false
	}
	second, ok, _ := s.numberAt(k, false)
	if words {
		second, ok, _ = s.englishNumber(k)
	}
	if !ok || second.hi != nil {
		return q, 0, false
	}
	noun, end := s.nounAfter(second)
	lo := n.lo
	if n.mult.Equal(one) {
		lo = lo.Mul(second.mult) // 1.2 to 1.5 million passengers
	}
	if noun == "" || !lo.LessThan(second.lo) {
		return q, 0, false
	}
	return Quantity{Value: lo, Max: &second.lo, Unit: noun, Dim: Count, Printed: s.slice(n.start, end)}, end, true
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
