package extract

import (
	"strings"

	"wenxiang/data/vocabulary"
)

// siteVerbs follow the place where something is built or held: 在临江产业园建设….
var siteVerbs = cueLexicon("site_verb")

// isSite tells whether a name after 在 only says where something is built or held: 在临江产业园投资建设某厂.
func isSite(text string, m mention) bool {
	if !endsWithAny(text[:m.start], "在", "于") {
		return false
	}
	rest := strings.TrimLeft(text[m.end:], "内里区”")
	for _, w := range []string{"正式", "隆重", "成功", "顺利", "现场"} {
		rest = strings.TrimPrefix(rest, w)
	}
	for _, h := range siteVerbs.Find(rest) {
		return h.Start == 0
	}
	return false
}

// agreedOn tells whether a clause ends with the name of what two sides will build, or of what is built at a place that
// it names: 双方将共建某某装备产业园, 在临江产业园建设某某加工厂.
func agreedOn(text string, m mention) bool {
	if m.end != len(text) || runes(m.name) < 6 || isGeneric(m.name) {
		return false
	}
	head := text[:m.start]
	if endsWithAny(head, vocabulary.Cues("build_jointly")...) {
		return true
	}
	_, ok := siteBefore(head)
	return ok
}

// siteBefore reads the place of …在临江产业园建设, to which what is built is to be appended.
func siteBefore(head string) (string, bool) {
	i := strings.LastIndex(head, "在")
	if i < 0 {
		return "", false
	}
	for _, verb := range []string{"投资建设", "投资兴建", "合作建设", "规划建设", "建设", "兴建", "新建"} {
		if place := strings.TrimSuffix(head[i+len("在"):], verb); place != head[i+len("在"):] {
			return place, runes(place) >= 3 && runes(place) <= 24 && plausiblePlace(place) && !strings.ContainsAny(place, "，、的")
		}
	}
	return "", false
}

// buildsAt says where the project is that a clause builds at a place, and whose it is when the sentence names one firm
// as the other side: 县政府与某公司签约，在临江产业园建设某某加工厂.
func (rd *reader) buildsAt(p *part) {
	if rd.topic.kind != ProjectSubject {
		return
	}
	for _, m := range p.mentions {
		if m.kind != projectMention {
			continue
		}
		pr := rd.names.resolve(m.name)
		if pr == nil || pr.name != rd.topic.project {
			continue
		}
		if place, ok := siteBefore(p.text[:m.start]); ok {
			rd.say(p, rd.topic, "location", "在", place, nil)
		} else if !endsWithAny(p.text[:m.start], vocabulary.Cues("build_jointly")...) {
			continue
		}
		if firm := rd.otherSide(); firm != "" && rd.topic.company == "" {
			rd.say(p, rd.topic, "company", "签约", firm, nil)
			rd.setBuilder(firm)
		}
	}
}

// otherSide is the one firm that a sentence about an agreement names.
func (rd *reader) otherSide() string {
	if !hasAny(rd.s.sentence.text, "签约", "签署", "签订", "签下") {
		return ""
	}
	firm := ""
	for _, p := range rd.s.parts {
		for _, m := range p.mentions {
			if m.kind == companyMention && m.name != firm {
				if firm != "" {
					return ""
				}
				firm = m.name
			}
		}
	}
	return firm
}

// allPhases takes 三期全部建成后, in a report on works in so many phases, for the whole of them.
func (rd *reader) allPhases(p *part, m mention) bool {
	if m.phase == "一期" || m.phase == "二期" || !startsWithAny(p.text[m.end:], "全部", "全面", "整体", "均", "都") || !rd.inPhases {
		return false
	}
	if rd.topic.project == "" {
		return true
	}
	rd.topic.phase, rd.topic.named = "", false
	rd.topic.name = rd.topic.project
	return true
}

// member tells whether a name only stands in a list of members, which has no figures: 由甲通道、乙大桥和丙航道组成.
func (rd *reader) member(p *part, m mention) bool {
	if len(p.qs) > 0 || rd.s.at+1 < len(rd.s.parts) && rd.s.parts[rd.s.at+1].bracket {
		return false
	}
	head, rest := p.text[:m.start], p.text[m.end:]
	if strings.Contains(head, "由") && hasAny(rest, "组成", "构成") {
		return true
	}
	if !strings.Contains(p.text, "、") {
		return false
	}
	for _, w := range []string{"包括", "包含", "涵盖", "分别为", "分别是", "分为"} {
		if strings.Contains(head, w) {
			return true
		}
	}
	return false
}
