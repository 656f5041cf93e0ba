package quantity

import (
	_ "embed"
	"strconv"
	"strings"
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

// FindPeriods returns every date and period that text states, in order and
// without overlaps. ref is the day, month or year the text was written; the
// zero time leaves years that are not in the words unknown (year 1). A period
// of months without a year is taken to be ref's year, or the year before when
// it lies in the future of a text written in the first quarter.
//
// 以前 and 前 include the day, month or year they name.
func FindPeriods(text string, ref time.Time) []Period {
	return newScan(text).periods(ref)
}

// A stretch is a period while it is being read.
type stretch struct {
	year       int // 0 unknown
	m1, d1     int // first month and day, 0 when not said
	m2, d2     int
	year2      int // of the end, when it differs
	grain      Grain
	end        int // rune place after it
	open       bool
	relation   string
	unresolved bool // no date can be made of it: 30日, 同期
	slip       bool // a year with a digit too many: it stays unknown
}

func (s *scan) periods(ref time.Time) []Period {
	var out []Period
	floor := 0
	for i := 0; i < len(s.r); {
		st, from, ok := s.periodAt(i, floor, ref)
		if !ok {
			i = max(i+1, st.end)
			continue
		}
		if isLetter(s.get(from-1)) || isBlank(s.get(from-1)) && isLetter(s.get(s.blanksBack(from)-1)) {
			from = s.englishBefore(&st, from, floor)
		} else {
			from = s.before(&st, from, floor)
		}
		s.after(&st)
		out = append(out, s.period(st, from, ref))
		i, floor = st.end, st.end
	}
	return out
}

// periodAt reads the period that begins at i.
func (s *scan) periodAt(i, floor int, ref time.Time) (st stretch, from int, ok bool) {
	c := s.r[i]
	switch {
	case isDigit(c):
		if prev := s.get(i - 1); isDigit(prev) || isLetter(prev) || prev == '.' && isDigit(s.get(i-2)) {
			return s.pastNumber(i), i, false
		}
		if st, ok = s.hanDate(i, ref); ok {
			return st, i, true
		}
		if st, ok = s.englishDate(i, floor, ref); ok {
			return st, i, true
		}
		return s.pastNumber(i), i, false
	case isLetter(c):
		if prev := s.get(i - 1); isLetter(prev) || isDigit(prev) {
			return stretch{end: i + 1}, i, false
		}
		if st, ok = s.englishDate(i, floor, ref); ok {
			return st, i, true
		}
		return stretch{end: s.pastWord(i, i+1)}, i, false
	case isHan(c) || c == '〇' || c == '“' || c == '"':
		if st, ok = s.hanDate(i, ref); ok {
			return st, i, true
		}
	}
	return stretch{end: i + 1}, i, false
}

// pastNumber skips the digits at i.
func (s *scan) pastNumber(i int) stretch {
	for i < len(s.r) && isDigit(s.r[i]) {
		i++
	}
	return stretch{end: i}
}

// smallAt reads an integer of at most five digits or a Chinese numeral below
// 100 at i.
func (s *scan) smallAt(i int) (v, digits, end int) {
	j := i
	for j < len(s.r) && isDigit(s.r[j]) {
		if j-i < 6 {
			v = v*10 + int(s.r[j]-'0')
		}
		j++
	}
	if j > i {
		return v, j - i, j
	}
	for hanDigit(s.get(j)) >= 0 && s.get(j) != '两' && j-i < 5 {
		v = v*10 + hanDigit(s.r[j])
		j++
	}
	if j-i == 4 && s.get(j) != '十' {
		return v, 4, j // 二〇二二
	}
	v, j = 0, i
	if d := hanDigit(s.get(j)); d > 0 && s.get(j) != '两' {
		v = d
		j++
	}
	if s.get(j) == '十' {
		if v == 0 {
			v = 1
		}
		v *= 10
		j++
		if d := hanDigit(s.get(j)); d > 0 {
			v += d
			j++
		}
	}
	if j == i {
		return 0, 0, i
	}
	return v, 1, j
}

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

var relativeYears = []struct {
	word    string
	shift   int
	unknown bool
}{
	{"今年", 0, false}, {"本年", 0, false}, {"去年", -1, false}, {"上年", -1, false}, {"前年", -2, false}, {"明年", 1, false},
	{"后年", 2, false}, {"当年", 0, true}, {"同年", 0, true}, {"次年", 0, true},
}

// hanDate reads a Chinese date or period at i.
func (s *scan) hanDate(i int, ref time.Time) (st stretch, ok bool) {
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
			if prev := s.get(i - 1); prev == '百' || prev == '同' || isDigit(prev) {
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
			if s.get(i-1) == '周' || s.has(st.end, "制") {
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

// impliedYear is the year of a part of a year that names none.
func (s *scan) impliedYear(p stretch, ref time.Time) int {
	if ref.IsZero() {
		return 0
	}
	if ref.Month() <= time.March && p.m1 == 1 && p.m2 > int(ref.Month()) {
		return ref.Year() - 1
	}
	return ref.Year()
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
	if s.get(i) == '前' { // 前10个月, 前八月
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

// isoDate reads 2022-04-01, 2022/4/1, 2022.04.01, 2022-04 at i, and spans of them.
func (s *scan) isoDate(i int) (st stretch, ok bool) {
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
	st = stretch{year: y, m1: m, m2: m, grain: Month, end: k}
	if mark := s.rangeMark(k); mark > k {
		if b, ok := s.isoDate(mark); ok && b.grain == Month && (b.year > y || b.year == y && b.m1 > m) {
			st.year2, st.m2, st.end, st.grain, st.relation = b.year, b.m1, b.end, Span, "between"
			return st, true
		}
	}
	if sep == '.' { // a decimal as often as a month
		return st, false
	}
	return st, true
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
	case !isHan(s.get(e)) && !isDigit(s.get(e)) && !isLetter(s.get(k)) && b-a <= 30:
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

// before reads 截至, 自, 到 … in front of a period.
func (s *scan) before(st *stretch, from, floor int) int {
	for _, w := range []struct{ word, relation string }{
		{"截至到", "until"}, {"截止到", "until"}, {"截至", "until"}, {"截止", "until"}, {"到", "until"}, {"至", "until"}, {"自", "from"}, {"从", "from"},
	} {
		k := from - len([]rune(w.word))
		if k < floor || !s.has(k, w.word) {
			continue
		}
		if w.word == "到" || w.word == "至" { // 达到, 得到, 提高到
			if prev := s.get(k - 1); isHan(prev) || isDigit(prev) {
				return from
			}
		}
		if w.relation == "from" && st.relation == "between" {
			return k
		}
		if st.relation == "" {
			st.relation = w.relation
		}
		return k
	}
	return from
}

// after reads 以前, 以来, 起, 前 … behind a period.
func (s *scan) after(st *stretch) {
	j := st.end
	for _, w := range []struct{ word, relation string }{
		{"以前", "until"}, {"之前", "until"}, {"底前", "until"}, {"底之前", "until"}, {"以来", "from"}, {"以后", "from"}, {"之后", "from"},
		{"期间", ""}, {"前夕", "until"}, {"起", "from"},
	} {
		if !s.has(j, w.word) {
			continue
		}
		if w.word == "起" && isHan(s.get(j+1)) && s.get(j+1) != '至' {
			if c := s.get(j + 1); c == '步' || c == '重' || c == '草' || c == '点' || c == '源' {
				return
			}
		}
		st.end = j + len([]rune(w.word))
		if w.relation != "" {
			st.relation = w.relation
		}
		return
	}
	if s.get(j) == '前' && !s.has(j, "前三") && !s.has(j, "前两") && !s.has(j, "前后") && !s.has(j, "前1") && !s.has(j, "前四") {
		st.end, st.relation = j+1, "until"
	}
}

// period turns what was read into days.
func (s *scan) period(st stretch, from int, ref time.Time) Period {
	p := Period{Words: s.slice(from, st.end), Grain: st.grain, Relation: st.relation, From: s.at[from], To: s.at[st.end]}
	if st.unresolved {
		return p
	}
	p.YearKnown = st.year > 0 && !st.slip
	y1, y2 := st.year, st.year
	if st.year2 > 0 {
		y2 = st.year2
	}
	if !p.YearKnown {
		y1, y2 = 1, 1
		if st.m1 == 0 || st.m1 == 1 && st.m2 == 12 && st.d1 == 0 { // the whole of an unknown year
			return p
		}
	}
	m1, d1, m2, d2 := st.m1, st.d1, st.m2, st.d2
	if m1 == 0 {
		m1 = 1
	}
	if d1 == 0 {
		d1 = 1
	}
	if m2 == 0 {
		m2 = 12
	}
	if d2 == 0 || d2 > lastDay(y2, m2) {
		d2 = lastDay(y2, m2)
	}
	if d1 > lastDay(y1, m1) {
		d1 = lastDay(y1, m1)
	}
	p.Start = time.Date(y1, time.Month(m1), d1, 0, 0, 0, 0, time.UTC)
	p.End = time.Date(y2, time.Month(m2), d2, 0, 0, 0, 0, time.UTC)
	if p.End.Before(p.Start) {
		p.Start, p.End, p.YearKnown = time.Time{}, time.Time{}, false
	}
	switch p.Relation {
	case "until":
		p.Start = time.Time{}
	case "from":
		p.End = time.Time{}
	}
	return p
}

// lastDay is the number of days of a month.
func lastDay(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
