package report

import (
	"strings"
	"testing"
)

func TestAlikeTellsEditionsFromOtherTexts(t *testing.T) {
	base := []string{
		"1至9月，柳源县完成固定资产投资97.2亿元，同比增长8%。",
		"柳源冷库项目总投资2.2亿元，由丰源公司建设，今年3月开工，预计明年8月投产。",
		"全县新签约项目31个，到位资金18.4亿元。",
	}
	next := []string{
		"1至10月，柳源县完成固定资产投资110.8亿元，同比增长8.6%。",
		"柳源冷库项目总投资2.35亿元，由丰源公司建设，今年3月开工，预计明年8月投产。",
		"全县新签约项目36个，到位资金20.1亿元。",
		"板材厂二期开工，总投资8500万元。",
	}
	other := []string{
		"北河大桥今日通车，全长2.1公里，总投资6.3亿元。",
		"大桥由省路桥集团施工，历时三年，比计划提前两个月。",
	}
	if got := Alike(base, next); got < 0.7 {
		t.Errorf("a new edition: %.2f", got)
	}
	if got := Alike(base, base[:1]); got < 0.99 {
		t.Errorf("a part: %.2f", got)
	}
	if got := Alike(base, other); got >= EditionLikeness {
		t.Errorf("another text: %.2f", got)
	}
	if Alike(nil, nil) != 1 || Alike(base, nil) != 0 || Alike(base, base) != 1 {
		t.Error("the ends of the scale")
	}
	pages := pagesOf(t)
	for a, x := range pages {
		for b, y := range pages {
			if got := Alike(strings.Split(x, "\n"), strings.Split(y, "\n")); a != b && got >= EditionLikeness {
				t.Errorf("%s and %s: %.2f", a, b, got)
			}
		}
	}
}
