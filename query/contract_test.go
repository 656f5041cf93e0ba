package query_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"wenxiang/query"
)

// The JSON form of an answer is what scripts read: keys may be added, and none changed or dropped.

var answerKeys = []string{"question", "lang", "status", "headline", "values", "items", "text", "sources", "computed", "understood", "elapsed_us"}

var valueKeys = []string{"value", "max", "unit", "approx", "metric", "label"}

// contractQuestions have answers of every kind: a figure, a range, a list, a computation, words, none, and a question back.
var contractQuestions = []string{
	"四平固定资产投资完成多少", "配套厂拟投资多少", "总投资超过10亿元的项目有哪些", "四平固定资产投资去年大概多少", "谁建的东丰路", "铜棒项目什么时候开工", "长春的固定资产投资", "亿元以上项目总投资",
	"天上有几颗星星", "asdf", "", "What was the growth of fixed-asset investment?", "Which projects exceed 1 billion yuan?", "固定资产投资增长多少？专项债券资金多少？", "这份报告是谁写的",
}

func TestAnswersKeepTheContract(t *testing.T) {
	l := builtIn(t)
	statuses := map[query.Status]int{}
	for _, question := range contractQuestions {
		t.Run(question, func(t *testing.T) {
			a := l.ask(question)
			statuses[a.Status]++
			b, err := json.Marshal(a)
			if err != nil {
				t.Fatal(err)
			}
			got := object(t, b)
			for _, key := range answerKeys {
				if _, ok := got[key]; !ok {
					t.Errorf("no %q in %s", key, b)
				}
			}
			if got["question"] != question {
				t.Errorf("question %q", got["question"])
			}
			if lang := got["lang"]; lang != "zh" && lang != "en" {
				t.Errorf("lang %v", lang)
			}
			if status := got["status"]; status != "answered" && status != "absent" && status != "unclear" {
				t.Errorf("status %v", status)
			}
			if _, ok := got["elapsed_us"].(json.Number); !ok {
				t.Errorf("elapsed_us %v", got["elapsed_us"])
			}
			values, ok := got["values"].([]any)
			if !ok {
				t.Fatalf("values are no array: %v", got["values"])
			}
			checkValues(t, values)
			items, ok := got["items"].([]any)
			if !ok {
				t.Fatalf("items are no array: %v", got["items"])
			}
			for _, item := range items {
				i := item.(map[string]any)
				if name, _ := i["name"].(string); name == "" {
					t.Errorf("an item without a name: %v", i)
				}
				list, ok := i["values"].([]any)
				if !ok {
					t.Fatalf("values of an item are no array: %v", i)
				}
				checkValues(t, list)
			}
			sources, ok := got["sources"].([]any)
			if !ok {
				t.Fatalf("sources are no array: %v", got["sources"])
			}
			for _, source := range sources {
				s := source.(map[string]any)
				for _, key := range []string{"report", "section", "quote"} {
					if _, ok := s[key].(string); !ok {
						t.Errorf("source without %q: %v", key, s)
					}
				}
				if n, ok := s["passage"].(json.Number); !ok || strings.ContainsAny(n.String(), ".-") {
					t.Errorf("passage %v", s["passage"])
				}
			}
			for _, item := range got["items"].([]any) {
				if _, ok := item.(map[string]any)["values"].([]any); !ok {
					t.Errorf("%s: an item without values: %v", question, item)
				}
			}
			if got["status"] == "answered" && len(sources) == 0 {
				t.Error("answered without a source")
			}
			headline := got["headline"].(string)
			if n := utf8.RuneCountInString(headline); n > 300 && len(items) == 0 {
				t.Errorf("a headline of %d characters", n)
			}
			for _, source := range sources {
				if q := source.(map[string]any)["quote"].(string); utf8.RuneCountInString(q) > 30 && len(values) > 0 && strings.Contains(headline, q) {
					t.Errorf("the headline holds a quotation: %s", headline)
				}
			}
			if !strings.Contains(got["text"].(string), strings.SplitN(headline, "\n", 2)[0]) {
				t.Errorf("the text lacks the headline %q: %s", headline, got["text"])
			}
		})
	}
	if statuses[query.Answered] < 5 || statuses[query.Absent] == 0 || statuses[query.Unclear] == 0 {
		t.Errorf("the questions of this test no longer lead to answers of every kind: %v", statuses)
	}
}

// object reads JSON with its numbers as written.
func object(t *testing.T, b []byte) map[string]any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(b))
	decoder.UseNumber()
	var o map[string]any
	if err := decoder.Decode(&o); err != nil {
		t.Fatalf("%v in %s", err, b)
	}
	return o
}

func checkValues(t *testing.T, values []any) {
	t.Helper()
	for _, value := range values {
		v := value.(map[string]any)
		for _, key := range valueKeys {
			if _, ok := v[key]; !ok {
				t.Errorf("no %q in the value %v", key, v)
			}
		}
		if _, ok := v["value"].(json.Number); !ok {
			t.Errorf("value is no number: %#v", v["value"])
		}
		if m := v["max"]; m != nil {
			if _, ok := m.(json.Number); !ok {
				t.Errorf("max is neither null nor a number: %#v", m)
			}
		}
		if n := fmt.Sprint(v["value"]); strings.ContainsAny(n, "eE") {
			t.Errorf("the number %s is not written out", n)
		}
	}
}

// The figures themselves, as the report prints them, in base units and exact.
func TestFiguresInBaseUnits(t *testing.T) {
	l := builtIn(t)
	for _, tt := range []struct{ question, want string }{
		{"已开工5000万元以上项目总投资多少", `"value":84460000000,"max":null,"unit":"CNY","approx":""`},
		{"已开工的亿元以上项目有多少个", `"value":167,"max":null,"unit":"个","approx":""`},
		{"配套厂拟投资多少", `"value":1000000000,"max":1500000000,"unit":"CNY","approx":""`},
		{"汽车零部件产业园占地面积多少", `"value":224500,"max":null,"unit":"m2","approx":""`},
		{"迎新玻璃一窑两线项目占地多少", `"value":200000,"max":null,"unit":"m2","approx":""`},
		{"东丰路项目投资多少", `"value":91645300,"max":null,"unit":"CNY","approx":""`},
		{"固定资产投资同比增长多少", `"value":2.6,"max":null,"unit":"%","approx":""`},
		{"固定资产投资增速高于全省多少个百分点", `"value":7.7,"max":null,"unit":"pp","approx":""`},
		{"项目入统率比去年同期高多少", `"value":7.7,"max":null,"unit":"pp","approx":""`},
		{"展销会接待多少人次", `"value":44600,"max":null,"unit":"人次","approx":""`},
		{"配套厂预计产值多少", `"value":2000000000,"max":null,"unit":"CNY","approx":"左右"`},
		{"展销会销售总额多少", `"value":7028000,"max":null,"unit":"CNY","approx":""`},
		{"请进来活动举办了多少次", `"value":20,"max":null,"unit":"次","approx":"余"`},
	} {
		a := l.ask(tt.question)
		if a.Status != query.Answered || len(a.Values) == 0 {
			t.Errorf("%s: %s %s", tt.question, a.Status, a.Headline)
			continue
		}
		b, err := json.Marshal(a.Values[0])
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(b), tt.want) {
			t.Errorf("%s: %s, want %s", tt.question, b, tt.want)
		}
	}
}

// A computation shows its operands and its result.
func TestComputedAnswersShowTheFormula(t *testing.T) {
	l := builtIn(t)
	for _, tt := range []struct {
		question string
		operands []string
		value    string
		unit     string
	}{
		{"已开工5000万元以上项目总投资比已开工亿元以上项目总投资多多少", []string{"844.6亿元", "772.3亿元"}, "7230000000", "CNY"},
		{"汽车零部件产业园的利税占产值的百分之几", []string{"0.26亿元", "0.95亿元"}, "27.37", "%"},
		{"平均每个已开工5000万元以上项目投资多少", []string{"844.6亿元", "279个"}, "302724014.34", "CNY"},
		{"政府投资项目比社会投资项目多几个", []string{"123个", "115个"}, "8", "个"},
	} {
		a := l.ask(tt.question)
		if a.Status != query.Answered || len(a.Values) == 0 {
			t.Errorf("%s: %s %s", tt.question, a.Status, a.Headline)
			continue
		}
		for _, o := range tt.operands {
			if !strings.Contains(a.Computed, o) {
				t.Errorf("%s: the formula %q lacks %s", tt.question, a.Computed, o)
			}
		}
		if got := a.Values[0].Value.Round(2).String(); got != tt.value || a.Values[0].Unit != tt.unit {
			t.Errorf("%s: %s %s, want %s %s", tt.question, got, a.Values[0].Unit, tt.value, tt.unit)
		}
	}
}
