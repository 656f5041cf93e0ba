package report

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// A grid holds a table's cells as read. A cell that is merged into a neighbour
// holds fromLeft or fromAbove.
type grid [][]string

const (
	fromLeft  = "\x00"
	fromAbove = "\x01"
)

//go:embed ledger.tsv
var ledgerTSV string

type columnWord struct {
	exact bool
	kind  string // money or area, when amounts in the sheet's unit stand below
}

var columnWords = func() map[string]columnWord {
	words := map[string]columnWord{}
	for _, l := range strings.Split(ledgerTSV, "\n") {
		f := strings.Split(strings.TrimRight(l, "\r "), "\t")
		if len(f) < 2 || strings.HasPrefix(l, "#") {
			continue
		}
		w := columnWord{exact: f[1] == "exact"}
		if len(f) > 2 {
			w.kind = f[2]
		}
		words[f[0]] = w
	}
	return words
}()

var (
	unitTail  = regexp.MustCompile(`[(（\[][^()（）\[\]]{1,16}[)）\]]$|[,，/／][^,，/／]{1,6}$`)
	unitNote  = regexp.MustCompile(`(?i)(?:金额|计量)?(?:单位|unit)\s?[：:]\s?((?:[\p{Han}%]{1,4}[、，,/／;；]\s?)*(?:(?:人民币|RMB )?\s?(?:万亿元|亿元|万元|千元|百万元|元|亿美元|万美元|美元|million yuan|million CNY|CNY million|USD million|million USD)|亩|公顷|平方米|万平方米|个|项)(?:[、，,/／;；]\s?[\p{Han}%㎡]{1,4})*)`)
	moneyUnit = regexp.MustCompile(`(?i)元$|yuan|CNY|USD`)
	areaUnit  = regexp.MustCompile(`^(?:亩|公顷|平方米|万平方米|㎡)$`)
	yearCell  = regexp.MustCompile(`^(?:19|20)\d\d\s?年?(?:\s?(?:\d{1,2}月|[上下]半年|[一二三四]季度|[\d１-９]{1,2}[-—–~至]\d{1,2}月))?$`)
	numeric   = regexp.MustCompile(`^[-+−]?[¥￥$€£]?\s?\d[\d,，.\s]*(%|％|万|亿)?$`)
	nothing   = regexp.MustCompile(`^([-—–_/\\＼／*]+|无数据|N/?A|n/a|#N/A|#REF!|#DIV/0!|#VALUE!|#NAME\?)$`)
	noteLead  = regexp.MustCompile(`^[（(]?(注|备注|说明|填表说明|附注|Note|Notes|Remarks?)\s?[：:.]`)
	signRow   = regexp.MustCompile(`(填表人|制表人|填报人|审核人|复核人|制表|填报单位|联系电话|单位负责人)\s?[：:]`)
	sumWord   = regexp.MustCompile(`^(合\s*计|总\s*计|小\s*计|共\s*计|Total|Subtotal|Sum)`)
)

// bareHeader takes unit, numbering and blanks off a header cell.
func bareHeader(s string) string {
	s = strings.ToLower(width.Fold.String(strings.Join(strings.Fields(s), " ")))
	if hasHan(s) {
		s = strings.ReplaceAll(s, " ", "")
	}
	s = strings.Trim(s, "*＊※ :：")
	for range 2 {
		s = strings.TrimSpace(unitTail.ReplaceAllString(s, ""))
	}
	return s
}

// columnWordOf finds the word that makes s a column's header.
func columnWordOf(s string) (columnWord, bool) {
	if utf8.RuneCountInString(s) > 30 {
		return columnWord{}, false
	}
	bare := bareHeader(s)
	if w, ok := columnWords[bare]; ok {
		return w, true
	}
	if bare == "" || strings.ContainsAny(bare, "。；,，") {
		return columnWord{}, false
	}
	// The longest word at the end decides.
	for i := range bare {
		if i == 0 || !hasHan(bare) && bare[i-1] != ' ' && bare[i-1] != '/' {
			continue
		}
		if w, ok := columnWords[bare[i:]]; ok && !w.exact {
			return w, true
		}
	}
	return columnWord{}, false
}

// headerCells counts the cells of a row that are headers, and all that are not empty.
func headerCells(row []string) (headers, years, filled, numbers int) {
	for _, c := range row {
		if c == "" || c == fromLeft || c == fromAbove {
			continue
		}
		filled++
		switch _, ok := columnWordOf(c); {
		case ok:
			headers++
		case yearCell.MatchString(c):
			years++
		case numeric.MatchString(c):
			numbers++
		}
	}
	return headers, years, filled, numbers
}

func isHeaderRow(row []string) bool {
	for _, c := range row {
		// Most rows are data; a look at their numbers spares looking up words.
		if c != "" && c[0] <= '9' && numeric.MatchString(c) && !yearCell.MatchString(c) {
			return false
		}
	}
	h, y, filled, numbers := headerCells(row)
	return (h >= 2 || h == 1 && y >= 1) && (h+y)*2 >= filled && numbers == 0
}

// under tells whether row carries the header row above it on: parts of merged
// columns, and no data yet.
func under(header, row []string) bool {
	h, y, filled, numbers := headerCells(row)
	if filled == 0 || numbers > 0 || (h+y)*2 < filled {
		return false
	}
	spanned := false
	for i, c := range row {
		top := ""
		if i < len(header) {
			top = header[i]
		}
		if c != "" && c != fromAbove && c != fromLeft {
			// A cell below a whole column's name would be data.
			if top == fromLeft || top == "" || i+1 < len(header) && (header[i+1] == fromLeft || header[i+1] == "") {
				spanned = true
			}
		}
	}
	return spanned
}

// sheetUnits are the units that a sheet gives for its amounts, by their kind: 单位：万元、亩.
type sheetUnits map[string]string

// add takes the units of a note.
func (u sheetUnits) add(note string) {
	for _, w := range strings.FieldsFunc(note, func(r rune) bool { return strings.ContainsRune("、，,/／;；", r) }) {
		switch w = strings.TrimSpace(w); {
		case moneyUnit.MatchString(w):
			u["money"] = w
		case areaUnit.MatchString(w):
			u["area"] = w
		}
	}
}

// A table is a grid whose header is known.
type table struct {
	columns []string
}

// header reads the header that starts at row i, and returns it with the number of its rows.
func (g grid) header(i int, units sheetUnits) (table, int) {
	rows := 1
	for rows < 3 && i+rows < len(g) && under(g[i+rows-1], g[i+rows]) {
		rows++
	}
	n := 0
	for _, r := range g[i : i+rows] {
		n = max(n, len(r))
	}
	t := table{columns: make([]string, n)}
	for _, r := range g[i : i+rows] {
		left := ""
		for c := range n {
			cell := ""
			if c < len(r) {
				cell = r[c]
			}
			switch cell {
			case fromLeft:
				cell = left
			case fromAbove:
				cell = ""
			default:
				left = cell
			}
			t.columns[c] = joinHeaders(t.columns[c], oneLine(cell))
		}
	}
	for c, name := range t.columns {
		w, ok := columnWordOf(name)
		if unit := units[w.kind]; ok && unit != "" && !unitTail.MatchString(width.Narrow.String(name)) && !strings.HasSuffix(name, "）") {
			t.columns[c] = name + "（" + unit + "）"
		}
	}
	return t, rows
}

func oneLine(s string) string {
	f := strings.Fields(s)
	if hasHan(s) {
		return strings.Join(f, "")
	}
	return strings.Join(f, " ")
}

var trailingUnit = regexp.MustCompile(`[(（][^()（）]{1,12}[)）]$`)

// joinHeaders makes one name of a merged header and the header below it:
// 投资（万元） over 总投资 is 总投资（万元）.
func joinHeaders(above, below string) string {
	if above == "" || above == below {
		return below
	}
	if below == "" {
		return above
	}
	unit := trailingUnit.FindString(above)
	stem := strings.TrimSuffix(above, unit)
	if trailingUnit.MatchString(below) {
		unit = ""
	}
	if strings.Contains(below, stem) || strings.HasSuffix(stem, "情况") || stem == "其中" {
		return below + unit
	}
	if !hasHan(stem + below) {
		stem += " "
	}
	return stem + below + unit
}

// inText turns a table inside a text into blocks.
func (g grid) inText() []block {
	if out, ok := g.read(); ok {
		return out
	}
	if len(g) > 1 && g.plainHeader() {
		t, _ := g[:1].header(0, nil)
		return g.rows(t, 1, len(g), nil)
	}
	var out []block
	for _, r := range g {
		var cells []string
		for _, c := range r {
			if c = oneOf(c); c != "" {
				cells = append(cells, c)
			}
		}
		if len(cells) > 0 {
			out = append(out, block{text: strings.Join(cells, "；"), after: blankGap})
		}
	}
	return out
}

// plainHeader tells whether the first row names the columns of a table of
// figures, though none of its words is known.
func (g grid) plainHeader() bool {
	seen := map[string]bool{}
	for _, c := range g[0] {
		if c = oneOf(c); c == "" {
			continue
		}
		if numeric.MatchString(c) || seen[c] || utf8.RuneCountInString(c) > 20 {
			return false
		}
		seen[c] = true
	}
	if len(seen) < 2 {
		return false
	}
	for _, r := range g[1:] {
		for _, c := range r {
			if numeric.MatchString(c) {
				return true
			}
		}
	}
	return false
}

func oneOf(c string) string {
	if c == fromLeft || c == fromAbove {
		return ""
	}
	return oneLine(c)
}

// read finds the header rows of a grid and turns what stands below them into
// rows; it returns false when there is no header. Titles and notes become
// prose; groups (一、续建项目) become headings.
func (g grid) read() ([]block, bool) {
	units := sheetUnits{}
	if out, ok := g.sheetOfPairs(); ok {
		return out, true
	}
	first := -1
	for i, r := range g {
		if i > 50 {
			break
		}
		if isHeaderRow(r) {
			first = i
			break
		}
	}
	if first < 0 {
		return nil, false
	}
	var out []block
	for _, r := range g[:first] {
		for _, c := range r {
			if c = oneOf(c); c == "" {
				continue
			}
			if m := unitNote.FindStringSubmatch(c); m != nil {
				units.add(strings.TrimSpace(m[1]))
				if rest := strings.TrimFunc(strings.Replace(c, m[0], "", 1), func(r rune) bool { return blank(r) || strings.ContainsRune("()（）", r) }); rest == "" {
					continue
				}
			}
			out = append(out, block{text: c, after: blankGap})
		}
	}
	t, n := g.header(first, units)
	return append(out, g.rows(t, first+n, len(g), units)...), true
}

// rows turns the data below a header into blocks.
func (g grid) rows(t table, from, to int, units sheetUnits) []block {
	var out []block
	held := make([]string, len(t.columns)) // what a merged cell above holds
	for i := from; i < to; i++ {
		r := g[i]
		if isHeaderRow(r) && likeHeader(r) {
			var n int
			t, n = g.header(i, units)
			held = make([]string, len(t.columns))
			i += n - 1
			continue
		}
		if i == from && countingRow(r) {
			continue
		}
		var cells []Cell
		filled, only, own, at := 0, "", 0, 0
		for c := range t.columns {
			text := ""
			if c < len(r) {
				text = r[c]
			}
			switch text {
			case fromLeft:
				text = ""
			case fromAbove:
				if text = held[c]; numeric.MatchString(text) {
					// One amount for several rows belongs to none of them alone.
					text = ""
				}
			default:
				text = oneLine(text)
				held[c] = text
				if text != "" {
					own++
				}
				if numeric.MatchString(text) && g.sharedBelow(i, c) {
					text = ""
				}
			}
			if text == "" || nothing.MatchString(text) {
				continue
			}
			filled++
			only, at = text, c
			if t.columns[c] == "" && !strings.ContainsFunc(text, unicode.IsLetter) {
				continue
			}
			cells = append(cells, Cell{Column: t.columns[c], Text: text})
		}
		switch {
		case filled == 0:
		case own == 1 && filled == 1 && len(t.columns) > 1 && t.groups(r, at, only):
			out = append(out, lone(only)...)
		case signRow.MatchString(joined(r)) && filled <= 4:
		default:
			out = append(out, rowOf(named(cells)))
		}
	}
	return out
}

// named gives a column without a header the name 备注, so that its words are not taken for a value.
func named(cells []Cell) []Cell {
	for i := range cells {
		if cells[i].Column == "" {
			cells[i].Column = "备注"
		}
	}
	return cells
}

func joined(r []string) string { return strings.Join(r, " ") }

// groups tells whether the only cell of a row names a group of entries or is a
// note, rather than an entry of which nothing more is known: it is merged across the
// columns, numbered, too long for a name, or stands where no name does.
func (t table) groups(r []string, at int, text string) bool {
	if slices.Contains(r, fromAbove) {
		return false
	}
	w, ok := columnWordOf(t.columns[at])
	name := ok && w.kind != "money" && strings.HasSuffix(bareHeader(t.columns[at]), "名称")
	return !name || at+1 < len(r) && r[at+1] == fromLeft || numberedHeading(text) > 0 || groupEnd.MatchString(text) ||
		noteLead.MatchString(text) || sumWord.MatchString(text) || strings.ContainsAny(text, "。；") || utf8.RuneCountInString(text) > maxHeading
}

var groupEnd = regexp.MustCompile(`(类|类项目|建项目|[(（]\s?\d+\s?[个项][)）])[：:]?$`)

// lone places the only cell of a row: the name of a group, or a note.
func lone(s string) []block {
	switch {
	case noteLead.MatchString(s), signRow.MatchString(s), strings.ContainsAny(s, "。；"), utf8.RuneCountInString(s) > maxHeading:
		return []block{{text: s, after: blankGap}}
	case numeric.MatchString(s), sumWord.MatchString(s):
		return nil
	}
	return []block{{kind: headingBlock, level: 2, text: s}}
}

// likeHeader is stricter than isHeaderRow, for rows in the midst of data.
func likeHeader(r []string) bool {
	h, y, filled, _ := headerCells(r)
	return h >= 2 && (h+y)*10 >= filled*8
}

// countingRow tells the row 1, 2, 3 … that numbers the columns of a form.
func countingRow(r []string) bool {
	want, n := "1", 0
	for _, c := range r {
		switch c = oneOf(c); {
		case c == "" || c == "甲" || c == "乙" || c == "丙" || c == "栏次":
		case c == want:
			n++
			want = next(want)
		default:
			return false
		}
	}
	return n >= 3
}

func next(s string) string {
	b := []byte(s)
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] != '9' {
			b[i]++
			return string(b)
		}
		b[i] = '0'
	}
	return "1" + string(b)
}

// sharedBelow tells whether the amount at (i, c) is merged over rows that are
// different entries: the names beside it are not merged with it.
func (g grid) sharedBelow(i, c int) bool {
	if i+1 >= len(g) || c >= len(g[i+1]) || g[i+1][c] != fromAbove {
		return false
	}
	for k, cell := range g[i+1] {
		if k < c && cell != fromAbove && cell != fromLeft && cell != "" && !numeric.MatchString(cell) {
			return true
		}
	}
	return false
}
