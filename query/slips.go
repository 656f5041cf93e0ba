package query

import (
	"strings"

	"wenxiang/data/vocabulary"
)

// A slipIndex knows the runs of two to four characters that the reports and the vocabulary hold, by spelling and by
// sound, to mend what a person mistyped. A word that exists is never taken for another.
type slipIndex struct {
	known    map[string]bool
	everyday map[string]bool
	bySound  map[string][]string
	latin    map[string]bool
	byName   map[string][]string // pinyin written together → runs of characters
}

const (
	minSlip = 2
	maxSlip = 4
	// maxIndexedRunes bounds the memory that the index of slips takes on a large collection.
	maxIndexedRunes = 4_000_000
)

func newSlipIndex(texts []string) *slipIndex {
	s := &slipIndex{known: map[string]bool{}, everyday: map[string]bool{}, bySound: map[string][]string{}, latin: map[string]bool{}, byName: map[string][]string{}}
	budget := maxIndexedRunes
	for _, t := range texts {
		s.add(t, &budget)
	}
	for _, m := range vocabulary.Measures() {
		for _, w := range m.ZH {
			s.add(fold(w), &budget)
		}
	}
	// Everyday words of the field are no slips, though no report holds them.
	for zh := range words().chinese {
		if n := len([]rune(zh)); n >= minSlip && n <= maxSlip {
			s.everyday[zh] = true
		}
	}
	for zh := range words().synonyms {
		s.everyday[zh] = true
	}
	return s
}

func (s *slipIndex) add(text string, budget *int) {
	if *budget <= 0 {
		return
	}
	runes := []rune(text)
	*budget -= len(runes)
	for i := 0; i < len(runes); {
		if !isHan(runes[i]) {
			j := i
			for j < len(runes) && runes[j] < 0x80 && isLetter(byte(runes[j])) {
				j++
			}
			if j-i >= 3 {
				s.latin[string(runes[i:j])] = true
			}
			if j == i {
				j++
			}
			i = j
			continue
		}
		for n := minSlip; n <= maxSlip && i+n <= len(runes) && isHan(runes[i+n-1]); n++ {
			run := string(runes[i : i+n])
			if s.known[run] {
				continue
			}
			s.known[run] = true
			if k := soundOf(runes[i : i+n]); k != "" {
				s.bySound[k] = append(s.bySound[k], run)
			}
			name := ""
			for _, r := range runes[i : i+n] {
				name += plainPinyin(r)
			}
			s.byName[name] = append(s.byName[name], run)
		}
		i++
	}
}

// mend replaces what was mistyped in a run of Chinese characters by what the reports hold. keep tells which
// characters of the run must stay as they are (words of the question itself).
func (s *slipIndex) mend(run []rune) ([]rune, bool) {
	out := append([]rune{}, run...)
	changed := false
	whole := s.inOrder(run)
	for n := maxSlip; n >= minSlip; n-- {
		for i := 0; i+n <= len(out); i++ {
			better := []rune(s.better(out[i : i+n]))
			for k := range better {
				if better[k] != out[i+k] && (whole[i+k] || strings.ContainsRune(negationRunes, out[i+k]) || strings.ContainsRune(negationRunes, better[k])) {
					better = nil // the character is part of a word that is in order
					break
				}
			}
			if len(better) > 0 {
				copy(out[i:], better)
				changed = true
			}
		}
	}
	return out, changed
}

// askingRunes are never part of a mistyped name, particleRunes seldom.
const (
	askingRunes   = "几多少哪谁什么啥吗呢"
	negationRunes = "没未不无非" // are never mended, and nothing is mended to them: the answer would be its own opposite
	particleRunes = "的了吗是有在到要会能可以就都也又还和与从由把被让给对于个些那这其那个中"
)

// inOrder marks the characters of a run that are part of an everyday word.
func (s *slipIndex) inOrder(run []rune) []bool {
	out := make([]bool, len(run))
	for n := minSlip; n <= maxSlip; n++ {
		for i := 0; i+n <= len(run); i++ {
			if s.everyday[string(run[i:i+n])] {
				for k := i; k < i+n; k++ {
					out[k] = true
				}
			}
		}
	}
	return out
}

// better finds the one known run that a window of characters is a slip of, "" when there is none or several.
func (s *slipIndex) better(window []rune) string {
	w := string(window)
	if s.known[w] || s.everyday[w] {
		return ""
	}
	for _, alt := range words().synonyms[w] {
		if s.holds(alt) {
			return "" // another word for something that the reports name: no slip
		}
	}
	plain := 0
	for _, r := range window {
		if strings.ContainsRune(askingRunes, r) {
			return ""
		}
		if !strings.ContainsRune(particleRunes, r) {
			plain++
		}
	}
	if plain < 2 {
		return ""
	}
	found := ""
	for _, candidate := range s.bySound[soundOf(window)] {
		if same := common(window, []rune(candidate)); same == 0 || len(window)-same > 1 && len(window) < 4 {
			continue
		}
		if s.touchesWord(window, []rune(candidate)) {
			continue
		}
		if found != "" && found != candidate {
			return ""
		}
		found = candidate
	}
	if found != "" || len(window) < 3 {
		return found
	}
	for i, r := range window {
		for _, l := range words().lookalikes[r] {
			candidate := string(window[:i]) + string(l) + string(window[i+1:])
			if !s.known[candidate] {
				continue
			}
			if found != "" && found != candidate {
				return ""
			}
			found = candidate
		}
	}
	return found
}

// touchesWord tells whether a character that a candidate would change is part of a word that is in order as it is.
func (s *slipIndex) touchesWord(window, candidate []rune) bool {
	for i := range window {
		if window[i] == candidate[i] {
			continue
		}
		for _, j := range []int{i - 1, i} {
			if j >= 0 && j+1 < len(window) {
				if pair := string(window[j : j+2]); s.known[pair] || s.everyday[pair] {
					return true
				}
			}
		}
	}
	return false
}

func common(a, b []rune) int {
	n := 0
	for i := range a {
		if i < len(b) && a[i] == b[i] {
			n++
		}
	}
	return n
}

// mendLatin finds the one known Latin word that a mistyped one is a slip of: one letter more, less or other, or two
// neighbours swapped, in a word of at least five letters.
func (s *slipIndex) mendLatin(word string) string {
	if len(word) < 5 || s.latin[word] {
		return ""
	}
	found := ""
	for known := range s.latin {
		if len(known) < 5 || known[0] != word[0] || len(known)-len(word) > 1 || len(word)-len(known) > 1 {
			continue
		}
		if oneSlip(word, known) {
			if found != "" {
				return ""
			}
			found = known
		}
	}
	return found
}

// oneSlip tells whether a becomes b by one insertion, deletion, substitution or swap of neighbours.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) {
		return false
	}
	if a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// holds tells whether all pairs of characters of a word are known.
func (s *slipIndex) holds(word string) bool {
	r := []rune(word)
	for i := 0; i+1 < len(r); i++ {
		if !s.known[string(r[i:i+2])] {
			return false
		}
	}
	return len(r) > 1
}

// romanised finds the runs of characters whose pinyin a Latin word is (Yingxin → 迎新).
func (s *slipIndex) romanised(word string) []string {
	if len(word) < 4 || strings.ContainsAny(word, "0123456789") {
		return nil
	}
	return s.byName[word]
}
