package query

import (
	"regexp"
	"sort"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// plusWord begins a follow-up that adds something to what was just said.
var plusWord = newPattern(`^(?:再)?(?:加上|算上|连同)|^(?:plus|with|adding) `)

// bothTogether asks for the sum of two things that were spoken of one after the other: 两家加起来投多少.
var bothTogether = newPattern(`(?:两|俩|2)(?:个|家|项|者|条|座|所|处|样|期)?(?:项目|工程|企业|公司|医院|学校|园区)?(?:加起来|加一起|合计|一共|总共|合起来|加在一起|共)|^(?:加起来|加一起|合计|合起来|加在一起)`)

// sum adds two operands, the phases of a project, or what the last turns spoke of.
func (e *Engine) sum(ix *index, q *question, c *Conversation) *result {
	var parts []*entry
	if a, b, ok := e.pairs(ix, q, c); ok {
		parts = []*entry{a, b}
	} else if m := plusWord.FindStringIndex(q.text); m != nil && len(q.anchors) > 0 && q.anchors[0].Kind == extract.QuantityFact {
		p := *q
		p.ops, p.anchors, p.inherited = map[string]bool{}, q.anchors, true
		p.dims = []quantity.Dimension{q.anchors[0].Dim}
		if b := e.best(ix, &p); b != nil && b != q.anchors[0] && b.Unit == q.anchors[0].Unit {
			parts = []*entry{q.anchors[0], b}
		}
	} else if q.pronoun && len(q.strong()) == 0 && q.bounds == nil && c != nil {
		parts = q.measured(ix, c.recent(ix, 2))
	} else if q.has(bothTogether) && q.bare() && q.bounds == nil && c != nil {
		if parts = q.measured(ix, c.recent(ix, 2)); len(parts) != 2 || parts[0] == parts[1] || parts[0].Unit != parts[1].Unit || owner(parts[0]) == owner(parts[1]) || parts[0].report != parts[1].report {
			parts = nil
		}
	} else if q.has(bothPhases) {
		parts = e.phases(ix, q)
	}
	if lots := q.lots(ix); len(lots) > 1 {
		parts = lots
	} else if named := e.namedSum(ix, q); len(named) > 2 {
		parts = named
	} else if q.has(threeIndustries) {
		parts = e.industries(ix, q)
	} else if n := partsNamed(q.text); n > 0 && len(parts) != n {
		parts = e.parts(ix, q, n)
	}
	if n := partsNamed(q.text); len(parts) < 2 && n > 1 && q.inherited && len(q.anchors) > 0 && len(q.strong()) == 0 {
		parts = ix.occasions(q.anchors[0], n)
	}
	if len(parts) < 2 {
		return nil
	}
	return q.total(parts)
}

// measured keeps figures that are of the measure asked for, all of them or none.
func (q *question) measured(ix *index, parts []*entry) []*entry {
	for _, p := range parts {
		if _, ok := q.measureFits(ix, &matcher{ix: ix}, p); !ok && len(q.measureWords) > 0 {
			return nil
		}
	}
	return parts
}

// total adds figures; nil where they do not add up to one.
func (q *question) total(parts []*entry) *result {
	total := decimal.Zero
	var said []string
	for _, p := range parts {
		if p.Metric == parts[0].Metric && (p.Project == "" || p.SubjectKind == extract.GroupSubject) != (parts[0].Project == "" || parts[0].SubjectKind == extract.GroupSubject) {
			return nil // a total of several projects holds the one beside it
		}
		stakes := p.Metric == "equity_share" && parts[0].Metric == "equity_share" && p.Project == parts[0].Project
		if p.Unit != parts[0].Unit && !samePeople(p, parts[0]) || p.Max != nil || p.Role != extract.Level && p.Role != extract.Part && !stakes {
			return nil
		}
		total = total.Add(p.Value)
		said = append(said, q.figure(p))
	}
	v := Value{Value: total, Unit: parts[0].Unit, Metric: parts[0].Metric, Label: parts[0].Label, Approx: orApprox(parts...)}
	r := &result{value: v, from: parts}
	for _, p := range parts {
		r.more = append(r.more, valueOf(p))
	}
	amount := q.amount(v, parts[0].Dim)
	r.formula = strings.Join(said, " + ") + " = " + amount
	var names []string
	for _, p := range parts {
		names = append(names, q.sentenceOf(p))
	}
	if q.lang == "en" {
		r.said = "Together " + amount + ": " + strings.Join(names, "; ")
	} else {
		r.said = "合计" + amount + "：" + strings.Join(names, "，")
	}
	return r
}

var partCounts = []struct {
	words *regexp.Regexp
	n     int
}{

	{regexp.MustCompile(`两个|两期|两次|两项|两家|两者|两笔|两样|两块|两批|两场|俩|both|two`), 2}, {regexp.MustCompile(`三个|三次|三期|三项|三家|三者|三笔|三样|三块|三批|三类|仨|three`), 3}, {regexp.MustCompile(`四个|四期|四项|四家|四次|四笔|四样|四块|four`), 4},
	{regexp.MustCompile(`五个|五项|五家|five`), 5}, {regexp.MustCompile(`六个|六项|六家|six`), 6},
}

// partsNamed is how many parts a question says it adds, 0 where it does not say.
func partsNamed(text string) int {
	for _, c := range partCounts {
		if c.words.MatchString(text) {
			return c.n
		}
	}
	if m := countedParts.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	return 0
}

// countsSame tells whether a figure is of as many things as a question says: 以上5个项目总投资31.9亿元, or of a group that is
// counted beside it.
func (q *question) countsSame(ix *index, e *entry) bool {
	m := countedParts.FindStringSubmatch(q.text)
	if m == nil || e == nil {
		return false
	}
	if strings.Contains(e.Clause, m[1]+"个") {
		return true
	}
	if e.SubjectKind != extract.GroupSubject || e.sentence < 0 {
		return false
	}
	for _, x := range ix.sentences[e.sentence].entries {
		if x.Metric == "project_count" && x.Value.String() == m[1] && x.label == fold(e.Subject) {
			return true
		}
	}
	return false
}

// countedParts finds how many listed things are to be added: 这4个项目, 上述12个项目.
var countedParts = regexp.MustCompile(`(?:^|[这上述以列的])([2-9]|[12][0-9])个(?:重点|大|签约|开工)?项目`)

// parts finds the n figures of one measure that different owners in one report have; nil unless there are exactly n.
func (e *Engine) parts(ix *index, q *question, n int) []*entry {
	p := *q
	p.ops, p.unit, p.asks = map[string]bool{}, "", map[string]bool{}
	m := &matcher{ix: ix}
	var out []*entry
	seen := map[string]bool{}
	for _, f := range p.find(ix, m) {
		if f.Role != extract.Level && f.Role != extract.Part || f.SubjectKind == extract.GroupSubject || len(out) > 0 && (f.report != out[0].report || f.Unit != out[0].Unit) {
			continue
		}
		if key := owner(f.entry) + "|" + f.Metric; !seen[key] {
			seen[key] = true
			out = append(out, f.entry)
		}
	}
	if len(out) != n {
		return nil
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].order < out[j].order })
	return out
}

// recent gives the first fact of each of the last n turns that found one, the oldest first.
func (c *Conversation) recent(ix *index, n int) []*entry {
	var out []*entry
	for i := len(c.Turns) - 1; i >= 0 && len(out) < n; i-- {
		for _, r := range c.Turns[i].Refs {
			if e := ix.byID[r.ID]; e != nil && sumOf(e) == r.Sum {
				out = append([]*entry{e}, out...)
				break
			}
		}
	}
	return out
}

// firstPhases are the first two of what may be more.
var firstPhases = newPattern(`[前头]两期|一、?二期|phases? one and two`)

// phases finds the same measure for each phase of one project.
func (e *Engine) phases(ix *index, q *question) []*entry {
	all := *q
	all.ops = map[string]bool{}
	firstTwo := q.has(firstPhases)
	m := &matcher{ix: ix}
	var out []*entry
	seen := map[string]bool{}
	for _, f := range all.find(ix, m) {
		if f.Phase == "" || len(out) > 0 && (f.Project != out[0].Project || f.Metric != out[0].Metric) {
			continue
		}
		if p := phaseName(f.Phase); !seen[p] && (!firstTwo || p == "一期" || p == "二期") {
			seen[p] = true
			out = append(out, f.entry)
		}
	}
	return out
}

// threeIndustries ask for the three branches of the economy together.
var threeIndustries = newPattern(`三次产业|三大产业|三产业|一二三产`)

// industries finds the investment in each of the three branches in one report; nil unless all three are stated.
func (e *Engine) industries(ix *index, q *question) []*entry {
	var out []*entry
	for _, key := range []string{"primary_investment", "secondary_investment", "tertiary_investment"} {
		p := *q
		p.ops, p.measures, p.measureWords, p.terms, p.unit = map[string]bool{}, []string{key}, nil, nil, ""
		f := e.bestLevel(ix, &p)
		if f == nil || f.Metric != key || len(out) > 0 && f.report != out[0].report {
			return nil
		}
		out = append(out, f)
	}
	return out
}

// namedBeside finds the figures of one sentence that a question names one after the other, without a word between them:
// 风电光伏一共多少.
func namedBeside(ix *index, q *question, direct *entry) []*entry {
	if direct == nil || direct.sentence < 0 || direct.Role != extract.Level && direct.Role != extract.Part {
		return nil
	}
	out := []*entry{direct}
	for _, x := range ix.sentences[direct.sentence].entries {
		if x == direct || x.Kind != extract.QuantityFact || x.Unit != direct.Unit || x.Role != extract.Level && x.Role != extract.Part || x.Project != direct.Project || x.Max != nil || x.Metric != direct.Metric && !q.namesLabel(x) ||
			!q.namesLabel(x) && !q.namesBoth(x, direct) && !q.namesBoth(direct, x) {
			continue
		}
		for _, o := range out {
			if strings.Contains(o.label, x.label) || strings.Contains(x.label, o.label) {
				return nil
			}
		}
		out = append(out, x)
	}
	if len(out) < 2 || len(out) > 2 && !q.namesLabel(direct) {
		return nil
	}
	return out
}

// namedTogether asks for one amount of several.
var namedTogether = newPattern(`一共|总共|合计|共计|加起来|加在一起|合起来|之和|in total|together|altogether`)

// namesBoth tells whether the question joins the beginnings of two labels before the end they share: 新增和改善灌溉面积.
func (q *question) namesBoth(first, second *entry) bool {
	a, b := []rune(first.label), []rune(second.label)
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	if n < 2 || n == len(a) || n == len(b) {
		return false
	}
	head, other := string(a[:len(a)-n]), string(b)
	for _, joint := range []string{"和", "与", "及", "、", "以及", "加"} {
		if strings.Contains(q.text, head+joint+other) {
			return true
		}
	}
	return false
}

// namesLabel tells whether the question holds the whole label of a figure, but for what only says that it is built along.
func (q *question) namesLabel(e *entry) bool {
	label := alongside.ReplaceAllString(e.label, "")
	return len([]rune(label)) > 1 && strings.Contains(q.text, label)
}

var alongside = regexp.MustCompile(`^(?:配套|配建|其中|同步)(?:建设)?`)

// occasions gives the figures of the n times at which a report counts the same thing, nil unless there are exactly n.
func (ix *index) occasions(one *entry, n int) []*entry {
	if one.Kind != extract.QuantityFact || one.Period.Words == "" || one.Max != nil {
		return nil
	}
	var out []*entry
	seen := map[string]bool{}
	for _, x := range ix.of(one.report).entries {
		if x.Kind == extract.QuantityFact && x.Label == one.Label && x.Metric == one.Metric && x.Unit == one.Unit && x.Role == one.Role && x.Scope.Status == one.Scope.Status && x.Project == one.Project &&
			x.Max == nil && x.Period.Words != "" && !seen[x.Period.Words] {
			seen[x.Period.Words] = true
			out = append(out, x)
		}
	}
	if len(out) != n {
		return nil
	}
	return out
}

// joined tells whether words stand side by side in the question: 产值加利税一共多少.
func (q *question) joined(said []string) bool {
	for i := 1; i < len(said); i++ {
		a := strings.Index(q.text, said[i-1])
		if a < 0 {
			return false
		}
		rest := q.text[a+len(said[i-1]):]
		joint := sideBySide.FindString(rest)
		if joint == "" || !strings.HasPrefix(rest[len(joint):], said[i]) {
			return false
		}
	}
	return len(said) > 1
}

var sideBySide = regexp.MustCompile(`^(?:加上|加|和|与|跟|及|、)年?`)

// measuresTogether adds figures of several measures that one owner has; nil where one of them is not stated of it.
func (e *Engine) measuresTogether(ix *index, q *question) *result {
	var parts []*entry
	for _, key := range q.addends {
		p := *q
		p.ops, p.addends, p.measures, p.measureWords, p.asTerms = map[string]bool{}, nil, []string{key}, nil, nil
		f := e.bestLevel(ix, &p)
		if f == nil || f.Metric != key || len(parts) > 0 && (f.report != parts[0].report || !q.bare() && (owner(f) != owner(parts[0]) || f.Phase != parts[0].Phase)) {
			return nil
		}
		parts = append(parts, f)
	}
	return q.total(parts)
}
