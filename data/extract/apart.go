package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// bindApart binds lists whose values belong to items one by one (A、B分别增长6%、5.2%) and levels with
// an earlier level (由31.6%提高到40%). What it binds is marked as spent.
func (rd *reader) bindApart(p *part) bool {
	if rd.bindGapsApart(p) {
		return true
	}
	done := rd.bindDistributed(p)
	return rd.bindFromTo(p) || done
}

// run gives the quantities from the i-th on that form one list of values.
func (p *part) run(i int) []int {
	out := []int{i}
	for k := i + 1; k < len(p.qs); k++ {
		if isChange(p.qs[k].Dim) != isChange(p.qs[i].Dim) || strings.Trim(p.gap(p.qs[k-1].End, p.qs[k].Start), "、和与及 约近超") != "" {
			break
		}
		out = append(out, k)
	}
	return out
}

func (rd *reader) bindDistributed(p *part) bool {
	word := "分别"
	at := strings.Index(p.text, word)
	if at < 0 {
		word = "依次"
		if at = strings.Index(p.text, word); at < 0 || !startsWithAny(p.text[at+len(word):], "为", "是", "达", "增长", "下降", "占") {
			return rd.bindEchoed(p)
		}
	}
	first := -1
	for i, q := range p.qs {
		if q.Start > at && !p.spent[i] && !insideMention(p, i) {
			first = i
			break
		}
	}
	if first < 0 {
		return false
	}
	if first+1 < len(p.qs) && p.qs[first].Dim == quantity.Count && p.qs[first+1].Dim == quantity.Rank && startsWithAny(p.text[at+len(word):], "居", "列", "位", "排") {
		p.spent[first] = true // 分别居全省60个县第8位、第3位: how many are ranked
		first++
	}
	values := p.run(first)
	if len(values) < 2 {
		return false
	}
	rd.walkTo(p, at)
	verb := p.text[at+len(word) : p.qs[first].Start]
	head := p.text[:at]
	for _, i := range values {
		p.spent[i] = true
	}
	if tail := trimTail(verb); !isChange(p.qs[first].Dim) && !hasAny(head, "同比", "环比", "上年", "去年") && endsWithAny(tail, "增加", "减少", "增长", "下降", "提高", "降低", "上升", "扩大", "缩短") {
		return true // 总里程和总投资分别增加30公里和160亿元: no levels
	}
	if rd.bindRanks(p, values, head) || rd.bindYears(p, values, at, verb) || rd.bindStakes(p, values, head, verb) {
		return true
	}
	if rd.bindGroupsApart(p, values, at, verb) {
		return true
	}
	items := rd.items(p, head, len(values))
	if items == nil && rd.s.at > 0 && strings.Trim(trimComparison(trimDates(p, head)), "，、 ") == "" {
		items = rd.itemsOfClauseBefore(len(values))
	}
	if items == nil {
		h := strings.Trim(trimComparison(trimDates(p, head)), "，、 ")
		if hits := shareWords.Find(h); len(hits) > 0 && hits[0].Start == 0 { // 占全部投资的比重依次为…
			rd.distribute(p, values, h+verb, head)
			return true
		}
		if h != "" {
			rd.spreadMeasure(p, values, verb, h)
			return true
		}
		rd.distribute(p, values, verb, head)
		return true
	}
	rd.s.spread = nil
	for n, i := range values {
		it := items[n]
		rd.s.spread = append(rd.s.spread, rd.emitSpread(p, i, it, verb, head))
	}
	return true
}

// bindGroupsApart binds 7个生态项目、26个民生项目分别完成投资60亿元、524亿元: one value for each group that is counted before.
func (rd *reader) bindGroupsApart(p *part, values []int, at int, verb string) bool {
	counts := 0
	for i, q := range p.qs {
		if q.End <= at && q.Dim == quantity.Count && isProjectUnit(q.Unit) && i < values[0] {
			counts++
		}
	}
	metric, label := "", ""
	for _, h := range vocabulary.FindMeasures(verb) {
		if h.Key != "project_count" {
			metric, label = h.Key, h.Word
		}
	}
	m, ok := vocabulary.MeasureByKey(metric)
	if !ok || !m.Takes(p.qs[values[0]].Dim) || counts != len(values) && !(counts == 1 && p.item) {
		return false
	}
	l := p.links()
	for i := range p.qs[:values[0]] {
		if _, counted := l.counts[i]; counted && !p.spent[i] {
			rd.bind(p, i, l, nil)
		}
	}
	groups := rd.s.owners
	if len(groups) < len(values) {
		return false
	}
	rd.s.spread = nil
	for k, i := range values {
		rd.s.spread = append(rd.s.spread, rd.emit(p, i, groups[len(groups)-len(values)+k], metric, label, ""))
	}
	return true
}

// bindYears binds 2021年、2022年、2023年分别完成528亿元、612亿元和720亿元: one measure, its periods told apart.
func (rd *reader) bindYears(p *part, values []int, at int, verb string) bool {
	var years []quantity.Period
	rest := p.text[:at]
	for _, d := range p.ps {
		if d.To <= at {
			years = append(years, d)
			rest = strings.Replace(rest, p.text[d.From:d.To], "", 1)
		}
	}
	if s := rd.s.period; len(years) == 0 && s != nil && s.Grain != quantity.Year && !s.Start.IsZero() && s.Start.YearDay() == 1 && s.End.Month() == 12 && s.End.Year()-s.Start.Year()+1 == len(values) && strings.Trim(rest, "，、 ") == "" {
		for y := s.Start.Year(); y <= s.End.Year(); y++ { // 2016年至2018年，分别完成…: one year after the other
			years = append(years, quantity.Period{Start: date(y, 1, 1), End: date(y, 12, 31), Words: strconv.Itoa(y) + "年", Grain: quantity.Year, YearKnown: true})
		}
	}
	if len(years) != len(values) || len(years) < 2 {
		return false
	}
	metric, label, o := "", "", rd.topic
	for _, h := range vocabulary.FindMeasures(rest + verb) {
		metric, label = h.Key, h.Word
	}
	if k, ok := rd.lastLevel(); ok && metric == "" && rd.facts[k].Dim == p.qs[values[0]].Dim {
		metric, label, o = rd.facts[k].Metric, rd.facts[k].Label, ownerOf(rd.facts[k])
	}
	if label == "" {
		return false
	}
	if placeMeasure(metric) && o.kind != PlaceSubject {
		o = rd.here
	}
	rd.s.spread = nil
	for k, i := range values {
		f := rd.newFact(o, p.qs[i])
		f.Metric, f.Label, f.Modality = metric, label, rd.s.planned
		rd.role(&f, verb, label, rest)
		f.Period = Period{Period: years[k]}
		rd.s.spread = append(rd.s.spread, rd.add(p, f))
	}
	return true
}

// aspects are what can be ranked of one measure: its amount and its growth.
var aspects = cueLexicon("aspect")

// bindRanks binds 总量和增速分别居全省第2位和第3位 to the figure before.
func (rd *reader) bindRanks(p *part, values []int, head string) bool {
	names := strings.FieldsFunc(strings.Trim(head, "，、 "), func(r rune) bool { return r == '、' || r == '和' })
	if len(names) != len(values) {
		return false
	}
	for _, n := range names {
		if h := aspects.Find(n); len(h) != 1 || h[0].Start != 0 || h[0].End != len(n) {
			return false
		}
	}
	k, ok := rd.lastLevel()
	if !ok {
		return true
	}
	for j, i := range values {
		l := rd.facts[k]
		f := rd.newFact(ownerOf(l), p.qs[i])
		f.Metric, f.Label, f.Role, f.Period = l.Metric, l.Label+strings.TrimPrefix(names[j], "经济"), Rank, l.Period
		f.Base = rankBase(p.text)
		rd.add(p, f)
	}
	return true
}

func rankBase(text string) string {
	for _, b := range vocabulary.FindBases(text) {
		if b.Key == "nation" || b.Key == "province" {
			return b.Key
		}
	}
	for _, w := range []string{"全市", "全县", "全区", "同类", "西部", "中部", "沿海", "全球", "世界"} {
		if strings.Contains(text, w) {
			return w
		}
	}
	return ""
}

// lastLevel is the last figure of the sentence that is an amount itself.
func (rd *reader) lastLevel() (int, bool) {
	for k := len(rd.s.facts) - 1; k >= 0; k-- {
		f := rd.facts[rd.s.facts[k]]
		if f.Kind == QuantityFact && (f.Role == Level || f.Role == Part) {
			return rd.s.facts[k], true
		}
	}
	for k := len(rd.facts) - 1; k >= 0 && rd.facts[k].Passage == rd.passage_.Number && rd.facts[k].Section == rd.section; k-- {
		if f := rd.facts[k]; f.Kind == QuantityFact && f.Role == Level && f.SubjectKind == PlaceSubject && f.Metric != "" {
			return k, true
		}
	}
	return -1, false
}

// itemsOfClauseBefore divides the clause before, when it names as many things as this one has values:
// 甲市、乙县、丙区到位资金居前三位，分别为….
func (rd *reader) itemsOfClauseBefore(n int) []item {
	prev := rd.s.parts[rd.s.at-1]
	for _, h := range prev.measures {
		names := strings.FieldsFunc(prev.text[:h.Start], func(r rune) bool { return r == '、' || r == '和' || r == '与' })
		if len(names) != n {
			continue
		}
		out := make([]item, n)
		for k, name := range names {
			name = strings.TrimSpace(name)
			out[k] = item{metric: h.Key, label: name + h.Word}
			if pl, ok := vocabulary.PlaceByName(name); ok {
				o := rd.placeOwner(pl.Name)
				out[k] = item{metric: h.Key, label: h.Word, owner: &o}
			}
		}
		return out
	}
	return nil
}

func trimComparison(s string) string {
	for _, w := range []string{"同比", "比上年", "较上年", "环比", "年均", "比去年"} {
		s = strings.TrimSuffix(s, w)
	}
	return s
}

// walkTo takes the names before an offset into the topic.
func (rd *reader) walkTo(p *part, at int) {
	l := p.links()
	for mi, m := range p.mentions {
		if m.start >= at {
			break
		}
		rd.meet(p, mi, l)
	}
}

// An item is one of the things that the values of 分别 belong to.
type item struct {
	metric, label string
	owner         *owner
}

// items divides the words before 分别 into n things, or gives nil.
func (rd *reader) items(p *part, head string, n int) []item {
	head = strings.TrimPrefix(strings.TrimRight(trimComparison(head), "，、 "), "其中")
	for _, d := range p.ps {
		if d.To <= len(head) {
			head = strings.TrimLeft(head[min(len(head), d.To):], "，、 ")
			break
		}
	}
	if n == 2 { // 城乡居民人均可支配收入分别…: of two kinds of residents
		head = strings.Replace(strings.Replace(head, "城乡居民", "城镇、农村居民", 1), "城乡常住居民", "城镇、农村常住居民", 1)
	}
	names := strings.FieldsFunc(head, func(r rune) bool { return r == '、' || r == '和' || r == '与' || r == '及' })
	if len(names) != n || n < 2 {
		return nil
	}
	if out := rd.placesOf(names); out != nil {
		return out
	}
	last := names[n-1]
	out := make([]item, n)
	for k := range names {
		name := strings.TrimSpace(names[k])
		if k == 0 {
			if at := edge(name, 0, len(name), nil); at < len(name) && !(measureAtEnd(name).Key != "" && measureAtEnd(name).Start == 0) {
				name = trimVerbs(name[at:])
			}
			if m := firstPlaceIn(name); m != "" && m != name && runes(name) > runes(m)+2 {
				name = strings.TrimPrefix(name, m)
			}
			for _, w := range vocabulary.Cues("local_place") {
				if strings.HasPrefix(name, w) && runes(name) > runes(w)+1 {
					name = strings.TrimPrefix(name, w)
				}
			}
		}
		out[k] = rd.itemOf(name, last, k == n-1)
		if out[k].label == "" {
			return nil
		}
	}
	return out
}

// placeLike reads the name of a place that need not be known: 长岭县.
var placeLike = regexp.MustCompile(`^(\p{Han}{1,5}?(?:市|县|区|旗|州|镇|乡))(.*)$`)

// itemOf completes one item with the words that it shares with the last: 清洁能源、新能源装机 → 清洁能源装机.
func (rd *reader) itemOf(name, last string, isLast bool) item {
	if pr := rd.names.resolve(name); pr != nil {
		o := rd.projectOwner(pr, "")
		return item{label: name, owner: &o}
	}
	for _, h := range firmSuffixes.Find(name) {
		if h.End == len(name) {
			o := owner{kind: CompanySubject, name: name, company: name, place: rd.here.place}
			return item{label: name, owner: &o}
		}
	}
	if pl, ok := vocabulary.PlaceByName(name); ok {
		o := rd.placeOwner(pl.Name)
		return item{label: name, owner: &o}
	}
	if own := measureAtEnd(name); own.Key != "" {
		return item{metric: own.Key, label: name}
	}
	if isLast {
		return item{label: name}
	}
	// the longest shared tail that makes a known measure
	for i := range last {
		if h := measureAtEnd(name + last[i:]); i > 0 && h.Key != "" && h.Start < len(name) && h.End == len(name+last[i:]) {
			return item{metric: h.Key, label: name + last[i:]}
		}
	}
	if h := measureAtEnd(last); h.Key != "" {
		return item{metric: h.Key, label: name + last[h.Start:]}
	}
	for _, tail := range []string{"投资", "增加值", "产量", "出口", "装机占比", "占比", "增速", "产值", "收入", "产业", "项目"} {
		if strings.HasSuffix(last, tail) {
			return item{label: name + tail}
		}
	}
	return item{label: name}
}

// measureAtEnd finds the measure with which a text ends, or whose share it ends with.
func measureAtEnd(text string) vocabulary.Hit {
	base := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(text, "占比"), "比重"), "增速")
	for _, h := range vocabulary.FindMeasures(base) {
		if h.End == len(base) {
			h.End = len(text)
			return h
		}
	}
	return vocabulary.Hit{}
}

// emitSpread stores the value of one item.
func (rd *reader) emitSpread(p *part, i int, it item, verb, head string) int {
	q := p.qs[i]
	o := rd.topic
	if it.owner != nil {
		o = *it.owner
	}
	if placeMeasure(it.metric) && o.kind != PlaceSubject {
		o = rd.here
	}
	f := rd.newFact(o, q)
	f.Metric, f.Label = strings.TrimPrefix(it.metric, "-"), it.label
	if it.owner != nil && it.metric == "" {
		if k := len(rd.s.facts); k > 0 {
			prev := rd.facts[rd.s.facts[k-1]]
			f.Metric, f.Label = prev.Metric, prev.Label
		} else if k, ok := rd.lastLevel(); ok && it.label == "" && isChange(q.Dim) {
			f.Metric, f.Label = rd.facts[k].Metric, rd.facts[k].Label
		}
		for _, h := range vocabulary.FindMeasures(verb) {
			f.Metric, f.Label = h.Key, h.Word
			if words := strings.Trim(verb[:h.End], "，、 了"); h.Key == "project_count" && runes(words) <= 8 {
				f.Label = words // 分别引进项目…
			}
		}
	} else if it.metric == "" || it.metric == "project_count" && f.Dim != quantity.Count && !isChange(f.Dim) {
		// 钢铁、建材分别完成投资8亿元、3亿元: the measure stands once, behind 分别.
		if h := measureAtEnd(trimComparison(verb)); h.Key != "" {
			if m, ok := vocabulary.MeasureByKey(h.Key); ok && m.Takes(f.Dim) {
				f.Metric, f.Label = h.Key, it.label+h.Word
			}
		}
	}
	if f.Metric == "project_count" && it.owner != nil && f.Dim == quantity.Count && f.SubjectKind == PlaceSubject {
		f.Group = f.Label
		for _, h := range vocabulary.FindStatuses(f.Label) {
			f.Scope.Status, f.Scope.Words = h.Key, h.Word
		}
	}
	rd.role(&f, verb, it.label, head)
	f.Modality = rd.s.planned
	f.Period = rd.periodOf(p, i, o, f)
	return rd.add(p, f)
}

// role sets a fact's role, sign and base from the verb before its value.
func (rd *reader) role(f *Fact, verb, label, head string) {
	_, up := lastCue(upWords, verb)
	_, down := lastCue(downWords, verb)
	to := hasAny(verb, "到", "至", "达")
	bases := vocabulary.FindBases(verb)
	switch {
	case f.Dim == quantity.Percent && len(bases) > 0 && bases[len(bases)-1].Key == "plan" && startsWithAny(strings.TrimLeft(verb, "已实际"), "完成", "占", "达", "为"): // 分别完成全年目标的…
		f.Role, f.Base = Share, "plan"
	case f.Dim == quantity.Points || hasAny(verb, "高于", "低于", "快于"):
		f.Role = Gap
		f.Base = "yoy"
		for _, b := range vocabulary.FindBases(verb) {
			f.Base = b.Key
		}
		if _, below := lastCue(belowWords, verb); below || down {
			f.Value = f.Value.Neg()
		}
	case (up || down) && !to && (isChange(f.Dim) || hasAny(head+verb, "同比", "比", "较")):
		f.Role, f.Base = Growth, "yoy"
		for _, b := range vocabulary.FindBases(head + verb) {
			if b.Key != "whole" {
				f.Base = b.Key
			}
		}
		if down && !up {
			f.Value = f.Value.Neg()
		}
	case f.Dim == quantity.Percent && hasAny(label+verb, "占比", "比重", "占"):
		f.Role, f.Base = Share, "whole"
		if hasAny(verb, "计划", "目标", "预算") || slices.ContainsFunc(vocabulary.FindBases(verb), func(b vocabulary.Hit) bool { return b.Key == "plan" }) {
			f.Base = "plan"
		}
	case f.Dim == quantity.Percent && endsWithAny(label, "增速", "增幅"):
		f.Role, f.Base = Growth, "yoy"
	case f.Dim == quantity.Rank:
		f.Role, f.Base = Rank, rankBase(head+verb)
	}
}

// trimDates drops the dates from the beginning of a text that starts its part.
func trimDates(p *part, head string) string {
	for _, d := range p.ps {
		if d.To <= len(head) && strings.Trim(head[:d.From], "，、 ") == "" {
			return head[d.To:]
		}
	}
	return head
}

// spreadMeasure gives the values of one measure to the things that the last 分别 told apart: A、B项目
// 分别为12个、43个，年度计划投资分别达36亿元、118亿元. Anything else cannot be divided and is left out.
func (rd *reader) spreadMeasure(p *part, values []int, verb, head string) {
	if len(rd.s.spread) != len(values) {
		return
	}
	if a := aspects.Find(head); len(a) == 1 && a[0].Start == 0 && a[0].End == len(head) && isChange(p.qs[values[0]].Dim) { // 增速分别为9.6%、15.9%
		for k, i := range values {
			rd.attach(p, i, rd.s.spread[k], "增长", head)
		}
		return
	}
	h := measureAtEnd(trimLinks(head))
	if h.Key == "" || h.Key == "project_count" {
		return
	}
	spread := rd.s.spread
	for k, i := range values {
		base := rd.facts[spread[k]]
		f := rd.newFact(ownerOf(base), p.qs[i])
		label := base.Label
		if m := measureAtEnd(label); m.Start > 0 && m.Key == base.Metric && m.Key != "project_count" {
			label = label[:m.Start] // 省重点项目|完成投资: whose rate of completion it is
		}
		f.Metric, f.Label = h.Key, label+h.Word
		f.Scope.Words = label
		if rd.placesApart(spread) {
			f.Label, f.Scope.Words = h.Word, "" // 甲区、乙县分别引进项目…，到位资金分别为…
		}
		rd.role(&f, verb, h.Word, head)
		f.Modality, f.Period = rd.s.planned, rd.periodOf(p, i, ownerOf(base), f)
		rd.add(p, f)
	}
}

// distribute gives the values of 分别 to the figures before it, in order.
func (rd *reader) distribute(p *part, values []int, verb, head string) {
	n := len(values)
	levels := rd.levelsFor(n)
	if len(levels) < n {
		return
	}
	for k, i := range values {
		rd.attach(p, i, levels[k], verb, head)
	}
}

// levelsFor gives the n figures of the sentence that n values told apart belong to: the last n of them; where counts of
// projects and amounts take turns (11个农业项目投资54亿元、87个产业项目投资153亿元, 分别占…), the n amounts.
func (rd *reader) levelsFor(n int) []int {
	var levels, amounts []int
	for _, k := range rd.s.pending {
		if f := rd.facts[k]; f.Role == Level || f.Role == Part || f.Role == Share {
			levels = append(levels, k)
		}
	}
	if own := rd.sinceSemicolon(levels); len(own) == n { // 甲类项目20个，投资9亿元，分别占…；乙类项目…: of one kind each
		return own
	}
	if len(levels) < n { // 第一产业增长6%，第二产业增长8%，占全部投资的比重依次为…
		for _, k := range rd.s.facts {
			if rd.facts[k].Role == Growth {
				amounts = append(amounts, k)
			}
		}
		if len(amounts) == n {
			return amounts
		}
		amounts = nil
	}
	for j := len(levels) - 1; j > 0 && len(amounts) < n; j -= 2 {
		if rd.facts[levels[j]].Metric == "project_count" || rd.facts[levels[j-1]].Metric != "project_count" {
			break
		}
		amounts = append([]int{levels[j]}, amounts...)
	}
	if len(amounts) == n && n > 1 {
		return amounts
	}
	return levels[max(0, len(levels)-n):]
}

// sinceSemicolon gives those of some figures that stand behind the last semicolon of the sentence, none where it has none.
func (rd *reader) sinceSemicolon(facts []int) []int {
	from := -1
	for k := rd.s.at; k > 0 && from < 0; k-- {
		if rd.s.parts[k].before == '；' {
			from = k
		}
	}
	var out []int
	for _, k := range facts {
		for j := max(from, 0); from > 0 && j < rd.s.at; j++ {
			if rd.s.parts[j].text == rd.facts[k].Clause {
				out = append(out, k)
				break
			}
		}
	}
	return out
}

// attach stores a rate of a figure said before and sets it beside that figure.
func (rd *reader) attach(p *part, i, level int, verb, head string) {
	l := rd.facts[level]
	f := rd.newFact(ownerOf(l), p.qs[i])
	f.Metric, f.Label, f.Period, f.Modality = l.Metric, l.Label, l.Period, l.Modality
	rd.role(&f, verb, "", head)
	if f.Base == "plan" {
		f.Label += "占计划"
	}
	if f.Role == Level && f.Dim == l.Dim && !isChange(f.Dim) { // 到2035年，分别达到…: the same at another time
		f.Modality = rd.s.planned
		f.Period = rd.periodOf(p, i, ownerOf(l), f)
		rd.add(p, f)
		return
	}
	if f.Role == Level {
		f.Role, f.Base = Growth, "yoy"
	}
	if f.Role == Growth && f.Base == "yoy" && rd.era != nil && strings.Contains(rd.era.Words, "五年") && !hasAny(head+verb, "同比") {
		f.Base = "period_start"
	}
	rd.facts[level].Compare = append(rd.facts[level].Compare, Comparison{Kind: f.Base, Value: f.Value, Unit: f.Unit, Words: strings.TrimSpace(verb) + p.qs[i].Printed})
	rd.add(p, f)
}

// bindEchoed binds the rates that follow a 分别 without repeating it: …分别达到5.63万元、2.91万元，增长4.3%和7%.
func (rd *reader) bindEchoed(p *part) bool {
	if len(rd.s.spread) < 2 || len(p.qs) != len(rd.s.spread) {
		return false
	}
	if values := p.run(0); len(values) != len(rd.s.spread) || !isChange(p.qs[0].Dim) {
		return false
	}
	verb := p.text[:p.qs[0].Start]
	for i := range p.qs {
		p.spent[i] = true
		rd.attach(p, i, rd.s.spread[i], verb, "")
	}
	return true
}
