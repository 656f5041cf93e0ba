package bot

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"wenxiang/bot/chart"
	"wenxiang/bot/delivery"
	"wenxiang/data/quantity"
	"wenxiang/query"
)

// The charts, as callback_data names them. The first ones are followed by a list's name, the others by keys
// of projects; a last part "k" draws for dark screens.
const (
	chartTop     = "t" // the largest projects
	chartTotal   = "s" // totals by scope
	chartGrowth  = "g" // growth beside the province or the nation
	chartTimes   = "l" // the timetable of several projects
	chartTime    = "d" // the timetable of one
	chartCompare = "v" // two projects beside each other
	chartDark    = "k"
)

// chart answers /chart: the picture that its words ask for, else the largest projects.
func (b *Bot) chart(ctx context.Context, t *turn, rest string) error {
	report, err := b.chosen(ctx, t)
	if err != nil {
		return err
	}
	lang := t.lang()
	l := list{report: report}
	rest = strings.ToLower(tidy(rest))
	kind := chartKind(lang, rest)
	if kind == "" {
		found := b.o.Library.Search(ctx, rest, report, lang)
		if len(found) == 0 {
			return b.reply(t, page{html: say(lang, "chart.unknown")})
		}
		kind = chartTop
		l.words = clip(rest, 100)
		if l.row, err = t.tx.KeepButton(t.talk.ChatID, t.talk.PersonID, l.words, t.now); err != nil {
			return err
		}
		if len(found) == 1 {
			if card, _ := b.o.Library.Card(ctx, found[0].Key, lang); hasDates(card) {
				return b.draw(ctx, t, fileOrder{Chart: chartTime, Keys: []string{card.Key}, Lang: lang}, chartTime+":"+card.Key)
			}
		}
	}
	o := orderOf(l, lang)
	o.Chart = kind
	return b.draw(ctx, t, o, kind+":"+l.name())
}

// chartKind finds the chart that words ask for, the largest projects for none, "" when they ask for no chart.
func chartKind(lang, words string) string {
	if words == "" {
		return chartTop
	}
	for _, c := range []struct{ kind, words string }{
		{chartTotal, say(lang, "chart.words.total")},
		{chartGrowth, say(lang, "chart.words.growth")},
		{chartTimes, say(lang, "chart.words.time")},
		{chartTop, say(lang, "chart.words.top")},
	} {
		for _, w := range strings.Fields(c.words) {
			if words == w || strings.Contains(words, w) && units(words) <= units(w)+4 {
				return c.kind
			}
		}
	}
	return ""
}

// pressedChart draws what a button names.
func (b *Bot) pressedChart(ctx context.Context, t *turn, data string) error {
	kind, rest, _ := strings.Cut(data, ":")
	o := fileOrder{Chart: kind, Lang: t.lang()}
	name := data
	if cut, dark := strings.CutSuffix(rest, ":"+chartDark); dark {
		rest, o.Dark, name = cut, true, strings.TrimSuffix(data, ":"+chartDark)
	}
	switch kind {
	case chartTop, chartTotal, chartGrowth, chartTimes:
		l, found, err := findList(t, rest)
		if err != nil {
			return err
		}
		if !found {
			return b.endPress(t.tx, t.u, say(t.lang(), "press.old"), t.now)
		}
		dark := o.Dark
		o = orderOf(l, t.lang())
		o.Chart, o.Dark = kind, dark
	case chartTime, chartCompare:
		o.Keys = strings.Split(rest, ":")
		if len(o.Keys) > 2 {
			return b.endPress(t.tx, t.u, say(t.lang(), "press.old"), t.now)
		}
	default:
		return b.endPress(t.tx, t.u, say(t.lang(), "press.old"), t.now)
	}
	if err := b.endPress(t.tx, t.u, "", t.now); err != nil {
		return err
	}
	return b.draw(ctx, t, o, name)
}

// draw puts a picture out, or says at once that there is nothing to draw.
func (b *Bot) draw(ctx context.Context, t *turn, o fileOrder, name string) error {
	o.What = pictureFile
	if _, _, err := b.sketch(ctx, o); err != nil {
		return b.reply(t, page{html: say(t.lang(), "chart.none")})
	}
	order, err := json.Marshal(o)
	if err != nil {
		return err
	}
	lang := t.lang()
	key := func(text, data string) delivery.Button {
		return delivery.Button{Text: delivery.Bare(text), Data: pressChart + data}
	}
	var rows [][]delivery.Button
	if o.Chart != chartTime && o.Chart != chartCompare {
		_, l, _ := strings.Cut(name, ":")
		var row []delivery.Button
		for _, c := range []struct{ kind, text string }{
			{chartTop, say(lang, "chart.top")}, {chartTotal, say(lang, "chart.total")}, {chartGrowth, say(lang, "chart.growth")}, {chartTimes, say(lang, "chart.time")},
		} {
			other := o
			other.Chart = c.kind
			if _, _, err := b.sketch(ctx, other); c.kind != o.Chart && err == nil {
				row = append(row, key(c.text, c.kind+":"+l))
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	if o.Dark {
		rows = append(rows, []delivery.Button{key(say(lang, "chart.light"), name)})
	} else {
		rows = append(rows, []delivery.Button{key(say(lang, "chart.dark"), name+":"+chartDark)})
	}
	return b.sendOrder(t, delivery.Photo, string(order), say(lang, "chart.failed"), true, rows)
}

// picture draws the chart of an order.
func (b *Bot) picture(ctx context.Context, o fileOrder) (delivery.File, error) {
	c, caption, err := b.sketch(ctx, o)
	if err != nil {
		return delivery.File{}, err
	}
	png, err := c.PNG()
	return delivery.File{Name: "chart.png", Data: png, Caption: caption}, err
}

// errNothing is the error for a chart without figures.
var errNothing = errors.New("there is nothing to draw")

// sketch puts the figures of a chart together, with the caption that names the source.
func (b *Bot) sketch(ctx context.Context, o fileOrder) (c chart.Chart, caption string, err error) {
	c = chart.Chart{Lang: o.Lang, Dark: o.Dark}
	var reports []string
	switch o.Chart {
	case chartTop:
		reports, err = b.sketchTop(ctx, o, &c)
	case chartTotal:
		reports, err = b.sketchTotals(ctx, o, &c)
	case chartGrowth:
		reports, err = b.sketchGrowth(ctx, o, &c)
	case chartTimes, chartTime:
		reports, err = b.sketchTimes(ctx, o, &c)
	case chartCompare:
		reports, err = b.sketchComparison(ctx, o, &c)
	default:
		err = errNothing
	}
	if err != nil {
		return c, "", err
	}
	var titles []string
	seen := map[string]bool{}
	for _, r := range reports {
		if r = name(r, o.Lang); r != "" && !seen[r] {
			seen[r] = true
			titles = append(titles, r)
		}
	}
	c.Source = clip(strings.Join(titles, " "), 80)
	return c, "<b>" + say(o.Lang, "chart.caption", "title", c.Title) + "</b>\n" + say(o.Lang, "chart.source", "report", clip(strings.Join(titles, " "), 400)), nil
}

// A scale is a currency or unit with the size in which a chart shows it: 亿元, 10^8.
type scale struct {
	unit string
	size decimal.Decimal
}

// scaleOf chooses the size in which amounts up to a value are shown: the largest of those in which people
// of the language count that fits.
func scaleOf(unit string, most decimal.Decimal, lang string) scale {
	sizes := []int64{100_000_000, 10_000, 1}
	if lang == "en" {
		sizes = []int64{1_000_000_000, 1_000_000, 1}
	}
	for _, n := range sizes {
		size := decimal.NewFromInt(n)
		if n > 1 && most.Abs().LessThan(size) {
			continue
		}
		word := quantity.Format(size, nil, unit, "", "", lang) // 1亿元, 10万千瓦, 1 billion yuan, 1,000,000 units
		number := strings.TrimRight(leadingNumber.FindString(word), ",")
		one, err := decimal.NewFromString(strings.ReplaceAll(number, ",", ""))
		if err == nil && one.IsPositive() {
			return scale{strings.TrimSpace(strings.TrimPrefix(word, number)), size.Div(one)}
		}
	}
	return scale{unit, decimal.NewFromInt(1)}
}

var leadingNumber = regexp.MustCompile(`^[0-9.,]+`)

func (s scale) of(v decimal.Decimal) decimal.Decimal { return v.Div(s.size) }

func (b *Bot) sketchTop(ctx context.Context, o fileOrder, c *chart.Chart) (reports []string, err error) {
	all := b.projects(ctx, o.list(), o.Lang)
	if o.Top == 0 && o.Keys == nil && o.Words == "" {
		all = b.o.Library.Largest(ctx, o.Report, o.Lang, chart.MaxBars)
	}
	var known []query.Project
	for _, p := range all {
		if p.Investment != nil && (len(known) == 0 || p.Investment.Value.Unit == known[0].Investment.Value.Unit) {
			known = append(known, p)
		}
	}
	if len(known) == 0 {
		return nil, errNothing
	}
	sortLargest(known)
	known = known[:min(len(known), chart.MaxBars)]
	s := scaleOf(known[0].Investment.Value.Unit, known[0].Investment.Value.Value, o.Lang)
	c.Kind, c.Unit, c.Title = chart.Bars, s.unit, delivery.Bare(say(o.Lang, "chart.title.top"))
	for _, p := range known {
		v := p.Investment.Value
		bar := chart.Bar{Label: clean(p.Name), Value: s.of(v.Value), Text: clean(p.Investment.Text), Note: clean(p.Place)}
		if v.Max != nil {
			bar.Max = decimal.NewNullDecimal(s.of(*v.Max))
		}
		c.Bars = append(c.Bars, bar)
		reports = append(reports, p.Report)
	}
	return reports, nil
}

func (b *Bot) sketchTotals(ctx context.Context, o fileOrder, c *chart.Chart) (reports []string, err error) {
	all := b.o.Library.Totals(ctx, o.Report, o.Lang)
	var most decimal.Decimal
	var chosen []query.Total
	for _, t := range all {
		if len(chosen) > 0 && t.Value.Unit != chosen[0].Value.Unit || len(chosen) == chart.MaxBars {
			continue
		}
		chosen = append(chosen, t)
		most = decimal.Max(most, t.Value.Value)
	}
	if len(chosen) == 0 {
		return nil, errNothing
	}
	s := scaleOf(chosen[0].Value.Unit, most, o.Lang)
	c.Kind, c.Unit, c.Title = chart.Bars, s.unit, delivery.Bare(say(o.Lang, "chart.title.total"))
	for _, t := range chosen {
		note := clean(t.Count)
		if note == "" {
			note = clean(t.Period)
		}
		c.Bars = append(c.Bars, chart.Bar{Label: clean(t.Label), Value: s.of(t.Value.Value), Text: clean(t.Text), Note: note})
		reports = append(reports, t.Source.Report)
	}
	return reports, nil
}

func (b *Bot) sketchGrowth(ctx context.Context, o fileOrder, c *chart.Chart) (reports []string, err error) {
	all := b.o.Library.Growths(ctx, o.Report, o.Lang)
	if len(all) == 0 {
		return nil, errNothing
	}
	c.Kind, c.Unit, c.Title = chart.Groups, "%", delivery.Bare(say(o.Lang, "chart.title.growth"))
	c.Series = []string{clean(all[0].Place), delivery.Bare(say(o.Lang, "chart.base"))}
	for i, g := range all {
		if i == chart.MaxBars/2 || g.Place != all[0].Place {
			break
		}
		group := chart.Group{Label: clean(g.Label), Values: []decimal.NullDecimal{decimal.NewNullDecimal(g.Value), {}}}
		if g.Base != nil {
			group.Values[1] = decimal.NewNullDecimal(*g.Base)
			group.Texts = []string{"", delivery.Bare(say(o.Lang, "chart.inferred", "value", strings.Replace(g.Base.String(), "-", "−", 1)+"%"))}
			c.Series[1] = clean(g.BaseName)
		}
		c.Groups = append(c.Groups, group)
		reports = append(reports, g.Source.Report)
	}
	return reports, nil
}

func (b *Bot) sketchTimes(ctx context.Context, o fileOrder, c *chart.Chart) (reports []string, err error) {
	var cards []query.Card
	if o.Chart == chartTime {
		if len(o.Keys) != 1 {
			return nil, errNothing
		}
		card, found := b.o.Library.Card(ctx, o.Keys[0], o.Lang)
		if !found {
			return nil, errNothing
		}
		cards = append(cards, card)
		c.Title = clip(clean(card.Name), 60)
	} else {
		c.Title = delivery.Bare(say(o.Lang, "chart.title.time"))
		for _, p := range b.projects(ctx, o.list(), o.Lang) {
			if card, found := b.o.Library.Card(ctx, p.Key, o.Lang); found {
				cards = append(cards, card)
			}
		}
	}
	c.Kind, c.Today = chart.Timeline, b.o.Now()
	for _, card := range cards {
		for _, a := range card.Attributes {
			if a.Start.IsZero() && a.End.IsZero() || len(c.Spans) == chart.MaxBars {
				continue
			}
			label, note := clean(a.Label), ""
			if len(cards) > 1 {
				label, note = clean(card.Name), clean(a.Label)
			}
			c.Spans = append(c.Spans, chart.Span{Label: label, Note: note, Start: a.Start, End: a.End, Text: clean(a.Text)})
			reports = append(reports, card.Report)
			if len(cards) > 1 {
				break // one line a project
			}
		}
	}
	if len(c.Spans) == 0 {
		return nil, errNothing
	}
	return reports, nil
}

func (b *Bot) sketchComparison(ctx context.Context, o fileOrder, c *chart.Chart) (reports []string, err error) {
	if len(o.Keys) != 2 {
		return nil, errNothing
	}
	one, found := b.o.Library.Card(ctx, o.Keys[0], o.Lang)
	other, foundToo := b.o.Library.Card(ctx, o.Keys[1], o.Lang)
	if !found || !foundToo {
		return nil, errNothing
	}
	c.Kind, c.Title = chart.Groups, delivery.Bare(say(o.Lang, "chart.title.compare"))
	c.Series = []string{clip(clean(one.Name), 40), clip(clean(other.Name), 40)}
	shown := map[string]bool{}
	for _, a := range one.Attributes {
		k := comparable(a)
		x, found := withMeasure(other.Attributes, k)
		if k == "" || shown[k] || !found || len(c.Groups) == chart.MaxBars/2 {
			continue
		}
		shown[k] = true
		unit, first, second := a.Value.Unit, a.Value.Value, x.Value.Value
		s := scaleOf(unit, decimal.Max(first.Abs(), second.Abs()), o.Lang)
		unit, first, second = s.unit, s.of(first), s.of(second)
		c.Groups = append(c.Groups, chart.Group{
			Label: clean(a.Label), Unit: unit, Texts: []string{clean(a.Text), clean(x.Text)},
			Values: []decimal.NullDecimal{decimal.NewNullDecimal(first), decimal.NewNullDecimal(second)},
		})
	}
	if len(c.Groups) == 0 {
		return nil, errNothing
	}
	return []string{one.Report, other.Report}, nil
}
