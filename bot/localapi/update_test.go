package localapi_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"wenxiang/bot/localapi"
)

type incoming struct {
	ID       int64                  `json:"update_id"`
	Message  *localapi.Message      `json:"message"`
	Edited   *localapi.Message      `json:"edited_message"`
	Post     *localapi.Message      `json:"channel_post"`
	Callback *localapi.Callback     `json:"callback_query"`
	Member   *localapi.MemberChange `json:"my_chat_member"`
	Inline   *localapi.InlineQuery  `json:"inline_query"`
}

// poll calls getUpdates and returns the updates' texts in one line.
func (c caller) poll(fields map[string]any) (string, []incoming) {
	c.t.Helper()
	a := c.call("getUpdates", fields)
	if !a.OK {
		return a.said(), nil
	}
	var list []incoming
	if err := json.Unmarshal(a.Result, &list); err != nil {
		c.t.Fatalf("%s: %v", a.Result, err)
	}
	var texts []string
	for _, u := range list {
		if u.Message != nil {
			texts = append(texts, u.Message.Text)
		} else {
			texts = append(texts, "?")
		}
	}
	return strings.Join(texts, " "), list
}

func TestOffsetsAcknowledge(t *testing.T) {
	s, address := serve(t, localapi.Options{FirstUpdateID: 100})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	lin := s.AddUser(localapi.User{FirstName: "林夏"}).ID
	for _, text := range []string{"一", "二", "三", "四", "五", "六"} {
		s.SendText(lin, lin, text)
	}
	for _, k := range []struct {
		why    string
		fields map[string]any
		want   string
		left   int
	}{
		{"without an offset nothing is forgotten", nil, "一 二 三 四 五 六", 6},
		{"and they come again", map[string]any{"limit": 2}, "一 二", 6},
		{"an offset forgets those before it", map[string]any{"offset": 102}, "三 四 五 六", 4},
		{"for good", map[string]any{"offset": 100}, "三 四 五 六", 4},
		{"offset 0 forgets nothing", map[string]any{"offset": 0}, "三 四 五 六", 4},
		{"a negative offset keeps the last", map[string]any{"offset": -3, "limit": 1}, "四", 3},
		{"a large one does no harm", map[string]any{"offset": -99}, "四 五 六", 3},
		{"past the end all are forgotten", map[string]any{"offset": 106}, "", 0},
	} {
		if got, _ := c.poll(k.fields); got != k.want || s.Pending() != k.left {
			t.Errorf("%s: got %q and %d are left, not %q and %d", k.why, got, s.Pending(), k.want, k.left)
		}
	}
	if id := s.SendText(lin, lin, "七"); id != 106 {
		t.Errorf("the next update is %d", id)
	}
}

func TestUpdatesAreForgottenAfterADay(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	lin := s.AddUser(localapi.User{FirstName: "林夏"}).ID
	s.SendText(lin, lin, "旧")
	s.Advance(20 * time.Hour)
	s.SendText(lin, lin, "新")
	s.Advance(5 * time.Hour)
	if got, _ := c.poll(nil); got != "新" {
		t.Errorf("got %q", got)
	}
}

func TestLongPollWaitsForAnUpdate(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	lin := s.AddUser(localapi.User{FirstName: "林夏"}).ID
	got := make(chan string)
	go func() { texts, _ := c.poll(map[string]any{"timeout": 30}); got <- texts }()
	select {
	case texts := <-got:
		t.Fatalf("the poll came back at once, with %q", texts)
	case <-time.After(50 * time.Millisecond):
	}
	s.SendText(lin, lin, "到了")
	select {
	case texts := <-got:
		if texts != "到了" {
			t.Errorf("got %q", texts)
		}
	case <-time.After(soon):
		t.Fatal("the poll did not come back")
	}
	started := time.Now()
	if texts, list := c.poll(map[string]any{"timeout": 1, "offset": -1}); len(list) != 1 || time.Since(started) > 900*time.Millisecond {
		t.Errorf("with an update there, it waited and gave %q", texts)
	}
}

func TestOnlyOnePollAtATime(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	lin := s.AddUser(localapi.User{FirstName: "林夏"}).ID
	first, second := make(chan string, 1), make(chan string, 1)
	go func() { texts, _ := c.poll(map[string]any{"timeout": 30}); first <- texts }()
	if !eventually(s.Polling) {
		t.Fatal("the first poll does not wait")
	}
	go func() { texts, _ := c.poll(map[string]any{"timeout": 30}); second <- texts }()
	var ended string
	select {
	case ended = <-first:
	case ended = <-second:
	case <-time.After(soon):
		t.Fatal("neither poll was ended")
	}
	if want := "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"; ended != want {
		t.Errorf("the earlier poll got %q", ended)
	}
	s.SendText(lin, lin, "给后来的")
	select {
	case texts := <-first:
		t.Errorf("the earlier poll got %q", texts)
	case texts := <-second:
		if texts != "给后来的" {
			t.Errorf("the later poll got %q", texts)
		}
	case <-time.After(soon):
		t.Fatal("the later poll did not come back")
	}
}

func TestAllowedUpdates(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	lin := s.AddUser(localapi.User{FirstName: "林夏"}).ID
	count := func() int { _, list := c.poll(map[string]any{"offset": -1000}); return len(list) }
	c.poll(map[string]any{"allowed_updates": []string{"callback_query", "poll"}})
	s.SendText(lin, lin, "不要")
	if n := count(); n != 0 {
		t.Errorf("%d updates of a kind that is not allowed", n)
	}
	if err := s.Block(lin, true); err != nil {
		t.Fatal(err)
	}
	c.poll(map[string]any{"allowed_updates": []string{}})
	s.SendText(lin, lin, "又要了")
	if n := count(); n != 2 { // unblocking by writing, and the message
		t.Errorf("%d updates after the default is back, not 2", n)
	}
}

// hook is a bot's webhook that fails the first times.
type hook struct {
	sync.Mutex
	fails   map[int64]int // by update
	texts   map[int64][]string
	secrets []string
	active  map[int64]bool
	overlap bool
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var u incoming
	json.Unmarshal(body, &u)
	h.Lock()
	chat := u.Message.Chat.ID
	h.overlap = h.overlap || h.active[chat]
	h.active[chat] = true
	h.secrets = append(h.secrets, r.Header.Get("X-Telegram-Bot-Api-Secret-Token"))
	h.fails[u.ID]++
	fail := u.ID%3 == 0 && h.fails[u.ID] <= 2
	if !fail {
		h.texts[chat] = append(h.texts[chat], u.Message.Text)
	}
	h.active[chat] = false
	h.Unlock()
	if fail {
		w.WriteHeader(500)
		return
	}
	if strings.HasSuffix(u.Message.Text, "9") {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"method":"sendMessage","chat_id":%d,"text":"回 %s"}`, chat, u.Message.Text)
	}
}

func TestWebhookDeliversInOrderAndAgain(t *testing.T) {
	s, address := serve(t, localapi.Options{WebhookRetry: 2 * time.Millisecond})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	h := &hook{fails: map[int64]int{}, texts: map[int64][]string{}, active: map[int64]bool{}}
	bot := httptest.NewServer(h)
	defer bot.Close()
	var people []int64
	for range 5 {
		people = append(people, s.AddUser(localapi.User{}).ID)
	}
	s.SendText(people[0], people[0], "0 before")
	if a := c.call("setWebhook", map[string]any{"url": bot.URL + "/hook", "secret_token": "geheim_1", "max_connections": 3}); !a.OK {
		t.Fatal(a.said())
	}
	if got, _ := c.poll(nil); got != "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first" {
		t.Errorf("getUpdates beside a webhook: %s", got)
	}
	var want []string
	var last int64
	for i := range 20 {
		want = append(want, fmt.Sprint(i))
		for _, id := range people {
			last = s.SendText(id, id, fmt.Sprint(i))
		}
	}
	if err := s.WaitAcknowledged(last, soon); err != nil {
		t.Fatal(err)
	}
	h.Lock()
	defer h.Unlock()
	for i, id := range people {
		got := h.texts[id]
		if i == 0 {
			got = got[1:]
		}
		if !slices.Equal(got, want) {
			t.Errorf("chat %d got %v", id, got)
		}
	}
	if h.overlap {
		t.Error("two updates of one chat were delivered side by side")
	}
	if slices.ContainsFunc(h.secrets, func(s string) bool { return s != "geheim_1" }) {
		t.Error("a delivery had another secret")
	}
	if list, err := s.WaitReplies(people[0], 2, soon); err != nil || list[0].Text != "回 9" || list[1].Text != "回 19" {
		t.Errorf("answers in the webhook's response: %v, %v", list, err)
	}
	var info struct {
		URL       string `json:"url"`
		LastError string `json:"last_error_message"`
		Pending   int    `json:"pending_update_count"`
	}
	json.Unmarshal(c.call("getWebhookInfo", nil).Result, &info)
	if info.URL != bot.URL+"/hook" || info.Pending != 0 || !strings.Contains(info.LastError, "500") {
		t.Errorf("getWebhookInfo gives %+v", info)
	}
	if a := c.call("deleteWebhook", nil); !a.OK {
		t.Error(a.said())
	}
	if got, _ := c.poll(nil); got != "" {
		t.Errorf("after deleteWebhook getUpdates gives %q", got)
	}
}

func TestGroupPrivacy(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	lin := s.AddUser(localapi.User{FirstName: "林夏"}).ID
	g, err := s.AddChat(localapi.NewChat{Type: localapi.Supergroup, Title: "群", Owner: lin, BotStatus: localapi.StatusMember})
	if err != nil {
		t.Fatal(err)
	}
	a := c.call("sendMessage", map[string]any{"chat_id": g.ID, "text": "我在"})
	var own localapi.Message
	if err := json.Unmarshal(a.Result, &own); err != nil {
		t.Fatal(err)
	}
	check := func(post localapi.Post, sees bool) {
		t.Helper()
		post.From, post.Chat = lin, g.ID
		p, err := s.Say(post)
		if err != nil {
			t.Fatal(err)
		}
		if (p.UpdateID != 0) != sees {
			t.Errorf("%+v: the bot sees it: %v", post, !sees)
		}
	}
	check(localapi.Post{Text: "大家好"}, false)
	check(localapi.Post{Text: "/ask 总投资"}, true)
	check(localapi.Post{Text: "/ask@Wenxiang_Bot 总投资"}, true)
	check(localapi.Post{Text: "/ask@other_bot 总投资"}, false)
	check(localapi.Post{Text: "@wenxiang_bot 总投资"}, true)
	check(localapi.Post{Text: "那亿元以上的呢", ReplyTo: own.MessageID}, true)
	check(localapi.Post{Photo: &localapi.Upload{Name: "x.png", Data: picture(t, 4, 4)}, Caption: "看图"}, false)
	if err := s.SetMember(g.ID, lin, localapi.Member{User: s.Bot(), Status: localapi.StatusAdmin}); err != nil {
		t.Fatal(err)
	}
	check(localapi.Post{Text: "管理员什么都看得到"}, true)
	if err := s.SetMember(g.ID, lin, localapi.Member{User: s.Bot(), Status: localapi.StatusKicked}); err != nil {
		t.Fatal(err)
	}
	check(localapi.Post{Text: "/ask 有人吗"}, false)
	_, list := c.poll(nil)
	var statuses []string
	for _, u := range list {
		if u.Member != nil {
			statuses = append(statuses, u.Member.Old.Status+"→"+u.Member.New.Status)
		}
	}
	if got := strings.Join(statuses, " "); got != "member→administrator administrator→kicked" {
		t.Errorf("my_chat_member tells of %q", got)
	}
}
