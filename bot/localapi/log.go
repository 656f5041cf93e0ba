package localapi

import (
	"strconv"
	"strings"
	"time"
)

// maxLoggedField is the longest field, in bytes, that the log keeps whole.
const maxLoggedField = 8 << 10

// Request is one call of a Bot API method, as the log keeps it.
type Request struct {
	Seq       int64             `json:"seq"`
	Time      time.Time         `json:"time"`    // by the server's clock
	Elapsed   time.Duration     `json:"elapsed"` // nanoseconds to carry it out
	Method    string            `json:"method"`
	Chat      int64             `json:"chat,omitempty"`
	Fields    map[string]string `json:"fields,omitempty"`
	Files     map[string]int    `json:"files,omitempty"` // bytes by field
	Code      int               `json:"code"`            // 200, or the error code
	Text      string            `json:"text,omitempty"`  // the error's description
	MessageID int               `json:"message_id,omitempty"`
	Fault     string            `json:"fault,omitempty"` // the fault that it met
}

// Stats are counts over the whole run.
type Stats struct {
	Requests map[string]int `json:"requests"` // by method
	Refused  map[int]int    `json:"refused"`  // by code
	Updates  int64          `json:"updates"`  // queued so far
	Pending  int            `json:"pending"`  // not acknowledged
	Messages int            `json:"messages"` // sent by the bot
}

// A Violation is a request that is wrong by itself: Telegram would refuse it, or not do what was meant, in
// whatever state its chats are.
type Violation struct {
	Time   time.Time `json:"time"` // by the server's clock
	Method string    `json:"method"`
	Chat   string    `json:"chat,omitempty"`  // chat_id as it came
	Field  string    `json:"field,omitempty"` // such as reply_markup.inline_keyboard[0][1].callback_data
	Why    string    `json:"why"`
}

func (v Violation) String() string {
	return strings.TrimSpace(v.Method+" "+v.Field) + ": " + v.Why
}

// violationsKept is how many violations are kept, the first ones.
const violationsKept = 1000

type requestLog struct {
	ring       []Request
	size       int
	seq        int64
	stats      Stats
	violations []Violation
}

func (l *requestLog) init(size int) {
	l.size = size
	l.stats = Stats{Requests: map[string]int{}, Refused: map[int]int{}}
}

// noteFlaw keeps the violation where the refusal, which may be nil, is for one.
func (s *Server) noteFlaw(c *call, e *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violated(c, e)
}

func (s *Server) violated(c *call, e *refusal) {
	if e == nil || e.flaw == nil || len(s.log.violations) == violationsKept {
		return
	}
	s.log.violations = append(s.log.violations, Violation{
		Time: s.now(), Method: c.method, Chat: c.fields["chat_id"], Field: e.flaw.field, Why: e.flaw.why})
}

// Violations are the requests so far that were wrong by themselves; each was refused, too.
func (s *Server) Violations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Violation{}, s.log.violations...)
}

// record logs a call. A getUpdates that brought nothing is counted only.
func (s *Server) record(c *call, started time.Time, result any, err error, label string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := &s.log
	name := strings.ToLower(c.method)
	if _, known := methods[name]; known {
		l.stats.Requests[name]++
	}
	r := Request{Time: s.now(), Elapsed: time.Since(started), Method: c.method, Code: 200, Fault: label}
	if err != nil {
		e := asRefusal(err)
		r.Code, r.Text = e.code, e.text
		s.violated(c, e)
		l.stats.Refused[e.code]++
	}
	switch res := result.(type) {
	case *Message:
		r.MessageID = res.MessageID
		if name[0] == 's' && err == nil {
			l.stats.Messages++
		}
	case []*Message:
		l.stats.Messages += len(res)
	}
	if name == "getupdates" && err == nil {
		return
	}
	if target, e := s.findChat(c); e == nil {
		r.Chat = target.ID
	} else {
		r.Chat, _ = strconv.ParseInt(c.fields["chat_id"], 10, 64)
	}
	r.Fields = c.fields
	for k, v := range c.fields {
		if len(v) > maxLoggedField {
			c.fields[k] = strings.ToValidUTF8(v[:maxLoggedField], "") + "…"
		}
	}
	for k, f := range c.files {
		if r.Files == nil {
			r.Files = map[string]int{}
		}
		r.Files[k] = len(f.data)
	}
	l.seq++
	r.Seq = l.seq
	if len(l.ring) < l.size {
		l.ring = append(l.ring, r)
	} else {
		l.ring[(l.seq-1)%int64(l.size)] = r
	}
}

// Requests are the logged calls after the number, oldest first: of one method
// (empty: all) and one chat (0: all).
func (s *Server) Requests(after int64, methodName string, chatID int64) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := &s.log
	list := []Request{}
	n := int64(len(l.ring))
	for seq := max(after+1, l.seq-n+1); seq <= l.seq; seq++ {
		r := l.ring[(seq-1)%int64(l.size)]
		if (methodName == "" || strings.EqualFold(r.Method, methodName)) && (chatID == 0 || r.Chat == chatID) {
			list = append(list, r)
		}
	}
	return list
}

// Stats are the counts so far.
func (s *Server) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.log.stats
	out.Requests, out.Refused = map[string]int{}, map[int]int{}
	for k, v := range s.log.stats.Requests {
		out.Requests[k] = v
	}
	for k, v := range s.log.stats.Refused {
		out.Refused[k] = v
	}
	out.Updates = s.updates.nextID - s.opts.FirstUpdateID
	out.Pending = s.updates.pending()
	return out
}
