package query

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"wenxiang/data/vocabulary"
)

// A spokenTable holds the forms of the spoken language that stand for one of reports: 开了工的 for 已开工的.
type spokenTable struct {
	words *vocabulary.Lexicon
	days  map[string]string // a feast → its day
	feast *regexp.Regexp
}

var spokenForms = sync.OnceValue(func() spokenTable {
	keys, days := map[string]string{}, map[string]string{}
	var feasts []string
	for _, row := range wordRows("spoken.tsv", 2) {
		for _, w := range strings.Fields(row[1]) {
			if exactDay.MatchString(row[0]) {
				days[w] = row[0]
				feasts = append(feasts, w)
			} else {
				keys[w] = row[0]
			}
		}
	}
	return spokenTable{vocabulary.NewLexicon(keys), days, regexp.MustCompile(`(` + strings.Join(feasts, "|") + `)(当天|那天|这天|前|后|$|[^\p{Han}])`)}
})

// asWritten puts the forms of reports for those of speech, so that what follows reads only one of them.
func asWritten(text string, ref time.Time) string {
	if !hasHan(text) {
		return text
	}
	text = withDays(text, ref)
	// Few questions hold any of these; an expression is only looked for where its plainest characters stand.
	if strings.ContainsAny(text, "亿万") {
		text = bareScale.ReplaceAllStringFunc(text, amountOver)
	}
	if strings.ContainsAny(text, "同起块齐道集扎刷") && strings.ContainsAny(text, "工建土干") {
		text = togetherBegun.ReplaceAllString(text, "集中开工")
	}
	if strings.ContainsAny(text, "金钱费") && strings.ContainsAny(text, "想打准拟计") {
		text = fundsSought.ReplaceAllString(text, "拟争取资金")
	}
	if strings.Contains(text, "月") {
		text = bareDay.ReplaceAllString(text, "${1}月${2}日${3}")
		if strings.ContainsAny(text, "初头开") {
			text = monthsFrom.ReplaceAllString(text, "前${1}个月")
			text = sinceNewYear.ReplaceAllString(text, "1-${1}月")
		}
	}
	t := spokenForms()
	hits := t.words.Find(text)
	if len(hits) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, h := range hits {
		b.WriteString(text[at:h.Start])
		b.WriteString(h.Key)
		at = h.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// bareScale finds a scale that stands for one of it behind a word of passing: 过亿, 上千万, 超百亿.
var bareScale = regexp.MustCompile(`(超过|过了|达到|不低于|不足|不到|不够|不过|不满|未满|没满|没过|没到|没有|未达|未到|未过|够不上|够不着|够不到|上不了|到不了|低于|小于|少于|够|过|超|破|上|逾|满)(?:一?个|一)?([十百千]?[亿]|[百千]万)(?:元|块钱|块)?(?:以上)?(的|$|[^\p{Han}0-9]|[项工大级这那有占总投共是企])`)

var (
	// togetherBegun finds what reports call 集中开工, fundsSought what they call 拟争取资金.
	togetherBegun = regexp.MustCompile(`(?:一起|一同|一块儿?|一齐|同时|一道|集体|扎堆|齐刷刷)(?:开工|动工|开建|破土|开干|动土)`)
	fundsSought   = regexp.MustCompile(`(?:打算|想着|想|准备|拟|计划)(?:去|再|要)?(?:要|争取|申请|跑|讨|争|申报)(?:点|些|一些)?(?:资金|钱|经费)`)
	// bareDay finds a day without its measure word: 二月二十八那天.
	bareDay = regexp.MustCompile(monthNumber + `月(二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]|[12][0-9]|3[01])(那天|那次|那批|那场|当天|这天|集中)`)
)

// amountOver writes such a scale as a bound in figures.
func amountOver(s string) string {
	m := bareScale.FindStringSubmatch(s)
	scale := map[string]string{"亿": "1亿元", "十亿": "10亿元", "百亿": "100亿元", "千亿": "1000亿元", "百万": "100万元", "千万": "1000万元"}[m[2]]
	tail := strings.TrimPrefix(m[3], "级")
	switch m[1] {
	case "不低于", "够", "达到", "满":
		return scale + "以上" + tail
	case "超过", "过了", "过", "超", "破", "上", "逾":
		return "超过" + scale + tail
	}
	return "低于" + scale + tail
}

// numeralWords are the numbers of months, and of days up to the end of a week.
var numeralWords = map[string]int{"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12}

// numberOf reads a number of months or days in figures or characters; 0 where it is none.
func numberOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return numeralWords[s]
}

const monthNumber = `(1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])`

var (
	monthsFrom   = regexp.MustCompile(`(?:开头|打头|起头|头)([0-9]+|[两二三四五六七八九十]+)个月`)
	sinceNewYear = regexp.MustCompile(`(?:今年|当年|本年)?(?:年初|开年|年头)(?:起|开始|以来)?(?:一直)?(?:到|至|截至|截止)` + monthNumber + `月(?:份)?(?:底|末)?`)
	lastOfMonth  = regexp.MustCompile(monthNumber + `月(?:份)?的?(?:最后一天|最末一天|末尾一天|末了一天|最后那天|最末那天|收尾那天|末日)`)
	backOfMonth  = regexp.MustCompile(monthNumber + `月(?:份)?的?倒数第([一二三四五六七])天`)
	firstOfMonth = regexp.MustCompile(monthNumber + `月(?:份)?的?(?:头一天|第一天|首日|头天|开头那天|第1天)`)
	monthOfPart  = regexp.MustCompile(`(上半年|下半年|[一二三四]季度|第[一二三四]季度|全年|今年|年内)的?(最后一个月|最末一个月|末月|头一个月|第一个月|首月|开头那个月|第二个月|倒数第二个月|最后一天|头一天|第一天)`)
	daysBefore   = regexp.MustCompile(monthNumber + `月([0-9]{1,2})[日号]的?(?:前|之前)([0-9]+|[一二两三四五六七])天`)
)

// withDays says a day in figures where the question says it in words: 二月最后一天, 劳动节, 上半年最后一个月.
func withDays(text string, ref time.Time) string {
	month, feast := strings.ContainsAny(text, "月季半年") && strings.ContainsAny(text, "天日月"), strings.ContainsAny(text, "节旦庆前后天")
	if !month && !feast {
		return text
	}
	year := ref.Year()
	if m := yearDigits.FindString(text); m != "" {
		year, _ = strconv.Atoi(m)
	}
	day := func(month, day int) string {
		return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Format("1月2日")
	}
	each := func(p *regexp.Regexp, f func(m []string) string) {
		text = p.ReplaceAllStringFunc(text, func(s string) string { return f(p.FindStringSubmatch(s)) })
	}
	if !month || !strings.ContainsAny(text, "最末首头第倒前收开") {
		return withFeasts(text)
	}
	each(lastOfMonth, func(m []string) string { return day(numberOf(m[1])+1, 0) })
	each(backOfMonth, func(m []string) string { return day(numberOf(m[1])+1, 1-numberOf(m[2])) })
	each(firstOfMonth, func(m []string) string { return day(numberOf(m[1]), 1) })
	each(monthOfPart, func(m []string) string {
		from, to := 1, 12
		switch part, _ := utf8.DecodeRuneInString(strings.TrimPrefix(m[1], "第")); {
		case m[1] == "上半年":
			to = 6
		case m[1] == "下半年":
			from = 7
		case strings.Contains(m[1], "季度"):
			to = 3 * numeralWords[string(part)]
			from = to - 2
		}
		switch {
		case m[2] == "最后一天":
			return day(to+1, 0)
		case m[2] == "头一天", m[2] == "第一天":
			return day(from, 1)
		case m[2] == "第二个月":
			from++
		case m[2] == "倒数第二个月":
			from = to - 1
		case strings.Contains(m[2], "最"), m[2] == "末月":
			from = to
		}
		return strconv.Itoa(from) + "月"
	})
	text = withFeasts(text)
	each(daysBefore, func(m []string) string { return day(numberOf(m[1]), numberOf(m[2])-numberOf(m[3])) })
	return text
}

// withFeasts says the day of a feast that the question names.
func withFeasts(text string) string {
	if !strings.ContainsAny(text, "前后天") && !strings.ContainsAny(text, "节旦庆") {
		return text
	}
	t := spokenForms()
	return t.feast.ReplaceAllStringFunc(text, func(s string) string {
		m := t.feast.FindStringSubmatch(s)
		return t.days[m[1]] + strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(m[2], "当天"), "那天"), "这天")
	})
}

// firstDay finds the first day of work after a feast, which a text tells of as its own day: 春节假期后第一个工作日, 节后头一天.
var firstDay = newPattern(`(?:春节|新春|新年|元旦|国庆|五一|端午|中秋|清明|[鼠牛虎兔龙蛇马羊猴鸡狗猪]年|节日|过年|过完年|过完节|长假|假期|[节年])(?:春节|假期|长假|小长假|假|黄金周|收假)*(?:结束|过)?(?:之后|以后|后)?的?(?:开工|上班|复工|工作)?的?(?:头|第|首)一?个?(?:工作|上班|开工)?[天日](?:上班|上工|开市)?`)

// withoutFirstDay leaves out that day where the reports that are asked about tell of it too: what happened on it is then
// what they tell.
func (ix *index) withoutFirstDay(text string) string {
	at := firstDay.FindStringIndex(text)
	if at == nil || ix == nil {
		return text
	}
	for _, s := range ix.sentences {
		if firstDay.MatchString(ix.texts[s.folded]) {
			return text[:at[0]] + strings.TrimPrefix(text[at[1]:], "的")
		}
	}
	return text
}
