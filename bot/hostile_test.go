package bot

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"wenxiang/bot/localapi"
	"wenxiang/bot/state"
)

// TestHostileInput sends what nobody should send, and then an honest question, which must be answered; no
// reply may show a person what is inside.
func TestHostileInput(t *testing.T) {
	s := newReading(t, Options{Editors: []int64{1}}, `<b>玄武</b>项目&quot;通报&quot;2023年

<i>玄武门</i>改造项目总投资3亿元，由"; DROP TABLE report; --有限公司建设。
`)
	s.say("/projects")
	m := s.hear(s.lin.ID, "共 13 个")
	for _, text := range []string{
		strings.Repeat("很", 4096), strings.Repeat("总投资？", 1000), strings.Repeat("\u202e\u200b\u2066", 1300) + "x",
		"\u202e资投总\u202c？", "岭\u200b南\u200d风\u2060电项目总\ufeff投资？", "'; DROP TABLE fact; --", `" OR 1=1 UNION SELECT token FROM state --`,
		"<b>粗</b><script>alert(1)</script>&amp;", "/projects <b>", "/top -1", "/top 99999999999999999999", "/search <b>&", "/search %_*[]()", "/search \u202e\u200b",
		"/chart " + strings.Repeat("x", 3000), "/total ' OR 1=1", "/export ../../etc/passwd", "/start p_../../x", "/start q_%%%", "/channel @<b>", "/reports 99",
		"/projects@wenxiang_bot", "//", "/", "/@", "??????", "٣٤٥ 十亿", strings.Repeat("👨‍👩‍👧", 300), "\x00\x01\x02x", "{{.}} ${x} %s %d",
	} {
		s.post(localapi.Post{From: s.lin.ID, Chat: s.lin.ID, Text: text})
	}
	key := s.engine.Search(t.Context(), "玄武门", "", "zh")[0].Key
	for _, data := range []string{
		"n:", "n:a", "n:a:-1", "n:a:x", "n:a:99999999999999999999", "n:w" + strings.Repeat("x", 22) + ":0", "n:t99:0", "n:zzz:0", "n:r12345678:7", "n:" + strings.Repeat("a", 60),
		"j:", "j:short:a:0", "j:" + strings.Repeat("x", 12) + ":a:0", "j:" + key + ":a:99", "j:" + key + ":q:0", "j:" + key + ":a:0:zz:0", "j:" + key + ":a:0:a:-5", "j:" + key + ":v:0:a:77",
		"v:", "v:" + key, "v:" + key + ":" + key, "v:" + key + ":xxxxxxxxxxxx", "r:nosuch", "r:", "o:", "o:a", "o:zz", "p:", "p:t:", "p:t:a", "p:v:" + key, "p:d:xxxx", "p:z:a", "p:t:a:k",
		"e:", "e:nosuch", "x:", "h:", "h:-1:u", "h:1:u", "h:-99999999999999999999:u", "h:x", "l:xx", "-", "b:", "b:nosuch", "fol:nosuch", "sub:", "sub:o:1:", "\u202e", strings.Repeat("é", 32), "' OR 1=1",
	} {
		id := s.server.Forge(s.lin.ID, s.lin.ID, m.MessageID, data)
		a, err := s.server.WaitAnswer(id, soon)
		if err != nil {
			t.Errorf("%q: %v", data, err)
		}
		if units(a.Text) > 200 {
			t.Errorf("%q answers %q", data, a.Text)
		}
	}
	for _, raw := range []string{
		`"message": {}`, `"message": {"message_id":1,"date":1,"chat":{"id":%d,"type":"private"}}`, `"message": {"message_id":"x","chat":{"id":%d,"type":"private"},"from":{"id":%d}}`,
		`"message": {"message_id":5,"date":1,"chat":{"id":%d,"type":"hologram"},"from":{"id":%d},"hologram":{"x":1}}`, `"callback_query": {"id":"1","from":{"id":%d},"data":"n:a:0"}`,
		`"callback_query": {"id":"2","from":{"id":%d},"inline_message_id":"z","data":"n:a:0"}`, `"inline_query": {"id":"3","from":{"id":%d},"query":12}`, `"inline_query": {}`,
		`"my_chat_member": {"chat":{"id":-5,"type":"channel"},"new_chat_member":{"status":"sultan"}}`, `"my_chat_member": {}`, `"sorcery": {"chat":{"id":%d}}`, `"message": []`, `"message": null`,
		`"message": {"message_id":9,"date":1,"chat":{"id":%d,"type":"private"},"from":{"id":%d},"document":{"file_id":"","file_size":-1}}`,
		`"message": {"message_id":9,"date":1,"chat":{"id":%d,"type":"private"},"from":{"id":%d},"text":"/ask 甲","entities":[{"type":"bot_command","offset":-1,"length":99999}]}`,
	} {
		n := strings.Count(raw, "%d")
		args := make([]any, n)
		for i := range args {
			args[i] = s.lin.ID
		}
		s.server.PushRaw(s.lin.ID, fmt.Sprintf(raw, args...))
	}
	s.say("岭南风电项目总投资是多少呢？")
	s.hear(s.lin.ID, "岭南风电项目总投资21亿元")
	for _, m := range s.server.FromBot(s.lin.ID) {
		text := m.Content()
		for _, inside := range []string{"goroutine", "panic", ".go:", "SELECT ", "sqlite", s.server.Token()} {
			if strings.Contains(text, inside) && !strings.Contains(text, "UNION SELECT") {
				t.Errorf("a reply shows %q: %q", inside, text)
			}
		}
		if n := len(utf16.Encode([]rune(text))); n > 4096 {
			t.Errorf("a reply of %d units", n)
		}
	}
	for _, r := range s.server.Requests(0, "sendMessage", 0) {
		if strings.Contains(r.Text, "can't parse entities") {
			t.Errorf("markup that Telegram cannot read: %q", r.Fields["text"])
		}
	}
	if log := s.log.String(); strings.Contains(log, s.server.Token()) || strings.Contains(log, "DROP TABLE") {
		t.Error("the log shows the token or what a person wrote")
	}
	// The name with markup in it is shown as it is.
	s.say("/search 玄武门")
	if m := s.hear(s.lin.ID, "与“玄武门”有关"); !strings.Contains(m.Text, "玄武门</i>改造项目") && !strings.Contains(m.Text, "玄武门改造项目") {
		t.Errorf("shown: %q", m.Text)
	}
}

func TestWhatOthersKeptIsNotShown(t *testing.T) {
	s := newReading(t, Options{})
	other := s.server.AddUser(localapi.User{FirstName: "旁人", LanguageCode: "zh-hans"})
	s.say("/search 风电")
	m := s.hear(s.lin.ID, "与“风电”有关")
	s.server.SendText(other.ID, other.ID, "/projects")
	theirs := s.hear(other.ID, "共 12 个")
	for _, b := range m.Buttons() {
		if !strings.Contains(b.CallbackData, "w") || !strings.HasPrefix(b.CallbackData, pressExport) {
			continue
		}
		id := s.server.Forge(other.ID, other.ID, theirs.MessageID, b.CallbackData)
		if a, err := s.server.WaitAnswer(id, soon); err != nil || !strings.Contains(a.Text, "已失效") {
			t.Errorf("%q answers %q, %v", b.CallbackData, a.Text, err)
		}
	}
}

func TestForgetDeletesWhatWasKeptOfListsAndChannels(t *testing.T) {
	s := newReading(t, Options{Editors: []int64{me}})
	s.lin = s.server.AddUser(localapi.User{ID: me, FirstName: "林夏", LanguageCode: "zh-hans"})
	c := s.channel(s.lin, "")
	if err := s.server.SetMember(c.ID, s.lin.ID, localapi.Member{User: s.server.Bot(), Status: localapi.StatusAdmin}); err != nil {
		t.Fatal(err)
	}
	s.say("/search 风电")
	m := s.hear(s.lin.ID, "与“风电”有关")
	s.sendFileAs(s.lin, "云溪.txt", newer)
	draft := s.hear(s.lin.ID, "与已载入的第 1 版相比")
	s.say("/forget")
	s.hear(s.lin.ID, "已删除")
	for _, data := range []string{m.Buttons()[1].CallbackData, draft.Buttons()[0].CallbackData} {
		id := s.server.Forge(s.lin.ID, s.lin.ID, m.MessageID, data)
		if a, err := s.server.WaitAnswer(id, soon); err != nil || !strings.Contains(a.Text, "已失效") {
			t.Errorf("%q answers %q, %v", data, a.Text, err)
		}
	}
	err := s.bot.store.Update(t.Context(), func(tx *state.Tx) error {
		if all, err := tx.Channels(s.lin.ID); err != nil || len(all) != 0 {
			t.Errorf("channels %v, %v", all, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if edition, _ := s.editions(); edition != 1 {
		t.Errorf("edition %d", edition)
	}
}

// TestManyChatsAtOnce has many people turn pages and ask at the same time: each gets their own answers.
func TestManyChatsAtOnce(t *testing.T) {
	s := newReading(t, Options{})
	names := []string{"岭南风电", "北辰智能仓储", "白石滩旅游度假区", "红星制药厂搬迁"}
	figures := []string{"21亿元", "12.6亿元", "9.4亿元", "10.9亿元"}
	var running sync.WaitGroup
	for i := range 40 {
		u := s.server.AddUser(localapi.User{FirstName: fmt.Sprint("人", i), LanguageCode: "zh-hans"})
		running.Go(func() {
			n := i % len(names)
			s.server.SendText(u.ID, u.ID, "/search "+names[n])
			if _, err := s.server.WaitMessage(u.ID, soon, func(m localapi.Message) bool { return strings.Contains(m.Text, names[n]) }); err != nil {
				t.Error(err)
			}
			s.server.SendText(u.ID, u.ID, names[n]+"项目总投资多少？")
			if _, err := s.server.WaitMessage(u.ID, soon, func(m localapi.Message) bool { return strings.Contains(m.Text, "总投资"+figures[n]) }); err != nil {
				t.Error(err)
			}
			for _, m := range s.server.FromBot(u.ID) {
				for o := range names {
					if o != n && strings.Contains(m.Text, names[o]) {
						t.Errorf("%s reads of %s", names[n], names[o])
					}
				}
			}
		})
	}
	running.Wait()
}
