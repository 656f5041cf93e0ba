package statetest

import "testing"

// A Single is a PostgreSQL of a test's own, which can be killed and started again at the same address.
type Single struct {
	DSN string

	c *cluster
}

// NewSingle starts a server that ends with the test.
func NewSingle(t *testing.T) *Single {
	t.Helper()
	m := machineOf(t)
	c, err := m.create("data")
	if err == nil {
		err = c.run()
	}
	if err != nil {
		t.Fatal(err)
	}
	s := &Single{c.dsn("postgres"), c}
	t.Cleanup(func() {
		if s.c.postgres != nil {
			s.c.stop()
		}
	})
	return s
}

// Kill ends the server as a power cut does.
func (s *Single) Kill() {
	s.c.kill()
	s.c.postgres = nil
}

// Start runs the server again, with what it has on its disk.
func (s *Single) Start(t *testing.T) {
	t.Helper()
	if err := s.c.run(); err != nil {
		s.c.postgres = nil
		t.Fatal(err)
	}
}
