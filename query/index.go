package query

import (
	"context"
	"slices"
	"strings"
	"sync"

	"wenxiang/data"
	"wenxiang/data/extract"
	"wenxiang/data/vocabulary"
)

// How much a word of the question counts when it is found in the words that own a figure, in those near it, or
// only somewhere in its sentence.
const (
	ownWeight     = 1.0
	nearWeight    = 0.92
	carriedWeight = 0.7
	wideWeight    = 0.55
)

// An index is what the loaded reports say, laid out for finding. It is read-only once built.
type index struct {
	generation int64
	reports    map[int64]*data.StoredReport
	order      []*data.StoredReport
	entries    []*entry
	byID       map[int64]*entry
	sentences  []*sentence
	clauses    int               // how many the sentences have
	examples   [2]kept[[]string] // in Chinese and in English, see examples
	// sectioned tells of which reports are cut into sections: there a topic is not carried from passage to passage.
	sectioned  map[int64]bool
	texts      []string // folded; an entry refers to them by number, since many entries share them
	textIDs    map[string]int
	slips      *slipIndex
	grams      *gramIndex
	hasEnglish bool
	hasChinese bool
	ofProject  map[owned][]*entry // what is said of each single project
	in         map[*data.StoredReport]*inReport
	owners     []string                      // the different words that own figures, see entry.owner
	dated      map[*data.StoredReport]bool   // reports whose figures carry years
	about      map[owned][]int               // the sentences that speak of a project or company
	alone      map[*data.StoredReport]string // the one project of a report, "" where it names several
	projects   func() *projectList           // laid out when first asked for
	ledgers    func() []*ledger              // likewise
	members    func() []string               // the names of projects that the reports list, see memberNames
	stories    map[*data.StoredReport]*story // of the English reports
	homes      map[string]string             // the places that reports and figures are about, with their short names: see addHome
	short      []home                        // those with a short name
}

// An entry is a fact with the folded texts among which the words of a question are looked for.
type entry struct {
	*data.StoredFact
	report  *data.StoredReport
	own     []int // words that own the figure: subject, project, company, event, label, scope
	near    []int // its clause
	carried []int // the topic carried into it from before
	wide    []int // its sentence, section, report title
	label   string
	text    string                 // folded
	rest    string                 // what the label says beyond its measure: see bareLabel
	also    string                 // see measureOfPart
	level   string                 // see levelOf
	place   string                 // folded
	subject string                 // folded
	owner   string                 // folded subject + project + company
	places  kept[[]vocabulary.Hit] // see placesNamed
	// order is the fact's position in its report, for telling which of several comes first.
	order    int
	sentence int
}

// A sentence is one sentence of a report, for questions whose answer is words.
type sentence struct {
	taken   []int // where withAnother stands in the text
	report  *data.StoredReport
	section string
	passage int
	text    string // as loaded
	folded  int    // text id
	heading string // title and section, folded
	context []int  // text ids of section, title, and the sentence before
	// at is its number among all sentences; clauses are its pieces.
	at      int
	clauses []*clause
	entries []*entry
}

// buildIndex lays out the reports of a database; only is the short key of the one wanted, "" for all.
func buildIndex(ctx context.Context, db *data.DB, only string) (*index, error) {
	generation, err := db.Generation(ctx)
	if err != nil {
		return nil, err
	}
	reports, err := db.Reports(ctx)
	if err != nil {
		return nil, err
	}
	facts, err := db.Facts(ctx)
	if err != nil {
		return nil, err
	}
	passages, err := db.Passages(ctx)
	if err != nil {
		return nil, err
	}
	return layOut(generation, reports, facts, passages, only), nil
}

// layOut makes the index of reports that have been read.
func layOut(generation int64, reports []data.StoredReport, facts []data.StoredFact, passages []data.StoredPassage, only string) *index {
	ix := &index{stories: map[*data.StoredReport]*story{}, homes: map[string]string{}, in: map[*data.StoredReport]*inReport{}, generation: generation, reports: map[int64]*data.StoredReport{}, byID: map[int64]*entry{}, textIDs: map[string]int{}, dated: map[*data.StoredReport]bool{}, about: map[owned][]int{}, ofProject: map[owned][]*entry{}, alone: map[*data.StoredReport]string{}}
	for i := range reports {
		if only != "" && shortKey(ReportKeyLength, reports[i].Key) != only {
			continue
		}
		ix.reports[reports[i].ID] = &reports[i]
		ix.order = append(ix.order, &reports[i])
		ix.in[&reports[i]] = &inReport{named: map[int]bool{}}
		ix.hasEnglish = ix.hasEnglish || reports[i].Lang == "en"
		ix.hasChinese = ix.hasChinese || reports[i].Lang != "en"
	}
	bySentence := ix.addPassages(passages)
	for i := range facts {
		ix.addFact(&facts[i], i, bySentence)
	}
	for _, r := range ix.order {
		ix.addHome(r.Place)
	}
	owners := map[string]bool{}
	for _, e := range ix.entries {
		ix.addHome(e.Place)
		if !owners[e.owner] {
			owners[e.owner] = true
			ix.owners = append(ix.owners, e.owner)
		}
	}
	for _, s := range ix.sentences {
		in := ix.in[s.report]
		in.sentences = append(in.sentences, s)
	}
	for _, r := range ix.order {
		if r.Lang == "en" {
			ix.stories[r] = tellStory(ix.in[r].sentences)
		}
	}
	for name, short := range ix.homes {
		_, known := vocabulary.PlaceByName(name)
		if short == "" && !known {
			short = name
		}
		if short != "" {
			ix.short = append(ix.short, home{short, name, known})
		}
	}
	slices.SortFunc(ix.short, func(a, b home) int { return strings.Compare(a.name, b.name) })
	ix.slips = newSlipIndex(ix.texts)
	ix.layClauses()
	ix.grams = newGramIndex(ix.texts)
	ix.projects = sync.OnceValue(ix.layProjects)
	ix.ledgers = sync.OnceValue(ix.layLedgers)
	ix.members = sync.OnceValue(func() []string { return memberNames(ix.entries) })
	return ix
}

// An inReport is what one report says.
type inReport struct {
	entries   []*entry
	sentences []*sentence
	names     []int // texts of the names of single projects and companies
	owners    []int // and of occasions
	named     map[int]bool
	phases    phasesOf
}

// nothing is what a report says that an index does not have.
var nothing inReport

// of gives what a report says; a fact may come from another index than this one.
func (ix *index) of(r *data.StoredReport) *inReport {
	if in := ix.in[r]; in != nil {
		return in
	}
	return &nothing
}

// hasProject tells whether a folded name is that of one of the report's projects.
func (in *inReport) hasProject(name string) bool {
	for _, e := range in.entries {
		if e.Project != "" && fold(e.Project) == name {
			return true
		}
	}
	return false
}

// owned names a project or company in a report.
type owned struct {
	report *data.StoredReport
	name   string
}

// english tells whether any report is in English, so that Chinese words need their English names.
func (ix *index) english() bool { return ix.hasEnglish }

// holdsAny tells whether any text holds at least half of a term.
func (ix *index) holdsAny(t *term) bool {
	s := t.spots(ix)
	for _, text := range s.texts {
		if 2*ones(s.at(int(text))) >= ones(t.all()) {
			return true
		}
	}
	return false
}

// text gives the number of a text, folded.
func (ix *index) text(s string) int {
	f := fold(s)
	if id, ok := ix.textIDs[f]; ok {
		return id
	}
	id := len(ix.texts)
	ix.texts = append(ix.texts, f)
	ix.textIDs[f] = id
	return id
}

type sentenceKey struct {
	report  int64
	passage int
	text    string
}

func (ix *index) addPassages(passages []data.StoredPassage) map[sentenceKey]int {
	at := map[sentenceKey]int{}
	type headed struct {
		report  *data.StoredReport
		section string
	}
	headings := map[headed]string{}
	for _, p := range passages {
		r := ix.reports[p.Report]
		if r == nil {
			continue
		}
		previous := -1
		h := headed{r, p.Section}
		if headings[h] == "" {
			headings[h] = fold(r.Title + " " + p.Section)
		}
		for _, s := range extract.Sentences(p.Text) {
			id := ix.text(s)
			context := []int{ix.text(p.Section), ix.text(r.Title)}
			if previous >= 0 {
				context = append(context, previous)
			}
			at[sentenceKey{p.Report, p.Number, s}] = len(ix.sentences)
			ix.sentences = append(ix.sentences, &sentence{report: r, section: p.Section, passage: p.Number, text: s, folded: id, heading: headings[h], context: context, taken: withAnother.FindStringSubmatchIndex(s)})
			previous = id
		}
	}
	return at
}

func (ix *index) addFact(f *data.StoredFact, order int, sentences map[sentenceKey]int) {
	r := ix.reports[f.Report]
	if r == nil {
		return
	}
	e := &entry{StoredFact: f, report: r, order: order, sentence: -1}
	add := func(to *[]int, texts ...string) {
		for _, t := range texts {
			if t != "" {
				*to = append(*to, ix.text(t))
			}
		}
	}
	add(&e.own, f.Subject, f.Project, f.Phase, f.Company, f.Event, f.Label, f.Scope.Words, lineInShort(f.Project))
	if f.Kind != extract.QuantityFact {
		add(&e.near, f.Text)
	}
	if m, ok := vocabulary.MeasureByKey(f.Metric); ok && f.Kind == extract.QuantityFact {
		add(&e.near, m.ZH[0])
	}
	add(&e.near, f.Place, f.Clause)
	add(&e.carried, f.Carried...)
	add(&e.wide, f.Quote, f.Section, r.Title, r.Place)
	e.label, e.place, e.subject, e.text = fold(f.Label), fold(f.Place), fold(f.Subject), fold(f.Text)
	e.level = levelOf(e)
	e.rest, e.also = bareLabel(e), measureOfPart(e)
	e.owner = fold(strings.Join([]string{f.Subject, f.Project, f.Phase, f.Company, f.Event}, " "))
	if i, ok := sentences[sentenceKey{f.Report, f.Passage, f.Quote}]; ok {
		e.sentence = i
		ix.sentences[i].entries = append(ix.sentences[i].entries, e)
	}
	for _, n := range []string{f.Project, f.Company, lineInShort(f.Project)} {
		if n == "" {
			continue
		}
		id := ix.text(n)
		ix.about[owned{r, n}] = append(ix.about[owned{r, n}], e.wide[0])
		if in := ix.in[r]; !in.named[id] {
			in.named[id] = true
			in.names = append(in.names, id)
			in.owners = append(in.owners, id)
		}
	}
	if f.Event != "" {
		if id, in := ix.text(f.Event), ix.in[r]; !slices.Contains(in.owners, id) {
			in.owners = append(in.owners, id)
		}
	}
	if f.Period.YearKnown && f.Period.Words != "" {
		ix.dated[r] = true
	}
	if f.Project != "" {
		ix.ofProject[owned{r, f.Project}] = append(ix.ofProject[owned{r, f.Project}], e)
		if one, seen := ix.alone[r]; !seen {
			ix.alone[r] = f.Project
		} else if one != f.Project {
			ix.alone[r] = ""
		}
	}
	ix.entries = append(ix.entries, e)
	in := ix.in[r]
	in.entries = append(in.entries, e)
	ix.byID[f.ID] = e
}
