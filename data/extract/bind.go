package extract

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// sentence reads one sentence: its parts from left to right, then what it says besides figures.
func (rd *reader) sentence(sn sentence) {
	sc := &scene{sentence: sn, parts: rd.partsOf(sn.text), whole: -1, planned: rd.intent}
	prev := rd.s
	rd.s = sc
	rd.open(prev)
	for i, p := range sc.parts {
		sc.at = i
		rd.part(p)
		sc.carried = append([]string{p.text}, sc.carried...)
	}
	rd.statements()
	rd.close()
}

// open decides what of the topic a new sentence keeps.
func (rd *reader) open(prev *scene) {
	rd.stage = ""
	if len(rd.s.parts) == 0 {
		return
	}
	text := rd.s.parts[0].text
	if rd.topic.kind == PlaceSubject && rd.topic.name != rd.here.name && rd.topic.place == rd.here.place {
		rd.topic = rd.here
	}
	if strings.HasPrefix(text, "其中") && prev != nil && !rd.first {
		rd.s.pending = append(rd.s.pending, prev.pending...)
		return
	}
	if rd.topic.kind == GroupSubject {
		keep := startsWithAny(text, "项目", "这些项目", "这批项目", "此次", "本次", "这次", "上述项目", "以上项目", "该批项目", "工程")
		first := rd.s.parts[0]
		if len(rd.s.parts) > 1 && len(first.ps) > 0 && first.ps[0].To-first.ps[0].From >= len(first.text)-6 {
			first = rd.s.parts[1] // 截至9月底，已开工112个
		}
		for _, h := range first.measures {
			keep = keep || h.Start == 0 && groupMeasures[h.Key]
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
	if startsWithAny(text, "整体", "全部", "该项目", "项目全部", "项目整体", "项目建成", "项目总投资", "项目达产") {
		rd.topic.phase = ""
	}
	if prev != nil && prev.subjects > 1 && rd.topic.kind == ProjectSubject && rd.names.main == nil {
		rd.topic = rd.here // after a list of projects, a new sentence is about none of them
	}
	if !startsWithAny(text, "会上", "大会期间", "会议期间", "活动期间", "期间", "展会期间", "此次", "本次", "这次", "仪式上", "会后") {
		rd.event = ""
	}
}

func (rd *reader) close() {
	rd.before = append([]string{rd.s.sentence.text}, rd.before...)
	if len(rd.before) > 2 {
		rd.before = rd.before[:2]
	}
}

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

// A link ties a count to the group of projects that it counts, and a sum of money to the group
// whose members it bounds.
type links struct {
	counts map[int]int // quantity → mention
	scopes map[int]int // mention → quantity
	direct map[int]int // count → scope quantity, where no word stands between (50亿元以上12个)
	group  map[int]bool
	post   map[int]bool // the count stands before what it counts
}

func (p *part) links() links {
	l := links{map[int]int{}, map[int]int{}, map[int]int{}, map[int]bool{}, map[int]bool{}}
	for j, m := range p.mentions {
		if m.kind != projectMention && m.kind != groupMention && m.kind != backMention || !countedAsProject(m) {
			continue
		}
		for i, q := range p.qs {
			switch {
			case q.Dim == quantity.Count && isProjectUnit(q.Unit) && !oneOf(q.Printed):
				if _, done := l.counts[i]; done {
					continue
				}
				before := m.start
				if k, ok := l.scopes[j]; ok {
					before = p.qs[k].Start
				}
				if q.End <= before && countable(p.gap(q.End, before)) {
					l.counts[i], l.group[j], l.post[i] = j, true, true
				} else if m.end <= q.Start && onlyLinks(p.gap(m.end, q.Start)) && !p.countsNext(i) {
					l.counts[i], l.group[j] = j, true
				}
			case q.Dim == quantity.Money && q.End <= m.start && !(i+1 < len(p.qs) && p.qs[i+1].Start < m.start) && scopeGap(p.gap(q.End, m.start)) && (m.kind != projectMention || p.isScope(i, m)):
				if q.Approx != "" || q.Max != nil || strings.Trim(p.gap(q.End, m.start), " ") != "" || m.kind != projectMention {
					l.scopes[j] = i
					p.spent[i] = true
				}
			}
		}
	}
	for i, q := range p.qs { // counts whose group was found before its scope
		if q.Dim != quantity.Count || !isProjectUnit(q.Unit) {
			continue
		}
		if _, done := l.counts[i]; done || oneOf(q.Printed) {
			continue
		}
		for j := range p.mentions {
			if k, ok := l.scopes[j]; ok && q.End <= p.qs[k].Start && countable(p.gap(q.End, p.qs[k].Start)) {
				l.counts[i], l.group[j], l.post[i] = j, true, true
			}
		}
		if i > 0 && p.qs[i-1].Dim == quantity.Money && !p.spent[i-1] && onlyLinks(strings.TrimPrefix(p.gap(p.qs[i-1].End, q.Start), "的")) &&
			(p.qs[i-1].Approx != "" || p.qs[i-1].Max != nil || strings.HasPrefix(p.text[p.qs[i-1].End:], "的")) {
			if _, ok := p.measureBefore(i - 1); !ok || p.qs[i-1].Approx == "以上" {
				l.direct[i] = i - 1
				p.spent[i-1] = true
			}
		}
	}
	for i, q := range p.qs { // 5000万元以上、已发行专项债券的项目: a bound without a count is no figure
		if q.Dim == quantity.Money && !p.spent[i] && (q.Approx == "以上" || q.Approx == "以下") {
			rest := p.text[q.End:]
			if startsWithAny(rest, "、已", "的、", "企业", "的企业", "工业企业", "重大", "重点", "产业", "工业", "技改", "的重大", "的重点") {
				p.spent[i] = true
			}
		}
	}
	return l
}

// countedAsProject tells names that a count can count as projects.
func countedAsProject(m mention) bool {
	return !m.weak || strings.HasSuffix(m.name, "项目")
}

// countsNext tells whether the i-th quantity stands right before a project's name, which it then
// counts, whatever stands before it.
func (p *part) countsNext(i int) bool {
	for _, m := range p.mentions {
		if m.start >= p.qs[i].End && countedAsProject(m) && (m.kind == groupMention || m.kind == backMention || m.kind == projectMention) && countable(p.gap(p.qs[i].End, m.start)) {
			return true
		}
	}
	return p.qs[i].Printed != "" && strings.HasSuffix(p.qs[i].Printed, "大")
}

// isScope tells whether money before a specific name bounds a group rather than being its figure.
func (p *part) isScope(i int, m mention) bool {
	if p.qs[i].Approx != "以上" && p.qs[i].Max == nil {
		return false
	}
	_, ok := p.measureBefore(i)
	return !ok
}

func isProjectUnit(unit string) bool {
	for _, u := range vocabulary.Cues("project_unit") {
		if u == unit {
			return true
		}
	}
	return false
}

// oneOf tells 一个, 一座, 一条: not a count but an article.
func oneOf(printed string) bool { return strings.HasPrefix(printed, "一") && runes(printed) <= 3 }

// countable tells whether the words between a count and the name after it belong to the name.
func countable(gap string) bool {
	return gap == "" || gap == "的" || runes(gap) <= 10 && !strings.ContainsAny(gap, "，、；：") && edge(gap, 0, len(gap), nil) == 0 && len(vocabulary.FindMeasures(gap)) == 0
}

func scopeGap(gap string) bool {
	switch strings.TrimSpace(gap) {
	case "", "的", "级", "级的", "元", "规模的", "及以上", "级别":
		return true
	}
	return isGenericModifier(gap)
}

func isGenericModifier(gap string) bool {
	return runes(gap) <= 6 && isGeneric(gap) && !strings.ContainsAny(gap, "，、；")
}

// part binds the figures of one part.
func (rd *reader) part(p *part) {
	rd.setMode(p)
	l := p.links()
	rd.leaveProject(p)
	rd.subPlace(p)
	rd.investor(p)
	ahead := rd.named(p)
	if ahead == nil {
		ahead = rd.namedNext(p)
	}
	apart := rd.bindApart(p)
	if rd.here.place == "" { // 59个项目在广州南沙区签约: the place comes after its figure
		for mi, m := range p.mentions {
			if m.kind == placeMention && m.name != "" && endsWithAny(p.text[:m.start], "在", "于", "落户") {
				rd.meetPlace(p, mi, true)
			}
		}
	}
	mi := 0
	for i := range p.qs {
		for mi < len(p.mentions) && p.mentions[mi].start < p.qs[i].Start {
			rd.meet(p, mi, l)
			mi++
		}
		if p.spent[i] || apart && p.spent[i] || insideMention(p, i) {
			continue
		}
		if _, ok := l.counts[i+1]; ok && i+1 < len(p.qs) && p.gap(p.qs[i].End, p.qs[i+1].Start) == "的" && !p.spent[i+1] {
			if _, measured := p.measureBefore(i); measured { // 总投资120亿元的15个项目: the group first
				rd.bind(p, i+1, l, nil)
				rd.bind(p, i, l, nil)
				continue
			}
		}
		rd.bind(p, i, l, ahead)
	}
	for ; mi < len(p.mentions); mi++ {
		rd.meet(p, mi, l)
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

// insideMention tells whether a figure is part of a name (年产50万吨…项目). Such a capacity is stated by
// the name and is taken up with the name.
func insideMention(p *part, i int) bool {
	return covered(p.qs[i].Start, p.qs[i].End, p.mentions)
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

// leaveProject ends a project's part in a report on a whole place: what follows is the project's only
// when it is an attribute that projects have.
func (rd *reader) leaveProject(p *part) {
	if rd.topic.kind != ProjectSubject || !statistical(rd.report.Title) || p.item || p.bracket || len(p.qs) == 0 {
		return
	}
	for _, m := range p.mentions {
		if m.start < p.qs[0].Start && m.kind != placeMention && (m.kind != backMention || hasAny(m.name, "项目", "工程", "该", "公司")) {
			return
		}
	}
	for _, h := range p.measures {
		if h.Start < p.qs[0].Start && (groupMeasures[h.Key] || timeless(h.Key) && h.Key != "jobs" || h.Key == "throughput" || h.Key == "output_value") && !strings.Contains(h.Word, "里程") && p.before != 0 {
			return
		}
	}
	rd.topic = rd.here
}

var subPlaceStart = regexp.MustCompile(`^(?:其中)?(\p{Han}{2,6}?(?:镇|乡|街道|开发区|经开区|高新区|园区|工业园|新区))`)

// subPlace takes a part of the report's place for the topic of its clause: 城关镇到位资金15.2亿元，完成率84.4%.
func (rd *reader) subPlace(p *part) {
	if p.before == '；' && rd.topic.kind == PlaceSubject && rd.topic.name != rd.here.name {
		rd.topic = rd.here
	}
	if rd.here.name == "" || rd.topic.kind == ProjectSubject || len(p.qs) == 0 || len(p.measures) == 0 {
		return
	}
	m := subPlaceStart.FindStringSubmatchIndex(p.text)
	if m == nil || p.measures[0].Start != m[1] {
		return
	}
	for _, x := range p.mentions {
		if x.start < m[3] && x.kind != placeMention {
			return
		}
	}
	name := p.text[m[2]:m[3]]
	if isGeneric(name) || startsWithAny(name, "各", "全", "该", "本", "个") {
		return
	}
	rd.topic = owner{kind: PlaceSubject, name: name, place: rd.here.place}
	p.mentions = append(p.mentions, mention{start: m[2], end: m[3], kind: phaseMention})
	sortMentions(p.mentions)
}

// investor takes a firm that the vocabulary cannot know by its form for the topic, when it stands before
// the money that it spends: 启微科技将投资12亿元建设研发总部.
func (rd *reader) investor(p *part) {
	for i, q := range p.qs {
		if q.Dim != quantity.Money || i > 0 {
			break
		}
		head := p.text[:q.Start]
		j := strings.LastIndex(head, "投资")
		if j <= 0 || !onlyLinks(head[j+len("投资"):]) || strings.HasSuffix(head[:j], "总") {
			return
		}
		who := head[:j]
		for _, w := range []string{"计划总", "计划", "将", "拟", "追加", "再", "累计", "预计", "共", "已", "总"} {
			who = strings.TrimSuffix(who, w)
		}
		if n := runes(who); n < 4 || n > 20 || strings.ContainsAny(who, "，、；：（(") || edge(who, 0, len(who), p.wallsIn(0, len(who))) != 0 || len(vocabulary.FindMeasures(who)) > 1 {
			return
		}
		for _, m := range p.mentions {
			if m.start < len(who) && m.kind != groupMention {
				return
			}
		}
		if endsWithAny(who, "项目", "工程", "期", "产业", "工业", "领域", "方面", "财政", "政府", "社会", "企业", "资金", "地方", "民间", "行业", "建设", "业") || isGeneric(who) {
			return
		}
		rd.topic = owner{kind: CompanySubject, name: who, company: who, place: rd.here.place}
		rd.lastCompany = rd.topic
		for _, m := range p.mentions { // what it builds is its project
			if m.kind == projectMention && m.start >= q.End && describes(p.gap(q.End, m.start)) && rd.names.resolve(m.name) == nil {
				m.company = who
				rd.names.see(m)
			}
		}
		return
	}
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
		if m.kind == projectMention && describes(next.text[:m.start]) && m.start > 0 {
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
		case len(s.owners) > 0 && (len(p.ps) > 0 && p.ps[0].From == 0 || len(p.measures) > 0 && p.measures[0].Start == 0 && p.measures[0].Key != "project_count"):
			rd.topic, s.part, s.whole = s.owners[0], false, -1 // and of its parts
		}
	}
	if strings.HasPrefix(p.text, "其中") || strings.HasPrefix(p.text, "（其中") {
		s.part = true
		s.whole = -1
		if n := len(s.pending); n > 0 {
			s.whole = s.pending[n-1]
		}
	}
	p.listed = p.listed || p.before == '：' && rd.s.at > 0 && opensList(rd.s.parts[rd.s.at-1].text) ||
		p.item && rd.s.at > 0 && rd.s.parts[rd.s.at-1].listed
	if s.at > 0 && !s.part && p.before == '，' && len(s.owners) > 0 && endsWithAny(s.parts[s.at-1].text, "项目中", "项目里", "项目当中") {
		s.part = true // 开工的14个项目中，产业项目8个
		if n := len(s.pending); n > 0 {
			s.whole = s.pending[n-1]
		}
	}
	rd.setStage(p)
	rd.setPlanned(p)
	rd.setPeriod(p)
	rd.setEvent(p)
}

// meet takes a name into the topic.
func (rd *reader) meet(p *part, mi int, l links) {
	m := p.mentions[mi]
	oblique := p.oblique(m)
	switch m.kind {
	case projectMention:
		if l.group[mi] {
			return // its count makes it a group
		}
		pr := rd.names.resolve(m.name)
		if pr == nil {
			if m.weak || p.listed {
				return
			}
			rd.names.see(m)
			pr = rd.names.resolve(m.name)
		}
		o := rd.projectOwner(pr, m.phase)
		if p.before == '：' && rd.topic.kind == ProjectSubject && rd.s.at > 0 && isLabel(rd.s.parts[rd.s.at-1].text) {
			return // 建设地点：某某产业园
		}
		rd.introduce(p, pr, o)
		rd.nameCapacity(p, m, o)
		if p.listed {
			return
		}
		if (oblique || rd.names.main != nil && pr != rd.names.main && !startsClause(p, m) && !rd.describedHere(p, m)) && rd.topic.kind == ProjectSubject {
			return
		}
		rd.s.subjects++
		o.name, o.named = o.project+o.phase, o.phase != ""
		if m.place == "" && rd.here.place != "" && o.place == "" {
			o.place = rd.here.place
		}
		if rd.topic.kind == CompanySubject && o.company == "" {
			o.company = rd.topic.company
		}
		rd.topic, rd.lastProject = o, o
		rd.recent = append(rd.recent, o)
	case groupMention:
		if l.group[mi] || oblique || p.predicate(mi) {
			return
		}
		if k, ok := l.scopes[mi]; ok || len(p.statusesBefore(m.start)) > 0 && mi+1 >= len(p.mentions) {
			_ = k
			rd.topic = rd.groupOwner(p, mi, l, false)
			rd.lastGroup = rd.topic
		}
	case backMention:
		if l.group[mi] {
			return
		}
		if k, ok := l.scopes[mi]; ok {
			_ = k
			rd.topic = rd.groupOwner(p, mi, l, false)
			rd.lastGroup = rd.topic
			return
		}
		if !oblique && !p.predicate(mi) {
			rd.pointBack(p, m)
		}
	case companyMention:
		o := owner{kind: CompanySubject, name: m.name, company: m.name, place: rd.here.place}
		if strings.HasSuffix(p.text[:m.start], "、") && leadNumber(p.text) != m.start || strings.HasPrefix(p.text[m.end:], "、") || strings.HasPrefix(p.text[m.end:], "等") {
			return // one of a list
		}
		if !oblique || rd.lastCompany.company == "" {
			rd.lastCompany = o
		}
		if p.before == '：' && rd.topic.kind == ProjectSubject {
			return // 建设单位：某公司
		}
		if oblique || rd.s.part && rd.topic.kind == GroupSubject && false {
			return
		}
		if rd.topic.kind == ProjectSubject && m.start > 0 && !startsClause(p, m) {
			return
		}
		if followedBy(p, m.end, "投资", "追加投资", "承建", "建设", "开发", "负责") && rd.topic.kind == ProjectSubject && rd.topic.company == "" {
			rd.topic.company = m.name
			return
		}
		rd.topic = o
		if pr := rd.names.projectOfFirm(m.name); pr != nil && hasAny(p.text[m.end:], "扩建后", "建成后", "投产后", "达产后") {
			rd.topic = rd.projectOwner(pr, "")
			rd.lastProject = rd.topic
		}
	case phaseMention:
		if m.phase == "" {
			return
		}
		if oblique && strings.Contains(p.text[m.end:], "后") {
			return // 在一期投产后: the time, not the topic
		}
		switch {
		case rd.topic.project != "":
			rd.topic.phase, rd.topic.named = m.phase, false
		case rd.lastProject.project != "" && rd.topic.kind != GroupSubject:
			rd.topic = rd.lastProject
			rd.topic.phase = m.phase
		default:
			if pr := rd.projectInMind(); pr != nil {
				rd.topic = rd.projectOwner(pr, m.phase)
			} else {
				return
			}
		}
		rd.topic.name = rd.topic.project + m.phase
	case placeMention:
		rd.meetPlace(p, mi, oblique)
	}
}

// predicate tells whether a general name only says what the name before it is: X基地是本次开工的最大项目.
func (p *part) predicate(mi int) bool {
	for _, x := range p.mentions[:mi] {
		if (x.kind == projectMention || x.kind == companyMention) && hasAny(p.gap(x.end, p.mentions[mi].start), "是", "成为", "为全", "作为", "系") {
			return true
		}
	}
	return false
}

// describedHere tells whether a figure of the part describes the name: 总投资3亿元的X项目.
func (rd *reader) describedHere(p *part, m mention) bool {
	for _, q := range p.qs {
		if q.End <= m.start && describes(p.gap(q.End, m.start)) {
			return true
		}
	}
	return false
}

// introduce says once, for each project, whose it is by its name.
func (rd *reader) introduce(p *part, pr *project, o owner) {
	if pr.told || o.company == "" {
		return
	}
	pr.told = true
	o.phase, o.name = "", o.project
	rd.say(p, o, "company", "项目单位", o.company, nil)
}

// startsClause tells whether a name stands where a subject stands: first, or after a date or a place.
func startsClause(p *part, m mention) bool {
	t := p.text[:m.start]
	for _, d := range p.ps {
		if d.From == 0 && d.To <= m.start {
			t = p.text[d.To:m.start]
		}
	}
	t = strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(t, "其中"), "据悉"), " ，、：")
	if strings.HasSuffix(t, "的") && !strings.Contains(t, "，") { // 正在建设的X项目, 位于…的X项目
		if len(vocabulary.FindStatuses(t)) > 0 || len(whereWords.Find(t)) > 0 || startsWithAny(t, "总投资", "投资") {
			return true
		}
	}
	switch t {
	case "", "当前", "目前", "日前", "近日", "上午", "下午", "同时", "此外", "共", "现", "作为主会场所在的", "位于我县境内的", "对", "据介绍", "今天", "昨天", "记者从", "随着", "眼下", "首批", "以":
		return true
	}
	return false
}

func followedBy(p *part, at int, words ...string) bool { return startsWithAny(p.text[at:], words...) }

func (rd *reader) meetPlace(p *part, mi int, oblique bool) {
	m := p.mentions[mi]
	if m.name == "" { // 全市, 我县
		if oblique || followedBy(p, m.end, "平均") {
			return
		}
		m.name = rd.localPlace(p.text[m.start:m.end])
		if m.name == "" {
			return
		}
		if startsClause(p, m) && rd.topic.kind != PlaceSubject { // 全县…: about the place, also in a report on one project
			rd.topic = rd.placeOwner(m.name)
			if m.name != "全国" {
				rd.here = rd.topic
			}
			return
		}
	}
	before := p.text[:m.start]
	switch {
	case endsWithAny(before, "对", "与", "和", "同", "向", "高于", "低于", "较", "比", "居", "列", "占", "来自", "快于", "、", "—", "至"):
		return
	case rd.topic.kind == ProjectSubject && startsClause(p, m) && p.measuredRightAfter(m):
		rd.here = rd.placeOwner(m.name)
		rd.topic = rd.here
		return
	case rd.topic.kind == ProjectSubject && (rd.names.main != nil || !startsClause(p, m)):
		return // where a project lies says nothing about whose the figures are
	case startsClause(p, m):
		if followedBy(p, m.end, "、") {
			return
		}
		rd.here = rd.placeOwner(m.name)
		rd.topic = rd.here
		rd.lastCompany = owner{}
	case endsWithAny(before, "在", "于", "落户", "进驻", "入驻", "落地"):
		if rd.topic.kind == PlaceSubject || rd.topic.kind == "" || rd.topic.kind == GroupSubject {
			moves := endsWithAny(before, "落户", "进驻", "入驻", "落地") && (rd.place == "" || vocabulary.Within(m.name, rd.place))
			if rd.topic.place == "" || moves {
				rd.topic.place = m.name
				if rd.topic.kind != GroupSubject {
					rd.topic.kind, rd.topic.name = PlaceSubject, m.name
					rd.here = rd.topic
				}
			}
		}
	}
}

// measuredRightAfter tells whether a measure that only places have follows a place's name.
func (p *part) measuredRightAfter(m mention) bool {
	for _, h := range p.measures {
		if h.Start >= m.end && placeMeasure(h.Key) && runes(p.gap(m.end, h.Start)) <= 4 {
			return true
		}
	}
	return false
}

// localPlace tells which place 全市, 我省 or 全国 means here.
func (rd *reader) localPlace(word string) string {
	if word == "全国" || word == "我国" {
		return "全国"
	}
	base := rd.place
	if base == "" {
		base = rd.here.place
	}
	p, ok := vocabulary.PlaceByName(base)
	if !ok {
		return base
	}
	if strings.HasSuffix(word, "省") && p.Level != "province" {
		return p.In
	}
	return p.Name
}

// pointBack takes 项目, 该公司, 电站 for what was named before.
func (rd *reader) pointBack(p *part, m mention) {
	word := strings.TrimLeft(m.name, "该此本其")
	switch {
	case hasAny(word, "公司", "企业"):
		if rd.lastCompany.company != "" {
			rd.topic = rd.lastCompany
		}
		return
	case word == "" || m.name == "它":
		return
	case rd.topic.kind == GroupSubject && m.phase == "":
		return
	case word == "工程" && m.phase == "" && rd.topic.kind == ProjectSubject && !strings.Contains(rd.topic.project, "工程"):
		for k := len(rd.recent) - 1; k >= 0; k-- {
			if strings.Contains(rd.recent[k].project, "工程") {
				rd.topic = rd.recent[k]
				return
			}
		}
	case strings.Contains(word, "项目") && rd.topic.kind == CompanySubject && !startsClause(p, m) && m.phase == "" && !strings.HasPrefix(m.name, "该"):
		return // 签署项目投资协议: no project yet
	case strings.Contains(word, "项目") || word == "工程" || hasAny(word, "规划"):
		if rd.topic.kind == ProjectSubject && m.phase != "" {
			rd.topic.phase = m.phase
			rd.topic.name = rd.topic.project + m.phase
			return
		}
		if rd.topic.kind == ProjectSubject && m.phase == "" {
			if rd.topic.named {
				return // 平海湾风电场三期项目…。项目总装机…
			}
			rd.topic.phase = ""
			rd.topic.name = rd.topic.project
			return
		}
		if pr := rd.projectInMind(); pr != nil {
			rd.topic = rd.projectOwner(pr, m.phase)
			rd.lastProject = rd.topic
		}
		return
	}
	// 电站, 园区: the last project that is one, else the report's own.
	for _, o := range []owner{rd.topic, rd.lastProject} {
		if o.project != "" && strings.Contains(o.project, word) {
			o.phase = m.phase
			o.name = o.project + o.phase
			rd.topic = o
			return
		}
	}
	if main := rd.names.main; main != nil && (strings.Contains(main.name, lastRunes(word, 1)) || rd.topic.kind == PlaceSubject) && p.text[:m.start] == "" {
		rd.topic = rd.projectOwner(main, m.phase)
		rd.lastProject = rd.topic
	}
}

// projectInMind is the project that 项目 or 一期 means when none is the topic: the last one named,
// the firm's, or the one that the report is about.
func (rd *reader) projectInMind() *project {
	if rd.topic.kind == CompanySubject || rd.lastProject.project == "" && rd.lastCompany.company != "" {
		firm := rd.topic.company
		if firm == "" {
			firm = rd.lastCompany.company
		}
		if pr := rd.names.projectOfFirm(firm); pr != nil {
			return pr
		}
		if pr := rd.names.projectNamedAfter(firm); pr != nil {
			return pr
		}
		if rd.lastProject.project == "" {
			m := mention{kind: projectMention, name: rd.names.shortFirm(firm) + "项目", company: firm, place: leadingPlace(firm)}
			rd.names.see(m)
			return rd.names.resolve(m.name)
		}
	}
	if rd.lastProject.project != "" {
		return rd.names.resolve(rd.lastProject.project)
	}
	return rd.names.main
}

// oblique tells whether a name stands after a preposition, so that the clause is not about it.
func (p *part) oblique(m mention) bool {
	before := p.text[:m.start]
	for _, w := range vocabulary.Cues("oblique") {
		if strings.HasSuffix(before, w) && !hidden(p.text, m.start-len(w), m.start) {
			return true
		}
	}
	return false
}

func (p *part) statusesBefore(at int) []vocabulary.Hit {
	var out []vocabulary.Hit
	for _, h := range p.statuses {
		if h.End <= at {
			out = append(out, h)
		}
	}
	return out
}
