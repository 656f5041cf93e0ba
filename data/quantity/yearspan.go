package quantity

import (
	_ "embed"
	"strconv"
	"time"
)

//go:embed plans.tsv
var planTable string

type planSpan struct{ from, to int }

// plans maps 十四五 and "14" to the years of the five-year plan.
var plans = func() map[string]planSpan {
	m := map[string]planSpan{}
	for _, f := range rows(planTable, 4) {
		from, err1 := strconv.Atoi(f[2])
		to, err2 := strconv.Atoi(f[3])
		if err1 == nil && err2 == nil {
			m[f[0]], m[f[1]] = planSpan{from, to}, planSpan{from, to}
		}
	}
	return m
}()

// isoDate reads 2022-04-01, 2022/4/1, 2022.04.01, 2022-04 at i, and spans of them.
func (s *scan) isoDate(i int) (st stretch, ok bool) {
	if st, ok = s.isoMonth(i); !ok || st.grain != Month {
		return st, ok
	}
	if mark := s.rangeMark(st.end); mark > st.end && isDigit(s.get(mark)) {
		if b, ok := s.isoMonth(mark); ok && b.grain == Month && (b.year > st.year || b.year == st.year && b.m1 > st.m1) {
			st.year2, st.m2, st.end, st.grain, st.relation = b.year, b.m1, b.end, Span, "between"
			return st, true
		}
	}
	if s.get(st.end-3) == '.' { // a decimal as often as a month
		return st, false
	}
	return st, true
}

// isoMonth reads one day or month in figures at i.
func (s *scan) isoMonth(i int) (st stretch, ok bool) {
	y, digits, j := s.smallAt(i)
	if digits != 4 || !isDigit(s.get(i)) || y < 1800 || y >= 2200 {
		return st, false
	}
	sep := s.get(j)
	if sep != '-' && sep != '/' && sep != '.' {
		return st, false
	}
	m, n, k := s.smallAt(j + 1)
	if n < 1 || n > 2 || m < 1 || m > 12 || !isDigit(s.get(j+1)) {
		return st, false
	}
	if s.get(k) == sep && isDigit(s.get(k+1)) {
		d, n2, e := s.smallAt(k + 1)
		if n2 <= 2 && d >= 1 && d <= lastDay(y, m) && !isDigit(s.get(e)) {
			return stretch{year: y, m1: m, d1: d, m2: m, d2: d, grain: Day, end: e}, true
		}
		return st, false
	}
	if n != 2 || s.get(k) == '月' || s.get(k) == '年' || sep == '/' {
		return st, false
	}
	if u, _ := s.unitAt(k); u != nil || s.get(k) == '万' || s.get(k) == '亿' || s.get(k) == '号' {
		return st, false
	}
	return stretch{year: y, m1: m, m2: m, grain: Month, end: k}, true
}

// planAt reads “十四五” at i, with 期间 or 时期 behind it.
func (s *scan) planAt(i int) (st stretch, ok bool) {
	j := i
	quoted := false
	if c := s.get(j); c == '“' || c == '"' || c == '‘' {
		j++
		quoted = true
	}
	k := j
	for k < len(s.r) && k-j < 4 && (hanDigit(s.r[k]) > 0 || s.r[k] == '十') {
		k++
	}
	if k == j {
		return st, false
	}
	p, known := plans[string(s.r[j:k])]
	if !known {
		return st, false
	}
	end := k
	if quoted {
		if c := s.get(k); c != '”' && c != '"' && c != '’' {
			return st, false
		}
		end++
	}
	tail := s.has(end, "期间") || s.has(end, "时期")
	if tail {
		end += 2
	} else if !quoted && !(s.has(end, "规划") || s.has(end, "末") || s.has(end, "以来") || s.has(end, "初")) || !quoted && k-j < 2 {
		return st, false
	}
	if s.get(j) == '十' && k-j == 2 && s.get(j+1) != '五' {
		return st, false
	}
	return stretch{year: p.from, m1: 1, year2: p.to, m2: 12, grain: Span, end: end}, true
}

// yearsSpan reads 2021-2025年, 2021至2025年.
func (s *scan) yearsSpan(i int) (st stretch, ok bool) {
	a, digits, j := s.smallAt(i)
	if digits != 4 || a < 1800 || a >= 2200 {
		return st, false
	}
	m := s.rangeMark(j)
	if m == j {
		return st, false
	}
	b, digits2, k := s.smallAt(m)
	if digits2 != 4 || b <= a || b >= 2200 {
		return st, false
	}
	e := s.blanks(k)
	switch {
	case s.get(e) == '年':
		e++
		if s.get(e) == '度' {
			e++
		}
	case s.get(m-1) != 'o' && !isBlank(s.get(m-1)) && !isHan(s.get(e)) && !isLetter(s.get(k)) && b-a <= 30:
		if u, _ := s.unitAt(e); u != nil { // 1900-2000 MW
			return st, false
		}
		e = k
	default:
		return st, false
	}
	return stretch{year: a, m1: 1, year2: b, m2: 12, grain: Span, end: e, relation: "between"}, true
}

// recentYears reads 近三年, 五年来, 半年来, 过去五年, 前两年 at i.
func (s *scan) recentYears(i int, ref time.Time) (st stretch, ok bool) {
	j, lead := i, false
	for _, w := range []string{"最近", "近", "过去", "前", "未来", "今后"} {
		if s.has(i, w) {
			j, lead = i+len([]rune(w)), true
			break
		}
	}
	months := 0
	v, digits, k := s.smallAt(j)
	if s.get(j) == '两' {
		v, digits, k = 2, 1, j+1
	}
	switch {
	case s.has(j, "半年"):
		months, k = 6, j+1
	case digits == 0 || digits > 2 || v == 0:
		return st, false
	default:
		months = 12 * v
	}
	if s.get(k) == '多' || s.get(k) == '余' {
		k++
	}
	if s.get(k) != '年' {
		return st, false
	}
	end := k + 1
	tail := false
	switch {
	case s.has(end, "以来"):
		end, tail = end+2, true
	case s.get(end) == '来' && s.get(end+1) != '自' && s.get(end+1) != '到':
		end, tail = end+1, true
	case s.has(end, "间") && lead:
		end++
	case isHan(s.get(end)) && (s.get(end) == '后' || s.get(end) == '内' || s.get(end) == '前'):
		return st, false
	}
	if !lead && !tail {
		return st, false
	}
	st = stretch{grain: Span, end: end}
	future := s.has(i, "未来") || s.has(i, "今后")
	switch {
	case ref.IsZero() || months == 6 && ref.Day() == 0:
		st.unresolved = true
	case future:
		st.year, st.m1, st.year2, st.m2 = ref.Year()+1, 1, ref.Year()+months/12, 12
		if months < 12 {
			st.unresolved = true
		}
	case s.get(i) == '前':
		st.year, st.m1, st.year2, st.m2 = ref.Year()-months/12, 1, ref.Year()-1, 12
		st.unresolved = months < 12
	default:
		t := ref.AddDate(0, -months, 0)
		st.year, st.m1, st.year2, st.m2 = t.Year(), int(t.Month()), ref.Year(), int(ref.Month())
	}
	return st, true
}
