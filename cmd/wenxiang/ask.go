package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"wenxiang/data"
	"wenxiang/query"
)

type askCmd struct {
	JSON     bool     `name:"json" help:"Print the answer as JSON."`
	Question []string `arg:"" help:"The question; - reads one a line from standard input, an empty line starts a new conversation."`
}

// maxLine bounds a line of standard input.
const maxLine = 1 << 20

// Run answers.
func (a *askCmd) Run(c *console) error {
	db, err := openToRead(c)
	if err != nil {
		return err
	}
	defer db.Close()
	engine, err := query.Open(c.ctx, db)
	if err != nil {
		return err
	}
	if len(a.Question) == 1 && a.Question[0] == "-" {
		return a.lines(c, engine)
	}
	answer := engine.Ask(c.ctx, &query.Conversation{}, strings.Join(a.Question, " "))
	if err := a.print(c.out, answer); err != nil {
		return err
	}
	if answer.Status != query.Answered {
		return exitCode(exitAbsent)
	}
	return nil
}

// openToRead opens the database, also one that may only be read.
func openToRead(c *console) (*data.DB, error) {
	db, err := data.Open(c.ctx, c.db, data.Options{})
	var refused *data.Error
	if errors.As(err, &refused) && refused.Code == "read_only" {
		return data.Open(c.ctx, c.db, data.Options{ReadOnly: true})
	}
	return db, err
}

func (a *askCmd) lines(c *console, engine *query.Engine) error {
	in := bufio.NewScanner(c.stdin)
	in.Buffer(make([]byte, 64<<10), maxLine)
	conversation := &query.Conversation{}
	for in.Scan() {
		line := strings.TrimSpace(in.Text())
		if line == "" {
			conversation = &query.Conversation{}
			continue
		}
		if err := a.print(c.out, engine.Ask(c.ctx, conversation, line)); err != nil {
			return err
		}
	}
	return in.Err()
}

func (a *askCmd) print(w io.Writer, answer query.Answer) error {
	if !a.JSON {
		_, err := fmt.Fprintln(w, answer.Text)
		return err
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(answer)
}
