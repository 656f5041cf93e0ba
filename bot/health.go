package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"
)

const (
	// checkFor is how long the state may take to be written before it counts as away.
	checkFor = 3 * time.Second
	// checkAgain is how long the outcome of a check holds, so that asking often costs nothing.
	checkAgain = time.Second
	// sleepy is how long ago the sender may have looked at the outbox; it looks every second.
	sleepy = 15 * time.Second
)

// The paths beside the webhook's.
const (
	healthPath  = "/healthz"
	metricsPath = "/metrics"
)

// health remembers the last check.
type health struct {
	mu  sync.Mutex
	at  time.Time
	err error
}

// wellness returns why the bot cannot work now, nil when it can: the state can be written and the sender runs.
func (b *Bot) wellness() error {
	switch idle, running := b.sender.Idle(); {
	case b.stopping.Load():
		return errors.New("stopping")
	case b.me.Load() == nil:
		return errors.New("not ready: Telegram has not answered yet")
	case !running:
		return errors.New("the sender does not run")
	case idle > sleepy:
		return fmt.Errorf("the sender has not looked at the outbox for %d s", int(idle.Seconds()))
	}
	h := &b.health
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.at.IsZero() && time.Since(h.at) < checkAgain {
		return h.err
	}
	ctx, cancel := context.WithTimeout(context.Background(), checkFor)
	defer cancel()
	h.err = nil
	if err := b.store.Check(ctx); err != nil {
		b.o.Log.Error("the state cannot be written", "error", err)
		h.err = errors.New("the state cannot be written") // the reason may name what is nobody's business
	}
	h.at = time.Now()
	return h.err
}

// HealthHandler answers 200 when the state can be written and the sender runs, else 503 with the reason.
func (b *Bot) HealthHandler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		if err := b.wellness(); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		io.WriteString(w, "ok\n")
	})
}

// MetricsHandler answers with what the bot has counted, in Prometheus' form.
func (b *Bot) MetricsHandler() http.Handler { return b.meter.handler() }

// A door is an address that the bot listens on, with what is behind it.
type door struct {
	listener net.Listener
	paths    map[string]http.Handler
}

// openDoors listens where the options say: for the webhook, and for those who watch the bot.
func (b *Bot) openDoors() (doors []door, err error) {
	defer func() {
		if err != nil {
			for _, d := range doors {
				d.listener.Close()
			}
		}
	}()
	open := func(address, what string, paths map[string]http.Handler) error {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return fmt.Errorf("%s cannot listen: %w", what, err)
		}
		doors = append(doors, door{l, paths})
		return nil
	}
	if w := b.o.Webhook; w != nil {
		path, err := w.path()
		if err != nil {
			return doors, err
		}
		// How many people ask, and when, is nobody's business: the metrics are not among what the world can reach.
		paths := map[string]http.Handler{path: b.WebhookHandler(b.secretOf(*w)), healthPath: b.HealthHandler()}
		if err := open(w.Listen, "the webhook", paths); err != nil {
			return doors, err
		}
	}
	if b.o.Metrics != "" {
		err = open(b.o.Metrics, "the page of metrics", map[string]http.Handler{healthPath: b.HealthHandler(), metricsPath: b.MetricsHandler()})
	}
	return doors, err
}

// path is where Telegram's calls arrive.
func (w Webhook) path() (string, error) {
	address, err := url.Parse(w.URL)
	if err != nil || address.Host == "" {
		return "", fmt.Errorf("the webhook's address %q is none", w.URL)
	}
	switch path := address.EscapedPath(); path {
	case "":
		return "/", nil
	case healthPath, metricsPath:
		return "", fmt.Errorf("the webhook's path cannot be %s, which is taken", path)
	default:
		return path, nil
	}
}

// serve answers at a door until the context ends; what is being handled then is handled to its end.
func (d door) serve(ctx context.Context) error {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, found := d.paths[r.URL.EscapedPath()]
		if !found {
			http.NotFound(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second,
		WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(d.listener) }()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		err = server.Shutdown(end)
	}
	if errors.Is(err, http.ErrServerClosed) || ctx.Err() != nil {
		return nil
	}
	return fmt.Errorf("a listener ended: %w", err)
}
