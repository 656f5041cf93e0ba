package extract

import (
	"regexp"
	"strconv"
	"strings"

	"wenxiang/data/vocabulary"
)

func findStatusWords(text string) []vocabulary.Hit { return vocabulary.FindStatuses(text) }

// splitList divides a list at 、 和 与 及, outside quotes and brackets, and drops a closing 等….
func splitList(s string) []string {
	s = strings.Trim(s, "，。；：、 ")
	if i := strings.LastIndex(s, "等"); i > 0 && len(s)-i <= 24 && strings.Contains(s[:i], "、") {
		s = s[:i]
	}
	var out []string
	start := 0
	many := strings.Contains(s, "、")
	cut := func(i, n int) {
		if t := strings.Trim(s[start:i], "，、 “”以"); t != "" {
			out = append(out, t)
		}
		start = i + n
	}
	for i, r := range s {
		if insideBrackets(s, i) || i < start {
			continue
		}
		switch r {
		case '、', '，':
			cut(i, len("、"))
		case '和', '与':
			if !many || !strings.Contains(s[i:], "、") {
				if runes(s[start:i]) >= 2 && runes(s[i+len("和"):]) >= 2 {
					cut(i, len("和"))
				}
			}
		case '及':
			if strings.HasPrefix(s[i:], "及其") {
				continue
			}
			if many && !strings.Contains(s[i:], "、") && runes(s[i:]) > 3 {
				t := strings.TrimSuffix(s[start:i], "以")
				if runes(t) >= 2 {
					cut(i, len("及"))
				}
			}
		}
	}
	cut(len(s), 0)
	if len(out) < 2 {
		return nil
	}
	return out
}

var paperName = regexp.MustCompile(`《[^《》]{2,80}》`)

// papers reads the documents that a sentence issues.
func (rd *reader) papers() {
	text := rd.s.sentence.text
	if !strings.Contains(text, "《") {
		return
	}
	names := paperName.FindAllString(text, -1)
	if len(names) == 0 {
		return
	}
	first := strings.Index(text, names[0])
	verb := ""
	for _, h := range issueWords.Find(text[:first]) {
		verb = h.Word
	}
	if verb == "" {
		if len(issueWords.Find(text[first:])) == 0 {
			return
		}
		verb = "文件"
	}
	seen := map[string]bool{}
	var items []string
	for _, n := range names {
		if !seen[n] {
			seen[n] = true
			items = append(items, n)
		}
	}
	o := rd.topic
	if o.kind == ProjectSubject && rd.names.main == nil || o.kind == GroupSubject {
		o = rd.here
	}
	f := rd.say(rd.partWith(names[0]), o, "document", verb, strings.Join(items, ""), items)
	if f >= 0 && len(items) == 1 {
		rd.facts[f].Items = items
	}
}

// partWith is the part in which some words stand.
func (rd *reader) partWith(words string) *part {
	for _, p := range rd.s.parts {
		if strings.Contains(p.text, words) {
			return p
		}
	}
	return nil
}

var (
	// 周调度、旬预警、月通报的跟踪考评机制
	listOf = regexp.MustCompile(`(?:确立|建立|形成|实行|构建|落实|推行|健全|采取|秉承|坚持)(?:了|起)?([^，。；：]*、[^，。；：、的]{2,14})的([^，。；：、]{2,12})$`)
	// 四高”态势：…高——…
	dashItem = regexp.MustCompile(`(?:^|[：。；])([^，。；：—]{2,14})——`)
	// “四高”
	numberedSet = regexp.MustCompile(`“([一二两三四五六七八九十])[^”、，]{1,8}”`)
	// 八中心(大数据中心、…)
	bracketSet = regexp.MustCompile(`(“?[一二两三四五六七八九十][^，。；：、（）()“”]{1,8}”?)[（(]([^（）()]*、[^（）()]*)[）)]`)
)

// lists reads the members of what a sentence enumerates.
func (rd *reader) lists() {
	text := rd.s.sentence.text
	var sets [][]string
	if strings.ContainsAny(text, "（(") {
		sets = bracketSet.FindAllStringSubmatch(text, -1)
	}
	for _, m := range sets {
		if items := splitList(m[2]); len(items) > 1 {
			rd.say(rd.partWith(m[1]), rd.topic, "members", strings.Trim(m[1], "“”以"), strings.Trim(m[2], "（）()"), items)
		}
	}
	rd.closedSet()
	if strings.Contains(text, "——") {
		rd.dashSet()
	}
	if !strings.Contains(text, "、") && !strings.Contains(text, "和") {
		return
	}
	for k, p := range rd.s.parts {
		if !strings.Contains(p.text, "、") && !strings.Contains(p.text, "和") && p.before != '：' {
			continue
		}
		if m := listOf.FindStringSubmatch(p.text); m != nil {
			if items := splitList(m[1]); len(items) > 1 && len(p.qs) == 0 {
				rd.say(p, rd.listOwner(), "members", m[2], strings.Join(items, "、"), items)
			}
		}
		rd.listAfterVerb(p, k)
	}
}

// setCloses is a list in quotation marks that its own number closes: “甲区、乙区、丙区”三大功能区.
var setCloses = regexp.MustCompile(`“([^“”]*、[^“”]*)”(?:等)?([一二两三四五六七八九十]|\d{1,2})(?:大|个|项|类|种)?([\p{Han}]{2,8}?)(?:的|为|，|。|；|$|发展|布局|建设|及|、|格局|于一体)`)

// closedSet reads such a list where it has as many members as its number says.
func (rd *reader) closedSet() {
	text := rd.s.sentence.text
	for _, p := range rd.s.parts {
		rd.openSet(p)
	}
	if !strings.Contains(text, "”") {
		return
	}
	for _, m := range setCloses.FindAllStringSubmatch(text, -1) {
		items := splitList(m[1])
		n := strings.Index("零一二三四五六七八九十", m[2]) / len("一")
		switch {
		case m[2] == "两":
			n = 2
		case isDigit(m[2][0]):
			n, _ = strconv.Atoi(m[2])
		}
		if len(items) == n && n > 1 {
			rd.say(rd.partWith(items[0]), rd.listOwner(), "members", m[3], m[1], items)
		}
	}
}

// bareSet is such a list without quotation marks: 甲、乙、丙等三大港口群.
var bareSet = regexp.MustCompile(`^([^“”（）]*、[^“”（）]*?)(?:等)?([两二三四五六七八九十])大(\p{Han}{2,10}?)(?:的|布局|建设|发展|格局|体系|为|$)`)

// openSet reads a list that its number closes, where it has as many members as that says.
func (rd *reader) openSet(p *part) {
	if !strings.Contains(p.text, "、") || !strings.Contains(p.text, "大") {
		return
	}
	m := bareSet.FindStringSubmatch(p.text)
	if m == nil {
		return
	}
	items := splitList(m[1])
	n := strings.Index("零一二三四五六七八九十", m[2]) / len("一")
	if m[2] == "两" {
		n = 2
	}
	if len(items) != n || n < 2 {
		return
	}
	items[0] = items[0][edge(items[0], 0, len(items[0]), nil):]
	for _, w := range []string{"布局", "打造", "建设", "构建", "形成", "涵盖", "包括", "发展", "优化", "聚焦", "围绕"} {
		if j := strings.LastIndex(items[0], w); j >= 0 && j+len(w) < len(items[0]) {
			items[0] = items[0][j+len(w):]
		}
	}
	for _, it := range items {
		if runes(it) < 2 || runes(it) > 16 {
			return
		}
	}
	rd.say(p, rd.listOwner(), "members", m[3], strings.Join(items, "、"), items)
}

// listOwner is whose list it is: the topic, but not a group that only happened to be counted before.
func (rd *reader) listOwner() owner {
	if rd.topic.kind == GroupSubject && rd.here.name != "" {
		return rd.here
	}
	return rd.topic
}

// listAfterVerb reads A包括B、C、D, and A涵盖B、C、D3个地市.
func (rd *reader) listAfterVerb(p *part, k int) {
	for _, w := range vocabulary.Cues("meets") {
		if i := strings.Index(p.text, w); i >= 0 && strings.Count(p.text[i:], "、") >= 1 {
			body := p.text[i+len(w):]
			items := splitList(body)
			if len(items) >= 2 && hasAny(body, "公司", "集团", "协会", "商会", "企业", "大学", "银行", "院", "会") && len(findQuantities(body)) == 0 {
				rd.say(p, rd.listOwner(), "participants", w, strings.Join(items, "、"), items)
				return
			}
		}
	}
	if w := longestCue(p.text, "contents"); w != "" && rd.topic.kind == ProjectSubject {
		i := strings.Index(p.text, w)
		body := p.text[i+len(w):]
		bad := w == "建设" && i > 0 || startsWithAny(body, "项目", "工程", "地点", "单位", "期", "规模", "工期", "用地", "资金") || covered(i, i+len(w), p.mentions) || endsWithAny(body, "竣工", "开工", "投产", "完工", "建成", "投用", "封顶")
		if items := splitList(body); !bad && len(items) >= 2 && len(findQuantities(body)) == 0 {
			rd.say(p, rd.topic, "content", w, strings.Trim(body, "，。"), items)
			return
		}
	}
	label, body := "", ""
	for _, w := range vocabulary.Cues("lists") {
		if p.before == '：' && k > 0 && strings.HasSuffix(rd.s.parts[k-1].text, w) {
			label, body = strings.TrimSuffix(rd.s.parts[k-1].text, w), rd.restOfList(k)
			break
		}
		i := strings.Index(p.text, w)
		if i < 0 || strings.Count(p.text[i:], "、") < 1 && !strings.Contains(p.text[i:], "和") {
			continue
		}
		if explains := i == 0 && w == "即" && k > 0 && numberedSet.MatchString(rd.s.parts[k-1].text); runes(w) == 1 && !explains && (!numberedSet.MatchString(p.text[:i]) && !endsWithAny(p.text[:i], "机制", "三项", "内容", "领域", "环节", "指标", "对象", "企业", "成员", "产品", "方面", "重点", "态势")) {
			continue
		}
		label, body = p.text[:i], p.text[i+len(w):]
		if label == "" && k > 0 && len(rd.s.parts[k-1].qs) == 0 {
			label = rd.s.parts[k-1].text
		}
		if label == "" {
			label = rd.topic.name
		}
		if i := strings.Index(rd.s.sentence.text, p.text); i >= 0 && strings.HasSuffix(body, "、") {
			body = rd.s.sentence.text[i:]
		}
		break
	}
	if body == "" {
		rd.listBeforeCount(p)
		return
	}
	if len(p.qs) > 0 && rd.listBeforeCount(p) {
		return
	}
	if sets := numberedSet.FindAllString(strings.ReplaceAll(label, "“一带一路”", ""), -1); sets != nil {
		label = strings.Trim(sets[len(sets)-1], "“”")
	} else {
		label = strings.Trim(strings.TrimSuffix(trimLinks(label), "主要"), "“”，、 该其")
	}
	items := splitList(body)
	if len(items) < 2 || runes(label) > 24 || strings.Count(label, "“") != strings.Count(label, "”") {
		return
	}
	if rd.topic.kind == GroupSubject && strings.Contains(label, "项目") {
		label = rd.topic.group
	}
	long := 0
	for _, it := range items {
		if it[0] >= '0' && it[0] <= '9' && len(findQuantities(it)) > 0 {
			return // figures, not members
		}
		if runes(it) > 24 || strings.Count(it, "“") != strings.Count(it, "”") {
			long++
		}
	}
	if long > 0 {
		return
	}
	rd.say(p, rd.listOwner(), "members", label, strings.Join(items, "、"), items)
}

// longestCue is the longest word of a list that a text holds, the first of several: 主要建设内容有 and not 主要建设.
func longestCue(text, list string) string {
	best := ""
	for _, w := range vocabulary.Cues(list) {
		if len(w) > len(best) && strings.Contains(text, w) {
			best = w
		}
	}
	return best
}

// restOfList joins the parts of a list that the figures in it have divided.
func (rd *reader) restOfList(k int) string {
	var b strings.Builder
	for j := k; j < len(rd.s.parts); j++ {
		p := rd.s.parts[j]
		if j > k && !p.item {
			break
		}
		if j > k {
			b.WriteString("、")
		}
		b.WriteString(p.text)
	}
	return b.String()
}

// listBeforeCount reads a list that its own number closes: 银川、石嘴山、吴忠3个地市.
func (rd *reader) listBeforeCount(p *part) bool {
	for i, q := range p.qs {
		n := int(q.Value.IntPart())
		if n < 2 || n > 20 || !q.Value.IsInteger() {
			continue
		}
		head := p.text[p.prevEnd(i):q.Start]
		if !strings.Contains(head, "、") && !strings.Contains(head, "和") {
			continue
		}
		items := splitList(head)
		if len(items) < n {
			continue
		}
		items = items[len(items)-n:]
		first := items[0]
		for _, w := range []string{"涵盖", "包括", "涉及", "覆盖", "布局的", "在", "为", "是", "含", "横跨", "途经", "连接", "拥有", "集聚", "园区设", "项目设", "设有", "下设", "分设", "项目建设", "主要建设", "建设", "新设", "增设", "其中"} {
			if j := strings.LastIndex(first, w); j >= 0 && j+len(w) < len(first) {
				first = first[j+len(w):]
			}
		}
		for _, w := range []string{"的", "围绕", "形成", "新增了", "新增", "调整为", "划分为", "打造", "发展"} {
			if j := strings.LastIndex(first, w); j >= 0 && runes(first[j+len(w):]) >= 2 {
				first = first[j+len(w):]
			}
		}
		items[0] = first
		label := p.nounAfter(i)
		if rest := p.text[q.End:]; label == "" && strings.Contains(rest, "、") { // 5个规模化、集约化的港口群
			if j := strings.LastIndex(rest, "的"); j >= 0 && runes(rest[j+len("的"):]) >= 2 && runes(rest[j+len("的"):]) <= 8 {
				label = rest[j+len("的"):]
			}
		}
		if label == "" {
			label = q.Unit
		}
		if last := items[len(items)-1]; isCue("count_verb", last) || endsWithAny(last, "又有", "共有", "各有", "完成", "建成", "新增") {
			return false // 安装和调试完成两条生产线
		}
		if strings.HasSuffix(head, "等") { // 加西、沙久等11条: not all are named
			return false
		}
		o := rd.listOwner()
		whole := rd.s.sentence.text
		if j := strings.Index(whole, items[0]); j > 0 {
			if sets := numberedSet.FindAllString(whole[:j], -1); sets != nil {
				label = strings.Trim(sets[len(sets)-1], "“”")
			}
		}
		rd.say(p, o, "members", label, strings.Join(items, "、"), items)
		return true
	}
	return false
}

// dashSet reads sets whose members head the clauses after dashes, over the whole passage:
// 呈现“四高”态势：开工率高——…。投资增幅高——….
func (rd *reader) dashSet() {
	text := tidy(rd.passage_.Text)
	set := numberedSet.FindStringSubmatch(text)
	if set == nil || !strings.Contains(rd.s.sentence.text, set[0]) {
		return
	}
	n := strings.Index("零一二三四五六七八九十", set[1]) / len("一")
	if set[1] == "两" {
		n = 2
	}
	var items []string
	for _, m := range dashItem.FindAllStringSubmatch(text[strings.Index(text, set[0]):], -1) {
		items = append(items, m[1])
	}
	if len(items) != n || n < 2 {
		return
	}
	rd.say(rd.partWith(set[0]), rd.listOwner(), "members", strings.Trim(set[0], "“”"), strings.Join(items, "、"), items)
}
