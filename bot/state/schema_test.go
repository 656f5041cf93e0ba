package state

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// The upgrade from the oldest schema on is tested by opening with one step, then two, and so on.
func TestEveryMigrationRunsOnTheOneBefore(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "state.db")
	s, err := openSQLite(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for n := 1; n <= len(migrations); n++ {
		for range 2 { // the second time there is nothing to do
			if err := s.migrate(ctx, migrations[:n]); err != nil {
				t.Fatalf("to version %d: %v", n, err)
			}
		}
		var version int
		if err := s.read.QueryRow(readVersionSQL).Scan(&version); err != nil || version != n {
			t.Fatalf("version %d, %v", version, err)
		}
	}
}

func TestANewerSchemaIsRefused(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "state.db")
	s, err := openSQLite(path)
	if err != nil {
		t.Fatal(err)
	}
	later := append(append([]string{}, migrations...), `CREATE TABLE later (id BIGINT)`)
	if err := s.migrate(ctx, later); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(ctx, path); !errors.Is(err, ErrNewerSchema) {
		t.Fatalf("opened: %v", err)
	}
}

func TestAFailedMigrationLeavesTheOldSchema(t *testing.T) {
	ctx := context.Background()
	s, err := openSQLite(filepath.Join(t.TempDir(), "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.migrate(ctx, migrations); err != nil {
		t.Fatal(err)
	}
	broken := append(append([]string{}, migrations...), `CREATE TABLE half (id BIGINT); CREATE TABLE half (id BIGINT)`)
	if err := s.migrate(ctx, broken); err == nil {
		t.Fatal("a broken step passed")
	}
	if _, err := s.read.Exec(`SELECT * FROM half`); err == nil {
		t.Error("half of the step stayed")
	}
	if err := s.migrate(ctx, migrations); err != nil {
		t.Error(err)
	}
}

func TestOpenNamesWhatIsWrong(t *testing.T) {
	ctx := context.Background()
	for dsn, want := range map[string]string{
		"":                                      "needs a file",
		filepath.Join(t.TempDir(), "no", "dir"): "unable to open",
	} {
		if _, err := Open(ctx, dsn); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", dsn, err)
		}
	}
	if _, err := Open(ctx, "postgres://user:hunter2@%zz/x"); err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the password shows: %v", err)
	}
}

func TestAPathWithOddCharactersIsOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a?b#c%20 状态.db")
	s, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if m, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*.db")); len(m) != 1 || m[0] != path {
		t.Errorf("files %q", m)
	}
	var full int
	if err := s.write.QueryRow(`PRAGMA synchronous`).Scan(&full); err != nil || full != 2 {
		t.Errorf("synchronous is %d, %v; 2 is FULL", full, err)
	}
}
