package report

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// pagesOf returns the whole pages that the tests cut up.
func pagesOf(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/pages/*.txt")
	if err != nil || len(files) < 5 {
		t.Fatalf("pages: %v %v", files, err)
	}
	pages := map[string]string{}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		pages[filepath.Base(f)] = string(b)
	}
	return pages
}

func mustRead(t *testing.T, name, text string) *Report {
	t.Helper()
	r, err := ReadBytes(name, []byte(text))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return r
}

func texts(r *Report) []string {
	var out []string
	for _, s := range r.Sections {
		for _, p := range s.Passages {
			out = append(out, p.Text)
		}
	}
	return out
}

func TestIntactPagesAreNeverChanged(t *testing.T) {
	for name, text := range pagesOf(t) {
		for _, gap := range []string{"\n", "\n\n", "\n\n\n\n"} {
			r := mustRead(t, name, strings.ReplaceAll(text, "\n", gap))
			at := 0
			for _, s := range r.Sections {
				for _, p := range s.Passages {
					if p.Joined {
						t.Errorf("%s: joined in an intact text: %s", name, p.Text)
					}
					i := strings.Index(text[at:], p.Text)
					if i < 0 {
						t.Fatalf("%s: not in the text, or out of order: %s", name, p.Text)
					}
					at += i + len(p.Text)
				}
			}
		}
	}
}

// Texts whose paragraphs have no stop at the end are written so, not broken.
func TestListsWithoutStopsAreNeverJoined(t *testing.T) {
	for _, text := range []string{
		"重点项目进展\n\n招商引资到位资金56亿元，同比增长12%\n\n固定资产投资完成30亿元，同比增长5%\n\n规模以上工业产值完成210亿元，同比增长8.1%",
		"会议议程\n\n1. 听取上半年招商引资情况的汇报，时长二十分钟\n2. 讨论下半年重大项目安排，时长四十分钟\n3. 研究专项债券申报，时长十五分钟",
		"工作要点\n\n抓好前期，落实用地、环评、能评手续\n\n抓好开工，确保一季度开工率达到60%以上\n\n抓好服务，全程代办",
		"一、总体情况\n上半年，全县完成投资18亿元。\n二、存在问题\n部分项目进度偏慢，主要是征地拆迁和资金方面的困难\n三、下步打算\n加强调度，倒排工期。",
		"公司简介\n\n安岭药业有限公司成立于2009年，主要生产中药饮片和口服液\n\n公司现有员工430人。\n\n2021年销售收入3.6亿元。",
	} {
		r := mustRead(t, "a.txt", text)
		for _, s := range r.Sections {
			for _, p := range s.Passages {
				if p.Joined {
					t.Errorf("joined: %s", p.Text)
				}
			}
		}
	}
}

// cutUp breaks a page at n places in mid-sentence into columns and sets the
// columns in another order, with pictures at some of the breaks. It returns the page and the
// paragraphs that it broke.
func cutUp(text string, n int, shuffle bool, rng *rand.Rand) (string, []string) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	var long []int
	for i, l := range lines {
		if i > 2 && utf8.RuneCountInString(l) > 60 {
			long = append(long, i)
		}
	}
	rng.Shuffle(len(long), func(i, j int) { long[i], long[j] = long[j], long[i] })
	long = long[:min(n, len(long))]
	at := map[int]int{}
	var broken []string
	for _, i := range long {
		r := []rune(lines[i])
		for {
			k := 12 + rng.IntN(len(r)-24)
			// No line begins with a stop, ends with an opening sign or parts a number.
			if !strings.ContainsRune(closers, r[k-1]) && !strings.ContainsRune(openers, r[k-1]) && !strings.ContainsRune("，。、；："+enders, r[k]) &&
				!(digitOrPoint(r[k-1]) && digitOrPoint(r[k])) {
				at[i] = len(string(r[:k]))
				break
			}
		}
		broken = append(broken, lines[i])
	}
	columns := [][]string{nil}
	for i, l := range lines {
		k, cut := at[i]
		last := &columns[len(columns)-1]
		if !cut {
			*last = append(*last, l)
			continue
		}
		*last = append(*last, l[:k])
		columns = append(columns, []string{l[k:]})
	}
	if shuffle {
		rest := columns[1:]
		rng.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	}
	var b strings.Builder
	for i, c := range columns {
		if i > 0 && rng.IntN(2) == 0 {
			fmt.Fprintf(&b, "\n\n第%d车间的工人正在检查产品。(资料图片) 周朗 摄\n\n", i)
		} else if i > 0 {
			b.WriteString("\n\n")
		}
		b.WriteString(strings.Join(c, "\n\n") + "\n")
	}
	return b.String(), broken
}

func digitOrPoint(r rune) bool { return r >= '0' && r <= '9' || r == '.' }

// jointsOf counts how many of the broken paragraphs were put together again, and
// how many passages were put together that never were one.
func jointsOf(r *Report, whole string, broken []string) (right, wrong int, bad []string) {
	have := map[string]bool{}
	for _, s := range r.Sections {
		for _, p := range s.Passages {
			if !p.Joined {
				continue
			}
			have[p.Text] = true
			if !strings.Contains(whole, p.Text) {
				wrong++
				bad = append(bad, p.Text)
			}
		}
	}
	for _, b := range broken {
		if have[b] {
			right++
		}
	}
	return right, wrong, bad
}

func TestCutUpPagesArePutTogether(t *testing.T) {
	for _, tt := range []struct {
		name    string
		shuffle bool
		least   int // joints put together, in percent
	}{
		{"columns in order", false, 50},
		{"columns out of order", true, 30},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cuts, right, wrong := 0, 0, 0
			var bad []string
			for name, text := range pagesOf(t) {
				for seed := range uint64(20) {
					rng := rand.New(rand.NewPCG(seed, 7))
					page, broken := cutUp(text, 2+int(seed%4), tt.shuffle, rng)
					ok, no, which := jointsOf(mustRead(t, name, page), text, broken)
					cuts, right, wrong = cuts+len(broken), right+ok, wrong+no
					bad = append(bad, which...)
				}
			}
			t.Logf("%d of %d joints put together (%d%%), %d wrongly", right, cuts, right*100/cuts, wrong)
			// What is left apart loses a sentence; what is joined wrongly says what nobody wrote.
			if right*100 < cuts*tt.least || wrong*50 > cuts {
				t.Errorf("%d of %d joints right, %d wrong:\n%s", right, cuts, wrong, strings.Join(bad, "\n"))
			}
		})
	}
}

// A page whose last column carries on the first, its third the second, and so
// on: the sections come out in the order in which they were written.
func TestColumnsAreReadInTheOrderOfTheirSentences(t *testing.T) {
	page := `山城新答卷

——云溪县抓项目促发展侧记

本报记者 陆一鸣

云溪县把项目建设摆在第一位，今年开工亿元以上项目19个，总投资64.2亿元。

精准招商—— 把客商请进来

县里组建招商小分队6支，赴长三角、珠三角等地洽谈项目。9月，云溪县与恒川集团签署战略合作框

做优服务—— 让企业留下来

县里推行“一企一

县政府办公楼前的项目公示栏。(资料图片) 方圆 摄

员”制度，为每家企业配备一名服务人员。全县已兑现奖补资金2300万元。

架协议，总投资8.8亿元的木材加工项目落户云溪。

狠抓落地。已签约项目逐个明确责任人，开工率达到83%。成立重点项目工作

专班，由常务副县长任组长，每周调度一次。
`
	r := mustRead(t, "a.txt", page)
	var got []string
	for _, s := range r.Sections {
		got = append(got, "# "+s.Title)
		for _, p := range s.Passages {
			got = append(got, p.Text)
		}
	}
	all := strings.Join(got, "\n")
	for _, want := range []string{
		"与恒川集团签署战略合作框架协议，总投资8.8亿元的木材加工项目落户云溪。",
		"县里推行“一企一员”制度，为每家企业配备一名服务人员。",
		"成立重点项目工作专班，由常务副县长任组长，每周调度一次。",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("not put together: %s\n%s", want, all)
		}
	}
	// The end of the first column stands under its own heading.
	for _, s := range r.Sections {
		for _, p := range s.Passages {
			if strings.Contains(p.Text, "狠抓落地") && s.Title != "精准招商—— 把客商请进来" {
				t.Errorf("狠抓落地 stands under %q", s.Title)
			}
		}
	}
	if r.Authors != "陆一鸣" || r.Place != "云溪县" || r.Title != "山城新答卷——云溪县抓项目促发展侧记" {
		t.Errorf("header: %q %q %q", r.Title, r.Authors, r.Place)
	}
}

// Writers forget stops. A paragraph that lacks only its stop is whole.
func TestForgottenStopsJoinNothing(t *testing.T) {
	forgotten, wrong := 0, 0
	var bad []string
	for name, text := range pagesOf(t) {
		for seed := range uint64(12) {
			rng := rand.New(rand.NewPCG(seed, 11))
			lines := strings.Split(strings.TrimSpace(text), "\n")
			for i, l := range lines {
				if strings.HasSuffix(l, "。") && rng.IntN(4) == 0 {
					lines[i] = strings.TrimSuffix(l, "。")
					forgotten++
				}
			}
			for _, s := range mustRead(t, name, strings.Join(lines, "\n\n")).Sections {
				for _, p := range s.Passages {
					if p.Joined {
						wrong++
						bad = append(bad, p.Text)
					}
				}
			}
		}
	}
	t.Logf("%d stops forgotten, %d paragraphs joined", forgotten, wrong)
	if wrong*100 > forgotten {
		t.Errorf("%d of %d:\n%s", wrong, forgotten, strings.Join(bad[:min(len(bad), 20)], "\n"))
	}
}
