package bot

import (
	"cmp"
	"context"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"wenxiang/bot/delivery"
	"wenxiang/query"
)

const (
	// perPage is how many projects a page of a list shows, with a button each.
	perPage = 8
	// mostTop is how many projects /top names at most, usualTop how many when no number is given.
	mostTop, usualTop = 20, 10
)

// A list names the projects of a list, not its content: the pages of a list stand under messages for
// months, and show what the reports say when they are turned.
type list struct {
	report string // short key, "" for all
	top    int    // the largest, this many; 0 for another order
	// words are searched for, keys are the projects themselves; row is the row that holds either.
	words, row string
	keys       []string
}

// The letters that begin the parts of a list's name.
const (
	listAll    = "a"
	listReport = "r"
	listTop    = "t"
	listWords  = "w"
	listKeys   = "k"
)

var listName = regexp.MustCompile(`^(?:a|(r[\w-]{8})?(t\d{1,2}|[wk][\w-]{22})?)$`)

// name writes a list's name for callback_data, at most 32 letters.
func (l list) name() string {
	var b strings.Builder
	if l.report != "" {
		b.WriteString(listReport + l.report)
	}
	switch {
	case l.top > 0:
		b.WriteString(listTop + strconv.Itoa(l.top))
	case l.keys != nil:
		b.WriteString(listKeys + l.row)
	case l.words != "":
		b.WriteString(listWords + l.row)
	}
	return cmp.Or(b.String(), listAll)
}

// findList reads a list's name; false when it is none, or its row is gone.
func findList(t *turn, name string) (l list, found bool, err error) {
	m := listName.FindStringSubmatch(name)
	if m == nil || name == "" {
		return l, false, nil
	}
	l.report = strings.TrimPrefix(m[1], listReport)
	if m[2] == "" {
		return l, true, nil
	}
	kind, rest := m[2][:1], m[2][1:]
	if kind == listTop {
		l.top, _ = strconv.Atoi(rest)
		l.top = min(l.top, mostTop)
		return l, l.top > 0, nil
	}
	l.row = rest
	text, err := t.tx.Button(t.talk.ChatID, rest)
	if err != nil || text == "" {
		return l, false, err
	}
	if kind == listKeys {
		l.keys = strings.Split(text, " ")
	} else {
		l.words = text
	}
	return l, true, nil
}

// projects gives the projects of a list as they are now.
func (b *Bot) projects(ctx context.Context, l list, lang string) []query.Project {
	switch {
	case l.top > 0:
		return b.o.Library.Largest(ctx, l.report, lang, l.top)
	case l.keys != nil:
		var out []query.Project
		for _, key := range l.keys {
			if c, found := b.o.Library.Card(ctx, key, lang); found {
				out = append(out, c.Project)
			}
		}
		return out
	case l.words != "":
		return b.o.Library.Search(ctx, l.words, l.report, lang)
	}
	return b.o.Library.Projects(ctx, l.report, lang)
}

// showProjects answers /projects, showTop /top with a number, and search /search with words.
func (b *Bot) showProjects(ctx context.Context, t *turn) error {
	report, err := b.chosen(ctx, t)
	if err != nil {
		return err
	}
	return b.showCatalog(ctx, t, list{report: report})
}

func (b *Bot) showTop(ctx context.Context, t *turn, rest string) error {
	report, err := b.chosen(ctx, t)
	if err != nil {
		return err
	}
	n := usualTop
	if rest = tidy(rest); rest != "" {
		if n, err = strconv.Atoi(digits(rest)); err != nil || n < 1 {
			return b.reply(t, page{html: say(t.lang(), "top.number", "limit", strconv.Itoa(mostTop))})
		}
	}
	return b.showCatalog(ctx, t, list{report: report, top: min(n, mostTop)})
}

// digits turns full-width digits into plain ones.
func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, text)
}

func (b *Bot) search(ctx context.Context, t *turn, rest string) error {
	words := clip(strings.Join(strings.Fields(tidy(rest)), " "), 100)
	if words == "" {
		return b.reply(t, page{html: say(t.lang(), "search.empty")})
	}
	report, err := b.chosen(ctx, t)
	if err != nil {
		return err
	}
	if len(b.o.Library.Search(ctx, words, report, t.lang())) == 0 {
		return b.searchSentences(ctx, t, words, report)
	}
	row, err := t.tx.KeepButton(t.talk.ChatID, t.talk.PersonID, words, t.now)
	if err != nil {
		return err
	}
	return b.showCatalog(ctx, t, list{report: report, words: words, row: row})
}

// searchSentences shows sentences that hold the words, where no project does.
func (b *Bot) searchSentences(ctx context.Context, t *turn, words, report string) error {
	found := b.o.Library.Passages(ctx, words, report)
	if len(found) == 0 {
		return b.reply(t, page{html: say(t.lang(), "search.none", "words", words)})
	}
	parts := []part{{html: say(t.lang(), "search.sentences", "words", words)}}
	return b.reply(t, paginate(append(parts, quotes(found, t.lang())...))...)
}

// showCatalog answers with the first page of a list, which is then the one that /export sends.
func (b *Bot) showCatalog(ctx context.Context, t *turn, l list) error {
	if err := b.keepList(t, l.name()); err != nil {
		return err
	}
	return b.reply(t, b.catalogPage(ctx, t.lang(), l, 0))
}

// turnPage shows another page of a list in place.
func (b *Bot) turnPage(ctx context.Context, t *turn, data string) error {
	name, number, _ := strings.Cut(data, ":")
	n, err := strconv.Atoi(number)
	l, found, errList := findList(t, name)
	if errList != nil {
		return errList
	}
	if err != nil || !found || n < 0 {
		return b.endPress(t.tx, t.u, say(t.lang(), "press.old"), t.now)
	}
	if err := b.endPress(t.tx, t.u, "", t.now); err != nil {
		return err
	}
	return b.replace(t, b.catalogPage(ctx, t.lang(), l, n))
}

// catalogPage sets one page of a list; a number beyond the last page is the last.
func (b *Bot) catalogPage(ctx context.Context, lang string, l list, n int) page {
	all := b.projects(ctx, l, lang)
	if len(all) == 0 {
		return page{html: say(lang, "projects.none")}
	}
	last := (len(all) - 1) / perPage
	n = min(n, last)
	from, to := n*perPage, min((n+1)*perPage, len(all))
	var out strings.Builder
	out.WriteString(l.title(lang, len(all)))
	one := oneReport(all)
	if one != "" {
		out.WriteString("\n<i>" + html.EscapeString(name(one, lang)) + "</i>")
	}
	out.WriteString("\n")
	for i := from; i < to; i++ {
		p := all[i]
		fmt.Fprintf(&out, "\n%d. <b>%s</b>", i+1, html.EscapeString(clip(clean(p.Name), 120)))
		if line := brief(p, lang, one == ""); line != "" {
			out.WriteString("\n    " + html.EscapeString(line))
		}
	}
	out.WriteString("\n\n" + say(lang, "projects.hint"))
	made := page{html: out.String()}
	var keys []delivery.Button
	for i := from; i < to; i++ {
		keys = append(keys, delivery.Button{Text: strconv.Itoa(i + 1), Data: pressCard + strings.Join([]string{all[i].Key, viewAll, "0", l.name(), strconv.Itoa(n)}, ":")})
	}
	made.buttons = append(made.buttons, inRows(keys, 4)...)
	if last > 0 {
		made.buttons = append(made.buttons, pager(pressPage+l.name()+":", n, last))
	}
	made.buttons = append(made.buttons, []delivery.Button{
		{Text: delivery.Bare(say(lang, "button.export")), Data: pressExport + l.name()},
		{Text: delivery.Bare(say(lang, "button.chart")), Data: pressChart + chartTop + ":" + l.name()},
	})
	return made
}

// title says what a list of so many projects holds.
func (l list) title(lang string, n int) string {
	count := strconv.Itoa(n)
	switch {
	case l.top > 0:
		return say(lang, "projects.top", "count", count)
	case l.keys != nil:
		return say(lang, "projects.answer", "count", count)
	case l.words != "":
		return say(lang, "projects.search", "count", count, "words", l.words)
	}
	return say(lang, "projects.all", "count", count)
}

// pager is the row that turns pages: ‹ 2/5 ›. At the ends a dot leads nowhere.
func pager(data string, n, last int) []delivery.Button {
	turn := func(text string, to int) delivery.Button {
		if to < 0 || to > last {
			return delivery.Button{Text: "·", Data: pressNothing}
		}
		return delivery.Button{Text: text, Data: data + strconv.Itoa(to)}
	}
	return []delivery.Button{
		turn("‹", n-1), {Text: fmt.Sprintf("%d/%d", n+1, last+1), Data: pressNothing}, turn("›", n+1),
	}
}

// inRows sets buttons in rows of a length.
func inRows(all []delivery.Button, length int) [][]delivery.Button {
	var rows [][]delivery.Button
	for len(all) > 0 {
		n := min(length, len(all))
		rows = append(rows, all[:n])
		all = all[n:]
	}
	return rows
}

// brief is the line under a project's name: what it costs, where it is, who builds it.
func brief(p query.Project, lang string, withReport bool) string {
	var says []string
	if p.Investment != nil {
		says = append(says, clean(p.Investment.Label)+colon(lang)+clean(p.Investment.Text))
	}
	for _, s := range []string{p.Place, p.Company} {
		if s = clean(s); s != "" && s != p.Name {
			says = append(says, s)
		}
	}
	if withReport {
		says = append(says, name(p.Report, lang))
	}
	return clip(strings.Join(says, " · "), 160)
}

// sortLargest orders projects by what they cost, the largest first; all are of one currency.
func sortLargest(all []query.Project) {
	slices.SortStableFunc(all, func(a, b query.Project) int { return b.Investment.Value.Value.Cmp(a.Investment.Value.Value) })
}

// oneReport is the report that all projects are from, "" for several.
func oneReport(all []query.Project) string {
	for _, p := range all {
		if p.ReportKey != all[0].ReportKey {
			return ""
		}
	}
	return all[0].Report
}
