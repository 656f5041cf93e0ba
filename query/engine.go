package query

import (
	"context"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"wenxiang/data"
	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A Conversation is what was said before in one chat by one person: enough to understand 那亿元以上的呢？
// The zero value is a new conversation. It is stored as JSON between turns.
type Conversation struct {
	// Turns are the last readings, the newest last.
	Turns []Turn `json:"turns,omitempty"`
	// Report narrows all questions to one report, by its short key (see Report); "" for all.
	Report string `json:"report,omitempty"`
}

// Asker answers questions; Engine is the one implementation, and tests of the bot use a fake.
type Asker interface {
	Ask(ctx context.Context, c *Conversation, question string) Answer
}

// An Engine answers questions from one database. It keeps what the reports say laid out in memory and reads it anew
// when a report has been loaded. It may be used by many at once.
type Engine struct {
	db *data.DB
	// Now tells the time, for measuring how long an answer took.
	Now func() time.Time

	mu    sync.RWMutex
	ix    *index
	asked atomic.Int64 // when the database was last asked for its generation, in Unix nanoseconds
	// narrow holds what single reports say, by their short keys, for conversations about one report.
	narrow map[string]*index
}

// Open lays out the database for answering.
func Open(ctx context.Context, db *data.DB) (*Engine, error) {
	e := &Engine{db: db, Now: time.Now}
	if err := e.Refresh(ctx); err != nil {
		return nil, err
	}
	// The word tables are read on first use; a person's first question should not wait for that.
	e.answerOne(e.index(), &Conversation{}, "总投资多少")
	return e, nil
}

// Refresh reads the database anew if a report has been loaded since it was last read.
func (e *Engine) Refresh(ctx context.Context) error {
	if e.db == nil {
		return nil // a preview is never read anew
	}
	generation, err := e.db.Generation(ctx)
	if err != nil {
		return err
	}
	e.mu.RLock()
	fresh := e.ix != nil && e.ix.generation == generation
	e.mu.RUnlock()
	if fresh {
		return nil
	}
	ix, err := buildIndex(ctx, e.db, "")
	if err != nil {
		return err
	}
	e.mu.Lock()
	e.ix, e.narrow = ix, nil
	e.mu.Unlock()
	return nil
}

// refreshEvery is how often at most the database is asked whether a report has been loaded.
const refreshEvery = 250 * time.Millisecond

func (e *Engine) refreshSometimes(ctx context.Context, now time.Time) {
	last := e.asked.Load()
	if since := now.UnixNano() - last; since >= 0 && since < int64(refreshEvery) || !e.asked.CompareAndSwap(last, now.UnixNano()) {
		return
	}
	_ = e.Refresh(ctx)
}

func (e *Engine) index() *index {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.ix
}

// narrowed gives the index of one report, the whole where there is no such report any more or none is chosen.
func (e *Engine) narrowed(ctx context.Context, ix *index, report string) *index {
	if report == "" || len(ix.order) < 2 || e.db == nil {
		return ix
	}
	e.mu.RLock()
	one := e.narrow[report]
	e.mu.RUnlock()
	if one == nil || one.generation != ix.generation {
		var err error
		if one, err = buildIndex(ctx, e.db, report); err != nil {
			return ix
		}
		e.mu.Lock()
		if e.narrow == nil || len(e.narrow) >= maxNarrowed {
			e.narrow = map[string]*index{}
		}
		e.narrow[report] = one
		e.mu.Unlock()
	}
	if len(one.order) == 0 {
		return ix
	}
	return one
}

// maxNarrowed bounds how many reports are laid out by themselves at a time.
const maxNarrowed = 16

// refDate is the date that 今年 in a question counts from: the newest report's.
func (e *Engine) refDate(ix *index) time.Time {
	var newest time.Time
	for _, r := range ix.order {
		if r.Date.After(newest) {
			newest = r.Date
		}
	}
	return newest
}

// maxQuestion bounds the length of a question in bytes; what is longer is cut.
const maxQuestion = 2000

// Ask answers one message, which may hold several questions, and takes it into the conversation.
func (e *Engine) Ask(ctx context.Context, c *Conversation, text string) Answer {
	start := e.Now()
	// Another program may have loaded a report. Where the database cannot be read just now, what was read before serves.
	e.refreshSometimes(ctx, start)
	ix := e.index()
	if c == nil {
		c = &Conversation{}
	}
	ix = e.narrowed(ctx, ix, c.Report)
	text = strings.TrimSpace(strings.ToValidUTF8(text, ""))
	asked := text
	if len(asked) > maxQuestion {
		asked = strings.ToValidUTF8(asked[:maxQuestion], "")
	}
	var answers []Answer
	for _, part := range e.splitMessage(ix, asked) {
		answers = append(answers, e.answerOne(ix, c, part))
	}
	a := merge(answers)
	a.Question = text
	if a.Lang == "" {
		a.Lang = languageOf(text)
	}
	a.finish()
	a.ElapsedUS = e.Now().Sub(start).Microseconds()
	return a
}

var questionEnd = regexp.MustCompile(`[?？;；\n]+`)

// maxParts bounds how many questions of one message are answered.
const maxParts = 8

// splitQuestions cuts a message into its questions.
func splitQuestions(text string) []string {
	var out []string
	for _, p := range questionEnd.Split(text, -1) {
		if p = strings.TrimSpace(p); p != "" && len(out) < maxParts {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		out = append(out, text)
	}
	return out
}

// splitMessage cuts a message into its questions, also at a comma between two that each ask for something.
func (e *Engine) splitMessage(ix *index, text string) []string {
	var out []string
	for _, part := range splitQuestions(text) {
		i := strings.LastIndexAny(part, "，,")
		if i > 0 {
			left, right := part[:i], strings.TrimLeft(part[i:], "，, ")
			a, b := parse(nil, left, time.Time{}), parse(nil, right, time.Time{})
			whole := parse(nil, part, time.Time{})
			if a.asksAmount() && b.asksAmount() && !whole.ops["difference"] && !whole.ops["compare"] && !whole.ops["growth"] && !whole.ops["sum"] && !whole.ops["gap"] && len(out)+2 <= maxParts {
				out = append(out, left, right)
				continue
			}
		}
		out = append(out, part)
	}
	return out
}

// merge joins the answers to the questions of one message.
func merge(all []Answer) Answer {
	if len(all) == 1 {
		return all[0]
	}
	out := Answer{Status: Absent, Lang: all[0].Lang}
	var heads, texts, computed, understood []string
	for _, a := range all {
		a.finish()
		switch {
		case a.Status == Answered:
			out.Status = Answered
		case a.Status == Unclear && out.Status == Absent && len(heads) == 0:
			out.Status = Unclear
		}
		heads = append(heads, a.Headline)
		texts = append(texts, a.Text)
		out.Values = append(out.Values, a.Values...)
		out.Items = append(out.Items, a.Items...)
		out.Sources = append(out.Sources, a.Sources...)
		if a.Computed != "" {
			computed = append(computed, a.Computed)
		}
		understood = append(understood, a.Understood)
		if a.Project != "" {
			out.Project = a.Project
		}
		out.Choices = a.Choices
	}
	out.Headline = strings.Join(heads, "\n")
	out.Text = strings.Join(texts, "\n\n")
	out.Computed = strings.Join(computed, "; ")
	out.Understood = strings.Join(understood, " ‖ ")
	return out
}

func (e *Engine) answerOne(ix *index, c *Conversation, text string) Answer {
	q := parse(ix, text, e.refDate(ix))
	q.resolve(ix, c)
	a, facts := e.answer(ix, q, c)
	a.Lang = q.lang
	if a.Understood == "" {
		a.Understood = q.understood()
	}
	if a.Status != Unclear {
		turn := Turn{Question: clip(text, 200), Frame: q.frame()}
		for _, f := range facts {
			if len(turn.Refs) < 8 {
				turn.Refs = append(turn.Refs, refOf(f))
			}
		}
		c.remember(turn)
	}
	return a
}

// answer tries the ways to answer in the order in which a person would: arithmetic where it is asked for, lists, words,
// and the one figure that fits.
func (e *Engine) answer(ix *index, q *question, c *Conversation) (Answer, []*entry) {
	if a, ok := e.aboutReport(ix, q); ok {
		return a, nil
	}
	if q.hopeless(ix) && !(len(q.anchors) > 0 && q.asksWords()) {
		return e.notUnderstood(ix, q), nil
	}
	if q.onlyWords() {
		if a, f, ok := e.clauseAnswer(ix, q); ok {
			return q.withFigure(a, f), f
		}
	}
	m := &matcher{ix: ix, memo: map[[2]int]uint64{}}
	if q.ops["convert"] && q.inherited && q.display != "" && q.bare() && (len(q.measures) == 0 || q.presumed) && len(q.anchors) > 0 && q.wants(q.anchors[0].Dim) {
		return e.figureAnswer(q, q.anchors[0]), q.anchors[:1]
	}
	// A figure that stands in a report is better than one worked out.
	direct := e.direct(ix, q, m)
	if q.asksOfBase(ix) {
		// 全国平均增速是多少: the region's own rate is no answer.
		if r := e.inferBase(ix, q); r != nil && (q.role == extract.Growth || q.ops["infer"]) {
			return r.answer(q), r.from
		}
		if direct != nil && !q.holdsNear(ix, direct, "全国") && !q.holdsNear(ix, direct, "全省") && !q.holdsNear(ix, direct, "national") && !q.holdsNear(ix, direct, "provincial") {
			direct = nil
		}
		if direct == nil {
			return e.absent(ix, q), nil
		}
	}
	if q.ops["before"] && (direct == nil || !q.periodMatched(direct)) {
		if r := e.before(ix, q); r != nil {
			return r.answer(q), r.from
		}
		return e.absent(ix, q), nil
	}
	if direct == nil {
		if r := e.between(ix, q); r != nil {
			return r.answer(q), r.from
		}
	}
	divides := q.ops["average"] && q.role == "" && !q.rateMeasure() || perUnit.MatchString(q.text)
	if divides && (direct == nil || direct.Per == "" && !strings.Contains(direct.Label, "平均") && !strings.Contains(direct.Clause, "每")) {
		// A whole is no answer to a question for an average.
		if r := e.average(ix, q); r != nil {
			return r.answer(q), r.from
		}
		return e.absent(ix, q), nil
	}
	if direct == nil || q.ops["difference"] || q.ops["compare"] || q.ops["sum"] || q.ops["average"] || q.ops["infer"] {
		if r := e.compute(ix, q, c); r != nil {
			return r.answer(q), r.from
		}
		if direct != nil && !q.worked(direct) {
			// What was to be worked out cannot be: one operand alone is no answer.
			return e.absent(ix, q), nil
		}
	}
	if q.listing() {
		if a, ok := e.rank(ix, q); ok {
			return a, nil
		}
	}
	if q.wordsWanted() {
		if a, f, ok := e.words(ix, q, direct); ok {
			return q.withFigure(a, f), f
		}
	}
	if direct != nil && q.numeric() {
		if other := e.otherReading(ix, q, m, direct); other != nil {
			return e.askBack(q, []*entry{direct, other}), nil
		}
		return e.figureAnswer(q, direct), []*entry{direct}
	}
	if r := e.between(ix, q); r != nil {
		return r.answer(q), r.from
	}
	if a, ok := e.countWithin(ix, q); ok {
		return a, nil
	}
	if !q.asksAmount() && !q.wordsWanted() && direct == nil && len(q.measures) == 0 && len(q.periods) == 0 && (!q.inherited || len(q.strong()) > 0) {
		if a, f, ok := e.words(ix, q, nil); ok {
			return q.withFigure(a, f), f
		}
	}
	return e.absent(ix, q), nil
}

// asksOfBase tells whether the question is for the rate of the nation or the province that the report's place is only
// compared with.
func (q *question) asksOfBase(ix *index) bool {
	if q.base != "nation" && q.base != "province" || q.role != extract.Growth && (q.role != "" || len(q.measures) == 0) {
		return false
	}
	if q.base == "province" {
		for _, r := range ix.order {
			if p, ok := vocabulary.PlaceByName(r.Place); ok && p.Level == "province" && len(ix.order) == 1 {
				return false // 全省 is the report's own place
			}
		}
	}
	return !q.ops["gap"]
}

// periodMatched tells whether a fact is of the year that the question names.
func (q *question) periodMatched(e *entry) bool {
	for _, p := range q.periods {
		if strings.EqualFold(p.Words, e.Period.Words) || p.YearKnown && e.Period.YearKnown && e.Period.End.Year() == p.End.Year() {
			return true
		}
	}
	return false
}

// asksOnlyWhat tells a question that only says what (What was the capital expenditure?) from one for a person, a date, a place.
func (q *question) asksOnlyWhat() bool {
	if !q.asks["what"] {
		return false
	}
	for _, other := range []string{"date", "place", "who", "document", "list", "name", "status"} {
		if q.asks[other] {
			return false
		}
	}
	return true
}

// withFigure gives an answer in words the one figure that its clause states, where only 什么 was asked.
func (q *question) withFigure(a Answer, facts []*entry) Answer {
	if !q.asksOnlyWhat() || len(a.Values) > 0 {
		return a
	}
	var one *entry
	for _, f := range facts {
		if f.Kind != extract.QuantityFact || f.Printed == "" || !strings.Contains(a.Headline, f.Printed) || f.Role == extract.Rank {
			continue
		}
		if one != nil {
			return a
		}
		one = f
	}
	if one != nil {
		a.Values = []Value{valueOf(one)}
	}
	return a
}

// worked tells whether a figure is by itself what an operation would give: a gap, a growth, a stated sum.
func (q *question) worked(e *entry) bool {
	switch {
	case q.ops["difference"]:
		return e.Role == extract.Gap || e.Role == extract.Growth || workedWords.MatchString(e.Clause)
	case q.ops["compare"]:
		return false
	case q.ops["sum"]:
		return e.Project == "" || e.SubjectKind == extract.GroupSubject || sumWords.MatchString(e.Clause)
	}
	return true
}

// workedWords stand where a report itself sets one figure against another.
var workedWords = regexp.MustCompile(`比|较|多于|少于|高于|低于|差|超出|than|against`)

// numeric tells whether a figure can answer the question at all.
func (q *question) numeric() bool {
	return !q.asksWords() || q.asksAmount() || len(q.measures) > 0 && !q.asks["date"] && !q.asks["place"] && !q.asks["who"] && !q.asks["document"] || q.role != ""
}

// hopeless tells whether nothing in the question was understood.
func (q *question) hopeless(ix *index) bool {
	if q.ops["largest"] || q.ops["smallest"] || q.ops["top"] {
		return false
	}
	if q.empty() && !q.inherited && len(q.places) == 0 && q.role == "" {
		return true
	}
	// Nothing to measure, and no word that any report holds: talk of something else.
	if len(q.measures) > 0 || q.unit != "" || len(q.dims) > 0 || q.role != "" || len(q.statuses) > 0 || q.bounds != nil || len(q.periods) > 0 && q.asksAmount() || q.inherited || len(q.places) > 0 {
		return false
	}
	for _, t := range q.strong() {
		if ix.holdsAny(t) {
			return false
		}
	}
	return len(q.strong()) > 0
}

// direct finds the one figure that fits best; nil when none does.
func (e *Engine) direct(ix *index, q *question, m *matcher) *entry {
	if q.asks["date"] || q.asks["place"] {
		return nil
	}
	if len(q.measures) == 0 && q.unit == "" && len(q.dims) == 0 && q.role == "" && !q.asksAmount() && len(q.strong()) == 0 && q.bounds == nil && len(q.statuses) == 0 && !q.inherited {
		return nil
	}
	found := q.find(ix, m)
	if len(found) == 0 {
		return nil
	}
	return found[0].entry
}

func (r *result) answer(q *question) Answer {
	a := Answer{Status: Answered, Values: append([]Value{r.value}, r.more...), Computed: r.formula, Headline: r.said}
	for _, f := range r.from {
		a.Sources = append(a.Sources, sourceOf(f))
		if a.Project == "" {
			a.Project = f.Project
		}
	}
	if len([]rune(a.Headline)) > maxHeadline {
		a.Headline = clip(a.Headline, maxHeadline)
	}
	return a
}

func (e *Engine) figureAnswer(q *question, f *entry) Answer {
	said := q.sentenceOf(f)
	a := Answer{Status: Answered, Values: []Value{valueOf(f)}, Sources: []Source{sourceOf(f)}, Project: f.Project}
	a.Headline = clip(said+q.circumstances(f, said), maxHeadline)
	for _, c := range f.Compare {
		if f.Role == extract.Level && c.Kind != "from" {
			a.Values = append(a.Values, Value{Value: c.Value, Unit: c.Unit, Metric: f.Metric, Label: c.Words})
		}
	}
	if len(ixReports(e)) > 1 {
		a.Detail = reportName(f.report)
	}
	return a
}

// readingMargin is how near in score two figures must be for the question to have two readings.
const readingMargin = 0.06

// otherReading finds a figure that fits the question as well as the best one and belongs to something else.
func (e *Engine) otherReading(ix *index, q *question, m *matcher, best *entry) *entry {
	found := q.found
	for i, f := range found {
		if i == 0 {
			continue
		}
		if found[0].score-f.score > readingMargin {
			return nil
		}
		same := f.Value.Equal(best.Value) && f.Unit == best.Unit
		elsewhere := owner(f.entry) != owner(best) || f.Scope.Status != best.Scope.Status || f.Place != best.Place || f.Label != best.Label && f.Metric == ""
		if !same && elsewhere {
			return f.entry
		}
	}
	return nil
}

// askBack offers the readings of a question that has several.
func (e *Engine) askBack(q *question, readings []*entry) Answer {
	a := Answer{Status: Unclear}
	if q.lang == "en" {
		a.Headline = "Which one do you mean?"
	} else {
		a.Headline = "您问的是哪一个？"
	}
	lines := []string{a.Headline}
	for _, f := range readings {
		whole := q.sentenceOf(f)
		label := strings.TrimSpace(owner(f) + " " + q.labelOf(f))
		if q.lang == "zh" {
			label = owner(f)
			if !strings.Contains(label, q.labelOf(f)) {
				label += q.labelOf(f)
			}
		}
		a.Choices = append(a.Choices, Choice{clip(label, 40), label})
		lines = append(lines, "· "+whole+q.circumstances(f, whole))
		a.Sources = append(a.Sources, sourceOf(f))
	}
	a.Text = strings.Join(lines, "\n")
	return a
}

func ixReports(e *Engine) []*data.StoredReport { return e.index().order }

var exampleQuestions = map[string][]string{
	"zh": {"已开工5000万元以上项目总投资多少？", "总投资超过10亿元的项目有哪些？", "固定资产投资同比增长多少？"},
	"en": {"What is the total investment?", "Which projects exceed 1 billion yuan?", "How fast did fixed-asset investment grow?"},
}

func (e *Engine) notUnderstood(ix *index, q *question) Answer {
	a := Answer{Status: Unclear}
	if q.lang == "en" {
		a.Headline = "I did not understand that. Ask about projects and figures in the reports."
	} else {
		a.Headline = "没有看懂这个问题。可以问报告里的项目和数字。"
	}
	for _, x := range exampleQuestions[q.lang] {
		a.Choices = append(a.Choices, Choice{x, x})
	}
	a.Text = a.Headline
	for _, x := range exampleQuestions[q.lang] {
		a.Text += "\n· " + x
	}
	return a
}

// absent says that the reports do not say it, and what they do say nearby.
func (e *Engine) absent(ix *index, q *question) Answer {
	a := Answer{Status: Absent}
	near := e.nearby(ix, q)
	if q.lang == "en" {
		a.Headline = "The reports do not say."
	} else {
		a.Headline = "报告没有说。"
	}
	var said []string
	for _, f := range near {
		s := q.sentenceOf(f)
		said = append(said, "· "+s+q.circumstances(f, s))
		a.Sources = append(a.Sources, sourceOf(f))
		a.Choices = append(a.Choices, Choice{clip(q.labelOf(f), 20), owner(f) + q.labelOf(f)})
	}
	a.Text = a.Headline
	if len(said) > 0 {
		if q.lang == "en" {
			a.Text += "\nThey do say:\n"
		} else {
			a.Text += "\n相近的有：\n"
		}
		a.Text += strings.Join(said, "\n")
	}
	return a
}

// ownersOnly are the terms that name a project, a company or another owner of figures.
func (q *question) ownersOnly(ix *index) []*term {
	var out []*term
	for _, t := range q.strong() {
		for _, e := range ix.entries {
			if t.in(e.owner) == t.all() {
				out = append(out, t)
				break
			}
		}
	}
	return out
}

// nearbyCount is how many figures are shown beside an absent one.
const nearbyCount = 3

// nearby finds figures that come close to what was asked for: the same measure in another scope or period, else other
// figures of the same owner. A place that no report is about has nothing nearby.
func (e *Engine) nearby(ix *index, q *question) []*entry {
	m := &matcher{ix: ix, memo: map[[2]int]uint64{}}
	loosened := []func(*question){
		func(p *question) { p.bounds, p.statuses, p.periods, p.unit = nil, nil, nil, "" },
		func(p *question) {
			p.measures, p.measureWords, p.dims, p.unit, p.role, p.statuses, p.bounds, p.periods = nil, nil, nil, "", "", nil, nil, nil
			p.dims = []quantity.Dimension{quantity.Money, quantity.Count, quantity.Area, quantity.Percent, quantity.Power, quantity.Mass, quantity.Length}
			p.hinted = &hint{}
		},
	}
	for i, loosen := range loosened {
		p := *q
		if i == 1 && len(q.ownersOnly(ix)) == 0 && !q.inherited {
			continue
		}
		p.ops, p.hinted = map[string]bool{}, nil
		if i == 0 && len(q.measures) == 0 || i == 1 && len(q.strong()) == 0 && !q.inherited {
			continue
		}
		loosen(&p)
		if i == 1 {
			p.terms = p.ownersOnly(ix)
		}
		var out []*entry
		seen := map[string]bool{}
		for _, f := range p.find(ix, m) {
			key := owner(f.entry) + f.Metric + f.Label + f.Scope.Words
			if seen[key] || countedLabel.MatchString(f.label) || len(out) == nearbyCount || len(out) > 0 && f.report != out[0].report {
				continue
			}
			seen[key] = true
			out = append(out, f.entry)
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}
