package extract

import (
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/report"
)

// surveyDigest tells whether the report is a round-up: most of its paragraphs begin with a firm that no
// other paragraph names, and tell of that firm alone.
func (er *englishReader) surveyDigest() {
	var passages []report.Passage
	for _, s := range er.report.Sections {
		for _, p := range s.Passages {
			if p.Row == nil && !chinese(p.Text) {
				passages = append(passages, p)
			}
		}
	}
	firms := map[int]string{}
	for _, p := range passages {
		sentences := englishSentences(p.Text)
		if len(sentences) == 0 {
			continue
		}
		words := englishWords(sentences[0])
		if len(words) == 0 || !er.opensWith(sentences[0], words) {
			continue
		}
		m, _ := er.firmAt(sentences[0], words, 0)
		for _, other := range passages {
			if other.Number != p.Number && strings.Contains(other.Text, m.name) {
				m.name = ""
			}
		}
		if m.name != "" {
			firms[p.Number] = m.name
		}
	}
	if len(firms) < 3 || len(firms)*10 < len(passages)*6 {
		return
	}
	er.digest = firms
	for _, p := range passages { // the other paragraphs begin with a firm as well
		sentences := englishSentences(p.Text)
		if firms[p.Number] != "" || len(sentences) == 0 {
			continue
		}
		words := englishWords(sentences[0])
		n := 0
		for n < len(words) && n < 5 && words[n].capital && (n == 0 && words[0].start == 0 || n > 0 && sentences[0][words[n-1].end:words[n].start] == " ") {
			n++
		}
		if n == 0 || notName[words[0].low] || n == len(words) || englishNameStop[words[0].low] {
			continue
		}
		name := sentences[0][words[0].start:words[n-1].end]
		firms[p.Number] = name
		if er.firmByName(name) == nil {
			er.firms = append(er.firms, &englishFirm{name: name})
		}
	}
}

// opensWith tells whether a sentence begins with a firm's name.
func (er *englishReader) opensWith(text string, words []englishWord) bool {
	m, ok := er.firmAt(text, words, 0)
	return ok && m.name != "" && strings.TrimSpace(text[:words[0].start]) == ""
}

// surveyStories gives every paragraph of a round-up a project of its own: what the paragraph builds, or what
// it calls "the facility" of its firm.
func (er *englishReader) surveyStories() {
	for _, s := range er.report.Sections {
		for _, p := range s.Passages {
			firm, told := er.digest[p.Number]
			if !told || er.projectOfStory(p.Number) != nil {
				continue
			}
			noun, place := "project", ""
			var named *englishProject
			for _, text := range englishSentences(p.Text) {
				words := englishWords(text)
				for _, m := range er.findMentions(text, words, quantity.Find(text)) {
					if m.kind == projectMention && !m.plural && named == nil && !inZone(text, words, m) {
						named = &englishProject{name: m.name, words: m.words, company: firm, place: m.place, story: p.Number, score: 1}
						if pl := er.placeOfProject(text, words, m); pl != "" && m.place == "" {
							named.place = pl
						}
					}
					if m.kind == backMention && len(m.words) > 0 && noun == "project" {
						noun = last(m.words)
					}
				}
				for _, w := range words {
					if w.low != "in" && w.low != "at" && w.low != "near" || place != "" {
						continue
					}
					if from, to, ok := placePhrase(text, words, w.end); ok && to-from > 3 && !months[strings.ToLower(text[from:to])] {
						place = text[from:to]
					}
				}
			}
			if named != nil {
				er.projects = append(er.projects, named)
				continue
			}
			name := firmStem(firm)
			if name == "" {
				name = firm
			}
			q := &englishProject{name: name + " " + noun, company: firm, place: place, story: p.Number, score: 1}
			for _, w := range englishWords(name) {
				q.words = append(q.words, w.low)
			}
			q.words = append(q.words, noun)
			er.projects = append(er.projects, q)
		}
	}
}

// projectOfStory is the first project that a paragraph of a round-up tells of.
func (er *englishReader) projectOfStory(number int) *englishProject {
	for _, p := range er.projects {
		if p.story == number {
			return p
		}
	}
	return nil
}

// beginStory puts the firm and the project of a paragraph in mind and forgets those of the one before.
func (er *englishReader) beginStory(number int) {
	er.story = number
	er.met, er.carried, er.wholes = false, nil, nil
	er.firm, er.project, er.subject = er.digest[number], englishOwner{}, englishOwner{}
	if p := er.projectOfStory(number); p != nil {
		if p.company == "" {
			p.company = er.firm
		}
		er.project = er.ofProject(p, "")
	}
	if er.firm != "" {
		er.subject = englishOwner{kind: CompanySubject, name: er.firm, company: er.firm}
	}
}

// months are the names of months, which "in" leads to as it does to places.
var months = englishSet("month")
