package quantity

import "time"

// englishDate reads an English date or period at i, which is a digit or begins
// a word: October 1, 1 October 2022, Q3 2022, first half of 1987, mid-1990,
// last year, 1986/87.
func (s *scan) englishDate(i, floor int, ref time.Time) (st stretch, ok bool) {
	if isDigit(s.get(i)) {
		if st, ok = s.dayFirst(i, ref); ok {
			return s.englishSpan(st, floor, i, ref), true
		}
		if st, ok = s.ordinalPlan(i); ok {
			return st, true
		}
		if st, ok = s.englishYear(i); ok {
			return s.englishSpan(st, floor, i, ref), true
		}
		return st, false
	}
	w, e := s.word(i)
	if k := numerals[w]; k.kind == "month" {
		if st, ok = s.monthFirst(i, e, int(k.value.IntPart()), ref); ok {
			return s.englishSpan(st, floor, i, ref), true
		}
		return st, false
	}
	switch w {
	case "q", "h":
		n := int(s.get(e) - '0')
		if n < 1 || n > 4 || w == "h" && n > 2 || isDigit(s.get(e+1)) || isLetter(s.get(e+1)) {
			return st, false
		}
		if w == "q" {
			st = stretch{m1: 3*n - 2, m2: 3 * n, grain: Quarter, end: e + 1}
		} else {
			st = stretch{m1: 6*n - 5, m2: 6 * n, grain: Half, end: e + 1}
		}
		return s.ofYear(st, ref), true
	case "first", "second", "third", "fourth", "final":
		if st, ok = s.ordinalPart(i, e, w, ref); ok {
			return st, true
		}
		return s.ordinalPlan(i)
	case "last", "this", "next", "previous", "current", "past":
		return s.relativeEnglish(i, e, w, ref)
	case "fiscal", "fy":
		j := s.blanks(e)
		if s.has(j, "year ") {
			j = s.blanks(j + 4)
		}
		if st, ok = s.yearFigure(j); ok {
			return st, true
		}
		return st, false
	case "mid", "early", "late", "end":
		return s.roughYear(i, e, w, ref)
	case "year":
		if s.get(e) == '-' && s.has(e+1, "end") && !isLetter(s.get(e+4)) {
			st = stretch{m1: 12, d1: 31, m2: 12, d2: 31, grain: Day, end: e + 4}
			return s.ofYear(st, ref), true
		}
	default:
		if k := numerals[w]; k.kind == "ordinal" {
			return s.ordinalPlan(i)
		}
	}
	return st, false
}

// yearFigure reads 1987, 1986/87 or 1986-1987 at i.
func (s *scan) yearFigure(i int) (st stretch, ok bool) {
	y, digits, j := s.smallAt(i)
	if digits != 4 || !isDigit(s.get(i)) || y < 1800 || y >= 2200 {
		return st, false
	}
	next := s.get(j)
	if (next == ',' || next == '.') && isDigit(s.get(j+1)) || isLetter(next) && !(next == 's' && !isLetter(s.get(j+1))) || next == '%' || isHan(next) {
		return st, false
	}
	st = stretch{year: y, m1: 1, m2: 12, grain: Year, end: j}
	if next == 's' { // 1990s
		if y%10 != 0 {
			return st, false
		}
		st.year2, st.grain, st.end = y+9, Span, j+1
		return st, true
	}
	if next == '/' || next == '-' {
		b, n, k := s.smallAt(j + 1)
		if n == 2 && b == (y+1)%100 && !isDigit(s.get(k)) && s.get(k) != '-' && s.get(k) != '/' {
			st.year2, st.grain, st.end = y+1, Span, k
			return st, true
		}
		if next == '/' || isDigit(s.get(j+1)) && n != 4 {
			return st, false
		}
	}
	return st, true
}

// englishYear decides whether the four digits at i are a year.
func (s *scan) englishYear(i int) (st stretch, ok bool) {
	if st, ok = s.yearFigure(i); !ok {
		return st, false
	}
	prev := s.get(i - 1)
	if prev == '$' || prev == '€' || prev == '£' || prev == '¥' || prev == '.' || prev == ',' || isHan(prev) || prev == '+' || prev == '#' || prev == '〔' || prev == '[' {
		return st, false
	}
	if cur, _ := s.currencyBefore(i, 0); cur != "" {
		return st, false
	}
	if st.grain != Year {
		return st, true
	}
	w, _ := s.wordBefore(i)
	j := s.blanks(st.end)
	if j == st.end && s.get(j) == '-' && isLetter(s.get(j+1)) {
		return st, false
	}
	if u, _ := s.unitAt(j); u != nil && !(u.lang == "sym" && len(u.word) == 1) {
		return st, false
	}
	if numbered[w] && !yearWords[w] {
		return st, false
	}
	if yearWords[w] {
		return s.yearPart(st), true
	}
	if w == "" && (s.hasHan() || i > 0 && prev != '(') && prev != '\n' {
		if i == 0 || s.hasHan() {
			return st, false
		}
	}
	if st.year < 1900 || st.year > 2100 {
		return st, false
	}
	next, e := s.word(j)
	if k := numerals[next]; k.kind == "scale" {
		return st, false
	}
	if plural(next) && !stopWords[next] && !isDigit(s.get(e)) {
		switch w {
		case "the", "its", "their", "s", "from", "of", "for":
			if w == "of" || w == "for" || w == "from" {
				return st, false
			}
		default:
			return st, false
		}
	}
	return s.yearPart(st), true
}

// yearPart reads on after a year: 2022 Q3.
func (s *scan) yearPart(st stretch) stretch {
	j := s.blanks(st.end)
	if c := s.get(j); c == 'Q' || c == 'H' {
		n := int(s.get(j+1) - '0')
		if !isDigit(s.get(j+2)) && !isLetter(s.get(j+2)) {
			if c == 'Q' && n >= 1 && n <= 4 {
				st.m1, st.m2, st.grain, st.end = 3*n-2, 3*n, Quarter, j+2
			}
			if c == 'H' && n >= 1 && n <= 2 {
				st.m1, st.m2, st.grain, st.end = 6*n-5, 6*n, Half, j+2
			}
		}
	}
	return st
}

// ofYear reads the year of a part of a year: "of 1987", "2022", "of this year".
func (s *scan) ofYear(st stretch, ref time.Time) stretch {
	j := s.blanks(st.end)
	if s.get(st.end) == ',' {
		j = s.blanks(st.end + 1)
	}
	w, e := s.word(j)
	if w == "of" || w == "in" {
		j = s.blanks(e)
		w, e = s.word(j)
	}
	if w == "fiscal" || w == "fy" {
		j = s.blanks(e)
		w, e = s.word(j)
		if w == "year" {
			j = s.blanks(e)
		}
	}
	if y, ok := s.yearFigure(j); ok && y.grain == Year {
		if u, _ := s.unitAt(s.blanks(y.end)); u == nil {
			st.year, st.end = y.year, y.end
			return st
		}
	}
	switch w {
	case "the":
		k := s.blanks(e)
		if t, e2 := s.word(k); t == "year" {
			st.end = e2
		}
	case "last", "this", "next":
		k := s.blanks(e)
		if t, e2 := s.word(k); t == "year" {
			st.end = e2
			if !ref.IsZero() {
				st.year = ref.Year() + map[string]int{"last": -1, "this": 0, "next": 1}[w]
			}
			return st
		}
	}
	st.year = s.impliedYear(st, ref)
	return st
}

// dayFirst reads 1 October 2022, 1st of October at i.
func (s *scan) dayFirst(i int, ref time.Time) (st stretch, ok bool) {
	d, digits, j := s.smallAt(i)
	if digits > 2 || d < 1 || d > 31 {
		return st, false
	}
	if w, e := s.word(j); w == "st" || w == "nd" || w == "rd" || w == "th" {
		j = e
	}
	k := s.blanks(j)
	if k == j {
		return st, false
	}
	w, e := s.word(k)
	if w == "of" {
		k = s.blanks(e)
		w, e = s.word(k)
	}
	m := numerals[w]
	if m.kind != "month" || !s.monthName(k, w) {
		return st, false
	}
	if (w == "march" || w == "may") && isLetter(s.get(s.blanks(e))) && s.get(k) >= 'a' {
		return st, false
	}
	st = stretch{m1: int(m.value.IntPart()), grain: Day, end: e}
	st.m2, st.d1, st.d2 = st.m1, d, d
	return s.monthYear(st, ref), true
}

// monthName tells whether the word at i is spelled as a month's name is.
func (s *scan) monthName(i int, w string) bool {
	if c := s.get(i); c >= 'A' && c <= 'Z' {
		return true
	}
	return len(w) > 3 && w != "march" && w != "sept"
}

// monthYear reads the year after a month or day.
func (s *scan) monthYear(st stretch, ref time.Time) stretch {
	j := st.end
	if s.get(j) == '.' && st.grain == Month {
		j++
	}
	if s.get(j) == ',' {
		j++
	}
	k := s.blanks(j)
	if w, e := s.word(k); w == "of" {
		k = s.blanks(e)
	}
	if k > st.end || s.get(k) == '\'' {
		if y, ok := s.yearFigure(k); ok && y.grain == Year {
			u, _ := s.unitAt(s.blanks(y.end))
			if u == nil || u.lang == "sym" {
				st.year, st.end = y.year, y.end
				return st
			}
		}
	}
	part := s.ofYear(st, ref)
	if part.end > st.end && part.year > 0 || part.end > st.end && ref.IsZero() {
		return part
	}
	st.year = s.impliedYear(st, ref)
	return st
}

// monthFirst reads October 1, October 1987, January-October at i; e is where the
// month's name ends.
func (s *scan) monthFirst(i, e, month int, ref time.Time) (st stretch, ok bool) {
	w, _ := s.word(i)
	j := e
	if s.get(j) == '.' && len(w) <= 4 {
		j++
	}
	st = stretch{m1: month, m2: month, grain: Month, end: e}
	k := s.blanks(j)
	evidence := false
	if d, digits, de := s.smallAt(k); isDigit(s.get(k)) && digits <= 2 && d >= 1 && d <= 31 && k > e {
		if t, te := s.word(de); t == "st" || t == "nd" || t == "rd" || t == "th" {
			de = te
		}
		next := s.get(de)
		bad := isLetter(next) || next == '%' || next == ':' || (next == ',' || next == '.') && isDigit(s.get(de+1))
		if !bad {
			b := s.blanks(de)
			if u, _ := s.unitAt(b); u != nil && u.lang != "sym" {
				bad = true
			}
			if t, _ := s.word(b); numerals[t].kind == "scale" {
				bad = true
			}
		}
		if !bad {
			st.d1, st.d2, st.grain, st.end = d, d, Day, de
			if m := s.rangeMark(de); m > de { // October 1-3
				d2, n2, e2 := s.smallAt(m)
				if isDigit(s.get(m)) && n2 <= 2 && d2 > d && d2 <= 31 && !isDigit(s.get(e2)) && !isLetter(s.get(e2)) {
					if u, _ := s.unitAt(s.blanks(e2)); u == nil {
						st.d2, st.grain, st.end, st.relation = d2, Span, e2, "between"
					}
				}
			}
			return s.monthYear(st, ref), true
		}
	}
	// a second month
	m2, e2 := 0, 0
	if s.get(j) == '-' || s.get(j) == '/' || s.get(j) == '—' {
		t, te := s.word(j + 1)
		if n := numerals[t]; n.kind == "month" {
			m2, e2 = int(n.value.IntPart()), te
		}
	} else if t, te := s.word(k); t == "to" || t == "through" {
		b := s.blanks(te)
		t2, te2 := s.word(b)
		if n := numerals[t2]; n.kind == "month" {
			// "May 1 to June 2" and "to June 2024" are read as a span of dates
			if d, digits, _ := s.smallAt(s.blanks(te2)); digits == 0 || digits > 2 || d == 0 {
				m2, e2 = int(n.value.IntPart()), te2
			}
		}
	}
	if m2 > month {
		st.m2, st.grain, st.end, st.relation = m2, Span, e2, ""
		return s.ofYear(st, ref), true
	}
	prev, _ := s.wordBefore(i)
	switch prev {
	case "in", "since", "by", "of", "until", "till", "from", "last", "next", "early", "late", "mid", "end", "to", "and", "during", "before", "after", "through", "this", "between":
		evidence = true
	}
	st = s.monthYear(st, ref)
	if st.end == e && !evidence && (!s.monthName(i, w) || w == "may" || w == "march" || len(w) <= 3) {
		return st, false
	}
	if st.end == e && w == "may" && s.get(i) >= 'a' && (prev == "and" || prev == "to" || prev == "of") {
		return st, false
	}
	return st, true
}
