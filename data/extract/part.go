package extract

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A part is the smallest stretch that is bound by itself: a clause, or one item of a clause that
// lists figures (产值0.95亿元、利税0.26亿元), with all that was found in it.
type part struct {
	text          string
	before, after rune
	item          bool // goes on from the part before it, after 、
	listed        bool // an enumeration after 包括：, whose names are members and not topics
	marked        bool // an item of a list, after ①
	bracket       bool // stands in brackets, after the part it belongs to
	qs            []quantity.Quantity
	ps            []quantity.Period
	measures      []vocabulary.Hit
	statuses      []vocabulary.Hit
	mentions      []mention
	spent         []bool // quantities that have been bound or are known to be none of their own
}

func findQuantities(text string) []quantity.Quantity {
	if !figures(text) {
		return nil
	}
	return quantity.Find(text)
}

// figures tells whether a text can hold a figure at all, to spare the search.
func figures(text string) bool {
	return strings.ContainsAny(text, "0123456789０１２３４５６７８９一二两三四五六七八九十百千万亿半几数首翻")
}

func findPeriods(text string, ref time.Time) []quantity.Period {
	if !strings.ContainsAny(text, "年月日季期号前底末") && !figures(text) {
		return nil
	}
	return quantity.FindPeriods(text, ref)
}

// findAll is findQuantities and findPeriods in one reading.
func findAll(text string, ref time.Time) ([]quantity.Quantity, []quantity.Period) {
	if !strings.ContainsAny(text, "年月日季期号前底末") && !figures(text) {
		return nil, nil
	}
	return quantity.FindAll(text, ref)
}

// partsOf analyses a sentence: its clauses, the items of lists, and the figures in brackets, each
// after the part it belongs to.
func (rd *reader) partsOf(text string) []*part {
	var out []*part
	for _, pc := range pieces(text) {
		host := rd.analyse(pc.text)
		host.before, host.after, host.marked = pc.before, pc.after, pc.marked
		cuts := itemCuts(host)
		bounds := append(append([]int{0}, cuts...), len(pc.text))
		for i := 0; i+1 < len(bounds); i++ {
			from, to := bounds[i], bounds[i+1]
			if i > 0 {
				from = skipJoint(pc.text, from)
			}
			p := host
			if len(cuts) > 0 {
				p = host.slice(from, to)
				p.before, p.after, p.item = '、', '、', i > 0
				if i == 0 {
					p.before = pc.before
				}
				if to == len(pc.text) {
					p.after = pc.after
				}
			}
			out = append(out, p)
			for _, b := range pc.inside {
				if b.at > from && b.at <= to || b.at == 0 && from == 0 {
					for j, inner := range rd.partsOf(b.text) {
						inner.bracket = true
						if j == 0 {
							inner.before = '（'
						}
						out = append(out, inner)
					}
				}
			}
		}
	}
	return out
}

// A sight is what stands in a clause by itself, whatever the topic: it is found once and read twice,
// for the names and for the facts.
type sight struct {
	qs       []quantity.Quantity
	ps       []quantity.Period
	mentions []mention
}

func (rd *reader) look(text string) *sight {
	if s := rd.sights[text]; s != nil {
		return s
	}
	qs, ps := findAll(text, rd.ref)
	qs = shortAreas(text, qs)
	s := &sight{ps: rd.withToday(text, ps)}
	for _, q := range qs {
		if !within(span{q.Start, q.End}, s.ps) && !grade(text, q) {
			s.qs = append(s.qs, q)
		}
	}
	s.mentions = findMentions(text, s.qs, s.ps)
	rd.sights[text] = s
	return s
}

// shortAreas reads 20万平 for 20万平方米.
func shortAreas(text string, qs []quantity.Quantity) []quantity.Quantity {
	if !strings.Contains(text, "万平") {
		return qs
	}
	for i, q := range qs {
		rest := strings.TrimPrefix(text[q.End:], "平")
		if q.Dim != quantity.Bare || !strings.HasSuffix(q.Printed, "万") || rest == text[q.End:] || startsWithAny(rest, "台", "均", "原", "衡", "面", "稳", "方", "米", "安", "行", "板") {
			continue
		}
		qs = slices.Clone(qs)
		qs[i].Dim, qs[i].Unit = quantity.Area, "m2"
		qs[i].End += len("平")
		qs[i].Printed += "平"
	}
	return qs
}

// withToday adds the day that 今天 and 昨天 mean in a report that is dated to the day.
func (rd *reader) withToday(text string, ps []quantity.Period) []quantity.Period {
	if !rd.dayKnown || !hasAny(text, "今天", "今日", "昨天", "昨日") {
		return ps
	}
	for word, back := range map[string]int{"今天": 0, "今日": 0, "昨天": 1, "昨日": 1} {
		i := strings.Index(text, word)
		if i < 0 || within(span{i, i + len(word)}, ps) || startsWithAny(text[i+len(word):], "（", "(", "头条", "的") {
			continue
		}
		day := rd.ref.AddDate(0, 0, -back)
		ps = append(slices.Clone(ps), quantity.Period{Start: day, End: day, Words: word, Grain: quantity.Day, YearKnown: true, From: i, To: i + len(word)})
	}
	slices.SortFunc(ps, func(a, b quantity.Period) int { return a.From - b.From })
	return ps
}

func (rd *reader) analyse(text string) *part {
	s := rd.look(text)
	p := &part{text: text, ps: s.ps, qs: s.qs}
	p.mentions = rd.names.known(text, append([]mention(nil), s.mentions...))
	p.measures = findMeasuresBetween(text, p.ps)
	counted := slices.ContainsFunc(p.qs, func(q quantity.Quantity) bool { return q.Dim == quantity.Count })
	for k, h := range p.measures { // 中央项目|投资, though 项目投资 is a word too
		for _, m := range p.mentions {
			if m.kind != groupMention || counted || m.start >= h.Start || h.Start >= m.end || m.end >= h.End {
				continue
			}
			if own, ok := first(vocabulary.FindMeasures(text[m.end:])); ok && own.Start == 0 && (own.Key == h.Key || m.end+own.End > h.End) { // 签约项目|投资总额
				p.measures[k].Key, p.measures[k].Word, p.measures[k].Start, p.measures[k].End = own.Key, own.Word, m.end, m.end+own.End
			}
		}
	}
	p.statuses = vocabulary.FindStatuses(text)
	p.pointsApart()
	p.ratios()
	p.spent = make([]bool, len(p.qs))
	p.bareMoney()
	return p
}

// ratio is the number alone that follows a measure of which figures have no unit: 容积率1.2, 容积率不大于2.0.
var ratio = regexp.MustCompile(`^(?:为|是|约|约为|达|达到|控制在|：|:|)(?:(不大于|不高于|不超过|小于等于|≤|<|小于|低于)|(不小于|不低于|≥|>|大于|高于))?\s?(\d{1,2}(?:\.\d{1,3})?)(以内|以下)?(?:$|[，。；、）)（(])`)

// pointsFollow is what follows the first of several percentages whose points are said once: 高于全省和全国0.8个、|1.3个百分点.
var pointsFollow = regexp.MustCompile(`^(?:[、和]\d+(?:\.\d+)?个)*[、和]\d+(?:\.\d+)?个百分点`)

// pointsApart makes percentage points of the numbers in a list whose last one names them.
func (p *part) pointsApart() {
	if !strings.Contains(p.text, "个百分点") {
		return
	}
	for i, q := range p.qs {
		if q.Dim == quantity.Count && q.Unit == "个" && pointsFollow.MatchString(p.text[q.End:]) {
			p.qs = slices.Clone(p.qs)
			p.qs[i].Dim, p.qs[i].Unit = quantity.Points, "pp"
		}
	}
}

// ratios adds the numbers without a unit that are figures of their measure.
func (p *part) ratios() {
	for _, h := range p.measures {
		m := ratio.FindStringSubmatchIndex(p.text[h.End:])
		if m == nil || !takesBare(h.Key) {
			continue
		}
		start, end := h.End+m[6], h.End+m[7]
		if slices.ContainsFunc(p.qs, func(q quantity.Quantity) bool { return q.Start < end && start < q.End }) || within(span{start, end}, p.ps) {
			continue
		}
		v, err := decimal.NewFromString(p.text[start:end])
		if err != nil {
			continue
		}
		q := quantity.Quantity{Value: v, Dim: quantity.Bare, Printed: p.text[start:end], Start: start, End: end, NumStart: start}
		switch {
		case m[2] >= 0, m[8] >= 0:
			q.Approx = "以下"
		case m[4] >= 0:
			q.Approx = "以上"
		}
		p.qs = append(slices.Clone(p.qs), q)
		slices.SortFunc(p.qs, func(a, b quantity.Quantity) int { return a.Start - b.Start })
	}
}

// bareMoney makes money of an amount whose 元 is left out behind a measure of money: 总投资5.6亿.
func (p *part) bareMoney() {
	for i, q := range p.qs {
		if q.Dim == quantity.Bare && (q.Approx == "以上" || q.Approx == "以下") && bareBound.MatchString(q.Printed) && boundsProjects.MatchString(p.text[q.End:]) { // 2000万以上项目
			p.qs = slices.Clone(p.qs)
			p.qs[i].Dim, p.qs[i].Unit = quantity.Money, "CNY"
			continue
		}
		if q.Dim != quantity.Bare || !endsWithAny(q.Printed, "亿", "万") || strings.HasPrefix(p.text[q.End:], "级") {
			continue
		}
		all := p.qs
		p.qs = slices.Clone(all)
		p.qs[i].Dim, p.qs[i].Unit = quantity.Money, "CNY"
		if h, ok := p.measureBefore(i); ok {
			if m, _ := vocabulary.MeasureByKey(h.Key); !m.Takes(quantity.Count) && !m.Takes(quantity.Energy) && !m.Takes(quantity.Mass) {
				continue
			}
		}
		p.qs = all
	}
}

var (
	bareBound      = regexp.MustCompile(`[亿万](?:及?以[上下])?$`)
	boundsProjects = regexp.MustCompile(`^(?:的)?\p{Han}{0,6}?项目`)
)

// villageName goes on from a numeral and a measure word that begin the name of a village.
var villageName = regexp.MustCompile(`^\p{Han}{0,2}(?:村|屯|庄)(?:东|西|南|北|，|。|、|至|口|附近|境内|$)`)

// grade tells a size that names a kind of thing and measures nothing: 5万吨级泊位.
func grade(text string, q quantity.Quantity) bool {
	if startsWithAny(text[q.End:], "台阶", "百亿台阶", "千亿台阶", "万亿台阶", "大关", "门槛", "百亿元台阶", "千亿元台阶", "关口") {
		return true
	}
	if q.Unit == "国" && strings.HasPrefix(text[q.End:], "道") {
		return true // 106国道
	}
	if !isDigit(text[q.Start]) && villageName.MatchString(text[q.End:]) {
		return true // 四家池村东
	}
	if q.Unit == "台" && startsWithAny(text[q.End:], "山", "区") && !isDigit(text[q.Start]) {
		return true // 五台山, 九台区
	}
	if q.Dim == quantity.Money && strings.HasPrefix(text[q.End:], "级") && strings.HasSuffix(q.Printed, "亿") && !strings.ContainsAny(q.Printed, "0123456789") {
		return true // 首个千亿级产业集群
	}
	return q.Dim != quantity.Money && strings.HasPrefix(text[q.End:], "级") && q.Dim != quantity.Rank
}

// findMeasuresBetween finds measures without running across the end of a date: 前3个月|产值.
func findMeasuresBetween(text string, ps []quantity.Period) []vocabulary.Hit {
	var out []vocabulary.Hit
	at := 0
	find := func(to int) {
		for _, h := range vocabulary.FindMeasures(text[at:to]) {
			h.Start, h.End = h.Start+at, h.End+at
			if strings.HasPrefix(h.Word, "年可") && strings.HasSuffix(text[:h.Start], "每") {
				continue // 每年可处理…: the amount has its own word
			}
			out = append(out, h)
		}
	}
	for _, d := range ps {
		if d.From >= at {
			find(d.From)
			at = d.To
		}
	}
	find(len(text))
	return out
}

func within(s span, ps []quantity.Period) bool {
	for _, p := range ps {
		if s.start < p.To && p.From < s.end {
			return true
		}
	}
	return false
}

// slice gives the part of p between two offsets.
func (p *part) slice(from, to int) *part {
	out := &part{text: p.text[from:to]}
	for _, q := range p.qs {
		if q.Start >= from && q.End <= to {
			q.Start, q.End, q.NumStart = q.Start-from, q.End-from, q.NumStart-from
			out.qs = append(out.qs, q)
		}
	}
	for _, d := range p.ps {
		if d.From >= from && d.To <= to {
			d.From, d.To = d.From-from, d.To-from
			out.ps = append(out.ps, d)
		}
	}
	hits := func(hs []vocabulary.Hit) (kept []vocabulary.Hit) {
		for _, h := range hs {
			if h.Start >= from && h.End <= to {
				h.Start, h.End = h.Start-from, h.End-from
				kept = append(kept, h)
			}
		}
		return kept
	}
	out.measures, out.statuses = hits(p.measures), hits(p.statuses)
	for _, m := range p.mentions {
		if m.start >= from && m.end <= to {
			m.start, m.end = m.start-from, m.end-from
			out.mentions = append(out.mentions, m)
		}
	}
	out.spent = make([]bool, len(out.qs))
	return out
}

// itemCuts finds the 、 (or 和, 及 before a figure with its own words) at which a clause lists figures.
// The values of 分别 are one list and are not cut.
func itemCuts(p *part) []int {
	if len(p.qs) < 2 {
		return nil
	}
	text := p.text
	apart := strings.Index(text, "分别")
	var cuts []int
	for i := 0; i+1 < len(p.qs); i++ {
		a, b := p.qs[i], p.qs[i+1]
		gap := text[a.End:b.Start]
		if apart >= 0 && apart < b.Start && isChange(a.Dim) == isChange(b.Dim) && len(strings.Trim(gap, "、和与及 ")) == 0 {
			continue
		}
		j := strings.LastIndex(gap, "、")
		if j < 0 {
			for _, joint := range []string{"和", "及", "与", "以及"} {
				if k := strings.Index(gap, joint); k >= 0 && k+len(joint) <= len(gap) && k <= 6 && runes(gap[k+len(joint):]) >= 2 && len(vocabulary.FindMeasures(gap[k:])) > 0 {
					j = k
				}
			}
		}
		if j < 0 {
			continue
		}
		if k := strings.Index(gap, "、"); k >= 0 && k < j { // 3家、其中A、B、C4个: the list belongs to the latter
			j = k
		}
		at := a.End + j
		if k := strings.Count(gap, "、"); b.Dim == quantity.Count && b.Value.IntPart() == int64(k+1) && k > 0 && !strings.HasPrefix(gap, "、") && !strings.HasSuffix(gap, "、") &&
			(b.Unit == "个" || b.Unit == "类" || b.Unit == "家" || b.Unit == "项") && a.Unit != "栋" && a.Unit != "座" && a.Unit != "条" {
			continue // 涵盖A、B、C三大产业: the count closes the list
		}
		if insideBrackets(text, at) || insideQuotes(text, at) || inMention(p, at) {
			continue
		}
		if gap == "、" && a.Dim == b.Dim && a.Unit == b.Unit && startsBare(text[b.End:]) {
			continue
		}
		cuts = append(cuts, at)
	}
	return cuts
}

func startsBare(s string) bool { return s == "" || startsWithAny(s, "、", "和", "，", "及") }

func inMention(p *part, at int) bool {
	for _, m := range p.mentions {
		if m.start < at && at < m.end {
			return true
		}
	}
	return false
}

func skipJoint(text string, at int) int {
	for _, joint := range []string{"、", "以及", "和", "及", "与"} {
		if strings.HasPrefix(text[at:], joint) {
			return at + len(joint)
		}
	}
	return at
}

// gap returns the text between two offsets, "" when they cross.
func (p *part) gap(from, to int) string {
	if from >= to {
		return ""
	}
	return p.text[from:to]
}

// prevEnd is where the quantity before the i-th ends, 0 for the first.
func (p *part) prevEnd(i int) int {
	if i == 0 {
		return 0
	}
	return p.qs[i-1].End
}

// nextStart is where the quantity after the i-th begins, the end of the text for the last.
func (p *part) nextStart(i int) int {
	if i+1 < len(p.qs) {
		return p.qs[i+1].Start
	}
	return len(p.text)
}

func covered(start, end int, list []mention) bool {
	for _, m := range list {
		if m.start <= start && end <= m.end {
			return true
		}
	}
	return false
}
