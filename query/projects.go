package query

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"wenxiang/data"
	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// A Project is one project that a report names, as a list shows it.
type Project struct {
	// Key is the project's stable name, KeyLength letters of [A-Za-z0-9_-]: it follows from the report's key and the
	// project's name, so it outlives restarts and new editions.
	Key string
	// Name is the project's full name; Place and Company are "" where the report gives none.
	Name, Place, Company string
	// Report is the report's name, ReportKey its short key as in Report.Key.
	Report, ReportKey string
	// Investment is what the project costs, nil where the report does not say.
	Investment *Attribute
}

// An Aspect is what of a project an attribute is about.
type Aspect string

// The aspects; an attribute of none of them has "".
const (
	Money Aspect = "money"
	Times Aspect = "time"
	Who   Aspect = "who"
)

// An Attribute is one thing that a report says of a project.
type Attribute struct {
	Aspect Aspect
	// Label names the measure (总投资), Text its value in words (约10.5亿元).
	Label, Text string
	// Metric is the measure's key, "" for an open one.
	Metric string
	// Phase is the project's phase that it belongs to, "" for the whole.
	Phase string
	// Value is the exact amount of a figure, nil for words and dates.
	Value *Value
	// Start and End are the first and last day of a date, zero where it has none.
	Start, End time.Time
	Source     Source
}

// A Card is a project with every attribute that its report gives, in the report's order, each with its sentence.
type Card struct {
	Project
	Attributes []Attribute
}

// KeyLength is the length of a project's key, ReportKeyLength that of a report's.
const (
	KeyLength       = 12
	ReportKeyLength = 8
)

// shortKey makes a short stable key of some words: 6 bits a letter.
func shortKey(length int, words ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(words, "\x00")))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:length]
}

// A projectList is the projects of an index, report by report in order of appearance.
type projectList struct {
	all   []*projectEntry
	byKey map[string]*projectEntry
}

type projectEntry struct {
	key, name string
	report    *data.StoredReport
	facts     []*entry
	// named holds the folded words that a project is called by, told those of everything that is said of it.
	named, told string
}

func (ix *index) layProjects() *projectList {
	out := &projectList{byKey: map[string]*projectEntry{}}
	at := map[owned]*projectEntry{}
	for _, e := range ix.entries {
		if e.Project == "" {
			continue
		}
		k := owned{e.report, e.Project}
		p := at[k]
		if p == nil {
			p = &projectEntry{key: shortKey(KeyLength, e.report.Key, e.Project), name: e.Project, report: e.report}
			at[k] = p
			out.all = append(out.all, p)
			out.byKey[p.key] = p
		}
		p.facts = append(p.facts, e)
	}
	for _, p := range out.all {
		named, told := []string{p.name}, []string{reportName(p.report)}
		for _, e := range p.facts {
			named = append(named, e.Place, e.Company, e.Phase)
			told = append(told, e.Label, e.Text, e.Clause)
			if e.Metric == "company" {
				named = append(named, e.Text)
			}
		}
		p.named, p.told = fold(strings.Join(named, "\n")), fold(strings.Join(told, "\n"))
	}
	return out
}

// aspectOf tells what of a project a fact is about.
func aspectOf(e *entry) Aspect {
	if a := words().aspects[e.Metric]; a != "" {
		return Aspect(a)
	}
	if e.Kind == extract.DateFact {
		return Times
	}
	return ""
}

// attribute sets a fact in words of a language.
func attribute(e *entry, lang string) Attribute {
	q := &question{lang: lang}
	a := Attribute{Aspect: aspectOf(e), Label: q.labelOf(e), Metric: e.Metric, Phase: e.Phase, Source: sourceOf(e)}
	switch e.Kind {
	case extract.QuantityFact:
		v := valueOf(e)
		a.Value = &v
		a.Text = q.figure(e)
		if e.Role != extract.Level && e.Role != extract.Part && e.Role != extract.Prior {
			a.Text = statement(e, q)
		}
		if e.Modality == extract.Target || e.Modality == extract.Planned {
			a.Text = foresight(e, a.Label, a.Text, lang)
		}
	case extract.DateFact:
		a.Text, a.Start, a.End = e.Text, e.Period.Start, e.Period.End
	default:
		a.Text = e.Text
	}
	if e.Kind != extract.QuantityFact {
		labels := words().tellings[e.Metric]
		if lang == "en" {
			labels[0] = labels[1]
		}
		if labels[0] != "" {
			a.Label = labels[0]
		}
	}
	if e.Phase != "" {
		if lang == "en" {
			a.Label = " " + a.Label
		}
		a.Label = e.Phase + a.Label
	}
	return a
}

// statement says a growth, gap, share or rank.
func statement(e *entry, q *question) string {
	if q.lang != "en" {
		return roleZH(e)
	}
	_, said, found := strings.Cut(q.englishSentence(e), ": ")
	if !found {
		return q.figure(e)
	}
	return said
}

// foresight marks a figure that is expected or aimed at, unless its label says so already.
func foresight(e *entry, label, text, lang string) string {
	if lang == "en" {
		if e.Modality == extract.Target {
			return text + " (target)"
		}
		return text + " (planned)"
	}
	for _, w := range []string{"计划", "预计", "拟", "目标", "预期"} {
		if strings.Contains(label, w) {
			return text
		}
	}
	if e.Modality == extract.Target {
		return text + "（目标）"
	}
	return text + "（预计）"
}

// investment chooses the figure that says what a project costs: the whole rather than a phase or a part of it.
func (p *projectEntry) investment() *entry {
	var best *entry
	most := -1
	for _, e := range p.facts {
		if e.Kind != extract.QuantityFact || e.Dim != quantity.Money || e.Role != extract.Level {
			continue
		}
		score := 0
		switch e.Metric {
		case "total_investment":
			score = 8
		case "investment":
			score = 4
		default:
			continue
		}
		if e.Phase == "" {
			score += 2
		}
		if e.Scope.Words == "" {
			score++
		}
		if score > most {
			best, most = e, score
		}
	}
	return best
}

func (p *projectEntry) line(lang string) Project {
	out := Project{Key: p.key, Name: p.name, Report: reportName(p.report), ReportKey: shortKey(ReportKeyLength, p.report.Key)}
	for _, e := range p.facts {
		if out.Place == "" {
			out.Place = e.Place
		}
		if out.Company == "" {
			out.Company = e.Company
		}
	}
	if e := p.investment(); e != nil {
		a := attribute(e, lang)
		out.Investment = &a
	}
	return out
}

func (p *projectEntry) card(lang string) Card {
	c := Card{Project: p.line(lang)}
	type same struct{ metric, value, phase, scope string }
	said, shown := map[same]bool{}, map[[2]string]bool{}
	for _, e := range p.facts {
		a := attribute(e, lang)
		k := same{e.Metric + string(e.Role) + e.Per, e.Value.String() + e.Unit, e.Phase, e.Scope.Words}
		if e.Kind == extract.QuantityFact && e.Metric != "" {
			if said[k] {
				continue
			}
			said[k] = true
		}
		if a.Text == "" || c.spans(a, lang) || shown[[2]string{a.Label, a.Text}] {
			continue
		}
		c.Attributes = append(c.Attributes, a)
		shown[[2]string{a.Label, a.Text}] = true
	}
	return c
}

// spans takes a date into the one before it where the two are the start and the end of one span, in the same words.
func (c *Card) spans(a Attribute, lang string) bool {
	for i := range c.Attributes {
		o := &c.Attributes[i]
		if o.Metric != "start" || a.Metric != "end" || o.Text != a.Text || o.Source != a.Source || !a.End.After(o.Start) {
			continue
		}
		o.End = a.End
		if o.Label != a.Label && lang == "en" {
			o.Label = words().tellings["span"][1]
		}
		return true
	}
	return false
}

// Projects lists the projects that the reports name, report by report in order of appearance; report is the short key
// of the one report wanted, "" for all. lang is the language of labels and units, "zh" or "en".
func (e *Engine) Projects(ctx context.Context, report, lang string) []Project {
	var out []Project
	for _, p := range e.projects(ctx).all {
		if report == "" || shortKey(ReportKeyLength, p.report.Key) == report {
			out = append(out, p.line(lang))
		}
	}
	return out
}

// Card gives a project by its key; false where no loaded report names such a project (any more).
func (e *Engine) Card(ctx context.Context, key, lang string) (Card, bool) {
	p := e.projects(ctx).byKey[key]
	if p == nil {
		return Card{}, false
	}
	return p.card(lang), true
}

// Largest lists up to n projects whose investment is known, the largest first; currencies are never mixed into one
// order: those of the currency that most projects have come first.
func (e *Engine) Largest(ctx context.Context, report, lang string, n int) []Project {
	var out []Project
	units := map[string]int{}
	for _, p := range e.Projects(ctx, report, lang) {
		if p.Investment != nil {
			out = append(out, p)
			units[p.Investment.Value.Unit]++
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i].Investment.Value, out[j].Investment.Value
		if a.Unit != b.Unit {
			if units[a.Unit] != units[b.Unit] {
				return units[a.Unit] > units[b.Unit]
			}
			return a.Unit < b.Unit
		}
		return a.Value.GreaterThan(b.Value)
	})
	return out[:min(len(out), n)]
}

// Search lists the projects that all of the words fit, those whose name or company holds them first.
func (e *Engine) Search(ctx context.Context, words, report, lang string) []Project {
	terms := strings.Fields(fold(words))
	if len(terms) == 0 {
		return nil
	}
	type hit struct {
		p     *projectEntry
		score float64
	}
	var hits []hit
	for _, p := range e.projects(ctx).all {
		if report != "" && shortKey(ReportKeyLength, p.report.Key) != report {
			continue
		}
		total := 0.0
		for _, t := range terms {
			s := fits(t, p)
			if s == 0 {
				total = 0
				break
			}
			total += s
		}
		if total > 0 {
			hits = append(hits, hit{p, total})
		}
	}
	sort.SliceStable(hits, func(i, j int) bool { return hits[i].score > hits[j].score })
	var out []Project
	for _, h := range hits {
		out = append(out, h.p.line(lang))
	}
	return out
}

// fits tells how well a word fits a project: in its name, in what is said of it, or, for a longer Chinese run, by most
// of its pairs of characters standing in the name.
func fits(word string, p *projectEntry) float64 {
	switch {
	case holds(p.named, word):
		return 3
	case holds(p.told, word):
		return 1
	}
	runes := []rune(word)
	if !hasHan(word) || len(runes) < 3 {
		return 0
	}
	found := 0
	for i := 0; i+1 < len(runes); i++ {
		if strings.Contains(p.named, string(runes[i:i+2])) {
			found++
		}
	}
	if share := float64(found) / float64(len(runes)-1); share >= 0.6 {
		return share
	}
	return 0
}

// maxPassages is how many sentences Passages gives at most.
const maxPassages = 5

// Passages finds sentences of the reports that hold all of the words.
func (e *Engine) Passages(ctx context.Context, words, report string) []Source {
	_ = e.Refresh(ctx)
	ix := e.index()
	terms := strings.Fields(fold(words))
	if len(terms) == 0 || utf8.RuneCountInString(strings.Join(terms, "")) < 2 {
		return nil
	}
	var out []Source
	for _, s := range ix.sentences {
		if report != "" && shortKey(ReportKeyLength, s.report.Key) != report {
			continue
		}
		all := true
		for _, t := range terms {
			all = all && holds(ix.texts[s.folded], t)
		}
		if all {
			out = append(out, Source{Report: reportName(s.report), Section: s.section, Passage: s.passage, Quote: s.text})
			if len(out) == maxPassages {
				break
			}
		}
	}
	return out
}

// Mention takes a project into a conversation, so that 什么时候完工 asked next is about it.
func (e *Engine) Mention(ctx context.Context, c *Conversation, key string) {
	p := e.projects(ctx).byKey[key]
	if p == nil {
		return
	}
	t := Turn{Question: p.name, Frame: frame{Terms: []string{fold(p.name)}}}
	for _, f := range p.facts {
		if len(t.Refs) < 8 {
			t.Refs = append(t.Refs, refOf(f))
		}
	}
	c.remember(t)
}

// projects is the list of projects of what is loaded now.
func (e *Engine) projects(ctx context.Context) *projectList {
	_ = e.Refresh(ctx)
	return e.index().projects()
}
