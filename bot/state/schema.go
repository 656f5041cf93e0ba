package state

import (
	"context"
	"errors"
	"fmt"
)

// migrations are the steps of the schema, oldest first. They are append-only: a step that was released
// is never changed, because databases out there have taken it. Step n brings version n-1 to version n.
var migrations = []string{
	// 1: updates, chats, conversations, buttons, the outbox.
	`
CREATE TABLE seen_update (
	id BIGINT PRIMARY KEY,
	at BIGINT NOT NULL
);
CREATE INDEX seen_update_at ON seen_update (at);

CREATE TABLE parked_update (
	id      BIGINT PRIMARY KEY,
	chat_id BIGINT NOT NULL,
	at      BIGINT NOT NULL,
	reason  TEXT NOT NULL,
	body    TEXT NOT NULL
);

CREATE TABLE chat (
	id            BIGINT PRIMARY KEY,
	kind          TEXT NOT NULL DEFAULT '',
	turn          BIGINT NOT NULL DEFAULT 0,
	seq           BIGINT NOT NULL DEFAULT 0,
	lang          TEXT NOT NULL DEFAULT '',
	telegram_lang TEXT NOT NULL DEFAULT '',
	settings      TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE pause (
	chat_id  BIGINT NOT NULL,
	topic_id BIGINT NOT NULL,
	at       BIGINT NOT NULL,
	reason   TEXT NOT NULL,
	PRIMARY KEY (chat_id, topic_id)
);

CREATE TABLE conversation (
	chat_id        BIGINT NOT NULL,
	topic_id       BIGINT NOT NULL,
	person_id      BIGINT NOT NULL,
	at             BIGINT NOT NULL,
	message_id     BIGINT NOT NULL,
	context        TEXT NOT NULL,
	context_before TEXT NOT NULL,
	PRIMARY KEY (chat_id, topic_id, person_id)
);

CREATE TABLE button (
	id        TEXT PRIMARY KEY,
	chat_id   BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	at        BIGINT NOT NULL,
	question  TEXT NOT NULL
);
CREATE INDEX button_chat ON button (chat_id);

CREATE TABLE outbox (
	id         TEXT PRIMARY KEY,
	chat_id    BIGINT NOT NULL,
	seq        BIGINT NOT NULL,
	lane       BIGINT NOT NULL,
	kind       TEXT NOT NULL,
	topic_id   BIGINT NOT NULL,
	person_id  BIGINT NOT NULL,
	about      BIGINT NOT NULL,
	edits      TEXT NOT NULL,
	body       TEXT NOT NULL,
	created_at BIGINT NOT NULL,
	try_at     BIGINT NOT NULL,
	tries      BIGINT NOT NULL DEFAULT 0,
	unsure     BIGINT NOT NULL DEFAULT 0,
	lease      TEXT NOT NULL DEFAULT '',
	done_at    BIGINT NOT NULL DEFAULT 0,
	result     TEXT NOT NULL DEFAULT '',
	message_id BIGINT NOT NULL DEFAULT 0,
	UNIQUE (chat_id, seq)
);
CREATE INDEX outbox_due ON outbox (lane, try_at) WHERE done_at = 0;
CREATE INDEX outbox_queue ON outbox (chat_id, lane, seq) WHERE done_at = 0;
CREATE INDEX outbox_about ON outbox (chat_id, about) WHERE about <> 0;
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at <> 0;

CREATE TABLE budget (
	name    TEXT PRIMARY KEY,
	free_us BIGINT NOT NULL
);
`,
	// 2: subscriptions, digests, notices.
	subscriptionSchema,
	// 3: slow work, reports that wait for a word, channels.
	jobSchema,
}

const (
	createVersionSQL = `CREATE TABLE IF NOT EXISTS state_schema (one BIGINT PRIMARY KEY, version BIGINT NOT NULL)`
	startVersionSQL  = `INSERT INTO state_schema (one, version) VALUES (1, 0) ON CONFLICT (one) DO NOTHING`
	readVersionSQL   = `SELECT version FROM state_schema WHERE one = 1`
	writeVersionSQL  = `UPDATE state_schema SET version = $1 WHERE one = 1`
	// lockSchemaSQL lets one of several starting replicas migrate while the others wait.
	lockSchemaSQL = `SELECT pg_advisory_xact_lock(7310594211)`
)

// ErrNewerSchema is returned by Open for a database that a later version of the program has migrated.
var ErrNewerSchema = errors.New("the state was written by a newer version of wenxiang; use that version, or another database")

func (s *Store) migrate(ctx context.Context, steps []string) error {
	err := s.Update(ctx, func(tx *Tx) error {
		if tx.postgres {
			if err := tx.exec(lockSchemaSQL); err != nil {
				return err
			}
		}
		for _, q := range []string{createVersionSQL, startVersionSQL} {
			if err := tx.exec(q); err != nil {
				return err
			}
		}
		var version int
		if err := tx.row(readVersionSQL).Scan(&version); err != nil {
			return err
		}
		if version > len(steps) {
			return ErrNewerSchema
		}
		if version == len(steps) {
			return errRollback
		}
		for n := version; n < len(steps); n++ {
			if err := tx.exec(steps[n]); err != nil {
				return fmt.Errorf("step %d: %w", n+1, err)
			}
		}
		return tx.exec(writeVersionSQL, len(steps))
	})
	if err != nil && !errors.Is(err, ErrNewerSchema) {
		return fmt.Errorf("prepare the state's schema: %w", err)
	}
	return err
}
