package state

import (
	"context"
	"database/sql"
	"errors"
)

const (
	linkChannelSQL = `INSERT INTO channel (id, title, username, linked_by, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET title = $2, username = $3, linked_by = $4, at = $5`
	unlinkChannelSQL = `DELETE FROM channel WHERE id = $1`
	channelSQL       = `SELECT id, title, username, linked_by, at FROM channel WHERE id = $1`
	channelsOfSQL    = `SELECT id, title, username, linked_by, at FROM channel WHERE linked_by = $1 ORDER BY at, id`
	knownSQL         = `SELECT kind, lang, telegram_lang, settings FROM chat WHERE id = $1`
)

// A Channel is a channel that the bot may post in, linked by one of its admins.
type Channel struct {
	ID       int64
	Title    string
	Username string // without the @, "" for a private one
	LinkedBy int64  // the person who linked it
	At       int64
}

// LinkChannel keeps a channel as linked by a person; who linked it last is who sets it up.
func (tx *Tx) LinkChannel(c Channel) error {
	return tx.exec(linkChannelSQL, c.ID, text(c.Title), text(c.Username), c.LinkedBy, c.At)
}

// UnlinkChannel forgets a channel.
func (tx *Tx) UnlinkChannel(id int64) error { return tx.exec(unlinkChannelSQL, id) }

// Channel returns a linked channel; found is false when it is not linked.
func (tx *Tx) Channel(id int64) (c Channel, found bool, err error) {
	err = tx.row(channelSQL, id).Scan(&c.ID, &c.Title, &c.Username, &c.LinkedBy, &c.At)
	if errors.Is(err, sql.ErrNoRows) {
		return Channel{}, false, nil
	}
	return c, err == nil, err
}

// Channels lists the channels that a person linked, the oldest first.
func (tx *Tx) Channels(personID int64) ([]Channel, error) {
	rows, err := tx.tx.QueryContext(tx.ctx, channelsOfSQL, personID)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(c *Channel) []any { return []any{&c.ID, &c.Title, &c.Username, &c.LinkedBy, &c.At} })
}

// ChannelsOf is Channels outside a transaction.
func (s *Store) ChannelsOf(ctx context.Context, personID int64) ([]Channel, error) {
	rows, err := s.read.QueryContext(ctx, channelsOfSQL, personID)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(c *Channel) []any { return []any{&c.ID, &c.Title, &c.Username, &c.LinkedBy, &c.At} })
}

// Known returns a chat without counting an update of it; found is false when the bot has never met it.
func (tx *Tx) Known(chatID int64) (c Chat, found bool, err error) {
	c.ID = chatID
	err = tx.row(knownSQL, chatID).Scan(&c.Kind, &c.Lang, &c.TelegramLang, &c.Settings)
	if errors.Is(err, sql.ErrNoRows) {
		return c, false, nil
	}
	return c, err == nil, err
}
