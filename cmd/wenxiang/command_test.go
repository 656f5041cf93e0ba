package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// outcome is what a command line did.
type outcome struct {
	code      int
	out, errs string
}

// command carries out a command line in this process, in English, with a database file of its own unless --db is given.
func command(t testing.TB, stdin string, args ...string) outcome {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(context.Background(), args, strings.NewReader(stdin), &out, &errs)
	return outcome{code, out.String(), errs.String()}
}

// plain takes the environment's language, database and token away.
func plain(t testing.TB) {
	t.Helper()
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG", "WENXIANG_DB", "WENXIANG_STATE", "TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "WENXIANG_EDITORS",
		"WENXIANG_WEBHOOK", "WENXIANG_LISTEN", "WENXIANG_METRICS", "WENXIANG_LOG", "WENXIANG_LOG_LEVEL"} {
		if old, set := os.LookupEnv(name); set {
			os.Unsetenv(name)
			t.Cleanup(func() { os.Setenv(name, old) })
		}
	}
}

func newDB(t testing.TB) string { return filepath.Join(t.TempDir(), "reports.db") }

func file(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// oneError fails where standard error is not exactly one readable line that holds the words.
func oneError(t testing.TB, o outcome, words string) {
	t.Helper()
	if strings.Count(o.errs, "\n") != 1 || !strings.HasPrefix(o.errs, "wenxiang: ") || !strings.Contains(o.errs, words) {
		t.Errorf("standard error is %q, want one line with %q", o.errs, words)
	}
	for _, internal := range []string{"goroutine", "SQLITE", "sqlite3", ".go:", "0x"} {
		if strings.Contains(o.errs, internal) {
			t.Errorf("something internal in %q", o.errs)
		}
	}
}

const reportText = `柳塘县重点项目推进情况

2023年上半年，柳塘县实施重点项目24个，总投资63.8亿元。
禾丰粮油加工项目总投资1.6亿元，占地80亩。
`

func TestAskSaysTheAnswerAndItsSentence(t *testing.T) {
	plain(t)
	o := command(t, "", "ask", "--db", newDB(t), "已开工5000万元以上项目总投资多少？")
	if o.code != 0 || o.errs != "" || !strings.Contains(o.out, "844.6亿元") || !strings.Contains(o.out, "四平市已开工的5000万元以上项目共279个，总投资为844.6亿元") {
		t.Errorf("%+v", o)
	}
}

func TestExitCodes(t *testing.T) {
	plain(t)
	db := newDB(t)
	for _, tt := range []struct {
		args []string
		code int
	}{
		{[]string{"ask", "--db", db, "四平固定资产投资完成多少"}, 0},
		{[]string{"ask", "--db", db, "四平", "固定资产投资", "完成多少"}, 0}, // words without quotation marks
		{[]string{"ask", "--json", "--db", db, "四平固定资产投资完成多少"}, 0},
		{[]string{"ask", "--db", db, "长春固定资产投资完成多少"}, 3},
		{[]string{"ask", "--json", "--db", db, "长春固定资产投资完成多少"}, 3},
		{[]string{"ask", "--db", db, "asdfgh"}, 3},
		{[]string{"version"}, 0},
		{[]string{"--help"}, 0},
		{[]string{"ask", "--help"}, 0},
		{[]string{"ask"}, 1},
		{[]string{"load"}, 1},
		{[]string{"sing"}, 1},
		{[]string{"ask", "--loud", "总投资"}, 1},
		{[]string{"export", "everything", "--db", db}, 1},
		{[]string{"export", "facts", "--format", "ods", "--db", db}, 1},
		{[]string{"export", "facts", "--db", db}, 0},
	} {
		o := command(t, "", tt.args...)
		if o.code != tt.code {
			t.Errorf("%v: exit %d, want %d: %s", tt.args, o.code, tt.code, o.errs)
		}
		switch tt.code {
		case 1:
			oneError(t, o, "")
			if o.out != "" {
				t.Errorf("%v: an error, and on standard output %q", tt.args, o.out)
			}
		default:
			if o.errs != "" || o.out == "" {
				t.Errorf("%v: %+v", tt.args, o)
			}
		}
	}
}

func TestVersionNamesWhatItIsMadeOf(t *testing.T) {
	o := command(t, "", "version")
	for _, words := range []string{"wenxiang ", "Go go1.", "SQLite 3.", "Bot API "} {
		if !strings.Contains(o.out, words) {
			t.Errorf("no %q in %q", words, o.out)
		}
	}
}

func TestErrorsAreInTheLanguageOfTheTerminal(t *testing.T) {
	plain(t)
	missing := filepath.Join(t.TempDir(), "没有.txt")
	oneError(t, command(t, "", "load", "--db", newDB(t), missing), "no such file")
	t.Setenv("LANG", "zh_CN.UTF-8")
	oneError(t, command(t, "", "load", "--db", newDB(t), missing), "没有这个文件")
	t.Setenv("LC_ALL", "en_US.UTF-8")
	oneError(t, command(t, "", "load", "--db", newDB(t), missing), "no such file")
}

func TestFilesThatAreNoReports(t *testing.T) {
	plain(t)
	binary := make([]byte, 50<<20)
	noise := rand.NewChaCha8([32]byte{1})
	noise.Read(binary)
	long := filepath.Join(t.TempDir(), "long.zip")
	if err := os.WriteFile(long, []byte("PK\x03\x04"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(long, 60<<20); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, path, words, code string }{
		{"no such file", filepath.Join(t.TempDir(), "none.txt"), "none.txt: no such file", "not_found"},
		{"a folder", t.TempDir(), "", "unreadable"},
		{"empty", file(t, "empty.txt", ""), "empty.txt: the file is empty", "empty"},
		{"blanks", file(t, "blank.md", " \n\n\u3000 "), "blank.md", "empty"},
		{"50 MB of noise", file(t, "noise.bin", string(binary)), "noise.bin: this is not a text document", "binary"},
		{"60 MB of archive", long, "long.zip", ""},
		{"no encoding", file(t, "torn.txt", "项目\xff\xfe\xfa总投资\xc0\x80亿元\xff"), "torn.txt", "encoding"},
		{"a table without a header", file(t, "table.csv", "1,2,3\n4,5,6\n7,8,9\n"), "table.csv", ""},
		{"half a PDF", file(t, "half.pdf", "%PDF-1.7\n1 0 obj\n<<"), "half.pdf", ""},
		{"half a Word file", file(t, "half.docx", "PK\x03\x04half"), "half.docx", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			db := newDB(t)
			o := command(t, "", "load", "--db", db, tt.path)
			if o.code != 1 || o.out != "" {
				t.Errorf("%+v", o)
			}
			oneError(t, o, tt.words)
			if _, err := os.Stat(db); err == nil {
				t.Error("a database was made for nothing")
			}
			j := command(t, "", "load", "--json", "--db", db, tt.path)
			var f map[string]any
			if err := json.Unmarshal([]byte(j.out), &f); err != nil || f["ok"] != false || f["error"] == "" || f["file"] != tt.path {
				t.Errorf("%s (%v)", j.out, err)
			}
			if tt.code != "" && f["code"] != tt.code {
				t.Errorf("code %v, want %s", f["code"], tt.code)
			}
		})
	}
}

func TestLoadAnswersFromTheFilesNamedAlone(t *testing.T) {
	plain(t)
	db := newDB(t)
	path := file(t, "liutang.txt", reportText)
	o := command(t, "", "load", "--json", "--db", db, path)
	var f struct {
		File, Report, Title       string
		OK, Unchanged, Replaced   bool
		Passages, Facts, Projects int
	}
	if err := json.Unmarshal([]byte(o.out), &f); err != nil || o.code != 0 || !f.OK || f.File != path || f.Title != "柳塘县重点项目推进情况" || f.Facts < 4 || f.Projects != 1 || f.Unchanged {
		t.Fatalf("%+v (%v)", o, err)
	}
	if o := command(t, "", "load", "--json", "--db", db, path); !strings.Contains(o.out, `"unchanged":true`) || o.code != 0 {
		t.Errorf("a second time: %+v", o)
	}
	if o := command(t, "", "ask", "--db", db, "禾丰粮油加工项目总投资多少"); o.code != 0 || !strings.Contains(o.out, "1.6亿元") {
		t.Errorf("%+v", o)
	}
	// The built-in report is not in it.
	if o := command(t, "", "ask", "--db", db, "已开工5000万元以上项目总投资多少"); o.code != 3 || strings.Contains(o.out, "844.6") {
		t.Errorf("%+v", o)
	}
	newer := file(t, "liutang.txt", strings.Replace(reportText, "1.6亿元", "1.8亿元", 1))
	if o := command(t, "", "load", "--json", "--db", db, newer); !strings.Contains(o.out, `"replaced":true`) || !strings.Contains(o.out, `"changed":1`) || o.code != 0 {
		t.Errorf("a new edition: %+v", o)
	}
	if o := command(t, "", "load", "--db", db, newer); o.code != 0 || strings.Count(o.out, "\n") != 1 || !strings.Contains(o.out, "already loaded") {
		t.Errorf("in words: %+v", o)
	}
}

// One refused file keeps no other from being loaded, and the exit code tells.
func TestLoadGoesOnAfterARefusedFile(t *testing.T) {
	plain(t)
	db := newDB(t)
	o := command(t, "", "load", "--json", "--db", db, file(t, "empty.txt", ""), file(t, "liutang.txt", reportText), filepath.Join(t.TempDir(), "none.docx"))
	if o.code != 1 || strings.Count(o.out, "\n") != 3 || strings.Count(o.out, `"ok":true`) != 1 || strings.Count(o.errs, "\n") != 2 {
		t.Errorf("%+v", o)
	}
	if o := command(t, "", "ask", "--db", db, "禾丰粮油加工项目占地多少亩"); o.code != 0 || !strings.Contains(o.out, "80亩") {
		t.Errorf("%+v", o)
	}
}

func TestAskLinesAreConversations(t *testing.T) {
	plain(t)
	const lines = "已开工5000万元以上项目总投资多少？\n那亿元以上的呢？\n\n那亿元以上的呢？\n  \n四平固定资产投资完成多少\n"
	o := command(t, lines, "ask", "--json", "--db", newDB(t), "-")
	if o.code != 0 || o.errs != "" {
		t.Fatalf("%+v", o)
	}
	var answers []struct{ Question, Status, Headline string }
	for _, line := range strings.Split(strings.TrimSpace(o.out), "\n") {
		var a struct{ Question, Status, Headline string }
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatalf("%v in %q", err, line)
		}
		answers = append(answers, a)
	}
	if len(answers) != 4 {
		t.Fatalf("%d answers to 4 questions", len(answers))
	}
	for i, q := range []string{"已开工5000万元以上项目总投资多少？", "那亿元以上的呢？", "那亿元以上的呢？", "四平固定资产投资完成多少"} {
		if answers[i].Question != q {
			t.Errorf("answer %d is to %q, want %q", i, answers[i].Question, q)
		}
	}
	if !strings.Contains(answers[1].Headline, "772.3亿元") {
		t.Errorf("the second turn: %+v", answers[1])
	}
	// After an empty line nothing is left of what was said before.
	if answers[2].Headline == answers[1].Headline {
		t.Errorf("a new conversation remembers the old one: %+v", answers[2])
	}
	if !strings.Contains(answers[3].Headline, "183.84亿元") {
		t.Errorf("%+v", answers[3])
	}
}

func TestAskLinesEndingsOfAllKinds(t *testing.T) {
	plain(t)
	db := newDB(t)
	for name, lines := range map[string]string{"no end": "固定资产投资多少", "from Windows": "固定资产投资多少\r\n", "a byte order mark": "\ufeff固定资产投资多少\n", "torn characters": "固定资产投资多少\xff\n"} {
		o := command(t, lines, "ask", "--json", "--db", db, "-")
		if o.code != 0 || strings.Count(o.out, "\n") != 1 || !strings.Contains(o.out, "183.84亿元") {
			t.Errorf("%s: %+v", name, o)
		}
	}
	if o := command(t, "", "ask", "--json", "--db", db, "-"); o.code != 0 || o.out != "" || o.errs != "" {
		t.Errorf("nothing on standard input: %+v", o)
	}
	if o := command(t, strings.Repeat("长", 2<<20)+"\n", "ask", "--json", "--db", db, "-"); o.code != 0 && strings.Count(o.errs, "\n") != 1 {
		t.Errorf("a line of 6 MB: exit %d %.200q", o.code, o.errs)
	}
}

// A program that holds a conversation through pipes gets each answer before it asks on.
func TestAnswersAreFlushedLineByLine(t *testing.T) {
	plain(t)
	asks, stdin := io.Pipe()
	stdout, answers := io.Pipe()
	done := make(chan int, 1)
	go func() {
		code := run(context.Background(), []string{"ask", "--json", "--db", newDB(t), "-"}, asks, answers, io.Discard)
		answers.Close()
		done <- code
	}()
	stop := time.AfterFunc(30*time.Second, func() { stdout.CloseWithError(context.DeadlineExceeded); asks.CloseWithError(io.EOF) })
	defer stop.Stop()
	in := bufio.NewReader(stdout)
	for _, tt := range []struct{ question, want string }{{"汽车零部件产业园总投资多少", "10.85亿元"}, {"占地面积呢", "22.45万平方米"}, {"长春呢", ""}} {
		if _, err := io.WriteString(stdin, tt.question+"\n"); err != nil {
			t.Fatal(err)
		}
		line, err := in.ReadString('\n')
		if err != nil {
			t.Fatalf("no answer to %s before the next question: %v", tt.question, err)
		}
		if !strings.Contains(line, tt.want) {
			t.Errorf("%s: %s", tt.question, line)
		}
	}
	stdin.Close()
	if code := <-done; code != 0 {
		t.Errorf("exit %d", code)
	}
}

// A reader that goes away (ask … | head -1) ends the program with a code and without a word of a panic.
func TestAReaderThatGoesAway(t *testing.T) {
	plain(t)
	stdout, answers := io.Pipe()
	stdout.Close()
	var errs bytes.Buffer
	code := run(context.Background(), []string{"ask", "--db", newDB(t), "-"}, strings.NewReader("固定资产投资多少\n总投资多少\n"), answers, &errs)
	if code != 1 || strings.Count(errs.String(), "\n") != 1 {
		t.Errorf("exit %d, %q", code, errs.String())
	}
}

func TestExport(t *testing.T) {
	plain(t)
	db := newDB(t)
	lines := command(t, "", "export", "facts", "--db", db)
	n := strings.Count(lines.out, "\n")
	if lines.code != 0 || n < 100 {
		t.Fatalf("%d lines, %+v", n, lines.errs)
	}
	dir := t.TempDir()
	for _, format := range []string{"jsonl", "csv", "xlsx"} {
		for _, what := range []string{"facts", "projects"} {
			path := filepath.Join(dir, what+"."+format)
			o := command(t, "", "export", what, "--format", format, "-o", path, "--db", db)
			if o.code != 0 || o.errs != "" {
				t.Fatalf("%s: %+v", path, o)
			}
			written, err := os.ReadFile(path)
			if err != nil || len(written) == 0 {
				t.Fatalf("%s: %d bytes, %v", path, len(written), err)
			}
			switch format {
			case "jsonl":
				if what == "facts" && string(written) != lines.out {
					t.Error("the file is another than standard output")
				}
			case "csv":
				if _, err := csv.NewReader(bytes.NewReader(written)).ReadAll(); err != nil {
					t.Errorf("%s: %v", path, err)
				}
			case "xlsx":
				if _, err := excelize.OpenReader(bytes.NewReader(written)); err != nil {
					t.Errorf("%s: %v", path, err)
				}
			}
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 6 {
		t.Errorf("%d files are left, want the 6 asked for: %v", len(left), err)
	}
}

// An export that fails leaves the older file as it was, and nothing half-written.
func TestExportIsWrittenWholeOrNotAtAll(t *testing.T) {
	plain(t)
	dir := t.TempDir()
	broken := filepath.Join(dir, "broken.db")
	if o := command(t, "", "ask", "--db", broken, "固定资产投资多少"); o.code != 0 {
		t.Fatalf("%+v", o)
	}
	raw, err := sql.Open("sqlite3", broken)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := raw.Exec(`UPDATE fact SET body = '{"torn' WHERE id = (SELECT MAX(id) FROM fact)`); err != nil {
		t.Fatal(err)
	}
	raw.Close()
	out := filepath.Join(dir, "facts.jsonl")
	if err := os.WriteFile(out, []byte("older\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	o := command(t, "", "export", "facts", "-o", out, "--db", broken)
	if o.code != 1 {
		t.Errorf("%+v", o)
	}
	oneError(t, o, "")
	if b, err := os.ReadFile(out); err != nil || string(b) != "older\n" {
		t.Errorf("the older file became %.60q, %v", b, err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.Contains(f.Name(), "part") || strings.Contains(f.Name(), "tmp") {
			t.Errorf("%s is left behind", f.Name())
		}
	}
	nowhere := command(t, "", "export", "facts", "-o", filepath.Join(dir, "none", "facts.jsonl"), "--db", newDB(t))
	if nowhere.code != 1 {
		t.Errorf("into a folder that is not there: %+v", nowhere)
	}
	oneError(t, nowhere, "cannot be written")
	oneError(t, command(t, "", "export", "facts", "-o", dir, "--db", newDB(t)), "")
}

func TestDatabasesThatCannotBeUsed(t *testing.T) {
	plain(t)
	locked := newDB(t)
	if o := command(t, "", "ask", "--db", locked, "固定资产投资多少"); o.code != 0 {
		t.Fatalf("%+v", o)
	}
	for _, tt := range []struct{ name, db, words string }{
		{"a folder", t.TempDir(), "is a folder"},
		{"another file", file(t, "text.db", strings.Repeat("这不是数据库。", 300)), "is not a database"},
		{"no folder", filepath.Join(t.TempDir(), "none", "a.db"), "cannot be opened"},
	} {
		for _, args := range [][]string{{"ask", "固定资产投资多少"}, {"load", file(t, "liutang.txt", reportText)}, {"export", "facts"}, {"serve", "--listen", "127.0.0.1:0"}} {
			o := command(t, "", append(args, "--db", tt.db)...)
			if o.code != 1 || o.out != "" {
				t.Errorf("%s, %v: %+v", tt.name, args, o)
			}
			oneError(t, o, tt.words)
		}
	}
}

// While another program writes, questions are answered; loading waits, and then says that it could not.
func TestADatabaseThatIsLocked(t *testing.T) {
	plain(t)
	if testing.Short() {
		t.Skip("SKIPPED: loading waits five seconds for a lock")
	}
	db := newDB(t)
	if o := command(t, "", "ask", "--db", db, "固定资产投资多少"); o.code != 0 {
		t.Fatalf("%+v", o)
	}
	raw, err := sql.Open("sqlite3", db)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	conn, err := raw.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := conn.ExecContext(context.Background(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	if o := command(t, "", "ask", "--db", db, "固定资产投资多少"); o.code != 0 || !strings.Contains(o.out, "183.84亿元") {
		t.Errorf("asking beside a writer: %+v", o)
	}
	o := command(t, "", "load", "--db", db, file(t, "liutang.txt", reportText))
	if o.code != 1 {
		t.Errorf("%+v", o)
	}
	oneError(t, o, "locked by another program")
}

func TestADatabaseThatIsReadOnly(t *testing.T) {
	plain(t)
	dir := t.TempDir()
	db := filepath.Join(dir, "a.db")
	if o := command(t, "", "ask", "--db", db, "固定资产投资多少"); o.code != 0 {
		t.Fatalf("%+v", o)
	}
	if err := os.Chmod(db, 0o400); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(db, 0o600) })
	if f, err := os.OpenFile(db, os.O_WRONLY, 0); err == nil {
		f.Close()
		if runtime.GOOS != "linux" {
			t.Skip("SKIPPED: this account may write to any file")
		}
		if out, err := exec.Command("chattr", "+i", db).CombinedOutput(); err != nil {
			t.Skipf("SKIPPED: root may write to any file, and chattr +i is not possible here: %v %s", err, bytes.TrimSpace(out))
		}
		t.Cleanup(func() { exec.Command("chattr", "-i", db).Run() })
	}
	o := command(t, "", "load", "--db", db, file(t, "liutang.txt", reportText))
	if o.code != 1 || o.out != "" {
		t.Errorf("%+v", o)
	}
	oneError(t, o, "")
	if !strings.Contains(o.errs, "read-only") && !strings.Contains(o.errs, "cannot be opened") {
		t.Errorf("%q does not say why", o.errs)
	}
}
