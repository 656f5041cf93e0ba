package query

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// afterPattern finds the words that say "once it is finished": what follows is foreseen, no condition.
var afterPattern = newPattern(`^(?:之后|以后|后|的时候|时)`)

// readTags takes the meaning of each tag into the question.
func (q *question) readTags(tags []tag, ref time.Time) {
	measured := false
	for _, t := range tags {
		if t.kind == tagUnit {
			n, _, ok := unitAfter(t.word)
			measured = measured || ok && n.Dim != quantity.Count && n.Dim != quantity.Bare && n.Dim != quantity.Duration
		}
	}
	for i := range tags {
		if t := &tags[i]; measured && t.kind == tagUnit && isASCII(t.word) {
			if n, _, ok := unitAfter(t.word); !ok || n.Dim == quantity.Count {
				t.kind = tagEnglish // how many copper rods, in tonnes: the unit is named by itself
			}
		}
	}
	for i, t := range tags {
		switch t.kind {
		case tagMeasure:
			if q.givenInName(tags, i) {
				continue
			}
			q.measures = append(q.measures, t.key)
			q.measureWords = append(q.measureWords, t.word)
			q.measureKeys = append(q.measureKeys, t.key)
			if insideMeasure.MatchString(q.text[t.end:]) {
				inside := t
				q.inside = &inside
			}
			if yearly := yearsPlan[t.word]; yearly != "" && i > 0 && tags[i-1].end == t.start && (tags[i-1].kind == tagPeriod && wholeYearSaid.MatchString(tags[i-1].word)) {
				last := len(q.measures) - 1
				q.measures[last], q.measureKeys[last] = yearly, yearly
			}
		case tagStatus:
			if afterPattern.MatchString(q.text[t.end:]) {
				q.afterEnd = true
				continue
			}
			q.statuses = append(q.statuses, statusWord{t.key, t.word})
		case tagBase:
			if t.key == "yoy" || t.key == "mom" || t.key == "annual_avg" {
				q.ops["growth"] = true
			}
			if t.key == "whole" {
				q.ops["share"] = true
			}
			if q.base == "" || q.base == "yoy" {
				q.base, q.baseWord = t.key, t.word
			}
		case tagPlace:
			q.places = append(q.places, vocabulary.Hit{Key: t.key, Word: t.word, Start: t.start, End: t.end})
		case tagAsk:
			q.asks[t.key] = true
		case tagOperation:
			q.ops[t.key] = true
			if t.key == "top" {
				q.topN = countIn(t.word)
			}
			if t.key == "compare" && strings.Contains(t.word, "投") {
				q.measures, q.measureWords, q.measureKeys = append(q.measures, "investment"), append(q.measureWords, "投资"), append(q.measureKeys, "investment")
			}
			if t.key == "total" {
				q.general = true
			}
		case tagFiller:
			switch t.key {
			case "follow":
				// 那, and lead on only at the beginning, 其中 and 呢 anywhere.
				if t.start == 0 || t.word == "其中" || t.word == "呢" || strings.HasSuffix(t.word, "of which") || len(t.word) > 6 {
					q.follows = true
				}
			case "pronoun":
				q.pronoun = true
			}
		case tagPhase:
			q.phases = append(q.phases, t.key)
		case tagUnit:
			for _, h := range vocabulary.FindMeasures(t.word) {
				// How many jobs: the thing counted is a measure by itself.
				if h.Start == 0 && h.End == len(t.word) && !countable[h.Key] && h.Key != "investment" {
					q.measures, q.measureWords, q.measureKeys = append(q.measures, h.Key), append(q.measureWords, t.word), append(q.measureKeys, h.Key)
				}
			}
			if n, _, ok := unitAfter(t.word); ok {
				q.takeUnit(n, t.word)
			} else {
				q.takeUnit(quantity.Quantity{Unit: t.word, Dim: quantity.Count}, t.word)
			}
		case tagQuantity:
			q.readBounds(tags, i)
		}
	}
	for _, p := range q.periods {
		if lastYear.MatchString(p.Words) {
			q.ops["before"] = true
		}
	}
	kept := q.periods[:0]
	for i, p := range q.periods {
		for _, t := range tags {
			if t.kind == tagPeriod && t.key == strconv.Itoa(i) {
				kept = append(kept, p)
			}
		}
	}
	q.periods = kept
}

// givenInName tells whether a measure only says, with the amount right behind it, which project is meant, and another one is
// asked for: 年产20000吨铜棒项目投资多少.
func (q *question) givenInName(tags []tag, i int) bool {
	t := tags[i]
	if countable[t.key] || i+1 >= len(tags) || tags[i+1].kind != tagQuantity || tags[i+1].start != t.end {
		return false
	}
	m, known := vocabulary.MeasureByKey(t.key)
	k, err := strconv.Atoi(tags[i+1].key)
	if !known || err != nil || k >= len(q.numbers) || !m.Takes(q.numbers[k].Dim) || q.numbers[k].Dim == quantity.Money || q.numbers[k].Dim == quantity.Percent {
		return false
	}
	for _, x := range tags[i+2:] {
		if x.kind == tagMeasure && !countable[x.key] {
			return true
		}
	}
	return false
}

// lastYear names the year before by its distance.
var lastYear = regexp.MustCompile(`去年|上年|上一年|前一年|同期|(?i)last year|previous year|year earlier`)

// countIn reads the number in 前三, top 5; 3 when it names none.
func countIn(word string) int {
	for _, c := range []struct {
		words []string
		n     int
	}{{[]string{"十", "10", "ten"}, 10}, {[]string{"五", "5", "five"}, 5}, {[]string{"四", "4", "four"}, 4}, {[]string{"六", "6", "six"}, 6}, {[]string{"八", "8"}, 8},
		{[]string{"两", "二", "2", "two"}, 2}, {[]string{"三", "3", "three"}, 3}} {
		for _, w := range c.words {
			if strings.Contains(word, w) {
				return c.n
			}
		}
	}
	return 0
}
