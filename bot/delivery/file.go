package delivery

import (
	"bytes"
	"context"
	"strconv"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"wenxiang/bot/state"
)

// A File is what a post of the deeds Document and Photo brings.
type File struct {
	Name string
	Data []byte
	// Caption is the text under it in Telegram's HTML, at most 1024 units; "" for the post's own.
	Caption string
}

// A Maker makes the file that a post's order describes. It is called when the post is sent, and again when that has
// to be repeated: the outbox keeps the order, not the file.
type Maker func(ctx context.Context, order string) (File, error)

// sendFile makes a file and sends it. A file that cannot be made is made up for with the post's text.
func (t Telegram) sendFile(ctx context.Context, l state.Letter, p Post) (int64, error) {
	var f File
	var err error = &APIError{Code: 400, Text: "no file can be made"}
	if t.Make != nil {
		f, err = t.Make(ctx, p.Order)
	}
	if err != nil {
		if ctx.Err() != nil || p.Otherwise == "" {
			return 0, err
		}
		p.Do, p.HTML = Send, p.Otherwise
		return t.Do(ctx, l, p, 0)
	}
	if f.Caption == "" {
		f.Caption = p.HTML
	}
	mode := models.ParseModeHTML
	if p.Plain {
		f.Caption, mode = Bare(f.Caption), ""
	}
	upload := &models.InputFileUpload{Filename: f.Name, Data: bytes.NewReader(f.Data)}
	var m *models.Message
	if p.Do == Photo {
		params := &telegram.SendPhotoParams{
			ChatID: l.ChatID, MessageThreadID: int(l.TopicID), Photo: upload, Caption: f.Caption, ParseMode: mode,
			DisableNotification: p.Silent, ReplyParameters: p.replyTo(),
		}
		if len(p.Buttons) > 0 {
			params.ReplyMarkup = keyboard(p.Buttons)
		}
		m, err = t.Bot.SendPhoto(ctx, params)
	} else {
		params := &telegram.SendDocumentParams{
			ChatID: l.ChatID, MessageThreadID: int(l.TopicID), Document: upload, Caption: f.Caption, ParseMode: mode,
			DisableNotification: p.Silent, ReplyParameters: p.replyTo(),
		}
		if len(p.Buttons) > 0 {
			params.ReplyMarkup = keyboard(p.Buttons)
		}
		m, err = t.Bot.SendDocument(ctx, params)
	}
	if err != nil {
		return 0, err
	}
	return int64(m.ID), nil
}

func (p Post) replyTo() *models.ReplyParameters {
	if p.ReplyTo == 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: int(p.ReplyTo), AllowSendingWithoutReply: true}
}

// A Result is one entry of what an inline query offers: an article that becomes a message.
type Result struct {
	ID          string     `json:"id"` // at most 64 bytes
	Title       string     `json:"title"`
	Description string     `json:"description,omitempty"`
	HTML        string     `json:"html"` // of the message, at most 4096 units
	Buttons     [][]Button `json:"buttons,omitempty"`
}

// Offered is what answers an inline query.
type Offered struct {
	Results []Result `json:"results"`
	// Cache is for how many seconds Telegram may give the same answer, Personal that it is for this person only.
	Cache    int  `json:"cache"`
	Personal bool `json:"personal,omitempty"`
	// Ask is the text of a button over the results that opens the private chat, with Start as its payload.
	Ask   string `json:"ask,omitempty"`
	Start string `json:"start,omitempty"`
}

func (t Telegram) offer(ctx context.Context, p Post) error {
	params := &telegram.AnswerInlineQueryParams{InlineQueryID: p.Press, Results: []models.InlineQueryResult{}}
	if o := p.Offered; o != nil {
		params.CacheTime, params.IsPersonal = o.Cache, o.Personal
		if o.Ask != "" {
			params.Button = &models.InlineQueryResultsButton{Text: o.Ask, StartParameter: o.Start}
		}
		for i, r := range o.Results {
			if r.ID == "" {
				r.ID = strconv.Itoa(i)
			}
			article := &models.InlineQueryResultArticle{
				ID: r.ID, Title: r.Title, Description: r.Description,
				InputMessageContent: &models.InputTextMessageContent{
					MessageText: r.HTML, ParseMode: models.ParseModeHTML,
					LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: telegram.True()},
				},
			}
			if len(r.Buttons) > 0 {
				article.ReplyMarkup = keyboard(r.Buttons)
			}
			params.Results = append(params.Results, article)
		}
	}
	_, err := t.Bot.AnswerInlineQuery(ctx, params)
	return err
}
