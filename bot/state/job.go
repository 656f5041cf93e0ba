package state

import (
	"database/sql"
	"errors"
)

// jobSchema is the step of the schema for slow work, reports that wait for a word, and channels.
const jobSchema = `
CREATE TABLE job (
	id         TEXT PRIMARY KEY,
	chat_id    BIGINT NOT NULL,
	topic_id   BIGINT NOT NULL,
	person_id  BIGINT NOT NULL,
	kind       TEXT NOT NULL,
	lang       TEXT NOT NULL,
	body       TEXT NOT NULL,
	created_at BIGINT NOT NULL,
	try_at     BIGINT NOT NULL,
	tries      BIGINT NOT NULL DEFAULT 0,
	lease      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX job_due ON job (try_at);
CREATE INDEX job_chat ON job (chat_id);

CREATE TABLE draft (
	id        TEXT PRIMARY KEY,
	chat_id   BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	at        BIGINT NOT NULL,
	stage     TEXT NOT NULL,
	body      TEXT NOT NULL
);
CREATE INDEX draft_chat ON draft (chat_id);

CREATE TABLE channel (
	id        BIGINT PRIMARY KEY,
	title     TEXT NOT NULL,
	username  TEXT NOT NULL,
	linked_by BIGINT NOT NULL,
	at        BIGINT NOT NULL
);
CREATE INDEX channel_person ON channel (linked_by);
`

const (
	putJobSQL = `INSERT INTO job (id, chat_id, topic_id, person_id, kind, lang, body, created_at, try_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) ON CONFLICT (id) DO NOTHING`
	claimJobSQL = `WITH c AS MATERIALIZED (SELECT j.id AS id FROM job j WHERE j.try_at <= $1 ORDER BY j.try_at LIMIT 1`
	lockJobSQL  = ` FOR UPDATE OF j SKIP LOCKED`
	leaseJobSQL = `) UPDATE job SET lease = $2, try_at = $3, tries = tries + 1 FROM c WHERE job.id = c.id
RETURNING job.id, job.chat_id, job.topic_id, job.person_id, job.kind, job.lang, job.body, job.created_at, job.tries, job.lease`
	holdJobSQL = `UPDATE job SET try_at = $1 WHERE id = $2 AND lease = $3`
	endJobSQL  = `DELETE FROM job WHERE id = $1 AND lease = $2`
	nextJobSQL = `SELECT try_at FROM job ORDER BY try_at LIMIT 1`

	putDraftSQL = `INSERT INTO draft (id, chat_id, person_id, at, stage, body) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (id) DO UPDATE SET at = $4, stage = $5, body = $6`
	readDraftSQL  = `SELECT chat_id, person_id, at, stage, body FROM draft WHERE id = $1`
	stepDraftSQL  = `UPDATE draft SET stage = $1, at = $2 WHERE id = $3 AND stage = $4`
	dropDraftSQL  = `DELETE FROM draft WHERE id = $1`
	purgeDraftSQL = `DELETE FROM draft WHERE id IN (SELECT id FROM draft WHERE at < $1 LIMIT $2)`
)

// A Job is work that takes longer than an answer may: a file to read, a question to Telegram itself.
type Job struct {
	// ID makes it one job: a second one of the same ID is not taken.
	ID       string
	ChatID   int64
	TopicID  int64
	PersonID int64 // who asked for it
	Kind     string
	Lang     string // of what is said about it
	Body     string // in the conversation code's form

	CreatedAt int64
	// Tries counts the attempts, the running one included.
	Tries int

	lease string
}

// PutJob writes a job down, to be done at once.
func (tx *Tx) PutJob(j Job) error {
	return tx.exec(putJobSQL, text(j.ID), j.ChatID, j.TopicID, j.PersonID, text(j.Kind), text(j.Lang), text(j.Body), j.CreatedAt)
}

// ClaimJob leases a job that is due until the time given; found is false when there is none.
func (tx *Tx) ClaimJob(now, until int64, lease string) (j Job, found bool, err error) {
	lock := ""
	if tx.postgres {
		lock = lockJobSQL
	}
	err = tx.row(claimJobSQL+lock+leaseJobSQL, now, lease, until).Scan(&j.ID, &j.ChatID, &j.TopicID, &j.PersonID,
		&j.Kind, &j.Lang, &j.Body, &j.CreatedAt, &j.Tries, &j.lease)
	if errors.Is(err, sql.ErrNoRows) {
		return Job{}, false, nil
	}
	return j, err == nil, err
}

// HoldJob makes a lease longer; false when another worker has the job now, or it was deleted.
func (tx *Tx) HoldJob(j Job, until int64) (mine bool, err error) {
	n, err := tx.changed(holdJobSQL, until, j.ID, j.lease)
	return n == 1, err
}

// EndJob takes a job off the list; false when it is no longer this worker's, whose results then do not count.
func (tx *Tx) EndJob(j Job) (mine bool, err error) {
	n, err := tx.changed(endJobSQL, j.ID, j.lease)
	return n == 1, err
}

// NextJob tells when the next job is due, 0 when there is none.
func (tx *Tx) NextJob() (at int64, err error) {
	err = tx.row(nextJobSQL).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return at, err
}

// A Draft is something that waits for a person's word, such as a report that was read and not yet taken over.
type Draft struct {
	ID       string
	ChatID   int64
	PersonID int64
	At       int64
	Stage    string // in the conversation code's words
	Body     string // in its form
}

// PutDraft keeps a draft.
func (tx *Tx) PutDraft(d Draft) error {
	return tx.exec(putDraftSQL, text(d.ID), d.ChatID, d.PersonID, d.At, text(d.Stage), text(d.Body))
}

// Draft returns a draft; found is false when there is none of that id (any more).
func (tx *Tx) Draft(id string) (d Draft, found bool, err error) {
	d.ID = id
	err = tx.row(readDraftSQL, text(id)).Scan(&d.ChatID, &d.PersonID, &d.At, &d.Stage, &d.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return Draft{}, false, nil
	}
	return d, err == nil, err
}

// StepDraft brings a draft from one stage to the next; false when it was not at the first, so that of two presses of a
// button only one counts.
func (tx *Tx) StepDraft(id, from, to string, now int64) (bool, error) {
	n, err := tx.changed(stepDraftSQL, text(to), now, text(id), text(from))
	return n == 1, err
}

// DropDraft deletes a draft.
func (tx *Tx) DropDraft(id string) error { return tx.exec(dropDraftSQL, text(id)) }
