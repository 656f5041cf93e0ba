package query

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"wenxiang/data"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A candidate is a clause that may hold the answer.
type candidate struct {
	c     *clause
	from  *clause // the earliest clause of the same sentence on which it rests
	score float64
	dates []dated
	said  []*entry
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
	r.terms = append(append(make([]*term, 0, len(r.must)+len(r.may)), r.must...), r.may...)
	reach := r.reaches()
	for i, s := range ix.sentences {
		if reach != nil && !reach[i] || !r.placesFit(s) {
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
	all := float64(ones(t.all()))
	for _, s := range r.m.ix.sentences {
		if float64(ones(r.mask(t, s.folded)))/all >= strongTermCover {
			return true
		}
		for _, id := range s.context {
			if float64(ones(r.mask(t, id)))/all >= strongTermCover {
				return true
			}
		}
	}
	return false
}

// reaches tells, for each sentence, whether every name of the question stands in it, in what it is titled, in the facts
// that rest on it or before it in its section: where a name does not, none of its clauses can answer. nil where the
// question names nothing.
func (r *reading) reaches() []bool {
	if len(r.must) == 0 {
		return nil
	}
	ix := r.m.ix
	reach := make([]bool, len(ix.sentences))
	for n, t := range r.must {
		where := t.standing(ix)
		var last *sentence // the one before that holds the name
		for i, s := range ix.sentences {
			if where.at(s.folded) != 0 {
				last = s
			}
			if n > 0 && !reach[i] {
				continue
			}
			reach[i] = last != nil && (last == s || last.report == s.report && last.section == s.section && s.passage-last.passage <= topicPassages) ||
				where.at(s.context[0]) != 0 || where.at(s.context[1]) != 0 || s.owned(where) || unknowable(t, s)
		}
	}
	return reach
}

// owned tells whether a word stands among those that own the facts of a sentence.
func (s *sentence) owned(where *spots) bool {
	for _, f := range s.entries {
		for _, id := range f.own {
			if where.at(id) != 0 {
				return true
			}
		}
	}
	return false
}

// placesFit tells whether a sentence, its surroundings or its report name the places of the question.
func (r *reading) placesFit(s *sentence) bool {
	for _, p := range r.q.places {
		if !r.placeNear(r.placed(p), p.Key, s) {
			return false
		}
	}
	return true
}

func (r *reading) placeNear(p *placeSpots, key string, s *sentence) bool {
	if p.where.at(s.folded) != 0 || p.ofReport(s.report, key) {
		return true
	}
	all := r.m.ix.sentences
	for i := max(0, s.at-14); i < len(all) && i < s.at+14; i++ {
		x := all[i]
		if p.where.at(x.folded) == 0 || x.report != s.report || x.passage != s.passage && (i > s.at || x.section != s.section || s.passage-x.passage > topicPassages) {
			continue
		}
		return true
	}
	return false
}

// placeSpots are the names of a place, the texts that have one of them, and whether a report as a whole is about it.
type placeSpots struct {
	names   []string
	where   *spots
	reports map[*data.StoredReport]bool
}

// placed looks for the names of a place, once for each question.
func (r *reading) placed(h vocabulary.Hit) *placeSpots {
	if p := r.places[h.Key+h.Word]; p != nil {
		return p
	}
	place, _ := vocabulary.PlaceByName(h.Key)
	p := &placeSpots{where: newSpots(r.m.ix), reports: map[*data.StoredReport]bool{}}
	for _, n := range append(append([]string{h.Key, h.Word}, place.Short...), place.EN...) {
		if n = fold(n); !slices.Contains(p.names, n) {
			p.names = append(p.names, n)
			p.where.addHolding(n, 1)
		}
	}
	if r.places == nil {
		r.places = map[string]*placeSpots{}
	}
	r.places[h.Key+h.Word] = p
	return p
}

// ofReport tells whether a report's place or title has a name of the place, or its place lies there.
func (p *placeSpots) ofReport(report *data.StoredReport, key string) bool {
	if yes, known := p.reports[report]; known {
		return yes
	}
	yes := report.Place != "" && vocabulary.Within(report.Place, key)
	head := fold(report.Place + " " + report.Title)
	for _, n := range p.names {
		yes = yes || holds(head, n)
	}
	p.reports[report] = yes
	return yes
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
	if r.want != wantPhoto && r.q.has(pictured) && takenBy.MatchString(c.sentence.text) {
		return no, false // who took a picture says nothing of what it shows
	}
	evidence, dates, ok := r.evidence(c)
	said := r.said(c)
	if len(said) > 0 {
		evidence, ok = max(evidence, 1.05), true
	}
	if r.want == wantStatus {
		evidence += nowOrLater(c)
	}
	if !ok {
		return no, false
	}
	if !r.phaseFits(c, said) || !r.bodyFits(c, said) || !r.q.deedFits(c) || r.otherOwner(said) {
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
	for i, t := range r.terms {
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
		case periodStands(p, c) > 0:
			got += 2
		case periodStands(p, c) < 0:
			return no, false
		default:
			if !carriedPeriod(p, c, stretch) {
				return no, false
			}
			got += 1.2
		}
	}
	if r.newsIn(c) < 2 || !r.predicateStands(c, said) {
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

// carriedPeriod tells whether the nearest clause before that speaks of a time of that kind speaks of this one.
func carriedPeriod(p quantity.Period, c *clause, stretch []*clause) bool {
	for _, all := range [...][]*clause{stretch, c.sentence.clauses} {
		for _, b := range all {
			if s := periodStands(p, b); s != 0 {
				return s > 0
			}
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
	for _, items := range b.enumerations() {
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
	first := t.head()
	if h := vocabulary.FindPlaces(t.text); len(h) > 0 && h[0].Start == 0 && utf8.RuneCountInString(t.text[h[0].End:]) > 1 {
		first = newTerm(0, string([]rune(t.text[h[0].End:])[:2])) // 四平 alone does not stand for what lies there
	}
	if r.mask(first, c.id) != 0 || stands(first, c.sentence.heading) != 0 {
		return true
	}
	for _, b := range stretch {
		if r.mask(first, b.id) != 0 && (b.sentence == c.sentence || !listed(t, b)) {
			return true
		}
	}
	return r.mask(first, c.sentence.folded) != 0
}

// cover is how much of a term stands in the clause or is carried into it, weighted by where it stands and as it is, and
// the earliest clause of the sentence that holds it.
func (r *reading) cover(c *clause, t *term, stretch []*clause, said []*entry) (weighted, share float64, from *clause) {
	ix := r.m.ix
	all := t.all()
	n := float64(ones(all))
	mask := r.mask(t, c.id)
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
		if add(r.mask(t, b.id), weight) && b.sentence == c.sentence {
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
				add(r.mask(t, b.id), laterOn)
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
