package chart

import (
	"image"
	"math"
	"unicode"

	"github.com/hajimehoshi/bitmapfont/v3"
	"golang.org/x/image/math/fixed"
)

// dots is how many dots high the bundled font is. Its characters are enlarged by whole numbers to stay sharp.
const dots = 12

// fromDots enlarges a character of the bundled font, whose blank cells mean that it has no such character.
func fromDots(r rune, size int) (glyph, bool) {
	g, found := copyGlyph(bitmapfont.FaceSC, r)
	if !found || g.ascent == 0 && g.drop == 0 && !unicode.IsSpace(r) {
		return glyph{}, false
	}
	return g.enlarge(max(1, (size+2)/dots)), true
}

// enlarge makes each dot a square of so many pixels. Where a stroke goes on to the next dot over a corner, the step is
// cut and filled to a slope: strokes that slant look slanted, and upright and level ones stay sharp.
func (g glyph) enlarge(times int) glyph {
	w, h := g.bounds.Dx(), g.bounds.Dy()
	dot := func(x, y int) bool { return x >= 0 && y >= 0 && x < w && y < h && g.levels[y*w+x] > 0 }
	big := glyph{
		bounds:  image.Rectangle{Min: g.bounds.Min.Mul(times), Max: g.bounds.Max.Mul(times)},
		advance: g.advance * fixed.Int26_6(times),
		ascent:  g.ascent * times,
		drop:    g.drop * times,
		levels:  make([]uint8, w*h*times*times),
	}
	for y := range h * times {
		for x := range w * times {
			dx, px := nearestSide(x%times, times)
			dy, py := nearestSide(y%times, times)
			cx, cy := x/times, y/times
			// The dots around the corner that this pixel is nearest to, and how far it is in that corner.
			side, end, corner := dot(cx+dx, cy), dot(cx, cy+dy), dot(cx+dx, cy+dy)
			into := coverage((px+py-1)*float64(times)/2/math.Sqrt2 + 0.5)
			level := uint8(0)
			switch slant := dot(cx-dx, cy+dy) || dot(cx+dx, cy-dy); {
			case !dot(cx, cy):
				if side && end && !corner {
					level = into
				}
			case slant && !side && !end && !corner && !(dot(cx-dx, cy) && dot(cx, cy-dy)):
				level = levels - 1 - into
			default:
				level = levels - 1
			}
			big.levels[y*w*times+x] = level
		}
	}
	return big
}

// nearestSide tells for pixel i of n whether it lies before (-1) or behind (1) the middle, and how far: 0 to 1.
func nearestSide(i, n int) (side int, far float64) {
	far = float64(2*i+1)/float64(n) - 1
	if far < 0 {
		return -1, -far
	}
	return 1, far
}
