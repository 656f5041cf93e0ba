package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// setPlanned reads whether a part, and what follows it in the sentence, is a result or an intention.
func (rd *reader) setPlanned(p *part) {
	if hasAny(p.text, "截至", "已累计", "已完成", "累计完成", "实际完成", "目前已", "现已", "实际已", "实际开工") || strings.HasPrefix(p.text, "已") {
		rd.s.planned = Actual
	}
	if at := rd.s.at; at > 0 && strings.HasPrefix(p.text, "要") && runes(p.text) > 3 && endsWithAny(rd.s.parts[at-1].text, "提出", "要求", "强调", "指出", "明确", "部署") {
		rd.s.planned = Planned // 工作报告提出，要发挥投资的作用，完成投资…
	}
	for _, h := range vocabulary.FindModalities(p.text) {
		if p.quiet(h) {
			continue
		}
		switch h.Key {
		case "planned":
			if rd.s.planned != Target || strings.Contains(h.Word, "后") {
				rd.s.planned = Planned
			}
		case "target":
			rd.s.planned = Target
		}
	}
}

// setStage reads a later stage of the same undertaking (而后，推进配套企业入驻…): its figures are not those of
// the project as a whole.
func (rd *reader) setStage(p *part) {
	for _, w := range vocabulary.Cues("stage") {
		if !strings.HasPrefix(p.text, w) {
			continue
		}
		words := strings.TrimLeft(p.text[len(w):], "，、将 ")
		if words == "" && rd.s.at+1 < len(rd.s.parts) {
			words = rd.s.parts[rd.s.at+1].text
		}
		if rd.topic.kind == ProjectSubject && runes(words) >= 3 && len(p.qs) == 0 {
			rd.stage = words
		}
		return
	}
}

// quiet tells whether a word of intention says nothing about the figures: it is part of a measure's
// word (计划投资), a name, a date, or of what a result is compared with (超额完成年度目标).
func (p *part) quiet(h vocabulary.Hit) bool {
	for _, m := range p.measures {
		if m.Start < h.End && h.Start < m.End && !(m.Key == "project_count" && m.Start == h.Start && m.End < h.End) {
			return true
		}
	}
	for _, b := range vocabulary.FindBases(p.text) {
		if b.Start < h.End && h.Start < b.End && b.Key == "plan" {
			return h.Key == "target" && !startsWithAny(p.text[b.End:], "是", "为") && !aimsAre.MatchString(p.text[b.End:]) && !(p.text[b.End:] == "" && p.after == '：') || h.Key == "planned"
		}
	}
	for _, m := range p.mentions {
		if m.start < h.End && h.Start < m.end && !(m.kind == backMention && m.start == h.Start && m.end < h.End) {
			return true
		}
	}
	for _, q := range p.qs { // 占计划16亿元的20%, 为年投资计划的74%: what a result is a share of
		if q.Start >= h.End && q.Dim == quantity.Percent {
			return strings.HasSuffix(p.text[:q.NumStart], "的") && !strings.ContainsAny(p.gap(h.End, q.NumStart), "，、；") && endsWithAny(trimPlanLead(p.text[:h.Start]), "占", "为", "完成", "达到", "达", "相当于", "超")
		}
	}
	if h.Word == "将" || h.Word == "要求" || h.Word == "任务" || h.Word == "设计" || h.Word == "待" || h.Word == "规划" {
		if hidden(p.text, h.Start, h.End) {
			return true
		}
	}
	switch h.Word {
	case "规划":
		return startsWithAny(p.text[h.End:], "许可", "建设用地许可", "，已", "获", "面积", "用地", "总", "建筑") || strings.HasSuffix(p.text, "规划")
	case "设计":
		return !startsWithAny(p.text[h.End:], "年", "产能", "日") || startsWithAny(p.text[h.End:], "施工")
	case "将":
		return startsWithAny(p.text[h.End:], "其", "各", "项目")
	case "计划":
		before := p.text[:h.Start]
		return endsWithAny(before, "行动", "发展", "三年", "五年", "专项", "培育", "实施", "工作", "倍增", "攻坚", "的", "年度", "推进", "建设") || p.text[h.End:] == ""
	case "目标":
		return !startsWithAny(p.text[h.End:], "是", "为", "：", "达", "实现") && p.text[h.End:] != "" || startsWithAny(p.text[h.End:], "为导向", "为引领", "为牵引", "为抓手")
	case "奋力":
		return !startsWithAny(p.text[h.End:], "达到", "实现", "完成", "突破", "冲刺", "争取", "达")
	case "要求", "任务", "努力", "争取":
		return h.Word != "努力" && !startsWithAny(p.text[h.End:], "达到", "实现", "完成") || startsWithAny(p.text[h.End:], "到")
	}
	return false
}

// aimsAre follows a word for aims that are then listed: 预期目标|建议为.
var aimsAre = regexp.MustCompile(`^(?:初步|拟定|建议|安排|确定|设定|拟|考虑)*(?:为|是|：)|^(?:初步|拟定|建议|安排|确定|设定|拟|考虑)+$`)

// trimPlanLead leaves out whose plan it is, and for which time: 占|市政府年度.
func trimPlanLead(s string) string {
	for {
		t := s
		for _, w := range []string{"年度", "全年", "年初", "年", "市政府", "县政府", "省政府", "州政府", "省", "市", "县", "州", "区", "下达", "考核", "的", "投资", "总", "原", "当", "本"} {
			t = strings.TrimSuffix(t, w)
		}
		if t == s {
			return s
		}
		s = t
	}
}

// modalityOf is the modality of one figure: the sentence's, or planned where the measure's own word
// says so (计划总投资).
func (rd *reader) modalityOf(p *part, i int) Modality {
	near := p.text[p.prevEnd(i):p.qs[i].Start]
	if insideQuotes(p.text, p.qs[i].Start) && hasAny(p.text[p.qs[i].End:], "”的目标", "”目标", "”的任务") {
		return Target // 提前完成“投资达到1万亿元”的目标
	}
	for _, h := range vocabulary.FindModalities(near) {
		if h.Key == "planned" && (h.Word == "计划" || h.Word == "拟" || h.Word == "预计") {
			if rd.s.planned == Actual {
				return Planned
			}
		}
	}
	return rd.s.planned
}

// lastYears moves the periods of a report of work that name no year (全年, 前三季度) to the year it is about.
func (rd *reader) lastYears(p *part) {
	if !rd.workReport || rd.year == rd.ref.Year() || rd.intent != Actual || rd.s.planned != Actual || rd.era != nil || len(p.ps) == 0 {
		return
	}
	if hasAny(rd.s.sentence.text, "今年", strconv.Itoa(rd.ref.Year())+"年") {
		return
	}
	p.ps = slices.Clone(p.ps)
	for k, d := range p.ps {
		if d.YearKnown && !yearNamed.MatchString(d.Words) && (d.End.IsZero() || d.End.Year() == rd.ref.Year()) && (d.Start.IsZero() || d.Start.Year() == rd.ref.Year()) {
			p.ps[k].Start, p.ps[k].End = yearEarlier(d.Start), yearEarlier(d.End)
		}
	}
}

// yearNamed tells the periods whose words say their year.
var yearNamed = regexp.MustCompile(`(19|20)\d\d|[今去明后上本当同次]年|五年|规划|“`)

func yearEarlier(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.AddDate(-1, 0, 0)
}

// setPeriod takes the period that stands at the beginning of a part for all that follows.
func (rd *reader) setPeriod(p *part) {
	if startsWithAny(p.text, "当天", "当日") && rd.day.Grain == quantity.Day {
		rd.s.period = &Period{Period: rd.day}
	}
	for _, d := range p.ps {
		if d.Grain == quantity.Day && d.Relation == "" && d.YearKnown {
			rd.day = d
		}
	}
	for _, d := range p.ps {
		if p.compared(d) || sameYear(d) {
			continue
		}
		lead := p.text[:d.From]
		rest := strings.TrimLeft(p.text[d.To:], "，、 （）()")
		if lead != "" && (!endsWithAny(lead, "其中", "据了解", "据悉", "今天（", "今天(", "截至", "刚刚过去的", "在", "回顾", "过去的") && !(runes(lead) <= 3) || endsWithAny(lead, "于")) {
			continue
		}
		if endsWithAny(lead, "系", "是", "为") && hasAny(rest, "以来", "首次", "由正转负", "由负转正") {
			continue // 系去年上半年转负后首次增长: how long it has been so
		}
		if dated(rest) && runes(rest) < 14 || p.purpose(d) || startsWithAny(rest, "升级", "升格", "更名", "挂牌", "成立", "设立", "经国务院", "经省政府", "获国务院", "入选", "荣获", "获评", "列入", "上市") {
			continue // 2018年3月动工: the date of an event, not of the figures
		}
		period := Period{Period: rd.complete(d)}
		if rd.year > 0 && isCue("past_year", d.Words) { // a report of work means the calendar year
			period.Start, period.End, period.Grain = date(rd.year, 1, 1), date(rd.year, 12, 31), quantity.Year
		}
		rd.s.period = &period
		if d.Grain != quantity.Day || strings.HasPrefix(p.text[d.To:], "，") {
			if d.Grain != quantity.Day && rd.topic.kind != ProjectSubject && len(rd.s.facts) == 0 && !(len(p.ps) > 1 && strings.HasPrefix(p.text[d.To:], "、")) {
				rd.era = &period // but not the first of 2021年、2022年分别…
			}
		}
	}
	if strings.Contains(p.text, "五年") && rd.year > 0 && hasAny(p.text, "的五年", "五年来", "过去五年", "五年间", "这五年") {
		rd.setEra("五年", rd.year-4, rd.year)
	}
}

// sameYear tells 当年 and 本年: the year that the text is about already.
func sameYear(d quantity.Period) bool {
	switch d.Words {
	case "当年", "本年", "当年度", "本年度":
		return true
	}
	return false
}

// setEra sets a span of whole years as the paragraph's period.
func (rd *reader) setEra(words string, from, to int) {
	era := Period{Period: quantity.Period{Start: date(from, 1, 1), End: date(to, 12, 31), Words: words, Grain: quantity.Span, YearKnown: true, Relation: "between"}}
	rd.era = &era
	rd.s.period = &era
}

// purpose tells whether a date says when something is to be done rather than what the figures are
// about: 申报2023年第一批专项债券.
func (p *part) purpose(d quantity.Period) bool {
	return endsWithAny(p.text[:d.From], "申报", "为", "用于", "编制")
}

// compared tells whether a period only says what a figure is compared with: 比上年, 高于去年同期.
func (p *part) compared(d quantity.Period) bool {
	if strings.Contains(d.Words, "同期") {
		return true
	}
	before := p.text[:d.From]
	if endsWithAny(before, "比", "较", "高于", "低于", "快于", "好于", "多于", "少于", "相比", "超过", "同", "与") {
		return true
	}
	if strings.HasPrefix(p.text[d.To:], "的") { // 是2019年的5倍, but not 2023年的245亿元
		for _, q := range p.qs {
			if q.Start >= d.To {
				return q.Dim == quantity.Times && q.Start <= d.To+len("的约")
			}
		}
	}
	if startsWithAny(p.text[d.To:], "目标", "任务", "计划的", "计划任务", "预算的", "预期目标") && endsWithAny(before, "完成", "占", "超额完成", "为", "达", "达到", "实现", "超", "超过") {
		return true // 完成全年目标的28%
	}
	if planAfter.MatchString(p.text[d.To:]) && endsWithAny(trimPlanLead(before), "完成", "占", "为", "达到", "超过") {
		return true // 占市下达全年考核目标任务的92%
	}
	return startsWithAny(p.text[d.To:], "相比", "同期", "总和", "的总和", "之和", "同口径", "平均水平")
}

// planAfter is a plan for the period before it.
var planAfter = regexp.MustCompile(`^\p{Han}{0,4}?(?:目标|任务|计划|预算)`)

// dated tells whether the words after a date say an event in a project's life.
func dated(rest string) bool {
	for _, h := range vocabulary.FindStatuses(rest) {
		switch h.Key {
		case "started", "completed", "in_production", "new_start", "resumed", "signed", "approved", "attracted", "concentrated_start", "concentrated_signing":
			return true
		}
	}
	return false
}

// complete gives an open period the end that the report's own date sets: 今年以来.
func (rd *reader) complete(d quantity.Period) quantity.Period {
	if d.Relation == "from" && d.End.IsZero() && d.YearKnown && !rd.ref.IsZero() && rd.ref.After(d.Start) && rd.ref.Year() == d.Start.Year() {
		d.End = rd.ref
	}
	return d
}

// The attributes of a project that no date limits.
func timeless(metric string) bool {
	switch metric {
	case "total_investment", "land_area", "floor_area", "capacity", "installed_capacity", "road_length", "production_lines", "registered_capital", "equity_share", "duration", "jobs", "storage_capacity", "beds", "parking", "units", "depth_height", "":
		return true
	}
	return false
}

// periodOf is the period of the i-th figure of a part.
func (rd *reader) periodOf(p *part, i int, o owner, f Fact) Period {
	d := rd.periodSaid(p, i, o, f)
	if f.Metric == "annual_planned_investment" && !d.Start.IsZero() && !d.End.IsZero() && d.Start.Year() == d.End.Year() && d.Start.Year() > 1 && d.Grain != quantity.Year && !p.says(d) {
		year := d.Start.Year() // 1-6月完成…。其中年度计划投资…: a plan of the year, whatever months the results are of
		d.Start, d.End, d.Grain, d.Words = date(year, 1, 1), date(year, 12, 31), quantity.Year, strconv.Itoa(year)+"年"
	}
	return d
}

// says tells whether a part itself names a period.
func (p *part) says(d Period) bool {
	return slices.ContainsFunc(p.ps, func(x quantity.Period) bool { return x.Words == d.Words })
}

// periodSaid is the period that the text gives for the i-th figure of a part.
func (rd *reader) periodSaid(p *part, i int, o owner, f Fact) Period {
	single := o.kind == ProjectSubject
	if back := rd.backThen(p, i); back != nil {
		return *back
	}
	if o.kind == GroupSubject && o.event != "" && strings.HasPrefix(o.scope.Status, "concentrated") && rd.s.period != nil && rd.s.period.Grain == quantity.Day {
		return *rd.s.period
	}
	for k := len(p.ps) - 1; k >= 0; k-- {
		d := p.ps[k]
		if d.To > p.qs[i].Start || p.compared(d) || p.purpose(d) || insideBrackets(p.text, d.From) && !insideBrackets(p.text, p.qs[i].Start) && !endsWithAny(p.text[:d.From], "（", "(") || sameYear(d) && (rd.s.period != nil || rd.year > 0) {
			continue
		}
		gap := p.gap(d.To, p.qs[i].Start)
		if dated(gap) && single {
			break
		}
		if single && timeless(f.Metric) && !onlyLinks(strings.TrimSuffix(gap, f.Label)) && !startsWithAny(gap, "计划", "已", "累计") {
			break
		}
		return Period{Period: rd.complete(d)}
	}
	if rd.s.period != nil && !(single && (timeless(f.Metric) || rd.s.period.Grain == quantity.Day && rd.s.period.Relation != "until")) {
		return *rd.s.period
	}
	if o.kind == GroupSubject && o.period.Words != "" {
		return o.period
	}
	if f.Modality != Actual && rd.intent != Actual && !single {
		return rd.implied()
	}
	if f.Modality == Planned && rd.workReport && o.kind == PlaceSubject && placeMeasure(f.Metric) {
		return rd.implied() // 预计（下同），实现生产总值…: the year's results before they are counted
	}
	if single || f.Modality != Actual || o.kind == CompanySubject && timeless(f.Metric) {
		return Period{}
	}
	return rd.implied()
}

// backThen is the time that 当时 points back to: the last one that the sentence names before it; none where no 当时 stands
// before the i-th figure or in the list that it is an item of.
func (rd *reader) backThen(p *part, i int) *Period {
	at := rd.s.at
	for text := p.text[:p.qs[i].Start]; !hasAny(text, "当时", "那时", "彼时"); text = rd.s.parts[at].text {
		if !rd.s.parts[at].item || at == 0 {
			return nil
		}
		at--
	}
	for at--; at >= 0; at-- {
		if ps := rd.s.parts[at].ps; len(ps) > 0 {
			return &Period{Period: ps[len(ps)-1]}
		}
	}
	return &Period{}
}

// dayOf is the day that a part, or the part before it, begins with.
func (rd *reader) dayOf(p *part) string {
	for _, d := range p.ps {
		if d.Grain == quantity.Day {
			return d.Words
		}
	}
	if rd.s.period != nil && rd.s.period.Grain == quantity.Day {
		return rd.s.period.Words
	}
	return ""
}

var eventSuffixes = cueLexicon("event_suffix")

// setEvent reads the occasion that a part names: 在第七届吉商大会上.
func (rd *reader) setEvent(p *part) {
	for _, h := range eventSuffixes.Find(p.text) {
		rest := p.text[h.End:]
		lead := p.text[:h.Start]
		held := rest == "" && hasAny(lead, "承办", "举办", "举行", "召开")
		if !startsWithAny(rest, "上", "期间", "中", "现场") && !(rest == "" && strings.HasPrefix(p.text, "在")) && !held {
			continue
		}
		at := 0
		for _, w := range []string{"在", "于", "，", "参加", "承办", "举办", "举行", "召开", "了"} {
			if j := strings.LastIndex(lead, w); j >= 0 {
				at = max(at, j+len(w))
			}
		}
		for _, d := range p.ps {
			if d.To <= h.Start {
				at = max(at, d.To)
			}
		}
		name := strings.Trim(p.text[at:h.End], "“”")
		rd.takeEvent(name)
	}
	h, ok := first(eventSuffixes.Find(p.text)) // 展销会邀请…: the occasion is the subject
	if !ok || h.End > 60 || hasAny(p.text[:h.Start], "，", "在", "、", "参加", "开展", "举行", "举办", "召开", "组织") {
		return
	}
	at := 0
	for _, d := range p.ps {
		if d.To <= h.Start {
			at = d.To
		}
	}
	if startsWithAny(p.text[h.End:], "邀请", "由", "共", "吸引", "期间", "现场", "达成", "签约", "的观", "接待", "集中", "是", "为期", "设") {
		rd.takeEvent(strings.Trim(p.text[at:h.End], "“”，"))
	}
}

// takeEvent makes an occasion the one that figures belong to; a bare 展销会 is the last one that is one.
func (rd *reader) takeEvent(name string) {
	if runes(name) > 3 {
		rd.event = name
		rd.topic.event = ""
		rd.events = append(rd.events, name)
		return
	}
	for k := len(rd.events) - 1; k >= 0; k-- {
		if strings.HasSuffix(rd.events[k], name) {
			rd.event = rd.events[k]
			return
		}
	}
}

func date(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
