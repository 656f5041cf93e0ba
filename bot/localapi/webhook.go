package localapi

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// webhook delivers updates to the bot's address: in order within a lane, lanes
// side by side up to max connections, again and again until a 2xx answers.
type webhook struct {
	server  *Server
	url     string
	secret  string
	max     int
	client  *http.Client
	ctx     context.Context
	cancel  context.CancelFunc
	workers sync.WaitGroup

	// Under the server's lock:
	lanes     map[int64][]*update // waiting; a lane with an entry is being worked on or queued
	queue     []int64             // lanes that wait for a worker
	running   int
	lastError string
	errorAt   int64
}

func (h *webhook) add(u *update) {
	waiting, busy := h.lanes[u.lane]
	h.lanes[u.lane] = append(waiting, u)
	if busy {
		return
	}
	h.queue = append(h.queue, u.lane)
	h.start()
}

func (h *webhook) start() {
	for h.running < h.max && len(h.queue) > 0 && h.ctx.Err() == nil {
		lane := h.queue[0]
		h.queue = h.queue[1:]
		h.running++
		h.workers.Go(func() { h.work(lane) })
	}
}

// work delivers the head of a lane; the lane's next update goes to the end of
// the queue, so that a busy chat does not hold a connection for itself.
func (h *webhook) work(lane int64) {
	s := h.server
	pause := s.opts.WebhookRetry
	s.mu.Lock()
	u := h.lanes[lane][0]
	s.mu.Unlock()
	for h.ctx.Err() == nil {
		err := h.deliver(u)
		if err == nil {
			break
		}
		s.mu.Lock()
		h.lastError, h.errorAt = err.Error(), s.now().Unix()
		expired := s.now().Sub(u.at) > updateAge
		s.mu.Unlock()
		if expired {
			break
		}
		select {
		case <-h.ctx.Done():
		case <-time.After(pause):
		}
		pause = min(pause*2, s.opts.WebhookRetry*100)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	h.running--
	if h.ctx.Err() != nil {
		return
	}
	s.updates.drop(u)
	if rest := h.lanes[lane][1:]; len(rest) > 0 {
		h.lanes[lane] = rest
		h.queue = append(h.queue, lane)
	} else {
		delete(h.lanes, lane)
	}
	h.start()
}

// drop takes a delivered update out of the queue: at once if it is the oldest,
// else when those before it are gone.
func (q *updateQueue) drop(u *update) {
	u.done = true
	q.done++
	n := 0
	for n < len(q.list) && q.list[n].done {
		n++
	}
	q.forget(n)
}

// deliver posts one update; an answer in the body that names a method is carried
// out as Telegram does it.
func (h *webhook) deliver(u *update) error {
	ctx, cancel := context.WithTimeout(h.ctx, time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(u.body))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	res, err := h.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if res.StatusCode < 200 || res.StatusCode > 299 {
		return webhookError(res.Status)
	}
	var reply map[string]json.RawMessage
	if json.Unmarshal(body, &reply) == nil && reply["method"] != nil {
		c := &call{fields: map[string]string{}, files: map[string]*upload{}}
		for k, v := range reply {
			var text string
			if json.Unmarshal(v, &text) != nil {
				text = string(v)
			}
			c.fields[k] = text
		}
		c.method = c.fields["method"]
		delete(c.fields, "method")
		if m, ok := methods[strings.ToLower(c.method)]; ok && strings.ToLower(c.method) != "getupdates" {
			var result any
			var err error
			if flaw := c.check(); flaw != nil {
				err = flaw
			} else {
				result, err = m(h.server, h.ctx, c)
			}
			h.server.record(c, time.Now(), result, err, "")
		}
	}
	return nil
}

// webhookError is a status that is no success, in the words of getWebhookInfo.
type webhookError string

func (e webhookError) Error() string { return "Wrong response from the webhook: " + string(e) }

// stop ends the deliveries; it does not wait for them, since it is called under
// the lock.
func (h *webhook) stop() { h.cancel() }

func (s *Server) setWebhook(_ context.Context, c *call) (any, error) {
	address := strings.TrimSpace(c.fields["url"])
	if address != "" {
		u, err := url.Parse(address)
		switch {
		case err != nil || u.Host == "":
			return nil, wrong("url", "invalid webhook URL specified")
		case u.Scheme != "https" && (u.Scheme != "http" || !loopbackHost(u.Host)):
			// Plain HTTP is taken on this machine only, where Telegram takes none.
			return nil, wrong("url", "bad webhook: An HTTPS URL must be provided for webhook")
		}
		if port := u.Port(); !loopbackHost(u.Host) && port != "" && port != "443" && port != "80" && port != "88" && port != "8443" {
			return nil, wrong("url", "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.updates.setAllowed(c); err != nil {
		return nil, err
	}
	if s.hook != nil {
		s.hook.stop()
		s.hook = nil
	}
	if c.flag("drop_pending_updates") {
		s.updates.forget(len(s.updates.list))
	}
	if address == "" {
		return true, nil
	}
	if p := s.updates.poll; p != nil {
		p.ended <- conflict("terminated by setWebhook request")
		s.updates.poll = nil
	}
	connections := int(c.number("max_connections"))
	if connections <= 0 || connections > 100 {
		connections = 40
	}
	h := &webhook{server: s, url: address, secret: c.fields["secret_token"], max: connections, lanes: map[int64][]*update{}}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = connections
	if host, _ := url.Parse(address); loopbackHost(host.Host) {
		transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true} // a certificate of this machine's own
		transport.DialContext = (&net.Dialer{Timeout: 5 * time.Second}).DialContext
	}
	h.client = &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	s.hook = h
	for _, u := range s.updates.list {
		if !u.done {
			h.add(u)
		}
	}
	return true, nil
}

func (s *Server) deleteWebhook(ctx context.Context, c *call) (any, error) {
	delete(c.fields, "url")
	delete(c.fields, "allowed_updates")
	return s.setWebhook(ctx, c)
}

func (s *Server) getWebhookInfo(context.Context, *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	info := map[string]any{"url": "", "has_custom_certificate": false, "pending_update_count": s.updates.pending()}
	if h := s.hook; h != nil {
		info["url"], info["max_connections"] = h.url, h.max
		if h.lastError != "" {
			info["last_error_message"], info["last_error_date"] = h.lastError, h.errorAt
		}
	}
	if s.updates.allowed != nil {
		kinds := []string{}
		for k := range s.updates.allowed {
			kinds = append(kinds, k)
		}
		info["allowed_updates"] = kinds
	}
	return info, nil
}
