package chart

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"sync"
)

// An ink is a colour of a canvas, as its index in the palette.
type ink uint8

// levels is how many steps there are from paper to ink at the edge of a letter. Sixteen look smooth, and keep all
// the mixtures of a picture within one palette.
const levels = 16

// A canvas holds one byte a pixel, an index into its palette: a quarter of the memory of RGBA, and much less to
// compress. Mixtures of ink and paper enter the palette as they come up.
type canvas struct {
	img   *image.Paletted
	mixed map[[3]uint8]uint8 // ink, what is under it, level: the mixture
	inks  map[color.RGBA]ink
}

func newCanvas(width, height int, paper color.RGBA) *canvas {
	return &canvas{
		img:   image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{paper}),
		mixed: map[[3]uint8]uint8{},
		inks:  map[color.RGBA]ink{paper: 0},
	}
}

// ink returns the index of a colour, the nearest one when the palette is full.
func (c *canvas) ink(col color.RGBA) ink {
	if i, found := c.inks[col]; found {
		return i
	}
	var i int
	if len(c.img.Palette) < 256 {
		i = len(c.img.Palette)
		c.img.Palette = append(c.img.Palette, col)
	} else {
		i = c.img.Palette.Index(col)
	}
	c.inks[col] = ink(i)
	return ink(i)
}

// blend lays ink over a pixel, level of levels-1 thick.
func (c *canvas) blend(x, y int, in ink, level uint8) {
	if level == 0 || !(image.Point{X: x, Y: y}).In(c.img.Rect) {
		return
	}
	p := &c.img.Pix[c.img.PixOffset(x, y)]
	if level >= levels-1 {
		*p = uint8(in)
		return
	}
	key := [3]uint8{uint8(in), *p, level}
	m, found := c.mixed[key]
	if !found {
		over, under := c.img.Palette[in].(color.RGBA), c.img.Palette[*p].(color.RGBA)
		mix := func(a, b uint8) uint8 {
			return uint8((int(a)*int(level) + int(b)*(levels-1-int(level)) + (levels-1)/2) / (levels - 1))
		}
		m = uint8(c.ink(color.RGBA{mix(over.R, under.R), mix(over.G, under.G), mix(over.B, under.B), 255}))
		c.mixed[key] = m
	}
	*p = m
}

// fill paints a rectangle.
func (c *canvas) fill(r image.Rectangle, in ink) {
	r = r.Intersect(c.img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.img.Pix[c.img.PixOffset(r.Min.X, y):][:r.Dx()]
		for i := range row {
			row[i] = uint8(in)
		}
	}
}

// Which corners of a bar are round: those at the end that is not on the zero line.
const (
	roundLeft = 1 << iota
	roundRight
)

// bar paints a rectangle with round corners on the sides named.
func (c *canvas) bar(r image.Rectangle, in ink, sides int) {
	radius := min(8, r.Dx(), r.Dy()/2)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			dx := 0.0
			if sides&roundLeft != 0 {
				dx = max(dx, float64(r.Min.X+radius-x)-0.5)
			}
			if sides&roundRight != 0 {
				dx = max(dx, float64(x-(r.Max.X-radius))+0.5)
			}
			dy := max(float64(r.Min.Y+radius-y)-0.5, float64(y-(r.Max.Y-radius))+0.5, 0)
			if dx <= 0 || dy <= 0 {
				c.blend(x, y, in, levels-1)
				continue
			}
			c.blend(x, y, in, coverage(float64(radius)-math.Hypot(dx, dy)+0.5))
		}
	}
}

// diamond paints a square that stands on a corner, size pixels from its middle to each corner.
func (c *canvas) diamond(cx, cy, size int, in ink) {
	for y := cy - size; y <= cy+size; y++ {
		for x := cx - size; x <= cx+size; x++ {
			inside := float64(size) - math.Abs(float64(x-cx)) - math.Abs(float64(y-cy))
			c.blend(x, y, in, coverage(inside/math.Sqrt2+0.5))
		}
	}
}

// dashes paints a broken line downwards, with paper on both sides so that it shows on a bar.
func (c *canvas) dashes(x, top, bottom int, in ink) {
	for y := top; y < bottom; y += 14 {
		c.fill(image.Rect(x-4, y, x+4, min(y+14, bottom)), 0)
		c.fill(image.Rect(x-2, y, x+2, min(y+9, bottom)), in)
	}
}

func coverage(part float64) uint8 {
	return uint8(math.Round(min(max(part, 0), 1) * (levels - 1)))
}

// png encodes the canvas down to a height. The best compression takes twice as long and saves a fifth of what is small
// anyway.
func (c *canvas) png(height int) ([]byte, error) {
	part := c.img.SubImage(image.Rect(0, 0, c.img.Rect.Dx(), height))
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: &buffers}
	if err := encoder.Encode(&out, part); err != nil {
		return nil, fmt.Errorf("encode the picture: %w", err)
	}
	return out.Bytes(), nil
}

// bufferPool keeps the encoder's buffers, nearly a megabyte each, from one picture to the next.
type bufferPool struct{ pool sync.Pool }

var buffers bufferPool

func (b *bufferPool) Get() *png.EncoderBuffer {
	buffer, _ := b.pool.Get().(*png.EncoderBuffer)
	return buffer
}

func (b *bufferPool) Put(buffer *png.EncoderBuffer) { b.pool.Put(buffer) }
