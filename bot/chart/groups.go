package chart

import (
	"fmt"
	"image"

	"github.com/shopspring/decimal"
)

func drawGroups(c Chart, w words) (*sheet, error) {
	if len(c.Groups) == 0 || len(c.Series) == 0 {
		return nil, ErrEmpty
	}
	if len(c.Series) > MaxSeries {
		return nil, fmt.Errorf("a group holds at most %d bars, not %d", MaxSeries, len(c.Series))
	}
	groups := c.Groups[:min(len(c.Groups), MaxBars/len(c.Series))]
	const barRow = barHeight + 14
	s := newSheet(c, w, (len(c.Series)+2*len(groups))*labelLine+len(groups)*(len(c.Series)*barRow+40)+4*smallLine)
	s.left = len(c.Groups) - len(groups)

	common := true
	type row struct {
		text  string
		reach reach
	}
	rows := make([][]*row, len(groups))
	any := false
	var all []reach
	for i, g := range groups {
		if len(g.Values) != len(c.Series) {
			return nil, fmt.Errorf("the group %q has %d values for %d names", clean(g.Label), len(g.Values), len(c.Series))
		}
		common = common && g.Unit == ""
		unit := clean(g.Unit)
		if unit == "" {
			unit = clean(c.Unit)
		}
		rows[i] = make([]*row, len(g.Values))
		for j, v := range g.Values {
			if !v.Valid {
				continue
			}
			if err := checkFigure(clean(g.Label), v.Decimal); err != nil {
				return nil, err
			}
			text := ""
			if j < len(g.Texts) {
				text = clean(g.Texts[j])
			}
			text = s.figureText(text, v.Decimal, unit)
			rows[i][j] = &row{text, s.reach(v.Decimal, decimal.NullDecimal{}, text)}
			all = append(all, rows[i][j].reach)
			any = true
		}
	}
	if !any {
		return nil, ErrEmpty
	}

	s.legend(c.Series)
	sc := newScale(all, margin, Width-margin)
	height := labelLine + len(c.Series)*barRow + 22
	top := s.y
	if common {
		s.grid(sc, top+labelLine, top+height*len(groups))
	}
	for i, g := range groups {
		heading := s.text(margin, s.y+labelLine/2, s.font.shorten(clean(g.Label), labelSize, Width-2*margin-300))
		if unit := clean(g.Unit); unit != "" {
			s.small(heading+14, s.y+labelLine/2+1, s.words.say("unit", unit))
		}
		s.y += labelLine + 4
		own := sc
		if !common {
			var bars []reach
			for _, r := range rows[i] {
				if r != nil {
					bars = append(bars, r.reach)
				}
			}
			own = newScale(bars, margin, Width-margin)
			s.fill(image.Rect(own.zero-1, s.y-4, own.zero+1, s.y+len(c.Series)*barRow-6), s.ink(s.col.rule))
		}
		for j, r := range rows[i] {
			cy := s.y + barRow/2 - 4
			if r == nil {
				s.small(own.zero+textGap, cy, s.words["absent"])
			} else {
				s.valueBar(own, r.reach, r.text, cy, barHeight, s.col.series[j], s.col.pale[j])
			}
			s.y += barRow
		}
		s.y = top + height*(i+1)
	}
	if common {
		s.axis(sc, clean(c.Unit))
	}
	return s, nil
}

// legend names the series, side by side where they fit, else one a line.
func (s *sheet) legend(names []string) {
	const box, gap = 24, 14
	room := Width - 2*margin
	together := -2 * gap
	for _, name := range names {
		together += box + gap + s.font.width(clean(name), labelSize) + 3*gap
	}
	x := margin
	for i, name := range names {
		cy := s.y + labelLine/2
		s.bar(image.Rect(x, cy-box/2, x+box, cy+box/2), s.ink(s.col.series[i]), roundLeft|roundRight)
		x = s.text(x+box+gap, cy, s.font.shorten(clean(name), labelSize, room-box-gap)) + 3*gap
		if together > room {
			x = margin
			s.y += labelLine
		}
	}
	if together <= room {
		s.y += labelLine
	}
	s.y += 16
}
