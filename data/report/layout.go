package report

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// readPages reads text that is laid out in pages as they are printed: page
// numbers and running heads are taken off, columns set side by side are read one
// after the other, tables become rows, and lines become paragraphs, also
// across the end of a page. In the output of pdftotext each character takes one
// column of the grid (narrow), else a Chinese one takes two.
func readPages(text string, narrow bool) *page {
	g := screen{narrow}
	pages := strings.Split(strings.ReplaceAll(text, "\n\f\n", "\f"), "\f")
	var lines [][]string
	for _, pg := range pages {
		ls := strings.Split(pg, "\n")
		for i := range ls {
			ls[i] = strings.TrimRight(ls[i], " \t")
		}
		lines = append(lines, trimBlank(ls))
	}
	dropRunningHeads(lines)
	var flow []string
	for i, ls := range lines {
		ls = trimBlank(ls)
		if len(ls) == 0 {
			continue
		}
		ls = g.unfoldColumns(ls)
		if i > 0 && len(flow) > 0 && carriesOn(flow[len(flow)-1], ls[0]) {
			flow = append(flow, ls...)
			continue
		}
		if len(flow) > 0 {
			flow = append(flow, "")
		}
		flow = append(flow, ls...)
	}
	p := &page{}
	p.layoutBlocks(g, flow)
	return p
}

// A screen is the grid on which a page was laid out.
type screen struct{ narrow bool }

func (g screen) cells(r rune) int {
	if !g.narrow && wideRune(r) {
		return 2
	}
	return 1
}

func (g screen) columns(s string) int {
	if g.narrow {
		return utf8.RuneCountInString(s)
	}
	return columns(s)
}

// carriesOn tells whether a page's first line goes on with the last page's paragraph.
func carriesOn(last, first string) bool {
	return last != "" && !endsSentence(last) && !tabular(last) && numberedHeading(strings.TrimSpace(first)) == 0 &&
		columns(last) > 30 && len(wideInside.FindAllString(strings.TrimSpace(first), 1)) == 0
}

func trimBlank(ls []string) []string {
	for len(ls) > 0 && strings.TrimSpace(ls[0]) == "" {
		ls = ls[1:]
	}
	for len(ls) > 0 && strings.TrimSpace(ls[len(ls)-1]) == "" {
		ls = ls[:len(ls)-1]
	}
	return ls
}

var (
	pageNumber = regexp.MustCompile(`^\s*([-—–·]\s*)?(第\s*)?\d{1,4}(\s*页)?(\s*[-—–·/]\s*)?((共|of)?\s*\d{0,4}\s*页?)?\s*$|^\s*Page \d+( of \d+)?\s*$`)
	digits     = regexp.MustCompile(`\d+`)
)

// dropRunningHeads takes page numbers, and what stands first or last on most
// pages, off them.
func dropRunningHeads(pages [][]string) {
	count := map[string]int{}
	edge := func(ls []string, i int) string {
		return digits.ReplaceAllString(strings.Join(strings.Fields(ls[i]), " "), "#")
	}
	for _, ls := range pages {
		if len(ls) > 2 {
			count[edge(ls, 0)]++
			count[edge(ls, len(ls)-1)]++
		}
	}
	for i, ls := range pages {
		for len(ls) > 1 && (pageNumber.MatchString(ls[len(ls)-1]) || len(pages) > 2 && count[edge(ls, len(ls)-1)]*2 > len(pages)) {
			ls = trimBlank(ls[:len(ls)-1])
		}
		for len(ls) > 1 && (pageNumber.MatchString(ls[0]) || len(pages) > 2 && count[edge(ls, 0)]*2 > len(pages)) {
			ls = trimBlank(ls[1:])
		}
		pages[i] = ls
	}
}

// unfoldColumns reads columns of prose that stand side by side one after the
// other. Between columns runs a gutter that nearly all lines leave blank, and
// on both sides of it stands running text; the narrow cells of a table do not.
func (g screen) unfoldColumns(ls []string) []string {
	at := g.gutter(ls)
	if at == 0 {
		return ls
	}
	var left, right []string
	for _, l := range ls {
		a, b := g.splitAt(l, at)
		left = append(left, a)
		right = append(right, b)
	}
	left, right = g.unfoldColumns(trimBlank(left)), g.unfoldColumns(dedent(trimBlank(right)))
	if len(left) == 0 || len(right) == 0 {
		return append(left, right...)
	}
	last, first := left[len(left)-1], right[0]
	if endsSentence(last) || strings.HasPrefix(first, " ") || strings.HasPrefix(first, "\u3000") || numberedHeading(first) > 0 {
		left = append(left, "")
	}
	return append(left, right...)
}

// gutter returns the column at which a page is parted in two, 0 for none.
func (g screen) gutter(ls []string) int {
	filled, width := 0, 0
	for _, l := range ls {
		if strings.TrimSpace(l) != "" {
			filled++
			width = max(width, g.columns(l))
		}
	}
	if filled < 8 || width < 30 {
		return 0
	}
	// How many lines have text in each screen column.
	used := make([]int, width+1)
	for _, l := range ls {
		c := 0
		for _, r := range l {
			n := g.cells(r)
			if r != ' ' {
				for k := c; k < c+n && k < len(used); k++ {
					used[k]++
				}
			}
			c += n
		}
	}
	best, bestWide := 0, 0
	run := 0
	for c := width / 4; c < width*3/4+1 && c < len(used); c++ {
		if used[c]*20 > filled {
			run = 0
			continue
		}
		if run++; run > bestWide {
			best, bestWide = c-run/2, run
		}
	}
	if bestWide < 2 {
		return 0
	}
	// Both sides must be prose: most lines nearly as wide as their column.
	full, two := 0, 0
	leftWidth, rightWidth := 0, 0
	for _, l := range ls {
		a, b := g.splitAt(l, best)
		leftWidth, rightWidth = max(leftWidth, g.columns(strings.TrimSpace(a))), max(rightWidth, g.columns(strings.TrimSpace(b)))
	}
	for _, l := range ls {
		a, b := g.splitAt(l, best)
		a, b = strings.TrimSpace(a), strings.TrimSpace(b)
		if a == "" || b == "" {
			continue
		}
		two++
		if g.columns(a)*10 >= leftWidth*8 && g.columns(b)*10 >= rightWidth*8 && !wideInside.MatchString(a) && !wideInside.MatchString(b) {
			full++
		}
	}
	if two < 6 || full*2 < two || leftWidth < 14 || rightWidth < 14 {
		return 0
	}
	return best
}

func (g screen) splitAt(l string, at int) (string, string) {
	c := 0
	for i, r := range l {
		if c >= at {
			return strings.TrimRight(l[:i], " "), strings.Repeat(" ", c-at) + l[i:]
		}
		c += g.cells(r)
	}
	return l, ""
}

func dedent(ls []string) []string {
	least := -1
	for _, l := range ls {
		if t := strings.TrimLeft(l, " "); t != "" {
			if n := len(l) - len(t); least < 0 || n < least {
				least = n
			}
		}
	}
	if least <= 0 {
		return ls
	}
	out := slices.Clone(ls)
	for i, l := range out {
		if len(l) > least {
			out[i] = l[least:]
		}
	}
	return out
}

// layoutBlocks parts the lines into prose and tables.
func (p *page) layoutBlocks(sc screen, ls []string) {
	var prose []string
	flush := func() {
		if len(prose) > 0 {
			p.blocks = append(p.blocks, paragraphs(splitLines(strings.Join(prose, "\n")))...)
			prose = nil
		}
	}
	for i := 0; i < len(ls); i++ {
		if n, g := sc.tableAt(ls, i); n > 0 {
			if out, ok := g.read(); ok {
				flush()
				p.blocks = append(p.blocks, out...)
				i += n - 1
				continue
			}
		}
		prose = append(prose, ls[i])
	}
	flush()
}

var cellGap = regexp.MustCompile(`\s{2,}`)

// tableAt reads the table whose header is line i: the lines below that have
// cells under its names. It returns the number of lines it took.
func (sc screen) tableAt(ls []string, i int) (int, grid) {
	names := sc.cellsOf(ls[i])
	if len(names) < 3 {
		return 0, nil
	}
	head := make([]string, len(names))
	for k, c := range names {
		head[k] = c.text
	}
	if !isHeaderRow(head) {
		return 0, nil
	}
	g := grid{head}
	n := 1
	for ; i+n < len(ls); n++ {
		cells := sc.cellsOf(ls[i+n])
		if len(cells) == 0 {
			if i+n+1 < len(ls) && len(sc.cellsOf(ls[i+n+1])) > 1 {
				continue
			}
			break
		}
		row := make([]string, len(names))
		fits := true
		for _, c := range cells {
			k := nearest(names, c)
			if row[k] != "" {
				fits = false
				break
			}
			row[k] = c.text
		}
		if !fits || len(cells) == 1 && columns(cells[0].text) > 40 {
			break
		}
		if len(cells)*2 <= len(names) && row[0] == "" && len(g) > 1 {
			// The rest of cells that were broken into two lines.
			last := g[len(g)-1]
			for k, c := range row {
				if c != "" {
					last[k] = joinMaybe(last[k], c)
				}
			}
			continue
		}
		g = append(g, row)
	}
	if len(g) < 2 {
		return 0, nil
	}
	return n, g
}

type placed struct {
	text     string
	from, to int // screen columns
}

func (sc screen) cellsOf(l string) []placed {
	var out []placed
	start := 0
	add := func(end int) {
		text := l[start:end]
		if t := strings.TrimSpace(text); t != "" {
			from := sc.columns(l[:start]) + sc.columns(text[:strings.Index(text, t)])
			out = append(out, placed{t, from, from + sc.columns(t)})
		}
	}
	for _, m := range cellGap.FindAllStringIndex(l, -1) {
		add(m[0])
		start = m[1]
	}
	add(len(l))
	return out
}

// nearest is the column whose name overlaps the cell most, or is nearest to it.
func nearest(names []placed, c placed) int {
	best, score := 0, -1<<30
	for k, n := range names {
		overlap := min(n.to, c.to) - max(n.from, c.from)
		if overlap > score {
			best, score = k, overlap
		}
	}
	return best
}
