package extract

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A link ties a count to the group of projects that it counts, and a sum of money to the group
// whose members it bounds.
type links struct {
	counts map[int]int // quantity → mention
	scopes map[int]int // mention → quantity
	direct map[int]int // count → scope quantity, where no word stands between (50亿元以上12个)
	group  map[int]bool
	post   map[int]bool // the count stands before what it counts
}

// anyPost tells whether some count stands before what it counts.
func (l links) anyPost() bool {
	for _, ok := range l.post {
		if ok {
			return true
		}
	}
	return false
}

func (p *part) links() links {
	l := links{map[int]int{}, map[int]int{}, map[int]int{}, map[int]bool{}, map[int]bool{}}
	for j, m := range p.mentions {
		if m.kind != projectMention && m.kind != groupMention && m.kind != backMention || !countedAsProject(m) || projectOffice.MatchString(p.text[m.end:]) {
			continue
		}
		for i, q := range p.qs {
			switch {
			case q.Dim == quantity.Count && isProjectUnit(q.Unit) && !oneOf(q.Printed):
				if _, done := l.counts[i]; done {
					continue
				}
				before := m.start
				if k, ok := l.scopes[j]; ok {
					before = p.qs[k].Start
				}
				if i+1 < len(p.qs) && p.qs[i+1].End < m.start && p.qs[i+1].Dim == quantity.Money && p.gap(p.qs[i+1].End, m.start) == "的" && p.qs[i+1].Approx != "以上" {
					if _, measured := p.measureBefore(i + 1); measured && runes(p.gap(q.End, p.qs[i+1].NumStart)) <= 6 { // 9个总投资3亿元的外资项目
						l.counts[i], l.group[j], l.post[i] = j, true, true
						continue
					}
				}
				if q.End <= before && countable(p.gap(q.End, before)) {
					l.counts[i], l.group[j], l.post[i] = j, true, true
				} else if m.end <= q.Start && onlyLinks(trimLead(p.gap(m.end, q.Start), "新增", "净增")) && !p.countsNext(i) && !p.someOf(l, j, i) {
					l.counts[i], l.group[j] = j, true
				}
			case q.Dim == quantity.Money && q.End <= m.start && !(i+1 < len(p.qs) && p.qs[i+1].Start < m.start) && scopeGap(p.gap(q.End, m.start)) && (m.kind != projectMention || p.isScope(i, m)):
				if _, measured := p.measureBefore(i); measured && q.Approx != "以上" && q.Approx != "以下" && q.Max == nil && p.gap(q.End, m.start) == "的" && p.countedTotal(i) {
					continue
				}
				if q.Approx != "" || q.Max != nil || strings.Trim(p.gap(q.End, m.start), " ") != "" || m.kind != projectMention {
					l.scopes[j] = i
					p.spent[i] = true
				}
			}
		}
	}
	for i, q := range p.qs { // counts whose group was found before its scope
		if q.Dim != quantity.Count || !isProjectUnit(q.Unit) {
			continue
		}
		if _, done := l.counts[i]; done || oneOf(q.Printed) {
			continue
		}
		for j := range p.mentions {
			if k, ok := l.scopes[j]; ok && q.End <= p.qs[k].Start && countable(p.gap(q.End, p.qs[k].Start)) {
				l.counts[i], l.group[j], l.post[i] = j, true, true
			}
		}
		if i > 0 && p.qs[i-1].Dim == quantity.Money && !p.spent[i-1] && onlyLinks(strings.TrimPrefix(p.gap(p.qs[i-1].End, q.Start), "的")) &&
			(p.qs[i-1].Approx != "" || p.qs[i-1].Max != nil || strings.HasPrefix(p.text[p.qs[i-1].End:], "的")) {
			if _, ok := p.measureBefore(i - 1); !ok || p.qs[i-1].Approx == "以上" {
				l.direct[i] = i - 1
				p.spent[i-1] = true
			}
		}
	}
	for i, q := range p.qs { // 新增亿元以上入库企业153个: what is counted, not how much
		if q.Dim == quantity.Money && !p.spent[i] && q.Approx == "以上" && i+1 < len(p.qs) && p.qs[i+1].Dim == quantity.Count && p.qs[i+1].Unit != "人" {
			if gap := p.gap(q.End, p.qs[i+1].Start); runes(gap) >= 2 && runes(gap) <= 14 && !strings.ContainsAny(gap, "，、；") && !strings.Contains(gap, "项目") {
				if _, measured := p.measureBefore(i); !measured {
					p.spent[i] = true
				}
			}
		}
	}
	for i, q := range p.qs { // 5000万元以上、已发行专项债券的项目: a bound without a count is no figure
		if q.Dim == quantity.Money && !p.spent[i] && (q.Approx == "以上" || q.Approx == "以下") {
			rest := p.text[q.End:]
			if _, measured := p.measureBefore(i); !measured && !isDigit(q.Printed[0]) && startsWithAny(q.Printed, "亿", "千万", "百亿", "十亿", "千亿", "百万") {
				p.spent[i] = true // 新增亿元以上入库企业153家
			}
			if startsWithAny(rest, "、已", "的、", "企业", "的企业", "工业企业", "重大", "重点", "产业", "工业", "技改", "的重大", "的重点") {
				p.spent[i] = true
			}
		}
	}
	return l
}

// projectOffice follows 项目 in the name of those who look after projects: 5个项目|推进专班.
var projectOffice = regexp.MustCompile(`^\p{Han}{0,4}?(?:小组|专班|工作组|攻坚组|推进组|服务组|落地组|指挥部|办公室|团队|秘书|管家|专员|经理|服务站)(?:$|[，、；。和等])`)

// countedTotal tells whether the i-th quantity is the total of the projects that the count right before it counts:
// 9个总投资3亿元的外资项目.
func (p *part) countedTotal(i int) bool {
	return i > 0 && p.qs[i-1].Dim == quantity.Count && isProjectUnit(p.qs[i-1].Unit) && runes(p.gap(p.qs[i-1].End, p.qs[i].NumStart)) <= 6
}

// someOf tells whether a count behind a group that is counted already says of how many of it something holds: 60个新开工项目
// 已有20个开工.
func (p *part) someOf(l links, mi, i int) bool {
	return l.group[mi] && l.post[i-1] && l.counts[i-1] == mi && p.statusAfter(i) != ""
}

// statusAfter is the state that follows a count: 20个|已开工.
func (p *part) statusAfter(i int) string {
	for _, h := range p.statuses {
		if h.Start < p.qs[i].End {
			continue
		}
		switch strings.TrimPrefix(p.gap(p.qs[i].End, h.Start), "项目") {
		case "", "已", "已经", "实现", "正式", "全面", "正在":
			return h.Word
		}
		break
	}
	return ""
}

// countedAsProject tells names that a count can count as projects.
func countedAsProject(m mention) bool {
	return !m.weak || strings.HasSuffix(m.name, "项目")
}

// countsNext tells whether the i-th quantity stands right before a project's name, which it then
// counts, whatever stands before it.
func (p *part) countsNext(i int) bool {
	for _, m := range p.mentions {
		if m.start >= p.qs[i].End && countedAsProject(m) && (m.kind == groupMention || m.kind == backMention || m.kind == projectMention) && countable(p.gap(p.qs[i].End, m.start)) {
			return true
		}
	}
	return p.qs[i].Printed != "" && strings.HasSuffix(p.qs[i].Printed, "大")
}

// isScope tells whether money before a specific name bounds a group rather than being its figure.
func (p *part) isScope(i int, m mention) bool {
	if p.qs[i].Approx != "以上" && p.qs[i].Max == nil {
		return false
	}
	_, ok := p.measureBefore(i)
	return !ok
}

func isProjectUnit(unit string) bool {
	for _, u := range vocabulary.Cues("project_unit") {
		if u == unit {
			return true
		}
	}
	return false
}

// oneOf tells 一个, 一座, 一条: not a count but an article.
func oneOf(printed string) bool { return strings.HasPrefix(printed, "一") && runes(printed) <= 3 }

// countable tells whether the words between a count and the name after it belong to the name.
func countable(gap string) bool {
	if strings.ContainsAny(gap, "0123456789") {
		return false // 8大领域234个省列重大项目: the nearer count counts them
	}
	return gap == "" || gap == "的" || saysStatus(strings.TrimSuffix(gap, "的")) || runes(gap) <= 10 && !strings.ContainsAny(gap, "，、；：") && edge(gap, 0, len(gap), nil) == 0 && len(vocabulary.FindMeasures(gap)) == 0
}

// saysStatus tells whether words between a count and what it counts are a state of projects, whole or begun: 21个新开工|项目,
// 9个已|签约项目.
func saysStatus(words string) bool {
	for _, h := range vocabulary.FindStatuses(words) {
		if h.Start == 0 && h.End == len(words) {
			return true
		}
	}
	return isCue("begins_status", words)
}

func scopeGap(gap string) bool {
	switch strings.TrimSpace(gap) {
	case "", "的", "级", "级的", "元", "规模的", "及以上", "级别":
		return true
	}
	return isGenericModifier(gap)
}

func isGenericModifier(gap string) bool {
	return runes(gap) <= 6 && isGeneric(gap) && !strings.ContainsAny(gap, "，、；")
}
