package query_test

import (
	"testing"

	"wenxiang/query"
)

// askedFor are questions whose every word of content has to be answered for. The figures were read in the texts and worked
// out by hand.
var askedFor = []struct {
	name, report string
	turns        []turn
}{
	{"the whole of a share is given", `云岭县2023年项目建设情况

云岭县在建项目共86个，总投资150亿元；其中，5亿元以上项目12个，总投资90亿元。`, []turn{
		yes("云岭县5亿元以上项目有几个", "12个"),
		yes("它们的投资占这150亿的比重是多少", "60%"),
	}},
	{"a thing that nobody counted", `白沙县茶博会情况

白沙县举办茶博会，邀请茶企120家，观展人数3.2万人次。`, []turn{
		yes("茶博会邀请了多少家茶企", "120家"),
		no("搭了多少个展台"),
	}},
	{"each state's own rate", `金川市上半年重点项目进展

（1）20个续建项目完成投资31.5亿元，投资完成率62.3%，（2）9个计划开工项目完成投资2.4亿元，金川新材料园等4个项目已开工，开工率44.4%。`, []turn{
		yes("金川计划开工项目的开工率是多少", "44.4%"),
	}},
	{"what is to be invested in all", `“竹海小镇”在南屏县开建

南屏县“竹海小镇”项目投资3.5亿元，年度计划投资6000万元。`, []turn{
		yes("竹海小镇今年计划投多少万", "6000万元"),
		yes("总共呢", "3.5亿元"),
	}},
	{"the hospital that is named", `江州医院东院区开工

江州医院东院区包括妇儿医院和传染病应急医院。其中妇儿医院项目总投资3.2亿元，建设规模4.1万平方米；传染病应急医院项目总投资1.5亿元，建设规模1.8万平方米。`, []turn{
		yes("江州妇儿医院总投资多少", "3.2亿元"),
		yes("应急医院呢", "1.5亿元"),
		yes("两家加起来投多少亿", "4.7亿元"),
	}},
	{"the nearest project is not several others", `海丰市2023年招商情况

海丰市湾头海上风电项目正式投产。全年引进项目40个，其中超20亿元项目5个，总投资181.6亿元。`, []turn{
		no("湾头海上风电项目总投资多少"),
		yes("海丰超20亿元项目总投资多少", "181.6亿元"),
	}},
	{"a whole by its own name", `南岭省2024年1—3月固定资产投资情况

1—3月，南岭省固定资产投资4000亿元，同比增长3.1%。

分产业看，第一产业投资120亿元，增长5.0%；第二产业投资1000亿元，增长6.2%；第三产业投资2880亿元，增长1.9%。`, []turn{
		yes("南岭省第二产业投资占全部固定资产投资的比重", "25%"),
	}},
	{"从…到… is a stretch of time", `青石县科创园封顶

青石县科创园项目总投资5.2亿元，于去年4月开工，用时210天封顶，比原计划提前20天。`, []turn{
		yes("青石县科创园总投资多少", "5.2亿元"),
		yes("从开工到封顶用了多少天", "210天"),
	}},
	{"all of an unnamed county", `2022年国民经济和社会发展统计公报

五、固定资产投资
全年固定资产投资增长6.4%。在固定资产投资中，工业投资增长11.2%。商品房销售面积15.3万平方米，下降8.1%。`, []turn{
		yes("2022年全县固定资产投资增速是多少", "6.4%"),
	}},
	{"the parts of a whole", `临河市生物医药园开工

临河市生物医药园占地约320亩，总投资约18亿元，主要围绕疫苗、抗体和血液制品开发产品。项目分为中试基地、孵化中心和生产厂房三部分。`, []turn{
		yes("临河生物医药园分成哪三部分", "孵化中心"),
	}},
	{"one of several that are named", `柳城县2023年重大项目

柳城县锂电池项目总投资12.6亿元。柳城县光伏组件项目总投资8.3亿元。柳城县钢结构项目总投资4.4亿元。`, []turn{
		yes("光伏组件、锂电池、钢结构这三个，哪个投资最大", "锂电池"),
		yes("光伏组件、锂电池、钢结构这三个里，哪个投资最小", "钢结构"),
	}},
}

func TestEveryWordIsAnsweredFor(t *testing.T) {
	for _, c := range askedFor {
		t.Run(c.name, func(t *testing.T) { holdTurns(t, textEngine(t, c.report), c.turns) })
	}
}

// heldToTheBuiltIn are the same of the built-in report.
var heldToTheBuiltIn = [][]turn{
	{yes("市里主要领导外出招商到访了多少省市", "7省11市")},
	{yes("市政府主要领导走出去，到访了几个省", "7省"), yes("带队几趟", "5次"), yes("促成的合作协议呢", "4项")},
	{yes("四平的理念之外，工作目标是哪八个字", "计划不变、任务不减")},
	{yes("铜棒项目预计产值多少", "10亿元"), yes("配套厂产值呢", "20亿元")},
	{yes("年产20000吨铜棒项目投资多少", "2亿元")},
	{yes("十亿元以上项目清单", "共3个项目")},
	{yes("四平春季集中开工是几月几号", "2月28日"), yes("有几个项目", "64个")},
	{yes("铜棒厂的利税有多少", "1.3亿元")},
	{{"四平长春有几条地铁", "", query.Absent}, yes("已开工的亿元以上项目总投资", "772.3亿元")},
}

func TestEveryWordIsAnsweredForInTheBuiltInReport(t *testing.T) {
	for _, turns := range heldToTheBuiltIn {
		t.Run(turns[0].question, func(t *testing.T) { holdTurns(t, builtIn(t).engine, turns) })
	}
}
