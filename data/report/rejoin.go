package report

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// A newspaper page that was taken to text column by column breaks off in the
// middle of sentences, and the rest stands elsewhere, often after a picture or
// above the beginning. rejoin finds for each broken end the paragraph that it
// goes on with, where the evidence for it is good, and puts the columns in the
// order that follows. Text without broken ends is returned as it is.
func rejoin(blocks []block) []block {
	size := 0
	for _, b := range blocks {
		size += len(b.text)
	}
	if size > maxPage {
		return blocks
	}
	heads, tails := brokenEnds(blocks), []int(nil)
	if len(heads) == 0 {
		return blocks
	}
	for i, b := range blocks {
		if b.kind == textBlock && mayCarryOn(b.text) {
			tails = append(tails, i)
		}
	}
	if len(heads)*len(tails) > maxPairs {
		return blocks
	}
	e := newEvidence(blocks, heads, tails)
	links := e.match(heads, tails)
	// The clear pairs show whether the columns stand in order; then the next is the likely rest.
	e.order = e.orderOf(links, heads)
	links = e.match(heads, tails)
	for len(links) > 0 {
		out, weakest := inOrder(blocks, links)
		if weakest < 0 {
			return out
		}
		links = slices.Delete(links, weakest, weakest+1)
	}
	return blocks
}

// These bound the work. A newspaper page has some 30 KB of text and a dozen
// columns; what is much larger is a document that is in order.
const (
	maxPage   = 96 << 10
	maxBroken = 60
	maxPairs  = 6_000
)

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
		if n := utf8.RuneCountInString(b.text); n < 8 || dashHeading(b.text) || labelled(b.text) ||
			headingShape(b.text) && (n < 24 || !strings.ContainsAny(b.text, "，0123456789") || strings.Contains(b.text, "——")) {
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
	far        bool // other paragraphs stand between, or tail stands first
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
				h.text += part[0].text
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
				all = append(all, link{h, t, s, !e.next(h, t)})
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
		if !tailDone[i] && e.orphan(i) >= 0 {
			if t >= 0 {
				return out
			}
			t = i
		}
	}
	if h < 0 || t < 0 || h == t || e.score(h, t) < 1 {
		return out
	}
	return append(out, link{h, t, e.score(h, t), !e.next(h, t)})
}

// An order says what the clear pairs tell of a page's columns.
type order int

const (
	unclear order = iota
	kept
	shuffled
)

func (e *evidence) orderOf(links []link, heads []int) order {
	for _, l := range links {
		if l.far {
			return shuffled
		}
	}
	if len(links)*3 < len(heads) {
		return unclear
	}
	// In a page in order each broken end has its rest below it.
	for _, h := range heads {
		t := h + 1
		for t < len(e.blocks) && e.blocks[t].kind == captionBlock {
			t++
		}
		if t >= len(e.blocks) || e.blocks[t].kind != textBlock || e.score(h, t) < 0 {
			return unclear
		}
	}
	return kept
}
