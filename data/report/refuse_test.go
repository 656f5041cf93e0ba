package report

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"
)

// What offices send by mistake. Each gets one readable line and a code.
func TestRefusals(t *testing.T) {
	noise := make([]byte, 1<<20)
	rng := rand.NewChaCha8([32]byte{1})
	_, _ = rng.Read(noise)
	scanned := pdfOf([]string{}, []string{})
	ole := func(stream string) []byte {
		return append(append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 1024)...), utf16Bytes(stream, true, false)...)
	}
	bigXML := `<w:document xmlns:w="x"><w:body>` + strings.Repeat(`<w:p><w:r><w:t>零零零零零零零零零零零零零零零零</w:t></w:r></w:p>`, 400_000) + `</w:body></w:document>`
	deep := strings.Repeat("<w:sdt>", 5000) + strings.Repeat("</w:sdt>", 5000)
	docx := docxOf(t, para("", "开工40个。"))
	for _, tt := range []struct {
		name string
		b    []byte
		code Code
	}{
		{"empty.txt", nil, Empty},
		{"blank.txt", []byte(" \n\u3000\r\n\t"), Empty},
		{"bom.txt", []byte("\xef\xbb\xbf"), Empty},
		{"blank.html", []byte("<!doctype html><html><body> <script>x</script></body></html>"), Empty},
		{"noise.txt", noise, Binary},
		{"noise.bin", noise, Binary},
		{"noise.docx", noise, Damaged},
		{"noise.pdf", noise, Damaged},
		{"picture.txt", append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), noise[:4000]...), Binary},
		{"photo.jpg", append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00"), noise[:4000]...), Binary},
		{"scan.pdf", scanned, NoText},
		{"cut.pdf", pdfOf([]string{"柳源县项目建设简报"})[:300], Damaged},
		{"locked.docx", ole("EncryptedPackage"), Encrypted},
		{"locked.xlsx", ole("EncryptedPackage"), Encrypted},
		{"old.doc", ole("WordDocument"), Unsupported},
		{"old.xls", ole("Workbook"), Unsupported},
		{"a.rtf", []byte(`{\rtf1\ansi hello}`), Unsupported},
		{"a.zip", zipOf(t, "a.txt", "开工"), Unsupported},
		{"a.odt", zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<a/>"), Unsupported},
		{"a.pptx", zipOf(t, "ppt/presentation.xml", "<a/>"), Unsupported},
		{"cut.docx", docx[:len(docx)/2], Damaged},
		{"bent.docx", append(append([]byte{}, docx[:200]...), docx[210:]...), Damaged},
		{"wrong.docx", zipOf(t, "word/document.xml", "<w:document><w:body><w:p"), Damaged},
		{"none.docx", docxOf(t, ""), NoText},
		{"bomb.docx", zipOf(t, "word/document.xml", bigXML), TooLarge},
		{"bomb.xlsx", zipOf(t, "xl/workbook.xml", "<workbook/>", "xl/sharedStrings.xml", "<sst>"+strings.Repeat("<si><t>0000000000</t></si>", 900_000)+"</sst>"), TooLarge},
		{"deep.docx", docxOf(t, deep), Damaged},
		{"deep.html", []byte("<!doctype html>" + strings.Repeat("<div>", 3000) + "开工"), Damaged},
		{"none.xlsx", xlsxOf(t, func(*excelize.File) {}), NoText},
		{"nohead.xlsx", xlsxOf(t, func(f *excelize.File) {
			setRows(t, f, "Sheet1", []any{1, "柳源冷库", 22000, "城关镇"}, []any{2, "板材厂", 8500, "北河乡"})
		}), NoHeader},
		{"nohead.csv", []byte("1,柳源冷库,22000,城关镇\n2,板材厂,8500,北河乡\n"), NoHeader},
		{"prose.csv", []byte("柳源县今年开工40个项目。\n"), NoHeader},
		{"mixed.csv", append([]byte("项目名称,总投资（万元）\n"), gb18030(t, "柳源县冷库项目,22000\n")...), Encoding},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			_, err := ReadBytes("/tmp/somewhere/"+tt.name, tt.b)
			if CodeOf(err) != tt.code {
				t.Fatalf("%q %v, want %s", CodeOf(err), err, tt.code)
			}
			checkLine(t, err, tt.name)
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

// A PDF that opens only with a password, with pdftotext and without.
func TestEncryptedPDFIsRefused(t *testing.T) {
	b := pdfOf([]string{"柳源县项目建设简报"})
	secret := "<" + strings.Repeat("5a", 32) + ">"
	b = bytes.Replace(b, []byte("/Root 1 0 R"), []byte("/Root 1 0 R /ID [<01> <01>] /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O "+secret+" /U "+secret+" >>"), 1)
	for _, path := range []string{"pdftotext", "library"} {
		t.Run(path, func(t *testing.T) {
			if path == "library" {
				t.Setenv("PATH", t.TempDir())
			} else if _, err := exec.LookPath("pdftotext"); err != nil {
				t.Skip("pdftotext is not installed (Debian: poppler-utils)")
			}
			_, err := ReadBytes("a.pdf", b)
			if CodeOf(err) != Encrypted {
				t.Fatalf("%v", err)
			}
			checkLine(t, err, "a.pdf")
		})
	}
}

// A PDF whose page unpacks to a hundred times its size is not given to the library.
func TestPDFBombIsRefused(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	line := strings.Repeat("1 0 0 1 60 60 Tm <0041> Tj\n", 40_000)
	for range 40 {
		_, err := io.WriteString(w, line)
		must(t, err)
	}
	must(t, w.Close())
	plain := pdfOf([]string{"甲"})
	from, to := bytes.LastIndex(plain, []byte("<< /Length")), bytes.LastIndex(plain, []byte("endstream"))
	b := fmt.Appendf(bytes.Clone(plain[:from]), "<< /Length %d /Filter /FlateDecode >>\nstream\n%s\n%s", packed.Len(), packed.Bytes(), plain[to:])
	start := time.Now()
	_, err := ReadBytes("a.pdf", b)
	if CodeOf(err) != TooLarge {
		t.Fatalf("%v", err)
	}
	checkLine(t, err, "a.pdf")
	if d := time.Since(start); d > 3*time.Second {
		t.Errorf("took %v", d)
	}
}

// checkLine demands one line for people, in both languages, with the file's name and no more.
func checkLine(t *testing.T, err error, name string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("%T is no *Error", err)
	}
	for _, line := range []string{err.Error(), e.Message("zh"), e.Message("en")} {
		if !strings.HasPrefix(line, name) || strings.ContainsAny(line, "\n\r") || len([]rune(line)) > 140 {
			t.Errorf("not one readable line: %q", line)
		}
		line = strings.TrimPrefix(line, name)
		for _, inner := range []string{"/tmp", "panic", "runtime", "goroutine", "xml:", "zip:", "EOF", "nil", "0x"} {
			if strings.Contains(line, inner) {
				t.Errorf("%q shows what is inside: %q", line, inner)
			}
		}
	}
	if strings.ContainsFunc(strings.TrimPrefix(e.Message("en"), name), func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		t.Errorf("Chinese in the English line: %q", e.Message("en"))
	}
}

func TestReadFiles(t *testing.T) {
	dir := t.TempDir()
	ctx := context.Background()
	file := filepath.Join(dir, "柳源.txt")
	must(t, os.WriteFile(file, []byte("柳源县开工\n\n开工40个。"), 0o600))
	r, err := Read(ctx, file)
	if err != nil {
		t.Fatal(err)
	}
	if r.File != "柳源.txt" || r.Title != "柳源县开工" || len(r.SHA256) != 64 {
		t.Errorf("%+v", *r)
	}
	again, err := ReadBytes("柳源.txt", []byte("柳源县开工\n\n开工40个。"))
	if err != nil || again.SHA256 != r.SHA256 || again.Key != r.Key {
		t.Errorf("not the same: %v %+v", err, again)
	}

	_, err = Read(ctx, filepath.Join(dir, "没有.txt"))
	if CodeOf(err) != NotFound || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	checkLine(t, err, "没有.txt")
	_, err = Read(ctx, dir)
	if CodeOf(err) != Unreadable {
		t.Errorf("%v", err)
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if _, err = Read(gone, file); CodeOf(err) != Interrupted || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if os.Getuid() != 0 {
		must(t, os.Chmod(file, 0))
		if _, err = Read(ctx, file); CodeOf(err) != Unreadable {
			t.Errorf("%v", err)
		}
	}
}

// Files far larger than any report are refused from their beginning or their
// length, without being held in memory.
func TestHugeFilesAreRefusedInLittleMemory(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct {
		name  string
		begin string
		size  int64
		code  Code
	}{
		{"200 MB of text.txt", "柳源县开工40个。\n", 200 << 20, TooLarge},
		{"50 MB binary.dat", "\x7fELF\x02\x01\x01\x00\x00\x00", 50 << 20, Binary},
		{"90 MB.pdf", "%PDF-1.4\n", 90 << 20, TooLarge},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(dir, tt.name)
			f, err := os.Create(path)
			must(t, err)
			chunk := strings.Repeat(tt.begin, 1<<20/len(tt.begin))
			for written := int64(0); written < tt.size; written += int64(len(chunk)) {
				_, err := f.WriteString(chunk)
				must(t, err)
			}
			must(t, f.Close())
			defer os.Remove(path)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, err = Read(context.Background(), path)
			runtime.ReadMemStats(&after)
			if CodeOf(err) != tt.code {
				t.Fatalf("%v", err)
			}
			checkLine(t, err, tt.name)
			if grown := after.TotalAlloc - before.TotalAlloc; grown > 300<<20 {
				t.Errorf("allocated %d MB", grown>>20)
			}
			if d := time.Since(start); d > 3*time.Second {
				t.Errorf("took %v", d)
			}
		})
	}
}

func TestMillionsOfCellsAreRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("makes a workbook of two million cells")
	}
	var b strings.Builder
	b.WriteString("<worksheet><sheetData>")
	for r := range 21_000 {
		fmt.Fprintf(&b, `<row r="%d">`, r+1)
		for range 100 {
			b.WriteString("<c><v>1</v></c>")
		}
		b.WriteString("</row>")
	}
	b.WriteString("</sheetData></worksheet>")
	_, err := ReadBytes("a.xlsx", zipOf(t,
		"xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="t/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", b.String()))
	if CodeOf(err) != TooLarge {
		t.Fatalf("%v", err)
	}
	checkLine(t, err, "a.xlsx")
}
