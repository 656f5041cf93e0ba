package bot

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wenxiang/bot/state"
)

// digestCommand carries out /digest: alone it lists, a word (now, pause, resume, delete) with a number or for all does
// that, and other words change a time.
func (b *Bot) digestCommand(ctx context.Context, t *turn, rest string) error {
	s, rest, ok, err := b.spotOf(t, rest)
	if err != nil || !ok {
		return err
	}
	rest = strings.TrimSpace(tidy(rest))
	if rest == "" {
		return b.showList(t, s, "", false)
	}
	if allowed, err := b.mayManage(t, s.chat); err != nil || !allowed {
		return errors.Join(err, b.reply(t, page{html: say(t.lang(), "follow.admins")}))
	}
	subs, err := t.tx.Subscriptions(s.chat, s.topic)
	if err != nil {
		return err
	}
	chosen, words, numbered := numbered(rest, len(subs))
	if numbered && chosen == 0 {
		return b.reply(t, page{html: say(t.lang(), "follow.which")})
	}
	action, left := actionOf(words)
	switch action {
	case actZone:
		return b.setZone(t, s, left, false)
	case actQuiet:
		return b.setQuiet(t, s, left, false)
	}
	if left != "" {
		action, left = "", words
	}
	switch {
	case numbered:
		subs = subs[chosen-1 : chosen]
	case len(subs) > 1 && (action == "" || action == actDelete):
		return b.reply(t, page{html: say(t.lang(), "follow.which")})
	}
	switch {
	case len(subs) == 0, action == actNow && !numbered:
		return b.digestNow(ctx, t, s, 0)
	case action == actNow:
		return b.digestNow(ctx, t, s, subs[0].ID)
	case action != "":
		return b.act(t, s, subs, action)
	case left == "": // a number alone
		p, err := b.cardPage(t, subs[0], "")
		return orElse(err, func() error { return b.reply(t, p) })
	}
	return b.setTime(t, subs[0], left, false)
}

// unsubscribeCommand carries out /unsubscribe: with a number it deletes that one, else it lists.
func (b *Bot) unsubscribeCommand(ctx context.Context, t *turn, rest string) error {
	if n, err := strconv.Atoi(strings.TrimSpace(tidy(rest))); err == nil {
		return b.digestCommand(ctx, t, "delete "+strconv.Itoa(n))
	}
	s, _, ok, err := b.spotOf(t, rest)
	if err != nil || !ok {
		return err
	}
	return b.showList(t, s, "", false)
}

// subscribedByWord carries out what is written as a sentence in place of a command: 订阅周调度, 我的订阅; done is false
// where it is neither.
func (b *Bot) subscribedByWord(ctx context.Context, t *turn, text string) (done bool, err error) {
	text = strings.TrimLeftFunc(strings.TrimSpace(tidy(text)), idle)
	low := strings.ToLower(text)
	for _, lang := range languages {
		if slices.Contains(strings.Split(say(lang, "act.mine"), ";"), strings.TrimRightFunc(low, idle)) {
			return true, b.showList(t, t.here(), "", false)
		}
		for _, word := range strings.Split(say(lang, "act.subscribe"), ";") {
			if !strings.HasPrefix(low, word) || len(low) != len(text) {
				continue
			}
			rest := text[len(word):]
			what := strings.TrimLeftFunc(rest, idle)
			if latin := word[len(word)-1] < utf8.RuneSelf; what != "" && (!latin || what != rest) {
				return true, b.subscribeCommand(ctx, t, what)
			}
		}
	}
	return false, nil
}

// act pauses, resumes or deletes subscriptions of a spot and shows the list.
func (b *Bot) act(t *turn, s spot, subs []state.Subscription, action string) error {
	f, err := follower(t.tx, s)
	if err != nil {
		return err
	}
	note := ""
	for _, sub := range subs {
		switch action {
		case actDelete:
			note = say(t.lang(), "press.deleted")
			_, err = t.tx.Unsubscribe(sub.ChatID, sub.TopicID, sub.ID)
		case actPause:
			note = say(t.lang(), "press.paused")
			sub.Paused, sub.NextAt = true, 0
			err = t.tx.Save(sub)
		case actOnly, actAlways:
			note = say(t.lang(), "follow.changed")
			sub.OnlyChanges = action == actOnly
			err = t.tx.Save(sub)
		case actResume:
			note = say(t.lang(), "press.resumed")
			if sub.Paused {
				sub.Paused = false
				replan(f, &sub, t.now)
				err = t.tx.Save(sub)
			}
		}
		if err != nil {
			return err
		}
	}
	if err := t.tx.Reckon(s.chat, s.topic); err != nil {
		return err
	}
	return b.showList(t, s, note, false)
}

// What can be done with subscriptions by a word.
const (
	actNow    = "now"
	actPause  = "pause"
	actResume = "resume"
	actDelete = "delete"
	actZone   = "zone"
	actQuiet  = "quiet"
	actOnly   = "only"
	actAlways = "always"
)

// actionOf finds the action that words begin with, in any language, and what follows it.
func actionOf(words string) (action, left string) {
	word, left, _ := strings.Cut(words, " ")
	for _, lang := range languages {
		for _, c := range []struct{ action, words string }{
			{actNow, say(lang, "act.now")}, {actPause, say(lang, "act.pause")}, {actResume, say(lang, "act.resume")},
			{actDelete, say(lang, "act.delete")}, {actZone, say(lang, "act.zone")}, {actQuiet, say(lang, "act.quiet")},
			{actOnly, say(lang, "act.only")}, {actAlways, say(lang, "act.always")},
		} {
			if slices.Contains(strings.Fields(c.words), strings.ToLower(word)) {
				return c.action, strings.TrimSpace(left)
			}
		}
	}
	return "", words
}

// numbered finds the number of a subscription before or behind the words: 2 每周一9点, pause 2. chosen is 0 where there
// is none of that number. A number that is a time stays one: 每天 8.
func numbered(text string, count int) (chosen int, words string, found bool) {
	first, rest, _ := strings.Cut(text, " ")
	if n, err := strconv.Atoi(strings.Trim(first, ".、#第项")); err == nil && (rest != "" || count > 1) && (n <= count || count > 1) {
		if n < 1 || n > count {
			n = 0
		}
		return n, strings.TrimSpace(rest), true
	}
	action, left := actionOf(text)
	if n, err := strconv.Atoi(strings.Trim(left, ".、#第项 ")); err == nil && action != "" && action != actZone && action != actQuiet {
		if n < 1 || n > count {
			n = 0
		}
		word, _, _ := strings.Cut(text, " ")
		return n, word, true
	}
	return 0, text, false
}
