package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
)

// whichPart asks which of several parts of a place's figure is the largest, or goes up or down: 哪个区增长最快, 哪一级完成率最高,
// 三个县里哪个是下降的.
var whichPart = newPattern(`哪(?:一|个|几个|些|一个)?(级|类|区|县|旗|市|州|县区|县市区|地方|产业|行业|领域|板块|块|部分)|([区县旗市级类])里?(?:面|边|中)?[,，]?(?:哪(?:个|一个|几个|些)|谁)`)

// risesOrFalls asks which of them do.
var (
	whichRises = newPattern(`(?:是|在|有|还|保持)(?:正)?(?:增长|上升|增加|涨)的?(?:$|[?呢啊])|(?:谁|哪个|哪些|哪几个)[区县旗市级类]?(?:增长|上升|涨|正增长)了?(?:$|[?])|正增长`)
	whichFalls = newPattern(`(?:是|在|有|还)(?:下降|下滑|减少|跌|负增长|降)的?(?:$|[?呢啊])|(?:谁|哪个|哪些|哪几个)[区县旗市级类]?(?:下降|下滑|跌|负增长)了?(?:$|[?])|负增长`)
)

// partKinds tell by its name whether a part is one of the kind that is asked for.
var partKinds = map[string]*regexp.Regexp{
	"级": regexp.MustCompile(`(?:国家|省|市|州|县|区|旗)(?:级|列?重点)`),
	"区": regexp.MustCompile(`\p{Han}{1,8}(?:区)`), "县": regexp.MustCompile(`\p{Han}{1,8}(?:县|旗)`), "旗": regexp.MustCompile(`\p{Han}{1,8}旗`), "市": regexp.MustCompile(`\p{Han}{1,8}市`),
	"州": regexp.MustCompile(`\p{Han}{1,8}州`), "县区": regexp.MustCompile(`\p{Han}{1,8}[区县旗市]`), "县市区": regexp.MustCompile(`\p{Han}{1,8}[区县旗市]`), "地方": regexp.MustCompile(`\p{Han}{1,8}[区县旗市州]`),
	"产业": regexp.MustCompile(`产业|业`), "行业": regexp.MustCompile(`业`),
}

// comparedParts sets the parts of a place's figure against each other and answers with the one that is asked for; done tells
// that nothing else answers, since the figure of the whole is that of no part.
func (e *Engine) comparedParts(ix *index, q *question) (a Answer, from []*entry, done bool) {
	if q.lang == "en" || !q.has(whichPart) || strings.Contains(q.text, "哪个项目") || strings.Contains(q.text, "哪些项目") {
		return a, nil, false
	}
	m := whichPart.FindStringSubmatch(q.text)
	kind := m[1] + m[2]
	rises, falls := q.has(whichRises), q.has(whichFalls)
	growing := fastest.MatchString(q.text)
	best := q.ops["largest"] || growing
	least := q.ops["smallest"] || slowest.MatchString(q.text)
	if !rises && !falls && !best && !least {
		return a, nil, false
	}
	p := *q
	p.ops, p.asks, p.bounds, p.unit, p.dims, p.soft = map[string]bool{}, map[string]bool{}, nil, "", nil, false
	p.terms, p.levels, p.hinted, p.noSums = nil, nil, &hint{}, true
	p.role, p.places = "", nil
	for _, pl := range q.places {
		if !ix.homeOf(pl.Key) {
			p.places = append(p.places, pl) // the parts of the report's own place are places of their own
		}
	}
	p.measures = nil
	for _, key := range q.measures {
		if key != "travel_time" { // 最快 of a growth
			p.measures = append(p.measures, key)
		}
	}
	if rises || falls || growing || q.role == extract.Growth {
		p.role = extract.Growth
		p.dims = nil
	}
	if q.role == extract.Share {
		p.role = extract.Share
	}
	if q.inherited && len(q.measureWords) == 0 && len(p.measures) == 1 && p.measures[0] == "fixed_asset_investment" {
		p.measures = []string{"investment"} // that of a part is what the part has completed
	}
	if len(p.measures) == 0 && len(q.anchors) > 0 && q.anchors[0].Kind == extract.QuantityFact && q.anchors[0].Metric != "" {
		p.measures = []string{q.anchors[0].Metric}
		if p.measures[0] == "fixed_asset_investment" {
			p.measures = []string{"investment"} // that of a part is what the part has completed
		}
	}
	if len(p.measures) == 0 && strings.Contains(q.text, "项目") {
		p.measures = []string{"project_count"}
	}
	var list []*entry
	names := map[string]bool{}
	for _, f := range p.find(ix, &matcher{ix: ix}) {
		if f.Role == extract.Prior || f.Role == extract.Gap || f.Project != "" || f.Company != "" || f.Max != nil || f.Modality != extract.Actual && p.role != "" || q.role == "" && f.Role == extract.Share && p.role == "" {
			continue
		}
		name := partName(f.entry, partKinds[kind])
		if name == "" || names[name] || len(list) > 0 && (f.Unit != list[0].Unit || f.report != list[0].report || f.Metric != list[0].Metric || abs(f.Passage-list[0].Passage) > 8) {
			continue
		}
		names[name] = true
		list = append(list, f.entry)
	}
	if len(list) < 2 {
		if _, named := partKinds[kind]; named && (growing || best || least) && (len(p.measures) > 0 || p.role != "") && !ix.saysFirst(partKinds[kind]) {
			return e.absent(ix, q), nil, true
		}
		return a, nil, false
	}
	var chosen []*entry
	for _, f := range list {
		switch {
		case rises || falls:
			if falls == f.Value.IsNegative() && !f.Value.IsZero() {
				chosen = append(chosen, f)
			}
		case len(chosen) == 0 || best && f.Value.GreaterThan(chosen[0].Value) || !best && f.Value.LessThan(chosen[0].Value):
			chosen = []*entry{f}
		case f.Value.Equal(chosen[0].Value):
			chosen = append(chosen, f)
		}
	}
	if len(chosen) == 0 {
		return e.absent(ix, q), nil, true
	}
	a.Status = Answered
	var lines []string
	for _, f := range chosen {
		src := sourceOf(f)
		name := partName(f, partKinds[kind])
		line := q.sentenceOf(f)
		if !strings.Contains(line, name) {
			line = name + "：" + line
		}
		a.Values, a.Sources, lines = append(a.Values, valueOf(f)), append(a.Sources, src), append(lines, line)
		a.Items = append(a.Items, Item{Name: name, Values: []Value{valueOf(f)}, Source: &src})
	}
	a.Headline = clip(strings.Join(lines, "；")+q.circumstances(chosen[0], strings.Join(lines, "")), maxHeadline)
	return a, chosen, true
}

// saysFirst tells whether any sentence says of something of a kind that it is first or last.
func (ix *index) saysFirst(kind *regexp.Regexp) bool {
	for _, s := range ix.sentences {
		for _, c := range s.clauses {
			if c.has(mostWords) && kind.MatchString(c.text) {
				return true
			}
		}
	}
	return false
}

var (
	fastest = regexp.MustCompile(`(?:增长|增速|增幅|涨幅|涨|升)(?:得)?(?:最[快高多大]|居首)|最快`)
	slowest = regexp.MustCompile(`(?:增长|增速|增幅|涨幅|涨)(?:得)?最[慢低少小]|最慢`)
)

// partName names the part that a figure is of, where it is one of a kind: by who owns the figure, by the part that its label
// begins with, or by the place.
func partName(f *entry, kind *regexp.Regexp) string {
	fits := func(s string) string {
		switch {
		case s == "":
			return ""
		case kind == nil:
			return s
		}
		return kind.FindString(s)
	}
	if f.SubjectKind == extract.GroupSubject || f.Subject != f.Place {
		if n := fits(f.Subject); n != "" {
			return n
		}
	}
	if f.Place != "" && f.Place != f.report.Place {
		if n := fits(f.Place); n != "" {
			return n
		}
	}
	if f.Scope.Words != "" && strings.Contains(f.Label, f.Scope.Words) {
		if n := fits(f.Scope.Words); n != "" {
			return n
		}
	}
	return fits(f.Label)
}
