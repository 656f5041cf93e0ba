package query_test

import (
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

// threadClock is the clock that counts the processor time of the calling thread, CLOCK_THREAD_CPUTIME_ID.
const threadClock = 3

// workTime gives how much processor time f takes, whatever else the machine is doing.
func workTime(f func()) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	used := func() time.Duration {
		var at syscall.Timespec
		if _, _, failed := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, threadClock, uintptr(unsafe.Pointer(&at)), 0); failed != 0 {
			return 0
		}
		return time.Duration(at.Nano())
	}
	before := used()
	f()
	return used() - before
}
