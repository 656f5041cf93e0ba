package query

import (
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// othersAsked asks for the projects of a group but those that have been spoken of: 另外两个项目, 其他项目.
var othersAsked = newPattern(`(?:另外?|其他|其它|其余|余下|剩下|剩余|别的)的?(?:那|这)?(一|两|二|三|四|五|六|七|八|九|十|[0-9]+)?个?(?:大)?项目|(?:另外?|其他|其它|其余|余下|剩下|剩余|别的)的?(?:那|这)?(两|二|三|四|五|六|七|八|九|十|[0-9]+)个|\b(?:the )?other (one|two|three|four|five|six|seven|eight|nine|ten|[0-9]+)?\s*projects?\b`)

// otherNumbers are the English numbers of projects; Chinese ones and figures are read by numberOf.
var otherNumbers = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}

// othersLeft takes the investments that are known of single projects from that of the group which they belong to, where the
// question asks what the other ones cost together.
func (e *Engine) othersLeft(ix *index, q *question) *result {
	if q.role != "" || q.asks["percent"] || q.has(severally) && !strings.Contains(q.text, "一个") || !q.asksMoney() {
		return nil
	}
	var n int
	var spoken []*entry
	if m := othersBut.FindStringSubmatch(q.text); m != nil && !strings.HasSuffix(m[1], "此") {
		n, spoken = numberOf(m[2]), e.costsOf(ix, q, m[1])
	} else if m := othersAsked.FindStringSubmatch(q.text); m != nil && q.inherited {
		spoken = q.anchors
		if n = otherNumbers[m[3]]; n == 0 && m[1]+m[2]+m[3] != "" {
			n = numberOf(m[1] + m[2] + m[3])
		}
	}
	var named []*entry
	for _, a := range spoken {
		if isCost(a) && a.Project != "" && a.Phase == "" && !slices.ContainsFunc(named, func(x *entry) bool { return x.Project == a.Project }) {
			named = append(named, a)
		}
	}
	if len(named) == 0 {
		return nil
	}
	known := append([]*entry{}, named...)
	for _, x := range ix.of(named[0].report).entries {
		if isCost(x) && x.Project != "" && x.Phase == "" && x.SubjectKind == extract.ProjectSubject && x.Passage == named[0].Passage && x.Unit == named[0].Unit &&
			!slices.ContainsFunc(known, func(k *entry) bool { return k.Project == x.Project }) {
			known = append(known, x)
		}
	}
	var found *result
	for _, whole := range ix.of(named[0].report).entries {
		if !isCost(whole) || whole.SubjectKind != extract.GroupSubject || whole.Unit != named[0].Unit || whole.Role != extract.Level || whole.order > named[0].order || named[0].Passage-whole.Passage > topicPassages {
			continue
		}
		of := countOf(ix, whole)
		if of == nil {
			continue
		}
		var taken []*entry
		switch counted := int(of.Value.IntPart()); {
		case n == 0 && counted > len(named) || counted-len(named) == n:
			taken = named
		case counted-len(known) == n:
			taken = known
		default:
			continue
		}
		if !summed(taken).LessThan(whole.Value) {
			continue
		}
		if found != nil {
			return nil // two groups that they can belong to
		}
		found = lessAll(q, whole, taken)
	}
	return found
}

// othersBut names the projects that are not meant: 甲和乙之外的三个项目.
var othersBut = newPattern(`^(?:除了?|除去|除开)?(.{2,40}?)(?:两个|三个)?(?:之外|以外)[,，]?的?(?:另外?|其他|其它|其余|余下|剩下|剩余)?的?(一|两|二|三|四|五|六|七|八|九|十|[0-9]+)个`)

// namesApart sets names beside each other.
var namesApart = regexp.MustCompile(`、|和|与|跟|及|以及`)

// costsOf gives what each of several projects costs that are named one after another; nil where one of them is not known.
func (e *Engine) costsOf(ix *index, q *question, names string) []*entry {
	var out []*entry
	for _, name := range namesApart.Split(names, -1) {
		p := parse(ix, name+"总投资", e.refDate(ix))
		p.noSums, p.places = true, q.places
		f := e.bestLevel(ix, p)
		if f == nil || !isCost(f) || f.Project == "" || len(p.strong()) == 0 {
			return nil
		}
		out = append(out, f)
	}
	return out
}

// asksMoney tells whether a question asks for an amount of money by measure, unit or verb.
func (q *question) asksMoney() bool {
	return q.asks["money"] || q.display != "" || len(q.dims) == 1 && q.dims[0] == quantity.Money || len(q.measures) > 0 && takesMoney(q.measures[0])
}

// isCost tells whether a fact is what something costs as a whole.
func isCost(e *entry) bool {
	return e.Kind == extract.QuantityFact && e.Dim == quantity.Money && e.Max == nil && (e.Metric == "total_investment" || e.Metric == "investment" || e.Metric == "contract_value") &&
		(e.Role == extract.Level || e.Role == extract.Part)
}

// countOf gives how many projects a group has.
func countOf(ix *index, group *entry) *entry {
	for _, x := range ix.of(group.report).entries {
		if x.Metric == "project_count" && x.Kind == extract.QuantityFact && x.Role == extract.Level && x.Max == nil && x.Passage == group.Passage && x.Group == group.Group && x.Scope.Words == group.Scope.Words && x.order < group.order {
			return x
		}
	}
	return nil
}

func summed(list []*entry) decimal.Decimal {
	var out decimal.Decimal
	for _, x := range list {
		out = out.Add(x.Value)
	}
	return out
}

// undoneAsked asks how many of what has been counted have not yet got to a state: 还有几家没投产, 没开工的有几个.
var undoneAsked = newPattern(`(?:还|另外?)?(?:剩下?|有)?(?:的)?(?:几|多少)(家|个|户|项|座|台|条|栋|处|套)(?:企业|项目|公司|工程)?(?:还|仍|尚)?(?:没有?|未|尚未|没能|未能)(\p{Han}{2,5}?)(?:的|呢|啊)?[?]?$|(?:没有?|未|尚未)(\p{Han}{2,4}?)的(?:企业|项目|公司)?(?:还|一共|总共|共)?(?:有|剩|是)?(?:几|多少)(家|个|户|项|座|台|条|栋|处|套)`)

// undone takes those that have got to a state from all that were counted, where the question asks for the ones that have not.
func (e *Engine) undone(ix *index, q *question) *result {
	m := undoneAsked.FindStringSubmatch(q.text)
	if m == nil || q.role != "" {
		return nil
	}
	if direct := e.direct(ix, q, &matcher{ix: ix}); direct != nil && negated.MatchString(direct.Clause) {
		return nil // the report counts them itself
	}
	unit, verb := m[1]+m[4], m[2]+m[3]
	states := vocabulary.FindStatuses(verb)
	if len(states) == 0 {
		return nil
	}
	var whole *entry
	p := parse(ix, strings.NewReplacer("没有"+verb, "", "没"+verb, "", "尚未"+verb, "", "还未"+verb, "", "未"+verb, "", "还有", "有").Replace(q.text), e.refDate(ix))
	p.lang, p.noSums, p.anchors, p.inherited = q.lang, true, q.anchors, q.inherited
	switch {
	case q.inherited && len(q.anchors) > 0 && p.bare() && len(p.phases) == 0:
		whole = q.anchors[0]
	default:
		whole = e.bestLevel(ix, p)
	}
	if whole == nil || whole.Kind != extract.QuantityFact || whole.Dim != quantity.Count || whole.Max != nil || !sameUnit(unit, whole.Unit) {
		return nil
	}
	for _, n := range q.numbers {
		if n.Dim == quantity.Count && n.Value.GreaterThan(two) && sameUnit(n.Unit, whole.Unit) && !n.Value.Equal(whole.Value) {
			return nil // the question says how many there are
		}
	}
	var part *entry
	for _, x := range ix.of(whole.report).entries {
		if x.Kind != extract.QuantityFact || x.Dim != quantity.Count || !sameUnit(x.Unit, whole.Unit) || x.order <= whole.order || x.sentence != whole.sentence || x.Max != nil || x.Role != extract.Part && x.Role != extract.Level ||
			!x.Value.LessThan(whole.Value) || !reaches(x, verb, states) {
			continue
		}
		if part != nil && !part.Value.Equal(x.Value) {
			return nil
		}
		part = x
	}
	if part == nil {
		return nil
	}
	return less(q, whole, part)
}

// reaches tells whether a figure is of those that have got to a state.
func reaches(e *entry, verb string, states []vocabulary.Hit) bool {
	said := e.Clause
	if before, after, ok := strings.Cut(said, e.Printed); ok && strings.Contains(said, "、") { // 已投产54家、在建21家
		after, _, _ = strings.Cut(after, "、")
		said = before[strings.LastIndex(before, "、")+1:] + after
	}
	if negated.MatchString(said) {
		return false
	}
	if strings.Contains(said, verb) {
		return true
	}
	for _, have := range vocabulary.FindStatuses(said) {
		for _, s := range states {
			if have.Key == s.Key {
				return true
			}
		}
	}
	return false
}
