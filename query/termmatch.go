package query

import (
	"strings"
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
