package extract

import "testing"

// TestNewsOfProjects reads turns of phrase of newspapers, notices and tenders. want must be there, not must not.
func TestNewsOfProjects(t *testing.T) {
	cases := []struct {
		name, title, text string
		want, not         []string
	}{
		{"a heading run into the line below it", "临江区重点项目集中开工",
			"此次集中开工项目包括临江区敬老院、临江区体育馆等18个重点项目。临江区敬老院项目项目总投资3.59亿，位于海月路东侧，占地面积20亩。临江区体育馆项目项目总投资0.3亿，占地9亩，并进行信息化工程建设。",
			[]string{"临江区敬老院项目|total_investment|项目总投资|3.59亿", "临江区体育馆项目|total_investment|项目总投资|0.3亿", "临江区体育馆项目|land_area|占地|9亩"},
			[]string{"信息化工程|", "项目项目"}},
		{"works that are newly built, by their whole name", "临江市海月中学东校区新建工程项目规划方案公示",
			"现对临江市海月中学东校区新建工程项目规划方案进行公示。建设单位为临江市海月中学。项目总建筑面积约2.1万平方米，容积率0.9，绿地率35%。",
			[]string{"临江市海月中学东校区新建工程项目|floor_area|总建筑面积|2.1万平方米", "临江市海月中学东校区新建工程项目|coverage_rate|容积率|0.9", "临江市海月中学东校区新建工程项目|company|建设单位|临江市海月中学"}, nil},
		{"how many of a counted group have started", "一季度临江市重点项目进展",
			"全市100个重点项目完成投资60亿元。50个新开工项目已有32个开工建设，开工率64%，完成投资21亿元；50个续建项目进展顺利，完成投资39亿元。",
			[]string{"新开工项目|50个", "已开工建设项目|32个", "新开工项目|completed_investment|完成投资|21亿元", "续建项目|completed_investment|完成投资|39亿元"},
			[]string{"新开工项目|32个", "已开工建设项目|completed_investment"}},
		{"the whole after a bracket on one of its phases", "海月建材项目签约",
			"海月建材项目总投资9.6亿元，用地300亩（项目分两期建设，一期总投资4亿元，用地120亩），拟建设石膏板生产线3条，年产值8亿元。",
			[]string{"海月建材项目一期|total_investment|总投资|4亿元", "海月建材项目一期|land_area|用地|120亩", "海月建材项目|production_lines|石膏板生产线|3条"},
			[]string{"海月建材项目一期|production_lines"}},
		{"lots of a tender", "青石县海月河治理工程招标公告",
			"本次招标分两个标段。一标段招标控制价3200.5万元，投标保证金60万元；二标段招标控制价2875.3万元，投标保证金50万元。",
			[]string{"一标段招标控制价|3200.5万元", "一标段投标保证金|60万元", "二标段招标控制价|2875.3万元", "二标段投标保证金|50万元"}, nil},
		{"who pays how much", "青石县海月河治理工程批复",
			"工程概算总投资9800万元，省财政承担的金额为2940万元，县财政出资的额度为6860万元。项目由县水利设施建设中心组织实施建设，已由青石县发改局以15号文件批准建设。",
			[]string{"省财政承担|2940万元", "县财政出资额度|6860万元", "company|组织实施建设|县水利设施建设中心"}, []string{"company|建设|青石县发改局", "|县水利设施\n"}},
		{"lines by their ends, each in its own paragraph", "两条新建铁路项目获批总投资230亿元",
			"新建海月至青石铁路，线路起自海月，经北岭，湖北省襄阳、宜昌，终至青石，全长120公里，总投资90亿元。",
			[]string{"海月至青石铁路|road_length|全长|120公里", "海月至青石铁路|total_investment|总投资|90亿元", "新建铁路项目|total_investment|总投资|230亿元"},
			[]string{"湖北省|road_length", "襄阳市|road_length"}},
		{"one day for all that are listed", "三项工程开工", "海月水库工程、北岭河治理工程、青石灌区工程6月3日开工建设。",
			[]string{"海月水库工程|start|开工建设", "北岭河治理工程|start|开工建设", "青石灌区工程|start|开工建设"}, nil},
		{"where some of the signed projects go", "开发区签约项目12个",
			"签约仪式上，共签约亿元以上项目12个，总投资96亿元。其中，10亿元以上项目5个。拟入驻临江国际食品产业园7个，总投资41亿元。",
			[]string{"入驻临江国际食品产业园项目|7个", "入驻临江国际食品产业园项目|total_investment|总投资|41亿元"}, []string{"new_parks"}},
		{"a firm with its group in brackets", "海月光伏发电项目开工", "由中海风电(中海能源集团)总投资2.6亿元的海月光伏发电项目于3月5日开工建设。",
			[]string{"海月光伏发电项目|total_investment|总投资|2.6亿元", "|中海风电(中海能源集团)"}, []string{")总投资", "(中海能源集团\n"}},
		{"what a station is", "各地推进重大项目建设", "今天，海月东站站房正式开工建设。海月东站是在建的海月至北岭高铁、海月至青江高铁的始发站，预计2026年建成。在北方，全长260公里的海北高铁已完成整体建设进度的40%，1500名建设者正在施工。",
			[]string{"海月东站站房|end|建成|2026年", "海北高铁|road_length|全长|260公里", "海北高铁|workers|建设者|1500名"}, []string{"海月至青江高铁|end"}},
		{"a firm that signs with a government", "海月储能电池项目落户临江市", "3月8日，海月储能电池项目由北京海川科技有限公司与临江经济开发区成功签约。项目总投资12亿元。",
			[]string{"海月储能电池项目|company|签约|北京海川科技有限公司"}, []string{"company|开发"}},
		{"a second matter whose name begins before its edge", "海月医院开工", "其中海月市旗舰医院项目建设规模2万平方米，总投资1.5亿元；省级服务乡镇应急医院项目建设规模3万平方米，总投资2.6亿元。",
			[]string{"省级服务乡镇应急医院项目|total_investment|总投资|2.6亿元"}, []string{"海月市旗舰医院项目|total_investment|总投资|2.6亿元"}},
		{"an estimate is no project", "海月县医院搬迁项目", "海月县医院搬迁项目位于新城，用地300亩。估算项目总投资7.6亿元。",
			[]string{"海月县医院搬迁项目|total_investment|估算项目总投资|7.6亿元"}, []string{"估算项目|"}},
		{"one value for each counted group", "临江市项目进展", "6个生态项目、20个民生项目分别完成投资30亿元、124亿元。",
			[]string{"生态项目|completed_investment|完成投资|30亿元", "民生项目|completed_investment|完成投资|124亿元"}, nil},
		{"a tunnel of a motorway", "海月高速通车", "海月高速路线全长59公里，有隧道10座。其中青石岭隧道长4398米。",
			[]string{"海月高速|road_length|青石岭隧道长|4398米|part"}, []string{"青石岭隧道|road_length|路线全长"}},
		{"a province's roads after a motorway", "海月高速通车", "海月高速路线全长36公里，概算总投资32亿元。目前，全省公路总里程达到4.1万公里，高速公路里程达到1820公里。",
			[]string{"吉林省|road_length|高速公路里程|1820公里"}, []string{"海月高速|road_length|高速公路里程"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			holdFacts(t, lines(c.title, "临江市", 2022, c.text), c.want, c.not)
		})
	}
}
