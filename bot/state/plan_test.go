package state

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What runs for each message finds its rows by an index, whatever waits: SQLite says so itself.
func TestNothingThatRunsForEachMessageReadsAWholeTable(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	tx := &Tx{}
	whole := regexp.MustCompile(`SCAN (outbox|budget|chat|follower|subscription|seen_update|pause|[obgpfs])\b`)
	for name, query := range map[string]string{
		"claim at once":      tx.claimText(claimNowSQL, 4),
		"claim replies":      tx.claimText(fmt.Sprintf(claimNextSQL, Interactive), 6),
		"claim digests":      tx.claimText(fmt.Sprintf(claimNextSQL, Scheduled), 6),
		"outlook":            outlookSQL,
		"free":               freeSQL,
		"enqueue":            enqueueSQL,
		"finish":             finishSQL,
		"step up":            stepUpSQL,
		"retry":              retrySQL,
		"see":                seeUpdateSQL,
		"meet":               meetChatSQL,
		"paused":             pausedSQL,
		"due chats":          dueFollowersSQL + ")" + takeFollowersSQL,
		"next due chat":      nextFollowerSQL,
		"subscriptions":      subscriptionsSQL,
		"reckon":             reckonSQL,
		"save subscription":  saveSubscribedSQL,
		"what became of one": letterSQL,
	} {
		args := make([]any, 0, 20)
		for n := 1; strings.Contains(query, fmt.Sprintf("$%d", n)); n++ {
			args = append(args, int64(1))
		}
		rows, err := s.read.QueryContext(ctx, "EXPLAIN QUERY PLAN "+query, args...)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		plan, err := collect(rows, func(line *planLine) []any { return []any{&line.id, &line.parent, &line.unused, &line.text} })
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, line := range plan {
			if strings.HasSuffix(line.text, "follower_due") {
				continue // in its order, up to the first
			}
			if whole.MatchString(line.text) || strings.Contains(line.text, "TEMP B-TREE FOR ORDER") {
				t.Errorf("%s: %s", name, line.text)
			}
		}
	}
}

type planLine struct {
	id, parent, unused int
	text               string
}
