package bot

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	telegram "github.com/go-telegram/bot"

	"wenxiang/bot/delivery"
	"wenxiang/bot/state"
	"wenxiang/data"
	"wenxiang/data/report"
)

// A Intake takes reports over into the data. *data.DB is the one implementation.
type Intake interface {
	// Preview reads a file of that name and tells what taking it over would change.
	Preview(ctx context.Context, name string, file []byte) (data.Preview, error)
	// LoadFile takes it over.
	LoadFile(ctx context.Context, name string, file []byte) (data.Loaded, error)
}

const (
	// maxFile is what Telegram lets a bot download, in bytes.
	maxFile = 20 << 20
	// leastReport is from how many characters on a forwarded text of an editor is a report, not a question.
	leastReport = 120
)

// The buttons under a report that was read.
const (
	pressTake   = "e:" // takes it over
	pressCancel = "x:" // leaves the data as they are
)

// The stages of a draft.
const (
	draftShown     = "shown"
	draftTaken     = "taken"
	draftCancelled = "cancelled"
)

// An upload is a report that an editor sent: a file at Telegram's, or a text.
type upload struct {
	FileID string `json:"file_id,omitempty"`
	Name   string `json:"name"`
	Text   string `json:"text,omitempty"`
	// Sum is the SHA-256 of what was read; what is taken over must have the same.
	Sum string `json:"sum,omitempty"`
	// Draft and Target are the draft that is taken over and the message that shows it.
	Draft  string `json:"draft,omitempty"`
	Target int64  `json:"target,omitempty"`
}

func (b *Bot) editor(personID int64) bool {
	return b.o.Intake != nil && slices.Contains(b.o.Editors, personID)
}

// receiveReport takes a file or a forwarded text of an editor for reading; taken is false when the
// message is neither.
func (b *Bot) receiveReport(t *turn, m *message, text string) (taken bool, err error) {
	lang := t.lang()
	switch d := m.Document; {
	case t.edited:
		return false, nil // what was sent is being read, or waits for a word
	case d != nil && !b.editor(t.talk.PersonID):
		text := say(lang, "report.editors")
		if t.private() && b.o.Intake != nil {
			text += "\n" + say(lang, "report.who", "id", strconv.FormatInt(t.talk.PersonID, 10))
		}
		return true, b.reply(t, page{html: text})
	case d != nil && d.Size > maxFile:
		return true, b.reply(t, page{html: say(lang, "report.large", "limit", strconv.Itoa(maxFile>>20))})
	case d != nil:
		return true, b.order(t, jobRead, upload{FileID: d.FileID, Name: cmp.Or(tidy(d.Name), "report.txt")})
	case m.Origin != nil && b.editor(t.talk.PersonID) && utf8.RuneCountInString(text) >= leastReport:
		return true, b.order(t, jobRead, upload{Text: text, Name: textName(text)})
	}
	return false, nil
}

// textName makes a file's name of the first line of a text, which serves as its title.
func textName(text string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	first = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return -1
		}
		return r
	}, first)
	return clip(tidy(first), 60) + ".txt"
}

// fetch brings the bytes of an upload.
func (b *Bot) fetch(ctx context.Context, u upload) ([]byte, error) {
	if u.FileID == "" {
		return []byte(u.Text), nil
	}
	f, err := b.client.GetFile(ctx, &telegram.GetFileParams{FileID: u.FileID})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, b.client.FileDownloadLink(f), nil)
	if err != nil {
		return nil, errBroken // the address holds the token
	}
	resp, err := b.wire.http.Do(req)
	if err != nil {
		return nil, b.o.Token.hide(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, &delivery.APIError{Code: resp.StatusCode}
	}
	file, err := io.ReadAll(io.LimitReader(resp.Body, maxFile+1))
	if err != nil {
		return nil, b.o.Token.hide(err)
	}
	if len(file) > maxFile {
		return nil, errTooLarge
	}
	return file, nil
}

var errTooLarge = errors.New("the file is larger than a bot may download")

// refusal says why a file cannot be read or taken over, "" for an error that is none of the file's.
func refusal(err error, lang string) string {
	var r *report.Error
	var d *data.Error
	switch {
	case errors.As(err, &r):
		return r.Message(lang)
	case errors.As(err, &d) && lang == "en":
		return d.EN
	case errors.As(err, &d):
		return d.ZH
	case errors.Is(err, errTooLarge), errors.Is(err, telegram.ErrorBadRequest) && strings.Contains(err.Error(), "too big"):
		return delivery.Bare(say(lang, "report.large", "limit", strconv.Itoa(maxFile>>20)))
	case errors.Is(err, telegram.ErrorBadRequest), errors.Is(err, telegram.ErrorNotFound):
		return delivery.Bare(say(lang, "report.away"))
	}
	return ""
}

// doRead reads a report and shows what it would change, with buttons to take it over or not.
func (b *Bot) doRead(ctx context.Context, j state.Job) (func(*state.Tx) error, error) {
	var u upload
	if err := json.Unmarshal([]byte(j.Body), &u); err != nil {
		return nil, err
	}
	if !b.editor(j.PersonID) {
		return func(tx *state.Tx) error { return b.report(tx, j, 0, page{html: say(j.Lang, "report.editors")}) }, nil
	}
	file, err := b.fetch(ctx, u)
	var p data.Preview
	if err == nil {
		p, err = b.o.Intake.Preview(ctx, u.Name, file)
	}
	if err != nil {
		if why := refusal(err, j.Lang); why != "" {
			return func(tx *state.Tx) error {
				return b.report(tx, j, 0, page{html: say(j.Lang, "report.refused", "reason", clip(clean(why), 500))})
			}, nil
		}
		return nil, err
	}
	pages := paginate(b.previewParts(ctx, p, j.Lang))
	if p.Unchanged || len(p.Facts) == 0 {
		return func(tx *state.Tx) error { return b.report(tx, j, 0, pages...) }, nil
	}
	sum := sha256.Sum256(file)
	u.Sum = hex.EncodeToString(sum[:])
	body, err := json.Marshal(u)
	if err != nil {
		return nil, err
	}
	d := state.Draft{ID: draftID(j.ID), ChatID: j.ChatID, PersonID: j.PersonID, At: b.now(), Stage: draftShown, Body: string(body)}
	pages[len(pages)-1].buttons = [][]delivery.Button{{
		{Text: delivery.Bare(say(j.Lang, "button.confirm")), Data: pressTake + d.ID}, {Text: delivery.Bare(say(j.Lang, "button.cancel")), Data: pressCancel + d.ID},
	}}
	return func(tx *state.Tx) error {
		if err := tx.PutDraft(d); err != nil {
			return err
		}
		return b.report(tx, j, 0, pages...)
	}, nil
}

// draftID makes the id of the draft that a job brings: nobody can guess that of another.
func draftID(job string) string {
	sum := sha256.Sum256([]byte("draft\x00" + job))
	return hex.EncodeToString(sum[:])[:20]
}

// pressedDraft takes a report over or drops it, whichever was pressed first. Only an editor may, in the
// chat where it was shown.
func (b *Bot) pressedDraft(t *turn, id string, take bool) error {
	lang := t.lang()
	d, found, err := t.tx.Draft(id)
	switch {
	case err != nil:
		return err
	case !found || d.ChatID != t.talk.ChatID || d.PersonID != t.talk.PersonID:
		return b.endPress(t.tx, t.u, say(lang, "press.old"), t.now)
	case !b.editor(t.talk.PersonID):
		return b.endPress(t.tx, t.u, say(lang, "report.editors"), t.now)
	}
	to := draftCancelled
	if take {
		to = draftTaken
	}
	first, err := t.tx.StepDraft(id, draftShown, to, t.now)
	if err != nil {
		return err
	}
	if !first {
		return b.endPress(t.tx, t.u, say(lang, "report.decided"), t.now)
	}
	if err := b.endPress(t.tx, t.u, "", t.now); err != nil {
		return err
	}
	var u upload
	if err := json.Unmarshal([]byte(d.Body), &u); err != nil {
		return err
	}
	if !take {
		return b.replace(t, page{html: say(lang, "report.cancelled", "name", clip(clean(u.Name), 100))})
	}
	if err := b.replace(t, page{html: say(lang, "report.taking", "name", clip(clean(u.Name), 100))}); err != nil {
		return err
	}
	u.Draft, u.Target = id, t.u.Press.Message.ID
	return b.order(t, jobTake, u)
}

// doTake takes a confirmed report over, exactly the one that was shown, and says what changed.
func (b *Bot) doTake(ctx context.Context, j state.Job) (func(*state.Tx) error, error) {
	var u upload
	if err := json.Unmarshal([]byte(j.Body), &u); err != nil {
		return nil, err
	}
	file, err := b.fetch(ctx, u)
	if err == nil {
		if sum := sha256.Sum256(file); hex.EncodeToString(sum[:]) != u.Sum {
			return func(tx *state.Tx) error { return b.report(tx, j, u.Target, page{html: say(j.Lang, "report.other")}) }, nil
		}
	}
	var loaded data.Loaded
	if err == nil {
		loaded, err = b.o.Intake.LoadFile(ctx, u.Name, file)
	}
	if err == nil {
		// What is asked after the word that it is loaded is answered from it.
		if err := b.o.Library.Refresh(ctx); err != nil {
			b.o.Log.Warn("a report was loaded and is not read yet", "error", err)
		}
	}
	if err != nil {
		if why := refusal(err, j.Lang); why != "" {
			return func(tx *state.Tx) error {
				return b.report(tx, j, u.Target, page{html: say(j.Lang, "report.refused", "reason", clip(clean(why), 500))})
			}, nil
		}
		return nil, err
	}
	count := strconv.Itoa
	title := name(clip(loaded.Report.Name(), 150), j.Lang)
	text := say(j.Lang, "report.taken", "report", title, "facts", count(loaded.Facts), "projects", count(loaded.Projects), "edition", count(loaded.Report.Edition))
	if loaded.Replaced {
		c := loaded.Changes
		text += "\n" + say(j.Lang, "report.changes", "changed", count(len(c.Changed)), "added", count(len(c.Added)), "removed", count(len(c.Removed)))
	}
	p := page{html: text, buttons: [][]delivery.Button{{{Text: delivery.Bare(say(j.Lang, "button.projects")), Data: pressPage + listAll + ":0"}}}}
	return func(tx *state.Tx) error { return b.report(tx, j, u.Target, p) }, nil
}
