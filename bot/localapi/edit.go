package localapi

import (
	"context"
	"encoding/json"
	"strconv"
)

const notModified = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"

// inlinePlace is where a message sent through the bot stands.
type inlinePlace struct {
	chat int64
	id   int
}

func (s *Server) newID() string {
	s.serial++
	return strconv.FormatInt(s.serial, 10)
}

// target finds the message that an edit names: by chat and id, or by the id of
// an inline message. The copy may be changed and handed to replace.
func (s *Server) target(in *call) (*chat, *Message, bool, error) {
	if id := in.fields["inline_message_id"]; id != "" {
		place, ok := s.inlineMsgs[id]
		if c := s.chats[place.chat]; ok && c != nil {
			if m := c.message(place.id); m != nil {
				copied := *m
				return c, &copied, true, nil
			}
		}
		return nil, nil, true, bad("MESSAGE_ID_INVALID")
	}
	c, err := s.findChat(in)
	if err != nil {
		return nil, nil, false, err
	}
	id := int(in.number("message_id"))
	if id == 0 {
		return nil, nil, false, wrong("message_id", "message identifier is not specified")
	}
	if err := s.writable(c); err != nil {
		return nil, nil, false, err
	}
	m := c.message(id)
	if m == nil {
		return nil, nil, false, bad("message to edit not found")
	}
	admin := c.Type == Channel && c.member(s, s.me.ID).CanEditMessages
	if !m.byBot && !admin || m.service() || m.ViaBot != nil {
		return nil, nil, false, bad("message can't be edited")
	}
	copied := *m
	return c, &copied, false, nil
}

// commit stores the edited message.
func (s *Server) commit(c *chat, m *Message, inline, textChanged bool) (any, error) {
	if err := s.admit(c, 1); err != nil {
		return nil, err
	}
	if textChanged {
		m.EditDate = s.now().Unix()
	}
	s.replace(c, m)
	if inline {
		return true, nil
	}
	return m, nil
}

func (s *Server) editMessageText(_ context.Context, in *call) (any, error) {
	f, err := readText(in, "text", "entities")
	if err == nil && f.text == "" {
		err = wrong("text", "message text is empty")
	}
	mk, errMarkup := readMarkup(in)
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, inline, errTarget := s.target(in)
	if err := firstError(err, errMarkup, errTarget); err != nil {
		return nil, err
	}
	if m.Text == "" {
		return nil, bad("there is no text in the message to edit")
	}
	sameText := m.Text == f.text && sameEntities(m.Entities, f.entities)
	if sameText && sameMarkup(m.ReplyMarkup, mk.inline) {
		return nil, bad(notModified)
	}
	m.Text, m.Entities, m.ReplyMarkup = f.text, f.entities, mk.inline
	return s.commit(c, m, inline, true)
}

func (s *Server) editMessageCaption(_ context.Context, in *call) (any, error) {
	f, err := readCaption(in)
	mk, errMarkup := readMarkup(in)
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, inline, errTarget := s.target(in)
	if err := firstError(err, errMarkup, errTarget); err != nil {
		return nil, err
	}
	if m.Photo == nil && m.Document == nil {
		return nil, bad("there is no caption in the message to edit")
	}
	if m.Caption == f.text && sameEntities(m.CaptionEntities, f.entities) && sameMarkup(m.ReplyMarkup, mk.inline) {
		return nil, bad(notModified)
	}
	m.Caption, m.CaptionEntities, m.ReplyMarkup = f.text, f.entities, mk.inline
	return s.commit(c, m, inline, true)
}

func (s *Server) editMessageMedia(_ context.Context, in *call) (any, error) {
	var item inputMedia
	if there, err := in.object("media", &item); err != nil || !there {
		return nil, bad("can't parse media JSON object")
	}
	md, f, err := item.read(s, in)
	mk, errMarkup := readMarkup(in)
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, inline, errTarget := s.target(in)
	if err := firstError(err, errMarkup, errTarget); err != nil {
		return nil, err
	}
	m.Text, m.Entities, m.Photo, m.Document = "", nil, nil, nil
	m.Caption, m.CaptionEntities, m.ReplyMarkup = f.text, f.entities, mk.inline
	s.attach(m, md, item.Type)
	return s.commit(c, m, inline, true)
}

func (s *Server) editMessageReplyMarkup(_ context.Context, in *call) (any, error) {
	mk, err := readMarkup(in)
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, inline, errTarget := s.target(in)
	if err := firstError(err, errTarget); err != nil {
		return nil, err
	}
	if sameMarkup(m.ReplyMarkup, mk.inline) {
		return nil, bad(notModified)
	}
	m.ReplyMarkup = mk.inline
	return s.commit(c, m, inline, false)
}

func sameEntities(a, b []Entity) bool {
	if len(a) != len(b) {
		return false
	}
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

// deletable tells whether the bot may delete the message.
func (s *Server) deletable(c *chat, m *Message) error {
	if m == nil {
		return bad("message to delete not found")
	}
	me := c.member(s, s.me.ID)
	own := m.byBot || c.Type == Private
	if !own && !me.CanDeleteMessages {
		return bad("message can't be deleted")
	}
	if own && !me.CanDeleteMessages && s.now().Unix()-m.Date > 48*3600 {
		return bad("message can't be deleted for everyone")
	}
	return nil
}

func (s *Server) deleteMessage(_ context.Context, in *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.findChat(in)
	if err != nil {
		return nil, err
	}
	id := int(in.number("message_id"))
	if err := s.deletable(c, c.message(id)); err != nil {
		return nil, err
	}
	s.remove(c, id)
	return true, nil
}

// deleteMessages passes over the messages that are not there.
func (s *Server) deleteMessages(_ context.Context, in *call) (any, error) {
	var ids []int
	if _, err := in.object("message_ids", &ids); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.findChat(in)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if m := c.message(id); m != nil && s.deletable(c, m) == nil {
			s.remove(c, id)
		}
	}
	return true, nil
}

func (s *Server) setMessageReaction(_ context.Context, in *call) (any, error) {
	var list []struct {
		Type  string `json:"type"`
		Emoji string `json:"emoji"`
	}
	if _, err := in.object("reaction", &list); err != nil {
		return nil, bad("can't parse reaction types JSON object")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.findChat(in)
	if err != nil {
		return nil, err
	}
	if err := s.writable(c); err != nil {
		return nil, err
	}
	m := c.message(int(in.number("message_id")))
	if m == nil {
		return nil, bad("message to react not found")
	}
	e := Event{Kind: "reaction", Chat: c.ID, MessageID: m.MessageID}
	if len(list) == 1 {
		e.Text = list[0].Emoji
	}
	s.emit(e)
	return true, nil
}
