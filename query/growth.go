package query

import (
	"context"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/vocabulary"
)

// A Growth is a place's rate of growth, in %, with that of the larger place it is compared with where the report says
// how far apart the two are.
type Growth struct {
	Place, Label, Period string
	Value                decimal.Decimal
	// Base is the rate of BaseName (全省, 全国), worked out from the gap; nil where the report gives none.
	Base     *decimal.Decimal
	BaseName string
	Source   Source
}

// Growths lists the rates of growth that the reports state as results of a place as a whole.
func (e *Engine) Growths(ctx context.Context, report, lang string) []Growth {
	_ = e.Refresh(ctx)
	ix := e.index()
	q := &question{lang: lang}
	names := map[string]string{"province": "全省", "nation": "全国", "city": "全市"}
	if lang == "en" {
		names = map[string]string{"province": "province", "nation": "nation", "city": "city"}
	}
	var out []Growth
	shown := map[string]bool{}
	for _, f := range ix.entries {
		if report != "" && shortKey(ReportKeyLength, f.report.Key) != report || f.Kind != extract.QuantityFact || f.Role != extract.Growth ||
			f.Unit != "%" || f.Modality != extract.Actual || f.SubjectKind != extract.PlaceSubject || f.Metric == "" || f.Max != nil {
			continue
		}
		key := f.Place + "\x00" + f.Metric + "\x00" + f.Scope.Words + "\x00" + f.Period.Words
		if shown[key] {
			continue
		}
		shown[key] = true
		g := Growth{Place: f.Place, Label: f.Scope.Words + q.labelOf(f), Period: f.Period.Words, Value: f.Value, Source: sourceOf(f)}
		if g.Place == "" {
			g.Place = f.report.Place
		}
		if p, ok := vocabulary.PlaceByName(g.Place); ok && lang == "en" && len(p.EN) > 0 {
			g.Place = p.EN[0]
		}
		for _, o := range ix.of(f.report).entries {
			if o.Role == extract.Gap && o.Unit == "pp" && o.Metric == f.Metric && o.Quote == f.Quote &&
				o.Place == f.Place && o.Max == nil && names[o.Base] != "" {
				base := f.Value.Sub(o.Value)
				g.Base, g.BaseName = &base, names[o.Base]
				break
			}
		}
		out = append(out, g)
	}
	return out
}
