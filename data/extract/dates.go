package extract

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
)

// date stores a date in a project's or firm's life.
func (rd *reader) date(p *part, metric, label, words string, d Period) {
	o := rd.topic
	f := Fact{Kind: DateFact, Role: Level, Metric: metric, Label: label, Text: words, Period: d, Modality: rd.s.planned}
	o.fill(&f)
	if hasAny(p.text, "已于", "已经") || strings.HasPrefix(label, "已") {
		f.Modality = Actual
	}
	said := func(subject string) bool {
		for _, k := range rd.s.facts {
			if g := rd.facts[k]; g.Kind == DateFact && g.Metric == metric && g.Text == words && g.Subject == subject {
				return true
			}
		}
		return false
	}
	if said(f.Subject) {
		return
	}
	rd.add(p, f)
	for _, other := range rd.namedBeside(p) { // A、B、C25日开工
		g := f
		other.fill(&g)
		if !said(g.Subject) {
			rd.add(p, g)
		}
	}
}

// namedBeside gives the projects that are named right before the topic of a clause as one of several: A、B、C25日开工.
func (rd *reader) namedBeside(p *part) []owner {
	var out []owner
	end := -1
	for k := len(p.mentions) - 1; k >= 0; k-- {
		m := p.mentions[k]
		if m.kind != projectMention {
			continue
		}
		pr := rd.names.resolve(m.name)
		if pr == nil {
			return out
		}
		if end < 0 {
			if pr.name != rd.topic.project {
				return nil
			}
			end = m.start
			continue
		}
		switch p.gap(m.end, end) {
		case "、", "和", "及", "与", "以及":
		default:
			return out
		}
		out, end = append(out, rd.projectOwner(pr, m.phase)), m.start
	}
	return out
}

// span stores the two ends of a construction period.
func (rd *reader) span(p *part, label string, d Period) {
	if d.Relation != "between" && d.Grain != quantity.Span && d.Grain != quantity.Year {
		return
	}
	from, to := d, d
	from.End, to.Start = d.Start, d.End
	rd.date(p, "start", label, d.Words, from)
	rd.date(p, "end", label, d.Words, to)
}

// dates reads the events that a part dates: 2018年3月动工, 预计2022年10月建成投产, 建设起止时间为….
func (rd *reader) dates(p *part) {
	single := rd.topic.kind == ProjectSubject || rd.topic.kind == CompanySubject
	if strings.Contains(p.text, "分别") && len(p.ps) > 1 {
		rd.datesApart(p)
		return
	}
	for i, d := range p.ps {
		if p.compared(d) {
			continue
		}
		before := p.text[:d.From]
		if i > 0 {
			before = p.text[p.ps[i-1].To:d.From]
		}
		end := len(p.text)
		if i+1 < len(p.ps) {
			end = p.ps[i+1].From
		}
		after := p.text[d.To:end]
		if endsWithAny(before, "历时", "用时", "耗时", "仅用", "用了", "经过", "长达") {
			continue // 历时近两年建成: how long, not when
		}
		words := rd.dateWords(p, d)
		period := Period{Period: d}
		if d.Grain != quantity.Day && startsWithAny(after, "重大项目", "重点项目", "重大工程", "产业项目", "全市", "全省", "招商项目") && hasAny(after, "集中开工", "集中签约", "集中竣工") {
			if rd.s.period == nil || rd.s.period.Grain != quantity.Day {
				continue
			}
			words, period = rd.s.period.Words, *rd.s.period // 3月26日，全省第一季度重大项目集中开工
		}
		switch {
		case endsWithAny(before, "成立于", "创建于", "组建于", "创立于", "注册于", "建于") && single:
			rd.date(p, "founded", lastRunes(before, 3), words, period)
			continue
		case endsWithAny(before, "始建于", "开工于", "动工于") && single:
			rd.date(p, "start", lastRunes(before, 3), words, period)
			continue
		case single && hasAny(before, "起止时间", "建设期", "建设年限", "工期", "建设周期", "建设时间") && (d.Relation == "between" || d.Grain == quantity.Span || d.Grain == quantity.Year && onlyLinks(p.text[d.To:])):
			rd.span(p, trimLinks(lastRunes(before, 8)), period)
			continue
		case single && hasAny(before, "完工时间", "竣工时间", "建成时间", "交付时间"):
			rd.date(p, "end", "完工时间", words, period)
			continue
		case single && hasAny(before, "开工时间"):
			rd.date(p, "start", "开工时间", words, period)
			continue
		case single && hasAny(before, "投产时间", "投用时间"):
			rd.date(p, "operation", "投产时间", words, period)
			continue
		}
		if !single || runes(after) > 24 && !startsWithAny(strings.TrimLeft(after, "）)，前底"), "开工", "正式") {
			continue
		}
		if strings.HasPrefix(after, "成立") {
			rd.date(p, "founded", "成立", words, period)
			continue
		}
		rd.lifeDates(p, after, words, period)
	}
	if len(p.ps) == 0 && rd.topic.kind == ProjectSubject && rd.s.period != nil && rd.s.period.Grain == quantity.Day && rd.s.at > 2 && rd.s.at <= 5 {
		for _, h := range p.statuses { // 8月25日，…，某工程可研报告获得省发改委批复
			if h.Key == "approved" && hasAny(p.text[:h.Start], "获得", "获") {
				rd.date(p, "approved", h.Word, rd.s.period.Words, *rd.s.period)
			}
		}
	}
	// 9月16日，某项目开工仪式…: the day stands in a clause of its own
	if len(p.ps) == 0 && rd.topic.kind == ProjectSubject && rd.s.period != nil && rd.s.period.Grain == quantity.Day && rd.s.at <= 2 {
		for _, h := range p.statuses {
			lead := p.text[:h.Start]
			for _, m := range p.mentions {
				if m.kind == projectMention && m.end <= h.Start {
					lead = p.text[m.end:h.Start] // 预计总投资3亿元的某基地|动工
				}
			}
			if (h.Key == "started" || h.Key == "concentrated_start") && !covered(h.Start, h.End, p.mentions) && !hasAny(lead, "计划", "预计", "拟") {
				planned := rd.s.planned
				rd.s.planned = Actual // what is foreseen is its cost
				rd.date(p, "start", h.Word, rd.s.period.Words, *rd.s.period)
				rd.s.planned = planned
				return
			}
			if h.Key == "approved" && endsWithAny(p.text[:h.Start], "", "获得", "正式", "获", "予以", "委", "局", "厅") && !hasAny(p.text, "计划", "预计", "拟", "等待") {
				rd.date(p, "approved", h.Word, rd.s.period.Words, *rd.s.period)
				return
			}
		}
	}
}

// dateWords keeps what a reader needs of a date's words: 2020年以前.
func (rd *reader) dateWords(p *part, d quantity.Period) string { return d.Words }

// lifeDates stores the events of a project's life that follow a date.
func (rd *reader) lifeDates(p *part, after, words string, d Period) {
	for _, m := range p.mentions {
		if m.kind == projectMention && strings.Contains(after, m.name) && m.name != "" && !strings.Contains(rd.topic.project, m.name) {
			return
		}
	}
	done := map[string]bool{}
	put := func(metric, label string) {
		if !done[metric] {
			done[metric] = true
			rd.date(p, metric, label, words, d)
		}
	}
	for _, h := range findStatusWords(after) {
		w := h.Word
		if h.Key == "planned" && !hasAny(w, "开工") {
			continue
		}
		if strings.HasPrefix(after[h.End:], "后") && h.Key != "in_production" {
			continue
		}
		if hasAny(w, "开工", "动工", "奠基", "开建", "启动建设", "开始建设", "破土") {
			put("start", w)
		}
		if hasAny(w, "竣工", "建成", "完工", "落成", "通车", "贯通", "交付", "封顶", "结顶", "交工", "验收", "建设完成", "完成建设") {
			put("end", w)
		}
		if hasAny(w, "投产", "投运", "投用", "投入使用", "投入运营", "投入运行", "运营", "开园", "开业", "并网", "试生产", "达产", "使用", "启用", "通航", "试运行") {
			put("operation", w)
		}
		if h.Key == "signed" {
			put("signed", w)
		}
		if h.Key == "approved" {
			put("approved", w)
		}
	}
	if len(done) == 0 && buildsUp.MatchString(after) { // 2022年完成全部建设
		put("end", "完成建设")
	}
	if strings.Contains(after, "启动") && !done["start"] && len(done) == 0 {
		put("start", "启动")
	}
}

// buildsUp says that the building is brought to its end.
var buildsUp = regexp.MustCompile(`^(?:底|年底|前|左右|以前|之前|将|可|有望|力争|全面|全部)*完成(?:整体|整个|全部|全面|主体)?(?:的)?(?:项目|工程|主体)?建设(?:任务|工作|工程)?$`)

// onlyFirm is the one firm that a part names.
func onlyFirm(p *part) string {
	firm := ""
	for _, m := range p.mentions {
		if m.kind == companyMention {
			if firm != "" && firm != m.name {
				return ""
			}
			firm = m.name
		}
	}
	return firm
}

// signed reads agreements: 某公司与某市政府签署战略合作协议.
func (rd *reader) signed(p *part) {
	at, verb := -1, ""
	if i := strings.Index(p.text, "签"); i < 0 || insidePaper(p.text, i) {
		return
	}
	for _, w := range []string{"签署", "签订", "签下", "签定"} {
		if i := strings.Index(p.text, w); i >= 0 {
			at, verb = i, w
			break
		}
	}
	if at < 0 || strings.HasPrefix(p.text[at+len(verb):], "的") {
		return
	}
	object := strings.TrimLeft(p.text[at+len(verb):], "了")
	if !hasAny(object, "协议", "合同", "备忘录", "协定", "书") || !hasAny(p.text, "与", "和", "分别", "《") {
		return
	}
	text := p.text
	if startsWithAny(text, "与", "同", "和", "还与") || strings.HasPrefix(text, verb) {
		who := rd.topic.company
		if rd.s.lastSigner != "" {
			who = rd.s.lastSigner
		}
		text = who + text
	} else {
		for _, joint := range []string{"与", "和", "、"} {
			if i := strings.Index(text[:at], joint); i > 0 {
				who := text[:i]
				for _, d := range p.ps {
					if d.To <= i {
						who = text[d.To:i]
					}
				}
				rd.s.lastSigner = strings.Trim(who, "，、 ")
				break
			}
		}
	}
	o := rd.topic
	if firm := onlyFirm(p); firm != "" && o.kind == ProjectSubject && hasAny(p.text[:at], "政府", "管委会", "管理委员会", "市", "县", "区", "局") {
		rd.setBuilder(firm)
		o = rd.topic
	}
	f := rd.say(p, o, "signed", verb, text, nil)
	if f >= 0 && o.kind == ProjectSubject && rd.s.planned == Actual && !hasAny(object, "框架", "备忘录", "意向") {
		rd.say(p, o, "status", "进展", "签约", nil)
	}
	if f >= 0 {
		parties := text
		if i := strings.Index(parties, verb); i > 0 {
			parties = parties[:i]
		}
		for _, d := range p.ps {
			parties = strings.Replace(parties, d.Words, "", 1)
		}
		parties = strings.Replace(parties, "分别", "", 1)
		rd.facts[f].Items = splitList(strings.TrimRight(strings.Trim(parties, "，分别 "), "还又也"))
		for n, it := range rd.facts[f].Items {
			rd.facts[f].Items[n] = strings.TrimRight(it, "还又也")
		}
		for _, d := range p.ps {
			rd.facts[f].Period = Period{Period: d}
		}
	}
}
