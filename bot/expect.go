package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"wenxiang/bot/digest"
	"wenxiang/bot/schedule"
	"wenxiang/query"
)

// expect waits for what a person will type here: what, of which subscription or kind, for this chat or for a channel
// that is managed from here.
func (b *Bot) expect(t *turn, s spot, what, argument string) error {
	f, err := follower(t.tx, t.here())
	if err != nil {
		return err
	}
	if s != t.here() {
		argument += "@" + strconv.FormatInt(s.chat, 10)
	}
	f.Expects = fmt.Sprintf("%s|%d|%d|%s", what, t.talk.PersonID, t.now+expectFor.Milliseconds(), argument)
	return t.tx.Follow(f)
}

// unexpect stops waiting for what was asked for here: the person did something else.
func (b *Bot) unexpect(t *turn) error {
	s := t.here()
	f, found, err := t.tx.Follower(s.chat, s.topic)
	if err != nil || !found || !strings.Contains(f.Expects, "|"+strconv.FormatInt(t.talk.PersonID, 10)+"|") {
		return err
	}
	f.Expects = ""
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
	if of, channel, elsewhere := strings.Cut(argument, "@"); elsewhere {
		argument = of
		id, _ := strconv.ParseInt(channel, 10, 64)
		s = spot{id, 0}
	}
	if allowed, err := b.mayManage(t, s.chat); err != nil || !allowed {
		return false, errors.Join(err, forget())
	}
	// A text that is nothing of what was asked for is a question, if it looks like one or is answered as one.
	asks := strings.ContainsAny(text, "?？吗呢多哪谁何")
	aside := func(err error) bool {
		return err != nil && (asks || b.ask(ctx, &query.Conversation{}, text).Status == query.Answered)
	}
	// What is read is no longer waited for; what is not may be typed again.
	taken := func(err error) error {
		if err == nil {
			return forget()
		}
		return nil
	}
	switch what {
	case "time":
		id, _ := strconv.ParseInt(argument, 10, 64)
		sub, found, err := t.tx.Subscription(id)
		if err != nil || !found || sub.ChatID != s.chat {
			return false, errors.Join(err, forget())
		}
		_, err = schedule.Parse(text)
		var e *schedule.Error
		if errors.As(err, &e) && (e.Fault == schedule.Unread || e.Fault == schedule.Nothing) && aside(err) {
			return false, forget()
		}
		return true, errors.Join(taken(err), b.setTime(t, sub, text, false))
	case "zone":
		_, err := schedule.ParseZone(text)
		if aside(err) {
			return false, forget()
		}
		return true, errors.Join(taken(err), b.setZone(t, s, text, false))
	case "quiet":
		_, err := schedule.ParseQuiet(text)
		if aside(err) {
			return false, forget()
		}
		return true, errors.Join(taken(err), b.setQuiet(t, s, text, false))
	case "kind":
		kind := digest.Kind(argument)
		amount := true
		if kind == digest.Above {
			_, _, amount = digest.Amount(text)
		}
		if kind == digest.Above && !amount && aside(errors.New("no amount")) || kind != digest.Above && kind != digest.Question && asks {
			return false, forget()
		}
		if amount {
			if err := forget(); err != nil {
				return true, err
			}
		}
		return true, b.followKind(ctx, t, s, kind, text, "", false)
	}
	return false, forget()
}
