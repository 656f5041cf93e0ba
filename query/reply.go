package query

import (
	"sort"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

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

func (e *Engine) figureAnswer(ix *index, q *question, f *entry) Answer {
	if other := q.inCurrency(f); other != nil {
		f = other
	}
	said := q.sentenceOf(f)
	a := Answer{Status: Answered, Values: []Value{valueOf(f)}, Sources: []Source{sourceOf(f)}, Project: f.Project}
	a.Headline = clip(said+q.circumstances(f, said), maxHeadline)
	for _, c := range f.Compare {
		if f.Role == extract.Level && c.Kind != "from" {
			a.Values = append(a.Values, Value{Value: c.Value, Unit: c.Unit, Metric: f.Metric, Label: c.Words})
		}
	}
	if len(ix.order) > 1 {
		a.Detail = reportName(f.report)
	}
	a.Choices = q.related(ix, f)
	return a
}

// relatedCount is how many further questions are offered under an answer; relatedLeast how closely their figures must
// belong to the one given, as relation weighs it; relatedLength how long such a question may be, in characters.
const (
	relatedCount  = 3
	relatedLeast  = 2.4
	relatedLength = 70
)

// related offers questions for other figures of the same owner, the nearest first.
func (q *question) related(ix *index, f *entry) []Choice {
	type near struct {
		e *entry
		r float64
	}
	var all []near
	for _, x := range ix.of(f.report).entries {
		if x == f || x.Kind != extract.QuantityFact || x.Metric == "" || x.Role != extract.Level && x.Role != extract.Part && x.Role != extract.Growth {
			continue
		}
		if r := relation(f, x); r >= relatedLeast {
			all = append(all, near{x, r})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].r > all[j].r })
	var out []Choice
	seen := map[string]bool{q.nameOf(f): true}
	for _, n := range all {
		name := q.nameOf(n.e)
		if seen[name] || len([]rune(name)) > relatedLength || len(out) == relatedCount {
			continue
		}
		seen[name] = true
		asked := q.askFor(n.e)
		out = append(out, Choice{clip(asked, relatedLength), asked})
	}
	return out
}

// readingMargin is how near in score two figures must be for the question to have two readings.
const readingMargin = 0.06

// reportMargin is how near in score the figures of several reports must be for each to be an answer.
const reportMargin = 1.6

// byReport answers a question that names neither owner nor place from each report that has an answer of its own.
func (e *Engine) byReport(ix *index, q *question, best *entry) (Answer, []*entry, bool) {
	if len(ix.order) < 2 || !q.bare() || q.inherited || len(q.phases) > 0 {
		return Answer{}, nil, false
	}
	var facts []*entry
	seen := map[int64]bool{}
	for _, f := range q.found {
		if seen[f.report.ID] || q.found[0].score-f.score > reportMargin || f.Project != "" || len(facts) == 5 {
			continue
		}
		seen[f.report.ID] = true
		facts = append(facts, f.entry)
	}
	if len(facts) < 2 || best.Project != "" {
		return Answer{}, nil, false
	}
	a := Answer{Status: Answered}
	var lines []string
	for _, f := range facts {
		said := q.sentenceOf(f)
		src := sourceOf(f)
		a.Values = append(a.Values, valueOf(f))
		a.Items = append(a.Items, Item{Name: reportName(f.report), Values: []Value{valueOf(f)}, Source: &src})
		a.Sources = append(a.Sources, src)
		lines = append(lines, reportName(f.report)+map[bool]string{true: ": ", false: "："}[q.lang == "en"]+said+q.circumstances(f, said))
	}
	a.Headline = strings.Join(lines, "\n")
	return a, facts, true
}

// projectMargin is the same for two projects that the question's words fit alike.
const projectMargin = 0.12

// otherReading finds a figure that fits the question as well as the best one and belongs to something else.
func (e *Engine) otherReading(ix *index, q *question, m *matcher, best *entry) *entry {
	found := q.found
	for i, f := range found {
		if i == 0 {
			continue
		}
		margin := readingMargin
		if best.Project != "" && f.Project != "" && f.Project != best.Project && f.Metric == best.Metric {
			margin = projectMargin // two projects of one name
		}
		if found[0].score-f.score > margin {
			return nil
		}
		if best.Role == extract.Level && f.Role == extract.Part && f.Metric == best.Metric && f.Passage == best.Passage && f.report == best.report && f.Scope.Min != nil && best.Scope.Min == nil && q.bounds == nil {
			continue // 27个, 其中10亿元以上6个: all of them were asked for
		}
		if q.calls(best) && !q.calls(f.entry) && f.Role == extract.Part && f.sentence == best.sentence && f.Metric == best.Metric && f.Value.LessThan(best.Value) {
			continue // 集中投产项目118个, 其中产业项目86个: those that are called so
		}
		same := f.Value.Equal(best.Value) && f.Unit == best.Unit
		elsewhere := owner(f.entry) != owner(best) || f.Scope.Status != best.Scope.Status || f.Place != best.Place || f.Label != best.Label && (f.Metric == "" || f.rest != best.rest)
		if !same && elsewhere {
			return f.entry
		}
	}
	return nil
}

// calls tells whether the name of a group holds the state that the question names.
func (q *question) calls(e *entry) bool {
	for _, s := range q.statuses {
		if strings.Contains(fold(e.Group), s.word) {
			return true
		}
	}
	return false
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
		label := q.nameOf(f)
		a.Choices = append(a.Choices, Choice{clip(label, 40), label})
		lines = append(lines, "· "+whole+q.circumstances(f, whole))
		a.Sources = append(a.Sources, sourceOf(f))
	}
	a.Text = strings.Join(lines, "\n")
	return a
}

// pointing words stand for one project or company that was spoken of.
var pointing = newPattern(`[这那该此](?:个|一个|家|一家|座|条|项)?(?:项目|工程|企业|公司|园区|厂)|^[它他]|\b(?:that|this|the) (?:project|company|plant|one)\b|\b(?:does|did|will|is|was|has) it\b|\bits\b`)

// pointsNowhere tells whether a question points at one thing that was spoken of, though nothing was.
func (q *question) pointsNowhere(ix *index, c *Conversation) bool {
	if c == nil || !q.pronoun && q.lang != "en" || len(c.Turns) > 0 || len(q.strong())+len(q.statuses)+len(q.phases)+len(q.places) > 0 || q.bounds != nil || !q.has(pointing) {
		return false
	}
	if q.lang == "en" && len(q.measures) > 0 && q.measures[0] != "investment" && q.measures[0] != "total_investment" {
		return false
	}
	return len(ix.projects().all) != 1
}

// askWhich asks which project is meant where a question only points at one.
func (e *Engine) askWhich(ix *index, q *question) Answer {
	a := Answer{Status: Unclear}
	a.Headline = "您指的是哪个项目？"
	if q.lang == "en" {
		a.Headline = "Which project do you mean?"
	}
	lines := []string{a.Headline}
	for _, p := range ix.projects().all {
		if len(a.Choices) == maxNamed {
			break
		}
		asked := p.name + "：" + q.raw
		if q.lang == "en" {
			asked = p.name + ": " + q.raw
		}
		a.Choices = append(a.Choices, Choice{clip(p.name, 40), asked})
		lines = append(lines, "· "+p.name)
	}
	a.Text = strings.Join(lines, "\n")
	return a
}

// maxNamed is how many projects are offered where a question points at none of them.
const maxNamed = 4

func (e *Engine) notUnderstood(ix *index, q *question) Answer {
	a := Answer{Status: Unclear}
	if q.probing {
		return a
	}
	if q.lang == "en" {
		a.Headline = "I did not understand that. Ask about projects and figures in the reports."
	} else {
		a.Headline = "没有看懂这个问题。可以问报告里的项目和数字。"
	}
	a.Text = a.Headline
	for _, x := range e.examples(ix, q.lang) {
		a.Choices = append(a.Choices, Choice{x, x})
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
		name := q.nameOf(f)
		a.Choices = append(a.Choices, Choice{clip(name, 40), name})
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
		for _, o := range ix.owners {
			if t.in(o) == t.all() {
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
	m := &matcher{ix: ix}
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
