package extract

import (
	"regexp"
	"slices"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// sentence reads one sentence: its parts from left to right, then what it says besides figures.
func (rd *reader) sentence(sn sentence) {
	sc := &scene{sentence: sn, parts: rd.partsOf(sn.text), whole: -1, planned: rd.intent}
	prev := rd.s
	rd.s = sc
	if rd.workReport && rd.intent == Actual && aims.MatchString(sn.text) { // what follows is for the coming year
		rd.intent, rd.intentYear = Planned, rd.aimYear
		sc.planned = Planned
	}
	rd.open(prev)
	outside, mode := rd.topic, *sc
	for i, p := range sc.parts {
		sc.at = i
		p = rd.ranking(p)
		sc.parts[i] = p
		if p.bracket && (i == 0 || !sc.parts[i-1].bracket) {
			outside, mode = rd.topic, *sc
		}
		if !p.bracket && i > 0 && sc.parts[i-1].bracket {
			if outside.kind == ProjectSubject && rd.topic.project == outside.project || outside.kind == GroupSubject || outside.kind == PlaceSubject && rd.topic.kind == GroupSubject {
				rd.topic = outside // (一期占地200亩)，…: what follows the bracket is about the whole again
			}
			sc.part, sc.whole, sc.planned = mode.part, mode.whole, mode.planned // (其中上半年计划开工20项)
			if mode.period != nil {
				sc.period = mode.period
			}
		}
		rd.part(p)
		sc.carried = append([]string{p.text}, sc.carried...)
	}
	rd.statements()
	rd.close()
}

// open decides what of the topic a new sentence keeps.
func (rd *reader) open(prev *scene) {
	rd.stage = ""
	rd.resume()
	if rd.aside {
		rd.topic, rd.aside = rd.here, false
	}
	if rd.occasion != nil {
		rd.occasion.age++
	}
	if len(rd.s.parts) == 0 {
		return
	}
	text := rd.s.parts[0].text
	if rd.topic.kind == PlaceSubject && rd.topic.name != rd.here.name && rd.topic.place == rd.here.place && !(strings.HasPrefix(text, "其中") && isZone(rd.topic.name)) {
		rd.topic = rd.here
	}
	if strings.HasPrefix(text, "其中") && prev != nil && !rd.first {
		rd.s.pending = append(rd.s.pending, prev.pending...)
		rd.divided = owner{}
		if len(prev.owners) > 0 {
			rd.divided = prev.owners[0]
		}
		return
	}
	if prev != nil && prev.part && !rd.first && len(prev.owners) > 1 && rd.divided.kind == GroupSubject && strings.HasPrefix(prev.sentence.text, "其中") {
		if h, ok := first(rd.s.parts[0].measures); ok && h.Start == 0 && groupMeasures[h.Key] {
			rd.topic, rd.lastGroup = rd.divided, rd.divided // 项目300个。其中，续建140个；新开160个。累计完成投资…: of all of them
		}
	} else if prev != nil && prev.part && !rd.first && len(prev.owners) > 1 && rd.topic.kind == GroupSubject {
		rd.topic = prev.dividedOwner() // 项目50个，其中省重点11个。总投资…: of all of them
		rd.lastGroup = rd.topic
	}
	if rd.topic.kind == GroupSubject {
		keep := startsWithAny(text, "项目", "这些项目", "这批项目", "此次", "本次", "这次", "上述项目", "以上项目", "该批项目", "工程")
		first := rd.s.parts[0]
		if len(rd.s.parts) > 1 && len(first.ps) > 0 && first.ps[0].To-first.ps[0].From >= len(first.text)-6 {
			first = rd.s.parts[1] // 截至9月底，已开工112个
		}
		begin := len(first.text) - len(strings.TrimLeft(trimDates(first, first.text), "，、 ")) // 1-5月完成投资…
		for _, h := range first.measures {
			keep = keep || (h.Start == 0 || h.Start == begin) && groupMeasures[h.Key]
		}
		for _, h := range first.statuses {
			keep = keep || h.Start == 0 && len(first.qs) > 0 && onlyLinks(first.gap(h.End, first.qs[0].Start))
		}
		if !keep {
			rd.lastGroup = rd.topic
			rd.topic = rd.here
		}
	}
	defer func() {
		if rd.topic.kind == ProjectSubject {
			rd.topic.name = rd.topic.project + rd.topic.phase
		}
	}()
	if startsWithAny(trimLead(text, "估算", "预计", "初步估算", "匡算", "经估算"), "整体", "整个", "全部", "两期", "三期全", "各期", "待全部", "待两期", "全面建成", "全面达产", "全部建成", "该项目", "项目全部", "项目整体", "项目建成", "项目总投资", "项目达产") {
		rd.topic.phase = ""
		if main := rd.names.main; main != nil && rd.topic.project == main.name && startsWithAny(text, "该项目", "项目") && !hasAny(text, "全部", "整体", "全面") {
			rd.topic.phase = rd.mainPhase // 智造产业园（二期）…。项目达产后…
		}
	}
	if prev != nil && prev.subjects > 1 && rd.topic.kind == ProjectSubject && rd.names.main == nil {
		rd.topic = rd.here // after a list of projects, a new sentence is about none of them
	}
	if !startsWithAny(text, "会上", "大会期间", "会议期间", "活动期间", "期间", "展会期间", "此次", "本次", "这次", "仪式上", "会后") {
		rd.event = ""
	}
}

func (rd *reader) close() {
	rd.nameOutputs()
	rd.runOn()
	rd.before = append([]string{rd.s.sentence.text}, rd.before...)
	if len(rd.before) > 2 {
		rd.before = rd.before[:2]
	}
}

// aims opens what a report of work says of the year to come.
var aims = regexp.MustCompile(`今年[^，。]{0,16}(?:预期目标|主要目标|工作目标|发展目标|总体要求|总体思路)|(?:预期目标|主要目标|目标)(?:初步|拟定|建议|安排|确定|设定|拟)*(?:为|是|：)`)

var placeMeasures = func() map[string]bool {
	out := map[string]bool{}
	for _, k := range vocabulary.Cues("place_measure") {
		out[strings.ReplaceAll(k, " ", "_")] = true
	}
	return out
}()

// groupMeasures are the measures that go on about a group of projects in a new sentence.
var groupMeasures = func() map[string]bool {
	out := map[string]bool{}
	for _, k := range vocabulary.Cues("group_measure") {
		out[strings.ReplaceAll(k, " ", "_")] = true
	}
	return out
}()

func placeMeasure(key string) bool { return placeMeasures[key] }

// part binds the figures of one part.
func (rd *reader) part(p *part) {
	rd.setMode(p)
	rd.setNaming(p)
	l := p.links()
	rd.leaveProject(p)
	rd.subPlace(p)
	rd.investor(p)
	rd.bindDistrict(p)
	rd.kindApart(p)
	ahead := rd.named(p)
	if ahead == nil {
		ahead = rd.namedNext(p)
	}
	rd.bindOfTarget(p)
	rd.bindAlike(p)
	apart := rd.bindApart(p)
	if rd.here.place == "" { // 59个项目在广州南沙区签约: the place comes after its figure
		for mi, m := range p.mentions {
			if m.kind == placeMention && m.name != "" && endsWithAny(p.text[:m.start], "在", "于", "落户") {
				rd.meetPlace(p, mi, true)
			}
		}
	}
	if rd.s.at == 0 && rd.first {
		if pr := rd.names.resolve(rd.shortFirmHead(piece{text: p.text}, true)); pr != nil { // 新元电子总投资3亿元
			rd.topic = rd.projectOwner(pr, "")
			rd.lastProject, ahead = rd.topic, &rd.topic
		}
	}
	mi := 0
	for i := range p.qs {
		for mi < len(p.mentions) && p.mentions[mi].start < p.qs[i].Start {
			rd.meet(p, mi, l)
			mi++
		}
		if p.spent[i] || apart && p.spent[i] || insideMention(p, i) && !rd.sidePlant(p, i) {
			continue
		}
		if _, ok := l.counts[i+1]; ok && i+1 < len(p.qs) && p.gap(p.qs[i].End, p.qs[i+1].Start) == "的" && !p.spent[i+1] {
			if _, measured := p.measureBefore(i); measured { // 总投资120亿元的15个项目: the group first
				rd.bind(p, i+1, l, nil)
				rd.bind(p, i, l, nil)
				rd.giveToGroup(p)
				continue
			}
		}
		if _, ok := l.counts[i]; ok && i+1 < len(p.qs) && l.post[i] && p.countedTotal(i+1) && p.mentions[l.counts[i]].start >= p.qs[i+1].End && !p.spent[i+1] { // 9个总投资3亿元的外资项目
			rd.bind(p, i, l, nil)
			rd.bind(p, i+1, l, nil)
			continue
		}
		rd.bind(p, i, l, ahead)
	}
	for ; mi < len(p.mentions); mi++ {
		rd.meet(p, mi, l)
	}
	rd.headed(p, l)
	if pr := rd.names.resolve(p.text); p.marked && pr != nil {
		rd.topic = rd.projectOwner(pr, "")
		rd.lastProject = rd.topic
	}
	if rd.stage != "" {
		for _, k := range rd.s.facts {
			if f := &rd.facts[k]; f.Clause == p.text && f.Kind == QuantityFact && f.SubjectKind == ProjectSubject && f.Scope.Words == "" {
				f.Scope.Words = rd.stage
			}
		}
	}
	rd.statePart(p)
}

// giveToGroup gives the figures of the items before a group's count to the group that they describe together:
// 总投资22亿元、占地900亩的15个项目.
func (rd *reader) giveToGroup(p *part) {
	if !p.item || rd.topic.kind != GroupSubject {
		return
	}
	from := rd.s.at
	for from > 0 && rd.s.parts[from].item {
		from--
	}
	for _, k := range rd.s.facts {
		f := &rd.facts[k]
		for _, before := range rd.s.parts[from:rd.s.at] {
			if f.Clause == before.text && f.Kind == QuantityFact && f.SubjectKind == PlaceSubject && len(before.mentions) == 0 && projectAttribute(f.Metric) {
				rd.topic.fill(f)
			}
		}
	}
}

// headed makes the group that stands alone before a colon what follows is about: 省级建设项目：概算投资140亿元.
func (rd *reader) headed(p *part, l links) {
	if p.after != '：' || len(p.qs) > 0 || len(p.mentions) == 0 {
		return
	}
	mi := len(p.mentions) - 1
	m := p.mentions[mi]
	if rest := p.text[m.end:]; m.kind == groupMention && (rest == "分别是" || rest == "分别为" || rest == "有" || rest == "主要有" || rest == "包括") && startsClause(p, m) { // 集中开工项目分别是：A、B、C，总投资…
		if o := rd.groupOwner(p, mi, l, false); o.scope.Status != "" {
			rd.topic, rd.lastGroup = o, o
		}
		return
	}
	if m.end != len(p.text) || m.kind != groupMention && m.kind != backMention || !strings.HasSuffix(m.name, "项目") && !strings.HasSuffix(m.name, "工程") || runes(p.text) > 14 {
		return
	}
	name := strings.Trim(numbered.ReplaceAllString(strings.TrimSpace(p.text), ""), "—－- ")
	o := rd.groupOwner(p, mi, l, false)
	if o.place == rd.here.place {
		o.group, o.name, o.scope.Words = name, name, strings.TrimSuffix(name, "项目")
	}
	if o.group == "项目" || o.group == "工程" {
		return
	}
	rd.topic, rd.lastGroup = o, o
}

// insideMention tells whether a figure is part of a name (年产50万吨…项目). Such a capacity is stated by
// the name and is taken up with the name.
func insideMention(p *part, i int) bool {
	return covered(p.qs[i].Start, p.qs[i].End, p.mentions)
}

// partOf takes a building or a part of the works that 其中 singles out for the topic until the next
// semicolon or full stop: 其中体育馆投资3亿元，已于5月竣工.
func (rd *reader) partOf(p *part) {
	if p.before == '；' {
		rd.resume()
	}
	if rd.headsPart(p) {
		before := rd.topic
		rd.held = &before
		name := before.project + strings.Trim(p.text, "“” ")
		rd.topic = owner{kind: ProjectSubject, name: name, project: name, place: before.place}
		return
	}
	if rd.held != nil && startsWithAny(p.text, "全线", "全路", "整条", "整个", "项目", "工程", "该项目", "该路") {
		rd.resume()
	}
	if rd.topic.kind != ProjectSubject || len(p.qs) == 0 && len(p.ps) == 0 && !hasAny(p.text, "段起") {
		return
	}
	if m := segment.FindStringSubmatch(p.text); m != nil && (rd.held == nil || rd.held.project+m[1] != rd.topic.project) && !strings.HasSuffix(rd.topic.project, m[1]) && !endsWithAny(m[1], "阶段", "地段", "时段", "手段") && hasAny(rd.topic.project, "路", "高速", "管线", "管道", "运河", "航道", "轨道", "地铁", "线") {
		rd.resume()
		before := rd.topic
		rd.held = &before
		rd.topic = owner{kind: ProjectSubject, name: before.project + m[1], project: before.project + m[1], place: before.place}
		return
	}
	if !strings.HasPrefix(p.text, "其中") {
		return
	}
	h, ok := first(p.measures)
	if !ok || h.Key != "investment" && h.Key != "total_investment" && h.Key != "floor_area" || h.Start <= len("其中") {
		return
	}
	name := strings.Trim(p.text[len("其中"):h.Start], "，：“”")
	if n := runes(name); n < 2 || n > 10 || !facility(name) || strings.HasSuffix(rd.topic.project, name) || hasAny(name, "项目", "工程", "期", "、", "产业园") {
		return
	}
	for _, m := range p.mentions {
		if m.kind == projectMention && m.start < h.Start && rd.names.resolve(m.name) != nil {
			return
		}
	}
	before := rd.topic
	rd.held = &before
	rd.topic = owner{kind: ProjectSubject, name: before.project + name, project: before.project + name, place: before.place}
	p.mentions = slices.DeleteFunc(slices.Clone(p.mentions), func(x mention) bool { return x.start < h.Start })
}

// otherPhases tells whether the text speaks of other phases than one.
func (rd *reader) otherPhases(phase string) bool {
	for _, x := range []string{"一期", "二期", "三期"} {
		if x != phase && strings.Contains(rd.text, x) {
			return true
		}
	}
	return rd.inPhases
}

// endsInCount tells whether the last figure of a part counts projects.
func (p *part) endsInCount() bool {
	n := len(p.qs)
	return n > 0 && p.qs[n-1].Dim == quantity.Count && isProjectUnit(p.qs[n-1].Unit)
}

// segment reads the stretch of a line that a clause is about: 海月段全长87公里.
var segment = regexp.MustCompile(`^(?:其中)?(\p{Han}{2,8}段|\p{Han}{2,6}境内)(?:全长|起点|起于|起自|正线|线路|长|总投资|投资|于|设|已|新建|概算|率先|计划|预计|将|今年|明年|\d)`)

var inPhases = regexp.MustCompile(`分[两二三四五2345]期`)

func (rd *reader) resume() {
	if rd.held != nil {
		rd.topic, rd.held = *rd.held, nil
	}
}

// named finds the project that a figure before it describes: 总投资410亿元的X项目, 投资3亿元建设X项目.
func (rd *reader) named(p *part) *owner {
	at := rd.s.at
	for k := at; k < len(rd.s.parts); k++ {
		q := rd.s.parts[k]
		if k > at && !q.item {
			break
		}
		if len(q.qs) == 0 {
			break
		}
		last := q.qs[len(q.qs)-1]
		for i := range q.qs {
			for _, m := range q.mentions {
				if m.kind == projectMention && m.start >= q.qs[i].End && describes(q.gap(q.qs[i].End, m.start)) && (k == at || q.qs[i].End == last.End) {
					if pr := rd.names.resolve(m.name); pr != nil {
						o := rd.projectOwner(pr, m.phase)
						if o.company == "" && rd.topic.kind == CompanySubject && strings.Contains(q.text[:m.start], "投资") && !strings.Contains(q.text[:m.start], "总投资") {
							rd.setBuilderOf(pr.name, rd.topic.company)
							o.company = rd.topic.company
						}
						return &o
					}
				}
			}
		}
	}
	return nil
}

// namedNext finds the project that the next clause builds with the money of this one: 投资10亿元，建设X项目.
func (rd *reader) namedNext(p *part) *owner {
	if rd.s.at+1 >= len(rd.s.parts) || len(p.qs) == 0 {
		return nil
	}
	last := p.qs[len(p.qs)-1]
	next := rd.s.parts[rd.s.at+1]
	if last.Dim != quantity.Money || strings.TrimSpace(p.text[last.End:]) != "" || next.before != '，' || !strings.Contains(p.text, "投资") || hasAny(p.text, "总投资", "投资额") {
		return nil
	}
	for _, m := range next.mentions {
		if m.kind == projectMention && m.start > 0 && (describes(next.text[:m.start]) || startsWithAny(next.text, "建设年产", "建设一条", "建设日") && strings.HasSuffix(next.text[:m.start], "的")) {
			if pr := rd.names.resolve(m.name); pr != nil {
				o := rd.projectOwner(pr, m.phase)
				return &o
			}
		}
	}
	return nil
}

func describes(gap string) bool {
	for _, w := range []string{"中国首个", "全国首个", "国内首个", "全省首个", "全球首个", "亚洲首个", "一个", "一座", "首个"} {
		gap = strings.TrimSuffix(gap, w)
	}
	if strings.HasPrefix(gap, "在") && runes(gap) <= 20 && !strings.ContainsAny(gap, "，、") { // 投资2亿元，在青石县建设X项目
		for _, verb := range []string{"投资建设", "规划建设", "建设", "兴建", "新建", "实施", "打造"} {
			if strings.HasSuffix(gap, verb) {
				gap = verb
				break
			}
		}
	}
	if rest := strings.TrimPrefix(gap, "的"); rest != gap && rest != "" && runes(rest) <= 3 && edge(rest, 0, len(rest), nil) == 0 && !strings.ContainsAny(rest, "，、；") {
		return true // 投资5000万元的呷一支|食品生产项目: the first characters of its name
	}
	if rest := strings.TrimPrefix(gap, "的"); rest != gap && !strings.ContainsAny(rest, "，、；的") { // 对接总投资20亿元的青石投资建设|光伏电站项目
		for _, verb := range []string{"投资建设", "投资兴建", "投建", "建设", "兴建", "新建"} {
			if who := strings.TrimSuffix(rest, verb); who != rest && runes(who) >= 2 && runes(who) <= 10 {
				return true
			}
		}
	}
	switch strings.TrimSpace(gap) {
	case "设立", "建立", "组建", "的", "建设", "建设的", "兴建", "兴建的", "新建", "新建的", "扩建", "扩建的", "实施", "实施的", "打造", "打造的", "用于", "用于建设", "建成的", "投资建设的", "改造", "投资建设", "建造", "改扩建", "修建", "修建的", "开发", "启动", "启动建设", "在建设", "开工建设":
		return true
	}
	return false
}

// setMode reads 其中, the words of intention and the period that a part sets for what follows.
func (rd *reader) setMode(p *part) {
	s := rd.s
	if p.before == '；' && rd.topic.kind == GroupSubject && !strings.HasPrefix(p.text, "其中") {
		switch {
		case !s.part:
			rd.topic = rd.here // a semicolon ends what was said of a group
		case len(p.mentions) > 0 && p.mentions[0].kind == groupMention && (p.mentions[0].start == 0 || saysStatus(p.text[:p.mentions[0].start])) && slices.ContainsFunc(p.measures, func(h vocabulary.Hit) bool { return h.Start >= p.mentions[0].end }) && !slices.ContainsFunc(p.qs, func(q quantity.Quantity) bool { return q.Dim == quantity.Count }):
			rd.topic, s.part, s.whole = rd.here, false, -1 // 其中新开工7项；在建水利工程投资规模…: of others
		case len(s.owners) > 0 && (len(p.ps) > 0 && p.ps[0].From == 0 || len(p.measures) > 0 && p.measures[0].Start == 0 && p.measures[0].Key != "project_count"):
			rd.topic, s.part, s.whole = s.dividedOwner(), false, -1 // and of its parts
		case len(s.owners) > 0 && s.at > 0 && s.parts[s.at-1].endsInCount() && len(p.measures) > 0 && p.measures[0].Key != "project_count" && onlyLinks(p.text[:p.measures[0].Start]):
			rd.topic, s.part, s.whole = s.dividedOwner(), false, -1
		}
	}
	if strings.HasPrefix(p.text, "其中") || strings.HasPrefix(p.text, "（其中") {
		s.part, s.divided = true, max(0, len(s.owners)-1)
		s.whole = -1
		if n := len(s.pending); n > 0 {
			s.whole = s.pending[n-1]
		}
	}
	if rd.s.at == 0 && !s.part && amongThem.MatchString(p.text) { // 招引项目中涵盖了高新技术企业7家
		s.part, s.whole = true, -1
		s.among = true
	}
	rd.listsNames(p)
	p.listed = p.listed || p.before == '：' && rd.s.at > 0 && opensList(rd.s.parts[rd.s.at-1].text) ||
		p.item && rd.s.at > 0 && rd.s.parts[rd.s.at-1].listed ||
		!slices.ContainsFunc(p.qs, func(q quantity.Quantity) bool { return !oneOf(q.Printed) }) && strings.Contains(p.text, "、") && startsWithAny(p.text, "分别是", "分别为", "包括", "包含", "涵盖", "即")
	if s.at > 0 && !s.part && p.before == '，' && len(s.owners) > 0 && endsWithAny(s.parts[s.at-1].text, "项目中", "项目里", "项目当中") {
		s.part, s.divided = true, max(0, len(s.owners)-1) // 开工的14个项目中，产业项目8个
		if n := len(s.pending); n > 0 {
			s.whole = s.pending[n-1]
		}
	}
	if rd.topic.kind == ProjectSubject && rd.topic.phase != "" && !rd.s.part && p.before == '，' && startsWithAny(p.text, "达产后", "建成后", "投产后", "项目达产后", "项目建成后") &&
		inPhases.MatchString(rd.s.sentence.text) && !strings.Contains(rd.s.sentence.text, "二期") {
		rd.topic.phase, rd.topic.name = "", rd.topic.project // 分三期建设，一期明年投产，达产后年产值…: of the whole
	}
	if rd.topic.kind == ProjectSubject && rd.topic.phase != "" && (!rd.topic.named || rd.otherPhases(rd.topic.phase)) && startsWithAny(strings.TrimPrefix(p.text, "项目"), "全部", "整体", "整个", "全面", "两期", "三期全部", "各期") {
		rd.topic.phase, rd.topic.name = "", rd.topic.project // 一期10月试产，全部达产后年产值…
	}
	if s.subjects > 1 && p.before == '，' && startsWithAny(strings.TrimPrefix(p.text, "项目"), "全部建成", "全部达产", "全部投产", "全部竣工", "全部完工", "全部实施", "均达产", "全部投入") { // 开工4个项目，分别为甲、乙、丙、丁，全部建成后…: of all
		rd.topic = rd.here
		if len(s.owners) > 0 {
			rd.topic, s.part, s.whole = s.owners[0], false, -1
		}
	}
	if s.part && p.before == '，' && !p.item && len(s.owners) > 2 && s.at > 0 && s.parts[s.at-1].item && s.parts[s.at-1].endsInCount() && len(p.measures) > 0 && p.measures[0].Key != "project_count" && len(p.qs) > 0 && p.measures[0].Start == 0 {
		rd.topic, s.part, s.whole = s.dividedOwner(), false, -1 // 其中A项目12个、B项目4个，总投资…: of all of them
	}
	if p.before == '；' && rd.opensOwn(p) && s.at > 0 && rd.opensOwn(s.parts[0]) {
		s.planned = rd.intent // 甲公司投资2亿元，一期即将完工；乙公司投资1600万元: the one's is not the other's
	}
	if p.before == '；' && rd.topic.kind == CompanySubject && plant(p) {
		rd.topic = owner{kind: CompanySubject, name: p.text, company: p.text, place: rd.here.place}
	}
	rd.partOf(p)
	rd.setStage(p)
	rd.setPlanned(p)
	rd.lastYears(p)
	rd.setPeriod(p)
	rd.setEvent(p)
}

// amongThem opens a sentence that counts some among those counted before.
var amongThem = regexp.MustCompile(`^(?:目前|这些|其|招引|入驻|入园|签约|引进)?(?:项目|企业|园区|单位)(?:当)?(?:中|里)，?(?:涵盖|包括|包含|有|含)`)

// opensOwn tells whether a part begins with the name of a firm or a project.
func (rd *reader) opensOwn(p *part) bool {
	for _, m := range p.mentions {
		if m.kind == companyMention || m.kind == projectMention {
			return m.start == 0 || p.text[:m.start] == "其中"
		}
	}
	return false
}

// plant tells a clause that is only the name of a works of its own: 安康冷冻厂.
func plant(p *part) bool {
	n := runes(p.text)
	return n >= 4 && n <= 14 && len(p.qs) == 0 && len(p.ps) == 0 && len(p.mentions) == 0 && endsWithAny(p.text, "厂", "合作社", "农场", "养殖场", "酒店", "商行", "加工坊", "砖场", "石场")
}

// outputClause is a clause that tells what is made or treated in a stretch of time: 每年可生产绿氢1.2万吨.
var outputClause = regexp.MustCompile(`(?:每年|年|每天|每日|日|每月|月|每小时)(?:均|将|还|就|都)?(?:可|能|能够|可以|达产)(?:生产|产出|产|加工|处理|消化|供应|提供|供|制造|屠宰)|(?:每年|每天|每日|每月)(?:均|将|还)?(?:生产|产出|加工|处理|消化|制造|屠宰)`)

// madeInClause tells whether a clause says of a figure that so much is made in a stretch of time.
func madeInClause(f *Fact) bool {
	if outputClause.MatchString(f.Clause) {
		return true
	}
	i := strings.Index(f.Clause, "年产") // 年产钢梁、钢柱等钢构件15万吨
	return i >= 0 && i < strings.Index(f.Clause, f.Printed) && !startsWithAny(f.Clause[i+len("年产"):], "值", "能", "业", "量", "品", "额")
}

// nameOutputs makes capacities of the amounts, otherwise without a measure, of which a clause says that so much is made
// a year or a day.
func (rd *reader) nameOutputs() {
	listed := false // the one before was an output, so is what follows it in the list: 赖氨酸12万吨、苏氨酸6万吨
	for _, k := range rd.s.facts {
		f := &rd.facts[k]
		if f.Kind != QuantityFact {
			continue
		}
		follows := listed && strings.TrimPrefix(strings.Trim(f.Clause, "和及"), "可") == f.Label+f.Printed
		listed = f.Metric == "capacity" && startsWithAny(f.Label, "年可", "年产")
		if (f.Metric == "land_area" || f.Metric == "floor_area" && follows) && f.Dim == quantity.Area && !hasAny(f.Label, "地", "面积", "园", "区", "厂房", "绿化") && (follows || madeInClause(f)) {
			f.Metric = ""
		}
		if f.Metric != "" || f.Role != Level && f.Role != Part || f.Project == "" && f.Company == "" {
			continue
		}
		switch f.Dim {
		case quantity.Mass, quantity.Volume, quantity.Energy, quantity.Count, quantity.Length, quantity.Area:
		default:
			continue
		}
		if follows || madeInClause(f) && !(f.Dim == quantity.Count && strings.Contains("栋幢座层人条期", f.Unit)) {
			f.Metric, listed = "capacity", true
		}
	}
}
