package query

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// twoRates sets the rates of two sectors or measures against each other: 甲投资增速比乙快几个百分点, 甲和乙的增速差几个点.
var (
	twoRates = newPattern(`(?:比|和|与|跟|同).+?(?:快|慢|高|低|多|少|大|小|差)(?:了|出|过|着)?(?:多少|几)个?(?:百分)?点`)
	rateJoin = regexp.MustCompile(`比|和|与|跟|同`)
	rateTail = regexp.MustCompile(`(?:的?(?:增速|增幅|增长率|涨幅|增长))?(?:要|还|又|之间|相)?(?:快|慢|高|低|多|少|大|小|差)(?:了|出|过|着)?(?:多少|几)个?(?:百分)?点.*$`)
	// rateRest are the words beside the name of what is rated that say no more about it.
	rateRest = regexp.MustCompile(`^(?:的|增速|增幅|增长率|涨幅|增长|同比|累计|里|中|内|这|那|,|今年|全省|全市|全县|全区|全国|完成|情况|部分|方面|上|呢)*$`)
)

// rateWords end or begin what a side of a comparison says of its sector.
var rateWords = regexp.MustCompile(`^(?:那|这|今年|全省|全市|全县|全区)+|(?:的|增速|增幅|增长率|涨幅|增长|投资|增加值)+$`)

// ratedTails are what the names of rated measures end in, and which of them mean the same of two sectors.
var ratedTails = []struct{ words, kind string }{{"固定资产投资", "投资"}, {"完成投资", "投资"}, {"投资额", "投资"}, {"投资", "投资"}, {"增加值", "增加值"}, {"总产值", "产值"}, {"产值", "产值"},
	{"营业收入", "收入"}, {"收入", "收入"}, {"利润", "利润"}, {"零售额", "零售额"}, {"销售额", "销售额"}, {"进出口", "进出口"}, {"出口", "出口"}, {"进口", "进口"}}

// cutTail takes from the name of a rated measure what it ends in: 制造业投资 → 制造业, 投资.
func cutTail(name string) (core, kind string) {
	for _, t := range ratedTails {
		if strings.HasSuffix(name, t.words) {
			if core := strings.TrimSuffix(name, t.words); core != "" {
				return core, t.kind
			}
			return name, t.kind
		}
	}
	return name, ""
}

// A ratedSide is a rate that one side of a comparison names, with the end of its name.
type ratedSide struct {
	*entry
	kind string
	said bool // the side of the question says that end itself
}

// ratesApart works out how many percentage points lie between the growth of two things that the question names by their
// very words; nil where either is not rated under that name.
func (e *Engine) ratesApart(ix *index, q *question) *result {
	if q.lang == "en" || !q.has(twoRates) {
		return nil
	}
	text := rateTail.ReplaceAllString(q.text, "")
	for _, j := range rateJoin.FindAllStringIndex(text, -1) {
		left, right := q.rated(ix, e.refDate(ix), text[:j[0]]), q.rated(ix, e.refDate(ix), text[j[1]:])
		if strings.TrimSpace(text[:j[0]]) == "" && len(q.anchors) > 0 && q.anchors[0].Role == extract.Growth && q.anchors[0].Unit == "%" {
			_, kind := cutTail(q.anchors[0].label)
			left = []ratedSide{{q.anchors[0], kind, true}} // 比工业快几个点, after another rate
		}
		if a, b := pairedRates(left, right); a != nil {
			return difference(q, a, b)
		}
	}
	return nil
}

// rated finds the rates whose name is all that a side of a comparison says: the longest such name counts.
func (q *question) rated(ix *index, ref time.Time, side string) []ratedSide {
	for _, p := range q.places {
		side = strings.ReplaceAll(side, p.Word, "")
	}
	for _, p := range quantity.FindPeriods(side, ref) {
		side = strings.ReplaceAll(side, p.Words, "")
	}
	var out []ratedSide
	longest := 0
	m := &matcher{ix: ix}
	for _, f := range ix.entries {
		if f.Kind != extract.QuantityFact || f.Role != extract.Growth || f.Unit != "%" || f.Max != nil || f.Project != "" {
			continue
		}
		name := strings.TrimPrefix(f.label, fold(f.Place))
		core, kind := cutTail(name)
		if short := rateWords.ReplaceAllString(side, ""); !strings.Contains(side, core) && utf8.RuneCountInString(short) >= 3 && strings.HasPrefix(core, short) {
			core = short // 房地产 for 房地产开发投资
		}
		at := strings.Index(side, core)
		if at < 0 || utf8.RuneCountInString(core) < 2 {
			continue
		}
		rest, said := side[:at]+side[at+len(core):], false
		for _, t := range ratedTails {
			if t.kind == kind && strings.HasPrefix(side[at+len(core):], t.words) {
				rest, said = side[:at]+strings.TrimPrefix(side[at+len(core):], t.words), true
				break
			}
		}
		if core == name && kind != "" {
			said = true
		}
		if !rateRest.MatchString(rest) || len(core) < longest {
			continue
		}
		if _, ok := q.placeFits(ix, m, f); !ok {
			continue
		}
		if _, ok := q.periodFits(ix, m, f); !ok {
			continue
		}
		if len(core) > longest {
			longest, out = len(core), nil
		}
		out = append(out, ratedSide{f, kind, said})
	}
	return out
}

// pairedRates picks one rate of each side, of one report, time and end of name; nil where several pairs would do.
func pairedRates(left, right []ratedSide) (a, b *entry) {
	type pair struct{ a, b *entry }
	var found []pair
	for _, x := range left {
		for _, y := range right {
			both := x.said && y.said
			if x.entry == y.entry || x.report != y.report || !sameDays(x.Period.Period, y.Period.Period) || x.kind != y.kind && !both || x.Place != y.Place {
				continue
			}
			if !x.said && slices.ContainsFunc(left, func(s ratedSide) bool { return s.said }) || !y.said && slices.ContainsFunc(right, func(s ratedSide) bool { return s.said }) {
				continue // the question says which end it means
			}
			found = append(found, pair{x.entry, y.entry})
		}
	}
	if len(found) == 0 {
		return nil, nil
	}
	for _, p := range found[1:] {
		if !p.a.Value.Equal(found[0].a.Value) || !p.b.Value.Equal(found[0].b.Value) {
			return nil, nil
		}
	}
	return found[0].a, found[0].b
}
