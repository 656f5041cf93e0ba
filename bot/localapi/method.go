package localapi

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// method answers one call that fits the description of the API. It takes the lock by itself.
type method func(*Server, context.Context, *call) (any, error)

// methods are what the server knows, by lower-case name, since Telegram takes
// names in any case.
var methods map[string]method

func init() {
	methods = map[string]method{
		"getme":                  (*Server).getMe,
		"logout":                 answerTrue,
		"close":                  answerTrue,
		"getupdates":             (*Server).getUpdates,
		"setwebhook":             (*Server).setWebhook,
		"deletewebhook":          (*Server).deleteWebhook,
		"getwebhookinfo":         (*Server).getWebhookInfo,
		"sendmessage":            (*Server).sendMessage,
		"sendmessagedraft":       (*Server).sendMessageDraft,
		"sendphoto":              (*Server).sendPhoto,
		"senddocument":           (*Server).sendDocument,
		"sendmediagroup":         (*Server).sendMediaGroup,
		"sendchataction":         (*Server).sendChatAction,
		"editmessagetext":        (*Server).editMessageText,
		"editmessagecaption":     (*Server).editMessageCaption,
		"editmessagemedia":       (*Server).editMessageMedia,
		"editmessagereplymarkup": (*Server).editMessageReplyMarkup,
		"deletemessage":          (*Server).deleteMessage,
		"deletemessages":         (*Server).deleteMessages,
		"setmessagereaction":     (*Server).setMessageReaction,
		"answercallbackquery":    (*Server).answerCallbackQuery,
		"answerinlinequery":      (*Server).answerInlineQuery,
		"getfile":                (*Server).getFile,
		"getchat":                (*Server).getChat,
		"getchatmember":          (*Server).getChatMember,
		"getchatadministrators":  (*Server).getChatAdministrators,
		"getchatmembercount":     (*Server).getChatMemberCount,
		"leavechat":              (*Server).leaveChat,
		"createforumtopic":       (*Server).createForumTopic,
		"closeforumtopic":        (*Server).closeForumTopic,
		"reopenforumtopic":       (*Server).reopenForumTopic,
		"setmycommands":          (*Server).setMyCommands,
		"getmycommands":          (*Server).getMyCommands,
		"deletemycommands":       (*Server).deleteMyCommands,
		"setmyname":              about("name"),
		"getmyname":              (*Server).getAbout,
		"setmydescription":       about("description"),
		"getmydescription":       (*Server).getAbout,
		"setmyshortdescription":  about("short_description"),
		"getmyshortdescription":  (*Server).getAbout,
		"setchatmenubutton":      answerTrue,
		"getchatmenubutton":      (*Server).getChatMenuButton,
	}
}

// serveMethod answers /bot<token>/<method>; rest is what follows "/bot".
func (s *Server) serveMethod(w http.ResponseWriter, r *http.Request, rest string) {
	started := time.Now()
	token, name, slash := strings.Cut(rest, "/")
	if !slash {
		writeRefusal(w, errNoMethod)
		return
	}
	if token != s.opts.Token {
		writeRefusal(w, errUnauthorized)
		return
	}
	c, err := readCall(w, r, name)
	if err != nil {
		s.record(c, started, nil, err, "")
		writeRefusal(w, asRefusal(err))
		return
	}
	run, known := methods[strings.ToLower(name)]
	flaw := errNoMethod
	if known {
		flaw = c.check()
	}
	f := s.faultFor(c)
	if f != nil && f.stops() {
		s.noteFlaw(c, flaw)
		s.record(c, started, nil, f.refusal(), f.label())
		f.answer(w, r)
		return
	}
	if flaw != nil {
		s.record(c, started, nil, flaw, "")
		writeRefusal(w, flaw)
		return
	}
	result, err := run(s, r.Context(), c)
	if err == errGone {
		return
	}
	label := ""
	if f != nil {
		label = f.label()
	}
	s.record(c, started, result, err, label)
	if f != nil && f.Drop == DropAfter {
		hangUp(w)
		return
	}
	if err != nil {
		writeRefusal(w, asRefusal(err))
		return
	}
	if batch, ok := result.([]json.RawMessage); ok {
		writeUpdates(w, batch)
		return
	}
	writeResult(w, result)
}

func answerTrue(*Server, context.Context, *call) (any, error) { return true, nil }

func (s *Server) getMe(context.Context, *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return map[string]any{
		"id": s.me.ID, "is_bot": true, "first_name": s.me.FirstName, "username": s.me.Username,
		"can_join_groups": true, "can_read_all_group_messages": s.opts.PrivacyOff, "supports_inline_queries": true,
		"can_connect_to_business": false, "has_main_web_app": false, "has_topics_enabled": false,
	}, nil
}

func (s *Server) sendChatAction(_ context.Context, c *call) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	target, err := s.findChat(c)
	if err != nil {
		return nil, err
	}
	if err := s.writable(target); err != nil {
		return nil, err
	}
	topicID, err := target.thread(c)
	if err != nil {
		return nil, err
	}
	s.emit(Event{Kind: "action", Chat: target.ID, Topic: topicID, Action: strings.ToLower(c.fields["action"])})
	return true, nil
}

func (s *Server) answerCallbackQuery(_ context.Context, c *call) (any, error) {
	id := c.fields["callback_query_id"]
	s.mu.Lock()
	defer s.mu.Unlock()
	q := s.callbacks[id]
	if q == nil || q.answered || s.now().Sub(q.at) > s.opts.CallbackTimeout {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	if u := c.fields["url"]; u != "" && !strings.HasPrefix(u, "https://t.me/"+s.me.Username) && !strings.HasPrefix(u, "tg://") {
		return nil, wrong("url", "URL_INVALID")
	}
	q.answered, q.text, q.alert = true, formatted{text: c.fields["text"]}.clean().text, c.flag("show_alert")
	s.emit(Event{Kind: "answer", Chat: q.chat, User: q.from, Callback: id, Text: q.text, Alert: q.alert, URL: c.fields["url"]})
	return true, nil
}

// about makes a method that sets one of the bot's texts for a language.
func about(field string) method {
	return func(s *Server, _ context.Context, c *call) (any, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.about[field+"/"+c.fields["language_code"]] = c.fields[field]
		return true, nil
	}
}

// getAbout answers getMyName, getMyDescription and getMyShortDescription: the
// text for the language, else that for all.
func (s *Server) getAbout(_ context.Context, c *call) (any, error) {
	field := map[string]string{"getmyname": "name", "getmydescription": "description",
		"getmyshortdescription": "short_description"}[strings.ToLower(c.method)]
	s.mu.Lock()
	defer s.mu.Unlock()
	text, ok := s.about[field+"/"+c.fields["language_code"]]
	if !ok || text == "" {
		text = s.about[field+"/"]
	}
	if text == "" && field == "name" {
		text = s.me.FirstName
	}
	return map[string]any{field: text}, nil
}

func (s *Server) getChatMenuButton(context.Context, *call) (any, error) {
	return map[string]any{"type": "commands"}, nil
}
