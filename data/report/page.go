package report

import (
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"
)

// A page is what the reader of one format hands on: a header, if the format
// has one, and blocks in the order in which they stand in the file.
type page struct {
	head   head
	blocks []block
	// ledger is true for a spreadsheet: its rows are what the file is about,
	// and nothing in it is guessed to be a heading.
	ledger bool
}

// A head holds what a file's header states of the report. Empty means unstated.
type head struct {
	title, source, authors, place, date, lang string
}

// fill takes over what h does not state yet.
func (h *head) fill(o head) {
	for _, p := range []struct{ to, from *string }{
		{&h.title, &o.title}, {&h.source, &o.source}, {&h.authors, &o.authors},
		{&h.place, &o.place}, {&h.date, &o.date}, {&h.lang, &o.lang},
	} {
		if *p.to == "" {
			*p.to = strings.TrimSpace(*p.from)
		}
	}
}

// A block is one thing on the page.
type block struct {
	kind  blockKind
	level int // of a heading
	text  string
	row   []Cell
	// after tells what stands between the block before and this one.
	after gap
	// joined is true once pieces from elsewhere on the page were put together.
	joined bool
}

type blockKind int

const (
	textBlock blockKind = iota // prose, or what looks like it until it is looked at
	headingBlock
	itemBlock
	captionBlock
	rowBlock
)

type gap int

const (
	lineGap gap = iota // the next line
	blankGap
	wideGap // several blank lines, or the end of a page: columns may break here
)

func (p *page) add(kind blockKind, text string) {
	if text = strings.TrimFunc(text, blank); text != "" {
		p.blocks = append(p.blocks, block{kind: kind, text: text})
	}
}

// assemble turns blocks into a report: it takes off the header lines, finds the
// title, puts broken sentences together, and sorts passages under headings.
func (p *page) assemble(name string) (*Report, *Error) {
	if !p.ledger {
		p.takeHead()
		p.takeFoot()
		p.findEntries()
		p.findCaptions()
		p.blocks = rejoin(p.blocks)
		p.findHeadings()
	}
	r := &Report{File: filepath.Base(name), Title: p.head.title, Source: p.head.source, Authors: names(p.head.authors)}
	section := Section{}
	number := 0
	flush := func() {
		if section.Title != "" || len(section.Passages) > 0 {
			r.Sections = append(r.Sections, section)
		}
	}
	for _, b := range p.blocks {
		if b.kind == headingBlock && !strings.HasSuffix(b.text, "。") {
			flush()
			section = Section{Title: onOneLine(b.text), Level: max(b.level, 1)}
			continue
		}
		kind := map[blockKind]PassageKind{textBlock: Paragraph, headingBlock: Paragraph, itemBlock: ListItem, captionBlock: Caption, rowBlock: Row}[b.kind]
		for _, text := range pieces(onOneLine(b.text)) {
			number++
			section.Passages = append(section.Passages, Passage{Number: number, Text: text, Kind: kind, Row: b.row, Joined: b.joined})
		}
	}
	flush()
	if number == 0 && r.Title == "" && len(r.Sections) == 0 {
		return nil, errEmpty
	}
	if number > maxPassages {
		return nil, refusef(TooLarge, "文件段落过多（最多 %d 段）", "the file has too many paragraphs (at most %d)", maxPassages)
	}
	r.describe(p.head)
	return r, nil
}

// onOneLine joins what a format's own syntax left on several lines.
func onOneLine(s string) string {
	if !strings.Contains(s, "\n") {
		return s
	}
	out := ""
	for l := range strings.SplitSeq(s, "\n") {
		out = joinMaybe(out, l)
	}
	return out
}

// maxPassage is the length in bytes over which a paragraph is cut at its
// sentences; a text without line breaks would else be one passage.
const maxPassage = 12 << 10

func pieces(text string) []string {
	if len(text) <= maxPassage {
		return []string{text}
	}
	var out []string
	for len(text) > maxPassage {
		cut := maxPassage
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		if i := lastSentenceEnd(text[:cut]); i > cut/2 {
			cut = i
		}
		out = append(out, strings.TrimFunc(text[:cut], blank))
		text = text[cut:]
	}
	if text = strings.TrimFunc(text, blank); text != "" {
		out = append(out, text)
	}
	return out
}

func lastSentenceEnd(s string) int {
	best := -1
	for _, end := range []string{"。", "！", "？", "；", ". ", "\n"} {
		if i := strings.LastIndex(s, end); i >= 0 {
			best = max(best, i+len(end))
		}
	}
	return best
}

// findCaptions marks the lines that belong to pictures. A credit on a line of
// its own goes to the caption above it.
func (p *page) findCaptions() {
	out := p.blocks[:0]
	for _, b := range p.blocks {
		if b.kind != textBlock || !isCaption(b.text) {
			out = append(out, b)
			continue
		}
		b.kind = captionBlock
		if onlyCredit.MatchString(b.text) && len(out) > 0 && b.after != wideGap {
			last := &out[len(out)-1]
			if last.kind == captionBlock || last.kind == textBlock && last.after == wideGap && utf8.RuneCountInString(last.text) <= maxCaption {
				last.kind = captionBlock
				last.text += " " + b.text
				continue
			}
		}
		out = append(out, b)
	}
	p.blocks = out
}

// maxCaption is the length in characters of the longest caption.
const maxCaption = 160

var (
	pictureMark = regexp.MustCompile(`[(（](资料图片?|资料照片?|效果图|示意图|航拍图?|本报资料图?|图片由.{1,30}提供|图片来源.{1,30}|File photo|File)[)）]`)
	pictureLead = regexp.MustCompile(`^[▲△↑↓←→◆]?\s*(图为|图①|图1[：:. 、]|上图|下图|左图|右图|资料图[：:片 ]|效果图[：:]|Photo:|Pictured:|Figure \d+[.:])`)
	pictureTail = regexp.MustCompile(`(^|[\s　。）)/／：:])\S{0,12}[^拍航]\s?(摄|摄影|供图|摄影报道)[)）]?$|[(（](.{0,16}\s?(摄|供图|摄影)|Photo by .{1,40})[)）]$|(摄影|图)[/／：:]\s?\S{2,12}$|新华社发([(（].{1,20}[)）])?$|^Photo by .{1,40}$`)
	onlyCredit  = regexp.MustCompile(`^[(（]?(资料图片?|资料照片?)?[)）]?\s*(本报记者|记者|通讯员|新华社记者|新华社发|摄影[：:/]?)?\s*\S{2,4}(\s\S{2,4}){0,2}\s?(摄|摄影|供图)?[)）]?$`)
)

func isCaption(s string) bool {
	if len(s) > 3*maxCaption || utf8.RuneCountInString(s) > maxCaption || !mentionsPicture(s) {
		return false
	}
	return pictureMark.MatchString(s) || pictureLead.MatchString(s) || pictureTail.MatchString(s)
}

// mentionsPicture is a quick look for any word that the patterns above need.
func mentionsPicture(s string) bool {
	for _, w := range []string{"摄", "图", "资料照", "新华社发", "Photo", "File", "Pictured", "Figure"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
