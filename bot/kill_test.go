package bot

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"wenxiang/bot/localapi"
	"wenxiang/bot/localapi/localapitest"
	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

// The environment of a test binary that runs as the bot which is to be killed.
const (
	childServer = "WENXIANG_TEST_SERVER"
	childState  = "WENXIANG_TEST_STATE"
	childToken  = "WENXIANG_TEST_TOKEN"
	childHook   = "WENXIANG_TEST_HOOK"   // the webhook's address and where to listen, with a space between
	childSender = "WENXIANG_TEST_SENDER" // set where the child only sends: the time between two messages
	// childLease is short, so that what a kill left in doubt is sent again within the test; half of it is
	// longer than the bot ever lives between two kills.
	childLease = 2 * time.Second
)

// child is the bot in a process of its own, with the parrot for an engine.
func child() {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	o := Options{
		Token: Token(os.Getenv(childToken)), Server: os.Getenv(childServer), State: os.Getenv(childState),
		Asker: &parrot{}, Rates: &fast, Lease: childLease, Log: log,
	}
	if at, listen, found := strings.Cut(os.Getenv(childHook), " "); found {
		o.Webhook = &Webhook{URL: at, Listen: listen}
	}
	every, _ := time.ParseDuration(os.Getenv(childSender)) // 0 where it is not set
	if every > 0 {
		o.Rates = &state.Rates{Bot: state.Rate{Every: every, Burst: 1}}
	}
	b, err := New(context.Background(), o)
	if err == nil && every > 0 {
		b.sender.Run(context.Background())
	}
	if err == nil {
		err = b.Run(context.Background())
	}
	fmt.Fprintln(os.Stderr, "the child ended:", err)
	os.Exit(1)
}

// launch starts this test binary as a bot.
func launch(t *testing.T, server *localapi.Server, address, dsn string, env ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(self)
	c.Env = append(os.Environ(), childServer+"="+address, childState+"="+dsn, childToken+"="+server.Token())
	c.Env = append(c.Env, env...)
	c.Stderr = t.Output()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestKilledTwentyTimesItLosesNoQuestion asks 1,000 questions in 50 chats while the bot is killed with
// SIGKILL twenty times, at moments by chance.
func TestKilledTwentyTimesItLosesNoQuestion(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	statetest.Each(t, killTwentyTimes)
}

func killTwentyTimes(t *testing.T, dsn string) {
	const kills, people, questions = 20, 50, 20
	server, address := localapitest.Serve(t, localapi.Options{})
	var users []localapi.User
	for i := range people {
		users = append(users, server.AddUser(localapi.User{FirstName: fmt.Sprint("第", i, "人")}))
	}
	launch := func() *exec.Cmd { return launch(t, server, address, dsn) }
	bot := launch()
	defer func() {
		bot.Process.Kill()
		bot.Wait()
	}()

	chance := rand.New(rand.NewPCG(20, 1000))
	asked := 0
	ask := time.NewTicker(10 * time.Millisecond)
	defer ask.Stop()
	var kill <-chan time.Time
	next := func() { kill = time.After(150*time.Millisecond + time.Duration(chance.IntN(700))*time.Millisecond) }
	next()
	for killed := 0; killed < kills || asked < people*questions; {
		select {
		case <-ask.C:
			if asked < people*questions {
				u := users[asked%people]
				server.SendText(u.ID, u.ID, fmt.Sprintf("问%d？", asked/people))
				asked++
			}
		case <-kill:
			bot.Process.Kill()
			bot.Wait()
			bot = launch()
			if killed++; killed < kills {
				next()
			} else {
				kill = nil
			}
		}
	}

	twice := 0
	for _, u := range users {
		last := fmt.Sprintf("答：问%d？", questions-1)
		if _, err := server.WaitMessage(u.ID, 30*time.Second, func(m localapi.Message) bool { return strings.Contains(m.Text, last) }); err != nil {
			t.Fatalf("%s has no answer to the last question: %v", u.FirstName, err)
		}
	}
	for _, u := range users {
		messages, err := server.WaitReplies(u.ID, questions, time.Second)
		if err != nil {
			t.Errorf("%s: %v", u.FirstName, err)
		}
		count := map[string]int{}
		var order []string
		for _, m := range messages {
			a, _, _ := strings.Cut(m.Text, "\n")
			if count[a]++; count[a] == 1 {
				order = append(order, a)
			}
		}
		var want []string
		for i := range questions {
			want = append(want, fmt.Sprintf("答：问%d？", i))
		}
		if !slices.Equal(order, want) {
			t.Errorf("%s got %q", u.FirstName, order)
		}
		for a, n := range count {
			if n == 2 {
				twice++
			}
			if n > 2 {
				t.Errorf("%s got %q %d times", u.FirstName, a, n)
			}
		}
	}
	t.Logf("%d questions, %d kills, %d answered twice", asked, kills, twice)
	// What is under way at a kill is sent again: two a kill on average at the most.
	if underWay := 2; twice > underWay*kills {
		t.Errorf("%d were answered twice, more than can be under way at a kill", twice)
	}
}
