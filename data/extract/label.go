package extract

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

var (
	countVerbs = cueLexicon("count_verb")
	countEnds  = cueLexicon("count_end")
)

// trimLinks removes from the end of s the words that stand between a measure and its figure
// (总投资约为 → 总投资).
func trimLinks(s string) string {
	for {
		s = strings.TrimRight(s, " ：:、，-—")
		cut := len(s)
		for _, w := range vocabulary.Cues("link") {
			if strings.HasSuffix(s, w) && len(s)-len(w) < cut && !(w == "金额" && strings.HasSuffix(s, "资金额")) && !(w == "约" && endsWithAny(s, "签约", "节约")) && !endsInNeng(w, s) {
				cut = len(s) - len(w)
			}
		}
		if cut == len(s) {
			return s
		}
		s = s[:cut]
	}
}

// endsInNeng tells whether 能 is the end of a longer word and no verb: 太阳能.
func endsInNeng(word, s string) bool {
	return word == "能" && endsWithAny(s, "太阳能", "智能", "新能", "功能", "性能", "储能", "节能", "氢能", "热能", "电能", "产能", "动能", "核能")
}

// onlyLinks tells whether nothing but such words stands in s.
func onlyLinks(s string) bool { return trimLinks(s) == "" }

// measureBefore finds the measure whose figure the i-th quantity of p is: the last one before it
// that takes its dimension with nothing but links, or a product (年产铜棒2万吨), between.
func (p *part) measureBefore(i int) (vocabulary.Hit, bool) {
	q := p.qs[i]
	floor := p.prevEnd(i)
	for j := len(p.measures) - 1; j >= 0; j-- {
		h := p.measures[j]
		if h.End > q.Start {
			continue
		}
		if h.Start < floor {
			break
		}
		m, _ := vocabulary.MeasureByKey(h.Key)
		if !m.Takes(q.Dim) || covered(h.Start, h.End, p.mentions) && h.Key != "project_count" || h.Key == "project_count" && q.Dim != quantity.Count {
			continue
		}
		between := remarkAfter.ReplaceAllString(p.gap(h.End, q.Start), "")
		if j := strings.LastIndex(between, "、"); j >= 0 && onlyLinks(between[j+len("、"):]) && h.End-h.Start >= 9 && len(vocabulary.FindMeasures(between)) == 0 && hasAny(between, "台阶", "大关", "跨", "迈") {
			return h, true // 地区生产总值连跨三个台阶、达到1286亿元
		}
		if onlyLinks(between) || h.Key == "capacity" && runes(between) <= 14 && !strings.ContainsAny(between, "，") || linkedBy(between) {
			return h, true
		}
	}
	return vocabulary.Hit{}, false
}

// remarkAfter is a remark on a measure between it and its figure: 实际利用外资（验资）0.9亿元.
var remarkAfter = regexp.MustCompile(`^[（(][^（）()]{1,20}[）)]`)

// linkedBy tells whether a short remark stands between measure and figure: 税收由当年的20多万元.
func linkedBy(between string) bool {
	t := trimLinks(between)
	if t == "缩短" || t == "压减" || t == "节省" || t == "压缩" {
		return true
	}
	return runes(t) <= 4 && startsWithAny(strings.TrimLeft(between, " "), "由", "从", "每年", "已", "可", "将", "预计", "目前", "有望", "累计", "年") || onlyAdverbs(t)
}

func onlyAdverbs(s string) bool {
	for _, w := range []string{"首次", "再次", "目前", "现在", "每年", "当年", "原来", "有望", "合计", "不", "累计", "逐年", "一举", "历史性", "现已", "预计", "总计", "共", "最高", "最大", "年均"} {
		s = strings.ReplaceAll(s, w, "")
	}
	return trimLinks(s) == ""
}

// measureAfter finds a measure that follows its figure: 28亿元专项债券资金, 4500名员工.
func (p *part) measureAfter(i int) (vocabulary.Hit, bool) {
	q := p.qs[i]
	for _, h := range p.measures {
		if h.Start < q.End {
			continue
		}
		if h.Start >= p.nextStart(i) {
			break
		}
		m, _ := vocabulary.MeasureByKey(h.Key)
		if !m.Takes(q.Dim) {
			continue
		}
		gap := strings.TrimPrefix(p.gap(q.End, h.Start), "的")
		if gap == "" || runes(gap) <= 6 && edge(gap, 0, len(gap), nil) == 0 && !hasAny(gap, "项目", "、") {
			return h, true
		}
	}
	return vocabulary.Hit{}, false
}

// first is the first of some hits.
func first(hits []vocabulary.Hit) (vocabulary.Hit, bool) {
	if len(hits) == 0 {
		return vocabulary.Hit{}, false
	}
	return hits[0], true
}

func hasAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// nounBefore reads what is counted from the words before a figure: 对接重点企业30余家 → 重点企业.
func (p *part) nounBefore(from, to int) string {
	t := p.gap(from, to)
	end := len(trimLinks(t))
	if end == 0 {
		return ""
	}
	amount := saysAmount(strings.TrimPrefix(t[end:], "的")) // 县财政承担的|金额为
	if from > 0 {
		for _, joint := range []string{"以及", "和", "及", "与"} { // 货邮吞吐量70万吨|和飞机起降量
			if rest := strings.TrimPrefix(t, joint); rest != t && len(joint) < end && runes(rest) >= 3 {
				from, t, end = from+len(joint), rest, end-len(joint)
				break
			}
		}
	}
	end = len(trimTrailingVerbs(t[:end])) // 配套厂计划入驻4家
	at := edge(t, 0, end, p.wallsIn(from, to))
	if amount && at == end && runes(t[:end]) <= 10 {
		at = 0
	}
	s := t[at:end]
	if head := strings.TrimSuffix(t[:at], "的"); head != t[:at] && isCue("of_amount", s) { // 市财政出资的|额度
		if from := edge(t, 0, len(head), nil); runes(head[from:]) >= 2 {
			s = head[from:] + s
		}
	}
	if n := len(s); n > 0 {
		if i := strings.LastIndexAny(s, "、"); i >= 0 && i+len("、") < n && !insideQuotes(s, i) && !insideBrackets(s, i) && hasAny(s[:i], "，") {
			s = s[i+len("、"):]
		}
	}
	for _, w := range []string{"每年可", "年可", "每年", "可"} {
		if rest := strings.TrimPrefix(s, w); runes(rest) >= 2 {
			s = rest
		}
	}
	s = strings.Trim(trimVerbs(s), "：:，、 ")
	if s == "项目" && at > 0 {
		for _, h := range vocabulary.FindStatuses(t) {
			if h.End == at && t[at:at+len(s)] == s {
				s = h.Word + s // 新开工|项目
			}
		}
	}
	for _, l := range []*vocabulary.Lexicon{upWords, downWords} {
		if h := l.Find(s); len(h) == 1 && h[0].Start == 0 && h[0].End == len(s) {
			return "" // 多了3个
		}
	}
	return s
}

// saysAmount tells whether the words behind 的 only say that an amount follows.
func saysAmount(words string) bool {
	for _, w := range vocabulary.Cues("of_amount") {
		if strings.HasPrefix(words, w) {
			return true
		}
	}
	return false
}

// trimTrailingVerbs removes verbs from the end of what precedes a figure, as long as something is left.
func trimTrailingVerbs(s string) string {
	for {
		t := s
		for _, w := range append(vocabulary.Cues("count_verb"), "计划", "预计", "拟", "将", "可", "能", "已", "共") {
			if w == "配套" || w == "加工" || w == "处理" || w == "培训" || w == "安装" || w == "生产" { // 市财政配套: a noun as well
				continue
			}
			if strings.HasSuffix(s, w) && runes(s) > runes(w)+1 {
				t = s[:len(s)-len(w)]
				break
			}
		}
		if t == s || runes(t) < 2 {
			return s
		}
		s = t
	}
}

// wallsIn gives the dates that stand between two offsets, counted from the first.
func (p *part) wallsIn(from, to int) []span {
	var out []span
	for _, d := range p.ps {
		if d.From >= from && d.To <= to {
			out = append(out, span{d.From - from, d.To - from})
		}
	}
	return out
}

// trimVerbs removes verbs that only introduce what is counted.
func trimVerbs(s string) string {
	for {
		t := s
		for _, h := range countVerbs.Find(s) {
			if h.Start == 0 && runes(s[h.End:]) >= 2 && !hidden(s, 0, h.End) {
				t = s[h.End:]
			}
			break
		}
		t = strings.TrimLeft(t, "了的：:，、 ”")
		if t == s {
			return s
		}
		s = t
	}
}

// nounAfter reads what is counted from the words after a figure: 6栋百米高层建筑 → 百米高层建筑.
func (p *part) nounAfter(i int) string {
	t := p.gap(p.qs[i].End, p.nextStart(i))
	if strings.HasPrefix(t, "的") {
		return ""
	}
	if head, rest, ok := strings.Cut(t, "的"); ok && isCue("praise", head) { // 两条全新的|生产线
		t = rest
	}
	if strings.HasPrefix(t, "《") {
		if j := strings.Index(t, "》"); j > 0 {
			return t[:j+len("》")]
		}
	}
	end := len(t)
	for _, d := range p.ps { // 两座水电站3月5日开工
		if d.From > p.qs[i].End && d.From-p.qs[i].End < end {
			end = d.From - p.qs[i].End
		}
	}
	for _, w := range []string{"今天", "今日", "昨天", "昨日", "日前", "近日"} {
		if j := strings.Index(t, w); j > 0 && j < end {
			end = j
		}
	}
	for _, mark := range []string{"，", "、", "（", "(", "；", "：", "—"} {
		if j := strings.Index(t, mark); j >= 0 && j < end && !insideQuotes(t, j) {
			end = j
		}
	}
	t = t[:end]
	for _, h := range countEnds.Find(t) {
		if h.Start > 0 && !insideQuotes(t, h.Start) && !hidden(t, h.Start, h.End) {
			end = min(end, h.Start)
			break
		}
		if h.Start == 0 {
			return ""
		}
	}
	t = t[:min(end, len(t))]
	if h, ok := first(vocabulary.FindStatuses(t)); ok && h.Start > 0 {
		t = t[:h.Start]
	}
	if runes(t) > 24 {
		return ""
	}
	return strings.Trim(t, " ")
}

// hidden tells whether the word at [start, end) is part of a longer word that means another thing.
func hidden(s string, start, end int) bool {
	for _, h := range nameEdges.Find(s) {
		if h.Key == "name_keep" && h.Start <= start && end <= h.End {
			return true
		}
	}
	return false
}

// qualifier is what limits a measure to a part of its whole: the words between the owner's name and
// the measure (中省直企业完成投资 → 中省直企业).
func (p *part) qualifier(from int, h vocabulary.Hit) string {
	if from > h.Start {
		return ""
	}
	t := p.gap(from, h.Start)
	if t == "" {
		return ""
	}
	if head := trimTrailingVerbs(trimLinks(t)); endsWithAny(head, "企业", "单位", "工业", "行业", "产业", "部门", "农户", "居民", "人员") {
		t = head // 规模以上工业企业实现|营业收入
	}
	at := edge(t, 0, len(t), p.wallsIn(from, h.Start))
	if built := trimLinks(t); at == len(built) && strings.HasSuffix(built, "建设") { // 农村公路建设|完成投资
		head := strings.TrimSuffix(built, "建设")
		lead := len(head) - len(strings.TrimPrefix(head, "其中"))
		if from := edge(head, lead, len(head), p.wallsIn(from, h.Start)); runes(head[from:]) >= 2 && runes(head[from:]) <= 12 && (!endsWithAny(head, "项目", "工程", "推进", "加快") || strings.HasSuffix(head, "重点工程") || strings.HasSuffix(head, "重大工程")) && (endsInSector(head) || strings.HasSuffix(head, "基本")) {
			at = from
		}
	}
	q := trimLinks(trimVerbs(t[at:]))
	q = strings.Trim(q, "：:，、 “”的")
	if m := firstPlaceIn(q); m != "" && strings.HasPrefix(q, m) {
		q = strings.TrimPrefix(q, m)
	}
	if runes(q) > 20 || strings.HasSuffix(q, "后") || strings.HasSuffix(q, "时") {
		return ""
	}
	for _, w := range []string{"个项目", "家企业", "户", "天", "年", "人"} {
		if strings.HasSuffix(t[:at], "每") {
			q = strings.TrimPrefix(q, w)
		}
	}
	if isCue("count_verb", q) || q == "以来" {
		return ""
	}
	if q == "项目" { // 新开工项目|计划总投资
		for _, st := range vocabulary.FindStatuses(t) {
			if st.End == at && strings.HasPrefix(t[at:], "项目") {
				q = st.Word + q
			}
		}
	}
	if strings.HasSuffix(t[:at], "各") {
		q = strings.TrimPrefix(q, "类") // 各类|企业
	}
	for _, w := range vocabulary.Cues("local_place") { // 我县招商引资项目|到位资金
		if rest := strings.TrimPrefix(q, w); rest != q && runes(rest) >= 2 {
			q = rest
			break
		}
	}
	switch q {
	case "年可新增", "可新增", "年新增", "至少", "全市", "全县", "全省", "全区", "年", "可", "能", "预计", "计划", "建成后", "达产后", "每年", "合计", "其中", "总", "项目", "本", "年均", "同时", "并", "并且", "届时", "共同", "全年", "全部", "上缴", "协议", "首次", "公司", "企业", "年度", "每", "到":
		return ""
	}
	return q
}

// endsInSector tells whether words end in the name of a sector or a kind of works.
func endsInSector(words string) bool {
	for _, h := range sectorEnds.Find(words) {
		if h.End == len(words) {
			return true
		}
	}
	return false
}

func firstPlaceIn(s string) string {
	if h, ok := first(findPlaces(s)); ok && h.Start == 0 {
		return s[:h.End]
	}
	return ""
}

// productAfter gives the product that follows a capacity (年产5万吨绿色甲醇) or stands between it and
// its figure (年产铜棒2万吨).
func (p *part) productAfter(i int, h vocabulary.Hit) string {
	if between := trimLinks(p.gap(h.End, p.qs[i].Start)); between != "" {
		return between
	}
	n := p.nounAfter(i)
	for _, cut := range []string{"项目", "工程"} {
		if j := strings.Index(n, cut); j >= 0 {
			return ""
		}
	}
	return n
}

func isChange(d quantity.Dimension) bool {
	return d == quantity.Percent || d == quantity.Points || d == quantity.Times || d == quantity.Rank
}
