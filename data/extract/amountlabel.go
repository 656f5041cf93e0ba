package extract

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// namesAreLabels tells whether the list so far gives each of the works that it names its length.
func (rd *reader) namesAreLabels() bool {
	for k := len(rd.s.facts) - 1; k >= 0; k-- {
		if f := rd.facts[rd.s.facts[k]]; f.Kind == QuantityFact && f.Dim == quantity.Length {
			return f.Project == f.Label || f.Project == "" && f.SubjectKind == PlaceSubject
		}
	}
	return false
}

// faredBefore is the kind of investment of which the clause before tells how it fares, and this one how much it is:
// 房地产开发投资较快增长，完成投资25亿元.
func (rd *reader) faredBefore(p *part, i int, h vocabulary.Hit) (vocabulary.Hit, bool) {
	if h.Key != "completed_investment" || i > 0 || h.Start > 0 || rd.s.at == 0 || p.before != '，' {
		return vocabulary.Hit{}, false
	}
	prev := rd.s.parts[rd.s.at-1]
	if n := len(prev.measures); len(prev.qs) == 0 && n > 0 && strings.HasSuffix(prev.measures[n-1].Key, "_investment") && sectorFares.MatchString(prev.text) {
		return prev.measures[n-1], true
	}
	return vocabulary.Hit{}, false
}

// handled is what is said to be done with funds, or that they are only wanted, between their name and the figure: it is not
// the figure of the funds (专项债券资金支付3亿元).
func (p *part) handled(i int, h vocabulary.Hit) string {
	if m, ok := vocabulary.MeasureByKey(h.Key); !ok || !m.Takes(quantity.Money) || p.qs[i].Dim != quantity.Money || h.End > p.qs[i].Start {
		return ""
	}
	word := strings.TrimSuffix(trimLinks(p.gap(h.End, p.qs[i].Start)), "了")
	for _, w := range []string{"已经", "实际", "累计", "已", "共"} {
		word = strings.TrimPrefix(word, w)
	}
	if isCue("handled", word) {
		return word
	}
	return ""
}

// crossed is the measure of which the clause before only says that it has gone past a mark: 财政收入迈过千亿大关，达1330亿元.
func (rd *reader) crossed(p *part, i int) (vocabulary.Hit, owner, bool) {
	if i > 0 || rd.s.at == 0 || p.before != '，' && p.before != '、' || p.qs[i].Dim != quantity.Money || !startsWithAny(p.text, "达", "实现", "完成", "为") || !onlyLinks(p.text[:p.qs[i].Start]) {
		return vocabulary.Hit{}, owner{}, false
	}
	prev := rd.s.parts[rd.s.at-1]
	if len(prev.qs) > 0 || !markPassed.MatchString(prev.text) {
		return vocabulary.Hit{}, owner{}, false
	}
	for j := len(prev.measures) - 1; j >= 0; j-- {
		h := prev.measures[j]
		if m, _ := vocabulary.MeasureByKey(h.Key); m.Takes(quantity.Money) && !covered(h.Start, h.End, prev.mentions) {
			return h, rd.topic, true
		}
	}
	return vocabulary.Hit{}, owner{}, false
}

// markPassed tells a clause that says that a round mark has been passed.
var markPassed = regexp.MustCompile(`(?:大关|台阶|关口|门槛)$`)

// reckonedAgain is the figure before, which a figure without a measure gives by another reckoning.
func (rd *reader) reckonedAgain(i int, q quantity.Quantity, label string) *Fact {
	if i > 0 || !isCue("reckoned", label) {
		return nil
	}
	for k := len(rd.s.facts) - 1; k >= 0; k-- {
		if f := rd.facts[rd.s.facts[k]]; f.Kind == QuantityFact && f.Role == Level && f.Metric != "" {
			if f.Unit != q.Unit {
				return nil
			}
			return &f
		}
	}
	return nil
}

// ofSeveral tells whether a clause begins with a count of works and goes on with a sum of money for all of them.
func (p *part) ofSeveral(i int, h vocabulary.Hit) bool {
	if i != 1 || p.qs[i].Dim != quantity.Money || !strings.HasSuffix(h.Key, "investment") || p.qs[0].Dim != quantity.Count || p.qs[0].Start != 0 || oneOf(p.qs[0].Printed) {
		return false
	}
	noun := p.gap(p.qs[0].End, h.Start)
	return runes(noun) <= 12 && hasAny(noun, "项目", "工程", "公路", "铁路", "高速", "机场", "大桥", "线路", "园区")
}

// longWorks is the name of works that stands right before 长 and their length.
func (p *part) longWorks(i int) string {
	for _, m := range p.mentions {
		if m.kind == projectMention && m.weak && m.end <= p.qs[i].Start && strings.HasPrefix(trimLinks(p.gap(m.end, p.qs[i].Start)), "长") && runes(p.gap(m.end, p.qs[i].Start)) <= 4 {
			return m.name
		}
	}
	return ""
}

// nameEnd is where the last name before the i-th quantity ends.
func (rd *reader) nameEnd(p *part, i int) int {
	at := p.prevEnd(i)
	for _, m := range p.mentions {
		if m.end <= p.qs[i].Start {
			at = max(at, m.end)
		}
	}
	return at
}

// wordStart is where a measure's word begins, without what belongs to the name before it:
// 锂电池项目|总投资, though 项目总投资 is a word too.
func (p *part) wordStart(h vocabulary.Hit) int {
	for _, m := range p.mentions {
		if m.kind != backMention && m.start < h.Start && h.Start < m.end && m.end < h.End {
			return m.end
		}
	}
	return h.Start
}

// builtAfter is the project that is built in the time of the i-th quantity: 计划2年左右建设“某产业园”.
func (rd *reader) builtAfter(p *part, i int) *owner {
	for _, m := range p.mentions {
		if m.kind == projectMention && m.start > p.qs[i].End && m.start-p.qs[i].End <= len("建设“") {
			pr := rd.names.resolve(m.name)
			if pr == nil {
				rd.names.see(m)
				pr = rd.names.resolve(m.name)
			}
			o := rd.projectOwner(pr, m.phase)
			return &o
		}
	}
	return nil
}

// labelOfClauseBefore is what the clause before, which has no amount of its own, is about: 设施农业面积力争翻一番，达到10万亩.
func (rd *reader) labelOfClauseBefore() string {
	if rd.s.at == 0 {
		return ""
	}
	prev := rd.s.parts[rd.s.at-1]
	end := len(prev.text)
	for _, q := range prev.qs {
		if q.Dim != quantity.Times {
			return ""
		}
		end = min(end, q.Start)
	}
	t := prev.text[:end]
	if h, ok := first(vocabulary.FindModalities(t)); ok && h.Start > 0 {
		t = t[:h.Start]
	}
	if m := sectorFares.FindStringSubmatch(t); m != nil { // 房地产业有所回暖，完成88亿元
		return m[1]
	}
	if !endsWithAny(t, "面积", "产量", "规模", "总量", "总数", "长度", "里程", "收入", "产值") {
		return ""
	}
	label := trimVerbs(t[edge(t, 0, len(t), prev.wallsIn(0, len(t))):])
	if m := firstPlaceIn(label); m != "" {
		label = strings.TrimPrefix(label, m)
	}
	return strings.TrimPrefix(strings.TrimPrefix(label, "全县"), "全市")
}

// sectorFares reads how a sector fares, said before its figure.
var sectorFares = regexp.MustCompile(`^(?:其中)?(\p{Han}{2,14}?(?:业|产业|领域|投资|消费|进口|出口))(?:有所|保持|继续|稳步|快速|持续|平稳|较快|明显|逐步|企稳|回暖|增势|表现|运行|加快|发展|大幅|由降转升|由负转正|止跌)`)

// nounAfterOf reads 长3.2公里的封闭试车道 → 封闭试车道.
func (p *part) nounAfterOf(i int) string {
	t := strings.TrimPrefix(p.gap(p.qs[i].End, p.nextStart(i)), "的")
	if runes(t) > 12 || strings.ContainsAny(t, "，、；") {
		return ""
	}
	return t
}

// measuredAfter names what a length, width or height before it is of: 长2800米、宽45米的跑道 are 跑道 and 跑道宽.
func (rd *reader) measuredAfter(p *part, i int) string {
	noun := p.nounAfterOf(i)
	if noun == "" && i == len(p.qs)-1 && onlyLinks(p.text[p.qs[i].End:]) && rd.s.at+1 < len(rd.s.parts) {
		if next := rd.s.parts[rd.s.at+1]; len(next.qs) == 1 && next.qs[0].Dim == quantity.Length && startsWithAny(next.text, "宽", "高", "深", "厚") {
			noun = next.nounAfterOf(0)
		}
	}
	if noun == "" {
		return ""
	}
	for _, extent := range []string{"宽", "高", "深", "厚"} {
		if strings.HasSuffix(trimLinks(p.text[p.prevEnd(i):p.qs[i].Start]), extent) {
			return noun + extent
		}
	}
	return noun
}

// builtArea is what a floor area without a measure is of: the buildings counted right before it (厂房15栋，面积约9万平方米), or
// what it stands before (60万平方米的航站楼); "" for any other area.
func (rd *reader) builtArea(p *part, i int, label string) string {
	if label == "面积" && i == 0 && rd.s.at > 0 {
		if prev := rd.s.parts[rd.s.at-1]; len(prev.qs) > 0 && strings.Contains("栋幢座", prev.qs[len(prev.qs)-1].Unit) && hasAny(prev.text, "厂房", "楼", "房", "仓库", "车间", "公寓", "馆") {
			return label
		}
		return ""
	}
	if label != "" && !endsWithAny(label, "和", "及", "与", "以及") {
		return ""
	}
	if noun := rd.areaOf(p, i); endsWithAny(noun, "楼", "厂房", "用房", "住房", "车间", "仓库", "公寓", "宿舍", "馆", "库房", "货运站", "候机厅", "办公区", "站房", "综合体", "建筑", "食堂", "餐厅", "会所", "商铺", "酒店", "研发中心", "服务中心") {
		return noun
	}
	return ""
}

// areaOf is what an area stands before: 25.8万平方米停机坪, 7000平方米的办公楼.
func (rd *reader) areaOf(p *part, i int) string {
	t := strings.TrimPrefix(p.gap(p.qs[i].End, p.nextStart(i)), "的")
	if h, ok := first(vocabulary.FindStatuses(t)); ok && h.Start > 0 {
		t = t[:h.Start]
	}
	for _, mark := range []string{"，", "、", "；", "以及", "和", "及", "与", "等", "（", "(", "将", "已", "正在", "也将", "年内"} {
		if j := strings.Index(t, mark); j >= 0 {
			t = t[:j]
		}
	}
	if n := runes(t); n < 2 || n > 10 || hasAny(t, "的", "在", "为", "将", "已", "是") || len(vocabulary.FindStatuses(t)) > 0 || edge(t, 0, len(t), nil) != 0 {
		return ""
	}
	return t
}

// tooLoose tells labels that say nothing.
func tooLoose(label string) bool {
	return runes(label) < 2 || runes(label) > 30 || strings.ContainsAny(label, "，；。")
}

// openMetric is the well-known measure that an amount under its own words belongs to: green space in
// 亩 is land.
func openMetric(q quantity.Quantity, label string) string {
	switch q.Dim {
	case quantity.Money:
		if arrived.MatchString(label) {
			return "funds_in_place"
		}
	case quantity.Area:
		if endsWithAny(label, "建筑", "单体", "楼", "房", "馆", "车间", "仓库", "中心", "公寓", "用房", "库") {
			return "floor_area"
		}
		if startsWithAny(label, "覆盖", "服务", "辐射", "受益", "惠及", "供热", "供暖", "供水", "保护") {
			return "area_served"
		}
		if hasAny(label, "路面", "沥青", "铺设", "销售", "播种", "种植", "造林", "治理", "灌溉") {
			return ""
		}
		return "land_area"
	case quantity.Length:
		if q.Value.LessThan(decimal.NewFromInt(1)) {
			return "" // 2.5mm: no road is as short
		}
		if hasAny(label, "海拔", "水位", "宽幅", "幅宽") {
			return "" // where something lies, or how wide what it makes is
		}
		if endsWithAny(label, "宽", "高", "深", "厚", "宽度", "高度", "深度", "厚度") {
			return "depth_height"
		}
		if endsWithAny(label, "侧", "距离", "相距", "相隔", "距", "外", "以东", "以西", "以南", "以北", "处", "间距", "半径", "直径", "路程", "运距", "轴距") || startsWithAny(label, "距", "离") {
			return "distance" // how far away, not how long
		}
		return "road_length"
	}
	return ""
}

// arrived tells the money that has come in from the words around it: 实际到位外省资金.
var arrived = regexp.MustCompile(`到位\p{Han}{0,6}资金$`)

// floor is where the words of the i-th quantity begin: after the one before it, or after its names.
func (p *part) floor(i int) int {
	at := max(p.prevEnd(i), p.lead(i))
	for _, m := range p.mentions {
		if m.end <= p.qs[i].Start && m.end > at && m.kind != groupMention && (m.kind != backMention || m.start == 0 && hasAny(m.name, "项目", "工程", "公司", "企业", "该")) {
			if m.kind == placeMention && m.start > at && !startsClause(p, m) {
				continue
			}
			if m.kind == projectMention && onlyLinks(p.gap(m.end, p.qs[i].Start)) {
				continue // the name is itself what is measured
			}
			at = m.end
		}
	}
	return at
}

// lead is the length of the number that an item of a list begins with, where the i-th quantity stands after it.
func (p *part) lead(i int) int {
	if n := leadNumber(p.text); n <= p.qs[i].Start {
		return n
	}
	return 0
}

// qualifierFrom is where the words that limit a measure can begin.
func (rd *reader) qualifierFrom(p *part, i int, h vocabulary.Hit) int {
	at := max(p.prevEnd(i), p.lead(i))
	for mi, m := range p.mentions {
		if (m.kind != backMention || m.phase != "") && m.start < h.Start && h.Start < m.end {
			return h.Start // …项目|占地: the measure's word reaches into the name
		}
		if m.kind == backMention && p.measured(mi) {
			continue
		}
		if m.kind == groupMention && strings.HasPrefix(m.name, "些") && m.end <= h.Start && m.end > at {
			at = m.end // 这些重点项目|总投资
			continue
		}
		if m.kind == backMention && m.name == "项目" && rd.topic.kind == PlaceSubject && slices.ContainsFunc(p.statuses, func(h vocabulary.Hit) bool { return h.End == m.start }) {
			continue // 新开工|项目计划总投资: of all that are new, not of one named before
		}
		if m.kind == backMention && isCue("network", m.name) && rd.topic.kind != ProjectSubject {
			continue // 高速公路|完成投资: all of them
		}
		if m.kind == projectMention && m.weak && rd.names.resolve(m.name) == nil || m.kind == backMention && !hasAny(m.name, "项目", "工程", "公司", "企业", "该", "期") && m.phase == "" && h.Start > m.end {
			continue
		}
		if m.end <= h.Start && m.end > at && (m.kind == projectMention || m.kind == backMention || m.kind == phaseMention || m.kind == placeMention && startsClause(p, m) || m.kind == companyMention) {
			at = m.end
		}
	}
	return at
}

// verbMeasure finds a verb of spending that its figure follows at some distance: 投资…, 获得…资金.
func (p *part) verbMeasure(i int) (int, bool) {
	for j := len(p.measures) - 1; j >= 0; j-- {
		h := p.measures[j]
		if h.End > p.qs[i].Start || h.Start < p.prevEnd(i) {
			continue
		}
		m, _ := vocabulary.MeasureByKey(h.Key)
		if m.Takes(p.qs[i].Dim) && !covered(h.Start, h.End, p.mentions) && runes(p.gap(h.End, p.qs[i].Start)) <= 5 {
			return j, true
		}
	}
	return 0, false
}

// labelledBefore finds the label of a figure that stands alone after a colon: 总投资：9.86亿元.
func (rd *reader) labelledBefore(p *part, i int) (vocabulary.Hit, bool) {
	if p.before != '：' || i > 0 || rd.s.at == 0 || !onlyLinks(p.text[:p.qs[0].Start]) {
		return vocabulary.Hit{}, false
	}
	prev := rd.s.parts[rd.s.at-1]
	if len(prev.qs) > 0 {
		return vocabulary.Hit{}, false
	}
	for j := len(prev.measures) - 1; j >= 0; j-- {
		m, _ := vocabulary.MeasureByKey(prev.measures[j].Key)
		if m.Takes(p.qs[i].Dim) && !covered(prev.measures[j].Start, prev.measures[j].End, prev.mentions) {
			return prev.measures[j], true
		}
	}
	return vocabulary.Hit{}, false
}
