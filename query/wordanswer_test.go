package query_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"wenxiang/data"
	"wenxiang/data/report"
	"wenxiang/query"
)

// wordReports are short reports of several kinds, written for these tests.
var wordReports = map[string]string{
	"port": `云津港两个码头项目进展

本报云津讯(记者何晓棠 通讯员陆明)云津市交通局局长谢文远12日介绍，该市“一港三区”规划已获省发改委批复。“三区”包括北港作业区、南港作业区和临港物流区。
北港作业区煤炭码头项目位于云津市青浦县北岸镇，由云津港务集团投资建设，总投资18亿元，2021年3月开工，计划2024年6月建成投产。目前主体工程已完工，正在安装装卸设备。
南港作业区油品码头项目由海川石化有限公司投资，总投资9亿元，2022年9月动工，受台风影响，完工时间由2024年底调整为2025年5月。`,

	"park": `禾山市智能农机产业园

禾山市智能农机产业园项目选址禾山经开区东片，总投资22亿元，分两期建设。一期投资9亿元，2022年4月开工，2023年10月投产，主要生产采棉机、播种机和植保无人机，产品销往新疆、内蒙古、黑龙江等地。二期投资13亿元，计划2025年上半年开工，拟建研发中心和试验田。
项目建设单位为禾山丰达机械有限公司，该公司是德国兰德集团在华全资子公司。“我们和禾山市政府每月会商一次，手续办得很快。”总经理梁少卿说。`,

	"list": `岭川县2023年重点项目计划（节选）

一、岭川县第二中学迁建工程。建设地点：城南新区学府路；建设年限：2022—2024年；总投资3.2亿元。
二、青石河治理工程。建设单位：县水利局；建设内容：清淤河道12公里，新建堤防8公里；总投资1.1亿元，力争6月底前开工。
三、岭川冷链物流中心。建设单位：岭川鲜达供应链有限公司；总投资4.5亿元，已于2022年11月投入运营。
县重点办每半月通报一次进度。`,

	"talks": `临江市上半年招商情况

上半年，临江市坚持“大抓招商、抓大招商”的思路，出台《临江市招商引资十条措施》《临江市产业链招商实施方案》等文件。
5月16日，临江市政府与远图软件公司签署战略合作协议，双方将在数字政务、智慧文旅和人才培养等方面开展合作。同日，远图软件还与临江学院签署校企共建协议。
临江市到位内资38亿元，增幅列全省第四位，超过去年全年总量的一半。`,

	"en": `Glass works in Norwick

NORWICK, March 3 -- Kestrel Glass Ltd opened a bottle plant at Norwick on Tuesday, the Norwick Gazette said. The plant was built by Harlow Construction and will produce wine bottles and food jars.
Construction began in May 2021. A second phase, in Eastmoor, will be completed in the autumn of 2025, general manager Ann Porter said.
Tarn Valley Park, developed by Brook Holdings, will be ready for tenants in early 2026.`,
}

// wordEngine loads one of the reports into a database of its own.
func wordEngine(t *testing.T, names ...string) *query.Engine {
	t.Helper()
	var texts []string
	for _, n := range names {
		texts = append(texts, wordReports[n])
	}
	return textEngine(t, texts...)
}

// textEngine loads reports into a database of its own.
func textEngine(t *testing.T, texts ...string) *query.Engine {
	t.Helper()
	return fileEngine(t, "report%d.txt", texts...)
}

// fileEngine loads reports as files of a name into a database of their own.
func fileEngine(t *testing.T, name string, texts ...string) *query.Engine {
	t.Helper()
	ctx := context.Background()
	db, err := data.Open(ctx, filepath.Join(t.TempDir(), "texts.db"), data.Options{Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for i, text := range texts {
		r, err := report.ReadBytes(fmt.Sprintf(name, i+1), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.LoadReport(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	e, err := query.Open(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// A wordCase is a conversation; the last question's headline must hold the words, or, where there are none, the
// report must be said not to tell.
type wordCase struct {
	report string
	asked  string // questions, with ｜ between
	want   string // words, with ｜ between; "" for an answer that the report does not give
}

func checkWords(t *testing.T, cases []wordCase) {
	t.Helper()
	engines := map[string]*query.Engine{}
	for _, c := range cases {
		if engines[c.report] == nil {
			engines[c.report] = wordEngine(t, c.report)
		}
		var a query.Answer
		talk := &query.Conversation{}
		for _, q := range strings.Split(c.asked, "｜") {
			a = engines[c.report].Ask(context.Background(), talk, q)
		}
		if c.want == "" {
			if a.Status == query.Answered {
				t.Errorf("%s: %s: answered %q, which the report does not say", c.report, c.asked, a.Headline)
			}
			continue
		}
		if a.Status != query.Answered {
			t.Errorf("%s: %s: %s, want %q", c.report, c.asked, a.Status, c.want)
			continue
		}
		for _, w := range strings.Split(c.want, "｜") {
			if !strings.Contains(a.Headline, w) {
				t.Errorf("%s: %s: %q, want %q in it", c.report, c.asked, a.Headline, w)
			}
		}
		if len(a.Sources) == 0 || !strings.Contains(wordReports[c.report], strings.TrimSpace(a.Sources[0].Quote)) {
			t.Errorf("%s: %s: the source is no sentence of the report", c.report, c.asked)
		}
	}
}

func TestDatesBelongToTheirProjectPhaseAndKind(t *testing.T) {
	checkWords(t, []wordCase{
		{"port", "北港煤炭码头什么时候开工的", "2021年3月"},
		{"port", "北港煤炭码头哪年建成", "2024年6月"},
		{"port", "南港油品码头啥时候动工", "2022年9月"},
		{"port", "南港油品码头最后改到什么时候完工", "2025年5月"},
		{"port", "南港油品码头哪年签约", ""},
		{"park", "农机产业园一期哪年投产", "2023年10月"},
		{"park", "农机产业园二期什么时候开工", "2025年上半年"},
		{"park", "农机产业园二期什么时候投产", ""},
		{"list", "第二中学迁建工程哪年完工", "2024年"},
		{"list", "青石河治理工程什么时候开工", "6月底"},
		{"list", "青石河治理工程哪年完工", ""},
		{"list", "冷链物流中心什么时候投入运营的", "2022年11月"},
		{"talks", "远图软件哪天和市政府签的协议", "5月16日"},
		{"en", "When did construction of the Norwick bottle plant begin?", "May 2021"},
		{"en", "When will the second phase be completed?", "autumn of 2025"},
		{"en", "When will Tarn Valley Park be ready?", "early 2026"},
	})
}

func TestPlacesWithTheRankAskedFor(t *testing.T) {
	checkWords(t, []wordCase{
		{"port", "煤炭码头项目建在哪个县", "青浦县"},
		{"park", "智能农机产业园选在哪里", "经开区东片"},
		{"list", "第二中学迁到哪里", "学府路"},
		{"en", "Where is the second phase?", "Eastmoor"},
	})
}

func TestWhoBuildsPaysOwnsAndSpeaks(t *testing.T) {
	checkWords(t, []wordCase{
		{"port", "煤炭码头是谁投资建设的", "云津港务集团"},
		{"port", "油品码头是哪家公司投的", "海川石化"},
		{"port", "谁介绍了一港三区规划", "谢文远"},
		{"port", "云津市市长叫什么名字", ""},
		{"park", "农机产业园的建设单位是谁", "禾山丰达机械有限公司"},
		{"park", "丰达机械是哪个外国企业的子公司", "兰德集团"},
		{"park", "丰达机械的总经理叫什么", "梁少卿"},
		{"list", "青石河治理工程由谁建", "县水利局"},
		{"list", "第二中学迁建工程的建设单位是谁", ""},
		{"en", "Who built the Norwick bottle plant?", "Harlow Construction"},
		{"en", "Who is the general manager?", "Ann Porter"},
		{"en", "Who develops Tarn Valley Park?", "Brook Holdings"},
	})
}

func TestStatusListsProductsAndDocuments(t *testing.T) {
	checkWords(t, []wordCase{
		{"port", "北港煤炭码头现在干到哪一步了", "装卸设备"},
		{"port", "“三区”指哪三个", "北港作业区｜南港作业区｜临港物流区"},
		{"port", "油品码头为什么推迟完工", "台风"},
		{"park", "农机产业园一期生产什么产品", "采棉机｜播种机"},
		{"park", "农机产业园的产品卖到哪些地方", "新疆｜内蒙古"},
		{"park", "丰达机械和市政府多久会商一次", "每月"},
		{"list", "重点办多长时间通报一回", "每半月"},
		{"talks", "临江市上半年出台了哪些招商文件", "《临江市招商引资十条措施》｜《临江市产业链招商实施方案》"},
		{"talks", "远图软件与临江市在哪几方面合作", "数字政务｜智慧文旅｜人才培养"},
		{"talks", "远图软件跟临江学院签了什么", "校企共建协议"},
		{"talks", "临江招商坚持什么思路", "大抓招商、抓大招商"},
		{"talks", "临江到位内资增幅在全省处于什么位置", "第四位"},
		{"en", "What does the Norwick plant produce?", "wine bottles"},
	})
}

func TestFollowUpsStayWithTheProjectAndPhase(t *testing.T) {
	checkWords(t, []wordCase{
		{"port", "煤炭码头总投资多少｜它在哪里", "北岸镇"},
		{"port", "油品码头总投资多少｜是谁投的", "海川石化"},
		{"park", "农机产业园二期投资多少｜什么时候开工", "2025年上半年"},
		{"list", "冷链物流中心总投资多少｜建设单位是哪家", "鲜达供应链"},
		{"list", "第二中学迁建工程总投资多少｜建设单位是哪家", ""},
	})
}

func TestNamesThatNoReportKnowsHaveNoAnswer(t *testing.T) {
	checkWords(t, []wordCase{
		{"port", "西港集装箱码头什么时候开工", ""},
		{"park", "华扬重工的总经理是谁", ""},
		{"talks", "东锦市出台了哪些招商文件", ""},
		{"en", "When will the Alderton brewery open?", ""},
	})
}

func TestQuestionsAboutAReportItself(t *testing.T) {
	checkWords(t, []wordCase{
		{"port", "记者是谁", "何晓棠"},
		{"port", "这篇报道的标题是什么", "云津港两个码头项目进展"},
	})
}

func TestOverOrUnderIsAnsweredWithTheFigure(t *testing.T) {
	e := wordEngine(t, "port")
	for _, c := range []struct{ asked, begins string }{
		{"煤炭码头总投资超过15亿元吗", "是"},
		{"油品码头总投资超过15亿元吗", "不是"},
	} {
		a := e.Ask(context.Background(), nil, c.asked)
		if a.Status != query.Answered || !strings.HasPrefix(a.Headline, c.begins) || len(a.Values) == 0 {
			t.Errorf("%s: %s %q", c.asked, a.Status, a.Headline)
		}
	}
}
