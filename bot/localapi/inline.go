package localapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// inlineState is an inline query that awaits the bot's answer.
type inlineState struct {
	at       time.Time
	from     int64
	chat     int64
	query    string
	answered bool
	answer   InlineAnswer
}

// InlineAnswer is what the bot offered for an inline query.
type InlineAnswer struct {
	Results    []InlineResult  `json:"results"`
	NextOffset string          `json:"next_offset,omitempty"`
	CacheTime  int             `json:"cache_time"`
	IsPersonal bool            `json:"is_personal"`
	Button     json.RawMessage `json:"button,omitempty"`
}

// InlineResult is one offered result; only articles are known in full.
type InlineResult struct {
	Type        string          `json:"type"`
	ID          string          `json:"id"`
	Title       string          `json:"title,omitempty"`
	Description string          `json:"description,omitempty"`
	URL         string          `json:"url,omitempty"`
	Text        string          `json:"text,omitempty"`     // of the message that it sends
	Entities    []Entity        `json:"entities,omitempty"` //
	Markup      *InlineKeyboard `json:"reply_markup,omitempty"`
	FileID      string          `json:"file_id,omitempty"` // of a cached photo or document
}

// Inline has a person type a query after the bot's name in a chat (or in the
// list of chats, if chatID is 0) and returns the query's id.
func (s *Server) Inline(user, chatID int64, query, offset string) (string, error) {
	if units(query) > 256 {
		return "", errors.New("an inline query has at most 256 characters")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	q := InlineQuery{ID: s.newID(), From: s.userByID(user), Query: query, Offset: offset}
	if c := s.chats[chatID]; c != nil {
		q.ChatType = c.Type
		if chatID == user {
			q.ChatType = "sender"
		}
	}
	s.inline[q.ID] = &inlineState{at: s.now(), from: user, chat: chatID, query: query}
	s.boundQueries(q.ID)
	s.push("inline_query", user, q)
	return q.ID, nil
}

// WaitInline waits for the bot's answer to an inline query.
func (s *Server) WaitInline(queryID string, timeout time.Duration) (InlineAnswer, error) {
	var found *InlineAnswer
	ok := s.wait(0, timeout, func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		if q := s.inline[queryID]; q != nil && q.answered {
			found = &q.answer
		}
		return found != nil
	})
	if !ok {
		return InlineAnswer{}, fmt.Errorf("inline query %s is not answered after %v", queryID, timeout)
	}
	return *found, nil
}

// ChooseInline has the person send one of the offered results to the chat.
func (s *Server) ChooseInline(queryID, resultID string, chatID int64) (Posted, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := s.inline[queryID]
	if q == nil || !q.answered {
		return Posted{}, fmt.Errorf("inline query %s is not answered", queryID)
	}
	for _, r := range q.answer.Results {
		if r.ID != resultID {
			continue
		}
		c := s.chats[chatID]
		if err := s.mayPost(c, q.from); err != nil {
			return Posted{}, err
		}
		me := s.me
		m := &Message{ViaBot: &me, Text: r.Text, Entities: r.Entities, ReplyMarkup: r.Markup}
		if f := s.files.byID[r.FileID]; f != nil {
			m.Caption, m.CaptionEntities, m.Text, m.Entities = r.Text, r.Entities, "", nil
			if f.photo {
				m.Photo = f.sizes()
			} else {
				m.Document = f.document()
			}
		}
		s.sign(c, m, Post{From: q.from})
		s.put(c, m)
		chosen := ChosenResult{ResultID: r.ID, From: s.userByID(q.from), Query: q.query}
		if r.Markup != nil { // only a message with buttons has an id to edit it by
			chosen.InlineMessageID = "i" + s.newID()
			s.inlineMsgs[chosen.InlineMessageID] = inlinePlace{c.ID, m.MessageID}
		}
		if s.opts.InlineFeedback {
			s.push("chosen_inline_result", q.from, chosen)
		}
		return Posted{Message: *m, UpdateID: s.announce(c, m, false)}, nil
	}
	return Posted{}, fmt.Errorf("inline query %s has no result %q", queryID, resultID)
}

func (s *Server) answerInlineQuery(_ context.Context, in *call) (any, error) {
	answer := InlineAnswer{NextOffset: in.fields["next_offset"], CacheTime: 300, IsPersonal: in.flag("is_personal"), Results: []InlineResult{}}
	if in.fields["cache_time"] != "" {
		answer.CacheTime = int(in.number("cache_time"))
	}
	var list []json.RawMessage
	if _, err := in.object("results", &list); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, raw := range list {
		r, err := readResult(raw)
		if err != nil {
			return nil, err
		}
		if seen[r.ID] {
			return nil, wrong("results", "RESULT_ID_DUPLICATE")
		}
		seen[r.ID] = true
		answer.Results = append(answer.Results, r)
	}
	if raw := in.fields["button"]; raw != "" {
		answer.Button = json.RawMessage(raw)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	q := s.inline[in.fields["inline_query_id"]]
	if q == nil || q.answered || s.now().Sub(q.at) > s.opts.CallbackTimeout {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	q.answered, q.answer = true, answer
	s.emit(Event{Kind: "inline", User: q.from, Callback: in.fields["inline_query_id"]})
	return true, nil
}

func readResult(raw json.RawMessage) (InlineResult, error) {
	var in struct {
		InlineResult
		PhotoFileID    string          `json:"photo_file_id"`
		DocumentFileID string          `json:"document_file_id"`
		Caption        string          `json:"caption"`
		ParseMode      string          `json:"parse_mode"`
		Markup         json.RawMessage `json:"reply_markup"`
		Content        *struct {
			Text      string          `json:"message_text"`
			ParseMode string          `json:"parse_mode"`
			Entities  json.RawMessage `json:"entities"`
		} `json:"input_message_content"`
	}
	if json.Unmarshal(raw, &in) != nil {
		return InlineResult{}, wrong("results", "can't parse inline query result: InlineQueryResult must be an Object")
	}
	r := in.InlineResult
	text := &call{fields: map[string]string{"text": in.Caption, "parse_mode": in.ParseMode}}
	if in.Content != nil {
		text.fields = map[string]string{"text": in.Content.Text, "parse_mode": in.Content.ParseMode, "entities": string(in.Content.Entities)}
	}
	r.FileID = in.PhotoFileID + in.DocumentFileID
	f, err := readText(text, "text", "entities")
	if err != nil {
		return r, err
	}
	r.Text, r.Entities = f.text, f.entities
	mk, err := readMarkup(&call{fields: map[string]string{"reply_markup": string(in.Markup)}})
	r.Markup = mk.inline
	return r, err
}
