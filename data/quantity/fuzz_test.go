package quantity

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

var seeds = []string{
	"1-10月，全市完成固定资产投资183.84亿元，同比增长2.6%，高于全省平均水平7.7个百分点。",
	"拟投资10-15亿元，占地约625 亩，年产16万辆/年，第26届，20012年下半年",
	"a 290 mln dlr plant, from April 2022 to December 2024, 75 pct, four production lines, 1986/87",
	"百分之", "数", "半", "第", "几十", "两三", "2×", "US$", "约", "1,2,3", "1.", "-", "“十四五”", "10-", "十百千万亿", "２０２２年４月至", "\xff年1\xfe月", "五年来", "截至",
}

// checkOffsets fails when spans overlap, run backwards, or split a character.
func checkOffsets(t *testing.T, text string, spans [][2]int) {
	t.Helper()
	last := 0
	for _, sp := range spans {
		if sp[0] < last || sp[1] <= sp[0] || sp[1] > len(text) {
			t.Fatalf("%q: span %v after %d", text, sp, last)
		}
		if utf8.ValidString(text) && (!utf8.RuneStart(text[sp[0]]) || sp[1] < len(text) && !utf8.RuneStart(text[sp[1]])) {
			t.Fatalf("%q: span %v splits a character", text, sp)
		}
		last = sp[1]
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var spans [][2]int
		for _, q := range Find(text) {
			spans = append(spans, [2]int{q.Start, q.End})
			if q.NumStart < q.Start || q.NumStart >= q.End {
				t.Fatalf("%q: number at %d outside %d–%d", text, q.NumStart, q.Start, q.End)
			}
			if q.Max != nil && !q.Value.LessThan(*q.Max) {
				t.Fatalf("%q: range %s–%s", text, q.Value, q.Max)
			}
			if q.Printed == "" || q.Dim == "" {
				t.Fatalf("%q: %+v", text, q)
			}
		}
		checkOffsets(t, text, spans)
		AskedUnit(text)
	})
}

func FuzzPeriods(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	ref := time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range []time.Time{{}, ref} {
			var spans [][2]int
			for _, p := range FindPeriods(text, r) {
				spans = append(spans, [2]int{p.From, p.To})
				if p.Words != text[p.From:p.To] {
					t.Fatalf("%q: words %q", text, p.Words)
				}
				if !p.Start.IsZero() && !p.End.IsZero() && p.End.Before(p.Start) {
					t.Fatalf("%q: %v ends before it starts", text, p)
				}
			}
			checkOffsets(t, text, spans)
		}
	})
}

func FuzzFormat(f *testing.F) {
	f.Add(int64(844600), int32(5), int64(0), "CNY", "年", "约", true)
	f.Add(int64(-51), int32(-1), int64(7), "%", "", "余", false)
	f.Add(int64(1), int32(30), int64(-7), "m2", "", "数", true)
	f.Fuzz(func(t *testing.T, v int64, exp int32, top int64, unit, per, approx string, zh bool) {
		if exp > 60 || exp < -60 {
			return
		}
		value := decimal.New(v, exp)
		var max *decimal.Decimal
		if top != 0 {
			m := decimal.New(top, exp)
			max = &m
		}
		lang := "en"
		if zh {
			lang = "zh"
		}
		if Format(value, max, unit, per, approx, lang) == "" {
			t.Fatalf("%s %s prints as nothing", value, unit)
		}
	})
}

// A page of nothing but digits, blanks or numerals must not take quadratic time.
func TestLongRunsTakeLinearTime(t *testing.T) {
	const n = 100_000
	for name, text := range map[string]string{
		"digits":     strings.Repeat("7", n),
		"groups":     strings.Repeat("123,", n/4),
		"points":     strings.Repeat("1.", n/2),
		"spaces":     "5" + strings.Repeat(" ", n) + "亿元",
		"numerals":   strings.Repeat("三", n),
		"multiplier": strings.Repeat("万", n),
		"ranges":     strings.Repeat("1-", n/2),
		"dates":      strings.Repeat("1月", n/3),
		"words":      strings.Repeat("two hundred ", n/12),
		"letters":    strings.Repeat("m", n),
		"approx":     strings.Repeat("约", n/3),
		"capital":    strings.Repeat("five A B C ", n/11),
	} {
		start := time.Now()
		Find(text)
		FindPeriods(text, time.Time{})
		AskedUnit(text)
		if d := time.Since(start); d > 3*time.Second {
			t.Errorf("%s: %v for %d bytes", name, d, len(text))
		}
	}
}

// An amount printed by Format reads back as the same amount.
func TestFormatReadsBack(t *testing.T) {
	for _, text := range []string{"10.85亿元", "9164.53万元", "10-15亿元", "约30亿元", "600多万元", "5000万元以上", "4.46万人次", "22.45万平方米", "280万千瓦", "38.6公里", "25.48%", "4.1个百分点",
		"16万辆/年", "超1600亿元", "数十亿元", "30余家", "2-3条", "4000万欧元", "2.9亿美元", "-5.1%", "1.22万亿元"} {
		q, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		printed := Format(q.Value, q.Max, q.Unit, q.Per, q.Approx, "zh")
		back, err := Parse(printed)
		if err != nil || !back.Value.Equal(q.Value) || back.Unit != q.Unit || back.Approx != q.Approx || back.Per != q.Per || (back.Max == nil) != (q.Max == nil) {
			t.Errorf("%s → %s → %+v, %v", text, printed, back, err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Find(seeds[0])
	}
}

func BenchmarkFindEnglish(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Find("The county started 59 projects worth 1.2 billion yuan in the first half of 2022, up 5.2 percent year on year.")
	}
}

func BenchmarkFindPeriods(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		FindPeriods(seeds[0], time.Time{})
	}
}
