package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"time"

	"wenxiang/bot/state"
)

// take handles the updates in their order and returns the ids of those that are done for good. When it
// fails, those before are done all the same; they are known again when they come again.
func (b *Bot) take(ctx context.Context, updates []json.RawMessage) ([]int64, error) {
	var done []int64
	alone := 0 // so many more are not tried together again
	for len(updates) > 0 {
		if alone == 0 {
			ids, tried := b.takeTogether(ctx, updates)
			done, updates = append(done, ids...), updates[len(ids):]
			if len(ids) > 0 {
				continue
			}
			alone = max(tried, 1)
		}
		alone--
		id, err := b.takeOne(ctx, updates[0])
		if errors.Is(err, errNoID) {
			b.o.Log.Error("an update without an id is passed over", "bytes", len(updates[0]))
			updates = updates[1:]
			continue
		}
		if err != nil {
			return done, err
		}
		done, updates = append(done, id), updates[1:]
	}
	return done, nil
}

// Making a transaction durable takes longer than answering a question, so that updates which wait anyway
// share one: at most mostTogether of them, and none is added that would keep the first waiting for longer
// than togetherFor.
const (
	mostTogether = 32
	togetherFor  = 10 * time.Millisecond
)

// takeTogether handles the first updates in one transaction and returns the ids of those that are done for
// good: none where only one could be taken, or where something went wrong; then as many as were tried are
// to be taken one by one. Only what people write in private is taken so: for the rest, Telegram may have to
// be asked something first.
func (b *Bot) takeTogether(ctx context.Context, updates []json.RawMessage) (done []int64, tried int) {
	var list []update
	for _, raw := range updates[:min(len(updates), mostTogether)] {
		u, err := readUpdate(raw)
		if err != nil || u.Message == nil || u.Message.Chat.Type != "private" || b.hasFailed(u.ID) || b.named(ctx, u.Message) != 0 {
			break
		}
		list = append(list, u)
	}
	if len(list) < 2 {
		return nil, 0
	}
	var seen []string
	err := b.store.Update(ctx, func(tx *state.Tx) error {
		seen = seen[:0] // it may run again
		began := time.Now()
		for _, u := range list {
			if len(seen) > 0 && time.Since(began) > togetherFor {
				break
			}
			word, err := b.admit(ctx, tx, u)
			if err != nil {
				return err
			}
			seen = append(seen, word)
		}
		return nil
	})
	if err != nil {
		return nil, len(list)
	}
	for i, word := range seen {
		b.meter.updates.WithLabelValues(list[i].kind(), word).Inc()
		done = append(done, list[i].ID)
	}
	b.poke()
	b.sender.Nudge()
	return done, len(list)
}

func (b *Bot) hasFailed(id int64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.failed[id] > 0
}

// admit handles an update inside a transaction, unless it was handled before, and tells which: "seen" or
// "repeated".
func (b *Bot) admit(ctx context.Context, tx *state.Tx, u update) (string, error) {
	now := b.now()
	fresh, err := tx.See(u.ID, now)
	if err != nil || !fresh {
		return "repeated", err
	}
	err = tx.Try(func() error { return b.handle(ctx, tx, u, now) })
	var p *state.Panic
	if errors.As(err, &p) {
		b.o.Log.Error("a handler broke", "update", u.ID, "kind", u.kind(), "panic", panicText(p.Value), "stack", string(p.Stack))
		return "seen", b.apologise(tx, u, now)
	}
	return "seen", err
}

// tolerance is how often an update may fail while the database works before it is set aside.
const tolerance = 3

// takeOne handles one update. It returns nil only when that cannot be lost any more.
func (b *Bot) takeOne(ctx context.Context, raw json.RawMessage) (id int64, err error) {
	u, err := readUpdate(raw)
	if errors.Is(err, errNoID) {
		return 0, err
	}
	if err != nil {
		return u.ID, b.park(ctx, u, raw, briefly(err))
	}
	b.learnRights(ctx, u)
	var seen string
	err = b.store.Update(ctx, func(tx *state.Tx) (err error) {
		seen, err = b.admit(ctx, tx, u)
		return err
	})
	switch {
	case err == nil:
		b.mu.Lock()
		delete(b.failed, u.ID)
		b.mu.Unlock()
		b.meter.updates.WithLabelValues(u.kind(), seen).Inc()
		b.poke()
		b.sender.Nudge()
		return u.ID, nil
	case ctx.Err() != nil:
		return u.ID, ctx.Err()
	}
	away := state.Away(err)
	b.mu.Lock()
	if !away { // it is not the update's fault, so that it does not count against it
		b.failed[u.ID]++
	}
	often := b.failed[u.ID]
	b.mu.Unlock()
	b.meter.updates.WithLabelValues(u.kind(), "failed").Inc()
	b.o.Log.Error("an update is not taken", "update", u.ID, "kind", u.kind(), "error", err, "times", often)
	if away || often < tolerance {
		return u.ID, fmt.Errorf("update %d: %w", u.ID, err)
	}
	// If the database is what fails, this fails too, and the update is asked for again.
	return u.ID, b.park(ctx, u, raw, "it could not be handled")
}

// park sets an update aside and tells the person, where there is one, that it went wrong.
func (b *Bot) park(ctx context.Context, u update, raw json.RawMessage, reason string) error {
	err := b.store.Update(ctx, func(tx *state.Tx) error {
		now := b.now()
		fresh, err := tx.See(u.ID, now)
		if err != nil || !fresh {
			return err
		}
		if err := tx.Park(state.Parked{ID: u.ID, ChatID: chatOf(raw), At: now, Reason: reason, Body: string(raw)}); err != nil {
			return err
		}
		return b.apologise(tx, u, now)
	})
	if err != nil {
		return fmt.Errorf("set update %d aside: %w", u.ID, err)
	}
	b.meter.updates.WithLabelValues(u.kind(), "parked").Inc()
	b.o.Log.Error("an update is set aside", "update", u.ID, "reason", reason)
	b.mu.Lock()
	delete(b.failed, u.ID)
	b.mu.Unlock()
	b.sender.Nudge()
	return nil
}

// panicText describes a panic's value without what a person may have written.
func panicText(v any) string {
	if err, ok := v.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("%T", v)
}
