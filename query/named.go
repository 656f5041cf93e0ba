package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
)

// listJoint stands between the things that a question names one after the other.
var listJoint = regexp.MustCompile(`、|以及|和|与|跟|及|,|，|加上|加| and | plus `)

// countedNouns say how many were named: 四个项目.
var countedNouns = regexp.MustCompile(`(?:这|那)?(?:两|三|四|五|六|七|八|[2-8])(?:个|家|条|大|项)(?:具体)?(?:项目|工程|企业|公司)?|(?:these |those |the )?(?:two|three|four|five|six) (?:projects|plants|companies)`)

// namedSum adds up the figures of three things or more that the question names one after the other.
func (e *Engine) namedSum(ix *index, q *question) []*entry {
	joints := listJoint.FindAllStringIndex(q.text, -1)
	if len(joints) < 2 || len(joints) > 8 {
		return nil
	}
	var pieces []string
	at := 0
	for _, j := range joints {
		if strings.HasSuffix(q.text[:j[0]], "总") || strings.TrimSpace(q.text[:j[0]]) == "" {
			continue // 总和
		}
		if q.insideTerm(j[0], j[1]) && !strings.ContainsAny(q.text[j[0]:j[1]], "、，,") {
			continue
		}
		pieces = append(pieces, q.text[at:j[0]])
		at = j[1]
	}
	pieces = append(pieces, q.text[at:])
	if len(pieces) < 3 {
		return nil
	}
	if n := partsNamed(countedNouns.FindString(q.text)); n > 0 && n != len(pieces) {
		return nil
	}
	var out []*entry
	seen := map[string]bool{}
	for _, text := range pieces {
		p := parse(ix, countedNouns.ReplaceAllString(text, ""), e.refDate(ix))
		p.lang, p.display, p.noSums, p.places = q.lang, q.display, true, q.places
		p.measures, p.measureWords, p.dims, p.unit = q.measures, q.measureWords, q.dims, q.unit
		p.ops, p.role, p.asks = map[string]bool{}, "", map[string]bool{"amount": true}
		if len(p.strong()) == 0 && len(p.statuses) == 0 && len(p.phases) == 0 {
			return nil
		}
		f := e.bestLevel(ix, p)
		if f == nil || f.Role != extract.Level || f.Max != nil || len(out) > 0 && (f.Unit != out[0].Unit || f.report != out[0].report) {
			return nil
		}
		key := owner(f) + f.Phase
		if seen[key] {
			return nil
		}
		seen[key] = true
		out = append(out, f)
	}
	return out
}

// ofNamed tells whether a figure can be that of the projects which the question calls by the very names that a report lists
// them under: what a group has together, or another project of the same list, is not theirs.
func (q *question) ofNamed(ix *index, e *entry) bool {
	if q.role != "" || q.lang == "en" || len(q.ops) > 0 || e.Project == "" && e.SubjectKind != extract.GroupSubject {
		return true
	}
	if q.projectsSaid == nil {
		said := []string{}
		for _, name := range ix.members() {
			if strings.Contains(q.text, name) {
				said = append(said, name)
			}
		}
		q.projectsSaid = &said
	}
	if len(*q.projectsSaid) == 0 {
		return true
	}
	own := fold(e.Project + " " + e.Subject + " " + e.Company + " " + e.Label)
	for _, name := range *q.projectsSaid {
		if strings.Contains(own, name) || e.Project != "" && strings.Contains(name, strings.TrimSuffix(fold(e.Project), "项目")) {
			return true
		}
	}
	return false
}

// memberNames are the names of single projects that the reports list, without 项目 at their end.
func memberNames(entries []*entry) []string {
	var out []string
	seen := map[string]bool{}
	for _, e := range entries {
		if e.Metric != "members" {
			continue
		}
		for _, item := range e.Items {
			name := strings.TrimSuffix(fold(item), "项目")
			if name != fold(item) && len([]rune(name)) >= 4 && !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	return out
}
