package query

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// bothPhases ask for all phases of a project together.
var bothPhases = newPattern(`(?:前|头)?(?:两期|一、?二期|二、?三期|三、?四期|[一二三]、[二三四五]期|各期)(?:工程|项目)?(?:全部)?|both phases|(?:the )?two phases|all (?:the )?phases|phases? one and two`)

// countable measures are nouns that a question counts or mentions; the words around them decide, not the measure.
var countable = map[string]bool{"project_count": true, "enterprises": true, "agreements": true, "vehicles": true, "households": true, "new_parks": true,
	"housing_units": true, "buildings": true, "measures_taken": true, "campaigns": true, "units": true, "stations_stops": true, "bridges_tunnels": true,
	"production_lines": true, "charging": true, "storage_racks": true, "freight_trains": true, "patents": true, "parking": true, "signed_count": true,
	"beds": true, "school_places": true, "tourists": true, "progress_rate": true, "carbon": true, "coal_saving": true, "population": true}

// generic nouns of counted things say nothing of which ones are meant.
var generic = map[string]bool{"项目": true, "个项目": true, "企业": true, "家企业": true, "公司": true, "工程": true, "厂家": true, "园区": true, "产业园": true, "产业园区": true,
	"开发区": true, "项目数": true, "项目个数": true, "项目数量": true, "企业数": true, "活动": true, "政策": true, "措施": true, "进度": true, "重点项目": true, "重大项目": true, "建设项目": true,
	"projects": true, "project": true, "companies": true, "company": true, "firms": true, "enterprises": true, "parks": true, "park": true, "events": true, "visits": true, "measures": true,
	"number of projects": true, "project count": true, "progress": true, "steps": true, "lines": true, "units": true}

var investVerb = newPattern(`投了?(?:多少|几)|投资多少|投资几|花了?(?:多少|几)|砸了?(?:多少|几)|投入多少|投的|要投|how much .*(?:cost|invest|spend|spent|put into|put in|putting|pay|pour)|what .* cost|invest`)

// largestOf finds how many of the largest are asked for: 投资最大的3个项目.
var largestOf = regexp.MustCompile(`最[大多高]的?([0-9]+|[两二三四五六八十])个|([0-9]+|two|three|four|five|six|eight|ten) (?:largest|biggest)`)

// altogether asks for the whole of what is named.
var altogether = newPattern(`一共|总共|拢共|in total|altogether`)

// sumOfMoney asks for a sum of money by its plain noun.
var sumOfMoney = newPattern(`(?:资金|投资)?总(?:金)?额(?:是|为|有|达)?(?:多少|几|$|[?呢])|(?:^|[那其涉及的])金额(?:是|为|有|达)?(?:多少|几|$|[?呢])`)

// looseMoney finds the scale in 几个亿, 几千万.
var looseMoney = newPattern(`(?:几|多少)个?([十百千]*[万亿]+)元?`)

// moneyVerb are verbs whose 多少 is money.
var moneyVerb = newPattern(`(?:拿到?|获得|获|得到|争取到?|批|下达|给|贷|融到?|筹|拨|补|注资|出资)多少(?:$|[?])`)

// unitNumber ends with a measure word whose number is asked for.
var unitNumber = newPattern(`([次人户])数(?:$|[?]|是|为|有)`)

// feeNoun finds a noun of money behind 多少.
var feeNoun = newPattern(`多少\p{Han}{0,6}(?:费用?|款项?|补贴|补助金?|奖金|利润)(?:$|[?])`)

// amountOf finds how much with a noun behind it.
var amountOf = regexp.MustCompile(`how much (?:more )?([a-z-]+)`)

// shareAsked finds the whole that a share is asked of.
var shareAsked = regexp.MustCompile(`(?:what|which|how large a|how big a|how much of a) (?:share|percentage|proportion|percent|per cent|fraction|part) of (.+?)(?: (?:is|are|was|were|will|has|have|had|do|does|did|goes|go|went|comes|came|would|can)\b|$)`)

// extent asks for an area by its noun: 多大的厂房, 面积多大.
var extent = newPattern(`面积|多大的?(?:厂房|场地|地|林地|地块|土地|园区|仓库|车间|空间|办公楼|基地)`)

// gapWords tell a distance to last year's rate (同比高了多少) from a growth.
var gapWords = newPattern(`[高低](?:了|出|过)?(?:多少|几)|higher|lower`)

var howMany = newPattern(`how many|几个(?:项|企|$|[^百点亿])|多少个(?:项|企|$|[^百点亿])|几家|多少家|number of|(?:项目|企业|公司|厂)(?:一共|总共)?有?多少[?]?$|有多少(?:项目|企业|公司)|几(?:大)?项目`)

// severalNamed names a number of projects that have one amount together; severally asks for one each.
var (
	severalNamed = newPattern(`(?:^|[^第前哪])(?:两|二|三|四|五|六)个(?:大)?项目|\b(?:two|three|four|five|six) (?:projects|plants)`)
	severally    = newPattern(`各|分别|每|哪|几个|多少个|平均|\beach\b|respectively|how many|which|per `)
)

// massRate is a weight in a time, which asks for a weight.
var massRate = regexp.MustCompile(`^(?:metric )?tons? |^(?:metric )?tonnes? |^tons |^tonnes `)

// investedAmount names an investment as what is asked for, be there other measures beside it.
var investedAmount = newPattern(`多少(?:的)?(?:总)?投资|投资(?:额)?(?:是|为|有)?多少|how much investment`)

// howOften asks in English how many times something was done.
var howOften = newPattern(`how many times (?:did|do|does|has|have|had|was|were|is|are)\b`)

// countHead ends a question that asks how many there are.
var countHead = newPattern(`(?:项目|企业|公司|工程|活动)(?:[,，]|的)?(?:一共|总共|共)?(?:的)?(?:个|总)?(?:数量|数目|个数|总数|家数|件数|数)(?:是|有|为|呢|多少|几何|咋样|达到|达)*[?]?$|^(?:其?数量|数目|个数|总数|家数|件数)(?:是|有|为|呢|多少)*[?]?$|(?:the )?number of (?:projects|companies|firms)`)

// fromTo asks how long it took from one state to another.
var fromTo = newPattern(`从.{2,10}到.{2,10}(?:一共|总共|共)?(?:用|花|历时|要|经过|隔)`)

// settle draws the conclusions that need the whole question.
func (q *question) settle() {
	if m := largestOf.FindStringSubmatch(q.text); m != nil {
		q.ops["top"], q.topN = true, countIn(m[1])
		if n, err := strconv.Atoi(m[1]); err == nil {
			q.topN = n
		}
	}
	if q.has(altogether) {
		q.general = true
	}
	q.settlePart()
	if len(q.statuses) > 1 && q.has(fromTo) {
		q.statuses = q.statuses[len(q.statuses)-1:] // 从开工到封顶用了多少天: how long it took until then
	}
	// The measure: a special one before a general one, and none at all where only nouns were counted.
	var special, general, said []string
	for i, m := range q.measures {
		switch {
		case countable[m]:
			if m == "project_count" && strings.Contains(q.measureWords[i], "数") {
				general = append(general, m)
			}
		case m == "investment":
			general = append(general, m)
		default:
			special = append(special, m)
			if i < len(q.measureWords) {
				said = append(said, q.measureWords[i])
			}
		}
	}
	if n := len(special); n > 1 && special[n-1] == "road_length" && askedUnit.MatchString(q.measureWords[len(q.measureWords)-1]) {
		// 设计时速多少公里: the unit asked for is no measure of its own beside one that takes it.
		if m, ok := vocabulary.MeasureByKey(special[n-2]); ok && m.Takes(quantity.Length) {
			special = special[:n-1]
			q.measureWords, q.measureKeys = q.measureWords[:len(q.measureWords)-1], q.measureKeys[:len(q.measureKeys)-1]
		}
	}
	if n := len(special); n > 1 && special[n-1] == "road_length" && special[n-2] == "duration" && len(q.measureWords) > 0 && strings.HasSuffix(q.measureWords[len(q.measureWords)-1], "多长") {
		// 建设期多长: how long a time
		special = special[:n-1]
		q.measureWords, q.measureKeys = q.measureWords[:len(q.measureWords)-1], q.measureKeys[:len(q.measureKeys)-1]
	}
	if len(special) > 1 && (q.has(namedTogether) || q.ops["sum"]) && q.joined(said) {
		q.addends = special
	}
	if len(special) > 1 && q.lang == "zh" && !q.ops["share"] && !q.ops["difference"] && !q.ops["sum"] && !q.ops["compare"] && !q.ops["average"] {
		// 一般公共预算收入里的税收: what is asked for stands last, the rest says of what.
		if q.asTerms == nil {
			q.asTerms = map[string]bool{}
		}
		head := special[len(special)-1]
		for _, m := range special[:len(special)-1] {
			if m != head {
				q.asTerms[m] = true
			}
		}
		special = []string{head}
		for i := len(q.measureWords) - 1; i >= 0; i-- {
			if q.measureKeys[i] == head {
				q.measureWords = q.measureWords[i : i+1]
				break
			}
		}
	}
	q.measures = special
	if len(special) == 0 {
		q.measures = general
	}
	if q.lang == "en" && len(q.measures) == 1 && q.measures[0] == "jobs" && q.unit != "" && words().unitGroups[q.unit] == nil {
		q.unit = "" // how many Kenyans will it employ: people are counted, whatever they are called
	}
	for _, w := range q.measureWords {
		if massRate.MatchString(w) && len(q.dims) == 0 {
			q.addDim(quantity.Mass) // how many tonnes a year
		}
	}
	if q.has(howMany) && len(q.dims) == 0 && !q.asks["duration"] && !q.asks["points"] && !q.asks["percent"] {
		q.addDim(quantity.Count)
	}
	if len(q.dims) == 0 && q.unit == "" && q.has(countHead) && !q.ops["share"] && !q.ops["growth"] {
		q.addDim(quantity.Count) // 拿到专项债的项目数: how many they are
		q.asks["amount"] = true
	}
	if len(q.measures) == 0 && len(q.dims) == 0 && q.has(extent) && !q.ops["share"] && q.role == "" {
		q.addDim(quantity.Area)
	}
	if q.ops["gap"] && q.has(pointsAsked) {
		q.asks["points"] = true // 高几个百分点 is one word of a gap, and asks for points all the same
	}
	if q.asks["percent"] {
		q.addDim(quantity.Percent)
	}
	if q.asks["points"] {
		q.addDim(quantity.Points)
	}
	if q.asks["duration"] {
		q.addDim(quantity.Duration)
	}
	if q.asks["money"] {
		q.addDim(quantity.Money)
	}
	if len(q.dims) == 0 && len(q.measures) == 0 && q.unit == "" && q.role == "" && q.has(feeNoun) {
		q.addDim(quantity.Money) // 省多少评估费
	}
	if m := unitNumber.FindStringSubmatch(q.text); m != nil && q.unit == "" && len(q.dims) == 0 && len(special) == 0 && q.role == "" {
		q.takeUnit(quantity.Quantity{Unit: m[1], Dim: quantity.Count}, m[1]) // 走访次数
	}
	if q.has(moneyVerb) && q.unit == "" && len(q.dims) == 0 {
		q.addDim(quantity.Money)
	}
	if q.amountOfNoun() && len(q.measures) == 0 && len(q.dims) == 0 && q.role == "" && !q.ops["growth"] && !q.ops["gap"] && !q.ops["difference"] {
		// How much coal: as likely a mass as a sum of money.
		q.dims = []quantity.Dimension{quantity.Mass, quantity.Volume, quantity.Energy, quantity.Power, quantity.Area, quantity.Money}
	}
	if strings.Contains(q.text, "how much") && len(q.measures) == 0 && len(q.dims) == 0 && q.role == "" && !q.ops["growth"] && !q.ops["gap"] && !q.ops["difference"] {
		q.addDim(quantity.Money)
	}
	if q.has(howBigSite) && len(q.measures) == 0 && q.display == "" && q.role == "" && len(q.dims) == 0 && q.unit == "" {
		q.dims = []quantity.Dimension{quantity.Area}
	}
	if q.has(howBig) && len(q.measures) == 0 && q.display == "" && q.role == "" && len(q.dims) == 0 && q.unit == "" && !q.ops["average"] {
		q.dims = []quantity.Dimension{quantity.Area, quantity.Power, quantity.Mass, quantity.Volume, quantity.Length, quantity.Energy, quantity.Money}
	}
	if q.has(howBigProject) && len(q.measures) == 0 && q.display == "" && q.role == "" {
		q.measures, q.presumed, q.unit, q.dims = []string{"investment"}, true, "", []quantity.Dimension{quantity.Money}
	}
	if m := looseMoney.FindStringSubmatch(q.text); m != nil && q.display == "" && q.asks["money"] {
		q.display = m[1]
	}
	if len(q.dims) == 0 && q.unit == "" && q.role == "" && !q.ops["share"] && !q.ops["growth"] && q.has(sumOfMoney) && !q.ops["largest"] && !q.ops["top"] {
		q.addDim(quantity.Money) // 涉及资金总额是多少, 金额呢
		if len(special) == 0 && !q.follows {
			q.measures, q.presumed = []string{"investment"}, true
		}
	}
	if len(q.measures) == 0 && (q.asks["money"] || q.has(investVerb)) {
		q.measures = []string{"investment"}
		q.presumed = !q.has(investVerb)
	}
	q.moneyByVerb()
	q.planOfYear()
	if len(q.statuses) > 0 && len(q.measures) == 0 && len(q.dims) == 0 && q.unit == "" && q.display == "" && q.role == "" && q.has(startedMany) {
		q.addDim(quantity.Count) // 集中开工多少: what is started are projects
	}
	if q.base == "" || q.base == "yoy" {
		for _, h := range vocabulary.FindBases(q.text) {
			if h.Key == "nation" || h.Key == "province" || h.Key == "last_year" && q.base == "" {
				q.base = h.Key
			}
		}
	}
	if q.has(comparesYears) {
		if q.base == "" {
			q.base = "yoy"
		}
		// 比去年 names what is compared with, not when.
		kept := q.periods[:0:0]
		for _, p := range q.periods {
			if !lastYear.MatchString(p.Words) {
				kept = append(kept, p)
			}
		}
		q.periods = kept
	}
	if (q.base == "yoy" || q.base == "last_year") && q.has(gapWords) && (q.rateMeasure() || len(q.measures) == 0 || q.asks["points"]) {
		q.ops["gap"] = true
	}
	if (q.base == "last_year" || q.base == "yoy") && !q.ops["gap"] && !q.ops["growth"] && !q.asks["points"] && !q.ops["difference"] {
		q.ops["before"] = true
	}
	if m := shareAsked.FindStringSubmatch(q.text); m != nil {
		// What share of the investment went to industry: the measure is the whole.
		q.ops["share"] = true
		kept := q.measures[:0:0]
		for i, key := range q.measures {
			if i >= len(q.measureWords) || key == "equity_share" || !strings.Contains(m[1], q.measureWords[i]) {
				kept = append(kept, key)
			}
		}
		q.measures, q.measureWords = kept, nil
	}
	if q.ops["share"] && len(q.dims) == 1 && q.dims[0] == quantity.Area && !q.asks["percent"] && len(q.measures) == 0 { // 占多少公顷: a site, not a share
		delete(q.ops, "share")
		q.measures = []string{"land_area"}
	}
	switch {
	case q.ops["gap"] && (q.base != "" || q.wants(quantity.Points) && len(q.dims) > 0),
		q.asks["points"] && q.base != "", q.ops["difference"] && q.unit == "" && q.display == "" && !q.asks["money"] && (q.base == "nation" || q.base == "province" || q.base == "yoy" || q.base == "last_year"):
		q.role = extract.Gap
		q.dims, q.unit = nil, ""
	case q.asks["rank"]:
		q.role = extract.Rank
	case q.ops["share"] && !q.rateMeasure():
		q.role = extract.Share
	case q.ops["growth"] && q.growthWanted():
		q.role = extract.Growth
		q.dims = nil
		q.addDim(quantity.Percent)
		q.addDim(quantity.Times)
	}
	if q.role == extract.Gap && (q.base == "yoy" || q.base == "last_year") {
		q.periods = slices.DeleteFunc(q.periods, func(p quantity.Period) bool { return lastYear.MatchString(p.Words) })
	}
	q.periods = narrowest(q.periods)
	if q.role == extract.Gap || q.has(comparesYears) {
		delete(q.ops, "before")
	}
	if q.role == "" && q.wants(quantity.Money) && q.unit == "" && q.has(severalNamed) && !q.ops["largest"] && !q.ops["smallest"] && !q.ops["top"] && !q.ops["compare"] && !q.ops["difference"] && !q.ops["average"] && !q.asksWords() &&
		len(q.measures) > 0 && takesMoney(q.measures[0]) && !q.has(severally) {
		q.ops["sum"] = true
	}
	if q.has(plusWord) || q.general && partsNamed(q.text) > 0 && q.role == "" {
		q.ops["sum"] = true
	}
	if q.has(bothPhases) {
		q.ops["sum"] = true
	}
	if q.has(howOften) && q.unit == "" {
		q.dims, q.unit = []quantity.Dimension{quantity.Count}, "times"
	}
	q.measuresAsTerms()
	if len(q.measures) == 0 && q.role == "" && len(q.dims) == 1 && q.dims[0] == quantity.Money && q.has(investedAmount) {
		q.measures = []string{"investment"}
	}
	// 招多少人, 带动多少人就业: the unit says what is counted, so a money dimension read elsewhere does not.
	if q.unit != "" {
		q.dims = []quantity.Dimension{quantity.Count}
	}
	if q.display != "" && len(q.dims) == 0 && len(q.measures) > 0 && q.role == "" && takesMoney(q.measures[0]) && !countable[q.measures[0]] {
		q.addDim(quantity.Money) // 税收有多少亿 is no percentage
	}
	if q.display != "" && len(q.dims) == 0 && len(q.measures) == 0 {
		q.addDim(quantity.Money) // 多少亿, 多少万 of nothing named is money
		q.measures, q.presumed = []string{"investment"}, true
	}
	if q.lang == "en" && q.role == "" && len(q.dims) == 1 && q.dims[0] == quantity.Money && (len(q.measures) == 0 || q.presumed) {
		if named := q.moneyNamed(); named != "" {
			q.measures, q.presumed = []string{named}, false
		}
	}
	if q.has(payerAsked) && (q.presumed || len(q.measures) == 1 && q.measures[0] == "investment") {
		q.measures, q.measureWords, q.measureKeys, q.presumed = nil, nil, nil, false // what one pays is not all that is invested
		q.addDim(quantity.Money)
	}
}

// moneyNamed gives the measure of money that an English word of the question names by its translation, where the question has
// no measure's own word: what output in yuan is no investment. "" where none does.
func (q *question) moneyNamed() string {
	w := words()
	for _, h := range w.englishWords.Find(unhyphen(q.text)) {
		for _, z := range vocabulary.FindMeasures(w.english[h.Key][0]) {
			m, _ := vocabulary.MeasureByKey(z.Key)
			switch {
			case z.Start > 0 || z.End < len(w.english[h.Key][0]) || countable[z.Key] || z.Key == "investment":
			case z.Key == "capacity":
				return "output_value"
			case m.Takes(quantity.Money):
				return z.Key
			}
		}
	}
	return ""
}

// narrowest drops the periods in which another one lies: 下半年7-10月 asks for the months.
func narrowest(all []quantity.Period) []quantity.Period {
	var out []quantity.Period
	for i, p := range all {
		wider := false
		for j, x := range all {
			wider = wider || i != j && p.Relation == "" && x.Relation == "" && !p.Start.IsZero() && !x.Start.IsZero() && !p.End.IsZero() && !x.End.IsZero() &&
				!x.Start.Before(p.Start) && !x.End.After(p.End) && (x.Start.After(p.Start) || x.End.Before(p.End)) && p.Grain != quantity.Year
		}
		if !wider {
			out = append(out, p)
		}
	}
	return out
}

// askedUnit is a word that asks for a number of kilometres and names no measure.
var askedUnit = regexp.MustCompile(`(?:多少|几)(?:公里|千米)$`)

// moneyByVerb gives the measure that a verb says where the question asks for money and names none: 到位了多少, 完成了多少.
func (q *question) moneyByVerb() {
	if len(q.measures) == 1 && q.measures[0] == "investment" && q.unit == "" && q.has(alreadySpent) {
		q.measures, q.presumed = []string{"completed_investment"}, false
		return
	}
	if len(q.measures) > 0 && !q.presumed || len(q.dims) > 0 && !q.wants(quantity.Money) || q.unit != "" {
		return
	}
	switch {
	case q.has(arrived) && (q.presumed || q.asks["amount"]):
		q.measures, q.presumed = []string{"funds_in_place"}, false
	case q.has(saved):
		q.measures, q.presumed = []string{"savings"}, false
	case q.has(financed) && (q.presumed || q.asks["amount"]):
		q.measures, q.presumed = []string{"financing"}, false
	case q.has(carriedOut):
		q.measures, q.presumed = []string{"completed_investment"}, false
	}
}

var (
	arrived  = newPattern(`到位(?:了|的|资金)*(?:多少|几)|到位$`)
	saved    = newPattern(`(?:节约|节省|[^一-龥]省|能省|少省|省下)(?:了|出)?(?:多少|几)`)
	financed = newPattern(`融(?:到|得|资|上)(?:了|钱|资金)*(?:多少|几)`)
	// alreadySpent asks for what has been spent so far, which a plan does not answer: 已经投了多少.
	alreadySpent = newPattern(`(?:已经?|目前|现在|到现在)(?:一共|总共|累计|实际)?(?:投|花|砸)(?:了|进去?|下去)*(?:多少|几)|(?:投|花|砸)(?:进去|下去)了?(?:多少|几)`)
	carriedOut   = newPattern(`完成(?:了|投资)*(?:多少|几)(?:个?亿|万|钱|元)?[?]?$`)
)

// pointsAsked asks for a number of percentage points.
var pointsAsked = newPattern(`(?:几|多少)个?百分点|(?:几|多少)个点`)

// startedMany asks how many were started or finished, without a noun.
var startedMany = newPattern(`(?:开工|动工|开建|复工|竣工|投产|开业)(?:建设)?(?:多少|几)(?:$|[^\p{Han}])`)

// amountOfNoun tells whether how much asks for an amount of a thing that it names.
func (q *question) amountOfNoun() bool {
	m := amountOf.FindStringSubmatch(q.text)
	return m != nil && !notThings[m[1]]
}

// notThings stand behind how much where no thing is named.
var notThings = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields("is are was were will would does do did has have had can could should may might must it they the this that of in for to money funding funds capital cash investment more less higher lower larger bigger " +
		"further longer faster credit aid loan loans grant grants compensation rent interest tax revenue profit per a an by and at") {
		set[w] = true
	}
	return set
}()

// rateMeasure tells whether the measure asked for is a percentage by itself (持股, 入统率).
func (q *question) rateMeasure() bool {
	for _, key := range q.measures {
		if m, ok := vocabulary.MeasureByKey(key); ok && len(m.Dims) > 0 && m.Dims[0] == quantity.Percent {
			return true
		}
	}
	return false
}

// measuresAsTerms makes plain words of measures whose amounts cannot be what is asked for: 几个项目拿到专项债 asks for a
// count, and 专项债 says which projects.
func (q *question) measuresAsTerms() {
	if len(q.dims) == 0 || q.role != "" && q.role != extract.Share {
		return
	}
	kept, keptWords := q.measures[:0:0], q.measureWords[:0:0]
	for i, key := range q.measures {
		m, ok := vocabulary.MeasureByKey(key)
		fits := !ok
		for _, d := range q.dims {
			fits = fits || m.Takes(d)
		}
		if fits {
			kept = append(kept, key)
			if w := q.measureWord(i); w != "" {
				keptWords = append(keptWords, w)
			}
			continue
		}
		if w := q.measureWord(i); w != "" && !hasHan(w) && len(words().colloquial.Find(w)) > 0 {
			continue // how many patents does it hold: a verb, no stake
		}
		if q.asTerms == nil {
			q.asTerms = map[string]bool{}
		}
		q.asTerms[key] = true
	}
	q.measures, q.measureWords = kept, keptWords
}

// growthWanted tells a question for a rate (增长多少) from one for an amount in which a word of growth stands (增加就业多少人).
func (q *question) growthWanted() bool {
	if q.unit != "" || q.display != "" {
		return false
	}
	for _, d := range q.dims {
		if d == quantity.Money || d == quantity.Count || d == quantity.Area {
			return false
		}
	}
	return true
}
