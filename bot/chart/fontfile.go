package chart

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sort"
)

// A fontFile is one face of a font file, laid out anew: the tables in order and at multiples of four bytes, which
// the reader of outlines insists on though some fonts (WenQuanYi Micro Hei, for one) do not comply. Nothing is copied
// but the table of contents; the rest is read where it lies.
type fontFile struct {
	src   io.ReaderAt
	parts []part // in order of at
}

// A part of a laid-out font: head, or length bytes of the source from offset on.
type part struct {
	at, length, offset int64
	head               []byte
}

// unread are tables that laying out text in straight lines does without: kerning, ligatures, upright setting.
var unread = map[string]bool{"GPOS": true, "GSUB": true, "GDEF": true, "kern": true, "vhea": true, "vmtx": true, "DSIG": true}

const mostFaces, mostTables = 64, 64

// faceOffsets returns where the faces of a file begin: one for a plain font, several for a collection.
func faceOffsets(src io.ReaderAt) ([]int64, error) {
	head := make([]byte, 12)
	if _, err := src.ReadAt(head, 0); err != nil {
		return nil, err
	}
	if string(head[:4]) != "ttcf" {
		return []int64{0}, nil
	}
	n := binary.BigEndian.Uint32(head[8:])
	if n == 0 || n > mostFaces {
		return nil, fmt.Errorf("a collection of %d faces", n)
	}
	list := make([]byte, 4*n)
	if _, err := src.ReadAt(list, 12); err != nil {
		return nil, err
	}
	out := make([]int64, n)
	for i := range out {
		out[i] = int64(binary.BigEndian.Uint32(list[4*i:]))
	}
	return out, nil
}

func openFace(src io.ReaderAt, offset int64) (*fontFile, error) {
	head := make([]byte, 12)
	if _, err := src.ReadAt(head, offset); err != nil {
		return nil, err
	}
	n := int(binary.BigEndian.Uint16(head[4:]))
	if n == 0 || n > mostTables {
		return nil, fmt.Errorf("a font of %d tables", n)
	}
	contents := make([]byte, 16*n)
	if _, err := src.ReadAt(contents, offset+12); err != nil {
		return nil, err
	}
	var records [][]byte
	for i := range n {
		if r := contents[16*i : 16*i+16]; !unread[string(r[:4])] {
			records = append(records, r)
		}
	}
	sort.Slice(records, func(i, j int) bool { return bytes.Compare(records[i][:4], records[j][:4]) < 0 })
	binary.BigEndian.PutUint16(head[4:], uint16(len(records)))

	at := int64(12 + 16*len(records))
	f := &fontFile{src: src}
	for _, r := range records {
		p := part{at: at, offset: int64(binary.BigEndian.Uint32(r[8:])), length: int64(binary.BigEndian.Uint32(r[12:]))}
		binary.BigEndian.PutUint32(r[8:], uint32(at))
		head = append(head, r...)
		f.parts = append(f.parts, p)
		at = (at + p.length + 3) &^ 3
	}
	if at > 1<<31-1 {
		return nil, errors.New("the font is over 2 GB")
	}
	f.parts = append([]part{{length: int64(len(head)), head: head}}, f.parts...)
	return f, nil
}

// ReadAt reads across parts; the bytes between them are zero.
func (f *fontFile) ReadAt(p []byte, off int64) (int, error) {
	end := f.parts[len(f.parts)-1].at + f.parts[len(f.parts)-1].length
	if off >= end {
		return 0, io.EOF
	}
	short := false
	if off+int64(len(p)) > end {
		p, short = p[:end-off], true
	}
	clear(p)
	for _, part := range f.parts {
		from, to := max(off, part.at), min(off+int64(len(p)), part.at+part.length)
		if from >= to {
			continue
		}
		piece := p[from-off : to-off]
		if part.head != nil {
			copy(piece, part.head[from-part.at:])
			continue
		}
		if n, err := f.src.ReadAt(piece, part.offset+from-part.at); n < len(piece) {
			return int(from-off) + n, err
		}
	}
	if short {
		return len(p), io.EOF
	}
	return len(p), nil
}
