package query

import (
	"hash/fnv"
	"regexp"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A Ref names a fact in a conversation: its row, and a sum of its sentence, since rows are numbered anew when a report
// is loaded again.
type Ref struct {
	ID  int64  `json:"id"`
	Sum uint32 `json:"s"`
}

func refOf(e *entry) Ref { return Ref{e.ID, sumOf(e)} }

func sumOf(e *entry) uint32 {
	h := fnv.New32a()
	h.Write([]byte(e.Quote))
	h.Write([]byte(e.Printed + e.Text + e.Label))
	return h.Sum32()
}

// A Turn is one understood question and what its answer rested on.
type Turn struct {
	Question string `json:"q"`
	Refs     []Ref  `json:"f,omitempty"`
	Frame    frame  `json:"frame"`
}

// A frame is what of a reading can be taken over into the next question.
type frame struct {
	Measures []string             `json:"m,omitempty"`
	Role     extract.Role         `json:"r,omitempty"`
	Base     string               `json:"b,omitempty"`
	Dims     []quantity.Dimension `json:"d,omitempty"`
	Unit     string               `json:"u,omitempty"`
	Statuses []string             `json:"s,omitempty"`
	Terms    []string             `json:"t,omitempty"`
	Places   []string             `json:"p,omitempty"`
	Asks     []string             `json:"a,omitempty"`
	Lang     string               `json:"l,omitempty"`
	Between  *between             `json:"w,omitempty"`
	// Summed tells that several figures were added up, Ranked that they were put in order.
	Summed bool `json:"z,omitempty"`
	Ranked bool `json:"k,omitempty"`
}

// A between is a scope with two ends, which no report states as such.
type between struct {
	Min   decimal.Decimal `json:"min"`
	Max   decimal.Decimal `json:"max"`
	Words string          `json:"words"`
}

func (q *question) frame() frame {
	f := frame{Measures: q.measures, Role: q.role, Base: q.base, Dims: q.dims, Unit: q.unit, Lang: q.lang, Summed: q.ops["sum"], Ranked: q.ops["largest"] || q.ops["smallest"] || q.ops["top"]}
	for _, s := range q.statuses {
		f.Statuses = append(f.Statuses, s.word)
	}
	for _, t := range q.terms {
		if !t.weak {
			f.Terms = append(f.Terms, t.text)
		}
	}
	for _, p := range q.places {
		f.Places = append(f.Places, p.Word)
	}
	for k := range q.asks {
		f.Asks = append(f.Asks, k)
	}
	if q.bounds != nil && q.bounds.min != nil && q.bounds.max != nil {
		f.Between = &between{*q.bounds.min, *q.bounds.max, q.bounds.words}
	}
	return f
}

// maxTurns is how many turns a conversation keeps: 这两次 needs two, a person's memory is not much longer.
const maxTurns = 6

// remember adds a turn.
func (c *Conversation) remember(t Turn) {
	c.Turns = append(c.Turns, t)
	if len(c.Turns) > maxTurns {
		c.Turns = append([]Turn{}, c.Turns[len(c.Turns)-maxTurns:]...)
	}
}

// anchors are the facts that the newest turn rested on and that are still loaded.
func (c *Conversation) anchors(ix *index, back int) []*entry {
	var out []*entry
	seen := 0
	for i := len(c.Turns) - 1; i >= 0 && seen < back; i-- {
		if len(c.Turns[i].Refs) == 0 {
			continue
		}
		seen++
		for _, r := range c.Turns[i].Refs {
			if e := ix.byID[r.ID]; e != nil && sumOf(e) == r.Sum {
				out = append(out, e)
			}
		}
	}
	return out
}

func takesMoney(measure string) bool {
	m, ok := vocabulary.MeasureByKey(measure)
	return ok && m.Takes(quantity.Money)
}

// idle tells whether nothing is asked: 谢谢 and 好的 do not want the answer before again.
func (q *question) idle() bool {
	return !q.follows && !q.pronoun && q.empty() && len(q.asks) == 0 && len(q.ops) == 0 && len(q.dims) == 0 && q.unit == "" && q.role == "" && q.display == "" && len(q.numbers) == 0 && q.base == ""
}

// projectsAmong counts the projects that facts are of.
func projectsAmong(facts []*entry) int {
	names := map[string]bool{}
	for _, e := range facts {
		if e.Project != "" || e.SubjectKind == extract.ProjectSubject {
			names[owner(e)] = true
		}
	}
	return len(names)
}

// resolve fills what the question leaves unsaid from the conversation.
func (q *question) resolve(ix *index, c *Conversation) {
	if c == nil || len(c.Turns) == 0 {
		return
	}
	turn := c.Turns[len(c.Turns)-1]
	last := turn.Frame
	if len(turn.Refs) > 0 {
		q.anchors = c.anchors(ix, 1)
	}
	q.anchors = namedAnchors(q.anchors, last.Terms)
	leads := q.follows || q.pronoun || q.bare()
	if !leads || q.idle() {
		return
	}
	if q.listing() && (strings.Contains(q.text, "项目") || strings.Contains(q.text, "project")) && len(q.anchors) > 0 {
		// After a total, or after one project, the largest is that of all: there is none to choose among.
		among := projectsAmong(q.anchors)
		ranked := q.ops["largest"] || q.ops["smallest"] || q.ops["top"]
		if !q.follows && !q.pronoun && among == 0 || ranked && among < 2 {
			q.anchors = nil
			return
		}
	}
	q.inherited = true
	q.countedBefore = q.unit != "" && len(last.Dims) == 1 && last.Dims[0] == quantity.Count && !q.pronoun && !q.follows
	if len(turn.Refs) == 0 && q.bare() {
		// Nothing was found for the question before: its subject is still what is spoken of.
		q.unsaid = q.ops["convert"] && q.display != "" && (len(q.measures) == 0 || q.presumed)
		before := parse(ix, turn.Question, time.Time{})
		q.places = before.places
		if len(q.phases) == 0 {
			q.phases = before.phases
		}
		if len(q.statuses) == 0 {
			q.statuses = before.statuses
		}
		if q.bounds == nil {
			q.bounds = before.bounds
		}
		for _, t := range before.strong() {
			t.id = len(q.terms)
			q.terms = append(q.terms, t)
		}
	}
	if q.bounds == nil && last.Between != nil && len(q.strong()) == 0 {
		w := *last.Between
		q.bounds = &bounds{min: &w.Min, max: &w.Max, words: w.Words, dim: quantity.Money}
	}
	if len(q.measures) == 1 && sectorInvestment[q.measures[0]] != "" && plainSector.MatchString(strings.Join(q.measureWords, " ")) && q.afterInvestment() {
		q.measures = []string{sectorInvestment[q.measures[0]]} // 其中二产呢, after the investment of a place
		q.measureWords, q.measureKeys = nil, nil
	}
	if q.presumed && len(last.Measures) > 0 && takesMoney(last.Measures[0]) {
		q.measures = nil
	}
	asked := len(q.measures) > 0 || q.unit != "" || len(q.dims) > 0 || q.role != "" || q.has(whichOne) && !q.asksAmount() || q.asksWords() && !(q.asksOnlyWhat() && (q.base == "nation" || q.base == "province"))
	if !asked || len(q.measures) == 0 && (q.role == extract.Growth || q.role == extract.Gap || q.role == extract.Share || q.role == extract.Rank) ||
		len(q.measures) == 0 && (q.ops["before"] || q.ops["infer"] || q.presumed) {
		q.measures = last.Measures
	}
	if !asked && q.ops["total"] && q.bare() && len(q.anchors) > 0 && yearsInvestment[q.anchors[0].Metric] {
		q.measures, q.dims, q.asks["money"] = []string{"total_investment"}, []quantity.Dimension{quantity.Money}, true
		asked = true // 总共呢, after what is to be invested this year
	}
	if !asked {
		q.measures, q.soft = last.Measures, true
		q.role, q.dims, q.unit = last.Role, last.Dims, last.Unit
		if q.unit != "" && len(q.measures) == 0 && q.countsOther() {
			q.unit = "" // 走了几趟，签下的协议呢: another thing, counted in its own unit
		}
		if q.base == "" {
			q.base = last.Base
		}
		if !q.asksAmount() {
			for _, a := range last.Asks {
				if a != "what" || len(last.Measures) == 0 {
					q.asks[a] = true
				}
			}
		}
		// A new name in place of the old one (那B呢) keeps the rest of what was said before; a new date or scope keeps the name.
	}
	if len(q.measures) == 0 && len(q.dims) == 1 && q.dims[0] == quantity.Money {
		q.measures, q.presumed = []string{"investment"}, true
	}
	if q.role == extract.Share && len(q.measures) == 1 && q.measures[0] == "land_area" && len(q.measureWords) == 0 && q.display == "" && !q.asks["percent"] && q.has(takesUp) {
		q.role = "" // 一期占多少, after the land of the whole
		delete(q.ops, "share")
	}
}

// takesUp asks how much land something takes, where land is what is spoken of.
var takesUp = newPattern(`占(?:了|用|去)?(?:多少|几)(?:地)?(?:呢|啊|呀)?[?]?$`)

// countsOther tells whether the question names a thing that is counted.
func (q *question) countsOther() bool {
	for _, k := range q.measureKeys {
		if countable[k] {
			return true
		}
	}
	return false
}

// yearsInvestment are the measures of a part of what is invested in all.
var yearsInvestment = map[string]bool{"annual_planned_investment": true, "completed_investment": true}

// sectorInvestment is what is invested in a sector, by what the sector adds.
var sectorInvestment = map[string]string{"primary_value_added": "primary_investment", "secondary_value_added": "secondary_investment", "tertiary_value_added": "tertiary_investment"}

// plainSector is a sector that is named without what is measured of it.
var plainSector = regexp.MustCompile(`^(?:第?[一二三]产业?)$`)

// afterInvestment tells whether an investment was spoken of before.
func (q *question) afterInvestment() bool {
	return len(q.anchors) > 0 && strings.HasSuffix(q.anchors[0].Metric, "investment")
}
