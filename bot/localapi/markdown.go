package localapi

import "strings"

// parseMarkdown reads Telegram's MarkdownV2 style, with its strict rule that
// each of the reserved characters is escaped where it marks nothing.
func parseMarkdown(s string) (formatted, error) {
	p := markdownParser{in: s}
	if err := p.run(); err != nil {
		return formatted{}, err
	}
	return formatted{p.out.String(), settle(p.entities)}, nil
}

const reserved = "_*[]()~`>#+-=|{}.!"

var markdownMarks = []struct{ mark, entity string }{
	{"__", "underline"}, {"||", "spoiler"}, {"*", "bold"}, {"_", "italic"}, {"~", "strikethrough"},
}

type markdownOpen struct {
	mark, entity  string
	offset, begin int
}

type markdownParser struct {
	in       string
	out      strings.Builder
	offset   int
	open     []markdownOpen
	entities []Entity
}

func (p *markdownParser) write(s string) {
	p.out.WriteString(s)
	p.offset += units(s)
}

func (p *markdownParser) run() error {
	quote := -1 // where the quotation began, if in one
	for i := 0; i < len(p.in); {
		if (i == 0 || p.in[i-1] == '\n') && len(p.open) == 0 {
			switch starts := p.in[i] == '>'; {
			case starts && quote < 0:
				quote = p.offset
			case !starts && quote >= 0:
				p.add("blockquote", quote)
				quote = -1
			}
			if quote >= 0 {
				i++
				continue
			}
		}
		n, err := p.step(i)
		if err != nil {
			return err
		}
		i += n
	}
	if n := len(p.open); n > 0 {
		o := p.open[n-1]
		return cantParse("Can't find end of %s entity at byte offset %d", entityNames[o.entity], o.begin)
	}
	if quote >= 0 {
		p.add("blockquote", quote)
	}
	return nil
}

var entityNames = map[string]string{"underline": "Underline", "spoiler": "Spoiler", "bold": "Bold", "italic": "Italic",
	"strikethrough": "Strikethrough", "text_link": "TextUrl", "code": "Code", "pre": "PreCode"}

func (p *markdownParser) add(kind string, from int) {
	if p.offset > from {
		p.entities = append(p.entities, Entity{Type: kind, Offset: from, Length: p.offset - from})
	}
}

// step reads what stands at i and returns its length in bytes.
func (p *markdownParser) step(i int) (int, error) {
	s := p.in[i:]
	switch c := s[0]; {
	case c == '\\' && len(s) > 1 && s[1] > 0 && s[1] < 127:
		p.write(s[1:2])
		return 2, nil
	case c == '`':
		return p.code(i)
	case c == '[':
		p.open = append(p.open, markdownOpen{"[", "text_link", p.offset, i})
		return 1, nil
	case c == ']' && len(p.open) > 0 && p.open[len(p.open)-1].mark == "[":
		return p.link(i)
	case !strings.ContainsRune(reserved, rune(c)):
		n := strings.IndexAny(s, reserved+"\\\n")
		if n <= 0 {
			n = 1
			if n < len(s) && c != '\n' && c != '\\' {
				n = len(s)
			}
		}
		p.write(s[:n])
		return n, nil
	}
	for _, m := range markdownMarks {
		if !strings.HasPrefix(s, m.mark) {
			continue
		}
		if n := len(p.open); n > 0 && p.open[n-1].mark == m.mark {
			p.add(m.entity, p.open[n-1].offset)
			p.open = p.open[:n-1]
		} else {
			p.open = append(p.open, markdownOpen{m.mark, m.entity, p.offset, i})
		}
		return len(m.mark), nil
	}
	return 0, cantParse("Character '%c' is reserved and must be escaped with the preceding '\\'", s[0])
}

// code reads `code` and ```pre```.
func (p *markdownParser) code(i int) (int, error) {
	mark, kind := "`", "code"
	if strings.HasPrefix(p.in[i:], "```") {
		mark, kind = "```", "pre"
	}
	var b strings.Builder
	j := i + len(mark)
	for ; j < len(p.in) && !strings.HasPrefix(p.in[j:], mark); j++ {
		if p.in[j] == '\\' && j+1 < len(p.in) {
			j++
		}
		b.WriteByte(p.in[j])
	}
	if j >= len(p.in) {
		return 0, cantParse("Can't find end of %s entity at byte offset %d", entityNames[kind], i)
	}
	text, language := b.String(), ""
	if kind == "pre" {
		if line, rest, ok := strings.Cut(text, "\n"); ok && !strings.ContainsAny(line, " \t") {
			text, language = rest, line
		}
	}
	from := p.offset
	p.write(text)
	if p.offset > from {
		p.entities = append(p.entities, Entity{Type: kind, Offset: from, Length: p.offset - from, Language: language})
	}
	return j + len(mark) - i, nil
}

// link reads the ](address) after a link's text.
func (p *markdownParser) link(i int) (int, error) {
	o := p.open[len(p.open)-1]
	p.open = p.open[:len(p.open)-1]
	if !strings.HasPrefix(p.in[i:], "](") {
		return 1, nil // a text in brackets and no link: Telegram keeps the text
	}
	var b strings.Builder
	j := i + 2
	for ; j < len(p.in) && p.in[j] != ')'; j++ {
		if p.in[j] == '\\' && j+1 < len(p.in) {
			j++
		}
		b.WriteByte(p.in[j])
	}
	if j >= len(p.in) {
		return 0, cantParse("Can't find end of a URL at byte offset %d", i+1)
	}
	if link := checkedLink(b.String()); link != "" && p.offset > o.offset {
		p.entities = append(p.entities, Entity{Type: "text_link", Offset: o.offset, Length: p.offset - o.offset, URL: link})
	}
	return j + 1 - i, nil
}
