package quantity

import "github.com/shopspring/decimal"

// hanDigit reads 零 to 九 and 两, or -1.
func hanDigit(c rune) int {
	switch c {
	case '零', '〇':
		return 0
	case '一':
		return 1
	case '二', '两':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

func hanUnit(c rune) int64 {
	switch c {
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	case '万':
		return 1e4
	case '亿':
		return 1e8
	}
	return 0
}

// hanMultiplier reads 十万, 百亿, 千, 万亿 … at i. A 千 that begins a unit (千瓦)
// is none.
func (s *scan) hanMultiplier(i int) (decimal.Decimal, int) {
	m, j := one, i
	switch c := s.get(j); c {
	case '十', '百', '千':
		next := s.get(j + 1)
		if next != '万' && next != '亿' {
			if c == '十' || c == '百' && next == '分' {
				return noMultiplier, i
			}
			if u, _ := s.unitAt(j); u != nil {
				return noMultiplier, i
			}
			return decimal.NewFromInt(hanUnit(c)), j + 1
		}
		m = decimal.NewFromInt(hanUnit(c))
		j++
	}
	switch s.get(j) {
	case '万':
		j++
		m = m.Mul(wan)
		if s.get(j) == '亿' {
			j++
			m = m.Mul(yi)
		}
		return m, j
	case '亿':
		return m.Mul(yi), j + 1
	}
	return noMultiplier, i
}

// hanNumber reads a number written in Chinese numerals at i: 一千二百万, 三十六亿,
// 两百, 五六, 数十亿, 百亿.
func (s *scan) hanNumber(i int) (n number, ok bool, skip int) {
	run := i
	for run < len(s.r) && run-i <= 40 && (hanDigit(s.r[run]) >= 0 || hanUnit(s.r[run]) > 0) {
		run++
	}
	if run-i > 40 {
		for run < len(s.r) && (hanDigit(s.r[run]) >= 0 || hanUnit(s.r[run]) > 0) {
			run++
		}
		return number{}, false, run
	}
	switch c := s.get(i); c {
	case '数', '几':
		m := s.get(i + 1)
		if hanUnit(m) == 0 {
			return number{}, false, i + 1
		}
		if n, ok, skip = s.hanSimple(i + 1); !ok || n.digits > 0 {
			return number{}, false, i + 1
		}
		n.start, n.approx, n.bare = i, "数", false
		return n, true, skip
	case '半':
		u, _ := s.unitAt(i + 1)
		if u == nil || u.dim != Duration || s.get(i-1) == '过' || s.get(i-1) == '前' || s.get(i-1) == '后' {
			return number{}, false, i + 1
		}
		half := decimal.New(5, -1)
		return number{lo: half, start: i, end: i + 1, midFrom: i + 1, midTo: i + 1, mult: one}, true, i + 1
	}
	a, b := hanDigit(s.get(i)), hanDigit(s.get(i+1))
	if a >= 0 && b >= 0 && a != 0 { // 五六家; 二〇二二 is a code or a year
		if hanDigit(s.get(i+2)) >= 0 || b != a+1 || s.get(i+1) == '两' {
			for hanDigit(s.get(i)) >= 0 {
				i++
			}
			return number{}, false, i
		}
		hi, ok, end := s.hanSimple(i + 1)
		if !ok || hi.lo.IsZero() {
			return number{}, false, i + 2
		}
		// 三四百万: the place of the digit follows from the value of the upper end
		place := hi.lo.Div(decimal.NewFromInt(int64(b)))
		lo := place.Mul(decimal.NewFromInt(int64(a)))
		if !lo.IsInteger() {
			return number{}, false, end
		}
		top := hi.lo
		hi.lo, hi.hi, hi.start = lo, &top, i
		return hi, true, end
	}
	if s.get(i) == '零' && s.get(i+1) == '点' {
		zero := number{start: i, end: i + 1, mult: one}
		if s.fraction(&zero) {
			return zero, true, zero.end
		}
	}
	n, ok, skip = s.hanSimple(i)
	if ok && n.end == skip && n.mult.Equal(one) && s.fraction(&n) {
		skip = n.end
	}
	return n, ok, skip
}

// fraction goes on with the decimals of a number in words and with what multiplies them: 二十一点四亿.
func (s *scan) fraction(n *number) bool {
	if n.approx != "" || n.midFrom != n.midTo || s.get(n.end) != '点' {
		return false
	}
	j, v, place := n.end+1, decimal.Zero, int32(0)
	for d := hanDigit(s.get(j)); d >= 0 && s.get(j) != '两' && place < 8; d = hanDigit(s.get(j)) {
		place++
		v = v.Add(decimal.New(int64(d), -place))
		j++
	}
	if place == 0 {
		return false
	}
	mult, end := s.hanMultiplier(j)
	if end == j {
		mult = one
		if u, _ := s.unitAt(j); hanUnit(s.get(j)) > 0 && u == nil { // 三点二十分
			return false
		}
	}
	n.lo, n.mult, n.decimals = n.lo.Add(v).Mul(mult), mult, true
	n.end = end
	n.midFrom, n.midTo = end, end
	if canon, e := s.midApprox(end); e > end && end > j {
		n.approx, n.midFrom, n.midTo, n.end = canon, end, e, e
	}
	return true
}

// hanSimple reads one Chinese numeral at i, without 数, 几 or a pair of digits.
func (s *scan) hanSimple(i int) (n number, ok bool, skip int) {
	var (
		total, section = decimal.Zero, int64(0)
		num            = int64(-1)
		last           = int64(1e18) // the last unit within the section
		lastAll        = int64(0)    // the last unit of all
		zero, wanDone  bool
		j              = i
		approx         string
		mf, mt         = -1, -1
	)
loop:
	for j < len(s.r) {
		c := s.r[j]
		if d := hanDigit(c); d >= 0 {
			if mf >= 0 || num >= 0 || d > 0 && lastAll > 0 && last == 1 {
				break
			}
			if d == 0 {
				if j == i || zero {
					break
				}
				zero = true
			} else {
				num = int64(d)
				n.digits++
			}
			j++
			continue
		}
		u := hanUnit(c)
		if u == 0 {
			if mf < 0 && lastAll > 0 && num < 0 {
				if canon, end := s.midApprox(j); end > j && c != '+' {
					if m := s.get(end); m == '万' || m == '亿' || canon != "" {
						approx, mf, mt = canon, j, end
						j = end
						continue
					}
				}
			}
			break
		}
		switch {
		case u <= 1000:
			if mf >= 0 || u >= last || zero && num < 0 {
				break loop
			}
			if c == '百' && s.get(j+1) == '分' {
				break loop
			}
			if c == '千' {
				if un, _ := s.unitAt(j); un != nil {
					break loop
				}
			}
			if num < 0 {
				if u == 10 && (section == 0 && total.IsZero() || section > 0) {
					num = 1
				} else if section == 0 && total.IsZero() && j == i {
					num, n.bare = 1, true
				} else {
					break loop
				}
			}
			section += num * u
			num, last, lastAll, zero = -1, u, u, false
		case u == 1e4:
			if wanDone {
				break loop
			}
			if num > 0 {
				section += num
				num = -1
			}
			if section == 0 {
				if j != i {
					break loop
				}
				section, n.bare = 1, true
			}
			part := decimal.NewFromInt(section).Mul(wan)
			if s.get(j+1) == '亿' && total.IsZero() {
				total = part.Mul(yi)
				j++
				lastAll = 1e12
			} else {
				total = total.Add(part)
				lastAll = 1e4
			}
			section, last, wanDone, zero = 0, 1e18, true, false
		default: // 亿
			if num > 0 {
				section += num
				num = -1
			}
			if section == 0 && total.IsZero() {
				if j != i {
					break loop
				}
				section, n.bare = 1, true
			}
			if total.GreaterThanOrEqual(yi) {
				break loop
			}
			total = total.Add(decimal.NewFromInt(section)).Mul(yi)
			section, last, lastAll, wanDone, zero = 0, 1e18, 1e8, false, false
		}
		j++
	}
	if j == i {
		return number{}, false, i + 1
	}
	tail := decimal.Zero
	if num > 0 {
		tail = decimal.NewFromInt(num)
		if lastAll >= 100 && !zero { // 一万二 is 12,000
			tail = tail.Mul(decimal.NewFromInt(lastAll / 10))
		}
	}
	n.lo = total.Add(decimal.NewFromInt(section)).Add(tail)
	n.start, n.end, n.approx = i, j, approx
	n.midFrom, n.midTo = j, j
	if mf >= 0 {
		n.midFrom, n.midTo = mf, mt
	}
	n.mult = one
	if num < 0 || lastAll >= 1e4 && !zero {
		switch {
		case lastAll >= 1e12:
			n.mult = wanYi
		case lastAll >= 1e8:
			n.mult = yi
		case lastAll == 1e4:
			n.mult = wan
		}
	}
	if n.lo.IsZero() {
		return n, false, j
	}
	return n, true, j
}
