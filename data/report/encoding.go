package report

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// decode turns a text file's bytes into text with "\n" line ends, without a
// byte order mark. UTF-8, UTF-16, GB18030, Big5 and, for English, Windows-1252
// are told apart by the bytes themselves. What fits none of them, or several
// in different lines, is refused: garbled text must not become facts.
func decode(b []byte) (string, *Error) {
	if bytes.HasPrefix(b, []byte("\xef\xbb\xbf")) {
		b = b[3:]
		if !utf8.Valid(b) {
			return "", refuseUTF8(b)
		}
		return tidy(string(b))
	}
	if order := utf16Order(b); order != nil {
		s, ok := decodeUTF16(b, order)
		if !ok {
			return "", refuse(Encoding, "UTF-16 编码有误，无法正确读出", "the UTF-16 text is broken")
		}
		return tidy(s)
	}
	if bytes.IndexByte(b, 0) >= 0 {
		return "", errBinary
	}
	if utf8.Valid(b) {
		return tidy(string(b))
	}
	if refused := mixed(b); refused != nil {
		return "", refused
	}
	if s, ok := decodeGB(b); ok {
		return tidy(s)
	}
	if s, ok := decodeBig5(b); ok {
		return tidy(s)
	}
	if s, ok := decodeWestern(b); ok {
		return tidy(s)
	}
	if looksBinary(b) || unprintable(b) {
		return "", errBinary
	}
	return "", refuseUTF8(b)
}

// refuseUTF8 names the first line that cannot be read.
func refuseUTF8(b []byte) *Error {
	line := 1
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		b = b[n:]
	}
	return refusef(Encoding, "第 %d 行的文字编码有误，请另存为 UTF-8 后再试",
		"line %d is in no known encoding; save the file as UTF-8 and try again", line)
}

// utf16Order returns the byte order of UTF-16 text, nil for anything else. Text
// without a mark is known by the zero bytes of its blanks, line ends and
// digits, which all stand on the same side.
func utf16Order(b []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(b, []byte("\x00\x00\xfe\xff")):
		return nil
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return binary.LittleEndian
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return binary.BigEndian
	}
	if len(b) < 8 {
		return nil
	}
	if len(b) > 8<<10 {
		b = b[:8<<10]
	}
	b = b[:len(b)&^1]
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		zero, other, good := 0, 0, 0
		for i := 0; i < len(b); i += 2 {
			u := order.Uint16(b[i:])
			switch {
			case u == 0:
				other++
			case u < 0x20 && u != '\n' && u != '\r' && u != '\t':
				other++
			case u < 0x80:
				zero++
				good++
			case u >= 0x4e00 && u < 0xa000, u >= 0x3000 && u < 0x3040, u >= 0xff00 && u < 0xfff0, u >= 0x2010 && u < 0x2040:
				good++
			}
		}
		units := len(b) / 2
		if other == 0 && zero*50 >= units && good*10 >= units*9 {
			return order
		}
	}
	return nil
}

func decodeUTF16(b []byte, order binary.ByteOrder) (string, bool) {
	if len(b)%2 != 0 {
		return "", false
	}
	u := make([]uint16, 0, len(b)/2)
	for i := 0; i < len(b); i += 2 {
		u = append(u, order.Uint16(b[i:]))
	}
	if len(u) > 0 && u[0] == 0xfeff {
		u = u[1:]
	}
	s := string(utf16.Decode(u))
	return s, !strings.ContainsRune(s, utf8.RuneError)
}

// mixed refuses a file in which some lines are plainly UTF-8 and others are not
// text in UTF-8: two files pasted together by a program that knew no encodings.
func mixed(b []byte) *Error {
	good, bad, line, first := 0, 0, 0, 0
	for len(b) > 0 {
		line++
		l, rest, _ := bytes.Cut(b, []byte("\n"))
		b = rest
		if ascii(l) {
			continue
		}
		if utf8.Valid(l) {
			// Two characters in GB18030 may look like UTF-8 by chance, a whole phrase does not.
			if wide(l) >= 4 {
				good++
			}
			continue
		}
		if bad++; first == 0 {
			first = line
		}
	}
	if good > 0 && bad > 0 {
		return refusef(Encoding, "文件里混有多种文字编码（从第 %d 行起不是 UTF-8），请统一编码后再试",
			"the file mixes several encodings (line %d is not UTF-8); save it in one and try again", first)
	}
	return nil
}

// wide counts the characters of UTF-8 that take more than a byte.
func wide(b []byte) int {
	n := 0
	for _, c := range b {
		if c >= 0xc0 {
			n++
		}
	}
	return n
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// decodeGB reads GB18030. Nine in ten double bytes of real text are in the
// square of GB 2312; bytes of another encoding read as GB18030 are not.
func decodeGB(b []byte) (string, bool) {
	pairs, common, high := 0, 0, 0
	for i := 0; i < len(b); {
		c := b[i]
		if c < 0x80 {
			i++
			continue
		}
		if i+1 >= len(b) || c == 0x80 || c == 0xff {
			return "", false
		}
		d := b[i+1]
		high++
		if d >= 0x30 && d <= 0x39 {
			if i+3 >= len(b) || b[i+2] < 0x81 || b[i+2] > 0xfe || b[i+3] < 0x30 || b[i+3] > 0x39 {
				return "", false
			}
			i += 4
			continue
		}
		if d < 0x40 || d == 0x7f || d == 0xff {
			return "", false
		}
		pairs++
		if d >= 0xa1 && (c >= 0xb0 && c <= 0xf7 || c >= 0xa1 && c <= 0xa9) {
			common++
		}
		i += 2
	}
	if pairs == 0 || common*10 < pairs*9 {
		return "", false
	}
	s, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil || bytes.ContainsRune(s, utf8.RuneError) {
		return "", false
	}
	return string(s), true
}

// decodeBig5 reads Big5, whose common characters have lead bytes A4 to C6.
func decodeBig5(b []byte) (string, bool) {
	pairs, common := 0, 0
	for i := 0; i < len(b); {
		c := b[i]
		if c < 0x80 {
			i++
			continue
		}
		if i+1 >= len(b) {
			return "", false
		}
		pairs++
		if c >= 0xa1 && c <= 0xc6 {
			common++
		}
		i += 2
	}
	if pairs == 0 || common*10 < pairs*9 {
		return "", false
	}
	s, err := traditionalchinese.Big5.NewDecoder().Bytes(b)
	if err != nil || bytes.ContainsRune(s, utf8.RuneError) {
		return "", false
	}
	return string(s), true
}

// decodeWestern reads Windows-1252: English with a few pounds, dashes and accents.
func decodeWestern(b []byte) (string, bool) {
	letters, high, odd := 0, 0, 0
	for _, c := range b {
		switch {
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z':
			letters++
		case c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d:
			odd++
		case c >= 0x80:
			high++
		}
	}
	if odd > 0 || letters < 12*high || letters == 0 {
		return "", false
	}
	s, err := charmap.Windows1252.NewDecoder().Bytes(b)
	return string(s), err == nil
}

// unprintable tells whether most of b is neither letters nor signs.
func unprintable(b []byte) bool {
	bad := 0
	for _, c := range b {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' {
			bad++
		}
	}
	return bad*50 > len(b)
}

// tidy makes all line ends "\n" and drops what has no place in text: byte
// order marks, zero-width signs, control characters. It refuses text that was
// garbled before it came here.
func tidy(s string) (string, *Error) {
	lost, all := 0, 0
	var b strings.Builder
	b.Grow(len(s))
	prev := rune(0)
	for _, r := range s {
		all++
		switch {
		case r == '\r':
			b.WriteByte('\n')
		case r == '\n':
			if prev != '\r' {
				b.WriteByte('\n')
			}
		case r == '\u0085', r == '\u2028', r == '\u2029', r == '\v':
			b.WriteByte('\n')
		case r == '\f':
			b.WriteString("\n\f\n")
		case r == '\u00a0', r == '\u2002', r == '\u2003', r == '\u2009', r == '\u202f':
			b.WriteByte(' ')
		case r == '\t':
			b.WriteByte('\t')
		case r == utf8.RuneError:
			lost++
			b.WriteRune(r)
		case r == '\ufeff', r == '\u200b', r == '\u200c', r == '\u200d', r == '\u2060', r == '\u00ad',
			unicode.Is(unicode.Cc, r), r >= '\u202a' && r <= '\u202e', r >= '\ufe00' && r <= '\ufe0f':
		default:
			b.WriteRune(r)
		}
		prev = r
	}
	if lost > 3 && lost*500 > all {
		return "", refuse(Encoding, "文字里有大量乱码（�），请重新导出后再试", "the text is garbled (�); export it again")
	}
	return b.String(), nil
}

func blank(r rune) bool { return unicode.IsSpace(r) || r == '\u3000' || r == '\ufeff' }
