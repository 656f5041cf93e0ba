package query

import (
	"fmt"
	"slices"
	"strings"

	"wenxiang/data"
	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A ledger is a report whose projects stand in the rows of a table: what it says of them is complete, so that they can
// be counted and added up.
type ledger struct {
	report *data.StoredReport
	rows   []*projectEntry
	// cells holds the folded words that each row says of its project.
	cells []string
}

// ledgers are the reports of an index that are ledgers.
func (ix *index) layLedgers() []*ledger {
	var out []*ledger
	for _, p := range ix.projects().all {
		if !isRow(p.facts[0].Quote) {
			continue
		}
		var l *ledger
		for _, known := range out {
			if known.report == p.report {
				l = known
			}
		}
		if l == nil {
			l = &ledger{report: p.report}
			out = append(out, l)
		}
		said := []string{p.name}
		for _, f := range p.facts {
			if f.Kind == extract.TextFact {
				said = append(said, f.Text)
			}
		}
		l.rows = append(l.rows, p)
		l.cells = append(l.cells, fold(strings.Join(said, "\n")))
	}
	for _, r := range ix.order {
		if in := ix.of(r); len(in.entries) > 0 && in.entries[0].Project == "" && in.entries[0].Group != "" && isRow(in.entries[0].Quote) && !slices.ContainsFunc(out, func(l *ledger) bool { return l.report == r }) {
			out = append(out, &ledger{report: r}) // a table of places
		}
	}
	return out
}

// isRow tells whether a passage is a row of a table: column：cell；column：cell.
func isRow(quote string) bool {
	pieces := strings.Split(quote, "；")
	if len(pieces) < 3 {
		return false
	}
	for _, p := range pieces {
		if !strings.Contains(p, "：") {
			return false
		}
	}
	return true
}

var (
	negates        = newPattern(`(?:还没有?|尚未|还未|没有?|未|不曾|not(?: yet)?)\s*(?:能|正式|全部)?\s*$`)
	sayUndone      = newPattern(`(?:未|没有?|尚未|待)(?:能|正式|全部)?$`)
	kindSuffix     = newPattern(`(?:产业|行业|领域|类|方面|项目|片区)$`)
	listsRows      = newPattern(`哪些|哪[个几][个项家]?项目|哪几[个项家]|有什么项目|都有什么|which|what projects|list`)
	endsInProjects = newPattern(`的(?:项目|工程)$`)
	addsRows       = newPattern(`合计|一共|总共|共计|加起来|总投资|总额|总和|total|altogether|together|sum`)
)

// rowsAnswer counts, lists or adds up the rows of a ledger that meet what the question asks of them: place, kind, firm,
// person, state, date, amount. false where the question asks no such thing, where no ledger or more than one fits, or
// where a ledger itself states the figure.
func (e *Engine) rowsAnswer(ix *index, q *question) (Answer, []*entry, bool) {
	ledgers := ix.ledgers()
	if len(ledgers) == 0 {
		return Answer{}, nil, false
	}
	if a, f, ok := e.cellAnswer(ix, q); ok && !q.has(listsRows) {
		return a, f, true
	}
	if q.personAsked() != "" && len(ix.order) == 1 {
		return e.absent(ix, q), nil, true // a row that names nobody
	}
	if q.ops["largest"] || q.ops["smallest"] || q.ops["top"] || q.ops["difference"] || q.ops["compare"] || q.ops["share"] || q.role != "" || q.ordinal() > 0 {
		return Answer{}, nil, false
	}
	counts := q.has(countsProjects) || len(q.measures) == 0 && (q.unit == "个" || q.unit == "项") && len(q.statuses)+len(q.strong()) > 0
	lists := !counts && (q.has(listsRows) || q.asks["list"] && q.filters() > 0) && (len(q.measures) == 0 || q.bounds != nil || q.measures[0] == "project_count")
	adds := !counts && !lists && len(q.measures) > 0 && q.measures[0] != "project_count" && (q.ops["sum"] || q.ops["average"] || q.general || q.has(addsRows))
	if !counts && !adds && len(q.measures) == 0 && q.filters() > 0 && q.has(endsInProjects) && !q.asksAmount() && !q.asks["date"] && !q.asks["status"] && !q.asks["who"] && !q.asks["place"] && len(q.statuses) > 0 {
		lists = true // 今年新开工的项目
	}
	if q.bounds != nil && !counts && !adds && len(q.strong()) == 0 {
		lists = true
	}
	if !counts && !lists && !adds {
		return Answer{}, nil, false
	}
	if q.inherited && len(q.anchors) > 0 && q.bare() && (q.anchors[0].Group != "" && len(q.statuses) == 0 || len(q.anchors) > 1) {
		return Answer{}, nil, false // of the group or of those just spoken of
	}
	if adds && q.inherited && len(q.anchors) > 0 && q.anchors[0].Project != "" && q.bare() && !q.ops["sum"] && !q.ops["average"] {
		return Answer{}, nil, false // the total investment of the one just spoken of
	}
	var kept []*projectEntry
	var of *ledger
	for _, l := range ledgers {
		rows, ok := l.meeting(ix, q)
		if (!ok || len(rows) == 0) && len(l.rows) > 0 {
			continue
		}
		if of != nil {
			return Answer{}, nil, false
		}
		of, kept = l, rows
	}
	if of == nil || q.filters() == 0 && len(ix.order) > 1 {
		return Answer{}, nil, false
	}
	if f := of.stated(ix, q, counts); f != nil {
		return e.figureAnswer(ix, q, f), []*entry{f}, true
	}
	if len(kept) == 0 {
		return Answer{}, nil, false
	}
	if adds {
		return e.addRows(ix, q, kept)
	}
	return e.listRows(q, kept)
}

// rowWords are the words of the question that a row has to say.
func (q *question) rowWords() []*term {
	var out []*term
	for _, t := range q.strong() {
		if !bareProject.MatchString(t.text) {
			out = append(out, t)
		}
	}
	return out
}

var bareProject = newPattern(`^(?:的?(?:项目|工程)|projects?|[一二三四五六七八九十两\d]{1,3}个?(?:县|区|市|县区|区县|县市区|市县|地区|乡镇))$`)

// filters is how many conditions the question sets.
func (q *question) filters() int {
	n := len(q.rowWords()) + len(q.statuses) + len(q.places)
	if q.bounds != nil {
		n++
	}
	return n
}

// meeting gives the rows that meet all conditions of the question; false where a word of it is in no row.
func (l *ledger) meeting(ix *index, q *question) ([]*projectEntry, bool) {
	keep := make([]bool, len(l.rows))
	for i := range keep {
		keep[i] = true
	}
	var conditions [][]string
	for _, t := range q.rowWords() {
		conditions = append(conditions, append(append([]string{t.text}, t.alts...), kindSuffix.ReplaceAllString(t.text, "")))
	}
	for _, h := range q.places {
		if home := fullName(l.report.Place); h.Key == home || vocabulary.Within(home, h.Key) {
			continue
		}
		conditions = append(conditions, []string{fold(h.Word), fold(h.Key)})
	}
	for _, words := range conditions {
		known := false
		for i, cells := range l.cells {
			held := false
			for _, w := range words {
				held = held || w != "" && strings.Contains(cells, w)
			}
			known = known || held
			keep[i] = keep[i] && held
		}
		if !known {
			return nil, false
		}
	}
	dated := q.eventPeriods()
	var out []*projectEntry
	for i, p := range l.rows {
		if !keep[i] {
			continue
		}
		if len(dated) > 0 {
			if !p.happened(q, dated) {
				continue
			}
		} else if !q.rowInStatus(l, p) {
			continue
		}
		if q.bounds != nil {
			f := p.figure(q)
			if f == nil || !q.within(f) {
				continue
			}
		}
		out = append(out, p)
	}
	return out, true
}

func fullName(place string) string {
	if pl, ok := vocabulary.PlaceByName(place); ok {
		return pl.Name
	}
	return place
}

// eventDates are the dates that tell when a status was reached.
var eventDates = map[string][]string{"signed": {"signed"}, "started": {"start"}, "new_start": {"start"}, "completed": {"end", "operation"}, "in_production": {"operation", "end"}}

// eventPeriods are the kinds of dates that have to lie in the periods of the question: signed in March, finished in 2025.
func (q *question) eventPeriods() []string {
	var kinds []string
	if len(q.periods) == 0 {
		return nil
	}
	for _, s := range q.statuses {
		kinds = append(kinds, eventDates[s.key]...)
	}
	return kinds
}

// happened tells whether one of the dates of a row lies in the periods of the question.
func (p *projectEntry) happened(q *question, kinds []string) bool {
	for _, f := range p.facts {
		if f.Kind != extract.DateFact || !among(kinds, f.Metric) || f.Period.End.IsZero() {
			continue
		}
		at := f.Period.Start
		if at.IsZero() || f.Metric == "end" {
			at = f.Period.End
		}
		for _, asked := range q.periods {
			if !at.Before(asked.Start) && !at.After(asked.End) {
				return true
			}
		}
	}
	return false
}

// rowInStatus tells whether a row says that its project is in one of the states of the question, or is not yet where
// that is asked. A ledger of what has been signed says so by its title.
func (q *question) rowInStatus(l *ledger, p *projectEntry) bool {
	if len(q.statuses) == 0 {
		return true
	}
	for _, s := range q.statuses {
		i := strings.Index(q.text, s.word)
		negated := i >= 0 && negates.MatchString(q.text[:i])
		switch p.state(s) {
		case 1:
			if !negated {
				return true
			}
		case -1:
			if negated {
				return true
			}
		default:
			if !negated && containsAny(fold(l.report.Title), statusWords(s.key)) {
				return true
			}
		}
	}
	return false
}

func statusWords(key string) []string {
	st, _ := vocabulary.StatusByKey(key)
	return append(append([]string{}, st.ZH...), st.EN...)
}

// laterStates imply that a project has been started.
var laterStates = map[string][]string{"started": {"under_construction", "completed", "in_production", "new_start"}, "new_start": nil, "completed": {"in_production"}}

// state is 1 where a row says that its project has reached a state, -1 where it says that it has not, 0 where it is silent.
func (p *projectEntry) state(s statusWord) int {
	words := append([]string{s.word}, statusWords(s.key)...)
	for _, later := range laterStates[s.key] {
		words = append(words, statusWords(later)...)
	}
	found := 0
	for _, f := range p.facts {
		if f.Kind != extract.TextFact || f.Metric != "status" {
			continue
		}
		text := fold(f.Text)
		for _, w := range words {
			w = strings.ToLower(w)
			i := strings.Index(text, w)
			if i < 0 || !holds(text, w) {
				continue
			}
			if sayUndone.MatchString(text[:i]) {
				return -1
			}
			found = 1
		}
	}
	return found
}

// shown is the name of a row's project, with the phase that all of the row is about.
func (p *projectEntry) shown() string {
	for _, f := range p.facts {
		if f.Phase != p.facts[0].Phase {
			return p.name
		}
	}
	return owner(p.facts[0])
}

// figure is the amount of a row that the question asks of, its investment where it names no measure.
func (p *projectEntry) figure(q *question) *entry {
	var best *entry
	for _, f := range p.facts {
		if f.Kind != extract.QuantityFact || f.Role != extract.Level || q.bounds != nil && q.bounds.dim != quantity.Bare && f.Unit != q.bounds.unit {
			continue
		}
		for _, m := range q.measures {
			if f.Metric == m && (len(q.periods) == 0 || q.periodMatched(f) || anyPeriod(q, f)) && best == nil {
				best = f
			}
		}
	}
	if best != nil {
		return best
	}
	if len(q.measures) == 0 || q.measures[0] == "investment" || q.measures[0] == "project_count" || q.measures[0] == "contract_value" {
		return p.investment()
	}
	return nil
}

func anyPeriod(q *question, f *entry) bool {
	for _, p := range q.periods {
		if sameDays(p, f.Period.Period) {
			return true
		}
	}
	return false
}

// stated is the figure that the ledger itself gives for all of its rows or for the group that the question names; nil
// where it gives none.
func (l *ledger) stated(ix *index, q *question, counts bool) *entry {
	strong := q.rowWords()
	if len(strong) > 1 || q.bounds != nil || q.ops["average"] || len(q.places) > 0 || len(q.statuses) > 0 && len(l.rows) > 0 && !signedTitle(l, q) {
		return nil
	}
	for _, f := range ix.of(l.report).entries {
		if f.Kind != extract.QuantityFact || f.Group == "" || f.Project != "" || f.Role != extract.Level && (f.Role != extract.Part || f.Scope.Status == "") {
			continue
		}
		if counts != (f.Metric == "project_count") || !counts && (len(q.measures) == 0 || f.Metric != q.measures[0] && !(among([]string{"investment", "contract_value"}, q.measures[0]) && f.Metric == "total_investment")) {
			continue
		}
		if len(q.periods) > 0 && !anyPeriod(q, f) && !q.periodMatched(f) {
			continue
		}
		if len(l.rows) == 0 && (f.Place != fullName(l.report.Place) || len(q.statuses) > 0 != (f.Scope.Status != "") || len(q.statuses) > 0 && !q.hasStatus(f.Scope.Status)) {
			continue // of one of the places in the table, or in another state
		}
		whole := len(l.rows) == 0 || strings.HasPrefix(f.Group, "全部") || strings.HasPrefix(f.Group, "all ")
		if whole && len(strong) == 0 || !whole && len(strong) == 1 && strings.Contains(fold(f.Group), kindSuffix.ReplaceAllString(strong[0].text, "")) {
			return f
		}
	}
	return nil
}

// signedTitle tells whether all states that the question names are those that the ledger's title gives all of its rows.
func signedTitle(l *ledger, q *question) bool {
	for _, s := range q.statuses {
		if !containsAny(fold(l.report.Title), statusWords(s.key)) {
			return false
		}
	}
	return true
}

// addRows adds up or averages the figures of rows; false where one of them has none.
func (e *Engine) addRows(ix *index, q *question, rows []*projectEntry) (Answer, []*entry, bool) {
	var parts []*entry
	for _, p := range rows {
		f := p.figure(q)
		if f == nil {
			return Answer{}, nil, false
		}
		parts = append(parts, f)
	}
	if len(parts) == 1 && q.ops["average"] {
		return Answer{}, nil, false
	}
	if len(parts) == 1 {
		return e.figureAnswer(ix, q, parts[0]), parts, true
	}
	r := q.total(parts)
	if r == nil {
		return Answer{}, nil, false
	}
	n := decimalOf(len(parts))
	if q.ops["average"] {
		r.value.Value = roundMoney(r.value.Value.Div(n))
		r.formula = strings.TrimSuffix(r.formula[:strings.LastIndex(r.formula, " = ")], " ")
		r.formula = "(" + r.formula + ") ÷ " + n.String() + " = " + q.amount(r.value, parts[0].Dim)
	}
	amount := q.amount(r.value, parts[0].Dim)
	label := q.labelOf(parts[0])
	switch {
	case q.lang == "en" && q.ops["average"]:
		r.said = fmt.Sprintf("%s of %d projects on average: %s", label, len(parts), amount)
	case q.lang == "en":
		r.said = fmt.Sprintf("%s of %d projects together: %s", label, len(parts), amount)
	case q.ops["average"]:
		r.said = fmt.Sprintf("%d个项目平均%s%s", len(parts), label, amount)
	default:
		r.said = fmt.Sprintf("%d个项目合计%s%s", len(parts), label, amount)
	}
	return r.answer(q), parts, true
}

// listRows lists rows, with their number first.
func (e *Engine) listRows(q *question, rows []*projectEntry) (Answer, []*entry, bool) {
	a := Answer{Status: Answered, Computed: fmt.Sprint(len(rows))}
	a.Values = []Value{{Value: decimalOf(len(rows)), Unit: "个", Metric: "project_count", Label: "项目"}}
	var lines []string
	var facts []*entry
	for i, p := range rows {
		f := p.figure(q)
		line, sep := p.shown(), "："
		if q.lang == "en" {
			sep = ": "
		}
		item := Item{Name: p.shown()}
		if f != nil {
			label := ""
			if q.lang != "en" {
				label = q.labelOf(f)
			}
			line += sep + label + q.figure(f)
			item.Values = []Value{valueOf(f)}
		} else {
			f = p.facts[0]
		}
		src := sourceOf(f)
		item.Source = &src
		a.Items, facts = append(a.Items, item), append(facts, f)
		if i < listLength {
			a.Sources = append(a.Sources, src)
			lines = append(lines, fmt.Sprintf("%d. %s", i+1, line))
		}
	}
	head := fmt.Sprintf("共%d个项目：\n", len(rows))
	if q.lang == "en" {
		head = fmt.Sprintf("%d projects:\n", len(rows))
		if len(rows) == 1 {
			head = "1 project:\n"
		}
	}
	a.Headline = head + strings.Join(lines, "\n")
	if len(rows) == 1 {
		a.Project = rows[0].name
	}
	return a, facts, true
}
