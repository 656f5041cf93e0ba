package bot

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"wenxiang/bot/localapi"
	"wenxiang/bot/state/statetest"
)

// A PostgreSQL that is killed and comes back later, a minute in the full size, loses neither the questions nor the
// digest of that time, and nothing has to be restarted: all of it arrives once, in its order.
func TestPostgreSQLIsKilledAndStartedAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	gone := 2 * time.Second
	if *long {
		gone = time.Minute
	}
	db := statetest.NewSingle(t)
	s := newClockStage(t, "2022-11-21 23:59", Options{State: db.DSN}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	s.landed()
	before := len(s.replies(s.lin.ID))
	db.Kill()
	killed := time.Now()
	const n = 5
	for i := range n {
		s.clerk.set(fmt.Sprintf("当中%d总投资？", i), int64(100+i))
		s.say(fmt.Sprintf("当中%d总投资？", i))
	}
	s.server.Advance(time.Minute) // to eight in the morning
	s.bot.Nudge()
	s.until("missed", func() bool {
		log := s.log.String()
		return strings.Contains(log, "an update is not taken") && strings.Contains(log, "the outbox cannot be read") && strings.Contains(log, "digests are not put out")
	})
	s.until("over", func() bool { return time.Since(killed) > gone })
	if got := s.replies(s.lin.ID)[before:]; len(got) != 0 {
		t.Errorf("%d messages without a database", len(got))
	}
	db.Start(t)
	s.hear(s.lin.ID, "问项摘要 · 2022年11月22日")
	s.hear(s.lin.ID, fmt.Sprintf("%d亿元", 100+n-1))
	s.landed()
	var digests, answers []string
	for _, m := range s.replies(s.lin.ID)[before:] {
		if strings.HasPrefix(m.Text, "问项摘要") {
			digests = append(digests, m.Text)
		} else {
			answers = append(answers, m.Text)
		}
	}
	if len(digests) != 1 || len(answers) != n {
		t.Errorf("%d digests and %d answers: %q", len(digests), len(answers), answers)
	}
	for i, text := range answers {
		if !strings.Contains(text, fmt.Sprintf("%d亿元", 100+i)) {
			t.Errorf("answer %d is %q", i, text)
		}
	}
}
