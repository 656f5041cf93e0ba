package state_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"

	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

// A full disk undoes the change that met it and nothing else, says what is wrong, and is forgotten when there is room.
func TestAFullDiskCostsOneTransactionAndNoRestart(t *testing.T) {
	disk := statetest.SmallDisk(t, 2<<20)
	s := statetest.Open(t, filepath.Join(disk, "state.db"))
	ballast := filepath.Join(disk, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	kept := 0
	put := func() error {
		return s.Update(ctx, func(tx *state.Tx) error {
			for i := range 5 { // all of these or none
				l := reply(fmt.Sprintf("%d-%d", kept, i), int64(i))
				l.Body = strings.Repeat("满", 5000)
				if _, err := tx.Enqueue(l); err != nil {
					return err
				}
			}
			return nil
		})
	}
	var err error
	for ; err == nil && kept < 1000; kept++ {
		err = put()
	}
	kept--
	if !errors.Is(err, state.ErrFull) || !state.Away(err) {
		t.Fatalf("after %d: %v", kept, err)
	}
	if !strings.Contains(err.Error(), "no room left") {
		t.Errorf("nobody would know what to do: %v", err)
	}
	for i := 0; err == nil || i == 0; i++ { // a little still finds a place
		if err = s.Check(ctx); i == 2000 {
			break
		}
	}
	if !errors.Is(err, state.ErrFull) {
		t.Errorf("the check finds %v", err)
	}
	if n, _, err := s.Waiting(ctx); err != nil || n != 5*kept {
		t.Errorf("%d letters wait, want %d; %v", n, 5*kept, err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(ctx); err != nil {
		t.Errorf("with room again: %v", err)
	}
	for range 3 {
		if err := put(); err != nil {
			t.Fatal(err)
		}
		kept++
	}
	if n, _, err := s.Waiting(ctx); err != nil || n != 5*kept {
		t.Errorf("%d letters wait, want %d; %v", n, 5*kept, err)
	}
}

// PostgreSQL ends connections when it restarts and when an operator says so. A transaction that meets one of those, at
// its start or in its midst, is run again, and nobody hears of it.
func TestATransactionWhoseConnectionWasEndedRunsAgain(t *testing.T) {
	dsn := statetest.Postgres(t)
	s := statetest.Open(t, dsn)
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	end := func() {
		t.Helper()
		if _, err := db.Exec(`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()`); err != nil {
			t.Fatal(err)
		}
	}
	runs := 0
	for i := range 5 {
		end()
		update(t, s, func(tx *state.Tx) error {
			runs++
			if _, err := tx.Enqueue(reply(fmt.Sprint("first", i), 1)); err != nil {
				return err
			}
			if runs%3 == 1 {
				end()
			}
			return tx.Try(func() error {
				_, err := tx.Enqueue(reply(fmt.Sprint("second", i), 1))
				return err
			})
		})
	}
	if runs < 7 {
		t.Errorf("five transactions of which two or more lost their connection ran %d times", runs)
	}
	if n, _, err := s.Waiting(ctx); err != nil || n != 10 {
		t.Errorf("%d letters wait, %v", n, err)
	}
}

func TestAwayIsTheDatabasesOwnTrouble(t *testing.T) {
	for _, c := range []struct {
		err  error
		away bool
	}{
		{nil, false},
		{errors.New("the handler cannot do that"), false},
		{context.Canceled, false},
		{context.DeadlineExceeded, false},
		{state.ErrFull, true},
		{sqlite3.Error{Code: sqlite3.ErrFull}, true},
		{sqlite3.Error{Code: sqlite3.ErrBusy}, true},
		{sqlite3.Error{Code: sqlite3.ErrReadonly}, true},
		{sqlite3.Error{Code: sqlite3.ErrConstraint}, false},
		{&pgconn.PgError{Code: "53100"}, true},  // the disk is full
		{&pgconn.PgError{Code: "57P01"}, true},  // an operator stops the server
		{&pgconn.PgError{Code: "25006"}, true},  // a standby
		{&pgconn.PgError{Code: "23505"}, false}, // a key that is there already
		{&pgconn.PgError{Code: "22021"}, false}, // a text that is none
		{io.ErrUnexpectedEOF, true},
		{&net.OpError{Op: "dial", Err: errors.New("refused")}, true},
	} {
		if got := state.Away(c.err); got != c.away {
			t.Errorf("%v: %v", c.err, got)
		}
		if c.err == nil {
			continue
		}
		if got := state.Away(fmt.Errorf("begin: %w", c.err)); got != c.away {
			t.Errorf("wrapped, %v: %v", c.err, got)
		}
	}
}
