package query

import (
	"regexp"
	"slices"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// againstPlan asks how far what was done is from what was planned, in money: 离全年计划还差多少, 比年初计划多投了几个亿.
var againstPlan = newPattern(`(?:比|较|跟|和|与|同|离|距|距离)(?:全年|年度|当年|今年|年初|本年|全部|原|既定)?的?(?:投资)?(?:计划|目标|任务)(?:投资|目标|任务|数)?(?:额|数)?(?:相比)?[,，]?(?:还|要|又|已)?(?:是)?(?:多|少|差|缺|超|高|低)(?:投|完成)?(?:出|了)?(?:多少|几)|超(?:出|过|额)?(?:完成)?(?:了)?(?:年度|全年|当年|年初)?(?:投资)?(?:计划|目标|任务)(?:了)?(?:多少|几)`)

// planFalls asks for what is still missing.
var planFalls = newPattern(`(?:还|要|又|是)?(?:差|缺|少|低)(?:投|完成)?(?:出|了)?(?:多少|几)`)

// planWords are the words of such a question that name nothing.
var planWords = regexp.MustCompile(`^(?:实际|完成|计划|目标|任务|投资|全年|年度|当年|年初|还差|还|差|多出|多|超|出|少|离|距离?|比|的|了)+$`)

// planGap takes what was done from the plan of the same projects, or the other way round; done tells that nothing else
// answers: neither the plan nor what was done is the distance between them.
func (e *Engine) planGap(ix *index, q *question) (r *result, done bool) {
	if q.lang == "en" || !q.has(againstPlan) || q.asks["points"] || q.asks["percent"] || q.role == extract.Share {
		return nil, false
	}
	p := *q
	p.ops, p.asks, p.dims, p.unit, p.role, p.base, p.statuses, p.hinted, p.presumed, p.noSums = map[string]bool{}, map[string]bool{"amount": true}, []quantity.Dimension{quantity.Money}, "", "", "", nil, &hint{}, false, true
	p.terms = without(q.terms, planWords)
	p.measures, p.measureWords = []string{"completed_investment"}, nil
	if len(q.measures) > 0 && q.measures[0] == "funds_in_place" {
		p.measures = q.measures
	}
	var did *entry
	if len(q.anchors) > 0 && (q.inherited || p.bare()) {
		for _, a := range q.anchors {
			if a.Kind == extract.QuantityFact && a.Dim == quantity.Money && a.Role != extract.Growth && a.Metric != "annual_planned_investment" && did == nil {
				did = a
			}
		}
	}
	if did == nil || len(p.strong())+len(p.levels) > 0 {
		did = e.bestLevel(ix, &p)
	}
	if did == nil || did.Max != nil || did.Dim != quantity.Money || did.Metric != p.measures[0] {
		return nil, true
	}
	plan := planOf(ix, did)
	if plan == nil {
		return nil, true
	}
	large, small := plan, did
	if did.Value.GreaterThan(plan.Value) {
		large, small = did, plan
	}
	v := Value{Value: large.Value.Sub(small.Value), Unit: did.Unit, Metric: did.Metric, Label: did.Label, Approx: orApprox(did, plan)}
	said := q.amount(v, did.Dim)
	r = &result{value: v, from: []*entry{did, plan}, more: []Value{valueOf(did), valueOf(plan)}, formula: q.figure(large) + " − " + q.figure(small) + " = " + said}
	word := "比计划少"
	if large == did {
		word = "比计划多"
	} else if q.has(planFalls) {
		word = "距计划还差"
	}
	r.said = word + said + q.bothSaid(did, plan)
	return r, true
}

// planOf finds the plan of the year for the projects whose investment a figure is: of the same owner, or the last before it
// that is of the same level of projects.
func planOf(ix *index, did *entry) *entry {
	var plan *entry
	for _, x := range ix.of(did.report).entries {
		if x.Kind != extract.QuantityFact || x.Metric != "annual_planned_investment" || x.Role != extract.Level && x.Role != extract.Part || x.Unit != did.Unit || x.Max != nil || x.Project != did.Project || x.Phase != did.Phase {
			continue
		}
		if did.Period.YearKnown && x.Period.YearKnown && !x.Period.End.IsZero() && !did.Period.End.IsZero() && x.Period.End.Year() != did.Period.End.Year() {
			continue
		}
		if x.Subject != "" && x.Subject == did.Subject && (did.Project != "" || x.SubjectKind == extract.GroupSubject) {
			return x
		}
		one, other := x.level, did.level
		if x.order < did.order && one == other && abs(x.Passage-did.Passage) <= 1 && (did.Role != extract.Part || x.sentence == did.sentence) {
			plan = x
		}
	}
	return plan
}

// notBegun asks how many of those counted have not come to a stage that the report counts: 还有几个没开工.
var notBegun = newPattern(`(?:几|多少)(?:个|项|宗|家|处)?[\p{Han}]{0,8}?(?:还|尚|仍)?(?:没有?|未|尚未)(?:开工|动工|复工|开建|开复工|竣工|完工|建成|投产|落地|签约|入库)|(?:没有?|未|尚未)(?:开工|动工|复工|开建|开复工|竣工|完工|建成|投产|落地|入库)的(?:项目|工程)?(?:还|一共|总共|共)?有?(?:几|多少)`)

// begunWords finds the stage that is denied.
var begunWords = regexp.MustCompile(`(?:没有?|未)(开工|动工|复工|开建|开复工|竣工|完工|建成|投产|落地|签约|入库)`)

// stageSaid are the words by which a report counts those that have come to a stage.
var stageSaid = map[string]*regexp.Regexp{
	"begun": regexp.MustCompile(`开工|动工|开复工|复工|开建`), "done": regexp.MustCompile(`竣工|完工|建成`), "runs": regexp.MustCompile(`投产|达产`),
	"landed": regexp.MustCompile(`落地`), "signed": regexp.MustCompile(`签约`), "entered": regexp.MustCompile(`入库|入统`),
}

var stageOf = map[string]string{"开工": "begun", "动工": "begun", "复工": "begun", "开建": "begun", "开复工": "begun", "竣工": "done", "完工": "done", "建成": "done", "投产": "runs", "落地": "landed", "签约": "signed", "入库": "entered"}

// begunNoise are the words of such a question that name nothing.
var begunNoise = regexp.MustCompile(`^(?:还|尚|仍|没有?|未|尚未|项目|工程|里面?|中|有|几|多少|个|项|宗|家|开工|动工|复工|开建|开复工|竣工|完工|建成|投产|落地|签约|入库|的)+$`)

// notBegunYet takes those that have come to a stage from all that its sentence counts before. done tells that the number of
// those that have is no answer.
func (e *Engine) notBegunYet(ix *index, q *question) (r *result, done bool) {
	if q.lang == "en" || !q.has(notBegun) {
		return nil, false
	}
	w := begunWords.FindStringSubmatch(q.text)
	if w == nil {
		return nil, false
	}
	stage := stageSaid[stageOf[w[1]]]
	p := *q
	p.terms = without(q.terms, begunNoise)
	p.statuses = nil
	for _, s := range q.statuses {
		if !stage.MatchString(s.word) || s.key == "new_start" && !begunWords.MatchString("没"+s.word) {
			p.statuses = append(p.statuses, s)
		}
	}
	m := &matcher{ix: ix}
	for _, part := range ix.entries {
		if !countsProject(part) || !stage.MatchString(part.Label+part.Clause) || unsaidStage.MatchString(part.Clause) {
			continue
		}
		var whole *entry
		for _, x := range ix.of(part.report).entries {
			if x.sentence == part.sentence && x.sentence >= 0 && x.order < part.order && countsProject(x) && x.Unit == part.Unit {
				whole = x // the last before it
			}
		}
		if whole == nil || !whole.Value.GreaterThan(part.Value) || !q.saysCount(whole) || !p.countsWhole(ix, m, whole) {
			continue
		}
		r := less(q, whole, part)
		r.said = "未" + w[1] + q.amount(r.value, whole.Dim) + q.bothSaid(whole, part)
		return r, true
	}
	for _, x := range ix.entries {
		if countsProject(x) && unsaidStage.MatchString(x.Clause+x.Label) {
			return nil, false
		}
	}
	return nil, true
}

// unsaidStage says of those that are counted that they have not come to a stage.
var unsaidStage = regexp.MustCompile(`未开|未动|未复|没有开|待开工|未竣|未完|未投|未落|未签|未入`)

// countsProject tells whether a figure counts projects of no single one.
func countsProject(x *entry) bool {
	return x.Kind == extract.QuantityFact && x.Dim == quantity.Count && (x.Role == extract.Level || x.Role == extract.Part) && x.Max == nil && x.Project == "" && x.Company == "" && projectNouns.MatchString(x.Label+x.Subject)
}

// saysCount tells whether a number of projects is the one that the question gives, where it gives one: 那60个里还有几个没开工.
func (q *question) saysCount(whole *entry) bool {
	said := false
	for _, n := range q.numbers {
		if n.Dim != quantity.Count || n.Printed == "" || strings.HasPrefix(n.Printed, "几") || strings.HasPrefix(n.Printed, "多少") {
			continue
		}
		if said = true; n.Value.Equal(whole.Value) {
			return true
		}
	}
	return !said
}

// countsWhole tells whether a number of projects is of those that the question names.
func (q *question) countsWhole(ix *index, m *matcher, whole *entry) bool {
	if _, ok := q.placeFits(ix, m, whole); !ok {
		return false
	}
	if _, ok := q.periodFits(ix, m, whole); !ok || !q.levelFits(ix, whole) {
		return false
	}
	if q.bounds != nil {
		if _, ok := q.scopeFits(ix, m, whole); !ok {
			return false
		}
	}
	for _, s := range q.statuses {
		if !q.holdsBeside(ix, whole, strings.TrimSuffix(s.word, "工")) && whole.Scope.Status != s.key {
			return false
		}
	}
	for _, t := range q.strong() {
		if !m.beside(t, whole) {
			return false
		}
	}
	if q.inherited && len(q.anchors) > 0 {
		return q.anchors[0].report == whole.report
	}
	return len(q.places)+len(q.strong()) > 0 || len(ix.order) == 1
}

// plannedYear asks for what is to be invested within one year: 今年打算投多少, 年内计划完成多少投资.
var plannedYear = newPattern(`(?:今年|当年|本年度?|年内|明年)(?:里|内|全年)?(?:的)?(?:一共|总共|共)?(?:打算|计划|准备|预计|拟|想|要|将|得|会|安排)+(?:再|一共|总共|共)?(?:投|花|砸|完成(?:多少|几)?[^,，]{0,6}投资|完成投资)`)

// planOfYear makes the plan of the year what is asked for; the whole investment of projects is not what one year takes.
func (q *question) planOfYear() {
	if q.role != "" || !q.has(plannedYear) || len(q.measures) > 0 && q.measures[0] != "investment" && q.measures[0] != "completed_investment" {
		return
	}
	q.measures, q.measureWords, q.measureKeys, q.presumed, q.ofYear = []string{"annual_planned_investment"}, nil, nil, false, true
	q.addDim(quantity.Money)
	q.periods = slices.DeleteFunc(q.periods, func(p quantity.Period) bool {
		return p.Grain == quantity.Year && strings.ContainsAny(p.Words, "今当本内")
	})
}

// ofYearFits tells whether a figure can be what is to be invested within a year, where that is asked for.
func (q *question) ofYearFits(ix *index, e *entry) bool {
	switch {
	case !q.ofYear:
		return true
	case e.Metric == "annual_planned_investment":
		// What those over an amount take is not what all of them take.
		return q.bounds != nil || e.Scope.Min == nil || !partOfGroup(ix, e)
	case e.Metric == "completed_investment":
		return e.Modality != extract.Actual
	}
	return ofOneYear.MatchString(e.Clause) && !strings.Contains(e.Clause, "总") && !strings.Contains(e.Clause, "协议")
}

// partOfGroup tells whether the projects of a figure were counted as a part of others.
func partOfGroup(ix *index, e *entry) bool {
	if e.SubjectKind != extract.GroupSubject || e.sentence < 0 {
		return false
	}
	for _, x := range ix.sentences[e.sentence].entries {
		if x.Metric == "project_count" && x.order < e.order && x.Scope.Min == nil && x.Group != e.Group && x.Scope.Status == e.Scope.Status {
			return true
		}
	}
	return false
}

// ofOneYear says that an amount is of one year.
var ofOneYear = regexp.MustCompile(`今年|当年|本年|年内|明年|年度|全年`)
