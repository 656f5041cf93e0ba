package bot

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"wenxiang/bot/localapi"
	"wenxiang/bot/state/statetest"
)

// freeAddress is a loopback address that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// get asks for a page and returns the status, 0 when nobody answers, and the text.
func get(t *testing.T, address string) (int, string) {
	t.Helper()
	client := http.Client{Timeout: soon}
	r, err := client.Get(address)
	if err != nil {
		return 0, err.Error()
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(text)
}

func TestMetricsStandApartFromTheWebhook(t *testing.T) {
	for _, c := range []struct {
		name        string
		apart       bool
		hook, watch []int // of /healthz, /metrics, /hook, /other; by GET and without a secret
	}{
		{"none", false, []int{200, 404, 401, 404}, nil},
		{"apart", true, []int{200, 404, 401, 404}, []int{200, 200, 404, 404}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := Options{Webhook: &Webhook{Listen: freeAddress(t)}}
			o.Webhook.URL = "http://" + o.Webhook.Listen + "/hook"
			if c.apart {
				o.Metrics = freeAddress(t)
			}
			s := newStage(t, o, localapi.Options{})
			s.say("总投资？")
			s.hear(s.lin.ID, "答：总投资？")
			for address, want := range map[string][]int{o.Webhook.Listen: c.hook, o.Metrics: c.watch} {
				for i, path := range []string{healthPath, metricsPath, "/hook", "/other"} {
					if want == nil {
						continue
					}
					if got, text := get(t, "http://"+address+path); got != want[i] {
						t.Errorf("%s%s: %d %q, want %d", address, path, got, text, want[i])
					}
				}
			}
		})
	}
}

func TestMetricsCountAndNameNobody(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	s.server.Fail(localapi.Fault{Method: "sendMessage", Code: 429, RetryAfter: 1})
	s.say("总投资？")
	s.hear(s.lin.ID, "答：总投资？")
	s.server.PushRaw(0, `"message":{"message_id":"not a number","chat":{"id":5}}`)
	page := func() string {
		w := httptest.NewRecorder()
		s.bot.MetricsHandler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, metricsPath, nil))
		return w.Body.String()
	}
	for _, want := range []string{
		`wenxiang_updates_total{kind="message",outcome="seen"} 1`,
		`wenxiang_updates_total{kind="other",outcome="parked"} 1`,
		`wenxiang_answers_total{status="answered"} 1`,
		`wenxiang_answer_seconds_count 1`,
		`wenxiang_sends_total{kind="reply",outcome="flood"} 1`,
		`wenxiang_sends_total{kind="reply",outcome="sent"} 1`,
		`wenxiang_flood_total 1`,
		`wenxiang_reply_seconds_count 1`,
		`wenxiang_up 1`,
		`wenxiang_queue_letters{lane="reply"} 0`,
		`wenxiang_digest_overdue_seconds 0`,
	} {
		s.until("counted "+want+" in\n"+page(), func() bool { return strings.Contains(page(), want+"\n") })
	}
	for _, secret := range []string{s.server.Token(), fmt.Sprint(s.lin.ID), "林夏", "总投资"} {
		if strings.Contains(page(), secret) {
			t.Errorf("the metrics hold %q", secret)
		}
	}
}

func TestHealthTellsWhatIsWrong(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	ask := func() (int, string) {
		w := httptest.NewRecorder()
		s.bot.HealthHandler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, healthPath, nil))
		return w.Code, strings.TrimSpace(w.Body.String())
	}
	s.until("well", func() bool { code, _ := ask(); return code == 200 })
	s.bot.store.Close()
	s.until("unwell", func() bool { code, text := ask(); return code == 503 && text == "the state cannot be written" })
	s.halt()
	if code, text := ask(); code != 503 || text != "stopping" {
		t.Errorf("%d %q after the end", code, text)
	}
}

func TestABotThatCannotReachTelegramIsNotReady(t *testing.T) {
	address := freeAddress(t)
	b, err := New(t.Context(), Options{Token: "1:x", Server: "http://" + freeAddress(t), State: statetest.SQLite(t), Asker: &parrot{}, Metrics: address})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	done := make(chan error, 1)
	go func() { done <- b.Run(t.Context()) }()
	s := stage{t: t}
	s.until("not ready", func() bool {
		code, text := get(t, "http://"+address+healthPath)
		return code == 503 && strings.HasPrefix(text, "not ready")
	})
	if code, text := get(t, "http://"+address+metricsPath); code != 200 || !strings.Contains(text, "wenxiang_up 0") {
		t.Errorf("metrics: %d\n%s", code, text)
	}
}

func TestAListenerThatCannotBeOpenedEndsTheRun(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	taken := l.Addr().String()
	for name, o := range map[string]Options{
		"the webhook's":   {Webhook: &Webhook{URL: "https://bot.example.cn/hook", Listen: taken}},
		"the metrics'":    {Metrics: taken},
		"no address":      {Webhook: &Webhook{URL: "hook", Listen: "127.0.0.1:0"}},
		"the health path": {Webhook: &Webhook{URL: "https://bot.example.cn/healthz", Listen: "127.0.0.1:0"}},
		"the second's":    {Webhook: &Webhook{URL: "https://bot.example.cn/hook", Listen: "127.0.0.1:0"}, Metrics: taken},
	} {
		o.Token, o.State, o.Asker = "1:x", statetest.SQLite(t), &parrot{}
		b, err := New(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Run(t.Context()); err == nil {
			t.Errorf("%s: no error", name)
		}
		b.Close()
	}
}

// A gate stands between the bot and its database, so that the database can go away and come back.
type gate struct {
	address string
	behind  string

	mu    sync.Mutex
	shut  bool
	conns map[net.Conn]bool
}

func newGate(t *testing.T, behind string) *gate {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{address: l.Addr().String(), behind: behind, conns: map[net.Conn]bool{}}
	t.Cleanup(func() { l.Close(); g.close(true) })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go g.pass(c)
		}
	}()
	return g
}

func (g *gate) pass(c net.Conn) {
	defer c.Close()
	other, err := net.Dial("tcp", g.behind)
	if err != nil {
		return
	}
	defer other.Close()
	g.mu.Lock()
	if g.shut {
		g.mu.Unlock()
		return
	}
	g.conns[c], g.conns[other] = true, true
	g.mu.Unlock()
	go func() {
		io.Copy(other, c)
		other.Close()
	}()
	io.Copy(c, other)
	g.mu.Lock()
	delete(g.conns, c)
	delete(g.conns, other)
	g.mu.Unlock()
}

// close cuts all connections and lets none through, or lets them through again.
func (g *gate) close(shut bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = shut
	if shut {
		for c := range g.conns {
			c.Close()
		}
	}
}

// A database that goes away loses nothing: the webhook answers 503, what comes meanwhile is brought again,
// and it is answered when the database is back, without a restart.
func TestADatabaseThatGoesAwayAndComesBack(t *testing.T) {
	dsn, err := url.Parse(statetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	g := newGate(t, dsn.Host)
	dsn.Host = g.address
	dsn.User = url.UserPassword(dsn.User.Username(), "not-for-the-log")
	o := Options{State: dsn.String(), Webhook: &Webhook{Listen: freeAddress(t)}, Lease: 2 * time.Second}
	o.Webhook.URL = "http://" + o.Webhook.Listen + "/hook"
	s := newStage(t, o, localapi.Options{WebhookRetry: 20 * time.Millisecond})
	well := func() int { code, _ := get(t, "http://"+o.Webhook.Listen+healthPath); return code }
	s.say("之前？")
	s.hear(s.lin.ID, "答：之前")
	if code := well(); code != 200 {
		t.Errorf("well: %d", code)
	}
	g.close(true)
	s.until("unwell", func() bool { return well() == 503 })
	hook := s.bot.WebhookHandler("x")
	if got := bring(hook, "x", `{"update_id":80,"message":{"message_id":1,"chat":{"id":1,"type":"private"},"from":{"id":1},"text":"x"}}`); got != 503 {
		t.Errorf("the webhook answers %d without a database", got)
	}
	if got := bring(hook, "y", `{"update_id":80}`); got != 401 {
		t.Errorf("a wrong secret gets %d without a database", got)
	}
	for i := range 5 {
		s.say(fmt.Sprintf("当中%d？", i))
	}
	s.until("refused", func() bool { return strings.Count(s.log.String(), "an update is not taken") >= 3 })
	g.close(false)
	s.hear(s.lin.ID, "答：当中4")
	s.say("之后？")
	s.hear(s.lin.ID, "答：之后")
	s.until("well again", func() bool { return well() == 200 })
	got := s.replies(s.lin.ID)
	if len(got) != 7 {
		t.Errorf("%d replies", len(got))
	}
	for i, m := range got[1 : len(got)-1] {
		if !strings.Contains(m.Text, fmt.Sprintf("当中%d", i)) {
			t.Errorf("reply %d is %q", i, m.Text)
		}
	}
	for _, secret := range []string{"not-for-the-log", s.server.Token(), "当中", "林夏"} {
		if strings.Contains(s.log.String(), secret) {
			t.Errorf("the log holds %q", secret)
		}
	}
}

func TestSecretsNeverShowInLogs(t *testing.T) {
	const token, password = "123456:AAE-secret", "p@ss/word"
	var out bytes.Buffer
	log := redact(slog.New(slog.NewJSONHandler(&out, nil)), token, password, "", "abc")
	err := fmt.Errorf("Post \"https://api.telegram.org/bot%s/getMe\": %w", token, io.EOF)
	log.Error("with "+token, "error", err, "dsn", "postgres://u:"+url.QueryEscape(password)+"@h/db",
		"list", []string{"x", token}, slog.Group("group", "inside", token), "number", 7)
	log.With("kept", token).WithGroup("g").Warn("m", "password", password, "abc", "abc stays")
	for _, secret := range []string{token, password, url.QueryEscape(password)} {
		if strings.Contains(out.String(), secret) {
			t.Errorf("%q is in %s", secret, out.String())
		}
	}
	for _, stays := range []string{"getMe", `"number":7`, "abc stays"} {
		if !strings.Contains(out.String(), stays) {
			t.Errorf("%q is gone from %s", stays, out.String())
		}
	}
	if passwordOf("postgres://u:"+url.QueryEscape(password)+"@h/db") != password || passwordOf("/var/lib/x.db") != "" {
		t.Error("the password is not found")
	}
	if !errors.Is(err, io.EOF) {
		t.Error("the error was changed")
	}
}

// All that a conversation brings is logged at the finest level, and still nobody's words or name are in it.
func TestTheLogHoldsNothingPersonal(t *testing.T) {
	s := newStage(t, Options{}, localapi.Options{})
	var log safeBuffer
	s.halt()
	s.bot.o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	o := s.bot.o
	o.State = statetest.SQLite(t)
	s.start(o)
	s.server.Fail(localapi.Fault{Method: "sendMessage", Code: 400, Text: "Bad Request: can't parse entities: no reason"})
	s.say("隐私甲？")
	s.hear(s.lin.ID, "隐私甲")
	s.say("坏隐私乙？")
	s.hear(s.lin.ID, "抱歉")
	s.server.PushRaw(0, `"message":{"message_id":"隐私丙","chat":{"id":5}}`)
	s.say("/subscribe 隐私丁？")
	s.hear(s.lin.ID, "隐私丁")
	if log.String() == "" {
		t.Error("nothing is logged")
	}
	for _, secret := range []string{"隐私", "林夏", s.server.Token()} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("the log holds %q:\n%s", secret, log.String())
		}
	}
}
