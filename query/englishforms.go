package query

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// englishForms are turns of English speech and the plainer ones that the tables of words know.
var englishForms = []struct {
	said  *regexp.Regexp
	plain string
}{
	{regexp.MustCompile(`\b(what|how|where|when|who)s\b`), "$1 is"},
	{regexp.MustCompile(`\bat (?:least|most) (how (?:much|many))\b`), "$1"},
	{regexp.MustCompile(`^so,? (what|how|when|where|who|which)\b`), "$1"},
	{regexp.MustCompile(`\bup[ -]and[ -]running\b`), "in operation"},
	{regexp.MustCompile(`\b(will|would|does|do|did|could|can) (.{2,50}?) mean\b`), "$1 $2 create"},
	{regexp.MustCompile(`^how many (?:people|workers|staff) (.{2,60}) put to work\b`), "how many jobs $1 create"},
	{regexp.MustCompile(`\b(?:will |would )?lose (?:their|its|his|her) jobs?\b`), ""},
	{regexp.MustCompile(`\b(?:will |would )?(?:be|get|are|is|were|being) (?:laid off|made redundant|let go)\b`), ""},
	{regexp.MustCompile(`\b(?:comes?|came|coming) from\b`), "from"},
	{regexp.MustCompile(`\b(?:is|are|will) (.{2,40}) (?:putting|chipping|kicking) in\b`), "will $1 provide"},
	{regexp.MustCompile(`^what (?:is the |was the )?(?:growth|increase|rise) in (.+?)\??$`), "how much did $1 grow"},
	{regexp.MustCompile(`^what(?: is|'s| are| was| were) (.{2,60}) worth\b`), "how much is $1 worth"},
	{regexp.MustCompile(`^how long (?:will|does|did|should|would) (?:the )?(?:construction|building|building it|the building work|it) take\b`), "what is the duration"},
	{regexp.MustCompile(`^what (?:can|could|will|does|would) (.{2,60}) (?:melt|smelt|turn out|make|handle|process|produce|manage) (?:in )?(?:a|each|per|every) (day|year|month|hour)\b`), "what is the capacity of $1 per $2"},
	{regexp.MustCompile(`\b(?:roughly|approximately|give or take|or so)\b`), ""},
	{regexp.MustCompile(`\b(?:what|which) (?:portion|part|fraction|proportion) of\b`), "what share of"},
	{regexp.MustCompile(`\b(?:at the moment|right now|at present|at this point|these days|as things stand)\b`), "now"},
	{regexp.MustCompile(`\b(?:to begin with|to start with|at first|for a start|initially|at the outset)\b`), "in the first place"},
	{regexp.MustCompile(`\bin the first place\b`), ""},
	{regexp.MustCompile(`\bhow many mw\b`), "how many megawatts"},
	{regexp.MustCompile(`\bhow many gw\b`), "how many gigawatts"},
	{regexp.MustCompile(`\bhow many kw\b`), "how many kilowatts"},
	{regexp.MustCompile(`^(?:and )?at what (hourly |daily |monthly |annual )?(wages?|salar(?:y|ies)|pay|price|cost|capacity|rate)\b`), "and what is the $2"},
	{regexp.MustCompile(`\bhow much did (.{2,80}?) come to\b`), "how much was $1"},
	{regexp.MustCompile(`\b(?:in |during |for |over )?the same (?:period|time|months|stretch) (?:of )?(?:the|a) (?:year before|previous year|year earlier|preceding year)\b`), "the year before"},
	{regexp.MustCompile(`\bbefore (?:this|that|then|now)\b`), "so far"},
	{regexp.MustCompile(`\bbring(?:s|ing)?(?: in)? (a|each|every|per) (year)\b`), "$1 $2"},
}

// plainEnglish brings the turns of speech of an English question to plainer ones.
func plainEnglish(text string) string {
	for _, f := range englishForms {
		text = f.said.ReplaceAllString(text, f.plain)
	}
	return strings.TrimSpace(text)
}

// howBigProject asks for the money of a project: of a plant or a farm the size may be meant.
var howBigProject = newPattern(`^(?:and )?how (?:big|large) (?:is|was|are|will|would) (?:the |that |this |its )?(?:[a-z'-]+ ){0,4}?(?:project|investment|deal|loan|contract)\b`)

// routeName is the short name of a line between two places: 成渝高铁.
var routeName = regexp.MustCompile(`(\p{Han})(\p{Han})(高铁|铁路|高速|城际|客专)`)

// namedRoutes writes out the short names of lines whose ends an English report names.
func (ix *index) namedRoutes(text string) string {
	m := routeName.FindStringSubmatchIndex(text)
	if m == nil {
		return text
	}
	from, _ := utf8.DecodeRuneInString(text[m[2]:])
	to, _ := utf8.DecodeRuneInString(text[m[4]:])
	if names := ix.routes(from, to); len(names) > 0 {
		return text[:m[0]] + names[0] + " " + text[m[6]:]
	}
	return text
}

// maxRouteTexts bounds the texts among which the ends of a line are looked for.
const maxRouteTexts = 20000

// routes gives the English names of the lines between a place that begins with one character and one that begins with
// another, of those that the reports name.
func (ix *index) routes(from, to rune) []string {
	if len(ix.texts) > maxRouteTexts {
		return nil
	}
	ends := func(r rune) (out []string) {
		for _, p := range vocabulary.Places() {
			if first, _ := utf8.DecodeRuneInString(p.Name); first != r || len(p.EN) == 0 || p.Level == "county" {
				continue
			}
			name := fold(p.EN[0])
			for _, t := range ix.texts {
				if holds(t, name) {
					out = append(out, name)
					break
				}
			}
		}
		return out
	}
	var out []string
	second := ends(to)
	for _, a := range ends(from) {
		for _, b := range second {
			out = append(out, a+"-"+b)
		}
	}
	return out
}

// scaleOnes finds the projects that an amount without a number tells apart: billion-yuan ones.
var scaleOnes = regexp.MustCompile(`\b(?:(\d+)-)?((?:hundred-)?(?:million|billion))-(yuan|dollar|euro)(?:-plus)? (?:ones|projects?|class)\b`)

// readScale takes such an amount as a condition.
func (q *question) readScale() {
	m := scaleOnes.FindStringSubmatch(q.text)
	if m == nil || q.bounds != nil || m[1] != "" || q.lang != "en" {
		return
	}
	n := map[string]int64{"million": 1_000_000, "hundred-million": 100_000_000, "billion": 1_000_000_000}[m[2]]
	if n == 0 {
		return
	}
	value := decimal.NewFromInt(n)
	q.bounds = &bounds{min: &value, dim: quantity.Money, words: m[2] + "-" + m[3], unit: map[string]string{"yuan": "CNY", "dollar": "USD", "euro": "EUR"}[m[3]]}
	for _, t := range q.terms {
		if strings.Contains(m[0], t.text) {
			t.weak = true
		}
	}
}

// howBig asks for a size: how many there are of something is none.
var howBig = newPattern(`^(?:and )?how (?:big|large|powerful) (?:is|was|will|would|are)\b`)

// howBigSite asks for the area of a building or a site.
var howBigSite = newPattern(`^(?:and )?how (?:big|large) (?:is|was|will|would) (?:the |this |its )?(?:new )?(?:[a-z'-]+ ){0,3}?(?:factory|plant|mill|site|building|warehouse|campus|park|premises)(?: be)?\b`)

// doneByIt finds the verb that only says what a thing does with what is counted: how many homes could it supply.
var doneByIt = newPattern(`^how (?:many|much)\b.*\b(?:it|they|that|this|there) ([a-z]+)(?: (?:for|in all|in total|a year))?\??$`)

// lightenVerb makes that verb a word that a report may put in another way.
func (q *question) lightenVerb() {
	if q.lang != "en" {
		return
	}
	m := doneByIt.FindStringSubmatchIndex(q.text)
	if m == nil {
		return
	}
	for _, t := range q.terms {
		if t.start >= m[2] && t.end <= m[3] {
			t.weak = true
		}
	}
}

// fieldOf finds the field or partner that a figure of a place is of: investment in railways, exports of wool.
var fieldOf = regexp.MustCompile(`\b(?:investment|fdi|capital|exports|imports|trade|spending) (?:in|of|to|from|by|with|on) (.+)$`)

// fieldFits tells whether a figure of one field or partner is of the one asked for: railways are no answer for the tertiary
// sector, nor for all investment.
func (q *question) fieldFits(_ *index, m *matcher, e *entry) (float64, bool) {
	if e.report.Lang != "en" || e.SubjectKind != extract.PlaceSubject {
		return 0, true
	}
	f := fieldOf.FindStringSubmatch(e.label)
	if f == nil || ownRegion.MatchString(f[1]) {
		return 0, true
	}
	named := false
	for _, t := range q.strong() {
		if 2*ones(t.in(f[1])) >= ones(t.all()) {
			named = true
		} else if !m.beside(t, e) {
			return 0, false
		}
	}
	if !named {
		return -1.2, true
	}
	return 0.3, true
}

// ownRegion is the place itself, which narrows nothing.
var ownRegion = regexp.MustCompile(`^(?:the |this )?(?:whole |entire )?(?:region|country|province|city|county|state|nation|prefecture|district|area|year|period|first|fixed assets?)\b`)

// oneOfThem asks for what a single one of several like things has.
var oneOfThem = newPattern(`\b(?:one|each|a single|every|per) (?:[a-z-]+ ){0,2}?(?:line|turbine|unit|machine|reactor|furnace|train|berth|well|kiln|panel|house|block)\b|\beach(?: one| of them)?\b|单(?:台|条|机|线)|每(?:一)?(?:台|条|座|个)|(?:^|[^第])一(?:条|台)`)

// eachFits tells what each of several has from what they have together.
func (q *question) eachFits(ix *index, _ *matcher, e *entry) (float64, bool) {
	if e.report.Lang != "en" || e.Kind != extract.QuantityFact || e.Dim == quantity.Money || e.Dim == quantity.Count || e.Dim == quantity.Percent {
		return 0, true
	}
	each := eachLabel.MatchString(e.label)
	switch asked := q.has(oneOfThem) && !q.has(allOfThem); {
	case asked && each:
		return 1, true
	case each && !q.has(allOfThem):
		return -0.8, true
	case asked:
		return 0, false
	}
	return 0, true
}

var eachLabel = regexp.MustCompile(`\beach\b`)

// pieceAsked asks how large each of several like things is.
var pieceAsked = newPattern(`how (?:big|large|powerful) (?:is|are|was|will|would) (?:each|every|one|a single)\b|(?:size|capacity|power|rating|output) (?:of|per) (?:each|every|a single|one|turbine|unit)\b|(?:单机|单台|每台|每个|平均一台|一台平均|平均每台).{0,6}(?:多大|多少|容量|功率|装机)`)

// perPiece divides what several like machines have together by how many they are.
func (e *Engine) perPiece(ix *index, q *question) *result {
	if !q.has(pieceAsked) || q.role != "" {
		return nil
	}
	m := &matcher{ix: ix}
	var count *entry
	for _, a := range q.anchors {
		if a.Kind == extract.QuantityFact && a.Dim == quantity.Count && a.Role == extract.Level && a.Max == nil && a.Value.GreaterThan(decimal.NewFromInt(1)) {
			count = a
		}
	}
	if count == nil {
		for _, x := range ix.entries {
			if x.Kind != extract.QuantityFact || x.Dim != quantity.Count || x.Metric != "units" || x.Role != extract.Level || x.Max != nil {
				continue
			}
			fits := true
			for _, t := range q.strong() {
				fits = fits && (unitOfPower.MatchString(t.text) || m.beside(t, x))
			}
			if fits {
				if count != nil {
					return nil
				}
				count = x
			}
		}
	}
	if count == nil || count.Project == "" {
		return nil
	}
	for _, x := range ix.of(count.report).entries {
		if x.Kind == extract.QuantityFact && x.Dim == quantity.Power && x.Role == extract.Level && x.Project == count.Project && x.Phase == count.Phase && x.Max == nil && !eachLabel.MatchString(x.label) && !x.Value.IsZero() {
			return q.quotient(x, count, "")
		}
	}
	return nil
}

var unitOfPower = regexp.MustCompile(`^(?:[mgk]w|megawatts?|kilowatts?|gigawatts?)$`)

// deedAsked asks who did a thing that people do.
var deedAsked = newPattern(`^who (?:(?:officially|formally|first|also) )?(opened|inaugurated|launched|visited|attended|chaired|signed|unveiled|approved|designed|commissioned)\b`)

// deedBy tells whether a clause says who did what the question asks about.
func (q *question) deedBy(c *clause) (asked, said bool) {
	if q.lang != "en" {
		return false, false
	}
	m := deedAsked.FindStringSubmatch(q.text)
	if m == nil {
		return false, false
	}
	at := strings.Index(c.folded, m[1])
	if at < 0 || len(c.folded) != len(c.text) {
		return true, false
	}
	return true, nameBefore.MatchString(c.text[:at]) || nameAfter.MatchString(c.text[at+len(m[1]):])
}

var (
	nameBefore = regexp.MustCompile(`[A-Z][\w.'’-]+ (?:[A-Z][\w.'’-]+,? )*(?:(?:on|last|this) \w+,? )?(?:has |have |had |also |officially |formally |today |yesterday |jointly )*$`)
	nameAfter  = regexp.MustCompile(`^.{0,60}\bby (?:the )?[A-Z]`)
)

// lendAsked asks what a lender gives; what the whole costs is no answer.
var lendAsked = newPattern(`\bhow (?:much|many \w+ \w+)\b.*\b(?:lend|lending|lent|loan(?:ed|ing)?|contribut\w+|chip in|put up|grant(?:ed)?)\b|(?:贷款?|借)(?:给|了|出)?.{0,4}(?:多少|几)`)

// lendingFits keeps the cost of a whole from answering what one party lends.
func (q *question) lendingFits(_ *index, _ *matcher, e *entry) (float64, bool) {
	if e.report.Lang == "en" && e.Dim == quantity.Money && (e.Metric == "total_investment" || e.Metric == "construction_cost") && q.has(lendAsked) {
		return 0, false
	}
	if e.report.Lang == "en" && e.Metric == "financing" {
		for _, t := range q.strong() {
			if t.in(e.subject) == t.all() {
				return 0.8, true // the lender itself, not all lenders together
			}
		}
	}
	return 0, true
}

// namedOnly are measures that only answer a question which names them: how much money asks for no profit.
var namedOnly = map[string]bool{"profit": true, "sales": true, "revenue": true, "output_value": true, "tax_revenue": true, "tax": true, "profit_tax": true, "wage": true, "gdp": true, "exports": true, "imports": true, "trade_total": true}

// namedFits keeps a measure that was not understood from being answered by another one that has a name of its own.
func (q *question) namedFits(_ *index, _ *matcher, e *entry) (float64, bool) {
	if e.report.Lang == "en" && namedOnly[e.Metric] && len(q.measures) == 0 && !q.inherited && q.role == "" && len(q.dims) == 1 && q.dims[0] == quantity.Money && !q.namesLabel(e) && !strings.Contains(q.text, strings.TrimSuffix(e.Metric, "s")) {
		return 0, false
	}
	for _, p := range q.places { // how many km are in Shaanxi: the part that lies there
		if e.report.Lang == "en" && e.Role == extract.Part {
			for _, n := range q.placeNames(p) {
				if n != "" && holds(e.label, n) {
					return 1.5, true
				}
			}
		}
	}
	return 0, true
}

// amongThem asks for a part of what was just told.
var amongThem = newPattern(`^其中|^(?:of (?:which|them|those|these)|out of (?:those|these|them)|among (?:them|those))\b|\bhow (?:much|many) of (?:it|that|this|them|those|these)\b`)

// amongFits keeps the whole that was just told from answering for a part of it.
func (q *question) amongFits(_ *index, _ *matcher, e *entry) (float64, bool) {
	if e.report.Lang != "en" || !q.inherited || !q.has(amongThem) {
		return 0, true
	}
	for _, a := range q.anchors {
		if a == e && e.Role == extract.Level {
			return 0, false
		}
	}
	return 0, true
}

// namesParty tells whether a question holds most of the words that name a party.
func (q *question) namesParty(who string) bool {
	all, held := 0, 0
	for _, w := range latinWord.FindAllString(who, -1) {
		if len(w) < 4 && w != "eib" && w != "adb" {
			continue
		}
		all++
		found := strings.Contains(q.text, w)
		for _, t := range q.strong() {
			found = found || t.in(w) != 0
		}
		if found {
			held++
		}
	}
	return all > 0 && (held == all || all > 2 && held*10 >= all*6)
}

var latinWord = regexp.MustCompile(`[a-z]+`)

// restSaidEnglish begins what an English report says of the rest of a sum that it tells in shares: who pays it.
var restSaidEnglish = regexp.MustCompile(`(?i)\b(?:rest|remainder|balance)(?: (?:will be|would be|is|being|to be|is to be|will come|comes|coming))?(?: (?:lent|loaned|provided|paid|financed|funded|covered|raised|contributed|borrowed|met|put up|supplied))? (?:by|from|through) ([^,.;]+)`)

// restOfShares works out what pays the rest where a report gives the other shares and says who pays what is left; asked
// tells that the question is about that payer, so that no other figure answers it.
func (e *Engine) restOfShares(ix *index, q *question) (r *result, asked bool) {
	if q.role != "" && q.role != extract.Share || q.asksWords() && !q.asksOnlyWhat() || !q.asks["percent"] && q.role == "" && !(len(q.dims) == 1 && q.dims[0] == quantity.Money) {
		return nil, false
	}
	for _, s := range ix.sentences {
		if s.report.Lang != "en" {
			continue
		}
		said := restSaidEnglish.FindStringSubmatchIndex(s.text)
		if said == nil {
			continue
		}
		who := fold(s.text[said[2]:said[3]])
		if !q.namesParty(who) {
			continue
		}
		var whole *entry
		left := hundred
		var shares []*entry
		for _, x := range s.entries {
			switch {
			case x.Kind != extract.QuantityFact || x.Max != nil:
			case x.Unit == "%" && x.Role == extract.Share && x.Metric != "equity_share":
				shares = append(shares, x)
				left = left.Sub(x.Value)
			case x.Dim == quantity.Money && x.Role == extract.Level && (x.Metric == "total_investment" || x.Metric == "investment"):
				whole = x
			}
		}
		if len(shares) == 0 || !left.IsPositive() {
			continue
		}
		v := Value{Value: left, Unit: "%", Label: "the rest"}
		r := &result{from: shares}
		formula := "100%"
		for _, x := range shares {
			formula += " − " + trimZeros(x.Value) + "%"
			r.more = append(r.more, valueOf(x))
		}
		if q.asks["percent"] || q.role == extract.Share {
			r.value = v
			r.formula = formula + " = " + trimZeros(left) + "%"
			r.said = trimZeros(left) + "% (" + q.sentenceOf(shares[0]) + ")"
			return r, true
		}
		if whole == nil {
			return nil, true
		}
		v = Value{Value: whole.Value.Mul(left).Div(hundred), Unit: whole.Unit, Label: "the rest", Approx: whole.Approx}
		amount := q.amount(v, whole.Dim)
		r.value, r.from, r.more = v, append([]*entry{whole}, shares...), append([]Value{valueOf(whole)}, r.more...)
		r.formula = q.figure(whole) + " × (" + formula + ") = " + amount
		r.said = amount + q.bothSaid(whole, shares[0])
		return r, true
	}
	return nil, false
}

// wholeOfPart works out the whole from a part and the share that the report says it makes up: "220 billion yuan … accounted
// for 34 percent of all foreign trade".
func (e *Engine) wholeOfPart(ix *index, q *question) *result {
	if q.role != "" || len(q.measures) == 0 || q.asks["percent"] || !q.wants(quantity.Money) && !q.wants(quantity.Count) && !q.wants(quantity.Mass) {
		return nil
	}
	m := &matcher{ix: ix}
	for _, share := range ix.entries {
		if share.Kind != extract.QuantityFact || share.Role != extract.Share || share.Unit != "%" || share.Max != nil || share.report.Lang != "en" || share.sentence < 0 || share.Metric == "equity_share" || !share.Value.IsPositive() {
			continue
		}
		_, after, ok := strings.Cut(fold(share.Clause), fold(share.Printed))
		if !ok || !strings.HasPrefix(after, " of ") {
			continue
		}
		whole, _, _ := strings.Cut(after, ",")
		named := false
		for _, w := range q.measureWords {
			named = named || len(w) > 4 && strings.Contains(whole, w)
		}
		if !named || !wholeSaid.MatchString(whole) {
			continue
		}
		fits := true
		for _, p := range q.places {
			_, ok := q.onePlaceFits(ix, share, p.Key, q.placeNames(p), false)
			fits = fits && ok
		}
		for _, t := range q.strong() {
			fits = fits && (t.in(whole) != 0 || m.beside(t, share))
		}
		if !fits {
			continue
		}
		for _, part := range ix.of(share.report).entries {
			if part.Kind == extract.QuantityFact && part.Role == extract.Level && part.Metric == share.Metric && part.Label == share.Label && part.Subject == share.Subject && part.Max == nil && part.Dim != quantity.Percent && part.order < share.order {
				v := Value{Value: part.Value.Mul(hundred).DivRound(share.Value, 4), Unit: part.Unit, Metric: q.measures[0], Label: strings.TrimPrefix(whole, " of "), Approx: "约"}
				v.Value = roundMoney(v.Value)
				said := q.amount(v, part.Dim)
				r := &result{value: v, from: []*entry{part, share}, more: []Value{valueOf(part), valueOf(share)}}
				r.formula = q.figure(part) + " ÷ " + trimZeros(share.Value) + "% = " + said
				r.said = said + q.bothSaid(part, share)
				return r
			}
		}
	}
	return nil
}

// wholeSaid marks a whole: the total, all, the province's.
var wholeSaid = regexp.MustCompile(`\btotal|\ball\b|\boverall|\bwhole|\bentire`)

// namedAnchors keeps, of the facts that an answer from an English report rested on, those whose owners the question before
// named: the plant that was asked about, not the other one of its sentence.
func namedAnchors(anchors []*entry, terms []string) []*entry {
	if len(anchors) < 2 || anchors[0].report.Lang != "en" {
		return anchors
	}
	for _, t := range terms {
		var kept []*entry
		for _, a := range anchors {
			if holds(a.owner, t) {
				kept = append(kept, a)
			}
		}
		if len(kept) > 0 && len(kept) < len(anchors) {
			anchors = kept
		}
	}
	return anchors
}

// investmentOf begins a sentence that says which phase the sum of the sentence before is for.
var investmentOf = regexp.MustCompile(`(?i)^(?:this|the|that) (?:investment|sum|amount|money|funding|spending)\b`)

// phaseSaidNext tells whether the sentence after a figure's says that the figure is for a phase.
func (ix *index) phaseSaidNext(e *entry, phase string) bool {
	if e.report.Lang != "en" || e.sentence < 0 || e.sentence+1 >= len(ix.sentences) {
		return false
	}
	next := ix.sentences[e.sentence+1]
	return next.report == e.report && investmentOf.MatchString(next.text) && phaseName(next.text) == phase
}

// hyphened adds to the English words of terms the forms with a hyphen, as English reports write high-speed railway.
func (q *question) hyphened(ix *index) {
	if ix == nil || !ix.english() {
		return
	}
	for _, t := range q.terms {
		for _, a := range t.alts {
			first, last := strings.Index(a, " "), strings.LastIndex(a, " ")
			if first < 0 || hasHan(a) {
				continue
			}
			t.alts = append(t.alts, a[:first]+"-"+a[first+1:])
			if last != first {
				t.alts = append(t.alts, a[:last]+"-"+a[last+1:])
			}
		}
	}
}

// samePeople tells whether two English counts are both of people who work, whatever each is called: 240 people, 620 workers.
func samePeople(a, b *entry) bool {
	return a.report.Lang == "en" && b.report == a.report && a.Dim == quantity.Count && b.Dim == quantity.Count && staffMeasures[a.Metric] && staffMeasures[b.Metric]
}

var staffMeasures = map[string]bool{"jobs": true, "workers": true}

// asItWas asks for a figure as it is before what is planned has been done.
var asItWas = newPattern(`\b(?:now|currently|at present|existing|current|before (?:the )?(?:expansion|upgrade|work))\b|(?:扩建|扩产|改造|升级)(?:之|以)?前|现有|目前|现在`)

// asItWasFits tells the level of today from the one that it is to be raised to: from 1.6 million to 5.5 million.
func (q *question) asItWasFits(ix *index, _ *matcher, e *entry) (float64, bool) {
	if e.report.Lang != "en" || e.sentence < 0 || e.Metric == "" || q.role != "" || !q.has(asItWas) {
		return 0, true
	}
	if e.Role == extract.Prior {
		return 2, true
	}
	if e.Role == extract.Level {
		for _, x := range ix.sentences[e.sentence].entries {
			if x.Role == extract.Prior && x.Metric == e.Metric && x.Subject == e.Subject {
				return 0, false
			}
		}
	}
	return 0, true
}
