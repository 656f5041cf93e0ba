package bot

import (
	"regexp"
	"strings"
	"testing"

	"wenxiang/bot/delivery"
	"wenxiang/query"
)

func TestComposeSetsAnAnswer(t *testing.T) {
	pages := paginate(compose(query.Answer{
		Status: query.Answered, Headline: "相差72.3亿元", Detail: "2022年，四平市", Computed: "844.6亿元 − 772.3亿元 = 72.3亿元",
		Sources: []query.Source{
			{Report: "周报", Section: "进度", Quote: "已开工项目总投资844.6亿元。"},
			{Report: "周报", Quote: "亿元以上项目总投资772.3亿元。"},
			{Report: "周报", Quote: "亿元以上项目总投资772.3亿元。"},
		},
	}, "zh"))
	want := "<b>相差72.3亿元</b>\n2022年，四平市\n算式：844.6亿元 − 772.3亿元 = 72.3亿元\n" +
		"<blockquote>已开工项目总投资844.6亿元。\n——《周报》·进度</blockquote>\n" +
		"<blockquote>亿元以上项目总投资772.3亿元。\n——《周报》</blockquote>"
	if len(pages) != 1 || pages[0].html != want {
		t.Errorf("got\n%+v\nwant\n%s", pages, want)
	}
}

func TestComposeSaysWhatIsThereInstead(t *testing.T) {
	pages := paginate(compose(query.Answer{
		Status: query.Absent, Headline: "报告没有说长春市的总投资。",
		Text:    "报告没有说长春市的总投资。\n报告说的是四平市：总投资844.6亿元。\n「四平市总投资844.6亿元」——周报",
		Sources: []query.Source{{Report: "周报", Quote: "四平市总投资844.6亿元"}},
	}, "zh"))
	want := "<b>报告没有说长春市的总投资。</b>\n报告说的是四平市：总投资844.6亿元。\n<blockquote>四平市总投资844.6亿元\n——《周报》</blockquote>"
	if len(pages) != 1 || pages[0].html != want {
		t.Errorf("got\n%+v\nwant\n%s", pages, want)
	}
}

func TestWhatButtonsOfferIsNotListedAsWell(t *testing.T) {
	pages := paginate(compose(query.Answer{
		Status: query.Unclear, Headline: "没有看懂。", Text: "没有看懂。\n可以问：\n· 总投资多少？",
		Choices: []query.Choice{{Label: "总投资", Question: "总投资多少？"}},
	}, "zh"))
	if want := "<b>没有看懂。</b>\n可以问："; pages[0].html != want {
		t.Errorf("got %q", pages[0].html)
	}
}

func TestManySourcesAreCounted(t *testing.T) {
	var a query.Answer
	a.Headline = "x"
	for _, r := range "一二三四五六七八" {
		a.Sources = append(a.Sources, query.Source{Report: "r", Quote: string(r)})
	}
	got := paginate(compose(a, "en"))[0].html
	if strings.Count(got, "<blockquote>") != maxQuotes || !strings.HasSuffix(got, "3 more sources not listed") {
		t.Errorf("got %s", got)
	}
}

func TestPagesHoldTelegramsLimitAndLoseNothing(t *testing.T) {
	sentence := "😀项目总投资十亿元，位于开发区。"
	for _, c := range []struct {
		name  string
		parts []part
	}{
		{"sentences", []part{{style: bold, text: strings.Repeat(sentence, 900)}}},
		{"no place to break", []part{{style: quotation, text: strings.Repeat("😀", 9000)}}},
		{"markup characters", []part{{style: italic, text: strings.Repeat("<&>", 4000)}}},
		{"many parts", func() (all []part) {
			for range 300 {
				all = append(all, part{style: quotation, text: strings.Repeat("句", 100)})
			}
			return all
		}()},
	} {
		pages := paginate(c.parts)
		var got strings.Builder
		for _, p := range pages {
			bare := delivery.Bare(p.html)
			if n := units(bare); n > maxUnits || n == 0 {
				t.Errorf("%s: a page of %d units", c.name, n)
			}
			if opened, closed := strings.Count(p.html, "<b>")+strings.Count(p.html, "<i>")+strings.Count(p.html, "<blockquote>"), strings.Count(p.html, "</"); opened != closed {
				t.Errorf("%s: %d tags opened, %d closed", c.name, opened, closed)
			}
			got.WriteString(bare)
		}
		var want strings.Builder
		for _, p := range c.parts {
			want.WriteString(p.text)
		}
		strip := regexp.MustCompile(`\s`)
		if strip.ReplaceAllString(got.String(), "") != strip.ReplaceAllString(want.String(), "") {
			t.Errorf("%s: text was lost", c.name)
		}
		if c.name == "sentences" {
			for _, p := range pages[:len(pages)-1] {
				if !strings.HasSuffix(p.html, "。</b>") {
					t.Errorf("cut in mid-sentence: …%s", p.html[len(p.html)-40:])
				}
			}
		}
	}
}

func TestPagesOfNothing(t *testing.T) {
	if got := paginate(nil); len(got) != 1 || got[0].html == "" {
		t.Errorf("%+v", got)
	}
}

func TestMarksOfDirectionAreLeftOut(t *testing.T) {
	if got := clean("总\u202e投资\u0007👨\u200d👩"); got != "总投资👨\u200d👩" {
		t.Errorf("%q", got)
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{{"总投资", 3, "总投资"}, {"总投资额", 3, "总投…"}, {"😀😀", 4, "😀😀"}, {"😀😀", 3, "😀…"}} {
		if got := clip(c.text, c.limit); got != c.want {
			t.Errorf("%q to %d: %q", c.text, c.limit, got)
		}
	}
}
