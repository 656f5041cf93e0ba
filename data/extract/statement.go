package extract

import (
	"cmp"
	"regexp"
	"strings"

	"wenxiang/data/vocabulary"
)

var (
	whereWords    = cueLexicon("located")
	buildWords    = cueLexicon("builds")
	standingWords = cueLexicon("standing")
	progressWords = cueLexicon("progress")
	sayWords      = cueLexicon("says")
	issueWords    = cueLexicon("issues")
)

// say stores a fact in words.
func (rd *reader) say(p *part, o owner, metric, label, text string, items []string) int {
	text = strings.Trim(text, " ，、；：。的")
	if text == "" || runes(text) > 160 {
		return -1
	}
	f := Fact{Kind: TextFact, Role: Level, Metric: metric, Label: label, Text: text, Items: items}
	o.fill(&f)
	for k := len(rd.s.facts) - 1; k >= 0; k-- { // said before in this sentence
		if g := rd.facts[rd.s.facts[k]]; g.Kind == TextFact && g.Metric == metric && g.Text == text && g.Subject == f.Subject {
			return -1
		}
	}
	if rd.s.period != nil && (metric == "signed" || metric == "document" || metric == "status") {
		f.Period = *rd.s.period
	}
	return rd.add(p, f)
}

// statePart reads what one part says besides figures, with the topic that its names have set.
func (rd *reader) statePart(p *part) {
	if rd.labelled(p) {
		return
	}
	rd.location(p)
	rd.buildsAt(p)
	rd.builder(p)
	rd.dates(p)
	rd.signed(p)
	rd.parent(p)
	rd.products(p)
	rd.funding(p)
	rd.standing(p)
	rd.progress(p)
	rd.speaker(p)
}

// fundedBy reads who pays for a project: 资金来源为市级财政资金, 建设资金来自企业自筹.
var fundedBy = regexp.MustCompile(`(资金来源(?:为|是|于)|(?:建设|项目|所需)?资金(?:来自|来源于|由))([^，。；]{2,40})`)

// funding reads where the money for a project comes from.
func (rd *reader) funding(p *part) {
	if rd.topic.kind != ProjectSubject || !strings.Contains(p.text, "资金") {
		return
	}
	if m := fundedBy.FindStringSubmatch(p.text); m != nil {
		who := strings.TrimSuffix(strings.TrimSuffix(m[2], "解决"), "承担")
		rd.say(p, rd.topic, "", "资金来源", who, splitList(who))
	}
}

// statements reads what a whole sentence says: lists of members and papers.
func (rd *reader) statements() {
	if len(rd.s.parts) == 0 {
		return
	}
	rd.papers()
	rd.lists()
}

// labelled reads the text after a label of a form: 建设地点：…. It tells whether the part was one.
func (rd *reader) labelled(p *part) bool {
	if p.before != '：' || rd.s.at == 0 {
		return false
	}
	label := numbered.ReplaceAllString(strings.TrimSpace(rd.s.parts[rd.s.at-1].text), "")
	if runes(label) > 12 {
		return false
	}
	if rest := strings.TrimPrefix(label, "项目"); rest != label && runes(rest) >= 4 {
		label = rest // 项目|建设年限：2014年—2018年
	}
	text := rd.untilNextLabel()
	switch {
	case isCue("label_location", label):
		rd.say(p, rd.topic, "location", label, p.text, nil)
	case isCue("label_company", label):
		rd.say(p, rd.topic, "company", label, p.text, splitList(p.text))
		if rd.topic.kind == ProjectSubject && rd.topic.company == "" && !hasAny(label, "施工", "设计", "责任", "牵头") {
			rd.topic.company = p.text
			rd.lastProject.company = p.text
			if pr := rd.names.resolve(rd.topic.project); pr != nil && pr.company == "" {
				pr.company = p.text
			}
		}
	case isCue("label_status", label):
		rd.say(p, rd.topic, "status", label, text, nil)
	case isCue("label_content", label):
		rd.say(p, rd.topic, "content", label, text, nil)
		return false // it may hold figures with dates of their own
	case isCue("label_dates", label), isCue("label_start", label), isCue("label_end", label), isCue("label_operation", label):
		for _, d := range p.ps {
			switch {
			case isCue("label_start", label):
				rd.date(p, "start", label, d.Words, Period{Period: d})
			case isCue("label_end", label):
				rd.date(p, "end", label, d.Words, Period{Period: d})
			case isCue("label_operation", label):
				rd.date(p, "operation", label, d.Words, Period{Period: d})
			default:
				rd.span(p, label, Period{Period: d})
			}
		}
	default:
		return false
	}
	return true
}

// isLabel tells whether a text is a label of a form.
func isLabel(text string) bool {
	text = numbered.ReplaceAllString(strings.TrimSpace(text), "")
	for _, list := range []string{"label_location", "label_company", "label_dates", "label_start", "label_end", "label_operation", "label_status", "label_content"} {
		if isCue(list, text) {
			return true
		}
	}
	return false
}

// sitesLabel tells whether a text is a label behind which stands where something is.
func sitesLabel(text string) bool {
	return isCue("label_location", numbered.ReplaceAllString(strings.TrimSpace(text), ""))
}

func isCue(list, word string) bool {
	for _, w := range vocabulary.Cues(list) {
		if w == word {
			return true
		}
	}
	return false
}

// untilNextLabel is the text from the current part to the next label or the end of the sentence.
func (rd *reader) untilNextLabel() string {
	text := rd.s.sentence.text
	at := strings.Index(text, rd.s.parts[rd.s.at].text)
	if at < 0 {
		return rd.s.parts[rd.s.at].text
	}
	rest := text[at:]
	if i := strings.IndexAny(rest, "；。"); i > 0 {
		rest = rest[:i]
	}
	return rest
}

// location reads where a project lies or an event is held.
func (rd *reader) location(p *part) {
	if h, ok := first(whereWords.Find(p.text)); ok {
		rd.locatedAt(p, h)
		return
	}
	for _, label := range vocabulary.Cues("label_location") { // 项目建设地点为双桥镇
		for _, be := range []string{"为", "是", "在", "位于"} {
			if j := strings.Index(p.text, label+be); j >= 0 && j <= len("本项目拟") && rd.topic.kind == ProjectSubject {
				if place := whereIs(p.text[j+len(label+be):]); runes(place) >= 2 {
					rd.say(p, rd.topic, "location", label, place, nil)
					return
				}
			}
		}
	}
	// 活动在县高新区举行
	i := strings.Index(p.text, "在")
	if i < 0 {
		return
	}
	for _, verb := range []string{"举行", "召开", "举办", "开工", "开园", "启动", "奠基", "签约"} {
		j := strings.Index(p.text[i:], verb)
		if j <= 0 || strings.HasPrefix(p.text[i+j+len(verb):], "的") {
			continue // 就在项目启动的同一个月
		}
		place := p.text[i+len("在") : i+j]
		for _, w := range []string{"正式", "隆重", "集中", "成功", "同步", "顺利", "现场"} {
			place = strings.TrimSuffix(place, w)
		}
		if runes(place) < 2 || runes(place) > 30 || hasAny(place, "上", "中", "的", "，") || len(findPeriods(place, rd.ref)) > 0 {
			return
		}
		if !plausiblePlace(place) {
			return
		}
		o := rd.topic
		if rd.s.at > 0 && o.kind == PlaceSubject {
			o = owner{kind: EventSubject, name: rd.eventName(p, i), place: rd.here.place}
		} else if o.kind == PlaceSubject {
			o = owner{kind: EventSubject, name: rd.eventName(p, i), place: rd.here.place}
		}
		if o.name == "" {
			return
		}
		o.event = cmp.Or(o.event, rd.eventName(p, i))
		rd.say(p, o, "location", verb+"地点", place, nil)
		return
	}
}

// locatedAt reads the place that follows 位于, 选址于 and the like.
func (rd *reader) locatedAt(p *part, h vocabulary.Hit) {
	rest := p.text[h.End:]
	if strings.Contains(rest, "的") && strings.Index(rest, "的") < 36 && rd.topic.kind != ProjectSubject {
		return // 位于我县境内的…: a remark about what follows
	}
	for _, m := range p.mentions {
		if m.kind == projectMention && m.start > h.End && strings.HasSuffix(p.text[:m.start], "的") {
			rest = p.text[h.End:m.start]
			if pr := rd.names.resolve(m.name); pr != nil && rd.topic.project != pr.name {
				return
			}
		}
	}
	place := whereIs(rest)
	if h.Word == "落户" && !plausiblePlace(place) {
		return
	}
	if runes(place) < 2 || hasAny(p.text[:h.Start], "用地性质") {
		return
	}
	if o := rd.topic; o.kind == ProjectSubject || o.kind == CompanySubject || o.kind == EventSubject {
		rd.say(p, o, "location", h.Word, place, nil)
	}
}

// eventName is what is held: the words before 在…举行.
func (rd *reader) eventName(p *part, at int) string {
	t := p.text[:at]
	for _, d := range p.ps {
		if d.To <= at {
			t = p.text[d.To:at]
		}
	}
	t = strings.Trim(t, "，、： ")
	if t == "" && rd.s.at > 0 {
		t = rd.s.parts[rd.s.at-1].text
	}
	if runes(t) > 40 {
		return ""
	}
	return t
}

func plausiblePlace(s string) bool {
	if len(findPlaces(s)) > 0 {
		return true
	}
	return endsWithAny(s, "区", "县", "市", "园", "镇", "乡", "村", "中心", "会场", "馆", "厅", "路", "现场", "基地", "厂", "大厦", "酒店", "学校", "大学", "学院", "街道", "工地", "所在地")
}

// whereIs takes the words of a place from the beginning of a text.
func whereIs(s string) string {
	end := len(s)
	if i := strings.Index(s, "、"); i > 0 && !hasAny(s[i:], "以东", "以西", "以南", "以北", "路", "侧", "交叉口", "交汇处") {
		end = i
	}
	for _, stop := range []string{"，", "；", "总投资", "占地", "，总", "建设", "投资", "开工", "举行"} {
		if i := strings.Index(s, stop); i > 0 && i < end {
			end = i
		}
	}
	return strings.Trim(s[:end], "“”的 ")
}

// standing reads records, places in an order without a number, and praise.
func (rd *reader) standing(p *part) {
	if len(p.qs) > 0 && !strings.Contains(p.text, "纪录") && !strings.Contains(p.text, "第一方阵") {
		return
	}
	for _, h := range standingWords.Find(p.text) {
		switch h.Word {
		case "居", "最大", "首个", "首次", "首座", "首条", "唯一", "突破性":
			if h.Word != "居" || !hasAny(p.text[h.End:], "前列", "首位", "第一", "前茅") {
				continue
			}
		}
		o := rd.topic
		if a := rd.named(p); a != nil {
			o = *a
		}
		text := p.text
		if i := strings.Index(p.text, "刷新"); i > 0 {
			text = p.text[i:]
		}
		rd.say(p, o, "standing", h.Word, text, nil)
		return
	}
}

// progress reads how far a project has come.
func (rd *reader) progress(p *part) {
	if len(p.ps) > 1 && strings.Contains(p.text, "分别") {
		return // of several
	}
	if len(p.qs) > 0 && !(len(p.qs) == 1 && strings.HasSuffix(p.qs[0].Unit, "%")) {
		return
	}
	o := rd.topic
	text := p.text
	for _, m := range p.mentions {
		if (m.kind == projectMention || m.kind == backMention || m.kind == phaseMention) && m.end <= len(p.text)/2+18 && strings.HasPrefix(p.text[m.start:], text) {
			text = p.text[m.end:]
		}
	}
	if o.kind != ProjectSubject && o.kind != CompanySubject || runes(p.text) > 60 {
		return
	}
	hits := progressWords.Find(p.text)
	if len(hits) == 0 {
		return
	}
	strongSign := false
	for _, h := range hits {
		switch h.Word {
		case "正在", "过半", "封顶", "贯通", "蓄水", "收尾", "调试", "试运行", "论证", "待":
			strongSign = true
		case "已":
			strongSign = strongSign || !startsWithAny(p.text[h.End:], "有")
		}
	}
	if startsWithAny(p.text, "主要建有", "主要建设", "建有", "建成后的") {
		return
	}
	if entersStage.MatchString(p.text) { // 一号厂房进入装修阶段
		strongSign = true
	}
	for _, h := range p.statuses {
		switch h.Key {
		case "planned", "new_start", "continued", "winter", "seeking_funds", "registered":
			continue
		}
		if h.Word == "签" || h.Word == "中标" || h.Word == "运营" || h.Word == "启用" && len(p.text) < 10 || covered(h.Start, h.End, p.mentions) {
			continue
		}
		strongSign = true
	}
	if !strongSign || strings.HasSuffix(p.text, "后") || hasAny(p.text, "建成后", "投产后", "达产后", "完工后", "竣工后", "投运后") {
		return
	}
	if endsWithAny(p.text, "里", "中", "时") || hasAny(p.text, "任务", "抓住", "狠抓", "抓好", "扭住", "紧盯", "全力以赴", "绿色通道") || hasAny(p.text, "的项目", "集中开", "重大项目", "重点项目") {
		return
	}
	if hasAny(p.text, "书记", "市长", "县长", "区长", "主任", "董事长", "为契机", "宣布", "根据规划") {
		return
	}
	if hasAny(p.text, "记者", "仪式", "领导") && !hasAny(p.text, "开工") {
		return
	}
	if list := rd.listedBefore(p); len(list) > 1 { // A园、B厂等建成投产: of each
		for _, x := range list {
			rd.say(p, x, "status", "进展", p.text, nil)
		}
		return
	}
	rd.say(p, o, "status", "进展", text, nil)
}

// entersStage says that works have come to a stage.
var entersStage = regexp.MustCompile(`(?:已|已经|正式|全面|现已|即将|，|^|\p{Han})(?:进入|转入)\p{Han}{1,12}(?:阶段|环节|工序)`)

// listedBefore gives the projects of a list that ends at the word for what has become of them.
func (rd *reader) listedBefore(p *part) []owner {
	var out []owner
	end := 0
	for _, m := range p.mentions {
		if m.kind != projectMention {
			continue
		}
		if gap := p.gap(end, m.start); end > 0 && gap == "" || end == 0 && m.start > 0 && !startsClause(p, m) || end > 0 && strings.Trim(gap, "、和及与“” ") != "" {
			return nil
		}
		pr := rd.names.resolve(m.name)
		if pr == nil && runes(m.name) >= 6 {
			rd.names.see(m)
			pr = rd.names.resolve(m.name)
		}
		if pr == nil {
			return nil
		}
		out = append(out, rd.projectOwner(pr, m.phase))
		end = m.end
	}
	if end == 0 || len(out) < 2 {
		return nil
	}
	rest := trimLead(strings.TrimLeft(p.text[end:], "等 "), "一批项目", "重大项目", "项目", "重点项目")
	for _, h := range p.statuses {
		if h.Start >= end && runes(p.gap(end, h.Start)) <= 8 && rest != "" {
			return out
		}
	}
	return nil
}

// speaker reads who said something.
func (rd *reader) speaker(p *part) {
	t := p.text
	switch {
	case strings.HasPrefix(t, "据") && strings.HasSuffix(t, "介绍") && runes(t) > 4:
		t = strings.TrimSuffix(strings.TrimPrefix(t, "据"), "介绍")
	default:
		hits := sayWords.Find(t)
		if len(hits) == 0 {
			return
		}
		h := hits[len(hits)-1]
		if h.End != len(t) && !strings.HasPrefix(t[h.End:], "开工") {
			return
		}
		t = t[:h.Start]
	}
	for _, d := range p.ps {
		if j := strings.Index(t, d.Words); j > 0 {
			t = t[:j]
		}
	}
	if j := strings.Index(t, "在"); j > 0 {
		t = t[:j]
	}
	for _, w := range []string{"向记者", "对记者", "告诉记者"} {
		t = strings.TrimSuffix(t, w)
	}
	if runes(t) < 2 || runes(t) > 30 || !hasTitle(t) || len(findPlaces(t)) > 0 && runes(t) <= 4 {
		return
	}
	rd.say(p, owner{kind: OtherSubject, name: t, place: rd.here.place, project: rd.topic.project, company: rd.topic.company}, "speaker", "说", t, nil)
}

// hasTitle tells the words that name a person by office.
func hasTitle(t string) bool {
	return hasAny(t, "书记", "县长", "市长", "区长", "镇长", "省长", "主任", "局长", "经理", "董事长", "负责人", "总裁", "院长", "校长", "主席", "厂长", "部长", "处长", "科长", "总监", "工程师", "会长", "总工", "发言人", "专员", "队长", "站长", "村民", "居民", "所长", "行长", "司长", "厅长") || runes(t) <= 4
}
