package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"wenxiang/bot/delivery"
	"wenxiang/bot/state"
	"wenxiang/data"
	"wenxiang/query"
)

// A fileOrder says what file a letter brings. It is kept in the outbox until the file is sent, and made then
// from what the reports say at that time.
type fileOrder struct {
	What   string   `json:"what"`   // table or picture
	Format string   `json:"format"` // of a table
	Report string   `json:"report,omitempty"`
	Top    int      `json:"top,omitempty"`
	Words  string   `json:"words,omitempty"`
	Keys   []string `json:"keys,omitempty"`
	Chart  string   `json:"chart,omitempty"` // of a picture
	Dark   bool     `json:"dark,omitempty"`
	Lang   string   `json:"lang"`
}

const (
	tableFile   = "table"
	pictureFile = "picture"
)

func orderOf(l list, lang string) fileOrder {
	return fileOrder{Report: l.report, Top: l.top, Words: l.words, Keys: l.keys, Lang: lang}
}

func (o fileOrder) list() list {
	return list{report: o.Report, top: o.Top, words: o.Words, keys: o.Keys}
}

// export answers /export with the list that was shown last, as a table for spreadsheets and one for
// programs; /export xlsx or csv sends only the one.
func (b *Bot) export(ctx context.Context, t *turn, rest string) error {
	k, _, err := t.recall()
	if err != nil {
		return err
	}
	l, found, err := findList(t, k.List)
	if err != nil {
		return err
	}
	if !found {
		l = list{report: k.Report}
	}
	formats := []data.Format{data.XLSX, data.CSV}
	switch rest = strings.ToLower(strings.TrimPrefix(tidy(rest), ".")); rest {
	case "":
	case "xlsx", "excel":
		formats = formats[:1]
	case "csv":
		formats = formats[1:]
	default:
		return b.reply(t, page{html: say(t.lang(), "export.format")})
	}
	return b.sendTables(ctx, t, l, formats)
}

// pressedExport sends the list under which the button stands.
func (b *Bot) pressedExport(ctx context.Context, t *turn, name string) error {
	l, found, err := findList(t, name)
	if err != nil {
		return err
	}
	if !found {
		return b.endPress(t.tx, t.u, say(t.lang(), "press.old"), t.now)
	}
	if err := b.endPress(t.tx, t.u, "", t.now); err != nil {
		return err
	}
	return b.sendTables(ctx, t, l, []data.Format{data.XLSX, data.CSV})
}

func (b *Bot) sendTables(ctx context.Context, t *turn, l list, formats []data.Format) error {
	lang := t.lang()
	if len(b.projects(ctx, l, lang)) == 0 {
		return b.reply(t, page{html: say(lang, "projects.none")})
	}
	for i, format := range formats {
		o := orderOf(l, lang)
		o.What, o.Format = tableFile, string(format)
		if err := b.sendFile(t, delivery.Document, o, say(lang, "export.failed"), i == 0); err != nil {
			return err
		}
	}
	return nil
}

// sendFile puts a file out as a new message; first tells that it is the first of several. The replies that an edited command had before are taken away.
func (b *Bot) sendFile(t *turn, do delivery.Deed, o fileOrder, otherwise string, first bool) error {
	order, err := json.Marshal(o)
	if err != nil {
		return err
	}
	return b.sendOrder(t, do, string(order), otherwise, first, nil)
}

func (b *Bot) sendOrder(t *turn, do delivery.Deed, order, otherwise string, first bool, buttons [][]delivery.Button) error {
	if first && t.edited {
		if err := b.withdraw(t); err != nil {
			return err
		}
	}
	post := delivery.Post{Do: do, Order: order, Otherwise: otherwise, Buttons: buttons}
	if first {
		post.ReplyTo = t.replyTo
	}
	_, err := delivery.Put(t.tx, state.Letter{
		ID: fmt.Sprintf("u%d:%d", t.u.ID, t.letters), ChatID: t.talk.ChatID, TopicID: t.talk.TopicID, PersonID: t.talk.PersonID,
		Lane: state.Interactive, Kind: delivery.Reply, About: t.about, CreatedAt: t.now,
	}, post)
	t.letters++
	return err
}

// withdraw deletes what answered an edited message before.
func (b *Bot) withdraw(t *turn) error {
	before, err := t.tx.Replies(t.talk.ChatID, t.about, t.asked-clockSkew)
	if err != nil {
		return err
	}
	return b.takeAway(t, before)
}

// make makes the file of a letter.
func (b *Bot) make(ctx context.Context, order string) (delivery.File, error) {
	var o fileOrder
	if err := json.Unmarshal([]byte(order), &o); err != nil {
		return delivery.File{}, err
	}
	o.Lang = tongue(o.Lang, "")
	if o.What == pictureFile {
		return b.picture(ctx, o)
	}
	return b.table(ctx, o)
}

// table makes a table of a list of projects, a row an attribute, each with its sentence.
func (b *Bot) table(ctx context.Context, o fileOrder) (delivery.File, error) {
	lang := o.Lang
	columns := []data.Column{
		{Name: delivery.Bare(say(lang, "column.project"))}, {Name: delivery.Bare(say(lang, "column.place"))}, {Name: delivery.Bare(say(lang, "column.company"))},
		{Name: delivery.Bare(say(lang, "column.measure"))}, {Name: delivery.Bare(say(lang, "column.text"))},
		{Name: delivery.Bare(say(lang, "column.value")), Number: true}, {Name: delivery.Bare(say(lang, "column.most")), Number: true}, {Name: delivery.Bare(say(lang, "column.unit"))},
		{Name: delivery.Bare(say(lang, "column.report"))}, {Name: delivery.Bare(say(lang, "column.section"))}, {Name: delivery.Bare(say(lang, "column.quote"))},
	}
	var rows [][]string
	projects := b.projects(ctx, o.list(), lang)
	for _, p := range projects {
		card, found := b.o.Library.Card(ctx, p.Key, lang)
		if !found {
			continue
		}
		for _, a := range card.Attributes {
			value, most, unit := "", "", ""
			if a.Value != nil {
				value, unit = a.Value.Value.String(), a.Value.Unit
				if a.Value.Max != nil {
					most = a.Value.Max.String()
				}
				if a.Value.Per != "" {
					unit += "/" + a.Value.Per
				}
			}
			rows = append(rows, []string{card.Name, card.Place, card.Company, a.Label, a.Text, value, most, unit, a.Source.Report, a.Source.Section, a.Source.Quote})
		}
	}
	var out bytes.Buffer
	if err := data.WriteTable(&out, data.Format(o.Format), columns, rows); err != nil {
		return delivery.File{}, err
	}
	return delivery.File{
		Name: fmt.Sprintf("wenxiang-%s.%s", b.o.Now().UTC().Add(8*time.Hour).Format("20060102"), o.Format), Data: out.Bytes(),
		Caption: o.list().title(lang, len(projects)) + "\n" + say(lang, "export.caption", "rows", fmt.Sprint(len(rows))),
	}, nil
}

// listOf makes a list of the projects that answers name, so that it can be exported and drawn; its keys
// are nil when they name fewer than two.
func (b *Bot) listOf(ctx context.Context, t *turn, answers []query.Answer) (list, error) {
	names := map[string]bool{}
	var order []string
	for _, a := range answers {
		for _, item := range a.Items {
			if !names[item.Name] {
				names[item.Name] = true
				order = append(order, item.Name)
			}
		}
	}
	if len(order) < 2 {
		return list{}, nil
	}
	keys := map[string]string{}
	for _, p := range b.o.Library.Projects(ctx, "", t.lang()) {
		if names[p.Name] && keys[p.Name] == "" {
			keys[p.Name] = p.Key
		}
	}
	var l list
	for _, n := range order {
		if keys[n] != "" && len(l.keys) < 100 {
			l.keys = append(l.keys, keys[n])
		}
	}
	if len(l.keys) < 2 {
		return list{}, nil
	}
	var err error
	l.row, err = t.tx.KeepButton(t.talk.ChatID, t.talk.PersonID, strings.Join(l.keys, " "), t.now)
	return l, err
}
