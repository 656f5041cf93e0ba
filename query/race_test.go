//go:build race

package query_test

// raceDetector: everything takes ten times as long.
const raceDetector = true
