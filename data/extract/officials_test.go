package extract

import (
	"strings"
	"testing"
)

// TestBulletinsAndWorkReports reads what governments and their offices write of results, ranks and plans.
func TestBulletinsAndWorkReports(t *testing.T) {
	cases := []struct {
		name, title, text string
		want, not         []string
	}{
		{"a mark that was passed", "临江市工作", "生产总值跨越300亿元，达327亿元，增长6.4%；财政收入迈过百亿大关，达108亿元，增长9%。",
			[]string{"临江市|gdp|生产总值|327亿元", "临江市|gdp|生产总值|6.4%|growth", "临江市|fiscal_revenue|财政收入|108亿元", "临江市|fiscal_revenue|财政收入|9%|growth"}, []string{"gdp|生产总值|9%"}},
		{"a place in an order after a number", "临江市工作", "全市新签约亿元以上项目64个，增长15%，全省第三。",
			[]string{"临江市|project_count|新签约亿元以上项目|第三|rank|province"}, nil},
		{"two places among so many", "临江市工作", "生产总值812亿元，经济总量和增速分别居全省21个市第9位、第4位。",
			[]string{"临江市|gdp|生产总值总量|第9位|rank|province", "临江市|gdp|生产总值增速|第4位|rank|province"}, []string{"21个"}},
		{"a place in common", "临江市工作", "生产总值增长7%，规上工业增加值增长11%，增速均居全省第二；固定资产投资增长6%。",
			[]string{"临江市|gdp|生产总值增速|第二|rank|province", "临江市|industrial_value_added|规上工业增加值增速|第二|rank|province"}, []string{"fixed_asset_investment|固定资产投资增速"}},
		{"points above two", "临江市工作", "固定资产投资增长6.1%，分别比全国和全省高1.4个和0.9个百分点，进出口增长8%，增速低于全国1.5个百分点、全省2.5个百分点。工业投资增长12%。",
			[]string{"临江市|fixed_asset_investment|固定资产投资|1.4个|gap|nation", "临江市|fixed_asset_investment|固定资产投资|0.9个百分点|gap|province", "临江市|industrial_investment|工业投资|12%|growth"}, nil},
		{"what the aims say", "临江市2024年政府工作报告", "2024年主要预期目标建议为：生产总值增长7%以上；一般公共预算支出（扣除2022年救灾专项资金外）增长3%。",
			[]string{"临江市|gdp|生产总值|7%|growth|yoy|target @2024-01..2024-12", "临江市|fiscal_expenditure|一般公共预算支出|3%|growth|yoy|target @2024-01..2024-12"}, []string{"superior_funds"}},
		{"what may be seen otherwise", "临江市工作", "一般公共预算收入8亿元，自然增长3%，同口径完成8.6亿元，增长7%。",
			[]string{"临江市|fiscal_revenue|一般公共预算收入|3%|growth", "临江市|fiscal_revenue|同口径一般公共预算收入|8.6亿元", "临江市|fiscal_revenue|同口径一般公共预算收入|7%|growth"}, nil},
		{"offices for projects", "临江市工作", "全市组建5个项目推进专班、30个招商小分队。",
			[]string{"临江市||项目推进专班|5个", "临江市||招商小分队|30个"}, []string{"project_count"}},
		{"talked over", "临江市工作", "全市洽谈项目70个，签订正式合同19个，到位资金6亿元。",
			[]string{"临江市|project_count|洽谈项目|70个", "临江市|funds_in_place|到位资金|6亿元"}, []string{"洽谈项目|funds_in_place"}},
		{"a bound without its unit", "临江市工作", "全市引进项目80个，其中2000万以上项目到位资金5亿元。",
			[]string{"引进2000万以上项目|funds_in_place|到位资金|5亿元"}, nil},
		{"targets met apart", "临江市公报", "失业人员实现再就业2.1万人，困难人员实现就业0.6万人，分别完成全年目标的140%、118%。",
			[]string{"临江市|jobs|失业人员再就业|2.1万人", "临江市|jobs|失业人员再就业占计划|140%|share|plan", "临江市|jobs|困难人员就业占计划|118%|share|plan"}, nil},
		{"after a rank, the plan is of the amount", "临江市招商", "全市到位资金52亿元，增速居全省第2位，完成全年任务的81%。",
			[]string{"临江市|funds_in_place|到位资金占计划|81%|share|plan"}, []string{"增速占计划"}},
		{"paid, not issued", "临江市专项债", "中央预算内投资项目开工9个，资金支付1.2亿元，支付率70%；专项债券资金支付4.4亿元，支付率88%。专项债券资金缺口2亿元。",
			[]string{"临江市|project_count|开工中央预算内投资项目|9个", "中央预算内投资项目||资金支付率|70%", "临江市||专项债券资金支付|4.4亿元", "临江市||专项债券资金支付率|88%", "临江市||专项债券资金缺口|2亿元"}, []string{"special_bonds|"}},
		{"a zone of a city", "临江市招商", "全市实际利用外资3亿美元。其中，经济开发区合同外资2亿美元，实际利用外资1.1亿美元。",
			[]string{"经济开发区|contract_fdi|合同外资|2亿美元", "经济开发区|utilized_fdi|实际利用外资|1.1亿美元", "临江市|utilized_fdi|实际利用外资|3亿美元"}, []string{"临江市|utilized_fdi|实际利用外资|1.1亿美元"}},
		{"kinds of projects one after the other", "临江市重点项目", "在各类项目中，现代产业项目完成投资59亿元，投资进度90%；开放平台项目完成投资61亿元，投资进度80%；生态环保项目投资12亿元，投资进度75%。",
			[]string{"现代产业项目|completed_investment|完成投资|59亿元", "开放平台项目|completion_rate|投资进度|80%", "生态环保项目|completion_rate|投资进度|75%"}, []string{"开放平台项目|completion_rate|投资进度|75%"}},
		{"new ones, not of one", "临江市投资", "施工项目计划总投资490亿元，增长9%；新开工项目计划总投资120亿元，增长14%。",
			[]string{"临江市|total_investment|施工项目计划总投资|490亿元", "临江市|total_investment|新开工项目计划总投资|120亿元"}, nil},
		{"the first of the province is the city's", "临江市工作", "获得国债资金9亿元，全省首个百亿级水利工程海月水库开工。争取补助项目54个、全省第一。签约项目50个。",
			[]string{"临江市|project_count|签约项目|50个", "临江市|project_count|补助项目|第一|rank|province"}, nil},
		{"its part in a growth", "临江市外贸", "外贸出口77亿元，增长16%，对全省出口增长贡献率达12%，占全省份额提高到3%。",
			[]string{"临江市|contribution_rate|出口增长贡献率|12%", "临江市|exports|外贸出口占比|3%|share"}, []string{"exports|外贸出口|12%"}},
		{"units that are no firms", "临江市投资", "国有及国有控股单位投资126亿元，增长25%。住宅投资40亿元，增长6%。",
			[]string{"临江市|investment|住宅投资|40亿元"}, []string{"国有及国有控股单位|investment"}},
		{"an added value that falls", "临江市公报", "全市规模以上工业增加值同比下降14%，工业增加值比上年减少2%。",
			[]string{"临江市|industrial_value_added|规模以上工业增加值|-14%|growth", "临江市|industrial_value_added|工业增加值|-2%|growth"}, nil},
		{"after a share, the measure grows", "临江市公报", "轻工业产值占比27%，同比增长9%；重工业产值占比73%，同比下降2%。",
			[]string{"临江市|industrial_output|轻工业产值占比|27%|share", "临江市|industrial_output|轻工业产值|9%|growth", "临江市|industrial_output|重工业产值|-2%|growth"}, []string{"占比|9%"}},
		{"how it fares, then how much", "临江市公报", "固定资产投资400亿元，增长8%。其中房地产开发投资继续较快增长，完成投资25亿元，增长61%。",
			[]string{"临江市|real_estate_investment|房地产开发投资|25亿元", "临江市|real_estate_investment|房地产开发投资|61%|growth"}, nil},
		{"carried so far", "临江市公报", "货物周转量26亿吨公里，增长8%；旅客周转量7.5亿人公里，增长9%。民用汽车保有量97万辆（包括三轮汽车），增长3%。",
			[]string{"临江市|throughput|货物周转量|26亿吨公里", "临江市|throughput|旅客周转量|7.5亿人公里", "临江市|vehicles|民用汽车保有量|3%|growth"}, nil},
		{"a remark on the measure", "临江市商务", "实际利用外资（商务部口径）0.9亿美元，增长30%。太阳能发电量8亿千瓦时。",
			[]string{"临江市|utilized_fdi|实际利用外资|0.9亿美元", "临江市|utilized_fdi|实际利用外资|30%|growth", "太阳能发电量|8亿千瓦时"}, nil},
		{"an effort is no aim", "临江市交通", "全市交通系统奋力推进项目建设，完成交通投资29亿元，增长25%。",
			[]string{"临江市|transport_investment|交通投资|29亿元 @"}, []string{"target"}},
		{"the part of each sector in the growth", "临江市公报", "第一产业增加值37亿元，增长3%，对生产总值增长的贡献率为2%；第二产业增加值78亿元，增长14%，对生产总值增长的贡献率为60%。",
			[]string{"临江市|contribution_rate|第一产业贡献率|2%", "临江市|contribution_rate|第二产业贡献率|60%"}, nil},
		{"districts counted together", "珠海市公报", "香洲、金湾和斗门三个行政区分别实现生产总值86亿元、35亿元和18亿元。",
			[]string{"香洲区|gdp|生产总值|86亿元", "斗门区|gdp|生产总值|18亿元"}, []string{"斗门三个"}},
		{"what a plan is called", "临江市规划", "按照“15平方公里15万人口”的规划建设城南新区。", nil, []string{"15平方公里", "15万人"}},
		{"works in a list", "临江市交通", "完成国道501海月至青石段大修工程10公里、县乡公路134公里、通村水泥路106公里。",
			[]string{"临江市|road_length|县乡公路|134公里", "临江市|road_length|通村水泥路|106公里"}, nil},
		{"the whole of what brackets divide", "临江市招商", "签约先进制造业项目132个（新能源项目55个，新材料项目77个），较上半年增加44个。",
			[]string{"临江市|project_count|签约先进制造业项目|44个|growth"}, []string{"新材料项目|44个"}},
		{"shares of each kind", "临江市招商", "甲类产业项目20个，投资总额97亿元，分别占总数的25%和23%；乙类产业项目24个，投资总额132亿元，分别占总数的30%和32%。",
			[]string{"乙类产业项目|30%", "乙类产业项目|total_investment|投资总额|32%"}, []string{"甲类产业项目|total_investment|投资总额|30%"}},
		{"districts with parts without a name", "临江市债券", "全市发行专项债券9亿元，其中市本级1.2亿元，北塘区1.6亿元，郊区0.8亿元，枞南县1亿元。",
			[]string{"临江市|special_bonds|发行专项债券|9亿元", "北塘区|special_bonds|发行专项债券|1.6亿元", "郊区|special_bonds|发行专项债券|0.8亿元", "枞南县|special_bonds|发行专项债券|1亿元"}, []string{"北塘区|special_bonds|郊区"}},
		{"not of the projects before", "临江市工作", "新引农业项目10个，总投资27亿元。工业增长11%。居各县（市）首位。", nil, []string{"industrial_investment"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			holdFacts(t, lines(c.title, placeOf(c.title), 2024, strings.Split(c.text, "\n")...), c.want, c.not)
		})
	}
}

// TestWorkReportsOfDecember: a report of work that is given at the end of the year is about that year, and aims at the next.
func TestWorkReportsOfDecember(t *testing.T) {
	r := reportOf("临江县政府工作报告（2023年12月28日）", "临江县", 2023, "预计（下同），实现生产总值319亿元，增长5.8%。", "2024年经济社会发展的主要预期目标为：生产总值增长6%。")
	r.Date, r.DateWords = date(2023, 12, 28), "2023年12月28日"
	for _, f := range quantities(r) {
		if want := map[string]int{"319亿元": 2023, "5.8%": 2023, "6%": 2024}[f.Printed]; f.Period.Start.Year() != want {
			t.Errorf("%s is of %d, want %d", short(f), f.Period.Start.Year(), want)
		}
	}
}

// placeOf is the place that a title begins with.
func placeOf(title string) string { return title[:strings.Index(title, "市")+len("市")] }
