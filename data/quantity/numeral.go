package quantity

import (
	"strings"

	"github.com/shopspring/decimal"
)

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

// englishScale reads million, bln, thousand … after the digits of n.
func (s *scan) englishScale(n *number, money bool) {
	for range 2 {
		j := n.end
		if s.get(j) == '-' && isLetter(s.get(j+1)) {
			j++
		} else {
			j = s.blanks(j)
		}
		w, end := s.word(j)
		k, ok := numerals[w]
		if !ok || isDigit(s.get(end)) {
			return
		}
		switch k.kind {
		case "scale":
			if strings.HasSuffix(w, "s") || k.value.LessThan(hundred) && w != "dozen" {
				return
			}
		case "short":
			if j != n.end || !money && w != "k" {
				return
			}
		default:
			return
		}
		n.mult, n.lo, n.end = n.mult.Mul(k.value), n.lo.Mul(k.value), end
		if s.get(end) == '.' && k.kind == "scale" && len(w) <= 3 && isBlank(s.get(end+1)) && isLetter(lowerOnly(s.get(s.blanks(end+1)))) {
			n.end++ // an abbreviation's point: 5 bln. yuan
		}
		n.midFrom, n.midTo = n.end, n.end
	}
}

// lowerOnly keeps lower-case letters, which a new sentence does not begin with.
func lowerOnly(c rune) rune {
	if c >= 'a' && c <= 'z' {
		return c
	}
	return 0
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
		if n, ok, skip = s.hanSimple(i + 1); !ok || !n.bare {
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
	return s.hanSimple(i)
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
	if num < 0 {
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

// englishNumber reads a number in English words at i, which begins a word:
// four, twenty-five, two hundred million, half a million, hundreds of, a dozen.
func (s *scan) englishNumber(i int) (n number, ok bool, skip int) {
	w, end := s.word(i)
	n = number{start: i, mult: one, lo: decimal.Zero}
	switch w {
	case "half":
		j := s.blanks(end)
		if a, e := s.word(j); a == "a" || a == "an" {
			if k, e2 := s.word(s.blanks(e)); numerals[k].kind == "scale" {
				n.lo, n.mult, n.end = numerals[k].value.Div(decimal.NewFromInt(2)), numerals[k].value, e2
				n.midFrom, n.midTo = e2, e2
				return n, true, e2
			}
		}
		return n, false, end
	case "a", "several":
		k, e := s.word(s.blanks(end))
		nw := numerals[k]
		if nw.kind != "scale" || strings.HasSuffix(k, "s") || w == "a" && len(k) <= 3 {
			return n, false, end
		}
		n.lo, n.mult, n.end = nw.value, nw.value, e
		if w == "several" {
			n.approx = "数"
		}
		n.midFrom, n.midTo = e, e
		s.englishScale(&n, false)
		return n, true, n.end
	}
	k, known := numerals[w]
	if !known {
		return n, false, end
	}
	if k.kind == "scale" {
		if !strings.HasSuffix(w, "s") {
			return n, false, end
		}
		// hundreds of millions of dollars: a lower bound, and inexact
		n.lo, n.approx, n.mult = k.value, "数", one
		for range 2 {
			j := s.blanks(end)
			of, e := s.word(j)
			if of != "of" {
				break
			}
			k2, e2 := s.word(s.blanks(e))
			if numerals[k2].kind != "scale" {
				break
			}
			n.lo, end = n.lo.Mul(numerals[k2].value), e2
		}
		n.end, n.midFrom, n.midTo = end, end, end
		return n, true, end
	}
	if k.kind != "unit" && k.kind != "ten" {
		return n, false, end
	}
	total, current := decimal.Zero, decimal.Zero
	j := i
	lastKind := ""
	n.end = i
	for range 14 {
		w, e := s.word(j)
		k, known := numerals[w]
		if !known {
			if w == "and" && lastKind == "scale" {
				e2 := s.blanks(e)
				if k2 := numerals[firstOf(s.word(e2))]; k2.kind == "unit" || k2.kind == "ten" {
					j = e2
					continue
				}
			}
			break
		}
		switch k.kind {
		case "unit":
			if lastKind == "unit" || lastKind == "ten" && k.value.GreaterThanOrEqual(ten) {
				known = false
			}
			current = current.Add(k.value)
		case "ten":
			if lastKind == "unit" || lastKind == "ten" {
				known = false
			}
			current = current.Add(k.value)
		case "scale":
			if lastKind == "" || strings.HasSuffix(w, "s") || k.value.Equal(ten) {
				known = false
				break
			}
			if k.value.Equal(hundred) || w == "dozen" {
				current = current.Mul(k.value)
			} else {
				total, current = total.Add(current.Mul(k.value)), decimal.Zero
				n.mult = k.value
			}
		default:
			known = false
		}
		if !known {
			break
		}
		lastKind, n.end = k.kind, e
		j = e
		if s.get(j) == '-' {
			j++
		} else {
			j = s.blanks(j)
		}
	}
	n.lo = total.Add(current)
	n.midFrom, n.midTo = n.end, n.end
	if n.end == i || n.lo.IsZero() {
		return n, false, end
	}
	return n, true, n.end
}

func firstOf(w string, _ int) string { return w }
