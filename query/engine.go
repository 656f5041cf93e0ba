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

// refDate is the date that 今年 in a question counts from: the newest report's, or the end of the year or the month where
// no more is known of it, so that 上半年 asked of a report of 2024 is that year's.
func (e *Engine) refDate(ix *index) time.Time {
	var newest time.Time
	for _, r := range ix.order {
		if r.Date.After(newest) {
			newest = r.Date
		}
	}
	switch {
	case newest.IsZero() || newest.Day() != 1:
		return newest
	case newest.Month() == time.January:
		return newest.AddDate(1, 0, -1)
	}
	return newest.AddDate(0, 1, -1)
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
	if kind := courtesy(asked); kind != "" {
		answers = append(answers, e.courteous(ix, kind, languageOf(asked)))
	}
	for _, part := range e.splitMessage(ix, asked) {
		if len(answers) > 0 && courtesy(part) != "" {
			continue // 总投资多少？谢谢: the thanks want no answer of their own
		}
		if both := e.answerBoth(ix, c, part); both != nil {
			answers = append(answers, both...)
			continue
		}
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

// joinStatements puts what only tells something before the question that it leads to: "30 projects used them; how much did
// they save?" is one question.
func joinStatements(parts []string) []string {
	var out []string
	for i := 0; i < len(parts); i++ {
		part := parts[i]
		if i+1 < len(parts) && strings.IndexFunc(part, isDigit) >= 0 {
			if q := parse(nil, part, time.Time{}); !q.asksWords() && !q.asksAmount() && len(q.measures) == 0 && !q.asks["yesno"] && q.display == "" {
				part += "，" + parts[i+1]
				i++
			}
		}
		out = append(out, part)
	}
	return out
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// splitMessage cuts a message into its questions, also at a comma between two that each ask for something.
func (e *Engine) splitMessage(ix *index, text string) []string {
	var out []string
	for _, part := range joinStatements(splitQuestions(text)) {
		i := strings.LastIndexAny(part, "，,")
		if i > 0 {
			left, right := part[:i], strings.TrimLeft(part[i:], "，, ")
			if len(out)+2 <= maxParts && parse(nil, left, time.Time{}).asksAmount() && parse(nil, right, time.Time{}).asksAmount() {
				whole := parse(nil, part, time.Time{})
				if rest := parse(nil, right, time.Time{}); len(rest.strong())+len(rest.measures)+len(rest.statuses)+len(rest.places)+len(rest.periods) == 0 && rest.asks["percent"] && rest.unit == "" {
					out = append(out, part) // 几成, 给个百分数: the form of the one answer
					continue
				}
				if !whole.ops["difference"] && !whole.ops["compare"] && !whole.ops["growth"] && !whole.ops["sum"] && !whole.ops["gap"] {
					out = append(out, left, right)
					continue
				}
			}
		}
		out = append(out, part)
	}
	return out
}

// oneBreath says two figures as their sentence does where they stand side by side in it: 7省11市. "" where they do not.
func oneBreath(all []Answer) string {
	if len(all) != 2 || len(all[0].Values) == 0 || len(all[1].Values) == 0 || len(all[0].Sources) == 0 {
		return ""
	}
	first, second := plainFigure(all[0].Values[0]), plainFigure(all[1].Values[0])
	if !strings.Contains(all[0].Sources[0].Quote, first+second) || !strings.Contains(all[1].Headline, second) {
		return ""
	}
	return strings.Replace(all[0].Headline, first, first+second, 1)
}

// plainFigure is a count with its measure word.
func plainFigure(v Value) string { return trimZeros(v.Value) + v.Unit }

// twoAsks finds two amounts that are asked for in one breath, of one verb and without a word between them: 跑了几个省几个市,
// 签了多少个项目多少亿.
var twoAsks = regexp.MustCompile(`^(.*?)((?:几|多少)[个家项份处条名位座种](?:\p{Han}{0,4}?))((?:几|多少)(?:[个家项份处条名位座种][\p{Han}]{1,4}?|[万亿]+元?|钱))[呢啊呀呐哪啦?？]?$`)

// provincesAndCities asks for two numbers in one word: 足迹到了多少省市.
var provincesAndCities = regexp.MustCompile(`^(.*?)(?:几|多少)个?省份?[、和]?(市|区)(?:份|区)?([呢啊呀呐哪啦?？]*)$`)

// answerBoth answers both of two amounts that a question asks for in one breath; nil where it does not, or where either of
// them by itself has no answer.
func (e *Engine) answerBoth(ix *index, c *Conversation, text string) []Answer {
	text = provincesAndCities.ReplaceAllString(text, "${1}多少个省多少个$2$3")
	m := twoAsks.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	if q := parse(nil, text, time.Time{}); q.ops["difference"] || q.ops["compare"] || q.ops["sum"] || q.ops["average"] || q.ops["share"] {
		return nil
	}
	talk := &Conversation{Turns: append([]Turn{}, c.Turns...), Report: c.Report}
	var out []Answer
	for _, part := range []string{m[1] + m[2], m[1] + m[3]} {
		a := e.answerOne(ix, talk, part)
		if a.Status != Answered || len(a.Values) == 0 || len(a.Sources) == 0 {
			return nil
		}
		out = append(out, a)
	}
	if one, other := out[0].Sources[0], out[1].Sources[0]; sameFigure(out[0].Values[0], out[1].Values[0]) || one.Report != other.Report || one.Passage != other.Passage {
		return nil // what is asked for together is told together
	}
	c.Turns = talk.Turns
	return out
}

// sameFigure tells whether two figures are one.
func sameFigure(a, b Value) bool {
	return a.Value.Equal(b.Value) && a.Unit == b.Unit && a.Metric == b.Metric
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
	if one := oneBreath(all); one != "" {
		heads = []string{one}
	}
	out.Headline = strings.Join(heads, "\n")
	out.Text = strings.Join(texts, "\n\n")
	out.Computed = strings.Join(computed, "; ")
	out.Understood = strings.Join(understood, " ‖ ")
	return out
}

// ofThatDay gives the figures that have the status asked for and the very day that an answer names: a caption dates what
// another sentence counts, and the next question may ask how many they were.
func ofThatDay(ix *index, q *question, said string) []*entry {
	var out []*entry
	for _, p := range quantity.FindPeriods(said, time.Time{}) {
		if p.Grain != quantity.Day {
			continue
		}
		for _, x := range ix.entries {
			if x.Kind == extract.QuantityFact && x.Period.Grain == quantity.Day && sameDay(x.Period.Start, p.Start) && x.Period.Start.Year() == p.Start.Year() && q.hasStatus(x.Scope.Status) && len(out) < 2 {
				out = append(out, x)
			}
		}
	}
	return out
}

// whole tells whether a question says by itself what it is about, though it names no owner: after one that found no answer, it
// does not lead on from that.
func (e *Engine) whole(ix *index, text string) bool {
	q := parse(ix, text, e.refDate(ix))
	return !q.follows && !q.pronoun && !q.presumed && len(q.measures) > 0 && len(q.measureWords) > 0 && (len(q.statuses) > 0 || q.bounds != nil || len(q.periods) > 0 || q.role == extract.Growth)
}

func (e *Engine) answerOne(ix *index, c *Conversation, text string) Answer {
	q := parse(ix, text, e.refDate(ix))
	q.resolve(ix, c)
	a, facts := e.answer(ix, q, c)
	if a.Status == Answered && q.datesNothing(a, facts) {
		a, facts = e.absent(ix, q), nil
	}
	if a.Status == Absent && (q.standsAlone() || q.inherited && len(q.anchors) == 0 && e.whole(ix, text)) {
		// A whole question on another matter, though it names no owner: what was spoken of before does not bind it.
		fresh := parse(ix, text, e.refDate(ix))
		if b, f := e.answer(ix, fresh, &Conversation{}); b.Status == Answered && len(f) > 0 && f[0].Project == "" && f[0].Company == "" {
			q, a, facts = fresh, b, f
		}
	}
	if a.Status == Absent && len(c.Turns) > 0 && c.Turns[len(c.Turns)-1].Frame.Role == extract.Growth && q.follows && q.role == "" && len(q.measures) > 0 && !q.asksAmount() && !q.asksWords() {
		// 工业投资呢, after a growth: where no amount is known, the growth is asked for.
		grown := parse(ix, text, e.refDate(ix))
		grown.resolve(ix, c)
		grown.role, grown.dims = extract.Growth, []quantity.Dimension{quantity.Percent}
		grown.ops["growth"] = true
		if b, f := e.answer(ix, grown, c); b.Status == Answered && len(f) == 1 && f[0].Role == extract.Growth {
			q, a, facts = grown, b, f
		}
	}
	if len(facts) == 0 && a.Status == Answered && q.asks["date"] {
		facts = ofThatDay(ix, q, a.Headline)
	}
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
