package query

import "context"

// A Conversation is what was said before in one chat by one person: enough to understand 那亿元以上的呢？
// The zero value is a new conversation. It is stored as JSON between turns.
type Conversation struct {
	// Turns are the last readings, the newest last.
	Turns []Turn `json:"turns,omitempty"`
	// Report narrows all questions to one report, by key; "" for all.
	Report string `json:"report,omitempty"`
}

// A Turn is one understood question and what its answer rested on.
type Turn struct {
	Question string  `json:"q"`
	Facts    []int64 `json:"f,omitempty"`
}

// Asker answers questions; Engine is the one implementation, and tests of the bot use a fake.
type Asker interface {
	Ask(ctx context.Context, c *Conversation, question string) Answer
}
