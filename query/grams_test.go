package query

import "testing"

// What the index of pairs tells of a term in each text must be what reading the text tells.
func TestTheIndexOfPairsAgreesWithTheTexts(t *testing.T) {
	texts := []string{"", "泵站", "北岸泵站二期工程", "泵房和水站", "泵送站", "妇女儿童医院", "妇儿医疗中心", "a pumping station", "pump-station of hale", "pumps", "pumped 5g water", "2031年", "5g基站", "水", "led灯具厂", "hale's pump"}
	ix := &index{texts: texts, grams: newGramIndex(texts)}
	terms := []struct {
		text string
		alts []string
	}{
		{"泵站", nil}, {"北岸泵站", nil}, {"妇儿", nil}, {"妇儿医院", nil}, {"水", nil}, {"pump", nil}, {"pump station", nil}, {"泵", []string{"pump"}}, {"泵站", []string{"pump station"}},
		{"5g", nil}, {"2031", nil}, {"2031年", nil}, {"led灯", nil}, {"hale", nil}, {"ale", nil}, {"无此词", nil},
	}
	for _, x := range terms {
		term := newTerm(0, x.text)
		term.alts = x.alts
		for id, text := range texts {
			if got, want := term.spots(ix).at(id), term.in(text); got != want {
				t.Errorf("%s %v in %q: %b, want %b", x.text, x.alts, text, got, want)
			}
			if got, want := term.standing(ix).at(id), stands(term, text); got != want {
				t.Errorf("%s %v standing in %q: %b, want %b", x.text, x.alts, text, got, want)
			}
		}
	}
}
