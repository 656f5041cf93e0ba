package bot

import (
	"context"
	"encoding/json"
	"html"
	"strconv"
	"strings"

	"wenxiang/bot/delivery"
	"wenxiang/bot/state"
	"wenxiang/query"
)

// showTotals answers /total: the headline figures, or, with words behind it, the question for them.
func (b *Bot) showTotals(ctx context.Context, t *turn, rest string) error {
	if rest = tidy(rest); rest != "" {
		return b.answer(ctx, t, delivery.Bare(say(t.lang(), "total.question", "words", rest)), "")
	}
	report, err := b.chosen(ctx, t)
	if err != nil {
		return err
	}
	lang := t.lang()
	totals := b.o.Library.Totals(ctx, report, lang)
	if len(totals) == 0 {
		return b.reply(t, page{html: say(lang, "total.none")})
	}
	parts := []part{{html: say(lang, "total.title")}, {}}
	var sources []query.Source
	for i, x := range totals {
		if i == 12 {
			break
		}
		line := "· " + html.EscapeString(clip(clean(x.Label), 120)+colon(lang)) + "<b>" + html.EscapeString(clean(x.Text)) + "</b>"
		var more []string
		for _, s := range []string{x.Count, x.Period} {
			if s = clean(s); s != "" {
				more = append(more, s)
			}
		}
		if len(more) > 0 {
			line += " (" + html.EscapeString(strings.Join(more, ", ")) + ")"
			if lang == "zh" {
				line = strings.NewReplacer(" (", "（").Replace(line[:strings.LastIndex(line, " (")]) + "（" + html.EscapeString(strings.Join(more, "，")) + "）"
			}
		}
		parts = append(parts, part{html: line})
		sources = append(sources, x.Source)
	}
	parts = append(parts, part{})
	pages := paginate(append(parts, quotes(sources, lang)...))
	pages[len(pages)-1].buttons = [][]delivery.Button{{
		{Text: delivery.Bare(say(lang, "button.projects")), Data: pressPage + list{report: report}.name() + ":0"},
		{Text: delivery.Bare(say(lang, "button.chart")), Data: pressChart + chartTotal + ":" + list{report: report}.name()},
	}}
	return b.reply(t, pages...)
}

// maxReports is how many reports /reports offers.
const maxReports = 20

// showReports answers /reports: which there are, with buttons to ask about one of them only.
func (b *Bot) showReports(ctx context.Context, t *turn) error {
	chosen, err := b.chosen(ctx, t)
	if err != nil {
		return err
	}
	return b.reply(t, b.reportsPage(ctx, t.lang(), chosen))
}

func (b *Bot) reportsPage(ctx context.Context, lang, chosen string) page {
	all := b.o.Library.Reports(ctx)
	if len(all) == 0 {
		return page{html: say(lang, "reports.none")}
	}
	count := len(all)
	all = all[max(0, len(all)-maxReports):] // the newest
	var out strings.Builder
	out.WriteString(say(lang, "reports.title", "count", strconv.Itoa(count)))
	var p page
	mark := func(text string, key string) delivery.Button {
		if key == chosen {
			text = "✓ " + text
		}
		return delivery.Button{Text: clip(text, 64), Data: pressReport + key}
	}
	for i, r := range all {
		out.WriteString("\n" + strconv.Itoa(i+1) + ". <b>" + html.EscapeString(clip(clean(r.Name), 150)) + "</b>")
		var more []string
		if r.Place != "" {
			more = append(more, clean(r.Place))
		}
		if !r.Date.IsZero() {
			more = append(more, r.Date.Format("2006-01-02"))
		}
		more = append(more, delivery.Bare(say(lang, "reports.projects", "count", strconv.Itoa(r.Projects))))
		if r.Edition > 1 {
			more = append(more, delivery.Bare(say(lang, "reports.edition", "number", strconv.Itoa(r.Edition))))
		}
		out.WriteString("\n    " + html.EscapeString(strings.Join(more, " · ")))
		if len(all) > 1 {
			p.buttons = append(p.buttons, []delivery.Button{mark(clean(r.Name), r.Key)})
		}
	}
	if len(all) > 1 {
		out.WriteString("\n\n" + say(lang, "reports.choose"))
		p.buttons = append(p.buttons, []delivery.Button{mark(delivery.Bare(say(lang, "reports.all")), "")})
	}
	p.html = out.String()
	return p
}

// chooseReport narrows the conversation of the person who pressed to one report.
func (b *Bot) chooseReport(ctx context.Context, t *turn, key string) error {
	lang := t.lang()
	title := delivery.Bare(say(lang, "reports.all"))
	if key != "" {
		title = ""
		for _, r := range b.o.Library.Reports(ctx) {
			if r.Key == key {
				title = name(r.Name, lang)
			}
		}
		if title == "" {
			return b.endPress(t.tx, t.u, say(lang, "reports.gone"), t.now)
		}
	}
	if err := b.change(t, func(k *kept) { k.Report, k.List = key, "" }); err != nil {
		return err
	}
	if err := b.endPress(t.tx, t.u, say(lang, "reports.chosen", "report", clip(title, 80)), t.now); err != nil {
		return err
	}
	if !t.private() {
		return nil // the mark would be one person's
	}
	return b.replace(t, b.reportsPage(ctx, lang, key))
}

// A kept is all that is remembered of a conversation: what the answers need, and the list shown last.
type kept struct {
	query.Conversation
	List string `json:"list,omitempty"`
	// Awaiting is since when the next forwarded post of a channel links it, in Unix milliseconds, 0 for never.
	Awaiting int64 `json:"awaiting,omitempty"`
}

// readKept reads what was remembered. What an earlier version wrote and this one cannot read is a new
// conversation.
func readKept(context string) kept {
	var k kept
	if context != "" && json.Unmarshal([]byte(context), &k) != nil {
		return kept{}
	}
	return k
}

// text is the form in which a conversation is kept.
func (k kept) text() (string, error) {
	b, err := json.Marshal(k)
	return string(b), err
}

// rested leaves of a conversation what outlives a long pause: the report that was chosen, not what was said.
func (k kept) rested() kept {
	return kept{Conversation: query.Conversation{Report: k.Report}, List: k.List}
}

// recall returns the conversation of a turn, without what was said too long ago.
func (t *turn) recall() (kept, state.Memory, error) {
	m, err := t.tx.Recall(t.talk)
	k := readKept(m.Context)
	if t.now-m.At > stale.Milliseconds() {
		k = k.rested()
	}
	return k, m, err
}

// change changes what is remembered of a conversation without counting as something that was said.
func (b *Bot) change(t *turn, f func(*kept)) error {
	k, m, err := t.recall()
	if err != nil {
		return err
	}
	f(&k)
	if m.Context, err = k.text(); err != nil {
		return err
	}
	m.At = t.now
	return t.tx.Remember(t.talk, m)
}

// chosen is the report that the conversation is narrowed to, "" for all; one that is gone counts as all.
func (b *Bot) chosen(ctx context.Context, t *turn) (string, error) {
	k, _, err := t.recall()
	if k.Report == "" || err != nil {
		return "", err
	}
	for _, r := range b.o.Library.Reports(ctx) {
		if r.Key == k.Report {
			return k.Report, nil
		}
	}
	return "", nil
}

// keepList remembers the list that was shown last.
func (b *Bot) keepList(t *turn, name string) error {
	return b.change(t, func(k *kept) { k.List = name })
}

// mention takes a project whose card was opened into the conversation.
func (b *Bot) mention(ctx context.Context, t *turn, key string) error {
	return b.change(t, func(k *kept) { b.o.Library.Mention(ctx, &k.Conversation, key) })
}
