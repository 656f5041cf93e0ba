package localapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"wenxiang/bot/localapi"
)

// answer is what the Bot API says.
type answer struct {
	OK          bool            `json:"ok"`
	Result      json.RawMessage `json:"result"`
	ErrorCode   int             `json:"error_code"`
	Description string          `json:"description"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

// said is the answer in one line: "ok", or the code and the words.
func (a answer) said() string {
	if a.OK {
		return "ok"
	}
	return fmt.Sprintf("%d %s", a.ErrorCode, a.Description)
}

type caller struct {
	t    *testing.T
	base string // …/bot<token>/
}

func (c caller) call(method string, fields map[string]any) answer {
	c.t.Helper()
	body, err := json.Marshal(fields)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.post(method, "application/json", string(body))
}

func (c caller) post(method, contentType, body string) answer {
	c.t.Helper()
	res, err := http.Post(c.base+method, contentType, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	data, _ := io.ReadAll(res.Body)
	var a answer
	if err := json.Unmarshal(data, &a); err != nil {
		c.t.Fatalf("%s answers %q: %v", method, data, err)
	}
	if !a.OK && a.ErrorCode != res.StatusCode {
		c.t.Errorf("%s: error_code %d with HTTP status %d", method, a.ErrorCode, res.StatusCode)
	}
	return a
}

func TestRefusalsHaveTelegramsWords(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	lin := s.AddUser(localapi.User{FirstName: "林夏", Username: "linxia"}).ID
	gone := s.AddUser(localapi.User{FirstName: "走"}).ID
	if err := s.Block(gone, true); err != nil {
		t.Fatal(err)
	}
	stranger := s.AddStranger(localapi.User{FirstName: "生"}).ID
	chat := func(n localapi.NewChat) int64 {
		made, err := s.AddChat(n)
		if err != nil {
			t.Fatal(err)
		}
		return made.ID
	}
	forum := chat(localapi.NewChat{Type: localapi.Supergroup, Title: "群", Forum: true, Owner: lin, BotStatus: localapi.StatusMember})
	closed, err := s.OpenTopic(forum, lin, "关了的")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.CloseTopic(forum, lin, closed, true); err != nil {
		t.Fatal(err)
	}
	kicked := chat(localapi.NewChat{Type: localapi.Supergroup, Title: "踢", Owner: lin, BotStatus: localapi.StatusKicked})
	left := chat(localapi.NewChat{Type: localapi.Group, Title: "离", Owner: lin})
	channel := chat(localapi.NewChat{Type: localapi.Channel, Title: "频道", Username: "pindao", Owner: lin, BotStatus: localapi.StatusMember})
	mine := c.call("sendMessage", map[string]any{"chat_id": lin, "text": "一", "reply_markup": map[string]any{"inline_keyboard": [][]any{{map[string]any{"text": "b", "callback_data": "b"}}}}})
	var own localapi.Message
	if err := json.Unmarshal(mine.Result, &own); err != nil {
		t.Fatal(err)
	}
	theirs, err := s.Say(localapi.Post{From: lin, Chat: lin, Text: "二"})
	if err != nil {
		t.Fatal(err)
	}

	button := func(fields map[string]any) map[string]any {
		return map[string]any{"chat_id": lin, "text": "x", "reply_markup": map[string]any{"inline_keyboard": [][]any{{fields}}}}
	}
	many := func(rows, columns int) map[string]any {
		var list [][]any
		for range rows {
			var row []any
			for range columns {
				row = append(row, map[string]any{"text": "b", "callback_data": "d"})
			}
			list = append(list, row)
		}
		return map[string]any{"chat_id": lin, "text": "x", "reply_markup": map[string]any{"inline_keyboard": list}}
	}
	text := func(s string) map[string]any { return map[string]any{"chat_id": lin, "text": s} }
	edit := func(id int, s string) map[string]any {
		return map[string]any{"chat_id": lin, "message_id": id, "text": s}
	}
	notModified := "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"
	tooOld := "400 Bad Request: query is too old and response timeout expired or query ID is invalid"

	for _, k := range []struct {
		why, method string
		fields      map[string]any
		want        string
	}{
		{"unknown method", "sendEverything", nil, "404 Not Found"},
		{"name in any case", "GETME", nil, "ok"},
		{"no chat", "sendMessage", map[string]any{"text": "x"}, "400 Bad Request: chat_id is empty"},
		{"unknown chat", "sendMessage", map[string]any{"chat_id": 1, "text": "x"}, "400 Bad Request: chat not found"},
		{"no number", "sendMessage", map[string]any{"chat_id": "abc", "text": "x"}, "400 Bad Request: chat not found"},
		{"a person by name", "sendMessage", map[string]any{"chat_id": "@linxia", "text": "x"}, "400 Bad Request: chat not found"},
		{"no text", "sendMessage", map[string]any{"chat_id": lin}, "400 Bad Request: message text is empty"},
		{"blank text", "sendMessage", text(" \n\t "), "400 Bad Request: message text is empty"},
		{"text of tags only", "sendMessage", map[string]any{"chat_id": lin, "text": "<b> </b>", "parse_mode": "HTML"}, "400 Bad Request: message text is empty"},
		{"4096 characters", "sendMessage", text(strings.Repeat("亿", 4096)), "ok"},
		{"4097 characters", "sendMessage", text(strings.Repeat("亿", 4097)), "400 Bad Request: message is too long"},
		{"2048 emoji are 4096 units", "sendMessage", text(strings.Repeat("😀", 2048)), "ok"},
		{"2049 emoji", "sendMessage", text(strings.Repeat("😀", 2049)), "400 Bad Request: message is too long"},
		{"tags do not count", "sendMessage", map[string]any{"chat_id": lin, "text": strings.Repeat("<b>亿</b>", 4096), "parse_mode": "html"}, "ok"},
		{"unknown parse mode", "sendMessage", map[string]any{"chat_id": lin, "text": "x", "parse_mode": "BBCode"}, "400 Bad Request: unsupported parse_mode"},
		{"unknown entity", "sendMessage", map[string]any{"chat_id": lin, "text": "x", "entities": []any{map[string]any{"type": "loud", "offset": 0, "length": 1}}}, "400 Bad Request: can't parse MessageEntity: Unsupported MessageEntity type specified"},
		{"blocked", "sendMessage", map[string]any{"chat_id": gone, "text": "x"}, "403 Forbidden: bot was blocked by the user"},
		{"never started", "sendMessage", map[string]any{"chat_id": stranger, "text": "x"}, "403 Forbidden: bot can't initiate conversation with a user"},
		{"kicked", "sendMessage", map[string]any{"chat_id": kicked, "text": "x"}, "403 Forbidden: bot was kicked from the supergroup chat"},
		{"not in the group", "sendMessage", map[string]any{"chat_id": left, "text": "x"}, "403 Forbidden: bot is not a member of the group chat"},
		{"no admin of the channel", "sendMessage", map[string]any{"chat_id": channel, "text": "x"}, "400 Bad Request: need administrator rights in the channel chat"},
		{"channel by name", "sendMessage", map[string]any{"chat_id": "@Pindao", "text": "x"}, "400 Bad Request: need administrator rights in the channel chat"},
		{"no such topic", "sendMessage", map[string]any{"chat_id": forum, "text": "x", "message_thread_id": 99}, "400 Bad Request: message thread not found"},
		{"topic in a private chat", "sendMessage", map[string]any{"chat_id": lin, "text": "x", "message_thread_id": 99}, "400 Bad Request: message thread not found"},
		{"closed topic", "sendMessage", map[string]any{"chat_id": forum, "text": "x", "message_thread_id": closed}, "400 Bad Request: TOPIC_CLOSED"},
		{"reply to nothing", "sendMessage", map[string]any{"chat_id": lin, "text": "x", "reply_parameters": map[string]any{"message_id": 9999}}, "400 Bad Request: message to be replied not found"},
		{"reply to nothing, allowed", "sendMessage", map[string]any{"chat_id": lin, "text": "x", "reply_parameters": map[string]any{"message_id": 9999, "allow_sending_without_reply": true}}, "ok"},
		{"a quotation that is not there", "sendMessage", map[string]any{"chat_id": lin, "text": "x", "reply_parameters": map[string]any{"message_id": own.MessageID, "quote": "三"}}, "400 Bad Request: QUOTE_TEXT_INVALID"},

		{"64 bytes of data", "sendMessage", button(map[string]any{"text": "b", "callback_data": strings.Repeat("d", 64)}), "ok"},
		{"65 bytes", "sendMessage", button(map[string]any{"text": "b", "callback_data": strings.Repeat("d", 65)}), "400 Bad Request: BUTTON_DATA_INVALID"},
		{"22 Chinese characters are 66 bytes", "sendMessage", button(map[string]any{"text": "b", "callback_data": strings.Repeat("项", 22)}), "400 Bad Request: BUTTON_DATA_INVALID"},
		{"empty data", "sendMessage", button(map[string]any{"text": "b", "callback_data": ""}), "400 Bad Request: BUTTON_DATA_INVALID"},
		{"button that does nothing", "sendMessage", button(map[string]any{"text": "b"}), "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"button without text", "sendMessage", button(map[string]any{"callback_data": "x"}), "400 Bad Request: can't parse inline keyboard button: Field \"text\" must be of type String"},
		{"button to nowhere", "sendMessage", button(map[string]any{"text": "b", "url": "nowhere"}), "400 Bad Request: inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"},
		{"100 buttons", "sendMessage", many(20, 5), "ok"},
		{"101 buttons", "sendMessage", many(101, 1), "400 Bad Request: reply markup is too long"},
		{"9 in a row", "sendMessage", many(1, 9), "400 Bad Request: reply markup is too long"},
		{"markup is no object", "sendMessage", map[string]any{"chat_id": lin, "text": "x", "reply_markup": []int{1}}, "400 Bad Request: object expected as reply markup"},
		{"no rows", "sendMessage", map[string]any{"chat_id": lin, "text": "x", "reply_markup": map[string]any{"inline_keyboard": 5}}, "400 Bad Request: field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays"},

		{"edit nothing", "editMessageText", edit(9999, "x"), "400 Bad Request: message to edit not found"},
		{"edit without id", "editMessageText", map[string]any{"chat_id": lin, "text": "x"}, "400 Bad Request: message identifier is not specified"},
		{"edit a person's message", "editMessageText", edit(theirs.Message.MessageID, "x"), "400 Bad Request: message can't be edited"},
		{"edit to nothing", "editMessageText", edit(own.MessageID, " "), "400 Bad Request: message text is empty"},
		{"edit too long", "editMessageText", edit(own.MessageID, strings.Repeat("x", 4097)), "400 Bad Request: MESSAGE_TOO_LONG"},
		{"buttons go with the edit", "editMessageText", edit(own.MessageID, "一"), "ok"},
		{"now it is the same", "editMessageText", edit(own.MessageID, "一"), notModified},
		{"no buttons to take", "editMessageReplyMarkup", map[string]any{"chat_id": lin, "message_id": own.MessageID}, notModified},
		{"caption of a text", "editMessageCaption", map[string]any{"chat_id": lin, "message_id": own.MessageID, "caption": "x"}, "400 Bad Request: there is no caption in the message to edit"},
		{"edit as blocked", "editMessageText", map[string]any{"chat_id": gone, "message_id": 1, "text": "x"}, "403 Forbidden: bot was blocked by the user"},

		{"delete nothing", "deleteMessage", map[string]any{"chat_id": lin, "message_id": 9999}, "400 Bad Request: message to delete not found"},
		{"answer nothing", "answerCallbackQuery", map[string]any{"callback_query_id": "1"}, tooOld},
		{"200 characters", "answerCallbackQuery", map[string]any{"callback_query_id": "1", "text": strings.Repeat("亿", 200)}, tooOld},
		{"201 characters", "answerCallbackQuery", map[string]any{"callback_query_id": "1", "text": strings.Repeat("亿", 201)}, "400 Bad Request: MESSAGE_TOO_LONG"},
		{"inline query unknown", "answerInlineQuery", map[string]any{"inline_query_id": "1", "results": []any{}}, tooOld},
		{"strange action", "sendChatAction", map[string]any{"chat_id": lin, "action": "dancing"}, "400 Bad Request: wrong parameter action in request"},
		{"typing", "sendChatAction", map[string]any{"chat_id": lin, "action": "typing"}, "ok"},
		{"no photo", "sendPhoto", map[string]any{"chat_id": lin}, "400 Bad Request: there is no photo in the request"},
		{"no document", "sendDocument", map[string]any{"chat_id": lin}, "400 Bad Request: there is no document in the request"},
		{"no file", "getFile", nil, "400 Bad Request: file_id not specified"},
		{"command in capitals", "setMyCommands", map[string]any{"commands": []any{map[string]any{"command": "Start", "description": "x"}}}, "400 Bad Request: BOT_COMMAND_INVALID"},
		{"command in Chinese", "setMyCommands", map[string]any{"commands": []any{map[string]any{"command": "开始", "description": "x"}}}, "400 Bad Request: BOT_COMMAND_INVALID"},
		{"command without words", "setMyCommands", map[string]any{"commands": []any{map[string]any{"command": "start", "description": ""}}}, "400 Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"},
		{"language", "setMyCommands", map[string]any{"commands": []any{}, "language_code": "zh-hans"}, "400 Bad Request: invalid language code specified"},
		{"scope", "setMyCommands", map[string]any{"commands": []any{}, "scope": map[string]any{"type": "moon"}}, "400 Bad Request: can't parse BotCommandScope: Unsupported type specified"},
		{"long short description", "setMyShortDescription", map[string]any{"short_description": strings.Repeat("x", 121)}, "400 Bad Request: BOT_SHORT_DESCRIPTION_INVALID"},
		{"member of nowhere", "getChatMember", map[string]any{"chat_id": forum, "user_id": 5}, "400 Bad Request: PARTICIPANT_ID_INVALID"},
		{"admins of a private chat", "getChatAdministrators", map[string]any{"chat_id": lin}, "400 Bad Request: there are no administrators in the private chat"},
		{"chat that threw the bot out", "getChat", map[string]any{"chat_id": kicked}, "403 Forbidden: bot was kicked from the supergroup chat"},
		{"webhook without TLS", "setWebhook", map[string]any{"url": "http://example.org/x"}, "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook"},
		{"webhook on a strange port", "setWebhook", map[string]any{"url": "https://example.org:444/x"}, "400 Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"},
		{"strange secret", "setWebhook", map[string]any{"url": "https://example.org/x", "secret_token": "a b"}, "400 Bad Request: secret token contains unallowed characters"},
		{"strange reaction", "setMessageReaction", map[string]any{"chat_id": lin, "message_id": own.MessageID, "reaction": []any{map[string]any{"type": "emoji", "emoji": "far too long a word"}}}, "400 Bad Request: REACTION_INVALID"},
		{"topic in no forum", "createForumTopic", map[string]any{"chat_id": lin, "name": "x"}, "400 Bad Request: the chat is not a forum"},
	} {
		if got := c.call(k.method, k.fields).said(); got != k.want {
			t.Errorf("%s (%s): %s, not %s", k.why, k.method, got, k.want)
		}
	}
}

func TestRequestsComeInEveryForm(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	lin := s.AddUser(localapi.User{FirstName: "林夏"}).ID
	id := fmt.Sprint(lin)
	form := url.Values{"chat_id": {id}, "text": {"urlencoded & 亿"}}
	multi := "--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n" + id + "\r\n--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nmultipart & 亿\r\n--x--\r\n"
	for _, k := range []struct{ kind, body, query, want string }{
		{"application/json", `{"chat_id":` + id + `,"text":"json & 亿"}`, "", "json & 亿"},
		{"application/json", `{"chat_id":"` + id + `","text":"id as text"}`, "", "id as text"},
		{"application/json; charset=utf-8", `{"text":"half","entities":null}`, "?chat_id=" + id, "half"},
		{"application/x-www-form-urlencoded", form.Encode(), "", "urlencoded & 亿"},
		{"multipart/form-data; boundary=x", multi, "", "multipart & 亿"},
	} {
		a := c.post("sendMessage"+k.query, k.kind, k.body)
		var m localapi.Message
		if json.Unmarshal(a.Result, &m); !a.OK || m.Text != k.want {
			t.Errorf("%s: %s, text %q", k.kind, a.said(), m.Text)
		}
	}
	if a := c.post("sendMessage", "application/json", `{"chat_id":`); a.ErrorCode != 400 {
		t.Errorf("broken JSON: %s", a.said())
	}
	if a := c.post("sendMessage", "application/x-www-form-urlencoded", "chat_id="+id+"&text=%ff"); a.said() != "400 Bad Request: text must be encoded in UTF-8" {
		t.Errorf("bad UTF-8: %s", a.said())
	}
	for path, want := range map[string]int{
		"/bot" + s.Token() + "x/getMe": 401, "/bot/getMe": 401, "/bot" + s.Token(): 404, "/file/botwrong/x": 401, "/file/bot" + s.Token() + "/nothing": 404,
	} {
		res, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != want {
			t.Errorf("%s: status %d, not %d", path, res.StatusCode, want)
		}
	}
	big := bytes.Repeat([]byte("x"), 53<<20)
	res, err := http.Post(c.base+"sendMessage", "application/json", bytes.NewReader(big))
	if err == nil {
		if res.Body.Close(); res.StatusCode != 413 {
			t.Errorf("a body of 53 MB: status %d", res.StatusCode)
		}
	}
}

func TestStrangersAreNotAnswered(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	for _, host := range []string{"0.0.0.0:0", "192.0.2.1:80", "[::]:0"} {
		if _, err := s.Listen(host); err == nil {
			t.Errorf("it listens on %s", host)
		}
	}
	for header, value := range map[string]string{"Host": "playground.example.org", "Origin": "https://example.org"} {
		req, _ := http.NewRequest("GET", address+"/control/state", nil)
		if req.Header.Set(header, value); header == "Host" {
			req.Host = value
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if res.Body.Close(); res.StatusCode != http.StatusForbidden {
			t.Errorf("with %s %s the answer is %d", header, value, res.StatusCode)
		}
	}
}
