package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/report"
	"wenxiang/data/vocabulary"
)

// sheetUnit is the unit that a sheet gives for all its money: 单位：万元.
var sheetUnit = regexp.MustCompile(`(?:金额)?单位\s*[:：]\s*([\p{Han}]{0,2}元)`)

// ledgerRow reads one row of a table: of a ledger, each cell is a fact of the row's project; of a table of indicators
// or of places, each cell is a figure of a place.
func (rd *reader) ledgerRow(p report.Passage) {
	rd.s = &scene{sentence: sentence{quote: p.Text, text: p.Text}, whole: -1}
	rd.passage_, rd.before, rd.era, rd.event = p, nil, nil, ""
	r := rd.tableRow(p)
	switch {
	case r.indicator != "":
		rd.indicatorRow(r)
	case r.name == "" && r.place != "":
		rd.placeRow(r)
	case r.name == "":
	case isCue("total_row", strings.ToLower(r.name)):
		rd.totalRow(r)
	case r.group:
		rd.groupRow(r)
	default:
		o := rd.rowOwner(r)
		if rd.rowKind != "" {
			rd.topic = o
			rd.say(&part{text: "类别：" + rd.rowKind}, o, "industry", "类别", rd.rowKind, nil)
		}
		for _, c := range r.cells {
			rd.cell(o, c.column, c.text)
		}
	}
}

// A tableRow is a row with what its naming cells say.
type tableRow struct {
	name      string // the project, the firm or 合计
	number    string
	place     string
	firm      string
	indicator string // 固定资产投资, of a table of indicators
	unit      string // of an indicator
	group     bool   // a row that adds up a group of those below or above it: 一、产业项目（3个）
	cells     []tableCell
}

type tableCell struct {
	column *column
	text   string
}

// groupNumber numbers the groups of a ledger whose entries have Arabic numbers: 一, （二）, 三、.
var groupNumber = regexp.MustCompile(`^[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?$|^[IVX]{1,4}[.、]?$`)

// countedName is the name of a group with its number before it or its count behind it: 一、产业项目（3个）.
var countedName = regexp.MustCompile(`^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]\s*)?(.*?)\s*(?:[（(]?\s*(?:共|计)?\s*(\d+)\s*[个项][）)]?)?$`)

func (rd *reader) tableRow(p report.Passage) tableRow {
	r := tableRow{}
	for _, c := range p.Row {
		text := tidy(strings.TrimSpace(c.Text))
		if text == "" || text == "-" || text == "—" || text == "/" || text == "无" {
			continue
		}
		col := rd.column(strings.TrimSpace(c.Column))
		switch {
		case col.kind == "column_name" && r.name == "":
			r.name = text
		case col.kind == "column_number":
			r.number = cmp.Or(r.number, text)
		case col.kind == "column_indicator" && r.indicator == "":
			r.indicator = text
		case col.kind == "column_unit" && r.unit == "":
			r.unit = text
		case col.kind == "column_place" && r.place == "":
			r.place = text
		case col.kind == "label_company" && r.firm == "" && !hasAny(col.head, "施工", "设计", "责任", "牵头"):
			r.firm = text
		}
		r.cells = append(r.cells, tableCell{col, text})
	}
	for _, c := range r.cells {
		if r.name == "" && isCue("total_row", strings.ToLower(strings.Trim(c.text, " 　:："))) {
			r.name = strings.Trim(c.text, " 　:：")
		}
	}
	if r.indicator == "" && r.name != "" && r.firm == "" && r.place == "" && rd.indicatorName(r.name) {
		r.indicator = r.name // 项目 over a table of measures
	}
	m := countedName.FindStringSubmatch(r.name)
	r.group = r.name != "" && r.firm == "" && (groupNumber.MatchString(r.number) || m[2] != "" || m[1] != r.name && isGeneric(stem(m[1])))
	return r
}

// rowOwner makes the project that a row is about, with its place, firm and phase.
func (rd *reader) rowOwner(r tableRow) owner {
	name := r.name
	phase := headPhase(name)
	if phase != "" {
		name = headName(name)
	}
	return owner{kind: ProjectSubject, name: name + phase, project: name, phase: phase, company: r.firm, place: rd.placeNamed(r.place)}
}

// placeNamed is the place that a cell names, the report's where it names none.
func (rd *reader) placeNamed(cell string) string {
	where := rd.place
	for _, h := range findPlaces(cell) {
		where = h.Key
	}
	if where == rd.place && cell != "" && len(findPlaces(cell)) == 0 && endsWithAny(cell, "市", "县", "区", "旗", "州", "盟") {
		where = cell
	}
	return where
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

// cell stores what one cell says.
func (rd *reader) cell(o owner, c *column, text string) {
	rd.topic = o
	p := &part{text: c.head + "：" + text}
	switch c.kind {
	case "column_number", "column_name", "column_unit":
	case "label_location", "column_place":
		rd.say(p, o, "location", c.head, text, nil)
	case "label_company":
		rd.say(p, o, "company", c.head, text, splitList(text))
	case "label_status":
		rd.say(p, o, "status", c.head, text, nil)
	case "label_content":
		rd.say(p, o, "content", c.head, text, nil)
		rd.contentFigures(o, text)
	case "column_kind":
		rd.say(p, o, "industry", c.head, text, nil)
	case "column_person":
		rd.say(p, o, "person", c.head, text, splitList(text))
	case "column_note":
		rd.say(p, o, "", c.head, text, nil)
	case "label_dates", "label_start", "label_end", "label_operation", "label_signed":
		rd.cellDates(o, c, text)
	default:
		rd.cellFigure(o, c, text)
	}
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
		rd.nameOutputs()
	}
	rd.s = s
}

// dateColumns are the events that columns date, by the list of cues that their headers are in.
var dateColumns = map[string]string{"label_start": "start", "label_end": "end", "label_operation": "operation", "label_signed": "signed"}

// cellDates stores the date or the span of a cell.
func (rd *reader) cellDates(o owner, c *column, text string) {
	ps := findPeriods(text, rd.ref)
	if len(ps) == 0 && len(text) == 9 && isDigit(text[0]) { // 2022-2024
		ps = findPeriods(strings.Replace(text, "-", "年-", 1)+"年", rd.ref)
	}
	if len(ps) == 0 && len(text) == 4 && isDigit(text[0]) { // 2024, under 开工时间
		ps = findPeriods(text+"年", rd.ref)
	}
	p := &part{text: c.head + "：" + text}
	for _, d := range ps {
		d.Words = text
		if event := dateColumns[c.kind]; event != "" {
			rd.date(p, event, c.head, text, Period{Period: d})
		} else {
			rd.span(p, c.head, Period{Period: d})
		}
	}
	if len(ps) == 0 {
		if qs := findQuantities(text); len(qs) == 1 && qs[0].Dim == quantity.Duration {
			f := rd.newFact(o, qs[0])
			f.Metric, f.Label = "duration", c.head
			rd.add(p, f)
			return
		}
		rd.say(p, o, "", c.head, text, nil)
	}
}

// cellQuantity is the amount of a cell under the unit of its column, or under the one given for all of the row.
func (rd *reader) cellQuantity(c *column, text, unit string) (quantity.Quantity, bool) {
	unit = cmp.Or(c.unit, unit)
	if c.role == Growth || c.role == Share {
		unit = cmp.Or(c.unit, "%")
		if c.unitDim() == quantity.Money || c.unitDim() == quantity.Area {
			unit = "%" // the unit of the figures beside it
		}
	}
	if m, ok := vocabulary.MeasureByKey(c.metric); unit == "" && rd.sheetUnit != "" && ok && m.Takes(quantity.Money) {
		unit = rd.sheetUnit
	}
	if m, ok := vocabulary.MeasureByKey(c.metric); unit == "" && ok && !m.Takes(quantity.Money) {
		switch {
		case c.metric == "project_count":
			unit = "个"
		case m.Takes(quantity.Count) && endsInCue("column_people", strings.ToLower(c.head)):
			unit = "人"
		case m.Takes(quantity.Count) && endsInCue("column_firms", strings.ToLower(c.head)):
			unit = "家"
		case m.Takes(quantity.Percent) && !m.Takes(quantity.Count):
			unit = "%"
		}
	}
	number := strings.NewReplacer(",", "", "，", "", " ", "").Replace(text)
	qs := findQuantities(text)
	plain := plainNumber(number)
	if plain && c.role == Rank {
		for _, q := range findQuantities("第" + number + "位") {
			q.Printed = text
			return q, true
		}
	}
	if plain {
		if unit == "" && c.metric == "" {
			return quantity.Quantity{}, false // a bare number in a column we do not know
		}
		gap := ""
		if !chinese(unit) && unit != "%" {
			gap = " "
		}
		qs = findQuantities(strings.TrimPrefix(number, "-") + gap + unit)
	}
	if len(qs) != 1 {
		return quantity.Quantity{}, false
	}
	q := qs[0]
	q.Printed = text
	if plain {
		q.Printed = text + unit
		if strings.HasPrefix(number, "-") && q.Value.IsPositive() {
			q.Value = q.Value.Neg()
		}
	}
	return q, true
}

// statedYes and statedNo are the marks of a column that asks whether something has happened.
var (
	statedYes = []string{"是", "√", "✓", "Y", "y", "yes", "Yes", "已", "有"}
	statedNo  = []string{"否", "×", "✗", "N", "n", "no", "No", "未", "没有"}
)

// cellFigure stores the amount of a cell under the measure that its column names.
func (rd *reader) cellFigure(o owner, c *column, text string) {
	p := &part{text: c.head + "：" + text}
	if state, asks := strings.CutPrefix(c.head, "是否"); asks && len(vocabulary.FindStatuses(state)) > 0 {
		switch state = strings.TrimPrefix(state, "已"); {
		case slices.Contains(statedYes, text):
			rd.say(p, o, "status", c.head, "已"+state, nil)
			return
		case slices.Contains(statedNo, text):
			rd.say(p, o, "status", c.head, "未"+state, nil)
			return
		}
	}
	q, ok := rd.cellQuantity(c, text, "")
	if !ok {
		if !plainNumber(text) && len(findQuantities(text)) == 0 {
			rd.say(p, o, "", c.head, text, splitList(text))
		}
		return
	}
	f := rd.newFact(o, q)
	f.Metric, f.Label = c.metric, c.head
	if m, ok := vocabulary.MeasureByKey(c.metric); ok && !m.Takes(q.Dim) {
		f.Metric = ""
	}
	if f.Metric == "investment" || f.Metric == "project_count" && q.Dim != quantity.Count {
		f.Metric = map[bool]string{true: "total_investment", false: ""}[q.Dim == quantity.Money]
	}
	f.Period = c.period
	if f.Metric == "total_investment" && c.period.Words != "" {
		f.Metric = "annual_planned_investment"
	}
	f.Modality = c.modality
	if f.Period.Words == "" && (f.Metric == "completed_investment" || f.Metric == "completion_rate") {
		f.Period = rd.tablePeriod()
	}
	if c.role == Growth || c.role == Share || q.Dim == quantity.Rank {
		f.Role, f.Base = c.role, c.base
	}
	rd.add(p, f)
}

var plainFigure = regexp.MustCompile(`^-?\d+(\.\d+)?%?$`)

func plainNumber(s string) bool { return plainFigure.MatchString(s) && !strings.HasSuffix(s, "%") }
