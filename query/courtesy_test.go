package query_test

import (
	"context"
	"testing"

	"wenxiang/query"
)

func TestCourtesiesWantNoFigure(t *testing.T) {
	e := builtIn(t).engine
	for _, said := range []string{"好的", "谢谢！", "好的，谢谢", "再见啦", "辛苦了", "明白了，多谢。", "您好", "OK, thanks", "Goodbye!"} {
		c := &query.Conversation{}
		e.Ask(context.Background(), c, "一窑两线项目纳税多少")
		a := e.Ask(context.Background(), c, said)
		if a.Status != query.Unclear || len(a.Values) > 0 || a.Headline == "" {
			t.Errorf("%s: %s %q, want a courtesy", said, a.Status, a.Headline)
		}
		if a := e.Ask(context.Background(), c, "新增就业呢"); a.Status != query.Answered {
			t.Errorf("after %s: %s, want the project still spoken of", said, a.Headline)
		}
	}
	for _, asked := range []string{"你好，东丰路项目投资多少", "谢谢，东丰路项目投资多少", "好的，那东丰路项目投资多少？谢谢"} {
		if a := e.Ask(context.Background(), &query.Conversation{}, asked); a.Status != query.Answered {
			t.Errorf("%s: %s, want an answer", asked, a.Headline)
		}
	}
}
