package bot

import (
	"context"
	"encoding/base64"
	"regexp"
	"strings"
	"unicode/utf8"

	"wenxiang/bot/state"
	"wenxiang/query"
)

// The payloads of deep links, t.me/bot?start=…: 64 of [A-Za-z0-9_-] at the most.
const (
	linkProject  = "p_" // opens a project's card
	linkQuestion = "q_" // asks a question: itself, if it is short, else the id of its row
)

var payload = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// shortQuestion is the longest question, in bytes, that a link can hold by itself.
const shortQuestion = 45

// questionLink makes the payload that asks a question. A long one is kept in a row that belongs to no
// chat, since anyone may follow the link.
func questionLink(tx *state.Tx, personID int64, question string, now int64) (string, error) {
	if len(question) <= shortQuestion {
		return linkQuestion + base64.RawURLEncoding.EncodeToString([]byte(question)), nil
	}
	id, err := tx.KeepButton(0, personID, question, now)
	return linkQuestion + id, err
}

// linkedQuestion reads the question of a payload, "" when it holds none.
func linkedQuestion(tx *state.Tx, rest string) (string, error) {
	question, err := tx.Button(0, rest)
	if err != nil || question != "" {
		return question, err
	}
	raw, err := base64.RawURLEncoding.DecodeString(rest)
	if err != nil || len(raw) > shortQuestion || !utf8.Valid(raw) {
		return "", nil
	}
	return tidy(string(raw)), nil
}

// start answers /start, with what its link asks for.
func (b *Bot) start(ctx context.Context, t *turn, rest string) error {
	if rest == "" || !payload.MatchString(rest) {
		return b.greet(t)
	}
	if key, found := strings.CutPrefix(rest, linkProject); found && len(key) == query.KeyLength {
		if _, found := b.o.Library.Card(ctx, key, t.lang()); found {
			return b.showProject(ctx, t, key)
		}
	}
	if id, found := strings.CutPrefix(rest, linkQuestion); found {
		question, err := linkedQuestion(t.tx, id)
		if err != nil {
			return err
		}
		if question != "" {
			return b.answer(ctx, t, question, question)
		}
	}
	if strings.HasPrefix(rest, linkProject) || strings.HasPrefix(rest, linkQuestion) {
		if err := b.reply(t, page{html: say(t.lang(), "start.link")}); err != nil {
			return err
		}
	}
	return b.greet(t)
}

// link is the address that opens the private chat with a payload.
func (b *Bot) link(payload string) string {
	return "https://t.me/" + b.Username() + "?start=" + payload
}
