package extract

import (
	"strings"
	"testing"
)

// TestReportsOfProgress reads what offices write month by month on projects and the money for them. want must be there, not must not.
func TestReportsOfProgress(t *testing.T) {
	cases := []struct {
		name string
		text []string
		want []string
		not  []string
	}{
		{"what stands in brackets ends with them", []string{"今年安排重点项目120项(打包项目拆分后共150项),项目总投资900亿元。本年度计划开工项目60项(其中上半年计划新开工40项),目前实际已开工35项。"},
			[]string{"重点项目|total_investment|项目总投资|900亿元", "临江市|project_count|已开工项目|35项"}, []string{"打包项目|total_investment", "35项|planned"}},
		{"a share of the plan plans nothing", []string{"1—9月，产业项目80个，完成投资50亿元，为年投资计划的70%；民生项目20个，完成投资6亿元，为年投资计划的66%。"},
			[]string{"民生项目|completed_investment|完成投资|6亿元 @2024-01..2024-09", "临江市|project_count|民生项目|20个 @2024-01..2024-09", "产业项目|completed_investment|完成投资占计划|70%|share|plan"}, []string{"planned"}},
		{"a count of some of the projects", []string{"1—9月，150个新开项目已开工120个。截至目前，90项重大水利工程已开工70项。"},
			[]string{"临江市|project_count|新开项目|150个", "临江市|project_count|已开工项目|120个", "临江市|project_count|重大水利工程|90项", "临江市|project_count|已开工项目|70项"}, []string{"已开工新开项目", "已开工重大水利工程"}},
		{"a whole after the sentence that divides it", []string{"1—9月，全市实施重点项目300个。其中，续建项目140个；新开项目160个。累计完成投资470亿元，增长5%。"},
			[]string{"重点项目|completed_investment|累计完成投资|470亿元"}, []string{"续建项目|completed_investment", "新开项目|completed_investment"}},
		{"a whole after a semicolon", []string{"截至5月底,全市招商引资开工项目295个,其中工业项目58个,旅游项目18个;累计实现到位资金49亿元。"},
			[]string{"招商引资开工项目|funds_in_place|到位资金|49亿元"}, []string{"旅游项目|funds_in_place"}},
		{"others after a semicolon", []string{"截至6月底，90项重大水利工程已开工70项，其中今年新开工7项；在建重大水利工程投资规模超过600亿元，提前完成“在建投资规模达到500亿元”的目标任务。"},
			[]string{"临江市|total_investment|在建重大水利工程投资规模|600亿元"}, []string{"新开工项目|total_investment"}},
		{"works after works", []string{"部分工程进展：城北电厂扩建工程完成投资4亿元；雷公滩水电站正抓紧大坝及厂房混凝土浇筑工程，累计完成投资3.2亿元；东岭煤矿完成投资700万元，占总投资的17%；西部连乡公路路基成型90公里，完成投资1800万元。"},
			[]string{"雷公滩水电站|completed_investment|累计完成投资|3.2亿元", "西部连乡公路|completed_investment|完成投资|1800万元"}, []string{"紧大坝", "东岭煤矿|completed_investment|完成投资|1800万元", "浇筑工程|completed_investment"}},
		{"a firm that is brought", []string{"引进省航运公司投资13亿元兴建白水航电枢纽工程，今年到位资金3亿元；引进锦苑公司投资1.5亿元开发阳光小区；引进海天集团投资1000万元建北山公路。"},
			[]string{"白水航电枢纽工程|total_investment|投资|13亿元", "锦苑公司|investment|投资|1.5亿元"}, []string{"白水航电枢纽工程|total_investment|投资|1.5亿元", "建北山公路"}},
		{"the plan of a year beside the results of months", []string{"1-6月，全市重点项目完成投资36亿元。其中亿元以上项目46个，年度计划完成投资49亿元，1-6月完成投资32亿元。"},
			[]string{"亿元以上项目|annual_planned_investment|年度计划完成投资|49亿元|planned @2024-01..2024-12", "亿元以上项目|completed_investment|完成投资|32亿元|part @2024-01..2024-06"}, nil},
		{"the year's investment of a start", []string{"全市98个项目集中开工，总投资120亿元，年预计投资25亿元。"},
			[]string{"集中开工项目|annual_planned_investment|年预计投资|25亿元|planned"}, []string{"total_investment|预计投资|25亿元"}},
		{"not as planned", []string{"目前实际已开工118项（其中，提前开工项目11项，未按计划开工项目33项）。"},
			[]string{"临江市|project_count|未按计划开工项目|33项"}, []string{"|计划开工项目|33项"}},
		{"a list, then its sum", []string{"今天集中开工项目分别是：云岭建材商贸城项目、凤山田园小镇建设项目、海特锂电池项目，总投资25亿元。"},
			[]string{"集中开工项目|total_investment|总投资|25亿元"}, []string{"临江市|total_investment"}},
		{"spent so far and all of a project", []string{"海月继电器项目一期已投资1.1亿元，完成年度投资计划的72%。该项目全部达产后年产值可达30亿元，纳税2亿元以上。"},
			[]string{"海月继电器项目一期|completed_investment|已投资|1.1亿元", "海月继电器项目|output_value|年产值|30亿元|planned"}, []string{"total_investment|投资|1.1亿元", "项目一期|output_value"}},
		{"once it is built", []string{"海特锂电池项目总投资3亿元。项目建成后，年产值可达15亿元，提供就业岗位2200个。"},
			[]string{"海特锂电池项目|output_value|年产值|15亿元|planned", "海特锂电池项目|jobs|提供就业岗位|2200个|planned"}, nil},
		{"what is to be done", []string{"今年全市要完成水利建设投资超过80亿元，云溪水库是国家150项重大水利工程之一。"},
			[]string{"临江市|water_investment|水利建设投资|80亿元|planned"}, []string{"150项"}},
		{"thousands set apart", []string{"1~2月全国固定资产投资(不含农户)33 323亿元，同比下降24.5%。"},
			[]string{"全国|fixed_asset_investment|固定资产投资(不含农户)|33323亿元"}, []string{"|323亿元"}},
		{"money that has come, counted twice", []string{"全市实际到位外省资金突破700亿元，累计实现702.76亿元，增长26.8%，总量位居全省第三位，增速位居全省第四位。"},
			[]string{"临江市|funds_in_place|实际到位外省资金|702.76亿元", "临江市|funds_in_place|实际到位外省资金增速|第四位|rank|province"}, nil},
		{"the same seen from another side", []string{"1-4月，全社会固定资产投资增长7.9%。", "分产业看，第一产业完成投资增长60%，第二产业完成投资下降36%。"},
			[]string{"临江市|primary_investment|第一产业完成投资|60%|growth|yoy @2024-01..2024-04"}, nil},
		{"firms of a kind of projects", []string{"回归园一期已经落户企业15家，主要为纺织、精细化工和建材类项目企业，总投资114亿元。全市入选全省“双百工程”的项目6个，牢固树立“项目为王”理念。"},
			nil, []string{"建材类项目|", "“双百工程”|", "项目为王”|"}},
		{"money in a list under one kind", []string{"已发行的专项债券中，支持社会事业22亿元、保障性安居工程20亿元、农林水利10亿元。"},
			[]string{"临江市|special_bonds|社会事业专项债券|22亿元", "临江市|special_bonds|保障性安居工程专项债券|20亿元"}, []string{"保障性安居工程社会事业"}},
		{"members of a list that look counted", []string{"签约的6个项目中，工业项目5个，分别是云岭助力单车项目、台玻技改项目、呷一支食品生产项目，总投资4.7亿元；投资6000万元的世艺工贸项目建成后从事跨境电商；投资5000万元的呷一支食品生产项目生产肉制品。"},
			[]string{"工业项目|total_investment|总投资|4.7亿元"}, []string{"食品生产项目|total_investment|总投资|4.7亿元", "世艺工贸项目|total_investment|投资|5000万元"}},
		{"a greater fall", []string{"上半年，全市土地购置面积35万平方米，下降19%，降幅比1-5月扩大4.7个百分点。"},
			[]string{"临江市|land_area|土地购置面积|-4.7个百分点|gap|1-5月"}, []string{"|4.7个百分点|gap"}},
		{"public money", []string{"全市一般公共预算收入完成28583万元，占调整预算105.47%，增长10.85%，增收2798万元，排名全省第6位。税收收入完成11136万元；非税收入完成17447万元。政府性基金收入10.3亿元，增长7%，在考虑退税等因素后增长9%。"},
			[]string{"临江市|fiscal_revenue|一般公共预算收入占计划|105.47%|share|plan", "临江市|fiscal_revenue|一般公共预算收入|2798万元|growth|yoy", "临江市|fiscal_revenue|一般公共预算收入|第6位|rank|province", "临江市|nontax_revenue|非税收入|17447万元", "临江市|fund_budget_revenue|政府性基金收入|10.3亿元"},
			[]string{"benefit", "|tax_revenue|非", "savings"}},
		{"whose projects they are", []string{"1-8月，中央项目投资107亿元，下降8.9%；地方项目投资1698亿元，增长28%。其中，港澳台商投资57亿元；外商投资59亿元，其他资金增长17%。"},
			[]string{"临江市|investment|中央项目投资|107亿元", "临江市|investment|地方项目投资|28%|growth|yoy", "临江市|investment|港澳台商投资|57亿元", "临江市||其他资金|17%|growth|yoy"}, []string{"港澳台商|investment", "investment|投资|", "|他资金"}},
		{"money of two kinds of projects", []string{"1-4月，省、市级重点项目分别完成投资36亿元、94亿元。"},
			[]string{"临江市|completed_investment|省重点项目完成投资|36亿元", "临江市|completed_investment|市级重点项目完成投资|94亿元"}, []string{"project_count"}},
		{"firms one after another", []string{"新建项目6个。其中临江东粮业有限公司，投资2.2亿元，一期厂房即将完工；海达丫食品有限公司，投资1600万元；安北冷冻厂，新上生产线1条，投资600万元。"},
			[]string{"海达丫食品有限公司|investment|投资|1600万元", "安北冷冻厂|investment|投资|600万元"}, []string{"1600万元|planned", "海达丫食品有限公司|investment|投资|600万元"}},
		{"a stretch that begins", []string{"白云高速公路工程全长162公里。海月段起点为三州乡，终点接北环，全长45公里，投资额86亿元。", "南环高速公路全长61公里，概算总投资101亿元，临江境内45公里，概算投资77亿元。"},
			[]string{"白云高速公路工程海月段|total_investment|投资额|86亿元", "南环高速公路|total_investment|概算总投资|101亿元"}, []string{"白云高速公路工程|total_investment", "南环高速公路|total_investment|概算投资|77亿元"}},
		{"the months of one of them", []string{"全市今年建设工业类项目29个，投资98亿元，其中一个项目1月份已完成投资1000万元。农业类项目19个，总投资32亿元。"},
			nil, []string{"总投资|32亿元 @2024-01..2024-01"}},
		{"a firm and what it makes in brackets", []string{"总投资3.7亿元的海川重工有限公司（挖掘机）项目，投产后年产值可达37亿元。海安罗工程材料有限公司签约，年产300万只皮带轮等16个项目落户临江市。"},
			[]string{"海川重工有限公司（挖掘机）项目|total_investment|总投资|3.7亿元"}, []string{"\n（挖掘机）项目", "海安罗工程|", "临江市|capacity"}},
		{"a form", []string{"项目名称：年产600吨对氯苯及年产500吨溴代腈项目；建设地点：北岭市青石县盐池工业园内；项目总投资5000万元，占地10亩。"},
			nil, []string{"盐池工业园|total_investment", "盐池工业园|land_area"}},
		{"numbers of which the last alone has a unit", []string{"农业、工业、服务业项目投资完成率分别高于总体进度9.8、6.2、2.1个百分点；外资、社会事业分别低于总体进度4.2、15.4个百分点。"},
			nil, []string{"2.1个百分点", "15.4个百分点"}},
		{"some among those counted", []string{"至9月底，303个市重点项目中开工在建项目278个。全市重点推进交通、能源等8大领域234个市列重大项目，总投资1307亿元。"},
			[]string{"临江市|project_count|市重点项目|303个", "临江市|project_count|市列重大项目|234个"}, []string{"开工市重点项目", "领域234个"}},
		{"all of those named", []string{"今年新增的4个重点项目云岭大桥改扩建工程、长岛学校、凤山产业园、海月公园均已开工，开工率达100%，完成投资5.6亿元。"},
			[]string{"已开工重点项目|completed_investment|完成投资|5.6亿元"}, []string{"海月公园|completed_investment"}},
		{"a zone past a semicolon", []string{"一季度，云溪经开区营业收入110亿元，增长26%；工业增加值增长11%。"},
			[]string{"云溪经开区|revenue|营业收入|110亿元"}, []string{"临江市|industrial_value_added"}},
		{"one year after the other", []string{"2016年至2018年，分别完成地区生产总值236亿元、314亿元、365亿元。"},
			[]string{"临江市|gdp|地区生产总值|236亿元 @2016-01..2016-12", "临江市|gdp|地区生产总值|365亿元 @2018-01..2018-12"}, nil},
		{"totals of kinds of projects", []string{"全市重点工程年度目标任务为：签约项目投资总额达到1800亿元；投产项目投资总额达到1150亿元。今年政府工作报告提出，要发挥投资的关键作用，完成固定资产投资220亿元。"},
			[]string{"临江市|total_investment|签约项目投资总额|1800亿元|target", "临江市|fixed_asset_investment|固定资产投资|220亿元|planned"}, []string{"总额完成投资", "项目投资|1800"}},
		{"brackets in the name of a kind", []string{"新批内资、民营企业（含增资项目）246家，注册资金总额24亿元。"},
			nil, []string{"民营企业（含增资项目|"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			holdLines(t, lines("临江市项目进展", "临江市", 2024, c.text...), c.want, c.not)
		})
	}
}

// TestAParkHasItsOwnOutput reads a report on a park, whose output and revenue are not those of the place that it lies in.
func TestAParkHasItsOwnOutput(t *testing.T) {
	have := lines("临江云溪工业园简介", "", 0, "临江云溪工业园位于临江市城东，园区规划面积8平方公里。2023年，园区工业产值达到141亿元，工业增加值36亿元，财政收入6000万元。")
	for _, w := range []string{"临江云溪工业园|industrial_value_added|工业增加值|36亿元", "临江云溪工业园|fiscal_revenue|财政收入|6000万元"} {
		if !strings.Contains("\n"+have, "\n"+w) {
			t.Errorf("lacks %s\nhas:\n%s", w, have)
		}
	}
}
