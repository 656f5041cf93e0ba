package extract

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// bindShare binds a part of a whole in percent.
func (rd *reader) bindShare(p *part, i int, ahead *owner) {
	q := p.qs[i]
	from := p.prevEnd(i)
	pre := p.text[from:q.NumStart]
	cut := len(pre)
	if hits := shareWords.Find(pre); len(hits) > 0 {
		cut = hits[len(hits)-1].Start
		for _, h := range hits {
			if h.Word == "占" || h.Word == "约占" || h.Word == "占全部" || h.Word == "占到" {
				cut = h.Start
				break
			}
		}
	}
	if b, ok := first(vocabulary.FindBases(pre[:cut])); ok && b.Key == "plan" && startsWithAny(strings.TrimLeft(pre, "，、 已"), "完成", "达到", "占") {
		cut = 0 // 完成市定目标比例的95%
	}
	head := trimLinks(pre[:cut])
	words := strings.Trim(pre[cut:], "，、 ")
	r, ok := rated{}, false
	if head == "" {
		if k, found := rd.lastFigure(p, i); found {
			f := rd.facts[k]
			if f.Dim == quantity.Percent && f.Role == Level { // 出口8亿元，贡献率达32%，占全国的3%: the amount
				for j := len(rd.s.facts) - 1; j >= 0; j-- {
					if g := rd.facts[rd.s.facts[j]]; g.Kind == QuantityFact && g.Role == Level && g.Dim != quantity.Percent {
						k, f = rd.s.facts[j], g
						break
					}
				}
			}
			r, ok = rated{f.Metric, f.Label, "", ownerOf(f), k}, true
		} else if rd.topic.kind == GroupSubject {
			r, ok = rated{"project_count", rd.topic.group, "", rd.topic, -1}, true
		}
	} else {
		r, ok = rd.ratedBefore(p, i, from+len(head))
		if ok && r.fact < 0 {
			if j := edge(head, 0, len(head), p.wallsIn(from, from+len(head))); r.metric == "" && j < len(head) {
				r.label = strings.TrimLeft(trimVerbs(head[j:]), "其中，、 ")
			}
		}
	}
	if !ok {
		return
	}
	if ahead != nil {
		r.owner = *ahead
	}
	f := rd.newFact(r.owner, q)
	f.Metric, f.Role, f.Base = r.metric, Share, "whole"
	f.Label = strings.TrimSuffix(r.label, "占比")
	if w := trimLinks(words); r.fact >= 0 && strings.HasPrefix(w, "占") && runes(w) > 2 && runes(w) <= 16 {
		f.Base = strings.TrimSuffix(strings.TrimSuffix(strings.TrimPrefix(w, "占"), "的比重"), "比重")
		if f.Base == "比" || f.Base == "" {
			f.Base = "whole"
		}
		for _, b := range vocabulary.FindBases(words) {
			if b.Key == "plan" {
				f.Base = "plan"
			}
		}
	}
	for _, b := range vocabulary.FindBases(words) {
		if b.Key == "plan" && r.fact >= 0 && startsWithAny(words, "占", "完成", "达到") {
			f.Base = "plan"
		}
	}
	switch {
	case strings.Contains(f.Label, "占"):
	case f.Base == "plan": // 占年度计划的39.6%: how much of it is done
		f.Label += "占计划"
	default:
		f.Label += "占比"
	}
	rd.finishRate(p, i, f, r)
}

// fundingSaid opens a list of who pays how much of the whole: 出资比例为中央资金60%、地方配套40%.
var fundingSaid = regexp.MustCompile(`(?:出资|资金|投资|筹资|分担|负担|承担|资金来源)(?:比例|构成|结构|占比)(?:分别)?(?:为|是|：|:)?$`)

// bindFunding binds the part that one who pays takes of the whole.
func (rd *reader) bindFunding(p *part, i int) bool {
	q := p.qs[i]
	if q.Dim != quantity.Percent || rd.topic.kind != ProjectSubject {
		return false
	}
	payer := strings.Trim(p.text[p.prevEnd(i):q.NumStart], "，、：: 其中占约")
	opened := false
	for _, be := range []string{"分别为", "为", "是", "：", ""} {
		if head, tail, ok := strings.Cut(payer, be); ok && be != "" && fundingSaid.MatchString(head) {
			payer, opened = strings.Trim(tail, "：: "), true
			break
		}
	}
	if !opened {
		if n := len(rd.s.facts); n > 0 && (p.item || i > 0) {
			f := rd.facts[rd.s.facts[n-1]]
			opened = f.Role == Share && strings.HasSuffix(f.Label, fundingShare)
		} else if p.before == '：' && rd.s.at > 0 {
			opened = fundingSaid.MatchString(rd.s.parts[rd.s.at-1].text)
		}
	}
	if n := runes(payer); !opened || n < 2 || n > 14 || strings.ContainsAny(payer, "，；") {
		return false
	}
	f := rd.newFact(rd.topic, q)
	f.Label, f.Role, f.Base = payer+fundingShare, Share, "whole"
	f.Modality = rd.s.planned
	rd.add(p, f)
	return true
}

// fundingShare ends the labels of what each of those who pay takes of the whole.
const fundingShare = "出资比例"

// bindLevelRate binds a rate that is itself what is measured: 出租率87%, 入统率85.9%.
func (rd *reader) bindLevelRate(p *part, i int, ahead *owner) {
	q := p.qs[i]
	o := rd.topic
	if ahead != nil {
		o = *ahead
	}
	from := p.prevEnd(i)
	if q.Dim == quantity.Times {
		if head := lastRunes(trimTail(p.text[:q.NumStart]), 14); strings.HasSuffix(head, "的") && len(vocabulary.FindBases(head)) == 0 && !hasAny(head, "年", "月", "期", "同", "原", "此前", "之前", "过去", "平均", "前的") {
			return // 规模为某航站楼的1.8倍: beside another thing, no growth
		}
		if strings.HasSuffix(trimTail(p.text[from:q.NumStart]), "的") || hasAny(p.text[from:q.NumStart], "翻", "相当于", "是") {
			rd.bindGrowth(p, i, false)
		}
		return
	}
	for j := len(p.measures) - 1; j >= 0; j-- {
		h := p.measures[j]
		if h.Start < from || h.End > q.Start {
			continue
		}
		m, _ := vocabulary.MeasureByKey(h.Key)
		if !m.Takes(quantity.Percent) || covered(h.Start, h.End, p.mentions) && h.Key != "project_count" {
			continue
		}
		if !m.Takes(quantity.Money) && !m.Takes(quantity.Count) && !m.Takes(quantity.Area) && !m.Takes(quantity.Mass) || h.Key == "equity_share" {
			if k, ok := rd.lastLevel(); ok && h.Key == "contribution_rate" && strings.HasPrefix(p.text[from:], "对") && len(rd.s.facts) > 0 && strings.HasSuffix(rd.facts[k].Label, "增加值") { // 第二产业增加值72亿元，对增长的贡献率为60%
				rd.emit(p, i, ownerOf(rd.facts[k]), h.Key, strings.TrimSuffix(rd.facts[k].Label, "增加值")+p.text[h.Start:h.End], "")
				return
			}
			rd.emit(p, i, rd.shareholder(p, h, o), h.Key, p.text[h.Start:h.End], p.qualifier(rd.qualifierFrom(p, i, h), h))
			return
		}
		if strings.HasSuffix(trimTail(p.text[from:q.NumStart]), p.text[h.Start:h.End]) && h.Key != "project_count" {
			break
		}
	}
	if bs := vocabulary.FindBases(p.text[from:q.NumStart]); len(bs) > 0 && bs[len(bs)-1].Key == "plan" && startsWithAny(p.text[from:], "完成", "占", "已完成", "达到", "达", "为", "已占") {
		if k, ok := rd.lastFigure(p, i); ok { // 完成年度计划的126.5%
			l := rd.facts[k]
			f := rd.newFact(ownerOf(l), q)
			f.Metric, f.Label, f.Role, f.Base = l.Metric, l.Label+"占计划", Share, "plan"
			rd.finishRate(p, i, f, rated{f.Metric, f.Label, "", ownerOf(l), k})
			return
		}
	}
	if head := trimTail(p.text[from:q.NumStart]); endsWithAny(head, "完成", "完成了", "已完成", "完成至", "完成到") && q.Dim == quantity.Percent {
		subject := trimVerbs(strings.Trim(trimLinks(strings.TrimSuffix(strings.TrimSuffix(head, "完成了"), "完成")), "，、已目前"))
		if at := edge(subject, 0, len(subject), nil); at < len(subject) {
			subject = subject[at:]
		}
		rd.emit(p, i, o, "progress_rate", strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(subject, "目前"), "经"), "已经")+"完成进度", "")
		return
	}
	if head := strings.TrimLeft(p.text[from:q.NumStart], "，"); startsWithAny(head, "为", "相当于", "达到", "约为") && strings.HasSuffix(trimTail(head), "的") && runes(head) <= 12 { // 为总投资的66%
		if k, ok := rd.lastFigure(p, i); ok {
			l := rd.facts[k]
			f := rd.newFact(ownerOf(l), q)
			f.Metric, f.Label, f.Role = l.Metric, l.Label+"占比", Share
			f.Base = strings.TrimSuffix(trimTail(trimLead(head, "为", "相当于", "达到", "约为", "约")), "的")
			if planned.MatchString(f.Base) {
				f.Base, f.Label = "plan", l.Label+"占计划"
			}
			rd.finishRate(p, i, f, rated{f.Metric, f.Label, "", ownerOf(l), k})
			return
		}
	}
	label := p.nounBefore(from, q.Start)
	if label == "" && onlyLinks(strings.TrimLeft(p.text[from:q.NumStart], "并力争确保奋再")) && len(rd.s.facts) > 0 {
		if f := rd.facts[rd.s.facts[len(rd.s.facts)-1]]; f.Role == Growth && f.Dim == q.Dim { // 增长15%，力争达到30%
			rd.bindGrowth(p, i, false)
			return
		}
	}
	if label == "" && p.after != 0 {
		if after := p.nounAfter(i); after != "" {
			label = after
		}
	}
	if label == "" || tooLoose(label) {
		return
	}
	if !endsWithAny(label, "率", "度", "比", "比例", "幅", "速", "指数", "占比", "含量", "系数") {
		if after := p.text[q.End:]; !startsWithAny(after, "股权", "的股", "股份", "经", "控股") && !hasAny(label, "率", "股") {
			return
		}
	}
	key := ""
	if startsWithAny(p.text[q.End:], "股权", "的股", "股份", "控股") {
		key = "equity_share"
	}
	if endsWithAny(label, "增幅", "增速") {
		rd.bindGrowth(p, i, false)
		return
	}
	if stem := strings.TrimSuffix(label, "率"); stem != label && key == "" && i == 0 && rd.s.at > 0 && len(rd.s.facts) > 0 {
		if f := rd.facts[rd.s.facts[len(rd.s.facts)-1]]; f.Clause == rd.s.parts[rd.s.at-1].text && f.Role == Level && strings.HasSuffix(f.Label, stem) {
			o, label = ownerOf(f), f.Label+"率" // 债券资金支付3亿元，支付率80%
		}
	}
	rd.emit(p, i, o, key, label, "")
}

// planned tells the words of a year's plan.
var planned = regexp.MustCompile(`年度?\p{Han}{0,4}(?:计划|目标|任务)|^(?:计划|目标|任务)`)

// shareholder is the firm or party that holds a share: 新方持股60%.
func (rd *reader) shareholder(p *part, h vocabulary.Hit, o owner) owner {
	if h.Key != "equity_share" {
		return o
	}
	who := strings.Trim(p.text[:h.Start], "其中，、 ")
	for _, q := range p.qs {
		if q.End <= h.Start {
			who = strings.Trim(p.text[q.End:h.Start], "其中，、 ")
		}
	}
	if runes(who) >= 2 && runes(who) <= 24 && who != "项目" && who != "该项目" && who != "本项目" {
		return owner{kind: CompanySubject, name: who, company: who, project: o.project, place: o.place}
	}
	return o
}

// bindRank binds a place in an order to the figure before it.
func (rd *reader) bindRank(p *part, i int) {
	q := p.qs[i]
	if i > 0 && p.countsRanked(i-1) {
		i-- // 居全省60个县第8位: what is ranked stands before their number
	}
	pre := p.text[p.prevEnd(i):q.NumStart]
	at := len(pre)
	for _, w := range []string{"位居", "位列", "排名", "居", "列", "排", "位于", "占"} {
		if j := strings.LastIndex(pre, w); j >= 0 && j < at {
			at = j
		}
	}
	if among := strings.Trim(pre, "、 "); at == len(pre) && among != "" && runes(among) <= 4 && (isCue("local_place", among) || rankBase(among) != "") {
		at = 0 // 项目22个，全市第一
	}
	if at == len(pre) {
		if !hasAny(p.text[q.End:], "，") && pre != "" {
			return
		}
	}
	r, ok := rd.ratedBefore(p, i, p.prevEnd(i)+at)
	if h := aspects.Find(r.label); ok && r.fact < 0 && r.metric == "" && len(h) > 0 && h[len(h)-1].End == len(r.label) { // 总量居全省第2位
		if k, found := rd.lastLevel(); found {
			l := rd.facts[k]
			r = rated{l.Metric, l.Label + r.label, "", ownerOf(l), k}
		}
	}
	if ok && r.fact >= 0 && rd.facts[r.fact].Role == Rank { // 总量居第三位，增速居第四位
		if k, found := rd.lastLevel(); found {
			l := rd.facts[k]
			r = rated{l.Metric, l.Label, "", ownerOf(l), k}
		}
	}
	if !ok {
		return
	}
	f := rd.newFact(r.owner, q)
	f.Metric, f.Label, f.Role = r.metric, r.label, Rank
	if strings.Contains(pre[:at], "增速") || strings.Contains(pre[:at], "增幅") {
		f.Label = strings.TrimSuffix(strings.TrimSuffix(f.Label, "增速"), "增幅") + "增速"
	}
	f.Base = trimLinks(strings.TrimLeft(pre[at:], "位居列排名占于"))
	if b, ok := first(vocabulary.FindBases(f.Base)); ok && (b.Key == "nation" || b.Key == "province") {
		f.Base = b.Key
	}
	rd.finishRate(p, i, f, r)
}

// countsRanked tells whether the i-th quantity only says among how many something has its place: 居全省60个县第8位.
func (p *part) countsRanked(i int) bool {
	if i+1 >= len(p.qs) || p.qs[i].Dim != quantity.Count || p.qs[i+1].Dim != quantity.Rank {
		return false
	}
	gap := p.gap(p.qs[i].End, p.qs[i+1].NumStart)
	head := p.gap(p.prevEnd(i), p.qs[i].NumStart)
	return runes(gap) <= 8 && !strings.ContainsAny(gap, "，、；") && len(vocabulary.FindMeasures(gap)) == 0 && (hasAny(head, "居", "列", "位", "排") || rankBase(head) != "")
}

// bindChangeInAmount binds a growth that is said as an amount: 比上年增加7.2亿元, 同比增加11个.
func (rd *reader) bindChangeInAmount(p *part, i int) bool {
	q := p.qs[i]
	pre := p.text[p.prevEnd(i):q.NumStart]
	base := false
	for _, b := range vocabulary.FindBases(pre) {
		base = base || b.Key == "yoy" || b.Key == "mom" || b.Key == "last_year" || b.Key == "annual_avg"
	}
	for _, d := range p.ps {
		base = base || d.To <= q.Start && d.From >= p.prevEnd(i) && p.compared(d)
	}
	if extra := trimLinks(strings.Trim(pre, "，、 ")); i == 0 && (extra == "增收" || extra == "减收" || extra == "增支" || extra == "减支") { // 财政收入增长10%，增收2798万元
		if k, ok := rd.lastLevel(); ok && rd.facts[k].Dim == q.Dim && len(rd.s.facts) > 0 {
			l := rd.facts[k]
			f := rd.newFact(ownerOf(l), q)
			f.Metric, f.Label, f.Role, f.Base = l.Metric, l.Label, Growth, "yoy"
			if strings.HasPrefix(extra, "减") {
				f.Value = f.Value.Neg()
			}
			rd.finishRate(p, i, f, rated{f.Metric, f.Label, "", ownerOf(l), k})
			return true
		}
	}
	if !base {
		return false
	}
	up, isUp := lastCue(upWords, pre)
	down, isDown := lastCue(downWords, pre)
	if !isUp && !isDown || !onlyLinks(pre[max(up, down):]) || endsWithAny(pre, "到", "至") {
		return false
	}
	r, ok := rd.ratedBefore(p, i, rd.cueStart(p, i))
	if !ok {
		return false
	}
	f := rd.newFact(r.owner, q)
	f.Metric, f.Label, f.Role = r.metric, r.label, Growth
	if isDown && down > up {
		f.Value = f.Value.Neg()
	}
	f.Base = rd.baseOf(p, i, "yoy")
	rd.finishRate(p, i, f, r)
	return true
}

// trimLead removes the first of some words that a text begins with.
func trimLead(s string, words ...string) string {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return strings.TrimPrefix(s, w)
		}
	}
	return s
}
