package query

import (
	"strings"
	"unicode/utf8"

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
	terms   []*term         // must and may
	others  []int8          // see aboutOther
	places  map[string]*placeSpots
	offices []vocabulary.Hit
	kindly  map[[2]int]bool // see kindWord
	near    []vocabulary.Hit
	named   []string // what nameNoun finds in the question, once for all clauses
	kind    []string // and kindAsked
}

// read takes a question apart for the search among clauses.
func (q *question) read(ix *index) *reading {
	p := *q
	p.terms = nil
	r := &reading{q: &p, all: q.terms, want: q.wantsWords(), m: &matcher{ix: ix}, kinds: map[string]bool{}, links: map[string]bool{}, kindly: map[[2]int]bool{}}
	r.near = clauseTables().nearWords.Find(q.text)
	r.named, r.kind = nameNoun.FindStringSubmatch(p.text), kindAsked.FindStringSubmatch(p.text)
	for _, t := range q.terms {
		r.take(r.whole(t))
	}
	r.takeKinds()
	for _, w := range q.measureWords {
		if !generic[w] {
			r.addWord(w, words().synonyms[w])
		}
	}
	if q.base == "plan" && q.baseWord != "" && q.role == "" {
		r.addWord(q.baseWord, nil)
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
	if q.has(settling) {
		r.kinds["founded"], r.kinds["signed"] = true, true
	}
	if r.kinds["start"] && len(r.kinds) == 1 && q.has(beginsOther) {
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
	if !r.q.held().may(kindBefore) {
		return
	}
	for _, h := range r.near {
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
var settling = newPattern(`落户|进驻|入驻|落地|引进`)

var beginsOther = newPattern(`开始(?:[^建施动的呢吗?？\s])`)

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

// whole gives a term of one character the neighbour with which the reports know it as a word: 踏 of 踏查, whose second
// character was taken for a word of politeness.
func (r *reading) whole(t *term) *term {
	text := r.q.text
	if !hasHan(t.text) || t.end == 0 || t.end > len(text) || text[t.start:t.end] != t.text {
		return t
	}
	// A word that a filler or another table cut in two: 涵 of 涵盖.
	for _, h := range r.near {
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
	if t.start <= 0 || t.end > len(r.q.text) || !r.q.held().may(kindBefore) {
		return false
	}
	at := [2]int{t.start, t.end}
	yes, known := r.kindly[at]
	if !known {
		// 哪家玻璃企业: it says which one
		yes = kindBefore.MatchString(r.q.text[:t.start]) && !qualified.MatchString(r.q.text[t.end:])
		r.kindly[at] = yes
	}
	return yes
}

var qualified = newPattern(`^(?:企业|公司|集团|项目|单位|工程|厂|机构|协会|商会|部门|银行|学校|高校|大学|学院|院所|团体|组织|园区|开发区|局|委)`)
