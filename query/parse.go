package query

import (
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

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
	tagPhases // all phases together
	tagUnit
	tagEnglish
	tagName
	tagDate
	tagLevel // a level of government
)

// parse reads one question. ix supplies the words that the reports hold, to tell names from fillers and to mend
// slips; ref is the date that 今年 counts from.
func parse(ix *index, raw string, ref time.Time) *question { return parseAs(ix, raw, ref, true) }

// parseAs reads a question with its slips mended, or as it was typed.
func parseAs(ix *index, raw string, ref time.Time, mend bool) *question {
	q := &question{raw: raw, text: fold(raw), asks: map[string]bool{}, ops: map[string]bool{}}
	q.text = shorter.Replace(q.text)
	q.text = rewrite(q.text, "个", looseCount, "$1$2")
	q.text = ix.withoutFirstDay(q.text)
	q.text = asWritten(q.text, ref)
	q.text = sidesNamed(rewrite(q.text, "最少", atLeast, "至少$1"))
	if strings.Contains(q.text, "哪") {
		q.text = whichDigit.ReplaceAllStringFunc(q.text, func(s string) string {
			return "哪" + string([]rune("两三四五六七八九")[s[len("哪")]-'2'])
		})
	}
	q.text = yearInShort.ReplaceAllString(q.text, "${1}年$2")
	q.text = rewrite(q.text, "固投", investmentInShort, "固定资产投资")
	q.text = rewrite(q.text, "比", longerThan, "${1}比${2}全长多多少")
	q.text = heightOf.ReplaceAllString(q.text, "$1$2是$3")
	q.text = rewrite(q.text, "亿", roundSum, "$1${2}元$3")
	q.text = payerSaid.ReplaceAllString(q.text, "${1}财政出资多少")
	q.lang = languageOf(raw)
	if q.lang == "en" {
		q.text = plainEnglish(q.text)
	} else if ix != nil && ix.english() {
		q.text = ix.namedRoutes(q.text)
	}
	q.text = rewrite(q.text, "平均一", averageOfOne, "平均每$1")
	if q.lang == "en" && ix != nil {
		if zh, ok := ix.slips.fromPinyin(q.text); ok {
			q.mended = append(q.mended, q.text+"→"+zh)
			q.text, q.lang = zh, "zh"
		}
	}
	if ix != nil {
		q.homes = ix.short
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
	if ix == nil || !ix.english() {
		q.addCounted(tags)
	}
	q.nearestPlace(ix)
	q.lightenVerb()
	q.readScale()
	return q
}

// findAll finds all places of an expression in a text, where it can stand there at all.
func findAll(expression *regexp.Regexp, text string, may bool) [][]int {
	if !may {
		return nil
	}
	return expression.FindAllStringIndex(text, -1)
}

// rewrite puts by in the place of what an expression finds in a text; word stands in all that it can find, and sparing the
// search where it does not is most of the time that this takes.
func rewrite(text, word string, expression *regexp.Regexp, by string) string {
	if !strings.Contains(text, word) {
		return text
	}
	return expression.ReplaceAllString(text, by)
}

// shorter drops what says nothing beside an asking word.
var shorter = strings.NewReplacer("了多少", "多少", "了几", "几", "了百分之几", "百分之几", "第几期", "几期", "第几批", "几批")

// looseCount finds the measure word that people put before 亿 (1个亿).
var looseCount = regexp.MustCompile(`([0-9一二两三四五六七八九十少])个([万亿]|百万|千万)`)

// averageOfOne finds 平均一公里, which is asked like 平均每公里.
var averageOfOne = regexp.MustCompile(`平均一(公里|平方米|平米|亩|吨|人|户|千瓦)`)

// looseEnd ends a question behind a number that it asks for: 省几万.
var looseEnd = regexp.MustCompile(`^[元块钱]*[呢啊?]?$`)

// atLeast finds 最少 where it is a lower bound of an amount: 最少省几万.
var atLeast = regexp.MustCompile(`最少((?:能|要|可以|得)?\p{Han}{0,2}?(?:多少|几))`)

// whichDigit finds the digit of 哪3个, which is asked like 哪三个.
var whichDigit = regexp.MustCompile(`哪[2-9](?:\b|$)`)

// yearInShort finds a year that is typed without its 年 before a part of it: 2021上半年.
var yearInShort = regexp.MustCompile(`\b((?:19|20)[0-9]{2})(全年|[上下]半年|[前头一二三四1-4][一二三四两1-4]?个?季度|[前头][0-9一二三四五六七八九十两]+个?月|[0-9]{1,2}(?:[-—–~至到][0-9]{1,2})?月)`)

// longerThan finds two lines set against each other by their length: 甲铁路比乙铁路长多少公里.
var longerThan = regexp.MustCompile(`^(.+?)(?:全长)?比([^同]+?[^增成生])(?:要|还|更)?长(?:出|了)?(?:多少|几)个?(?:公里|千米|米|里)?`)

// roundSum finds a round amount of money whose 元 is left out: 过千亿了没, 破百亿了吗.
var roundSum = regexp.MustCompile(`(过|超|破|达到|突破|上|够)([十百千万]亿)(了|吗|没|$)`)

// heightOf finds the height or length of a part of works, which sets nothing against anything: 坝高多少, 桥长几米.
var heightOf = regexp.MustCompile(`([坝塔楼桥墩堤柱闸])([高长宽])(多少|几)`)

// payerSaid finds who pays in everyday words: 市里掏多少, 县里要出几万.
var payerSaid = regexp.MustCompile(`([省市州县区镇])(?:里|上|级)(?:要|得|需要|需|将|会|一共|总共|共|实际)*(?:掏|出|拿|承担|负担|贴)(?:了|的)?(?:钱|资金|资)?(?:是|有)?(?:多少|几)`)

// investmentInShort finds 固投 where the report's word may have another before it (交通固投).
var investmentInShort = regexp.MustCompile(`固投(?:资额?)?`)

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

var phasePattern = newPattern(`([一二三四五六七八首1-9])(?:期)(?:工程|项目)?|phase (one|two|three|four|five|i{1,3}|iv|[1-9])\b|\b(first|second|third|fourth|1st|2nd|3rd)[ -]phase`)

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
	phased := strings.Contains(q.text, "期") || strings.Contains(q.text, "phase")
	for _, m := range findAll(phasePattern.Regexp, q.text, phased) {
		if strings.HasSuffix(q.text[:m[0]], "十") {
			continue // 第十二期: the twelfth time that something is held, no second phase
		}
		whole = append(whole, tag{m[0], m[1], tagPhase, phaseName(q.text[m[0]:m[1]]), q.text[m[0]:m[1]]})
	}
	for _, m := range findAll(bothPhases.Regexp, q.text, phased) {
		whole = append(whole, tag{m[0], m[1], tagPhases, "", q.text[m[0]:m[1]]})
	}
	for _, m := range findAll(sideNames.Regexp, q.text, strings.ContainsAny(q.text, "方区座栋段馆线楼号工公")) {
		whole = append(whole, tag{m[0], m[1], tagName, "", q.text[m[0]:m[1]]})
	}
	for _, h := range words().countries.Find(q.text) {
		whole = append(whole, tag{h.Start, h.End, tagName, "", h.Word})
	}
	q.findLevels(append(vocabulary.FindPlaces(q.text), q.homesIn(q.text)...))
	for _, l := range q.levels {
		whole = append(whole, tag{l.start, l.end, tagLevel, l.name, q.text[l.start:l.end]})
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
			if strings.HasPrefix(t.word, "几") && n.Dim != quantity.Money && (n.Dim != quantity.Bare || looseEnd.MatchString(q.text[n.End:])) {
				q.numbers = append(q.numbers, n)
				continue // 大几万平方米 asks for an amount
			}
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
		} else if strings.ContainsRune("年月日", first) && whichTime.MatchString(q.text[:from+h.Start]) {
			h.Start += n // 哪年发电 asks for a year, not for 年发电
			h.Word = h.Word[n:]
		}
		if partOfName.MatchString(q.text[from+h.End:]) {
			continue
		}
		add(tagMeasure, []vocabulary.Hit{h})
	}
	for _, h := range vocabulary.FindStatuses(text) {
		add(tagStatus, []vocabulary.Hit{h})
		if short := strings.TrimSuffix(h.Word, "项目"); short != h.Word && short != "" {
			// 已开工项目总投资: the noun may belong to the longer word behind it.
			for _, s := range vocabulary.FindStatuses(short) {
				if s.Start == 0 && s.End == len(short) {
					add(tagStatus, []vocabulary.Hit{{Key: s.Key, Word: short, Start: h.Start, End: h.Start + len(short)}})
				}
			}
		}
	}
	add(tagBase, vocabulary.FindBases(text))
	for _, h := range vocabulary.FindPlaces(text) {
		// The English name of a county is as often a street's or a company's: a word to be found, not a place.
		if p, ok := vocabulary.PlaceByName(h.Key); !ok || p.Level != "county" || hasHan(h.Word) {
			add(tagPlace, []vocabulary.Hit{h})
		}
	}
	add(tagPlace, q.homesIn(text))
	whole := func(hits []vocabulary.Hit) []vocabulary.Hit {
		return slices.DeleteFunc(hits, func(h vocabulary.Hit) bool { return endsWord(q.text[:from+h.Start], h.Word) })
	}
	measured := all
	add(tagMeasure, slices.DeleteFunc(whole(w.colloquial.Find(text)), func(h vocabulary.Hit) bool {
		return slices.ContainsFunc(measured, func(t tag) bool { // 税多少 of 利税多少
			return t.kind == tagMeasure && t.start < from+h.Start && from+h.Start < t.end && t.end < from+h.End && hasHan(h.Word)
		})
	}))
	add(tagAsk, whole(w.asks.Find(text)))
	add(tagOperation, slices.DeleteFunc(w.operations.Find(text), func(h vocabulary.Hit) bool {
		return oneCharacter(h.Word) && h.Key == "convert" && !unitFollows(q.text[from+h.End:])
	}))
	fillers := w.fillers.Find(text)
	kept := fillers[:0]
	for _, h := range fillers {
		if !w.splitsWord(text, h) {
			kept = append(kept, h)
		}
	}
	add(tagFiller, kept)
	if q.lang == "en" {
		for _, h := range w.englishWords.Find(unhyphen(text)) {
			if key := measureIn(h.Word, w.english[h.Key]); key != "" {
				add(tagMeasure, []vocabulary.Hit{{Key: key, Word: h.Word, Start: h.Start, End: h.End}})
			} else if !statusNoun(h.Word) {
				add(tagEnglish, []vocabulary.Hit{h})
			}
		}
	}
	return all
}

// oneCharacter tells whether a word is a single Chinese character.
func oneCharacter(word string) bool { return len(word) == 3 && hasHan(word) }

// unitFollows tells whether a text begins with a unit of measure: 用 of 用亿元说 asks for that unit, 用 of 通用设备 for none.
func unitFollows(rest string) bool {
	n, _, ok := unitAfter(rest)
	return ok && n.Dim != quantity.Count && n.Dim != quantity.Bare && n.Dim != quantity.Duration
}

var (
	// whichTime stands before a word of time that is asked for.
	whichTime = regexp.MustCompile(`[哪几某]$`)
	// partOfName begins what makes a measure before it part of a name: 垃圾焚烧发电 in 垃圾焚烧发电厂.
	partOfName = regexp.MustCompile(`^(?:厂|站[^点]|站$|机组|设备|装置|基地|公司|集团)`)
	// outOfVerb ends with a verb that takes 出.
	outOfVerb = regexp.MustCompile(`[推提退引拿支派卖走付输进给得列选评筛展]$`)
)

// endsWord tells whether the first character of a word ends the one before it: 出 in 推出多少, 投 in 固投多少.
func endsWord(before, word string) bool {
	return strings.HasPrefix(word, "出") && outOfVerb.MatchString(before) || strings.HasPrefix(word, "投") && strings.HasSuffix(before, "固")
}

// statusOnly tells whether a word of a measure is a status as well, and no report has a figure of that measure.
func statusOnly(ix *index, t *tag) bool {
	hits := vocabulary.FindStatuses(t.word)
	if len(hits) != 1 || hits[0].End-hits[0].Start != len(t.word) {
		return false
	}
	for _, e := range ix.entries {
		if e.Metric == t.key {
			return false
		}
	}
	return true
}

// measureIn gives the measure that an English phrase names with one of its words, and that its translation names as well:
// annual tax is the tax, and no other thing beside it. "" where it names none.
func measureIn(phrase string, chinese []string) string {
	if !strings.Contains(phrase, " ") || len(chinese) == 0 {
		return ""
	}
	for _, h := range vocabulary.FindMeasures(phrase) {
		for _, z := range vocabulary.FindMeasures(chinese[0]) {
			if z.Key == h.Key && z.Start == 0 && z.End == len(chinese[0]) && !countable[h.Key] && h.Key != "investment" {
				return h.Key
			}
		}
	}
	return ""
}

// statusNoun tells whether words are a status with the noun of projects behind it, which are read one by one.
func statusNoun(words string) bool {
	before, _, found := strings.Cut(words, " project")
	if !found {
		return false
	}
	for _, h := range vocabulary.FindStatuses(before) {
		if h.Start == 0 && h.End == len(before) {
			return true
		}
	}
	return false
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
	case tagPhases:
		return 2100 + n
	case tagName, tagLevel:
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
		case t.kind == tagPhase && ix != nil && !ix.hasPhase(t.key) && strings.HasSuffix(q.text[:t.start], "第"):
			// 第三期集中开工: the third time that something is held, no phase of a project.
			t.start -= len("第")
			t.word = "第" + t.word
			t.kind = tagName
		case t.kind == tagStatus && t.key == "planned" && strings.HasPrefix(rest, "库"):
			t.kind = tagName
		case t.kind == tagMeasure && ix != nil && statusOnly(ix, t):
			for _, h := range vocabulary.FindStatuses(t.word) {
				t.kind, t.key = tagStatus, h.Key
			}
		case t.kind == tagStatus && t.word == "reserve" && strings.HasSuffix(q.text[:t.start], " the "):
			t.kind = tagEnglish // a list of projects by that name
		case t.kind == tagStatus && isASCII(t.word) && begunThing.MatchString(t.word) && objectBehind.MatchString(rest):
			t.kind = tagEnglish // started the coordinated service: what is started is named
		case t.kind == tagMeasure && t.key == "investment" && investedBy.MatchString(q.text[:t.start]) && whoseOnes.MatchString(rest):
			t.kind = tagName // 社会投资的有几个: those that others have paid for
		case t.kind == tagMeasure && t.key == "utilized_fdi" && t.word == "外资" && paysOrIs.MatchString(rest):
			t.kind = tagName // 外资投了多少: who pays, no measure
		case t.kind == tagMeasure && t.key == "investment" && (strings.HasPrefix(rest, "项目") || strings.HasPrefix(rest, "的项目")):
			t.kind = tagName
		}
	}
}

var (
	investedBy = regexp.MustCompile(`(?:社会|政府|民间|国有|外商|企业|财政)$`)
	// begunThing are verbs that take what is begun, and objectBehind begins it.
	begunThing   = regexp.MustCompile(`^(?:started|begun|began|launched|commenced|initiated|entered)$`)
	objectBehind = regexp.MustCompile(`^ (?:the|a|an|this|that) `)
	// paysOrIs follows the word of a kind of capital that pays or owns.
	paysOrIs  = regexp.MustCompile(`^(?:的?项目|的?企业|投|出)`)
	whoseOnes = regexp.MustCompile(`^的(?:$|[?]|项目|有[几多]|占|比|是|呢|多|少|几|个)`)
)

// sideNames are short names that fillers would cut: the sides of a venture, the lettered parts of a site.
var sideNames = newPattern(`[中日韩美英法德俄新港台外]方|[a-z][区座栋段馆线楼]|[a-z]标段|[0-9一二三四五六七八九十]+号(?:线|楼|馆|厂|机组|高炉|地块|码头|泊位|井)|工程师|工程量|公司名`)
