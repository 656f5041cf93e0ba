package query

import (
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/vocabulary"
)

// outerAsked asks for the rate of the larger area that a place lies in: 全州平均增速.
var outerAsked = newPattern(`(全国|全省|全州|全市|全区|全盟|全自治区|全地区)(?:的)?(?:平均|水平|增速|增幅|增长)`)

// outerBases are the bases of gaps to an area, by its word and by its level in the table of places.
var outerBases = map[string]string{"全国": "nation", "全省": "province", "全自治区": "province", "province": "province", "prefecture": "city"}

// outerRate works out the rate of growth of the larger area from a place's own rate and how far the report says it lies
// above or below; done tells that the question asks for that rate, so that the place's own is no answer.
func (e *Engine) outerRate(ix *index, q *question) (r *result, done bool) {
	if q.lang == "en" || q.role != extract.Growth && !q.ops["growth"] || q.asks["rank"] || q.ops["gap"] || q.asks["points"] || q.ops["difference"] || q.ops["compare"] {
		return nil, false
	}
	said, key := q.outerArea(ix)
	if said == "" {
		return nil, false
	}
	p := *q
	p.role, p.dims, p.ops, p.unit, p.base, p.places, p.asks = extract.Gap, nil, map[string]bool{}, "", "", nil, map[string]bool{}
	p.terms = nil
	for _, pl := range q.places {
		if pl.Key != said {
			p.places = append(p.places, pl)
		}
	}
	m := &matcher{ix: ix}
	var candidates []*entry
	for _, f := range p.find(ix, m) {
		candidates = append(candidates, f.entry)
	}
	for _, gap := range candidates {
		if gap.Unit != "pp" || gap.Max != nil || gap.Base != key && !(!vocabularyBase(gap.Base) && (strings.HasPrefix(gap.Base, said) || strings.Contains(gap.Base, "平均") && levelOfWord(gap.Base) == key)) {
			continue
		}
		for _, rate := range ix.of(gap.report).entries {
			if rate.Passage == gap.Passage && rate.sentence == gap.sentence && rate.Metric == gap.Metric && rate.Role == extract.Growth && rate.Unit == "%" && rate.Max == nil && rate.order < gap.order &&
				(sameMeasure(rate, gap) || strings.HasPrefix(gap.Label, rate.Label)) {
				from := gap
				if strings.Contains(gap.Clause, "降幅") || strings.Contains(gap.Clause, "跌幅") {
					fact := *gap.StoredFact // a fall that is smaller is a rate that is higher
					fact.Value = gap.Value.Neg()
					from = &entry{StoredFact: &fact, report: gap.report, sentence: gap.sentence}
				}
				return minus(q, rate, from, said, baseEN[gap.Base]), true
			}
		}
	}
	for _, f := range q.find(ix, m) {
		if f.Role == extract.Growth && (holds(fold(f.Subject), fold(said)) || holds(f.label, fold(said)) || f.Place == said) {
			return nil, false // stated by itself
		}
	}
	return nil, true
}

func vocabularyBase(base string) bool { _, known := baseZH[base]; return known }

// levelOfWord gives the base that the word of an area in a phrase belongs to: 全州平均 is a city's.
func levelOfWord(phrase string) string {
	switch {
	case strings.Contains(phrase, "全国"):
		return "nation"
	case strings.Contains(phrase, "全省") || strings.Contains(phrase, "自治区"):
		return "province"
	case strings.Contains(phrase, "全州") || strings.Contains(phrase, "全市") || strings.Contains(phrase, "全盟"):
		return "city"
	}
	return ""
}

// outerArea gives the larger area whose rate is asked for, by its word or its name, and the base of gaps to it; "" where the
// question asks for none, or for the area that a report is itself about.
func (q *question) outerArea(ix *index) (said, key string) {
	if len(ix.order) == 0 {
		return "", ""
	}
	own := map[string]bool{}
	region := false
	for _, r := range ix.order {
		p, known := vocabulary.PlaceByName(r.Place)
		if !known {
			continue
		}
		own[p.Level] = true
		in, _ := vocabulary.PlaceByName(p.In)
		region = region || strings.HasSuffix(p.Name, "自治区") || strings.HasSuffix(in.Name, "自治区")
	}
	if m := outerAsked.FindStringSubmatch(q.text); m != nil && (strings.Contains(q.text, "平均") || strings.Contains(q.text, "水平") || q.ops["infer"]) {
		switch m[1] {
		case "全国":
			return m[1], "nation"
		case "全省", "全自治区":
			if !own["province"] {
				return m[1], "province"
			}
		case "全区":
			if region && !own["province"] {
				return m[1], "province"
			}
		default:
			if !own["prefecture"] && own["county"] {
				return m[1], "city"
			}
		}
		return "", ""
	}
	if !strings.Contains(q.text, "平均") && !q.ops["infer"] {
		return "", ""
	}
	for _, pl := range q.places {
		p, known := vocabulary.PlaceByName(pl.Key)
		if !known || p.Level == "county" || ix.homeOf(p.Name) {
			continue
		}
		for _, r := range ix.order {
			if r.Place != p.Name && vocabulary.Within(r.Place, p.Name) {
				return p.Name, outerBases[p.Level]
			}
		}
	}
	return "", ""
}
