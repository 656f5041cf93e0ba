package query

import (
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A tag is a stretch of the folded question whose meaning is known.
type tag struct {
	start, end int
	kind       tagKind
	key, word  string
}

type tagKind int

const (
	tagNone tagKind = iota
	tagMeasure
	tagStatus
	tagBase
	tagPlace
	tagAsk
	tagOperation
	tagFiller
	tagPeriod
	tagQuantity
	tagPhase
	tagUnit
	tagEnglish
	tagName
	tagDate
)

// parse reads one question. ix supplies the words that the reports hold, to tell names from fillers and to mend
// slips; ref is the date that 今年 counts from.
func parse(ix *index, raw string, ref time.Time) *question { return parseAs(ix, raw, ref, true) }

// parseAs reads a question with its slips mended, or as it was typed.
func parseAs(ix *index, raw string, ref time.Time, mend bool) *question {
	q := &question{raw: raw, text: fold(raw), asks: map[string]bool{}, ops: map[string]bool{}}
	q.text = looseCount.ReplaceAllString(strings.NewReplacer("了多少", "多少", "了几", "几", "了百分之几", "百分之几", "第几期", "几期", "第几批", "几批").Replace(q.text), "$1$2")
	q.lang = languageOf(raw)
	if q.lang == "en" && ix != nil {
		if zh, ok := ix.slips.fromPinyin(q.text); ok {
			q.mended = append(q.mended, q.text+"→"+zh)
			q.text, q.lang = zh, "zh"
		}
	}
	if mend {
		q.mend(ix)
	}
	tags := q.tagAll(ref)
	tags = q.dateTags(tags)
	q.dropParts(ix, tags)
	q.readTags(tags, ref)
	q.settle()
	q.addTerms(ix, tags)
	return q
}

// looseCount finds the measure word that people put before 亿 (1个亿).
var looseCount = regexp.MustCompile(`([0-9一二两三四五六七八九十])个([万亿]|百万|千万)`)

// languageOf is "en" where most of the letters are Latin words, else "zh".
func languageOf(s string) string {
	han, latin, inWord := 0, 0, false
	for _, r := range s {
		switch {
		case isHan(r):
			han++
			inWord = false
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			if !inWord {
				latin++
			}
			inWord = true
		default:
			inWord = false
		}
	}
	if latin > 2 && latin*2 > han || han == 0 && latin > 0 {
		return "en"
	}
	return "zh"
}

var phasePattern = regexp.MustCompile(`([一二三四五六七八首1-9])(?:期)(?:工程|项目)?|phase (one|two|three|four|five|i{1,3}|iv|[1-9])\b|\b(first|second|third|fourth|1st|2nd|3rd)[ -]phase`)

var phaseNames = map[string]string{"首": "一期", "1": "一期", "one": "一期", "i": "一期", "first": "一期", "1st": "一期", "2": "二期", "two": "二期", "ii": "二期",
	"second": "二期", "2nd": "二期", "3": "三期", "three": "三期", "iii": "三期", "third": "三期", "3rd": "三期", "4": "四期", "four": "四期", "iv": "四期", "fourth": "四期", "5": "五期", "five": "五期"}

// phaseName brings 首期, phase one, 1期 to one form (一期); "" where s names no phase.
func phaseName(s string) string {
	m := phasePattern.FindStringSubmatch(fold(s))
	if m == nil {
		return ""
	}
	w := m[1] + m[2] + m[3]
	if n, ok := phaseNames[w]; ok {
		return n
	}
	return w + "期"
}

// tagAll finds the longest known word at each place of the question; where words of several kinds are equally long
// the kind with the lower number wins.
func (q *question) tagAll(ref time.Time) []tag {
	var out []tag
	taken := make([]bool, len(q.text)+1)
	choose := func(all []tag) {
		sort.SliceStable(all, func(i, j int) bool {
			pi, pj := priority(all[i]), priority(all[j])
			if pi != pj {
				return pi > pj
			}
			return all[i].start < all[j].start
		})
		for _, t := range all {
			if free(taken, t.start, t.end) {
				for i := t.start; i < t.end; i++ {
					taken[i] = true
				}
				out = append(out, t)
			}
		}
	}
	gaps := func(f func(from, to int)) {
		for i := 0; i < len(q.text); i++ {
			j := i
			for j < len(q.text) && !taken[j] {
				j++
			}
			if j > i {
				f(i, j)
				i = j
			}
		}
	}
	// Expressions of time and amount first: 2021年卖多少 has no 年卖.
	var whole []tag
	for _, m := range phasePattern.FindAllStringIndex(q.text, -1) {
		whole = append(whole, tag{m[0], m[1], tagPhase, phaseName(q.text[m[0]:m[1]]), q.text[m[0]:m[1]]})
	}
	for _, m := range sideNames.FindAllStringIndex(q.text, -1) {
		whole = append(whole, tag{m[0], m[1], tagName, "", q.text[m[0]:m[1]]})
	}
	for i, p := range quantity.FindPeriods(q.text, ref) {
		if p.To > p.From {
			whole = append(whole, tag{p.From, p.To, tagPeriod, strconv.Itoa(i), q.text[p.From:p.To]})
			q.periods = append(q.periods, p)
		}
	}
	var small []tag
	for i, n := range quantity.Find(q.text) {
		if n.End > n.Start && n.Dim != quantity.Rank {
			t := tag{n.Start, n.End, tagQuantity, strconv.Itoa(i), q.text[n.Start:n.End]}
			if priority(t) > 1000 {
				whole = append(whole, t)
			} else {
				small = append(small, t)
			}
		}
		q.numbers = append(q.numbers, n)
	}
	choose(whole)
	all := append(small, q.unitTags()...)
	gaps(func(from, to int) { all = append(all, q.wordTags(from, to)...) })
	choose(all)
	// A word that lost its place to a longer one may hold a shorter word in what is left (谋划 of 谋划项目).
	var rest [][2]int
	gaps(func(from, to int) { rest = append(rest, [2]int{from, to}) })
	for _, r := range rest {
		choose(q.wordTags(r[0], r[1]))
	}
	sort.Slice(out, func(i, j int) bool { return out[i].start < out[j].start })
	return out
}

// wordTags finds the words of all lists in a stretch of the question.
func (q *question) wordTags(from, to int) []tag {
	var all []tag
	text := q.text[from:to]
	add := func(kind tagKind, hits []vocabulary.Hit) {
		for _, h := range hits {
			all = append(all, tag{from + h.Start, from + h.End, kind, h.Key, text[h.Start:h.End]})
		}
	}
	w := words()
	for _, h := range vocabulary.FindMeasures(text) {
		// 几个项目: the measure word belongs to the question, not to the noun.
		if first, n := utf8.DecodeRuneInString(h.Word); strings.ContainsRune("个家条台套份场", first) && askingWords.MatchString(q.text[:from+h.Start]) {
			h.Start += n
			h.Word = h.Word[n:]
		}
		add(tagMeasure, []vocabulary.Hit{h})
	}
	add(tagStatus, vocabulary.FindStatuses(text))
	add(tagBase, vocabulary.FindBases(text))
	for _, h := range vocabulary.FindPlaces(text) {
		// The English name of a county is as often a street's or a company's: a word to be found, not a place.
		if p, ok := vocabulary.PlaceByName(h.Key); !ok || p.Level != "county" || hasHan(h.Word) {
			add(tagPlace, []vocabulary.Hit{h})
		}
	}
	add(tagMeasure, w.colloquial.Find(text))
	add(tagAsk, w.asks.Find(text))
	add(tagOperation, w.operations.Find(text))
	add(tagFiller, w.fillers.Find(text))
	if q.lang == "en" {
		add(tagEnglish, w.englishWords.Find(unhyphen(text)))
	}
	return all
}

// unhyphen puts spaces for the hyphens of compound words, which people write or leave out as they like.
func unhyphen(s string) string {
	b := []byte(s)
	for i := 1; i+1 < len(b); i++ {
		if b[i] == '-' && isLetter(b[i-1]) && isLetter(b[i+1]) {
			b[i] = ' '
		}
	}
	return string(b)
}

// priority ranks tags that overlap: whole expressions of time and amount first, then the longer word, then the kind.
func priority(t tag) int {
	n := utf8.RuneCountInString(t.word) * 16
	switch t.kind {
	case tagPeriod:
		return 4000 + n
	case tagQuantity:
		if strings.ContainsAny(t.word, "0123456789万亿") || isASCII(t.word) {
			return 4000 + n
		}
	case tagPhase:
		return 2000 + n
	case tagName:
		return 1500 + n
	case tagUnit:
		return n + 15
	}
	return n + 14 - min(int(t.kind), 14)
}

func free(taken []bool, from, to int) bool {
	for i := from; i < to; i++ {
		if taken[i] {
			return false
		}
	}
	return true
}

// askingWords are the words that stand where the answer's number will stand; a digit put in their place shows the
// unit that follows (多少万千瓦, how many production lines).
var askingWords = regexp.MustCompile(`多少|好多|几(?:十|百|千)?|how many|how much|哪`)

// unitTags finds the units that a question asks for: after the asking word (多少万元), and after a word of
// conversion (换成亿元, in million yuan).
func (q *question) unitTags() []tag {
	var out []tag
	for _, m := range askingWords.FindAllStringIndex(q.text, -1) {
		if q.text[m[0]:m[1]] == "哪" {
			continue
		}
		n, length, ok := unitAfter(q.text[m[1]:])
		if !ok {
			// 跑了几趟: a measure word that the table of units does not know by itself.
			if r, size := utf8.DecodeRuneInString(q.text[m[1]:]); isHan(r) && words().unitGroups[string(r)] != nil {
				n, length, ok = quantity.Quantity{Unit: string(r), Dim: quantity.Count}, size, true
			}
		}
		if ok {
			out = append(out, tag{m[1], m[1] + length, tagUnit, n.Unit, q.text[m[1] : m[1]+length]})
		}
	}
	for _, m := range conversionWords.FindAllStringIndex(q.text, -1) {
		if n, length, ok := unitAfter(q.text[m[1]:]); ok && n.Dim != quantity.Count && n.Dim != quantity.Bare && n.Dim != quantity.Duration {
			out = append(out, tag{m[1], m[1] + length, tagUnit, n.Unit, q.text[m[1] : m[1]+length]})
		}
	}
	return out
}

var conversionWords = regexp.MustCompile(`换成|折合成?|折算成|换算成|折成|单位换成|换作|合|按|用|以|\bin |\binto |\bto `)

// unitAfter reads the unit at the beginning of a text as if a number stood before it.
func unitAfter(rest string) (quantity.Quantity, int, bool) {
	if len(rest) > 40 {
		rest = rest[:40]
		for !utf8.ValidString(rest) {
			rest = rest[:len(rest)-1]
		}
	}
	for _, n := range quantity.Find("3" + rest) {
		if n.NumStart != 0 || n.End <= 1 {
			break
		}
		length := len(strings.TrimSpace(n.Printed)) - 1
		if length <= 0 || length > len(rest) || n.Dim == quantity.Rank {
			break
		}
		return n, length, true
	}
	return quantity.Quantity{}, 0, false
}

func (q *question) takeUnit(n quantity.Quantity, words string) {
	words = strings.TrimSpace(words)
	switch n.Dim {
	case quantity.Count:
		if q.unit == "" {
			q.unit = n.Unit
			if m := administrative.FindStringSubmatch(q.text); m != nil && n.Unit == "个" {
				q.unit = m[1]
			}
		}
	case quantity.Bare:
		q.display = words // 多少亿: the unit follows from the measure
		return
	case quantity.Duration, quantity.Percent, quantity.Points, quantity.Times:
	default:
		q.display = words
	}
	q.addDim(n.Dim)
}

// administrative finds the unit in 几个省, 多少个县.
var administrative = regexp.MustCompile(`(?:几|多少)个(省|地市|市|县|区|州|乡镇|镇|乡|村|国家)(?:$|[^级])`)

func (q *question) addDim(d quantity.Dimension) {
	for _, x := range q.dims {
		if x == d {
			return
		}
	}
	q.dims = append(q.dims, d)
}

// afterPattern finds the words that say "once it is finished": what follows is foreseen, no condition.
var afterPattern = regexp.MustCompile(`^(?:之后|以后|后|的时候|时)`)

// dateTags finds, in a question for a date, the words that say which date is meant.
func (q *question) dateTags(tags []tag) []tag {
	asks := false
	for _, t := range tags {
		asks = asks || t.kind == tagAsk && t.key == "date"
	}
	if !asks {
		return tags
	}
	hits := words().dates.Find(q.text)
	var out []tag
	for _, t := range tags {
		inside := false
		for _, h := range hits {
			inside = inside || h.Start <= t.start && t.end <= h.End && t.kind != tagAsk && t.kind != tagPeriod
		}
		if !inside {
			out = append(out, t)
		}
	}
	for _, h := range hits {
		whole := true
		for _, t := range out {
			if t.start < h.End && h.Start < t.end {
				whole = false
				if t.kind == tagStatus {
					q.dateKinds = append(q.dateKinds, h.Key)
				}
			}
		}
		if whole {
			q.dateKinds = append(q.dateKinds, h.Key)
			out = append(out, tag{h.Start, h.End, tagDate, h.Key, q.text[h.Start:h.End]})
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].start < out[j].start })
	return out
}

// dropParts makes plain words of places and measures that are only part of a longer name: 玉环 in 玉环昕君, 投资 in
// 社会投资项目.
func (q *question) dropParts(ix *index, tags []tag) {
	for i := range tags {
		t := &tags[i]
		rest := q.text[t.end:]
		switch {
		case t.kind == tagPlace && ix != nil && hasHan(t.word):
			last, _ := utf8.DecodeLastRuneInString(t.word)
			next, _ := utf8.DecodeRuneInString(rest)
			if isHan(next) && !strings.ContainsRune("市县区省州的今去已新完签集开固到全目在", next) && ix.slips.known[string([]rune{last, next})] &&
				(i+1 >= len(tags) || tags[i+1].start > t.end) {
				t.kind = tagName
			}
		case t.kind == tagStatus && t.key == "planned" && strings.HasPrefix(rest, "库"):
			t.kind = tagName
		case t.kind == tagMeasure && t.key == "investment" && (strings.HasPrefix(rest, "项目") || strings.HasPrefix(rest, "的项目")):
			t.kind = tagName
		}
	}
}

// readTags takes the meaning of each tag into the question.
func (q *question) readTags(tags []tag, ref time.Time) {
	for i, t := range tags {
		switch t.kind {
		case tagMeasure:
			q.measures = append(q.measures, t.key)
			q.measureWords = append(q.measureWords, t.word)
			q.measureKeys = append(q.measureKeys, t.key)
		case tagStatus:
			if afterPattern.MatchString(q.text[t.end:]) {
				q.afterEnd = true
				continue
			}
			q.statuses = append(q.statuses, statusWord{t.key, t.word})
		case tagBase:
			if t.key == "yoy" || t.key == "mom" || t.key == "annual_avg" {
				q.ops["growth"] = true
			}
			if t.key == "whole" {
				q.ops["share"] = true
			}
			if q.base == "" || q.base == "yoy" {
				q.base = t.key
			}
		case tagPlace:
			q.places = append(q.places, vocabulary.Hit{Key: t.key, Word: t.word, Start: t.start, End: t.end})
		case tagAsk:
			q.asks[t.key] = true
		case tagOperation:
			q.ops[t.key] = true
			if t.key == "top" {
				q.topN = countIn(t.word)
			}
			if t.key == "total" {
				q.general = true
			}
		case tagFiller:
			switch t.key {
			case "follow":
				// 那, and lead on only at the beginning, 其中 and 呢 anywhere.
				if t.start == 0 || t.word == "其中" || t.word == "呢" || strings.HasSuffix(t.word, "of which") || len(t.word) > 6 {
					q.follows = true
				}
			case "pronoun":
				q.pronoun = true
			}
		case tagPhase:
			q.phases = append(q.phases, t.key)
		case tagUnit:
			for _, h := range vocabulary.FindMeasures(t.word) {
				// How many jobs: the thing counted is a measure by itself.
				if h.Start == 0 && h.End == len(t.word) && !countable[h.Key] && h.Key != "investment" {
					q.measures, q.measureWords, q.measureKeys = append(q.measures, h.Key), append(q.measureWords, t.word), append(q.measureKeys, h.Key)
				}
			}
			if n, _, ok := unitAfter(t.word); ok {
				q.takeUnit(n, t.word)
			} else {
				q.takeUnit(quantity.Quantity{Unit: t.word, Dim: quantity.Count}, t.word)
			}
		case tagQuantity:
			q.readBounds(tags, i)
		}
	}
	for _, p := range q.periods {
		if lastYear.MatchString(p.Words) {
			q.ops["before"] = true
		}
	}
	kept := q.periods[:0]
	for i, p := range q.periods {
		for _, t := range tags {
			if t.kind == tagPeriod && t.key == strconv.Itoa(i) {
				kept = append(kept, p)
			}
		}
	}
	q.periods = kept
}

// lastYear names the year before by its distance.
var lastYear = regexp.MustCompile(`去年|上年|上一年|前一年|同期|(?i)last year|previous year|year earlier`)

// bothPhases ask for all phases of a project together.
var bothPhases = regexp.MustCompile(`两期|一二期|各期|both phases|two phases|all phases`)

// sideNames are short names that fillers would cut: the sides of a venture, the lettered parts of a site.
var sideNames = regexp.MustCompile(`[中日韩美英法德俄新港台外]方|[a-z][区座栋段馆线楼]|[a-z]标段|[0-9一二三四五六七八九十]+号(?:线|楼|馆|厂|机组|高炉|地块|码头|泊位|井)|工程师|工程量|公司名`)

// relatedTo names what listed things have to do with, be it one character (跟铜有关的项目).
var relatedTo = regexp.MustCompile(`(?:跟|和|与)([^跟和与,，]{1,8}?)(?:有关|相关)`)

// betweenWords hold two amounts that bound a scope.
var betweenWords = regexp.MustCompile(`之间|介于|\bbetween\b`)

var overWords = regexp.MustCompile(`(超过|超|大于|高于|多于|不低于|不少于|至少|过|逾|突破|达到|在|over|above|exceed\w*|more than|larger than|greater than|at least|bigger than|worth over|upwards of)\s*$`)
var underWords = regexp.MustCompile(`(低于|小于|少于|不到|不足|不超过|至多|未达|under|below|less than|smaller than|at most|up to|fewer than)\s*$`)
var overAfter = regexp.MustCompile(`^\s*(以上|及以上|起|级|or more|and above|or above|\+|and over|or over|及其以上|量级|的)`)
var underAfter = regexp.MustCompile(`^\s*(以下|以内|之内|or less|and below|or below|及以下)`)

// readBounds takes an amount with 以上, over, 以下 … as a condition; other amounts stay words to be found.
func (q *question) readBounds(tags []tag, at int) {
	t := tags[at]
	i, _ := strconv.Atoi(t.key)
	n := q.numbers[i]
	before, after := q.text[:n.NumStart], q.text[n.End:]
	inside := q.text[n.Start:n.NumStart]
	b := &bounds{unit: n.Unit, dim: n.Dim, words: q.text[n.Start:n.End]}
	value := n.Value
	switch {
	case n.Max != nil:
		b.min, b.max = &value, n.Max
	case betweenWords.MatchString(q.text) && n.Dim == quantity.Money || betweenWords.MatchString(q.text) && n.Dim == quantity.Bare && n.Value.GreaterThan(decimal.NewFromInt(10000)):
		if q.bounds == nil {
			b.min = &value
		} else {
			b.max = &value
		}
	case n.Approx == "以下" || underAfter.MatchString(after) || underWords.MatchString(before) || underWords.MatchString(inside):
		b.max = &value
	case n.Approx == "以上":
		b.min = &value
	case n.Approx == "超" || overWords.MatchString(before) || overWords.MatchString(inside):
		b.min, b.strict = &value, true
	case overAfter.MatchString(after) && n.Dim == quantity.Money:
		b.min = &value
	default:
		return
	}
	if n.Dim != quantity.Money && n.Dim != quantity.Area && n.Dim != quantity.Power && n.Dim != quantity.Bare && n.Dim != quantity.Count && n.Dim != quantity.Mass && n.Dim != quantity.Percent {
		return
	}
	if q.bounding == nil {
		q.bounding = map[int]bool{}
	}
	q.bounding[t.start] = true
	if q.bounds != nil {
		// 5000万元以上1亿元以下, between 50 and 100 million
		if b.min != nil && q.bounds.min == nil {
			q.bounds.min = b.min
		} else if b.max != nil && q.bounds.max == nil {
			q.bounds.max = b.max
		}
		q.bounds.words += "、" + b.words
		return
	}
	q.bounds = b
}

// countIn reads the number in 前三, top 5; 3 when it names none.
func countIn(word string) int {
	for _, c := range []struct {
		words []string
		n     int
	}{{[]string{"十", "10", "ten"}, 10}, {[]string{"五", "5", "five"}, 5}, {[]string{"四", "4", "four"}, 4}, {[]string{"六", "6", "six"}, 6}, {[]string{"八", "8"}, 8},
		{[]string{"两", "二", "2", "two"}, 2}, {[]string{"三", "3", "three"}, 3}} {
		for _, w := range c.words {
			if strings.Contains(word, w) {
				return c.n
			}
		}
	}
	return 0
}

// countable measures are nouns that a question counts or mentions; the words around them decide, not the measure.
var countable = map[string]bool{"project_count": true, "enterprises": true, "agreements": true, "vehicles": true, "households": true, "new_parks": true,
	"housing_units": true, "buildings": true, "measures_taken": true, "campaigns": true, "units": true, "stations_stops": true, "bridges_tunnels": true,
	"production_lines": true, "charging": true, "storage_racks": true, "freight_trains": true, "patents": true, "parking": true, "signed_count": true,
	"beds": true, "school_places": true, "tourists": true, "progress_rate": true, "carbon": true, "coal_saving": true, "population": true}

// generic nouns of counted things say nothing of which ones are meant.
var generic = map[string]bool{"项目": true, "个项目": true, "企业": true, "家企业": true, "公司": true, "工程": true, "厂家": true, "园区": true, "产业园": true, "产业园区": true,
	"开发区": true, "项目数": true, "项目个数": true, "项目数量": true, "企业数": true, "活动": true, "政策": true, "措施": true, "进度": true, "重点项目": true, "重大项目": true, "建设项目": true,
	"projects": true, "project": true, "companies": true, "company": true, "firms": true, "enterprises": true, "parks": true, "park": true, "events": true, "visits": true, "measures": true,
	"number of projects": true, "project count": true, "progress": true, "steps": true, "lines": true, "units": true}

var investVerb = regexp.MustCompile(`投了?(?:多少|几)|投资多少|投资几|花了?(?:多少|几)|砸了?(?:多少|几)|投入多少|投的|要投|how much .*(?:cost|invest|spend|spent|put into|put in|pay|pour)|what .* cost|invest`)

// looseMoney finds the scale in 几个亿, 几千万.
var looseMoney = regexp.MustCompile(`(?:几|多少)个?([十百千]*[万亿]+)元?`)

// moneyVerb are verbs whose 多少 is money.
var moneyVerb = regexp.MustCompile(`(?:拿到?|获得|获|得到|争取到?|批|下达|给|贷|融到?|筹|拨|补|注资|出资)多少(?:$|[?])`)

// gapWords tell a distance to last year's rate (同比高了多少) from a growth.
var gapWords = regexp.MustCompile(`[高低](?:了|出|过)?(?:多少|几)|higher|lower`)

var howMany = regexp.MustCompile(`how many|几个(?:项|企|$|[^百点亿])|多少个(?:项|企|$|[^百点亿])|几家|多少家|number of|(?:项目|企业|公司|厂)(?:一共|总共)?有?多少[?]?$|有多少(?:项目|企业|公司)|几(?:大)?项目`)

// settle draws the conclusions that need the whole question.
func (q *question) settle() {
	// The measure: a special one before a general one, and none at all where only nouns were counted.
	var special, general []string
	for i, m := range q.measures {
		switch {
		case countable[m] && !(m == "signed_count" && len(special) == 0 && false):
			if m == "project_count" && strings.Contains(q.measureWords[i], "数") {
				general = append(general, m)
			}
		case m == "investment":
			general = append(general, m)
		default:
			special = append(special, m)
		}
	}
	if len(special) > 1 && q.lang == "zh" && !q.ops["share"] && !q.ops["difference"] && !q.ops["sum"] && !q.ops["compare"] && !q.ops["average"] {
		// 一般公共预算收入里的税收: what is asked for stands last, the rest says of what.
		if q.asTerms == nil {
			q.asTerms = map[string]bool{}
		}
		head := special[len(special)-1]
		for _, m := range special[:len(special)-1] {
			if m != head {
				q.asTerms[m] = true
			}
		}
		special = []string{head}
		for i := len(q.measureWords) - 1; i >= 0; i-- {
			if q.measureKeys[i] == head {
				q.measureWords = q.measureWords[i : i+1]
				break
			}
		}
	}
	q.measures = special
	if len(special) == 0 {
		q.measures = general
	}
	if howMany.MatchString(q.text) && len(q.dims) == 0 && !q.asks["duration"] && !q.asks["points"] && !q.asks["percent"] {
		q.addDim(quantity.Count)
	}
	if q.asks["percent"] {
		q.addDim(quantity.Percent)
	}
	if q.asks["points"] {
		q.addDim(quantity.Points)
	}
	if q.asks["duration"] {
		q.addDim(quantity.Duration)
	}
	if q.asks["money"] {
		q.addDim(quantity.Money)
	}
	if moneyVerb.MatchString(q.text) && q.unit == "" && len(q.dims) == 0 {
		q.addDim(quantity.Money)
	}
	if strings.Contains(q.text, "how much") && len(q.measures) == 0 && len(q.dims) == 0 && q.role == "" && !q.ops["growth"] && !q.ops["gap"] && !q.ops["difference"] {
		q.addDim(quantity.Money)
	}
	if m := looseMoney.FindStringSubmatch(q.text); m != nil && q.display == "" && q.asks["money"] {
		q.display = m[1]
	}
	if len(q.measures) == 0 && (q.asks["money"] || investVerb.MatchString(q.text)) {
		q.measures = []string{"investment"}
		q.presumed = !investVerb.MatchString(q.text)
	}
	if q.base == "" || q.base == "yoy" {
		for _, h := range vocabulary.FindBases(q.text) {
			if h.Key == "nation" || h.Key == "province" || h.Key == "last_year" && q.base == "" {
				q.base = h.Key
			}
		}
	}
	if comparesYears.MatchString(q.text) {
		if q.base == "" {
			q.base = "yoy"
		}
		// 比去年 names what is compared with, not when.
		kept := q.periods[:0:0]
		for _, p := range q.periods {
			if !lastYear.MatchString(p.Words) {
				kept = append(kept, p)
			}
		}
		q.periods = kept
	}
	if (q.base == "yoy" || q.base == "last_year") && gapWords.MatchString(q.text) && (q.rateMeasure() || len(q.measures) == 0 || q.asks["points"]) {
		q.ops["gap"] = true
	}
	if (q.base == "last_year" || q.base == "yoy") && !q.ops["gap"] && !q.ops["growth"] && !q.asks["points"] && !q.ops["difference"] {
		q.ops["before"] = true
	}
	switch {
	case q.ops["gap"] && (q.base != "" || q.wants(quantity.Points) && len(q.dims) > 0),
		q.asks["points"] && q.base != "", q.ops["difference"] && (q.base == "nation" || q.base == "province" || q.base == "yoy" || q.base == "last_year"):
		q.role = extract.Gap
		q.dims, q.unit = nil, ""
	case q.asks["rank"]:
		q.role = extract.Rank
	case q.ops["share"] && !q.rateMeasure():
		q.role = extract.Share
	case q.ops["growth"] && q.growthWanted():
		q.role = extract.Growth
		q.dims = nil
		q.addDim(quantity.Percent)
		q.addDim(quantity.Times)
	}
	if q.role == extract.Gap || comparesYears.MatchString(q.text) {
		delete(q.ops, "before")
	}
	if bothPhases.MatchString(q.text) {
		q.ops["sum"] = true
	}
	q.measuresAsTerms()
	// 招多少人, 带动多少人就业: the unit says what is counted, so a money dimension read elsewhere does not.
	if q.unit != "" {
		q.dims = []quantity.Dimension{quantity.Count}
	}
	if q.display != "" && len(q.dims) == 0 && len(q.measures) == 0 {
		q.addDim(quantity.Money) // 多少亿, 多少万 of nothing named is money
		q.measures, q.presumed = []string{"investment"}, true
	}
}

// rateMeasure tells whether the measure asked for is a percentage by itself (持股, 入统率).
func (q *question) rateMeasure() bool {
	for _, key := range q.measures {
		if m, ok := vocabulary.MeasureByKey(key); ok && len(m.Dims) > 0 && m.Dims[0] == quantity.Percent {
			return true
		}
	}
	return false
}

// measuresAsTerms makes plain words of measures whose amounts cannot be what is asked for: 几个项目拿到专项债 asks for a
// count, and 专项债 says which projects.
func (q *question) measuresAsTerms() {
	if len(q.dims) == 0 || q.role != "" && q.role != extract.Share {
		return
	}
	kept, keptWords := q.measures[:0:0], q.measureWords[:0:0]
	for i, key := range q.measures {
		m, ok := vocabulary.MeasureByKey(key)
		fits := !ok
		for _, d := range q.dims {
			fits = fits || m.Takes(d)
		}
		if fits {
			kept = append(kept, key)
			if i < len(q.measureWords) {
				keptWords = append(keptWords, q.measureWords[i])
			}
			continue
		}
		if q.asTerms == nil {
			q.asTerms = map[string]bool{}
		}
		q.asTerms[key] = true
	}
	q.measures, q.measureWords = kept, keptWords
}

// growthWanted tells a question for a rate (增长多少) from one for an amount in which a word of growth stands (增加就业多少人).
func (q *question) growthWanted() bool {
	if q.unit != "" || q.display != "" {
		return false
	}
	for _, d := range q.dims {
		if d == quantity.Money || d == quantity.Count || d == quantity.Area {
			return false
		}
	}
	return true
}

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
	q.addQualifiers(tags)
	q.relaxForeign(ix)
	q.pairNames()
}

// relaxForeign lets a word of another language than the report's be missing where the dictionary does not bring it to any
// word that the reports hold, as long as other words of the question are held.
func (q *question) relaxForeign(ix *index) {
	if ix == nil {
		return
	}
	q.foreign = q.lang == "en" && ix.hasChinese || q.lang == "zh" && ix.hasEnglish
	if !q.foreign {
		return
	}
	held := 0
	for _, t := range q.strong() {
		if ix.holdsAny(t) {
			held++
		}
	}
	for _, t := range q.strong() {
		t.name = !hasHan(t.text) && !t.optional && len(t.alts) == 0 && writtenAsName(q.raw, t.text)
		if held > 0 && !t.name && !ix.holdsAny(t) {
			t.weak = true
		}
	}
}

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
var plainQualifier = regexp.MustCompile(`项目|工程|预计|计划|累计|实现|完成|规划|新增|实际|年均|年|总|额|拟|已|约|占|全社会|企业|公司|建设|固定资产|招商引资|固定|协议|签约|设计|净|主营|业务|营业|销售|地区|国内|生产|居民|城镇|接待|带动|创造|提供|增加|解决|吸纳|直接|意向|高效|单位|批复|可|达产|合同|到位|利用|引进|新|创`)

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
			return true, generic[t.word]
		}
		return false, false
	case tagFiller:
		if t.key == "weak" {
			return utf8.RuneCountInString(t.word) > 1 && !isASCII(t.word), true
		}
		if t.key == "particle" && utf8.RuneCountInString(t.word) == 1 {
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

// addChineseTerm adds a run of Chinese characters, cut where a word has synonyms or an English name.
func (q *question) addChineseTerm(ix *index, text string, start, end int, weak bool) {
	w := words()
	type cut struct {
		from, to int
		alts     []string
	}
	var cuts []cut
	for _, h := range w.synonymWords.Find(text) {
		if weak {
			break
		}
		if ix != nil && crosses(ix, text, h.Start, h.End) {
			continue
		}
		cuts = append(cuts, cut{h.Start, h.End, w.synonyms[h.Key]})
	}
	sort.SliceStable(cuts, func(i, j int) bool { return cuts[i].to-cuts[i].from > cuts[j].to-cuts[j].from })
	if ix != nil && ix.english() {
		var foreign []cut
		for _, h := range w.chineseWords.Find(text) {
			foreign = append(foreign, cut{h.Start, h.End, w.chinese[h.Key]})
		}
		sort.SliceStable(foreign, func(i, j int) bool { return foreign[i].to-foreign[i].from > foreign[j].to-foreign[j].from })
		cuts = append(cuts, foreign...)
	}
	var chosen []cut
	taken := make([]bool, len(text)+1)
	for _, c := range cuts {
		merged := false
		for i := range chosen {
			if chosen[i].from == c.from && chosen[i].to == c.to {
				chosen[i].alts = append(append([]string{}, chosen[i].alts...), c.alts...)
				merged = true
			}
		}
		if merged || !free(taken, c.from, c.to) {
			continue
		}
		for i := c.from; i < c.to; i++ {
			taken[i] = true
		}
		chosen = append(chosen, c)
	}
	sort.Slice(chosen, func(i, j int) bool { return chosen[i].from < chosen[j].from })
	at := 0
	plain := func(from, to int) {
		run := strings.TrimSpace(text[from:to])
		if run == "" {
			return
		}
		t := q.newTerm(run, start+from, start+to)
		t.weak = weak || len(t.runes) == 1
		if ix != nil && ix.english() {
			name := ""
			for _, r := range t.runes {
				name += plainPinyin(r)
			}
			t.alts = append(t.alts, name)
		}
	}
	for _, c := range chosen {
		plain(at, c.from)
		t := q.newTerm(text[c.from:c.to], start+c.from, start+c.to)
		t.alts, t.weak = append([]string{}, c.alts...), weak || len(t.runes) == 1
		at = c.to
	}
	plain(at, len(text))
}

// crosses tells whether a word found inside a run is only part of a longer word that the reports hold (涨 in 涨潮).
func crosses(ix *index, text string, from, to int) bool {
	before, n := utf8.DecodeLastRuneInString(text[:from])
	after, m := utf8.DecodeRuneInString(text[to:])
	first, _ := utf8.DecodeRuneInString(text[from:])
	last, _ := utf8.DecodeLastRuneInString(text[:to])
	single := utf8.RuneCountInString(text[from:to]) == 1
	if utf8.RuneCountInString(text[from:to]) == 2 && n > 0 && m > 0 {
		return ix.slips.known[string([]rune{before, first})] && ix.slips.known[string([]rune{last, after})]
	}
	return single && (n > 0 && ix.slips.known[string([]rune{before, first})] || m > 0 && ix.slips.known[string([]rune{last, after})])
}

// addLatinTerm adds a stretch of Latin words with their Chinese names: by the longest phrase of the dictionary, by
// pinyin, or as they stand.
func (q *question) addLatinTerm(ix *index, text string, start, end int, weak bool) {
	t := q.newTerm(text, start, end)
	t.weak = weak
	w := words()
	for _, form := range singulars(unhyphen(text)) {
		t.alts = append(t.alts, w.english[form]...)
		if form != text {
			t.alts = append(t.alts, form)
		}
	}
	if ix == nil {
		return
	}
	if ix.english() && len(t.alts) > 0 {
		// Two English words for one Chinese word say the same (plant, factory).
		for _, zh := range t.alts[:min(2, len(t.alts))] {
			t.alts = append(t.alts, w.chinese[zh]...)
		}
	}
	if p, ok := vocabulary.PlaceByName(text); ok {
		t.alts = append(append(t.alts, p.Name), p.Short...)
	}
	t.alts = append(t.alts, ix.slips.romanised(strings.ReplaceAll(text, "-", ""))...)
	if len(t.alts) == 0 {
		if better := ix.slips.mendLatin(text); better != "" {
			q.mended = append(q.mended, text+"→"+better)
			t.alts = append(t.alts, better)
		}
	}
}

// singulars gives a word and the forms without its plural or verbal ending.
func singulars(s string) []string {
	out := []string{s}
	for _, e := range []struct{ from, to string }{{"ies", "y"}, {"es", ""}, {"s", ""}, {"ing", ""}, {"ing", "e"}, {"ed", ""}, {"ed", "e"}, {"re", "er"}, {"our", "or"}, {"um", "ium"}} {
		if strings.HasSuffix(s, e.from) && len(s) > len(e.from)+2 {
			out = append(out, s[:len(s)-len(e.from)]+e.to)
		}
	}
	return out
}

func (q *question) newTerm(text string, start, end int) *term {
	t := newTerm(len(q.terms), text)
	t.start, t.end = start, end
	q.terms = append(q.terms, t)
	return t
}

// mend replaces slips in the stretches of the folded question that hold no known word.
func (q *question) mend(ix *index) {
	if ix == nil {
		return
	}
	covered := make([]bool, len(q.text)+1)
	w := words()
	for _, hits := range [][]vocabulary.Hit{vocabulary.FindMeasures(q.text), vocabulary.FindStatuses(q.text), vocabulary.FindPlaces(q.text),
		w.asks.Find(q.text), w.operations.Find(q.text), w.fillers.Find(q.text)} {
		for _, h := range hits {
			if utf8.RuneCountInString(q.text[h.Start:h.End]) < 2 {
				continue
			}
			for i := h.Start; i < h.End; i++ {
				covered[i] = true
			}
		}
	}
	var b strings.Builder
	for i := 0; i < len(q.text); {
		j := i
		for j < len(q.text) && !covered[j] {
			r, n := utf8.DecodeRuneInString(q.text[j:])
			if !isHan(r) {
				break
			}
			j += n
		}
		if j > i {
			run := []rune(q.text[i:j])
			better, changed := ix.slips.mend(run)
			if changed && string(better) != string(run) {
				q.mended = append(q.mended, string(run)+"→"+string(better))
			}
			b.WriteString(string(better))
			i = j
			continue
		}
		_, n := utf8.DecodeRuneInString(q.text[i:])
		b.WriteString(q.text[i : i+n])
		i += n
	}
	q.text = b.String()
}
