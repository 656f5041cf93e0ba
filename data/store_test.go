package data

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Reports of our own. The second is the next edition of the first: one figure mended, one project new, one gone.
const (
	orchardText = `清溪县重点项目建设情况

2023年1-9月，清溪县实施重点项目36个，总投资74.5亿元。
金穗冷链物流园项目总投资2.2亿元，占地120亩。
松涛板材加工项目总投资0.85亿元。
`
	orchardNewer = `清溪县重点项目建设情况

2023年1-9月，清溪县实施重点项目36个，总投资74.5亿元。
金穗冷链物流园项目总投资2.35亿元，占地120亩。
北岭风力发电项目总投资9.6亿元。
`
	harbourText = `望江区产业项目进展

2023年上半年，望江区新开工项目18个，总投资51亿元。
`
)

func background() context.Context { return context.Background() }

func openAt(t testing.TB, path string, o Options) *DB {
	t.Helper()
	db, err := Open(background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func write(t testing.TB, path, text string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// holdings is all that a database holds, in words, so that two states can be compared.
func holdings(t testing.TB, db *DB) string {
	t.Helper()
	var b strings.Builder
	for _, table := range []string{"fact_schema", "fact_meta", "report", "passage", "fact", "edition_change"} {
		rows, err := db.sql.Query("SELECT * FROM " + table)
		if err != nil {
			t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			cells := make([]any, len(columns))
			for i := range cells {
				cells[i] = new(sql.NullString)
			}
			if err := rows.Scan(cells...); err != nil {
				t.Fatal(err)
			}
			fmt.Fprint(&b, table)
			for _, c := range cells {
				fmt.Fprintf(&b, "|%s", c.(*sql.NullString).String)
			}
			b.WriteString("\n")
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// codeOf is the code of a refusal, which must be a sentence in both languages without anything internal.
func codeOf(t testing.TB, err error) string {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("not an error of this package: %v", err)
	}
	for _, s := range []string{e.EN, e.ZH} {
		if s == "" || strings.ContainsAny(s, "\n") || strings.Contains(s, "sqlite") || strings.Contains(s, "SQLITE") || strings.Contains(s, "goroutine") {
			t.Errorf("no sentence for a person: %q", s)
		}
	}
	return e.Code
}

func TestANewDatabaseHoldsTheBuiltInReport(t *testing.T) {
	db := openAt(t, filepath.Join(t.TempDir(), "new.db"), Options{})
	reports, err := db.Reports(background())
	if err != nil || len(reports) != 1 || reports[0].Title != "四平市2022年项目建设情况" || reports[0].Place != "四平市" || reports[0].Date.Year() != 2022 {
		t.Fatalf("%+v, %v", reports, err)
	}
	empty := openAt(t, filepath.Join(t.TempDir(), "empty.db"), Options{Empty: true})
	if reports, err := empty.Reports(background()); err != nil || len(reports) != 0 {
		t.Errorf("an empty database holds %v, %v", reports, err)
	}
}

// Opened again, a database is as it was, and its built-in report does not come a second time or come back.
func TestReopeningChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := openAt(t, path, Options{})
	before := holdings(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{{}, {Empty: true}, {ReadOnly: true}} {
		again := openAt(t, path, o)
		if got := holdings(t, again); got != before {
			t.Errorf("%+v: changed", o)
		}
		again.Close()
	}
}

func TestLoadingTwiceChangesNothing(t *testing.T) {
	dir := t.TempDir()
	db := openAt(t, filepath.Join(dir, "a.db"), Options{Empty: true})
	file := write(t, filepath.Join(dir, "qingxi.txt"), orchardText)
	first, err := db.Load(background(), file)
	if err != nil || first.Unchanged || first.Replaced || first.Facts == 0 || first.Projects != 2 {
		t.Fatalf("%+v, %v", first, err)
	}
	before := holdings(t, db)
	second, err := db.Load(background(), file)
	if err != nil || !second.Unchanged || second.Replaced || second.Report.ID != first.Report.ID {
		t.Errorf("%+v, %v", second, err)
	}
	// Under another name it is the same file still.
	copied, err := db.Load(background(), write(t, filepath.Join(dir, "copy.txt"), orchardText))
	if err != nil || !copied.Unchanged {
		t.Errorf("a copy: %+v, %v", copied, err)
	}
	if holdings(t, db) != before {
		t.Error("the database changed")
	}
}

func TestANewEditionReplacesTheOldAndKeepsTheDifferences(t *testing.T) {
	dir := t.TempDir()
	at := time.Date(2023, 10, 8, 9, 0, 0, 0, time.UTC)
	db := openAt(t, filepath.Join(dir, "a.db"), Options{Empty: true, Now: func() time.Time { return at }})
	if _, err := db.Load(background(), write(t, filepath.Join(dir, "qingxi.txt"), orchardText)); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Load(background(), write(t, filepath.Join(dir, "wangjiang.txt"), harbourText)); err != nil {
		t.Fatal(err)
	}
	generation, err := db.Generation(background())
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := db.Load(background(), write(t, filepath.Join(dir, "qingxi.txt"), orchardNewer))
	if err != nil || !loaded.Replaced || loaded.Report.Edition != 2 {
		t.Fatalf("%+v, %v", loaded, err)
	}
	if now, err := db.Generation(background()); err != nil || now <= generation {
		t.Errorf("generation %d after %d, %v", now, generation, err)
	}
	reports, err := db.Reports(background())
	if err != nil || len(reports) != 2 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	facts, err := db.Facts(background())
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, f := range facts {
		said += f.Quote + "\n"
	}
	if strings.Contains(said, "松涛板材") || strings.Contains(said, "总投资2.2亿元") || !strings.Contains(said, "总投资2.35亿元") || !strings.Contains(said, "望江区") {
		t.Errorf("facts of the wrong editions:\n%s", said)
	}
	// The differences are kept in the file: they are there when it is opened again.
	db.Close()
	again := openAt(t, filepath.Join(dir, "a.db"), Options{})
	kept, err := again.ChangesOf(background(), loaded.Report.Key, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []Changes{loaded.Changes, kept} {
		if len(c.Changed) != 1 || c.Changed[0].Before.Value.String() != "220000000" || c.Changed[0].After.Value.String() != "235000000" {
			t.Errorf("changed:\n%s", show(c))
		}
		if strings.Join(c.NewProjects, ",") != "北岭风力发电项目" || strings.Join(c.GoneProjects, ",") != "松涛板材加工项目" {
			t.Errorf("new %v, gone %v", c.NewProjects, c.GoneProjects)
		}
	}
	if none, err := again.ChangesOf(background(), loaded.Report.Key, 1); err != nil || !none.Empty() {
		t.Errorf("a first edition changed %s, %v", show(none), err)
	}
}

func TestARefusedFileLeavesTheDatabaseAsItWas(t *testing.T) {
	dir := t.TempDir()
	db := openAt(t, filepath.Join(dir, "a.db"), Options{Empty: true})
	if _, err := db.Load(background(), write(t, filepath.Join(dir, "qingxi.txt"), orchardText)); err != nil {
		t.Fatal(err)
	}
	before := holdings(t, db)
	for name, content := range map[string]string{
		"empty.txt": "", "blank.txt": " \n\u3000\n", "picture.png": "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "mixed.txt": "项目\xff\xfe\xfa总投资\xc0\x80",
		"broken.docx": "PK\x03\x04broken", "broken.pdf": "%PDF-1.7\nbroken", "table.csv": "1,2,3\n4,5,6\n",
	} {
		if loaded, err := db.Load(background(), write(t, filepath.Join(dir, name), content)); err == nil {
			t.Errorf("%s was loaded: %+v", name, loaded.Report)
		} else if strings.ContainsAny(err.Error(), "\n") {
			t.Errorf("%s: more than a line: %v", name, err)
		}
	}
	for _, path := range []string{filepath.Join(dir, "no such file.txt"), dir} {
		if _, err := db.Load(background(), path); err == nil {
			t.Errorf("%s was loaded", path)
		}
	}
	// Given up while it is written, a report is not there at all.
	ctx, cancel := context.WithCancel(background())
	cancel()
	if _, err := db.Load(ctx, write(t, filepath.Join(dir, "wangjiang.txt"), harbourText)); err == nil {
		t.Error("loaded although it was given up")
	}
	if holdings(t, db) != before {
		t.Error("the database changed")
	}
}

func TestPlacesThatAreNoDatabase(t *testing.T) {
	dir := t.TempDir()
	text := write(t, filepath.Join(dir, "text.db"), strings.Repeat("这不是数据库。", 400))
	// The header of a database with nothing sound behind it.
	torn := write(t, filepath.Join(dir, "torn.db"), "SQLite format 3\x00"+strings.Repeat("\x01", 5000))
	for _, tt := range []struct{ path, code string }{
		{"", "no_path"}, {dir, "not_a_database"}, {text, "not_a_database"}, {torn, "not_a_database"}, {filepath.Join(dir, "none", "a.db"), "cannot_open"},
	} {
		db, err := Open(background(), tt.path, Options{})
		if err == nil {
			db.Close()
			t.Errorf("%q was opened", tt.path)
			continue
		}
		if got := codeOf(t, err); got != tt.code {
			t.Errorf("%q: %s (%v), want %s", tt.path, got, err, tt.code)
		}
	}
	if b, err := os.ReadFile(text); err != nil || !strings.HasPrefix(string(b), "这不是数据库。") {
		t.Error("the file that is no database was written to")
	}
	if _, err := Open(background(), filepath.Join(dir, "missing.db"), Options{ReadOnly: true}); err == nil {
		t.Error("a missing file was opened read-only")
	} else if _, err := os.Stat(filepath.Join(dir, "missing.db")); err == nil {
		t.Error("opening read-only made a file")
	}
}

func TestANewerSchemaIsRefusedAndKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := openAt(t, path, Options{})
	if _, err := db.sql.Exec("INSERT INTO fact_schema (version) VALUES (?)", len(migrations)+3); err != nil {
		t.Fatal(err)
	}
	before := holdings(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{{}, {ReadOnly: true}} {
		newer, err := Open(background(), path, o)
		if err == nil {
			newer.Close()
			t.Fatalf("%+v: a newer schema was opened", o)
		}
		if got := codeOf(t, err); got != "newer_schema" {
			t.Errorf("%+v: %s: %v", o, got, err)
		}
	}
	raw, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if holdings(t, &DB{sql: raw}) != before {
		t.Error("the database changed")
	}
}

// A schema is brought up from each version that was ever released, and a file half set up is not taken for a whole one.
func TestSchemaFromEachVersionOn(t *testing.T) {
	for version := 0; version < len(migrations); version++ {
		path := filepath.Join(t.TempDir(), "a.db")
		raw, err := sql.Open("sqlite3", path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := raw.Exec(sqlSchemaTable); err != nil {
			t.Fatal(err)
		}
		for i := range version {
			if _, err := raw.Exec(migrations[i]); err != nil {
				t.Fatal(err)
			}
			if _, err := raw.Exec(sqlSchemaSet, i+1); err != nil {
				t.Fatal(err)
			}
		}
		raw.Close()
		if _, err := Open(background(), path, Options{ReadOnly: true}); err == nil || codeOf(t, err) != "older_schema" {
			t.Errorf("version %d read-only: %v", version, err)
		}
		db := openAt(t, path, Options{Empty: true})
		if n, err := db.schemaVersion(background()); err != nil || n != len(migrations) {
			t.Errorf("from version %d to %d, %v", version, n, err)
		}
		if _, err := db.LoadFile(background(), "qingxi.txt", []byte(orchardText)); err != nil {
			t.Errorf("from version %d: %v", version, err)
		}
	}
}

// Another program that holds the file makes loading wait, then say so; what is read meanwhile is what was there before.
func TestALockedDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	db := openAt(t, path, Options{})
	before := holdings(t, db)
	other, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	conn, err := other.Conn(background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(background(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	quick := openQuick(t, path)
	if _, err := quick.LoadFile(background(), "qingxi.txt", []byte(orchardText)); err == nil {
		t.Error("loaded into a locked database")
	} else if got := codeOf(t, err); got != "locked" {
		t.Errorf("%s: %v", got, err)
	}
	if facts, err := db.Facts(background()); err != nil || len(facts) == 0 {
		t.Errorf("reading beside a writer: %d facts, %v", len(facts), err)
	}
	if holdings(t, db) != before {
		t.Error("the database changed")
	}
	if _, err := conn.ExecContext(background(), "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	if _, err := quick.LoadFile(background(), "qingxi.txt", []byte(orchardText)); err != nil {
		t.Errorf("after the lock is gone: %v", err)
	}
}

// openQuick opens a database that gives up on a lock at once.
func openQuick(t *testing.T, path string) *DB {
	t.Helper()
	db := openAt(t, path, Options{})
	db.sql.SetMaxOpenConns(1)
	if _, err := db.sql.Exec("PRAGMA busy_timeout = 30"); err != nil {
		t.Fatal(err)
	}
	return db
}

// Two programs load at once: each waits for the other.
func TestTwoWritersAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	openAt(t, path, Options{Empty: true})
	done := make(chan error, 2)
	for i := range 2 {
		db := openAt(t, path, Options{})
		go func() {
			var err error
			for n := range 5 {
				_, e := db.LoadFile(background(), fmt.Sprintf("%d-%d.txt", i, n), []byte(fmt.Sprintf("第%d号园区%d期项目情况\n\n第%d号园区总投资%d亿元。\n", i, n, i, n+1)))
				err = errors.Join(err, e)
			}
			done <- err
		}()
	}
	for range 2 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	reports, err := openAt(t, path, Options{}).Reports(background())
	if err != nil || len(reports) != 10 {
		t.Errorf("%d reports, %v", len(reports), err)
	}
}

func TestAReadOnlyDatabase(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.db")
	db := openAt(t, path, Options{})
	before := holdings(t, db)
	db.Close()
	for _, name := range []string{path + "-wal", path + "-shm"} {
		if _, err := os.Stat(name); err == nil {
			t.Fatalf("%s is left behind after closing", name)
		}
	}
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700); os.Chmod(path, 0o600) })
	if f, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
		// Permissions bind everybody but root, who is bound by the file's own flag.
		f.Close()
		if out, err := exec.Command("chattr", "+i", path).CombinedOutput(); err != nil {
			t.Skipf("SKIPPED: root may write to any file, and chattr +i is not possible here: %v %s", err, bytes.TrimSpace(out))
		}
		t.Cleanup(func() { exec.Command("chattr", "-i", path).Run() })
	}
	read := openAt(t, path, Options{ReadOnly: true})
	if holdings(t, read) != before {
		t.Error("read-only, the database is another one")
	}
	writer, err := Open(background(), path, Options{})
	if err == nil {
		defer writer.Close()
		_, err = writer.LoadFile(background(), "qingxi.txt", []byte(orchardText))
	}
	if err == nil {
		t.Fatal("a read-only file was written to")
	}
	if got := codeOf(t, err); got != "read_only" && got != "cannot_open" {
		t.Errorf("%s: %v", got, err)
	}
}

// A disk that runs full while a report is stored leaves what was there, and the next report goes in when there is room again.
func TestAFullDisk(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("SKIPPED: a small file system cannot be mounted here (it takes root): %v %s", err, bytes.TrimSpace(out))
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v %s", err, out)
		}
	})
	db, err := Open(background(), filepath.Join(dir, "a.db"), Options{Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.LoadFile(background(), "qingxi.txt", []byte(orchardText)); err != nil {
		t.Fatal(err)
	}
	before := holdings(t, db)
	var long strings.Builder
	long.WriteString("云岭市项目总表\n\n")
	for i := range 500 {
		fmt.Fprintf(&long, "云岭市第%d号仓储项目总投资%d.5亿元，占地%d亩，可新增就业%d人。\n", i, i%40+1, i+20, i+5)
	}
	_, err = db.LoadFile(background(), "yunling.txt", []byte(long.String()))
	if err == nil {
		t.Fatal("more was stored than there is room for")
	}
	if got := codeOf(t, err); got != "disk" {
		t.Errorf("%s: %v", got, err)
	}
	if holdings(t, db) != before {
		t.Error("the database changed")
	}
	if _, err := db.LoadFile(background(), "wangjiang.txt", []byte(harbourText)); err != nil {
		t.Errorf("a small report does not go in any more: %v", err)
	}
}

// Preview says what loading would do and writes nothing.
func TestPreviewWritesNothing(t *testing.T) {
	dir := t.TempDir()
	db := openAt(t, filepath.Join(dir, "a.db"), Options{Empty: true})
	if _, err := db.LoadFile(background(), "qingxi.txt", []byte(orchardText)); err != nil {
		t.Fatal(err)
	}
	before := holdings(t, db)
	same, err := db.Preview(background(), "qingxi.txt", []byte(orchardText))
	if err != nil || !same.Unchanged {
		t.Errorf("the same file: %+v, %v", same.Report, err)
	}
	p, err := db.Preview(background(), "qingxi.txt", []byte(orchardNewer))
	if err != nil || p.Unchanged || p.Older == nil || p.Report.Edition != 2 || len(p.Changes.Changed) != 1 {
		t.Errorf("a new edition: %+v\n%s %v", p.Report, show(p.Changes), err)
	}
	loaded, err := openAt(t, filepath.Join(dir, "b.db"), Options{Empty: true}).LoadFile(background(), "qingxi.txt", []byte(orchardNewer))
	if err != nil || loaded.Facts != len(p.Facts) || loaded.Passages != p.Passages {
		t.Errorf("previewed %d facts in %d passages, loaded %d in %d, %v", len(p.Facts), p.Passages, loaded.Facts, loaded.Passages, err)
	}
	if holdings(t, db) != before {
		t.Error("the database changed")
	}
}
