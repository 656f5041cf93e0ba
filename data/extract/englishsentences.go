package extract

import (
	"strings"
	"unicode"
)

// An englishWord is a word of a sentence; figures and signs are none.
type englishWord struct {
	start, end int
	low        string
	capital    bool
}

// words splits a text into its words: letters with hyphens, apostrophes and inner points (U.S.).
func englishWords(text string) []englishWord {
	var out []englishWord
	for i := 0; i < len(text); {
		if !latin(text[i]) {
			i++
			continue
		}
		j := i
		for j < len(text) {
			c := text[j]
			switch {
			case latin(c):
			case (c == '-' || c == '\'' || c == '&') && j+1 < len(text) && latin(text[j+1]):
			case c == '.' && j+1 < len(text) && latin(text[j+1]) && (j+2 >= len(text) || !latin(text[j+2])) && j-i <= 4:
			case strings.HasPrefix(text[j:], "’") && j+3 < len(text) && latin(text[j+3]):
				j += 2
			case c >= 0x80 && unicode.IsLetter(firstRune(text[j:])) && !unicode.Is(unicode.Han, firstRune(text[j:])):
				j += len(string(firstRune(text[j:]))) - 1
			default:
				goto done
			}
			j++
		}
	done:
		if i == 0 || !isDigit(text[i-1]) {
			out = append(out, englishWord{i, j, strings.ToLower(text[i:j]), text[i] >= 'A' && text[i] <= 'Z'})
		}
		i = j
	}
	return out
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func latin(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// englishSentences splits a passage at full stops, question and exclamation marks that end a
// sentence, and at semicolons that are followed by a capital. Each is exactly as loaded.
func englishSentences(text string) []string {
	var out []string
	start := 0
	cut := func(end int) {
		if q := strings.TrimSpace(text[start:end]); strings.IndexFunc(q, unicode.IsLetter) >= 0 {
			out = append(out, q)
		}
		start = end
	}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '.', '!', '?':
			j := i + 1
			for j < len(text) && strings.IndexByte("\"')]", text[j]) >= 0 {
				j++
			}
			if strings.HasPrefix(text[j:], "”") {
				j += len("”")
			}
			if j < len(text) && !unicode.IsSpace(rune(text[j])) {
				continue
			}
			if text[i] == '.' && !endsSentence(text, i, j) {
				continue
			}
			cut(j)
			i = j - 1
		case '\n':
			if strings.HasPrefix(strings.TrimLeft(text[i+1:], " \t"), "\n") {
				cut(i)
			}
		}
	}
	cut(len(text))
	return out
}

// endsSentence tells whether the point at i, followed by white space at j, is a full stop.
func endsSentence(text string, i, j int) bool {
	k := i
	for k > 0 && (latin(text[k-1]) || text[k-1] == '.') {
		k--
	}
	word := strings.ToLower(text[k:i])
	rest := strings.TrimSpace(text[j:])
	if rest == "" {
		return true
	}
	next := firstRune(strings.TrimLeft(rest, "\"“'(<"))
	if initials(word) || abbreviations[word] || len(word) == 1 && k > 0 && text[k] >= 'A' && text[k] <= 'Z' {
		if word == "no" || word == "nos" {
			return !(next >= '0' && next <= '9')
		}
		switch word { // a unit in short ends a sentence where the next word can only begin one
		case "pct", "mln", "bln", "dlrs", "sq", "etc", "approx":
			first := strings.Fields(rest)
			w := strings.ToLower(strings.Trim(first[0], ".,"))
			return unicode.IsUpper(next) && (notName[w] || determiner(w))
		}
		if word == "ltd" || word == "inc" || word == "co" || word == "corp" {
			// a firm's name ends many sentences: the next word decides
			first := strings.Fields(rest)
			w := strings.ToLower(strings.Trim(first[0], ".,"))
			return unicode.IsUpper(next) && !firmSuffix[w] && (notName[w] || w == "the" || len(first) > 1 && !unicode.IsUpper(firstRune(first[1])))
		}
		return false
	}
	if len(rest) > 1 && rest[0] == '(' && isDigit(rest[1]) { // (2) Transmission
		return true
	}
	if unicode.IsDigit(next) && len(word) <= 2 { // p. 3
		return false
	}
	return !unicode.IsLower(next)
}

// initials tells Y.C and J from words.
func initials(word string) bool {
	if len(word) < 3 {
		return false
	}
	for i := 0; i < len(word); i++ {
		if (word[i] == '.') != (i%2 == 1) {
			return false
		}
	}
	return true
}
