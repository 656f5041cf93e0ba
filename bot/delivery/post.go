// Package delivery sends what is in the outbox: in order within a chat, at the rate that Telegram allows,
// again when it failed, and with every outcome recorded.
package delivery

import (
	"encoding/json"
	"fmt"

	"wenxiang/bot/state"
)

// A Deed is what a post asks Telegram to do.
type Deed string

// The deeds.
const (
	Send   Deed = "send"   // a new message
	Edit   Deed = "edit"   // change the message that an earlier letter became
	Delete Deed = "delete" // delete the message that an earlier letter became
	Answer Deed = "answer" // end the waiting state of a pressed button
	// Document and Photo make a file from the post's Order and send it with the HTML as its caption.
	Document Deed = "document"
	Photo    Deed = "photo"
	Inline   Deed = "inline" // answer an inline query
)

// A Post is the body of a letter: one request, in words that do not depend on the client library, since
// it may wait in the database over an upgrade.
type Post struct {
	Do Deed `json:"do"`
	// HTML is the text in Telegram's HTML; with Plain set it is plain text.
	HTML    string     `json:"html,omitempty"`
	Plain   bool       `json:"plain,omitempty"`
	ReplyTo int64      `json:"reply_to,omitempty"`
	Buttons [][]Button `json:"buttons,omitempty"`
	Silent  bool       `json:"silent,omitempty"`
	// Target is the message that an Edit or Delete is about where no letter became it.
	Target int64 `json:"target,omitempty"`
	// Order says what file to make; Otherwise is what is sent when that fails, in HTML.
	Order     string   `json:"order,omitempty"`
	Otherwise string   `json:"otherwise,omitempty"`
	Offered   *Offered `json:"offered,omitempty"`
	// Press is the id of the callback query that an Answer ends, or of the inline query that an Inline
	// answers; Alert shows its text in a window.
	Press string `json:"press,omitempty"`
	Alert bool   `json:"alert,omitempty"`
}

// A Button is a key under a message.
type Button struct {
	Text string `json:"text"`
	Data string `json:"data,omitempty"` // at most 64 bytes
	URL  string `json:"url,omitempty"`
}

// The kinds of letters; they differ in whether one is sent again when nobody knows whether Telegram
// took it.
const (
	// Reply answers a person, who would rather read it twice than never.
	Reply = "reply"
	// Press answers a pressed button; a second answer does no harm.
	Press = "press"
	// Digest is sent once more at the most.
	Digest = "digest"
	// Notice goes to many readers; it is never sent twice.
	Notice = "notice"
)

// repeats tells how many attempts of unknown outcome a kind of letter may have before it is given up.
func repeats(kind string) int {
	switch kind {
	case Digest:
		return 1
	case Notice:
		return 0
	}
	return 1 << 30
}

// Put encodes the post as the letter's body and enqueues the letter.
func Put(tx *state.Tx, l state.Letter, p Post) (fresh bool, err error) {
	body, err := json.Marshal(p)
	if err != nil {
		return false, fmt.Errorf("encode letter %s: %w", l.ID, err)
	}
	l.Body = string(body)
	return tx.Enqueue(l)
}
