package query

import (
	"hash/fnv"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// A gramIndex tells which texts hold what, so that a question looks only at texts that can hold its words.
type gramIndex struct {
	pairs  postings // two characters side by side, but for two Latin letters
	tokens postings // Latin words, by a sum of their letters: several words may share one
}

// postings list the texts of each key, in order.
type postings struct {
	keys  []uint32
	from  []int32 // from[i] to from[i+1] are the places of keys[i] in texts
	texts []int32
}

// textEnd stands for what follows the last character of a text.
const textEnd = 0

// pairKey numbers two characters; those beyond the basic plane share one number.
func pairKey(a, b rune) uint32 { return uint32(inPlane(a))<<16 | uint32(inPlane(b)) }

func inPlane(r rune) rune {
	if r > 0xFFFF {
		return utf8.RuneError
	}
	return r
}

func tokenKey(word string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(word))
	return h.Sum32()
}

// newGramIndex lays out folded texts, which are known by their numbers.
func newGramIndex(texts []string) *gramIndex {
	n := 0
	for _, t := range texts {
		n += len(t)
	}
	pairs, tokens := make([]uint64, 0, n/2), []uint64(nil)
	for id, t := range texts {
		last, token := rune(0), -1
		for i, r := range t {
			letter := r < utf8.RuneSelf && isLetter(byte(r))
			if letter && token < 0 {
				token = i
			} else if !letter && token >= 0 {
				tokens = append(tokens, uint64(tokenKey(t[token:i]))<<32|uint64(id))
				token = -1
			}
			if i > 0 && !(letter && last < utf8.RuneSelf && isLetter(byte(last))) {
				pairs = append(pairs, uint64(pairKey(last, r))<<32|uint64(id))
			}
			last = r
		}
		if token >= 0 {
			tokens = append(tokens, uint64(tokenKey(t[token:]))<<32|uint64(id))
		}
		if t != "" {
			pairs = append(pairs, uint64(pairKey(last, textEnd))<<32|uint64(id))
		}
	}
	return &gramIndex{newPostings(pairs), newPostings(tokens)}
}

// newPostings sorts keys with their texts; the texts come in order.
func newPostings(all []uint64) postings {
	all = sortByKey(all)
	var p postings
	p.texts = make([]int32, 0, len(all))
	for i, x := range all {
		if i > 0 && all[i-1] == x {
			continue
		}
		if key := uint32(x >> 32); len(p.keys) == 0 || p.keys[len(p.keys)-1] != key {
			p.keys = append(p.keys, key)
			p.from = append(p.from, int32(len(p.texts)))
		}
		p.texts = append(p.texts, int32(x))
	}
	p.from = append(p.from, int32(len(p.texts)))
	p.texts = slices.Clip(p.texts)
	return p
}

// sortByKey sorts by the upper half, keeping the order of what has the same one.
func sortByKey(all []uint64) []uint64 {
	other := make([]uint64, len(all))
	for _, shift := range []uint{32, 48} {
		var at [1 << 16]int32
		for _, x := range all {
			at[x>>shift&0xFFFF]++
		}
		sum := int32(0)
		for i, n := range at {
			at[i] = sum
			sum += n
		}
		for _, x := range all {
			k := x >> shift & 0xFFFF
			other[at[k]] = x
			at[k]++
		}
		all, other = other, all
	}
	return all
}

// of gives the texts of a key.
func (p *postings) of(key uint32) []int32 {
	if i, ok := slices.BinarySearch(p.keys, key); ok {
		return p.texts[p.from[i]:p.from[i+1]]
	}
	return nil
}

// first gives the texts of all pairs that begin with a character, some of them more than once.
func (p *postings) first(r rune) []int32 {
	from := sort.Search(len(p.keys), func(i int) bool { return p.keys[i] >= pairKey(r, 0) })
	to := sort.Search(len(p.keys), func(i int) bool { return p.keys[i] > pairKey(r, 0xFFFF) })
	return p.texts[p.from[from]:p.from[to]]
}

// spots are what is found of a word in the texts of an index: a mask for each text, 0 for nearly all.
type spots struct {
	pages []*[spotPage]uint64
	texts []int32 // those with a mask
	alts  int     // how many other words the term had
	ix    *index
}

// spotPage is how many neighbouring texts share a stretch of memory.
const spotPage = 128

func newSpots(ix *index) *spots {
	return &spots{pages: make([]*[spotPage]uint64, len(ix.texts)/spotPage+1), ix: ix}
}

func (s *spots) at(text int) uint64 {
	if p := s.pages[text/spotPage]; p != nil {
		return p[text%spotPage]
	}
	return 0
}

func (s *spots) add(text int32, mask uint64) {
	p := s.pages[text/spotPage]
	if p == nil {
		p = new([spotPage]uint64)
		s.pages[text/spotPage] = p
	}
	if p[text%spotPage] == 0 {
		s.texts = append(s.texts, text)
	}
	p[text%spotPage] |= mask
}

// addHolding marks the texts that have a word.
func (s *spots) addHolding(word string, mask uint64) {
	s.eachCandidate(word, func(text int32) {
		if s.at(int(text))&mask != mask && holds(s.ix.texts[text], word) {
			s.add(text, mask)
		}
	})
}

// having gives the texts that have a word, once looked for in a question.
func (q *question) having(ix *index, word string) *spots {
	return q.havingAny(ix, word, func() []string { return []string{word} })
}

// havingAny gives the texts that have one of several words; name is what these are kept under.
func (q *question) havingAny(ix *index, name string, all func() []string) *spots {
	if s := q.words[name]; s != nil && s.ix == ix {
		return s
	}
	if q.words == nil {
		q.words = map[string]*spots{}
	}
	s := newSpots(ix)
	for _, w := range all() {
		s.addHolding(w, 1)
	}
	q.words[name] = s
	return s
}

// beside tells whether something was found in the words that own a figure or in its own clause, near whether there or
// in the clauses before it.
func (s *spots) beside(e *entry) bool { return s.any(e.own) || s.any(e.near) }

func (s *spots) near(e *entry) bool { return s.beside(e) || s.any(e.carried) }

// any tells whether something was found in one of some texts.
func (s *spots) any(texts []int) bool {
	for _, id := range texts {
		if s.at(id) != 0 {
			return true
		}
	}
	return false
}

// wordEndings are what a Latin word may have more and still be the word: see holds.
var wordEndings = []string{"", "s", "es", "ed", "d", "ing"}

// eachCandidate gives the texts that may have a word, and none that has it is left out.
func (s *spots) eachCandidate(word string, f func(int32)) {
	if word == "" {
		return
	}
	g := s.ix.grams
	if isLetter(word[0]) {
		end := 1
		for end < len(word) && isLetter(word[end]) {
			end++
		}
		endings := wordEndings
		if end < len(word) {
			endings = wordEndings[:1]
		}
		for _, e := range endings {
			for _, text := range g.tokens.of(tokenKey(word[:end] + e)) {
				f(text)
			}
		}
		return
	}
	first, n := utf8.DecodeRuneInString(word)
	if n == len(word) {
		for _, text := range g.pairs.first(first) {
			f(text)
		}
		return
	}
	// The rarest pair of the word leads to the fewest texts.
	var best []int32
	found, last := false, first
	for _, r := range word[n:] {
		if r >= utf8.RuneSelf || last >= utf8.RuneSelf || !isLetter(byte(r)) || !isLetter(byte(last)) {
			if texts := g.pairs.of(pairKey(last, r)); !found || len(texts) < len(best) {
				best, found = texts, true
			}
		}
		last = r
	}
	for _, text := range best {
		f(text)
	}
}

// spots tells what of a term stands in each text of an index, once looked for: see in.
func (t *term) spots(ix *index) *spots {
	if t.found != nil && t.found.ix == ix && t.found.alts == len(t.alts) {
		return t.found
	}
	s := newSpots(ix)
	s.alts = len(t.alts)
	for i, piece := range t.pieces {
		a, b := t.runes[i], t.runes[i+1]
		switch {
		case a < utf8.RuneSelf && isLetter(byte(a)) && b < utf8.RuneSelf && isLetter(byte(b)):
			for text, folded := range ix.texts {
				if strings.Contains(folded, piece) {
					s.add(int32(text), 3<<uint(i))
				}
			}
		default:
			exact := inPlane(a) != utf8.RuneError && inPlane(b) != utf8.RuneError
			for _, text := range ix.grams.pairs.of(pairKey(a, b)) {
				if exact || strings.Contains(ix.texts[text], piece) {
					s.add(text, 3<<uint(i))
				}
			}
		}
	}
	all := t.all()
	if len(t.pieces) == 0 {
		s.addHolding(t.text, all)
	}
	for _, a := range t.alts {
		s.addHolding(a, all)
	}
	t.found = s
	return s
}

// standing tells what of a term stands in each text, once looked for, in the wider sense of stands.
func (t *term) standing(ix *index) *spots {
	if t.stood != nil && t.stood.ix == ix && t.stood.alts == len(t.alts) {
		return t.stood
	}
	plain := t.spots(ix)
	han := hasHan(t.text)
	hyphened := strings.Contains(t.text, " ") && len(t.pieces) == 0
	for _, a := range t.alts {
		hyphened = hyphened || strings.Contains(a, " ")
	}
	near := han && (len(t.runes) == 2 || len(t.runes) == 3)
	if !hyphened && !near && (!han || len(t.runes) < 4) {
		t.stood = plain
		return plain
	}
	s := newSpots(ix)
	s.alts = len(t.alts)
	for _, text := range plain.texts {
		s.add(text, plain.at(int(text)))
	}
	if hyphened {
		for _, text := range ix.grams.pairs.first('-') {
			if folded := ix.texts[text]; s.at(int(text)) == 0 {
				if mask := t.in(unhyphen(folded)); mask != 0 {
					s.add(text, mask)
				}
			}
		}
	}
	switch {
	case near:
		for _, text := range ix.grams.pairs.first(t.runes[0]) {
			if s.at(int(text)) == 0 && t.scattered(ix.texts[text]) {
				s.add(text, t.all())
			}
		}
	case han && len(t.runes) > 3:
		head := t.head().standing(ix)
		for _, text := range s.texts {
			if s.at(int(text))&3 == 0 && head.at(int(text)) != 0 {
				s.add(text, 3)
			}
		}
	}
	t.stood = s
	return s
}

// head is the term of the first two characters of a longer one.
func (t *term) head() *term {
	if t.begins == nil {
		t.begins = newTerm(0, string(t.runes[:2]))
	}
	return t.begins
}
