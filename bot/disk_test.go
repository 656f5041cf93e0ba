package bot

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"wenxiang/bot/localapi"
	"wenxiang/bot/state/statetest"
	"wenxiang/data"
	"wenxiang/query"
)

// While the disk is full, nothing that comes is acknowledged, and the log says why; when there is room again, all is
// answered in its order, without a restart. However often it failed, no question is set aside for it.
func TestAFullDiskLosesNoQuestion(t *testing.T) {
	disk := statetest.SmallDisk(t, 4<<20)
	s := newStage(t, Options{State: filepath.Join(disk, "state.db")}, localapi.Options{})
	s.say("之前？")
	s.hear(s.lin.ID, "答：之前")
	s.until("written", func() bool { n, _, _ := s.bot.store.Waiting(t.Context()); return n == 0 })
	free := statetest.Fill(t, disk)
	full := false
	for i := 0; i < 2000 && !full; i++ { // what is left of pages begun
		full = s.bot.store.Check(t.Context()) != nil
	}
	if !full {
		t.Fatal("the disk is not full")
	}
	const n = 5
	for i := range n {
		s.say(fmt.Sprintf("当中%d？", i))
	}
	const refused = "an update is not taken"
	s.until("refused", func() bool { return strings.Count(s.log.String(), refused) > 2*tolerance })
	for _, line := range strings.Split(s.log.String(), "\n") {
		if strings.Contains(line, refused) && !strings.Contains(line, "there is no room left for the state") {
			t.Errorf("nobody would know what to do: %s", line)
		}
	}
	if got := len(s.replies(s.lin.ID)); got != 1 {
		t.Errorf("%d replies on a full disk", got)
	}
	if s.server.Stats().Pending < n {
		t.Errorf("%d updates are not acknowledged", s.server.Stats().Pending)
	}
	free()
	s.hear(s.lin.ID, fmt.Sprintf("当中%d", n-1))
	s.say("之后？")
	s.hear(s.lin.ID, "答：之后")
	got := s.replies(s.lin.ID)
	if len(got) != n+2 {
		t.Errorf("%d replies", len(got))
	}
	for i, m := range got[1 : len(got)-1] {
		if !strings.Contains(m.Text, fmt.Sprintf("答：当中%d", i)) {
			t.Errorf("reply %d is %q", i, m.Text)
		}
	}
	if parked, err := s.bot.store.Parked(t.Context()); err != nil || len(parked) != 0 {
		t.Errorf("set aside: %v %v", parked, err)
	}
}

// A digest that is due while the disk is full comes when there is room again, once and on its date, and the log says
// why it did not come before.
func TestADigestWaitsForRoomOnTheDisk(t *testing.T) {
	disk := statetest.SmallDisk(t, 4<<20)
	s := newClockStage(t, "2022-11-21 03:00", Options{State: filepath.Join(disk, "state.db")}, localapi.Options{})
	s.clerk.set("总投资多少？", 844)
	s.follow("总投资多少？")
	s.landed()
	free := statetest.Fill(t, disk)
	full := false
	for i := 0; i < 2000 && !full; i++ { // what is left of pages begun
		full = s.bot.store.Check(t.Context()) != nil
	}
	if !full {
		t.Fatal("the disk is not full")
	}
	s.server.Advance(utc(t, "2022-11-22 00:00").Sub(s.server.Time()))
	s.bot.Nudge()
	s.until("refused", func() bool { return strings.Contains(s.log.String(), "digests are not put out") })
	if got := s.digests(s.lin.ID); len(got) != 0 {
		t.Errorf("%d digests on a full disk", len(got))
	}
	if !strings.Contains(s.log.String(), "there is no room left for the state") {
		t.Error("nobody would know what to do")
	}
	free()
	s.hear(s.lin.ID, "问项摘要 · 2022年11月22日")
	s.settled()
	if got := s.digests(s.lin.ID); len(got) != 1 {
		t.Errorf("%d digests of one day", len(got))
	}
}

// A report that the disk has no room for is refused in words and leaves the data as they were; sent again when there
// is room, it is taken.
func TestAReportThatFindsNoRoomLeavesTheDataAsTheyAre(t *testing.T) {
	disk := statetest.SmallDisk(t, 4<<20)
	db, err := data.Open(t.Context(), filepath.Join(disk, "reports.db"), data.Options{Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.LoadFile(t.Context(), "云溪.txt", []byte(yunxi)); err != nil {
		t.Fatal(err)
	}
	engine, err := query.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Editors: []int64{me}, Asker: engine, Library: engine, Intake: db, Reports: db}
	s := &reading{newStage(t, o, localapi.Options{}), db, engine}
	s.lin = s.server.AddUser(localapi.User{ID: me, FirstName: "林夏", LanguageCode: "zh-hans"})
	s.sendFileAs(s.lin, "云溪.txt", newer)
	m := s.hear(s.lin.ID, "与已载入的第 1 版相比")
	free := statetest.Fill(t, disk)
	s.press(m, "确认载入")
	s.shown(m, "磁盘")
	if edition, n := s.editions(); edition != 1 || n != 1 {
		t.Errorf("edition %d of %d reports", edition, n)
	}
	s.say("岭南风电项目总投资多少？")
	s.hear(s.lin.ID, "21亿元（")
	free()
	s.sendFileAs(s.lin, "云溪.txt", newer)
	later := func(m localapi.Message) bool {
		return strings.Contains(m.Text, "与已载入的第 1 版相比") && len(m.Buttons()) > 0
	}
	if m, err = s.server.WaitMessage(s.lin.ID, soon, later); err != nil {
		t.Fatal(err)
	}
	s.press(m, "确认载入")
	s.shown(m, "已载入《云溪县2023年重点项目进展》（第 2 版）")
}
