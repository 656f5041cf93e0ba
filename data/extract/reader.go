package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"wenxiang/data/quantity"
	"wenxiang/data/report"
	"wenxiang/data/vocabulary"
)

// Extract reads a report's passages and returns what they state, in reading order.
func Extract(r *report.Report) []Fact {
	if plain := simplified(r); plain != nil {
		facts := read(plain)
		asPrinted(facts, r)
		return facts
	}
	return read(r)
}

func read(r *report.Report) []Fact {
	rd := newReader(r)
	rd.survey()
	for _, s := range r.Sections {
		rd.enterSection(s)
		for _, p := range s.Passages {
			rd.passage(p)
		}
	}
	rd.title()
	for i := range rd.facts {
		if rd.facts[i].Place == "" {
			rd.facts[i].Place = rd.place
		}
	}
	return rd.facts
}

// An owner is what a figure can belong to.
type owner struct {
	kind    SubjectKind
	name    string // the subject as named
	project string
	phase   string
	company string
	place   string
	event   string
	scope   Scope
	group   string // what a group counts: 已开工5000万元以上项目
	period  Period // when the group was counted
	named   bool   // the phase belongs to the name that the text gave (X三期项目)
}

// A reader goes through a report as a person does, with the topic in mind.
type reader struct {
	report     *report.Report
	english    *englishReader // made at the first English passage
	ref        time.Time      // what relative dates count from
	year       int            // the year that results without a date are about, 0 when unknown
	words      string         // the words of the report's own period
	dayKnown   bool           // ref is the very day
	workReport bool           // a government's report of work, on the year before its date
	aimYear    int            // the year that the aims of a report of work are for
	place      string
	names      *registry
	facts      []Fact
	factsOf    map[string][]int // project → its facts

	section   string
	passage_  report.Passage
	mainPhase string
	inPhases  bool // the text says that the works are done in phases
	first     bool // at the first sentence of a passage

	topic         owner
	here          owner // the place the paragraph is about
	lastProject   owner
	recent        []owner // the projects that the passage has been about, in order
	lastGroup     owner
	divided       owner // the group that a sentence beginning with 其中 divides
	lastCompany   owner
	event         string
	events        []string // all occasions named so far
	intent        Modality // what the section is about: results, or intentions for intentYear
	intentYear    int
	text          string            // the whole report
	provinces     map[string]bool   // that the text names, itself or by a city; nil before it is asked
	sights        map[string]*sight // what has been found in each clause
	sheetAreaUnit string
	sheetUnit     string             // the unit that a ledger gives for all its money
	columns       map[string]*column // the headers of tables, as read
	rowKind       string             // the group that the rows of a ledger stand under: 产业项目
	rowParent     string             // the indicator that 其中 divides
	stage         string             // the later stage that figures belong to: 推进配套企业入驻
	day           quantity.Period    // the last day named, which 当天 means
	era           *Period            // the period that the paragraph has set for its results
	before        []string
	s             *scene
	occasion      *occasion       // what happened to several projects at once
	joined        map[string]bool // the projects that it is known of
	running       *running        // the measure that the paragraph goes on about, nil for none
	aside         bool            // the topic is one of a list of districts
	held          *owner          // the topic that a part of it (其中体育馆…) stands in for
}

// A scene is the state of one sentence.
type scene struct {
	sentence   sentence
	parts      []*part
	at         int // index of the current part
	period     *Period
	planned    Modality
	part       bool // after 其中
	whole      int  // index of the fact that 其中 divides, -1 for none
	facts      []int
	pending    []int   // the level facts that a later 分别 can refer to
	owners     []owner // groups counted in this sentence, in order
	divided    int     // index of the group that 其中 divides
	among      bool    // the sentence counts some among those of the sentence before
	groups     []string
	qualifier  string // 规模以上工业企业: what the figures of the sentence are limited to
	lastSigner string // the first party of the last agreement
	subjects   int    // single projects met as subjects
	spread     []int  // facts of the last 分别, in order
	carried    []string
	naming     bool   // a list of names is going on
	ranked     string // what a list of places is ordered by: 开工项目个数
}

// dividedOwner is the group that 其中 divides.
func (s *scene) dividedOwner() owner { return s.owners[min(s.divided, len(s.owners)-1)] }

var wholeDate = regexp.MustCompile(`\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}`)

var onlyYear = regexp.MustCompile(`^(19|20)\d\d年?(度)?$`)

var yearWords = regexp.MustCompile(`(19|20)\d\d`)

// yearEnd is a date in the last months of a year.
var yearEnd = regexp.MustCompile(`(?:19|20)\d\d年1[12]月`)

// nationTitle tells the title of a report on the whole country.
var nationTitle = regexp.MustCompile(`全国\p{Han}{0,12}(?:投资|经济|运行|建筑业|工业|贸易|进出口|外资|消费|情况|公报|数据)`)

func newReader(r *report.Report) *reader {
	rd := &reader{report: r, ref: r.Date, place: fullPlace(r.Place), names: newRegistry(), sights: map[string]*sight{}, factsOf: map[string][]int{}, joined: map[string]bool{}}
	rd.year, rd.words = r.Date.Year(), r.DateWords
	if r.Date.IsZero() {
		rd.year = 0
		if y := yearWords.FindString(r.Title); y != "" {
			rd.year, _ = strconv.Atoi(y)
			rd.ref = time.Date(rd.year, 12, 31, 0, 0, 0, 0, time.UTC)
			rd.words = y + "年"
		}
	}
	rd.dayKnown = !rd.ref.IsZero() && wholeDate.MatchString(rd.words)
	if onlyYear.MatchString(rd.words) && !rd.ref.IsZero() {
		rd.ref = date(rd.year, 12, 31) // 上半年 in a report of 2022 is that year's
	}
	if rd.year > 0 && strings.Contains(r.Title, "政府工作报告") {
		rd.workReport, rd.aimYear = true, rd.year
		if rd.dayKnown && rd.ref.Month() >= time.November || yearEnd.MatchString(r.Title) && strings.HasPrefix(yearEnd.FindString(r.Title), strconv.Itoa(rd.year)) { // held at the end of the year that it is about
			rd.aimYear++
		} else {
			rd.year-- // it reports on the year before
		}
		rd.words = strconv.Itoa(rd.year) + "年"
	}
	if _, known := vocabulary.PlaceByName(rd.place); !known && rd.place != "" {
		if inside := placeOfTitle(rd.place); inside != "" && inside != rd.place {
			if pl, ok := vocabulary.PlaceByName(inside); ok && (strings.HasSuffix(rd.place, inside) || slices.ContainsFunc(pl.Short, func(s string) bool { return strings.HasSuffix(rd.place, s) })) {
				rd.place = inside
			}
		}
	}
	if hasAny(rd.place, "第", "批", "我市", "我县", "我省", "我区", "以来", "全市", "全县", "全省") {
		rd.place = ""
	}
	if rd.place == "" {
		rd.place = placeOfTitle(r.Title)
	}
	if pl, ok := vocabulary.PlaceByName(rd.place); rd.place == "" {
		if rd.place = onlyPlace(r); rd.place == "" && nationTitle.MatchString(r.Title) {
			rd.place = "全国"
		}
	} else if ok && pl.Level == "county" && r.Place == "" && !strings.Contains(r.Title, pl.Name) {
		if other := onlyPlace(r); other != "" && provinceOf(other) != pl.In {
			rd.place = other // 三江…公园 in 宜宾: a short name that is no county here
		}
	}
	rd.here = rd.placeOwner(rd.place)
	if isCue("zone", rd.place) { // 开发区 of the one city that the text names
		if city := onlyPlace(r); city != "" {
			zone := rd.place
			rd.place = city
			rd.here = rd.placeOwner(city)
			rd.here.name = shortPlace(city) + zone
		}
	}
	rd.topic = rd.here
	return rd
}

// title reads the figures of the title that the text does not repeat. They stand in passage 0.
func (rd *reader) title() {
	if !chinese(rd.report.Title) || len(findQuantities(rd.report.Title)) == 0 && len(findPeriods(rd.report.Title, rd.ref)) == 0 {
		return
	}
	n := len(rd.facts)
	rd.section = ""
	rd.topic, rd.before = rd.here, nil
	rd.passage(report.Passage{Text: strings.TrimSpace(titleWords(rd.report.Title))})
	kept := rd.facts[:n:n]
	for _, f := range rd.facts[n:] {
		if f.Kind == QuantityFact && !rd.stated(f, n) || f.Kind == DateFact && f.Project != "" && !rd.datedAlready(f, n) {
			kept = append(kept, f)
		}
	}
	rd.facts = kept
}

// datedAlready tells whether one of the first n facts dates the same event in the same project's life.
func (rd *reader) datedAlready(f Fact, n int) bool {
	for _, k := range rd.factsOf[f.Project] {
		if g := &rd.facts[k]; k < n && g.Kind == DateFact && g.Metric == f.Metric && (g.Phase == f.Phase || f.Phase == "") {
			return true
		}
	}
	return false
}

// stated tells whether one of the first n facts gives the same amount.
func (rd *reader) stated(f Fact, n int) bool {
	for _, g := range rd.facts[:n] {
		if g.Unit == f.Unit && g.Value.Equal(f.Value) {
			return true
		}
	}
	return false
}

func (rd *reader) placeOwner(place string) owner {
	return owner{kind: PlaceSubject, name: place, place: place}
}

// shortPlace is a place's name without its kind: 临江 for 临江市.
func shortPlace(place string) string {
	if p, ok := vocabulary.PlaceByName(place); ok && len(p.Short) > 0 {
		return p.Short[0]
	}
	for _, kind := range []string{"市", "县", "区"} {
		if short := strings.TrimSuffix(place, kind); short != place && runes(short) >= 2 {
			return short
		}
	}
	return place
}

func fullPlace(word string) string {
	if p, ok := vocabulary.PlaceByName(word); ok {
		return p.Name
	}
	return word
}

func (rd *reader) enterSection(s report.Section) {
	rd.section = s.Title
	rd.intent, rd.intentYear = Actual, 0
	for _, w := range vocabulary.Cues("intent_heading") {
		if strings.Contains(s.Title, w) {
			rd.intent, rd.intentYear = Planned, rd.ref.Year()
			if y := yearWords.FindString(s.Title); y != "" {
				rd.intentYear, _ = strconv.Atoi(y)
			}
		}
	}
	if m := sheetUnit.FindStringSubmatch(s.Title); m != nil {
		rd.sheetUnit = m[1]
	}
	rd.era, rd.event = nil, ""
	rd.before = nil
	rd.rowKind = ""
	rd.topic = rd.here
}

func (rd *reader) passage(p report.Passage) {
	rd.passage_ = p
	if len(p.Text) >= 200 || !strings.Contains(p.Text, "单位") {
	} else if m := sheetUnit.FindStringSubmatch(p.Text); m != nil {
		rd.sheetUnit = m[1]
		if m := sheetArea.FindStringSubmatch(p.Text); m != nil {
			rd.sheetAreaUnit = m[1]
		}
	}
	switch {
	case p.Row != nil:
		rd.ledgerRow(p)
		return
	case !chinese(p.Text):
		rd.facts = append(rd.facts, rd.readEnglish(p)...)
		return
	}
	rd.enterPassage(p)
	rd.first = true
	quote := p.Text
	p.Text = rd.spacedRow(p.Text)
	rd.underHeading(p.Text)
	lines := strings.Split(p.Text, "\n")
	for _, sn := range sentences(p.Text) {
		if sn.paragraph && !rd.first {
			rd.enterPassage(p)
			for _, line := range lines {
				if line = strings.TrimSpace(line); strings.HasPrefix(line, sn.quote) {
					rd.underHeading(line)
				}
			}
		}
		if quote != p.Text {
			sn.quote = quote
		}
		rd.sentence(sn)
		rd.first = false
	}
}

// underHeading makes the project that an item of a list begins with what the item is about.
func (rd *reader) underHeading(text string) {
	name, ok := headingName(text)
	if !ok {
		return
	}
	if pr := rd.names.resolve(headName(name)); pr != nil {
		rd.topic = rd.projectOwner(pr, headPhase(name))
		rd.lastProject = rd.topic
	}
}

// chinese tells whether a passage is in Chinese.
func chinese(text string) bool {
	han, latin := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case r < 0x80 && unicode.IsLetter(r):
			latin++
		}
	}
	return han > 0 && han*4 >= latin
}

// enterPassage sets the topic for a new paragraph: the project that the report is about, or the
// place; a paragraph that points back keeps the topic.
func (rd *reader) enterPassage(p report.Passage) {
	rd.running = titled(rd.report.Title)
	if !viewed.MatchString(p.Text) {
		rd.era = nil
	}
	rd.before = nil
	rd.recent = nil
	rd.event = ""
	if rd.names.main == nil && !startsWithAny(trimLead(tidy(p.Text), "据悉，", "据了解，", "据介绍，", "据悉,", "据了解,"), "项目", "该项目", "工程", "该工程", "一期", "二期", "三期", "目前", "建成后", "其中", "该", "园区", "基地") {
		rd.lastProject = owner{} // 项目 in another paragraph means another project
	}
	switch {
	case rd.names.main != nil:
		rd.topic = rd.projectOwner(rd.names.main, rd.mainPhase)
		if rd.lastProject.project == "" {
			rd.lastProject = rd.topic
		}
	default:
		rd.topic = rd.here
	}
}

// viewed opens a paragraph that only looks at the figures before it from another side: 分产业看，从资金来源看.
var viewed = regexp.MustCompile(`^\s*(?:分|从|按)\p{Han}{1,10}(?:看|来看|统计)[，,：:]`)

func (rd *reader) projectOwner(p *project, phase string) owner {
	o := owner{kind: ProjectSubject, name: p.name + phase, project: p.name, phase: phase, company: p.company, place: p.place}
	if full, ok := rd.names.firmAlias[p.company]; ok {
		o.company = full
	}
	switch {
	case o.place == "" && rd.here.place != "":
		o.place = rd.here.place
	case o.place == "":
		if home := leadingPlace(o.company); home != "台湾省" && !strings.HasPrefix(home, "香港") && !strings.HasPrefix(home, "澳门") { // who builds here from there
			o.place = home
		}
	case rd.place != "" && (vocabulary.Within(rd.place, o.place) || strings.HasPrefix(rd.place, strings.TrimRight(o.place, "市县区"))):
		o.place = rd.place // 吉林…项目 in a report on 四平: the report is more exact
	}
	return o
}

// implied is the period of a result that names none: the paragraph's, else the report's year.
func (rd *reader) implied() Period {
	if rd.era != nil {
		p := *rd.era
		p.Implied = true
		return p
	}
	year := rd.year
	if rd.intent != Actual && rd.intentYear > 1 {
		year = rd.intentYear
	}
	if year == 0 {
		return Period{}
	}
	return Period{Implied: true, Period: quantity.Period{
		Start: time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC), End: time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC),
		Words: strconv.Itoa(year) + "年", Grain: quantity.Year, YearKnown: true,
	}}
}
