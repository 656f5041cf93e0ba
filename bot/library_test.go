package bot

import (
	"fmt"
	"strings"
	"testing"

	"wenxiang/bot/localapi"
	"wenxiang/data"
	"wenxiang/data/report"
	"wenxiang/query"
)

// yunxi is a report with twelve projects, written for these tests.
const yunxi = `云溪县2023年重点项目进展

2023年，云溪县已开工亿元以上项目共12个，总投资为96.5亿元。1-9月，云溪县固定资产投资完成42.3亿元，同比增长6.5%，比全省平均水平高2.1个百分点。

青禾饲料加工项目总投资3.2亿元，占地面积5万平方米，建设起止时间是2023年3月至2024年10月。
岭南风电项目总投资21亿元，建设起止时间是2022年6月至2025年6月。
双桥污水处理厂扩建项目总投资1.8亿元，由云溪水务有限公司建设。
北辰智能仓储项目总投资12.6亿元，占地面积18万平方米。
白石滩旅游度假区项目总投资9.4亿元。
城东养老服务中心项目总投资1.1亿元。
大河湾光伏发电项目总投资7.5亿元，建设起止时间是2023年5月至2024年5月。
春晖小学迁建项目总投资1.3亿元。
金谷冷链物流园项目总投资6.8亿元。
东山铝型材生产线项目总投资4.4亿元。
石门口水库加固项目总投资2.7亿元。
红星制药厂搬迁项目总投资10.9亿元。
`

// reading is a stage whose bot reads real reports.
type reading struct {
	*stage
	db     *data.DB
	engine *query.Engine
}

// readReports reads yunxi and what else is given.
func readReports(t *testing.T, reports ...string) (*data.DB, *query.Engine) {
	t.Helper()
	db, err := data.Open(t.Context(), t.TempDir()+"/facts.db", data.Options{Empty: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for i, text := range append([]string{yunxi}, reports...) {
		r, err := report.ReadBytes(fmt.Sprintf("report%d.txt", i), []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.LoadReport(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	engine, err := query.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return db, engine
}

func newReading(t *testing.T, o Options, reports ...string) *reading {
	t.Helper()
	db, engine := readReports(t, reports...)
	o.Asker, o.Library, o.Intake, o.Reports = engine, engine, db, db
	return &reading{newStage(t, o, localapi.Options{}), db, engine}
}

// hit presses a button and waits until its message shows a text.
func (s *reading) hit(m localapi.Message, label, shows string) localapi.Message {
	s.t.Helper()
	if a := s.press(m, label); a.Text != "" {
		s.t.Fatalf("%q answers %q", label, a.Text)
	}
	return s.shown(m, shows)
}

// shown waits until a message shows a text.
func (s *reading) shown(m localapi.Message, text string) localapi.Message {
	s.t.Helper()
	var now localapi.Message
	s.until("shown "+text, func() bool {
		now, _ = s.server.Message(m.Chat.ID, m.MessageID)
		return strings.Contains(now.Content(), text)
	})
	return now
}

// file waits for a file of the bot whose name ends so, beyond the first n messages.
func (s *reading) file(chat int64, n int, end string) []byte {
	s.t.Helper()
	var data []byte
	s.until("sent "+end, func() bool {
		for _, m := range s.server.FromBot(chat)[n:] {
			if m.Document != nil && strings.HasSuffix(m.Document.FileName, end) {
				_, data, _ = s.server.File(m.Document.FileID)
			}
			if len(m.Photo) > 0 && end == ".png" {
				_, data, _ = s.server.File(m.Photo[len(m.Photo)-1].FileID)
			}
		}
		return data != nil
	})
	return data
}

func labels(m localapi.Message) string {
	var all []string
	for _, b := range m.Buttons() {
		all = append(all, b.Text)
	}
	return strings.Join(all, "|")
}
