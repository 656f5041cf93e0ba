package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"wenxiang/bot"
	"wenxiang/bot/localapi"
	"wenxiang/data"
	"wenxiang/query"
)

type serveCmd struct {
	Listen   string  `placeholder:"ADDRESS" env:"WENXIANG_LISTEN" help:"Address to listen on: of the local page (${page}), or with --webhook of Telegram's calls (${hook}), in plain HTTP behind a balancer that ends TLS. Port 0 takes a free one for the page."`
	Webhook  string  `placeholder:"URL" env:"WENXIANG_WEBHOOK" help:"Public https address at which Telegram brings the updates, in place of fetching them; needed for several replicas. /healthz is beside it."`
	Metrics  string  `placeholder:"ADDRESS" env:"WENXIANG_METRICS" help:"Address for /healthz and /metrics, such as 127.0.0.1:9464; none by default, and never at the webhook."`
	State    string  `placeholder:"PLACE" env:"WENXIANG_STATE" help:"Where chats and messages are kept: a file or postgres://…; the database file when left out."`
	Server   string  `placeholder:"URL" env:"TELEGRAM_API_URL" help:"Another Bot API server than Telegram's own."`
	Editors  []int64 `name:"editor" placeholder:"ID" env:"WENXIANG_EDITORS" help:"Telegram ids of the people who may send reports to the bot, with commas between; on the local page 林夏 may."`
	Log      string  `enum:"text,json" default:"text" env:"WENXIANG_LOG" help:"Form of the log on standard error: text or json. Tokens, passwords and what people write are not in it."`
	LogLevel string  `enum:"debug,info,warn,error" default:"warn" env:"WENXIANG_LOG_LEVEL" help:"What to log: debug, info, warn or error."`
}

// Where the program listens unless it is told otherwise.
const (
	pageAddress = "127.0.0.1:8710"
	hookAddress = ":8443" // one of the ports that Telegram calls
)

// Main is the whole program that serves: database, engine, bot and, without a token, the local page.
type Main struct {
	// DB is the database file, State the place of the state ("" for the same file).
	DB, State string
	// Token is the bot's; "" opens the playground.
	Token bot.Token
	// Server is a Bot API server's address, "" for Telegram's.
	Server string
	// Webhook is the public address of Telegram's calls; "" fetches updates.
	Webhook string
	// Listen is where the playground, or the webhook, is listened for; "" for pageAddress or hookAddress.
	Listen string
	// Metrics is the address of /healthz and /metrics where they are to be apart; "" for none.
	Metrics string
	// Editors are the Telegram ids of those who may send reports.
	Editors []int64
	Log     *slog.Logger
	Now     func() time.Time

	// Address is where the playground listens once Open has returned.
	Address string

	db    *data.DB
	local *localapi.Server
	bot   *bot.Bot
}

// Open makes everything ready to run.
func (m *Main) Open(ctx context.Context) error {
	if m.State == "" {
		m.State = m.DB
	}
	hook, err := m.webhook()
	if err != nil {
		return err
	}
	if m.db, err = data.Open(ctx, m.DB, data.Options{Now: m.Now}); err != nil {
		return err
	}
	engine, err := query.Open(ctx, m.db)
	if err != nil {
		return err
	}
	token, server := m.Token, m.Server
	now := m.Now
	if token == "" {
		if m.Listen == "" {
			m.Listen = pageAddress
		}
		m.local = localapi.New(localapi.Options{Limits: localapi.TelegramLimits()})
		scene, err := m.local.SetScene()
		if err != nil {
			return err
		}
		m.Editors = append(m.Editors, scene.Lin.ID)
		if m.Address, err = m.local.Listen(m.Listen); err != nil {
			return listenError(m.Listen, err)
		}
		token, server, now = bot.Token(m.local.Token()), m.Address, m.local.Time
	}
	m.bot, err = bot.New(ctx, bot.Options{Token: token, Server: server, State: m.State, Asker: engine, Library: engine,
		Reports: m.db, Intake: m.db, Editors: m.Editors, Now: now, Log: m.Log, Webhook: hook, Metrics: m.Metrics})
	if err == nil && m.local != nil {
		m.local.OnClock(func(time.Time) { m.bot.Nudge() })
	}
	return err
}

// webhook says where Telegram brings the updates, nil when they are fetched.
func (m *Main) webhook() (*bot.Webhook, error) {
	if m.Webhook == "" {
		return nil, nil
	}
	u, err := url.Parse(m.Webhook)
	switch {
	case m.Token == "":
		return nil, &data.Error{Code: "webhook_token", EN: "--webhook needs a bot on Telegram: set TELEGRAM_BOT_TOKEN", ZH: "--webhook 需要 Telegram 上的机器人：请设置 TELEGRAM_BOT_TOKEN"}
	case err != nil || u.Host == "" || u.Scheme != "https" && (u.Scheme != "http" || m.Server == ""): // a server of one's own may take http
		return nil, &data.Error{Code: "webhook_address", EN: "--webhook must be a whole https address, such as https://bot.example.com/wenxiang", ZH: "--webhook 应为完整的 https 地址，如 https://bot.example.com/wenxiang", Err: err}
	}
	if m.Listen == "" {
		m.Listen = hookAddress
	}
	return &bot.Webhook{URL: m.Webhook, Listen: m.Listen}, nil
}

// Run serves until the context ends.
func (m *Main) Run(ctx context.Context) error {
	err := m.bot.Run(ctx)
	var op *net.OpError
	if errors.Is(err, syscall.EADDRINUSE) && errors.As(err, &op) && op.Addr != nil {
		return &data.Error{Code: "port_in_use", EN: "the address " + op.Addr.String() + " is in use; choose another with --listen or --metrics",
			ZH: "地址 " + op.Addr.String() + " 已被占用，请用 --listen 或 --metrics 另选一个", Err: err}
	}
	return err
}

// Close ends what Open made.
func (m *Main) Close() error {
	var errs []error
	if m.bot != nil {
		errs = append(errs, m.bot.Close())
	}
	if m.local != nil {
		errs = append(errs, m.local.Close())
	}
	if m.db != nil {
		errs = append(errs, m.db.Close())
	}
	return errors.Join(errs...)
}

func listenError(address string, err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return &data.Error{Code: "port_in_use", EN: "the address " + address + " is in use; choose another with --listen, or port 0 for a free one",
			ZH: "地址 " + address + " 已被占用，请用 --listen 另选一个，或用端口 0 自动选择", Err: err}
	}
	var op *net.OpError
	if errors.As(err, &op) {
		return &data.Error{Code: "listen", EN: "cannot listen on " + address + "; it must be a loopback address such as 127.0.0.1:8710", ZH: "无法监听 " + address + "，请使用 127.0.0.1:8710 这样的本机地址", Err: err}
	}
	return err
}

// logger writes the log in the form and from the level that the flags name.
func (s *serveCmd) logger(w io.Writer) *slog.Logger {
	level := slog.LevelWarn
	_ = level.UnmarshalText([]byte(s.LogLevel)) // one of the four, or warn
	o := &slog.HandlerOptions{Level: level}
	if s.Log == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}

// Run serves on Telegram or on the local page.
func (s *serveCmd) Run(c *console) error {
	m := &Main{DB: c.db, Editors: s.Editors, State: s.State, Server: s.Server, Webhook: s.Webhook, Listen: s.Listen, Metrics: s.Metrics,
		Token: bot.Token(strings.TrimSpace(os.Getenv("TELEGRAM_BOT_TOKEN"))), Log: s.logger(c.err)}
	defer m.Close()
	if err := m.Open(c.ctx); err != nil {
		return err
	}
	ended := make(chan struct{})
	var told sync.WaitGroup
	told.Go(func() {
		select {
		case <-m.bot.Ready():
			announce(c.out, m)
		case <-ended:
		}
	})
	err := m.Run(c.ctx)
	close(ended)
	told.Wait()
	return err
}

// announce says where the bot is once the server knows it.
func announce(w io.Writer, m *Main) {
	switch {
	case m.local != nil && chinese():
		fmt.Fprintf(w, "问项在本机运行：%s\n按 Ctrl-C 停止。设置 TELEGRAM_BOT_TOKEN 后在 Telegram 上运行。\n", m.Address)
	case m.local != nil:
		fmt.Fprintf(w, "Wenxiang is ready: %s\nCtrl-C stops it. With TELEGRAM_BOT_TOKEN set it runs on Telegram.\n", m.Address)
	case chinese():
		fmt.Fprintf(w, "问项正在 Telegram 上运行：@%s，按 Ctrl-C 停止。\n", m.bot.Username())
	default:
		fmt.Fprintf(w, "Wenxiang runs on Telegram as @%s. Ctrl-C stops it.\n", m.bot.Username())
	}
}
