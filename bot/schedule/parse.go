package schedule

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
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
	said, err := read(text)
	if err != nil {
		return s, err
	}
	changed := s.Rule
	if named := said.days.apply(&changed); !named && !said.timed && said.zone == "" {
		return s, &Error{Nothing, strings.TrimSpace(text)}
	}
	if said.timed {
		changed.At = said.at
	}
	if said.zone != "" {
		s.Zone = said.zone
	}
	s.Rule = changed
	return s, nil
}

// A Parting is a text in two: what says when, and the question that stands before or after it.
type Parting struct{ When, Rest string }

// Apart parts what says when from a question: 每周一9点 总投资多少？ There may be several ways, the likeliest first, or
// none. When names days or a time of day in words that mean nothing else: 10日, 上海 and monthly may belong to the
// question.
func Apart(text string) (ways []Parting) {
	var ends []int
	for i, r := range text {
		if apart(r) {
			ends = append(ends, i+utf8.RuneLen(r))
		}
	}
	plain := func(words string, first bool) bool {
		if utf8.RuneCountInString(words) > longest {
			return false
		}
		said, err := read(words)
		if err != nil || said.zone != "" && !plainZone.MatchString(fold(words)) {
			return false
		}
		return said.timed && !said.bare || said.days.often && (!first || plainRhythm.MatchString(fold(words)))
	}
	for i := len(ends) - 1; i >= 0; i-- {
		before, after := text[:ends[i]], strings.TrimSpace(strings.TrimLeftFunc(text[ends[i]:], blank))
		if after != "" && plain(before, true) {
			ways = append(ways, Parting{strings.TrimFunc(before, apart), after})
		}
	}
	for _, end := range ends {
		before, after := strings.TrimSpace(text[:end]), text[end:]
		if strings.TrimFunc(before, blank) != "" && plain(after, false) {
			ways = append(ways, Parting{strings.TrimFunc(after, apart), strings.TrimRight(before, " ,，;；、")})
		}
	}
	return ways
}

// longest is the longest text, in characters, that is taken for a time beside a question.
const longest = 60

// apart tells whether a character may stand between what says when and the question.
func apart(r rune) bool { return blank(r) || strings.ContainsRune("，。？；、！", r) }

// A saying is what a text says about when.
type saying struct {
	zone  string // "" for none
	days  days
	at    Clock // where timed
	timed bool
	bare  bool // the time is a number alone
}

var (
	plainZone = regexp.MustCompile(`时间|时区|[东西][\d一二三四五六七八九十]+区|utc|gmt|\btime\b|[a-z]/[a-z]`)
	// plainRhythm is what a rhythm before a question needs, since daily may be a part of it.
	plainRhythm = regexp.MustCompile(`每|\b(?:every|each)\b|[,，;；、]\s*$`)
	atHour      = regexp.MustCompile(`\bat\s+\d{1,2}(?:\s|$)`)
	minus       = regexp.MustCompile(`(?:^|\s)-\d{1,2}\s*(?:[点时]|:\d{2}|$)`)
)

// read reads a text of which all must say something about when.
func read(text string) (said saying, err error) {
	rest := fold(text)
	if said.zone, rest, err = cutZone(rest); err != nil {
		return said, err
	}
	if rest, err = said.days.cut(rest); err != nil {
		return said, err
	}
	if bad := strings.TrimSpace(minus.FindString(rest)); bad != "" {
		return said, &Error{BadTime, bad}
	}
	atWord := atHour.MatchString(strings.TrimFunc(rest, blank))
	clock, rest, err := cutTime(rest, true)
	if err != nil {
		return said, err
	}
	said.at, said.timed = clock.at, clock.found
	rest = cutFillers(rest)
	// A bare number is the day where a month is spoken of, else the hour.
	if bare := strings.TrimSpace(rest); digits(bare) {
		n, _ := strconv.Atoi(bare)
		switch {
		case said.days.rhythm == Monthly && said.days.day == 0 && len(bare) <= 3 && (said.timed || !atWord):
			if n < 1 || n > 31 {
				return said, &Error{BadDay, bare}
			}
			said.days.day, rest = n, ""
		case !said.timed && len(bare) <= 2:
			if n > 23 {
				return said, &Error{BadTime, bare}
			}
			said.at, said.timed, said.bare, rest = Clock(n*60), true, !atWord, ""
		case !said.timed && len(bare) == 4:
			if n/100 > 23 || n%100 > 59 {
				return said, &Error{BadTime, bare}
			}
			said.at, said.timed, said.bare, rest = Clock(n/100*60+n%100), true, true, ""
		}
	}
	if left := strings.TrimFunc(rest, blank); left != "" {
		if said.zone == "" {
			said.zone = cityOf(left)
		}
		switch {
		case said.zone != "" && cityOf(left) == said.zone: // named twice, or by itself
		case said.zone == "" && (aboutZone(fold(text), left) || slices.ContainsFunc(words("vague"), func(w word) bool { return w.word == left })):
			return said, &Error{UnknownZone, left}
		default:
			return said, &Error{Unread, left}
		}
	}
	return said, nil
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
	weekday int  // -1 for none
	day     int  // of the month, 0 for none
	often   bool // a word says that they come again: 每天
}

var (
	dayZH  = regexp.MustCompile(`(\d{1,3}|[零一二两三四五六七八九十廿]{1,3})\s*[号日]`)
	dayEN  = regexp.MustCompile(`\b(\d{1,3})(?:st|nd|rd|th)\b`)
	dayWEN = regexp.MustCompile(`\bday\s+(\d{1,3})\b`)
	// oncePer would otherwise be a name of a day: 每周一次.
	oncePer = regexp.MustCompile(`(?:每|一|1)个?(天|日|周|星期|礼拜|旬|月)(?:一|1)次`)
	// dayDigit is a name of a day with a digit: 周3, not 每周3点.
	dayDigit = regexp.MustCompile(`(周|星期|礼拜)([1-7])($|[^\d点时:.])`)
)

func (d *days) cut(text string) (string, error) {
	d.weekday = -1
	text = oncePer.ReplaceAllString(text, "每$1"+gap)
	text = dayDigit.ReplaceAllStringFunc(text, func(m string) string {
		part := dayDigit.FindStringSubmatch(m)
		return part[1] + string([]rune("一二三四五六日")[part[2][0]-'1']) + part[3]
	})
	rhythm := func(only, not Rhythm) {
		for _, w := range words("rhythm") {
			r := Rhythm(w.value)
			if at := indexWord(text, w.word); at >= 0 && d.rhythm == "" && r != not && (only == "" || r == only) {
				d.rhythm, d.often = r, true
				text = cut(text, at, at+len(w.word))
			}
		}
	}
	rhythm(Workdays, "")             // 周一到周五 holds the names of days
	for _, w := range words("day") { // and 每月底 the word 每月
		if at := indexWord(text, w.word); at >= 0 && d.day == 0 {
			d.day, _ = strconv.Atoi(w.value)
			d.often = strings.HasPrefix(w.word, "每") || strings.Contains(w.word, "month")
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
