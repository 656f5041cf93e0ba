package extract

import (
	"cmp"
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// bindCount binds a count of anything but projects.
func (rd *reader) bindCount(p *part, i int, o owner) {
	q := p.qs[i]
	if oneOf(q.Printed) && q.Unit != "人" || strings.Contains(p.gap(q.End, p.nextStart(i)), "之一") {
		return
	}
	if rest := strings.TrimPrefix(q.Printed, "二"); rest != q.Printed && !startsWithAny(rest, "十", "百", "千", "万") {
		return // 二次结构, 二标段: ordinals
	}
	if endsWithAny(p.text[:q.Start], "位居", "位列", "居", "列") && startsWithAny(q.Unit, "县", "市", "区", "州", "省") {
		return // 位居7县第一
	}
	if p.countsRanked(i) {
		return
	}
	if rest, ok := strings.CutPrefix(p.text[q.End:], "项目"); ok {
		if end := projectOffice.FindStringIndex(rest); end != nil { // 5个项目推进专班
			rd.emit(p, i, rd.here, "", "项目"+strings.TrimRight(rest[:end[1]], "，、；。和等"), "")
			return
		}
	}
	if q.Unit == "位" && endsWithAny(p.text[:q.Start], "前", "后") {
		return
	}
	if q.Unit == "段" && endsWithAny(p.text[:q.Start], "分", "分为", "分成") {
		return // 全线分三段推进
	}
	if q.Unit == "期" && endsWithAny(p.text[:q.Start], "分", "共分", "分为", "划分为") {
		rd.emit(p, i, o, "", "建设期数", "")
		return
	}
	if q.Unit == "套" && strings.HasPrefix(p.text[q.End:], "班子") {
		return // 四套班子: who came
	}
	// 产业类14个: the group's kind in its own words.
	before := trimLinks(p.text[p.prevEnd(i):q.Start])
	if rd.opensMember(p, i, before) {
		rd.bindKind(p, i, before)
		return
	}
	if isProjectUnit(q.Unit) && rd.lastGroup.kind == GroupSubject && p.nounAfter(i) == "" && settles.MatchString(before) { // 拟入驻某产业园8个
		rd.lastGroup.scope.Min, rd.lastGroup.scope.Max = nil, nil // of which size they are is not said
		rd.bindKind(p, i, before)
		return
	}
	if kind := rd.stateOfGroup(p, i); kind != "" {
		whole := rd.topic
		rd.bindKind(p, i, kind)
		rd.topic, rd.lastGroup = whole, whole
		return
	}
	if isProjectUnit(q.Unit) && rd.lastGroup.kind == GroupSubject && (rd.s.part || rd.topic.kind == GroupSubject) && p.nounAfter(i) == "" {
		if endsWithAny(before, "类", "型", "产业", "领域", "以上", "以下", "板块", "方面", "业") {
			rd.bindKind(p, i, before)
			return
		}
		for _, h := range p.statuses {
			if h.End == p.prevEnd(i)+len(before) && h.Start >= p.prevEnd(i) {
				rd.bindKind(p, i, h.Word)
				return
			}
		}
		if state := p.statusAfter(i); state != "" && i > 0 && rd.topic.kind == GroupSubject && (before == "" || strings.HasSuffix(before, "项目")) { // 60个新开工项目已有20个开工
			whole := rd.topic
			rd.bindKind(p, i, "已"+strings.TrimPrefix(state, "已"))
			rd.topic = whole
			return
		}
	}
	if h, ok := p.measureBefore(i); ok && h.Key != "project_count" && h.Key != "investment" {
		if after := p.nounAfter(i); !isProjectUnit(q.Unit) || after == "" || h.Key == "jobs" {
			label := p.text[h.Start:h.End]
			qual := p.qualifier(rd.qualifierFrom(p, i, h), h)
			if h.Key == "capacity" {
				label += p.productAfter(i, h)
			} else if qual != "" && runes(qual+label) <= 24 {
				label, qual = qual+label, ""
			}
			for _, st := range p.statuses {
				if h.Key == "enterprises" && qual == "" && st.End == h.Start && label == p.text[h.Start:h.End] {
					label = st.Word + label // 投产|企业
				}
			}
			rd.emit(p, i, o, h.Key, label, qual)
			return
		}
	}
	if rd.worksCounted(p, i) || rd.bindSide(p, i) {
		return
	}
	if h, ok := p.measureAfter(i); ok && h.Key == "jobs" && strings.HasPrefix(p.text[q.End:], "的") { // 解决300人左右的就业
		rd.emit(p, i, o, h.Key, p.text[h.Start:h.End], "")
		return
	}
	after := p.nounAfter(i)
	if after == "" && i+1 < len(p.qs) && p.qs[i+1].Dim == quantity.Power { // 4台35万千瓦机组
		switch p.gap(q.End, p.qs[i+1].Start) {
		case "", "单机容量", "单机", "装机":
			after = strings.TrimPrefix(p.gap(p.qs[i+1].End, p.nextStart(i+1)), "的")
			if j := strings.IndexAny(after, "，、；"); j >= 0 {
				after = after[:j]
			}
		}
	}
	label, key := "", ""
	if after == "设计" && p.nounBefore(p.floor(i), q.Start) != "" {
		after = "" // 按起降量7万架次设计
	}
	switch {
	case after != "" && (!timesUnit(q.Unit) || strings.HasPrefix(after, "《")):
		label, key = after, countMetric(after, q)
		if runes(after) <= 1 && !hasAny(after, "人", "楼", "井", "桥", "塔", "炉", "厂") {
			label = ""
		}
		if after == "楼" || after == "厂房" {
			for _, st := range []string{"封顶", "结顶", "竣工", "完工"} {
				if j := strings.Index(p.text[q.End:], st); j >= 0 && runes(p.text[q.End:q.End+j]) <= 6 {
					label = st + after // 已有7栋楼顺利封顶
					break
				}
			}
		}
	default:
		label = p.nounBefore(p.floor(i), q.Start)
		if label != "" {
			key = countMetric(label, q)
		}
	}
	if noun := p.nounAfterOf(i); after == "" && strings.HasPrefix(p.text[q.End:], "的") && strings.Contains(noun, "吞吐") { // 能满足每年4000万人次的旅客吞吐需求
		label, key = strings.TrimSuffix(strings.TrimSuffix(noun, "需求"), "需要"), "throughput"
	}
	if head := trimLinks(p.text[:q.Start]); strings.HasSuffix(head, "》") {
		if j := strings.LastIndex(head, "《"); j >= 0 {
			label, key = head[j:], ""
		}
	}
	if whole, metric, ok := rd.goesOn(cmp.Or(label, before), q); ok && after == "" {
		rd.emit(p, i, o, metric, whole, "")
		return
	}
	if noun := p.nounBeyond(i); noun != "" && (label == "" || isCue("count_verb", label) || isOutput(label)) { // 6000个平均功率5千瓦的机柜
		label, key = noun, countMetric(noun, q)
	}
	if label == "" || timesUnit(q.Unit) && runes(label) < 3 {
		label = rd.predicate(p, i)
		key = countMetric(label, q)
	}
	if label == "" && p.item && i == 0 && after == "" && onlyLinks(p.text[:q.Start]) && len(rd.s.facts) > 0 {
		if f := rd.facts[rd.s.facts[len(rd.s.facts)-1]]; f.Unit == q.Unit { // 突破600家、达到623家
			rd.emit(p, i, o, f.Metric, f.Label, "")
			return
		}
	}
	if i == 0 && rd.countedState(p, o, after) {
		return
	}
	if head := strings.TrimPrefix(trimLinks(p.text[:q.Start]), "其中"); i == 0 && after == "" && len(rd.s.facts) > 0 && isCue("built_kind", head) {
		for k := len(rd.s.facts) - 1; k >= 0; k-- { // 设车站12座，其中新建9座、改建3座
			f := rd.facts[rd.s.facts[k]]
			if f.Unit == q.Unit && f.Role == Level && f.Metric != "project_count" {
				n := rd.emit(p, i, o, f.Metric, head+f.Label, "")
				rd.facts[n].Role = Part
				return
			}
		}
	}
	if p.item && after == "" && len(rd.s.facts) > 0 {
		head := trimLinks(p.text[:q.Start])
		for _, h := range vocabulary.FindStatuses(head) {
			if f := rd.facts[rd.s.facts[len(rd.s.facts)-1]]; h.Start == 0 && h.End == len(head) && f.Unit == q.Unit && f.Metric != "project_count" { // 建成数据中心9座、在建6座
				rd.emit(p, i, o, f.Metric, head+f.Label, "")
				return
			}
		}
	}
	if label == "" && i == 0 && after == "" {
		if r, ok := rd.measureOfClauseBefore(i); ok {
			rd.emit(p, i, r.owner, r.metric, r.label, "")
			return
		}
	}
	if label == "" && p.before == '：' && rd.s.at > 0 {
		prev := rd.s.parts[rd.s.at-1]
		if len(prev.qs) == 0 && runes(prev.text) <= 12 {
			label = trimLinks(prev.text)
			key = countMetric(label, q)
		}
	}
	if i > 0 && p.gap(p.prevEnd(i), q.Start) == "" && len(rd.s.facts) > 0 && after == "" { // 7省11市
		label = rd.facts[rd.s.facts[len(rd.s.facts)-1]].Label
	}
	if label == "" && len(rd.s.facts) > 0 && (q.Unit == "县区" || q.Unit == "市" || q.Unit == "县" || q.Unit == "区" || q.Unit == "省") {
		label = "涵盖" + q.Unit
	}
	if label == "" || runes(label) > 34 || strings.ContainsAny(label, "，；。") {
		return
	}
	if o.kind == ProjectSubject && after != "" && strings.HasSuffix(p.text[:q.Start], "等") {
		for _, m := range p.mentions {
			if m.kind == projectMention && m.end == q.Start-len("等") {
				o = rd.here // 甲高铁等三条高铁: of all three
			}
		}
	}
	if after != "" && label == after && rd.names.main == nil && o.kind == ProjectSubject && rd.acts(p, i, after) {
		o = rd.here // 11条国道建成通车: a new subject, not an attribute of the project before
		rd.topic = rd.here
	}
	if key == "" && (q.Approx == "数" || q.Approx == "几") {
		return
	}
	if key == "project_count" { // a count of projects without a group's name
		key = ""
	}
	rd.emit(p, i, o, key, label, "")
}

// bindSide binds a part of a count by where it lies: 停车位1500个（地下1000个，地上500个）.
func (rd *reader) bindSide(p *part, i int) bool {
	q := p.qs[i]
	head := trimLinks(strings.TrimPrefix(p.text[p.prevEnd(i):q.Start], "其中"))
	switch strings.TrimLeft(head, "，、（( ") {
	case "地上", "地下", "室内", "室外", "地面":
	default:
		return false
	}
	for k := len(rd.s.facts) - 1; k >= 0; k-- {
		f := rd.facts[rd.s.facts[k]]
		if f.Kind == QuantityFact && f.Role == Level && f.Unit == q.Unit && q.Unit != "层" {
			n := rd.emit(p, i, ownerOf(f), f.Metric, strings.TrimLeft(head, "，、（( ")+f.Label, "")
			rd.facts[n].Role = Part
			return true
		}
	}
	return false
}

// nounBeyond is what the i-th figure counts where another figure describes it first: 6000个平均功率5千瓦的高标准机柜, 2条日处理400吨
// 垃圾焚烧线.
func (p *part) nounBeyond(i int) string {
	if i+1 >= len(p.qs) || p.qs[i+1].Dim == quantity.Count || p.qs[i+1].Dim == quantity.Money {
		return ""
	}
	gap, next := p.gap(p.qs[i].End, p.qs[i+1].Start), p.qs[i+1]
	if runes(gap) > 8 || strings.ContainsAny(gap, "，、；：（") {
		return ""
	}
	t := p.gap(next.End, p.nextStart(i+1))
	if noun := strings.TrimPrefix(t, "的"); noun == t && !isOutput(gap) {
		return ""
	} else {
		t = noun
	}
	for _, mark := range []string{"，", "、", "（", "及", "和", "以及"} {
		if j := strings.Index(t, mark); j >= 0 {
			t = t[:j]
		}
	}
	if n := runes(t); n < 2 || n > 12 {
		return ""
	}
	return t
}

// isOutput tells the words for how much is made or treated in a stretch of time.
func isOutput(words string) bool {
	return len(words) > 0 && endsWithAny(words, "年产", "日产", "月产", "日处理", "年处理", "年加工", "日加工")
}

// settles begins what says where some of the projects counted before go.
var settles = regexp.MustCompile(`^(?:其中)?(?:拟|计划|将|已)?(?:入驻|进驻|落户|落地|布局在|布局于|选址)\p{Han}.*(?:园|区|基地|港|城|镇|中心)(?:项目)?$`)

// opensMember tells whether a paragraph begins with one kind of the projects that the paragraphs before have counted, by its
// level alone: 省级6项，概算投资….
func (rd *reader) opensMember(p *part, i int, kind string) bool {
	if rd.s.at == 0 && i == 0 && rd.lastGroup.kind == GroupSubject && isProjectUnit(p.qs[i].Unit) && p.nounAfter(i) == "" && strings.HasSuffix(kind, "类") && strings.HasSuffix(rd.lastGroup.group, "类项目") {
		return true // 产业类6项，…。基础设施类3项，…
	}
	return rd.s.at == 0 && i == 0 && rd.first && rd.lastGroup.kind == GroupSubject && isProjectUnit(p.qs[i].Unit) && p.nounAfter(i) == "" && isCue("level_kind", kind)
}

// acts tells whether what is counted is the subject of its clause: nothing but a list stands before it
// and a verb follows.
func (rd *reader) acts(p *part, i int, noun string) bool {
	for _, m := range p.mentions {
		if m.end <= p.qs[i].Start && (m.kind == projectMention || m.kind == backMention || m.kind == phaseMention) {
			return false
		}
	}
	head := p.text[:p.qs[i].Start]
	if len(countVerbs.Find(head)) > 0 || p.before == 0 && rd.s.at == 0 && head == "" {
		return false
	}
	facility := false
	for _, h := range projectSuffixes.Find(noun) {
		facility = facility || h.End == len(noun)
	}
	rest := p.text[p.qs[i].End+strings.Index(p.text[p.qs[i].End:], noun)+len(noun):]
	return facility && len(vocabulary.FindStatuses(rest)) > 0
}

// timesUnit tells the units that count doings, whose label is what was done.
func timesUnit(unit string) bool {
	switch unit {
	case "次", "场", "场次", "人次", "期", "批次", "批", "轮", "趟", "遍", "余次", "班次":
		return true
	}
	return false
}

// predicate is the doing that a figure counts: 各县主要领导带队“走出去”18次.
func (rd *reader) predicate(p *part, i int) string {
	t := p.text[p.prevEnd(i):p.qs[i].Start]
	from := p.prevEnd(i)
	for _, d := range p.ps {
		if d.To <= p.qs[i].Start && d.To > from {
			t = p.text[d.To:p.qs[i].Start]
			from = d.To
		}
	}
	for _, m := range p.mentions {
		if m.kind == placeMention && m.start == from && m.end <= p.qs[i].Start {
			t = p.text[m.end:p.qs[i].Start]
			from = m.end
		}
	}
	t = trimLinks(strings.TrimLeft(t, "，、 ："))
	if after := p.nounAfter(i); after != "" && p.qs[i].Unit == "人次" && runes(t) <= 4 {
		t += after
	}
	if runes(t) < 2 {
		return ""
	}
	return t
}

// countMetric is the well-known measure that a counted thing belongs to.
func countMetric(label string, q quantity.Quantity) string {
	key := ""
	for _, h := range vocabulary.FindMeasures(label) {
		m, _ := vocabulary.MeasureByKey(h.Key)
		if m.Takes(quantity.Count) && (h.End == len(label) || key == "") {
			key = h.Key
		}
	}
	switch {
	case key == "enterprises" && q.Unit != "家" && q.Unit != "户" && q.Unit != "个" && q.Unit != "万户":
		return ""
	case key == "agreements" && q.Unit == "家":
		return ""
	}
	return key
}
