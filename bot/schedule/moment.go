package schedule

import "time"

// Days and local times without their zone are held as times in UTC that show the same digits.

// dateOf is the local day of a moment.
func dateOf(t time.Time, loc *time.Location) time.Time {
	y, m, d := t.In(loc).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// wall is a time of day on a day.
func wall(day time.Time, at Clock) time.Time { return day.Add(time.Duration(at) * time.Minute) }

// moment is the first moment, not before from, at which the clocks of a place show a local time or a
// later one. Where clocks are put forward over the time, that is the moment after the gap; where they are
// put back over it, it is the first of the two. time.Date promises neither.
func moment(loc *time.Location, local, from time.Time) time.Time {
	t := local.Add(-30 * time.Hour) // no place is that far ahead of UTC
	if from.After(t) {
		t = from
	}
	for {
		here := t.In(loc)
		_, offset := here.Zone()
		_, end := here.ZoneBounds()
		at := local.Add(-time.Duration(offset) * time.Second)
		if at.Before(t) {
			at = t
		}
		if end.IsZero() || at.Before(end) {
			return at.UTC()
		}
		t = end
	}
}

// exists tells whether a place has a day at all: Samoa went from 29 to 31 December 2011.
func exists(day time.Time, loc *time.Location) bool {
	return dateOf(moment(loc, day, time.Time{}), loc).Equal(day)
}
