package query

import (
	"strings"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// exampleCount is how many questions are offered to a person who was not understood; exampleTries bounds how many figures
// of one kind are asked for until one is answered, since each costs as much as an answer.
const (
	exampleCount = 3
	exampleTries = 20
)

// thresholds are the amounts, in 亿 of the report's currency, by which projects are asked for in an example.
var thresholds = []int64{500, 100, 50, 10, 5, 1}

// examples gives questions that the reports answer: a total, the largest projects, a rate, or whatever there is.
func (e *Engine) examples(ix *index, lang string) []string {
	at := 0
	if lang == "en" {
		at = 1
	}
	return ix.examples[at].get(func() []string { return e.findExamples(ix, lang) })
}

func (e *Engine) findExamples(ix *index, lang string) []string {
	var out []string
	q := &question{lang: lang}
	offer := func(text string) bool {
		if text == "" || len([]rune(text)) > relatedLength || len(out) >= exampleCount {
			return false
		}
		asked := parse(ix, text, e.refDate(ix))
		asked.probing = true
		if a, _ := e.answer(ix, asked, &Conversation{}); a.Status != Answered {
			return false
		}
		out = append(out, text)
		return true
	}
	first := func(ask func(*entry) string) {
		tries := 0
		for _, x := range ix.entries {
			if x.Kind != extract.QuantityFact || x.Metric == "" || x.Max != nil {
				continue
			}
			if text := ask(x); text != "" {
				if tries++; offer(text) || tries == exampleTries {
					return
				}
			}
		}
	}
	first(func(x *entry) string {
		if x.Role != extract.Level || x.Project != "" || x.Dim != quantity.Money {
			return ""
		}
		return q.askFor(x)
	})
	offer(largestExample(ix, lang))
	first(func(x *entry) string {
		if x.Role != extract.Growth || x.Project != "" || x.Base != "yoy" {
			return ""
		}
		if lang == "en" {
			return "How fast did " + strings.TrimPrefix(uncapital(q.nameOf(x)), "growth of ") + " grow?"
		}
		return q.labelOf(x) + "同比增长多少？"
	})
	if len(out) < exampleCount {
		first(func(x *entry) string {
			if x.Role != extract.Level || x.Project == "" {
				return ""
			}
			return q.askFor(x)
		})
	}
	return out
}

// askFor asks for a figure by its name.
func (q *question) askFor(x *entry) string {
	name := q.nameOf(x)
	switch {
	case q.lang == "en" && x.Dim == quantity.Count:
		return "How many " + name + "?"
	case q.lang == "en":
		return "What is the " + uncapital(name) + "?"
	case x.Dim == quantity.Count:
		return name + "有多少" + x.Unit + "？"
	}
	return name + "多少？"
}

// uncapital makes a name that begins a sentence stand within one.
func uncapital(s string) string {
	if len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'a' && s[1] <= 'z' {
		return string(s[0]-'A'+'a') + s[1:]
	}
	return s
}

// largestExample asks for the projects above the highest round amount that some project exceeds; "" where fewer than two
// projects have a total investment.
func largestExample(ix *index, lang string) string {
	amounts := map[string]decimal.Decimal{}
	for _, x := range ix.entries {
		if x.Kind == extract.QuantityFact && x.Project != "" && x.Metric == "total_investment" && x.Unit == "CNY" && x.Value.GreaterThan(amounts[x.Project]) {
			amounts[x.Project] = x.Value
		}
	}
	if len(amounts) < 2 {
		return ""
	}
	for _, t := range thresholds {
		limit := decimal.NewFromInt(t).Shift(8)
		for _, v := range amounts {
			if !v.GreaterThan(limit) {
				continue
			}
			if lang == "en" {
				return "Which projects exceed " + quantity.Format(limit, nil, "CNY", "", "", "en") + "?"
			}
			return "总投资超过" + quantity.Format(limit, nil, "CNY", "", "", "zh") + "的项目有哪些？"
		}
	}
	return ""
}
