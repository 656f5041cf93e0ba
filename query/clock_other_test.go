//go:build !linux

package query_test

import "time"

// workTime gives how long f takes by the clock.
func workTime(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}
