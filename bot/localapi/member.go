package localapi

import (
	"errors"
	"fmt"
)

// Block has a person block the bot, or unblock it. The bot gets my_chat_member.
func (s *Server) Block(user int64, blocked bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.users[user]
	if p == nil {
		return fmt.Errorf("there is no person %d", user)
	}
	if p.blocked != blocked {
		s.setBlocked(p, blocked)
	}
	return nil
}

func (s *Server) setBlocked(p *person, blocked bool) {
	p.blocked = blocked
	c := s.chats[p.ID]
	was, is := Member{Status: StatusMember, User: s.me}, Member{Status: StatusKicked, User: s.me}
	if !blocked {
		was, is = is, was
	}
	s.push("my_chat_member", c.ID, MemberChange{Chat: c.Chat, From: p.User, Date: s.now().Unix(), Old: was, New: is})
	s.emit(Event{Kind: "people"})
}

// SetMember has the person by change a member's state in a group or channel:
// add or remove somebody or the bot, make them an admin. m.User.ID names whom;
// rights that the status has by default are set where m has none. The bot gets
// what Telegram sends: my_chat_member about itself, chat_member where allowed,
// and service messages.
func (s *Server) SetMember(chatID, by int64, m Member) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chatID]
	if c == nil || c.Type == Private {
		return errors.New("there is no such group or channel")
	}
	if m.User.ID != s.me.ID && s.users[m.User.ID] == nil {
		return fmt.Errorf("there is no person %d", m.User.ID)
	}
	m.User = s.userByID(m.User.ID)
	if m.Status == StatusAdmin && !m.CanManageChat {
		m.CanManageChat, m.CanPostMessages, m.CanEditMessages, m.CanDeleteMessages, m.CanManageTopics = true, true, true, true, true
	}
	if m.Status == StatusMember {
		m.CanSendMessages = true
	}
	s.changeMember(c, by, m.User.ID, m)
	return nil
}

func present(status string) bool { return status != StatusLeft && status != StatusKicked }

func (s *Server) changeMember(c *chat, by, user int64, m Member) {
	old := c.member(s, user)
	c.members[user] = &m
	change := MemberChange{Chat: c.Chat, From: s.userByID(by), Date: s.now().Unix(), Old: old, New: m}
	if user == s.me.ID {
		s.push("my_chat_member", c.ID, change)
	} else if c.member(s, s.me.ID).Status == StatusAdmin {
		s.push("chat_member", c.ID, change)
	}
	if c.Type != Channel && present(old.Status) != present(m.Status) {
		from := s.userByID(by)
		note := &Message{From: &from}
		if present(m.Status) {
			note.NewChatMembers = []User{m.User}
		} else {
			note.LeftChatMember = &m.User
		}
		s.put(c, note)
		s.announce(c, note, false)
	}
	s.emit(Event{Kind: "people"})
}

// OpenTopic has a person open a topic in a forum and returns its
// message_thread_id.
func (s *Server) OpenTopic(chatID, by int64, name string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chatID]
	if c == nil || !c.IsForum {
		return 0, fmt.Errorf("chat %d is no forum", chatID)
	}
	u := s.userByID(by)
	return s.openTopic(c, name, &u).ID, nil
}

func (s *Server) openTopic(c *chat, name string, by *User) *topic {
	m := &Message{From: by, ForumTopicCreated: &Topic{Name: name, IconColor: 7322096}, IsTopicMessage: true, byBot: by.ID == s.me.ID}
	m.MessageThreadID = c.nextID
	s.put(c, m)
	t := &topic{ID: m.MessageID, Name: name, Color: 7322096}
	c.topics = append(c.topics, t)
	if !m.byBot {
		s.announce(c, m, false)
	}
	s.emit(Event{Kind: "people"})
	return t
}

// CloseTopic has a person close a topic, or open it again.
func (s *Server) CloseTopic(chatID, by int64, topicID int, closed bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chatID]
	if c == nil || c.topic(topicID) == nil {
		return fmt.Errorf("chat %d has no topic %d", chatID, topicID)
	}
	c.topic(topicID).Closed = closed
	u := s.userByID(by)
	m := &Message{From: &u, MessageThreadID: topicID, IsTopicMessage: true}
	if closed {
		m.ForumTopicClosed = &struct{}{}
	} else {
		m.ForumTopicReopened = &struct{}{}
	}
	s.put(c, m)
	s.announce(c, m, false)
	s.emit(Event{Kind: "people"})
	return nil
}

// Migrate makes a basic group a supergroup, as Telegram does when it grows, and
// returns the new chat. Both get a service message; sending to the old one fails
// with migrate_to_chat_id.
func (s *Server) Migrate(groupID int64) (Chat, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.chats[groupID]
	if old == nil || old.Type != Group || old.migratedTo != 0 {
		return Chat{}, fmt.Errorf("chat %d is no basic group", groupID)
	}
	c := &chat{
		Chat:    Chat{ID: -1000000000000 - s.nextChat, Type: Supergroup, Title: old.Title},
		members: old.members, nextID: 2,
	}
	s.nextChat++
	s.putChat(c)
	left, arrived := &Message{From: &groupAnonymousBot, MigrateToChatID: c.ID}, &Message{From: &groupAnonymousBot, MigrateFromChatID: old.ID}
	s.put(old, left)
	s.announce(old, left, false)
	old.migratedTo = c.ID
	s.put(c, arrived)
	s.announce(c, arrived, false)
	s.emit(Event{Kind: "people"})
	return c.Chat, nil
}
