package query

import (
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// A clause is a piece of a sentence between two pauses, the smallest stretch that can answer a question in words.
type clause struct {
	sentence *sentence
	from, to int    // byte offsets in the sentence
	text     string // as loaded
	folded   string
	// opens is true where a new matter may begin: at the start of a sentence and after a semicolon.
	opens bool
	// heads are the names at the beginning of the clause: what follows is about them.
	heads []string
	firms []string // those of heads that are companies
	// phase is the phase of which the clause speaks, by its own words or those of the clauses before it.
	phase string
	// phases are all phases that the clause itself names.
	phases []string

	id     int // its text's number in the index
	number int // its place among all clauses
	han    bool
	// What questions look for in it is kept.
	marks marks
	said  [maxEvidence]atomic.Int32 // see says; one more than the count
	// news are its folded characters without the general words.
	news     kept[[]rune]
	periods  kept[[]quantity.Period]
	dates    kept[[]dated]
	items    kept[int]
	listed   kept[[][]string]
	places   kept[[]vocabulary.Hit]
	located  kept[bool]
	situated kept[bool]
}

// has tells whether the clause has a pattern.
func (c *clause) has(p *pattern) bool { return c.marks.has(p, c.text) }

// when gives the periods of which the clause speaks.
func (c *clause) when() []quantity.Period {
	return c.periods.get(func() []quantity.Period { return quantity.FindPeriods(c.text, c.sentence.report.Date) })
}

// clausesOf cuts a sentence at pauses outside brackets. A colon is none: a label and its value belong together.
func clausesOf(s *sentence) []*clause {
	var out []*clause
	text, start, depth, opens := s.text, 0, 0, true
	cut := func(end int, next bool) {
		piece := strings.TrimSpace(text[start:end])
		if strings.Trim(piece, "，,；;。.！!？?、 ") != "" {
			out = append(out, &clause{sentence: s, from: start, to: end, text: piece, folded: fold(piece), opens: opens, han: hasHan(piece)})
			opens = next
		} else if next {
			opens = true
		}
		start = end
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		switch r {
		case '（', '(', '《', '【', '<', '[':
			depth++
		case '）', ')', '》', '】', '>', ']':
			depth = max(0, depth-1)
		case '，':
			if depth == 0 {
				cut(i, false)
			}
		case '；', '。', '！', '？', '\n', '!', '?':
			if depth == 0 {
				cut(i, true)
			}
		case ';', ',':
			if depth == 0 && i < len(text) && !numeral.MatchString(text[i:]) && (text[i] == ' ' || text[i] == '\n' || hasHan(text[max(0, i-4):min(len(text), i+3)])) {
				cut(i, r == ';')
			}
		case '.':
			if depth == 0 && englishStop(text, i) {
				cut(i, true)
			}
		}
	}
	cut(len(text), true)
	return out
}

// numeral finds the year or figure that goes on after a comma: Feb. 18, 2025.
var numeral = regexp.MustCompile(`^\s*(?:19|20)\d\d\b`)

var capitalAfter = regexp.MustCompile(`^["”')]?\s+(?:[“"']?[A-Z]|\d+\. )`)

var abbreviation = regexp.MustCompile(`(?:^|[\s(])(?:[A-Z]|[A-Z]\.[A-Z]|Co|Ltd|Inc|Corp|St|No|Mr|Ms|Mrs|Dr|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|\d{1,2})\.$`)

// englishStop tells whether the point that ends at byte i ends an English sentence.
func englishStop(text string, i int) bool {
	return capitalAfter.MatchString(text[i:]) && !abbreviation.MatchString(text[max(0, i-8):i])
}

var ordinalHead = newPattern(`^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|\d{1,2}[.、]\s*)`)

var namedHead = regexp.MustCompile(`^([\p{Han}A-Za-z0-9（）()“”"—·-]{2,30}?(?:项目|工程|公司|集团|产业园|物流园|园区|基地|电站|风电场|码头|水库|大桥|公路|铁路|医院|学校|校区|公园|示范区|开发区))`)

// tellsDeed finds the verb of those who do something to projects: what goes before it is no name.
var tellsDeed = regexp.MustCompile(`开展|共同|联合|举办|组织|推进|谋划|筛选|牵头`)

var englishHead = regexp.MustCompile(`^(?:The |Its )?([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)`)

// plainHead are beginnings that name nothing new: verbs, pronouns and the general nouns of projects.
var plainHead = regexp.MustCompile(`^(?:建设|新建|拟建|在建|打造|推动|推进|加快|实施|改造|该|本|这|其|主要|目前|预计|计划|力争|全部|整个|整体|项目|工程|公司|园区|基地|双方|一期|二期|三期|四期|首期|随后|最后|将|已|由|以|在|与|对|为|可|年|届时|建成|投产|一批|一是|二是|三是|四是|五是|以上|上述|各|全市|全省|全县|全国)`)

// general are the words that say nothing of which project is meant.
var general = func() *strings.Replacer {
	var all []string
	for _, w := range strings.Fields("建设 项目 工程 有限 责任 股份 公司 集团 产业 园区 园 基地 一期 二期 三期 四期 首期 该 本 新 的") {
		all = append(all, w, "")
	}
	return strings.NewReplacer(all...)
}()

// distinct is what of a name tells it from others.
func distinct(name string) string { return general.Replace(name) }

// layClauses cuts all sentences into clauses and marks of which project and phase each speaks.
func (ix *index) layClauses() {
	owners, firms := map[int64]map[string]bool{}, map[int64]map[string]bool{}
	for _, e := range ix.entries {
		if owners[e.Report] == nil {
			owners[e.Report], firms[e.Report] = map[string]bool{}, map[string]bool{}
		}
		if e.SubjectKind == extract.ProjectSubject || e.SubjectKind == extract.CompanySubject {
			owners[e.Report][fold(e.Subject)] = true
		}
		owners[e.Report][fold(e.Project)] = true
		owners[e.Report][fold(e.Company)] = true
		firms[e.Report][fold(e.Company)] = true
		if e.SubjectKind == extract.CompanySubject {
			firms[e.Report][fold(e.Subject)] = true
		}
	}
	ix.sectioned = map[int64]bool{}
	sections := map[int64]map[string]bool{}
	for _, s := range ix.sentences {
		if sections[s.report.ID] == nil {
			sections[s.report.ID] = map[string]bool{}
		}
		sections[s.report.ID][s.section] = true
		ix.sectioned[s.report.ID] = len(sections[s.report.ID]) > 2
	}
	named := map[int64][]string{}
	for id, all := range owners {
		for o := range all {
			if utf8.RuneCountInString(distinct(o)) >= 2 {
				named[id] = append(named[id], o)
			}
		}
		slices.Sort(named[id])
	}
	var last *clause
	for i, s := range ix.sentences {
		s.at = i
		s.clauses = clausesOf(s)
		for _, c := range s.clauses {
			c.id, c.number = ix.text(c.text), ix.clauses
			ix.clauses++
			c.heads = headsOf(c, named[s.report.ID])
			for _, h := range c.heads {
				if firms[s.report.ID][h] {
					c.firms = append(c.firms, h)
				}
			}
			for _, m := range phasePattern.FindAllStringIndex(c.folded, -1) {
				if !phasesCounted.MatchString(c.folded[:m[0]]) {
					c.phases = append(c.phases, phaseName(c.folded[m[0]:m[1]]))
				}
			}
			switch {
			case len(c.phases) > 0:
				c.phase = c.phases[len(c.phases)-1]
			case last != nil && last.sentence.report == s.report && last.sentence.passage == s.passage && len(c.heads) == 0 && !wholeAgain.MatchString(c.folded):
				c.phase = last.phase
			}
			last = c
		}
	}
}

// phasesCounted stand before a number of phases: 分三期 is no third one.
var phasesCounted = regexp.MustCompile(`(?:分|分为|分成|共|共分|计划分|为)$`)

// wholeAgain are the words with which a text comes back from a phase to the whole.
var wholeAgain = regexp.MustCompile(`整体|全部|全面|总体|项目总|合计|upon full|overall|the company|the site`)

func headsOf(c *clause, owners []string) []string {
	var heads []string
	start := c.folded
	if runes := []rune(start); len(runes) > 60 {
		start = string(runes[:60])
	}
	for _, o := range owners {
		if i := strings.Index(start, o); i >= 0 && utf8.RuneCountInString(start[:i]) <= 8 {
			heads = append(heads, o)
		}
	}
	if c.opens && len(heads) == 0 {
		text := strings.TrimLeftFunc(ordinalHead.ReplaceAllString(c.text, ""), unicode.IsSpace)
		if ordinalHead.MatchString(c.text) && c.han && utf8.RuneCountInString(text) < 40 {
			return append(heads, fold(text))
		}
		if m := namedHead.FindStringSubmatch(text); m != nil && !plainHead.MatchString(text) && !tellsDeed.MatchString(m[1]) && utf8.RuneCountInString(distinct(m[1])) >= 3 {
			heads = append(heads, fold(m[1]))
		} else if m := englishHead.FindStringSubmatch(text); m != nil {
			heads = append(heads, fold(m[1]))
		}
	}
	return heads
}
