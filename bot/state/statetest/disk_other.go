//go:build !linux

package statetest

import "testing"

// SmallDisk skips the test: making a disk is written for Linux.
func SmallDisk(t *testing.T, _ int) string {
	t.Helper()
	t.Skip("NOT TESTED with a full disk: the tests make a small one on Linux only")
	return ""
}

// Fill does nothing, since there is no small disk.
func Fill(*testing.T, string) (free func()) { return func() {} }
