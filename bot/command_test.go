package bot

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// marks finds what Telegram marks in a text, as far as the tests need it.
func marks(text, word, kind string) []entity {
	at := strings.Index(text, word)
	if at < 0 {
		return nil
	}
	return []entity{{Type: kind, Offset: len(utf16.Encode([]rune(text[:at]))), Length: len(utf16.Encode([]rune(word)))}}
}

func TestFindCommand(t *testing.T) {
	for _, c := range []struct {
		text, mark string
		want       command
		ok         bool
	}{
		{"/start", "/start", command{"start", "", ""}, true},
		{"/ASK@Wenxiang_Bot 总投资多少？", "/ASK@Wenxiang_Bot", command{"ask", "wenxiang_bot", "总投资多少？"}, true},
		{"你好 /help", "/help", command{"help", "", ""}, true},
		{"😀😀 /ask 利税", "/ask", command{"ask", "", "利税"}, true},
		{"/ask\n两行\n问题", "/ask", command{"ask", "", "两行\n问题"}, true},
		// Without marks, only at the start.
		{"/help me", "", command{"help", "", "me"}, true},
		{"你好 /help", "", command{}, false},
		{"/ 2", "", command{}, false},
		{"和/或", "", command{}, false},
		{"/usr/bin", "", command{}, false},
		{"", "", command{}, false},
	} {
		var e []entity
		if c.mark != "" {
			e = marks(c.text, c.mark, "bot_command")
		}
		if got, ok := findCommand(c.text, e); got != c.want || ok != c.ok {
			t.Errorf("%q: %+v, %v", c.text, got, ok)
		}
	}
	for _, e := range []entity{{"bot_command", -1, 3, nil}, {"bot_command", 2, 99, nil}, {"bot_command", 0, 0, nil}} {
		if got, ok := findCommand("abc", []entity{e}); ok {
			t.Errorf("%+v: %+v", e, got)
		}
	}
}

func TestCutMention(t *testing.T) {
	for _, c := range []struct {
		text, word, rest string
		named            bool
	}{
		{"@wenxiang_bot 总投资？", "@wenxiang_bot", "总投资？", true},
		{"😀 总投资？@WENXIANG_bot", "@WENXIANG_bot", "😀 总投资？", true},
		{"@somebody 总投资？", "@somebody", "@somebody 总投资？", false},
	} {
		rest, named := cutMention(c.text, marks(c.text, c.word, "mention"), "Wenxiang_bot", 7)
		if rest != c.rest || named != c.named {
			t.Errorf("%q: %q, %v", c.text, rest, named)
		}
	}
	e := marks("问项 你好", "问项", "text_mention")
	e[0].User = &person{ID: 7}
	if rest, named := cutMention("问项 你好", e, "x", 7); rest != "你好" || !named {
		t.Errorf("%q, %v", rest, named)
	}
}

func TestSplitQuestions(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
		tail bool
	}{
		{"总投资多少？", []string{"总投资多少？"}, false},
		{"总投资多少？利税呢？", []string{"总投资多少？", "利税呢？"}, false},
		{"总投资多少??? 利税呢？！", []string{"总投资多少???", "利税呢？！"}, false},
		{"四平市\n总投资多少？", []string{"四平市 总投资多少？"}, false},
		{"利税\n总投资", []string{"利税", "总投资"}, false},
		{"总投资多少？换成万元", []string{"总投资多少？", "换成万元"}, true},
		{"总投资多少？🙂", []string{"总投资多少？"}, false},
		{"利税", []string{"利税"}, false},
		{"？？ 🙂", nil, false},
		{"", nil, false},
		{"What? And the profit?", []string{"What?", "And the profit?"}, false},
	} {
		if got, tail := splitQuestions(c.text); !slices.Equal(got, c.want) || tail != c.tail {
			t.Errorf("%q: %q, %v", c.text, got, tail)
		}
	}
}

func TestTidyTakesOutWhatCannotBeSeen(t *testing.T) {
	for in, want := range map[string]string{
		"\u202e总\u200b投\u2066资\ufeff": "总投资",
		"a\x00b\x07c":                 "abc",
		" 一行\r二行 ":                    "一行\n二行",
	} {
		if got := tidy(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
