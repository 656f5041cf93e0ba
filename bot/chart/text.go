package chart

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes one line of a text: breaks and tabs become spaces, and what has no shape of its own (controls,
// zero-width and direction marks) goes. So does what is beyond any length that a picture can show.
func clean(text string) string {
	if len(text) > mostBytes {
		text = text[:mostBytes]
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsGraphic(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

const mostBytes = 3000

// shorten cuts a text to a width. The middle goes, since names of projects differ at their ends too (一期, 二期). A
// number is never cut, nor parted from the unit behind it: 占地22.45万平方米 may become 占地…, but not 占地22.4….
func (f *Font) shorten(text string, size, width int) string {
	if f.width(text, size) <= width {
		return text
	}
	runes := []rune(text)
	cut := func(keep int) string {
		head, tail := keep-keep/3, len(runes)-keep/3
		for head > 0 && ofNumber(runes[head-1]) {
			head--
		}
		for tail < len(runes) && ofNumber(runes[tail-1]) && (ofNumber(runes[tail]) || strings.ContainsRune("万亿", runes[tail])) {
			tail++
		}
		return strings.TrimSpace(string(runes[:head])) + "…" + strings.TrimSpace(string(runes[tail:]))
	}
	keep := sort.Search(len(runes), func(keep int) bool { return f.width(cut(keep), size) > width })
	for keep > 0 && f.width(cut(keep), size) > width {
		keep-- // a wide character at the cut can make the search overshoot
	}
	return cut(keep)
}

// ofNumber tells whether a character may be within a figure.
func ofNumber(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune(".,−-–", r) }

// wrap breaks a text into lines of a width, at most so many, the last one shortened. Chinese breaks between any two
// characters but not before a closing mark; words of letters and digits stay whole where they fit.
func (f *Font) wrap(text string, size, width, lines int) []string {
	var out []string
	for text != "" {
		if len(out) == lines-1 {
			return append(out, f.shorten(text, size, width))
		}
		cut := f.fit(text, size, width)
		if whole := f.width(text, size); cut < len(text) && whole-width < width/3 {
			cut = f.halve(text, size, width, whole)
		}
		out = append(out, strings.TrimSpace(text[:cut]))
		text = strings.TrimSpace(text[cut:])
	}
	return out
}

// halve returns where to break a text of two lines whose second would be a word or two: after a closing mark or a
// space near the middle, else in the middle.
func (f *Font) halve(text string, size, width, whole int) int {
	best, distance := f.fit(text, size, min(width, whole/2+size)), whole/5
	for i, r := range text {
		if end := i + utf8.RuneLen(r); end < len(text) && (unicode.IsSpace(r) || strings.ContainsRune("，。、；：）》”’」』】〕)", r)) {
			off := f.width(text[:end], size) - whole/2
			if off < 0 {
				off = -off
			}
			if off < distance && whole/2+off <= width {
				best, distance = end, off
			}
		}
	}
	return best
}

// fit returns how many bytes of a text go on one line.
func (f *Font) fit(text string, size, width int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	limit := 0
	end, before := 0, ' '
	for i, r := range text {
		if i > 0 && mayBreak(before, r) {
			end = i
		}
		limit += int(f.glyph(r, size).advance)
		if limit > width<<6 && i > 0 {
			if end == 0 {
				return i
			}
			return end
		}
		before = r
	}
	return len(text)
}

func mayBreak(before, after rune) bool {
	if unicode.IsSpace(before) || unicode.IsSpace(after) {
		return true
	}
	if strings.ContainsRune("，。、；：！？）》”’」』】〕%％,.;:!?)]…", after) || strings.ContainsRune("（《“‘「『【〔([", before) {
		return false
	}
	word := func(r rune) bool {
		return r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '.')
	}
	return !(word(before) && word(after))
}
