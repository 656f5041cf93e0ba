package bot

import (
	"context"
	"encoding/json"
	"strconv"
	"time"
	"unicode/utf8"

	"wenxiang/bot/delivery"
	"wenxiang/bot/state"
	"wenxiang/query"
)

const (
	// maxQuestion is the longest question that is read, in characters.
	maxQuestion = 500
	// maxQuestions is how many questions of one message are answered.
	maxQuestions = 8
	// maxButtons is how many further questions an answer offers.
	maxButtons = 6
	// stale is when a conversation is over: what is said later begins a new one.
	stale = 12 * time.Hour
	// askFor is how long an answer may take.
	askFor = 20 * time.Second
)

// answer answers the questions of a text. pressed is the question of a button, which is repeated above
// its answer because nobody typed it.
func (b *Bot) answer(ctx context.Context, t *turn, text, pressed string) error {
	questions, tail := splitQuestions(tidy(text))
	if len(questions) == 0 {
		return b.reply(t, page{html: say(t.lang(), "message.notext")})
	}
	many := len(questions) > maxQuestions
	questions = questions[:min(len(questions), maxQuestions)]
	for _, q := range questions {
		if n := utf8.RuneCountInString(q); n > maxQuestion {
			return b.reply(t, page{html: say(t.lang(), "message.long", "units", strconv.Itoa(n), "limit", strconv.Itoa(maxQuestion))})
		}
	}
	memory, err := t.tx.Recall(t.talk)
	if err != nil {
		return err
	}
	before, keep := memory.Context, true
	if t.now-memory.At > stale.Milliseconds() {
		if before, err = readKept(before).rested().text(); err != nil {
			return err
		}
	}
	if t.edited && memory.MessageID == t.about {
		before = memory.Before
	} else if t.edited && memory.MessageID > t.about {
		keep = false // the conversation has gone on since
	}
	talk := readKept(before)
	var answers []query.Answer
	b.typing(ctx, t.talk.ChatID, t.talk.TopicID, func() {
		ctx, cancel := context.WithTimeout(ctx, askFor)
		defer cancel()
		for _, q := range questions {
			answers = append(answers, b.o.Asker.Ask(ctx, &talk.Conversation, q))
		}
	})
	if last := len(answers) - 1; tail && last > 0 && answers[last].Status != query.Answered {
		answers = answers[:last] // 谢谢 needs no answer
	}
	listed, err := b.listOf(ctx, t, answers)
	if err != nil {
		return err
	}
	if keep {
		if listed.keys != nil {
			talk.List = listed.name()
		}
		after, err := talk.text()
		if err != nil {
			return err
		}
		m := state.Memory{At: t.now, MessageID: t.about, Context: after, Before: before}
		if err := t.tx.Remember(t.talk, m); err != nil {
			return err
		}
	}
	var parts []part
	var choices []query.Choice
	for i, a := range answers {
		lang := tongue(a.Lang, t.code)
		switch {
		case pressed != "":
			parts = append(parts, part{style: italic, html: say(lang, "answer.asked", "question", pressed)})
		case len(answers) > 1:
			if i > 0 {
				parts = append(parts, part{}) // an empty line
			}
			parts = append(parts, part{style: italic, html: say(lang, "answer.asked", "question", questions[i])})
		}
		parts = append(parts, compose(a, lang)...)
		choices = append(choices, a.Choices...)
	}
	if many {
		parts = append(parts, part{}, part{html: say(t.lang(), "message.many", "limit", strconv.Itoa(maxQuestions))})
	}
	pages := paginate(parts)
	last := &pages[len(pages)-1]
	if last.buttons, err = b.offer(t, choices); err != nil {
		return err
	}
	follow, err := b.offerFollow(t, text, before, answers)
	if err != nil {
		return err
	}
	if follow != nil {
		last.buttons = append(last.buttons, follow)
	}
	if listed.keys != nil {
		last.buttons = append(last.buttons, []delivery.Button{
			{Text: delivery.Bare(say(t.lang(), "button.projects")), Data: pressPage + listed.name() + ":0"},
			{Text: delivery.Bare(say(t.lang(), "button.export")), Data: pressExport + listed.name()},
			{Text: delivery.Bare(say(t.lang(), "button.chart")), Data: pressChart + chartTop + ":" + listed.name()},
		})
	}
	return b.reply(t, pages...)
}

// readConversation reads what was remembered. What an earlier version wrote and this one cannot read is
// a new conversation.
func readConversation(context string) query.Conversation {
	var c query.Conversation
	if context != "" && json.Unmarshal([]byte(context), &c) != nil {
		return query.Conversation{}
	}
	return c
}

// offer makes buttons of further questions, short ones two in a row. Each question is kept in a row of
// the state, so that its button works for as long as the row is there.
func (b *Bot) offer(t *turn, choices []query.Choice) ([][]delivery.Button, error) {
	const short, long = 10, 64 // in units of text; a row of two short ones fits a phone
	var rows [][]delivery.Button
	offered, labels := map[string]bool{}, map[string]bool{}
	half := false // the last row has room
	for _, c := range choices {
		question := tidy(c.Question)
		if question == "" || offered[question] || utf8.RuneCountInString(question) > maxQuestion || len(offered) == maxButtons {
			continue
		}
		offered[question] = true
		id, err := t.tx.KeepButton(t.talk.ChatID, t.talk.PersonID, question, t.now)
		if err != nil {
			return nil, err
		}
		label := tidy(c.Label)
		if label == "" || labels[label] {
			label = question // two buttons that look alike are no choice
		}
		labels[label] = true
		button := delivery.Button{Text: clip(label, long), Data: pressAsk + id}
		fits := units(label) <= short
		if fits && half {
			rows[len(rows)-1] = append(rows[len(rows)-1], button)
			half = false
			continue
		}
		rows = append(rows, []delivery.Button{button})
		half = fits
	}
	return rows, nil
}
