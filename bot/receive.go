package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"

	"wenxiang/bot/state"
)

// take handles the updates one after another and returns the ids of those that are done for good. When
// it fails, those before are done all the same; they are known again when they come again.
func (b *Bot) take(ctx context.Context, updates []json.RawMessage) ([]int64, error) {
	var done []int64
	for _, raw := range updates {
		id, err := b.takeOne(ctx, raw)
		if errors.Is(err, errNoID) {
			b.o.Log.Error("an update without an id is passed over", "bytes", len(raw))
			continue
		}
		if err != nil {
			return done, err
		}
		done = append(done, id)
	}
	return done, nil
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
	seen := "seen"
	err = b.store.Update(ctx, func(tx *state.Tx) error {
		now := b.now()
		fresh, err := tx.See(u.ID, now)
		if err != nil || !fresh {
			seen = "repeated"
			return err
		}
		seen = "seen"
		err = tx.Try(func() error { return b.handle(ctx, tx, u, now) })
		var p *state.Panic
		if errors.As(err, &p) {
			b.o.Log.Error("a handler broke", "update", u.ID, "kind", u.kind(), "panic", panicText(p.Value), "stack", string(p.Stack))
			return b.apologise(tx, u, now)
		}
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
	b.mu.Lock()
	b.failed[u.ID]++
	often := b.failed[u.ID]
	b.mu.Unlock()
	b.meter.updates.WithLabelValues(u.kind(), "failed").Inc()
	b.o.Log.Error("an update is not taken", "update", u.ID, "kind", u.kind(), "error", err, "times", often)
	if often < tolerance {
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
