package localapi

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// person is a user as the server knows it.
type person struct {
	User
	blocked bool // has blocked the bot
	started bool // has written to the bot, so that it may write back
}

// chat is a conversation with its messages, oldest first. Stored messages are
// never changed in place: an edit puts a new one in the old one's stead.
type chat struct {
	Chat
	messages   []*Message
	nextID     int // supergroups and channels count by themselves
	members    map[int64]*Member
	topics     []*topic
	keyboard   []byte // the reply keyboard that the bot last sent, JSON
	migratedTo int64
	windows    []window
}

type topic struct {
	ID     int    `json:"id"`
	Name   string `json:"name"`
	Closed bool   `json:"closed,omitempty"`
	Color  int    `json:"color,omitempty"`
}

type keptMessage struct {
	chat int64
	id   int
}

// AddUser makes a person, with a private chat with the bot. An ID of 0 is
// filled in. The bot may write to the person at once; see AddStranger.
func (s *Server) AddUser(u User) User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addUser(u, true)
}

// AddStranger makes a person who has not started the bot: until the first
// message, sending to them fails as it does at Telegram.
func (s *Server) AddStranger(u User) User {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.addUser(u, false)
}

func (s *Server) addUser(u User, started bool) User {
	if u.ID == 0 {
		for s.users[s.nextUser] != nil {
			s.nextUser++
		}
		u.ID = s.nextUser
		s.nextUser++
	}
	if u.FirstName == "" {
		u.FirstName = "Person " + strconv.FormatInt(u.ID, 10)
	}
	s.users[u.ID] = &person{User: u, started: started}
	if !u.IsBot {
		s.putChat(&chat{Chat: Chat{ID: u.ID, Type: Private, FirstName: u.FirstName, LastName: u.LastName, Username: u.Username}})
	}
	s.emit(Event{Kind: "people", Time: s.now().UnixMilli()})
	return u
}

func (s *Server) putChat(c *chat) {
	if old := s.chats[c.ID]; old != nil {
		c.messages, c.nextID = old.messages, old.nextID
	}
	s.chats[c.ID] = c
	if c.Username != "" {
		s.names[strings.ToLower(c.Username)] = c.ID
	}
}

// NewChat describes a group or channel to make.
type NewChat struct {
	ID        int64   `json:"id"`       // 0: a free one
	Type      string  `json:"type"`     // Group, Supergroup or Channel
	Title     string  `json:"title"`    //
	Username  string  `json:"username"` // of a public chat
	Forum     bool    `json:"forum"`    // has topics
	Owner     int64   `json:"owner"`    //
	Admins    []int64 `json:"admins"`   //
	Members   []int64 `json:"members"`  //
	BotStatus string  `json:"bot"`      // StatusMember, StatusAdmin; empty: not in the chat
}

// AddChat makes a group or channel. No update is sent about it; use SetMember to
// have the bot added with one.
func (s *Server) AddChat(n NewChat) (Chat, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch n.Type {
	case Group, Supergroup, Channel:
	default:
		return Chat{}, fmt.Errorf("a chat's type is group, supergroup or channel, not %q", n.Type)
	}
	if n.ID == 0 {
		n.ID = -s.nextChat
		if n.Type != Group {
			n.ID = -1000000000000 - s.nextChat
		}
		s.nextChat++
	}
	c := &chat{
		Chat:    Chat{ID: n.ID, Type: n.Type, Title: n.Title, Username: n.Username, IsForum: n.Forum && n.Type == Supergroup},
		members: map[int64]*Member{}, nextID: 2, // message 1 of such a chat tells that it was made
	}
	for _, id := range n.Members {
		s.setMember(c, id, StatusMember)
	}
	for _, id := range n.Admins {
		s.setMember(c, id, StatusAdmin)
	}
	if n.Owner != 0 {
		s.setMember(c, n.Owner, StatusOwner)
	}
	if n.BotStatus != "" {
		s.setMember(c, s.me.ID, n.BotStatus)
	}
	s.putChat(c)
	s.emit(Event{Kind: "people", Time: s.now().UnixMilli()})
	return c.Chat, nil
}

// userByID is the user of that id, or a nameless one.
func (s *Server) userByID(id int64) User {
	if id == s.me.ID {
		return s.me
	}
	if p := s.users[id]; p != nil {
		return p.User
	}
	return User{ID: id, FirstName: "Person " + strconv.FormatInt(id, 10)}
}

func (s *Server) setMember(c *chat, user int64, status string) Member {
	m := Member{Status: status, User: s.userByID(user), CanSendMessages: true}
	if status == StatusAdmin || status == StatusOwner {
		m.CanManageChat, m.CanPostMessages, m.CanEditMessages, m.CanDeleteMessages, m.CanManageTopics = true, true, true, true, true
	}
	if c.Type != Private {
		c.members[user] = &m
	}
	return m
}

func (c *chat) member(s *Server, user int64) Member {
	if m := c.members[user]; m != nil {
		return *m
	}
	return Member{Status: StatusLeft, User: s.userByID(user)}
}

func (c *chat) topic(id int) *topic {
	for _, t := range c.topics {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// message finds a stored message by its id.
func (c *chat) message(id int) *Message {
	if i, ok := c.index(id); ok {
		return c.messages[i]
	}
	return nil
}

func (c *chat) index(id int) (int, bool) {
	i := sort.Search(len(c.messages), func(i int) bool { return c.messages[i].MessageID >= id })
	return i, i < len(c.messages) && c.messages[i].MessageID == id
}

// put gives m an id, stores it in its chat and tells the watchers.
func (s *Server) put(c *chat, m *Message) {
	if c.Type == Supergroup || c.Type == Channel {
		m.MessageID = c.nextID
		c.nextID++
	} else {
		m.MessageID = s.nextMsg
		s.nextMsg++
	}
	m.Chat = c.Chat
	if m.Date == 0 {
		m.Date = s.now().Unix()
	}
	c.messages = append(c.messages, m)
	if n := len(c.messages) - s.opts.MessagesPerChat; n > 0 {
		c.messages = append(c.messages[:0:0], c.messages[n:]...)
	}
	s.kept = append(s.kept, keptMessage{c.ID, m.MessageID})
	if over := len(s.kept) - s.opts.MessagesKept; over > s.opts.MessagesKept/8 {
		for _, k := range s.kept[:over] {
			old := s.chats[k.chat]
			if old == nil {
				continue
			}
			if i, ok := old.index(k.id); ok {
				old.messages = slices.Delete(old.messages, i, i+1)
			}
		}
		s.kept = slices.Clone(s.kept[over:])
	}
	s.emit(Event{Kind: "message", Chat: c.ID, Message: m})
}

// replace puts an edited message in the old one's stead.
func (s *Server) replace(c *chat, m *Message) {
	if i, ok := c.index(m.MessageID); ok {
		c.messages[i] = m
		s.emit(Event{Kind: "edit", Chat: c.ID, Message: m})
	}
}

func (s *Server) remove(c *chat, id int) {
	if i, ok := c.index(id); ok {
		c.messages = slices.Delete(c.messages, i, i+1)
		s.emit(Event{Kind: "delete", Chat: c.ID, MessageID: id})
	}
}

// Messages are the chat's messages that are kept, oldest first.
func (s *Server) Messages(chatID int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.messages(chatID, 0, 0)
}

// messages are those with an id above after, the last limit of them if limit is
// not 0.
func (s *Server) messages(chatID int64, after, limit int) []Message {
	c := s.chats[chatID]
	if c == nil {
		return nil
	}
	i, _ := c.index(after + 1)
	list := c.messages[i:]
	if limit > 0 && len(list) > limit {
		list = list[len(list)-limit:]
	}
	out := make([]Message, len(list))
	for i, m := range list {
		out[i] = *m
	}
	return out
}

// FromBot are the chat's messages that the bot sent, oldest first.
func (s *Server) FromBot(chatID int64) []Message {
	all := s.Messages(chatID)
	return slices.DeleteFunc(all, func(m Message) bool { return !m.byBot })
}

// Message is the stored message of that id.
func (s *Server) Message(chatID int64, id int) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[chatID]; c != nil {
		if m := c.message(id); m != nil {
			return *m, true
		}
	}
	return Message{}, false
}

// findChat resolves a chat_id field: a number, or @name of a public chat.
func (s *Server) findChat(c *call) (*chat, error) {
	id := strings.TrimSpace(c.fields["chat_id"])
	if id == "" {
		return nil, bad("chat_id is empty")
	}
	var found *chat
	if name, ok := strings.CutPrefix(id, "@"); ok {
		if found = s.chats[s.names[strings.ToLower(name)]]; found != nil && found.Type == Private {
			found = nil // a person is never found by name
		}
	} else if n, err := strconv.ParseInt(id, 10, 64); err == nil {
		found = s.chats[n]
	}
	if found == nil {
		return nil, bad("chat not found")
	}
	return found, nil
}

// writable tells whether the bot may write to the chat.
func (s *Server) writable(c *chat) error {
	switch c.Type {
	case Private:
		switch p := s.users[c.ID]; {
		case p == nil:
			return bad("chat not found")
		case p.blocked:
			return forbidden("bot was blocked by the user")
		case !p.started:
			return forbidden("bot can't initiate conversation with a user")
		}
		return nil
	case Group:
		if c.migratedTo != 0 {
			return &refusal{code: 400, text: "Bad Request: group chat was upgraded to a supergroup chat", migrateTo: c.migratedTo}
		}
	}
	m := c.member(s, s.me.ID)
	switch {
	case m.Status == StatusKicked:
		return forbidden("bot was kicked from the " + c.Type + " chat")
	case m.Status == StatusLeft:
		return forbidden("bot is not a member of the " + c.Type + " chat")
	case c.Type == Channel && !m.CanPostMessages:
		return bad("need administrator rights in the channel chat")
	case m.Status == StatusRestricted && !m.CanSendMessages:
		return bad("not enough rights to send text messages to the chat")
	}
	return nil
}
