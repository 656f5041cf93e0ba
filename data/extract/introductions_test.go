package extract

import "testing"

// TestIntroductions reads what firms, parks and planning offices publish on a project of theirs. want must be there, not must
// not.
func TestIntroductions(t *testing.T) {
	cases := []struct {
		name, title string
		text        []string
		want, not   []string
	}{
		{"a title on one phase, a text on all", "云栖光电产业园一期3幢厂房封顶",
			[]string{"云栖光电产业园一期工程的3幢厂房已封顶。", "项目总用地面积5万平方米，分两期建设。其中一期工程总建筑面积3万平方米；二期工程总建筑面积2万平方米。"},
			[]string{"云栖光电产业园|land_area|总用地面积|5万平方米", "云栖光电产业园一期|floor_area|总建筑面积|3万平方米"}, []string{"产业园一期|land_area"}},
		{"a phase with a purpose", "望海电子城开工",
			[]string{"望海电子城项目总投资90亿元，其中今年实施一期灵溪配套产业园项目，批复投资12亿元，计划用地800亩。"},
			[]string{"望海电子城项目一期|total_investment|投资|12亿元", "望海电子城项目一期|land_area|用地|800亩"}, []string{"望海电子城项目|land_area"}},
		{"parts of the works ready", "",
			[]string{"青石铝业产业园项目3月开工，一号厂房进入吊装阶段；配电所、泵房、锅炉房及管网工程等达到使用条件。一期工程总工程量已完成65%。"},
			[]string{"青石铝业产业园项目|status|进展|一号厂房进入吊装阶段", "青石铝业产业园项目一期|progress_rate|一期工程总工程量完成进度|65%"}, []string{"管网工程|"}},
		{"all of several", "",
			[]string{"本次开工4个项目，分别为年产20万吨树脂项目、海特线路板产业园、年产8万吨润滑油项目和云岭照明项目，全部建成后预计年产值70亿元。"},
			[]string{"开工项目|output_value|年产值|70亿元"}, []string{"润滑油项目|output_value", "照明项目|output_value"}},
		{"two phases at once", "海特线路板产业园",
			[]string{"海特线路板产业园一期用地90亩；二期、三期用地400亩。"},
			[]string{"海特线路板产业园一期|land_area|用地|90亩", "海特线路板产业园二、三期|land_area|用地|400亩"}, nil},
		{"the floor area of the buildings counted before", "海特线路板产业园",
			[]string{"海特线路板产业园占地200亩，建设标准厂房12栋，面积约7万平方米，另建2万平方米的研发楼和5000平方米食堂。"},
			[]string{"海特线路板产业园|floor_area|面积|7万平方米", "海特线路板产业园|floor_area|研发楼|2万平方米|part"}, []string{"land_area|面积", "land_area|研发楼"}},
		{"what a unit is", "石溪新材料产业园",
			[]string{"石溪新材料产业园规划用地210亩（1亩≈666.67平方米），总建筑面积12万平方米。"},
			[]string{"石溪新材料产业园|land_area|规划用地|210亩"}, []string{"666"}},
		{"an approval", "东沟排涝站加固工程可行性研究报告的批复",
			[]string{"一、项目建设规模及内容。", "1、东沟站：改建挡墙45米及相关配套工程；2、西沟站：新建护坡130米，重建闸门及相关配套工程。", "二、投资估算。", "项目估算总投资320万元。"},
			[]string{"东沟排涝站加固工程|total_investment|估算总投资|320万元"}, []string{"配套工程|", "建设规模及内容|"}},
		{"how far away", "东岭新机场",
			[]string{"东岭新机场选址在白石县，距城区直线距离42公里，规模为老机场航站楼的2.3倍，按满足2030年旅客吞吐量800万人次、货邮吞吐量6万吨和起降量7万架次设计，建设5万平方米的航站楼。"},
			[]string{"东岭新机场|distance|距城区直线距离|42公里", "东岭新机场|throughput|旅客吞吐量|800万人次", "东岭新机场||起降量|7万架次", "东岭新机场|floor_area|航站楼|5万平方米|part"}, []string{"road_length", "growth", "和起降量"}},
		{"made in a year, one after another", "临江装配式建筑基地",
			[]string{"临江装配式建筑基地购置设备，年产钢梁、钢柱等钢构件15万吨，轻质墙板80万平方米。"},
			[]string{"临江装配式建筑基地|capacity|年产钢梁、钢柱等钢构件|15万吨", "临江装配式建筑基地|capacity|轻质墙板|80万平方米"}, []string{"land_area"}},
		{"the firm before a plain name", "",
			[]string{"10月9日，华诚富泰集团董事长李明与临江经开区管委会就华诚富泰集团投资的环保科技新材料项目正式签约。项目总投资2亿美元，一期投资6000万美元，其中固定资产投资5500万美元。"},
			[]string{"环保科技新材料项目|total_investment|项目总投资|2亿美元", "环保科技新材料项目一期|total_investment|投资|6000万美元", "环保科技新材料项目一期|fixed_asset_investment|固定资产投资|5500万美元"}, []string{"临江市|total_investment"}},
		{"a project that is never named", "",
			[]string{"据了解，该项目由江北富利塑料科技有限公司投资建设，总投资3亿元，包括2万平方米厂房及6000平方米的办公楼，预计9月初完工，10月投产。"},
			[]string{"富利塑料科技项目|company|投资建设|江北富利塑料科技有限公司", "富利塑料科技项目|total_investment|总投资|3亿元", "富利塑料科技项目|floor_area|办公楼|6000平方米|part", "富利塑料科技项目|operation|投产|10月"}, []string{"厂房及"}},
		{"a day and a round of starts", "江口电子产业园计划2026年完成建设",
			[]string{"5月8日，全省2023年第二季度重大项目集中开工仪式举行，本次开工的有江口电子产业园项目，总投资60亿元，计划2026年完成全部建设。"},
			[]string{"江口电子产业园项目|end|完成建设|2026年"}, []string{"start|集中开工仪式|2023年第二季度"}},
		{"a set in quotation marks", "南渡智造产业园",
			[]string{"南渡智造产业园通过“生产基地、总部经济区、商务配套区、研发区”四大功能区的设置，建成集智能化生产区、物流服务于一体的园区。"},
			[]string{"南渡智造产业园|members|功能区|生产基地、总部经济区、商务配套区、研发区"}, []string{"products"}},
		{"where a name with a capacity begins", "",
			[]string{"白云新区年产3万吨环保包装项目总投资6亿元，购置3条多层共挤吹膜生产线，建设生产车间4栋。"},
			[]string{"白云新区年产3万吨环保包装项目|total_investment|总投资|6亿元", "白云新区年产3万吨环保包装项目|production_lines|多层共挤吹膜生产线|3条", "白云新区年产3万吨环保包装项目||生产车间|4栋"}, []string{"|company|"}},
		{"a phase in brackets", "青原智能制造产业园（二期）工程建设提速",
			[]string{"青原智能制造产业园（二期）工程项目总投资9亿元，由12栋楼组成。项目达产后，年产值15亿元。"},
			[]string{"青原智能制造产业园工程项目二期|total_investment|总投资|9亿元", "青原智能制造产业园工程项目二期|output_value|年产值|15亿元"}, nil},
		{"a phase first, then the whole", "",
			[]string{"6月3日，云栖·江北智造产业园项目二期工程开工仪式举行。", "云栖·江北智造产业园于2023年6月开工建设，规划用地90亩。项目建成后，年产值超8亿元。", "目前，项目一期建设厂房11栋，其中6栋楼已顺利封顶。"},
			[]string{"云栖·江北智造产业园项目|output_value|年产值|8亿元", "云栖·江北智造产业园项目一期|buildings|厂房|11栋"}, []string{"项目二期|output_value"}},
		{"two parks one after the other", "",
			[]string{"盈川智谷产业园总用地面积110亩，分三期建设。", "雨航高端制造产业港用地面积95亩，规划建设面积13万平方米。一期项目预计今年8月竣工。", "目前，该产业园已签约企业12家。"},
			[]string{"雨航高端制造产业港|land_area|用地面积|95亩", "雨航高端制造产业港一期|end|竣工|今年8月", "雨航高端制造产业港|enterprises|签约企业|12家"}, []string{"盈川智谷产业园|enterprises", "盈川智谷产业园一期"}},
		{"a wing of a hospital", "临江医院新院区项目计划2027年投用",
			[]string{"临江医院新院区项目设置床位800张，停车位1200个（地下900个，地上300个），拆除现有建筑面积1.1万平方米，新建一座综合楼，建筑面积4万平方米。估算项目总投资6亿元。"},
			[]string{"临江医院新院区项目|parking|地下停车位|900个|part", "临江医院新院区项目||拆除建筑面积|1.1万平方米", "临江医院新院区项目|floor_area|建筑面积|4万平方米", "临江医院新院区项目|operation|投用|2027年"}, []string{"floor_area|建筑面积|1.1"}},
		{"stretches of a line", "",
			[]string{"规划调整方案涉及新增5号线三期，线路长7公里，估算投资30亿元；新增2号线西延伸段，线路长3公里，估算投资14亿元。与原规划相比，总里程和总投资分别增加10公里和44亿元。"},
			[]string{"5号线三期|total_investment|估算投资|30亿元", "2号线西延伸段|total_investment|估算投资|14亿元"}, []string{"44亿元", "5号线三期|total_investment|估算投资|14亿元"}},
		{"what a park will hold", "",
			[]string{"东湖锂电池产业园项目开工。集团立足本地区域市场开拓，承担强夯施工，工程总额约900万元。", "据悉，项目总规划用地3000亩，投产后将形成年产能100吉瓦时、提供就业岗位1万个的大型新能源产业基地。"},
			[]string{"东湖锂电池产业园项目|land_area|规划用地|3000亩", "东湖锂电池产业园项目|jobs|提供就业岗位|1万个"}, []string{"市场|", "大型新能源产业基地|"}},
		{"land by its use", "临江物流园区控规公告",
			[]string{"本次规划区总用地面积180公顷，其中，物流仓储用地面积70公顷，绿地与广场用地面积8公顷。"},
			nil, []string{"\n绿地与广场|"}},
		{"areas in short", "海特产业园", []string{"海特产业园占地200亩，规划建筑面积20万平，其中厂房13.5万平，位于五台山路旁。"},
			[]string{"海特产业园|floor_area|规划建筑面积|20万平"}, []string{"台|"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			holdLines(t, lines(c.title, "临江市", 2024, c.text...), c.want, c.not)
		})
	}
}
