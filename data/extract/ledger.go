package extract

import (
	"cmp"
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/report"
	"wenxiang/data/vocabulary"
)

// columnUnit is the unit that a column's header gives: 总投资(万元), 占地面积（亩）, 总投资/万元.
var columnUnit = regexp.MustCompile(`[（(\[［]\s*(?:单位[:：]\s*)?([^（）()\[\]［］]{1,12})\s*[)）\]］]\s*$|[/／]\s*([\p{Han}㎡%]{1,6})$|[，,、:：]\s*([\p{Han}㎡]{0,2}元|亩|平方米|公顷|㎡)$`)

// sheetUnit is the unit that a sheet gives for all its money: 单位：万元.
var sheetUnit = regexp.MustCompile(`(?:金额)?单位\s*[:：]\s*([\p{Han}]{0,2}元)`)

// ledgerRow reads one row of a project ledger: each cell is a fact of the row's project.
func (rd *reader) ledgerRow(p report.Passage) {
	rd.s = &scene{sentence: sentence{quote: p.Text, text: p.Text}, whole: -1}
	rd.passage_, rd.before, rd.era, rd.event = p, nil, nil, ""
	o, named := rd.rowOwner(p.Row)
	if !named {
		return
	}
	for _, c := range p.Row {
		rd.cell(o, strings.TrimSpace(c.Column), strings.TrimSpace(c.Text))
	}
}

var (
	spacedFigure = regexp.MustCompile(`^([\p{Han}]{2,10})[：:]?(\d+(?:\.\d+)?)$`)
	sheetArea    = regexp.MustCompile(`单位\s*[:：].*(亩|平方米|公顷)`)
)

// spacedRow rewrites a list item that separates its entries by spaces only (1、某公司 某项目 总投资120000
// 用地138 2023年10月开工) with commas, and gives bare figures the unit of the sheet.
func (rd *reader) spacedRow(text string) string {
	fields := strings.Fields(text)
	if len(fields) < 4 || strings.ContainsAny(text, "，。；") && strings.Count(text, "，") > 1 || !numbered.MatchString(text) {
		return text
	}
	var out []string
	for i := 0; i < len(fields); i++ {
		f := fields[i]
		if i+1 < len(fields) && plainNumber(fields[i+1]) && len(vocabulary.FindMeasures(f)) == 1 {
			f += fields[i+1]
			i++
		}
		if m := spacedFigure.FindStringSubmatch(f); m != nil {
			for _, h := range vocabulary.FindMeasures(m[1]) {
				measure, _ := vocabulary.MeasureByKey(h.Key)
				switch {
				case measure.Takes(quantity.Money) && rd.sheetUnit != "":
					f += rd.sheetUnit
				case measure.Takes(quantity.Area) && rd.sheetAreaUnit != "":
					f += rd.sheetAreaUnit
				}
				break
			}
		}
		out = append(out, f)
	}
	return strings.Join(out, "，")
}

// rowOwner finds the project that a row is about, with its place, firm and phase.
func (rd *reader) rowOwner(row []report.Cell) (owner, bool) {
	name, place, firm := "", "", ""
	for _, list := range []string{"exact", "within"} {
		for _, c := range row {
			head := bare(c.Column)
			text := tidy(strings.TrimSpace(c.Text))
			if isCue("total_row", text) || text == "" || text == "-" || text == "/" {
				continue
			}
			exact := list == "exact"
			switch {
			case name == "" && (exact && isCue("column_name", head) || !exact && (strings.HasSuffix(head, "名称") || strings.HasSuffix(strings.ToLower(head), "name")) && !hasAny(head, "单位", "公司", "企业")):
				name = text
			case place == "" && exact && isCue("column_place", head):
				place = text
			case firm == "" && exact && isCue("label_company", head) && !hasAny(head, "施工", "设计", "责任", "牵头"):
				firm = text
			}
		}
	}
	if name == "" {
		for _, c := range row {
			if isCue("total_row", strings.Trim(c.Text, " 　:：")) {
				name = strings.Trim(c.Text, " 　:：")
			}
		}
	}
	if name == "" {
		return owner{}, false
	}
	where := rd.place
	for _, h := range findPlaces(place) {
		where = h.Key
	}
	if where == rd.place && place != "" && len(findPlaces(place)) == 0 && endsWithAny(place, "市", "县", "区", "旗") {
		where = place
	}
	if isCue("total_row", strings.Trim(name, " 　")) {
		group := "全部项目"
		return owner{kind: GroupSubject, name: group, group: group, place: where, scope: Scope{Words: name}}, true
	}
	phase := headPhase(name)
	if phase != "" {
		name = headName(name)
	}
	return owner{kind: ProjectSubject, name: name + phase, project: name, phase: phase, company: firm, place: where}, true
}

// bare is a header without its unit and remarks.
func bare(column string) string {
	column = tidy(column)
	if loc := columnUnit.FindStringIndex(column); loc != nil {
		column = column[:loc[0]]
	}
	return strings.Trim(column, " ：:*")
}

// cell stores what one cell says.
func (rd *reader) cell(o owner, column, text string) {
	head := bare(column)
	if text == "" || text == "-" || text == "—" || text == "/" || text == "无" || isCue("column_name", head) || isCue("column_number", head) {
		return
	}
	rd.topic = o
	p := rd.analyse(text)
	p.text = head + "：" + text
	switch {
	case isCue("label_location", head):
		rd.say(p, o, "location", head, text, nil)
		return
	case isCue("label_company", head):
		rd.say(p, o, "company", head, text, splitList(text))
		return
	case isCue("label_status", head):
		rd.say(p, o, "status", head, text, nil)
		return
	case isCue("label_content", head):
		rd.say(p, o, "content", head, text, nil)
		rd.contentFigures(o, text)
		return
	case isCue("column_kind", head):
		rd.say(p, o, "industry", head, text, nil)
		return
	case isCue("column_place", head):
		rd.say(p, o, "location", head, text, nil)
		return
	case isCue("label_dates", head), isCue("label_start", head), isCue("label_end", head), isCue("label_operation", head):
		rd.cellDates(o, head, text)
		return
	}
	rd.cellFigure(o, column, head, text)
}

// contentFigures binds the figures in a cell that describes what is built.
func (rd *reader) contentFigures(o owner, text string) {
	s := rd.s
	for _, sn := range sentences(text) {
		rd.s = &scene{sentence: sentence{quote: s.sentence.quote, text: sn.text}, parts: rd.partsOf(sn.text), whole: -1}
		for i, p := range rd.s.parts {
			rd.s.at = i
			rd.topic = o
			rd.part(p)
		}
	}
	rd.s = s
}

func (rd *reader) cellDates(o owner, head, text string) {
	rd.topic = o
	ref := rd.ref
	ps := findPeriods(text, ref)
	if len(ps) == 0 && len(text) == 9 && isDigit(text[0]) { // 2022-2024
		ps = findPeriods(strings.Replace(text, "-", "年-", 1)+"年", ref)
	}
	p := &part{text: head + "：" + text}
	for _, d := range ps {
		d.Words = text
		period := Period{Period: d}
		switch {
		case isCue("label_start", head):
			rd.date(p, "start", head, text, period)
		case isCue("label_end", head):
			rd.date(p, "end", head, text, period)
		case isCue("label_operation", head):
			rd.date(p, "operation", head, text, period)
		default:
			rd.span(p, head, period)
		}
	}
	if len(ps) == 0 {
		if qs := findQuantities(text); len(qs) == 1 && qs[0].Dim == quantity.Duration {
			f := rd.newFact(o, qs[0])
			f.Metric, f.Label = "duration", head
			rd.add(p, f)
			return
		}
		rd.say(p, o, "", head, text, nil)
	}
}

// cellFigure stores the amount of a cell under the measure that its column names.
func (rd *reader) cellFigure(o owner, column, head, text string) {
	unit := ""
	if m := columnUnit.FindStringSubmatch(tidy(column)); m != nil {
		unit = cmp.Or(m[1], m[2], m[3])
	}
	key := ""
	for _, h := range vocabulary.FindMeasures(head) {
		if h.Key != "project_count" || key == "" {
			key = h.Key
		}
	}
	if unit == "" && rd.sheetUnit != "" {
		if m, ok := vocabulary.MeasureByKey(key); ok && m.Takes(quantity.Money) {
			unit = rd.sheetUnit
		}
	}
	number := strings.NewReplacer(",", "", "，", "", " ", "").Replace(text)
	qs := findQuantities(text)
	if plainNumber(number) {
		if unit == "" && key == "" {
			return // a bare number in a column we do not know
		}
		qs = findQuantities(number + unit)
	}
	p := &part{text: head + "：" + text}
	if len(qs) != 1 {
		if len(qs) == 0 {
			rd.say(p, o, "", head, text, splitList(text))
		}
		return
	}
	q := qs[0]
	q.Printed = text
	if plainNumber(number) {
		q.Printed = text + unit
	}
	f := rd.newFact(o, q)
	f.Metric, f.Label = key, head
	if m, ok := vocabulary.MeasureByKey(key); ok && !m.Takes(q.Dim) {
		f.Metric = ""
	}
	if f.Metric == "investment" || f.Metric == "project_count" && q.Dim != quantity.Count {
		f.Metric = map[bool]string{true: "total_investment", false: ""}[q.Dim == quantity.Money]
	}
	for _, d := range findPeriods(head, rd.ref) {
		f.Period = Period{Period: d}
		if f.Metric == "total_investment" {
			f.Metric = "annual_planned_investment"
		}
	}
	for _, h := range vocabulary.FindModalities(head) {
		if h.Key == "planned" {
			f.Modality = Planned
		}
	}
	rd.add(p, f)
}

var plainFigure = regexp.MustCompile(`^-?\d+(\.\d+)?%?$`)

func plainNumber(s string) bool { return plainFigure.MatchString(s) && !strings.HasSuffix(s, "%") }
