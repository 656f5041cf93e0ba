package localapi

import (
	"context"
	"encoding/json"
	"strings"
)

// readText reads a text field with its parse_mode or entities, cleans it and
// finds what Telegram finds in it.
func readText(c *call, field, entitiesField string) (formatted, error) {
	if f, ok := c.texts[field]; ok {
		return f, nil
	}
	f := formatted{text: c.fields[field]}
	mode := strings.ToLower(strings.TrimSpace(c.fields["parse_mode"]))
	var err error
	switch mode {
	case "":
		_, err = c.object(entitiesField, &f.entities)
	case "html":
		f, err = parseHTML(f.text)
	case "markdownv2":
		f, err = parseMarkdown(f.text)
	default:
		return f, wrong("parse_mode", "unsupported parse_mode")
	}
	if err != nil {
		return f, err
	}
	return f.clean().withFound(), nil
}

func readCaption(c *call) (formatted, error) { return readText(c, "caption", "caption_entities") }

// thread resolves message_thread_id.
func (c *chat) thread(in *call) (int, error) {
	id := int(in.number("message_thread_id"))
	if id == 0 {
		return 0, nil
	}
	if !c.IsForum || id != 1 && c.topic(id) == nil {
		return 0, bad("message thread not found")
	}
	if t := c.topic(id); t != nil && t.Closed {
		return 0, bad("TOPIC_CLOSED")
	}
	if id == 1 {
		return 0, bad("message thread not found") // the general topic is named by leaving the field out
	}
	return id, nil
}

// draft prepares a message of the bot to the chat that the call names: where it
// goes, what it answers, and the buttons. The lock is held.
func (s *Server) draft(in *call, mk markup) (*chat, *Message, error) {
	c, err := s.findChat(in)
	if err != nil {
		return nil, nil, err
	}
	if err := s.writable(c); err != nil {
		return nil, nil, err
	}
	m := &Message{byBot: true, ReplyMarkup: mk.inline, HasProtectedContent: in.flag("protect_content")}
	if c.Type == Channel {
		if mk.other != nil {
			return nil, nil, bad("inline keyboard expected")
		}
		channel := c.Chat
		m.SenderChat = &channel
	} else {
		me := s.me
		m.From = &me
	}
	if m.MessageThreadID, err = c.thread(in); err != nil {
		return nil, nil, err
	}
	if err := s.readReply(c, in, m); err != nil {
		return nil, nil, err
	}
	m.IsTopicMessage = m.MessageThreadID != 0
	return c, m, nil
}

// readReply reads reply_parameters.
func (s *Server) readReply(c *chat, in *call, m *Message) error {
	var reply struct {
		MessageID int             `json:"message_id"`
		ChatID    json.RawMessage `json:"chat_id"`
		Without   bool            `json:"allow_sending_without_reply"`
		Quote     string          `json:"quote"`
		Mode      string          `json:"quote_parse_mode"`
	}
	if _, err := in.object("reply_parameters", &reply); err != nil {
		return err
	}
	if reply.MessageID == 0 {
		return nil
	}
	from := c
	if id := strings.Trim(string(reply.ChatID), `"`); id != "" && id != "null" {
		other, err := s.findChat(&call{fields: map[string]string{"chat_id": id}})
		if err != nil {
			return err
		}
		from = other
	}
	old := from.message(reply.MessageID)
	if old == nil {
		if reply.Without {
			return nil
		}
		return bad("message to be replied not found")
	}
	if m.MessageThreadID == 0 && from == c {
		m.MessageThreadID = old.MessageThreadID // a reply stays in its topic
	}
	shown := *old
	shown.ReplyToMessage = nil
	m.ReplyToMessage = &shown
	if reply.Quote != "" {
		q := formatted{text: reply.Quote}
		if strings.EqualFold(reply.Mode, "html") {
			var err error
			if q, err = parseHTML(reply.Quote); err != nil {
				return err
			}
		}
		i := strings.Index(old.Content(), q.text)
		if i < 0 {
			return bad("QUOTE_TEXT_INVALID")
		}
		m.Quote = &Quote{Text: q.text, Entities: q.entities, Position: units(old.Content()[:i])}
	}
	return nil
}

// post stores the bot's messages, if the rate limits let them through.
func (s *Server) post(c *chat, mk markup, list ...*Message) error {
	if err := s.admit(c, len(list)); err != nil {
		return err
	}
	for _, m := range list {
		s.put(c, m)
	}
	if mk.other != nil {
		c.keyboard = mk.other
		s.emit(Event{Kind: "keyboard", Chat: c.ID, Markup: mk.other})
	}
	return nil
}

func (s *Server) sendMessage(_ context.Context, in *call) (any, error) {
	f, err := readText(in, "text", "entities")
	mk, errMarkup := readMarkup(in)
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, errChat := s.draft(in, mk)
	if err := firstError(err, errMarkup, errChat); err != nil {
		return nil, err
	}
	m.Text, m.Entities = f.text, f.entities
	if raw := in.fields["link_preview_options"]; json.Valid([]byte(raw)) {
		m.LinkPreviewOptions = json.RawMessage(raw)
	}
	if err := s.post(c, mk, m); err != nil {
		return nil, err
	}
	return m, nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// sendMessageDraft shows a text that is still being written; nothing is stored.
func (s *Server) sendMessageDraft(_ context.Context, in *call) (any, error) {
	f, err := readText(in, "text", "entities")
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, err := s.draft(in, markup{})
	if err != nil {
		return nil, err
	}
	if c.Type != Private {
		return nil, bad("method is available only in private chats")
	}
	s.emit(Event{Kind: "draft", Chat: c.ID, Topic: m.MessageThreadID, MessageID: int(in.number("draft_id")), Text: f.text, Entities: f.entities})
	return true, nil
}

func (s *Server) sendPhoto(_ context.Context, in *call) (any, error) {
	return s.sendFile(in, "photo")
}

func (s *Server) sendDocument(_ context.Context, in *call) (any, error) {
	return s.sendFile(in, "document")
}

func (s *Server) sendFile(in *call, kind string) (any, error) {
	md, err := s.readMedia(in, kind, kind)
	f, errCaption := readCaption(in)
	mk, errMarkup := readMarkup(in)
	s.mu.Lock()
	defer s.mu.Unlock()
	c, m, errChat := s.draft(in, mk)
	if err := firstError(err, errCaption, errMarkup, errChat); err != nil {
		return nil, err
	}
	m.Caption, m.CaptionEntities = f.text, f.entities
	if err := s.admit(c, 1); err != nil {
		return nil, err
	}
	s.attach(m, md, kind)
	s.put(c, m)
	if mk.other != nil {
		c.keyboard = mk.other
		s.emit(Event{Kind: "keyboard", Chat: c.ID, Markup: mk.other})
	}
	return m, nil
}

// inputMedia is one entry of an album, or what editMessageMedia puts in place.
type inputMedia struct {
	Type      string   `json:"type"`
	Media     string   `json:"media"`
	Caption   string   `json:"caption"`
	ParseMode string   `json:"parse_mode"`
	Entities  []Entity `json:"caption_entities"`
}

// read checks the entry with the files of the call that it came in.
func (i inputMedia) read(s *Server, in *call) (*media, formatted, error) {
	entities, _ := json.Marshal(i.Entities)
	sub := &call{files: in.files, fields: map[string]string{
		i.Type: i.Media, "caption": i.Caption, "parse_mode": i.ParseMode, "caption_entities": string(entities)}}
	md, err := s.readMedia(sub, i.Type, i.Type)
	if err != nil {
		return nil, formatted{}, err
	}
	f, err := readCaption(sub)
	return md, f, err
}

func (s *Server) sendMediaGroup(_ context.Context, in *call) (any, error) {
	var items []inputMedia
	if there, err := in.object("media", &items); err != nil || !there {
		return nil, bad("can't parse media JSON object")
	}
	found := make([]*media, len(items))
	texts := make([]formatted, len(items))
	for i, item := range items {
		if item.Type != items[0].Type {
			return nil, wrong("media", "Can't use the media of the specified type in the album")
		}
		var err error
		if found[i], texts[i], err = item.read(s, in); err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c, first, err := s.draft(in, markup{})
	if err != nil {
		return nil, err
	}
	if err := s.admit(c, len(items)); err != nil {
		return nil, err
	}
	group := s.newID()
	list := make([]*Message, len(items))
	for i := range items {
		m := *first
		m.MediaGroupID = group
		m.Caption, m.CaptionEntities = texts[i].text, texts[i].entities
		s.attach(&m, found[i], items[i].Type)
		s.put(c, &m)
		list[i] = &m
	}
	return list, nil
}
