package quantity

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Format prints an amount as people write it: 844.6亿元, 9164.53万元, 4.46万人次,
// 10-15亿元, 约30亿元; in English (lang "en") 84.46 billion yuan, 44,600
// person-times. unit is a Quantity's Unit; approx is one of its canonical words.
func Format(value decimal.Decimal, max *decimal.Decimal, unit, per, approx, lang string) string {
	if lang == "en" {
		return formatEnglish(value, max, unit, per, approx)
	}
	return formatChinese(value, max, unit, per, approx)
}

// A measure is how amounts of a base unit are printed: a step of the scale, its
// word, and how many decimals the number may have there.
type step struct {
	from  int64 // least amount, in base units
	size  decimal.Decimal
	word  string
	most  int32 // decimals allowed; with more, the next smaller step is used
	whole bool
}

var (
	moneySteps = []step{{1e12, wanYi, "万亿", 2, false}, {1e8, yi, "亿", 4, false}, {1e4, wan, "万", 4, false}, {0, one, "", 28, false}}
	countSteps = []step{{1e12, wanYi, "万亿", 2, false}, {1e8, yi, "亿", 4, false}, {1e4, wan, "万", 2, false}, {0, one, "", 28, false}}
	areaSteps  = []step{{1e8, decimal.NewFromInt(1e6), "平方公里", 4, false}, {1e4, wan, "万平方米", 3, false}, {0, one, "平方米", 28, false}}
	spanSteps  = []step{{1000, thousand, "公里", 3, false}, {0, one, "米", 28, false}}
	powerSteps = []step{{1e8, decimal.NewFromInt(1e7), "万千瓦", 4, false}, {1e6, decimal.NewFromInt(1e6), "兆瓦", 3, false}, {1000, thousand, "千瓦", 3, false}, {0, one, "瓦", 28, false}}
	percents   = []step{{0, one, "%", 28, false}}
	points     = []step{{0, one, "个百分点", 28, false}}

	englishMoney = []step{{1e12, wanYi, " trillion", 4, false}, {1e9, decimal.NewFromInt(1e9), " billion", 6, false}, {1e6, decimal.NewFromInt(1e6), " million", 6, false}, {0, one, "", 28, false}}
	englishCount = []step{{1e12, wanYi, " trillion", 2, false}, {1e9, decimal.NewFromInt(1e9), " billion", 3, false}, {1e6, decimal.NewFromInt(1e6), " million", 2, false}, {0, one, "", 28, false}}
	englishArea  = []step{{1e8, decimal.NewFromInt(1e6), " square kilometres", 4, false}, {0, one, " square metres", 28, false}}
	englishSpan  = []step{{1000, thousand, " km", 3, false}, {0, one, " metres", 28, false}}
	englishPower = []step{{1e9, decimal.NewFromInt(1e9), " GW", 3, false}, {1e6, decimal.NewFromInt(1e6), " MW", 3, false}, {1000, thousand, " kW", 3, false}, {0, one, " W", 28, false}}
)

// chooseStep is the largest step that v fills and that prints v, and w when
// given, with few decimals.
func chooseStep(steps []step, v decimal.Decimal, w *decimal.Decimal) step {
	size := v.Abs()
	if w != nil && w.Abs().GreaterThan(size) {
		size = w.Abs()
	}
	for _, st := range steps {
		if size.LessThan(decimal.NewFromInt(st.from)) {
			continue
		}
		if decimals(v.Div(st.size)) <= st.most && (w == nil || decimals(w.Div(st.size)) <= st.most) {
			return st
		}
	}
	return steps[len(steps)-1]
}

// decimals counts the digits after the point.
func decimals(v decimal.Decimal) int32 {
	e := v.Exponent()
	if e >= 0 {
		return 0
	}
	str := v.String()
	if i := strings.IndexByte(str, '.'); i >= 0 {
		return int32(len(str) - i - 1)
	}
	return 0
}

func formatChinese(value decimal.Decimal, max *decimal.Decimal, unit, per, approx string) string {
	steps, tail := countSteps, unit
	switch unit {
	case "m2":
		steps, tail = areaSteps, ""
	case "m":
		steps, tail = spanSteps, ""
	case "W":
		steps, tail = powerSteps, ""
	case "%":
		steps, tail = percents, ""
	case "pp":
		steps, tail = points, ""
	default:
		if name, ok := currencyNames[unit]; ok {
			steps, tail = moneySteps, name.zh
		} else if zh, ok := chineseUnits[unit]; ok {
			tail = zh
		}
	}
	if approx == "数" {
		if str, ok := vague(value, tail, unit); ok {
			return str
		}
	}
	st := chooseStep(steps, value, max)
	var b strings.Builder
	switch approx {
	case "约", "近", "超":
		b.WriteString(approx)
	}
	if max != nil {
		b.WriteString(value.Div(st.size).String())
		if value.Sign() < 0 || max.Sign() < 0 {
			b.WriteString("至")
		} else {
			b.WriteString("-")
		}
		b.WriteString(max.Div(st.size).String())
	} else {
		b.WriteString(value.Div(st.size).String())
	}
	switch {
	case approx == "余" && (st.word == "万" || st.word == "亿" || st.word == "万亿") && max == nil && value.Div(st.size).IsInteger() && value.Div(st.size).Mod(ten).IsZero():
		b.WriteString("多" + st.word + tail) // 600多万元
	case approx == "余" && steps[0].word != "万亿" || approx == "余" && st.word != "":
		b.WriteString(st.word + "余" + tail)
		if steps[0].word != "万亿" {
			b.Reset()
			b.WriteString(value.Div(st.size).String() + "余" + st.word + tail)
		}
	case approx == "余":
		b.WriteString("余" + tail)
	default:
		b.WriteString(st.word + tail)
	}
	if per != "" {
		if zh, ok := chineseRates[per]; ok {
			per = zh
		}
		b.WriteString("/" + per)
	}
	switch approx {
	case "以上", "以下", "左右":
		b.WriteString(approx)
	}
	return b.String()
}

// vague prints the lower bound of 数十亿 or 数百家 the way it was meant.
func vague(v decimal.Decimal, tail, unit string) (string, bool) {
	for _, w := range []struct {
		size decimal.Decimal
		word string
	}{{decimal.NewFromInt(1e11), "数千亿"}, {decimal.NewFromInt(1e10), "数百亿"}, {decimal.NewFromInt(1e9), "数十亿"}, {yi, "数亿"}, {decimal.NewFromInt(1e7), "数千万"},
		{decimal.NewFromInt(1e6), "数百万"}, {decimal.NewFromInt(1e5), "数十万"}, {wan, "数万"}, {thousand, "数千"}, {hundred, "数百"}, {ten, "数十"}} {
		if v.Equal(w.size) {
			switch unit {
			case "m2":
				tail = "平方米"
			case "m":
				tail = "米"
			case "W":
				tail = "瓦"
			}
			return w.word + tail, true
		}
	}
	return "", false
}

func formatEnglish(value decimal.Decimal, max *decimal.Decimal, unit, per, approx string) string {
	steps, tail := englishCount, " "+unit
	switch unit {
	case "":
		tail = ""
	case "m2":
		steps, tail = englishArea, ""
	case "m":
		steps, tail = englishSpan, ""
	case "W":
		steps, tail = englishPower, ""
	case "%":
		steps, tail = []step{{0, one, "%", 28, false}}, ""
	case "pp":
		steps, tail = []step{{0, one, " percentage points", 28, false}}, ""
	default:
		if name, ok := currencyNames[unit]; ok {
			steps, tail = englishMoney, " "+name.en
		} else if en, ok := englishUnits[unit]; ok {
			tail = ""
			if en != "" {
				tail = " " + en
			}
		} else if strings.IndexFunc(unit, isHan) >= 0 {
			tail = "" // a measure word has no English
		}
	}
	st := chooseStep(steps, value, max)
	var b strings.Builder
	switch approx {
	case "约", "左右":
		b.WriteString("about ")
	case "近":
		b.WriteString("nearly ")
	case "超", "余":
		b.WriteString("over ")
	case "以上":
		b.WriteString("at least ")
	case "以下":
		b.WriteString("at most ")
	case "数":
		b.WriteString("at least ")
	}
	b.WriteString(grouped(value.Div(st.size)))
	if max != nil {
		b.WriteString("–" + grouped(max.Div(st.size)))
	}
	b.WriteString(st.word + tail)
	if per != "" {
		if en, ok := englishRates[per]; ok {
			per = en
		}
		b.WriteString(" per " + per)
	}
	return b.String()
}

// grouped writes 44600 as 44,600.
func grouped(v decimal.Decimal) string {
	str := v.String()
	sign := ""
	if strings.HasPrefix(str, "-") {
		sign, str = "-", str[1:]
	}
	whole, frac, _ := strings.Cut(str, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		frac = "." + frac
	}
	return sign + whole + frac
}
