// Package state keeps what people and Telegram gave the bot and what it owes them: updates seen, chats,
// conversations, buttons, and the messages still to be sent. It is one schema and one text of SQL for
// SQLite and for PostgreSQL. Times are Unix milliseconds given by the caller, never the database's clock.
package state

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

// A Store is the durable state. It is safe for use by many goroutines and, on PostgreSQL, by many
// processes at once.
type Store struct {
	write    *sql.DB // one connection on SQLite, so that writers queue here and not in the database
	read     *sql.DB
	postgres bool
}

// Open opens the state at dsn, a SQLite file's path or a postgres:// address, and brings its schema up
// to date. A schema newer than this program's is refused with ErrNewerSchema.
func Open(ctx context.Context, dsn string) (*Store, error) {
	var s *Store
	var err error
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		s, err = openPostgres(dsn)
	} else {
		s, err = openSQLite(dsn)
	}
	if err != nil {
		return nil, err
	}
	if err := s.migrate(ctx, migrations); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// steadySQL keeps PostgreSQL's planner on the indexes. Its plans are made for the numbers that it counted last,
// and an outbox that is empty at night holds a hundred thousand letters at eight: a plan made for the few reads
// all of the many for each message, until they are counted anew.
const steadySQL = `SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off`

func openPostgres(dsn string) (*Store, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		// The driver's own error may repeat the address, and with it the password.
		return nil, errors.New("the address of the PostgreSQL database cannot be read")
	}
	db := stdlib.OpenDB(*config, stdlib.OptionAfterConnect(func(ctx context.Context, c *pgx.Conn) error {
		_, err := c.PgConn().Exec(ctx, steadySQL).ReadAll()
		return err
	}))
	db.SetMaxOpenConns(16)
	db.SetMaxIdleConns(8)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return &Store{write: db, read: db, postgres: true}, nil
}

func openSQLite(path string) (*Store, error) {
	if path == "" {
		return nil, errors.New("the state needs a file or a postgres:// address")
	}
	// Pragmas stand in the address because Exec would reach one pooled connection only. FULL, because
	// a reply that was acknowledged must outlive a power cut. Statements are kept, since to prepare one
	// costs about as much as to run it.
	file := "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
	pragmas := "?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=10000&_foreign_keys=on&_stmt_cache_size=32"
	// The writer keeps 8 MB of pages, or a long outbox is read from the file again and again.
	write, err := sql.Open("sqlite3", file+pragmas+"&_txlock=immediate&_cache_size=-8000")
	if err != nil {
		return nil, fmt.Errorf("open state: %w", err)
	}
	write.SetMaxOpenConns(1)
	read, err := sql.Open("sqlite3", file+pragmas+"&_query_only=on")
	if err != nil {
		write.Close()
		return nil, fmt.Errorf("open state: %w", err)
	}
	read.SetMaxOpenConns(4)
	return &Store{write: write, read: read}, nil
}

// Close releases the connections.
func (s *Store) Close() error {
	err := s.write.Close()
	if s.read != s.write {
		err = errors.Join(err, s.read.Close())
	}
	return err
}

// checkSQL counts the checks, because only a change that is kept shows a full disk or a lost right to write.
const checkSQL = `INSERT INTO series (name, last) VALUES ('check', 1)
ON CONFLICT (name) DO UPDATE SET last = series.last + 1`

// Check writes to the state and returns why that is not possible, nil when it is.
func (s *Store) Check(ctx context.Context) error {
	return s.Update(ctx, func(tx *Tx) error { return tx.exec(checkSQL) })
}

// A Tx is one write transaction: all of what it did is durable when Update returns nil, or none of it.
type Tx struct {
	ctx      context.Context
	tx       *sql.Tx
	postgres bool
	depth    int
}

// errRollback ends a transaction that has nothing to keep.
var errRollback = errors.New("nothing to keep")

// Update runs f in a write transaction and commits it. When PostgreSQL breaks the transaction off for
// the sake of another one, or has ended the connection before, f runs again, so it must not have effects
// outside the transaction. A full disk is ErrFull.
func (s *Store) Update(ctx context.Context, f func(*Tx) error) error {
	const attempts = 10
	for n := 1; ; n++ {
		err := s.update(ctx, f)
		if err == nil || n == attempts || !s.repeatable(err) {
			return explain(err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(n) * time.Duration(1+rand.IntN(5)) * time.Millisecond):
		}
	}
}

func (s *Store) update(ctx context.Context, f func(*Tx) error) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback() // also when f panics; without effect after the commit
	if err := f(&Tx{ctx: ctx, tx: tx, postgres: s.postgres}); err != nil {
		if errors.Is(err, errRollback) {
			return nil
		}
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("%w: %w", errCommit, err)
	}
	return nil
}

// Try runs f inside the transaction so that it can fail alone: when f returns an error or panics, what
// it wrote is undone, the rest of the transaction stands, and Try returns the error (a *Panic for a panic).
func (tx *Tx) Try(f func() error) (err error) {
	tx.depth++
	defer func() { tx.depth-- }()
	name := fmt.Sprintf("try%d", tx.depth)
	if err := tx.exec("SAVEPOINT " + name); err != nil {
		return err
	}
	err = guard(f)
	if err != nil {
		if undo := tx.exec("ROLLBACK TO SAVEPOINT " + name); undo != nil {
			return errors.Join(err, undo)
		}
	}
	return errors.Join(err, tx.exec("RELEASE SAVEPOINT "+name))
}

// A Panic is a panic that Try caught. Its value may repeat what a person wrote and is no text for a log.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) Error() string { return fmt.Sprintf("panic: %v", p.Value) }

func guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &Panic{Value: v, Stack: debug.Stack()}
		}
	}()
	return f()
}

func (tx *Tx) exec(query string, args ...any) error {
	_, err := tx.tx.ExecContext(tx.ctx, query, args...)
	return err
}

// changed runs a statement and tells how many rows it touched.
func (tx *Tx) changed(query string, args ...any) (int64, error) {
	r, err := tx.tx.ExecContext(tx.ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

func (tx *Tx) row(query string, args ...any) *sql.Row {
	return tx.tx.QueryRowContext(tx.ctx, query, args...)
}

// text makes any string storable: PostgreSQL takes neither NUL nor bad UTF-8.
func text(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}
