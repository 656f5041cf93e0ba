package chart

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWithoutFontsTheBundledOneIsUsed(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"msyh.ttc": "no font at all", "NotoSansSC-Regular.ttf": "", "big.ttf": strings.Repeat("x", smallestChinese+1)} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if f := findFont([]string{folder, "", filepath.Join(folder, "nowhere")}); f != BundledFont() {
		t.Errorf("found %s", f.Name())
	}
}

func TestAFontOfTheMachineIsFoundUnderALinkAndAnyName(t *testing.T) {
	path := machineFontFile(t)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "real", "deep"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "real", "deep", "some name"+filepath.Ext(path)), data, 0o644); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(folder, "link")
	if err := os.Symlink(filepath.Join(folder, "real"), link); err != nil {
		t.Skipf("SKIPPED: no symbolic links here: %v", err)
	}
	f := findFont([]string{link})
	if f == BundledFont() {
		t.Fatal("not found")
	}
	c := samples()["top"]
	c.Font = f
	draw(t, c)
}

// A file that was cut off, by a broken download say, is refused or drawn with other fonts' help, but never a panic.
func TestABrokenFontDoesNoHarm(t *testing.T) {
	data, err := os.ReadFile(machineFontFile(t))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "broken.ttf")
	for _, part := range []int{0, 3, 11, 13, 40, 200, 700, 6000, len(data) / 4, len(data) / 2, len(data) - 100_000} {
		if err := os.WriteFile(path, data[:part], 0o644); err != nil {
			t.Fatal(err)
		}
		f, err := OpenFont(path, "")
		if err != nil {
			continue
		}
		c := samples()["top"]
		c.Font = f
		draw(t, c)
	}
}

func machineFontFile(t *testing.T) string {
	t.Helper()
	if MachineFont() == BundledFont() {
		t.Skip("SKIPPED: this machine has no Chinese font (fonts-wqy-microhei has one)")
	}
	for _, path := range fontsIn(fontFolders()) {
		if info, err := os.Stat(path); err != nil || info.Size() < smallestChinese {
			continue
		}
		if _, err := OpenFont(path, ""); err == nil {
			return path
		}
	}
	t.Fatal("the font of this machine cannot be opened again")
	return ""
}

func TestFoldersOfFontconfig(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fonts.conf")
	text := `<?xml version="1.0"?><fontconfig>
		<dir>/usr/share/fonts</dir><dir prefix="xdg">fonts</dir><dir>~/.fonts</dir><dir> /opt/fonts </dir><dir>relative</dir>
		</fontconfig>`
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	got := strings.Join(fontconfigFolders(path, "/home/lin"), " ")
	if want := "/usr/share/fonts /home/lin/.fonts /opt/fonts"; filepath.ToSlash(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := fontconfigFolders(path+".missing", "/home/lin"); got != nil {
		t.Errorf("folders %v from no file", got)
	}
}

// The bundled font must know what reports are written in, punctuation and English included.
func TestTheBundledFontKnowsReports(t *testing.T) {
	const text = "全市新开工五千万元以上项目总投资同比增长预计力争完成签约落地占地建筑面积平方米公顷亩吨兆瓦就业利税产值营业收入" +
		"县区镇乡街道铁西梨树伊通双辽公主岭辽河嫩江瞻榆洮鹏" + "，。、；：？！“”‘’《》（）【】—…·–−×%℃²³￥$€→←" + "abcXYZ0123456789éü"
	f := BundledFont()
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range text {
		g := f.glyph(r, labelSize)
		box := missing(labelSize)
		if len(g.levels) == len(box.levels) && g.bounds == box.bounds {
			t.Errorf("lacks %q", r)
		}
	}
}

func TestTextIsCleaned(t *testing.T) {
	tests := []struct{ text, want string }{
		{"  石桥\n风电场\t一期 ", "石桥 风电场 一期"},
		{"石桥\u202e风电场\u200b\ufeff", "石桥风电场"},
		{"a\x00b\x1b[31m", "ab[31m"},
		{"", ""},
	}
	for _, test := range tests {
		if got := clean(test.text); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

func TestLongLabelsKeepBothEnds(t *testing.T) {
	f := BundledFont()
	first, second := strings.Repeat("青溪县高端装备制造", 6)+"产业园一期", strings.Repeat("青溪县高端装备制造", 6)+"产业园二期"
	a, b := f.shorten(first, labelSize, 600), f.shorten(second, labelSize, 600)
	if a == b || !strings.HasPrefix(a, "青溪县") || !strings.HasSuffix(b, "产业园二期") || strings.Count(a, "…") != 1 {
		t.Errorf("%q and %q", a, b)
	}
	if f.width(a, labelSize) > 600 {
		t.Errorf("%q is wider than 600", a)
	}
	if got := f.shorten("石桥风电场", labelSize, 600); got != "石桥风电场" {
		t.Errorf("a short label became %q", got)
	}
}

func TestNumbersAreNotCut(t *testing.T) {
	f := BundledFont()
	text := "青溪县农产品冷链物流中心占地面积22.45万平方米总投资10.85亿元另有配套道路工程"
	for width := 100; width < f.width(text, labelSize); width += 7 {
		head, tail, _ := strings.Cut(f.shorten(text, labelSize, width), "…")
		if regexp.MustCompile(`[0-9.]$`).MatchString(head) || regexp.MustCompile(`^[0-9.]*[万亿]`).MatchString(tail) && !strings.HasPrefix(tail, "10.85亿") && !strings.HasPrefix(tail, "22.45万") {
			t.Errorf("%d pixels: %s…%s", width, head, tail)
		}
	}
}

func TestLinesBreakWhereReadersExpect(t *testing.T) {
	f := BundledFont()
	tests := []struct {
		text string
		size int
		max  int
		want []string
	}{
		{"云岭高新技术产业开发区（东片区）汽车零部件产业园一期建设项目", titleSize, 1000, []string{"云岭高新技术产业开发区（东片区）", "汽车零部件产业园一期建设项目"}},
		{"Fixed-asset investment of Yunling", labelSize, 330, []string{"Fixed-asset", "investment of Yunling"}},
		{"总投资", titleSize, 1000, []string{"总投资"}},
		{"", titleSize, 1000, nil},
	}
	for _, test := range tests {
		got := f.wrap(test.text, test.size, test.max, 2)
		if strings.Join(got, "|") != strings.Join(test.want, "|") {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("云岭高新技术产业开发区（东片区）", 300)
	f.Add("a\u0301\xff\u202e 石桥", 1)
	f.Fuzz(func(t *testing.T, text string, width int) {
		text, width = clean(text), 60+width&1023
		if len(text) > 2000 {
			return
		}
		font := BundledFont()
		if short := font.shorten(text, labelSize, width); font.width(short, labelSize) > width {
			t.Errorf("%q is wider than %d", short, width)
		}
		lines := font.wrap(text, labelSize, width, 3)
		if len(lines) > 3 || !utf8.ValidString(strings.Join(lines, "")) {
			t.Errorf("%q", lines)
		}
		for _, line := range lines {
			if font.width(line, labelSize) > width {
				t.Errorf("line %q is wider than %d", line, width)
			}
		}
	})
}

func TestBothLanguagesSayEverythingAndNothingElse(t *testing.T) {
	all, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || len(all["zh"]) != len(all["en"]) {
		t.Fatalf("%d languages", len(all))
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var source strings.Builder
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source.Write(data)
	}
	for key, zh := range all["zh"] {
		en := all["en"][key]
		if zh == "" || en == "" || strings.Count(zh, "{}") != strings.Count(en, "{}") {
			t.Errorf("%s: %q and %q", key, zh, en)
		}
		if !strings.Contains(source.String(), `"`+key+`"`) {
			t.Errorf("nothing says %s", key)
		}
	}
	for _, used := range regexp.MustCompile(`(?:\.say\(|\.date\(|words\[|w\[)"([a-z.]+)"`).FindAllStringSubmatch(source.String(), -1) {
		if all["zh"][used[1]] == "" {
			t.Errorf("the key %s is missing", used[1])
		}
	}
}
