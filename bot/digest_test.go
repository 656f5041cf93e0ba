package bot

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"wenxiang/bot/localapi"
	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

// TestDigestsThroughAYearWithDowntimes moves the clock through a year with both changes of New York's
// clocks, with the process down now and then, and looks at what arrived: each day's digest, once.
func TestDigestsThroughAYearWithDowntimes(t *testing.T) {
	s := newClockStage(t, "2023-01-01 00:00", Options{}, localapi.Options{MessagesPerChat: 5000})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	s.say("/digest 每天 2:30 纽约")
	s.hear(s.lin.ID, "每天 02:30")
	s.settled()
	now := s.server.Time()
	for day := 1; day < 365; day++ {
		// Now and then the process sleeps over one to three days.
		asleep := day%23 < day%4
		if asleep {
			s.down()
		}
		now = now.Add(24 * time.Hour)
		s.server.Advance(now.Sub(s.server.Time()))
		if asleep && (day+1)%23 < (day+1)%4 {
			continue
		}
		if s.bot == nil {
			s.up()
		}
		s.settled()
	}
	s.down()
	s.up()
	s.settled()
	met := map[string]int{}
	late := 0
	for _, text := range s.digests(s.lin.ID) {
		head, rest, _ := strings.Cut(text, "\n")
		_, head, _ = strings.Cut(head, "年")
		head, _, _ = strings.Cut(head, " ")
		dates := []string{head}
		if _, list, found := strings.Cut(rest, "补发："); found {
			list, _, _ = strings.Cut(list, "\n")
			dates = strings.Split(list, "、")
			late++
		}
		for _, d := range dates {
			met[d]++
		}
	}
	loc, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	begin, end := utc(t, "2023-01-01 00:00").In(loc), s.server.Time().In(loc)
	days := 0
	for d := begin; !d.After(end); d = d.AddDate(0, 0, 1) {
		due := time.Date(d.Year(), d.Month(), d.Day(), 3, 0, 0, 0, loc)
		if due.Before(utc(t, "2023-01-01 00:00")) || due.After(end) {
			continue
		}
		days++
		if n := met[d.Format("1月2日")]; n != 1 {
			t.Errorf("%s came %d times", d.Format("1月2日"), n)
		}
	}
	if len(met) != days || days < 360 || late == 0 {
		t.Errorf("%d dates arrived, of %d; %d messages were late", len(met), days, late)
	}
}

func TestWhatIsDueTogetherIsOneMessage(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	for i := range 3 {
		q := fmt.Sprintf("第%d个总投资多少？", i+1)
		s.clerk.set(q, int64(100+i))
		s.follow(q)
	}
	s.say("/digest 3 9:00")
	s.hear(s.lin.ID, "每天 09:00")
	s.to("2022-11-22 00:00")
	s.settled()
	got := s.digests(s.lin.ID)
	if len(got) != 1 || !strings.Contains(got[0], "第1个总投资多少？") || !strings.Contains(got[0], "第2个总投资多少？") || strings.Contains(got[0], "第3个") {
		t.Errorf("at eight: %q", got)
	}
	s.to("2022-11-22 01:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 2 || !strings.Contains(got[1], "第3个总投资多少？") {
		t.Errorf("at nine: %q", got)
	}
}

func TestALongDigestIsSplit(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	for i := range 4 {
		s.follow(fmt.Sprintf("很长的第%d个？", i+1))
	}
	s.to("2022-11-22 00:00")
	s.settled()
	var all []localapi.Message
	for _, m := range s.replies(s.lin.ID) {
		if strings.Contains(m.Text, "第一个项目总投资") && !strings.Contains(m.Text, "已关注") || strings.HasPrefix(m.Text, "问项摘要") {
			all = append(all, m)
			if units(m.Text) > maxUnits {
				t.Errorf("a message of %d units", units(m.Text))
			}
		}
	}
	if len(all) < 2 {
		t.Fatalf("%d messages", len(all))
	}
	text := ""
	for i, m := range all {
		text += m.Text
		if last := i == len(all)-1; last != (len(m.Buttons()) > 0) {
			t.Errorf("message %d of %d has %d buttons", i+1, len(all), len(m.Buttons()))
		}
	}
	for i := range 4 {
		if !strings.Contains(text, fmt.Sprintf("很长的第%d个？", i+1)) {
			t.Errorf("the %d. is missing", i+1)
		}
	}
}

func TestOnlyWhenSomethingChanged(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	s.press(s.hear(s.lin.ID, "已关注"), "有变化才发")
	s.to("2022-11-22 00:00")
	s.settled()
	s.say("/digest")
	if m := s.hear(s.lin.ID, "没有变化，未发"); !strings.Contains(m.Text, "每天 08:00，有变化才发") {
		t.Errorf("the list says %q", m.Text)
	}
	s.clerk.set("总投资多少？", 845)
	s.to("2022-11-23 00:00")
	s.settled()
	s.to("2022-11-24 00:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 1 || !strings.Contains(got[0], "844亿元 → 845亿元") {
		t.Errorf("got %q", got)
	}
}

func TestQuietHoursHoldDigestsBack(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	s.say("/digest 1 6:30")
	s.hear(s.lin.ID, "每天 06:30")
	s.say("/digest quiet 晚上10点到早上7点")
	if m := s.hear(s.lin.ID, "免打扰：22:00-07:00"); !strings.Contains(m.Text, "下次 2022年11月22日 周二 07:00（免打扰之后）") {
		t.Errorf("the list says %q", m.Text)
	}
	s.settled()
	s.to("2022-11-21 22:59") // 6:59
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 0 {
		t.Errorf("in the quiet hours: %q", got)
	}
	s.to("2022-11-21 23:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 1 || strings.Contains(got[0], "补发") {
		t.Errorf("at seven: %q", got)
	}
	// A process that comes back in the night does not wake anyone up with what it missed.
	s.down()
	s.to("2022-11-22 23:30")
	s.to("2022-11-23 16:00") // midnight, 6:30 and 7:00 passed
	s.up()
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 1 {
		t.Errorf("at midnight: %q", got)
	}
	s.to("2022-11-23 23:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 2 || !strings.Contains(got[1], "补发：11月23日、11月24日") {
		t.Errorf("in the morning: %q", got)
	}
}

func TestAChatThatBlocksTheBotIsPausedNotForgotten(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	if err := s.server.Block(s.lin.ID, true); err != nil {
		t.Fatal(err)
	}
	s.until("paused", func() bool { return s.paused() != "" })
	s.to("2022-11-22 00:00")
	s.settled()
	s.clerk.set("总投资多少？", 850)
	s.to("2022-11-23 00:00")
	s.settled()
	if err := s.server.Block(s.lin.ID, false); err != nil {
		t.Fatal(err)
	}
	s.until("resumed", func() bool { return s.paused() == "" })
	s.say("/digest")
	if m := s.hear(s.lin.ID, "未送达：机器人被拉黑了"); !strings.Contains(m.Text, "下次 2022年11月24日") {
		t.Errorf("the list says %q", m.Text)
	}
	s.to("2022-11-24 00:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 1 || !strings.Contains(got[0], "844亿元 → 850亿元") {
		t.Errorf("after coming back: %q", got)
	}
}

func TestARefusedDigestIsShownInWordsAndDoesNotCountAsRead(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	s.clerk.set("总投资多少？", 850)
	s.server.Fail(localapi.Fault{Method: "sendMessage", Chat: s.lin.ID, Code: 400, Text: "Bad Request: need administrator rights in the channel chat"})
	s.to("2022-11-22 00:00")
	s.settled()
	s.say("/digest")
	s.hear(s.lin.ID, "未送达：Telegram 拒绝：机器人不再是管理员，或没有发言权")
	s.to("2022-11-23 00:00")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 1 || !strings.Contains(got[0], "844亿元 → 850亿元") {
		t.Errorf("the next one: %q", got)
	}
}

// Telegram does not tell when the members of a group may write again: the next digest tries.
func TestAGroupThatMayNotBeWrittenToIsTriedWithTheNextDigest(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	g, err := s.server.AddChat(localapi.NewChat{Title: "项目群", Type: localapi.Supergroup, Owner: s.lin.ID, BotStatus: localapi.StatusMember})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.server.Say(localapi.Post{From: s.lin.ID, Chat: g.ID, Text: "/subscribe 总投资多少？"}); err != nil {
		t.Fatal(err)
	}
	s.hear(g.ID, "已关注")
	s.settled()
	s.server.Fail(localapi.Fault{Method: "sendMessage", Chat: g.ID, Code: 400, Times: 2, Text: "Bad Request: not enough rights to send text messages to the chat"})
	for _, day := range []string{"22", "23", "24"} {
		s.to("2022-11-" + day + " 00:00")
		s.settled()
	}
	if got := s.digests(g.ID); len(got) != 1 || !strings.Contains(got[0], "2022年11月24日") || strings.Contains(got[0], "补发") {
		t.Errorf("the group got %q", got)
	}
}

func TestAClockThatJumpsSendsNothingTwice(t *testing.T) {
	s := newClockStage(t, "2022-11-21 03:00", Options{}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	for _, when := range []string{"2022-11-22 00:00", "2022-11-21 22:00", "2022-11-22 00:01", "2022-11-21 03:00", "2022-11-22 00:00"} {
		s.to(when)
		s.settled()
	}
	if got := s.digests(s.lin.ID); len(got) != 1 {
		t.Errorf("%d digests of one day", len(got))
	}
	// A year ahead by mistake, and back: the days go on, none of them twice.
	s.to("2023-11-22 00:00")
	s.settled()
	s.down()
	s.to("2022-11-22 03:00")
	s.up()
	s.until("set right", func() bool {
		next, err := s.bot.store.NextDue(t.Context())
		return err == nil && next == utc(t, "2022-11-23 00:00").UnixMilli()
	})
	s.to("2022-11-23 00:00")
	s.settled()
	got := s.digests(s.lin.ID)
	if last := got[len(got)-1]; !strings.Contains(last, "2022年11月23日") {
		t.Errorf("after the mistake: %q", last)
	}
}

// TestManyReplicasPutEachDigestOutOnce lets several bots on one state put out what is due at the same moment.
func TestManyReplicasPutEachDigestOutOnce(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		const chats = 120
		start := utc(t, "2022-11-21 03:00")
		var mu sync.Mutex
		now := start
		clock := func() time.Time {
			mu.Lock()
			defer mu.Unlock()
			return now
		}
		var bots []*Bot
		for range 3 {
			c := newClerk()
			c.set("总投资多少？", 844)
			b, err := New(t.Context(), Options{Token: "1:x", State: dsn, Asker: c, Now: clock, Rates: &fast})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { b.Close() })
			bots = append(bots, b)
		}
		store := bots[0].store
		for c := int64(1); c <= chats; c++ {
			err := store.Update(t.Context(), func(tx *state.Tx) error {
				turn := &turn{tx: tx, now: start.UnixMilli(), talk: state.Talk{ChatID: c, PersonID: c}, kind: "private"}
				for _, q := range []string{"总投资多少？", "别的？"} {
					if _, _, err := bots[0].subscribe(t.Context(), turn, turn.here(), state.Subscription{Kind: "question", Subject: q, Lang: "zh"}); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		for day := 1; day <= 2; day++ {
			mu.Lock()
			now = start.Add(time.Duration(day) * 24 * time.Hour)
			mu.Unlock()
			var running sync.WaitGroup
			for _, b := range bots {
				running.Go(func() {
					for idle := 0; idle < 2; {
						n, err := b.putOut(t.Context())
						if err != nil {
							t.Error(err)
							return
						}
						if n == 0 {
							idle++
						}
					}
				})
			}
			running.Wait()
			if n, _, err := store.Waiting(t.Context()); err != nil || n != day*chats {
				t.Errorf("day %d: %d messages wait, %v; %d chats have one a day", day, n, err, chats)
			}
		}
	})
}
