package schedule

import (
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the zones, also on a machine without them

	"wenxiang/data/vocabulary"
)

// DefaultZone is the zone of those who did not choose one.
const DefaultZone = "Asia/Shanghai"

//go:embed *.tsv
var files embed.FS

// Location finds a zone by the name it is stored under: an IANA name (Europe/London), UTC, or a fixed
// distance from it (UTC+8, UTC-03:30).
func Location(name string) (*time.Location, error) {
	if loc, found := locations.Load(name); found {
		return loc.(*time.Location), nil
	}
	loc, err := load(name)
	if err != nil {
		return nil, err
	}
	locations.Store(name, loc)
	return loc, nil
}

var locations sync.Map // of found zones only, so that it cannot grow with what people type

func load(name string) (*time.Location, error) {
	unknown := fmt.Errorf("there is no time zone %q", name)
	if m := distance.FindStringSubmatch(name); m != nil && m[0] == name {
		canonical, seconds, ok := fixed(m)
		if !ok || canonical != name {
			return nil, unknown
		}
		return time.FixedZone(name, seconds), nil
	}
	// Besides Area/City the database of zones holds relics such as EST and Local names that mean this machine.
	if !strings.Contains(name, "/") {
		return nil, unknown
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, unknown
	}
	return loc, nil
}

// place is Location with the default zone in place of an unknown one.
func place(name string) *time.Location {
	loc, err := Location(name)
	if err != nil {
		loc, err = Location(DefaultZone)
	}
	if err != nil {
		return time.UTC
	}
	return loc
}

// distance matches UTC, UTC+8, GMT-03:30 in any case.
var distance = regexp.MustCompile(`(?i)\b(?:utc|gmt)(?:\s*([+-])\s*(\d{1,2})(?::?([0-5]\d))?)?`)

// fixed makes the stored name and the distance in seconds from a match of distance.
func fixed(m []string) (name string, seconds int, ok bool) {
	if m[1] == "" {
		return "UTC", 0, true
	}
	hours, _ := strconv.Atoi(m[2])
	minutes, _ := strconv.Atoi(m[3])
	seconds = hours*3600 + minutes*60
	if seconds > 14*3600 {
		return "", 0, false
	}
	if seconds == 0 {
		return "UTC", 0, true
	}
	name = "UTC" + m[1] + strconv.Itoa(hours)
	if minutes != 0 {
		name = fmt.Sprintf("UTC%s%02d:%02d", m[1], hours, minutes)
	}
	if m[1] == "-" {
		seconds = -seconds
	}
	return name, seconds, true
}

// ZoneWord is a short name of a zone in "zh" or "en", "" for a zone without one.
func ZoneWord(zone, lang string) string {
	for _, row := range rows("zones.tsv", 3) {
		if row[0] != zone {
			continue
		}
		if lang == "zh" {
			word, _, _ := strings.Cut(row[1], ";")
			return word
		}
		word, _, _ := strings.Cut(row[2], ";")
		words := strings.Fields(word)
		for i, w := range words {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
		return strings.Join(words, " ")
	}
	return ""
}

// A zoneName is a word for a zone.
type zoneName struct{ word, zone string }

// zoneNames are the words of zones.tsv, the longest first.
var zoneNames = sync.OnceValue(func() []zoneName {
	var all []zoneName
	for _, row := range rows("zones.tsv", 3) {
		for _, words := range row[1:] {
			for word := range strings.SplitSeq(words, ";") {
				if word = strings.TrimSpace(word); word != "" {
					all = append(all, zoneName{fold(word), row[0]})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b zoneName) int { return len(b.word) - len(a.word) })
	return all
})

// ParseZone reads what people type for a zone: 上海, 北京时间, New York, Europe/London, UTC+8, 东八区. The
// result is a name that Location knows; the error is an *Error.
func ParseZone(text string) (string, error) {
	folded := strings.TrimSpace(fold(text))
	if strings.Contains(folded, "/") {
		if zone := iana(folded); zone != "" {
			return zone, nil
		}
	}
	if m := offset.FindStringSubmatch(folded); m != nil && m[1]+m[2] != "" {
		if m[2] == "" {
			m[2] = "+"
		}
		if zone, _, ok := fixed([]string{"", m[2], m[3], m[4]}); ok {
			return zone, nil
		}
	}
	if zone := cityOf(folded); zone != "" {
		return zone, nil
	}
	zone, rest, err := cutZone(folded)
	if err != nil {
		return "", err
	}
	if zone != "" {
		if rest = strings.TrimFunc(cutFillers(rest), blank); rest == "" || cityOf(rest) == zone {
			return zone, nil
		}
	}
	return "", &Error{UnknownZone, strings.TrimSpace(text)}
}

var (
	slashed = regexp.MustCompile(`\b[a-z]+(?:/[a-z_+-]+[0-9]*)+`)
	eastern = regexp.MustCompile(`([东西])([0-9]{1,2}|[一二三四五六七八九十]{1,2})区`)
	// offset is a distance from UTC with nothing else: +8, utc8, gmt 8.
	offset = regexp.MustCompile(`^(utc|gmt)?\s*([+-]?)\s*(\d{1,2})(?::?([0-5]\d))?$`)
)

// cutZone finds a zone in a folded text and cuts it out.
func cutZone(text string) (zone, rest string, err error) {
	if at := slashed.FindStringIndex(text); at != nil {
		word := text[at[0]:at[1]]
		if zone = iana(word); zone == "" {
			return "", text, &Error{UnknownZone, word}
		}
		return zone, cut(text, at[0], at[1]), nil
	}
	if m := distance.FindStringSubmatchIndex(text); m != nil {
		groups := distance.FindStringSubmatch(text)
		name, _, ok := fixed(groups)
		if !ok {
			return "", text, &Error{UnknownZone, groups[0]}
		}
		return name, cut(text, m[0], m[1]), nil
	}
	if m := eastern.FindStringSubmatch(text); m != nil {
		sign := map[string]string{"东": "+", "西": "-"}[m[1]]
		hours, _ := numeral(m[2])
		name, _, ok := fixed([]string{"", sign, strconv.Itoa(hours), ""})
		if !ok {
			return "", text, &Error{UnknownZone, m[0]}
		}
		at := strings.Index(text, m[0])
		return name, cut(text, at, at+len(m[0])), nil
	}
	for _, z := range zoneNames() {
		if at := indexWord(text, z.word); at >= 0 {
			end := at + len(z.word)
			for _, of := range []string{"市", "省"} {
				if strings.HasPrefix(text[end:], of) {
					end += len(of)
				}
			}
			return z.zone, cut(text, at, end), nil
		}
	}
	return "", text, nil
}

// cityOf finds a zone by the name of a place alone: a word of zones.tsv, a city that has a zone, or a place in China.
func cityOf(name string) string {
	for _, n := range []string{name, cutFillers(name)} {
		n = strings.TrimFunc(n, blank)
		for _, z := range zoneNames() {
			if z.word == n {
				return z.zone
			}
		}
		if zone := city(n); zone != "" {
			return zone
		}
		if zone := chinese(n); zone != "" {
			return zone
		}
	}
	return ""
}

// chinese finds the zone of a province, city or county of China by its name, with the larger place before it
// or not: 吉林省四平市.
func chinese(name string) string {
	hits := vocabulary.FindPlaces(name)
	end := 0
	for _, h := range hits {
		if strings.TrimSpace(name[end:h.Start]) != "" {
			return ""
		}
		end = h.End
	}
	if len(hits) == 0 || strings.TrimSpace(name[end:]) != "" {
		return ""
	}
	for _, h := range hits {
		p, _ := vocabulary.PlaceByName(h.Key)
		for _, of := range []string{p.Name, p.In} {
			for _, z := range zoneNames() {
				if of != "" && z.word == of {
					return z.zone
				}
			}
		}
	}
	return DefaultZone
}

// iana finds the proper spelling of an Area/City name written in any case, with spaces or underscores.
func iana(name string) string {
	parts := strings.Split(strings.TrimSpace(name), "/")
	for i, part := range parts {
		words := strings.FieldsFunc(part, func(r rune) bool { return r == '_' || r == ' ' })
		for j, w := range words {
			if small := w == "of" || w == "es" || w == "au"; !small || j == 0 {
				pieces := strings.Split(w, "-")
				for k, p := range pieces {
					if p != "" && !(k > 0 && (p == "au" || p == "in")) {
						pieces[k] = strings.ToUpper(p[:1]) + p[1:]
					}
				}
				words[j] = strings.Join(pieces, "-")
			}
		}
		parts[i] = strings.Join(words, "_")
	}
	proper := strings.Join(parts, "/")
	if _, err := Location(proper); err != nil {
		return ""
	}
	return proper
}

var areas = []string{"Asia", "Europe", "America", "Africa", "Australia", "Pacific", "Atlantic", "Indian"}

var latin = regexp.MustCompile(`^[a-z][a-z' _-]{2,30}$`)

// city finds a zone by the name of its city alone.
func city(name string) string {
	name = strings.TrimSpace(name)
	if !latin.MatchString(name) {
		return ""
	}
	for _, area := range areas {
		if zone := iana(strings.ToLower(area) + "/" + name); zone != "" {
			return zone
		}
	}
	return ""
}

// rows reads one of the embedded files: lines that are not empty and do not begin with '#', with n
// columns each. The files are part of the program, so a malformed line is a fault of the build.
func rows(name string, n int) [][]string {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	var out [][]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != n {
			panic(fmt.Sprintf("%s: %d columns in %q, not %d", name, len(columns), line, n))
		}
		out = append(out, columns)
	}
	return out
}
