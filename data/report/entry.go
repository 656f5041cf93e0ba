package report

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// entryLabel returns the label of a line such as 总投资：12亿元, when it is one that
// heads a column in ledgers; "" for any other line.
func entryLabel(s string) string {
	i := strings.IndexAny(s, "：:")
	if i <= 0 || i > 60 || utf8.RuneCountInString(s[:i]) > 16 {
		return ""
	}
	label := itemNumber.ReplaceAllString(strings.TrimFunc(s[:i], blank), "")
	if _, ok := columnWordOf(label); !ok {
		return ""
	}
	return label
}

func namesEntry(label string) bool {
	bare := bareHeader(label)
	return strings.HasSuffix(bare, "名称") || strings.HasSuffix(bare, "name") || bare == "项目" || bare == "project" || bare == "企业" || bare == "公司" || bare == "company"
}

// The fewest lines that make an entry, and the longest of them in characters.
const (
	minEntry     = 3
	maxEntryLine = 500
)

// findEntries makes one row of lines that describe one project, each with a label
// (项目名称：… 建设单位：… 总投资：…), so that its figures have their owner.
func (p *page) findEntries() {
	var out []block
	for i := 0; i < len(p.blocks); {
		n := entryAt(p.blocks[i:])
		if n < minEntry {
			out = append(out, p.blocks[i])
			i++
			continue
		}
		var cells []Cell
		for _, b := range p.blocks[i : i+n] {
			label, value, _ := cutLabel(b.text)
			if value = strings.TrimFunc(value, blank); value != "" {
				cells = append(cells, Cell{label, onOneLine(value)})
			}
		}
		if len(cells) < 2 {
			out = append(out, p.blocks[i:i+n]...)
		} else {
			out = append(out, rowOf(cells))
		}
		i += n
	}
	p.blocks = out
}

func cutLabel(s string) (string, string, bool) {
	i := strings.IndexAny(s, "：:")
	if i < 0 {
		return s, "", false
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return itemNumber.ReplaceAllString(strings.TrimFunc(s[:i], blank), ""), strings.TrimRight(s[i+size:], "；; "), true
}

// itemNumber is the number that a line of a form can begin with: （1）项目名称：…, 2、建设单位：….
var itemNumber = regexp.MustCompile(`^(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．]|[①-⑳])\s*`)

// entryAt counts the lines of the entry that begins with the first block.
func entryAt(blocks []block) int {
	seen := map[string]bool{}
	for n, b := range blocks {
		if b.kind != textBlock && b.kind != itemBlock || utf8.RuneCountInString(b.text) > maxEntryLine {
			return n
		}
		label := entryLabel(b.text)
		if label == "" || seen[label] || n == 0 && !namesEntry(label) || n > 0 && b.after == wideGap {
			return n
		}
		seen[label] = true
	}
	return len(blocks)
}

// maxForm is how many rows the form of one project has at most.
const maxForm = 80

// sheetOfPairs reads a form: names in every other column, values beside them.
func (g grid) sheetOfPairs() ([]block, bool) {
	if len(g) > maxForm {
		return nil, false
	}
	pairs, names, strays := []Cell{}, 0, 0
	for _, r := range g {
		var cells []string
		for _, c := range r {
			if c != fromLeft && c != fromAbove && c != "" {
				cells = append(cells, oneLine(c))
			}
		}
		if len(cells) > 6 {
			return nil, false
		}
		if len(cells)%2 != 0 {
			if len(cells) > 1 {
				strays++
			}
			continue
		}
		for i := 0; i < len(cells); i += 2 {
			_, isName := columnWordOf(cells[i])
			_, alsoName := columnWordOf(cells[i+1])
			if isName && !alsoName {
				names++
			} else {
				strays++
			}
			pairs = append(pairs, Cell{strings.TrimRight(cells[i], "：:"), cells[i+1]})
		}
	}
	if names < 3 || strays*2 > names {
		return nil, false
	}
	var out []block
	for _, r := range g {
		var cells []string
		for _, c := range r {
			if c = oneOf(c); c != "" {
				cells = append(cells, c)
			}
		}
		if len(cells) == 1 {
			out = append(out, block{text: cells[0], after: blankGap})
		}
	}
	return append(out, rowOf(pairs)), true
}

func rowOf(cells []Cell) block {
	var b strings.Builder
	for i, c := range cells {
		if i > 0 {
			b.WriteString("；")
		}
		b.WriteString(c.Column)
		b.WriteString("：")
		b.WriteString(c.Text)
	}
	return block{kind: rowBlock, text: b.String(), row: cells, after: blankGap}
}
