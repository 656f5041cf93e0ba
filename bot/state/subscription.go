package state

import (
	"context"
	"database/sql"
	"errors"
	"slices"
)

// subscriptionSchema is the step of the schema for subscriptions, digests and notices.
const subscriptionSchema = `
CREATE TABLE follower (
	chat_id  BIGINT NOT NULL,
	topic_id BIGINT NOT NULL,
	zone     TEXT NOT NULL,
	quiet    TEXT NOT NULL,
	notices  BIGINT NOT NULL,
	next_at  BIGINT NOT NULL DEFAULT 0,
	expects  TEXT NOT NULL DEFAULT '',
	PRIMARY KEY (chat_id, topic_id)
);
CREATE INDEX follower_due ON follower (next_at) WHERE next_at <> 0;

CREATE TABLE subscription (
	id           BIGINT PRIMARY KEY,
	chat_id      BIGINT NOT NULL,
	topic_id     BIGINT NOT NULL,
	person_id    BIGINT NOT NULL,
	kind         TEXT NOT NULL,
	subject      TEXT NOT NULL,
	context      TEXT NOT NULL,
	lang         TEXT NOT NULL,
	rule         TEXT NOT NULL,
	only_changes BIGINT NOT NULL,
	paused       BIGINT NOT NULL,
	created_at   BIGINT NOT NULL,
	last_due     BIGINT NOT NULL,
	next_at      BIGINT NOT NULL,
	letter       TEXT NOT NULL DEFAULT '',
	outcome      TEXT NOT NULL DEFAULT '',
	outcome_at   BIGINT NOT NULL DEFAULT 0,
	shown        TEXT NOT NULL DEFAULT '',
	shown_before TEXT NOT NULL DEFAULT ''
);
CREATE INDEX subscription_place ON subscription (chat_id, topic_id, id);
CREATE INDEX subscription_person ON subscription (person_id);

CREATE TABLE series (
	name TEXT PRIMARY KEY,
	last BIGINT NOT NULL
);

CREATE TABLE notice (
	report      TEXT NOT NULL,
	edition     BIGINT NOT NULL,
	since       BIGINT NOT NULL,
	at          BIGINT NOT NULL,
	after_chat  BIGINT NOT NULL,
	after_topic BIGINT NOT NULL,
	done_at     BIGINT NOT NULL,
	PRIMARY KEY (report, edition)
);
CREATE INDEX notice_open ON notice (at) WHERE done_at = 0;
`

// A Follower is a chat, or a topic of one, that digests and notices go to.
type Follower struct {
	ChatID  int64
	TopicID int64 // 0 outside forum topics
	// Zone and Quiet are a time zone and quiet hours in the scheduling code's form.
	Zone, Quiet string
	// Notices tells whether the chat is told of new reports at once.
	Notices bool
	// NextAt is when the first of its digests is to be sent, 0 for never.
	NextAt int64
	// Expects is what the chat was asked to type next, in the conversation code's form; "" for nothing.
	Expects string
}

// A Subscription is one thing that a chat follows.
type Subscription struct {
	ID       int64
	ChatID   int64
	TopicID  int64
	PersonID int64 // who subscribed, 0 when that was deleted
	// Kind and Subject say what is followed, Context is the conversation that the subject leads on from,
	// and Rule the days and the time, all in the digest code's form.
	Kind, Subject, Context, Lang, Rule string
	// OnlyChanges keeps the digest back while nothing has changed.
	OnlyChanges bool
	Paused      bool
	CreatedAt   int64
	// LastDue is when the newest digest that was dealt with was due; before the first, when the
	// subscription was made, changed or resumed.
	LastDue int64
	// NextAt is when the next digest is to be sent, 0 while paused.
	NextAt int64
	// Letter is the id of the letter that the newest digest went out with, Outcome what became of the
	// newest digest where that is no letter's outcome, at OutcomeAt.
	Letter    string
	Outcome   string
	OutcomeAt int64
	// Shown is what the newest digest showed, ShownBefore what the one before did, as the digest code
	// wrote it; "" for nothing yet.
	Shown, ShownBefore string
}

const (
	followSQL = `INSERT INTO follower (chat_id, topic_id, zone, quiet, notices, expects) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (chat_id, topic_id) DO UPDATE SET zone = $3, quiet = $4, notices = $5, expects = $6`
	followerSQL = `SELECT zone, quiet, notices, next_at, expects FROM follower WHERE chat_id = $1 AND topic_id = $2`

	nextNumberSQL = `INSERT INTO series (name, last) VALUES ($1, 1)
ON CONFLICT (name) DO UPDATE SET last = series.last + 1 RETURNING last`
	subscribeSQL = `INSERT INTO subscription (id, chat_id, topic_id, person_id, kind, subject, context, lang, rule,
	only_changes, paused, created_at, last_due, next_at, shown)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`
	subscriptionColumns = `id, chat_id, topic_id, person_id, kind, subject, context, lang, rule, only_changes, paused,
	created_at, last_due, next_at, letter, outcome, outcome_at, shown, shown_before`
	subscriptionsSQL      = `SELECT ` + subscriptionColumns + ` FROM subscription WHERE chat_id = $1 AND topic_id = $2 ORDER BY id`
	subscriptionSQL       = `SELECT ` + subscriptionColumns + ` FROM subscription WHERE id = $1`
	chatOfSubscriptionSQL = `SELECT chat_id FROM subscription WHERE id = $1`
	saveSubscribedSQL     = `UPDATE subscription SET rule = $1, only_changes = $2, paused = $3, last_due = $4, next_at = $5,
	letter = $6, outcome = $7, outcome_at = $8, shown = $9, shown_before = $10 WHERE id = $11 AND chat_id = $12`
	unsubscribeSQL     = `DELETE FROM subscription WHERE id = $1 AND chat_id = $2 AND topic_id = $3`
	unsubscribeWithSQL = `DELETE FROM subscription WHERE chat_id = $1 AND topic_id = $2 AND person_id = $3
	AND created_at = (SELECT o.created_at FROM outbox o WHERE o.id = $4)`
	subscribedCountSQL = `SELECT COUNT(*) FROM subscription WHERE chat_id = $1`

	// reckonSQL sets when a chat is due anew.
	reckonSQL = `UPDATE follower SET next_at = COALESCE((SELECT MIN(s.next_at) FROM subscription s
	WHERE s.chat_id = $1 AND s.topic_id = $2 AND s.paused = 0 AND s.next_at <> 0), 0) WHERE chat_id = $1 AND topic_id = $2`
	reckonAllSQL = `UPDATE follower SET next_at = COALESCE((SELECT MIN(s.next_at) FROM subscription s
	WHERE s.chat_id = follower.chat_id AND s.topic_id = follower.topic_id AND s.paused = 0 AND s.next_at <> 0), 0) WHERE chat_id = $1`

	// dueFollowersSQL chooses chats, not subscriptions, so that all that a chat gets at one time is in one hand.
	dueFollowersSQL = `WITH c AS MATERIALIZED (
	SELECT f.chat_id AS chat_id, f.topic_id AS topic_id FROM follower f
	WHERE f.next_at <> 0 AND f.next_at <= $1 ORDER BY f.next_at LIMIT $2`
	takeFollowersSQL = `
UPDATE follower SET next_at = $3 FROM c WHERE follower.chat_id = c.chat_id AND follower.topic_id = c.topic_id
RETURNING follower.chat_id, follower.topic_id, follower.zone, follower.quiet, follower.notices, follower.next_at`
	lockFollowersSQL = ` FOR UPDATE OF f SKIP LOCKED`
	nextFollowerSQL  = `SELECT next_at FROM follower WHERE next_at <> 0 ORDER BY next_at LIMIT 1`

	// astraySQL finds those whose newest digest lies far ahead: the clock was wrong when it went out.
	astraySQL = `SELECT DISTINCT chat_id, topic_id FROM subscription WHERE paused = 0 AND last_due > $1`
)

// Follow keeps a chat's settings for digests and notices.
func (tx *Tx) Follow(f Follower) error {
	return tx.exec(followSQL, f.ChatID, f.TopicID, text(f.Zone), text(f.Quiet), number(f.Notices), text(f.Expects))
}

// Follower returns a chat's settings for digests and notices; found is false when it has none yet.
func (tx *Tx) Follower(chatID, topicID int64) (f Follower, found bool, err error) {
	f = Follower{ChatID: chatID, TopicID: topicID}
	err = tx.row(followerSQL, chatID, topicID).Scan(&f.Zone, &f.Quiet, truth{&f.Notices}, &f.NextAt, &f.Expects)
	if errors.Is(err, sql.ErrNoRows) {
		return f, false, nil
	}
	return f, err == nil, err
}

// Subscribe adds a subscription and returns it with its number. Reckon must follow.
func (tx *Tx) Subscribe(s Subscription) (Subscription, error) {
	if err := tx.row(nextNumberSQL, "subscription").Scan(&s.ID); err != nil {
		return s, err
	}
	return s, tx.exec(subscribeSQL, s.ID, s.ChatID, s.TopicID, s.PersonID, text(s.Kind), text(s.Subject), text(s.Context),
		text(s.Lang), text(s.Rule), number(s.OnlyChanges), number(s.Paused), s.CreatedAt, s.LastDue, s.NextAt, text(s.Shown))
}

// Subscriptions lists what a chat's topic follows, in the order in which it was subscribed to.
func (tx *Tx) Subscriptions(chatID, topicID int64) ([]Subscription, error) {
	rows, err := tx.tx.QueryContext(tx.ctx, subscriptionsSQL, chatID, topicID)
	if err != nil {
		return nil, err
	}
	return collect(rows, subscriptionFields)
}

func subscriptionFields(s *Subscription) []any {
	return []any{&s.ID, &s.ChatID, &s.TopicID, &s.PersonID, &s.Kind, &s.Subject, &s.Context, &s.Lang, &s.Rule,
		truth{&s.OnlyChanges}, truth{&s.Paused}, &s.CreatedAt, &s.LastDue, &s.NextAt, &s.Letter, &s.Outcome, &s.OutcomeAt,
		&s.Shown, &s.ShownBefore}
}

// Subscription returns a subscription of any chat; found is false when there is none of that number. Whoever
// asks must see to it that the chat is theirs.
func (tx *Tx) Subscription(id int64) (s Subscription, found bool, err error) {
	err = tx.row(subscriptionSQL, id).Scan(subscriptionFields(&s)...)
	if errors.Is(err, sql.ErrNoRows) {
		return s, false, nil
	}
	return s, err == nil, err
}

// ChatOfSubscription tells whose chat a subscription is in, 0 when there is none of that number.
func (s *Store) ChatOfSubscription(ctx context.Context, id int64) (chatID int64, err error) {
	err = s.read.QueryRowContext(ctx, chatOfSubscriptionSQL, id).Scan(&chatID)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return chatID, err
}

// SubscribedIn counts the subscriptions of a chat in all its topics.
func (tx *Tx) SubscribedIn(chatID int64) (n int, err error) {
	err = tx.row(subscribedCountSQL, chatID).Scan(&n)
	return n, err
}

// Save keeps what can change of a subscription. Reckon must follow where NextAt or Paused changed.
func (tx *Tx) Save(s Subscription) error {
	return tx.exec(saveSubscribedSQL, text(s.Rule), number(s.OnlyChanges), number(s.Paused), s.LastDue, s.NextAt, text(s.Letter),
		text(s.Outcome), s.OutcomeAt, text(s.Shown), text(s.ShownBefore), s.ID, s.ChatID)
}

// Unsubscribe deletes a subscription of a chat's topic; false when it has no such one.
func (tx *Tx) Unsubscribe(chatID, topicID, id int64) (bool, error) {
	n, err := tx.changed(unsubscribeSQL, id, chatID, topicID)
	if err != nil || n == 0 {
		return false, err
	}
	return true, tx.Reckon(chatID, topicID)
}

// UnsubscribeWith deletes what a person subscribed to with the message that a letter answered. Reckon must follow.
func (tx *Tx) UnsubscribeWith(letterID string, chatID, topicID, personID int64) error {
	return tx.exec(unsubscribeWithSQL, chatID, topicID, personID, letterID)
}

// Reckon sets when a chat's first digest is due from its subscriptions.
func (tx *Tx) Reckon(chatID, topicID int64) error { return tx.exec(reckonSQL, chatID, topicID) }

// ClaimDue takes up to n chats that have a digest due, for as long as the transaction lasts. Unless
// Reckon follows in it, a chat is due again at the time given.
func (tx *Tx) ClaimDue(now int64, n int, again int64) ([]Follower, error) {
	lock := ""
	if tx.postgres {
		lock = lockFollowersSQL
	}
	rows, err := tx.tx.QueryContext(tx.ctx, dueFollowersSQL+lock+")"+takeFollowersSQL, now, n, again)
	if err != nil {
		return nil, err
	}
	got, err := collect(rows, followerFields)
	slices.SortFunc(got, inOrder) // chats are locked in one order everywhere
	return got, err
}

func followerFields(f *Follower) []any {
	return []any{&f.ChatID, &f.TopicID, &f.Zone, &f.Quiet, truth{&f.Notices}, &f.NextAt}
}

func inOrder(a, b Follower) int {
	if a.ChatID != b.ChatID {
		return int(min(max(a.ChatID-b.ChatID, -1), 1))
	}
	return int(min(max(a.TopicID-b.TopicID, -1), 1))
}

// NextDue tells when the first chat has a digest due, 0 for never.
func (s *Store) NextDue(ctx context.Context) (int64, error) {
	var at int64
	err := s.read.QueryRowContext(ctx, nextFollowerSQL).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return at, err
}

// Astray lists the chats that had a digest which was due after the time given.
func (s *Store) Astray(ctx context.Context, after int64) ([]Follower, error) {
	rows, err := s.read.QueryContext(ctx, astraySQL, after)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(f *Follower) []any { return []any{&f.ChatID, &f.TopicID} })
}

// number and truth carry a bool as 0 and 1, which both engines keep in a BIGINT.
func number(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

type truth struct{ b *bool }

// Scan implements sql.Scanner.
func (t truth) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return errors.New("neither 0 nor 1")
	}
	*t.b = n != 0
	return nil
}
