package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// An occasion is what happened to several projects at once: 4月2日，12个项目集中开工. What the report then
// says of its members (其中…，分别是…) is said of projects that it happened to.
type occasion struct {
	metric string // start, signed or end
	word   string // 集中开工
	day    Period
	source Fact // the fact of the group, for its sentence
	age    int  // sentences since
}

// occasionMetrics gives the date that each status sets.
var occasionMetrics = map[string]string{
	"concentrated_start": "start", "started": "start", "new_start": "start",
	"concentrated_signing": "signed", "signed": "signed", "completed": "end",
}

// noteOccasion keeps what happened to a group on one day.
func (rd *reader) noteOccasion(f Fact) {
	if f.Metric != "project_count" || f.Role != Level || f.Modality != Actual || f.Period.Grain != quantity.Day || f.Period.Relation != "" || rd.names.main != nil {
		return
	}
	status := f.Scope.Status
	text := f.Quote
	if status == "" || occasionMetrics[status] == "" {
		for _, h := range vocabulary.FindStatuses(text) {
			if strings.HasPrefix(h.Key, "concentrated") {
				status = h.Key
			}
		}
	}
	metric := occasionMetrics[status]
	if metric == "" || hasAny(text, "开竣工", "开(竣)工", "开（竣）工", "竣工和开工", "签约和开工", "签约、开工", "开工、竣工") {
		return
	}
	word := ""
	for _, h := range vocabulary.FindStatuses(f.Quote) {
		if occasionMetrics[h.Key] == metric && (word == "" || strings.HasPrefix(h.Word, "集中")) {
			word = strings.TrimSuffix(h.Word, "仪式")
		}
	}
	if word == "" {
		return
	}
	rd.occasion = &occasion{metric: metric, word: word, day: f.Period, source: f}
}

// joins says of a project that the occasion happened to it, when the text lists it as one of the members.
func (rd *reader) joins(p *part, pr *project) {
	oc := rd.occasion
	if oc == nil || oc.age > 2 || rd.joined[pr.name] || p.bracket {
		return
	}
	if !(p.listed || rd.s.part || strings.Contains(rd.s.sentence.text, "分别是") || strings.Contains(rd.s.sentence.text, "签约项目中") || strings.Contains(rd.s.sentence.text, "主会场")) {
		return
	}
	if hasAny(rd.s.sentence.text, "此前", "去年", "上年", "目前已", "已于") || !strings.HasPrefix(rd.s.sentence.text, "其中") && oc.age > 0 && !p.listed && !strings.Contains(p.text, "主会场") {
		return
	}
	for _, k := range rd.factsOf[pr.name] {
		if f := &rd.facts[k]; f.Metric == oc.metric {
			return
		}
	}
	rd.joined[pr.name] = true
	o := rd.projectOwner(pr, "")
	n := len(rd.facts)
	dated := Fact{Kind: DateFact, Role: Level, Metric: oc.metric, Label: oc.word, Text: oc.day.Words, Period: oc.day}
	told := Fact{Kind: TextFact, Role: Level, Metric: "status", Label: "进展", Text: oc.word}
	for _, f := range []Fact{dated, told} {
		o.fill(&f)
		rd.add(p, f)
	}
	for k := n; k < len(rd.facts); k++ {
		f := &rd.facts[k]
		f.Modality, f.Quote, f.Clause, f.Passage, f.Section = Actual, oc.source.Quote, oc.source.Clause, oc.source.Passage, oc.source.Section
	}
}
