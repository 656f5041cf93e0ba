package query

import "testing"

// Whatever a pattern finds must hold what the pattern is said to need, or it would be passed over.
func TestNothingThatAPatternFindsIsPassedOver(t *testing.T) {
	if len(patterns) > maxPatterns {
		t.Errorf("%d patterns, but marks for %d", len(patterns), maxPatterns)
	}
	texts := []string{
		"是谁盖的这座新桥，由哪家公司负责修", "园区一期比二期多几个亿？", "为什么水泵站还没有竣工", "厂房面积多大，离码头有多远", "每平方米造价是多少",
		"今年的增速比去年同期高了几个点", "除了电站以外还有哪些项目要开工", "哪位主任说的这番话", "在哪举行的签约仪式", "到2031年底总共带动多少人就业",
		"which county hosts the mill, and who builds it?", "how much more than last year did the harbour cost per hectare", "what share of the total is for phase two",
		"why was the bridge not opened", "who said that the mine would pay", "how often is the list updated", "the three sites in all", "owned by the Hale Group of Northport",
		"水泵站由北岸建设集团承建，目前已封顶", "计划于明年五月投产，视资金情况而定", "一、总体情况", "（二）主要做法", "位于东港区海滨路，邻近旧码头",
	}
	for _, text := range texts {
		h := newHeld(text)
		for _, p := range patterns {
			for range 2 { // looked for, and kept
				if got, want := h.has(p), p.MatchString(text); got != want {
					t.Errorf("%s in %q: %v, want %v", p, text, got, want)
				}
			}
		}
	}
}
