package query

import (
	"strings"
	"unicode/utf8"
)

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
	if len(t.runes) > 3 && hasHan(t.text) && mask != 0 && mask&3 == 0 && stands(t.head(), folded) != 0 {
		return mask | 3 // 妇儿医疗 in 妇女儿童医疗
	}
	if mask != 0 || len(t.runes) < 2 || len(t.runes) > 3 || !hasHan(t.text) {
		return mask
	}
	if t.scattered(folded) {
		return t.all()
	}
	return 0
}

// scattered tells whether a text has the characters of a term one after the other with at most one between.
func (t *term) scattered(folded string) bool {
	for from := 0; ; {
		i := strings.IndexRune(folded[from:], t.runes[0])
		if i < 0 {
			return false
		}
		from += i + utf8.RuneLen(t.runes[0])
		rest, good := folded[from:], true
		for _, want := range t.runes[1:] {
			next, n := utf8.DecodeRuneInString(rest)
			if next != want && n > 0 && isHan(next) {
				k := n
				next, n = utf8.DecodeRuneInString(rest[k:])
				n += k
			}
			if good = next == want && n > 0; !good {
				break
			}
			rest = rest[n:]
		}
		if good {
			return true
		}
	}
}

// covers gives how much of a term stands in one of the index's texts, from 0 to 1.
func (r *reading) covers(t *term, text int) float64 {
	return float64(ones(r.mask(t, text))) / float64(ones(t.all()))
}

// mask is what of a term stands in one of the index's texts.
func (r *reading) mask(t *term, text int) uint64 { return t.standing(r.m.ix).at(text) }
