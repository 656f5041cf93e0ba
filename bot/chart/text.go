package chart

import (
	"strings"
	"unicode"
)

// clean makes one line of a text: breaks and tabs become spaces, and what has no shape of its own (controls,
// zero-width and direction marks) goes.
func clean(text string) string {
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

// shorten cuts a text to a width. The middle goes, since names of projects differ at their ends too (一期, 二期).
func (f *Font) shorten(text string, size, width int) string {
	if f.width(text, size) <= width {
		return text
	}
	runes := []rune(text)
	for keep := len(runes) - 1; keep > 0; keep-- {
		tail := keep / 3
		cut := strings.TrimSpace(string(runes[:keep-tail])) + "…" + strings.TrimSpace(string(runes[len(runes)-tail:]))
		if f.width(cut, size) <= width {
			return cut
		}
	}
	return "…"
}

// wrap breaks a text into lines of a width, at most so many, the last one shortened. Chinese breaks between any two
// characters but not before a closing mark; words of letters and digits stay whole where they fit.
func (f *Font) wrap(text string, size, width, lines int) []string {
	var out []string
	for text != "" {
		if len(out) == lines-1 {
			return append(out, f.shorten(text, size, width))
		}
		cut := f.fit(text, size, width)
		out = append(out, strings.TrimSpace(text[:cut]))
		text = strings.TrimSpace(text[cut:])
	}
	return out
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
