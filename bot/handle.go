package bot

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"wenxiang/bot/delivery"
	"wenxiang/bot/state"
)

// A turn is one update that is being answered: everything it needs, and what it gives out so far.
type turn struct {
	tx   *state.Tx
	u    update
	now  int64
	talk state.Talk
	chat state.Chat
	kind string // of the chat
	code string // the person's language in Telegram

	about   int64 // the message that is answered, 0 for none
	asked   int64 // when that message was sent, in Unix milliseconds
	edited  bool
	replyTo int64 // in groups, the message to answer to
	letters int   // put out so far
}

// private tells that the person is alone with the bot.
func (t *turn) private() bool { return t.kind == "private" }

// lang is the language of what the bot says of its own accord.
func (t *turn) lang() string { return tongue(t.chat.Lang, cmp.Or(t.code, t.chat.TelegramLang)) }

// handle answers one update inside its transaction.
func (b *Bot) handle(ctx context.Context, tx *state.Tx, u update, now int64) error {
	switch {
	case u.Message != nil:
		return b.handleMessage(ctx, tx, u, u.Message, false, now)
	case u.EditedMessage != nil:
		return b.handleMessage(ctx, tx, u, u.EditedMessage, true, now)
	case u.Press != nil:
		return b.handlePress(ctx, tx, u, now)
	case u.Membership != nil:
		return b.handleMembership(tx, u, now)
	case u.Inline != nil:
		return b.handleInline(ctx, tx, u, now)
	}
	return nil
}

func (b *Bot) handleMessage(ctx context.Context, tx *state.Tx, u update, m *message, edited bool, now int64) error {
	switch {
	case m.MigrateTo != 0:
		return tx.Move(m.Chat.ID, m.MigrateTo)
	case m.MigrateFrom != 0:
		return tx.Move(m.MigrateFrom, m.Chat.ID)
	case m.TopicReopened != nil:
		return tx.Resume(m.Chat.ID, m.ThreadID)
	}
	sender := m.sender()
	if sender == 0 || m.service() || m.Chat.Type == "channel" || m.ViaBot != nil && m.ViaBot.ID == b.me.Load().ID {
		return nil
	}
	text, entities := m.words()
	cmd, isCommand := findCommand(text, entities)
	if isCommand && cmd.to != "" && !strings.EqualFold(cmd.to, b.Username()) {
		return nil // another bot's
	}
	if m.Chat.Type != "private" {
		var called bool
		if text, called = b.called(m, text, entities); !called && !isCommand {
			return nil
		}
	}
	t, err := b.meet(tx, u, m.Chat, m.topic(), sender, m.languageCode(), now)
	if err != nil {
		return err
	}
	t.about, t.asked, t.edited = m.ID, m.Date*1000, edited
	if !t.private() {
		t.replyTo = m.ID
	}
	if isCommand {
		return b.obey(ctx, t, cmd)
	}
	if t.private() {
		for _, take := range []func() (bool, error){
			func() (bool, error) { return b.awaited(t, m) },
			func() (bool, error) { return b.receiveReport(t, m, text) },
		} {
			if taken, err := take(); taken || err != nil {
				return err
			}
		}
	}
	switch {
	case tidy(text) == "" && t.private():
		return b.reply(t, page{html: say(t.lang(), "message.notext")})
	case tidy(text) == "":
		return b.reply(t, page{html: say(t.lang(), "ask.empty")})
	}
	if !edited {
		if done, err := b.typed(ctx, t, text); done || err != nil {
			return err
		}
	}
	if t.private() {
		if done, err := b.subscribedByWord(ctx, t, text); done || err != nil {
			return err
		}
	}
	return b.answer(ctx, t, text, "")
}

// called tells whether a message in a group is meant for the bot, and returns its text without the
// bot's name.
func (b *Bot) called(m *message, text string, entities []entity) (string, bool) {
	me := b.me.Load()
	rest, named := cutMention(text, entities, me.Username, me.ID)
	return rest, named || m.ReplyTo != nil && m.ReplyTo.From != nil && m.ReplyTo.From.ID == me.ID
}

// meet opens a turn: the chat is locked, known, and not paused any more, since it has spoken.
func (b *Bot) meet(tx *state.Tx, u update, p place, topic, sender int64, languageCode string, now int64) (*turn, error) {
	ofChat := languageCode
	if p.Type != "private" {
		ofChat = "" // one person's language is not the group's
	}
	chat, err := tx.Meet(p.ID, p.Type, ofChat)
	if err != nil {
		return nil, err
	}
	for _, topic := range []int64{0, topic} {
		if err := tx.Resume(p.ID, topic); err != nil {
			return nil, err
		}
	}
	return &turn{
		tx: tx, u: u, now: now, chat: chat, kind: p.Type, code: languageCode,
		talk: state.Talk{ChatID: p.ID, TopicID: topic, PersonID: sender},
	}, nil
}

func (b *Bot) obey(ctx context.Context, t *turn, c command) error {
	lang := t.lang()
	if err := b.unexpect(t); err != nil {
		return err
	}
	switch c.name {
	case "start":
		return b.start(ctx, t, c.rest)
	case "projects":
		return b.showProjects(ctx, t)
	case "total":
		return b.showTotals(ctx, t, c.rest)
	case "top":
		return b.showTop(ctx, t, c.rest)
	case "search":
		return b.search(ctx, t, c.rest)
	case "reports":
		return b.showReports(ctx, t)
	case "chart":
		return b.chart(ctx, t, c.rest)
	case "export":
		return b.export(ctx, t, c.rest)
	case "channel":
		return b.linkChannel(t, c.rest)
	case "help":
		return b.reply(t, page{html: say(lang, "help.text", "bot", b.Username())})
	case "ask":
		if tidy(c.rest) == "" {
			return b.reply(t, page{html: say(lang, "ask.empty")})
		}
		return b.answer(ctx, t, c.rest, "")
	case "subscribe":
		return b.subscribeCommand(ctx, t, c.rest)
	case "digest":
		return b.digestCommand(ctx, t, c.rest)
	case "unsubscribe", "stop": // many bots have these: the list says what there is to stop
		return b.unsubscribeCommand(ctx, t, c.rest)
	case "settings":
		return b.showSettings(t)
	case "privacy":
		return b.reply(t, page{html: say(lang, "privacy.text")})
	case "forget":
		if err := t.tx.Forget(t.talk.PersonID, t.talk.PersonID); err != nil {
			return err
		}
		t.about = 0
		return b.reply(t, page{html: say(lang, "forget.done")})
	}
	if !t.private() && c.to == "" {
		return nil // it may be another bot's
	}
	return b.reply(t, page{html: say(lang, "command.unknown", "command", c.name)})
}

// greet says what the bot is, with three questions to press.
func (b *Bot) greet(t *turn) error {
	lang := t.lang()
	p := page{html: say(lang, "start.greeting")}
	for _, example := range []string{
		delivery.Bare(say(lang, "start.example.1")),
		delivery.Bare(say(lang, "start.example.2")),
		delivery.Bare(say(lang, "start.example.3")),
	} {
		id, err := t.tx.KeepButton(t.talk.ChatID, t.talk.PersonID, example, t.now)
		if err != nil {
			return err
		}
		p.buttons = append(p.buttons, []delivery.Button{{Text: example, Data: pressAsk + id}})
	}
	return b.reply(t, p)
}

// The forms of callback_data. They stand under messages for months: a form is never given a new meaning.
const (
	pressAsk  = "b:" // asks the question of a button row
	pressLang = "l:" // sets the language: zh, en, or nothing for Telegram's
	// pressPage is followed by a list's name and a page, pressCard by a card's place; see list and cardAt.
	pressPage    = "n:"
	pressCard    = "j:"
	pressCompare = "v:" // two projects' keys
	pressReport  = "r:" // a report's short key, or nothing for all
	pressExport  = "o:" // a list's name
	pressChart   = "p:" // a picture's name
	pressNothing = "-"  // a button that is no button
)

func (b *Bot) showSettings(t *turn) error {
	lang := t.lang()
	if may, err := b.mayManage(t, t.talk.ChatID); err != nil {
		return err
	} else if !may {
		return b.reply(t, page{html: say(lang, "rights.none")})
	}
	return b.reply(t, b.settingsPage(t))
}

func (b *Bot) settingsPage(t *turn) page {
	lang := t.lang()
	p := page{
		html: say(lang, "settings.text", "now", b.languageName(lang, t.chat.Lang)),
		buttons: [][]delivery.Button{
			{{Text: delivery.Bare(say(lang, "settings.zh")), Data: pressLang + "zh"}, {Text: delivery.Bare(say(lang, "settings.en")), Data: pressLang + "en"}},
			{{Text: delivery.Bare(say(lang, "settings.auto")), Data: pressLang}},
		},
	}
	if t.private() {
		p.buttons = append(p.buttons, []delivery.Button{
			{Text: delivery.Bare(say(lang, "settings.channels")), Data: pressChannel},
			{Text: delivery.Bare(say(lang, "settings.group")), URL: "https://t.me/" + b.Username() + "?startgroup=group"},
		})
	}
	return p
}

func (b *Bot) languageName(lang, chosen string) string {
	switch chosen {
	case "zh":
		return delivery.Bare(say(lang, "settings.zh"))
	case "en":
		return delivery.Bare(say(lang, "settings.en"))
	}
	return delivery.Bare(say(lang, "settings.auto"))
}

func (b *Bot) handlePress(ctx context.Context, tx *state.Tx, u update, now int64) error {
	p := u.Press
	if p.Message == nil {
		return b.endPress(tx, u, say(tongue("", p.From.LanguageCode), "press.old"), now)
	}
	t, err := b.meet(tx, u, p.Message.Chat, p.Message.topic(), p.From.ID, p.From.LanguageCode, now)
	if err != nil {
		return err
	}
	if id, found := strings.CutPrefix(p.Data, pressAsk); found {
		question, err := tx.Button(t.talk.ChatID, id)
		if err != nil {
			return err
		}
		if question != "" {
			if err := b.endPress(tx, u, "", now); err != nil {
				return err
			}
			return b.answer(ctx, t, question, question)
		}
	}
	if done, err := b.pressed(ctx, t, p.Data); done || err != nil {
		return err
	}
	if lang, found := strings.CutPrefix(p.Data, pressLang); found && (lang == "" || tongue(lang, "") == lang) {
		if may, err := b.mayManage(t, t.talk.ChatID); err != nil {
			return err
		} else if !may {
			return b.endPress(tx, u, say(t.lang(), "rights.none"), now)
		}
		if err := tx.SetLanguage(t.talk.ChatID, lang); err != nil {
			return err
		}
		t.chat.Lang = lang
		if err := b.endPress(tx, u, say(t.lang(), "settings.saved", "now", b.languageName(t.lang(), lang)), now); err != nil {
			return err
		}
		return b.replace(t, b.settingsPage(t))
	}
	if done, err := b.pressFollowing(ctx, t); done || err != nil {
		return err
	}
	return b.endPress(tx, u, say(t.lang(), "press.old"), now)
}

// pressed carries out the buttons of lists, cards, reports, files and channels; done is false when the
// data is of another kind.
func (b *Bot) pressed(ctx context.Context, t *turn, data string) (done bool, err error) {
	for prefix, f := range map[string]func(rest string) error{
		pressPage:    func(rest string) error { return b.turnPage(ctx, t, rest) },
		pressCard:    func(rest string) error { return b.pressedCard(ctx, t, rest) },
		pressCompare: func(rest string) error { return b.pressedComparison(ctx, t, rest) },
		pressReport:  func(rest string) error { return b.chooseReport(ctx, t, rest) },
		pressExport:  func(rest string) error { return b.pressedExport(ctx, t, rest) },
		pressChart:   func(rest string) error { return b.pressedChart(ctx, t, rest) },
		pressTake:    func(rest string) error { return b.pressedDraft(t, rest, true) },
		pressCancel:  func(rest string) error { return b.pressedDraft(t, rest, false) },
		pressChannel: func(rest string) error { return b.pressedChannel(t, rest) },
	} {
		if rest, found := strings.CutPrefix(data, prefix); found {
			return true, f(rest)
		}
	}
	if data == pressNothing {
		return true, b.endPress(t.tx, t.u, "", t.now)
	}
	return false, nil
}

// endPress ends the waiting state of a pressed button, with a text to show or none.
func (b *Bot) endPress(tx *state.Tx, u update, text string, now int64) error {
	chatID := u.Press.From.ID
	if u.Press.Message != nil {
		chatID = u.Press.Message.Chat.ID
	}
	_, err := delivery.Put(tx, state.Letter{
		ID: fmt.Sprintf("u%d:press", u.ID), ChatID: chatID, Lane: state.Instant, Kind: delivery.Press,
		PersonID: u.Press.From.ID, CreatedAt: now,
	}, delivery.Post{Do: delivery.Answer, Press: u.Press.ID, HTML: text})
	return err
}

// clockSkew is how far, in milliseconds, this machine's clock may be behind Telegram's.
const clockSkew = 10_000

// reply puts pages out: as new messages, or, when an edited message is answered again, in place of those
// that answered it before.
func (b *Bot) reply(t *turn, pages ...page) error {
	var before []string
	if t.edited && t.about != 0 {
		var err error
		if before, err = t.tx.Replies(t.talk.ChatID, t.about, t.asked-clockSkew); err != nil {
			return err
		}
	}
	for i, p := range pages {
		l := state.Letter{
			ID: fmt.Sprintf("u%d:%d", t.u.ID, t.letters), ChatID: t.talk.ChatID, TopicID: t.talk.TopicID, PersonID: t.talk.PersonID,
			Lane: state.Interactive, Kind: delivery.Reply, About: t.about, CreatedAt: t.now,
		}
		post := delivery.Post{Do: delivery.Send, HTML: p.html, Buttons: p.buttons}
		if i < len(before) {
			l.Edits, post.Do = before[i], delivery.Edit
		}
		if i == 0 {
			post.ReplyTo = t.replyTo
		}
		if _, err := delivery.Put(t.tx, l, post); err != nil {
			return err
		}
		t.letters++
	}
	// What the longer answer before had more of is taken away.
	return b.takeAway(t, before[min(len(pages), len(before)):])
}

// takeAway deletes the messages that letters became.
func (b *Bot) takeAway(t *turn, letters []string) error {
	for _, id := range letters {
		if err := t.tx.Disown(id); err != nil {
			return err
		}
		l := state.Letter{
			ID: fmt.Sprintf("u%d:%d", t.u.ID, t.letters), ChatID: t.talk.ChatID, TopicID: t.talk.TopicID, PersonID: t.talk.PersonID,
			Lane: state.Interactive, Kind: delivery.Reply, Edits: id, CreatedAt: t.now,
		}
		if _, err := delivery.Put(t.tx, l, delivery.Post{Do: delivery.Delete}); err != nil {
			return err
		}
		t.letters++
	}
	return nil
}

// replace puts a page in the place of the message whose button was pressed.
func (b *Bot) replace(t *turn, p page) error {
	_, err := delivery.Put(t.tx, state.Letter{
		ID: fmt.Sprintf("u%d:%d", t.u.ID, t.letters), ChatID: t.talk.ChatID, TopicID: t.talk.TopicID, PersonID: t.talk.PersonID,
		Lane: state.Interactive, Kind: delivery.Reply, CreatedAt: t.now,
	}, delivery.Post{Do: delivery.Edit, Target: t.u.Press.Message.ID, HTML: p.html, Buttons: p.buttons})
	t.letters++
	return err
}

// apologise tells the person, where the update has one, that it was not handled, with a code that leads
// to the log and nothing else.
func (b *Bot) apologise(tx *state.Tx, u update, now int64) error {
	switch {
	case u.Press != nil:
		return b.endPress(tx, u, say(tongue("", u.Press.From.LanguageCode), "error.internal", "code", code(u)), now)
	case u.Message == nil && u.EditedMessage == nil:
		return nil
	}
	m := u.Message
	if m == nil {
		m = u.EditedMessage
	}
	t, err := b.meet(tx, u, m.Chat, m.topic(), m.sender(), m.languageCode(), now)
	if err != nil {
		return err
	}
	t.about = m.ID
	if !t.private() {
		t.replyTo = m.ID
	}
	return b.reply(t, page{html: say(t.lang(), "error.internal", "code", code(u))})
}
