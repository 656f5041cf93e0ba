package extract

import (
	"regexp"
	"strings"

	"wenxiang/data/vocabulary"
)

// builder reads who builds a project: 由玉环昕君机械有限公司投资建设, 建设单位为….
func (rd *reader) builder(p *part) {
	if i := strings.Index(p.text, "由"); i >= 0 && !hidden(p.text, i, i+len("由")) {
		rest := p.text[i+len("由"):]
		for _, h := range buildWords.Find(rest) {
			if h.Start < 6 || startsWithAny(rest[h.End:], vocabulary.Cues("office_end")...) {
				continue // 由县水利设施建设中心组织实施
			}
			if n := nextBuild(rest, h.End); n > h.End {
				h.Word = rest[h.Start:n]
			}
			who := strings.Trim(rest[:h.Start], "，、 ")
			for _, w := range []string{"共同", "联合", "合资", "合作", "独家", "负责", "组织", "牵头", "主要", "总"} {
				who = strings.TrimSuffix(who, w)
			}
			if j := strings.LastIndex(who, "按"); j > 0 && strings.Contains(who[j:], "比例") { // 由甲公司和乙公司按6:4的比例出资建设
				who = who[:j]
			}
			if endsWithAny(who, "批准", "批复", "核准", "备案", "同意", "立项") {
				break // 已由县发改局以…文件批准建设: who allowed it
			}
			if runes(who) < 2 || runes(who) > 50 || strings.ContainsAny(who, "，；") || len(findQuantities(who)) > 0 {
				break
			}
			if insideFirm(rest, h.Start, p, i+len("由")) {
				continue
			}
			o := rd.topic
			if o.kind != ProjectSubject && o.kind != EventSubject {
				if a := rd.named(p); a != nil {
					o = *a
				} else if pr := rd.unnamed(p, i, who); pr != nil {
					o = rd.projectOwner(pr, "")
					rd.topic, rd.lastProject = o, o
				} else {
					break
				}
			}
			rd.say(p, o, "company", h.Word, who, splitList(who))
			rd.setBuilder(who)
			break
		}
	}
	rd.signer(p)
	if p.item && rd.s.at > 0 && strings.Contains(rd.s.parts[rd.s.at-1].text, "由") && rd.topic.kind == ProjectSubject {
		for _, verb := range []string{"承建", "施工", "运营", "建设", "设计", "负责建设", "总承包"} {
			if who := strings.TrimSuffix(p.text, verb); who != p.text && runes(who) >= 3 && runes(who) <= 24 && !strings.ContainsAny(who, "的是在") {
				rd.say(p, rd.topic, "company", verb, who, nil)
				return
			}
		}
	}
	for _, label := range vocabulary.Cues("label_company") {
		for _, be := range []string{"为", "是"} {
			if i := strings.Index(p.text, label+be); i >= 0 && !(runes(label) == 2 && hasAny(label, "公司", "企业") && !endsWithAny(p.text[:i], "项目", "建设", "投资", "开发", "承建")) {
				who := strings.Trim(p.text[i+len(label+be):], "，、 ")
				if runes(who) >= 3 && runes(who) <= 40 && rd.topic.kind == ProjectSubject {
					rd.say(p, rd.topic, "company", label, who, splitList(who))
					if !hasAny(label, "施工", "设计", "牵头", "责任") {
						rd.setBuilder(who)
					}
					return
				}
			}
		}
	}
	for _, m := range p.mentions { // 项目业主某某公司成立于2009年
		if head := strings.TrimLeft(p.text[:m.start], "该本"); m.kind == companyMention && rd.lastProject.project != "" && isCue("label_company", head) {
			if rd.topic.kind == CompanySubject && rd.topic.company == m.name || rd.topic.kind == ProjectSubject {
				rd.say(p, rd.lastProject, "company", head, m.name, nil)
				rd.setBuilderOf(rd.lastProject.project, m.name)
				return
			}
		}
	}
	if i := strings.Index(p.text, "中标"); i > 0 { // 某局成功中标某项目
		who := p.text[:i]
		for _, d := range p.ps {
			if d.To <= i {
				who = p.text[d.To:i]
			}
		}
		for _, w := range []string{"成功", "顺利", "联合", "再次", "独家", "日前", "近日"} {
			who = strings.TrimSuffix(strings.TrimPrefix(who, w), w)
		}
		if runes(who) >= 3 && runes(who) <= 24 && !strings.ContainsAny(who, "，、的") && rd.topic.kind == ProjectSubject {
			rd.say(p, rd.topic, "company", "中标", who, nil)
			rd.setBuilder(who)
		}
	}
	// 某公司投资6亿元建设某项目
	for k, m := range p.mentions {
		if m.kind != companyMention || k+1 >= len(p.mentions) {
			continue
		}
		rest := p.text[m.end:]
		if !startsWithAny(rest, "投资", "追加投资", "承建", "建设", "计划投资", "拟投资", "兴建") {
			continue
		}
		if a := rd.named(p); a != nil {
			rd.say(p, *a, "company", "投资建设", m.name, nil)
			rd.setBuilderOf(a.project, m.name)
		}
	}
}

// unnamed is the project that a text never names, called after the firm that builds it: 该项目由某公司投资建设.
func (rd *reader) unnamed(p *part, at int, who string) *project {
	if rd.names.main != nil || rd.lastProject.project != "" || len(rd.names.projects) > 0 || !startsWithAny(strings.TrimPrefix(p.text[:at], "据了解"), "该项目", "项目", "此项目", "本项目") || !endsLikeName(who) {
		return nil
	}
	m := mention{kind: projectMention, name: rd.names.shortFirm(who) + "项目", company: who, place: leadingPlace(who)}
	rd.names.see(m)
	return rd.names.resolve(m.name)
}

// governmentSide ends the names of those with whom a firm signs for what it will build.
var governmentSide = regexp.MustCompile(`(?:政府|管委会|开发区|高新区|经开区|园区|新区|[省市州县区镇乡]|局)$`)

// signer reads whose project it is from who signs for it with a government: 由某公司与某开发区签约, 某县政府与某公司举行项目签约仪式.
func (rd *reader) signer(p *part) {
	if !hasAny(p.text, "签约", "签订", "签署") || rd.topic.kind != ProjectSubject || rd.topic.company != "" {
		return
	}
	firm, n := mention{}, 0
	for _, m := range p.mentions {
		if m.kind == companyMention {
			firm, n = m, n+1
		}
	}
	if n != 1 {
		return
	}
	before, after := p.text[:firm.start], p.text[firm.end:]
	for _, with := range []string{"与", "同", "和"} {
		if other := strings.TrimSuffix(before, with); other != before && governmentSide.MatchString(other) {
			rd.say(p, rd.topic, "company", "签约", firm.name, nil)
			rd.setBuilder(firm.name)
			return
		}
		if rest := strings.TrimPrefix(after, with); rest != after {
			for _, verb := range []string{"成功签约", "正式签约", "签约", "签订", "签署", "举行", "就"} {
				if j := strings.Index(rest, verb); j > 0 && governmentSide.MatchString(rest[:j]) {
					rd.say(p, rd.topic, "company", "签约", firm.name, nil)
					rd.setBuilder(firm.name)
					return
				}
			}
		}
	}
}

func nextBuild(s string, at int) int {
	for {
		n := at
		for _, h := range buildWords.Find(s[at:]) {
			if h.Start == 0 {
				n = at + h.End
			}
			break
		}
		if n == at {
			return at
		}
		at = n
	}
}

// insideFirm tells whether a verb is part of a firm's name: …投资集团有限公司投资建设.
func insideFirm(rest string, at int, p *part, shift int) bool {
	for _, m := range p.mentions {
		if m.kind == companyMention && m.start <= shift+at && shift+at < m.end {
			return true
		}
	}
	return false
}

func (rd *reader) setBuilder(who string) {
	if rd.topic.kind == ProjectSubject {
		rd.setBuilderOf(rd.topic.project, who)
		if rd.topic.company == "" {
			rd.topic.company = who
		}
	}
}

func (rd *reader) setBuilderOf(name, who string) {
	if pr := rd.names.resolve(name); pr != nil {
		pr.told = true
		if pr.company != "" {
			return
		}
		pr.company = who
		for _, k := range rd.factsOf[name] {
			if rd.facts[k].Company == "" {
				rd.facts[k].Company = who
			}
		}
		if rd.lastProject.project == name && rd.lastProject.company == "" {
			rd.lastProject.company = who
		}
	}
}

// parent reads whose subsidiary a firm is.
func (rd *reader) parent(p *part) {
	if rd.topic.kind != CompanySubject && rd.topic.kind != ProjectSubject {
		return
	}
	for _, mark := range []string{"在中国独资设立", "在华全资子公司", "在华独资", "独资设立", "全资子公司", "控股子公司", "独资子公司", "子公司", "全资设立", "控股", "旗下", "在中国投资设立", "在华投资设立"} {
		i := strings.Index(p.text, mark)
		if i <= 0 || insideFirm(p.text, i, p, 0) {
			continue
		}
		head := p.text[:i]
		at := -1
		for _, be := range []string{"为", "是", "由", "系", "隶属于", "隶属"} {
			if j := strings.LastIndex(head, be); j >= 0 && j+len(be) > at {
				at = j + len(be)
			}
		}
		if at < 0 {
			return
		}
		who := strings.Trim(head[at:], "的 ，")
		if runes(who) < 2 || runes(who) > 40 {
			return
		}
		rd.say(p, rd.topic, "parent", mark, who, nil)
		return
	}
}

// products reads what a firm or a project makes.
func (rd *reader) products(p *part) {
	if i := strings.Index(p.text, "生产的"); i > 0 {
		for _, m := range p.mentions {
			if m.kind == companyMention && m.end == i {
				what := p.text[i+len("生产的"):]
				if j := strings.IndexAny(what, "。(（，"); j >= 0 {
					what = what[:j]
				}
				rd.say(p, owner{kind: CompanySubject, name: m.name, company: m.name, place: rd.here.place}, "products", "生产", what, splitList(what))
				return
			}
		}
	}
	if rd.topic.kind != CompanySubject && rd.topic.kind != ProjectSubject {
		return
	}
	for _, w := range vocabulary.Cues("products") {
		i := strings.Index(p.text, w)
		if i < 0 || i > 0 && hasAny(lastRunes(p.text[:i], 1), "业", "车", "投", "年", "品", "安", "工", "作", "化", "全", "再", "民", "农") {
			continue
		}
		what := p.text[i+len(w):]
		if startsWithAny(what, "线", "生活", "车间", "基地", "能力", "企业", "项目", "总值", "经营", "性", "要素", "的", "工艺", "厂", "加工", "销售", "制造业", "总部", "中心", "园", "区", "服务", "办公", "采用", "过程", "环节", "用房", "调试", "型", "装置", "与", "、", "及", "和", "设备", "规模") || runes(what) < 2 || len(findQuantities(what)) > 0 {
			return
		}
		o := rd.topic
		if rd.stage != "" && o.kind == ProjectSubject { // what the firms around it will make
			o = owner{kind: OtherSubject, name: rd.stage, place: o.place}
		}
		rd.say(p, o, "products", w, what, splitList(what))
		return
	}
}
