package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"wenxiang/bot/delivery"
	"wenxiang/bot/state"
)

// The kinds of jobs.
const (
	jobLink = "link" // link a channel
	jobRead = "read" // read a report that an editor sent
	jobTake = "take" // take over a report that was confirmed
)

const (
	// jobLease is how long a job belongs to a worker that gives no sign of life, jobFor how long a job may take.
	jobLease = 20 * time.Second
	jobFor   = 4 * time.Minute
	// jobTries is how often a job is begun before it is given up, jobAgain the pause before the next time.
	jobTries = 4
	jobAgain = 3 * time.Second
)

// order puts a job down for what takes too long for an answer.
func (b *Bot) order(t *turn, kind string, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return t.tx.PutJob(state.Job{
		ID: fmt.Sprintf("u%d:%s", t.u.ID, kind), ChatID: t.talk.ChatID, TopicID: t.talk.TopicID, PersonID: t.talk.PersonID,
		Kind: kind, Lang: t.lang(), Body: string(text), CreatedAt: t.now,
	})
}

// poke tells the worker that there may be a job.
func (b *Bot) poke() {
	select {
	case b.jobs <- struct{}{}:
	default:
	}
}

// work does the jobs, one after another, until the context ends.
func (b *Bot) work(ctx context.Context) {
	name := fmt.Sprintf("%016x", rand.Uint64())
	for n := 0; ctx.Err() == nil; n++ {
		var j state.Job
		var found bool
		lease := fmt.Sprintf("%s-%d", name, n)
		err := b.store.Update(ctx, func(tx *state.Tx) (err error) {
			found = false // it may run again, when another worker has the job
			now := b.now()
			at, err := tx.NextJob()
			if err != nil || at == 0 || at > now {
				return err
			}
			j, found, err = tx.ClaimJob(now, now+jobLease.Milliseconds(), lease)
			return err
		})
		if err == nil && found {
			b.do(ctx, j)
			continue
		}
		if err != nil && ctx.Err() == nil {
			b.o.Log.Error("the jobs cannot be read", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-b.jobs:
		case <-time.After(time.Second):
		}
	}
}

// do does one job: the slow part, then its results together with its end in one transaction. While it
// lasts, the lease is kept up and the person sees that something is being done.
func (b *Bot) do(run context.Context, j state.Job) {
	ctx, cancel := context.WithTimeout(run, jobFor)
	defer cancel()
	stop := b.alive(ctx, j, cancel)
	finish, err := b.attempt(ctx, j)
	stop()
	if run.Err() != nil {
		return // it is begun again after the restart
	}
	if err != nil {
		b.o.Log.Warn("a job failed", "job", j.ID, "kind", j.Kind, "tries", j.Tries, "error", b.o.Token.hide(err))
		if j.Tries < jobTries && passes(err) {
			_ = b.store.Update(run, func(tx *state.Tx) error {
				_, err := tx.HoldJob(j, b.now()+jobAgain.Milliseconds())
				return err
			})
			return
		}
		finish = func(tx *state.Tx) error {
			return b.report(tx, j, 0, page{html: say(j.Lang, "error.internal", "code", "E3-"+j.ID)})
		}
	}
	err = b.store.Update(run, func(tx *state.Tx) error {
		mine, err := tx.EndJob(j)
		if err != nil || !mine {
			return err
		}
		return finish(tx)
	})
	if err != nil && run.Err() == nil {
		b.o.Log.Error("the outcome of a job is not written down", "job", j.ID, "error", err)
	}
	b.sender.Nudge()
}

// attempt does the slow part of a job. A panic is an error.
func (b *Bot) attempt(ctx context.Context, j state.Job) (finish func(*state.Tx) error, err error) {
	defer func() {
		if v := recover(); v != nil {
			b.o.Log.Error("a job broke", "job", j.ID, "kind", j.Kind, "panic", panicText(v), "stack", string(debug.Stack()))
			err = errBroken
		}
	}()
	switch j.Kind {
	case jobLink:
		return b.doLink(ctx, j)
	case jobRead:
		return b.doRead(ctx, j)
	case jobTake:
		return b.doTake(ctx, j)
	}
	return nil, errBroken
}

var errBroken = errors.New("the job cannot be done")

// passes tells whether an error may be gone later: the network and Telegram's own troubles.
func passes(err error) bool {
	switch {
	case errors.Is(err, errBroken), errors.Is(err, telegram.ErrorBadRequest), errors.Is(err, telegram.ErrorForbidden), errors.Is(err, telegram.ErrorNotFound):
		return false
	}
	return true
}

// alive keeps a job's lease up and shows the typing state; the job is broken off when another worker has it.
func (b *Bot) alive(ctx context.Context, j state.Job, lost func()) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		pause := 300 * time.Millisecond
		for held := b.o.Now(); ; pause = 4 * time.Second {
			select {
			case <-ctx.Done():
				return
			case <-time.After(pause):
			}
			_, err := b.client.SendChatAction(ctx, &telegram.SendChatActionParams{ChatID: j.ChatID, MessageThreadID: int(j.TopicID), Action: models.ChatActionTyping})
			if err != nil {
				b.o.Log.Debug("the typing state is not shown", "error", b.o.Token.hide(err))
			}
			if b.o.Now().Sub(held) < jobLease/4 {
				continue
			}
			held = b.o.Now()
			var mine bool
			err = b.store.Update(ctx, func(tx *state.Tx) (err error) {
				mine, err = tx.HoldJob(j, b.now()+jobLease.Milliseconds())
				return err
			})
			if err == nil && !mine {
				lost()
				return
			}
		}
	}()
	return func() { cancel(); <-done }
}

// report tells a job's person its outcome: as a new message, or in place of the one given.
func (b *Bot) report(tx *state.Tx, j state.Job, target int64, pages ...page) error {
	for i, p := range pages {
		post := delivery.Post{Do: delivery.Send, HTML: p.html, Buttons: p.buttons}
		if i == 0 && target != 0 {
			post.Do, post.Target = delivery.Edit, target
		}
		_, err := delivery.Put(tx, state.Letter{
			ID: fmt.Sprintf("%s:%d", j.ID, i), ChatID: j.ChatID, TopicID: j.TopicID, PersonID: j.PersonID,
			Lane: state.Interactive, Kind: delivery.Reply, CreatedAt: b.now(),
		}, post)
		if err != nil {
			return err
		}
	}
	return nil
}
