package query

import (
	"strings"

	"wenxiang/data/extract"
)

// roseBy and howMuchHigher ask in English for the difference between a figure and the earlier one that its sentence
// gives: "By how much did net profit rise?", "How much higher were sales than a year before?". What stands between is
// whose figure is meant.
var (
	roseBy = newPattern(`(?i)^(?:and |so )?by how (much|many)(?: [a-z]+){0,4}? (?:did|do|does|will|would|has|have|had|is|are|was|were) (.+?) (?:to )?(?:rise|rose|risen|increase|increased|grow|grew|grown|climb|go up|gone up|be raised|expand|improve|fall|fell|fallen|drop|dropped|decline|declined|decrease|decreased|go down)\b`)

	howMuchHigher = newPattern(`(?i)^(?:and )?how much (?:higher|lower|greater|larger|bigger|more|less) (?:is|are|was|were|will|did) (.+?) (?:than|compared|over|from|versus)\b`)
)

// rose is the difference that such a question asks for; done is true where it asks for an amount that no earlier figure
// gives, which the level alone does not answer.
func (e *Engine) rose(ix *index, q *question, c *Conversation) (r *result, done bool) {
	if q.lang != "en" || q.asks["percent"] || strings.Contains(strings.ToLower(q.raw), "percent") || strings.Contains(strings.ToLower(q.raw), "per cent") {
		return nil, false
	}
	subject := ""
	if m := roseBy.FindStringSubmatch(q.raw); m != nil {
		subject, done = m[2], strings.EqualFold(m[1], "many")
	} else if m := howMuchHigher.FindStringSubmatch(q.raw); m != nil {
		subject = m[1]
	} else {
		return nil, false
	}
	p := parse(ix, subject, e.refDate(ix))
	p.resolve(ix, c)
	p.lang = q.lang
	for _, f := range p.find(ix, &matcher{ix: ix}) {
		if f.Role != extract.Level || f.Max != nil {
			continue
		}
		if prior := priorOf(ix, f.entry); prior != nil {
			return q.movement(f.entry, prior), true
		}
		break
	}
	return nil, done
}
