package query

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"wenxiang/data"
	"wenxiang/data/extract"
	"wenxiang/data/quantity"
	"wenxiang/data/vocabulary"
)

// valueOf gives a fact's figure in the answer's form.
func valueOf(e *entry) Value {
	v := Value{Value: e.Value, Max: e.Max, Unit: e.Unit, Per: e.Per, Approx: e.Approx, Metric: e.Metric, Label: e.Label}
	if e.Metric != "" && e.Label == "" {
		if m, ok := vocabulary.MeasureByKey(e.Metric); ok {
			v.Label = m.ZH[0]
		}
	}
	return v
}

func sourceOf(e *entry) Source {
	return Source{Report: reportName(e.report), Section: e.Section, Passage: e.Passage, Quote: e.Quote}
}

func reportName(r *data.StoredReport) string { return r.Name() }

// figure says a fact's amount in words, in the unit that the question asks for.
func (q *question) figure(e *entry) string {
	if q.display != "" {
		if s, ok := q.inAskedUnit(e.Value, e.Max, e.Unit, e.Approx, e.Dim); ok {
			return s
		}
	}
	if q.lang == "zh" && hasHan(e.Printed) && e.Role != extract.Gap && e.Role != extract.Growth {
		return withApprox(e.Printed, e.Approx, e.Per)
	}
	return quantity.Format(e.Value, e.Max, e.Unit, e.Per, e.Approx, q.lang)
}

// withApprox puts the word of inexactness where Chinese has it: 约30亿元, 30余家, 10亿元以上.
func withApprox(printed, approx, per string) string {
	if per != "" && !strings.Contains(printed, "/") && !strings.Contains(printed, "每") {
		printed += "/" + per
	}
	switch approx {
	case "":
		return printed
	case "以上", "以下", "左右":
		return printed + approx
	case "余":
		i := strings.LastIndexFunc(printed, func(r rune) bool {
			return r >= '0' && r <= '9' || strings.ContainsRune("十百千万亿一二三四五六七八九两", r)
		})
		if i >= 0 {
			_, n := utf8.DecodeRuneInString(printed[i:])
			return printed[:i+n] + "余" + printed[i+n:]
		}
	}
	return approx + printed
}

// inAskedUnit says an amount in the unit of the question (万元, million yuan); false where it does not fit.
func (q *question) inAskedUnit(value decimal.Decimal, most *decimal.Decimal, unit, approx string, dim quantity.Dimension) (string, bool) {
	display := q.display
	if dim == quantity.Money && !strings.ContainsAny(display, "元钱币镑块") && hasHan(display) {
		display += currencyWord(unit)
	}
	n, _, ok := unitAfter(display)
	if !ok || n.Unit != unit {
		return "", false
	}
	one := n.Value.Div(decimal.NewFromInt(3))
	if one.IsZero() || q.lang == "en" && dim == quantity.Money && one.Equal(decimal.NewFromInt(1)) {
		return "", false // in yuan: the currency, not the scale
	}
	say := func(v decimal.Decimal) string { return trimZeros(v.DivRound(one, 6)) }
	s := say(value)
	if most != nil {
		s += "-" + say(*most)
	}
	if q.lang == "en" {
		s += " "
	}
	s += display
	switch {
	case approx == "":
	case approx == "以上" || approx == "以下" || approx == "左右":
		s += approx
	case approx == "余":
		s = "逾" + s
	default:
		s = approx + s
	}
	return s, true
}

func trimZeros(d decimal.Decimal) string {
	s := d.String()
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

func currencyWord(code string) string {
	switch code {
	case "CNY":
		return "元"
	case "USD":
		return "美元"
	case "EUR":
		return "欧元"
	case "HKD":
		return "港元"
	case "JPY":
		return "日元"
	case "GBP":
		return "英镑"
	}
	return "元"
}

// owner names what a figure belongs to, "" where it is the place as a whole.
func owner(e *entry) string {
	name := e.Project
	if name == "" {
		switch e.SubjectKind {
		case extract.PlaceSubject:
			return ""
		default:
			name = e.Subject
		}
	}
	if name == "" {
		name = e.Company
	}
	if e.Phase != "" && !strings.Contains(name, e.Phase) {
		if e.Phase[0] < 0x80 { // phase one
			name += " "
		}
		name += e.Phase
	}
	return name
}

// labelOf names the measure of a fact in the language of the question.
func (q *question) labelOf(e *entry) string {
	if q.lang == "en" {
		if m, ok := vocabulary.MeasureByKey(e.Metric); ok && len(m.EN) > 0 {
			return m.EN[0]
		}
		return e.Label
	}
	if e.Label != "" && (hasHan(e.Label) || e.Metric == "") {
		return e.Label
	}
	if m, ok := vocabulary.MeasureByKey(e.Metric); ok {
		return m.ZH[0]
	}
	return e.Label
}

var baseZH = map[string]string{"yoy": "同比", "mom": "环比", "annual_avg": "年均", "nation": "全国平均水平", "province": "全省平均水平", "last_year": "去年同期", "city": "全市平均水平", "plan": "年度计划", "whole": ""}
var baseEN = map[string]string{"yoy": "year on year", "mom": "month on month", "annual_avg": "a year on average", "nation": "the national average", "province": "the provincial average",
	"last_year": "the same period last year", "city": "the city average", "plan": "the annual plan"}

// sentenceOf says one figure as a statement: whose, what, how much.
func (q *question) sentenceOf(e *entry) string {
	if q.lang == "en" {
		return q.englishSentence(e)
	}
	who, label := owner(e), q.labelOf(e)
	if strings.HasSuffix(who, "项目") {
		label = strings.TrimPrefix(label, "项目") // the column 项目总投资 of 某项目
	}
	if e.Metric == "equity_share" && e.SubjectKind == extract.CompanySubject && e.Subject != "" && e.Project != "" {
		who = e.Subject // whose stake it is
	}
	if who != "" && (strings.Contains(label, who) || e.Role == extract.Share && label == who) {
		who = ""
	}
	if strings.Contains(who, label) && e.Dim == quantity.Count && e.Role == extract.Level && (e.Metric == "project_count" || e.SubjectKind == extract.GroupSubject) {
		label = ""
	}
	scope := e.Scope.Words
	if scope != "" && (strings.Contains(who, scope) || strings.Contains(label, scope)) {
		scope = ""
	}
	b := who + scope + label
	if e.Role == extract.Share {
		b = strings.TrimSuffix(b, "占比")
	}
	if phrase := roleZH(e); phrase != "" {
		return b + phrase
	}
	if e.Modality == extract.Target && foreseen(e) {
		b += "目标"
	} else if e.Modality == extract.Planned && foreseen(e) && !strings.Contains(label, "计划") && !strings.Contains(label, "预计") && !strings.Contains(label, "拟") {
		b += "预计"
	}
	return b + q.figure(e)
}

// foreseen tells whether the clause of a figure itself says that it is expected or aimed at.
func foreseen(e *entry) bool { return len(vocabulary.FindModalities(e.Clause)) > 0 }

// roleZH says a growth, gap, share or rank in Chinese, "" for a plain level.
func roleZH(e *entry) string {
	base, known := baseZH[e.Base]
	if !known {
		base = e.Base
	}
	amount := quantity.Format(e.Value.Abs(), e.Max, e.Unit, e.Per, e.Approx, "zh")
	switch e.Role {
	case extract.Growth:
		if e.Base == "" || e.Base == "from" || !known {
			base = ""
		}
		if e.Value.IsNegative() {
			return base + "下降" + amount
		}
		return base + "增长" + amount
	case extract.Gap:
		if base == "" {
			base = "基准"
		}
		// The report's own word for the base (全国, 全省) reads better than ours.
		if e.Value.IsNegative() {
			return "低于" + baseWords(e, base) + amount
		}
		return "高于" + baseWords(e, base) + amount
	case extract.Share:
		if e.Base != "" && e.Base != "whole" && !known {
			return "占" + e.Base + amount
		}
		return "占比" + amount
	case extract.Rank:
		return "居" + strings.TrimSuffix(base, "平均水平") + e.Printed
	}
	return ""
}

// baseWords gives the base of a gap as its sentence words it.
func baseWords(e *entry, fallback string) string {
	c := e.Clause
	for _, w := range []string{"高于", "低于", "高出", "快于", "慢于", "比"} {
		if i := strings.Index(c, w); i >= 0 {
			rest := c[i+len(w):]
			for _, b := range []string{"全国平均水平", "全省平均水平", "全国平均", "全省平均", "全国", "全省", "去年同期", "上年同期", "全区", "全市"} {
				if strings.HasPrefix(rest, b) {
					return b
				}
			}
		}
	}
	return fallback
}

// englishGroup names a group of projects by its status and bounds, as far as these are known.
func englishGroup(e *entry) string {
	if e.Scope.Status == "" && e.Scope.Min == nil && e.Scope.Max == nil {
		return ""
	}
	name := "projects"
	if st, ok := vocabulary.StatusByKey(e.Scope.Status); ok && len(st.EN) > 0 {
		name = st.EN[0] + " projects"
		if strings.HasPrefix(st.EN[0], "in ") || strings.HasPrefix(st.EN[0], "under ") || strings.HasPrefix(st.EN[0], "seeking") {
			name = "projects " + st.EN[0]
		}
	}
	if m := e.Scope.Min; m != nil {
		name += " of " + quantity.Format(*m, nil, "CNY", "", "", "en") + " or more"
	}
	if m := e.Scope.Max; m != nil {
		name += " of up to " + quantity.Format(*m, nil, "CNY", "", "", "en")
	}
	return name
}

// englishPeriod says a period in English, from its dates where the report is in Chinese.
func englishPeriod(p extract.Period) string {
	if !hasHan(p.Words) {
		return p.Words
	}
	if !p.YearKnown || p.End.IsZero() {
		return ""
	}
	switch {
	case p.Start.IsZero():
		return "by " + p.End.Format("January 2006")
	case p.Start.Equal(p.End):
		return p.Start.Format("2 January 2006")
	case p.Start.Month() == 1 && p.Start.Day() == 1 && p.End.Month() == 12 && p.Start.Year() == p.End.Year():
		return p.Start.Format("2006")
	case p.Start.Year() == p.End.Year() && p.Start.Month() == p.End.Month():
		return p.Start.Format("January 2006")
	case p.Start.Year() == p.End.Year():
		return p.Start.Format("January") + "–" + p.End.Format("January 2006")
	}
	return p.Start.Format("January 2006") + "–" + p.End.Format("January 2006")
}

func (q *question) englishSentence(e *entry) string {
	who, label := owner(e), q.labelOf(e)
	scope := e.Scope.Words
	if group := englishGroup(e); group != "" && e.Project == "" {
		who, scope = group, ""
		if e.Dim == quantity.Count && e.Role == extract.Level || e.Role == extract.Share {
			label = ""
		}
	}
	amount := q.figure(e)
	base, known := baseEN[e.Base]
	head := label
	if label == "" {
		head = who
	} else if who != "" && !strings.Contains(who, label) {
		head = label + " of " + who
	} else if who != "" {
		head = who
	}
	if scope != "" && !strings.Contains(head, scope) {
		head += " (" + scope + ")"
	}
	switch e.Role {
	case extract.Growth:
		if !known {
			base = ""
		}
		verb := "up "
		if e.Value.IsNegative() {
			verb = "down "
		}
		return strings.TrimSpace(head + ": " + verb + quantity.Format(e.Value.Abs(), e.Max, e.Unit, e.Per, e.Approx, "en") + " " + base)
	case extract.Gap:
		if !known {
			base = e.Base
		}
		word := " above "
		if e.Value.IsNegative() {
			word = " below "
		}
		return head + ": " + quantity.Format(e.Value.Abs(), e.Max, e.Unit, e.Per, e.Approx, "en") + word + base
	case extract.Share:
		return head + ": " + amount + " of the total"
	}
	if e.Modality != extract.Actual {
		head += " (" + map[extract.Modality]string{extract.Planned: "planned", extract.Target: "target"}[e.Modality] + ")"
	}
	return head + ": " + amount
}

// circumstances says period and place in brackets, as far as the sentence itself does not.
func (q *question) circumstances(e *entry, said string) string {
	var parts []string
	when := e.Period.Words
	if q.lang == "en" && when != "" {
		when = englishPeriod(e.Period)
	}
	if when == "" && !e.report.Date.IsZero() && e.Project == "" {
		when = e.report.Date.Format("2006年")
		if q.lang == "en" {
			when = e.report.Date.Format("2006")
		}
	} else if when != "" && e.Period.YearKnown && !e.Period.Start.IsZero() && !strings.Contains(when, "年") && q.lang == "zh" {
		when = e.Period.Start.Format("2006年") + when
	}
	if when != "" && !strings.Contains(said, when) {
		parts = append(parts, when)
	}
	place := e.Place
	if q.lang == "en" {
		if p, ok := vocabulary.PlaceByName(place); ok && len(p.EN) > 0 {
			place = p.EN[0]
		}
	}
	if place != "" && !strings.Contains(said, place) && !strings.Contains(said, strings.TrimRight(place, "市县区省")) {
		parts = append(parts, place)
	}
	if len(parts) == 0 {
		return ""
	}
	if q.lang == "en" {
		return " (" + strings.Join(parts, ", ") + ")"
	}
	return "（" + strings.Join(parts, "，") + "）"
}

// understood says the reading in a few words.
func (q *question) understood() string {
	var parts []string
	add := func(s string) {
		if s == "" {
			return
		}
		for _, p := range parts {
			if p == s {
				return
			}
		}
		parts = append(parts, s)
	}
	for _, p := range q.places {
		add(p.Word)
	}
	for _, p := range q.periods {
		add(p.Words)
	}
	for _, s := range q.statuses {
		add(s.word)
	}
	if q.bounds != nil {
		add(q.bounds.words)
	}
	for _, t := range q.terms {
		if !t.weak {
			add(t.text)
		}
	}
	for _, p := range q.phases {
		add(p)
	}
	for _, k := range q.measures {
		if m, ok := vocabulary.MeasureByKey(k); ok {
			if q.lang == "en" && len(m.EN) > 0 {
				add(m.EN[0])
			} else {
				add(m.ZH[0])
			}
		}
	}
	s := strings.Join(parts, " · ")
	for _, m := range q.mended {
		s += " [" + m + "]"
	}
	return s
}

// maxHeadline bounds a headline, in characters.
const maxHeadline = 300

func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// finish writes the whole reply from the parts of an answer.
func (a *Answer) finish() {
	if a.Values == nil {
		a.Values = []Value{}
	}
	if a.Items == nil {
		a.Items = []Item{}
	}
	for i := range a.Items {
		if a.Items[i].Values == nil {
			a.Items[i].Values = []Value{}
		}
	}
	if a.Sources == nil {
		a.Sources = []Source{}
	}
	if a.Lang == "en" {
		a.Headline = capital(a.Headline)
	}
	if a.Text != "" {
		return
	}
	var b strings.Builder
	b.WriteString(a.Headline)
	if a.Detail != "" {
		b.WriteString("\n" + a.Detail)
	}
	if a.Computed != "" && !strings.Contains(a.Headline, a.Computed) {
		b.WriteString("\n" + a.Computed)
	}
	seen := map[string]bool{}
	for _, s := range a.Sources {
		if seen[s.Quote] {
			continue
		}
		seen[s.Quote] = true
		if a.Lang == "en" {
			b.WriteString("\n“" + s.Quote + "”\n— " + s.Report)
			if s.Section != "" {
				b.WriteString(", " + s.Section)
			}
			continue
		}
		b.WriteString("\n“" + s.Quote + "”\n——《" + s.Report + "》")
		if s.Section != "" {
			b.WriteString("，" + s.Section)
		}
	}
	a.Text = b.String()
}

// nameOf names a figure, without its amount, so that it can be asked for: whose and what.
func (q *question) nameOf(e *entry) string {
	if q.lang == "en" {
		said := q.englishSentence(e)
		if i := strings.LastIndex(said, ": "); i > 0 {
			return said[:i]
		}
		return said
	}
	who, label, scope := owner(e), q.labelOf(e), e.Scope.Words
	if strings.Contains(who, label) || strings.Contains(label, who) {
		who = ""
	}
	if strings.Contains(label, scope) || strings.Contains(who, scope) {
		scope = ""
	}
	name := who + scope + label
	switch e.Role {
	case extract.Growth:
		name += "增长"
	case extract.Share:
		if !strings.HasSuffix(name, "占比") {
			name += "占比"
		}
	}
	return name
}

// capital begins an English headline with a capital letter.
func capital(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// bothSaid gives, in brackets, the two figures that an amount was worked out from.
func (q *question) bothSaid(x, y *entry) string {
	if q.lang == "en" {
		return " (" + q.sentenceOf(x) + "; " + q.sentenceOf(y) + ")"
	}
	return "（" + q.sentenceOf(x) + "，" + q.sentenceOf(y) + "）"
}
