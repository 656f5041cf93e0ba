package extract

import (
	"strings"
	"unicode/utf8"

	"wenxiang/data/report"
	"wenxiang/data/vocabulary"
)

// simplified is a report in traditional characters as it would be printed in simplified ones, which all words of the
// vocabulary are in; nil where the report is not in traditional characters.
func simplified(r *report.Report) *report.Report {
	var text strings.Builder
	for _, s := range r.Sections {
		for _, p := range s.Passages {
			if text.Len() < 20000 {
				text.WriteString(p.Text)
			}
		}
	}
	if !vocabulary.IsTraditional(text.String()) {
		return nil
	}
	plain := *r
	plain.Title, plain.Place = vocabulary.Simplified(r.Title), vocabulary.Simplified(r.Place)
	plain.DateWords = vocabulary.Simplified(r.DateWords)
	plain.Sections = make([]report.Section, len(r.Sections))
	for i, s := range r.Sections {
		s.Title = vocabulary.Simplified(s.Title)
		s.Passages = append([]report.Passage(nil), s.Passages...)
		for j := range s.Passages {
			p := &s.Passages[j]
			p.Text = vocabulary.Simplified(p.Text)
			p.Row = append([]report.Cell(nil), p.Row...)
			for k := range p.Row {
				p.Row[k].Column, p.Row[k].Text = vocabulary.Simplified(p.Row[k].Column), vocabulary.Simplified(p.Row[k].Text)
			}
			if len(p.Row) == 0 {
				p.Row = nil
			}
		}
		plain.Sections[i] = s
	}
	return &plain
}

// asPrinted gives what was read from a simplified report the sentences, names and texts of the report itself.
func asPrinted(facts []Fact, r *report.Report) {
	printed := map[int]string{0: r.Title}
	sections := map[string]string{}
	for _, s := range r.Sections {
		sections[vocabulary.Simplified(s.Title)] = s.Title
		for _, p := range s.Passages {
			printed[p.Number] = p.Text
		}
	}
	for i := range facts {
		f := &facts[i]
		text := printed[f.Passage]
		plain := vocabulary.Simplified(text)
		restore := func(s *string) {
			if at := strings.Index(plain, *s); at >= 0 && *s != "" {
				from := utf8.RuneCountInString(plain[:at])
				*s = characters(text, from, from+utf8.RuneCountInString(*s))
			}
		}
		for _, s := range []*string{&f.Quote, &f.Text} {
			restore(s)
		}
		for j := range f.Items {
			restore(&f.Items[j])
		}
		if title, ok := sections[f.Section]; ok {
			f.Section = title
		}
	}
}

// characters is a part of a text by the numbers of its characters, which the simplified text has as many of, though not
// always of the same length in bytes.
func characters(text string, from, to int) string {
	n, start := 0, len(text)
	for i := range text {
		switch n {
		case from:
			start = i
		case to:
			return text[start:i]
		}
		n++
	}
	return text[start:]
}
