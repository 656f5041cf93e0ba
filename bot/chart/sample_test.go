package chart

import (
	"time"

	"github.com/shopspring/decimal"
)

// raceDetector tells that the tests run some ten times slower than the program.
var raceDetector bool

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func some(s string) decimal.NullDecimal { return decimal.NewNullDecimal(dec(s)) }

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// samples are one chart of each use, on a town that does not exist.
func samples() map[string]Chart {
	return map[string]Chart{
		"top": {
			Kind: Bars, Title: "总投资最大的项目", Subtitle: "2023年 · 云岭市 · 按计划总投资", Unit: "亿元",
			Source: "《云岭市2023年重点项目进展》", Bars: []Bar{
				{Label: "云岭高新技术产业开发区（东片区）新能源汽车零部件产业园一期建设项目", Value: dec("32.6"), Note: "2023年3月开工"},
				{Label: "青溪县农产品冷链物流与交易中心", Value: dec("18.05")},
				{Label: "年产12万吨光伏玻璃“一窑两线”扩建工程", Value: dec("10"), Max: some("15"), Text: "10–15亿元", Note: "计划"},
				{Label: "南湖片区棚户区改造及老旧管网更新", Value: dec("9.84"), Note: "16个小区"},
				{Label: "石桥风电场", Value: dec("7.5"), Text: "约7.5亿元"},
				{Label: "北山矿泉水厂", Value: dec("0.32")},
			},
		},
		"scope": {
			Kind: Bars, Title: "各口径项目总投资", Subtitle: "2023年1-9月，云岭市", Unit: "亿元",
			Source: "云岭市政府工作报告，第4段", Bars: []Bar{
				{Label: "5000万元以上", Value: dec("1312.75"), Note: "已开工402个"},
				{Label: "亿元以上", Value: dec("1180.2"), Note: "已开工251个"},
				{Label: "新开工", Value: dec("388.91"), Note: "163个"},
				{Label: "专项债券", Value: dec("41"), Note: "26个"},
			},
		},
		"growth": {
			Kind: Bars, Title: "固定资产投资同比增长", Subtitle: "2023年1-10月", Unit: "%",
			Source: "云岭市统计公报", Bars: []Bar{
				{Label: "云岭市", Value: dec("3.4"), Mark: true},
				{Label: "全省", Value: dec("-4.7"), Note: "比云岭低8.1个百分点"},
				{Label: "全国", Value: dec("2.9")},
			},
		},
		"compare": {
			Kind: Groups, Title: "两个项目比较", Source: "《云岭市2023年重点项目进展》，第7、12段",
			Series: []string{"青溪县农产品冷链物流与交易中心", "石桥风电场"},
			Groups: []Group{
				{Label: "总投资", Unit: "亿元", Values: []decimal.NullDecimal{some("18.05"), some("7.5")}, Texts: []string{"", "约7.5亿元"}},
				{Label: "占地面积", Unit: "公顷", Values: []decimal.NullDecimal{some("24.6"), some("310")}},
				{Label: "年产值", Unit: "亿元", Values: []decimal.NullDecimal{some("6.2"), {}}},
				{Label: "新增就业", Unit: "人", Values: []decimal.NullDecimal{some("850"), some("42")}},
			},
		},
		"years": {
			Kind: Groups, Title: "Fixed-asset investment growth", Subtitle: "Yunling and its province", Unit: "%", Lang: "en",
			Source: "Statistical communiqués 2021–2023", Series: []string{"Yunling", "Province"},
			Groups: []Group{
				{Label: "2021", Values: []decimal.NullDecimal{some("8.25"), some("6.1")}},
				{Label: "2022", Values: []decimal.NullDecimal{some("-1.4"), some("-5")}},
				{Label: "2023", Values: []decimal.NullDecimal{some("3.4"), {}}},
			},
		},
		"timetable": {
			Kind: Timeline, Title: "云岭高新技术产业开发区（东片区）新能源汽车零部件产业园一期建设项目", Today: day("2023-11-20"),
			Source: "《云岭市2023年重点项目进展》，第3段", Spans: []Span{
				{Label: "建设期", Start: day("2023-03-01"), End: day("2025-06-30")},
				{Label: "一号厂房", Start: day("2023-03-01"), End: day("2024-01-31"), Note: "主体已封顶"},
				{Label: "竣工验收", End: day("2025-08-31")},
			},
		},
	}
}
