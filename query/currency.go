package query

import (
	"regexp"
	"strings"

	"wenxiang/data/quantity"
)

// currencyAsked are the words by which a question asks for a currency.
var currencyAsked = []struct {
	words *regexp.Regexp
	code  string
}{
	{regexp.MustCompile(`\b(?:nz|new zealand|kiwi) (?:dollars?|dlrs?)|新西兰元|纽元`), "NZD"},
	{regexp.MustCompile(`\b(?:canadian) (?:dollars?|dlrs?)|加元|加拿大元`), "CAD"},
	{regexp.MustCompile(`\b(?:australian|aussie) (?:dollars?|dlrs?)|澳元`), "AUD"},
	{regexp.MustCompile(`\b(?:hong kong|hk) (?:dollars?|dlrs?)|港元|港币`), "HKD"},
	{regexp.MustCompile(`\b(?:singapore) (?:dollars?|dlrs?)|新加坡元|新元`), "SGD"},
	{regexp.MustCompile(`\b(?:us|u\.s\.|american) ?(?:dollars?|dlrs?)|\busd\b|美元|美金`), "USD"},
	{regexp.MustCompile(`\b(?:yuan|rmb|renminbi|cny)\b|人民币`), "CNY"},
	{regexp.MustCompile(`\beuros?\b|欧元`), "EUR"},
	{regexp.MustCompile(`\byen\b|日元`), "JPY"},
	{regexp.MustCompile(`\b(?:pounds?|sterling)\b|英镑`), "GBP"},
	{regexp.MustCompile(`\bdollars?\b`), "dollars"},
}

// currency is the code of the currency that the question asks for, "dollars" where it does not say whose, "" for any.
func (q *question) currency() string {
	if q.currencyRead {
		return q.currencyCode
	}
	code, text := "", q.text
	if q.bounds != nil {
		text = strings.ReplaceAll(text, q.bounds.words, "")
	}
	for _, c := range currencyAsked {
		if c.words.MatchString(text) {
			code = c.code
			break
		}
	}
	q.currencyRead, q.currencyCode = true, code
	return code
}

// inCurrency gives a figure in the currency that the question asks for: as it is, or as its sentence says it once more
// in brackets. nil where the report does not say it so.
func (q *question) inCurrency(e *entry) *entry {
	code := q.currency()
	if code == "" || e.Dim != quantity.Money || e.Unit == code || code == "dollars" && len(e.Unit) == 3 && e.Unit[2] == 'D' && e.Unit != "SDD" {
		return e
	}
	if code == "dollars" {
		code = "USD"
	}
	quote := strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(e.Quote)
	at := strings.Index(quote, e.Printed)
	if at < 0 || e.Printed == "" {
		return nil
	}
	rest := quote[at+len(e.Printed):]
	if len(rest) > 90 {
		rest = rest[:90]
	}
	for _, n := range quantity.Find(rest) {
		if n.Dim != quantity.Money {
			return nil
		}
		if !besides.MatchString(rest[:n.Start]) {
			return nil
		}
		if n.Unit == code {
			same := *e.StoredFact
			same.Value, same.Max, same.Unit, same.Approx, same.Printed = n.Value, n.Max, n.Unit, n.Approx, n.Printed
			return &entry{StoredFact: &same, report: e.report, own: e.own, near: e.near, carried: e.carried, wide: e.wide, label: e.label, text: e.text, rest: e.rest,
				place: e.place, subject: e.subject, owner: e.owner, order: e.order, sentence: e.sentence}
		}
	}
	return nil
}

// besides stands between an amount and the same in another currency.
var besides = regexp.MustCompile(`^[ ,]*(?:[(（]|or |equivalent to |equal to )[ ]*(?:about |or |around |roughly |approximately |some |nearly |over |equivalent to |equal to |合|约|约合|折合|相当于)*$`)
