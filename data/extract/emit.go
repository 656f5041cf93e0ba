package extract

import (
	"cmp"
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// emit finishes and stores the fact of a quantity whose measure is known.
func (rd *reader) emit(p *part, i int, o owner, metric, label, qualifier string) int {
	q := p.qs[i]
	if park := o.kind == ProjectSubject && endsWithAny(o.project, "项目区", "园区", "工业园", "产业园", "开发区", "高新区", "经开区", "保税区", "新区", "工业区", "集聚区", "集中区"); park && !strings.HasSuffix(metric, "fixed_asset_investment") {
		// a park has an output and a revenue of its own
	} else if rd.fixedPart(p, o, metric) {
		// 总投资10亿元，其中固定资产投资8亿元: the project's
	} else if placeMeasure(metric) && o.kind != PlaceSubject && o.kind != CompanySubject || placeMeasure(metric) && o.kind == CompanySubject && metric != "industrial_investment" {
		place := o.place
		o = rd.here
		if o.place == "" {
			o = rd.placeOwner(place)
		}
	}
	if o.kind == GroupSubject && talkedOver.MatchString(o.group) && (metric == "agreements" || metric == "contract_value" || metric == "funds_in_place" || metric == "utilized_fdi" || metric == "contract_fdi") {
		o = rd.here // 洽谈项目60个，签订合同9个: what came of it belongs to the place
	}
	if o.kind == GroupSubject && qualifier != "" && strings.HasSuffix(o.group, qualifier) {
		qualifier = "" // 12个省重点项目|完成投资: the group's own name
	}
	if o.kind == PlaceSubject && projectAttribute(metric) && rd.lastProject.project == "" && rd.names.main == nil && len(rd.s.owners) == 0 && rd.first {
		if pr := rd.soleProject(); pr != nil { // 总投资126亿元、年发电量30亿千瓦时，甲市将再添一座电站: its name comes later
			o = rd.projectOwner(pr, rd.phaseOf(pr.name))
		}
	}
	f := rd.newFact(o, q)
	if metric == "buildings" && q.Dim == quantity.Area {
		metric = "floor_area"
	}
	label = strings.TrimLeft(label, "）)")
	if j := strings.IndexAny(qualifier, "（("); j > 0 && !strings.ContainsAny(qualifier[j:], "）)") { // 地区生产总值（GDP）
		label, qualifier = qualifier[:j], ""
	}
	if rest := strings.TrimPrefix(label, "后"); rest != label && runes(rest) >= 3 && hasAny(p.text, "成后", "产后", "工后", "用后", "运后") {
		label = rest // 建成|后旅客吞吐能力
	}
	if rd.held != nil && qualifier != "" && strings.HasSuffix(o.project, qualifier) {
		qualifier = "" // its name says it
	}
	if lot := rd.lot(p, i); lot != "" && !strings.Contains(label, lot) {
		label, qualifier = lot+strings.TrimPrefix(qualifier, lot)+label, ""
	}
	f.Metric, f.Label = metric, label
	if qualifier == "" && o.kind == PlaceSubject && rd.s.qualifier != "" && startsWithAny(p.text, "实现", "完成", "达到") && strings.Contains(p.text, label) {
		qualifier = rd.s.qualifier // 规上企业实现营业收入…，实现利润…
	}
	if qualifier != "" {
		f.Label = qualifier + label
		if endsWithAny(qualifier, "企业", "单位", "工业", "行业", "产业", "部门") {
			rd.s.qualifier = qualifier
		}
		if o.kind != ProjectSubject {
			f.Scope.Words = strings.TrimPrefix(f.Scope.Words+" "+qualifier, " ")
		}
	}
	f.Label = strings.TrimLeft(f.Label, "）)")
	if f.Metric == "investment" && rd.s.part && o.kind == ProjectSubject && runes(qualifier) >= 2 && !hasAny(qualifier, "追加", "计划", "累计", "预计", "新增", "合计") {
		f.Role = Part // 其中移民安置投资3亿元
	} else if f.Metric == "investment" {
		plainInvestment(&f)
	}
	if (f.Metric == "total_investment" || f.Metric == "floor_area" || f.Metric == "land_area") && rd.s.part && o.kind == ProjectSubject && qualifier != "" && facility(qualifier) {
		f.Role = Part // 其中体育馆投资3亿元: no figure of the whole
		if f.Metric == "total_investment" {
			f.Metric = "investment"
		}
	}
	if (f.Metric == "floor_area" || f.Metric == "land_area") && o.kind == ProjectSubject {
		if was := formerArea(p, i); was != "" { // 拆除现有建筑面积1.2万平方米: not what is built
			f.Metric = ""
			if !hasAny(f.Label, "原", "现有", "拆除", "保留") {
				f.Label = was + f.Label
			}
		}
	}
	if f.Metric == "registered_capital" && o.kind == ProjectSubject {
		rd.jointFirm(&f)
	}
	if m := eachUnit.FindString(p.text[p.prevEnd(i):p.qs[i].Start]); m != "" && f.Metric == "capacity" { // 每条产线年产3万吨
		f.Metric, f.Scope.Words = "unit_capacity", ""
		if !strings.HasPrefix(f.Label, "每") {
			f.Label = m + strings.TrimPrefix(f.Label, strings.TrimLeft(m, "每"))
		}
	}
	f.Per = cmp.Or(f.Per, perBefore(p.text[p.prevEnd(i):q.Start]))
	f.Modality = rd.modalityOf(p, i)
	f.Period = rd.periodOf(p, i, o, f)
	if f.Metric == "total_investment" && (o.kind == ProjectSubject || o.kind == GroupSubject && yearBefore(p, i, label)) && !f.Period.Implied && f.Period.Words != "" && strings.Contains(label, "计划投资") {
		f.Metric = "annual_planned_investment" // 2023年计划投资: a year's part of the whole
		if f.Period = rd.periodOf(p, i, o, f); f.Period.Grain == quantity.Year && p.says(f.Period) {
			f.Label = f.Period.Words + label
		} else {
			f.Label = "年度" + label
		}
	}
	if rd.s.part && rd.s.whole >= 0 {
		w := rd.facts[rd.s.whole]
		if w.Metric == f.Metric && w.Dim == f.Dim && f.Phase == "" && (w.Project == f.Project) || f.SubjectKind == GroupSubject && f.Group != w.Group && w.SubjectKind == GroupSubject {
			f.Role = Part
		}
	}
	if rd.s.among && f.Role == Level && q.Dim == quantity.Count {
		f.Role = Part
	}
	if o.kind == GroupSubject && f.Role == Level && settles.MatchString(o.group) {
		f.Role = Part // of those that go to one park
	}
	return rd.add(p, f)
}

// eachUnit is what a capacity is of, where it is of one among several.
var eachUnit = regexp.MustCompile(`(?:每[条台座套栋个]|单[条台座套])(?:产线|生产线|机组|线|炉|窑|车间)?`)

// formerArea is the word that says of an area that it stands already, or goes: 原, 现有, 拆除.
func formerArea(p *part, i int) string {
	head := p.text[p.prevEnd(i):p.qs[i].Start]
	if strings.Contains(head, "拆除") {
		return "拆除"
	}
	for _, h := range p.measures {
		if h.Start >= p.prevEnd(i) && h.End <= p.qs[i].Start {
			for _, w := range []string{"原有", "现有", "原", "现状", "保留", "保留的"} {
				if strings.HasSuffix(p.text[:h.Start], w) || strings.HasSuffix(p.text[:h.Start], w+"建筑") {
					return strings.TrimSuffix(w, "的")
				}
			}
		}
	}
	return ""
}

// fixedPart tells whether fixed assets are a part of the investment in a project, which the sentence has given before, and
// not what a place has invested.
func (rd *reader) fixedPart(p *part, o owner, metric string) bool {
	if metric != "fixed_asset_investment" || o.kind != ProjectSubject || hasAny(p.text, vocabulary.Cues("local_place")...) {
		return false
	}
	if strings.Contains(p.text, "项目固定资产投资") {
		return true
	}
	for k := len(rd.s.facts) - 1; k >= 0; k-- {
		if f := &rd.facts[rd.s.facts[k]]; f.Kind == QuantityFact && f.Dim == quantity.Money {
			return f.Project == o.project && strings.HasSuffix(f.Metric, "investment")
		}
	}
	return rd.s.planned != Actual && rd.intent == Actual && !statistical(rd.report.Title) && !hasAny(p.text, "完成", "增长", "增速") && len(p.ps) == 0 // 某项目预计固定资产投资30亿元
}

// talkedOver tells projects that have only been talked about.
var talkedOver = regexp.MustCompile(`^(?:洽谈|对接|推介|在谈|考察)`)

// lotName finds the part of a tender that a clause is about: 二标段最高限价…, 第3标段.
var lotName = regexp.MustCompile(`^(?:其中)?((?:第)?[一二三四五六七八九十\dA-Za-z]{1,3}(?:标段|合同段|地块|标包|包件)|[东南西北中]标段)`)

// lot is the part of a tender that a figure belongs to, which its clause or one before it in the same sentence names.
func (rd *reader) lot(p *part, i int) string {
	if m := lotName.FindStringSubmatchIndex(p.text); m != nil && m[3] <= p.qs[i].Start {
		return p.text[m[2]:m[3]]
	}
	for k := rd.s.at; k > 0 && !p.bracket; k-- {
		if rd.s.parts[k].before == '；' {
			break
		}
		if m := lotName.FindStringSubmatch(rd.s.parts[k-1].text); m != nil {
			return m[1]
		}
	}
	return ""
}

// projectAttribute tells the measures that a place as a whole does not have.
func projectAttribute(metric string) bool {
	switch metric {
	case "total_investment", "land_area", "floor_area", "capacity", "installed_capacity", "power_generation", "duration", "production_lines", "storage_capacity":
		return true
	}
	return false
}

// soleProject is the one project that a report names, nil where it names none or several.
func (rd *reader) soleProject() *project {
	if statistical(rd.report.Title) || strings.Contains(rd.report.Title, "快讯") {
		return nil
	}
	var sole *project
	for _, p := range rd.names.projects {
		switch x := rd.names.byName[p.name]; {
		case x == nil || x == sole:
		case sole == nil:
			sole = x
		default:
			return nil
		}
	}
	return sole
}

// facility tells whether words name a building or works: 体育馆, 城北水厂.
func facility(words string) bool {
	for _, h := range projectSuffixes.Find(words) {
		if h.End == len(words) {
			return true
		}
	}
	return endsWithAny(words, "馆", "厂", "楼", "库", "场", "院", "站", "港", "桥", "路", "线", "网", "园", "池", "坝", "塔", "广场", "中心", "泊位", "厂房", "车间")
}

// jointFirm gives a capital to the firm that the sentence founds, since a project has none.
func (rd *reader) jointFirm(f *Fact) {
	for _, w := range []string{"合资公司", "项目公司", "合资企业", "新公司", "运营公司"} {
		if strings.Contains(rd.s.sentence.text, w) {
			f.Subject, f.SubjectKind = w, CompanySubject
			return
		}
	}
}

// yearBefore tells whether a year stands right before a measure: 当年|计划投资.
func yearBefore(p *part, i int, label string) bool {
	for _, d := range p.ps {
		if d.To <= p.qs[i].Start && strings.HasPrefix(p.text[d.To:], label) && d.Grain == quantity.Year {
			return true
		}
	}
	return false
}

// plainInvestment decides what 投资 without a further word is: of a project or a group, all of it.
func plainInvestment(f *Fact) {
	if f.SubjectKind == ProjectSubject || f.SubjectKind == GroupSubject {
		f.Metric = "total_investment"
	}
}

// perBefore reads what a figure is counted for each of: 每个项目至少节约10万元.
func perBefore(text string) string {
	for _, w := range []string{"每个项目", "每家企业", "每户", "每亩", "每人", "每吨", "每公里", "每平方米", "每台", "每千瓦", "每周", "每天", "每日", "每月", "每年", "户均", "人均", "亩均"} {
		if strings.Contains(text, w) {
			return strings.NewReplacer("每", "", "户均", "户", "人均", "人", "亩均", "亩").Replace(w)
		}
	}
	return ""
}

// nameCapacity takes up the capacity that a project's name states: 年产50万吨盘扣式脚手架项目.
func (rd *reader) nameCapacity(p *part, m mention, o owner) {
	for i, q := range p.qs {
		if q.Start < m.start || q.End > m.end || p.spent[i] {
			continue
		}
		p.spent[i] = true
		if insideQuotes(p.text[m.start:m.end], q.Start-m.start) || rd.capacityKnown(o.project, q) {
			continue
		}
		before := p.text[m.start:q.Start]
		if q.Dim == quantity.Money || q.Dim == quantity.Percent || q.Dim == quantity.Rank || q.Dim == quantity.Bare {
			continue
		}
		for _, w := range []string{"年产", "日产", "年处理", "日处理", "年加工", "月产", "年出栏", "年回收"} {
			if strings.HasSuffix(before, w) {
				product := stem(p.text[q.End:m.end])
				product = strings.TrimSuffix(strings.TrimSuffix(product, "产品加工制造"), "生产线")
				f := rd.newFact(o, q)
				f.Metric, f.Label, f.Modality = "capacity", w+product, Planned
				rd.add(p, f)
				return
			}
		}
		if q.Dim == quantity.Power || q.Dim == quantity.Energy {
			f := rd.newFact(o, q)
			f.Metric, f.Label, f.Modality = "capacity", "规模", Planned
			if q.Dim == quantity.Power && hasAny(m.name, "风电", "光伏", "电站", "电厂", "储能", "机组", "发电") && !hasAny(m.name, "组件", "电池", "制造", "装备", "设备", "材料", "叶片", "逆变器") {
				f.Metric, f.Label = "installed_capacity", "装机规模"
			}
			rd.add(p, f)
		}
	}
}

// capacityKnown tells whether a project's name has given its capacity before.
func (rd *reader) capacityKnown(project string, q quantity.Quantity) bool {
	for _, k := range rd.factsOf[project] {
		if f := &rd.facts[k]; f.Printed == q.Printed && f.Metric != "" {
			return true
		}
	}
	return false
}
