package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// evidence weighs how well a paragraph goes on with another. The numbers are
// in the manner of log odds: 1 is a hint, 3 is good, 6 is all but certain.
type evidence struct {
	blocks []block
	text   string // all blocks, parted by line ends
	counts map[string]int
	pairs  map[[2]rune]int // how often two characters stand together
	order  order
	heads  int
	units  int // orphans that begin with a unit
}

func newEvidence(blocks []block, heads, tails []int) *evidence {
	e := &evidence{blocks: blocks, counts: map[string]int{}, pairs: map[[2]rune]int{}, heads: len(heads)}
	for _, t := range tails {
		if unitStart(blocks[t].text) {
			e.units++
		}
	}
	var b strings.Builder
	for _, bl := range blocks {
		b.WriteString(bl.text)
		b.WriteByte('\n')
	}
	e.text = b.String()
	last := '\n'
	for _, r := range e.text {
		e.pairs[[2]rune{last, r}]++
		last = r
	}
	return e
}

// count is how often s stands on the page; s is short.
func (e *evidence) count(s string) int {
	n, ok := e.counts[s]
	if !ok {
		n = strings.Count(e.text, s)
		e.counts[s] = n
	}
	return n
}

func (e *evidence) score(h, t int) float64 {
	head, tail := e.blocks[h].text, e.blocks[t].text
	near := e.near(h, t)
	orphan := e.orphan(t)
	if t == h+1 && e.blocks[t].after != wideGap && e.order == unclear {
		orphan-- // that it stands below this very end was counted as near
	}
	return brackets(head, tail) + e.figures(head, tail, near > 0 && e.order != shuffled) + e.wording(head, tail) +
		near + min(orphan, 1.5) - e.opening(t) - e.finished(h)
}

const openers, enders = "“《（「『【(", "”》）」』】)"

// brackets weighs a quotation or bracket that head leaves open and tail closes.
func brackets(head, tail string) float64 {
	open := openSign(head)
	closing := strayClose(tail)
	switch {
	case open == 0 && closing == 0:
		return 0
	case open == closing:
		return 6
	}
	return -6
}

// openSign is the innermost sign that s opens and does not close, as its closing
// sign; 0 for none.
func openSign(s string) rune {
	var stack []rune
	for _, r := range s {
		if i := strings.IndexRune(openers, r); i >= 0 {
			stack = append(stack, []rune(enders)[utf8.RuneCountInString(openers[:i])])
			continue
		}
		if n := len(stack); n > 0 && stack[n-1] == r {
			stack = stack[:n-1]
		}
	}
	if len(stack) == 0 {
		return 0
	}
	return stack[len(stack)-1]
}

// strayClose is the first sign that s closes without having opened it.
func strayClose(s string) rune {
	var stack []rune
	for _, r := range s {
		if i := strings.IndexRune(openers, r); i >= 0 {
			stack = append(stack, []rune(enders)[utf8.RuneCountInString(openers[:i])])
			continue
		}
		if strings.ContainsRune(enders, r) {
			if n := len(stack); n > 0 && stack[n-1] == r {
				stack = stack[:n-1]
			} else if n == 0 {
				return r
			}
		}
	}
	return 0
}

// figures weighs a number that head ends with and the unit or digits that tail
// begins with. A number put together wrongly is a wrong figure, so it takes the next
// paragraph, or the only unit on the page that has no number.
func (e *evidence) figures(head, tail string, next bool) float64 {
	last, _ := utf8.DecodeLastRuneInString(head)
	first, _ := utf8.DecodeRuneInString(tail)
	number := unicode.IsDigit(last) || last == '.' || last == '-' && len(head) > 1 && unicode.IsDigit(rune(head[len(head)-2]))
	unit := unitStart(tail)
	digit := unicode.IsDigit(first) || first == '.' && len(tail) > 1 && unicode.IsDigit(rune(tail[1]))
	switch {
	case number && digit:
		return -6
	case number && unit && (e.units == 1 || next && e.order == kept):
		return 3
	case number && unit:
		return 1
	case number:
		return -4
	case unit && unicode.Is(unicode.Han, first) && !numeralEnd(head):
		return -1
	case first == '.' || first == '%' || first == '％':
		return -6
	}
	return 0
}

var unitStarts = []string{"亿元", "万元", "亿", "万", "元", "%", "％", "个百分点", "个", "家", "亩", "平方", "公里", "公顷", "吨", "千瓦", "兆瓦", "年", "月", "日", "人", "余", "多", "倍", "台", "套", "辆", "条", "项", "户", "米", "次", "天", "头", "只", "座", "栋", "季度"}

func unitStart(s string) bool {
	for _, u := range unitStarts {
		if strings.HasPrefix(s, u) {
			// 项 is a unit, 项目 is none.
			return utf8.RuneCountInString(u) > 1 || strings.Contains("%万亿元余多", u) || !wordAt(s)
		}
	}
	return false
}

func numeralEnd(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("一二三四五六七八九十百千万亿两几数", r)
}

// wording weighs the words at the joint: a word of report prose that it cuts, what the
// last words commonly ask for, and runs of characters that stand elsewhere on the page.
func (e *evidence) wording(head, tail string) float64 {
	cut := cutWord(head, tail)
	asked := askedFor(head, tail)
	seen := e.seen(head, tail)
	if cut == 0 && seen < 2 {
		// A character that is half a word wants its other half.
		switch first, last := halfFirst(tail), halfLast(head); {
		case first && last:
			seen += 0.5
		case first || last:
			seen--
		}
	}
	return min(max(cut, asked)+seen, 6)
}

// halfFirst tells whether s begins with the second half of a word: no word
// begins there, but one begins behind it.
func halfFirst(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.Han, first) && !strings.ContainsRune(singles, first) && !wordAt(s) && wordAt(s[size:])
}

// halfLast tells whether s ends with the first half of a word.
func halfLast(s string) bool {
	last, size := utf8.DecodeLastRuneInString(s)
	return unicode.Is(unicode.Han, last) && !strings.ContainsRune(singles, last) && !wordBefore(s) && wordBefore(s[:len(s)-size])
}

func wordAt(s string) bool {
	for n := 2; n <= 4; n++ {
		if w := firstRunes(s, n); reportWords[w] == n {
			return true
		}
	}
	return false
}

func wordBefore(s string) bool {
	for n := 2; n <= 4; n++ {
		if w := lastRunes(s, n); reportWords[w] == n {
			return true
		}
	}
	return false
}

// singles are characters that are words by themselves.
const singles = "的了着过在和与及或为将把被是有由从到等至以对向给让用使令叫个家亩万亿元年月日一二三四五六七八九十百千两几多余中上下内外后前时大小新老高低好快长短里间都也就还又再才更最很不未已正曾可能会要应须并而但则且所其该此这那每各某全本我你他它们人市县区省州镇乡村国地年均占达超约近比按经随据靠因若如当自于向朝往沿建设投做办抓促保稳增减升降抢赶跑招引落签谈买卖送拿放收发出进来去走看说想问答讲谁什么"

func cutWord(head, tail string) float64 {
	best := 0.0
	h, t := lastRunes(head, 6), firstRunes(tail, 6)
	for i := range h {
		left := h[i:]
		for j := range t {
			if j == 0 {
				continue
			}
			if n := reportWords[left+t[:j]]; n > 0 {
				best = max(best, wordWeight(left, t[:j], n)-whole(head, tail, n))
			}
		}
		if n := reportWords[left+t]; n > 0 && t != "" {
			best = max(best, wordWeight(left, t, n)-whole(head, tail, n))
		}
	}
	return best
}

// whole weighs against a word of two characters across the joint that words
// end and begin there by themselves: 增信|用工 holds 信用 by chance.
func whole(head, tail string, n int) float64 {
	w := 0.0
	if n == 2 && wordAt(tail) {
		w++
	}
	if n == 2 && wordBefore(head) {
		w++
	}
	return w
}

// wordWeight is less where both halves are words themselves: 重点|项目 is a
// common phrase, 项|目 is one word.
func wordWeight(left, right string, n int) float64 {
	w := 3.0
	if n >= 3 {
		w = 3.5
	}
	if reportWords[left] > 0 && reportWords[right] > 0 {
		w = 2
	}
	return w
}

func askedFor(head, tail string) float64 {
	best := 0.0
	h := lastRunes(head, 5)
	for i := range h {
		for _, want := range joints[h[i:]] {
			if strings.HasPrefix(tail, want) && (utf8.RuneCountInString(want) > 1 || !wordAt(tail)) {
				w := 2.0
				if utf8.RuneCountInString(h[i:]) > 1 {
					w = 3
				}
				best = max(best, w)
			}
		}
	}
	return best
}

// seen weighs the characters across the joint that stand together elsewhere.
func (e *evidence) seen(head, tail string) float64 {
	h, t := []rune(lastRunes(head, 4)), []rune(firstRunes(tail, 4))
	if len(h) == 0 || len(t) == 0 || e.pairs[[2]rune{h[len(h)-1], t[0]}] == 0 {
		return 0
	}
	longest := 0
	for i := 1; i <= len(h); i++ {
		left := string(h[len(h)-i:])
		if strings.ContainsAny(left, "，。、；：“”") {
			break
		}
		for j := 1; j <= len(t); j++ {
			right := string(t[:j])
			if strings.ContainsAny(right, "，。、；：“”") || e.count(left+right) == 0 {
				break
			}
			longest = max(longest, i+j)
		}
	}
	switch {
	case longest >= 5:
		return 4
	case longest == 4:
		return 3
	case longest == 3:
		return 2
	case longest == 2:
		// How often the first character goes on with the second.
		pair := float64(e.count(string(h[len(h)-1]) + string(t[0])))
		alone := float64(min(e.count(string(h[len(h)-1])), e.count(string(t[0]))))
		return 0.5 + 1.5*pair/max(alone, 1)
	}
	return 0
}

// near weighs where the two stand. What goes on mostly stands next, across a
// picture or the end of a column, unless the page is out of order.
func (e *evidence) near(h, t int) float64 {
	if !e.next(h, t) {
		return 0
	}
	w := 0.5
	if t > h+1 || e.blocks[t].after == wideGap {
		w = 1
	}
	switch {
	case e.order == shuffled:
		return w / 2
	case e.order == kept:
		return w + 1.5
	case e.heads == 1 && w == 1:
		return 2
	}
	return w
}

// next tells whether only pictures stand between head and tail.
func (e *evidence) next(h, t int) bool {
	for i := h + 1; i < t; i++ {
		if e.blocks[i].kind != captionBlock {
			return false
		}
	}
	return t > h
}

// orphan weighs signs that a paragraph is the rest of another: what it begins
// with, and that it stands after a picture, a gap or a broken end.
func (e *evidence) orphan(t int) float64 {
	s := e.blocks[t].text
	w := 0.0
	if opensWithStop(s) {
		w += 4
	} else if r, _ := utf8.DecodeRuneInString(s); strings.ContainsRune("的了着们地得等及与和或之者性化率均也都就还并且而则", r) {
		w += 1.5
	}
	if strayClose(s) != 0 {
		w++
	}
	if n := utf8.RuneCountInString(s); n < 20 && endsSentence(s) && !strings.ContainsAny(s, "，；：") {
		w++
	}
	switch {
	case t == 0:
	case e.blocks[t-1].kind == captionBlock, e.blocks[t].after == wideGap:
		w++
	case e.blocks[t-1].kind == textBlock && !endsSentence(e.blocks[t-1].text) && !headingShape(e.blocks[t-1].text):
		w++
	case opensWithStop(s), strayClose(s) != 0, halfFirst(s):
	default:
		w -= 3
	}
	return w
}

func opensWithStop(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("，。、；：！？”》）」』】％%)", r)
}

// opening weighs signs that a paragraph begins a sentence.
func (e *evidence) opening(t int) float64 {
	s := e.blocks[t].text
	if numberedHeading(s) > 0 || startsItem(s) {
		return 5
	}
	w := 0.0
	for n := 4; n >= 1; n-- {
		if openings[firstRunes(s, n)] {
			w = 1 + 0.5*float64(n)
			break
		}
	}
	if runIn(s) {
		w += 1.5
	}
	if datedStart(s) {
		w = max(w, 2)
	}
	// A name that opens sentences elsewhere on the page.
	if first := firstRunes(s, 2); utf8.RuneCountInString(first) == 2 && (e.count("。"+first)+e.count("\n"+first) > 1) {
		w = max(w, 1.5)
	}
	return w
}

// runIn tells a paragraph that begins with a heading of its own: 强化服务指导。
func runIn(s string) bool {
	i := strings.IndexAny(s, "。，；：、")
	return i > 0 && strings.HasPrefix(s[i:], "。") && len(s) > 3*i && utf8.RuneCountInString(s[:i]) >= 4 && utf8.RuneCountInString(s[:i]) <= 14 &&
		!strings.ContainsAny(s[:i], "0123456789")
}

// datedStart tells a paragraph that begins with a date or a place's name.
func datedStart(s string) bool {
	i := 0
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '-') {
		i++
	}
	return i > 0 && (strings.HasPrefix(s[i:], "年") || strings.HasPrefix(s[i:], "月"))
}

// finished weighs signs that a paragraph without a stop is whole all the same: it
// ends with an amount and its unit, as entries of a list do.
func (e *evidence) finished(h int) float64 {
	if e.complete(h) {
		return 2
	}
	return 0
}

func (e *evidence) complete(h int) bool {
	return endsAmount.MatchString(lastRunes(e.blocks[h].text, 12))
}

func lastRunes(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}
