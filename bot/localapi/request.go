package localapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxBody is the largest request that Telegram takes: a 50 MB upload and its
// fields.
const maxBody = 52 << 20

// call is one request of a Bot API method, with its fields as text. Fields that
// came as JSON objects, numbers and so on keep their JSON text.
type call struct {
	method string // as it was asked for, case kept
	fields map[string]string
	files  map[string]*upload
	texts  map[string]formatted // texts that check has read
}

func (c *call) keep(field string, f formatted) {
	if c.texts == nil {
		c.texts = map[string]formatted{}
	}
	c.texts[field] = f
}

type upload struct {
	name string
	mime string
	data []byte
}

// refusal is an error that is told to the caller in Telegram's form.
type refusal struct {
	code       int
	text       string
	retryAfter int
	migrateTo  int64
	flaw       *flaw // what is wrong with the request by itself
}

func (e *refusal) Error() string { return fmt.Sprintf("%d %s", e.code, e.text) }

func bad(format string, args ...any) *refusal {
	return &refusal{code: http.StatusBadRequest, text: "Bad Request: " + fmt.Sprintf(format, args...)}
}

func forbidden(text string) *refusal {
	return &refusal{code: http.StatusForbidden, text: "Forbidden: " + text}
}

func conflict(text string) *refusal {
	return &refusal{code: http.StatusConflict, text: "Conflict: " + text}
}

var (
	errUnauthorized = &refusal{code: http.StatusUnauthorized, text: "Unauthorized"}
	errNoMethod     = &refusal{code: http.StatusNotFound, text: "Not Found", flaw: &flaw{why: "there is no such method"}}
	errTooLarge     = &refusal{code: http.StatusRequestEntityTooLarge, text: "Request Entity Too Large"}
)

type counted struct {
	io.Reader
	n   int64
	err error // what ended the reading other than the end
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}

// readCall reads the fields from the query string and from a body in JSON,
// urlencoded or multipart form.
func readCall(w http.ResponseWriter, r *http.Request, method string) (*call, error) {
	c := &call{method: method, fields: map[string]string{}, files: map[string]*upload{}}
	for k, v := range r.URL.Query() {
		c.fields[k] = v[len(v)-1]
	}
	if r.Body == nil || r.Method == http.MethodGet || r.Method == http.MethodHead {
		return c, nil
	}
	body := &counted{Reader: http.MaxBytesReader(w, r.Body, maxBody)}
	r.Body = io.NopCloser(body)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	err := readBody(c, r, kind)
	var large *http.MaxBytesError
	switch {
	case err == nil:
	case errors.As(err, &large):
		return c, errTooLarge
	case body.err != nil: // the caller went away
		return c, bad("can't read request body: %v", err)
	case body.n == 0: // a method without fields, sent as an empty form
	default:
		return c, wrong("", "can't parse request body: %v", err)
	}
	for k, v := range c.fields {
		if !utf8.ValidString(v) {
			return c, wrong(k, "%s must be encoded in UTF-8", k)
		}
	}
	return c, nil
}

func readBody(c *call, r *http.Request, kind string) error {
	switch kind {
	case "multipart/form-data":
		if err := r.ParseMultipartForm(8 << 20); err != nil {
			return err
		}
		defer r.MultipartForm.RemoveAll()
		for k, v := range r.MultipartForm.Value {
			c.fields[k] = v[len(v)-1]
		}
		for k, v := range r.MultipartForm.File {
			f, err := v[0].Open()
			if err != nil {
				return err
			}
			data, err := io.ReadAll(f)
			f.Close()
			if err != nil {
				return err
			}
			c.files[k] = &upload{name: v[0].Filename, mime: v[0].Header.Get("Content-Type"), data: data}
		}
	case "application/json":
		data, err := io.ReadAll(r.Body)
		if err != nil || len(data) == 0 {
			return err
		}
		var object map[string]json.RawMessage
		if err := json.Unmarshal(data, &object); err != nil {
			return err
		}
		for k, v := range object {
			if string(v) == "null" {
				continue
			}
			var s string
			if json.Unmarshal(v, &s) == nil {
				c.fields[k] = s
			} else {
				c.fields[k] = string(v)
			}
		}
	case "application/x-www-form-urlencoded":
		if err := r.ParseForm(); err != nil {
			return err
		}
		for k, v := range r.PostForm {
			c.fields[k] = v[len(v)-1]
		}
	}
	return nil
}

// number reads an integer field; what is missing or no number is 0, as
// Telegram has it.
func (c *call) number(name string) int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(c.fields[name]), 10, 64)
	return n
}

// flag reads a boolean field as Telegram does.
func (c *call) flag(name string) bool {
	switch strings.ToLower(strings.TrimSpace(c.fields[name])) {
	case "true", "yes", "1":
		return true
	}
	return false
}

// object decodes a field in JSON into v and tells whether it was there.
func (c *call) object(name string, v any) (bool, error) {
	s := strings.TrimSpace(c.fields[name])
	if s == "" || s == "null" {
		return false, nil
	}
	if err := json.Unmarshal([]byte(s), v); err != nil {
		return true, bad("can't parse %s JSON object", strings.ReplaceAll(name, "_", " "))
	}
	return true, nil
}

type envelope struct {
	OK          bool        `json:"ok"`
	Result      any         `json:"result,omitempty"`
	ErrorCode   int         `json:"error_code,omitempty"`
	Description string      `json:"description,omitempty"`
	Parameters  *parameters `json:"parameters,omitempty"`
}

type parameters struct {
	MigrateToChatID int64 `json:"migrate_to_chat_id,omitempty"`
	RetryAfter      int   `json:"retry_after,omitempty"`
}

func writeResult(w http.ResponseWriter, result any) {
	writeJSON(w, 200, envelope{OK: true, Result: result})
}

func writeRefusal(w http.ResponseWriter, e *refusal) {
	out := envelope{ErrorCode: e.code, Description: e.text}
	if e.retryAfter != 0 || e.migrateTo != 0 {
		out.Parameters = &parameters{MigrateToChatID: e.migrateTo, RetryAfter: e.retryAfter}
	}
	if e.retryAfter != 0 {
		w.Header().Set("Retry-After", strconv.Itoa(e.retryAfter))
	}
	writeJSON(w, e.code, out)
}

func writeJSON(w http.ResponseWriter, code int, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		code, data = 500, []byte(`{"ok":false,"error_code":500,"description":"Internal Server Error"}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(code)
	w.Write(data)
}

// asRefusal gives any error the form of an answer.
func asRefusal(err error) *refusal {
	var e *refusal
	if errors.As(err, &e) {
		return e
	}
	return &refusal{code: 500, text: "Internal Server Error: " + err.Error()}
}
