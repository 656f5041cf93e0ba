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
	{"a statement before a question", []turn{yes("26 projects got special bonds. How much did they get in all?", "2.8 billion yuan")}},
}

func TestSpokenFormsAreReadAsWritten(t *testing.T) {
	for _, talk := range spokenTalks {
		t.Run(talk.name, func(t *testing.T) { holdTurns(t, builtIn(t).engine, talk.turns) })
	}
}
