package bot

import (
	"context"
	"slices"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// menu lists the commands in the order of Telegram's menu; help says them all.
var menu = []string{"start", "ask", "projects", "total", "top", "search", "chart", "reports", "subscribe", "digest", "export", "channel", "settings", "help", "privacy", "forget"}

// Where the menus differ: in groups nothing is set by everybody, and nothing is personal.
var (
	onlyPrivate = []string{"start", "channel"}
	onlyAdmins  = []string{"settings", "subscribe", "digest"}
)

// A menuScope is one of Telegram's scopes with the commands that its menu shows.
type menuScope struct {
	scope models.BotCommandScope
	shows func(command string) bool
}

var menuScopes = []menuScope{
	{&models.BotCommandScopeDefault{}, func(string) bool { return true }},
	{&models.BotCommandScopeAllPrivateChats{}, func(string) bool { return true }},
	{&models.BotCommandScopeAllGroupChats{}, func(c string) bool { return !slices.Contains(onlyPrivate, c) && !slices.Contains(onlyAdmins, c) }},
	{&models.BotCommandScopeAllChatAdministrators{}, func(c string) bool { return !slices.Contains(onlyPrivate, c) }},
}

// setMenu tells Telegram the commands of each scope in each language. The bot works without it.
func (b *Bot) setMenu(ctx context.Context) {
	for _, s := range menuScopes {
		for _, lang := range languages {
			params := &telegram.SetMyCommandsParams{Scope: s.scope, LanguageCode: lang}
			if lang == "en" {
				params.LanguageCode = "" // whoever has another language gets English
			}
			for _, c := range menu {
				if s.shows(c) {
					params.Commands = append(params.Commands, models.BotCommand{Command: c, Description: say(lang, "command."+c)})
				}
			}
			if _, err := b.client.SetMyCommands(ctx, params); err != nil && ctx.Err() == nil {
				b.o.Log.Warn("the menu of commands is not set", "language", lang, "error", b.o.Token.hide(err))
			}
		}
	}
}
