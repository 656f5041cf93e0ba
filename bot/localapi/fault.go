package localapi

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// When a connection is dropped, in Fault.Drop.
const (
	DropBefore = "before" // nothing was done
	DropAfter  = "after"  // the call was carried out, but the caller does not learn it
)

// Fault is a failure on request. A call that fits Method and Chat meets it; by
// default once, at the first such call.
type Fault struct {
	Method string `json:"method,omitempty"` // empty: all but getUpdates
	Chat   int64  `json:"chat,omitempty"`   // 0: any
	Skip   int    `json:"skip,omitempty"`   // let this many pass first
	Every  int    `json:"every,omitempty"`  // then meet each n-th only; 0: each
	Times  int    `json:"times,omitempty"`  // how often; 0: once, -1: always
	// Chance meets only this share of the fitting calls, by a fixed sequence of
	// random numbers; 0: all.
	Chance float64 `json:"chance,omitempty"`

	Code       int           `json:"code,omitempty"`        // HTTP status and error_code, such as 429, 403, 500
	Text       string        `json:"text,omitempty"`        // description; one that fits Code if empty
	RetryAfter int           `json:"retry_after,omitempty"` // seconds, with 429
	MigrateTo  int64         `json:"migrate_to,omitempty"`  //
	Body       string        `json:"body,omitempty"`        // answered as it is in place of JSON
	HTML       bool          `json:"html,omitempty"`        // answer a proxy's page in HTML
	Drop       string        `json:"drop,omitempty"`        // DropBefore or DropAfter
	Delay      time.Duration `json:"delay,omitempty"`       // nanoseconds to wait before anything else
}

type fault struct {
	Fault
	id   int
	seen int
	met  int
	rand *rand.Rand
}

// Fail adds a fault and returns its number for Heal.
func (s *Server) Fail(f Fault) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextFault++
	if f.Code == 0 && f.RetryAfter > 0 {
		f.Code = 429
	}
	s.faults = append(s.faults, &fault{Fault: f, id: s.nextFault, rand: rand.New(rand.NewPCG(7, uint64(s.nextFault)))})
	return s.nextFault
}

// Heal removes faults; without a number, all of them.
func (s *Server) Heal(ids ...int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(ids) == 0 {
		s.faults = nil
		return
	}
	s.faults = slices.DeleteFunc(s.faults, func(f *fault) bool { return slices.Contains(ids, f.id) })
}

// Met tells how often a fault was met.
func (s *Server) Met(id int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.id == id {
			return f.met
		}
	}
	return 0
}

// faultFor is the first fault that the call meets. It waits out the delay.
func (s *Server) faultFor(c *call) *fault {
	s.mu.Lock()
	var hit *fault
	for _, f := range s.faults {
		if f.meets(s, c) {
			hit = f
			break
		}
	}
	s.mu.Unlock()
	if hit != nil && hit.Delay > 0 {
		select {
		case <-time.After(hit.Delay):
		case <-s.closing:
		}
	}
	return hit
}

func (f *fault) meets(s *Server, c *call) bool {
	if f.Method == "" && strings.EqualFold(c.method, "getUpdates") {
		return false
	}
	if f.Method != "" && !strings.EqualFold(f.Method, c.method) {
		return false
	}
	if f.Chat != 0 {
		target, err := s.findChat(c)
		if err != nil || target.ID != f.Chat {
			return false
		}
	}
	times := f.Times
	if times == 0 {
		times = 1
	}
	f.seen++
	n := f.seen - f.Skip
	switch {
	case n <= 0, times > 0 && f.met >= times, f.Every > 1 && (n-1)%f.Every != 0:
		return false
	case f.Chance > 0 && f.rand.Float64() >= f.Chance:
		return false
	}
	f.met++
	return true
}

// stops tells whether the call is not carried out.
func (f *fault) stops() bool {
	return f.Code != 0 || f.Body != "" || f.HTML || f.Drop == DropBefore
}

func (f *fault) label() string {
	switch {
	case f.Drop != "":
		return "dropped " + f.Drop
	case f.stops():
		return "fault"
	}
	return "delayed"
}

func (f *fault) status() int {
	if f.Code == 0 {
		return http.StatusBadGateway
	}
	return f.Code
}

func (f *fault) refusal() *refusal {
	text := f.Text
	if text == "" {
		switch code := f.status(); code {
		case 400:
			text = "Bad Request: chat not found"
		case 403:
			text = "Forbidden: bot was blocked by the user"
		case 429:
			text = fmt.Sprintf("Too Many Requests: retry after %d", f.RetryAfter)
		default:
			text = http.StatusText(code)
		}
	}
	return &refusal{code: f.status(), text: text, retryAfter: f.RetryAfter, migrateTo: f.MigrateTo}
}

func (f *fault) answer(w http.ResponseWriter, r *http.Request) {
	switch {
	case f.Drop == DropBefore:
		hangUp(w)
	case f.Body != "" || f.HTML:
		body := f.Body
		if body == "" {
			text := strconv.Itoa(f.status()) + " " + http.StatusText(f.status())
			body = "<html>\r\n<head><title>" + text + "</title></head>\r\n<body>\r\n<center><h1>" + text + "</h1></center>\r\n</body>\r\n</html>\r\n"
		}
		if f.HTML {
			w.Header().Set("Content-Type", "text/html")
		}
		w.WriteHeader(f.status())
		w.Write([]byte(body))
	default:
		writeRefusal(w, f.refusal())
	}
}

// hangUp closes the connection without an answer.
func hangUp(w http.ResponseWriter) {
	if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
		conn.Close()
		return
	}
	panic(http.ErrAbortHandler) // HTTP/2 and recorders cannot be hijacked; this ends the stream
}
