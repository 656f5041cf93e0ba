package extract

import (
	_ "embed"
	"regexp"
	"strings"
	"time"

	"wenxiang/data/quantity"
	"wenxiang/data/report"
	"wenxiang/data/vocabulary"
)

//go:embed english.tsv
var englishTable string

// englishLists are the lists of english.tsv by name.
var englishLists = func() map[string][]string {
	out := map[string][]string{}
	for _, line := range strings.Split(englishTable, "\n") {
		name, words, ok := strings.Cut(strings.TrimRight(line, "\r"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		out[name] = strings.Split(words, ";")
	}
	return out
}()

func englishSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range englishLists[list] {
		out[w] = true
	}
	return out
}

// englishPairs are the words of a list with what stands behind their equals signs.
func englishPairs(list string) map[string]string {
	out := map[string]string{}
	for _, w := range englishLists[list] {
		word, value, _ := strings.Cut(w, "=")
		out[word] = value
	}
	return out
}

// englishLexicon finds the words of several lists; each hit's key is its list.
func englishLexicon(lists ...string) *vocabulary.Lexicon {
	words := map[string]string{}
	for _, list := range lists {
		for _, w := range englishLists[list] {
			if _, taken := words[w]; !taken {
				words[w] = list
			}
		}
	}
	return vocabulary.NewLexicon(words)
}

var (
	projectHeads    = englishSet("project_head")
	weakHeads       = englishSet("weak_head")
	dullWords       = englishSet("dull")
	englishNameStop = englishSet("name_stop")
	firmSuffix      = englishSet("company_suffix")
	officeSuffix    = englishSet("office_suffix")
	firmInside      = englishSet("company_inside")
	firmBack        = englishSet("company_back")
	notName         = englishSet("not_name")
	englishLinks    = englishSet("link")
	abbreviations   = englishSet("abbreviation")
	produceVerbs    = englishSet("produce_verb")
	ownVerbs        = englishSet("own_verb")
	ownNouns        = englishSet("own_noun")
	englishUp       = englishSet("up")
	englishDown     = englishSet("down")
	placeWords      = englishSet("place_word")
	englishEvents   = englishSet("event")
	aimVerbs        = englishSet("aim_verb")
	beVerbs         = englishSet("passive")
	buildVerbs      = englishSet("build_verb")
	employVerbs     = englishSet("employ_verb")
	investVerbs     = englishSet("invest_verb")
	keepVerbs       = englishSet("operate_verb")
	numbersOrder    = englishSet("order_word")
	unitNouns       = englishSet("machine")
	workers         = englishSet("worker")
	worksNouns      = englishSet("works_noun")
	zoneHeads       = englishSet("zone_head")
	pickWords       = englishSet("one_of")
	stageNouns      = englishSet("stage_noun")
	stageAdjectives = englishSet("stage_adjective")
	noFirm          = englishSet("no_firm")
	placeNouns      = englishSet("place_noun")
	goesOn          = englishSet("goes_on")
	headFollows     = englishSet("head_follow")
	demonyms        = englishPairs("demonym")
	marketMeasures  = englishSet("market_measure")
	homeWords       = englishSet("home_word")
	notEquity       = englishSet("not_equity")
	lendVerbs       = englishSet("lend_verb")
	worksVerbs      = englishPairs("works_verb")
	noStarts        = englishSet("no_start")
	governments     = englishSet("government_level")
	lenderNouns     = englishSet("lender_noun")
	lossWords       = englishSet("loss_word")
	distanceWords   = englishSet("distance_word")
	costAdjectives  = englishSet("cost_adjective")
	floorHeads      = englishSet("floor_head")
	generalHeads    = englishSet("general_head")
	firmKinds       = englishSet("firm_kind")
	usStates        = englishSet("us_state")
	loanNouns       = englishSet("loan_noun")
	payVerbs        = englishSet("pay_verb")
	keptWords       = englishSet("kept_word")
	headlineVerbs   = englishSet("headline_verb")

	englishDates     = englishLexicon("operation_verb", "end_verb", "start_verb", "found_verb", "sign_verb", "approve_verb")
	englishCosts     = englishLexicon("cost_word")
	locatedWords     = englishLexicon("located")
	englishKin       = englishLexicon("parent", "builder")
	englishCountries = englishSet("country")
	englishGaps      = englishLexicon("above", "below")
	englishRates     = func() *vocabulary.Lexicon {
		words := map[string]string{}
		for _, w := range englishLists["rate_word"] {
			word, per, _ := strings.Cut(w, "=")
			words[word] = per
		}
		return vocabulary.NewLexicon(words)
	}()
)

// An englishStatus is a turn of phrase that tells what has become of a project.
type englishStatus struct{ words, key string }

// englishStatuses are tried in the order of their list.
var englishStatuses = func() (out []englishStatus) {
	for _, w := range englishLists["status"] {
		words, key, _ := strings.Cut(w, "=")
		out = append(out, englishStatus{words, key})
	}
	return out
}()

// An englishReader goes through the English passages of a report with the topic in mind.
type englishReader struct {
	report     *report.Report
	filed      time.Time // the day of an agency report whose dateline has no year
	components []string  // the numbered parts of the main project, in order
	ref        time.Time
	place      string
	implied    Period
	projects   []*englishProject
	firms      []*englishFirm
	main       *englishProject
	met        bool            // the main project has been named
	owner      string          // the firm that the whole report is about
	corpus     string          // all English sentences
	kind       []string        // what several projects of the report are, one of which "the larger" is
	home       string          // the country or place that the report begins with
	last       *englishProject // of the survey: the project introduced last
	sentence   int             // of the survey: the number of the sentence
	lastAt     int             // of the survey: the sentence that introduced last
	page       bool            // the title is the name of the project that the whole report is about
	places     []string        // places that no table has, which the report names with their kind
	defined    bool            // the report says whom \"the Company\" stands for
	zones      []string        // names of zones and parks that projects stand in
	digest     map[int]string  // of a round-up: the firm that each paragraph tells of
	story      int             // of a round-up: the paragraph being read
	spoken     map[string]bool // of the survey: the nouns that have pointed back to what the title names
	called     string          // the name that a sentence gives to what the report is about

	project englishOwner  // the project spoken of last
	firm    string        // the firm spoken of last
	subject englishOwner  // what the last sentence was about
	wholes  *englishOwner // the projects that the last sentence counted
	shares  bool          // the last sentence told who holds which share
	other   englishOwner  // the project of another kind that the last sentence was about
	event   string        // the occasion that the paragraph speaks of
	era     *Period       // the period that the paragraph's results are about
	carried []string
	facts   []Fact
}

// An englishProject is a project that an English report describes.
type englishProject struct {
	name    string
	words   []string // its name's words in lower case, the noun last
	company string
	place   string
	also    [][]string // other descriptions: "the rolling mill" of an aluminium plant
	score   int
	several bool // only several of the kind have been named together: "four cement plants"
	titled  bool // only the title has named it so far
	headed  bool // the title names it
	late    bool // another plant of its firm, named after the text has spoken of "the plant" of its title
	story   int  // of a round-up: the paragraph that tells of it
}

// An englishFirm is a firm with the shorter names that the report gives it.
type englishFirm struct {
	name    string
	aliases []string
	acronym string
}

// says is the firm's name with the acronym that the report gives it.
func (f *englishFirm) says() string {
	if f.acronym != "" {
		return f.name + " (" + f.acronym + ")"
	}
	return f.name
}

// An englishOwner is what an English figure can belong to.
type englishOwner struct {
	kind    SubjectKind
	name    string
	project *englishProject
	phase   string
	company string
	place   string
	group   string
	scope   Scope
}

// newEnglishReader surveys the names of r's English passages.
func newEnglishReader(r *report.Report, ref time.Time, place string, implied Period) *englishReader {
	er := &englishReader{report: r, ref: ref, place: place, implied: implied}
	if ref.IsZero() {
		er.filed = filed(r)
		er.ref = er.filed
		if er.ref.IsZero() {
			er.ref = toldYear(r)
		}
	}
	er.survey()
	er.met = er.main != nil && er.main.headed
	// a first reading, whose facts are dropped: who builds a project may stand behind its figures
	for _, s := range r.Sections {
		for _, p := range s.Passages {
			if p.Row == nil && !chinese(p.Text) {
				er.read(s.Title, p)
			}
		}
	}
	er.met = er.main != nil && er.main.headed
	er.project, er.firm, er.subject, er.carried, er.facts = englishOwner{}, "", englishOwner{}, nil, nil
	return er
}

// read returns the facts of one passage.
func (er *englishReader) read(section string, p report.Passage) []Fact {
	er.facts, er.era, er.event = nil, nil, ""
	if er.project.phase != "" && !strings.HasPrefix(er.project.phase, "phase ") { // a new paragraph leaves the third furnace
		er.project = er.ofProject2(er.project, "")
	}
	if er.digest != nil {
		er.beginStory(p.Number)
	}
	for _, quote := range englishSentences(p.Text) {
		s := er.newScene(quote, section, p.Number)
		s.read()
		er.carried = append([]string{s.text}, er.carried...)
		if len(er.carried) > 2 {
			er.carried = er.carried[:2]
		}
	}
	return er.facts
}

// placeName gives the full name of a known place, or the words as printed.
func placeName(words string) string {
	for _, h := range vocabulary.FindPlaces(words) {
		return h.Key
	}
	return words
}

// englishScene is one sentence while it is being read.
type englishScene struct {
	*englishReader
	quote, text string // text has plain blanks for line ends, so that offsets agree
	words       []englishWord
	qs          []quantity.Quantity
	ps          []quantity.Period
	mentions    []englishMention
	measures    []vocabulary.Hit
	section     string
	passage     int
	used        map[int]bool // quantities that bound a scope or belong to another
	group       *englishOwner
	levels      []int // facts of this sentence that a growth can refer to
	part        bool
	aside0      englishOwner // the project, not one of the report's own, that "it" means
	holders     bool         // the sentence before told who holds which share
	component   string       // the part of the main project that a numbered sentence describes
}

func (er *englishReader) newScene(quote, section string, passage int) *englishScene {
	s := &englishScene{englishReader: er, quote: quote, section: section, passage: passage, used: map[int]bool{}}
	s.text = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\r' || r == '\t' {
			return ' '
		}
		return r
	}, quote)
	if end := dateline(s.text); end > 0 { // offsets stay, the words are gone
		s.text = strings.Repeat(" ", end) + s.text[end:]
	}
	s.text = dashAside.ReplaceAllStringFunc(s.text, func(aside string) string { return strings.Repeat(" ", len(aside)) })
	s.aside0, er.other = er.other, englishOwner{}
	s.component = componentOf(s.text)
	if er.project.phase != "" && wholeAgain(s.text) {
		er.project = er.ofProject2(er.project, "")
		if er.subject.phase != "" {
			er.subject = er.ofProject2(er.subject, "")
		}
	}
	s.words = englishWords(s.text)
	s.qs = withFractions(s.text, quantity.Find(s.text))
	s.ps = quantity.FindPeriods(s.text, er.ref)
	s.fiscal()
	s.measures = vocabulary.FindMeasures(s.text)
	s.mentions = er.findMentions(s.text, s.words, s.qs)
	var measures []vocabulary.Hit
	for _, h := range s.measures { // the Export-Import Bank exports nothing
		inside := false
		for _, m := range s.mentions {
			inside = inside || m.kind == companyMention && m.start <= h.Start && h.End <= m.end
		}
		if !inside {
			measures = append(measures, h)
		}
	}
	s.measures = measures
	return s
}

// dashAside finds what a sentence only adds between two dashes, without a figure: "Delmora - a venture of two banks - will".
var dashAside = regexp.MustCompile(` (?:-|–|—|--) (?:an? |the |which |whose |owned |formerly |[A-Z][a-z]+, [A-Z])[^-–—0-9;.]{4,140} (?:-|–|—|--) `)

// wholeAgain tells whether a sentence turns from a phase to the whole: "The total cost", "When both
// phases are finished", "Altogether".
func wholeAgain(text string) bool {
	w := englishWords(firstBytes(strings.TrimLeft(text, " "), 60))
	for n := 0; n < len(w) && n < 4; n++ {
		switch w[n].low {
		case "total", "overall", "whole", "entire", "combined", "altogether", "both", "together":
			return true
		case "full": // upon full completion
			return n > 0 && n+1 < len(w) && w[n+1].low == "completion"
		case "company", "group":
			return n == 1 && determiner(w[0].low)
		}
	}
	return false
}

// dateline is the length of "URUMQI, Nov. 3 --" at the beginning of an agency report, or 0.
func dateline(text string) int {
	for _, dash := range []string{" -- ", " — ", " - "} {
		if k := strings.Index(text, dash); k > 3 && k < 60 {
			if w := englishWords(text[:k]); len(w) > 0 && text[w[0].start:w[0].end] == strings.ToUpper(text[w[0].start:w[0].end]) && w[0].end-w[0].start > 2 {
				return k + len(dash)
			}
			if strings.HasPrefix(text, "(") && strings.Contains(text[:k], ") ") { // (Harbour News) Oct. 2 --
				return k + len(dash)
			}
		}
	}
	return 0
}

// wordAt is the index of the first word at or after an offset.
func (s *englishScene) wordAt(offset int) int {
	for i, w := range s.words {
		if w.start >= offset {
			return i
		}
	}
	return len(s.words)
}

// before returns the up to n words that end at an offset, nearest last, without crossing a pause.
func (s *englishScene) before(offset, n int) []englishWord {
	i := len(s.words)
	for i > 0 && s.words[i-1].end > offset {
		i--
	}
	from := i
	for from > 0 && i-from < n {
		gapEnd := offset
		if from < i {
			gapEnd = s.words[from].start
		}
		if strings.ContainsAny(s.text[s.words[from-1].end:gapEnd], ",;:()\"") || strings.Contains(s.text[s.words[from-1].end:gapEnd], "—") {
			break
		}
		from--
	}
	return s.words[from:i]
}

// after returns the up to n words that follow an offset, without crossing a pause.
func (s *englishScene) after(offset, n int) []englishWord {
	i := s.wordAt(offset)
	to := i
	for to < len(s.words) && to-i < n {
		from := offset
		if to > i {
			from = s.words[to-1].end
		}
		if strings.ContainsAny(s.text[from:s.words[to].start], ",;:()\"") {
			break
		}
		to++
	}
	return s.words[i:to]
}

// readEnglish reads one English passage with what the earlier ones left in mind.
func (rd *reader) readEnglish(p report.Passage) []Fact {
	if rd.english == nil {
		rd.english = newEnglishReader(rd.report, rd.ref, rd.englishPlace(), rd.englishImplied())
	}
	return rd.english.read(rd.section, p)
}

// englishPlace is the place of the report's header or title; a city that an English text only
// mentions is none.
func (rd *reader) englishPlace() string {
	if p := fullPlace(rd.report.Place); p != "" {
		return p
	}
	if p := placeOfTitle(rd.report.Title); p != "" || chinese(rd.report.Title) {
		return p
	}
	w := englishWords(rd.report.Title)
	for i := 1; i < len(w) && i < 4 && w[i-1].capital && !notName[w[i-1].low]; i++ { // Northland regional bulletin
		if w[i].low == "regional" || w[i].low == "provincial" || w[i].low == "municipal" {
			return rd.report.Title[w[0].start:w[i-1].end]
		}
	}
	for i := 1; i < len(w); i++ { // Hengshan City, Xinhe County
		switch w[i].low {
		case "city", "county", "province", "district", "prefecture", "municipality":
			from := i
			for from > 0 && w[from-1].capital && !notName[w[from-1].low] && i-from < 2 && strings.TrimSpace(rd.report.Title[w[from-1].end:w[from].start]) == "" {
				from--
			}
			if from < i && w[i].capital {
				return rd.report.Title[w[from].start:w[i].end]
			}
		}
	}
	return ""
}

// englishImplied is the time that results without a date are about: the report's own, or the year
// before for a work report.
func (rd *reader) englishImplied() Period {
	p := rd.implied()
	if strings.Contains(strings.ToLower(rd.report.Title), "work report") && p.Implied && p.Grain == quantity.Year && p.Start.Year() == rd.year {
		p.Start, p.End = p.Start.AddDate(-1, 0, 0), p.End.AddDate(-1, 0, 0)
	}
	if p.Implied && p.Grain == quantity.Year {
		p.Words = p.Start.Format("2006")
	}
	return p
}
