package query

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// nounFits tells whether a count is one of the things that the question counts.
func (q *question) nounFits(e *entry) bool {
	if e.Dim != quantity.Count || q.role != "" {
		return true
	}
	if e.Metric == "project_count" && q.unit != "" && !countsProjectsIn(q.unit) {
		return false // 几张床位: not how many projects
	}
	switch {
	case len(q.measures) > 0 && q.measures[0] != "project_count" && q.measures[0] != "enterprises":
		return true
	case q.hints().projects:
		return e.Metric == "project_count" || e.Metric == "signed_count" || projectNouns.MatchString(e.label) || projectNouns.MatchString(fold(e.Subject))
	case q.hints().firms:
		return e.Metric == "enterprises" || firmNouns.MatchString(e.label)
	}
	return true
}

// countsProjectsIn tells whether projects are counted in a unit.
func countsProjectsIn(unit string) bool {
	return sameUnit(unit, "项") || sameUnit(unit, "家") || sameUnit(unit, "条") || unit == "处" || unit == "座"
}

// roleFits tells whether a figure has the role asked for. A rate never answers for an amount.
func (q *question) roleFits(e *entry) bool {
	switch {
	case q.has(planDone) && e.Base != "plan" && e.Metric != "completion_rate" && e.Dim == quantity.Percent:
		return false // 完成了计划的百分之多少 is no other rate
	case q.has(oneBatch) && runningTotal.MatchString(e.Clause):
		return false // of all batches, where one is asked for
	case e.Metric == "equity_share" && len(q.places) > 0 && len(q.strong()) == 0 && e.Company != "" && !e.ofPlaces(q):
		return false // the other side's share
	}
	if e.Base == "plan" && q.role == extract.Share && q.has(shareOfAll) {
		return false // 占全部投资的百分之几 is not how much of a plan has been done
	}
	switch q.role {
	case "":
		switch e.Role {
		case extract.Growth, extract.Gap, extract.Rank:
			return len(q.dims) > 0 && q.wants(e.Dim) && !(e.Role == extract.Gap && !q.wants(quantity.Points)) &&
				(e.Dim == quantity.Percent || e.Dim == quantity.Points || e.Dim == quantity.Times || q.risen())
		case extract.Prior:
			return e.report.Lang == "en" && q.has(asItWas) || q.ops["before"] || strings.Contains(q.text, "原") || strings.Contains(q.text, "以前") || strings.Contains(q.text, "before")
		}
		return true
	case extract.Gap:
		return e.Role == extract.Gap
	case extract.Share:
		// A stake is a share, however the report puts it.
		return e.Role == extract.Share || e.Role == extract.Level && (e.Metric == "equity_share" || e.Dim == quantity.Percent && shareClause.MatchString(e.Clause))
	case extract.Growth:
		return e.Role == extract.Growth
	}
	return e.Role == q.role
}

// shareClause says that a percentage is a share.
var shareClause = regexp.MustCompile(`占比|比重|(?i)share of`)

// risen tells whether the question asks by how much an amount has changed (比上年多了几家).
func (q *question) risen() bool {
	return q.hints().years || q.ops["growth"] && q.ops["difference"]
}

func (q *question) dimFits(e *entry) bool {
	if !q.extentFits(e) {
		return false
	}
	if !q.wants(e.Dim) {
		// 占全省几成, 多少倍: a share may be printed as a multiple and the other way round.
		return false
	}
	if q.asks["points"] && !q.asks["percent"] && e.Unit == "%" && e.Role != extract.Growth {
		return false // 提高几个百分点 is answered by a distance, not by where it got to
	}
	if q.unit == "" || e.Dim != quantity.Count {
		return true
	}
	return sameUnit(q.unit, e.Unit)
}

// sameUnit tells whether two measure words count the same things. 个 counts anything.
func sameUnit(asked, have string) bool {
	if asked == have || asked == "个" || have == "" {
		return true
	}
	w := words()
	for g := range w.unitGroups[asked] {
		if w.unitGroups[have][g] {
			return true
		}
	}
	return false
}

// measureFits tells whether a fact is one of the measure asked for, by its key, by kinship, or by its own words.
func (q *question) measureFits(ix *index, m *matcher, e *entry) (float64, bool) {
	if len(q.measures) == 0 {
		return 0, true
	}
	if q.presumed && q.inherited {
		return 0, true
	}
	best, ok := 0.0, q.soft && q.sameKind(e)
	for i, want := range q.measures {
		s := -1.0
		word := q.measureWord(i)
		switch {
		case e.Metric == want, e.also == want:
			s = exactMeasure
		default:
			for n, kin := range words().families[want] {
				if kin == e.Metric && !(want == "fixed_asset_investment" && e.Scope.Words != "" && !strings.Contains(q.text, fold(e.Scope.Words))) { // what some projects completed is not all of a place
					s = kinMeasure - kinStep*float64(n)
				}
			}
		}
		if s < 0 && len([]rune(word)) > 1 && holds(e.label, word) && e.Metric == "" {
			s = labelMeasure
		}
		if s > 0 && word != "" && e.label != "" && e.label == strings.TrimSuffix(word, " of") {
			s += 0.1
			if i >= len(q.measureWords) || q.measureWords[i] != word {
				// 重点项目完成投资: the noun before says of what, the bare label is no closer to it
			} else if e.Role == extract.Level || e.Role == extract.Part && !q.general {
				s += sameLabel
			}
		} else if s > 0 && e.Project == "" && e.SubjectKind == extract.PlaceSubject && e.Role == extract.Level && utf8.RuneCountInString(e.label) > 4 && hasHan(e.label) && strings.Contains(q.text, e.label) {
			s += sameLabel // 江苏海上风电装机 is the whole's, not one project's
		}
		if s < 0 && fundWords[want] != "" && (e.Metric == "funds_in_place" || e.Metric == "") && e.Dim == quantity.Money && strings.Contains(e.Subject+e.Scope.Words, fundWords[want]) &&
			(e.Metric != "" || fundLabel.MatchString(e.label)) {
			s = labelMeasure // 中央预算内投资项目9个，到位资金2亿元
		}
		if s < 0 && e.Metric == "" && (want == "jobs" || want == "workers") && sameUnit("人", e.Unit) && taking.MatchString(e.label) {
			s = labelMeasure
		}
		if s < 0 && e.Metric == "" && want == "installed_capacity" && e.Dim == quantity.Power && q.namesLabel(e) {
			s = labelMeasure // 风电50万千瓦: the power of a source is what is installed
		}
		if e.Metric == "" && s < 0 || e.Metric == want {
			if m, ok := vocabulary.MeasureByKey(want); ok && m.Takes(e.Dim) && namesMeasure(m, e.label) {
				if s < 0 {
					s = labelMeasure
				} else {
					s += 0.25 // the label says so in so many words
				}
			}
		}
		if s >= 0 {
			// The first measure named is the one asked for; others are context (展销会销售总额).
			ok = true
			if s > best {
				best = s
			}
		}
	}
	return best, ok
}

// measureWord is the word by which the question names its i-th measure, "" where it is not known.
func (q *question) measureWord(i int) string {
	if len(q.measureKeys) == len(q.measureWords) {
		for k, key := range q.measureKeys {
			if key == q.measures[i] {
				return q.measureWords[k]
			}
		}
	}
	if i < len(q.measureWords) {
		return q.measureWords[i]
	}
	return ""
}

// measureOfPart is the measure that the investment completed in a part is by its name: 制造业完成投资 is 制造业投资.
func measureOfPart(e *entry) string {
	if e.Metric != "completed_investment" && e.Metric != "investment" || e.Scope.Words == "" || !strings.HasPrefix(e.Label, e.Scope.Words) {
		return ""
	}
	name := e.Scope.Words + "投资"
	if hits := vocabulary.FindMeasures(name); len(hits) == 1 && hits[0].Start == 0 && hits[0].End == len(name) && hits[0].Key != e.Metric {
		return hits[0].Key
	}
	return ""
}

// fundWords are the words by which projects are named for the money that they are given.
var fundWords = map[string]string{"central_budget_funds": "中央预算", "special_bonds": "专项债", "treasury_bonds": "国债"}

// fundLabel is what such money is called beside them.
var fundLabel = regexp.MustCompile(`^(?:到位|下达|争取|获得)?资金$|额度`)

// taking is said of people who are given work.
var taking = regexp.MustCompile(`招|用工|就业|employ|hire|recruit`)

// namesMeasure tells whether a label is one of a measure's own words.
func namesMeasure(m vocabulary.Measure, label string) bool {
	for _, w := range m.ZH {
		if label == w {
			return true
		}
	}
	for _, w := range m.EN {
		if strings.EqualFold(label, w) {
			return true
		}
	}
	return false
}

// sameKind tells whether a fact measures in the unit that the turn before was about.
func (q *question) sameKind(e *entry) bool {
	for _, a := range q.anchors {
		if a.Dim == e.Dim && a.Unit == e.Unit && len(q.strong())+len(q.phases) > 0 {
			return true
		}
	}
	return false
}

// shareOfAll asks for a share of all.
var shareOfAll = newPattern(`占(?:全部|全市|全省|全县|全区|总|整个|所有)|share of (?:all|the total)`)

var (
	planDone     = newPattern(`完成了?(?:年度|全年|年初)?(?:计划|目标|任务)(?:投资)?的(?:百分之)?(?:多少|几)`)
	oneBatch     = newPattern(`第[一二三四五六七八九十\d]{1,3}[批次轮届期]`)
	runningTotal = regexp.MustCompile(`累计|以来|历次|合计`)
)

// ofPlaces tells whether the party that a share belongs to is called by the places that the question names.
func (e *entry) ofPlaces(q *question) bool {
	for _, p := range q.places {
		for _, n := range q.placeNames(p) {
			if n != "" && strings.Contains(e.owner, n) {
				return true
			}
		}
	}
	return false
}
