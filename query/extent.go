package query

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
)

// Which extent of a thing a question asks for: how long it is, or how wide, high, deep or thick.
var (
	extentAsked = newPattern(`(?:多|最|有多)(宽|高|深|厚)|(宽|高|深|厚)度?(?:是|为|达|有|约)?(?:多少|几)(?:米|公里|千米|厘米)|(宽|高|厚|深)度|埋(深)|(深)埋|水(深)|坝(高)|how (wide|high|tall|deep|thick)\b`)
	lengthAsked = newPattern(`多长|全长|总长|长度|长(?:是|为|达|有|约)?(?:多少|几)|how long\b`)
	extentSaid  = regexp.MustCompile(`(宽|高|深|厚)(?:度|达|约|为|近|超|过|不低于|不小于)?$`)
)

var extentEnglish = map[string]string{"wide": "宽", "high": "高", "tall": "高", "deep": "深", "thick": "厚"}

// extentFits tells whether a length is the extent asked for: a width is no length, nor a length a depth.
func (q *question) extentFits(e *entry) bool {
	if e.Dim != quantity.Length || q.lang != "zh" || e.report.Lang == "en" {
		return true
	}
	said := extentOf(e)
	if m := extentAsked.FindStringSubmatch(q.text); m != nil && q.has(extentAsked) {
		asked := strings.Join(m[1:], "")
		if zh, ok := extentEnglish[asked]; ok {
			asked = zh
		}
		return said == asked
	}
	return said == "" || !q.has(lengthAsked)
}

// extentOf gives the extent that a figure's label or the words right before it name, "" for a length.
func extentOf(e *entry) string {
	if m := extentSaid.FindStringSubmatch(e.label); m != nil {
		return m[1]
	}
	if i := strings.Index(e.Clause, e.Printed); i > 0 {
		if m := extentSaid.FindStringSubmatch(strings.TrimRight(e.Clause[:i], "约近超达为 ")); m != nil {
			return m[1]
		}
	}
	return ""
}

// tail is what of the words before the asking word a question says is measured, where no measure of the vocabulary is
// named: 最深埋 of 海底隧道最深埋多少米.
func (q *question) tail() []rune {
	if len(q.measures) > 0 || q.role != "" || q.lang != "zh" || len(q.dims) == 0 {
		return nil
	}
	m := beforeAsking.FindStringSubmatch(q.text)
	if m == nil {
		return nil
	}
	return []rune(m[1])
}

var beforeAsking = newPattern(`([\p{Han}]{2,3})(?:大概|大约|约|共|一共|总共|总计|是|有|为|达到|达)?(?:多少|几)`)

// byTail keeps the figures whose labels say what the question says is measured, where some do and others of the same
// owner do not.
func (q *question) byTail(found []match) []match {
	tail := q.tail()
	if len(found) < 2 || len(tail) < 2 || found[0].Project == "" {
		return found
	}
	says := func(e *entry) int {
		n := 0
		for _, r := range tail {
			if strings.ContainsRune(e.label, r) && !strings.ContainsRune(fold(e.Project), r) {
				n++
			}
		}
		return n
	}
	if says(found[0].entry) > 0 {
		return found
	}
	for i, f := range found {
		if f.Project == found[0].Project && f.Dim == found[0].Dim && f.Unit == found[0].Unit && 2*says(f.entry) >= len(tail) {
			return append([]match{f}, append(append([]match{}, found[:i]...), found[i+1:]...)...)
		}
	}
	return found
}
