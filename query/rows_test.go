package query_test

import (
	"context"
	"path/filepath"
	"testing"

	"wenxiang/data"
	"wenxiang/data/report"
	"wenxiang/query"
)

// ledgers are tables as offices keep them, with questions that a reader answers by running a finger down a column.
var ledgers = []struct {
	name, csv string
	turns     [][]turn
}{
	{"a ledger of signed projects", `临河市2025年上半年招商引资签约项目台账（截至2025年6月30日）
序号,项目名称,投资方,所属产业,投资额(亿元),用地（亩）,落地园区,签约时间,是否开工,目前进展,包保领导
1,年产5万吨锂电池隔膜项目,江苏恒瑞新材料股份有限公司,新能源,12.5,150,高新区,2025.2.18,是,主体厂房封顶,张伟
2,宠物食品加工项目,上海多宠食品有限公司,食品加工,1.2,35,食品园,2025.3.6,否,正在办理土地手续,李明
3,智能家居生产基地,广东美居科技有限公司,装备制造,5.8,96,高新区,2025.3.22,是,基础施工,王芳
4,生物质热电联产,国能临河热电有限公司,新能源,3.6,80,临港片区,2025.4.10,否,环评公示,
5,冷链物流中心,顺达物流集团,现代物流,2.3,60,临港片区,2025.5.16,是,已投入试运营,赵强
合计,,,,25.4,421,,,,,
`, [][]turn{
		{yes("上半年签了几个项目", "共5个项目")},
		{yes("签约总额多少", "25.4亿元")},
		{yes("隔膜项目谁投的", "江苏恒瑞新材料股份有限公司"), yes("什么时候签约的", "2025.2.18"), yes("占地多少亩", "150亩")},
		{yes("宠物食品项目开工没有", "未开工")},
		{yes("哪些项目还没开工", "共2个项目：\n1. 宠物食品加工项目：投资额1.2亿元\n2. 生物质热电联产")},
		{yes("已开工的有几个", "共3个项目")},
		{yes("高新区有几个项目", "共2个项目")},
		{yes("高新区项目总投资", "18.3亿元")},
		{yes("新能源产业投资合计多少", "16.1亿元")},
		{yes("3月份签约的项目有哪些", "共2个项目：\n1. 宠物食品加工项目：投资额1.2亿元\n2. 智能家居生产基地")},
		{yes("5亿以上的项目有几个", "共2个项目")},
		{yes("投资额5亿元以下的", "共3个项目")},
		{yes("平均每个项目投资多少", "5.08亿元")},
		{yes("智能家居基地包保领导是谁", "王芳")},
		{no("生物质热电联产包保领导是谁")},
		{no("化工园有几个项目")},
	}},
	{"groups that are added up", `2024年滨海县重点项目建设情况统计表,,,,,,,,,
,,,,,,,,单位：万元,
序号,项目名称,建设单位,建设地点,建设规模及主要内容,建设起止年限,项目总投资,截至2023年底累计完成投资,2024年计划投资,1-6月完成投资,形象进度
一,产业项目（3个）,,,,,850000,210000,160000,84500,
1,滨海港LNG储罐扩建工程,中海油江苏公司,滨海港区,新建6座27万方储罐,2022-2025,600000,180000,90000,50500,储罐外罐施工
2,海晶玻璃新材料项目,海晶新材料有限公司,经济开发区,年产30万吨超白玻璃,2023.05-2024.12,150000,30000,50000,24000,设备安装
3,金色农业产业园,滨海县农发集团,五汛镇,"建设智能温室800亩, 冷库2座",2024-2026,100000,0,20000,10000,土方施工
二,基础设施项目（2个）,,,,,120000,40000,35000,15200,
4,S327省道改扩建工程,县交通局,滨淮镇,全长23.6公里,2023-2025,80000,30000,25000,11200,路基施工
5,城北污水处理厂二期,县城投公司,东坎街道,日处理4万吨,2024-2025,40000,10000,10000,4000,招标中
合计,,,,,,970000,250000,195000,99700,
`, [][]turn{
		{yes("总投资多少？", "970000万元")},
		{yes("海晶玻璃上半年完成多少投资", "24000万元")},
		{yes("产业项目几个", "3个"), yes("总投资多少", "850000万元")},
		{yes("产业项目有哪些", "共3个项目")},
		{yes("总投资10亿以上的有哪些", "共3个项目")},
		{yes("一共几个项目", "共5个项目")},
		{yes("1-6月一共完成多少亿", "9.97亿元")},
		{yes("今年新开工的项目", "共2个项目：\n1. 金色农业产业园：项目总投资100000万元\n2. 城北污水处理厂二期")},
		{yes("县城投公司建哪个项目", "城北污水处理厂二期")},
		{yes("S327全长", "23.6公里")},
		{no("风电项目有几个")},
	}},
	{"a table of places", `各县区重点项目推进情况（1-9月）,,,,,,,
,,,,,,单位：个、亿元、%,
县（市、区）,项目个数,其中：新开工,总投资,年度计划投资,累计完成投资,完成率,排名
东河区,23,8,156.3,48.5,40.2,82.9,2
西山县,18,5,98.7,30.2,26.8,88.7,1
南湖县,15,6,87.4,28.6,19.5,68.2,4
北岭市,21,7,120.6,36.4,28.1,77.2,3
合计,77,26,463,143.7,114.6,79.7,
`, [][]turn{
		{yes("东河区几个项目", "23个")},
		{yes("东河区总投资", "156.3亿元")},
		{yes("哪个县完成率最高", "西山县")},
		{yes("全市完成投资多少", "114.6亿元")},
		{yes("新开工项目一共几个", "26个")},
		{yes("北岭市新开工几个", "7个")},
		{yes("东河区比西山县多投多少", "57.6亿元")},
		{no("青石县完成投资多少")},
	}},
	{"a table of indicators", `2025年1-10月全市主要经济指标,,,,
指标名称,计量单位,10月,1-10月累计,同比增长（%）
地区生产总值（前三季度）,亿元,,812.6,5.4
规模以上工业增加值,亿元,,—,7.9
固定资产投资,亿元,48.2,436.7,6.3
其中：工业投资,亿元,20.1,188.4,12.6
　　　民间投资,亿元,,251.3,-3.1
实际利用外资,万美元,,8650,21.4
`, [][]turn{
		{yes("固投增速", "6.3%")},
		{yes("10月份固投多少", "48.2亿元")},
		{yes("固定资产投资1-10月多少", "436.7亿元")},
		{yes("GDP前三季度多少", "812.6亿元")},
		{yes("民间投资下降多少", "3.1%")},
		{yes("规上工业增加值增速", "7.9%")},
		{yes("外资增长多少", "21.4%")},
		{no("规上工业增加值多少亿元")},
		{no("社零增长多少")},
	}},
	{"a ledger in English", `Key investment projects 2025,,,,,,,
No.,Project,Developer,Location,Total investment (million yuan),Invested to date (million yuan),Start date,Completion date,Status,Jobs
1,Hailong battery plant,Hailong New Energy Co.,North District,"2,350",980,2024-03,2026-06,Under construction,1200
2,Riverside cold chain park,Sunrise Logistics,Port Zone,460,455.5,2023-05,2025-04,Completed,300
3,Wind blade factory,Tianyi Wind,North District,780,0,2025-09,2027-01,Planned,450
Total,,,,"3,590","1,435.5",,,,
`, [][]turn{
		{yes("How much does the battery plant cost?", "2.35 billion yuan")},
		{yes("Who builds the wind blade factory?", "Tianyi Wind")},
		{yes("total investment of all projects", "3.59 billion yuan")},
		{yes("Which projects are in North District?", "2 projects")},
		{yes("which are completed?", "Riverside cold chain park")},
		{yes("how many projects", "3 projects")},
		{yes("how many jobs will Hailong create?", "1,200")},
		{yes("What has been invested so far in the battery plant?", "980 million yuan")},
	}},
}

func TestLedgersAreReadAndAsked(t *testing.T) {
	for _, l := range ledgers {
		t.Run(l.name, func(t *testing.T) {
			ctx := context.Background()
			db, err := data.Open(ctx, filepath.Join(t.TempDir(), "ledger.db"), data.Options{Empty: true})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { db.Close() })
			r, err := report.ReadBytes("ledger.csv", []byte(l.csv))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.LoadReport(ctx, r); err != nil {
				t.Fatal(err)
			}
			e, err := query.Open(ctx, db)
			if err != nil {
				t.Fatal(err)
			}
			for _, turns := range l.turns {
				holdTurns(t, e, turns)
			}
		})
	}
}
