package bot

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"wenxiang/bot/delivery"
	"wenxiang/bot/state"
	"wenxiang/query"
)

// A meter counts what the bot does, in Prometheus' form. It holds numbers only: no chat, no person, no text.
type meter struct {
	registry *prometheus.Registry

	updates *prometheus.CounterVec // by kind and outcome
	answers *prometheus.CounterVec // by status
	answer  prometheus.Histogram   // seconds to find an answer
	sends   *prometheus.CounterVec // by kind and outcome
	send    prometheus.Histogram   // seconds that a request took
	floods  prometheus.Counter     // answers 429
	reply   prometheus.Histogram   // seconds from a question to its reply at Telegram
	notices *prometheus.CounterVec // digests and notices put out, by kind
	checked func() error           // whether the bot is well
	queues  func() ([]gauge, bool) // what waits
}

// A gauge is a figure that is asked for, not counted.
type gauge struct {
	about *prometheus.Desc
	value float64
	label []string
}

var (
	queueLength = prometheus.NewDesc("wenxiang_queue_letters", "Messages that wait to be sent: replies, scheduled ones (digests and notices), and instant answers to presses of buttons.", []string{"lane"}, nil)
	queueAge    = prometheus.NewDesc("wenxiang_queue_age_seconds", "Age of the oldest message that waits.", []string{"lane"}, nil)
	overdue     = prometheus.NewDesc("wenxiang_digest_overdue_seconds", "How long the chat whose digest was due first has waited for it to be put in the queue; 0 when none is due.", nil, nil)
	up          = prometheus.NewDesc("wenxiang_up", "1 when the state can be written and the sender runs, as /healthz tells, else 0.", nil, nil)
)

// laneNames are the lanes in the metrics' words.
var laneNames = map[state.Lane]string{state.Instant: "instant", state.Interactive: "reply", state.Scheduled: "scheduled"}

func newMeter() *meter {
	seconds := []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	}
	histogram := func(name, help string) prometheus.Histogram {
		return prometheus.NewHistogram(prometheus.HistogramOpts{Name: name, Help: help, Buckets: seconds})
	}
	m := &meter{
		registry: prometheus.NewRegistry(),
		updates:  counter("wenxiang_updates_total", "Updates from Telegram: seen ones, repeats of them, failures that will come again, and those set aside (parked).", "kind", "outcome"),
		answers:  counter("wenxiang_answers_total", "Answers to questions by status; those for digests count too.", "status"),
		answer:   histogram("wenxiang_answer_seconds", "Time to find an answer."),
		sends:    counter("wenxiang_sends_total", "Requests to Telegram for messages, by kind (reply, press, digest, notice …) and outcome (sent, retry, flood, changed, moved, refused, closed).", "kind", "outcome"),
		send:     histogram("wenxiang_send_seconds", "Time that a request to Telegram took."),
		floods:   prometheus.NewCounter(prometheus.CounterOpts{Name: "wenxiang_flood_total", Help: "Requests that Telegram answered with 429, too many requests."}),
		reply:    histogram("wenxiang_reply_seconds", "Time from writing down a question to Telegram's having its reply."),
		notices:  counter("wenxiang_put_out_total", "Chats whose digests or notices were put in the queue.", "kind"),
	}
	m.floods.Add(0)
	m.registry.MustRegister(m.updates, m.answers, m.answer, m.sends, m.send, m.floods, m.reply, m.notices, m,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Describe implements prometheus.Collector.
func (m *meter) Describe(c chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{queueLength, queueAge, overdue, up} {
		c <- d
	}
}

// Collect implements prometheus.Collector. While the state is away, its figures are left out and the rest is there.
func (m *meter) Collect(c chan<- prometheus.Metric) {
	well := 0.0
	if m.checked() == nil {
		well = 1
	}
	c <- prometheus.MustNewConstMetric(up, prometheus.GaugeValue, well)
	readings, ok := m.queues()
	if !ok {
		return
	}
	for _, r := range readings {
		c <- prometheus.MustNewConstMetric(r.about, prometheus.GaugeValue, r.value, r.label...)
	}
}

func (m *meter) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 10 * time.Second})
}

// sent counts an attempt at a letter.
func (m *meter) sent(l state.Letter, outcome string, took time.Duration, now int64) {
	m.sends.WithLabelValues(l.Kind, outcome).Inc()
	m.send.Observe(took.Seconds())
	switch {
	case outcome == "flood":
		m.floods.Inc()
	case outcome == "sent" && l.Kind == delivery.Reply:
		m.reply.Observe(float64(max(now-l.CreatedAt, 0)) / 1000)
	}
}

// A countedAsker counts answers and how long they take.
type countedAsker struct {
	query.Asker
	m *meter
}

// Ask implements query.Asker.
func (c countedAsker) Ask(ctx context.Context, talk *query.Conversation, question string) query.Answer {
	began := time.Now()
	a := c.Asker.Ask(ctx, talk, question)
	c.m.answer.Observe(time.Since(began).Seconds())
	c.m.answers.WithLabelValues(string(a.Status)).Inc()
	return a
}

// Refresh reads the reports anew where the asker keeps anything of them.
func (c countedAsker) Refresh(ctx context.Context) error {
	if r, ok := c.Asker.(interface{ Refresh(context.Context) error }); ok {
		return r.Refresh(ctx)
	}
	return nil
}

// queueReader reads what waits, anew after a few seconds: with a million waiting, counting takes a moment.
func (b *Bot) queueReader() func() ([]gauge, bool) {
	const fresh = 3 * time.Second
	var mu sync.Mutex
	var last []gauge
	var ok bool
	var at time.Time
	return func() ([]gauge, bool) {
		mu.Lock()
		defer mu.Unlock()
		if at.IsZero() || time.Since(at) >= fresh {
			last, ok = b.readQueues()
			at = time.Now()
		}
		return last, ok
	}
}

func (b *Bot) readQueues() ([]gauge, bool) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	queues, err := b.store.Queues(ctx)
	if err != nil {
		return nil, false
	}
	due, err := b.store.NextDue(ctx)
	if err != nil {
		return nil, false
	}
	now := b.now()
	late := 0.0
	if due != 0 {
		late = float64(max(now-due, 0)) / 1000
	}
	all := []gauge{{about: overdue, value: late}}
	for lane, name := range laneNames {
		var n, age float64
		for _, q := range queues {
			if q.Lane == lane {
				n, age = float64(q.N), float64(max(now-q.Oldest, 0))/1000
			}
		}
		all = append(all, gauge{queueLength, n, []string{name}}, gauge{queueAge, age, []string{name}})
	}
	return all, true
}
