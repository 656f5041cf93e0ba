// Command wenxiang answers questions about investment projects from the reports that it has read: on Telegram, on a
// local page, or on the command line.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"wenxiang/data"
	"wenxiang/data/report"
)

// The exit codes of the program.
const (
	exitOK     = 0
	exitError  = 1
	exitAbsent = 3 // a question that the reports do not answer, or that was not understood
)

// commands are the program's commands and flags.
type commands struct {
	DB      string     `name:"db" help:"The database file." env:"WENXIANG_DB" default:"${db}" placeholder:"FILE"`
	Serve   serveCmd   `cmd:"" default:"withargs" help:"Run the bot: on Telegram with TELEGRAM_BOT_TOKEN, else on a local page."`
	Ask     askCmd     `cmd:"" help:"Answer one question, or one a line from standard input."`
	Load    loadCmd    `cmd:"" help:"Read reports into the database."`
	Export  exportCmd  `cmd:"" help:"Write what the database holds."`
	Version versionCmd `cmd:"" help:"Show versions."`
}

// console is what a command reads from and writes to.
type console struct {
	ctx      context.Context
	db       string
	stdin    io.Reader
	out, err io.Writer
}

// exitCode is an error that only sets the program's exit code.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit %d", int(e)) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run carries out one command line and gives the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, out, errs io.Writer) int {
	var c commands
	exited := -1
	parser, err := kong.New(&c, kong.Name("wenxiang"), kong.Description("问项: ask about investment projects; every figure with its sentence."),
		kong.Vars{"db": "wenxiang.db", "page": pageAddress, "hook": hookAddress}, kong.Writers(out, errs), kong.Exit(func(code int) { exited = code }))
	if err != nil {
		fmt.Fprintln(errs, "wenxiang:", err)
		return exitError
	}
	parsed, err := parser.Parse(args)
	if exited >= 0 {
		return exited
	}
	if err != nil {
		fmt.Fprintln(errs, "wenxiang:", oneLine(err.Error()))
		return exitError
	}
	err = parsed.Run(&console{ctx: ctx, db: c.DB, stdin: stdin, out: out, err: errs})
	var code exitCode
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &code):
		return int(code)
	}
	fmt.Fprintln(errs, "wenxiang:", sentence(err))
	return exitError
}

// chinese tells whether the person at the terminal reads Chinese, by the locale.
func chinese() bool {
	for _, k := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(k); v != "" {
			return strings.HasPrefix(v, "zh")
		}
	}
	return false
}

// sentence gives the one line that a person sees of an error, in their language.
func sentence(err error) string {
	var d *data.Error
	if errors.As(err, &d) {
		if chinese() {
			return oneLine(d.ZH)
		}
		return oneLine(d.EN)
	}
	var r *report.Error
	if errors.As(err, &r) {
		if chinese() {
			return oneLine(r.Message("zh"))
		}
		return oneLine(r.Message("en"))
	}
	return oneLine(err.Error())
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
