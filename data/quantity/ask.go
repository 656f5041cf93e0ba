package quantity

import (
	"errors"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// An Asked is a unit that a person wants an answer in: 万元, 亿美元, 亩, million yuan.
type Asked struct {
	// Words is the unit as it is printed after the number: "万元", "million yuan".
	Words string
	// Unit and Dim are as in Quantity.
	Unit string
	Dim  Dimension
	// Num/Den is how many base units one such unit has.
	Num, Den decimal.Decimal
	Lang     string // "zh" or "en"
}

// In gives value, which is in a.Unit's base unit, in the unit asked for. It is
// exact where the decimal ends, else rounded to six decimals; areas that come
// from 亩, which Find rounds at the fourth decimal, give the 亩 back.
func (a Asked) In(value decimal.Decimal) decimal.Decimal {
	if a.Num.IsZero() {
		return value
	}
	v := value.Mul(a.Den)
	q := v.DivRound(a.Num, 12)
	if q.Mul(a.Num).Equal(v) {
		if !a.Den.Equal(one) && value.Exponent() <= -4 {
			return q.Round(4)
		}
		return q
	}
	if a.Dim == Area {
		return q.Round(4)
	}
	return q.Round(6)
}

// FormatIn prints value, in base units, in the unit asked for: 108500万元,
// 1,085 million yuan.
func FormatIn(value decimal.Decimal, a Asked) string {
	v := a.In(value)
	if a.Lang == "en" {
		sep := " "
		if a.Words == "%" {
			sep = ""
		}
		return grouped(v) + sep + a.Words
	}
	return v.String() + a.Words
}

// AskedUnit finds the unit that a question asks for: 多少万元, 换成亿元, 用亩表示,
// "in million yuan", "how many hectares".
func AskedUnit(text string) (Asked, bool) {
	s := newScan(text)
	for i := 0; i < len(s.r); i++ {
		c := s.r[i]
		if isHan(c) {
			for _, w := range askWords {
				if !s.has(i, w) {
					continue
				}
				if a, end, ok := s.askedAt(i + len([]rune(w))); ok {
					if short := len([]rune(w)) == 1; short && !s.presents(end) && w != "几" {
						continue
					}
					return a, true
				}
			}
			continue
		}
		if !isLetter(c) || isLetter(s.get(i-1)) {
			continue
		}
		w, e := s.word(i)
		switch w {
		case "in", "into", "to":
			if a, _, ok := s.askedAt(s.blanks(e)); ok && a.Dim != Duration && a.Dim != Count {
				return a, true
			}
		case "many", "much":
			if prev, _ := s.wordBefore(i); prev == "how" {
				if a, _, ok := s.askedAt(s.blanks(e)); ok && (w == "many" || a.Dim == Money) {
					return a, true
				}
			}
		}
	}
	return Asked{}, false
}

// presents tells whether the words at i say that a unit is wanted: 用亩表示.
func (s *scan) presents(i int) bool {
	for _, w := range presentWords {
		if s.has(i, w) {
			return true
		}
	}
	return i >= len(s.r) || s.get(i) == '?' || s.get(i) == '。'
}

// askedAt reads a multiplier with a unit at i: 万元, 百万人次, billion yuan.
func (s *scan) askedAt(i int) (a Asked, end int, ok bool) {
	m, j := s.hanMultiplier(i)
	han := j > i
	if !han {
		m, j = one, i
		switch c := s.get(i); c { // 百元, 千元 and 万千瓦 without digits before
		case '百', '千':
			if u, _ := s.unitAt(i); u == nil {
				m, j = decimal.NewFromInt(hanUnit(c)), i+1
			}
		}
		for range 2 {
			w, e := s.word(j)
			k := numerals[w]
			if k.kind != "scale" && !(k.kind == "unit" && isLetter(s.get(s.blanks(e)))) {
				break
			}
			m, j = m.Mul(k.value), s.blanks(e)
		}
	}
	u, e := s.unitAt(j)
	if u == nil || u.lang == "zh" && u.dim == Count && m.Equal(one) {
		if u == nil && han {
			// 多少亿: yuan unless the answer's unit says otherwise
			return Asked{Words: s.slice(i, j), Num: m, Den: one, Lang: "zh", Dim: Bare}, j, true
		}
		return a, i, false
	}
	lang := "en"
	if u.lang == "zh" || u.lang == "sym" && s.hasHan() {
		lang = "zh"
	}
	return Asked{Words: strings.Join(strings.Fields(s.slice(i, e)), " "), Unit: u.base, Dim: u.dim, Num: m.Mul(u.num), Den: u.den, Lang: lang}, e, true
}

func (s *scan) hasHan() bool {
	for _, c := range s.r {
		if isHan(c) {
			return true
		}
	}
	return false
}

// Errors of Parse and ParsePeriod.
var (
	ErrNoQuantity = errors.New("the text states no amount")
	ErrNoPeriod   = errors.New("the text states no period")
)

// Parse reads the first amount in text.
func Parse(text string) (Quantity, error) {
	if qs := Find(text); len(qs) > 0 {
		return qs[0], nil
	}
	return Quantity{}, ErrNoQuantity
}

// ParsePeriod reads the first date or period in text; ref is as in FindPeriods.
func ParsePeriod(text string, ref time.Time) (Period, error) {
	if ps := FindPeriods(text, ref); len(ps) > 0 {
		return ps[0], nil
	}
	return Period{}, ErrNoPeriod
}
