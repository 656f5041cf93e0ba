package quantity

import (
	"strings"
	"time"
)

// hanYear reads 2022年, 二〇二二年, 今年, 去年, 本年度 … at i.
func (s *scan) hanYear(i int, ref time.Time) (year, end int, slip, ok bool) {
	for _, w := range relativeYears {
		if s.has(i, w.word) {
			if c := w.word; (c == "后年" || c == "前年" || c == "上年" || c == "本年") && strings.ContainsRune(afterWords, s.get(i-1)) {
				continue // 投产后年产值, 以上年度, 基本年
			}
			end = i + len([]rune(w.word))
			if s.get(end) == '度' {
				end++
			}
			if w.unknown || ref.IsZero() {
				return 0, end, false, true
			}
			return ref.Year() + w.shift, end, false, true
		}
	}
	v, digits, end := s.smallAt(i)
	j := s.blanks(end)
	if s.get(j) != '年' || digits < 4 {
		return 0, i, false, false
	}
	if digits == 4 && (v < 1800 || v >= 2200) || digits > 5 {
		return 0, i, false, false
	}
	end = j + 1
	if s.get(end) == '度' {
		end++
	}
	if digits == 5 {
		if v/10 < 1800 || v/10 >= 2200 {
			// 20012年 may be 2001 or 2012: the year stays unknown
			if v/10000 != 1 && v/10000 != 2 {
				return 0, i, false, false
			}
		}
		return 0, end, true, true
	}
	return v, end, false, true
}

// afterWords end in 前, 后, 上 or 本 together with the next character's neighbour.
const afterWords = "产营运成工用建设以之今期目基根期资达后前"

// dateStarts holds the characters that a Chinese date or period can begin with; most characters of a
// text are none, and are passed over at once.
var dateStarts [hanSpan / 64]uint64

func markDateStarts() {
	words := "零〇一二两三四五六七八九十半上下全年同本第首前近最过未今底末初"
	for _, w := range relativeYears {
		words += w.word
	}
	for _, r := range words {
		if r >= hanBase && r < hanBase+hanSpan {
			dateStarts[(r-hanBase)/64] |= 1 << uint((r-hanBase)%64)
		}
	}
}

func startsDate(c rune) bool {
	if c < hanBase || c >= hanBase+hanSpan {
		return true
	}
	return dateStarts[(c-hanBase)/64]&(1<<uint((c-hanBase)%64)) != 0
}

// hanDate reads a Chinese date or period at i.
func (s *scan) hanDate(i int, ref time.Time) (st stretch, ok bool) {
	if !startsDate(s.r[i]) {
		return st, false
	}
	if st, ok = s.isoDate(i); ok {
		return st, true
	}
	if st, ok = s.planAt(i); ok {
		return st, true
	}
	if st, ok = s.yearsSpan(i); ok {
		return st, true
	}
	if st, ok = s.recentYears(i, ref); ok {
		return st, true
	}
	year, j, slip, hasYear := s.hanYear(i, ref)
	if hasYear {
		st.year, st.slip = year, slip
		k := s.blanks(j)
		if s.has(k, "同期") {
			st.grain, st.end = Year, k+2
			return st, true
		}
		if part, ok := s.partOfYear(k, true); ok {
			part.year, part.slip = year, slip
			return s.secondDate(part, ref), true
		}
		st.grain, st.end, st.m1, st.m2 = Year, j, 1, 12
		return s.secondDate(st, ref), true
	}
	for _, w := range []struct {
		word  string
		grain Grain
	}{{"上年同期", Year}, {"全年", Year}, {"年内", Year}, {"同期", Year}, {"年初", Day}, {"年底", Day}, {"年末", Day}, {"本月", Month}, {"上月", Month}, {"上个月", Month}} {
		if !s.has(i, w.word) {
			continue
		}
		st = stretch{end: i + len([]rune(w.word)), grain: w.grain}
		if !ref.IsZero() {
			st.year = ref.Year()
		}
		switch w.word {
		case "同期":
			st.unresolved = true
		case "年初", "年底", "年末":
			if prev := s.get(i - 1); prev == '百' || prev == '同' || isDigit(prev) || hanDigit(prev) >= 0 {
				return stretch{end: st.end}, false
			}
			st.m1, st.d1, st.m2, st.d2 = 12, 31, 12, 31
			if w.word == "年初" {
				st.m1, st.d1, st.m2, st.d2 = 1, 1, 1, 31
				st.grain = Month
			}
		case "本月", "上月", "上个月":
			if ref.IsZero() {
				st.unresolved = true
				break
			}
			t := ref
			if w.word != "本月" {
				t = time.Date(ref.Year(), ref.Month()-1, 1, 0, 0, 0, 0, time.UTC)
			}
			st.year, st.m1, st.m2 = t.Year(), int(t.Month()), int(t.Month())
		case "全年", "年内":
			if prev := s.get(i - 1); prev == '周' || isDigit(prev) || hanDigit(prev) >= 0 || hanUnit(prev) > 0 || prev == '几' || prev == '多' || prev == '余' || prev == '半' || s.has(st.end, "制") {
				return stretch{end: st.end}, false
			}
			st.m1, st.m2 = 1, 12
		}
		return st, true
	}
	if part, ok := s.partOfYear(i, false); ok {
		part.year = s.impliedYear(part, ref)
		return s.secondDate(part, ref), true
	}
	return s.dayAlone(i)
}

// partOfYear reads 1-10月, 4月28日, 一季度, 前三季度, 上半年, 底 … at i. After a
// year more may stand (年底, 初).
func (s *scan) partOfYear(i int, afterYear bool) (st stretch, ok bool) {
	j := i
	switch {
	case s.has(i, "上半年"):
		return stretch{m1: 1, m2: 6, grain: Half, end: i + 3}, true
	case s.has(i, "下半年"):
		return stretch{m1: 7, m2: 12, grain: Half, end: i + 3}, true
	case s.has(i, "全年"):
		return stretch{m1: 1, m2: 12, grain: Year, end: i + 2}, afterYear
	case afterYear && (s.get(i) == '底' || s.get(i) == '末'):
		return stretch{m1: 12, d1: 31, m2: 12, d2: 31, grain: Day, end: i + 1}, true
	case afterYear && (s.has(i, "年底") || s.has(i, "年末")):
		return stretch{m1: 12, d1: 31, m2: 12, d2: 31, grain: Day, end: i + 2}, true
	case afterYear && s.get(i) == '初':
		return stretch{m1: 1, m2: 1, grain: Month, end: i + 1}, true
	}
	first := s.get(i) == '前' || s.get(i) == '第' || s.get(i) == '首'
	if first {
		j++
	}
	if s.get(i) == '首' && s.get(j) == '季' {
		end := j + 1
		if s.get(end) == '度' {
			end++
		}
		return stretch{m1: 1, m2: 3, grain: Quarter, end: end}, true
	}
	if c := s.get(j); c == 'Q' || c == 'q' {
		q := int(s.get(j+1) - '0')
		if q >= 1 && q <= 4 && !isDigit(s.get(j+2)) && !isLetter(s.get(j+2)) && !isLetter(s.get(j-1)) {
			return stretch{m1: 3*q - 2, m2: 3 * q, grain: Quarter, end: j + 2}, true
		}
		return st, false
	}
	a, digits, k := s.smallAt(j)
	if s.get(j) == '两' {
		a, digits, k = 2, 1, j+1
	}
	if digits == 0 || digits > 2 {
		return st, false
	}
	han := !isDigit(s.get(j))
	// quarters
	q := k
	if s.get(q) == '个' {
		q++
	}
	if s.has(q, "季度") || s.has(q, "季") && (first || han) && a <= 4 && !isHan(s.get(q+1)) {
		end := q + 2
		if !s.has(q, "季度") {
			end = q + 1
		}
		if a < 1 || a > 4 {
			return st, false
		}
		if s.get(i) == '前' {
			return stretch{m1: 1, m2: 3 * a, grain: Span, end: end}, true
		}
		if q > k { // 两个季度 is a length
			return st, false
		}
		return stretch{m1: 3*a - 2, m2: 3 * a, grain: Quarter, end: end}, true
	}
	if m := s.rangeMark(k); m > k && !first { // 一至三季度, 1-3季度, 1-10月
		b, digits2, e := s.smallAt(m)
		if digits2 == 1 || digits2 == 2 {
			if s.has(e, "季度") && a >= 1 && b <= 4 && a < b {
				return stretch{m1: 3*a - 2, m2: 3 * b, grain: Span, end: e + 2}, true
			}
			if s.get(e) == '月' && a >= 1 && b <= 12 && a < b && !s.has(e, "月日") {
				_, _, dayEnd := s.smallAt(e + 1)
				if c := s.get(dayEnd); !(dayEnd > e+1 && (c == '日' || c == '号')) {
					return stretch{m1: a, m2: b, grain: Span, end: s.monthEnd(e)}, true
				}
			}
		}
	}
	if s.get(i) == '前' && !(i > 0 && s.get(i-1) == '提') { // 前10个月, 前八月, but not 提前一个月
		if (s.has(k, "个月") || s.get(k) == '月') && a >= 1 && a <= 12 {
			end := k + 1
			if s.has(k, "个月") {
				end = k + 2
			}
			return stretch{m1: 1, m2: a, grain: Span, end: end}, true
		}
		return st, false
	}
	if first {
		return st, false
	}
	// a month, perhaps with a day
	k = s.blanks(k)
	if s.get(k) != '月' || a < 1 || a > 12 {
		return st, false
	}
	end := s.monthEnd(k)
	d, digits2, e := s.smallAt(s.blanks(end))
	if digits2 == 1 || digits2 == 2 {
		e = s.blanks(e)
		if c := s.get(e); (c == '日' || c == '号') && d >= 1 && d <= 31 {
			st = stretch{m1: a, d1: d, m2: a, d2: d, grain: Day, end: e + 1}
			return s.secondDay(st), true
		}
		if m := s.rangeMark(e); m > e { // 2月1-5日
			d2, n2, e2 := s.smallAt(m)
			if c := s.get(e2); (n2 == 1 || n2 == 2) && (c == '日' || c == '号') && d2 > d && d2 <= 31 {
				return stretch{m1: a, d1: d, m2: a, d2: d2, grain: Span, end: e2 + 1}, true
			}
		}
	}
	if han && !afterYear && end == k+1 && !s.monthLike(i, end, a) {
		return st, false
	}
	st = stretch{m1: a, m2: a, grain: Month, end: end}
	if c := s.get(end); c == '底' || c == '末' {
		last := lastDay(2023, a)
		st.d1, st.d2, st.grain = last, last, Day
		st.end++
	} else if c == '初' {
		st.end++
	} else if (c == '上' || c == '中' || c == '下') && s.get(end+1) == '旬' {
		st.end += 2
		st.grain = Day
		switch c {
		case '上':
			st.d1, st.d2 = 1, 10
		case '中':
			st.d1, st.d2 = 11, 20
		default:
			st.d1, st.d2 = 21, lastDay(2023, a)
		}
	}
	return st, true
}

// monthEnd is the place after 月 or 月份 at k.
func (s *scan) monthEnd(k int) int {
	if s.get(k+1) == '份' {
		return k + 2
	}
	return k + 1
}

// monthLike tells whether a month in Chinese numerals is one: 十月, not 一月一晒.
func (s *scan) monthLike(i, end, month int) bool {
	next := s.get(end)
	if hanDigit(next) >= 0 {
		return false
	}
	if s.rangeMark(end) > end || next == '底' || next == '初' || next == '末' || next == '以' {
		return true
	}
	return month > 2 && (!isHan(s.get(i-1)) || s.get(i-1) == '年' || s.get(i-1) == '在' || s.get(i-1) == '于')
}

// secondDay reads on from a day: 3月5日至8日, 2月28日-3月2日.
func (s *scan) secondDay(st stretch) stretch {
	m := s.rangeMark(st.end)
	if m == st.end {
		return st
	}
	v, digits, e := s.smallAt(m)
	if digits != 1 && digits != 2 {
		return st
	}
	if c := s.get(e); (c == '日' || c == '号') && v > st.d1 && v <= 31 {
		st.d2, st.end, st.grain, st.relation = v, e+1, Span, "between"
		return st
	}
	return st
}

// secondDate reads the end of a span: 2022年4月至2024年12月, 2021年-2025年.
func (s *scan) secondDate(st stretch, ref time.Time) stretch {
	m := s.rangeMark(st.end)
	if m == st.end || st.grain == Span {
		return st
	}
	year, j, slip, hasYear := s.hanYear(m, ref)
	var part stretch
	switch {
	case slip:
		return st
	case hasYear:
		p, ok := s.partOfYear(s.blanks(j), true)
		if !ok {
			p = stretch{m1: 1, m2: 12, grain: Year, end: j}
		}
		p.year = year
		part = p
	default:
		p, ok := s.partOfYear(m, false)
		if !ok || st.m2 == 12 && st.m1 == 1 {
			return st
		}
		p.year = st.year
		part = p
		if p.m1 < st.m1 && st.year > 0 {
			return st
		}
	}
	if st.year != 0 && part.year != 0 && part.year < st.year {
		return st
	}
	st.m2, st.d2, st.end, st.grain, st.relation = part.m2, part.d2, part.end, Span, "between"
	if part.year != st.year {
		st.year2 = part.year
	}
	return st
}

// dayAlone reads 30日, a day whose month is not said.
func (s *scan) dayAlone(i int) (st stretch, ok bool) {
	if !isDigit(s.get(i)) {
		return st, false
	}
	d, digits, e := s.smallAt(i)
	if digits > 2 || s.get(e) != '日' || d < 1 || d > 31 {
		return st, false
	}
	switch s.get(e + 1) {
	case '内', '均', '元', '游', '产', '处', '以', '之', '后', '前':
		return st, false
	}
	if c := s.get(i - 1); c == '/' || c == '-' || c == '~' || c == '至' || c == '达' || c == '约' || c == '近' || c == '超' {
		return st, false
	}
	return stretch{grain: Day, unresolved: true, end: e + 1}, true
}
