package state

import (
	"context"
	"database/sql"
)

const (
	seeUpdateSQL  = `INSERT INTO seen_update (id, at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING`
	parkUpdateSQL = `INSERT INTO parked_update (id, chat_id, at, reason, body) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`
	listParkedSQL = `SELECT id, chat_id, at, reason, body FROM parked_update ORDER BY id`
	purgeSeenSQL  = `DELETE FROM seen_update WHERE id IN (SELECT id FROM seen_update WHERE at < $1 LIMIT $2)`
	purgeParkSQL  = `DELETE FROM parked_update WHERE id IN (SELECT id FROM parked_update WHERE at < $1 LIMIT $2)`
)

// See records that the update was taken. It returns false when it had been taken before: Telegram
// delivers an update again when it did not hear that the first time succeeded. Exact ids are kept, not
// a high-water mark, because ids may restart at random after a quiet week.
func (tx *Tx) See(updateID, now int64) (fresh bool, err error) {
	n, err := tx.changed(seeUpdateSQL, updateID, now)
	return n == 1, err
}

// A Parked is an update that could not be handled and was set aside for a person to look at.
type Parked struct {
	ID     int64
	ChatID int64 // 0 when not known
	At     int64
	Reason string
	Body   string
}

// Park sets an update aside.
func (tx *Tx) Park(p Parked) error {
	return tx.exec(parkUpdateSQL, p.ID, p.ChatID, p.At, text(p.Reason), text(p.Body))
}

// Parked lists the updates set aside.
func (s *Store) Parked(ctx context.Context) ([]Parked, error) {
	rows, err := s.read.QueryContext(ctx, listParkedSQL)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(p *Parked) []any { return []any{&p.ID, &p.ChatID, &p.At, &p.Reason, &p.Body} })
}

// collect reads all rows, with fields naming where a row's columns go.
func collect[T any](rows *sql.Rows, fields func(*T) []any) ([]T, error) {
	defer rows.Close()
	var all []T
	for rows.Next() {
		var one T
		if err := rows.Scan(fields(&one)...); err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
