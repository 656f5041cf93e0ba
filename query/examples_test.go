package query_test

import (
	"context"
	"testing"

	"wenxiang/query"
)

// TestExamplesAreAnswered has a question that means nothing asked of several reports: what is offered instead must be
// answered by that report, in the language of the question.
func TestExamplesAreAnswered(t *testing.T) {
	engines := map[string]*query.Engine{"built in": builtIn(t).engine, "park": wordEngine(t, "park"), "port": wordEngine(t, "port"), "English": wordEngine(t, "en")}
	least := map[string]int{"built in": 3, "park": 1, "port": 1, "English": 0}
	for name, e := range engines {
		for _, nonsense := range []string{"今天天气好吗", "……", "good morning", "。"} {
			if name == "English" && nonsense == "今天天气好吗" {
				continue // what Chinese words mean in an English report is not known: the report does not say
			}
			a := e.Ask(context.Background(), nil, nonsense)
			if a.Status != query.Unclear {
				t.Errorf("%s: %q is %s: %s", name, nonsense, a.Status, a.Text)
				continue
			}
			if len(a.Choices) < least[name] {
				t.Errorf("%s: %q: %d examples, want %d", name, nonsense, len(a.Choices), least[name])
			}
			for _, c := range a.Choices {
				if b := e.Ask(context.Background(), nil, c.Question); b.Status != query.Answered {
					t.Errorf("%s: the example %q is %s", name, c.Question, b.Status)
				}
			}
		}
	}
}

// TestMarksAloneAskNothing sends a full stop after an answer: what was said before is not said again.
func TestMarksAloneAskNothing(t *testing.T) {
	e, c := builtIn(t).engine, &query.Conversation{}
	if a := e.Ask(context.Background(), c, "铜棒项目总投资多少"); a.Status != query.Answered {
		t.Fatal(a.Text)
	}
	for _, marks := range []string{"。", "？？？", "…", "!"} {
		if a := e.Ask(context.Background(), c, marks); a.Status != query.Unclear {
			t.Errorf("%q: %s %q", marks, a.Status, a.Headline)
		}
	}
	if a := e.Ask(context.Background(), c, "产值呢"); a.Status != query.Answered {
		t.Errorf("after the marks: %s", a.Text)
	}
}
