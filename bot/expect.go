package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"wenxiang/bot/digest"
	"wenxiang/bot/schedule"
)

// expect waits for what a person will type: what, of which subscription or kind, for a spot that is the chat itself.
func (b *Bot) expect(t *turn, s spot, what, argument string) error {
	f, err := follower(t.tx, s)
	if err != nil {
		return err
	}
	f.Expects = fmt.Sprintf("%s|%d|%d|%s", what, t.talk.PersonID, t.now+expectFor.Milliseconds(), argument)
	return t.tx.Follow(f)
}

// typed takes a message as what was asked for, where something was; done is false when it is a question
// like any other.
func (b *Bot) typed(ctx context.Context, t *turn, text string) (done bool, err error) {
	s := t.here()
	f, found, err := t.tx.Follower(s.chat, s.topic)
	if err != nil || !found || f.Expects == "" {
		return false, err
	}
	fields := strings.SplitN(f.Expects, "|", 4)
	forget := func() error {
		f.Expects = ""
		return t.tx.Follow(f)
	}
	if len(fields) != 4 {
		return false, forget()
	}
	person, _ := strconv.ParseInt(fields[1], 10, 64)
	until, _ := strconv.ParseInt(fields[2], 10, 64)
	if t.now > until {
		return false, forget()
	}
	if person != t.talk.PersonID {
		return false, nil
	}
	text = tidy(text)
	what, argument := fields[0], fields[3]
	// A text that is nothing of what was asked for is a question.
	aside := func(err error) bool {
		var e *schedule.Error
		return errors.As(err, &e) && (e.Fault == schedule.Unread || e.Fault == schedule.Nothing) && strings.ContainsAny(text, "?？吗呢多哪谁何")
	}
	switch what {
	case "time":
		id, _ := strconv.ParseInt(argument, 10, 64)
		sub, found, err := t.tx.Subscription(id)
		if err != nil || !found || sub.ChatID != s.chat {
			return false, errors.Join(err, forget())
		}
		if _, err := schedule.Parse(text); aside(err) {
			return false, forget()
		}
		return true, b.setTime(t, sub, text, false)
	case "zone":
		if _, err := schedule.ParseZone(text); err != nil && strings.ContainsAny(text, "?？") {
			return false, forget()
		}
		return true, b.setZone(t, s, text, false)
	case "quiet":
		if _, err := schedule.ParseQuiet(text); err != nil && strings.ContainsAny(text, "?？") {
			return false, forget()
		}
		return true, b.setQuiet(t, s, text, false)
	case "kind":
		return true, b.followKind(ctx, t, s, digest.Kind(argument), text, false)
	}
	return false, forget()
}
