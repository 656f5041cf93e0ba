package bot

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"wenxiang/bot/delivery"
	"wenxiang/bot/digest"
	"wenxiang/bot/state"
)

const (
	// noticeBatch is how many chats are told of a report in one transaction.
	noticeBatch = 20
	// maxNoticePages bounds what the button under a notice shows.
	maxNoticePages = 5
)

// putOutNotices tells some chats of new reports and editions, and how many it looked at.
func (b *Bot) putOutNotices(ctx context.Context) (int, error) {
	if b.o.Reports == nil {
		return 0, nil
	}
	book, err := b.readBook(ctx)
	if err != nil {
		return 0, err
	}
	b.desk.mu.Lock()
	noticed := b.desk.noticed == book.Generation
	b.desk.mu.Unlock()
	if !noticed {
		if err := b.writeNotices(ctx, book); err != nil {
			return 0, err
		}
		b.desk.mu.Lock()
		b.desk.noticed = book.Generation
		b.desk.mu.Unlock()
	}
	open, err := b.store.OpenNotices(ctx)
	if err != nil || open == 0 {
		return 0, err
	}
	count := 0
	err = b.store.Update(ctx, func(tx *state.Tx) error {
		now := b.now()
		n, readers, found, err := tx.ClaimNotice(noticeBatch)
		if err != nil || !found {
			count = 0
			return err
		}
		count = len(readers) + 1
		news, err := book.NewsOf(ctx, b.o.Reports, n.Report, n.Since, n.Edition)
		if err != nil {
			return err
		}
		for _, f := range readers {
			if len(news) == 0 {
				break // taken back, or replaced by one that says the same
			}
			err := tx.Try(func() error { return b.tell(ctx, tx, book, n, news, f, now) })
			var p *state.Panic
			if errors.As(err, &p) {
				b.o.Log.Error("a notice broke", "chat", f.ChatID, "panic", panicText(p.Value), "stack", string(p.Stack))
				continue
			}
			if err != nil {
				return err
			}
		}
		return tx.Told(n, readers, now)
	})
	return count, err
}

// writeNotices writes down the editions that are loaded. What was there when the state was new is no news.
func (b *Bot) writeNotices(ctx context.Context, book *digest.Book) error {
	return b.store.Update(ctx, func(tx *state.Tx) error {
		silently, err := tx.NoNotice()
		if err != nil {
			return err
		}
		for _, r := range book.Reports {
			if _, err := tx.Notice(r.Key, r.Edition, silently, b.now()); err != nil {
				return err
			}
		}
		return nil
	})
}

// tell puts out one message about a report to a chat, if it concerns what the chat follows.
func (b *Bot) tell(ctx context.Context, tx *state.Tx, book *digest.Book, n state.Notice, news []digest.News, f state.Follower, now int64) error {
	if held, err := tx.Paused(f.ChatID, f.TopicID); err != nil || held != "" {
		return err
	}
	subs, err := b.followed(tx, f.ChatID, f.TopicID)
	if err != nil {
		return err
	}
	report := news[0].Report.Name()
	lang := ""
	var parts []part
	seen := map[string]bool{}
	fresh := func(key string) bool {
		first := !seen[key]
		seen[key] = true
		return first
	}
	for _, s := range subs {
		if s.Paused {
			continue
		}
		kind := digest.Kind(s.Kind)
		var d digest.Difference
		if kind == digest.Question {
			sec, err := b.section(ctx, tx, book, s, scheduleOf(f, s).Today(time.UnixMilli(now)))
			if err != nil {
				return err
			}
			d = ofReport(sec.diff, report)
		} else {
			d = book.Of(news, kind, s.Subject, s.Lang)
		}
		var own digest.Difference
		for _, p := range d.Changed {
			if fresh(p.After.Name + "\x00" + p.Before.Value + "\x00" + p.After.Value) {
				own.Changed = append(own.Changed, p)
			}
		}
		for _, e := range d.Added {
			if fresh(e.Name + "\x00" + e.Value) {
				own.Added = append(own.Added, e)
			}
		}
		for _, e := range d.Gone {
			if fresh(e.Name + "\x00gone") {
				own.Gone = append(own.Gone, e)
			}
		}
		if own.Empty() {
			continue
		}
		if lang == "" {
			lang = s.Lang
		}
		if kind == digest.Question {
			parts = append(parts, part{}, part{style: bold, text: titleOf(s.Lang, s)})
		}
		parts = append(parts, changeParts(s.Lang, digest.Changes, own)...)
	}
	if len(parts) == 0 {
		return nil
	}
	title := say(lang, "notice.edition", "report", name(report, lang))
	if news[0].First {
		title = say(lang, "notice.report", "report", name(report, lang))
	}
	p := paginate(append([]part{{html: title}}, parts...))[0]
	row, err := json.Marshal(notified{n.Report, n.Since, n.Edition})
	if err != nil {
		return err
	}
	id, err := tx.KeepButton(f.ChatID, 0, string(row), now)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(n.Report))
	_, err = delivery.Put(tx, state.Letter{
		ID:     fmt.Sprintf("notice:%s:%d:%d:%d", base64.RawURLEncoding.EncodeToString(sum[:12]), n.Edition, f.ChatID, f.TopicID),
		ChatID: f.ChatID, TopicID: f.TopicID, Lane: state.Scheduled, Kind: delivery.Notice, CreatedAt: now,
	}, delivery.Post{Do: delivery.Send, HTML: p.html, Silent: b.isQuiet(f, now),
		Buttons: [][]delivery.Button{{key(say(lang, "notice.more"), pressMore+id)}, {key(say(lang, "digest.manage"), pressSub+"v:0:")}}})
	return err
}

// isQuiet tells whether a chat's quiet hours hold: then a notice comes without a sound.
func (b *Bot) isQuiet(f state.Follower, now int64) bool {
	_, quiet := scheduleOf(f, state.Subscription{}).Hush(time.UnixMilli(now))
	return quiet
}

// ofReport keeps the changes of an answer that come from one report.
func ofReport(d digest.Difference, report string) digest.Difference {
	from := func(e digest.Entry) bool { return e.Report == report || e.Report == "" }
	var out digest.Difference
	for _, p := range d.Changed {
		if from(p.After) {
			out.Changed = append(out.Changed, p)
		}
	}
	for _, e := range d.Added {
		if from(e) {
			out.Added = append(out.Added, e)
		}
	}
	for _, e := range d.Gone {
		if from(e) {
			out.Gone = append(out.Gone, e)
		}
	}
	return out
}

// notified is what the button of a notice keeps.
type notified struct {
	Report string `json:"report"`
	Since  int    `json:"since"`
	// Edition is the one that the notice was about; 0, of an earlier version's notice, is the newest.
	Edition int `json:"edition,omitempty"`
}

// pressNotice shows all that a report's edition changed.
func (b *Bot) pressNotice(ctx context.Context, t *turn, id string) error {
	row, err := t.tx.Button(t.talk.ChatID, id)
	if err != nil {
		return err
	}
	var n notified
	book, err := b.readBook(ctx)
	if err != nil {
		return err
	}
	if book == nil || json.Unmarshal([]byte(row), &n) != nil || n.Report == "" {
		return b.endPress(t.tx, t.u, say(t.lang(), "press.old"), t.now)
	}
	news, err := book.NewsOf(ctx, b.o.Reports, n.Report, n.Since, n.Edition)
	if err != nil {
		return err
	}
	if len(news) == 0 {
		return b.endPress(t.tx, t.u, say(t.lang(), "press.gone"), t.now)
	}
	if err := b.endPress(t.tx, t.u, "", t.now); err != nil {
		return err
	}
	lang := t.lang()
	report := name(news[0].Report.Name(), lang)
	title := say(lang, "notice.edition", "report", report)
	if news[0].First {
		title = say(lang, "notice.report", "report", report)
	}
	d := book.Of(news, digest.Week, "", lang)
	parts := []part{{html: title}}
	for !d.Empty() {
		// In portions of what one message shows, with nothing left out.
		var some digest.Difference
		some.Changed, d.Changed = portion(d.Changed, maxPairs)
		some.Added, d.Added = portion(d.Added, maxLines)
		some.Gone, d.Gone = portion(d.Gone, maxLines)
		parts = append(parts, changeParts(lang, digest.Changes, some)...)
	}
	pages := paginate(parts)
	return b.reply(t, pages[:min(len(pages), maxNoticePages)]...)
}

func portion[T any](all []T, n int) (some, rest []T) {
	n = min(n, len(all))
	return all[:n], all[n:]
}
