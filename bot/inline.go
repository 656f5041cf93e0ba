package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"strings"
	"unicode/utf8"

	"wenxiang/bot/delivery"
	"wenxiang/bot/state"
	"wenxiang/query"
)

const (
	// maxOffered is how many answers an inline query gets.
	maxOffered = 10
	// cacheFound and cacheNothing are for how many seconds Telegram may repeat an answer without asking:
	// long enough for many people, short enough that a new report shows soon.
	cacheFound, cacheNothing = 300, 10
)

// An inlineQuery is what somebody types behind the bot's name in any chat.
type inlineQuery struct {
	ID     string `json:"id"`
	From   person `json:"from"`
	Query  string `json:"query"`
	Offset string `json:"offset"`
}

// handleInline offers answers to an inline query: the answer to the question, answers to questions close
// to it, and projects that the words fit. It is no part of any conversation.
func (b *Bot) handleInline(ctx context.Context, tx *state.Tx, u update, now int64) error {
	q := u.Inline
	if q.ID == "" {
		return nil // nobody could be answered
	}
	lang := tongue("", q.From.LanguageCode)
	known, found, err := tx.Known(q.From.ID)
	if err != nil {
		return err
	}
	if found && known.Kind == "private" {
		lang = tongue(known.Lang, q.From.LanguageCode)
	}
	text := tidy(q.Query)
	if utf8.RuneCountInString(text) > maxQuestion {
		text = string([]rune(text)[:maxQuestion])
	}
	offered := &delivery.Offered{Cache: cacheFound, Personal: text == "" || found, Results: []delivery.Result{}}
	if q.Offset == "" {
		offered.Results, err = b.offered(ctx, tx, u, text, lang, now)
		if err != nil {
			return err
		}
	}
	if len(offered.Results) == 0 {
		offered.Cache = cacheNothing
		offered.Ask, offered.Start = clip(delivery.Bare(say(lang, "inline.none")), 60), "inline"
		if text != "" {
			if offered.Start, err = questionLink(tx, q.From.ID, text, now); err != nil {
				return err
			}
		}
	}
	_, err = delivery.Put(tx, state.Letter{
		ID: fmt.Sprintf("u%d:inline", u.ID), ChatID: q.From.ID, Lane: state.Instant, Kind: delivery.Press, PersonID: q.From.ID, CreatedAt: now,
	}, delivery.Post{Do: delivery.Inline, Press: q.ID, Offered: offered})
	return err
}

// offered makes the results for a text; "" gets the headline totals and the largest projects.
func (b *Bot) offered(ctx context.Context, tx *state.Tx, u update, text, lang string, now int64) ([]delivery.Result, error) {
	var out []delivery.Result
	shown := map[string]bool{}
	add := func(r delivery.Result) {
		sum := sha256.Sum256([]byte(r.HTML))
		r.ID = hex.EncodeToString(sum[:12])
		if r.Title != "" && !shown[r.ID] && len(out) < maxOffered {
			shown[r.ID] = true
			out = append(out, r)
		}
	}
	var projects []query.Project
	if text == "" {
		for i, t := range b.o.Library.Totals(ctx, "", lang) {
			if i == 3 {
				break
			}
			add(totalResult(t, lang))
		}
		projects = b.o.Library.Largest(ctx, "", lang, maxOffered)
	} else {
		var choices []query.Choice
		ask := func(question string) error {
			a := b.o.Asker.Ask(ctx, &query.Conversation{}, question)
			if a.Status != query.Answered {
				for _, c := range a.Choices {
					if question == text && alike(c.Question, text) { // not the examples for what is not understood
						choices = append(choices, c)
					}
				}
				return nil
			}
			choices = append(choices, a.Choices...)
			payload, err := questionLink(tx, u.Inline.From.ID, question, now)
			if err != nil {
				return err
			}
			add(b.answerResult(a, tongue(a.Lang, u.Inline.From.LanguageCode), payload))
			return nil
		}
		if err := ask(text); err != nil {
			return nil, err
		}
		near := choices
		for i, c := range near {
			if i == 4 {
				break
			}
			if question := tidy(c.Question); question != "" && question != text {
				if err := ask(question); err != nil {
					return nil, err
				}
			}
		}
		lang = tongue(languageOf(text), "")
		for _, t := range b.o.Library.Totals(ctx, "", lang) {
			if len(out) < maxOffered/2 && strings.Contains(t.Label, text) {
				add(totalResult(t, lang))
			}
		}
		projects = b.o.Library.Search(ctx, text, "", lang)
	}
	for _, p := range projects {
		if len(out) == maxOffered {
			break
		}
		if card, found := b.o.Library.Card(ctx, p.Key, lang); found {
			add(b.cardResult(card, lang))
		}
	}
	return out, nil
}

// alike tells whether two texts have two neighbouring characters in common.
func alike(a, b string) bool {
	runes := []rune(b)
	for i := 0; i+1 < len(runes); i++ {
		if strings.Contains(a, string(runes[i:i+2])) {
			return true
		}
	}
	return false
}

// languageOf is "zh" for a text with a Chinese character.
func languageOf(text string) string {
	for _, r := range text {
		if r >= 0x3400 && r <= 0x9fff {
			return "zh"
		}
	}
	return "en"
}

func (b *Bot) answerResult(a query.Answer, lang, payload string) delivery.Result {
	title, rest, _ := strings.Cut(clean(a.Headline), "\n")
	var about []string
	for _, s := range []string{rest, clean(a.Detail)} {
		if s != "" {
			about = append(about, strings.ReplaceAll(s, "\n", " "))
		}
	}
	if len(a.Sources) > 0 {
		about = append(about, name(a.Sources[0].Report, lang))
	}
	return delivery.Result{
		Title: clip(title, 120), Description: clip(strings.Join(about, " · "), 200), HTML: paginate(compose(a, lang))[0].html,
		Buttons: [][]delivery.Button{{{Text: delivery.Bare(say(lang, "button.ask")), URL: b.link(payload)}}},
	}
}

func (b *Bot) cardResult(c query.Card, lang string) delivery.Result {
	return delivery.Result{
		Title: clip(clean(c.Name), 120), Description: clip(brief(c.Project, lang, true), 200), HTML: cardPages(c, viewAll, lang)[0].html,
		Buttons: [][]delivery.Button{{{Text: delivery.Bare(say(lang, "button.open")), URL: b.link(linkProject + c.Key)}}},
	}
}

func totalResult(t query.Total, lang string) delivery.Result {
	about := clean(t.Period)
	if t.Count != "" {
		about = clean(t.Count) + " · " + about
	}
	said := clip(clean(t.Label+t.Text), 200)
	if lang == "en" {
		said = clip(clean(t.Label+": "+t.Text), 200)
	}
	parts := append([]part{{html: "<b>" + html.EscapeString(said) + "</b>"}, {text: about}}, quotes([]query.Source{t.Source}, lang)...)
	return delivery.Result{Title: clip(said, 120), Description: clip(about+" · "+name(t.Source.Report, lang), 200), HTML: paginate(parts)[0].html}
}
