package bot

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/go-telegram/bot/models"
)

// An update holds what the bot reads of Telegram's update and nothing else: a field it does not need
// cannot make an update unreadable, as new kinds of values in the library's full type do.
type update struct {
	ID            int64        `json:"update_id"`
	Message       *message     `json:"message"`
	EditedMessage *message     `json:"edited_message"`
	Press         *press       `json:"callback_query"`
	Membership    *membership  `json:"my_chat_member"`
	Inline        *inlineQuery `json:"inline_query"`
}

// wanted are the kinds of updates that the bot asks Telegram for.
var wanted = []string{
	models.AllowedUpdateMessage, models.AllowedUpdateEditedMessage,
	models.AllowedUpdateCallbackQuery, models.AllowedUpdateMyChatMember, models.AllowedUpdateInlineQuery,
}

type message struct {
	ID              int64     `json:"message_id"`
	Date            int64     `json:"date"` // Unix seconds
	ThreadID        int64     `json:"message_thread_id"`
	InTopic         bool      `json:"is_topic_message"`
	From            *person   `json:"from"`
	SenderChat      *place    `json:"sender_chat"`
	Chat            place     `json:"chat"`
	Text            string    `json:"text"`
	Entities        []entity  `json:"entities"`
	Caption         string    `json:"caption"`
	CaptionEntities []entity  `json:"caption_entities"`
	ReplyTo         *replied  `json:"reply_to_message"`
	ViaBot          *person   `json:"via_bot"`
	AutoForward     bool      `json:"is_automatic_forward"`
	MigrateTo       int64     `json:"migrate_to_chat_id"`
	MigrateFrom     int64     `json:"migrate_from_chat_id"`
	Pinned          *unread   `json:"pinned_message"`
	NewMembers      []unread  `json:"new_chat_members"`
	LeftMember      *unread   `json:"left_chat_member"`
	TopicCreated    *unread   `json:"forum_topic_created"`
	TopicClosed     *unread   `json:"forum_topic_closed"`
	TopicReopened   *unread   `json:"forum_topic_reopened"`
	AutoDelete      *unread   `json:"message_auto_delete_timer_changed"`
	Document        *document `json:"document"`
	Origin          *origin   `json:"forward_origin"`
}

// unread is a value of which only its being there matters.
type unread struct{}

func (*unread) UnmarshalJSON([]byte) error { return nil }

// A document is a file that a person sent, at Telegram's.
type document struct {
	FileID string `json:"file_id"`
	Name   string `json:"file_name"`
	Size   int64  `json:"file_size"`
}

// An origin says who wrote a forwarded message first.
type origin struct {
	Type string `json:"type"`
	Chat place  `json:"chat"`
}

type replied struct {
	ID   int64   `json:"message_id"`
	From *person `json:"from"`
}

type person struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot"`
	LanguageCode string `json:"language_code"`
}

type place struct {
	ID       int64  `json:"id"`
	Type     string `json:"type"` // private, group, supergroup, channel
	Title    string `json:"title"`
	Username string `json:"username"`
}

// An entity marks a part of a text; offset and length count UTF-16 units.
type entity struct {
	Type   string  `json:"type"`
	Offset int     `json:"offset"`
	Length int     `json:"length"`
	User   *person `json:"user"`
}

// A press of a button under a message.
type press struct {
	ID      string   `json:"id"`
	From    person   `json:"from"`
	Message *message `json:"message"`
	Data    string   `json:"data"`
}

// A membership is the bot's own standing in a chat.
type membership struct {
	Chat place  `json:"chat"`
	From person `json:"from"`
	New  struct {
		Status  string `json:"status"`
		CanSend *bool  `json:"can_send_messages"`
		CanPost *bool  `json:"can_post_messages"`
	} `json:"new_chat_member"`
}

// words is the text of a message, or the caption of its picture or file.
func (m *message) words() (string, []entity) {
	if m.Text != "" {
		return m.Text, m.Entities
	}
	return m.Caption, m.CaptionEntities
}

// service tells that a message only reports something that happened in the chat.
func (m *message) service() bool {
	return m.MigrateTo != 0 || m.MigrateFrom != 0 || m.Pinned != nil || m.NewMembers != nil || m.LeftMember != nil ||
		m.TopicCreated != nil || m.TopicClosed != nil || m.TopicReopened != nil || m.AutoDelete != nil
}

// topic is the forum topic of a message, 0 outside forums.
func (m *message) topic() int64 {
	if m.InTopic {
		return m.ThreadID
	}
	return 0
}

// sender is who speaks: a person, or the group itself where an admin is anonymous, or a channel.
// 0 is nobody to answer: another bot, or a post that Telegram copied from a linked channel.
func (m *message) sender() int64 {
	switch {
	case m.AutoForward:
		return 0
	case m.SenderChat != nil:
		return m.SenderChat.ID
	case m.From == nil || m.From.IsBot:
		return 0
	}
	return m.From.ID
}

func (m *message) languageCode() string {
	if m.From == nil {
		return ""
	}
	return m.From.LanguageCode
}

// errNoID is an update that cannot be told apart from others.
var errNoID = errors.New("an update without an id")

// readUpdate decodes one update. When it fails, the id is still found where there is one.
func readUpdate(raw []byte) (update, error) {
	var u update
	err := json.Unmarshal(raw, &u)
	if err != nil {
		var bare struct {
			ID int64 `json:"update_id"`
		}
		if json.Unmarshal(raw, &bare) != nil || bare.ID == 0 {
			return update{}, errNoID
		}
		return update{ID: bare.ID}, err
	}
	if u.ID == 0 {
		return update{}, errNoID
	}
	return u, nil
}

// kind names an update for the log.
func (u update) kind() string {
	switch {
	case u.Message != nil:
		return "message"
	case u.EditedMessage != nil:
		return "edit"
	case u.Press != nil:
		return "press"
	case u.Membership != nil:
		return "membership"
	case u.Inline != nil:
		return "inline"
	}
	return "other"
}

// chatOf finds the chat of an update that could not be decoded, 0 when that fails too.
func chatOf(raw []byte) int64 {
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return 0
	}
	for name, value := range fields {
		if name == "update_id" {
			continue
		}
		var inside struct {
			Chat    place `json:"chat"`
			Message struct {
				Chat place `json:"chat"`
			} `json:"message"`
			From person `json:"from"`
		}
		// An error in one field leaves those before it filled in.
		_ = json.Unmarshal(value, &inside)
		for _, id := range []int64{inside.Chat.ID, inside.Message.Chat.ID, inside.From.ID} {
			if id != 0 {
				return id
			}
		}
	}
	return 0
}

// briefly cuts an error down to what says nothing of its input.
func briefly(err error) string {
	var wrongType *json.UnmarshalTypeError
	if errors.As(err, &wrongType) {
		return "the field " + wrongType.Field + " is of another type"
	}
	text, _, _ := strings.Cut(err.Error(), ":")
	return text
}
