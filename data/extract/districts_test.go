package extract

import (
	"strings"
	"testing"
)

// TestListsOfPlacesAndWorks reads lists in which each district, stretch or kind has a figure of its own.
func TestListsOfPlacesAndWorks(t *testing.T) {
	cases := []struct {
		name, title, place, text string
		want, not                []string
	}{
		{"amounts one after another", "临江市投资", "临江市", "一季度，全市完成投资90亿元，其中北塘区32亿元、西堰县28亿元、南浦县18亿元。",
			[]string{"临江市|completed_investment|完成投资|90亿元", "北塘区|completed_investment|完成投资|32亿元", "西堰县|completed_investment|完成投资|28亿元", "南浦县|completed_investment|完成投资|18亿元"}, nil},
		{"growths one after another", "临江市投资", "临江市", "全市固定资产投资增长8%。分县区看，北塘区增长12%，西堰县下降2.4%。",
			[]string{"北塘区|fixed_asset_investment|固定资产投资|12%|growth|yoy", "西堰县|fixed_asset_investment|固定资产投资|-2.4%|growth|yoy"}, nil},
		{"under a heading", "临江市到位资金", "临江市", "各县区到位资金：北塘区45亿元、西堰县38亿元、南浦县12亿元。",
			[]string{"北塘区|funds_in_place|到位资金|45亿元", "西堰县|funds_in_place|到位资金|38亿元", "南浦县|funds_in_place|到位资金|12亿元"}, nil},
		{"told apart", "临江市招商", "临江市", "今年以来，北塘区、西堰县、南浦县分别引进项目32个、28个、19个，到位资金分别为45亿元、38亿元和12亿元。",
			[]string{"北塘区|project_count|引进项目|32个", "南浦县|project_count|引进项目|19个", "西堰县|funds_in_place|到位资金|38亿元", "南浦县|funds_in_place|到位资金|12亿元"}, []string{"临江市|project_count", "临江市|funds_in_place"}},
		{"counties without their last word", "吉林省一季度开工情况", "吉林省", "前郭、扶余、长岭三地新开工项目分别为18个、16个和9个。长岭完成投资18亿元。",
			[]string{"前郭尔罗斯蒙古族自治县|project_count|新开工项目|18个", "扶余市|project_count|新开工项目|16个", "长岭县|project_count|新开工项目|9个", "长岭县|completed_investment|完成投资|18亿元"}, nil},
		{"a place again after the list", "临江市投资", "临江市", "全市到位资金80亿元，其中北塘区45亿元、西堰县35亿元。实现产值120亿元。",
			[]string{"临江市|output_value|实现产值|120亿元"}, []string{"西堰县|output_value"}},
		{"stretches of a road", "青石至北岭高速公路", "", "青石至北岭高速公路全长98公里，批复概算160亿元。全线分三段推进：海月段于2022年1月率先开工，甲子段、乙丑段分别于2022年11月和2023年4月开工。海月段31公里已在2025年9月建成通车，全线预计2027年贯通。",
			[]string{"海月段|start|开工|2022年1月", "甲子段|start|开工|2022年11月", "乙丑段|start|开工|2023年4月", "海月段|end|建成通车|2025年9月", "青石至北岭高速公路|end|贯通|2027年"},
			[]string{"青石至北岭高速公路|start", "青石至北岭高速公路|end|建成通车", "全线分"}},
		{"dates that nobody can be given", "临江市动态", "临江市", "海月大桥总投资9亿元，主塔和引桥分别于2021年3月和2022年5月开工。", nil, []string{"海月大桥|start"}},
		{"two stations of one sentence", "四川快讯", "四川省", "四川大邑、道孚两座抽水蓄能电站今天开工建设，总投资230亿元，总装机390万千瓦。",
			[]string{"四川大邑、道孚两座抽水蓄能电站|total_investment|总投资|230亿元", "四川大邑、道孚两座抽水蓄能电站|installed_capacity|总装机|390万千瓦"}, []string{"四川省|total_investment", "四川省|installed_capacity"}},
		{"kinds joined to one count", "临江市重大项目", "临江市", "全市共实施电力、通信、公路项目86个，总投资143亿元，惠及38万农牧民。",
			[]string{"临江市|project_count|电力、通信、公路项目|86个", "电力、通信、公路项目|total_investment|总投资|143亿元", "惠及农牧民|38万"}, []string{"|公路项目|86个"}},
		{"what can be made a year", "海月大米加工项目", "临江市", "海月大米加工项目建成后年可加工水稻8万吨，每年可处理稻壳2万吨。",
			[]string{"海月大米加工项目|capacity|年可加工水稻|8万吨", "海月大米加工项目|capacity|稻壳|2万吨"}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			holdFacts(t, lines(c.title, c.place, 2023, strings.Split(c.text, "\n")...), c.want, c.not)
		})
	}
}
