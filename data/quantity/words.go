package quantity

import (
	_ "embed"
	"sort"
	"strconv"
	"strings"
)

//go:embed currencies.tsv
var currencyTable string

//go:embed rates.tsv
var rateTable string

//go:embed translations.tsv
var translationTable string

//go:embed english.tsv
var englishTable string

//go:embed asking.tsv
var askingTable string

//go:embed periods.tsv
var periodTable string

// A currencyPrefix is a sign or word that stands before an amount of money.
type currencyPrefix struct {
	word []rune
	code string
}

// A rateWord is what a rate is reckoned by, with what Per says.
type rateWord struct {
	word string
	len  int
	per  string
}

// A relativeYear is a year counted from the reference date.
type relativeYear struct {
	word    string
	shift   int
	unknown bool
}

// A relationWord gives a period beside it a relation.
type relationWord struct{ word, relation string }

var (
	currencyPrefixes []currencyPrefix // the longer before the shorter
	currencyNames    = map[string]struct{ zh, en string }{}

	rateHan   []rateWord // the longer before the shorter
	rateWords = map[string]string{}

	chineseUnits = map[string]string{}
	englishUnits = map[string]string{}
	chineseRates = map[string]string{}
	englishRates = map[string]string{}

	stopWords     = map[string]bool{}
	numbered      = map[string]bool{}
	irregular     = map[string]bool{}
	yearWords     = map[string]bool{}
	standingWords []string
	// singular maps the count nouns of the unit table to their plurals.
	singular = map[string]string{}

	askWords     []string
	presentWords []string

	relativeYears []relativeYear
	periodBefore  []relationWord
	periodAfter   []relationWord
)

func init() {
	for _, f := range rows(currencyTable, 4) {
		currencyNames[f[0]] = struct{ zh, en string }{f[1], f[2]}
		for _, w := range strings.Fields(f[3]) {
			currencyPrefixes = append(currencyPrefixes, currencyPrefix{[]rune(w), f[0]})
		}
	}
	sort.SliceStable(currencyPrefixes, func(i, j int) bool { return len(currencyPrefixes[i].word) > len(currencyPrefixes[j].word) })
	for _, f := range rows(rateTable, 3) {
		if f[1] == "zh" {
			rateHan = append(rateHan, rateWord{f[0], len([]rune(f[0])), f[2]})
		} else {
			rateWords[f[0]] = f[2]
		}
	}
	sort.SliceStable(rateHan, func(i, j int) bool { return rateHan[i].len > rateHan[j].len })
	for _, f := range rows(translationTable, 4) {
		switch f[1] + f[2] {
		case "zhunit":
			chineseUnits[f[0]] = f[3]
		case "enunit":
			englishUnits[f[0]] = f[3]
		case "zhrate":
			chineseRates[f[0]] = f[3]
		case "enrate":
			englishRates[f[0]] = f[3]
		}
	}
	for _, f := range rows(englishTable, 2) {
		switch f[1] {
		case "stop":
			stopWords[f[0]] = true
		case "numbered":
			numbered[f[0]] = true
		case "plural":
			irregular[f[0]] = true
		case "year":
			yearWords[f[0]] = true
		case "standing":
			standingWords = append(standingWords, f[0])
		}
	}
	for _, f := range rows(askingTable, 2) {
		if f[1] == "before" {
			askWords = append(askWords, f[0])
		} else {
			presentWords = append(presentWords, f[0])
		}
	}
	for _, f := range rows(periodTable, 3) {
		switch f[1] {
		case "year":
			shift, err := strconv.Atoi(f[2])
			relativeYears = append(relativeYears, relativeYear{f[0], shift, err != nil})
		case "before":
			periodBefore = append(periodBefore, relationWord{f[0], f[2]})
		case "after":
			periodAfter = append(periodAfter, relationWord{f[0], f[2]})
		}
	}
	markDateStarts()
}
