package bot

import (
	"testing"

	"wenxiang/bot/digest"
)

func TestEveryKindOfDigestHasItsWords(t *testing.T) {
	for _, lang := range languages {
		titles, asks := map[string]digest.Kind{}, map[string]digest.Kind{}
		for _, k := range digest.Kinds {
			title := kindTitle(lang, k, "云溪")
			if other, twice := titles[title]; twice || title == "" {
				t.Errorf("%s in %s is called %q, as is %s", k, lang, title, other)
			}
			titles[title] = k
			if (kindTexts[k].ask != nil) != k.Needs() {
				t.Errorf("%s in %s: needs a subject: %v, asks for one: %v", k, lang, k.Needs(), kindTexts[k].ask != nil)
			}
			if ask := kindAsk(lang, k); k.Needs() {
				if other, twice := asks[ask]; twice || ask == "" {
					t.Errorf("%s in %s asks %q, as does %s", k, lang, ask, other)
				}
				asks[ask] = k
			}
		}
		if kindAsk(lang, digest.Question) == "" || len(kindTexts) != len(digest.Kinds)+1 {
			t.Errorf("%d kinds have words, not %d", len(kindTexts), len(digest.Kinds)+1)
		}
	}
}
