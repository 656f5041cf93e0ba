package data

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"wenxiang/data/extract"
	"wenxiang/data/quantity"
)

// figure is a fact in short: whose, what, how much, in which period.
func figure(project, metric, value, words string) extract.Fact {
	f := extract.Fact{Kind: extract.QuantityFact, Place: "柳源县", Subject: "柳源县", Project: project, Metric: metric, Label: metric,
		Role: extract.Level, Unit: "CNY", Value: decimal.RequireFromString(value), Quote: project + metric + value + words}
	if project != "" {
		f.Subject = project
	}
	f.Period = periods[words]
	return f
}

// date is a day or month that something of a project begins or ends in.
func date(project, metric, words string) extract.Fact {
	f := figure(project, metric, "0", words)
	f.Kind, f.Text, f.Unit, f.Modality = extract.DateFact, words, "", extract.Planned
	return f
}

var periods = map[string]extract.Period{
	"":        {},
	"1-9月":    stretch("1-9月", quantity.Span, "2023-01-01", "2023-09-30", ""),
	"1-10月":   stretch("1-10月", quantity.Span, "2023-01-01", "2023-10-31", ""),
	"一季度":     stretch("一季度", quantity.Quarter, "2023-01-01", "2023-03-31", ""),
	"上半年":     stretch("上半年", quantity.Half, "2023-01-01", "2023-06-30", ""),
	"2021年":   stretch("2021年", quantity.Year, "2021-01-01", "2021-12-31", ""),
	"2022年":   stretch("2022年", quantity.Year, "2022-01-01", "2022-12-31", ""),
	"截至10月底":  stretch("截至10月底", quantity.Month, "0001-01-01", "2023-10-31", "until"),
	"截至11月底":  stretch("截至11月底", quantity.Month, "0001-01-01", "2023-11-30", "until"),
	"2023年3月": stretch("2023年3月", quantity.Month, "2023-03-01", "2023-03-31", ""),
	"2023年4月": stretch("2023年4月", quantity.Month, "2023-04-01", "2023-04-30", ""),
}

func stretch(words string, grain quantity.Grain, from, to, relation string) extract.Period {
	start, _ := time.Parse(time.DateOnly, from)
	end, _ := time.Parse(time.DateOnly, to)
	return extract.Period{Period: quantity.Period{Start: start, End: end, Words: words, Grain: grain, Relation: relation, YearKnown: true}}
}

func show(c Changes) string {
	var lines []string
	one := func(f extract.Fact) string {
		return f.Subject + " " + f.Metric + " " + f.Value.String() + f.Text + " " + f.Period.Words
	}
	for _, x := range c.Changed {
		lines = append(lines, fmt.Sprintf("%s -> %s", one(x.Before), one(x.After)))
	}
	for _, f := range c.Added {
		lines = append(lines, "+ "+one(f))
	}
	for _, f := range c.Removed {
		lines = append(lines, "- "+one(f))
	}
	for _, p := range c.NewProjects {
		lines = append(lines, "new "+p)
	}
	for _, p := range c.GoneProjects {
		lines = append(lines, "gone "+p)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

func TestCompareEditions(t *testing.T) {
	planned := figure("", "投资", "100", "")
	planned.Modality = extract.Planned
	scoped := func(least string, value string) extract.Fact {
		f := figure("", "项目数", value, "")
		d := decimal.RequireFromString(least)
		f.Scope.Min = &d
		return f
	}
	wide := figure("冷库", "产值", "10", "")
	top := decimal.RequireFromString("15")
	wide.Max = &top
	started := extract.Fact{Kind: extract.TextFact, Subject: "冷库", Project: "冷库", Metric: "status", Text: "开工", Quote: "冷库开工"}
	ready := started
	ready.Text = "投产"
	spring := figure("", "项目数", "64", "")
	spring.Event = "春季集中开工"
	autumn := figure("", "项目数", "88", "")
	autumn.Event = "秋季集中开工"
	for _, tt := range []struct {
		name         string
		older, newer []extract.Fact
		want         string
	}{
		{"the same", []extract.Fact{figure("", "投资", "97", "1-9月")}, []extract.Fact{figure("", "投资", "97", "1-9月")}, ""},
		{"a figure mended", []extract.Fact{figure("冷库", "总投资", "2.2", "")}, []extract.Fact{figure("冷库", "总投资", "2.35", "")},
			"冷库 总投资 2.2  -> 冷库 总投资 2.35"},
		{"a running period goes on", []extract.Fact{figure("", "投资", "97", "1-9月")}, []extract.Fact{figure("", "投资", "110", "1-10月")},
			"柳源县 投资 97 1-9月 -> 柳源县 投资 110 1-10月"},
		{"a quarter becomes half a year", []extract.Fact{figure("", "投资", "20", "一季度")}, []extract.Fact{figure("", "投资", "55", "上半年")},
			"柳源县 投资 20 一季度 -> 柳源县 投资 55 上半年"},
		{"an end moves", []extract.Fact{figure("", "开工", "30", "截至10月底")}, []extract.Fact{figure("", "开工", "33", "截至11月底")},
			"柳源县 开工 30 截至10月底 -> 柳源县 开工 33 截至11月底"},
		{"a year takes no other's place", []extract.Fact{figure("", "投资", "80", "2021年")}, []extract.Fact{figure("", "投资", "90", "2022年")},
			"+ 柳源县 投资 90 2022年\n- 柳源县 投资 80 2021年"},
		{"nor does a month", []extract.Fact{figure("", "投资", "8", "2023年3月")}, []extract.Fact{figure("", "投资", "9", "2023年4月")},
			"+ 柳源县 投资 9 2023年4月\n- 柳源县 投资 8 2023年3月"},
		{"each year keeps its own", []extract.Fact{figure("", "投资", "80", "2021年"), figure("", "投资", "90", "2022年")},
			[]extract.Fact{figure("", "投资", "91", "2022年"), figure("", "投资", "80", "2021年")},
			"柳源县 投资 90 2022年 -> 柳源县 投资 91 2022年"},
		{"a plan is no result", []extract.Fact{planned}, []extract.Fact{figure("", "投资", "100", "")},
			"+ 柳源县 投资 100 \n- 柳源县 投资 100"},
		{"scopes are apart", []extract.Fact{scoped("50000000", "279"), scoped("100000000", "167")}, []extract.Fact{scoped("100000000", "170"), scoped("50000000", "279")},
			"柳源县 项目数 167  -> 柳源县 项目数 170"},
		{"events are apart", []extract.Fact{spring}, []extract.Fact{spring, autumn}, "+ 柳源县 项目数 88"},
		{"a range is another value", []extract.Fact{figure("冷库", "产值", "10", "")}, []extract.Fact{wide}, "冷库 产值 10  -> 冷库 产值 10"},
		{"words change", []extract.Fact{started}, []extract.Fact{ready}, "冷库 status 0开工  -> 冷库 status 0投产"},
		{"projects come and go", []extract.Fact{figure("冷库", "总投资", "2.2", "")}, []extract.Fact{figure("板材厂", "总投资", "0.85", "")},
			"+ 板材厂 总投资 0.85 \n- 冷库 总投资 2.2 \nnew 板材厂\ngone 冷库"},
		{"the same fact twice is one less", []extract.Fact{figure("", "投资", "97", "1-9月"), figure("", "投资", "97", "1-9月")}, []extract.Fact{figure("", "投资", "97", "1-9月")},
			"- 柳源县 投资 97 1-9月"},
		{"a start that is put off is a changed date", []extract.Fact{date("冷库", "start", "2023年3月")}, []extract.Fact{date("冷库", "start", "2023年4月")},
			"冷库 start 02023年3月 2023年3月 -> 冷库 start 02023年4月 2023年4月"},
		{"the same date", []extract.Fact{date("冷库", "start", "2023年3月")}, []extract.Fact{date("冷库", "start", "2023年3月")}, ""},
		{"a start and an end are two dates", []extract.Fact{date("冷库", "start", "2023年3月")}, []extract.Fact{date("冷库", "end", "2023年4月"), date("冷库", "start", "2023年3月")},
			"+ 冷库 end 02023年4月 2023年4月"},
		{"a first edition", nil, []extract.Fact{figure("冷库", "总投资", "2.2", "")}, "+ 冷库 总投资 2.2 \nnew 冷库"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := CompareEditions(tt.older, tt.newer)
			if got := show(c); got != strings.TrimSpace(tt.want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
			if c.Empty() != (tt.want == "") {
				t.Errorf("Empty is %v", c.Empty())
			}
		})
	}
}

// What an edition gains the other way round it loses.
func TestCompareEditionsBothWays(t *testing.T) {
	a := []extract.Fact{figure("冷库", "总投资", "2.2", ""), figure("", "投资", "97", "1-9月"), figure("", "利润", "3", "2021年")}
	b := []extract.Fact{figure("冷库", "总投资", "2.3", ""), figure("", "投资", "110", "1-10月"), figure("板材厂", "总投资", "1", "")}
	there, back := CompareEditions(a, b), CompareEditions(b, a)
	if len(there.Added) != len(back.Removed) || len(there.Removed) != len(back.Added) || len(there.Changed) != len(back.Changed) || len(there.Changed) != 2 {
		t.Errorf("there:\n%s\nback:\n%s", show(there), show(back))
	}
}
