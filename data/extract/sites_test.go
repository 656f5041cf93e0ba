package extract

import (
	"strings"
	"testing"
)

// TestNewsOfWorks reads what newspapers and bulletins say of works: sites, phases, lists and what goes on from a figure.
func TestNewsOfWorks(t *testing.T) {
	cases := []struct {
		name, title, text string
		want, not         []string
	}{
		{"built at a park by a firm from abroad", "临江引进外资项目",
			"临江经济开发区管委会日前与日本北洋食品株式会社签约，在临江市青石工业园建设冷冻水产加工厂。项目总投资12亿日元，占地30亩。",
			[]string{"冷冻水产加工厂|total_investment|项目总投资|12亿日元", "冷冻水产加工厂|location|在|临江市青石工业园", "冷冻水产加工厂|company|签约|日本北洋食品株式会社"},
			[]string{"临江市青石工业园|total_investment", "临江市青石工业园|land_area"}},
		{"what two sides will build", "临江市签下9亿元阀门项目",
			"6月3日，临江市人民政府与海川重工集团签署合作协议，双方将共建高端阀门智造产业园。产业园选址城北片区，计划投资9亿元，分三期建设。首期投资3亿元，三期全部建成后，年产值可达20亿元。",
			[]string{"高端阀门智造产业园|total_investment|计划投资|9亿元", "高端阀门智造产业园一期|total_investment|投资|3亿元", "高端阀门智造产业园|output_value|年产值|20亿元"},
			[]string{"三期|output_value", "共建高端"}},
		{"a phase that goes on", "临江快讯",
			"位于青石县的海月废钢回收基地一期建成投产。该基地由海月再生资源有限公司投资6亿元建设，占地120亩。二期工程计划年内动工。",
			[]string{"海月废钢回收基地一期|total_investment|投资|6亿元", "海月废钢回收基地一期|land_area|占地|120亩"}, nil},
		{"a phase and what it does", "海川传动有限公司", "海川传动有限公司（以下简称海川传动）落户临江经济开发区。项目分两期推进：一期租用园区厂房约8000平方米，设备正在调试；二期自建厂房2万平方米。海川传动项目总投资5亿元。",
			[]string{"一期|floor_area|租用园区厂房|8000平方米", "二期|floor_area|自建厂房|2万平方米"}, nil},
		{"parts that make up a route", "临江批复三通道方案", "“三通道”由北岭大通道、海月公路大桥和青石航道组成。方案提出，2027年前基本建成，届时年中转能力达到3000万吨。",
			nil, []string{"海月公路大桥|"}},
		{"people in work", "海月地板项目", "海月地板项目建成后每年可新增产值3亿元，还能解决200人左右的就业。", []string{"海月地板项目|jobs|就业|200人"}, nil},
		{"back then", "海川公司", "海川纸业有限公司2012年来到临江创业，当时只有3条生产线、50多名工人。", []string{"海川纸业有限公司|workers|工人|50"}, nil},
		{"who the owner is", "海月铜箔项目动工", "海月铜箔项目总投资20亿元。项目业主海月新材料股份有限公司成立于2011年。",
			[]string{"海月铜箔项目|company|项目业主|海月新材料股份有限公司", "海月新材料股份有限公司|founded|成立于|2011年"}, []string{"海月铜箔项目|founded"}},
		{"a total that goes on", "2024年临江市政府工作报告", "新增市场主体3.2万户，总数突破21万户。规模以上工业企业突破800家、净增64家。",
			[]string{"临江市|enterprises|市场主体总数|21万户", "临江市||规模以上工业企业净增|64家"}, nil},
		{"an item's number is no word", "关于临江铁路可行性研究报告的批复", "一、同意新建临江至海月铁路。\n二、正线全长90公里，其中新建80公里。\n三、项目投资估算总额120亿元。建设工期4年。",
			[]string{"临江铁路|road_length|新建正线全长|80公里|part", "临江铁路|total_investment|项目投资|120亿元"}, []string{"三项目", "四项目"}},
		{"works told by their cost", "临江县进度", "其中，总投资3亿元的滨江旅游公路、总投资2.1亿元的县中医院整体迁建、总投资7000万元的北岭片区供水一体化等项目进展顺利。",
			[]string{"县中医院整体迁建|total_investment|总投资|2.1亿元", "北岭片区供水一体化|total_investment|总投资|7000万元"}, []string{"县中医院|total_investment"}},
		{"years of building", "临江县重点项目", "1. 东门街老旧小区改造。建设单位：临江县住建局；总投资8000万元；建设年限2024年。", []string{"东门街老旧小区改造|start|建设年限|2024年", "东门街老旧小区改造|end|建设年限|2024年"}, nil},
		{"so many roads of so much in all", "临江市今年目标", "新开工高速公路4条共300公里。", []string{"临江市|road_length|高速公路里程|300公里"}, nil},
		{"the largest of those signed", "临江在上海招商", "会上集中签约项目20个，签约金额150亿元。签约项目中，单体投资最大的是上海海川电子拟在临江新区投建的显示模组产业园，投资额30亿元。",
			[]string{"显示模组产业园|total_investment|投资额|30亿元", "显示模组产业园|company|项目单位|上海海川电子"}, []string{"临江市|total_investment|投资额|30亿元"}},
		{"the main venue's own project", "临江县集中开工", "3月8日，临江县2023年一季度重大项目集中开工仪式在青石工业园区举行。当天共有12个项目开工，总投资30亿元。仪式主会场设在麦芽糖精深加工项目现场。",
			[]string{"麦芽糖精深加工项目|start|开工|3月8日"}, []string{"青石工业园|start"}},
		{"a share that falls", "临江运河", "临江运河建成后，沿线物流费用占商品价格的比重将由目前的15%降到11%。", []string{"|沿线物流费用占商品价格的比重|11%|share"}, []string{"|price|"}},
		{"what the place has done", "江苏简讯", "在南通，总投资60亿元的海门特种线材基地二期正在安装设备。当地推出15条举措，审批时限缩短到7个工作日。",
			[]string{"南通市|measures_taken|举措|15条", "南通市|duration|审批时限|7个工作日"}, []string{"基地二期|measures_taken"}},
		{"funds divided by industry", "临江市2017年统计公报", "全年实际到位资金80亿元，增长12%。到位资金中，工业项目50亿元，增长15%；农业项目6亿元，下降3%。",
			[]string{"临江市|funds_in_place|工业项目到位资金|50亿元|part", "临江市|funds_in_place|工业项目到位资金|15%|growth|yoy", "临江市|funds_in_place|农业项目到位资金|-3%|growth|yoy"}, nil},
		{"accepted by the state", "海月强磁装置", "海月强磁装置项目计划2027年5月通过国家验收，建成后每年提供机时1.2万小时。", []string{"海月强磁装置项目|end|通过国家验收|2027年5月"}, nil},
		{"people of a project's owner", "临江县集中开工", "县领导和项目单位代表150余人到场见证。", nil, []string{"领导和项目|"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			place := "临江市"
			if strings.HasPrefix(c.title, "江苏") {
				place = "江苏省"
			}
			holdFacts(t, lines(c.title, place, 2023, strings.Split(c.text, "\n")...), c.want, c.not)
		})
	}
}
