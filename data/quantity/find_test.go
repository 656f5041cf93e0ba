package quantity

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

// show writes amounts the way the tables below do: an approximation word, the
// value in base units (a range with two dots), the unit and a rate's period.
func show(qs []Quantity) string {
	var out []string
	for _, q := range qs {
		w := q.Value.String()
		if q.Max != nil {
			w += ".." + q.Max.String()
		}
		if q.Approx != "" {
			w = q.Approx + " " + w
		}
		w += " " + q.Unit
		if q.Unit == "" {
			w = strings.TrimSpace(w) + " -"
		}
		if q.Per != "" {
			w += "/" + q.Per
		}
		if q.Dim == Rank {
			w = "rank " + q.Value.String()
		}
		out = append(out, w)
	}
	return strings.Join(out, "; ")
}

// plain rewrites the table's 10.85e8 as 1085000000.
func plain(want string) string {
	f := strings.Fields(want)
	for i, w := range f {
		lo, hi, ranged := strings.Cut(w, "..")
		a, err := decimal.NewFromString(lo)
		if err != nil {
			continue
		}
		f[i] = a.String()
		if ranged {
			f[i] += ".." + decimal.RequireFromString(hi).String()
		}
	}
	return strings.Join(f, " ")
}

type findCase struct{ text, want string }

func checkFind(t *testing.T, cases []findCase) {
	t.Helper()
	for _, c := range cases {
		if got, want := show(Find(c.text)), plain(c.want); got != want {
			t.Errorf("%s\n got  %s\n want %s", c.text, got, want)
		}
	}
}

func TestChineseMoney(t *testing.T) {
	checkFind(t, []findCase{
		{"总投资10.85亿元", "10.85e8 CNY"},
		{"由国资公司投资9164.53万元建设", "9164.53e4 CNY"},
		{"销售总额达702.8万元", "702.8e4 CNY"},
		{"完成投资1.22万亿元", "1.22e12 CNY"},
		{"计划投资2亿元", "2e8 CNY"},
		{"每股1元", "1 CNY"},
		{"补贴5000元", "5000 CNY"},
		{"补贴1,234.5元", "1234.5 CNY"},
		{"注册资本1,085,000,000元", "1085000000 CNY"},
		{"投资三十六亿元", "36e8 CNY"},
		{"投资一千二百万元", "1200e4 CNY"},
		{"投资两百万元", "200e4 CNY"},
		{"投资3千万元", "3000e4 CNY"},
		{"投资2亿5千万元", "2.5e8 CNY"},
		{"投资3亿5000万元", "3.5e8 CNY"},
		{"投资一亿二千万元", "1.2e8 CNY"},
		{"投资一万二", "12000 -"},
		{"借款三百五十元", "350 CNY"},
		{"一百零五万元", "105e4 CNY"},
		{"拿出三千零五十万元", "3050e4 CNY"},
		{"投资十五亿元", "15e8 CNY"},
		{"投资六十八亿五千万元", "68.5e8 CNY"},
		{"从1.5亿元增加到2.3亿元", "1.5e8 CNY; 2.3e8 CNY"},
		{"5个五百亿级产业集群", "5 个; 500e8 CNY"},
		{"贷款1.5万亿", "1.5e12 -"},
		{"总投资844.6亿", "844.6e8 -"},
		{"投资4500万欧元", "4500e4 EUR"},
		{"合同外资1.2亿美元", "1.2e8 USD"},
		{"进口额300亿日元", "300e8 JPY"},
		{"贷款20亿港元和5亿港币", "20e8 HKD; 5e8 HKD"},
		{"80亿卢布", "80e8 RUB"},
		{"3亿英镑、6亿澳元、7亿加元", "3e8 GBP; 6e8 AUD; 7e8 CAD"},
		{"90亿新台币", "90e8 TWD"},
		{"韩方出资1000亿韩元", "1000e8 KRW"},
		{"总价6亿元人民币", "6e8 CNY"},
		{"总价5亿人民币", "5e8 CNY"},
		{"人民币10亿元", "10e8 CNY"},
		{"注册资本人民币3000万元整", "3000e4 CNY"},
		{"RMB 5000万元", "5000e4 CNY"},
		{"US$3.5亿", "3.5e8 USD"},
		{"￥1200万", "1200e4 CNY"},
		{"约合2.3亿美元", "约 2.3e8 USD"},
		{"投资１２．５亿元", "12.5e8 CNY"},
		{"總投資3.2億元", "3.2e8 CNY"},
		{"投資五千萬港元", "5000e4 HKD"},
		{"花了80块钱", "80 CNY"},
		{"总投资 4.69 亿元", "4.69e8 CNY"},
		{"亏损-1.2亿元", "-1.2e8 CNY"},
	})
}

func TestRanges(t *testing.T) {
	checkFind(t, []findCase{
		{"拟投资10-15亿元", "10e8..15e8 CNY"},
		{"拟投资10亿-15亿元", "10e8..15e8 CNY"},
		{"拟投资10亿元至15亿元", "10e8..15e8 CNY"},
		{"拟投资10亿元—15亿元", "10e8..15e8 CNY"},
		{"年产值5~6亿元人民币", "5e8..6e8 CNY"},
		{"年产值５～６亿元", "5e8..6e8 CNY"},
		{"建2-3条生产线", "2..3 条"},
		{"建2至3条生产线", "2..3 条"},
		{"建设周期2—3年", "2..3 年"},
		{"引进三到五家企业", "3..5 家"},
		{"引进五六家企业", "5..6 家"},
		{"投入两三百万元", "200e4..300e4 CNY"},
		{"来了七八百人", "700..800 人"},
		{"每亩补助500-800元", "500..800 CNY"},
		{"8000万-1亿元", "8000e4..1e8 CNY"},
		{"9000-1.2万元", "9000..1.2e4 CNY"},
		{"3000-5000万元", "3000e4..5000e4 CNY"},
		{"增长5%-6%", "5..6 %"},
		{"增长5-6%", "5..6 %"},
		{"增长5%～6%左右", "左右 5..6 %"},
		{"约10-15亿元", "约 10e8..15e8 CNY"},
		{"增长率从10%到15%", "10 %; 15 %"},
		{"年产10万-12万吨", "10e4..12e4 吨"},
		{"占地100至150亩", "66666.6667..100000 m2"},
		{"电话0434-3266888", ""},
		{"比分3-1", ""},
		{"A1-12号楼", ""},
		{"工期15到20天", "15..20 天"},
	})
}

func TestApproximation(t *testing.T) {
	checkFind(t, []findCase{
		{"约432亩", "约 288000 m2"},
		{"近300家企业", "近 300 家"},
		{"大约50人", "约 50 人"},
		{"超800亿元", "超 800e8 CNY"},
		{"总投资超过1600亿元", "超 1600e8 CNY"},
		{"突破700亿元", "超 700e8 CNY"},
		{"逾60万人次", "超 60e4 人次"},
		{"产值600多万元", "余 600e4 CNY"},
		{"活动20余次", "余 20 次"},
		{"30余家企业", "余 30 家"},
		{"750余万人次", "余 750e4 人次"},
		{"3万余人", "余 3e4 人"},
		{"50亿多元", "余 50e8 CNY"},
		{"一百多万元", "余 100e4 CNY"},
		{"三千多家", "余 3000 家"},
		{"十几家企业", "余 10 家"},
		{"十几亿元", "余 10e8 CNY"},
		{"十来个项目", "约 10 个"},
		{"100来家商户", "约 100 家"},
		{"增长15%以上", "以上 15 %"},
		{"产值20亿元左右", "左右 20e8 CNY"},
		{"50人上下", "左右 50 人"},
		{"5000万元以上项目", "以上 5000e4 CNY"},
		{"5000万元及以上项目", "以上 5000e4 CNY"},
		{"5000万元（含）以上项目", "以上 5000e4 CNY"},
		{"亿元以上项目", "以上 1e8 CNY"},
		{"十亿元以上项目", "以上 10e8 CNY"},
		{"千万元以上项目", "以上 1000e4 CNY"},
		{"5000万以上的项目", "以上 5000e4 -"},
		{"1亿元以下", "以下 1e8 CNY"},
		{"不低于20%", "以上 20 %"},
		{"不超过30天", "以下 30 天"},
		{"不少于100人", "以上 100 人"},
		{"至少节约10万元", "10e4 CNY"},
		{"至少10万元", "以上 10e4 CNY"},
		{"高达94.2%", "94.2 %"},
		{"多达12个", "12 个"},
		{"节约10万元", "10e4 CNY"},
		{"签约10个项目", "10 个"},
		{"附近3家企业", "3 家"},
		{"总投资上百亿元", "超 100e8 CNY"},
		{"投资近百亿元", "近 100e8 CNY"},
		{"投资规模超万亿元", "超 1e12 CNY"},
		{"破千亿元", "超 1000e8 CNY"},
		{"投资数十亿元", "数 10e8 CNY"},
		{"几十亿元", "数 10e8 CNY"},
		{"数百名领导", "数 100 名"},
		{"几百家企业", "数 100 家"},
		{"数千万元", "数 1000e4 CNY"},
		{"百亿元的项目12个", "100e8 CNY; 12 个"},
		{"百亿级产业集群", "100e8 CNY"},
		{"打造千亿级园区", "1000e8 CNY"},
		{"近千家商户", "近 1000 家"},
		{"上千人参加", "超 1000 人"},
		{"300+家企业", "以上 300 家"},
		{"≥50亩", "以上 33333.3333 m2"},
		{"超过10倍", "超 10 倍"},
		{"3年多", "余 3 年"},
		{"不足百人", "以下 100 人"},
		{"至少3亿元", "以上 3e8 CNY"},
		{"最近3家", "3 家"},
	})
}

func TestMeasures(t *testing.T) {
	checkFind(t, []findCase{
		{"占地42.99亩", "28660 m2"},
		{"占地114.49亩", "76326.6667 m2"},
		{"占地20公顷", "20e4 m2"},
		{"规划面积3.5平方公里", "3.5e6 m2"},
		{"规划面积12平方千米", "12e6 m2"},
		{"建筑面积19.6万平方米", "19.6e4 m2"},
		{"建筑面积1200平米", "1200 m2"},
		{"约13万㎡", "约 13e4 m2"},
		{"面积800m²", "800 m2"},
		{"占地1500万m2", "1500e4 m2"},
		{"全长38.6公里", "38600 m"},
		{"全长12千米", "12000 m"},
		{"隧道长3800米", "3800 m"},
		{"铺设管网120km", "120000 m"},
		{"三千米长", "3000 m"},
		{"总装机280万千瓦", "280e7 W"},
		{"装机100兆瓦", "100e6 W"},
		{"装机1.5吉瓦", "1.5e9 W"},
		{"装机2×350兆瓦", "700e6 W"},
		{"装机2×66万千瓦机组", "132e7 W"},
		{"4台×100MW", "400e6 W"},
		{"10MWp光伏", "10e6 W"},
		{"50MW/100MWh储能", "50e6 W; 100 MWh"},
		{"年产10GWh锂电池", "10 GWh"},
		{"年发电量3.6亿千瓦时", "3.6e8 千瓦时"},
		{"年发电2.5亿度", "2.5e8 度"},
		{"节约用电300万度电", "300e4 度"},
		{"年产20000吨铜棒", "20000 吨"},
		{"年产2万吨铜棒", "2e4 吨"},
		{"节约标煤1.2万吨标准煤", "1.2e4 吨标准煤"},
		{"500公斤", "500 公斤"},
		{"3千克", "3 千克"},
		{"供水30万立方米", "30e4 立方米"},
		{"日处理污水5万立方米/日", "5e4 立方米/日"},
		{"增长25.48%", "25.48 %"},
		{"增长２％", "2 %"},
		{"占百分之三十", "30 %"},
		{"完成百分之百", "100 %"},
		{"千分之五", "0.5 %"},
		{"高于去年同期4.1个百分点", "4.1 pp"},
		{"提高2百分点", "2 pp"},
		{"上升15个基点", "0.15 pp"},
		{"六成以上", "以上 60 %"},
		{"近七成的企业", "近 70 %"},
		{"打八折", "80 %"},
		{"翻了10倍以上", "以上 10 倍"},
		{"翻一番", "1 番"},
		{"增长1.5倍", "1.5 倍"},
		{"用时15天", "15 天"},
		{"缩短10个工作日", "10 工作日"},
		{"工期18个月", "18 个月"},
		{"半个月办结", "0.5 个月"},
		{"24小时服务", "24 小时"},
		{"落户已有12年", "12 年"},
		{"工期4年半", "4.5 年"},
		{"供热20万吉焦", "20e4 吉焦"},
		{"气温下降-2.5%", "-2.5 %"},
		{"增长-5.1%", "-5.1 %"},
	})
}

func TestCounts(t *testing.T) {
	checkFind(t, []findCase{
		{"64个项目集中开工", "64 个"},
		{"签约项目279个", "279 个"},
		{"4万余辆", "余 4e4 辆"},
		{"接待4.46万人次", "4.46e4 人次"},
		{"游客17.52亿人次", "17.52e8 人次"},
		{"新增就业350人", "350 人"},
		{"2000余种产品", "余 2000 种"},
		{"6栋百米高层建筑", "6 栋"},
		{"3个地市11个县区", "3 个; 11 个"},
		{"足迹遍布7省11市", "7 省; 11 市"},
		{"11条公路", "11 条"},
		{"31项措施", "31 项"},
		{"109个事项", "109 个"},
		{"惠及1.2万户居民", "1.2e4 户"},
		{"床位500张", "500 张"},
		{"新建桥梁3座", "3 座"},
		{"安装风机50台（套）", "50 台套"},
		{"采购设备120台套", "120 台套"},
		{"建成5G基站2000个", "2000 个"},
		{"吞吐量1200万标箱", "1200e4 标箱"},
		{"4大项目同天开工", "4 个"},
		{"26项目落地", "26 个"},
		{"分3期实施", "3 期"},
		{"分两期建设", "2 期"},
		{"编发84期专报", "84 期"},
		{"十个乡镇", "10 个"},
		{"两个项目", "2 个"},
		{"两千户", "2000 户"},
		{"六个灌区之一", "6 个"},
		{"建设一座水电站", "1 座"},
		{"招聘20名工人", "20 名"},
		{"3位专家", "3 位"},
		{"种植苗木3万株", "3e4 株"},
		{"8所学校", "8 所"},
		{"一万二千人", "12000 人"},
		{"3.5万户", "3.5e4 户"},
		{"7个批次", "7 个"},
		{"带队5次", "5 次"},
		{"一百家企业", "100 家"},
		{"共3场活动", "3 场"},
	})
}

func TestRates(t *testing.T) {
	checkFind(t, []findCase{
		{"产能16万辆/年", "16e4 辆/年"},
		{"产能10万吨/年", "10e4 吨/年"},
		{"每年400多万元", "余 400e4 CNY/年"},
		{"每天30班次", "30 班次/天"},
		{"日处理3000吨/天", "3000 吨/天"},
		{"租金20元/平方米", "20 CNY/平方米"},
		{"每亩500元", "500 CNY/亩"},
		{"每平方米3000元", "3000 CNY/平方米"},
		{"时速350公里/小时", "350000 m/小时"},
		{"每小时30公里", "30000 m/小时"},
		{"约16万辆/年", "约 16e4 辆/年"},
		{"16万辆每年", "16e4 辆/年"},
		{"4×35吨/小时锅炉", "140 吨/小时"},
		{"不低于300万元/亩", "以上 300e4 CNY/亩"},
		{"500t/d", "500 tonnes/day"},
	})
}

func TestStandings(t *testing.T) {
	checkFind(t, []findCase{
		{"增速居全省第四位", "rank 4"},
		{"列全国第4位", "rank 4"},
		{"总量居全省首位", "rank 1"},
		{"规模全国第一", "rank 1"},
		{"位列全省第二", "rank 2"},
		{"排名第3名", "rank 3"},
		{"增速排全市第五，", "rank 5"},
		{"第七届博览会", ""},
		{"第26届洽谈会", ""},
		{"第一批资金", ""},
		{"第三期工程", ""},
		{"第一方阵", ""},
		{"第二产业投资95亿元", "95e8 CNY"},
		{"放在首位", ""},
	})
}

func TestNamesAreNoAmounts(t *testing.T) {
	checkFind(t, []findCase{
		{"一期工程和二期工程", ""},
		{"项目一期", ""},
		{"光谷2期", ""},
		{"G102国道", ""},
		{"国家4A级景区", ""},
		{"5G网络", ""},
		{"工业4.0绿色标杆", ""},
		{"完善“9+X”机制", ""},
		{"“一窑两线”和“一窑多线”", ""},
		{"“七比七赛”活动", ""},
		{"“四高”态势", ""},
		{"“六新产业”“四新设施”", ""},
		{"三基地四港区", ""},
		{"两区、一院、一馆", ""},
		{"四大中心和三大板块", ""},
		{"十百千万工程", ""},
		{"“百千万工程”", ""},
		{"KCC2019-1号地块", ""},
		{"吉政发〔2022〕15号", ""},
		{"吉政发[2022]15号文件", ""},
		{"上午9：30开工", ""},
		{"上午9:30", ""},
		{"下午3点半", ""},
		{"单位：亿元", ""},
		{"总投资（万元）", ""},
		{"总投资(亿元)", ""},
		{"一个个项目落地，一条条生产线投产，一处处工地", ""},
		{"一层抓一层", ""},
		{"党政“一把手”", ""},
		{"统一项目管理", ""},
		{"这一项目", ""},
		{"第一产业", ""},
		{"三产融合", ""},
		{"六市一体化", ""},
		{"一批项目", ""},
		{"一系列措施", ""},
		{"2023年第一批专项债券", ""},
		{"2022年度考核办法", ""},
		{"“十四五”规划", ""},
		{"三元锂电池", ""},
		{"千家万户", ""},
		{"百日攻坚", ""},
		{"百家姓", ""},
		{"万达广场", ""},
		{"二手车市场", ""},
		{"3号楼", ""},
		{"地铁2号线", ""},
		{"联系电话13800138000", ""},
		{"邮编130012", ""},
		{"“四个意识”", ""},
		{"“两个确立”", ""},
		{"一带一路", ""},
		{"双一流", ""},
		{"COVID-19", ""},
		{"万元GDP能耗", ""},
		{"每万人拥有专利", ""},
		{"X3系列", ""},
		{"ISO9001认证", ""},
		{"三分之二", ""},
		{"一方面，另一方面", ""},
		{"一定程度", ""},
		{"十分重要", ""},
		{"四家班子领导", ""},
		{"三次产业结构为9:33.3:57.7", ""},
		{"4个一批行动", ""},
		{"“1+3+N”模式", ""},
		{"世界500强", ""},
		{"上午10时18分", ""},
		{"G318线、X107县道", ""},
	})
}

func TestEnglishAmounts(t *testing.T) {
	checkFind(t, []findCase{
		{"a total investment of 1.085 billion yuan", "1.085e9 CNY"},
		{"the 510 mln yuan plant", "510e6 CNY"},
		{"a 290 mln dlr aluminium plant", "290e6 USD"},
		{"invest about 80 mln dlrs", "约 80e6 USD"},
		{"about 22\n  mln dlrs, but", "约 22e6 USD"},
		{"5 bln yuan", "5e9 CNY"},
		{"USD 100 million", "100e6 USD"},
		{"US$3.2bn", "3.2e9 USD"},
		{"$5m", "5e6 USD"},
		{"€45 million", "45e6 EUR"},
		{"£1.5 billion", "1.5e9 GBP"},
		{"HK$500 million", "500e6 HKD"},
		{"RMB500 million", "500e6 CNY"},
		{"RMB 1.2 billion", "1.2e9 CNY"},
		{"CNY 2.5 trillion", "2.5e12 CNY"},
		{"300 million riyals", "300e6 SAR"},
		{"20 billion rupees", "20e9 INR"},
		{"12 million Hong Kong dollars", "12e6 HKD"},
		{"100 million U.S. dollars", "100e6 USD"},
		{"a $290-million joint venture", "290e6 USD"},
		{"a 290-million-dollar plant", "290e6 USD"},
		{"an amount of 44,600 yuan", "44600 CNY"},
		{"75 pct of the equity", "75 %"},
		{"up 5.2 percent", "5.2 %"},
		{"30 per cent", "30 %"},
		{"2.6 percentage points above", "2.6 pp"},
		{"100,000 tonnes of ingots", "1e5 tonnes"},
		{"1.25 mln tons", "1.25e6 tons"},
		{"200,000 square meters", "2e5 m2"},
		{"45 square kilometres", "45e6 m2"},
		{"42.5 hectares", "425000 m2"},
		{"10 acres", "40468.564224 m2"},
		{"90 mu of land", "60000 m2"},
		{"5,000 sq m", "5000 m2"},
		{"1,000 sq ft", "92.90304 m2"},
		{"a 350-megawatt unit", "350e6 W"},
		{"1.2 GW of solar", "1.2e9 W"},
		{"2×350 MW", "700e6 W"},
		{"3 TWh of power", "3 TWh"},
		{"120 km of track", "120000 m"},
		{"10 miles", "16093.44 m"},
		{"59 projects", "59 projects"},
		{"four ceramic production lines with", "4 lines"},
		{"Two production lines began", "2 lines"},
		{"two large modern ceramic factories", "2 factories"},
		{"twenty-five high-tech companies", "25 companies"},
		{"more than 1,200 jobs", "超 1200 jobs"},
		{"over 300 well-known enterprises", "超 300 enterprises"},
		{"44,600 person-times", "44600 person-times"},
		{"3,500 people", "3500 people"},
		{"one new project", "1 projects"},
		{"two hundred and fifty thousand households", "250000 households"},
		{"half a million tonnes", "5e5 tonnes"},
		{"hundreds of jobs", "数 100 jobs"},
		{"hundreds of millions of yuan", "数 1e8 CNY"},
		{"a dozen companies", "12 companies"},
		{"16,000 vehicles a year", "16000 vehicles/year"},
		{"10,000 tonnes per day", "10000 tonnes/day"},
		{"5 million passengers annually", "5e6 passengers/year"},
		{"a 10,000-tonne-a-year unit", "10000 tonnes/year"},
		{"up 3 pct a year earlier", "3 %"},
		{"10-15 billion yuan", "10e9..15e9 CNY"},
		{"10 to 15 billion yuan", "10e9..15e9 CNY"},
		{"between 10 and 15 million tonnes", "10e6..15e6 tonnes"},
		{"$10-15 million", "10e6..15e6 USD"},
		{"US$10 million to US$15 million", "10e6..15e6 USD"},
		{"from 30 to 300 workers", "30 workers; 300 workers"},
		{"create 1,800 to 2,200 jobs", "1800..2200 jobs"},
		{"between 400 and 450 people", "400..450 people"},
		{"1,800–2,200 permanent jobs", "1800..2200 jobs"},
		{"1.2 to 1.5 million passengers a year", "1.2e6..1.5e6 passengers/year"},
		{"Tupolev 154-160 jets", ""},
		{"a 90 mln Australian dlr mine", "90e6 AUD"},
		{"<Borneo Alumina> 18 pct", "18 %"},
		{"capacity of 60,000 tpy", "60000 tonnes"},
		{"2.4 mtpa of coal", "2.4e6 tonnes"},
		{"NOK 5.4 billion", "5.4e9 NOK"},
		{"RM 1.2 billion", "1.2e9 MYR"},
		{"640 mln pesetas", "640e6 ESP"},
		{"at least 15 days", "以上 15 days"},
		{"no more than 30 days", "以下 30 days"},
		{"50 million yuan or more", "以上 50e6 CNY"},
		{"nearly 10 billion yuan", "近 10e9 CNY"},
		{"in excess of 2 billion dollars", "超 2e9 USD"},
		{"down from 487,862 in 1985", "487862 -"},
		{"ranked fourth in the province", "rank 4"},
		{"ranks 2nd nationwide", "rank 2"},
		{"ranking No. 3", "rank 3"},
		{"phase one includes a road", ""},
		{"Phase 2 will follow", ""},
		{"Route 102 and Highway 6", ""},
		{"Article 5", ""},
		{"Boeing 747", ""},
		{"the 14th Five-Year Plan", ""},
		{"No. 4 blast furnace", ""},
		{"in 1986", ""},
		{"the first half of 1987", ""},
		{"on October 1", ""},
		{"one of them", ""},
		{"one said", ""},
		{"2000 workers", "2000 workers"},
		{"fell 12 pct to 1.25 mln tonnes from 1.42 mln", "12 %; 1.25e6 tonnes; 1.42e6 -"},
		{"at 9:30 a.m.", ""},
		{"COVID-19", ""},
		{"a 4-lane road", ""},
	})
}

func TestEnglishDollarsOfOtherCountriesAndRangesInWords(t *testing.T) {
	checkFind(t, []findCase{
		{"a dairy worth 90 million NZ dollars", "90e6 NZD"},
		{"a Can$40 million sawmill", "40e6 CAD"},
		{"12 mln Singapore dlrs", "12e6 SGD"},
		{"the mill needs four to six skilled operators", "4..6 operators"},
		{"six to nine new weavers", "6..9 weavers"},
	})
}
