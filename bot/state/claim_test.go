package state

import (
	"context"
	"path/filepath"
	"testing"
)

// A claim that could not be committed leases nothing, so that its letters must not be sent: another worker may claim
// them too.
func TestAClaimThatIsNotCommittedReturnsNoLetters(t *testing.T) {
	ctx := context.Background()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "state.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.Update(ctx, func(tx *Tx) error {
		_, err := tx.Enqueue(Letter{ID: "a", ChatID: 1, Lane: Interactive, Kind: "reply", Body: "{}", CreatedAt: 1000})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	// The commit fails while this stands: a foreign key that is looked at only then.
	for _, q := range []string{
		`CREATE TABLE orphan (chat_id BIGINT REFERENCES chat (id) DEFERRABLE INITIALLY DEFERRED)`,
		`CREATE TRIGGER spoil AFTER UPDATE ON outbox BEGIN INSERT INTO orphan (chat_id) VALUES (404); END`,
	} {
		if _, err := s.write.ExecContext(ctx, q); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.Claim(ctx, 9, 2000, 12_000, "one", true, Rates{}); err == nil || len(got) != 0 {
		t.Errorf("%d letters, %v", len(got), err)
	}
	if _, err := s.write.ExecContext(ctx, `DROP TRIGGER spoil`); err != nil {
		t.Fatal(err)
	}
	got, err := s.Claim(ctx, 9, 2000, 12_000, "two", true, Rates{})
	if err != nil || len(got) != 1 || got[0].Tries != 1 || got[0].Unsure != 0 {
		t.Errorf("then %+v, %v", got, err)
	}
}
