package bot

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strconv"
	"strings"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"wenxiang/bot/delivery"
	"wenxiang/bot/state"
)

// pressChannel leads to the channels that a person linked: h: to their list, h:<id>: to one,
// h:<id>:l:<language> and h:<id>:u change it.
const pressChannel = "h:"

var channelName = regexp.MustCompile(`^(?:https?://)?(?:t\.me/|@)?([A-Za-z][A-Za-z0-9_]{3,31})/?$`)

// awaitFor is how long, in milliseconds, a forwarded post is taken for the channel to link.
const awaitFor = 15 * 60 * 1000

func channelButton(lang string, c state.Channel) delivery.Button {
	title := clip(clean(c.Title), 50)
	if title == "" {
		title = strconv.FormatInt(c.ID, 10)
	}
	return delivery.Button{Text: delivery.Bare(say(lang, "channel.button", "title", title)), Data: pressChannel + strconv.FormatInt(c.ID, 10) + ":"}
}

// linkChannel answers /channel: with a name it links that channel, without one it says how.
func (b *Bot) linkChannel(t *turn, rest string) error {
	lang := t.lang()
	if !t.private() {
		return b.reply(t, page{html: say(lang, "channel.private")})
	}
	rest = tidy(rest)
	if rest == "" {
		p, err := b.channelsPage(t)
		if err != nil {
			return err
		}
		if err := b.change(t, func(k *kept) { k.Awaiting = t.now }); err != nil {
			return err
		}
		return b.reply(t, p)
	}
	m := channelName.FindStringSubmatch(rest)
	if m == nil {
		return b.reply(t, page{html: say(lang, "channel.name")})
	}
	return b.order(t, jobLink, linkOrder{Name: "@" + m[1]})
}

// channelsPage lists the channels that a person linked and says how to link one.
func (b *Bot) channelsPage(t *turn) (page, error) {
	lang := t.lang()
	all, err := t.tx.Channels(t.talk.PersonID)
	p := page{html: say(lang, "channel.how")}
	for i, c := range all {
		if i == 20 {
			break
		}
		p.buttons = append(p.buttons, []delivery.Button{channelButton(lang, c)})
	}
	p.buttons = append(p.buttons, []delivery.Button{{Text: delivery.Bare(say(lang, "channel.add")), URL: b.adminLink()}})
	return p, err
}

// adminLink is where Telegram asks a person which channel to make the bot an admin of.
func (b *Bot) adminLink() string {
	return "https://t.me/" + b.Username() + "?startchannel&admin=post_messages"
}

// pressedChannel shows or changes a linked channel in the private chat of the person who linked it.
func (b *Bot) pressedChannel(t *turn, rest string) error {
	lang := t.lang()
	if !t.private() {
		return b.endPress(t.tx, t.u, say(lang, "press.old"), t.now)
	}
	if rest == "" {
		p, err := b.channelsPage(t)
		if err != nil {
			return err
		}
		if err := b.change(t, func(k *kept) { k.Awaiting = t.now }); err != nil {
			return err
		}
		if err := b.endPress(t.tx, t.u, "", t.now); err != nil {
			return err
		}
		return b.replace(t, p)
	}
	id := channelOf(pressChannel + rest)
	c, linked, err := t.tx.Channel(id)
	switch {
	case err != nil:
		return err
	case id == 0 || !linked || c.LinkedBy != t.talk.PersonID:
		return b.endPress(t.tx, t.u, say(lang, "press.old"), t.now)
	}
	reason, err := t.tx.Paused(id, 0)
	if err != nil {
		return err
	}
	// Of a channel that the bot is no admin of, Telegram does not say who is: who linked it may still look and unlink.
	if !b.isAdmin(id, t.talk.PersonID, t.now) && (reason == "" || b.isNoAdmin(id, t.talk.PersonID, t.now)) {
		return b.endPress(t.tx, t.u, say(lang, "rights.none"), t.now)
	}
	_, change, _ := strings.Cut(rest, ":")
	known, _, err := t.tx.Known(id)
	if err != nil {
		return err
	}
	tell := ""
	switch chosen, isLang := strings.CutPrefix(change, "l:"); {
	case change == "u":
		// What it follows rests until it is linked again: nobody could stop it meanwhile.
		if err := errors.Join(t.tx.UnlinkChannel(id), t.tx.Pause(id, 0, unlinked, t.now)); err != nil {
			return err
		}
		if err := b.endPress(t.tx, t.u, say(lang, "channel.unlinked"), t.now); err != nil {
			return err
		}
		p, err := b.channelsPage(t)
		if err != nil {
			return err
		}
		return b.replace(t, p)
	case isLang && tongue(chosen, "") == chosen:
		if err := t.tx.SetLanguage(id, chosen); err != nil {
			return err
		}
		known.Lang = chosen
		tell = say(lang, "settings.saved", "now", b.languageName(lang, chosen))
	case change != "":
		return b.endPress(t.tx, t.u, say(lang, "press.old"), t.now)
	}
	if err := b.endPress(t.tx, t.u, tell, t.now); err != nil {
		return err
	}
	return b.replace(t, b.channelPage(lang, c, known.Lang, reason != ""))
}

func (b *Bot) channelPage(lang string, c state.Channel, chosen string, silent bool) page {
	data := pressChannel + strconv.FormatInt(c.ID, 10) + ":"
	text := say(lang, "channel.text", "title", clip(clean(c.Title), 100), "now", b.languageName(lang, tongue(chosen, "")))
	if silent {
		text += "\n" + say(lang, "channel.silent")
	}
	return page{html: text, buttons: [][]delivery.Button{
		{{Text: delivery.Bare(say(lang, "settings.zh")), Data: data + "l:zh"}, {Text: delivery.Bare(say(lang, "settings.en")), Data: data + "l:en"}},
		{{Text: delivery.Bare(say(lang, "channel.unlink")), Data: data + "u"}},
		{{Text: delivery.Bare(say(lang, "button.back")), Data: pressChannel}},
	}}
}

// A linkOrder is the body of a job that links a channel: its name, or its id from a forwarded post.
type linkOrder struct {
	Name string `json:"name,omitempty"`
	ID   int64  `json:"id,omitempty"`
}

// doLink links a channel if the person is an admin of it and the bot may post there.
func (b *Bot) doLink(ctx context.Context, j state.Job) (func(*state.Tx) error, error) {
	var o linkOrder
	if err := json.Unmarshal([]byte(j.Body), &o); err != nil {
		return nil, err
	}
	var chatID any = o.Name
	if o.Name == "" {
		chatID = o.ID
	}
	tell := func(text string, buttons ...delivery.Button) func(*state.Tx) error {
		p := page{html: text}
		if len(buttons) > 0 {
			p.buttons = [][]delivery.Button{buttons}
		}
		return func(tx *state.Tx) error { return b.report(tx, j, 0, p) }
	}
	chat, err := b.client.GetChat(ctx, &telegram.GetChatParams{ChatID: chatID})
	if err != nil {
		if passes(err) {
			return nil, err
		}
		return tell(say(j.Lang, "channel.unknown", "bot", b.Username())), nil
	}
	if chat.Type != models.ChatTypeChannel {
		return tell(say(j.Lang, "channel.other")), nil
	}
	me, err := b.client.GetChatMember(ctx, &telegram.GetChatMemberParams{ChatID: chat.ID, UserID: b.me.Load().ID})
	if err != nil && passes(err) {
		return nil, err
	}
	if err != nil || me.Type != models.ChatMemberTypeAdministrator || me.Administrator == nil || !me.Administrator.CanPostMessages {
		return tell(say(j.Lang, "channel.unknown", "bot", b.Username())), nil
	}
	person, err := b.client.GetChatMember(ctx, &telegram.GetChatMemberParams{ChatID: chat.ID, UserID: j.PersonID})
	if err != nil && passes(err) {
		return nil, err
	}
	if err != nil || person.Type != models.ChatMemberTypeOwner && person.Type != models.ChatMemberTypeAdministrator {
		return tell(say(j.Lang, "channel.admins")), nil
	}
	c := state.Channel{ID: chat.ID, Title: chat.Title, Username: chat.Username, LinkedBy: j.PersonID, At: b.now()}
	say := say(j.Lang, "channel.linked", "title", clip(clean(c.Title), 100))
	return func(tx *state.Tx) error {
		if _, err := tx.Meet(c.ID, "channel", ""); err != nil {
			return err
		}
		if err := tx.Resume(c.ID, 0); err != nil {
			return err
		}
		if err := tx.LinkChannel(c); err != nil {
			return err
		}
		return tell(say, channelButton(j.Lang, c))(tx)
	}, nil
}

// awaited links the channel that a forwarded post comes from, if the person was asked for one; false when
// the message is something else.
func (b *Bot) awaited(t *turn, m *message) (bool, error) {
	if !t.private() || t.edited || m.Origin == nil || m.Origin.Type != "channel" || m.Origin.Chat.ID == 0 {
		return false, nil
	}
	k, _, err := t.recall()
	if err != nil || k.Awaiting == 0 || t.now-k.Awaiting > awaitFor {
		return false, err
	}
	if err := b.change(t, func(k *kept) { k.Awaiting = 0 }); err != nil {
		return false, err
	}
	return true, b.order(t, jobLink, linkOrder{ID: m.Origin.Chat.ID})
}

// channelOf finds the channel that a press is about, 0 for none.
func channelOf(data string) int64 {
	rest, found := strings.CutPrefix(data, pressChannel)
	if !found {
		if rest, found = strings.CutPrefix(data, pressSub); found {
			_, rest, found = strings.Cut(rest, ":")
		}
	}
	if !found {
		return 0
	}
	number, _, _ := strings.Cut(rest, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil || id >= 0 {
		return 0
	}
	return id
}
