package quantity

import (
	"time"
)

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

// before reads 截至, 自, 到 … in front of a period.
func (s *scan) before(st *stretch, from, floor int) int {
	for _, w := range periodBefore {
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
	for _, w := range periodAfter {
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
