package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A column is what a ledger's header says of the cells below it.
type column struct {
	head string // the header without its unit
	unit string // the unit in the header: 万元, 亩, %, million yuan
	// kind is the list of cues that the header is one of (column_name, label_company …), "" for figures and
	// for headers that we do not know.
	kind     string
	metric   string // the measure that the header names, "" for none
	label    string // the measure in the header's words
	role     Role   // what the figures are: levels, or the growth, share or rank of another column's
	base     string
	period   Period // the time that the header gives
	status   string // the state of the projects that a column counts or adds up: 其中：新开工
	modality Modality
}

// columnKinds are the lists of headers whose cells are no figures, in the order in which they are tried.
var columnKinds = []string{"column_number", "column_name", "column_indicator", "column_unit", "column_place", "column_person", "column_note", "label_location", "label_company",
	"label_status", "label_content", "column_kind", "label_start", "label_end", "label_operation", "label_signed", "label_dates"}

// columnUnit is the unit that a column's header gives: 总投资(万元), 占地面积（亩）, 总投资/万元.
var columnUnit = regexp.MustCompile(`[（(\[［]\s*(?:单位[:：]\s*)?([^（）()\[\]［］]{1,16})\s*[)）\]］]\s*$|[/／]\s*([\p{Han}㎡%]{1,6})$|[，,、:：]\s*([\p{Han}㎡]{0,2}元|亩|平方米|公顷|㎡)$`)

// bare is a header without its unit and remarks.
func bare(column string) string {
	column = tidy(column)
	if loc := columnUnit.FindStringIndex(column); loc != nil {
		column = column[:loc[0]]
	}
	return strings.Trim(column, " ：:*#、")
}

// column reads a header, once.
func (rd *reader) column(header string) *column {
	if c := rd.columns[header]; c != nil {
		return c
	}
	c := &column{head: bare(header)}
	if m := columnUnit.FindStringSubmatch(tidy(header)); m != nil && len(findPeriods(m[0], rd.ref)) == 0 {
		c.unit = cmp.Or(m[1], m[2], m[3])
	}
	rd.readColumn(c, tidy(header))
	if rd.columns == nil {
		rd.columns = map[string]*column{}
	}
	rd.columns[header] = c
	return c
}

func (rd *reader) readColumn(c *column, header string) {
	head := strings.ToLower(c.head)
	for _, list := range columnKinds {
		if isCue(list, head) || isCue(list, c.head) || isCue(list, header) {
			c.kind = list
			return
		}
	}
	if hasHan := chinese(c.head); hasHan && strings.HasSuffix(head, "名称") && !hasAny(head, "单位", "公司", "企业") || !hasHan && strings.HasSuffix(head, " name") {
		c.kind = "column_name"
		return
	}
	for _, d := range findPeriods(c.head, rd.ref) {
		c.period = Period{Period: d}
	}
	c.role = Level
	switch {
	case endsInCue("column_growth", head):
		c.role, c.base = Growth, "yoy"
		for _, h := range vocabulary.FindBases(c.head) {
			if h.Key != "yoy" {
				c.base = h.Key
			}
		}
	case endsInCue("column_share", head):
		c.role, c.base = Share, "whole"
	case endsInCue("column_rank", head):
		c.role = Rank
	}
	for _, h := range vocabulary.FindMeasures(c.head) {
		if h.Key == "project_count" && c.metric != "" || isCue("column_growth", strings.ToLower(h.Word)) {
			continue
		}
		c.metric = h.Key
	}
	c.label = c.head
	if c.metric == "" && c.role == Level && c.unitDim() == quantity.Count && endsWithAny(c.head, "个数", "项数") {
		c.metric = "project_count"
	}
	if hits := vocabulary.FindStatuses(c.head); len(hits) > 0 && (c.metric == "" || c.metric == "project_count" || strings.HasPrefix(strings.TrimPrefix(c.head, "其中："), hits[0].Word)) {
		last := hits[len(hits)-1]
		c.status = last.Key
		if rest := strings.TrimSuffix(strings.TrimSuffix(c.head[last.End:], "个数"), "数"); c.metric == "" && c.role == Level && (rest == "" || rest == "项目") && (c.unit == "" || c.unitDim() == quantity.Count) && !strings.HasPrefix(c.head, "是否") {
			c.metric = "project_count" // 其中：新开工
		}
	}
	for _, h := range vocabulary.FindModalities(c.head) {
		if h.Key == "planned" || h.Key == "target" {
			c.modality = Planned
		}
	}
}

// unitDim is the dimension of the header's unit, "" where it has none.
func (c *column) unitDim() quantity.Dimension {
	if qs := quantity.Find("1" + c.unit); c.unit != "" && len(qs) == 1 {
		return qs[0].Dim
	}
	return ""
}

// endsInCue tells whether a header ends in a word of a list of cues.
func endsInCue(list, head string) bool {
	return slices.ContainsFunc(vocabulary.Cues(list), func(w string) bool { return strings.HasSuffix(head, w) })
}
