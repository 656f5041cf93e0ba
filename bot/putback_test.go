package bot

import (
	"io"
	"log/slog"
	"testing"
	"time"

	"wenxiang/bot/localapi"
	"wenxiang/bot/localapi/localapitest"
	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

// With Telegram's rates, whose budgets are times on the clock, a clock that was an hour ahead and is put right keeps
// nobody waiting, whether the process went on or was started again meanwhile.
func TestAClockThatIsPutRightKeepsNobodyWaiting(t *testing.T) {
	for _, restart := range []bool{false, true} {
		server, address := localapitest.Serve(t, localapi.Options{})
		s := &clockStage{stage: &stage{t: t, server: server, log: &safeBuffer{}}, clerk: newClerk()}
		rates := state.TelegramRates
		s.o = Options{Token: Token(server.Token()), Server: address, Now: server.Time, Rates: &rates, State: statetest.SQLite(t), Asker: s.clerk,
			Log: slog.New(slog.NewTextHandler(io.MultiWriter(s.log, t.Output()), nil))}
		s.up()
		t.Cleanup(s.down)
		s.lin = server.AddUser(localapi.User{FirstName: "林夏", LanguageCode: "zh-hans"})
		s.clerk.set("总投资多少？", 844)
		for n, jump := range []time.Duration{0, time.Hour, -time.Hour, -10 * time.Minute} {
			if restart {
				s.down()
			}
			server.Advance(jump)
			if restart {
				s.up()
			}
			s.say("总投资多少？")
			if _, err := server.WaitReplies(s.lin.ID, n+1, soon); err != nil {
				t.Fatalf("after a jump of %s (started again: %v): %v", jump, restart, err)
			}
			s.until("written down", func() bool { return !s.bot.sender.Busy() })
		}
	}
}
