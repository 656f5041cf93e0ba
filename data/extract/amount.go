package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// bind makes the fact of the i-th quantity of a part.
func (rd *reader) bind(p *part, i int, l links, ahead *owner) {
	q := p.qs[i]
	p.spent[i] = true
	if rd.placeItem(p, i) || p.slogan(i) {
		return
	}
	if isChange(q.Dim) {
		rd.bindRate(p, i, ahead)
		return
	}
	if rd.bindChangeInAmount(p, i) {
		return
	}
	if j, ok := l.counts[i]; ok {
		rd.bindGroup(p, i, j, l)
		return
	}
	if k, ok := l.direct[i]; ok {
		rd.bindBounded(p, i, k)
		return
	}
	if rd.inName(p, i) || rd.bindPeople(p, i) {
		return
	}
	if q.Dim == quantity.Bare && q.Approx == "" {
		if h, ok := p.measureBefore(i); !ok || !takesBare(h.Key) { // 容积率1.2
			return
		}
	}
	if q.Dim == quantity.Rank {
		return
	}
	o := rd.topic
	if ahead != nil {
		o = *ahead
	}
	if q.Dim == quantity.Count {
		rd.bindCount(p, i, o)
		return
	}
	rd.bindAmount(p, i, o)
}

// slogan tells whether a figure stands in quotation marks as what a plan or a way of working is called: “12平方公里10万人口”的规划.
func (p *part) slogan(i int) bool {
	if !insideQuotes(p.text, p.qs[i].Start) {
		return false
	}
	_, rest, ok := strings.Cut(p.text[p.qs[i].End:], "”")
	return ok && startsWithAny(rest, "的规划", "的标准", "的思路", "的模式", "的布局", "的总体", "的格局", "的机制", "规划", "布局", "思路", "模式", "格局", "机制")
}

// takesBare tells whether a measure's figures can be numbers alone.
func takesBare(key string) bool {
	m, ok := vocabulary.MeasureByKey(key)
	return ok && m.Takes(quantity.Bare)
}

// newFact begins the fact of a quantity with its owner.
func (rd *reader) newFact(o owner, q quantity.Quantity) Fact {
	f := Fact{
		Kind: QuantityFact, Role: Level,
		Value: q.Value, Max: q.Max, Unit: q.Unit, Dim: q.Dim, Per: q.Per, Approx: q.Approx, Printed: q.Printed,
	}
	o.fill(&f)
	return f
}

func (o owner) fill(f *Fact) {
	f.Place, f.Subject, f.SubjectKind = o.place, o.name, o.kind
	f.Project, f.Phase, f.Company, f.Event = o.project, o.phase, o.company, o.event
	f.Scope, f.Group = o.scope, o.group
	if o.project != "" && o.phase != "" {
		f.Subject = o.project + o.phase
	}
	if f.SubjectKind == "" {
		f.SubjectKind = OtherSubject
	}
}

// add stores a fact with its source and returns its index.
func (rd *reader) add(p *part, f Fact) int {
	f.Section, f.Passage = rd.section, rd.passage_.Number
	f.Quote = rd.s.sentence.quote
	if p != nil {
		f.Clause = p.text
	}
	if f.Modality == "" {
		f.Modality = rd.s.planned
	}
	if f.Event == "" {
		f.Event = rd.event
	}
	f.Carried = append(append([]string{}, rd.s.carried...), rd.before...)
	if rd.section != "" {
		f.Carried = append(f.Carried, rd.section)
	}
	rd.facts = append(rd.facts, f)
	n := len(rd.facts) - 1
	rd.s.facts = append(rd.s.facts, n)
	rd.factsOf[f.Project] = append(rd.factsOf[f.Project], n)
	if f.Kind == QuantityFact && f.Role != Growth && f.Role != Gap && f.Role != Rank && f.Role != Prior {
		rd.s.pending = append(rd.s.pending, n)
	}
	return n
}

// bindAmount binds money, areas, lengths, capacities and the like.
func (rd *reader) bindAmount(p *part, i int, o owner) {
	q := p.qs[i]
	if q.Dim == quantity.Power && i > 0 && p.qs[i-1].Dim == quantity.Count && p.gap(p.prevEnd(i), q.Start) == "" { // 4台35万千瓦机组
		rd.emit(p, i, o, "unit_capacity", "单机容量", "")
		return
	}
	if noun := p.poweredBy(i); noun != "" && o.kind == ProjectSubject { // 和9000千瓦余热发电系统
		rd.emit(p, i, o, "installed_capacity", noun+"装机", "")
		return
	}
	h, ok := p.measureBefore(i)
	if ok && o.kind == ProjectSubject && p.ofSeveral(i, h) {
		o = rd.here // 两条高速公路项目估算总投资…: of both
	}
	if !ok {
		h, ok = rd.labelledBefore(p, i)
		if ok {
			rd.emit(p, i, o, h.Key, h.Word, "")
			return
		}
	}
	if verb := p.handled(i, h); ok && verb != "" {
		rd.emit(p, i, o, "", p.text[p.wordStart(h):h.End]+verb, "")
		return
	}
	if own, named := rd.faredBefore(p, i, h); ok && named {
		rd.emit(p, i, o, own.Key, own.Word, "")
		return
	}
	if ok && o.kind == GroupSubject && (h.Key == "land_area" || h.Key == "floor_area") && rd.describesOne(p, i) {
		return
	}
	if ok {
		qual := p.qualifier(rd.qualifierFrom(p, i, h), h)
		label := p.text[p.wordStart(h):h.End]
		if h.Key == "capacity" {
			label += p.productAfter(i, h)
		}
		rd.emit(p, i, o, h.Key, label, qual)
		return
	}
	if rd.bindDivided(p, i, o) || rd.bindPhase(p, i, o) || rd.bindAlternative(p, i) || rd.bindShareOfWhole(p, i, o) {
		return
	}
	if h, ok := p.measureAfter(i); ok {
		rd.emit(p, i, o, h.Key, p.text[h.Start:h.End], "")
		return
	}
	if q.Dim == quantity.Money {
		head := p.text[p.prevEnd(i):q.Start]
		for _, w := range vocabulary.Cues("spend") {
			if strings.HasSuffix(trimLinks(head), w) || strings.HasSuffix(head, w) {
				rd.emit(p, i, o, "investment", w, "")
				return
			}
		}
		if j, ok := p.verbMeasure(i); ok {
			h := p.measures[j]
			if verb := p.handled(i, h); verb != "" {
				rd.emit(p, i, o, "", p.text[p.wordStart(h):h.End]+verb, "")
				return
			}
			rd.emit(p, i, o, h.Key, p.text[h.Start:h.End], p.qualifier(rd.qualifierFrom(p, i, h), h))
			return
		}
	}
	if q.Dim == quantity.Duration && startsWithAny(p.text[q.End:], "建设", "建成", "完工", "完成建设") && endsWithAny(p.text[:q.Start], "计划", "用", "预计", "历时", "拟用", "计划用", "力争") {
		if a := rd.builtAfter(p, i); a != nil {
			o = *a
		}
		rd.emit(p, i, o, "duration", "建设工期", "")
		return
	}
	if head := strings.TrimPrefix(trimLinks(p.text[:q.Start]), "其中"); i == 0 && q.Dim == quantity.Length && isCue("built_kind", head) {
		if k, ok := rd.lastFigure(p, i); ok && rd.facts[k].Dim == q.Dim && p.nounAfter(i) == "" { // 正线全长90公里，其中新建80公里
			n := rd.emit(p, i, o, rd.facts[k].Metric, head+rd.facts[k].Label, "")
			rd.facts[n].Role = Part
			return
		}
	}
	if q.Dim == quantity.Length && i > 0 && p.qs[i-1].Dim == quantity.Count && len(rd.s.facts) > 0 && isCue("altogether", strings.Trim(p.gap(p.qs[i-1].End, q.Start), " ")) { // 新开工高速公路4条共300公里
		f := rd.facts[rd.s.facts[len(rd.s.facts)-1]]
		rd.emit(p, i, o, "road_length", f.Label+"里程", "")
		return
	}
	if key, word := rd.doneOrPlanned(p, i); key != "" {
		rd.emit(p, i, o, key, word, "")
		return
	}
	if h, ok := rd.bareAmount(p, i); ok {
		if o.kind == GroupSubject && !strings.HasSuffix(h.Key, "investment") {
			o = rd.here
		}
		rd.emit(p, i, o, h.Key, h.Word, "")
		return
	}
	if head := trimLinks(p.text[:q.Start]); rd.held != nil && i == 0 && q.Dim == quantity.Length && rd.held.project+head == o.project {
		rd.emit(p, i, *rd.held, "road_length", head, "") // 海月段31公里: a part of the whole's length
		return
	}
	label := p.nounBefore(p.floor(i), q.Start)
	if q.Dim == quantity.Area {
		if isCue("count_verb", label) || label == "项目" || label == "工程" || endsWithAny(label, "一期工程", "二期工程", "三期工程", "一期项目", "二期项目", "三期项目", "一期", "二期", "三期") {
			label = "" // 另建|2万平方米的研发楼, 一期工程|10万平方米的车间
		}
		if built := rd.builtArea(p, i, label); built != "" {
			n := rd.emit(p, i, o, "floor_area", built, "")
			if built != "面积" {
				rd.facts[n].Role = Part // of one building, not of the whole
			}
			return
		}
		if label == "" || endsWithAny(label, "和", "及", "与", "以及") {
			label = cmp.Or(rd.areaOf(p, i), label)
		}
	}
	if label == "" && p.item && q.Dim == quantity.Money { // 农村供水保障0.95亿元: one of a list
		if t := strings.TrimSpace(p.text[:q.NumStart]); i == 0 && runes(t) >= 4 && runes(t) <= 12 && len(p.mentions) == 0 && len(p.measures) == 0 && !strings.ContainsAny(t, "，、的") && len(vocabulary.FindModalities(t)) == 0 {
			label = trimLinks(t)
		}
	}
	if label == "" || q.Dim == quantity.Duration {
		if after := p.nounAfter(i); after != "" && q.Dim != quantity.Money && q.Dim != quantity.Duration {
			label = after
		}
	}
	if q.Dim == quantity.Length && (label == "" || endsWithAny(trimLinks(p.text[p.prevEnd(i):q.Start]), "长", "宽", "高", "深", "厚")) {
		label = cmp.Or(rd.measuredAfter(p, i), label)
	}
	if q.Dim == quantity.Length && runes(label) < 2 {
		head := trimLinks(p.text[p.prevEnd(i):q.Start])
		for extent, noun := range map[string]string{"深": "深度", "宽": "宽度", "高": "高度", "厚": "厚度"} {
			if strings.HasSuffix(head, extent) { // 开辟一条深约40米…的通道
				rd.emit(p, i, o, "depth_height", noun, "")
				return
			}
		}
	}
	if runes(label) < 2 && q.Dim == quantity.Length {
		if name := p.longWorks(i); name != "" { // 其中某某隧道长4.4公里
			n := rd.emit(p, i, o, "road_length", name+"长", "")
			rd.facts[n].Role = Part
			return
		}
	}
	if h, o, ok := rd.crossed(p, i); ok && label == "" {
		rd.emit(p, i, o, h.Key, h.Word, "")
		return
	}
	if f := rd.reckonedAgain(i, q, label); f != nil { // 收入9亿元，同口径完成9.2亿元
		n := rd.emit(p, i, ownerOf(*f), f.Metric, f.Label, "")
		rd.facts[n].Scope.Words = strings.TrimPrefix(rd.facts[n].Scope.Words+" "+label, " ")
		rd.facts[n].Label = label + f.Label
		return
	}
	if label == "" && onlyLinks(p.gap(p.prevEnd(i), q.Start)) {
		if k, ok := rd.lastFigure(p, i); ok { // 生产总值增长5.6%、达到420亿元
			f := rd.facts[k]
			if m, known := vocabulary.MeasureByKey(f.Metric); known && m.Takes(q.Dim) && (q.Dim == quantity.Money || f.Unit == q.Unit) && (f.Role == Growth || f.Role == Level && i == 0 && f.Approx == "超" && f.Unit == q.Unit && startsWithAny(p.text, "达到", "达", "累计实现", "累计达", "实际达", "实现", "共计", "总额达")) {
				n := rd.emit(p, i, ownerOf(f), f.Metric, f.Label, "")
				if f.Role == Level && q.Value.GreaterThan(f.Value) { // 跨越5000亿元，达5600亿元: a mark that was passed on the way
					rd.facts[k].Role, rd.facts[k].Modality = Prior, rd.facts[n].Modality
				}
				return
			}
		}
	}
	if label == "" && i == 0 && onlyLinks(p.text[:q.Start]) {
		label = rd.labelOfClauseBefore()
	}
	if ds := findPeriods(label, rd.ref); len(ds) > 0 { // 二期200万千瓦计划2024年3月开工
		label = ""
		if q.Dim == quantity.Power && onlyLinks(p.gap(rd.nameEnd(p, i), q.Start)) && o.kind == ProjectSubject {
			rd.emit(p, i, o, "installed_capacity", "装机规模", "")
		}
	}
	if label == "" || tooLoose(label) || q.Dim == quantity.Duration && !endsWithAny(label, "时间", "时长", "周期", "期限", "时限", "车程", "航程", "机时", "工时", "学时", "课时") {
		return
	}
	if p.item && o.kind == ProjectSubject && q.Dim == quantity.Length && label != o.project && rd.names.resolve(label) == nil && rd.namesAreLabels() {
		o = rd.here // 完成甲路大修工程10公里、县乡公路134公里: beside the project, not of it
	}
	rd.emit(p, i, o, openMetric(q, label), label, "")
}

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

// bindAlternative binds an amount in brackets that says the one before it in another unit:
// 76327.35平方米（114.49亩）.
func (rd *reader) bindAlternative(p *part, i int) bool {
	if !p.bracket || len(rd.s.facts) == 0 {
		return false
	}
	last := rd.facts[rd.s.facts[len(rd.s.facts)-1]]
	q := p.qs[i]
	if last.Dim != q.Dim || strings.TrimSpace(strings.Trim(p.text[:q.Start], "约合计折即 ")) != "" {
		return false
	}
	f := last
	f.ID, f.Compare = 0, nil
	f.Value, f.Max, f.Unit, f.Approx, f.Printed = q.Value, q.Max, q.Unit, q.Approx, q.Printed
	rd.add(p, f)
	return true
}

// bindShareOfWhole binds a part of an amount under its own words: 其中：公园绿地397亩, （地上10.92万㎡）.
func (rd *reader) bindShareOfWhole(p *part, i int, o owner) bool {
	if !rd.s.part && !p.bracket {
		return false
	}
	if len(rd.s.pending) == 0 {
		return false
	}
	q := p.qs[i]
	k := rd.s.pending[len(rd.s.pending)-1]
	for n := len(rd.s.pending) - 1; n >= 0; n-- {
		if f := rd.facts[rd.s.pending[n]]; f.Dim == q.Dim && f.Role == Level {
			k = rd.s.pending[n]
			break
		}
	}
	whole := rd.facts[k]
	if whole.Dim != q.Dim || whole.Unit != q.Unit && q.Dim == quantity.Count {
		return false
	}
	label := p.nounBefore(p.prevEnd(i), q.Start)
	if label == "" || tooLoose(label) || q.Dim == quantity.Money && o.kind != ProjectSubject && whole.Metric == "" {
		return false
	}
	if q.Dim == quantity.Count {
		return false
	}
	f := rd.newFact(o, q)
	f.Metric, f.Label, f.Role = whole.Metric, label, Part
	if q.Dim == quantity.Money {
		f.Metric = ""
	}
	if m, ok := vocabulary.MeasureByKey(whole.Metric); ok && p.bracket && q.Dim == quantity.Area && whole.Label != "" {
		_ = m
		f.Label = label + strings.TrimPrefix(strings.TrimPrefix(whole.Label, "规划"), "总")
	}
	if (label == "地上" || label == "地下" || label == "计容") && f.Metric == "floor_area" {
		f.Label = label + "建筑面积"
	}
	f.Modality = whole.Modality
	f.Period = whole.Period
	rd.add(p, f)
	return true
}

// bindPhase binds the amount of a phase that stands with its name only, behind the amount of the whole:
// 总投资6.2亿元，其中一期2.4亿元，二期3.8亿元.
func (rd *reader) bindPhase(p *part, i int, o owner) bool {
	q := p.qs[i]
	from := 0
	if i > 0 {
		from = p.qs[i-1].End
	}
	lead := strings.TrimPrefix(strings.TrimLeft(p.text[from:q.NumStart], "，、 "), "其中")
	lead = strings.Trim(lead, "：，、 约近超为")
	phases := phaseWords.Find(lead)
	if len(phases) != 1 || phases[0].Word != lead {
		return false
	}
	for k := len(rd.s.facts) - 1; k >= 0; k-- {
		whole := rd.facts[rd.s.facts[k]]
		if whole.Kind != QuantityFact || whole.Dim != q.Dim || whole.Unit != q.Unit || whole.Project == "" || whole.Phase != "" || whole.Role != Level {
			continue
		}
		o = ownerOf(whole)
		o.phase = phaseName(lead)
		o.name = o.project + o.phase
		rd.emit(p, i, o, whole.Metric, whole.Label, "")
		return true
	}
	return false
}
