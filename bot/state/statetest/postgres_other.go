//go:build !linux

package statetest

import "testing"

// Postgres skips the test: starting a server is written for Linux.
func Postgres(t *testing.T) string {
	t.Helper()
	t.Skip("NOT TESTED on PostgreSQL: the tests start it on Linux only")
	return ""
}

// Main runs the tests of a package.
func Main(m *testing.M) int { return m.Run() }

// A Pair is a PostgreSQL with a synchronous standby.
type Pair struct{ DSN string }

// NewPair skips the test.
func NewPair(t *testing.T) *Pair {
	t.Helper()
	Postgres(t)
	return nil
}

// Fail kills the primary and promotes the standby.
func (p *Pair) Fail(*testing.T) {}

// A Single is a PostgreSQL of a test's own.
type Single struct{ DSN string }

// NewSingle skips the test.
func NewSingle(t *testing.T) *Single {
	t.Helper()
	Postgres(t)
	return nil
}

// Kill ends the server.
func (s *Single) Kill() {}

// Start runs the server again.
func (s *Single) Start(*testing.T) {}
