package query

import (
	"regexp"
	"strings"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

func (q *question) scopeFits(ix *index, m *matcher, e *entry) (float64, bool) {
	has := e.Scope.Min != nil || e.Scope.Max != nil
	if q.bounds == nil {
		if !has {
			return 0, true
		}
		if q.inherited {
			for _, a := range q.anchors {
				if sameScope(a, e) {
					return 0, true
				}
			}
		}
		return -scopeUnasked, true
	}
	if !has {
		return 0, false
	}
	ok := (q.bounds.min == nil) == (e.Scope.Min == nil) && (q.bounds.min == nil || q.bounds.min.Equal(*e.Scope.Min)) &&
		(q.bounds.max == nil) == (e.Scope.Max == nil) && (q.bounds.max == nil || q.bounds.max.Equal(*e.Scope.Max))
	return 0.5, ok
}

func sameScope(a, b *entry) bool {
	same := func(x, y interface{ String() string }, xn, yn bool) bool {
		return xn == yn && (xn || x.String() == y.String())
	}
	return same(a.Scope.Min, b.Scope.Min, a.Scope.Min == nil, b.Scope.Min == nil) && same(a.Scope.Max, b.Scope.Max, a.Scope.Max == nil, b.Scope.Max == nil)
}

// statusKin are statuses that a question may use for one another.
var statusKin = map[string]string{"concentrated_start": "started", "started": "started", "under_construction": "started", "concentrated_signing": "signed", "signed": "signed",
	"completed": "done", "in_production": "done", "attracted": "attracted"}

func (q *question) statusFits(ix *index, m *matcher, e *entry) (float64, bool) {
	if len(q.statuses) == 0 {
		if e.Scope.Status == "" {
			return 0, true
		}
		if q.inherited {
			for _, a := range q.anchors {
				if a.Scope.Status == e.Scope.Status {
					return 0, true
				}
			}
		}
		return -scopeUnasked / 2, true
	}
	score := 0.0
	for _, s := range q.statuses {
		if e.Scope.Status != "" && e.Scope.Status != s.key && s.key == "planned" && q.hasStatus(e.Scope.Status) && ix.passageSays(e, s.word) {
			continue // 拟争取资金的项目储备了几个: the one says which, the other what is done with all of that passage
		}
		if e.Scope.Status != s.key && (q.hasStatus(e.Scope.Status) && bothSaid.MatchString(e.Clause) && strings.Contains(fold(e.Clause), s.word) || e.Dim == quantity.Percent && e.Project == "" && e.Scope.Status == "" && q.groupSays(ix, e, s.word)) {
			score += kinStatus
			continue // 新开工、竣工投产项目共37个; 7个计划开工项目…，开工率42.9%
		}
		if e.Scope.Status != s.key && statusClash(e.label, s) {
			return 0, false
		}
		switch {
		case e.Scope.Status == s.key:
			score += sameStatus
		case e.Scope.Status != "" && statusKin[s.key] != "" && statusKin[s.key] == statusKin[e.Scope.Status]:
			score += kinStatus
		case e.Scope.Status != "" && (e.SubjectKind == extract.GroupSubject || e.Project == "") && !q.having(ix, s.word).any(e.own):
			return 0, false
		case s.key == "completed" && e.Scope.Status == "" && e.SubjectKind == extract.PlaceSubject && e.Project == "" && e.Dim != quantity.Count && e.Metric != "total_investment" && len(q.measures) > 0:
			// An indicator of a place is not of some projects: 完成 only says that it is a result.
		case e.Scope.Status == "" && e.SubjectKind == extract.GroupSubject && q.saidBefore(ix, e, s.word):
			score += kinStatus / 2
		case e.Scope.Status == "" && e.Project == "" && q.topicSays(ix, m, e, s.word):
			score += kinStatus / 2
		default:
			if !q.saysStatus(ix, e, s) {
				return 0, false
			}
			score += kinStatus / 2
		}
	}
	return score, true
}

// bothSaid stands in a clause that counts what has come to either of two states.
var bothSaid = regexp.MustCompile(`\p{Han}[、和与及]\p{Han}{2,8}(?:项目|工程)`)

// countedGroup finds a number of projects with the words that say which they are.
var countedGroup = regexp.MustCompile(`[0-9]+[个项宗](\p{Han}{2,10})(?:项目|工程)`)

// groupSays tells whether the nearest group of projects that is counted before a rate in its sentence is called by a word.
func (q *question) groupSays(ix *index, e *entry, word string) bool {
	if e.sentence < 0 {
		return false
	}
	sentence := ix.texts[ix.sentences[e.sentence].folded]
	for _, id := range e.carried {
		text := ix.texts[id]
		if !strings.Contains(sentence, text) {
			return false
		}
		if all := countedGroup.FindAllStringSubmatch(text, -1); len(all) > 0 {
			return strings.Contains(all[len(all)-1][1], word)
		}
	}
	return false
}

// hasStatus tells whether the question names a status.
func (q *question) hasStatus(key string) bool {
	for _, s := range q.statuses {
		if s.key == key {
			return true
		}
	}
	return false
}

// passageSays tells whether the sentences of a figure's passage up to its own hold a word.
func (ix *index) passageSays(e *entry, word string) bool {
	for i := e.sentence; i >= 0 && ix.sentences[i].report == e.report && ix.sentences[i].passage == e.Passage; i-- {
		if holds(ix.texts[ix.sentences[i].folded], word) {
			return true
		}
	}
	return false
}

// saidBefore tells whether the sentence of a figure of some projects, which do not say their own status, says it before
// them: 某县重大项目集中开工，9个项目总投资31.4亿元.
func (q *question) saidBefore(ix *index, e *entry, word string) bool {
	if e.sentence < 0 {
		return false
	}
	text := ix.texts[ix.sentences[e.sentence].folded]
	if i := strings.Index(text, fold(e.Clause)); i > 0 && holds(text[:i], word) {
		return true
	}
	// 这批项目 are those of the sentence before.
	if before := e.sentence - 1; backGroup.MatchString(e.subject) && before >= 0 && ix.sentences[before].report == e.report && ix.sentences[before].passage == e.Passage {
		return holds(ix.texts[ix.sentences[before].folded], word)
	}
	return false
}

// topicSays tells whether a clause of its sentence before a figure of no project says the status of what the question names:
// 甲河两座电站获准开工，总投资30亿元，总装机45万千瓦.
func (q *question) topicSays(ix *index, m *matcher, e *entry, word string) bool {
	if e.sentence < 0 {
		return false
	}
	sentence := ix.texts[ix.sentences[e.sentence].folded]
	for _, id := range e.carried {
		if !holds(ix.texts[id], word) || !strings.Contains(sentence, ix.texts[id]) {
			continue
		}
		for _, t := range q.strong() {
			if m.mask(t, id) == t.all() {
				return true
			}
		}
	}
	return false
}

// backGroup is a group that is named only as the one spoken of before.
var backGroup = regexp.MustCompile(`^(?:[这此该上述本]*[批些次]?)项目$`)

// statusClash tells whether a label names another status than the one asked for (开工项目 asked for as 竣工).
func statusClash(label string, asked statusWord) bool {
	if strings.Contains(label, asked.word) {
		return false
	}
	for _, h := range vocabulary.FindStatuses(label) {
		if h.Key != asked.key && (statusKin[h.Key] == "" || statusKin[h.Key] != statusKin[asked.key]) {
			return true
		}
	}
	return false
}

// holdsNear tells whether the words that own a figure or stand beside it hold a word.
func (q *question) holdsNear(ix *index, e *entry, word string) bool {
	return q.having(ix, word).near(e)
}

// holdsBeside tells whether the words that own a figure or its own clause hold a word.
func (q *question) holdsBeside(ix *index, e *entry, word string) bool {
	return q.having(ix, word).beside(e)
}

// saysStatus tells whether the texts around a fact say a status in any of its words.
func (q *question) saysStatus(ix *index, e *entry, s statusWord) bool {
	if q.holdsBeside(ix, e, s.word) {
		return true
	}
	if e.Role == extract.Part && q.having(ix, s.word).any(e.carried) {
		return true // a part of what was said to be so: 引进项目23个，其中百亿元以上9个
	}
	said := q.havingAny(ix, s.key+"\x00"+s.word, func() []string {
		st, _ := vocabulary.StatusByKey(s.key)
		var all []string
		for _, w := range append(append([]string{}, st.ZH...), st.EN...) {
			all = append(all, strings.ToLower(w))
		}
		return append(all, words().synonyms[s.word]...)
	})
	if _, ok := vocabulary.StatusByKey(s.key); !ok {
		return false
	}
	if said.beside(e) {
		return true
	}
	// A question about one project names a stage that the sentence may say in its own words.
	return e.Project != "" && len(q.strong()) > 0
}

func (q *question) phaseFits(ix *index, m *matcher, e *entry) (float64, bool) {
	if len(q.phases) == 0 {
		if e.Phase == "" {
			return 0, true
		}
		if q.inherited {
			for _, a := range q.anchors {
				if phaseName(a.Phase) == phaseName(e.Phase) {
					return 0, true
				}
			}
		}
		return -phaseUnasked, true
	}
	for _, p := range q.phases {
		if phaseName(e.Phase) == p || e.Phase == "" && (phaseName(e.Project) == p || phaseName(e.Subject) == p || phaseName(e.Clause) == p) {
			return 0.5, true
		}
	}
	if len(q.phases) == 1 && e.Phase == "" && ix.phaseSaidNext(e, q.phases[0]) {
		return 0.3, true
	}
	if len(q.phases) == 1 && e.Phase == "" && e.Project != "" && ix.onlyPhase(e, q.phases[0]) {
		return 0.3, true
	}
	return 0, false
}
