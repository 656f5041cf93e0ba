package chart

import (
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// A Font sets text in pictures. What its own outlines lack is taken from the bundled font, so that no character that
// either knows becomes an empty box. It may be used by several goroutines at once.
type Font struct {
	name     string
	outlines []*sfnt.Font // in order of preference; none: the bundled font alone
	mu       sync.Mutex   // guards what follows; an opentype.Face serves one goroutine
	buffer   sfnt.Buffer
	faces    map[faceKey]font.Face
	glyphs   map[glyphKey]glyph
}

type faceKey struct {
	outline *sfnt.Font
	size    int
}

type glyphKey struct {
	r    rune
	size int
}

// A glyph is a drawn character: its levels row by row, and where it stands beside the pen, in pixels.
type glyph struct {
	levels       []uint8
	bounds       image.Rectangle
	advance      fixed.Int26_6
	ascent, drop int // of what is inked, above and below the line
}

// cachedGlyphs limits the memory of a font that has drawn very many different characters to about 4 MB.
const cachedGlyphs = 6000

// BundledFont is the font that comes with the program: 12 dots high, for machines without a Chinese font and for
// pictures that must be the same everywhere.
var BundledFont = sync.OnceValue(func() *Font {
	letters, err := latin()
	if err != nil {
		return newFont("bitmapfont")
	}
	return newFont("bitmapfont", letters)
})

func newFont(name string, outlines ...*sfnt.Font) *Font {
	return &Font{name: name, outlines: outlines, faces: map[faceKey]font.Face{}, glyphs: map[glyphKey]glyph{}}
}

// latin has the letters and digits for Chinese fonts that come without them (Droid Sans Fallback).
var latin = sync.OnceValues(func() (*sfnt.Font, error) { return opentype.Parse(goregular.TTF) })

// OpenFont reads a TrueType or OpenType font, or the face of a collection with that full name (empty: the first).
// The file stays open, since glyphs are read from it as they are needed. A font without the common Chinese
// characters is an error.
func OpenFont(path, face string) (*Font, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	f, err := readFont(file, path, face)
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", path, errors.Join(err, file.Close()))
	}
	return f, nil
}

// sample is written in the characters that every chart here needs. A font of Japanese alone lacks some of them.
const sample = "已开工项目总投资亿元四平市长春县区设备厂产业园来源"

func readFont(src io.ReaderAt, path, face string) (*Font, error) {
	offsets, err := faceOffsets(src)
	if err != nil {
		return nil, err
	}
	var buffer sfnt.Buffer
	chosen, name := (*sfnt.Font)(nil), ""
	for _, offset := range offsets {
		file, err := openFace(src, offset)
		if err != nil {
			return nil, err
		}
		one, err := opentype.ParseReaderAt(file)
		if err != nil {
			return nil, err
		}
		full, err := one.Name(&buffer, sfnt.NameIDFull)
		if err != nil {
			full = path
		}
		wanted := face == "" || strings.EqualFold(full, face)
		if chosen == nil || wanted {
			chosen, name = one, full
		}
		if wanted {
			break
		}
	}
	for _, r := range sample {
		i, err := chosen.GlyphIndex(&buffer, r)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			return nil, fmt.Errorf("lacks %q", r)
		}
		if _, err := chosen.LoadGlyph(&buffer, i, fixed.I(labelSize), nil); err != nil {
			return nil, fmt.Errorf("%q: %w", r, err)
		}
	}
	letters, err := latin()
	if err != nil {
		return nil, err
	}
	return newFont(name, chosen, letters), nil
}

// Name is the full name of the font, for logs.
func (f *Font) Name() string { return f.name }

// glyph returns a character at a size. The caller holds f.mu.
func (f *Font) glyph(r rune, size int) glyph {
	key := glyphKey{r, size}
	if g, found := f.glyphs[key]; found {
		return g
	}
	var g glyph
	found := false
	for _, outline := range f.outlines {
		if g, found = f.fromOutline(outline, r, size); found {
			break
		}
	}
	if !found {
		g, found = fromDots(r, size)
	}
	if !found {
		g = missing(size)
	}
	if len(f.glyphs) >= cachedGlyphs {
		clear(f.glyphs)
	}
	f.glyphs[key] = g
	return g
}

func (f *Font) fromOutline(outline *sfnt.Font, r rune, size int) (glyph, bool) {
	if i, err := outline.GlyphIndex(&f.buffer, r); err != nil || i == 0 {
		return glyph{}, false
	}
	key := faceKey{outline, size}
	face := f.faces[key]
	if face == nil {
		made, err := opentype.NewFace(outline, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			return glyph{}, false
		}
		face, f.faces[key] = made, made
	}
	return copyGlyph(face, r)
}

// copyGlyph draws a character and keeps a copy of its levels.
func copyGlyph(face font.Face, r rune) (glyph, bool) {
	bounds, mask, at, advance, found := face.Glyph(fixed.Point26_6{}, r)
	if !found {
		return glyph{}, false
	}
	g := glyph{bounds: bounds, advance: advance}
	if mask == nil || bounds.Empty() {
		return g, true
	}
	width := g.bounds.Dx()
	g.levels = make([]uint8, width*g.bounds.Dy())
	for y := range g.bounds.Dy() {
		for x := range width {
			_, _, _, a := mask.At(at.X+x, at.Y+y).RGBA()
			level := uint8((a*(levels-1) + 0x7fff) / 0xffff)
			if level == 0 {
				continue
			}
			g.levels[y*width+x] = level
			g.ascent = max(g.ascent, -(g.bounds.Min.Y + y))
			g.drop = max(g.drop, g.bounds.Min.Y+y+1)
		}
	}
	return g, true
}

// missing is the box for a character that no font has.
func missing(size int) glyph {
	w, h := size*2/3, size*3/4
	g := glyph{bounds: image.Rect(size/8, -h, size/8+w, 0), advance: fixed.I(size), ascent: h}
	g.levels = make([]uint8, w*h)
	for y := range h {
		for x := range w {
			if x < 2 || y < 2 || x >= w-2 || y >= h-2 {
				g.levels[y*w+x] = levels - 1
			}
		}
	}
	return g
}

// width returns how many pixels a text takes.
func (f *Font) width(text string, size int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.advance(text, size).Ceil()
}

func (f *Font) advance(text string, size int) fixed.Int26_6 {
	var pen fixed.Int26_6
	for _, r := range text {
		pen += f.glyph(r, size).advance
	}
	return pen
}

// middle returns how far above the line the middle of a text lies, so that all sizes and fonts can be centred alike.
func (f *Font) middle(size int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	g := f.glyph('国', size)
	return (g.ascent - g.drop) / 2
}

// draw sets a text from x on, its middle at cy, and returns where it ends.
func (f *Font) draw(c *canvas, x, cy int, text string, size int, in ink) int {
	line := cy + f.middle(size)
	f.mu.Lock()
	defer f.mu.Unlock()
	pen := fixed.I(x)
	for _, r := range text {
		g := f.glyph(r, size)
		left, top, width := pen.Round()+g.bounds.Min.X, line+g.bounds.Min.Y, g.bounds.Dx()
		for i, level := range g.levels {
			if level > 0 {
				c.blend(left+i%width, top+i/width, in, level)
			}
		}
		pen += g.advance
	}
	return pen.Ceil()
}
