package delivery

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	telegram "github.com/go-telegram/bot"
)

// An APIError is an answer of the Bot API, or of a machine in front of it, that the client library has
// no error for.
type APIError struct {
	Code int // the API's error code, or the status of an answer that is no JSON
	// Text is the API's description, "" for an answer that is no JSON.
	Text string
}

func (e *APIError) Error() string {
	if e.Text == "" {
		return fmt.Sprintf("the server answered %d, not in the Bot API's form", e.Code)
	}
	return fmt.Sprintf("the Bot API answered %d: %s", e.Code, e.Text)
}

// A verdict is what an attempt's error means for the letter.
type verdict int

const (
	sent         verdict = iota
	again                // later, after a pause that grows
	flooded              // not before the pause that Telegram named
	moved                // to another chat's id, at once
	askPlain             // at once, without markup
	askNew               // at once, as a new message instead of a change
	askAlone             // at once, not as a reply
	refused              // never: this letter is wrong
	closedChat           // never: nothing can go to this chat
	closedTopic          // never: nothing can go to this topic
	unauthorized         // the token is wrong: nothing can go anywhere
)

// String is one word for those who count.
func (v verdict) String() string {
	switch v {
	case sent:
		return "sent"
	case again:
		return "retry"
	case flooded:
		return "flood"
	case moved:
		return "moved"
	case askPlain, askNew, askAlone:
		return "changed"
	case closedChat, closedTopic:
		return "closed"
	case unauthorized:
		return "unauthorized"
	}
	return "refused"
}

// An outcome is a verdict with what belongs to it.
type outcome struct {
	verdict verdict
	reason  string
	pause   time.Duration // flooded
	chatID  int64         // moved
	unsure  bool          // again: Telegram may have taken the letter
}

// words tells what Telegram's descriptions of a 400 mean, in lower case. Telegram documents none of them;
// they are what its server says.
var words = []struct {
	text    string
	verdict verdict
}{
	{"message is not modified", sent},
	{"query is too old", sent},
	{"query id is invalid", sent},
	{"query_id_invalid", sent},
	{"message to delete not found", sent},
	{"message can't be deleted", sent},
	{"can't parse entities", askPlain},
	{"message to edit not found", askNew},
	{"message can't be edited", askNew},
	{"there is no text in the message to edit", askNew},
	{"message_id_invalid", askNew},
	{"message to be replied not found", askAlone},
	{"message to reply not found", askAlone},
	{"replied message not found", askAlone},
	{"topic_closed", closedTopic},
	{"topic_deleted", closedTopic},
	{"topic_id_invalid", closedTopic},
	{"message thread not found", closedTopic},
	{"chat not found", closedChat},
	{"user not found", closedChat},
	{"peer_id_invalid", closedChat},
	{"chat_write_forbidden", closedChat},
	{"chat_send_plain_forbidden", closedChat},
	{"chat_restricted", closedChat},
	{"chat_admin_required", closedChat},
	{"not enough rights", closedChat},
	{"have no rights to send", closedChat},
	{"need administrator rights", closedChat},
	{"user_is_blocked", closedChat},
	{"input_user_deactivated", closedChat},
	{"user is deactivated", closedChat},
	{"group chat was deactivated", closedChat},
	{"group chat was deleted", closedChat},
}

// judge tells what an error of the client means. The library's own helpers miss wrapped errors, so all
// goes by errors.Is and errors.As.
func judge(err error) outcome {
	if err == nil {
		return outcome{verdict: sent, reason: "sent"}
	}
	var flood *telegram.TooManyRequestsError
	if errors.As(err, &flood) {
		return outcome{verdict: flooded, reason: "429", pause: time.Duration(max(flood.RetryAfter, 1)) * time.Second}
	}
	var migrated *telegram.MigrateError
	if errors.As(err, &migrated) {
		return outcome{verdict: moved, reason: "the group became a supergroup", chatID: int64(migrated.MigrateToChatID)}
	}
	var api *APIError
	if errors.As(err, &api) {
		if api.Code >= 500 {
			return outcome{verdict: again, reason: api.Error()}
		}
		if api.Text == "" && api.Code < 300 {
			return outcome{verdict: again, reason: api.Error(), unsure: true}
		}
		return outcome{verdict: refused, reason: api.Error()}
	}
	said := err.Error()
	switch {
	case errors.Is(err, telegram.ErrorForbidden):
		return outcome{verdict: closedChat, reason: after(said, telegram.ErrorForbidden)}
	case errors.Is(err, telegram.ErrorUnauthorized):
		return outcome{verdict: unauthorized, reason: "the token is refused"}
	case errors.Is(err, telegram.ErrorBadRequest):
		reason := after(said, telegram.ErrorBadRequest)
		low := strings.ToLower(reason)
		for _, w := range words {
			if strings.Contains(low, w.text) {
				return outcome{verdict: w.verdict, reason: reason}
			}
		}
		return outcome{verdict: refused, reason: reason}
	case errors.Is(err, telegram.ErrorNotFound):
		return outcome{verdict: refused, reason: after(said, telegram.ErrorNotFound)}
	case errors.Is(err, telegram.ErrorConflict):
		return outcome{verdict: again, reason: after(said, telegram.ErrorConflict)}
	}
	return outcome{verdict: again, reason: lost(err), unsure: !unsent(err)}
}

// after cuts the library's prefix, so that what remains is what Telegram said.
func after(said string, kind error) string {
	_, rest, found := strings.Cut(said, kind.Error()+", ")
	if !found {
		return said
	}
	return rest
}

// unsent tells that the request cannot have reached the server: no connection was made.
func unsent(err error) bool {
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "dial" {
		return true
	}
	var dns *net.DNSError
	return errors.As(err, &dns)
}

// lost describes a failure of the network without the address, which holds the token.
func lost(err error) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "no answer in time"
	case unsent(err):
		return "no connection"
	}
	return "the connection was lost"
}
