package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A running measure is what a text goes on about without repeating it: in a report on investment, 制造业完成90亿元 and
// 其中住宅18亿元 are investment.
type running struct {
	metric, noun string
}

var (
	runningMeasures = func() map[string]bool {
		out := map[string]bool{}
		for _, k := range vocabulary.Cues("running_measure") {
			out[strings.ReplaceAll(k, " ", "_")] = true
		}
		return out
	}()
	sectorEnds = cueLexicon("sector_end")
)

// doneOrPlanned reads an amount of which only is said that it is done, or planned for the year, where the sentence is about
// investment: 年度计划44亿元，完成6.5亿元.
func (rd *reader) doneOrPlanned(p *part, i int) (key, word string) {
	head := p.text[p.prevEnd(i):p.qs[i].NumStart]
	if p.qs[i].Dim != quantity.Money || rd.topic.kind == CompanySubject {
		return "", ""
	}
	for _, d := range p.ps {
		if d.From >= p.prevEnd(i) && d.To <= p.qs[i].NumStart {
			head = p.text[d.To:p.qs[i].NumStart]
			if d.Grain == quantity.Year && startsWithAny(head, "计划") {
				head = "年度" + head
			}
		}
	}
	head = strings.Trim(head, "，、 约近超已共")
	switch {
	case isCue("done", head):
		key, word = "completed_investment", "完成投资"
	case isCue("planned_for_year", head):
		key, word = "annual_planned_investment", "年度计划投资"
	default:
		return "", ""
	}
	for k := len(rd.s.facts) - 1; k >= 0; k-- { // what the sentence is about
		f := &rd.facts[rd.s.facts[k]]
		if f.Kind != QuantityFact || f.Dim != quantity.Money || f.Metric == "" && f.Role == Part {
			continue
		}
		if m, _ := vocabulary.MeasureByKey(f.Metric); !strings.HasSuffix(f.Metric, "investment") || !m.Takes(quantity.Money) {
			return "", ""
		}
		return key, word
	}
	if rd.topic.kind == GroupSubject && rd.running != nil && strings.HasSuffix(rd.running.metric, "investment") {
		return key, word
	}
	return "", ""
}

// bareAmount finds the measure whose amount a clause gives that calls it no more than that, before it in its sentence:
// 发行专项债券4批次，总额3.85亿元.
func (rd *reader) bareAmount(p *part, i int) (vocabulary.Hit, bool) {
	if p.qs[i].Dim != quantity.Money || i > 0 || rd.s.at == 0 || !isCue("bare_amount", trimLinks(strings.Trim(p.text[:p.qs[i].NumStart], "，、 "))) {
		return vocabulary.Hit{}, false
	}
	for k := rd.s.at - 1; k >= 0; k-- {
		b := rd.s.parts[k]
		for j := len(b.measures) - 1; j >= 0; j-- {
			if m, _ := vocabulary.MeasureByKey(b.measures[j].Key); m.Takes(quantity.Money) && !covered(b.measures[j].Start, b.measures[j].End, b.mentions) {
				return b.measures[j], true
			}
		}
		for _, q := range b.qs {
			if q.Dim == quantity.Money {
				return vocabulary.Hit{}, false
			}
		}
	}
	return vocabulary.Hit{}, false
}

// titled is the measure that a title says the whole report is about, nil for none.
func titled(title string) *running {
	hits := vocabulary.FindMeasures(title)
	if len(hits) != 1 || !runningMeasures[hits[0].Key] {
		return nil
	}
	return &running{hits[0].Key, hits[0].Word}
}

// runOn gives the figures of a sentence that name a sector, a kind of works or a part, and no measure, the measure that
// their paragraph goes on about.
func (rd *reader) runOn() {
	run := map[string]bool{} // what the sentence has been read of so
	for _, k := range rd.s.facts {
		f := &rd.facts[k]
		if f.Kind != QuantityFact || f.Role == Rank {
			continue
		}
		if !rd.unmeasured(f) {
			rd.follow(f)
			continue
		}
		if h, ok := handledFunds(f); ok {
			rd.running = &running{h.Key, h.Word}
			continue
		}
		if rd.running == nil || f.SubjectKind == ProjectSubject || f.SubjectKind == CompanySubject || !(f.Role != Level && run[plainLabel(f.Label)] || rd.runsTo(f)) {
			continue
		}
		run[plainLabel(f.Label)] = true
		rd.measureAs(f, *rd.running)
	}
}

// handledFunds finds the funds of which a figure says what was done with them: 专项债券资金|支付.
func handledFunds(f *Fact) (vocabulary.Hit, bool) {
	if f.Metric != "" || f.Dim != quantity.Money {
		return vocabulary.Hit{}, false
	}
	for _, h := range vocabulary.FindMeasures(f.Label) {
		if runningMeasures[h.Key] && isCue("handled", f.Label[h.End:]) {
			return h, true
		}
	}
	return vocabulary.Hit{}, false
}

// plainLabel is a label without what makes it a share's.
func plainLabel(label string) string {
	return strings.TrimSuffix(strings.TrimSuffix(label, "占比"), "占计划")
}

// follow takes the measure of a figure for what the text goes on about, or ends that where another begins.
func (rd *reader) follow(f *Fact) {
	switch {
	case f.Role != Level && f.Role != Growth && f.Role != Part || f.SubjectKind == ProjectSubject:
		return
	case runningMeasures[f.Metric] && f.SubjectKind != CompanySubject:
		if rd.running == nil || f.Metric != rd.running.metric || !strings.HasSuffix(f.Label, rd.running.noun) {
			rd.running = &running{f.Metric, f.Label}
			if h := measureAtEnd(f.Label); f.Role == Part && h.Key == f.Metric {
				rd.running.noun = h.Word // 社会事业|专项债券: not of what comes beside it
			}
		}
	case f.Metric != "" && f.Dim == quantity.Money && f.Role == Level && f.SubjectKind == PlaceSubject && !strings.HasSuffix(f.Metric, "_investment"),
		placeMeasure(f.Metric) && f.Role != Part && !strings.HasSuffix(f.Metric, "_investment"):
		rd.running = nil
	}
}

// unmeasured tells the figures whose words name no measure of their own: 制造业90亿元, and 第二产业77亿元, which can be value added
// or investment.
func (rd *reader) unmeasured(f *Fact) bool {
	switch f.Metric {
	case "":
		return true
	case "primary_value_added", "secondary_value_added", "tertiary_value_added":
		return !strings.Contains(f.Label, "增加值") && !strings.Contains(f.Clause, "增加值")
	}
	return false
}

// runsTo tells whether a figure without a measure is one of the running measure: money or a rate of a sector, or a part in
// money of the amount before.
func (rd *reader) runsTo(f *Fact) bool {
	label := plainLabel(f.Label)
	if label == "" {
		return false
	}
	if strings.HasSuffix(rd.running.metric, "investment") && endsWithAny(label, "资金", "需求", "总需求", "债券", "贷款", "补助", "资本金") {
		return false
	}
	for _, h := range vocabulary.FindMeasures(label) {
		if own, _ := vocabulary.MeasureByKey(h.Key); f.Metric == "" && own.Takes(f.Dim) {
			return false
		}
	}
	m, _ := vocabulary.MeasureByKey(rd.running.metric)
	if f.Role == Level || f.Role == Part {
		if f.Dim != quantity.Money || !m.Takes(f.Dim) {
			return false
		}
	} else if !isChange(f.Dim) || rd.running.metric == "total_investment" {
		return false // 新引项目总投资20亿元。工业增长10%: not of the projects
	}
	for _, h := range sectorEnds.Find(label) {
		if h.End == len(label) && (h.Start > 0 || runes(h.Word) > 1) {
			return true
		}
	}
	if strings.HasPrefix(strings.TrimPrefix(f.Clause, f.Label), f.Printed) && rd.listedAfter(f) {
		return true
	}
	return f.Dim == quantity.Money && (f.Role == Part || rd.s.part || strings.Contains(f.Clause, label+"完成"))
}

// listedAfter tells whether the figure before one in the sentence has the running measure and the same unit: 投向园区2.2亿元、农村
// 供水0.95亿元.
func (rd *reader) listedAfter(f *Fact) bool {
	for j, k := range rd.s.facts {
		if &rd.facts[k] == f {
			return j > 0 && f.Dim == quantity.Money && rd.facts[rd.s.facts[j-1]].Metric == rd.running.metric && rd.facts[rd.s.facts[j-1]].Unit == f.Unit
		}
	}
	return false
}

// measureAs makes a figure one of a measure, under its own words: 制造业 → 制造业投资.
func (rd *reader) measureAs(f *Fact, r running) {
	label := plainLabel(f.Label)
	noun := r.noun
	if strings.HasSuffix(noun, "投资") || strings.HasSuffix(noun, "投资额") {
		noun = "投资"
		if strings.Contains(r.noun, "完成投资") {
			noun = "完成投资"
		}
	}
	if strings.HasSuffix(label, "投资") {
		noun = ""
	}
	f.Metric = r.metric
	if own := measureAtEnd(label + noun); own.Key != "" && own.Start == 0 {
		f.Metric = own.Key
	} else if strings.HasSuffix(r.metric, "_investment") && r.metric != "completed_investment" && r.metric != "total_investment" {
		f.Metric = "investment"
	}
	if f.SubjectKind == PlaceSubject && f.Scope.Words == "" {
		f.Scope.Words = label
	}
	noun += strings.TrimPrefix(f.Label, label) // 占比, 占计划
	f.Label = label + noun
}
