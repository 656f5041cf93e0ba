package bot

import (
	"wenxiang/bot/delivery"
	"wenxiang/bot/digest"
)

// A kindText says in words what one kind of digest follows.
type kindText struct {
	title func(lang, subject string) string
	// ask asks for the subject that the kind needs; nil where it needs none.
	ask func(lang string) string
}

// kindTexts has all kinds of digests. The title of a question is the question itself.
var kindTexts = map[digest.Kind]kindText{
	digest.Question:   {ask: func(lang string) string { return say(lang, "expect.question") }},
	digest.Totals:     {title: func(lang, _ string) string { return say(lang, "kind.totals") }},
	digest.Changes:    {title: func(lang, _ string) string { return say(lang, "kind.changes") }},
	digest.Milestones: {title: func(lang, _ string) string { return say(lang, "kind.milestones") }},
	digest.Week:       {title: func(lang, _ string) string { return say(lang, "kind.week") }},
	digest.Lagging:    {title: func(lang, _ string) string { return say(lang, "kind.lagging") }},
	digest.Month:      {title: func(lang, _ string) string { return say(lang, "kind.month") }},
	digest.Above: {
		title: func(lang, subject string) string { return say(lang, "kind.above", "amount", subject) },
		ask:   func(lang string) string { return say(lang, "expect.above") },
	},
	digest.Place: {
		title: func(lang, subject string) string { return say(lang, "kind.place", "place", subject) },
		ask:   func(lang string) string { return say(lang, "expect.place") },
	},
	digest.Company: {
		title: func(lang, subject string) string { return say(lang, "kind.company", "company", subject) },
		ask:   func(lang string) string { return say(lang, "expect.company") },
	},
	digest.Project: {
		title: func(lang, subject string) string { return say(lang, "kind.project", "project", subject) },
		ask:   func(lang string) string { return say(lang, "expect.project") },
	},
}

// kindTitle names a ready-made digest.
func kindTitle(lang string, k digest.Kind, subject string) string {
	t := kindTexts[k].title
	if t == nil {
		return ""
	}
	return delivery.Bare(t(lang, subject))
}

// kindAsk asks for the subject of a digest that needs one.
func kindAsk(lang string, k digest.Kind) string {
	ask := kindTexts[k].ask
	if ask == nil {
		ask = kindTexts[digest.Question].ask
	}
	return ask(lang)
}
