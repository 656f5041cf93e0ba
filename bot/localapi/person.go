package localapi

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// What a person's app lets through, in UTF-16 units.
const (
	maxText    = 4096
	maxCaption = 1024
)

// Upload is a file that a person sends.
type Upload struct {
	Name string
	MIME string // found from the name and the content if empty
	Data []byte
}

// Post is what a person sends to a chat.
type Post struct {
	From     int64
	Chat     int64
	Topic    int // message_thread_id in a forum
	ReplyTo  int
	Text     string
	Caption  string
	Document *Upload
	Photo    *Upload
	// Anonymous sends as the group, which anonymous admins do.
	Anonymous bool
	// Forwarded says who wrote the message first.
	Forwarded *Origin
	// Entities are beside those that are found in the text.
	Entities []Entity
}

// Posted tells what became of a Post.
type Posted struct {
	Message Message
	// UpdateID is 0 where the bot does not see the message.
	UpdateID int64
}

// SendText has a person write to a chat, and returns the id of the update that
// the bot gets, or 0 if it gets none.
func (s *Server) SendText(user, chatID int64, text string) int64 {
	p, err := s.Say(Post{From: user, Chat: chatID, Text: text})
	if err != nil {
		return 0
	}
	return p.UpdateID
}

// Say has a person send a message. The error says why Telegram's clients would
// not let them.
func (s *Server) Say(p Post) (Posted, error) {
	f, m, err := p.build()
	if err != nil {
		return Posted{}, err
	}
	var width, height int
	if p.Photo != nil {
		if width, height, err = checkPhoto(&upload{data: p.Photo.Data}); err != nil {
			return Posted{}, fmt.Errorf("the picture %s cannot be sent: %w", p.Photo.Name, err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[p.Chat]
	if err := s.mayPost(c, p.From); err != nil {
		return Posted{}, err
	}
	if p.Topic != 0 {
		t := c.topic(p.Topic)
		if t == nil || t.Closed {
			return Posted{}, fmt.Errorf("chat %d has no open topic %d", c.ID, p.Topic)
		}
		m.MessageThreadID, m.IsTopicMessage = p.Topic, true
	}
	if p.ReplyTo != 0 {
		old := c.message(p.ReplyTo)
		if old == nil {
			return Posted{}, fmt.Errorf("chat %d has no message %d to reply to", c.ID, p.ReplyTo)
		}
		shown := *old
		shown.ReplyToMessage = nil
		m.ReplyToMessage = &shown
	}
	s.sign(c, m, p)
	switch {
	case p.Document != nil:
		file := s.files.add("documents", &upload{name: p.Document.Name, mime: p.Document.MIME, data: p.Document.Data})
		m.Document = file.document()
		m.Caption, m.CaptionEntities = f.text, f.entities
	case p.Photo != nil:
		file := s.files.add("photos", &upload{name: p.Photo.Name, mime: p.Photo.MIME, data: p.Photo.Data})
		file.width, file.height = width, height
		m.Photo = file.sizes()
		m.Caption, m.CaptionEntities = f.text, f.entities
	default:
		m.Text, m.Entities = f.text, f.entities
	}
	s.put(c, m)
	return Posted{Message: *m, UpdateID: s.announce(c, m, false)}, nil
}

// Forward has a person forward a message to another chat, say a report to the
// bot.
func (s *Server) Forward(user, fromChat int64, messageID int, toChat int64) (Posted, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var old *Message
	if c := s.chats[fromChat]; c != nil {
		old = c.message(messageID)
	}
	if old == nil || old.service() {
		return Posted{}, fmt.Errorf("chat %d has no message %d to forward", fromChat, messageID)
	}
	c := s.chats[toChat]
	if err := s.mayPost(c, user); err != nil {
		return Posted{}, err
	}
	m := &Message{Text: old.Text, Entities: old.Entities, Document: old.Document, Photo: old.Photo,
		Caption: old.Caption, CaptionEntities: old.CaptionEntities, ForwardOrigin: old.ForwardOrigin}
	if m.ForwardOrigin == nil {
		m.ForwardOrigin = &Origin{Type: "user", Date: old.Date, SenderUser: old.From}
		switch {
		case old.Chat.Type == Channel:
			m.ForwardOrigin = &Origin{Type: "channel", Date: old.Date, Chat: old.SenderChat, MessageID: old.MessageID}
		case old.SenderChat != nil:
			m.ForwardOrigin = &Origin{Type: "chat", Date: old.Date, SenderChat: old.SenderChat}
		}
	}
	s.sign(c, m, Post{From: user})
	s.put(c, m)
	return Posted{Message: *m, UpdateID: s.announce(c, m, false)}, nil
}

// build checks what a client would check before it sends.
func (p Post) build() (formatted, *Message, error) {
	text, limit := p.Text, maxText
	if p.Document != nil || p.Photo != nil {
		text, limit = p.Caption, maxCaption
	}
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\ufffd")
	}
	f := formatted{text: text, entities: slices.Clone(p.Entities)}.clean().withFound()
	switch {
	case limit == maxText && f.text == "":
		return f, nil, errors.New("a message without text cannot be sent")
	case units(f.text) > limit:
		return f, nil, fmt.Errorf("a message has at most %d characters; this has %d", limit, units(f.text))
	}
	return f, &Message{ForwardOrigin: p.Forwarded}, nil
}

func (s *Server) mayPost(c *chat, user int64) error {
	if c == nil {
		return errors.New("there is no such chat")
	}
	if s.users[user] == nil {
		return fmt.Errorf("there is no person %d", user)
	}
	if c.Type == Private {
		if c.ID != user {
			return fmt.Errorf("person %d does not write in the private chat of person %d", user, c.ID)
		}
		p := s.users[user]
		p.started = true
		if p.blocked {
			s.setBlocked(p, false) // writing to a blocked bot starts it again
		}
		return nil
	}
	m := c.member(s, user)
	switch {
	case c.migratedTo != 0:
		return fmt.Errorf("group %d has become supergroup %d", c.ID, c.migratedTo)
	case m.Status == StatusLeft || m.Status == StatusKicked || m.Status == StatusRestricted && !m.CanSendMessages:
		return fmt.Errorf("person %d may not write in chat %d", user, c.ID)
	case c.Type == Channel && !m.CanPostMessages:
		return fmt.Errorf("person %d is no admin of channel %d", user, c.ID)
	}
	return nil
}

// groupAnonymousBot is who Telegram names as the sender where an admin writes
// anonymously.
var groupAnonymousBot = User{ID: 1087968824, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}

func (s *Server) sign(c *chat, m *Message, p Post) {
	own := c.Chat
	switch {
	case c.Type == Channel:
		m.SenderChat = &own
	case p.Anonymous:
		m.SenderChat, m.From = &own, &groupAnonymousBot
	default:
		u := s.userByID(p.From)
		m.From = &u
	}
}

// announce queues the update about a message, if the bot sees it.
func (s *Server) announce(c *chat, m *Message, edited bool) int64 {
	if c.Type != Private && !s.sees(c, m) {
		return 0
	}
	kind := "message"
	if c.Type == Channel {
		kind = "channel_post"
	}
	if edited {
		kind = "edited_" + kind
	}
	return s.push(kind, c.ID, m)
}

// sees tells whether the bot gets to know of a message in a group or channel:
// as a member, and under privacy mode only what concerns it.
func (s *Server) sees(c *chat, m *Message) bool {
	me := c.member(s, s.me.ID)
	if me.Status == StatusLeft || me.Status == StatusKicked {
		return false
	}
	if c.Type == Channel || s.opts.PrivacyOff || me.Status == StatusAdmin || m.service() {
		return true
	}
	if m.ViaBot != nil && m.ViaBot.ID == s.me.ID || m.ReplyToMessage != nil && m.ReplyToMessage.byBot {
		return true
	}
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	for _, e := range entities {
		word := cutUTF16(text, e.Offset, e.Length)
		switch e.Type {
		case "bot_command":
			_, name, named := strings.Cut(word, "@")
			if !named || strings.EqualFold(name, s.me.Username) {
				return true
			}
		case "mention":
			if strings.EqualFold(word, "@"+s.me.Username) {
				return true
			}
		case "text_mention":
			if e.User != nil && e.User.ID == s.me.ID {
				return true
			}
		}
	}
	return false
}

// Edit has a person change the text (or caption) of their message and returns
// the update's id, or 0.
func (s *Server) Edit(user, chatID int64, messageID int, text string) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chatID]
	if c == nil {
		return 0, errors.New("there is no such chat")
	}
	old := c.message(messageID)
	if old == nil || old.byBot || old.From == nil || old.From.ID != user {
		return 0, fmt.Errorf("chat %d has no message %d of person %d", chatID, messageID, user)
	}
	m := *old
	m.EditDate = s.now().Unix()
	f := formatted{text: text}.clean().withFound()
	if m.Text != "" {
		if f.text == "" || units(f.text) > maxText {
			return 0, errors.New("the new text is empty or too long")
		}
		m.Text, m.Entities = f.text, f.entities
	} else {
		m.Caption, m.CaptionEntities = f.text, f.entities
	}
	s.replace(c, &m)
	return s.announce(c, &m, true), nil
}

// Delete removes a message as a person does; bots are not told.
func (s *Server) Delete(chatID int64, messageID int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[chatID]; c != nil {
		s.remove(c, messageID)
	}
}

// callbackState is a press that can be answered once.
type callbackState struct {
	at       time.Time
	from     int64
	chat     int64
	answered bool
	text     string
	alert    bool
}

// Press has a person press the button with that callback data under a message,
// and returns the callback's id. A button that is not there is an error.
func (s *Server) Press(user, chatID int64, messageID int, data string) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chatID]
	if c == nil {
		return "", errors.New("there is no such chat")
	}
	m := c.message(messageID)
	if m == nil {
		return "", fmt.Errorf("chat %d has no message %d", chatID, messageID)
	}
	if !slices.ContainsFunc(m.Buttons(), func(b Button) bool { return b.CallbackData == data && data != "" }) {
		return "", fmt.Errorf("message %d has no button with the data %q", messageID, data)
	}
	return s.press(user, c, m, data), nil
}

// Forge sends a callback as Press does, but whatever its data, as modified
// clients can; the message need not be there.
func (s *Server) Forge(user, chatID int64, messageID int, data string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chatID]
	if c == nil {
		return ""
	}
	m := c.message(messageID)
	if m == nil { // an inaccessible message has date 0
		id := s.remember(user, c.ID)
		s.push("callback_query", c.ID, map[string]any{"id": id, "from": s.userByID(user), "chat_instance": instance(c),
			"data": data, "message": map[string]any{"message_id": messageID, "chat": c.Chat, "date": 0}})
		return id
	}
	return s.press(user, c, m, data)
}

func (s *Server) press(user int64, c *chat, m *Message, data string) string {
	id := s.remember(user, c.ID)
	cb := Callback{ID: id, From: s.userByID(user), ChatInstance: instance(c), Data: data}
	if m.ViaBot != nil {
		for key, place := range s.inlineMsgs {
			if place.chat == c.ID && place.id == m.MessageID {
				cb.InlineMessageID = key
			}
		}
	} else {
		cb.Message = m
	}
	s.push("callback_query", c.ID, cb)
	return id
}

func (s *Server) remember(user, chatID int64) string {
	id := s.newID()
	s.callbacks[id] = &callbackState{at: s.now(), from: user, chat: chatID}
	s.boundQueries(id)
	return id
}

// boundQueries keeps the callbacks and inline queries to the latest.
func (s *Server) boundQueries(id string) {
	const limit = 20_000
	s.queryOrder = append(s.queryOrder, id)
	if n := len(s.queryOrder) - limit; n > limit/4 {
		for _, old := range s.queryOrder[:n] {
			delete(s.callbacks, old)
			delete(s.inline, old)
		}
		s.queryOrder = slices.Clone(s.queryOrder[n:])
	}
}

func instance(c *chat) string { return fmt.Sprintf("%d", c.ID^0x5bd1e995) }

// Answer is what the bot answered to a callback.
type Answer struct {
	Text  string
	Alert bool
}

// WaitAnswer waits until the bot answers the callback.
func (s *Server) WaitAnswer(callbackID string, timeout time.Duration) (Answer, error) {
	s.mu.Lock()
	q := s.callbacks[callbackID]
	s.mu.Unlock()
	if q == nil {
		return Answer{}, fmt.Errorf("there is no callback %s", callbackID)
	}
	var a Answer
	done := s.wait(q.chat, timeout, func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		a = Answer{q.text, q.alert}
		return q.answered
	})
	if !done {
		return a, fmt.Errorf("callback %s is not answered after %v", callbackID, timeout)
	}
	return a, nil
}
