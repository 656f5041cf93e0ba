package state

import "context"

const (
	// The clock's last time stands among the budgets, which are times as well.
	markClockSQL = `INSERT INTO budget (name, free_us) VALUES ('clock', $1)
ON CONFLICT (name) DO UPDATE SET free_us = $1`
	// lastClockSQL reads it and locks it, so that of many replicas one acts on it.
	lastClockSQL = `INSERT INTO budget (name, free_us) VALUES ('clock', 0)
ON CONFLICT (name) DO UPDATE SET free_us = budget.free_us RETURNING free_us`

	budgetBackSQL = `UPDATE budget SET free_us = free_us - $1 WHERE free_us > $2`
	outboxBackSQL = `UPDATE outbox SET try_at = try_at - $1 WHERE done_at = 0 AND try_at > $2 AND try_at < ` + behind
	jobBackSQL    = `UPDATE job SET try_at = try_at - $1 WHERE try_at > $2`
)

// skew is how far, in milliseconds, the clocks of two replicas may be apart without counting as put back.
const skew = 5000

// PutBack tells by how many milliseconds the clock has been put back since letters were last claimed, 0 where it has
// not been. What was to wait until a time on the clock as it was waits for as long as it would have: or an hour too
// far ahead, put right, would be an hour in which nothing is sent.
func (s *Store) PutBack(ctx context.Context, now int64) (by int64, err error) {
	err = s.Update(ctx, func(tx *Tx) error {
		var last int64
		if err := tx.row(lastClockSQL).Scan(&last); err != nil {
			return err
		}
		if by = last/1000 - now; by < skew {
			by = 0
			return errRollback
		}
		if err := tx.exec(budgetBackSQL, by*1000, now*1000); err != nil {
			return err
		}
		for _, q := range []string{outboxBackSQL, jobBackSQL} {
			if err := tx.exec(q, by, now); err != nil {
				return err
			}
		}
		return tx.exec(markClockSQL, now*1000)
	})
	return by, err
}
