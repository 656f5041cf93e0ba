package digest

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
	"golang.org/x/text/unicode/norm"

	"wenxiang/bot/schedule"
	"wenxiang/data"
	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A Kind is a sort of thing that can be followed.
type Kind string

// The kinds. Question keeps a question; the others are ready-made.
const (
	Question   Kind = "question"
	Totals     Kind = "totals"     // all headline totals
	Changes    Kind = "changes"    // new and changed projects
	Above      Kind = "above"      // projects of an amount or more
	Place      Kind = "place"      // one place
	Company    Kind = "company"    // one company
	Project    Kind = "project"    // one project: what it costs, who builds it, from when to when, how far it is
	Milestones Kind = "milestones" // starts and ends due soon or overdue
	Week       Kind = "week"       // 周调度: what the week changed
	Lagging    Kind = "lagging"    // 旬预警: what is due and not reported started or finished
	Month      Kind = "month"      // 月通报: the month's ranking
)

// Kinds are the ready-made digests in the order in which they are offered.
var Kinds = []Kind{Totals, Changes, Milestones, Week, Lagging, Month, Above, Place, Company, Project}

// Known tells whether a kind is one of this package's.
func (k Kind) Known() bool { return k == Question || slices.Contains(Kinds, k) }

// Needs tells whether a kind needs a subject: an amount, a place, a company, a project, a question.
func (k Kind) Needs() bool {
	return k == Question || k == Above || k == Place || k == Company || k == Project
}

// OfEditions tells whether all that can change of a kind comes with the editions of reports; what is due changes with
// the days, and answers to questions with anything.
func (k Kind) OfEditions() bool {
	return k == Totals || k == Above || k == Place || k == Company || k == Project
}

// Rule is when a digest of a kind comes unless another time is chosen: those of the report's own rhythm
// by the week, the ten days and the month, others daily.
func (k Kind) Rule() schedule.Rule {
	r := schedule.Default().Rule
	switch k {
	case Week:
		r.Rhythm, r.At = schedule.Weekly, 9*60
	case Lagging:
		r.Rhythm, r.At = schedule.TenDays, 9*60
	case Month:
		r.Rhythm, r.At = schedule.Monthly, 9*60
	}
	return r
}

var (
	// loose are words around an amount that Above says anyway.
	loose = regexp.MustCompile(`(?i)^(?:大于等于|大于|不低于|不少于|至少|超过|超|高于|over|above|more than|at least|[>≥]=?)\s*|\s*(?:及以上|或以上|以上|or more|and more|and above|\+)$`)
	// unitless is a number with nothing that makes it money.
	unitless = regexp.MustCompile(`^[\d.,\s]*$`)
)

// Amount reads the subject of Above, which must be one amount of money and nothing else: 10亿, 5000万元以上,
// 1 billion yuan.
func Amount(text string) (decimal.Decimal, string, bool) {
	text = strings.TrimSpace(norm.NFKC.String(text))
	text = loose.ReplaceAllString(loose.ReplaceAllString(text, ""), "")
	if unitless.MatchString(text) {
		return decimal.Decimal{}, "", false
	}
	// 10亿 is an amount of money here, whether or not 元 follows it.
	for _, t := range []string{text, text + "元", text + " yuan"} {
		all := quantity.Find(t)
		if len(all) != 1 {
			continue
		}
		q := all[0]
		whole := strings.TrimSpace(t[:q.Start]) == "" && strings.TrimSpace(t[q.End:]) == ""
		if whole && q.Dim == quantity.Money && q.Max == nil && q.Per == "" && q.Approx != "以下" && q.Value.IsPositive() {
			return q.Value, q.Unit, true
		}
	}
	return decimal.Decimal{}, "", false
}

// AmountWords writes the subject of Above in one form, however it was typed, in "zh" or "en".
func AmountWords(text, lang string) string {
	value, unit, ok := Amount(text)
	if !ok {
		return text
	}
	words := quantity.Format(value, nil, unit, "", "", lang)
	if back, same, ok := Amount(words); !ok || same != unit || !back.Equal(value) {
		return text
	}
	return words
}

// Now makes the snapshot of a ready-made digest on a day (00:00 UTC of the local date).
func (b *Book) Now(kind Kind, subject string, today time.Time, lang string) Snapshot {
	s := Snapshot{Lang: lang, Editions: b.Editions()}
	switch kind {
	case Totals:
		for _, t := range b.totals {
			s.Entries = append(s.Entries, entryOf(t.fact, *t.report, lang))
		}
	case Above:
		s.Entries = b.largest(func(p *project) bool { return reaches(p, subject) }, lang)
	case Place:
		for _, t := range b.totals {
			if aboutPlace(t.fact, subject) {
				s.Entries = append(s.Entries, entryOf(t.fact, *t.report, lang))
			}
		}
		s.Entries = append(s.Entries, b.largest(func(p *project) bool { return p.in(subject) }, lang)...)
	case Company:
		s.Entries = b.largest(func(p *project) bool { return names(p.company, subject) || names(p.name, subject) }, lang)
	case Project:
		for _, p := range b.called(subject) {
			s.Entries = append(s.Entries, p.all(lang)...)
		}
	case Milestones, Lagging:
		for _, p := range b.projects {
			for _, e := range p.due(today, lang) {
				if kind == Milestones || e.Stage == StartOverdue || e.Stage == EndOverdue {
					s.Entries = append(s.Entries, e)
				}
			}
		}
		slices.SortStableFunc(s.Entries, func(x, y Entry) int { return cmp.Compare(day(x), day(y)) })
	case Month:
		s.Entries = b.ranking(lang)
	}
	number(s.Entries)
	s.limit()
	return s
}

func day(e Entry) string { return strings.TrimPrefix(e.Value, string(e.Stage)) }

// rankLength is how many places a ranking has.
const rankLength = 10

// ranking puts the projects of the largest investment in order; its entries' values are their places.
func (b *Book) ranking(lang string) []Entry {
	all := b.largest(func(p *project) bool { return p.investment != nil && p.investment.Unit == "CNY" }, lang)
	if len(all) == 0 {
		all = b.largest(func(p *project) bool { return p.investment != nil }, lang)
	}
	all = all[:min(len(all), rankLength)]
	for i := range all {
		all[i].Key = "rank|" + all[i].Name
		all[i].Value = string(rune('0' + i))
	}
	return all
}

// largest lists projects by their investment, those without one last.
func (b *Book) largest(fits func(*project) bool, lang string) []Entry {
	var chosen []*project
	for _, p := range b.projects {
		if fits(p) {
			chosen = append(chosen, p)
		}
	}
	slices.SortStableFunc(chosen, func(x, y *project) int {
		switch {
		case x.investment == nil || y.investment == nil:
			return cmp.Compare(missing(x), missing(y))
		case x.investment.Unit != y.investment.Unit:
			return cmp.Compare(x.investment.Unit, y.investment.Unit)
		}
		return y.investment.Value.Cmp(x.investment.Value)
	})
	var out []Entry
	for _, p := range chosen {
		out = append(out, p.entry(lang))
	}
	return out
}

// called finds the project of a name, or those with the name in theirs.
func (b *Book) called(name string) []*project {
	if p := b.byName[name]; p != nil {
		return []*project{p}
	}
	var all []*project
	for _, p := range b.projects {
		if names(p.name, name) {
			all = append(all, p)
		}
	}
	return all
}

func missing(p *project) int {
	if p.investment == nil {
		return 1
	}
	return 0
}

func reaches(p *project, amount string) bool {
	return p.investment != nil && factReaches(*p.investment, amount)
}

func factReaches(f extract.Fact, amount string) bool {
	least, unit, ok := Amount(amount)
	return ok && f.Metric == "total_investment" && f.Unit == unit && !f.Value.LessThan(least)
}

// names tells whether a name has a word in it, whatever the case.
func names(name, word string) bool {
	return word != "" && strings.Contains(strings.ToLower(name), strings.ToLower(word))
}

// lies tells whether a place is the one that is followed or lies in it; either may have any of its names.
func lies(place, in string) bool {
	if place == "" || in == "" {
		return false
	}
	if names(place, in) {
		return true
	}
	p, known := vocabulary.PlaceByName(in)
	return known && (names(place, p.Name) || names(place, p.Says()) || vocabulary.Within(place, p.Name))
}

func aboutPlace(f extract.Fact, place string) bool {
	return lies(f.Place, place) || lies(f.Subject, place)
}

// in tells whether a project lies in a place. What a city's report tells of lies in the city.
func (p *project) in(place string) bool {
	return lies(p.place, place) || names(p.name, place) || lies(p.report.Place, place)
}

// News is what one report's new editions say.
type News struct {
	Report data.StoredReport
	// First tells that the report itself is new.
	First bool
	data.Changes
}

// News gathers what was loaded since the editions that were known: of known reports what their editions
// changed, of a new report all of its projects and totals.
func (b *Book) News(ctx context.Context, from Reports, known map[string]int) ([]News, error) {
	return b.news(ctx, from, known, "", 0)
}

// NewsOf is News of one report only: what its editions after since up to last changed. A last of 0 is the newest.
func (b *Book) NewsOf(ctx context.Context, from Reports, key string, since, last int) ([]News, error) {
	return b.news(ctx, from, map[string]int{key: since}, key, last)
}

func (b *Book) news(ctx context.Context, from Reports, known map[string]int, key string, last int) ([]News, error) {
	var all []News
	for _, r := range b.Reports {
		since, found := known[r.Key]
		if key != "" && r.Key != key || found && since >= r.Edition {
			continue
		}
		upTo := r.Edition
		if last != 0 {
			upTo = min(upTo, last)
		}
		n := News{Report: r, First: !found || since == 0}
		for e := since + 1; !n.First && e <= upTo; e++ {
			c, err := from.ChangesOf(ctx, r.Key, e)
			if err != nil {
				return nil, err
			}
			n.Changed = append(n.Changed, c.Changed...)
			n.Added = append(n.Added, c.Added...)
			n.Removed = append(n.Removed, c.Removed...)
			n.NewProjects = append(n.NewProjects, c.NewProjects...)
			n.GoneProjects = append(n.GoneProjects, c.GoneProjects...)
		}
		if n.First {
			for _, p := range b.projects {
				if p.report.Key == r.Key {
					n.NewProjects = append(n.NewProjects, p.name)
				}
			}
			for _, t := range b.totals {
				if t.report.Key == r.Key {
					n.Added = append(n.Added, t.fact)
				}
			}
		}
		if n.First || !n.Empty() {
			all = append(all, n)
		}
	}
	return all, nil
}

// Of picks from news what concerns a kind of digest. Question gives nothing: its answers tell.
func (b *Book) Of(news []News, kind Kind, subject, lang string) Difference {
	var d Difference
	for _, n := range news {
		fits := func(f extract.Fact, p *project) bool {
			switch kind {
			case Totals:
				return f.Project == "" && isHeadline(f)
			case Changes, Month, Milestones, Lagging:
				return f.Project != ""
			case Week:
				return f.Project != "" || isHeadline(f)
			case Above:
				return f.Project != "" && (factReaches(f, subject) || p != nil && reaches(p, subject))
			case Place:
				return aboutPlace(f, subject) && (f.Project != "" || isHeadline(f)) || p != nil && p.in(subject)
			case Project:
				return f.Project != "" && (f.Project == subject || b.byName[subject] == nil && names(f.Project, subject))
			case Company:
				return names(f.Company, subject) || names(f.Subject, subject) || p != nil && names(p.company, subject)
			}
			return false
		}
		for _, c := range n.Changed {
			if c.Before.Kind == extract.TextFact || !fits(c.After, b.byName[c.After.Project]) && !fits(c.Before, nil) {
				continue
			}
			d.Changed = append(d.Changed, Pair{entryOf(c.Before, n.Report, lang), entryOf(c.After, n.Report, lang)})
		}
		for _, name := range n.NewProjects {
			p := b.byName[name]
			if p == nil {
				continue
			}
			f := extract.Fact{Project: name, Subject: name, Place: p.place, Company: p.company}
			if p.investment != nil {
				f = *p.investment
			}
			if fits(f, p) {
				d.Added = append(d.Added, p.entry(lang))
			}
		}
		for _, f := range n.Added {
			if f.Project == "" && isHeadline(f) && kind != Changes && fits(f, nil) {
				d.Added = append(d.Added, entryOf(f, n.Report, lang))
			}
		}
		for _, name := range n.GoneProjects {
			for _, f := range n.Removed {
				if f.Project == name && f.Quote != "" && fits(f, nil) {
					d.Gone = append(d.Gone, Entry{Key: "project|" + name, Name: name, Report: n.Report.Name(), Section: f.Section, Quote: f.Quote})
					break
				}
			}
		}
	}
	return d
}
