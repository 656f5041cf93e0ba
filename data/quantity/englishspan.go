package quantity

import (
	"strings"
	"time"
)

// englishSpan reads the second end: April 2022 to December 2024, 1985 to 1987,
// between 1985 and 1987.
func (s *scan) englishSpan(st stretch, floor, from int, ref time.Time) stretch {
	if st.grain == Span {
		return st
	}
	j := s.blanks(st.end)
	k := st.end
	switch c := s.get(j); {
	case c == '-' || c == '—':
		k = s.blanks(j + 1)
	default:
		w, e := s.word(j)
		prev, _ := s.wordBefore(from)
		if j > st.end && (w == "to" || w == "through" || w == "until" || w == "and" && prev == "between") {
			k = s.blanks(e)
			for _, lead := range []string{"the end of ", "end of "} {
				if s.has(k, lead) {
					k += len(lead)
				}
			}
		}
	}
	if k == st.end || k >= len(s.r) {
		return st
	}
	var b stretch
	var ok bool
	if isDigit(s.get(k)) {
		if b, ok = s.dayFirst(k, ref); !ok {
			if b, ok = s.yearFigure(k); ok {
				if u, _ := s.unitAt(s.blanks(b.end)); u != nil || st.grain != Year {
					ok = false
				}
				if w, _ := s.word(s.blanks(b.end)); numerals[w].kind == "scale" || plural(w) && !stopWords[w] {
					ok = false
				}
			}
		}
	} else if isLetter(s.get(k)) {
		w, e := s.word(k)
		if m := numerals[w]; m.kind == "month" {
			b, ok = s.monthFirst(k, e, int(m.value.IntPart()), ref)
		}
	}
	if !ok || b.grain == Span || st.grain == Year && b.grain != Year {
		return st
	}
	if b.year > 0 && (st.year == 0 || st.year == s.impliedYear(st, ref) && st.end <= from+24 && !s.yearSaid(from, st.end)) {
		st.year = b.year
		if b.m1 < st.m1 {
			st.year--
		}
	}
	if b.year > 0 && (b.year < st.year || b.year == st.year && st.grain != Year && b.m1 < st.m1) {
		return st
	}
	if b.year == st.year && st.grain == Year {
		return st
	}
	st.m2, st.d2, st.end, st.grain, st.relation = b.m2, b.d2, b.end, Span, "between"
	if b.year != st.year {
		st.year2 = b.year
	}
	return st
}

// yearSaid tells whether four digits stand between two places.
func (s *scan) yearSaid(from, to int) bool {
	run := 0
	for i := from; i < to; i++ {
		if isDigit(s.r[i]) {
			if run++; run == 4 {
				return true
			}
		} else {
			run = 0
		}
	}
	return false
}

// ordinalPart reads "first quarter of 1987", "second half", "first nine months" at i.
func (s *scan) ordinalPart(i, e int, w string, ref time.Time) (st stretch, ok bool) {
	n := map[string]int{"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}[w]
	j := s.blanks(e)
	if s.get(e) == '-' {
		j = e + 1
	}
	t, te := s.word(j)
	switch t {
	case "quarter":
		st = stretch{m1: 3*n - 2, m2: 3 * n, grain: Quarter, end: te}
	case "half":
		if n > 2 {
			return st, false
		}
		st = stretch{m1: 6*n - 5, m2: 6 * n, grain: Half, end: te}
	default:
		if n != 1 {
			return st, false
		}
		count := 0
		if k := numerals[t]; k.kind == "unit" {
			count = int(k.value.IntPart())
		} else if v, digits, de := s.smallAt(j); isDigit(s.get(j)) && digits <= 2 {
			count, te = v, de
		}
		sep := s.blanks(te)
		if s.get(te) == '-' {
			sep = te + 1
		}
		u, ue := s.word(sep)
		switch {
		case count >= 1 && count <= 12 && (u == "months" || u == "month"):
			st = stretch{m1: 1, m2: count, grain: Span, end: ue}
		case count >= 1 && count <= 4 && (u == "quarters" || u == "quarter"):
			st = stretch{m1: 1, m2: 3 * count, grain: Span, end: ue}
		default:
			return st, false
		}
	}
	return s.ofYear(st, ref), true
}

// ordinalPlan reads "14th Five-Year Plan" or "Seventh Five Year Plan" at i.
func (s *scan) ordinalPlan(i int) (st stretch, ok bool) {
	key := ""
	e := i
	if isDigit(s.get(i)) {
		_, digits, j := s.smallAt(i)
		w, we := s.word(j)
		if digits > 2 || w != "st" && w != "nd" && w != "rd" && w != "th" {
			return st, false
		}
		key, e = string(s.r[i:j]), we
	} else {
		w, we := s.word(i)
		k := numerals[w]
		if k.kind != "ordinal" {
			return st, false
		}
		key, e = k.value.String(), we
	}
	p, known := plans[key]
	if !known {
		return st, false
	}
	for _, want := range []string{"five", "year", "plan"} {
		if s.get(e) == '-' {
			e++
		} else {
			e = s.blanks(e)
		}
		w, we := s.word(e)
		if w != want {
			return st, false
		}
		e = we
	}
	if w, we := s.word(s.blanks(e)); w == "period" {
		e = we
	}
	return stretch{year: p.from, m1: 1, year2: p.to, m2: 12, grain: Span, end: e}, true
}

// relativeEnglish reads last year, this year, next month, past five years at i.
func (s *scan) relativeEnglish(i, e int, w string, ref time.Time) (st stretch, ok bool) {
	j := s.blanks(e)
	t, te := s.word(j)
	shift := map[string]int{"last": -1, "previous": -1, "this": 0, "current": 0, "next": 1}[w]
	switch t {
	case "year":
		if w == "past" || s.get(te) == '-' && isLetter(s.get(te+1)) {
			return st, false
		}
		st = stretch{m1: 1, m2: 12, grain: Year, end: te}
		if !ref.IsZero() && w != "previous" {
			st.year = ref.Year() + shift
		}
		return st, true
	case "month":
		if w == "past" {
			return st, false
		}
		st = stretch{grain: Month, end: te, unresolved: ref.IsZero() || w == "previous"}
		if !st.unresolved {
			m := time.Date(ref.Year(), ref.Month()+time.Month(shift), 1, 0, 0, 0, 0, time.UTC)
			st.year, st.m1, st.m2 = m.Year(), int(m.Month()), int(m.Month())
		}
		return st, true
	}
	if n := numerals[t]; n.kind == "month" && w != "past" && s.monthName(j, t) {
		m := int(n.value.IntPart())
		st = stretch{m1: m, m2: m, grain: Month, end: te}
		if !ref.IsZero() {
			st.year = ref.Year()
			switch {
			case w == "last" && m >= int(ref.Month()):
				st.year--
			case w == "next" && m <= int(ref.Month()):
				st.year++
			}
		}
		return st, true
	}
	// past five years
	count := 0
	if n := numerals[t]; n.kind == "unit" {
		count = int(n.value.IntPart())
	} else if v, digits, de := s.smallAt(j); isDigit(s.get(j)) && digits <= 2 {
		count, te = v, de
	}
	u, ue := s.word(s.blanks(te))
	if count == 0 || u != "years" && u != "months" || w == "this" || w == "current" || w == "previous" {
		return st, false
	}
	st = stretch{grain: Span, end: ue, unresolved: ref.IsZero()}
	if st.unresolved {
		return st, true
	}
	months := count
	if u == "years" {
		months *= 12
	}
	if w == "next" {
		t := ref.AddDate(0, months, 0)
		st.year, st.m1, st.year2, st.m2 = ref.Year(), int(ref.Month()), t.Year(), int(t.Month())
		return st, true
	}
	t2 := ref.AddDate(0, -months, 0)
	st.year, st.m1, st.year2, st.m2 = t2.Year(), int(t2.Month()), ref.Year(), int(ref.Month())
	return st, true
}

// roughYear reads mid-1990, early 1988, late October, end of 2025, end-1987 at i.
func (s *scan) roughYear(i, e int, w string, ref time.Time) (st stretch, ok bool) {
	j := e
	if s.get(j) == '-' {
		j++
	} else {
		j = s.blanks(j)
	}
	if t, te := s.word(j); w == "end" && t == "of" {
		j = s.blanks(te)
		if t, te := s.word(j); t == "the" || t == "this" || t == "next" || t == "last" {
			k := s.blanks(te)
			if y, ye := s.word(k); y == "year" {
				st = stretch{m1: 12, d1: 31, m2: 12, d2: 31, grain: Day, end: ye}
				if !ref.IsZero() {
					st.year = ref.Year() + map[string]int{"last": -1, "next": 1}[t]
				}
				return st, true
			}
		}
	}
	if y, yok := s.yearFigure(j); yok && y.grain == Year {
		st = stretch{year: y.year, grain: Span, end: y.end}
		switch w {
		case "end":
			st.m1, st.d1, st.m2, st.d2, st.grain = 12, 31, 12, 31, Day
		case "mid":
			st.m1, st.m2, st.grain = 6, 6, Month
		case "early":
			st.m1, st.m2 = 1, 4
		case "late":
			st.m1, st.m2 = 9, 12
		}
		return st, true
	}
	t, te := s.word(j)
	if m := numerals[t]; m.kind == "month" && s.monthName(j, t) {
		n := int(m.value.IntPart())
		st = s.monthYear(stretch{m1: n, m2: n, grain: Month, end: te}, ref)
		if w == "end" {
			st.d1, st.d2, st.grain = lastDay(2023, n), lastDay(2023, n), Day
		}
		return st, true
	}
	return st, false
}

// englishBefore reads by, since, from … in front of a period.
func (s *scan) englishBefore(st *stretch, from, floor int) int {
	w, k := s.wordBefore(from)
	start := from
	if w == "the" {
		start = k
		w, k = s.wordBefore(start)
	}
	if k < floor || w == "" || strings.ContainsRune(".;:", s.get(s.blanksBack(start)-1)) {
		return from
	}
	switch w {
	case "by", "until", "till", "before", "through":
		st.relation = "until"
		return k
	case "since":
		st.relation = "from"
		return k
	case "from", "between":
		if st.relation == "between" || st.grain == Span {
			return k
		}
		if on, e := s.word(s.blanks(st.end)); on == "on" || on == "onward" || on == "onwards" {
			st.relation, st.end = "from", e
			return k
		}
	case "after":
		st.relation = "from"
		return k
	case "to":
		if w2, _ := s.wordBefore(k); w2 == "up" {
			st.relation = "until"
		}
	}
	return from
}
