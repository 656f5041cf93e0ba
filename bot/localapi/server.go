// Package localapi is a server that speaks the Telegram Bot API over HTTP on a
// loopback port, with a chat page for people and a control interface for tests.
//
// It is strict: every request is held against api.tsv, a description of the
// API's methods and types, and noted where it is wrong by itself; what Telegram
// refuses, the server refuses with Telegram's code and words; updates are kept
// until they are acknowledged; rate limits and faults can be switched on. All
// state is in memory, bounded, and safe for concurrent use.
package localapi

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// DefaultToken is the bot's token where Options names none.
const DefaultToken = "4100200300:LOCAL-playground-token-that-is-no-secret"

// Options sets up a Server; the zero value is good for tests.
type Options struct {
	Token       string // the bot's token; DefaultToken if empty
	BotName     string // shown name of the bot; 问项 Wenxiang if empty
	BotUsername string // without @; wenxiang_bot if empty

	Limits Limits // zero enforces none; see TelegramLimits

	// PrivacyOff lets the bot see every message of a group.
	PrivacyOff bool
	// InlineFeedback sends chosen_inline_result updates.
	InlineFeedback bool

	FirstUpdateID  int64 // 0: Unix seconds of the start, so that ids of an earlier run do not come back
	FirstMessageID int   // 0: 1

	MessagesPerChat int // messages kept in a chat; 0: 500
	MessagesKept    int // messages kept in all; 0: 200,000
	RequestsKept    int // requests kept in the log; 0: 20,000
	FileBytesKept   int // bytes of files kept; 0: 256 MB

	CallbackTimeout time.Duration // how long a callback or inline query can be answered; 0: 30 s
	WebhookRetry    time.Duration // first pause after a failed delivery, doubled up to 100 times; 0: 100 ms
}

// Server is the local Bot API server. Make it with New.
type Server struct {
	// Now is the clock under the server's clock; tests set it before use. It is
	// called under the server's lock, so it must not call the server.
	// Time is what the server goes by: Now and what Advance added.
	Now func() time.Time

	opts Options
	me   User

	mu         sync.Mutex
	offset     time.Duration // what Advance added
	onClock    []func(time.Time)
	users      map[int64]*person
	chats      map[int64]*chat
	names      map[string]int64 // lower-case user name of a chat
	nextUser   int64
	nextChat   int64
	nextMsg    int // private chats and basic groups share one sequence, as at Telegram
	kept       []keptMessage
	files      fileStore
	updates    updateQueue
	hook       *webhook
	callbacks  map[string]*callbackState
	inline     map[string]*inlineState
	inlineMsgs map[string]inlinePlace
	queryOrder []string // ids in callbacks and inline, oldest first
	commands   map[string][]Command
	about      map[string]string
	budget     window
	faults     []*fault
	log        requestLog
	feed       feed
	serial     int64 // source of ids; starts with the time, so that ids of an earlier run do not come back
	nextFault  int

	closing chan struct{}
	http    *http.Server
	conns   sync.WaitGroup
}

// New makes a server that listens nowhere yet; see Listen and Handler.
func New(o Options) *Server {
	o.Token = cmp.Or(o.Token, DefaultToken)
	o.BotName = cmp.Or(o.BotName, "问项 Wenxiang")
	o.BotUsername = cmp.Or(o.BotUsername, "wenxiang_bot")
	o.FirstUpdateID = cmp.Or(o.FirstUpdateID, time.Now().Unix())
	o.FirstMessageID = cmp.Or(o.FirstMessageID, 1)
	o.MessagesPerChat = cmp.Or(o.MessagesPerChat, 500)
	o.MessagesKept = cmp.Or(o.MessagesKept, 200_000)
	o.RequestsKept = cmp.Or(o.RequestsKept, 20_000)
	o.FileBytesKept = cmp.Or(o.FileBytesKept, 256<<20)
	o.CallbackTimeout = cmp.Or(o.CallbackTimeout, 30*time.Second)
	o.WebhookRetry = cmp.Or(o.WebhookRetry, 100*time.Millisecond)
	id, err := strconv.ParseInt(strings.SplitN(o.Token, ":", 2)[0], 10, 64)
	if err != nil || id <= 0 {
		id = 4100200300
	}
	s := &Server{
		Now:        time.Now,
		opts:       o,
		me:         User{ID: id, IsBot: true, FirstName: o.BotName, Username: o.BotUsername},
		users:      map[int64]*person{},
		chats:      map[int64]*chat{},
		names:      map[string]int64{},
		nextUser:   700000001,
		nextChat:   4000001,
		nextMsg:    o.FirstMessageID,
		callbacks:  map[string]*callbackState{},
		inline:     map[string]*inlineState{},
		inlineMsgs: map[string]inlinePlace{},
		commands:   map[string][]Command{},
		about:      map[string]string{},
		budget:     newWindow(o.Limits.All),
		serial:     time.Now().UnixMicro(),
		closing:    make(chan struct{}),
	}
	s.files.init(o.FileBytesKept)
	s.updates.init(o.FirstUpdateID)
	s.log.init(o.RequestsKept)
	s.feed.init()
	return s
}

// Token is the bot's token, for bot.New.
func (s *Server) Token() string { return s.opts.Token }

// Bot is the bot's own user.
func (s *Server) Bot() User { return s.me }

// Time is the server's clock: Now, moved on by Advance. A bot that is to follow
// the page's clock takes its time from here.
func (s *Server) Time() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now()
}

func (s *Server) now() time.Time { return s.Now().Add(s.offset) }

// Advance moves the server's clock on (or back, if d is negative) and calls the
// functions given to OnClock.
func (s *Server) Advance(d time.Duration) time.Time {
	s.mu.Lock()
	s.offset += d
	now := s.now()
	listeners := append([]func(time.Time){}, s.onClock...)
	s.emit(Event{Kind: "clock", Time: now.UnixMilli()})
	s.mu.Unlock()
	for _, f := range listeners {
		f(now)
	}
	return now
}

// OnClock asks for f to be called after each Advance, with the new time, so that
// a scheduler can look again at what is due.
func (s *Server) OnClock(f func(now time.Time)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onClock = append(s.onClock, f)
}

// Listen serves on a loopback address such as "127.0.0.1:0" in the background
// and returns the base URL, "http://127.0.0.1:43215", for bot.WithServerURL and
// for the browser. Addresses that others could reach are refused.
func (s *Server) Listen(addr string) (string, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return "", fmt.Errorf("the local server's address %q is not host:port: %w", addr, err)
	}
	if host == "" {
		host = "127.0.0.1"
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return "", fmt.Errorf("the local server listens on loopback addresses only, not on %s", host)
	}
	l, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return "", fmt.Errorf("the local server cannot listen on %s: %w", addr, err)
	}
	srv := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second}
	s.mu.Lock()
	busy := s.http != nil
	if !busy {
		s.http = srv
	}
	s.mu.Unlock()
	if busy {
		l.Close()
		return "", errors.New("the local server is listening already")
	}
	s.conns.Go(func() { srv.Serve(l) })
	return "http://" + l.Addr().String(), nil
}

// Close ends long polls, event streams and webhook deliveries and stops
// listening. It may be called more than once.
func (s *Server) Close() error {
	s.mu.Lock()
	select {
	case <-s.closing:
	default:
		close(s.closing)
	}
	srv := s.http
	s.http = nil
	hook := s.hook
	if s.hook = nil; hook != nil {
		hook.stop()
	}
	s.mu.Unlock()
	if hook != nil {
		hook.workers.Wait()
	}
	var err error
	if srv != nil {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		if err = srv.Shutdown(ctx); errors.Is(err, context.DeadlineExceeded) {
			err = srv.Close()
		}
	}
	s.conns.Wait()
	return err
}

// Handler serves the Bot API under /bot<token>/ and /file/bot<token>/, the
// control interface under /control/, and the chat page.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/control/", s.fromHere(s.controlHandler()))
	mux.Handle("/", s.fromHere(pageHandler()))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path := r.URL.Path; {
		case strings.HasPrefix(path, "/bot"):
			s.serveMethod(w, r, path[len("/bot"):])
		case strings.HasPrefix(path, "/file/bot"):
			s.serveFile(w, r, path[len("/file/bot"):])
		default:
			mux.ServeHTTP(w, r)
		}
	})
}

// fromHere refuses requests that a page from elsewhere makes a browser send:
// those whose Host or Origin is no loopback name.
func (s *Server) fromHere(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if !loopbackHost(r.Host) || origin != "" && origin != "http://"+r.Host && origin != "https://"+r.Host {
			http.Error(w, "this server answers its own machine only", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func loopbackHost(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	host = strings.Trim(host, "[]")
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
