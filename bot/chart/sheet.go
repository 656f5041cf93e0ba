package chart

import (
	"image"
	"image/color"
	"strconv"

	"github.com/shopspring/decimal"
)

// Sizes of text and distances, in pixels.
const (
	margin     = 48
	titleSize  = 38
	labelSize  = 28
	smallSize  = 22
	titleLine  = 52
	labelLine  = 40
	smallLine  = 32
	barHeight  = 34
	tickLength = 8
)

// colours are the inks of one of the two themes.
type colours struct {
	paper, text, muted, grid, rule color.RGBA
	series                         [MaxSeries]color.RGBA
	pale                           [MaxSeries]color.RGBA // the upper part of a range
	other                          color.RGBA            // bars beside a marked one
	otherPale                      color.RGBA
	today                          color.RGBA
}

func rgb(hex uint32) color.RGBA {
	return color.RGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 255}
}

// Series colours differ in lightness as well as in hue, so that they can be told apart without colour vision.
var (
	light = colours{
		paper: rgb(0xffffff), text: rgb(0x1b2430), muted: rgb(0x667085), grid: rgb(0xe6e9ee), rule: rgb(0x8a94a3),
		series: [MaxSeries]color.RGBA{rgb(0x1f66d1), rgb(0xe8962e), rgb(0x11806f), rgb(0xb583e0)},
		pale:   [MaxSeries]color.RGBA{rgb(0xa9c7f2), rgb(0xf7d9b0), rgb(0x9fd3ca), rgb(0xe2d0f5)},
		other:  rgb(0xa4b0c0), otherPale: rgb(0xd5dbe3), today: rgb(0xd23f3f),
	}
	dark = colours{
		paper: rgb(0x17212b), text: rgb(0xf1f4f8), muted: rgb(0x97a6b6), grid: rgb(0x273543), rule: rgb(0x66788a),
		series: [MaxSeries]color.RGBA{rgb(0x4f9cf9), rgb(0xf5b866), rgb(0x3fbfa8), rgb(0xc9a4ee)},
		pale:   [MaxSeries]color.RGBA{rgb(0x2c5482), rgb(0x7d6442), rgb(0x26675f), rgb(0x66587b)},
		other:  rgb(0x5f7184), otherPale: rgb(0x3a4958), today: rgb(0xff7b72),
	}
)

// A sheet is a picture being drawn from top to bottom.
type sheet struct {
	*canvas
	font   *Font
	words  words
	col    colours
	y      int // where the next row begins
	source string
	left   int // bars, groups or spans that did not fit
}

// newSheet starts a picture with title and subtitle; rows is the height that the rest will need at most.
func newSheet(c Chart, w words, rows int) *sheet {
	col := light
	if c.Dark {
		col = dark
	}
	s := &sheet{font: c.Font, words: w, col: col, source: clean(c.Source), y: margin}
	title := s.font.wrap(clean(c.Title), titleSize, Width-2*margin, 2)
	s.canvas = newCanvas(Width, rows+2*margin+2*titleLine+6*smallLine, col.paper)
	for _, line := range title {
		s.set(margin, s.y+titleLine/2-6, line, titleSize, col.text)
		s.y += titleLine
	}
	if sub := clean(c.Subtitle); sub != "" {
		s.small(margin, s.y+smallLine/2, s.font.shorten(sub, smallSize, Width-2*margin))
		s.y += smallLine
	}
	if s.y > margin {
		s.y += 20
	}
	return s
}

// finish writes what stands under the chart and encodes the picture.
func (s *sheet) finish() ([]byte, error) {
	var lines []string
	if s.left > 0 {
		lines = append(lines, s.words.say("more", strconv.Itoa(s.left)))
	}
	if s.source != "" {
		lines = append(lines, s.font.wrap(s.words.say("source", s.source), smallSize, Width-2*margin, 2)...)
	}
	if len(lines) > 0 {
		s.y += 20
	}
	for _, line := range lines {
		s.small(margin, s.y+smallLine/2, line)
		s.y += smallLine
	}
	return s.png(min(s.y+margin-smallLine/2, s.img.Rect.Dy()))
}

func (s *sheet) text(x, cy int, text string) int {
	return s.set(x, cy, text, labelSize, s.col.text)
}

func (s *sheet) small(x, cy int, text string) int {
	return s.set(x, cy, text, smallSize, s.col.muted)
}

// set draws a text on clear paper, so that no line of the grid runs through it, and returns where it ends.
func (s *sheet) set(x, cy int, text string, size int, col color.RGBA) int {
	if text == "" {
		return x
	}
	half := size * 5 / 8
	s.fill(image.Rect(x-4, cy-half, x+s.font.width(text, size)+4, cy+half), 0)
	return s.font.draw(s.canvas, x, cy, text, size, s.ink(col))
}

// centred sets small print with its middle at x, moved as far as needed to stay between the margins.
func (s *sheet) centred(x, cy int, text string) {
	w := s.font.width(text, smallSize)
	s.small(min(max(x-w/2, margin/2), Width-margin/2-w), cy, text)
}

// captioned sets a label and, in small print, a note: beside it where there is room, else under it. It returns the
// height; draw tells whether to draw or only to measure.
func (s *sheet) captioned(x, y, width int, label, note string, draw bool) int {
	label = s.font.shorten(label, labelSize, width)
	if draw {
		s.text(x, y+labelLine/2, label)
	}
	if note == "" {
		return labelLine
	}
	used := s.font.width(label, labelSize)
	noteWidth := s.font.width(note, smallSize)
	if label == "" || used+24+noteWidth <= width {
		if draw {
			s.small(x+width-min(width, noteWidth), y+labelLine/2+1, s.font.shorten(note, smallSize, width))
		}
		return labelLine
	}
	if draw {
		s.small(x, y+labelLine+smallLine/2-4, s.font.shorten(note, smallSize, width))
	}
	return labelLine + smallLine
}

// A scale places values along the width.
type scale struct {
	zero    int     // the pixel of 0
	perUnit float64 // pixels
	low     decimal.Decimal
	high    decimal.Decimal
	step    decimal.Decimal
}

func (s scale) x(d decimal.Decimal) int {
	v := d.InexactFloat64() * s.perUnit
	if v < 0 {
		return s.zero - int(0.5-v)
	}
	return s.zero + int(v+0.5)
}

// A reach is a bar that a scale must have room for: its ends, and the width of the text beyond.
type reach struct {
	value, max decimal.Decimal
	text       int
}

func (r reach) low() decimal.Decimal  { return decimal.Min(r.value, r.max) }
func (r reach) high() decimal.Decimal { return decimal.Max(r.value, r.max) }

// isLeft tells that the figure stands at the left end, since the bar is below zero.
func (r reach) isLeft() bool { return r.low().IsNegative() && !r.high().IsPositive() }

// newScale finds round ends for an axis that holds zero and all the bars, and the largest scale at which each bar
// and the text at its end fit between two pixels.
func newScale(bars []reach, from, to int) scale {
	low, high := decimal.Zero, decimal.Zero
	for _, b := range bars {
		low, high = decimal.Min(low, b.low()), decimal.Max(high, b.high())
	}
	s := scale{}
	s.low, s.high, s.step = roundAxis(low, high)
	below, above := s.low.Abs().InexactFloat64(), s.high.InexactFloat64()
	type end struct{ length, text float64 }
	var lefts, rights []end
	for _, b := range bars {
		if b.isLeft() {
			lefts = append(lefts, end{-b.low().InexactFloat64(), float64(b.text)})
		} else {
			rights = append(rights, end{b.high().InexactFloat64(), float64(b.text)})
		}
	}
	need := func(perUnit float64) (left, right float64) {
		left, right = below*perUnit, above*perUnit
		for _, e := range lefts {
			left = max(left, e.length*perUnit+e.text)
		}
		for _, e := range rights {
			right = max(right, e.length*perUnit+e.text)
		}
		return left, right
	}
	small, large := 0.0, float64(to-from)/(below+above)
	for range 40 {
		half := (small + large) / 2
		if left, right := need(half); left+right <= float64(to-from) {
			small = half
		} else {
			large = half
		}
	}
	s.perUnit = small
	left, _ := need(small)
	s.zero = from + int(left+0.5)
	return s
}

// roundAxis widens a range to multiples of a step of 1, 2 or 5 times a power of ten, at most six of them a side.
func roundAxis(low, high decimal.Decimal) (from, to, step decimal.Decimal) {
	span := high.Sub(low)
	if !span.IsPositive() {
		return decimal.Zero, decimal.NewFromInt(1), decimal.NewFromInt(1)
	}
	rough := span.DivRound(decimal.NewFromInt(5), 60)
	power := int32(rough.NumDigits()) + rough.Exponent() - 1
	for _, times := range []int64{1, 2, 5, 10} {
		step = decimal.New(times, power)
		if step.GreaterThanOrEqual(rough) {
			break
		}
	}
	return multiple(low, step), multiple(high, step), step
}

// multiple rounds away from zero to a multiple of step. The quotient is small, so that a few places decide.
func multiple(d, step decimal.Decimal) decimal.Decimal {
	times := d.DivRound(step, 40)
	if times.IsNegative() {
		return times.Floor().Mul(step)
	}
	return times.Ceil().Mul(step)
}

// axis writes the numbers of a scale under its grid. Each carries a short unit; a long one stands once below.
func (s *sheet) axis(sc scale, unit string) {
	short := len([]rune(unit)) <= 3
	last := -Width
	for v := sc.low; v.LessThanOrEqual(sc.high); v = v.Add(sc.step) {
		text := figure(v, "")
		if short && !v.IsZero() {
			text = figure(v, unit)
		}
		if w := s.font.width(text, smallSize); sc.x(v)-w/2 > last+16 {
			s.centred(sc.x(v), s.y+tickLength+smallLine/2+4, text)
			last = sc.x(v) + w/2
		}
	}
	s.y += tickLength + smallLine + 8
	if unit != "" && !short {
		s.centred((sc.x(sc.low)+sc.x(sc.high))/2, s.y+smallLine/2, s.words.say("unit", unit))
		s.y += smallLine
	}
}

// grid draws the lines behind the bars.
func (s *sheet) grid(sc scale, top, bottom int) {
	for v := sc.low; v.LessThanOrEqual(sc.high); v = v.Add(sc.step) {
		x := sc.x(v)
		in := s.ink(s.col.grid)
		if v.IsZero() {
			in = s.ink(s.col.rule)
		}
		s.fill(image.Rect(x-1, top, x+1, bottom+tickLength), in)
	}
}
