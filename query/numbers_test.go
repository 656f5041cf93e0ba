package query_test

import "testing"

// numberReports are short reports of our own; what the tables below expect was read in them.
var numberReports = []testReport{
	{ID: "yunmu", Title: "云牧县2023年投资运行情况", Text: `2023年1—9月，云牧县固定资产投资同比增长7.2%，增速比1—8月回落0.6个百分点，比上半年回落2.3个百分点，高于全省平均水平1.1个百分点。
一般公共预算收入12.5亿元，增长4.1%，其中税收占比62.4%。
上半年到位资金48亿元，同比增长20%。
全年固定资产投资预期增长8%。
第一产业投资3.1亿元，第二产业投资40.2亿元，第三产业投资55.7亿元。
规上工业增加值占比由31.5%提高到36.2%。
到2026年，全县温室面积力争翻一番，达到8万亩。
全年进出口总额66.8亿元，其中对东盟进出口41.3亿元。`},
	{ID: "haiqing", Title: "海青风光制氢项目开工", Text: `海青风光制氢项目总投资48亿元，其中一期投资30亿元，配套风电35万千瓦、光伏25万千瓦，建成后年制氢能力2.4万吨。
项目由中日合资的海青氢能有限公司建设，注册资本8000万美元，日方出资占35%。
海青氢能有限公司租用标准厂房1.8万平方米，流转林地620亩，年用电量3亿千瓦时。`},
	{ID: "daxi", Title: "大溪县集中开竣工活动举行", Text: `5月16日，大溪县举行重大项目集中开竣工活动，共有开竣工项目17个，总投资36.4亿元，其中开工项目10个、总投资22.1亿元，竣工项目7个、总投资14.3亿元。`},
	{ID: "marlow", Title: "Marlow Bay cement works to be enlarged", Text: `Marlow Bay Cement will invest $240 million in a cement plant at Port Ellery, creating 600 jobs over three years, the company said. The plant will raise its annual capacity to 3.6 million tonnes from 2.1 million tonnes.`},
}

// numberCases are conversations over one of the reports.
var numberCases = []struct {
	name, report string
	turns        []turn
}{
	{"the rate of an earlier time", "yunmu", []turn{yes("云牧固投1-9月增速", "7.2%"), yes("上半年是多少", "9.5%"), yes("1-8月呢", "7.8%")}},
	{"a time that nothing tells of", "yunmu", []turn{no("云牧县一季度固定资产投资增速是多少")}},
	{"what is expected is the aim", "yunmu", []turn{yes("云牧县全年固定资产投资增长目标是多少", "8%")}},
	{"a share as an amount", "yunmu", []turn{yes("云牧县一般公共预算收入里税收有多少亿", "7.8亿元")}},
	{"money by its verb", "yunmu", []turn{yes("云牧县上半年到位了多少资金", "48亿元"), yes("去年同期大约多少亿", "40亿元")}},
	{"the three branches together", "yunmu", []turn{yes("云牧县三次产业投资加起来多少亿", "99亿元")}},
	{"points between two shares", "yunmu", []turn{yes("云牧县规上工业增加值占比多少", "36.2%"), yes("提高了几个百分点", "4.7个百分点")}},
	{"before it doubled", "yunmu", []turn{yes("云牧县温室面积翻番之前大约多少亩", "40000亩")}},
	{"all but one", "yunmu", []turn{yes("云牧县对东盟以外的进出口是多少亿", "25.5亿元")}},
	{"up or down", "yunmu", []turn{yes("云牧县固定资产投资是增是降", "7.2%")}},
	{"the other phase", "haiqing", []turn{yes("海青风光制氢项目总投资多少", "48亿元"), yes("一期呢", "30亿元"), yes("二期还剩多少亿", "18亿元")}},
	{"a phase taken away", "haiqing", []turn{yes("海青风光制氢项目总投资多少", "48亿元"), yes("扣掉一期还剩下多少亿", "18亿元")}},
	{"two named side by side", "haiqing", []turn{yes("海青项目风电光伏一共多少万千瓦", "60万千瓦")}},
	{"a side of a venture by its country", "haiqing", []turn{yes("海青氢能日本那边占多少股份", "35%"), yes("按注册资本算，日方出了多少万美元", "2800万美元")}},
	{"the other side of a venture", "haiqing", []turn{yes("海青氢能日方占多少股份", "35%"), yes("那中方呢", "65%")}},
	{"a side that is none of the venture", "haiqing", []turn{no("海青氢能韩方出资占百分之几")}},
	{"an area by its noun", "haiqing", []turn{yes("海青氢能租了多大的厂房", "1.8万平方米"), yes("海青氢能流转了多少林地", "620亩"), yes("海青氢能一年用多少电", "3亿千瓦时")}},
	{"statuses in a follow-up", "daxi", []turn{yes("大溪县这次开工项目几个", "10个"), yes("竣工的呢", "7个")}},
	{"English on English", "marlow", []turn{yes("How much is Marlow Bay putting into the Port Ellery plant?", "240 million"), yes("how many jobs?", "600")}},
	{"per job", "marlow", []turn{yes("How many jobs will the Marlow Bay plant create?", "600"), yes("so investment per job?", "400,000")}},
	{"a level raised", "marlow", []turn{yes("To what level will Marlow Bay raise its annual cement capacity?", "3.6 million tonnes"), yes("How much more is that than now?", "1.5 million tonnes")}},
}

func TestNumbersByRule(t *testing.T) {
	libraries := map[string]*library{}
	for _, r := range numberReports {
		libraries[r.ID] = loaded(t, r)
	}
	for _, tt := range numberCases {
		t.Run(tt.name, func(t *testing.T) {
			holdTurns(t, libraries[tt.report].engine, tt.turns)
		})
	}
}
