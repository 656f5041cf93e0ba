package query

import (
	"sort"
	"strings"
	"unicode/utf8"

	"wenxiang/data/vocabulary"
)

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
		t.name = !hasHan(t.text) && !t.optional && len(t.alts) == 0 && writtenAsName(q.raw, t.text) || words().proper[t.text]
		if held > 0 && !t.name && !ix.holdsAny(t) {
			t.weak = true
		}
	}
}

// addChineseTerm adds a run of Chinese characters, cut where a word has synonyms or an English name.
func (q *question) addChineseTerm(ix *index, text string, start, end int, weak bool) {
	w := words()
	type cut struct {
		from, to int
		alts     []string
		foreign  bool // for its English name alone
	}
	var cuts []cut
	for _, h := range w.synonymWords.Find(text) {
		if weak {
			break
		}
		if ix != nil && crosses(ix, text, h.Start, h.End) {
			continue
		}
		alts := w.synonyms[h.Key]
		if ix != nil && ix.english() {
			for _, a := range alts[:min(2, len(alts))] {
				alts = append(alts[:len(alts):len(alts)], w.chinese[a]...)
			}
		}
		cuts = append(cuts, cut{h.Start, h.End, alts, false})
	}
	sort.SliceStable(cuts, func(i, j int) bool { return cuts[i].to-cuts[i].from > cuts[j].to-cuts[j].from })
	if ix != nil && ix.english() {
		var foreign []cut
		for _, h := range w.chineseWords.Find(text) {
			if utf8.RuneCountInString(h.Word) == 1 && utf8.RuneCountInString(text) > 1 && h.End < len(text) {
				continue // 多 of 多伦多 is no several
			}
			foreign = append(foreign, cut{h.Start, h.End, w.chinese[h.Key], true})
		}
		sort.SliceStable(foreign, func(i, j int) bool { return foreign[i].to-foreign[i].from > foreign[j].to-foreign[j].from })
		cuts = append(cuts, foreign...)
		sort.SliceStable(cuts, func(i, j int) bool { return cuts[i].to-cuts[i].from > cuts[j].to-cuts[j].from })
	}
	var chosen []cut
	taken := make([]bool, len(text)+1)
	for _, c := range cuts {
		merged := false
		for i := range chosen {
			if chosen[i].from == c.from && chosen[i].to == c.to {
				chosen[i].alts = append(append([]string{}, chosen[i].alts...), c.alts...)
				chosen[i].foreign = chosen[i].foreign && c.foreign
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
	var pieces []*term // of the run that is being cut
	var whole []string
	together := func() {
		if len(pieces) > 1 {
			run := newTerm(pieces[0].id, strings.Join(whole, ""))
			run.start, run.end, run.weak = pieces[0].start, pieces[len(pieces)-1].end, weak
			for _, t := range pieces {
				t.run = run
			}
		}
		pieces, whole = nil, nil
	}
	plain := func(from, to int) {
		run := strings.TrimSpace(text[from:to])
		if run == "" {
			return
		}
		t := q.newTerm(run, start+from, start+to)
		pieces, whole = append(pieces, t), append(whole, run)
		t.weak = weak || len(t.runes) == 1
		if ix != nil && ix.english() {
			name := ""
			for _, r := range t.runes {
				name += plainPinyin(r)
			}
			t.alts = append(t.alts, name)
			t.alts = append(t.alts, spacedPinyin(t.runes)...)
		}
	}
	for _, c := range chosen {
		plain(at, c.from)
		if !c.foreign {
			together()
		}
		t := q.newTerm(text[c.from:c.to], start+c.from, start+c.to)
		t.alts, t.weak = append([]string{}, c.alts...), weak || len(t.runes) == 1
		if c.foreign {
			pieces, whole = append(pieces, t), append(whole, t.text)
		}
		at = c.to
	}
	plain(at, len(text))
	together()
}

// spacedPinyin are the spellings of a name of three to six characters in two or three words, as English writes names of places
// and works one after the other: Honghe Yongning.
func spacedPinyin(runes []rune) []string {
	if len(runes) < 3 || len(runes) > 6 {
		return nil
	}
	spell := func(r []rune) (out string) {
		for _, x := range r {
			out += plainPinyin(x)
		}
		return out
	}
	var out []string
	for i := 1; i < len(runes); i++ {
		out = append(out, spell(runes[:i])+" "+spell(runes[i:]))
	}
	if len(runes) == 6 {
		out = append(out, spell(runes[:2])+" "+spell(runes[2:4])+" "+spell(runes[4:]))
	}
	return out
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
		for _, zh := range t.alts[:min(3, len(t.alts))] {
			t.alts = append(t.alts, w.chinese[zh]...)
		}
	}
	if p, ok := vocabulary.PlaceByName(text); ok {
		t.alts = append(append(t.alts, p.Name), p.Short...)
	}
	if ix.english() && strings.Contains(text, " ") && !strings.Contains(text, "-") && !ix.holdsAny(t) && q.terms[len(q.terms)-1] == t {
		q.terms = q.terms[:len(q.terms)-1] // chip plant, where the report has a chip assembly plant: word by word
		at := start
		for _, word := range strings.Fields(text) {
			from := strings.Index(q.text[at:end], word)
			if from < 0 {
				break
			}
			q.addLatinTerm(ix, word, at+from, at+from+len(word), weak)
			at += from + len(word)
		}
		return
	}
	t.alts = append(t.alts, ix.initialsOf(text)...)
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
