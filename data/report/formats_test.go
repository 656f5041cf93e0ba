package report

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func readAs(t *testing.T, name string, b []byte) *Report {
	t.Helper()
	r, err := ReadBytes(name, b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return r
}

func TestMarkdown(t *testing.T) {
	r := readAs(t, "a.md", []byte(`---
title: 柳源县项目建设报告
source: "柳源日报"
authors: [丁一, 王小二]
place: 柳源县
date: 2023-11-05
language: zh
---

今年，柳源县开工**40个**项目，
总投资88亿元。

# 一、招商引资

新签约[31个项目](http://a.example/b)。

- 工业项目21个
- 农业项目10个
  1. 大棚

## （一）重点项目

| 项目名称 | 总投资（万元） | 建设地点 |
|---|---|---|
| 柳源冷库 | 22000 | 城关镇 |
| 板材厂 | 8500 | 北河乡 |

> 领导小组由县长任组长。

<table><tr><th>企业名称</th><th>产值（万元）</th></tr><tr><td>丰源公司</td><td>1200</td></tr></table>
`))
	if r.Title != "柳源县项目建设报告" || r.Source != "柳源日报" || r.Authors != "丁一 王小二" || r.Place != "柳源县" || r.DateWords != "2023-11-05" || r.Lang != "zh" {
		t.Errorf("header: %+v", *r)
	}
	checkShape(t, r, `
今年，柳源县开工40个项目，总投资88亿元。
# 一、招商引资
新签约31个项目。
- 工业项目21个
- 农业项目10个
- 大棚
## （一）重点项目
| 项目名称：柳源冷库；总投资（万元）：22000；建设地点：城关镇
| 项目名称：板材厂；总投资（万元）：8500；建设地点：北河乡
领导小组由县长任组长。
| 企业名称：丰源公司；产值（万元）：1200`)
}

func TestMarkdownTitleIsTheOnlyFirstHeading(t *testing.T) {
	r := readAs(t, "a.md", []byte("# 柳源县项目建设报告\n\n## 概况\n\n开工40个。\n"))
	if r.Title != "柳源县项目建设报告" {
		t.Errorf("title %q", r.Title)
	}
	checkShape(t, r, "## 概况\n开工40个。")
	r = readAs(t, "a.md", []byte("# 概况\n\n开工40个。\n\n# 招商\n\n签约3个。\n"))
	if r.Title != "" {
		t.Errorf("title %q", r.Title)
	}
	checkShape(t, r, "# 概况\n开工40个。\n# 招商\n签约3个。")
	// A line that is no header between rules stays text.
	r = readAs(t, "a.md", []byte("---\n开工40个。\n---\n\n签约3个。\n"))
	if got := shape(r); !strings.Contains(got, "开工40个。") || !strings.Contains(got, "签约3个。") {
		t.Errorf("got %s", got)
	}
}

const htmlPage = `<!DOCTYPE html><html><head><meta charset="%s"><title>柳源县开工40个项目_柳源新闻网</title>
<style>p{color:red}</style><script>var a = "<p>假的</p>";</script></head><body>
<nav><a href="/">首页</a> <a href="/b">新闻</a></nav>
<div class="menu"><a href="/1">要闻</a> | <a href="/2">经济</a> | <a href="/3">社会</a></div>
<h1>柳源县开工40个项目</h1>
<div>来源：柳源日报 发布时间：2023-11-05 09:30</div>
<div><p>　　今年，柳源县开工40个项目，
总投资88亿元。</p><p style="display: none">看不见的话。</p>
　　首行的文字没有标签。<br><br>　　第二行&nbsp;也没有。
<h2>一、招商</h2><p>新签约<b>31</b>个。</p><ul><li>工业21个</li><li>农业10个</li></ul>
<figure><img src="a.jpg" alt="图"><figcaption>柳源冷库施工现场</figcaption></figure>
<table><tr><th rowspan="2">项目名称</th><th colspan="2">投资（万元）</th></tr><tr><th>总投资</th><th>已完成</th></tr>
<tr><td>柳源冷库</td><td>22000</td><td>9000</td></tr><tr><td colspan="3">二、续建项目</td></tr><tr><td>板材厂</td><td>8500</td><td>—</td></tr></table>
</div><footer>版权所有 柳源新闻网</footer></body></html>`

func TestHTML(t *testing.T) {
	page := strings.ReplaceAll(htmlPage, "%s", "utf-8")
	want := `
今年，柳源县开工40个项目，总投资88亿元。
首行的文字没有标签。
第二行 也没有。
## 一、招商
新签约31个。
- 工业21个
- 农业10个
^ 柳源冷库施工现场
| 项目名称：柳源冷库；总投资（万元）：22000；投资已完成（万元）：9000
## 二、续建项目
| 项目名称：板材厂；总投资（万元）：8500`
	for name, b := range map[string][]byte{
		"utf-8":          []byte(page),
		"gb2312":         gb18030(t, strings.ReplaceAll(htmlPage, "%s", "gb2312")),
		"undeclared gbk": gb18030(t, strings.ReplaceAll(htmlPage, `<meta charset="%s">`, "")),
	} {
		t.Run(name, func(t *testing.T) {
			r := readAs(t, "page.htm", b)
			if r.Title != "柳源县开工40个项目" || r.Source != "柳源日报" || r.DateWords != "2023-11-05" {
				t.Errorf("title %q, source %q, date %q", r.Title, r.Source, r.DateWords)
			}
			checkShape(t, r, want)
		})
	}
	// A page that is named as text is still a page.
	if r := readAs(t, "page.txt", []byte(page)); r.Title != "柳源县开工40个项目" {
		t.Errorf("title %q", r.Title)
	}
}

func TestHTMLTitleWithoutTheSite(t *testing.T) {
	for in, want := range map[string]string{
		"柳源县开工40个项目_柳源新闻网":                  "柳源县开工40个项目",
		"柳源县开工40个项目-柳源县人民政府":                "柳源县开工40个项目-柳源县人民政府",
		"柳源县开工40个项目 - 要闻 - 柳源网":             "柳源县开工40个项目",
		"Plant to open | The Harbour Daily": "Plant to open",
	} {
		if got := siteless(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestDocx(t *testing.T) {
	body := para("t", "柳源县项目建设报告") +
		para("", "2023年11月5日") +
		para("", "今年，柳源县开工40个项目，") +
		para("1", "一、招商引资") +
		`<w:p><w:r><w:t>新签约</w:t></w:r><w:del><w:r><w:delText>30</w:delText></w:r></w:del><w:ins><w:r><w:t>31</w:t></w:r></w:ins><w:r><w:t>个项目。</w:t></w:r>` +
		`<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的话。</w:t></w:r><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r></w:p>` +
		numbered("5", "0", "重点项目") +
		para("", "重点项目进展顺利。") +
		numbered("5", "0", "服务企业") +
		para("", "服务企业200家。") +
		para("my", "（一）问题") +
		numbered("6", "0", "用地不足") +
		numbered("6", "0", "融资困难") +
		`<w:tbl><w:tr><w:tc>` + para("", "项目名称") + `</w:tc><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + para("", "投资（万元）") + `</w:tc></w:tr>` +
		`<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>` + para("", "") + `</w:tc><w:tc>` + para("", "总投资") + `</w:tc><w:tc>` + para("", "已完成") + `</w:tc></w:tr>` +
		`<w:tr><w:tc>` + para("", "柳源") + para("", "冷库") + `</w:tc><w:tc>` + para("", "22000") + `</w:tc><w:tc>` + para("", "9000") + `</w:tc></w:tr></w:tbl>` +
		para("c", "图1 柳源冷库") +
		`<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>` + para("", "文本框里的话。") + `</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>` + para("", "文本框里的话。") + `</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>` +
		`<w:p><w:r><w:t>第一行。</w:t><w:br/><w:t>第二行。</w:t></w:r></w:p>`
	r := readAs(t, "a.docx", docxOf(t, body))
	if r.Title != "柳源县项目建设报告" || r.DateWords != "2023年11月5日" {
		t.Errorf("title %q, date %q", r.Title, r.DateWords)
	}
	checkShape(t, r, `
今年，柳源县开工40个项目，
# 一、招商引资
新签约31个项目。
# 一、重点项目
重点项目进展顺利。
# 二、服务企业
服务企业200家。
## （一）问题
- 用地不足
- 融资困难
| 项目名称：柳源冷库；总投资（万元）：22000；投资已完成（万元）：9000
^ 图1 柳源冷库
文本框里的话。
第一行。
第二行。`)
	// The content tells the format, not the name.
	if r := readAs(t, "a.txt", docxOf(t, para("", "开工40个。"))); shape(r) != "开工40个。" {
		t.Errorf("got %s", shape(r))
	}
}

func TestDocxFormOfOneProject(t *testing.T) {
	row := func(cells ...string) string {
		s := "<w:tr>"
		for _, c := range cells {
			s += "<w:tc>" + para("", c) + "</w:tc>"
		}
		return s + "</w:tr>"
	}
	r := readAs(t, "a.docx", docxOf(t, para("", "项目基本情况表")+para("", "填报单位：柳源县发改局")+"<w:tbl>"+
		row("项目名称", "柳源冷库", "建设单位", "丰源公司")+row("总投资", "2.2亿元", "建设地点", "城关镇")+row("建设内容", "新建冷库3万平方米", "开工时间", "2023年3月")+"</w:tbl>"))
	checkShape(t, r, "| 项目名称：柳源冷库；建设单位：丰源公司；总投资：2.2亿元；建设地点：城关镇；建设内容：新建冷库3万平方米；开工时间：2023年3月")
	if r.Title != "项目基本情况表" || r.Source != "柳源县发改局" {
		t.Errorf("title %q, source %q", r.Title, r.Source)
	}
}

func TestHanCount(t *testing.T) {
	for n, want := range map[int]string{1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 35: "三十五", 99: "九十九", 100: "100"} {
		if got := hanCount(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
		if got := hanNumber(want); n < 100 && n > 0 && got != itoa(n) {
			t.Errorf("%s: %s, want %d", want, got, n)
		}
	}
}

func itoa(n int) string {
	return strings.TrimLeft(string([]byte{byte('0' + n/10), byte('0' + n%10)}), "0")
}

func TestXlsxLedger(t *testing.T) {
	b := xlsxOf(t, func(f *excelize.File) {
		setRows(t, f, "Sheet1",
			[]any{"柳源县2023年重点项目台账"},
			[]any{"填报日期：2023年10月31日", "", "", "", "单位：万元"},
			[]any{"序号", "项目名称", "建设单位", "投资", "", "开工时间", "备注"},
			[]any{"", "", "", "总投资", "已完成投资", "", ""},
			[]any{"一、新建项目"},
			[]any{1, "柳源冷库", "丰源公司", 22000, 9000.5, "2023年3月", "—"},
			[]any{2, "板材厂", "", 8500, 0.1 + 0.2, "", "二期\n待批"},
			[]any{"二、续建项目"},
			[]any{3, "风机叶片厂", "天翼公司", "", "", "2022年", ""},
			[]any{"合计", "", "", 30500, "", "", ""},
			[]any{"注：投资额按备案数填报。"},
			[]any{"填表人：丁一", "", "审核人：王小二"},
		)
		must(t, f.MergeCell("Sheet1", "A1", "G1"))
		must(t, f.MergeCell("Sheet1", "D3", "E3"))
		for _, m := range [][2]string{{"A3", "A4"}, {"B3", "B4"}, {"C3", "C4"}, {"F3", "F4"}, {"G3", "G4"}, {"A5", "G5"}, {"C6", "C7"}} {
			must(t, f.MergeCell("Sheet1", m[0], m[1]))
		}
		must(t, f.SetCellFormula("Sheet1", "D10", "D6+D7"))
	})
	r := readAs(t, "台账.xlsx", b)
	if r.Title != "柳源县2023年重点项目台账" || r.Place != "柳源县" || r.DateWords != "2023年10月31日" {
		t.Errorf("title %q, place %q, date %q", r.Title, r.Place, r.DateWords)
	}
	checkShape(t, r, `
## 一、新建项目
| 序号：1；项目名称：柳源冷库；建设单位：丰源公司；总投资（万元）：22000；已完成投资（万元）：9000.5；开工时间：2023年3月
| 序号：2；项目名称：板材厂；建设单位：丰源公司；总投资（万元）：8500；已完成投资（万元）：0.3；备注：二期待批
## 二、续建项目
| 序号：3；项目名称：风机叶片厂；建设单位：天翼公司；开工时间：2022年
| 序号：合计；总投资（万元）：30500
注：投资额按备案数填报。`)
	for _, s := range r.Sections {
		for _, p := range s.Passages {
			if p.Kind == Row && len(p.Row) == 0 {
				t.Errorf("no cells: %s", p.Text)
			}
		}
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestXlsxSheetsDatesAndMerges(t *testing.T) {
	b := xlsxOf(t, func(f *excelize.File) {
		must(t, f.SetSheetName("Sheet1", "工业"))
		for _, s := range []string{"农业", "空表", "说明"} {
			_, err := f.NewSheet(s)
			must(t, err)
		}
		setRows(t, f, "工业",
			[]any{"项目名称", "总投资（亿元）", "开工时间", "完成率", "竣工"},
			[]any{"柳源冷库", 2.2, 45000, 0.4125, 45000},
			[]any{"甲项目", 5, nil, 0.5, nil},
			[]any{"乙项目", nil, nil, nil, nil},
			[]any{"丙项目", 7, nil, nil, nil},
			[]any{nil, nil, nil, 0.25, nil},
		)
		day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		must(t, err)
		month := `yyyy"年"m"月"`
		monthStyle, err := f.NewStyle(&excelize.Style{CustomNumFmt: &month})
		must(t, err)
		percent, err := f.NewStyle(&excelize.Style{NumFmt: 9})
		must(t, err)
		must(t, f.SetCellStyle("工业", "C2", "C6", day))
		must(t, f.SetCellStyle("工业", "E2", "E6", monthStyle))
		must(t, f.SetCellStyle("工业", "D2", "D6", percent))
		must(t, f.MergeCell("工业", "B3", "B4")) // one amount for two projects
		must(t, f.MergeCell("工业", "A5", "A6")) // one project of two rows
		must(t, f.MergeCell("工业", "B5", "B6"))
		setRows(t, f, "农业", []any{"名称", "面积（亩）"}, []any{"大棚", 300})
		setRows(t, f, "说明", []any{"本表由各县填报。"})
	})
	r := readAs(t, "重点项目2023.xlsx", b)
	checkShape(t, r, `
# 工业
| 项目名称：柳源冷库；总投资（亿元）：2.2；开工时间：2023年3月15日；完成率：41.25%；竣工：2023年3月
| 项目名称：甲项目；完成率：50%
| 项目名称：乙项目
| 项目名称：丙项目；总投资（亿元）：7
| 项目名称：丙项目；完成率：25%
# 农业
| 名称：大棚；面积（亩）：300`)
	if r.DateWords != "2023" {
		t.Errorf("date %q", r.DateWords)
	}
}

func TestDelimitedLedgers(t *testing.T) {
	want := "| 项目名称：柳源冷库；总投资（万元）：22000；建设地点：城关镇\n| 项目名称：板材厂，二期；总投资（万元）：8500；建设地点：北河乡"
	for name, text := range map[string]string{
		"a.csv":     "项目名称,总投资（万元）,建设地点\n柳源冷库,22000,城关镇\n\"板材厂，二期\",8500,北河乡\n",
		"b.csv":     "sep=;\n项目名称;总投资（万元）;建设地点\n柳源冷库;22000;城关镇\n板材厂，二期;8500;北河乡\n",
		"c.tsv":     "项目名称\t总投资（万元）\t建设地点\n柳源冷库\t22000\t城关镇\n板材厂，二期\t8500\t北河乡\n",
		"d.csv":     "项目名称\t总投资（万元）\t建设地点\n柳源冷库\t22000\t城关镇\n板材厂，二期\t8500\t北河乡\n",
		"e.txt":     "项目名称\t总投资（万元）\t建设地点\n柳源冷库\t22000\t城关镇\n板材厂，二期\t8500\t北河乡\n",
		"title.csv": "柳源县重点项目,,\n项目名称,总投资（万元）,建设地点\n柳源冷库,22000,城关镇\n\"板材厂，二期\",8500,北河乡\n",
	} {
		t.Run(name, func(t *testing.T) {
			checkShape(t, readAs(t, name, []byte(text)), want)
			checkShape(t, readAs(t, name, gb18030(t, text)), want)
			checkShape(t, readAs(t, name, append([]byte("\xef\xbb\xbf"), text...)), want)
		})
	}
	if r := readAs(t, "title.csv", []byte("柳源县重点项目,,\n项目名称,总投资（万元）,建设地点\n柳源冷库,22000,城关镇\n")); r.Title != "柳源县重点项目" {
		t.Errorf("title %q", r.Title)
	}
	en := readAs(t, "a.csv", []byte("No.,Project,Total investment (million yuan),Location\n1,Cold store,220,Chengguan\n2,Board mill,85,North River\n"))
	checkShape(t, en, "| No.：1；Project：Cold store；Total investment (million yuan)：220；Location：Chengguan\n| No.：2；Project：Board mill；Total investment (million yuan)：85；Location：North River")
}

func TestHeaderRows(t *testing.T) {
	for _, tt := range []struct {
		row  string
		want bool
	}{
		{"序号|项目名称|总投资（万元）|建设地点", true},
		{"序号|工 程 名 称|计划总投资\n(亿元)|责任单位|形象进度", true},
		{"指标|2022年|2023年|增长（%）", true},
		{"No.|Project name|Investment (USD million)|Status", true},
		{"1|高端装备制造项目|5000|城关镇", false},
		{"柳源县重点项目台账||", false},
		{"甲公司|乙公司|丙公司", false},
		{"单位：万元||", false},
	} {
		if got := isHeaderRow(strings.Split(tt.row, "|")); got != tt.want {
			t.Errorf("%q: %v", tt.row, got)
		}
	}
}

func TestPDF(t *testing.T) {
	pages := [][]string{
		{"柳源县项目建设简报", "", "　　今年以来，柳源县共实施重点项目四十个，总投资八十八亿元，其", "中工业项目二十一个，总投资五十六亿元，占全部投资的六成以上。", "　　截⾄⼗⽉底，已经开⼯三⼗三个，完成投资三⼗九亿元，开工率", "居全市第二位，比上年同期提高了六个百分点，是近三年来最好的水", "- 1 -"},
		{"平。园区规模以上企业达到一百零二家，产值同比增长二成以上，全部", "投资中民间投资超过一半。", "　　下一步，柳源县将继续抓好项⽬⻓效机制。", "- 2 -"},
	}
	want := []string{
		"今年以来，柳源县共实施重点项目四十个，总投资八十八亿元，其中工业项目二十一个，总投资五十六亿元，占全部投资的六成以上。",
		"截至十月底，已经开工三十三个，完成投资三十九亿元，开工率居全市第二位，比上年同期提高了六个百分点，是近三年来最好的水平。园区规模以上企业达到一百零二家，产值同比增长二成以上，全部投资中民间投资超过一半。",
		"下一步，柳源县将继续抓好项目长效机制。",
	}
	check := func(t *testing.T, r *Report) {
		t.Helper()
		if r.Title != "柳源县项目建设简报" {
			t.Errorf("title %q", r.Title)
		}
		checkShape(t, r, strings.Join(want, "\n"))
	}
	t.Run("library", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		check(t, readAs(t, "a.pdf", pdfOf(pages...)))
	})
	t.Run("pdftotext", func(t *testing.T) {
		if _, err := exec.LookPath("pdftotext"); err != nil {
			t.Skip("pdftotext is not installed (Debian: poppler-utils); PDFs are read with the library alone")
		}
		check(t, readAs(t, "a.pdf", pdfOf(pages...)))
	})
}

func TestPDFTable(t *testing.T) {
	b := pdfOf([]string{"柳源县重点项目表", "", "项目名称\t总投资（万元）\t建设地点", "柳源冷库\t22000\t城关镇", "板材厂\t8500\t北河乡", "", "以上项目均已开工。"})
	for _, path := range []string{"", "library"} {
		t.Run("with "+path, func(t *testing.T) {
			if path == "library" {
				t.Setenv("PATH", t.TempDir())
			} else if _, err := exec.LookPath("pdftotext"); err != nil {
				t.Skip("pdftotext is not installed (Debian: poppler-utils)")
			}
			r := readAs(t, "a.pdf", b)
			checkShape(t, r, "| 项目名称：柳源冷库；总投资（万元）：22000；建设地点：城关镇\n| 项目名称：板材厂；总投资（万元）：8500；建设地点：北河乡\n以上项目均已开工。")
		})
	}
}

func TestPDFColumnsSideBySide(t *testing.T) {
	left := []string{"　　今年以来，柳源县共实施重点项目四", "十个，总投资八十八亿元，其中工业项目", "二十一个，占全部投资的六成以上。新签", "约项目三十一个，其中亿元以上项目九个", "，投资额五十二亿元。全县组织招商小分", "队六支，先后赴外地洽谈项目八十余次，", "接待客商两百多批次。", "　　园区建设加快推进，新修道路九公里", "，铺设管网二十八公里，企业入园的条件"}
	right := []string{"越来越好。县里还建成了标准厂房十二万", "平方米，引来了十四家企业，年产值可达", "到三十亿元，新增就业三千多人。", "　　审批时间由九十天压缩到二十一天，", "企业满意率达到百分之九十八。县里为每", "家企业配备一名服务人员，全年解决问题", "三百九十六个，兑现奖补资金两千三百万", "元。下一步，县里将继续抓好项目服务，", "让企业留得住、发展得好。"}
	lines := []string{"柳源县项目建设综述", ""}
	for i := range left {
		lines = append(lines, left[i]+"\v"+right[i])
	}
	want := strings.ReplaceAll(strings.Join(left, "")+strings.Join(right, ""), "　　", "\n")
	for _, path := range []string{"pdftotext", "library"} {
		t.Run(path, func(t *testing.T) {
			if path == "library" {
				t.Setenv("PATH", t.TempDir())
			} else if _, err := exec.LookPath("pdftotext"); err != nil {
				t.Skip("pdftotext is not installed (Debian: poppler-utils)")
			}
			r := readAs(t, "a.pdf", pdfOf(lines))
			checkShape(t, r, want)
			if r.Title != "柳源县项目建设综述" {
				t.Errorf("title %q", r.Title)
			}
		})
	}
}
