package query_test

import (
	"testing"

	"wenxiang/query"
)

// restReports are short reports in which something is left to be worked out, or is not what it looks like.
var restReports = map[string]string{
	"bridge": `澄江跨江大桥项目

澄江跨江大桥项目全长18.4公里，桥面宽33米，最大水深21米，设计时速100公里。项目估算总投资42亿元，其中车辆购置税资金补助12.5亿元，申请专项债券15亿元，其余资金由临州市财政统筹解决。
东段6.1公里已于2023年10月建成通车，累计完成投资29.3亿元，全线计划2025年底贯通。
项目资本金占总投资的30%，其余利用商业银行贷款。`,

	"trade": `2019年临州市国民经济和社会发展统计公报

七、对外经济
全年外贸进出口总额385.6亿元，比上年增长4.2%。其中，出口231.4亿元，增长6.0%；进口154.2亿元，增长1.6%。对德国出口36.8亿元，自德国进口12.3亿元。
八、交通
年末全市农村公路里程由2015年末的4210公里增加到5130公里。年末出租汽车1860辆，比上年末增加140辆。城镇污水处理率达到96.3%，比“十三五”初期提高8.8个百分点。“十三五”期间累计完成交通固定资产投资96亿元。全年新增公交车120辆。`,

	"venture": `云海压缩机基地开工

云海压缩机基地由海宁动力公司与临州国投公司合资兴建，双方分别持股55%和45%。项目估算投资总额16.8亿元，其中设备投资9.4亿元，土建投资4.1亿元。`,

	"quay": `北湾港区煤炭码头二期工程
工程位于北湾港区东侧，由北湾港务公司投资建设。新建10万吨级泊位3个，码头岸线长620米，设计年通过能力2400万吨。概算总投资31.2亿元。工程于2015年6月开工，2018年3月投产。`,

	"airport": `北岭机场

北岭机场是位于临州市北岭镇的在建民用运输机场。2020年3月，项目获批立项；2022年5月，导航工程正式动工；2024年8月，航站楼封顶。`,

	"brewery": `4月8日，在洛溪县食品产业园云岭米酒二期项目工地，工人正在吊装钢梁。
该项目由云岭酒业公司实施，总投资2.5亿元，已完成投资8000万元。`,

	"signing": `临州市秋季推介会签约情况

9月18日，临州市在杭州举办秋季产业推介会，会上签约项目34个，总投资260亿元。其中投资10亿元以上项目7个，总投资172亿元。`,

	"list": `临州市2022年重点项目（节选）

1.东湖文化中心。建设单位：临州文旅集团；总投资8亿元；2022年计划投资2.6亿元。
2.城北净水厂扩建工程。建设单位：临州水务公司；总投资3亿元；2022年计划投资1.1亿元。
3.南门片区老旧管网改造。建设单位：临州市住建局；总投资1.5亿元，改造小区9个、楼房52栋；2022年计划投资0.9亿元。`,
}

// restCases are held one conversation each. The expected figures were worked out by hand from the reports.
var restCases = []struct {
	name, report string
	turns        []turn
}{
	{"who pays the rest", "bridge", []turn{yes("澄江跨江大桥市财政要出多少亿", "14.5亿元")}},
	{"the rest by that word", "bridge", []turn{yes("澄江跨江大桥总投资多少", "42亿元"), yes("其余资金是多少亿元", "14.5亿元")}},
	{"the rest of a share", "bridge", []turn{yes("澄江跨江大桥银行贷款多少亿", "29.4亿元")}},
	{"a part that the report states", "bridge", []turn{yes("澄江跨江大桥申请了多少专项债券", "15亿元")}},
	{"what is not open yet", "bridge", []turn{yes("澄江跨江大桥全长多少公里", "18.4公里"), yes("东段通车后还剩多少公里没通", "12.3公里")}},
	{"what is not invested yet", "bridge", []turn{yes("澄江跨江大桥还差多少亿投资没完成", "12.7亿元")}},
	{"a length is no width", "bridge", []turn{yes("澄江跨江大桥桥面多宽", "33米"), yes("澄江跨江大桥有多长", "18.4公里")}},
	{"a depth", "bridge", []turn{yes("澄江跨江大桥水最深多少米", "21米")}},
	{"nothing else is a height", "bridge", []turn{no("澄江跨江大桥主塔有多高")}},
	{"the balance of trade", "trade", []turn{yes("临州2019年贸易顺差是多少亿元", "77.2亿元")}},
	{"the balance with one country", "trade", []turn{yes("临州2019年对德国的贸易顺差是多少亿元", "24.5亿元")}},
	{"a country that the report does not name", "trade", []turn{no("临州2019年对日本进出口多少亿元"), no("临州2019年对韩国出口多少")}},
	{"how far a level moved", "trade", []turn{yes("临州农村公路里程增加了多少公里", "920公里")}},
	{"how far a count moved", "trade", []turn{yes("临州出租汽车比上年末多了多少辆", "140辆")}},
	{"what was added is stated itself", "trade", []turn{yes("临州全年新增公交车多少辆", "120辆")}},
	{"the beginning of a plan", "trade", []turn{yes("临州城镇污水处理率十三五初期是多少", "87.5%")}},
	{"the end of the year before", "trade", []turn{yes("临州2018年末出租汽车有多少辆", "1720辆")}},
	{"each partner's stake", "venture", []turn{yes("云海压缩机基地临州国投公司持股多少", "45%"), yes("海宁动力公司呢", "55%")}},
	{"what a part takes is an amount", "venture", []turn{yes("云海压缩机基地总投资多少", "16.8亿元"), yes("设备投资占多少亿", "9.4亿元"), yes("土建投资占总投资的百分之几", "24.4%")}},
	{"a phase that the report is about", "quay", []turn{yes("北湾煤炭码头二期设计年通过能力多少", "2400万吨"), yes("啥时候开的工", "2015年6月"), yes("概算总投资折成万元", "312000万元")}},
	{"a phase named once with its project", "brewery", []turn{yes("云岭米酒二期总投资多少", "2.5亿元"), yes("云岭米酒二期已完成投资占总投资的百分比", "32%")}},
	{"the works of a thing", "airport", []turn{yes("北岭机场导航工程是什么时候动工的", "2022年5月")}},
	{"investment in short", "trade", []turn{yes("临州十三五期间交通固投完成多少亿元", "96亿元")}},
	{"a speed in kilometres", "bridge", []turn{yes("澄江跨江大桥设计时速多少公里", "100公里")}},
	{"all, not those over an amount", "signing", []turn{yes("临州这次在杭州签约了几个项目", "34个")}},
	{"those under an amount", "signing", []turn{yes("临州秋季推介会10亿元以下的项目签了多少个", "27个"), yes("临州秋季推介会10亿元以下的项目总投资多少亿", "88亿元")}},
	{"a year's plans added", "list", []turn{yes("临州这3个项目2022年计划投资一共多少亿元", "4.6亿元")}},
	{"a year's plan is no total", "list", []turn{yes("东湖文化中心2022年计划投资多少", "2.6亿元"), yes("总投资呢", "8亿元")}},
	{"counted in the word asked for", "list", []turn{yes("南门片区老旧管网改造要改多少栋楼", "52栋")}},
}

func TestWhatIsLeftIsWorkedOut(t *testing.T) {
	engines := map[string]*query.Engine{}
	for name, text := range restReports {
		engines[name] = textEngine(t, text)
	}
	for _, tt := range restCases {
		t.Run(tt.name, func(t *testing.T) {
			holdTurns(t, engines[tt.report], tt.turns)
		})
	}
}
