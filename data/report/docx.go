package report

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
)

// readDocx reads a Word document: headings by their style or outline level,
// automatic numbers of headings, lists, tables. What a reviewer deleted, hidden text and
// field codes are left out.
func readDocx(c *container) (*page, *Error) {
	d := &docxReader{p: &page{}, styles: map[string]docxStyle{}, lists: docxLists{}}
	if c.has("word/styles.xml") {
		if refused := c.each("word/styles.xml", "docx", d.styleToken); refused != nil {
			return nil, refused
		}
	}
	if c.has("word/numbering.xml") {
		if refused := c.each("word/numbering.xml", "docx", d.lists.token()); refused != nil {
			return nil, refused
		}
	}
	if refused := c.each("word/document.xml", "docx", d.token); refused != nil {
		return nil, refused
	}
	d.endParagraph()
	if len(d.p.blocks) == 0 && d.p.head.title == "" {
		return nil, refuse(NoText, "文档里没有文字", "the document holds no text")
	}
	return d.p, nil
}

type docxStyle struct {
	name, base string
	level      int // of a heading, 0 for none
	list       bool
}

type docxReader struct {
	p      *page
	styles map[string]docxStyle
	style  string // being read in styles.xml
	lists  docxLists

	text    strings.Builder
	para    docxParagraph
	inText  bool
	hidden  bool
	skip    int // depth inside what is left out
	tables  []*docxTable
	inProps bool
}

type docxParagraph struct {
	style, num string
	level      int // outline level + 1
	numLevel   int
}

type docxTable struct {
	g      grid
	row    []string
	cell   []string // paragraphs of the cell
	span   int
	merged bool
	cells  int
}

var headingStyle = regexp.MustCompile(`(?i)^(heading|标题)\s*(\d)?$`)

func (d *docxReader) styleToken(t xml.Token) error {
	s, ok := t.(xml.StartElement)
	if !ok {
		return nil
	}
	st := d.styles[d.style]
	switch s.Name.Local {
	case "style":
		d.style = attr(s, "styleId")
		return nil
	case "name":
		st.name = attr(s, "val")
		if m := headingStyle.FindStringSubmatch(st.name); m != nil {
			st.level, _ = strconv.Atoi(m[2])
			st.level = max(st.level, 1)
		}
	case "basedOn":
		st.base = attr(s, "val")
	case "outlineLvl":
		if n, err := strconv.Atoi(attr(s, "val")); err == nil && n < 9 {
			st.level = n + 1
		}
	case "numPr":
		st.list = true
	default:
		return nil
	}
	if len(d.styles) < 10_000 {
		d.styles[d.style] = st
	}
	return nil
}

// headingLevel is the level of a style or of the style it is based on.
func (d *docxReader) headingLevel(id string) int {
	for range 10 {
		st, ok := d.styles[id]
		if !ok {
			if m := headingStyle.FindStringSubmatch(id); m != nil {
				n, _ := strconv.Atoi(m[2])
				return max(n, 1)
			}
			return 0
		}
		if st.level > 0 {
			return st.level
		}
		id = st.base
	}
	return 0
}

func (d *docxReader) styleName(id string) string {
	if st, ok := d.styles[id]; ok {
		return strings.ToLower(st.name)
	}
	return strings.ToLower(id)
}

// left out: deletions, moved-away text, the older form of a drawing, notes' and
// fields' inner codes, ruby readings.
func leftOut(local string) bool {
	switch local {
	case "del", "moveFrom", "Fallback", "instrText", "delText", "delInstrText", "rt", "sdtPr", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange", "tcPrChange", "trPrChange", "numberingChange":
		return true
	}
	return false
}

func (d *docxReader) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		if d.skip > 0 || leftOut(t.Name.Local) {
			d.skip++
			return nil
		}
		d.start(t)
	case xml.EndElement:
		if d.skip > 0 {
			d.skip--
			return nil
		}
		return d.end(t.Name.Local)
	case xml.CharData:
		if d.skip == 0 && d.inText && !d.hidden {
			d.text.Write(t)
		}
	}
	return nil
}

func (d *docxReader) start(t xml.StartElement) {
	switch t.Name.Local {
	case "p":
		if d.text.Len() > 0 {
			// A text box stands inside a paragraph.
			d.endParagraph()
		}
		d.para = docxParagraph{}
	case "pPr", "rPr", "tcPr", "trPr":
		d.inProps = true
	case "pStyle":
		d.para.style = attr(t, "val")
	case "outlineLvl":
		if n, err := strconv.Atoi(attr(t, "val")); err == nil && n < 9 {
			d.para.level = n + 1
		}
	case "numId":
		d.para.num = attr(t, "val")
	case "ilvl":
		d.para.numLevel, _ = strconv.Atoi(attr(t, "val"))
	case "r":
		d.hidden = false
	case "vanish":
		d.hidden = attr(t, "val") != "0" && attr(t, "val") != "false"
	case "t":
		d.inText = true
	case "tab":
		if !d.inProps && !d.hidden {
			d.text.WriteByte(' ')
		}
	case "br", "cr":
		if !d.hidden {
			d.text.WriteByte('\n')
		}
	case "noBreakHyphen":
		d.text.WriteByte('-')
	case "tbl":
		d.endParagraph()
		if len(d.tables) < 20 {
			d.tables = append(d.tables, &docxTable{})
		} else {
			d.skip = 1
		}
	case "tr":
		if tb := d.table(); tb != nil {
			tb.row = nil
		}
	case "tc":
		if tb := d.table(); tb != nil {
			tb.cell, tb.span, tb.merged = nil, 1, false
		}
	case "gridSpan":
		if tb := d.table(); tb != nil {
			n, _ := strconv.Atoi(attr(t, "val"))
			tb.span = min(max(n, 1), 200)
		}
	case "gridBefore":
		if tb := d.table(); tb != nil {
			n, _ := strconv.Atoi(attr(t, "val"))
			for range min(max(n, 0), 200) {
				tb.row = append(tb.row, "")
			}
		}
	case "vMerge":
		if tb := d.table(); tb != nil {
			tb.merged = attr(t, "val") != "restart"
		}
	}
}

func (d *docxReader) table() *docxTable {
	if n := len(d.tables); n > 0 {
		return d.tables[n-1]
	}
	return nil
}

func (d *docxReader) end(local string) error {
	switch local {
	case "t":
		d.inText = false
	case "p":
		d.endParagraph()
	case "pPr", "rPr", "tcPr", "trPr":
		d.inProps = false
	case "tc":
		if tb := d.table(); tb != nil {
			text := strings.Join(tb.cell, " ")
			if hasHan(text) {
				text = strings.Join(tb.cell, "")
			}
			if tb.merged {
				text = fromAbove
			}
			tb.row = append(tb.row, text)
			for i := 1; i < tb.span; i++ {
				tb.row = append(tb.row, fromLeft)
			}
			tb.cell = nil
			if tb.cells += tb.span; tb.cells > maxTableCells {
				return errCells()
			}
		}
	case "tr":
		if tb := d.table(); tb != nil {
			tb.g = append(tb.g, tb.row)
		}
	case "tbl":
		d.endTable()
	}
	return nil
}

func (d *docxReader) endTable() {
	n := len(d.tables)
	if n == 0 {
		return
	}
	tb := d.tables[n-1]
	d.tables = d.tables[:n-1]
	if n > 1 {
		// A table within a cell becomes the cell's text.
		outer := d.tables[n-2]
		for _, r := range tb.g {
			for _, c := range r {
				if c = oneOf(c); c != "" {
					outer.cell = append(outer.cell, c)
				}
			}
		}
		return
	}
	// A table of one column is a frame around text.
	for _, r := range tb.g {
		if len(r) > 1 {
			d.p.blocks = append(d.p.blocks, tb.g.inText()...)
			return
		}
	}
	for _, r := range tb.g {
		for _, c := range r {
			d.p.add(textBlock, oneOf(c))
		}
	}
}

func (d *docxReader) endParagraph() {
	raw := d.text.String()
	d.text.Reset()
	d.hidden = false
	lines := strings.Split(raw, "\n")
	for i, l := range lines {
		for _, part := range splitIndents(l) {
			if part = strings.TrimFunc(part, blank); part == "" {
				continue
			}
			if tb := d.table(); tb != nil {
				tb.cell = append(tb.cell, part)
				continue
			}
			d.paragraph(part, i == 0)
		}
	}
}

func (d *docxReader) paragraph(text string, first bool) {
	name := d.styleName(d.para.style)
	level := d.para.level
	if level == 0 {
		level = d.headingLevel(d.para.style)
	}
	label, isList := "", false
	if first && d.para.num != "" && d.para.num != "0" {
		label, isList = d.lists.label(d.para.num, d.para.numLevel)
	}
	switch {
	case (name == "title" || name == "标题") && d.p.head.title == "" && len(d.p.blocks) == 0:
		d.p.head.title = text
	case (name == "title" || name == "subtitle" || name == "副标题") && d.p.head.title != "" && len(d.p.blocks) == 0:
		if strings.HasPrefix(text, "——") || strings.HasPrefix(text, "关于") {
			d.p.head.title += text
			return
		}
		d.p.blocks = append(d.p.blocks, block{text: text, after: blankGap})
	case level > 0 && len([]rune(text)) <= 2*maxHeading && !strings.HasSuffix(text, "。"):
		d.p.blocks = append(d.p.blocks, block{kind: headingBlock, level: level, text: label + text, after: blankGap})
	case name == "caption" || name == "题注":
		d.p.blocks = append(d.p.blocks, block{kind: captionBlock, text: text, after: blankGap})
	case isList && d.lists.heads(d.para.num, d.para.numLevel) && headingShape(text):
		// 一、 made by Word itself: a heading if it reads like one.
		d.p.blocks = append(d.p.blocks, block{text: label + text, after: blankGap})
	case isList:
		d.p.blocks = append(d.p.blocks, block{kind: itemBlock, text: text, after: blankGap})
	default:
		d.p.blocks = append(d.p.blocks, block{text: text, after: blankGap})
	}
}
