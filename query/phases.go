package query

import (
	"regexp"
	"sort"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
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
	for _, s := range ix.of(whole.report).sentences {
		if twoPhases.MatchString(s.text) {
			r := less(q, whole, part)
			r.said = q.phaseSaid() + r.said
			return r
		}
	}
	return nil
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
	if len(parts) == 2 && seen["一期"] && seen["二期"] {
		for _, s := range ix.of(direct.report).sentences {
			if twoPhases.MatchString(s.text) {
				return q.total(parts), nil
			}
		}
	}
	return nil, parts
}

// onlyPhase tells whether a report on one project says that it is this phase of it, and speaks of no other.
func (ix *index) onlyPhase(e *entry, phase string) bool {
	one := ix.of(e.report)
	for _, x := range one.entries {
		if x.Phase != "" && phaseName(x.Phase) != phase {
			return false
		}
	}
	for _, s := range one.sentences {
		for _, m := range phasePattern.FindAllString(ix.texts[s.folded], -1) {
			if phaseName(m) != phase {
				return false
			}
		}
	}
	for _, s := range one.sentences {
		text := ix.texts[s.folded]
		if i := strings.Index(text, phase); i >= 0 && s.passage <= e.Passage && (strings.HasPrefix(text[i+len(phase):], "工程") || strings.HasPrefix(text[i+len(phase):], "项目")) {
			return true
		}
	}
	return false
}
