package extract

import (
	"strings"
	"testing"
)

// TestTheMeasureThatATextGoesOnAbout reads reports that name their measure once. want must be there, not must not.
func TestTheMeasureThatATextGoesOnAbout(t *testing.T) {
	cases := []struct {
		name, title string
		text        []string
		want, not   []string
	}{
		{"sectors and industries", "临江市上半年固定资产投资情况",
			[]string{"上半年，全市固定资产投资260亿元，增长5.1%。分产业看，第一产业完成12亿元，增长20%；第二产业130亿元，下降3.4%，其中工业128亿元；第三产业118亿元。", "制造业完成90亿元，增长11%；教育业6300万元。"},
			[]string{"临江市|primary_investment|第一产业投资|12亿元", "临江市|secondary_investment|第二产业投资|130亿元", "临江市|secondary_investment|第二产业投资|-3.4%|growth|yoy", "临江市|industrial_investment|工业投资|128亿元", "临江市|tertiary_investment|第三产业投资|118亿元",
				"临江市|manufacturing_investment|制造业投资|90亿元", "临江市|manufacturing_investment|制造业投资|11%|growth|yoy", "临江市|investment|教育业投资|6300万元"},
			[]string{"value_added"}},
		{"what is built", "临江市交通建设", []string{"1—9月，全市交通建设完成投资60亿元，其中高速公路41亿元、农村公路9亿元、站场2.5亿元。"},
			[]string{"临江市|completed_investment|高速公路完成投资|41亿元", "临江市|completed_investment|农村公路完成投资|9亿元", "临江市|completed_investment|站场完成投资|2.5亿元"}, nil},
		{"another measure ends it", "临江市经济运行", []string{"全市完成投资60亿元。实现工业总产值300亿元，其中规模以上工业企业260亿元。"},
			[]string{"临江市|industrial_output|规模以上工业企业工业总产值|260亿元"}, []string{"completed_investment|规模以上工业企业"}},
		{"value added stays value added", "临江市经济运行", []string{"地区生产总值500亿元，第一产业增加值40亿元，第二产业增加值210亿元，第三产业增加值250亿元。"},
			[]string{"临江市|secondary_value_added|第二产业增加值|210亿元"}, []string{"secondary_investment"}},
		{"a sector that fares well", "临江市前三季度投资分析", []string{"前三季度，固定资产投资330亿元。住宿餐饮业有所恢复，完成8亿元，增长7%。"},
			[]string{"临江市|investment|住宿餐饮业投资|8亿元", "临江市|investment|住宿餐饮业投资|7%|growth|yoy"}, nil},
		{"how a part moves the whole", "临江市一季度投资", []string{"一季度，工业投资增长14%，拉动全市投资增长6.2个百分点；房地产开发投资下降22%，下拉全市投资4.8个百分点。"},
			[]string{"临江市|contribution|工业投资拉动|6.2个百分点", "临江市|contribution|房地产开发投资下拉|4.8个百分点"}, []string{"工业投资|6.2个百分点|gap", "房地产开发投资|4.8个百分点|gap"}},
		{"shares in their order", "临江市一季度投资", []string{"第一产业投资增长9%，第二产业投资增长16%，第三产业投资下降2%，占全部投资的比重依次为4.2%、55.3%和40.5%。"},
			[]string{"临江市|primary_investment|第一产业投资|4.2%|share|whole", "临江市|tertiary_investment|第三产业投资|40.5%|share|whole"}, nil},
		{"lines under a heading", "青石县重点工程", []string{"全县重点工程共24项，总投资310亿元。", "——省级建设项目：概算投资140亿元，当年计划21亿元，完成26亿元，完成率123.8%。", "——市级建设项目：概算投资90亿元，当年计划11亿元，完成9亿元。"},
			[]string{"省级建设项目|total_investment|概算投资|140亿元", "省级建设项目|annual_planned_investment|年度计划投资|21亿元", "省级建设项目|completed_investment|完成投资|26亿元", "市级建设项目|completed_investment|完成投资|9亿元"}, nil},
		{"done of what is planned", "青石县重点项目", []string{"省重点项目8个，年度计划投资30亿元，完成12.5亿元；产业项目19个完成7亿元。"},
			[]string{"省重点项目|completed_investment|完成投资|12.5亿元", "产业项目|completed_investment|完成投资|7亿元"}, nil},
		{"a sum after its measure", "青石县争取资金", []string{"发行专项债券3批次，涉及项目9个，总额5.2亿元，投向产业园区3亿元、农村供水保障1.4亿元。"},
			[]string{"青石县|special_bonds|专项债券|5.2亿元", "青石县|special_bonds|农村供水保障专项债券|1.4亿元"}, []string{"涉及项目"}},
		{"items of a list in one paragraph", "青石县项目周报", []string{"部分项目进展：①官岭汽车零部件产业园，总投资12亿元，占地320亩；②北岭港区综合码头，总投资5.8亿元；③县中医院新院区，总投资2.3亿元，设床位400张。"},
			[]string{"官岭汽车零部件产业园|total_investment|总投资|12亿元", "官岭汽车零部件产业园|land_area|占地|320亩", "北岭港区综合码头|total_investment|总投资|5.8亿元", "县中医院新院区|total_investment|总投资|2.3亿元"}, nil},
		{"a district's projects", "乌海市开复工", []string{"全市开复工项目211个。分区看，海勃湾区开复工项目60个，乌达区开复工项目48个。"},
			[]string{"海勃湾区|project_count|开复工项目|60个", "乌达区|project_count|开复工项目|48个"}, nil},
		{"how much of a target is done", "临江市招商通报", []string{"1—8月，全市到位资金52.3亿元，完成年度目标任务70亿元的74.7%，同比增长9.2%。新开工工业项目41个，完成全年任务60个的68.3%，同比增长12%。"},
			[]string{"临江市|funds_in_place|到位资金|52.3亿元", "临江市|funds_in_place|到位资金占计划|74.7%|share|plan", "临江市|funds_in_place|到位资金目标|70亿元|target", "临江市|funds_in_place|到位资金|9.2%|growth|yoy", "临江市|project_count|新开工工业项目占计划|68.3%|share|plan", "临江市|project_count|新开工工业项目|12%|growth|yoy"},
			[]string{"到位资金目标|9.2%", "目标任务|"}},
		{"works by kind", "临江市交通投资", []string{"1—5月，全市交通建设完成投资46亿元。公路项目完成投资41亿元，其中，高速公路完成投资33亿元，增长8%；农村公路完成投资5亿元。港口项目完成投资3亿元。"},
			[]string{"临江市|completed_investment|公路项目完成投资|41亿元", "临江市|completed_investment|高速公路完成投资|33亿元", "临江市|completed_investment|高速公路完成投资|8%|growth|yoy", "临江市|completed_investment|农村公路完成投资|5亿元", "临江市|completed_investment|港口项目完成投资|3亿元"}, nil},
		{"what is built, named with 建设", "临江市交通投资", []string{"全年完成投资90亿元。其中铁路建设完成投资20亿元、水运建设完成投资7亿元。"},
			[]string{"临江市|completed_investment|铁路建设完成投资|20亿元", "临江市|completed_investment|水运建设完成投资|7亿元"}, nil},
		{"a bound of what is counted", "临江市招商", []string{"全市新增亿元以上入库企业83家，增长20%。"}, []string{"临江市|enterprises|入库企业|83家"}, []string{"新增|1亿元"}},
		{"floor areas of property", "临江市房地产", []string{"房屋施工面积320万平方米，增长1.1%；房屋新开工面积60万平方米，下降9%；商品房销售面积75万平方米。"},
			[]string{"临江市|construction_area|房屋施工面积|320万平方米", "临江市|new_start_area|房屋新开工面积|60万平方米", "临江市|new_start_area|房屋新开工面积|-9%|growth|yoy", "临江市|sales_area|商品房销售面积|75万平方米"}, nil},
		{"so many over an amount", "临江市开工", []string{"总投资92亿元的17个亿元以上重大项目在各县区开工；合同引资额达63亿元的9个招商引资项目签约。"},
			[]string{"临江市|project_count|开工亿元以上重大项目|17个", "开工亿元以上重大项目|total_investment|总投资|92亿元", "签约招商引资项目|contract_value|合同引资额|63亿元"}, []string{"17个亿元以上"}},
		{"of two states and so of none", "临江市签约", []string{"此次集中签约、开工项目共31个，总投资150亿元。本次集中签约的项目14个，总投资60亿元；集中开工的项目17个，总投资90亿元，其中过5亿元的项目6个。"},
			[]string{"集中签约、开工项目|total_investment|总投资|150亿元", "集中签约项目|total_investment|总投资|60亿元", "集中开工项目|total_investment|总投资|90亿元", "临江市|project_count|集中开工过5亿元项目|6个"}, []string{"开工项目|31个\n临江市"}},
		{"who speaks at a place", "临江市签约", []string{"4月9日，全市项目集中签约仪式在青石县举行。青石县负责同志介绍了情况。此次共有12个项目集中签约，总投资50亿元。"},
			[]string{"临江市|project_count|集中签约项目|12个"}, []string{"青石县|project_count"}},
		{"back from a part of the works", "海月水库开工", []string{"海月水库位于青石县。大坝枢纽工程总库容1.1亿立方米。工程估算总投资40亿元，总工期46个月。"},
			[]string{"海月水库|total_investment|估算总投资|40亿元", "海月水库|duration|总工期|46个月"}, []string{"大坝枢纽工程|total_investment"}},
		{"named after its figures", "江北将再添一座抽水蓄能电站", []string{"总投资90亿元、设计年发电量21亿千瓦时，临江将再添一座抽水蓄能电站。", "6月3日，临江市政府与海泰集团签订九岭抽水蓄能电站项目合作协议。"},
			[]string{"九岭抽水蓄能电站项目|total_investment|总投资|90亿元"}, []string{"临江市|total_investment"}},
		{"a plan and how much of it is done", "临江市重点项目", []string{"全市47个省市重点项目开工39个，完成投资28.6亿元，为年度计划41.5亿元的68.9%，增长5%。高速公路完成投资13亿元，占年度计划的39.6%。"},
			[]string{"临江市|project_count|省市重点项目|47个", "临江市|project_count|开工项目|39个", "省市重点项目|completed_investment|完成投资|28.6亿元", "省市重点项目|annual_planned_investment|年度计划投资|41.5亿元", "临江市|completed_investment|高速公路完成投资占计划|39.6%|share|plan"}, []string{"开工省市重点项目", "目标|41.5亿元", "占比|39.6%", "年度计划投资|5%"}},
		{"earlier by a month is no period", "临江市招商", []string{"1—5月，全市到位资金28亿元，完成全年任务的70%，提前一个月实现“双过半”。新签约项目29个。"},
			[]string{"临江市|project_count|新签约项目|29个 @2024-01..2024-05"}, nil},
		{"what a project is one of", "海月化学项目", []string{"海月化学项目由海泰石油化学股份有限公司投资90亿元建设，是全市近三年最大的台资项目之一。项目计划2022年底竣工。"},
			[]string{"海月化学项目|total_investment|投资|90亿元", "海月化学项目|end|竣工|2022年底"}, []string{"台资项目"}},
		{"a firm's short name for its project", "临江市开工", []string{"海川锂电项目计划总投资1.2亿元，年产值4亿元。", "新元电子计划总投资3.6亿元，拟建设厂房。项目建成后，年产值可达1亿元。"},
			[]string{"新元电子|total_investment|计划总投资|3.6亿元", "新元电子|output_value|年产值|1亿元"}, []string{"海川锂电项目|total_investment|计划总投资|3.6亿元"}},
		{"works of several phases", "海月新城安置房", []string{"海月新城安置房一至四期项目正加快建设，其中，一至三期项目今年内竣工。"}, nil, []string{"一至|", "安置房一至"}},
		{"how long it has been so", "临江市一季度投资", []string{"一季度，第二产业投资77亿元，系去年上半年转负后首次实现正增长，第三产业投资80亿元。"},
			[]string{"临江市|tertiary_investment|第三产业投资|80亿元 @2024-01..2024-03"}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			place := "临江市"
			for _, p := range []string{"青石县", "乌海市"} {
				if strings.HasPrefix(c.title, p) {
					place = p
				}
			}
			holdLines(t, lines(c.title, place, 2024, c.text...), c.want, c.not)
		})
	}
}
