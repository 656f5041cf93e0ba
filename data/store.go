// Package data keeps what reports say: it reads a report, extracts its facts, and stores both in SQLite.
// It knows no question.
package data

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"

	"wenxiang/data/extract"
)

// The statements of this file.
const (
	sqlGeneration    = `SELECT value FROM fact_meta WHERE name = 'generation'`
	sqlNewGeneration = `UPDATE fact_meta SET value = value + 1 WHERE name = 'generation'`
	sqlReports       = `SELECT id, key, sha256, file, title, source, authors, place, lang, date, edition, loaded_at FROM report ORDER BY id`
	sqlReportBySum   = `SELECT id, key, edition FROM report WHERE sha256 = ?`
	sqlFacts         = `SELECT id, report_id, body FROM fact ORDER BY id`
	sqlFactsOf       = `SELECT id, report_id, body FROM fact WHERE report_id = ? ORDER BY id`
	sqlPassages      = `SELECT report_id, number, section, text FROM passage ORDER BY report_id, number`
)

// DB is the database of facts: one SQLite file.
type DB struct {
	sql  *sql.DB
	path string
	// Now gives the time that a report is marked as loaded at.
	Now func() time.Time
}

// Options say how a database is opened.
type Options struct {
	// Empty leaves a new database without the built-in report.
	Empty bool
	// ReadOnly opens an existing file that nobody may write to; nothing is created.
	ReadOnly bool
	Now      func() time.Time
}

// Open opens the database at path and creates it, with the built-in report, where there is none.
// The errors are of type *Error.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if path == "" {
		return nil, &Error{Code: "no_path", EN: "no database file was named", ZH: "没有指定数据库文件"}
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, &Error{Code: "not_a_database", EN: path + " is a folder, not a database file", ZH: path + " 是文件夹，不是数据库文件"}
	}
	query := url.Values{
		"_foreign_keys": {"on"}, "_busy_timeout": {"5000"}, "_txlock": {"immediate"},
	}
	if o.ReadOnly {
		// A folder that may not be written to holds no place for SQLite's lock files: nobody else writes there either.
		query.Set("mode", "ro")
		query.Set("immutable", "1")
	} else {
		query.Set("_journal_mode", "WAL")
		query.Set("_synchronous", "FULL")
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, wrap(path, err)
	}
	handle, err := sql.Open("sqlite3", (&url.URL{Scheme: "file", Path: abs, RawQuery: query.Encode()}).String())
	if err != nil {
		return nil, wrap(path, err)
	}
	db := &DB{sql: handle, path: path, Now: o.Now}
	if o.ReadOnly {
		if err := db.checkSchema(ctx); err != nil {
			handle.Close()
			return nil, err
		}
		return db, nil
	}
	fresh, err := db.migrate(ctx)
	if err == nil && fresh && !o.Empty {
		err = db.loadBuiltIn(ctx)
	}
	if err != nil {
		handle.Close()
		return nil, wrap(path, err)
	}
	return db, nil
}

// Close closes the file.
func (db *DB) Close() error { return db.sql.Close() }

// Path is the file's path as given.
func (db *DB) Path() string { return db.path }

// SQLiteVersion is the version of the SQLite library in use.
func SQLiteVersion() string {
	v, _, _ := sqlite3.Version()
	return v
}

// Generation changes whenever a report is loaded or replaced.
func (db *DB) Generation(ctx context.Context) (int64, error) {
	var n int64
	if err := db.sql.QueryRowContext(ctx, sqlGeneration).Scan(&n); err != nil {
		return 0, wrap(db.path, err)
	}
	return n, nil
}

// A StoredReport is a loaded report's header.
type StoredReport struct {
	ID       int64
	Key      string
	SHA256   string
	File     string
	Title    string
	Source   string
	Authors  string // as the report's header or byline names them
	Place    string
	Lang     string
	Date     time.Time // zero when unknown
	Edition  int       // 1 for the first
	LoadedAt time.Time
}

// Name is what people call the report: its title, or its file's name.
func (r StoredReport) Name() string {
	if r.Title != "" {
		return r.Title
	}
	return r.File
}

// Reports lists the loaded reports, the oldest first.
func (db *DB) Reports(ctx context.Context) ([]StoredReport, error) {
	rows, err := db.sql.QueryContext(ctx, sqlReports)
	if err != nil {
		return nil, wrap(db.path, err)
	}
	defer rows.Close()
	var out []StoredReport
	for rows.Next() {
		var r StoredReport
		var date string
		var loaded int64
		if err := rows.Scan(&r.ID, &r.Key, &r.SHA256, &r.File, &r.Title, &r.Source, &r.Authors, &r.Place, &r.Lang, &date, &r.Edition, &loaded); err != nil {
			return nil, wrap(db.path, err)
		}
		r.Date, _ = time.Parse(time.DateOnly, date)
		r.LoadedAt = time.UnixMilli(loaded).UTC()
		out = append(out, r)
	}
	return out, wrap(db.path, rows.Err())
}

// A StoredFact is a fact with the id of the report that states it.
type StoredFact struct {
	extract.Fact
	Report int64
}

// Facts reads all facts in the order in which they were stored.
func (db *DB) Facts(ctx context.Context) ([]StoredFact, error) {
	return db.facts(ctx, db.sql, sqlFacts)
}

type querier interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}

func (db *DB) facts(ctx context.Context, q querier, statement string, args ...any) ([]StoredFact, error) {
	rows, err := q.QueryContext(ctx, statement, args...)
	if err != nil {
		return nil, wrap(db.path, err)
	}
	defer rows.Close()
	var out []StoredFact
	for rows.Next() {
		var f StoredFact
		var id int64
		var body []byte
		if err := rows.Scan(&id, &f.Report, &body); err != nil {
			return nil, wrap(db.path, err)
		}
		if err := json.Unmarshal(body, &f.Fact); err != nil {
			return nil, &Error{Code: "damaged", EN: fmt.Sprintf("fact %d in %s cannot be read", id, db.path), ZH: fmt.Sprintf("%s 中的第 %d 条事实无法读取", db.path, id), Err: err}
		}
		f.ID = id
		out = append(out, f)
	}
	return out, wrap(db.path, rows.Err())
}

// A StoredPassage is a paragraph of a loaded report.
type StoredPassage struct {
	Report  int64
	Number  int
	Section string
	Text    string
}

// Passages reads all passages, report by report in reading order.
func (db *DB) Passages(ctx context.Context) ([]StoredPassage, error) {
	rows, err := db.sql.QueryContext(ctx, sqlPassages)
	if err != nil {
		return nil, wrap(db.path, err)
	}
	defer rows.Close()
	var out []StoredPassage
	for rows.Next() {
		var p StoredPassage
		if err := rows.Scan(&p.Report, &p.Number, &p.Section, &p.Text); err != nil {
			return nil, wrap(db.path, err)
		}
		out = append(out, p)
	}
	return out, wrap(db.path, rows.Err())
}

// An Error carries a code for programs and a sentence for the person who sees it, in both languages.
// Err is for logs only.
type Error struct {
	Code   string
	EN, ZH string
	Err    error
}

// Error gives the English sentence.
func (e *Error) Error() string { return e.EN }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// wrap turns an error of the file or of SQLite into one a person can act on.
func wrap(path string, err error) error {
	if err == nil {
		return nil
	}
	var known *Error
	if errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	e := &Error{Code: "database", EN: "the database " + path + " cannot be used", ZH: "数据库 " + path + " 无法使用", Err: err}
	var s sqlite3.Error
	if errors.As(err, &s) {
		switch s.Code {
		case sqlite3.ErrBusy, sqlite3.ErrLocked:
			e.Code, e.EN, e.ZH = "locked", "the database "+path+" is locked by another program; try again when it has finished", "数据库 "+path+" 正被其他程序占用，请稍后再试"
		case sqlite3.ErrReadonly, sqlite3.ErrPerm:
			e.Code, e.EN, e.ZH = "read_only", "the database "+path+" is read-only; make the file and its folder writable", "数据库 "+path+" 是只读的，请开放文件及其所在文件夹的写权限"
		case sqlite3.ErrNotADB, sqlite3.ErrCorrupt:
			e.Code, e.EN, e.ZH = "not_a_database", path+" is not a database of this program", path+" 不是本程序的数据库"
		case sqlite3.ErrCantOpen:
			e.Code, e.EN, e.ZH = "cannot_open", "the database "+path+" cannot be opened; does its folder exist, and may it be written to?", "无法打开数据库 "+path+"，请检查文件夹是否存在、是否可写"
		case sqlite3.ErrFull, sqlite3.ErrIoErr:
			e.Code, e.EN, e.ZH = "disk", "the disk refused to store the database "+path+"; is it full?", "磁盘无法写入数据库 "+path+"，请检查是否已满"
		}
	}
	return e
}
