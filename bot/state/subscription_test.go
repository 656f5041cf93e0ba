package state_test

import (
	"fmt"
	"sync"
	"testing"

	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

func follow(t *testing.T, s *state.Store, chat, topic int64, nextAt ...int64) []state.Subscription {
	t.Helper()
	var all []state.Subscription
	update(t, s, func(tx *state.Tx) error {
		all = nil
		if err := tx.Follow(state.Follower{ChatID: chat, TopicID: topic, Zone: "Asia/Shanghai", Notices: true}); err != nil {
			return err
		}
		for i, at := range nextAt {
			one, err := tx.Subscribe(state.Subscription{ChatID: chat, TopicID: topic, PersonID: 7, Kind: "question", Subject: fmt.Sprintf("第%d问？", i),
				Lang: "zh", Rule: "daily 08:00", CreatedAt: start, LastDue: start, NextAt: at})
			if err != nil {
				return err
			}
			all = append(all, one)
		}
		return tx.Reckon(chat, topic)
	})
	return all
}

func subscriptions(t *testing.T, s *state.Store, chat, topic int64) (all []state.Subscription) {
	t.Helper()
	update(t, s, func(tx *state.Tx) (err error) {
		all, err = tx.Subscriptions(chat, topic)
		return err
	})
	return all
}

func TestAChatIsDueWithTheFirstOfItsSubscriptions(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		subs := follow(t, s, 5, 0, start+300, start+100, start+200)
		due := func() int64 {
			at, err := s.NextDue(ctx)
			if err != nil {
				t.Fatal(err)
			}
			return at
		}
		if at := due(); at != start+100 {
			t.Errorf("due at %d", at-start)
		}
		update(t, s, func(tx *state.Tx) error {
			subs[1].Paused = true
			if err := tx.Save(subs[1]); err != nil {
				return err
			}
			return tx.Reckon(5, 0)
		})
		if at := due(); at != start+200 {
			t.Errorf("with the first paused, due at %d", at-start)
		}
		update(t, s, func(tx *state.Tx) error {
			for _, id := range []int64{subs[0].ID, subs[2].ID} {
				if gone, err := tx.Unsubscribe(5, 0, id); err != nil || !gone {
					t.Errorf("%v, %v", gone, err)
				}
			}
			return nil
		})
		if at := due(); at != 0 {
			t.Errorf("with nothing left, due at %d", at)
		}
		got := subscriptions(t, s, 5, 0)
		if len(got) != 1 || !got[0].Paused || got[0].Subject != "第1问？" || got[0].OnlyChanges {
			t.Errorf("left are %+v", got)
		}
	})
}

func TestASubscriptionBelongsToItsChatAndTopic(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		mine := follow(t, s, -100, 3, start)
		follow(t, s, -200, 0, start)
		for _, c := range []struct{ chat, topic int64 }{{-200, 0}, {-100, 0}, {-100, 4}} {
			update(t, s, func(tx *state.Tx) error {
				gone, err := tx.Unsubscribe(c.chat, c.topic, mine[0].ID)
				if gone {
					t.Errorf("chat %d topic %d deleted another's", c.chat, c.topic)
				}
				return err
			})
		}
		update(t, s, func(tx *state.Tx) error {
			forged := mine[0]
			forged.ChatID, forged.Paused = -200, true
			return tx.Save(forged)
		})
		if got := subscriptions(t, s, -100, 3); len(got) != 1 || got[0].Paused {
			t.Errorf("now %+v", got)
		}
		update(t, s, func(tx *state.Tx) error {
			_, err := tx.Enqueue(state.Letter{ID: "u1:0", ChatID: -100, Lane: state.Interactive, Kind: "reply", Body: "{}", CreatedAt: mine[0].CreatedAt})
			return err
		})
		with := func(letter string, person int64) {
			t.Helper()
			update(t, s, func(tx *state.Tx) error { return tx.UnsubscribeWith(letter, -100, 3, person) })
		}
		with("u2:0", mine[0].PersonID)
		with("u1:0", mine[0].PersonID+1)
		if got := subscriptions(t, s, -100, 3); len(got) != 1 {
			t.Errorf("by another letter or person: %+v", got)
		}
		for id, want := range map[int64]int64{mine[0].ID: -100, mine[0].ID + 1000: 0} {
			if chat, err := s.ChatOfSubscription(t.Context(), id); err != nil || chat != want {
				t.Errorf("subscription %d is of chat %d, %v", id, chat, err)
			}
		}
		with("u1:0", mine[0].PersonID)
		if got := subscriptions(t, s, -100, 3); len(got) != 0 {
			t.Errorf("with its own letter: %+v", got)
		}
	})
}

func TestEveryDueChatIsClaimedOnceByManyWorkers(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		const chats = 60
		for c := int64(1); c <= chats; c++ {
			follow(t, s, c, 0, start+c, start+c)
		}
		follow(t, s, 1000, 0, start+100_000) // not due
		var mu sync.Mutex
		claimed := map[int64]int{}
		var workers sync.WaitGroup
		for range 4 {
			workers.Go(func() {
				for {
					var got []state.Follower
					err := s.Update(ctx, func(tx *state.Tx) (err error) {
						if got, err = tx.ClaimDue(start+500, 7, start+1_000_000); err != nil {
							return err
						}
						for _, f := range got {
							subs, err := tx.Subscriptions(f.ChatID, f.TopicID)
							if err != nil {
								return err
							}
							for _, sub := range subs {
								sub.NextAt = start + 2_000_000
								if err := tx.Save(sub); err != nil {
									return err
								}
							}
							if err := tx.Reckon(f.ChatID, f.TopicID); err != nil {
								return err
							}
						}
						return nil
					})
					if err != nil {
						t.Error(err)
						return
					}
					if len(got) == 0 {
						return
					}
					mu.Lock()
					for _, f := range got {
						claimed[f.ChatID]++
					}
					mu.Unlock()
				}
			})
		}
		workers.Wait()
		if len(claimed) != chats {
			t.Errorf("%d chats claimed, %d were due", len(claimed), chats)
		}
		for c, n := range claimed {
			if n != 1 || c > chats {
				t.Errorf("chat %d was claimed %d times", c, n)
			}
		}
	})
}

func TestSubscriptionsMoveWithTheirGroup(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		follow(t, s, -5, 0, start+100)
		follow(t, s, -1005, 0, start+50)
		update(t, s, func(tx *state.Tx) error { return tx.Move(-5, -1005) })
		if got := subscriptions(t, s, -1005, 0); len(got) != 2 {
			t.Errorf("the supergroup has %+v", got)
		}
		update(t, s, func(tx *state.Tx) error {
			if _, found, err := tx.Follower(-5, 0); found || err != nil {
				t.Errorf("the old group still follows, %v", err)
			}
			f, found, err := tx.Follower(-1005, 0)
			if !found || f.NextAt != start+50 || !f.Notices || f.Zone != "Asia/Shanghai" {
				t.Errorf("the supergroup is %+v", f)
			}
			return err
		})
	})
}

func TestForgetTakesSubscriptionsAlong(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		follow(t, s, 7, 0, start+100)
		follow(t, s, -50, 0, start+100)
		update(t, s, func(tx *state.Tx) error { return tx.Forget(7, 7) })
		if got := subscriptions(t, s, 7, 0); len(got) != 0 {
			t.Errorf("left are %+v", got)
		}
		if got := subscriptions(t, s, -50, 0); len(got) != 1 || got[0].PersonID != 0 {
			t.Errorf("the group has %+v", got)
		}
	})
}

func TestANoticeReachesEveryReaderOnce(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		for _, c := range []int64{-300, -200, 4, 9} {
			follow(t, s, c, 0)
		}
		follow(t, s, -200, 8)
		update(t, s, func(tx *state.Tx) error { // hears nothing
			return tx.Follow(state.Follower{ChatID: 6})
		})
		add := func(edition int, silently, want bool) {
			t.Helper()
			update(t, s, func(tx *state.Tx) error {
				fresh, err := tx.Notice("四平/2022", edition, silently, start)
				if fresh != want {
					t.Errorf("edition %d: fresh is %v", edition, fresh)
				}
				return err
			})
		}
		add(1, true, true)
		add(1, false, false)
		add(3, false, true)
		add(2, false, false) // an older edition is no news
		add(3, false, false)
		var told []string
		for more := true; more; {
			update(t, s, func(tx *state.Tx) error {
				n, readers, found, err := tx.ClaimNotice(2)
				more = found
				if err != nil || !found {
					return err
				}
				if n.Edition != 3 || n.Since != 1 || n.Report != "四平/2022" {
					t.Errorf("notice %+v", n)
				}
				for _, r := range readers {
					told = append(told, fmt.Sprintf("%d/%d", r.ChatID, r.TopicID))
				}
				return tx.Told(n, readers, start)
			})
		}
		if got := fmt.Sprint(told); got != "[-300/0 -200/0 -200/8 4/0 9/0]" {
			t.Errorf("told were %s", got)
		}
		if n, err := s.OpenNotices(ctx); n != 0 || err != nil {
			t.Errorf("%d open, %v", n, err)
		}
	})
}
