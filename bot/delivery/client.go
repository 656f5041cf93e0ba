package delivery

import (
	"context"
	"fmt"
	"html"
	"regexp"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"wenxiang/bot/state"
)

// A Client carries out posts. target is the message that an Edit or Delete is about, 0 when it was never
// sent. It returns the id of the message that was sent or changed.
type Client interface {
	Do(ctx context.Context, l state.Letter, p Post, target int64) (messageID int64, err error)
}

// Telegram is the Client that talks to the Bot API.
type Telegram struct {
	Bot *telegram.Bot
	// Make makes the files of posts; nil where there are none.
	Make Maker
}

// Do implements Client.
func (t Telegram) Do(ctx context.Context, l state.Letter, p Post, target int64) (int64, error) {
	text, mode := p.HTML, models.ParseModeHTML
	if p.Plain {
		text, mode = Bare(p.HTML), ""
	}
	noPreview := &models.LinkPreviewOptions{IsDisabled: telegram.True()}
	if target == 0 {
		target = p.Target
	}
	switch p.Do {
	case Answer:
		_, err := t.Bot.AnswerCallbackQuery(ctx, &telegram.AnswerCallbackQueryParams{
			CallbackQueryID: p.Press, Text: Bare(p.HTML), ShowAlert: p.Alert,
		})
		return 0, err
	case Inline:
		return 0, t.offer(ctx, p)
	case Document, Photo:
		return t.sendFile(ctx, l, p)
	case Delete:
		if target == 0 {
			return 0, nil
		}
		_, err := t.Bot.DeleteMessage(ctx, &telegram.DeleteMessageParams{ChatID: l.ChatID, MessageID: int(target)})
		return 0, err
	case Edit:
		if target != 0 {
			params := &telegram.EditMessageTextParams{
				ChatID: l.ChatID, MessageID: int(target), Text: text, ParseMode: mode,
				LinkPreviewOptions: noPreview,
			}
			if len(p.Buttons) > 0 {
				params.ReplyMarkup = keyboard(p.Buttons)
			}
			_, err := t.Bot.EditMessageText(ctx, params)
			return target, err
		}
		fallthrough
	case Send:
		params := &telegram.SendMessageParams{
			ChatID: l.ChatID, MessageThreadID: int(l.TopicID), Text: text, ParseMode: mode,
			LinkPreviewOptions: noPreview, DisableNotification: p.Silent, ReplyParameters: p.replyTo(),
		}
		if len(p.Buttons) > 0 {
			params.ReplyMarkup = keyboard(p.Buttons)
		}
		m, err := t.Bot.SendMessage(ctx, params)
		if err != nil {
			return 0, err
		}
		return int64(m.ID), nil
	}
	return 0, &APIError{Code: 400, Text: fmt.Sprintf("no deed %q", p.Do)}
}

func keyboard(rows [][]Button) *models.InlineKeyboardMarkup {
	k := &models.InlineKeyboardMarkup{}
	for _, row := range rows {
		var keys []models.InlineKeyboardButton
		for _, b := range row {
			keys = append(keys, models.InlineKeyboardButton{Text: b.Text, CallbackData: b.Data, URL: b.URL})
		}
		k.InlineKeyboard = append(k.InlineKeyboard, keys)
	}
	return k
}

var tag = regexp.MustCompile(`<[^<>]*>`)

// Bare returns the text of a message in Telegram's HTML without its markup.
func Bare(markup string) string { return html.UnescapeString(tag.ReplaceAllString(markup, "")) }
