package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// findMentions finds the names in a piece of text, from left to right. Known names are found by the
// registry; this finds those that show themselves by their form.
func findMentions(text string, qs []quantity.Quantity, ps []quantity.Period) []mention {
	var out []mention
	w := walls(text, qs, ps)
	firms := findFirms(text, w)
	taken := append([]mention{}, firms...)
	projects := findProjects(text, w, firms)
	for _, p := range projects {
		kept := taken[:0]
		for _, f := range taken {
			if f.start < p.end && p.start < f.end {
				continue // the firm's name is part of the project's
			}
			kept = append(kept, f)
		}
		taken = append(kept, p)
	}
	for _, h := range findPlaces(text) {
		m := mention{start: h.Start, end: h.End, kind: placeMention, name: h.Key}
		if !overlapsAny(m, taken) {
			if n := len(out); n > 0 && out[n-1].end == m.start && vocabulary.Within(m.name, provinceOf(out[n-1].name)) {
				out[n-1].end, out[n-1].name = m.end, m.name // 广州南沙区: the nearer place counts
				continue
			}
			out = append(out, m)
		}
	}
	for _, h := range localPlaces.Find(text) {
		if m := (mention{start: h.Start, end: h.End, kind: placeMention}); !overlapsAny(m, taken) {
			out = append(out, m)
		}
	}
	out = append(out, taken...)
	for _, w := range []string{"该公司", "公司", "该企业", "该集团"} {
		i := strings.Index(text, w)
		if i < 0 || i > 0 && !dateEndsAt(ps, i) {
			continue
		}
		if m := (mention{start: i, end: i + len(w), kind: backMention, name: w}); !overlapsAny(m, out) {
			out = append(out, m)
		}
		break
	}
	for _, h := range phaseWords.Find(text) {
		if h.Start > 0 && isDigit(text[h.Start-1]) {
			continue // 84期
		}
		m := mention{start: h.Start, end: h.End, kind: phaseMention, phase: phasesUpTo(text[:h.Start], phaseName(h.Word))}
		if n := len(out); n > 0 && out[n-1].kind == phaseMention && out[n-1].phase != "" && out[n-1].end <= h.Start && isJoint(text[out[n-1].end:h.Start]) { // 二期、三期用地500亩: of both
			out[n-1].end, out[n-1].phase = h.End, strings.TrimSuffix(out[n-1].phase, "期")+"、"+phaseName(h.Word)
			continue
		}
		if overlapsAny(m, out) || endsWithAny(text[:h.Start], "分", "共", "第") || isDigit(h.Word[0]) && endsWithAny(text[:h.Start], "举办", "开办", "举行", "开展", "组织", "培训", "开设", "编发", "印发", "发行") {
			continue
		}
		lead := leadNumber(text)
		if lead > h.Start {
			lead = 0
		}
		if at := joined(text, edge(text, lead, h.Start, w), h.Start); runes(text[at:h.Start]) >= 4 && !isGeneric(text[at:h.Start]) && !strings.ContainsAny(text[at:h.Start], "，、：；（(") && len(vocabulary.FindMeasures(text[at:h.Start])) == 0 {
			name := strings.Trim(text[at:h.Start], "“”")
			if rest := phaseSpan.ReplaceAllString(name, ""); rest != name {
				name, m.phase = rest, ""
			}
			named := mention{start: at, end: h.End, kind: projectMention, name: name, phase: m.phase, weak: true, place: leadingPlace(name)}
			if !overlapsAny(named, out) { // 凌科冰箱压缩机二期
				out = append(out, named)
				continue
			}
		}
		out = append(out, m)
	}
	for _, m := range lineNames(text) {
		if !overlapsAny(m, taken) {
			kept := out[:0:0]
			for _, x := range out {
				if x.end <= m.start || m.end <= x.start {
					kept = append(kept, x)
				}
			}
			out = append(kept, m)
		}
	}
	if m, ok := superlative(text); ok {
		kept := out[:0]
		for _, x := range out {
			if x.end <= m.start || m.end <= x.start {
				kept = append(kept, x)
			}
		}
		out = append(kept, m)
	}
	for _, m := range pricedNames(text, qs) {
		kept, hidden := out[:0:0], false
		for _, x := range out {
			switch {
			case x.end <= m.start || m.end <= x.start:
				kept = append(kept, x)
			case strings.Contains(m.name, "、") && x.start >= m.start && x.end <= m.end: // within a name that lists what it does
			case x.start < m.start || x.end > m.end || x.start == m.start && x.end == m.end || x.kind == projectMention && !x.weak:
				hidden = true
			}
		}
		if !hidden {
			out = append(kept, m)
		}
	}
	sortMentions(out)
	return dashed(text, out)
}

// dashed joins what a name is called by and the name behind the dash into one mention of the name: 省重点水利工程——石浪水库.
// What stands between two dashes only says what the name before it is.
func dashed(text string, list []mention) []mention {
	for k := 0; k+1 < len(list); k++ {
		a, b := &list[k], list[k+1]
		if a.kind == groupMention && b.kind == projectMention && b.weak && a.end == b.start && endsWithAny(a.name, "工程", "项目") && runes(b.name) >= 4 { // 省重大水利工程|石浪水库
			b.start = a.start
			list = append(append(list[:k:k], b), list[k+2:]...)
			continue
		}
		if !strings.Contains(text, "——") {
			continue
		}
		between := strings.HasPrefix(text[b.end:], "——") && strings.Count(text[:a.end], "——") == 0
		switch {
		case a.kind != projectMention && a.kind != groupMention || b.kind != projectMention && (!between || b.kind != backMention && b.kind != groupMention):
		case a.kind == projectMention && between && strings.HasPrefix(text[a.end:], "——"):
			list = append(list[:k+1], list[k+2:]...)
		case text[a.end:b.start] == "——":
			b.start, b.weak = a.start, b.weak && runes(b.name) < 4
			list = append(append(list[:k:k], b), list[k+2:]...)
		}
	}
	return list
}

// lineName is the name of a stretch of an underground line, or of a phase of one: 8号线三期, 2号线西延伸段.
var lineName = regexp.MustCompile(`(\d{1,2}号线(?:[东西南北]{1,2}延(?:伸)?(?:段|线)?|延伸段|延长线|延长段|支线)?)([一二三四五六]期)?(?:工程|项目)?`)

// lineNames finds the names of stretches and phases of underground lines; a line alone is no project.
func lineNames(text string) []mention {
	if !strings.Contains(text, "号线") {
		return nil
	}
	var out []mention
	for _, at := range lineName.FindAllStringSubmatchIndex(text, -1) {
		m := mention{start: at[0], end: at[1], kind: projectMention, name: text[at[2]:at[3]]}
		if at[4] >= 0 {
			m.phase = text[at[4]:at[5]]
		}
		if m.phase == "" && strings.HasSuffix(m.name, "号线") || at[0] > 0 && isDigit(text[at[0]-1]) {
			continue
		}
		out = append(out, m)
	}
	return out
}

// leadNumber is the length of the number that an item of a list begins with: 三、 (2) 4.
func leadNumber(text string) int {
	if r, _ := utf8.DecodeRuneInString(text); !strings.ContainsRune("一二三四五六七八九十（(0123456789", r) {
		return 0
	}
	return len(numbered.FindString(text))
}

// superlative finds the name that a clause singles out at its end: 投资最大的是某某晶圆厂.
func superlative(text string) (mention, bool) {
	i := strings.LastIndex(text, "的是")
	if i < 0 || !hasAny(text[:i], "最", "值得", "备受", "引人", "首个", "唯一") {
		return mention{}, false
	}
	at := i + len("的是")
	company := ""
	if j := strings.LastIndex(text[at:], "的"); j > 0 && hasAny(text[at:at+j], "投建", "投资", "建设", "兴建", "打造") { // 甲集团拟在乙区投建的丙产业园
		for _, w := range []string{"拟", "在", "投", "将", "计划", "建设", "兴建", "打造"} {
			if k := strings.Index(text[at:at+j], w); k > 0 && (company == "" || k < len(company)) {
				company = text[at : at+k]
			}
		}
		at += j + len("的")
	}
	name := strings.Trim(text[at:], "“”")
	if n := runes(name); n < 5 || n > 30 || strings.ContainsAny(name, "，。、：") || isGeneric(name) {
		return mention{}, false
	}
	return mention{start: at + strings.Index(text[at:], name), end: at + strings.Index(text[at:], name) + len(name), kind: projectMention, name: name, company: company, place: leadingPlace(name)}, true
}

// pricedNames finds the names in a list of works each of which its cost stands before, whatever they end with:
// 总投资4亿元的城北供水一体化、总投资2亿元的县医院迁建等项目.
func pricedNames(text string, qs []quantity.Quantity) []mention {
	var out []mention
	for _, q := range qs {
		if q.Dim != quantity.Money || q.Approx == "以上" || !endsWithAny(trimLinks(text[:q.Start]), "投资") || !strings.HasPrefix(text[q.End:], "的") {
			continue
		}
		at := q.End + len("的")
		end := at
		for end < len(text) && !startsWithAny(text[end:], "、总投资", "、投资", "和总投资", "及总投资", "等", "，", "；") {
			_, n := utf8.DecodeRuneInString(text[end:])
			end += n
		}
		name := strings.Trim(text[at:end], "“” ")
		if whole := strings.Contains(name, "、") && runes(name) <= 30 && isStrongEnd(name) && !strings.ContainsAny(name, "，：；（的") && !splitsNames(name); whole {
			out = append(out, mention{start: at, end: end, kind: projectMention, name: name, place: leadingPlace(name)}) // 总投资3000万元的城北大道绿化、亮化项目
			continue
		}
		if n := runes(name); n < 4 || n > 24 || strings.ContainsAny(name, "、，：；（的") || edge(name, 0, len(name), nil) != 0 || isGeneric(name) || endsLikeName(name) || len(findQuantities(name)) > 0 ||
			!(end == len(text) && endsWithAny(name, "扩建", "改扩建", "技改", "迁建") && runes(name) >= 6) && !(strings.HasPrefix(text[end:], "等") && hasAny(text[end:], "项目", "工程") || strings.HasPrefix(text[end:], "、") || len(out) > 0) {
			continue
		}
		out = append(out, mention{start: at, end: end, kind: projectMention, name: name, place: leadingPlace(name)})
	}
	return out
}

func isStrongEnd(name string) bool { return endsWithAny(name, "项目", "工程") }

// splitsNames tells whether what stands before a 、 in a text is a name by itself, so that the text lists several.
func splitsNames(text string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], "、")
		if i < 0 {
			return false
		}
		if endsLikeName(text[:at+i]) || runes(text[at:at+i]) > 10 {
			return true
		}
		at += i + len("、")
	}
}

func dateEndsAt(ps []quantity.Period, at int) bool {
	for _, d := range ps {
		if d.To == at {
			return true
		}
	}
	return false
}

var localPlaces = cueLexicon("local_place")

var phaseWords = cueLexicon("phase")

// phaseName brings 首期 and 第一期 to 一期.
func phaseName(word string) string {
	word = strings.TrimPrefix(word, "第")
	for i, d := range []string{"1", "2", "3", "4", "5", "6"} {
		word = strings.Replace(word, d, []string{"一", "二", "三", "四", "五", "六"}[i], 1)
	}
	return strings.Replace(word, "首", "一", 1)
}

func provinceOf(place string) string {
	if p, ok := vocabulary.PlaceByName(place); ok && p.In != "" {
		return p.In
	}
	return place
}

func overlapsAny(m mention, list []mention) bool {
	for _, x := range list {
		if m.start < x.end && x.start < m.end {
			return true
		}
	}
	return false
}

func sortMentions(list []mention) {
	for i := 1; i < len(list); i++ {
		for j := i; j > 0 && list[j].start < list[j-1].start; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

// findFirms finds the names of firms by their endings.
func findFirms(text string, walls []span) []mention {
	var out []mention
	from := 0
	hits := firmSuffixes.Find(text)
	for k := 0; k < len(hits); k++ {
		h := hits[k]
		if h.Start < from {
			continue
		}
		for k+1 < len(hits) && hits[k+1].Start == h.End { // 控股|集团
			k++
			h.End = hits[k].End
			h.Word = text[h.Start:h.End]
		}
		at := edge(text, from, h.Start, walls)
		for _, joint := range []string{"、", "和", "与", "及", "《"} {
			if i := strings.LastIndex(text[at:h.Start], joint); i >= 0 && !insideBrackets(text[at:], i) && !insideQuotes(text[at:], i) {
				at += i + len(joint)
			}
		}
		for _, label := range vocabulary.Cues("label_company") { // 项目业主|某某公司
			if rest := strings.TrimPrefix(text[at:h.Start], label); rest != text[at:h.Start] && runes(rest) >= 2 {
				at = h.Start - len(rest)
				break
			}
		}
		for _, label := range []string{"投资方", "承建方", "建设方", "开发方", "运营方"} { // 投资|方某某公司: the label ends after the edge
			if j := strings.LastIndex(text[from:h.Start], label); j >= 0 && from+j+len(label) > at && from+j < at && runes(text[from+j+len(label):h.Start]) >= 2 {
				at = from + j + len(label)
			}
		}
		name := strings.Trim(text[at:h.End], "“”‘’ ")
		if j := strings.IndexAny(name, "（("); j > 0 && !strings.ContainsAny(name[j:], "）)") && startsWithAny(text[h.End:], "）", ")") {
			if short := name[:j]; runes(short) >= 2 { // 中海风电(中海能源集团): one firm and its other name
				end := h.End + utf8.RuneLen(firstRune(text[h.End:]))
				out = append(out, mention{start: at + strings.Index(text[at:h.End], name), end: end, kind: companyMention, name: text[at+strings.Index(text[at:h.End], name) : end], place: leadingPlace(short)})
				from = h.End
				continue
			}
		}
		stem := strings.TrimSuffix(name, h.Word)
		if strings.Count(stem, "“") != strings.Count(stem, "”") || strings.ContainsAny(stem, "+：") || runes(stem) < 2 || strings.ContainsRune(stem, '期') && runes(stem) < 4 || endsWithAny(stem, "国有", "集体", "私人", "外商", "港澳台商", "民营", "全资", "独资", "合资", "分", "母", "各", "家", "外资", "该", "本") || strings.HasSuffix(stem, "子") && !strings.HasPrefix(h.Word, "有限") && !strings.HasPrefix(h.Word, "股份") && !strings.HasPrefix(h.Word, "集团") {
			continue
		}
		if h.Word == "研究院" || h.Word == "设计院" {
			if rest := text[h.End:]; rest != "" && startsWithAny(rest, "项目", "建设", "工程") {
				continue
			}
		}
		start := at + strings.Index(text[at:h.End], name)
		out = append(out, mention{start: start, end: h.End, kind: companyMention, name: name, place: leadingPlace(name)})
		from = h.End
	}
	return out
}
