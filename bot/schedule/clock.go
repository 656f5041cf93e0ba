package schedule

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

var (
	hourEN  = regexp.MustCompile(`\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.?|p\.m\.?)(?:[^a-z]|$)`)
	colon   = regexp.MustCompile(`(\d{1,4})\s*:\s*(\d{1,3})(?:\s*:\s*\d{2})?`)
	pointed = regexp.MustCompile(`\b(\d{1,2})\.(\d{2})\b`)
	hourZH  = regexp.MustCompile(`(\d{1,3}|[零一二两三四五六七八九十廿]{1,3})\s*(?:点钟|点|时)\s*(半|[一三13]刻|(?:零?\d{1,3}|[零〇一二三四五六七八九十]{1,4})分?|整|正)?`)
)

// A reading is a time of day as it was typed.
type reading struct {
	at    Clock
	found bool
	hour  int    // as typed, where there is one
	part  string // of the day, "" for none; also am and pm
}

// cutTime finds a time of day and cuts it out. With usual, a part of the day alone is a time too: 每天早上.
func cutTime(text string, usual bool) (r reading, rest string, err error) {
	all := text
	for _, w := range words("part") {
		if i := indexWord(text, w.word); i >= 0 {
			r.part = w.value
			text = cut(text, i, i+len(w.word))
			break
		}
	}
	// Where the time itself is cut to find its number, it is named whole in an error.
	whole := func(from, to int) string {
		return strings.TrimFunc(text[from:to], blank)
	}
	if m := hourEN.FindStringSubmatchIndex(text); m != nil {
		r.hour, _ = strconv.Atoi(text[m[2]:m[3]])
		minute := 0
		if m[4] >= 0 {
			minute, _ = strconv.Atoi(text[m[4]:m[5]])
		}
		if r.hour < 1 || r.hour > 12 || minute > 59 {
			return r, text, &Error{BadTime, text[m[0]:m[7]]}
		}
		r.part = text[m[6]:m[6]+1] + "m"
		hour, _ := inPart(r.hour, r.part)
		r.at, r.found = Clock(hour*60+minute), true
		return r, cut(text, m[0], m[7]), nil
	}
	hour, minute := -1, 0
	var from, to int
	if m := colon.FindStringSubmatchIndex(text); m != nil {
		hour, _ = strconv.Atoi(text[m[2]:m[3]])
		minute, _ = strconv.Atoi(text[m[4]:m[5]])
		if m[5]-m[4] != 2 {
			minute = 60 // 8:5 and 8:000 are slips
		}
		from, to = m[0], m[1]
	} else if m := hourZH.FindStringSubmatchIndex(text); m != nil {
		var ok bool
		if hour, ok = numeral(text[m[2]:m[3]]); !ok {
			hour = 99
		}
		if m[4] >= 0 {
			if minute, ok = minutes(text[m[4]:m[5]]); !ok {
				minute = 60
			}
		}
		from, to = m[0], m[1]
	} else if m := pointed.FindStringSubmatchIndex(text); m != nil {
		hour, _ = strconv.Atoi(text[m[2]:m[3]])
		minute, _ = strconv.Atoi(text[m[4]:m[5]])
		from, to = m[0], m[1]
	} else if r.part != "" {
		// 晚上8, 8 in the evening
		if bare := strings.TrimSpace(cutFillers(text)); digits(bare) && len(bare) <= 2 {
			hour, _ = strconv.Atoi(bare)
			from = strings.Index(text, bare)
			to = from + len(bare)
		}
	}
	if hour >= 0 {
		var ok bool
		r.hour = hour
		if hour, ok = inPart(hour, r.part); !ok || hour > 23 || minute > 59 {
			return r, text, &Error{BadTime, whole(from, to)}
		}
		r.at, r.found = Clock(hour*60+minute), true
		return r, cut(text, from, to), nil
	}
	for _, w := range words("time") {
		if i := indexWord(text, w.word); i >= 0 {
			r.at, err = readClock(w.value)
			r.found = err == nil
			return r, cut(text, i, i+len(w.word)), nil
		}
	}
	// 早上 is a time where nothing else is said beside it: 早点 is none.
	if left := strings.TrimFunc(cutFillers(text), blank); left == "" || !usual {
		for _, w := range words("usual") {
			if w.word == r.part && (usual || r.part == "noon") {
				r.at, err = readClock(w.value)
				r.found = err == nil
				return r, text, nil
			}
		}
	}
	return r, all, nil
}

// inPart reads an hour in a part of the day: 下午3 is 15. It is false where the two contradict each other.
func inPart(hour int, part string) (int, bool) {
	switch part {
	case "am", "pm":
		hour %= 12
		if part == "pm" {
			hour += 12
		}
	case "dawn":
		if hour == 12 {
			return 0, true
		}
		return hour, hour <= 6
	case "morning":
		return hour, hour <= 12
	case "noon":
		if hour <= 2 {
			return hour + 12, true
		}
		return hour, hour >= 11 && hour <= 14
	case "afternoon":
		if hour >= 1 && hour <= 7 {
			return hour + 12, true
		}
		return hour, hour >= 12 && hour <= 19
	case "evening":
		switch {
		case hour == 12:
			return 0, true
		case hour >= 4 && hour <= 11:
			return hour + 12, true
		}
		return hour, hour >= 16 || hour <= 2
	case "night":
		switch {
		case hour == 12:
			return 0, true
		case hour >= 7 && hour <= 11:
			return hour + 12, true
		}
		return hour, hour >= 19 || hour <= 5
	}
	return hour, true
}

func minutes(text string) (int, bool) {
	switch text {
	case "半":
		return 30, true
	case "一刻", "1刻":
		return 15, true
	case "三刻", "3刻":
		return 45, true
	case "整", "正":
		return 0, true
	}
	text = strings.TrimSuffix(text, "分")
	if rest, found := strings.CutPrefix(text, "零"); found && rest != "" {
		text = rest
	}
	return numeral(text)
}

// numeral reads a small number in digits or in Chinese, up to 99.
func numeral(text string) (int, bool) {
	if digits(text) {
		n, err := strconv.Atoi(text)
		return n, err == nil
	}
	const figures = "零一二三四五六七八九"
	text = strings.NewReplacer("两", "二", "〇", "零", "廿", "二十").Replace(text)
	figure := func(s string) (int, bool) {
		at := strings.Index(figures, s)
		return at / 3, at >= 0 && utf8.RuneCountInString(s) == 1
	}
	tens, ones, found := strings.Cut(text, "十")
	if !found {
		return figure(text)
	}
	n, ok := 1, true
	if tens != "" {
		n, ok = figure(tens)
	}
	n *= 10
	if ones != "" && ok {
		var one int
		one, ok = figure(ones)
		n += one
	}
	return n, ok
}

var (
	// between parts the two times of quiet hours.
	between = regexp.MustCompile(`\s*(?:-+|到|至|\bto\b|\band\b|\buntil\b|\btill\b)\s*`)
	// dayEnd is midnight as the end of a day.
	dayEnd = regexp.MustCompile(`(^|[^\d:.])24(?::00|点整?|时)?(\s*)$`)
)

// ParseQuiet reads quiet hours: 22:00-7:00, 晚上10点到早上7点, 10pm to 7am, or 无 and off for none. The error
// is an *Error.
func ParseQuiet(text string) (Quiet, error) {
	folded := cutWords(fold(text), "quiet")
	bad := &Error{BadQuiet, strings.TrimSpace(text)}
	for _, w := range words("off") {
		if at := indexWord(folded, w.word); at >= 0 && strings.TrimFunc(cutFillers(cut(folded, at, at+len(w.word))), blank) == "" {
			return Quiet{}, nil
		}
	}
	at := between.FindStringIndex(folded)
	if at == nil {
		return Quiet{}, bad
	}
	from, err := quietTime(folded[:at[0]], bad)
	if err != nil {
		return Quiet{}, err
	}
	to, err := quietTime(dayEnd.ReplaceAllString(folded[at[1]:], "${1}0:00$2"), bad)
	if err != nil {
		return Quiet{}, err
	}
	// 中午12点到2点, 晚上7点到10点, 1 to 3pm: the part of the day counts for both where that makes them follow each other.
	switch {
	case to.part == "" && from.part != "" && to.hour >= 1 && to.hour <= 12:
		part := from.part
		if part == "noon" {
			part = "afternoon"
		}
		if hour, ok := inPart(to.hour, part); ok {
			if at := Clock(hour*60) + to.at%60; at > from.at || hour == 0 {
				to.at = at
			}
		}
	case from.part == "" && (to.part == "pm" || to.part == "afternoon") && from.hour >= 1 && from.hour <= 12:
		if at := Clock((from.hour%12+12)*60) + from.at%60; at < to.at {
			from.at = at
		}
	}
	if from.at == to.at {
		return Quiet{}, bad // it would be all day or not at all
	}
	return Quiet{from.at, to.at}, nil
}

// quietTime reads one of the two times.
func quietTime(text string, bad *Error) (reading, error) {
	r, rest, err := cutTime(text, false)
	if err != nil {
		return r, err
	}
	rest = strings.TrimFunc(cutFillers(rest), blank)
	if !r.found && digits(rest) {
		n, _ := strconv.Atoi(rest)
		minute := 0
		if len(rest) == 4 {
			n, minute = n/100, n%100
		}
		if len(rest) > 4 || len(rest) == 3 || n > 23 || minute > 59 {
			return r, &Error{BadTime, rest}
		}
		r.at, r.hour, r.found, rest = Clock(n*60+minute), n, true, ""
	}
	if !r.found || rest != "" {
		return r, bad
	}
	return r, nil
}
