package query_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"wenxiang/data"
	"wenxiang/data/extract"
	"wenxiang/query"
)

// A library is a database of reports with the engine that answers from it, and all that its reports say.
type library struct {
	db     *data.DB
	engine *query.Engine
	// sentences are the loaded sentences, by report name; names the reports in the order of loading.
	sentences map[string]map[string]bool
	names     []string
	facts     []data.StoredFact
	passages  []data.StoredPassage
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
	return l, l.readAll(ctx)
}

// readAll notes each sentence of each report.
func (l *library) readAll(ctx context.Context) error {
	reports, err := l.db.Reports(ctx)
	if err != nil {
		return err
	}
	l.sentences, l.names = map[string]map[string]bool{}, nil
	byID := map[int64]map[string]bool{}
	for _, r := range reports {
		l.names = append(l.names, r.Name())
		if l.sentences[r.Name()] == nil {
			l.sentences[r.Name()] = map[string]bool{}
		}
		byID[r.ID] = l.sentences[r.Name()]
	}
	if l.passages, err = l.db.Passages(ctx); err != nil {
		return err
	}
	for _, p := range l.passages {
		for _, s := range extract.Sentences(p.Text) {
			byID[p.Report][s] = true
		}
	}
	l.facts, err = l.db.Facts(ctx)
	return err
}

// ask puts one question in a conversation of its own.
func (l *library) ask(question string) query.Answer {
	return l.engine.Ask(context.Background(), &query.Conversation{}, question)
}
