package localapi

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
)

// openTag is a start tag whose end is still awaited.
type openTag struct {
	name, argument string
	offset         int // UTF-16, in the result
	start          int // bytes, in the result
}

var htmlTags = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "span": "spoiler",
	"tg-spoiler": "spoiler", "tg-emoji": "custom_emoji", "a": "text_link", "code": "code", "pre": "pre",
	"blockquote": "blockquote",
}

// parseHTML reads Telegram's HTML style. Errors have Telegram's words; the byte
// offsets in them count bytes of the text as it was sent.
func parseHTML(s string) (formatted, error) {
	p := htmlParser{in: s}
	if err := p.run(); err != nil {
		return formatted{}, err
	}
	for i := range p.entities {
		if p.entities[i].Type == "code" {
			p.entities[i].Language = "" // only pre has a language
		}
	}
	return formatted{p.out.String(), settle(p.entities)}, nil
}

type htmlParser struct {
	in       string
	out      strings.Builder
	offset   int
	open     []openTag
	entities []Entity
}

func cantParse(format string, args ...any) error {
	return bad("can't parse entities: "+format, args...)
}

// at is the byte at i, 0 past the end.
func (p *htmlParser) at(i int) byte {
	if i < len(p.in) {
		return p.in[i]
	}
	return 0
}

func (p *htmlParser) run() error {
	for i := 0; i < len(p.in); {
		switch p.in[i] {
		case '&':
			if r, n := decodeEntity(p.in[i:]); n > 0 {
				p.write(string(r))
				i += n
				continue
			}
			p.write("&")
			i++
		case '<':
			var err error
			if p.at(i+1) == '/' {
				i, err = p.endTag(i)
			} else {
				i, err = p.startTag(i)
			}
			if err != nil {
				return err
			}
		default:
			n := strings.IndexAny(p.in[i:], "<&")
			if n < 0 {
				n = len(p.in) - i
			}
			p.write(p.in[i : i+n])
			i += n
		}
	}
	if len(p.open) > 0 {
		return cantParse("Can't find end tag corresponding to start tag \"%s\"", p.open[len(p.open)-1].name)
	}
	return nil
}

func (p *htmlParser) write(s string) {
	p.out.WriteString(s)
	p.offset += units(s)
}

func space(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func (p *htmlParser) skipSpace(i int) int {
	for space(p.at(i)) {
		i++
	}
	return i
}

// startTag reads the tag at begin and returns the offset after it.
func (p *htmlParser) startTag(begin int) (int, error) {
	i := begin + 1
	for i < len(p.in) && !space(p.in[i]) && p.in[i] != '>' {
		i++
	}
	if i == len(p.in) {
		return 0, cantParse("Unclosed start tag at byte offset %d", begin)
	}
	tag := openTag{name: strings.ToLower(p.in[begin+1 : i]), offset: p.offset, start: p.out.Len()}
	if _, known := htmlTags[tag.name]; !known {
		return 0, cantParse("Unsupported start tag \"%s\" at byte offset %d", tag.name, begin)
	}
	for {
		i = p.skipSpace(i)
		if p.at(i) == '>' {
			break
		}
		from := i
		for i < len(p.in) && !space(p.in[i]) && p.in[i] != '=' && p.in[i] != '>' {
			i++
		}
		if i == len(p.in) {
			return 0, cantParse("Unclosed start tag \"%s\" at byte offset %d", tag.name, begin)
		}
		attribute := p.in[from:i]
		if attribute == "" {
			return 0, cantParse("Empty attribute name in the tag \"%s\" at byte offset %d", tag.name, begin)
		}
		i = p.skipSpace(i)
		value := ""
		if p.at(i) == '=' {
			var err error
			if value, i, err = p.value(p.skipSpace(i+1), tag.name, begin); err != nil {
				return 0, err
			}
		} else if !strings.EqualFold(attribute, "expandable") || tag.name != "blockquote" {
			return 0, cantParse("Expected equal sign in declaration of an attribute of the tag \"%s\" at byte offset %d", tag.name, begin)
		}
		switch {
		case tag.name == "a" && attribute == "href", tag.name == "tg-emoji" && attribute == "emoji-id":
			tag.argument = value
		case tag.name == "code" && attribute == "class" && strings.HasPrefix(value, "language-"):
			tag.argument = value[len("language-"):]
		case tag.name == "span" && attribute == "class":
			tag.argument = value
		case tag.name == "blockquote" && strings.EqualFold(attribute, "expandable"):
			tag.argument = "expandable"
		}
	}
	if tag.name == "span" && tag.argument != "tg-spoiler" {
		return 0, cantParse("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	p.open = append(p.open, tag)
	return i + 1, nil
}

// value reads an attribute's value at i and returns it with the offset after it.
func (p *htmlParser) value(i int, tag string, begin int) (string, int, error) {
	if i >= len(p.in) {
		return "", 0, cantParse("Unclosed start tag \"%s\" at byte offset %d", tag, begin)
	}
	quote := p.in[i]
	if quote != '"' && quote != '\'' {
		from := i
		for i < len(p.in) && (isASCIIWord(rune(p.in[i])) || p.in[i] == '.' || p.in[i] == '-') {
			i++
		}
		if !space(p.at(i)) && p.at(i) != '>' {
			return "", 0, cantParse("Unexpected end of name token at byte offset %d", from)
		}
		return strings.ToLower(p.in[from:i]), i, nil
	}
	var b strings.Builder
	for i++; i < len(p.in) && p.in[i] != quote; {
		if p.in[i] == '&' {
			if r, n := decodeEntity(p.in[i:]); n > 0 {
				b.WriteRune(r)
				i += n
				continue
			}
		}
		b.WriteByte(p.in[i])
		i++
	}
	if i+1 >= len(p.in) { // no closing quote, or nothing after it
		return "", 0, cantParse("Unclosed start tag at byte offset %d", begin)
	}
	return b.String(), i + 1, nil
}

// endTag reads the tag at begin, makes the entity and returns the offset after it.
func (p *htmlParser) endTag(begin int) (int, error) {
	if len(p.open) == 0 {
		return 0, cantParse("Unexpected end tag at byte offset %d", begin)
	}
	i := begin + 2
	for i < len(p.in) && !space(p.in[i]) && p.in[i] != '>' {
		i++
	}
	name := strings.ToLower(p.in[begin+2 : i])
	i = p.skipSpace(i)
	if p.at(i) != '>' {
		return 0, cantParse("Unclosed end tag at byte offset %d", begin)
	}
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return 0, cantParse("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.offset > tag.offset {
		if err := p.close(tag); err != nil {
			return 0, err
		}
	}
	return i + 1, nil
}

func (p *htmlParser) close(tag openTag) error {
	e := Entity{Type: htmlTags[tag.name], Offset: tag.offset, Length: p.offset - tag.offset}
	var last *Entity
	if n := len(p.entities); n > 0 && p.entities[n-1].Offset == e.Offset && p.entities[n-1].Length == e.Length {
		last = &p.entities[n-1]
	}
	switch tag.name {
	case "a":
		link := tag.argument
		if link == "" {
			link = p.out.String()[tag.start:]
		}
		if id, ok := strings.CutPrefix(link, "tg://user?id="); ok {
			n, err := strconv.ParseInt(id, 10, 64)
			if err != nil || n <= 0 {
				return nil
			}
			e.Type, e.User = "text_mention", &User{ID: n}
			break
		}
		if e.URL = checkedLink(link); e.URL == "" {
			return nil // Telegram drops a link that leads nowhere
		}
	case "tg-emoji":
		if n, err := strconv.ParseInt(tag.argument, 10, 64); err != nil || n == 0 {
			return cantParse("Invalid custom emoji identifier specified")
		}
		e.EmojiID = tag.argument
	case "pre":
		if last != nil && last.Type == "code" && last.Language != "" {
			last.Type = "pre"
			return nil
		}
	case "code":
		if last != nil && last.Type == "pre" && tag.argument != "" {
			last.Language = tag.argument
			return nil
		}
		e.Language = tag.argument
	case "blockquote":
		if tag.argument != "" {
			e.Type = "expandable_blockquote"
		}
	}
	p.entities = append(p.entities, e)
	return nil
}

// checkedLink is the link as Telegram stores it, or nothing if it is none.
func checkedLink(s string) string {
	s = strings.TrimSpace(s)
	if !strings.Contains(s, "://") {
		if !strings.Contains(s, ".") || strings.ContainsFunc(s, unicode.IsSpace) {
			return ""
		}
		s = "http://" + s
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	switch strings.ToLower(u.Scheme) {
	case "tg", "ton":
		return s
	case "http", "https":
		if u.Host == "" || !strings.Contains(u.Hostname(), ".") && !strings.Contains(u.Hostname(), ":") {
			return ""
		}
		if u.Path == "" {
			u.Path = "/"
		}
		return u.String()
	}
	return ""
}

// decodeEntity reads a character reference at the start of s; n is its length in
// bytes, 0 if there is none that Telegram knows.
func decodeEntity(s string) (r rune, n int) {
	if len(s) > 1 && s[1] == '#' {
		base, from := 10, 2
		if len(s) > 2 && s[2] == 'x' {
			base, from = 16, 3
		}
		end := from
		for end < len(s) && isDigitOf(s[end], base) {
			end++
		}
		code, err := strconv.ParseUint(s[from:end], base, 32)
		if err != nil || code == 0 || code >= 0x10ffff || end >= 10 || code >= 0xd800 && code <= 0xdfff {
			return 0, 0
		}
		return rune(code), semicolon(s, end)
	}
	end := 1
	for end < len(s) && (s[end] >= 'a' && s[end] <= 'z' || s[end] >= 'A' && s[end] <= 'Z') {
		end++
	}
	switch s[1:end] {
	case "lt":
		r = '<'
	case "gt":
		r = '>'
	case "amp":
		r = '&'
	case "quot":
		r = '"'
	default:
		return 0, 0
	}
	return r, semicolon(s, end)
}

func semicolon(s string, end int) int {
	if end < len(s) && s[end] == ';' {
		return end + 1
	}
	return end
}

func isDigitOf(c byte, base int) bool {
	return c >= '0' && c <= '9' || base == 16 && (c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F')
}
