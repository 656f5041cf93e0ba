package report

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

var markdown = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))

// readMarkdown reads Markdown with an optional header between "---" lines:
// title, source, authors, place, date, language, also by their Chinese names.
func readMarkdown(s string) (*page, *Error) {
	p := &page{}
	if h, rest, ok := cutFrontMatter(s); ok {
		p.head, s = h, rest
	}
	src := []byte(s)
	m := mdReader{p: p, src: src}
	doc := markdown.Parser().Parse(text.NewReader(src))
	m.blocks(doc, textBlock, 0)
	return p, nil
}

type mdReader struct {
	p   *page
	src []byte
}

// maxNesting bounds lists within quotations within lists.
const maxNesting = 200

func (m *mdReader) blocks(n ast.Node, kind blockKind, depth int) {
	if depth > maxNesting {
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Heading:
			if t := strings.TrimFunc(m.inline(c), blank); t != "" {
				m.p.blocks = append(m.p.blocks, block{kind: headingBlock, level: c.Level, text: t, after: blankGap})
			}
		case *ast.Paragraph, *ast.TextBlock:
			for _, part := range splitIndents(m.inline(c)) {
				m.p.add(kind, part)
				m.gap()
			}
		case *ast.ListItem:
			m.blocks(c, itemBlock, depth+1)
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			for _, l := range strings.Split(m.lines(c), "\n") {
				m.p.add(kind, l)
			}
		case *ast.HTMLBlock:
			if inner, refused := readHTML([]byte("<html><meta charset=utf-8>" + m.lines(c))); refused == nil {
				m.p.blocks = append(m.p.blocks, inner.blocks...)
			}
		case *east.Table:
			m.table(c)
		default:
			m.blocks(c, kind, depth+1)
		}
	}
}

func (m *mdReader) gap() {
	if n := len(m.p.blocks); n > 0 {
		m.p.blocks[n-1].after = blankGap
	}
}

func (m *mdReader) lines(n ast.Node) string {
	var b strings.Builder
	for i := 0; i < n.Lines().Len(); i++ {
		seg := n.Lines().At(i)
		b.Write(seg.Value(m.src))
	}
	return b.String()
}

// inline is the text of a block without its marks.
func (m *mdReader) inline(n ast.Node) string {
	out := ""
	var b strings.Builder
	var walk func(n ast.Node, depth int)
	walk = func(n ast.Node, depth int) {
		if depth > maxNesting {
			return
		}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			switch c := c.(type) {
			case *ast.Text:
				b.Write(c.Value(m.src))
				if c.SoftLineBreak() || c.HardLineBreak() {
					out = joinMaybe(out, b.String())
					b.Reset()
				}
			case *ast.String:
				b.Write(c.Value)
			case *ast.AutoLink:
				b.Write(c.Label(m.src))
			case *ast.RawHTML:
			default:
				walk(c, depth+1)
			}
		}
	}
	walk(n, 0)
	return unescapeEntities(joinMaybe(out, b.String()))
}

func joinMaybe(a, b string) string {
	a, b = strings.TrimFunc(a, blank), strings.TrimRightFunc(b, blank)
	if a == "" {
		return b
	}
	if b = strings.TrimFunc(b, blank); b == "" {
		return a
	}
	return joinLines(a, b)
}

func (m *mdReader) table(t ast.Node) {
	var g grid
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, strings.TrimFunc(m.inline(c), blank))
		}
		g = append(g, cells)
	}
	m.p.blocks = append(m.p.blocks, g.inText()...)
}
