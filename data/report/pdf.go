package report

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"sort"
	"strings"
	"time"
	"unicode"

	"github.com/ledongthuc/pdf"
)

// pdfTime bounds the reading of one PDF.
const pdfTime = 60 * time.Second

// readPDF takes a PDF's text with pdftotext where it is installed, which keeps
// columns and tables apart, else with a library that reads the text alone.
func readPDF(ctx context.Context, b []byte) (*page, *Error) {
	ctx, cancel := context.WithTimeout(ctx, pdfTime)
	defer cancel()
	text, refused := pdfToText(ctx, b)
	narrow := text != ""
	if !narrow && refused == nil {
		text, refused = pdfLibrary(ctx, b)
	}
	if refused != nil {
		return nil, refused
	}
	text, refused = tidy(mendRadicals(text))
	if refused != nil {
		return nil, refused
	}
	if letters(text) < 10 {
		return nil, errNoText
	}
	return readPages(text, narrow), nil
}

// pdfToText runs pdftotext; it returns "" where the program is missing or cannot
// read the file, so that the library has a try.
func pdfToText(ctx context.Context, b []byte) (string, *Error) {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		return "", nil
	}
	cmd := exec.CommandContext(ctx, program, "-layout", "-enc", "UTF-8", "-q", "-", "-")
	cmd.Stdin = bytes.NewReader(b)
	cmd.WaitDelay = time.Second
	var stderr bytes.Buffer
	cmd.Stderr = &limitedWriter{w: &stderr, left: 4 << 10}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", nil
	}
	if err := cmd.Start(); err != nil {
		return "", nil
	}
	text, _ := io.ReadAll(io.LimitReader(out, maxText+1))
	if len(text) > maxText {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return "", errTooLarge("32 MB")
	}
	err = cmd.Wait()
	switch {
	case ctx.Err() != nil:
		return "", refuse(Interrupted, "读取 PDF 用时过长或被中断", "reading the PDF took too long or was interrupted").because(ctx.Err())
	case err != nil && (encryptedPDF(b) || strings.Contains(strings.ToLower(stderr.String()), "password")):
		return "", errEncrypted
	case err != nil:
		return "", nil
	case letters(string(text)) == 0:
		return "", errNoText
	}
	return string(text), nil
}

type limitedWriter struct {
	w    io.Writer
	left int
}

func (l *limitedWriter) Write(b []byte) (int, error) {
	if n := min(len(b), l.left); n > 0 {
		l.left -= n
		if _, err := l.w.Write(b[:n]); err != nil {
			return 0, err
		}
	}
	return len(b), nil
}

func encryptedPDF(b []byte) bool {
	return bytes.Contains(b, []byte("/Encrypt ")) || bytes.Contains(b, []byte("/Encrypt\n")) || bytes.Contains(b, []byte("/Encrypt<"))
}

// pdfLibrary reads the text row by row. The library panics on some broken
// files and may run long on others, so it works aside and is left when time is up.
func pdfLibrary(ctx context.Context, b []byte) (string, *Error) {
	if inflatesOver(b, maxInflated) {
		return "", errUnpacks()
	}
	type result struct {
		text string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			if p := recover(); p != nil {
				r.err = fmt.Errorf("pdf: %v", p)
			}
			done <- r
		}()
		r.text, r.err = pdfRows(ctx, b)
	}()
	select {
	case <-ctx.Done():
		return "", refuse(Interrupted, "读取 PDF 用时过长或被中断", "reading the PDF took too long or was interrupted").because(ctx.Err())
	case r := <-done:
		switch {
		case errors.Is(r.err, pdf.ErrInvalidPassword), r.err != nil && encryptedPDF(b):
			return "", errEncrypted
		case r.err != nil:
			return "", errDamaged("PDF").because(r.err)
		case letters(r.text) == 0:
			return "", errNoText
		}
		return r.text, nil
	}
}

const maxPDFPages = 5000

// maxInflated is how many bytes of instructions and fonts the library is given;
// it keeps each piece of text in memory.
const maxInflated = 32 << 20

var streamStart = regexp.MustCompile(`stream\r?\n`)

// inflatesOver tells whether the compressed streams of a PDF, but for pictures,
// unpack to more than limit bytes.
func inflatesOver(b []byte, limit int64) bool {
	total := int64(0)
	for at := 0; at < len(b); {
		m := streamStart.FindIndex(b[at:])
		if m == nil {
			return false
		}
		start := at + m[1]
		dict := b[max(0, at+m[0]-400) : at+m[0]]
		if i := bytes.LastIndex(dict, []byte(" obj")); i >= 0 {
			dict = dict[i:]
		}
		at = start
		if !bytes.Contains(dict, []byte("FlateDecode")) || bytes.Contains(dict, []byte("/Image")) {
			continue
		}
		z, err := zlib.NewReader(bytes.NewReader(b[start:]))
		if err != nil {
			continue
		}
		n, _ := io.CopyN(io.Discard, z, limit-total+1)
		if total += n; total > limit {
			return true
		}
	}
	return false
}

func pdfRows(ctx context.Context, b []byte) (string, error) {
	r, err := pdf.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return "", err
	}
	var out strings.Builder
	for i := 1; i <= min(r.NumPage(), maxPDFPages); i++ {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		p := r.Page(i)
		if p.V.IsNull() {
			continue
		}
		pageText(&out, p.Content().Text)
		out.WriteByte('\f')
		if out.Len() > maxText {
			return "", errTooLarge("32 MB")
		}
	}
	return out.String(), nil
}

// pageText writes the pieces of text of a page as lines, top to bottom, with
// blanks where the page has room between pieces.
func pageText(out *strings.Builder, pieces []pdf.Text) {
	sort.SliceStable(pieces, func(i, j int) bool {
		if dy := pieces[i].Y - pieces[j].Y; dy > 2 || dy < -2 {
			return dy > 0
		}
		return pieces[i].X < pieces[j].X
	})
	left := 0.0
	for i, t := range pieces {
		if i == 0 || t.X < left {
			left = t.X
		}
	}
	column := 0 // of the screen, where the line has come to
	for i, t := range pieces {
		size := t.FontSize
		if size <= 0 {
			size = 10
		}
		at := int((t.X-left)/size*2 + 0.5)
		if i > 0 {
			last := pieces[i-1]
			down := last.Y - t.Y
			if down > 2 || down < -2 {
				out.WriteByte('\n')
				if down > 2.6*size {
					out.WriteByte('\n')
				}
				column = 0
			} else if width := max(last.W, float64(columns(last.S))*size/2); t.X-last.X-width <= size*0.25 {
				at = 0
			}
		}
		if room := min(at-column, 200); room > 0 {
			out.WriteString(strings.Repeat(" ", room))
			column += room
		}
		out.WriteString(t.S)
		column += columns(t.S)
	}
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
