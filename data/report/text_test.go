package report

import (
	"testing"
)

func TestPlainText(t *testing.T) {
	for _, tt := range []struct{ name, text, title, want string }{
		{"title, blank line, paragraphs",
			"柳源县集中开工12个项目\n\n3月8日，柳源县12个项目集中开工，总投资26.4亿元。\n其中工业项目7个。\n",
			"柳源县集中开工12个项目",
			"3月8日，柳源县12个项目集中开工，总投资26.4亿元。\n其中工业项目7个。"},
		{"blank lines first, then a paragraph: no title",
			"\n\n柳源县12个项目集中开工，总投资26.4亿元。\n其中工业项目7个。\n", "",
			"柳源县12个项目集中开工，总投资26.4亿元。\n其中工业项目7个。"},
		{"blank lines first, then a line that reads like a title",
			"\n\n柳源电池材料产业园\n园区占地1200亩，总投资35亿元。\n一期已投产。", "柳源电池材料产业园",
			"园区占地1200亩，总投资35亿元。\n一期已投产。"},
		{"a headline under the title heads a section",
			"[视频]今日快报 2024-05-06\n\n青禾市三条铁路同日通车\n今天（5月6日），青禾市三条铁路通车，总投资310亿元。",
			"[视频]今日快报 2024-05-06",
			"# 青禾市三条铁路同日通车\n今天（5月6日），青禾市三条铁路通车，总投资310亿元。"},
		{"full-width indents mark paragraphs within a line",
			"柳源见闻\n\n柳源县今年开工项目40个。 　　这些项目总投资88亿元。　　其中19个已经投产。", "柳源见闻",
			"柳源县今年开工项目40个。\n这些项目总投资88亿元。\n其中19个已经投产。"},
		{"full-width blanks in mid-sentence mark nothing",
			"柳源见闻\n\n负责人张　三说，项目　　进展顺利。", "柳源见闻", "负责人张　三说，项目　　进展顺利。"},
		{"a wrapped line that begins with an amount goes on",
			"\n\nINDIA APPROVES FERTILISER PLANTS\n  The Indian government approved two fertiliser plants in Uttar\n  Pradesh which together with a port would bring the total up to\n  15.6 billion rupees, a government statement in New Delhi said.\n",
			"INDIA APPROVES FERTILISER PLANTS",
			"The Indian government approved two fertiliser plants in Uttar Pradesh which together with a port would bring the total up to 15.6 billion rupees, a government statement in New Delhi said."},
		{"numbered headings",
			"2023年柳源县国民经济和社会发展统计公报\n\n一、综合\n全年地区生产总值186.3亿元，增长6.1%。\n（一）三次产业\n第一产业增加值28亿元。\n二、固定资产投资\n全年完成固定资产投资97亿元。",
			"2023年柳源县国民经济和社会发展统计公报",
			"# 一、综合\n全年地区生产总值186.3亿元，增长6.1%。\n## （一）三次产业\n第一产业增加值28亿元。\n# 二、固定资产投资\n全年完成固定资产投资97亿元。"},
		{"numbered sentences are no headings",
			"柳源要闻\n\n一、全年完成投资97亿元，增长8%。\n二、新签约项目31个。", "柳源要闻",
			"一、全年完成投资97亿元，增长8%。\n二、新签约项目31个。"},
		{"headings with a dash, subtitle and byline",
			"柳色新\n——柳源县项目建设纪实\n本报记者 丁一 王小二\n柳源县今年开工项目40个。\n招商引资—— 客商来了\n新签约31个项目。",
			"柳色新——柳源县项目建设纪实",
			"柳源县今年开工项目40个。\n# 招商引资—— 客商来了\n新签约31个项目。"},
		{"a paragraph that begins with a dash is no heading",
			"2026年柳源县政府工作报告\n\n——这是项目建设提速的一年。新开工项目40个，总投资88亿元。", "2026年柳源县政府工作报告",
			"——这是项目建设提速的一年。新开工项目40个，总投资88亿元。"},
		{"captions",
			"柳源要闻\n\n县里新开了一条路。\n\n\n总投资2.2亿元的柳源冷库项目。(资料图片) 赵前 摄\n\n\n图为正在施工的大桥。\n\n路长9公里。", "柳源要闻",
			"县里新开了一条路。\n^ 总投资2.2亿元的柳源冷库项目。(资料图片) 赵前 摄\n^ 图为正在施工的大桥。\n路长9公里。"},
		{"lists",
			"柳源要闻\n\n重点抓三件事：\n- 修路9公里\n• 建桥2座\n* 种树3万棵", "柳源要闻",
			"重点抓三件事：\n- 修路9公里\n- 建桥2座\n- 种树3万棵"},
		{"wrapped English newswire: indents begin paragraphs",
			"RIVER CITY TO BUILD STEEL PIPE PLANT\n  River City, a northern port, will\n  build a steel pipe plant with a capacity of 200,000 tonnes a\n  year, the Harbour Daily said.\n      Work on the 340 mln yuan plant began in May 1985.\n      The first line will start in October and employ about\n  1,200 people, it said, but gave no other details.\n",
			"RIVER CITY TO BUILD STEEL PIPE PLANT",
			"River City, a northern port, will build a steel pipe plant with a capacity of 200,000 tonnes a year, the Harbour Daily said.\n" +
				"Work on the 340 mln yuan plant began in May 1985.\n" +
				"The first line will start in October and employ about 1,200 people, it said, but gave no other details."},
		{"wrapped English with blank lines",
			"Annual Report 2023\n\nThe group invested 3.2 billion yuan in four plants during the\nyear, most of it in the first half. Two of the plants are in\nthe north.\n\nRevenue grew by 12 per cent to 9.8 billion yuan, helped by the\nnew lines in the south.",
			"Annual Report 2023",
			"The group invested 3.2 billion yuan in four plants during the year, most of it in the first half. Two of the plants are in the north.\n" +
				"Revenue grew by 12 per cent to 9.8 billion yuan, helped by the new lines in the south."},
		{"English with a line a paragraph",
			"Hillside Paper Co. Ltd.\nFounded in 2011 and based in Northfield.\nThe company plans two mills. The first costs USD 90 million.", "Hillside Paper Co. Ltd.",
			"Founded in 2011 and based in Northfield.\nThe company plans two mills. The first costs USD 90 million."},
		{"wrapped Chinese",
			"柳源县项目建设简报\n\n　　今年以来，柳源县共实施重点项目四十个，总投资八十\n八亿元，其中工业项目二十一个，总投资五十六亿元，占全部\n投资的六成以上。\n　　截至十月底，已经开工三十三个，完成投资三十九亿元，\n开工率居全市第二位。",
			"柳源县项目建设简报",
			"今年以来，柳源县共实施重点项目四十个，总投资八十八亿元，其中工业项目二十一个，总投资五十六亿元，占全部投资的六成以上。\n" +
				"截至十月底，已经开工三十三个，完成投资三十九亿元，开工率居全市第二位。"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := mustRead(t, "a.txt", tt.text)
			if r.Title != tt.title {
				t.Errorf("title %q, want %q", r.Title, tt.title)
			}
			checkShape(t, r, tt.want)
			// Windows line ends change nothing.
			crlf := mustRead(t, "a.txt", replaceAll(tt.text, "\n", "\r\n"))
			checkShape(t, crlf, tt.want)
		})
	}
}

func TestPassagesAreNumberedFromOne(t *testing.T) {
	r := mustRead(t, "a.txt", "柳源要闻\n\n一、综合\n一句。\n两句。\n二、投资\n三句。")
	n := 0
	for _, s := range r.Sections {
		for _, p := range s.Passages {
			if n++; p.Number != n {
				t.Errorf("passage %q has number %d, want %d", p.Text, p.Number, n)
			}
		}
	}
	if n != 3 {
		t.Errorf("%d passages", n)
	}
}

func TestLongLinesAreCutAtSentences(t *testing.T) {
	sentence := "全县完成投资97亿元，比上年增长8%。"
	text := ""
	for len(text) < 40<<10 {
		text += sentence
	}
	for _, p := range texts(mustRead(t, "a.txt", text)) {
		if len(p) > maxPassage || len(p)%len(sentence) != 0 {
			t.Fatalf("a passage of %d bytes", len(p))
		}
	}
}
