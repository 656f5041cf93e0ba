package query_test

import (
	"context"
	"strings"
	"testing"

	"wenxiang/query"
)

// groupReport tells of groups of projects, what each of a group has, who travelled and single projects; written for these tests.
var groupReport = testReport{ID: "group", Lang: "zh", Title: "澄河市前三季度项目建设情况", Text: `澄河市前三季度项目建设情况

2023年1-9月，澄河市工业投资完成54亿元，同比增长6.3%。

澄河市已开工的3000万元以上项目共90个，总投资为210亿元；其中，已开工的2亿元以上项目共25个，总投资为150亿元。澄河市新开工的3000万元以上项目共38个。

各县(市)区主要领导2023年1-6月共外出考察21次。澄河市政府主要领导截至2023年9月共外出考察6次，到访4省9市。

澄河市纳入重点项目库的项目共150个。完成土地预审的项目共110个，已经取得施工许可的项目共84个。

采用共享施工图的项目共20个，每个项目的设计费用至少节约15万元。

澄河市向各银行累计推荐的缺资金项目共60个，其中9个项目共获得融资3.6亿元。

青石沟酱菜加工项目总投资1.2亿元，主要生产酱菜和豆干，建设起止时间是2022年3月至2024年11月。

澄河轴承产业园项目总投资6.5亿元，占地面积12万平方米，新增就业400人。

白鹭湖污水处理厂项目总投资2.8亿元。

2023年5月9日，澄河市政府与远图软件公司签署数字城市合作协议。同日，远图软件公司还与澄河学院签署了人才培养协议。

2023年5月16日，澄河市集中签约项目11个。2023年8月20日，澄河市集中签约项目14个。

第三届澄商大会期间，澄河农产品展销会接待3.2万人次。`}

func TestGroupsAndTheirParts(t *testing.T) {
	l := loaded(t, groupReport)
	for _, c := range []struct {
		asked string // a conversation, with ｜ between the turns
		want  string // the figure, "" where the report must be said not to tell
		unit  string
	}{
		// What lies under an upper bound is what the wider group has beyond the narrower.
		{"不到2亿的已开工项目有多少个", "65", "个"},
		{"不到2亿的已开工项目有多少个｜它们的总投资一共多少", "6000000000", "CNY"},
		// The rest of a group is what it has beyond those that are so.
		{"重点项目库里还没取得施工许可的有几个", "66", "个"},
		{"完成了土地预审但还没取得施工许可的有多少个", "26", "个"},
		{"已开工的3000万以上项目中，不是新开工的有几个", "52", "个"},
		{"完成土地预审的项目多少个｜取得施工许可的呢｜还差几个没取得施工许可", "26", "个"},
		// An average over the months of a period.
		{"1-9月工业投资平均每个月多少亿", "600000000", "CNY"},
		{"1-9月工业投资平均每季度多少亿", "1800000000", "CNY"},
		{"1-8月工业投资平均每月多少", "", ""},
		// What each has times how many they are.
		{"采用共享施工图的项目，每个至少省多少设计费", "150000", "CNY"},
		{"采用共享施工图的项目有几个｜这些项目合起来至少省了多少万", "3000000", "CNY"},
		// Those who lead the city are others than those who lead its counties.
		{"市领导外出考察了几趟", "6", "次"},
		{"县区一把手外出考察了几趟", "21", "次"},
		{"市领导外出考察了几趟｜走了几个省", "4", "省"},
		{"区县领导7到9月外出考察了几次", "", ""},
		// Those who got money are not all who were put forward.
		{"推荐了多少个缺资金的项目｜真正融到钱的有几个", "9", "个"},
		{"融到资的项目数", "9", "个"},
		// A share of what is named, of a sum, and of the wider group.
		{"已开工的2亿元以上项目总投资多少｜占全部3000万元以上已开工项目总投资的百分之几", "71.43", "%"},
		{"2亿元以上的占已开工总投资几成，给个百分数", "71.43", "%"},
		{"How many projects of at least 30 million yuan were newly started?｜What share of all started projects is that?", "42.22", "%"},
		{"轴承产业园和污水处理厂总投资合计多少｜其中污水处理厂占百分之几", "30.11", "%"},
		// How far the last two are apart.
		{"轴承产业园总投资多少｜污水处理厂呢｜两个差多少亿", "370000000", "CNY"},
		{"平均一个融到多少", "40000000", "CNY"},
		// The words between how many and the noun say which ones are counted.
		{"How many newly started projects of 30 million yuan or more are there?", "38", "个"},
		// What was counted at several times, all of it together.
		{"5月集中签约的项目多少个｜两次集中签约一共多少个", "25", "个"},
		{"5月集中签约的项目多少个｜8月那次比这次多几个", "3", "个"},
		{"轴承产业园每个就业岗位对应多少投资", "1625000", "CNY"},
		{"已开工项目总投资减去已开工2亿元以上项目总投资是多少亿", "6000000000", "CNY"},
		{"How many times did city leaders go out?", "6", "次"},
		// Places in an order.
		{"总投资第二大的项目比最大的少多少亿", "370000000", "CNY"},
		{"采用共享施工图的项目设计费最少省几万", "150000", "CNY"},
		{"县区领导外出考察次数是市领导外出考察次数的几倍", "3.5", "倍"},
		{"展销会接待多少人次", "32000", "人次"},
		{"澄商大会有多少人参加", "", ""},
		// Several that are named one after the other.
		{"青石沟酱菜、澄河轴承产业园、白鹭湖污水处理厂三个项目投资总和", "1050000000", "CNY"},
		{"青石沟酱菜、澄河轴承产业园、红旗水库三个项目投资总和", "", ""},
	} {
		conversation := &query.Conversation{}
		var a query.Answer
		for _, turn := range strings.Split(c.asked, "｜") {
			a = l.engine.Ask(context.Background(), conversation, turn)
		}
		if c.want == "" {
			if a.Status == query.Answered {
				t.Errorf("%s: answered %q, want that the report does not say", c.asked, a.Headline)
			}
			continue
		}
		if len(a.Values) == 0 || a.Values[0].Value.String() != c.want || a.Values[0].Unit != c.unit {
			t.Errorf("%s: %s %q %v, want %s %s", c.asked, a.Status, a.Headline, a.Values, c.want, c.unit)
		}
	}
}

func TestQuestionsThatPointAtWhatWasSaid(t *testing.T) {
	l := loaded(t, groupReport)
	for _, c := range []struct{ asked, want string }{
		{"青石沟酱菜、澄河轴承产业园、白鹭湖污水处理厂三个项目投资总和｜上面哪个项目投资最少", "青石沟"},
		{"总投资最大的3个项目是哪些｜其中最小的是哪个", "青石沟"},
		{"轴承产业园投资有没有超过5亿", "是"},
		{"轴承产业园投资有没有超过7亿", "不是"},
		{"酱菜加工项目产什么", "豆干"},
		{"总投资最大的是哪个项目｜排第二的呢", "白鹭湖"},
		{"总投资2.8亿元的是哪个项目", "白鹭湖"},
		{"哪个项目2024年底建成", "青石沟"},
		{"远图软件公司和澄河学院哪天签的协议", "5月9日"},
		{"跟酱菜有关的项目列一下", "青石沟"},
		// Nothing was spoken of that could be meant.
		{"那个项目投了多少钱", ""},
		{"这个项目什么时候建成", ""},
		{"How much does it cost?", ""},
	} {
		conversation := &query.Conversation{}
		var a query.Answer
		for _, turn := range strings.Split(c.asked, "｜") {
			a = l.engine.Ask(context.Background(), conversation, turn)
		}
		if c.want == "" {
			if a.Status != query.Unclear || len(a.Choices) == 0 {
				t.Errorf("%s: %s %q, want to be asked which one", c.asked, a.Status, a.Headline)
			}
			continue
		}
		if a.Status != query.Answered || !strings.Contains(a.Headline, c.want) {
			t.Errorf("%s: %s %q, want %q in it", c.asked, a.Status, a.Headline, c.want)
		}
	}
}
