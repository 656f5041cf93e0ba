package vocabulary

import (
	"strings"
	"testing"
	"unicode"

	"wenxiang/data/quantity"
)

var dimensions = map[quantity.Dimension]bool{
	quantity.Money: true, quantity.Area: true, quantity.Length: true, quantity.Power: true, quantity.Energy: true,
	quantity.Mass: true, quantity.Volume: true, quantity.Percent: true, quantity.Points: true, quantity.Times: true,
	quantity.Duration: true, quantity.Count: true, quantity.Rank: true, quantity.Bare: true,
}

func TestEveryWordIsFoundUnderItsOwnKey(t *testing.T) {
	check := func(find func(string) []Hit, key string, words []string) {
		t.Helper()
		for _, w := range words {
			hits := find(w)
			if len(hits) != 1 || hits[0].Key != key || hits[0].Start != 0 || hits[0].End != len(w) {
				t.Errorf("%q of %s is found as %+v", w, key, hits)
			}
		}
	}
	for _, m := range Measures() {
		check(FindMeasures, m.Key, m.ZH)
		check(FindMeasures, m.Key, m.EN)
		if len(m.ZH) == 0 || len(m.EN) == 0 || len(m.Dims) == 0 {
			t.Errorf("%s lacks words or dimensions", m.Key)
		}
		for _, d := range m.Dims {
			if !dimensions[d] {
				t.Errorf("%s has the unknown dimension %q", m.Key, d)
			}
		}
	}
	for _, s := range Statuses() {
		check(FindStatuses, s.Key, s.ZH)
		check(FindStatuses, s.Key, s.EN)
	}
	for _, p := range Places() {
		check(FindPlaces, p.Name, append([]string{p.Name}, p.Short...))
		check(FindPlaces, p.Name, p.EN)
		if p.Level != "province" {
			if in, ok := PlaceByName(p.In); !ok || in.Level != "province" {
				t.Errorf("%s lies in %q, which is no province", p.Name, p.In)
			}
		}
	}
	for _, row := range rows("bases.tsv", 3) {
		check(FindBases, row[0], append(strings.Fields(row[1]), semicolons(row[2])...))
	}
	for _, row := range rows("modality.tsv", 3) {
		check(FindModalities, row[0], append(strings.Fields(row[1]), semicolons(row[2])...))
	}
	for _, list := range CueLists() {
		check(func(s string) []Hit { return FindCues(list, s) }, list, Cues(list))
	}
}

func TestFilesAreWellFormed(t *testing.T) {
	for name, n := range map[string]int{"measures.tsv": 4, "statuses.tsv": 3, "places.tsv": 5, "bases.tsv": 3, "modality.tsv": 3, "cues.tsv": 2} {
		seen := map[string]bool{}
		for _, row := range rows(name, n) {
			if row[0] == "" || seen[row[0]] {
				t.Errorf("%s: the key %q is empty or stands twice", name, row[0])
			}
			seen[row[0]] = true
			for _, col := range row {
				if col != strings.TrimSpace(col) || strings.Contains(col, "  ") {
					t.Errorf("%s: stray space in %q", name, col)
				}
				for _, r := range col {
					if unicode.IsControl(r) || r == '\u3000' {
						t.Errorf("%s: control character or wide space in %q", name, col)
					}
				}
			}
		}
	}
}

func TestTheLongestWordWins(t *testing.T) {
	got := FindMeasures("固定资产投资增长，Total Investment of the project")
	want := []Hit{
		{"fixed_asset_investment", "固定资产投资", 0, len("固定资产投资")},
		{"total_investment", "total investment", len("固定资产投资增长，"), len("固定资产投资增长，Total Investment")},
		{"project_count", "project", len("固定资产投资增长，Total Investment of the "), len("固定资产投资增长，Total Investment of the project")},
	}
	if len(got) != len(want) {
		t.Fatalf("got %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("got %+v, want %+v", got[i], want[i])
		}
	}
}

func TestPlaceNames(t *testing.T) {
	for word, full := range map[string]string{
		"四平": "四平市", "Siping": "四平市", "伊通": "伊通满族自治县", "吉林": "吉林省", "内蒙古": "内蒙古自治区", "延边": "延边朝鲜族自治州",
		"inner mongolia": "内蒙古自治区", "Chongqing": "重庆市",
	} {
		if p, ok := PlaceByName(word); !ok || p.Name != full {
			t.Errorf("%s is taken for %q, want %s", word, p.Name, full)
		}
	}
	if !Within("四平市", "吉林省") || Within("四平市", "辽宁省") {
		t.Error("四平市 must lie in 吉林省 only")
	}
}

// Each traditional character has one simplified form, which is not traditional itself, and a text keeps its length.
func TestTraditionalCharactersArePairs(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range rows("traditional.tsv", 1) {
		for _, pair := range strings.Fields(row[0]) {
			p := []rune(pair)
			if len(p) != 2 || p[0] == p[1] {
				t.Errorf("%q is no pair of characters", pair)
				continue
			}
			if seen[string(p[0])] {
				t.Errorf("%c stands twice", p[0])
			}
			seen[string(p[0])] = true
			if _, again := Traditional()[p[1]]; again {
				t.Errorf("%c leads to %c, which is traditional itself", p[0], p[1])
			}
		}
	}
	text := "總投資3.2億元，預計明年竣工"
	if got, want := Simplified(text), "总投资3.2亿元，预计明年竣工"; got != want || len(got) != len(text) {
		t.Errorf("%s became %s", text, got)
	}
	if !IsTraditional(text) || IsTraditional("显著改善於家村的投资环境，总投资3.2亿元，预计明年竣工") {
		t.Error("a traditional text is told by its characters")
	}
}
