package extract

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// partyShare reads how much of a joint firm a side holds: 日方占65%, 中方持股40%, 桂方股比为三成.
var partyShare = regexp.MustCompile(`(\p{Han}方)(?:出资|投资|持股|占股|控股|股份|股权|股比|股本)?(?:占比|比例|比重|占)?(?:各)?(?:为|达|约)*$`)

// bindParty binds the share of a side to the firm of that side.
func (rd *reader) bindParty(p *part, i int) bool {
	q := p.qs[i]
	if q.Dim != quantity.Percent {
		return false
	}
	pre := strings.TrimRight(p.text[p.prevEnd(i):q.Start], " ，、约")
	m := partyShare.FindStringSubmatchIndex(pre)
	if m == nil {
		return false
	}
	side := pre[m[2]:m[3]]
	switch side {
	case "双方", "各方", "对方", "三方", "一方", "四方", "地方", "官方", "立方", "平方", "西方", "东方", "南方", "北方", "后方", "前方":
		return false
	}
	o := rd.topic
	who := owner{kind: CompanySubject, name: side, company: side, project: o.project, place: o.place}
	if firm := rd.firmOfSide(side); firm != "" {
		who.company = firm
	}
	label := strings.TrimRight(pre[m[2]:], "为达约")
	if strings.HasSuffix(label, "方占") || label == side {
		label = side + "持股占"
	}
	rd.emit(p, i, who, "equity_share", label, "")
	return true
}

// firmOfSide finds the firm that 日方 or 桂方 means among those that the last sentences and the
// report's firms name: the one from that country or province. 中方 is the one of two that is not from
// abroad.
func (rd *reader) firmOfSide(side string) string {
	firms := rd.partners()
	sign := strings.TrimSuffix(side, "方")
	var found []string
	for _, f := range firms {
		home, abroad := homeOf(f)
		switch {
		case sign == "中" && !abroad, sign == "外" && abroad, home != "" && home == sign:
			found = append(found, f)
		}
	}
	if len(found) == 1 && len(firms) > 1 {
		return found[0]
	}
	return ""
}

// partners are the firms that jointly found another, as the last sentence that names two of them says.
func (rd *reader) partners() []string {
	for _, text := range append([]string{rd.s.sentence.text}, rd.before...) {
		if !hasAny(text, "合资", "共同", "合作", "联合", "出资") {
			continue
		}
		var firms []string
		for _, pc := range pieces(text) {
			for _, m := range rd.look(pc.text).mentions {
				if m.kind != companyMention || m.name == rd.topic.company {
					continue
				}
				firms = append(firms, m.name)
			}
			firms = append(firms, foreignFirms(pc.text, firms)...)
		}
		if len(firms) > 1 {
			return firms
		}
	}
	return nil
}

// foreignFirms finds firms whose names have another form than those of Chinese law: 日本某某株式会社.
func foreignFirms(text string, known []string) []string {
	var out []string
	for _, end := range []string{"株式会社", "会社"} {
		i := strings.Index(text, end)
		if i < 0 {
			continue
		}
		at := edge(text, 0, i, nil)
		for _, joint := range []string{"、", "和", "与", "系", "由"} {
			if j := strings.LastIndex(text[at:i], joint); j >= 0 {
				at += j + len(joint)
			}
		}
		name := text[at : i+len(end)]
		for _, f := range known {
			if strings.Contains(f, name) || strings.Contains(name, f) {
				return out
			}
		}
		return append(out, name)
	}
	return out
}

// homeOf is the sign of the country or province that a firm's name begins with (日, 桂), and whether it
// is abroad.
func homeOf(firm string) (sign string, abroad bool) {
	for _, w := range vocabulary.Cues("side_abroad") {
		short, full, _ := strings.Cut(w, "=")
		if strings.HasPrefix(firm, full) {
			return short, true
		}
	}
	if hasAny(firm, "株式会社") {
		return "日", true
	}
	province := ""
	for _, h := range findPlaces(firm) {
		province = provinceOf(h.Key)
		break
	}
	for _, w := range vocabulary.Cues("side_province") {
		short, full, _ := strings.Cut(w, "=")
		if province != "" && strings.HasPrefix(province, full) {
			return short, false
		}
	}
	return "", false
}
