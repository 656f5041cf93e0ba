package quantity

import (
	"strings"

	"github.com/shopspring/decimal"
)

// A currencyPrefix is a sign or word that stands before an amount of money.
type currencyPrefix struct {
	word []rune
	code string
}

// currencyPrefixes are tried in this order: the longer before the shorter.
var currencyPrefixes = func() (out []currencyPrefix) {
	for _, f := range [][2]string{
		{"HK$", "HKD"}, {"NT$", "TWD"}, {"US$", "USD"}, {"A$", "AUD"}, {"C$", "CAD"}, {"S$", "SGD"}, {"R$", "BRL"},
		{"人民币", "CNY"}, {"美元", "USD"}, {"U.S.$", "USD"}, {"RMB¥", "CNY"}, {"CN¥", "CNY"}, {"JP¥", "JPY"},
		{"RMB", "CNY"}, {"CNY", "CNY"}, {"USD", "USD"}, {"EUR", "EUR"}, {"GBP", "GBP"}, {"HKD", "HKD"}, {"JPY", "JPY"},
		{"AUD", "AUD"}, {"CAD", "CAD"}, {"SGD", "SGD"}, {"INR", "INR"}, {"SAR", "SAR"}, {"AED", "AED"}, {"PKR", "PKR"},
		{"KRW", "KRW"}, {"RUB", "RUB"}, {"CHF", "CHF"}, {"KZT", "KZT"}, {"MYR", "MYR"}, {"IDR", "IDR"}, {"THB", "THB"},
		{"VND", "VND"}, {"TWD", "TWD"}, {"Rs.", "INR"}, {"Rs", "INR"}, {"DM", "DEM"},
		{"$", "USD"}, {"€", "EUR"}, {"£", "GBP"}, {"¥", "CNY"}, {"₹", "INR"}, {"₽", "RUB"}, {"₩", "KRW"}, {"₫", "VND"}, {"฿", "THB"},
	} {
		out = append(out, currencyPrefix{[]rune(f[0]), f[1]})
	}
	return out
}()

// numbered are the English nouns that a number after them only names.
var numbered = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`phase phases stage no number article articles section chapter page figure table appendix annex
		route highway motorway road line unit block lot plot building floor room terminal gate berth pier class grade level tier type model
		version series category group part paragraph clause schedule item point step volume issue zone sector division boeing airbus
		level chapter order decree document circular notice group`) {
		m[w] = true
	}
	return m
}()

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

// rateWords are the periods of a rate, with what Per says.
var rateWords = map[string]string{
	"year": "year", "yr": "year", "annum": "year", "month": "month", "week": "week", "day": "day", "hour": "hour", "h": "hour", "quarter": "quarter",
	"a": "year", "d": "day", "minute": "minute", "second": "second", "s": "second", "tonne": "tonne", "ton": "ton", "unit": "unit",
	"person": "person", "capita": "person", "head": "person", "household": "household", "barrel": "barrel", "kg": "kg", "kwh": "kWh", "mu": "mu", "m": "m",
	"hectare": "hectare", "vehicle": "vehicle", "share": "share",
}

// rateHan are the words that 每 or a slash puts before a rate's period.
var rateHan = []struct{ word, per string }{
	{"小时", "小时"}, {"平方米", "平方米"}, {"立方米", "立方米"}, {"千瓦时", "千瓦时"}, {"个月", "月"}, {"年", "年"}, {"月", "月"}, {"日", "日"}, {"天", "天"},
	{"周", "周"}, {"期", "期"}, {"时", "小时"}, {"季", "季"}, {"吨", "吨"}, {"亩", "亩"}, {"户", "户"}, {"人", "人"}, {"台", "台"}, {"辆", "辆"}, {"套", "套"},
	{"次", "次"}, {"㎡", "平方米"}, {"度", "度"}, {"公里", "公里"}, {"秒", "秒"}, {"分钟", "分钟"}, {"班", "班"},
}

// perAfter reads /年, per year, a day, annually at i.
func (s *scan) perAfter(i int) (per string, end int) {
	j := i
	if s.get(j) == '/' || s.get(j) == '每' {
		j = s.blanks(j + 1)
		for _, w := range rateHan {
			if s.has(j, w.word) && !(s.get(i) == '每' && len(w.per) > 3) {
				return w.per, j + len([]rune(w.word))
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
		k := i - len([]rune(w.word)) - 1
		if k >= floor && k >= 0 && s.r[k] == '每' && s.has(k+1, w.word) {
			return w.per, k
		}
	}
	return "", i
}

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
	switch w {
	case "people", "persons", "men", "women", "children", "staff", "aircraft", "cattle", "sheep", "hectares", "teu":
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

// singular maps the count nouns of the table to their plurals.
var singular = map[string]string{}

// stopWords end an English noun phrase.
var stopWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`of in on at to for from by with without within into over under between among against during through across and or but nor
		is are was were be been being has have had having does did do will would shall should can could may might must
		the a an this that these those its their his her our your which who whom whose what when where while as than if because since until
		includes include including comprises covers costs plans says said begins began started starts start opened opens signed worth valued
		according versus plus minus about around nearly almost over more less each per not also only both he she it they we you i
		last next year years month months day days week weeks billion million thousand hundred percent pct yuan dollars dlrs
		remains becomes makes takes gives needs means requires produces employs creates uses goes comes rises falls stands accounts ranks
		january february march april june july august september october november december
		respectively earlier later ago compared up down against yesterday today`) {
		m[w] = true
	}
	return m
}()

// rankAt reads a standing at i: 第四位, 首位, 全国第一.
func (s *scan) rankAt(i, floor int) ([]Quantity, int, bool) {
	emit := func(v decimal.Decimal, end int) ([]Quantity, int, bool) {
		return []Quantity{{Value: v, Unit: "位", Dim: Rank, Printed: s.slice(i, end),
			Start: s.at[i], End: s.at[end], NumStart: s.at[i]}}, end, true
	}
	switch s.r[i] {
	case '首':
		if prev := s.get(i - 1); s.get(i+1) == '位' && s.get(i+2) != '度' && prev != '在' && prev != '于' && isHan(prev) {
			return emit(one, i+2)
		}
		return nil, i + 1, false
	case '榜':
		if s.get(i+1) == '首' && s.standingBefore(i) {
			return emit(one, i+2)
		}
		return nil, i + 1, false
	}
	n, ok, skip := s.numberAt(i+1, false)
	if !ok || n.bare && n.lo.GreaterThan(ten) {
		return nil, max(skip, i+1), false
	}
	next := s.get(n.end)
	switch {
	case (next == '位' || next == '名') && !s.has(n.end, "位于") && !s.has(n.end, "位置"):
		return emit(n.lo, n.end+1)
	case s.standingBefore(i) && (!isHan(next) || strings.ContainsRune("的，。；、和与；）)", next)):
		return emit(n.lo, n.end)
	}
	// a series: 第七届, 第26届, 第一批; its measure word is passed over
	end := n.end
	if u, e := s.unitAt(end); u != nil {
		end = e
	}
	return nil, end, false
}

// standingBefore tells whether the words before i speak of an order.
func (s *scan) standingBefore(i int) bool {
	for _, w := range []string{"全国", "全省", "全市", "全区", "全球", "世界", "亚洲", "国内", "排名", "排", "位列", "位居", "居", "列", "名列", "跻身", "省内",
		"增速", "总量", "行业", "位次", "西部", "东北", "中部", "东部", "各市州", "西北", "西南", "长三角", "登上", "登", "占据", "位", "稳居", "并列", "系统", "同类"} {
		if s.endsWith(i, w) {
			return true
		}
	}
	return false
}

// englishRank reads "ranked fourth", "ranks 4th", "ranking No. 4" at i; e is
// where the verb ends.
func (s *scan) englishRank(i, e, floor int) ([]Quantity, int, bool) {
	j := s.blanks(e)
	for range 3 {
		w, e2 := s.word(j)
		if w == "no" && s.get(e2) == '.' {
			e2++
		}
		switch w {
		case "as", "at", "in", "the", "number", "no", "joint", "among", "place":
			j = s.blanks(e2)
			continue
		}
		break
	}
	if isDigit(s.get(j)) {
		n, ok, _ := s.arabicAt(j)
		if !ok || n.decimals {
			return nil, e, false
		}
		end := n.end
		if w, e2 := s.word(end); w == "st" || w == "nd" || w == "rd" || w == "th" {
			end = e2
		} else if w != "" {
			return nil, e, false
		}
		return []Quantity{{Value: n.lo, Unit: "位", Dim: Rank, Printed: s.slice(j, end), Start: s.at[i], End: s.at[end], NumStart: s.at[j]}}, end, true
	}
	w, e2 := s.word(j)
	k := numerals[w]
	if k.kind != "ordinal" && !(k.kind == "unit" && j > s.blanks(e)) {
		return nil, e, false
	}
	return []Quantity{{Value: k.value, Unit: "位", Dim: Rank, Printed: s.slice(j, e2), Start: s.at[i], End: s.at[e2], NumStart: s.at[j]}}, e2, true
}
