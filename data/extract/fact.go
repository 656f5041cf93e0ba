// Package extract reads a report's passages and binds each figure to its owner, measure, scope and
// period. A figure whose owner cannot be told is left out rather than guessed.
package extract

import (
	"github.com/shopspring/decimal"

	"wenxiang/data/quantity"
)

// A Fact is one thing that a report states: a quantity, a date, or a text, with all that decides
// its meaning and the sentence it stands in.
type Fact struct {
	ID   int64 // row id, 0 before it is stored
	Kind Kind

	// Place is the administrative place the fact is about (四平市), from the sentence, the topic carried
	// into it, or the report; "" when unknown.
	Place string
	// Subject is the nearest owner as named: a place, project, company, event or group of projects.
	Subject     string
	SubjectKind SubjectKind
	// Project is the full name of the single project the fact belongs to, "" for anything else; Phase
	// is 一期, 二期, "phase one" … when it belongs to a phase only.
	Project string
	Phase   string
	// Company is the firm that the fact belongs to or that builds Project.
	Company string
	// Group is what several projects that are counted together are called (已开工5000万元以上项目): set on
	// their count and on each figure of theirs, "" for anything else.
	Group string
	// Event names the occasion (第七届吉商大会, 2月28日集中开工), "" when there is none.
	Event string

	// Metric is the well-known key of the measure (see the vocabulary), "" for an open one.
	// Label is the measure in the sentence's own words (百米高层建筑, 新开工5000万元以上项目).
	Metric string
	Label  string
	// Role says how the figure relates to its measure.
	Role Role
	// Base is what a growth, gap or share is relative to: yoy, mom, annual_avg, nation, province,
	// last_year, plan, whole … or the words themselves when none of these fits.
	Base string
	// Modality tells results from intentions.
	Modality Modality

	// Value, Max, Unit, Dim, Per, Approx, Printed are as in quantity.Quantity. Decreases are negative.
	Value   decimal.Decimal
	Max     *decimal.Decimal
	Unit    string
	Dim     quantity.Dimension
	Per     string
	Approx  string
	Printed string
	// Text is the value of a text or date fact as printed; Items are its parts when it is a list.
	Text  string
	Items []string

	Scope   Scope
	Period  Period
	Compare []Comparison

	Section string
	Passage int    // number of the passage in its report
	Clause  string // the clause in which the figure stands
	Quote   string // the sentence, exactly as loaded
	// Carried holds the words of earlier clauses or sentences that this one continues, nearest
	// first: the topic that a reader has in mind. It serves matching, never display.
	Carried []string
}

// A Kind says what sort of value a fact has.
type Kind string

// The kinds of facts.
const (
	QuantityFact Kind = "quantity"
	DateFact     Kind = "date" // Period holds the date, Text its words
	TextFact     Kind = "text"
)

// A SubjectKind says what owns a fact.
type SubjectKind string

// The kinds of subjects.
const (
	PlaceSubject   SubjectKind = "place"
	ProjectSubject SubjectKind = "project"
	CompanySubject SubjectKind = "company"
	EventSubject   SubjectKind = "event"
	GroupSubject   SubjectKind = "group" // several projects counted together
	OtherSubject   SubjectKind = "other"
)

// A Role says how a figure relates to its measure.
type Role string

// The roles.
const (
	Level  Role = "level"  // the amount itself
	Growth Role = "growth" // its rate of change against Base, in %, 倍 or an amount
	Gap    Role = "gap"    // how far above (or, negative, below) Base, mostly in pp
	Share  Role = "share"  // its part of a whole, in %
	Rank   Role = "rank"   // its place in an order
	Prior  Role = "prior"  // the earlier level, in 由…提高到…
	// Part is an amount that 其中 gives of the whole stated before it; it is never added to its whole.
	Part Role = "part"
)

// A Modality tells results from intentions.
type Modality string

// The modalities.
const (
	Actual  Modality = ""        // stated as a result or a plain attribute
	Planned Modality = "planned" // 计划 拟 预计 建成后可 will
	Target  Modality = "target"  // 力争 目标 确保 aims to
)

// A Scope (口径) is the set of projects that a figure counts.
type Scope struct {
	// Min and Max bound the investment of each counted project, in yuan; nil when unbounded.
	Min *decimal.Decimal
	Max *decimal.Decimal
	// Status is a key of the vocabulary's statuses: started, new_start, planned, signed, completed …
	Status string
	// Words is the scope as printed: 5000万元以上, 亿元以上, 已开工 …
	Words string
}

// A Period is the time a fact is about.
type Period struct {
	quantity.Period
	// Implied is true where the words come from the report's date or an earlier sentence.
	Implied bool
}

// A Comparison sets a level beside another.
type Comparison struct {
	Kind  string // as Fact.Base; "from" for an earlier level
	Value decimal.Decimal
	Unit  string
	Words string
}
