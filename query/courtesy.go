package query

import (
	"strings"
	"sync"

	"wenxiang/data/vocabulary"
)

var courtesies = sync.OnceValue(func() *vocabulary.Lexicon { return keyedLexicon("courtesies.tsv") })

// courtesyReplies answer a message of nothing but courtesy, in Chinese and English, by its kind.
var courtesyReplies = map[string][2]string{
	"thanks": {"不客气。还想知道什么，直接问。", "You are welcome. Ask whenever you like."},
	"fine":   {"好的。还想知道什么，直接问。", "All right. Ask whenever you like."},
	"bye":    {"再见，随时来问。", "Goodbye. Come back any time."},
	"hello":  {"您好。可以问报告里的项目和数字。", "Hello. Ask about projects and figures in the reports."},
}

// courtesyLength bounds a message of courtesy, in bytes.
const courtesyLength = 60

// courtesy gives the kind of a message that holds words of courtesy and nothing else, "" where it asks something: 好的谢谢,
// 再见啦.
func courtesy(text string) string {
	if len(text) > courtesyLength {
		return ""
	}
	text = strings.TrimSpace(fold(text))
	kind, rest := "", ""
	at := 0
	for _, h := range courtesies().Find(text) {
		if h.Start < at {
			continue
		}
		if isASCII(h.Word) && (h.Start > 0 && isLetter(text[h.Start-1]) || h.End < len(text) && isLetter(text[h.End])) {
			continue
		}
		rest += text[at:h.Start]
		at = h.End
		if kind == "" || kind == "fine" || kind == "hello" {
			kind = h.Key // 好的，谢谢 is thanks
		}
	}
	rest += text[at:]
	if kind == "" || strings.Trim(rest, " ,，.。!！~～、;；啦啊呀哈哦噢了的呢吧嘛诶哎") != "" {
		return ""
	}
	return kind
}

// courteous answers a message of courtesy; it says no figure and leaves the conversation as it was. A greeting is told what
// can be asked.
func (e *Engine) courteous(ix *index, kind, lang string) Answer {
	a := Answer{Status: Unclear, Lang: lang, Headline: courtesyReplies[kind][0]}
	if lang == "en" {
		a.Headline = courtesyReplies[kind][1]
	}
	a.Text = a.Headline
	if kind == "hello" {
		for _, x := range e.examples(ix, lang) {
			a.Choices = append(a.Choices, Choice{x, x})
			a.Text += "\n· " + x
		}
	}
	return a
}
