package data

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"fmt"
	"time"

	"wenxiang/data/extract"
	"wenxiang/data/report"
)

// The statements of this file.
const (
	sqlInsertReport = `INSERT INTO report (key, sha256, file, title, source, authors, place, lang, date, edition, loaded_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	sqlReportsByKey  = `SELECT id, key, edition FROM report WHERE key = ? OR substr(key, 1, length(?)) = ? ORDER BY id`
	sqlPassagesOf    = `SELECT text FROM passage WHERE report_id = ? ORDER BY number`
	sqlDeleteReport  = `DELETE FROM report WHERE id = ?`
	sqlInsertPassage = `INSERT INTO passage (report_id, number, section, text) VALUES (?, ?, ?, ?)`
	sqlInsertFact    = `INSERT INTO fact (report_id, passage, kind, place, subject, project, metric, label, role, value, max, unit,
		period_start, period_end, quote, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
)

// builtInFile is the name of the report that a new database starts with.
const builtInFile = "siping-2022.md"

//go:embed reports/siping-2022.md
var builtIn []byte

// Loaded says what loading one report did.
type Loaded struct {
	Report   StoredReport
	Passages int
	Facts    int
	Projects int
	// Unchanged is true where the same file had been loaded before; nothing was written.
	Unchanged bool
	// Replaced is true where the file is a new edition of a report loaded before.
	Replaced bool
	// Changes are the differences from the edition before, when Replaced.
	Changes Changes
}

// Load reads one file and stores it with its facts in one transaction. A file that cannot be read leaves the
// database as it was; the same file twice changes nothing; a file with the key of a loaded report replaces it.
func (db *DB) Load(ctx context.Context, path string) (Loaded, error) {
	r, err := report.Read(ctx, path)
	if err != nil {
		return Loaded{}, err
	}
	return db.LoadReport(ctx, r)
}

func (db *DB) loadBuiltIn(ctx context.Context) error {
	r, err := report.ReadBytes(builtInFile, builtIn)
	if err != nil {
		return err
	}
	_, err = db.LoadReport(ctx, r)
	return err
}

// LoadReport stores a report that has been read, with its facts.
func (db *DB) LoadReport(ctx context.Context, r *report.Report) (Loaded, error) {
	facts := extract.Extract(r)
	out := Loaded{Facts: len(facts), Projects: len(projectsOf(facts)), Report: StoredReport{
		Key: r.Key, SHA256: r.SHA256, File: r.File, Title: r.Title, Source: r.Source, Authors: r.Authors, Place: r.Place, Lang: r.Lang,
		Date: r.Date, Edition: 1, LoadedAt: db.Now().UTC(),
	}}
	for _, s := range r.Sections {
		out.Passages += len(s.Passages)
	}
	err := db.write(ctx, func(tx *sql.Tx) error {
		old, err := db.olderEdition(ctx, tx, r, &out)
		if err != nil || out.Unchanged {
			return err
		}
		id, err := insertReport(ctx, tx, r, out.Report)
		if err != nil {
			return err
		}
		out.Report.ID = id
		if err := insertFacts(ctx, tx, id, facts); err != nil {
			return err
		}
		if out.Replaced {
			out.Changes = CompareEditions(old, facts)
			if err := insertChanges(ctx, tx, out.Report, out.Changes); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, sqlNewGeneration)
		return err
	})
	return out, err
}

// olderEdition finds and removes the loaded edition of r and returns its facts.
func (db *DB) olderEdition(ctx context.Context, tx *sql.Tx, r *report.Report, out *Loaded) ([]extract.Fact, error) {
	var id int64
	var key string
	var edition int
	err := tx.QueryRowContext(ctx, sqlReportBySum, r.SHA256).Scan(&id, &key, &edition)
	if err == nil {
		out.Unchanged, out.Report.ID, out.Report.Edition = true, id, edition
		return nil, nil
	}
	if err != sql.ErrNoRows {
		return nil, err
	}
	id, edition, err = sameReport(ctx, tx, r, out)
	if err != nil || id == 0 {
		return nil, err
	}
	stored, err := db.facts(ctx, tx, sqlFactsOf, id)
	if err != nil {
		return nil, err
	}
	old := make([]extract.Fact, len(stored))
	for i, f := range stored {
		old[i] = f.Fact
	}
	out.Replaced, out.Report.Edition = true, edition+1
	_, err = tx.ExecContext(ctx, sqlDeleteReport, id)
	return old, err
}

// sameReport finds the loaded report that r is a newer edition of: one of the same key whose text is alike. Other texts
// may share a title (two items of one day's news); such a one gets a key of its own, numbered from 2. id is 0 where r is new.
func sameReport(ctx context.Context, tx *sql.Tx, r *report.Report, out *Loaded) (id int64, edition int, err error) {
	rows, err := tx.QueryContext(ctx, sqlReportsByKey, r.Key, r.Key+" #", r.Key+" #")
	if err != nil {
		return 0, 0, err
	}
	type candidate struct {
		id      int64
		key     string
		edition int
	}
	var all []candidate
	for rows.Next() {
		var c candidate
		if err := rows.Scan(&c.id, &c.key, &c.edition); err != nil {
			rows.Close()
			return 0, 0, err
		}
		all = append(all, c)
	}
	if err := rows.Close(); err != nil {
		return 0, 0, err
	}
	var text []string
	for _, s := range r.Sections {
		for _, p := range s.Passages {
			text = append(text, p.Text)
		}
	}
	best := report.EditionLikeness
	for _, c := range all {
		old, err := passagesOf(ctx, tx, c.id)
		if err != nil {
			return 0, 0, err
		}
		if like := report.Alike(old, text); like >= best {
			best, id, edition, out.Report.Key = like, c.id, c.edition, c.key
		}
	}
	if id == 0 && len(all) > 0 {
		out.Report.Key = fmt.Sprintf("%s #%d", r.Key, len(all)+1)
	}
	return id, edition, nil
}

func passagesOf(ctx context.Context, tx *sql.Tx, report int64) ([]string, error) {
	rows, err := tx.QueryContext(ctx, sqlPassagesOf, report)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

func insertReport(ctx context.Context, tx *sql.Tx, r *report.Report, s StoredReport) (int64, error) {
	result, err := tx.ExecContext(ctx, sqlInsertReport, s.Key, s.SHA256, s.File, s.Title, s.Source, s.Authors, s.Place, s.Lang,
		day(s.Date), s.Edition, s.LoadedAt.UnixMilli())
	if err != nil {
		return 0, err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return 0, err
	}
	insert, err := tx.PrepareContext(ctx, sqlInsertPassage)
	if err != nil {
		return 0, err
	}
	defer insert.Close()
	for _, section := range r.Sections {
		for _, p := range section.Passages {
			if _, err := insert.ExecContext(ctx, id, p.Number, section.Title, p.Text); err != nil {
				return 0, err
			}
		}
	}
	return id, nil
}

func insertFacts(ctx context.Context, tx *sql.Tx, report int64, facts []extract.Fact) error {
	insert, err := tx.PrepareContext(ctx, sqlInsertFact)
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, f := range facts {
		body, err := json.Marshal(f)
		if err != nil {
			return err
		}
		var most any
		if f.Max != nil {
			most = f.Max.String()
		}
		if _, err := insert.ExecContext(ctx, report, f.Passage, f.Kind, f.Place, f.Subject, f.Project, f.Metric, f.Label, f.Role,
			f.Value.String(), most, f.Unit, day(f.Period.Start), day(f.Period.End), f.Quote, string(body)); err != nil {
			return err
		}
	}
	return nil
}

// day formats a date, "" for none.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// projectsOf lists the names of the single projects that facts are about, in order of appearance.
func projectsOf(facts []extract.Fact) []string {
	seen := map[string]bool{}
	var out []string
	for _, f := range facts {
		if f.Project != "" && !seen[f.Project] {
			seen[f.Project] = true
			out = append(out, f.Project)
		}
	}
	return out
}
