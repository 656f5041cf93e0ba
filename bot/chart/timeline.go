package chart

import (
	"fmt"
	"image"
	"strconv"
	"time"
)

// A calendar places days along the width.
type calendar struct {
	first, last time.Time // the first day of a month, and the first day after a month
	from, to    int
}

func (c calendar) x(day time.Time) int {
	return c.from + int(float64(c.to-c.from)*float64(day.Sub(c.first))/float64(c.last.Sub(c.first))+0.5)
}

// dayOf drops the hour and the zone, since reports know days only.
func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

func monthOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// months counts the calendar months from that of a to that of b, both included.
func months(a, b time.Time) int {
	return (b.Year()-a.Year())*12 + int(b.Month()) - int(a.Month()) + 1
}

// longestCalendar keeps a slip of the pen (2022–22024) from becoming an axis.
const longestCalendar = 200 * 12

func drawTimeline(c Chart, w words) (*sheet, error) {
	spans := make([]Span, 0, len(c.Spans))
	for _, span := range c.Spans {
		span.Label, span.Text, span.Note = clean(span.Label), clean(span.Text), clean(span.Note)
		if span.Start.IsZero() && span.End.IsZero() {
			continue
		}
		if !span.Start.IsZero() {
			span.Start = dayOf(span.Start)
		}
		if !span.End.IsZero() {
			span.End = dayOf(span.End)
		}
		if !span.Start.IsZero() && !span.End.IsZero() && span.End.Before(span.Start) {
			return nil, fmt.Errorf("%q ends on %s, before it starts on %s", span.Label, span.End.Format(time.DateOnly), span.Start.Format(time.DateOnly))
		}
		if span.Text == "" {
			span.Text = spanText(w, span)
		}
		if span.Note != "" {
			span.Text += w["join"] + span.Note
		}
		spans = append(spans, span)
	}
	if len(spans) == 0 {
		return nil, ErrEmpty
	}
	left := max(0, len(spans)-MaxBars)
	spans = spans[:len(spans)-left]
	cal, err := newCalendar(spans, c.Today)
	if err != nil {
		return nil, err
	}
	s := newSheet(c, w, len(spans)*(labelLine+smallLine+barHeight+32)+6*smallLine)
	s.left = left
	if !c.Today.IsZero() {
		s.y += smallLine + 8 // for the words above the line of today
	}

	top := s.y
	bottom := top + 8
	rows := make([]int, len(spans))
	for i, span := range spans {
		rows[i] = s.captioned(margin, 0, Width-2*margin, span.Label, span.Text, false)
		bottom += rows[i] + barHeight + 26
	}
	under := s.months(cal, top, bottom)
	s.y += 4
	for i, span := range spans {
		cy := s.y + rows[i] + barHeight/2 + 4
		s.spanBar(cal, span, cy)
		s.y += rows[i] + barHeight + 26
	}
	if !c.Today.IsZero() {
		s.today(cal, dayOf(c.Today), top, bottom)
	}
	s.y = top + 4
	for i, span := range spans { // over the line of today
		s.captioned(margin, s.y, Width-2*margin, span.Label, span.Text, true)
		s.y += rows[i] + barHeight + 26
	}
	s.y = under + 8
	return s, nil
}

// spanText says when and how long: 2022年4月–2024年12月 · 33个月.
func spanText(w words, span Span) string {
	switch {
	case span.End.IsZero():
		return w.say("starts", w.date("month", span.Start))
	case span.Start.IsZero():
		return w.say("ends", w.date("month", span.End))
	}
	n := months(span.Start, span.End)
	if n == 1 {
		return w.date("month", span.Start) + w["join"] + w["span.one"]
	}
	return w.date("month", span.Start) + "–" + w.date("month", span.End) + w["join"] + w.say("span", strconv.Itoa(n))
}

// newCalendar covers the spans in whole months, and today where that lengthens the axis by no more than half.
func newCalendar(spans []Span, today time.Time) (calendar, error) {
	var first, last time.Time
	for _, span := range spans {
		for _, day := range []time.Time{span.Start, span.End} {
			if day.IsZero() {
				continue
			}
			if first.IsZero() || day.Before(first) {
				first = day
			}
			if day.After(last) {
				last = day
			}
		}
	}
	if n := months(first, last); n > longestCalendar {
		return calendar{}, fmt.Errorf("a timetable of %d months is too long to be drawn", n)
	}
	if !today.IsZero() {
		day := dayOf(today)
		room := max(months(first, last)/2, 6)
		if day.Before(first) && months(day, first)-1 <= room {
			first = day
		} else if day.After(last) && months(last, day)-1 <= room {
			last = day
		}
	}
	for _, span := range spans {
		if span.Start.IsZero() && months(span.End, last) == 1 {
			last = monthOf(last).AddDate(0, 1, 0) // a point does not stand on the edge
			break
		}
	}
	for months(first, last) < 3 {
		last = monthOf(last).AddDate(0, 1, 0)
	}
	return calendar{first: monthOf(first), last: monthOf(last).AddDate(0, 1, 0), from: margin, to: Width - margin}, nil
}

func (s *sheet) spanBar(cal calendar, span Span, cy int) {
	in := s.ink(s.col.series[0])
	if span.Start.IsZero() {
		s.diamond(cal.x(span.End.AddDate(0, 0, 1)), cy, barHeight/2-2, in)
		return
	}
	if span.End.IsZero() {
		s.diamond(cal.x(span.Start), cy, barHeight/2-2, in)
		return
	}
	r := image.Rect(cal.x(span.Start), cy-barHeight/2, cal.x(span.End.AddDate(0, 0, 1)), cy-barHeight/2+barHeight)
	r.Max.X = max(r.Max.X, r.Min.X+4)
	s.bar(r, in, roundLeft|roundRight)
}

// months draws the axis: a line each few months, their names, and the years under them. It returns where it ends.
func (s *sheet) months(cal calendar, top, bottom int) int {
	total := months(cal.first, cal.last) - 1
	step := 240
	for _, n := range []int{1, 3, 6, 12, 24, 60, 120} {
		if total <= n*12 {
			step = n
			break
		}
	}
	line := func(at time.Time, year bool) {
		in, length := s.ink(s.col.grid), tickLength
		if year {
			in, length = s.ink(s.col.rule), tickLength+smallLine
		}
		x := cal.x(at)
		s.fill(image.Rect(x-1, bottom, x+1, bottom+length), in)
		s.fill(image.Rect(x-1, top+labelLine, x+1, bottom), s.ink(s.col.grid))
	}
	names := bottom + tickLength + smallLine/2 + 2
	for at := cal.first; at.Before(cal.last); at = at.AddDate(0, 1, 0) {
		if step >= 12 {
			if at.Month() == time.January && at.Year()%(step/12) == 0 {
				line(at, false)
				s.centred(cal.x(at), names, s.words.date("axis.year", at))
			}
			continue
		}
		if (int(at.Month())-1)%step == 0 {
			line(at, at.Month() == time.January)
			if width := s.font.width(s.words.date("axis.month", at), smallSize); cal.x(at)+8+width <= cal.to {
				s.small(cal.x(at)+8, names, s.words.date("axis.month", at))
			}
		}
	}
	s.fill(image.Rect(cal.from, bottom-1, cal.to, bottom+1), s.ink(s.col.rule))
	if step >= 12 {
		return names + smallLine/2
	}
	for year := cal.first.Year(); year <= cal.last.Year(); year++ {
		begin := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
		end := begin.AddDate(1, 0, 0)
		if begin.Before(cal.first) {
			begin = cal.first
		}
		if end.After(cal.last) {
			end = cal.last
		}
		name := s.words.date("axis.year", begin)
		if cal.x(end)-cal.x(begin) >= s.font.width(name, smallSize)+12 {
			s.small(cal.x(begin)+8, names+smallLine, name)
		}
	}
	return names + smallLine*3/2
}

// today marks the day with a line and its date above it, or tells at the edge that it lies beyond.
func (s *sheet) today(cal calendar, day time.Time, top, bottom int) {
	key, x := "today", cal.x(day)
	switch {
	case day.Before(cal.first):
		key, x = "today.before", cal.from
	case !day.Before(cal.last):
		key, x = "today.after", cal.to
	}
	text := s.words.say(key, s.words.date("day", day))
	w := s.font.width(text, smallSize)
	s.set(min(max(x-w/2, margin), Width-margin-w), top-smallLine/2-4, text, smallSize, s.col.today)
	if key == "today" {
		s.dashes(x, top, bottom, s.ink(s.col.today))
	}
}
