package report

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A newspaper page that was taken to text column by column breaks off in the
// middle of sentences, and the rest stands elsewhere, often after a picture or
// above the beginning. rejoin finds for each broken end the paragraph that it
// goes on with, where the evidence for it is good, and puts the columns in the
// order that follows. Text without broken ends is returned as it is.
func rejoin(blocks []block) []block {
	heads, tails := brokenEnds(blocks), []int(nil)
	if len(heads) == 0 {
		return blocks
	}
	for i, b := range blocks {
		if b.kind == textBlock && mayCarryOn(b.text) {
			tails = append(tails, i)
		}
	}
	e := newEvidence(blocks)
	links := e.match(heads, tails)
	for len(links) > 0 {
		out, weakest := inOrder(blocks, links)
		if weakest < 0 {
			return out
		}
		links = slices.Delete(links, weakest, weakest+1)
	}
	return blocks
}

// maxBroken bounds the work on a page; no page has so many columns.
const maxBroken = 60

// brokenEnds lists the paragraphs that end in mid-sentence: prose without a stop
// at its end. Where many paragraphs have none, that is how the text is written.
func brokenEnds(blocks []block) []int {
	var heads []int
	prose := 0
	for i, b := range blocks {
		if b.kind != textBlock || !hasHan(b.text) {
			continue
		}
		if endsSentence(b.text) {
			prose++
			continue
		}
		if headingShape(b.text) || dashHeading(b.text) || labelled(b.text) || utf8.RuneCountInString(b.text) < 8 {
			continue
		}
		if startsItem(b.text) && openEnd(b.text) <= 0 && !strings.ContainsAny(b.text, "。；，") {
			continue
		}
		prose++
		heads = append(heads, i)
	}
	if len(heads) > maxBroken || len(heads)*5 > prose*3 && len(heads) > 3 {
		return nil
	}
	return heads
}

// mayCarryOn tells whether a block can be the rest of a sentence.
func mayCarryOn(s string) bool {
	if !hasHan(s) || dashHeading(s) || numberedHeading(s) > 0 && headingShape(s) || labelled(s) && headingShape(s) {
		return false
	}
	return !headingShape(s) || opensWithStop(s)
}

// A link says that block head goes on with block tail.
type link struct {
	head, tail int
	score      float64
}

// inOrder joins the linked blocks and puts the columns in their order. Where
// links make a ring, it returns the index of the weakest one in it instead.
func inOrder(blocks []block, links []link) ([]block, int) {
	next, isTail := map[int]int{}, map[int]bool{}
	for k, l := range links {
		next[l.head] = k
		isTail[l.tail] = true
	}
	// Columns begin at each tail and after each head, with the captions that
	// stand at the break kept with the head.
	type column struct{ from, to int }
	var columns []column
	startAt := map[int]int{}
	from := 0
	cut := func(to int) {
		if to > from {
			startAt[from] = len(columns)
			columns = append(columns, column{from, to})
		}
		from = to
	}
	for i := 0; i < len(blocks); i++ {
		if isTail[i] {
			cut(i)
		}
		if _, ok := next[i]; ok {
			for i+1 < len(blocks) && blocks[i+1].kind == captionBlock {
				i++
			}
			cut(i + 1)
		}
	}
	cut(len(blocks))
	headOf := func(c column) int {
		for i := c.to - 1; i >= c.from; i-- {
			if _, ok := next[i]; ok {
				return i
			}
		}
		return -1
	}
	out := make([]block, 0, len(blocks))
	done := make([]bool, len(columns))
	for c := range columns {
		if isTail[columns[c].from] {
			continue
		}
		for at, open := c, -1; ; {
			done[at] = true
			part := blocks[columns[at].from:columns[at].to]
			if open >= 0 {
				h := &out[open]
				h.text = joinLines(h.text, part[0].text)
				h.joined = true
				part = part[1:]
			}
			h := headOf(columns[at])
			if h < 0 {
				out = append(out, part...)
				break
			}
			if h > columns[at].from || open < 0 {
				// The head's place in out: its captions follow it.
				open = len(out) + len(part) - (columns[at].to - h)
			}
			out = append(out, part...)
			at = startAt[links[next[h]].tail]
		}
	}
	weakest := -1
	for c, ok := range done {
		if !ok {
			if h := headOf(columns[c]); h >= 0 && (weakest < 0 || links[next[h]].score < links[weakest].score) {
				weakest = next[h]
			}
		}
	}
	return out, weakest
}

// match gives each broken end at most one paragraph to go on with. The best
// pairs come first; a pair that another could replace is left apart.
func (e *evidence) match(heads, tails []int) []link {
	var all []link
	for _, h := range heads {
		for _, t := range tails {
			if h == t {
				continue
			}
			if s := e.score(h, t); s > -4 {
				all = append(all, link{h, t, s})
			}
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].score > all[j].score })
	headDone, tailDone := map[int]bool{}, map[int]bool{}
	var out []link
	take := func(l link) {
		headDone[l.head], tailDone[l.tail] = true, true
		out = append(out, l)
	}
	rivals := func(l link) (best float64) {
		best = -99
		for _, o := range all {
			if o != l && (o.head == l.head || o.tail == l.tail) && !headDone[o.head] && !tailDone[o.tail] {
				best = max(best, o.score)
			}
		}
		return best
	}
	// A clear pair may make another one clear.
	for again := true; again; {
		again = false
		for _, l := range all {
			if l.score < enough {
				break
			}
			if headDone[l.head] || tailDone[l.tail] || l.score-rivals(l) < margin {
				continue
			}
			take(l)
			again = true
		}
	}
	return e.lastPair(out, heads, tails, headDone, tailDone)
}

// What a pair must score, and by how much more than any other for the same end or rest.
const (
	enough = 3.0
	margin = 1.0
)

// lastPair joins the one broken end that is left with the one orphan that is
// left, when the page shows that others were parted: both must belong somewhere.
func (e *evidence) lastPair(out []link, heads, tails []int, headDone, tailDone map[int]bool) []link {
	if len(out) == 0 {
		return out
	}
	h, t := -1, -1
	for _, i := range heads {
		if !headDone[i] {
			if h >= 0 || e.complete(i) {
				return out
			}
			h = i
		}
	}
	for _, i := range tails {
		if !tailDone[i] && e.orphan(i) >= 1.5 {
			if t >= 0 {
				return out
			}
			t = i
		}
	}
	if h < 0 || t < 0 || h == t || e.score(h, t) < 1 {
		return out
	}
	return append(out, link{h, t, e.score(h, t)})
}

// evidence weighs how well a paragraph goes on with another. The numbers are
// in the manner of log odds: 1 is a hint, 3 is good, 6 is all but certain.
type evidence struct {
	blocks []block
	text   string // all blocks, parted by line ends
	counts map[string]int
}

func newEvidence(blocks []block) *evidence {
	e := &evidence{blocks: blocks, counts: map[string]int{}}
	var b strings.Builder
	for _, bl := range blocks {
		b.WriteString(bl.text)
		b.WriteByte('\n')
	}
	e.text = b.String()
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
	return brackets(head, tail) + figures(head, tail) + e.wording(head, tail) + e.near(h, t) + e.orphan(t) - e.opening(t) - e.finished(h)
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
// begins with.
func figures(head, tail string) float64 {
	last, _ := utf8.DecodeLastRuneInString(head)
	first, _ := utf8.DecodeRuneInString(tail)
	number := unicode.IsDigit(last) || last == '.' || last == '-' && len(head) > 1 && unicode.IsDigit(rune(head[len(head)-2]))
	unit := unitStart(tail)
	switch {
	case number && unit:
		return 4
	case unicode.IsDigit(last) && (first == '.' && len(tail) > 1 && unicode.IsDigit(rune(tail[1]))):
		return 4
	case number && unicode.IsDigit(first) && last != '-':
		return 2
	case last == '.' || last == '-':
		return -2
	case number:
		return -3
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
			return true
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
	return min(max(cut, asked)+seen, 6)
}

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
				best = max(best, wordWeight(left, t[:j], n))
			}
		}
		if n := reportWords[left+t]; n > 0 && t != "" {
			best = max(best, wordWeight(left, t, n))
		}
	}
	return best
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
			if strings.HasPrefix(tail, want) {
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
	if len(h) == 0 || len(t) == 0 {
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
// picture or the end of a column.
func (e *evidence) near(h, t int) float64 {
	if t < h {
		return 0
	}
	crossed := false
	for i := h + 1; i < t; i++ {
		if e.blocks[i].kind != captionBlock {
			return 0
		}
		crossed = true
	}
	if crossed || e.blocks[t].after == wideGap {
		return 2
	}
	return 1
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
	default:
		w--
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
		w = max(w, 3)
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
