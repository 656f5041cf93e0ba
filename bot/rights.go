package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"wenxiang/bot/state"
)

// rightsFor is how long an answer of Telegram about a person's rights is believed.
const rightsFor = time.Minute

// rights remembers who is an admin where, for a moment.
type rights struct {
	mu    sync.Mutex
	known map[memberOf]right
}

type memberOf struct{ chat, person int64 }

type right struct {
	admin bool
	at    int64
}

// guarded are the commands and the buttons that change what a chat is set to: they are for its admins.
var (
	guardedCommands = []string{"settings", "subscribe", "digest", "unsubscribe"}
	guardedPresses  = []string{pressLang, pressSub, pressFollow}
)

// learnRights asks Telegram, before the update's transaction begins, whether the person may change what
// a group or channel is set to or follows. Updates that change nothing are not asked about.
func (b *Bot) learnRights(ctx context.Context, u update) {
	m := u.Message
	if m == nil {
		m = u.EditedMessage
	}
	switch {
	case u.Press != nil && u.Press.Message != nil:
		if channel := b.managed(ctx, u.Press.Data); channel != 0 {
			b.askRights(ctx, channel, u.Press.From.ID)
		}
		if u.Press.Message.Chat.Type != "private" && slices.ContainsFunc(guardedPresses, func(p string) bool { return strings.HasPrefix(u.Press.Data, p) }) {
			b.askRights(ctx, u.Press.Message.Chat.ID, u.Press.From.ID)
		}
	case m != nil && m.Chat.Type == "private":
		if channel := b.named(ctx, m); channel != 0 {
			b.askRights(ctx, channel, m.From.ID)
		}
	case m != nil && m.From != nil && m.SenderChat == nil:
		text, entities := m.words()
		c, found := findCommand(text, entities)
		if found && slices.Contains(guardedCommands, c.name) && (c.to == "" || strings.EqualFold(c.to, b.Username())) {
			b.askRights(ctx, m.Chat.ID, m.From.ID)
		}
	}
}

// managed finds the channel, or the group, that a press is about from elsewhere: it is named, or is that of a subscription.
func (b *Bot) managed(ctx context.Context, data string) int64 {
	if channel := channelOf(data); channel != 0 {
		return channel
	}
	rest, found := strings.CutPrefix(data, pressSub)
	fields := strings.Split(rest, ":")
	if !found || len(fields) < 2 {
		return 0
	}
	id, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil || id <= 0 {
		return 0
	}
	chat, err := b.store.ChatOfSubscription(ctx, id)
	if err != nil || chat > 0 {
		return 0
	}
	return chat
}

// named finds the channel that a command from a private chat names, 0 for none.
func (b *Bot) named(ctx context.Context, m *message) int64 {
	text, entities := m.words()
	c, found := findCommand(text, entities)
	if !found || m.From == nil || !slices.Contains(guardedCommands, c.name) {
		return 0
	}
	name, is := strings.CutPrefix(strings.TrimSpace(c.rest), "@")
	if !is {
		return 0
	}
	name, _, _ = strings.Cut(name, " ")
	channels, err := b.store.ChannelsOf(ctx, m.From.ID)
	if err != nil {
		return 0
	}
	for _, c := range channels {
		if c.Username != "" && strings.EqualFold(c.Username, name) {
			return c.ID
		}
	}
	return 0
}

// askRights asks Telegram whether a person is an admin of a chat, unless it said so a moment ago.
func (b *Bot) askRights(ctx context.Context, chat, person int64) {
	who, now := memberOf{chat, person}, b.now()
	b.rights.mu.Lock()
	r, found := b.rights.known[who]
	b.rights.mu.Unlock()
	if found && now >= r.at && now-r.at < rightsFor.Milliseconds() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	m, err := b.client.GetChatMember(ctx, &telegram.GetChatMemberParams{ChatID: chat, UserID: person})
	if err != nil {
		b.o.Log.Warn("a person's rights are not known", "chat", chat, "error", b.o.Token.hide(err))
		return
	}
	b.rights.mu.Lock()
	defer b.rights.mu.Unlock()
	if b.rights.known == nil || len(b.rights.known) > 10000 {
		b.rights.known = map[memberOf]right{}
	}
	b.rights.known[who] = right{m.Type == models.ChatMemberTypeOwner || m.Type == models.ChatMemberTypeAdministrator, now}
}

// isAdmin tells what was learnt of a person just now; not known counts as no.
func (b *Bot) isAdmin(chat, person, now int64) bool {
	b.rights.mu.Lock()
	defer b.rights.mu.Unlock()
	r, found := b.rights.known[memberOf{chat, person}]
	return found && r.admin && now-r.at < 2*rightsFor.Milliseconds()
}

// isNoAdmin tells whether Telegram said just now that a person is no admin; not known counts as no.
func (b *Bot) isNoAdmin(chat, person, now int64) bool {
	b.rights.mu.Lock()
	defer b.rights.mu.Unlock()
	r, found := b.rights.known[memberOf{chat, person}]
	return found && !r.admin && now-r.at < 2*rightsFor.Milliseconds()
}

// forgetRights drops what is known of a chat, because something changed there.
func (b *Bot) forgetRights(chat int64) {
	b.rights.mu.Lock()
	defer b.rights.mu.Unlock()
	for who := range b.rights.known {
		if who.chat == chat {
			delete(b.rights.known, who)
		}
	}
}

// mayManage tells whether the person of a turn may change what a chat follows: their own private chat, a
// group or channel that they are an admin of, or a channel that they linked.
func (b *Bot) mayManage(t *turn, chatID int64) (bool, error) {
	if chatID == t.talk.PersonID {
		return true, nil // also an admin who speaks as the group, and a channel's own posts
	}
	if chatID != t.talk.ChatID {
		linked, err := linkedBy(t.tx, chatID, t.talk.PersonID)
		return linked && !b.isNoAdmin(chatID, t.talk.PersonID, t.now), err
	}
	return b.isAdmin(chatID, t.talk.PersonID, t.now), nil
}

func linkedBy(tx *state.Tx, channelID, personID int64) (bool, error) {
	c, found, err := tx.Channel(channelID)
	return found && c.LinkedBy == personID && personID != 0, err
}
