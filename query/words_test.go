package query_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"wenxiang/data/vocabulary"
)

// A wordLine is one line of a word file that is neither empty nor a remark.
type wordLine struct {
	number int
	text   string
}

// wordLines reads a file of query/words and fails on what no file of words may hold.
func wordLines(t *testing.T, name string) []wordLine {
	t.Helper()
	f, err := os.Open(filepath.Join("words", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []wordLine
	scanner := bufio.NewScanner(f)
	for n := 1; scanner.Scan(); n++ {
		line := scanner.Text()
		switch {
		case !utf8.ValidString(line):
			t.Errorf("%s:%d: not UTF-8", name, n)
		case !norm.NFC.IsNormalString(line):
			t.Errorf("%s:%d: not in normal form C: %q", name, n, line)
		case strings.ContainsAny(line, "\u00a0\u200b\ufeff\r"):
			t.Errorf("%s:%d: an invisible character in %q", name, n, line)
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if line != strings.Trim(line, " \u3000") || strings.HasPrefix(line, "\t") {
			t.Errorf("%s:%d: space at an end of %q", name, n, line)
		}
		lines = append(lines, wordLine{n, line})
	}
	if err := scanner.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// wordTable reads a file of `key<TAB>word|word`, checks its form and returns it.
func wordTable(t *testing.T, name string) map[string][]string {
	t.Helper()
	table := map[string][]string{}
	for _, line := range wordLines(t, name) {
		key, rest, found := strings.Cut(line.text, "\t")
		if !found || strings.Contains(rest, "\t") {
			t.Errorf("%s:%d: want one tab in %q", name, line.number, line.text)
			continue
		}
		if key == "" || key != strings.TrimSpace(key) || strings.Contains(key, "  ") {
			t.Errorf("%s:%d: bad key %q", name, line.number, key)
		}
		if key != strings.ToLower(key) {
			t.Errorf("%s:%d: key %q is not in lower case", name, line.number, key)
		}
		if _, again := table[key]; again {
			t.Errorf("%s:%d: key %q stands twice", name, line.number, key)
		}
		words := strings.Split(rest, "|")
		seen := map[string]bool{}
		for _, w := range words {
			if w == "" || w != strings.TrimSpace(w) {
				t.Errorf("%s:%d: an empty word, or space at its end, in %q", name, line.number, rest)
			}
			if seen[w] {
				t.Errorf("%s:%d: %q stands twice for %q", name, line.number, w, key)
			}
			seen[w] = true
		}
		if len(words) == 1 && words[0] == key {
			t.Errorf("%s:%d: %q stands for itself alone", name, line.number, key)
		}
		table[key] = words
	}
	return table
}

// simplified gives a check that a text holds no traditional character.
func simplified(t *testing.T) func(string) bool {
	t.Helper()
	traditional := vocabulary.Traditional()
	return func(s string) bool {
		return strings.IndexFunc(s, func(r rune) bool { return traditional[r] != 0 }) < 0
	}
}

func TestEnglishWordsAreWellFormed(t *testing.T) {
	table := wordTable(t, "english.tsv")
	if len(table) < 1800 {
		t.Errorf("english.tsv has %d entries, want a broad lexicon of 1800 at least", len(table))
	}
	isSimplified := simplified(t)
	for key, words := range table {
		for _, r := range key {
			if (r < 'a' || r > 'z') && !unicode.IsDigit(r) && r != ' ' && r != '\'' {
				t.Errorf("english key %q holds %q: letters, digits, spaces and ' only", key, r)
			}
		}
		for _, w := range words {
			if !isSimplified(w) {
				t.Errorf("%s: %s is not simplified", key, w)
			}
		}
	}
}

func TestSynonymsAreWellFormedAndSimplified(t *testing.T) {
	table := wordTable(t, "synonyms.tsv")
	if len(table) < 500 {
		t.Errorf("synonyms.tsv has %d entries, want 500 at least", len(table))
	}
	isSimplified := simplified(t)
	for key, words := range table {
		for _, w := range append([]string{key}, words...) {
			if !isSimplified(w) {
				t.Errorf("%s: %s is not simplified", key, w)
			}
		}
		for _, w := range words {
			if w == key {
				t.Errorf("%s: the word itself need not be repeated", key)
			}
		}
	}
}

// Words for two measures, stages or places that a report keeps apart must never lead to one another:
// the answer would be a figure of the other one.
func TestWordsKeepMeasuresApart(t *testing.T) {
	apart := [][2]string{
		{"利润", "利税"}, {"净利润", "利润总额"}, {"产值", "增加值"}, {"占地面积", "建筑面积"}, {"用地面积", "建筑面积"},
		{"签约", "开工"}, {"开工", "竣工"}, {"开工", "投产"}, {"竣工", "投产"}, {"新开工", "开工"},
		{"到位资金", "总投资"}, {"签约金额", "到位资金"}, {"计划投资", "完成投资"}, {"固定资产投资", "总投资"},
		{"产量", "产值"}, {"产值", "销售收入"}, {"产值", "营业收入"}, {"城镇", "农村"}, {"进口", "出口"},
		{"第一产业", "第二产业"}, {"第二产业", "第三产业"}, {"销量", "销售额"}, {"同比", "环比"},
		{"经开区", "高新区"}, {"上半年", "下半年"}, {"装机容量", "发电量"}, {"户", "人"}, {"利税", "纳税"},
		{"一般公共预算收入", "一般公共预算支出"}, {"施工面积", "竣工面积"}, {"停车位", "充电桩"}, {"合资", "全资"},
	}
	for _, name := range []string{"english.tsv", "synonyms.tsv"} {
		for key, words := range wordTable(t, name) {
			meant := map[string]bool{}
			for _, w := range words {
				meant[w] = true
			}
			if name == "synonyms.tsv" {
				meant[key] = true
			}
			for _, pair := range apart {
				if meant[pair[0]] && meant[pair[1]] {
					t.Errorf("%s: %s leads to %s as well as %s", name, key, pair[0], pair[1])
				}
			}
		}
	}
}

func TestWordsThatQuestionsNeed(t *testing.T) {
	cases := []struct{ file, key, word string }{
		{"english.tsv", "copper rod", "铜棒"},
		{"english.tsv", "photovoltaic glass", "光伏玻璃"},
		{"english.tsv", "pumped storage power station", "抽水蓄能电站"},
		{"english.tsv", "land use planning permit", "用地规划许可证"},
		{"english.tsv", "fixed asset investment", "固定资产投资"},
		{"english.tsv", "special bond", "专项债券"},
		{"english.tsv", "profit and tax", "利税"},
		{"english.tsv", "floor area", "建筑面积"},
		{"english.tsv", "person time", "人次"},
		{"english.tsv", "aluminum smelter", "电解铝"},
		{"english.tsv", "mayor's joint meeting", "市长联席会议"},
		{"synonyms.tsv", "固投", "固定资产投资"},
		{"synonyms.tsv", "抽蓄", "抽水蓄能"},
		{"synonyms.tsv", "社零", "社会消费品零售总额"},
		{"synonyms.tsv", "民企", "民营企业"},
		{"synonyms.tsv", "竣工", "建成"},
		{"synonyms.tsv", "占地", "占地面积"},
	}
	tables := map[string]map[string][]string{}
	for _, c := range cases {
		if tables[c.file] == nil {
			tables[c.file] = wordTable(t, c.file)
		}
		found := false
		for _, w := range tables[c.file][c.key] {
			found = found || w == c.word
		}
		if !found {
			t.Errorf("%s: %s does not lead to %s but to %v", c.file, c.key, c.word, tables[c.file][c.key])
		}
	}
}

func TestLookalikesAreWellFormed(t *testing.T) {
	const name = "lookalikes.tsv"
	// A slip in a numeral or in the unit of money would change a figure, so none is ever mended.
	const never = "〇零一二三四五六七八九十百千万亿两元"
	isSimplified := simplified(t)
	groups := map[string]int{}
	variants := map[string]bool{}
	for _, line := range wordLines(t, name) {
		if form, usual, isVariant := strings.Cut(line.text, "→"); isVariant {
			if utf8.RuneCountInString(form) != 1 || utf8.RuneCountInString(usual) != 1 || form == usual {
				t.Errorf("%s:%d: want two characters around the arrow in %q", name, line.number, line.text)
			}
			if variants[form] {
				t.Errorf("%s:%d: the variant %s stands twice", name, line.number, form)
			}
			variants[form] = true
			if !isSimplified(usual) {
				t.Errorf("%s:%d: %s is not simplified", name, line.number, usual)
			}
			continue
		}
		seen := map[rune]bool{}
		for _, r := range line.text {
			if !unicode.Is(unicode.Han, r) {
				t.Errorf("%s:%d: %q is no Chinese character", name, line.number, r)
			}
			if seen[r] {
				t.Errorf("%s:%d: %c stands twice in %s", name, line.number, r, line.text)
			}
			seen[r] = true
		}
		if len(seen) < 2 {
			t.Errorf("%s:%d: a group of one: %q", name, line.number, line.text)
		}
		if strings.ContainsAny(line.text, never) {
			t.Errorf("%s:%d: a numeral or 元 in %s", name, line.number, line.text)
		}
		if !isSimplified(line.text) {
			t.Errorf("%s:%d: %s is not simplified", name, line.number, line.text)
		}
		key := sortedRunes(seen)
		if before, again := groups[key]; again {
			t.Errorf("%s:%d: the same group as line %d: %s", name, line.number, before, line.text)
		}
		groups[key] = line.number
	}
	if len(groups) < 250 {
		t.Errorf("%s has %d groups, want 250 at least", name, len(groups))
	}
	for _, form := range []string{"徳", "眞", "髙", "囯", "産"} {
		if !variants[form] {
			t.Errorf("%s lacks the variant %s", name, form)
		}
	}
}

// sortedRunes writes a set of characters in one order, so that equal sets are equal strings.
func sortedRunes(set map[rune]bool) string {
	runes := make([]rune, 0, len(set))
	for r := range set {
		i := len(runes)
		for i > 0 && runes[i-1] > r {
			i--
		}
		runes = append(runes[:i], append([]rune{r}, runes[i:]...)...)
	}
	return string(runes)
}
