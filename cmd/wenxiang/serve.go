package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"strings"
	"syscall"
	"time"

	"wenxiang/bot"
	"wenxiang/bot/localapi"
	"wenxiang/data"
	"wenxiang/query"
)

type serveCmd struct {
	Listen  string  `default:"127.0.0.1:8710" help:"Address of the local page, used without TELEGRAM_BOT_TOKEN; port 0 takes a free one."`
	State   string  `placeholder:"PLACE" env:"WENXIANG_STATE" help:"Where chats and messages are kept: a file or postgres://…; the database file when left out."`
	Server  string  `placeholder:"URL" env:"TELEGRAM_API_URL" help:"Another Bot API server than Telegram's own."`
	Editors []int64 `name:"editor" placeholder:"ID" env:"WENXIANG_EDITORS" help:"Telegram ids of the people who may send reports to the bot, with commas between; on the local page 林夏 may."`
}

// Main is the whole program that serves: database, engine, bot and, without a token, the local page.
type Main struct {
	// DB is the database file, State the place of the state ("" for the same file).
	DB, State string
	// Token is the bot's; "" opens the playground at Listen.
	Token bot.Token
	// Server is a Bot API server's address, "" for Telegram's.
	Server string
	Listen string
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
	var err error
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
		Reports: m.db, Intake: m.db, Editors: m.Editors, Now: now, Log: m.Log})
	if err == nil && m.local != nil {
		m.local.OnClock(func(time.Time) { m.bot.Nudge() })
	}
	return err
}

// Run serves until the context ends.
func (m *Main) Run(ctx context.Context) error { return m.bot.Run(ctx) }

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

// Run serves on Telegram or on the local page.
func (s *serveCmd) Run(c *console) error {
	m := &Main{DB: c.db, Editors: s.Editors, State: s.State, Server: s.Server, Listen: s.Listen, Token: bot.Token(strings.TrimSpace(os.Getenv("TELEGRAM_BOT_TOKEN"))),
		Log: slog.New(slog.NewTextHandler(c.err, &slog.HandlerOptions{Level: slog.LevelWarn}))}
	defer m.Close()
	if err := m.Open(c.ctx); err != nil {
		return err
	}
	announce(c.out, m)
	return m.Run(c.ctx)
}

func announce(w io.Writer, m *Main) {
	switch {
	case m.local != nil && chinese():
		fmt.Fprintf(w, "问项在本机运行：%s\n按 Ctrl-C 停止。设置 TELEGRAM_BOT_TOKEN 后在 Telegram 上运行。\n", m.Address)
	case m.local != nil:
		fmt.Fprintf(w, "Wenxiang is ready: %s\nCtrl-C stops it. With TELEGRAM_BOT_TOKEN set it runs on Telegram.\n", m.Address)
	case chinese():
		fmt.Fprintln(w, "问项正在 Telegram 上运行，按 Ctrl-C 停止。")
	default:
		fmt.Fprintln(w, "Wenxiang runs on Telegram. Ctrl-C stops it.")
	}
}
