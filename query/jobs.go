package query

import (
	"strings"

	"wenxiang/data/extract"
)

// Of the numbers of people that a report gives with one project, some are posts it creates, some are posts that go, some
// last as long as its construction, and some people its firm has already. They tell themselves apart by these words.
var (
	postsLost     = newPattern(`jobs (?:will |would |are to |to )?(?:go|be lost|lost|disappear|be cut|be shed)|job (?:losses|cuts)|los(?:e|es|ing|t) .*(?:jobs|work)|(?:cut|cuts|cutting|shed|sheds|axe|axed|eliminat\w+) .*jobs|redundan|laid off|裁员|裁掉|裁减|失业|失去工作`)
	postsBuild    = newPattern(`during (?:the )?construction|construction (?:jobs|phase|period|workers)|建设期|施工期`)
	postsKept     = newPattern(`\b(?:kept|keep|retain|retained|preserve|saved?|safeguard\w*)\b|保住|保留`)
	directAsked   = newPattern(`\bdirect(?:ly)?\b|直接`)
	indirectAsked = newPattern(`\bindirect(?:ly)?\b|间接`)
	// postsLasting asks for posts that stay when what is built is there.
	postsLasting = newPattern(`\bpermanent|full[- ]time|\bonce\b|in operation|when (?:it is|it's) (?:open|running|finished|complete)|长期|固定岗位|建成后|投产后`)
	postsMade    = newPattern(`creat|permanent|new jobs|新增|创造`)
	staffHas     = newPattern(`\bemploys\b|workforce of|currently employ|already employ|\bhas (?:about |some |more than )?[\d,]+ (?:employees|staff|people)`)
)

// jobsFit tells whether a number of jobs is of the kind that the question asks for: created, lost, during construction.
func (q *question) jobsFit(_ *index, _ *matcher, e *entry) (float64, bool) {
	if e.Metric != "jobs" {
		return 0, true
	}
	if lost := postsLost.MatchString(e.label); lost != postsLost.MatchString(q.text) {
		return 0, false
	}
	if e.report.Lang == "en" {
		kept := strings.Contains(e.label, "kept")
		if kept && (postsMade.MatchString(q.text) || strings.Contains(q.text, "new")) || !kept && postsKept.MatchString(q.text) {
			return 0, false
		}
		if indirect := strings.Contains(e.label, "indirect"); indirect && directAsked.MatchString(q.text) || !indirect && indirectAsked.MatchString(q.text) {
			return 0, false
		}
	}
	if postsBuild.MatchString(e.label) && postsLasting.MatchString(q.text) {
		return 0, false
	}
	if build := postsBuild.MatchString(e.label); build != postsBuild.MatchString(q.text) {
		if build {
			return -partUnasked, true
		}
		return 0, false
	}
	if e.SubjectKind == extract.CompanySubject && postsMade.MatchString(q.text) && staffHas.MatchString(e.Clause) && !postsMade.MatchString(e.Clause) {
		return -1.5, true
	}
	return 0, true
}
