package query

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// clauseWords are the tables by which clauses are read for answers in words.
type clauseWords struct {
	// near holds, for a word of a question, the words that a report may use for it.
	near map[string][]string
	// verbs are the words of the groups of which one must stand in the sentence that answers.
	verbs     map[string]bool
	nearWords *vocabulary.Lexicon
	evidence  map[string]*vocabulary.Lexicon
	about     *vocabulary.Lexicon
	surnames  map[rune]bool
}

var clauseTables = sync.OnceValue(func() *clauseWords {
	w := &clauseWords{near: map[string][]string{}, verbs: map[string]bool{}, evidence: map[string]*vocabulary.Lexicon{}}
	for _, row := range wordRows("relations.tsv", 3) {
		group := bothColumns(row)
		for _, x := range group {
			w.near[x] = append(w.near[x], group...)
			if !strings.HasSuffix(row[0], "*") {
				w.verbs[x] = true
			}
		}
	}
	w.nearWords = lexiconOf(w.near)
	for _, row := range wordRows("evidence.tsv", 3) {
		keys := map[string]string{}
		for _, x := range bothColumns(row) {
			keys[x] = x
		}
		w.evidence[row[0]] = vocabulary.NewLexicon(keys)
	}
	w.about = keyedLexicon("about.tsv")
	w.surnames = map[rune]bool{}
	for _, row := range wordRows("surnames.tsv", 1) {
		for _, r := range strings.ReplaceAll(row[0], " ", "") {
			w.surnames[r] = true
		}
	}
	return w
})

// bothColumns gives the Chinese and the English words of a row.
func bothColumns(row []string) []string {
	out := strings.Fields(row[1])
	for _, e := range strings.Split(row[2], ";") {
		if e = strings.TrimSpace(e); e != "" {
			out = append(out, e)
		}
	}
	return out
}

// says finds the words of one kind of evidence in a folded text.
func (w *clauseWords) says(kind, folded string) []vocabulary.Hit {
	l := w.evidence[kind]
	if l == nil {
		return nil
	}
	return l.Find(folded)
}

// wanted is the kind of thing that a question in words asks for.
type wanted string

const (
	wantDate      wanted = "date"
	wantPlace     wanted = "place"
	wantRole      wanted = "role"      // the holder of an office
	wantBuilder   wanted = "builder"   // who builds
	wantInvestor  wanted = "investor"  // who pays
	wantParent    wanted = "parent"    // whose subsidiary
	wantSpeaker   wanted = "speaker"   // who said it
	wantPhoto     wanted = "photo"     // who took the picture
	wantBody      wanted = "body"      // any firm or office
	wantStatus    wanted = "status"    // how far it has come
	wantFrequency wanted = "frequency" // how often
	wantList      wanted = "list"
	wantDocument  wanted = "document"
	wantText      wanted = "text" // anything else
	wantEither    wanted = "either"
	wantStanding  wanted = "standing" // its place among others
	wantCompared  wanted = "compared" // how it stands to something earlier
	wantMost      wanted = "most"     // what is largest
	wantWhy       wanted = "why"      // a reason or purpose
)

var oftenWords = regexp.MustCompile(`多久.{0,6}(?:一次|一回|一趟|次|回)|多长时间.{0,6}(?:一次|一回|一趟|次|回)|每隔多|隔多久|多久[晒开查报]|how often|how frequently`)

var builderWords = regexp.MustCompile(`建设单位|施工|承建|兴建|谁[来在]?[建修盖]|谁负责[建修盖]|由谁.{0,2}[建修盖]|[建修盖]的是?谁|开发商|承包|代建|业主|开发|哪(?:家|个)(?:公司|企业|单位|集团)?(?:来|负责|在)?(?:建|修|盖)|\b(?:build|builds|built|builder|develop\w*|construct\w*|contractor)\b`)

var investorWords = regexp.MustCompile(`投资|投的|谁投|出资|出钱|掏钱|股东|控股|\b(?:invest\w*|shareholder\w*|owns?|owned|owner|finance\w*|fund\w*|pay\w*)\b`)

var parentWords = regexp.MustCompile(`子公司|母公司|旗下|隶属|属于谁|属于哪|哪家的|谁家的|\b(?:subsidiary|parent|belong\w*|owns?|owned by|owner|unit of)\b`)

var speakerWords = regexp.MustCompile(`谁(?:说|讲|介绍|宣布|表示|透露|指出)|(?:说|讲|介绍|宣布|表示|透露|指出)的?(?:人)?是谁|谁宣告|哪位.{0,6}(?:说|讲|介绍|宣布|表示)|(?:who|which (?:newspaper|paper|media|agency)) (?:said|says|announced|told|stated|revealed|disclosed|declared|reported)|according to whom`)

var photoWords = regexp.MustCompile(`摄|照片.*(?:谁|作者)|谁拍|拍的|拍摄|photograph|who took`)

var eitherWords = regexp.MustCompile(`([\p{Han}]{2,8})的?(?:还是|抑或)([\p{Han}]{2,8})`)

var whyAsked = regexp.MustCompile(`为了?什么|为啥|为何|什么原因|什么目的|目的是|图什么|\bwhy\b|for what purpose`)

var documentAsked = regexp.MustCompile(`文件|办法|方案|documents|policies`)

var comparedAsked = regexp.MustCompile(`(?:跟|和|同|与|比|较).{1,10}(?:比|相比|对比|比较)(?:起来)?(?:怎么样|怎样|如何|咋样|呢)|比.{1,10}(?:怎么样|怎样|如何|咋样)|how does .* compare|compared (?:to|with) .*how`)

var standingAsked = regexp.MustCompile(`什么(?:位置|水平|位次)|处于什么|处在什么`)

// wantsWords tells what kind of thing the question asks for, where its answer is words.
func (q *question) wantsWords() wanted {
	switch {
	case oftenWords.MatchString(q.text):
		return wantFrequency
	case eitherWords.MatchString(q.text) && !q.asks["date"]:
		return wantEither
	case comparedAsked.MatchString(q.text) && !q.asksAmount():
		return wantCompared
	case q.asks["date"]:
		return wantDate
	case whyAsked.MatchString(q.text):
		return wantWhy
	case q.ops["largest"] && (q.asks["what"] || q.asks["who"] || q.asks["place"]) && len(q.strong()) > 0:
		return wantMost
	case q.asks["list"] && documentAsked.MatchString(q.text):
		return wantDocument
	case q.asks["list"] && q.asks["place"]:
		return wantList
	case q.asks["place"] && (q.ops["growth"] || len(q.measures) > 0) && standingAsked.MatchString(q.text):
		return wantStanding
	case q.asks["place"]:
		return wantPlace
	case q.asks["document"]:
		return wantDocument
	case photoWords.MatchString(q.text) && (q.asks["who"] || q.asks["what"] || strings.Contains(q.text, "作者")):
		return wantPhoto
	case parentWords.MatchString(q.text) && (q.asks["who"] || q.asks["what"]):
		return wantParent
	case q.asks["who"]:
		return q.wantsWhom()
	case q.asks["status"]:
		return wantStatus
	case q.asks["list"]:
		return wantList
	case q.asks["name"] && len(clauseTables().says("role", q.text)) > 0:
		return wantRole
	}
	return wantText
}

func (q *question) wantsWhom() wanted {
	switch {
	case speakerWords.MatchString(q.text):
		return wantSpeaker
	case len(clauseTables().says("role", q.text)) > 0 && !builderWords.MatchString(q.text):
		return wantRole
	case q.asks["list"]:
		return wantList
	case builderWords.MatchString(q.text):
		return wantBuilder
	case investorWords.MatchString(q.text):
		return wantInvestor
	}
	return wantBody
}

// bodyPattern finds what looks like the name of a firm, an office or a person's.
func (w *clauseWords) namesBody(text string) bool {
	folded := fold(text)
	if !hasHan(text) && englishName.MatchString(text) {
		return true
	}
	return len(w.says("organisation", folded)) > 0 || len(w.says("role", folded)) > 0
}

// englishName finds a name of two words or more.
var englishName = regexp.MustCompile(`\b[A-Z][\w&'’-]+(?: (?:of |and |& )?[A-Z][\w&'’-]+)+`)

var enumeration = regexp.MustCompile(`[^，。；、：:]{1,40}(?:、[^，。；、]{1,40})+`)

var englishEnumeration = regexp.MustCompile(`(?:[\w’' -]+, )+(?:and )?[\w’' -]+|[\w-]+ and [\w-]+`)

// itemsIn counts the entries of the longest enumeration of a text.
func itemsIn(text string) int {
	most := 0
	for _, m := range enumeration.FindAllString(text, -1) {
		n := strings.Count(m, "、") + 1
		if i := strings.LastIndex(m, "、"); strings.ContainsAny(m[i:], "和与及") {
			n++
		}
		most = max(most, n)
	}
	if most == 0 && hasHan(text) && strings.ContainsAny(text, "和与") {
		most = 2
	}
	if !hasHan(text) {
		for _, m := range englishEnumeration.FindAllString(text, -1) {
			n := strings.Count(m, ",") + 1
			if strings.Contains(m, " and ") {
				n++
			}
			most = max(most, n)
		}
	}
	return most
}

// span finds two ends with a dash between: 一经街—平大路.
var span = regexp.MustCompile(`\p{Han}(?:[—–]{1,2}|至)\p{Han}`)

var itemCount = regexp.MustCompile(`哪([两二三四五六七八九十])|which (two|three|four|five|six|seven|eight|nine|ten)\b`)

// countAsked reads the number in 哪三项; 0 where none is named.
func (q *question) countAsked() int {
	m := itemCount.FindStringSubmatch(q.text)
	if m == nil {
		return 0
	}
	return map[string]int{"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
		"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}[m[1]+m[2]]
}

// rankOfPlace finds the rank of the place that a question asks for: 哪个县 → 县.
var rankOfPlace = regexp.MustCompile(`(?:哪|什么)(?:个|几个|些|座|两个|三个|一个)?(县|市州|州市|城市|市|省|区|镇|乡|村|街道|园区|开发区|国家|国|州|旗|产业园)|(?:which|what) (county|city|province|town|country|district)`)

func (q *question) placeRank() string {
	m := rankOfPlace.FindStringSubmatch(q.text)
	if m == nil {
		return ""
	}
	return m[1] + m[2]
}

var placeWord = regexp.MustCompile(`[\p{Han}]{1,12}(?:省|市|县|区|镇|乡|村|州|旗|街道|路|园|城|港|湾|岛)`)

var inPlace = regexp.MustCompile(`(?:在|于|落户|地处|驻)[“]?[\p{Han}A-Za-z0-9·“”]{2,30}`)

var englishPlace = regexp.MustCompile(`\b(?:in|at|near|west of|east of|north of|south of) (?:the )?(?:[a-z]+ ){0,2}[A-Z][\w’'-]+`)

var englishMonth = regexp.MustCompile(`\b(?:in|at|near) (?:early |late |mid-)?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b`)

// placeEvidence weighs how plainly a clause says where something is, from 0.
func (q *question) placeEvidence(c *clause) float64 {
	w := clauseTables()
	score := 0.0
	rank := q.placeRank()
	switch rank {
	case "":
	case "county", "city", "province", "town", "country", "district":
	default:
		last, _ := utf8.DecodeLastRuneInString(rank)
		if rank == "国家" {
			last = '国'
		}
		if rank != "城市" && !strings.ContainsRune(c.text, last) {
			return 0
		}
	}
	switch {
	case venueAsked.MatchString(q.text):
		if len(w.says("venue", c.folded)) > 0 && (inPlace.MatchString(c.text) || englishPlace.MatchString(c.text) || placeWord.MatchString(c.text)) {
			score = 1
		}
	case registryAsked.MatchString(q.text):
		if len(w.says("registered", c.folded)) > 0 {
			score = 1
		}
	case len(w.says("location", siteOpinion.ReplaceAllString(c.folded, ""))) > 0 && (hasHan(c.text) || englishPlace.MatchString(c.text)):
		score = 1
	case strings.HasPrefix(c.text, "在") && inPlace.MatchString(c.text):
		score = 0.7
	case inPlace.MatchString(c.text) && placeWord.MatchString(c.text):
		score = 0.6
	case englishPlace.MatchString(englishMonth.ReplaceAllString(c.text, "")):
		score = 0.55
	case q.otherPlace(c) || placeWord.MatchString(c.text) && strings.ContainsAny(c.text, "路街镇村区县"):
		score = 0.4
	}
	if score == 0 && len(w.says("location", siteOpinion.ReplaceAllString(c.folded, ""))) > 0 && placeWord.MatchString(c.text) {
		score = 0.5
	}
	return score
}

// siteOpinion are papers about a site, which do not say where it is.
var siteOpinion = regexp.MustCompile(`选址(?:\p{Han}{0,4})?(?:意见|报告|论证|研究|审批)`)

// otherPlace tells whether a clause names a place that the question does not.
func (q *question) otherPlace(c *clause) bool {
	for _, h := range vocabulary.FindPlaces(c.text) {
		if !strings.Contains(q.raw, h.Word) {
			return true
		}
	}
	return false
}

var venueAsked = regexp.MustCompile(`举行|举办|召开|会议|大会|仪式|会场|开的|开会|办的|在哪.{0,3}[开办]|held|take place|took place|venue|ceremony|signed|meeting`)

var registryAsked = regexp.MustCompile(`注册|register|incorporat`)

// A dated is one date of a clause with the kinds of it that the words beside say.
type dated struct {
	period quantity.Period
	kinds  map[string]bool
	near   bool // the kinds stand beside it, not in another clause of the sentence
}

var spanOfWork = regexp.MustCompile(`起止|工期|年限|建设周期|建设时间|建设期|construction period`)

var cutDates = regexp.MustCompile(`、| and |并(?:于|在|计划)|，| while `)

// datesOf gives the dates of a clause; where the clause has no word of its own for what happened then, the nearest
// clause of the sentence lends its.
func (c *clause) datesOf() []dated {
	r := c.sentence.report
	if len(quantity.FindPeriods(c.text, r.Date)) == 0 {
		return nil
	}
	var out []dated
	at := 0
	var parts []string
	for _, m := range cutDates.FindAllStringIndex(c.text, -1) {
		if len(quantity.FindPeriods(c.text[at:m[0]], r.Date)) > 0 && len(quantity.FindPeriods(c.text[m[1]:], r.Date)) > 0 {
			parts = append(parts, c.text[at:m[0]])
			at = m[1]
		}
	}
	parts = append(parts, c.text[at:])
	var lent map[string]bool
	for _, p := range parts {
		periods := quantity.FindPeriods(p, r.Date)
		if len(periods) == 0 {
			continue
		}
		d := dated{period: periods[0], kinds: kindsIn(p), near: true}
		if len(d.kinds) == 0 {
			d.near = false
			if d.kinds = lent; d.kinds == nil {
				d.kinds = c.lentKinds()
			}
		} else {
			lent = d.kinds
		}
		if spanOfWork.MatchString(c.text) {
			d.kinds["start"], d.kinds["end"] = true, true
		}
		out = append(out, d)
	}
	return out
}

func (c *clause) lentKinds() map[string]bool {
	at := -1
	all := c.sentence.clauses
	for i, x := range all {
		if x == c {
			at = i
		}
	}
	for i := at - 1; i >= 0 && i >= at-2; i-- {
		if k := kindsIn(all[i].text); len(k) > 0 {
			return k
		}
	}
	if at >= 0 && at+1 < len(all) && len(quantity.FindPeriods(all[at+1].text, c.sentence.report.Date)) == 0 && !all[at+1].opens {
		return kindsIn(all[at+1].text)
	}
	return map[string]bool{}
}

// kindsIn gives the kinds of dates that the words of a text speak of.
func kindsIn(text string) map[string]bool {
	out := map[string]bool{}
	folded := fold(text)
	for _, h := range words().dates.Find(folded) {
		out[h.Key] = true
	}
	for _, h := range vocabulary.FindStatuses(folded) {
		for _, k := range statusDates[h.Key] {
			out[k] = true
		}
	}
	return out
}

// statusDates are the kinds of date that a status speaks of.
var statusDates = map[string][]string{
	"started": {"start"}, "new_start": {"start"}, "concentrated_start": {"start"}, "completed": {"end"}, "in_production": {"operation"},
	"signed": {"signed"}, "concentrated_signing": {"signed"}, "approved": {"approved"}, "resumed": {"start"},
}
