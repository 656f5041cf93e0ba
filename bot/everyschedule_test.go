package bot

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"wenxiang/bot/delivery"
	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

// fitsDay tells whether a schedule of a name has a digest on a day, as a calendar shows it.
var fitsDay = map[string]func(day time.Time) bool{
	"daily":      func(time.Time) bool { return true },
	"workdays":   func(d time.Time) bool { return !strings.HasPrefix(d.Weekday().String(), "S") },
	"weekly 0":   func(d time.Time) bool { return d.Weekday() == time.Sunday },
	"tendays":    func(d time.Time) bool { return d.Day() == 1 || d.Day() == 11 || d.Day() == 21 },
	"monthly 1":  func(d time.Time) bool { return d.Day() == 1 },
	"monthly 31": func(d time.Time) bool { return d.AddDate(0, 0, 1).Day() == 1 },
}

// TestEverySchedulePutsOutEachDigestOnce drives every schedule in five zones through the changes of their clocks, in
// the full size through two years, with a process that ends at random and is started again up to five days later: what
// was put out names each of its dates once.
func TestEverySchedulePutsOutEachDigestOnce(t *testing.T) {
	start, end := utc(t, "2023-03-01 00:30"), utc(t, "2023-04-10 00:30")
	clocks := []string{"02:15"}
	if *long {
		start, end = utc(t, "2023-01-01 00:30"), utc(t, "2025-01-01 00:30")
		clocks = []string{"00:00", "02:15", "08:00", "23:59"}
	}
	now := start
	open := func(dsn string) *Bot {
		c := newClerk()
		c.set("总投资多少？", 844)
		b, err := New(t.Context(), Options{Token: "1:x", State: dsn, Asker: c, Now: func() time.Time { return now }, Rates: &fast})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	dsn := statetest.SQLite(t)
	b := open(dsn)
	defer func() { b.Close() }()
	type plan struct{ name, zone, clock, quiet string }
	plans := map[int64]plan{}
	for _, zone := range []string{"Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Havana"} {
		for name := range fitsDay {
			for _, clock := range clocks {
				for _, quiet := range []string{"", "22:00-07:00"} {
					chat := int64(len(plans) + 1)
					plans[chat] = plan{name, zone, clock, quiet}
					err := b.store.Update(t.Context(), func(tx *state.Tx) error {
						if err := tx.Follow(state.Follower{ChatID: chat, Zone: zone, Quiet: quiet}); err != nil {
							return err
						}
						turn := &turn{tx: tx, now: now.UnixMilli(), talk: state.Talk{ChatID: chat, PersonID: chat}, kind: "private"}
						_, _, err := b.subscribe(t.Context(), turn, turn.here(), state.Subscription{Kind: "question", Subject: "总投资多少？", Lang: "zh", Rule: name + " " + clock})
						return err
					})
					if err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	met := map[int64]map[string]int{}
	late, downs := 0, 0
	chance := rand.New(rand.NewPCG(3, 11))
	for {
		next, err := b.store.NextDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		at := time.UnixMilli(next)
		if at.After(end) {
			break
		}
		if chance.IntN(60) == 0 {
			b.Close()
			downs++
			at = at.Add(time.Duration(chance.Int64N(int64(5 * 24 * time.Hour))))
			now = at
			b = open(dsn)
		}
		now = at
		for n := 1; n > 0; {
			if n, err = b.putOut(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		for {
			letters, err := b.store.Claim(t.Context(), 100, now.UnixMilli(), now.UnixMilli()+1000, "w", true, fast)
			if err != nil {
				t.Fatal(err)
			}
			if len(letters) == 0 {
				break
			}
			err = b.store.Update(t.Context(), func(tx *state.Tx) error {
				for _, l := range letters {
					if _, err := tx.Finish(l, "sent", 1, now.UnixMilli()); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range letters {
				var p delivery.Post
				if err := json.Unmarshal([]byte(l.Body), &p); err != nil {
					t.Fatal(err)
				}
				if met[l.ChatID] == nil {
					met[l.ChatID] = map[string]int{}
				}
				if strings.Contains(p.HTML, "补发") {
					late++
				}
				for _, date := range datesOf(t, p.HTML) {
					met[l.ChatID][date]++
				}
			}
		}
	}
	digests := 0
	for chat, p := range plans {
		loc, err := time.LoadLocation(p.zone)
		if err != nil {
			t.Fatal(err)
		}
		first, last := start.In(loc), now.In(loc)
		for day := time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, time.UTC).AddDate(0, 0, 1); day.Before(last.AddDate(0, 0, -6)); day = day.AddDate(0, 0, 1) {
			date, want := day.Format(time.DateOnly), 0
			if fitsDay[p.name](day) {
				want = 1
			}
			digests += want
			if n := met[chat][date]; n != want {
				t.Errorf("%s %s in %s, quiet %q: %s came %d times, not %d", p.name, p.clock, p.zone, p.quiet, date, n, want)
			}
		}
	}
	if late == 0 || downs == 0 {
		t.Errorf("%d messages were late, %d times down", late, downs)
	}
	t.Logf("%d schedules, %d digests, %d of the messages late, %d times down", len(plans), digests, late, downs)
}

var (
	titleDate = regexp.MustCompile(`摘要 · (\d+)年(\d+)月(\d+)日`)
	lateDates = regexp.MustCompile(`补发：([^<\n]+)`)
	oneDate   = regexp.MustCompile(`(?:(\d+)年)?(\d+)月(\d+)日`)
)

// datesOf are the dates that a digest says it is for.
func datesOf(t *testing.T, html string) (dates []string) {
	t.Helper()
	title := titleDate.FindStringSubmatch(html)
	if title == nil {
		t.Fatalf("no date in %q", html)
	}
	write := func(year, month, day string) string {
		var y, m, d int
		fmt.Sscan(year, &y)
		fmt.Sscan(month, &m)
		fmt.Sscan(day, &d)
		return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	}
	listed := lateDates.FindStringSubmatch(html)
	if listed == nil {
		return []string{write(title[1], title[2], title[3])}
	}
	for _, m := range oneDate.FindAllStringSubmatch(listed[1], -1) {
		year := m[1]
		if year == "" {
			year = title[1]
		}
		dates = append(dates, write(year, m[2], m[3]))
	}
	return dates
}
