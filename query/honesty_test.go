package query_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"wenxiang/data/quantity"
	"wenxiang/query"
)

// Each figure of an answer stands in a sentence that it shows, or comes out of a formula over such figures. These tests
// ask thousands of made-up questions, sensible and senseless, and hold every answer against the reports.

func TestEveryFigureIsInASentenceOrAFormula(t *testing.T) {
	asked := 0
	t.Run("built-in report", func(t *testing.T) {
		asked += converse(t, builtIn(t), 1, questionsToAsk(2600))
	})
	for i, r := range jsonLines[testReport](t, "reports_a.jsonl") {
		if i%3 != 0 || inHaste() && i%9 != 0 {
			continue
		}
		t.Run(r.ID, func(t *testing.T) { asked += converse(t, loaded(t, r), uint64(i+2), questionsToAsk(150)) })
	}
	t.Run("together", func(t *testing.T) {
		asked += converse(t, loaded(t, jsonLines[testReport](t, "reports_b.jsonl")[:8]...), 99, questionsToAsk(300))
	})
	t.Logf("%d questions", asked)
}

// questionsToAsk is fewer where time is short.
func questionsToAsk(n int) int {
	if inHaste() {
		return n / 8
	}
	return n
}

func converse(t *testing.T, l *library, seed uint64, least int) int {
	t.Helper()
	s := newSpeaker(l, seed)
	asked, answered, computed, faults := 0, 0, 0, 0
	for asked < least && faults < 40 {
		c := &query.Conversation{}
		var said []string
		for _, q := range s.conversation() {
			said = append(said, q)
			a := l.engine.Ask(context.Background(), c, q)
			asked++
			if a.Status == query.Answered {
				answered++
			}
			if a.Computed != "" {
				computed++
			}
			for _, fault := range l.faults(a, said) {
				faults++
				t.Errorf("%q: %s\n  %s %q\n  values %s computed %q\n  %s", said, fault, a.Status, a.Headline, saidValues(a), a.Computed, a.Text)
			}
		}
	}
	t.Logf("%d questions, %d answered, %d of them computed", asked, answered, computed)
	return asked
}

func saidValues(a query.Answer) string {
	var b strings.Builder
	for _, v := range a.Values {
		fmt.Fprintf(&b, "%s %s, ", v.Value, v.Unit)
	}
	return b.String()
}

// faults says what is dishonest or malformed in an answer to the last of the questions said.
func (l *library) faults(a query.Answer, said []string) []string {
	var out []string
	fault := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, s := range []string{a.Headline, a.Text, a.Computed, a.Understood} {
		if !utf8.ValidString(s) {
			fault("not UTF-8: %q", s)
		}
	}
	if a.Headline == "" || a.Text == "" {
		fault("nothing is said")
	}
	if n := utf8.RuneCountInString(a.Headline); n > 300 && len(a.Items) == 0 {
		fault("a headline of %d characters", n)
	}
	for _, s := range a.Sources {
		if !l.isSentence(s.Report, s.Quote) {
			fault("no sentence of %s: %q", s.Report, s.Quote)
		}
	}
	for _, c := range a.Choices {
		if c.Label == "" || c.Question == "" {
			fault("an empty choice")
		}
	}
	switch a.Status {
	case query.Answered:
		if len(a.Sources) == 0 {
			fault("answered without a source")
		}
	case query.Absent, query.Unclear:
		if len(a.Values) > 0 || len(a.Items) > 0 {
			fault("%s, but with values", a.Status)
		}
	default:
		fault("status %q", a.Status)
	}
	stated := l.stated(a)
	for _, v := range a.Values {
		if why := insane(v); why != "" {
			fault("%s", why)
		}
		if !stated.holds(v.Value, v.Max, v.Unit) && a.Computed == "" && !(v.Unit == "" && quoted(a, v.Value.String())) {
			fault("%s %s stands in no source", v.Value, v.Unit)
		}
	}
	for _, formula := range strings.Split(a.Computed, "; ") {
		if why := wrongFormula(formula, a, stated); why != "" {
			fault("%s", why)
		}
	}
	// The words may repeat figures of the question (换成万元, 超过10亿元) and of the turns before.
	allowed := stated
	for _, s := range append([]string{a.Computed}, said...) {
		allowed = append(allowed, quantity.Find(s)...)
	}
	for _, s := range said {
		allowed = append(allowed, quantity.Find(fullWidth.Replace(s))...)
	}
	for _, q := range allowed[len(stated):] { // 不到一亿的: said of money
		if q.Dim == quantity.Bare && strings.ContainsAny(q.Printed, "万亿") {
			q.Unit, q.Dim = "CNY", quantity.Money
			allowed = append(allowed, q)
		}
	}
	allowed = append(allowed, l.examples...)
	for _, c := range a.Choices {
		allowed = append(allowed, quantity.Find(c.Question)...)
	}
	// What the reply says besides its quotations and the names of the reports.
	headline, reply := a.Headline, a.Text
	for _, s := range a.Sources {
		reply = strings.ReplaceAll(reply, s.Quote, "")
	}
	for _, s := range a.Sources {
		for _, named := range []string{s.Report, s.Section} {
			if named != "" {
				reply, headline = strings.ReplaceAll(reply, named, ""), strings.ReplaceAll(headline, named, "")
			}
		}
	}
	for _, text := range []string{headline, reply} {
		for _, q := range quantity.Find(text) {
			if q.Dim == quantity.Bare || allowed.holds(q.Value, q.Max, q.Unit) || isCount(a, q) || dated(text, q) {
				continue
			}
			fault("%q stands in no source", q.Printed)
		}
	}
	return out
}

var fullWidth = strings.NewReplacer("（", "(", "）", ")", "～", "~", "．", ".", "％", "%")

// figures are amounts that texts state.
type figures []quantity.Quantity

// holds tells whether an amount is among the figures, in the same unit. A decrease is negative as a value and printed
// without a sign; a measure word may be another one for the same things (个, 项) or be translated.
func (f figures) holds(value decimal.Decimal, most *decimal.Decimal, unit string) bool {
	for _, q := range f {
		same := q.Value.Equal(value) || q.Value.Abs().Equal(value.Abs())
		if most != nil && (q.Max == nil || !q.Max.Abs().Equal(most.Abs()) && !q.Max.Abs().Equal(value.Abs())) {
			same = false
		}
		if same && (sameUnit(q.Unit, unit) || !measured(q.Unit) && !measured(unit) && !weighed(q.Dim)) {
			return true
		}
		// Printed in a unit asked for, an amount is rounded.
		if q.Unit == unit && measured(unit) && most == nil && !value.IsZero() && q.Value.Sub(value).Abs().LessThan(value.Abs().Mul(decimal.New(1, -5))) {
			return true
		}
	}
	return false
}

// measured tells a unit of measurement from a measure word.
func measured(unit string) bool {
	switch unit {
	case "m2", "m", "W", "%", "pp", "倍":
		return true
	}
	return isoCode.MatchString(unit)
}

// sameUnit takes tonnes, kilowatt-hours and cubic metres of either language for the same.
func sameUnit(a, b string) bool {
	ton := func(u string) string {
		switch u {
		case "tonnes", "tons", "tonne", "ton":
			return "吨"
		case "kWh", "度":
			return "千瓦时"
		case "m3", "m³", "cubic metres", "cubic metre", "cubic meters":
			return "立方米"
		}
		return u
	}
	return ton(a) == ton(b)
}

// weighed tells the dimensions whose units must be the very same from those that are counted with measure words.
func weighed(d quantity.Dimension) bool {
	return d == quantity.Mass || d == quantity.Volume || d == quantity.Energy
}

var isoCode = regexp.MustCompile(`^[A-Z]{3}$`)

// stated gives the figures in the sentences that an answer shows, and in the names of what they are about.
func (l *library) stated(a query.Answer) figures {
	var out figures
	seen := map[string]bool{}
	look := func(s string) {
		if s != "" && !seen[s] {
			seen[s] = true
			out = append(out, quantity.Find(s)...)
		}
	}
	quoted := map[string]bool{}
	for _, s := range a.Sources {
		quoted[s.Quote] = true
		look(s.Quote)
		// A page sets blanks where it will: 460 余人.
		look(strings.ReplaceAll(s.Quote, " ", ""))
	}
	for _, f := range l.facts {
		if quoted[f.Quote] {
			for _, name := range []string{f.Project, f.Subject, f.Group, f.Event, f.Company, f.Phase} {
				look(name)
			}
		}
	}
	return out
}

// isCount tells whether a figure of the headline says how long the list under it is.
func isCount(a query.Answer, q quantity.Quantity) bool {
	return len(a.Items) > 0 && q.Dim == quantity.Count && q.Value.GreaterThanOrEqual(decimal.NewFromInt(int64(len(a.Items))))
}

// quoted tells whether a number without a unit (容积率1.2) stands in a quotation of an answer.
func quoted(a query.Answer, number string) bool {
	return slices.ContainsFunc(a.Sources, func(s query.Source) bool { return strings.Contains(s.Quote, number) })
}

// dated tells whether what looks like an amount is a part of a date or of the number of a line.
func dated(text string, q quantity.Quantity) bool {
	return q.Dim == quantity.Duration && quantity.FindPeriods(text[q.Start:min(len(text), q.End+12)], referenceDay) != nil
}

// insane says what is wrong with the form of a value, "" for nothing.
func insane(v query.Value) string {
	switch {
	case strings.TrimSpace(v.Unit) != v.Unit:
		return fmt.Sprintf("blanks around the unit %q", v.Unit)
	case scaledUnit.MatchString(v.Unit):
		return fmt.Sprintf("%s is no base unit", v.Unit)
	case v.Max != nil && v.Max.LessThan(v.Value) && v.Value.IsPositive():
		return fmt.Sprintf("a range from %s to %s", v.Value, v.Max)
	case v.Unit == "%" && v.Value.Abs().GreaterThan(decimal.NewFromInt(100000)):
		return fmt.Sprintf("%s %%", v.Value)
	case v.Label == "" && v.Metric == "":
		return fmt.Sprintf("%s %s of nothing", v.Value, v.Unit)
	}
	return ""
}

// scaledUnit is a unit that ought to have been multiplied out.
var scaledUnit = regexp.MustCompile(`^(?:[十百千万亿]+(?:元|吨|人|人次|平方米|亩|户|辆|美元)?|元|亿元|万元|亩|公顷|平方公里|平方米|公里|千米|米|千瓦|兆瓦|百分点|个百分点|％|percent|yuan|RMB|km|MW|kW|hectares?)$`)

var formulaSigns = regexp.MustCompile(` [+−÷×] `)

// wrongFormula says what is wrong with a formula: an operand that no source states, or a result that does not follow.
func wrongFormula(formula string, a query.Answer, stated figures) string {
	if formula == "" {
		return ""
	}
	i := strings.LastIndex(formula, " = ")
	if i < 0 {
		return fmt.Sprintf("no formula: %q", formula)
	}
	left := formula[:i]
	operands := formulaSigns.Split(strings.NewReplacer("(1 + ", "", "(1 − ", "", ")", "").Replace(left), -1)
	if len(operands) < 2 {
		return fmt.Sprintf("a formula over one figure: %q", formula)
	}
	for _, operand := range operands {
		found := quantity.Find(operand)
		if len(found) != 1 {
			return fmt.Sprintf("the operand %q cannot be read", operand)
		}
		if !stated.holds(found[0].Value, found[0].Max, found[0].Unit) {
			return fmt.Sprintf("the operand %q stands in no source", operand)
		}
	}
	result, ok := evaluate(left)
	if !ok {
		return fmt.Sprintf("the formula %q cannot be evaluated", formula)
	}
	said := quantity.Find(formula[i+3:])
	if len(said) != 1 {
		return fmt.Sprintf("the result of %q cannot be read", formula)
	}
	if !follows(result, said[0].Value) {
		return fmt.Sprintf("%q comes to %s", formula, result)
	}
	for _, v := range a.Values {
		if follows(result, v.Value) {
			return ""
		}
	}
	return fmt.Sprintf("no value is the result %s of %q", result, formula)
}

// follows tells whether a result was said as it is or rounded; a quotient may be said in per cent.
func follows(result, said decimal.Decimal) bool {
	for _, r := range []decimal.Decimal{result, result.Mul(decimal.NewFromInt(100))} {
		if r.Abs().Sub(said.Abs()).Abs().LessThanOrEqual(r.Abs().Mul(decimal.New(5, -3)).Add(decimal.New(6, -3))) {
			return true
		}
	}
	return false
}

var growthFactor = regexp.MustCompile(`\(1 ([+−]) ([^)]+)\)`)

// evaluate works a formula out: operands with + − ÷ × between them, the quotients and products first.
func evaluate(left string) (decimal.Decimal, bool) {
	left = growthFactor.ReplaceAllStringFunc(left, func(s string) string {
		m := growthFactor.FindStringSubmatch(s)
		f := quantity.Find(m[2])
		if len(f) != 1 {
			return s
		}
		part := f[0].Value.Div(decimal.NewFromInt(100))
		if m[1] == "−" {
			part = part.Neg()
		}
		return decimal.NewFromInt(1).Add(part).String()
	})
	var value func(s string) (decimal.Decimal, bool)
	value = func(s string) (decimal.Decimal, bool) {
		if a, b, times := strings.Cut(s, " × "); times {
			x, ok := value(a)
			y, fine := value(b)
			return x.Mul(y), ok && fine
		}
		if d, err := decimal.NewFromString(s); err == nil {
			return d, true
		}
		f := quantity.Find(s)
		if len(f) != 1 {
			return decimal.Zero, false
		}
		return f[0].Value, true
	}
	total, sign := decimal.Zero, decimal.NewFromInt(1)
	for {
		at := regexp.MustCompile(` [+−] `).FindStringIndex(left)
		term := left
		if at != nil {
			term = left[:at[0]]
		}
		var product decimal.Decimal
		for i, s := range strings.Split(term, " ÷ ") {
			v, ok := value(s)
			switch {
			case !ok || i > 0 && v.IsZero():
				return decimal.Zero, false
			case i == 0:
				product = v
			default:
				product = product.DivRound(v, 8)
			}
		}
		total = total.Add(sign.Mul(product))
		if at == nil {
			return total, true
		}
		sign = decimal.NewFromInt(1)
		if strings.Contains(left[at[0]:at[1]], "−") {
			sign = sign.Neg()
		}
		left = left[at[1]:]
	}
}

// referenceDay is the day from which relative dates in an answer count; any will do for telling dates from amounts.
var referenceDay = time.Date(2022, 11, 30, 0, 0, 0, 0, time.UTC)

// What the built-in report does not hold: other places, other years, other measures, other scopes. The figure that it has
// for Siping, for 2022 or for another measure is no answer, however near it is.
func TestWhatTheReportDoesNotSayIsNotAnswered(t *testing.T) {
	l := builtIn(t)
	measures := []string{"固定资产投资", "固定资产投资增速", "招商引资到位资金增幅", "已开工5000万元以上项目总投资", "新开工项目占比", "项目入统率", "专项债券资金", "亿元以上项目个数"}
	check := func(kind, format string, others []string) {
		t.Run(kind, func(t *testing.T) {
			for _, other := range others {
				for _, m := range measures {
					q := fmt.Sprintf(format, other, m)
					if a := l.ask(q); a.Status == query.Answered {
						t.Errorf("%s: answered with %s", q, a.Headline)
					}
				}
			}
		})
	}
	check("place", "%s的%s是多少", []string{"长春市", "长春", "松原", "白城市", "辽源", "沈阳市", "大连", "成都市", "榆树市", "黑龙江省"})
	check("place first", "请问%s%s多少？", []string{"通化市", "延边州", "哈尔滨", "浙江省"})
	check("year", "%s四平市%s是多少", []string{"2016年", "2018年", "2019年", "2020年", "2024年", "2025年"})
	for _, tt := range []struct{ kind, question string }{
		{"measure", "四平市地区生产总值是多少"}, {"measure", "四平市常住人口多少"}, {"measure", "四平的粮食产量"}, {"measure", "四平市房价多少"}, {"measure", "四平市出口额多少"},
		{"measure", "四平市居民人均可支配收入"}, {"measure", "What is the GDP of Siping?"}, {"measure", "What is the population of Siping?"}, {"measure", "四平市社会消费品零售总额"},
		{"measure of a project", "汽车零部件产业园能装多少兆瓦光伏"}, {"measure of a project", "金恒建材项目利税多少"}, {"measure of a project", "金恒建材项目占地多少亩"},
		{"measure of a project", "东丰路项目新增就业多少人"}, {"measure of a project", "东丰路全长多少公里"}, {"measure of a project", "铜棒项目占地面积多少"}, {"measure of a project", "铜棒项目新增就业多少人"},
		{"measure of a project", "汽车零部件产业园新增就业多少人"}, {"measure of a project", "迎新玻璃一窑两线项目建筑面积多少"}, {"measure of a project", "东北农产品集散中心项目总投资多少"},
		{"measure of a project", "How many jobs does the auto parts park create?"}, {"measure of a project", "What is the floor area of the copper rod project?"},
		{"scope", "已开工3000万元以上项目有多少个"}, {"scope", "已开工2亿元以上项目总投资多少"}, {"scope", "已开工50亿元以上项目多少个"}, {"scope", "新开工亿元以上项目多少个"}, {"scope", "竣工的5000万元以上项目多少个"},
		{"project", "比亚迪四平工厂总投资多少"}, {"project", "四平机场扩建项目投资多少"}, {"project", "双辽风电项目装机多少"}, {"project", "How much does the Tesla plant cost?"},
	} {
		if a := l.ask(tt.question); a.Status == query.Answered {
			t.Errorf("%s: %s: answered with %s", tt.kind, tt.question, a.Headline)
		}
	}
}
