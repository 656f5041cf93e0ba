// Package schedule tells when a digest is due: daily, on workdays, weekly, every ten days or monthly, at a
// local time in a time zone, outside quiet hours. It is pure arithmetic on times and keeps no clock.
package schedule

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A Rhythm says on which days a schedule runs.
type Rhythm string

// The rhythms.
const (
	Daily    Rhythm = "daily"
	Workdays Rhythm = "workdays" // Monday to Friday; public holidays are not known
	Weekly   Rhythm = "weekly"
	TenDays  Rhythm = "tendays" // 旬: on the 1st, 11th and 21st
	Monthly  Rhythm = "monthly"
)

// A Clock is a time of day in minutes after midnight, 0 to 1439.
type Clock int

// String writes the clock as 08:00.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60) }

func (c Clock) valid() bool { return c >= 0 && c < 24*60 }

// A Rule says on which days and when on the clock.
type Rule struct {
	Rhythm  Rhythm
	Weekday time.Weekday // of a weekly rule
	// Day of a monthly rule, 1 to 31. In a shorter month its last day takes the place of a day that it
	// does not have, so 31 is the end of every month.
	Day int
	At  Clock
}

// Quiet hours go from one time of day to another, over midnight where From is the later one. Equal times
// are no quiet hours.
type Quiet struct{ From, To Clock }

// A Schedule is a rule in a time zone.
type Schedule struct {
	Rule
	// Zone is a name that Location knows; what it does not know counts as DefaultZone.
	Zone  string
	Quiet Quiet
	// Paused schedules have no runs. When the pause ends, its end is the moment to look for runs after.
	Paused bool
}

// Default is the schedule that holds where nothing else was said.
func Default() Schedule {
	return Schedule{Rule: Rule{Rhythm: Daily, Weekday: time.Monday, Day: 1, At: 8 * 60}, Zone: DefaultZone}
}

// A Run is one digest of a schedule.
type Run struct {
	// Date is the day that the digest is for, at 00:00 UTC, whatever the zone.
	Date time.Time
	// Due is the moment that the rule names.
	Due time.Time
	// Send is when to send it: Due, or the end of the quiet hours that Due falls into.
	Send time.Time
}

// After returns the first run that is due after a moment; the zero Run for a paused schedule.
func (s Schedule) After(t time.Time) Run {
	if s.Paused {
		return Run{}
	}
	loc := place(s.Zone)
	// A day before, because a time that a clock change leaves out may be made up for on the next day.
	day := dateOf(t, loc).AddDate(0, 0, -1)
	for range 100 { // the longest gap between two runs is a month
		if s.fits(day) {
			if due := moment(loc, wall(day, s.At), time.Time{}); due.After(t) && exists(day, loc) {
				return Run{Date: day, Due: due, Send: s.wake(due, loc)}
			}
		}
		day = day.AddDate(0, 0, 1)
	}
	return Run{}
}

// Next tells when the first run that is due after a moment is to be sent; the zero time for a paused
// schedule.
func (s Schedule) Next(after time.Time) time.Time { return s.After(after).Send }

// farthest is how far back missed runs are looked for.
const farthest = 400 * 24 * time.Hour

// Due returns the runs that are due after last and are to be sent by now, the oldest first. last is the
// Due of the newest run that was dealt with, or the moment when the schedule was made, changed or resumed.
// A clock that was put back finds nothing: runs up to last are never returned again.
func (s Schedule) Due(last, now time.Time) []Run {
	if earliest := now.Add(-farthest); last.Before(earliest) {
		last = earliest
	}
	var runs []Run
	for r := s.After(last); !r.Due.IsZero() && !r.Send.After(now); r = s.After(r.Due) {
		runs = append(runs, r)
	}
	return runs
}

// Today is the local day of a moment, at 00:00 UTC as in Run.Date.
func (s Schedule) Today(t time.Time) time.Time { return dateOf(t, place(s.Zone)) }

// Local is a moment in the schedule's zone.
func (s Schedule) Local(t time.Time) time.Time { return t.In(place(s.Zone)) }

// Hush tells whether a moment is in the quiet hours, and when they end.
func (s Schedule) Hush(t time.Time) (end time.Time, quiet bool) {
	end = s.wake(t, place(s.Zone))
	return end, end.After(t)
}

func (s Schedule) wake(t time.Time, loc *time.Location) time.Time {
	q := s.Quiet
	if q.From == q.To {
		return t
	}
	local := t.In(loc)
	at := Clock(local.Hour()*60 + local.Minute())
	day := dateOf(t, loc)
	switch {
	case q.From < q.To && at >= q.From && at < q.To, q.From > q.To && at < q.To:
	case q.From > q.To && at >= q.From:
		day = day.AddDate(0, 0, 1)
	default:
		return t
	}
	return moment(loc, wall(day, q.To), t)
}

// fits tells whether the rule runs on a day.
func (r Rule) fits(day time.Time) bool {
	switch r.Rhythm {
	case Workdays:
		return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
	case Weekly:
		return day.Weekday() == r.Weekday
	case TenDays:
		return day.Day() == 1 || day.Day() == 11 || day.Day() == 21
	case Monthly:
		last := day.AddDate(0, 1, -day.Day()).Day()
		return day.Day() == min(r.Day, last)
	}
	return true
}

// Valid tells whether a rule is one that can run.
func (r Rule) Valid() bool {
	switch r.Rhythm {
	case Daily, Workdays, TenDays:
	case Weekly:
		if r.Weekday < time.Sunday || r.Weekday > time.Saturday {
			return false
		}
	case Monthly:
		if r.Day < 1 || r.Day > 31 {
			return false
		}
	default:
		return false
	}
	return r.At.valid()
}

// String writes the rule in the form that ReadRule reads: "daily 08:00", "weekly 1 08:00" (1 is Monday,
// 0 Sunday), "monthly 31 08:00".
func (r Rule) String() string {
	switch r.Rhythm {
	case Weekly:
		return fmt.Sprintf("%s %d %s", r.Rhythm, int(r.Weekday), r.At)
	case Monthly:
		return fmt.Sprintf("%s %d %s", r.Rhythm, r.Day, r.At)
	}
	return fmt.Sprintf("%s %s", r.Rhythm, r.At)
}

// ReadRule reads the form that String writes.
func ReadRule(text string) (Rule, error) {
	r := Default().Rule
	bad := fmt.Errorf("%q is no rule of a schedule", text)
	fields := strings.Fields(text)
	if len(fields) < 2 {
		return r, bad
	}
	r.Rhythm = Rhythm(fields[0])
	var err error
	if r.At, err = readClock(fields[len(fields)-1]); err != nil {
		return r, bad
	}
	want := 2
	if r.Rhythm == Weekly || r.Rhythm == Monthly {
		want = 3
		n, err := strconv.Atoi(fields[1])
		if err != nil {
			return r, bad
		}
		if r.Rhythm == Weekly {
			r.Weekday = time.Weekday(n)
		} else {
			r.Day = n
		}
	}
	if len(fields) != want || !r.Valid() {
		return r, bad
	}
	return r, nil
}

// String writes quiet hours as 22:00-07:00, "" for none.
func (q Quiet) String() string {
	if q.From == q.To {
		return ""
	}
	return q.From.String() + "-" + q.To.String()
}

// ReadQuiet reads the form that String writes.
func ReadQuiet(text string) (Quiet, error) {
	if text == "" {
		return Quiet{}, nil
	}
	from, to, _ := strings.Cut(text, "-")
	a, errA := readClock(from)
	b, errB := readClock(to)
	if errA != nil || errB != nil {
		return Quiet{}, fmt.Errorf("%q are no quiet hours", text)
	}
	return Quiet{a, b}, nil
}

func readClock(text string) (Clock, error) {
	hour, minute, found := strings.Cut(text, ":")
	h, errH := strconv.Atoi(hour)
	m, errM := strconv.Atoi(minute)
	c := Clock(h*60 + m)
	if !found || errH != nil || errM != nil || h < 0 || m < 0 || m > 59 || !c.valid() {
		return 0, fmt.Errorf("%q is no time of day", text)
	}
	return c, nil
}
