package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// timesWords ask how many times as large one figure is as another.
var timesWords = newPattern(`^(.+?)(?:大约|大概|约)?(?:是|相当于|为)(.+?)的?(?:多少|几)倍|^how many times (?:larger|bigger|greater|higher) (?:is|are|was|were) (.+?) than (.+)`)

// times divides one named figure by another: 谋划的总投资相当于已开工的几倍.
func (e *Engine) times(ix *index, q *question, c *Conversation) *result {
	m := timesWords.FindStringSubmatch(q.text)
	if m == nil {
		return nil
	}
	left, right := m[1]+m[3], m[2]+m[4]
	a, b := parse(ix, left, e.refDate(ix)), parse(ix, right, e.refDate(ix))
	share(a, b)
	share(b, a)
	for _, x := range []*question{a, b} {
		x.lang, x.ops, x.noSums, x.role = q.lang, map[string]bool{}, true, ""
		x.resolve(ix, c)
		if len(x.dims) == 0 && len(x.measures) == 0 {
			return nil
		}
	}
	x, y := e.bestLevel(ix, a), e.bestLevel(ix, b)
	if x != nil && x.Project != "" && len(b.strong()) == 0 && (y == nil || y.Project != x.Project) {
		b.anchors, b.inherited = []*entry{x}, true
		y = e.bestLevel(ix, b)
	}
	if x == nil || y == nil || x == y || x.Unit != y.Unit || y.Value.IsZero() || x.Project != "" && y.Project != x.Project && len(b.strong()) == 0 {
		return nil // 产值是投资额的几倍: both of the project that is named
	}
	v := Value{Value: x.Value.DivRound(y.Value, 4), Unit: "倍", Metric: x.Metric, Label: x.Label, Approx: "约"}
	said := "约" + trimZeros(v.Value.Round(2)) + "倍"
	r := &result{value: v, from: []*entry{x, y}, more: []Value{valueOf(x), valueOf(y)}}
	if q.lang == "en" {
		said = "about " + trimZeros(v.Value.Round(2)) + " times"
		r.said = said + ": " + q.sentenceOf(x) + "; " + q.sentenceOf(y)
	} else {
		r.said = said + q.bothSaid(x, y)
	}
	r.formula = q.figure(x) + " ÷ " + q.figure(y) + " = " + said
	return r
}

// share divides a part by its whole: both named (A占B), or the whole being what the part was counted among.
func (e *Engine) share(ix *index, q *question, c *Conversation) *result {
	if q.base == "nation" || q.base == "province" || q.rateMeasure() {
		return nil
	}
	if r, stated := e.shareOfStated(ix, q, c); stated {
		return r
	}
	var part, whole *entry
	named, measured := false, ""
	if m := insideShare.FindStringSubmatch(q.text); m != nil && q.ops["share"] {
		if part, whole = e.shareSides(ix, q, c, m[2], m[1]); whole == nil {
			part = nil
		}
		named = whole != nil
	}
	if named {
		// A里B占多少: both are found.
	} else if i := strings.Index(q.text, "占"); i >= 0 && q.ops["share"] {
		measured = parse(ix, shareTail.ReplaceAllString(q.text[i+len("占"):], ""), e.refDate(ix)).ownMeasure()
		part, whole = e.shareSides(ix, q, c, q.text[:i], strings.TrimPrefix(q.text[i+len("占"):], "全部"))
		named = whole != nil
	} else if m := partOfWhole.FindStringSubmatch(q.text); m != nil {
		part, whole = e.shareSides(ix, q, c, m[1], m[2])
		if named = whole != nil; !named {
			return nil
		}
	} else if m := shareOf.FindStringSubmatch(q.text); m != nil {
		if part, whole = e.shareSides(ix, q, c, m[2], m[1]); whole != nil {
			named = true
		} else {
			part, whole = e.shareSides(ix, q, c, m[1], m[2])
		}
	}
	if part == nil {
		p := *q
		p.role, p.ops, p.dims, p.asks = "", map[string]bool{}, nil, map[string]bool{"amount": true}
		if p.bare() && len(q.anchors) > 0 {
			part = q.anchors[0]
		} else if len(q.anchors) > 0 && q.anchors[0].Role == extract.Level && len(p.measures) == 0 && whole == nil && !q.asks["amount"] && p.bounds == nil {
			// 高速占了多大比例, after the investment in all roads: the part of that.
			p.dims = []quantity.Dimension{q.anchors[0].Dim}
			for _, f := range p.find(ix, &matcher{ix: ix}) {
				if f.sentence == q.anchors[0].sentence && f.Unit == q.anchors[0].Unit && f.entry != q.anchors[0] && (f.Role == extract.Level || f.Role == extract.Part) && f.Value.LessThan(q.anchors[0].Value) {
					return q.ratio(f.entry, q.anchors[0])
				}
			}
			part = e.bestLevel(ix, &p)
		} else {
			part = e.bestLevel(ix, &p)
		}
	}
	if part == nil {
		return nil
	}
	if (whole == nil || whole == part) && c != nil && c.summed(part, q.anchors) {
		return q.shareOfSum(part, q.anchors)
	}
	if whole == nil || whole == part {
		whole = wholeOf(ix, part, q.anchors)
	}
	if m, ok := vocabulary.MeasureByKey(measured); ok && !m.Takes(part.Dim) {
		return nil // a share of the investment is none of the number of projects
	}
	if whole == nil || whole == part || whole.Unit != part.Unit || whole.Value.IsZero() || part.Value.GreaterThan(whole.Value) {
		return nil
	}
	onePlace := named && part.report.Lang == "en" && part.SubjectKind == extract.PlaceSubject && whole.SubjectKind == extract.PlaceSubject && part.Subject == whole.Subject
	if r := relation(part, whole); r < 0.5 && !(onePlace && r > -2) && (!named || r < -2 || part.Dim != quantity.Count) {
		return nil
	}
	return q.ratio(part, whole)
}

// doneOfTotal asks how much of the total investment has been carried out.
var doneOfTotal = newPattern(`投资(?:已经|已|都|总共|目前|现在)*完成(?:了|到|掉)?(?:百分之几|百分之多少|几成|多少个?百分比|多大比例)|完成(?:了|的|投资|量)*(?:占|到)?(?:项目|计划|概算)?(?:总投资|投资总额)的?(?:百分之几|百分之多少|几成|多少|比例|比重|%)`)

// doneWords are the words of such a question that say what is divided by what.
var doneWords = regexp.MustCompile(`投资|完成|计划|目标|任务`)

// oneYear says that the plan is that of a year.
var oneYear = newPattern(`年度|全年|今年|当年|本年`)

// doneShare divides the completed investment of a project by its total.
func (e *Engine) doneShare(ix *index, q *question) *result {
	if !q.has(doneOfTotal) && !q.has(planDone) {
		return nil
	}
	planned := "total_investment"
	if q.has(planDone) && q.has(oneYear) {
		planned = "annual_planned_investment"
	}
	p := *q
	p.role, p.base, p.ops, p.unit, p.display, p.asTerms, p.statuses = "", "", map[string]bool{}, "", "", nil, nil
	p.asks, p.dims, p.terms = map[string]bool{"amount": true}, []quantity.Dimension{quantity.Money}, without(q.terms, doneWords)
	p.inherited = q.inherited || len(p.strong()) == 0 && len(q.anchors) > 0
	w := p
	p.measures, p.measureWords = []string{"completed_investment"}, nil
	w.measures, w.measureWords = []string{planned}, nil
	part := e.bestLevel(ix, &p)
	if part == nil || part.Metric != "completed_investment" {
		return nil
	}
	w.anchors, w.inherited = []*entry{part}, true
	whole := e.bestLevel(ix, &w)
	if whole == nil || whole.Metric != planned || whole.Project != part.Project || whole.Phase != part.Phase || whole.report != part.report || whole.Unit != part.Unit ||
		part.Value.GreaterThan(whole.Value) || whole.Value.IsZero() {
		return nil
	}
	return q.ratio(part, whole)
}

// ratio says a part in per cent of its whole.
func (q *question) ratio(part, whole *entry) *result {
	v := Value{Value: part.Value.Mul(hundred).DivRound(whole.Value, 2), Unit: "%", Metric: part.Metric, Label: part.Label + "占比", Approx: "约"}
	if v.Value.Mul(whole.Value).Equal(part.Value.Mul(hundred)) && orApprox(part, whole) == "" {
		v.Approx = ""
	}
	said := v.Approx + trimZeros(v.Value) + "%"
	if q.lang == "en" {
		said = trimZeros(v.Value) + "%"
	}
	r := &result{value: v, from: []*entry{part, whole}, more: []Value{valueOf(part), valueOf(whole)}}
	r.formula = q.figure(part) + " ÷ " + q.figure(whole) + " = " + said
	if q.lang == "en" {
		r.said = said + ": " + q.sentenceOf(part) + " out of " + q.sentenceOf(whole)
	} else {
		r.said = "占比" + said + q.bothSaid(part, whole)
	}
	return r
}

// insideShare asks for the share of a part that it looks for in a whole: 服务业投资里旅游占多少.
var insideShare = newPattern(`^(.+?\p{Han})(?:里面?|里边|当中|之中)[,，]?(?:的)?([^哪几多]+?)(?:大概|大约|约)?(?:占(?:了|比|多|几|百|的?比)|的?(?:比重|比例|占比|份额))`)

// partOfWhole sets one named amount against another as a share of it.
var partOfWhole = newPattern(`^(.+?)(?:大约|大概|约)?(?:相当于|等于|是|为)(.+?)的?(?:百分之几|百分之多少|几成|百分比)`)

var shareOf = newPattern(`(?:what|which) (?:share|percentage|proportion|percent) of (.+?) (?:is|are|was|were|comes? from|came from|goe?s? to|went to|do|does) (.+)`)

// shareTail asks for the share behind the whole: 几成 of 占总投资几成.
var shareTail = newPattern(`的?(?:大约|大概)?(?:百分之[几多]少?|几成|几分之几|多大比例|多少(?:比例|百分比)?|比例|比重|份额|百分[比数]).*$`)

// shareSides finds part and whole from the two sides of 占; a side that names nothing is left to be found otherwise.
func (e *Engine) shareSides(ix *index, q *question, c *Conversation, left, right string) (part, whole *entry) {
	a := parse(ix, left, e.refDate(ix))
	b := parse(ix, shareTail.ReplaceAllString(right, ""), e.refDate(ix))
	for _, x := range []*question{a, b} {
		x.lang, x.role, x.ops, x.asks = q.lang, "", map[string]bool{}, map[string]bool{"amount": true}
		x.dims = nil
		if len(x.places) == 0 {
			x.places = q.places
		}
	}
	if q.lang == "en" && len(a.measures) == 0 && len(a.strong()) > 0 && len(b.measures) > 0 && takesMoney(b.measures[0]) {
		a.dims = []quantity.Dimension{quantity.Money} // what share of all investment was private
	}
	a.resolve(ix, c)
	if !a.empty() && len(a.measures) == 0 && len(a.strong()) == 0 && !a.pronoun {
		// 亿元以上的占已开工总投资: what the one side leaves out stands on the other.
		a.measures, a.measureWords = b.measures, b.measureWords
		if len(a.statuses) == 0 {
			a.statuses = b.statuses
		}
	}
	if m := b.ownMeasure(); m != "" && a.ownMeasure() == "" && !a.empty() {
		// 农业项目占签约项目总投资: of both sides the investment, whatever else is known of them.
		a.measures, a.measureWords, a.dims, a.unit = []string{m}, nil, nil, ""
	}
	if !a.empty() && !(a.pronoun && len(a.strong()) == 0 && len(q.anchors) > 0) {
		if part = e.bestLevel(ix, a); part == nil && len(a.measures) == 0 && len(b.measures) == 0 {
			a.dims = []quantity.Dimension{quantity.Count}
			part = e.bestLevel(ix, a)
		} else if m := b.ownMeasure(); part == nil && strings.HasSuffix(m, "investment") && len(a.measures) == 1 && a.measures[0] == m && len(a.strong()) > 0 {
			// 住宅占房地产开发投资多少: what a part of that investment is has no name of its own.
			a.measures = []string{"investment"}
			part = e.bestLevel(ix, a)
		}
	}
	if part == nil && len(q.anchors) > 0 && (a.empty() || a.pronoun && len(a.measures) == 0) {
		part = q.anchors[0]
	}
	if part == nil {
		return nil, nil
	}
	if b.empty() || len(b.measures) == 0 && len(b.strong()) == 0 && len(b.statuses) == 0 && b.bounds == nil {
		return part, nil
	}
	b.anchors, b.inherited = []*entry{part}, true
	if len(b.measures) == 0 {
		b.dims = []quantity.Dimension{part.Dim}
	}
	if len(b.strong())+len(b.statuses)+len(b.phases)+len(b.places) == 0 && b.bounds == nil && part.SubjectKind == extract.GroupSubject {
		// 占总投资: of all, not of another part that is named before it.
		var all *entry
		for _, x := range ix.of(part.report).entries {
			if x.order < part.order && x.Kind == extract.QuantityFact && x.SubjectKind == extract.GroupSubject && x.Metric == part.Metric && x.Unit == part.Unit && x.Role == extract.Level && x.Section == part.Section &&
				x.Value.GreaterThan(part.Value) && part.Passage-x.Passage <= 1 && (all == nil || x.Value.GreaterThan(all.Value)) {
				all = x
			}
		}
		if all != nil {
			return part, all
		}
	}
	for range 2 {
		for _, f := range b.find(ix, &matcher{ix: ix}) {
			if f.Unit == part.Unit && f.entry != part && !f.Value.LessThan(part.Value) && f.report == part.report && (f.Role == extract.Level || f.Role == extract.Part) {
				return part, f.entry
			}
		}
		named := b.ownMeasure() != "" && b.ownMeasure() != a.ownMeasure() && part.Project == "" && part.SubjectKind == extract.PlaceSubject
		if len(b.statuses) == 0 && b.bounds == nil && !named {
			break
		}
		// A whole that is named by itself need not stand beside its part.
		b.anchors, b.inherited = nil, false
		if b.bounds == nil && part.Scope.Min != nil {
			b.bounds = &bounds{min: part.Scope.Min, dim: quantity.Money}
		}
	}
	return part, nil
}

// ownMeasure is the measure that a question names, "" where it only names things that can be counted.
func (q *question) ownMeasure() string {
	if len(q.measures) == 0 || countable[q.measures[0]] || q.presumed {
		return ""
	}
	return q.measures[0]
}

// bestLevel finds the best amount (no rate) that fits.
func (e *Engine) bestLevel(ix *index, q *question) *entry {
	m := &matcher{ix: ix}
	for _, f := range q.find(ix, m) {
		if f.Dim != quantity.Percent && f.Dim != quantity.Points && (f.Role == extract.Level || f.Role == extract.Part) {
			return f.entry
		}
	}
	return nil
}

// wholeOf finds what a part was counted among: the nearest larger figure of the same unit and kind before it in its
// sentence or passage, or the one that the conversation was about.
func wholeOf(ix *index, part *entry, anchors []*entry) *entry {
	var largest *entry
	for _, a := range anchors {
		if a != part && a.Unit == part.Unit && a.report == part.report && a.Role == extract.Level && a.Value.GreaterThan(part.Value) && (largest == nil || a.Value.GreaterThan(largest.Value)) {
			largest = a // of a share and its whole, spoken of before, the whole
		}
	}
	if largest != nil {
		return largest
	}
	for _, near := range []func(*entry) bool{
		func(x *entry) bool { return x.sentence == part.sentence && x.sentence >= 0 },
		func(x *entry) bool { return x.Passage == part.Passage },
	} {
		var found *entry
		for _, x := range ix.of(part.report).entries {
			if x == part || !near(x) || x.Kind != extract.QuantityFact || x.Unit != part.Unit || x.Role != extract.Level ||
				!x.Value.GreaterThan(part.Value) || x.order > part.order || x.Dim != part.Dim {
				continue
			}
			if part.Dim == quantity.Money && x.Metric != part.Metric {
				continue
			}
			found = x
		}
		if found != nil {
			return found
		}
	}
	return nil
}

// summed tells whether the turn before added up several figures of which one is the part.
func (c *Conversation) summed(part *entry, anchors []*entry) bool {
	if len(c.Turns) == 0 || !c.Turns[len(c.Turns)-1].Frame.Summed || len(anchors) < 2 {
		return false
	}
	in := false
	for _, a := range anchors {
		in = in || a == part
		if a.Unit != part.Unit || a.Max != nil || a.report != part.report || a.Kind != extract.QuantityFact {
			return false
		}
	}
	return in
}

// shareOfSum divides a figure by the sum of several of which it is one.
func (q *question) shareOfSum(part *entry, all []*entry) *result {
	sum := q.total(all)
	if sum == nil || sum.value.Value.IsZero() {
		return nil
	}
	v := Value{Value: part.Value.Mul(hundred).DivRound(sum.value.Value, 2), Unit: "%", Metric: part.Metric, Label: part.Label + "占比", Approx: "约"}
	if v.Value.Mul(sum.value.Value).Equal(part.Value.Mul(hundred)) && orApprox(all...) == "" {
		v.Approx = ""
	}
	said := v.Approx + trimZeros(v.Value) + "%"
	if q.lang == "en" {
		said = trimZeros(v.Value) + "%"
	}
	r := &result{value: v, from: all, more: append([]Value{valueOf(part), sum.value}, sum.more...)}
	r.formula = q.figure(part) + " ÷ " + q.amount(sum.value, part.Dim) + " = " + said
	if q.lang == "en" {
		r.said = said + ": " + q.sentenceOf(part) + " out of " + q.amount(sum.value, part.Dim) + " (" + sum.formula + ")"
	} else {
		r.said = "占比" + said + "（" + q.sentenceOf(part) + "，" + sum.said + "）"
	}
	return r
}

// planAsked names a plan, a task or an aim as the whole of a share.
var planAsked = newPattern(`计划|任务|目标|进度|预算|完成|plan|target|budget|complet`)

// shareFits tells whether a share can be that of what the question names: where it says which part it is of, and that is none
// of the question's words, it is of another.
func (q *question) shareFits(m *matcher, e *entry) bool {
	if e.Base == "plan" && !q.has(planAsked) {
		return false // how much of the plan it is says nothing of what part it is of all
	}
	if e.Scope.Words == "" || e.Scope.Min != nil || e.Scope.Status != "" || e.Project != "" || len(q.strong()) == 0 || q.inherited || sharesPair(q.text, fold(e.Scope.Words)) {
		return true
	}
	for _, t := range q.strong() {
		if m.beside(t, e) {
			return true
		}
	}
	return false
}
