package query

import (
	"strings"
	"time"

	"wenxiang/data"
	"wenxiang/data/extract"
)

// Preview lays out a report that has been read and not been loaded, so that its projects and totals can be shown and
// questions be tried on it.
func Preview(p data.Preview) *Engine {
	r := p.Report
	r.ID = 1
	facts := make([]data.StoredFact, len(p.Facts))
	for i, f := range p.Facts {
		f.ID = int64(i + 1)
		facts[i] = data.StoredFact{Fact: f, Report: 1}
	}
	passages := make([]data.StoredPassage, len(p.Read))
	for i, passage := range p.Read {
		passage.Report = 1
		passages[i] = passage
	}
	return &Engine{Now: time.Now, ix: layOut(0, []data.StoredReport{r}, facts, passages, "")}
}

// A Difference is what one fact said in an older edition of a report and says in a newer one, in words.
type Difference struct {
	// Label says whose and what: 金恒建材项目总投资. Before is "" for what is new, After for what is gone.
	Label, Before, After string
	Source               Source // the newer sentence, or the older of what is gone
}

// Differences says what a new edition of a report changes: changed figures first, then new ones, then those that are gone.
func Differences(c data.Changes, r data.StoredReport, lang string) []Difference {
	var out []Difference
	say := func(f extract.Fact) (*entry, Attribute) {
		e := &entry{StoredFact: &data.StoredFact{Fact: f}, report: &r}
		return e, attribute(e, lang)
	}
	label := func(e *entry, a Attribute) string {
		who := owner(e)
		if who == "" || strings.Contains(a.Label, who) {
			return a.Label
		}
		if lang == "en" {
			return who + ": " + a.Label
		}
		return who + a.Label
	}
	for _, x := range c.Changed {
		_, before := say(x.Before)
		e, after := say(x.After)
		out = append(out, Difference{label(e, after), before.Text, after.Text, after.Source})
	}
	for _, f := range c.Added {
		e, a := say(f)
		out = append(out, Difference{label(e, a), "", a.Text, a.Source})
	}
	for _, f := range c.Removed {
		e, a := say(f)
		out = append(out, Difference{label(e, a), a.Text, "", a.Source})
	}
	return out
}
