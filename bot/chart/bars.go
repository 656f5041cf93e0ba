package chart

import (
	"image"
	"image/color"

	"github.com/shopspring/decimal"
)

// textGap is between a bar and the figure at its end.
const textGap = 12

// valueBar draws one bar from the zero line and the figure at its end, the middle of both at cy.
func (s *sheet) valueBar(sc scale, r reach, text string, cy, height int, in, pale color.RGBA) {
	piece := func(from, to decimal.Decimal, col color.RGBA) {
		x0, x1 := sc.x(from), sc.x(to)
		side := roundRight
		if x1 < x0 {
			x0, x1, side = x1, x0, roundLeft
		}
		if x0 == x1 {
			x1++ // a figure too small for a pixel is still there
		}
		s.canvas.bar(image.Rect(x0, cy-height/2, x1, cy-height/2+height), s.ink(col), side)
	}
	if !r.max.Equal(r.value) {
		piece(decimal.Zero, r.max, pale)
	}
	if !r.value.IsZero() {
		piece(decimal.Zero, r.value, in)
	}
	if r.isLeft() {
		s.text(sc.x(r.low())-textGap-s.font.width(text, labelSize), cy, text)
		return
	}
	s.text(sc.x(r.high())+textGap, cy, text)
}

// figureText is what stands at a bar: the words of the source, or the value and its unit where there are none or too
// many of them. A figure is never cut.
func (s *sheet) figureText(text string, value decimal.Decimal, unit string) string {
	if text == "" || s.font.width(text, labelSize) > Width/2 {
		return figure(value, s.font.shorten(unit, labelSize, Width/5))
	}
	return text
}

// reach measures a bar with its figure.
func (s *sheet) reach(value decimal.Decimal, upper decimal.NullDecimal, text string) reach {
	r := reach{value: value, max: value, text: s.font.width(text, labelSize) + textGap}
	if upper.Valid {
		r.max = upper.Decimal
	}
	return r
}

// widestColumn is how much of the width labels may take beside the bars; longer ones stand above their bars.
const widestColumn = 340

func drawBars(c Chart, w words) (*sheet, error) {
	if len(c.Bars) == 0 {
		return nil, ErrEmpty
	}
	bars := append([]Bar(nil), c.Bars...)
	left := max(0, len(bars)-MaxBars)
	bars = bars[:len(bars)-left]
	s := newSheet(c, w, len(bars)*(labelLine+smallLine+barHeight+32)+4*smallLine)
	s.left = left

	unit := clean(c.Unit)
	reaches := make([]reach, len(bars))
	column, marked, noted := 0, false, false
	for i := range bars {
		b := &bars[i]
		b.Label, b.Note, b.Text = clean(b.Label), clean(b.Note), clean(b.Text)
		if err := checkFigure(b.Label, b.Value); err != nil {
			return nil, err
		}
		if b.Max.Valid {
			if err := checkFigure(b.Label, b.Max.Decimal); err != nil {
				return nil, err
			}
			if b.Text == "" {
				b.Text = figure(b.Value, "") + "–" + figure(b.Max.Decimal, unit)
			}
		}
		b.Text = s.figureText(b.Text, b.Value, unit)
		reaches[i] = s.reach(b.Value, b.Max, b.Text)
		column = max(column, s.font.width(b.Label, labelSize), s.font.width(b.Note, smallSize))
		marked = marked || b.Mark
		noted = noted || b.Note != ""
	}

	beside := column <= widestColumn
	from := margin
	if beside {
		from += column + 24
	}
	sc := newScale(reaches, from, Width-margin)
	row := func(i int) int {
		switch {
		case beside && noted:
			return max(barHeight+26, labelLine+smallLine+12)
		case beside:
			return barHeight + 26
		}
		return s.captioned(margin, 0, Width-2*margin, bars[i].Label, bars[i].Note, false) + barHeight + 24
	}
	top := s.y
	bottom := top + 8
	for i := range bars {
		bottom += row(i)
	}
	if beside {
		s.grid(sc, top, bottom)
	} else {
		s.grid(sc, top+labelLine, bottom) // from the first bar on, under its label
	}
	s.y += 4
	for i, b := range bars {
		in, pale := s.col.series[0], s.col.pale[0]
		if marked && !b.Mark {
			in, pale = s.col.other, s.col.otherPale
		}
		height := row(i)
		cy := s.y + height/2
		if beside {
			labelAt := cy
			if b.Note != "" {
				labelAt = cy - smallLine/2 + 1
				s.small(from-24-s.font.width(b.Note, smallSize), cy+labelLine/2-1, b.Note)
			}
			s.text(from-24-s.font.width(b.Label, labelSize), labelAt, b.Label)
		} else {
			above := s.captioned(margin, s.y, Width-2*margin, b.Label, b.Note, true)
			cy = s.y + above + barHeight/2 + 2
		}
		s.valueBar(sc, reaches[i], b.Text, cy, barHeight, in, pale)
		s.y += height
	}
	s.y = bottom
	s.axis(sc, unit)
	return s, nil
}
