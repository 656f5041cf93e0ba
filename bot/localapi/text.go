package localapi

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// units is the length of s in UTF-16 code units, in which Telegram counts.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += runeUnits(r)
	}
	return n
}

func runeUnits(r rune) int {
	if r > 0xffff {
		return 2
	}
	return 1
}

// byteAt is the byte offset of a UTF-16 offset in s, at most len(s).
func byteAt(s string, offset int) int {
	n := 0
	for i, r := range s {
		if n >= offset {
			return i
		}
		n += runeUnits(r)
	}
	return len(s)
}

// cutUTF16 is the part of s at a UTF-16 offset and length.
func cutUTF16(s string, offset, length int) string {
	if offset < 0 || length <= 0 {
		return ""
	}
	start := byteAt(s, offset)
	return s[start : start+byteAt(s[start:], length)]
}

// formatted is a text with its entities, sorted by place.
type formatted struct {
	text     string
	entities []Entity
}

// clean does to a text what Telegram does before it stores it: it drops
// carriage returns and direction overrides, makes other control characters
// spaces, cuts white space at both ends, and moves the entities along.
func (f formatted) clean() formatted {
	var b strings.Builder
	b.Grow(len(f.text))
	// moved[i] is the new offset of the old UTF-16 offset i.
	var moved []int
	if len(f.entities) > 0 {
		moved = make([]int, 0, len(f.text)+1)
	}
	at := 0
	for _, r := range f.text {
		out, keep := cleanRune(r)
		if moved != nil {
			for range runeUnits(r) {
				moved = append(moved, at)
			}
		}
		if keep {
			b.WriteRune(out)
			at += runeUnits(out)
		}
	}
	text := b.String()
	left := strings.TrimLeftFunc(text, isBlank)
	cut := units(text[:len(text)-len(left)])
	text = strings.TrimRightFunc(left, isBlank)
	total := units(text)

	var entities []Entity
	for _, e := range f.entities {
		from, to := e.Offset, e.Offset+e.Length
		if from < 0 || from >= len(moved) {
			continue
		}
		end := at
		if to < len(moved) {
			end = moved[to]
		}
		start := max(moved[from]-cut, 0)
		end = min(end-cut, total)
		if end <= start || strings.TrimFunc(cutUTF16(text, start, end-start), isBlank) == "" {
			continue
		}
		e.Offset, e.Length = start, end-start
		entities = append(entities, e)
	}
	return formatted{text, settle(entities)}
}

func isBlank(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r == 0xa0 || r == 0x2800 || r == 0x200b
}

func cleanRune(r rune) (rune, bool) {
	switch {
	case r == '\n':
		return r, true
	case r == '\r', r >= 0x2028 && r <= 0x202e:
		return 0, false
	case r < 32:
		return ' ', true
	}
	return r, true
}

// settle sorts entities and resolves what may not be nested: nothing lies in
// code, and a quotation lies in no other.
func settle(entities []Entity) []Entity {
	sort.SliceStable(entities, func(i, j int) bool {
		a, b := entities[i], entities[j]
		if a.Offset != b.Offset {
			return a.Offset < b.Offset
		}
		return a.Length > b.Length
	})
	var kept []Entity
	codeEnd, quoteEnd := 0, 0
	for _, e := range entities {
		end := e.Offset + e.Length
		if e.Offset < codeEnd {
			continue
		}
		switch e.Type {
		case "code", "pre":
			codeEnd = end
		case "blockquote", "expandable_blockquote":
			if e.Offset < quoteEnd {
				continue
			}
			quoteEnd = end
		}
		kept = append(kept, e)
	}
	return kept
}

// withFound adds the entities that Telegram finds by itself: commands,
// mentions, links and hashtags, outside code and links.
func (f formatted) withFound() formatted {
	found := findEntities(f.text)
	if len(found) == 0 {
		return f
	}
	all := append([]Entity(nil), f.entities...)
	for _, e := range found {
		free := true
		for _, old := range f.entities {
			switch old.Type {
			case "code", "pre", "text_link", "text_mention":
				if e.Offset < old.Offset+old.Length && old.Offset < e.Offset+e.Length {
					free = false
				}
			}
		}
		if free {
			all = append(all, e)
		}
	}
	return formatted{f.text, settle(all)}
}

// findEntities finds commands, mentions, hashtags, links and e-mail addresses.
func findEntities(text string) []Entity {
	var found []Entity
	at := 0 // UTF-16 offset of byte i
	var before rune
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		kind, n := entityAt(text[i:], r, before)
		if n == 0 {
			at += runeUnits(r)
			i += size
			before = r
			continue
		}
		length := units(text[i : i+n])
		found = append(found, Entity{Type: kind, Offset: at, Length: length})
		at += length
		i += n
		before, _ = utf8.DecodeLastRuneInString(text[:i])
	}
	return found
}

// entityAt tells which entity starts at s, and its length in bytes; 0 is none.
func entityAt(s string, first, before rune) (string, int) {
	switch first {
	case '/':
		if isWord(before) || before == '/' || before == '<' || before == '>' {
			return "", 0
		}
		n := 1 + span(s[1:], isName)
		if n < 2 || n > 65 {
			return "", 0
		}
		if strings.HasPrefix(s[n:], "@") {
			if name := span(s[n+1:], isName); name >= 3 && name <= 32 {
				n += 1 + name
			}
		}
		after, _ := utf8.DecodeRuneInString(s[n:])
		if n < len(s) && (isWord(after) || after == '/' || after == '<' || after == '>') {
			return "", 0
		}
		return "bot_command", n
	case '@':
		if isWord(before) {
			return "", 0
		}
		n := 1 + span(s[1:], isName)
		after, _ := utf8.DecodeRuneInString(s[n:])
		if n < 4 || n > 33 || n < len(s) && isWord(after) {
			return "", 0
		}
		return "mention", n
	case '#':
		if isWord(before) {
			return "", 0
		}
		n := 1 + span(s[1:], isWord)
		if n < 2 || strings.TrimFunc(s[1:n], unicode.IsDigit) == "" {
			return "", 0
		}
		return "hashtag", n
	}
	if isWord(before) {
		return "", 0
	}
	for _, scheme := range []string{"https://", "http://", "tg://"} {
		if len(s) > len(scheme) && strings.EqualFold(s[:len(scheme)], scheme) {
			n := len(scheme) + span(s[len(scheme):], isLink)
			n = len(strings.TrimRight(s[:n], ".,;:!?)'\""))
			if n > len(scheme) {
				return "url", n
			}
		}
	}
	if isASCIIWord(first) {
		n := span(s, func(r rune) bool { return isName(r) || r == '.' || r == '-' || r == '+' })
		if n < len(s) && s[n] == '@' {
			host := span(s[n+1:], func(r rune) bool { return isASCIIWord(r) || r == '.' || r == '-' })
			host = len(strings.TrimRight(s[n+1:n+1+host], ".-"))
			if dot := strings.LastIndexByte(s[n+1:n+1+host], '.'); dot > 0 && host-dot > 2 {
				return "email", n + 1 + host
			}
		}
	}
	return "", 0
}

func span(s string, ok func(rune) bool) int {
	for i, r := range s {
		if !ok(r) {
			return i
		}
	}
	return len(s)
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
func isName(r rune) bool { return r == '_' || isASCIIWord(r) }
func isASCIIWord(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
}
func isLink(r rune) bool {
	return r > ' ' && r < 0x7f && !strings.ContainsRune("<>\"`{}|\\^", r) || r > 0x7f && isWord(r)
}
