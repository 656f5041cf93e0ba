package query

import (
	"math/bits"
	"regexp"
	"strings"
	"unicode/utf8"

	"wenxiang/data/extract"
)

// A matcher finds how much of each term of one question stands in each text.
type matcher struct {
	ix            *index
	terms, joined []*term // see termsFor
}

// another tells whether a term is part of the name of another project or company than the fact's own, and stands
// neither among the words that own the figure nor in its clause: then the figure is not about what was named.
func (m *matcher) another(t *term, e *entry) bool {
	if e.Project == "" && e.Company == "" {
		return false
	}
	if m.beside(t, e) && !m.headless(t, e) {
		return false
	}
	spoken := e.report.Lang == "en" && m.spokenBefore(t, e)
	for _, n := range m.ix.of(e.report).names {
		if m.mask(t, n) == t.all() && !(spoken && (e.Project == "" || !m.ix.of(e.report).hasProject(m.ix.texts[n]))) {
			return true
		}
	}
	return false
}

// headless tells whether of a name of four characters or more only the end (医院, 铁路) stands beside a figure, nothing of its
// beginning.
func (m *matcher) headless(t *term, e *entry) bool {
	if !hasHan(t.text) || len(t.runes) < 4 {
		return false
	}
	for _, tier := range [][]int{e.own, e.near} {
		for _, id := range tier {
			if m.mask(t, id)&3 != 0 {
				return false
			}
		}
	}
	return true
}

// spokenBefore tells whether the sentences that lead to a figure name all of a term: the plant that a company has just
// agreed to build is what the company invests in, and the company is whose plant it is.
func (m *matcher) spokenBefore(t *term, e *entry) bool {
	for _, id := range e.carried {
		if m.mask(t, id) == t.all() {
			return true
		}
	}
	return false
}

// beside tells whether most of a term stands among the words that own a figure or in its clause.
func (m *matcher) beside(t *term, e *entry) bool {
	for _, tier := range [][]int{e.own, e.near} {
		for _, id := range tier {
			if 2*ones(m.mask(t, id)) >= ones(t.all()) {
				return true
			}
		}
	}
	return false
}

// partNames end the names of parts of a project: what is said of the whole does not hold for them.
const partNames = "馆厂区楼站场园线库港桥路城院校房室塔坝井池棚段座栋湾镇村"

// partOf tells whether a term names a part of a project, or another thing in its sentence, that the figure is not about:
// its last characters stand neither among the words that own the figure nor in its clause, though the reports know them.
func (m *matcher) partOf(t *term, e *entry) bool {
	if !hasHan(t.text) || len(t.runes) < 2 || e.Project == "" {
		return false
	}
	var all, beside uint64
	for _, tier := range [][]int{e.own, e.near} {
		for _, id := range tier {
			beside |= m.mask(t, id)
		}
	}
	// The clauses just before still speak of the same thing.
	for _, id := range e.carried[:min(2, len(e.carried))] {
		if holds(m.ix.texts[id], t.text) {
			return false
		}
	}
	if beside == t.all() {
		return false
	}
	all = beside
	for _, tier := range [][]int{e.carried, e.wide} {
		for _, id := range tier {
			all |= m.mask(t, id)
		}
	}
	last := len(t.runes) - 1
	if strings.ContainsRune(partNames, t.runes[last]) && beside&(1<<uint(last)) == 0 {
		return !m.endsBeside(t, e)
	}
	for _, n := range m.ix.of(e.report).names {
		if m.mask(t, n) == t.all() {
			return false // a company's name, of which the project's is a part
		}
	}
	// A stretch that stands nowhere near the figure, though the reports hold it elsewhere, names something else.
	for i := 0; i+1 <= last; i++ {
		if all&(3<<uint(i)) == 0 && m.ix.slips.known[string(t.runes[i:i+2])] {
			return true
		}
	}
	return false
}

// endsBeside tells whether another word for the end of a term stands beside a figure: 高层建筑 for the 高楼 of 百米高楼.
func (m *matcher) endsBeside(t *term, e *entry) bool {
	for i := 1; i+1 < len(t.runes); i++ {
		for _, alt := range words().synonyms[string(t.runes[i:])] {
			for _, tier := range [][]int{e.own, e.near} {
				for _, id := range tier {
					if holds(m.ix.texts[id], alt) {
						return true
					}
				}
			}
		}
	}
	return false
}

// namedElsewhere tells whether a term is all of it in the name of another owner of figures, be it a project, a company or an
// occasion, while it does not stand in full anywhere near this one: 一窑三线 is not answered by 一窑两线.
func (m *matcher) namedElsewhere(t *term, e *entry) bool {
	if e.Project == "" && e.Company == "" && e.Event == "" || hasHan(t.text) && len(t.runes) < 3 || !hasHan(t.text) && len(t.alts) == 0 {
		return false
	}
	if hasHan(t.text) && !m.otherInPlace(t, e) || !hasHan(t.text) && m.beside(t, e) {
		return false
	}
	for _, n := range m.ix.of(e.report).owners {
		if m.mask(t, n) == t.all() {
			return true
		}
	}
	return false
}

// otherInPlace tells whether the words that own a figure have another character in the place of one of a term's between the
// same two: 一窑两线 for 一窑三线.
func (m *matcher) otherInPlace(t *term, e *entry) bool {
	for i := 1; i+1 < len(t.runes); i++ {
		before, here, after := t.runes[i-1], t.runes[i], t.runes[i+1]
		for _, id := range e.own {
			last, before2 := rune(0), rune(0)
			for _, r := range m.ix.texts[id] {
				if before2 == before && r == after && last != here && isHan(last) {
					return true
				}
				before2, last = last, r
			}
		}
	}
	return false
}

// groupOf tells whether a text carried to a figure of a group of projects is the clause that counts another group of the same
// sentence: 入驻甲园的8个，总投资…，入驻乙园的2个，总投资….
func (m *matcher) groupOf(t *term, e *entry, text int) bool {
	if e.SubjectKind != extract.GroupSubject {
		return false
	}
	for _, x := range m.ix.sentences[e.sentence].entries {
		if x.SubjectKind == extract.GroupSubject && x.Subject != "" && x.Subject != e.Subject && x.near != nil && x.Dim == e.Dim {
			for _, id := range x.own {
				if 2*ones(m.mask(t, id)) >= ones(t.all()) {
					return true
				}
			}
		}
	}
	return false
}

// sibling tells whether a term that is not beside a figure names the owner of another figure of its sentence: 社会投资
// names the 115 projects of "238个：政府投资123个，社会投资115个", not the 238.
func (m *matcher) sibling(t *term, e *entry) bool {
	if e.sentence < 0 || m.beside(t, e) {
		return false
	}
	for _, id := range e.carried {
		if 2*ones(m.mask(t, id)) >= ones(t.all()) && !m.groupOf(t, e, id) {
			return false // the topic of both
		}
	}
	for _, x := range m.ix.sentences[e.sentence].entries {
		if x == e || x.Dim != e.Dim || x.Unit != e.Unit {
			continue
		}
		for _, id := range x.own {
			if 2*ones(m.mask(t, id)) >= ones(t.all()) {
				return true
			}
		}
	}
	return false
}

// aloneHolds tells whether the one project of a report is spoken of by a name that stands elsewhere, in a sentence with another
// word of the question: who builds it, in a figure's sentence that only says 该项目.
func (m *matcher) aloneHolds(q *question, t *term, e *entry) bool {
	if e.Project == "" || m.ix.alone[e.report] != e.Project || !hasHan(t.text) || len(t.runes) < 2 {
		return false
	}
	for _, s := range m.ix.of(e.report).sentences {
		if m.mask(t, s.folded) != t.all() {
			continue
		}
		for _, x := range q.strong() {
			if x != t && m.mask(x, s.folded) == x.all() && m.beside(x, e) {
				return true
			}
		}
	}
	return false
}

// holed tells whether a term holds a character that stands nowhere near a figure while those around it do: 石桥水电站 is
// another thing than 石桥风电场. A character that says little may be missing.
func (m *matcher) holed(t *term, e *entry) bool {
	if !hasHan(t.text) || len(t.runes) < 3 {
		return false
	}
	var got uint64
	for _, tier := range [][]int{e.own, e.near, e.carried, e.wide} {
		for _, id := range tier {
			got |= m.mask(t, id)
		}
	}
	for i, r := range t.runes {
		if got&(1<<uint(i)) != 0 || !isHan(r) || strings.ContainsRune(particleRunes+looseRunes, r) {
			continue
		}
		before, after := got&(1<<uint(i)-1), got>>uint(i+1)
		if before != 0 && after != 0 && !m.slipAt(t, i, e) {
			return true
		}
	}
	return false
}

// slipAt tells whether the character at i of a term is a slip, by sound or by shape, of the one that stands in its place in
// a fact's texts (玉环听君 for 玉环昕君).
func (m *matcher) slipAt(t *term, i int, e *entry) bool {
	if i == 0 || i+1 >= len(t.runes) {
		return false
	}
	left, right, r := string(t.runes[i-1]), t.runes[i+1], t.runes[i]
	for _, tier := range [][]int{e.own, e.near, e.carried, e.wide} {
		for _, id := range tier {
			text := m.ix.texts[id]
			for from := 0; ; {
				k := strings.Index(text[from:], left)
				if k < 0 {
					break
				}
				from += k + len(left)
				x, n := utf8.DecodeRuneInString(text[from:])
				if y, _ := utf8.DecodeRuneInString(text[from+n:]); y == right && (sound(x) == sound(r) || strings.ContainsRune(string(words().lookalikes[r]), x)) {
					return true
				}
			}
		}
	}
	return false
}

// strange tells whether a name of two words ends with one that no report holds, though it begins as a name beside a figure:
// 安宁西庄 is not 安宁昕阳, 德瑞玻璃 not 德瑞金属.
func (m *matcher) strange(t *term, e *entry) bool {
	const first, last = 3, 3 << 2
	if !hasHan(t.text) || len(t.runes) != 4 || len(t.alts) > 0 || m.ix.slips.known[string(t.runes[2:])] || len(m.ix.slips.bySound[soundOf(t.runes[2:])]) > 0 || strings.ContainsAny(t.text, "一二三四五六七八九十0123456789") ||
		strings.ContainsRune(looseRunes+particleRunes, t.runes[2]) || strings.ContainsRune(looseRunes+particleRunes, t.runes[3]) {
		return false
	}
	got := uint64(0)
	for _, tier := range [][]int{e.own, e.near, e.carried, e.wide} {
		for _, id := range tier {
			got |= m.mask(t, id)
		}
	}
	return got&first != 0 && got&last == 0
}

// elsewhere tells whether a term is the name of something that a report holds whole, and a figure of no single project has
// all of it but its last character, which says what it is: 储备 of 谋划储备一批 is no 储备库.
func (m *matcher) elsewhere(t *term, e *entry) bool {
	if e.Project != "" || e.Company != "" || !hasHan(t.text) || len(t.runes) < 3 {
		return false
	}
	last := uint64(1) << uint(len(t.runes)-1)
	for _, tier := range [][]int{e.own, e.near, e.carried, e.wide} {
		for _, id := range tier {
			if m.mask(t, id)&last != 0 {
				return false
			}
		}
	}
	return strings.ContainsRune(thingEnds, t.runes[len(t.runes)-1]) || t.wholeSomewhere(m.ix)
}

// thingEnds end the names of things that are another thing without them.
const thingEnds = "库馆楼站厂港桥院校塔坝井"

// namedWhole tells whether a long name stands as it is in the reports, but not beside a figure that is of another thing: of a
// project whose own name begins the figure's clause (蓝田冷链物流 is no 谷川高科产业园), or of several of which it is named as one
// (蓝田冷链物流产业园等12个项目总投资…).
func (m *matcher) namedWhole(t *term, e *entry) bool {
	if !hasHan(t.text) || len(t.runes) < 5 || len(t.alts) > 0 || m.beside(t, e) && e.SubjectKind != extract.GroupSubject {
		return false
	}
	if e.SubjectKind == extract.GroupSubject {
		for _, tier := range [][]int{e.near, e.carried, e.wide} {
			for _, id := range tier {
				if i := strings.Index(m.ix.texts[id], t.text); i >= 0 && oneOfSeveral.MatchString(m.ix.texts[id][i+len(t.text):]) {
					return true
				}
			}
		}
		return false
	}
	name := []rune(e.Project)
	return e.Project != "" && strings.Contains(e.Clause, string(name[max(0, len(name)-6):])) && t.wholeSomewhere(m.ix)
}

// oneOfSeveral stands behind a name that is given for several: 产业园等12个项目.
var oneOfSeveral = regexp.MustCompile(`^\p{Han}{0,6}等(?:[0-9]+|[一二三四五六七八九十两]+)?[个项]`)

// wholeSomewhere tells whether any text of the reports holds a term as it stands.
func (t *term) wholeSomewhere(ix *index) bool {
	if t.entire == 0 {
		t.entire = -1
		s := t.spots(ix)
		for _, id := range s.texts {
			if strings.Contains(ix.texts[id], t.text) {
				t.entire = 1
				break
			}
		}
	}
	return t.entire > 0
}

// looseRunes are characters by which names are said longer or shorter without naming another thing.
const looseRunes = "市县区省州镇乡村街厂司所院部园馆路线段座处站场局集团业公项目工程建设新老旧大小总全第级类型化性式品产等之及约近超多余"

// mask tells which characters of a term stand in a text, one bit each; all bits for a term found by another name.
func (m *matcher) mask(t *term, text int) uint64 { return t.spots(m.ix).at(text) }

// coverage is how well the texts of an entry cover a term, from 0 to 1 with the weights of where it stands, and
// how much of it stands anywhere at all.
func (m *matcher) coverage(t *term, e *entry) (weighted, found float64) {
	all, got, sum := t.all(), uint64(0), 0.0
	for _, tier := range [...]struct {
		texts  []int
		weight float64
	}{{e.own, ownWeight}, {e.near, nearWeight}, {e.carried, carriedWeight}, {e.wide, wideWeight}} {
		if got == all {
			break
		}
		mask := uint64(0)
		for _, id := range tier.texts {
			mask |= m.mask(t, id)
		}
		mask &^= got
		got |= mask
		sum += tier.weight * float64(bits.OnesCount64(mask))
	}
	n := float64(bits.OnesCount64(all))
	return sum / n, float64(bits.OnesCount64(got)) / n
}

func ones(x uint64) int { return bits.OnesCount64(x) }
