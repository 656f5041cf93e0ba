package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/vocabulary"
)

// evidence weighs how plainly a clause shows the kind of thing asked for; false where it does not at all.
func (r *reading) evidence(c *clause) (float64, []dated, bool) {
	w := clauseTables()
	some := func(kind string) (float64, []dated, bool) {
		if c.says(kind) > 0 {
			return 1, nil, true
		}
		return 0, nil, false
	}
	if asked, said := r.q.deedBy(c); asked {
		if said {
			return 1, nil, true
		}
		return 0, nil, false
	}
	if !c.han && r.want == wantText && r.q.has(makesAsked) && c.has(makesSaid) {
		return 0.9, nil, true
	}
	if n := r.q.charactersAsked(); n > 0 {
		return 1, nil, quotesCharacters(c.text, n)
	}
	if r.q.has(dividedAsked) {
		return 1, nil, c.has(dividedSaid)
	}
	switch r.want {
	case wantDate:
		return r.dateEvidence(c)
	case wantPlace:
		x := r.q.placeEvidence(c)
		return x, nil, x > 0
	case wantRole:
		return r.roleEvidence(c)
	case wantBuilder:
		if r.ofBody(c) {
			return 0.5, nil, true
		}
		if c.says("builder") > 0 && c.namesBody() || c.has(byBody) {
			return 1, nil, true
		}
		return 0, nil, false
	case wantInvestor:
		if r.ofBody(c) {
			return 0.5, nil, true
		}
		if (c.says("investor") > 0 || c.says("builder") > 0) && (c.namesBody() || c.has(byBody)) {
			return 1, nil, true
		}
		return 0, nil, false
	case wantParent:
		return some("parent")
	case wantSpeaker:
		if c.says("speaker") > 0 && (c.says("role") > 0 || c.has(saidBy)) {
			return 1, nil, true
		}
		return 0, nil, false
	case wantPhoto:
		if !c.has(takenBy) {
			return 0, nil, false
		}
		m := takenBy.FindStringSubmatch(c.text)
		return 1, nil, !strings.HasSuffix(m[1], "拍")
	case wantStanding:
		return 1, nil, c.has(standing)
	case wantBody:
		if c.namesBody() {
			return 0.5, nil, true
		}
		return 0, nil, false
	case wantStatus:
		n := c.says("doing")
		if n == 0 {
			return 0, nil, false
		}
		if !c.has(underWay) {
			if finished.MatchString(c.text) {
				return 0, nil, false // what is told of the time after it is finished tells nothing of now
			}
			return 0.3, nil, true
		}
		return min(0.6+0.15*float64(n), 1), nil, true
	case wantFrequency:
		return some("frequency")
	case wantCustomer:
		return 1, nil, c.has(customerSaid)
	case wantWhy:
		return 1, nil, c.has(whySaid)
	case wantCompared:
		return 1, nil, c.has(compared)
	case wantMost:
		return 1, nil, c.has(mostWords)
	case wantDocument:
		if n := strings.Count(c.text, "《"); n > 0 {
			if r.q.asks["list"] {
				return min(0.5+0.2*float64(n), 1.1), nil, true
			}
			return 1, nil, true
		}
		x, d, ok := 0.3, []dated(nil), strings.ContainsAny(c.text, "“") || strings.Contains(c.text, "plan")
		return x, d, ok
	case wantList:
		if r.q.has(contentAsked) && !c.has(contentSaid) {
			return 0.1, nil, c.itemCount() > 1
		}
		n := c.itemCount()
		if r.q.has(endsAsked) && c.has(span) {
			n = max(n, 2)
		}
		if n < 2 {
			return 0, nil, false
		}
		if r.q.has(bodiesAsked) && len(w.says("organisation", c.folded)) == 0 {
			return 0.2, nil, r.q.countAsked() <= n
		}
		asked := r.q.countAsked()
		if r.q.has(placesAsked) && len(c.placesIn()) < max(2, asked) {
			return 0, nil, false
		}
		switch {
		case asked > n:
			return 0, nil, false
		case asked > 0 && n == asked:
			return 1, nil, true
		case asked > 0:
			return 0.2, nil, true
		}
		return min(0.4+0.15*float64(n), 1), nil, true
	case wantEither:
		return r.eitherEvidence(c)
	}
	if r.q.has(purposeAsked) && !c.has(purposeSaid) {
		return 0, nil, false // what it costs does not say what it is for
	}
	if r.q.has(meantAsked) {
		for _, t := range r.must {
			if r.covers(t, c.sentence.folded) < 0.9 {
				return 0, nil, false
			}
		}
		if c.has(meantSaid) {
			return 1, nil, true
		}
	}
	if r.q.has(contentAsked) {
		if c.has(contentSaid) {
			return 0.9, nil, true
		}
		return 0.1, nil, true
	}
	if m := r.named; m != nil && r.q.asks["name"] && r.m.ix.slips.known[m[1]] && !nameLoose.MatchString(m[1]) && !strings.Contains(r.m.ix.texts[c.sentence.folded], m[1]) {
		return 0, nil, false // a sentence without any 园区 does not say what one is called
	}
	if m := r.kind; m != nil && toldKind(c.folded, m[1]) {
		return 1.05, nil, true // 看哪个指标: the clause says what the 指标 is
	}
	// 生产什么, 依托什么: a clause that says the verb says its object.
	for _, t := range r.may {
		if _, near := w.near[t.text]; near && r.covers(t, c.id) >= 0.9 && !r.kindWord(t) {
			return 0.8, nil, true
		}
	}
	return 0.3, nil, true
}

// dividedAsked asks for the parts of a whole, dividedSaid stands where a sentence tells them.
var (
	dividedAsked = newPattern(`(?:分成|分为|划分成|划分为|由)(?:了|的是)?(?:哪|什么|啥)\p{Han}{0,4}(?:部分|块|片|区|期|段|组成|构成)|(?:组成|构成)部分(?:是|有|包括)*(?:哪|什么|啥)`)
	dividedSaid  = newPattern(`分[为成]|划分|组成|构成|包括|包含|由\p{Han}{2,}`)
)

// kindAsked finds the noun of the kind of thing asked for at the end of a question: 看哪个指标, 是什么机制.
var kindAsked = newPattern(`(?:哪一?[个项类种条套级]|什么样的|什么|啥)(\p{Han}{2,4})(?:的|呢|啊)?[?]?$`)

// toldKind tells whether a clause says what a thing of a kind is: 主要考评指标是, 跟踪机制为.
func toldKind(folded, kind string) bool {
	_, after, ok := strings.Cut(folded, kind)
	for _, w := range []string{"是", "为", "有", "包括", "即", ":"} {
		if ok && strings.HasPrefix(after, w) {
			return true
		}
	}
	return false
}

// nameLoose are nouns in whose stead a report has the name itself.
var nameLoose = newPattern(`企业|公司|单位|项目|工程|部门|机构|集团`)

// nameNoun finds the noun of which the name is asked.
var nameNoun = newPattern(`([\p{Han}]{2})(?:的名字|名字|名称|全称)?(?:叫|是)(?:什么|啥)(?:名|$|[?])`)

// meantAsked asks what a word stands for, meantSaid stands where a sentence tells it.
var (
	meantAsked = newPattern(`指的?是?(?:什么|啥)|是什么意思|什么意思|代表什么|stand for|mean by`)
	meantSaid  = newPattern(`^即|[^立随当]即[^将使可]|是指|指的是|分别是|分别为|包括|指：|stands? for|namely|that is`)
)

// purposeAsked asks what a thing is for, purposeSaid stands where a sentence tells it.
var (
	purposeAsked = newPattern(`(?:干|做|派)(?:什么|啥)(?:用|使)|用来(?:干|做)(?:什么|啥)|有(?:什么|啥)用(?:途|处)?|(?:什么|啥)用途|what is .* (?:used )?for\b`)
	purposeSaid  = newPattern(`用于|用来|用作|主要(?:从事|生产|用|建设|承担|服务)|生产|制造|加工|打造|服务|提供|承担|供应|功能|集.{2,30}于一体|used|for |produc|serve|suppl|make`)
)

var bodiesAsked = newPattern(`哪.{0,2}(?:部门|单位|企业|公司|机构)|which (?:\w+ )?(?:companies|firms|departments|agencies)`)

var contentSaid = newPattern(`主要建设|建设内容|新建|拟建|建有|建设规模|将建|包括|配套建设|construct|will (?:build|include)|comprise`)

// finished begins what is told of a time to come.
var finished = regexp.MustCompile(`(?:建成|投产|达产|投用|运营|竣工|完工)之?后|届时`)

// underWay are the words that tell a state from a plain mention.
var underWay = newPattern(`正在|目前|现在|眼下|已|封顶|在建|尚|待|进展|均|日前|is |are |has |have |been |was |were |currently|shelved|complete`)

var nowSaid = newPattern(`正在|目前|眼下|现已|日前|currently|now `)

var laterSaid = newPattern(`计划|预计|力争|将于|拟|will |scheduled|expected|plans? to`)

// nowOrLater weighs what has become of a project against what is to become of it.
func nowOrLater(c *clause) float64 {
	switch {
	case c.has(nowSaid):
		return 0.35
	case c.has(laterSaid):
		return -0.3
	}
	return 0
}

// ofBody tells whether an English clause says whose the thing is: a battery plant of Beiming Energy.
func (r *reading) ofBody(c *clause) bool {
	return !c.han && c.has(ofBody) && len(r.must) > 0 && r.covers(r.must[0], c.id) >= 0.9
}

var ofBody = newPattern(`(?:plant|project|mill|factory|park|mine|farm|venture) of [A-Z][\w'’-]+ [A-Z]`)

var byBody = newPattern(`由[\p{Han}A-Za-z（）()]{2,30}(?:投资|建设|承建|兴建|开发|出资|建)|by (?:the )?(?:state-owned )?<?[A-Z]`)

var takenBy = newPattern(`([\p{Han}]{2,4})[ 　]?(?:摄|摄影)(?:$|[^\p{Han}])|(?i:photo(?:graph)?(?:ed)? by)`)

var compared = newPattern(`超过|超额|超计划|未完成|不及|高于|低于|高出|多于|少于|高\p{Han}{0,4}百分点|增长|下降|增加|减少|提高|降低|翻|持平|相当于|more than|less than|higher|lower|up from|down from|against|compared|exceed|rose|fell`)

var whySaid = newPattern(`为了|是为|以便|旨在|目的|受.{1,12}影响|由于|因为|因[^此]|打基础|为.{2,30}(?:奠定|打下|提供|增添)|because|due to|in order to|so that|after|following`)

var customerSaid = newPattern(`[^提]供(?:应|货|给)?[^热电水暖]|客户|用户|买家|销往|出售|卖给|采购|下游|supply|supplied|customers?|sold to|buyers?|used by`)

var mostWords = newPattern(`最|第一|居首|榜首|largest|biggest|most|highest|leading|top`)

var standing = newPattern(`第[一二三四五六七八九十0-9]+[位名]?|方阵|前列|领先|首位|末位|前茅|榜首|居[全中]|rank|first|second|third|leading|largest`)

var saidBy = newPattern(`[\p{Han}]{2,4}(?:说|表示|介绍|透露|宣布|称)|said|announced|told`)

// roles are the offices that the question names.
func (r *reading) roles() []vocabulary.Hit {
	if r.offices == nil {
		r.offices = append([]vocabulary.Hit{}, clauseTables().says("role", r.q.text)...)
	}
	return r.offices
}

// roleEvidence: the clause names the office that the question names, with somebody in it.
func (r *reading) roleEvidence(c *clause) (float64, []dated, bool) {
	for _, h := range r.roles() {
		names := append([]string{h.Word}, words().chinese[h.Word]...)
		names = append(names, words().english[h.Word]...)
		for _, n := range names {
			i := strings.Index(c.folded, n)
			if i < 0 {
				continue
			}
			rest := strings.TrimLeft(c.folded[i+len(n):], " ：:是为,")
			if personAfter(rest) || strings.HasPrefix(rest, "由") && strings.Contains(rest, "担任") {
				return 1, nil, true
			}
			if !hasHan(n) {
				return 0.9, nil, true
			}
		}
	}
	return 0, nil, false
}

// personAfter tells whether a text begins with the name of a person: a surname, one or two characters, and then what
// may follow a name.
func personAfter(text string) bool {
	runes := []rune(text)
	surnames := clauseTables().surnames
	if len(runes) < 2 || !surnames[runes[0]] || !isHan(runes[1]) {
		return false
	}
	for n := 2; n <= 3; n++ {
		if len(runes) == n || len(runes) > n && (!isHan(runes[n]) || strings.ContainsRune("说表介宣出等在率和与透指称见参主讲带作到任", runes[n])) {
			return true
		}
	}
	return false
}

// eitherEvidence: the clause says one of the two that the question sets against each other.
func (r *reading) eitherEvidence(c *clause) (float64, []dated, bool) {
	m := eitherWords.FindStringSubmatch(r.q.text)
	for _, side := range m[1:] {
		side = strings.TrimRight(side, "的呢")
		for _, h := range vocabulary.FindStatuses(side) {
			if strings.Contains(c.folded, h.Word) {
				return 1, nil, true
			}
		}
		for _, n := range []int{4, 3, 2} {
			runes := []rune(side)
			if len(runes) >= n && strings.Contains(c.folded, string(runes[len(runes)-n:])) {
				return 0.8, nil, true
			}
		}
	}
	return 0, nil, false
}

// factKinds are the measures of the facts that are words, by the kind of thing that they answer for.
var factKinds = map[wanted][]string{
	wantPlace: {"location"}, wantBuilder: {"company", "builder"}, wantInvestor: {"company", "investor"}, wantParent: {"parent", "company"},
	wantSpeaker: {"speaker"}, wantStatus: {"status"}, wantList: {"members", "participants", "products", "content"},
	wantDocument: {"document"}, wantBody: {"company", "builder", "parent"}, wantStanding: {"standing"},
}

// saidInQuestion tells whether the question itself holds what a fact says: the name that is asked about is no answer.
func (r *reading) saidInQuestion(f *entry) bool {
	if r.want == wantDate || r.want == wantStatus || r.want == wantList {
		return false
	}
	d := distinct(f.text)
	for _, t := range r.must {
		if hasHan(t.text) && len(t.runes) > 1 && covers(t, d) >= 0.9 {
			return true
		}
	}
	return false
}

// placeLike tells whether a text can be a place.
func placeLike(text string) bool {
	return placeWord.MatchString(text) || len(vocabulary.FindPlaces(text)) > 0 || strings.IndexFunc(text, func(r rune) bool { return r >= 'A' && r <= 'Z' }) >= 0
}

var contentAsked = newPattern(`建设?(?:些|的是|的)?(?:什么|啥)|(?:什么|啥|哪些)内容|建设内容|建设规模`)

var productAsked = newPattern(`产品|生产|制造|产(?:些|的|的是)?(?:什么|啥)|produc|make|manufactur`)

// said gives the facts of the kind asked for that the clause states: they know whose they are where the clause itself
// does not say it.
func (r *reading) said(c *clause) []*entry {
	var out []*entry
	for _, f := range c.sentence.entries {
		if f.Kind == extract.QuantityFact {
			continue
		}
		fits := r.want == wantDate && r.kinds[f.Metric] || r.want == wantText && (f.Metric == "products" && r.q.has(productAsked) ||
			f.Metric == "content" && r.q.has(contentAsked))
		for _, k := range factKinds[r.want] {
			fits = fits || k == f.Metric && !(r.want == wantList && r.q.has(contentAsked) && k != "content")
		}
		if !fits || !strings.Contains(c.folded, f.text) && !strings.Contains(f.text, strings.TrimRight(c.folded, ",;.，；。")) {
			continue
		}
		if r.want == wantList && r.q.has(placesAsked) && len(c.placesIn()) < 2 {
			continue // 哪六个市 is not answered by six fields
		}
		if r.saidInQuestion(f) || f.Metric == "location" && !placeLike(f.Text) {
			continue
		}
		if len(r.q.phases) == 0 || f.Phase == "" || phaseName(f.Phase) == r.q.phases[0] {
			out = append(out, f)
		}
	}
	return out
}

// namesBody tells whether a clause has what looks like the name of a firm or an office.
func (c *clause) namesBody() bool {
	return !c.han && c.has(englishName) || c.says("organisation") > 0 || c.says("role") > 0
}

// englishName finds a name of two words or more.
var englishName = newPattern(`\b[A-Z][\w&'’-]+(?: (?:of |and |& )?[A-Z][\w&'’-]+)+`)
