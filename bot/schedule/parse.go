package schedule

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Fault says what is wrong with what a person typed.
type Fault string

// The faults.
const (
	BadTime     Fault = "time"    // no time of day: 25:00
	UnknownZone Fault = "zone"    // no zone of that name
	BadDay      Fault = "day"     // no day of a month: 32
	BadQuiet    Fault = "quiet"   // no two times for quiet hours
	Unread      Fault = "unread"  // words that mean nothing here
	Nothing     Fault = "nothing" // neither days nor time nor zone
)

// An Error tells what of a text cannot be read as a schedule.
type Error struct {
	Fault Fault
	Word  string // the part that is meant, as typed but for its case and width
}

func (e *Error) Error() string {
	switch e.Fault {
	case BadTime:
		return fmt.Sprintf("%q is no time of day; it goes from 0:00 to 23:59", e.Word)
	case UnknownZone:
		return fmt.Sprintf("there is no time zone %q", e.Word)
	case BadDay:
		return fmt.Sprintf("%q is no day of a month; they go from 1 to 31", e.Word)
	case BadQuiet:
		return fmt.Sprintf("%q are no quiet hours; write two times, such as 22:00-7:00", e.Word)
	case Unread:
		return fmt.Sprintf("%q says nothing about when", e.Word)
	}
	return "neither days nor a time are named"
}

// Parse reads what people type for a schedule: 8:00, 早上8点, 每周一9点, workdays 7:45, every Monday 9am,
// 每月底18点 上海. What the text leaves open is as in Default. The error is an *Error.
func Parse(text string) (Schedule, error) { return Default().With(text) }

// With changes what the text names and leaves the rest.
func (s Schedule) With(text string) (Schedule, error) {
	rest := fold(text)
	found := false
	zone, rest, err := cutZone(rest)
	if err != nil {
		return s, err
	}
	if zone != "" {
		s.Zone, found = zone, true
	}
	changed := s.Rule
	var spoken days
	if rest, err = spoken.cut(rest); err != nil {
		return s, err
	}
	at, timed, rest, err := cutTime(rest)
	if err != nil {
		return s, err
	}
	rest = cutFillers(rest)
	// A bare number is the hour, or the day where the hour is named and a month is spoken of.
	if bare := strings.TrimSpace(rest); bare != "" && digits(bare) {
		n, _ := strconv.Atoi(bare)
		switch {
		case timed && spoken.rhythm == Monthly && spoken.day == 0:
			if n < 1 || n > 31 {
				return s, &Error{BadDay, bare}
			}
			spoken.day, rest = n, ""
		case !timed && len(bare) <= 2:
			if n > 23 {
				return s, &Error{BadTime, bare}
			}
			at, timed, rest = Clock(n*60), true, ""
		}
	}
	if left := strings.TrimFunc(rest, blank); left != "" {
		if zone == "" {
			if z := city(left); z != "" {
				s.Zone, zone, found = z, z, true
				left = ""
			}
		}
		if left != "" && zone == "" && aboutZone(fold(text), left) {
			return s, &Error{UnknownZone, left}
		}
		if left != "" {
			return s, &Error{Unread, left}
		}
	}
	if spoken.apply(&changed) {
		found = true
	}
	if timed {
		changed.At, found = at, true
	}
	if !found {
		return s, &Error{Nothing, strings.TrimSpace(text)}
	}
	s.Rule = changed
	return s, nil
}

// aboutZone tells whether the words that are left stand where a zone stands.
func aboutZone(text, left string) bool {
	at := strings.Index(text, left)
	if at < 0 {
		return false
	}
	before, after := strings.TrimSpace(text[:at]), strings.TrimSpace(text[at+len(left):])
	return strings.HasSuffix(before, " in") || strings.HasSuffix(before, "时区") || strings.HasSuffix(before, "zone") ||
		strings.HasPrefix(after, "时间") || strings.HasPrefix(after, "时区") || strings.HasPrefix(after, "time") || before == "in"
}

// days are the days that a text names.
type days struct {
	rhythm  Rhythm
	weekday int // -1 for none
	day     int // of the month, 0 for none
}

var (
	dayZH  = regexp.MustCompile(`(\d{1,3}|[零一二两三四五六七八九十廿]{1,3})\s*[号日]`)
	dayEN  = regexp.MustCompile(`\b(\d{1,3})(?:st|nd|rd|th)\b`)
	dayWEN = regexp.MustCompile(`\bday\s+(\d{1,3})\b`)
)

func (d *days) cut(text string) (string, error) {
	d.weekday = -1
	rhythm := func(only, not Rhythm) {
		for _, w := range words("rhythm") {
			r := Rhythm(w.value)
			if at := indexWord(text, w.word); at >= 0 && d.rhythm == "" && r != not && (only == "" || r == only) {
				d.rhythm = r
				text = cut(text, at, at+len(w.word))
			}
		}
	}
	rhythm(Workdays, "")             // 周一到周五 holds the names of days
	for _, w := range words("day") { // and 每月底 the word 每月
		if at := indexWord(text, w.word); at >= 0 && d.day == 0 {
			d.day, _ = strconv.Atoi(w.value)
			text = cut(text, at, at+len(w.word))
		}
	}
	for _, w := range words("weekday") {
		if at := indexWord(text, w.word); at >= 0 && d.rhythm == "" {
			d.weekday, _ = strconv.Atoi(w.value)
			d.rhythm = Weekly
			text = cut(text, at, at+len(w.word))
		}
	}
	if d.weekday >= 0 {
		d.rhythm = ""
		rhythm(Weekly, "") // every week on Monday
		d.rhythm = Weekly
	} else {
		rhythm("", Workdays)
	}
	if d.day > 0 {
		return text, nil
	}
	for _, form := range []*regexp.Regexp{dayZH, dayEN, dayWEN} {
		if m := form.FindStringSubmatchIndex(text); m != nil {
			n, ok := numeral(text[m[2]:m[3]])
			if !ok || n < 1 || n > 31 {
				return text, &Error{BadDay, text[m[0]:m[1]]}
			}
			d.day = n
			return cut(text, m[0], m[1]), nil
		}
	}
	return text, nil
}

// apply changes a rule as the text says and tells whether it says anything.
func (d days) apply(r *Rule) bool {
	switch {
	case d.rhythm != "":
		r.Rhythm = d.rhythm
	case d.day > 0:
		r.Rhythm = Monthly
	default:
		return false
	}
	if d.weekday >= 0 {
		r.Weekday = time.Weekday(d.weekday)
	}
	if d.day > 0 {
		r.Day = d.day
	}
	return true
}

var (
	hourEN  = regexp.MustCompile(`\b(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|a\.m\.?|p\.m\.?)(?:[^a-z]|$)`)
	colon   = regexp.MustCompile(`(\d{1,4})\s*:\s*(\d{1,3})(?:\s*:\s*\d{2})?`)
	pointed = regexp.MustCompile(`\b(\d{1,2})\.(\d{2})\b`)
	hourZH  = regexp.MustCompile(`(\d{1,3}|[零一二两三四五六七八九十廿]{1,3})\s*(?:点钟|点|时)\s*(半|[一三13]刻|(?:零?\d{1,3}|[零〇一二三四五六七八九十]{1,4})分?|整|正)?`)
)

// cutTime finds a time of day and cuts it out.
func cutTime(text string) (at Clock, found bool, rest string, err error) {
	part := ""
	for _, w := range words("part") {
		if i := indexWord(text, w.word); i >= 0 {
			part = w.value
			text = cut(text, i, i+len(w.word))
			break
		}
	}
	// Where the time itself is cut to find its number, it is named whole in an error.
	whole := func(from, to int) string {
		return strings.TrimFunc(text[from:to], blank)
	}
	if m := hourEN.FindStringSubmatchIndex(text); m != nil {
		hour, _ := strconv.Atoi(text[m[2]:m[3]])
		minute := 0
		if m[4] >= 0 {
			minute, _ = strconv.Atoi(text[m[4]:m[5]])
		}
		word := text[m[0]:m[7]]
		if hour < 1 || hour > 12 || minute > 59 {
			return 0, false, text, &Error{BadTime, word}
		}
		hour %= 12
		if text[m[6]] == 'p' {
			hour += 12
		}
		return Clock(hour*60 + minute), true, cut(text, m[0], m[7]), nil
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
	} else if part != "" {
		// 晚上8, 8 in the evening
		if bare := strings.TrimSpace(cutFillers(text)); digits(bare) && len(bare) <= 2 {
			hour, _ = strconv.Atoi(bare)
			from = strings.Index(text, bare)
			to = from + len(bare)
		}
	}
	if hour < 0 {
		for _, w := range words("time") {
			if i := indexWord(text, w.word); i >= 0 {
				at, err := readClock(w.value)
				return at, err == nil, cut(text, i, i+len(w.word)), nil
			}
		}
		if part == "noon" {
			return 12 * 60, true, text, nil
		}
		if part != "" {
			return 0, false, text, &Error{BadTime, strings.TrimFunc(text, blank)}
		}
		return 0, false, text, nil
	}
	hour, ok := inPart(hour, part)
	if !ok || hour > 23 || minute > 59 {
		return 0, false, text, &Error{BadTime, whole(from, to)}
	}
	return Clock(hour*60 + minute), true, cut(text, from, to), nil
}

// inPart reads an hour in a part of the day: 下午3 is 15. It is false where the two contradict each other.
func inPart(hour int, part string) (int, bool) {
	switch part {
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

// between parts the two times of quiet hours.
var between = regexp.MustCompile(`\s*(?:-+|到|至|\bto\b|\buntil\b|\btill\b)\s*`)

// ParseQuiet reads quiet hours: 22:00-7:00, 晚上10点到早上7点, 10pm to 7am, or 无 and off for none. The error
// is an *Error.
func ParseQuiet(text string) (Quiet, error) {
	folded := fold(text)
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
	var q Quiet
	for i, side := range []string{folded[:at[0]], folded[at[1]:]} {
		clock, found, rest, err := cutTime(side)
		if err != nil {
			return Quiet{}, err
		}
		rest = strings.TrimFunc(cutFillers(rest), blank)
		if !found && digits(rest) {
			n, _ := strconv.Atoi(rest)
			if n > 23 || len(rest) > 2 {
				return Quiet{}, &Error{BadTime, rest}
			}
			clock, found, rest = Clock(n*60), true, ""
		}
		if !found || rest != "" {
			return Quiet{}, bad
		}
		if i == 0 {
			q.From = clock
		} else {
			q.To = clock
		}
	}
	if q.From == q.To {
		return Quiet{}, bad // it would be all day or not at all
	}
	return q, nil
}

// A word of words.tsv.
type word struct{ word, value string }

var wordLists = sync.OnceValue(func() map[string][]word {
	lists := map[string][]word{}
	for _, row := range rows("words.tsv", 3) {
		for text := range strings.SplitSeq(row[2], ";") {
			w := strings.TrimSpace(text)
			if row[0] != "same" {
				w = strings.ToLower(w)
			}
			lists[row[0]] = append(lists[row[0]], word{w, row[1]})
		}
	}
	for kind := range lists {
		slices.SortStableFunc(lists[kind], func(a, b word) int { return len(b.word) - len(a.word) })
	}
	return lists
})

// words are those of a kind, the longest first.
func words(kind string) []word { return wordLists()[kind] }

var same = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	for _, w := range words("same") {
		if pair := []rune(w.word); len(pair) == 2 {
			m[pair[0]] = pair[1]
		}
	}
	return m
})

// fold writes a text in lower case, half width and simplified characters, as far as schedules need it.
func fold(text string) string {
	text = strings.ToValidUTF8(text, " ")
	return strings.Map(func(r rune) rune {
		if t, found := same()[r]; found {
			r = t
		}
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case unicode.IsSpace(r):
			r = ' '
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r):
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

// gap takes the place of what was cut out, so that its neighbours do not become one word.
const gap = " "

func cut(text string, from, to int) string { return text[:from] + gap + text[to:] }

// indexWord finds a word. A Latin word must not be a part of a longer one.
func indexWord(text, w string) int {
	for from := 0; ; {
		at := strings.Index(text[from:], w)
		if at < 0 {
			return -1
		}
		at += from
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(w):])
		first, _ := utf8.DecodeRuneInString(w)
		last, _ := utf8.DecodeLastRuneInString(w)
		if !(isLatin(first) && isLatin(before)) && !(isLatin(last) && isLatin(after)) {
			return at
		}
		from = at + 1
	}
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// cutFillers takes out the words that say nothing.
func cutFillers(text string) string {
	for _, w := range words("filler") {
		for at := indexWord(text, w.word); at >= 0; at = indexWord(text, w.word) {
			text = cut(text, at, at+len(w.word))
		}
	}
	return strings.Join(strings.FieldsFunc(text, blank), " ")
}

// blank tells whether a character only separates.
func blank(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(",.;:!?()（）【】[]\"'-/", r)
}

func digits(text string) bool {
	return text != "" && strings.IndexFunc(text, func(r rune) bool { return r < '0' || r > '9' }) < 0
}
