package query

import (
	"strings"
	"unicode/utf8"

	"wenxiang/data/vocabulary"
)

// A home is a place that the loaded reports are about, by the short name that people have for it and the table of places has
// not: a county is 青石 in the talk of those who ask about 青石县.
type home struct {
	short, name string
	known       bool // the table has the whole name
}

// homeEnds are the ends that the name of a county loses in talk.
var homeEnds = []string{"自治县", "自治旗", "特区", "林区", "县", "区", "旗", "市"}

// addHome takes the place that a report or a figure is about.
func (ix *index) addHome(name string) {
	if _, known := ix.homes[name]; known || name == "" {
		return
	}
	short := ""
	for _, end := range homeEnds {
		if s, cut := strings.CutSuffix(name, end); cut {
			short = s
			break
		}
	}
	if _, taken := vocabulary.PlaceByName(short); taken || utf8.RuneCountInString(short) < 2 || len(vocabulary.FindMeasures(short)) > 0 {
		short = ""
	}
	ix.homes[name] = short
}

// homesIn finds the reports' own places in a text: by their short names, and by the whole ones that the table has not.
func (q *question) homesIn(text string) []vocabulary.Hit {
	var out []vocabulary.Hit
	for _, h := range q.homes {
		for at := 0; ; {
			i := strings.Index(text[at:], h.short)
			if i < 0 {
				break
			}
			i += at
			at = i + len(h.short)
			whole := strings.HasPrefix(text[i:], h.name)
			if whole {
				at = i + len(h.name)
			}
			if !whole || !h.known {
				out = append(out, vocabulary.Hit{Key: h.name, Word: text[i:at], Start: i, End: at})
			}
		}
	}
	return out
}

// nearestPlace leaves out the city that only says where the county after it lies (盘锦大洼), where no report is about the
// city.
func (q *question) nearestPlace(ix *index) {
	for i := 0; i+1 < len(q.places); i++ {
		city, county := q.places[i], q.places[i+1]
		if city.End != county.Start || city.End > len(q.text) || ix.homeOf(city.Key) || !ix.homeOf(county.Key) {
			continue
		}
		a, known := vocabulary.PlaceByName(city.Key)
		b, _ := vocabulary.PlaceByName(county.Key)
		if known && a.Level != "county" && (a.In == b.In || a.Name == b.In) && b.Level == "county" {
			q.places = append(q.places[:i:i], q.places[i+1:]...)
			return
		}
	}
}

// homeOf tells whether a report or a figure is about a place.
func (ix *index) homeOf(name string) bool {
	if ix == nil {
		return false
	}
	_, is := ix.homes[name]
	return is
}
