package bot

import (
	"strconv"
	"strings"
	"testing"

	"wenxiang/bot/localapi"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func (s *reading) inline(user localapi.User, query string) (id string, a localapi.InlineAnswer) {
	s.t.Helper()
	id, err := s.server.Inline(user.ID, 0, query, "")
	if err != nil {
		s.t.Fatal(err)
	}
	if a, err = s.server.WaitInline(id, soon); err != nil {
		s.t.Fatal(err)
	}
	return id, a
}

func TestAnInlineQueryIsAnsweredWithArticles(t *testing.T) {
	s := newReading(t, Options{})
	id, a := s.inline(s.lin, "岭南风电项目总投资")
	if len(a.Results) == 0 || len(a.Results) > 10 || a.CacheTime != cacheFound || a.IsPersonal {
		t.Fatalf("%d results, cached for %d s, personal %v", len(a.Results), a.CacheTime, a.IsPersonal)
	}
	first := a.Results[0]
	if !strings.Contains(first.Title, "21亿元") || !strings.Contains(first.Description, "《云溪县2023年重点项目进展》") || !strings.Contains(first.Text, "岭南风电项目总投资21亿元，建设起止时间") {
		t.Errorf("the first is %+v", first)
	}
	g, err := s.server.AddChat(localapi.NewChat{Title: "别的群", Type: localapi.Supergroup, Members: []int64{s.lin.ID}, BotStatus: localapi.StatusMember})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.server.ChooseInline(id, first.ID, g.ID)
	if err != nil {
		t.Fatal(err)
	}
	s.say("/help")
	s.hear(s.lin.ID, "怎么问")
	if n := len(s.server.FromBot(g.ID)); n != 0 {
		t.Errorf("the bot answers its own inline message %d times", n)
	}
	// Its button leads to the private chat.
	link := p.Message.Buttons()[0].URL
	_, start, found := strings.Cut(link, "?start=")
	if !found {
		t.Fatalf("the button leads to %q", link)
	}
	s.say("/start " + start)
	s.hear(s.lin.ID, "▸ 岭南风电项目总投资")
}

func TestInlineQueriesOfEveryKind(t *testing.T) {
	s := newReading(t, Options{})
	_, a := s.inline(s.lin, "")
	if len(a.Results) != 10 || !a.IsPersonal || !strings.Contains(a.Results[0].Title, "96.5亿元") {
		t.Errorf("nothing typed: %d results, %+v", len(a.Results), a.Results)
	}
	_, a = s.inline(s.lin, "光伏")
	if len(a.Results) == 0 || !strings.Contains(a.Results[len(a.Results)-1].Title, "大河湾光伏发电项目") {
		t.Errorf("a word: %+v", a.Results)
	}
	_, a = s.inline(s.lin, "zzqx")
	if len(a.Results) != 0 || a.CacheTime != cacheNothing || !strings.Contains(string(a.Button), "start_parameter") {
		t.Errorf("nonsense: %+v, cached for %d s, button %s", a.Results, a.CacheTime, a.Button)
	}
	ids := map[string]bool{}
	_, a = s.inline(s.lin, "总投资")
	for _, r := range a.Results {
		if ids[r.ID] || r.Description == "" {
			t.Errorf("result %+v", r)
		}
		ids[r.ID] = true
	}
	if len(a.Results) == 0 || len(a.Results) > 10 {
		t.Errorf("%d results", len(a.Results))
	}
	john := s.server.AddUser(localapi.User{FirstName: "John", LanguageCode: "en"})
	_, a = s.inline(john, "")
	if len(a.Results) == 0 || !strings.Contains(a.Results[0].Title, "9.65 billion yuan") {
		t.Errorf("in English: %+v", a.Results)
	}
	// The next page of an answer that has one page is empty.
	id, err := s.server.Inline(s.lin.ID, 0, "总投资", "10")
	if err != nil {
		t.Fatal(err)
	}
	if a, err := s.server.WaitInline(id, soon); err != nil || len(a.Results) != 0 {
		t.Errorf("page two: %+v, %v", a.Results, err)
	}
}
