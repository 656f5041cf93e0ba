package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"wenxiang/data/quantity"
	"wenxiang/data/report"
	"wenxiang/data/vocabulary"
)

var placeTitle = regexp.MustCompile(`^(?:\[[^\]]*\])?(?:\d{4}年(?:度)?)?(?:关于)?(\p{Han}{1,7}?[市县区旗州盟])`)

// zoneTitle finds the development zone that a title begins with, whose own name need not be known.
var zoneTitle = regexp.MustCompile(`^(\p{Han}{2,6}?(?:国家级|省级)?(?:经济技术|高新技术产业|高新技术|经济|综合保税)?(?:开发区|保税区|高新区|经开区|新区))(?:$|\d|[，、（(]|20|今年|上半年|前|简介|概况|经济|项目|招商|情况)`)

// placeOfTitle finds the place that a title names.
func placeOfTitle(title string) string {
	for _, h := range findPlaces(title) {
		if pl, _ := vocabulary.PlaceByName(h.Key); pl.Level == "county" && h.Word != pl.Name && strings.Trim(title[:h.Start], "[]视频0123456789年 ") != "" {
			continue // 江源至河口高铁: part of another name
		}
		place := h.Key
		if n, ok := first(findPlaces(title[h.End:])); ok && n.Start == 0 && vocabulary.Within(n.Key, provinceOf(h.Key)) {
			place = n.Key
		}
		return place
	}
	if m := zoneTitle.FindStringSubmatch(title); m != nil && !isGeneric(m[1]) {
		return m[1]
	}
	if m := placeTitle.FindStringSubmatch(title); m != nil && !isGeneric(m[1]) && !hasAny(m[1], "我", "本", "该", "各", "以来", "全", "年", "季度", "月", "批", "第", "个", "等", "新增", "公司", "集团", "地区", "企业") {
		return m[1]
	}
	return ""
}

// onlyPlace finds the place of a report whose title names none: the most exact place that all the
// places of its text lie in, or the one that its first sentences name.
var beginsFirm = regexp.MustCompile(`^\p{Han}{2,8}(?:公司|集团|银行|超市|投资(?:约|近|超)?\d)`)

// inRows tells whether a passage is a row of a table that gives the place of each row.
func inRows(p report.Passage) bool {
	return slices.ContainsFunc(p.Row, func(c report.Cell) bool {
		return isCue("column_place", strings.ToLower(bare(c.Column))) || isCue("column_place", tidy(c.Column))
	})
}

func onlyPlace(r *report.Report) string {
	count := map[string]int{}
	var order []string
	var short []string // short names of counties, which may be something else
	for _, s := range r.Sections {
		for _, p := range append([]report.Passage{{Text: s.Title}}, s.Passages...) {
			if inRows(p) {
				continue // the places of a table are not its own
			}
			text := tidy(p.Text)
			if after := withoutDateline(text); after != text {
				text = after // where the agency wrote from is not what it wrote about
			}
			for _, h := range findPlaces(text) {
				if startsWithAny(text[h.End:], vocabulary.Cues("around_place")...) {
					continue // 武汉城市圈 is more than 武汉
				}
				rest := text[h.End:]
				if n, ok := first(findPlaces(firstPart(rest))); ok && n.Start == 0 {
					rest = rest[n.End:] // 浙江|丽水|某某公司
				}
				if (beginsFirm.MatchString(text[h.End:]) || beginsFirm.MatchString(rest)) && !endsWithAny(h.Word, "省", "市", "县", "区") {
					continue // 北京华联投资2000万元: whose name it begins
				}
				if pl, _ := vocabulary.PlaceByName(h.Key); pl.Level == "county" && h.Word != pl.Name {
					short = append(short, h.Key)
					continue
				}
				if count[h.Key] == 0 {
					order = append(order, h.Key)
				}
				count[h.Key]++
			}
		}
	}
	for _, k := range short {
		for _, known := range order {
			if vocabulary.Within(k, provinceOf(known)) && count[k] == 0 {
				order = append(order, k)
				count[k]++
				break
			}
		}
	}
	if len(order) == 0 {
		return ""
	}
	best := order[0]
	for _, p := range order[1:] {
		switch {
		case vocabulary.Within(p, best):
			best = p
		case vocabulary.Within(best, p):
		default:
			if best = onlyPrefecture(order); best == "" {
				return "" // places of several provinces: each passage has its own
			}
			return best
		}
	}
	if r.Lang == "en" && count[best] < 2 {
		return "" // only mentioned: an English text is as often about another country
	}
	return best
}

// onlyPrefecture is the one prefecture among places of which the others are its province or counties there, "" for none: a
// report on a city names its counties, and no table tells which counties are a city's.
func onlyPrefecture(places []string) string {
	found := ""
	for _, name := range places {
		if pl, _ := vocabulary.PlaceByName(name); pl.Level == "prefecture" {
			if found != "" {
				return ""
			}
			found = name
		}
	}
	for _, name := range places {
		if name != found && provinceOf(name) != provinceOf(found) {
			return ""
		}
	}
	return found
}

// survey reads all names once, so that the first short mention can be joined to a full name that
// comes later.
func (rd *reader) survey() {
	rd.text = rd.allText()
	rd.inPhases = inPhases.MatchString(rd.text)
	see := func(text string) {
		for _, sn := range sentences(text) {
			rd.names.define(sn.text, func(s string) []mention { return rd.look(s).mentions })
			before := ""
			all := pieces(sn.text)
			for at, pc := range all {
				if name := rd.shortFirmHead(pc, at == 0 && sn.paragraph || at == 0 && sn.quote == firstOf(text)); name != "" {
					rd.names.see(mention{kind: projectMention, name: name, place: rd.plausible(leadingPlace(name), name)})
				}
				if at+1 < len(all) && rd.itemNamed(pc, all[at+1]) {
					rd.names.see(mention{kind: projectMention, name: pc.text, place: rd.plausible(leadingPlace(pc.text), pc.text)})
					before = pc.text
					continue
				}
				listed := pc.before == '：' && opensList(before)
				sited := pc.before == '：' && sitesLabel(before)
				if pc.before == '：' && isCue("column_name", numbered.ReplaceAllString(strings.TrimSpace(before), "")) && endsLikeName(pc.text) && runes(pc.text) >= 4 && runes(pc.text) <= 40 && !isGeneric(pc.text) && len(pc.inside) == 0 {
					rd.names.see(mention{kind: projectMention, name: pc.text, place: rd.plausible(leadingPlace(pc.text), pc.text)}) // 项目名称：…
					before = pc.text
					continue
				}
				before = pc.text
				if sited {
					continue // 建设地点：盐池工业园内
				}
				found := rd.look(pc.text).mentions
				for k, m := range found {
					if m.kind == projectMention && m.company == "" && k > 0 && found[k-1].kind == companyMention &&
						startsWithAny(pc.text[found[k-1].end:m.start], "投资", "追加投资", "计划投资", "拟投资", "承建", "建设", "兴建") {
						m.company = found[k-1].name
					}
					if m.kind == projectMention && m.weak && m.place == "" && m.company == "" && !strings.Contains(m.name, "“") &&
						!strings.Contains(rd.report.Title, m.name) && !rd.standsAlone(pc.text, m) && !(m.phase != "" && runes(m.name) >= 4) && !namedByPlace.MatchString(m.name) {
						continue
					}
					if m.kind == projectMention && m.weak && (listed || located(pc.text, m)) {
						continue
					}
					if m.kind == projectMention && startsWithAny(pc.text[m.end:], "集中签约", "集中开工", "集中竣工", "集中动工", "集中开竣工", "同日") && m.company == "" {
						continue // several, as the headline says
					}
					if m.kind == projectMention && countedNearby(pc.text, rd.look(pc.text).qs, m) {
						continue
					}
					if m.kind == projectMention && rd.place != "" && (m.name == rd.place || strings.TrimSuffix(m.name, "市") == rd.place) {
						continue // 东河港区 is where the report is from
					}
					m.place = rd.plausible(m.place, m.name)
					rd.names.see(m)
				}
			}
		}
	}
	see(titleWords(rd.report.Title))
	heads := 0
	for _, s := range rd.report.Sections {
		see(s.Title)
		for _, p := range s.Passages {
			if p.Row != nil {
				continue
			}
			for _, line := range strings.Split(p.Text, "\n") {
				if name, ok := headingName(line); ok {
					rd.names.see(mention{kind: projectMention, name: headName(name), place: leadingPlace(name)})
					heads++
				}
			}
			see(rd.spacedRow(p.Text))
		}
	}
	rd.names.settle(rd.text)
	rd.names.main = rd.mainProject()
}

// plausible drops a county that only its short name suggests (三江…公园 in 宜宾), unless the report is
// about the same province, or names it.
func (rd *reader) plausible(place, name string) string {
	pl, ok := vocabulary.PlaceByName(place)
	if !ok || pl.Level != "county" || strings.Contains(name, pl.Name) {
		return place
	}
	if rd.place != "" {
		if provinceOf(rd.place) == pl.In {
			return place
		}
		return ""
	}
	if rd.provinces == nil {
		rd.provinces = map[string]bool{}
		for _, h := range findPlaces(rd.text) {
			switch other, _ := vocabulary.PlaceByName(h.Key); other.Level {
			case "prefecture":
				rd.provinces[other.In] = true
			case "province":
				rd.provinces[other.Name] = true
			}
		}
	}
	if rd.provinces[pl.In] {
		return place
	}
	return ""
}

// allText is the report's text in one piece, for counting how often a name is used.
func (rd *reader) allText() string {
	var b strings.Builder
	for _, s := range rd.report.Sections {
		for _, p := range s.Passages {
			if p.Row == nil {
				b.WriteString(tidy(p.Text))
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// numbered begins an item of a list of projects: 一、 (二) 3.
var numbered = regexp.MustCompile(`^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、])\s*`)

// namedByPlace tells names that begin with a place which the vocabulary need not know.
var namedByPlace = regexp.MustCompile(`^\p{Han}{2,4}[县市区镇乡旗]\p{Han}{3}`)

// opensList tells whether a list of members follows a text and its colon.
func opensList(text string) bool {
	return endsWithAny(text, "包括", "包含", "涵盖", "分别是", "分别为", "即", "如下", "是", "有")
}

// shortFirmHead is the short name of a firm with whose project's money a paragraph begins: 新元电子总投资3亿元; "" for none.
func (rd *reader) shortFirmHead(pc piece, begins bool) string {
	if !begins {
		return ""
	}
	h, ok := first(vocabulary.FindMeasures(pc.text))
	if !ok || h.Key != "total_investment" || h.Start == 0 {
		return ""
	}
	name := pc.text[:h.Start]
	if n := runes(name); n < 3 || n > 10 || edge(name, 0, len(name), nil) != 0 || isGeneric(name) || strings.ContainsAny(name, "，、；：（(“") || len(findQuantities(name)) > 0 || len(findQuantities(pc.text[h.End:])) == 0 {
		return ""
	}
	for _, w := range vocabulary.Cues("firm_short") {
		if strings.HasSuffix(name, w) && name != w && firstPlaceIn(name) != strings.TrimSuffix(name, w) {
			return name
		}
	}
	return ""
}

// firstOf is the first sentence of a text as printed.
func firstOf(text string) string {
	if all := sentences(text); len(all) > 0 {
		return all[0].quote
	}
	return ""
}

// itemNamed tells whether an item of a list is a project's name, which its figures follow: ②港区综合码头，总投资5.8亿元.
func (rd *reader) itemNamed(pc, next piece) bool {
	if !pc.marked || next.before != '，' || runes(pc.text) < 4 || runes(pc.text) > 30 || len(pc.inside) > 0 || isGeneric(pc.text) || len(vocabulary.FindMeasures(pc.text)) > 0 && !endsLikeName(pc.text) {
		return false
	}
	h, ok := first(vocabulary.FindMeasures(next.text))
	return ok && h.Start == 0 && timeless(h.Key) && len(findQuantities(next.text)) > 0 && len(findQuantities(pc.text)) == 0
}

// located tells whether a name only says where something lies: 位于嘉禾科技城.
func located(text string, m mention) bool {
	if isSite(text, m) {
		return true
	}
	for _, w := range vocabulary.Cues("located") {
		if strings.HasSuffix(text[:m.start], w) {
			return true
		}
	}
	return false
}

// countedNearby tells whether a count stands right before or after a name, so that it names a group.
func countedNearby(text string, qs []quantity.Quantity, m mention) bool {
	for _, q := range qs {
		if q.Dim != quantity.Count || oneOf(q.Printed) || !isProjectUnit(q.Unit) && !strings.Contains("条座处所", q.Unit) {
			continue
		}
		if q.End <= m.start && countable(text[q.End:m.start]) && strings.HasSuffix(m.name, "项目") || m.end <= q.Start && onlyLinks(text[m.end:q.Start]) {
			return true
		}
	}
	return false
}

// standsAlone tells whether a name that could be any facility's is used as a single one's: after a dash
// (控制性隧洞——松坪隧洞), or as the subject of a statement.
func (rd *reader) standsAlone(text string, m mention) bool {
	if runes(m.name) < 4 {
		return false
	}
	if strings.HasSuffix(text[:m.start], "——") || agreedOn(text, m) || runes(m.name) >= 6 && startsWithAny(text[m.end:], "可行性研究报告", "工程可行性", "项目建议书", "可研报告", "初步设计") {
		return true
	}
	for _, q := range findQuantities(text[:m.start]) { // 总投资30亿元的某某基地
		if (q.Dim == quantity.Money || q.Dim == quantity.Length || q.Dim == quantity.Power) && describes(text[q.End:m.start]) {
			return true
		}
	}
	if m.start == 0 && m.end < len(text) {
		if ms := vocabulary.FindMeasures(text[m.end:]); len(ms) > 0 && ms[0].Start == 0 && len(findQuantities(text[m.end:])) > 0 {
			return true // 瑞郴铁路全长265公里
		}
	}
	if m.start == 0 && slices.ContainsFunc(vocabulary.Cues("located"), func(w string) bool { return strings.HasPrefix(text[m.end:], w) }) {
		return true // 望海新材料产业园坐落于…
	}
	if m.start == 0 && startsWithAny(text[m.end:], "起自", "起于", "起点", "始于", "西起", "东起", "南起", "北起", "自") {
		return true // 某某高速公路起自…
	}
	if isCue("built_kind", text[:m.start]) && m.end == len(text) && strings.Contains(m.name, "至") {
		return true // 新建北岭至海月铁路，线路起自…
	}
	if m.start == 0 && strings.HasPrefix(text[m.end:], "由") && hasAny(text[m.end:], "建设", "兴建", "投资", "承建", "开发", "建造", "合建") {
		return true // 远山储能基地由某公司投资建设
	}
	if strings.HasSuffix(text[:m.start], "是") && m.end == len(text) {
		return true // 备受关注的是海丝文化中心
	}
	if m.start != 0 && !endsWithAny(text[:m.start], "目前", "其中") || runes(m.name) < 5 {
		return false
	}
	if strings.HasSuffix(text[:m.start], "其中") {
		if ms := vocabulary.FindMeasures(text[m.end:]); runes(m.name) >= 6 && len(ms) > 0 && ms[0].Start == 0 && hasAny(ms[0].Word, "投资") && len(findQuantities(text[m.end:])) > 0 {
			return true // 其中城北水厂投资2亿元
		}
	}
	st := vocabulary.FindStatuses(text[m.end:])
	return len(st) > 0 && runes(text[m.end:m.end+st[0].Start]) <= 4
}

// headingName finds the name in a list item of the form "三、莲花湖治理工程。建设单位：…": the first
// sentence is only the name.
func headingName(text string) (string, bool) {
	text = tidy(text)
	lead := numbered.FindString(text)
	rest := text[len(lead):]
	i := strings.IndexAny(rest, "。：\n")
	if i < 0 || lead == "" {
		return "", false
	}
	name, after := strings.TrimSpace(rest[:i]), rest[i:]
	if runes(name) < 4 || runes(name) > 40 || strings.ContainsAny(name, "，；") || !strings.HasPrefix(after, "。") || headsForm.MatchString(name) {
		return "", false
	}
	j := strings.Index(after, "：")
	if j < 0 || runes(after[:j]) > 12 || isGeneric(name) {
		return "", false
	}
	return name, true
}

// headsForm tells the headings of the parts of an approval from the names of projects: 建设规模及主要建设内容, 资金来源.
var headsForm = regexp.MustCompile(`(?:内容|规模|来源|工期|概况|依据|意见|必要性|要求|情况|估算|概算|筹措|条件|标准|选址|期限|地点|单位|性质|名称|范围|方式|须知|周期)$`)

// titleWords is a title without the tags that broadcasters and sites put before it.
func titleWords(title string) string {
	if strings.HasPrefix(title, "[") || strings.HasPrefix(title, "【") {
		if i := strings.IndexAny(title, "]】"); i > 0 {
			_, n := utf8.DecodeRuneInString(title[i:])
			return title[i+n:]
		}
	}
	return title
}

// headName is a heading's name without its phase, headPhase the phase.
func headName(name string) string {
	if p := phaseWords.Find(name); len(p) > 0 && p[len(p)-1].End == len(name) {
		return name[:p[len(p)-1].Start]
	}
	return name
}

func headPhase(name string) string {
	if p := phaseWords.Find(name); len(p) > 0 && p[len(p)-1].End == len(name) {
		return phaseName(p[len(p)-1].Word)
	}
	return ""
}

// mainProject is the one project that a report is about, when its title or first line names one.
func (rd *reader) mainProject() *project {
	try := func(text string) *project {
		text = tidy(text)
		ms := rd.look(text).mentions
		for _, m := range ms {
			if m.kind == projectMention && !startsWithAny(text[m.end:], "等", "集中", "签约仪式", "开工仪式", "同日", "清单", "名单", "一览", "推进表", "名录") {
				if p := rd.names.resolve(m.name); p != nil {
					if !rd.inPhases && !rd.namedWhole(p, m.phase) { // the title is about one phase, the text about all
						rd.mainPhase = m.phase
					}
					return p
				}
			}
		}
		return nil
	}
	if p := try(titleWords(rd.report.Title)); p != nil && !strings.HasPrefix(rd.report.Title, "[") {
		return p
	}
	if len(rd.report.Sections) > 0 {
		s := rd.report.Sections[0]
		if p := try(s.Title); p != nil && s.Level <= 1 {
			return p
		}
		if len(s.Passages) > 0 && len(s.Passages[0].Text) < 120 && !strings.ContainsAny(s.Passages[0].Text, "。，；") {
			if p := try(s.Passages[0].Text); p != nil {
				return p
			}
		}
	}
	full := map[*project]bool{}
	for _, p := range rd.names.projects {
		full[rd.names.byName[p.name]] = true
	}
	if len(full) == 1 && !statistical(rd.report.Title) && !strings.Contains(rd.report.Title, "快讯") {
		for p := range full {
			if rd.opensWith(p) {
				rd.mainPhase = rd.phaseAlways(p)
				return p
			}
		}
	}
	return nil
}

// namedWhole tells whether the text tells a project from one phase of it: it names the phase, and elsewhere gives figures of
// the project by its name alone.
func (rd *reader) namedWhole(p *project, phase string) bool {
	if phase == "" || !strings.Contains(rd.text, "项目"+phase) {
		return false
	}
	for _, name := range p.printed {
		for rest := rd.text; ; {
			at := strings.Index(rest, name)
			if at < 0 {
				break
			}
			before, after := rest[:at], strings.TrimPrefix(rest[at+len(name):], "项目")
			if (before == "" || endsWithAny(before, "。", "，", "\n")) && startsWithAny(after, "占地", "总投资", "规划", "总用地", "总建筑", "计划总投资") {
				return true
			}
			rest = rest[at+len(name):]
		}
	}
	return false
}

// phaseAlways is the phase that follows a project's name wherever the text has it: then the text is about that phase.
func (rd *reader) phaseAlways(p *project) string {
	phase := ""
	for rest, at := rd.text, 0; ; {
		if at = strings.Index(rest, p.name); at < 0 {
			if phase != "" && rd.otherPhases(phase) {
				return ""
			}
			return phase
		}
		rest = rest[at+len(p.name):]
		next := phaseWords.Find(rest[:min(len(rest), len("二期工程"))])
		if len(next) == 0 || next[0].Start != 0 || phase != "" && phaseName(next[0].Word) != phase {
			return ""
		}
		phase = phaseName(next[0].Word)
	}
}

// statistical tells the reports that are about a place as a whole, whatever projects they name.
func statistical(title string) bool {
	return hasAny(title, "工作报告", "公报", "运行情况", "经济运行", "计划执行", "形势")
}

// opensWith tells whether the first sentence of the text names a project.
func (rd *reader) opensWith(p *project) bool {
	opening, _, _ := strings.Cut(rd.text, "。")
	for _, name := range p.printed {
		if strings.Contains(opening, name) {
			return true
		}
	}
	return false
}
