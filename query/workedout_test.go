package query_test

import (
	"context"
	"strings"
	"testing"

	"wenxiang/query"
)

// workedOut are questions on short reports whose answers a reader works out from two sentences, or finds only when a
// word is read for what it is. The figures were read in the texts and worked out by hand.
var workedOut = []struct {
	name, report string
	turns        []turn
}{
	{"the phase that is not stated", `澄江县绿色食品产业园动工

5月16日上午，澄江县2020年第二批重大项目集中开工，9个项目总投资31.4亿元，年度计划投资8.6亿元。其中，绿色食品产业园项目投资5.3亿元，用地210亩，分两期建设：一期投资3.1亿元，新建厂房6万平方米；二期视招商情况启动。`, []turn{
		yes("澄江县5月16日集中开工的9个项目总投资多少", "31.4亿元"),
		no("澄江县6月16日集中开工的项目总投资多少"),
		yes("绿色食品产业园一期投资多少", "3.1亿元"),
		yes("那二期呢", "2.2亿元"),
	}},
	{"both phases", `沛川生物研发基地

沛川生物研发基地位于沛川高新区。基地一期2016年竣工，建筑面积约9.3万平方米，总投资约8亿元。
基地二期计划投资约6.4亿元，规划建筑面积约7.2万平方米。`, []turn{
		yes("沛川基地一二期建筑面积合计多少万平方米", "16.5万平方米"),
		yes("沛川生物研发基地两期总投资一共多少", "14.4亿元"),
		{"沛川生物研发基地总投资多少", "", query.Unclear},
	}},
	{"a whole of two phases", `瑞丰轴承项目

瑞丰精密轴承（桐城）有限公司系德国瑞丰集团在华全资子公司。项目分两期建设，其中一期投资3200万美元，2018年投产；二期投资4600万美元，新征土地52亩。两期全部达产后年销售收入6亿元人民币。`, []turn{
		yes("瑞丰轴承项目投资一共多少万美元", "7800万美元"),
		yes("瑞丰轴承项目投资多少", "7800万美元"),
		yes("瑞丰轴承两期达产后年销售收入多少", "6亿元"),
	}},
	{"a title shorter than the name", `远腾船用设备研究院项目

远腾集团船用动力设备研究院位于镇江市丹徒区，项目一期占地面积约180亩，总投资约9亿元，已于2016年建成。
项目二期建筑面积约7万平方米，计划投资约4.2亿元。`, []turn{
		yes("远腾研究院二期计划投资多少", "4.2亿元"),
		yes("一期占地多少亩", "180亩"),
	}},
	{"up to a day", `
云溪农产品加工中心
项目概算总投资3.4亿元，其中申请专项债券2亿元，2022年4月开工。
截至2023年5月底，已完成投资1.86亿元。`, []turn{
		yes("云溪农产品加工中心概算总投资多少", "3.4亿元"),
		yes("到2023年5月底完成投资多少", "1.86亿元"),
	}},
	{"a meeting's number is no phase", `[视频]国内联播快讯 2021-08-16

湖东省第二期“百日攻坚”项目集中开工
今天（8月16日），湖东省第二期“百日攻坚”活动启动，全省集中开工项目316个，总投资2210亿元。同日签约项目128个，总投资975.5亿元。`, []turn{
		yes("湖东第二期百日攻坚签约项目总投资是多少", "975.5亿元"),
	}},
	{"two labels with one end", `青溪水库扩建工程

青溪水库扩建工程总投资12.6亿元。工程建成后，可新增供水能力3.2亿立方米，新增灌溉面积22.4万亩，恢复灌溉面积9.8万亩。`, []turn{
		yes("新增和恢复灌溉面积一共多少万亩", "32.2万亩"),
		yes("青溪水库扩建总投资多少个亿", "12.6亿元"),
	}},
	{"which year it generates", `武岭抽水蓄能电站进展

武岭抽水蓄能电站总装机120万千瓦，总投资81.5亿元，计划2027年首台机组发电。`, []turn{
		yes("武岭抽水蓄能电站首台机组哪年发电", "2027年"),
	}},
	{"a share and how far it went", `2024年岭南省政府工作报告

产业投资增长5.2%，占全部投资比重提高到48.6%、比上年提高2.4个百分点。民间投资增长1.3%。`, []turn{
		yes("岭南省产业投资占比比上年提高几个百分点", "2.4个百分点"),
		yes("岭南省产业投资占全部投资的比重是多少", "48.6%"),
	}},
	{"up or down, and how far", `2017年江陵市国民经济和社会发展统计公报

全年固定资产投资（不含农户）完成512.7亿元，比上年下降6.3%。其中工业投资204.5亿元，增长2.8%。`, []turn{
		yes("江陵2017年固投完成多少亿", "512.7亿元"),
		yes("增还是减，幅度多大", "6.3%"),
	}},
	{"a plant's name holds a measure", `临沂市“两厂一站”规划

“两厂”是指兰山垃圾焚烧发电厂和河东污泥处理厂。规划项目概算总投资9.8亿元，其中兰山垃圾焚烧发电厂投资6.1亿元，日处理生活垃圾1500吨。`, []turn{
		yes("兰山垃圾焚烧发电厂投资多少", "6.1亿元"),
	}},
	{"steps put forward", `[视频]湖东优化营商环境 2022-07-05

今年以来，湖东围绕企业开办、不动产登记等8个方面，推出36项便利化举措。`, []turn{
		yes("湖东推出了多少项便利化举措", "36项"),
	}},
	{"one county beside another", `上半年河套市招商引资进展

今年上半年，河套市实施招商引资项目187个，到位资金142.6亿元。五原县到位资金33.8亿元，居首位；磴口县到位资金27.1亿元，排名第二。`, []turn{
		yes("五原县到位资金比磴口县多多少亿", "6.7亿元"),
	}},
}

func TestWorkedOut(t *testing.T) {
	for _, tt := range workedOut {
		t.Run(tt.name, func(t *testing.T) {
			e := textEngine(t, tt.report)
			c := &query.Conversation{}
			for _, turn := range tt.turns {
				a := e.Ask(context.Background(), c, turn.question)
				if a.Status != turn.status || !strings.Contains(a.Headline, turn.want) {
					t.Errorf("%s: %s %q, want %s %q", turn.question, a.Status, a.Headline, turn.status, turn.want)
				}
			}
		})
	}
}
