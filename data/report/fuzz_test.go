package report

import (
	"bytes"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// check reads b and demands what holds for any bytes: no panic, an answer
// within 100 ms and 64 MB, an *Error of one line or a report that is sound.
func check(t *testing.T, name string, b []byte) {
	t.Helper()
	if len(b) > 64<<10 {
		t.Skip()
	}
	best, grown := time.Hour, uint64(1<<40)
	var r *Report
	var err error
	// The machine may be busy; only what is slow three times over is slow.
	for range 3 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		r, err = ReadBytes(name, b)
		best = min(best, time.Since(start))
		runtime.ReadMemStats(&after)
		if grown = min(grown, after.TotalAlloc-before.TotalAlloc); best < 100*time.Millisecond && grown < 64<<20 {
			break
		}
	}
	if best > 100*time.Millisecond || grown > 64<<20 {
		t.Fatalf("took %v and %d MB for %d bytes", best, grown>>20, len(b))
	}
	if err != nil {
		checkLine(t, err, name)
		return
	}
	number := 0
	for _, s := range r.Sections {
		if !utf8.ValidString(s.Title) || strings.ContainsAny(s.Title, "\r\n\x00") {
			t.Errorf("heading %q", s.Title)
		}
		for _, p := range s.Passages {
			if number++; p.Number != number || p.Text == "" || !utf8.ValidString(p.Text) || strings.ContainsAny(p.Text, "\n\r\x00\x01") {
				t.Errorf("passage %d %q", p.Number, p.Text)
			}
			if (p.Kind == Row) != (len(p.Row) > 0) {
				t.Errorf("%s with %d cells: %q", p.Kind, len(p.Row), p.Text)
			}
			for _, c := range p.Row {
				if c.Text == "" || strings.ContainsAny(c.Text+c.Column, "\n\r\x00\x01") {
					t.Errorf("cell %q", c)
				}
			}
		}
	}
	if r.Lang != "zh" && r.Lang != "en" || len(r.SHA256) != 64 || strings.ContainsAny(r.Title, "\r\n\x00\x01") {
		t.Errorf("report %+v", *r)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{
		"柳源县开工\n\n开工40个。",
		"柳色新\n——柳源县纪实\n本报记者 丁一\n\n一、招商\n签约3个，“一把\n\n手”落实。\n图为大桥。丁一 摄",
		"TITLE\n  One line that breaks, and\n  goes on here.\n      Another.\n",
		"\xef\xbb\xbf开工\r\n\u3000\u3000总投资3亿元。\u3000\u3000占地5亩。",
		"\xff\xfe\x1a\x62", "项目名称\t总投资\n甲\t3\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { check(t, "a.txt", b) })
}

func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{
		"---\ntitle: 甲\ndate: 2023-11-05\nauthors:\n- 丁一\n---\n# 一\n开工。\n- a\n  - b\n\n| 项目名称 | 总投资 |\n|---|---|\n| 甲 | 3 |\n",
		"# a\n> b\n\n```\nc\n```\n<table><tr><td>1</td></tr></table>\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { check(t, "a.md", b) })
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte(strings.ReplaceAll(htmlPage, "%s", "utf-8")))
	f.Add([]byte("<html><meta charset=big5><p>a<table><tr><td rowspan=3 colspan=9>b</table>"))
	f.Fuzz(func(t *testing.T, b []byte) { check(t, "a.html", b) })
}

func FuzzDelimited(f *testing.F) {
	for _, s := range []string{"项目名称,总投资（万元）\n甲,\"3\n4\"\n", "sep=;\nproject;investment\na;1\n", "序号\t名称\n1\t甲\n合计\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { check(t, "a.csv", b) })
}

// FuzzDocx changes the main part of a document whole, then its zip.
func FuzzDocx(f *testing.F) {
	table := "<w:tbl><w:tr><w:tc>" + para("", "项目名称") + "</w:tc><w:tc>" + para("", "总投资") + "</w:tc></w:tr><w:tr><w:tc>" + para("", "甲") + "</w:tc><w:tc>" + para("", "3") + "</w:tc></w:tr></w:tbl>"
	f.Add([]byte(para("t", "甲")+numbered("5", "0", "一")+table), false)
	f.Add(docxOf(f, para("1", "甲")+table), true)
	f.Fuzz(func(t *testing.T, b []byte, whole bool) {
		if !whole {
			b = docxOf(t, string(b))
		}
		check(t, "a.docx", b)
	})
}

// FuzzXlsx changes a sheet, then the whole workbook.
func FuzzXlsx(f *testing.F) {
	sheet := `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>项目名称</t></is></c><c r="B1" t="str"><v>总投资（万元）</v></c></row>` +
		`<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>45000.5</v></c></row></sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells></worksheet>`
	f.Add([]byte(sheet), false)
	f.Add(workbookOf(f, sheet), true)
	f.Fuzz(func(t *testing.T, b []byte, whole bool) {
		if !whole {
			b = workbookOf(t, string(b))
		}
		check(t, "a.xlsx", b)
	})
}

func workbookOf(t testing.TB, sheet string) []byte {
	return zipOf(t,
		"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml", `<sst><si><t>甲</t></si></sst>`,
		"xl/worksheets/sheet1.xml", sheet)
}

// FuzzPDF reads with the library alone, in this process.
func FuzzPDF(f *testing.F) {
	f.Setenv("PATH", f.TempDir())
	f.Add(pdfOf([]string{"柳源县开工", "　　开工40个。"}))
	f.Add(bytes.Replace(pdfOf([]string{"a"}), []byte("/Root"), []byte("/Encrypt 3 0 R /Root"), 1))
	f.Fuzz(func(t *testing.T, b []byte) { check(t, "a.pdf", b) })
}

// FuzzAny takes the format from the content alone.
func FuzzAny(f *testing.F) {
	for _, s := range []string{"PK\x03\x04", "%PDF-1.4", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "{\\rtf1", "<html>", "\xff\xfe", "开工", "\xbf\xaa\xb9\xa4"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { check(t, "a", b) })
}
