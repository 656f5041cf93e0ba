package localapi

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// TestDescriptionAgreesWithTheClientLibrary compares the names of all fields with those that the client library, which
// was written from the same documentation by others, would send.
func TestDescriptionAgreesWithTheClientLibrary(t *testing.T) {
	theirs := map[string]any{
		"setWebhook": tg.SetWebhookParams{}, "deleteWebhook": tg.DeleteWebhookParams{}, "sendMessage": tg.SendMessageParams{},
		"sendMessageDraft": tg.SendMessageDraftParams{}, "sendPhoto": tg.SendPhotoParams{}, "sendDocument": tg.SendDocumentParams{},
		"sendMediaGroup": tg.SendMediaGroupParams{}, "sendChatAction": tg.SendChatActionParams{}, "editMessageText": tg.EditMessageTextParams{},
		"editMessageCaption": tg.EditMessageCaptionParams{}, "editMessageMedia": tg.EditMessageMediaParams{},
		"editMessageReplyMarkup": tg.EditMessageReplyMarkupParams{}, "deleteMessage": tg.DeleteMessageParams{},
		"deleteMessages": tg.DeleteMessagesParams{}, "setMessageReaction": tg.SetMessageReactionParams{},
		"answerCallbackQuery": tg.AnswerCallbackQueryParams{}, "answerInlineQuery": tg.AnswerInlineQueryParams{},
		"getFile": tg.GetFileParams{}, "getChat": tg.GetChatParams{}, "getChatMember": tg.GetChatMemberParams{},
		"getChatAdministrators": tg.GetChatAdministratorsParams{}, "getChatMemberCount": tg.GetChatMemberCountParams{},
		"leaveChat": tg.LeaveChatParams{}, "createForumTopic": tg.CreateForumTopicParams{}, "closeForumTopic": tg.CloseForumTopicParams{},
		"reopenForumTopic": tg.ReopenForumTopicParams{}, "setMyCommands": tg.SetMyCommandsParams{}, "getMyCommands": tg.GetMyCommandsParams{},
		"deleteMyCommands": tg.DeleteMyCommandsParams{}, "setMyName": tg.SetMyNameParams{}, "getMyName": tg.GetMyNameParams{},
		"setMyDescription": tg.SetMyDescriptionParams{}, "getMyDescription": tg.GetMyDescriptionParams{},
		"setMyShortDescription": tg.SetMyShortDescriptionParams{}, "getMyShortDescription": tg.GetMyShortDescriptionParams{},
		"setChatMenuButton": tg.SetChatMenuButtonParams{}, "getChatMenuButton": tg.GetChatMenuButtonParams{},

		"MessageEntity": models.MessageEntity{}, "User": models.User{}, "LinkPreviewOptions": models.LinkPreviewOptions{},
		"ReplyParameters": models.ReplyParameters{}, "EphemeralMessageParameters": models.EphemeralMessageParameters{},
		"SuggestedPostParameters": models.SuggestedPostParameters{}, "SuggestedPostPrice": models.SuggestedPostPrice{},
		"InputMediaPhoto": models.InputMediaPhoto{}, "InputMediaDocument": models.InputMediaDocument{},
		"ReactionTypeEmoji": models.ReactionTypeEmoji{}, "ReactionTypeCustomEmoji": models.ReactionTypeCustomEmoji{},
		"InlineKeyboardMarkup": models.InlineKeyboardMarkup{}, "InlineKeyboardButton": models.InlineKeyboardButton{},
		"CopyTextButton": models.CopyTextButton{}, "WebAppInfo": models.WebAppInfo{}, "LoginUrl": models.LoginURL{},
		"SwitchInlineQueryChosenChat": models.SwitchInlineQueryChosenChat{}, "ReplyKeyboardMarkup": models.ReplyKeyboardMarkup{},
		"KeyboardButton": models.KeyboardButton{}, "ReplyKeyboardRemove": models.ReplyKeyboardRemove{}, "ForceReply": models.ForceReply{},
		"InlineQueryResultArticle": models.InlineQueryResultArticle{}, "InlineQueryResultCachedPhoto": models.InlineQueryResultCachedPhoto{},
		"InlineQueryResultCachedDocument": models.InlineQueryResultCachedDocument{}, "InputTextMessageContent": models.InputTextMessageContent{},
		"InlineQueryResultsButton": models.InlineQueryResultsButton{}, "BotCommand": models.BotCommand{},
		"BotCommandScopeChat": models.BotCommandScopeChat{}, "BotCommandScopeChatMember": models.BotCommandScopeChatMember{},
		"MenuButtonWebApp": models.MenuButtonWebApp{},
	}
	// Where the library and the documentation differ, the documentation is right.
	differ := map[string]string{
		"KeyboardButton.request_user":                 "replaced by request_users",
		"User.support_inline_queries":                 "misspelt in the library",
		"User.supports_inline_queries":                "misspelt in the library",
		"User.has_main_web_app":                       "not yet in the library",
		"User.supports_join_request_queries":          "not yet in the library",
		"sendMessageDraft.business_connection_id":     "not documented",
		"editMessageCaption.disable_web_page_preview": "not documented",
	}
	for name, sample := range theirs {
		o := api.methods[strings.ToLower(name)]
		if o == nil {
			o = api.types[name]
		}
		if o == nil {
			t.Errorf("%s is not described", name)
			continue
		}
		tags := map[string]bool{}
		for i := range reflect.TypeOf(sample).NumField() {
			if tag, _, _ := strings.Cut(reflect.TypeOf(sample).Field(i).Tag.Get("json"), ","); tag != "" && tag != "-" {
				tags[tag] = true
			}
		}
		for tag := range tags {
			if o.byName[tag] == nil && differ[name+"."+tag] == "" {
				t.Errorf("the library has %s.%s, the description has not", name, tag)
			}
		}
		for _, p := range o.fields {
			if !tags[p.name] && p.name != "type" && differ[name+"."+p.name] == "" {
				t.Errorf("the description has %s.%s, the library has not", name, p.name)
			}
		}
	}
}

func TestDescriptionCoversEveryMethodAndNoOther(t *testing.T) {
	for name := range methods {
		if api.methods[name] == nil {
			t.Errorf("%s is answered but not described", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(api.methods)) {
		if methods[name] == nil {
			t.Errorf("%s is described but not answered", name)
		}
	}
}

func TestDescriptionsThatAreWrongAreRefused(t *testing.T) {
	for _, k := range []struct{ table, want string }{
		{"sendX\ttext\tString\tyes\t1-5", `"1-5" is no limit`},
		{"sendX\ttext\tString\t\tbytes:a..", `"a.." is no limit`},
		{"sendX\ttext\tString\t\t/(/", "missing closing )"},
		{"sendX\t+\tSending", "there is no Sending above"},
		{"sendX\tmarkup\tMarkup", `sendX speaks of "Markup", which is not described`},
		{"Union\t*\tA|B", `Union speaks of "A", which is not described`},
	} {
		if _, err := readDescription(k.table); err == nil || !strings.Contains(err.Error(), k.want) {
			t.Errorf("%q: %v, not %s", k.table, err, k.want)
		}
	}
}
