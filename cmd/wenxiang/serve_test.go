package main

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"wenxiang/bot"
	"wenxiang/bot/localapi"
	"wenxiang/bot/localapi/localapitest"
)

// soon is how long a test waits for what should happen at once.
const soon = 20 * time.Second

// A lively is a buffer that one goroutine writes and another reads.
type lively struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lively) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lively) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// eventually waits for a condition.
func eventually(t testing.TB, what string, within time.Duration, f func() bool) {
	t.Helper()
	for deadline := time.Now().Add(within); !f(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not within %s: %s", within, what)
		}
	}
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// The whole program on a free port: ready within a second, and gone cleanly when it is told to stop.
func TestServeStartsAtOnceAndStopsCleanly(t *testing.T) {
	plain(t)
	db := newDB(t)
	// The first start makes the database; a person waits for the later ones.
	for i := range 2 {
		ctx, cancel := context.WithCancel(context.Background())
		var out, errs lively
		done := make(chan int, 1)
		start := time.Now()
		go func() {
			done <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--db", db}, strings.NewReader(""), &out, &errs)
		}()
		eventually(t, "the address is announced", soon, func() bool { return address.MatchString(out.String()) })
		took := time.Since(start)
		t.Logf("start %d: ready after %s", i+1, took)
		if i > 0 && took > 5*time.Second {
			t.Errorf("ready after %s, want about a second", took)
		}
		url := address.FindString(out.String())
		answer, err := http.Get(url + "/")
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Errorf("the page answers %s", answer.Status)
		}
		cancel()
		select {
		case code := <-done:
			if code != 0 {
				t.Errorf("exit %d: %s", code, errs.String())
			}
		case <-time.After(soon):
			t.Fatal("the program does not stop")
		}
		if errs.String() != "" {
			t.Errorf("on standard error: %s", errs.String())
		}
		if _, err := http.Get(url + "/"); err == nil {
			t.Error("the page is still there")
		}
	}
}

func TestServeSaysThatThePortIsTaken(t *testing.T) {
	plain(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	o := command(t, "", "serve", "--listen", l.Addr().String(), "--db", newDB(t))
	if o.code != 1 {
		t.Errorf("%+v", o)
	}
	oneError(t, o, l.Addr().String()+" is in use")
	for _, place := range []string{"0.0.0.0:0", "nonsense", "127.0.0.1:99999999"} {
		o := command(t, "", "serve", "--listen", place, "--db", newDB(t))
		if o.code != 1 {
			t.Errorf("%s: %+v", place, o)
		}
		oneError(t, o, "")
	}
}

// A token that the server does not know ends the program with a sentence that says where to get one, and never shows it.
func TestServeSaysThatTheTokenIsWrong(t *testing.T) {
	plain(t)
	_, url := localapitest.Serve(t, localapi.Options{})
	const wrong = "4100200300:AAwrongwrongwrongwrongwrongwrongwro"
	t.Setenv("TELEGRAM_BOT_TOKEN", wrong)
	t.Setenv("TELEGRAM_API_URL", url)
	ctx, cancel := context.WithTimeout(context.Background(), soon)
	defer cancel()
	var out, errs lively
	code := run(ctx, []string{"serve", "--db", newDB(t)}, strings.NewReader(""), &out, &errs)
	if ctx.Err() != nil {
		t.Fatal("the program went on with a wrong token")
	}
	if code != 1 || !strings.Contains(errs.String(), "TELEGRAM_BOT_TOKEN") {
		t.Errorf("exit %d, %q", code, errs.String())
	}
	if out.String() != "" {
		t.Errorf("it says %q before it knows", out.String())
	}
	if strings.Contains(out.String()+errs.String(), "AAwrong") {
		t.Errorf("the token is shown: %s%s", out.String(), errs.String())
	}
	last := strings.Split(strings.TrimSpace(errs.String()), "\n")
	if !strings.HasPrefix(last[len(last)-1], "wenxiang: ") {
		t.Errorf("the last line is %q", last[len(last)-1])
	}
}

// That the bot runs is said when Telegram has said who it is, and not before.
func TestServeSaysThatItRunsOnTelegramWhenItDoes(t *testing.T) {
	plain(t)
	server, url := localapitest.Serve(t, localapi.Options{BotUsername: "yunling_bot"})
	silence := server.Fail(localapi.Fault{Method: "getMe", Code: 502, HTML: true, Times: -1})
	t.Setenv("TELEGRAM_BOT_TOKEN", server.Token())
	t.Setenv("TELEGRAM_API_URL", url)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var out, errs lively
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, []string{"serve", "--db", newDB(t)}, strings.NewReader(""), &out, &errs) }()
	eventually(t, "Telegram is asked twice", soon, func() bool { return server.Met(silence) > 1 })
	if out.String() != "" {
		t.Errorf("it says %q before it knows", out.String())
	}
	server.Heal()
	eventually(t, "the bot is announced", soon, func() bool { return strings.Contains(out.String(), "runs on Telegram as @yunling_bot") })
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("exit %d, %q", code, errs.String())
	}
}

// From a question typed in a chat to the figure with its sentence, and on by a button: the program whole, with the real engine.
func TestAQuestionTypedIsAnsweredWithItsSentence(t *testing.T) {
	plain(t)
	m := &Main{DB: newDB(t), Listen: "127.0.0.1:0"}
	if err := m.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	localapitest.Right(t, m.local)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- m.Run(ctx) }()
	defer func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("the program ended with %v", err)
		}
		if err := m.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
	}()
	person := m.local.AddUser(localapi.User{FirstName: "周岚", LanguageCode: "zh-hans"})
	other := m.local.AddUser(localapi.User{FirstName: "江帆", LanguageCode: "zh-hans"})
	ask := func(person localapi.User, text, want string) localapi.Message {
		t.Helper()
		if m.local.SendText(person.ID, person.ID, text) == 0 {
			t.Fatal("the message did not reach the bot")
		}
		reply, err := m.local.WaitMessage(person.ID, soon, func(m localapi.Message) bool { return strings.Contains(m.Text, want) })
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		return reply
	}
	reply := ask(person, "已开工5000万元以上项目总投资多少？", "844.6亿元")
	const sentence = "四平市已开工的5000万元以上项目共279个，总投资为844.6亿元；其中，已开工的亿元以上项目共167个，总投资为772.3亿元。"
	if !strings.Contains(reply.Text, sentence) {
		t.Errorf("the answer shows no sentence: %s", reply.Text)
	}
	if len(reply.Buttons()) == 0 {
		t.Fatal("no buttons under the answer")
	}
	ask(person, "那亿元以上的呢？", "772.3亿元")
	// Nothing understood: the bot offers questions as buttons, and a press gets the answer to one.
	offered := ask(other, "今天天气怎么样", "没有看懂")
	pressed := false
	for _, b := range offered.Buttons() {
		if pressed || !strings.Contains(b.Text, "总投资多少") {
			continue
		}
		pressed = true
		id, err := m.local.Press(other.ID, other.ID, offered.MessageID, b.CallbackData)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.local.WaitAnswer(id, soon); err != nil {
			t.Errorf("the press is not answered: %v", err)
		}
		answer, err := m.local.WaitMessage(other.ID, soon, func(m localapi.Message) bool { return len(m.Marked("blockquote")) > 0 })
		if err != nil {
			t.Fatal(err)
		}
		// What the button asked is what the next question leads on from: the same sentence counts the projects.
		number := regexp.MustCompile(`(\d+)个`).FindString(answer.Marked("blockquote")[0])
		if number == "" {
			t.Fatalf("%q counts nothing", answer.Text)
		}
		ask(other, "有多少个？", number)
	}
	if !pressed {
		t.Errorf("no button for a question under %q", offered.Text)
	}
	ask(person, "长春的固定资产投资多少", "没有")
}

// What people said outlives the program.
func TestAConversationOutlivesARestart(t *testing.T) {
	plain(t)
	db := newDB(t)
	server, url := localapitest.Serve(t, localapi.Options{})
	person := server.AddUser(localapi.User{FirstName: "周岚", LanguageCode: "zh-hans"})
	session := func(question, want string) {
		t.Helper()
		m := &Main{DB: db, Token: bot.Token(server.Token()), Server: url}
		if err := m.Open(t.Context()); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		done := make(chan error, 1)
		go func() { done <- m.Run(ctx) }()
		server.SendText(person.ID, person.ID, question)
		if _, err := server.WaitMessage(person.ID, soon, func(m localapi.Message) bool { return strings.Contains(m.Text, want) }); err != nil {
			t.Errorf("%s: %v", question, err)
		}
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		if err := m.Close(); err != nil {
			t.Error(err)
		}
	}
	session("汽车零部件产业园总投资多少", "10.85亿元")
	session("占地面积呢", "22.45万平方米")
}
