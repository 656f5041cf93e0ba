package extract

import (
	"strings"
	"testing"
)

// lines says all facts of a report, one a line, with the period of those that have one of their own.
func lines(title, place string, year int, text ...string) string {
	var out []string
	for _, f := range Extract(reportOf(title, place, year, text...)) {
		s := short(f)
		if p := f.Period; p.Words != "" && !p.Start.IsZero() && !p.End.IsZero() {
			s += " @" + p.Start.Format("2006-01") + ".." + p.End.Format("2006-01")
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

// holdLines holds the facts of a report, one a line, against the beginnings of those that must be there and against what must
// not.
func holdLines(t *testing.T, have string, want, not []string) {
	t.Helper()
	begun := make([]string, len(want))
	for i, w := range want {
		begun[i] = "\n" + w
	}
	holdFacts(t, "\n"+have, begun, not)
}

// holdFacts holds the facts of a report against what must be said by one of them, and what by none.
func holdFacts(t *testing.T, have string, want, not []string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(have, w) {
			t.Errorf("lacks %s\nhas:\n%s", w, have)
		}
	}
	for _, n := range not {
		if strings.Contains(have, n) {
			t.Errorf("has %s\nin:\n%s", n, have)
		}
	}
}

// TestWhoseFigureItIs reads passages in which a figure is easily given to the wrong owner. want must be
// there, not must not.
func TestWhoseFigureItIs(t *testing.T) {
	cases := []struct {
		name, title, text string
		want, not         []string
	}{
		{"the sides of a joint firm", "北岭港物流园",
			"北岭港物流园由韩国大星物流集团与浙江海联港务集团合资建设。合资公司注册资本2亿美元，其中韩方持股55%、浙方持股45%。",
			[]string{"韩方|equity_share|韩方持股|55%", "浙方|equity_share|浙方持股|45%", "合资公司|registered_capital|合资公司注册资本|2亿美元"},
			[]string{"北岭港物流园|registered_capital"}},
		{"a side whose firm is not named", "海月项目", "海月项目总投资9000万欧元，德方占股70%，中方占股30%。",
			[]string{"德方|equity_share|德方占股|70%", "中方|equity_share|中方占股|30%"}, []string{"德方|equity_share|德方占股|30%"}},
		{"a hall of a sports park", "临江奥体公园", "临江奥体公园总投资12亿元，建筑面积10万平方米。其中游泳馆投资1.8亿元，已于2022年3月竣工；项目计划2025年6月整体完工。",
			[]string{"临江奥体公园|total_investment|总投资|12亿元", "临江奥体公园|end|完工|2025年6月|planned @2025-06..2025-06"},
			[]string{"临江奥体公园|total_investment|投资|1.8亿元", "临江奥体公园|end|竣工|2022年3月"}},
		{"a list of members, then their sum", "临江市动态", "此次集中开工的项目共3个，分别是城南污水处理厂、滨河路改造工程、东山风电场，总投资7.2亿元。",
			[]string{"集中开工项目|total_investment|总投资|7.2亿元"}, []string{"东山风电场|total_investment"}},
		{"all of a project after one of its phases", "海月锂电材料项目", "海月锂电材料项目一期已投入3亿元，预计今年11月试产，全部达产后年产值可达40亿元。二期正在谋划。",
			[]string{"海月锂电材料项目|output_value|年产值|40亿元|planned"}, []string{"海月锂电材料项目一期|output_value"}},
		{"a firm after a firm", "临江市外资", "全市在建外资项目20个，其中中日合资的海丰水泥有限公司总投资8000万美元；中韩合资的金星电子有限公司总投资3000万美元，年产电话机50万部。",
			[]string{"海丰水泥有限公司|total_investment|总投资|8000万美元", "金星电子有限公司|total_investment|总投资|3000万美元", "金星电子有限公司|capacity|年产电话机|50万部"}, nil},
		{"a province after a railway", "国内简讯", "辽宁北岭至海月铁路今天开通。线路全长96公里，总投资70亿元。今年前两个月，辽宁完成铁路投资30亿元，同比增长4%。",
			[]string{"辽宁省|investment|铁路投资|30亿元"}, []string{"铁路|total_investment|投资|30亿元"}},
		{"money before the place and the project", "临江市招商", "海泰集团有限公司将投资8亿元，在青石县建设储能电池项目，占地200亩。",
			[]string{"储能电池项目|total_investment|投资|8亿元|planned"}, nil},
		{"a whole and its parts by owner", "临江市统计公报", "全年固定资产投资500亿元。其中，国有及国有控股投资120亿元，下降3%；民间投资300亿元，增长2%。",
			[]string{"临江市|investment|国有及国有控股投资|120亿元", "临江市|private_investment|民间投资|300亿元"}, []string{"临江市|investment|投资|120亿元"}},
		{"how long it took is no date", "海月大桥", "海月大桥2019年3月动工，历时近三年建成。", []string{"海月大桥|start|动工|2019年3月 @2019-03..2019-03"}, []string{"|end|"}},
		{"parts of a list that end alike", "临江市建设", "海月轴承产业园、凤鸣压缩机二期等建成投产。",
			[]string{"海月轴承产业园|status|进展", "凤鸣压缩机二期|status|进展"}, nil},
	}
	cases = append(cases, []struct {
		name, title, text string
		want, not         []string
	}{
		{"a province's product", "2024年临江市政府工作报告", "过去一年，全省地区生产总值增长5.1%、达到2.3万亿元；全市固定资产投资增长6%。",
			[]string{"吉林省|gdp|地区生产总值|5.1%|growth|yoy", "吉林省|gdp|地区生产总值|2.3万亿元", "临江市|fixed_asset_investment|固定资产投资|6%|growth|yoy"}, nil},
		{"the same of two places", "临江市经济运行", "全国规模以上工业增加值增长4.6%，全市增长6%，高于全国1.4个百分点。",
			[]string{"全国|industrial_value_added|规模以上工业增加值|4.6%|growth|yoy", "临江市|industrial_value_added|规模以上工业增加值|6%|growth|yoy", "临江市|industrial_value_added|规模以上工业增加值|1.4个百分点|gap|nation"}, nil},
		{"a stretch of a line", "江北城际铁路", "江北城际铁路全长200公里，总投资300亿元，设车站10座，其中新建7座、改建3座。海月段长60公里，投资90亿元。",
			[]string{"江北城际铁路|total_investment|总投资|300亿元", "江北城际铁路海月段|total_investment|投资|90亿元", "江北城际铁路|stations_stops|新建车站|7座|part", "江北城际铁路|stations_stops|改建车站|3座|part"},
			[]string{"江北城际铁路|total_investment|投资|90亿元"}},
		{"the same at another time", "临江港规划", "到2025年，货物吞吐量达到6500万吨、集装箱吞吐量80万标箱；到2035年，分别达到1.1亿吨和200万标箱。",
			[]string{"临江市|throughput|货物吞吐量|1.1亿吨", "临江市|throughput|集装箱吞吐量|200万标箱"}, []string{"1.1亿吨|growth", "200万标箱|growth"}},
		{"a firm's turnover is not its project's", "海川储能电池项目投产", "海川储能电池项目由海川能源科技股份有限公司投资建设，总投资52亿元。海川能源去年营业收入86亿元，同比增长42%。",
			[]string{"海川能源科技股份有限公司|revenue|营业收入|86亿元"}, []string{"海川储能电池项目|revenue"}},
		{"incomes of two kinds of residents", "临江市统计公报", "社会消费品零售总额96.2亿元，增长8.5%；城乡居民人均可支配收入分别达到4.1万元、2.2万元，增长5.2%、7.9%。",
			[]string{"临江市|income_urban|城镇居民人均可支配收入|4.1万元", "临江市|income_rural|农村居民人均可支配收入|2.2万元", "临江市|income_urban|城镇居民人均可支配收入|5.2%|growth|yoy", "临江市|income_rural|农村居民人均可支配收入|7.9%|growth|yoy"},
			[]string{"社会消费品零售总额|5.2%", "社会消费品零售总额|7.9%"}},
		{"past a mark, at an amount", "临江市财政", "一般公共预算收入突破20亿元，达到20.3亿元。", []string{"临江市|fiscal_revenue|一般公共预算收入|20.3亿元"}, nil},
		{"places that no table knows", "临江市进度", "甲南县、乙北县投资完成率分别为72.3%和69.8%。", []string{"甲南县|", "乙北县|"}, nil},
		{"a part of the cost", "青石水库", "青石水库总投资34亿元，其中移民安置投资12亿元，涉及移民4800人。",
			[]string{"青石水库|total_investment|总投资|34亿元", "青石水库|investment|移民安置投资|12亿元|part"}, []string{"移民安置|", "青石水库|total_investment|移民安置投资"}},
		{"a firm's third phase", "海川新材：成长", "海川新材料有限公司成立于2015年，现有员工1200人。公司三期项目总投资22亿元，占地410亩。", nil, []string{"公司三期|"}},
		{"the next railway of a bulletin", "江北简讯", "海月运河全长130公里，总投资700亿元。北岭高铁南段今天开通，线路长290公里。",
			[]string{"北岭高铁|road_length|线路长|290公里"}, []string{"海月运河|road_length|线路长|290公里"}},
		{"two parts, then the sum of all", "临江市招商", "全市共引进项目58个，其中5亿元以上项目12个、10亿元以上项目4个，合同总投资168亿元。",
			[]string{"引进项目|total_investment|合同总投资|168亿元"}, []string{"10亿元以上项目|total_investment"}},
		{"the park, not its last phase", "海月智能装备产业园", "海月智能装备产业园总投资68亿元，分三期开发。一期占地460亩。三期处于规划阶段。园区建有人才公寓860套。",
			[]string{"海月智能装备产业园||人才公寓|860套"}, []string{"三期||人才公寓"}},
		{"a new stretch of railway is no project", "临江市交通", "海月高铁开通，新增高铁里程318公里。", nil, []string{"新增高铁|"}},
	}...)
	cases = append(cases, []struct {
		name, title, text string
		want, not         []string
	}{
		{"counted by their state", "临江市重点项目", "今年1-8月，全市31个竣工项目完成投资210亿元，为年计划的61%；18个新开工项目完成投资9.3亿元；12个已签约项目总投资40亿元；7个在谈项目总投资22亿元。",
			[]string{"新开工项目|completed_investment|完成投资|9.3亿元", "已签约项目|total_investment|总投资|40亿元", "在谈项目|total_investment|总投资|22亿元"},
			[]string{"竣工项目|completed_investment|完成投资|9.3亿元"}},
		{"shares told apart of the amounts, not of the counts", "临江市重点项目", "按领域看，9个农业项目完成投资12亿元，40个工业项目完成投资88亿元，21个民生项目完成投资35亿元，分别占年度计划的41.2%、52.6%、63.9%。",
			[]string{"农业项目|completed_investment|完成投资占计划|41.2%|share", "工业项目|completed_investment|完成投资占计划|52.6%|share", "民生项目|completed_investment|完成投资占计划|63.9%|share"}, []string{"project_count|工业项目|41.2%"}},
		{"after its parts, the whole", "临江市重点项目", "全市重点项目共60项，其中：建设类52项，前期项目8项。总投资720亿元，当年计划投资96亿元。",
			[]string{"重点项目|total_investment|总投资|720亿元"}, []string{"前期项目|total_investment"}},
		{"counties and districts are not 和县", "临江市开工", "累计集中开工和县区自行开工重点项目410个，总投资630亿元。", []string{"临江市|project_count|开工重点项目|410个"}, []string{"和县"}},
		{"a gathering is no project", "临江市开工", "全市举办重点项目集中开工现场会3次。", nil, []string{"举办重点项目|"}},
		{"after a date, of the group", "临江市重点项目", "全市省级重点项目6个，概算投资140亿元。1-12月完成投资28亿元，投资完成率90%。",
			[]string{"省级重点项目|completed_investment|完成投资|28亿元", "省级重点项目|completion_rate|投资完成率|90%"}, nil},
	}...)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			holdLines(t, lines(c.title, "临江市", 2024, c.text), c.want, c.not)
		})
	}
}

// TestSidesAreFirms: a side keeps its word for a name and is known to be the firm that comes from there.
func TestSidesAreFirms(t *testing.T) {
	want := map[string]string{"韩方": "韩国大星物流集团", "浙方": "浙江海联港务集团", "中方": "浙江海联港务集团"}
	for _, shares := range []string{"韩方持股55%、浙方持股45%", "韩方占55%，中方占45%"} {
		for _, f := range quantities(reportOf("北岭港物流园", "临江市", 2024, "北岭港物流园由韩国大星物流集团与浙江海联港务集团合资建设。双方出资成立合资公司，"+shares+"。")) {
			if f.Company != want[f.Subject] {
				t.Errorf("%s is the firm %q", short(f), f.Company)
			}
		}
	}
}

// TestMembersShareTheOccasion: what happened to a group happened to those that are then named.
func TestMembersShareTheOccasion(t *testing.T) {
	have := lines("临江市新闻", "临江市", 2023,
		"本报讯（记者 张明 通讯员 李方）4月12日，临江市举行二季度重大项目集中开工仪式，6个项目集中开工，总投资31亿元。其中，海泰隔膜扩建项目总投资9亿元，占地100亩；凤鸣冷链物流项目总投资4亿元。去年，全市引进项目15个。")
	for _, w := range []string{"海泰隔膜扩建项目|start|集中开工|4月12日 @2023-04..2023-04", "凤鸣冷链物流项目|start|集中开工|4月12日", "海泰隔膜扩建项目|status|进展|集中开工"} {
		if !strings.Contains(have, w) {
			t.Errorf("lacks %s\nhas:\n%s", w, have)
		}
	}
	for _, f := range Extract(reportOf("临江市新闻", "临江市", 2023, "5月6日，全市4个项目集中签约。其中，海泰隔膜扩建项目总投资9亿元。")) {
		if f.Metric == "signed" && (f.Quote != "5月6日，全市4个项目集中签约。" || f.Project != "海泰隔膜扩建项目") {
			t.Errorf("%s cites %q", short(f), f.Quote)
		}
	}
	if have := lines("临江市新闻", "临江市", 2023, "5月6日，全市8个项目集中开竣工。其中，海泰隔膜扩建项目总投资9亿元。"); strings.Contains(have, "|start|") || strings.Contains(have, "|end|") {
		t.Errorf("begun or finished cannot be told:\n%s", have)
	}
}

// TestYearsThatGoWithoutSaying: parts of a year without the year, in reports dated by a year alone.
func TestYearsThatGoWithoutSaying(t *testing.T) {
	cases := []struct {
		title string
		year  int
		text  string
		want  string
	}{
		{"临江市2022年上半年招商情况", 2022, "上半年，全市实施招商项目86个。", "@2022-01..2022-06"},
		{"临江市2023年工作情况", 2023, "2023年，全市经济平稳。1-9月，固定资产投资增长3%。", "@2023-01..2023-09"},
		{"临江市产业情况", 2023, "全市高新技术企业由2020年的80家增加到120家。", "120家 @2023-01..2023-12"},
		{"2025年临江省政府工作报告", 2025, "全年引进产业项目126个。", "@2024-01..2024-12"},
		{"临江市招商情况", 2023, "一季度，全市到位资金107亿元，完成全年目标的28%。新引进项目41个。", "新引进项目|41个 @2023-01..2023-03"},
		{"临江市投资情况", 2023, "“十四五”以来，全市实施项目286个。2021年、2022年分别完成投资182亿元和205亿元。规上工业企业达到176家。", "176家 @2021-01..0001-01"},
		{"临江市经济情况", 2023, "临江开发区2010年11月升级为国家级开发区，管辖面积126平方公里。", "126平方公里 @2023-01..2023-12"},
		{"2025年临江省政府工作报告", 2025, "2024年，全省投资增长5%。今年主要预期目标是：生产总值增长6%。重点抓好120个重点项目。", "重点项目|120个|planned @2025-01..2025-12"},
		{"2025年临江省政府工作报告", 2025, "今年力争引进产业项目130个。", "@2025-01..2025-12"},
	}
	for _, c := range cases {
		r := reportOf(c.title, "临江市", c.year, c.text)
		r.Date = date(c.year, 1, 1) // as a reader of files dates what gives only a year
		var have []string
		for _, f := range quantities(r) {
			have = append(have, short(f)+" @"+f.Period.Start.Format("2006-01")+".."+f.Period.End.Format("2006-01"))
		}
		if !strings.Contains(strings.Join(have, "\n"), c.want) {
			t.Errorf("%s: %s\nlacks %s\nhas %s", c.title, c.text, c.want, strings.Join(have, "\n"))
		}
	}
}

// TestEachItemOfABulletinHasItsPlace: 在甲省，… moves to that place.
func TestEachItemOfABulletinHasItsPlace(t *testing.T) {
	for _, f := range quantities(reportOf("各地加快建设", "", 2025, "今年前两个月，四川700个省重点项目完成投资1123亿元。在安徽合肥，总投资210亿元的海泰汽车产业园日前封顶，年产电驱100万套。")) {
		if want := map[bool]string{true: "合肥市", false: "四川省"}[f.Project != ""]; f.Place != want {
			t.Errorf("%s is of %q", short(f), f.Place)
		}
	}
}

// TestLevelsInParagraphsOfTheirOwn: a list of the levels of key projects gives each level its own figures.
func TestLevelsInParagraphsOfTheirOwn(t *testing.T) {
	have := lines("青石县重点工程", "青石县", 2021, "全县重点工程共24项，总投资310亿元。其中：",
		"省级5项，概算投资120亿元，当年计划投资15亿元。1-12月份，完成投资21亿元，投资完成率140%。",
		"县级19项，概算投资190亿元。1-12月份，完成投资33亿元。")
	for _, w := range []string{"省级项目|total_investment|概算投资|120亿元", "省级项目|completed_investment|完成投资|21亿元", "省级项目|completion_rate|投资完成率|140%", "县级项目|completed_investment|完成投资|33亿元"} {
		if !strings.Contains(have, w) {
			t.Errorf("lacks %s\nhas:\n%s", w, have)
		}
	}
}
