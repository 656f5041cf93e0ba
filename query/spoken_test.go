package query_test

import (
	"testing"
)

// spokenTalks are questions in forms of speech, about the built-in report. The expected figures were read in it.
var spokenTalks = []struct {
	name  string
	turns []turn
}{
	{"a number asked by its noun", []turn{yes("四平破了土的五千万元以上项目，个数是", "279个"), yes("凑一块投了多少亿", "844.6亿元")}},
	{"a scale that stands for one of it", []turn{yes("谋划推进的5000万元以上项目有多少个", "491个"), yes("上亿的呢", "299个"), yes("够不上一个亿的有几个", "192个")}},
	{"the last day of a month", []turn{yes("二月份的最后一天集中开工多少", "64个"), yes("四月倒数第三天呢", "88个")}},
	{"before a feast", []turn{yes("五一节前集中开工的有几个项目", "88个"), no("国庆节前集中开工的有几个项目")}},
	{"at the end of a month", []turn{yes("4月底集中开工几个项目", "88个"), no("6月底集中开工几个项目")}},
	{"from the beginning of the year on", []turn{yes("年初到10月底固投完成多少", "183.84亿元"), yes("头10个月的增速呢", "2.6%")}},
	{"what is left after taking away", []turn{yes("已开工的5000万元以上项目，抛开今年新开工的还有几个", "145个")}},
	{"a slip beside a known word", []turn{yes("项目入统律是多少", "85.9%")}},
	{"another name is another thing", []turn{yes("一窑两线项目计划投资多少", "10.5亿元"), yes("那一窑三线要投多少", "10亿元"), no("它能带动多少就业")}},
	{"the whole year before is not its months", []turn{no("四平2021年全年固定资产投资完成多少")}},
	{"two rates set against each other", []turn{yes("1-10月招商引资到位资金的增幅比全年预计的高几个百分点", "10.48个百分点")}},
	{"a tax is no investment", []turn{yes("annual tax of the 一窑两线 project, in million yuan", "40 million yuan")}},
	{"a thing that the report knows by another owner", []turn{no("How many days did the products fair of the six cities go on?")}},
	{"in pinyin, word by word or run together", []turn{yes("zhanxiaohui shi shui chengban de", "四平市商务局"), yes("tongbang xiangmu yao tou duoshao qian", "2亿元"),
		yes("qichelingbujianchanyeyuan zhandi duoda", "22.45万平方米"), yes("zhe pian baogao shi shui xie de", "崔维利")}},
	{"two counts that stand side by side", []turn{yes("市政府领导走出去跑了几个省几个市", "7省11市")}},
	{"set against the plan", []turn{yes("今年以来项目开工和年初计划相比情况怎么样", "超额完成年初计划")}},
	{"a thing of a kind is told by its noun", []turn{yes("招商考评采用什么机制", "周调度、旬预警、月通报")}},
	{"the text comes back to what was spoken of", []turn{yes("东丰路道路工程投资多少万元", "9164.53万元"), yes("它的企业负责人叫啥", "吴晓思")}},
	{"the number in the question is not the one asked for", []turn{yes("推介给银行的80个融资项目里，有几个贷到了款", "4个"), yes("Of the 80 projects pitched to banks, how many secured financing?", "4")}},
	{"a service is started by projects", []turn{yes("How many projects launched the coordinated service (协同服务)?", "193")}},
	{"large is said by the amount", []turn{yes("How many big newly started projects (50 million yuan or over) are there in Siping?", "134")}},
	{"both occasions", []turn{yes("How many projects kicked off together on February 28?", "64"), yes("and on April 28?", "88"), yes("and both rounds together?", "152")}},
	{"a narrower scope after a share is added up by the report", []turn{yes("四平已开工5000万元以上项目有多少个", "279个"), yes("过亿的占几成", "59.86%"), yes("过亿的这些总投资多少", "772.3亿元")}},
	{"bounds as they are spoken", []turn{yes("盯着谋划的5000万往上的项目有几个", "491个"), yes("盘子一共多大", "2582.7亿元"), yes("其中上亿的多少个", "299个")}},
	{"the plan of the beginning of the year", []turn{yes("项目开工完成年初定下的计划了吗", "超额完成年初计划")}},
	{"the months within the half-year", []turn{yes("下半年7到10月，县区主官带队出门招商多少回", "18次")}},
	{"three kinds of money together", []turn{yes("专项债券资金、中央预算内资金、政策性金融工具资金三笔加一块是多少", "30.16亿元")}},
	{"who stands behind a project", []turn{yes("铜棒项目计划砸多少钱", "2亿元"), yes("老板是哪家公司", "玉环昕君")}},
	{"the least that all of them save", []turn{yes("应用区域评估成果的项目有多少", "30个"), yes("每个项目评估费起码省几万", "10万元"), yes("加总起来至少省多少万", "300万元")}},
	{"the number just given is not asked for again", []turn{yes("推给金融机构的重点融资项目总共多少个", "80个"), yes("最后成了几个", "4个")}},
	{"who does something to projects is no heading", []turn{yes("踏查是哪两家一块搞的", "四平市发改委和市政府督查室")}},
	{"things counted of a city's own", []turn{yes("中央预算内的钱拿到多少", "1.38亿元"), yes("分给几个市本级项目", "16个")}},
	{"started together in winter words", []turn{yes("大冬天还在干的项目有几个", "43个"), yes("做这些是为了支撑哪项指标", "固定资产投资"), yes("四月二十八号一块儿动工的大项目有多少", "88个")}},
	{"in English, as people put it", []turn{yes("How many projects worth 50 million yuan or more had broken ground?", "279")}},
	{"in English, by how many points", []turn{yes("By how many points did the share of new starts beat last year?", "4.1")}},
	{"in English, further", []turn{yes("How many trips did city leaders make to court investors up to November?", "5"), yes("How much did fixed-asset investment come to in the first ten months?", "18.384 billion yuan"), yes("How did that compare with the provincial average?", "7.7")}},
	{"the whole of last year is not its months", []turn{no("去年全年固定资产投资多少")}},
	{"a day without its measure word", []turn{yes("二月二十八那天一同开建的项目数量", "64个"), yes("四月下旬那批多少个", "88个"), yes("相差几个", "24个")}},
	{"funds that are sought", []turn{yes("打算去要资金的项目有几个", "335个"), yes("它们总的投了多少银子", "868.76亿元")}},
	{"output in money is no investment", []turn{yes("What output will the copper rod project have, in billion yuan?", "1 billion yuan")}},
	{"a statement before a question", []turn{yes("26 projects got special bonds. How much did they get in all?", "2.8 billion yuan")}},
}

func TestSpokenFormsAreReadAsWritten(t *testing.T) {
	for _, talk := range spokenTalks {
		t.Run(talk.name, func(t *testing.T) { holdTurns(t, builtIn(t).engine, talk.turns) })
	}
}
