package localapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sort"
	"time"
)

// updateAge is how long Telegram keeps an update that nobody fetches.
const updateAge = 24 * time.Hour

// maxTimeout is the longest long poll that Telegram grants.
const maxTimeout = 50 * time.Second

// maxPending bounds the updates kept; beyond it the oldest are dropped.
const maxPending = 1_000_000

type update struct {
	id   int64
	at   time.Time
	lane int64  // the chat or user whose updates stay in order
	kind string // message, callback_query, …
	body []byte // the whole update as JSON
	done bool   // delivered by the webhook
}

// updateQueue holds the updates that are not acknowledged, oldest first.
type updateQueue struct {
	list    []*update
	nextID  int64
	allowed map[string]bool // nil: the default
	poll    *poll           // the long poll under way
	done    int             // delivered ones in list
	ready   chan struct{}   // closed and replaced when an update comes
	shrunk  chan struct{}   // closed and replaced when some are forgotten
}

type poll struct {
	ended chan *refusal // gets the reason when another request ends this one
}

// updateKinds are the kinds that can be allowed; true ones are sent by default.
var updateKinds = map[string]bool{
	"message": true, "edited_message": true, "channel_post": true, "edited_channel_post": true,
	"inline_query": true, "chosen_inline_result": true, "callback_query": true, "my_chat_member": true,
	"shipping_query": true, "pre_checkout_query": true, "poll": true, "poll_answer": true, "chat_join_request": true,
	"chat_boost": true, "removed_chat_boost": true, "purchased_paid_media": true, "business_connection": true,
	"business_message": true, "edited_business_message": true, "deleted_business_messages": true,
	"chat_member": false, "message_reaction": false, "message_reaction_count": false,
}

func (q *updateQueue) init(first int64) {
	q.nextID = first
	q.ready, q.shrunk = make(chan struct{}), make(chan struct{})
}

// push queues an update of a kind that is allowed and returns its id, or 0.
func (s *Server) push(kind string, lane int64, object any) int64 {
	q := &s.updates
	allowed := updateKinds[kind]
	if q.allowed != nil {
		allowed = q.allowed[kind]
	}
	if !allowed {
		return 0
	}
	data, err := json.Marshal(object)
	if err != nil {
		return 0
	}
	return s.pushBody(kind, lane, func(id int64) []byte {
		return fmt.Appendf(nil, `{"update_id":%d,%q:%s}`, id, kind, data)
	})
}

func (s *Server) pushBody(kind string, lane int64, body func(id int64) []byte) int64 {
	q := &s.updates
	id := q.nextID
	q.nextID++
	u := &update{id: id, at: s.now(), lane: lane, kind: kind, body: body(id)}
	q.list = append(q.list, u)
	if n := len(q.list) - maxPending; n > 0 {
		q.forget(n)
	}
	close(q.ready)
	q.ready = make(chan struct{})
	if s.hook != nil {
		s.hook.add(u)
	}
	return id
}

// PushRaw queues an update of the caller's own making, to try what a bot does
// with kinds and values that it does not know: fields holds the members of the
// update's object beside update_id, such as `"message": {…}`; they are sent as
// they are, even where they are no JSON. lane is the chat whose order it keeps.
func (s *Server) PushRaw(lane int64, fields string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pushBody("", lane, func(id int64) []byte {
		return fmt.Appendf(nil, `{"update_id":%d,%s}`, id, fields)
	})
}

// Pending is the number of updates that are not acknowledged.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.expire(s.now())
	return s.updates.pending()
}

// Polling tells whether a long poll is under way.
func (s *Server) Polling() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.updates.poll != nil
}

func (q *updateQueue) pending() int { return len(q.list) - q.done }

// WaitAcknowledged waits until the bot has acknowledged all updates up to id, or
// taken them by webhook.
func (s *Server) WaitAcknowledged(id int64, timeout time.Duration) error {
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	for {
		s.mu.Lock()
		q := &s.updates
		done := len(q.list) == 0 || q.list[0].id > id
		shrunk := q.shrunk
		s.mu.Unlock()
		if done {
			return nil
		}
		select {
		case <-shrunk:
		case <-timer.C:
			return fmt.Errorf("update %d is not acknowledged after %v", id, timeout)
		case <-s.closing:
			return errors.New("the local server is closed")
		}
	}
}

func (q *updateQueue) expire(now time.Time) {
	n := 0
	for n < len(q.list) && now.Sub(q.list[n].at) > updateAge {
		n++
	}
	q.forget(n)
}

// forget drops the n oldest.
func (q *updateQueue) forget(n int) {
	for _, u := range q.list[:n] {
		if u.done {
			q.done--
		}
	}
	if q.list = q.list[n:]; len(q.list) == 0 {
		q.list = nil
	}
	if n > 0 {
		close(q.shrunk)
		q.shrunk = make(chan struct{})
	}
}

// acknowledge forgets the updates below the offset; a negative one keeps only
// that many at the end.
func (q *updateQueue) acknowledge(offset int64) {
	n := 0
	switch {
	case offset > 0:
		n = sort.Search(len(q.list), func(i int) bool { return q.list[i].id >= offset })
	case offset < 0:
		n = max(len(q.list)+int(max(offset, -maxPending)), 0)
	}
	q.forget(n)
}

// setAllowed takes the allowed_updates field: absent keeps the setting, an empty
// list restores the default.
func (q *updateQueue) setAllowed(c *call) error {
	if c.fields["allowed_updates"] == "" {
		return nil
	}
	var kinds []string
	if _, err := c.object("allowed_updates", &kinds); err != nil {
		return bad("can't parse allowed updates")
	}
	q.allowed = nil
	for _, kind := range kinds {
		if _, known := updateKinds[kind]; !known {
			continue // Telegram passes over kinds that it does not know
		}
		if q.allowed == nil {
			q.allowed = map[string]bool{}
		}
		q.allowed[kind] = true
	}
	return nil
}

func (s *Server) getUpdates(ctx context.Context, c *call) (any, error) {
	limit := int(c.number("limit"))
	if limit <= 0 || limit > 100 {
		limit = 100
	}
	timeout := min(max(time.Duration(c.number("timeout"))*time.Second, 0), maxTimeout)

	s.mu.Lock()
	q := &s.updates
	if s.hook != nil {
		s.mu.Unlock()
		return nil, conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	if err := q.setAllowed(c); err != nil {
		s.mu.Unlock()
		return nil, err
	}
	if q.poll != nil {
		q.poll.ended <- conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
		q.poll = nil
	}
	q.expire(s.now())
	q.acknowledge(c.number("offset"))
	if len(q.list) > 0 || timeout == 0 {
		batch := q.batch(limit)
		s.mu.Unlock()
		return batch, nil
	}
	mine := &poll{ended: make(chan *refusal, 1)}
	q.poll = mine
	ready := q.ready
	s.mu.Unlock()

	timer := time.NewTimer(timeout)
	defer timer.Stop()
	select {
	case err := <-mine.ended:
		return nil, err
	case <-ready:
	case <-timer.C:
	case <-ctx.Done():
	case <-s.closing:
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if q.poll != mine {
		select {
		case err := <-mine.ended:
			return nil, err
		default:
		}
	} else {
		q.poll = nil
	}
	if ctx.Err() != nil {
		return nil, errGone
	}
	return q.batch(limit), nil
}

// errGone says that the caller left: there is nobody to answer.
var errGone = &refusal{code: 499, text: "Client Closed Request"}

func (q *updateQueue) batch(limit int) []json.RawMessage {
	batch := make([]json.RawMessage, 0, min(limit, len(q.list)))
	for _, u := range q.list {
		if len(batch) == limit {
			break
		}
		if !u.done {
			batch = append(batch, u.body)
		}
	}
	return batch
}

// writeUpdates writes the batch without checking the bodies, since PushRaw may
// have put anything in them.
func writeUpdates(w http.ResponseWriter, batch []json.RawMessage) {
	out := []byte(`{"ok":true,"result":[`)
	for i, b := range batch {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, b...)
	}
	out = append(out, "]}"...)
	w.Header().Set("Content-Type", "application/json")
	w.Write(out)
}
