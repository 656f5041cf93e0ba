package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"wenxiang/bot/state/statetest"
)

// emulator is a Bot API server that others wrote, an npm package, in the version that this test was written for.
const emulator, emulatorVersion = "telegram-test-api", "4.2.1"

// emulatorScript starts it on the port that is its first argument.
const emulatorScript = `const Server = require('telegram-test-api');
new Server({host: '127.0.0.1', port: Number(process.argv[1])}).start().catch(e => { console.error(e); process.exit(1) })`

// installEmulator returns the folder of node's modules with the emulator in it. It is installed once for all runs.
func installEmulator(t *testing.T) string {
	t.Helper()
	skip := func(format string, args ...any) {
		t.Skipf("NOT TESTED against the npm package "+emulator+": "+format, args...)
	}
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			skip("%s is not installed (on Debian: apt-get install nodejs npm)", program)
		}
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = t.TempDir()
	}
	folder := filepath.Join(cache, "wenxiang", emulator+"-"+emulatorVersion)
	modules := filepath.Join(folder, "node_modules")
	if _, err := os.Stat(modules); err == nil {
		return modules
	}
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		skip("%v", err)
	}
	fresh, err := os.MkdirTemp(filepath.Dir(folder), "new-")
	if err != nil {
		skip("%v", err)
	}
	defer os.RemoveAll(fresh)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	// No package's own scripts are run.
	install := exec.CommandContext(ctx, "npm", "install", "--prefix", fresh, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", emulator+"@"+emulatorVersion)
	if out, err := install.CombinedOutput(); err != nil {
		skip("npm cannot install it: %v\n%s", err, out)
	}
	if err := os.Rename(fresh, folder); err != nil { // another run may have been quicker
		if _, err := os.Stat(modules); err != nil {
			skip("%v", err)
		}
	}
	return modules
}

// A relay stands between the bot and the emulator, which reads no multipart forms: it hands the fields on in the other
// form that the Bot API takes. It keeps which methods were taken and what was said of the others.
type relay struct {
	to string

	mu      sync.Mutex
	taken   map[string]int
	refused map[string]string
}

func (r *relay) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	fields := url.Values{}
	if req.ParseMultipartForm(1<<20) == nil {
		fields = url.Values(req.MultipartForm.Value)
	}
	res, err := http.PostForm(r.to+req.URL.Path, fields)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	method := req.URL.Path[strings.LastIndexByte(req.URL.Path, '/')+1:]
	if method == "getUpdates" && bytes.Contains(body, []byte(`"result":[]`)) {
		select { // the emulator never lets one wait
		case <-req.Context().Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
	var answer struct {
		OK      bool   `json:"ok"`
		Message string `json:"message"`
	}
	json.Unmarshal(body, &answer)
	r.mu.Lock()
	if answer.OK {
		r.taken[method]++
	} else {
		r.refused[method] = answer.Message
	}
	r.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(res.StatusCode)
	w.Write(body)
}

// emulated is a message of the bot's as the emulator keeps it.
type emulated struct {
	MessageID int `json:"messageId"`
	Message   struct {
		ChatID    string `json:"chat_id"`
		Text      string `json:"text"`
		ParseMode string `json:"parse_mode"`
		Markup    struct {
			Rows [][]struct {
				Text string `json:"text"`
				Data string `json:"callback_data"`
			} `json:"inline_keyboard"`
		} `json:"reply_markup"`
	} `json:"message"`
}

// The bot talks to a server of others as it talks to Telegram: questions are answered, and a button changes its message
// in place.
func TestTheEmulatorOfOthersTakesWhatTheBotSends(t *testing.T) {
	modules := installEmulator(t)
	host, port, _ := net.SplitHostPort(freeAddress(t))
	node := exec.Command("node", "-e", emulatorScript, port)
	node.Env = append(os.Environ(), "NODE_PATH="+modules)
	var said safeBuffer
	node.Stdout, node.Stderr = &said, &said
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { node.Process.Kill(); node.Wait() })
	between := &relay{to: "http://" + host + ":" + port, taken: map[string]int{}, refused: map[string]string{}}
	const token = "666:a-token-for-the-emulator"
	for end := time.Now().Add(2 * soon); ; time.Sleep(20 * time.Millisecond) {
		if status, _ := get(t, between.to+"/bot"+token+"/getMe"); status == 200 {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the emulator does not start: %s", said.String())
		}
	}
	server := httptest.NewServer(between)
	t.Cleanup(server.Close)

	_, engine := readReports(t)
	s := &stage{t: t, log: &safeBuffer{}}
	s.start(Options{Token: token, Server: server.URL, State: statetest.SQLite(t), Rates: &fast, Asker: engine, Library: engine,
		Log: slog.New(slog.NewTextHandler(s.log, nil))})
	if got := s.bot.Username(); got != "TestNameBot" {
		t.Errorf("the bot takes itself for %q", got)
	}

	post := func(path string, fields any, answer any) {
		t.Helper()
		body, _ := json.Marshal(fields)
		res, err := http.Post(between.to+path, "application/json", bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if err := json.NewDecoder(res.Body).Decode(answer); err != nil {
			t.Fatal(err)
		}
	}
	type fields = map[string]any
	lin := fields{"id": 42, "is_bot": false, "first_name": "林夏", "language_code": "zh-hans"}
	chat := fields{"id": 42, "type": "private", "first_name": "林夏"}
	say := func(text string) {
		t.Helper()
		post("/sendMessage", fields{"botToken": token, "from": lin, "chat": chat, "date": time.Now().Unix(), "text": text}, &struct{}{})
	}
	hear := func(part string) (found emulated) {
		t.Helper()
		s.until("heard "+part, func() bool {
			var history struct{ Result []emulated }
			post("/getUpdatesHistory", fields{"token": token}, &history)
			i := slices.IndexFunc(history.Result, func(m emulated) bool { return m.Message.ChatID == "42" && strings.Contains(m.Message.Text, part) })
			if i >= 0 {
				found = history.Result[i]
			}
			return i >= 0
		})
		return found
	}
	press := func(m emulated, label string) {
		t.Helper()
		for _, row := range m.Message.Markup.Rows {
			for _, b := range row {
				if b.Text == label {
					post("/sendCallback", fields{"botToken": token, "from": lin, "data": b.Data,
						"message": fields{"message_id": m.MessageID, "chat": chat, "date": time.Now().Unix()}}, &struct{}{})
					return
				}
			}
		}
		t.Fatalf("no button %q under %q", label, m.Message.Text)
	}

	say("总投资多少？")
	answer := hear("96.5亿元")
	if answer.Message.ParseMode != "HTML" || len(answer.Message.Markup.Rows) == 0 {
		t.Errorf("the answer is %+v", answer)
	}
	say("岭南风电项目总投资多少？")
	hear("21亿元")
	say("/settings")
	settings := hear("命令和提示的语言")
	press(settings, "English")
	changed := hear("for commands and hints")
	if changed.MessageID != settings.MessageID {
		t.Errorf("message %d was not changed in its place, there is a message %d", settings.MessageID, changed.MessageID)
	}

	methods := []string{"getMe", "deleteWebhook", "getUpdates", "sendMessage", "answerCallbackQuery", "editMessageText"}
	s.until("told of every method", func() bool { // the emulator shows what was sent before the relay has its answer
		between.mu.Lock()
		defer between.mu.Unlock()
		return !slices.ContainsFunc(methods, func(method string) bool {
			_, refused := between.refused[method]
			return between.taken[method] == 0 && !refused
		})
	})
	between.mu.Lock()
	defer between.mu.Unlock()
	for _, method := range methods {
		if between.taken[method] == 0 {
			t.Errorf("%s was not taken: %s", method, between.refused[method])
		}
	}
	for method, why := range between.refused {
		if !strings.Contains(why, "is not supported") {
			t.Errorf("%s was refused: %s", method, why)
		}
	}
	t.Log("taken: ", fmt.Sprint(between.taken))
}
