// Package report reads the files that offices keep (text, Markdown, HTML, Word,
// PDF, spreadsheets) into one shape: a Report of sections and passages.
package report

import "time"

// A Report is one file as a reader sees it: a title, where and when it was
// written, and its passages in reading order under their headings.
type Report struct {
	// Key identifies the report across editions: two files with the same Key
	// are two editions of one report, unless their texts are not Alike. It is made of the
	// title, or of the file's base name where there is no title: without case, width, blanks,
	// punctuation and the marks of an edition (修订版, 第二版, v2), with dates and periods.
	Key string
	// SHA256 is the hex digest of the file's bytes.
	SHA256 string
	// File is the file's base name.
	File string
	// Title is the report's own title, "" when it has none.
	Title string
	// Source says where the text comes from, as its header names it.
	Source string
	// Authors are the names of the byline or the header, parted by blanks.
	Authors string
	// Place is the place the header names, "" when it names none.
	Place string
	// Lang is "zh" or "en".
	Lang string
	// Date is the day, month or year that the header, the title or the text gives as the
	// report's own; zero when none does. Relative words (今年, 去年同期) count
	// from it. DateWords keeps the words it was read from ("2022年11月").
	Date      time.Time
	DateWords string
	Sections  []Section
}

// A Section is a heading and what stands under it. Text before the first
// heading is in a section with an empty title.
type Section struct {
	Title    string
	Level    int // 1 for a heading of the first rank
	Passages []Passage
}

// A Passage is one paragraph, list item, caption or ledger row.
type Passage struct {
	// Number counts the report's passages from 1.
	Number int
	// Text is the paragraph exactly as loaded, with line breaks inside a
	// paragraph joined. For a ledger row it is "column：cell；column：cell".
	Text string
	Kind PassageKind
	// Row holds a ledger row's cells; nil for prose.
	Row []Cell
	// Joined is true where the reader put together a paragraph that the file
	// breaks off and carries on elsewhere.
	Joined bool
}

// A PassageKind says what a passage is on the page.
type PassageKind string

// The kinds of passages.
const (
	Paragraph PassageKind = "paragraph"
	ListItem  PassageKind = "item"
	Caption   PassageKind = "caption"
	Row       PassageKind = "row"
)

// A Cell is one cell of a ledger row, with the words of its column's header.
type Cell struct {
	Column string
	Text   string
}
