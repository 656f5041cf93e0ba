package query_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wenxiang/data"
	"wenxiang/query"
)

// A turn is a question and what its answer must say: a part of the headline, or the status of one that has no answer;
// no status where any will do.
type turn struct {
	question string
	want     string
	status   query.Status
}

func yes(question, want string) turn { return turn{question, want, query.Answered} }

func no(question string) turn { return turn{question, "", query.Absent} }

// holdTurns holds a conversation. What is answered must have a source.
func holdTurns(t *testing.T, e *query.Engine, turns []turn) {
	t.Helper()
	c := &query.Conversation{}
	for _, turn := range turns {
		a := e.Ask(context.Background(), c, turn.question)
		if a.Status != turn.status || !strings.Contains(a.Headline, turn.want) {
			t.Errorf("%s: %s %q, want %s %q", turn.question, a.Status, a.Headline, turn.status, turn.want)
		}
		if turn.status == query.Answered && len(a.Sources) == 0 {
			t.Errorf("%s: no source", turn.question)
		}
	}
}

// conversations are held with the built-in report. The expected figures were read in it.
var conversations = []struct {
	name  string
	turns []turn
}{
	{"a narrower scope", []turn{yes("已开工5000万元以上项目总投资多少？", "844.6亿元"), yes("那亿元以上的呢？", "772.3亿元"), yes("有多少个？", "167个")}},
	{"another measure of the same group", []turn{yes("谋划推进的5000万元以上重点项目有多少个", "491个"), yes("总投资呢", "2582.7亿元")}},
	{"a project's figures one by one", []turn{yes("汽车零部件产业园总投资多少", "10.85亿元"), yes("占地面积呢", "22.45万平方米"), yes("建筑面积呢？", "19.6万平方米"), yes("它的利税呢", "0.26亿元")}},
	{"a unit on request", []turn{yes("东丰路项目投资多少", "9164.53万元"), yes("换成亿元", "0.916453亿元")}},
	{"a unit in English", []turn{yes("已开工5000万元以上项目总投资多少", "844.6亿元"), yes("in million yuan", "84460")}},
	{"another project with the same measure", []turn{yes("铜棒项目预计产值多少", "10亿元"), yes("汽车零部件产业园呢", "0.95亿元")}},
	{"a place the report does not know", []turn{yes("四平固定资产投资完成多少", "183.84亿元"), no("那长春呢")}},
	{"a year the report does not know", []turn{yes("固定资产投资完成多少", "183.84亿元"), no("2019年的呢")}},
	{"growth after the level", []turn{yes("固定资产投资完成多少", "183.84亿元"), yes("同比增长多少", "2.6%"), yes("比全省平均水平高几个百分点", "7.7个百分点")}},
	{"an empty turn does no harm", []turn{yes("一窑两线项目纳税多少", "4000万元"), {"", "", ""}, yes("新增就业呢", "350人")}},
	{"a topic of its own", []turn{yes("汽车零部件产业园总投资多少", "10.85亿元"), yes("获得专项债券资金的项目有多少个", "26个")}},
	{"in English", []turn{yes("What is the total investment of the auto parts industrial park?", "1.085 billion yuan"), yes("and its floor area?", "196,000 square metres")}},
	{"after a total, the largest project of all", []turn{yes("总投资多少？", "844.6亿元"), yes("总投资最大的项目是哪个？", "汽车零部件产业园"), yes("投资最小的项目呢", "东丰路")}},
	{"after a total, projects from an amount on", []turn{yes("总投资多少？", "844.6亿元"), yes("总投资10亿元以上的项目有哪些？", "10.85亿元")}},
	{"projects from an amount on, without a word that asks", []turn{yes("总投资10亿元以上的项目", "10.85亿元")}},
	{"thanks are no question", []turn{yes("最大的项目是哪个？", "10.85亿元"), {"谢谢", "", query.Unclear}, yes("占地面积呢", "22.45万平方米")}},
	{"a figure of all of them is better", []turn{yes("亿元以上的项目", "167个")}},
	{"none of that amount is named", []turn{no("100亿元以上的项目")}},
	{"the same in English", []turn{yes("What is the total investment?", "84.46 billion yuan"), yes("Which project is the largest?", "汽车零部件产业园")}},
	{"how many they are", []turn{yes("专项债券资金多少", "28亿元"), yes("涉及几个项目", "26个")}},
}

func TestConversations(t *testing.T) {
	l := builtIn(t)
	for _, tt := range conversations {
		t.Run(tt.name, func(t *testing.T) {
			kept, passed := &query.Conversation{}, &query.Conversation{}
			for _, turn := range tt.turns {
				a := l.engine.Ask(context.Background(), kept, turn.question)
				if turn.status != "" && a.Status != turn.status || !strings.Contains(strings.ReplaceAll(a.Headline, ",", ""), strings.ReplaceAll(turn.want, ",", "")) {
					t.Errorf("%s: %s %q, want %s %q", turn.question, a.Status, a.Headline, turn.status, turn.want)
				}
				// A bot keeps the conversation as JSON between the turns.
				passed = roundTrip(t, passed)
				b := l.engine.Ask(context.Background(), passed, turn.question)
				if a.Headline != b.Headline || a.Status != b.Status {
					t.Errorf("%s: %q, but %q when the conversation was kept as JSON", turn.question, a.Headline, b.Headline)
				}
			}
		})
	}
}

func roundTrip(t testing.TB, c *query.Conversation) *query.Conversation {
	t.Helper()
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var out query.Conversation
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatalf("%v in %s", err, b)
	}
	return &out
}

// Conversations are kept for every chat, so they must stay small however long somebody talks.
func TestAConversationStaysSmall(t *testing.T) {
	l := builtIn(t)
	s := newSpeaker(l, 5)
	c := &query.Conversation{}
	for range 50 {
		l.engine.Ask(context.Background(), c, s.question()+strings.Repeat("，"+s.owner(), 3))
	}
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	if len(b) > 64<<10 {
		t.Errorf("a conversation of %d bytes", len(b))
	}
}

// Whatever an old version or a damaged row left in place of a conversation, a question is answered.
func TestStrangeConversations(t *testing.T) {
	l := builtIn(t)
	for _, text := range []string{`{}`, `null`, `{"turns":null}`, `{"turns":[{}]}`, `{"turns":[{},{},{}],"report":"没有这份报告"}`,
		`{"turns":[{"question":"总投资多少","refs":[{}]}]}`, `{"turns":[{"question":"","frame":{}}],"unknown":1}`, `{"report":"` + strings.Repeat("x", 5000) + `"}`} {
		var c query.Conversation
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			continue // the bot begins a new conversation
		}
		l.engine.Ask(context.Background(), &c, "那亿元以上的呢？")
		if a := l.engine.Ask(context.Background(), &c, "已开工5000万元以上项目总投资多少"); !strings.Contains(a.Headline, "844.6亿元") {
			t.Errorf("after %.60s: %s", text, a.Headline)
		}
	}
	if a := l.engine.Ask(context.Background(), nil, "已开工5000万元以上项目总投资多少"); a.Status != query.Answered {
		t.Errorf("without a conversation: %s", a.Status)
	}
}

// Two reports of our own with the same measures for two counties.
const (
	linheText = `临河县上半年项目建设情况
2023年7月12日

2023年上半年，临河县实施重点项目42个，总投资96.5亿元，完成投资31.2亿元，同比增长8.4%。
青禾乳业智能工厂项目总投资6.8亿元，占地150亩，建成后可新增就业420人。
`
	shankouText = `山口县上半年项目建设情况
2023年7月15日

2023年上半年，山口县实施重点项目57个，总投资128.3亿元，完成投资40.6亿元，同比增长5.1%。
云岭茶业精制加工项目总投资2.4亿元，占地60亩，建成后可新增就业180人。
`
)

func writeFile(t testing.TB, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A conversation may go on while a new edition of the report is loaded: what the last turn pointed at is gone, and the
// figure of the new edition is the answer.
func TestAConversationOutlivesAReload(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	db, err := data.Open(ctx, filepath.Join(dir, "reports.db"), data.Options{Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Load(ctx, writeFile(t, dir, "linhe.txt", linheText)); err != nil {
		t.Fatal(err)
	}
	engine, err := query.Open(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	c := &query.Conversation{}
	if a := engine.Ask(ctx, c, "青禾乳业项目总投资多少"); !strings.Contains(a.Headline, "6.8亿元") {
		t.Fatal(a.Headline)
	}
	newer := strings.Replace(strings.Replace(linheText, "总投资6.8亿元", "总投资7.2亿元", 1), "新增就业420人", "新增就业450人", 1)
	loaded, err := db.Load(ctx, writeFile(t, dir, "linhe.txt", newer))
	if err != nil || !loaded.Replaced {
		t.Fatalf("replaced %v, %v", loaded.Replaced, err)
	}
	c = roundTrip(t, c)
	// The engine looks for new editions a few times a second.
	deadline := time.Now().Add(10 * time.Second)
	for !strings.Contains(engine.Ask(ctx, nil, "青禾乳业项目总投资多少").Headline, "7.2亿元") {
		if time.Now().After(deadline) {
			t.Fatal("the new edition is not noticed")
		}
		time.Sleep(5 * time.Millisecond)
	}
	for _, turn := range []turn{yes("它新增就业多少人", "450人"), yes("总投资呢", "7.2亿元"), yes("换成万元", "72000万元")} {
		if a := engine.Ask(ctx, c, turn.question); a.Status != turn.status || !strings.Contains(a.Headline, turn.want) {
			t.Errorf("%s: %s %q, want %q", turn.question, a.Status, a.Headline, turn.want)
		}
	}
	// The report is gone altogether: its figures are, too.
	other, err := data.Open(ctx, filepath.Join(dir, "other.db"), data.Options{Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if _, err := other.Load(ctx, writeFile(t, dir, "shankou.txt", shankouText)); err != nil {
		t.Fatal(err)
	}
	elsewhere, err := query.Open(ctx, other)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"它新增就业多少人", "青禾乳业项目总投资多少"} {
		if a := elsewhere.Ask(ctx, roundTrip(t, c), q); strings.Contains(a.Headline, "450") || strings.Contains(a.Headline, "7.2亿") {
			t.Errorf("%s: %s, from a report that is not loaded", q, a.Headline)
		}
	}
}

func TestAChosenReportNarrowsTheQuestions(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	db, err := data.Open(ctx, filepath.Join(dir, "reports.db"), data.Options{Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for name, text := range map[string]string{"linhe.txt": linheText, "shankou.txt": shankouText} {
		if _, err := db.Load(ctx, writeFile(t, dir, name, text)); err != nil {
			t.Fatal(err)
		}
	}
	engine, err := query.Open(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]string{}
	for _, r := range engine.Reports(ctx) {
		keys[strings.TrimSuffix(r.Name, "上半年项目建设情况")] = r.Key
	}
	if len(keys) != 2 {
		t.Fatalf("reports %v", keys)
	}
	for _, tt := range []struct{ report, question, want string }{
		{"临河县", "重点项目有多少个", "42个"}, {"山口县", "重点项目有多少个", "57个"},
		{"临河县", "完成投资多少", "31.2亿元"}, {"山口县", "完成投资多少", "40.6亿元"},
		{"临河县", "投资同比增长多少", "8.4%"}, {"山口县", "投资同比增长多少", "5.1%"},
	} {
		key := keys[tt.report]
		c := &query.Conversation{Report: key}
		a := engine.Ask(ctx, c, tt.question)
		if a.Status != query.Answered || !strings.Contains(a.Headline, tt.want) {
			t.Errorf("%s: %s: %s %q, want %q", tt.report, tt.question, a.Status, a.Headline, tt.want)
		}
		if c.Report != key {
			t.Errorf("the chosen report became %q", c.Report)
		}
		for _, s := range a.Sources {
			if !strings.HasPrefix(s.Report, tt.report) {
				t.Errorf("%s: a source in %s", tt.report, s.Report)
			}
		}
	}
	// The other report's project is not in this one.
	if a := engine.Ask(ctx, &query.Conversation{Report: keys["临河县"]}, "云岭茶业项目总投资多少"); a.Status == query.Answered {
		t.Errorf("a project of another report: %s", a.Headline)
	}
	// A question that fits both says whose figure it gives, or asks back.
	a := engine.Ask(ctx, &query.Conversation{}, "临河县和山口县的重点项目各有多少个")
	if a.Status == query.Answered && !strings.Contains(a.Text, "县") {
		t.Errorf("whose? %s", a.Text)
	}
	// Named, each is found without being chosen.
	for place, want := range map[string]string{"临河县": "96.5亿元", "山口县": "128.3亿元"} {
		if a := engine.Ask(ctx, &query.Conversation{}, place+"重点项目总投资多少"); !strings.Contains(a.Headline, want) {
			t.Errorf("%s: %s, want %s", place, a.Headline, want)
		}
	}
}
