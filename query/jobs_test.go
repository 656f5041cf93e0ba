package query_test

import (
	"testing"

	"wenxiang/query"
)

// Posts made, posts that go, posts of the building time and people whom a firm has already are four things.
func TestNumbersOfPeopleToldApart(t *testing.T) {
	l := loaded(t, testReport{ID: "velmark", Title: "Velmark Energy to build green hydrogen plant in Esbjerg", Text: `Velmark Energy today announced plans to build a 350 MW green hydrogen plant in Esbjerg, Denmark, with an investment of EUR 620 million. The plant will create 400 jobs during construction and 85 permanent jobs. Velmark will close its pellet mill at Ribe with the loss of 40 jobs.
Velmark Energy had revenue of EUR 2.3 billion in 2023 and employs 5,200 people.`})
	for question, want := range map[string]string{
		"How many permanent jobs will the hydrogen plant create?":           "85",
		"How many jobs will the hydrogen plant create during construction?": "400",
		"How many jobs will be lost at the pellet mill?":                    "40",
		"How many jobs will be created?":                                    "85",
	} {
		a := l.ask(question)
		if a.Status != query.Answered || len(a.Values) == 0 || a.Values[0].Value.String() != want {
			t.Errorf("%s\n  got %s %q, want %s", question, a.Status, a.Headline, want)
		}
	}
}
