package extract

import (
	"slices"
	"strings"

	"wenxiang/data/vocabulary"
)

// A registry knows the projects and firms that a report names, and the shorter names that later
// mentions use.
type registry struct {
	projects []*project
	firms    []string
	// byName maps each printed name to its project, once settle has run.
	byName map[string]*project
	// aliases are the names that the text itself defines (以下简称…): to a project or a firm.
	firmAlias    map[string]string
	projectAlias map[string]string
	aliasWords   *vocabulary.Lexicon
	main         *project // what a report on one project is about
	knownFirms   map[string]bool
	shortFirms   map[string]string // firm → its shortest alias, once settle has run
}

type project struct {
	name    string
	company string
	place   string
	printed []string // every form seen
	weak    bool
	first   int  // order of appearance
	told    bool // its firm has been said
	stem    string
	length  int    // characters of name
	lead    string // the place that stem begins with
}

func newRegistry() *registry {
	return &registry{byName: map[string]*project{}, firmAlias: map[string]string{}, projectAlias: map[string]string{}, knownFirms: map[string]bool{}}
}

// see takes in a mention of the first reading.
func (g *registry) see(m mention) {
	switch m.kind {
	case companyMention:
		if !g.knownFirms[m.name] {
			g.knownFirms[m.name] = true
			g.firms = append(g.firms, m.name)
		}
	case projectMention:
		if p := g.byName[m.name]; p != nil {
			if p.company == "" {
				p.company = m.company
			}
			return
		}
		p := &project{name: m.name, company: m.company, place: m.place, printed: []string{m.name}, weak: m.weak, first: len(g.projects),
			stem: stem(m.name), length: runes(m.name)}
		p.lead = leadingPlace(p.stem)
		g.projects = append(g.projects, p)
		g.byName[m.name] = p
	}
}

// define takes in the short names that a sentence defines: X（以下简称Y）.
func (g *registry) define(text string, mentions func(string) []mention) {
	for _, mark := range []string{"（以下简称", "(以下简称", "（下称", "(下称", "（简称", "(简称"} {
		rest, at := text, 0
		for {
			i := strings.Index(rest, mark)
			if i < 0 {
				break
			}
			alias := rest[i+len(mark):]
			end := strings.IndexAny(alias, "）)")
			if end < 0 {
				break
			}
			alias = strings.Trim(strings.TrimPrefix(alias[:end], "为"), "“”：:\"")
			before := text[:at+i]
			if j := strings.LastIndexAny(before, "。；"); j >= 0 {
				before = before[j+len("。"):]
			}
			for _, name := range strings.FieldsFunc(alias, func(r rune) bool { return r == '、' || r == '或' }) {
				g.alias(strings.Trim(name, "“”"), before, mentions(before))
			}
			at += i + len(mark)
			rest = text[at:]
		}
	}
}

func (g *registry) alias(name, before string, found []mention) {
	if runes(name) < 2 {
		return
	}
	for i := len(found) - 1; i >= 0; i-- {
		m := found[i]
		switch {
		case m.kind == companyMention && (m.end == len(before) || !strings.HasSuffix(name, "项目")):
			g.firmAlias[name] = m.name
			return
		case m.kind == projectMention:
			g.projectAlias[name] = m.name
			return
		}
	}
}

// settle joins short names to full ones. A name that would shorten several full names stays itself.
func (g *registry) settle(text string) {
	stems := g.firmStems(text)
	for a, f := range stems {
		if _, defined := g.firmAlias[a]; !defined {
			g.firmAlias[a] = f
		}
	}
	g.giveFirms()
	full, firms := make([]string, len(g.projects)), make([]string, len(g.projects))
	for i, q := range g.projects {
		full[i], firms[i] = unquote(q.company)+q.stem, q.company
	}
	g.joinShorter(newPairIndex(full))
	g.joinFirms(newPairIndex(firms))
	for _, p := range g.projects { // follow chains: A → B → C
		for n := 0; g.byName[p.name] != g.byName[g.byName[p.name].name] && n < 8; n++ {
			g.byName[p.name] = g.byName[g.byName[p.name].name]
		}
		if full := g.byName[p.name]; full != p {
			full.printed = append(full.printed, p.name)
			if full.company == "" {
				full.company = p.company
			}
			if full.place == "" {
				full.place = p.place
			}
			full.weak = full.weak && p.weak
		}
	}
	words := map[string]string{}
	for _, p := range g.projects {
		if p.length >= 4 {
			words[p.name] = "project"
		}
		if s := p.stem; runes(s) >= 4 && s != p.name && !isGeneric(s) && g.byName[s] == nil {
			words[s] = "project"
			g.projectAlias[s] = p.name
		}
	}
	for a := range g.projectAlias {
		words[a] = "project"
	}
	g.shortFirms = map[string]string{}
	for a, f := range g.firmAlias {
		words[a] = "firm"
		if best, ok := g.shortFirms[f]; !ok || runes(a) < runes(best) || runes(a) == runes(best) && a < best {
			g.shortFirms[f] = a
		}
	}
	if len(words) > 0 {
		g.aliasWords = vocabulary.NewLexicon(words)
	}
}

// joinShorter finds for each project the one that its name is a shorter form of.
func (g *registry) joinShorter(index *pairIndex) {
	for _, p := range g.projects {
		var full *project
		several := false
		for _, i := range g.longer(index, p) {
			q := g.projects[i]
			if q == p || q.length < p.length && runes(index.texts[i]) <= runes(p.stem) || !g.shortens(p, q, index.texts[i]) {
				continue
			}
			switch {
			case full == nil:
				full = q
			case g.shortens(full, q, index.texts[i]):
				full = q
			case g.shortens(q, full, index.texts[full.first]):
			default:
				several = true
			}
		}
		if full != nil && !several {
			g.byName[p.name] = full
		}
	}
}

// longer returns the projects whose names can hold p's, with or without the place before it.
func (g *registry) longer(index *pairIndex, p *project) []int32 {
	list := index.pieced(p.stem)
	if p.lead == "" {
		return list
	}
	rest, ok := withoutPlace(p.stem)
	if !ok {
		return list
	}
	out := slices.Clone(list)
	out = append(out, index.pieced(rest)...)
	slices.Sort(out)
	return slices.Compact(out)
}

// withoutPlace is a name without the place that it begins with, where a name is left.
func withoutPlace(name string) (string, bool) {
	for _, h := range findPlaces(name) {
		if h.Start == 0 && runes(name[h.End:]) >= 3 {
			return name[h.End:], true
		}
	}
	return "", false
}

// joinFirms joins a project that is called after a firm only with the one project of that firm:
// 华聚精电项目.
func (g *registry) joinFirms(index *pairIndex) {
	for _, p := range g.projects {
		s := p.stem
		if g.byName[p.name] != p || runes(s) < 3 || runes(s) > 6 {
			continue
		}
		var full *project
		several := false
		for _, i := range index.holding(s) {
			q := g.projects[i]
			if q != p && strings.Contains(q.company, s) && !strings.HasPrefix(q.name, s) {
				several = several || full != nil
				full = q
			}
		}
		if full != nil && !several {
			g.byName[p.name] = full
		}
	}
}

// firmStems gives the short names by which the text calls its firms: the beginning or the end of a
// firm's own name, without place and legal form, where the text uses it by itself.
func (g *registry) firmStems(text string) map[string]string {
	type short struct{ name, firm string }
	var shorts []short
	counts := map[string]int{}
	for _, f := range g.firms {
		core := firmCore(f)
		rs := []rune(core)
		counts[f] = 0
		for n := min(6, len(rs)); n >= 3; n-- {
			for _, s := range []string{string(rs[:n]), string(rs[len(rs)-n:])} {
				if n == 3 && s != core || isGeneric(s) || len(vocabulary.FindMeasures(s)) > 0 || runes(s) < 5 && leadingPlace(s) != "" || tradeWord(s) {
					continue
				}
				shorts = append(shorts, short{s, f})
				counts[s] = 0
			}
		}
	}
	occurrences(text, counts)
	out := map[string]string{}
	shared := map[string]bool{}
	for _, c := range shorts {
		if counts[c.name] <= counts[c.firm] && c.name != firmCore(c.firm) {
			continue
		}
		if old, ok := out[c.name]; ok && old != c.firm {
			if common(old, c.firm) < len("四个字的") && !strings.HasPrefix(firmCore(old), c.name) {
				shared[c.name] = true
			}
			continue
		}
		out[c.name] = c.firm
	}
	for s := range shared {
		delete(out, s)
	}
	return out
}

// tradeWord tells the words of trades, which many firms share: 新能源科技, 新材料.
func tradeWord(s string) bool {
	for _, h := range genericWords.Find(s) {
		if h.Start == 0 {
			return true
		}
	}
	if runes(s) > 4 {
		return false
	}
	for _, w := range []string{"金属制品", "半导体", "科技", "材料", "电子", "信息", "技术", "能源", "食品", "机械", "投资", "建设", "发展", "实业", "贸易", "有限", "责任", "制品", "集团"} {
		if rest := strings.Replace(s, w, "", 1); rest != s {
			return runes(rest) < 2 || isGeneric(rest) || leadingPlace(rest) == rest // 新能源, 四平投资, but not 海川能源
		}
	}
	return false
}

// firmCore is a firm's name without the place before and the legal form after.
func firmCore(f string) string {
	s := f
	if place := firstPlaceIn(f); len(f) > len(place) {
		s = f[len(place):]
	}
	for _, h := range firmSuffixes.Find(s) {
		if h.End == len(s) && h.Start > 0 {
			s = s[:h.Start]
		}
	}
	if i := strings.IndexAny(s, "（("); i > 0 {
		s = s[:i]
	}
	return s
}

// giveFirms gives a project the firm whose short name its own name, or an alias of it, begins with.
func (g *registry) giveFirms() {
	index := newPairIndex(g.firms)
	aliases := map[string][]string{}
	for a, full := range g.projectAlias {
		aliases[full] = append(aliases[full], a)
	}
	for _, list := range aliases {
		slices.Sort(list)
	}
	for _, p := range g.projects {
		if p.company != "" {
			continue
		}
		for _, n := range append([]string{p.name}, aliases[p.name]...) {
			found, several := "", false
			if s := stem(n); runes(s) >= 2 && runes(s) <= 4 && !isGeneric(s) && leadingPlace(s) == "" {
				for _, i := range index.holding(s) {
					if f := g.firms[i]; strings.Contains(f, s) {
						several = several || found != "" && found != f
						found = f
					}
				}
			}
			if f, ok := g.aliasBefore(n); ok {
				found, several = f, false
			}
			if found != "" && !several {
				p.company = found
			}
		}
	}
}

// aliasBefore finds the firm by whose short name, of three characters or more, a name begins; the
// longest one counts.
func (g *registry) aliasBefore(name string) (firm string, ok bool) {
	n := 0
	for i := range name + "." {
		if n >= 3 {
			if f, known := g.firmAlias[name[:i]]; known {
				firm, ok = f, true
			}
		}
		n++
	}
	return firm, ok
}

// shortens tells whether the project p is q under a shorter name; b is q's firm and stem.
func (g *registry) shortens(p, q *project, b string) bool {
	a := p.stem
	if strings.HasSuffix(q.name, "段") && !strings.HasSuffix(p.name, "段") && isLine(p.name) {
		return false // a line is not its stretch
	}
	if p.company != "" && q.company != "" && !strings.Contains(q.company, p.company) && !strings.Contains(p.company, q.company) {
		return false
	}
	if p.lead != "" && !strings.Contains(b, a) {
		for _, h := range findPlaces(a) {
			if h.Start == 0 && runes(a[h.End:]) >= 3 {
				if q.place != "" && !vocabulary.Within(q.place, h.Key) && !vocabulary.Within(h.Key, q.place) {
					return false
				}
				if !strings.Contains(b, a[:h.End]) {
					a = a[h.End:]
				}
			}
		}
	}
	return chunked(a, b) && runes(a) >= 2 && (p.weak || leadingPlace(a) != "" || !isGeneric(a))
}

// resolve finds the project that a printed name means.
func (g *registry) resolve(name string) *project {
	if full, ok := g.projectAlias[name]; ok {
		name = full
	}
	if p := g.byName[name]; p != nil {
		return p
	}
	return nil
}

// projectOfFirm finds the one project of a firm that the report names.
func (g *registry) projectOfFirm(firm string) *project {
	var found *project
	for _, p := range g.projects {
		if g.byName[p.name] != p || p.company == "" || p.company != firm {
			continue
		}
		if found != nil {
			return nil
		}
		found = p
	}
	return found
}

// shortFirm is the name by which the report calls a firm: its alias, or the name without place and
// legal form.
func (g *registry) shortFirm(firm string) string {
	best := g.shortFirms[firm]
	if best == "" {
		best = firm
	}
	for _, h := range firmSuffixes.Find(best) {
		if h.End == len(best) && h.Start > 0 {
			best = best[:h.Start]
		}
	}
	return best
}

// projectNamedAfter finds the one project whose name begins with a firm's short name, or is the beginning of it: 海晟项目
// of 海晟冷链食品公司.
func (g *registry) projectNamedAfter(firm string) *project {
	if firm == "" {
		return nil
	}
	short := g.shortFirm(firm)
	if runes(short) < 2 {
		return nil
	}
	var found *project
	for _, p := range g.projects {
		full := g.byName[p.name]
		if !strings.HasPrefix(p.name, short) && !(runes(p.stem) >= 2 && p.name == p.stem+"项目" && strings.HasPrefix(short, p.stem)) || full == found {
			continue
		}
		if found != nil {
			return nil
		}
		found = full
	}
	return found
}

// known adds the mentions of names that the report has defined or printed before to those that
// show themselves by their form.
func (g *registry) known(text string, found []mention) []mention {
	if g.aliasWords == nil {
		return found
	}
	added := false
	for _, h := range g.aliasWords.Find(text) {
		m := mention{start: h.Start, end: h.End, kind: projectMention, name: h.Word}
		if h.Key == "firm" {
			m.kind, m.name = companyMention, g.firmAlias[h.Word]
		}
		kept, hidden := found[:0:0], false
		for _, x := range found {
			switch {
			case x.end <= m.start || m.end <= x.start:
				kept = append(kept, x)
			case x.kind == projectMention || x.end-x.start >= m.end-m.start && x.kind != placeMention && x.kind != backMention && x.kind != groupMention:
				hidden = true
			}
		}
		if hidden {
			continue
		}
		if p := phaseWords.Find(text[m.end:]); m.kind == projectMention && len(p) > 0 && p[0].Start == 0 {
			m.phase = phaseName(p[0].Word)
			m.end += p[0].End
			kept = withoutPhaseAt(kept, m.start, m.end)
		}
		found, added = append(kept, m), true
	}
	if added {
		sortMentions(found)
	}
	return found
}

func withoutPhaseAt(list []mention, start, end int) []mention {
	kept := list[:0]
	for _, x := range list {
		if x.start >= start && x.end <= end {
			continue
		}
		kept = append(kept, x)
	}
	return kept
}
