// Package chart draws pictures of figures as PNG: bars, groups of bars and timetables, in Chinese and English, for
// light and dark screens.
//
// Bars always start at zero, an axis always carries its unit, and a label shows the exact figure; only the length of
// a bar is rounded, to a pixel. Text is set in a Chinese font of the machine, or in one that comes with the program
// where the machine has none.
package chart

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// Kind says how a chart shows its figures.
type Kind int

const (
	// Bars draws Chart.Bars as horizontal bars on one axis, which reaches below zero where a value does.
	Bars Kind = iota
	// Groups draws Chart.Groups, one bar in each for every one of Chart.Series: two projects beside each other, or
	// a town beside its province in several years.
	Groups
	// Timeline draws Chart.Spans on an axis of months.
	Timeline
)

// Limits keep a picture readable on a phone. What is over them is left out, and the picture says how much.
const (
	MaxBars   = 12 // bars in a chart, over all its groups
	MaxSeries = 4  // bars in a group
)

// Width of every picture in pixels, twice the 640 points that it is laid out for. The height follows from the content.
const Width = 1280

// ErrEmpty is the error for a chart without a single figure or date.
var ErrEmpty = errors.New("a chart needs at least one figure")

// A Bar is one figure.
type Bar struct {
	Label string
	Value decimal.Decimal     // in Chart.Unit
	Max   decimal.NullDecimal // the upper end of a range (10–15亿元), drawn as a paler piece
	Text  string              // the figure as its source words it, with unit (约10.5亿元); empty: Value and Chart.Unit
	Note  string              // a few words in small print beside the label
	Mark  bool                // where one bar is marked, the others are drawn in grey
}

// A Group is one measure of several owners.
type Group struct {
	Label  string
	Unit   string                // the unit of this group, which then has a scale of its own; empty: Chart.Unit and the common scale
	Values []decimal.NullDecimal // one for each of Chart.Series; what is not valid is shown as not stated
	Texts  []string              // as Bar.Text, may be shorter than Values
}

// A Span is a time from a first to a last day. Reports mostly name months: give the month's first day as Start and
// its last as End. With one of the two zero, the other is drawn as a single point.
type Span struct {
	Label      string
	Start, End time.Time
	Text       string // the time as its source words it; empty: the months and how many they are
	Note       string
}

// A Chart is one picture. Only the field of its Kind is drawn: Bars, Groups or Spans.
type Chart struct {
	Kind     Kind
	Title    string // up to two lines
	Subtitle string // scope, period: one line in small print
	Unit     string // of the value axis: 亿元, %, 个
	Source   string // report and place; the picture says 来源： before it
	Bars     []Bar
	Series   []string // the names of a group's bars
	Groups   []Group
	Spans    []Span
	Today    time.Time // a timetable marks this day; zero: none
	Dark     bool
	Lang     string // "zh" or "en"; anything else is taken as "zh"
	Font     *Font  // nil: MachineFont
}

// PNG draws the chart. It is safe to call from several goroutines.
func (c Chart) PNG() ([]byte, error) {
	if c.Font == nil {
		c.Font = MachineFont()
	}
	words, err := wordsOf(c.Lang)
	if err != nil {
		return nil, err
	}
	var s *sheet
	switch c.Kind {
	case Bars:
		s, err = drawBars(c, words)
	case Groups:
		s, err = drawGroups(c, words)
	case Timeline:
		s, err = drawTimeline(c, words)
	default:
		return nil, fmt.Errorf("there is no kind of chart numbered %d", c.Kind)
	}
	if err != nil {
		return nil, err
	}
	return s.finish()
}

// longest is how many digits a figure may have before or after the point: nothing real has more, and a hostile
// exponent would otherwise be written out in full.
const longest = 30

// checkFigure refuses what cannot stand on a label.
func checkFigure(label string, d decimal.Decimal) error {
	if d.NumDigits() > longest || d.Exponent() < -longest || d.Exponent() > longest {
		return fmt.Errorf("the figure of %q is too long to be drawn", label)
	}
	return nil
}

// figure writes a value exactly, with its unit: −5.1%, 844.6亿元, 84,460,000元, 3 projects. A unit of letters is set
// off by a space, one that begins with a number by ×, so that 10.85 × 100 million yuan stays what it is.
func figure(d decimal.Decimal, unit string) string {
	text := d.Abs().String()
	whole, rest, _ := strings.Cut(text, ".")
	if len(whole) > 4 {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
		text = whole
		if rest != "" {
			text += "." + rest
		}
	}
	if d.IsNegative() {
		text = "−" + text
	}
	switch first, _ := utf8.DecodeRuneInString(unit); {
	case unicode.IsDigit(first):
		return text + " × " + unit
	case first < 0x2E80 && unicode.IsLetter(first):
		return text + " " + unit
	}
	return text + unit
}
