package query

import (
	"regexp"
	"regexp/syntax"
	"sync/atomic"
	"unicode/utf8"
)

// A pattern is an expression that is looked for once in a text that keeps marks, however often it is asked for.
type pattern struct {
	*regexp.Regexp
	number int
	// needs are what a text must hold for the expression to be found: all the pairs of one of them. nil where nothing
	// can be told without looking.
	needs [][]uint16
}

// patterns are all of them, by number.
var patterns []*pattern

func newPattern(expression string) *pattern {
	p := &pattern{Regexp: regexp.MustCompile(expression), number: len(patterns)}
	patterns = append(patterns, p)
	if tree, err := syntax.Parse(expression, syntax.Perl); err == nil {
		p.needs = needsOf(tree)
	}
	return p
}

// maxPatterns is how many patterns have a bit in the marks of a text; more are looked for each time.
const maxPatterns = 256

// marks remember which patterns were looked for in one text, and which it has. They may be used by many at once.
type marks struct {
	looked, found [maxPatterns / 64]atomic.Uint64
}

// has tells whether the text of the marks, which is always the same, has a pattern.
func (m *marks) has(p *pattern, text string) bool {
	if p.number >= maxPatterns {
		return p.MatchString(text)
	}
	word, bit := p.number/64, uint64(1)<<uint(p.number%64)
	if m.looked[word].Load()&bit != 0 {
		return m.found[word].Load()&bit != 0
	}
	yes := p.MatchString(text)
	if yes {
		m.found[word].Or(bit)
	}
	m.looked[word].Or(bit)
	return yes
}

// A held is a text with what stands in it, for looking for many patterns.
type held struct {
	text string
	marks
	grams [1024]uint64 // one bit for each character and each two side by side, by gramOf
}

// gramOf numbers a character, or two side by side; several may share a number.
func gramOf(a, b rune) uint16 { return uint16((uint32(a)*40503 ^ uint32(b)*2654435761>>7) & 0xFFFF) }

func newHeld(text string) *held {
	h := &held{text: text}
	last := rune(0)
	for _, r := range text {
		h.set(gramOf(0, r))
		h.set(gramOf(last, r))
		last = r
	}
	return h
}

func (h *held) set(gram uint16) { h.grams[gram/64] |= 1 << (gram % 64) }

// may tells whether a pattern can stand in the text.
func (h *held) may(p *pattern) bool {
	if p.needs == nil {
		return true
	}
	for _, all := range p.needs {
		there := true
		for _, g := range all {
			if h.grams[g/64]&(1<<(g%64)) == 0 {
				there = false
				break
			}
		}
		if there {
			return true
		}
	}
	return false
}

func (h *held) has(p *pattern) bool { return h.may(p) && h.marks.has(p, h.text) }

// maxNeeds bounds how many things are looked for before an expression is.
const maxNeeds = 64

// needsOf gives what every text that fits an expression holds: all of one of the groups; nil where that is not known.
func needsOf(re *syntax.Regexp) [][]uint16 {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase != 0 {
			return nil
		}
		if len(re.Rune) == 1 {
			return [][]uint16{{gramOf(0, re.Rune[0])}}
		}
		var all []uint16
		for i := 0; i+1 < len(re.Rune); i++ {
			all = append(all, gramOf(re.Rune[i], re.Rune[i+1]))
		}
		return [][]uint16{all}
	case syntax.OpCharClass:
		var out [][]uint16
		for i := 0; i < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if len(out) == maxNeeds/2 || r == utf8.RuneError {
					return nil
				}
				out = append(out, []uint16{gramOf(0, r)})
			}
		}
		return out
	case syntax.OpCapture, syntax.OpPlus:
		return needsOf(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min < 1 {
			return nil
		}
		return needsOf(re.Sub[0])
	case syntax.OpConcat:
		var best [][]uint16
		for _, s := range re.Sub {
			if n := needsOf(s); n != nil && (best == nil || len(n) < len(best) || len(n) == len(best) && len(n[0]) > len(best[0])) {
				best = n
			}
		}
		return best
	case syntax.OpAlternate:
		var out [][]uint16
		for _, s := range re.Sub {
			n := needsOf(s)
			if n == nil || len(out)+len(n) > maxNeeds {
				return nil
			}
			out = append(out, n...)
		}
		return out
	}
	return nil
}

// has tells whether the text of a question has a pattern.
func (q *question) has(p *pattern) bool { return q.held().has(p) }

// held is the text of a question for looking for patterns.
func (q *question) held() *held {
	if q.holding == nil || q.holding.text != q.text {
		q.holding = newHeld(q.text)
	}
	return q.holding
}

// A kept is a value that is worked out when it is first asked for. It may be used by many at once: what two work out
// at the same time is the same.
type kept[T any] struct{ at atomic.Pointer[T] }

func (k *kept[T]) get(work func() T) T {
	if v := k.at.Load(); v != nil {
		return *v
	}
	v := work()
	k.at.Store(&v)
	return v
}
