package quantity

import (
	"strings"

	"github.com/shopspring/decimal"
)

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
