package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"wenxiang/bot/delivery"
	"wenxiang/bot/digest"
	"wenxiang/bot/schedule"
	"wenxiang/bot/state"
	"wenxiang/query"
)

const (
	// batch is how many chats get their digests in one transaction. It is small, so that a person who
	// asks meanwhile does not wait.
	batch = 10
	// brokenFor is how long a chat is left alone whose digest could not be made.
	brokenFor = 5 * time.Minute
	// onTime is how much later than planned a digest may be put out without a word about it.
	onTime = 15 * time.Minute
	// astray is how far ahead of the clock the newest digest of a subscription may lie: farther, and
	// the clock was wrong then.
	astray = 48 * time.Hour
)

// A desk is where digests are made: the book of the reports, and the answers of the day.
type desk struct {
	wake chan struct{}

	mu   sync.Mutex
	book *digest.Book
	// noticed is the generation whose editions are written down as notices.
	noticed int64
	// answers are those to kept questions, by question and context, as of the book's generation.
	answers map[string]digest.Snapshot
}

func newDesk() *desk {
	return &desk{wake: make(chan struct{}, 1), answers: map[string]digest.Snapshot{}}
}

func (d *desk) nudge() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// runDigests puts out the digests and notices that are due, until the context ends.
func (b *Bot) runDigests(ctx context.Context) {
	failures := 0
	var checked int64
	for ctx.Err() == nil {
		wait := time.Second
		now := b.now()
		var sent int
		err := b.setRight(ctx, &checked, now)
		if err == nil {
			sent, err = b.putOut(ctx)
			b.meter.notices.WithLabelValues(delivery.Digest).Add(float64(sent))
		}
		if err == nil && sent == 0 {
			sent, err = b.putOutNotices(ctx)
			b.meter.notices.WithLabelValues(delivery.Notice).Add(float64(sent))
		}
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			failures++
			wait = min(100*time.Millisecond<<min(failures, 6), 5*time.Second)
			b.o.Log.Error("digests are not put out", "error", err, "failures", failures)
		case sent > 0:
			failures = 0
			b.sender.Nudge()
			continue
		default:
			failures = 0
		}
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
		case <-b.desk.wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// putOut puts out the digests of some chats that are due and tells of how many.
func (b *Bot) putOut(ctx context.Context) (int, error) {
	next, err := b.store.NextDue(ctx)
	if err != nil || next == 0 || next > b.now() {
		return 0, err
	}
	book, err := b.readBook(ctx)
	if err != nil {
		return 0, err
	}
	var count int
	err = b.store.Update(ctx, func(tx *state.Tx) error {
		now := b.now()
		followers, err := tx.ClaimDue(now, batch, now+brokenFor.Milliseconds())
		if err != nil {
			return err
		}
		count = len(followers)
		for _, f := range followers {
			err := tx.Try(func() error { return b.publish(ctx, tx, book, f, now) })
			var p *state.Panic
			if errors.As(err, &p) {
				b.o.Log.Error("a digest broke", "chat", f.ChatID, "panic", panicText(p.Value), "stack", string(p.Stack))
				continue // it is tried again after brokenFor
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return count, err
}

// scheduleOf is when a subscription's digests are due.
func scheduleOf(f state.Follower, s state.Subscription) schedule.Schedule {
	rule, err := schedule.ReadRule(s.Rule)
	if err != nil {
		rule = digest.Kind(s.Kind).Rule() // a later version's rule, or a damaged one
	}
	quiet, _ := schedule.ReadQuiet(f.Quiet) // what cannot be read is none
	return schedule.Schedule{Rule: rule, Zone: f.Zone, Quiet: quiet, Paused: s.Paused}
}

// replan sets when a subscription's next digest is to be sent. now starts it anew: nothing that was due
// before is made up for.
func replan(f state.Follower, s *state.Subscription, now int64) {
	if now != 0 {
		s.LastDue = now
	}
	s.NextAt = 0
	if next := scheduleOf(f, *s).Next(time.UnixMilli(s.LastDue)); !next.IsZero() {
		s.NextAt = next.UnixMilli()
	}
}

// A section is the part of a digest that one subscription makes.
type section struct {
	sub   state.Subscription
	runs  []schedule.Run // the newest last; none for a digest that was asked for
	late  bool
	now   digest.Snapshot
	diff  digest.Difference
	first bool // there is nothing to compare with
}

// publish puts the digests of one chat that are due into one message. All that it writes is done in the
// transaction that claimed the chat, so each is put out once however many replicas there are.
func (b *Bot) publish(ctx context.Context, tx *state.Tx, book *digest.Book, f state.Follower, now int64) error {
	subs, err := b.followed(tx, f.ChatID, f.TopicID)
	if err != nil {
		return err
	}
	held, err := tx.Paused(f.ChatID, f.TopicID)
	if err != nil {
		return err
	}
	if held != "" && endsUnseen(held) {
		// It is tried again with what is due: if that is refused too, the chat is paused again.
		if err := errors.Join(tx.Resume(f.ChatID, 0), tx.Resume(f.ChatID, f.TopicID)); err != nil {
			return err
		}
		held = ""
	}
	at := time.UnixMilli(now)
	var sections []section
	for _, s := range subs {
		if s.Paused || s.NextAt == 0 || s.NextAt > now {
			continue
		}
		when := scheduleOf(f, s)
		if end, quiet := when.Hush(at); quiet {
			s.NextAt = end.UnixMilli() // a run that was missed waits for the end of the quiet hours too
			if err := tx.Save(s); err != nil {
				return err
			}
			continue
		}
		runs := when.Due(time.UnixMilli(s.LastDue), at)
		if len(runs) > 0 {
			s.LastDue = runs[len(runs)-1].Due.UnixMilli()
		}
		replan(f, &s, 0)
		switch {
		case len(runs) == 0: // the time was changed meanwhile
		case held != "":
			s.Outcome, s.OutcomeAt, s.Letter, s.Shown = outcomeHeld+held, now, "", b.baseline(tx, s)
		default:
			sec, err := b.section(ctx, tx, book, s, when.Today(at))
			if err != nil {
				return err
			}
			sec.runs, sec.late = runs, len(runs) > 1 || at.Sub(runs[0].Send) > onTime
			if s.OnlyChanges && sec.diff.Empty() && !sec.first {
				s.Outcome, s.OutcomeAt, s.Letter, s.Shown = outcomeUnchanged, now, "", b.baseline(tx, s)
			} else {
				sections = append(sections, sec)
				continue
			}
		}
		if err := tx.Save(s); err != nil {
			return err
		}
	}
	if len(sections) > 0 {
		key := fmt.Sprintf("digest:%d:%d", sections[0].sub.ID, sections[0].sub.LastDue)
		if err := b.post(tx, f, key, delivery.Digest, b.digestPages(f, sections), now); err != nil {
			return err
		}
		for _, sec := range sections {
			if err := keep(tx, sec, key, b.baseline(tx, sec.sub)); err != nil {
				return err
			}
		}
	}
	return tx.Reckon(f.ChatID, f.TopicID)
}

// unseen are reasons, in Telegram's words, whose end it does not tell a bot of: that all members may write again. Of its
// own standing, of a block and of a topic it does.
var unseen = []string{"not enough rights", "no rights to send", "chat_write_forbidden", "chat_send_plain_forbidden", "chat_restricted"}

func endsUnseen(reason string) bool {
	reason = strings.ToLower(reason)
	return slices.ContainsFunc(unseen, func(words string) bool { return strings.Contains(reason, words) })
}

// followed lists what a spot follows, its ready-made digests in the language that was chosen for the chat since.
func (b *Bot) followed(tx *state.Tx, chatID, topicID int64) ([]state.Subscription, error) {
	subs, err := tx.Subscriptions(chatID, topicID)
	if err != nil || !slices.ContainsFunc(subs, isReady) {
		return subs, err
	}
	chat, _, err := tx.Known(chatID)
	for i := range subs {
		if isReady(subs[i]) && chat.Lang != "" {
			subs[i].Lang = tongue(chat.Lang, "")
		}
	}
	return subs, err
}

func isReady(s state.Subscription) bool { return digest.Kind(s.Kind) != digest.Question }

// The outcomes of digests that became no letter.
const (
	outcomeUnchanged = "unchanged"
	outcomeHeld      = "held: " // and why nothing can be sent to the chat
)

// post puts pages out to a chat; those after the first carry the key with their number.
func (b *Bot) post(tx *state.Tx, f state.Follower, key, kind string, pages []page, now int64) error {
	for i, p := range pages {
		id := key
		if i > 0 {
			id += ":" + strconv.Itoa(i+1)
		}
		_, err := delivery.Put(tx, state.Letter{
			ID: id, ChatID: f.ChatID, TopicID: f.TopicID, Lane: state.Scheduled, Kind: kind, CreatedAt: now,
		}, delivery.Post{Do: delivery.Send, HTML: p.html, Buttons: p.buttons})
		if err != nil {
			return err
		}
	}
	return nil
}

// keep writes down what a digest showed and the letter that it went out with.
func keep(tx *state.Tx, sec section, letter, before string) error {
	s := sec.sub
	s.Letter, s.Outcome, s.OutcomeAt = letter, "", 0
	s.ShownBefore, s.Shown = before, sec.now.Encode()
	return tx.Save(s)
}

// baseline is what the chat was last shown for certain: where the newest digest was refused, the one before.
func (b *Bot) baseline(tx *state.Tx, s state.Subscription) string {
	if s.Letter == "" {
		return s.Shown
	}
	d, found, err := tx.Delivery(s.Letter)
	if err == nil && found && d.DoneAt != 0 && d.Result != "sent" {
		return s.ShownBefore
	}
	return s.Shown
}

// section makes a subscription's part of a digest.
func (b *Bot) section(ctx context.Context, tx *state.Tx, book *digest.Book, s state.Subscription, today time.Time) (section, error) {
	sec := section{sub: s}
	before, known := digest.Decode(b.baseline(tx, s))
	sec.first = !known
	sec.now = b.snapshot(ctx, book, s, today)
	if !known {
		return sec, nil
	}
	kind := digest.Kind(s.Kind)
	// Of a list that is too long to be kept whole, the editions tell what changed.
	long := (before.More > 0 || sec.now.More > 0) && kind.OfEditions()
	switch {
	case kind == digest.Changes || kind == digest.Week || long:
		if book == nil {
			return sec, nil
		}
		news, err := book.News(ctx, b.o.Reports, before.Editions)
		if err != nil {
			return sec, err
		}
		sec.diff = book.Of(news, kind, s.Subject, s.Lang)
	default:
		sec.diff = digest.Compare(before, sec.now)
	}
	return sec, nil
}

// snapshot is what a subscription shows today.
func (b *Bot) snapshot(ctx context.Context, book *digest.Book, s state.Subscription, today time.Time) digest.Snapshot {
	if kind := digest.Kind(s.Kind); kind != digest.Question {
		if book == nil {
			return digest.Snapshot{Lang: s.Lang}
		}
		return book.Now(kind, s.Subject, today, s.Lang)
	}
	return b.askKept(ctx, s.Subject, s.Context)
}

// maxAnswers bounds how many answers of the day are remembered.
const maxAnswers = 5000

// askKept answers a kept question, once for all who follow it.
func (b *Bot) askKept(ctx context.Context, question, before string) digest.Snapshot {
	key := question + "\x00" + before
	b.desk.mu.Lock()
	s, known := b.desk.answers[key]
	b.desk.mu.Unlock()
	if known {
		return s
	}
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	talk := readConversation(before)
	s = digest.OfAnswer(b.ask(ctx, &talk, question))
	if b.o.Reports == nil || ctx.Err() != nil {
		return s // nobody tells when it is no longer so
	}
	b.desk.mu.Lock()
	defer b.desk.mu.Unlock()
	if len(b.desk.answers) >= maxAnswers {
		clear(b.desk.answers)
	}
	b.desk.answers[key] = s
	return s
}

// ask answers all the questions of a text as one.
func (b *Bot) ask(ctx context.Context, talk *query.Conversation, text string) query.Answer {
	return b.o.Asker.Ask(ctx, talk, strings.TrimSpace(text))
}

// readBook returns the book of the reports as they are now; nil when the bot knows of none.
func (b *Bot) readBook(ctx context.Context) (*digest.Book, error) {
	if b.o.Reports == nil {
		return nil, nil
	}
	generation, err := b.o.Reports.Generation(ctx)
	if err != nil {
		return nil, err
	}
	b.desk.mu.Lock()
	book := b.desk.book
	b.desk.mu.Unlock()
	if book != nil && book.Generation == generation {
		return book, nil
	}
	if book, err = digest.Read(ctx, b.o.Reports); err != nil {
		return nil, err
	}
	// An answer of the reports as they were must not be remembered as one of today.
	if engine, ok := b.o.Asker.(interface{ Refresh(context.Context) error }); ok {
		if err := engine.Refresh(ctx); err != nil {
			return nil, err
		}
	}
	b.desk.mu.Lock()
	defer b.desk.mu.Unlock()
	b.desk.book = book
	clear(b.desk.answers)
	return book, nil
}

// setRight starts anew the subscriptions whose newest digest lies far in the future, which is what a clock
// leaves behind that was wrong for a while. It looks at the start and every hour.
func (b *Bot) setRight(ctx context.Context, checked *int64, now int64) error {
	if *checked != 0 && now >= *checked && now-*checked < time.Hour.Milliseconds() {
		return nil
	}
	limit := now + astray.Milliseconds()
	chats, err := b.store.Astray(ctx, limit)
	if err != nil {
		return err
	}
	for _, c := range chats {
		err := b.store.Update(ctx, func(tx *state.Tx) error {
			f, _, err := tx.Follower(c.ChatID, c.TopicID)
			if err != nil {
				return err
			}
			subs, err := tx.Subscriptions(c.ChatID, c.TopicID)
			if err != nil {
				return err
			}
			for _, s := range subs {
				if s.LastDue > limit {
					replan(f, &s, now)
					if err := tx.Save(s); err != nil {
						return err
					}
				}
			}
			return tx.Reckon(c.ChatID, c.TopicID)
		})
		if err != nil {
			return err
		}
	}
	*checked = now
	return nil
}
