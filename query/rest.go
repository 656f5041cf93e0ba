package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// rests works out what no sentence states because the report only says who or what takes the rest: 其余由市财政解决, the
// stretch of a line that is not open yet, the part of an investment that is not made yet, the projects under an amount.
func (e *Engine) rests(ix *index, q *question, direct *entry) *result {
	if q.role != "" || q.asks["percent"] || q.asks["points"] || q.ops["average"] || q.ops["compare"] || q.ops["before"] {
		return nil
	}
	if r := e.restPaid(ix, q, direct); r != nil {
		return r
	}
	if q.has(notYet) {
		if r := e.notYetDone(ix, q); r != nil {
			return r
		}
		return e.notYetOpen(ix, q)
	}
	if direct == nil {
		return e.under(ix, q)
	}
	return nil
}

// restSaid begins what a report says of the rest of a sum: who pays it.
var restSaid = newPattern(`(?:其余|余下|剩余|不足|差额)(?:的)?(?:资金|部分|投资|款项|建设资金)?[\p{Han}]{0,2}?(?:由|利用|使用|通过|为|靠|来自|申请|来源于|全部)`)

// paysRest are the words beside the one who pays it.
var paysRest = strings.NewReplacer("其余", "", "余下", "", "剩余", "", "不足", "", "差额", "", "资金", "", "部分", "", "投资", "", "解决", "", "安排", "", "承担", "", "筹措", "",
	"筹集", "", "负担", "", "由", "", "利用", "", "使用", "", "通过", "", "为", "", "来自", "", "申请", "", "全部", "", "统筹", "", "两级", "", "的", "", "和", "", "及", "", "、", "", "等", "", "国内", "")

// fundSaid marks the figures of a sentence that say where a part of the money comes from.
var fundSaid = regexp.MustCompile(`资金|基金|债|贷款|补助|补贴|资本金|自筹|财政|出资|融资|拨款|专项|配套|支持|投入`)

// restPaid takes the parts that a sentence names from its whole where the question asks for what pays the rest.
func (e *Engine) restPaid(ix *index, q *question, direct *entry) *result {
	if q.display == "" && !q.asks["money"] && !q.wants(quantity.Money) {
		return nil
	}
	m := &matcher{ix: ix}
	for _, s := range ix.sentences {
		for _, c := range s.clauses {
			if !c.has(restSaid) {
				continue
			}
			who := paysRest.Replace(c.folded)
			if !q.has(restAsked) && !sharesPair(q.text, who) || direct != nil && strings.Contains(direct.Clause, who) && who != "" {
				continue
			}
			whole, parts := sumBefore(ix, s, c)
			if whole == nil || len(parts) == 0 || !q.restOf(ix, m, whole, who) {
				continue
			}
			if r := lessAll(q, whole, parts); r != nil {
				return r
			}
		}
	}
	return nil
}

// restAsked asks for the rest of a sum by that word.
var restAsked = newPattern(`其余|余下|剩余(?:部分|资金|投资)|剩下的?(?:资金|投资|钱|部分)`)

// sharesPair tells whether a question holds two characters one after the other of the words of a report.
func sharesPair(question, words string) bool {
	runes := []rune(words)
	for i := 0; i+1 < len(runes); i++ {
		if isHan(runes[i]) && isHan(runes[i+1]) && strings.Contains(question, string(runes[i:i+2])) {
			return true
		}
	}
	return false
}

// restOf tells whether a question is about what a whole belongs to: its names stand beside the whole or among those who
// pay the rest, or it leads on from it.
func (q *question) restOf(ix *index, m *matcher, whole *entry, who string) bool {
	for _, p := range q.places {
		if _, ok := q.onePlaceFits(ix, whole, p.Key, q.placeNames(p), false); !ok {
			return false
		}
	}
	named := false
	for _, t := range q.strong() {
		if _, found := m.coverage(t, whole); found >= strongTermCover && !m.another(t, whole) {
			named = named || m.beside(t, whole)
			continue
		}
		if covers(t, who) < strongTermCover && !sharesPair(t.text, who) {
			return false
		}
	}
	for _, a := range q.anchors {
		if a.report == whole.report && (a.Project == whole.Project || a.sentence == whole.sentence) {
			named = true
		}
	}
	return named || len(q.places) > 0 || len(ix.order) == 1
}

// sumBefore gives the whole that a sentence states before a clause and the parts of it, named as money from somewhere.
func sumBefore(ix *index, s *sentence, c *clause) (whole *entry, parts []*entry) {
	for _, x := range s.entries {
		if x.Kind != extract.QuantityFact || x.Max != nil || x.Role == extract.Growth || x.Role == extract.Gap || x.Role == extract.Prior {
			continue
		}
		at := strings.Index(s.text, x.Printed)
		if at < 0 || at >= c.from {
			continue
		}
		if whole == nil && x.Unit == "%" && x.Role == extract.Share && fundSaid.MatchString(x.Label) {
			whole = wholeBefore(ix, x)
		}
		switch {
		case whole == nil:
			if x.Dim == quantity.Money && x.Role == extract.Level && (x.Metric == "total_investment" || x.Metric == "investment") {
				whole = x
			}
		case x.Project != whole.Project:
		case x.Dim == quantity.Money && x.Unit == whole.Unit && fundSaid.MatchString(x.Clause+x.Label),
			x.Unit == "%" && x.Role == extract.Share && fundSaid.MatchString(x.Label):
			parts = append(parts, x)
		}
	}
	return whole, parts
}

// wholeBefore gives the investment of a project that was stated before a share of it.
func wholeBefore(ix *index, share *entry) *entry {
	var whole *entry
	for _, x := range ix.of(share.report).entries {
		if x.order < share.order && x.Kind == extract.QuantityFact && x.Dim == quantity.Money && x.Role == extract.Level && x.Metric == "total_investment" && x.Max == nil && x.Project != "" && x.Project == share.Project && x.Phase == share.Phase {
			whole = x
		}
	}
	return whole
}

// lessAll says a whole without its parts, which are amounts or shares of it.
func lessAll(q *question, whole *entry, parts []*entry) *result {
	left := whole.Value
	formula, said := q.figure(whole), q.sentenceOf(whole)
	r := &result{from: []*entry{whole}, more: []Value{valueOf(whole)}}
	for _, x := range parts {
		amount := x.Value
		if x.Unit == "%" {
			amount = whole.Value.Mul(x.Value).Div(hundred)
			formula += " − " + q.figure(whole) + " × " + trimZeros(x.Value) + "%"
		} else {
			formula += " − " + q.figure(x)
		}
		left = left.Sub(amount)
		said += "，" + q.sentenceOf(x)
		r.from = append(r.from, x)
		r.more = append(r.more, valueOf(x))
	}
	if !left.IsPositive() {
		return nil
	}
	r.value = Value{Value: left, Unit: whole.Unit, Metric: "", Label: "其余", Approx: orApprox(r.from...)}
	amount := q.amount(r.value, whole.Dim)
	r.formula = formula + " = " + amount
	r.said = "其余" + amount + "（" + said + "）"
	if q.lang == "en" {
		r.value.Label = "the rest"
		r.said = "The rest: " + amount + " (" + strings.ReplaceAll(said, "，", "; ") + ")"
	}
	return r
}

// notYet asks for what is still to be done or opened.
var notYet = newPattern(`(?:还|尚|仍)(?:剩|差|有|需|要|得|余|须)(?:再)?(?:下|余|投|投资|投入|完成|建|修)?(?:多少|几)|(?:没有?|未|尚未)(?:建成)?(?:完成|投|通车?|建|开通|贯通|修|到位)(?:的|[^\p{Han}]|$)|still to be|yet to be|not yet`)

// notYetDone takes the investment made from the investment planned, or the funds in place from what was agreed.
func (e *Engine) notYetDone(ix *index, q *question) *result {
	key := "completed_investment"
	switch {
	case strings.Contains(q.text, "到位"):
		key = "funds_in_place"
	case !strings.Contains(q.text, "投") && !strings.Contains(q.text, "完成") && !strings.Contains(q.text, "invest"):
		return nil
	}
	p := *q
	p.ops, p.measures, p.measureWords, p.presumed, p.noSums, p.statuses, p.hinted = map[string]bool{}, []string{key}, nil, false, true, nil, &hint{}
	p.terms = without(q.terms, notYetWords)
	if p.bare() && len(q.anchors) == 0 {
		return nil
	}
	if len(p.strong()) == 0 && len(q.anchors) > 0 {
		p.anchors, p.inherited = q.anchors, true
	}
	done := e.bestLevel(ix, &p)
	if done != nil && done.Modality != extract.Actual {
		for _, x := range ix.of(done.report).entries { // 2021年计划完成5000万元 is not done yet
			if x.Kind == extract.QuantityFact && x.Metric == key && x.Role == extract.Level && x.Modality == extract.Actual && x.Project == done.Project && x.Phase == done.Phase && x.Place == done.Place && x.Group == done.Group {
				done = x
				break
			}
		}
		if done.Modality != extract.Actual {
			return nil
		}
	}
	if done == nil || done.Metric != key || done.Max != nil || done.Dim != quantity.Money {
		return nil
	}
	wanted := []string{"total_investment", "annual_planned_investment", "investment"}
	if strings.Contains(q.text, "年度") || strings.Contains(q.text, "计划") || done.Project == "" {
		wanted = []string{"annual_planned_investment", "total_investment"}
	}
	if key == "funds_in_place" {
		wanted = []string{"contract_value", "total_investment"}
	}
	for _, metric := range wanted {
		for _, x := range ix.of(done.report).entries {
			if x.Kind == extract.QuantityFact && x.Metric == metric && x.Role == extract.Level && x.Unit == done.Unit && x.Max == nil && x.Project == done.Project && x.Phase == done.Phase &&
				x.Value.GreaterThan(done.Value) && (x.Project != "" || x.Passage == done.Passage && x.Place == done.Place) {
				return less(q, x, done)
			}
		}
	}
	return nil
}

// notYetWords are the words of such a question that no name holds.
var notYetWords = regexp.MustCompile(`^(?:还|尚|仍|没|未|剩|差|通车|通|建成|完成|开通|贯通|投资|投|之后|以后|后|多少|的|里|中|完|部分|工程)+$`)

// without gives the terms in which an expression finds nothing.
func without(terms []*term, words *regexp.Regexp) []*term {
	var out []*term
	for _, t := range terms {
		if !words.MatchString(t.text) {
			out = append(out, t)
		}
	}
	return out
}

// notYetOpen takes a named part from the whole of the same thing: 全长94公里，先行段31公里已通车.
func (e *Engine) notYetOpen(ix *index, q *question) *result {
	p := *q
	p.ops, p.statuses, p.noSums, p.hinted = map[string]bool{}, nil, true, &hint{}
	p.terms = without(q.terms, notYetWords)
	if len(p.strong()) == 0 || len(p.dims) != 1 && len(p.measures) == 0 {
		return nil
	}
	part := e.bestLevel(ix, &p)
	if part == nil || part.Project == "" || part.Max != nil || part.Metric == "" || !additive(part.Dim) || wholeLabel.MatchString(part.Label) {
		return nil
	}
	for _, x := range ix.of(part.report).entries {
		if x.Kind == extract.QuantityFact && x.Role == extract.Level && x.Metric == part.Metric && x.Unit == part.Unit && x.Project == part.Project && x.Phase == "" && x.Max == nil && x != part &&
			x.Value.GreaterThan(part.Value) && wholeLabel.MatchString(x.Label) {
			return less(q, x, part)
		}
	}
	return nil
}

// wholeLabel marks the figure of the whole of a thing.
var wholeLabel = regexp.MustCompile(`^(?:全|总|正线全|线路全|主线全|路线全|规划总|计划总)|总(?:投资|面积|长|里程|量|额|数)`)

// under takes what is over an amount from all, where a question asks for what is under it.
func (e *Engine) under(ix *index, q *question) *result {
	if q.bounds == nil || q.bounds.max == nil || q.bounds.min != nil || q.role != "" {
		return nil
	}
	over := *q
	over.ops = map[string]bool{}
	over.bounds = &bounds{min: q.bounds.max, unit: q.bounds.unit, dim: q.bounds.dim, words: q.bounds.words}
	part := e.bestLevel(ix, &over)
	if part == nil || part.Project != "" || part.Max != nil || part.Scope.Min == nil {
		return nil
	}
	var whole *entry
	for _, x := range ix.of(part.report).entries {
		if x.order >= part.order || x.Kind != extract.QuantityFact || x.Role != extract.Level || x.Metric != part.Metric || x.Unit != part.Unit || x.Max != nil || x.Scope.Min != nil || x.Scope.Max != nil ||
			x.Passage != part.Passage || x.Scope.Status != part.Scope.Status || x.Project != "" || !x.Value.GreaterThan(part.Value) {
			continue
		}
		whole = x
	}
	if whole == nil || part.Role != extract.Part && whole.sentence != part.sentence {
		return nil
	}
	r := less(q, whole, part)
	amount := q.amount(r.value, whole.Dim)
	r.said = q.bounds.words + "：" + amount + q.bothSaid(whole, part)
	if q.lang == "en" {
		r.said = q.bounds.words + ": " + amount + q.bothSaid(whole, part)
	}
	return r
}
