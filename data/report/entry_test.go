package report

import "testing"

func TestLabelledLinesOfOneProjectAreOneRow(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"two projects", "柳源县重点项目简介\n\n项目名称：柳源冷库\n建设单位：丰源公司\n总投资：2.2亿元\n\n项目名称：板材厂\n建设地点：北河乡\n总投资：8500万元\n\n以上项目均已开工。",
			"| 项目名称：柳源冷库；建设单位：丰源公司；总投资：2.2亿元\n| 项目名称：板材厂；建设地点：北河乡；总投资：8500万元\n以上项目均已开工。"},
		{"with marks", "柳源县重点项目简介\n\n- 项目名称：柳源冷库\n- 建设单位：丰源公司\n- 总投资：2.2亿元", "| 项目名称：柳源冷库；建设单位：丰源公司；总投资：2.2亿元"},
		{"with blank lines", "柳源县重点项目简介\n\n项目名称：柳源冷库\n\n总投资：2.2亿元\n\n占地面积：\n\n开工时间：2023年3月", "| 项目名称：柳源冷库；总投资：2.2亿元；开工时间：2023年3月"},
		{"too few to be an entry", "柳源见闻\n\n项目名称：柳源冷库\n总投资：2.2亿元", "项目名称：柳源冷库\n总投资：2.2亿元"},
		{"labels of another kind", "柳源见闻\n\n一线工人：很忙\n项目经理：很急\n县长：很高兴", "一线工人：很忙\n项目经理：很急\n县长：很高兴"},
		{"English", "Projects of the county\n\nProject: Cold store\nCompany: Fengyuan\nTotal investment: 220 million yuan\n", "| Project：Cold store；Company：Fengyuan；Total investment：220 million yuan"},
	} {
		t.Run(tt.name, func(t *testing.T) { checkShape(t, mustRead(t, "a.txt", tt.text), tt.want) })
	}
}

func TestLinesBelowTheText(t *testing.T) {
	r := mustRead(t, "a.txt", "柳源县开工\n\n开工3个。\n签约2个。\n来源：柳源日报 2023年11月5日\n（责任编辑：丁一）")
	if r.Source != "柳源日报" || r.DateWords != "2023年11月5日" {
		t.Errorf("source %q, date %q", r.Source, r.DateWords)
	}
	checkShape(t, r, "开工3个。\n签约2个。")
}
