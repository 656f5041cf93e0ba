package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// bindGroup binds the count of a group of projects and makes the group the topic.
func (rd *reader) bindGroup(p *part, i, mi int, l links) {
	o := rd.groupOwner(p, mi, l, l.post[i])
	f := rd.newFact(owner{kind: PlaceSubject, name: o.place, place: o.place, scope: o.scope, event: o.event, company: o.company}, p.qs[i])
	if rd.topic.kind == CompanySubject {
		f.Subject, f.SubjectKind = rd.topic.name, CompanySubject
	}
	if f.Subject == "" {
		f.SubjectKind = GroupSubject
		f.Subject = o.group
	}
	f.Metric, f.Label, f.Group = "project_count", o.group, o.group
	f.Modality = rd.modalityOf(p, i)
	f.Period = rd.periodOf(p, i, o, f)
	if rd.s.part {
		for _, k := range rd.s.pending {
			if rd.facts[k].Metric == "project_count" {
				f.Role = Part
			}
		}
	}
	n := rd.add(p, f)
	if l.post[i] {
		rd.members(p, i, o)
	}
	if rd.s.whole < 0 && rd.s.part {
		rd.s.whole = n
	}
	o.period = f.Period
	rd.topic, rd.lastGroup = o, o
	for _, prev := range rd.s.groups {
		if prev == o.group {
			return
		}
	}
	rd.s.groups = append(rd.s.groups, o.group)
	rd.s.owners = append(rd.s.owners, o)
}

// members says what has become of the projects that a count closes: A项目、B项目、C项目3个项目开工.
func (rd *reader) members(p *part, i int, group owner) {
	if group.scope.Status == "" {
		return
	}
	st, ok := vocabulary.StatusByKey(group.scope.Status)
	if !ok {
		return
	}
	for _, m := range p.mentions {
		if m.kind != projectMention || m.end > p.qs[i].Start || !strings.Contains(p.gap(m.end, p.qs[i].Start), "、") && m.end != p.qs[i].Start {
			continue
		}
		pr := rd.names.resolve(m.name)
		if pr == nil {
			rd.names.see(m)
			pr = rd.names.resolve(m.name)
		}
		o := rd.projectOwner(pr, m.phase)
		o.place = firstOf(rd.here.place, o.place)
		rd.introduce(p, pr, o)
		word := st.ZH[0]
		for _, h := range vocabulary.FindStatuses(group.group) {
			if h.Key == group.scope.Status {
				word = h.Word
			}
		}
		rd.say(p, o, "status", "进展", word, nil)
	}
}

// bindBounded binds a count whose group is said by its bound alone: 50亿元以上12个.
func (rd *reader) bindBounded(p *part, i, k int) {
	if rd.topic.kind != GroupSubject && rd.topic.kind != PlaceSubject {
		return
	}
	o := rd.topic
	o.kind = GroupSubject
	o.scope = rd.boundScope(p.qs[k], p.text[p.qs[k].Start:p.qs[k].End], o.scope.Status)
	o.group = o.scope.Words + "项目"
	o.name = o.group
	f := rd.newFact(owner{kind: PlaceSubject, name: o.place, place: o.place, scope: o.scope, event: o.event}, p.qs[i])
	f.Metric, f.Label, f.Group = "project_count", o.group, o.group
	f.Modality = rd.modalityOf(p, i)
	f.Period = rd.periodOf(p, i, o, f)
	if rd.s.part {
		f.Role = Part
	}
	rd.add(p, f)
	rd.topic, rd.lastGroup = o, o
}

func (rd *reader) boundScope(q quantity.Quantity, words, status string) Scope {
	s := Scope{Status: status, Words: strings.TrimLeft(words, "达为")}
	v := q.Value
	switch {
	case q.Max != nil:
		s.Min, s.Max = &v, q.Max
	case q.Approx == "以下":
		s.Max = &v
	default:
		s.Min = &v
	}
	return s
}

// groupOwner makes the owner of a group of projects: its scope, its status and its words.
func (rd *reader) groupOwner(p *part, mi int, l links, post bool) owner {
	m := p.mentions[mi]
	o := owner{kind: GroupSubject, place: rd.topic.place, event: rd.event, company: ""}
	if o.place == "" || rd.topic.kind == ProjectSubject && rd.here.place != "" {
		o.place = rd.here.place
	}
	if rd.topic.kind == CompanySubject {
		o.company = rd.topic.company
	}
	name := strings.Trim(p.text[m.start:m.end], "的")
	start := m.start
	scoped := false
	if k, ok := l.scopes[mi]; ok {
		q := p.qs[k]
		words := strings.TrimLeft(p.text[q.Start:q.End], "多达")
		o.scope = rd.boundScope(q, words, "")
		gap := strings.Trim(p.gap(q.End, m.start), " 的")
		name = words + gap + name
		start = q.Start
		scoped = true
	}
	// A qualifier between count and name, or before the scope: 已开工5000万元以上项目.
	before := p.text[:start]
	lead := strings.TrimSuffix(before, "的")
	for _, q := range p.qs { // 集中开工四批次亿元以上项目
		if q.End == len(lead) && timesUnit(q.Unit) && q.Start > 0 {
			lead = p.text[:q.Start]
		}
	}
	for _, d := range p.ps { // 集中开工二季度5000万元以上项目
		if d.To == len(lead) && d.From > 0 {
			lead = p.text[:d.From]
		}
	}
	for _, h := range p.statuses {
		if h.End == len(lead) && h.End <= start {
			o.scope.Status = h.Key
			name = p.text[h.Start:h.End] + name
			start = min(start, h.Start)
		}
	}
	if o.scope.Status == "" && !scoped {
		for _, h := range p.statuses { // 拟争取资金|项目: the status reaches into the name
			if h.Start < start && h.End > start && h.End <= m.end {
				o.scope.Status = h.Key
				name, start = p.text[h.Start:m.end], h.Start
			}
		}
	}
	if o.scope.Status == "" {
		for _, h := range vocabulary.FindStatuses(name) {
			o.scope.Status = h.Key
			break
		}
	}
	if o.scope.Status == "" {
		for i, j := range l.counts { // 签约省外的64个…项目, 集中开工64个…项目
			if j != mi || !l.post[i] {
				continue
			}
			head := trimLinks(p.text[:p.qs[i].Start])
			for _, h := range p.statuses {
				if h.End == len(head) || h.End <= len(head) && h.Start >= p.prevEnd(i) && runes(p.gap(h.End, len(head))) <= 8 && !strings.ContainsAny(p.gap(h.End, len(head)), "，、") {
					o.scope.Status = h.Key
					if h.End == len(head) {
						name = p.text[h.Start:h.End] + name
					}
				}
			}
			if o.scope.Status == "" {
				for _, h := range p.statuses {
					if h.Start >= m.end && (i+1 >= len(p.qs) || h.Start < p.nextStart(lastOfGroup(l, mi, i))) {
						o.scope.Status = h.Key
						name = p.text[h.Start:h.End] + name
						break
					}
				}
			}
			if gap := strings.Trim(p.gap(p.qs[i].End, start), "的 "); gap != "" && !scoped {
				name = gap + name
			}
		}
	}
	name = rd.countedWords(p, mi, l, name, start)
	name = strings.TrimSuffix(name, "的")
	for _, w := range vocabulary.Cues("local_place") {
		if rest := strings.TrimPrefix(name, w); rest != name && runes(rest) >= 2 {
			name = rest
		}
	}
	if name == "项目" {
		name = p.doingOf(mi, l)
	}
	// What a sibling or a part leaves unsaid it takes from the group before it.
	if n := len(rd.s.owners); n > 0 || rd.s.part && rd.lastGroup.kind == GroupSubject {
		prev := rd.lastGroup
		if n > 0 {
			prev = rd.s.owners[n-1]
			if rd.s.part {
				prev = rd.s.owners[0]
			}
		}
		if o.scope.Status == "" && prev.scope.Status != "" && (scoped || rd.s.part) {
			o.scope.Status = prev.scope.Status
			if st, ok := vocabulary.StatusByKey(prev.scope.Status); ok && scoped {
				word := st.ZH[0]
				for _, h := range vocabulary.FindStatuses(prev.group) {
					if h.Start == 0 {
						word = h.Word
					}
				}
				if word == "谋划储备" || word == "谋划推进" || word == "已开工" || strings.Contains(prev.group, word) {
					name = word + name
				}
			}
		}
		if rd.s.part && !scoped {
			if o.scope.Min == nil && o.scope.Max == nil && (prev.scope.Min != nil || prev.scope.Max != nil) {
				o.scope.Min, o.scope.Max = prev.scope.Min, prev.scope.Max
				o.scope.Words = prev.scope.Words
			}
		}
	}
	o.group, o.name = name, name
	if o.scope.Words == "" && o.scope.Status != "" {
		for _, h := range vocabulary.FindStatuses(name) {
			o.scope.Words = h.Word
			break
		}
	}
	if o.scope.Words == "" {
		o.scope.Words = strings.TrimSuffix(name, "项目")
	}
	if p.before == 0 || rd.s.at == 0 || rd.event == "" {
		if d := rd.dayOf(p); d != "" && strings.HasPrefix(o.scope.Status, "concentrated") {
			st, _ := vocabulary.StatusByKey(o.scope.Status)
			o.event = d + st.ZH[0]
		}
	}
	return o
}

// lastOfGroup is the later of a group's count and its bound.
func lastOfGroup(l links, mi, i int) int {
	if k, ok := l.scopes[mi]; ok {
		return max(i, k)
	}
	return i
}

// doingOf names a group that is only called 项目: by what its members do (获得专项债券资金的项目), or by
// their number (两个项目).
func (p *part) doingOf(mi int, l links) string {
	m := p.mentions[mi]
	for i, j := range l.counts {
		if j != mi || !l.post[i] {
			continue
		}
		t := p.gap(m.end, p.nextStart(i))
		for _, mark := range []string{"，", "、", "；", "：", "合计", "总投资"} {
			if k := strings.Index(t, mark); k >= 0 {
				t = t[:k]
			}
		}
		t = strings.TrimLeft(trimLinks(t), "共已")
		if runes(t) >= 4 && runes(t) <= 14 {
			return t + "的项目"
		}
		if q := p.qs[i]; q.Value.IntPart() <= 9 && !isDigit(q.Printed[0]) {
			return q.Printed + "项目"
		}
	}
	return "项目"
}

// countedWords adds what stands right before a group's name and limits it: 与港澳合作|项目, 纳入储备库的|项目.
func (rd *reader) countedWords(p *part, mi int, l links, name string, start int) string {
	floor := 0
	for _, q := range p.qs {
		if q.End <= start && q.End > floor {
			floor = q.End
		}
	}
	for _, m := range p.mentions {
		if m.end <= start && m.end > floor && m.kind != companyMention && m.kind != groupMention && m.kind != backMention {
			floor = m.end
		}
	}
	for _, d := range p.ps {
		if d.To <= start && d.To > floor {
			floor = d.To
		}
	}
	head := p.gap(floor, start)
	if floor > 0 && len(p.qs) > 0 && p.qs[0].End == floor && head == "" {
		return name
	}
	if runes(name) > 2 && name != "项目" && !strings.HasSuffix(head, "的") && !strings.Contains(head, "与") {
		return name
	}
	t := head
	for _, cut := range []string{"，", "；", "：", "其中", "今年", "目前", "累计", "共", "已累计", "全年", "这次", "此次", "本次", "，已"} {
		if j := strings.LastIndex(t, cut); j >= 0 {
			t = t[j+len(cut):]
		}
	}
	t = strings.TrimLeft(t, "的 、")
	if t == "" || runes(t) > 20 || strings.HasSuffix(t, "有") || strings.HasSuffix(t, "上") || hasAny(t, "加快", "推动", "位于") {
		return name
	}
	return t + name
}

// bindCount binds a count of anything but projects.
func (rd *reader) bindCount(p *part, i int, o owner) {
	q := p.qs[i]
	if oneOf(q.Printed) && q.Unit != "人" || strings.Contains(p.gap(q.End, p.nextStart(i)), "之一") {
		return
	}
	if rest := strings.TrimPrefix(q.Printed, "二"); rest != q.Printed && !startsWithAny(rest, "十", "百", "千", "万") {
		return // 二次结构, 二标段: ordinals
	}
	if q.Unit == "位" && endsWithAny(p.text[:q.Start], "前", "后") {
		return
	}
	if q.Unit == "期" && endsWithAny(p.text[:q.Start], "分", "共分", "分为", "划分为") {
		rd.emit(p, i, o, "", "建设期数", "")
		return
	}
	// 产业类14个: the group's kind in its own words.
	before := trimLinks(p.text[p.prevEnd(i):q.Start])
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
			rd.emit(p, i, o, h.Key, label, qual)
			return
		}
	}
	after := p.nounAfter(i)
	label, key := "", ""
	switch {
	case after != "" && (!timesUnit(q.Unit) || strings.HasPrefix(after, "《")):
		label, key = after, countMetric(after, q)
		if runes(after) <= 1 && !hasAny(after, "人") {
			label = ""
		}
	default:
		label = p.nounBefore(p.floor(i), q.Start)
		if label != "" {
			key = countMetric(label, q)
		}
	}
	if head := trimLinks(p.text[:q.Start]); strings.HasSuffix(head, "》") {
		if j := strings.LastIndex(head, "《"); j >= 0 {
			label, key = head[j:], ""
		}
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

// bindKind binds the count of one kind of the group before it and makes that kind the topic.
func (rd *reader) bindKind(p *part, i int, kind string) {
	base := rd.lastGroup
	if rd.topic.kind == GroupSubject && len(rd.s.owners) > 0 {
		base = rd.s.owners[0]
	}
	o := base
	kind = strings.TrimLeft(strings.TrimPrefix(kind, "其中"), "，：、 ")
	if at := edge(kind, 0, len(kind), nil); at > 0 && at < len(kind) && len(p.statuses) == 0 {
		kind = kind[at:]
	}
	o.group = kind + "项目"
	o.name = o.group
	o.scope.Words = kind
	for _, h := range vocabulary.FindStatuses(kind) {
		o.scope.Status = h.Key
	}
	f := rd.newFact(owner{kind: PlaceSubject, name: o.place, place: o.place, scope: o.scope, event: o.event}, p.qs[i])
	f.Metric, f.Label, f.Group, f.Role = "project_count", o.group, o.group, Part
	f.Modality = rd.modalityOf(p, i)
	f.Period = rd.periodOf(p, i, o, f)
	rd.add(p, f)
	rd.topic = o
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
