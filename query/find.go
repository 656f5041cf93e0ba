package query

import (
	"regexp"
	"sort"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
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
	sameStatus      = 1.0
	kinStatus       = 0.4
	scopeUnasked    = 0.7  // a scope that the question does not name
	phaseUnasked    = 0.9  // a phase, where the whole was asked for
	partUnasked     = 0.25 // a part, where the whole was asked for
	targetUnasked   = 0.6  // an intention, where a result was asked for
	periodUnasked   = 0.3
	projectUnasked  = 0.8 // one project's figure, where none was named
	minimalCover    = 0.55
	minimalRelation = 1.0
	strongTermCover = 0.5
	// foreignCover is how much of a question's words must be held by a report in another language: a dictionary never
	// brings over all of them.
	foreignCover     = 0.6
	approximateBonus = 0.0
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
	return out
}

func (q *question) fits(ix *index, m *matcher, e *entry) (match, bool) {
	no := match{}
	if e.Kind != extract.QuantityFact || !q.roleFits(e) || !q.dimFits(e) {
		return no, false
	}
	score, ok := q.measureFits(ix, m, e)
	if !ok {
		return no, false
	}
	for _, check := range []func(*index, *matcher, *entry) (float64, bool){q.scopeFits, q.statusFits, q.phaseFits, q.periodFits, q.placeFits, q.relationFits} {
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
	case e.Modality == extract.Target && !q.asksTarget():
		score -= targetUnasked
	}
	if e.Role == extract.Prior {
		score -= 1.5
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
	if !q.nounFits(e) {
		return no, false
	}
	if q.soft && len(q.strong()) > 0 {
		for _, a := range q.anchors {
			if a == e {
				score -= 1.5 // and X? asks for another than the one just given
			}
		}
	}
	if q.noSums && sumWords.MatchString(e.Clause) {
		return no, false
	}
	if q.hints().target && e.Modality != extract.Target && !targetWords.MatchString(e.Clause) {
		return no, false
	}
	if len(q.measures) == 0 && q.unit == "" && len(q.dims) == 0 && q.role == "" && !q.soft && !q.labelNamed(e) {
		return no, false
	}
	if q.hints().negates && !negated.MatchString(e.Clause+e.Label) {
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
	if extra >= 3 && len(q.strong()) == 0 && !q.inherited && len(q.measures) > 0 && len(q.statuses) == 0 && q.bounds == nil && e.Dim != quantity.Count {
		return no, false // 签约省外项目到位资金 is not 到位资金
	}
	score -= min(0.1*float64(extra), 0.5)
	if e.Project != "" && len(q.strong()) == 0 && !q.inherited {
		score -= projectUnasked
	}
	return match{entry: e, score: score, cover: cover}, true
}

// sumWords stand where a report gives a sum itself.
var sumWords = regexp.MustCompile(`合计|共计|总计|总共|[两三四五]个|in all|totalling|totaling|together|combined`)

// negation in a question asks for those that did not; a figure of those that did is no answer.
var (
	negation = regexp.MustCompile(`(?:^|[^有超过到])(?:没有|没|未|尚未)[^来]|非[^洲凡常]|不属于|不是|除了|除去|以外|之外|\bnot\b|\bnon[- ]|\bexcluding\b|\bexcept\b|other than`)
	negated  = regexp.MustCompile(`[未没非不无]|not|non`)
)

// counted nouns: a question for how many projects is not answered by how many jobs.
var (
	countsProjects = regexp.MustCompile(`(?:几|多少)(?:个|项|大)?[^,，多几]{0,6}(?:项目|工程)|(?:项目|工程)[^,，]{0,8}(?:几个|多少个|有多少|几项|多少项|数$)|(?:how many|number of) (?:[a-z-]+ ){0,3}projects`)
	countsFirms    = regexp.MustCompile(`(?:几|多少)家[^,，多几]{0,6}(?:企业|公司)|(?:how many|number of) (?:[a-z-]+ ){0,3}(?:companies|firms|enterprises)`)
	projectNouns   = regexp.MustCompile(`项目|工程|project|works`)
	firmNouns      = regexp.MustCompile(`企业|公司|厂|商|集团|主体|compan|firm|enterprise|business`)
)

// nounFits tells whether a count is one of the things that the question counts.
func (q *question) nounFits(e *entry) bool {
	if e.Dim != quantity.Count || q.role != "" {
		return true
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

// targetWords ask for an aim, not for a result.
var targetWords = regexp.MustCompile(`目标|力争|争取达到|确保|\btarget\b|\baim`)

// labelNamed tells whether the question names at least half of a figure's label, where it names no measure.
func (q *question) labelNamed(e *entry) bool {
	label := []rune(e.label)
	if len(label) == 0 {
		return false
	}
	if m, ok := vocabulary.MeasureByKey(e.Metric); ok && !countable[e.Metric] && !q.asks["what"] {
		// A well-known measure is asked for by one of its names.
		for _, w := range append(append([]string{}, m.ZH...), m.EN...) {
			if strings.Contains(q.text, fold(w)) {
				return true
			}
		}
		return false
	}
	named := 0
	for i, r := range label {
		if strings.ContainsRune(q.text, r) && (i > 0 && strings.Contains(q.text, string(label[i-1:i+1])) || i+1 < len(label) && strings.Contains(q.text, string(label[i:i+2]))) {
			named++
		}
	}
	if 2*named >= len(label) {
		return true
	}
	for _, t := range q.strong() {
		if 2*ones(t.in(e.label)) > ones(t.all()) && (len(t.alts) > 0 || !hasHan(t.text)) {
			return true
		}
	}
	return false
}

// countedLabel begins a label that only counts what was named before.
var countedLabel = regexp.MustCompile(`^[两二三四五六七八九十0-9]+个?(?:大)?项目`)

// prominence favours the totals that a report is about, for a question that names nothing: a stated scope, projects begun.
func prominence(e *entry) float64 {
	p := 0.0
	if e.Scope.Min != nil {
		p += scopeUnasked + 0.2
	}
	if e.Scope.Status == "started" {
		p += scopeUnasked/2 + 0.2
	}
	return p
}

// A hint is what patterns find in a question; they are looked for once, not for every figure.
type hint struct{ target, negates, projects, firms, years bool }

func (q *question) hints() *hint {
	if q.hinted == nil {
		q.hinted = &hint{targetWords.MatchString(q.text), negation.MatchString(q.text), countsProjects.MatchString(q.text),
			countsFirms.MatchString(q.text), comparesYears.MatchString(q.text)}
	}
	return q.hinted
}

// bareLabel is what a figure's label says beyond its measure, place, scope, owner and period.
func bareLabel(e *entry) string {
	label := e.label
	if !hasHan(label) {
		return ""
	}
	if m, ok := vocabulary.MeasureByKey(e.Metric); ok {
		longest := ""
		for _, w := range m.ZH {
			if w = fold(w); len(w) > len(longest) && strings.Contains(label, w) {
				longest = w
			}
		}
		label = strings.Replace(label, longest, "", 1)
	}
	for _, cut := range []string{fold(e.Place), strings.TrimRight(fold(e.Place), "省市县区"), fold(e.Scope.Words), fold(e.Project), fold(e.Company), fold(e.Period.Words)} {
		if cut != "" {
			label = strings.Replace(label, cut, "", 1)
		}
	}
	return strings.Map(func(r rune) rune {
		if !isHan(r) || strings.ContainsRune(particleRunes+"全省市县区额亿万元", r) {
			return -1
		}
		return r
	}, plainQualifier.ReplaceAllString(label, ""))
}

// labelExtra counts the characters of a label that neither the measure's own words nor the question explain.
func (q *question) labelExtra(e *entry) int {
	n := 0
	for _, r := range e.rest {
		if !strings.ContainsRune(q.text, r) {
			n++
		}
	}
	return n
}

// sharesLabel tells whether a fact is of the same measure as one that was just spoken of.
func (q *question) sharesLabel(e *entry) bool {
	for _, a := range q.anchors {
		if a.Label == e.Label || a.Metric != "" && a.Metric == e.Metric {
			return true
		}
	}
	return false
}

func (q *question) asksTarget() bool {
	for _, w := range []string{"力争", "目标", "争取", "target", "aim", "预计", "计划", "expected", "plan"} {
		if strings.Contains(q.text, w) {
			return true
		}
	}
	return false
}

// roleFits tells whether a figure has the role asked for. A rate never answers for an amount.
func (q *question) roleFits(e *entry) bool {
	switch q.role {
	case "":
		switch e.Role {
		case extract.Growth, extract.Gap, extract.Rank:
			return len(q.dims) > 0 && q.wants(e.Dim) && !(e.Role == extract.Gap && !q.wants(quantity.Points)) &&
				(e.Dim == quantity.Percent || e.Dim == quantity.Points || e.Dim == quantity.Times || q.risen())
		case extract.Prior:
			return q.ops["before"] || strings.Contains(q.text, "原") || strings.Contains(q.text, "以前") || strings.Contains(q.text, "before")
		}
		return true
	case extract.Gap:
		return e.Role == extract.Gap
	case extract.Growth:
		return e.Role == extract.Growth
	}
	return e.Role == q.role
}

// risen tells whether the question asks by how much an amount has changed (比上年多了几家).
func (q *question) risen() bool {
	return q.hints().years || q.ops["growth"] && q.ops["difference"]
}

// comparesYears sets this year beside the one before.
var comparesYears = regexp.MustCompile(`(?:比|较|跟|与|和|同)(?:去年|上年|上一年|前一年|去年同期|上年同期|同期)|(?:than|over|on|from|against|compared with) (?:the )?(?:previous year|last year|year before|same period|a year (?:earlier|ago))`)

func (q *question) dimFits(e *entry) bool {
	if !q.wants(e.Dim) {
		// 占全省几成, 多少倍: a share may be printed as a multiple and the other way round.
		return false
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
		switch {
		case e.Metric == want:
			s = exactMeasure
		default:
			for n, kin := range words().families[want] {
				if kin == e.Metric {
					s = kinMeasure - kinStep*float64(n)
				}
			}
		}
		if s < 0 && i < len(q.measureWords) {
			if w := q.measureWords[i]; len([]rune(w)) > 1 && holds(e.label, w) && e.Metric == "" {
				s = labelMeasure
			}
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
		if a.Dim == e.Dim && a.Unit == e.Unit && len(q.strong()) > 0 {
			return true
		}
	}
	return false
}

func (q *question) scopeFits(ix *index, m *matcher, e *entry) (float64, bool) {
	has := e.Scope.Min != nil || e.Scope.Max != nil
	if q.bounds == nil {
		if !has {
			return 0, true
		}
		if q.inherited {
			for _, a := range q.anchors {
				if sameScope(a, e) {
					return 0, true
				}
			}
		}
		return -scopeUnasked, true
	}
	if !has {
		return 0, false
	}
	ok := (q.bounds.min == nil) == (e.Scope.Min == nil) && (q.bounds.min == nil || q.bounds.min.Equal(*e.Scope.Min)) &&
		(q.bounds.max == nil) == (e.Scope.Max == nil) && (q.bounds.max == nil || q.bounds.max.Equal(*e.Scope.Max))
	return 0.5, ok
}

func sameScope(a, b *entry) bool {
	same := func(x, y interface{ String() string }, xn, yn bool) bool {
		return xn == yn && (xn || x.String() == y.String())
	}
	return same(a.Scope.Min, b.Scope.Min, a.Scope.Min == nil, b.Scope.Min == nil) && same(a.Scope.Max, b.Scope.Max, a.Scope.Max == nil, b.Scope.Max == nil)
}

// statusKin are statuses that a question may use for one another.
var statusKin = map[string]string{"concentrated_start": "started", "started": "started", "under_construction": "started", "concentrated_signing": "signed", "signed": "signed",
	"completed": "done", "in_production": "done", "attracted": "attracted"}

func (q *question) statusFits(ix *index, m *matcher, e *entry) (float64, bool) {
	if len(q.statuses) == 0 {
		if e.Scope.Status == "" {
			return 0, true
		}
		if q.inherited {
			for _, a := range q.anchors {
				if a.Scope.Status == e.Scope.Status {
					return 0, true
				}
			}
		}
		return -scopeUnasked / 2, true
	}
	score := 0.0
	for _, s := range q.statuses {
		if e.Scope.Status == "" && statusClash(e.label, s) {
			return 0, false
		}
		switch {
		case e.Scope.Status == s.key:
			score += sameStatus
		case e.Scope.Status != "" && statusKin[s.key] != "" && statusKin[s.key] == statusKin[e.Scope.Status]:
			score += kinStatus
		case e.Scope.Status != "" && (e.SubjectKind == extract.GroupSubject || e.Project == "") && !anyHolds(ix, e.own, s.word):
			return 0, false
		case s.key == "completed" && e.Scope.Status == "" && e.SubjectKind == extract.PlaceSubject && e.Project == "" && e.Dim != quantity.Count && e.Metric != "total_investment" && len(q.measures) > 0:
			// An indicator of a place is not of some projects: 完成 only says that it is a result.
		default:
			if !q.saysStatus(ix, e, s) {
				return 0, false
			}
			score += kinStatus / 2
		}
	}
	return score, true
}

// statusClash tells whether a label names another status than the one asked for (开工项目 asked for as 竣工).
func statusClash(label string, asked statusWord) bool {
	if strings.Contains(label, asked.word) {
		return false
	}
	for _, h := range vocabulary.FindStatuses(label) {
		if h.Key != asked.key && (statusKin[h.Key] == "" || statusKin[h.Key] != statusKin[asked.key]) {
			return true
		}
	}
	return false
}

// holdsNear tells whether the words that own a figure or stand beside it hold a word.
func (q *question) holdsNear(ix *index, e *entry, word string) bool {
	return q.holdsBeside(ix, e, word) || anyHolds(ix, e.carried, word)
}

func anyHolds(ix *index, ids []int, word string) bool {
	for _, id := range ids {
		if holds(ix.texts[id], word) {
			return true
		}
	}
	return false
}

// holdsBeside tells whether the words that own a figure or its own clause hold a word.
func (q *question) holdsBeside(ix *index, e *entry, word string) bool {
	for _, ids := range [][]int{e.own, e.near} {
		for _, id := range ids {
			if holds(ix.texts[id], word) {
				return true
			}
		}
	}
	return false
}

// saysStatus tells whether the texts around a fact say a status in any of its words.
func (q *question) saysStatus(ix *index, e *entry, s statusWord) bool {
	if q.holdsBeside(ix, e, s.word) {
		return true
	}
	st, ok := vocabulary.StatusByKey(s.key)
	if !ok {
		return false
	}
	for _, w := range append(append([]string{}, st.ZH...), st.EN...) {
		if q.holdsBeside(ix, e, strings.ToLower(w)) {
			return true
		}
	}
	for _, w := range words().synonyms[s.word] {
		if q.holdsBeside(ix, e, w) {
			return true
		}
	}
	// A question about one project names a stage that the sentence may say in its own words.
	return e.Project != "" && len(q.strong()) > 0
}

func (q *question) phaseFits(ix *index, m *matcher, e *entry) (float64, bool) {
	if len(q.phases) == 0 {
		if e.Phase == "" {
			return 0, true
		}
		if q.inherited {
			for _, a := range q.anchors {
				if phaseName(a.Phase) == phaseName(e.Phase) {
					return 0, true
				}
			}
		}
		return -phaseUnasked, true
	}
	for _, p := range q.phases {
		if phaseName(e.Phase) == p || e.Phase == "" && (phaseName(e.Project) == p || phaseName(e.Subject) == p || phaseName(e.Clause) == p) {
			return 0.5, true
		}
	}
	return 0, false
}

func (q *question) periodFits(ix *index, m *matcher, e *entry) (float64, bool) {
	if len(q.periods) == 0 {
		if e.Period.Words == "" || e.Period.Implied || e.Period.Grain == quantity.Year {
			return 0, true
		}
		if e.Period.Grain == quantity.Day || e.Period.Grain == quantity.Quarter {
			return -periodUnasked, true
		}
		return 0, true
	}
	score := 0.0
	for _, p := range q.periods {
		if e.Period.Words != "" && strings.EqualFold(e.Period.Words, p.Words) {
			score += 0.8
			continue
		}
		if len(ix.order) > 1 && relativePeriod.MatchString(p.Words) {
			// 今年 in a question about one of several reports counts from that report's date.
			if again := quantity.FindPeriods(p.Words, e.report.Date); len(again) == 1 {
				p = again[0]
			}
		}
		s, ok := q.onePeriodFits(ix, e, p)
		if !ok {
			return 0, false
		}
		score += s
	}
	return score, true
}

var relativePeriod = regexp.MustCompile(`[今去上本前近当]|同期|来$|(?i)last|this|past|previous`)

func (q *question) onePeriodFits(ix *index, e *entry, p quantity.Period) (float64, bool) {
	words := fold(p.Words)
	f := e.Period.Period
	if wholeYear.MatchString(words) && f.Words != "" && f.Grain != quantity.Year && !e.Period.Implied {
		return 0, false
	}
	if words != "" && p.Grain != quantity.Year && q.holdsNear(ix, e, words) && (!p.YearKnown || !f.YearKnown || f.End.Year() == p.End.Year()) {
		return 0.6, true
	}
	if p.Grain == quantity.Day && p.Relation == "" && (!p.YearKnown || !f.YearKnown || f.End.Year() == p.End.Year()) {
		for _, form := range []string{p.Start.Format("1月2日"), p.Start.Format("January 2"), p.Start.Format("2 January")} {
			if q.holdsNear(ix, e, fold(form)) {
				return 0.6, true
			}
		}
	}
	switch p.Grain {
	case quantity.Year, quantity.Span:
		if !p.YearKnown {
			return 0, true
		}
		if p.Grain == quantity.Span && p.Start.Year() == p.End.Year() {
			break
		}
		from, to := p.Start.Year(), p.End.Year()
		if to < from {
			to = from
		}
		switch {
		case f.YearKnown && f.Words != "":
			if f.End.Year() >= from && f.Start.Year() <= to || f.Start.IsZero() && f.End.Year() >= from && f.End.Year() <= to {
				return 0.5, true
			}
			// A figure of a longer time holds no answer for one year of it, nor the other way round.
			return 0, false
		case !e.report.Date.IsZero():
			return 0.2, e.report.Date.Year() >= from && e.report.Date.Year() <= to
		}
		for _, ids := range [][]int{e.near, e.carried, e.wide} {
			for _, id := range ids {
				if strings.Contains(ix.texts[id], p.Start.Format("2006")) {
					return 0.2, true
				}
			}
		}
		return -0.3, !ix.dated[e.report]
	}
	if f.Words == "" || e.Period.Implied {
		if q.holdsWide(ix, e, words) {
			return 0.2, true
		}
		// The report as a whole may be about that time.
		for _, s := range ix.sentences {
			if s.report == e.report && holds(ix.texts[s.folded], words) && (s.passage <= 2 || s.passage == e.Passage) {
				return 0.1, true
			}
		}
		return 0.1, holds(fold(e.report.Title), words)
	}
	if p.YearKnown && f.YearKnown && f.End.Year() != p.End.Year() && !f.Start.IsZero() {
		return 0, false
	}
	if sameDays(p, f) {
		return 0.8, true
	}
	return 0, false
}

// wholeYear asks for twelve months, which no shorter time answers for.
var wholeYear = regexp.MustCompile(`全年|whole year|full year|full-year`)

func (q *question) holdsWide(ix *index, e *entry, word string) bool {
	if q.holdsNear(ix, e, word) {
		return true
	}
	return len(e.wide) > 0 && holds(ix.texts[e.wide[0]], word)
}

// sameDays tells whether two periods are the same stretch of a year.
func sameDays(a, b quantity.Period) bool {
	key := func(p quantity.Period) string { return p.Start.Format("0102") + p.End.Format("0102") }
	if key(a) == key(b) {
		return true
	}
	// 2月28日 asked of a fact that happened that day; 2月 asked of a day in it.
	if a.Grain == quantity.Month && b.Grain == quantity.Day {
		return a.Start.Month() == b.Start.Month()
	}
	if a.Relation == "until" && b.End.Month() == a.End.Month() && b.Start.Month() == 1 {
		return true // 到10月底 asked of 1-10月
	}
	return a.Relation == "until" && b.Relation == "until" && a.End.Format("0102") == b.End.Format("0102")
}

// placeFits tells whether a fact is about the places that the question names. A province does not answer for its
// city, nor a city for its province, but a project in a city is also one of its province.
func (q *question) placeFits(ix *index, m *matcher, e *entry) (float64, bool) {
	score := 0.0
	for _, p := range q.places {
		place, known := vocabulary.PlaceByName(p.Key)
		names := []string{fold(p.Key), fold(p.Word)}
		if known {
			for _, n := range append(append([]string{}, place.Short...), place.EN...) {
				names = append(names, fold(n))
			}
		}
		s, ok := q.onePlaceFits(ix, e, p.Key, names)
		if !ok {
			return 0, false
		}
		score += s
	}
	return score, true
}

func (q *question) onePlaceFits(ix *index, e *entry, key string, names []string) (float64, bool) {
	about := e.place
	for _, n := range names {
		if about != "" && (about == n || strings.HasPrefix(about, n) && len(q.places) < 2) {
			return 0.4, true
		}
		for _, id := range e.own {
			if holds(ix.texts[id], n) {
				return 0.4, true
			}
		}
	}
	single := e.SubjectKind == extract.ProjectSubject || e.SubjectKind == extract.CompanySubject || e.SubjectKind == extract.EventSubject || e.Project != "" || e.Company != "" || e.Event != ""
	home := e.report.Place
	if home == "" {
		home = e.report.Title
	}
	for _, n := range names {
		if about == "" || single || len(q.places) > 1 {
			if holds(fold(home), n) || holds(fold(e.report.Title), n) || holds(about, n) || q.holdsNear(ix, e, n) || holds(ix.texts[e.wide[0]], n) {
				return 0.2, true
			}
		} else if q.holdsNear(ix, e, n) && !vocabulary.Within(e.Place, key) {
			return 0.1, true
		} else if holds(about, n) {
			return 0.2, true
		}
	}
	if single && len(q.strong()) > 0 {
		// Another sentence on the same project may say where it is.
		for _, n := range names {
			if anyHolds(ix, ix.about[owned{e.report, e.Project}], n) || anyHolds(ix, ix.about[owned{e.report, e.Company}], n) {
				return 0.1, true
			}
		}
		if ix.alone[e.report] == e.Project && e.Project != "" {
			for _, s := range ix.sentences {
				for _, n := range names {
					if s.report == e.report && holds(ix.texts[s.folded], n) {
						return 0.05, true
					}
				}
			}
		}
	}
	for _, h := range vocabulary.FindPlaces(e.Place + " " + e.report.Place + " " + e.report.Title + " " + e.owner) {
		if vocabulary.Within(h.Key, key) && (single || len(q.places) > 1) {
			return 0.1, true
		}
	}
	return 0, false
}

// relationFits ties a follow-up to what was spoken of before.
func (q *question) relationFits(ix *index, m *matcher, e *entry) (float64, bool) {
	if !q.inherited || len(q.anchors) == 0 {
		return 0, true
	}
	best := -10.0
	for _, a := range q.anchors {
		if r := relation(a, e); r > best {
			best = r
		}
	}
	if q.bare() {
		return best, best >= minimalRelation
	}
	if best < 0 {
		best = 0
	}
	return best * 0.4, true
}

// relation is how closely two facts belong together, negative where they belong to different owners.
func relation(a, e *entry) float64 {
	if a.report != e.report {
		return -5
	}
	r := 0.0
	switch {
	case a.Project != "" && e.Project == a.Project:
		r += 3
	case a.Project != "" && e.Project != "":
		return -5
	case a.Project != "" || e.Project != "":
		r -= 1
	}
	if a.Phase != "" && phaseName(a.Phase) == phaseName(e.Phase) {
		r += 0.5
	}
	if a.Company != "" && a.Company == e.Company {
		r += 1.5
	}
	if a.Event != "" {
		if e.Event == a.Event {
			r += 1.5
		} else if e.Event != "" {
			r -= 0.5
		}
	}
	switch {
	case a.Subject != "" && a.Subject == e.Subject && a.SubjectKind != extract.PlaceSubject:
		r += 1.5
	case e.SubjectKind == extract.GroupSubject && e.Subject != "" && fold(e.Subject) == a.label,
		a.SubjectKind == extract.GroupSubject && a.Subject != "" && fold(a.Subject) == e.label:
		r += 2.5 // 26 projects got bonds; the bonds of those projects
	}
	if a.Scope.Status != "" || a.Scope.Min != nil {
		switch {
		case a.Scope.Status == e.Scope.Status && sameScope(a, e):
			r += 2.5
		case a.Scope.Status == e.Scope.Status:
			r += 1.5
		case e.Scope.Status != "":
			r -= 1
		}
	}
	if a.Place != "" && a.Place == e.Place {
		r += 0.6
	}
	if a.sentence >= 0 && a.sentence == e.sentence {
		r += 1.2
	} else if a.Passage == e.Passage {
		r += 0.7
	}
	if a.Metric != "" && a.Metric == e.Metric && a.Label == e.Label {
		r += 0.4
	}
	if a.Period.Words != "" && a.Period.Words == e.Period.Words {
		r += 0.3
	}
	return r
}

// spokenOf tells whether a term names what a fact of the same sentence, spoken of just before, is about.
func (q *question) spokenOf(m *matcher, t *term, e *entry) bool {
	for _, a := range q.anchors {
		if a.sentence >= 0 && a.sentence == e.sentence && (a.Project == e.Project || e.Project == "") && m.beside(t, a) {
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
	for _, t := range q.terms {
		weighted, found := m.coverage(t, e)
		w := t.weight()
		if foreign && !t.weak && !t.optional && !t.name {
			strong += w
			if found >= strongTermCover && !m.another(t, e) {
				held += w
			}
			total += w
			got += w * weighted
			continue
		}
		if !t.weak && !t.optional && found >= strongTermCover && q.spokenOf(m, t, e) {
			total += w
			got += w * weighted
			continue
		}
		if !t.weak && !t.optional && (found < strongTermCover || m.another(t, e) || q.soft && !m.beside(t, e) || m.partOf(t, e) || m.sibling(t, e)) {
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
