package report

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// The words with which header lines begin, and the field each fills. "-" is for
// lines that say nothing about the report.
var headWords = map[string]string{
	"来源": "source", "稿件来源": "source", "信息来源": "source", "文章来源": "source", "发布机构": "source", "发布单位": "source",
	"编制单位": "source", "填报单位": "source", "制表单位": "source", "报送单位": "source", "source": "source",
	"作者": "authors", "记者": "authors", "撰稿": "authors", "通讯员": "authors", "author": "authors", "authors": "authors", "by": "authors",
	"时间": "date", "日期": "date", "发布时间": "date", "发布日期": "date", "发表时间": "date", "成文日期": "date", "填报日期": "date",
	"更新时间": "date", "报告日期": "date", "编制日期": "date", "填报时间": "date", "制表日期": "date", "截止日期": "date",
	"date": "date", "published": "date", "created": "date", "updated": "date",
	"地点": "place", "地区": "place", "place": "place", "location": "place", "region": "place",
	"标题": "title", "题目": "title", "title": "title",
	"语言": "lang", "lang": "lang", "language": "lang",
	"编辑": "-", "责任编辑": "-", "责编": "-", "浏览次数": "-", "浏览量": "-", "阅读次数": "-", "阅读": "-", "点击数": "-", "点击": "-",
	"字号": "-", "字体": "-", "分享到": "-", "打印": "-", "审核": "-", "校对": "-", "文号": "-", "索引号": "-", "主题分类": "-", "views": "-", "editor": "-",
}

var (
	headPair     = regexp.MustCompile(`(^|[\s\x{3000}|｜【】\[\]（(])([\p{Han}A-Za-z]{2,8})\s?[：:]\s*`)
	byline       = regexp.MustCompile(`^[□■○●◎◆（(]?\s?(本报|本网|本刊|新华社|中新社|[\p{Han}]{2,8})?(见习记者|特约记者|全媒体记者|首席记者|融媒体记者|记者|通讯员)[\s\x{3000}：:/]+[\p{Han}\s\x{3000}、，,·]{2,60}[）)]?$`)
	trailingDate = regexp.MustCompile(`[\s\x{3000}]((19|20)\d\d\s?年\s?\d{1,2}\s?月(\s?\d{1,2}\s?日)?|(19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})([ T]*\d{1,2}[:：]\d\d([:：]\d\d)?)?$`)
	byWords      = regexp.MustCompile(`^(文|图文|撰文|文字|文[/／]图)\s?[/／：:]\s?(本报|本网)?(记者|通讯员)?\s?[\p{Han}\s\x{3000}、]{2,30}$`)
	bylineEn     = regexp.MustCompile(`^(By|BY) [A-Z][\w.\-]+( [A-Z][\w.\-]+){0,3}((, | and )[A-Z][\w.\-]+( [A-Z][\w.\-]+){0,3})*(, \w[\w ]{2,30})?$`)
	dateLine     = regexp.MustCompile(`^[（(【\[]?\s?((19|20)\d\d\s?年\s?\d{1,2}\s?月(\s?\d{1,2}\s?日)?|(19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|二[〇○零Ｏ0][一二三四五六七八九〇○零Ｏ0]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)([ T]*\d{1,2}[:：]\d\d([:：]\d\d)?)?\s?[）)】\]]?$`)
)

// takeLine takes a line that belongs to the header, and tells whether it was one.
func (h *head) takeLine(s string) bool {
	if n := utf8.RuneCountInString(s); n > 150 || n < 2 {
		return false
	}
	switch {
	case dateLine.MatchString(s):
		h.fill(head{date: s})
		return true
	case byline.MatchString(s), byWords.MatchString(s), bylineEn.MatchString(s):
		h.fill(head{authors: names(s)})
		return true
	}
	pairs := headPair.FindAllStringSubmatchIndex(s, -1)
	if len(pairs) == 0 || pairs[0][0] != 0 && strings.TrimFunc(s[:pairs[0][0]], blank) != "" {
		return false
	}
	found := head{}
	for i, m := range pairs {
		field, ok := headWords[strings.ToLower(s[m[4]:m[5]])]
		if !ok {
			return false
		}
		end := len(s)
		if i+1 < len(pairs) {
			end = pairs[i+1][0]
		}
		value := s[m[1]:end]
		if strings.ContainsAny(value, "。；") || strings.Contains(value, "，") && field != "authors" ||
			field == "date" && (!strings.ContainsAny(value, "0123456789二") || utf8.RuneCountInString(value) > 30) {
			return false
		}
		found.set(field, value)
	}
	h.fill(found)
	return true
}

func (h *head) set(field, value string) {
	value = strings.TrimFunc(value, func(r rune) bool { return blank(r) || strings.ContainsRune("|｜【】[]", r) })
	switch field {
	case "title":
		h.title = value
	case "source":
		// 来源：柳源日报 2023年11月5日
		if m := trailingDate.FindStringIndex(value); m != nil && m[0] > 0 {
			h.date, value = strings.TrimFunc(value[m[0]:], blank), strings.TrimFunc(value[:m[0]], blank)
		}
		h.source = value
	case "authors":
		h.authors = value
	case "place":
		h.place = value
	case "date":
		h.date = value
	case "lang":
		h.lang = value
	}
}

var bylineLead = regexp.MustCompile(`^[□■○●◎◆（(]?\s?((文[/／]图|图文|撰文|文字|文)\s?[/／：:]\s?(本报|本网)?(记者|通讯员)?|By|BY|\p{Han}*?(记者|通讯员))[\s\x{3000}：:/]*`)

// names takes the words around the names off a byline.
func names(s string) string {
	s = bylineLead.ReplaceAllString(s, "")
	return strings.Join(strings.FieldsFunc(strings.Trim(s, "）)"), func(r rune) bool { return blank(r) || strings.ContainsRune("、，；;", r) }), " ")
}

// cutFrontMatter parts a YAML header ("---" lines around "key: value" lines)
// from the text.
func cutFrontMatter(text string) (head, string, bool) {
	var h head
	lines := strings.SplitAfter(text, "\n")
	if len(lines) == 0 || strings.TrimSpace(lines[0]) != "---" {
		return h, text, false
	}
	key, size := "", len(lines[0])
	for i, l := range lines[1:] {
		size += len(l)
		bare := strings.TrimSpace(l)
		switch {
		case i > 60:
			return head{}, text, false
		case bare == "---" || bare == "...":
			return h, text[size:], true
		case bare == "" || strings.HasPrefix(bare, "#"):
		case strings.HasPrefix(bare, "- ") && key != "":
			h.more(key, unquote(bare[2:]))
		default:
			k, v, ok := strings.Cut(bare, ":")
			if full := strings.Index(bare, "："); !ok || full >= 0 && full < len(k) {
				if k, v, ok = strings.Cut(bare, "："); !ok {
					return head{}, text, false
				}
			}
			key = headWords[strings.ToLower(strings.TrimSpace(k))]
			if v = strings.TrimSpace(v); strings.HasPrefix(v, "[") && strings.HasSuffix(v, "]") {
				for _, one := range strings.Split(v[1:len(v)-1], ",") {
					h.more(key, unquote(strings.TrimSpace(one)))
				}
			} else {
				h.more(key, unquote(v))
			}
		}
	}
	return head{}, text, false
}

// more adds a value to a field that may hold several.
func (h *head) more(field, value string) {
	if field == "authors" && h.authors != "" && value != "" {
		value = h.authors + " " + value
	}
	if value != "" {
		h.set(field, value)
	}
}

func unquote(s string) string {
	s = strings.TrimSpace(s)
	if n := len(s); n >= 2 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] {
		return s[1 : n-1]
	}
	return s
}
