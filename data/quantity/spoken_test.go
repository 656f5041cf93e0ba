package quantity

import (
	"strings"
	"testing"
	"time"
)

// Numbers as they are spoken and as a scanned page shows them.
func TestSpokenAndScannedNumbers(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"全县出口三十二点六亿元", "32.6亿元"},
		{"外资到账九点零五亿美元，增长百分之十八点七", "9.05亿美元 18.7%"},
		{"回落零点三个百分点", "0.3个百分点"},
		{"比上年增长一点五倍", "1.5倍"},
		{"财政收入十六亿八千万元", "16.8亿元"},
		{"下午三点二十分开会", ""},
		{"车程由5个多小时缩短到两个半小时", "5小时 2.5小时"},
		{"工期一个半月，实际用了4个多月", "1.5个月 4个月"},
		{"车程缩短至1小时10分钟，原来要两小时四十分", "70分钟 160分钟"},
		{"前后投了3个多亿", "3亿元"},
		{"投资6千多万元", "6000万元"},
		{"沿210国道和305省道布局", ""},
		{"涉及3个省和2个县", "3个 2个"},
		{"算力达到3000P，其中智算2EFLOPS", "3000P 2000P"},
	} {
		var got []string
		for _, q := range Find(c.text) {
			got = append(got, q.Value.String()+q.Unit)
		}
		var want []string
		for _, w := range strings.Fields(c.want) {
			q, err := Parse(w)
			if err != nil {
				t.Fatalf("%s: %v", w, err)
			}
			want = append(want, q.Value.String()+q.Unit)
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: %v, want %v", c.text, got, want)
		}
	}
	ps := FindPeriods("厂房于20l8年l2月封顶", time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC))
	if len(ps) != 1 || ps[0].Start.Format("2006-01") != "2018-12" {
		t.Errorf("20l8年l2月 is read as %v", ps)
	}
}
