package query

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// mend replaces slips in the stretches of the folded question that hold no known word.
func (q *question) mend(ix *index) {
	if ix == nil {
		return
	}
	covered := make([]bool, len(q.text)+1)
	w := words()
	single := make([]bool, len(q.text)) // words of one character, which are in order by themselves
	places := append(vocabulary.FindPlaces(q.text), q.homesIn(q.text)...)
	for _, hits := range [][]vocabulary.Hit{vocabulary.FindMeasures(q.text), vocabulary.FindStatuses(q.text), places,
		w.asks.Find(q.text), w.operations.Find(q.text), w.fillers.Find(q.text)} {
		for _, h := range hits {
			if utf8.RuneCountInString(q.text[h.Start:h.End]) < 2 {
				for i := h.Start; i < h.End; i++ {
					single[i] = true
				}
				continue
			}
			if acrossPlace(places, h) {
				continue
			}
			for i := h.Start; i < h.End; i++ {
				covered[i] = true
			}
		}
	}
	if strings.ContainsAny(q.text, "万亿") {
		for _, n := range quantity.Find(q.text) {
			for i := n.Start; i < n.End; i++ {
				covered[i] = true // 一亿 is no slip for 一意
			}
		}
	}
	asked := strings.Contains(q.text, "多少") || strings.Contains(q.text, "几")
	for _, m := range findAll(askedWord, q.text, asked) {
		for i := m[0]; i < m[1]; i++ {
			covered[i] = true
		}
	}
	for _, m := range findAll(askedScale, q.text, asked) {
		for i := m[0]; i < m[1]; i++ {
			covered[i] = true
		}
	}
	for _, p := range quantity.FindPeriods(q.text, time.Time{}) {
		for i := p.From; i < p.To; i++ {
			covered[i] = true // 2024年省: 年 belongs to the year
		}
	}
	q.mendNames(ix, places, covered)
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
			changed = changed && len(better) == len(run) && keepWords(ix, run, better)
			if !changed {
				better = run
			}
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
	for i, one := range single {
		covered[i] = covered[i] || one
	}
	q.mendBeside(ix, covered)
}

// acrossPlace tells whether a word only seems to stand where the name of a place ends and another word begins: 平均 in
// 四平均乐宝.
func acrossPlace(places []vocabulary.Hit, h vocabulary.Hit) bool {
	for _, p := range places {
		if p.Start < h.Start && h.Start < p.End && p.End < h.End {
			return true
		}
	}
	return false
}

// mendBeside mends a single character that no known word explains by the words around it, which are in order: 律 of 入统律,
// 捧 of 铜捧项目. covered marks the bytes of the question that belong to known words; a mended character is as long as
// the one that it replaces.
func (q *question) mendBeside(ix *index, covered []bool) {
	if len(covered) != len(q.text)+1 {
		return
	}
	runes := []rune(q.text)
	at := make([]int, len(runes))
	for i, pos := 0, 0; i < len(runes); i++ {
		at[i] = pos
		pos += utf8.RuneLen(runes[i])
	}
	known := func(from, to int) bool {
		return from >= 0 && to <= len(runes) && ix.slips.known[string(runes[from:to])]
	}
	changed := false
	for i, r := range runes {
		if covered[at[i]] || !isHan(r) || strings.ContainsRune(askingRunes+particleRunes+seldomMistyped+negationRunes, r) || known(i-1, i+1) || known(i, i+2) ||
			i > 0 && ix.slips.everyday[string(runes[i-1:i+1])] || i+1 < len(runes) && ix.slips.everyday[string(runes[i:i+2])] {
			continue
		}
		if better := ix.slips.inPlace(runes, i); better != 0 && !strings.ContainsRune(negationRunes, better) && utf8.RuneLen(better) == utf8.RuneLen(r) {
			from, to := max(0, i-2), min(len(runes), i+3)
			was := string(runes[from:to])
			runes[i] = better
			q.mended = append(q.mended, was+"→"+string(runes[from:to]))
			changed = true
		}
	}
	if changed {
		q.text = string(runes)
	}
}

// inPlace gives the one character that sounds or looks like the one at i and with which a run of three or four characters
// around it is one that the reports hold; 0 where there is none or several.
func (s *slipIndex) inPlace(runes []rune, i int) rune {
	found := rune(0)
	for n := maxSlip; n > minSlip; n-- {
		for from := max(0, i-n+1); from <= i && from+n <= len(runes); from++ {
			window := runes[from : from+n]
			asks := false
			for _, r := range window {
				asks = asks || !isHan(r) || strings.ContainsRune(askingRunes, r)
			}
			if asks {
				continue
			}
			take := func(candidate []rune) bool {
				c := candidate[i-from]
				if found != 0 && found != c {
					return false
				}
				found = c
				return true
			}
			for _, candidate := range s.bySound[soundOf(window)] {
				c := []rune(candidate)
				if len(c) == n && common(window, c) == n-1 && c[i-from] != window[i-from] && !take(c) {
					return 0
				}
			}
			for _, l := range words().lookalikes[window[i-from]] {
				c := append([]rune{}, window...)
				c[i-from] = l
				if s.known[string(c)] && !take(c) {
					return 0
				}
			}
		}
		if found != 0 {
			return found
		}
	}
	return found
}

// mendNames mends a slip behind the name of a place that begins a longer name which the reports hold: 玉环听君 for 玉环昕君.
func (q *question) mendNames(ix *index, places []vocabulary.Hit, covered []bool) {
	for _, h := range places {
		place := []rune(q.text[h.Start:h.End])
		end := h.End
		for n := len(place); n < maxSlip && end < len(q.text) && !covered[end]; {
			r, size := utf8.DecodeRuneInString(q.text[end:])
			if !isHan(r) {
				break
			}
			end += size
			n++
		}
		run := []rune(q.text[h.Start:end])
		if len(place) != 2 || len(run) != maxSlip || ix.slips.known[string(run[1:3])] {
			continue // the place stands for itself, or the name goes on as the reports have it
		}
		better := ix.slips.better(run)
		if !strings.HasPrefix(better, string(place)) || len(better) != end-h.Start {
			continue
		}
		q.mended = append(q.mended, string(run)+"→"+better)
		q.text = q.text[:h.Start] + better + q.text[end:]
		for i := h.Start; i < end; i++ {
			covered[i] = true
		}
	}
}

// askedScale is the scale of an amount that is asked for: 亿 in 多少亿度电 is no slip.
var askedScale = regexp.MustCompile(`(?:多少|几)[十百千]?[万亿]+`)

// askedWord is a measure word whose number is asked for: 种 in 多少种产品 is no slip.
var askedWord = regexp.MustCompile(`(?:多少|几)[个种项家条座处位名次趟回场份件批类款台辆套栋间张户人天年月吨亩米块所届轮期]`)

// seldomMistyped are characters that stand by themselves in questions: what differs from the reports there is no slip.
const seldomMistyped = "没未离距省市县州镇乡涨跌升降增减拉签有里设盖建租投占年月区一二两三四五六七八九十"

// keepWords takes back what was mended of words that were right: 里 in 项目里投得, 中心 in 医疗中心设. It tells whether
// anything mended is left.
func keepWords(ix *index, run, better []rune) bool {
	left := false
	for i := range run {
		if run[i] == better[i] {
			continue
		}
		last := i+1 == len(run) || run[i+1] == '的'
		if strings.ContainsRune(seldomMistyped, run[i]) || last && strings.ContainsRune(partNames, run[i]) || i > 0 && run[i-1] == better[i-1] && ix.isWord(run[i-1:i+1]) || i+1 < len(run) && run[i+1] == better[i+1] && ix.isWord(run[i:i+2]) {
			better[i] = run[i]
			continue
		}
		left = true
	}
	return left
}

// isWord tells whether two characters are a word that the reports hold, or, where no report is in Chinese, one of the dictionary.
func (ix *index) isWord(pair []rune) bool {
	w := string(pair)
	return ix.slips.known[w] || !ix.hasChinese && len(words().chinese[w]) > 0
}
