package query

import (
	"strings"
	"unicode/utf8"

	"wenxiang/data/vocabulary"
)

// mend replaces slips in the stretches of the folded question that hold no known word.
func (q *question) mend(ix *index) {
	if ix == nil {
		return
	}
	covered := make([]bool, len(q.text)+1)
	w := words()
	for _, hits := range [][]vocabulary.Hit{vocabulary.FindMeasures(q.text), vocabulary.FindStatuses(q.text), vocabulary.FindPlaces(q.text),
		w.asks.Find(q.text), w.operations.Find(q.text), w.fillers.Find(q.text)} {
		for _, h := range hits {
			if utf8.RuneCountInString(q.text[h.Start:h.End]) < 2 {
				continue
			}
			for i := h.Start; i < h.End; i++ {
				covered[i] = true
			}
		}
	}
	var b strings.Builder
	for i := 0; i < len(q.text); {
		j := i
		for j < len(q.text) && !covered[j] {
			r, n := utf8.DecodeRuneInString(q.text[j:])
			if !isHan(r) {
				break
			}
			j += n
		}
		if j > i {
			run := []rune(q.text[i:j])
			better, changed := ix.slips.mend(run)
			if changed && string(better) != string(run) {
				q.mended = append(q.mended, string(run)+"→"+string(better))
			}
			b.WriteString(string(better))
			i = j
			continue
		}
		_, n := utf8.DecodeRuneInString(q.text[i:])
		b.WriteString(q.text[i : i+n])
		i += n
	}
	q.text = b.String()
}
