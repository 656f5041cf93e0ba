package report

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// readDelimited reads a .csv or .tsv ledger. The delimiter is the sign that
// parts the first lines most evenly, whatever the extension says.
func readDelimited(text string, ext format) (*page, *Error) {
	delimiter := delimiterOf(text, ext)
	g, refused := splitCells(text, delimiter)
	if refused != nil {
		return nil, refused
	}
	p := &page{ledger: true}
	blocks, ok := g.read()
	if !ok {
		return nil, errNoHeader
	}
	p.blocks = blocks
	p.ledgerHead()
	return p, nil
}

func splitCells(text string, delimiter rune) (grid, *Error) {
	// A file may name its delimiter in a first line that spreadsheets hide.
	if l, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(l, "sep=") {
		text = rest
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.TrimLeadingSpace = delimiter, true, -1, delimiter != '\t'
	var g grid
	cells := 0
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return g, nil
		}
		if err != nil {
			return nil, errDamaged("csv").because(err)
		}
		if cells += len(row); cells > maxCells {
			return nil, errCells()
		}
		for i := range row {
			row[i] = strings.TrimFunc(row[i], blank)
		}
		g = append(g, row)
	}
}

func errCells() *Error {
	return refusef(TooLarge, "表格太大（最多 %d 个单元格）", "the table is too large (at most %d cells)", maxCells)
}

func delimiterOf(text string, ext format) rune {
	if l, _, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(l, "sep=") && len(l) == 5 {
		return rune(l[4])
	}
	best, most := ',', 0
	if ext == tsvFormat {
		best = '\t'
	}
	lines := strings.SplitN(text, "\n", 22)
	if len(lines) > 21 {
		lines = lines[:21]
	}
	for _, d := range []rune{',', '\t', ';', '|', '，'} {
		// Lines that have the delimiter at all, with the same count as their neighbour.
		score, last := 0, -1
		for _, l := range lines {
			n := 0
			quoted := false
			for _, r := range l {
				switch {
				case r == '"':
					quoted = !quoted
				case r == d && !quoted:
					n++
				}
			}
			if n > 0 && n == last {
				score += 4
			}
			if n > 0 {
				score++
			}
			last = n
		}
		if score > most {
			best, most = d, score
		}
	}
	return best
}

// readTabbed reads a text whose lines are rows of cells parted by tabs and whose
// first rows are a ledger's header; nil for any other text.
func readTabbed(text string) *page {
	rows, tabbed := 0, 0
	for l := range strings.SplitSeq(text, "\n") {
		if strings.TrimFunc(l, blank) == "" {
			continue
		}
		rows++
		if strings.Contains(strings.TrimRight(l, "\t"), "\t") {
			tabbed++
		}
	}
	if tabbed < 2 || tabbed*10 < rows*7 {
		return nil
	}
	g, refused := splitCells(text, '\t')
	if refused != nil {
		return nil
	}
	blocks, ok := g.read()
	if !ok {
		return nil
	}
	p := &page{ledger: true, blocks: blocks}
	p.ledgerHead()
	return p
}

// ledgerHead takes the title and the date off the lines above a ledger's header.
func (p *page) ledgerHead() {
	var kept []block
	for i, b := range p.blocks {
		if b.kind == rowBlock || i > 12 {
			kept = append(kept, p.blocks[i:]...)
			break
		}
		switch {
		case b.kind == textBlock && p.head.takeLine(b.text):
		case b.kind == textBlock && p.head.title == "" && !noteLead.MatchString(b.text) && len([]rune(b.text)) <= maxTitle && !strings.ContainsAny(b.text, "。；"):
			p.head.title = b.text
		default:
			kept = append(kept, b)
		}
	}
	p.blocks = kept
}
