package schedule

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

const stamp = "2006-01-02 15:04 MST"

func at(t *testing.T, text string) time.Time {
	t.Helper()
	got, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func in(t *testing.T, zone string) *time.Location {
	t.Helper()
	loc, err := Location(zone)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// TestRunsOnTheirDates is to be read beside a calendar. after is UTC; the runs are local time.
func TestRunsOnTheirDates(t *testing.T) {
	const (
		shanghai = "Asia/Shanghai"
		london   = "Europe/London"
		newYork  = "America/New_York"
		sydney   = "Australia/Sydney"
		lordHowe = "Australia/Lord_Howe"
		havana   = "America/Havana"
		beirut   = "Asia/Beirut"
		apia     = "Pacific/Apia"
	)
	for _, c := range []struct {
		name, rule, zone, quiet, after string
		want                           []string // when it is sent
	}{
		{"every day", "daily 08:00", shanghai, "", "2022-11-21 12:00",
			[]string{"2022-11-22 08:00 CST", "2022-11-23 08:00 CST"}},
		{"just before its time", "daily 08:00", shanghai, "", "2022-11-21 23:59",
			[]string{"2022-11-22 08:00 CST"}},
		{"at its very time it is the next day's turn", "daily 08:00", shanghai, "", "2022-11-22 00:00",
			[]string{"2022-11-23 08:00 CST"}},
		{"Friday, then Monday", "workdays 07:45", shanghai, "", "2022-11-24 12:00",
			[]string{"2022-11-25 07:45 CST", "2022-11-28 07:45 CST", "2022-11-29 07:45 CST"}},
		{"Sundays", "weekly 0 09:00", shanghai, "", "2022-12-24 12:00",
			[]string{"2022-12-25 09:00 CST", "2023-01-01 09:00 CST"}},
		{"1st, 11th, 21st", "tendays 08:30", shanghai, "", "2023-02-12 00:00",
			[]string{"2023-02-21 08:30 CST", "2023-03-01 08:30 CST", "2023-03-11 08:30 CST"}},
		{"the end of each month", "monthly 31 18:00", shanghai, "", "2023-01-15 00:00",
			[]string{"2023-01-31 18:00 CST", "2023-02-28 18:00 CST", "2023-03-31 18:00 CST", "2023-04-30 18:00 CST"}},
		{"the 30th in February", "monthly 30 08:00", shanghai, "", "2024-02-01 00:00",
			[]string{"2024-02-29 08:00 CST", "2024-03-30 08:00 CST"}},
		{"the 29th in leap and other years", "monthly 29 08:00", shanghai, "", "2023-02-01 00:00",
			[]string{"2023-02-28 08:00 CST", "2023-03-29 08:00 CST"}},
		{"the leap day", "daily 23:30", shanghai, "", "2024-02-28 12:00",
			[]string{"2024-02-28 23:30 CST", "2024-02-29 23:30 CST", "2024-03-01 23:30 CST"}},
		{"2100 is no leap year", "daily 08:00", shanghai, "", "2100-02-27 12:00",
			[]string{"2100-02-28 08:00 CST", "2100-03-01 08:00 CST"}},
		{"the hour that clocks leave out", "daily 02:30", newYork, "", "2023-03-11 12:00",
			[]string{"2023-03-12 03:00 EDT", "2023-03-13 02:30 EDT"}},
		{"the last moment of that hour", "daily 02:59", newYork, "", "2023-03-11 12:00",
			[]string{"2023-03-12 03:00 EDT", "2023-03-13 02:59 EDT"}},
		{"the hour that comes twice counts once", "daily 01:30", newYork, "", "2023-11-04 12:00",
			[]string{"2023-11-05 01:30 EDT", "2023-11-06 01:30 EST"}},
		{"at 8 local time all the year", "weekly 0 08:00", london, "", "2023-03-18 12:00",
			[]string{"2023-03-19 08:00 GMT", "2023-03-26 08:00 BST", "2023-04-02 08:00 BST"}},
		{"the gap of London", "daily 01:15", london, "", "2023-03-25 12:00",
			[]string{"2023-03-26 02:00 BST", "2023-03-27 01:15 BST"}},
		{"the south has summer in January", "daily 02:15", sydney, "", "2023-09-30 00:00",
			[]string{"2023-10-01 03:00 AEDT", "2023-10-02 02:15 AEDT"}},
		{"a change of half an hour", "daily 02:15", lordHowe, "", "2023-09-30 00:00",
			[]string{"2023-10-01 02:30 +11", "2023-10-02 02:15 +11"}},
		{"half an hour twice", "daily 01:45", lordHowe, "", "2023-03-31 12:00",
			[]string{"2023-04-01 01:45 +11", "2023-04-02 01:45 +11", "2023-04-03 01:45 +1030"}},
		{"midnight comes twice", "daily 00:00", havana, "", "2023-11-04 12:00",
			[]string{"2023-11-05 00:00 CDT", "2023-11-06 00:00 CST"}},
		{"midnight is left out", "daily 00:00", beirut, "", "2022-03-26 12:00",
			[]string{"2022-03-27 01:00 EEST", "2022-03-28 00:00 EEST"}},
		{"a day that a place does not have", "daily 08:00", apia, "", "2011-12-29 12:00",
			[]string{"2011-12-29 08:00 -10", "2011-12-31 08:00 +14", "2012-01-01 08:00 +14"}},
		{"half past five hours from UTC", "daily 08:00", "UTC+05:30", "", "2023-01-01 00:00",
			[]string{"2023-01-01 08:00 UTC+05:30", "2023-01-02 08:00 UTC+05:30"}},
		{"quiet hours put it off to their end", "daily 06:00", shanghai, "22:00-07:00", "2023-01-01 00:00",
			[]string{"2023-01-02 07:00 CST", "2023-01-03 07:00 CST"}},
		{"in the evening, to the next morning", "daily 23:00", shanghai, "22:00-07:00", "2023-01-01 00:00",
			[]string{"2023-01-02 07:00 CST", "2023-01-03 07:00 CST"}},
		{"at the end of the quiet hours it is time", "daily 07:00", shanghai, "22:00-07:00", "2023-01-01 00:00",
			[]string{"2023-01-02 07:00 CST"}},
		{"at their start it is not", "daily 22:00", shanghai, "22:00-07:00", "2023-01-01 00:00",
			[]string{"2023-01-02 07:00 CST"}},
		{"quiet hours within a day", "daily 12:30", shanghai, "12:00-14:00", "2023-01-01 00:00",
			[]string{"2023-01-01 14:00 CST"}},
		{"the last day of the year, sent in the new one", "monthly 31 23:30", shanghai, "22:00-07:00", "2022-12-15 00:00",
			[]string{"2023-01-01 07:00 CST", "2023-02-01 07:00 CST"}},
		{"quiet hours that end in the gap", "daily 01:00", newYork, "22:00-02:30", "2023-03-11 12:00",
			[]string{"2023-03-12 03:00 EDT", "2023-03-13 02:30 EDT"}},
		{"quiet hours that end in the hour that comes twice", "daily 00:30", newYork, "22:00-01:30", "2023-11-04 12:00",
			[]string{"2023-11-05 01:30 EDT", "2023-11-06 01:30 EST"}},
	} {
		rule, err := ReadRule(c.rule)
		if err != nil {
			t.Fatal(err)
		}
		quiet, err := ReadQuiet(c.quiet)
		if err != nil {
			t.Fatal(err)
		}
		s := Schedule{Rule: rule, Zone: c.zone, Quiet: quiet}
		after := at(t, c.after)
		var got []string
		for range c.want {
			r := s.After(after)
			if !s.Next(after).Equal(r.Send) {
				t.Errorf("%s: Next and After differ", c.name)
			}
			got = append(got, r.Send.In(in(t, c.zone)).Format(stamp))
			after = r.Due
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s (%s %s %s after %s):\n got %q\nwant %q", c.name, c.rule, c.zone, c.quiet, c.after, got, c.want)
		}
	}
}

func TestTheDateIsTheOneOfTheRule(t *testing.T) {
	rule, _ := ReadRule("monthly 31 23:30")
	s := Schedule{Rule: rule, Zone: "Asia/Shanghai", Quiet: Quiet{22 * 60, 7 * 60}}
	r := s.After(at(t, "2022-12-15 00:00"))
	if got := r.Date.Format(time.DateOnly); got != "2022-12-31" || !r.Send.After(r.Due) {
		t.Errorf("for %s, due %s, sent %s", got, r.Due, r.Send)
	}
}

func TestPausedSchedulesHaveNoRuns(t *testing.T) {
	s := Default()
	s.Paused = true
	if next := s.Next(at(t, "2023-01-01 00:00")); !next.IsZero() {
		t.Errorf("next is %s", next)
	}
	if runs := s.Due(at(t, "2023-01-01 00:00"), at(t, "2023-02-01 00:00")); runs != nil {
		t.Errorf("due are %v", runs)
	}
}

func TestAClockThatJumpsBackFindsNothing(t *testing.T) {
	s := Default()
	last := s.After(at(t, "2023-05-01 00:00")).Due
	for _, now := range []time.Time{last, last.Add(-time.Hour), last.AddDate(-1, 0, 0), last.AddDate(0, 0, 1).Add(-time.Minute)} {
		if runs := s.Due(last, now); len(runs) > 0 {
			t.Errorf("at %s: %v", now, runs)
		}
	}
	if runs := s.Due(last, last.AddDate(0, 0, 1)); len(runs) != 1 {
		t.Errorf("a day later: %v", runs)
	}
}

func TestAVeryLongAbsenceIsCutShort(t *testing.T) {
	s := Default()
	now := at(t, "2023-05-01 12:00")
	runs := s.Due(time.Unix(0, 0), now)
	if len(runs) < 399 || len(runs) > 401 || runs[len(runs)-1].Date.Format(time.DateOnly) != "2023-05-01" {
		t.Errorf("%d runs", len(runs))
	}
}

// every are all the rhythms, at times that clock changes touch.
func every() []Rule {
	var all []Rule
	for _, clock := range []Clock{0, 1*60 + 30, 2*60 + 15, 8 * 60, 23*60 + 59} {
		all = append(all, Rule{Rhythm: Daily, At: clock}, Rule{Rhythm: Workdays, At: clock}, Rule{Rhythm: TenDays, At: clock},
			Rule{Rhythm: Weekly, Weekday: time.Sunday, At: clock}, Rule{Rhythm: Weekly, Weekday: time.Thursday, At: clock},
			Rule{Rhythm: Monthly, Day: 1, At: clock}, Rule{Rhythm: Monthly, Day: 29, At: clock}, Rule{Rhythm: Monthly, Day: 31, At: clock})
	}
	return all
}

// expected walks through two years minute by minute with the clock on the wall, and notes for each rule
// the days on which its time, or the first later one, comes up. It shares no arithmetic with the code.
func expected(loc *time.Location, from, to time.Time, rules []Rule) []map[string]time.Time {
	runs := make([]map[string]time.Time, len(rules))
	for i := range runs {
		runs[i] = map[string]time.Time{}
	}
	for t := from; t.Before(to); t = t.Add(time.Minute) {
		local := t.In(loc)
		clock := Clock(local.Hour()*60 + local.Minute())
		date := ""
		for i, r := range rules {
			if clock < r.At || clock > r.At+60 { // no clock leaves out more than an hour
				continue
			}
			day := local.Day()
			tomorrow := local.AddDate(0, 0, 1).Day()
			switch r.Rhythm {
			case Workdays:
				if local.Weekday() == time.Saturday || local.Weekday() == time.Sunday {
					continue
				}
			case Weekly:
				if local.Weekday() != r.Weekday {
					continue
				}
			case TenDays:
				if day%10 != 1 || day == 31 {
					continue
				}
			case Monthly:
				if day != r.Day && (tomorrow != 1 || day > r.Day) {
					continue
				}
			}
			if date == "" {
				date = local.Format(time.DateOnly)
			}
			if _, met := runs[i][date]; !met {
				runs[i][date] = t
			}
		}
	}
	return runs
}

// TestTwoYearsWithDowntimes drives every schedule through two years in five zones, with the process down
// at random for minutes or days: each digest comes exactly once, on its date.
func TestTwoYearsWithDowntimes(t *testing.T) {
	from, to := at(t, "2023-01-01 00:00"), at(t, "2025-01-01 00:00")
	rules := every()
	for z, zone := range []string{"Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Havana"} {
		t.Run(zone, func(t *testing.T) {
			t.Parallel()
			want := expected(in(t, zone), from, to, rules)
			changes := 0
			for _, end := from.In(in(t, zone)).ZoneBounds(); !end.IsZero() && end.Before(to); _, end = end.In(in(t, zone)).ZoneBounds() {
				changes++
			}
			if fixed := zone == "Asia/Shanghai"; fixed != (changes == 0) || !fixed && changes != 4 {
				t.Errorf("the clocks change %d times in two years", changes)
			}
			for i, rule := range rules {
				for _, quiet := range []Quiet{{}, {22 * 60, 7 * 60}} {
					s := Schedule{Rule: rule, Zone: zone, Quiet: quiet}
					random := rand.New(rand.NewPCG(uint64(z), uint64(i)))
					got := map[string]time.Time{}
					last := from.Add(-time.Second)
					down := time.Time{}
					late := map[string]bool{}
					for now := from; now.Before(to.Add(14 * 24 * time.Hour)); {
						// The process looks when it expects something, or when it is back.
						for _, r := range s.Due(last, now) {
							date := r.Date.Format(time.DateOnly)
							if _, twice := got[date]; twice {
								t.Fatalf("%s: %s twice", rule, date)
							}
							if !r.Due.After(last) || r.Send.Before(r.Due) || r.Send.After(now) {
								t.Fatalf("%s: %s due %s, sent %s, after %s at %s", rule, date, r.Due, r.Send, last, now)
							}
							got[date] = r.Due
							late[date] = !down.IsZero() && now.Equal(down)
							if !late[date] && !r.Send.Equal(now) {
								t.Errorf("%s: %s is sent at %s, not at %s", rule, date, now, r.Send)
							}
							last = r.Due
						}
						next := s.Next(last)
						if !next.After(now) {
							t.Fatalf("%s: next after %s is %s, already past at %s", rule, last, next, now)
						}
						if random.IntN(10) == 0 {
							// killed now; back after up to ten days
							down = now.Add(time.Duration(random.Int64N(int64(10 * 24 * time.Hour)))).Truncate(time.Millisecond)
							now = down
							continue
						}
						now = next
					}
					for date, due := range want[i] {
						if !got[date].Equal(due) {
							t.Errorf("%s in %s: %s was due at %s, got %s", rule, zone, date, due, got[date])
						}
					}
					for date, due := range got {
						if due.Before(to) && want[i][date].IsZero() {
							t.Errorf("%s in %s: %s at %s was not asked for", rule, zone, date, due)
						}
					}
				}
			}
		})
	}
}

func ExampleSchedule_Next() {
	s, _ := Parse("every Monday 9am, New York")
	fmt.Println(s.Rule, s.Zone, s.Next(time.Date(2023, 3, 10, 0, 0, 0, 0, time.UTC)).Format(time.RFC3339))
	// Output: weekly 1 09:00 America/New_York 2023-03-13T13:00:00Z
}

func BenchmarkDue(b *testing.B) {
	s := Default()
	now := time.Date(2023, 3, 10, 0, 0, 1, 0, time.UTC)
	last := now.AddDate(0, 0, -1)
	b.ReportAllocs()
	for b.Loop() {
		s.Due(last, now)
	}
}
