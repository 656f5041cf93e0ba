package report

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// What we read at most. A long yearbook is some 5 MB of text; a document with
// pictures is rarely over 30 MB.
const (
	maxText      = 32 << 20 // bytes of a text file
	maxHTML      = 12 << 20 // bytes of a web page, whose tree takes ten times that
	maxContainer = 50 << 20 // bytes of a docx, xlsx or pdf
	maxPassages  = 300_000
	maxCells     = 2_000_000 // of a spreadsheet
)

// A format is a form of file that we read.
type format string

const (
	textFormat  format = "txt"
	mdFormat    format = "md"
	htmlFormat  format = "html"
	docxFormat  format = "docx"
	pdfFormat   format = "pdf"
	xlsxFormat  format = "xlsx"
	csvFormat   format = "csv"
	tsvFormat   format = "tsv"
	otherFormat format = ""
)

// Read reads the file at path. The returned error is an *Error, one readable line.
func Read(ctx context.Context, path string) (*Report, error) {
	name := filepath.Base(path)
	f, err := os.Open(path)
	if err != nil {
		return nil, openError(err).of(name)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, openError(err).of(name)
	}
	if info.IsDir() {
		return nil, refuse(Unreadable, "这是文件夹，不是文件", "this is a folder, not a file").of(name)
	}
	b, refused := readBounded(f)
	if refused != nil {
		return nil, refused.of(name)
	}
	return read(ctx, name, b)
}

// ReadBytes reads a file that is in memory already; name is its name with
// extension. The returned error is an *Error, one readable line.
func ReadBytes(name string, b []byte) (*Report, error) {
	return read(context.Background(), filepath.Base(name), b)
}

func openError(err error) *Error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return refuse(NotFound, "没有这个文件", "no such file").because(err)
	case errors.Is(err, fs.ErrPermission):
		return refuse(Unreadable, "没有读取权限", "no permission to read it").because(err)
	}
	return refuse(Unreadable, "无法打开", "it cannot be opened").because(err)
}

// readBounded reads the whole of f unless its beginning already tells that it
// is no document, or it is longer than any that we read.
func readBounded(f io.Reader) ([]byte, *Error) {
	head := make([]byte, 64<<10)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, refuse(Unreadable, "读取时出错", "it cannot be read").because(err)
	}
	head = head[:n]
	limit, words := int64(maxText), "32 MB"
	switch {
	case hasAnyPrefix(head, zipMagic, pdfMagic, oleMagic):
		limit, words = maxContainer, "50 MB"
	case looksBinary(head):
		return nil, errBinary
	}
	rest, err := io.ReadAll(io.LimitReader(f, limit-int64(n)+1))
	if err != nil {
		return nil, refuse(Unreadable, "读取时出错", "it cannot be read").because(err)
	}
	if int64(n+len(rest)) > limit {
		return nil, errTooLarge(words)
	}
	return append(head, rest...), nil
}

var (
	zipMagic = []byte("PK\x03\x04")
	pdfMagic = []byte("%PDF-")
	oleMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	rtfMagic = []byte("{\\rtf")
)

func hasAnyPrefix(b []byte, magics ...[]byte) bool {
	for _, m := range magics {
		if bytes.HasPrefix(b, m) {
			return true
		}
	}
	return false
}

func read(ctx context.Context, name string, b []byte) (r *Report, err error) {
	defer func() {
		// The libraries for PDF and HTML panic on some broken files.
		if p := recover(); p != nil {
			r, err = nil, errDamaged(strings.TrimPrefix(filepath.Ext(name), ".")).because(fmt.Errorf("%v", p)).of(name)
		}
	}()
	p, refused := readPage(ctx, name, b)
	if refused != nil {
		return nil, refused.of(name)
	}
	if err := ctx.Err(); err != nil {
		return nil, refuse(Interrupted, "读取被中断", "reading was interrupted").because(err).of(name)
	}
	r, refused = p.assemble(name)
	if refused != nil {
		return nil, refused.of(name)
	}
	sum := sha256.Sum256(b)
	r.SHA256 = hex.EncodeToString(sum[:])
	return r, nil
}

func readPage(ctx context.Context, name string, b []byte) (*page, *Error) {
	if len(b) == 0 {
		return nil, errEmpty
	}
	switch {
	case hasAnyPrefix(b, zipMagic):
		if len(b) > maxContainer {
			return nil, errTooLarge("50 MB")
		}
		return readZip(b)
	case bytes.HasPrefix(trimLeft(b), pdfMagic):
		if len(b) > maxContainer {
			return nil, errTooLarge("50 MB")
		}
		return readPDF(ctx, b)
	case hasAnyPrefix(b, oleMagic):
		return nil, refuseOLE(b)
	case hasAnyPrefix(b, rtfMagic):
		return nil, refuse(Unsupported, "RTF 格式不支持，请另存为 .docx", "RTF is not supported; save it as .docx")
	}
	if len(b) > maxText {
		return nil, errTooLarge("32 MB")
	}
	ext := formatOf(name)
	switch ext {
	case docxFormat, xlsxFormat, pdfFormat:
		// The name promises a container, the content is none.
		if looksBinary(b) || ext == pdfFormat {
			return nil, errDamaged(string(ext))
		}
	}
	if ext == htmlFormat || looksHTML(b) {
		if len(b) > maxHTML {
			return nil, errTooLarge("12 MB")
		}
		return readHTML(b)
	}
	text, refused := decode(b)
	if refused != nil {
		return nil, refused
	}
	if strings.TrimFunc(text, blank) == "" {
		return nil, errEmpty
	}
	switch ext {
	case csvFormat, tsvFormat:
		return readDelimited(text, ext)
	case mdFormat:
		return readMarkdown(text)
	}
	if strings.HasPrefix(text, "---\n") {
		if head, rest, ok := cutFrontMatter(text); ok {
			p := readText(rest)
			p.head.fill(head)
			return p, nil
		}
	}
	if p := readTabbed(text); p != nil {
		return p, nil
	}
	return readText(text), nil
}

// trimLeft drops a byte order mark and blanks, which some programs put before
// a PDF's or an HTML page's first character.
func trimLeft(b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	return bytes.TrimLeft(b, " \t\r\n")
}

func formatOf(name string) format {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".txt", ".text", ".log":
		return textFormat
	case ".md", ".markdown":
		return mdFormat
	case ".html", ".htm", ".xhtml", ".shtml", ".mht":
		return htmlFormat
	case ".docx", ".docm":
		return docxFormat
	case ".pdf":
		return pdfFormat
	case ".xlsx", ".xlsm":
		return xlsxFormat
	case ".csv":
		return csvFormat
	case ".tsv", ".tab":
		return tsvFormat
	}
	return otherFormat
}

func looksHTML(b []byte) bool {
	head := trimLeft(b)
	if len(head) > 1024 {
		head = head[:1024]
	}
	low := bytes.ToLower(head)
	// Office systems also export tables of a page under the name .xls.
	return bytes.HasPrefix(low, []byte("<!doctype html")) || bytes.HasPrefix(low, []byte("<html")) || bytes.HasPrefix(low, []byte("<table")) ||
		bytes.HasPrefix(low, []byte("<?xml")) && bytes.Contains(low, []byte("<html"))
}

// looksBinary tells whether b is no text in any encoding that we read.
func looksBinary(b []byte) bool {
	if len(b) > 64<<10 {
		b = b[:64<<10]
	}
	if len(b) == 0 || utf16Order(b) != nil {
		return false
	}
	control := 0
	for _, c := range b {
		if c == 0 {
			return true
		}
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b || c == 0x7f {
			control++
		}
	}
	return control*100 > len(b)*2 && (control > 8 || !utf8.Valid(b))
}

// refuseOLE words the refusal of the container that old Office files and
// password-protected new ones share.
func refuseOLE(b []byte) *Error {
	switch {
	case bytes.Contains(b, utf16Name("EncryptedPackage")):
		return errEncrypted
	case bytes.Contains(b, utf16Name("Workbook")):
		return refuse(Unsupported, "旧版 Excel（.xls）不支持，请另存为 .xlsx", "old Excel files (.xls) are not supported; save it as .xlsx")
	case bytes.Contains(b, utf16Name("WordDocument")):
		return refuse(Unsupported, "旧版 Word（.doc）不支持，请另存为 .docx", "old Word files (.doc) are not supported; save it as .docx")
	}
	return refuse(Unsupported, "旧版 Office 文件不支持，请另存为 .docx 或 .xlsx", "old Office files are not supported; save it as .docx or .xlsx")
}

func utf16Name(s string) []byte {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r), 0)
	}
	return b
}
