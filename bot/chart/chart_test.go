package chart

import (
	"bytes"
	"errors"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

var update = flag.Bool("update", false, "write the pictures in testdata anew; look at them before you commit them")

// The pictures in testdata are set in the bundled font, so that they are the same on every machine.
func TestPicturesAreAsInTestdata(t *testing.T) {
	for name, c := range samples() {
		for _, theme := range []string{"light", "dark"} {
			t.Run(name+"-"+theme, func(t *testing.T) {
				c := c
				c.Font, c.Dark = BundledFont(), theme == "dark"
				got := draw(t, c)
				path := filepath.Join("testdata", name+"-"+theme+".png")
				if *update {
					if err := os.WriteFile(path, got, 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				samePicture(t, picture(t, got), picture(t, want))
			})
		}
	}
}

// samePicture allows for other rounding on other processors: one pixel in a thousand may differ by more than a shade.
func samePicture(t *testing.T, got, want image.Image) {
	t.Helper()
	if got.Bounds() != want.Bounds() {
		t.Fatalf("size %v, want %v", got.Bounds(), want.Bounds())
	}
	off, all := 0, 0
	for y := range got.Bounds().Dy() {
		for x := range got.Bounds().Dx() {
			all++
			if far(got.At(x, y), want.At(x, y)) {
				off++
			}
		}
	}
	if off*1000 > all {
		t.Errorf("%d of %d pixels differ", off, all)
	}
}

func far(a, b color.Color) bool {
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	for _, pair := range [][2]uint32{{ar, br}, {ag, bg}, {ab, bb}} {
		if d := int(pair[0]>>8) - int(pair[1]>>8); d > 32 || d < -32 {
			return true
		}
	}
	return false
}

func draw(t testing.TB, c Chart) []byte {
	t.Helper()
	data, err := c.PNG()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func picture(t testing.TB, data []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// crowded is the fullest picture there is.
func crowded() Chart {
	c := Chart{Title: strings.Repeat("全市重点项目按计划总投资排列", 5), Unit: "亿元", Source: strings.Repeat("《重点项目月报》", 40)}
	for i := range 20 {
		c.Bars = append(c.Bars, Bar{
			Label: strings.Repeat("青溪县经济开发区高端装备制造产业园", 3),
			Value: decimal.New(int64(99999-i*997), -2),
			Note:  strings.Repeat("主体已封顶", 20),
		})
	}
	return c
}

func TestPicturesAreSmallAndTwiceAsSharp(t *testing.T) {
	all := samples()
	all["crowded"] = crowded()
	for name, c := range all {
		for _, font := range []*Font{MachineFont(), BundledFont()} {
			c.Font = font
			data := draw(t, c)
			if len(data) > 200_000 {
				t.Errorf("%s in %s: %d bytes", name, font.Name(), len(data))
			}
			if size := picture(t, data).Bounds().Size(); size.X != 1280 || size.Y < 300 || size.Y > 2000 {
				t.Errorf("%s in %s: %v", name, font.Name(), size)
			}
		}
	}
}

// A busy machine may be slow at times, so the best of a few tries counts.
func TestPicturesAreDrawnInTime(t *testing.T) {
	if raceDetector {
		t.Skip("SKIPPED: the race detector makes everything slow")
	}
	all := samples()
	all["crowded"] = crowded()
	for name, c := range all {
		best := time.Hour
		for try := 0; try < 50 && best > 50*time.Millisecond; try++ {
			start := time.Now()
			draw(t, c)
			best = min(best, time.Since(start))
		}
		if best > 50*time.Millisecond {
			t.Errorf("%s takes %v", name, best)
		}
	}
}

func TestWordsTooManyForALabelGiveWayToTheFigure(t *testing.T) {
	s := newSheet(Chart{Font: BundledFont()}, nil, 0)
	tests := []struct{ text, want string }{
		{"约10.85亿元", "约10.85亿元"},
		{"", "10.85亿元"},
		{strings.Repeat("计划总投资约10.85亿元", 9), "10.85亿元"},
	}
	for _, test := range tests {
		if got := s.figureText(test.text, dec("10.85"), "亿元"); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

// Bars of 10, 20 and −5 must be as long as that: the axis begins at zero on every picture.
func TestBarsAreAsLongAsTheirFigures(t *testing.T) {
	c := Chart{Unit: "%", Font: BundledFont(), Bars: []Bar{{Label: "甲", Value: dec("10")}, {Label: "乙", Value: dec("20")}, {Label: "丙", Value: dec("-5")}, {Label: "丁"}}}
	img := picture(t, draw(t, c))
	rows := barRows(img, light.series[0])
	if len(rows) != 3 {
		t.Fatalf("%d bars, want 3: zero has none", len(rows))
	}
	zero := rows[0].Min.X
	if rows[1].Min.X != zero || rows[2].Max.X != zero {
		t.Errorf("bars do not meet at one line: %v", rows)
	}
	unit := float64(rows[1].Dx()) / 20
	for i, want := range []float64{10, 20, 5} {
		if got := float64(rows[i].Dx()) / unit; got < want-0.1 || got > want+0.1 {
			t.Errorf("bar %d is %.2f long, want %v", i, got, want)
		}
	}
}

func TestBarsOfMeasuresWithUnitsOfTheirOwnStartAtZero(t *testing.T) {
	c := samples()["compare"]
	c.Font = BundledFont()
	rows := barRows(picture(t, draw(t, c)), light.series[0])[1:] // the first is the key to the colours
	if len(rows) != 4 {
		t.Fatalf("%d bars of the first project, want 4", len(rows))
	}
	for _, r := range rows {
		if r.Min.X != margin {
			t.Errorf("a bar starts at %d, want %d", r.Min.X, margin)
		}
	}
}

// barRows finds the areas of one colour, from top to bottom, by the rows where it is widest.
func barRows(img image.Image, col color.RGBA) []image.Rectangle {
	var out []image.Rectangle
	open := false
	for y := range img.Bounds().Dy() {
		from, to := -1, -1
		for x := range img.Bounds().Dx() {
			if color.RGBAModel.Convert(img.At(x, y)) == col {
				if from < 0 {
					from = x
				}
				to = x + 1
			}
		}
		if from < 0 {
			open = false
			continue
		}
		if r := image.Rect(from, y, to, y+1); !open {
			out, open = append(out, r), true
		} else {
			out[len(out)-1] = out[len(out)-1].Union(r)
		}
	}
	return out
}

func TestOneMarkedBarStandsOut(t *testing.T) {
	c := samples()["growth"]
	c.Font = BundledFont()
	img := picture(t, draw(t, c))
	if n := len(barRows(img, light.series[0])); n != 1 {
		t.Errorf("%d bars in colour, want 1", n)
	}
	if n := len(barRows(img, light.other)); n != 2 {
		t.Errorf("%d bars in grey, want 2", n)
	}
}

func TestWhatCannotBeDrawnIsAnError(t *testing.T) {
	absent := decimal.NullDecimal{}
	tests := []struct {
		name  string
		chart Chart
		empty bool
		says  string
	}{
		{name: "no bars", chart: Chart{}, empty: true},
		{name: "no groups", chart: Chart{Kind: Groups, Series: []string{"甲"}}, empty: true},
		{name: "no series", chart: Chart{Kind: Groups, Groups: []Group{{Label: "总投资"}}}, empty: true},
		{name: "no figure in any group", chart: Chart{Kind: Groups, Series: []string{"甲"}, Groups: []Group{{Values: []decimal.NullDecimal{absent}}}}, empty: true},
		{name: "no spans", chart: Chart{Kind: Timeline}, empty: true},
		{name: "spans without a date", chart: Chart{Kind: Timeline, Spans: []Span{{Label: "工期"}}}, empty: true},
		{name: "no such kind", chart: Chart{Kind: 9}, says: "no kind of chart"},
		{name: "values missing", chart: Chart{Kind: Groups, Series: []string{"甲", "乙"}, Groups: []Group{{Label: "总投资", Values: []decimal.NullDecimal{some("1")}}}}, says: `"总投资" has 1 values for 2 names`},
		{name: "five series", chart: Chart{Kind: Groups, Series: make([]string, 5), Groups: []Group{{}}}, says: "at most 4"},
		{name: "endless figure", chart: Chart{Bars: []Bar{{Label: "甲", Value: decimal.New(1, 1_000_000)}}}, says: "too long"},
		{name: "endless upper end", chart: Chart{Bars: []Bar{{Label: "甲", Max: decimal.NewNullDecimal(decimal.New(1, -1_000_000))}}}, says: "too long"},
		{name: "ends before it starts", chart: Chart{Kind: Timeline, Spans: []Span{{Label: "工期", Start: day("2024-12-01"), End: day("2022-04-30")}}}, says: `"工期" ends on 2022-04-30, before it starts on 2024-12-01`},
		{name: "a slip of the pen", chart: Chart{Kind: Timeline, Spans: []Span{{Label: "工期", Start: day("0022-04-01"), End: day("2024-12-31")}}}, says: "too long"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data, err := test.chart.PNG()
			if data != nil || err == nil || errors.Is(err, ErrEmpty) != test.empty || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%d bytes, error %v", len(data), err)
			}
		})
	}
}

func TestPicturesMayBeDrawnAtTheSameTime(t *testing.T) {
	font := newFont("bitmapfont") // an empty cache, filled by all at once
	want := map[string][]byte{}
	for name, c := range samples() {
		c.Font = BundledFont()
		want[name] = draw(t, c)
	}
	if letters, err := latin(); err == nil {
		font.outlines = append(font.outlines, letters)
	}
	var wait sync.WaitGroup
	for range 4 {
		for name, c := range samples() {
			wait.Go(func() {
				c.Font = font
				if got, err := c.PNG(); err != nil || !bytes.Equal(got, want[name]) {
					t.Errorf("%s: another picture (error %v)", name, err)
				}
			})
		}
	}
	wait.Wait()
}

func TestFiguresAreWrittenExactly(t *testing.T) {
	tests := []struct{ value, unit, want string }{
		{"844.6", "亿元", "844.6亿元"},
		{"0.1", "亿元", "0.1亿元"},
		{"9164.53", "万元", "9164.53万元"},
		{"12345.678", "", "12,345.678"},
		{"84460000000", "元", "84,460,000,000元"},
		{"-5.1", "%", "−5.1%"},
		{"3", "projects", "3 projects"},
		{"22.45", "m²", "22.45 m²"},
		{"10.85", "100 million yuan", "10.85 × 100 million yuan"},
		{"0.30000000000000000001", "", "0.30000000000000000001"},
	}
	for _, test := range tests {
		if got := figure(dec(test.value), test.unit); got != test.want {
			t.Errorf("%s %s: %q, want %q", test.value, test.unit, got, test.want)
		}
	}
}

func TestAxesAreRoundAndHoldZero(t *testing.T) {
	tests := []struct{ low, high, from, to, step string }{
		{"0", "844.6", "0", "1000", "200"},
		{"0", "0.32", "0", "0.4", "0.1"},
		{"0", "10", "0", "10", "2"},
		{"-4.7", "3.4", "-6", "4", "2"},
		{"-12.75", "0", "-15", "0", "5"},
		{"0", "0", "0", "1", "1"},
		{"0", "84460000000", "0", "100000000000", "20000000000"},
	}
	for _, test := range tests {
		from, to, step := roundAxis(dec(test.low), dec(test.high))
		if !from.Equal(dec(test.from)) || !to.Equal(dec(test.to)) || !step.Equal(dec(test.step)) {
			t.Errorf("%s to %s: from %s to %s by %s", test.low, test.high, from, to, step)
		}
	}
}

func TestMonthsAreCountedWithBothEnds(t *testing.T) {
	zh, err := wordsOf("zh")
	if err != nil {
		t.Fatal(err)
	}
	en, err := wordsOf("en")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		words      words
		start, end string
		want       string
	}{
		{zh, "2022-04-01", "2024-12-31", "2022年4月–2024年12月 · 33个月"},
		{zh, "2022-04-01", "2022-04-30", "2022年4月 · 1个月"},
		{zh, "2022-04-01", "", "2022年4月起"},
		{zh, "", "2024-12-31", "至2024年12月"},
		{en, "2022-04-01", "2024-12-31", "Apr 2022–Dec 2024 · 33 months"},
	}
	for _, test := range tests {
		var span Span
		if test.start != "" {
			span.Start = day(test.start)
		}
		if test.end != "" {
			span.End = day(test.end)
		}
		if got := spanText(test.words, span); got != test.want {
			t.Errorf("%s to %s: %q, want %q", test.start, test.end, got, test.want)
		}
	}
}

// The axis takes in a today near the works, and leaves one far away at the edge.
func TestCalendarReachesToToday(t *testing.T) {
	works := []Span{{Start: day("2022-04-01"), End: day("2024-12-31")}}
	tests := []struct{ today, first, last string }{
		{"2023-06-15", "2022-04-01", "2025-01-01"},
		{"2025-11-09", "2022-04-01", "2025-12-01"},
		{"2022-01-31", "2022-01-01", "2025-01-01"},
		{"2030-01-01", "2022-04-01", "2025-01-01"},
		{"2015-01-01", "2022-04-01", "2025-01-01"},
	}
	for _, test := range tests {
		cal, err := newCalendar(works, day(test.today).Add(23*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		if !cal.first.Equal(day(test.first)) || !cal.last.Equal(day(test.last)) {
			t.Errorf("today %s: %s to %s", test.today, cal.first.Format(time.DateOnly), cal.last.Format(time.DateOnly))
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	all := samples()
	all["crowded"] = crowded()
	for name, c := range all {
		for _, font := range []*Font{MachineFont(), BundledFont()} {
			c.Font = font
			b.Run(name+"/"+strings.ReplaceAll(font.Name(), " ", ""), func(b *testing.B) {
				draw(b, c)
				b.ReportAllocs()
				for b.Loop() {
					draw(b, c)
				}
			})
		}
	}
}
