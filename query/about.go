package query

import (
	"regexp"
	"strings"

	"wenxiang/data"
)

// bylines find who wrote a report, in its first lines.
var bylines = regexp.MustCompile(`[（(]?\s*(?:本报)?(?:见习)?(?:记者|通讯员|撰文|作者)[\s：:]*([\p{Han} 　、]{2,40})[^）)]{0,20}|(?:authors?|作者|记者)[：:]\s*([^\n]{2,60})`)

// aboutReport answers questions about a report itself: who wrote it, what it is called, when and where it appeared.
func (e *Engine) aboutReport(ix *index, q *question) (Answer, bool) {
	hits := clauseTables().about.Find(q.text)
	if len(hits) == 0 {
		return Answer{}, false
	}
	// The report itself must be meant: nothing else of content stands in the question.
	for _, t := range q.strong() {
		inside := aboutItself.MatchString(t.text)
		for _, h := range hits {
			inside = inside || h.Start <= t.start && t.end <= h.End
		}
		if !inside && !clauseTables().lightOnly(t.text) {
			return Answer{}, false
		}
	}
	if len(q.places) > 0 || len(q.measures) > 0 || len(q.statuses) > 0 || len(q.phases) > 0 {
		return Answer{}, false
	}
	var lines []string
	a := Answer{Status: Answered}
	for _, r := range ix.order {
		said := e.ofReport(ix, q, r, hits[0].Key)
		if said == "" {
			continue
		}
		if len(ix.order) > 1 {
			said = reportName(r) + "：" + said
		}
		lines = append(lines, said)
		a.Sources = append(a.Sources, firstSource(ix, r, said))
		if len(lines) >= 5 {
			break
		}
	}
	if len(lines) == 0 {
		return e.absent(ix, q), true
	}
	a.Headline = clip(strings.Join(lines, "\n"), maxHeadline)
	return a, true
}

var aboutItself = regexp.MustCompile(`^(?:报告|报道|文章|新闻|纪实|稿子|稿件|原文|原来|本报|篇|这篇|那篇|一篇|消息|[篇纪实原来的]+|report|article|text|story|newspaper|paper)+$`)

// lightOnly tells whether a text holds nothing but words that say little.
func (w *clauseWords) lightOnly(text string) bool {
	if _, ok := w.near[text]; ok {
		return true
	}
	covered := 0
	for _, h := range w.nearWords.Find(text) {
		covered += h.End - h.Start
	}
	return covered >= len(text)
}

// ofReport says one thing about a report, "" where it is not known.
func (e *Engine) ofReport(ix *index, q *question, r *data.StoredReport, key string) string {
	switch key {
	case "title":
		// The title under which a text first appeared comes before the one that its file has.
		if r.Source != "" {
			return r.Source
		}
		return r.Title
	case "source":
		return r.Source
	case "date":
		if r.Date.IsZero() {
			return ""
		}
		if q.lang == "en" {
			return r.Date.Format("2 January 2006")
		}
		return r.Date.Format("2006年1月2日")
	case "writer":
		if r.Authors != "" {
			return r.Authors
		}
		seen := 0
		for _, s := range ix.sentences {
			if s.report != r {
				continue
			}
			if m := bylines.FindString(s.text); m != "" {
				return strings.Trim(m, "()（） ")
			}
			if seen++; seen > 12 {
				break
			}
		}
	}
	return ""
}

// firstSource cites the sentence that holds what is said of a report, else its first one.
func firstSource(ix *index, r *data.StoredReport, said string) Source {
	out := Source{Report: reportName(r)}
	for _, s := range ix.sentences {
		if s.report != r {
			continue
		}
		if out.Quote == "" || strings.Contains(s.text, said) {
			out.Section, out.Passage, out.Quote = s.section, s.passage, s.text
		}
		if strings.Contains(s.text, said) {
			break
		}
	}
	return out
}
