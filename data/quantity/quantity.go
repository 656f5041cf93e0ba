// Package quantity finds numbers with their units, and periods of time, in
// Chinese and English prose. Values are exact decimals in base units.
package quantity

import "github.com/shopspring/decimal"

// A Dimension is what a unit measures.
type Dimension string

// The dimensions. Only money, area, length and power are brought to base
// units; every other unit keeps its own word (吨, 千瓦时, GWh, 立方米 …), with
// 万 and 亿 multiplied out.
const (
	Money    Dimension = "money"    // whole currency units: CNY, USD, EUR …
	Area     Dimension = "area"     // m2
	Length   Dimension = "length"   // m
	Power    Dimension = "power"    // W
	Energy   Dimension = "energy"   // 千瓦时, GWh …
	Mass     Dimension = "mass"     // 吨, 公斤 …
	Volume   Dimension = "volume"   // 立方米, 升 …
	Percent  Dimension = "percent"  // %
	Points   Dimension = "points"   // pp, percentage points
	Times    Dimension = "times"    // 倍
	Duration Dimension = "duration" // 天, 个月, 年 …
	Count    Dimension = "count"    // 个, 家, 人, 次, 辆 …
	Rank     Dimension = "rank"     // 第四位
	Bare     Dimension = "bare"     // a number without a unit
)

// A Quantity is one amount that a text states.
type Quantity struct {
	// Value is the amount in Unit; for a range, its lower end.
	Value decimal.Decimal
	// Max is the upper end of a range (10-15亿元), nil otherwise.
	Max *decimal.Decimal
	// Unit is the base unit: an ISO 4217 code, m2, m, W, %, pp, or the measure
	// word as written (个, 家, 万人次 gives 人次, tonnes gives tonnes).
	Unit string
	Dim  Dimension
	// Per is the period of a rate (年, 月, 日, 期, year, day …): 16万辆/年, 年产5万吨 has
	// none (年产 is the measure's word), 10万吨/年 has 年.
	Per string
	// Approx keeps the words that make the amount inexact: 约 近 超 逾 余 多 以上 以下
	// 左右 上 数 几 about, nearly, over, more than, at least …; "" when exact. Canonical
	// words: 近 约 超 余 以上 以下 左右 (超过, 逾, 突破, 上百 → 超; 多, 余 → 余; 大约, 约为 → 约).
	Approx string
	// Printed is the number and unit as printed, without approx words: "10.85亿元".
	Printed string
	// Start and End are byte offsets in the text of the whole expression, approx
	// words included; NumStart is where the number itself begins.
	Start, End, NumStart int
}
