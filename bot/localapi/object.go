package localapi

import "encoding/json"

// The objects of the Bot API as this server speaks them. Field names and
// optional fields follow https://core.telegram.org/bots/api; only what the
// server can produce is declared. Values handed out are copies or are never
// changed again, so that they may be read from any goroutine.

// User is a person or a bot.
type User struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot"`
	FirstName    string `json:"first_name"`
	LastName     string `json:"last_name,omitempty"`
	Username     string `json:"username,omitempty"`
	LanguageCode string `json:"language_code,omitempty"`
}

// Name is the person's full name as a chat shows it.
func (u User) Name() string {
	if u.LastName == "" {
		return u.FirstName
	}
	return u.FirstName + " " + u.LastName
}

// The kinds of chat, in Chat.Type.
const (
	Private    = "private"
	Group      = "group"
	Supergroup = "supergroup"
	Channel    = "channel"
)

// Chat is a conversation. The ID of a private chat is its person's ID.
type Chat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	Username  string `json:"username,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	IsForum   bool   `json:"is_forum,omitempty"`
}

// Entity marks a part of a text; Offset and Length count UTF-16 code units.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`
	User     *User  `json:"user,omitempty"`
	Language string `json:"language,omitempty"`
	EmojiID  string `json:"custom_emoji_id,omitempty"`
}

// Document is a general file in a message.
type Document struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	FileName     string `json:"file_name,omitempty"`
	MIMEType     string `json:"mime_type,omitempty"`
	FileSize     int    `json:"file_size,omitempty"`
}

// PhotoSize is one size of a picture, in pixels.
type PhotoSize struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
	FileSize     int    `json:"file_size,omitempty"`
}

// InlineKeyboard is the rows of buttons under a message.
type InlineKeyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// Button is one inline button. Exactly one of the optional fields is set.
type Button struct {
	Text                string          `json:"text"`
	Style               string          `json:"style,omitempty"`
	URL                 string          `json:"url,omitempty"`
	CallbackData        string          `json:"callback_data,omitempty"`
	SwitchInline        *string         `json:"switch_inline_query,omitempty"`
	SwitchInlineCurrent *string         `json:"switch_inline_query_current_chat,omitempty"`
	SwitchInlineChosen  json.RawMessage `json:"switch_inline_query_chosen_chat,omitempty"`
	CopyText            json.RawMessage `json:"copy_text,omitempty"`
	WebApp              json.RawMessage `json:"web_app,omitempty"`
	LoginURL            json.RawMessage `json:"login_url,omitempty"`
	CallbackGame        json.RawMessage `json:"callback_game,omitempty"`
	Pay                 bool            `json:"pay,omitempty"`
	IconCustomEmojiID   string          `json:"icon_custom_emoji_id,omitempty"`
}

// Topic is a forum topic's service message or its name.
type Topic struct {
	Name      string `json:"name,omitempty"`
	IconColor int    `json:"icon_color,omitempty"`
}

// Quote is the part of a message that a reply quotes.
type Quote struct {
	Text     string   `json:"text"`
	Entities []Entity `json:"entities,omitempty"`
	Position int      `json:"position"`
	IsManual bool     `json:"is_manual,omitempty"`
}

// Origin tells where a forwarded message comes from.
type Origin struct {
	Type            string `json:"type"`
	Date            int64  `json:"date"`
	SenderUser      *User  `json:"sender_user,omitempty"`
	SenderUserName  string `json:"sender_user_name,omitempty"`
	SenderChat      *Chat  `json:"sender_chat,omitempty"`
	Chat            *Chat  `json:"chat,omitempty"`
	MessageID       int    `json:"message_id,omitempty"`
	AuthorSignature string `json:"author_signature,omitempty"`
}

// Message is a message; Date and EditDate are Unix seconds by the server's
// clock.
type Message struct {
	MessageID           int             `json:"message_id"`
	MessageThreadID     int             `json:"message_thread_id,omitempty"`
	From                *User           `json:"from,omitempty"`
	SenderChat          *Chat           `json:"sender_chat,omitempty"`
	Date                int64           `json:"date"`
	Chat                Chat            `json:"chat"`
	ForwardOrigin       *Origin         `json:"forward_origin,omitempty"`
	IsTopicMessage      bool            `json:"is_topic_message,omitempty"`
	ReplyToMessage      *Message        `json:"reply_to_message,omitempty"`
	Quote               *Quote          `json:"quote,omitempty"`
	ViaBot              *User           `json:"via_bot,omitempty"`
	EditDate            int64           `json:"edit_date,omitempty"`
	HasProtectedContent bool            `json:"has_protected_content,omitempty"`
	MediaGroupID        string          `json:"media_group_id,omitempty"`
	AuthorSignature     string          `json:"author_signature,omitempty"`
	Text                string          `json:"text,omitempty"`
	Entities            []Entity        `json:"entities,omitempty"`
	LinkPreviewOptions  json.RawMessage `json:"link_preview_options,omitempty"`
	Document            *Document       `json:"document,omitempty"`
	Photo               []PhotoSize     `json:"photo,omitempty"`
	Caption             string          `json:"caption,omitempty"`
	CaptionEntities     []Entity        `json:"caption_entities,omitempty"`
	NewChatMembers      []User          `json:"new_chat_members,omitempty"`
	LeftChatMember      *User           `json:"left_chat_member,omitempty"`
	MigrateToChatID     int64           `json:"migrate_to_chat_id,omitempty"`
	MigrateFromChatID   int64           `json:"migrate_from_chat_id,omitempty"`
	ForumTopicCreated   *Topic          `json:"forum_topic_created,omitempty"`
	ForumTopicClosed    *struct{}       `json:"forum_topic_closed,omitempty"`
	ForumTopicReopened  *struct{}       `json:"forum_topic_reopened,omitempty"`
	ReplyMarkup         *InlineKeyboard `json:"reply_markup,omitempty"`

	byBot bool // the bot sent it, in a channel too, where From is empty
}

// ByBot tells whether the bot sent the message.
func (m Message) ByBot() bool { return m.byBot }

// Buttons lists the inline buttons of the message, row after row.
func (m Message) Buttons() []Button {
	if m.ReplyMarkup == nil {
		return nil
	}
	var all []Button
	for _, row := range m.ReplyMarkup.Rows {
		all = append(all, row...)
	}
	return all
}

// Content is the message's text, or its caption where it has no text.
func (m Message) Content() string {
	if m.Text != "" {
		return m.Text
	}
	return m.Caption
}

// Marked returns the parts of the message's text that carry an entity of the
// type, such as "bold" or "blockquote".
func (m Message) Marked(entityType string) []string {
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	var parts []string
	for _, e := range entities {
		if e.Type == entityType {
			parts = append(parts, cutUTF16(text, e.Offset, e.Length))
		}
	}
	return parts
}

func (m *Message) service() bool {
	return len(m.NewChatMembers) > 0 || m.LeftChatMember != nil || m.MigrateToChatID != 0 ||
		m.MigrateFromChatID != 0 || m.ForumTopicCreated != nil || m.ForumTopicClosed != nil || m.ForumTopicReopened != nil
}

// Callback is a press of an inline button.
type Callback struct {
	ID              string   `json:"id"`
	From            User     `json:"from"`
	Message         *Message `json:"message,omitempty"`
	InlineMessageID string   `json:"inline_message_id,omitempty"`
	ChatInstance    string   `json:"chat_instance"`
	Data            string   `json:"data,omitempty"`
}

// InlineQuery is a query typed after the bot's name in any chat.
type InlineQuery struct {
	ID       string `json:"id"`
	From     User   `json:"from"`
	Query    string `json:"query"`
	Offset   string `json:"offset"`
	ChatType string `json:"chat_type,omitempty"`
}

// ChosenResult is an inline result that a person sent.
type ChosenResult struct {
	ResultID        string `json:"result_id"`
	From            User   `json:"from"`
	InlineMessageID string `json:"inline_message_id,omitempty"`
	Query           string `json:"query"`
}

// Member is a user's place in a chat, with the rights that matter here.
type Member struct {
	Status            string `json:"status"`
	User              User   `json:"user"`
	IsAnonymous       bool   `json:"is_anonymous"`
	CustomTitle       string `json:"custom_title,omitempty"`
	CanBeEdited       bool   `json:"can_be_edited"`
	CanManageChat     bool   `json:"can_manage_chat"`
	CanPostMessages   bool   `json:"can_post_messages"`
	CanEditMessages   bool   `json:"can_edit_messages"`
	CanDeleteMessages bool   `json:"can_delete_messages"`
	CanManageTopics   bool   `json:"can_manage_topics"`
	CanSendMessages   bool   `json:"can_send_messages"`
	UntilDate         int64  `json:"until_date"`
}

// MarshalJSON writes only the fields that belong to the status.
func (m Member) MarshalJSON() ([]byte, error) {
	f := map[string]any{"status": m.Status, "user": m.User}
	switch m.Status {
	case StatusOwner:
		f["is_anonymous"] = m.IsAnonymous
	case StatusAdmin:
		f["can_be_edited"] = m.CanBeEdited
		f["is_anonymous"] = m.IsAnonymous
		f["can_manage_chat"] = true
		f["can_delete_messages"] = m.CanDeleteMessages
		f["can_manage_video_chats"] = false
		f["can_restrict_members"] = false
		f["can_promote_members"] = false
		f["can_change_info"] = false
		f["can_invite_users"] = true
		f["can_post_stories"], f["can_edit_stories"], f["can_delete_stories"] = false, false, false
		f["can_post_messages"] = m.CanPostMessages
		f["can_edit_messages"] = m.CanEditMessages
		f["can_pin_messages"] = false
		f["can_manage_topics"] = m.CanManageTopics
	case StatusRestricted:
		f["is_member"] = true
		f["can_send_messages"] = m.CanSendMessages
		f["until_date"] = m.UntilDate
	case StatusKicked:
		f["until_date"] = m.UntilDate
	}
	if m.CustomTitle != "" {
		f["custom_title"] = m.CustomTitle
	}
	return json.Marshal(f)
}

// The states of a member, in Member.Status.
const (
	StatusOwner      = "creator"
	StatusAdmin      = "administrator"
	StatusMember     = "member"
	StatusRestricted = "restricted"
	StatusLeft       = "left"
	StatusKicked     = "kicked"
)

// MemberChange tells that a member's state changed.
type MemberChange struct {
	Chat Chat   `json:"chat"`
	From User   `json:"from"`
	Date int64  `json:"date"`
	Old  Member `json:"old_chat_member"`
	New  Member `json:"new_chat_member"`
}

// Command is an entry of the bot's menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}
