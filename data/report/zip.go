package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// A container is a docx or xlsx: a zip of XML files. It bounds what unpacks.
type container struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

// Office files unpack to 5 to 40 times their size; a zip bomb to 1000 times.
const (
	unpackBase  = 2 << 20
	unpackTimes = 120
	unpackMost  = 400 << 20
	maxXMLDepth = 300
)

func readZip(b []byte) (*page, *Error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, errDamaged("Office").because(err)
	}
	c := &container{files: map[string]*zip.File{}, left: min(unpackMost, unpackBase+unpackTimes*int64(len(b)))}
	for _, f := range z.File {
		c.files[strings.TrimPrefix(path.Clean(strings.ReplaceAll(f.Name, "\\", "/")), "/")] = f
	}
	switch {
	case c.has("word/document.xml"):
		return readDocx(c)
	case c.has("xl/workbook.xml"):
		return readXlsx(c)
	case c.has("xl/workbook.bin"):
		return nil, refuse(Unsupported, "二进制 Excel（.xlsb）不支持，请另存为 .xlsx", "binary Excel files (.xlsb) are not supported; save it as .xlsx")
	case c.has("ppt/presentation.xml"):
		return nil, refuse(Unsupported, "演示文稿不支持，请导出为 .pdf 或 .docx", "slides are not supported; export them as .pdf or .docx")
	case c.has("content.xml"), c.has("mimetype"):
		return nil, refuse(Unsupported, "OpenDocument 文件不支持，请另存为 .docx 或 .xlsx", "OpenDocument files are not supported; save it as .docx or .xlsx")
	}
	if main := c.mainPart(); main != "" {
		if strings.HasPrefix(path.Base(main), "document") {
			c.files["word/document.xml"] = c.files[main]
			return readDocx(c)
		}
	}
	return nil, refuse(Unsupported, "压缩包不支持，请解压后再试", "archives are not supported; unpack it first")
}

// mainPart is the main document where it has an unusual name.
func (c *container) mainPart() string {
	for _, r := range c.relations("_rels/.rels") {
		if strings.HasSuffix(r.kind, "/officeDocument") && c.has(strings.TrimPrefix(r.target, "/")) {
			return strings.TrimPrefix(r.target, "/")
		}
	}
	return ""
}

func (c *container) has(name string) bool { return c.files[name] != nil }

var errBomb = errors.New("unpacks to too much")

// open returns the unpacked file as a stream that fails where the bound is reached.
func (c *container) open(name string) (io.ReadCloser, error) {
	f := c.files[name]
	if f == nil {
		return nil, io.EOF
	}
	if int64(f.UncompressedSize64) > c.left || f.UncompressedSize64 > unpackMost {
		return nil, errBomb
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &boundedReader{r, c}, nil
}

type boundedReader struct {
	io.ReadCloser
	c *container
}

func (r *boundedReader) Read(b []byte) (int, error) {
	if r.c.left <= 0 {
		return 0, errBomb
	}
	n, err := r.ReadCloser.Read(b)
	r.c.left -= int64(n)
	return n, err
}

// each hands the tokens of an XML file to visit, start and end tags with their depth.
func (c *container) each(name, kind string, visit func(t xml.Token) error) *Error {
	f, err := c.open(name)
	if err != nil {
		return xmlError(kind, err)
	}
	defer f.Close()
	d := xml.NewDecoder(f)
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	depth := 0
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return xmlError(kind, err)
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > maxXMLDepth {
				return refusef(Damaged, "%s 文件内部嵌套过深", "the %s file is nested too deeply", kind)
			}
		case xml.EndElement:
			depth--
		}
		if err := visit(t); err != nil {
			var refused *Error
			if errors.As(err, &refused) {
				return refused
			}
			return xmlError(kind, err)
		}
	}
}

func xmlError(kind string, err error) *Error {
	if errors.Is(err, errBomb) {
		return errUnpacks().because(err)
	}
	return errDamaged(kind).because(err)
}

func attr(t xml.StartElement, local string) string {
	for _, a := range t.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

type relation struct{ id, kind, target string }

func (c *container) relations(name string) []relation {
	var out []relation
	if !c.has(name) {
		return nil
	}
	_ = c.each(name, "Office", func(t xml.Token) error {
		if s, ok := t.(xml.StartElement); ok && s.Name.Local == "Relationship" && len(out) < 10_000 {
			out = append(out, relation{attr(s, "Id"), attr(s, "Type"), attr(s, "Target")})
		}
		return nil
	})
	return out
}
