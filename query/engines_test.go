package query_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"wenxiang/data"
	"wenxiang/data/quantity"
	"wenxiang/query"
)

// A library is a database of reports with the engine that answers from it, and all that its reports say.
type library struct {
	db     *data.DB
	engine *query.Engine
	// passages are the loaded paragraphs, by report name.
	passages map[string][]string
	facts    []data.StoredFact
	// examples are the figures of the questions that are offered when nothing was understood.
	examples []quantity.Quantity
}

// A testReport is a report written for the tests.
type testReport struct {
	ID    string `json:"id"`
	Lang  string `json:"lang"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// A testQuestion is a question whose answer a reader found in the text.
type testQuestion struct {
	ID       string   `json:"id"`
	Passage  string   `json:"passage"`
	Question string   `json:"question"`
	Lang     string   `json:"lang"`
	Follows  string   `json:"follows"`
	Tags     []string `json:"tags"`
	Gold     gold     `json:"gold"`
}

// jsonLines reads a file of testdata with one object a line.
func jsonLines[T any](t testing.TB, name string) []T {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var out []T
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var x T
		if err := json.Unmarshal(lines.Bytes(), &x); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out = append(out, x)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

var seedLibrary = sync.OnceValues(func() (*library, error) {
	dir, err := os.MkdirTemp("", "wenxiang-query")
	if err != nil {
		return nil, err
	}
	temporary = append(temporary, dir)
	return openLibrary(filepath.Join(dir, "built-in.db"), data.Options{})
})

// temporary are the folders that tests share and that TestMain removes.
var temporary []string

func TestMain(m *testing.M) {
	code := m.Run()
	for _, dir := range temporary {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

// builtIn gives the engine over the built-in report, laid out once for all tests.
func builtIn(t testing.TB) *library {
	t.Helper()
	l, err := seedLibrary()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// loaded gives the engine over reports in a database of their own.
func loaded(t testing.TB, reports ...testReport) *library {
	t.Helper()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "reports.db")
	db, err := data.Open(ctx, path, data.Options{Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		if _, err := db.LoadFile(ctx, r.ID+".txt", []byte(r.Title+"\n\n"+r.Text+"\n")); err != nil {
			t.Fatalf("%s: %v", r.ID, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	l, err := openLibrary(path, data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.db.Close() })
	return l
}

func openLibrary(path string, o data.Options) (*library, error) {
	ctx := context.Background()
	db, err := data.Open(ctx, path, o)
	if err != nil {
		return nil, err
	}
	engine, err := query.Open(ctx, db)
	if err != nil {
		return nil, err
	}
	l := &library{db: db, engine: engine}
	l.examples = quantity.Find(l.ask("，。").Text + l.ask("qwx zzy").Text)
	return l, l.readAll(ctx)
}

// readAll notes what the reports hold.
func (l *library) readAll(ctx context.Context) error {
	reports, err := l.db.Reports(ctx)
	if err != nil {
		return err
	}
	names := map[int64]string{}
	for _, r := range reports {
		names[r.ID] = r.Name()
	}
	passages, err := l.db.Passages(ctx)
	if err != nil {
		return err
	}
	l.passages = map[string][]string{}
	for _, p := range passages {
		l.passages[names[p.Report]] = append(l.passages[names[p.Report]], p.Text)
	}
	l.facts, err = l.db.Facts(ctx)
	return err
}

// isSentence tells whether a quote stands in a report exactly, from the beginning of a sentence to the end of one.
func (l *library) isSentence(report, quote string) bool {
	if strings.TrimSpace(quote) != quote || quote == "" {
		return false
	}
	for _, p := range l.passages[report] {
		for from := 0; ; {
			i := strings.Index(p[from:], quote)
			if i < 0 {
				break
			}
			before, after := strings.TrimRight(p[:from+i], " \u3000\n"), p[from+i+len(quote):]
			if (before == "" || endsSentence(before)) && (after == "" || endsSentence(quote)) {
				return true
			}
			from += i + 1
		}
	}
	return false
}

// endsSentence tells whether a text stops where a sentence may.
func endsSentence(s string) bool {
	bare := strings.TrimRight(s, "”’\"'」）)》")
	r, _ := utf8.DecodeLastRuneInString(bare)
	return strings.ContainsRune("。！？；…!?.;:：", r)
}

// ask puts one question in a conversation of its own.
func (l *library) ask(question string) query.Answer {
	return l.engine.Ask(context.Background(), &query.Conversation{}, question)
}
