package extract

import (
	"cmp"
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// groupWords are the kinds of projects that a table of places can be about, from its title.
var groupWords = regexp.MustCompile(`(?:省重点|市重点|重点|重大|招商引资|签约|新开工|开工|在建|续建|竣工|投产|工业|产业|民生|基础设施|政府投资|专项债券?|亿元以上)(?:建设)?项目`)

// totalRow reads the row that adds up all others: 合计.
func (rd *reader) totalRow(r tableRow) {
	place := rd.place
	if r.place != "" && !isCue("total_row", r.place) {
		place = rd.placeNamed(r.place)
	}
	all := "全部项目"
	if !chinese(r.name) {
		all = "all projects"
	}
	rd.groupCells(r, owner{kind: GroupSubject, name: all, group: all, place: place, scope: Scope{Words: r.name}}, 0)
}

// groupRow reads the row that adds up a group of a ledger's entries, and makes it the kind of those that follow: 一、产业项目（3个）.
func (rd *reader) groupRow(r tableRow) {
	m := countedName.FindStringSubmatch(r.name)
	name := strings.Trim(m[1], " 　:：、")
	if !strings.HasSuffix(name, "项目") && !strings.HasSuffix(name, "工程") && chinese(name) {
		name = strings.TrimSuffix(name, "类") + "项目"
	}
	rd.rowKind = name
	o := owner{kind: GroupSubject, name: name, group: name, place: rd.place, scope: Scope{Words: strings.TrimSuffix(name, "项目")}}
	for _, h := range vocabulary.FindStatuses(name) {
		o.scope.Status = h.Key
	}
	if qs := findQuantities(name); len(qs) == 1 && qs[0].Dim == quantity.Money {
		o.scope = rd.boundScope(qs[0], o.scope.Words, o.scope.Status)
	}
	n := 0
	if m[2] != "" {
		for _, q := range findQuantities(m[2] + "个") {
			f := rd.newFact(owner{kind: PlaceSubject, name: o.place, place: o.place, scope: o.scope}, q)
			f.Metric, f.Label, f.Group = "project_count", name, name
			if f.Subject == "" {
				f.Subject, f.SubjectKind = name, GroupSubject
			}
			rd.add(&part{text: r.name}, f)
			n++
		}
	}
	rd.groupCells(r, o, n)
}

// placeRow reads a row of a table of places, each with the figures of its projects or its own.
func (rd *reader) placeRow(r tableRow) {
	place := r.place
	if pl, ok := vocabulary.PlaceByName(place); ok {
		place = pl.Name
	}
	if isCue("total_row", strings.ToLower(place)) {
		rd.totalRow(tableRow{name: r.place, cells: r.cells})
		return
	}
	group := cmp.Or(groupWords.FindString(rd.section), groupWords.FindString(rd.report.Title), "项目")
	o := owner{kind: GroupSubject, name: group, group: group, place: place, scope: Scope{Words: strings.TrimSuffix(group, "项目")}}
	rd.groupCells(r, o, 0)
}

// groupCells stores the figures of a row that is about several projects or about a place: counts and the measures
// that only a place has belong to the place, all others to the group.
func (rd *reader) groupCells(r tableRow, group owner, counted int) {
	whole := -1 // the last level, which growth, share and rank are of
	for _, c := range r.cells {
		q, ok := rd.cellQuantity(c.column, c.text, "")
		if c.column.kind != "" || !ok {
			continue
		}
		o := group
		metric := c.column.metric
		if m, known := vocabulary.MeasureByKey(metric); known && !m.Takes(q.Dim) && c.column.role == Level && q.Dim != quantity.Bare {
			metric = ""
		}
		count := metric == "project_count" || metric == "" && q.Dim == quantity.Count && c.column.status != ""
		if count && counted > 0 {
			continue
		}
		if count || placeMeasure(metric) {
			o = rd.placeOwner(group.place)
			o.scope = group.scope
		}
		if c.column.status != "" {
			o.scope.Status = c.column.status
			o.scope.Words = strings.TrimPrefix(c.column.head, "其中：")
		}
		p := &part{text: c.column.head + "：" + c.text}
		f := rd.newFact(o, q)
		f.Metric, f.Label, f.Period, f.Modality = metric, c.column.label, c.column.period, c.column.modality
		if metric == "investment" {
			f.Metric = "total_investment"
		}
		if f.Period.Words == "" {
			f.Period = rd.tablePeriod()
		}
		if count {
			f.Metric, f.Label, f.Group = "project_count", group.group, group.group
			if c.column.status != "" {
				f.Label = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(c.column.head, "其中"), "："), "数")
				if !strings.Contains(f.Label, "项目") {
					f.Label += "项目"
				}
				f.Group = f.Label
			}
			if f.Subject == "" {
				f.Subject, f.SubjectKind = f.Group, GroupSubject
			}
		}
		if strings.HasPrefix(c.column.head, "其中") {
			f.Role = Part
		}
		whole = rd.besideLevel(p, f, c.column, whole)
	}
}

// besideLevel stores a figure of a table's row; growth, shares and ranks go to the level before them as well. It
// returns the index of the level that the next figure may belong to.
func (rd *reader) besideLevel(p *part, f Fact, c *column, level int) int {
	if c.role == Level || c.role == "" {
		return rd.add(p, f)
	}
	f.Role, f.Base = c.role, c.base
	if level >= 0 {
		l := &rd.facts[level]
		if c.metric == "" {
			f.Metric, f.Label, f.Group = l.Metric, l.Label, l.Group
			f.Subject, f.SubjectKind, f.Scope = l.Subject, l.SubjectKind, l.Scope
		}
		if f.Period.Words == "" {
			f.Period = l.Period
		}
		if c.role == Growth || c.role == Rank {
			words := c.head + f.Printed
			l.Compare = append(l.Compare, Comparison{Kind: c.base, Value: f.Value, Unit: f.Unit, Words: words})
		}
	} else if f.Metric == "" {
		return level
	}
	rd.add(p, f)
	return level
}

// indicatorName tells whether a row's name is a measure that a place has, and no project: 固定资产投资, 其中：民间投资.
func (rd *reader) indicatorName(name string) bool {
	metric, _ := indicatorMeasure(name)
	return placeMeasure(metric)
}

var (
	indicatorLead  = regexp.MustCompile(`^[\s　]*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]\s*|[#＃*·]\s*)?(?:其\s*中\s*[:：]?\s*|[#＃]\s*)?`)
	indicatorNotes = regexp.MustCompile(`[（(]([^（）()]*)[）)]`)
)

// indicatorMeasure is the measure that a row of a table of indicators names, "" for one that the vocabulary lacks, and
// what of the name stands before it.
func indicatorMeasure(name string) (metric, qualifier string) {
	for _, h := range vocabulary.FindMeasures(name) {
		if h.End == len(name) || metric == "" {
			metric, qualifier = h.Key, name[:h.Start]
		}
	}
	return metric, qualifier
}

// indicatorRow reads a row of a table of indicators: 固定资产投资 | 亿元 | 436.7 | 6.3.
func (rd *reader) indicatorRow(r tableRow) {
	name := strings.TrimSpace(indicatorLead.ReplaceAllString(r.indicator, ""))
	part_ := strings.Contains(r.indicator, "其中") || strings.ContainsAny(r.indicator, "#＃")
	unit := r.unit
	var own Period
	for _, m := range indicatorNotes.FindAllStringSubmatch(name, -1) {
		ps := findPeriods(m[1], rd.ref)
		switch qs := quantity.Find("1" + m[1]); {
		case len(ps) > 0:
			own = Period{Period: ps[0]}
		case unit == "" && len(qs) == 1 && qs[0].Dim != quantity.Bare:
			unit = m[1]
		default:
			continue
		}
		name = strings.Replace(name, m[0], "", 1)
	}
	metric, qualifier := indicatorMeasure(name)
	label := name
	if metric == "" && rd.rowParent != "" && part_ {
		metric, qualifier = rd.rowParent, name // 第一产业, of the measure above
		if m, ok := vocabulary.MeasureByKey(metric); ok {
			label = name + m.ZH[0]
		}
	} else if metric != "" && !part_ {
		rd.rowParent = metric
	}
	o := rd.here
	o.scope.Words = qualifier
	if o.kind == "" || o.name == "" {
		o.kind, o.name = OtherSubject, label
	}
	level := -1
	for _, c := range r.cells {
		if c.column.kind != "" {
			continue
		}
		col := *c.column
		if pl := findPlaces(col.head); len(pl) == 1 && pl[0].Start == 0 && pl[0].End == len(col.head) {
			o = rd.placeOwner(pl[0].Key)
			o.scope.Words = qualifier
		}
		if col.role == Level {
			col.metric = metric
		}
		q, ok := rd.cellQuantity(&col, c.text, unit)
		if !ok || q.Dim == quantity.Bare && col.role == Level {
			continue
		}
		p := &part{text: name + "：" + col.head + "：" + c.text}
		f := rd.newFact(o, q)
		f.Metric, f.Label, f.Period, f.Modality = metric, label, col.period, col.modality
		if own.Words != "" {
			f.Period = own
		}
		if f.Period.Words == "" && (level < 0 || col.role == Level) {
			f.Period = rd.tablePeriod()
		}
		if part_ {
			f.Role = Part
		}
		if m, known := vocabulary.MeasureByKey(metric); known && col.role == Level && !m.Takes(q.Dim) {
			f.Metric = ""
		}
		level = rd.besideLevel(p, f, &col, level)
	}
}

// tablePeriod is the time that a table's title gives for all its figures.
func (rd *reader) tablePeriod() Period {
	for _, text := range []string{rd.section, rd.report.Title} {
		if ps := findPeriods(text, rd.ref); len(ps) > 0 {
			return Period{Period: ps[len(ps)-1], Implied: true}
		}
	}
	return Period{}
}
