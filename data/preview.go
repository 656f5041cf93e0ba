package data

import (
	"context"
	"fmt"
	"unicode/utf8"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/report"
)

// A Preview is what taking a file over would do to the database. Nothing is written for it.
type Preview struct {
	Report   StoredReport
	Passages int
	Facts    []extract.Fact
	// Unchanged is true where the very same file is loaded already; Older is the loaded edition that it would
	// replace, nil where there is none, and Changes are the differences from it.
	Unchanged bool
	Older     *StoredReport
	Changes   Changes
	// Unread counts the sentences that hold an amount none of which became a fact; Examples are the first of them.
	Unread   int
	Examples []string
	// Read are all the sentences that facts can stand in, for laying the facts out; see query.Preview.
	Read []StoredPassage
}

const (
	// maxCharacters is how long a report may be that is read while a person waits.
	maxCharacters = 2_000_000
	// maxExamples is how many sentences a preview quotes.
	maxExamples = 3
)

// Preview reads a file and compares it with what is loaded. The errors are of type *report.Error or *Error.
func (db *DB) Preview(ctx context.Context, name string, file []byte) (Preview, error) {
	r, err := readBounded(name, file)
	if err != nil {
		return Preview{}, err
	}
	facts := extract.Extract(r)
	p := Preview{Facts: facts, Report: StoredReport{Key: r.Key, SHA256: r.SHA256, File: r.File, Title: r.Title, Source: r.Source,
		Place: r.Place, Lang: r.Lang, Date: r.Date, Edition: 1, LoadedAt: db.Now().UTC()}}
	stated := map[string]bool{}
	for _, f := range facts {
		stated[f.Quote] = true
	}
	for _, s := range r.Sections {
		for _, passage := range s.Passages {
			p.Passages++
			p.Read = append(p.Read, StoredPassage{Number: passage.Number, Section: s.Title, Text: passage.Text})
			if ctx.Err() != nil {
				return Preview{}, ctx.Err()
			}
			for _, sentence := range extract.Sentences(passage.Text) {
				if stated[sentence] || !holdsAmount(sentence) {
					continue
				}
				if p.Unread++; p.Unread <= maxExamples {
					p.Examples = append(p.Examples, sentence)
				}
			}
		}
	}
	return p, db.compareLoaded(ctx, &p)
}

// holdsAmount tells whether a sentence holds an amount with a unit of its own: bare numbers are mostly numbers of things
// in a list, years and names.
func holdsAmount(sentence string) bool {
	for _, q := range quantity.Find(sentence) {
		switch q.Dim {
		case quantity.Bare, quantity.Duration, quantity.Rank:
		default:
			return true
		}
	}
	return false
}

func (db *DB) compareLoaded(ctx context.Context, p *Preview) error {
	loaded, err := db.Reports(ctx)
	if err != nil {
		return err
	}
	for i, r := range loaded {
		if r.SHA256 == p.Report.SHA256 {
			p.Unchanged = true
			p.Report.Edition = r.Edition
			return nil
		}
		if r.Key == p.Report.Key {
			p.Older = &loaded[i]
		}
	}
	if p.Older == nil {
		return nil
	}
	p.Report.Edition = p.Older.Edition + 1
	stored, err := db.facts(ctx, db.sql, sqlFactsOf, p.Older.ID)
	if err != nil {
		return err
	}
	old := make([]extract.Fact, len(stored))
	for i, f := range stored {
		old[i] = f.Fact
	}
	p.Changes = CompareEditions(old, p.Facts)
	return nil
}

// LoadFile loads a report that came as a file of that name.
func (db *DB) LoadFile(ctx context.Context, name string, file []byte) (Loaded, error) {
	r, err := readBounded(name, file)
	if err != nil {
		return Loaded{}, err
	}
	return db.LoadReport(ctx, r)
}

// readBounded reads a file unless it is so long that reading it would take minutes.
func readBounded(name string, file []byte) (*report.Report, error) {
	r, err := report.ReadBytes(name, file)
	if err != nil {
		return nil, err
	}
	n := 0
	for _, s := range r.Sections {
		for _, p := range s.Passages {
			n += utf8.RuneCountInString(p.Text)
		}
	}
	if n > maxCharacters {
		return nil, &Error{Code: "too_long",
			EN: fmt.Sprintf("the report has %d characters, more than the %d that can be read here; split it, or load it on the command line", n, maxCharacters),
			ZH: fmt.Sprintf("报告有%d个字，超过这里能读的%d个字；请拆成几份，或在命令行中导入", n, maxCharacters)}
	}
	return r, nil
}
