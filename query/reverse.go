package query

import (
	"regexp"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// whoseAmount asks which one has an amount that the question gives: 总投资12亿元的是哪个项目, which project costs 3 billion.
var whoseAmount = newPattern(`(?:的|,)?(?:是|指的是|属于)?(?:哪一?个|哪一?家|哪一?批|哪一?类|哪些|什么)(?:具体)?(?:项目|企业|公司|工程)|(?:哪一?个|哪一?批)(?:具体)?(?:项目|工程).{0,8}(?:是|为|达|达到|有)|\bwhich (?:group of |batch of )?(?:project|projects|plant|company)\b`)

// ownerOf finds the figure that has exactly the amount which the question gives.
func (e *Engine) ownerOf(ix *index, q *question) (Answer, []*entry, bool) {
	if !(q.asks["name"] || q.asks["list"] || q.asks["what"] || q.asks["who"] || q.has(whichOne)) || q.bounds != nil || q.asksAmount() || q.ops["largest"] || q.ops["smallest"] || len(q.numbers) == 0 || !q.has(whoseAmount) {
		return Answer{}, nil, false
	}
	var amount *quantity.Quantity
	for i, n := range q.numbers {
		if n.Max != nil || n.Dim != quantity.Money && n.Dim != quantity.Area && n.Dim != quantity.Mass && n.Dim != quantity.Power || n.Value.LessThan(decimal.NewFromInt(1)) {
			continue
		}
		if amount != nil {
			return Answer{}, nil, false
		}
		amount = &q.numbers[i]
	}
	if amount == nil {
		return Answer{}, nil, false
	}
	p := *q
	p.asks, p.terms, p.dims, p.unit = map[string]bool{"amount": true}, nil, []quantity.Dimension{amount.Dim}, ""
	for _, t := range q.terms {
		if t.end <= amount.Start || t.start >= amount.End {
			if !t.weak && !whichNoun.MatchString(t.text) {
				p.terms = append(p.terms, t)
			}
		}
	}
	var found []*entry
	for _, f := range p.find(ix, &matcher{ix: ix}) {
		if f.Unit != amount.Unit || !f.Value.Equal(amount.Value) || f.Max != nil || f.Role != extract.Level && f.Role != extract.Part || owner(f.entry) == "" {
			continue
		}
		if len(found) > 0 && owner(found[0]) == owner(f.entry) {
			continue
		}
		found = append(found, f.entry)
	}
	if len(found) == 0 || len(found) > listLength {
		return Answer{}, nil, false
	}
	return e.listAnswer(&p, found, len(found)), found, true
}

// whichNoun are the words that only ask which one.
var whichNoun = regexp.MustCompile(`^(?:哪|批|个|项目|工程|企业|哪批|哪个|一批|那个|具体|[的是]+)+$`)

// ofDate answers which projects begin or end at a time that the question gives: 哪个项目2025年底建成.
func (e *Engine) ofDate(ix *index, q *question) (Answer, []*entry, bool) {
	if !q.asks["name"] && !q.asks["list"] || len(q.periods) != 1 || len(q.strong()) > 0 || q.bounds != nil || q.asksAmount() || q.asks["date"] {
		return Answer{}, nil, false
	}
	kinds := kindsIn(whichProject.ReplaceAllString(q.text, ""))
	if len(kinds) == 0 || !q.has(whichProject) {
		return Answer{}, nil, false
	}
	asked := q.periods[0]
	var found []*entry
	seen := map[owned]bool{}
	for _, f := range ix.entries {
		if f.Kind != extract.DateFact || f.Project == "" || !kinds[f.Metric] || seen[owned{f.report, f.Project}] || !dayWithin(f, asked) {
			continue
		}
		if _, ok := q.placeFits(ix, &matcher{ix: ix}, f); !ok {
			continue
		}
		seen[owned{f.report, f.Project}] = true
		found = append(found, f)
	}
	if len(found) == 0 || len(found) > listLength {
		return Answer{}, nil, false
	}
	a := Answer{Status: Answered}
	var lines []string
	for _, f := range found {
		src := sourceOf(f)
		a.Items = append(a.Items, Item{Name: owner(f), Source: &src})
		a.Sources = append(a.Sources, src)
		label := f.Label + f.Text
		if strings.Contains(f.Text, f.Label) {
			label = f.Text
		}
		lines = append(lines, owner(f)+map[bool]string{true: ": ", false: "："}[q.lang == "en"]+label)
	}
	a.Headline = clip(strings.Join(lines, "\n"), maxHeadline)
	if len(found) == 1 {
		a.Project = found[0].Project
	}
	return a, found, true
}

// whichProject asks for projects by name.
var whichProject = newPattern(`哪(?:一?个|些|几个)(?:具体)?(?:项目|工程)|which projects?|what projects?`)

// dayWithin tells whether a date lies in a period that is asked for: the end of a span for an end, its start for a start.
func dayWithin(f *entry, asked quantity.Period) bool {
	day := f.Period.Start
	if f.Metric == "end" || f.Metric == "operation" {
		day = f.Period.End
	}
	if day.IsZero() || !asked.YearKnown || asked.End.IsZero() {
		return false
	}
	from := asked.Start
	if from.IsZero() || asked.Relation == "until" || yearEnd.MatchString(asked.Words) {
		from = time.Date(asked.End.Year(), 10, 1, 0, 0, 0, 0, time.UTC)
	}
	return !day.Before(from) && !day.After(asked.End)
}

// yearEnd names the last months of a year.
var yearEnd = regexp.MustCompile(`年底|年末|(?i)end of`)
