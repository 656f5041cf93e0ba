// Package digest makes the content of digests and notices: what a chat follows, as it stands today, and
// what of it has changed since the last time. It knows neither chats nor times of sending.
package digest

import (
	"encoding/json"
	"slices"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/query"
)

// An Entry is one line of a digest: a figure, or another thing that is followed, with its source.
type Entry struct {
	// Key says what it is and stays the same from one edition of a report to the next.
	Key string `json:"key"`
	// Name is whose it is and what, in the report's words; Figure is the value as it is shown.
	Name   string `json:"name"`
	Figure string `json:"figure"`
	// Period is what the figure covers, in the report's words; "" where it covers none.
	Period string `json:"period,omitempty"`
	// Value is what decides whether it has changed.
	Value string `json:"value"`
	// Stage is set where the entry is a date that something is due by.
	Stage   Stage  `json:"stage,omitempty"`
	Report  string `json:"report,omitempty"`
	Section string `json:"section,omitempty"`
	Quote   string `json:"quote,omitempty"`
}

// A Snapshot is what a digest shows on one day. Its JSON form is kept until the next one.
type Snapshot struct {
	// Headline and Detail are the answer to a question; Lang is its language.
	Headline string       `json:"headline,omitempty"`
	Detail   string       `json:"detail,omitempty"`
	Computed string       `json:"computed,omitempty"`
	Lang     string       `json:"lang,omitempty"`
	Status   query.Status `json:"status,omitempty"`
	Entries  []Entry      `json:"entries,omitempty"`
	// More counts the entries that are left out.
	More int `json:"more,omitempty"`
	// Editions are those of the reports at that time, by key.
	Editions map[string]int `json:"editions,omitempty"`
}

// maxEntries bounds how many entries of a digest are shown and kept.
const maxEntries = 40

// Encode writes a snapshot for keeping.
func (s Snapshot) Encode() string {
	b, err := json.Marshal(s)
	if err != nil {
		return "" // strings and numbers only: it cannot fail
	}
	return string(b)
}

// Decode reads what Encode wrote; known is false for "" and for what an earlier version wrote otherwise.
func Decode(text string) (s Snapshot, known bool) {
	if text == "" || json.Unmarshal([]byte(text), &s) != nil {
		return Snapshot{}, false
	}
	return s, true
}

func (s *Snapshot) limit() {
	if n := len(s.Entries); n > maxEntries {
		s.Entries, s.More = s.Entries[:maxEntries], n-maxEntries
	}
}

// OfAnswer is the snapshot of an answer to a question.
func OfAnswer(a query.Answer) Snapshot {
	s := Snapshot{Headline: a.Headline, Detail: a.Detail, Computed: a.Computed, Lang: a.Lang, Status: a.Status}
	if s.Headline == "" {
		s.Headline = a.Text
	}
	if a.Status != query.Answered {
		s.Entries = []Entry{{Key: "status", Figure: s.Headline, Value: string(a.Status)}}
		return s
	}
	source := func(i int) query.Source {
		if len(a.Sources) == 0 {
			return query.Source{}
		}
		return a.Sources[min(i, len(a.Sources)-1)]
	}
	add := func(key, name, figure, value string, from query.Source) {
		s.Entries = append(s.Entries, Entry{Key: key, Name: name, Figure: figure, Value: value,
			Report: from.Report, Section: from.Section, Quote: from.Quote})
	}
	switch {
	case len(a.Items) > 0:
		for i, item := range a.Items {
			from := source(i)
			if item.Source != nil {
				from = *item.Source
			}
			figure, value := "", ""
			if len(item.Values) > 0 {
				figure, value = Figure(item.Values[0], a.Lang), exact(item.Values[0])
			}
			add("item|"+item.Name, item.Name, figure, value, from)
		}
	case len(a.Values) > 0:
		for i, v := range a.Values {
			add("value|"+v.Metric+"|"+v.Label+"|"+v.Unit, v.Label, Figure(v, a.Lang), exact(v), source(i))
		}
	default:
		add("text", "", s.Headline, s.Headline, source(0))
	}
	number(s.Entries)
	s.limit()
	return s
}

// number tells entries of the same key apart by their order.
func number(entries []Entry) {
	seen := map[string]int{}
	for i := range entries {
		key := entries[i].Key
		seen[key]++
		if n := seen[key]; n > 1 {
			entries[i].Key = key + strings.Repeat("+", n-1)
		}
	}
}

// Figure writes a value as people do, in "zh" or "en".
func Figure(v query.Value, lang string) string {
	return quantity.Format(v.Value, v.Max, v.Unit, v.Per, v.Approx, lang)
}

func exact(v query.Value) string {
	most := ""
	if v.Max != nil {
		most = v.Max.String()
	}
	return strings.Join([]string{v.Value.String(), most, v.Unit, v.Per, v.Approx}, "|")
}

// A Pair is one thing before and after.
type Pair struct{ Before, After Entry }

// A Difference is what has changed between two snapshots, or with new editions of reports.
type Difference struct {
	Changed     []Pair
	Added, Gone []Entry
}

// Empty tells whether nothing has changed.
func (d Difference) Empty() bool { return len(d.Changed)+len(d.Added)+len(d.Gone) == 0 }

// renamed leaves out what is in both: the same figure of the same sentence under another name, as when a second report
// makes one figure a list of two.
func renamed(added, gone []Entry) (stillAdded, stillGone []Entry) {
	for _, e := range added {
		at := slices.IndexFunc(gone, func(g Entry) bool { return g.Value == e.Value && g.Quote == e.Quote && e.Quote != "" })
		if at < 0 {
			stillAdded = append(stillAdded, e)
			continue
		}
		gone = slices.Delete(slices.Clone(gone), at, at+1)
	}
	return stillAdded, gone
}

// Compare finds what has changed from one snapshot to a later one of the same thing.
func Compare(before, after Snapshot) Difference {
	var d Difference
	old := map[string]Entry{}
	for _, e := range before.Entries {
		old[e.Key] = e
	}
	now := map[string]bool{}
	for _, e := range after.Entries {
		now[e.Key] = true
		was, known := old[e.Key]
		switch {
		case !known:
			d.Added = append(d.Added, e)
		case was.Value != e.Value:
			d.Changed = append(d.Changed, Pair{was, e})
		}
	}
	for _, e := range before.Entries {
		if !now[e.Key] {
			d.Gone = append(d.Gone, e)
		}
	}
	d.Added, d.Gone = renamed(d.Added, d.Gone)
	// One thing that takes the place of one other is a change: "the report does not say" gives way to a figure.
	if len(d.Changed) == 0 && len(d.Added) == 1 && len(d.Gone) == 1 && len(before.Entries) == 1 && len(after.Entries) == 1 {
		return Difference{Changed: []Pair{{d.Gone[0], d.Added[0]}}}
	}
	// Where entries are left out, one may only have moved behind the end.
	if before.More > 0 {
		d.Added = nil
	}
	if after.More > 0 {
		d.Gone = nil
	}
	return d
}
