package quantity

import "time"

// A Period is a stretch of time or a date that a text states. Start and End
// are inclusive days in UTC; either may be zero where the text leaves it open
// or where its year is unknown (then Words still says what was read).
type Period struct {
	Start, End time.Time
	// Words is the period as printed (1-10月, 2022年一季度, 截至11月, "by end-1987").
	Words string
	// Grain is the precision that the words have.
	Grain Grain
	// YearKnown tells whether the year stands in the words or follows from the
	// reference date; when false, Start and End have the year 1 (January 1 is then
	// the zero time itself), or both are zero where no day or month is known either.
	YearKnown bool
	// Relation is "" for in/during/on, "until" for 截至…, …前, by …; "from" for 自…起,
	// since…; "between" for a span with two ends.
	Relation string
	// From and To are byte offsets in the text.
	From, To int
}

// Grain is how precisely a period is given.
type Grain string

// The grains, from fine to coarse.
const (
	Day     Grain = "day"
	Month   Grain = "month"
	Quarter Grain = "quarter"
	Half    Grain = "half"
	Year    Grain = "year"
	Span    Grain = "span" // several months or years
)
