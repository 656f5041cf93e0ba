package data

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"
	"time"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// The statements of this file.
const (
	sqlInsertChange = `INSERT INTO edition_change (report_key, edition, at, body) VALUES (?, ?, ?, ?)`
	sqlChangesOf    = `SELECT body FROM edition_change WHERE report_key = ? AND edition = ? ORDER BY id`
)

// Changes are the differences between two editions of a report.
type Changes struct {
	// Changed are facts that both editions state with other values.
	Changed []Change
	// Added and Removed are facts that only the newer or only the older edition states.
	Added, Removed []extract.Fact
	// NewProjects and GoneProjects are names of projects that only one edition knows.
	NewProjects, GoneProjects []string
}

// Empty tells whether the editions say the same.
func (c Changes) Empty() bool { return len(c.Changed)+len(c.Added)+len(c.Removed) == 0 }

// A Change is one fact before and after.
type Change struct {
	Before, After extract.Fact
}

// CompareEditions finds what a newer edition changes. Facts correspond when owner, measure, role, scope and the kind of
// period are the same; where several do, those with the same period are paired first and the rest in order of appearance.
// A running period goes on (1-9月 becomes 1-10月, 上半年 becomes 前三季度); one year or month never takes another's place.
func CompareEditions(older, newer []extract.Fact) Changes {
	var out Changes
	waiting := map[string][]extract.Fact{}
	for _, f := range older {
		k := correspondence(f)
		waiting[k] = append(waiting[k], f)
	}
	take := func(f extract.Fact, fits func(extract.Fact) bool) (extract.Fact, bool) {
		k := correspondence(f)
		for i, o := range waiting[k] {
			if fits(o) {
				waiting[k] = append(append([]extract.Fact{}, waiting[k][:i]...), waiting[k][i+1:]...)
				return o, true
			}
		}
		return extract.Fact{}, false
	}
	paired := make([]bool, len(newer))
	passes := []func(o, n extract.Fact) bool{
		func(o, n extract.Fact) bool { return o.Period.Words == n.Period.Words && sameValue(o, n) },
		func(o, n extract.Fact) bool { return o.Period.Words == n.Period.Words },
		func(o, n extract.Fact) bool { return sameValue(o, n) },
		goesOn,
	}
	for _, fits := range passes {
		for i, n := range newer {
			if paired[i] {
				continue
			}
			if o, ok := take(n, func(o extract.Fact) bool { return fits(o, n) }); ok {
				paired[i] = true
				if !sameValue(o, n) {
					out.Changed = append(out.Changed, Change{o, n})
				}
			}
		}
	}
	for i, n := range newer {
		if !paired[i] {
			out.Added = append(out.Added, n)
		}
	}
	for _, o := range older {
		k := correspondence(o)
		for i, w := range waiting[k] {
			if w.Quote == o.Quote && sameValue(w, o) {
				out.Removed = append(out.Removed, o)
				waiting[k] = append(append([]extract.Fact{}, waiting[k][:i]...), waiting[k][i+1:]...)
				break
			}
		}
	}
	out.NewProjects = missing(projectsOf(newer), projectsOf(older))
	out.GoneProjects = missing(projectsOf(older), projectsOf(newer))
	return out
}

// correspondence is what two facts share when a newer one takes the place of an older one.
func correspondence(f extract.Fact) string {
	measure := f.Metric
	if measure == "" {
		measure = f.Label
	}
	scope := f.Scope.Status
	for _, bound := range []any{f.Scope.Min, f.Scope.Max} {
		b, _ := json.Marshal(bound)
		scope += "|" + string(b)
	}
	period := periodKind(f.Period)
	if f.Kind == extract.DateFact {
		period = "" // a date is the value itself: a start that is put off is another value of the same fact
	}
	return strings.Join([]string{string(f.Kind), f.Place, f.Subject, f.Project, f.Phase, f.Event, f.Group, measure, string(f.Role), f.Base,
		string(f.Modality), f.Unit, f.Per, scope, period}, "\x00")
}

// The kinds of periods that a later edition carries on.
const (
	running = "running" // from the first of January to an end that moves
	upTo    = "until"
)

func periodKind(p extract.Period) string {
	switch {
	case p.Relation == "until":
		return upTo
	case p.Words == "" && p.Start.IsZero():
		return ""
	case p.Grain != quantity.Year && p.Grain != quantity.Day && !p.End.IsZero() && p.Start.Month() == time.January && p.Start.Day() == 1 && sameYear(p):
		return running
	}
	return string(p.Grain)
}

func sameYear(p extract.Period) bool { return p.Start.Year() == p.End.Year() }

// goesOn tells whether n may take the place of o, though its period has other words.
func goesOn(o, n extract.Fact) bool {
	if n.Kind == extract.DateFact {
		return true
	}
	switch periodKind(n.Period) {
	case "", running, upTo:
		return true
	}
	return o.Period.Start.Equal(n.Period.Start) && o.Period.End.Equal(n.Period.End)
}

func sameValue(a, b extract.Fact) bool {
	if a.Kind != extract.QuantityFact {
		return a.Text == b.Text
	}
	if (a.Max == nil) != (b.Max == nil) || a.Max != nil && !a.Max.Equal(*b.Max) {
		return false
	}
	return a.Value.Equal(b.Value) && a.Approx == b.Approx
}

// missing lists the names in all that are not in known.
func missing(all, known []string) []string {
	has := map[string]bool{}
	for _, k := range known {
		has[k] = true
	}
	var out []string
	for _, a := range all {
		if !has[a] {
			out = append(out, a)
		}
	}
	return out
}

func insertChanges(ctx context.Context, tx *sql.Tx, r StoredReport, c Changes) error {
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, sqlInsertChange, r.Key, r.Edition, r.LoadedAt.UnixMilli(), string(body))
	return err
}

// ChangesOf gives what an edition of a report changed against the one before; nothing for a first edition.
func (db *DB) ChangesOf(ctx context.Context, key string, edition int) (Changes, error) {
	var body []byte
	var c Changes
	err := db.sql.QueryRowContext(ctx, sqlChangesOf, key, edition).Scan(&body)
	if err == sql.ErrNoRows {
		return c, nil
	}
	if err == nil {
		err = json.Unmarshal(body, &c)
	}
	return c, wrap(db.path, err)
}
