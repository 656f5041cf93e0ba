package query

import (
	"slices"
	"strconv"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/vocabulary"
)

// membersAsked asks which projects were started, signed or finished together.
var membersAsked = newPattern(`哪(?:一?些|几个|[两二三四五六七八九]个)(?:大|重点)?项目|项目(?:都|分别|具体)?(?:是|有|包括|为)(?:哪|啥|什么)`)

// membersOf lists the projects that a report names as all of those which were started or signed together; the ones of them
// that have figures of their own are not all.
func (e *Engine) membersOf(ix *index, q *question) (Answer, []*entry, bool) {
	if q.lang == "en" || q.role != "" || q.bounds != nil || q.ops["largest"] || q.ops["smallest"] || q.ops["top"] || !q.has(membersAsked) || len(q.measureWords) > 0 && len(q.measures) > 0 && q.measures[0] != "project_count" {
		return Answer{}, nil, false
	}
	m := &matcher{ix: ix}
	var one *entry
	for _, x := range ix.entries {
		if x.Metric != "members" || x.Kind != extract.TextFact || x.sentence < 0 || len(x.Items) < 2 || slices.ContainsFunc(x.Items, func(s string) bool { return !strings.HasSuffix(s, "项目") && !strings.HasSuffix(s, "工程") }) {
			continue
		}
		if _, ok := q.placeFits(ix, m, x); !ok || !q.toldBefore(ix, x) {
			continue
		}
		if one != nil {
			return Answer{}, nil, false // several lists
		}
		one = x
	}
	if one == nil {
		return Answer{}, nil, false
	}
	src := sourceOf(one)
	a := Answer{Status: Answered, Headline: clip("共"+strconv.Itoa(len(one.Items))+"个："+strings.Join(one.Items, "、"), maxHeadline), Sources: []Source{src}}
	for _, name := range one.Items {
		a.Items = append(a.Items, Item{Name: name, Source: &src})
	}
	return a, []*entry{one}, true
}

// toldBefore tells whether a list and what leads to it in its report say all that the question says of the projects.
func (q *question) toldBefore(ix *index, list *entry) bool {
	told := fold(list.report.Title)
	for _, s := range ix.sentences[:list.sentence+1] {
		if s.report == list.report && list.Passage-s.passage <= topicPassages {
			told += ix.texts[s.folded]
		}
	}
	states := map[string]bool{}
	for _, h := range vocabulary.FindStatuses(told) {
		states[h.Key] = true
	}
	for _, s := range q.statuses {
		if !strings.Contains(told, s.word) && !states[s.key] {
			return false
		}
	}
	for _, t := range q.strong() {
		if !strings.Contains(told, t.text) {
			return false
		}
	}
	for _, p := range q.periods {
		if !strings.Contains(told, fold(p.Words)) {
			return false
		}
	}
	return true
}
