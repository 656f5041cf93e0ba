// Package localapitest runs the local Bot API server in tests.
package localapitest

import (
	"testing"

	"wenxiang/bot/localapi"
)

// Serve starts a server on a free loopback port that ends with the test, and returns it with its address.
// The test fails if a request reached it that was wrong by itself; see Right.
func Serve(t testing.TB, o localapi.Options) (s *localapi.Server, address string) {
	t.Helper()
	s = localapi.New(o)
	address, err := s.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	Right(t, s)
	return s, address
}

// Right fails the test at its end for each request to the server that the Bot API's description does not allow.
func Right(t testing.TB, s *localapi.Server) {
	t.Cleanup(func() {
		for _, v := range s.Violations() {
			t.Errorf("a request that Telegram would not take: %s", v)
		}
	})
}
