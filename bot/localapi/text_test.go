package localapi

import (
	"fmt"
	"strings"
	"testing"
)

func TestHTMLBecomesEntities(t *testing.T) {
	for _, c := range []struct{ in, text, entities string }{
		{"<b>844.6亿元</b>", "844.6亿元", "bold 0+7"},
		{"共<b>134</b>个", "共134个", "bold 1+3"},
		{"😀<i>斜</i>", "😀斜", "italic 2+1"},
		{"<b>粗<i>又斜</i></b>", "粗又斜", "bold 0+3, italic 1+2"},
		{"<STRONG>A</STRONG><em>B</em><ins>C</ins><del>D</del>", "ABCD", "bold 0+1, italic 1+1, underline 2+1, strikethrough 3+1"},
		{"<u>u</u><s>s</s><strike>k</strike>", "usk", "underline 0+1, strikethrough 1+1, strikethrough 2+1"},
		{"1 &lt; 2 &amp;&amp; &quot;x&quot; &gt; y", `1 < 2 && "x" > y`, ""},
		{"&#20159;&#x5143;&nbsp;&unknown;", "亿元&nbsp;&unknown;", ""},
		{"&#128512;!", "😀!", ""},
		{"AT&T &lt", "AT&T <", ""},
		{"<a href=\"https://example.org/a?x=1&amp;y=2\">链接</a>", "链接", "text_link 0+2 https://example.org/a?x=1&y=2"},
		{"<a href='example.org'>x</a>", "x", "text_link 0+1 http://example.org/"},
		{"<a href=\"nowhere\">没有链接</a>", "没有链接", ""},
		{"<a href=\"tg://user?id=42\">他</a>", "他", "text_mention 0+1"},
		{"<tg-spoiler>藏</tg-spoiler><span class=\"tg-spoiler\">藏</span>", "藏藏", "spoiler 0+1, spoiler 1+1"},
		{"<blockquote>原文</blockquote>", "原文", "blockquote 0+2"},
		{"<blockquote expandable>长的原文</blockquote>", "长的原文", "expandable_blockquote 0+4"},
		{"<pre>x\ny</pre>", "x\ny", "pre 0+3"},
		{"<pre><code class=\"language-go\">x</code></pre>", "x", "pre 0+1 go"},
		{"<code class=\"language-go\">x</code>", "x", "code 0+1"},
		{"<code>a<b>b</b></code>", "ab", "code 0+2"},
		{"<b></b>空的标签", "空的标签", ""},
		{"<b>x</>", "x", "bold 0+1"},
		{"  <b> 前后有空白 </b>\n ", "前后有空白", "bold 0+5"},
		{"a\r\nb\u202ec", "a\nbc", ""},
	} {
		f, err := parseHTML(c.in)
		if err != nil {
			t.Errorf("%q: %v", c.in, err)
			continue
		}
		f = f.clean()
		if got := describe(f.entities); f.text != c.text || got != c.entities {
			t.Errorf("%q gives %q with [%s], not %q with [%s]", c.in, f.text, got, c.text, c.entities)
		}
	}
}

func describe(entities []Entity) string {
	var out []string
	for _, e := range entities {
		out = append(out, strings.TrimRight(fmt.Sprintf("%s %d+%d %s%s", e.Type, e.Offset, e.Length, e.URL, e.Language), " "))
	}
	return strings.Join(out, ", ")
}

func TestHTMLErrorsHaveTelegramsWords(t *testing.T) {
	for in, want := range map[string]string{
		"<p>x</p>":               `Unsupported start tag "p" at byte offset 0`,
		"总投资<br>":                `Unsupported start tag "br" at byte offset 9`,
		"<br/>":                  `Unsupported start tag "br/" at byte offset 0`,
		"3 < 5 个":                `Unsupported start tag "" at byte offset 2`,
		"3<5":                    `Unclosed start tag at byte offset 1`,
		"<b>x":                   `Can't find end tag corresponding to start tag "b"`,
		"x</b>":                  `Unexpected end tag at byte offset 1`,
		"<b><i>x</b></i>":        `Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`,
		"<b>x</b":                `Unclosed end tag at byte offset 4`,
		"<a href=x y>z</a>":      `Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0`,
		"<a href=\"x>z</a>":      `Unclosed start tag at byte offset 0`,
		"<a href=x/y>z</a>":      `Unexpected end of name token at byte offset 8`,
		"<a =x>z</a>":            `Empty attribute name in the tag "a" at byte offset 0`,
		"<a href=":               `Unclosed start tag "a" at byte offset 0`,
		"<span>x</span>":         `Tag "span" must have class "tg-spoiler" at byte offset 0`,
		"<tg-emoji>x</tg-emoji>": `Invalid custom emoji identifier specified`,
	} {
		_, err := parseHTML(in)
		if err == nil || asRefusal(err).text != "Bad Request: can't parse entities: "+want {
			t.Errorf("%q: %v, not %s", in, err, want)
		}
	}
}

func TestMarkdownV2(t *testing.T) {
	for _, c := range []struct{ in, text, entities string }{
		{"*粗* _斜_ __划__ ~删~ ||藏||", "粗 斜 划 删 藏", "bold 0+1, italic 2+1, underline 4+1, strikethrough 6+1, spoiler 8+1"},
		{`844\.6亿元 \(约\)`, "844.6亿元 (约)", ""},
		{"`844.6` 和 [链接](https://example.org/x)", "844.6 和 链接", "code 0+5, text_link 8+2 https://example.org/x"},
		{"```sql\nSELECT 1;```", "SELECT 1;", "pre 0+9 sql"},
		{">第一行\n>第二行\n正文", "第一行\n第二行\n正文", "blockquote 0+8"},
	} {
		f, err := parseMarkdown(c.in)
		if err == nil {
			f = f.clean()
		}
		if got := describe(f.entities); err != nil || f.text != c.text || got != c.entities {
			t.Errorf("%q gives %q with [%s] (%v), not %q with [%s]", c.in, f.text, got, err, c.text, c.entities)
		}
	}
	for in, want := range map[string]string{
		"844.6": `Character '.' is reserved and must be escaped with the preceding '\'`,
		"*粗":    `Can't find end of Bold entity at byte offset 0`,
		"x `y":  `Can't find end of Code entity at byte offset 2`,
	} {
		if _, err := parseMarkdown(in); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%q: %v, not %s", in, err, want)
		}
	}
}

func TestTelegramFindsEntitiesByItself(t *testing.T) {
	for in, want := range map[string]string{
		"/start":                       "bot_command 0+6",
		"/start@wenxiang_bot 844":      "bot_command 0+19",
		"你好 /help":                     "bot_command 3+5",
		"😀 /help":                      "bot_command 3+5",
		"你好/help":                      "",
		"/help你好":                      "",
		"//help":                       "",
		"问 @wenxiang_bot 总投资":          "mention 2+13",
		"a@wenxiang_bot":               "",
		"@ab":                          "",
		"看 https://example.org/a?b=1。": "url 2+25",
		"(http://example.org/a)":       "url 1+20",
		"#四平 #2022":                    "hashtag 0+3",
		"写信给 lin@example.org 吧":        "email 4+15",
		"增长4.1%":                       "",
	} {
		if got := describe(findEntities(in)); got != want {
			t.Errorf("%q has [%s], not [%s]", in, got, want)
		}
	}
}

func TestSettledEntitiesLieWithinTheirText(t *testing.T) {
	for _, e := range [][]Entity{
		{{Type: "bold", Offset: 3, Length: 99}}, {{Type: "bold", Offset: 99, Length: 1}}, {{Type: "bold", Offset: -1, Length: 3}},
		{{Type: "bold", Offset: 0, Length: 2}, {Type: "italic", Offset: 1, Length: 3}},
	} {
		f := formatted{text: " 😀投资😀 ", entities: e}.clean()
		for _, got := range f.entities {
			if got.Offset < 0 || got.Length <= 0 || got.Offset+got.Length > units(f.text) {
				t.Errorf("%v became %v in %q", e, got, f.text)
			}
		}
	}
}

func FuzzParseHTML(f *testing.F) {
	for _, s := range []string{"<b>844.6亿元</b>", "<a href='x'>&lt;", "</", "<pre><code class=language-go>😀</code></pre>", "<blockquote expandable>x</blockquote>", "&#x110000;&#0;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := parseHTML(s)
		if err != nil {
			return
		}
		got = got.clean().withFound()
		for _, e := range got.entities {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > units(got.text) {
				t.Fatalf("%q gives %v outside of %q", s, e, got.text)
			}
		}
	})
}
