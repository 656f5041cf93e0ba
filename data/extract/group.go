package extract

import (
	"cmp"
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// bindGroup binds the count of a group of projects and makes the group the topic.
func (rd *reader) bindGroup(p *part, i, mi int, l links) {
	if strings.HasPrefix(p.text[p.mentions[mi].end:], "之一") {
		return // 150项重大水利工程之一: not theirs
	}
	if rd.topic.kind != PlaceSubject && rd.topic.kind != GroupSubject && strings.HasSuffix(p.text[:min(p.qs[i].Start, p.mentions[mi].start)], "等") {
		rd.topic = rd.here // 甲集团冷链、乙公司饮料等12个项目: not the last one's
	}
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
	rd.noteOccasion(rd.facts[n])
	if l.post[i] {
		rd.members(p, i, o)
	}
	if rd.s.whole < 0 && rd.s.part {
		rd.s.whole = n
	}
	o.period = f.Period
	if strings.Contains(p.text[:p.mentions[mi].end], "涉及") && o.scope.Status == "" {
		return // 发行专项债券3批次，涉及项目9个，总额…: the bonds go on
	}
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
		o.place = cmp.Or(rd.here.place, o.place)
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
	scoped, both := false, false
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
	if first, ok := first(vocabulary.FindStatuses(name)); ok && first.Start == 0 && !both { // 集中签约、|开工项目
		for _, h := range p.statuses {
			if h.End < start && isJoint(p.gap(h.End, start)) {
				o.scope.Status, name, start, both = "", p.text[h.Start:start]+name, h.Start, true
				break
			}
		}
	}
	if p.item && strings.TrimSpace(p.text[:start]) == "" && o.scope.Status != "" && !both && rd.s.at > 0 { // 新开工、|竣工投产项目
		prev := rd.s.parts[rd.s.at-1]
		for _, h := range prev.statuses {
			if h.End == len(prev.text) && len(prev.qs) == 0 {
				o.scope.Status, name, both = "", h.Word+"、"+name, true
			}
		}
	}
	if o.scope.Status == "" && !scoped && !both {
		for _, h := range p.statuses { // 拟争取资金|项目: the status reaches into the name
			if h.Start < start && h.End > start && h.End <= m.end {
				o.scope.Status = h.Key
				name, start = p.text[h.Start:m.end], h.Start
			}
		}
	}
	if o.scope.Status == "" && !both {
		for _, h := range vocabulary.FindStatuses(name) {
			o.scope.Status = h.Key
			break
		}
	}
	if o.scope.Status == "" && !both {
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
					if k, told := p.countAfter(h.End); told && k != i {
						continue // 47个重点项目开工39个: it is what the second number counts
					}
					if h.Start >= m.end && (i+1 >= len(p.qs) || h.Start < p.nextStart(lastOfGroup(l, mi, i))) && !p.statusOfNext(h, lastOfGroup(l, mi, i)) {
						o.scope.Status = h.Key
						name = p.text[h.Start:h.End] + name
						break
					}
				}
			}
			if gap := strings.Trim(p.gap(p.qs[i].End, start), "的 "); gap != "" && !scoped && len(findQuantities(gap)) == 0 {
				name = gap + name
			}
		}
	}
	if o.scope.Status == "" && rd.s.at > 0 && p.before == '，' && endsWithAny(rd.s.parts[rd.s.at-1].text, "项目中", "项目里", "项目当中") {
		for _, h := range rd.s.parts[rd.s.at-1].statuses { // 此次开工的项目中，10亿元以上的16个
			o.scope.Status = h.Key
		}
	}
	name = p.joinedKinds(name, start) + rd.countedWords(p, mi, l, name, start)
	name = strings.TrimSuffix(name, "的")
	name = trimLead(name, "会上", "现场", "当天", "当日")
	for _, w := range vocabulary.Cues("local_place") {
		if rest := strings.TrimPrefix(name, w); rest != name && runes(rest) >= 2 {
			name = rest
		}
	}
	if strings.HasSuffix(p.text[:start], "我") && startsWithAny(name, "市", "县", "省", "区", "州", "旗", "盟") {
		name = name[len("市"):] // 我|州新签约项目
	}
	name = strings.TrimPrefix(name, "涉及")
	if strings.HasSuffix(p.text[:start], "各") && strings.HasPrefix(name, "类") {
		name = strings.TrimPrefix(name, "类") // 各类|水利项目
	}
	if o.scope.Status != "" { // 未按|计划开工项目
		for _, w := range []string{"未按", "未能", "尚未", "未如期"} {
			if strings.HasSuffix(p.text[:start], w) {
				name, o.scope.Status = w+name, ""
			}
		}
	}
	if m := subPlaceStart.FindStringSubmatch(name); m != nil && rd.here.name != "" && m[1] != rd.here.name && (isSubPlace(m[1]) || firstPlaceIn(m[1]) == m[1]) && (saysStatus(strings.TrimSuffix(strings.TrimPrefix(name, m[1]), "项目")) || startsWithAny(strings.TrimPrefix(name, m[1]), "重点", "重大", "亿元")) {
		name, o.place = strings.TrimPrefix(name, m[1]), fullPlace(m[1]) // 海勃湾区|开复工项目
	} else if lead := firstPlaceIn(name); lead != "" && lead != name && endsWithAny(lead, "区", "县", "旗", "镇", "市") && fullPlace(lead) != rd.place && (rd.place == "" || vocabulary.Within(fullPlace(lead), rd.place)) {
		name, o.place = strings.TrimPrefix(name, lead), fullPlace(lead)
	}
	if name == "项目" {
		name = cmp.Or(rd.kindBefore(p), p.doingOf(mi, l))
	}
	// What a sibling or a part leaves unsaid it takes from the group before it.
	if n := len(rd.s.owners); n > 0 || rd.s.part && rd.lastGroup.kind == GroupSubject {
		prev := rd.lastGroup
		if n > 0 {
			prev = rd.s.owners[n-1]
			if rd.s.part {
				prev = rd.s.dividedOwner()
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
		if rd.s.part && !scoped && !rd.countedAsPart(prev.group) && !rd.moreThan(p, mi, l, prev.group) {
			if o.scope.Min == nil && o.scope.Max == nil && (prev.scope.Min != nil || prev.scope.Max != nil) {
				o.scope.Min, o.scope.Max = prev.scope.Min, prev.scope.Max
				o.scope.Words = prev.scope.Words
			}
		}
	}
	name = strings.TrimPrefix(otherName.ReplaceAllString(name, ""), "达成")
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

// kindBefore is the kind of projects that the clause before, which has no figure, is about: 装备制造项目占大头，8个项目总投资30亿元.
func (rd *reader) kindBefore(p *part) string {
	if rd.s.at == 0 || p.before != '，' {
		return ""
	}
	prev := rd.s.parts[rd.s.at-1]
	if len(prev.qs) > 0 || len(prev.mentions) == 0 || prev.mentions[0].kind != groupMention || prev.mentions[0].start != 0 || strings.HasPrefix(prev.text[prev.mentions[0].end:], "中") {
		return ""
	}
	if name := prev.mentions[0].name; strings.HasSuffix(name, "项目") && runes(name) > 4 && hasAny(prev.text, "占据", "占比", "占大头", "唱主角", "成为", "居多", "过半", "亮眼", "突出", "最多", "挑大梁") {
		return name
	}
	return ""
}

// statusOfNext tells whether a state belongs to a count behind it, of some of the projects counted before, or to a time to
// come: 170个新开项目已开工145个, 全部建成后.
func (p *part) statusOfNext(h vocabulary.Hit, i int) bool {
	if strings.HasPrefix(p.text[h.End:], "后") || i < len(p.qs) && endsWithAny(p.text[p.qs[i].End:h.Start], "项目中", "工程中") {
		return true
	}
	if i+1 >= len(p.qs) || p.qs[i+1].Dim != quantity.Count || !isProjectUnit(p.qs[i+1].Unit) {
		return false
	}
	gap := trimLinks(p.gap(h.End, p.qs[i+1].Start))
	return gap == "" || saysStatus(gap)
}

// otherName is what brackets leave of a name before that of a group: (临江高新区)签约项目.
var otherName = regexp.MustCompile(`^[（(][^（）()]*[）)]`)

// isJoint tells whether a text only joins what stands on both sides of it.
func isJoint(gap string) bool {
	switch strings.TrimSpace(gap) {
	case "、", "和", "与", "及", "暨", "并":
		return true
	}
	return false
}

// moreThan tells whether a group counts more than the one before it, of which it then is no part: 10亿元以上106个。其中，产业类753个.
func (rd *reader) moreThan(p *part, mi int, l links, group string) bool {
	for i, j := range l.counts {
		if j != mi {
			continue
		}
		for k := len(rd.facts) - 1; k >= 0 && k >= len(rd.facts)-12; k-- {
			if f := &rd.facts[k]; f.Metric == "project_count" && f.Group == group {
				return p.qs[i].Value.GreaterThan(f.Value)
			}
		}
	}
	return false
}

// countedAsPart tells whether a group is itself one part of a whole: 其中30亿元以上4个，民资项目9个 are two parts beside each
// other, and the bound of the first is none of the second.
func (rd *reader) countedAsPart(group string) bool {
	for _, i := range rd.s.facts {
		if f := &rd.facts[i]; f.Role == Part && f.Metric == "project_count" && f.Group == group {
			return true
		}
	}
	return false
}

// countAfter is the number of projects that stands right behind an offset.
func (p *part) countAfter(at int) (int, bool) {
	for k, q := range p.qs {
		if q.Start >= at && q.Dim == quantity.Count && isProjectUnit(q.Unit) && onlyLinks(p.gap(at, q.Start)) {
			return k, true
		}
	}
	return 0, false
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
		t = strings.TrimLeft(trimLinks(t), "共已均都")
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
	for _, cut := range []string{"，", "；", "：", "其中", "今年", "目前", "会上", "现场", "累计", "共", "已累计", "全年", "这次", "此次", "本次", "，已"} {
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

// bindKind binds the count of one kind of the group before it and makes that kind the topic.
func (rd *reader) bindKind(p *part, i int, kind string) {
	base := rd.lastGroup
	if rd.topic.kind == GroupSubject && len(rd.s.owners) > 0 {
		base = rd.s.dividedOwner()
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
	if !rd.s.part && i > 0 && p.qs[i-1].Dim == quantity.Count && isProjectUnit(p.qs[i-1].Unit) {
		rd.topic = base // 47个重点项目开工39个，完成投资…: of all 47
		return
	}
	rd.topic = o
}
