package report

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The longest line in characters that may be a heading or a title.
const (
	maxHeading   = 45
	maxTitle     = 80
	maxHeadingEn = 100
	maxTitleEn   = 140
)

var (
	chapter  = regexp.MustCompile(`^(第[一二三四五六七八九十百零\d]{1,4}[章编篇部]([\s\x{3000}、：:]|分|$)?|[一二三四五六七八九十]{1,3}[、．.]|[一二三四五六七八九十]{1,3}[ \x{3000}]+\S)`)
	part     = regexp.MustCompile(`^([（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十\d]{1,3}节)`)
	point    = regexp.MustCompile(`^\d{1,2}([、．]|\.[^\d]|\.$)`)
	decimals = regexp.MustCompile(`^\d{1,2}(\.\d{1,2}){1,3}[ \x{3000}]+[^\da-z]`) // 15.6 billion rupees is an amount
	english  = regexp.MustCompile(`^((Chapter|Section|Part|CHAPTER|SECTION|PART) [\dIVX]+\b|[IVX]{1,4}\. )`)
)

// numberedHeading returns the rank of the number that s begins with (一、 is 1,
// （一） 2, 1. 3), 0 when it begins with none.
func numberedHeading(s string) int {
	switch {
	case chapter.MatchString(s), english.MatchString(s):
		return 1
	case part.MatchString(s):
		return 2
	case decimals.MatchString(s):
		return 1 + strings.Count(strings.Fields(s)[0], ".")
	case point.MatchString(s):
		return 3
	}
	return 0
}

// findHeadings marks the lines that head what follows.
func (p *page) findHeadings() {
	plainLines, prose := 0, 0
	for _, b := range p.blocks {
		if b.kind == textBlock {
			if headingShape(b.text) {
				plainLines++
			} else {
				prose++
			}
		}
	}
	// Where most lines are short, they are a list and no headings.
	plain := plainLines <= prose*2+1
	rank := 0 // of the last numbered heading
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.kind == headingBlock && b.level > 0 {
			continue
		}
		if b.kind != textBlock || b.joined {
			continue
		}
		var next *block
		if i+1 < len(p.blocks) {
			next = &p.blocks[i+1]
		}
		level := numberedHeading(b.text)
		switch {
		case level > 0 && headingShape(b.text) && headsSomething(level, next):
			b.kind, b.level = headingBlock, level
			rank = level
		case level == 0 && dashHeading(b.text) && next != nil:
			b.kind, b.level = headingBlock, 1
		case level == 0 && plain && headingShape(b.text) && !labelled(b.text) && !amount.MatchString(b.text) &&
			next != nil && isProse(*next) && quietBefore(p.blocks[:i]):
			b.kind, b.level = headingBlock, rank+1
		}
	}
}

// headingShape tells whether s is short and does not end or run like a sentence.
func headingShape(s string) bool {
	if !hasHan(s) {
		return headingShapeEn(s)
	}
	n := utf8.RuneCountInString(s)
	return n >= 2 && n <= maxHeading && !stopped(s) && !strings.ContainsAny(s, "。；;") && openEnd(s) == 0
}

func headingShapeEn(s string) bool {
	if len(s) > maxHeadingEn || len(s) < 3 || stopped(s) {
		return false
	}
	words := strings.Fields(s)
	upper, long := 0, 0
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsLetter(r) || len(w) < 4 {
			continue
		}
		long++
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return long > 0 && (upper*3 >= long*2 || len(words) <= 4 && upper > 0 && !strings.Contains(s, ","))
}

// stopped tells whether s ends with a stop of a sentence or of a clause.
func stopped(s string) bool {
	s = strings.TrimRight(s, "”’」』\"'")
	r, _ := utf8.DecodeLastRuneInString(s)
	if r == '.' && !hasHan(s) {
		return !abbreviated(s)
	}
	return strings.ContainsRune("。；：，、…;:,.", r)
}

// abbreviated tells whether the last full stop belongs to a word such as Ltd.
func abbreviated(s string) bool {
	i := strings.LastIndexAny(s, " (") + 1
	switch strings.ToLower(s[i:]) {
	case "ltd.", "inc.", "co.", "corp.", "plc.", "l.p.", "s.a.", "u.s.", "u.k.", "no.", "bros.", "jr.":
		return true
	}
	return false
}

// dashHeading tells a heading of two halves, 一手抓项目—— 一手抓服务.
func dashHeading(s string) bool {
	i := strings.Index(s, "——")
	return i >= 0 && headingShape(s) && utf8.RuneCountInString(s) >= 5 && strings.Count(s, "——") == 1
}

func headsSomething(level int, next *block) bool {
	if next == nil {
		return false
	}
	switch n := numberedHeading(next.text); {
	case next.kind == rowBlock, next.kind == itemBlock, next.kind == captionBlock, next.kind == headingBlock:
		return true
	case n == 0:
		return true
	case headingShape(next.text):
		return n > level
	default:
		return n != level || level < 3
	}
}

// labelled tells lines such as 项目名称：… that are entries, not headings.
func labelled(s string) bool {
	i := strings.IndexAny(s, "：:")
	return i > 0 && i < len(s)-1 && utf8.RuneCountInString(s[:i]) <= 12
}

var amount = regexp.MustCompile(`^\S{0,12}\d[\d,.]*\s?(亿|万|%|％|元|吨|亩|平方|个百分点)\S{0,4}$`)

func isProse(b block) bool {
	if b.kind == headingBlock || b.kind == rowBlock || b.kind == captionBlock {
		return b.kind == rowBlock
	}
	return endsSentence(b.text) || utf8.RuneCountInString(b.text) > maxHeading
}

// quietBefore tells whether nothing is left open above: a heading stands after
// a whole sentence, another heading or nothing.
func quietBefore(above []block) bool {
	for i := len(above) - 1; i >= 0; i-- {
		switch above[i].kind {
		case captionBlock:
			continue
		case textBlock:
			return endsSentence(above[i].text)
		}
		return true
	}
	return true
}

// takeHead takes the header off the page: title, subtitle, author, source, date
// and place, as far as they stand on lines of their own at the top.
func (p *page) takeHead() {
	if p.head.title == "" {
		if n := p.titleBlocks(); n > 0 {
			p.head.title = p.blocks[0].text
			if n == 2 {
				p.head.title += p.blocks[1].text
			}
			p.blocks = p.blocks[n:]
		}
	}
	if len(p.blocks) > 1 && p.head.title != "" && p.blocks[0].kind != rowBlock && p.blocks[0].text == p.head.title {
		p.blocks = p.blocks[1:]
	}
	kept := make([]block, 0, len(p.blocks))
	for i, b := range p.blocks {
		if i >= 10 || b.kind == rowBlock || b.kind == itemBlock {
			kept = append(kept, p.blocks[i:]...)
			break
		}
		if b.kind == textBlock && i == 0 && p.head.title != "" && strings.HasPrefix(b.text, "——") && headingShape(b.text) {
			p.head.title += b.text
			continue
		}
		if b.kind == textBlock && p.head.takeLine(b.text) {
			continue
		}
		if isProse(b) {
			kept = append(kept, p.blocks[i:]...)
			break
		}
		kept = append(kept, b)
	}
	p.blocks = kept
}

// takeFoot takes off what stands below the text: the date under a signature, the
// editor, the source.
func (p *page) takeFoot() {
	for range 3 {
		n := len(p.blocks)
		if n < 2 || p.blocks[n-1].kind != textBlock {
			return
		}
		s := p.blocks[n-1].text
		bare := strings.TrimFunc(strings.Trim(s, "（）()[]【】"), blank)
		var h head
		if !footLine.MatchString(bare) && !dateLine.MatchString(s) || !h.takeLine(bare) {
			return
		}
		p.head.fill(head{source: h.source, date: h.date, authors: h.authors})
		p.blocks = p.blocks[:n-1]
	}
}

var footLine = regexp.MustCompile(`^(责任编辑|编辑|责编|审核|校对|来源|稿件来源|信息来源|作者|Source|Editor)\s?[：:]`)

// titleBlocks returns how many blocks at the top are the title: 0, 1 or 2.
func (p *page) titleBlocks() int {
	if len(p.blocks) < 2 {
		return 0
	}
	b, next := p.blocks[0], p.blocks[1]
	if b.kind == headingBlock {
		if stopped(b.text) {
			return 0
		}
		for _, o := range p.blocks[1:] {
			if o.kind == headingBlock && o.level <= b.level && (numberedHeading(o.text) == 0 || numberedHeading(b.text) > 0) {
				return 0
			}
		}
		return 1
	}
	if b.kind != textBlock || !titleShape(b.text) && !(utf8.RuneCountInString(b.text) > 1 && headingShape(b.text) && strings.HasPrefix(next.text, "——")) {
		return 0
	}
	// 某某人民政府 / 关于……的通知
	if next.kind == textBlock && strings.HasPrefix(next.text, "关于") && titleShape(next.text) && office.MatchString(b.text) && len(p.blocks) > 2 {
		return 2
	}
	var h head
	if next.after != lineGap || isProse(next) || next.kind == headingBlock || h.takeLine(next.text) || strings.HasPrefix(next.text, "——") ||
		numberedHeading(next.text) > 0 {
		return 1
	}
	return 0
}

var office = regexp.MustCompile(`(政府|委员会|办公室|局|厅|党委|市委|省委|县委|集团|公司)$`)

func titleShape(s string) bool {
	n := utf8.RuneCountInString(s)
	if !hasHan(s) {
		return n >= 4 && n <= maxTitleEn && !stopped(s) && startsUpper(s)
	}
	if n < 4 || n > maxTitle || stopped(s) || strings.ContainsAny(s, "。；") || openEnd(s) != 0 {
		return false
	}
	return numberedHeading(s) == 0 && !startsItem(s) && !(labelled(s) && strings.ContainsAny(s, "0123456789"))
}

func startsUpper(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return !unicode.IsLower(r)
		}
	}
	return false
}

// openEnd counts the brackets and quotation marks that s opens and does not
// close, less those that it closes and did not open.
func openEnd(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("“《（「『【(", r):
			n++
		case strings.ContainsRune("”》）」』】)", r):
			n--
		}
	}
	return n
}
