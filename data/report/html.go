package report

import (
	"bytes"
	"html"
	"regexp"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

func unescapeEntities(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return strings.ReplaceAll(html.UnescapeString(s), "\u00a0", " ")
}

var declared = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([\w\-]+)`)

// readHTML reads a web page: its main part without menus, scripts and forms.
func readHTML(b []byte) (*page, *Error) {
	s, refused := decodeHTML(b)
	if refused != nil {
		return nil, refused
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(s))
	if err != nil {
		return nil, refuse(Damaged, "网页嵌套过深或已损坏", "the page is nested too deeply or damaged").because(err)
	}
	p := &page{}
	doc.Find(`meta[name="author"],meta[name="Author"],meta[name="ContentSource"],meta[name="PubDate"],meta[name="ArticleTitle"],meta[property="article:published_time"]`).Each(func(_ int, m *goquery.Selection) {
		v := strings.TrimSpace(m.AttrOr("content", ""))
		switch strings.ToLower(m.AttrOr("name", m.AttrOr("property", ""))) {
		case "author":
			p.head.fill(head{authors: v})
		case "contentsource":
			p.head.fill(head{source: v})
		case "pubdate", "article:published_time":
			p.head.fill(head{date: v})
		case "articletitle":
			p.head.fill(head{title: v})
		}
	})
	pageTitle := strings.Join(strings.Fields(doc.Find("title").First().Text()), " ")
	doc.Find(`script,style,noscript,template,nav,footer,aside,form,svg,iframe,object,select,button,textarea,[hidden],[aria-hidden="true"],[role="navigation"]`).Remove()
	doc.Find(`[style]`).Each(func(_ int, s *goquery.Selection) {
		style := strings.ToLower(strings.ReplaceAll(s.AttrOr("style", ""), " ", ""))
		if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
			s.Remove()
		}
	})
	root := mainPart(doc)
	h := htmlReader{p: p}
	if h1 := doc.Find("h1"); h1.Length() == 1 {
		if t := strings.Join(strings.Fields(h1.Text()), " "); t != "" {
			p.head.fill(head{title: t})
			h.skip = h1.Get(0)
		}
	}
	for _, n := range root.Nodes {
		h.walk(n, textBlock, 0)
	}
	h.flush(textBlock)
	if p.head.title == "" {
		p.head.title = siteless(pageTitle)
	}
	if len(p.blocks) == 0 && p.head.title == "" {
		return nil, errEmpty
	}
	return p, nil
}

func decodeHTML(b []byte) (string, *Error) {
	head := b[:min(len(b), 2048)]
	if m := declared.FindSubmatch(head); m != nil && !bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) && utf16Order(b) == nil {
		if enc, name := charset.Lookup(string(m[1])); enc != nil && name != "utf-8" && name != "gbk" && name != "gb18030" && !strings.HasPrefix(name, "utf-16") && name != "replacement" {
			if s, err := enc.NewDecoder().Bytes(b); err == nil && !bytes.Contains(s, []byte("\ufffd")) {
				return tidy(string(s))
			}
		}
	}
	return decode(b)
}

// mainPart is the article of a page where it is marked, else the whole body.
func mainPart(doc *goquery.Document) *goquery.Selection {
	for _, sel := range []string{"article", "main", "#zoom", "#content", "#article", ".article-content", ".TRS_Editor", ".content"} {
		if s := doc.Find(sel); s.Length() == 1 && len(s.Text()) > 200 && len(s.Text())*3 > len(doc.Find("body").Text()) {
			return s
		}
	}
	if body := doc.Find("body"); body.Length() > 0 {
		return body
	}
	return doc.Selection
}

var siteTail = regexp.MustCompile(`\s*[_|｜]\s*[^_|｜]{2,30}$|\s[-–—]\s?[^-–—]{2,30}$`)

// siteless takes the site's name off a page's title.
func siteless(title string) string {
	for range 3 {
		cut := siteTail.ReplaceAllString(title, "")
		if cut == title || len([]rune(cut)) < 4 {
			break
		}
		title = cut
	}
	return title
}

type htmlReader struct {
	p    *page
	b    strings.Builder
	skip *nethtml.Node
	link int // bytes of the running text that are links
}

// walk visits the tree; the parser refuses trees deeper than 512.
func (h *htmlReader) walk(n *nethtml.Node, kind blockKind, depth int) {
	if n == h.skip {
		return
	}
	switch n.Type {
	case nethtml.TextNode:
		h.b.WriteString(n.Data)
		return
	case nethtml.ElementNode, nethtml.DocumentNode:
	default:
		return
	}
	switch n.DataAtom {
	case atom.Head:
		return
	case atom.Br:
		h.flush(kind)
		return
	case atom.Table:
		h.flush(kind)
		if h.table(n) {
			return
		}
	case atom.Img:
		return
	case atom.A:
		before := h.b.Len()
		h.children(n, kind, depth)
		h.link += max(h.b.Len()-before, 0)
		return
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		h.flush(kind)
		h.children(n, kind, depth)
		if t := h.take(); t != "" {
			h.p.blocks = append(h.p.blocks, block{kind: headingBlock, level: int(n.Data[1] - '0'), text: t, after: blankGap})
		}
		return
	case atom.Rt, atom.Rp:
		return
	}
	inner := kind
	switch n.DataAtom {
	case atom.Li, atom.Dd:
		inner = itemBlock
	case atom.Figcaption:
		inner = captionBlock
	}
	if isBlock(n.DataAtom) {
		h.flush(kind)
		h.children(n, inner, depth)
		h.flush(inner)
		return
	}
	h.children(n, inner, depth)
}

func (h *htmlReader) children(n *nethtml.Node, kind blockKind, depth int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		h.walk(c, kind, depth+1)
	}
}

func isBlock(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Body, atom.Html, atom.Ul, atom.Ol, atom.Li,
		atom.Dl, atom.Dt, atom.Dd, atom.Blockquote, atom.Pre, atom.Figure, atom.Figcaption, atom.Table, atom.Thead, atom.Tbody,
		atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Hr, atom.Center, atom.Address, atom.Fieldset, atom.Details, atom.Summary:
		return true
	}
	return false
}

// take returns the running text with its blanks folded.
func (h *htmlReader) take() string {
	s := h.b.String()
	h.b.Reset()
	h.link = 0
	return strings.TrimFunc(foldBlanks(s), blank)
}

// foldBlanks makes one blank of many, and keeps full-width indents, which mark paragraphs.
func foldBlanks(s string) string {
	var b strings.Builder
	space, broken, last := false, false, ' '
	for _, r := range s {
		if r == ' ' || r == '\t' || r == '\n' || r == '\u00a0' {
			space = true
			broken = broken || r == '\n'
			continue
		}
		// The source of a Chinese page may break a line anywhere; no blank is meant.
		if space && b.Len() > 0 && !(broken && wideRune(last) && wideRune(r)) {
			b.WriteByte(' ')
		}
		space, broken, last = false, false, r
		b.WriteRune(r)
	}
	return b.String()
}

func (h *htmlReader) flush(kind blockKind) {
	raw := h.b.Len()
	links := h.link
	s := h.take()
	if s == "" {
		return
	}
	// A line that is mostly links is a menu, unless it reads like a sentence.
	if links*10 >= raw*6 && !strings.ContainsAny(s, "。；") && len([]rune(s)) < 60 {
		return
	}
	for _, part := range splitIndents(s) {
		h.p.add(kind, part)
	}
}

// table reads a table of data, and tells whether it was one: tables that lay
// out a page hold other tables or whole articles.
func (h *htmlReader) table(n *nethtml.Node) bool {
	s := goquery.NewDocumentFromNode(n)
	if s.Find("table").Length() > 0 || s.Find("h1,h2,h3,article").Length() > 0 {
		return false
	}
	var g grid
	spans := map[int]int{} // column → rows that a cell above still covers
	cells, columns := 0, 0
	s.Find("tr").Each(func(_ int, tr *goquery.Selection) {
		var row []string
		covered := func() {
			for spans[len(row)] > 0 {
				spans[len(row)]--
				row = append(row, fromAbove)
			}
		}
		tr.ChildrenFiltered("td,th").Each(func(_ int, td *goquery.Selection) {
			covered()
			text := strings.TrimFunc(foldBlanks(td.Text()), blank)
			wide, _ := strconv.Atoi(td.AttrOr("colspan", "1"))
			tall, _ := strconv.Atoi(td.AttrOr("rowspan", "1"))
			for i := range min(max(wide, 1), 100) {
				if cells++; cells > maxTableCells {
					return
				}
				if tall > 1 {
					spans[len(row)] = min(tall, 1000) - 1
				}
				if i > 0 {
					text = fromLeft
				}
				row = append(row, text)
			}
		})
		covered()
		columns = max(columns, len(row))
		g = append(g, row)
	})
	if columns < 2 || len(g) == 0 {
		return false
	}
	if c := strings.TrimFunc(foldBlanks(s.Find("caption").Text()), blank); c != "" {
		h.p.add(textBlock, c)
	}
	h.p.blocks = append(h.p.blocks, g.inText()...)
	return true
}

// maxTableCells bounds one table inside a text.
const maxTableCells = 200_000
