package state

import (
	"context"
	"database/sql"
	"errors"
)

const (
	anyNoticeSQL   = `SELECT COUNT(*) FROM (SELECT report FROM notice LIMIT 1) n`
	lastEditionSQL = `SELECT COALESCE(MAX(edition), 0) FROM notice WHERE report = $1`
	addNoticeSQL   = `INSERT INTO notice (report, edition, since, at, after_chat, after_topic, done_at) VALUES ($1, $2, $3, $4, $5, 0, $6)
ON CONFLICT (report, edition) DO NOTHING`
	claimNoticeSQL = `SELECT n.report, n.edition, n.since, n.at, n.after_chat, n.after_topic FROM notice n
WHERE n.done_at = 0 ORDER BY n.at LIMIT 1`
	lockNoticeSQL = ` FOR UPDATE SKIP LOCKED`
	moveNoticeSQL = `UPDATE notice SET after_chat = $1, after_topic = $2, done_at = $3 WHERE report = $4 AND edition = $5`
	openNoticeSQL = `SELECT COUNT(*) FROM notice WHERE done_at = 0`
	readersSQL    = `SELECT chat_id, topic_id, zone, quiet, notices, next_at FROM follower
WHERE notices = 1 AND (chat_id > $1 OR chat_id = $1 AND topic_id > $2) ORDER BY chat_id, topic_id LIMIT $3`

	letterSQL = `SELECT done_at, result, CASE WHEN try_at = ` + behind + ` THEN created_at ELSE try_at END, tries FROM outbox WHERE id = $1`
)

// A Notice is an edition of a report that the chats are being told of.
type Notice struct {
	Report  string // the report's key
	Edition int
	Since   int // the edition that was known before, 0 for a new report
	At      int64

	afterChat, afterTopic int64
}

// lowest is below every chat's id.
const lowest = int64(-1) << 62

// Notice writes down that a report has an edition. silently is for what was there before anyone could
// ask to be told. It returns false when the edition was known.
func (tx *Tx) Notice(report string, edition int, silently bool, now int64) (fresh bool, err error) {
	var since int
	if err := tx.row(lastEditionSQL, text(report)).Scan(&since); err != nil {
		return false, err
	}
	if since >= edition {
		return false, nil
	}
	var done int64
	if silently {
		done = now
	}
	n, err := tx.changed(addNoticeSQL, text(report), edition, since, now, lowest, done)
	return n == 1, err
}

// NoNotice tells whether no edition at all was ever written down.
func (tx *Tx) NoNotice() (bool, error) {
	var n int
	err := tx.row(anyNoticeSQL).Scan(&n)
	return n == 0, err
}

// ClaimNotice takes the oldest notice that has not reached all its readers, for as long as the
// transaction lasts, with the next n chats to tell. found is false when there is none.
func (tx *Tx) ClaimNotice(n int) (notice Notice, readers []Follower, found bool, err error) {
	lock := ""
	if tx.postgres {
		lock = lockNoticeSQL
	}
	err = tx.row(claimNoticeSQL+lock).Scan(&notice.Report, &notice.Edition, &notice.Since, &notice.At, &notice.afterChat, &notice.afterTopic)
	if errors.Is(err, sql.ErrNoRows) {
		return notice, nil, false, nil
	}
	if err != nil {
		return notice, nil, false, err
	}
	rows, err := tx.tx.QueryContext(tx.ctx, readersSQL, notice.afterChat, notice.afterTopic, n)
	if err != nil {
		return notice, nil, false, err
	}
	readers, err = collect(rows, followerFields)
	return notice, readers, err == nil, err
}

// Told moves a notice on behind its last reader; without one it is done.
func (tx *Tx) Told(n Notice, readers []Follower, now int64) error {
	if len(readers) == 0 {
		return tx.exec(moveNoticeSQL, n.afterChat, n.afterTopic, now, text(n.Report), n.Edition)
	}
	last := readers[len(readers)-1]
	return tx.exec(moveNoticeSQL, last.ChatID, last.TopicID, int64(0), text(n.Report), n.Edition)
}

// OpenNotices counts the notices that have not reached all their readers.
func (s *Store) OpenNotices(ctx context.Context) (n int, err error) {
	err = s.read.QueryRowContext(ctx, openNoticeSQL).Scan(&n)
	return n, err
}

// A Delivery is how far a letter has come.
type Delivery struct {
	DoneAt int64 // 0 while it waits
	Result string
	TryAt  int64
	Tries  int
}

// Delivery returns how far a letter has come; found is false when there is none of that id (any more).
func (tx *Tx) Delivery(letterID string) (d Delivery, found bool, err error) {
	err = tx.row(letterSQL, text(letterID)).Scan(&d.DoneAt, &d.Result, &d.TryAt, &d.Tries)
	if errors.Is(err, sql.ErrNoRows) {
		return d, false, nil
	}
	return d, err == nil, err
}
