package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"wenxiang/bot/delivery"
	"wenxiang/bot/digest"
	"wenxiang/bot/schedule"
	"wenxiang/bot/state"
	"wenxiang/query"
)

// The forms of callback_data for what a chat follows; see those in handle.go.
const (
	pressFollow = "fol:" // keeps the question of a button row
	// pressSub is followed by an action, a number and an argument, with colons between them. The number
	// is that of a subscription, or for the actions v, l, m, k, z, q, x and a a channel's id, 0 for this chat.
	pressSub = "sub:"
	// pressMore shows all of a notice.
	pressMore = "new:"
)

const (
	// maxSubscriptions is how many things a chat may follow.
	maxSubscriptions = 30
	// expectFor is how long what was asked for is waited for.
	expectFor = 10 * time.Minute
)

// A kept question is what a button keeps, so that it can be followed.
type keptQuestion struct {
	Question string `json:"question"`
	// Kind is set where the button follows a ready-made digest: then Question is its subject.
	Kind    string `json:"kind,omitempty"`
	Context string `json:"context,omitempty"` // the conversation before it
	Lang    string `json:"lang"`
}

// offerFollow makes the button that keeps the questions that were just answered; nil where there was nothing to answer.
func (b *Bot) offerFollow(t *turn, text, before string, answers []query.Answer) ([]delivery.Button, error) {
	if !slices.ContainsFunc(answers, func(a query.Answer) bool { return a.Status != query.Unclear }) {
		return nil, nil
	}
	lang := tongue(answers[0].Lang, t.code)
	row, err := json.Marshal(keptQuestion{Question: text, Context: before, Lang: lang})
	if err != nil {
		return nil, err
	}
	id, err := t.tx.KeepButton(t.talk.ChatID, t.talk.PersonID, string(row), t.now)
	return []delivery.Button{{Text: delivery.Bare(say(lang, "follow.button")), Data: pressFollow + id}}, err
}

// A spot is the chat or topic whose subscriptions a person sees or changes: mostly where they are.
type spot struct{ chat, topic int64 }

// here is the spot of a turn.
func (t *turn) here() spot { return spot{t.talk.ChatID, t.talk.TopicID} }

// data makes the callback data of an action on a spot.
func (s spot) data(t *turn, action, argument string) string {
	id := s.chat
	if s == t.here() {
		id = 0
	}
	return pressSub + action + ":" + strconv.FormatInt(id, 10) + ":" + argument
}

func subData(action string, id int64, argument string) string {
	return pressSub + action + ":" + strconv.FormatInt(id, 10) + ":" + argument
}

// follower reads a spot's settings; those of a spot without any are the usual ones.
func follower(tx *state.Tx, s spot) (state.Follower, error) {
	f, found, err := tx.Follower(s.chat, s.topic)
	if err == nil && !found {
		f.Zone, f.Notices = schedule.DefaultZone, true
	}
	return f, err
}

// subscribe follows something for a spot. before is what it showed already, so that the first digest can
// tell what changed. already is true where the spot follows it.
func (b *Bot) subscribe(ctx context.Context, t *turn, s spot, sub state.Subscription) (made state.Subscription, already bool, err error) {
	f, err := follower(t.tx, s)
	if err != nil {
		return sub, false, err
	}
	have, err := t.tx.Subscriptions(s.chat, s.topic)
	if err != nil {
		return sub, false, err
	}
	for _, h := range have {
		if h.Kind == sub.Kind && h.Subject == sub.Subject && h.Context == sub.Context {
			return h, true, nil
		}
	}
	if n, err := t.tx.SubscribedIn(s.chat); err != nil || n >= maxSubscriptions {
		return sub, false, errors.Join(err, errTooMany)
	}
	f.Expects = ""
	if err := t.tx.Follow(f); err != nil {
		return sub, false, err
	}
	sub.ChatID, sub.TopicID, sub.PersonID, sub.CreatedAt = s.chat, s.topic, t.talk.PersonID, t.now
	if sub.Rule == "" {
		sub.Rule = digest.Kind(sub.Kind).Rule().String()
	}
	book, err := b.readBook(ctx)
	if err != nil {
		return sub, false, err
	}
	sub.Shown = b.snapshot(ctx, book, sub, scheduleOf(f, sub).Today(time.UnixMilli(t.now))).Encode()
	replan(f, &sub, t.now)
	if sub, err = t.tx.Subscribe(sub); err != nil {
		return sub, false, err
	}
	return sub, false, t.tx.Reckon(s.chat, s.topic)
}

var errTooMany = errors.New("the chat follows too much already")

// spotOf finds the channel that a command names, or here. It has replied when ok is false.
func (b *Bot) spotOf(t *turn, rest string) (s spot, left string, ok bool, err error) {
	word, left, _ := strings.Cut(strings.TrimSpace(rest), " ")
	if name, named := strings.CutPrefix(word, "@"); named && t.private() {
		channels, err := t.tx.Channels(t.talk.PersonID)
		if err != nil {
			return s, rest, false, err
		}
		for _, c := range channels {
			if c.Username != "" && strings.EqualFold(c.Username, name) {
				return spot{c.ID, 0}, left, true, nil
			}
		}
		return s, rest, false, b.reply(t, page{html: say(t.lang(), "follow.nochannel", "channel", word)})
	}
	return t.here(), rest, true, nil
}

// digestNow sends the digest of one subscription, or with 0 of all of a spot, as a reply.
func (b *Bot) digestNow(ctx context.Context, t *turn, s spot, only int64) error {
	subs, err := b.followed(t.tx, s.chat, s.topic)
	if err != nil {
		return err
	}
	f, err := follower(t.tx, s)
	if err != nil {
		return err
	}
	book, err := b.readBook(ctx)
	if err != nil {
		return err
	}
	var sections []section
	for _, sub := range subs {
		if only != 0 && sub.ID != only || only == 0 && sub.Paused {
			continue
		}
		sec, err := b.section(ctx, t.tx, book, sub, scheduleOf(f, sub).Today(time.UnixMilli(t.now)))
		if err != nil {
			return err
		}
		sections = append(sections, sec)
	}
	if len(sections) == 0 {
		if len(subs) > 0 {
			return b.showList(t, s, say(t.lang(), "follow.allpaused"), false)
		}
		p, err := b.menuPage(t, s)
		return orElse(err, func() error { return b.reply(t, p) })
	}
	pages := b.digestPages(f, sections)
	letter := fmt.Sprintf("u%d:%d", t.u.ID, t.letters)
	if s != t.here() {
		// To the channel, and a word here. Whoever asks for it believes that it can be reached again.
		if err := t.tx.Resume(s.chat, s.topic); err != nil {
			return err
		}
		letter = fmt.Sprintf("digest:%d:u%d", sections[0].sub.ID, t.u.ID)
		if err := b.post(t.tx, f, letter, delivery.Digest, pages, t.now); err != nil {
			return err
		}
		channel, err := b.channelName(t, s)
		if err != nil {
			return err
		}
		pages = []page{{html: say(t.lang(), "follow.sent", "channel", channel)}}
	}
	for _, sec := range sections {
		if err := keep(t.tx, sec, letter, b.baseline(t.tx, sec.sub)); err != nil {
			return err
		}
	}
	t.about = 0 // an edit of the command does not change the digest that it sent
	return b.reply(t, pages...)
}

// show replies with a page, or, when a button under one of the bot's messages was pressed, puts it in that one's place.
func (b *Bot) show(t *turn, p page, edit bool) error {
	if !edit || t.u.Press == nil || t.u.Press.Message == nil {
		return b.reply(t, p)
	}
	_, err := delivery.Put(t.tx, state.Letter{
		ID: fmt.Sprintf("u%d:%d", t.u.ID, t.letters), ChatID: t.talk.ChatID, TopicID: t.talk.TopicID, PersonID: t.talk.PersonID,
		Lane: state.Interactive, Kind: delivery.Reply, CreatedAt: t.now,
	}, delivery.Post{Do: delivery.Edit, Target: t.u.Press.Message.ID, HTML: p.html, Buttons: p.buttons})
	t.letters++
	return err
}

// setTime changes when a subscription comes, as typed.
func (b *Bot) setTime(t *turn, sub state.Subscription, typed string, edit bool) error {
	f, err := follower(t.tx, spot{sub.ChatID, sub.TopicID})
	if err != nil {
		return err
	}
	when, err := scheduleOf(f, sub).With(typed)
	if err != nil {
		return b.reply(t, page{html: faultWords(t.lang(), err)})
	}
	f.Expects = ""
	sub.Rule = when.Rule.String()
	if err := b.retime(t, f, when.Zone, &sub); err != nil {
		return err
	}
	p, err := b.cardPage(t, sub, say(t.lang(), "follow.changed"))
	if err != nil {
		return err
	}
	return b.show(t, p, edit)
}

// retime keeps a spot's settings, with another zone or not, and plans all of its subscriptions anew.
// changed, where it is one of them, is kept as given.
func (b *Bot) retime(t *turn, f state.Follower, zone string, changed *state.Subscription) error {
	anew := zone != f.Zone
	f.Zone = zone
	if err := t.tx.Follow(f); err != nil {
		return err
	}
	subs, err := t.tx.Subscriptions(f.ChatID, f.TopicID)
	if err != nil {
		return err
	}
	for _, s := range subs {
		var start int64
		if changed != nil && s.ID == changed.ID {
			s, start = *changed, t.now
		}
		if anew {
			start = t.now
		}
		replan(f, &s, start)
		if changed != nil && s.ID == changed.ID {
			*changed = s
		}
		if err := t.tx.Save(s); err != nil {
			return err
		}
	}
	return t.tx.Reckon(f.ChatID, f.TopicID)
}

// setZone changes the time zone of a spot, as typed.
func (b *Bot) setZone(t *turn, s spot, typed string, edit bool) error {
	if strings.TrimSpace(typed) == "" {
		p, err := b.zonePage(t, s)
		if err != nil {
			return err
		}
		return b.show(t, p, edit)
	}
	zone, err := schedule.ParseZone(typed)
	if err != nil {
		return b.reply(t, page{html: faultWords(t.lang(), err)})
	}
	f, err := follower(t.tx, s)
	if err != nil {
		return err
	}
	f.Expects = ""
	if err := b.retime(t, f, zone, nil); err != nil {
		return err
	}
	return b.showList(t, s, say(t.lang(), "follow.changed"), edit)
}

// setQuiet changes the quiet hours of a spot, as typed.
func (b *Bot) setQuiet(t *turn, s spot, typed string, edit bool) error {
	if strings.TrimSpace(typed) == "" {
		p, err := b.quietPage(t, s)
		if err != nil {
			return err
		}
		return b.show(t, p, edit)
	}
	quiet, err := schedule.ParseQuiet(typed)
	if err != nil {
		return b.reply(t, page{html: faultWords(t.lang(), err)})
	}
	f, err := follower(t.tx, s)
	if err != nil {
		return err
	}
	f.Quiet, f.Expects = quiet.String(), ""
	if err := b.retime(t, f, f.Zone, nil); err != nil {
		return err
	}
	return b.showList(t, s, say(t.lang(), "follow.changed"), edit)
}

func (b *Bot) showList(t *turn, s spot, note string, edit bool) error {
	p, err := b.listPage(t, s, note)
	if err != nil {
		return err
	}
	return b.show(t, p, edit)
}

// faultWords says what cannot be read of a time that was typed.
func faultWords(lang string, err error) string {
	var e *schedule.Error
	if !errors.As(err, &e) {
		return say(lang, "time.nothing")
	}
	word := clip(clean(e.Word), 60)
	switch e.Fault {
	case schedule.BadTime:
		return say(lang, "time.clock", "word", word)
	case schedule.UnknownZone:
		return say(lang, "time.zone", "word", word)
	case schedule.BadDay:
		return say(lang, "time.day", "word", word)
	case schedule.BadQuiet:
		return say(lang, "time.quiet", "word", word)
	case schedule.Unread:
		return say(lang, "time.unread", "word", word)
	}
	return say(lang, "time.nothing")
}
