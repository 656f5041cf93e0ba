package query

import (
	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A question is one reading of what a person asked: each field narrows what can answer it.
type question struct {
	raw  string
	text string // folded
	lang string // "zh" or "en"

	unsaid  bool     // asks for another unit of a figure that was not found
	addends []string // measures of one owner that are asked for together
	probing bool     // asked only to see whether there is an answer

	asks map[string]bool // keys of asks.tsv
	ops  map[string]bool // keys of operations.tsv
	// measures are keys of the vocabulary, the most specific first; measureWords the words they were asked with.
	measures     []string
	measureWords []string
	measureKeys  []string     // the keys of measureWords, word by word
	role         extract.Role // "" when a plain level will do
	baseWord     string       // the word of base, as it stands
	base         string       // what a growth or gap is relative to
	dims         []quantity.Dimension
	unit         string // the measure word asked for (几家 → 家), "" for any
	display      string // the unit in which to say a figure (万元, million yuan), "" as printed
	statuses     []statusWord
	places       []vocabulary.Hit
	periods      []quantity.Period
	phases       []string
	bounds       *bounds
	terms        []*term
	topN         int
	dateKinds    []string            // which dates a question for a date means: start, end, operation …
	asTerms      map[string]bool     // measures whose words only say which things are meant
	soft         bool                // the measure was taken over and yields to the words of the question
	bounding     map[int]bool        // offsets of amounts that are conditions
	anyLabel     bool                // figures of several owners are wanted, whatever else their labels say
	noSums       bool                // a single owner's figure is wanted, never a sum over several
	projectsSaid *[]string           // see ofNamed
	ofYear       bool                // what is to be invested within one year is asked for
	part         bool                // an amount that a part takes of a whole is wanted (占多少亿)
	inside       *tag                // the measure in which something is looked for (总投资里…多少)
	foreign      bool                // the words were brought over from another language than a report's
	holding      *held               // see has
	words        map[string]*spots   // see having
	nearPlaces   map[string][]string // see placeNames
	counted      map[countedPeriod]quantity.Period
	hinted       *hint     // see hints
	found        []match   // the figures that fit, the best first, once looked for
	events       *[]string // see eventKinds
	ranked       *[]string // see offices
	homes        []home    // see homesIn
	levels       []level   // see findLevels
	currencyRead bool      // see currency
	currencyCode string
	presumed     bool // the measure was not named but presumed from 多少钱

	countedBefore bool // the turn before asked for a number of things, and this one goes on by itself
	follows       bool // leads on from the question before by its words (那…呢, and its …)
	pronoun       bool
	general       bool // 总, 一共: the whole is meant
	afterEnd      bool // 建成后, 投产后: what is foreseen
	// inherited names what was taken over from the conversation.
	inherited bool
	anchors   []*entry // the facts that the turn before rested on
	mended    []string // what was read for a slip: "力税→利税"
	numbers   []quantity.Quantity
}

type statusWord struct{ key, word string }

// bounds is a condition on an amount: 5000万元以上, over 1 billion yuan, 5亿到10亿之间.
type bounds struct {
	min, max *decimal.Decimal
	unit     string
	dim      quantity.Dimension
	words    string
	strict   bool // over, not at least
	under    bool // under, not at most
}

// wants tells whether an amount of dimension d is asked for.
func (q *question) wants(d quantity.Dimension) bool {
	if len(q.dims) == 0 {
		return true
	}
	for _, x := range q.dims {
		if x == d {
			return true
		}
	}
	return false
}

func (q *question) asksWords() bool {
	return q.asks["date"] || q.asks["place"] || q.asks["who"] || q.asks["status"] || q.asks["name"] || q.asks["document"] ||
		q.asks["what"] || q.asks["list"]
}

func (q *question) asksAmount() bool {
	return q.asks["amount"] || q.asks["money"] || q.asks["percent"] || q.asks["points"] || q.asks["duration"]
}

// strong are the terms that an answer must account for.
func (q *question) strong() []*term {
	var out []*term
	for _, t := range q.terms {
		if !t.weak && !t.optional {
			out = append(out, t)
		}
	}
	return out
}

// bare tells whether the question names nothing of its own that an answer could be about.
func (q *question) bare() bool {
	return len(q.strong()) == 0 && len(q.places) == 0
}
