package localapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Event is something that happened in a chat, for watchers and the page.
type Event struct {
	Seq       int64           `json:"seq"`
	Kind      string          `json:"kind"` // message, edit, delete, action, answer, inline, draft, reaction, keyboard, clock, people, commands
	Chat      int64           `json:"chat,omitempty"`
	Topic     int             `json:"topic,omitempty"`
	Message   *Message        `json:"message,omitempty"`
	MessageID int             `json:"message_id,omitempty"`
	Action    string          `json:"action,omitempty"`
	User      int64           `json:"user,omitempty"` // whom an answer is for
	Callback  string          `json:"callback,omitempty"`
	Text      string          `json:"text,omitempty"`
	Entities  []Entity        `json:"entities,omitempty"`
	Alert     bool            `json:"alert,omitempty"`
	URL       string          `json:"url,omitempty"`
	Time      int64           `json:"time,omitempty"` // Unix milliseconds
	Markup    json.RawMessage `json:"markup,omitempty"`
}

const feedSize = 4096

// feed keeps the latest events and wakes those who watch.
type feed struct {
	ring     []*Event
	seq      int64
	watchers map[*watcher]struct{}
	byChat   map[int64]map[*watcher]struct{}
}

type watcher struct {
	chat int64 // 0: all
	wake chan struct{}
}

func (f *feed) init() {
	f.ring = make([]*Event, feedSize)
	f.watchers = map[*watcher]struct{}{}
	f.byChat = map[int64]map[*watcher]struct{}{}
}

func (s *Server) emit(e Event) {
	f := &s.feed
	f.seq++
	e.Seq = f.seq
	f.ring[f.seq%feedSize] = &e
	for w := range f.watchers {
		w.poke()
	}
	if e.Chat != 0 {
		for w := range f.byChat[e.Chat] {
			w.poke()
		}
	}
}

func (w *watcher) poke() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

func (f *feed) watch(chat int64) *watcher {
	w := &watcher{chat: chat, wake: make(chan struct{}, 1)}
	set := f.watchers
	if chat != 0 {
		if set = f.byChat[chat]; set == nil {
			set = map[*watcher]struct{}{}
			f.byChat[chat] = set
		}
	}
	set[w] = struct{}{}
	return w
}

func (f *feed) unwatch(w *watcher) {
	delete(f.watchers, w)
	if set := f.byChat[w.chat]; set != nil {
		if delete(set, w); len(set) == 0 {
			delete(f.byChat, w.chat)
		}
	}
}

// since returns the events after seq; lost tells that some are no longer kept.
func (f *feed) since(seq int64) (events []*Event, lost bool) {
	if seq > f.seq {
		return nil, true
	}
	from := seq + 1
	if from <= f.seq-feedSize {
		from, lost = f.seq-feedSize+1, true
	}
	for ; from <= f.seq; from++ {
		events = append(events, f.ring[from%feedSize])
	}
	return events, lost
}

// wait calls check, at first and after each event in the chat (0: in any), until
// it is true, the timeout is over or the server closes. check runs without the
// lock.
func (s *Server) wait(chat int64, timeout time.Duration, check func() bool) bool {
	s.mu.Lock()
	w := s.feed.watch(chat)
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.feed.unwatch(w)
		s.mu.Unlock()
	}()
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	for {
		if check() {
			return true
		}
		select {
		case <-w.wake:
		case <-timer.C:
			return check()
		case <-s.closing:
			return false
		}
	}
}

var errWaited = errors.New("no such message came in time")

// WaitMessage waits until the chat has a message of the bot for which cond is
// true, and returns the latest such message. Edited messages are looked at in
// their new form.
func (s *Server) WaitMessage(chatID int64, timeout time.Duration, cond func(Message) bool) (Message, error) {
	var found Message
	ok := s.wait(chatID, timeout, func() bool {
		list := s.FromBot(chatID)
		for i := len(list) - 1; i >= 0; i-- {
			if cond(list[i]) {
				found = list[i]
				return true
			}
		}
		return false
	})
	if !ok {
		last := "the bot has written nothing there"
		if list := s.FromBot(chatID); len(list) > 0 {
			last = fmt.Sprintf("the bot's last is %q", list[len(list)-1].Content())
		}
		return Message{}, fmt.Errorf("chat %d, after %v: %w; %s", chatID, timeout, errWaited, last)
	}
	return found, nil
}

// WaitReplies waits until the bot has sent n messages to the chat and returns
// them all.
func (s *Server) WaitReplies(chatID int64, n int, timeout time.Duration) ([]Message, error) {
	var list []Message
	if !s.wait(chatID, timeout, func() bool { list = s.FromBot(chatID); return len(list) >= n }) {
		return list, fmt.Errorf("chat %d has %d messages of the bot after %v, not %d: %w", chatID, len(list), timeout, n, errWaited)
	}
	return list, nil
}
