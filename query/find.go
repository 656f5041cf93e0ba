package query

import (
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// A match is a fact that can answer a question, with how well it fits.
type match struct {
	*entry
	score float64
	// cover is how much of the question's words its surroundings hold, 0 to 1.
	cover float64
}

// The weights of what speaks for and against a fact. They were set by what a reader would weigh, and are checked by the
// tables of questions in testdata.
const (
	coverWeight     = 6.0
	exactMeasure    = 1.5
	kinMeasure      = 0.9
	kinStep         = 0.08
	labelMeasure    = 1.2
	sameLabel       = 0.7 // the label is the very word of the question: 土建投资 beside 设备投资
	sameStatus      = 1.0
	kinStatus       = 0.4
	scopeUnasked    = 0.7  // a scope that the question does not name
	phaseUnasked    = 0.9  // a phase, where the whole was asked for
	partUnasked     = 0.25 // a part, where the whole was asked for
	shareUnasked    = 1.0  // a percentage of an amount, where the amount was asked for
	targetUnasked   = 0.6  // an intention, where a result was asked for
	periodUnasked   = 0.3
	stageUnasked    = 0.6 // what a later step of a project brings in, where the project was asked for
	projectUnasked  = 0.8 // one project's figure, where none was named
	exactUnit       = 1.0 // counted in the very measure word asked for
	minimalCover    = 0.55
	minimalRelation = 1.0
	strongTermCover = 0.5
	// foreignCover is how much of a question's words must be held by a report in another language: a dictionary never
	// brings over all of them.
	foreignCover = 0.6
)

// find gives the quantity facts that fit the question, the best first.
func (q *question) find(ix *index, m *matcher) []match {
	var out []match
	for _, e := range ix.entries {
		if s, ok := q.fits(ix, m, e); ok {
			out = append(out, s)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].score > out[j].score })
	return q.byTail(out)
}

func (q *question) fits(ix *index, m *matcher, e *entry) (match, bool) {
	no := match{}
	if e.Kind != extract.QuantityFact || !q.roleFits(e) || !q.dimFits(e) || !q.lotFits(e) || e.Dim == quantity.Money && q.inCurrency(e) == nil {
		return no, false
	}
	score, ok := q.measureFits(ix, m, e)
	if !ok {
		return no, false
	}
	for _, check := range []func(*index, *matcher, *entry) (float64, bool){q.scopeFits, q.statusFits, q.phaseFits, q.periodFits, q.placeFits, q.relationFits, q.jobsFit, q.productFits, q.fieldFits, q.eachFits, q.lendingFits, q.namedFits, q.amongFits, q.asItWasFits, q.partyFits, q.oldNewFits} {
		s, ok := check(ix, m, e)
		if !ok {
			return no, false
		}
		score += s
	}
	cover, ok := q.termsFit(m, e)
	if !ok {
		return no, false
	}
	score += coverWeight * cover
	switch {
	case e.Role == extract.Part && !q.follows && !strings.Contains(q.text, "其中"):
		score -= partUnasked
	case (e.Modality == extract.Target || e.Modality == extract.Planned && e.Role == extract.Growth) && !q.asksTarget():
		score -= targetUnasked
	}
	if e.Role == extract.Prior {
		score -= 1.5
	}
	if e.Role == extract.Share && q.role == "" && len(q.dims) == 0 && len(q.measures) > 0 && takesMoney(q.measures[0]) && !q.rateMeasure() && e.Metric != "equity_share" {
		score -= shareUnasked
	}
	if label := strings.TrimPrefix(e.label, fold(e.Place)); e.Dim == quantity.Count && utf8.RuneCountInString(label) >= 4 && strings.Contains(q.text, label) {
		score += sameLabel // 新签约项目, not 签约亿元以上项目
	}
	if e.Role == extract.Growth && e.Dim == quantity.Count && q.risen() {
		score += 0.5
	}
	if q.ops["total"] && e.Dim == quantity.Count && e.addition() && !added.MatchString(q.text) {
		return no, false // how many came is not how many there are
	}
	if !q.levelFits(ix, e) || !q.aspectFits(e) {
		return no, false
	}
	if q.role == extract.Gap && e.Role == extract.Gap && wideBases[q.base] && wideBases[e.Base] && q.base != e.Base {
		return no, false // how far it is from the province says nothing of the nation
	}
	score += q.levelUnasked(e) + q.sideAsked(e)
	if stage := e.stage(); stage != "" && !sharesPair(q.text, stage) && !q.anchoredStage(e) {
		score -= stageUnasked
	}
	if !q.takenFits(m, e) || !q.sideBuilt(m, e) || q.payingPlace() && !paidClause.MatchString(e.Clause) {
		return no, false
	}
	if q.ops["sum"] {
		said := sumWords.MatchString(e.Clause)
		if !said && e.Project != "" && e.SubjectKind != extract.GroupSubject {
			return no, false
		}
		if said {
			score++
		}
	}
	if q.has(fromOutside) && e.Dim == quantity.Money && !fromOutside.MatchString(e.Clause+e.Label+e.Subject) {
		return no, false
	}
	if q.saysNumber(e) || q.countedOthers(ix, e) {
		return no, false
	}
	if !q.ofNamed(ix, e) || !q.ofYearFits(ix, e) || !q.nounFits(e) || !q.kindFits(m, e) || !q.insideFits(m, e) {
		return no, false
	}
	score += q.partAsked(e)
	if e.Dim == quantity.Count && q.unit != "" && q.unit == e.Unit && q.unit != "个" {
		score += exactUnit
	}
	if q.soft && (len(q.strong()) > 0 || len(q.statuses) > 0) {
		for _, a := range q.anchors {
			if a == e {
				score -= 1.5 // and X? asks for another than the one just given
			}
		}
	}
	if q.inherited && q.unit != "" && q.countedBefore && len(q.anchors) > 0 && e == q.anchors[0] && len(q.measures)+len(q.periods)+len(q.places) == 0 && q.bounds == nil {
		return no, false // the number just given is not asked for again
	}
	if side := q.hints().side; side != "" && e.Metric == "equity_share" && isSide(e.Subject) && !sameSide(side, e.Subject) {
		return no, false
	}
	if q.otherProject(m, e) {
		return no, false
	}
	if !q.officeFits(ix, e) || !q.eventFits(e) {
		return no, false
	}
	if q.noSums && sumWords.MatchString(e.Clause) {
		return no, false
	}
	if q.hints().occasion && e.Event != "" {
		score += 0.4 // 这次签了: what happened then
	}
	if !q.hints().cumulative && sinceBegin.MatchString(e.label) {
		score -= 0.3
	}
	if q.hints().target && e.Modality == extract.Target {
		score += 0.4
	}
	if q.hints().target && e.Modality == extract.Actual && !targetWords.MatchString(e.Clause) {
		return no, false
	}
	if len(q.measures) == 0 && q.unit == "" && len(q.dims) == 0 && q.role == "" && !q.soft && !q.labelNamed(e) {
		return no, false
	}
	if q.hints().negates && !negated.MatchString(e.Clause+e.Label) {
		return no, false
	}
	if q.role == extract.Share && e.Role == extract.Share && !q.shareFits(m, e) {
		return no, false
	}
	if q.role == extract.Share && len(q.measures) == 0 && len(q.strong()) == 0 && len(q.statuses) == 0 && q.bounds == nil && !q.sharesLabel(e) {
		return no, false
	}
	if len(q.strong()) == 0 && !q.inherited {
		score += prominence(e)
	}
	if (countedLabel.MatchString(e.label) || countedLabel.MatchString(e.subject)) && !q.ops["sum"] && partsNamed(q.text) == 0 {
		score -= 1.5 // 两个项目 said of two named before is no total
	}
	extra := q.labelExtra(e)
	if extra >= 3 && !q.anyLabel && len(q.strong()) == 0 && !q.inherited && len(q.measures) > 0 && len(q.statuses) == 0 && q.bounds == nil && e.Dim != quantity.Count && !(e.Role == extract.Share && q.measureWord(0) != "" && strings.HasPrefix(e.label, q.measureWord(0))) {
		return no, false // 签约省外项目到位资金 is not 到位资金
	}
	score -= min(0.1*float64(extra), 0.5)
	if e.Project != "" && len(q.strong()) == 0 && !q.inherited {
		score -= projectUnasked
	}
	return match{entry: e, score: score, cover: cover}, true
}

// saysNumber tells whether the question itself gives the number that a figure counts: of the 80 projects, how many … is not
// answered by 80.
func (q *question) saysNumber(e *entry) bool {
	if e.Dim != quantity.Count || !q.asks["amount"] || !q.has(howManyAsked) || q.role != "" || q.ops["sum"] || q.ops["average"] || q.ops["difference"] {
		return false
	}
	for _, n := range q.numbers {
		if n.Dim == quantity.Count && n.Max == nil && n.Value.GreaterThan(two) && n.Value.Equal(e.Value) && sameUnit(n.Unit, e.Unit) {
			return true
		}
	}
	return false
}

// countedOthers tells whether the question says how many projects it asks about, and a sum is of a group that the report counts
// with another number: 185个项目集中开工，总投资多少 is not answered by what 279 others cost.
func (q *question) countedOthers(ix *index, e *entry) bool {
	if e.Dim != quantity.Money || e.SubjectKind != extract.GroupSubject || q.bounds != nil && e.Scope.Min == nil {
		return false
	}
	for _, n := range q.numbers {
		if n.Dim != quantity.Count || n.Max != nil || !n.Value.GreaterThan(two) || !sameUnit(n.Unit, "个") {
			continue
		}
		said, own := false, false
		for _, x := range ix.of(e.report).entries {
			if x.Metric != "project_count" || x.Kind != extract.QuantityFact || x.Role != extract.Level && x.Role != extract.Part {
				continue
			}
			said = said || x.Value.Equal(n.Value)
			own = own || x.Value.Equal(n.Value) && (x.Group == e.Group || x.sentence == e.sentence)
		}
		if said && !own {
			return true
		}
	}
	return false
}

// howManyAsked are the words that ask for a number.
var howManyAsked = newPattern(`几|多少|how many`)

var two = decimal.NewFromInt(2)

// wideBases are the larger areas that a place is compared with.
var wideBases = map[string]bool{"nation": true, "province": true, "city": true}

// sumWords stand where a report gives a sum itself.
var sumWords = regexp.MustCompile(`合计|共计|总计|总共|[两三四五]个|[两三四五]期|in all|totalling|totaling|together|combined`)

// kindFits tells whether a figure of several projects is of the kind of project that was asked for: what stands right
// before 项目 (农业项目) must be said of them, not only of others in the passage. Where projects are counted, any count is
// one of several.
func (q *question) kindFits(m *matcher, e *entry) bool {
	if e.Project != "" && e.SubjectKind != extract.GroupSubject && !(e.Dim == quantity.Count && q.has(countsProjects)) {
		return true
	}
	for _, t := range q.terms {
		// A term taken over from the question before stands nowhere in this one.
		if t.weak || t.optional || !hasHan(t.text) || !strings.Contains(q.text, t.text+"项目") {
			continue
		}
		if !m.beside(t, e) && !m.carriedKind(t, e) {
			return false
		}
	}
	return true
}

// fromOutside says where capital comes from; a figure that does not say so is of all of it.
var fromOutside = newPattern(`[省市区县州]外`)

// carriedKind tells whether the words before a figure speak of a kind of project otherwise than in a list of fields:
// 涉及生物医药、清洁能源等方面 says of no figure which of the fields it is of.
func (m *matcher) carriedKind(t *term, e *entry) bool {
	for _, id := range e.carried {
		text := m.ix.texts[id]
		if t.in(text) != t.all() {
			continue
		}
		i := strings.Index(text, t.text)
		if i < 0 {
			return true
		}
		before, after := text[:i], text[i+len(t.text):]
		if !strings.HasSuffix(before, "、") && !strings.HasPrefix(after, "、") || strings.HasPrefix(after, "项目") {
			return true
		}
	}
	return false
}

// built along with something (配建储能) is a part that has a figure of its own or none.
var builtAlong = newPattern(`配建|附建|附设|附属|同步建设`)

// sideBuilt tells whether a figure is of what the question says is built along with the rest, where it asks for that.
func (q *question) sideBuilt(m *matcher, e *entry) bool {
	at := q.hints().along
	if at == 0 {
		return true
	}
	for _, t := range q.strong() {
		if t.start >= at && t.start <= at+len("的") && !m.beside(t, e) {
			return false
		}
	}
	return true
}

// paysItself finds a place that pays, right before the verb.
var paysItself = newPattern(`^(?:政府|财政|方面|本级)?(?:要|将|会|共|一共)?(?:出资|出钱|拿出|掏|补助|补贴)(?:多少|几|了)`)

// paidClause says who pays what.
var paidClause = regexp.MustCompile(`出资|安排|补助|补贴|拨|财政|投入|资金|自筹|注资|(?i)provid|contribut|put up|fund|lend|grant`)

// payingPlace tells whether the question asks what a place itself pays: a project's whole investment is no answer.
func (q *question) payingPlace() bool { return q.hints().placePays || q.has(payerAsked) }

// payerAsked asks what one of those who pay gives: 区财政出资多少.
var payerAsked = newPattern(`财政出资(?:多少|几)`)

// added says of a number of things that it came on top of what was there.
var added = regexp.MustCompile(`净增|新增|增加|新登记|新设立|新注册|新培育|新引进|新认定`)

// addition tells whether a count is of those that came on top: 规上企业净增120户. The word stands right before the number.
func (e *entry) addition() bool {
	before, _, ok := strings.Cut(e.Clause, e.Printed)
	if !ok {
		return false
	}
	at := added.FindAllStringIndex(before, -1)
	return len(at) > 0 && len(before)-at[len(at)-1][1] <= len("规模以上工业企业")
}

// negation in a question asks for those that did not; a figure of those that did is no answer.
var (
	negation = newPattern(`(?:^|[^有超过到])(?:没有|没|未|尚未)[^来有,，?？]|非[^洲凡常]|不属于|不是|除了|除去|以外|之外|\bnot\b|\bnon[- ]|\bexcluding\b|\bexcept\b|other than`)
	negated  = regexp.MustCompile(`[未没非不无]|not|non`)
)

// counted nouns: a question for how many projects is not answered by how many jobs.
var (
	countsProjects = newPattern(`(?:几|多少)(?:个|项|大)?[^,，多几]{0,6}(?:项目|工程)|(?:项目|工程)[^,，]{0,8}(?:几个|多少个|有多少|几项|多少项|数$)|(?:how many|number of) (?:[a-z-]+ ){0,3}projects`)
	countsFirms    = newPattern(`(?:几|多少)家[^,，多几]{0,6}(?:企业|公司)|(?:how many|number of) (?:[a-z-]+ ){0,3}(?:companies|firms|enterprises)`)
	projectNouns   = regexp.MustCompile(`项目|工程|project|works`)
	firmNouns      = regexp.MustCompile(`企业|公司|厂|商|集团|主体|compan|firm|enterprise|business`)
)

// occasionWords ask what happened on one occasion; sinceBegin says that a figure is of all time up to now.
var (
	occasionWords = newPattern(`[这此本]次|当天|现场|this time|on the day`)
	sinceBegin    = newPattern(`累计|累积|cumulative|accumulated`)
)

// targetWords ask for an aim, not for a result.
var targetWords = newPattern(`目标|力争|争取达到|确保|冲到|冲刺|冲击|想达到|希望达到|\btarget\b|\baim`)

func (q *question) asksTarget() bool {
	for _, w := range []string{"力争", "目标", "冲到", "冲刺", "冲击", "strive", "争取", "target", "aim", "预计", "计划", "expected", "plan"} {
		if strings.Contains(q.text, w) {
			return true
		}
	}
	return false
}

// termsFit weighs how much of the question's own words a fact's surroundings hold. A word that says something and
// stands nowhere near the figure means that another thing was asked for.
func (q *question) termsFit(m *matcher, e *entry) (float64, bool) {
	total, got := 0.0, 0.0
	foreign := q.foreign && (e.report.Lang == "en") != (q.lang == "en")
	strong, held := 0.0, 0.0
	for _, t := range q.termsFor(m, e) {
		weighted, found := m.coverage(t, e)
		w := t.weight()
		if found < strongTermCover && !t.weak && !t.optional && m.aloneHolds(q, t, e) {
			total, got = total+w, got+w*wideWeight
			continue
		}
		if !t.weak && !t.optional && (found < strongTermCover+0.4 && m.namedElsewhere(t, e) || m.otherLine(t, e)) {
			return 0, false
		}
		if !t.weak && !t.optional && found < strongTermCover && q.toldOf(m, t, e) {
			total += w
			got += w * wideWeight
			strong += w
			held += w
			continue
		}
		if foreign && !t.weak && !t.optional && !t.name {
			strong += w
			if found >= strongTermCover && !m.another(t, e) {
				held += w
			}
			total += w
			got += w * weighted
			continue
		}
		if !t.weak && !t.optional && found < 1 && m.strange(t, e) {
			return 0, false
		}
		if !t.weak && !t.optional && found >= strongTermCover && q.spokenOf(m, t, e) {
			total += w
			got += w * weighted
			continue
		}
		if !t.weak && !t.optional && (found < strongTermCover || m.another(t, e) || q.soft && !m.beside(t, e) || m.partOf(t, e) || m.holed(t, e) || m.namedWhole(t, e) || m.sibling(t, e) || found < 1 && m.elsewhere(t, e)) {
			return 0, false
		}
		total += w
		got += w * weighted
	}
	if total == 0 {
		return 1, true
	}
	if strong > 0 && held < foreignCover*strong {
		return 0, false
	}
	cover := got / total
	if len(q.strong()) > 0 && cover < minimalCover*0.6 {
		return 0, false
	}
	return cover, true
}

// termsFor gives the terms as a report of a fact's language has them: in a Chinese one, what was cut for its English name
// is one name again.
func (q *question) termsFor(m *matcher, e *entry) []*term {
	if e.report.Lang == "en" || len(q.terms) == 0 {
		return q.terms
	}
	if len(m.terms) != len(q.terms) || &m.terms[0] != &q.terms[0] {
		m.terms, m.joined = q.terms, joinRuns(q.terms)
	}
	return m.joined
}

// joinRuns puts the runs in the place of their pieces, where none of the pieces was left out.
func joinRuns(terms []*term) []*term {
	pieces := map[*term]int{}
	for _, t := range terms {
		if t.run != nil {
			pieces[t.run] += len(t.runes)
		}
	}
	if len(pieces) == 0 {
		return terms
	}
	var out []*term
	for _, t := range terms {
		switch {
		case t.run == nil || pieces[t.run] != 0 && pieces[t.run] < len(t.run.runes):
			out = append(out, t)
		case pieces[t.run] > 0:
			out = append(out, t.run)
			pieces[t.run] = 0
		}
	}
	return out
}
