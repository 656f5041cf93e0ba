package bot

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
)

// A command is /name with what follows it.
type command struct {
	name string // in lower case
	// to is the bot that it names after an @, in lower case; "" for none.
	to   string
	rest string
}

var typed = regexp.MustCompile(`^/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{3,64}))?(?:\s|$)`)

// findCommand finds the command of a text: the first that Telegram marked, wherever it stands, or one
// that is typed at the start of a text without marks.
func findCommand(text string, entities []entity) (command, bool) {
	units := utf16.Encode([]rune(text))
	for _, e := range entities {
		if e.Type != "bot_command" || e.Offset < 0 || e.Length < 2 || e.Offset+e.Length > len(units) {
			continue
		}
		word := string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
		rest := string(utf16.Decode(units[e.Offset+e.Length:]))
		name, to, _ := strings.Cut(strings.TrimPrefix(word, "/"), "@")
		return command{strings.ToLower(name), strings.ToLower(to), strings.TrimSpace(rest)}, true
	}
	if m := typed.FindStringSubmatch(text); m != nil {
		return command{strings.ToLower(m[1]), strings.ToLower(m[2]), strings.TrimSpace(text[len(m[0]):])}, true
	}
	return command{}, false
}

// cutMention takes @name of the bot out of a text and tells whether it was there. Marks of Telegram are
// believed; without them the name is looked for as a word.
func cutMention(text string, entities []entity, username string, botID int64) (string, bool) {
	units := utf16.Encode([]rune(text))
	found := false
	// From the last to the first, so that the offsets before stay right.
	for _, e := range slices.Backward(entities) {
		if e.Offset < 0 || e.Length < 1 || e.Offset+e.Length > len(units) {
			continue
		}
		word := string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
		ours := e.Type == "mention" && strings.EqualFold(word, "@"+username) ||
			e.Type == "text_mention" && e.User != nil && e.User.ID == botID
		if ours {
			units = slices.Delete(units, e.Offset, e.Offset+e.Length)
			found = true
		}
	}
	return strings.TrimSpace(string(utf16.Decode(units))), found
}

// tidy takes out of a text what cannot be seen: control characters, marks of direction, joiners.
func tidy(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029':
			return '\n'
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r):
			return -1
		}
		return r
	}, text))
}

var (
	marked = regexp.MustCompile(`[^?？]*[?？][?？!！]*`)
	spaces = regexp.MustCompile(`\s+`)
)

// splitQuestions cuts a message into its questions: after each question mark, or, where there is none,
// at the ends of lines. tail tells that the last one stands after the last mark without one of its own:
// it may be a question (利税), or a word of thanks.
func splitQuestions(text string) (questions []string, tail bool) {
	var parts []string
	if ends := marked.FindAllStringIndex(text, -1); ends != nil {
		for _, at := range ends {
			parts = append(parts, text[at[0]:at[1]])
		}
		parts = append(parts, text[ends[len(ends)-1][1]:])
		tail = true
	} else {
		parts = strings.Split(text, "\n")
	}
	for i, p := range parts {
		if strings.IndexFunc(p, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
			tail = tail && i < len(parts)-1 // a stray mark or an emoji
			continue
		}
		questions = append(questions, strings.TrimSpace(spaces.ReplaceAllString(p, " ")))
	}
	return questions, tail
}
