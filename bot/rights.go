package bot

import (
	"context"
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

// learnRights asks Telegram, before the update's transaction begins, whether the person may change what
// a group or channel follows. Updates that change nothing are not asked about.
func (b *Bot) learnRights(ctx context.Context, u update) {
	var chat place
	var person int64
	switch {
	case u.Press != nil && u.Press.Message != nil && (strings.HasPrefix(u.Press.Data, pressSub) || strings.HasPrefix(u.Press.Data, pressFollow)):
		chat, person = u.Press.Message.Chat, u.Press.From.ID
	case u.Message != nil && u.Message.From != nil && u.Message.SenderChat == nil:
		text, entities := u.Message.words()
		if c, found := findCommand(text, entities); !found || c.name != "subscribe" && c.name != "digest" {
			return
		}
		chat, person = u.Message.Chat, u.Message.From.ID
	}
	if person == 0 || chat.Type == "private" {
		return
	}
	who, now := memberOf{chat.ID, person}, b.now()
	b.rights.mu.Lock()
	r, found := b.rights.known[who]
	b.rights.mu.Unlock()
	if found && now >= r.at && now-r.at < rightsFor.Milliseconds() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	m, err := b.client.GetChatMember(ctx, &telegram.GetChatMemberParams{ChatID: chat.ID, UserID: person})
	if err != nil {
		b.o.Log.Warn("a person's rights are not known", "chat", chat.ID, "error", b.o.Token.hide(err))
		return
	}
	b.rights.mu.Lock()
	defer b.rights.mu.Unlock()
	if b.rights.known == nil || len(b.rights.known) > 10000 {
		b.rights.known = map[memberOf]right{}
	}
	b.rights.known[who] = right{m.Type == models.ChatMemberTypeOwner || m.Type == models.ChatMemberTypeAdministrator, now}
}

// mayManage tells whether the person of a turn may change what a chat follows: their own private chat, a
// group or channel that they are an admin of, or a channel that they linked.
func (b *Bot) mayManage(t *turn, chatID int64) (bool, error) {
	if chatID == t.talk.PersonID {
		return true, nil // also an admin who speaks as the group, and a channel's own posts
	}
	if chatID != t.talk.ChatID {
		return linkedBy(t.tx, chatID, t.talk.PersonID)
	}
	b.rights.mu.Lock()
	defer b.rights.mu.Unlock()
	r, found := b.rights.known[memberOf{chatID, t.talk.PersonID}]
	return found && r.admin && t.now-r.at < 2*rightsFor.Milliseconds(), nil
}

func linkedBy(tx *state.Tx, channelID, personID int64) (bool, error) {
	c, found, err := tx.Channel(channelID)
	return found && c.LinkedBy == personID && personID != 0, err
}
