package localapi

import (
	"encoding/json"
	"net/url"
	"strings"
)

const (
	maxButtons      = 100
	maxButtonsInRow = 8 // Telegram's clients and server show no more
	maxCallbackData = 64
	maxMarkupBytes  = 10 << 10
)

// markup is a reply_markup field, read and checked.
type markup struct {
	inline *InlineKeyboard
	other  json.RawMessage // a reply keyboard, its removal, or a forced reply
}

// readMarkup reads reply_markup. Only inline keyboards may stand under an edited
// message and in a channel.
func readMarkup(c *call) (markup, error) {
	raw := strings.TrimSpace(c.fields["reply_markup"])
	if raw == "" || raw == "null" || raw == "{}" {
		return markup{}, nil
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte(raw), &fields) != nil {
		if !json.Valid([]byte(raw)) {
			return markup{}, bad("can't parse reply keyboard markup JSON object")
		}
		return markup{}, bad("object expected as reply markup")
	}
	if rows, ok := fields["inline_keyboard"]; ok {
		k, err := readInline(rows)
		return markup{inline: k}, err
	}
	for _, name := range []string{"keyboard", "remove_keyboard", "force_reply"} {
		value, ok := fields[name]
		if !ok {
			continue
		}
		if name == "keyboard" {
			if err := checkReplyKeyboard(value); err != nil {
				return markup{}, err
			}
		}
		return markup{other: json.RawMessage(raw)}, nil
	}
	return markup{}, nil
}

func checkReplyKeyboard(raw json.RawMessage) error {
	var rows [][]json.RawMessage
	if json.Unmarshal(raw, &rows) != nil {
		return bad("field \"keyboard\" of the ReplyKeyboardMarkup must be an Array of Arrays")
	}
	for _, row := range rows {
		for _, b := range row {
			var text string
			var button struct {
				Text string `json:"text"`
			}
			if json.Unmarshal(b, &text) != nil {
				if json.Unmarshal(b, &button) != nil {
					return bad("can't parse keyboard button: KeyboardButton must be a String or an Object")
				}
				text = button.Text
			}
			if strings.TrimSpace(text) == "" {
				return bad("keyboard button text must be non-empty")
			}
		}
	}
	return nil
}

func readInline(raw json.RawMessage) (*InlineKeyboard, error) {
	var rows [][]json.RawMessage
	if json.Unmarshal(raw, &rows) != nil {
		return nil, bad("field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays")
	}
	k := &InlineKeyboard{}
	count := 0
	for _, row := range rows {
		var buttons []Button
		for _, rawButton := range row {
			b, err := readButton(rawButton)
			if err != nil {
				return nil, err
			}
			buttons = append(buttons, b)
		}
		if len(buttons) == 0 {
			continue // Telegram drops empty rows
		}
		if len(buttons) > maxButtonsInRow {
			return nil, bad("reply markup is too long")
		}
		count += len(buttons)
		k.Rows = append(k.Rows, buttons)
	}
	if count > maxButtons || len(raw) > maxMarkupBytes {
		return nil, bad("reply markup is too long")
	}
	if count == 0 {
		return nil, nil
	}
	return k, nil
}

func readButton(raw json.RawMessage) (Button, error) {
	var b Button
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return b, bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
	}
	if _, ok := fields["text"]; !ok {
		return b, bad("can't parse inline keyboard button: Field \"text\" must be of type String")
	}
	if json.Unmarshal(raw, &b) != nil {
		return b, bad("can't parse inline keyboard button: Field \"text\" must be of type String")
	}
	actions := 0
	for _, name := range []string{"url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat",
		"switch_inline_query_chosen_chat", "copy_text", "web_app", "login_url", "callback_game", "pay"} {
		if _, ok := fields[name]; ok {
			actions++
		}
	}
	_, hasData := fields["callback_data"]
	switch {
	case strings.TrimSpace(b.Text) == "":
		return b, bad("can't parse inline keyboard button: Text of the button must be non-empty")
	case actions == 0:
		return b, bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case actions > 1:
		return b, bad("can't parse inline keyboard button: Exactly one of the optional fields must be used")
	case hasData && (len(b.CallbackData) == 0 || len(b.CallbackData) > maxCallbackData):
		return b, bad("BUTTON_DATA_INVALID")
	case b.URL != "":
		if u, err := url.Parse(b.URL); err != nil || !strings.EqualFold(u.Scheme, "tg") && checkedLink(b.URL) == "" && !loopbackURL(u) {
			return b, bad("inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
		}
	}
	if b.CopyText != nil {
		var copied struct {
			Text string `json:"text"`
		}
		if json.Unmarshal(b.CopyText, &copied) != nil || copied.Text == "" || units(copied.Text) > 256 {
			return b, bad("BUTTON_COPY_TEXT_INVALID")
		}
	}
	return b, nil
}

// loopbackURL allows a button that leads to a page on this machine, which only
// the playground has.
func loopbackURL(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && loopbackHost(u.Host)
}

func sameMarkup(a, b *InlineKeyboard) bool {
	if a == nil || b == nil {
		return a == b
	}
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}
