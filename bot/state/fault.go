package state

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/mattn/go-sqlite3"
)

// ErrFull is in the error of a change that found no room: what it wrote is undone, and it succeeds when
// there is room again.
var ErrFull = errors.New("there is no room left for the state")

// errCommit marks a commit whose outcome nobody knows.
var errCommit = errors.New("commit")

// explain puts ErrFull into an error of either engine that means it.
func explain(err error) error {
	var lite sqlite3.Error
	var pg *pgconn.PgError
	switch {
	case err == nil || errors.Is(err, ErrFull):
		return err
	case errors.As(err, &lite) && (lite.Code == sqlite3.ErrFull || lite.SystemErrno == syscall.ENOSPC),
		errors.As(err, &pg) && pg.Code == "53100":
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

// Away tells that an error is the database's own, which is full, gone, busy or not to be written, and says
// nothing about what was asked of it: the same may succeed later.
func Away(err error) bool {
	var lite sqlite3.Error
	var pg *pgconn.PgError
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return false
	case errors.Is(err, ErrFull):
		return true
	case errors.As(err, &lite):
		switch lite.Code {
		case sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrBusy, sqlite3.ErrLocked, sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrNomem:
			return true
		}
		return false
	case errors.As(err, &pg):
		// 08 connection, 25006 read-only, 53 resources, 57 an operator or a crash, 58 the system, 40 broken off for another
		for _, class := range []string{"08", "25006", "53", "57", "58", "40"} {
			if strings.HasPrefix(pg.Code, class) {
				return true
			}
		}
		return false
	}
	return disconnected(err)
}

// disconnected tells that the connection to PostgreSQL was lost or never made.
func disconnected(err error) bool {
	var connect *pgconn.ConnectError
	var network *net.OpError
	return errors.Is(err, driver.ErrBadConn) || errors.As(err, &connect) || errors.As(err, &network) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
}

// repeatable tells that a transaction left nothing behind and may be tried again at once: PostgreSQL broke
// it off for the sake of another one, or its connection was one that the server had ended before. A
// connection that cannot be made is not tried again here, since that takes longer.
func (s *Store) repeatable(err error) bool {
	if !s.postgres {
		return false
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01") {
		return true // also at the commit, which then did not happen
	}
	var connect *pgconn.ConnectError
	if errors.Is(err, errCommit) || errors.As(err, &connect) {
		return false
	}
	return errors.Is(err, driver.ErrBadConn) || pg != nil && strings.HasPrefix(pg.Code, "57P") || pg == nil && disconnected(err)
}
