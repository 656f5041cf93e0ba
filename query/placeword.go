package query

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"wenxiang/data/vocabulary"
)

// rankOfPlace finds the rank of the place that a question asks for: 哪个县 → 县.
var rankOfPlace = newPattern(`(?:哪|什么)(?:个|几个|些|座|两个|三个|一个)?(县|市州|州市|城市|市|省|区|镇|乡|村|街道|园区|开发区|国家|国|州|旗|产业园)|(?:which|what) (county|city|province|town|country|district)`)

func (q *question) placeRank() string {
	if !q.has(rankOfPlace) {
		return ""
	}
	m := rankOfPlace.FindStringSubmatch(q.text)
	return m[1] + m[2]
}

var placeWord = newPattern(`[\p{Han}]{1,12}(?:省|市|县|区|镇|乡|村|州|旗|街道|路|园|城|港|湾|岛)`)

var inPlace = newPattern(`(?:在|于|落户|地处|驻)[“]?[\p{Han}A-Za-z0-9·“”]{2,30}`)

var englishPlace = newPattern(`\b(?:in|at|near|west of|east of|north of|south of) (?:the )?(?:[a-z]+ ){0,2}[A-Z][\w’'-]+`)

var englishMonth = regexp.MustCompile(`\b(?:in|at|near) (?:early |late |mid-)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b`)

// placeEvidence weighs how plainly a clause says where something is, from 0.
func (q *question) placeEvidence(c *clause) float64 {
	score := 0.0
	rank := q.placeRank()
	switch rank {
	case "":
	case "county", "city", "province", "town", "country", "district":
	default:
		last, _ := utf8.DecodeLastRuneInString(rank)
		if rank == "国家" {
			last = '国'
		}
		if rank != "城市" && !strings.ContainsRune(c.text, last) {
			return 0
		}
	}
	switch {
	case q.has(venueAsked):
		if c.says("venue") > 0 && (c.has(inPlace) || c.has(englishPlace) || c.has(placeWord)) {
			score = 1
		}
	case q.has(registryAsked):
		if c.says("registered") > 0 {
			score = 1
		}
	case c.saysLocation() && (c.han || c.has(englishPlace)):
		score = 1
	case strings.HasPrefix(c.text, "在") && c.has(inPlace):
		score = 0.7
	case c.has(inPlace) && c.has(placeWord):
		score = 0.6
	case c.inEnglishPlace():
		score = 0.55
	case q.otherPlace(c) || c.has(placeWord) && strings.ContainsAny(c.text, "路街镇村区县"):
		score = 0.4
	}
	if score == 0 && c.saysLocation() && c.has(placeWord) {
		score = 0.5
	}
	return score
}

// saysLocation tells whether a clause has a word for where something is.
func (c *clause) saysLocation() bool {
	return c.located.get(func() bool {
		return len(clauseTables().says("location", siteOpinion.ReplaceAllString(c.folded, ""))) > 0
	})
}

// inEnglishPlace tells whether a clause says in English where something is.
func (c *clause) inEnglishPlace() bool {
	return c.situated.get(func() bool { return englishPlace.MatchString(englishMonth.ReplaceAllString(c.text, "")) })
}

// placesIn gives the known places that a clause names.
func (c *clause) placesIn() []vocabulary.Hit {
	return c.places.get(func() []vocabulary.Hit { return vocabulary.FindPlaces(c.text) })
}

// siteOpinion are papers about a site, which do not say where it is.
var siteOpinion = regexp.MustCompile(`选址(?:\p{Han}{0,4})?(?:意见|报告|论证|研究|审批)`)

// otherPlace tells whether a clause names a place that the question does not.
func (q *question) otherPlace(c *clause) bool {
	for _, h := range c.placesIn() {
		if !strings.Contains(q.raw, h.Word) {
			return true
		}
	}
	return false
}

var venueAsked = newPattern(`举行|举办|召开|会议|大会|仪式|会场|开的|开会|办的|在哪.{0,3}[开办]|held|take place|took place|venue|ceremony|signed|meeting`)

var registryAsked = newPattern(`注册|register|incorporat`)
