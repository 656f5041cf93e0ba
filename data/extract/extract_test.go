package extract

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"wenxiang/data/report"
)

// reportOf makes a report of one section from paragraphs.
func reportOf(title, place string, year int, paragraphs ...string) *report.Report {
	r := &report.Report{Title: title, Place: place, Lang: "zh"}
	if year > 0 {
		r.Date = time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC)
		r.DateWords = fmt.Sprint(year, "年")
	}
	s := report.Section{}
	for i, p := range paragraphs {
		s.Passages = append(s.Passages, report.Passage{Number: i + 1, Text: p, Kind: report.Paragraph})
	}
	r.Sections = []report.Section{s}
	return r
}

// short says a fact in one line: owner | metric | label | printed | and what else decides its meaning.
func short(f Fact) string {
	value := f.Printed
	if f.Kind != QuantityFact {
		value = f.Text
	}
	if f.Value.IsNegative() {
		value = "-" + value
	}
	s := fmt.Sprintf("%s|%s|%s|%s", f.Subject, f.Metric, f.Label, value)
	if f.Role != Level {
		s += "|" + string(f.Role)
	}
	if f.Base != "" {
		s += "|" + f.Base
	}
	if f.Modality != Actual {
		s += "|" + string(f.Modality)
	}
	return s
}

func quantities(r *report.Report) []Fact {
	var out []Fact
	for _, f := range Extract(r) {
		if f.Kind == QuantityFact {
			out = append(out, f)
		}
	}
	return out
}

// TestFiguresAreBoundToTheirOwners reads sentences of many builds; each figure must appear once, with
// its owner, measure, role and base.
func TestFiguresAreBoundToTheirOwners(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"a group, its sum, a narrower group and its sum",
			"截至9月底，全市已开工3000万元以上项目86个，总投资212.5亿元，亿元以上项目41个，总投资180亿元。",
			[]string{
				"临江市|project_count|已开工3000万元以上项目|86个", "已开工3000万元以上项目|total_investment|总投资|212.5亿元",
				"临江市|project_count|已开工亿元以上项目|41个", "已开工亿元以上项目|total_investment|总投资|180亿元",
			}},
		{"a part of a group",
			"全市谋划重点项目120个，总投资600亿元。其中工业项目70个，总投资410亿元。",
			[]string{
				"临江市|project_count|谋划重点项目|120个", "谋划重点项目|total_investment|总投资|600亿元",
				"临江市|project_count|工业项目|70个|part", "工业项目|total_investment|总投资|410亿元|part",
			}},
		{"growth and gap of one measure",
			"固定资产投资增长4.2%、低于全国0.5个百分点，一般公共预算收入50亿元，同比下降3.1%。",
			[]string{
				"临江市|fixed_asset_investment|固定资产投资|4.2%|growth|yoy", "临江市|fixed_asset_investment|固定资产投资|-0.5个百分点|gap|nation",
				"临江市|fiscal_revenue|一般公共预算收入|50亿元", "临江市|fiscal_revenue|一般公共预算收入|-3.1%|growth|yoy",
			}},
		{"values told apart one by one",
			"粮食、蔬菜产量分别增长2.1%、5.6%，城镇、农村居民人均可支配收入分别达到4.1万元、2.2万元，增长5%和6.8%。",
			[]string{
				"临江市|grain_output|粮食产量|2.1%|growth|yoy", "临江市|capacity|蔬菜产量|5.6%|growth|yoy",
				"临江市|income_urban|城镇居民人均可支配收入|4.1万元", "临江市|income_rural|农村居民人均可支配收入|2.2万元",
				"临江市|income_urban|城镇居民人均可支配收入|5%|growth|yoy", "临江市|income_rural|农村居民人均可支配收入|6.8%|growth|yoy",
			}},
		{"a rate carried from the clause before",
			"全市招商引资到位资金平稳增长，增幅达18.2%。全年增幅预计15%以上，力争达到20%。",
			[]string{"临江市|funds_in_place|招商引资到位资金|18.2%|growth|yoy"}},
		{"an earlier level and the level",
			"高新技术企业由120家增加到186家，外贸依存度从8%提高到11%。",
			[]string{
				"临江市|enterprises|高新技术企业|120家|prior", "临江市|enterprises|高新技术企业|186家",
				"临江市||外贸依存度|8%|prior", "临江市||外贸依存度|11%",
			}},
		{"a project described before it is named",
			"总投资36亿元的海泰锂电隔膜项目刷新全市工业投资纪录。",
			[]string{"海泰锂电隔膜项目|total_investment|总投资|36亿元"}},
		{"phases of one project",
			"晨光新材料产业园项目总投资20亿元，其中一期投资8亿元，二期投资12亿元。项目全部达产后，年产值可达30亿元。",
			[]string{
				"晨光新材料产业园项目|total_investment|总投资|20亿元", "晨光新材料产业园项目一期|total_investment|投资|8亿元",
				"晨光新材料产业园项目二期|total_investment|投资|12亿元", "晨光新材料产业园项目|output_value|年产值|30亿元|planned",
			}},
		{"an area in two units, and its parts",
			"翠湖文体公园项目净用地面积46666.9平方米（70亩），其中：绿地42亩，水面18亩。",
			[]string{
				"翠湖文体公园项目|land_area|净用地面积|46666.9平方米", "翠湖文体公园项目|land_area|净用地面积|70亩",
				"翠湖文体公园项目|land_area|绿地|42亩|part", "翠湖文体公园项目|land_area|水面|18亩|part",
			}},
		{"open words keep their own label",
			"宏发智慧物流园项目建设6栋高标准仓库，安装充电桩120个，每年可处理包裹3000万件。",
			[]string{
				"宏发智慧物流园项目||高标准仓库|6栋", "宏发智慧物流园项目|charging|充电桩|120个", "宏发智慧物流园项目|capacity|包裹|3000万件",
			}},
		{"two projects together are no third project",
			"晨光新材料项目投资6亿元。远山装备项目投资4亿元。两个项目合计总投资10亿元。",
			[]string{
				"晨光新材料项目|total_investment|投资|6亿元", "远山装备项目|total_investment|投资|4亿元",
				"临江市|project_count|两个项目|两个", "两个项目|total_investment|总投资|10亿元",
			}},
		{"shares of a whole and of the plan",
			"全市新签约项目50个，占比40%，高于去年同期3个百分点。县级重点项目完成投资12亿元，占年度计划的60%。",
			[]string{
				"临江市|project_count|新签约项目|50个", "临江市|project_count|新签约项目占比|40%|share|whole", "临江市|project_count|新签约项目占比|3个百分点|gap|yoy",
				"临江市|completed_investment|县级重点项目完成投资|12亿元", "临江市|completed_investment|县级重点项目完成投资占计划|60%|share|plan",
			}},
		{"a target beside results", "力争明年固定资产投资增长8%，新开工项目90个。",
			[]string{"临江市|fixed_asset_investment|固定资产投资|8%|growth|yoy|target", "临江市|project_count|新开工项目|90个|target"}},
		{"a firm, then what it builds",
			"海泰集团有限公司投资5亿元建设隔膜生产基地项目，占地80亩。",
			[]string{"隔膜生产基地项目|total_investment|投资|5亿元", "隔膜生产基地项目|land_area|占地|80亩"}},
		{"per project", "已落地工程项目30个，每个项目至少节约费用5万元。",
			[]string{"临江市|project_count|已落地工程项目|30个", "已落地工程项目|savings|节约费用|5万元"}},
		{"a length and a width of one thing",
			"北岭机场项目建设一条长3200米、宽60米的跑道，配套建设长210米、宽24米、高18米的货库。",
			[]string{"北岭机场项目|road_length|跑道|3200米", "北岭机场项目|depth_height|跑道宽|60米", "北岭机场项目|depth_height|货库高|18米"}},
		{"the stakes of partners named before",
			"海泰隔膜项目由远山集团与临江国投公司合资兴建，双方分别持股60%和40%，总投资8亿元。",
			[]string{"远山集团|equity_share|持股|60%", "临江国投公司|equity_share|持股|40%", "海泰隔膜项目|total_investment|总投资|8亿元"}},
		{"an office that builds is not the owner of the figures",
			"1.桥头片区老旧管网改造。建设单位：临江市水务局；总投资2.4亿元，改造管网36公里。",
			[]string{"桥头片区老旧管网改造|total_investment|总投资|2.4亿元"}},
		{"a place as a whole after a project",
			"东礁海上风电项目总投资60亿元，年上网电量14亿千瓦时。截至目前，福建海上风电装机已达320万千瓦。",
			[]string{"东礁海上风电项目|total_investment|总投资|60亿元", "福建省|installed_capacity|海上风电装机|320万千瓦"}},
		{"what is kept", "年末民用汽车保有量12.6万辆，比上年末增加1.1万辆。",
			[]string{"临江市|vehicles|民用汽车保有量|12.6万辆", "临江市|vehicles|民用汽车保有量|1.1万辆|growth|yoy"}},
		{"numbers in names and grades measure nothing",
			"106国道改线工程总投资9亿元，建设5万吨级泊位2个。",
			[]string{"106国道改线工程|total_investment|总投资|9亿元", "106国道改线工程||5万吨级泊位|2个"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range quantities(reportOf("临江市项目建设情况", "临江市", 2024, c.text)) {
				got = append(got, short(f))
			}
			have := strings.Join(got, "\n")
			for _, w := range c.want {
				if !strings.Contains("\n"+have+"\n", "\n"+w+"\n") {
					t.Errorf("%s\nlacks %s\nhas:\n%s", c.text, w, have)
				}
			}
			for _, f := range quantities(reportOf("临江市项目建设情况", "临江市", 2024, c.text)) {
				if f.Quote == "" || !strings.Contains(c.text, f.Quote) {
					t.Errorf("the quote %q is no sentence of the text", f.Quote)
				}
			}
		})
	}
}

func TestScopesAreAmountsAndStatuses(t *testing.T) {
	facts := quantities(reportOf("临江市项目建设情况", "临江市", 2024, "3月8日，全市62个5000万元以上项目集中开工，总投资98亿元。"))
	if len(facts) != 2 {
		t.Fatalf("got %d facts, want the count and the sum", len(facts))
	}
	for _, f := range facts {
		s := f.Scope
		if s.Min == nil || s.Min.String() != "50000000" || s.Max != nil || s.Status != "concentrated_start" || s.Words != "5000万元以上" {
			t.Errorf("%s has the scope %+v", short(f), s)
		}
		if f.Event != "3月8日集中开工" || f.Group != "集中开工5000万元以上项目" {
			t.Errorf("%s has the event %q and the group %q", short(f), f.Event, f.Group)
		}
		if got := f.Period.Start.Format(time.DateOnly); got != "2024-03-08" {
			t.Errorf("%s is dated %s", short(f), got)
		}
	}
}

func TestPeriods(t *testing.T) {
	facts := quantities(reportOf("临江市2024年经济运行情况", "临江市", 2024,
		"1-8月，全市固定资产投资同比增长5.1%。8月当月进出口总额12亿元。", "全市共有重点项目80个。"))
	want := []struct {
		words   string
		implied bool
	}{{"1-8月", false}, {"8月", false}, {"2024年", true}}
	if len(facts) != len(want) {
		t.Fatalf("got %d facts", len(facts))
	}
	for i, w := range want {
		if !strings.HasPrefix(facts[i].Period.Words, w.words) || facts[i].Period.Implied != w.implied {
			t.Errorf("%s: period %q, implied %v; want %q, %v", short(facts[i]), facts[i].Period.Words, facts[i].Period.Implied, w.words, w.implied)
		}
	}
	last := quantities(reportOf("2025年临江市政府工作报告", "临江市", 2025, "全市地区生产总值增长6%。"))
	if len(last) != 1 || last[0].Period.Start.Year() != 2024 {
		t.Errorf("a report of work speaks of the year before: %+v", last)
	}
}

func TestComparisonsStandBesideTheirLevel(t *testing.T) {
	facts := quantities(reportOf("临江市2024年经济运行情况", "临江市", 2024, "全年进出口总额120亿元，同比增长9.5%，高于全省2个百分点。"))
	var got []string
	for _, c := range facts[0].Compare {
		got = append(got, c.Kind+" "+c.Value.String()+c.Unit)
	}
	if strings.Join(got, ", ") != "yoy 9.5%, province 2pp" {
		t.Errorf("the level has the comparisons %v", got)
	}
}

func TestWordsAndDates(t *testing.T) {
	cases := []struct {
		name, title, text string
		want              []string
	}{
		{"who, where, when, how far", "星河数据中心项目",
			"星河数据中心项目位于临江市高新区，由江北云图科技有限公司投资建设，于2023年5月开工，计划2025年底建成投产。目前主体结构已封顶。",
			[]string{
				"星河数据中心项目|location|位于|临江市高新区", "星河数据中心项目|company|投资建设|江北云图科技有限公司", "星河数据中心项目|start|开工|2023年5月",
				"星河数据中心项目|end|建成投产|2025年底|planned", "星河数据中心项目|operation|建成投产|2025年底|planned", "星河数据中心项目|status|进展|目前主体结构已封顶",
			}},
		{"the two ends of a span", "", "凤鸣汽车配件园项目建设起止时间为2022年3月至2024年10月。",
			[]string{"凤鸣汽车配件园项目|start|建设起止时间|2022年3月至2024年10月", "凤鸣汽车配件园项目|end|建设起止时间|2022年3月至2024年10月"}},
		{"papers", "临江市招商情况", "临江市先后出台《招商引资若干政策》《项目服务办法》等文件。",
			[]string{"临江市|document|出台|《招商引资若干政策》《项目服务办法》"}},
		{"members after a verb", "临江市物流规划", "“三枢纽”包括：北站铁路枢纽、空港航空枢纽、西区公路枢纽。",
			[]string{"临江市|members|三枢纽|北站铁路枢纽、空港航空枢纽、西区公路枢纽"}},
		{"members before their number", "临江市水网工程", "临江市水网工程涵盖东城、西城、南湖3个城区。",
			[]string{"临江市水网工程|members|城区|东城、西城、南湖"}},
		{"an agreement", "临江市招商情况", "6月2日，远山装备有限公司与临江市政府签署战略合作协议。",
			[]string{"远山装备有限公司|signed|签署|6月2日，远山装备有限公司与临江市政府签署战略合作协议"}},
		{"products of a firm in a caption", "临江市招商情况", "临江远山农机有限责任公司生产的大型收割机。",
			[]string{"临江远山农机有限责任公司|products|生产|大型收割机"}},
		{"a parent", "", "华康轴承（临江）有限公司为德国轴承商KMB在华独资设立的公司。",
			[]string{"华康轴承（临江）有限公司|parent|在华独资|德国轴承商KMB"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, f := range Extract(reportOf(c.title, "", 2024, c.text)) {
				if f.Kind != QuantityFact {
					got = append(got, short(f))
				}
			}
			have := strings.Join(got, "\n")
			for _, w := range c.want {
				owner, rest, _ := strings.Cut(w, "|")
				ok := false
				for _, g := range got {
					o, r, _ := strings.Cut(g, "|")
					ok = ok || o == owner && (r == rest || strings.HasSuffix(rest, strings.SplitN(r, "|", 3)[2]) && strings.HasPrefix(rest, strings.SplitN(r, "|", 2)[0]))
				}
				if !ok {
					t.Errorf("%s\nlacks %s\nhas:\n%s", c.text, w, have)
				}
			}
		})
	}
}

func TestShortNamesMeanTheFullOne(t *testing.T) {
	facts := quantities(reportOf("临江市项目进展", "临江市", 2024,
		"江北海康生物有限公司年产8000吨鱼油深加工项目（以下简称“海康项目”）总投资3亿元。", "海康项目占地60亩，鱼油项目可新增就业150人。"))
	for _, f := range facts {
		if f.Project != "年产8000吨鱼油深加工项目" || f.Company != "江北海康生物有限公司" {
			t.Errorf("%s belongs to %q of %q", short(f), f.Project, f.Company)
		}
	}
	if len(facts) < 4 {
		t.Errorf("got %d facts", len(facts))
	}
}

func TestLedgerRows(t *testing.T) {
	row := func(n int, cells ...string) report.Passage {
		p := report.Passage{Number: n, Kind: report.Row}
		for i := 0; i+1 < len(cells); i += 2 {
			p.Row = append(p.Row, report.Cell{Column: cells[i], Text: cells[i+1]})
			p.Text += cells[i] + "：" + cells[i+1] + "；"
		}
		return p
	}
	r := reportOf("临江市重点项目台账", "临江市", 2024)
	r.Sections[0].Passages = []report.Passage{
		row(1, "序号", "1", "项目名称", "滨江水厂二期", "建设单位", "临江水务集团", "总投资(万元)", "12,600", "2024年计划投资(万元)", "5000", "占地面积（亩）", "45", "建设年限", "2023-2025", "形象进度", "管网施工"),
		row(2, "序号", "合计", "总投资(万元)", "12600"),
	}
	var got []string
	for _, f := range Extract(r) {
		got = append(got, short(f))
	}
	have := "\n" + strings.Join(got, "\n") + "\n"
	for _, w := range []string{
		"滨江水厂二期|total_investment|总投资|12,600万元", "滨江水厂二期|annual_planned_investment|2024年计划投资|5000万元|planned",
		"滨江水厂二期|land_area|占地面积|45亩", "滨江水厂二期|company|建设单位|临江水务集团", "滨江水厂二期|status|形象进度|管网施工",
		"滨江水厂二期|start|建设年限|2023-2025", "滨江水厂二期|end|建设年限|2023-2025", "全部项目|total_investment|总投资|12600万元",
	} {
		if !strings.Contains(have, "\n"+w+"\n") {
			t.Errorf("lacks %s\nhas:%s", w, have)
		}
	}
	for _, f := range Extract(r) {
		if f.Metric == "total_investment" && f.Project == "滨江水厂" && (f.Value.String() != "126000000" || f.Phase != "二期") {
			t.Errorf("12,600万元 is %s %s, phase %q", f.Value, f.Unit, f.Phase)
		}
	}
}

func TestAFigureWithoutAnOwnerOrLabelIsLeftOut(t *testing.T) {
	for _, text := range []string{"比去年多了3个。", "甲、乙、丙厂产值分别增长6%、5%。", "达到40%。"} {
		if facts := quantities(reportOf("", "", 0, text)); len(facts) != 0 {
			t.Errorf("%s gives %s", text, short(facts[0]))
		}
	}
}

func TestSentencesAreExactlyAsLoaded(t *testing.T) {
	text := "“现在开工!”他说。 　　第二段从这里开始，投资 3 亿元？是的；没错。（第一句。第二句。）完"
	got := Sentences(text)
	if joined := strings.Join(got, ""); strings.Join(strings.Fields(joined), "") != strings.Join(strings.Fields(text), "") {
		t.Errorf("the sentences %q do not make up the text", got)
	}
	for _, s := range got {
		if !strings.Contains(text, s) {
			t.Errorf("%q is not in the text", s)
		}
	}
}

func FuzzExtract(f *testing.F) {
	f.Add("全市已开工5000万元以上项目279个，总投资844.6亿元。")
	f.Add("A、B、C项目分别增长1%、2%和3%，其中（“一期（二期）”《）》由3提高到4。")
	f.Add("一、某园。建设单位：某公司；总投资：3亿元")
	f.Add("Phase one costs 100 mln dlrs，总投资3亿元的“项目")
	f.Fuzz(func(t *testing.T, text string) {
		for _, fact := range Extract(reportOf("临江市", "临江市", 2024, text)) {
			if fact.Kind == QuantityFact && fact.Printed == "" {
				t.Errorf("a figure without its printed form: %+v", fact)
			}
		}
	})
}
