package query

import (
	"regexp"
	"sort"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// notThose asks for the rest of a group by what it is not: 储备库里还没开工的有几个, 已开工但没入库的, of those signed how
// many have not started.
var notThose = newPattern(`^(.*?)(?:里面|里边|当中|之中|里|中|内)?(?:的|，|,)*(?:但是|但|却|可是|可|而)?(?:还|仍|尚|至今)*(?:没有(?:能)?|没能|没|未能|尚未|未|不属于|不算|不是|并非)(.+)$|^(.*?)(?:,? (?:but|and))?(?: that| which)?(?: (?:have|has|had|are|were|is|did|do|does))? (?:not yet|yet to|not|still not) (.+)$`)

// takeAway asks how many are still missing from what was spoken of: 还差多少个没开工.
var takeAway = newPattern(`^(?:还|尚|一共)?(?:差|缺|有|剩)(?:多少|几)[个家项户台]?$`)

// rest takes those of a group that are so from the group, where the question asks for those that are not.
func (e *Engine) rest(ix *index, q *question, c *Conversation) *result {
	if q.role != "" || q.asks["yesno"] || !q.wants(quantity.Count) && !q.wants(quantity.Money) {
		return nil
	}
	m := notThose.FindStringSubmatch(q.text)
	if m == nil {
		return nil
	}
	left, right := m[1]+m[3], m[2]+m[4]
	if tail := askedTail.FindString(right); tail != "" && q.lang == "zh" && strings.Trim(left, " ，,的") != "" && !askingWords.MatchString(left) {
		left += tail // what is asked of the rest is asked of the whole
	}
	part := e.partOf(ix, q, right)
	if part == nil || len(part.strong())+len(part.statuses) == 0 {
		return nil
	}
	var whole *entry
	following := false
	if bare := strings.Trim(left, " ，,的"); bare == "" || takeAway.MatchString(bare) {
		if len(q.anchors) == 0 || q.anchors[0].Kind != extract.QuantityFact {
			return nil
		}
		whole, following = q.anchors[0], true
	} else {
		w := e.partOf(ix, q, countSaid.ReplaceAllString(left, ""))
		if w == nil || len(w.terms)+len(w.statuses) == 0 && w.bounds == nil {
			return nil
		}
		if len(w.measures) == 0 {
			w.measures, w.dims, w.unit = part.measures, part.dims, part.unit
		}
		if w.bounds != nil && part.bounds == nil {
			part.bounds = w.bounds
		}
		if whole = e.bestLevel(ix, w); whole == nil {
			return nil
		}
		whole = e.counting(ix, w, left, whole)
	}
	if part.unit == "" && len(part.measures) == 0 {
		part.dims, part.unit = []quantity.Dimension{whole.Dim}, whole.Unit
	}
	found := part.find(ix, &matcher{ix: ix})
	sort.SliceStable(found, func(i, j int) bool { // what was counted in the same sentence first
		return found[i].sentence == whole.sentence && found[i].entry != whole && found[j].sentence != whole.sentence
	})
	for _, f := range found {
		if f.entry == whole {
			if !following {
				continue
			}
			// What is asked for as missing was itself spoken of last: it is missing from what was spoken of before.
			last := c.recent(ix, 2)
			if len(last) < 2 || last[0] == whole {
				return nil
			}
			whole = last[0]
		}
		if counted(whole, f.entry) {
			return less(q, whole, f.entry)
		}
		return nil
	}
	return nil
}

// countSaid is the number by which a question names a group.
var countSaid = regexp.MustCompile(`[0-9]+[个项]`)

// counting gives the figure that a question names by its very number (60个新开工项目还有几个没动工), else the one found.
func (e *Engine) counting(ix *index, q *question, text string, found *entry) *entry {
	for _, n := range quantity.Find(text) {
		if n.Dim != quantity.Count || n.Value.Equal(found.Value) {
			continue
		}
		for _, f := range q.find(ix, &matcher{ix: ix}) {
			if f.Value.Equal(n.Value) && f.Unit == found.Unit && f.Metric == found.Metric {
				return f.entry
			}
		}
	}
	return found
}

// askedTail ends a question for an amount.
var askedTail = newPattern(`的?(?:项目|企业|工程|公司)?(?:一共|总共|还)?(?:是|有)?(?:多少|几)[\p{Han}]{0,4}[?]?$|的?(?:项目|企业|公司)?(?:总)?(?:投资|金额)[\p{Han}]{0,4}(?:多少|几)[\p{Han}]{0,3}[?]?$`)

// partOf reads one side of a question as a question for the same amount.
func (e *Engine) partOf(ix *index, q *question, text string) *question {
	p := parse(ix, text, e.refDate(ix))
	p.lang, p.display, p.ops, p.noSums, p.role = q.lang, q.display, map[string]bool{}, true, ""
	p.hinted = &hint{}
	if len(p.places) == 0 {
		p.places = q.places
	}
	if len(p.dims) == 0 {
		p.dims, p.unit = q.dims, q.unit
	}
	if p.empty() {
		return nil
	}
	return p
}

// counted tells whether one figure is of things that another counts as well: of one report and section, of one unit, not
// larger, of no larger scope.
func counted(whole, part *entry) bool {
	if whole.report != part.report || whole.Section != part.Section || whole.Unit != part.Unit || whole.Max != nil || part.Max != nil || !whole.Value.GreaterThan(part.Value) ||
		whole.Project != part.Project || part.Role != extract.Level && part.Role != extract.Part || whole.Metric != part.Metric {
		return false
	}
	if d := whole.Passage - part.Passage; d < -2 || d > 2 {
		return false
	}
	return whole.Scope.Min == nil || part.Scope.Min != nil && !part.Scope.Min.LessThan(*whole.Scope.Min)
}

// below gives what lies under an upper bound that no sentence states, from two groups of which the one begins where the
// other bound lies: 不到一亿的 of projects of 50 million and more, of which those of 100 million and more are counted too.
func (e *Engine) below(ix *index, q *question) *result {
	if q.bounds == nil || q.bounds.min != nil || q.bounds.max == nil || q.role != "" || q.listing() || q.wordsWanted() {
		return nil
	}
	upper := *q
	upper.bounds = &bounds{min: q.bounds.max, unit: q.bounds.unit, dim: q.bounds.dim}
	all := *q
	all.bounds = nil
	m := &matcher{ix: ix}
	for _, b := range upper.find(ix, m) {
		if b.Scope.Min == nil || b.Scope.Max != nil {
			continue
		}
		for _, a := range all.find(ix, m) {
			if a.Scope.Min == nil || a.Scope.Max != nil || !a.Scope.Min.LessThan(*b.Scope.Min) || a.Scope.Status != b.Scope.Status || a.Dim != b.Dim || !counted(a.entry, b.entry) {
				continue
			}
			q.bounds.min = a.Scope.Min
			r := difference(q, a.entry, b.entry)
			if q.lang == "en" {
				r.said = q.bounds.words + ": " + q.amount(r.value, a.Dim) + q.bothSaid(a.entry, b.entry)
			} else {
				r.said = a.Scope.Words + "而" + q.bounds.words + "：" + q.amount(r.value, a.Dim) + q.bothSaid(a.entry, b.entry)
			}
			return r
		}
	}
	return nil
}
