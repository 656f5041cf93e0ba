// Package statetest gives tests the engines that the state runs on: SQLite always, and PostgreSQL where
// its programs are installed.
package statetest

import (
	"context"
	"path/filepath"
	"testing"

	"wenxiang/bot/state"
)

// Each runs a test body once on each engine, on an empty database whose address it is given.
// The test is skipped, with a loud reason, on an engine that this machine does not have.
func Each(t *testing.T, body func(t *testing.T, dsn string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { body(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { body(t, Postgres(t)) })
}

// SQLite returns the path of a new database file.
func SQLite(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "state.db")
}

// Open opens the state at dsn and closes it when the test ends.
func Open(t *testing.T, dsn string) *state.Store {
	t.Helper()
	s, err := state.Open(context.Background(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
