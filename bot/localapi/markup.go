package localapi

import (
	"encoding/json"
	"net/url"
	"strings"
)

// maxMarkupBytes is the size of an inline keyboard's JSON that Telegram takes.
const maxMarkupBytes = 10 << 10

// markup is a reply_markup field.
type markup struct {
	inline *InlineKeyboard
	other  json.RawMessage // a reply keyboard, its removal, or a forced reply
}

// readMarkup reads reply_markup and checks of it what the description of the API cannot say.
func readMarkup(c *call) (markup, error) {
	raw := strings.TrimSpace(c.fields["reply_markup"])
	if raw == "" || raw == "null" {
		return markup{}, nil
	}
	var fields struct {
		Rows *[][]json.RawMessage `json:"inline_keyboard"`
	}
	if json.Unmarshal([]byte(raw), &fields) != nil {
		return markup{}, wrong("reply_markup", "can't parse reply keyboard markup JSON object")
	}
	if fields.Rows == nil {
		return markup{other: json.RawMessage(raw)}, nil
	}
	if len(raw) > maxMarkupBytes {
		return markup{}, wrong("reply_markup", "reply markup is too long")
	}
	k := &InlineKeyboard{}
	for _, row := range *fields.Rows {
		var buttons []Button
		for _, rawButton := range row {
			b, err := readButton(rawButton)
			if err != nil {
				return markup{}, err
			}
			buttons = append(buttons, b)
		}
		if len(buttons) > 0 { // Telegram drops empty rows
			k.Rows = append(k.Rows, buttons)
		}
	}
	if len(k.Rows) == 0 {
		return markup{}, nil
	}
	return markup{inline: k}, nil
}

func readButton(raw json.RawMessage) (Button, error) {
	const field = "reply_markup.inline_keyboard"
	var b Button
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil || json.Unmarshal(raw, &b) != nil {
		return b, wrong(field, "can't parse inline keyboard button")
	}
	actions := 0
	for _, name := range []string{"url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat",
		"switch_inline_query_chosen_chat", "copy_text", "web_app", "login_url", "callback_game", "pay", "disabled"} {
		if value, ok := fields[name]; ok && string(value) != "null" {
			actions++
		}
	}
	switch {
	case actions == 0:
		return b, wrong(field, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	case actions > 1:
		return b, wrong(field, "can't parse inline keyboard button: Exactly one of the optional fields must be used")
	case b.URL != "":
		if u, err := url.Parse(b.URL); err != nil || !strings.EqualFold(u.Scheme, "tg") && checkedLink(b.URL) == "" && !loopbackURL(u) {
			return b, wrong(field, "inline keyboard button URL '%s' is invalid: Wrong HTTP URL", b.URL)
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
