// Package query turns a question into an answer from the facts that reports state. It knows nothing
// of Telegram.
package query

import (
	"encoding/json"

	"github.com/shopspring/decimal"
)

// A Status tells how a question ended.
type Status string

// The statuses of an answer.
const (
	Answered Status = "answered"
	// Absent: understood, but the loaded reports do not say it.
	Absent Status = "absent"
	// Unclear: not understood, or several readings are left; Choices offers them.
	Unclear Status = "unclear"
)

// An Answer is what a question gets. Its JSON form is a contract that scripts rely on.
type Answer struct {
	Question string `json:"question"`
	Lang     string `json:"lang"` // "zh" or "en", the question's language
	Status   Status `json:"status"`
	// Headline is the answer itself in one or two lines, without quote or source.
	Headline string `json:"headline"`
	// Values are the figures asked for, the one asked for first.
	Values []Value `json:"values"`
	// Items are the entries of a list or ranking.
	Items []Item `json:"items"`
	// Text is the whole reply as a chat shows it, without markup.
	Text    string   `json:"text"`
	Sources []Source `json:"sources"`
	// Computed is the formula with its operands, "" where the figure stands in a report as it is.
	Computed string `json:"computed"`
	// Understood says the reading of the question in a few words: 已开工 · 5000万元以上 · 总投资.
	Understood string `json:"understood"`
	ElapsedUS  int64  `json:"elapsed_us"`
	// Choices are further questions to offer as buttons: the readings to choose from when the
	// status is unclear, else related questions. Each is a whole question that can be asked as it is.
	Choices []Choice `json:"choices,omitempty"`
	// Detail is the line under the headline: scope and period in words, "" when the headline has them.
	Detail string `json:"detail,omitempty"`
	// Project is the full name of the project the answer is about, "" when it is about none or several.
	Project string `json:"project,omitempty"`
}

// A Choice is a question offered to the person who asked.
type Choice struct {
	Label    string `json:"label"`    // short, for a button
	Question string `json:"question"` // whole
}

// A Value is one figure of an answer in base units (see the contract of the command line).
type Value struct {
	Value  decimal.Decimal  `json:"value"`
	Max    *decimal.Decimal `json:"max"`
	Unit   string           `json:"unit"`
	Per    string           `json:"per,omitempty"`
	Approx string           `json:"approx"`
	Metric string           `json:"metric"`
	Label  string           `json:"label"`
}

// An Item is one entry of a list: a project, company or measure with its figures.
type Item struct {
	Name   string  `json:"name"`
	Values []Value `json:"values"`
	Source *Source `json:"source,omitempty"`
}

// A Source is where a figure stands.
type Source struct {
	Report  string `json:"report"`
	Section string `json:"section"`
	Passage int    `json:"passage"`
	Quote   string `json:"quote"`
}

// MarshalJSON writes the decimals as JSON numbers, exactly.
func (v Value) MarshalJSON() ([]byte, error) {
	type form struct {
		Value  json.RawMessage  `json:"value"`
		Max    *json.RawMessage `json:"max"`
		Unit   string           `json:"unit"`
		Per    string           `json:"per,omitempty"`
		Approx string           `json:"approx"`
		Metric string           `json:"metric"`
		Label  string           `json:"label"`
	}
	f := form{json.RawMessage(v.Value.String()), nil, v.Unit, v.Per, v.Approx, v.Metric, v.Label}
	if v.Max != nil {
		m := json.RawMessage(v.Max.String())
		f.Max = &m
	}
	return json.Marshal(f)
}
