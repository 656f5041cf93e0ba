package bot

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"wenxiang/bot/delivery"
	"wenxiang/bot/digest"
	"wenxiang/bot/schedule"
	"wenxiang/bot/state"
)

// key makes a button from a text of the catalogue.
func key(text, data string) delivery.Button {
	return delivery.Button{Text: delivery.Bare(text), Data: data}
}

func (b *Bot) back(t *turn, s spot) delivery.Button {
	return key(say(t.lang(), "follow.back"), s.data(t, "l", ""))
}

// menuPage offers what can be followed.
func (b *Bot) menuPage(t *turn, s spot) (page, error) {
	lang := t.lang()
	parts, err := b.headParts(t, s, "")
	if err != nil {
		return page{}, err
	}
	p := paginate(append(parts, part{html: say(lang, "follow.menu")}))[0]
	if b.o.Reports != nil {
		var row []delivery.Button
		for _, k := range digest.Kinds {
			title := kindTitle(lang, k, "…")
			row = append(row, delivery.Button{Text: title, Data: s.data(t, "k", string(k))})
			if len(row) == 2 || units(title) > 10 {
				p.buttons = append(p.buttons, row)
				row = nil
			}
		}
		if row != nil {
			p.buttons = append(p.buttons, row)
		}
	}
	p.buttons = append(p.buttons, []delivery.Button{key(say(lang, "follow.question"), s.data(t, "k", string(digest.Question)))},
		[]delivery.Button{b.back(t, s)})
	return p, nil
}

// headParts begin a page about a spot: a note, and the channel's name where it is managed from elsewhere.
func (b *Bot) headParts(t *turn, s spot, note string) (parts []part, err error) {
	if note != "" {
		parts = append(parts, part{html: note}, part{})
	}
	channel, err := b.channelName(t, s)
	if channel != "" {
		parts = append(parts, part{html: say(t.lang(), "list.channel", "channel", channel)})
	}
	return parts, err
}

// listPage shows what a spot follows: each subscription, when it comes next, and what became of the last.
func (b *Bot) listPage(t *turn, s spot, note string) (page, error) {
	lang := t.lang()
	f, err := follower(t.tx, s)
	if err != nil {
		return page{}, err
	}
	subs, err := t.tx.Subscriptions(s.chat, s.topic)
	if err != nil {
		return page{}, err
	}
	parts, err := b.headParts(t, s, note)
	if err != nil {
		return page{}, err
	}
	if len(subs) == 0 {
		parts = append(parts, part{html: say(lang, "list.empty")})
	} else {
		parts = append(parts, part{html: say(lang, "list.title", "count", strconv.Itoa(len(subs)))})
	}
	quiet := f.Quiet
	if quiet == "" {
		quiet = delivery.Bare(say(lang, "list.noquiet"))
	}
	parts = append(parts, part{html: say(lang, "list.settings", "zone", zoneWords(lang, f.Zone), "quiet", quiet)})
	held, err := t.tx.Paused(s.chat, s.topic)
	if err != nil {
		return page{}, err
	}
	if held != "" {
		parts = append(parts, part{html: say(lang, "list.held", "reason", reasonWords(lang, held))})
	}
	mends := held != "" && s != t.here()
	for i, sub := range subs {
		lines, err := b.subscriptionParts(t, f, sub, strconv.Itoa(i+1)+". ")
		if err != nil {
			return page{}, err
		}
		parts = append(parts, part{})
		parts = append(parts, lines...)
	}
	pages := paginate(parts)
	p := pages[0]
	if len(pages) > 1 {
		p.html += "\n…"
	}
	if mends {
		p.buttons = append(p.buttons, []delivery.Button{{Text: delivery.Bare(say(lang, "list.mend")), URL: b.adminLink()}})
	}
	var row []delivery.Button
	for i, sub := range subs {
		row = append(row, delivery.Button{Text: strconv.Itoa(i+1) + ". " + clip(titleOf(lang, sub), 16), Data: subData("o", sub.ID, "")})
		if len(row) == 2 {
			p.buttons = append(p.buttons, row)
			row = nil
		}
	}
	if row != nil {
		p.buttons = append(p.buttons, row)
	}
	if len(subs) > 0 {
		p.buttons = append(p.buttons, []delivery.Button{key(say(lang, "list.now"), s.data(t, "a", "")), key(say(lang, "list.add"), s.data(t, "m", ""))})
	} else {
		p.buttons = append(p.buttons, []delivery.Button{key(say(lang, "list.add"), s.data(t, "m", ""))})
	}
	if t.private() && s == t.here() {
		channels, err := t.tx.Channels(t.talk.PersonID)
		if err != nil {
			return page{}, err
		}
		for _, c := range channels[:min(len(channels), 10)] {
			p.buttons = append(p.buttons, []delivery.Button{key(say(lang, "list.channel", "channel", clip(clean(c.Title), 40)), spot{c.ID, 0}.data(t, "v", ""))})
		}
	}
	p.buttons = append(p.buttons, []delivery.Button{
		key(say(lang, "list.zone"), s.data(t, "z", "")),
		key(say(lang, "list.quiet"), s.data(t, "q", "")),
	})
	if b.o.Reports != nil && len(subs) > 0 {
		notices, turn := say(lang, "list.notices.on"), "off"
		if !f.Notices {
			notices, turn = say(lang, "list.notices.off"), "on"
		}
		p.buttons = append(p.buttons, []delivery.Button{key(notices, s.data(t, "x", turn))})
	}
	return p, nil
}

// subscriptionParts sets a subscription with its times and its last outcome.
func (b *Bot) subscriptionParts(t *turn, f state.Follower, sub state.Subscription, number string) ([]part, error) {
	lang := t.lang()
	when := scheduleOf(f, sub)
	parts := []part{{style: bold, text: number + titleOf(lang, sub)}}
	rhythm := ruleWords(lang, when.Rule)
	if sub.OnlyChanges {
		rhythm += delivery.Bare(say(lang, "list.onlychanges"))
	}
	switch {
	case sub.Paused:
		parts = append(parts, part{html: say(lang, "list.paused", "rule", rhythm)})
	case sub.NextAt == 0:
		parts = append(parts, part{text: rhythm})
	default:
		next := momentWords(lang, when, sub.NextAt, false)
		line := say(lang, "list.next", "rule", rhythm, "time", next)
		if run := when.After(time.UnixMilli(sub.LastDue)); run.Send.After(run.Due) {
			line = say(lang, "list.next.quiet", "rule", rhythm, "time", next) // or 23:30, next at 7:00, is not understood
		}
		parts = append(parts, part{html: line})
	}
	outcome, err := outcomeWords(t.tx, lang, when, sub)
	if err != nil {
		return nil, err
	}
	return append(parts, part{html: say(lang, "list.last", "outcome", outcome)}), nil
}

// cardPage shows one subscription with the buttons that change it.
func (b *Bot) cardPage(t *turn, sub state.Subscription, note string) (page, error) {
	lang := t.lang()
	s := spot{sub.ChatID, sub.TopicID}
	f, err := follower(t.tx, s)
	if err != nil {
		return page{}, err
	}
	parts, err := b.headParts(t, s, note)
	if err != nil {
		return page{}, err
	}
	lines, err := b.subscriptionParts(t, f, sub, "")
	if err != nil {
		return page{}, err
	}
	parts = append(parts, lines...)
	parts = append(parts, part{html: say(lang, "card.zone", "zone", zoneWords(lang, f.Zone))})
	p := paginate(parts)[0]
	pause := key(say(lang, "card.pause"), subData("p", sub.ID, ""))
	if sub.Paused {
		pause = key(say(lang, "card.resume"), subData("r", sub.ID, ""))
	}
	only := key(say(lang, "card.only"), subData("c", sub.ID, "1"))
	if sub.OnlyChanges {
		only = key(say(lang, "card.always"), subData("c", sub.ID, "0"))
	}
	p.buttons = [][]delivery.Button{
		{pause, key(say(lang, "card.now"), subData("n", sub.ID, ""))},
		{key(say(lang, "card.time"), subData("t", sub.ID, "")), only},
		{key(say(lang, "card.delete"), subData("d", sub.ID, "")), b.back(t, s)},
	}
	return p, nil
}

// timePage offers times for a subscription.
func (b *Bot) timePage(t *turn, f state.Follower, sub state.Subscription) page {
	lang := t.lang()
	when := scheduleOf(f, sub)
	p := page{html: say(lang, "time.choose", "now", ruleWords(lang, when.Rule))}
	offer := func(text string, r schedule.Rule) delivery.Button {
		return delivery.Button{Text: text, Data: subData("t", sub.ID, r.String())}
	}
	var row []delivery.Button
	for _, at := range []schedule.Clock{7 * 60, 8 * 60, 9 * 60, 12 * 60, 18 * 60, 20 * 60} {
		r := when.Rule
		r.At = at
		row = append(row, offer(at.String(), r))
	}
	p.buttons = append(p.buttons, row[:3], row[3:])
	row = nil
	for _, r := range []schedule.Rule{
		{Rhythm: schedule.Daily}, {Rhythm: schedule.Workdays}, {Rhythm: schedule.Weekly, Weekday: 1}, {Rhythm: schedule.Weekly, Weekday: 5},
		{Rhythm: schedule.TenDays}, {Rhythm: schedule.Monthly, Day: 1}, {Rhythm: schedule.Monthly, Day: 31},
	} {
		r.At = when.At
		row = append(row, offer(strings.TrimSpace(strings.TrimSuffix(ruleWords(lang, r), r.At.String())), r))
		if len(row) == 2 {
			p.buttons = append(p.buttons, row)
			row = nil
		}
	}
	row = append(row, key(say(lang, "follow.back"), subData("o", sub.ID, "")))
	p.buttons = append(p.buttons, row)
	return p
}

// zones are those that the zone page offers; any other can be typed.
var zones = []string{"Asia/Shanghai", "Asia/Hong_Kong", "Asia/Tokyo", "Asia/Dubai", "Europe/London", "Europe/Berlin", "America/New_York", "UTC"}

func (b *Bot) zonePage(t *turn, s spot) (page, error) {
	lang := t.lang()
	f, err := follower(t.tx, s)
	if err != nil {
		return page{}, err
	}
	p := page{html: say(lang, "zone.choose", "now", zoneWords(lang, f.Zone))}
	var row []delivery.Button
	for _, z := range zones {
		row = append(row, delivery.Button{Text: zoneWords(lang, z), Data: s.data(t, "z", z)})
		if len(row) == 2 {
			p.buttons = append(p.buttons, row)
			row = nil
		}
	}
	p.buttons = append(p.buttons, []delivery.Button{b.back(t, s)})
	return p, b.expect(t, s, "zone", "")
}

func (b *Bot) quietPage(t *turn, s spot) (page, error) {
	lang := t.lang()
	f, err := follower(t.tx, s)
	if err != nil {
		return page{}, err
	}
	now := f.Quiet
	if now == "" {
		now = delivery.Bare(say(lang, "list.noquiet"))
	}
	p := page{html: say(lang, "quiet.choose", "now", now)}
	var row []delivery.Button
	for _, q := range []string{"22:00-07:00", "21:00-08:00", "23:00-06:00"} {
		row = append(row, delivery.Button{Text: q, Data: s.data(t, "q", q)})
	}
	p.buttons = [][]delivery.Button{row, {key(say(lang, "quiet.none"), s.data(t, "q", "off")), b.back(t, s)}}
	return p, b.expect(t, s, "quiet", "")
}

// zoneWords names a zone in a chat.
func zoneWords(lang, zone string) string {
	if name := schedule.ZoneWord(zone, lang); name != "" {
		return name
	}
	return zone
}

// pressFollowing answers the buttons of subscriptions; done is false when the data is of another kind.
func (b *Bot) pressFollowing(ctx context.Context, t *turn) (done bool, err error) {
	data := t.u.Press.Data
	if id, found := strings.CutPrefix(data, pressMore); found {
		return true, b.pressNotice(ctx, t, id)
	}
	if id, found := strings.CutPrefix(data, pressFollow); found {
		row, err := t.tx.Button(t.talk.ChatID, id)
		var q keptQuestion
		if err != nil || row == "" || json.Unmarshal([]byte(row), &q) != nil || q.Question == "" {
			return false, err
		}
		if allowed, err := b.mayManage(t, t.talk.ChatID); err != nil || !allowed {
			return true, orElse(err, func() error { return b.endPress(t.tx, t.u, say(t.lang(), "press.admins"), t.now) })
		}
		if err := b.endPress(t.tx, t.u, "", t.now); err != nil {
			return true, err
		}
		if kind := digest.Kind(q.Kind); kind != "" && kind.Known() && b.o.Reports != nil {
			return true, b.followKind(ctx, t, t.here(), kind, q.Question, "", false)
		}
		return true, b.followQuestions(ctx, t, t.here(), q, "", true)
	}
	rest, found := strings.CutPrefix(data, pressSub)
	if !found {
		return false, nil
	}
	fields := strings.SplitN(rest, ":", 3)
	if len(fields) != 3 {
		return false, nil
	}
	number, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return false, nil
	}
	return b.pressSpot(ctx, t, fields[0], number, fields[2])
}

func orElse(err error, f func() error) error {
	if err != nil {
		return err
	}
	return f()
}

// pressSpot finds what a button of subscriptions is about, and refuses those who may not press it.
func (b *Bot) pressSpot(ctx context.Context, t *turn, action string, number int64, argument string) (bool, error) {
	s := t.here()
	var sub state.Subscription
	switch action {
	case "v", "l", "m", "k", "z", "q", "x", "a":
		if number != 0 {
			s = spot{number, 0}
		}
	default:
		var found bool
		var err error
		if sub, found, err = t.tx.Subscription(number); err != nil {
			return true, err
		}
		if !found {
			return true, b.endPress(t.tx, t.u, say(t.lang(), "press.gone"), t.now)
		}
		s = spot{sub.ChatID, sub.TopicID}
		if s.chat == t.talk.ChatID && s.topic != t.talk.TopicID {
			return false, nil // of another topic: the button was forged
		}
	}
	allowed, err := b.mayManage(t, s.chat)
	if err != nil {
		return true, err
	}
	if !allowed && s.chat != t.talk.ChatID {
		return false, nil // of another chat: the button was forged
	}
	if !allowed && (action != "l" && action != "v" || t.kind == "channel") {
		return true, b.endPress(t.tx, t.u, say(t.lang(), "press.admins"), t.now)
	}
	if err := b.unexpect(t); err != nil {
		return true, err
	}
	toast, err := b.pressDo(ctx, t, s, sub, action, argument)
	if err != nil {
		return true, err
	}
	return true, b.endPress(t.tx, t.u, toast, t.now)
}

// pressDo carries out a button and returns what to show for a moment.
func (b *Bot) pressDo(ctx context.Context, t *turn, s spot, sub state.Subscription, action, argument string) (toast string, err error) {
	lang := t.lang()
	card := func() error {
		p, err := b.cardPage(t, sub, "")
		if err != nil {
			return err
		}
		return b.show(t, p, true)
	}
	change := func() error {
		if err := t.tx.Save(sub); err != nil {
			return err
		}
		if err := t.tx.Reckon(s.chat, s.topic); err != nil {
			return err
		}
		return card()
	}
	f, err := follower(t.tx, s)
	if err != nil {
		return "", err
	}
	switch action {
	case "v": // a digest stays as it is; the list comes beside it
		return "", b.showList(t, s, "", false)
	case "l":
		return "", b.showList(t, s, "", true)
	case "m":
		p, err := b.menuPage(t, s)
		return "", orElse(err, func() error { return b.show(t, p, true) })
	case "k":
		kind := digest.Kind(argument)
		if !kind.Known() || b.o.Reports == nil && kind != digest.Question {
			return say(lang, "press.old"), nil
		}
		return "", b.followKind(ctx, t, s, kind, "", "", true)
	case "z":
		return "", b.setZone(t, s, argument, true)
	case "q":
		return "", b.setQuiet(t, s, argument, true)
	case "x":
		f.Notices = argument == "on"
		if err := t.tx.Follow(f); err != nil {
			return "", err
		}
		return "", b.showList(t, s, "", true)
	case "a":
		return "", b.digestNow(ctx, t, s, 0)
	case "o":
		return "", card()
	case "n":
		return "", b.digestNow(ctx, t, s, sub.ID)
	case "p":
		sub.Paused, sub.NextAt = true, 0
		return say(lang, "press.paused"), change()
	case "r":
		sub.Paused = false
		replan(f, &sub, t.now)
		return say(lang, "press.resumed"), change()
	case "c":
		sub.OnlyChanges = argument == "1"
		return "", change()
	case "d":
		if _, err := t.tx.Unsubscribe(sub.ChatID, sub.TopicID, sub.ID); err != nil {
			return "", err
		}
		return say(lang, "press.deleted"), b.showList(t, s, "", true)
	case "t":
		if argument == "" {
			if err := b.expect(t, s, "time", strconv.FormatInt(sub.ID, 10)); err != nil {
				return "", err
			}
			return "", b.show(t, b.timePage(t, f, sub), true)
		}
		r, err := schedule.ReadRule(argument)
		if err != nil {
			return say(lang, "press.old"), nil
		}
		sub.Rule, f.Expects = r.String(), ""
		if err := t.tx.Follow(f); err != nil {
			return "", err
		}
		replan(f, &sub, t.now)
		return say(lang, "press.timed"), change()
	}
	return say(lang, "press.old"), nil
}
