package query_test

import (
	"testing"

	"wenxiang/query"
)

// Of two products in one sentence, the figure is that of the one the question names.
func TestCapacityOfTheProductNamed(t *testing.T) {
	l := loaded(t, testReport{ID: "delta", Title: "Delta Soda plant", Text: `Delta Soda Ltd will build a soda plant in Damietta. The plant will have a daily capacity of 640 tonnes of chlorine and 710 tonnes of caustic soda.`})
	for question, want := range map[string]string{
		"How much chlorine a day will the Damietta plant make?":   "640",
		"What is the daily capacity of caustic soda at Damietta?": "710",
	} {
		a := l.ask(question)
		if a.Status != query.Answered || len(a.Values) == 0 || a.Values[0].Value.String() != want {
			t.Errorf("%s\n  got %s %q, want %s", question, a.Status, a.Headline, want)
		}
	}
}
