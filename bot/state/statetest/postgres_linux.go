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
	"strings"
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
	m, missing, err := newMachine()
	if m == nil {
		return missing, err
	}
	c, err := m.create("data")
	if err == nil {
		err = c.run()
	}
	if err != nil {
		os.RemoveAll(m.dir)
		return "", err
	}
	server.address = c.address
	server.stop = func() {
		c.stop()
		os.RemoveAll(m.dir)
	}
	return "", nil
}

// A machine runs PostgreSQL's programs in a temporary folder, as a user that they accept.
type machine struct {
	bin, dir   string
	attributes *syscall.SysProcAttr
}

// machineOf makes a machine that ends with the test; without the programs the test is skipped.
func machineOf(t *testing.T) *machine {
	t.Helper()
	m, missing, err := newMachine()
	if missing != "" {
		t.Skip("NOT TESTED on PostgreSQL: " + missing)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(m.dir) })
	return m
}

// newMachine makes the folder; without the programs it returns nil and what is missing.
func newMachine() (m *machine, missing string, err error) {
	bin := programs()
	if bin == "" {
		return nil, "initdb and postgres are not installed (Debian: postgresql)", nil
	}
	// PostgreSQL refuses to run as root.
	attributes := &syscall.SysProcAttr{Pdeathsig: syscall.SIGQUIT}
	if os.Getuid() == 0 {
		uid, gid, ok := other()
		if !ok {
			return nil, "it refuses to run as root, and there is no user postgres or nobody to run it as", nil
		}
		attributes.Credential = &syscall.Credential{Uid: uid, Gid: gid}
	}
	dir, err := os.MkdirTemp("", "wenxiang-postgres-")
	if err == nil && attributes.Credential != nil {
		err = os.Chown(dir, int(attributes.Credential.Uid), int(attributes.Credential.Gid))
	}
	if err != nil {
		return nil, "", err
	}
	return &machine{bin, dir, attributes}, "", nil
}

func (m *machine) command(name string, args ...string) (*exec.Cmd, *bytes.Buffer) {
	c := exec.Command(filepath.Join(m.bin, name), args...)
	c.Dir = m.dir
	c.SysProcAttr = m.attributes
	c.Env = append(os.Environ(), "HOME="+m.dir, "LC_ALL=C")
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	return c, &said
}

// A cluster is a database server with its own folder.
type cluster struct {
	m        *machine
	data     string
	address  string // host:port, once it runs
	postgres *exec.Cmd
	ended    chan error
}

// create makes an empty cluster.
func (m *machine) create(name string) (*cluster, error) {
	c := &cluster{m: m, data: filepath.Join(m.dir, name)}
	initdb, said := m.command("initdb", "-D", c.data, "-U", "wenxiang", "-A", "trust", "-E", "UTF8", "--no-sync")
	if err := initdb.Run(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, said)
	}
	return c, nil
}

// run starts the cluster on a free port and waits until it answers.
func (c *cluster) run(settings ...string) error {
	if c.address == "" { // else it is started again, where it was
		port, err := freePort()
		if err != nil {
			return err
		}
		c.address = net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	}
	args := []string{"-D", c.data, "-h", "127.0.0.1", "-p", c.address[strings.LastIndexByte(c.address, ':')+1:],
		"-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", "fsync=off"}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	postgres, said := c.m.command("postgres", args...)
	c.postgres = postgres
	// The signal at the parent's death goes by thread: this one must live as long as the server.
	started := make(chan error, 1)
	c.ended = make(chan error, 1)
	go func() {
		runtime.LockOSThread()
		err := postgres.Start()
		started <- err
		if err == nil {
			c.ended <- postgres.Wait()
		}
	}()
	if err := <-started; err != nil {
		return err
	}
	if err := c.answering(); err != nil {
		c.stop()
		return fmt.Errorf("%w: %s", err, said)
	}
	return nil
}

func (c *cluster) stop() {
	c.postgres.Process.Signal(syscall.SIGINT)
	select {
	case <-c.ended:
	case <-time.After(10 * time.Second):
		c.kill()
	}
}

// kill ends the server and its helpers with SIGKILL, as a power cut does.
func (c *cluster) kill() {
	helpers := childrenOf(c.postgres.Process.Pid)
	c.postgres.Process.Kill()
	<-c.ended
	for _, pid := range helpers {
		syscall.Kill(pid, syscall.SIGKILL)
	}
}

// childrenOf lists the processes that a process has started.
func childrenOf(parent int) (pids []int) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		// "pid (name) state parent …"; the name may hold spaces and brackets
		fields := strings.Fields(string(text[bytes.LastIndexByte(text, ')')+1:]))
		if len(fields) > 1 && fields[1] == strconv.Itoa(parent) {
			if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil {
				pids = append(pids, pid)
			}
		}
	}
	return pids
}

func (c *cluster) dsn(database string) string {
	return "postgres://wenxiang@" + c.address + "/" + database + "?sslmode=disable"
}

func (c *cluster) answering() error {
	db, err := sql.Open("pgx", c.dsn("postgres"))
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
		case err := <-c.ended:
			c.ended <- err
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
