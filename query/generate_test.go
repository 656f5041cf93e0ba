package query_test

import (
	"math/rand/v2"
	"strings"

	"wenxiang/data/vocabulary"
)

// A speaker makes up questions about what a library holds and about what it does not hold: the same seed, the same questions.
type speaker struct {
	r *rand.Rand
	// owners and labels are names and measures as the reports print them.
	owners, labels []string
	measures       []vocabulary.Measure
	places         []vocabulary.Place
}

func newSpeaker(l *library, seed uint64) *speaker {
	s := &speaker{r: rand.New(rand.NewPCG(seed, 7)), measures: vocabulary.Measures(), places: vocabulary.Places()}
	seen := map[string]bool{"": true}
	for _, f := range l.facts {
		for _, name := range []string{f.Project, f.Subject, f.Company, f.Event, f.Group} {
			if !seen[name] {
				seen[name] = true
				s.owners = append(s.owners, name)
			}
		}
		if !seen["\x00"+f.Label] {
			seen["\x00"+f.Label] = true
			s.labels = append(s.labels, f.Label)
		}
	}
	if len(s.owners) == 0 {
		s.owners = []string{"项目"}
	}
	if len(s.labels) == 0 {
		s.labels = []string{"总投资"}
	}
	return s
}

func (s *speaker) one(of ...string) string { return of[s.r.IntN(len(of))] }

func (s *speaker) maybe(of ...string) string {
	if s.r.IntN(2) == 0 {
		return ""
	}
	return s.one(of...)
}

func (s *speaker) measureZH() string {
	if s.r.IntN(2) == 0 {
		return s.one(s.labels...)
	}
	return s.one(s.measures[s.r.IntN(len(s.measures))].ZH...)
}

func (s *speaker) measureEN() string {
	for range 20 {
		if m := s.measures[s.r.IntN(len(s.measures))]; len(m.EN) > 0 {
			return s.one(m.EN...)
		}
	}
	return "investment"
}

func (s *speaker) owner() string {
	name := []rune(s.one(s.owners...))
	if len(name) > 6 && s.r.IntN(2) == 0 {
		// People say a part of a long name.
		from := s.r.IntN(len(name) - 3)
		name = name[from : from+3+s.r.IntN(len(name)-from-2)]
	}
	return string(name)
}

func (s *speaker) place() string {
	p := s.places[s.r.IntN(len(s.places))]
	if len(p.EN) > 0 && s.r.IntN(8) == 0 {
		return p.EN[0]
	}
	return p.Name
}

func (s *speaker) year() string {
	return s.one("2018年", "2019年", "2020年", "2021年", "2022年", "2023年", "2024年", "今年", "去年", "前年", "明年", "1-10月", "一季度", "上半年", "截至11月", "7-10月", "近三年", "十四五期间")
}

func (s *speaker) scope() string {
	return s.one("5000万元以上", "亿元以上", "10亿元以上", "超过20亿元的", "不到一亿的", "5000万到1亿的", "已开工", "新开工", "开工", "竣工", "投产", "签约", "谋划推进", "续建", "产业类", "民生类", "农业", "二期", "其中")
}

func (s *speaker) asked() string {
	return s.one("多少", "是多少", "有多少个", "几个", "几家", "多少钱", "多少亩", "多少人", "增长多少", "同比增长百分之几", "占比多少", "排第几", "高几个百分点", "比去年同期高多少",
		"平均每个多少", "一共多少", "加起来多少", "相差多少", "最大的是哪个", "前三名是哪些", "有哪些", "在哪里", "谁建的", "什么时候开工", "什么时候建成", "完成了吗", "是否超过10亿", "怎么样",
		"去年大概多少", "换成万元", "换算成亩", "是什么文件", "叫什么", "由谁负责", "为什么", "")
}

func (s *speaker) follow() string {
	return s.one("那"+s.scope()+"的呢", "那"+s.place()+"呢", "那"+s.year()+"呢", "它的"+s.measureZH()+"呢", s.measureZH()+"呢？", "其中"+s.scope()+"有几个", "换成亿元", "换成万元", "in million yuan", "去年大概多少",
		"占比多少", "比"+s.owner()+"多多少", "加起来一共多少", "平均每个多少", "and its "+s.measureEN(), "what about "+s.owner(), "这些项目在哪", "谁负责", "哪个最大", "前者和后者差多少", "再加上"+s.owner(), "相差多少")
}

// plain is a question in everyday wording.
func (s *speaker) plain() string {
	switch s.r.IntN(14) {
	case 0:
		return s.measureZH() + s.asked()
	case 1:
		return s.owner() + "的" + s.measureZH() + s.asked()
	case 2:
		return s.place() + s.maybe(s.year()) + s.measureZH() + s.asked()
	case 3:
		return s.maybe(s.year()) + s.scope() + "项目" + s.measureZH() + s.asked()
	case 4:
		return s.owner() + "比" + s.owner() + s.measureZH() + "多多少"
	case 5:
		return s.owner() + "和" + s.owner() + "的" + s.measureZH() + "加起来多少"
	case 6:
		return "what is the " + s.measureEN() + " of " + s.owner() + "?"
	case 7:
		return s.one("how many ", "how much ", "which ", "when was ", "who built ") + s.measureEN() + s.maybe(" in "+s.place()) + s.maybe(" in 2021", " in 2022", " last year")
	case 8:
		return s.measureZH() + s.scope() + "的项目有哪些"
	case 9:
		return s.owner() + s.asked()
	case 10:
		return s.scope() + s.measureZH() + "占" + s.measureZH() + "的百分之几"
	case 11:
		return s.owner() + s.measureZH() + s.asked() + s.one("？", "，", "；", "\n") + s.follow()
	case 12:
		return s.year() + s.owner() + s.measureZH() + "换成" + s.one("万元", "亿元", "美元", "亩", "公顷", "平方公里", "万人", "吨", "百分点")
	default:
		return s.one("全国", "全省", "全市", "四平", "吉林省", "伊通") + s.measureZH() + s.asked()
	}
}

// slip types a question badly: a character left out, doubled, changed, or two that change places.
func (s *speaker) slip(q string) string {
	r := []rune(q)
	for range 1 + s.r.IntN(2) {
		if len(r) < 3 {
			return string(r)
		}
		i := s.r.IntN(len(r) - 1)
		switch s.r.IntN(4) {
		case 0:
			r = append(r[:i:i], r[i+1:]...)
		case 1:
			r = append(r[:i+1:i+1], r[i:]...)
		case 2:
			r[i] = s.char()
		default:
			r[i], r[i+1] = r[i+1], r[i]
		}
	}
	return string(r)
}

func (s *speaker) char() rune {
	if s.r.IntN(3) == 0 {
		marks := []rune("0123456789.%-~()（）“”《》亿万千百十元个年月日，。？！ \t")
		return marks[s.r.IntN(len(marks))]
	}
	return rune(0x4e00 + s.r.IntN(0x51a5))
}

// noise is no question at all.
func (s *speaker) noise() string {
	var b strings.Builder
	for range 1 + s.r.IntN(12) {
		switch s.r.IntN(4) {
		case 0:
			b.WriteString(s.one(s.labels...))
		case 1:
			b.WriteString(s.asked())
		default:
			b.WriteRune(s.char())
		}
	}
	return b.String()
}

// question is any of these.
func (s *speaker) question() string {
	switch s.r.IntN(8) {
	case 0:
		return s.slip(s.plain())
	case 1:
		return s.noise()
	}
	return s.plain()
}

// conversation is one to four turns.
func (s *speaker) conversation() []string {
	turns := []string{s.question()}
	for s.r.IntN(3) != 0 && len(turns) < 4 {
		if s.r.IntN(5) == 0 {
			turns = append(turns, s.slip(s.follow()))
			continue
		}
		turns = append(turns, s.follow())
	}
	return turns
}
