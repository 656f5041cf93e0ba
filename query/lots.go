package query

import (
	"regexp"
	"sort"
	"strings"
)

// lotNamed finds the part of a tender that a folded text names: 二标段, 第2标段.
var lotNamed = regexp.MustCompile(`第?([一二三四五六七八九十0-9]{1,3}|[a-z东南西北中])标段`)

var lotDigits = strings.NewReplacer("10", "十", "1", "一", "2", "二", "3", "三", "4", "四", "5", "五", "6", "六", "7", "七", "8", "八", "9", "九")

// lotOf is the lot that a text names, with its number in Chinese, "" for none.
func lotOf(text string) string {
	if !strings.Contains(text, "标段") {
		return ""
	}
	m := lotNamed.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return lotDigits.Replace(m[1])
}

// lotFits tells whether a figure is of the lot that the question names.
func (q *question) lotFits(e *entry) bool {
	lot := lotOf(q.text)
	if lot == "" {
		return true
	}
	have := lotOf(e.label)
	if have == "" {
		have = lotOf(fold(e.Clause))
	}
	return have == lot
}

// lots finds the figures of the lots of one tender where the question asks for what they make together.
func (q *question) lots(ix *index) []*entry {
	if !strings.Contains(q.text, "标段") || lotOf(q.text) != "" {
		return nil
	}
	p := *q
	p.ops, p.hinted, p.unit = map[string]bool{}, &hint{}, ""
	p.terms = without(q.terms, lotWords)
	var out []*entry
	seen := map[string]bool{}
	for _, f := range p.find(ix, &matcher{ix: ix}) {
		lot := lotOf(f.label)
		if lot == "" || seen[lot] || len(out) > 0 && (f.report != out[0].report || f.Project != out[0].Project || f.Metric != out[0].Metric || f.Unit != out[0].Unit) {
			continue
		}
		seen[lot] = true
		out = append(out, f.entry)
	}
	if n := partsNamed(q.text); n > 0 && n != len(out) {
		return nil
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].order < out[j].order })
	return out
}

// lotWords are the words of such a question that say which figures are added.
var lotWords = regexp.MustCompile(`标段|各|两个|全部`)
