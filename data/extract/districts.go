package extract

import (
	"cmp"
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// districtStart reads the name of a district, known or not, with which an item of a list begins.
var districtStart = regexp.MustCompile(`^(?:其中)?[，：]?(\p{Han}{2,7}?(?:县|市|区|旗|镇|乡|街道|开发区|经开区|高新区|新区))`)

// districtAt is the name of the place with which a part begins, and where it ends: a district by its form, or a known
// place by its short name (前郭).
func (rd *reader) districtAt(p *part) (name string, start, end int) {
	lead := len(p.text) - len(strings.TrimPrefix(p.text, "其中"))
	for _, m := range p.mentions {
		if m.kind == placeMention && m.start == lead && m.name != "" {
			name, start, end = m.name, m.start, m.end
		}
	}
	if m := districtStart.FindStringSubmatchIndex(p.text); m != nil && m[3] > end {
		word := p.text[m[2]:m[3]]
		if pl, ok := vocabulary.PlaceByName(word); ok {
			word = pl.Name
		}
		if !isGeneric(word) && !strings.ContainsAny(word, "全各") && edge(word, 0, len(word), nil) == 0 && !startsWithAny(word, "各", "全", "该", "本", "个", "我", "分", "对", "城", "市", "县", "园", "在", "新") && !endsWithAny(word, "城区", "市区", "县区", "片区", "山区", "灌区", "园区", "社区", "老区", "矿区", "港区", "地区", "景区", "城市", "超市", "厂区", "辖区", "校区", "库区") {
			name, start, end = word, m[2], m[3]
		}
	}
	if rd.s.ranked != "" && name == "" && strings.HasPrefix(p.text, "市区") && rd.here.name != "" {
		return "市区", 0, len("市区")
	}
	if head := strings.TrimSpace(p.text[lead:p.qs[0].NumStart]); name == "" && rd.aside && isCue("in_list_of_districts", head) {
		return head, lead, lead + len(head)
	}
	if name == "" { // 长岭18亿元, in a list
		head := p.text[lead:p.qs[0].NumStart]
		for _, l := range []*vocabulary.Lexicon{upWords, downWords} {
			if h, ok := first(l.Find(head)); ok {
				head = head[:h.Start]
			}
		}
		head = trimComparison(trimLinks(head))
		if full, ok := rd.shortPlace(head); ok {
			return full, lead, lead + len(head)
		}
	}
	return name, start, end
}

// shortPlace is the county or district of the report's province that a name without its last word means: 长岭, 前郭.
func (rd *reader) shortPlace(word string) (string, bool) {
	n := runes(word)
	if n < 2 || n > 4 || isCue("no_place", word) {
		return "", false
	}
	if pl, ok := vocabulary.PlaceByName(word); ok {
		return pl.Name, true
	}
	province := provinceOf(cmp.Or(rd.place, rd.here.place))
	if province == "" || n > 3 {
		return "", false
	}
	for _, end := range []string{"县", "市", "区", "旗"} {
		if pl, ok := vocabulary.PlaceByName(word + end); ok && pl.In == province {
			return pl.Name, true
		}
	}
	found := ""
	for _, pl := range vocabulary.Places() {
		if pl.In == province && strings.HasPrefix(pl.Name, word) && endsWithAny(pl.Name, "自治县", "自治旗") {
			if found != "" {
				return "", false
			}
			found = pl.Name
		}
	}
	return found, found != ""
}

// bindDistrict binds an item of a list of districts, each with its figure, to the district, under the measure that the
// list is opened with: 完成投资128亿元，其中甲区32亿元、乙县28亿元; 分县区看，甲区增长12%，乙县下降2%.
func (rd *reader) bindDistrict(p *part) {
	if len(p.qs) == 0 || rd.topic.kind == ProjectSubject || p.spent[0] || p.bracket {
		return
	}
	name, start, end := rd.districtAt(p)
	if name == "" || end > p.qs[0].NumStart {
		return
	}
	if inside := rd.here.place; inside == name || inside != "" && !rd.below(name, inside) {
		return
	}
	q := p.qs[0]
	gap := p.text[end:q.NumStart]
	_, up := lastCue(upWords, gap)
	_, down := lastCue(downWords, gap)
	rate := isChange(q.Dim)
	switch {
	case rate && (up || down) && runes(trimComparison(gap)) <= 4:
	case !rate && onlyLinks(gap) && q.Dim != quantity.Bare && q.Dim != quantity.Duration:
	default:
		return
	}
	metric, label, period, ok := rd.listMeasure(q)
	if m, l, ranked := rd.rankedMeasure(q); ranked {
		metric, label, period, ok = m, l, Period{}, true
	}
	if !ok {
		return
	}
	o := owner{kind: PlaceSubject, name: name, place: rd.here.place}
	if pl, known := vocabulary.PlaceByName(name); known && (rd.here.place == "" || vocabulary.Within(pl.Name, rd.here.place)) {
		o = rd.placeOwner(pl.Name)
	}
	f := rd.newFact(o, q)
	f.Metric, f.Label, f.Modality = metric, label, rd.modalityOf(p, 0)
	f.Period = rd.periodOf(p, 0, o, f)
	if period.Words != "" && (f.Period.Implied || f.Period.Words == "") {
		f.Period = period
	}
	if rate {
		f.Role, f.Base = Growth, rd.baseOf(p, 0, "yoy")
		if down && !up {
			f.Value = f.Value.Neg()
		}
	}
	p.spent[0] = true
	rd.topic, rd.aside = o, true
	kept := p.mentions[:0:0]
	for _, m := range p.mentions {
		if m.start >= end {
			kept = append(kept, m)
		}
	}
	p.mentions = append(kept, mention{start: start, end: end, kind: phaseMention})
	sortMentions(p.mentions)
	rd.add(p, f)
}

// below tells whether a district can lie in a place: an unknown one can, a known one must.
func (rd *reader) below(name, place string) bool {
	pl, known := vocabulary.PlaceByName(name)
	if !known {
		return true
	}
	if vocabulary.Within(pl.Name, place) {
		return true
	}
	whole, ok := vocabulary.PlaceByName(place)
	return !ok || whole.Level == "county" || whole.In == pl.In // a district of the same province, whose city no table tells
}

// listMeasure is what the items of a list of districts give: the measure of the figure before in the sentence, of the
// heading before a colon, or, for rates, of the sentence before.
func (rd *reader) listMeasure(q quantity.Quantity) (metric, label string, period Period, ok bool) {
	rate := isChange(q.Dim)
	for k := len(rd.s.facts) - 1; k >= 0; k-- {
		f := rd.facts[rd.s.facts[k]]
		if f.Kind != QuantityFact || f.SubjectKind != PlaceSubject && f.SubjectKind != GroupSubject || f.Metric == "" && f.Label == "" {
			continue
		}
		if rate == isChange(f.Dim) && (rate || f.Dim == q.Dim && f.Unit == q.Unit) && f.Role != Share && f.Role != Gap && f.Role != Rank {
			if f.Metric == "" && k > 0 && isCue("in_list_of_districts", f.Label) {
				continue // 发行债券9亿元，其中市本级2亿元，甲区3亿元: of what is divided
			}
			return f.Metric, f.Label, f.Period, true
		}
		if rate != isChange(f.Dim) {
			continue
		}
		return "", "", Period{}, false
	}
	for k := rd.s.at - 1; k >= 0; k-- {
		prev := rd.s.parts[k]
		if len(prev.qs) > 0 {
			continue
		}
		head := prev.text
		for _, w := range []string{"如下", "情况", "分别为", "中", "为", "："} {
			head = strings.TrimSuffix(head, w)
		}
		if h := measureAtEnd(head); h.Key != "" && (rate || prev.after == '：' || strings.HasSuffix(prev.text, "中")) {
			if m, known := vocabulary.MeasureByKey(h.Key); known && (rate || m.Takes(q.Dim)) {
				return h.Key, h.Word, Period{}, true
			}
		}
	}
	if !rate || len(rd.s.facts) > 0 {
		return "", "", Period{}, false
	}
	for k := len(rd.facts) - 1; k >= 0 && rd.facts[k].Passage == rd.passage_.Number && rd.facts[k].Section == rd.section; k-- {
		if f := rd.facts[k]; f.Kind == QuantityFact && f.SubjectKind == PlaceSubject && (f.Role == Growth || f.Role == Level) {
			return f.Metric, f.Label, f.Period, f.Metric != ""
		}
	}
	return "", "", Period{}, false
}

// countedPlaces closes a list of places: 甲、乙、丙三地.
var countedPlaces = regexp.MustCompile(`^(.{2,}?)(?:等)?[两三四五六七八九十](?:个?行政区|个县区|个县市|个区县|[地市县区州镇乡](?:区)?)(.*)$`)

// placesOf takes places that share the words after the last of them: 甲县、乙县完成率分别为…; 甲、乙、丙三地分别….
func (rd *reader) placesOf(names []string) []item {
	out := make([]item, len(names))
	tail := ""
	for k, name := range names {
		name = strings.TrimSpace(name)
		last := k == len(names)-1
		if last {
			if m := countedPlaces.FindStringSubmatch(name); m != nil {
				name, tail = m[1], m[2]
			}
		}
		if full, ok := rd.shortPlace(name); ok {
			o := rd.placeOwner(full)
			out[k].owner = &o
			continue
		}
		m := placeLike.FindStringSubmatch(name)
		if m == nil || isGeneric(m[1]) || m[2] != "" && (!last || tail != "") {
			return nil
		}
		o := rd.placeOwner(fullPlace(m[1]))
		if _, ok := vocabulary.PlaceByName(m[1]); !ok {
			o = owner{kind: PlaceSubject, name: m[1], place: rd.here.place}
		}
		out[k].owner = &o
		if m[2] != "" {
			tail = m[2]
		}
	}
	label := trimLinks(trimVerbs(tail))
	if measureAtEnd(label).Key == "project_count" {
		label = trimLinks(tail) // 新开工项目
	}
	if tail != "" && runes(label) < 2 {
		return nil
	}
	for k := range out {
		out[k].label, out[k].metric = label, measureAtEnd(label).Key
		if label != "" && out[k].metric == "" {
			out[k].metric = "-"
		}
	}
	return out
}

// placesApart tells whether the last 分别 told places apart.
func (rd *reader) placesApart(spread []int) bool {
	seen := map[string]bool{}
	for _, k := range spread {
		f := rd.facts[k]
		if f.SubjectKind != PlaceSubject || f.Scope.Min != nil || seen[f.Subject] {
			return false
		}
		seen[f.Subject] = true
	}
	return true
}
