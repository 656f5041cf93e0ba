package bot

import (
	"context"
	"encoding/json"
	"html"
	"slices"
	"strconv"
	"strings"

	"wenxiang/bot/delivery"
	"wenxiang/bot/digest"
	"wenxiang/query"
)

// The views of a card, as callback_data names them.
const (
	viewAll     = "a"
	viewMoney   = "m"
	viewTime    = "t"
	viewWho     = "w"
	viewCompare = "v"
)

// A cardAt says which part of which card stands under a message, and the page of the list it came from.
type cardAt struct {
	key, view string
	page      int
	list      string // name of the list to go back to, "" for none
	listPage  int
}

func (c cardAt) data() string {
	parts := []string{c.key, c.view, strconv.Itoa(c.page)}
	if c.list != "" {
		parts = append(parts, c.list, strconv.Itoa(c.listPage))
	}
	return pressCard + strings.Join(parts, ":")
}

// readCard reads callback_data behind pressCard; false when it is malformed.
func readCard(data string) (c cardAt, ok bool) {
	parts := strings.Split(data, ":")
	if len(parts) != 3 && len(parts) != 5 || len(parts[0]) != query.KeyLength {
		return c, false
	}
	n, err := strconv.Atoi(parts[2])
	if err != nil || n < 0 || !slices.Contains([]string{viewAll, viewMoney, viewTime, viewWho, viewCompare}, parts[1]) {
		return c, false
	}
	c = cardAt{key: parts[0], view: parts[1], page: n}
	if len(parts) == 5 {
		if c.listPage, err = strconv.Atoi(parts[4]); err != nil || c.listPage < 0 || !listName.MatchString(parts[3]) {
			return c, false
		}
		c.list = parts[3]
	}
	return c, true
}

// pressedCard shows a card, or another part of it, in place.
func (b *Bot) pressedCard(ctx context.Context, t *turn, data string) error {
	at, ok := readCard(data)
	if !ok {
		return b.endPress(t.tx, t.u, say(t.lang(), "press.old"), t.now)
	}
	p, found, err := b.projectPage(ctx, t, at)
	if err != nil {
		return err
	}
	if !found {
		return b.endPress(t.tx, t.u, say(t.lang(), "card.gone"), t.now)
	}
	if err := b.endPress(t.tx, t.u, "", t.now); err != nil {
		return err
	}
	if err := b.mention(ctx, t, at.key); err != nil {
		return err
	}
	return b.replace(t, p)
}

// showProject sends a card as a new message.
func (b *Bot) showProject(ctx context.Context, t *turn, key string) error {
	p, found, err := b.projectPage(ctx, t, cardAt{key: key, view: viewAll})
	if err != nil {
		return err
	}
	if !found {
		return b.reply(t, page{html: say(t.lang(), "card.gone")})
	}
	if err := b.mention(ctx, t, key); err != nil {
		return err
	}
	return b.reply(t, p)
}

// projectPage sets one page of one view of a card; found is false when no report names the project any more.
func (b *Bot) projectPage(ctx context.Context, t *turn, at cardAt) (p page, found bool, err error) {
	lang := t.lang()
	card, found := b.o.Library.Card(ctx, at.key, lang)
	if !found {
		return page{}, false, nil
	}
	if at.view == viewCompare {
		return b.rivals(ctx, lang, at, card), true, nil
	}
	pages := cardPages(card, at.view, lang)
	at.page = min(at.page, len(pages)-1)
	p = pages[at.page]
	to := func(view string) string { return cardAt{at.key, view, 0, at.list, at.listPage}.data() }
	var views []delivery.Button
	for _, v := range []struct{ view, text string }{
		{viewMoney, say(lang, "button.money")}, {viewTime, say(lang, "button.time")}, {viewWho, say(lang, "button.who")},
	} {
		switch {
		case v.view == at.view:
			views = append(views, delivery.Button{Text: delivery.Bare(say(lang, "button.all")), Data: to(viewAll)})
		case len(ofView(card, v.view)) > 0:
			views = append(views, delivery.Button{Text: delivery.Bare(v.text), Data: to(v.view)})
		}
	}
	if len(views) > 0 {
		p.buttons = append(p.buttons, views)
	}
	if len(pages) > 1 {
		turn := cardAt{at.key, at.view, 0, at.list, at.listPage}.data()
		before, after, _ := strings.Cut(strings.TrimPrefix(turn, pressCard), ":"+at.view+":0")
		p.buttons = append(p.buttons, cardPager(pressCard+before+":"+at.view+":", after, at.page, len(pages)-1))
	}
	follow, err := b.followProject(t, card)
	if err != nil {
		return page{}, false, err
	}
	p.buttons = append(p.buttons, []delivery.Button{{Text: delivery.Bare(say(lang, "button.compare")), Data: to(viewCompare)}, follow})
	if hasDates(card) {
		last := len(p.buttons) - 1
		p.buttons[last] = append(p.buttons[last], delivery.Button{Text: delivery.Bare(say(lang, "button.chart")), Data: pressChart + chartTime + ":" + at.key})
	}
	if at.list != "" {
		p.buttons = append(p.buttons, []delivery.Button{backTo(lang, at)})
	}
	return p, true, nil
}

// followProject makes the button that follows a project.
func (b *Bot) followProject(t *turn, c query.Card) (delivery.Button, error) {
	kept := keptQuestion{Question: clean(c.Name), Kind: string(digest.Project), Lang: t.lang()}
	if b.o.Reports == nil {
		kept.Kind, kept.Question = "", delivery.Bare(say(t.lang(), "card.question", "project", clip(kept.Question, 200)))
	}
	row, err := json.Marshal(kept)
	if err != nil {
		return delivery.Button{}, err
	}
	id, err := t.tx.KeepButton(t.talk.ChatID, t.talk.PersonID, string(row), t.now)
	return delivery.Button{Text: delivery.Bare(say(t.lang(), "button.follow")), Data: pressFollow + id}, err
}

func backTo(lang string, at cardAt) delivery.Button {
	return delivery.Button{Text: delivery.Bare(say(lang, "button.back")), Data: pressPage + at.list + ":" + strconv.Itoa(at.listPage)}
}

// cardPager is pager for data that goes on behind the number.
func cardPager(before, after string, n, last int) []delivery.Button {
	row := pager(before, n, last)
	for i, b := range row {
		if b.Data != pressNothing {
			row[i].Data += after
		}
	}
	return row
}

// ofView gives the attributes that a view shows.
func ofView(c query.Card, view string) []query.Attribute {
	aspect := map[string]query.Aspect{viewMoney: query.Money, viewTime: query.Times, viewWho: query.Who}
	if view == viewAll {
		return c.Attributes
	}
	var out []query.Attribute
	for _, a := range c.Attributes {
		if a.Aspect == aspect[view] {
			out = append(out, a)
		}
	}
	return out
}

func hasDates(c query.Card) bool {
	return slices.ContainsFunc(c.Attributes, func(a query.Attribute) bool { return !a.Start.IsZero() || !a.End.IsZero() })
}

// cardPages sets the attributes of a view in blocks: those of one sentence, then the sentence.
func cardPages(c query.Card, view, lang string) []page {
	parts := []part{{style: bold, text: clip(clean(c.Name), 300)}}
	if where := clean(c.Place); where != "" {
		parts[0].style = plain
		parts[0].html = "<b>" + html.EscapeString(parts[0].text) + "</b> · " + html.EscapeString(where)
	}
	attributes := ofView(c, view)
	if len(attributes) == 0 {
		parts = append(parts, part{html: say(lang, "card.nothing")})
	}
	done := make([]bool, len(attributes))
	for i, a := range attributes {
		if done[i] {
			continue
		}
		parts = append(parts, part{})
		for j := i; j < len(attributes); j++ {
			o := attributes[j]
			if o.Source != a.Source || done[j] {
				continue
			}
			done[j] = true
			label, text := clip(clean(o.Label), 100), clip(clean(o.Text), 400)
			parts = append(parts, part{html: html.EscapeString(label+colon(lang)) + "<b>" + html.EscapeString(text) + "</b>"})
		}
		if a.Source.Quote != "" {
			parts = append(parts, part{style: quotation, text: clip(clean(a.Source.Quote), maxQuote)})
		}
	}
	title := say(lang, "answer.source", "report", name(c.Report, lang))
	return paginate(append(parts, part{html: title}))
}

// rivals offers the projects that a project can be compared with: those nearest in investment first.
func (b *Bot) rivals(ctx context.Context, lang string, at cardAt, card query.Card) page {
	all := b.o.Library.Projects(ctx, "", lang)
	all = slices.DeleteFunc(all, func(p query.Project) bool { return p.Key == card.Key })
	slices.SortStableFunc(all, func(x, y query.Project) int { return nearer(card.Project, x, y) })
	all = all[:min(len(all), perPage)]
	p := page{html: say(lang, "compare.choose", "project", clip(clean(card.Name), 200))}
	if len(all) == 0 {
		p.html = say(lang, "compare.none")
	}
	for _, o := range all {
		p.buttons = append(p.buttons, []delivery.Button{{Text: clip(clean(o.Name), 64), Data: pressCompare + card.Key + ":" + o.Key}})
	}
	p.buttons = append(p.buttons, []delivery.Button{{Text: delivery.Bare(say(lang, "button.card")), Data: cardAt{at.key, viewAll, 0, at.list, at.listPage}.data()}})
	return p
}

// nearer orders two projects by how near their investment is to that of a third.
func nearer(of, x, y query.Project) int {
	rank := func(p query.Project) int {
		switch {
		case of.Investment == nil || p.Investment == nil:
			return 1
		case of.Investment.Value.Unit != p.Investment.Value.Unit:
			return 2
		}
		return 0
	}
	if a, b := rank(x), rank(y); a != b || a != 0 {
		return a - b
	}
	gap := func(p query.Project) int64 {
		return p.Investment.Value.Value.Sub(of.Investment.Value.Value).Abs().IntPart()
	}
	switch a, b := gap(x), gap(y); {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
