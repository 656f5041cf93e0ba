package quantity

// maxNounWords bounds how far the noun of an English count may be.
const maxNounWords = 6

// nounAfter finds the noun that an English number counts: "four ceramic
// production lines" are lines. It is the first plural before the phrase ends.
func (s *scan) nounAfter(n number) (noun string, end int) {
	j := s.blanks(n.end)
	if j == n.end || !isLetter(s.get(j)) {
		return "", n.end
	}
	if n.approx == "数" { // hundreds of jobs
		if w, e := s.word(j); w == "of" {
			j = s.blanks(e)
		}
	}
	start := j
	for k := range maxNounWords {
		w, e := s.word(j)
		if w == "" || stopWords[w] || isDigit(s.get(e)) {
			break
		}
		for s.get(e) == '-' && isLetter(s.get(e+1)) { // high-quality
			w, e = s.word(e + 1)
		}
		if plural(w) || n.lo.Equal(one) && singular[w] != "" {
			noun, end = w, e
			if p := singular[w]; p != "" {
				noun = p
			}
			j = s.blanks(e)
			if j == e || !isLetter(s.get(j)) {
				break
			}
			if next, e2 := s.word(j); !plural(next) || stopWords[next] || isDigit(s.get(e2)) {
				break
			}
			continue
		}
		if noun != "" {
			break
		}
		if s.get(e) == '\'' || s.get(e) == '’' || s.get(e) == '/' {
			break
		}
		k2 := s.blanks(e)
		if k2 == e && s.get(e) != ',' {
			break
		}
		if s.get(e) == ',' {
			if k2 = s.blanks(e + 1); k2 == e+1 || !isLetter(s.get(k2)) {
				break
			}
			if k > 0 && isLetter(s.get(start)) && s.get(start) < 'a' {
				break
			}
		}
		j = k2
	}
	return noun, end
}

// plural tells whether an English word looks like a plural noun.
func plural(w string) bool {
	if irregular[w] {
		return true
	}
	if len(w) < 4 || w[len(w)-1] != 's' || stopWords[w] {
		return false
	}
	switch w[len(w)-2] {
	case 's', 'u', 'i', '\'':
		return false
	}
	return true
}
