package query_test

import (
	"context"
	"strings"
	"testing"

	"wenxiang/query"
)

// Two amounts asked for in one breath are both answered, the first one first, where the report tells them together.
func TestTwoAmountsInOneBreath(t *testing.T) {
	e := textEngine(t, `沅陵县二季度招商活动

4月至6月，沅陵县组织小分队外出招商，到访6省14市。5月20日，沅陵县在产业对接会上签约项目9个，总投资46.5亿元。
沅陵县重点项目储备库共有项目57个。

沅陵县筛选一批专项债券项目，谋划储备总投资38.2亿元。`)
	for _, c := range []struct {
		question string
		want     []string // the figures in the order of the answer
	}{
		{"沅陵县外出招商跑了几个省几个市", []string{"6省", "14市"}},
		{"沅陵县外出招商到访几个省几个市呐", []string{"6省", "14市"}},
		{"沅陵县对接会上签约多少个项目多少亿", []string{"9个", "46.5亿元"}},
		{"沅陵县重点项目储备库有多少个项目多少亿", []string{"57个"}}, // what the projects of the list cost is not told
	} {
		a := e.Ask(context.Background(), &query.Conversation{}, c.question)
		if a.Status != query.Answered || len(a.Values) != len(c.want) {
			t.Errorf("%s: %s %q, want %q", c.question, a.Status, a.Headline, c.want)
			continue
		}
		rest := a.Headline
		for _, w := range c.want {
			_, after, said := strings.Cut(rest, w)
			if !said {
				t.Errorf("%s: %q, want %q", c.question, a.Headline, c.want)
			}
			rest = after
		}
	}
}

// A Chinese name is one name, whatever other reports are loaded with it.
func TestANameIsWholeBesideEnglishReports(t *testing.T) {
	e := textEngine(t, `安庆德瑞金属制品有限公司（以下简称德瑞公司）落户安庆经开区。德瑞项目总投资3600万美元，其中一期投资1500万美元，二期投资2100万美元。`,
		`Metal works in Norwick

NORWICK, May 3 -- Harlow Metal Products Ltd will build a plant at Norwick for 42 million dollars.`)
	holdTurns(t, e, []turn{
		yes("德瑞金属总投资多少万美元", "3600万美元"),
		yes("二期比一期多投多少", "600万美元"),
	})
	holdTurns(t, e, []turn{no("德瑞玻璃总投资多少")})
}

// What a figure is called decides between two that fit: the whole kind and not those of it over an amount, the amount and not
// how much of the plan it is, and of two names the one that was asked for.
func TestTheFigureThatIsCalledSo(t *testing.T) {
	e := textEngine(t, `临安市2024年1—5月项目建设情况

1—5月，临安市新签约项目97个，签约亿元以上项目32个。高速公路完成投资70.6亿元，为年计划的94.2%；农村公路完成投资16亿元，为年计划的97.3%。
此次有远山高新产业园等10个项目集中开工，总投资约67亿元；青田冷链物流产业园等12个项目集中签约，总投资约52亿元。其中，远山高新产业园项目总投资10亿元。`)
	holdTurns(t, e, []turn{yes("临安1-5月新签约项目几个", "97个")})
	holdTurns(t, e, []turn{yes("临安1-5月高速公路投资多少", "70.6亿元")})
	holdTurns(t, e, []turn{no("青田冷链物流产业园总投资多少")})
	holdTurns(t, e, []turn{yes("远山高新产业园总投资多少", "10亿元")})
}

// A sum of money is asked for by its noun, of as many projects as the question says, and a multiple is of one thing.
func TestSumsAskedByTheirNouns(t *testing.T) {
	e := textEngine(t, `临安市2024年项目建设情况

2024年，临安市已开工5000万元以上项目73个，总投资210.5亿元。一季度集中开工重点项目41个。
远山铜业年产5000吨铜带项目计划投资2亿元，达产后年产值可达9亿元。
1—10月，临安市固定资产投资83.8亿元，同比增长3.1%。`)
	holdTurns(t, e, []turn{yes("临安已开工的5000万元以上项目资金总额是多少", "210.5亿元")})
	holdTurns(t, e, []turn{yes("临安1-10月固定资产投资增速多少", "3.1%"), yes("金额呢", "83.8亿元")})
	holdTurns(t, e, []turn{no("临安一共41个重点项目集中开工，总投资是多少")})
	holdTurns(t, e, []turn{yes("远山铜业铜带项目产值是投资额的几倍", "4.5倍")})
}
