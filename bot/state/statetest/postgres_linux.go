package statetest

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// server is the one PostgreSQL of a test binary; each test has a database of its own in it.
var server struct {
	once      sync.Once
	address   string // host:port
	missing   string // why there is none on this machine
	err       error
	stop      func()
	databases atomic.Int64
}

// Postgres returns the address of a new database. Main must run the tests, so that the server ends.
func Postgres(t *testing.T) string {
	t.Helper()
	server.once.Do(func() { server.missing, server.err = start() })
	if server.missing != "" {
		t.Skip("NOT TESTED on PostgreSQL: " + server.missing)
	}
	if server.err != nil {
		t.Fatal(server.err)
	}
	db, err := sql.Open("pgx", dsn("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	name := "test" + strconv.FormatInt(server.databases.Add(1), 10)
	if _, err := db.Exec("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	return dsn(name)
}

func dsn(database string) string {
	return "postgres://wenxiang@" + server.address + "/" + database + "?sslmode=disable"
}

// Main runs the tests of a package and then stops the server that they used.
func Main(m *testing.M) int {
	code := m.Run()
	if server.stop != nil {
		server.stop()
	}
	return code
}

// start makes a cluster in a temporary folder and runs it on a free loopback port.
func start() (missing string, err error) {
	bin := programs()
	if bin == "" {
		return "initdb and postgres are not installed (Debian: postgresql)", nil
	}
	dir, err := os.MkdirTemp("", "wenxiang-postgres-")
	if err != nil {
		return "", err
	}
	defer func() {
		if server.stop == nil {
			os.RemoveAll(dir)
		}
	}()
	// PostgreSQL refuses to run as root.
	attributes := &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}
	if os.Getuid() == 0 {
		uid, gid, ok := other()
		if !ok {
			return "it refuses to run as root, and there is no user postgres or nobody to run it as", nil
		}
		attributes.Credential = &syscall.Credential{Uid: uid, Gid: gid}
		if err := os.Chown(dir, int(uid), int(gid)); err != nil {
			return "", err
		}
	}
	data := filepath.Join(dir, "data")
	command := func(name string, args ...string) (*exec.Cmd, *bytes.Buffer) {
		c := exec.Command(filepath.Join(bin, name), args...)
		c.Dir = dir
		c.SysProcAttr = attributes
		c.Env = append(os.Environ(), "HOME="+dir, "LC_ALL=C")
		var said bytes.Buffer
		c.Stdout, c.Stderr = &said, &said
		return c, &said
	}
	initdb, said := command("initdb", "-D", data, "-U", "wenxiang", "-A", "trust", "-E", "UTF8", "--no-sync")
	if err := initdb.Run(); err != nil {
		return "", fmt.Errorf("initdb: %w: %s", err, said)
	}
	port, err := freePort()
	if err != nil {
		return "", err
	}
	postgres, said := command("postgres", "-D", data, "-h", "127.0.0.1", "-p", strconv.Itoa(port),
		"-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", "fsync=off")
	// The signal at the parent's death goes by thread: this one must live as long as the server.
	started := make(chan error, 1)
	ended := make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		err := postgres.Start()
		started <- err
		if err == nil {
			ended <- postgres.Wait()
		}
	}()
	if err := <-started; err != nil {
		return "", err
	}
	server.address = net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	server.stop = func() {
		postgres.Process.Signal(syscall.SIGINT)
		select {
		case <-ended:
		case <-time.After(10 * time.Second):
			postgres.Process.Kill()
			<-ended
		}
		os.RemoveAll(dir)
	}
	if err := answering(ended); err != nil {
		server.stop()
		server.stop = nil
		return "", fmt.Errorf("%w: %s", err, said)
	}
	return "", nil
}

func answering(ended chan error) error {
	db, err := sql.Open("pgx", dsn("postgres"))
	if err != nil {
		return err
	}
	defer db.Close()
	deadline := time.Now().Add(30 * time.Second)
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		err := db.PingContext(ctx)
		cancel()
		if err == nil {
			return nil
		}
		select {
		case err := <-ended:
			ended <- err
			return errors.New("postgres ended at its start")
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("postgres does not answer: %w", err)
		}
	}
}

// programs finds the folder that holds initdb and postgres, "" when there is none.
func programs() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	slices.Sort(found)
	slices.Reverse(found)
	if path, err := exec.LookPath("initdb"); err == nil {
		found = append(found, filepath.Dir(path))
	}
	for _, dir := range found {
		_, a := os.Stat(filepath.Join(dir, "initdb"))
		_, b := os.Stat(filepath.Join(dir, "postgres"))
		if a == nil && b == nil {
			return dir
		}
	}
	return ""
}

// other finds a user that is not root.
func other() (uid, gid uint32, ok bool) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		id, err1 := strconv.ParseUint(u.Uid, 10, 32)
		group, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err1 == nil && err2 == nil {
			return uint32(id), uint32(group), true
		}
	}
	return 0, 0, false
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}
