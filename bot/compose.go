package bot

import (
	"html"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"wenxiang/bot/delivery"
	"wenxiang/query"
)

// A style is how a part of a reply looks.
type style int

const (
	plain style = iota
	bold
	italic
	quotation
)

// A part is a paragraph of a reply. Its text is given either as text or, from the catalogue, as HTML
// without line breaks that could be cut; an empty part is an empty line.
type part struct {
	style style
	text  string
	html  string
}

// A page is one message.
type page struct {
	html    string
	buttons [][]delivery.Button
}

const (
	// maxUnits is Telegram's limit for the text of a message after its markup is read, in UTF-16 units.
	maxUnits = 4096
	// maxQuotes is how many source sentences are shown with one answer.
	maxQuotes = 5
	// maxQuote is how much of a source sentence is shown, in units; sentences of reports are shorter.
	maxQuote = 1000
)

// compose sets an answer: the answer in bold, its scope and period, the formula, and the sentences that
// the figures stand in, each with its report's title.
func compose(a query.Answer, lang string) []part {
	var parts []part
	headline := clean(a.Headline)
	if headline == "" {
		headline = clean(a.Text)
	}
	// The answer itself is bold; the entries of a list under it are not.
	first, rest, _ := strings.Cut(headline, "\n")
	parts = append(parts, part{style: bold, text: first})
	if rest != "" {
		parts = append(parts, part{text: rest})
	}
	if detail := clean(a.Detail); detail != "" {
		parts = append(parts, part{text: detail})
	}
	if a.Status != query.Answered {
		if more := remainder(a); more != "" {
			parts = append(parts, part{text: more})
		}
	}
	if formula := clean(a.Computed); formula != "" {
		parts = append(parts, part{text: delivery.Bare(say(lang, "answer.computed")) + colon(lang) + formula})
	}
	return append(parts, quotes(a.Sources, lang)...)
}

func colon(lang string) string {
	if lang == "zh" {
		return "："
	}
	return ": "
}

// remainder is what the whole text of an answer says beyond its headline, detail, quotations and
// buttons: what the reports do say nearby, or what the question could have meant.
func remainder(a query.Answer) string {
	text := clean(a.Text)
	for _, said := range []string{a.Headline, a.Detail, a.Computed} {
		if said = clean(said); said != "" {
			text = strings.Replace(text, said, "", 1)
		}
	}
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		quoted := false
		for _, s := range a.Sources {
			quoted = quoted || strings.Contains(line, clean(s.Quote)) || line != "" && strings.Contains(line, clean(s.Report))
		}
		offered := slices.ContainsFunc(a.Choices, func(c query.Choice) bool {
			entry := strings.TrimSpace(strings.TrimLeft(line, "·•- "))
			return entry == clean(c.Label) || entry == clean(c.Question)
		})
		if line != "" && !quoted && !offered {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// quotes sets the source sentences, those of one place under one title.
func quotes(sources []query.Source, lang string) []part {
	var parts []part
	seen := map[query.Source]bool{}
	left := 0
	for i := 0; i < len(sources); i++ {
		s := sources[i]
		key := query.Source{Report: s.Report, Quote: s.Quote}
		if s.Quote == "" || seen[key] {
			continue
		}
		seen[key] = true
		if len(parts) == maxQuotes {
			left++
			continue
		}
		title := say(lang, "answer.source", "report", name(s.Report, lang))
		if s.Section != "" && s.Section != s.Report {
			title = say(lang, "answer.section", "report", name(s.Report, lang), "section", clean(s.Section))
		}
		parts = append(parts, part{style: quotation, text: clip(clean(s.Quote), maxQuote) + "\n" + delivery.Bare(title)})
	}
	if left > 0 {
		parts = append(parts, part{text: delivery.Bare(say(lang, "answer.more", "count", strconv.Itoa(left)))})
	}
	return parts
}

// name writes a report's title as titles are written.
func name(title, lang string) string {
	title = clean(title)
	if lang == "zh" && title != "" && !strings.ContainsAny(title, "《》") {
		return "《" + title + "》"
	}
	return title
}

// clean makes text from a report or an answer fit to show: marks that turn the direction of text around
// or cannot be seen are left out.
func clean(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '\n' {
			return r
		}
		if r == '\u200d' { // joins emoji
			return r
		}
		if unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text))
}

// paginate sets parts as HTML, on as few pages as Telegram's limit allows, breaking at the best place.
func paginate(parts []part) []page {
	var pages []page
	var b strings.Builder
	used := 0
	flush := func() {
		if markup := strings.TrimSpace(b.String()); markup != "" {
			pages = append(pages, page{html: markup})
		}
		b.Reset()
		used = 0
	}
	for _, p := range parts {
		if p.html != "" {
			p.text = delivery.Bare(p.html)
		}
		text := p.text
		if text == "" {
			if used > 0 && used < maxUnits {
				b.WriteByte('\n')
				used++
			}
			continue
		}
		for text != "" {
			room := maxUnits - used
			if used > 0 {
				room-- // the line break before
			}
			piece, rest := text, ""
			if units(text) > room {
				if used > 0 && (units(text) <= maxUnits || room < maxUnits/4) {
					flush()
					continue
				}
				piece, rest = breakAt(text, room)
			}
			if used > 0 {
				b.WriteByte('\n')
				used++
			}
			used += units(piece)
			b.WriteString(mark(p, piece))
			if text = rest; text != "" {
				flush()
			}
		}
	}
	flush()
	if len(pages) == 0 {
		pages = []page{{html: "…"}}
	}
	return pages
}

// mark sets a piece of a part.
func mark(p part, piece string) string {
	set := html.EscapeString(piece)
	if p.html != "" && piece == p.text {
		set = p.html
	}
	switch p.style {
	case bold:
		return "<b>" + set + "</b>"
	case italic:
		return "<i>" + set + "</i>"
	case quotation:
		return "<blockquote>" + set + "</blockquote>"
	}
	return set
}

// breakAt cuts a text that is longer than room units at the last good place that fits: the end of a
// line, of a sentence, of a clause, a space; anywhere if there is none in the second half.
func breakAt(text string, room int) (head, tail string) {
	end, half := 0, 0
	n := 0
	for i, r := range text {
		w := utf16.RuneLen(r)
		if n+w > room {
			break
		}
		n += w
		end = i + len(string(r))
		if n <= room/2 {
			half = end
		}
	}
	for _, marks := range []string{"\n", "。！？!?；", "，,;、 "} {
		if at := strings.LastIndexAny(text[:end], marks); at >= half {
			_, size := runeAt(text, at)
			return strings.TrimSpace(text[:at+size]), strings.TrimSpace(text[at+size:])
		}
	}
	return text[:end], strings.TrimSpace(text[end:])
}

func runeAt(text string, at int) (rune, int) {
	for _, r := range text[at:] {
		return r, len(string(r))
	}
	return 0, 0
}

// units is the length of a text as Telegram counts it, in UTF-16 units.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

// clip shortens a text to at most limit units, with an ellipsis where something is missing.
func clip(text string, limit int) string {
	if units(text) <= limit {
		return text
	}
	n := 0
	for i, r := range text {
		if n += utf16.RuneLen(r); n > limit-1 {
			return text[:i] + "…"
		}
	}
	return text
}
