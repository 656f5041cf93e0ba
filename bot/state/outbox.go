package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

const (
	// behind is the try_at of a letter while another of its chat goes before it. Were such letters due like the
	// rest, a claim would have to pass over all that wait in long queues to find the heads.
	behind = `1000000000000000`

	enqueueSQL = `INSERT INTO outbox (id, chat_id, seq, lane, kind, topic_id, person_id, about, edits, body, created_at, try_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE WHEN EXISTS (
	SELECT 1 FROM outbox p WHERE p.chat_id = $2 AND p.done_at = 0 AND p.lane > 0 AND p.lane <= $4) THEN ` + behind + ` ELSE $11 END)
ON CONFLICT (id) DO NOTHING`

	leaseSQL = `
UPDATE outbox SET lease = $%d, try_at = $%d, tries = tries + 1,
	unsure = unsure + CASE WHEN lease = '' THEN 0 ELSE 1 END
FROM c WHERE outbox.id = c.id
RETURNING outbox.id, outbox.chat_id, outbox.seq, outbox.lane, outbox.kind, outbox.topic_id, outbox.person_id,
	outbox.about, outbox.edits, outbox.body, outbox.created_at, outbox.tries, outbox.unsure, outbox.lease`

	// claimNowSQL takes what is bound to no order and no rate.
	claimNowSQL = `WITH c AS MATERIALIZED (
	SELECT o.id AS id FROM outbox o
	WHERE o.done_at = 0 AND o.lane = 0 AND o.try_at <= $1 AND (o.lease = '' OR $2 = 1)
	ORDER BY o.try_at LIMIT $3`

	// claimNextSQL takes heads of queues whose chat may be written to now. A chat's queue is ordered by
	// lane, then by number, so that a reply passes the digests that wait, and nothing else passes anything.
	//
	// The conditions are scalar subqueries, and each lane is asked for by itself, because PostgreSQL
	// turns NOT EXISTS and joins, and a range of lanes, into a pass over all that waits: with 100,000
	// letters that is 50 ms a claim in place of 1.
	claimNextSQL = `WITH c AS MATERIALIZED (
	SELECT o.id AS id FROM outbox o
	WHERE o.done_at = 0 AND o.lane = %d AND o.try_at <= $1 AND (o.lease = '' OR $2 = 1)
	AND COALESCE((SELECT b.free_us FROM budget b WHERE b.name = 'chat:' || CAST(o.chat_id AS TEXT)), 0) <= $3
	AND COALESCE((SELECT g.free_us FROM budget g WHERE g.name = 'group:' || CAST(o.chat_id AS TEXT)), 0) <= $4
	AND o.seq = (SELECT p.seq FROM outbox p WHERE p.chat_id = o.chat_id AND p.done_at = 0 AND p.lane > 0
		ORDER BY p.lane, p.seq LIMIT 1)
	ORDER BY o.try_at LIMIT $5`

	// lockClaimSQL and lockChatSQL are the one difference between the engines: SQLite has one writer and needs
	// no lock.
	lockClaimSQL = ` FOR UPDATE OF o SKIP LOCKED`
	lockChatSQL  = `SELECT id FROM chat WHERE id = $1 FOR UPDATE`

	// What is done has no lease. To name done_at as well would let PostgreSQL's planner, when it believes that few
	// wait, look for the id among all that do.
	finishSQL = `UPDATE outbox SET done_at = $1, result = $2, message_id = $3, body = '', lease = ''
WHERE id = $4 AND lease = $5 RETURNING chat_id`
	// stepUpSQL makes the head of a chat's queue due, after those that wait already.
	stepUpSQL = `UPDATE outbox SET try_at = $1
WHERE chat_id = $2 AND done_at = 0 AND lane > 0 AND lease = '' AND (try_at < $1 OR try_at = ` + behind + `) AND seq = (
	SELECT p.seq FROM outbox p WHERE p.chat_id = $2 AND p.done_at = 0 AND p.lane > 0 ORDER BY p.lane, p.seq LIMIT 1)`
	retrySQL = `UPDATE outbox SET try_at = $1, result = $2, unsure = unsure + $3, body = $4, lease = ''
WHERE id = $5 AND lease = $6`

	sentMessageSQL = `SELECT message_id FROM outbox WHERE id = $1`
	repliesSQL     = `SELECT id FROM outbox WHERE chat_id = $1 AND about = $2 AND created_at >= $3 AND edits = '' AND lane > 0 ORDER BY seq`
	disownSQL      = `UPDATE outbox SET about = 0 WHERE id = $1`

	// outlookSQL tells when the first letter of each lane is due, and when the whole bot may send again.
	outlookSQL = `SELECT
	COALESCE((SELECT o.try_at FROM outbox o WHERE o.done_at = 0 AND o.lane = 0 ORDER BY o.try_at LIMIT 1), 0),
	COALESCE((SELECT o.try_at FROM outbox o WHERE o.done_at = 0 AND o.lane = 1 ORDER BY o.try_at LIMIT 1), 0),
	COALESCE((SELECT o.try_at FROM outbox o WHERE o.done_at = 0 AND o.lane = 2 ORDER BY o.try_at LIMIT 1), 0),
	COALESCE((SELECT b.free_us FROM budget b WHERE b.name = 'bot'), 0)`
	// freeSQL tells when the first of the queues that are held up by a rate is free again. It looks at
	// some of the waiting messages only: it is an estimate for how long to sleep.
	freeSQL = `SELECT COALESCE(MIN(CASE WHEN f.grp > f.chat THEN f.grp ELSE f.chat END), -1) FROM (
	SELECT COALESCE((SELECT g.free_us FROM budget g WHERE g.name = 'group:' || CAST(w.chat_id AS TEXT)), 0) - $1 AS grp,
		COALESCE((SELECT b.free_us FROM budget b WHERE b.name = 'chat:' || CAST(w.chat_id AS TEXT)), 0) - $2 AS chat
	FROM (SELECT o.chat_id AS chat_id FROM outbox o WHERE o.done_at = 0 AND o.lane = $3 AND o.try_at <= $4
		ORDER BY o.try_at LIMIT 50) w) f`

	countWaitingSQL = `SELECT COUNT(*), COALESCE(MIN(created_at), 0) FROM outbox WHERE done_at = 0`
	queuesSQL       = `SELECT lane, COUNT(*), MIN(created_at) FROM outbox WHERE done_at = 0 GROUP BY lane`
	listSentSQL     = `SELECT id, chat_id, done_at, result, message_id, tries, unsure FROM outbox WHERE done_at <> 0 ORDER BY done_at, chat_id, seq`
)

// A Lane is the urgency of a message. Lanes of one chat never overtake upwards: while a reply waits, no
// digest of that chat goes out.
type Lane int64

// The lanes.
const (
	// Instant is for what is no message and counts towards no rate, such as the answer to a press of a
	// button; it keeps no order.
	Instant Lane = 0
	// Interactive is for replies: a person is waiting.
	Interactive Lane = 1
	// Scheduled is for digests and notices.
	Scheduled Lane = 2
)

// A Letter is a message in the outbox: one request that Telegram has to accept.
type Letter struct {
	// ID is the key that makes sending idempotent: a second letter of the same ID is not taken.
	ID       string
	ChatID   int64
	Lane     Lane
	Kind     string // what the message is, for the rules of sending again; the sender's own words
	TopicID  int64
	PersonID int64  // whose question it answers, 0 for none
	About    int64  // the message that it answers, 0 for none
	Edits    string // the ID of the letter whose message this one changes, "" for none
	Body     string // what to send, in the sender's own form

	CreatedAt int64 // it is sent as soon as that may be
	// Tries counts the attempts, the running one included.
	Tries int
	// Unsure counts the attempts whose outcome nobody recorded: Telegram may have the message already.
	Unsure int

	seq   int64
	lease string
}

// Enqueue puts a letter at the end of its chat's queue and locks the chat. It returns false when a letter
// of that ID is or was there already.
func (tx *Tx) Enqueue(l Letter) (fresh bool, err error) {
	var seq int64
	if err := tx.row(nextSeqSQL, l.ChatID).Scan(&seq); err != nil {
		return false, err
	}
	n, err := tx.changed(enqueueSQL, text(l.ID), l.ChatID, seq, int64(l.Lane), text(l.Kind), l.TopicID, l.PersonID,
		l.About, text(l.Edits), text(l.Body), l.CreatedAt)
	return n == 1, err
}

// Claim takes up to n letters that are due and leases them to the caller until the time given. With
// lost, it also takes letters whose lease ran out without an outcome, with Unsure raised. Budgets are
// charged here.
func (s *Store) Claim(ctx context.Context, n int, now, until int64, lease string, lost bool, r Rates) ([]Letter, error) {
	var got []Letter
	var takeLost int64
	if lost {
		takeLost = 1
	}
	err := s.Update(ctx, func(tx *Tx) error {
		got = got[:0]
		var o outlook
		if err := tx.row(outlookSQL).Scan(o.fields()...); err != nil {
			return err
		}
		if o.due(Instant, now) {
			first, err := tx.claim(claimNowSQL, 4, now, takeLost, n, lease, until)
			if err != nil {
				return err
			}
			got = append(got, first...)
		}
		if room := n - len(got); room > 0 && (o.due(Interactive, now) || o.due(Scheduled, now)) {
			open, err := tx.open(now, room, r.Bot)
			if err != nil {
				return err
			}
			nowUS := now * 1000
			for _, lane := range []Lane{Interactive, Scheduled} {
				if open <= 0 || !o.due(lane, now) {
					continue
				}
				next, err := tx.claim(fmt.Sprintf(claimNextSQL, lane), 6, now, takeLost,
					nowUS+r.Chat.slack(), nowUS+r.Group.slack(), open, lease, until)
				if err != nil {
					return err
				}
				if err := tx.charge(next, now, r); err != nil {
					return err
				}
				got = append(got, next...)
				open -= len(next)
			}
		}
		if len(got) == 0 {
			return errRollback
		}
		return tx.exec(markClockSQL, now*1000)
	})
	if err != nil {
		return nil, err // what is perhaps not leased must not be sent
	}
	return got, nil
}

func (tx *Tx) claim(query string, leaseArg int, args ...any) ([]Letter, error) {
	rows, err := tx.tx.QueryContext(tx.ctx, tx.claimText(query, leaseArg), args...)
	if err != nil {
		return nil, err
	}
	got, err := collect(rows, func(l *Letter) []any {
		return []any{&l.ID, &l.ChatID, &l.seq, &l.Lane, &l.Kind, &l.TopicID, &l.PersonID,
			&l.About, &l.Edits, &l.Body, &l.CreatedAt, &l.Tries, &l.Unsure, &l.lease}
	})
	// RETURNING keeps no order.
	slices.SortFunc(got, func(a, b Letter) int {
		if a.Lane != b.Lane {
			return int(a.Lane - b.Lane)
		}
		return int(min(max(a.CreatedAt-b.CreatedAt, -1), 1))
	})
	return got, err
}

// Finish records how a letter ended: sent, with the message's id, or not, with the reason. It returns
// false when the lease was lost to another worker meanwhile, or the letter was deleted.
func (tx *Tx) Finish(l Letter, result string, messageID int64, now int64) (mine bool, err error) {
	// Whoever enqueues meanwhile must see this letter done or be seen by stepUp: the chat is locked first.
	if l.Lane != Instant {
		if err := tx.lockChat(l.ChatID); err != nil {
			return false, err
		}
	}
	var chatID int64 // another one when the group became a supergroup meanwhile
	err = tx.row(finishSQL, now, text(result), messageID, l.ID, l.lease).Scan(&chatID)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil || l.Lane == Instant {
		return err == nil, err
	}
	if chatID != l.ChatID {
		if err := tx.lockChat(chatID); err != nil {
			return false, err
		}
	}
	return true, tx.stepUp(chatID, now)
}

func (tx *Tx) lockChat(id int64) error {
	if !tx.postgres {
		return nil
	}
	return tx.exec(lockChatSQL, id)
}

// stepUp makes the letter due that goes next in a chat. It must follow whatever takes a letter out of its queue.
func (tx *Tx) stepUp(chatID, now int64) error { return tx.exec(stepUpSQL, now, chatID) }

// Retry gives a letter back to be tried again at the time given. unsure tells that Telegram may have
// accepted it although no answer came. The body may have been changed.
func (tx *Tx) Retry(l Letter, reason string, at int64, unsure bool) (mine bool, err error) {
	var more int64
	if unsure {
		more = 1
	}
	n, err := tx.changed(retrySQL, at, text(reason), more, text(l.Body), l.ID, l.lease)
	return n == 1, err
}

// MessageID returns the id of the message that a letter became, 0 when it did not become one (yet).
func (s *Store) MessageID(ctx context.Context, letterID string) (int64, error) {
	var id int64
	err := s.read.QueryRowContext(ctx, sentMessageSQL, letterID).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

// Replies returns the ids of the letters that answer a message, in order, without those that only edit
// and those from before the message was there: a test server may give its numbers out anew.
func (tx *Tx) Replies(chatID, about, since int64) ([]string, error) {
	rows, err := tx.tx.QueryContext(tx.ctx, repliesSQL, chatID, about, since)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(id *string) []any { return []any{id} })
}

// Disown makes a letter no longer the reply to anything: its message is about to be deleted.
func (tx *Tx) Disown(letterID string) error { return tx.exec(disownSQL, letterID) }

// An outlook is when what waits may go.
type outlook struct {
	tryAt  [3]int64 // when the first letter of each lane is due, 0 where none waits
	freeUS int64    // when the whole bot's budget is even, in microseconds
}

func (o *outlook) fields() []any {
	return []any{&o.tryAt[Instant], &o.tryAt[Interactive], &o.tryAt[Scheduled], &o.freeUS}
}

// due tells that a lane has a letter whose time has come.
func (o *outlook) due(l Lane, now int64) bool { return o.tryAt[l] != 0 && o.tryAt[l] <= now }

// Due tells when the next letter can be claimed: 0 when there is none at all. It reads only, and may be
// early, since it does not look at the order within a chat.
func (s *Store) Due(ctx context.Context, now int64, r Rates) (int64, error) {
	var o outlook
	if err := s.read.QueryRowContext(ctx, outlookSQL).Scan(o.fields()...); err != nil {
		return 0, err
	}
	bot := (o.freeUS - r.Bot.slack() + 999) / 1000
	var next int64
	for lane, at := range o.tryAt {
		if at == 0 {
			continue
		}
		if Lane(lane) != Instant {
			// While the whole bot has to wait, it does not matter which chats have to.
			if at <= now && bot <= now {
				var chat int64
				err := s.read.QueryRowContext(ctx, freeSQL, r.Group.slack(), r.Chat.slack(), int64(lane), now).Scan(&chat)
				if err != nil {
					return 0, err
				}
				at = max(at, (chat+999)/1000)
			}
			at = max(at, bot)
		}
		if next == 0 || at < next {
			next = at
		}
	}
	return next, nil
}

// Waiting counts the letters not yet done and tells since when the oldest of them waits.
func (s *Store) Waiting(ctx context.Context) (n int, oldest int64, err error) {
	err = s.read.QueryRowContext(ctx, countWaitingSQL).Scan(&n, &oldest)
	return n, oldest, err
}

// A Queue is what waits in one lane.
type Queue struct {
	Lane   Lane
	N      int   // letters not yet done
	Oldest int64 // when the oldest of them was written
}

// Queues counts the letters not yet done, lane by lane; a lane where none waits is left out.
func (s *Store) Queues(ctx context.Context) ([]Queue, error) {
	rows, err := s.read.QueryContext(ctx, queuesSQL)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(q *Queue) []any { return []any{&q.Lane, &q.N, &q.Oldest} })
}

// A Receipt is the outcome of a letter.
type Receipt struct {
	ID        string
	ChatID    int64
	DoneAt    int64
	Result    string
	MessageID int64
	Tries     int
	Unsure    int
}

// Receipts lists the letters done and not yet purged, in the order in which they were done.
func (s *Store) Receipts(ctx context.Context) ([]Receipt, error) {
	rows, err := s.read.QueryContext(ctx, listSentSQL)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(r *Receipt) []any {
		return []any{&r.ID, &r.ChatID, &r.DoneAt, &r.Result, &r.MessageID, &r.Tries, &r.Unsure}
	})
}
