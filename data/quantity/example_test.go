package quantity_test

import (
	"fmt"
	"time"

	"github.com/shopspring/decimal"

	"wenxiang/data/quantity"
)

func ExampleFind() {
	for _, q := range quantity.Find("拟投资10-15亿元，占地约42.99亩，引进30余家企业。") {
		fmt.Println(q.Value, q.Unit, q.Approx, q.Printed)
	}
	// Output:
	// 1000000000 CNY  10-15亿元
	// 28660 m2 约 42.99亩
	// 30 家 余 30家
}

func ExampleFindPeriods() {
	ref := time.Date(2022, 11, 30, 0, 0, 0, 0, time.UTC)
	for _, p := range quantity.FindPeriods("1-10月完成投资，工期为2022年4月至2024年12月。", ref) {
		fmt.Println(p.Words, p.Start.Format(time.DateOnly), p.End.Format(time.DateOnly))
	}
	// Output:
	// 1-10月 2022-01-01 2022-10-31
	// 2022年4月至2024年12月 2022-04-01 2024-12-31
}

func ExampleFormat() {
	v := decimal.RequireFromString("1085000000")
	fmt.Println(quantity.Format(v, nil, "CNY", "", "约", "zh"))
	fmt.Println(quantity.Format(v, nil, "CNY", "", "约", "en"))
	// Output:
	// 约10.85亿元
	// about 1.085 billion yuan
}

func ExampleAskedUnit() {
	asked, ok := quantity.AskedUnit("总投资是多少万元？")
	fmt.Println(ok, quantity.FormatIn(decimal.RequireFromString("1085000000"), asked))
	// Output:
	// true 108500万元
}
