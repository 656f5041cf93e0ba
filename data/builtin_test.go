package data

import (
	"path/filepath"
	"strings"
	"testing"

	"wenxiang/data/extract"
)

// The built-in report's figures, bound by a reader: to whom each belongs, what it measures, of which scope and which time.
// owner is a part of the subject's or project's name, "" where the figure is the city's own.
var builtInFacts = []struct {
	owner, metric, label string
	role                 extract.Role
	value, unit          string
	scope, status        string // the least investment counted and what has become of the projects
	from, to             string // the period, "" where it does not matter
	quote                string // words of the sentence
}{
	{"", "funds_in_place", "到位资金", extract.Growth, "25.48", "%", "", "", "2022-01-01", "2022-10-31", "稳步增长"},
	{"", "funds_in_place", "到位资金", extract.Growth, "15以上", "%", "", "", "2022-01-01", "2022-12-31", "预计2022年全年"},
	{"", "funds_in_place", "到位资金", extract.Growth, "30", "%", "", "", "2022-01-01", "2022-12-31", "力争达到30%"},
	{"", "", "走出去", extract.Level, "18", "次", "", "", "2022-07-01", "2022-10-31", "共带队"},
	{"", "", "走出去", extract.Level, "5", "次", "", "", "", "2022-11-30", "截至2022年11月"},
	{"", "", "请进来", extract.Level, "20余", "次", "", "", "", "", "20余次"},
	{"", "", "重点企业", extract.Level, "30余", "家", "", "", "", "", "30余家重点企业"},
	{"", "", "合作协议", extract.Level, "4", "项", "", "", "", "", "促成合作协议4项"},
	{"", "project_count", "", extract.Level, "6", "个", "", "signed", "", "", "第七届吉商大会"},
	{"签约项目", "total_investment", "", extract.Level, "2118000000", "CNY", "", "signed", "", "", "第七届吉商大会"},
	{"", "", "知名企业", extract.Level, "300余", "家", "", "", "", "", "展销会"},
	{"", "", "接待", extract.Level, "44600", "人次", "", "", "", "", "4.46万人次"},
	{"", "", "销售总额", extract.Level, "7028000", "CNY", "", "", "", "", "702.8万元"},
	{"航天宏图红开区项目", "output_value", "", extract.Level, "100000000", "CNY", "", "", "", "", "年产值可达1亿元"},
	{"", "project_count", "", extract.Level, "64", "个", "50000000", "concentrated_start", "2022-02-28", "2022-02-28", "64个"},
	{"", "project_count", "", extract.Level, "88", "个", "50000000", "concentrated_start", "2022-04-28", "2022-04-28", "88个"},
	{"", "project_count", "", extract.Level, "279", "个", "50000000", "started", "", "", "844.6亿元"},
	{"项目", "total_investment", "", extract.Level, "84460000000", "CNY", "50000000", "started", "", "", "844.6亿元"},
	{"", "project_count", "", extract.Part, "167", "个", "100000000", "started", "", "", "772.3亿元"},
	{"项目", "total_investment", "", extract.Part, "77230000000", "CNY", "100000000", "started", "", "", "772.3亿元"},
	{"", "project_count", "", extract.Level, "134", "个", "50000000", "new_start", "", "", "134个"},
	{"", "", "占比", extract.Share, "48", "%", "50000000", "new_start", "", "", "占比为48%"},
	{"", "", "占比", extract.Gap, "4.1", "pp", "50000000", "new_start", "", "", "4.1个百分点"},
	{"", "", "入统率", extract.Level, "85.9", "%", "", "", "", "", "85.9%"},
	{"", "", "入统率", extract.Gap, "7.7", "pp", "", "", "", "", "85.9%"},
	{"", "fixed_asset_investment", "", extract.Level, "18384000000", "CNY", "", "", "2022-01-01", "2022-10-31", "183.84亿元"},
	{"", "fixed_asset_investment", "", extract.Growth, "2.6", "%", "", "", "2022-01-01", "2022-10-31", "183.84亿元"},
	{"", "fixed_asset_investment", "", extract.Gap, "7.7", "pp", "", "", "2022-01-01", "2022-10-31", "183.84亿元"},
	{"", "project_count", "", extract.Level, "491", "个", "50000000", "planned", "", "", "2582.7亿元"},
	{"项目", "total_investment", "", extract.Level, "258270000000", "CNY", "50000000", "planned", "", "", "2582.7亿元"},
	{"", "project_count", "", extract.Part, "299", "个", "100000000", "planned", "", "", "2453.4亿元"},
	{"项目", "total_investment", "", extract.Part, "245340000000", "CNY", "100000000", "planned", "", "", "2453.4亿元"},
	{"", "project_count", "拟争取资金", extract.Level, "335", "个", "", "", "", "", "868.76亿元"},
	{"拟争取资金", "total_investment", "", extract.Level, "86876000000", "CNY", "", "", "", "", "868.76亿元"},
	{"", "project_count", "重点项目", extract.Level, "83", "个", "", "", "", "", "筛选出83个"},
	{"", "project_count", "重点项目", extract.Level, "185", "个", "", "concentrated_start", "", "", "185个"},
	{"", "project_count", "冬季施工", extract.Level, "43", "个", "", "", "", "", "43个"},
	{"", "project_count", "专项债券", extract.Level, "26", "个", "", "", "", "", "共28亿元"},
	{"专项债券", "special_bonds", "", extract.Level, "2800000000", "CNY", "", "", "", "", "共28亿元"},
	{"东北农产品集散中心项目", "policy_finance", "", extract.Level, "78000000", "CNY", "", "", "", "", "0.78亿元"},
	{"市本级", "central_budget_funds", "", extract.Level, "138000000", "CNY", "", "", "", "", "1.38亿元"},
	{"汽车零部件产业园", "total_investment", "", extract.Level, "1085000000", "CNY", "", "", "", "", "10.85亿元"},
	{"汽车零部件产业园", "land_area", "", extract.Level, "224500", "m2", "", "", "", "", "22.45万平方米"},
	{"汽车零部件产业园", "floor_area", "", extract.Level, "196000", "m2", "", "", "", "", "19.6万平方米"},
	{"汽车零部件产业园", "output_value", "", extract.Level, "95000000", "CNY", "", "", "", "", "0.95亿元"},
	{"汽车零部件产业园", "profit_tax", "", extract.Level, "26000000", "CNY", "", "", "", "", "0.26亿元"},
	{"铜棒", "total_investment", "", extract.Level, "200000000", "CNY", "", "", "", "", "计划投资2亿元"},
	{"铜棒", "output_value", "", extract.Level, "1000000000", "CNY", "", "", "", "", "预计产值10亿元"},
	{"铜棒", "profit_tax", "", extract.Level, "130000000", "CNY", "", "", "", "", "预计利税1.3亿元"},
	{"铜棒", "production_lines", "", extract.Level, "2-3", "条", "", "", "", "", "2-3条"},
	{"一窑两线", "land_area", "", extract.Level, "200000", "m2", "", "", "", "", "占地20公顷"},
	{"一窑两线", "total_investment", "", extract.Level, "1050000000", "CNY", "", "", "", "", "10.5亿元"},
	{"一窑两线", "revenue", "", extract.Level, "800000000", "CNY", "", "", "", "", "8亿元"},
	{"一窑两线", "tax", "", extract.Level, "40000000", "CNY", "", "", "", "", "4000万元"},
	{"一窑两线", "jobs", "", extract.Level, "350", "人", "", "", "", "", "350人"},
	{"一窑三线", "total_investment", "", extract.Level, "1000000000", "CNY", "", "", "", "", "另外计划投资10亿元"},
	{"两个项目", "total_investment", "", extract.Level, "2050000000", "CNY", "", "", "", "", "合计20.5亿元"},
	{"金恒建材", "total_investment", "", extract.Level, "460000000", "CNY", "", "", "", "", "4.6亿元"},
	{"东丰路", "total_investment", "", extract.Level, "91645300", "CNY", "", "", "", "", "9164.53万元"},
	{"", "project_count", "协同项目储备库", extract.Level, "238", "个", "", "", "", "", "238个"},
	{"", "project_count", "政府投资", extract.Level, "123", "个", "", "", "", "", "123个"},
	{"", "project_count", "社会投资", extract.Level, "115", "个", "", "", "", "", "115个"},
	{"", "project_count", "发起协同服务", extract.Level, "193", "个", "", "", "", "", "193个"},
	{"", "project_count", "单五清", extract.Level, "167", "个", "", "", "", "", "单五清"},
	{"", "project_count", "审批环节", extract.Level, "163", "个", "", "", "", "", "163个"},
	{"", "project_count", "融资项目", extract.Level, "80", "个", "", "", "", "", "14.03亿元"},
	{"融资", "financing", "", extract.Level, "1403000000", "CNY", "", "", "", "", "14.03亿元"},
}

// printedValue writes a fact's value as the table does: a range with its ends, an inexact one with its word.
func printedValue(f extract.Fact) string {
	s := f.Value.String()
	if f.Max != nil {
		s += "-" + f.Max.String()
	}
	return s + f.Approx
}

func TestTheBuiltInReportsFiguresAreBoundRight(t *testing.T) {
	db := openAt(t, filepath.Join(t.TempDir(), "a.db"), Options{})
	facts, err := db.Facts(background())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range builtInFacts {
		name := want.owner + want.metric + want.label + " " + want.value + " " + want.unit
		found := false
		var near []string
		for _, f := range facts {
			if f.Kind != extract.QuantityFact || !strings.Contains(f.Quote, want.quote) {
				continue
			}
			if f.Unit == want.unit && f.Role == want.role {
				near = append(near, f.Subject+"|"+f.Project+" "+f.Metric+" "+f.Label+" "+printedValue(f.Fact)+" "+f.Scope.Status+" "+day(f.Period.Start)+"…"+day(f.Period.End))
			}
			least := ""
			if f.Scope.Min != nil {
				least = f.Scope.Min.String()
			}
			owner := f.Subject + " " + f.Project + " " + f.Group
			if want.owner == "" {
				if f.Project != "" || f.Place != "四平市" {
					continue
				}
				owner = ""
			}
			if f.Role == want.role && f.Unit == want.unit && printedValue(f.Fact) == want.value && strings.Contains(owner, want.owner) &&
				(want.metric == "" || f.Metric == want.metric) && strings.Contains(f.Label, want.label) &&
				(want.scope == "" || least == want.scope) && (want.status == "" || f.Scope.Status == want.status) &&
				(want.from == "" || day(f.Period.Start) == want.from) && (want.to == "" || day(f.Period.End) == want.to) {
				found = true
			}
		}
		if !found {
			t.Errorf("%s (%s) is not bound so; in its sentence:\n\t%s", name, want.quote, strings.Join(near, "\n\t"))
		}
	}
}

// No figure of the report may be given to a project whose sentence does not name it.
func TestNoFigureOfAnotherProject(t *testing.T) {
	db := openAt(t, filepath.Join(t.TempDir(), "a.db"), Options{})
	facts, err := db.Facts(background())
	if err != nil {
		t.Fatal(err)
	}
	// What each project's figures may be, of money: all that the report says of it.
	money := map[string]string{
		"汽车零部件产业园": " 1085000000 95000000 26000000 ", "金恒建材": " 460000000 ", "东丰路": " 91645300 ", "东北农产品集散中心": " 78000000 ",
		"一窑三线": " 1000000000 ", "航天宏图红开区": " 100000000 ", "铜棒": " 200000000 1000000000 130000000 2000000000 ", "一窑两线": " 1050000000 800000000 40000000 ",
	}
	for _, f := range facts {
		if f.Unit != "CNY" || f.Project == "" {
			continue
		}
		for name, amounts := range money {
			if strings.Contains(f.Project, name) && !strings.Contains(amounts, " "+f.Value.String()+" ") {
				t.Errorf("%s is said to have %s %s: %s", f.Project, f.Label, f.Value, f.Quote)
			}
		}
	}
	// Every quotation stands in the report.
	passages, err := db.Passages(background())
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, p := range passages {
		all.WriteString(p.Text + "\n")
	}
	for _, f := range facts {
		if f.Quote == "" || !strings.Contains(all.String(), f.Quote) {
			t.Errorf("a quotation that the report does not hold: %q", f.Quote)
		}
	}
}
