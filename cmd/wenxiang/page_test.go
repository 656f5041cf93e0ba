package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"wenxiang/bot/localapi/localapitest"
)

// pictures names a folder for the pictures of the README files. They are taken where a font for Chinese and one for
// emoji are installed, Debian's fonts-wqy-microhei and fonts-noto-color-emoji for instance.
var pictures = flag.String("pictures", "", "save the pictures of the README files to this folder; look at them before you commit them")

// maxPicture is how large a picture may be, so that the README files open quickly.
const maxPicture = 200_000

// playground runs the whole program on a free port, as it runs without a token, and gives its page's address.
func playground(t *testing.T) string {
	t.Helper()
	var log bytes.Buffer
	m := &Main{DB: filepath.Join(t.TempDir(), "wenxiang.db"), Listen: "127.0.0.1:0",
		Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))}
	if err := m.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	localapitest.Right(t, m.local)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- m.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the program ended with: %v", err)
		}
		if err := m.Close(); err != nil {
			t.Errorf("closing: %v", err)
		}
		if log.Len() > 0 {
			t.Logf("the program warned:\n%s", log.String())
		}
	})
	return m.Address
}

// A visitor is a person at a headless browser.
type visitor struct {
	t   *testing.T
	ctx context.Context
}

// visit opens the page in a headless Chromium that prefers the language, or skips the test where there is none.
func visit(t *testing.T, address, language string) *visitor {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("SKIPPED: there is no chromium on this machine, so nobody asked anything on the page; install Debian's package chromium")
	}
	ctx, stopBrowser := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.NoFirstRun, chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("accept-lang", language),
		chromedp.Env("TZ=Asia/Shanghai")) // where the bot is, until a chat says otherwise
	ctx, stopTab := chromedp.NewContext(ctx)
	t.Cleanup(func() { chromedp.Cancel(ctx); stopTab(); stopBrowser() })
	if err := chromedp.Do(ctx); err != nil { // a browser lives as long as the first context that uses it
		t.Fatalf("the browser does not start: %v", err)
	}
	v := &visitor{t, ctx}
	v.size(1040, 760)
	v.do(chromedp.Navigate(address + "/"))
	v.do(chromedp.WaitVisible(chromedp.CSS("body.ready")))
	return v
}

func (v *visitor) do(step chromedp.Action[chromedp.Void]) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, 20*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, step); err != nil {
		shown, _ := chromedp.Run(v.ctx, chromedp.Evaluate[string](`document.body.innerText`))
		v.t.Fatalf("in the browser: %v; the page shows:\n%s", err, shown)
	}
}

// size sets the window, in the pixels of the page; a picture has twice as many.
func (v *visitor) size(width, height int64) {
	v.t.Helper()
	v.do(chromedp.EmulateViewport(width, height, chromedp.EmulateScale(2)))
}

func (v *visitor) click(selector string) {
	v.t.Helper()
	v.do(chromedp.Click(chromedp.CSS(selector)))
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// sees waits until an element of the selector has the words in it.
func (v *visitor) sees(selector, words string) {
	v.t.Helper()
	v.until(`[...document.querySelectorAll(` + quoted(selector) + `)].some(e => e.textContent.includes(` + quoted(words) + `))`)
}

func (v *visitor) until(expression string) {
	v.t.Helper()
	v.do(chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(15*time.Second), chromedp.WithPollingInterval(20*time.Millisecond)))
}

// press clicks the last element of the selector with the words in it.
func (v *visitor) press(selector, words string) {
	v.t.Helper()
	v.sees(selector, words)
	v.do(chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll(` + quoted(selector) + `)].filter(e => e.textContent.includes(` + quoted(words) + `)).at(-1).click()`))
}

// ask types a question and waits for an answer that has the words in bold, or anywhere where it has nothing in bold.
func (v *visitor) ask(question, bold string) {
	v.t.Helper()
	v.answers(bold, func() { v.do(chromedp.SendKeys(chromedp.CSS("#text"), question+"\r")) })
}

// answers waits until what is done has brought another message, with the words in it.
func (v *visitor) answers(words string, do func()) {
	v.t.Helper()
	before := v.count(".message.theirs")
	do()
	v.until(fmt.Sprintf(`[...document.querySelectorAll('.message.theirs')].slice(%d).some(e => (e.querySelector('.text strong') ?? e).textContent.includes(%s))`, before, quoted(words)))
}

func (v *visitor) count(selector string) int {
	v.t.Helper()
	n, err := chromedp.Run(v.ctx, chromedp.Evaluate[int](`document.querySelectorAll(`+quoted(selector)+`).length`))
	if err != nil {
		v.t.Fatal(err)
	}
	return n
}

// picture saves what the window shows, where pictures are asked for.
func (v *visitor) picture(name string) {
	v.t.Helper()
	if *pictures == "" {
		return
	}
	v.do(chromedp.Evaluate[chromedp.Void](`document.activeElement.blur()`))
	v.do(chromedp.MouseClickXY(2, 2))   // away from the buttons
	time.Sleep(1200 * time.Millisecond) // movements end
	shot, err := chromedp.Run(v.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		shot, err = fewerColours(shot)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(*pictures, name+".png"), shot, 0o644)
	}
	if err != nil {
		v.t.Fatal(err)
	}
	if len(shot) > maxPicture {
		v.t.Errorf("the picture %s has %d bytes, more than %d", name, len(shot), maxPicture)
	}
}

// fewerColours writes a picture anew with 256 of its colours: the most frequent ones, and of the others those that
// would be missed most.
func fewerColours(shot []byte) ([]byte, error) {
	m, err := png.Decode(bytes.NewReader(shot))
	if err != nil {
		return nil, err
	}
	full := image.NewRGBA(m.Bounds())
	draw.Draw(full, full.Bounds(), m, m.Bounds().Min, draw.Src)
	times := map[color.RGBA]int{}
	for y := range full.Rect.Dy() {
		for x := range full.Rect.Dx() {
			times[full.RGBAAt(x, y)]++
		}
	}
	all := make([]color.RGBA, 0, len(times))
	for c := range times {
		all = append(all, c)
	}
	sort.Slice(all, func(i, j int) bool {
		a, b := all[i], all[j]
		if times[a] != times[b] {
			return times[a] > times[b]
		}
		return int(a.R)<<16|int(a.G)<<8|int(a.B) < int(b.R)<<16|int(b.G)<<8|int(b.B)
	})
	const frequent, most = 160, 256
	colours := color.Palette{}
	for _, c := range all[:min(frequent, len(all))] {
		colours = append(colours, c)
	}
	missed := make([]int, len(all)) // how far each colour is from the nearest that is kept
	for i, c := range all {
		missed[i] = apart(c, colours[colours.Index(c)].(color.RGBA))
	}
	for len(colours) < min(most, len(all)) {
		worst := 0
		for i := range all {
			if missed[i] > missed[worst] {
				worst = i
			}
		}
		next := all[worst]
		colours = append(colours, next)
		for i, c := range all {
			missed[i] = min(missed[i], apart(c, next))
		}
	}
	small := image.NewPaletted(full.Rect, colours)
	nearest := map[color.RGBA]uint8{}
	for y := range full.Rect.Dy() {
		for x := range full.Rect.Dx() {
			c := full.RGBAAt(x, y)
			i, ok := nearest[c]
			if !ok {
				i = uint8(colours.Index(c))
				nearest[c] = i
			}
			small.SetColorIndex(x, y, i)
		}
	}
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	err = encoder.Encode(&out, small)
	return out.Bytes(), err
}

// apart is the squared distance of two colours.
func apart(a, b color.RGBA) int {
	r, g, l := int(a.R)-int(b.R), int(a.G)-int(b.G), int(a.B)-int(b.B)
	return r*r + g*g + l*l
}

func TestAConversationOnThePage(t *testing.T) {
	for _, c := range []struct {
		language, start             string
		question, answer            string
		followUp, followed          string
		honest, honestly, following string
	}{
		{"zh-CN", "我是问项", "已开工5000万元以上项目总投资多少？", "844.6亿元", "那亿元以上的呢？", "772.3亿元", "2021年的呢？", "没有说", "关注"},
		{"en-GB", "Wenxiang", "What is the total investment of projects over 100 million yuan?", "77.23 billion yuan",
			"And over 50 million yuan?", "84.46 billion yuan", "What is the total investment in 2021?", "do not say", "Follow"},
	} {
		t.Run(c.language, func(t *testing.T) {
			v := visit(t, playground(t), c.language)
			v.click("#start")
			v.sees(".message.theirs", c.start)
			v.ask(c.question, c.answer)
			v.ask(c.followUp, c.followed)
			v.sees(".message.theirs:last-child blockquote", "772.3亿元")
			v.sees(".message.theirs:last-child .inline-button", c.following)
			name := "chat-" + strings.ToLower(c.language[:2])
			v.picture(name + "-light")
			v.click("#theme")
			v.picture(name + "-dark")
			v.click("#theme")
			v.ask(c.honest, c.honestly)
			v.size(390, 780)
			v.do(chromedp.Evaluate[chromedp.Void](`document.getElementById('log').scrollTo(0, 1e9)`))
			if c.language == "zh-CN" {
				v.picture("phone")
			}
		})
	}
}

func TestAGroupWithATopicOnThePage(t *testing.T) {
	v := visit(t, playground(t), "zh-CN")
	v.press(".chat", "项目调度群")
	v.press(".topic", "新开工")
	v.do(chromedp.SendKeys(chromedp.CSS("#text"), "今天的材料都看了吗\r"))
	v.sees(".message.mine", "今天的材料")
	v.ask("/ask 新开工5000万元以上项目有多少个？", "134个")
	v.sees(".message.theirs .replied", "/ask 新开工")
	v.ask("@wenxiang_bot 占比呢？", "48%")
	if n := v.count(".message.theirs"); n != 2 {
		t.Errorf("the bot answered %d times in the topic, not only the two questions that were put to it", n)
	}
	v.picture("group")
}

func TestAChartOnThePage(t *testing.T) {
	v := visit(t, playground(t), "zh-CN")
	v.click("#start")
	v.sees(".message.theirs", "我是问项")
	v.do(chromedp.SendKeys(chromedp.CSS("#text"), "/chart\r"))
	v.until(`[...document.querySelectorAll('.message.theirs .photo img')].some(i => i.complete && i.naturalWidth > 0)`)
	v.picture("chart")
}

func TestADigestArrivesOnThePageWhenTheClockIsMovedOn(t *testing.T) {
	v := visit(t, playground(t), "zh-CN")
	v.click("#start")
	v.sees(".message.theirs", "我是问项")
	v.ask("/subscribe 新开工5000万元以上项目有多少个？", "关注")
	v.click("#clock")
	v.press("#clock-box .choices button", "8:00")
	v.press("#clock-box form button", "好")
	v.sees(".message.theirs .text strong", "问项摘要")
	v.sees(".message.theirs:last-child", "134个")
	v.ask("/digest", "订阅")
	v.picture("digest")
}
