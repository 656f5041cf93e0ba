package statetest

import (
	"database/sql"
	"testing"
	"time"
)

// A Pair is a PostgreSQL with a synchronous standby: what the one has acknowledged the other has.
type Pair struct {
	// DSN names both; it leads to the one that can be written to.
	DSN string

	primary, standby *cluster
}

// NewPair starts a primary and its standby until the test ends.
func NewPair(t *testing.T) *Pair {
	t.Helper()
	m := machineOf(t)
	primary, err := m.create("primary")
	if err == nil {
		// Nothing is acknowledged before a standby has it; the copy itself is made without waiting for one.
		err = primary.run("synchronous_standby_names=*", "wal_level=replica", "max_wal_senders=4", "synchronous_commit=on")
	}
	if err != nil {
		t.Fatal(err)
	}
	p := &Pair{primary: primary}
	t.Cleanup(func() {
		if p.primary != nil {
			p.primary.kill()
		}
	})
	standby := &cluster{m: m, data: m.dir + "/standby"}
	copying, said := m.command("pg_basebackup", "-D", standby.data, "-R", "--no-sync", "-c", "fast", "-d", primary.dsn("postgres")+"&application_name=standby")
	if err := copying.Run(); err != nil {
		t.Fatalf("pg_basebackup: %v: %s", err, said)
	}
	if err := standby.run(); err != nil {
		t.Fatal(err)
	}
	p.standby = standby
	t.Cleanup(standby.stop)
	db, err := sql.Open("pgx", primary.dsn("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		var state string
		if db.QueryRow("SELECT sync_state FROM pg_stat_replication").Scan(&state) == nil && state == "sync" {
			break
		}
		if time.Now().After(end) {
			t.Fatal("the standby does not follow")
		}
	}
	if _, err := db.Exec("CREATE DATABASE pair"); err != nil {
		t.Fatal(err)
	}
	p.DSN = "postgres://wenxiang@" + primary.address + "," + standby.address + "/pair?sslmode=disable&target_session_attrs=read-write&connect_timeout=2"
	return p
}

// Fail kills the primary and makes the standby the one that can be written to; it returns when that is so.
func (p *Pair) Fail(t *testing.T) {
	t.Helper()
	p.primary.kill()
	p.primary = nil
	db, err := sql.Open("pgx", p.standby.dsn("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var done bool
	if err := db.QueryRow("SELECT pg_promote(true, 30)").Scan(&done); err != nil || !done {
		t.Fatalf("the standby is not promoted: %v", err)
	}
}
