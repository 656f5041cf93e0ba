package state_test

import (
	"testing"

	"wenxiang/bot/state"
	"wenxiang/bot/state/statetest"
)

func TestAJobHasOneWorkerAtATime(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		job := state.Job{ID: "u1:read", ChatID: 7, PersonID: 7, Kind: "read", Lang: "zh", Body: "{}", CreatedAt: start}
		claim := func(now int64, lease string) (j state.Job, found bool) {
			t.Helper()
			update(t, s, func(tx *state.Tx) (err error) {
				j, found, err = tx.ClaimJob(now, now+1000, lease)
				return err
			})
			return j, found
		}
		ends := func(j state.Job) (mine bool) {
			t.Helper()
			update(t, s, func(tx *state.Tx) (err error) {
				mine, err = tx.EndJob(j)
				return err
			})
			return mine
		}
		update(t, s, func(tx *state.Tx) error {
			if err := tx.PutJob(job); err != nil {
				return err
			}
			return tx.PutJob(job) // the same job once more is no second one
		})
		if _, found := claim(start-1, "a"); found {
			t.Error("a job was claimed before its time")
		}
		first, found := claim(start, "a")
		if !found || first.Kind != "read" || first.Tries != 1 {
			t.Fatalf("claimed %+v, %v", first, found)
		}
		if _, found := claim(start+500, "b"); found {
			t.Error("two workers have one job")
		}
		update(t, s, func(tx *state.Tx) error {
			mine, err := tx.HoldJob(first, start+3000)
			if !mine {
				t.Error("the lease cannot be made longer")
			}
			return err
		})
		if _, found := claim(start+2000, "b"); found {
			t.Error("a job whose lease was made longer has two workers")
		}
		second, found := claim(start+3000, "b")
		if !found || second.Tries != 2 {
			t.Fatalf("claimed %+v, %v", second, found)
		}
		if ends(first) {
			t.Error("a worker that lost its lease ended the job")
		}
		if !ends(second) {
			t.Error("the job cannot be ended")
		}
		update(t, s, func(tx *state.Tx) error {
			at, err := tx.NextJob()
			if at != 0 {
				t.Errorf("a job is due at %d", at)
			}
			return err
		})
	})
}

func TestOfTwoWordsOnADraftTheFirstCounts(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		update(t, s, func(tx *state.Tx) error {
			return tx.PutDraft(state.Draft{ID: "d", ChatID: 7, PersonID: 7, At: start, Stage: "shown", Body: "{}"})
		})
		for i, want := range []bool{true, false} {
			update(t, s, func(tx *state.Tx) error {
				first, err := tx.StepDraft("d", "shown", "taken", start)
				if first != want {
					t.Errorf("word %d counts: %v", i+1, first)
				}
				return err
			})
		}
		update(t, s, func(tx *state.Tx) error {
			d, found, err := tx.Draft("d")
			if !found || d.Stage != "taken" {
				t.Errorf("the draft is %+v, %v", d, found)
			}
			if err := tx.Forget(7, 7); err != nil {
				return err
			}
			if _, found, _ = tx.Draft("d"); found {
				t.Error("a forgotten draft is still there")
			}
			return err
		})
	})
}

func TestChannels(t *testing.T) {
	statetest.Each(t, func(t *testing.T, dsn string) {
		s := statetest.Open(t, dsn)
		update(t, s, func(tx *state.Tx) error {
			for _, c := range []state.Channel{{ID: -1001, Title: "旧名", LinkedBy: 7, At: start}, {ID: -1002, LinkedBy: 8, At: start}, {ID: -1001, Title: "通报", Username: "news", LinkedBy: 7, At: start}} {
				if err := tx.LinkChannel(c); err != nil {
					return err
				}
			}
			all, err := tx.Channels(7)
			if err != nil || len(all) != 1 || all[0].Title != "通报" {
				t.Errorf("channels %+v, %v", all, err)
			}
			return nil
		})
		if all, err := s.ChannelsOf(t.Context(), 7); err != nil || len(all) != 1 || all[0].Username != "news" {
			t.Errorf("outside a transaction %+v, %v", all, err)
		}
		update(t, s, func(tx *state.Tx) error {
			if err := tx.Forget(7, 7); err != nil {
				return err
			}
			if c, found, err := tx.Channel(-1001); err != nil || !found || c.LinkedBy != 0 {
				t.Errorf("the channel is %+v, %v, %v", c, found, err)
			}
			if err := tx.UnlinkChannel(-1001); err != nil {
				return err
			}
			_, found, err := tx.Channel(-1001)
			if found {
				t.Error("the channel is still linked")
			}
			return err
		})
	})
}
