package quantity

import "github.com/shopspring/decimal"

// maxDigits bounds a number: a longer run of digits is a code, not an amount.
const maxDigits = 24

// A number is a numeral with its multiplier: 2.5亿, 六百多万, 290 mln.
type number struct {
	lo         decimal.Decimal
	hi         *decimal.Decimal // 五六家 is five to six
	start, end int
	midFrom    int // the 多 or 余 inside, midFrom == midTo when there is none
	midTo      int
	approx     string
	mult       decimal.Decimal // the multiplier written after the digits, 1 when none
	arabic     bool
	bare       bool // a multiplier without digits: 百亿
	digits     int  // digits before any multiplier
	decimals   bool
}

var (
	one          = decimal.NewFromInt(1)
	ten          = decimal.NewFromInt(10)
	hundred      = decimal.NewFromInt(100)
	thousand     = decimal.NewFromInt(1000)
	wan          = decimal.NewFromInt(1e4)
	yi           = decimal.NewFromInt(1e8)
	wanYi        = decimal.NewFromInt(1e12)
	noMultiplier = decimal.Decimal{}
)

// arabicAt reads digits with group commas and a decimal point at i.
func (s *scan) arabicAt(i int) (n number, ok bool, skip int) {
	j := i
	var buf [maxDigits + 2]byte
	w, digits, group, commas := 0, 0, 0, false
	point := false
	for j < len(s.r) {
		c := s.r[j]
		if isDigit(c) {
			if digits < maxDigits {
				buf[w] = byte(c)
				w++
			}
			digits++
			group++
			j++
			continue
		}
		if c == ',' && !point && (commas && group == 3 || !commas && group <= 3) &&
			isDigit(s.get(j+1)) && isDigit(s.get(j+2)) && isDigit(s.get(j+3)) && !isDigit(s.get(j+4)) {
			commas, group = true, 0
			j++
			continue
		}
		if c == '.' && !point && isDigit(s.get(j+1)) {
			point = true
			if digits < maxDigits {
				buf[w] = '.'
				w++
			}
			j++
			continue
		}
		break
	}
	if digits > maxDigits || point && s.get(j) == '.' && isDigit(s.get(j+1)) {
		for j < len(s.r) && (isDigit(s.r[j]) || s.r[j] == '.' && isDigit(s.get(j+1))) {
			j++
		}
		return number{}, false, j
	}
	v, err := decimal.NewFromString(string(buf[:w]))
	if err != nil {
		return number{}, false, j
	}
	return number{lo: v, start: i, end: j, midFrom: j, midTo: j, mult: one, arabic: true, digits: digits, decimals: point}, true, j
}

// midApprox reads 多, 余, 几, 来 or + inside a number at i.
func (s *scan) midApprox(i int) (canon string, end int) {
	switch s.get(i) {
	case '多', '余', '几':
		return "余", i + 1
	case '来':
		switch s.get(i + 1) { // 来自, 来源 … begin another word
		case '自', '源', '到', '临', '说', '看', '年', '宾':
			return "", i
		}
		return "约", i + 1
	case '+':
		if c := s.get(i + 1); isDigit(c) || isLetter(c) {
			return "", i
		}
		return "以上", i + 1
	}
	return "", i
}

// numberAt reads the number at i, which is a digit or a Chinese numeral. When
// there is none, skip tells where reading may go on.
func (s *scan) numberAt(i int, money bool) (n number, ok bool, skip int) {
	if !isDigit(s.get(i)) {
		return s.hanNumber(i)
	}
	if n, ok, skip = s.arabicAt(i); !ok {
		return n, ok, skip
	}
	s.multiply(&n, money)
	return n, true, n.end
}

// multiply reads what multiplies the digits of n: 万, 多亿, million, bn.
func (s *scan) multiply(n *number, money bool) {
	note := func(at int) int {
		if canon, end := s.midApprox(at); end > at && n.midFrom == n.midTo {
			n.approx, n.midFrom, n.midTo = canon, at, end
			return end
		}
		return at
	}
	j := note(n.end)
	k := j
	if isBlank(s.get(k)) && s.get(k+1) != 0 { // 625 万元
		if m := s.get(k + 1); m == '万' || m == '亿' {
			k++
		}
	}
	if m, end := s.hanMultiplier(k); end > k {
		n.mult, n.lo = m, n.lo.Mul(m)
		n.end = note(end)
		if big, e := s.hanMultiplier(n.end); n.end > end && e == n.end+1 && m.LessThan(wan) { // 3千多万
			n.mult, n.lo, n.end = m.Mul(big), n.lo.Mul(big), e
		}
		s.addSmaller(n)
		return
	}
	if j > n.end {
		n.end = j
		return
	}
	s.englishScale(n, money)
}

// addSmaller goes on with a smaller part: 2亿5千万.
func (s *scan) addSmaller(n *number) {
	if n.midFrom != n.midTo || !isDigit(s.get(n.end)) || n.decimals {
		return
	}
	more, ok, _ := s.arabicAt(n.end)
	if !ok || more.decimals {
		return
	}
	m, end := s.hanMultiplier(more.end)
	if end == more.end || !m.LessThan(n.mult) || !more.lo.Mul(m).LessThan(n.mult) {
		return
	}
	n.lo, n.end = n.lo.Add(more.lo.Mul(m)), end
	if canon, e := s.midApprox(end); e > end {
		n.approx, n.midFrom, n.midTo, n.end = canon, end, e, e
	} else {
		n.midFrom, n.midTo = end, end
	}
}
