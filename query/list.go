package query

import (
	"fmt"
	"sort"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// listLength bounds how many entries a list shows in a reply.
const listLength = 20

// listing tells whether the question asks for projects side by side: a ranking, the largest, or those that meet a condition.
func (q *question) listing() bool {
	if q.ordinal() > 1 {
		return true
	}
	if q.ops["largest"] || q.ops["smallest"] || q.ops["top"] {
		return true
	}
	if q.asks["list"] || q.asks["name"] || q.asks["who"] {
		return q.bounds != nil || (strings.Contains(q.text, "项目") || strings.Contains(q.text, "project")) && (len(q.strong()) == 0 || q.asks["list"]) && !q.asks["who"]
	}
	return false
}

// rank answers with projects in the order of a measure, or those within bounds.
func (e *Engine) rank(ix *index, q *question) (Answer, []*entry, bool) {
	if len(q.strong()) > 0 && q.ordinal() > 1 {
		kept := *q
		kept.terms = nil
		for _, t := range q.terms {
			if !placeInOrder.MatchString(t.text) {
				kept.terms = append(kept.terms, t)
			}
		}
		q = &kept
	}
	p := *q
	p.asks, p.ops, p.bounds, p.dims, p.unit, p.statuses = map[string]bool{}, map[string]bool{}, nil, nil, "", nil
	p.hinted, p.anyLabel = &hint{}, true
	if q.ordinal() > 1 {
		p.anchors, p.inherited = nil, false // 排第二的呢: of all, not of the one just named
	}
	p.terms = nil // what is said of a project in any of its figures narrows the list: see speaksOf
	if len(p.measures) == 0 || p.measures[0] == "project_count" {
		p.measures = []string{"total_investment"}
		if q.bounds != nil && q.bounds.dim != quantity.Money && q.bounds.dim != quantity.Bare {
			p.measures, p.dims = nil, []quantity.Dimension{q.bounds.dim}
		}
	}
	if len(p.measures) == 1 && p.measures[0] == "investment" {
		p.measures = []string{"total_investment", "investment"}
	}
	m := &matcher{ix: ix}
	best := map[string]match{}
	var names []string
	for _, f := range p.find(ix, m) {
		if f.Project == "" && f.SubjectKind != extract.ProjectSubject || f.SubjectKind == extract.GroupSubject || f.Role != extract.Level {
			continue
		}
		if f.stage() != "" {
			continue // what a later step brings in is not what the project costs
		}
		if !q.within(f.entry) || len(q.statuses) > 0 && !q.inStatus(ix, f.entry) || !q.speaksOf(ix, m, f.entry) {
			continue
		}
		name := fmt.Sprint(f.report.ID, "|", owner(f.entry))
		if f.Phase != "" && q.wholeKnown(best, f.entry) {
			continue
		}
		if have, ok := best[name]; !ok {
			names = append(names, name)
			best[name] = f
		} else if f.score > have.score {
			best[name] = f
		}
	}
	var list []*entry
	for _, n := range names {
		f := best[n].entry
		if f.Phase != "" {
			if _, whole := best[fmt.Sprint(f.report.ID, "|", f.Project)]; whole {
				continue
			}
		}
		list = append(list, f)
	}
	if len(list) == 0 {
		return Answer{}, nil, false
	}
	n := q.order(list)
	if n == 0 {
		return Answer{}, nil, false
	}
	return e.listAnswer(q, list, n), list[:n], true
}

// speaksOf tells whether a report says the words of the question of a project, in any of its figures or facts in words.
func (q *question) speaksOf(ix *index, m *matcher, project *entry) bool {
	for _, t := range q.strong() {
		said := false
		for _, f := range ix.ofProject[owned{project.report, project.Project}] {
			if said = m.beside(t, f); said {
				break
			}
		}
		if !said && !m.beside(t, project) {
			return false
		}
	}
	return true
}

func (q *question) wholeKnown(best map[string]match, e *entry) bool {
	_, ok := best[fmt.Sprint(e.report.ID, "|", e.Project)]
	return ok
}

// within tells whether a project's figure meets the condition of the question.
func (q *question) within(e *entry) bool {
	if q.bounds == nil {
		return true
	}
	if q.bounds.dim != quantity.Bare && e.Unit != q.bounds.unit {
		return false
	}
	if b := q.bounds.min; b != nil && (e.Value.LessThan(*b) || q.bounds.strict && e.Value.Equal(*b)) {
		return false
	}
	b := q.bounds.max
	return b == nil || e.Value.LessThan(*b) || e.Value.Equal(*b) && !q.bounds.under
}

func (e *Engine) listAnswer(q *question, list []*entry, n int) Answer {
	a := Answer{Status: Answered}
	shown := list[:n]
	if len(shown) > listLength {
		shown = shown[:listLength]
	}
	var lines []string
	for i, f := range shown {
		src := sourceOf(f)
		a.Items = append(a.Items, Item{Name: owner(f), Values: []Value{valueOf(f)}, Source: &src})
		a.Values = append(a.Values, valueOf(f))
		a.Sources = append(a.Sources, src)
		line := owner(f) + "：" + q.labelOf(f) + q.figure(f)
		if q.lang == "en" {
			line = owner(f) + ": " + q.figure(f)
		}
		if len(shown) > 1 {
			line = fmt.Sprintf("%d. %s", i+1, line)
		}
		lines = append(lines, line)
	}
	head := ""
	if len(shown) > 1 || q.bounds != nil && !q.ops["largest"] {
		if q.lang == "en" {
			head = fmt.Sprintf("%d projects", n)
			if n == 1 {
				head = "1 project"
			}
			if q.bounds != nil {
				head += " (" + q.bounds.words + ")"
			}
			head += ":\n"
		} else {
			head = fmt.Sprintf("共%d个项目", n)
			if q.bounds != nil {
				head += "（" + q.bounds.words + "）"
			}
			head += "：\n"
		}
	}
	a.Headline = head + strings.Join(lines, "\n")
	if len(list) > len(shown) && q.ops["largest"] {
		a.Detail = ""
	}
	if len(shown) == 1 {
		a.Project = shown[0].Project
	}
	return a
}

// countWithin counts the single projects that a report names within bounds, where it states no total of its own.
func (e *Engine) countWithin(ix *index, q *question) (Answer, bool) {
	if q.bounds == nil || !q.bounds.strict || len(q.measures) == 0 || !(q.unit == "个" || q.unit == "项" || q.unit == "projects" || q.unit == "project") {
		return Answer{}, false
	}
	a, _, ok := e.rank(ix, q)
	if !ok {
		return a, false
	}
	n := len(a.Items)
	if n < 2 {
		return a, false
	}
	v := Value{Value: decimalOf(n), Unit: "个", Metric: "project_count", Label: "项目"}
	a.Values = append([]Value{v}, a.Values...)
	a.Computed = fmt.Sprintf("%d", n)
	if q.lang == "en" {
		a.Headline = "Among the projects that the reports name one by one: " + a.Headline
	} else {
		a.Headline = "报告逐个点名的项目中，" + a.Headline
	}
	return a, true
}

// rankNamed orders what was just spoken of, where the question asks for the largest or smallest of that: 上面哪个最少.
func (e *Engine) rankNamed(q *question) (Answer, []*entry, bool) {
	if !q.inherited || len(q.anchors) < 2 || len(q.strong())+len(q.statuses)+len(q.places)+len(q.phases) > 0 || q.bounds != nil {
		return Answer{}, nil, false
	}
	var list []*entry
	owners := map[string]bool{}
	for _, a := range q.anchors {
		if a.Kind != extract.QuantityFact || a.Unit != q.anchors[0].Unit || a.Max != nil || a.Role != extract.Level && a.Role != extract.Part || owners[owner(a)] {
			return Answer{}, nil, false
		}
		if len(q.measures) > 0 {
			if _, fits := q.measureFits(nil, nil, a); !fits {
				return Answer{}, nil, false
			}
		}
		owners[owner(a)] = true
		list = append(list, a)
	}
	n := q.order(list)
	if n == 0 {
		return Answer{}, nil, false
	}
	return e.listAnswer(q, list, n), list[:n], true
}

// namedInRow finds several things that are named in a row and of which one is asked for: 甲、乙、丙这三个，哪个投资最大.
var namedInRow = newPattern(`^(?:在)?(.+?、.+?)(?:(?:这|那)?(?:几|[两三四五六])?(?:个|家|条|座|项|者|样)(?:项目|工程|企业|园区|县|市|区)?(?:里面?|当中|之中|中)?)?[,，:：]?(?:的)?(?:哪一?(?:个|家|条|座|项|种|类)?|谁)(?:的)?(.*)$`)

// rankInRow answers with the largest or smallest of several things that the question itself names.
func (e *Engine) rankInRow(ix *index, q *question) (Answer, []*entry, bool) {
	if !q.ops["largest"] && !q.ops["smallest"] || !q.has(namedInRow) {
		return Answer{}, nil, false
	}
	m := namedInRow.FindStringSubmatch(q.text)
	var list []*entry
	for _, name := range strings.FieldsFunc(m[1], func(r rune) bool { return r == '、' }) {
		for _, one := range strings.Split(name, "和") {
			p := parse(ix, one+"的"+strings.NewReplacer("最大", "", "最多", "", "最高", "", "最小", "", "最少", "", "最低", "", "最长", "").Replace(m[2])+"多少", e.refDate(ix))
			p.lang, p.noSums, p.ops = q.lang, true, map[string]bool{}
			if len(p.strong()) == 0 && len(p.places) == 0 {
				return Answer{}, nil, false
			}
			f := e.bestLevel(ix, p)
			if f == nil || f.Max != nil || len(list) > 0 && (f.Unit != list[0].Unit || f.report != list[0].report) {
				return Answer{}, nil, false
			}
			list = append(list, f)
		}
	}
	if len(list) < 2 {
		return Answer{}, nil, false
	}
	n := q.order(list)
	return e.listAnswer(q, list, n), list[:n], n > 0
}

// order sorts figures as the question asks, and tells how many of them are asked for.
func (q *question) order(list []*entry) int {
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].Unit != list[j].Unit {
			return list[i].Unit < list[j].Unit
		}
		if q.ops["smallest"] {
			return list[i].Value.LessThan(list[j].Value)
		}
		return list[i].Value.GreaterThan(list[j].Value)
	})
	n := len(list)
	if k := q.ordinal(); k > n {
		return 0
	} else if k > 1 {
		list[0] = list[k-1] // the one in that place stands alone
		return 1
	}
	switch {
	case q.ops["top"]:
		if q.topN > 0 && q.topN < n {
			n = q.topN
		}
	case q.ops["largest"] || q.ops["smallest"]:
		n = 1
		for n < len(list) && list[n].Value.Equal(list[0].Value) && list[n].Unit == list[0].Unit {
			n++
		}
	}
	return n
}

// placeInOrder asks for the one that stands in a place of an order: 第二大的, 排第三的.
var placeInOrder = newPattern(`第([二三四五六])(?:大|高|多|贵|长)|排(?:名|在)?第([二三四五六])|\b(second|third|fourth|fifth)[ -](?:largest|biggest|highest|most expensive)`)

// ordinal is the place in an order that is asked for, 0 where none is.
func (q *question) ordinal() int {
	if !q.has(placeInOrder) {
		return 0
	}
	m := placeInOrder.FindStringSubmatch(q.text)
	return map[string]int{"二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "second": 2, "third": 3, "fourth": 4, "fifth": 5}[m[1]+m[2]+m[3]]
}

// rankedPair sets two places of one order against each other: 第二大的比最大的少多少.
func (e *Engine) rankedPair(ix *index, q *question) *result {
	i := strings.Index(q.text, "比")
	if i <= 0 || !q.ops["difference"] {
		return nil
	}
	var pair []*entry
	first := parse(ix, q.text[:i], e.refDate(ix))
	for _, side := range []*question{first, parse(ix, q.text[i+len("比"):], e.refDate(ix))} {
		side.lang, side.display = q.lang, q.display
		if len(side.measures) == 0 {
			side.measures, side.measureWords = first.measures, first.measureWords
		}
		if side.ordinal() == 0 && !side.ops["largest"] && !side.ops["smallest"] || side.bounds != nil {
			return nil
		}
		_, list, ok := e.rank(ix, side)
		if !ok || len(list) != 1 {
			return nil
		}
		pair = append(pair, list[0])
	}
	if pair[0] == pair[1] || pair[0].Unit != pair[1].Unit || pair[0].Max != nil || pair[1].Max != nil {
		return nil
	}
	return difference(q, pair[0], pair[1])
}

// relatedProjects lists the projects that have to do with a word, whether or not the report says what they cost: 跟铝有关的项目.
func (e *Engine) relatedProjects(ix *index, q *question) (Answer, bool) {
	m := relatedTo.FindStringSubmatch(q.text)
	if m == nil || q.bounds != nil || q.ops["largest"] || q.ops["smallest"] || q.ops["top"] || q.asksAmount() || !strings.Contains(q.text, "项目") {
		return Answer{}, false
	}
	a := Answer{Status: Answered}
	var lines []string
	for _, p := range ix.projects().all {
		if !strings.Contains(p.named, m[1]) || len(p.facts) == 0 {
			continue
		}
		f, line := p.investment(), p.name
		item := Item{Name: p.name}
		if f != nil {
			line += "：" + q.labelOf(f) + q.figure(f)
			item.Values = []Value{valueOf(f)}
		} else {
			f = p.facts[0]
		}
		src := sourceOf(f)
		item.Source = &src
		a.Items, a.Sources, lines = append(a.Items, item), append(a.Sources, src), append(lines, line)
	}
	if len(lines) == 0 || len(lines) > listLength {
		return Answer{}, false
	}
	a.Headline = strings.Join(lines, "\n")
	return a, true
}
