package report

import (
	"encoding/xml"
	"math"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// readXlsx reads the ledgers of a workbook, sheet by sheet, as values: of a
// formula the value last computed, of a number all its digits and not only those
// that its format shows.
func readXlsx(c *container) (*page, *Error) {
	w := &workbook{c: c, formats: map[int]string{}}
	if refused := w.open(); refused != nil {
		return nil, refused
	}
	p := &page{ledger: true}
	sheets, filled := 0, 0
	var blocks [][]block
	var names []string
	for _, s := range w.sheets {
		if s.hidden || !c.has(s.path) {
			continue
		}
		g, refused := w.grid(s.path)
		if refused != nil {
			return nil, refused
		}
		if len(g) == 0 {
			continue
		}
		filled++
		if out, ok := g.read(); ok {
			sheets++
			blocks = append(blocks, out)
			names = append(names, s.name)
		}
	}
	if filled == 0 {
		return nil, refuse(NoText, "表格里没有内容", "the workbook is empty")
	}
	if sheets == 0 {
		return nil, errNoHeader
	}
	for i, out := range blocks {
		if i == 0 {
			p.blocks = out
			p.ledgerHead()
			out = p.blocks
			p.blocks = nil
			if len(blocks) == 1 && p.head.title == "" && !defaultSheet.MatchString(names[0]) {
				p.head.title = names[0]
			}
		}
		if len(blocks) > 1 {
			p.blocks = append(p.blocks, block{kind: headingBlock, level: 1, text: names[i]})
		}
		p.blocks = append(p.blocks, out...)
	}
	return p, nil
}

var defaultSheet = regexp.MustCompile(`(?i)^(sheet|工作表|表)\s?\d*$`)

type workbook struct {
	c        *container
	sheets   []sheet
	shared   []string
	formats  map[int]string // number format codes of the file's own
	styles   []int          // cell style → number format
	date1904 bool
	cells    int
}

type sheet struct {
	name, path string
	hidden     bool
}

func (w *workbook) open() *Error {
	targets := map[string]string{}
	for _, r := range w.c.relations("xl/_rels/workbook.xml.rels") {
		target := strings.TrimPrefix(r.target, "/")
		if !strings.HasPrefix(r.target, "/") {
			target = path.Join("xl", target)
		}
		targets[r.id] = target
	}
	refused := w.c.each("xl/workbook.xml", "xlsx", func(t xml.Token) error {
		s, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch s.Name.Local {
		case "workbookPr":
			w.date1904 = attr(s, "date1904") == "1" || attr(s, "date1904") == "true"
		case "sheet":
			if len(w.sheets) < 1000 {
				id := ""
				for _, a := range s.Attr {
					if a.Name.Local == "id" && a.Name.Space != "" {
						id = a.Value
					}
				}
				w.sheets = append(w.sheets, sheet{attr(s, "name"), targets[id], strings.HasSuffix(strings.ToLower(attr(s, "state")), "hidden")})
			}
		}
		return nil
	})
	if refused != nil {
		return refused
	}
	if w.c.has("xl/styles.xml") {
		if refused := w.readStyles(); refused != nil {
			return refused
		}
	}
	if w.c.has("xl/sharedStrings.xml") {
		return w.readShared()
	}
	return nil
}

func (w *workbook) readStyles() *Error {
	inXfs := false
	return w.c.each("xl/styles.xml", "xlsx", func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				if id, err := strconv.Atoi(attr(t, "numFmtId")); err == nil && len(w.formats) < 10_000 {
					w.formats[id] = attr(t, "formatCode")
				}
			case "cellXfs":
				inXfs = true
			case "xf":
				if inXfs && len(w.styles) < 100_000 {
					id, _ := strconv.Atoi(attr(t, "numFmtId"))
					w.styles = append(w.styles, id)
				}
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				inXfs = false
			}
		}
		return nil
	})
}

func (w *workbook) readShared() *Error {
	var b strings.Builder
	inText, phonetic := false, false
	return w.c.each("xl/sharedStrings.xml", "xlsx", func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				b.Reset()
			case "t":
				inText = true
			case "rPh":
				phonetic = true
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "si":
				if len(w.shared) >= maxCells {
					return errCells()
				}
				w.shared = append(w.shared, strings.TrimFunc(b.String(), blank))
			case "t":
				inText = false
			case "rPh":
				phonetic = false
			}
		case xml.CharData:
			if inText && !phonetic {
				b.Write(t)
			}
		}
		return nil
	})
}

// maxColumns is what a ledger may be wide; Excel itself allows 16,384.
const maxColumns = 512

// grid reads one sheet's cells and merges. Rows far below the last are not kept.
func (w *workbook) grid(name string) (grid, *Error) {
	var g grid
	var value strings.Builder
	var kind string
	row, col, style := 0, 0, 0
	inValue, hiddenRow, phonetic := false, false, false
	var merges []string
	refused := w.c.each(name, "xlsx", func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				row++
				if n, err := strconv.Atoi(attr(t, "r")); err == nil && n > 0 && n <= 1<<20 {
					row = n
				}
				col = 0
				hiddenRow = attr(t, "hidden") == "1"
			case "c":
				col++
				if n := columnNumber(attr(t, "r")); n > 0 {
					col = n
				}
				kind = attr(t, "t")
				style, _ = strconv.Atoi(attr(t, "s"))
				value.Reset()
			case "v", "t":
				inValue = true
			case "rPh":
				phonetic = true
			case "mergeCell":
				if len(merges) < 100_000 {
					merges = append(merges, attr(t, "ref"))
				}
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "v", "t":
				inValue = false
			case "rPh":
				phonetic = false
			case "c":
				s := w.shown(value.String(), kind, style)
				if s == "" || hiddenRow || col > maxColumns {
					return nil
				}
				if w.cells++; w.cells > maxCells {
					return errCells()
				}
				// Blank rows between are kept only in passing: a ledger has few.
				for len(g) < row && len(g) < maxPassages {
					g = append(g, nil)
				}
				if row > len(g) {
					return errCells()
				}
				for len(g[row-1]) < col {
					g[row-1] = append(g[row-1], "")
				}
				g[row-1][col-1] = s
			}
		case xml.CharData:
			if inValue && !phonetic {
				value.Write(t)
			}
		}
		return nil
	})
	if refused != nil {
		return nil, refused
	}
	for _, m := range merges {
		g.merge(m)
	}
	return g, nil
}

// merge marks the cells that ref (A1:C2) covers.
func (g grid) merge(ref string) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return
	}
	c1, r1, c2, r2 := columnNumber(from), rowNumber(from), columnNumber(to), rowNumber(to)
	if c1 < 1 || r1 < 1 || c2 < c1 || r2 < r1 || r1 > len(g) || c1 > len(g[r1-1]) || g[r1-1][c1-1] == "" {
		return
	}
	c2 = min(c2, maxColumns)
	for r := r1; r <= min(r2, len(g)); r++ {
		for c := c1; c <= c2; c++ {
			if r == r1 && c == c1 {
				continue
			}
			for len(g[r-1]) < c {
				g[r-1] = append(g[r-1], "")
			}
			if c > c1 {
				g[r-1][c-1] = fromLeft
			} else {
				g[r-1][c-1] = fromAbove
			}
		}
	}
}

func columnNumber(ref string) int {
	n := 0
	for _, r := range ref {
		if r < 'A' || r > 'Z' || n > maxColumns*30 {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	return n
}

func rowNumber(ref string) int {
	n, _ := strconv.Atoi(strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"))
	return n
}

// shown is a cell's value as a reader understands it.
func (w *workbook) shown(v, kind string, style int) string {
	switch kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(v)); err == nil && i >= 0 && i < len(w.shared) {
			return w.shared[i]
		}
		return ""
	case "inlineStr", "str":
		return strings.TrimFunc(v, blank)
	case "e":
		return ""
	case "b":
		return map[string]string{"1": "是", "0": "否"}[v]
	case "d":
		return strings.TrimSuffix(v, "T00:00:00")
	}
	v = strings.TrimSpace(v)
	if v == "" || len(v) > 40 {
		return ""
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
		return v
	}
	id := 0
	if style >= 0 && style < len(w.styles) {
		id = w.styles[style]
	}
	code := w.formats[id]
	switch {
	case dateFormat(id, code):
		if s := w.day(f, code); s != "" {
			return s
		}
	case id == 9 || id == 10 || strings.Contains(plainCode(code), "%"):
		return plainNumber(f, 2) + "%"
	}
	return plainNumber(f, 0)
}

// plainNumber writes a number with the 15 digits that a spreadsheet keeps, without
// the noise of binary fractions behind them; shift moves its point to the right.
func plainNumber(f float64, shift int32) string {
	d, err := decimal.NewFromString(strconv.FormatFloat(f, 'g', 15, 64))
	if err != nil {
		return ""
	}
	return d.Shift(shift).String()
}

var quoted = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]|_.|\*.`)

func plainCode(code string) string { return strings.ToLower(quoted.ReplaceAllString(code, "")) }

// dateFormat tells the built-in and the file's own formats that show a date.
func dateFormat(id int, code string) bool {
	if code == "" {
		return id >= 14 && id <= 17 || id == 22 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 58 && id != 55 && id != 56
	}
	plain := plainCode(code)
	return strings.Contains(plain, "y") || strings.Contains(plain, "m") && strings.Contains(plain, "d") || strings.Contains(plain, "年")
}

// day turns a serial number of days into a date; 60 is the 29th of February 1900
// that spreadsheets count though it never was.
func (w *workbook) day(f float64, code string) string {
	if f < 1 || f > 2_958_465 {
		return ""
	}
	days := int(f)
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if w.date1904 {
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	} else if days < 60 {
		days++
	}
	at := base.AddDate(0, 0, days)
	plain := plainCode(code)
	switch {
	case code != "" && !strings.Contains(plain, "d") && !strings.Contains(plain, "m"):
		return at.Format("2006") + "年"
	case code != "" && !strings.Contains(plain, "d") && !strings.Contains(code, "日"):
		return at.Format("2006年1月")
	}
	return at.Format("2006年1月2日")
}
