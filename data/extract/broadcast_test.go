package extract

import "testing"

// TestBroadcastNews reads briefs in which one work follows another, as broadcasters and local papers have them.
func TestBroadcastNews(t *testing.T) {
	cases := []struct {
		name, title, text string
		want, not         []string
	}{
		{"a name behind a dash", "各地重大工程加快推进",
			"今年，海月市年度投资预计超800亿元。\n西南首个海上风光同场项目——青石湾光伏项目3号方阵进入调试阶段。该项目预计2027年投产，年发电量可达12亿度。",
			[]string{"青石湾光伏项目|power_generation|年发电量|12亿度", "青石湾光伏项目|operation|投产|2027年"},
			[]string{"海月市|power_generation", "西南首个海上风光同场项目|power_generation"}},
		{"what a name is, between two dashes", "各地重大工程加快推进",
			"海月市青石机场——全省第二大货运机场——完成塔台测试，总投资46亿元。",
			[]string{"青石机场|total_investment|总投资|46亿元"}, []string{"货运机场|total_investment"}},
		{"a stretch of a line", "开工消息",
			"江北高铁海月至青石段开工，线路全长约120公里，设计时速350公里，建成后，海月到青石将由现在的2小时缩短至50分钟。",
			[]string{"江北高铁海月至青石段|road_length|线路全长|120公里", "江北高铁海月至青石段|speed|设计时速|350公里"}, nil},
		{"a line that others join is not its stretch", "开工消息",
			"连接北岭和海月的岭海铁路是西部铁路网的组成部分，正线全长约410公里。岭海铁路青石至海月段预计年内开通。",
			[]string{"岭海铁路|road_length|正线全长|410公里"}, []string{"岭海铁路青石至海月段|road_length", "铁路网|"}},
		{"a new work in the next clause", "开工消息",
			"在内蒙古，呼和浩特青石国际机场塔台主体结构封顶，该机场预计年底通航，可保障年旅客吞吐量900万人次。",
			[]string{"呼和浩特青石国际机场|throughput|旅客吞吐量|900万人次"}, []string{"内蒙古自治区|throughput"}},
		{"how high a place lies", "开工消息", "海月隧道顺利贯通。隧道海拔3100米左右，全长12300米。",
			[]string{"海月隧道|road_length|全长|12300米"}, []string{"road_length|海拔"}},
		{"turbines by their number", "开工消息", "海月海上风电场实现并网发电，共设46台风电机组，总装机容量达到300兆瓦。",
			[]string{"海月海上风电场|units|风电机组|46台"}, nil},
		{"counts of kinds with their totals", "海月县招商情况",
			"海月县落实签约项目21个，总投资12亿元。这些签约项目中包含4个总投资5600万美元的外资项目和17个总投资8.4亿元的内联项目。",
			[]string{"外资项目|4个", "外资项目|total_investment|总投资|5600万美元", "内联项目|17个", "内联项目|total_investment|总投资|8.4亿元"}, nil},
		{"places in the order of a measure", "岭东市三季度项目情况",
			"从县市看，开工项目个数靠前的是青石县31个、江口县22个、市区19个；开工项目投资额靠前的是市区90亿元、江口县64亿元。",
			[]string{"青石县|project_count|开工项目|31个", "江口县|project_count|开工项目|22个", "江口县|total_investment|开工项目投资额|64亿元"},
			[]string{"江口县|project_count|开工项目|31个", "青石县|total_investment"}},
		{"a list of signed projects, each with its cost", "海月县参加洽谈会",
			"海月县签约的2个项目分别是：海月森林康养小镇建设项目，总投资2.6个亿；青石沟景区开发建设项目，总投资1.4个亿。",
			[]string{"签约项目|2个", "海月森林康养小镇建设项目|total_investment|总投资|2.6个亿", "青石沟景区开发建设项目|total_investment|总投资|1.4个亿"}, nil},
		{"a kind of projects said before its number", "海月县项目集中开工",
			"海月县开工亿元以上项目20个，总投资60亿元，先进制造业项目占据半壁江山，11个项目总投资38亿元。",
			[]string{"先进制造业项目|11个", "先进制造业项目|total_investment|总投资|38亿元"}, nil},
		{"a name that lists what is done", "海月市项目集中开工",
			"本次开工项目6项。其中，产业类4项，总投资6亿元。基础设施类2项，总投资1.5亿元。分别是总投资0.4亿元的城北大道绿化、亮化建设项目，总投资1.1亿元的高标准农田建设项目。",
			[]string{"基础设施类项目|2项", "城北大道绿化、亮化建设项目|total_investment|总投资|0.4亿元"}, []string{"城北大道|total_investment"}},
		{"sizes within the names of a list", "海月县重点项目集中开工",
			"海月县举行12个重点项目集中开工仪式。12个重点项目包括海月国际商贸城、20万锭纺纱、50万吨甲醇深加工、食品产业园等。",
			[]string{"重点项目|12个"}, []string{"|50万吨", "|20万锭"}},
		{"of several, not of the last one", "海月县重点项目进展",
			"目前，北岭碳素公司年产30万吨预焙阳极、江口集团年产200万套轮胎等14个项目实现竣工投产。",
			[]string{"竣工投产项目|14个"}, []string{"江口集团|project_count"}},
		{"others than the one set apart", "铁路建设消息",
			"据悉，海岭高铁全长177公里。除了海岭高铁外，12月26日还将有两条铁路开通运营。",
			[]string{"海岭高铁|road_length|全长|177公里"}, []string{"海岭高铁|operation", "海岭高铁||"}},
		{"these projects are those counted before", "海岭市一季度重点项目进展",
			"一季度，全市210个重点项目累计完成投资97亿元。据悉，这些重点项目总投资1840亿元，年度计划投资320亿元。",
			[]string{"重点项目|total_investment|总投资|1840亿元", "重点项目|annual_planned_investment|年度计划投资|320亿元"}, []string{"些重点项目总投资"}},
		{"kinds newly added, each with its total", "海岭市一季度项目储备",
			"一季度，新增项目90个，总投资600亿元。其中，谋划项目新增41个，总投资270亿元；签约项目新增23个，总投资150亿元。",
			[]string{"谋划项目|41个", "谋划项目|total_investment|总投资|270亿元", "签约项目|23个", "签约项目|total_investment|总投资|150亿元"}, nil},
		{"an area full of projects", "园区消息", "岭前工业项目区规划总面积1200亩，分两期建设。其中一期占地500亩；2023年1-8月，项目区共实现工业产值6亿元。",
			[]string{"岭前工业项目区|land_area|规划总面积|1200亩", "岭前工业项目区|industrial_output|工业产值|6亿元"}, []string{"岭前工业项目|"}},
		{"the size of one of those counted", "岭前县今年项目安排",
			"岭前县今年将开工建设9个社会民生类项目，计划投资21亿元，其中在河东新区建设占地40公顷、建筑面积16万平方米的教育新城将完成场地平整。",
			[]string{"社会民生类项目|9个", "社会民生类项目|total_investment|计划投资|21亿元"}, []string{"社会民生类项目|land_area", "社会民生类项目|floor_area"}},
		{"what was added to each since a year before", "海岭市三季度重大项目",
			"三季度海岭市新开工项目180个，总投资410亿元，同比分别增加3个、95亿元。",
			[]string{"新开工项目|3个|growth", "新开工项目|total_investment|总投资|95亿元|growth"}, nil},
		{"whose investment builds it", "海月县对外招商", "海月县对接了总投资18亿元的青石投资建设地面光伏电站项目，并签订框架协议。",
			[]string{"地面光伏电站项目|total_investment|总投资|18亿元"}, []string{"海月县|total_investment"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			holdFacts(t, lines(c.title, "", 2024, c.text), c.want, c.not)
		})
	}
}
