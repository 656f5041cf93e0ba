package digest

import (
	"context"
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"wenxiang/data"
	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
	"wenxiang/query"
)

// Reports is where facts come from; *data.DB is one.
type Reports interface {
	Generation(ctx context.Context) (int64, error)
	Reports(ctx context.Context) ([]data.StoredReport, error)
	Facts(ctx context.Context) ([]data.StoredFact, error)
	ChangesOf(ctx context.Context, key string, edition int) (data.Changes, error)
}

// A Book is what digests need of all loaded reports, as of one generation of the database. It does not
// change once it is made.
type Book struct {
	Generation int64
	// Reports are the loaded reports, the newest first.
	Reports  []data.StoredReport
	totals   []total
	projects []*project
	byName   map[string]*project
}

// A total is a headline figure of a report: of a place or of a group of projects.
type total struct {
	report *data.StoredReport
	fact   extract.Fact
}

// A project is a single project with what digests say of it.
type project struct {
	name, place, company string
	report               *data.StoredReport
	investment           *extract.Fact
	starts, ends         []extract.Fact
	builder, status      *extract.Fact
	stages               map[string]bool // keys of the vocabulary's statuses that are stated as facts
}

// Read makes a book of all loaded reports.
func Read(ctx context.Context, from Reports) (*Book, error) {
	generation, err := from.Generation(ctx)
	if err != nil {
		return nil, err
	}
	b := &Book{Generation: generation}
	if b.Reports, err = from.Reports(ctx); err != nil {
		return nil, err
	}
	slices.SortStableFunc(b.Reports, func(x, y data.StoredReport) int {
		if c := y.Date.Compare(x.Date); c != 0 {
			return c
		}
		return y.LoadedAt.Compare(x.LoadedAt)
	})
	facts, err := from.Facts(ctx)
	if err != nil {
		return nil, err
	}
	of := map[int64][]extract.Fact{}
	for _, f := range facts {
		of[f.Report] = append(of[f.Report], f.Fact)
	}
	b.byName = map[string]*project{}
	for i := range b.Reports {
		r := &b.Reports[i]
		seen := map[string]bool{}
		for _, f := range of[r.ID] {
			if isHeadline(f) {
				if same := totalKey(f) + "|" + valueOf(f) + "|" + f.Period.Words; !seen[same] {
					seen[same] = true
					b.totals = append(b.totals, total{r, trim(f)})
				}
			}
		}
		for _, p := range projectsOf(of[r.ID], r) {
			if b.byName[p.name] == nil { // an older report of the same project is history
				b.byName[p.name] = p
				b.projects = append(b.projects, p)
			}
		}
	}
	return b, nil
}

// trim leaves out what digests do not need, so that the rest of the facts can go.
func trim(f extract.Fact) extract.Fact {
	f.Carried, f.Compare, f.Clause = nil, nil, ""
	return f
}

//go:embed *.tsv
var files embed.FS

// words reads an embedded table: lines that are not empty and do not begin with '#', columns by tabs.
func words(name string) [][]string {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err) // a fault of the build
	}
	var out [][]string
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimRight(line, "\n"); line != "" && line[0] != '#' {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

// A headline is a kind of figure that counts among the headline totals.
type headline struct{ zh, en string }

var headlines = sync.OnceValue(func() map[string]headline {
	all := map[string]headline{}
	for _, row := range words("headlines.tsv") {
		all[row[0]+"|"+row[1]+"|"+row[2]] = headline{row[3], row[4]}
	}
	return all
})

func headlineOf(f extract.Fact) (headline, bool) {
	role, base := f.Role, ""
	if role == extract.Part {
		role = extract.Level
	}
	if role != extract.Level {
		base = f.Base
	}
	h, found := headlines()[f.Metric+"|"+string(role)+"|"+base]
	return h, found
}

func isHeadline(f extract.Fact) bool {
	if f.Kind != extract.QuantityFact || f.Project != "" || f.SubjectKind != extract.PlaceSubject && f.SubjectKind != extract.GroupSubject {
		return false
	}
	if _, found := headlineOf(f); !found {
		return false
	}
	// What is hoped for is no result, though projects that are only planned have totals of their own.
	if f.Modality == extract.Target || f.Modality == extract.Planned && f.Role != extract.Level && f.Role != extract.Part {
		return false
	}
	// A count of projects is a headline where it is a count of those of some kind.
	return f.Metric != "project_count" || f.Scope.Status != "" || f.Scope.Min != nil
}

func totalKey(f extract.Fact) string {
	scope := f.Scope.Status
	for _, bound := range []any{f.Scope.Min, f.Scope.Max} {
		scope += fmt.Sprint("|", bound)
	}
	return strings.Join([]string{f.Place, f.Metric, string(f.Role), f.Base, scope, f.Event}, "|")
}

func valueOf(f extract.Fact) string {
	if f.Kind != extract.QuantityFact {
		return f.Text
	}
	return exact(query.Value{Value: f.Value, Max: f.Max, Unit: f.Unit, Per: f.Per, Approx: f.Approx})
}

func figureOf(f extract.Fact, lang string) string {
	if f.Kind != extract.QuantityFact {
		return f.Text
	}
	figure := quantity.Format(f.Value, f.Max, f.Unit, f.Per, f.Approx, lang)
	if (f.Role == extract.Growth || f.Role == extract.Gap) && f.Value.IsPositive() {
		figure = "+" + figure
	}
	return figure
}

// nameOf says whose a figure is and what, in the report's words.
func nameOf(f extract.Fact, r data.StoredReport, lang string) string {
	owner, label := f.Subject, f.Label
	if f.Project != "" {
		owner = f.Project
		if f.Phase != "" {
			owner += " " + f.Phase
		}
	}
	if f.SubjectKind == extract.PlaceSubject && f.Project == "" && owner == r.Place {
		owner = "" // the report's title says whose it is
	}
	if owner == label || strings.HasPrefix(label, owner) {
		owner = ""
	}
	name := owner + label
	if owner != "" && (lang == "en" || f.Project != "") {
		name = owner + " " + label
	}
	if h, found := headlineOf(f); found && f.Role != extract.Level && f.Role != extract.Part {
		if lang == "en" {
			name += " " + h.en
		} else {
			name += h.zh
		}
	}
	// The period stands behind the name, and an event's name may begin the figure's: 2月28日集中开工, 集中开工项目.
	event := strings.TrimSpace(strings.TrimPrefix(f.Event, f.Period.Words))
	switch {
	case event == "" || strings.Contains(name, event):
	case lang == "en":
		name = event + " " + name
	default:
		name = event + "：" + name
	}
	return strings.TrimSpace(name)
}

func entryOf(f extract.Fact, r data.StoredReport, lang string) Entry {
	period := ""
	if f.Kind == extract.QuantityFact {
		period = f.Period.Words
	}
	return Entry{Key: r.Key + "|" + totalKey(f) + "|" + f.Subject + "|" + f.Project + "|" + f.Label, Name: nameOf(f, r, lang), Figure: figureOf(f, lang),
		Period: period, Value: valueOf(f),
		Report: r.Name(), Section: f.Section, Quote: f.Quote}
}

func projectsOf(facts []extract.Fact, r *data.StoredReport) []*project {
	var out []*project
	at := map[string]*project{}
	for _, f := range facts {
		if f.Project == "" {
			continue
		}
		p := at[f.Project]
		if p == nil {
			p = &project{name: f.Project, report: r, stages: map[string]bool{}}
			at[f.Project] = p
			out = append(out, p)
		}
		if p.place == "" {
			p.place = f.Place
		}
		if p.company == "" {
			p.company = f.Company
		}
		p.learn(f)
	}
	return out
}

func (p *project) learn(f extract.Fact) {
	if f.Modality == extract.Actual && f.Scope.Status != "" {
		p.stages[f.Scope.Status] = true
	}
	switch {
	case f.Kind == extract.TextFact && f.Metric == "status" && f.Modality == extract.Actual:
		for _, hit := range vocabulary.FindStatuses(f.Text) {
			p.stages[hit.Key] = true
		}
		one := trim(f)
		p.status = &one
	case f.Kind == extract.TextFact && f.Metric == "company":
		one := trim(f)
		p.builder = &one
	case f.Kind == extract.DateFact && f.Metric == "start":
		p.starts = append(p.starts, trim(f))
	case f.Kind == extract.DateFact && f.Metric == "end":
		p.ends = append(p.ends, trim(f))
	case f.Kind == extract.QuantityFact && f.Metric == "total_investment" && f.Role == extract.Level:
		if f.Phase == "" && f.Scope.Words == "" && (p.investment == nil || p.investment.Phase != "" || p.investment.Scope.Words != "") || p.investment == nil {
			one := trim(f)
			p.investment = &one
		}
	}
}

func (p *project) entry(lang string) Entry {
	e := Entry{Key: "project|" + p.name, Name: p.name, Report: p.report.Name()}
	if f := p.investment; f != nil {
		e.Figure, e.Value = figureOf(*f, lang), valueOf(*f)
		e.Section, e.Quote = f.Section, f.Quote
	} else if dates := append(p.starts[:len(p.starts):len(p.starts)], p.ends...); len(dates) > 0 {
		e.Section, e.Quote = dates[0].Section, dates[0].Quote
	}
	return e
}

// all lists what is known of a project, fact by fact.
func (p *project) all(lang string) (out []Entry) {
	add := func(f *extract.Fact) {
		if f != nil {
			out = append(out, entryOf(*f, *p.report, lang))
		}
	}
	last := func(dates []extract.Fact) *extract.Fact {
		if len(dates) == 0 {
			return nil
		}
		return &dates[len(dates)-1]
	}
	for _, f := range []*extract.Fact{p.investment, p.builder, last(p.starts), last(p.ends), p.status} {
		add(f)
	}
	if len(out) == 0 {
		out = append(out, p.entry(lang))
	}
	return out
}

// Editions are those of the loaded reports, by key.
func (b *Book) Editions() map[string]int {
	all := map[string]int{}
	for _, r := range b.Reports {
		all[r.Key] = r.Edition
	}
	return all
}

// A Stage says what is due, or was.
type Stage string

// The stages.
const (
	StartOverdue Stage = "start_overdue"
	EndOverdue   Stage = "end_overdue"
	StartSoon    Stage = "start_soon"
	EndSoon      Stage = "end_soon"
)

var stageSets = sync.OnceValue(func() map[string][]string {
	sets := map[string][]string{}
	for _, row := range words("stages.tsv") {
		sets[row[0]] = strings.Fields(row[1])
	}
	return sets
})

func (p *project) has(set string) bool {
	return slices.ContainsFunc(stageSets()[set], func(s string) bool { return p.stages[s] })
}

// soonDays is how far ahead milestones are looked for.
const soonDays = 30

// due lists what of a project is overdue on a day, or due soon. A start or an end is reported when the
// reports state it as a fact, or when its time had begun when the report that gives it was written: 2022年新开工
// in a report of November 2022 has happened.
func (p *project) due(today time.Time, lang string) []Entry {
	if p.has("off") {
		return nil
	}
	var out []Entry
	look := func(dates []extract.Fact, reported bool, overdue, soon Stage) {
		if reported || len(dates) == 0 {
			return
		}
		f := dates[len(dates)-1] // the last that is said of it
		day := f.Period.End
		if day.IsZero() || f.Modality == extract.Actual && !p.report.Date.IsZero() && !f.Period.Start.After(p.report.Date) {
			return
		}
		stage := Stage("")
		switch {
		case day.Before(today):
			stage = overdue
		case !day.After(today.AddDate(0, 0, soonDays)):
			stage = soon
		default:
			return
		}
		out = append(out, Entry{Key: "due|" + p.name + "|" + f.Metric, Name: p.name, Figure: dateWords(day, lang),
			Value: string(stage) + day.Format(time.DateOnly), Stage: stage, Report: p.report.Name(), Section: f.Section, Quote: f.Quote})
	}
	look(p.starts, p.has("begun"), StartOverdue, StartSoon)
	look(p.ends, p.has("done"), EndOverdue, EndSoon)
	return out
}

func dateWords(day time.Time, lang string) string {
	last := day.AddDate(0, 0, 1).Day() == 1
	switch {
	case lang == "en" && last:
		return day.Format("January 2006")
	case lang == "en":
		return day.Format("2 January 2006")
	case last:
		return day.Format("2006年1月")
	}
	return day.Format("2006年1月2日")
}
