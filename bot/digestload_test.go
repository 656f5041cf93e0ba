package bot

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"wenxiang/bot/state"
)

// BenchmarkPutOut puts out the digests of chats that are all due at the same moment.
func BenchmarkPutOut(b *testing.B) {
	start := time.Date(2022, 11, 21, 3, 0, 0, 0, time.UTC)
	now := start
	clerk := newClerk()
	clerk.set("总投资多少？", 844)
	bot, err := New(b.Context(), Options{Token: "1:x", State: b.TempDir() + "/state.db", Asker: clerk, Now: func() time.Time { return now }, Rates: &fast})
	if err != nil {
		b.Fatal(err)
	}
	defer bot.Close()
	const group = 1000
	for first := 1; first <= b.N; first += group {
		err := bot.store.Update(b.Context(), func(tx *state.Tx) error {
			for c := int64(first); c < int64(min(first+group, b.N+1)); c++ {
				turn := &turn{tx: tx, now: start.UnixMilli(), talk: state.Talk{ChatID: c, PersonID: c}, kind: "private"}
				if _, _, err := bot.subscribe(b.Context(), turn, turn.here(), state.Subscription{Kind: "question", Subject: fmt.Sprintf("总投资多少%d？", c%50), Lang: "zh"}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	now = start.Add(24 * time.Hour)
	b.ReportAllocs()
	b.ResetTimer()
	var longest time.Duration
	for done := 0; done < b.N; {
		began := time.Now()
		n, err := bot.putOut(b.Context())
		if err != nil || n == 0 {
			b.Fatal(n, err)
		}
		longest = max(longest, time.Since(began))
		done += n
	}
	b.StopTimer()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(longest.Milliseconds()), "ms/longest")
	b.ReportMetric(float64(m.Sys)/(1<<20), "MB")
}
