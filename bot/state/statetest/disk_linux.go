package statetest

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// SmallDisk returns a folder on a disk of its own of the size given in bytes, which ends with the test. Only root may
// make one; for others the test is skipped.
func SmallDisk(t *testing.T, size int) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "wenxiang-disk-")
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
		os.Remove(dir)
		t.Skipf("NOT TESTED with a full disk: only root can make a small one here (%v)", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("the small disk is left at %s: %v", dir, err)
			return
		}
		os.Remove(dir)
	})
	return dir
}

// Fill leaves no room on a small disk until the function it returns is called.
func Fill(t *testing.T, disk string) (free func()) {
	t.Helper()
	path := filepath.Join(disk, "ballast")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	for size := 64 << 10; size > 0; { // to the last byte
		if _, err := f.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
	f.Close()
	return func() {
		if err := os.Remove(path); err != nil {
			t.Error(err)
		}
	}
}
