package query

import (
	"regexp"
	"sort"
	"strings"
	"sync"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// twoPhases stand where a report says that a project has two phases and no more.
var twoPhases = regexp.MustCompile(`[分共](?:为)?(?:两|2|二)期|两期(?:建设|实施|进行|开发|投资|推进|完成|工程)|一、?二期|in two (?:phases|stages)|two-phase|both phases|two phases`)

// phaseLeft gives the amount of a phase that no sentence states from the amounts of the whole and of the other phase of
// a project that has two: 总投资3.85亿元，分两期实施，一期投资2.2亿元 leaves 1.65亿元 for the second.
func (e *Engine) phaseLeft(ix *index, q *question) *result {
	if len(q.phases) != 1 || q.role != "" || q.ops["sum"] || q.ops["difference"] || q.ops["compare"] || q.ops["average"] || len(q.measures) == 0 && len(q.dims) == 0 {
		return nil
	}
	p := *q
	p.phases = nil
	var whole, part *entry
	for _, f := range p.find(ix, &matcher{ix: ix}) {
		if f.Project == "" || f.Max != nil || f.Role != extract.Level && f.Role != extract.Part || !additive(f.Dim) {
			continue
		}
		if whole != nil && whole.Project != f.Project || part != nil && part.Project != f.Project {
			return nil
		}
		switch phase := phaseName(f.Phase); {
		case phase == "" && whole == nil:
			whole = f.entry
		case phase == q.phases[0]:
			return nil
		case phase != "" && part == nil:
			part = f.entry
		case phase != "" && phaseName(part.Phase) != phase:
			return nil
		}
	}
	if whole == nil || part == nil || whole.Unit != part.Unit || whole.Per != part.Per || !sameAmount(whole, part) || !whole.Value.GreaterThan(part.Value) {
		return nil
	}
	if !ix.of(whole.report).inTwoPhases() {
		return nil
	}
	r := less(q, whole, part)
	r.said = q.phaseSaid() + r.said
	return r
}

// sameAmount tells whether a phase's figure is of what the whole's is; an investment need not be called total in both.
func sameAmount(whole, part *entry) bool {
	invested := func(x *entry) bool { return x.Metric == "total_investment" || x.Metric == "investment" }
	return whole.Metric != "" && whole.Metric == part.Metric || invested(whole) && invested(part)
}

// additive tells whether the amounts of the phases of a project add up to that of the whole.
func additive(d quantity.Dimension) bool {
	switch d {
	case quantity.Money, quantity.Area, quantity.Mass, quantity.Power, quantity.Count, quantity.Length, quantity.Volume, quantity.Energy:
		return true
	}
	return false
}

// phaseSaid begins a statement on a phase that was asked for.
func (q *question) phaseSaid() string {
	if q.lang != "en" {
		return q.phases[0]
	}
	for _, w := range []string{"one", "two", "three", "four"} {
		if phaseNames[w] == q.phases[0] || w == "one" && q.phases[0] == "一期" {
			return "Phase " + w + ". "
		}
	}
	return ""
}

// hasPhase tells whether any figure belongs to a phase.
func (ix *index) hasPhase(phase string) bool {
	for _, e := range ix.entries {
		if e.Phase != "" && phaseName(e.Phase) == phase {
			return true
		}
	}
	return false
}

// wholeOfPhases answers a question for a whole of which the report states the phases only: with their sum where the
// report says that there are two, else with the phases to choose from. A phase alone is no answer for the whole.
func (q *question) wholeOfPhases(ix *index, direct *entry) (*result, []*entry) {
	if direct.Phase == "" || len(q.phases) > 0 || q.inherited || !additive(direct.Dim) || direct.Role != extract.Level && direct.Role != extract.Part {
		return nil, nil
	}
	parts := []*entry{direct}
	seen := map[string]bool{phaseName(direct.Phase): true}
	for _, f := range q.found {
		if f.Project != direct.Project || f.report != direct.report || f.Unit != direct.Unit || f.Per != direct.Per || !sameAmount(direct, f.entry) {
			continue
		}
		phase := phaseName(f.Phase)
		if phase == "" {
			return nil, nil
		}
		if !seen[phase] {
			seen[phase] = true
			parts = append(parts, f.entry)
		}
	}
	if len(parts) < 2 {
		return nil, nil
	}
	sort.Slice(parts, func(i, j int) bool { return parts[i].order < parts[j].order })
	if len(parts) == 2 && seen["一期"] && seen["二期"] && ix.of(direct.report).inTwoPhases() {
		return q.total(parts), nil
	}
	return nil, parts
}

// inTwoPhases tells whether a report says that what it is about has two phases and no more.
func (in *inReport) inTwoPhases() bool {
	for _, s := range in.sentences {
		if twoPhases.MatchString(s.text) || twoPhases.MatchString(vocabulary.Simplified(s.text)) {
			return true
		}
	}
	return false
}

// phasesOf is the one phase that a report speaks of, and the passage that first names it as a work of its own. It is read
// when it is first asked for, since it is asked for each figure of the report.
type phasesOf struct {
	once    sync.Once
	only    string // "" where the report speaks of no phase, or of several
	passage int
}

// onlyPhase tells whether a report on one project says, before a figure, that it is this phase of it, and speaks of no
// other.
func (ix *index) onlyPhase(e *entry, phase string) bool {
	in := ix.of(e.report)
	in.phases.once.Do(func() { in.phases.only, in.phases.passage = in.lonePhase(ix) })
	return in.phases.only == phase && in.phases.passage <= e.Passage
}

// lonePhase finds the phase of phasesOf.
func (in *inReport) lonePhase(ix *index) (phase string, passage int) {
	seen := map[string]bool{}
	for _, x := range in.entries {
		if x.Phase != "" {
			seen[phaseName(x.Phase)] = true
		}
	}
	for _, s := range in.sentences {
		for _, m := range phasePattern.FindAllString(ix.texts[s.folded], -1) {
			seen[phaseName(m)] = true
		}
	}
	if len(seen) != 1 {
		return "", 0
	}
	for only := range seen {
		for _, s := range in.sentences {
			if _, rest, named := strings.Cut(ix.texts[s.folded], only); named && (strings.HasPrefix(rest, "工程") || strings.HasPrefix(rest, "项目")) {
				return only, s.passage
			}
		}
	}
	return "", 0
}
