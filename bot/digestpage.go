package bot

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"wenxiang/bot/delivery"
	"wenxiang/bot/digest"
	"wenxiang/bot/schedule"
	"wenxiang/bot/state"
	"wenxiang/query"
)

const (
	// maxLines is how many entries of a list a digest shows.
	maxLines = 15
	// maxPairs is how many changes of one subscription a digest shows with both sources.
	maxPairs = 8
	// maxSource is how much of a source sentence a digest shows, in units.
	maxSource = 400
)

// digestPages sets the digest of a chat: its date, then a part for each subscription.
func (b *Bot) digestPages(f state.Follower, sections []section) []page {
	lang := sections[0].sub.Lang
	var newest time.Time
	for _, s := range sections {
		for _, r := range s.runs {
			if r.Date.After(newest) {
				newest = r.Date
			}
		}
	}
	title := say(lang, "digest.now")
	if !newest.IsZero() {
		title = say(lang, "digest.title", "date", dateWords(lang, newest))
	}
	parts := []part{{html: title}}
	// What was missed is said once where it is the same for all, else with each.
	late := lateWords(sections[0])
	if !slices.ContainsFunc(sections, func(s section) bool { return lateWords(s) != late }) {
		if late != "" {
			parts = append(parts, part{style: italic, text: late})
		}
		for i := range sections {
			sections[i].late = false
		}
	}
	for _, s := range sections {
		parts = append(parts, part{})
		parts = append(parts, b.sectionParts(s)...)
	}
	pages := paginate(parts)
	last := &pages[len(pages)-1]
	last.buttons = [][]delivery.Button{{{Text: delivery.Bare(say(lang, "digest.manage")), Data: pressSub + "v:0:"}}}
	return pages
}

// sectionParts sets one subscription's part of a digest.
func (b *Bot) sectionParts(s section) []part {
	lang := s.sub.Lang
	parts := []part{{style: bold, text: titleOf(lang, s.sub)}}
	if late := lateWords(s); late != "" {
		parts = append(parts, part{style: italic, text: late})
	}
	kind := digest.Kind(s.sub.Kind)
	switch {
	case kind == digest.Question:
		for _, text := range []string{s.now.Headline, s.now.Detail} {
			if text = clean(text); text != "" {
				parts = append(parts, part{text: clip(text, 1500)})
			}
		}
		if formula := clean(s.now.Computed); formula != "" {
			parts = append(parts, part{text: delivery.Bare(say(lang, "answer.computed")) + colon(lang) + formula})
		}
	case kind == digest.Changes || kind == digest.Week:
		// The changes are all there is.
	default:
		parts = append(parts, listParts(lang, kind, s.now)...)
	}
	changes := changeParts(lang, kind, s.diff)
	switch {
	case len(changes) > 0:
		parts = append(parts, changes...)
	case s.first && (kind == digest.Changes || kind == digest.Week):
		parts = append(parts, part{html: say(lang, "digest.first")})
	case s.first:
	case kind == digest.Week:
		parts = append(parts, part{html: say(lang, "digest.same.week")})
	case kind == digest.Question || kind == digest.Changes || len(s.now.Entries) > 0: // "none at present" says it already
		parts = append(parts, part{html: say(lang, "digest.same")})
	}
	if kind == digest.Question && len(s.diff.Changed) == 0 {
		parts = append(parts, sourceParts(lang, unshown(s.now.Entries, s.diff), 2)...)
	} else if kind != digest.Question && len(changes) == 0 {
		parts = append(parts, reportsPart(lang, s.now.Entries)...)
	}
	return parts
}

// unshown are the entries whose sentences do not stand with the changes already.
func unshown(entries []digest.Entry, d digest.Difference) (left []digest.Entry) {
	for _, e := range entries {
		if !slices.ContainsFunc(d.Added, func(a digest.Entry) bool { return a.Quote == e.Quote }) {
			left = append(left, e)
		}
	}
	return left
}

// maxDates is how many dates of missed digests are named one by one; of more, the first and the last are.
const maxDates = 7

// lateWords names the dates that a digest makes up for, "" for one that is on time.
func lateWords(s section) string {
	if !s.late {
		return ""
	}
	lang := s.sub.Lang
	first, last := s.runs[0].Date, s.runs[len(s.runs)-1].Date
	date := func(day time.Time) string {
		switch {
		case lang == "zh" && first.Year() != last.Year():
			return day.Format("2006年1月2日")
		case lang == "zh":
			return day.Format("1月2日")
		case first.Year() != last.Year():
			return day.Format("2 Jan 2006")
		}
		return day.Format("2 Jan")
	}
	if len(s.runs) > maxDates {
		return delivery.Bare(say(lang, "digest.late.many", "first", date(first), "last", date(last), "count", strconv.Itoa(len(s.runs))))
	}
	var dates []string
	for _, r := range s.runs {
		dates = append(dates, date(r.Date))
	}
	return delivery.Bare(say(lang, "digest.late", "dates", strings.Join(dates, listComma(lang))))
}

// listParts sets the entries of a ready-made digest.
func listParts(lang string, kind digest.Kind, s digest.Snapshot) []part {
	if len(s.Entries) == 0 {
		return []part{{html: say(lang, "digest.nothing")}}
	}
	var lines []string
	most := maxLines
	if kind == digest.Totals { // all of them were asked for
		most = len(s.Entries)
	}
	for i, e := range s.Entries[:min(len(s.Entries), most)] {
		line := entryWords(lang, e)
		if kind == digest.Month {
			line = strconv.Itoa(i+1) + ". " + line
		} else {
			line = "· " + line
		}
		lines = append(lines, line)
	}
	if more := len(s.Entries) - len(lines) + s.More; more > 0 {
		lines = append(lines, delivery.Bare(say(lang, "digest.more", "count", strconv.Itoa(more))))
	}
	return []part{{text: strings.Join(lines, "\n")}}
}

func entryWords(lang string, e digest.Entry) string {
	name, figure := clean(e.Name), clean(e.Figure)
	switch e.Stage {
	case digest.StartOverdue:
		return delivery.Bare(say(lang, "due.start.over", "name", name, "date", figure))
	case digest.EndOverdue:
		return delivery.Bare(say(lang, "due.end.over", "name", name, "date", figure))
	case digest.StartSoon:
		return delivery.Bare(say(lang, "due.start.soon", "name", name, "date", figure))
	case digest.EndSoon:
		return delivery.Bare(say(lang, "due.end.soon", "name", name, "date", figure))
	}
	switch {
	case name == "":
		return figure + periodWords(lang, e)
	case figure == "":
		return name
	}
	return name + periodWords(lang, e) + colon(lang) + figure
}

// periodWords writes the period of a figure in brackets, "" for none.
func periodWords(lang string, e digest.Entry) string {
	period := clip(clean(e.Period), 60)
	switch {
	case period == "":
		return ""
	case lang == "zh":
		return "（" + period + "）"
	}
	return " (" + period + ")"
}

// changeParts sets what has changed: before → after, with both sources.
func changeParts(lang string, kind digest.Kind, d digest.Difference) []part {
	var parts []part
	for _, p := range d.Changed[:min(len(d.Changed), maxPairs)] {
		before, after := clip(clean(p.Before.Figure), 300), clip(clean(p.After.Figure), 300)
		if kind == digest.Month {
			before, after = rankWords(lang, p.Before.Value), rankWords(lang, p.After.Value)
		} else if p.After.Stage != "" {
			before = entryWords(lang, p.Before)
			after = strings.TrimPrefix(entryWords(lang, p.After), clean(p.Before.Name)+colon(lang))
		}
		name := clean(p.After.Name)
		switch {
		case p.Before.Name != p.After.Name && kind != digest.Month && p.After.Stage == "":
			// Another thing took the place of the first: its figure has not changed.
			before, after = clip(entryWords(lang, p.Before), 300), clip(entryWords(lang, p.After), 300)
			name = ""
		case p.Before.Period != p.After.Period:
			before, after = before+periodWords(lang, p.Before), after+periodWords(lang, p.After)
		case name != "":
			name += periodWords(lang, p.After)
		}
		switch {
		case name == "" || p.After.Stage != "":
			parts = append(parts, part{html: say(lang, "digest.turned", "before", before, "after", after)})
		default:
			parts = append(parts, part{html: say(lang, "digest.changed", "name", name, "before", before, "after", after)})
		}
		if kind == digest.Month {
			continue
		}
		parts = append(parts, sourceParts(lang, []digest.Entry{p.Before}, 1)...)
		if p.After.Quote != p.Before.Quote || p.After.Report != p.Before.Report {
			parts = append(parts, sourceParts(lang, []digest.Entry{p.After}, 1)...)
		}
	}
	left := max(0, len(d.Changed)-maxPairs)
	list := func(entries []digest.Entry, key func(string) string, quotes int) {
		for i, e := range entries {
			if i == maxLines {
				left += len(entries) - i
				break
			}
			parts = append(parts, part{html: key(clip(entryWords(lang, e), 300))})
			if i < quotes {
				parts = append(parts, sourceParts(lang, []digest.Entry{e}, 1)...)
			}
		}
	}
	list(d.Added, func(what string) string { return say(lang, "digest.added", "what", what) }, 3)
	list(d.Gone, func(what string) string { return say(lang, "digest.gone", "what", what) }, 0)
	if left > 0 {
		parts = append(parts, part{html: say(lang, "digest.more", "count", strconv.Itoa(left))})
	}
	return parts
}

// rankWords writes a place in a ranking, which its entry keeps counted from 0.
func rankWords(lang, value string) string {
	n, err := strconv.Atoi(value)
	if err != nil {
		return value
	}
	return delivery.Bare(say(lang, "digest.rank", "place", strconv.Itoa(n+1)))
}

// sourceParts sets the sentences of up to most entries.
func sourceParts(lang string, entries []digest.Entry, most int) []part {
	var sources []query.Source
	for _, e := range entries {
		s := query.Source{Report: e.Report, Section: e.Section, Quote: clip(clean(e.Quote), maxSource)}
		if e.Quote != "" && !slices.Contains(sources, s) && len(sources) < most {
			sources = append(sources, s)
		}
	}
	return quotes(sources, lang)
}

// reportsPart names the reports of a list whose sentences would be too many.
func reportsPart(lang string, entries []digest.Entry) []part {
	var names []string
	for _, e := range entries {
		if n := name(e.Report, lang); n != "" && !slices.Contains(names, n) && len(names) < 5 {
			names = append(names, n)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []part{{style: italic, html: say(lang, "digest.from", "reports", strings.Join(names, listComma(lang)))}}
}

func listComma(lang string) string {
	if lang == "zh" {
		return "、"
	}
	return ", "
}

// titleOf names what a subscription follows.
func titleOf(lang string, s state.Subscription) string {
	if digest.Kind(s.Kind) == digest.Question {
		return clip(clean(strings.ReplaceAll(s.Subject, "\n", " ")), 200)
	}
	return kindTitle(lang, digest.Kind(s.Kind), s.Subject)
}

// ruleWords says when a rule runs: 每周一 09:00.
func ruleWords(lang string, r schedule.Rule) string {
	at := r.At.String()
	text := ""
	switch r.Rhythm {
	case schedule.Workdays:
		text = say(lang, "rule.workdays", "time", at)
	case schedule.Weekly:
		text = say(lang, "rule.weekly", "day", weekday(lang, r.Weekday), "time", at)
	case schedule.TenDays:
		text = say(lang, "rule.tendays", "time", at)
	case schedule.Monthly:
		if r.Day == 31 {
			text = say(lang, "rule.monthend", "time", at)
		} else {
			text = say(lang, "rule.monthly", "day", strconv.Itoa(r.Day), "time", at)
		}
	default:
		text = say(lang, "rule.daily", "time", at)
	}
	return delivery.Bare(text)
}

func weekday(lang string, day time.Weekday) string {
	names := strings.Fields(delivery.Bare(say(lang, "date.weekdays")))
	if int(day) < len(names) {
		return names[day]
	}
	return day.String()
}

// dateWords writes a day with its weekday: 2022年11月22日 周二.
func dateWords(lang string, day time.Time) string {
	if lang == "zh" {
		return day.Format("2006年1月2日") + " " + weekday(lang, day.Weekday())
	}
	return weekday(lang, day.Weekday()) + " " + day.Format("2 January 2006")
}

// momentWords writes a moment in a chat's zone, to the minute or, for what has happened, to the second.
func momentWords(lang string, when schedule.Schedule, at int64, seconds bool) string {
	local := when.Local(time.UnixMilli(at))
	clock := "15:04"
	if seconds {
		clock = "15:04:05"
	}
	return dateWords(lang, local) + " " + local.Format(clock)
}

// outcomeWords says what became of the newest digest of a subscription.
func outcomeWords(tx *state.Tx, lang string, when schedule.Schedule, s state.Subscription) (string, error) {
	result, at := s.Outcome, s.OutcomeAt
	if s.Letter != "" {
		d, found, err := tx.Delivery(s.Letter)
		switch {
		case err != nil:
			return "", err
		case !found:
			return delivery.Bare(say(lang, "outcome.old")), nil
		case d.DoneAt == 0 && d.Result == "":
			return delivery.Bare(say(lang, "outcome.waiting")), nil
		case d.DoneAt == 0:
			return delivery.Bare(say(lang, "outcome.again", "reason", reasonWords(lang, d.Result), "count", strconv.Itoa(d.Tries))), nil
		}
		result, at = d.Result, d.DoneAt
	}
	time := ""
	if at != 0 {
		time = momentWords(lang, when, at, true)
	}
	switch {
	case result == "":
		return delivery.Bare(say(lang, "outcome.never")), nil
	case result == "sent":
		return delivery.Bare(say(lang, "outcome.sent", "time", time)), nil
	case result == outcomeUnchanged:
		return delivery.Bare(say(lang, "outcome.unchanged", "time", time)), nil
	}
	return delivery.Bare(say(lang, "outcome.failed", "reason", reasonWords(lang, result), "time", time)), nil
}

// reasonWords puts a reason of Telegram or of the sender into words that a person can act on.
func reasonWords(lang, reason string) string {
	low := strings.ToLower(reason)
	is := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(low, w) })
	}
	text := ""
	switch {
	case is("blocked"):
		text = say(lang, "reason.blocked")
	case is("topic", "thread"):
		text = say(lang, "reason.topic")
	case is("unlinked"):
		text = say(lang, "reason.unlinked")
	case is("kicked", "not a member", "removed", "left"):
		text = say(lang, "reason.removed")
	case is("admin", "rights", "forbidden", "restricted", "may not"):
		text = say(lang, "reason.rights")
	case is("chat not found", "deactivated", "deleted", "user not found", "peer_id_invalid"):
		text = say(lang, "reason.gone")
	case is("unsure"):
		text = say(lang, "reason.unsure")
	case is("429", "no answer", "no connection", "connection was lost", "answered 5"):
		text = say(lang, "reason.network")
	default:
		return clip(clean(reason), 120)
	}
	return delivery.Bare(text)
}
