package quantity

import (
	"strings"

	"github.com/shopspring/decimal"
)

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
	case prev == '.' && isDigit(s.get(i-2)), prev == '/' && floor != i-1 && (isLetter(s.get(i-2)) || isDigit(s.get(i-2))), prev == '_', prev == '\'', prev == '’':
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
		for j < len(s.r) && (isDigit(s.r[j]) || (s.r[j] == ':' || s.r[j] == '.') && isDigit(s.get(j+1))) {
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
	if u.printed == "个" && s.has(uEnd, "一批") { // “四个一批”
		return false
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

// properNoun tells whether an English numeral begins a name: Three Gorges, Five Rivers Holdings.
func (s *scan) properNoun(i, end int) bool {
	j := s.blanks(end)
	return isUpper(s.get(i)) && j > end && isUpper(s.get(j)) && s.get(end-1) >= 'a'
}

func isUpper(c rune) bool { return c >= 'A' && c <= 'Z' }
