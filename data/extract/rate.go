package extract

import (
	"regexp"
	"slices"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

var (
	upWords    = cueLexicon("up")
	downWords  = cueLexicon("down")
	aboveWords = cueLexicon("above")
	belowWords = cueLexicon("below")
	shareWords = cueLexicon("share")
)

// lastCue finds the last word of a list in a text, and where it ends.
func lastCue(l *vocabulary.Lexicon, text string) (end int, ok bool) {
	for _, h := range l.Find(text) {
		if runes(h.Word) > 1 || onlyLinks(text[h.End:]) || !strings.Contains("高低多少快增减", h.Word) { // 高新技术 sets nothing above anything
			end, ok = h.End, true
		}
	}
	return end, ok
}

// bindRate binds percentages, percentage points, multiples and ranks.
func (rd *reader) bindRate(p *part, i int, ahead *owner) {
	q := p.qs[i]
	if rd.bindParty(p, i) || rd.bindFunding(p, i) {
		return
	}
	from := p.prevEnd(i)
	pre := p.text[from:q.NumStart]
	if head := strings.TrimSuffix(pre, "、"); head != pre && head != "" && isDigit(head[len(head)-1]) {
		return // 分别高出9.8、6.2、2.0个百分点: only the last has a unit
	}
	if j := strings.LastIndex(pre, "——"); j >= 0 { // 入统率高——项目入统率85.9%
		pre = pre[j+len("——"):]
	}
	switch q.Dim {
	case quantity.Rank:
		rd.bindRank(p, i)
		return
	case quantity.Points:
		if rd.bindPull(p, i) {
			return
		}
		rd.bindGap(p, i)
		return
	}
	if h, ok := p.measureBefore(i); ok && h.Key == "contribution_rate" { // 对增长的贡献率达32%
		rd.bindLevelRate(p, i, ahead)
		return
	}
	up, isUp := lastCue(upWords, pre)
	down, isDown := lastCue(downWords, pre)
	share, isShare := lastCue(shareWords, pre)
	_, isAbove := lastCue(aboveWords, pre)
	for _, h := range p.measures {
		if h.Key == "equity_share" && h.Start >= from && h.End <= q.NumStart { // 日方出资占65%
			rd.bindLevelRate(p, i, ahead)
			return
		}
	}
	levelTo := endsWithAny(trimTail(pre), "到", "至", "达", "为", "达到")
	switch {
	case isShare && (share >= max(up, down) || levelTo): // 比重提高到54.2%
		rd.bindShare(p, i, ahead)
	case isUp && up >= down && !(levelTo && hasAny(pre[max(0, up-12):], "到", "至")):
		rd.bindGrowth(p, i, false)
	case isDown && !(levelTo && hasAny(pre[max(0, down-12):], "到", "至")):
		rd.bindGrowth(p, i, true)
	case isAbove && q.Dim == quantity.Percent:
		rd.bindGap(p, i)
	default:
		rd.bindLevelRate(p, i, ahead)
	}
}

func trimTail(s string) string { return strings.TrimRight(s, " 约近超了") }

// subject is the measure that a rate is said of.
type rated struct {
	metric, label, qualifier string
	owner                    owner
	fact                     int // the level fact that the rate goes with, -1 for none
}

// ratedBefore finds what a rate is said of: the measure named before it in its part, or the figure
// before it.
func (rd *reader) ratedBefore(p *part, i, upTo int) (rated, bool) {
	from := p.prevEnd(i)
	if startsWithAny(p.text, "扣除", "剔除", "还原", "按可比", "考虑", "在考虑", "若扣除", "如扣除", "在扣除", "同口径", "按同口径", "不考虑") && i == 0 { // 扣除留抵退税因素后增长5%
		if k, ok := rd.lastFigure(p, i); ok {
			f := rd.facts[k]
			words := strings.TrimSpace(p.text[:upTo])
			return rated{f.Metric, f.Label, words, ownerOf(f), k}, true
		}
	}
	for j := len(p.measures) - 1; j >= 0; j-- {
		h := p.measures[j]
		if h.Start < from || h.End > upTo || covered(h.Start, h.End, p.mentions) && h.Key != "project_count" || insideBrackets(p.text, h.Start) {
			continue // 支出（扣除专项资金外）增长3%: the bracket is a remark
		}
		if h.Key == "project_count" && strings.TrimSpace(p.text[from:h.Start]) == "" || inBase(p, h) {
			continue
		}
		qual := p.qualifier(rd.qualifierFrom(p, i, h), h)
		if tail := trimRateTail(p.text[h.End:upTo]); tail != "" && runes(tail) <= 8 && !isBaseText(tail) && edge(tail, 0, len(tail), nil) == 0 {
			// 旅客吞吐量增速 keeps its measure; 储能产业产值 is found above; 税收占比 is a share
			_ = tail
		}
		o := rd.topic
		if placeMeasure(h.Key) && o.kind != PlaceSubject {
			o = rd.here
		}
		return rated{h.Key, qual + p.text[h.Start:h.End], qual, o, -1}, true
	}
	label := rd.openLabel(p, from, upTo)
	if isCue("reckoned", label) { // 收入9亿元，自然增长3%
		if k, ok := rd.lastFigure(p, i); ok {
			f := rd.facts[k]
			return rated{f.Metric, f.Label, label, ownerOf(f), k}, true
		}
	}
	if label == "" {
		if r, ok := rd.measureOfClauseBefore(i); ok {
			return r, true
		}
		if k, ok := rd.lastFigure(p, i); ok {
			f := rd.facts[k]
			if rest := strings.TrimSuffix(f.Label, "占比"); f.Role == Share && f.Base == "whole" && rest != f.Label && p.qs[i].Dim == quantity.Percent { // 产值占比37%，增长4%
				return rated{f.Metric, rest, "", ownerOf(f), -1}, true
			}
			return rated{f.Metric, f.Label, "", ownerOf(f), k}, true
		}
		return rated{}, false
	}
	return rated{"", label, "", rd.topic, -1}, true
}

// measureOfClauseBefore finds the measure that the clause before names without a figure of its own:
// 到位资金稳步增长，增幅25%.
func (rd *reader) measureOfClauseBefore(i int) (rated, bool) {
	if i > 0 || rd.s.at == 0 {
		return rated{}, false
	}
	prev := rd.s.parts[rd.s.at-1]
	if startsWithAny(prev.text, "按", "扣除") {
		return rated{}, false // 按不变价格计算: a remark
	}
	for _, q := range prev.qs {
		if q.Dim != quantity.Times { // 总数翻了一番，达到…
			return rated{}, false
		}
	}
	for j := len(prev.measures) - 1; j >= 0; j-- {
		h := prev.measures[j]
		if m, _ := vocabulary.MeasureByKey(h.Key); !m.Takes(quantity.Percent) || covered(h.Start, h.End, prev.mentions) || h.Key == "project_count" {
			continue
		}
		o := rd.topic
		if placeMeasure(h.Key) && o.kind != PlaceSubject {
			o = rd.here
		}
		qual := ""
		if h.Key == "investment" || h.Key == "completed_investment" { // 内河水运建设投资保持较快增长，同比增长27.7%
			qual = prev.qualifier(0, h)
		}
		return rated{h.Key, qual + prev.text[h.Start:h.End], qual, o, -1}, true
	}
	return rated{}, false
}

// inBase tells whether a measure's word is part of what a rate is compared with: 超序时进度7.6个百分点.
func inBase(p *part, h vocabulary.Hit) bool {
	for _, b := range vocabulary.FindBases(p.text) {
		if b.Start <= h.Start && h.End <= b.End && b.Key == "plan" {
			return true
		}
	}
	return false
}

func isBaseText(s string) bool { return len(vocabulary.FindBases(s)) > 0 }

func trimRateTail(s string) string {
	for _, w := range []string{"同比", "环比", "年均", "增速", "增幅", "累计", "较上年", "比上年", "逆势", "实现", "达到", "达"} {
		s = strings.ReplaceAll(s, w, "")
	}
	return s
}

// openLabel reads a measure in the sentence's own words: 粮食加工业增长8%.
func (rd *reader) openLabel(p *part, from, upTo int) string {
	t := p.text[from:upTo]
	if startsWithAny(strings.TrimLeft(t, "，、 "), "比", "较", "高于", "低于", "高出", "快于") {
		return "" // 比全县平均水平高出…: what it is compared with, not what is rated
	}
	for _, b := range vocabulary.FindBases(t) {
		t = t[:b.Start]
		break
	}
	for _, w := range vocabulary.Cues("up") {
		t = strings.TrimSuffix(t, w)
	}
	for _, w := range vocabulary.Cues("down") {
		t = strings.TrimSuffix(t, w)
	}
	for _, d := range p.ps {
		if d.From >= from && d.To <= from+len(t) {
			t = p.text[d.To : from+len(t)]
			from = d.To
		}
	}
	t = trimLinks(strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(t, "，、 "), "其中"), "，、： "))
	for _, w := range []string{"逆势", "都", "年均", "同比", "分别", "累计", "再", "又", "比", "较", "仅", "也", "均", "各项"} {
		t = strings.TrimSuffix(t, w)
	}
	at := edge(t, 0, len(t), nil)
	t = trimVerbs(t[at:])
	if m := firstPlaceIn(t); m != "" && m != t {
		t = strings.TrimPrefix(t, m)
	}
	t = strings.Trim(t, "的：:，、 ")
	if runes(t) < 2 || runes(t) > 20 {
		return ""
	}
	switch t {
	case "增幅", "增速", "降幅", "增长", "全年", "预计", "力争", "涨幅", "全市", "全省", "全县", "幅度":
		return ""
	}
	return t
}

// lastFigure is the figure that a rate without a measure of its own goes on from.
func (rd *reader) lastFigure(p *part, i int) (int, bool) {
	if i == 0 && rd.lostBefore(p) {
		return -1, false
	}
	for k := len(rd.s.facts) - 1; k >= 0; k-- {
		n := rd.s.facts[k]
		if !p.bracket && rd.inBracket(rd.facts[n].Clause) {
			continue // 项目132个（甲类55个，乙类77个），增加44个: of them all
		}
		if rd.facts[n].Kind != QuantityFact || rd.facts[n].Role == Prior || isTarget(&rd.facts[n]) && rd.s.planned == Actual {
			continue
		}
		if rd.facts[n].Role == Share && p.qs[i].Dim != quantity.Points && k > 0 {
			if prev := rd.facts[rd.s.facts[k-1]]; rd.facts[n].Base == "plan" || prev.Metric == rd.facts[n].Metric && prev.Subject == rd.facts[n].Subject && (prev.Role == Level || prev.Role == Part) {
				continue // 到位资金52亿元，完成任务的60%，增长18%: the growth is the level's
			}
		}
		if r := rd.facts[n].Role; r == Growth || r == Gap || r == Rank || r == Share {
			if k > 0 && (rd.sameMeasure(rd.s.facts[k-1], n) || r == Rank && rd.facts[n].Metric != "" && rd.facts[rd.s.facts[k-1]].Metric == rd.facts[n].Metric && rd.facts[rd.s.facts[k-1]].Subject == rd.facts[n].Subject) {
				continue // 增长8%、高于全省2个百分点: both of the level before
			}
		}
		return n, true
	}
	return -1, false
}

// inBracket tells whether a clause of the sentence stands in brackets, and no other of the same words outside.
func (rd *reader) inBracket(clause string) bool {
	found := false
	for _, p := range rd.s.parts {
		if p.text == clause {
			if !p.bracket {
				return false
			}
			found = true
		}
	}
	return found
}

// lostBefore tells whether the clause before a part states an amount of which nothing is known: what goes on from it is not
// said of the figures before it.
func (rd *reader) lostBefore(p *part) bool {
	if rd.s.at == 0 || p.before != '，' || p.bracket || rd.s.parts[rd.s.at] != p {
		return false
	}
	prev := rd.s.parts[rd.s.at-1]
	if prev.bracket || len(prev.qs) == 0 || prev.qs[len(prev.qs)-1].Dim != quantity.Money || strings.Trim(prev.text[prev.qs[len(prev.qs)-1].End:], "元的 ") != "" {
		return false
	}
	for _, k := range rd.s.facts {
		if rd.facts[k].Clause == prev.text {
			return false
		}
	}
	return true
}

func (rd *reader) sameMeasure(a, b int) bool {
	x, y := rd.facts[a], rd.facts[b]
	return x.Kind == QuantityFact && x.Metric == y.Metric && x.Label == y.Label && x.Subject == y.Subject
}

func ownerOf(f Fact) owner {
	return owner{kind: f.SubjectKind, name: f.Subject, project: f.Project, phase: f.Phase, company: f.Company, place: f.Place, event: f.Event, scope: f.Scope, group: f.Group}
}

// bindGrowth binds a rate of change.
func (rd *reader) bindGrowth(p *part, i int, down bool) {
	q := p.qs[i]
	cueAt := rd.cueStart(p, i)
	r, ok := rd.ratedBefore(p, i, cueAt)
	if !ok {
		return
	}
	beside := false
	if r.fact >= 0 && i == 0 { // 全国增加值增长4.6%，全省增长6%: the same of another place
		for _, m := range p.mentions {
			if m.kind == placeMention && m.start == 0 && onlyLinks(p.gap(m.end, cueAt)) || m.kind == placeMention && m.start == 0 && m.end >= cueAt {
				name := m.name
				if name == "" {
					name = rd.localPlace(p.text[m.start:m.end])
				}
				r.owner, r.fact, beside = rd.placeOwner(name), -1, name != ""
			}
		}
	}
	f := rd.newFact(r.owner, q)
	f.Metric, f.Label, f.Role = r.metric, r.label, Growth
	if down {
		f.Value = f.Value.Neg()
		if f.Max != nil {
			m := f.Max.Neg()
			f.Max = &m
		}
	}
	f.Base = rd.baseOf(p, i, "yoy")
	if beside && (f.Base == "province" || f.Base == "nation") {
		f.Base = "yoy"
	}
	rd.finishRate(p, i, f, r)
}

// finishRate stores a rate and sets it beside its level.
func (rd *reader) finishRate(p *part, i int, f Fact, r rated) int {
	f.Modality = rd.s.planned
	if r.qualifier != "" && f.SubjectKind != ProjectSubject {
		f.Scope.Words = strings.TrimPrefix(f.Scope.Words+" "+r.qualifier, " ")
	}
	f.Period = rd.periodOf(p, i, r.owner, f)
	if f.Modality == Target {
		rd.fixTargetPeriod(p, i, &f)
	}
	if r.fact >= 0 {
		level := &rd.facts[r.fact]
		if f.Period.Implied || rd.s.period == nil && f.Period.Words == "" {
			f.Period = level.Period
		}
		if level.Role == Level || level.Role == Part || level.Role == Share || level.Role == Growth && f.Role == Gap {
			level.Compare = append(level.Compare, Comparison{Kind: f.Base, Value: f.Value, Unit: f.Unit, Words: compareWords(p, i)})
		}
		if level.Role == Part && f.Role == Growth {
			f.Scope = level.Scope
		}
	}
	return rd.add(p, f)
}

// fixTargetPeriod gives a target of a report on last year the year it is for.
func (rd *reader) fixTargetPeriod(p *part, i int, f *Fact) {
	if f.Period.Words == "" && rd.s.period != nil {
		f.Period = *rd.s.period
	}
}

func compareWords(p *part, i int) string {
	return strings.Trim(p.text[p.prevEnd(i):p.qs[i].End], "，、 ")
}

// cueStart is where the words of change before a rate begin; what is rated stands before it.
func (rd *reader) cueStart(p *part, i int) int {
	from := p.prevEnd(i)
	pre := p.text[from:p.qs[i].NumStart]
	at := len(pre)
	for _, l := range []*vocabulary.Lexicon{upWords, downWords, shareWords, aboveWords, belowWords} {
		hits := l.Find(pre)
		for n := len(hits); n > 0 && slices.ContainsFunc(p.measures, func(m vocabulary.Hit) bool {
			return m.Start <= from+hits[n-1].Start && from+hits[n-1].End <= m.End && m.End-m.Start > hits[n-1].End-hits[n-1].Start
		}); n = len(hits) {
			hits = hits[:n-1] // 工业增加值下降2%
		}
		if n := len(hits); n > 0 && (runes(hits[n-1].Word) > 1 || onlyLinks(pre[hits[n-1].End:])) {
			at = min(at, hits[n-1].Start)
		}
	}
	for _, b := range basesOf(pre) {
		if b.Start < at && b.Key != "whole" && b.Key != "plan" {
			at = b.Start
			break
		}
	}
	return from + at
}

// basesOf finds what a rate is relative to, but not the place whose measure it is: 全省|生产总值增长5%.
func basesOf(pre string) []vocabulary.Hit {
	bases := vocabulary.FindBases(pre)
	if len(bases) == 0 || bases[0].Key != "province" && bases[0].Key != "nation" || strings.Trim(pre[:bases[0].Start], "，、 ") != "" {
		return bases
	}
	if ms := vocabulary.FindMeasures(pre[bases[0].End:]); isCue("local_place", bases[0].Word) && len(ms) > 0 && runes(pre[bases[0].End:bases[0].End+ms[0].Start]) <= 6 {
		return bases[1:]
	}
	return bases
}

// wholeYearBefore reads the year that a rate of some months is set against as a whole.
var wholeYearBefore = regexp.MustCompile(`(?:去年|上年)全年`)

// baseOf is what a rate is relative to.
func (rd *reader) baseOf(p *part, i int, otherwise string) string {
	pre := p.text[p.prevEnd(i):p.qs[i].NumStart]
	bases := basesOf(pre)
	for k := len(bases) - 1; k >= 0; k-- {
		if bases[k].Key != "whole" && bases[k].Key != "last_year" {
			if m := wholeYearBefore.FindString(pre[bases[k].Start:]); m != "" && bases[k].Key == "yoy" {
				return m // 一季度增长9.9%，比去年全年加快6.7个百分点
			}
			return bases[k].Key
		}
	}
	for _, d := range p.ps {
		if d.To <= p.qs[i].Start && d.From >= p.prevEnd(i) && p.compared(d) {
			return d.Words
		}
	}
	for _, b := range bases {
		if b.Key == "last_year" {
			return "yoy"
		}
	}
	if rd.era != nil && strings.Contains(rd.era.Words, "五年") && !strings.Contains(pre, "同比") {
		return "period_start"
	}
	return otherwise
}

// bindGap binds a difference in percentage points, or how far something lies above or below another.
func (rd *reader) bindGap(p *part, i int) {
	q := p.qs[i]
	pre := p.text[p.prevEnd(i):q.NumStart]
	below, isBelow := lastCue(belowWords, pre)
	above, _ := lastCue(aboveWords, pre)
	down, isDown := lastCue(downWords, pre)
	up, _ := lastCue(upWords, pre)
	r, ok := rd.ratedBefore(p, i, rd.cueStart(p, i))
	if !ok {
		return
	}
	f := rd.newFact(r.owner, q)
	f.Metric, f.Label, f.Role = r.metric, r.label, Gap
	narrows := strings.Contains(pre, "降幅") && hasAny(pre, "收窄", "缩小")        // a smaller fall is a rise
	widens := hasAny(pre, "降幅", "跌幅") && hasAny(pre, "扩大", "加深", "加大", "走阔") // a greater fall is a fall
	if widens || (isBelow && below >= above || isDown && down >= up && down >= above) && !narrows {
		f.Value = f.Value.Neg()
	}
	f.Base = rd.baseOf(p, i, "")
	if f.Base == "" {
		f.Base = "yoy"
		if words := comparedTo(pre); words != "" {
			f.Base = words
		}
	}
	rd.finishRate(p, i, f, r)
}

// bindOfTarget binds 完成年度目标任务242亿元的41.6%: the target of the figure before, and how much of it is done.
func (rd *reader) bindOfTarget(p *part) {
	for i := 0; i+1 < len(p.qs); i++ {
		a, b := p.qs[i], p.qs[i+1]
		if p.spent[i] || p.spent[i+1] || b.Dim != quantity.Percent || isChange(a.Dim) {
			continue
		}
		pre, mid := p.text[p.prevEnd(i):a.NumStart], p.gap(a.End, b.NumStart)
		if !startsWithAny(strings.TrimLeft(pre, "，、 并已"), "完成", "为", "占", "达", "达到", "超额完成", "实现") || !strings.HasSuffix(strings.TrimRight(mid, "约近超"), "的") ||
			!endsWithAny(trimTail(pre), "目标任务", "任务数", "目标", "任务", "计划", "计划数", "目标数") && !startsWithAny(mid, "任务", "目标", "计划", "年度任务", "目标任务") {
			continue
		}
		rd.walkTo(p, a.Start)
		k, ok := rd.lastOf(a)
		p.spent[i], p.spent[i+1] = true, true // without the figure that it is of, it says nothing
		if !ok {
			continue
		}
		l := rd.facts[k]
		f := rd.newFact(ownerOf(l), b)
		f.Metric, f.Label, f.Role, f.Base = l.Metric, l.Label+"占计划", Share, "plan"
		rd.finishRate(p, i+1, f, rated{f.Metric, f.Label, "", ownerOf(l), k})
		t := rd.newFact(ownerOf(l), a)
		t.Metric, t.Label, t.Modality, t.Period = l.Metric, l.Label+"目标", Target, l.Period
		if l.Metric == "completed_investment" && strings.Contains(pre+mid, "计划") {
			t.Metric, t.Label, t.Modality = "annual_planned_investment", "年度计划投资", Planned // 完成28亿元，为年度计划41亿元的68%
		}
		rd.add(p, t)
	}
}

// lastOf is the last figure of the sentence in the unit of q that is a result.
func (rd *reader) lastOf(q quantity.Quantity) (int, bool) {
	for k := len(rd.s.facts) - 1; k >= 0; k-- {
		n := rd.s.facts[k]
		if f := &rd.facts[n]; f.Kind == QuantityFact && (f.Role == Level || f.Role == Part) && f.Unit == q.Unit && !isTarget(f) {
			return n, true
		}
	}
	return -1, false
}

// isTarget tells the target that a result is compared with.
func isTarget(f *Fact) bool {
	return f.Modality == Target && strings.HasSuffix(f.Label, "目标") || f.Metric == "annual_planned_investment" && f.Modality == Planned && f.Label == "年度计划投资"
}

var pullWords = cueLexicon("pull")

// bindPull binds by how many points a part moves the growth of the whole: 采矿业增长8%，拉动全市投资增长2.9个百分点. The figure is
// that of the part.
func (rd *reader) bindPull(p *part, i int) bool {
	from := p.prevEnd(i)
	h, ok := first(pullWords.Find(p.text[from:p.qs[i].NumStart]))
	if !ok {
		return false
	}
	r, ok := rd.ratedBefore(p, i, from+h.Start)
	if !ok {
		return false
	}
	f := rd.newFact(r.owner, p.qs[i])
	f.Metric, f.Label, f.Modality = "contribution", strings.TrimSuffix(r.label, "占比")+h.Word, rd.s.planned
	f.Period = rd.periodOf(p, i, r.owner, f)
	if r.fact >= 0 && (f.Period.Implied || f.Period.Words == "") {
		f.Period = rd.facts[r.fact].Period
	}
	rd.add(p, f)
	return true
}

// comparedTo reads the words of a comparison: 低于全部投资增速8.6个百分点.
func comparedTo(pre string) string {
	for _, w := range []string{"高于", "低于", "快于", "高出", "慢于", "领先", "较", "比"} {
		if j := strings.LastIndex(pre, w); j >= 0 {
			t := pre[j+len(w):]
			for _, cue := range []string{"回落", "收窄", "提高", "高", "低", "下降", "上升", "加快", "提升", "扩大", "放缓"} {
				if k := strings.Index(t, cue); k > 0 {
					t = t[:k]
				}
			}
			if t = strings.TrimSpace(t); t != "" {
				return t
			}
		}
	}
	return ""
}
