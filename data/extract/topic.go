package extract

import (
	"regexp"
	"slices"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

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

var subPlaceStart = regexp.MustCompile(`^(?:其中)?(\p{Han}{2,6}?(?:镇|乡|街道|开发区|经开区|高新区|园区|工业园|新区|县|市|区|旗))`)

// subPlace takes a part of the report's place for the topic of its clause: 城关镇到位资金15.2亿元，完成率84.4%.
func (rd *reader) subPlace(p *part) {
	if p.before == '；' && rd.topic.kind == PlaceSubject && rd.topic.name != rd.here.name && !isZone(rd.topic.name) {
		rd.topic = rd.here
	}
	if rd.here.name == "" || rd.topic.kind == ProjectSubject || len(p.qs) == 0 || len(p.measures) == 0 {
		return
	}
	m := subPlaceStart.FindStringSubmatchIndex(p.text)
	if head := p.text[:p.measures[0].Start]; m == nil && len(head) > 0 && len(p.mentions) == 0 {
		if full, ok := rd.shortPlace(head); ok { // 长岭完成投资18亿元
			rd.topic, rd.aside = rd.placeOwner(full), true
			p.mentions = []mention{{end: len(head), kind: phaseMention}}
			return
		}
	}
	if m == nil || !slices.ContainsFunc(p.measures, func(h vocabulary.Hit) bool { return h.Start >= m[1] && onlyLinks(p.gap(m[1], h.Start)) }) { // 开发区 can be a measure itself
		return
	}
	for _, x := range p.mentions {
		if x.start < m[3] && x.kind != placeMention {
			return
		}
	}
	name := p.text[m[2]:m[3]]
	if !isSubPlace(name) && !isCue("zone", name) {
		return
	}
	rd.topic = owner{kind: PlaceSubject, name: name, place: rd.here.place}
	p.mentions = append(p.mentions, mention{start: m[2], end: m[3], kind: phaseMention})
	sortMentions(p.mentions)
}

// isZone tells the names of zones and parks, which a sentence goes on about past a semicolon.
func isZone(name string) bool {
	return endsWithAny(name, "开发区", "经开区", "高新区", "新区", "工业园", "产业园", "保税区", "示范区")
}

// isSubPlace tells the names of parts of a place from general words that end alike (全区, 城区, 园区).
func isSubPlace(name string) bool {
	return !isGeneric(name) && !startsWithAny(name, "各", "全", "该", "本", "个", "我", "分", "对") && !hasAny(name, "、", "全市", "全县", "全省", "全区", "我市", "我县", "我区") &&
		!endsWithAny(name, "城区", "市区", "县区", "片区", "山区", "灌区", "园区", "社区", "老区", "矿区", "港区", "地区", "景区", "城市", "超市", "股市", "厂区", "辖区")
}

// investor takes a firm that the vocabulary cannot know by its form for the topic, when it stands before
// the money that it spends: 启微科技将投资12亿元建设研发总部.
func (rd *reader) investor(p *part) {
	if len(p.qs) == 0 || p.qs[0].Dim != quantity.Money {
		return
	}
	if rd.s.part && rd.topic.kind == ProjectSubject {
		return // 其中移民安置投资3亿元
	}
	q := p.qs[0]
	head := p.text[:q.Start]
	j := strings.LastIndex(head, "投资")
	if j <= 0 || !onlyLinks(head[j+len("投资"):]) || strings.HasSuffix(head[:j], "总") {
		return
	}
	for _, h := range p.measures {
		if h.Start < j && j < h.End {
			return // 固定资产投资
		}
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
	if endsWithAny(who, "项目", "工程", "期", "产业", "工业", "领域", "方面", "财政", "政府", "社会", "企业", "资金", "地方", "民间", "行业", "建设", "业", "控股", "国有", "民间", "外商", "外资", "港澳台", "台商", "港商", "客商", "商", "个体", "单位", "地区") || isGeneric(who) {
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
}

// passesBy goes on behind the name of a line that only comes near what is spoken of.
var passesBy = regexp.MustCompile(`^\p{Han}{0,4}?(?:在|从|于|由|自|穿|经|贯穿|横贯|纵贯|紧邻|毗邻|环绕)\p{Han}{0,4}?(?:园|区|境|项目|厂|基地|库区|南|北|东|西|侧|旁)\p{Han}{0,4}?(?:设有|设置|设|通过|穿过|经过|而过|穿越|互通|出口)|^\p{Han}{0,4}?(?:穿境|穿园|穿区|贯穿)而过`)

// meet takes a name into the topic.
func (rd *reader) meet(p *part, mi int, l links) {
	m := p.mentions[mi]
	oblique := p.oblique(m)
	switch m.kind {
	case projectMention:
		if rd.topic.kind != ProjectSubject && endsWithAny(p.text[:m.start], "起于", "起自", "止于", "始于", "终于", "接于") {
			return // 规划的第二条高速，起于某绕城高速: where it begins
		}
		if l.group[mi] {
			return // its count makes it a group
		}
		if p.apartFrom(m) { // 除了甲高铁外，…: of others
			if rd.names.main == nil || rd.topic.kind == ProjectSubject {
				rd.topic = rd.here
			}
			return
		}
		if whole := rd.afterSemicolon(p, m); whole.name != m.name {
			m, oblique = whole, false
			p.mentions[mi] = m
			rd.names.see(m)
		}
		if phase := phaseIs(p.text[:m.start]); phase != "" && rd.topic.kind == ProjectSubject && m.phase == "" { // 一期为年产25GW电池项目
			rd.topic.phase, rd.topic.named = phase, false
			rd.topic.name = rd.topic.project + phase
			return
		}
		if m.ofPhase && rd.topic.kind == ProjectSubject {
			rd.topic.phase, rd.topic.named = m.phase, false
			rd.topic.name = rd.topic.project + m.phase
			return
		}
		pr := rd.names.resolve(m.name)
		if pr == nil {
			if p.listed || m.weak && !rd.newLine(p, m) {
				return
			}
			if countedNearby(p.text, p.qs, m) { // 三条新建铁路项目
				rd.topic = rd.groupOwner(p, mi, l, true)
				return
			}
			rd.names.see(m)
			pr = rd.names.resolve(m.name)
		}
		o := rd.projectOwner(pr, m.phase)
		if p.before == '：' && rd.s.at > 0 && (rd.topic.kind == ProjectSubject && isLabel(rd.s.parts[rd.s.at-1].text) || sitesLabel(rd.s.parts[rd.s.at-1].text)) {
			return // 建设地点：某某产业园
		}
		rd.introduce(p, pr, o)
		rd.joins(p, pr)
		rd.nameCapacity(p, m, o)
		if p.listed && !rd.headsItem(p, m) || rd.member(p, m) || l.anyPost() && hasAny(p.text[m.end:], "均已", "均", "都已", "全部", "相继", "陆续") && (strings.HasSuffix(p.text[:m.start], "、") || strings.HasPrefix(p.text[m.end:], "、")) {
			return // 新增的4个重点项目甲桥、乙校、丙公园均已开工: they together
		}
		if rd.saysWhat(p, m) && (rd.topic.kind == ProjectSubject || rd.lastProject.project != "" && strings.Index(p.text, "是") > 0 && strings.HasPrefix(rd.lastProject.project, p.text[:strings.Index(p.text, "是")])) {
			if rd.topic.kind != ProjectSubject {
				rd.topic = rd.lastProject
			}
			return // 某站是某高铁的始发站: what it is, not what is spoken of
		}
		if rd.topic.kind == ProjectSubject && strings.HasSuffix(p.text[:m.start], "、") && strings.HasPrefix(p.text[m.end:], "等") {
			return // 配电站、泵房、外网工程等达到投产要求: parts of it
		}
		if (oblique || rd.names.main != nil && pr != rd.names.main && !startsClause(p, m) && !rd.describedHere(p, m)) && rd.topic.kind == ProjectSubject {
			return
		}
		if rd.topic.kind == ProjectSubject && m.weak && len(p.qs) == 0 && passesBy.MatchString(p.text[m.end:]) {
			return // 绕城高速在园区内设有出口: where the works lie
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
		if rest := strings.TrimSuffix(p.text[:m.start], "这"); strings.HasPrefix(m.name, "些") && rest != p.text[:m.start] && !l.group[mi] {
			if rd.lastGroup.kind == GroupSubject && (rest == "" || startsClause(p, mention{start: len(rest)})) { // 这些重点项目总投资…
				rd.topic = rd.lastGroup
			}
			return
		}
		if l.group[mi] || oblique || p.predicate(mi) {
			return
		}
		if k, ok := l.scopes[mi]; ok || len(p.statusesBefore(m.start)) > 0 && mi+1 >= len(p.mentions) {
			_ = k
			rd.topic = rd.groupOwner(p, mi, l, false)
			rd.lastGroup = rd.topic
		}
	case backMention:
		if l.group[mi] || p.measured(mi) {
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
		if p.belongsTo(mi) {
			return
		}
		for _, q := range p.qs {
			if q.Start == m.end && q.Dim == quantity.Count {
				return // 孵化公司46家: a count of firms
			}
		}
		if !oblique || rd.lastCompany.company == "" {
			rd.lastCompany = o
		}
		if p.before == '：' && rd.topic.kind == ProjectSubject {
			return // 建设单位：某公司
		}
		if oblique && endsWithAny(p.text[:m.start], "引进", "吸引", "招引", "引入") && followedBy(p, m.end, "投资", "出资") && m.end < len(p.text) {
			rd.topic = o // 引进甲集团投资3亿元建设…: what the firm spends
			return
		}
		if oblique || rd.s.part && rd.topic.kind == GroupSubject && false {
			return
		}
		if isCue("label_company", strings.TrimLeft(p.text[:m.start], "该本")) && m.end < len(p.text) { // 项目业主某公司成立于…: of the firm
			rd.topic = o
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
		if rd.allPhases(p, m) {
			return
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

// apartFrom tells whether a clause only sets a name apart from what follows: 除了甲高铁外.
func (p *part) apartFrom(m mention) bool {
	return (p.text[:m.start] == "除" || p.text[:m.start] == "除了") && startsWithAny(p.text[m.end:], "外", "之外", "以外") && !startsWithAny(p.text[m.end:], "外资", "外商")
}

// headsItem tells whether a name in a list is followed by figures of its own: 分别是：甲项目，总投资3亿元；….
func (rd *reader) headsItem(p *part, m mention) bool {
	if m.start != 0 || m.end != len(p.text) || rd.s.at+1 >= len(rd.s.parts) {
		return false
	}
	next := rd.s.parts[rd.s.at+1]
	h, ok := first(next.measures)
	return ok && (next.before == '，' || next.before == '；') && h.Start == 0 && timeless(h.Key) && len(next.qs) > 0
}

// phaseIs is the phase that a text ends in with the word that says what it is: 其中一期为.
func phaseIs(head string) string {
	for _, be := range []string{"为", "是", "系", "即"} {
		rest := strings.TrimSuffix(head, be)
		if rest == head {
			continue
		}
		if p := phaseWords.Find(rest); len(p) > 0 && p[len(p)-1].End == len(rest) {
			return phaseName(p[len(p)-1].Word)
		}
	}
	return ""
}

// saysWhat tells whether a name only stands in what is said of the subject: X是在建的A高铁、B高铁的始发站.
func (rd *reader) saysWhat(p *part, m mention) bool {
	is := strings.Index(p.text[:m.start], "是")
	if is == 0 && strings.HasPrefix(p.text[m.end:], "的") && len(p.qs) == 0 {
		return true // …，是国家路网中某公路的联络线
	}
	if is <= 0 || strings.HasSuffix(p.text[:is], "的") || runes(p.text[:is]) > 16 {
		return false
	}
	rest := p.text[m.end:]
	if rest == "" && rd.names.resolve(p.text[:is]) != nil {
		return true // 某某水库是列入规划的重点骨干水源工程
	}
	return strings.HasPrefix(rest, "的") && len(p.statusesBefore(m.start)) <= 1 || strings.HasPrefix(rest, "、") && strings.Contains(rest, "的")
}

// afterSemicolon gives a name with which a new matter begins the words before its edge: 甲项目投资3亿元；省级服务乡镇乙医院
// 项目投资2亿元.
func (rd *reader) afterSemicolon(p *part, m mention) mention {
	if p.before != '；' || m.start == 0 || m.weak || m.phase != "" || runes(p.text[:m.start]) > 6 || rd.topic.kind != ProjectSubject {
		return m
	}
	measured := startsWithAny(p.text[m.end:], "建设规模", "总", "规模")
	for _, h := range p.measures {
		measured = measured || h.Start >= m.end && runes(p.gap(m.end, h.Start)) <= 4
	}
	if !measured || strings.ContainsAny(p.text[:m.start], "，、：（(") || len(findPeriods(p.text[:m.start], rd.ref)) > 0 || startsWithAny(p.text, "其中", "目前", "该", "另", "此外", "同时") {
		return m
	}
	m.name, m.start = p.text[:m.end], 0
	return m
}

// newLine tells whether a clause turns to works that nothing has named before: 甲乙高铁丙段今天开通.
func (rd *reader) newLine(p *part, m mention) bool {
	if !startsClause(p, m) || runes(m.name) < 4 || isGeneric(m.name) || strings.HasPrefix(rd.topic.project, m.name) || strings.HasPrefix(rd.lastProject.project, m.name) || startsWithAny(m.name, "农村", "城市", "普通", "干线", "国省", "乡村", "公办", "民办", "基层", "社区", "新建", "全", "高速", "县乡", "城乡") {
		return false
	}
	if !endsWithAny(m.name, "段", "站", "枢纽", "港", "码头", "航站楼", "核电厂", "风电场", "高铁", "铁路", "高速", "高速公路", "运河", "大桥", "隧道", "水库", "电站", "机场", "城际", "地铁", "公路", "煤矿", "电厂") || rd.names.main != nil && strings.Contains(rd.names.main.name, m.name) {
		return false
	}
	if h, ok := first(p.measures); ok && h.Start == m.end {
		return true
	}
	if p.apartFrom(m) {
		return false
	}
	if followedBy(p, m.end, "是", "位于", "地处", "连接", "起自", "起于", "正在", "正抓紧", "正加紧", "路基", "主体", "已完成", "已开", "开工建设", "累计完成") {
		return true
	}
	for _, h := range p.statuses {
		if h.Start >= m.end && !strings.ContainsAny(p.gap(m.end, h.Start), "、的") {
			return true
		}
	}
	j := strings.Index(p.text[m.end:], "开通")
	return j >= 0 && runes(p.text[m.end:m.end+j]) <= 8
}

// measured tells whether a general word only limits a measure: 完成铁路投资 points back to no railway.
func (p *part) measured(mi int) bool {
	m := p.mentions[mi]
	if m.start == 0 && strings.HasPrefix(p.text[m.end:], "里程") {
		return true // 高速公路里程1255公里: the kind of road
	}
	if m.start == 0 || startsClause(p, m) || m.phase != "" || hasAny(m.name, "项目", "工程", "公司", "企业", "该", "此", "本", "其", "它") {
		return false
	}
	for _, h := range p.measures {
		if h.Start == m.end && endsWithAny(p.text[:m.start], "完成", "实现", "新增", "达成", "全省", "全市", "全县", "全国") {
			return true
		}
	}
	return false
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

// belongsTo tells whether a firm is only the one that the firm before it belongs to: 甲公司系乙集团在华子公司.
func (p *part) belongsTo(mi int) bool {
	for _, x := range p.mentions[:mi] {
		if gap := strings.TrimSpace(p.gap(x.end, p.mentions[mi].start)); x.kind == companyMention && (gap == "系" || gap == "是" || gap == "为" || gap == "隶属于" || gap == "隶属") {
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
		if len(vocabulary.FindStatuses(t)) > 0 || len(whereWords.Find(t)) > 0 || startsWithAny(t, "总投资", "投资", "连接", "全长", "总长", "横跨", "纵贯", "贯穿", "途经", "作为") || endsWithAny(t, "合资的", "独资的", "合作的", "控股的", "参股的") {
			return true
		}
	}
	switch t {
	case "", "一边", "而", "另外", "另", "随后", "当前", "目前", "日前", "近日", "上午", "下午", "同时", "此外", "共", "现", "作为主会场所在的", "位于我县境内的", "对", "据介绍", "今天", "昨天", "记者从", "随着", "眼下", "首批", "以":
		return true
	}
	return false
}

func followedBy(p *part, at int, words ...string) bool { return startsWithAny(p.text[at:], words...) }

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
