package report

import (
	"hash/maphash"
	"unicode"
)

// EditionLikeness is how alike two texts of one Key must be to be editions of one
// report. Other reports may share a title too: two parts of a yearbook, two items of one day's news.
const EditionLikeness = 0.3

// Alike tells how much of the shorter of two texts, given as their passages,
// stands in the other: 1 for all of it, 0 for nothing. Digits count as one and the same, since
// an edition changes figures first.
func Alike(a, b []string) float64 {
	short, long := shingles(a), shingles(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) == 0 {
		if len(long) == 0 {
			return 1
		}
		return 0
	}
	shared := 0
	for h := range short {
		if long[h] {
			shared++
		}
	}
	return float64(shared) / float64(len(short))
}

const (
	shingle     = 6 // characters that are compared at once
	maxShingles = 300_000
)

var shingleSeed = maphash.MakeSeed()

func shingles(passages []string) map[uint64]bool {
	out := map[uint64]bool{}
	var window []rune
	for _, p := range passages {
		window = window[:0]
		for _, r := range p {
			switch {
			case unicode.IsDigit(r):
				if n := len(window); n > 0 && window[n-1] == '0' {
					continue
				}
				r = '0'
			case unicode.IsLetter(r):
				r = unicode.ToLower(r)
			default:
				continue
			}
			if window = append(window, r); len(window) > shingle {
				window = window[1:]
			}
			if len(window) == shingle && len(out) < maxShingles {
				out[maphash.String(shingleSeed, string(window))] = true
			}
		}
	}
	return out
}
