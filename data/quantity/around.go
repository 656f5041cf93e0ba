package quantity

import "strings"

// approxBefore reads 约, 超过, nearly … in front of i, not before floor.
func (s *scan) approxBefore(i, floor int, n number) (from int, canon string) {
	from = i
	for range 3 {
		j := from
		b := s.blanksBack(j)
		found := false
		for _, w := range approxBefore[lower(s.get(b-1))] {
			k, ok := s.matchBack(b, w.word, w.lang == "en")
			if !ok || k < floor || !s.approxFits(w, k, i, n) {
				continue
			}
			from, found = k, true
			if canon == "" && w.canon != "-" {
				canon = w.canon
			}
			break
		}
		if !found {
			return from, canon
		}
	}
	return from, canon
}

// approxFits rules out words that only look like approximations: 节约10万元, 附近3家.
func (s *scan) approxFits(w approxWord, at, num int, n number) bool {
	prev := s.get(at - 1)
	if w.lang == "en" {
		return !isLetter(prev)
	}
	switch w.word[0] {
	case '>': // the end of a name in angle brackets
		return !isLetter(prev) && prev != '.'
	case '约':
		return !strings.ContainsRune("节签合制条公履违解誓邀预续失相大", prev)
	case '近':
		return !strings.ContainsRune("附最邻临靠就远亲晚", prev)
	case '上', '破':
		return len(w.word) > 1 || n.bare && !strings.ContainsRune("以线网海", prev)
	case '过':
		return len(w.word) > 1 || (n.bare || n.mult.GreaterThanOrEqual(wan)) && !strings.ContainsRune("超不经通路", prev)
	case '超':
		return !strings.ContainsRune("赶反", prev)
	}
	return true
}

// matchBack tells where word begins when it ends at i.
func (s *scan) matchBack(i int, word []rune, anyCase bool) (int, bool) {
	for x := len(word) - 1; x >= 0; x-- {
		if word[x] == ' ' {
			j := s.blanksBack(i)
			if j == i {
				return 0, false
			}
			i = j
			continue
		}
		c := s.get(i - 1)
		if anyCase {
			c = lower(c)
		}
		if c != word[x] {
			return 0, false
		}
		i--
	}
	return i, true
}

// approxAfter reads 以上, 左右, or more … at i.
func (s *scan) approxAfter(i int) (canon string, end int) {
	j := s.blanks(i)
	for _, w := range approxAfter[lower(s.get(j))] {
		e, ok := s.matchWord(j, w.word, w.lang == "en")
		if !ok || w.lang == "en" && (j == i || isLetter(s.get(e))) {
			continue
		}
		switch w.canon {
		case "以下":
			if s.get(e) == '简' || s.get(e) == '称' {
				continue
			}
		case "左右":
			if s.get(e) == '游' || s.get(e) == '岸' {
				continue
			}
		}
		return w.canon, e
	}
	if s.get(i) == '+' && !isDigit(s.get(i+1)) && !isLetter(s.get(i+1)) {
		return "以上", i + 1
	}
	return "", i
}

// perAfter reads /年, per year, a day, annually at i.
func (s *scan) perAfter(i int) (per string, end int) {
	j := i
	if s.get(j) == '/' || s.get(j) == '每' {
		j = s.blanks(j + 1)
		for _, w := range rateHan {
			if s.has(j, w.word) && !(s.get(i) == '每' && len(w.per) > 3) {
				return w.per, j + w.len
			}
		}
		if w, e := s.word(j); w != "" && rateWords[w] != "" && s.get(i) == '/' && !isDigit(s.get(e)) {
			return rateWords[w], e
		}
		return "", i
	}
	if c := s.get(i); c == '-' {
		if w, e := s.word(i + 1); w == "a" || w == "per" { // 10,000-tonne-a-year
			if s.get(e) == '-' {
				if w, e := s.word(e + 1); rateWords[w] != "" {
					return rateWords[w], e
				}
			}
		}
		return "", i
	}
	j = s.blanks(i)
	if j == i || !isLetter(s.get(j)) {
		return "", i
	}
	w, e := s.word(j)
	switch w {
	case "per", "a", "an", "each", "every":
		k := s.blanks(e)
		t, e2 := s.word(k)
		p := rateWords[t]
		if p == "" || len(t) == 1 || w != "per" && p != "year" && p != "month" && p != "day" && p != "hour" && p != "week" {
			return "", i
		}
		if a, _ := s.word(s.blanks(e2)); w == "a" && (a == "earlier" || a == "ago" || a == "before") {
			return "", i
		}
		return p, e2
	case "annually", "yearly":
		return "year", e
	case "daily":
		return "day", e
	case "monthly":
		return "month", e
	case "weekly":
		return "week", e
	case "hourly":
		return "hour", e
	}
	return "", i
}

// perBefore reads 每年 in front of i.
func (s *scan) perBefore(i, floor int) (per string, from int) {
	for _, w := range rateHan {
		k := i - w.len - 1
		if k >= floor && k >= 0 && s.r[k] == '每' && s.has(k+1, w.word) {
			return w.per, k
		}
	}
	return "", i
}
