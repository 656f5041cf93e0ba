package bot

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"wenxiang/bot/delivery"
)

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

func TestEveryLanguageHasEveryTextWithTheSamePlaceholders(t *testing.T) {
	all, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range languages {
		for key, text := range all[languages[0]] {
			other, found := all[lang][key]
			if !found {
				t.Errorf("%s lacks %s", lang, key)
				continue
			}
			a, b := placeholder.FindAllString(text, -1), placeholder.FindAllString(other, -1)
			slices.Sort(a)
			slices.Sort(b)
			if a, b = slices.Compact(a), slices.Compact(b); !slices.Equal(a, b) {
				t.Errorf("%s in %s has the placeholders %v, not %v", key, lang, b, a)
			}
			if strings.TrimSpace(other) == "" {
				t.Errorf("%s in %s is empty", key, lang)
			}
		}
		for key := range all[lang] {
			if _, found := all[languages[0]][key]; !found {
				t.Errorf("%s is in %s only", key, lang)
			}
		}
	}
}

// TestTextsAndCodeAgree reads the package's source: each text is used, and each use has a text and
// fills in its placeholders.
func TestTextsAndCodeAgree(t *testing.T) {
	all, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	use := regexp.MustCompile(`\bsay\([^"\n]*?, "([a-z0-9.]+)"`)
	used := map[string]bool{}
	for _, c := range menu {
		used["command."+c] = true
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range use.FindAllSubmatchIndex(source, -1) {
			rest, _, _ := strings.Cut(string(source[at[1]:]), "\n")
			m := []string{"", string(source[at[2]:at[3]]), rest}
			if m[1] == "command." {
				continue
			}
			text, found := all["zh"][m[1]]
			if !found {
				t.Errorf("%s says %q, which the catalogue does not have", file, m[1])
			}
			used[m[1]] = true
			for _, p := range placeholder.FindAllString(text, -1) {
				if !strings.Contains(m[2], `"`+strings.Trim(p, "{}")+`"`) {
					t.Errorf("%s says %q without filling in %s", file, m[1], p)
				}
			}
		}
	}
	for key := range all["zh"] {
		if !used[key] {
			t.Errorf("nothing says %q", key)
		}
	}
}

// TestTextsFitTheirPlaces holds the texts to Telegram's limits and to balanced markup.
func TestTextsFitTheirPlaces(t *testing.T) {
	all, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	tags := regexp.MustCompile(`</?([a-z]+)>`)
	for lang, words := range all {
		for key, text := range words {
			limit := 2000
			switch {
			case strings.HasPrefix(key, "command.") && key != "command.unknown":
				limit = 256
			case strings.HasPrefix(key, "press."), key == "settings.saved", key == "error.internal":
				limit = 170 // of the 200 for the answer to a press
			case strings.HasPrefix(key, "start.example"):
				limit = 60
			}
			if n := units(delivery.Bare(text)); n > limit {
				t.Errorf("%s in %s has %d units, more than %d", key, lang, n, limit)
			}
			open := 0
			for _, m := range tags.FindAllStringSubmatch(text, -1) {
				if m[1] != "b" && m[1] != "i" && m[1] != "s" {
					t.Errorf("%s in %s uses <%s>", key, lang, m[1])
				}
				if strings.HasPrefix(m[0], "</") {
					open--
				} else {
					open++
				}
			}
			if bare := tags.ReplaceAllString(text, ""); open != 0 || strings.ContainsAny(bare, "<>") || html.UnescapeString(bare) != bare {
				t.Errorf("%s in %s has unbalanced or unescaped markup", key, lang)
			}
		}
	}
}

func TestTongue(t *testing.T) {
	for _, c := range []struct{ set, code, want string }{
		{"", "", "zh"}, {"", "zh-hans", "zh"}, {"", "ZH-TW", "zh"}, {"", "en", "en"}, {"", "en-GB", "en"},
		{"", "ja", "en"}, {"zh", "en", "zh"}, {"en", "zh", "en"}, {"klingon", "zh", "zh"},
	} {
		if got := tongue(c.set, c.code); got != c.want {
			t.Errorf("set %q, code %q: %s, want %s", c.set, c.code, got, c.want)
		}
	}
}

func TestSayEscapesWhatIsFilledIn(t *testing.T) {
	if got := say("zh", "command.unknown", "command", "<b>"); strings.Contains(got, "<b>") {
		t.Errorf("got %q", got)
	}
}
