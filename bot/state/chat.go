package state

import (
	"database/sql"
	"errors"
)

const (
	meetChatSQL = `INSERT INTO chat (id, kind, turn, telegram_lang) VALUES ($1, $2, 1, $3)
ON CONFLICT (id) DO UPDATE SET turn = chat.turn + 1, kind = $2,
	telegram_lang = CASE WHEN $3 = '' THEN chat.telegram_lang ELSE $3 END
RETURNING turn, lang, telegram_lang, settings`
	nextSeqSQL = `INSERT INTO chat (id, seq) VALUES ($1, 1)
ON CONFLICT (id) DO UPDATE SET seq = chat.seq + 1 RETURNING seq`
	setLangSQL     = `UPDATE chat SET lang = $1 WHERE id = $2`
	setSettingsSQL = `UPDATE chat SET settings = $1 WHERE id = $2`

	pauseSQL = `INSERT INTO pause (chat_id, topic_id, at, reason) VALUES ($1, $2, $3, $4)
ON CONFLICT (chat_id, topic_id) DO UPDATE SET at = $3, reason = $4`
	resumeSQL      = `DELETE FROM pause WHERE chat_id = $1 AND topic_id = $2`
	pausedSQL      = `SELECT reason FROM pause WHERE chat_id = $1 AND (topic_id = 0 OR topic_id = $2) ORDER BY topic_id LIMIT 1`
	dropWaitingSQL = `UPDATE outbox SET done_at = $1, result = $2, body = '', lease = ''
WHERE chat_id = $3 AND done_at = 0 AND (topic_id = $4 OR $4 = 0)`
)

// A Chat is a private chat, group or channel as the bot knows it.
type Chat struct {
	ID   int64
	Kind string // Telegram's word: private, group, supergroup, channel
	// Turn counts the updates handled in this chat, this one included.
	Turn int64
	// Lang is the language chosen in the settings, "" for none.
	Lang string
	// TelegramLang is the last language_code that Telegram gave, "" for none.
	TelegramLang string
	// Settings is a JSON object that belongs to the conversation's code.
	Settings string
}

// Meet counts an update of a chat and returns the chat. It locks the chat until the transaction ends,
// so that two updates of one chat are never handled at once.
func (tx *Tx) Meet(chatID int64, kind, telegramLang string) (Chat, error) {
	c := Chat{ID: chatID, Kind: kind}
	err := tx.row(meetChatSQL, chatID, text(kind), text(telegramLang)).Scan(&c.Turn, &c.Lang, &c.TelegramLang, &c.Settings)
	return c, err
}

// SetLanguage keeps the language chosen for a chat; "" lets each message decide.
func (tx *Tx) SetLanguage(chatID int64, lang string) error {
	return tx.exec(setLangSQL, text(lang), chatID)
}

// SetSettings keeps a chat's settings, a JSON object.
func (tx *Tx) SetSettings(chatID int64, settings string) error {
	return tx.exec(setSettingsSQL, text(settings), chatID)
}

// Pause records that nothing can be sent to a chat (topic 0) or to one of its topics, with Telegram's
// reason, and drops what was waiting there.
func (tx *Tx) Pause(chatID, topicID int64, reason string, now int64) error {
	if err := tx.exec(pauseSQL, chatID, topicID, now, text(reason)); err != nil {
		return err
	}
	if err := tx.lockChat(chatID); err != nil {
		return err
	}
	if err := tx.exec(dropWaitingSQL, now, text("dropped: "+reason), chatID, topicID); err != nil {
		return err
	}
	return tx.stepUp(chatID, now)
}

// Resume ends a pause: the chat or topic has shown that it can be reached.
func (tx *Tx) Resume(chatID, topicID int64) error {
	return tx.exec(resumeSQL, chatID, topicID)
}

// Paused tells why nothing can be sent to a chat or its topic, "" when it can.
func (tx *Tx) Paused(chatID, topicID int64) (reason string, err error) {
	err = tx.row(pausedSQL, chatID, topicID).Scan(&reason)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return reason, err
}

// moveSQL carries a chat's rows over to its new id. What the new chat has already stays as it is.
var moveSQL = []string{
	`INSERT INTO chat (id, kind, turn, lang, telegram_lang, settings)
SELECT CAST($1 AS BIGINT), 'supergroup', turn, lang, telegram_lang, settings FROM chat WHERE id = $2
ON CONFLICT (id) DO NOTHING`,
	`UPDATE conversation SET chat_id = $1 WHERE chat_id = $2 AND NOT EXISTS (
	SELECT 1 FROM conversation n WHERE n.chat_id = $1 AND n.topic_id = conversation.topic_id AND n.person_id = conversation.person_id)`,
	`UPDATE button SET chat_id = $1 WHERE chat_id = $2`,
	`UPDATE job SET chat_id = $1 WHERE chat_id = $2`,
	`UPDATE draft SET chat_id = $1 WHERE chat_id = $2`,
	`UPDATE follower SET chat_id = $1 WHERE chat_id = $2 AND NOT EXISTS (
	SELECT 1 FROM follower n WHERE n.chat_id = $1 AND n.topic_id = follower.topic_id)`,
	`UPDATE subscription SET chat_id = $1 WHERE chat_id = $2`,
}

const (
	lastSeqSQL     = `SELECT COALESCE(MAX(seq), 0) FROM outbox WHERE chat_id = $1`
	moveOutboxSQL  = `UPDATE outbox SET chat_id = $1, seq = seq + $2 WHERE chat_id = $3`
	raiseSeqSQL    = `UPDATE chat SET seq = CASE WHEN seq > $1 THEN seq ELSE $1 END WHERE id = $2`
	dropOldChatSQL = `DELETE FROM chat WHERE id = $1`
	dropTalkSQL    = `DELETE FROM conversation WHERE chat_id = $1`
	dropFollowSQL  = `DELETE FROM follower WHERE chat_id = $1`
)

// Move follows a group that became a supergroup: settings, conversations, buttons, subscriptions and waiting messages
// go over to the new id. Moving twice, or moving a chat that is not known, changes nothing.
func (tx *Tx) Move(from, to int64) error {
	if from == to {
		return nil
	}
	for _, q := range moveSQL {
		if err := tx.exec(q, to, from); err != nil {
			return err
		}
	}
	var last int64
	if err := tx.row(lastSeqSQL, to).Scan(&last); err != nil {
		return err
	}
	if err := tx.exec(moveOutboxSQL, to, last, from); err != nil {
		return err
	}
	if err := tx.row(lastSeqSQL, to).Scan(&last); err != nil {
		return err
	}
	if err := tx.exec(raiseSeqSQL, last, to); err != nil {
		return err
	}
	if err := tx.Resume(from, 0); err != nil {
		return err
	}
	if err := tx.exec(dropTalkSQL, from); err != nil {
		return err
	}
	if err := tx.exec(dropFollowSQL, from); err != nil {
		return err
	}
	if err := tx.exec(reckonAllSQL, to); err != nil {
		return err
	}
	return tx.exec(dropOldChatSQL, from)
}
