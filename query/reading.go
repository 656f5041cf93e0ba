package query

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A reading is a question as the search for its clause sees it.
type reading struct {
	q    *question
	want wanted
	// must are names and content that the answer's surroundings have to hold; may are words that a report may put in
	// another way: verbs, nouns of the kind of thing asked for, statuses, measures.
	must, may []*term
	all       []*term // the terms as the question has them
	// kinds are the kinds of date asked for.
	kinds map[string]bool
	// owners are the folded names of what the turn before was about, for a question that leads on from it.
	owners  []string
	follows bool
	m       *matcher
	pairs   []string        // pairs of characters of the question outside its names
	links   map[string]bool // companies named together with what the question names
}

// read takes a question apart for the search among clauses.
func (q *question) read(ix *index) *reading {
	p := *q
	p.terms = nil
	r := &reading{q: &p, all: q.terms, want: q.wantsWords(), m: &matcher{ix: ix, memo: map[[2]int]uint64{}}, kinds: map[string]bool{}, links: map[string]bool{}}
	for _, t := range q.terms {
		r.take(r.whole(t))
	}
	r.takeKinds()
	for _, w := range q.measureWords {
		if !generic[w] {
			r.addWord(w, words().synonyms[w])
		}
	}
	for _, s := range q.statuses {
		st, _ := vocabulary.StatusByKey(s.key)
		alts := []string{}
		for _, x := range append(append([]string{}, st.ZH...), st.EN...) {
			alts = append(alts, strings.ToLower(x))
		}
		r.addWord(s.word, alts)
	}
	for _, k := range q.dateKinds {
		r.kinds[k] = true
	}
	if settling.MatchString(q.text) {
		r.kinds["founded"], r.kinds["signed"] = true, true
	}
	if r.kinds["start"] && len(r.kinds) == 1 && beginsOther.MatchString(q.text) {
		r.kinds["operation"] = true // 开始出油 is when it produces, not when it is built
	}
	if len(r.kinds) == 0 {
		for _, s := range q.statuses {
			for _, k := range statusDates[s.key] {
				r.kinds[k] = true
			}
		}
	}
	if (q.inherited || len(r.must) == 0 && len(q.places) == 0) && len(q.anchors) > 0 {
		r.follows = true
		for _, a := range q.anchors {
			for _, n := range []string{a.Project, a.Company, a.Subject} {
				if n != "" {
					r.owners = append(r.owners, fold(n))
				}
			}
		}
	}
	return r
}

// takeKinds adds the nouns of the kind of thing asked for that belong to an asking word and so are no terms yet: 方面 of
// 哪几方面.
func (r *reading) takeKinds() {
	for _, h := range clauseTables().nearWords.Find(r.q.text) {
		if kindBefore.MatchString(r.q.text[:h.Start]) && !qualified.MatchString(r.q.text[h.End:]) {
			r.addWord(h.Word, nil)
		}
	}
}

func (r *reading) addWord(w string, alts []string) {
	for _, t := range append(append([]*term{}, r.must...), r.may...) {
		if strings.Contains(t.text, w) {
			return
		}
	}
	t := r.q.newTerm(w, 0, 0)
	t.alts = append(append(t.alts, alts...), clauseTables().near[w]...)
	r.may = append(r.may, t)
}

// settling are words for coming to a place, which a report says by signing or by founding.
var settling = regexp.MustCompile(`落户|进驻|入驻|落地|引进`)

var beginsOther = regexp.MustCompile(`开始(?:[^建施动的呢吗?？\s])`)

// take sorts a term of the question: the light words at its ends, and those between, are what a report may put in
// another way; what is left must stand.
func (r *reading) take(t *term) {
	w := clauseTables()
	if r.want == wantEither {
		if m := eitherWords.FindStringIndex(r.q.text); m != nil && t.start < m[1] && m[0] < t.end {
			return
		}
	}
	if n, ok := numberWords[t.text]; ok {
		w := r.q.newTerm(t.text, t.start, t.end)
		w.alts = []string{n}
		r.may = append(r.may, w)
		return
	}
	if t.weak || t.optional {
		text := t.text
		for _, h := range w.nearWords.Find(text) {
			// 产业园现在: a light word that stuck to a plain noun.
			if h.End == len(text) && h.Start > 0 && len(h.Word) > 3 {
				text = text[:h.Start]
			}
		}
		n := r.q.newTerm(text, t.start, t.start+len(text))
		n.alts, n.weak, n.optional = t.alts, t.weak, t.optional
		r.may = append(r.may, n)
		return
	}
	if len(t.alts) > 0 {
		n := r.q.newTerm(t.text, t.start, t.end)
		n.alts = append(append([]string{}, t.alts...), w.near[t.text]...)
		n.alts = append(n.alts, r.spelledOtherwise(t)...)
		if _, light := w.near[t.text]; light || r.kindWord(t) {
			r.may = append(r.may, n)
		} else {
			r.must = append(r.must, n)
		}
		return
	}
	if !hasHan(t.text) {
		n := r.q.newTerm(t.text, t.start, t.end)
		if near, light := w.near[t.text]; light {
			n.alts = near
			r.may = append(r.may, n)
			return
		}
		n.alts = append(n.alts, r.spelledOtherwise(t)...)
		r.must = append(r.must, n)
		return
	}
	at := 0
	rest := func(from, to int) {
		run := t.text[from:to]
		if run == "" {
			return
		}
		n := r.q.newTerm(run, t.start+from, t.start+to)
		if utf8.RuneCountInString(run) < 2 || r.kindWord(n) {
			n.weak = true
			r.may = append(r.may, n)
			return
		}
		r.must = append(r.must, n)
	}
	for _, h := range w.nearWords.Find(t.text) {
		// A word of one character inside a longer run is more often part of a name.
		if utf8.RuneCountInString(h.Word) == 1 && h.Start > 0 && h.End < len(t.text) || r.standsInName(t.text, h, at == h.Start && (at > 0 || r.kindWord(t))) {
			continue
		}
		rest(at, h.Start)
		n := r.q.newTerm(h.Word, t.start+h.Start, t.start+h.End)
		n.alts = w.near[h.Word]
		r.may = append(r.may, n)
		at = h.End
	}
	rest(at, len(t.text))
}

// spelledOtherwise gives the words of the reports that differ from a Latin word by two slips at most, which is how
// British and American spellings differ: fibreglass, fiberglass.
func (r *reading) spelledOtherwise(t *term) []string {
	w := t.text
	known := r.m.ix.slips.latin
	if hasHan(w) || len(w) < 5 || strings.Contains(w, " ") || known[w] {
		return nil
	}
	if better := r.m.ix.slips.mendLatin(w); better != "" {
		return []string{better}
	}
	if len(w) < 8 {
		return nil
	}
	for k := range known {
		if len(k) > 6 && k[:3] == w[:3] && len(k)-len(w) <= 1 && len(w)-len(k) <= 1 && sameLetters(k, w) {
			return []string{k}
		}
	}
	return nil
}

// sameLetters tells whether two words have the same letters but for one, in any order.
func sameLetters(a, b string) bool {
	var count [128]int
	for i := 0; i < len(a); i++ {
		count[a[i]&127]++
	}
	for i := 0; i < len(b); i++ {
		count[b[i]&127]--
	}
	off := 0
	for _, n := range count {
		off += abs(n)
	}
	return off <= 1
}

// whole gives a term of one character the neighbour with which the reports know it as a word: 踏 of 踏查, whose second
// character was taken for a word of politeness.
func (r *reading) whole(t *term) *term {
	text := r.q.text
	if !hasHan(t.text) || t.end == 0 || t.end > len(text) || text[t.start:t.end] != t.text {
		return t
	}
	// A word that a filler or another table cut in two: 涵 of 涵盖.
	for _, h := range clauseTables().nearWords.Find(text) {
		if utf8.RuneCountInString(h.Word) > 1 && h.Start <= t.end && t.start <= h.End && (h.Start < t.start && t.start < h.End || h.Start < t.end && t.end < h.End) {
			w := newTerm(t.id, text[min(h.Start, t.start):max(h.End, t.end)])
			w.start, w.end, w.weak = min(h.Start, t.start), max(h.End, t.end), t.weak
			return w
		}
	}
	if next, n := utf8.DecodeRuneInString(text[t.end:]); len(t.runes) > 2 && !t.weak && len(t.alts) == 0 && isHan(next) && r.bareAt(t.end) {
		last := t.runes[len(t.runes)-1]
		if r.m.ix.slips.known[string([]rune{last, next})] && !commonPair(last, next) && !strings.ContainsRune("年月日后前时上下中内", next) {
			w := newTerm(t.id, text[t.start:t.end+n])
			w.start, w.end = t.start, t.end+n
			return w
		}
	}
	if _, light := clauseTables().near[t.text]; light || len(t.runes) != 1 || !hasHan(t.text) || t.end == 0 || t.end > len(text) {
		return t
	}
	known := r.m.ix.slips.known
	after, n := utf8.DecodeRuneInString(text[t.end:])
	before, k := utf8.DecodeLastRuneInString(text[:t.start])
	switch {
	case isHan(after) && r.bareAt(t.end) && known[string([]rune{t.runes[0], after})] && !commonPair(t.runes[0], after):
		w := newTerm(t.id, text[t.start:t.end+n])
		w.start, w.end = t.start, t.end+n
		return w
	case isHan(before) && r.bareAt(t.start-k) && known[string([]rune{before, t.runes[0]})] && !commonPair(before, t.runes[0]):
		w := newTerm(t.id, text[t.start-k:t.end])
		w.start, w.end = t.start-k, t.end
		return w
	}
	return t
}

// bareAt tells whether no term of weight begins at a byte of the question: what stands there was taken for a filler.
func (r *reading) bareAt(i int) bool {
	for _, t := range r.all {
		if !t.weak && t.start <= i && i < t.end {
			return false
		}
	}
	for _, s := range r.q.statuses {
		if strings.HasPrefix(r.q.text[i:], s.word) {
			return false
		}
	}
	return true
}

var numberWords = map[string]string{"two": "两", "three": "三", "four": "四", "five": "五", "six": "六", "seven": "七", "eight": "八", "nine": "九", "ten": "十"}

// standsInName tells whether a light word is part of a longer word that the reports hold: 市 in 城市建设, 建 in 建材.
// A word that follows the asking word or another light word only looks ahead.
func (r *reading) standsInName(text string, h vocabulary.Hit, led bool) bool {
	before, n := utf8.DecodeLastRuneInString(text[:h.Start])
	after, k := utf8.DecodeRuneInString(text[h.End:])
	first, _ := utf8.DecodeRuneInString(h.Word)
	last, _ := utf8.DecodeLastRuneInString(h.Word)
	known := r.m.ix.slips.known
	if utf8.RuneCountInString(h.Word) > 1 {
		return false
	}
	return !led && n > 0 && known[string([]rune{before, first})] || !led && k > 0 && known[string([]rune{last, after})]
}

// kindWord tells whether a term is the noun that follows the asking word (哪些领域, which sectors): it names the kind of
// thing asked for, which a report often leaves out.
func (r *reading) kindWord(t *term) bool {
	if t.start <= 0 || t.end > len(r.q.text) || !kindBefore.MatchString(r.q.text[:t.start]) {
		return false
	}
	return !qualified.MatchString(r.q.text[t.end:]) // 哪家玻璃企业: it says which one
}

var qualified = regexp.MustCompile(`^(?:企业|公司|集团|项目|单位|工程|厂)`)

// unknowable tells whether a Chinese word can be looked for in an English sentence: one that no dictionary here
// translates cannot, and its absence there says nothing.
func unknowable(t *term, s *sentence) bool {
	if s.report.Lang != "en" || !hasHan(t.text) {
		return false
	}
	return len(t.alts) == 0 || len(t.alts) == 1 && !strings.Contains(t.alts[0], " ") && isASCII(t.alts[0]) && t.alts[0] == pinyinOf(t)
}

// pinyinOf spells a term in pinyin without tones, as a name is written in English.
func pinyinOf(t *term) string {
	out := ""
	for _, r := range t.runes {
		out += plainPinyin(r)
	}
	return out
}

// covers gives how much of a term stands in a folded text, from 0 to 1.
func covers(t *term, folded string) float64 {
	return float64(ones(stands(t, folded))) / float64(ones(t.all()))
}

// stands is the mask of a term in a folded text; a short Chinese word also stands where the text has its characters one
// after the other with at most one between: 妇儿 in 妇女儿童.
func stands(t *term, folded string) uint64 {
	mask := t.in(folded)
	if mask == 0 && strings.Contains(folded, "-") {
		mask = t.in(unhyphen(folded))
	}
	if len(t.runes) > 3 && hasHan(t.text) && mask != 0 && mask&3 == 0 && stands(newTerm(0, string(t.runes[:2])), folded) != 0 {
		return mask | 3 // 妇儿医疗 in 妇女儿童医疗
	}
	if mask != 0 || len(t.runes) < 2 || len(t.runes) > 3 || !hasHan(t.text) {
		return mask
	}
	runes := []rune(folded)
	for i, r := range runes {
		if r != t.runes[0] {
			continue
		}
		at := i
		for k := 1; k < len(t.runes); k++ {
			next := -1
			for j := at + 1; j <= at+2 && j < len(runes); j++ {
				if runes[j] == t.runes[k] {
					next = j
					break
				}
				if !isHan(runes[j]) {
					break
				}
			}
			if next < 0 {
				at = -1
				break
			}
			at = next
		}
		if at > 0 {
			return t.all()
		}
	}
	return 0
}

// mask is what of a term stands in one of the index's texts; it remembers what it has looked up.
func (r *reading) mask(t *term, text int) uint64 {
	key := [2]int{t.id, text}
	if got, ok := r.m.memo[key]; ok {
		return got
	}
	got := stands(t, r.m.ix.texts[text])
	r.m.memo[key] = got
	return got
}

// aboutOther tells whether a clause begins with the name of something that the question does not name.
func (r *reading) aboutOther(c *clause) bool {
	if len(c.heads) == 0 {
		return false
	}
	for _, t := range r.must {
		if k := covers(t, c.folded); k >= 0.67 || k >= 0.5 && (len(t.runes) < 4 || !hasHan(t.text) || stands(newTerm(0, string(t.runes[:2])), c.folded) != 0) {
			return false
		}
	}
	for _, f := range c.firms {
		if r.linked(f) {
			return false
		}
	}
	for _, h := range c.heads {
		for _, o := range r.owners {
			if kin(h, o) {
				return false
			}
		}
		for _, p := range r.q.places {
			if strings.Contains(h, fold(p.Word)) {
				return false
			}
		}
	}
	return len(r.must) > 0 || len(r.owners) > 0
}

// linked tells whether a company is named in one breath with what the question names: it is part of the same matter.
func (r *reading) linked(firm string) bool {
	if got, ok := r.links[firm]; ok {
		return got
	}
	yes := false
	for _, s := range r.m.ix.sentences {
		if !strings.Contains(r.m.ix.texts[s.folded], firm) {
			continue
		}
		for _, t := range r.must {
			yes = yes || float64(ones(r.mask(t, s.folded)))/float64(ones(t.all())) >= 0.67
		}
	}
	r.links[firm] = yes
	return yes
}

// kin tells whether two names share what tells them from others.
func kin(a, b string) bool {
	x, y := distinct(a), distinct(b)
	if x == "" || y == "" || strings.Contains(x, y) || strings.Contains(y, x) {
		return true
	}
	t := newTerm(0, x)
	return hasHan(x) && covers(t, y) >= 0.5
}

// contextReach is how many clauses back a topic is carried at most.
const contextReach = 24

// stretch gives the clauses before c that still speak of the same thing, the nearest first: back to the one that
// begins a new matter, and through the passages just before it in the same section.
func (r *reading) stretch(c *clause) []*clause {
	var out []*clause
	s := c.sentence
	all := r.m.ix.sentences
	if r.aboutOther(c) {
		return nil
	}
	started := ordinalHead.MatchString(c.text) && c.opens && hasHan(c.text)
	for i := s.at; i >= 0 && len(out) < contextReach && !started; i-- {
		x := all[i]
		if x.report != s.report || x.section != s.section || s.passage-x.passage > 8 || x.passage != s.passage && r.m.ix.sectioned[s.report.ID] {
			break
		}
		for k := len(x.clauses) - 1; k >= 0; k-- {
			b := x.clauses[k]
			if i == s.at && b.from >= c.from {
				continue
			}
			out = append(out, b)
			if r.aboutOther(b) {
				return out[:len(out)-1]
			}
			if ordinalHead.MatchString(b.text) && b.opens && hasHan(b.text) {
				return out
			}
		}
	}
	return out
}

// periodStands tells whether a text speaks of a period of the question: 1 where it does, -1 where it speaks of another
// year, 0 where it speaks of none.
func periodStands(p quantity.Period, text string, s *sentence) int {
	if strings.Contains(fold(text), fold(p.Words)) {
		return 1
	}
	wide := p.Grain == quantity.Year || p.Grain == quantity.Span
	other := 0
	for _, f := range quantity.FindPeriods(text, s.report.Date) {
		if sameDays(p, f) && (!p.YearKnown || !f.YearKnown || p.Start.Year() == f.Start.Year()) {
			return 1
		}
		if !wide && f.Grain == p.Grain && (p.Grain == quantity.Day || p.Grain == quantity.Month) {
			other = -1
		}
		if f.YearKnown && wide && p.YearKnown {
			if !f.End.IsZero() && f.End.Year() >= p.Start.Year() && (f.Start.IsZero() || f.Start.Year() <= p.End.Year()) {
				return 1
			}
			other = -1
		}
	}
	return other
}

// periodOfReport tells whether a year of the question is the one that the report is about.
func periodOfReport(p quantity.Period, s *sentence) bool {
	if p.Grain != quantity.Year && p.Grain != quantity.Span || !p.YearKnown {
		return p.Words == ""
	}
	return !s.report.Date.IsZero() && s.report.Date.Year() >= p.Start.Year() && s.report.Date.Year() <= p.End.Year()
}
