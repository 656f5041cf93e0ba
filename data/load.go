package data

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"time"

	"wenxiang/data/extract"
	"wenxiang/data/report"
)

// The statements of this file.
const (
	sqlInsertReport = `INSERT INTO report (key, sha256, file, title, source, place, lang, date, edition, loaded_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
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
		Key: r.Key, SHA256: r.SHA256, File: r.File, Title: r.Title, Source: r.Source, Place: r.Place, Lang: r.Lang,
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
	var key, sum string
	var edition int
	err := tx.QueryRowContext(ctx, sqlReportBySum, r.SHA256).Scan(&id, &key, &edition)
	if err == nil {
		out.Unchanged, out.Report.ID, out.Report.Edition = true, id, edition
		return nil, nil
	}
	if err != sql.ErrNoRows {
		return nil, err
	}
	err = tx.QueryRowContext(ctx, sqlReportByKey, r.Key).Scan(&id, &sum, &edition)
	if err == sql.ErrNoRows {
		return nil, nil
	}
	if err != nil {
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

func insertReport(ctx context.Context, tx *sql.Tx, r *report.Report, s StoredReport) (int64, error) {
	result, err := tx.ExecContext(ctx, sqlInsertReport, s.Key, s.SHA256, s.File, s.Title, s.Source, s.Place, s.Lang,
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
