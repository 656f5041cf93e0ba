package report

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readText reads plain text: lines become paragraphs.
func readText(text string) *page {
	return &page{blocks: paragraphs(splitLines(text))}
}

// A line is one line of a text file.
type line struct {
	text   string
	indent int // columns; a full-width blank counts two
	after  gap
	width  int // columns of text, without the indent
}

// splitLines also parts a line where a full-width indent stands inside it:
// pages saved from the web run their paragraphs together like that.
func splitLines(text string) []line {
	var lines []line
	blanks, atStart := 0, true
	next := lineGap
	for _, raw := range strings.Split(text, "\n") {
		if raw == "\f" {
			next = wideGap
			continue
		}
		for i, part := range splitIndents(raw) {
			body := strings.TrimFunc(part, blank)
			if body == "" {
				if i == 0 {
					blanks++
				}
				continue
			}
			after := next
			if after != wideGap && !atStart {
				switch {
				case blanks > 1:
					after = wideGap
				case blanks == 1:
					after = blankGap
				}
			}
			indent := columns(part[:strings.Index(part, body)])
			if i > 0 {
				indent = max(indent, 4)
			}
			lines = append(lines, line{text: body, indent: indent, after: after, width: columns(body)})
			blanks, atStart, next = 0, false, lineGap
		}
	}
	return lines
}

var innerIndent = regexp.MustCompile(`[ \t]*\x{3000}{2,}[ \t]*`)

func splitIndents(raw string) []string {
	if !strings.Contains(raw, "\u3000\u3000") {
		return []string{raw}
	}
	var parts []string
	start := 0
	for _, m := range innerIndent.FindAllStringIndex(raw, -1) {
		before := strings.TrimFunc(raw[start:m[0]], blank)
		if before == "" {
			continue
		}
		if endsSentence(before) || numberedHeading(before) > 0 {
			parts = append(parts, raw[start:m[0]])
			start = m[0]
		}
	}
	return append(parts, raw[start:])
}

// columns is the width of s on a screen: two for Chinese, one for Latin.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r == '\t':
			n += 4
		case wideRune(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func wideRune(r rune) bool {
	return r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 ||
		r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe4f || r >= 0xff00 && r <= 0xff60 ||
		r >= 0xffe0 && r <= 0xffe6 || r >= 0x20000)
}

// paragraphs joins the lines of hard-wrapped text; in other text each line is
// a paragraph.
func paragraphs(lines []line) []block {
	w := wrapping(lines)
	var out []block
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		kind, text := textBlock, l.text
		if body, ok := bullet(text); ok {
			kind, text = itemBlock, body
		}
		if w.margin > 0 && !tabular(l.text) {
			for first := true; i+1 < len(lines) && w.carriesOn(lines[i], lines[i+1], first); first = false {
				i++
				text = joinLines(text, lines[i].text)
			}
		}
		out = append(out, block{kind: kind, text: text, after: l.after})
	}
	return out
}

// A wrap is how a program broke paragraphs into lines.
type wrap struct {
	margin int // right margin in columns, 0 when each line is a paragraph
	body   int // indent of the lines of a paragraph but its first, -1 when first lines are not set in
}

// carriesOn tells whether n carries on the paragraph whose last line is l: a
// first line may be set in or out from the rest, and a line ends early only where
// its paragraph ends.
func (w wrap) carriesOn(l, n line, first bool) bool {
	if n.after != lineGap || tabular(n.text) || startsItem(n.text) || entryLabel(n.text) != "" {
		return false
	}
	fullLine := w.roomless(l, n)
	if w.body >= 0 {
		switch {
		case n.indent > w.body+1, l.indent < w.body-1:
			return false
		case l.indent > w.body+1:
			return true
		}
		return !endsSentence(l.text) || fullLine
	}
	if n.indent > l.indent+1 && !(first && !endsSentence(l.text) && fullLine) {
		return false
	}
	if endsSentence(l.text) || numberedHeading(l.text) > 0 {
		return fullLine
	}
	if n.indent < l.indent-1 && first {
		return true
	}
	// A line that breaks off in mid-sentence goes on, unless it is so short that it must be a heading.
	return fullLine || l.width*10 >= w.margin*6
}

// roomless tells whether the first word of n would not have fitted behind l.
func (w wrap) roomless(l, n line) bool {
	return l.indent+l.width+firstWord(n.text)+1 > w.margin-2
}

func firstWord(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	if wideRune(r) || isQuote(r) {
		// A sign that may not begin or end a line moves with its neighbour.
		return 4
	}
	n := 1
	for _, r := range s[size:] {
		if r == ' ' || wideRune(r) {
			break
		}
		n++
	}
	return n
}

func isQuote(r rune) bool { return strings.ContainsRune("“”‘’—…", r) }

// wrapping finds out whether and how the lines were broken. They were broken by a
// program when those that end in mid-sentence are as long as the next word allows.
func wrapping(lines []line) wrap {
	w := wrap{body: -1}
	if len(lines) < 3 {
		return w
	}
	counts, indents := map[int]int{}, map[int]int{}
	open := 0
	for i, l := range lines {
		indents[l.indent]++
		if i+1 < len(lines) && breaksOff(l, lines[i+1]) {
			counts[l.indent+l.width]++
			open++
		}
	}
	if open < 2 {
		return w
	}
	// The margin is the longest width that more than a stray line reaches.
	margin, above := 0, 0
	for c := 160; c > 20; c-- {
		if above += counts[c]; above*20 >= open {
			margin = c
			break
		}
	}
	if margin == 0 {
		return w
	}
	full, inner := 0, 0
	for i := 0; i+1 < len(lines); i++ {
		l, n := lines[i], lines[i+1]
		if n.after != lineGap {
			continue
		}
		inner++
		if breaksOff(l, n) && (wrap{margin: margin}).roomless(l, n) {
			full++
		}
	}
	if full*10 < open*6 || full*3 < inner || full < 2 {
		return w
	}
	w.margin = margin
	w.body = bodyIndent(indents, len(lines))
	return w
}

// breaksOff tells whether l ends in mid-sentence and n may go on with it: n is not
// set further in, as the text below a headline is.
func breaksOff(l, n line) bool {
	return n.after == lineGap && !endsSentence(l.text) && n.indent <= l.indent+1 && entryLabel(n.text) == ""
}

// bodyIndent is the indent of most lines where first lines are set further in.
func bodyIndent(indents map[int]int, lines int) int {
	body := 0
	for c, n := range indents {
		if n > indents[body] || n == indents[body] && c < body {
			body = c
		}
	}
	in := 0
	for c, n := range indents {
		if c > body+1 {
			in += n
		}
	}
	if indents[body]*2 < lines || in*12 < lines {
		return -1
	}
	return body
}

// joinLines puts two lines of a paragraph together: with a blank between
// words, without one between Chinese characters or after a hyphen.
func joinLines(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	switch {
	case last == '-' && unicode.IsLower(first):
		return a + b
	case wideRune(last) || wideRune(first) || isQuote(last) && hasHan(a) || isQuote(first) && hasHan(b):
		return a + b
	}
	return a + " " + b
}

var (
	bulletMark = regexp.MustCompile(`^([-*+•●○■□▪◆◇➢✓·]|--)[ \t\x{3000}]+`)
	tightMark  = regexp.MustCompile(`^[•●■▪◆➢✓]`)
	itemMark   = regexp.MustCompile(`^([-*+•●■▪◆➢✓·][ \t\x{3000}]|\d{1,2}[.、．)）][^\d]|[(（]\d{1,2}[)）]|[①-⑳])`)
	wideInside = regexp.MustCompile(`\S {3,}\S`)
)

// bullet takes off a list's mark.
func bullet(s string) (string, bool) {
	if m := bulletMark.FindString(s); m != "" && len(m) < len(s) {
		return s[len(m):], true
	}
	if m := tightMark.FindString(s); m != "" && len(s) > len(m) && !strings.HasPrefix(s, "●记者") {
		return strings.TrimFunc(s[len(m):], blank), true
	}
	return s, false
}

func startsItem(s string) bool { return itemMark.MatchString(s) || numberedHeading(s) > 0 }

// tabular tells whether a line is a row of figures set in columns.
func tabular(s string) bool {
	return len(wideInside.FindAllString(s, 2)) > 1 && strings.ContainsAny(s, "0123456789")
}

const closers = "。！？；：…”』」》）】!?;:.)\"'’]"

// endsSentence tells whether s ends as a sentence or a line of a list does.
func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(closers, r)
}

func hasHan(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Han, r) {
			return true
		}
	}
	return false
}
