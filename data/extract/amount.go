package extract

import (
	"cmp"
	"strings"

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
