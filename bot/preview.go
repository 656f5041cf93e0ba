package bot

import (
	"context"
	"html"
	"strconv"
	"strings"

	"wenxiang/data"
	"wenxiang/query"
)

// How much of a report that was read is shown before it is taken over.
const (
	previewTotals   = 6
	previewProjects = 8
	previewChanges  = 8
)

// previewParts says what was read of a report: its head, totals and projects, what it changes against the
// edition that is loaded, and what is not sure.
func (b *Bot) previewParts(ctx context.Context, p data.Preview, lang string) []part {
	line := func(label, text string) part {
		return part{html: html.EscapeString("· "+clip(clean(label), 120)+colon(lang)) + "<b>" + html.EscapeString(clip(clean(text), 200)) + "</b>"}
	}
	more := func(n int) part { return part{html: say(lang, "preview.more", "count", strconv.Itoa(n))} }
	parts := []part{{html: "<b>" + html.EscapeString(name(clip(p.Report.Name(), 200), lang)) + "</b>"}}
	var head []string
	if p.Report.Place != "" {
		head = append(head, clean(p.Report.Place))
	}
	if !p.Report.Date.IsZero() {
		head = append(head, p.Report.Date.Format("2006-01-02"))
	}
	if len(head) > 0 {
		parts = append(parts, part{text: strings.Join(head, " · ")})
	}
	if p.Unchanged {
		return append(parts, part{}, part{html: say(lang, "preview.same")})
	}
	draft := query.Preview(p)
	projects := draft.Projects(ctx, "", lang)
	parts = append(parts, part{html: say(lang, "preview.read", "passages", strconv.Itoa(p.Passages), "facts", strconv.Itoa(len(p.Facts)), "projects", strconv.Itoa(len(projects)))})
	if len(p.Facts) == 0 {
		return append(parts, part{}, part{html: say(lang, "preview.nothing")})
	}
	if totals := draft.Totals(ctx, "", lang); len(totals) > 0 {
		parts = append(parts, part{}, part{html: say(lang, "preview.totals")})
		for i, t := range totals {
			if i == previewTotals {
				parts = append(parts, more(len(totals)-i))
				break
			}
			text := t.Text
			if t.Count != "" {
				text += " (" + t.Count + ")"
			}
			parts = append(parts, line(t.Label, text))
		}
	}
	if len(projects) > 0 {
		parts = append(parts, part{}, part{html: say(lang, "preview.projects")})
		for i, x := range projects {
			if i == previewProjects {
				parts = append(parts, more(len(projects)-i))
				break
			}
			if x.Investment != nil {
				parts = append(parts, line(x.Name, x.Investment.Text))
			} else {
				parts = append(parts, part{html: html.EscapeString("· " + clip(clean(x.Name), 120))})
			}
		}
	}
	parts = append(parts, part{})
	if p.Older == nil {
		parts = append(parts, part{html: say(lang, "preview.first")})
	} else {
		c, count := p.Changes, strconv.Itoa
		parts = append(parts, part{html: say(lang, "preview.changes", "edition", count(p.Older.Edition), "changed", count(len(c.Changed)), "added", count(len(c.Added)), "removed", count(len(c.Removed)))})
		all := query.Differences(p.Changes, p.Report, lang)
		for i, d := range all {
			if i == previewChanges {
				parts = append(parts, more(len(all)-i))
				break
			}
			switch {
			case d.Before == "":
				parts = append(parts, part{html: say(lang, "preview.added", "label", clip(clean(d.Label), 120), "after", clip(clean(d.After), 120))})
			case d.After == "":
				parts = append(parts, part{html: say(lang, "preview.removed", "label", clip(clean(d.Label), 120), "before", clip(clean(d.Before), 120))})
			default:
				parts = append(parts, part{html: say(lang, "preview.changed", "label", clip(clean(d.Label), 120), "before", clip(clean(d.Before), 120), "after", clip(clean(d.After), 120))})
			}
		}
	}
	return append(parts, doubts(p, lang)...)
}

// doubts says what of a report is not sure: a head without title, date or place, and sentences with
// amounts that nobody was found for.
func doubts(p data.Preview, lang string) []part {
	var parts []part
	if p.Report.Title == "" {
		parts = append(parts, part{html: say(lang, "doubt.title", "name", clean(p.Report.File))})
	}
	if p.Report.Date.IsZero() {
		parts = append(parts, part{html: say(lang, "doubt.date")})
	}
	if p.Report.Place == "" {
		parts = append(parts, part{html: say(lang, "doubt.place")})
	}
	if p.Unread > 0 {
		parts = append(parts, part{html: say(lang, "doubt.figures", "count", strconv.Itoa(p.Unread))})
		for _, s := range p.Examples {
			parts = append(parts, part{style: quotation, text: clip(clean(s), 200)})
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return append([]part{{}, {html: say(lang, "doubt.heading")}}, parts...)
}
