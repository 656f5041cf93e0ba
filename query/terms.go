package query

import (
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"wenxiang/data/vocabulary"
)

// relatedTo names what listed things have to do with, be it one character (跟铜有关的项目).
var relatedTo = newPattern(`(?:跟|和|与)([^跟和与,，]{1,8}?)(?:有关|相关)`)

// addTerms makes terms of what no tag explains, and of the tags whose words are content as well.
func (q *question) addTerms(ix *index, tags []tag) {
	known := func(s string) bool { return ix != nil && ix.slips.known[s] }
	type piece struct {
		start, end int
		weak       bool
	}
	var pieces []piece
	at := 0
	runs := func(from, to int) {
		for _, r := range contentRuns(q.text, from, to) {
			pieces = append(pieces, piece{r[0], r[1], false})
		}
	}
	for _, t := range tags {
		if t.start > at {
			runs(at, t.start)
		}
		if content, weak := t.content(q, known); content {
			pieces = append(pieces, piece{t.start, t.end, weak})
		}
		if t.end > at {
			at = t.end
		}
	}
	runs(at, len(q.text))
	// Neighbouring strong pieces belong together: a name that a filler word cut in two is one name.
	sort.Slice(pieces, func(i, j int) bool { return pieces[i].start < pieces[j].start })
	for i := 0; i < len(pieces); i++ {
		p := pieces[i]
		for i+1 < len(pieces) && pieces[i+1].start == p.end && pieces[i+1].weak == p.weak && hasHan(q.text[p.start:p.end]) {
			p.end = pieces[i+1].end
			i++
		}
		from := len(q.terms)
		q.addTerm(ix, p.start, p.end, p.weak)
		for _, t := range tags {
			if t.kind == tagMeasure && countable[t.key] && !generic[t.word] && t.start == p.start && t.end == p.end && len(q.terms) > from && !hasHan(t.word) {
				m, _ := vocabulary.MeasureByKey(t.key)
				q.terms[from].alts = append(q.terms[from].alts, m.ZH[:min(3, len(m.ZH))]...)
			}
		}
		for _, t := range tags {
			if t.kind == tagMeasure && q.asTerms[t.key] && t.start == p.start && t.end == p.end && len(q.terms) > from {
				m, _ := vocabulary.MeasureByKey(t.key)
				q.terms = q.terms[:from+1]
				q.terms[from].text, q.terms[from].runes, q.terms[from].end = t.word, []rune(t.word), t.end
				q.terms[from].alts = append(append([]string{}, m.ZH...), m.EN...)
			}
		}
	}
	if m := relatedTo.FindStringSubmatchIndex(q.text); m != nil {
		for _, t := range q.terms {
			if t.start >= m[2] && t.end <= m[3] {
				t.weak = false
			}
		}
	}
	for _, l := range q.levels {
		t := q.newTerm(l.name+"级", l.start, l.end)
		t.alts = levelForms(l.name)
	}
	for _, t := range q.terms {
		if allOfIt[t.text] {
			t.weak = true // 2021年全县固定资产投资: the place that the report is about
		}
	}
	q.addQualifiers(tags)
	q.hyphened(ix)
	q.relaxForeign(ix)
	q.pairNames()
}

// thingCounted finds the noun of what is counted at the end of a question: 展位 of 设了多少个展位.
var thingCounted = newPattern(`(?:多少|几)[个家项条座处种类套台名位所间张份栋幢]([\p{Han}]{2,5}?)[呢啊呀啦]?[?]?$`)

// plainThing are the nouns of which reports speak in many ways, and what is no noun.
var plainThing = regexp.MustCompile(`项目|企业|公司|工程|单位|的|多少|几|百分|以上|以下|亿|万|元|月|年|天|点`)

// addCounted makes one strong term of the noun of what is counted, where no table knows it and the light words in it would
// cut it to pieces: a number of other things is no answer.
func (q *question) addCounted(tags []tag) {
	if !q.has(thingCounted) {
		return
	}
	at := thingCounted.FindStringSubmatchIndex(q.text)
	from, to := at[2], at[3]
	if plainThing.MatchString(q.text[from:to]) || strings.ContainsAny(q.text[from:to], "呢啊呀啦吗嘛") {
		return
	}
	for _, t := range tags {
		if t.start <= from && to <= t.end || t.kind != tagFiller && t.start < to && from < t.end {
			return
		}
	}
	kept := q.terms[:0:0]
	for _, t := range q.terms {
		if !t.weak && !t.optional && t.start < to && from < t.end {
			return // what is left of it is held to already
		}
		if t.start < from || t.end > to {
			kept = append(kept, t)
		}
	}
	q.terms = kept
	t := q.newTerm(q.text[from:to], from, to)
	t.alts = append(append(t.alts, words().synonyms[t.text]...), clauseTables().near[t.text]...)
}

// allOfIt are the words for a whole place whose name need not be said.
var allOfIt = map[string]bool{"全县": true, "全区": true, "全旗": true, "全镇": true, "全乡": true}

// writtenAsName tells whether a word stands in the question with a capital letter though it does not begin it.
func writtenAsName(raw, word string) bool {
	if word == "" || !isLetter(word[0]) {
		return false
	}
	title := strings.ToUpper(word[:1]) + word[1:]
	i := strings.Index(raw, title)
	if i < 0 {
		i = strings.Index(raw, strings.ToUpper(word))
	}
	return i > 0
}

// addQualifiers makes a term of what a measure's word says beyond the measure itself: 地下 in 地下建筑面积.
func (q *question) addQualifiers(tags []tag) {
	for _, t := range tags {
		if t.kind != tagMeasure || !hasHan(t.word) || q.asTerms[t.key] || countable[t.key] {
			continue
		}
		m, ok := vocabulary.MeasureByKey(t.key)
		if !ok {
			continue
		}
		rest := ""
		shortest := len(t.word)
		for _, w := range m.ZH {
			if w = fold(w); len(w) < shortest && len(w) > 3 && strings.HasSuffix(t.word, w) {
				shortest, rest = len(w), strings.TrimSuffix(t.word, w)
			}
		}
		rest = plainQualifier.ReplaceAllString(rest, "")
		if utf8.RuneCountInString(rest) >= 2 {
			q.newTerm(rest, t.start, t.start+len(rest))
		}
	}
}

// plainQualifier are the parts of measures' words that distinguish nothing.
var plainQualifier = regexp.MustCompile(`多少|好多|几|外贸|项目|工程|预计|计划|累计|实现|完成|规划|新增|实际|年均|年|总|额|拟|已|约|占|全社会|企业|公司|建设|固定资产|招商引资|固定|协议|签约|设计|净|主营|业务|营业|销售|地区|国内|生产|居民|城镇|接待|带动|创造|提供|增加|解决|吸纳|直接|意向|高效|单位|批复|可|达产|合同|到位|利用|引进|新|创`)

// pairNames makes a Latin name optional where its Chinese one follows in brackets: PIESAT (航天宏图).
func (q *question) pairNames() {
	for i, t := range q.terms {
		if !hasHan(t.text) || t.start == 0 || !strings.HasSuffix(strings.TrimSpace(q.text[:t.start]), "(") {
			continue
		}
		end := t.start
		for j := i - 1; j >= 0; j-- {
			if hasHan(q.terms[j].text) || strings.Trim(q.text[q.terms[j].end:end], " (-") != "" {
				break
			}
			q.terms[j].optional = true
			end = q.terms[j].start
		}
	}
}

// content tells whether a tag's words are also words that the answer's surroundings must hold, and whether they are weak.
func (t tag) content(q *question, known func(string) bool) (content, weak bool) {
	switch t.kind {
	case tagMeasure:
		if q.asTerms[t.key] {
			return true, false
		}
		if countable[t.key] {
			return true, generic[t.word] || t.key == "project_count" && strings.HasSuffix(t.word, "数")
		}
		return false, false
	case tagFiller:
		if areaNouns[t.word] && countedBefore.MatchString(q.text[:t.start]) {
			return true, false // 几个省: what is counted
		}
		if t.key == "weak" && (utf8.RuneCountInString(t.word) > 1 || isASCII(t.word)) {
			return utf8.RuneCountInString(t.word) > 1 && !isASCII(t.word), true
		}
		if t.word == "比" && (q.ops["difference"] || q.ops["compare"] || q.ops["gap"]) {
			return false, false // 甲比国有投资多: 比 sets two against each other
		}
		if (t.key == "particle" || t.key == "weak") && utf8.RuneCountInString(t.word) == 1 {
			before, _ := utf8.DecodeLastRuneInString(q.text[:t.start])
			after, _ := utf8.DecodeRuneInString(q.text[t.end:])
			r, _ := utf8.DecodeRuneInString(t.word)
			return isHan(r) && (isHan(before) && known(string([]rune{before, r})) && !commonPair(before, r) || isHan(after) && known(string([]rune{r, after})) && !commonPair(r, after)), false
		}
	case tagQuantity:
		return !q.bounding[t.start], true
	case tagEnglish, tagName:
		return true, false
	case tagStatus:
		return false, true
	case tagOperation:
		return false, true
	}
	return false, false
}

// areaNouns are nouns of areas that are also light words: 省 of 省下.
var areaNouns = map[string]bool{"省": true}

// countedBefore stands before the noun of what is counted.
var countedBefore = regexp.MustCompile(`(?:几|多少)个$`)

// commonPair tells pairs in which a particle only happens to stand beside a word (的项, 了多).
func commonPair(a, b rune) bool {
	return strings.ContainsRune("的了吗呢是有在和与个些几多少这那哪", a) || strings.ContainsRune("的了吗呢是有在和与个些几多少这那哪", b)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// contentRuns cuts a stretch of text into runs of Chinese characters and Latin words.
func contentRuns(text string, from, to int) [][2]int {
	var out [][2]int
	start, kind := -1, 0
	flush := func(end int) {
		if start >= 0 {
			out = append(out, [2]int{start, end})
		}
		start, kind = -1, 0
	}
	for i := from; i < to; {
		r, n := utf8.DecodeRuneInString(text[i:])
		k := 0
		switch {
		case isHan(r):
			k = 1
		case r < utf8.RuneSelf && (isLetter(byte(r)) || '0' <= r && r <= '9'), r == '-' && kind == 2, r > 0x7F && !isHan(r) && (isWordRune(r)):
			k = 2
		}
		if k != kind {
			flush(i)
			if k != 0 {
				start, kind = i, k
			}
		}
		i += n
	}
	flush(to)
	return out
}

func isWordRune(r rune) bool { return r >= 0xC0 && r < 0x250 }

func (q *question) addTerm(ix *index, start, end int, weak bool) {
	text := strings.Trim(q.text[start:end], "-' ")
	if text == "" {
		return
	}
	if hasHan(text) {
		q.addChineseTerm(ix, text, start, end, weak)
		return
	}
	if len(text) < 2 && !hasDigit(text) {
		return
	}
	q.addLatinTerm(ix, text, start, end, weak)
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

func (q *question) newTerm(text string, start, end int) *term {
	t := newTerm(len(q.terms), text)
	t.start, t.end = start, end
	q.terms = append(q.terms, t)
	return t
}
