package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"wenxiang/bot/delivery"
)

// A Token is the bot's secret from @BotFather. It does not show in logs or in %v.
type Token string

// String hides the token.
func (Token) String() string { return "[token]" }

// GoString hides the token.
func (Token) GoString() string { return "[token]" }

// LogValue hides the token.
func (Token) LogValue() slog.Value { return slog.StringValue("[token]") }

// MarshalText hides the token.
func (Token) MarshalText() ([]byte, error) { return []byte("[token]"), nil }

// hide replaces the token in an error's text and keeps what errors.As finds in it.
func (t Token) hide(err error) error {
	if err == nil || t == "" || !strings.Contains(err.Error(), string(t)) {
		return err
	}
	return &hidden{text: strings.ReplaceAll(err.Error(), string(t), "[token]"), err: err}
}

type hidden struct {
	text string
	err  error
}

func (h *hidden) Error() string { return h.text }
func (h *hidden) Unwrap() error { return h.err }

const (
	// pollFor is how long Telegram is asked to wait for an update.
	pollFor = 50 * time.Second
	// pollGrace is how much longer the answer may take before the connection counts as dead.
	pollGrace = 15 * time.Second
	// maxAnswer is the largest answer that is read: 100 updates are far smaller.
	maxAnswer = 32 << 20
)

// A wire is the client library's way to the server. The library acknowledges updates when it has put
// them into memory, so the wire takes each batch first: getUpdates returns to the library only when what
// it brought is handled and durable, and fails otherwise, so that the same batch is asked for again.
type wire struct {
	http  *http.Client
	token Token
	take  func(ctx context.Context, updates []json.RawMessage) (acknowledged []int64, err error)
}

func newWire(token Token, take func(context.Context, []json.RawMessage) ([]int64, error)) *wire {
	return &wire{
		token: token,
		take:  take,
		http: &http.Client{Transport: &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         (&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout: 10 * time.Second,
			ForceAttemptHTTP2:   true,
			MaxIdleConns:        32,
			MaxIdleConnsPerHost: 32,
			IdleConnTimeout:     90 * time.Second,
		}},
	}
}

// Do implements the library's HttpClient.
func (w *wire) Do(req *http.Request) (*http.Response, error) {
	method := path.Base(req.URL.Path)
	limit := 30 * time.Second
	if method == "getUpdates" {
		limit = pollFor + pollGrace
	}
	ctx, cancel := context.WithTimeout(req.Context(), limit)
	defer cancel()
	resp, err := w.http.Do(req.WithContext(ctx))
	if err != nil {
		return nil, w.token.hide(err)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	resp.Body.Close()
	if err != nil {
		return nil, w.token.hide(err)
	}
	var answer struct {
		OK          bool            `json:"ok"`
		Result      json.RawMessage `json:"result"`
		Code        int             `json:"error_code"`
		Description string          `json:"description"`
	}
	if json.Unmarshal(body, &answer) != nil {
		return nil, &delivery.APIError{Code: resp.StatusCode}
	}
	if !answer.OK {
		switch answer.Code {
		case 400, 401, 403, 404, 409, 429: // the library has an error for these
		default:
			return nil, &delivery.APIError{Code: answer.Code, Text: answer.Description}
		}
	} else {
		switch method {
		case "getUpdates":
			body, err = w.receive(req.Context(), answer.Result)
		case "sendMessage", "editMessageText", "sendDocument", "sendPhoto":
			body, err = messageOnly(answer.Result)
		case "getChat":
			body, err = chatOnly(answer.Result)
		}
		if err != nil {
			return nil, err
		}
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	resp.ContentLength = int64(len(body))
	return resp, nil
}

// receive takes the updates and returns an answer that holds their ids only.
func (w *wire) receive(ctx context.Context, result json.RawMessage) ([]byte, error) {
	var updates []json.RawMessage
	if err := json.Unmarshal(result, &updates); err != nil {
		return nil, errors.New("getUpdates answered something that is no list")
	}
	ids, err := w.take(ctx, updates)
	if err != nil {
		return nil, err
	}
	if len(updates) > 0 && len(ids) == 0 {
		return nil, errNoID
	}
	var b bytes.Buffer
	b.WriteString(`{"ok":true,"result":[`)
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`{"update_id":` + strconv.FormatInt(id, 10) + `}`)
	}
	b.WriteString(`]}`)
	return b.Bytes(), nil
}

// messageOnly keeps of a sent message what the bot needs: were anything else in it new to the library,
// a message that was sent would count as failed and be sent again.
func messageOnly(result json.RawMessage) ([]byte, error) {
	var m struct {
		ID   int64 `json:"message_id"`
		Date int64 `json:"date"`
		Chat struct {
			ID   int64  `json:"id"`
			Type string `json:"type"`
		} `json:"chat"`
	}
	if err := json.Unmarshal(result, &m); err != nil {
		return nil, &delivery.APIError{Code: http.StatusOK}
	}
	return json.Marshal(map[string]any{"ok": true, "result": m})
}

// chatOnly keeps of a chat what the bot reads.
func chatOnly(result json.RawMessage) ([]byte, error) {
	var c place
	if err := json.Unmarshal(result, &c); err != nil {
		return nil, &delivery.APIError{Code: http.StatusOK}
	}
	return json.Marshal(map[string]any{"ok": true, "result": c})
}

// newClient makes the library's client on the wire.
func newClient(token Token, server string, w *wire, onError func(error)) (*telegram.Bot, error) {
	options := []telegram.Option{
		telegram.WithSkipGetMe(),
		telegram.WithHTTPClient(pollFor+time.Second, w), // the library asks for a second less
		telegram.WithAllowedUpdates(wanted),
		telegram.WithNotAsyncHandlers(),
		telegram.WithDefaultHandler(func(context.Context, *telegram.Bot, *models.Update) {}),
		telegram.WithErrorsHandler(func(err error) { onError(token.hide(err)) }),
	}
	if server != "" {
		options = append(options, telegram.WithServerURL(server))
	}
	b, err := telegram.New(string(token), options...)
	if err != nil {
		return nil, fmt.Errorf("the Telegram client cannot be made: %w", token.hide(err))
	}
	return b, nil
}
