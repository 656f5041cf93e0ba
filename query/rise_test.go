package query_test

import (
	"testing"

	"wenxiang/query"
)

// By how much a figure rose is the difference from the earlier one of its sentence, not the figure itself; where no
// earlier one is given, the reports do not say.
func TestByHowMuchAFigureRose(t *testing.T) {
	l := loaded(t, testReport{ID: "norbec", Title: "", Text: `CANADA'S NORBEC EXPANDS MILL
  <Norbec Paper Inc> said it will spend 85 mln Canadian dlrs on
  a new machine at its Trois-Pistoles mill.
      The machine will raise capacity at Trois-Pistoles to 260,000
  tonnes a year from 175,000 by the end of 1989.
      Norbec had net profit of 18.2 mln dlrs in the year to
  September 30, compared with 11.5 mln a year earlier, on sales of
  402 mln dlrs. Canada exported 9.1 mln tonnes of newsprint.
`})
	for question, want := range map[string]string{
		"By how much did Norbec's net profit rise?":                        "6700000",
		"How much higher was Norbec's net profit than a year earlier?":     "6700000",
		"By how many tonnes will the capacity of Trois-Pistoles increase?": "85000",
		"By how many tonnes did Canada's newsprint exports increase?":      "",
	} {
		a := l.ask(question)
		if want == "" {
			if a.Status == query.Answered {
				t.Errorf("%s\n  got %q, want none", question, a.Headline)
			}
			continue
		}
		if a.Status != query.Answered || len(a.Values) == 0 || a.Values[0].Value.String() != want {
			t.Errorf("%s\n  got %s %q, want %s", question, a.Status, a.Headline, want)
		}
	}
}
