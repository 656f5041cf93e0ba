package query

import (
	"regexp"
	"strings"

	"wenxiang/data/vocabulary"
)

// levelWords are the levels of government that projects are ranked by: 省级项目, 县重点项目. A level that ends the name of
// a place (某市重点项目) is that place's own, and 省市县重点 names all of them.
var levelWords = newPattern(`(国家|省|市|州|县|区|旗)(?:级(?:重点)?|列?重点)`)

// A level is one that a question names, with where it stands.
type level struct {
	name       string
	start, end int
}

// findLevels finds the levels that a question names; places are the names of places in it.
func (q *question) findLevels(places []vocabulary.Hit) {
	if !q.has(levelWords) {
		return
	}
	for _, m := range levelWords.FindAllStringSubmatchIndex(q.text, -1) {
		name, plain := q.text[m[2]:m[3]], !strings.HasPrefix(q.text[m[3]:m[1]], "级")
		ofPlace := false
		for _, p := range places {
			ofPlace = ofPlace || p.Start < m[3] && m[3] <= p.End && p.Start < m[2]
		}
		before := q.text[:m[2]]
		if plain && (ofPlace || strings.HasSuffix(before, "全") || strings.HasSuffix(before, "我") || strings.HasSuffix(before, "本")) {
			continue
		}
		if r := []rune(strings.TrimSuffix(before, "、")); len(r) > 0 && strings.ContainsRune("省市州县", r[len(r)-1]) && (plain || strings.HasSuffix(before, "、")) {
			continue // 省、市、县级 are three
		}
		q.levels = append(q.levels, level{name, m[2], m[1]})
	}
}

// levelForms are the ways in which a report names a level.
func levelForms(name string) []string {
	forms := []string{name + "级", name + "重点", name + "列重点"}
	if en := englishLevels[name]; en != "" {
		forms = append(forms, en)
	}
	return forms
}

// englishLevels are the beginnings of the words for a level in English.
var englishLevels = map[string]string{"国家": "national", "省": "provincial", "市": "municipal", "州": "prefectur", "县": "county", "区": "district", "旗": "banner"}

// levelFits tells whether a figure is of the one level that the question names: what says so is among the words that own it
// or in its clause. The figures of all levels together are none of one.
func (q *question) levelFits(ix *index, e *entry) bool {
	if len(q.levels) != 1 {
		return true
	}
	texts := ownLevel.ReplaceAllString(e.label+"\x00"+e.owner+"\x00"+fold(e.Scope.Words)+"\x00"+fold(e.Clause), "")
	for _, f := range levelForms(q.levels[0].name) {
		if strings.Contains(texts, f) {
			return true
		}
	}
	for _, id := range e.carried {
		if text := ix.texts[id]; len(text) < 60 && headingNumber.MatchString(text) {
			return levelIn(text) == q.levels[0].name && levelIn(texts) == "" // 一、市级重点项目进展情况
		}
	}
	return false
}

// headingNumber begins a heading.
var headingNumber = regexp.MustCompile(`^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十0-9]{1,3}[)）])`)

// ownLevel is the place itself as a whole, whose 重点项目 are those of all levels.
var ownLevel = regexp.MustCompile(`[全我本各][省市州县区旗]`)

// levelIn gives the level that a text names first, "" where it names none.
func levelIn(text string) string {
	if m := levelWords.FindStringSubmatch(ownLevel.ReplaceAllString(text, "")); m != nil {
		return m[1]
	}
	return ""
}

// levelOf gives the level of the projects that a figure is of.
func levelOf(e *entry) string {
	text := e.subject + " " + e.label
	if e.place != "" {
		text = strings.ReplaceAll(text, e.place, " ")
	}
	return levelIn(text)
}

// levelUnasked weighs against a figure of one level where none was asked for.
func (q *question) levelUnasked(e *entry) float64 {
	if e.level != "" && len(q.levels) == 0 && !q.inherited && e.Project == "" && !q.has(levelWords) {
		return -1.6 // more than a label that is the very word of the question weighs
	}
	return 0
}
