package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A sentence is a piece of a passage up to a full stop.
type sentence struct {
	// quote is the sentence exactly as loaded; text is the same without the spaces that page layout
	// leaves inside Chinese text.
	quote, text string
	// paragraph is true where a new paragraph begins inside the passage, as the wide spaces tell.
	paragraph bool
}

// sentences splits a passage at 。！？ and line ends. A closing quotation mark stays with the
// sentence it closes; a full stop inside brackets ends nothing.
func sentences(passage string) []sentence {
	var out []sentence
	start, depth, fresh := 0, 0, false
	cut := func(end int) {
		quote := strings.TrimFunc(passage[start:end], unicode.IsSpace)
		if text := withoutDateline(tidy(quote)); text != "" {
			out = append(out, sentence{quote: quote, text: text, paragraph: fresh || strings.Contains(passage[start:end], "\u3000\u3000")})
			fresh = false
		}
		start = end
	}
	for i := 0; i < len(passage); {
		r, n := utf8.DecodeRuneInString(passage[i:])
		i += n
		switch r {
		case '（', '(', '《', '【':
			depth++
		case '）', ')', '》', '】':
			depth = max(0, depth-1)
		case '\n':
			cut(i)
			depth, fresh = 0, true
		case '。', '！', '？', '!', '?':
			if depth > 0 && i-start < 600 {
				continue
			}
			for i < len(passage) {
				next, m := utf8.DecodeRuneInString(passage[i:])
				if !strings.ContainsRune("。！？!?”’」』）)", next) {
					break
				}
				i += m
			}
			cut(i)
			depth = 0
		}
	}
	cut(len(passage))
	return out
}

// hanDateline is what a newspaper puts before its first sentence: 本报讯（记者 张三）, 新华社长春5月6日电.
var hanDateline = regexp.MustCompile(`^(?:(?:本报|本网|本台|新华社|中新社|中新网|人民网|央视网)\p{Han}{0,6}[\d一二三四五六七八九十〇零年月日]{0,14}(?:讯|电|消息)\s*)?[（(][^（）()]{0,60}(?:记者|通讯员)[^（）()]{0,60}[）)]\s*|^(?:本报|新华社|中新社|中新网)\p{Han}{0,6}[\d一二三四五六七八九十〇零年月日]{0,14}(?:讯|电)[\s，]*`)

func withoutDateline(text string) string {
	if !hasAny(firstPart(text), "记者", "通讯员", "讯", "电") {
		return text
	}
	if rest := text[len(hanDateline.FindString(text)):]; rest != "" {
		return rest
	}
	return text
}

// firstPart is as much of a text as a dateline can take.
func firstPart(text string) string {
	n := min(len(text), 240)
	for n < len(text) && !utf8.RuneStart(text[n]) {
		n++
	}
	return text[:n]
}

// tidy removes the spaces that stand beside Chinese characters, or between a figure and its unit,
// and keeps those between Latin words.
func tidy(s string) string {
	if strings.IndexFunc(s, unicode.IsSpace) < 0 {
		return s
	}
	runes := []rune(s)
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(runes); i++ {
		if !unicode.IsSpace(runes[i]) {
			b.WriteRune(runes[i])
			continue
		}
		j := i
		for j < len(runes) && unicode.IsSpace(runes[j]) {
			j++
		}
		if i > 0 && j < len(runes) && !wide(runes[i-1]) && !wide(runes[j]) && !thousands(runes, i, j) {
			b.WriteByte(' ')
		}
		i = j - 1
	}
	return b.String()
}

// thousands tells whether the space before runes[j] only sets the thousands of a number apart, whose unit is Chinese:
// 33 323亿元.
func thousands(runes []rune, i, j int) bool {
	digit := func(k int) bool { return k >= 0 && k < len(runes) && runes[k] >= '0' && runes[k] <= '9' }
	head := 0
	for digit(i - 1 - head) {
		head++
	}
	if j != i+1 || head == 0 || head > 3 || i-1-head >= 0 && !wide(runes[i-1-head]) && runes[i-1-head] != ')' {
		return false
	}
	return digit(j) && digit(j+1) && digit(j+2) && !digit(j+3) && j+3 < len(runes) && (wide(runes[j+3]) || runes[j+3] == '.')
}

// wide tells Chinese characters and punctuation from Latin ones.
func wide(r rune) bool { return r >= 0x2000 }

// A piece is one clause of a sentence: what stands between two pauses.
type piece struct {
	text   string
	before rune // the pause before it, 0 at the start of the sentence
	after  rune
	// inside holds the clauses of brackets that state figures of their own, and the place in text
	// where the bracket stood.
	inside []bracket
	marked bool // an item of a list, after ①
}

// itemMark begins an item of a list within a paragraph.
var itemMark = regexp.MustCompile(`^[①-⑳⑴-⒇]\s*`)

// unitSaid is a remark in brackets on how much a unit is.
var unitSaid = regexp.MustCompile(`^(?:注：)?1\p{Han}{1,3}\s?[≈=＝约]`)

type bracket struct {
	at   int
	text string
}

// pieces splits a sentence at commas, semicolons and colons that stand outside brackets and short
// quotations. Brackets with figures are taken out, names in brackets stay.
func pieces(text string) []piece {
	var out []piece
	var b strings.Builder
	var cur piece
	flush := func(sep rune) {
		cur.text = strings.TrimSpace(b.String())
		if mark := itemMark.FindString(cur.text); mark != "" {
			cur.text, cur.marked = cur.text[len(mark):], true
		}
		if shift := strings.Index(b.String(), cur.text); shift > 0 {
			for i := range cur.inside {
				cur.inside[i].at = max(0, cur.inside[i].at-shift)
			}
		}
		cur.after = sep
		if cur.text != "" || len(cur.inside) > 0 {
			out = append(out, cur)
		}
		b.Reset()
		cur = piece{before: sep}
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '“' || r == '《' || r == '「':
			if end := closing(text, i, r); end > 0 {
				b.WriteString(text[i:end])
				i = end
				continue
			}
			if r != '《' { // a long quotation: its marks say nothing about names
				i += n
				continue
			}
		case r == '”' || r == '」':
			i += n
			continue
		case r == '（' || r == '(':
			if end := closing(text, i, r); end > 0 {
				content := text[i+n : end-runeLenAtEnd(text[:end])]
				switch {
				case strings.HasPrefix(content, "以下简称") || strings.HasPrefix(content, "简称") || strings.HasPrefix(content, "下称"):
				case unitSaid.MatchString(content): // (1亩≈666.67平方米): no figure of anything
				case stating(content):
					cur.inside = append(cur.inside, bracket{b.Len(), content})
				default:
					b.WriteString(text[i:end])
				}
				i = end
				continue
			}
		case r == ';':
			flush('；')
			i += n
			continue
		case r == '，' || r == '；' || r == '。' || r == '！' || r == '？' || r == '!' || r == '?':
			flush(r)
			i += n
			continue
		case r == ',' && !(between(text, i, isDigit)):
			flush('，')
			i += n
			continue
		case (r == '：' || r == ':') && !between2(text, i, n, isDigit):
			flush('：')
			i += n
			continue
		}
		b.WriteString(text[i : i+n])
		i += n
	}
	flush(0)
	return out
}

// stating tells whether a bracket's content states figures of its own, rather than being part of a
// name (长伊片区) or a date (3月9日).
func stating(content string) bool {
	digits, han := false, false
	for _, r := range content {
		switch {
		case r >= '0' && r <= '9' || r >= '０' && r <= '９':
			digits = true
		case wide(r):
			han = true
		}
	}
	if !digits {
		return false
	}
	if !han {
		return strings.Contains(content, "%")
	}
	return len(findQuantities(content)) > 0
}

// closing returns the offset after the mark that closes the one at i, or -1 when none does within
// the length that a name or a remark has.
func closing(text string, i int, open rune) int {
	shut, limit := '”', 150
	switch open {
	case '《':
		shut, limit = '》', 240
	case '「':
		shut = '」'
	case '（', '(':
		limit = 900
	}
	depth := 0
	for j := i; j < len(text) && j-i < limit; {
		r, n := utf8.DecodeRuneInString(text[j:])
		j += n
		if open == '（' || open == '(' {
			switch r {
			case '（', '(':
				depth++
			case '）', ')':
				if depth--; depth == 0 {
					return j
				}
			}
			continue
		}
		switch r {
		case shut:
			return j
		case '。', '！', '？':
			if open != '《' {
				return -1
			}
		case '，', '；':
			if open == '“' && j-i > 60 {
				return -1
			}
		}
	}
	return -1
}

func runeLenAtEnd(s string) int {
	_, n := utf8.DecodeLastRuneInString(s)
	return n
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func between(s string, i int, is func(byte) bool) bool { return between2(s, i, 1, is) }

func between2(s string, i, n int, is func(byte) bool) bool {
	return i > 0 && i+n < len(s) && is(s[i-1]) && is(s[i+n])
}

// runes counts the characters of s.
func runes(s string) int { return utf8.RuneCountInString(s) }
