package main

import (
	"path/filepath"
	"testing"

	"wenxiang/bot/state/statetest"
)

// A report that the disk has no room for is refused with one line, and the database stays as it was.
func TestLoadOnAFullDisk(t *testing.T) {
	plain(t)
	disk := statetest.SmallDisk(t, 4<<20)
	db := filepath.Join(disk, "a.db")
	const question = "固定资产投资多少"
	before := command(t, "", "ask", "--db", db, question)
	if before.code != 0 {
		t.Fatalf("%+v", before)
	}
	path := file(t, "liutang.txt", reportText)
	free := statetest.Fill(t, disk)
	o := command(t, "", "load", "--db", db, path)
	if o.code != 1 || o.out != "" {
		t.Errorf("%+v", o)
	}
	oneError(t, o, "full")
	free()
	if after := command(t, "", "ask", "--db", db, question); after != before {
		t.Errorf("before %+v, after %+v", before, after)
	}
	if o := command(t, "", "load", "--db", db, path); o.code != 0 {
		t.Errorf("with room again: %+v", o)
	}
	// Not even a new database can be made.
	free = statetest.Fill(t, disk)
	defer free()
	o = command(t, "", "ask", "--db", filepath.Join(disk, "b.db"), question)
	if o.code != 1 || o.out != "" {
		t.Errorf("%+v", o)
	}
	oneError(t, o, "")
}
