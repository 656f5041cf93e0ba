package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A mention is a name, or a word that stands for one, in a piece of a sentence.
type mention struct {
	start, end int
	kind       mentionKind
	name       string // as printed, without phase and company
	phase      string // 一期 …
	company    string // the firm whose name begins the project's
	ofPhase    bool   // the phase stands before the name, which only says what it is for: 一期某某项目
	weak       bool   // ends in a word that need not be a project's (中心, 公园)
	place      string // full name of the place that the name begins with
}

type mentionKind int

const (
	projectMention mentionKind = iota
	groupMention               // several projects: 重点项目, 5000万元以上项目
	backMention                // 该项目, 项目, 公司
	companyMention
	placeMention
	phaseMention // 一期 alone
)

// nameEdges finds the words at which a name cannot continue to the left, and those that hide them.
var nameEdges = cueLexicon("name_stop", "name_keep")

var (
	projectSuffixes = cueLexicon("project_suffix")
	firmSuffixes    = cueLexicon("firm_suffix")
	genericWords    = cueLexicon("generic")
	backReferences  = cueLexicon("back_reference")
)

// cueLexicon makes one lexicon of several lists of cues; each hit's key is its list.
func cueLexicon(lists ...string) *vocabulary.Lexicon {
	words := map[string]string{}
	for _, list := range lists {
		for _, w := range vocabulary.Cues(list) {
			words[w] = list
		}
	}
	return vocabulary.NewLexicon(words)
}

// A span is a stretch of text that a name cannot contain: a count, a sum of money, a date.
type span struct{ start, end int }

// edge returns the leftmost offset ≥ from at which a name that ends at to can begin.
func edge(text string, from, to int, walls []span) int {
	at := from
	seg := text[from:to]
	ahead := min(len(text), to+len("工程项目")) // 扩建 is no edge in 扩建工程
	for ahead < len(text) && !utf8.RuneStart(text[ahead]) {
		ahead++
	}
	for _, h := range nameEdges.Find(text[from:ahead]) {
		if h.Key == "name_stop" && h.End <= len(seg) && !insideQuotes(seg, h.Start) && !(zoneWord(h.Word) && startsZone(text[from+h.End:])) {
			at = max(at, from+h.End)
		}
	}
	for i, r := range seg {
		switch r {
		case '。', '；', '：', '！', '？', '，', '—', '…':
			if !insideQuotes(seg, i) && !insideBrackets(seg, i) {
				at = max(at, from+i+utf8.RuneLen(r))
			}
		}
	}
	for _, w := range walls {
		if w.start >= from && w.end <= to && w.end > at {
			at = w.end
		}
	}
	if strings.HasPrefix(text[at:to], "系") && (at == 0 || endsWithAny(text[:at], "公司", "集团", "厂", "）", ")")) {
		at += len("系") // 甲公司系乙集团在华子公司
	}
	return at
}

// zoneWord tells the verbs that zones are called after: 投资|区, 开发|区.
func zoneWord(verb string) bool {
	return endsWithAny(verb, "投资", "开发", "合作", "加工", "试验", "示范")
}

func startsZone(rest string) bool {
	return strings.HasPrefix(rest, "区") && !startsWithAny(rest, "区域", "区级", "区块", "区间")
}

func insideQuotes(s string, i int) bool {
	return strings.Count(s[:i], "“") > strings.Count(s[:i], "”") && strings.Contains(s[i:], "”")
}

// insidePaper tells whether an offset lies inside the title of a document.
func insidePaper(s string, i int) bool {
	return strings.Count(s[:i], "《") > strings.Count(s[:i], "》") && strings.Contains(s[i:], "》")
}

func insideBrackets(s string, i int) bool {
	open := strings.Count(s[:i], "（") + strings.Count(s[:i], "(")
	return open > strings.Count(s[:i], "）")+strings.Count(s[:i], ")") && strings.ContainsAny(s[i:], "）)")
}

// walls are the stretches that no name runs across: counts and money, but not the capacities that
// names are made of (年产50万吨…项目, 10GWh锂电池).
func walls(text string, qs []quantity.Quantity, ps []quantity.Period) []span {
	var out []span
	for _, q := range qs {
		before := text[:q.Start]
		if rest := strings.TrimPrefix(q.Printed, "二"); rest == "批" || rest == "号" {
			continue // 能源基地二批新能源项目: which, not how many
		}
		if endsWithAny(before, "年产", "日产", "年加工", "年处理", "日处理", "年出栏", "月产", "年回收", "年生产", "年储") {
			continue
		}
		if insideBrackets(text, q.Start) {
			continue
		}
		if startsWithAny(text[q.End:], "及", "以及") && q.Dim == quantity.Length { // 改扩建挡水墙60米|及相关配套工程
			out = append(out, span{q.Start, q.End})
			continue
		}
		switch q.Dim {
		case quantity.Mass, quantity.Energy, quantity.Power, quantity.Volume, quantity.Length, quantity.Area, quantity.Bare:
			if q.Approx == "" && q.Dim != quantity.Area && !measuredBy(lastRunes(before, 5), q.Dim) {
				continue
			}
		case quantity.Count:
			if strings.Contains("台套辆吨只头羽", q.Unit) && q.Start > 0 && !strings.HasSuffix(before, "、") && q.Approx == "" && q.Value.IntPart() >= 1000 {
				continue
			}
		}
		out = append(out, span{q.Start, q.End})
	}
	for _, p := range ps {
		if !insideBrackets(text, p.From) {
			out = append(out, span{p.From, p.To})
		}
	}
	return out
}

// measuredBy tells whether a text holds a measure that takes a dimension: 公司 takes no power.
func measuredBy(text string, dim quantity.Dimension) bool {
	for _, h := range vocabulary.FindMeasures(text) {
		if m, ok := vocabulary.MeasureByKey(h.Key); ok && m.Takes(dim) {
			return true
		}
	}
	return false
}

func endsWithAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

func startsWithAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

func lastRunes(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, m := utf8.DecodeLastRuneInString(s[:i])
		i -= m
	}
	return s[i:]
}

// findProjects finds the names of projects, and of groups of projects, by their endings.
func findProjects(text string, walls []span, firms []mention) []mention {
	var out []mention
	hits := outsideStatuses(text, projectSuffixes.Find(text))
	from := 0
	for i := 0; i < len(hits); i++ {
		h := hits[i]
		if h.Start < from || insidePaper(text, h.Start) || notWorks(text, h) {
			continue
		}
		// A later ending with nothing but name between takes the earlier one in: 产业园建设项目.
		for i+1 < len(hits) {
			next := hits[i+1]
			gap := text[h.End:next.Start]
			limit := 14
			if strong(h.Word) {
				limit = 2
			}
			if strings.HasPrefix(gap, "续建配套") && runes(gap) <= 12 && !strings.ContainsAny(gap, "、，") { // 灌区续建配套与改造工程
				h = vocabulary.Hit{Key: h.Key, Word: next.Word, Start: h.Start, End: next.End}
				i++
				continue
			}
			if gap == "" && strings.HasSuffix(h.Word, "项目") && strings.HasPrefix(next.Word, "项目") {
				break // 养老院项目|项目总投资…: a heading and the line below it
			}
			if notWorks(text, next) || runes(gap) > limit || strings.ContainsAny(gap, "、 ") || edge(text, h.End, next.Start, walls) != h.End ||
				gap != "" && (strong(h.Word) && !strong(next.Word) || vocabulary.FindMeasures(gap) != nil && !strong(next.Word)) ||
				len(vocabulary.FindStatuses(builtNew(gap, next))) > 0 {
				break
			}
			h = vocabulary.Hit{Key: h.Key, Word: next.Word, Start: next.Start, End: next.End}
			i++
		}
		if m, ok := projectAt(text, from, h, walls, firms); ok {
			out = append(out, m)
			from = m.end
		}
	}
	return out
}

// builtNew is what stands between two endings without the word that only says how the works are made: 中学东校区新建|工程.
func builtNew(gap string, next vocabulary.Hit) string {
	if strong(next.Word) {
		for _, w := range vocabulary.Cues("built_kind") {
			if rest := strings.TrimSuffix(gap, w); rest != gap && runes(rest) != 1 {
				return rest
			}
		}
	}
	return gap
}

// outsideStatuses drops the endings that belong to what becomes of a project: 开园, 新建厂.
func outsideStatuses(text string, hits []vocabulary.Hit) []vocabulary.Hit {
	if len(hits) == 0 {
		return nil
	}
	statuses := vocabulary.FindStatuses(text)
	kept := hits[:0]
	for _, h := range hits {
		inside := false
		for _, s := range statuses {
			inside = inside || runes(h.Word) == 1 && s.Start < h.Start && h.End <= s.End
		}
		if !inside {
			kept = append(kept, h)
		}
	}
	return kept
}

// campaign is what stands before 工程 in the names of campaigns and lists: “双百”, “五个一”, “百千万”.
var campaign = regexp.MustCompile(`“[双百千万亿个一二三四五六七八九十+]{2,6}$`)

// notWorks tells where 工程 is part of another word: 工程建设综合窗口, 工程师.
func notWorks(text string, h vocabulary.Hit) bool {
	if strings.HasSuffix(h.Word, "项目") && startsWithAny(text[h.End:], "单位代表", "单位负责人", "单位和", "业主代表") {
		return true // 领导和项目单位代表: people
	}
	if strings.HasSuffix(h.Word, "项目") && startsWithAny(text[h.End:], "为王", "攻坚年", "建设年", "突破年", "提质年", "服务年", "企业家") || h.Word == "项目" && strings.HasPrefix(text[h.End:], "企业") && strings.HasSuffix(text[:h.Start], "类") {
		return true // “项目为王”理念, 建材类项目企业
	}
	if isCue("network", h.Word) && strings.HasPrefix(text[h.End:], "网") && !startsWithAny(text[h.End:], "网络") || strings.HasSuffix(h.Word, "高铁") && strings.HasPrefix(text[h.End:], "网") {
		return true // 某某高铁网: all lines, not one
	}
	if h.Word == "工程" && campaign.MatchString(text[:h.Start]) {
		return true // 入选全省“双百工程”
	}
	if h.Word == "工程" && endsWithAny(text[:h.Start], "相关配套", "相关附属", "及其配套", "及其附属", "等配套", "等附属", "零星") {
		return true // 加固挡墙及相关配套工程
	}
	if strings.HasSuffix(h.Word, "项目") && severalBig.MatchString(text[:h.Start]) {
		return true // 甲、乙和丙三大项目
	}
	if h.Word == "项目" && startsWithAny(text[h.End:], "区", "库") {
		return true // 项目区, 项目库
	}
	if h.Word == "工程" && isTrade(text[:h.Start]) {
		return true
	}
	if h.Word == "市场" && endsWithAny(text[:h.Start], "区域", "本地", "国内", "国际", "海外", "国外", "消费", "资本", "人才", "劳动力", "房地产", "全球", "高端", "终端", "电力", "金融", "外部", "内部") {
		return true // 立足本地区域市场: where one sells
	}
	if h.Word == "广场" && endsWithAny(text[:h.Start], "绿地与", "绿地和", "绿地及", "绿地、") {
		return true // 绿地与广场用地: a use of land
	}
	return h.Word == "工程" && startsWithAny(text[h.End:], "建设综合", "审批", "材料", "塑料", "车辆", "量", "部", "处", "局", "队", "总监", "经理", "咨询", "监理", "科技", "装备", "有限", "公司", "集团", "进度", "造价", "质量", "机械", "技术", "建设许可", "建设规划", "规划许可", "设计", "师", "地质", "建设领域", "中心", "学院", "研究中心", "平台")
}

// strong tells the endings that make any name a project's.
func strong(suffix string) bool { return strings.HasSuffix(suffix, "项目") || suffix == "工程" }

// phaseSpan ends the name of works of several phases: 安置房一至|四期项目.
var phaseSpan = regexp.MustCompile(`[一二三四五六1-6](?:期)?(?:至|到|-|－|~|、)$`)

// lineStretch is the part of a line that follows its name: 甲城至乙城段.
var lineStretch = regexp.MustCompile(`^\p{Han}{2,7}(?:至|到|—|-)\p{Han}{2,7}?段`)

// isLine tells the works that have stretches.
func isLine(suffix string) bool {
	return endsWithAny(suffix, "铁路", "高铁", "城际", "高速", "公路", "国道", "运河", "航道", "快速路", "连接线")
}

// ordinalRound begins the name of projects that were together in one round.
var ordinalRound = regexp.MustCompile(`^(?:第[一二三四五六七八九十\d]+(?:次|批|轮|季度|批次)|[一二三四]季度)`)

func projectAt(text string, from int, h vocabulary.Hit, walls []span, firms []mention) (mention, bool) {
	at := joined(text, edge(text, max(from, leadNumber(text)), h.Start, walls), h.Start)
	end := h.End
	for _, w := range vocabulary.Cues("build_jointly") { // 双方将共建|某某装备产业园
		if rest := strings.TrimPrefix(text[at:end], w); rest != text[at:end] && runes(rest) >= 6 && !isGeneric(rest) {
			at += len(w)
			break
		}
	}
	if rest := strings.TrimPrefix(text[at:end], "建"); rest != text[at:end] && runes(rest) >= 3 && slices.ContainsFunc(walls, func(w span) bool { return w.end == at }) {
		at += len("建") // 投资1000万元建|金周公路
	}
	name := text[at:end]
	m := mention{kind: projectMention, weak: !strong(h.Word)}
	if j := bracketPhase.FindStringSubmatchIndex(name); j != nil { // 智造产业园（二期）工程
		m.phase = phaseName(name[j[2]:j[3]])
		m.start, m.end, m.name = at, end, name[:j[0]]+name[j[1]:]
		m.place = leadingPlace(m.name)
		return m, !isGeneric(m.name)
	}
	// A phase may stand before the ending (医疗中心一期项目) or after it (项目二期工程).
	if p := phaseWords.Find(text[end:]); len(p) > 0 && p[0].Start == 0 {
		m.phase = phaseName(p[0].Word)
		end += p[0].End
		for _, tail := range []string{"建设项目", "项目", "工程"} {
			if strings.HasPrefix(text[end:], tail) {
				end += len(tail)
				break
			}
		}
	} else if p := phaseWords.Find(name); len(p) > 0 {
		last := p[len(p)-1]
		rest := name[last.End:]
		if last.Start == 0 && isDigit(last.Word[0]) && endsWithAny(text[:at], "举办", "开办", "举行", "开展", "组织", "开设") {
			return mention{}, false // 举办3期“三个一批”项目建设活动
		}
		if last.Start == 0 && (isGeneric(rest) || len(rest) <= len(h.Word)) { // 一期项目
			phase, start := phasesUpTo(text[:at], phaseName(last.Word)), at
			if lead, _, joint := strings.Cut(phase, "、"); joint && strings.HasSuffix(text[:at], lead+"、") {
				start = max(from, at-len(lead+"、"))
			}
			return mention{start: start, end: end, kind: backMention, name: rest, phase: phase}, true
		}
		if last.Start == 0 && m.weak { // 一期租用|园区: the phase, and what it does
			return mention{start: at, end: at + last.End, kind: phaseMention, phase: phaseName(last.Word)}, true
		}
		if last.Start == 0 && !isDigit(last.Word[0]) {
			m.phase, m.ofPhase, name = phaseName(last.Word), true, rest // 一期|某某扶贫产业园项目
		}
		if last.Start > 0 && (rest == "项目" || rest == "工程" || rest == "建设项目" || rest == "建设工程") {
			m.phase = phaseName(last.Word)
			name = name[:last.Start]
		}
	}
	if tail := lineStretch.FindString(text[end:]); tail != "" && m.weak && m.phase == "" && isLine(h.Word) { // 某某高铁甲城至乙城段
		end += len(tail)
		name = text[at:end]
	}
	for strings.HasPrefix(name, "”") || strings.HasPrefix(name, "、") {
		name = name[len("”"):]
	}
	if strings.Count(name, "“") > strings.Count(name, "”") { // the quotation goes on after the ending
		if j := strings.Index(text[end:], "”"); j >= 0 && j <= 18 {
			end += j + len("”")
			name = text[at:end]
		}
	}
	if strings.Count(name, "“") != strings.Count(name, "”") { // the quotation begins before the name's edge
		name = strings.Trim(name, "“”")
	}
	if strings.HasPrefix(name, "“") && strings.Count(name, "“") == 1 {
		inner, tail, _ := strings.Cut(strings.TrimPrefix(name, "“"), "”")
		if tail == "" || endsLikeName(inner) && (tail == "项目" || tail == "工程") {
			name = inner // “…扩能项目”项目
		}
	}
	at = at + max(0, strings.Index(text[at:max(end, h.End)], name))
	m.start, m.end = at, end
	for _, f := range firms {
		if f.start >= at && f.end < h.Start+len(h.Word) && f.end-at < len(name) {
			rest := text[f.end : at+len(name)]
			m.company = f.name
			if startsWithAny(rest, "（", "(") {
				continue // 某公司（挖掘机）项目: the firm is its name
			}
			if !isGeneric(rest) && runes(rest) >= 4 {
				name = rest
			}
		}
	}
	if qs := findQuantities(name); m.company == "" && len(qs) > 0 { // 比耐科技10GWh锂电池项目: the firm stands before the capacity
		before := name[:qs[0].Start]
		if (qs[0].Dim == quantity.Energy || qs[0].Dim == quantity.Power) && endsWithAny(before, "科技", "集团", "能源", "电力", "股份", "材料", "实业", "控股", "化工", "建材") && runes(before) >= 4 && leadingPlace(before) == "" {
			m.company = before
		}
	}
	if before, _, ok := strings.Cut(name, "年产"); ok && m.company == "" && runes(before) >= 3 && !strings.ContainsAny(before, "“、") && !endsWithAny(before, "及", "和", "与", "区", "县", "市", "镇", "乡", "园", "基地", "新建", "扩建", "街道", "一期", "二期", "三期") {
		if p := leadingPlace(before); p == "" || runes(before) > runes(p)+1 {
			m.company = before
		}
	}
	if m.weak && m.phase == "" && startsWithAny(name, "大型", "特大型", "现代化", "专业化", "综合性", "区域性", "高标准", "高水平", "一流", "国内一流", "国际一流") {
		return mention{}, false // 年产值超百亿元的大型新能源产业基地: what it is
	}
	if m.weak && startsWithAny(name, "新增", "新建成", "新改建", "规划高", "规划铁", "规划公", "已建成", "在建高", "在建铁") {
		return mention{}, false // 新增高铁里程: how much, not which
	}
	if m.phase != "" && (name == "公司" || name == "该公司" || name == "企业" || name == "该企业") {
		return mention{start: at, end: end, kind: phaseMention, phase: m.phase}, true // 公司三期项目
	}
	if strings.Count(name, "（") > strings.Count(name, "）") || strings.Count(name, "(") > strings.Count(name, ")") {
		return mention{}, false // 民营企业（含增资|项目）
	}
	if rest := phaseSpan.ReplaceAllString(name, ""); rest != name { // 安置房一至|四期: of several phases
		if rest == "" {
			return mention{}, false
		}
		name, m.phase = rest, ""
	}
	m.name = name
	m.place = leadingPlace(name)
	if m.weak {
		for _, w := range vocabulary.Cues("local_place") {
			if name == w+h.Word {
				return mention{}, false // 全国铁路: a network, not a line
			}
			if rest := strings.TrimPrefix(name, w); rest != name && (isCue("works_kind", rest) || isCue("network", rest)) { // 我国|农村公路
				m.start += len(w)
				m.name, name = rest, rest
				break
			}
		}
		if lead := firstPlaceIn(name); lead != "" && name == lead+h.Word && (endsWithAny(lead, "省", "市", "县", "区", "州", "旗") || provinceOf(lead) == fullPlace(lead)) && isCue("network", h.Word) {
			return mention{}, false // 四川省公路
		}
	}
	if base := strings.TrimSuffix(strings.TrimSuffix(name, "项目"), "工程"); base != name && m.phase == "" {
		for _, st := range vocabulary.FindStatuses(base) { // 累计签约项目, 在建项目: several
			if isCue("built_kind", st.Word) && hasFacility(base[:st.Start]) && !isGeneric(base[:st.Start]) && !isCue("works_kind", base[:st.Start]) {
				continue // 中学东校区新建工程: one
			}
			if st.End == len(base) && st.Start > 0 && st.Key != "completed" || st.End == len(base) && st.Start == 0 {
				m.kind = groupMention
				return m, true
			}
		}
	}
	if severalParks.MatchString(m.name) {
		return mention{}, false // “一区三园”: the zones of a place, all of them
	}
	if strings.HasPrefix(text[m.end:], "之一") && m.phase == "" {
		return mention{}, false // 近年最大的台资项目之一: what it is, not which
	}
	switch {
	case m.phase == "" && ordinalRound.MatchString(m.name):
		m.kind = groupMention // 第一次招商引资项目: several
	case m.phase == "" && strings.HasSuffix(m.name, "项目") && isCue("works_kind", strings.TrimSuffix(m.name, "项目")):
		m.kind = groupMention
	case isGeneric(m.name):
		for _, f := range firms {
			if f.end <= at && firmsOwn(text[f.end:at]) && m.phase == "" && !startsWithAny(text[m.end:], "等", "、") {
				m.company = f.name // 甲集团投资的|环保新材料项目
			}
		}
		if m.company != "" && runes(m.company) > 2 {
			break // 立白集团项目: the firm makes it one
		}
		if m.phase != "" && !strings.HasPrefix(name, "重") {
			m.kind = backMention
			break
		}
		m.kind = groupMention
		if known := backReferences.Find(m.name); len(known) == 1 && known[0].Start == 0 && known[0].End == len(m.name) {
			m.kind = backMention
		}
	case m.weak && m.phase == "" && severalWorks(strings.TrimSuffix(m.name, h.Word)):
		return mention{}, false // 国内三机场
	case m.weak && m.phase == "" && isCue("network", m.name) && m.name != h.Word:
		return mention{}, false // 高速公路完成投资…: all of them
	case m.weak && runes(strings.TrimSuffix(m.name, h.Word)) < 2 && m.place == "":
		if m.name != h.Word {
			return mention{}, false
		}
		m.kind = backMention
	}
	return m, true
}

// firmsOwn tells whether the words between a firm and 项目 say that it is the firm's.
func firmsOwn(between string) bool {
	switch between {
	case "投资的", "投资建设的", "投资兴建的", "建设的", "兴建的", "实施的", "开发的", "拟建的", "拟投资的", "拟投资建设的", "承建的":
		return true
	}
	return false
}

// severalWorks tells names that count several facilities without a measure word: 国内三|机场.
func severalWorks(head string) bool {
	for _, n := range []string{"两", "二", "三", "四", "五", "六", "七", "八", "九", "十", "多"} {
		if rest := strings.TrimSuffix(head, n); rest != head {
			return rest == "" || rest == "等" || isCue("local_place", rest) || rest == "国内" || rest == "省内" || rest == "市内" || rest == "这" || rest == "上述" || rest == "以上"
		}
	}
	return false
}

// phasesUpTo adds the phase before to one that is named together with it: 一、|二期.
func phasesUpTo(before, phase string) string {
	for _, n := range []string{"一", "二", "三", "四"} {
		if endsWithAny(before, n+"、", n+"期、", n+"期和", n+"期及", n+"期与") {
			return n + "、" + phase
		}
	}
	return phase
}

// severalBig ends what stands before 项目 where several are counted: 三大.
var severalBig = regexp.MustCompile(`[两二三四五六七八九十]大$`)

// bracketPhase is a phase in brackets in the midst of a name.
var bracketPhase = regexp.MustCompile(`[（(](第?[一二三四五六首]期|[1-6]期)[）)]`)

// isTrade tells whether the words before 工程 are only a trade of building, after a verb or at the beginning of a clause.
func isTrade(head string) bool {
	for _, w := range vocabulary.Cues("trade") {
		if rest := strings.TrimSuffix(head, w); rest != head && (rest == "" || endsWithAny(rest, "正在进行", "进行", "完成", "开展", "推进", "实施", "进入", "的", "、", "开始", "目前", "加快")) {
			return true
		}
	}
	return false
}

// severalParks is what a place calls all its zones together.
var severalParks = regexp.MustCompile(`[一两二三四五六七八九]区[一两二三四五六七八九十多]园”?$`)

// joined moves a name's beginning to the right of the last joint (、和与及) that separates two names,
// and leaves joints inside one name alone (门窗及幕墙生产项目).
func joined(text string, at, to int) int {
	for i := to; i > at; {
		r, n := utf8.DecodeLastRuneInString(text[at:i])
		i -= n
		if !strings.ContainsRune("、和与及", r) || r == '和' && hidden(text[:to], i, i+n) || insideQuotes(text[at:], i-at) || insideBrackets(text[at:], i-at) {
			continue
		}
		left := text[at:i]
		if j := strings.LastIndexAny(left, "、"); j >= 0 {
			left = left[j+len("、"):]
		}
		if r == '、' {
			if last, _ := utf8.DecodeLastRuneInString(left); runes(left) == 1 && strings.ContainsRune("国省市县区部", last) || endsWithAny(left, "国家", "个省", "省级", "国家级", "市级") && runes(left) <= 3 {
				continue // 省、市重点项目
			}
			if at == 0 && runes(left) <= 5 && !strings.Contains(text[at:i], "、") && !endsLikeName(left) && leadingPlace(left) == "" && runes(text[i+n:to]) <= 6 {
				continue
			}
			return i + n
		}
		if r == '及' && !endsWithAny(left, "项目", "工程", "公司", "以") && runes(left) >= 4 {
			continue // 湿地公园及堤岸提升工程
		}
		if endsLikeName(left) || runes(left) < 2 || leadingPlace(left) != "" && runes(left) < 5 || strings.Contains(text[at:i], "、") && r != '及' {
			return i + n
		}
	}
	return at
}

func endsLikeName(s string) bool {
	for _, h := range projectSuffixes.Find(s) {
		if h.End == len(s) {
			return true
		}
	}
	for _, h := range firmSuffixes.Find(s) {
		if h.End == len(s) {
			return true
		}
	}
	return false
}

// isGeneric tells whether a name is made of general words only, so that it names no single project.
func isGeneric(name string) bool {
	specific := 0
	hits := genericWords.Find(name)
	at := 0
	count := func(s string) {
		for _, r := range s {
			if !strings.ContainsRune("0123456789.-—()（）“”、+ ", r) {
				specific++
			}
		}
	}
	for _, h := range hits {
		count(name[at:h.Start])
		at = h.End
	}
	count(name[at:])
	if specific < 2 {
		return true
	}
	if p := leadingPlace(name); p != "" { // 四平市重点项目 is as general as 重点项目
		for _, h := range findPlaces(name) {
			if h.Start == 0 {
				return isGeneric(name[h.End:]) && !hasFacility(name[h.End:])
			}
		}
	}
	return false
}

// hasFacility tells whether a name holds the word for a facility, so that with a place before it it
// names a single one: 会泽数字经济产业园建设项目.
func hasFacility(name string) bool {
	for _, h := range projectSuffixes.Find(name) {
		if !strong(h.Word) && runes(h.Word) >= 2 {
			return true
		}
	}
	return false
}

// findPlaces finds the names of places, but not those that roads and hills are called after (东丰路).
func findPlaces(text string) []vocabulary.Hit {
	hits := vocabulary.FindPlaces(text)
	kept := hits[:0]
	for _, h := range hits {
		if strings.HasSuffix(h.Word, "城市") && startsWithAny(text[h.End:], "投资", "建设", "发展", "更新", "开发", "运营", "轨道", "交通", "公园", "综合", "基础", "管网", "道路", "规划", "集团") && h.Start > 0 {
			continue // 南海|城市投资集团, not 海城市
		}
		if strings.HasSuffix(h.Word, "县") && (strings.HasPrefix(text[h.End:], "区") || h.Word == "和县" && startsWithAny(text[h.End:], "域", "级", "乡", "市")) {
			continue // 集中开工和县区自行开工: counties and districts, not 和县
		}
		if startsWithAny(text[h.End:], "路", "街", "大道", "大街", "大桥", "山", "河", "湖", "江", "湾", "饭店", "宾馆", "港港", "化工", "商会") && !endsWithAny(h.Word, "市", "县", "区", "省") {
			continue
		}
		if startsWithAny(text[h.End:], "高铁", "铁路", "高速", "公路", "城际") && !endsWithAny(h.Word, "市", "县", "区", "省") {
			if pl, _ := vocabulary.PlaceByName(h.Key); pl.Level == "county" {
				continue // 贵南高铁 is no railway of 贵南县
			}
		}
		kept = append(kept, h)
	}
	return kept
}

// leadingPlace returns the full name of the most exact place that a name begins with, "" for none.
func leadingPlace(name string) string {
	place, at := "", 0
	for _, h := range findPlaces(name) {
		if h.Start != at || place != "" && !vocabulary.Within(h.Key, provinceOf(place)) {
			break
		}
		place, at = h.Key, h.End
	}
	return place
}
