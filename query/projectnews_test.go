package query_test

import "testing"

// projectNews are questions on short news and notices; what is not said must stay unsaid.
var projectNews = []struct {
	name, report string
	turns        []turn
}{
	{"lots of a tender", `青石县海月河治理工程施工招标公告

本招标项目青石县海月河治理工程已由青石县发展和改革局以15号文件批准建设，项目业主为青石县水利建设中心，出资比例为省级资金70%、县级配套30%。
工程概算总投资9800万元，计划工期420日历天。本次招标分两个标段。一标段招标控制价3200.5万元，投标保证金60万元；二标段招标控制价2875.3万元，投标保证金50万元。`, []turn{
		yes("海月河治理工程二标段控制价多少万", "2875.3万元"),
		yes("两个标段控制价合计多少万元", "6075.8万元"),
		yes("海月河治理工程1标段投标保证金多少", "60万元"),
		no("海月河治理工程三标段控制价多少"),
		no("海月河治理工程的中标单位是谁"),
		no("海月河治理工程的监理单位是哪家"),
		yes("海月河治理工程省级资金占百分之几", "70%"),
	}},
	{"a share of money is none of numbers", `临江市四季度重点项目集中开工

本次集中开工项目80个、总投资60亿元，其中农业项目20个、总投资12亿元。集中投产项目40个，总投资30亿元，其中农业项目15个，总投资9亿元。`, []turn{
		yes("临江市四季度集中开工项目总投资多少", "60亿元"),
		yes("农业项目占集中开工项目总投资的百分之几", "20%"),
	}},
	{"beds are no projects", `青石区重点项目集中开工

此次集中开工项目包括青石区妇幼保健院、青石区敬老院等16个重点项目。
青石区妇幼保健院项目总投资2.6亿，占地面积20亩。
青石区敬老院项目总投资0.5亿，占地8亩。`, []turn{
		no("青石区妇幼保健院有多少张床位"),
		yes("青石区妇幼保健院项目总投资多少", "2.6亿"),
		yes("青石区敬老院花多少万元", "5000万元"),
	}},
	{"started and not started, of the same sentence", `一季度北岭市工业项目进展

全市20个省重点项目完成投资30亿元。5个新开工项目中，2个项目已开工建设。
全市90个市重点项目完成投资88亿元。60个新开工项目已有35个开工建设，开工率58.3%。`, []turn{
		yes("北岭市60个新开工项目还有几个没动工", "25个"),
	}},
}

func TestProjectNews(t *testing.T) {
	for _, c := range projectNews {
		t.Run(c.name, func(t *testing.T) { holdTurns(t, textEngine(t, c.report), c.turns) })
	}
}
