package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

func (rd *reader) meetPlace(p *part, mi int, oblique bool) {
	m := p.mentions[mi]
	if p.before == '：' && rd.topic.kind == ProjectSubject && rd.s.at > 0 && isLabel(rd.s.parts[rd.s.at-1].text) {
		return // 建设单位：某某市住建局
	}
	if m.name == "" && followedBy(p, m.end, "首个", "首家", "首条", "首座", "首批", "首次", "首创", "首例", "首台", "唯一", "最大", "最多", "最高", "最快", "率先", "领先", "前列", "第一个", "第一家", "第一条") {
		return // 全省首个…: how it stands, not whose it is
	}
	for _, q := range p.qs {
		if q.Start < m.end {
			continue
		}
		if q.Dim == quantity.Rank && q.Start == m.end || p.item && m.start == 0 && q.Dim == quantity.Points && onlyLinks(p.gap(m.end, q.NumStart)) {
			return // 项目22个、|全省第一; 高于全国2个百分点、|全省3个百分点: what is compared with
		}
		break
	}
	if m.name == "" { // 全市, 我县
		if oblique || followedBy(p, m.end, "平均") {
			return
		}
		m.name = rd.localPlace(p.text[m.start:m.end])
		if m.name == "" {
			if rd.topic.kind == ProjectSubject && startsClause(p, m) && followedBy(p, m.end, "计划", "完成", "共", "累计", "将", "现有", "实现", "安排", "开展", "力争", "今年") {
				rd.topic = rd.here // 本市计划总投资96亿元，开展10个项目: of a place that is not named
			}
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
	if followedBy(p, m.end, vocabulary.Cues("around_place")...) {
		return // a road of 岭州都市圈 says nothing of 岭州 itself
	}
	before := p.text[:m.start]
	switch {
	case before == "在" && m.end == len(p.text) && rd.names.main != nil && rd.place != "" && m.name != rd.place && vocabulary.Within(m.name, rd.place) && rd.s.at == 0:
		rd.here = rd.placeOwner(m.name)
	case before == "在" && m.end == len(p.text) && rd.names.main == nil && (rd.place == "" || vocabulary.Within(m.name, rd.place)):
		rd.here = rd.placeOwner(m.name) // 在安徽合肥，总投资…的产业园封顶
		rd.topic = rd.here
	case endsWithAny(before, "对", "与", "和", "同", "向", "高于", "低于", "较", "比", "居", "列", "占", "来自", "快于", "、", "—", "至"):
		return
	case rd.topic.kind == ProjectSubject && startsClause(p, m) && (p.measuredRightAfter(m) || rd.standsNow(p, m) || len(p.qs) > 0 && followedBy(p, m.end, "完成", "共完成", "累计完成", "实现", "新增", "全省", "全市", "全县")):
		rd.here = rd.placeOwner(m.name)
		rd.topic = rd.here
		return
	case endsWithAny(before, "使", "让") && followedBy(p, m.end, "到", "至") || startsClause(p, m) && p.route(mi):
		return // 合山到武州由2小时缩短至1小时: a way, not a place
	case rd.topic.kind == ProjectSubject && startsClause(p, m) && p.gathering(m):
		rd.here = rd.placeOwner(m.name)
		rd.topic = rd.here
		return
	case rd.topic.kind == ProjectSubject && (rd.names.main != nil || !startsClause(p, m)):
		return // where a project lies says nothing about whose the figures are
	case startsClause(p, m):
		if followedBy(p, m.end, "、") || rd.topic.kind == ProjectSubject && p.onlyNames() {
			return // 湖北省襄阳、巴东: what a line passes
		}
		if len(p.qs) == 0 && followedBy(p, m.end, "负责", "领导", "主要负责", "主要领导", "相关负责", "有关负责", "委书记", "委副书记", "区长", "县长", "市长", "副市长", "副县长", "副区长", "干部", "代表") {
			return // 陵城区负责同志介绍…: who speaks
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

// route tells whether a place is the beginning of a way to another.
func (p *part) route(mi int) bool {
	for _, x := range p.mentions[mi+1:] {
		switch p.gap(p.mentions[mi].end, x.start) {
		case "到", "至", "—", "－", "-", "直达", "直通", "往":
			return x.kind == placeMention || x.kind == projectMention
		}
	}
	return false
}

// gathering tells whether a clause goes on from a place with what its projects were together in: 岭东市三季度重大项目集中开工活动.
func (p *part) gathering(m mention) bool {
	for _, x := range p.mentions {
		if x.kind == groupMention && x.start >= m.end && startsWithAny(p.text[x.end:], "集中", "签约", "开工", "竣工") && hasAny(p.text[x.end:], "活动", "仪式", "大会", "现场会") {
			return true
		}
	}
	return false
}

// onlyNames tells whether a clause only goes on with a list of places.
func (p *part) onlyNames() bool {
	return strings.Contains(p.text, "、") && len(p.qs) == 0 && len(p.ps) == 0 && len(p.measures) == 0 && len(p.statuses) == 0
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

// standsNow tells whether a clause says how far a place as a whole has come by now: 截至目前，江苏海上风电装机已达….
func (rd *reader) standsNow(p *part, m mention) bool {
	if rd.s.at == 0 || !startsWithAny(rd.s.parts[rd.s.at-1].text, "截至", "目前", "至此", "至目前", "到目前") || len(rd.s.parts[rd.s.at-1].qs) > 0 {
		return false
	}
	for _, h := range p.measures {
		if h.Start >= m.end && runes(p.gap(m.end, h.Start)) <= 6 && startsWithAny(p.text[h.End:], "已达", "达到", "已经达", "累计", "已累计", "突破", "已突破") {
			return true
		}
	}
	return false
}

// localPlace tells which place 全市, 我省 or 全国 means here.
func (rd *reader) localPlace(word string) string {
	if word == "当地" {
		return rd.here.place
	}
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
	if kind := lastRunes(word, 1); p.Level == "province" && (kind == "县" || kind == "市") {
		if one := rd.onlyOfKind(p.Name, kind); one != "" {
			return one // 全县 of a report whose title names the province first
		}
	}
	return p.Name
}

// onlyOfKind is the one county or city of a province that the report names, "" where it names none or several.
func (rd *reader) onlyOfKind(province, kind string) string {
	one := ""
	for _, h := range findPlaces(rd.report.Title + "，" + rd.text) {
		if h.Key == province || !vocabulary.Within(h.Key, province) || !strings.HasSuffix(h.Key, kind) || h.Key == one {
			continue
		}
		if one != "" {
			return ""
		}
		one = h.Key
	}
	return one
}
