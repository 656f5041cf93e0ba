package chart

import (
	_ "embed"
	"encoding/xml"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// knownFonts lists the Chinese fonts of the usual systems, the best first: file name, tab, face in a collection.
//
//go:embed fonts.tsv
var knownFonts string

// MachineFont is the best Chinese font of this machine, or BundledFont where it has none. The search takes some
// milliseconds and is made once.
var MachineFont = sync.OnceValue(func() *Font { return findFont(fontFolders()) })

// findFont looks for a font of the list first, then for any other that has the common Chinese characters.
func findFont(folders []string) *Font {
	files := fontsIn(folders)
	for line := range strings.Lines(knownFonts) {
		name, face, _ := strings.Cut(strings.TrimSpace(line), "\t")
		for _, path := range files {
			if strings.EqualFold(filepath.Base(path), name) {
				if f, err := OpenFont(path, face); err == nil {
					return f
				}
			}
		}
	}
	tries := 0
	for _, path := range files {
		if info, err := os.Stat(path); err != nil || info.Size() < smallestChinese || unfit(path) {
			continue
		}
		if tries++; tries > 50 {
			break
		}
		if f, err := OpenFont(path, ""); err == nil {
			return f
		}
	}
	return BundledFont()
}

// smallestChinese is the size in bytes below which no font holds the thousands of common characters.
const smallestChinese = 500_000

// unfit tells by its name a font whose strokes are too thin, too fat, slanted or decorated for labels. The outlines
// of a variable font are those of its thinnest weight.
func unfit(path string) bool {
	name := strings.ToLower(filepath.Base(path))
	for _, part := range []string{"thin", "light", "black", "heavy", "italic", "oblique", "mono", "emoji", "symbol", "variable", "-vf", "[wght]"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// fontFolders are where the systems keep fonts, those of the person before those of the machine.
func fontFolders() []string {
	home, err := os.UserHomeDir()
	if err != nil {
		home = "" // a service without a home has the machine's fonts
	}
	under := func(folder string, parts ...string) string {
		if folder == "" {
			return ""
		}
		return filepath.Join(append([]string{folder}, parts...)...)
	}
	switch runtime.GOOS {
	case "windows":
		return []string{under(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts"), under(os.Getenv("WINDIR"), "Fonts")}
	case "darwin":
		return []string{under(home, "Library", "Fonts"), "/Library/Fonts", "/System/Library/Fonts", "/System/Library/AssetsV2"}
	}
	folders := []string{under(os.Getenv("XDG_DATA_HOME"), "fonts"), under(home, ".local", "share", "fonts"), under(home, ".fonts")}
	folders = append(folders, fontconfigFolders("/etc/fonts/fonts.conf", home)...)
	for _, data := range filepath.SplitList(os.Getenv("XDG_DATA_DIRS")) {
		folders = append(folders, under(data, "fonts"))
	}
	return append(folders, "/usr/share/fonts", "/usr/local/share/fonts", "/run/current-system/sw/share/X11/fonts", "/system/fonts")
}

// fontconfigFolders reads the folders that fontconfig's own file names.
func fontconfigFolders(path, home string) []string {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	var conf struct {
		Dirs []struct {
			Prefix string `xml:"prefix,attr"`
			Path   string `xml:",chardata"`
		} `xml:"dir"`
	}
	if xml.Unmarshal(data, &conf) != nil {
		return nil
	}
	var out []string
	for _, dir := range conf.Dirs {
		folder := strings.TrimSpace(dir.Path)
		switch {
		case strings.HasPrefix(folder, "~"):
			folder = filepath.Join(home, folder[1:])
		case dir.Prefix == "xdg":
			continue // XDG_DATA_HOME, already in the list
		}
		if filepath.IsAbs(folder) {
			out = append(out, folder)
		}
	}
	return out
}

// fontsIn lists the font files of the folders, without those that are named twice.
func fontsIn(folders []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, folder := range folders {
		folder, err := filepath.EvalSymlinks(folder)
		if err != nil || seen[folder] {
			continue
		}
		seen[folder] = true
		walk := func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return nil // what cannot be read is no font for us
			}
			switch strings.ToLower(filepath.Ext(path)) {
			case ".ttf", ".otf", ".ttc", ".otc":
				if !entry.IsDir() && !seen[path] {
					seen[path] = true
					out = append(out, path)
				}
			}
			return nil
		}
		if err := filepath.WalkDir(folder, walk); err != nil {
			continue
		}
	}
	return out
}
