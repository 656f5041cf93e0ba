// Package bot holds the conversation on Telegram: updates come in, are written down and answered in one
// transaction, and replies go out through an outbox, so that killing the process loses no question.
package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"wenxiang/bot/chart"
	"wenxiang/bot/delivery"
	"wenxiang/bot/digest"
	"wenxiang/bot/state"
	"wenxiang/query"
)

// Options set up a Bot. Token, State and Asker are needed.
type Options struct {
	// Token is the secret from @BotFather.
	Token Token
	// Server is the Bot API's base address; "" for Telegram's own.
	Server string
	// State is where the state lives: a SQLite file's path or a postgres:// address.
	State string
	// Asker answers the questions.
	Asker query.Asker
	// Reports is where ready-made digests and notices come from; nil for none of them.
	Reports digest.Reports
	// Library gives projects, totals and reports; nil for none.
	Library Library
	// Intake takes over the reports that Editors, by their Telegram ids, send to the bot; nil for nobody's.
	Intake  Intake
	Editors []int64
	// Now is the clock; nil for time.Now.
	Now func() time.Time
	// Log gets what happens, without tokens and without what people write; nil for nothing.
	Log *slog.Logger
	// Rates are the budgets of sending; nil for Telegram's.
	Rates *state.Rates
	// Lease is how long an unfinished sending is left alone after a crash; 0 for 10 s.
	Lease time.Duration
	// Webhook, when set, receives updates in place of long polling.
	Webhook *Webhook
	// Metrics is an address, host:port, for /healthz and /metrics; "" for none. The webhook's listener, which
	// the world can reach, has /healthz only.
	Metrics string
}

// A Bot is the running conversation. Make it with New, run it with Run, end it with Close.
type Bot struct {
	o      Options
	store  *state.Store
	client *telegram.Bot
	wire   *wire
	sender *delivery.Sender
	desk   *desk
	rights rights
	meter  *meter
	health health

	me    atomic.Pointer[models.User]
	ready chan struct{}
	jobs  chan struct{} // there may be a job
	// fatal gets the error that ends Run.
	fatal    chan error
	stopping atomic.Bool

	mu sync.Mutex
	// failed counts, for each update, how often it could not be handled.
	failed map[int64]int
}

// ErrToken ends Run when Telegram does not know the token.
var ErrToken = errors.New("the token is refused by Telegram; check TELEGRAM_BOT_TOKEN, or ask @BotFather for a new one")

// New opens the state and makes a Bot that does nothing yet.
func New(ctx context.Context, o Options) (*Bot, error) {
	if o.Asker == nil {
		return nil, errors.New("the bot needs something that answers questions")
	}
	if _, err := catalogue(); err != nil {
		return nil, err
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Library == nil {
		o.Library = empty{}
	}
	m := newMeter()
	o.Asker = countedAsker{o.Asker, m}
	b := &Bot{o: o, meter: m, ready: make(chan struct{}), jobs: make(chan struct{}, 1), fatal: make(chan error, 1), failed: map[int64]int{}, desk: newDesk()}
	secrets := []string{string(o.Token), passwordOf(o.State)}
	if o.Webhook != nil {
		secrets = append(secrets, b.secretOf(*o.Webhook))
	}
	b.o.Log = redact(o.Log, secrets...)
	m.checked, m.queues = b.wellness, b.queueReader()
	b.wire = newWire(o.Token, b.take)
	var err error
	if b.client, err = newClient(o.Token, o.Server, b.wire, b.clientError); err != nil {
		return nil, err
	}
	if b.store, err = state.Open(ctx, o.State); err != nil {
		return nil, err
	}
	b.sender = delivery.NewSender(delivery.Options{
		Store: b.store, Client: delivery.Telegram{Bot: b.client, Make: b.make}, Rates: o.Rates, Lease: o.Lease,
		Now: o.Now, Log: b.o.Log,
		Done:         func(l state.Letter, outcome string, took time.Duration) { m.sent(l, outcome, took, b.now()) },
		Unauthorized: func() { b.stop(ErrToken) },
	})
	return b, nil
}

// Close closes the state. Call it when Run has returned.
func (b *Bot) Close() error { return b.store.Close() }

// Ready is closed when the bot has introduced itself to the server and takes updates.
func (b *Bot) Ready() <-chan struct{} { return b.ready }

// Username is the bot's name on Telegram without the @, "" before it is ready.
func (b *Bot) Username() string {
	if me := b.me.Load(); me != nil {
		return me.Username
	}
	return ""
}

// Nudge has the bot look at once at what is to be sent, for instance because its clock was moved on.
func (b *Bot) Nudge() {
	b.desk.nudge()
	b.sender.Nudge()
}

// Run talks to Telegram until the context ends, which is no error, or until the token turns out to be
// refused. What is being sent when the context ends is finished first.
func (b *Bot) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(ctx, func() { b.stopping.Store(true) })()
	var parts sync.WaitGroup
	defer parts.Wait()
	defer cancel()

	doors, err := b.openDoors()
	if err != nil {
		return err
	}
	for _, d := range doors {
		parts.Go(func() {
			if err := d.serve(ctx); err != nil {
				b.stop(err)
			}
		})
	}
	if err := b.introduce(ctx); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return nil
	}
	parts.Go(func() { b.sender.Run(ctx) })
	parts.Go(func() { b.runDigests(ctx) })
	parts.Go(func() { b.work(ctx) })
	parts.Go(func() { b.purge(ctx) })
	parts.Go(func() { b.setMenu(ctx) })
	parts.Go(chart.Warm)
	if w := b.o.Webhook; w != nil {
		parts.Go(func() { b.setWebhook(ctx, w.URL, b.secretOf(*w)) })
	} else {
		if _, err := b.client.DeleteWebhook(ctx, &telegram.DeleteWebhookParams{}); err != nil && ctx.Err() == nil {
			b.o.Log.Warn("an old webhook may still be set", "error", b.o.Token.hide(err))
		}
		parts.Go(func() { b.client.Start(ctx) })
	}
	close(b.ready)
	select {
	case <-ctx.Done():
		return nil
	case err := <-b.fatal:
		return err
	}
}

// stop ends Run with an error; only the first counts.
func (b *Bot) stop(err error) {
	select {
	case b.fatal <- err:
	default:
	}
}

// introduce asks the server who the bot is, again and again until there is an answer.
func (b *Bot) introduce(ctx context.Context) error {
	for pause := 200 * time.Millisecond; ; pause = min(2*pause, 10*time.Second) {
		me, err := b.client.GetMe(ctx)
		switch {
		case err == nil:
			b.me.Store(me)
			return nil
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, telegram.ErrorUnauthorized), errors.Is(err, telegram.ErrorNotFound):
			return ErrToken
		}
		b.o.Log.Warn("Telegram does not answer", "error", b.o.Token.hide(err), "again_in", pause)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
	}
}

// clientError hears what goes wrong inside the library, which is polling and nothing else.
func (b *Bot) clientError(err error) {
	switch {
	case errors.Is(err, context.Canceled), b.stopping.Load():
		// The library speaks of lost updates when it stops; they are written down.
	case errors.Is(err, telegram.ErrorUnauthorized):
		b.stop(ErrToken)
	case errors.Is(err, telegram.ErrorConflict):
		b.o.Log.Error("another program reads this bot's updates: stop it, or it and this one take them from each other")
	default:
		b.o.Log.Warn("no updates", "error", err)
	}
}

// purge deletes what is past its time, at the start and every hour.
func (b *Bot) purge(ctx context.Context) {
	for {
		if err := b.store.Purge(ctx, b.now()); err != nil && ctx.Err() == nil {
			b.o.Log.Warn("old rows could not be deleted", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Hour):
		}
	}
}

// now is the time in Unix milliseconds.
func (b *Bot) now() int64 { return b.o.Now().UnixMilli() }

// typing shows that the bot is at work if f takes longer than a moment.
func (b *Bot) typing(ctx context.Context, chatID, topicID int64, f func()) {
	const moment = 300 * time.Millisecond
	timer := time.AfterFunc(moment, func() {
		ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		_, err := b.client.SendChatAction(ctx, &telegram.SendChatActionParams{
			ChatID: chatID, MessageThreadID: int(topicID), Action: models.ChatActionTyping,
		})
		if err != nil {
			b.o.Log.Debug("the typing state is not shown", "error", b.o.Token.hide(err))
		}
	})
	defer timer.Stop()
	f()
}

// code names an error to the person who met it, so that it can be found in the log: E1-<update>.
func code(u update) string { return fmt.Sprintf("E1-%d", u.ID) }
