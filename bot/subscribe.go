package bot

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"wenxiang/bot/delivery"
	"wenxiang/bot/digest"
	"wenxiang/bot/schedule"
	"wenxiang/bot/state"
	"wenxiang/query"
)

// subscribeCommand carries out /subscribe: alone it shows what can be followed, with a question or the name of a
// ready-made digest it keeps that.
func (b *Bot) subscribeCommand(ctx context.Context, t *turn, rest string) error {
	s, rest, ok, err := b.spotOf(t, rest)
	if err != nil || !ok {
		return err
	}
	if allowed, err := b.mayManage(t, s.chat); err != nil || !allowed {
		return errors.Join(err, b.reply(t, page{html: say(t.lang(), "follow.admins")}))
	}
	if t.edited && t.about != 0 {
		// What the message followed before it was edited gives way to what it says now.
		letters, err := t.tx.Replies(t.talk.ChatID, t.about, t.asked-clockSkew)
		if err != nil {
			return err
		}
		for _, id := range letters {
			if err := t.tx.UnsubscribeWith(id, s.chat, s.topic, t.talk.PersonID); err != nil {
				return err
			}
		}
		if err := t.tx.Reckon(s.chat, s.topic); err != nil {
			return err
		}
	}
	if rest = tidy(rest); rest == "" {
		p, err := b.menuPage(t, s)
		return orElse(err, func() error { return b.reply(t, p) })
	}
	return b.followTyped(ctx, t, s, rest)
}

// followTyped follows what a person typed: a ready-made digest by its name, or questions, with the time beside them
// or not.
func (b *Bot) followTyped(ctx context.Context, t *turn, s spot, text string) error {
	if n := utf8.RuneCountInString(text); n > maxQuestion {
		return b.reply(t, page{html: say(t.lang(), "message.long", "units", strconv.Itoa(n), "limit", strconv.Itoa(maxQuestion))})
	}
	ways := append([]schedule.Parting{{Rest: text}}, schedule.Apart(text)...)
	if b.o.Reports != nil {
		for _, w := range ways {
			if kind, subject, found := readyMade(w.Rest); found {
				return b.followKind(ctx, t, s, kind, subject, w.When, false)
			}
		}
	}
	way := ways[min(1, len(ways)-1)]
	q, when := keptQuestion{Question: way.Rest}, way.When
	if s == t.here() { // 那亿元以上的呢 leads on from what was said here
		memory, err := t.tx.Recall(t.talk)
		if err != nil {
			return err
		}
		if t.now-memory.At <= stale.Milliseconds() {
			q.Context = memory.Context
		}
	}
	return b.followQuestions(ctx, t, s, q, when, false)
}

// followQuestions keeps the questions of a text, each for itself, and shows what is followed now. Where the text was
// typed, what was said before it counts only for a question that is not answered by itself; where it stands in a
// button, it was answered so.
func (b *Bot) followQuestions(ctx context.Context, t *turn, s spot, q keptQuestion, when string, pressed bool) error {
	questions, tail := splitQuestions(tidy(q.Question))
	questions = questions[:min(len(questions), maxQuestions)]
	talk := readConversation(q.Context)
	var subs []state.Subscription
	var answers []query.Answer
	left := ""
	for i, question := range questions {
		before := talk
		alone, with := b.ask(ctx, &query.Conversation{}, question), b.ask(ctx, &talk, question)
		a, leadsOn := alone, false
		if q.Context != "" || i > 0 {
			leadsOn = with.Headline != alone.Headline || with.Status != alone.Status
			if !pressed {
				leadsOn = alone.Status != query.Answered && with.Status == query.Answered
			}
		}
		sub := state.Subscription{Kind: string(digest.Question), Subject: question, Lang: q.Lang}
		if leadsOn {
			text, err := kept{Conversation: before}.text()
			if err != nil {
				return err
			}
			a, sub.Context = with, text
		}
		thanks := i > 0 && i == len(questions)-1 && tail && (a.Status != query.Answered || alone.Status == query.Unclear && says(a, answers))
		if thanks || a.Status == query.Unclear {
			if strings.ContainsAny(question, "0123456789点每") {
				left = question // a time that is none, rather than thanks
			}
			continue
		}
		if sub.Lang == "" {
			sub.Lang = tongue(a.Lang, t.code)
		}
		subs, answers = append(subs, sub), append(answers, a)
	}
	if len(subs) == 0 {
		return b.reply(t, page{html: say(t.lang(), "follow.unclear", "question", clip(q.Question, 200))})
	}
	today := ""
	if len(answers) == 1 {
		today = b.todayWords(t.lang(), answers[0])
	}
	if left != "" {
		today = strings.TrimPrefix(today+"\n"+say(t.lang(), "time.unread", "word", clip(left, 60)), "\n")
	}
	return b.followAndShow(ctx, t, s, subs, when, today, false)
}

// says tells whether an answer only says again what the one before said, as it may for 谢谢.
func says(a query.Answer, before []query.Answer) bool {
	if len(before) == 0 || len(a.Values) == 0 {
		return false
	}
	last := before[len(before)-1].Values
	return len(last) > 0 && last[0].Value.Equal(a.Values[0].Value) && last[0].Unit == a.Values[0].Unit
}

// todayWords says what the answer is now, so that the person sees what was understood.
func (b *Bot) todayWords(lang string, a query.Answer) string {
	if a.Status != query.Answered {
		return say(lang, "follow.absent")
	}
	return say(lang, "follow.today", "answer", clip(clean(a.Headline), 300))
}

// followAndShow subscribes and shows the new subscription, or the list where there are several. when is the time that
// was typed, "" for none; today says what the first digest would say.
func (b *Bot) followAndShow(ctx context.Context, t *turn, s spot, subs []state.Subscription, when, today string, edit bool) error {
	lang := t.lang()
	note, err := b.followedWords(t, s)
	if err != nil {
		return err
	}
	var fault error
	var last state.Subscription
	for _, sub := range subs {
		made, already, err := b.subscribe(ctx, t, s, sub)
		if errors.Is(err, errTooMany) {
			return b.show(t, page{html: say(lang, "follow.many", "limit", strconv.Itoa(maxSubscriptions))}, edit)
		}
		if err != nil {
			return err
		}
		if already && len(subs) == 1 {
			note = say(lang, "follow.already")
		}
		if when != "" {
			f, err := follower(t.tx, s)
			if err != nil {
				return err
			}
			at, err := scheduleOf(f, made).With(when)
			if err != nil {
				fault = err // it is followed at the usual time
			} else {
				made.Rule = at.Rule.String()
				if err := b.retime(t, f, at.Zone, &made); err != nil {
					return err
				}
			}
		}
		last = made
	}
	if today != "" {
		note += "\n" + today
	}
	if fault != nil {
		note += "\n" + faultWords(lang, fault)
	}
	if len(subs) > 1 {
		return b.showList(t, s, note, edit)
	}
	p, err := b.cardPage(t, last, note)
	if err != nil {
		return err
	}
	return b.show(t, p, edit)
}

// followedWords says that something is followed, and where it will come.
func (b *Bot) followedWords(t *turn, s spot) (string, error) {
	channel, err := b.channelName(t, s)
	if err != nil || channel == "" {
		return say(t.lang(), "follow.done"), err
	}
	return say(t.lang(), "follow.done.channel", "channel", channel), nil
}

// channelName is the title of a channel that is managed from elsewhere, "" for the chat itself.
func (b *Bot) channelName(t *turn, s spot) (string, error) {
	if s == t.here() {
		return "", nil
	}
	c, _, err := t.tx.Channel(s.chat)
	name := clip(clean(c.Title), 60)
	if name == "" {
		name = strconv.FormatInt(s.chat, 10)
	}
	return name, err
}

// followKind follows a ready-made digest; one that needs a subject and has none is asked for it.
func (b *Bot) followKind(ctx context.Context, t *turn, s spot, kind digest.Kind, subject, when string, edit bool) error {
	lang := t.lang()
	subject = clip(strings.TrimSpace(strings.ReplaceAll(clean(subject), "\n", " ")), 300)
	sub := state.Subscription{Kind: string(kind), Lang: lang}
	switch {
	case kind == digest.Question && subject != "":
		return b.followTyped(ctx, t, s, subject)
	case !kind.Needs():
		return b.followAndShow(ctx, t, s, []state.Subscription{sub}, when, "", edit)
	case subject == "":
		if err := b.expect(t, s, "kind", string(kind)); err != nil {
			return err
		}
		return b.show(t, page{html: kindAsk(lang, kind), buttons: [][]delivery.Button{{b.back(t, s)}}}, edit)
	}
	if kind == digest.Above {
		if _, _, ok := digest.Amount(subject); !ok {
			return b.reply(t, page{html: say(lang, "time.amount", "word", clip(subject, 60))})
		}
		subject = digest.AmountWords(subject, lang)
	}
	sub.Subject = subject
	book, err := b.readBook(ctx)
	if err != nil {
		return err
	}
	today := ""
	if f, err := follower(t.tx, s); err != nil {
		return err
	} else if book != nil && len(b.snapshot(ctx, book, sub, scheduleOf(f, sub).Today(time.UnixMilli(t.now))).Entries) == 0 {
		today = say(lang, "follow.nothing", "what", kindTitle(lang, kind, subject))
	}
	return b.followAndShow(ctx, t, s, []state.Subscription{sub}, when, today, edit)
}
