package report

import (
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

func encoded(t testing.TB, e encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := e.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func gb18030(t testing.TB, s string) []byte { return encoded(t, simplifiedchinese.GB18030, s) }

func utf16Bytes(s string, little, mark bool) []byte {
	if mark {
		s = "\ufeff" + s
	}
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		if little {
			b = append(b, byte(u), byte(u>>8))
		} else {
			b = append(b, byte(u>>8), byte(u))
		}
	}
	return b
}

func TestEncodings(t *testing.T) {
	const zh = "柳源县今年开工40个项目，总投资88亿元。\n㎡、·、①与〇也要读对，占地3万㎡。\n"
	const tw = "柳源縣今年開工四十個項目，總投資八十八億元，佔地三萬坪。\n預計明年完工，創造就業機會。\n"
	const en = "The plant costs £30 million – about half the group’s budget.\nWork began in May at the Café site.\n"
	for _, tt := range []struct {
		name string
		b    []byte
		want string
	}{
		{"UTF-8", []byte(zh), zh},
		{"UTF-8 with mark", []byte("\xef\xbb\xbf" + zh), zh},
		{"GB18030", gb18030(t, zh), zh},
		{"GBK of a short text", gb18030(t, "开工40个。"), "开工40个。"},
		{"UTF-16 little endian", utf16Bytes(zh, true, true), zh},
		{"UTF-16 big endian", utf16Bytes(zh, false, true), zh},
		{"UTF-16 without mark", utf16Bytes(zh, true, false), zh},
		{"UTF-16 big endian without mark", utf16Bytes(zh, false, false), zh},
		{"Big5", encoded(t, traditionalchinese.Big5, tw), tw},
		{"Windows-1252", encoded(t, charmap.Windows1252, en), en},
		{"Windows line ends", []byte(strings.ReplaceAll(zh, "\n", "\r\n")), zh},
		{"old Mac line ends", []byte(strings.ReplaceAll(zh, "\n", "\r")), zh},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := decode(tt.b)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestMixedAndBrokenEncodingsAreRefused(t *testing.T) {
	const a, b = "柳源县今年开工40个项目，总投资88亿元。\n", "其中工业项目21个，农业项目10个。\n"
	for _, tt := range []struct {
		name string
		b    []byte
		line string // named in the message
	}{
		{"UTF-8, then GBK", append([]byte(a), gb18030(t, b)...), "2"},
		{"GBK, then UTF-8", append(gb18030(t, a), b...), "1"},
		{"cut off in a character", []byte(a + b)[:len(a)+4], "2"},
		{"one byte missing", []byte(a + strings.Replace(b, "项目", "项\xe7\x9b", 1)), "2"},
		{"odd UTF-16", utf16Bytes(a, true, true)[:21], ""},
		{"half a surrogate", append(utf16Bytes(a, true, true), 0x00, 0xd8), ""},
		{"garbled before", []byte(strings.Repeat("柳��源�县", 20)), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ReadBytes("a.txt", tt.b)
			if CodeOf(err) != Encoding {
				t.Fatalf("%v", err)
			}
			if !strings.Contains(err.Error(), tt.line) {
				t.Errorf("%v does not name line %s", err, tt.line)
			}
		})
	}
}
