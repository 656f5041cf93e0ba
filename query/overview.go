package query

import (
	"context"
	"strings"
	"time"

	"wenxiang/data"
	"wenxiang/data/extract"
)

// A Total is a headline figure of a report: what a group of projects, or a place, comes to.
type Total struct {
	// Label says what is counted: 已开工5000万元以上项目总投资. Text is the amount in words; Count says how many projects
	// the group has (279个), "" where the report does not say. Period is in words.
	Label, Text, Count, Period string
	Value                      Value
	Source                     Source
	ReportKey                  string
}

// Totals lists the headline figures of the reports: what groups of projects come to, and investment in fixed assets.
func (e *Engine) Totals(ctx context.Context, report, lang string) []Total {
	_ = e.Refresh(ctx)
	ix := e.index()
	q := &question{lang: lang}
	type group struct {
		report *data.StoredReport
		name   string
	}
	counts := map[group]string{}
	for _, f := range ix.entries {
		if f.Group != "" && f.Metric == "project_count" && (f.Role == extract.Level || f.Role == extract.Part) && counts[group{f.report, f.Group}] == "" {
			counts[group{f.report, f.Group}] = q.figure(f)
		}
	}
	var out []Total
	for _, f := range ix.entries {
		key := shortKey(ReportKeyLength, f.report.Key)
		if report != "" && key != report || f.Project != "" || f.Company != "" || f.Kind != extract.QuantityFact ||
			f.Role != extract.Level && f.Role != extract.Part {
			continue
		}
		grouped := f.Metric == "total_investment" && f.SubjectKind == extract.GroupSubject
		if !grouped && (f.Metric != "fixed_asset_investment" || f.SubjectKind != extract.PlaceSubject) {
			continue
		}
		t := Total{Text: q.figure(f), Value: valueOf(f), Source: sourceOf(f), ReportKey: key, Count: counts[group{f.report, f.Group}]}
		t.Label = q.labelOf(f)
		if who := owner(f); who != "" && !strings.Contains(t.Label, who) {
			t.Label = who + t.Label
			if lang == "en" {
				t.Label = who + ": " + q.labelOf(f)
			}
		}
		t.Period = strings.Trim(q.circumstances(f, t.Label), " （）()")
		if f.Modality != extract.Actual {
			t.Text = foresight(f, t.Label, t.Text, lang)
		}
		out = append(out, t)
	}
	return out
}

// A Report is a loaded report as people choose it.
type Report struct {
	// Key is the report's short stable key.
	Key, Name, Place string
	Date             time.Time // zero when unknown
	Edition          int       // 1 for the first
	Projects         int       // how many single projects it names
}

// Reports lists the loaded reports, the oldest first.
func (e *Engine) Reports(ctx context.Context) []Report {
	list := e.projects(ctx)
	count := map[*data.StoredReport]int{}
	for _, p := range list.all {
		count[p.report]++
	}
	var out []Report
	for _, r := range e.index().order {
		out = append(out, Report{shortKey(ReportKeyLength, r.Key), reportName(r), r.Place, r.Date, r.Edition, count[r]})
	}
	return out
}
