package query

import (
	"strings"

	"wenxiang/data/extract"
)

// partyFits tells the share of the party that the question names from those of the others in an English report: "and
// Harbour Chemicals'?" asks for none of Merrin Oil's.
func (q *question) partyFits(ix *index, _ *matcher, e *entry) (float64, bool) {
	if e.report.Lang != "en" || e.Metric != "equity_share" || q.ops["sum"] || q.ops["difference"] || q.ops["compare"] || q.ops["largest"] {
		return 0, true
	}
	own := q.namedIn(e.subject)
	for _, x := range ix.of(e.report).entries {
		if x != e && x.Metric == "equity_share" && x.Kind == extract.QuantityFact && q.namedIn(x.subject) > own {
			return 0, false
		}
	}
	return 0, true
}

// namedIn counts the words and places of the question that stand in a name.
func (q *question) namedIn(name string) int {
	n := 0
	for _, t := range q.strong() {
		if t.in(name) == t.all() {
			n++
		}
	}
	for _, p := range q.places {
		for _, s := range q.placeNames(p) {
			if s != "" && holds(name, s) {
				n++
				break
			}
		}
	}
	return n
}

// thereAsked and comingAsked tell the plant that there is already from the one that is to be built.
var (
	thereAsked  = newPattern(`\b(?:old|existing|present|older)\b|老厂|旧厂|老工厂|旧工厂|原有工厂|现有工厂`)
	comingAsked = newPattern(`\b(?:new|planned|proposed)\b|新厂|新工厂|新项目`)
	thereSaid   = newPattern(`\b(?:existing|old|older|current|currently|already)\b`)
	comingSaid  = newPattern(`\b(?:new|proposed|planned)\b`)
)

// oldNewFits keeps a figure of the new plant from answering for the old one, and the other way round, in an English report
// that tells of both.
func (q *question) oldNewFits(_ *index, _ *matcher, e *entry) (float64, bool) {
	if e.report.Lang != "en" || e.SubjectKind == extract.PlaceSubject || e.SubjectKind == extract.GroupSubject {
		return 0, true
	}
	text := strings.ToLower(e.Clause + " " + e.Label)
	switch old, coming := q.has(thereAsked), q.has(comingAsked); {
	case old && !coming && comingSaid.MatchString(text) && !thereSaid.MatchString(text):
		return 0, false
	case coming && !old && thereSaid.MatchString(text) && !comingSaid.MatchString(text):
		return -0.6, true
	}
	return 0, true
}

// Verbs that a question asks about must show in the sentence that answers it in words: what a plant makes, who pays for it.
var (
	makesAsked = newPattern(`^what (?:else )?(?:will|does|do|did|is|are|would) (?:the |this |that |its )?.{1,60}\b(?:make|produce|manufacture|assemble|turn out|making|producing|manufacturing)\b`)
	makesSaid  = newPattern(`\b(?:mak(?:e|es|ing)|made|produc\w+|manufactur\w+|assembl\w+|turn(?:s|ed|ing)? out|output of)\b`)
	paysAsked  = newPattern(`\bwho (?:else )?(?:is |was |will |would )?(?:be )?(?:pay|fund|financ|foot|bankroll)\w*\b`)
	paysSaid   = newPattern(`\b(?:pa(?:y|ys|id|ying)|fund(?:s|ed|ing)?|financ\w+|invest\w*|loan\w*|lend\w*|grant\w*|bankroll\w*|contribut\w+|foot(?:s|ed|ing)?)\b`)
	fullyAsked = newPattern(`\bwhen\b.*\b(?:fully|in full|completely)\b`)
	fullySaid  = newPattern(`(?i)\b(?:full|fully|complet\w+|all)\b`)
)

// deedFits tells whether an English clause speaks of the deed that the question asks about.
func (q *question) deedFits(c *clause) bool {
	if q.lang != "en" || c.han {
		return true
	}
	switch {
	case q.has(makesAsked):
		return c.has(makesSaid)
	case q.has(paysAsked):
		return c.has(paysSaid)
	case q.has(fullyAsked):
		return c.has(fullySaid)
	}
	return true
}

// otherOwner tells whether the dates that an English clause states are all of another project than the one that a question
// leads on from.
func (r *reading) otherOwner(said []*entry) bool {
	if r.want != wantDate || !r.follows || len(r.must) > 0 || len(said) == 0 || len(r.q.anchors) == 0 {
		return false
	}
	for _, a := range r.q.anchors {
		if a.Project == "" || a.report.Lang != "en" {
			return false
		}
		for _, f := range said {
			if f.report != a.report || f.Project == "" || f.Project == a.Project {
				return false
			}
		}
	}
	return true
}
