package localapi

import (
	"context"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
)

func (s *Server) getChat(_ context.Context, in *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.findChat(in)
	if err != nil {
		return nil, err
	}
	if err := s.readable(c); err != nil {
		return nil, err
	}
	data, err := json.Marshal(c.Chat)
	if err != nil {
		return nil, err
	}
	full := map[string]any{}
	if err := json.Unmarshal(data, &full); err != nil {
		return nil, err
	}
	full["id"] = c.ID // a number read back from JSON may have lost its last digits
	full["accent_color_id"], full["max_reaction_count"] = 0, 11
	full["accepted_gift_types"] = map[string]bool{"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false, "gifts_from_channels": false}
	if c.Type == Group || c.Type == Supergroup {
		full["permissions"] = map[string]bool{"can_send_messages": true, "can_send_photos": true, "can_send_documents": true}
	}
	return full, nil
}

// readable tells whether the bot may ask about the chat.
func (s *Server) readable(c *chat) error {
	if c.Type == Private || c.Username != "" {
		return nil
	}
	switch m := c.member(s, s.me.ID); m.Status {
	case StatusKicked:
		return forbidden("bot was kicked from the " + c.Type + " chat")
	case StatusLeft:
		return forbidden("bot is not a member of the " + c.Type + " chat")
	}
	return nil
}

func (s *Server) getChatMember(_ context.Context, in *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.findChat(in)
	if err != nil {
		return nil, err
	}
	if err := s.readable(c); err != nil {
		return nil, err
	}
	user := in.number("user_id")
	if user == 0 {
		return nil, bad("invalid user_id specified")
	}
	if user != s.me.ID && s.users[user] == nil {
		return nil, bad("PARTICIPANT_ID_INVALID")
	}
	if c.Type == Private {
		return Member{Status: StatusMember, User: s.userByID(user)}, nil
	}
	if c.Type == Channel && c.member(s, s.me.ID).Status != StatusAdmin && user != s.me.ID {
		return nil, bad("member list is inaccessible")
	}
	return c.member(s, user), nil
}

func (s *Server) getChatAdministrators(_ context.Context, in *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.findChat(in)
	if err != nil {
		return nil, err
	}
	if err := s.readable(c); err != nil {
		return nil, err
	}
	if c.Type == Private {
		return nil, bad("there are no administrators in the private chat")
	}
	list := []Member{}
	for _, m := range c.members {
		if (m.Status == StatusOwner || m.Status == StatusAdmin) && (!m.User.IsBot || m.User.ID == s.me.ID) {
			list = append(list, *m)
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].User.ID < list[j].User.ID })
	return list, nil
}

func (s *Server) getChatMemberCount(_ context.Context, in *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.findChat(in)
	if err != nil {
		return nil, err
	}
	if c.Type == Private {
		return 2, nil
	}
	n := 0
	for _, m := range c.members {
		if m.Status != StatusLeft && m.Status != StatusKicked {
			n++
		}
	}
	return n, nil
}

func (s *Server) leaveChat(_ context.Context, in *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.findChat(in)
	if err != nil {
		return nil, err
	}
	if c.Type == Private {
		return nil, bad("chat member status can't be changed in private chats")
	}
	if err := s.readable(c); err != nil {
		return nil, err
	}
	s.changeMember(c, s.me.ID, s.me.ID, Member{Status: StatusLeft, User: s.me})
	return true, nil
}

// forum finds a forum in which the bot may manage topics.
func (s *Server) forum(in *call) (*chat, error) {
	c, err := s.findChat(in)
	if err != nil {
		return nil, err
	}
	if !c.IsForum {
		return nil, bad("the chat is not a forum")
	}
	if err := s.writable(c); err != nil {
		return nil, err
	}
	if !c.member(s, s.me.ID).CanManageTopics {
		return nil, bad("not enough rights to create a topic")
	}
	return c, nil
}

func (s *Server) createForumTopic(_ context.Context, in *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.forum(in)
	if err != nil {
		return nil, err
	}
	name := strings.TrimSpace(in.fields["name"])
	me := s.me
	t := s.openTopic(c, name, &me)
	return map[string]any{"message_thread_id": t.ID, "name": t.Name, "icon_color": t.Color}, nil
}

func (s *Server) closeForumTopic(_ context.Context, in *call) (any, error) {
	return s.setTopic(in, true)
}

func (s *Server) reopenForumTopic(_ context.Context, in *call) (any, error) {
	return s.setTopic(in, false)
}

func (s *Server) setTopic(in *call, closed bool) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.forum(in)
	if err != nil {
		return nil, err
	}
	t := c.topic(int(in.number("message_thread_id")))
	if t == nil {
		return nil, bad("message thread not found")
	}
	if t.Closed == closed {
		return nil, bad("TOPIC_NOT_MODIFIED")
	}
	t.Closed = closed
	s.emit(Event{Kind: "people"})
	return true, nil
}

// scopeKey names the scope and language of a command list.
func (s *Server) scopeKey(in *call) (string, error) {
	var scope struct {
		Type   string          `json:"type"`
		ChatID json.RawMessage `json:"chat_id"`
		UserID int64           `json:"user_id"`
	}
	if _, err := in.object("scope", &scope); err != nil {
		return "", bad("can't parse BotCommandScope")
	}
	key := scope.Type
	switch scope.Type {
	case "", "default":
		key = "default"
	case "all_private_chats", "all_group_chats", "all_chat_administrators":
	case "chat", "chat_administrators", "chat_member":
		c, err := s.findChat(&call{fields: map[string]string{"chat_id": strings.Trim(string(scope.ChatID), `"`)}})
		if err != nil {
			return "", err
		}
		key = fmt.Sprintf("%s:%d", scope.Type, c.ID)
		if scope.Type == "chat_member" {
			key += fmt.Sprintf(":%d", scope.UserID)
		}
	}
	return key + "/" + in.fields["language_code"], nil
}

func (s *Server) setMyCommands(_ context.Context, in *call) (any, error) {
	var list []Command
	if _, err := in.object("commands", &list); err != nil {
		return nil, bad("can't parse commands list")
	}
	for i, c := range list {
		list[i].Command = strings.TrimPrefix(c.Command, "/")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	key, err := s.scopeKey(in)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		delete(s.commands, key)
	} else {
		s.commands[key] = list
	}
	s.emit(Event{Kind: "commands"})
	return true, nil
}

func (s *Server) getMyCommands(_ context.Context, in *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, err := s.scopeKey(in)
	if err != nil {
		return nil, err
	}
	if list := s.commands[key]; list != nil {
		return list, nil
	}
	return []Command{}, nil
}

func (s *Server) deleteMyCommands(_ context.Context, in *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key, err := s.scopeKey(in)
	if err != nil {
		return nil, err
	}
	delete(s.commands, key)
	s.emit(Event{Kind: "commands"})
	return true, nil
}

// menu is the list of commands that a person sees in a chat: that of the
// narrowest scope, in the person's language if there is one.
func (s *Server) menu(c *chat, user User) []Command {
	admin := false
	if m := c.members[user.ID]; m != nil {
		admin = m.Status == StatusOwner || m.Status == StatusAdmin
	}
	var scopes []string
	if c.Type != Private {
		scopes = append(scopes, fmt.Sprintf("chat_member:%d:%d", c.ID, user.ID))
		if admin {
			scopes = append(scopes, fmt.Sprintf("chat_administrators:%d", c.ID))
		}
	}
	scopes = append(scopes, fmt.Sprintf("chat:%d", c.ID))
	if c.Type == Private {
		scopes = append(scopes, "all_private_chats")
	} else {
		if admin {
			scopes = append(scopes, "all_chat_administrators")
		}
		scopes = append(scopes, "all_group_chats")
	}
	language, _, _ := strings.Cut(user.LanguageCode, "-")
	for _, scope := range append(scopes, "default") {
		for _, l := range []string{language, ""} {
			if list := s.commands[scope+"/"+l]; len(list) > 0 {
				return list
			}
		}
	}
	return []Command{}
}
