package schedule

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParseReadsWhatPeopleType(t *testing.T) {
	for _, c := range []struct{ text, rule, zone string }{
		{"8:00", "daily 08:00", "Asia/Shanghai"},
		{"08：30", "daily 08:30", "Asia/Shanghai"},
		{"８：０５", "daily 08:05", "Asia/Shanghai"},
		{"早上8点", "daily 08:00", "Asia/Shanghai"},
		{"早上八点半", "daily 08:30", "Asia/Shanghai"},
		{"7点一刻", "daily 07:15", "Asia/Shanghai"},
		{"七点四十五分", "daily 07:45", "Asia/Shanghai"},
		{"7点零5分", "daily 07:05", "Asia/Shanghai"},
		{"下午3点", "daily 15:00", "Asia/Shanghai"},
		{"下午三點", "daily 15:00", "Asia/Shanghai"},
		{"下午15点", "daily 15:00", "Asia/Shanghai"},
		{"中午", "daily 12:00", "Asia/Shanghai"},
		{"中午12点半", "daily 12:30", "Asia/Shanghai"},
		{"中午1点", "daily 13:00", "Asia/Shanghai"},
		{"晚上8", "daily 20:00", "Asia/Shanghai"},
		{"晚上12点", "daily 00:00", "Asia/Shanghai"},
		{"凌晨2点", "daily 02:00", "Asia/Shanghai"},
		{"18时整", "daily 18:00", "Asia/Shanghai"},
		{"9", "daily 09:00", "Asia/Shanghai"},
		{"at 9", "daily 09:00", "Asia/Shanghai"},
		{"9am", "daily 09:00", "Asia/Shanghai"},
		{"9:15 PM", "daily 21:15", "Asia/Shanghai"},
		{"12 a.m.", "daily 00:00", "Asia/Shanghai"},
		{"12pm", "daily 12:00", "Asia/Shanghai"},
		{"noon", "daily 12:00", "Asia/Shanghai"},
		{"midnight", "daily 00:00", "Asia/Shanghai"},
		{"8 in the evening", "daily 20:00", "Asia/Shanghai"},
		{"每天", "daily 08:00", "Asia/Shanghai"},
		{"every day at 6:30", "daily 06:30", "Asia/Shanghai"},
		{"每周一9点", "weekly 1 09:00", "Asia/Shanghai"},
		{"每週一九點", "weekly 1 09:00", "Asia/Shanghai"},
		{"每星期三 10:00", "weekly 3 10:00", "Asia/Shanghai"},
		{"礼拜天晚上9点", "weekly 0 21:00", "Asia/Shanghai"},
		{"周五下午五点半", "weekly 5 17:30", "Asia/Shanghai"},
		{"每周", "weekly 1 08:00", "Asia/Shanghai"},
		{"every Monday 9am", "weekly 1 09:00", "Asia/Shanghai"},
		{"Mondays at 9:00", "weekly 1 09:00", "Asia/Shanghai"},
		{"weekly on Sat, noon", "weekly 6 12:00", "Asia/Shanghai"},
		{"workdays 7:45", "workdays 07:45", "Asia/Shanghai"},
		{"周一至周五早上7点", "workdays 07:00", "Asia/Shanghai"},
		{"每个工作日 8点", "workdays 08:00", "Asia/Shanghai"},
		{"Mon-Fri 8:00", "workdays 08:00", "Asia/Shanghai"},
		{"on weekdays at 8", "workdays 08:00", "Asia/Shanghai"},
		{"每旬 9:00", "tendays 09:00", "Asia/Shanghai"},
		{"每10天9点", "tendays 09:00", "Asia/Shanghai"},
		{"every ten days at 10", "tendays 10:00", "Asia/Shanghai"},
		{"每月15号上午9点", "monthly 15 09:00", "Asia/Shanghai"},
		{"每月十五日九点", "monthly 15 09:00", "Asia/Shanghai"},
		{"每个月1日", "monthly 1 08:00", "Asia/Shanghai"},
		{"每月底18点", "monthly 31 18:00", "Asia/Shanghai"},
		{"月末 18:00", "monthly 31 18:00", "Asia/Shanghai"},
		{"monthly on the 3rd at 9:30", "monthly 3 09:30", "Asia/Shanghai"},
		{"every month on day 20 at 8am", "monthly 20 08:00", "Asia/Shanghai"},
		{"last day of the month, 17:00", "monthly 31 17:00", "Asia/Shanghai"},
		{"monthly 15 9:00", "monthly 15 09:00", "Asia/Shanghai"},
		{"8:00 上海", "daily 08:00", "Asia/Shanghai"},
		{"北京时间早上7点", "daily 07:00", "Asia/Shanghai"},
		{"纽约时间每周一9点", "weekly 1 09:00", "America/New_York"},
		{"8:00 New York", "daily 08:00", "America/New_York"},
		{"every Sunday 9am in London", "weekly 0 09:00", "Europe/London"},
		{"9am europe/london time", "daily 09:00", "Europe/London"},
		{"8:00 UTC+8", "daily 08:00", "UTC+8"},
		{"UTC+8 9:00", "daily 09:00", "UTC+8"},
		{"8:00 utc", "daily 08:00", "UTC"},
		{"每天8点 东八区", "daily 08:00", "UTC+8"},
		{"8:00 America/Argentina/Buenos_Aires", "daily 08:00", "America/Argentina/Buenos_Aires"},
		{"8:00 Reykjavik", "daily 08:00", "Atlantic/Reykjavik"},
		{"請改成每天早上8點，準時發送", "", ""},
		{"每天早上", "daily 08:00", "Asia/Shanghai"},
		{"每晚", "daily 20:00", "Asia/Shanghai"},
		{"周一上午", "weekly 1 08:00", "Asia/Shanghai"},
		{"every evening", "daily 20:00", "Asia/Shanghai"},
		{"每周3 9点", "weekly 3 09:00", "Asia/Shanghai"},
		{"每周3点", "weekly 1 03:00", "Asia/Shanghai"},
		{"周7 20:00", "weekly 0 20:00", "Asia/Shanghai"},
		{"每周一次", "weekly 1 08:00", "Asia/Shanghai"},
		{"一周一次，周五", "weekly 5 08:00", "Asia/Shanghai"},
		{"每天一次 8点", "daily 08:00", "Asia/Shanghai"},
		{"每月25", "monthly 25 08:00", "Asia/Shanghai"},
		{"每月9", "monthly 9 08:00", "Asia/Shanghai"},
		{"monthly at 9 in London", "monthly 1 09:00", "Europe/London"},
		{"月初9点", "monthly 1 09:00", "Asia/Shanghai"},
		{"每月的最后一天晚上六点", "monthly 31 18:00", "Asia/Shanghai"},
		{"end of month 17:00", "monthly 31 17:00", "Asia/Shanghai"},
		{"first of the month", "monthly 1 08:00", "Asia/Shanghai"},
		{"旬初 9点", "tendays 09:00", "Asia/Shanghai"},
		{"every business day at 9", "workdays 09:00", "Asia/Shanghai"},
		{"0830", "daily 08:30", "Asia/Shanghai"},
		{"换成9点吧", "daily 09:00", "Asia/Shanghai"},
		{"9点可以吗？", "daily 09:00", "Asia/Shanghai"},
		{"change it to 9:30 please", "daily 09:30", "Asia/Shanghai"},
		{"8:00 北京市", "daily 08:00", "Asia/Shanghai"},
		{"10点 吉林省四平市", "daily 10:00", "Asia/Shanghai"},
		{"8:00 梨树", "daily 08:00", "Asia/Shanghai"},
		{"8:00 台北市", "daily 08:00", "Asia/Taipei"},
		{"8:00 JST", "daily 08:00", "Asia/Tokyo"},
		{"8:00 美东", "daily 08:00", "America/New_York"},
		{"8:00 GMT-3", "daily 08:00", "UTC-3"},
	} {
		s, err := Parse(c.text)
		if c.rule == "" {
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if s.Rule.String() != c.rule || s.Zone != c.zone {
			t.Errorf("%q: %s %s, want %s %s", c.text, s.Rule, s.Zone, c.rule, c.zone)
		}
	}
}

func TestParseSaysWhatItCannotRead(t *testing.T) {
	for _, c := range []struct {
		text  string
		fault Fault
		word  string
	}{
		{"25:00", BadTime, "25:00"},
		{"24:00", BadTime, "24:00"},
		{"8:60", BadTime, "8:60"},
		{"8:5", BadTime, "8:5"},
		{"每天25点", BadTime, "25点"},
		{"早上15点", BadTime, "15点"},
		{"下午9点", BadTime, "9点"},
		{"13pm", BadTime, "13pm"},
		{"每天30", BadTime, "30"},
		{"每月32号", BadDay, "32号"},
		{"每月0日", BadDay, "0日"},
		{"on the 40th", BadDay, "40th"},
		{"monthly 45 9:00", BadDay, "45"},
		{"8:00 Mars/Olympus", UnknownZone, "mars/olympus"},
		{"8:00 火星时间", UnknownZone, "火星"},
		{"8:00 in atlantis", UnknownZone, "atlantis"},
		{"8:00 UTC+25", UnknownZone, "utc+25"},
		{"8:00 和 18:00", Unread, "和 18"},
		{"早点", Unread, "早点"},
		{"夜里", Unread, "夜里"},
		{"-1点", BadTime, "-1点"},
		{"-8:00", BadTime, "-8:00"},
		{"2575", BadTime, "2575"},
		{"每月32", BadDay, "32"},
		{"8:00 CST", UnknownZone, "cst"},
		{"8:00 IST", UnknownZone, "ist"},
		{"每周一三五 9点", Unread, "三五"},
		{"每两天8点", Unread, "两天"},
		{"8:00 朝阳", Unread, "朝阳"},
		{"有空的时候", Unread, ""},
		{"whenever", Unread, "whenever"},
		{"", Nothing, ""},
		{"  ", Nothing, ""},
		{"请", Nothing, ""},
	} {
		_, err := Parse(c.text)
		var e *Error
		if !errors.As(err, &e) || e.Fault != c.fault || c.word != "" && !strings.Contains(e.Word, c.word) {
			t.Errorf("%q: %v, want %s of %q", c.text, err, c.fault, c.word)
		}
		if err != nil && strings.TrimSpace(err.Error()) == "" {
			t.Errorf("%q: an error without words", c.text)
		}
	}
}

func TestWithLeavesWhatIsNotNamed(t *testing.T) {
	base, err := Parse("每周三 7:30 伦敦")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, rule, zone string }{
		{"9点", "weekly 3 09:00", "Europe/London"},
		{"周五", "weekly 5 07:30", "Europe/London"},
		{"上海", "weekly 3 07:30", "Asia/Shanghai"},
		{"每天", "daily 07:30", "Europe/London"},
		{"每月", "monthly 1 07:30", "Europe/London"},
	} {
		s, err := base.With(c.text)
		if err != nil || s.Rule.String() != c.rule || s.Zone != c.zone {
			t.Errorf("%q: %s %s, %v, want %s %s", c.text, s.Rule, s.Zone, err, c.rule, c.zone)
		}
	}
	if s, err := base.With("25:00"); err == nil || s != base {
		t.Errorf("a failed change changed: %+v, %v", s, err)
	}
}

func TestApartKeepsTheQuestionWhole(t *testing.T) {
	for _, c := range []struct{ text, when, rest string }{
		{"总投资多少？ 每周一9点", "每周一9点", "总投资多少？"},
		{"每天8点 总投资多少？", "每天8点", "总投资多少？"},
		{"每周一9点，总投资多少？", "每周一9点", "总投资多少？"},
		{"最大的项目是哪个 工作日7:45", "工作日7:45", "最大的项目是哪个"},
		{"总投资多少 每月底 东京时间", "每月底 东京时间", "总投资多少"},
		{"which projects are in Yitong? every Monday 9am", "every Monday 9am", "which projects are in Yitong?"},
		{"每周一9点 上海总投资多少", "每周一9点", "上海总投资多少"},
		{"每周一9点 上海 总投资多少", "每周一9点", "上海 总投资多少"},
		{"总投资多少？ 8:00 UTC+8", "8:00 UTC+8", "总投资多少？"},
		{"total investment? every monday 9am", "every monday 9am", "total investment?"},
		{"月通报，每月5号上午10点", "每月5号上午10点", "月通报"},
		{"workdays, total investment?", "workdays", "total investment?"},
		{"daily at 8 total investment?", "daily at 8", "total investment?"},
		// What may belong to the question stays there.
		{"daily output of the plant", "", "daily output of the plant"},
		{"weekly review", "", "weekly review"},
		{"上海 总投资多少", "", "上海 总投资多少"},
		{"10日 新开工的项目", "", "10日 新开工的项目"},
		{"周五 签约的项目", "", "周五 签约的项目"},
		{"4月28日 集中开工", "", "4月28日 集中开工"},
		{"总投资多少 8", "", "总投资多少 8"},
		{"每天8点", "", "每天8点"},
		{"", "", ""},
	} {
		when, rest := "", c.text
		if ways := Apart(c.text); len(ways) > 0 {
			when, rest = ways[0].When, ways[0].Rest
		}
		if when != c.when || rest != c.rest {
			t.Errorf("%q: %q and %q, want %q and %q", c.text, when, rest, c.when, c.rest)
		}
	}
}

func TestParseZone(t *testing.T) {
	for text, want := range map[string]string{
		"上海": "Asia/Shanghai", "北京时间": "Asia/Shanghai", "北京的时间": "Asia/Shanghai", "紐約": "America/New_York",
		"New York": "America/New_York", "new york time": "America/New_York", "Europe/London": "Europe/London",
		"europe/london": "Europe/London", "UTC+8": "UTC+8", "utc+08:00": "UTC+8", "GMT-3:30": "UTC-03:30", "UTC+05:30": "UTC+05:30",
		"UTC": "UTC", "gmt": "UTC", "UTC+0": "UTC", "西五区": "UTC-5", "东8区": "UTC+8", "America/Port_of_Spain": "America/Port_of_Spain",
		"america/port of spain": "America/Port_of_Spain", "port-au-prince": "America/Port-au-Prince", "Lagos": "Africa/Lagos",
		"Lord Howe": "Australia/Lord_Howe", "São Paulo": "America/Sao_Paulo", "GMT-3": "UTC-3", "UTC8": "UTC+8", "+8": "UTC+8", "-03:30": "UTC-03:30",
		"北京市": "Asia/Shanghai", "四平市": "Asia/Shanghai", "深圳市南山区": "Asia/Shanghai", "香港特别行政区": "Asia/Hong_Kong", "台湾省": "Asia/Taipei",
		"伦敦（英国）": "Europe/London", "Shanghai, China": "Asia/Shanghai", "北京 上海": "Asia/Shanghai", "中欧时间": "Europe/Berlin",
	} {
		if got, err := ParseZone(text); got != want {
			t.Errorf("%q: %q, %v, want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "火星", "Atlantis", "美国", "北京 东京", "8", "8:00", "UTC+15", "UTC+99", "CST", "Local", "8:00", "../etc/passwd", "Europe/", "/", "UTC+8:99", "Asia/\x00"} {
		got, err := ParseZone(text)
		var e *Error
		if !errors.As(err, &e) || e.Fault != UnknownZone {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func TestEveryZoneOfTheTableExists(t *testing.T) {
	seen := map[string]string{}
	for _, z := range zoneNames() {
		if _, err := Location(z.zone); err != nil {
			t.Error(err)
		}
		if other, twice := seen[z.word]; twice {
			t.Errorf("%q is a word for %s and for %s", z.word, other, z.zone)
		}
		seen[z.word] = z.zone
		if got, err := ParseZone(z.word); got != z.zone {
			t.Errorf("%q: %q, %v, want %q", z.word, got, err, z.zone)
		}
	}
}

func TestEveryWordOfTheTableIsRead(t *testing.T) {
	for _, kind := range []string{"rhythm", "weekday", "day"} {
		for _, w := range words(kind) {
			if _, err := Parse(w.word); err != nil {
				t.Errorf("%s %q: %v", kind, w.word, err)
			}
		}
	}
	for _, w := range words("part") {
		text := w.word + "12点"
		if w.value == "night" || w.value == "evening" {
			text = w.word + "11点"
		}
		if strings.IndexFunc(w.word, isLatin) >= 0 {
			text = "12:00 " + w.word
			if w.value == "night" || w.value == "evening" {
				text = "11:00 " + w.word
			}
		}
		if _, err := Parse(text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	for _, w := range words("time") {
		if s, err := Parse(w.word); err != nil || s.At.String() != w.value {
			t.Errorf("%q: %s, %v, want %s", w.word, s.At, err, w.value)
		}
	}
	for _, w := range words("off") {
		if q, err := ParseQuiet(w.word); err != nil || q != (Quiet{}) {
			t.Errorf("%q: %v, %v", w.word, q, err)
		}
	}
	for _, w := range words("same") {
		if len([]rune(w.word)) != 2 {
			t.Errorf("%q is no pair", w.word)
		}
	}
	known := map[string]bool{"rhythm": true, "weekday": true, "day": true, "part": true, "time": true, "off": true, "filler": true, "same": true,
		"usual": true, "quiet": true, "vague": true}
	for kind := range wordLists() {
		if !known[kind] {
			t.Errorf("nothing reads the words of kind %q", kind)
		}
	}
}

func TestParseQuiet(t *testing.T) {
	for text, want := range map[string]string{
		"22:00-7:00": "22:00-07:00", "22-7": "22:00-07:00", "晚上10点到早上7点": "22:00-07:00", "22：00～07：30": "22:00-07:30",
		"10pm to 7am": "22:00-07:00", "中午12点至下午2点": "12:00-14:00", "quiet": "!", "无": "", "off": "", "关闭": "",
		"22点至次日7点": "22:00-07:00", "从晚上10点到第二天早上7点": "22:00-07:00", "between 10pm and 7am": "22:00-07:00", "2230-0630": "22:30-06:30",
		"22:00-24:00": "22:00-00:00", "每晚22点到6点": "22:00-06:00", "不用免打扰": "", "no quiet hours": "", "关": "",
		// The part of the day counts for both times where that makes them follow each other.
		"中午12点到2点": "12:00-14:00", "下午2点到5点半": "14:00-17:30", "晚上7点到10点": "19:00-22:00", "晚上10点到12点": "22:00-00:00",
		"晚上10点到7点": "22:00-07:00", "1 to 3pm": "13:00-15:00", "10 to 3pm": "10:00-15:00",
		"0-24": "!", "晚上到早上": "!", "全天": "!", "25:00-7:00": "!", "22:00": "!", "22:00-": "!", "8:00-8:00": "!", "a-b": "!", "": "!",
	} {
		q, err := ParseQuiet(text)
		if want == "!" {
			var e *Error
			if !errors.As(err, &e) {
				t.Errorf("%q: %v, %v", text, q, err)
			}
			continue
		}
		if err != nil || q.String() != want {
			t.Errorf("%q: %s, %v, want %q", text, q, err, want)
		}
		if back, err := ReadQuiet(q.String()); err != nil || back != q {
			t.Errorf("%s is read as %s, %v", q, back, err)
		}
	}
}

func TestRulesAreReadAsTheyAreWritten(t *testing.T) {
	for _, text := range []string{"daily 08:00", "workdays 23:59", "weekly 0 00:00", "weekly 6 12:30", "tendays 09:00", "monthly 1 08:00", "monthly 31 08:00"} {
		r, err := ReadRule(text)
		if err != nil || r.String() != text {
			t.Errorf("%q: %s, %v", text, r, err)
		}
	}
	for _, text := range []string{"", "daily", "daily 24:00", "weekly 08:00", "weekly 7 08:00", "monthly 0 08:00", "monthly 32 08:00", "hourly 08:00", "daily 1 08:00", "daily 8:-1"} {
		if r, err := ReadRule(text); err == nil {
			t.Errorf("%q: %s", text, r)
		}
	}
	if (Rule{Rhythm: Weekly, Weekday: time.Weekday(9)}).Valid() {
		t.Error("a ninth day of the week is valid")
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"每周一9点", "every Monday 9am", "25:00", "UTC+8 8:00", "22:00-7:00", "每月底", "\xff点"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Parse(text)
		if err == nil && !s.Valid() {
			t.Errorf("%q: %+v is not valid", text, s)
		}
		if _, err := Location(s.Zone); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		ParseQuiet(text)
		ParseZone(text)
	})
}
