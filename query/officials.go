package query

import (
	"regexp"
	"slices"
	"strings"
)

// officeHolder finds those who lead a place or an office, behind the rank of what they lead: 市政府主要领导, 区县一把手.
var officeHolder = newPattern(`(省|市|县\(市\)区|县市区|县区|区县|县|区|旗|镇|乡|街道|部门|局)(?:里|级|上|直|委|政府|党委|党政)*(?:和[省市县区]?(?:委|政府))?的?(?:主要|主管|分管|有关|党政|班子|自己的?|本级|各部门)*["']?(?:领导|一把手|负责人|书记|干部|头头)|(市|县|区|省|镇|乡)委?(?:长|书记)|\b(provincial|city|municipal|county|district|township)(?: government| party)? (?:leaders?|leadership|chiefs?|heads?|officials?|mayors?)`)

// officeRank brings the words for the rank of an office to one for each rank.
var officeRank = map[string]string{"省": "province", "provincial": "province", "市": "city", "city": "city", "municipal": "city", "县(市)区": "county", "县市区": "county", "县区": "county",
	"区县": "county", "县": "county", "区": "county", "旗": "county", "county": "county", "district": "county", "镇": "town", "乡": "town", "街道": "town", "township": "town", "部门": "office", "局": "office"}

// officeRanks gives the ranks of those who lead that a folded text names.
func officeRanks(text string) []string {
	var out []string
	for _, m := range officeHolder.FindAllStringSubmatch(quotedOffice.ReplaceAllString(text, "$1"), -1) {
		if rank := officeRank[m[1]+m[2]+m[3]]; !slices.Contains(out, rank) {
			out = append(out, rank)
		}
	}
	return out
}

// quotedOffice are quotation marks within which an office is named.
var quotedOffice = regexp.MustCompile(`"(一把手)"`)

// offices are the ranks of those who lead that the question names.
func (q *question) offices() []string {
	if q.ranked == nil {
		ranks := []string{}
		if q.has(officeHolder) {
			ranks = officeRanks(q.text)
		}
		q.ranked = &ranks
	}
	return *q.ranked
}

// officeFits tells whether what a figure's clause tells was done by those whom the question names: what the leaders of the
// counties did is no answer about those of the city.
func (q *question) officeFits(ix *index, e *entry) bool {
	asked := q.offices()
	if len(asked) == 0 {
		return true
	}
	for _, tier := range [][]int{e.near, e.own, e.carried} {
		for _, id := range tier {
			if !strings.ContainsAny(ix.texts[id], "导手人记干长") && hasHan(ix.texts[id]) {
				continue
			}
			said := officeRanks(ix.texts[id])
			if len(said) == 0 {
				continue
			}
			for _, a := range asked {
				if slices.Contains(said, a) {
					return true
				}
			}
			return false
		}
	}
	return true
}

// eventNoun finds what kind of meeting a text names.
var eventNoun = regexp.MustCompile(`展销会|博览会|展览会|展会|论坛|洽谈会|交易会|推介会|培训会|大会|会议|年会`)

// eventKinds are the kinds of meeting that the question names, in Chinese.
func (q *question) eventKinds() []string {
	if q.events == nil {
		kinds := eventNoun.FindAllString(q.text, -1)
		if q.lang == "en" {
			for _, t := range q.terms {
				for _, a := range t.alts {
					kinds = append(kinds, eventNoun.FindAllString(a, -1)...)
				}
			}
		}
		q.events = &kinds
	}
	return *q.events
}

// eventFits tells whether a figure of a meeting is of one that the question can mean: visitors of a fair are none of the
// congress that it was held beside.
func (q *question) eventFits(e *entry) bool {
	if e.Event == "" {
		return true
	}
	asked := q.eventKinds()
	if len(asked) == 0 || !eventNoun.MatchString(e.Event) {
		return true
	}
	for _, k := range asked {
		if strings.Contains(e.Event, k) || k == "展会" && strings.Contains(e.Event, "展") || strings.HasSuffix(k, "会议") && strings.Contains(e.Event, "会议") {
			return true
		}
	}
	return false
}
