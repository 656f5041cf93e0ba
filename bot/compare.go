package bot

import (
	"context"
	"html"
	"strings"

	"wenxiang/bot/delivery"
	"wenxiang/query"
)

// maxCompared is how many measures a comparison shows.
const maxCompared = 12

// pressedComparison shows two projects beside each other, in place.
func (b *Bot) pressedComparison(ctx context.Context, t *turn, data string) error {
	one, other, _ := strings.Cut(data, ":")
	lang := t.lang()
	first, found := b.o.Library.Card(ctx, one, lang)
	second, foundToo := b.o.Library.Card(ctx, other, lang)
	switch {
	case len(one) != query.KeyLength || len(other) != query.KeyLength:
		return b.endPress(t.tx, t.u, say(lang, "press.old"), t.now)
	case !found || !foundToo:
		return b.endPress(t.tx, t.u, say(lang, "card.gone"), t.now)
	}
	if err := b.endPress(t.tx, t.u, "", t.now); err != nil {
		return err
	}
	return b.replace(t, comparison(first, second, lang))
}

// comparison sets the measures of which both projects have a figure, then what only one of them tells.
func comparison(one, other query.Card, lang string) page {
	parts := []part{{html: say(lang, "compare.title")},
		{html: "① <b>" + html.EscapeString(clip(clean(one.Name), 200)) + "</b>"},
		{html: "② <b>" + html.EscapeString(clip(clean(other.Name), 200)) + "</b>"}}
	var sources []query.Source
	shown := map[string]bool{}
	for _, a := range one.Attributes {
		if len(shown) == maxCompared {
			break
		}
		k := comparable(a)
		if k == "" || shown[k] {
			continue
		}
		o, found := withMeasure(other.Attributes, k)
		if !found {
			continue
		}
		shown[k] = true
		parts = append(parts, part{}, part{html: html.EscapeString(clip(clean(a.Label), 60))},
			part{html: "① <b>" + html.EscapeString(clip(clean(a.Text), 200)) + "</b>"},
			part{html: "② <b>" + html.EscapeString(clip(clean(o.Text), 200)) + "</b>"})
		sources = append(sources, a.Source, o.Source)
	}
	if len(shown) == 0 {
		parts = append(parts, part{}, part{html: say(lang, "compare.nothing")})
	}
	parts = append(parts, part{})
	p := paginate(append(parts, quotes(sources, lang)...))[0]
	row := []delivery.Button{
		{Text: "①", Data: cardAt{key: one.Key, view: viewAll}.data()}, {Text: "②", Data: cardAt{key: other.Key, view: viewAll}.data()},
	}
	if len(shown) > 0 {
		row = append(row, delivery.Button{Text: delivery.Bare(say(lang, "button.chart")), Data: pressChart + chartCompare + ":" + one.Key + ":" + other.Key})
	}
	p.buttons = [][]delivery.Button{row}
	return p
}

// comparable names what a figure can be set beside: its measure and unit; "" for what is no plain figure.
func comparable(a query.Attribute) string {
	if a.Value == nil || a.Metric == "" || a.Phase != "" {
		return ""
	}
	return a.Metric + " " + a.Value.Unit + " " + a.Value.Per
}

func withMeasure(all []query.Attribute, k string) (query.Attribute, bool) {
	for _, a := range all {
		if comparable(a) == k {
			return a, true
		}
	}
	return query.Attribute{}, false
}
