package main

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wenxiang/data"
	"wenxiang/query"
)

// readme has the answers in the README files written anew from what the program says.
var readme = flag.Bool("readme", false, "write the answers in the README files anew; read them before you commit them")

// follows marks a question of the README files that goes on from the one before.
const follows = "↳ "

var (
	// An example is a row of three cells: a kind, questions, what is answered to them.
	exampleRow = regexp.MustCompile(`(?m)^\| ([^|\n]+) \| ([^|\n]+) \| ([^|\n]*) \|$`)
	// Where the examples of a README file begin and end.
	exampleTable = regexp.MustCompile(`(?s)<!-- answers -->.*<!-- /answers -->`)
)

// What the README files show as answers must be what the program answers, word for word.
func TestTheAnswersInTheReadmeFilesAreTheProgramsOwn(t *testing.T) {
	db, err := data.Open(t.Context(), filepath.Join(t.TempDir(), "wenxiang.db"), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	engine, err := query.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"README.md", "README.zh-CN.md"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("..", "..", name)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			table := exampleTable.Find(text)
			rows := 0
			talk := &query.Conversation{}
			fresh := exampleRow.ReplaceAllFunc(table, func(row []byte) []byte {
				cells := exampleRow.FindSubmatch(row)
				kind, questions, shown := string(cells[1]), string(cells[2]), string(cells[3])
				if strings.HasPrefix(kind, "---") || rows == 0 && !strings.ContainsAny(questions, "?？") {
					return row // the head
				}
				rows++
				var says []string
				for _, q := range strings.Split(questions, "<br>") {
					if !strings.HasPrefix(q, follows) {
						talk = &query.Conversation{}
					}
					a := engine.Ask(context.Background(), talk, strings.TrimPrefix(q, follows))
					if a.Status == query.Unclear {
						t.Errorf("%q is not understood", q)
					}
					says = append(says, example(a, rows == 1))
				}
				said := strings.Join(says, "<br>")
				if said != shown && !*readme {
					t.Errorf("to %q the file says\n%s\nand the program\n%s\nIf the program is right: go test ./cmd/wenxiang -run Readme -args -readme", questions, shown, said)
				}
				return []byte("| " + kind + " | " + questions + " | " + said + " |")
			})
			if rows < 10 {
				t.Errorf("only %d examples were found", rows)
			}
			if *readme {
				if err := os.WriteFile(path, []byte(strings.Replace(string(text), string(table), string(fresh), 1)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// example is an answer as a cell shows it: the headline in bold, then the formula or what is close by, and the
// sentence where it is wanted.
func example(a query.Answer, sentence bool) string {
	var lines []string
	headline := strings.Split(a.Headline, "\n")
	for i, line := range strings.Split(a.Text, "\n") {
		quote := false
		for _, s := range a.Sources {
			quote = quote || strings.Contains(line, s.Quote) && strings.HasPrefix(line, "“")
		}
		switch {
		case i < len(headline):
			lines = append(lines, "**"+line+"**")
		case strings.HasPrefix(line, "—"), line == "", quote && !sentence:
		default:
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "<br>")
}
