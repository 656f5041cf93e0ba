package query

import (
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

func decimalOf(n int) decimal.Decimal { return decimal.NewFromInt(int64(n)) }

// kindBefore finds an asking word right before a noun: 哪些|领域, 什么|产品, which |sectors.
var kindBefore = regexp.MustCompile(`(?:哪|什么|啥|何种|几)(?:[一两二三四五六七八九十几])?(?:些|个|家|种|项|类|大|条|座|方|位|份|部|本|支|届|处|批|张|所|国)?$|which(?: (?:two|three|four|five|six))? $`)

// A candidate is a clause that may hold the answer.
type candidate struct {
	c     *clause
	from  *clause // the earliest clause of the same sentence on which it rests
	score float64
	dates []dated
	said  []*entry
}

// onlyWords tells whether no figure can answer, whatever else stands in the question.
func (q *question) onlyWords() bool {
	switch q.wantsWords() {
	case wantFrequency, wantEither, wantStanding, wantPhoto, wantSpeaker, wantCompared:
		return true
	}
	return false
}

var whichOne = regexp.MustCompile(`哪一?[个家种类条座项部所份支位款门级届]`)

// wordsWanted tells whether the question asks for words rather than for an amount.
func (q *question) wordsWanted() bool {
	if q.onlyWords() {
		return true
	}
	if q.asksAmount() {
		return false
	}
	return q.asksWords() || len(q.measures) == 0 && (q.asks["yesno"] || whichOne.MatchString(q.text) && !q.ops["compare"])
}

// words answers with words; a figure that fits as well wins where the question only says 什么 or 哪个.
func (e *Engine) words(ix *index, q *question, direct *entry) (Answer, []*entry, bool) {
	if a, f, ok := e.overOrUnder(ix, q); ok {
		return a, f, true
	}
	if direct != nil && q.asks["what"] && len(q.measures) > 0 {
		return Answer{}, nil, false
	}
	return e.clauseAnswer(ix, q)
}

// clauseAnswer finds the clause that holds what the question names, or goes on about it, and the kind of thing that it
// asks for, and shows it as it stands. A question in which slips were mended is tried as it was typed as well.
func (e *Engine) clauseAnswer(ix *index, q *question) (Answer, []*entry, bool) {
	a, f, ok := e.clauseFor(ix, q)
	if ok || len(q.mended) == 0 {
		return a, f, ok
	}
	typed := parseAs(ix, q.raw, e.refDate(ix), false)
	typed.inherited, typed.anchors = q.inherited, q.anchors
	if len(typed.places) == 0 {
		typed.places = q.places
	}
	if len(typed.phases) == 0 {
		typed.phases = q.phases
	}
	return e.clauseFor(ix, typed)
}

func (e *Engine) clauseFor(ix *index, q *question) (Answer, []*entry, bool) {
	r := q.read(ix)
	if len(r.must) == 0 && !r.follows && len(q.places) == 0 && len(q.statuses) == 0 && len(q.periods) == 0 && len(r.may) < 2 && !r.oneTopic() {
		return Answer{}, nil, false
	}
	if (len(q.measureWords) > 0 && len(q.measures) > 0 || q.ops["largest"] || q.ops["smallest"] || q.ops["top"]) && r.want == wantText && !(q.asks["what"] && productAsked.MatchString(q.text)) && !q.asks["name"] && !q.asks["list"] {
		return Answer{}, nil, false // a figure was asked for, and none was found
	}
	best := r.best()
	if best == nil {
		return Answer{}, nil, false
	}
	s := best.c.sentence
	a := Answer{Status: Answered, Headline: clip(best.shown(), maxHeadline),
		Sources: []Source{{Report: reportName(s.report), Section: s.section, Passage: s.passage, Quote: s.text}}}
	facts := best.said
	for _, f := range facts {
		if a.Project == "" {
			a.Project = f.Project
		}
	}
	return a, append(append([]*entry{}, facts...), r.nearFacts(best.c)...), true
}

// oneTopic tells whether a question that names nothing can only mean the one report there is: 一期什么时候投产.
func (r *reading) oneTopic() bool {
	if len(r.m.ix.order) != 1 {
		return false
	}
	switch r.want {
	case wantText, wantList, wantBody:
		return len(r.q.phases) > 0
	}
	return true
}

// nearFacts are what a question that leads on may refer to: the facts of the clause's sentence, else of the nearest one
// of its passage.
func (r *reading) nearFacts(c *clause) []*entry {
	if len(c.sentence.entries) > 0 {
		return c.sentence.entries
	}
	all := r.m.ix.sentences
	for d := 1; d < 6; d++ {
		for _, i := range []int{c.sentence.at - d, c.sentence.at + d} {
			if i >= 0 && i < len(all) && all[i].report == c.sentence.report && all[i].passage == c.sentence.passage && len(all[i].entries) > 0 {
				return all[i].entries
			}
		}
	}
	return nil
}

// best is the candidate that fits best; nil where none fits well enough.
func (r *reading) best() *candidate {
	ix := r.m.ix
	var found []candidate
	r.loosen()
	for _, t := range r.must {
		if !r.standsSomewhere(t) && !(ix.english() && r.unknowableSomewhere(t)) {
			return nil
		}
	}
	for _, s := range ix.sentences {
		if !r.placesFit(s) {
			continue
		}
		for _, c := range s.clauses {
			if x, ok := r.weigh(c); ok {
				found = append(found, x)
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].score > found[j].score })
	return &found[0]
}

// threshold is the least score of an answer. Where the kind of thing asked for shows itself in the clause, less of the
// question's words need stand there.
func (r *reading) threshold(evidence float64) float64 {
	switch r.want {
	case wantText, wantList, wantBody:
		if evidence < 0.8 {
			return 0.62
		}
	}
	return 0.5
}

// loosen lets a report do without a short word that it does not have, where it is not the name asked about and the
// kind of thing asked for must show itself all the same: 主持 in 调度会谁来主持.
func (r *reading) loosen() {
	if r.want == wantText || r.want == wantList {
		return
	}
	for i := 1; i < len(r.must); i++ {
		t := r.must[i]
		if hasHan(t.text) && len(t.runes) == 2 && !r.standsSomewhere(t) {
			r.must = append(append([]*term{}, r.must[:i]...), r.must[i+1:]...)
			r.may = append(r.may, t)
			i--
		}
	}
}

func (r *reading) unknowableSomewhere(t *term) bool {
	for _, s := range r.m.ix.sentences {
		if unknowable(t, s) {
			return true
		}
	}
	return false
}

// standsSomewhere tells whether any sentence or title holds a term: a name that no report knows has no answer.
func (r *reading) standsSomewhere(t *term) bool {
	for _, s := range r.m.ix.sentences {
		if float64(ones(r.mask(t, s.folded)))/float64(ones(t.all())) >= strongTermCover {
			return true
		}
		for _, id := range s.context {
			if float64(ones(r.mask(t, id)))/float64(ones(t.all())) >= strongTermCover {
				return true
			}
		}
	}
	return false
}

// placesFit tells whether a sentence, its surroundings or its report name the places of the question.
func (r *reading) placesFit(s *sentence) bool {
	ix := r.m.ix
	for _, p := range r.q.places {
		place, _ := vocabulary.PlaceByName(p.Key)
		found := false
		for _, n := range append(append([]string{p.Key, p.Word}, place.Short...), place.EN...) {
			n = fold(n)
			if holds(ix.texts[s.folded], n) || holds(fold(s.report.Place+" "+s.report.Title), n) {
				found = true
				break
			}
			for i := max(0, s.at-14); i < len(ix.sentences) && i < s.at+14; i++ {
				x := ix.sentences[i]
				if x.report != s.report || x.passage != s.passage && (i > s.at || x.section != s.section || s.passage-x.passage > 8) {
					continue
				}
				if holds(ix.texts[ix.sentences[i].folded], n) {
					found = true
				}
			}
		}
		if !found && s.report.Place != "" && vocabulary.Within(s.report.Place, p.Key) {
			found = true
		}
		if !found {
			return false
		}
	}
	return true
}

// How much a word of the question counts by where it stands beside the clause.
const (
	inClause   = 1.0
	inSentence = 0.92
	laterOn    = 0.8
	before     = 0.72
	inTitle    = 0.66
	// The title of a short report names what all of it is about.
	inShortTitle = 0.8
)

// weigh tells how well a clause answers, and whether it can at all.
func (r *reading) weigh(c *clause) (candidate, bool) {
	no := candidate{}
	ix := r.m.ix
	evidence, dates, ok := r.evidence(c)
	said := r.said(c)
	if len(said) > 0 {
		evidence, ok = max(evidence, 1.05), true
	}
	if !ok {
		return no, false
	}
	if !r.phaseFits(c, said) || r.newsIn(c) < 2 {
		return no, false
	}
	stretch := r.stretch(c)
	related := 1.0
	if r.follows {
		related = r.related(c)
		for _, f := range said {
			for _, a := range r.q.anchors {
				if f.report == a.report && f.Project != "" && f.Project == a.Project {
					related = max(related, 0.95)
				} else if f.report == a.report && f.Project != "" && a.Project != "" && f.sentence != a.sentence {
					related *= 0.6
				}
			}
		}
		if related <= 0 {
			return no, false
		}
	}
	total, got := 0.0, 0.0
	x := candidate{c: c, from: c, dates: dates, said: said}
	named := len(r.must) == 0
	for i, t := range append(append([]*term{}, r.must...), r.may...) {
		need := i < len(r.must)
		cover, share, from := r.cover(c, t, stretch, said)
		if need && (cover < 0.33 || share < 0.67 && !r.leads(t, c, stretch)) {
			if unknowable(t, c.sentence) {
				continue
			}
			return no, false
		}
		named = named || need
		w := t.weight()
		if !need {
			w *= 0.5
		}
		total += w
		got += w * cover
		if from != nil && from.sentence == c.sentence && from.from < x.from.from {
			x.from = from
		}
	}
	for _, p := range r.q.periods {
		total += 2
		switch {
		case periodStands(p, c.text, c.sentence) > 0:
			got += 2
		case periodStands(p, c.text, c.sentence) < 0:
			return no, false
		default:
			if !carriedPeriod(p, c, stretch) {
				return no, false
			}
			got += 1.2
		}
	}
	if !r.predicateStands(c, said) {
		return no, false
	}
	if !named && len(r.q.places) == 0 && !r.follows && !r.oneTopic() {
		return no, false
	}
	score := 0.6
	switch {
	case total > 0 && len(r.must) == 0 && (r.follows || len(r.q.places) > 0 || r.oneTopic()):
		score += 0.4 * got / total
	case total > 0:
		score = got / total
	}
	if r.follows {
		score = 0.5*score + 0.5*related
	}
	if len(r.q.places) > 0 && len(r.must) == 0 {
		for _, p := range r.q.places {
			if strings.Contains(ix.texts[c.sentence.folded], fold(p.Word)) {
				score += 0.1
			}
		}
	}
	if score < r.threshold(evidence) {
		return no, false
	}
	x.score = 0.6*score + 0.4*evidence + 0.25*r.echo(c)
	if len(r.q.phases) == 0 && c.phase != "" && !r.anchoredIn(c.phase) {
		x.score -= 0.12
	}
	return x, true
}

// predicateStands tells whether the sentence of a clause says what the question asks about its subject. Where the kind of
// thing asked for does not show itself, a sentence that only names the subject is no answer.
func (r *reading) predicateStands(c *clause, said []*entry) bool {
	switch r.want {
	case wantText, wantBody, wantList:
	default:
		return true
	}
	if len(said) > 0 {
		return true
	}
	text := r.m.ix.texts[c.sentence.folded]
	asked := false
	for _, t := range r.may {
		if t.weak || t.optional || len(t.alts) == 0 || r.kindWord(t) || clauseTables().near[t.text] != nil && !clauseTables().verbs[t.text] {
			continue
		}
		asked = true
		if covers(t, text) >= 0.9 {
			return true
		}
	}
	if !asked {
		for _, t := range r.must {
			if covers(t, text) >= 0.33 {
				return true
			}
		}
		for _, t := range r.may {
			if !t.weak && len(t.alts) > 0 && covers(t, c.folded) >= 0.9 {
				return true // the noun of what is asked for: 哪几家客户
			}
		}
		return r.echo(c) >= 0.2 || len(r.must) == 0 && len(r.pairs) == 0
	}
	return r.echo(c) >= 0.4
}

// echo is how much of the question's own wording outside names stands in a clause, in pairs of characters.
func (r *reading) echo(c *clause) float64 {
	if !hasHan(r.q.text) {
		return 0
	}
	if r.pairs == nil {
		r.pairs = r.pairsAsked()
	}
	if len(r.pairs) == 0 {
		return 0
	}
	n := 0
	for _, p := range r.pairs {
		if strings.Contains(c.folded, p) {
			n++
		}
	}
	return float64(n) / float64(len(r.pairs))
}

// pairsAsked gives the pairs of characters of a question outside its names and its asking words.
func (r *reading) pairsAsked() []string {
	out := []string{}
	runes := []rune(r.q.text)
	at := 0
	for i := 0; i+1 < len(runes); i++ {
		from := at
		at += utf8.RuneLen(runes[i])
		pair := string(runes[i : i+2])
		if !isHan(runes[i]) || !isHan(runes[i+1]) || !r.m.ix.slips.known[pair] || strings.ContainsAny(pair, "的了吗呢是哪什么谁啥几多少有在和与这那个") {
			continue
		}
		inName := false
		for _, t := range r.must {
			inName = inName || t.start <= from && from+len(pair) <= t.end
		}
		for _, p := range r.q.places {
			inName = inName || p.Start <= from && from+len(pair) <= p.End
		}
		if !inName {
			out = append(out, pair)
		}
	}
	return out
}

// carriedPeriod tells whether the nearest clause before that speaks of a time of that kind speaks of this one.
func carriedPeriod(p quantity.Period, c *clause, stretch []*clause) bool {
	for _, b := range append(append([]*clause{}, stretch...), c.sentence.clauses...) {
		if s := periodStands(p, b.text, b.sentence); s != 0 {
			return s > 0
		}
	}
	return periodOfReport(p, c.sentence)
}

// listed tells whether a clause names a term only as one entry of an enumeration.
func listed(t *term, b *clause) bool {
	if !hasHan(t.text) || len(t.runes) < 3 || !strings.Contains(b.folded, "、") {
		return false
	}
	first := string(t.runes[:2])
	for _, m := range enumeration.FindAllString(b.text, -1) {
		items := strings.FieldsFunc(fold(m), func(r rune) bool { return r == '、' || r == '和' || r == '与' || r == '及' })
		for i, x := range items {
			if strings.Contains(x, first) && (i > 0 || len(items) > 2 && strings.HasPrefix(x, first)) {
				return true
			}
		}
	}
	return false
}

// leads tells whether the beginning of a name stands in the clause or what leads to it: 码头 alone does not stand for
// 金塘码头.
func (r *reading) leads(t *term, c *clause, stretch []*clause) bool {
	if !hasHan(t.text) || len(t.runes) < 4 {
		return true
	}
	first := newTerm(0, string(t.runes[:2]))
	if stands(first, c.folded) != 0 || stands(first, fold(c.sentence.report.Title+" "+c.sentence.section)) != 0 {
		return true
	}
	for _, b := range stretch {
		if stands(first, b.folded) != 0 && (b.sentence == c.sentence || !listed(t, b)) {
			return true
		}
	}
	return stands(first, r.m.ix.texts[c.sentence.folded]) != 0
}

// newsIn counts the characters of a clause that the question does not hold already: what only repeats the question is
// no answer.
func (r *reading) newsIn(c *clause) int {
	for _, h := range c.heads {
		if len(h)+3 >= len(c.folded) {
			return 0 // a heading
		}
	}
	n := 0
	text := general.ReplaceAllString(c.folded, "")
	runes := []rune(text)
	for i, x := range runes {
		if !isHan(x) && !isWordRune(x) && (x >= utf8.RuneSelf || !isLetter(byte(x)) && (x < '0' || x > '9')) {
			continue
		}
		said := strings.ContainsRune(r.q.text, x)
		if said && !isHan(x) {
			said = i > 0 && i+1 < len(runes) && strings.Contains(r.q.text, string(runes[i-1:i+2]))
		}
		if !said {
			n++
		}
	}
	return n
}

// cover is how much of a term stands in the clause or is carried into it, weighted by where it stands and as it is, and
// the earliest clause of the sentence that holds it.
func (r *reading) cover(c *clause, t *term, stretch []*clause, said []*entry) (weighted, share float64, from *clause) {
	ix := r.m.ix
	all := t.all()
	n := float64(ones(all))
	mask := stands(t, c.folded)
	sum := inClause * float64(ones(mask))
	if mask == all && !strings.Contains(c.folded, t.text) {
		sum *= 0.94 // said in another word
	}
	add := func(m uint64, weight float64) bool {
		m &^= mask
		if m == 0 {
			return false
		}
		mask |= m
		sum += weight * float64(ones(m))
		return true
	}
	titled := false
	title := func() {
		if titled || r.aboutOther(c) {
			return
		}
		titled = true
		weight := inTitle
		if !ix.sectioned[c.sentence.report.ID] {
			weight = inShortTitle
		}
		add(r.mask(t, c.sentence.context[0]), inTitle)
		add(r.mask(t, c.sentence.context[1]), weight)
	}
	for _, b := range stretch {
		if mask == all {
			break
		}
		weight := before
		switch {
		case b.sentence == c.sentence:
			weight = inSentence
		case listed(t, b):
			continue // named before, but only as one of several
		case b.sentence.passage != c.sentence.passage:
			title()
			weight = before - 0.1
		}
		if add(stands(t, b.folded), weight) && b.sentence == c.sentence {
			from = b
		}
	}
	for _, f := range said {
		for _, id := range f.own {
			add(r.mask(t, id), inSentence)
		}
	}
	title()
	if mask != all {
		for _, b := range c.sentence.clauses {
			if b.from > c.from && !b.opens {
				add(stands(t, b.folded), laterOn)
			}
			if b.from > c.from && b.opens {
				break
			}
		}
	}
	return sum / n, float64(ones(mask)) / n, from
}

func (r *reading) anchoredIn(phase string) bool {
	for _, a := range r.q.anchors {
		if r.follows && phaseName(a.Phase) == phase {
			return true
		}
	}
	return false
}

// phaseFits tells whether a clause speaks of the phase that the question names.
func (r *reading) phaseFits(c *clause, said []*entry) bool {
	for _, p := range r.q.phases {
		fits := c.phase == p
		for _, f := range said {
			fits = fits || f.Phase != "" && phaseName(f.Phase) == p
		}
		for _, x := range c.phases {
			fits = fits || x == p
		}
		if !fits {
			return false
		}
	}
	return true
}

// related tells how closely a clause belongs to what the turn before rested on, 0 where it is about another thing.
func (r *reading) related(c *clause) float64 {
	best := 0.0
	for _, a := range r.q.anchors {
		s := r.sentenceOf(a)
		if s == nil || a.report != c.sentence.report {
			continue
		}
		score := 0.0
		switch {
		case s == c.sentence:
			score = 1
		case s.passage == c.sentence.passage:
			score = 0.85
		case s.section == c.sentence.section && abs(s.passage-c.sentence.passage) <= 3:
			score = 0.6
		default:
			for _, o := range r.owners {
				if utf8.RuneCountInString(distinct(o)) > 2 && strings.Contains(c.folded, o) {
					score = 0.6
				}
			}
		}
		if score > 0 && r.otherBetween(s, c) {
			score = 0
		}
		for _, o := range r.owners {
			if score > 0 && utf8.RuneCountInString(distinct(o)) > 1 && strings.Contains(c.folded, o) {
				score += 0.1
			}
		}
		best = max(best, score)
	}
	return min(best, 1)
}

// sentenceOf is the sentence of a fact, or the first of its passage where the sentence cannot be told.
func (r *reading) sentenceOf(f *entry) *sentence {
	if f.sentence >= 0 {
		return r.m.ix.sentences[f.sentence]
	}
	for _, s := range r.m.ix.sentences {
		if s.report == f.report && s.passage == f.Passage {
			return s
		}
	}
	return nil
}

// otherBetween tells whether between a sentence and a clause the text turns to something else.
func (r *reading) otherBetween(s *sentence, c *clause) bool {
	if r.aboutOther(c) {
		return true
	}
	if c.sentence.at > s.at || c.sentence == s {
		for _, b := range r.stretchTo(s, c) {
			if r.aboutOther(b) {
				return true
			}
		}
		return false
	}
	// Before the anchor: what stood there is the same topic if nothing turned away from it since.
	turned := false
	for i := c.sentence.at; i <= s.at; i++ {
		for _, b := range r.m.ix.sentences[i].clauses {
			if (i > c.sentence.at || b.from > c.from) && (i < s.at) && r.aboutOther(b) {
				turned = true
			}
		}
	}
	return turned
}

// stretchTo gives the clauses after the first of sentence s that come before c.
func (r *reading) stretchTo(s *sentence, c *clause) []*clause {
	var out []*clause
	for i := s.at; i <= c.sentence.at; i++ {
		for _, b := range r.m.ix.sentences[i].clauses {
			if i == c.sentence.at && b.from >= c.from {
				break
			}
			if i > s.at {
				out = append(out, b)
			}
		}
	}
	return out
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// evidence weighs how plainly a clause shows the kind of thing asked for; false where it does not at all.
func (r *reading) evidence(c *clause) (float64, []dated, bool) {
	w := clauseTables()
	some := func(kind string) (float64, []dated, bool) {
		if len(w.says(kind, c.folded)) > 0 {
			return 1, nil, true
		}
		return 0, nil, false
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
		if len(w.says("builder", c.folded)) > 0 && w.namesBody(c.text) || byBody.MatchString(c.text) {
			return 1, nil, true
		}
		return 0, nil, false
	case wantInvestor:
		if r.ofBody(c) {
			return 0.5, nil, true
		}
		if (len(w.says("investor", c.folded)) > 0 || len(w.says("builder", c.folded)) > 0) && (w.namesBody(c.text) || byBody.MatchString(c.text)) {
			return 1, nil, true
		}
		return 0, nil, false
	case wantParent:
		return some("parent")
	case wantSpeaker:
		if len(w.says("speaker", c.folded)) > 0 && (len(w.says("role", c.folded)) > 0 || saidBy.MatchString(c.text)) {
			return 1, nil, true
		}
		return 0, nil, false
	case wantPhoto:
		m := takenBy.FindStringSubmatch(c.text)
		return 1, nil, m != nil && !strings.HasSuffix(m[1], "拍")
	case wantStanding:
		return 1, nil, standing.MatchString(c.text)
	case wantBody:
		if w.namesBody(c.text) {
			return 0.5, nil, true
		}
		return 0, nil, false
	case wantStatus:
		n := len(w.says("doing", c.folded))
		if n == 0 {
			return 0, nil, false
		}
		if !underWay.MatchString(c.text) {
			return 0.3, nil, true
		}
		return min(0.6+0.15*float64(n), 1), nil, true
	case wantFrequency:
		return some("frequency")
	case wantWhy:
		return 1, nil, whySaid.MatchString(c.text)
	case wantCompared:
		return 1, nil, compared.MatchString(c.text)
	case wantMost:
		return 1, nil, mostWords.MatchString(c.text)
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
		if contentAsked.MatchString(r.q.text) && !contentSaid.MatchString(c.text) {
			return 0.1, nil, itemsIn(c.text) > 1
		}
		n := itemsIn(c.text)
		if endsAsked.MatchString(r.q.text) && span.MatchString(c.text) {
			n = max(n, 2)
		}
		if n < 2 {
			return 0, nil, false
		}
		asked := r.q.countAsked()
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
	if contentAsked.MatchString(r.q.text) {
		if contentSaid.MatchString(c.text) {
			return 0.9, nil, true
		}
		return 0.1, nil, true
	}
	// 生产什么, 依托什么: a clause that says the verb says its object.
	for _, t := range r.may {
		if _, near := w.near[t.text]; near && !r.kindWord(t) && covers(t, c.folded) >= 0.9 {
			return 0.8, nil, true
		}
	}
	return 0.3, nil, true
}

var contentSaid = regexp.MustCompile(`主要建设|建设内容|新建|拟建|建有|建设规模|将建|包括|配套建设|construct|will (?:build|include)|comprise`)

// underWay are the words that tell a state from a plain mention.
var underWay = regexp.MustCompile(`正在|目前|现在|眼下|已|封顶|在建|尚|待|进展|均|日前|is |are |has |have |been |was |were |currently|shelved|complete`)

// ofBody tells whether an English clause says whose the thing is: a battery plant of Beiming Energy.
func (r *reading) ofBody(c *clause) bool {
	return !hasHan(c.text) && ofBody.MatchString(c.text) && len(r.must) > 0 && covers(r.must[0], c.folded) >= 0.9
}

var ofBody = regexp.MustCompile(`(?:plant|project|mill|factory|park|mine|farm|venture) of [A-Z][\w'’-]+ [A-Z]`)

var byBody = regexp.MustCompile(`由[\p{Han}A-Za-z（）()]{2,30}(?:投资|建设|承建|兴建|开发|出资|建)|by (?:the )?(?:state-owned )?<?[A-Z]`)

var takenBy = regexp.MustCompile(`([\p{Han}]{2,4})[ 　]?(?:摄|摄影)(?:$|[^\p{Han}])|(?i:photo(?:graph)?(?:ed)? by)`)

var compared = regexp.MustCompile(`超过|高于|低于|高出|多于|少于|高\p{Han}{0,4}百分点|增长|下降|增加|减少|提高|降低|翻|持平|相当于|more than|less than|higher|lower|up from|down from|against|compared|exceed|rose|fell`)

var whySaid = regexp.MustCompile(`为了|是为|以便|旨在|目的|受.{1,12}影响|由于|因为|因[^此]|打基础|为.{2,30}(?:奠定|打下|提供|增添)|because|due to|in order to|so that|after|following`)

var mostWords = regexp.MustCompile(`最|第一|居首|榜首|largest|biggest|most|highest|leading|top`)

var standing = regexp.MustCompile(`第[一二三四五六七八九十0-9]+[位名]?|方阵|前列|领先|首位|末位|前茅|榜首|居[全中]|rank|first|second|third|leading|largest`)

var saidBy = regexp.MustCompile(`[\p{Han}]{2,4}(?:说|表示|介绍|透露|宣布|称)|said|announced|told`)

// roleEvidence: the clause names the office that the question names, with somebody in it.
func (r *reading) roleEvidence(c *clause) (float64, []dated, bool) {
	for _, h := range clauseTables().says("role", r.q.text) {
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

// kinDates are kinds of date that answer for each other: what is finished in 2027 opens in 2027.
var kinDates = map[string]string{"end": "operation", "operation": "end"}

func (r *reading) dateEvidence(c *clause) (float64, []dated, bool) {
	all := c.datesOf()
	best := 0.0
	var kept []dated
	for _, d := range all {
		score := 0.0
		if len(r.kinds) == 0 {
			score = 0.6
		}
		for k := range r.kinds {
			switch {
			case d.kinds[k] && d.near:
				score = max(score, 1)
			case d.kinds[k]:
				score = max(score, 0.8)
			case d.kinds[kinDates[k]] && !d.kinds["start"]:
				score = max(score, 0.45)
			}
		}
		if score > 0 {
			kept = append(kept, d)
			best = max(best, score)
		}
	}
	if len(all) == 0 && leftOpen.MatchString(c.text) {
		for k := range kindsIn(c.text) {
			if r.kinds[k] {
				return 0.8, nil, true
			}
		}
	}
	return best, kept, best > 0
}

var endsAsked = regexp.MustCompile(`起点|终点|起止|两端|两头|从哪.*到哪`)

// leftOpen are the words with which a report leaves a date open.
var leftOpen = regexp.MustCompile(`适时|择机|视.{0,8}情况|待定|尚未确定|条件成熟|to be (?:decided|determined)|depending on`)

// shownSentence is how many characters of a sentence are shown whole.
const shownSentence = 170

// shownPart is how far a part of a long sentence goes on after the clause that answers.
const shownPart = 110

// shown is the part of its sentence that a candidate shows: the whole where it is short, else from the clause that
// names the matter to the one that answers.
func (x *candidate) shown() string {
	s := x.c.sentence
	if n := utf8.RuneCountInString(s.text); n <= shownSentence || n < maxHeadline && !hasHan(s.text) {
		return s.text
	}
	end := x.c.to
	for _, c := range s.clauses {
		if c.from >= end && !c.opens && utf8.RuneCountInString(s.text[x.from.from:c.to]) <= shownPart {
			end = c.to
		}
	}
	text := strings.TrimSpace(s.text[x.from.from:end])
	if utf8.RuneCountInString(text) > maxHeadline {
		text = x.c.text
	}
	return strings.TrimRight(text, "，,；;、 ")
}

// factKinds are the measures of the facts that are words, by the kind of thing that they answer for.
var factKinds = map[wanted][]string{
	wantPlace: {"location"}, wantBuilder: {"company", "builder"}, wantInvestor: {"company", "investor"}, wantParent: {"parent"},
	wantSpeaker: {"speaker"}, wantStatus: {"status"}, wantList: {"members", "participants", "products", "content"},
	wantDocument: {"document"}, wantBody: {"company", "builder", "parent"}, wantStanding: {"standing"},
}

// saidInQuestion tells whether the question itself holds what a fact says: the name that is asked about is no answer.
func (r *reading) saidInQuestion(f *entry) bool {
	if r.want == wantDate || r.want == wantStatus || r.want == wantList {
		return false
	}
	d := distinct(fold(f.Text))
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

var contentAsked = regexp.MustCompile(`建设?(?:些|的是|的)?(?:什么|啥)|(?:什么|啥|哪些)内容|建设内容|建设规模`)

var productAsked = regexp.MustCompile(`产品|生产|制造|produc|make|manufactur`)

// said gives the facts of the kind asked for that the clause states: they know whose they are where the clause itself
// does not say it.
func (r *reading) said(c *clause) []*entry {
	var out []*entry
	for _, f := range c.sentence.entries {
		if f.Kind == extract.QuantityFact || !strings.Contains(c.folded, fold(f.Text)) && !strings.Contains(fold(f.Text), strings.TrimRight(c.folded, ",;.，；。")) {
			continue
		}
		if r.saidInQuestion(f) || f.Metric == "location" && !placeLike(f.Text) {
			continue
		}
		fits := r.want == wantDate && r.kinds[f.Metric] || r.want == wantText && (f.Metric == "products" && productAsked.MatchString(r.q.text) ||
			f.Metric == "content" && contentAsked.MatchString(r.q.text))
		for _, k := range factKinds[r.want] {
			fits = fits || k == f.Metric && !(r.want == wantList && contentAsked.MatchString(r.q.text) && k != "content")
		}
		if fits && (len(r.q.phases) == 0 || f.Phase == "" || phaseName(f.Phase) == r.q.phases[0]) {
			out = append(out, f)
		}
	}
	return out
}
