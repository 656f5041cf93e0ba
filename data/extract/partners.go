package extract

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
)

// partners finds the firms that a clause says act together: 由甲公司与乙集团合资兴建.
var partners = regexp.MustCompile(`(?:^|由|系|是|为)([^，。；由]+?)(?:等)?(?:[两三四五]方|[两三四五]家)?(?:共同|合资|联合|合作|携手|出资|投资|合建)`)

// stakeWords are what the partners are said to hold.
var stakeWords = []string{"持股", "占股", "出资", "控股", "持有", "股权", "股份", "股比"}

// bindStakes binds 双方分别持股65%和35% to the partners that a clause before names, in their order.
func (rd *reader) bindStakes(p *part, values []int, head, verb string) bool {
	if p.qs[values[0]].Dim != quantity.Percent {
		return false
	}
	word := ""
	for _, w := range stakeWords {
		if strings.Contains(verb, w) || strings.Contains(head, w) || strings.HasPrefix(strings.TrimPrefix(p.text[p.qs[values[len(values)-1]].End:], "的"), w) {
			word = w
			break
		}
	}
	if word == "" {
		return false
	}
	head = strings.Trim(strings.ReplaceAll(head, word, ""), "，、 其中比例")
	if head != "" && !isSides(head) {
		return false
	}
	names := rd.partnersBefore(len(values))
	if names == nil {
		return false
	}
	rd.s.spread = nil
	for n, i := range values {
		o := owner{kind: CompanySubject, name: names[n], company: names[n], project: rd.topic.project, place: rd.topic.place}
		f := rd.newFact(o, p.qs[i])
		f.Metric, f.Label, f.Modality = "equity_share", word, rd.s.planned
		rd.s.spread = append(rd.s.spread, rd.add(p, f))
	}
	return true
}

// isSides tells words that stand for all partners: 双方, 三家股东.
func isSides(s string) bool {
	switch strings.TrimSuffix(s, "股东") {
	case "", "双方", "三方", "四方", "各方", "两家", "三家", "四家", "两家公司", "三家公司", "两者", "三者", "前者与后者", "二者":
		return true
	}
	return false
}

// partnersBefore gives the n firms that the nearest clause before, of this sentence or the last, names as acting together.
func (rd *reader) partnersBefore(n int) []string {
	var texts []string
	for i := rd.s.at - 1; i >= 0; i-- {
		texts = append(texts, rd.s.parts[i].text)
	}
	texts = append(texts, rd.before[:min(1, len(rd.before))]...)
	for _, t := range texts {
		for _, m := range partners.FindAllStringSubmatch(t, -1) {
			names := strings.FieldsFunc(strings.NewReplacer("以及", "、", "与", "、", "和", "、", "及", "、").Replace(m[1]), func(r rune) bool { return r == '、' })
			if len(names) != n {
				continue
			}
			good := true
			for _, name := range names {
				good = good && runes(name) >= 3 && runes(name) <= 24
			}
			if good {
				return names
			}
		}
	}
	return nil
}
