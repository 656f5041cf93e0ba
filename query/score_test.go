package query_test

import (
	"encoding/json"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"wenxiang/query"
)

// A gold is the answer that a reader found.
type gold struct {
	Kind  string          `json:"kind"` // number, text, list or absent
	Value json.RawMessage `json:"value"`
	Unit  string          `json:"unit"`
	Tol   float64         `json:"tol"`
	Alt   []string        `json:"alt"`
}

// A verdict is what an answer is worth. wrong is the worst: another answer was given as if it were the one.
type verdict string

const (
	right  verdict = "right"
	missed verdict = "missed"
	wrong  verdict = "wrong"
)

var (
	goldScale = map[string]float64{"十": 1e1, "百": 1e2, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9,
		"百亿": 1e10, "千亿": 1e11, "万亿": 1e12}
	goldEnglishScale = map[string]float64{"thousand": 1e3, "million": 1e6, "mln": 1e6, "billion": 1e9, "bln": 1e9, "trillion": 1e12,
		"100 million": 1e8, "10 thousand": 1e4}
	goldFactor = map[string]float64{"亩": 10000.0 / 15, "公顷": 1e4, "ha": 1e4, "hectares": 1e4, "平方公里": 1e6, "平方千米": 1e6,
		"平方米": 1, "平米": 1, "square metres": 1, "square meters": 1, "公里": 1e3, "千米": 1e3, "km": 1e3, "米": 1, "千瓦": 1e3,
		"兆瓦": 1e6, "吉瓦": 1e9, "GW": 1e9, "MW": 1e6, "kW": 1e3, "瓦": 1, "km2": 1e6}
)

// longestFirst lists the words of a table, the longest first.
func longestFirst(table map[string]float64) []string {
	words := make([]string, 0, len(table))
	for w := range table {
		words = append(words, w)
	}
	sort.Slice(words, func(i, j int) bool {
		if len(words[i]) != len(words[j]) {
			return len(words[i]) > len(words[j])
		}
		return words[i] < words[j]
	})
	return words
}

// inBaseUnits brings a gold number with its unit word to the base unit that answers are given in.
func inBaseUnits(value float64, unit string) float64 {
	u, scale := strings.TrimSpace(unit), 1.0
	found := false
	for _, w := range longestFirst(goldScale) {
		if strings.HasPrefix(u, w) && u != w+"分点" {
			scale, u, found = goldScale[w], u[len(w):], true
			break
		}
	}
	if !found {
		for _, w := range longestFirst(goldEnglishScale) {
			if strings.HasPrefix(strings.ToLower(u), w) {
				scale, u = goldEnglishScale[w], strings.TrimSpace(u[len(w):])
				break
			}
		}
	}
	u, _, _ = strings.Cut(u, "/")
	if f, ok := goldFactor[strings.TrimSpace(u)]; ok {
		scale *= f
	}
	return value * scale
}

// squash leaves the letters and digits of a text.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, strings.ToLower(norm.NFKC.String(s)))
}

// A dateKey is a date said in a text, with 0 for what it leaves unsaid.
type dateKey struct{ year, month, day int }

var (
	hanDate      = regexp.MustCompile(`(?:(\d{4})\s*年)?\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号])?`)
	isoDate      = regexp.MustCompile(`(\d{4})-(\d{1,2})(?:-(\d{1,2}))?`)
	dayMonth     []*regexp.Regexp
	monthDay     []*regexp.Regexp
	inBrackets   = regexp.MustCompile(`[(（](.*?)[)）]`)
	englishMonth = strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec")
)

func init() {
	for _, m := range englishMonth {
		n := m + `[a-z]*\.?`
		dayMonth = append(dayMonth, regexp.MustCompile(`(\d{1,2})?(?:st|nd|rd|th)?\s*`+n+`,?\s*(\d{4})?`))
		monthDay = append(monthDay, regexp.MustCompile(n+`\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s*(\d{4}))?`))
	}
}

func datesSaid(s string) map[dateKey]bool {
	out := map[dateKey]bool{}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	text := norm.NFKC.String(s)
	for _, re := range []*regexp.Regexp{hanDate, isoDate} {
		for _, m := range re.FindAllStringSubmatch(text, -1) {
			out[dateKey{number(m[1]), number(m[2]), number(m[3])}] = true
		}
	}
	low := strings.ToLower(text)
	for i := range englishMonth {
		for _, re := range []*regexp.Regexp{dayMonth[i], monthDay[i]} {
			for _, m := range re.FindAllStringSubmatch(low, -1) {
				out[dateKey{number(m[2]), i + 1, number(m[1])}] = true
			}
		}
	}
	return out
}

// says tells whether a text holds the words of gold, or its date in any spelling.
func says(text, want string) bool {
	have := squash(text)
	if w := squash(want); w != "" && strings.Contains(have, w) {
		return true
	}
	if bare := squash(inBrackets.ReplaceAllString(want, "")); bare != "" && strings.Contains(have, bare) {
		return true
	}
	for _, m := range inBrackets.FindAllStringSubmatch(want, -1) {
		if x := squash(m[1]); len([]rune(x)) >= 4 && strings.Contains(have, x) {
			return true
		}
	}
	wanted := datesSaid(want)
	if len(wanted) == 0 {
		return false
	}
	had := datesSaid(text)
	for w := range wanted {
		found := false
		for h := range had {
			if w.month == h.month && (w.day == 0 || w.day == h.day) && (w.year == 0 || h.year == 0 || w.year == h.year) {
				found = true
			}
		}
		if !found {
			return false
		}
	}
	return true
}

// judge compares an answer with what a reader found.
func judge(g gold, a query.Answer) verdict {
	if g.Kind == "absent" {
		if a.Status == query.Answered {
			return wrong
		}
		return right
	}
	if a.Status != query.Answered {
		return missed
	}
	limit := 300
	if g.Kind == "list" {
		limit = 800
	}
	text := a.Headline
	if r := []rune(text); len(r) > limit {
		text = string(r[:limit])
	}
	ok := false
	switch g.Kind {
	case "number":
		ok = g.number(a.Values)
	case "text":
		var s string
		if json.Unmarshal(g.Value, &s) != nil {
			s = string(g.Value)
		}
		for _, x := range append([]string{s}, g.Alt...) {
			ok = ok || says(text, x)
		}
	case "list":
		var all []string
		ok = json.Unmarshal(g.Value, &all) == nil
		for _, x := range all {
			ok = ok && says(text, x)
		}
	}
	if ok {
		return right
	}
	return wrong
}

// number tells whether the first value is the one wanted; of a range, both ends.
func (g gold) number(values []query.Value) bool {
	var ends []float64
	if json.Unmarshal(g.Value, &ends) != nil {
		var one float64
		if json.Unmarshal(g.Value, &one) != nil {
			return false
		}
		ends = []float64{one}
	}
	if len(values) == 0 {
		return false
	}
	got := []float64{values[0].Value.InexactFloat64()}
	if len(ends) > 1 {
		if values[0].Max == nil {
			return false
		}
		got = append(got, values[0].Max.InexactFloat64())
	}
	tolerance := g.Tol
	if tolerance == 0 {
		tolerance = 0.001
	}
	for i := range got {
		want := inBaseUnits(ends[i], g.Unit)
		if math.Abs(got[i]-want) > tolerance*math.Max(math.Abs(want), 1e-9)+1e-9 {
			return false
		}
	}
	return true
}

// chain gives a question with all that it follows, in the order in which they are asked.
func chain(q testQuestion, byID map[string]testQuestion) []testQuestion {
	out := []testQuestion{q}
	for {
		before, ok := byID[out[0].Follows]
		if !ok || len(out) > 20 {
			return out
		}
		out = append([]testQuestion{before}, out...)
	}
}
