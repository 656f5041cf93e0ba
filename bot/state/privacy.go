package state

import "context"

// forgetChatSQL deletes all that a private chat left behind. What is in flight at this moment is
// deleted too; its sender finds its row gone and stops.
var forgetChatSQL = []string{
	`DELETE FROM conversation WHERE chat_id = $1`,
	`DELETE FROM button WHERE chat_id = $1`,
	`DELETE FROM outbox WHERE chat_id = $1`,
	`DELETE FROM parked_update WHERE chat_id = $1`,
	`DELETE FROM pause WHERE chat_id = $1`,
	`DELETE FROM subscription WHERE chat_id = $1`,
	`DELETE FROM follower WHERE chat_id = $1`,
	`DELETE FROM job WHERE chat_id = $1`,
	`DELETE FROM draft WHERE chat_id = $1`,
	`UPDATE chat SET lang = '', telegram_lang = '', settings = '{}', turn = 0 WHERE id = $1`,
}

// forgetPersonSQL deletes what one person left behind in groups; their replies stay in the group, as
// Telegram keeps them, but the bot's copies go.
var forgetPersonSQL = []string{
	`DELETE FROM conversation WHERE person_id = $1`,
	`DELETE FROM button WHERE person_id = $1`,
	`DELETE FROM outbox WHERE person_id = $1 AND done_at <> 0`,
	`UPDATE subscription SET person_id = 0 WHERE person_id = $1`,
	`DELETE FROM job WHERE person_id = $1`,
	`DELETE FROM draft WHERE person_id = $1`,
	`UPDATE channel SET linked_by = 0 WHERE linked_by = $1`,
}

// Forget deletes a person's data: all of their private chat and their part of every group. The chat's
// bare id and counter of messages stay, so that the confirmation can be sent in order.
func (tx *Tx) Forget(privateChatID, personID int64) error {
	for _, q := range forgetChatSQL {
		if err := tx.exec(q, privateChatID); err != nil {
			return err
		}
	}
	for _, q := range forgetPersonSQL {
		if err := tx.exec(q, personID); err != nil {
			return err
		}
	}
	return nil
}

const day = int64(24 * 60 * 60 * 1000)

// How long rows are kept, in days.
const (
	seenDays   = 8   // Telegram keeps undelivered updates for one day
	parkedDays = 30  // long enough to look at them, no longer: they hold what people wrote
	sentDays   = 60  // the keys of digests must outlive any repetition
	talkDays   = 90  // a conversation that nobody took up again
	buttonDays = 400 // buttons in old messages still work after a year
	draftDays  = 7   // a report that waits for a word
)

const (
	purgeSentSQL = `DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE done_at <> 0 AND done_at < $1 LIMIT $2)`
	purgeTalkSQL = `DELETE FROM conversation WHERE (chat_id, topic_id, person_id) IN (
	SELECT chat_id, topic_id, person_id FROM conversation WHERE at < $1 LIMIT $2)`
	purgeButtonsSQL = `DELETE FROM button WHERE id IN (SELECT id FROM button WHERE at < $1 LIMIT $2)`
	purgeBudgetSQL  = `DELETE FROM budget WHERE name IN (SELECT name FROM budget WHERE free_us < $1 LIMIT $2)`
)

// purgeAtOnce is how many rows go in one transaction, so that nobody who asks meanwhile has to wait.
const purgeAtOnce = 1000

// Purge deletes what is older than its time, in small transactions.
func (s *Store) Purge(ctx context.Context, now int64) error {
	for _, p := range []struct {
		query string
		older int64
	}{
		{purgeSeenSQL, now - seenDays*day},
		{purgeParkSQL, now - parkedDays*day},
		{purgeSentSQL, now - sentDays*day},
		{purgeTalkSQL, now - talkDays*day},
		{purgeButtonsSQL, now - buttonDays*day},
		{purgeDraftSQL, now - draftDays*day},
		{purgeBudgetSQL, (now - day) * 1000},
	} {
		for n := int64(purgeAtOnce); n == purgeAtOnce; {
			err := s.Update(ctx, func(tx *Tx) (err error) {
				n, err = tx.changed(p.query, p.older, purgeAtOnce)
				if err == nil && n == 0 {
					return errRollback
				}
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}
