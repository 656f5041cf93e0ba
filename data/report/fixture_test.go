package report

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// zipOf packs files, name and content in turn.
func zipOf(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	for i := 0; i+1 < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const wordNS = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">`

// docxOf makes a Word document of a body, with styles and lists as Chinese Word writes them.
func docxOf(t testing.TB, body string) []byte {
	t.Helper()
	return zipOf(t,
		"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?>`+wordNS+`<w:body>`+body+`</w:body></w:document>`,
		"word/styles.xml", `<w:styles xmlns:w="x"><w:style w:styleId="a"><w:name w:val="Normal"/></w:style>`+
			`<w:style w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>`+
			`<w:style w:styleId="2"><w:name w:val="heading 2"/></w:style>`+
			`<w:style w:styleId="my"><w:name w:val="小节"/><w:basedOn w:val="2"/></w:style>`+
			`<w:style w:styleId="t"><w:name w:val="Title"/></w:style>`+
			`<w:style w:styleId="c"><w:name w:val="caption"/></w:style></w:styles>`,
		"word/numbering.xml", `<w:numbering xmlns:w="x"><w:abstractNum w:abstractNumId="0">`+
			`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>`+
			`<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>`+
			`<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>`+
			`<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num></w:numbering>`)
}

// para is a paragraph of a Word document in a style, "" for none.
func para(style, text string) string {
	p := ""
	if style != "" {
		p = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
	}
	return `<w:p>` + p + `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

func numbered(num, level, text string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + num + `"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

// xlsxOf makes a workbook with excelize.
func xlsxOf(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func setRows(t testing.TB, f *excelize.File, sheet string, rows ...[]any) {
	t.Helper()
	for i, r := range rows {
		if err := f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &r); err != nil {
			t.Fatal(err)
		}
	}
}

// pdfOf makes a PDF of pages of lines. Its font has no shapes, only the mapping
// from codes to characters that text extraction goes by; code and character are the same.
func pdfOf(pages ...[]string) []byte {
	var b bytes.Buffer
	var offsets []int
	b.WriteString("%PDF-1.4\n")
	object := func(n int, body string) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, body)
	}
	stream := func(s string) string { return fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(s), s) }
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 7+2*i))
	}
	object(1, "<< /Type /Catalog /Pages 2 0 R >>")
	object(2, fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(pages)))
	object(3, "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>")
	object(4, "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [32 [500 500] 33 126 500] /FontDescriptor 6 0 R >>")
	object(5, stream("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /X def\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"+
		charMap(pages)+"endcmap\nend\nend"))
	object(6, "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>")
	for i, lines := range pages {
		object(7+2*i, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 840] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 8+2*i))
		var c strings.Builder
		c.WriteString("BT /F1 12 Tf\n")
		y := 780
		for _, l := range lines {
			x := 60
			for strings.HasPrefix(l, "\u3000") {
				x, l = x+12, strings.TrimPrefix(l, "\u3000")
			}
			// A tab is 120 points wide, a vertical tab leads to the second column.
			for _, part := range strings.SplitAfter(l, "\v") {
				for _, part := range strings.Split(strings.TrimSuffix(part, "\v"), "\t") {
					if part == "" {
						x += 120
						continue
					}
					fmt.Fprintf(&c, "1 0 0 1 %d %d Tm <%s> Tj\n", x, y, utf16Hex(part))
					x += 120
				}
				if strings.HasSuffix(part, "\v") {
					x = 330
				}
			}
			y -= 20
		}
		c.WriteString("ET")
		object(8+2*i, stream(c.String()))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, start)
	return b.Bytes()
}

// charMap maps each character's code to itself.
func charMap(pages [][]string) string {
	used := map[rune]bool{}
	for _, lines := range pages {
		for _, l := range lines {
			for _, r := range l {
				used[r] = true
			}
		}
	}
	var all []rune
	for r := range used {
		all = append(all, r)
	}
	slices.Sort(all)
	var b strings.Builder
	for part := range slices.Chunk(all, 100) {
		fmt.Fprintf(&b, "%d beginbfchar\n", len(part))
		for _, r := range part {
			fmt.Fprintf(&b, "<%04x> <%04x>\n", r, r)
		}
		b.WriteString("endbfchar\n")
	}
	return b.String()
}

func utf16Hex(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return hex.EncodeToString(b)
}

// shape writes a report as one line a heading or passage, for tables of cases.
func shape(r *Report) string {
	var b strings.Builder
	for _, s := range r.Sections {
		if s.Title != "" {
			fmt.Fprintf(&b, "%s %s\n", strings.Repeat("#", s.Level), s.Title)
		}
		for _, p := range s.Passages {
			mark := map[PassageKind]string{Paragraph: "", ListItem: "- ", Caption: "^ ", Row: "| "}[p.Kind]
			fmt.Fprintf(&b, "%s%s\n", mark, p.Text)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

func checkShape(t *testing.T, r *Report, want string) {
	t.Helper()
	if got := shape(r); got != strings.TrimSpace(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, strings.TrimSpace(want))
	}
}
