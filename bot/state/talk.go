package state

import (
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"strconv"
)

const (
	readTalkSQL = `SELECT at, message_id, context, context_before FROM conversation
WHERE chat_id = $1 AND topic_id = $2 AND person_id = $3`
	writeTalkSQL = `INSERT INTO conversation (chat_id, topic_id, person_id, at, message_id, context, context_before)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (chat_id, topic_id, person_id) DO UPDATE SET at = $4, message_id = $5, context = $6, context_before = $7`
	dropOneTalkSQL = `DELETE FROM conversation WHERE chat_id = $1 AND topic_id = $2 AND person_id = $3`

	keepButtonSQL = `INSERT INTO button (id, chat_id, person_id, at, question) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET at = $4`
	readButtonSQL = `SELECT chat_id, question FROM button WHERE id = $1`
)

// A Talk names one thread of conversation: what one person says in one topic of one chat.
type Talk struct {
	ChatID   int64
	TopicID  int64 // 0 outside forum topics
	PersonID int64
}

// A Memory is what is remembered of a conversation. Its contexts are JSON that belongs to the answering
// code; "" is a new conversation.
type Memory struct {
	At int64
	// MessageID is the last message that was understood as a question.
	MessageID int64
	Context   string
	// Before is the context before that message, so that it can be answered again when it is edited.
	Before string
}

// Recall returns what is remembered; the zero Memory when nothing is.
func (tx *Tx) Recall(t Talk) (Memory, error) {
	var m Memory
	err := tx.row(readTalkSQL, t.ChatID, t.TopicID, t.PersonID).Scan(&m.At, &m.MessageID, &m.Context, &m.Before)
	if errors.Is(err, sql.ErrNoRows) {
		return Memory{}, nil
	}
	return m, err
}

// Remember keeps the memory of a conversation.
func (tx *Tx) Remember(t Talk, m Memory) error {
	return tx.exec(writeTalkSQL, t.ChatID, t.TopicID, t.PersonID, m.At, m.MessageID, text(m.Context), text(m.Before))
}

// StartAfresh drops what was said before in a conversation.
func (tx *Tx) StartAfresh(t Talk) error {
	return tx.exec(dropOneTalkSQL, t.ChatID, t.TopicID, t.PersonID)
}

// KeepButton keeps a question that a button of a chat asks and returns the button's id, 22 letters.
// The id follows from the chat and the question: the same button is one row however often it is shown,
// and a repeated transaction composes the same reply.
func (tx *Tx) KeepButton(chatID, personID int64, question string, now int64) (id string, err error) {
	question = text(question)
	sum := sha256.Sum256([]byte(strconv.FormatInt(chatID, 10) + "\n" + question))
	id = base64.RawURLEncoding.EncodeToString(sum[:])[:22]
	return id, tx.exec(keepButtonSQL, id, chatID, personID, now, question)
}

// Button returns the question of a button of this chat, "" when the chat has no such button.
func (tx *Tx) Button(chatID int64, id string) (question string, err error) {
	var owner int64
	err = tx.row(readButtonSQL, text(id)).Scan(&owner, &question)
	if errors.Is(err, sql.ErrNoRows) || err == nil && owner != chatID {
		return "", nil
	}
	return question, err
}
