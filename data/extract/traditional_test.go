package extract

import (
	"strings"
	"testing"
)

// A report in traditional characters states the same facts as one in simplified ones, and quotes itself as printed.
func TestTraditionalReport(t *testing.T) {
	text := "本報訊(記者 林小滿)5月6日，青石縣舉行2021年第二季度項目集中開工儀式。此次集中開工項目12個，總投資36.5億元。其中，豐源食品加工項目總投資2.4億元，用地約60畝，將建設水產品冷庫和配套設施。"
	facts := Extract(reportOf("青石縣第二季度項目集中開工", "", 2021, text))
	var said []string
	for _, f := range facts {
		said = append(said, short(f))
		if !strings.Contains(text, f.Quote) {
			t.Errorf("the quotation %q is not in the report", f.Quote)
		}
	}
	all := strings.Join(said, "\n")
	for _, want := range []string{"集中开工项目|12个", "集中开工项目|total_investment|总投资|36.5亿元", "丰源食品加工项目|total_investment|总投资|2.4亿元", "丰源食品加工项目|land_area|用地|60亩", "水產品冷庫和配套設施"} {
		if !strings.Contains(all, want) {
			t.Errorf("%s is missing in\n%s", want, all)
		}
	}
}
