package quantity

import (
	"testing"

	"github.com/shopspring/decimal"
)

func TestFormat(t *testing.T) {
	dec := decimal.RequireFromString
	for _, c := range []struct{ value, max, unit, per, approx, lang, want string }{
		{"84460000000", "", "CNY", "", "", "zh", "844.6亿元"},
		{"91645300", "", "CNY", "", "", "zh", "9164.53万元"},
		{"7028000", "", "CNY", "", "", "zh", "702.8万元"},
		{"1220000000000", "", "CNY", "", "", "zh", "1.22万亿元"},
		{"258270000000", "", "CNY", "", "", "zh", "2582.7亿元"},
		{"5000", "", "CNY", "", "", "zh", "5000元"},
		{"0", "", "CNY", "", "", "zh", "0元"},
		{"3000000000", "", "CNY", "", "约", "zh", "约30亿元"},
		{"1000000000", "1500000000", "CNY", "", "", "zh", "10-15亿元"},
		{"80000000", "150000000", "CNY", "", "", "zh", "0.8-1.5亿元"},
		{"6000000", "", "CNY", "", "余", "zh", "600多万元"},
		{"50000000", "", "CNY", "", "以上", "zh", "5000万元以上"},
		{"2000000000", "", "CNY", "", "左右", "zh", "20亿元左右"},
		{"160000000000", "", "CNY", "", "超", "zh", "超1600亿元"},
		{"1000000000", "", "CNY", "", "数", "zh", "数十亿元"},
		{"40000000", "", "EUR", "", "", "zh", "4000万欧元"},
		{"290000000", "", "USD", "", "", "zh", "2.9亿美元"},
		{"44600", "", "人次", "", "", "zh", "4.46万人次"},
		{"279", "", "个", "", "", "zh", "279个"},
		{"30", "", "家", "", "余", "zh", "30余家"},
		{"12345", "", "人", "", "", "zh", "12345人"},
		{"2", "3", "条", "", "", "zh", "2-3条"},
		{"160000", "", "辆", "年", "", "zh", "16万辆/年"},
		{"224500", "", "m2", "", "", "zh", "22.45万平方米"},
		{"76327.35", "", "m2", "", "", "zh", "76327.35平方米"},
		{"38600", "", "m", "", "", "zh", "38.6公里"},
		{"2800000000", "", "W", "", "", "zh", "280万千瓦"},
		{"6000000", "", "W", "", "", "zh", "6兆瓦"},
		{"20000", "", "吨", "", "", "zh", "2万吨"},
		{"25.48", "", "%", "", "", "zh", "25.48%"},
		{"15", "", "%", "", "以上", "zh", "15%以上"},
		{"-5.1", "", "%", "", "", "zh", "-5.1%"},
		{"4.1", "", "pp", "", "", "zh", "4.1个百分点"},
		{"100000", "", "tonnes", "year", "", "zh", "10万吨/年"},
		{"84460000000", "", "CNY", "", "", "en", "84.46 billion yuan"},
		{"1085000000", "", "CNY", "", "", "en", "1.085 billion yuan"},
		{"91645300", "", "CNY", "", "", "en", "91.6453 million yuan"},
		{"44600", "", "人次", "", "", "en", "44,600 person-times"},
		{"279", "", "个", "", "", "en", "279"},
		{"1000000000", "1500000000", "CNY", "", "", "en", "1–1.5 billion yuan"},
		{"3000000000", "", "CNY", "", "约", "en", "about 3 billion yuan"},
		{"50000000", "", "CNY", "", "以上", "en", "at least 50 million yuan"},
		{"290000000", "", "USD", "", "", "en", "290 million US dollars"},
		{"2.6", "", "%", "", "", "en", "2.6%"},
		{"7.7", "", "pp", "", "", "en", "7.7 percentage points"},
		{"224500", "", "m2", "", "", "en", "224,500 square metres"},
		{"350000000", "", "W", "", "", "en", "350 MW"},
		{"100000", "", "tonnes", "year", "", "en", "100,000 tonnes per year"},
		{"1200", "", "jobs", "", "超", "en", "over 1,200 jobs"},
	} {
		var max *decimal.Decimal
		if c.max != "" {
			m := dec(c.max)
			max = &m
		}
		if got := Format(dec(c.value), max, c.unit, c.per, c.approx, c.lang); got != c.want {
			t.Errorf("%s %s %s %s %s: got %s, want %s", c.value, c.max, c.unit, c.approx, c.lang, got, c.want)
		}
	}
}

func TestAskedUnit(t *testing.T) {
	for _, c := range []struct{ question, words, unit, value, want string }{
		{"总投资多少万元？", "万元", "CNY", "1085000000", "108500万元"},
		{"总投资是多少亿元", "亿元", "CNY", "91645300", "0.916453亿元"},
		{"换成亿元呢", "亿元", "CNY", "84460000000", "844.6亿元"},
		{"换算成百万元", "百万元", "CNY", "1085000000", "1085百万元"},
		{"折合多少亿美元", "亿美元", "USD", "290000000", "2.9亿美元"},
		{"占地多少亩", "亩", "m2", "28660", "42.99亩"},
		{"净用地多少亩", "亩", "m2", "76326.6667", "114.49亩"},
		{"占地多少公顷", "公顷", "m2", "224500", "22.45公顷"},
		{"面积用平方公里表示", "平方公里", "m2", "12000000", "12平方公里"},
		{"多少平方公里", "平方公里", "m2", "224500", "0.2245平方公里"},
		{"接待了多少万人次", "万人次", "人次", "44600", "4.46万人次"},
		{"全长多少公里", "公里", "m", "38600", "38.6公里"},
		{"装机多少万千瓦", "万千瓦", "W", "700000000", "70万千瓦"},
		{"装机多少兆瓦", "兆瓦", "W", "2800000000", "2800兆瓦"},
		{"以万元计是多少", "万元", "CNY", "100000000", "10000万元"},
		{"總投資多少億元", "億元", "CNY", "320000000", "3.2億元"},
		{"年产多少万吨", "万吨", "吨", "50000", "5万吨"},
		{"total investment in million yuan", "million yuan", "CNY", "1085000000", "1,085 million yuan"},
		{"and their total investment, in billion yuan?", "billion yuan", "CNY", "84460000000", "84.46 billion yuan"},
		{"what is that in hectares?", "hectares", "m2", "224500", "22.45 hectares"},
		{"how many hectares does it cover", "hectares", "m2", "200000", "20 hectares"},
		{"how many acres", "acres", "m2", "200000", "49.4211 acres"},
		{"capacity in MW", "MW", "W", "2800000000", "2,800 MW"},
	} {
		a, ok := AskedUnit(c.question)
		if !ok || a.Words != c.words || a.Unit != c.unit {
			t.Errorf("%s: got %q of %q (%v), want %q of %q", c.question, a.Words, a.Unit, ok, c.words, c.unit)
			continue
		}
		if got := FormatIn(decimal.RequireFromString(c.value), a); got != c.want {
			t.Errorf("%s: got %s, want %s", c.question, got, c.want)
		}
	}
	for _, q := range []string{"总投资多少", "项目有多少个", "有几家企业", "2022年开工了几个项目", "How many projects are there?", "How much does it cost?", "in 1986", "在四平投资", "以亿元以上项目为主"} {
		if a, ok := AskedUnit(q); ok {
			t.Errorf("%s asks for no unit, got %+v", q, a)
		}
	}
}
