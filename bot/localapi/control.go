package localapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"time"
)

// controlHandler serves /control/: what a person, a test in another process or
// the page does. Bodies and answers are JSON; an error is {"error": "…"} with
// status 400.
//
//	GET    state, stats, violations, messages?chat=&after=&limit=, requests?after=&method=&chat=,
//	       commands?chat=&user=, events?after= (server-sent), file/{id}
//	POST   send {user, chat, topic, reply_to, text, anonymous}, upload (a form),
//	       edit {user, chat, message_id, text}, delete {chat, message_id},
//	       forward {user, chat, message_id, to},
//	       press {user, chat, message_id, data, forge}, inline {user, chat, query, offset},
//	       inline/choose {query_id, result, chat}
//	POST   users (a User), chats (a NewChat), topics {user, chat, name},
//	       member {user, chat, by, status}, block {user, blocked},
//	       clock {advance: seconds}, raw {chat, fields}
//	POST   faults (a Fault), DELETE faults?id=
func (s *Server) controlHandler() http.Handler {
	mux := http.NewServeMux()
	get := func(path string, f func(*http.Request) (any, error)) {
		mux.HandleFunc("GET /control/"+path, answerWith(f))
	}
	post := func(path string, f func(*http.Request) (any, error)) {
		mux.HandleFunc("POST /control/"+path, answerWith(f))
	}
	get("state", s.controlState)
	get("messages", s.controlMessages)
	get("requests", func(r *http.Request) (any, error) {
		return s.Requests(queryInt(r, "after"), r.URL.Query().Get("method"), queryInt(r, "chat")), nil
	})
	get("stats", func(*http.Request) (any, error) { return s.Stats(), nil })
	get("violations", func(*http.Request) (any, error) { return s.Violations(), nil })
	get("commands", func(r *http.Request) (any, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		c := s.chats[queryInt(r, "chat")]
		if c == nil {
			return nil, errors.New("there is no such chat")
		}
		return s.menu(c, s.userByID(queryInt(r, "user"))), nil
	})
	mux.HandleFunc("GET /control/events", s.serveEvents)
	mux.HandleFunc("GET /control/file/{id}", s.serveControlFile)

	post("send", s.controlSend)
	post("upload", s.controlUpload)
	post("press", s.controlPress)
	post("edit", with(func(in struct {
		User, Chat int64
		MessageID  int `json:"message_id"`
		Text       string
	}) (any, error) {
		id, err := s.Edit(in.User, in.Chat, in.MessageID, in.Text)
		return map[string]int64{"update_id": id}, err
	}))
	post("delete", with(func(in struct {
		Chat      int64
		MessageID int `json:"message_id"`
	}) (any, error) {
		s.Delete(in.Chat, in.MessageID)
		return true, nil
	}))
	post("forward", with(func(in struct {
		User, Chat, To int64
		MessageID      int `json:"message_id"`
	}) (any, error) {
		p, err := s.Forward(in.User, in.Chat, in.MessageID, in.To)
		return map[string]any{"update_id": p.UpdateID, "message": p.Message}, err
	}))
	post("inline", s.controlInline)
	post("inline/choose", with(func(in struct {
		Chat    int64
		QueryID string `json:"query_id"`
		Result  string
	}) (any, error) {
		return s.ChooseInline(in.QueryID, in.Result, in.Chat)
	}))
	post("users", with(func(u User) (any, error) { return s.AddUser(u), nil }))
	post("chats", with(func(c NewChat) (any, error) { return s.AddChat(c) }))
	post("topics", with(func(in struct {
		User, Chat int64
		Name       string
	}) (any, error) {
		id, err := s.OpenTopic(in.Chat, in.User, in.Name)
		return map[string]int{"message_thread_id": id}, err
	}))
	post("member", with(func(in struct {
		User, Chat, By int64
		Status         string
	}) (any, error) {
		if in.User == 0 {
			in.User = s.me.ID
		}
		return true, s.SetMember(in.Chat, in.By, Member{Status: in.Status, User: User{ID: in.User}})
	}))
	post("block", with(func(in struct {
		User    int64
		Blocked bool
	}) (any, error) {
		return true, s.Block(in.User, in.Blocked)
	}))
	post("clock", with(func(in struct{ Advance float64 }) (any, error) { // seconds
		return map[string]int64{"time": s.Advance(time.Duration(in.Advance * float64(time.Second))).UnixMilli()}, nil
	}))
	post("raw", with(func(in struct {
		Chat   int64
		Fields string
	}) (any, error) {
		return map[string]int64{"update_id": s.PushRaw(in.Chat, in.Fields)}, nil
	}))
	post("faults", with(func(f Fault) (any, error) { return map[string]int{"id": s.Fail(f)}, nil }))
	mux.HandleFunc("DELETE /control/faults", func(w http.ResponseWriter, r *http.Request) {
		if id := queryInt(r, "id"); id != 0 {
			s.Heal(int(id))
		} else {
			s.Heal()
		}
		writeJSON(w, 200, true)
	})
	return mux
}

func answerWith(f func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		v, err := f(r)
		if err != nil {
			writeJSON(w, http.StatusBadRequest, map[string]string{"error": err.Error()})
			return
		}
		writeJSON(w, 200, v)
	}
}

// with reads the body's JSON into the parameter of f.
func with[T any](f func(T) (any, error)) func(*http.Request) (any, error) {
	return func(r *http.Request) (any, error) {
		var in T
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			return nil, fmt.Errorf("the request's body is no such JSON: %w", err)
		}
		return f(in)
	}
}

func queryInt(r *http.Request, name string) int64 {
	n, _ := strconv.ParseInt(r.URL.Query().Get(name), 10, 64)
	return n
}

type stateChat struct {
	Chat
	Members  map[int64]string `json:"members,omitempty"` // status by user
	Bot      string           `json:"bot,omitempty"`
	Topics   []topic          `json:"topics,omitempty"`
	Blocked  bool             `json:"blocked,omitempty"`
	Keyboard json.RawMessage  `json:"keyboard,omitempty"`
	Last     *Message         `json:"last,omitempty"`
	Count    int              `json:"count"`
}

// controlState is all that the page shows at first; the number of chats in it
// is bounded.
func (s *Server) controlState(*http.Request) (any, error) {
	const limit = 200
	s.mu.Lock()
	defer s.mu.Unlock()
	people, chats := []User{}, []stateChat{}
	for _, p := range s.users {
		if !p.IsBot {
			people = append(people, p.User)
		}
	}
	sort.Slice(people, func(i, j int) bool { return people[i].ID < people[j].ID })
	for _, c := range s.chats {
		out := stateChat{Chat: c.Chat, Keyboard: c.keyboard, Count: len(c.messages), Members: map[int64]string{}}
		if c.Type == Private {
			out.Members[c.ID] = StatusMember
			out.Blocked = s.users[c.ID] != nil && s.users[c.ID].blocked
		} else {
			out.Bot = c.member(s, s.me.ID).Status
		}
		for id, m := range c.members {
			if len(out.Members) < limit {
				out.Members[id] = m.Status
			}
		}
		for _, t := range c.topics {
			out.Topics = append(out.Topics, *t)
		}
		if n := len(c.messages); n > 0 {
			out.Last = c.messages[n-1]
		}
		chats = append(chats, out)
	}
	sort.Slice(chats, func(i, j int) bool { return chats[i].ID > chats[j].ID })
	return map[string]any{
		"bot": s.me, "people": people[:min(limit, len(people))], "chats": chats[:min(limit, len(chats))],
		"seq": s.feed.seq, "time": s.now().UnixMilli(), "description": s.about["description/"],
	}, nil
}

func (s *Server) controlMessages(r *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	limit := int(queryInt(r, "limit"))
	list := s.messages(queryInt(r, "chat"), int(queryInt(r, "after")), limit)
	if list == nil {
		list = []Message{}
	}
	return list, nil
}

func (s *Server) controlSend(r *http.Request) (any, error) {
	return with(func(in struct {
		User, Chat int64
		Topic      int
		ReplyTo    int `json:"reply_to"`
		Text       string
		Anonymous  bool
	}) (any, error) {
		p, err := s.Say(Post{From: in.User, Chat: in.Chat, Topic: in.Topic, ReplyTo: in.ReplyTo, Text: in.Text, Anonymous: in.Anonymous})
		return map[string]any{"update_id": p.UpdateID, "message": p.Message}, err
	})(r)
}

// controlUpload takes a file in the form field "file", as a picture if the field
// "photo" is "true".
func (s *Server) controlUpload(r *http.Request) (any, error) {
	if err := r.ParseMultipartForm(8 << 20); err != nil {
		return nil, err
	}
	defer r.MultipartForm.RemoveAll()
	f, header, err := r.FormFile("file")
	if err != nil {
		return nil, fmt.Errorf("the form has no file: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	number := func(name string) int64 { n, _ := strconv.ParseInt(r.FormValue(name), 10, 64); return n }
	post := Post{From: number("user"), Chat: number("chat"), Topic: int(number("topic")), ReplyTo: int(number("reply_to")), Caption: r.FormValue("caption")}
	post.Anonymous = r.FormValue("anonymous") == "true"
	up := &Upload{Name: header.Filename, MIME: header.Header.Get("Content-Type"), Data: data}
	if r.FormValue("photo") == "true" {
		post.Photo = up
	} else {
		post.Document = up
	}
	p, err := s.Say(post)
	return map[string]any{"update_id": p.UpdateID, "message": p.Message}, err
}

func (s *Server) controlPress(r *http.Request) (any, error) {
	return with(func(in struct {
		User, Chat int64
		MessageID  int `json:"message_id"`
		Data       string
		Forge      bool
	}) (any, error) {
		if in.Forge {
			return map[string]string{"callback": s.Forge(in.User, in.Chat, in.MessageID, in.Data)}, nil
		}
		id, err := s.Press(in.User, in.Chat, in.MessageID, in.Data)
		return map[string]string{"callback": id}, err
	})(r)
}

// controlInline sends the query and waits for the bot's answer.
func (s *Server) controlInline(r *http.Request) (any, error) {
	return with(func(in struct {
		User, Chat    int64
		Query, Offset string
	}) (any, error) {
		id, err := s.Inline(in.User, in.Chat, in.Query, in.Offset)
		if err != nil {
			return nil, err
		}
		a, err := s.WaitInline(id, 10*time.Second)
		return map[string]any{"query_id": id, "answer": a}, err
	})(r)
}

func (s *Server) serveControlFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f := s.files.byID[r.PathValue("id")]
	s.mu.Unlock()
	if f == nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "private, max-age=3600")
	if f.photo {
		w.Header().Set("Content-Type", http.DetectContentType(f.data))
	} else {
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(f.name))
	}
	w.Write(f.data)
}

// serveEvents streams what happens as server-sent events, after the number in
// Last-Event-ID or ?after=. A "reset" event says that some are missing and the
// state must be read anew.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	control := http.NewResponseController(w)
	seq := queryInt(r, "after")
	if id, err := strconv.ParseInt(r.Header.Get("Last-Event-ID"), 10, 64); err == nil {
		seq = id
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(200)
	s.mu.Lock()
	watch := s.feed.watch(0)
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.feed.unwatch(watch)
		s.mu.Unlock()
	}()
	beat := time.NewTicker(15 * time.Second)
	defer beat.Stop()
	fmt.Fprint(w, ": hello\n\n")
	for {
		s.mu.Lock()
		events, lost := s.feed.since(seq)
		last := s.feed.seq
		s.mu.Unlock()
		if lost {
			fmt.Fprintf(w, "id: %d\nevent: reset\ndata: {}\n\n", last)
			events = nil
		}
		seq = last
		for _, e := range events {
			data, err := json.Marshal(e)
			if err != nil {
				continue
			}
			fmt.Fprintf(w, "id: %d\ndata: %s\n\n", e.Seq, data)
		}
		if control.Flush() != nil {
			return
		}
		select {
		case <-watch.wake:
		case <-beat.C:
			fmt.Fprint(w, ": still here\n\n")
		case <-r.Context().Done():
			return
		case <-s.closing:
			return
		}
	}
}
