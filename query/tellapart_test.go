package query_test

import (
	"testing"

	"wenxiang/query"
)

// toldApart are questions one word of which decides which figure they can mean, or that none is meant. The figures were
// read in the texts and worked out by hand.
var toldApart = []struct {
	name, report string
	turns        []turn
}{
	{"the twelfth time is no second phase", `[视频]国内联播快讯 2024-04-09

赣江省举行第十二期“百项提升”项目开工活动
赣江省第十二期“百项提升”项目开工活动今天（4月9日）举行，开工项目415个，总投资2860亿元。`, []turn{
		yes("赣江第十二期百项提升开工项目几个", "415个"),
		yes("总投资多少亿", "2860亿元"),
	}},
	{"the power of a source", `青格里能源基地开工

青格里新能源外送基地配套电源项目5月8日开工。项目总投资96亿元，包括风电120万千瓦、光伏210万千瓦，预计2027年并网。`, []turn{
		yes("青格里基地风电装机多少万千瓦", "120万千瓦"),
		yes("青格里基地光伏装机多少万千瓦", "210万千瓦"),
	}},
	{"one measure behind 分别", `2025年西岭省政府工作报告

“六大产业链”完成投资1830亿元，其中钢铁冶炼、绿色建材分别完成投资412亿元、297亿元。`, []turn{
		yes("西岭省六大产业链里绿色建材完成投资多少亿", "297亿元"),
	}},
	{"those that came are not those there are", `2025年西岭省政府工作报告

五年来，规上工业企业净增1340户，高技术产业投资年均增长11.2%。`, []turn{
		no("西岭省规上工业企业总数多少户"),
		yes("西岭省规上工业企业净增多少户", "1340户"),
	}},
	{"a fall has no sign", `[视频]国内联播快讯 2022-09-06

湘水航道整治工程今天（9月6日）开工，总投资31.5亿元。工程建成后，物流成本占商品售价的比重将由目前的9.6%降到7.5%。`, []turn{
		yes("物流成本占商品售价的比重会降到多少", "7.5%"),
		yes("降了几个百分点", "2.1个百分点"),
	}},
	{"more than a year before", `[视频]淮海省上半年经济 2024-07-20

上半年，全省在建亿元以上工业项目5120个，同比增加286个；制造业投资增长7.4%。`, []turn{
		yes("淮海省上半年在建亿元以上工业项目多少个", "5120个"),
		yes("同比多了几个", "286个"),
	}},
	{"how far ahead, as the report says", `2025年江汉省政府工作报告

省重点建设项目完成投资3870亿元、为年度计划的106.2%。制造业投资增长7.5%，高出全省固定资产投资增速3.1个百分点。`, []turn{
		yes("江汉制造业投资增速比全省固投高多少", "3.1个百分点"),
	}},
	{"up or down, and by how much", `2014年江陵市国民经济和社会发展统计公报

全年完成固定资产投资842.6亿元，比上年增长12.4%。按隶属关系分，中央项目完成投资61.3亿元，下降5.7%；地方项目完成投资781.3亿元，增长14.2%。全年房地产开发投资156.8亿元，增长9.5%。`, []turn{
		yes("江陵2014年中央项目投资是增长还是下降，幅度是多少", "5.7%"),
	}},
	{"which three", `江陵深地实验装置二期

深地实验装置二期项目位于江陵市科学城，总投资约8.6亿元。项目建设高压、高温、强辐射3个实验站，计划2027年验收。`, []turn{
		yes("深地实验装置二期建哪3个实验站", "高压、高温、强辐射"),
	}},
	{"two parts beside each other", `[视频]国内联播快讯 2023-03-14

海州新城42个产业项目集中开工
今天（3月14日），海州新城42个重点产业项目集中开工，总投资超过510亿元。其中投资超30亿元的项目有5个，外资项目14个，外资项目投资额达98.6亿元。`, []turn{
		yes("海州新城3月14日集中开工多少个产业项目", "42个"),
		yes("30亿以上的几个？", "5个"),
		yes("海州新城这批开工项目里外资投了多少亿", "98.6亿元"),
	}},
	{"what is built along has no cost of its own", `青格里能源基地开工

青格里新能源外送基地配套电源项目5月8日开工。项目总投资96亿元，包括风电120万千瓦、光伏210万千瓦，配建储能设施80万千瓦。`, []turn{
		no("青格里新能源外送基地配建储能花了多少钱"),
		yes("青格里新能源外送基地配套电源项目花了多少钱", "96亿元"),
	}},
	{"what a city pays", `洛阳深地实验装置二期

深地实验装置二期项目位于洛阳市科学城，总投资约8.6亿元，由国家发改委和洛阳市共同出资。`, []turn{
		no("深地实验装置二期洛阳市出资多少"),
		yes("深地实验装置二期总投资多少", "8.6亿元"),
	}},
	{"the topic says the stage", `[视频]国内联播快讯 2020-11-05

西岭澜水两座水电站获准开建
西岭省澜水上游石门、中坝两座水电站今天（11月5日）获准开工建设，总投资186亿元，总装机148万千瓦，年均发电量可达63亿千瓦时。到“十四五”末，西岭省水电装机将突破5200万千瓦。`, []turn{
		yes("西岭澜水获准开工的两座水电站总装机多少万千瓦", "148万千瓦"),
		yes("一年发多少亿度电", "63亿"),
	}},
	{"a measure that another is set beside", `2025年江汉省政府工作报告

制造业投资增长7.5%，高出全省固定资产投资增速3.1个百分点。`, []turn{
		yes("江汉省制造业投资增速比全省固投高多少", "3.1个百分点"),
		yes("按这个算江汉固投增速是多少", "4.4%"),
	}},
	{"the roads around a city", `2026年吉林省政府工作报告

项目建设扩量提质，5000万元以上项目开工1860个，长春都市圈北环段建成。开展专题招商52场次，招商引资到位资金1575亿元、增长5%。`, []turn{
		yes("吉林省招商引资到帐资金多少", "1575亿元"),
		yes("增幅？", "5%"),
		yes("那上年大概多少亿", "1500亿元"),
	}},
	{"the plant that a company has agreed to build", `Yinchuan lands wafer polishing plant

YINCHUAN -- Yinchuan in Northwest China's Ningxia signed a deal on Friday with Suzhou Kaixin Silicon to build a wafer polishing plant. The company plans to invest 2.4 billion yuan. The first phase, covering 90 mu, will create over 500 jobs.`, []turn{
		{"How much will Kaixin invest in the Yinchuan wafer polishing plant?", "2.4 billion yuan", query.Answered},
	}},
}

func TestToldApart(t *testing.T) {
	for _, tt := range toldApart {
		t.Run(tt.name, func(t *testing.T) {
			holdTurns(t, textEngine(t, tt.report), tt.turns)
		})
	}
}
