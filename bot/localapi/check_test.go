package localapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"wenxiang/bot/localapi"
)

// TestWrongRequestsAreCaught sends requests that are wrong by themselves, one by one: each must be refused and noted,
// with the place of the fault.
func TestWrongRequestsAreCaught(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	lin := s.AddUser(localapi.User{FirstName: "林夏"}).ID
	type fields = map[string]any
	message := func(more fields) fields {
		all := fields{"chat_id": lin, "text": "总投资"}
		for k, v := range more {
			all[k] = v
		}
		return all
	}
	markup := func(v any) fields { return message(fields{"reply_markup": v}) }
	button := func(b fields) fields { return markup(fields{"inline_keyboard": [][]any{{b}}}) }
	offer := func(r fields) fields { return fields{"inline_query_id": "1", "results": []any{r}} }
	article := func(more fields) fields {
		r := fields{"type": "article", "id": "1", "title": "总投资", "input_message_content": fields{"message_text": "844.6亿元"}}
		for k, v := range more {
			r[k] = v
		}
		return r
	}
	command := fields{"command": "ask", "description": "问"}
	many := func(n int, v any) (list []any) {
		for range n {
			list = append(list, v)
		}
		return list
	}
	long := strings.Repeat("亿", 4097)

	for _, k := range []struct {
		why, method string
		fields      fields
		field       string // where the fault is
		want        string // what is noted
	}{
		{"unknown method", "sendTelepathy", fields{"chat_id": lin}, "", "there is no such method"},
		{"unknown parameter", "sendMessage", message(fields{"txet": "x"}), "txet", "the method has no such parameter"},
		{"a parameter of another method", "deleteMessage", fields{"chat_id": lin, "message_id": 1, "text": "x"}, "text", "the method has no such parameter"},
		{"a parameter of an older API", "sendMessage", message(fields{"reply_to_message_id": 1}), "reply_to_message_id", "the method has no such parameter"},
		{"a parameter where there is none", "getMe", fields{"chat_id": lin}, "chat_id", "the method has no such parameter"},
		{"unknown field in an object", "sendMessage", message(fields{"link_preview_options": fields{"disabled": true}}), "link_preview_options.disabled", "LinkPreviewOptions has no such field"},
		{"unknown field of a button", "sendMessage", button(fields{"text": "b", "callback_data": "d", "data": "d"}), "reply_markup.inline_keyboard[0][0].data", "InlineKeyboardButton has no such field"},

		{"chat missing", "sendMessage", fields{"text": "x"}, "chat_id", "it is missing"},
		{"text missing", "sendMessage", fields{"chat_id": lin}, "text", "it is missing"},
		{"text empty", "sendMessage", fields{"chat_id": lin, "text": ""}, "text", "it is missing"},
		{"person missing", "getChatMember", fields{"chat_id": lin}, "user_id", "it is missing"},
		{"action missing", "sendChatAction", fields{"chat_id": lin}, "action", "it is missing"},
		{"message of an edit missing", "editMessageText", fields{"chat_id": lin, "text": "x"}, "message_id", "message identifier is not specified"},
		{"text of a button missing", "sendMessage", button(fields{"callback_data": "d"}), "reply_markup.inline_keyboard[0][0].text", "it is missing"},
		{"description of a command missing", "setMyCommands", fields{"commands": []any{fields{"command": "ask"}}}, "commands[0].description", "it is missing"},
		{"title of an article missing", "answerInlineQuery", offer(article(fields{"title": nil})), "results[0].title", "it is missing"},
		{"person of a scope missing", "setMyCommands", fields{"commands": []any{command}, "scope": fields{"type": "chat_member", "chat_id": lin}}, "scope.user_id", "it is missing"},

		{"number with letters", "getChatMember", fields{"chat_id": lin, "user_id": "linxia"}, "user_id", "it is no Integer"},
		{"number with a fraction", "editMessageText", fields{"chat_id": lin, "message_id": 1.5, "text": "x"}, "message_id", "it is no Integer"},
		{"yes or no in other words", "sendMessage", message(fields{"disable_notification": "perhaps"}), "disable_notification", "it is no Boolean"},
		{"an object in place of a list", "setMyCommands", fields{"commands": command}, "commands", "it is no Array of BotCommand"},
		{"a list in place of an object", "sendMessage", message(fields{"reply_parameters": []int{1}}), "reply_parameters", "it is no ReplyParameters"},
		{"text in place of an object", "sendMessage", message(fields{"link_preview_options": "off"}), "link_preview_options", "it is no LinkPreviewOptions"},
		{"text in place of a number, inside", "sendMessage", message(fields{"reply_parameters": fields{"message_id": "7"}}), "reply_parameters.message_id", "it is no Integer"},
		{"number in place of a text, inside", "sendMessage", button(fields{"text": 7, "callback_data": "d"}), "reply_markup.inline_keyboard[0][0].text", "it is no String"},
		{"text in place of yes or no, inside", "sendMessage", message(fields{"link_preview_options": fields{"is_disabled": "true"}}), "link_preview_options.is_disabled", "it is no Boolean"},
		{"keyboard without rows", "sendMessage", markup(fields{"inline_keyboard": []any{fields{"text": "b", "callback_data": "d"}}}), "reply_markup.inline_keyboard[0]", "it is no Array of InlineKeyboardButton"},
		{"markup of no kind", "sendMessage", markup(fields{"buttons": 1}), "reply_markup", "it is no ReplyMarkup"},
		{"reply keyboard under an edited message", "editMessageText", fields{"chat_id": lin, "message_id": 1, "text": "x", "reply_markup": fields{"keyboard": []any{[]any{"b"}}}}, "reply_markup.inline_keyboard", "it is missing"},
		{"unknown action", "sendChatAction", fields{"chat_id": lin, "action": "dancing"}, "action", "it is no ChatAction"},
		{"unknown parse mode", "sendMessage", message(fields{"parse_mode": "BBCode"}), "parse_mode", "it is no ParseMode"},
		{"unknown entity", "sendMessage", message(fields{"entities": []any{fields{"type": "loud", "offset": 0, "length": 1}}}), "entities[0].type", "it is no EntityType"},
		{"unknown result", "answerInlineQuery", offer(fields{"type": "smell", "id": "1"}), "results[0]", "it is no InlineQueryResult"},
		{"unknown scope", "setMyCommands", fields{"commands": []any{command}, "scope": fields{"type": "moon"}}, "scope", "it is no BotCommandScope"},
		{"unknown kind of update", "getUpdates", fields{"allowed_updates": []string{"massage"}}, "allowed_updates[0]", "it is no UpdateKind"},
		{"broken JSON", "sendMessage", message(fields{"reply_markup": "{"}), "reply_markup", "it is no ReplyMarkup"},

		{"4097 units of text", "sendMessage", fields{"chat_id": lin, "text": long}, "text", "4097 UTF-16 units, not 1 to 4096"},
		{"4097 units of an edit", "editMessageText", fields{"chat_id": lin, "message_id": 1, "text": long}, "text", "4097 UTF-16 units, not 1 to 4096"},
		{"broken HTML", "sendMessage", message(fields{"parse_mode": "HTML", "text": "<b>x"}), "text", "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\""},
		{"201 units in a window", "answerCallbackQuery", fields{"callback_query_id": "1", "text": strings.Repeat("x", 201)}, "text", "201 UTF-16 units, not 0 to 200"},
		{"65 bytes of data", "sendMessage", button(fields{"text": "b", "callback_data": strings.Repeat("d", 65)}), "reply_markup.inline_keyboard[0][0].callback_data", "65 bytes, not 1 to 64"},
		{"data without a byte", "sendMessage", button(fields{"text": "b", "callback_data": ""}), "reply_markup.inline_keyboard[0][0].callback_data", "0 bytes, not 1 to 64"},
		{"9 buttons in a row", "sendMessage", markup(fields{"inline_keyboard": []any{many(9, fields{"text": "b", "callback_data": "d"})}}), "reply_markup.inline_keyboard", "9 entries in a row, not 0 to 8"},
		{"102 buttons", "sendMessage", markup(fields{"inline_keyboard": many(17, many(6, fields{"text": "b", "callback_data": "d"}))}), "reply_markup.inline_keyboard", "102 entries, not 0 to 100"},
		{"a button that does nothing", "sendMessage", button(fields{"text": "b"}), "reply_markup.inline_keyboard", "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"a button that does two things", "sendMessage", button(fields{"text": "b", "callback_data": "d", "url": "https://example.org"}), "reply_markup.inline_keyboard", "can't parse inline keyboard button: Exactly one of the optional fields must be used"},
		{"a button that copies 257 units", "sendMessage", button(fields{"text": "b", "copy_text": fields{"text": strings.Repeat("x", 257)}}), "reply_markup.inline_keyboard[0][0].copy_text.text", "257 UTF-16 units, not 1 to 256"},
		{"51 results", "answerInlineQuery", fields{"inline_query_id": "1", "results": many(51, article(nil))}, "results", "51 entries, not 0 to 50"},
		{"65 bytes of a result's id", "answerInlineQuery", offer(article(fields{"id": strings.Repeat("i", 65)})), "results[0].id", "65 bytes, not 1 to 64"},
		{"two results of one id", "answerInlineQuery", fields{"inline_query_id": "1", "results": many(2, article(nil))}, "results", "RESULT_ID_DUPLICATE"},
		{"4097 units of a result's text", "answerInlineQuery", offer(article(fields{"input_message_content": fields{"message_text": long}})), "results[0].input_message_content.message_text", "4097 UTF-16 units, not 1 to 4096"},
		{"broken HTML in a result", "answerInlineQuery", offer(article(fields{"input_message_content": fields{"message_text": "<i>x", "parse_mode": "HTML"}})), "results[0].input_message_content.message_text", "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"i\""},
		{"a payload with a space", "answerInlineQuery", fields{"inline_query_id": "1", "results": []any{}, "button": fields{"text": "b", "start_parameter": "a b"}}, "button.start_parameter", "it has not the form ^(?:[A-Za-z0-9_-]*)$"},
		{"65 letters of payload", "answerInlineQuery", fields{"inline_query_id": "1", "results": []any{}, "button": fields{"text": "b", "start_parameter": strings.Repeat("a", 65)}}, "button.start_parameter", "65 UTF-16 units, not 1 to 64"},
		{"101 commands", "setMyCommands", fields{"commands": many(101, command)}, "commands", "101 entries, not 0 to 100"},
		{"command in capitals", "setMyCommands", fields{"commands": []any{fields{"command": "Ask", "description": "问"}}}, "commands[0].command", "it has not the form ^(?:\\/?[a-z0-9_]{1,32})$"},
		{"257 units about a command", "setMyCommands", fields{"commands": []any{fields{"command": "ask", "description": strings.Repeat("问", 257)}}}, "commands[0].description", "257 UTF-16 units, not 1 to 256"},
		{"three letters of language", "setMyCommands", fields{"commands": []any{command}, "language_code": "zho"}, "language_code", "it has not the form ^(?:([a-z][a-z])?)$"},
		{"65 units of name", "setMyName", fields{"name": strings.Repeat("n", 65)}, "name", "65 UTF-16 units, not 0 to 64"},
		{"101 updates at once", "getUpdates", fields{"limit": 101}, "limit", "101, not 1 to 100"},
		{"101 connections", "setWebhook", fields{"url": "", "max_connections": 101}, "max_connections", "101, not 1 to 100"},
		{"secret with a space", "setWebhook", fields{"url": "", "secret_token": "a b"}, "secret_token", "it has not the form ^(?:[A-Za-z0-9_-]*)$"},
		{"101 messages to delete", "deleteMessages", fields{"chat_id": lin, "message_ids": many(101, 1)}, "message_ids", "101 entries, not 1 to 100"},
		{"one picture is no album", "sendMediaGroup", fields{"chat_id": lin, "media": []any{fields{"type": "photo", "media": "x"}}}, "media", "1 entries, not 2 to 10"},
		{"a file that is not there", "sendMediaGroup", fields{"chat_id": lin, "media": []any{fields{"type": "photo", "media": "attach://a"}, fields{"type": "photo", "media": "x"}}}, "media[0].media", "the file is not in the request"},
	} {
		before := len(s.Violations())
		a := c.call(k.method, k.fields)
		noted := s.Violations()[before:]
		if a.OK || a.ErrorCode != 400 && a.ErrorCode != 404 {
			t.Errorf("%s (%s): the server says %s", k.why, k.method, a.said())
		}
		if len(noted) != 1 || noted[0].Method != k.method || noted[0].Field != k.field || noted[0].Why != k.want {
			t.Errorf("%s (%s): noted %q, not %q", k.why, k.method, noted, k.method+" "+k.field+": "+k.want)
		}
	}
}

// TestRightRequestsPass sends what is just within the limits.
func TestRightRequestsPass(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	lin := s.AddUser(localapi.User{FirstName: "林夏"}).ID
	type fields = map[string]any
	rows := func(rows, columns int) (list [][]any) {
		for range rows {
			var row []any
			for range columns {
				row = append(row, fields{"text": "b", "callback_data": strings.Repeat("d", 40), "web_app": nil})
			}
			list = append(list, row)
		}
		return list
	}
	commands := []any{}
	for i := range 100 {
		commands = append(commands, fields{"command": fmt.Sprintf("c%d", i), "description": strings.Repeat("问", 256)})
	}
	for _, k := range []struct {
		method string
		fields fields
	}{
		{"sendMessage", fields{"chat_id": lin, "text": strings.Repeat("亿", 4096), "link_preview_options": fields{"is_disabled": true}}},
		{"sendMessage", fields{"chat_id": lin, "text": "<b>" + strings.Repeat("亿", 4096) + "</b>", "parse_mode": "HTML", "disable_notification": true}},
		{"sendMessage", fields{"chat_id": fmt.Sprint(lin), "text": "x", "reply_markup": fields{"inline_keyboard": rows(12, 8)}}},
		{"sendMessage", fields{"chat_id": lin, "text": "x", "reply_markup": fields{"inline_keyboard": [][]any{{fields{"text": "b", "callback_data": strings.Repeat("d", 64)}}}}}},
		{"sendMessage", fields{"chat_id": lin, "text": "x", "reply_markup": fields{"keyboard": []any{[]any{"a", fields{"text": "b", "request_contact": true}}}, "resize_keyboard": true}}},
		{"sendMessage", fields{"chat_id": lin, "text": "x", "reply_markup": fields{"remove_keyboard": true}}},
		{"sendMessage", fields{"chat_id": lin, "text": "x", "reply_markup": fields{"force_reply": true, "input_field_placeholder": "?"}}},
		{"sendMessage", fields{"chat_id": lin, "text": "亿元", "entities": []any{fields{"type": "bold", "offset": 0, "length": 2}}}},
		{"sendMessage", fields{"chat_id": lin, "text": "x", "reply_parameters": fields{"message_id": 1, "allow_sending_without_reply": true}}},
		{"setMyCommands", fields{"commands": commands, "scope": fields{"type": "all_private_chats"}, "language_code": "zh"}},
		{"setMyCommands", fields{"commands": commands[:1], "scope": fields{"type": "chat_member", "chat_id": lin, "user_id": lin}}},
		{"setMyCommands", fields{"commands": []any{}}},
		{"setMyShortDescription", fields{"short_description": strings.Repeat("x", 120)}},
		{"setWebhook", fields{"url": "", "secret_token": strings.Repeat("s", 256), "max_connections": 100}},
		{"setChatMenuButton", fields{"menu_button": fields{"type": "commands"}}},
		{"sendChatAction", fields{"chat_id": lin, "action": "typing"}},
		{"getUpdates", fields{"limit": 100, "timeout": 0, "allowed_updates": []string{"message", "my_chat_member"}}},
	} {
		if a := c.call(k.method, k.fields); !a.OK {
			t.Errorf("%s %.200s: %s", k.method, fmt.Sprint(k.fields), a.said())
		}
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	form.WriteField("chat_id", fmt.Sprint(lin))
	form.WriteField("media", `[{"type":"document","media":"attach://a","caption":"<i>一</i>","parse_mode":"HTML"},{"type":"document","media":"attach://b"}]`)
	for _, name := range []string{"a", "b"} {
		w, _ := form.CreateFormFile(name, name+".csv")
		w.Write([]byte("项目,亿元\n"))
	}
	form.Close()
	if a := c.post("sendMediaGroup", form.FormDataContentType(), body.String()); !a.OK {
		t.Errorf("an album: %s", a.said())
	}
	if list := s.Violations(); len(list) > 0 {
		t.Errorf("noted: %v", list)
	}
}

func TestViolationsAreToldToOtherProcesses(t *testing.T) {
	s, address := serve(t, localapi.Options{})
	c := caller{t, address + "/bot" + s.Token() + "/"}
	c.call("sendMessage", map[string]any{"chat_id": 5, "text": "x", "colour": "red"})
	c.call("sendMessage", map[string]any{"chat_id": 5, "text": "x"}) // no such chat: refused, but right by itself
	var list []localapi.Violation
	res, err := http.Get(address + "/control/violations")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(&list); err != nil || len(list) != 1 || list[0].Field != "colour" || list[0].Chat != "5" {
		t.Errorf("%v, %v", list, err)
	}
}
