package bot

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"wenxiang/bot/delivery"
	"wenxiang/bot/digest"
	"wenxiang/data/vocabulary"
)

// readyNames are what people call a ready-made digest. Those of the kinds that need a subject show where it stands.
func readyNames(lang string, k digest.Kind) []string {
	text := ""
	switch k {
	case digest.Totals:
		text = say(lang, "ready.totals")
	case digest.Changes:
		text = say(lang, "ready.changes")
	case digest.Milestones:
		text = say(lang, "ready.milestones")
	case digest.Week:
		text = say(lang, "ready.week")
	case digest.Lagging:
		text = say(lang, "ready.lagging")
	case digest.Month:
		text = say(lang, "ready.month")
	case digest.Above:
		text = say(lang, "ready.above", "amount", hole)
	case digest.Place:
		text = say(lang, "ready.place", "place", hole)
	case digest.Company:
		text = say(lang, "ready.company", "company", hole)
	case digest.Project:
		text = say(lang, "ready.project", "project", hole)
	}
	var names []string
	for name := range strings.SplitSeq(delivery.Bare(text), ";") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// hole is where the subject stands in a name.
const hole = "…"

// readyMade finds the ready-made digest that a text names, with its subject: 周调度, 10亿元以上的项目, 地区：伊通, or the
// name of a place alone.
func readyMade(text string) (kind digest.Kind, subject string, found bool) {
	text = strings.TrimFunc(norm.NFKC.String(text), idle)
	said := plainName(text)
	if said == "" {
		return "", "", false
	}
	for _, k := range digest.Kinds {
		for _, lang := range languages {
			for _, name := range append(readyNames(lang, k), kindTitle(lang, k, hole)) {
				before, after, holds := strings.Cut(name, hole)
				if !holds {
					if said == plainName(name) {
						return k, "", true
					}
					continue
				}
				if subject = within(text, before, after); subject == "" {
					continue
				}
				if _, _, amount := digest.Amount(subject); k != digest.Above || amount {
					return k, subject, true
				}
			}
		}
	}
	if _, known := vocabulary.PlaceByName(text); known {
		return digest.Place, text, true
	}
	return "", "", false
}

// within returns what stands between two texts, whatever their case; where the first ends in a mark or a space, any
// such must be there: 地区生产总值 is no place.
func within(text, before, after string) string {
	low, bare := strings.ToLower(text), strings.ToLower(strings.TrimRightFunc(before, idle))
	after = strings.ToLower(strings.TrimLeftFunc(after, idle))
	if len(low) != len(text) || !strings.HasPrefix(low, bare) || !strings.HasSuffix(low, after) || len(bare)+len(after) >= len(low) {
		return ""
	}
	middle := text[len(bare) : len(low)-len(after)]
	if len(bare) < len(before) && strings.TrimLeftFunc(middle, idle) == middle {
		return ""
	}
	return strings.TrimFunc(middle, idle)
}

// idle tells whether a character says nothing at the end of a name.
func idle(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("：:，,。.？?！!、", r)
}

// plainName is a name without what does not count: case, width, spaces and marks.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsPunct(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(name))
}
