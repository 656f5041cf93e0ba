package main

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"

	"wenxiang/bot/localapi"
	"wenxiang/bot/localapi/localapitest"
	"wenxiang/bot/state/statetest"
)

func TestMain(m *testing.M) { os.Exit(statetest.Main(m)) }

// free is a loopback address that nobody listens on.
func free(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// seen asks for a page and returns the status, 0 when nobody answers, and the text.
func seen(url string) (int, string) {
	r, err := http.Get(url)
	if err != nil {
		return 0, ""
	}
	defer r.Body.Close()
	text, _ := io.ReadAll(r.Body)
	return r.StatusCode, string(text)
}

// Two replicas by webhook behind one balancer with their state in one PostgreSQL, as the flags start them: a
// conversation goes on at the other replica, and each tells how it fares.
func TestTwoReplicasByWebhookOnOnePostgreSQL(t *testing.T) {
	plain(t)
	state := statetest.Postgres(t)
	server, api := localapitest.Serve(t, localapi.Options{})
	t.Setenv("TELEGRAM_BOT_TOKEN", server.Token())
	balancer := newBalancer(t)
	var doors, watches []string
	logs := [2]*lively{{}, {}}
	for i := range 2 {
		listen, watch := free(t), free(t)
		doors, watches = append(doors, listen), append(watches, watch)
		ctx, stop := context.WithCancel(context.Background())
		ended := make(chan int, 1)
		db := newDB(t)
		go func() {
			ended <- run(ctx, []string{"serve", "--db", db, "--state", state, "--server", api, "--webhook", balancer.url + "/hook",
				"--listen", listen, "--metrics", watch, "--log", "json", "--log-level", "debug"}, strings.NewReader(""), io.Discard, logs[i])
		}()
		t.Cleanup(func() {
			stop()
			if code := <-ended; code != 0 {
				t.Errorf("replica %d ended with %d: %s", i+1, code, logs[i])
			}
		})
	}
	for i, watch := range watches {
		eventually(t, "well", soon, func() bool { code, _ := seen("http://" + watch + "/healthz"); return code == 200 })
		if code, _ := seen("http://" + doors[i] + "/healthz"); code != 200 {
			t.Errorf("the webhook's listener says %d of its health", code)
		}
		if code, _ := seen("http://" + doors[i] + "/metrics"); code != 404 {
			t.Errorf("the metrics stand open at the webhook's listener: %d", code)
		}
	}
	eventually(t, "the webhook is set", soon, func() bool {
		_, text := seen(api + "/bot" + server.Token() + "/getWebhookInfo")
		return strings.Contains(text, balancer.url)
	})
	lin := server.AddUser(localapi.User{FirstName: "林夏", LanguageCode: "zh-hans"})
	for i, c := range []struct{ asks, hears string }{
		{"已开工5000万元以上项目总投资多少？", "844.6亿元"},
		{"那亿元以上的呢？", "772.3亿元"},
		{"5000万元以上的呢？", "844.6亿元"},
	} {
		balancer.turn(doors[i%2])
		before := len(server.FromBot(lin.ID))
		server.SendText(lin.ID, lin.ID, c.asks)
		got, err := server.WaitReplies(lin.ID, before+1, soon)
		if err != nil || !strings.Contains(got[before].Text, c.hears) {
			t.Fatalf("%s: %v %v", c.asks, got, err)
		}
	}
	counted := 0
	for _, watch := range watches {
		_, text := seen("http://" + watch + "/metrics")
		for _, line := range strings.Split(text, "\n") {
			if n, found := strings.CutPrefix(line, `wenxiang_answers_total{status="answered"} `); found {
				counted += int(n[0] - '0')
			}
		}
	}
	if counted != 3 {
		t.Errorf("the replicas have counted %d answers", counted)
	}
	for _, log := range logs {
		for _, line := range strings.Split(strings.TrimSpace(log.String()), "\n") {
			if line != "" && !json.Valid([]byte(line)) {
				t.Errorf("a line of the log is no JSON: %s", line)
			}
		}
		for _, secret := range []string{server.Token(), "亿元以上", "林夏"} {
			if strings.Contains(log.String(), secret) {
				t.Errorf("the log holds %q", secret)
			}
		}
	}
}

func TestServeSaysWhatIsWrongWithTheWebhook(t *testing.T) {
	plain(t)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, c := range []struct {
		token, words string
		args         []string
	}{
		{"", "TELEGRAM_BOT_TOKEN", []string{"--webhook", "https://bot.example.com/wenxiang"}},
		{"1:x", "https address", []string{"--webhook", "bot.example.com"}},
		{"1:x", "https address", []string{"--webhook", "http://bot.example.com/"}},
		{"1:x", taken.Addr().String() + " is in use", []string{"--webhook", "https://bot.example.com/", "--listen", taken.Addr().String()}},
		{"1:x", taken.Addr().String() + " is in use", []string{"--metrics", taken.Addr().String()}},
		{"1:x", "/metrics", []string{"--webhook", "https://bot.example.com/metrics", "--listen", "127.0.0.1:0"}},
		{"", "--log must be one of", []string{"--log", "xml"}},
	} {
		t.Setenv("TELEGRAM_BOT_TOKEN", c.token)
		o := command(t, "", append([]string{"serve", "--db", newDB(t)}, c.args...)...)
		if o.code != 1 {
			t.Errorf("%v: %+v", c.args, o)
		}
		oneError(t, o, c.words)
	}
}

// A balancer hands each call to the replica whose turn it is.
type balancer struct {
	url  string
	next chan string
}

func newBalancer(t *testing.T) *balancer {
	b := &balancer{next: make(chan string, 1)}
	b.next <- ""
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b.url = "http://" + l.Addr().String()
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		to := <-b.next
		b.next <- to
		again, err := http.NewRequestWithContext(r.Context(), r.Method, "http://"+to+r.URL.Path, r.Body)
		if err != nil {
			http.Error(w, "no replica", http.StatusBadGateway)
			return
		}
		again.Header = r.Header.Clone()
		answer, err := http.DefaultClient.Do(again)
		if err != nil {
			http.Error(w, "no replica", http.StatusBadGateway)
			return
		}
		answer.Body.Close()
		w.WriteHeader(answer.StatusCode)
	})}
	go server.Serve(l)
	t.Cleanup(func() { server.Close() })
	return b
}

func (b *balancer) turn(to string) {
	<-b.next
	b.next <- to
}
