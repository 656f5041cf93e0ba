package delivery

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"wenxiang/bot/state"
)

// slowly is a Telegram that takes a while and accepts all.
type slowly struct{ takes time.Duration }

func (s slowly) Do(context.Context, state.Letter, Post, int64) (int64, error) {
	time.Sleep(s.takes)
	return 1, nil
}

// BenchmarkOutcomes measures sending letters whose rate nothing limits, with the outcome of each made durable: what
// takes time is the disk.
func BenchmarkOutcomes(b *testing.B) {
	for _, takes := range []time.Duration{0, 10 * time.Millisecond, 50 * time.Millisecond} {
		b.Run(takes.String(), func(b *testing.B) {
			store, err := state.Open(b.Context(), filepath.Join(b.TempDir(), "state.db"))
			if err != nil {
				b.Fatal(err)
			}
			defer store.Close()
			const chats = 200
			if err := store.Update(b.Context(), func(tx *state.Tx) error {
				for i := range b.N {
					l := state.Letter{ID: fmt.Sprint("m", i), ChatID: int64(i%chats + 1), Kind: Digest, Lane: state.Scheduled, CreatedAt: time.Now().UnixMilli()}
					if _, err := Put(tx, l, Post{Do: Send, HTML: "x"}); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				b.Fatal(err)
			}
			ctx, cancel := context.WithCancel(b.Context())
			s := NewSender(Options{Store: store, Client: slowly{takes}, Rates: &state.Rates{}})
			done := make(chan struct{})
			b.ResetTimer()
			go func() { s.Run(ctx); close(done) }()
			for {
				n, _, err := store.Waiting(b.Context())
				if err != nil {
					b.Fatal(err)
				}
				if n == 0 {
					break
				}
				time.Sleep(time.Millisecond)
			}
			cancel()
			<-done
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "letters/s")
		})
	}
}
