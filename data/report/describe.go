package report

import (
	_ "embed"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// describe works out what the report says of itself: language, date, place, key.
func (r *Report) describe(h head) {
	r.Lang = language(r, h.lang)
	r.Date, r.DateWords = r.ownDate(h.date)
	if r.Place = h.place; r.Place == "" {
		r.Place = placeIn(r.Title)
	}
	if r.Place == "" && r.headline() != "" {
		r.Place = placeIn(r.Sections[0].Title)
	}
	if r.Place == "" {
		for _, text := range r.opening(1) {
			if m := agencyLine.FindStringSubmatch(text); m != nil {
				if r.Place = placeIn(m[1]); r.Place == "北京市" {
					r.Place = "" // an agency writes from Beijing on any place
				}
			}
		}
	}
	r.Key = key(r.Title, r.File)
	if r.Title != "" {
		r.Key += r.headline()
	}
}

// language is what the header says, else the language of most letters; a
// Chinese word weighs as much as an English one.
func language(r *Report, stated string) string {
	switch s := strings.ToLower(stated); {
	case strings.HasPrefix(s, "zh"), strings.Contains(s, "中"), s == "chinese":
		return "zh"
	case strings.HasPrefix(s, "en"), strings.Contains(s, "英"):
		return "en"
	}
	han, latin := 0, 0
	count := func(s string) {
		for _, c := range s {
			switch {
			case unicode.Is(unicode.Han, c):
				han++
			case c < 0x250 && unicode.IsLetter(c):
				latin++
			}
		}
	}
	count(r.Title)
	for _, s := range r.Sections {
		count(s.Title)
		for _, p := range s.Passages {
			if count(p.Text); han+latin > 50_000 {
				break
			}
		}
	}
	if latin > han*4 {
		return "en"
	}
	return "zh"
}

var (
	isoDate   = regexp.MustCompile(`(?:^|[^\d.\-/])((?:19|20)\d\d)([-/.])(\d{1,2})(?:[-/.](\d{1,2}))?(?:[^\d\-/]|$)`)
	hanDate   = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)\s?年(?:\s?(\d{1,2})\s?月(?:份)?(?:\s?(\d{1,2})\s?[日号])?)?`)
	fullHan   = regexp.MustCompile(`二[〇○零Ｏ0][一二三四五六七八九〇○零Ｏ0]{2}年(?:([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?)?`)
	enDate    = regexp.MustCompile(`(?i)\b(?:(\d{1,2})(?:st|nd|rd|th)? )?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.? (?:(\d{1,2})(?:st|nd|rd|th)?,? )?((?:19|20)\d\d)\b`)
	bareYear  = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)(?:\D|$)`)
	compact   = regexp.MustCompile(`(?:^|\D)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\D|$)`)
	todayIs   = regexp.MustCompile(`今[天日]\s?[（(](\d{1,2})月(\d{1,2})日[）)]`)
	asOf      = regexp.MustCompile(`截[至止]到?((?:19|20)\d\d)年(\d{1,2})月(?:(\d{1,2})日|底|末|份)?`)
	sinceYear = regexp.MustCompile(`((?:19|20)\d\d)年(?:以来|[1-9１-９]\s?[-—–－~至]\s?\d{1,2}月|上半年|前三季度|[一二三四1-4]季度|第[一二三四]季度)`)
	// 新华社长春11月5日电
	agencyLine = regexp.MustCompile(`^(?:新华社|中新社|中新网|本报|人民网|央视网|新华网)(\p{Han}{2,6}?)(?:\d{1,2}月)?\d{1,2}日(?:电|讯)`)
	dateline   = regexp.MustCompile(`(?:本报讯|电|消息|报道|讯|日前|记者)`)
)

// A found date keeps the words it was read from.
type foundDate struct {
	at    time.Time
	words string
	grain int // 1 year, 2 month, 3 day
}

// ownDate finds when the report was written. In this order: the header, the
// title, the file's name, the dateline that opens the text, the latest 截至 date or
// running period in the text. A year that the text merely mentions does not count.
func (r *Report) ownDate(stated string) (time.Time, string) {
	best := dateIn(stated)
	if best.grain == 0 && stated != "" {
		best = yearIn(stated)
	}
	refine := func(d foundDate) {
		if d.grain > best.grain && (best.grain == 0 || d.at.Year() == best.at.Year()) {
			best = d
		}
	}
	refine(dateIn(r.Title))
	if best.grain == 0 {
		refine(enYearIn(r.Title))
	}
	base := strings.TrimSuffix(r.File, filepath.Ext(r.File))
	refine(dateIn(base))
	if best.grain == 0 {
		refine(compactDate(base))
	}
	if best.grain == 0 {
		refine(yearIn(base))
	}
	if best.grain < 3 {
		opening := r.opening(2)
		for _, text := range opening {
			if m := todayIs.FindStringSubmatch(text); m != nil && best.grain > 0 && best.grain < 3 {
				refine(dateOf(best.at.Year(), m[1], m[2], strconv.Itoa(best.at.Year())+"年"+m[1]+"月"+m[2]+"日"))
			}
			if i := dateline.FindStringIndex(firstRunes(text, 60)); i != nil {
				if d := dateIn(firstRunes(text, 60)); d.grain == 3 {
					refine(d)
				}
			}
		}
	}
	if best.grain < 2 {
		refine(r.runningDate())
	}
	return best.at, best.words
}

func (r *Report) opening(n int) []string {
	var out []string
	for _, s := range r.Sections {
		for _, p := range s.Passages {
			if out = append(out, p.Text); len(out) == n {
				return out
			}
		}
	}
	return out
}

// runningDate is the latest date up to which the text counts.
func (r *Report) runningDate() foundDate {
	var best foundDate
	for _, s := range r.Sections {
		for _, p := range s.Passages {
			if !strings.Contains(p.Text, "年") {
				continue
			}
			for _, m := range asOf.FindAllStringSubmatch(p.Text, -1) {
				year, _ := strconv.Atoi(m[1])
				words := strings.TrimLeft(m[0], "截至止到")
				if d := dateOf(year, m[2], m[3], words); d.grain > 0 && d.at.After(best.at) {
					best = d
				}
			}
			for _, m := range sinceYear.FindAllStringSubmatch(p.Text, -1) {
				year, _ := strconv.Atoi(m[1])
				if d := dateOf(year, "", "", m[1]+"年"); d.at.Year() > best.at.Year() {
					best = d
				}
			}
		}
	}
	return best
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// dateIn finds the first date with a year in s.
func dateIn(s string) foundDate {
	if s == "" {
		return foundDate{}
	}
	s = width.Narrow.String(s)
	if m := isoDate.FindStringSubmatch(s); m != nil {
		year, _ := strconv.Atoi(m[1])
		if d := dateOf(year, m[3], m[4], strings.Trim(strings.TrimFunc(m[0], func(r rune) bool { return !unicode.IsDigit(r) }), " ")); d.grain > 1 {
			return d
		}
	}
	if m := hanDate.FindStringSubmatch(s); m != nil {
		year, _ := strconv.Atoi(m[1])
		return dateOf(year, m[2], m[3], strings.TrimLeftFunc(m[0], func(r rune) bool { return !unicode.IsDigit(r) }))
	}
	if m := fullHan.FindStringSubmatch(s); m != nil {
		year, _ := strconv.Atoi(hanDigits(firstRunes(m[0], 4)))
		return dateOf(year, hanNumber(m[1]), hanNumber(m[2]), m[0])
	}
	if m := enDate.FindStringSubmatch(s); m != nil {
		year, _ := strconv.Atoi(m[4])
		day := m[1] + m[3]
		if m[1] != "" && m[3] != "" {
			day = m[1]
		}
		month := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(m[2][:3]))/3 + 1
		return dateOf(year, strconv.Itoa(month), day, m[0])
	}
	return foundDate{}
}

func yearIn(s string) foundDate {
	if m := bareYear.FindStringSubmatch(s); m != nil {
		year, _ := strconv.Atoi(m[1])
		return dateOf(year, "", "", m[1])
	}
	return foundDate{}
}

// enYearIn reads the year of an English title (Annual Report 2023).
func enYearIn(s string) foundDate {
	if hasHan(s) {
		return foundDate{}
	}
	return yearIn(s)
}

func compactDate(s string) foundDate {
	if m := compact.FindStringSubmatch(s); m != nil {
		year, _ := strconv.Atoi(m[1])
		return dateOf(year, m[2], m[3], m[1]+m[2]+m[3])
	}
	return foundDate{}
}

// dateOf is the day, month or year that the parts give, nothing when there is no such day.
func dateOf(year int, month, day, words string) foundDate {
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	grain := 3
	if d == 0 {
		d, grain = 1, 2
	}
	if m == 0 {
		m, d, grain = 1, 1, 1
	}
	at := time.Date(year, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if m > 12 || at.Day() != d {
		return foundDate{}
	}
	return foundDate{at, strings.TrimSpace(words), grain}
}

func hanDigits(s string) string {
	var b strings.Builder
	for _, r := range s {
		if i := strings.IndexRune("〇一二三四五六七八九", r); i >= 0 {
			b.WriteByte(byte('0' + utf8.RuneCountInString("〇一二三四五六七八九"[:i])))
		} else {
			b.WriteByte('0')
		}
	}
	return b.String()
}

// hanNumber reads 一 to 三十一.
func hanNumber(s string) string {
	n, last := 0, 0
	for _, r := range s {
		if r == '十' {
			n, last = max(last, 1)*10, 0
			continue
		}
		last = utf8.RuneCountInString("〇一二三四五六七八九"[:max(strings.IndexRune("〇一二三四五六七八九", r), 0)])
	}
	if n+last == 0 {
		return ""
	}
	return strconv.Itoa(n + last)
}

//go:embed places.tsv
var placesTSV string

// A placeName is a province, or a city that governs counties: how it is called
// for short, and its full name.
type placeName struct{ short, full string }

var placeNames = func() []placeName {
	var out []placeName
	for _, l := range strings.Split(placesTSV, "\n") {
		if short, full, ok := strings.Cut(strings.TrimSpace(l), "\t"); ok && !strings.HasPrefix(l, "#") {
			out = append(out, placeName{short, strings.TrimSpace(full)})
		}
	}
	return out
}()

var placeWord = regexp.MustCompile(`(?:^|[\d年月日\s\x{3000}—–\-·：:，,、“”《》（）()\[\]【】关于在])([^\P{Han}在的和与及将为对向从]{2,7}?(?:特别行政区|自治区|自治州|自治县|省|市|州|盟|县|区|旗|镇|乡))([^\P{Han}在的和与及将为对向从]{1,3}?(?:市|县|区|旗))?`)

// placeIn finds the place that a title is about: the smallest that it names,
// with the suffix that makes it a name (灵川县), or a well-known short name (桂林).
func placeIn(title string) string {
	if title == "" {
		return ""
	}
	for _, m := range placeWord.FindAllStringSubmatchIndex(title, -1) {
		name := strings.TrimLeft(strings.TrimPrefix(title[m[2]:m[3]], "关于"), "年月日在于")
		if utf8.RuneCountInString(name) < 3 || notPlace.MatchString(name) || strings.HasPrefix(title[m[3]:], "域") || strings.HasPrefix(title[m[3]:], "场") {
			continue
		}
		if m[4] >= 0 && !notPlace.MatchString(title[m[4]:m[5]]) {
			return name + title[m[4]:m[5]]
		}
		return name
	}
	best, at := "", len(title)
	for i, p := range placeNames {
		full := strings.Index(title, p.full)
		if full >= 0 && full <= at {
			best, at = p.full, full
			continue
		}
		// A city's short name is often part of another word, so it must begin the title or a part of it.
		if j := strings.Index(title, p.short); j >= 0 && j < at && (i < provinces || opensPart(title[:j])) {
			best, at = p.full, j
		}
	}
	return best
}

// provinces is how many names at the top of places.tsv are provinces.
const provinces = 34

func opensPart(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	return before == "" || !unicode.Is(unicode.Han, r) || r == '年' || r == '月' || r == '日' || r == '在'
}

var notPlace = regexp.MustCompile(`^(推进|推动|建设|加快|打造|促进|聚焦|奋力|努力|坚持|全力|深化|发展|做强|做大|重点|项目|抓|让|看|走进|关于)|^(全|各|我|本|该|跨|两|某|多|进|出|城|股|上|在|老|新|山|片|园|小|社|景|灌|辖|市|县|区|省|棚户|经济|开发|高新|工业|示范|保税|自贸|产业)*(省|市|县|区|州|旗|镇|乡)|市场|城市|区域|超市|小区|园区|社区|景区|灌区|片区|地区$`)

// headline is the key of the headline that heads all of a text: items of one
// news programme share its title and date. Its figures do not count.
func (r *Report) headline() string {
	if len(r.Sections) != 1 || numberedHeading(r.Sections[0].Title) > 0 || utf8.RuneCountInString(r.Sections[0].Title) < 8 {
		return ""
	}
	return "/" + strings.Map(func(c rune) rune {
		if unicode.IsDigit(c) {
			return -1
		}
		return c
	}, key(r.Sections[0].Title, ""))
}

var (
	editionMark = regexp.MustCompile(`[(（\[【]?\s*(第[一二三四五六七八九十\d]+版|修订[版稿本]|更新[版稿]|最新版?|定稿|终稿|修改稿|更正|订正|[vV]\d+(\.\d+)*|rev(ised)?\.?\s?\d*|final|updated|copy|副本|\(\d\)|（\d）)\s*[)）\]】]?$`)
	copyMark    = regexp.MustCompile(`\s*([(（]\d{1,2}[)）]|[-_ ]copy|[-_ ]?副本)$`)
)

// key makes a report's Key from its title, or from the file's base name when it
// has none. Case, width, blanks and punctuation do not count, nor do the marks of
// an edition at the end (修订版, 第二版, v2, final, (1)): two editions share a key.
// Dates and periods do count: the report of May and that of June are two reports.
func key(title, file string) string {
	s := title
	if s == "" {
		s = strings.TrimSuffix(file, filepath.Ext(file))
	}
	for {
		cut := strings.TrimFunc(copyMark.ReplaceAllString(editionMark.ReplaceAllString(s, ""), ""), func(r rune) bool { return blank(r) || r == '-' || r == '_' })
		if cut == s || cut == "" {
			break
		}
		s = cut
	}
	var b strings.Builder
	for _, r := range strings.ToLower(width.Fold.String(s)) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		return strings.ToLower(strings.TrimSpace(s))
	}
	return b.String()
}
