package bot

import (
	"embed"
	"fmt"
	"html"
	"strings"
	"sync"
)

//go:embed words/*.tsv
var wordFiles embed.FS

// languages are those that the bot speaks, each with a file of its own.
var languages = []string{"zh", "en"}

// catalogue is every word that the bot says, by language and key.
var catalogue = sync.OnceValues(func() (map[string]map[string]string, error) {
	all := map[string]map[string]string{}
	for _, lang := range languages {
		name := "words/" + lang + ".tsv"
		file, err := wordFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		words := map[string]string{}
		for n, line := range strings.Split(string(file), "\n") {
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			key, text, found := strings.Cut(line, "\t")
			if _, twice := words[key]; !found || twice {
				return nil, fmt.Errorf("%s, line %d: not a new key, a tab and a text", name, n+1)
			}
			words[key] = strings.ReplaceAll(text, `\n`, "\n")
		}
		all[lang] = words
	}
	return all, nil
})

// say returns a text of the catalogue as HTML, with pairs of placeholder and value filled in. Values are
// escaped, so they may come from anywhere.
func say(lang, key string, pairs ...string) string {
	words, err := catalogue()
	if err != nil {
		return key // New has refused to start
	}
	text, found := words[lang][key]
	if !found {
		text = words[languages[0]][key]
	}
	fill := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		fill = append(fill, "{"+pairs[i]+"}", html.EscapeString(pairs[i+1]))
	}
	return strings.NewReplacer(fill...).Replace(text)
}

// tongue chooses a language of the bot: the one that was set, else the one of Telegram's language code
// (zh-hans, en, pt-br …). Without either it is Chinese, the language of the reports.
func tongue(set, code string) string {
	for _, lang := range languages {
		if set == lang {
			return lang
		}
	}
	code, _, _ = strings.Cut(strings.ToLower(code), "-")
	switch code {
	case "", "zh":
		return "zh"
	}
	return "en"
}
