package bot

import (
	"fmt"

	"wenxiang/bot/delivery"
	"wenxiang/bot/state"
)

// handleMembership keeps in mind whether a chat can be written to, and which channels the bot posts in.
// In groups and to people who blocked the bot nothing is said: nobody asked.
func (b *Bot) handleMembership(tx *state.Tx, u update, now int64) error {
	m := u.Membership
	b.forgetRights(m.Chat.ID)
	if m.Chat.Type == "channel" {
		return b.handleChannel(tx, u, now)
	}
	if _, err := tx.Meet(m.Chat.ID, m.Chat.Type, ""); err != nil {
		return err
	}
	switch s := m.New.Status; {
	case (s == "kicked" || s == "left") && m.Chat.Type == "private":
		return tx.Pause(m.Chat.ID, 0, "the bot was blocked", now)
	case s == "kicked" || s == "left":
		return tx.Pause(m.Chat.ID, 0, "the bot was removed", now)
	case s == "restricted" && m.New.CanSend != nil && !*m.New.CanSend:
		return tx.Pause(m.Chat.ID, 0, "the bot may not write here", now)
	}
	return tx.Resume(m.Chat.ID, 0)
}

// What a pause says of a channel.
const (
	noAdmin  = "the bot is no admin of the channel"
	unlinked = "the channel is unlinked"
)

// handleChannel follows the bot's standing in a channel: made an admin that may post, it is linked by whoever did
// that. Without the right, or removed, it is silent until it has it again; who linked it still sees why. Who brings it
// back is whose channel it is then.
func (b *Bot) handleChannel(tx *state.Tx, u update, now int64) error {
	m := u.Membership
	if _, err := tx.Meet(m.Chat.ID, m.Chat.Type, ""); err != nil {
		return err
	}
	if m.New.Status != "administrator" && m.New.Status != "creator" {
		return tx.Pause(m.Chat.ID, 0, noAdmin, now)
	}
	if m.New.CanPost == nil || !*m.New.CanPost {
		return tx.Pause(m.Chat.ID, 0, "the bot may not post in the channel", now)
	}
	was, err := tx.Paused(m.Chat.ID, 0)
	if err != nil {
		return err
	}
	if err := tx.Resume(m.Chat.ID, 0); err != nil {
		return err
	}
	before, linked, err := tx.Channel(m.Chat.ID)
	if err != nil || linked && (was != noAdmin || before.LinkedBy == m.From.ID) || m.From.IsBot || m.From.ID == 0 {
		return err
	}
	c := state.Channel{ID: m.Chat.ID, Title: m.Chat.Title, Username: m.Chat.Username, LinkedBy: m.From.ID, At: now}
	if err := tx.LinkChannel(c); err != nil {
		return err
	}
	// Whoever linked it learns of it where the bot may write to them: they did it just now.
	known, found, err := tx.Known(m.From.ID)
	if err != nil || !found || known.Kind != "private" {
		return err
	}
	lang := tongue(known.Lang, known.TelegramLang)
	_, err = delivery.Put(tx, state.Letter{
		ID: fmt.Sprintf("u%d:link", u.ID), ChatID: m.From.ID, PersonID: m.From.ID,
		Lane: state.Interactive, Kind: delivery.Reply, CreatedAt: now,
	}, delivery.Post{
		Do: delivery.Send, HTML: say(lang, "channel.linked", "title", clip(clean(c.Title), 100)),
		Buttons: [][]delivery.Button{{channelButton(lang, c)}},
	})
	return err
}
