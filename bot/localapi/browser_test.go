package localapi_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// tab is a page in a headless browser, with what the tests do to it. Each step
// fails the test if it does not succeed within its time.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// browse starts a headless Chromium, or skips the test where there is none.
func browse(t *testing.T, flags ...chromedp.ExecAllocatorOption) *tab {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("SKIPPED: there is no chromium on this machine, so nobody looked at the chat page; install Debian's package chromium")
	}
	options := append([]chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.NoFirstRun, chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("accept-lang", "zh-CN"), chromedp.WindowSize(1180, 800),
	}, flags...)
	ctx, stopBrowser := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stopTab := chromedp.NewContext(ctx)
	t.Cleanup(func() { chromedp.Cancel(ctx); stopTab(); stopBrowser() })
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("the browser does not start: %v", err)
	}
	return &tab{t, ctx}
}

func (p *tab) do(step chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 15*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, step); err != nil {
		p.t.Fatalf("in the browser: %v; the page shows:\n%s", err, p.text("body"))
	}
}

func (p *tab) open(url string) { p.t.Helper(); p.do(chromedp.Navigate(url)); p.visible("body.ready") }
func (p *tab) visible(selector string) {
	p.t.Helper()
	p.do(chromedp.WaitVisible(chromedp.CSS(selector)))
}
func (p *tab) click(selector string) { p.t.Helper(); p.do(chromedp.Click(chromedp.CSS(selector))) }
func (p *tab) write(selector, k string) {
	p.t.Helper()
	p.do(chromedp.SendKeys(chromedp.CSS(selector), k))
}
func (p *tab) keys(k string) { p.t.Helper(); p.do(chromedp.KeyEvent(k)) }
func (p *tab) choose(sel, file string) {
	p.t.Helper()
	p.do(chromedp.SetUploadFiles(chromedp.CSS(sel), []string{file}))
}
func (p *tab) size(width, height int64) { p.t.Helper(); p.do(chromedp.EmulateViewport(width, height)) }
func (p *tab) text(selector string) string {
	return eval[string](p, `document.querySelector(`+js(selector)+`)?.innerText ?? ''`)
}

// sees waits until an element of the selector has the words in it.
func (p *tab) sees(selector, words string) {
	p.t.Helper()
	p.until(`[...document.querySelectorAll(` + js(selector) + `)].some(e => e.textContent.includes(` + js(words) + `))`)
}

// until waits until the expression is true.
func (p *tab) until(expression string) {
	p.t.Helper()
	p.do(chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(10*time.Second), chromedp.WithPollingInterval(20*time.Millisecond)))
}

func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Errorf("in the browser: %v", err)
	}
	return v
}

func js(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// shot saves a picture of the page where PAGE_SHOTS names a folder for them.
func (p *tab) shot(name string) {
	dir := os.Getenv("PAGE_SHOTS")
	if dir == "" {
		return
	}
	time.Sleep(400 * time.Millisecond) // movements end
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
	if err != nil {
		p.t.Fatal(err)
	}
}
