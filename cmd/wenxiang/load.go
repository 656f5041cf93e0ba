package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"wenxiang/data"
	"wenxiang/data/report"
)

type loadCmd struct {
	JSON    bool     `name:"json" help:"Print what was found, one object a file."`
	Reports []string `arg:"" name:"report" help:"Files to read: txt, md, html, docx, pdf, xlsx, csv."`
}

// found is what load prints of one file.
type found struct {
	File      string `json:"file"`
	OK        bool   `json:"ok"`
	Code      string `json:"code,omitempty"`
	Error     string `json:"error,omitempty"`
	Report    string `json:"report,omitempty"`
	Title     string `json:"title,omitempty"`
	Passages  int    `json:"passages"`
	Facts     int    `json:"facts"`
	Projects  int    `json:"projects"`
	Unchanged bool   `json:"unchanged"`
	Replaced  bool   `json:"replaced"`
	Changed   int    `json:"changed"`
	Added     int    `json:"added"`
	Removed   int    `json:"removed"`
}

// Run loads the files. A file that is refused does not keep the others from being loaded.
func (l *loadCmd) Run(c *console) error {
	// The files are read before the database is made, so that a wrong name leaves no empty database behind.
	read := make([]*report.Report, len(l.Reports))
	failed := make([]error, len(l.Reports))
	some := false
	for i, path := range l.Reports {
		read[i], failed[i] = report.Read(c.ctx, path)
		some = some || failed[i] == nil
	}
	var db *data.DB
	if some {
		var err error
		if db, err = data.Open(c.ctx, c.db, data.Options{Empty: true}); err != nil {
			return err
		}
		defer db.Close()
	}
	refused := false
	for i, path := range l.Reports {
		var loaded data.Loaded
		err := failed[i]
		if err == nil {
			loaded, err = db.LoadReport(c.ctx, read[i])
			read[i] = nil
		}
		refused = refused || err != nil
		if err := l.print(c, path, loaded, err); err != nil {
			return err
		}
	}
	if refused {
		return exitCode(exitError)
	}
	return nil
}

func (l *loadCmd) print(c *console, path string, loaded data.Loaded, err error) error {
	if err != nil {
		fmt.Fprintf(c.err, "wenxiang: %s\n", sentence(err))
	}
	if l.JSON {
		f := found{File: path, OK: err == nil, Passages: loaded.Passages, Facts: loaded.Facts, Projects: loaded.Projects, Unchanged: loaded.Unchanged, Replaced: loaded.Replaced,
			Changed: len(loaded.Changes.Changed), Added: len(loaded.Changes.Added), Removed: len(loaded.Changes.Removed)}
		if err != nil {
			f.Error, f.Code = sentence(err), errorCode(err)
		} else {
			f.Report, f.Title = loaded.Report.Key, loaded.Report.Title
		}
		enc := json.NewEncoder(c.out)
		enc.SetEscapeHTML(false)
		return enc.Encode(f)
	}
	if err != nil {
		return nil
	}
	state := ""
	switch {
	case loaded.Unchanged:
		state = ", already loaded"
	case loaded.Replaced:
		state = fmt.Sprintf(", replaces the edition before: %d changed, %d new, %d gone", len(loaded.Changes.Changed), len(loaded.Changes.Added), len(loaded.Changes.Removed))
	}
	_, werr := fmt.Fprintf(c.out, "%s: %d passages, %d facts, %d projects%s\n", loaded.Report.Name(), loaded.Passages, loaded.Facts, loaded.Projects, state)
	return werr
}

func errorCode(err error) string {
	var d *data.Error
	if errors.As(err, &d) {
		return d.Code
	}
	return string(report.CodeOf(err))
}

type exportCmd struct {
	What   string `arg:"" enum:"facts,projects" help:"facts or projects."`
	Format string `enum:"jsonl,csv,xlsx" default:"jsonl" help:"jsonl, csv or xlsx."`
	Output string `short:"o" placeholder:"FILE" help:"The file to write; standard output when it is left out."`
}

// Run writes the facts or the projects. A file is written whole or not at all.
func (x *exportCmd) Run(c *console) error {
	db, err := openToRead(c)
	if err != nil {
		return err
	}
	defer db.Close()
	write := db.ExportFacts
	if x.What == "projects" {
		write = db.ExportProjects
	}
	if x.Output == "" || x.Output == "-" {
		return write(c.ctx, c.out, data.Format(x.Format))
	}
	return writeWhole(x.Output, func(w io.Writer) error { return write(c.ctx, w, data.Format(x.Format)) })
}

// writeWhole writes a file beside its place and moves it there when it is complete.
func writeWhole(path string, write func(io.Writer) error) error {
	tmp := path + ".part"
	f, err := os.Create(tmp)
	if err != nil {
		return &data.Error{Code: "cannot_write", EN: "the file " + path + " cannot be written", ZH: "无法写入文件 " + path, Err: err}
	}
	err = write(f)
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		os.Remove(tmp)
	}
	return err
}
