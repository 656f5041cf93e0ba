//go:build race

package chart

func init() { raceDetector = true }
